//! Names of grades in the language of a document.

use crate::model::Language;
use rust_decimal::Decimal;

/// The default policy's names of grades; a company's own names print as they stand.
const GRADE_NAMES: [(&str, &str); 5] = [
    ("优秀", "Excellent"),
    ("良好", "Good"),
    ("合格", "Satisfactory"),
    ("待改进", "Needs improvement"),
    ("不合格", "Unsatisfactory"),
];

/// What a grade means: `优秀`, `Excellent`.
pub fn grade_name(name: &str, language: Language) -> &str {
    let translated = GRADE_NAMES.iter().find(|(chinese, _)| *chinese == name);
    translated.map_or(name, |(chinese, english)| language.pick(chinese, english))
}

/// Why a score is not graded: only so much of the weights has data.
pub fn ungraded(share: Decimal, language: Language) -> String {
    let [before, after] = ungraded_parts(language);
    format!("{before}{share}{after}")
}

/// What stands before and after the percentage where it is said why a score is not graded.
pub fn ungraded_parts(language: Language) -> [&'static str; 2] {
    language.pick(
        ["未评级：仅有 ", "% 权重的数据"],
        ["not graded: only ", "% of the weight has data"],
    )
}
