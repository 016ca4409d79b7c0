//! Stylesheet text → rules, page rules and warnings, each with its place.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use super::super::trouble::{Oversight, Position};
use super::page::PageRule;
use super::property::{Setting, settings};
use super::selector::Selector;
use super::value::split;

/// A parsed stylesheet. Parse once, use for many forms.
#[derive(Debug, Clone, Default)]
pub struct Stylesheet {
    pub(super) rules: Vec<Rule>,
    pub(super) pages: Vec<PageRule>,
    /// What wasn't understood, and where.
    pub warnings: Vec<(Position, Oversight)>,
}

/// Declarations and the elements that they are for.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub selector: Selector,
    pub declarations: Arc<[Declaration]>,
}

/// A setting of a declaration.
#[derive(Debug, Clone, PartialEq)]
pub struct Declaration {
    pub setting: Setting,
    pub important: bool,
}

/// A declaration as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written<'a> {
    pub property: &'a str,
    pub value: Cow<'a, str>,
    pub important: bool,
    pub position: Position,
}

impl Stylesheet {
    /// Parses a stylesheet; what isn't understood is left out and becomes a warning.
    pub fn parse(text: &str) -> Self {
        let mut sheet = Self::default();
        let mut at = 0;
        loop {
            at = skip_noise(text, at);
            if at >= text.len() {
                return sheet;
            }
            at = sheet.statement(text, at);
        }
    }

    /// Whether it says something of elements, and not of the paper alone.
    pub fn has_rules(&self) -> bool {
        !self.rules.is_empty()
    }

    /// How elements look before any other style.
    pub(super) fn of_defaults() -> &'static Stylesheet {
        static DEFAULTS: LazyLock<Stylesheet> =
            LazyLock::new(|| Stylesheet::parse(include_str!("default.css")));
        &DEFAULTS
    }

    /// Reads the statement at an offset, and returns where the next one begins.
    fn statement(&mut self, text: &str, at: usize) -> usize {
        let head_end = at + find(text.get(at..).unwrap_or_default(), &['{', ';', '}']);
        let head = text.get(at..head_end).unwrap_or_default().trim();
        let stopped_by = text.get(head_end..).and_then(|rest| rest.chars().next());
        let is_at_rule = head.starts_with('@');
        if stopped_by != Some('{') {
            let oversight = if is_at_rule {
                Oversight::UnknownAtRule
            } else {
                Oversight::Stray
            };
            self.warn(text, at, oversight(abridged(head, stopped_by)));
            return head_end + stopped_by.map_or(0, char::len_utf8);
        }
        let (block, end) = block(text, head_end + 1);
        if is_at_rule {
            match head.strip_prefix("@page").map(str::trim) {
                Some("") => {
                    let start = Position::of(text, head_end + 1);
                    let (rule, warnings) = PageRule::parse(block, start);
                    self.pages.push(rule);
                    self.warnings.extend(warnings);
                }
                _ => self.warn(text, at, Oversight::UnknownAtRule(head.to_owned())),
            }
        } else {
            self.rules(text, at, head, block, head_end + 1);
        }
        end
    }

    fn rules(&mut self, text: &str, at: usize, head: &str, block: &str, block_at: usize) {
        let declarations = declarations(block, Position::of(text, block_at), &mut self.warnings);
        let declarations: Arc<[Declaration]> = declarations.into();
        for selector in split(head, |character| character == ',') {
            let selector = selector.trim();
            match Selector::parse(selector) {
                Some(parsed) => self.rules.push(Rule {
                    selector: parsed,
                    declarations: Arc::clone(&declarations),
                }),
                None => self.warn(text, at, Oversight::UnknownSelector(selector.to_owned())),
            }
        }
    }

    fn warn(&mut self, text: &str, at: usize, oversight: Oversight) {
        self.warnings.push((Position::of(text, at), oversight));
    }
}

/// The declarations of a block or a `style` attribute that stands at a place.
pub(super) fn declarations(
    block: &str,
    start: Position,
    warnings: &mut Vec<(Position, Oversight)>,
) -> Vec<Declaration> {
    let mut read = Vec::new();
    for written in written(block, start, warnings) {
        match settings(written.property, &written.value) {
            Ok(settings) => {
                let important = written.important;
                read.extend(
                    settings
                        .into_iter()
                        .map(|setting| Declaration { setting, important }),
                );
            }
            Err(oversight) => warnings.push((written.position, oversight)),
        }
    }
    read
}

/// Splits a block into declarations; other text in it becomes warnings.
pub(super) fn written<'a>(
    block: &'a str,
    start: Position,
    warnings: &mut Vec<(Position, Oversight)>,
) -> Vec<Written<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at = skip_noise(block, at);
        let rest = block.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return found;
        }
        let length = find(rest, &[';']);
        let piece = rest.get(..length).unwrap_or_default().trim_end();
        let position = start.plus(Position::of(block, at));
        match piece.split_once(':') {
            Some((property, value)) if !value.trim().is_empty() => {
                let value = without_comments(value);
                let (value, important) = without_importance(value);
                found.push(Written {
                    property: property.trim(),
                    value,
                    important,
                    position,
                });
            }
            _ if piece.is_empty() => {}
            _ => warnings.push((position, Oversight::Stray(abridged(piece, None)))),
        }
        at += length + 1;
    }
}

/// The offset of the first of some characters outside comments, quotes and brackets, or the end.
pub(super) fn find(text: &str, wanted: &[char]) -> usize {
    let mut quote = None;
    let mut open = 0_u32;
    let mut at = 0;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match (quote, character) {
            (Some(mark), _)
                // An unclosed quote ends with its line, so that it can't swallow the sheet.
                if (character == mark || character == '\n') => {
                    quote = None;
                }
            (None, '"' | '\'') => quote = Some(character),
            (None, '/') if text.get(at..).is_some_and(|rest| rest.starts_with("/*")) => {
                at = comment_end(text, at);
                continue;
            }
            (None, '(') => open += 1,
            (None, ')') => open = open.saturating_sub(1),
            (None, _) if wanted.contains(&character) && (open == 0 || character != ';') => return at,
            _ => {}
        }
        at += character.len_utf8();
    }
    text.len()
}

/// The text of a block that begins at an offset, and where the text after its brace goes on.
pub(super) fn block(text: &str, start: usize) -> (&str, usize) {
    let mut depth = 1_u32;
    let mut at = start;
    loop {
        at += find(text.get(at..).unwrap_or_default(), &['{', '}']);
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some('{') => depth += 1,
            Some(_) if depth == 1 => return (text.get(start..at).unwrap_or_default(), at + 1),
            Some(_) => depth -= 1,
            None => return (text.get(start..).unwrap_or_default(), text.len()),
        }
        at += 1;
    }
}

/// Skips white space, comments, and the marks that hide a sheet from XML.
pub(super) fn skip_noise(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let mark = ["<!--", "-->"].into_iter().find(|mark| trimmed.starts_with(mark));
        if trimmed.starts_with("/*") {
            at = comment_end(text, at);
        } else if let Some(mark) = mark {
            at += mark.len();
        } else {
            return at;
        }
    }
}

fn comment_end(text: &str, at: usize) -> usize {
    let inside = at + 2;
    text.get(inside..)
        .and_then(|rest| rest.find("*/"))
        .map_or(text.len(), |found| inside + found + 2)
}

fn without_comments(value: &str) -> Cow<'_, str> {
    if !value.contains("/*") {
        return Cow::Borrowed(value.trim());
    }
    let mut kept = String::new();
    let mut quote = None;
    let mut at = 0;
    while let Some(character) = value.get(at..).and_then(|rest| rest.chars().next()) {
        if quote.is_none() && value.get(at..).is_some_and(|rest| rest.starts_with("/*")) {
            kept.push(' ');
            at = comment_end(value, at);
            continue;
        }
        if matches!(character, '"' | '\'') && quote.is_none_or(|mark| mark == character) {
            quote = if quote.is_none() { Some(character) } else { None };
        }
        kept.push(character);
        at += character.len_utf8();
    }
    Cow::Owned(kept.trim().to_owned())
}

fn without_importance(value: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    let plain = value
        .rsplit_once('!')
        .filter(|(_, word)| word.trim().eq_ignore_ascii_case("important"));
    match plain.map(|(plain, _)| plain.trim_end().len()) {
        Some(length) => match value {
            Cow::Borrowed(text) => (Cow::Borrowed(text.get(..length).unwrap_or_default()), true),
            Cow::Owned(mut text) => {
                text.truncate(length);
                (Cow::Owned(text), true)
            }
        },
        None => (value, false),
    }
}

fn abridged(text: &str, stopped_by: Option<char>) -> String {
    const LONGEST: usize = 40;
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.is_empty() {
        short.extend(stopped_by);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_sheet_is_understood_whole() {
        assert_eq!(Stylesheet::of_defaults().warnings, []);
        assert!(Stylesheet::of_defaults().rules.len() > 50);
    }

    #[test]
    fn everything_not_understood_is_said_with_its_place() {
        let sheet = Stylesheet::parse(
            "p { colour: red; color: blue }\n/* { */ td:hover(2) { margin: 1 }\n@media print { p { x: y } }\n\
             > p { }\n} b { margin 0; ; width: 1pt }\n@import 'x';\ni { color: red",
        );
        let said: Vec<_> = sheet
            .warnings
            .iter()
            .map(|(at, oversight)| (at.to_string(), oversight.clone()))
            .collect();
        assert_eq!(
            said,
            [
                ("1:5".to_owned(), Oversight::UnknownProperty("colour".to_owned())),
                (
                    "2:23".to_owned(),
                    Oversight::UnknownValue("margin".to_owned(), "1".to_owned())
                ),
                (
                    "2:9".to_owned(),
                    Oversight::UnknownSelector("td:hover(2)".to_owned())
                ),
                (
                    "3:1".to_owned(),
                    Oversight::UnknownAtRule("@media print".to_owned())
                ),
                ("4:1".to_owned(), Oversight::UnknownSelector("> p".to_owned())),
                ("5:1".to_owned(), Oversight::Stray("}".to_owned())),
                ("5:7".to_owned(), Oversight::Stray("margin 0".to_owned())),
                (
                    "6:1".to_owned(),
                    Oversight::UnknownAtRule("@import 'x'".to_owned())
                ),
            ]
        );
        let counts: Vec<_> = sheet.rules.iter().map(|rule| rule.declarations.len()).collect();
        assert_eq!(counts, [1, 1, 1]);
    }

    #[test]
    fn comments_quotes_and_importance() {
        let mut warnings = Vec::new();
        let start = Position { line: 1, column: 1 };
        let text = "/* a:b; */ color: red /* ; */ ! IMPORTANT ;content: \"a;b: /* c\"";
        let found = written(text, start, &mut warnings);
        let found: Vec<_> = found
            .iter()
            .map(|written| (written.property, &*written.value, written.important))
            .collect();
        assert_eq!(
            found,
            [("color", "red", true), ("content", "\"a;b: /* c\"", false)]
        );
        assert_eq!(warnings, []);
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[a-z{};:!@/*\"'(),.>+#\\[\\]= \n销-]{0,60}") {
            let sheet = Stylesheet::parse(&text);
            proptest::prop_assert!(sheet.warnings.len() <= 2 * text.len() + 1);
        }
    }
}
