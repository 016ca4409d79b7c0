//! The text of a cell → markup with the template's expressions in it. Input methods and Excel's own corrections make
//! other quotes and braces of those that were typed; inside expressions they are what they were meant to be.

use std::fmt::Write as _;

/// A piece of a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Text(String),
    /// What stands between `{{` and `}}`.
    Expression(String),
    /// `{% … %}` and `{# … #}`, whole.
    Tag(String),
}

/// Expressions whose value is no text: what is written for them.
const SPELLED_OUT: [(&str, &str); 5] = [
    ("comment", PARAGRAPHS_OF_COMMENT),
    ("plan", PARAGRAPHS_OF_PLAN),
    ("kpi.rule", "{% for clause in kpi.rule %}{{ clause }}{% endfor %}"),
    ("code.text", "{% if code %}{{ code.text }}{% endif %}"),
    ("qr", "{% if code %}{{ <charts.qr code={code} /> }}{% endif %}"),
];
const PARAGRAPHS_OF_COMMENT: &str =
    "{% for line in comment %}{{ line }}{% if not loop.last %}<br/>{% endif %}{% endfor %}";
const PARAGRAPHS_OF_PLAN: &str =
    "{% for line in plan %}{{ line }}{% if not loop.last %}<br/>{% endif %}{% endfor %}";

/// A cell's text in its pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let text = text
        .replace("｛｛", "{{")
        .replace("｝｝", "}}")
        .replace("｛%", "{%")
        .replace("%｝", "%}");
    let mut pieces = Vec::new();
    let mut rest = text.as_str();
    loop {
        let opening = ["{{", "{%", "{#"]
            .into_iter()
            .filter_map(|mark| rest.find(mark))
            .min();
        let Some(start) = opening else { break };
        let (before, from) = rest.split_at(start);
        let closing = match from.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => "#}",
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let Some(end) = from.find(closing) else {
            // The template language says what is not closed.
            pieces.push(Piece::Tag(straight(from)));
            return pieces;
        };
        let (whole, after) = from.split_at(end + closing.len());
        pieces.push(match closing {
            "}}" => Piece::Expression(straight(whole.get(2..end).unwrap_or_default().trim())),
            _ => Piece::Tag(straight(whole)),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

/// The markup of a cell's text, on one line.
pub(super) fn markup(text: &str, is_stacked: bool) -> String {
    let mut markup = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) if is_stacked => {
                let mut characters = text.chars().filter(|c| !c.is_whitespace()).peekable();
                while let Some(character) = characters.next() {
                    push_escaped(&mut markup, character);
                    if characters.peek().is_some() {
                        markup.push_str("<br/>");
                    }
                }
            }
            Piece::Text(text) => text
                .chars()
                .for_each(|character| push_escaped(&mut markup, character)),
            Piece::Expression(inside) => {
                let spelled_out = SPELLED_OUT.iter().find(|(name, _)| *name == inside);
                match spelled_out {
                    Some((_, markup_of)) => markup.push_str(markup_of),
                    None => drop(write!(markup, "{{{{ {inside} }}}}")),
                }
            }
            Piece::Tag(tag) => markup.push_str(&tag),
        }
    }
    markup
}

fn push_escaped(markup: &mut String, character: char) {
    match character {
        '&' => markup.push_str("&amp;"),
        '<' => markup.push_str("&lt;"),
        '>' => markup.push_str("&gt;"),
        '\n' => markup.push_str("<br/>"),
        character if character.is_control() => markup.push(' '),
        character => markup.push(character),
    }
}

/// An expression with the signs that the template language reads, on one line.
fn straight(text: &str) -> String {
    let of = |character: char| match character {
        '“' | '”' | '＂' => '"',
        '‘' | '’' | '＇' => '\'',
        '．' => '.',
        '｜' => '|',
        '（' => '(',
        '）' => ')',
        '\u{a0}' | '\u{3000}' | '\n' | '\r' | '\t' => ' ',
        character => character,
    };
    // What is quoted stays as it is.
    let mut quote = None;
    text.chars()
        .map(|character| {
            let is = of(character);
            match quote {
                Some(open) if is == open => quote = None,
                Some(_) if is != '\n' && !matches!(character, '\n' | '\r') => return character,
                Some(_) => return ' ',
                None if matches!(is, '"' | '\'') => quote = Some(is),
                None => (),
            }
            is
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_expressions_are_kept() {
        for (text, wanted) in [
            ("得分 < 60 & 等级", "得分 &lt; 60 &amp; 等级"),
            ("姓名：{{rep.name}}", "姓名：{{ rep.name }}"),
            ("｛｛ rep.name ｝｝", "{{ rep.name }}"),
            ("{{ say(zh=“甲”, en=“A”) }}", "{{ say(zh=\"甲\", en=\"A\") }}"),
            (
                "{{ say(zh=\"（甲）\", en=\"A\") }}",
                "{{ say(zh=\"（甲）\", en=\"A\") }}",
            ),
            ("第一行\n第二行", "第一行<br/>第二行"),
            (
                "{% if rank.of %}{{ rank.rank }}{% endif %}",
                "{% if rank.of %}{{ rank.rank }}{% endif %}",
            ),
            ("{{ comment }}", PARAGRAPHS_OF_COMMENT),
            ("{{ rep.name", "{{ rep.name"),
            ("{单个括号}", "{单个括号}"),
        ] {
            assert_eq!(markup(text, false), wanted);
        }
    }

    #[test]
    fn stacked_characters_stand_below_each_other() {
        assert_eq!(markup("考核 指标", true), "考<br/>核<br/>指<br/>标");
    }
}
