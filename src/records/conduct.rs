//! Rows of events of conduct.

use super::cells::{number, text};
use super::gather::{Context, DataRow, Gathered};
use super::row::RowReader;
use super::{ConductEvent, RepKey};
use crate::model::{Dataset, Field, Text};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;

/// An event, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct ConductRow {
    moment: NaiveDateTime,
    rep: RepKey,
    event: Text,
    points: Option<Decimal>,
    note: Option<Text>,
}

impl DataRow for ConductRow {
    const DATASET: Dataset = Dataset::Conduct;
    const DATE: Option<Field> = Some(Field::Date);

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let rep = context.staff.dated_rep(row, Field::Date, date);
        let event = row.required(Field::Event, text);
        let points = row.optional(Field::Points, number);
        let note = row.optional(Field::Note, text);
        Some(Self {
            moment: date?,
            rep: rep?,
            event: event?,
            points,
            note,
        })
    }
}

/// The records of events.
pub fn conduct(rows: Vec<Gathered<ConductRow>>) -> Vec<ConductEvent> {
    rows.into_iter()
        .map(|Gathered { place, row, .. }| ConductEvent {
            place,
            date: row.moment.date(),
            rep: row.rep,
            event: row.event.to_string(),
            points: row.points,
        })
        .collect()
}
