//! `templates/workbook.toml`: which sheets the workbook has. The library reads it; here its mistakes get their words.

use repcard::mistake::toml_file::{TomlFile, nearest};
use repcard::mistake::{Complaint, Expected, Mistake};
use repcard::report::workbook::template::{Template, TemplateMistake, Wanted, Wrong};
use rust_decimal::Decimal;

/// The file's path in a book.
const FILE: &str = "templates/workbook.toml";

/// Tells every mistake in the text of the file.
pub fn check(text: &str) -> Result<(), Vec<Complaint>> {
    let (file, _) = TomlFile::parse(FILE, text);
    if !file.is_clean() {
        return Err(file.into_complaints());
    }
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
        Wrong::OtherKind(wanted) => Mistake::WrongKind(match wanted {
            Wanted::Text => Expected::Text,
            Wanted::Flag => Expected::Flag,
            Wanted::Whole => Expected::Whole,
            Wanted::Number => Expected::Number,
            Wanted::List => Expected::List,
            Wanted::Table => Expected::Table,
        }),
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
