//! Fields that are read by their kind → what a row states in them.

use super::cells::{
    Flaw, Reading, Setting, Span, date, duration, id, moment, number, share, span, text, yes_no,
};
use super::row::RowReader;
use super::stated::{Added, Stated};
use crate::catalogue::ListField;
use crate::model::Kind;
use crate::read::Cell;
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

/// What a row states in the fields that a book adds to its list: none where one must be stated and is not, which is told.
pub(super) fn added(row: &mut RowReader<'_, '_>) -> Option<Added> {
    let list = row.list();
    if list.by_kind().next().is_none() {
        return Some(Added::default());
    }
    let mut values = Vec::new();
    let mut is_whole = true;
    for declared in list.by_kind() {
        let stated = stated(row, declared);
        is_whole &= stated.is_some();
        values.push((declared.field, stated.unwrap_or(Stated::Nothing)));
    }
    // A row that states none of them keeps none.
    if is_whole && values.iter().all(|(_, stated)| *stated == Stated::Nothing) {
        return Some(Added::default());
    }
    let kinds = (0..).zip(list.by_kind());
    let money = kinds.filter(|(_, declared)| declared.kind == Kind::Money);
    let money = money.map(|(at, _)| at).collect();
    let worth = list.money();
    let worth = worth.and_then(|worth| list.by_kind().position(|declared| declared.field == worth));
    is_whole.then(|| Added::new(values, money, worth))
}

/// The day or moment by which a row belongs to a period, as its field states it.
pub(super) fn dated(kind: Kind, moment: NaiveDateTime) -> Stated {
    match kind {
        Kind::Moment => Stated::Moment(moment),
        _ => Stated::Date(moment.date()),
    }
}

/// What a row states in a field: none where that must be there and is not, which is told.
pub(super) fn stated(row: &mut RowReader<'_, '_>, declared: &ListField) -> Option<Stated> {
    let field = declared.field;
    match declared.kind {
        // They are read as one.
        Kind::Rep | Kind::Customer => Some(Stated::Nothing),
        Kind::Word => {
            let word = cell(row, declared, text)?;
            let meaning = row.meaning(field);
            Some(word.map_or(Stated::Nothing, |word| Stated::Word(word, meaning)))
        }
        Kind::Id => value(row, declared, id, Stated::Text),
        Kind::Text => value(row, declared, text, Stated::Text),
        Kind::Date => value(row, declared, date, Stated::Date),
        Kind::Moment => value(row, declared, moment, Stated::Moment),
        Kind::Month => value(row, declared, month, Stated::Date),
        Kind::Money | Kind::Number => value(row, declared, number, Stated::Number),
        Kind::Count => value(row, declared, count, Stated::Number),
        Kind::Share => value(row, declared, share, Stated::Number),
        Kind::Duration => value(row, declared, duration, Stated::Number),
        Kind::YesNo => value(row, declared, yes_no, Stated::Flag),
    }
}

fn value<T>(
    row: &mut RowReader<'_, '_>,
    declared: &ListField,
    parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>,
    stated: impl FnOnce(T) -> Stated,
) -> Option<Stated> {
    let value = cell(row, declared, parser)?;
    Some(value.map_or(Stated::Nothing, stated))
}

/// What stands in a cell: none where it must state something and does not.
#[expect(
    clippy::option_option,
    reason = "a cell may state nothing, or lack what it must state"
)]
fn cell<T>(
    row: &mut RowReader<'_, '_>,
    declared: &ListField,
    parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>,
) -> Option<Option<T>> {
    if declared.required {
        row.required(declared.field, parser).map(Some)
    } else {
        Some(row.optional(declared.field, parser))
    }
}

/// A whole number.
fn count(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Decimal> {
    number(cell, setting).and_then_value(|number| number.is_integer().then_some(number))
}

/// The first day of a month that states its year.
fn month(cell: &Cell, setting: &mut Setting<'_>) -> Reading<NaiveDate> {
    let reading = span(cell, setting);
    match reading.value {
        Some(Span::Month(month)) => Reading::of(month.first_day()),
        Some(_) => Reading::flawed(Flaw::NotADate),
        None => Reading {
            value: None,
            flaw: reading.flaw,
        },
    }
}
