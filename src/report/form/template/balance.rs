//! The text of a template → its first tag without a partner, which the place of a syntax error rarely shows.

use super::fault::TemplateFault;

/// Tags that are closed, by what closes them.
const PAIRS: &[(&str, &str)] = &[
    ("if", "endif"),
    ("for", "endfor"),
    ("component", "endcomponent"),
    ("filter", "endfilter"),
    ("block", "endblock"),
];

/// The byte where the tag without a partner stands, and which it is.
pub(super) fn unbalanced(text: &str) -> Option<(usize, TemplateFault)> {
    let mut open: Vec<(usize, &str, &str)> = Vec::new();
    let mut at = 0;
    while let Some((start, kind)) = next_tag(text, at) {
        let end = match kind {
            "{{" => "}}",
            "{#" => "#}",
            _ => "%}",
        };
        let inside = text.get(start + 2..).unwrap_or_default();
        let length = inside.find(end);
        let next = inside.find("{{").into_iter().chain(inside.find("{%")).min();
        let Some(length) = length.filter(|length| kind == "{#" || next.is_none_or(|next| *length < next))
        else {
            return Some((start, TemplateFault::Unclosed(kind.to_owned(), end.to_owned())));
        };
        at = start + 2 + length + 2;
        if kind != "{%" {
            continue;
        }
        let tag = inside
            .get(..length)
            .unwrap_or_default()
            .trim_matches(['-', ' ', '\n', '\t', '\r']);
        let word = tag
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if word == "raw" {
            at = text
                .get(at..)?
                .find("endraw")
                .map_or(text.len(), |length| at + length + 6);
        } else if let Some((opening, closing)) = PAIRS.iter().find(|(opening, _)| *opening == word) {
            open.push((start, opening, closing));
        } else if PAIRS.iter().any(|(_, closing)| *closing == word) {
            match open.pop() {
                Some((_, _, closing)) if closing == word => {}
                Some((start, opening, closing)) if open.iter().any(|(_, _, other)| *other == word) => {
                    return Some((start, unclosed(opening, closing)));
                }
                _ => return Some((start, TemplateFault::Unopened(format!("{{% {word} %}}")))),
            }
        }
    }
    let (start, opening, closing) = open.pop()?;
    Some((start, unclosed(opening, closing)))
}

fn unclosed(opening: &str, closing: &str) -> TemplateFault {
    TemplateFault::Unclosed(format!("{{% {opening} %}}"), format!("{{% {closing} %}}"))
}

fn next_tag(text: &str, from: usize) -> Option<(usize, &str)> {
    let rest = text.get(from..)?;
    let starts = ["{{", "{%", "{#"]
        .iter()
        .filter_map(|start| Some((from + rest.find(start)?, *start)));
    starts.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_without_a_partner_is_found() {
        for (text, place) in [
            ("{% if a %}{% endif %}{# {% if %} #}{{ b }}", None),
            ("{% raw %}{% if %}{% endraw %}x", None),
            ("{%- for a in b -%}\n{% if a %}x{% endfor %}", Some("{% if a")),
            ("x{% if a %}{% else %}", Some("{% if a")),
            ("x{% endif %}{% if a %}", Some("{% endif")),
            ("{% if a %}{{ b {% endif %}", Some("{{ b")),
            ("{{ a }} {# b", Some("{# b")),
        ] {
            let found = unbalanced(text).map(|(start, _)| start);
            assert_eq!(found, place.map(|place| text.find(place).unwrap()), "{text}");
        }
    }
}
