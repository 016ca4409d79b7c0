//! Rows of grades: from which score, and how many earned them.

use crate::model::Exact;
use crate::model::kpi::Unit;
use crate::report::grade_name::grade_name;
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{Field, Total};
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;

/// The fields of a grade.
pub const FIELDS: &[Field] = &[
    Field::new("grade", ("等级", "Grade"), Kind::Word, |content, grade, _| {
        Value::text(Some(&content.grades[grade].grade))
    })
    .total(Total::Label),
    Field::new("name", ("评定", "Meaning"), Kind::Text, |content, grade, _| {
        Value::text(Some(grade_name(&content.grades[grade].name, content.language())))
    }),
    Field::new(
        "at_least",
        ("最低得分", "From score"),
        Kind::Plain,
        |content, grade, _| Value::Number(content.grades[grade].at_least.normalize()),
    ),
    Field::new(
        "people",
        ("人数", "Reps"),
        Kind::Figure(Unit::Count),
        |content, grade, _| Value::count(earned(content, grade)),
    )
    .total(Total::Sum),
    Field::new(
        "share",
        ("占比", "Share"),
        Kind::Figure(Unit::Rate),
        |content, grade, _| {
            let people = Exact::from(content.appraisal.scorecards.len() as i64);
            Value::exact(
                Exact::from(earned(content, grade) as i64)
                    .checked_div(&people)
                    .as_ref(),
            )
        },
    ),
];

fn earned(content: &Content<'_>, grade: usize) -> usize {
    let cards = content.appraisal.scorecards.iter();
    cards
        .filter_map(|card| card.grade.as_ref())
        .filter(|earned| earned.band == grade)
        .count()
}
