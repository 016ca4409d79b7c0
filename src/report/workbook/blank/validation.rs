//! What Excel is to doubt in a column to fill in: it warns, and lets pass what was meant.

use super::column::BlankColumn;
use crate::model::{Kind, Language};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, XlsxError,
};

/// The most characters of a list of choices.
const MOST_CHOICES: usize = 255;
/// Beyond this nothing is an amount.
const LARGEST: f64 = 1e12;
/// Beyond this nothing is a count.
const LARGEST_COUNT: i32 = 1_000_000_000;
/// Beyond this, 100,000 %, nothing is a share.
const LARGEST_SHARE: f64 = 1e3;

/// Excel shows what is to stand in a cell beside the one that is chosen.
pub(super) fn validation(column: &BlankColumn<'_>, language: Language) -> Result<DataValidation, XlsxError> {
    let told = [column.demand(language).to_owned(), column.hint(language)];
    let told: Vec<&str> = told
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let told = told.join(language.pick("。", ". "));
    let doubt = DataValidation::new().set_error_style(DataValidationErrorStyle::Warning);
    let doubt = of_kind(doubt, column, language)?;
    if told.is_empty() {
        return Ok(doubt);
    }
    doubt.set_input_message(told)
}

fn of_kind(
    doubt: DataValidation,
    column: &BlankColumn<'_>,
    language: Language,
) -> Result<DataValidation, XlsxError> {
    Ok(match column.declared.kind {
        Kind::Date | Kind::Moment | Kind::Month => {
            let first = ExcelDateTime::from_ymd(1990, 1, 1)?;
            doubt.allow_date(DataValidationRule::GreaterThanOrEqualTo(first))
        }
        Kind::Money | Kind::Number => {
            doubt.allow_decimal_number(DataValidationRule::Between(-LARGEST, LARGEST))
        }
        Kind::Count => doubt.allow_whole_number(DataValidationRule::Between(-LARGEST_COUNT, LARGEST_COUNT)),
        Kind::Share => doubt.allow_decimal_number(DataValidationRule::Between(-LARGEST_SHARE, LARGEST_SHARE)),
        Kind::YesNo => doubt.allow_list_strings(language.pick(&["是", "否"], &["yes", "no"]))?,
        Kind::Word if !choices(column, language).is_empty() => {
            doubt.allow_list_strings(&choices(column, language))?
        }
        _ => doubt.allow_any_value(),
    })
}

/// Words of each meaning, in turn, as many as Excel takes.
fn choices<'a>(column: &'a BlankColumn<'_>, language: Language) -> Vec<&'a str> {
    let known = column.words.iter();
    let lists: Vec<Vec<&str>> = known.map(|(_, words)| of_language(words, language)).collect();
    let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
    let mut choices: Vec<&str> = Vec::new();
    let mut length = 0;
    for word in (0..longest).flat_map(|at| lists.iter().filter_map(move |list| list.get(at))) {
        // Excel parts choices by commas, and nobody types a mark alone.
        let is_typed = word.chars().any(char::is_alphanumeric) && !word.contains(',');
        if !is_typed || choices.contains(word) {
            continue;
        }
        length += word.chars().count() + 1;
        if length > MOST_CHOICES {
            break;
        }
        choices.push(word);
    }
    choices
}

/// Those of words that are of a language; all of them where none is.
pub(super) fn of_language(words: &[String], language: Language) -> Vec<&str> {
    let is_meant = |word: &&str| word.is_ascii() == (language == Language::English);
    let words = || words.iter().map(String::as_str);
    let meant: Vec<&str> = words().filter(is_meant).collect();
    if meant.is_empty() {
        words().collect()
    } else {
        meant
    }
}
