//! `templates/workbook.toml`: which sheets the workbook has. The library reads it; here its mistakes get their words.

use super::mistake::{Complaint, Mistake};
use super::toml_file::nearest;
use repcard::report::workbook::template::{Template, TemplateMistake, Wrong};
use rust_decimal::Decimal;

/// The file's path in a book.
const FILE: &str = "templates/workbook.toml";

/// Tells every mistake in the text of the file.
pub fn check(text: &str) -> Result<(), Vec<Complaint>> {
    let complaint =
        |mistake: TemplateMistake| Complaint::new(FILE, text, mistake.span, worded(mistake.wrong));
    Template::parse(text)
        .map(drop)
        .map_err(|mistakes| mistakes.into_iter().map(complaint).collect())
}

fn worded(wrong: Wrong) -> Mistake {
    let nearest_of = |word: &str, known: &[String]| {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        nearest(word, &known)
    };
    match wrong {
        Wrong::Toml(message) => Mistake::Form(message),
        Wrong::UnknownKey { key, known } => Mistake::UnknownKey {
            nearest: nearest_of(&key, &known),
            key,
            known,
        },
        Wrong::UnknownWord { word, known } => Mistake::UnknownWord {
            nearest: nearest_of(&word, &known),
            word,
            known,
        },
        Wrong::MissingKey(key) => Mistake::MissingKey(key),
        Wrong::Repeated(what) => Mistake::Repeated(what),
        Wrong::NeedsEach(field) => Mistake::NeedsEach(field),
        Wrong::NotOneOf(keys) => Mistake::NotOneOf(keys),
        Wrong::Expression(message) => Mistake::Expression(message),
        Wrong::Format(text) => Mistake::NumberFormat(text),
        Wrong::Colour(text) => Mistake::Colour(text),
        Wrong::OutOfRange { least, most } => Mistake::OutOfRange {
            least: Decimal::from(least),
            most: Decimal::from(most),
        },
    }
}
