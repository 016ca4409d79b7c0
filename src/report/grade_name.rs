//! Names of grades in the language of a document.

use crate::model::Language;

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
