//! Markup text → an XML document: cleaned of what XML forbids, every place traceable to the original text.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::iter;

use roxmltree::{Document, Node, ParsingOptions};

use super::trouble::{Fault, MarkupError, Oversight, Position, TextKind, Warning};

/// Elements nested deeper than this are refused, since layout recurses.
pub const DEEPEST: usize = 64;

/// Nodes beyond this many are refused: about a thousand pages of tables.
const MOST_NODES: u32 = 2_000_000;

/// Markup made fit for an XML parser.
#[derive(Debug)]
pub struct Source<'a> {
    original: &'a str,
    text: Cow<'a, str>,
    /// Where cleaned and original text begin to differ: offsets in the one and the other, ascending.
    shifts: Vec<(usize, usize)>,
    /// Where each line of the original text begins, once a place is asked for.
    lines: OnceCell<Vec<usize>>,
}

impl<'a> Source<'a> {
    /// Drops characters that XML forbids and writes the HTML entities out.
    pub fn clean(original: &'a str) -> Self {
        if first_unclean(original).is_none() {
            return Self {
                original,
                text: Cow::Borrowed(original),
                shifts: Vec::new(),
                lines: OnceCell::new(),
            };
        }
        let mut text = String::with_capacity(original.len());
        let mut shifts = Vec::new();
        let mut rest = original;
        while let Some(found) = first_unclean(rest) {
            let (before, from) = rest.split_at(found);
            text.push_str(before);
            let (replacement, length) = replaced(from);
            text.push_str(replacement);
            rest = from.get(length..).unwrap_or_default();
            if replacement.len() != length {
                shifts.push((text.len(), original.len() - rest.len()));
            }
        }
        text.push_str(rest);
        Self {
            original,
            text: Cow::Owned(text),
            shifts,
            lines: OnceCell::new(),
        }
    }

    /// Every character of the markup beyond ASCII, tags included; none where some are written by their numbers, and only
    /// parsing tells which.
    pub fn beyond_ascii(&self) -> Option<impl Iterator<Item = char> + use<'_>> {
        let mut rest = &*self.text;
        let next = move || {
            rest = rest.get(ascii_before(rest.as_bytes())..)?;
            let character = rest.chars().next()?;
            rest = &rest[character.len_utf8()..];
            Some(character)
        };
        (!self.text.contains("&#")).then(|| iter::from_fn(next))
    }

    /// Parses it, with a bound on nesting.
    pub fn parse(&self) -> Result<Document<'_>, MarkupError> {
        let options = ParsingOptions {
            nodes_limit: MOST_NODES,
            ..ParsingOptions::default()
        };
        let document = Document::parse_with_options(&self.text, options).map_err(|error| {
            let place = error.pos();
            let offset = offset_of(&self.text, place.row, place.col);
            MarkupError {
                position: self.position(offset),
                fault: Fault::Malformed((&error).into()),
            }
        })?;
        match first_too_deep(&document) {
            Some(node) => Err(MarkupError {
                position: self.position(node.range().start),
                fault: Fault::TooDeep(DEEPEST),
            }),
            None => Ok(document),
        }
    }

    /// The place in the original text of an offset in the cleaned one.
    pub fn position(&self, offset: usize) -> Position {
        let index = self.shifts.partition_point(|(cleaned, _)| *cleaned <= offset);
        let (cleaned, original) = index
            .checked_sub(1)
            .and_then(|last| self.shifts.get(last))
            .copied()
            .unwrap_or_default();
        self.original_position(original + (offset - cleaned))
    }

    /// The place of an offset in the original text; a mistake in a loop asks for thousands.
    fn original_position(&self, offset: usize) -> Position {
        let lines = self.lines.get_or_init(|| {
            let ends = self.original.match_indices('\n').map(|(end, _)| end + 1);
            iter::once(0).chain(ends).collect()
        });
        let line = lines.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = lines.get(line).copied().unwrap_or_default();
        let within = self.original.get(start..).unwrap_or_default();
        let lines_before = Position {
            line: line as u32 + 1,
            column: 1,
        };
        lines_before.plus(Position::of(within, offset - start))
    }

    /// The place so many characters after an offset in the cleaned text.
    pub fn position_after(&self, offset: usize, characters: usize) -> Position {
        let rest = self.text.get(offset..).unwrap_or_default();
        let length: usize = rest.chars().take(characters).map(char::len_utf8).sum();
        self.position(offset + length)
    }

    /// A warning about an offset in the cleaned text.
    pub fn warning(&self, offset: usize, oversight: Oversight) -> Warning {
        Warning {
            text: TextKind::Markup,
            position: self.position(offset),
            oversight,
        }
    }
}

/// Every element that has a meaning here. Their looks are in `style/default.css`.
pub const ELEMENTS: &[&str] = &[
    "html", "head", "title", "meta", "style", "body", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span",
    "strong", "b", "em", "u", "s", "small", "sub", "sup", "br", "hr", "ul", "ol", "li", "table", "caption",
    "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "section", "article", "header", "footer",
    "main", "aside", "nav", "svg", "img", "a",
];

/// Attributes that every element may have: they have a meaning, or are about the document and not its looks.
const COMMON_ATTRIBUTES: &[&str] = &["class", "id", "style", "lang", "title"];

/// Those of some elements.
const ATTRIBUTES: &[(&[&str], &[&str])] = &[
    (&["a"], &["href"]),
    (&["td", "th"], &["colspan", "rowspan", "scope"]),
    (&["col", "colgroup"], &["span"]),
    (&["ol"], &["start"]),
    (&["img"], &["src", "alt", "width", "height"]),
    (&["meta"], &["charset", "name", "content", "http-equiv"]),
    (&["style"], &["type"]),
];

/// Attributes that are whole numbers.
const COUNTS: &[&str] = &["colspan", "rowspan", "span", "start"];

/// Warns about elements and attributes without a meaning here.
pub fn inspect(document: &Document<'_>, source: &Source<'_>, warnings: &mut Vec<Warning>) {
    let mut drawing_end = 0;
    // Elements are of few kinds.
    let mut known: Vec<&str> = Vec::new();
    for node in document.descendants().filter(Node::is_element) {
        // What is in a drawing is told where the drawing is read.
        if node.range().start < drawing_end {
            continue;
        }
        let name = node.tag_name().name();
        if name == "svg" {
            drawing_end = node.range().end;
            continue;
        }
        if !known.contains(&name) {
            if !ELEMENTS.contains(&name) {
                let oversight = Oversight::UnknownElement(name.to_owned());
                warnings.push(source.warning(node.range().start, oversight));
                continue;
            }
            known.push(name);
        }
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            let is_known = attribute.namespace().is_some()
                || key.starts_with("data-")
                || key.starts_with("aria-")
                || COMMON_ATTRIBUTES.contains(&key)
                || ATTRIBUTES
                    .iter()
                    .any(|(elements, keys)| elements.contains(&name) && keys.contains(&key));
            let oversight = if !is_known {
                Oversight::UnknownAttribute(key.to_owned())
            } else if COUNTS.contains(&key) && value.trim().parse::<u32>().is_err() {
                Oversight::UnknownAttributeValue(key.to_owned(), value.to_owned())
            } else {
                continue;
            };
            warnings.push(source.warning(attribute.range().start, oversight));
        }
    }
}

/// HTML's named characters that forms are likely to use; XML knows the first five itself.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&amp;"),
    ("lt", "&lt;"),
    ("gt", "&gt;"),
    ("quot", "&quot;"),
    ("apos", "&apos;"),
    ("nbsp", "\u{a0}"),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("thinsp", "\u{2009}"),
    ("yen", "¥"),
    ("euro", "€"),
    ("pound", "£"),
    ("cent", "¢"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("times", "×"),
    ("divide", "÷"),
    ("plusmn", "±"),
    ("minus", "−"),
    ("le", "≤"),
    ("ge", "≥"),
    ("ne", "≠"),
    ("asymp", "≈"),
    ("infin", "∞"),
    ("permil", "‰"),
    ("deg", "°"),
    ("micro", "µ"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("middot", "·"),
    ("bull", "•"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("larr", "←"),
    ("uarr", "↑"),
    ("rarr", "→"),
    ("darr", "↓"),
    ("sect", "§"),
    ("para", "¶"),
    ("dagger", "†"),
    ("Dagger", "‡"),
    ("check", "✓"),
    ("star", "☆"),
    ("starf", "★"),
    ("Delta", "Δ"),
    ("Sigma", "Σ"),
    ("Omega", "Ω"),
    ("sum", "∑"),
    ("radic", "√"),
];

/// What stands for the beginning of `from`, and how many bytes of it that replaces.
fn replaced(from: &str) -> (&str, usize) {
    let Some(name) = from.strip_prefix('&') else {
        return ("", from.chars().next().map_or(0, char::len_utf8));
    };
    ENTITIES
        .iter()
        .find(|(entity, _)| {
            name.strip_prefix(entity)
                .is_some_and(|rest| rest.starts_with(';'))
        })
        .map_or(("&", 1), |(entity, text)| (*text, entity.len() + 2))
}

/// Where the first character stands that is not taken over as it is.
fn first_unclean(text: &str) -> Option<usize> {
    // Nearly all bytes are told at a glance; of the rest, a few begin characters that must be looked at.
    let mut start = 0;
    while let Some(found) = text.as_bytes()[start..]
        .iter()
        .position(|byte| ODD[usize::from(*byte)])
    {
        let at = start + found;
        let character = text[at..].chars().next()?;
        if character == '&' || is_forbidden(character) {
            return Some(at);
        }
        start = at + character.len_utf8();
    }
    None
}

/// How many bytes of ASCII text begins with: most of markup are tags, which are looked at eight bytes at a time.
fn ascii_before(text: &[u8]) -> usize {
    const BEYOND: u64 = 0x8080_8080_8080_8080;
    let (words, rest) = text.as_chunks();
    let beyond = |word: &[u8; 8]| u64::from_le_bytes(*word) & BEYOND;
    if let Some(at) = words.iter().position(|word| beyond(word) != 0) {
        return at * 8 + beyond(&words[at]).trailing_zeros() as usize / 8;
    }
    let of_rest = rest.iter().position(|byte| !byte.is_ascii());
    text.len() - rest.len() + of_rest.unwrap_or(rest.len())
}

/// Bytes that a character may begin with that XML forbids, and the one that names begin with.
const ODD: [bool; 256] = {
    let mut odd = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        odd[byte] = !matches!(byte as u8, b'\t' | b'\n' | b'\r');
        byte += 1;
    }
    odd[b'&' as usize] = true;
    odd[0x7f] = true;
    odd[0xef] = true;
    odd
};

fn is_forbidden(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}

fn offset_of(text: &str, row: u32, column: u32) -> usize {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(row.saturating_sub(1) as usize)
        .map(str::len)
        .sum();
    let line = text.get(line_start..).unwrap_or_default();
    let within: usize = line
        .chars()
        .take(column.saturating_sub(1) as usize)
        .map(char::len_utf8)
        .sum();
    line_start + within
}

/// Walks without recursion, since this is what guards the recursions.
fn first_too_deep<'a, 'input>(document: &'a Document<'input>) -> Option<Node<'a, 'input>> {
    let mut node = document.root_element();
    let mut depth = 1;
    loop {
        if depth > DEEPEST {
            return Some(node);
        }
        if let Some(child) = node.first_element_child() {
            node = child;
            depth += 1;
            continue;
        }
        loop {
            if let Some(sibling) = node.next_sibling_element() {
                node = sibling;
                break;
            }
            node = node.parent_element()?;
            depth -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_beyond_ascii_are_those_that_reading_each_gives() {
        for length in 0..20 {
            for end in ["", "考核表", "é", "a𠮷b销"] {
                let text = format!(
                    "{}{end}{}",
                    "<b>abcdefghijklmnop".repeat(2).split_at(length).0,
                    "x".repeat(length)
                );
                let expected: Vec<char> = text.chars().filter(|character| !character.is_ascii()).collect();
                let source = Source::clean(&text);
                assert_eq!(
                    source.beyond_ascii().unwrap().collect::<Vec<_>>(),
                    expected,
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn entities_and_control_characters_are_cleaned_and_places_kept() {
        let markup = "<p>\u{1}&yen;5&nbsp;&lt;6\n&times; <x/></p>";
        let source = Source::clean(markup);
        let document = source.parse().unwrap();
        assert_eq!(document.root_element().text(), Some("¥5\u{a0}<6\n× "));
        let element = document.root_element().first_element_child().unwrap();
        assert_eq!(
            source.position(element.range().start),
            Position { line: 2, column: 9 }
        );
    }

    #[test]
    fn malformed_markup_is_an_error_with_its_place() {
        let case = |markup: &str, line, column| {
            let source = Source::clean(markup);
            let error = source.parse().unwrap_err();
            assert_eq!(error.position, Position { line, column }, "{markup:?}: {error}");
            assert!(matches!(error.fault, Fault::Malformed(_)));
        };
        case("<p>\n<b>x</p>", 2, 5);
        case("<p>\n&nbsp;&foo;</p>", 2, 7);
        case("", 1, 1);
    }

    #[test]
    fn deep_nesting_is_refused_without_recursion() {
        let markup = format!("{}{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let error = Source::clean(&markup).parse().unwrap_err();
        assert_eq!(error.fault, Fault::TooDeep(DEEPEST));
        assert_eq!(
            error.position,
            Position {
                line: 1,
                column: 64 * 5 + 1
            }
        );
    }

    #[test]
    fn unknown_elements_and_attributes_are_said() {
        let source = Source::clean(
            "<div>\n <blink align='left' class='a'>x</blink><p align='left' data-x='1'/>\n\
             <ol type='a' start='x'/><p colspan='2'/><table><tr><td colspan=' 2 ' rowspan='-1'/></tr></table></div>",
        );
        let document = source.parse().unwrap();
        let mut warnings = Vec::new();
        inspect(&document, &source, &mut warnings);
        let said: Vec<_> = warnings
            .iter()
            .map(|warning| (warning.position.to_string(), warning.oversight.clone()))
            .collect();
        assert_eq!(
            said,
            [
                ("2:2".to_owned(), Oversight::UnknownElement("blink".to_owned())),
                ("2:44".to_owned(), Oversight::UnknownAttribute("align".to_owned())),
                ("3:5".to_owned(), Oversight::UnknownAttribute("type".to_owned())),
                (
                    "3:14".to_owned(),
                    Oversight::UnknownAttributeValue("start".to_owned(), "x".to_owned())
                ),
                (
                    "3:28".to_owned(),
                    Oversight::UnknownAttribute("colspan".to_owned())
                ),
                (
                    "3:70".to_owned(),
                    Oversight::UnknownAttributeValue("rowspan".to_owned(), "-1".to_owned())
                ),
            ]
        );
    }
}
