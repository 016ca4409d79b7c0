//! What stands before the decimals of each column of numbers: a point or a comma.

use super::super::{Hint, hint};
use super::Judged;
use crate::model::Decimals;
use crate::read::{Cell, Row};
use crate::recognise::Table;

/// What the texts of a column tell.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    /// Whether some have a point before their decimals, and whether some of these can be no slips.
    point: [bool; 2],
    /// The same of a comma.
    comma: [bool; 2],
    /// Whether some with a point before three digits would have to be told.
    wanted_point: bool,
    /// The same with a comma.
    wanted_comma: bool,
}

impl Told {
    fn and(self, other: Self) -> Self {
        let either = |one: [bool; 2], other: [bool; 2]| [one[0] || other[0], one[1] || other[1]];
        Self {
            point: either(self.point, other.point),
            comma: either(self.comma, other.comma),
            ..Self::default()
        }
    }

    /// Whether a point or a comma is told; what can be no slip goes before what can.
    fn marks(self) -> (bool, bool) {
        match (self.point[1], self.comma[1]) {
            (false, false) => (self.point[0], self.comma[0]),
            strong => strong,
        }
    }
}

/// What stands before the decimals of each column. What settles one column of a table settles those that are open; rows that
/// the settings leave out are asked where the others tell nothing.
pub(super) fn look(table: &Table, columns: &[Judged]) -> Vec<Decimals> {
    if let Some(mark) = table.decimal {
        return vec![mark.into(); columns.len()];
    }
    let passed_over = || table.passed_over.iter().map(|passed| &passed.row);
    let told: Vec<[Told; 2]> = columns
        .iter()
        .map(|&column| [told(table.rows.iter(), column), told(passed_over(), column)])
        .collect();
    let of_all = |at: usize| told.iter().map(|told| told[at]).fold(Told::default(), Told::and);
    let whole = [of_all(0), of_all(1)];
    told.into_iter()
        .zip(columns)
        .map(|(own, column)| {
            let says = |told: &Told| Some(told.marks()).filter(|marks| *marks != (false, false));
            let marks = own.iter().chain(&whole).find_map(says).unwrap_or_default();
            let own = own[0];
            // Semicolons part the fields where commas stand in numbers; and thousandths of money are thousands as likely.
            let is_open = table.delimiter == Some(';') && (own.wanted_point || own.wanted_comma)
                || column.has_no_thousandths && own.wanted_point;
            match marks {
                (false, false) if is_open => Decimals::Unknown,
                (_, false) => Decimals::Point,
                // 1,234 is a thousand rather than one, unless somebody says otherwise.
                (is_point, true) if is_point || own.wanted_comma => Decimals::Unknown,
                (_, true) => Decimals::Comma,
            }
        })
        .collect()
}

fn told<'a>(rows: impl Iterator<Item = &'a Row>, column: Judged) -> Told {
    let mut told = Told::default();
    if !column.has_numbers {
        return told;
    }
    for row in rows {
        let Cell::Text(text) = row.cell(column.index) else {
            continue;
        };
        match hint(text) {
            Hint::None => {}
            Hint::Point { strong } => told.point[usize::from(strong)] = true,
            Hint::Comma { strong } => told.comma[usize::from(strong)] = true,
            Hint::WantedPoint => told.wanted_point = true,
            Hint::WantedComma => told.wanted_comma = true,
        }
    }
    told
}
