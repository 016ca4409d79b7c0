//! What the cells of a column are for themselves: by all of them, in any order.

use super::cells::Sheet;
use crate::catalogue::expression::{Expression, Scope, Type, Value};
use crate::cells::is_blank;
use crate::read::{Cell, Row};
use chrono::NaiveTime;

/// Looks at the columns of an expression that no other one has used before.
pub(super) fn look(expression: &Expression, scope: &Scope, sheet: &mut Sheet<'_>, rows: &[Row]) {
    let columns = expression.columns().filter_map(|index| scope.viewed(index));
    let columns: Vec<usize> = columns.map(|(at, _)| at).collect();
    for at in columns {
        let Some(index) = sheet.index(at).filter(|_| sheet.is_new(at)) else {
            continue;
        };
        let kind = kind(sheet, at, rows.iter().map(|row| row.cell(index)));
        sheet.set(at, kind);
    }
}

/// Dates where all are; numbers where most are, so that a word among them is told rather than changes what is meant.
fn kind<'c>(sheet: &Sheet<'_>, at: usize, cells: impl Iterator<Item = &'c Cell>) -> Type {
    let (mut stated, mut numbers, mut days, mut with_time) = (0_usize, 0_usize, 0_usize, false);
    for cell in cells.filter(|cell| !is_blank(cell)) {
        stated += 1;
        // What reads two ways is still one of its kind: it is told, rather than changes what is meant.
        let two_ways = |kind: Type| sheet.reads_two_ways(at, cell, kind);
        let is_number = match cell {
            Cell::Text(_) | Cell::Number(_) => {
                sheet.taken(at, cell, Type::Number).is_some() || two_ways(Type::Number)
            }
            _ => false,
        };
        if is_number {
            numbers += 1;
            continue;
        }
        if !matches!(cell, Cell::Text(_) | Cell::DateTime(_)) {
            continue;
        }
        match sheet.taken(at, cell, Type::Moment) {
            Some(Value::Moment(moment)) => {
                days += 1;
                with_time |= moment.time() != NaiveTime::MIN;
            }
            _ => days += usize::from(two_ways(Type::Moment)),
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
