//! The text of a template that the template language has accepted → its tags, in words and marks.

/// A tag, `{{ … }}` or `{% … %}`.
pub(super) struct Tag<'t> {
    /// Whether it prints: `{{ … }}`.
    prints: bool,
    /// What it consists of.
    pub(super) pieces: Vec<Piece<'t>>,
}

/// A piece of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// Where it begins in the text.
    pub(super) offset: usize,
    /// What it says; without the quotes of a text.
    pub(super) text: &'t str,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a piece of a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `kpi`
    Word,
    /// `"text"`
    Text,
    /// 1.5
    Number,
    /// `|`
    Mark,
}

impl<'t> Tag<'t> {
    /// The word that says what the tag does; empty for those that print and for components.
    pub(super) fn word(&self) -> &'t str {
        let first = self.pieces.first().filter(|_| !self.prints);
        first
            .filter(|piece| piece.kind == Kind::Word)
            .map_or("", |piece| piece.text)
    }

    /// The name that it gives a value to.
    pub(super) fn sets(&self) -> Option<&'t str> {
        matches!(self.word(), "set" | "set_global")
            .then(|| self.second())
            .flatten()
    }

    /// The template that it brings in.
    pub(super) fn includes(&self) -> Option<&'t str> {
        matches!(self.word(), "include" | "extends")
            .then(|| self.second())
            .flatten()
    }

    fn second(&self) -> Option<&'t str> {
        self.pieces.get(1).map(|piece| piece.text)
    }
}

impl Piece<'_> {
    /// Whether it is that mark.
    pub(super) fn is_mark(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.text == mark
    }

    /// Whether it is that word.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text == word
    }
}

/// The tags of a template, in order.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some((start, opening)) = next_opening(text, at) {
        let inside = start + opening.len();
        let is_trimmed = text.get(inside..).is_some_and(|rest| rest.starts_with('-'));
        let inside = inside + usize::from(is_trimmed);
        if opening == "{#" {
            at = find(text, inside, "#}").map_or(text.len(), |end| end + 2);
            continue;
        }
        let prints = opening == "{{";
        let (pieces, end) = pieces(text, inside, if prints { "}}" } else { "%}" });
        let tag = Tag { prints, pieces };
        at = end;
        if tag.word() == "raw" {
            // What is left of the tag that ends it opens nothing.
            at = find(text, end, "endraw").map_or(text.len(), |end| end + "endraw".len());
        } else {
            tags.push(tag);
        }
    }
    tags
}

fn next_opening(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let starts = ["{{", "{%", "{#"].map(|opening| Some((find(text, from, opening)?, opening)));
    starts.into_iter().flatten().min()
}

fn find(text: &str, from: usize, wanted: &str) -> Option<usize> {
    Some(from + text.get(from..)?.find(wanted)?)
}

const LONG_MARKS: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];

/// The pieces from a place to the end of a tag, and the place behind it.
fn pieces<'t>(text: &'t str, from: usize, closing: &str) -> (Vec<Piece<'t>>, usize) {
    let mut pieces = Vec::new();
    let mut at = from;
    while let Some(rest) = text.get(at..) {
        if let Some(rest) = rest.strip_prefix('-').unwrap_or(rest).strip_prefix(closing) {
            return (pieces, text.len() - rest.len());
        }
        let Some(first) = rest.chars().next() else { break };
        let (kind, length) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if matches!(first, '"' | '\'' | '`') {
            let length = quoted_length(rest, first);
            let text = rest.get(1..length.saturating_sub(1)).unwrap_or_default();
            let kind = Kind::Text;
            pieces.push(Piece {
                offset: at,
                text,
                kind,
            });
            at += length;
            continue;
        } else if first.is_ascii_digit() {
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
            (Kind::Number, rest.find(|c| !is_part(c)))
        } else if first.is_ascii_alphabetic() || first == '_' {
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
            (Kind::Word, rest.find(|c| !is_part(c)))
        } else {
            let long = LONG_MARKS.iter().find(|mark| rest.starts_with(**mark));
            (Kind::Mark, Some(long.map_or(first.len_utf8(), |mark| mark.len())))
        };
        let text = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        pieces.push(Piece {
            offset: at,
            text,
            kind,
        });
        at += text.len();
    }
    (pieces, text.len())
}

/// How long a text in quotes is, the quotes among it.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (offset, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return offset + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_apart_and_comments_left_out() {
        let text = r#"{# {{ a }} #}x{%- if a.b >= 1.5 -%}{{ "}} \" {%" ~ c?.d }}{% raw %}{{ e }}{%- endraw %}{{-f[`g`]-}}"#;
        let read: Vec<Vec<&str>> = tags(text)
            .iter()
            .map(|tag| tag.pieces.iter().map(|piece| piece.text).collect())
            .collect();
        let expected: [&[&str]; 3] = [
            &["if", "a", ".", "b", ">=", "1.5"],
            &[r#"}} \" {%"#, "~", "c", "?.", "d"],
            &["f", "[", "g", "]"],
        ];
        assert_eq!(read, expected);
        for tag in tags(text) {
            for piece in tag.pieces.iter().filter(|piece| piece.kind != Kind::Text) {
                assert!(text[piece.offset..].starts_with(piece.text), "{piece:?}");
            }
        }
    }
}
