//! What the cells of a column are for themselves, and what stands before their decimals: by all of them, in any order.

use super::cells::Sheet;
use crate::catalogue::expression::{Expression, Scope, Type, Value};
use crate::cells::{Hint, hint, is_blank};
use crate::model::Decimals;
use crate::read::{Cell, Row};
use chrono::NaiveTime;

/// Looks at the columns of an expression that no other one has used before.
pub(super) fn look(
    expression: &Expression,
    scope: &Scope,
    sheet: &mut Sheet<'_>,
    rows: &[Row],
    is_pinned: bool,
) {
    let columns = expression.columns().filter_map(|index| scope.viewed(index));
    let columns: Vec<usize> = columns.map(|(at, _)| at).collect();
    for at in columns {
        let Some(index) = sheet.index(at).filter(|_| sheet.is_new(at)) else {
            continue;
        };
        let cells = || rows.iter().map(|row| row.cell(index));
        let decimal = (!is_pinned).then(|| decimals(cells()));
        sheet.set(at, Type::Text, decimal);
        let kind = kind(sheet, at, cells());
        sheet.set(at, kind, None);
    }
}

/// Dates where all are; numbers where most are, so that a word among them is told rather than changes what is meant.
fn kind<'c>(sheet: &Sheet<'_>, at: usize, cells: impl Iterator<Item = &'c Cell>) -> Type {
    let (mut stated, mut numbers, mut days, mut with_time) = (0_usize, 0_usize, 0_usize, false);
    for cell in cells.filter(|cell| !is_blank(cell)) {
        stated += 1;
        let is_number = match cell {
            Cell::Text(_) | Cell::Number(_) => sheet.taken(at, cell, Type::Number).is_some(),
            _ => false,
        };
        if is_number {
            numbers += 1;
            continue;
        }
        if matches!(cell, Cell::Text(_) | Cell::DateTime(_))
            && let Some(Value::Moment(moment)) = sheet.taken(at, cell, Type::Moment)
        {
            days += 1;
            with_time |= moment.time() != NaiveTime::MIN;
        }
    }
    if days * 2 > stated {
        return if with_time { Type::Moment } else { Type::Date };
    }
    if numbers * 2 > stated {
        return Type::Number;
    }
    Type::Text
}

/// What stands before decimals. A point where nothing tells; where texts say both, nobody can tell.
fn decimals<'c>(cells: impl Iterator<Item = &'c Cell>) -> Decimals {
    let (mut point, mut comma, mut open) = (false, false, false);
    for cell in cells {
        let Cell::Text(text) = cell else { continue };
        match hint(text) {
            Hint::None | Hint::WantedPoint => {}
            Hint::Point { .. } => point = true,
            Hint::Comma { .. } => comma = true,
            Hint::WantedComma => open = true,
        }
    }
    match (point, comma) {
        (_, false) => Decimals::Point,
        (false, true) if !open => Decimals::Comma,
        _ => Decimals::Unknown,
    }
}
