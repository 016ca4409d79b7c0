//! docs/templates.md says what the engine takes, no more and no less, and its examples are laid out without a warning.

use repcard::report::templates::{BUILT_IN, MARKUP};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use typeset::fonts::FontSet;
use typeset::image::Images;
use typeset::{ELEMENTS, lay_out, property_names};

fn documentation() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.md")).unwrap()
}

/// What stands between back quotes in a text.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// A row of the table of properties.
struct Property<'t> {
    name: &'t str,
    example: &'t str,
    keywords: BTreeSet<&'t str>,
    is_for_drawings: bool,
}

impl Property<'_> {
    /// Markup with an element that has the property.
    fn set_to(&self, declaration: &str) -> String {
        if self.is_for_drawings {
            format!("<svg viewBox=\"0 0 1 1\"><text style=\"{declaration}\">x</text></svg>")
        } else {
            format!("<div style=\"{declaration}\">x</div>")
        }
    }
}

/// The table of properties; those of drawings come last.
fn properties(text: &str) -> Vec<Property<'_>> {
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let mut is_for_drawings = false;
    rows.map(|row| {
        let mut cells = quoted(row);
        let (name, example) = (cells.next().unwrap(), cells.next().unwrap());
        is_for_drawings |= name == "fill";
        Property {
            name,
            example,
            keywords: cells.collect(),
            is_for_drawings,
        }
    })
    .collect()
}

/// The warnings about a piece of markup, as words.
fn warnings(fonts: &FontSet, body: &str) -> Vec<String> {
    let markup = format!("<html><body>{body}</body></html>");
    let out = lay_out(&markup, &[], fonts, &Images::default()).unwrap();
    out.warnings
        .iter()
        .map(|warning| format!("{body}: {:?}", warning.oversight))
        .collect()
}

/// The built-in templates that are filled in, without their comments.
fn built_in() -> impl Iterator<Item = (&'static str, String)> {
    let markups = BUILT_IN.into_iter().filter(|(name, _)| MARKUP.contains(name));
    markups.map(|(name, text)| {
        let pieces = text.split("{#").enumerate().map(|(index, piece)| match index {
            0 => piece,
            _ => piece.split_once("#}").map_or("", |(_, after)| after),
        });
        (name, pieces.collect())
    })
}

fn is_chinese(c: char) -> bool {
    ('\u{2e80}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c)
}

#[test]
fn templates_say_everything_in_both_languages() {
    let mut said = 0;
    for (name, text) in built_in() {
        // What names the currency says the same in both languages.
        let text = text.replace("say_money(", "say(");
        let mut outside = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("say(zh=") {
            outside.push_str(before);
            let quote = after.chars().next().unwrap();
            let mut parts = after.split(quote);
            let (chinese, between, english) = (parts.nth(1), parts.next(), parts.next());
            let (Some(chinese), Some(", en="), Some(english)) = (chinese, between, english) else {
                panic!(
                    "{name}: say(zh={} lacks a language",
                    after.lines().next().unwrap_or_default()
                );
            };
            assert!(!english.contains(is_chinese), "{name}: {english}");
            if chinese.contains(is_chinese) && chinese.chars().filter(|c| is_chinese(*c)).count() > 2 {
                assert!(
                    !english.trim().is_empty(),
                    "{name}: {chinese} has no English words"
                );
            }
            let length = chinese.len() + english.len() + between.map_or(0, str::len) + 4;
            rest = &after[length..];
            said += 1;
        }
        outside.push_str(rest);
        let stray: String = outside.lines().filter(|line| line.contains(is_chinese)).collect();
        assert!(stray.is_empty(), "{name} says in Chinese alone: {stray}");
        assert!(
            !outside.contains("say("),
            "{name}: a say that this test does not read"
        );
    }
    assert!(said > 100, "{said}");
}

#[test]
fn every_element_is_listed() {
    let text = documentation();
    let list = text
        .split("Elements: ")
        .nth(1)
        .unwrap()
        .split("\n\n")
        .next()
        .unwrap();
    let listed: BTreeSet<&str> = quoted(list).collect();
    let known: BTreeSet<&str> = ELEMENTS.iter().copied().collect();
    assert_eq!(listed, known);
}

#[test]
fn every_property_is_listed_with_an_example_that_works() {
    let text = documentation();
    let properties = properties(&text);
    let listed: BTreeSet<&str> = properties.iter().map(|property| property.name).collect();
    let known: BTreeSet<&str> = property_names().collect();
    assert_eq!(listed, known);
    let fonts = FontSet::bundled().unwrap();
    for property in properties {
        let Property { name, example, .. } = property;
        assert!(example.starts_with(&format!("{name}: ")), "{example}");
        let said = warnings(&fonts, &property.set_to(example));
        assert_eq!(said, Vec::<String>::new());
        let mistaken = warnings(&fonts, &property.set_to(&format!("{name}: no-such-value")));
        assert_eq!(mistaken.len(), 1, "{name} takes anything");
    }
}

#[test]
fn every_keyword_is_listed_with_the_properties_that_take_it() {
    let text = documentation();
    let properties = properties(&text);
    let words: BTreeSet<&str> = properties
        .iter()
        .flat_map(|property| property.keywords.iter().copied())
        .collect();
    let fonts = FontSet::bundled().unwrap();
    for property in &properties {
        let takes = |word: &&str| {
            let markup = property.set_to(&format!("{}: {word}", property.name));
            let said = warnings(&fonts, &markup);
            !said.iter().any(|warning| warning.contains("UnknownValue"))
        };
        let taken: BTreeSet<&str> = words.iter().copied().filter(takes).collect();
        assert_eq!(property.keywords, taken, "{}", property.name);
    }
}

#[test]
fn every_example_is_laid_out_without_a_warning() {
    let text = documentation();
    let fonts = FontSet::bundled().unwrap();
    let mut examples = 0;
    for block in text.split("```").skip(1).step_by(2) {
        let (kind, example) = block.split_once('\n').unwrap();
        let body = match kind {
            "html" => example.to_owned(),
            "css" => format!("<style>{example}</style><p>x</p>"),
            other => panic!("{other}"),
        };
        assert_eq!(warnings(&fonts, &body), Vec::<String>::new());
        examples += 1;
    }
    assert!(examples >= 6);
}
