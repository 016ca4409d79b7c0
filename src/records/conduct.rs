//! Rows of events of conduct.

use super::data_row::{Context, DataRow, Gathered};
use super::exports::{Buyers, Cells, Handle, Likeness, Times, Versioned, text as text_of, time, times};
use super::kinds::added;
use super::points::{Points, is_of_deductions, is_offence, points};
use super::row::RowReader;
use super::{Added, ConductEvent, CustomerKey, RepKey, Stated};
use crate::cells::{Texts, setting, text};
use crate::model::text::normalise_word;
use crate::model::{Dataset, Field, Finding, Place, Problem, Text};
use crate::recognise::{Sign, Table};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// An event, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct ConductRow {
    moment: NaiveDateTime,
    rep: RepKey,
    event: Text,
    points: Option<Points>,
    /// What a column of deductions takes off.
    deduction: Option<Decimal>,
    note: Option<Text>,
    added: Added,
}

impl DataRow for ConductRow {
    fn dataset(&self) -> Dataset {
        Dataset::CONDUCT
    }

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let rep = context.staff.dated_rep(row, Field::Date, date);
        let event = row.required(Field::Event, text);
        let points = row.optional(Field::Points, points);
        let points = if is_of_deductions(row.header(Field::Points)) {
            points.map(Points::taken_off)
        } else {
            points
        };
        let deduction = row.optional(Field::Deduction, self::points);
        let deduction = deduction.map(|points| points.value.abs());
        let note = row.optional(Field::Note, text);
        let added = added(row);
        Some(Self {
            moment: date?,
            rep: rep?,
            event: event?,
            points,
            deduction,
            note,
            added: added?,
        })
    }

    fn added(&self) -> Option<&Added> {
        Some(&self.added)
    }
}

impl Versioned for ConductRow {
    const DECIDING: usize = 1;

    fn handles(&self, _: Option<CustomerKey>) -> Vec<Handle<'_>> {
        vec![Handle::Day(self.rep, self.moment.date())]
    }

    /// Somebody may be late twice a day: one event of one day is one where the sheets are exports of the same rows.
    fn likeness(a: &Gathered<Self>, b: &Gathered<Self>, _: Option<Buyers>) -> Likeness {
        let when = times(a.row.moment, b.row.moment);
        let [own, other] = [a, b].map(|row| normalise_word(&row.row.event));
        let points = a.row.size().zip(b.row.size());
        match when {
            Times::Other => Likeness::Other,
            Times::Moment if own == other => Likeness::Same,
            Times::Day if own == other => Likeness::Alike,
            _ if !own.contains(&other) && !other.contains(&own) => Likeness::Other,
            _ if points.is_some_and(|(a, b)| a == b) => Likeness::Unsure,
            _ => Likeness::Other,
        }
    }

    fn cells(&self) -> Cells {
        let own = [
            (Field::Points, self.size().map_or(Stated::Nothing, Stated::Number)),
            (Field::Date, time(self.moment)),
            (Field::Note, text_of(self.note.as_ref())),
        ];
        own.into_iter().chain(self.added.cells()).collect()
    }

    fn standing(&self) -> Decimal {
        let points = self.points.map(|points| points.value);
        let deducted = self.deduction.map(|deduction| -deduction);
        points.or(deducted).unwrap_or_default()
    }
}

impl ConductRow {
    /// How many points are at stake, whichever way they go: lists write what is taken off with a sign and without.
    fn size(&self) -> Option<Decimal> {
        let points = self.points.map(|points| points.value.abs());
        points.or(self.deduction)
    }
}

/// The records of events. Points without a sign of plain offences, in a table none of whose points bear one, are taken off;
/// a table of which that was taken for granted is told once, unless the settings say it.
pub fn conduct(
    rows: Vec<Gathered<ConductRow>>,
    tables: &[Table],
    findings: &mut Vec<Finding>,
) -> Vec<ConductEvent> {
    let mut turned: BTreeMap<usize, Turned> = BTreeMap::new();
    for row in &rows {
        let of_table = turned
            .entry(row.table)
            .or_insert_with(|| Turned::new(&tables[row.table]));
        of_table.see(row);
    }
    for (index, turned) in &turned {
        findings.extend(turned.finding(&tables[*index]));
    }
    rows.into_iter()
        .map(
            |Gathered {
                 place, table, row, ..
             }| {
                let points = row.points.map(|points| turned[&table].apply(points, &row.event));
                let deducted = row.deduction.map(|deduction| -deduction);
                ConductEvent {
                    place,
                    date: row.moment.date(),
                    rep: row.rep,
                    event: row.event.to_string(),
                    points: match (points, deducted) {
                        (Some(points), Some(deducted)) => points.checked_add(deducted),
                        (points, deducted) => points.or(deducted),
                    },
                    added: row.added,
                }
            },
        )
        .collect()
}

/// Which way the points of a table go.
pub(super) struct Turned {
    sign: Option<Sign>,
    /// Whether the header of its points says that they are taken off.
    is_of_deductions: bool,
    /// Whether its name or the header of its events speaks of deductions alone.
    names_deductions: bool,
    /// Whether the points of any of its rows bear a sign, whatever day they are of: what a row means must not hang on
    /// the period that is appraised.
    any_signed: bool,
    offences: u64,
    first: Option<Place>,
    points: Decimal,
}

impl Turned {
    pub(super) fn new(table: &Table) -> Self {
        let source = &table.source;
        let file = source.file.rsplit('/').next().unwrap_or_default();
        let event = table.column(Field::Event).map_or("", |column| &column.header);
        let names = [file, source.sheet.as_deref().unwrap_or_default(), event];
        Self {
            sign: table.sign,
            is_of_deductions: (table.column(Field::Points))
                .is_some_and(|column| is_of_deductions(&column.header)),
            names_deductions: names.into_iter().any(is_of_deductions),
            any_signed: any_signed(table),
            offences: 0,
            first: None,
            points: Decimal::ZERO,
        }
    }

    /// What a column of points or of deductions says of an event.
    pub(super) fn of_field(&self, field: Field, points: Points, event: &str) -> Decimal {
        match field {
            Field::Deduction => points.taken_off().value,
            _ if self.is_of_deductions => points.taken_off().value,
            _ => self.apply(points, event),
        }
    }

    fn see(&mut self, row: &Gathered<ConductRow>) {
        let Some(points) = row.row.points else {
            return;
        };
        if !points.value.is_zero() && self.is_offence(&row.row.event) {
            self.offences += 1;
            self.first.get_or_insert_with(|| row.place.clone());
            self.points = self.points.saturating_add(points.value.abs());
        }
    }

    fn is_offence(&self, event: &str) -> bool {
        self.names_deductions || is_offence(event)
    }

    /// The points of an event as they count.
    fn apply(&self, points: Points, event: &str) -> Decimal {
        let is_off = match self.sign {
            Some(Sign::Minus) => true,
            Some(Sign::AsWritten) => false,
            None => !self.any_signed && self.is_offence(event),
        };
        if is_off && !points.is_signed {
            points.taken_off().value
        } else {
            points.value
        }
    }

    fn finding(&self, table: &Table) -> Option<Finding> {
        if self.sign.is_some() || self.any_signed || self.offences == 0 {
            return None;
        }
        let place = self.first.as_ref()?;
        let column = table.column(Field::Points)?;
        let problem = Problem::PointsTakenOff {
            header: column.header.clone(),
            rows: self.offences,
            points: self.points.normalize(),
        };
        Some(Finding::at(place.at_column(column.index), problem))
    }
}

fn any_signed(table: &Table) -> bool {
    let Some(column) = table.column(Field::Points) else {
        return false;
    };
    let mut texts = Texts::default();
    let mut setting = setting(table, column, &mut texts);
    is_of_deductions(&column.header)
        || table.rows.iter().any(|row| {
            let points = points(row.cell(column.index), &mut setting).value;
            points.is_some_and(|points| points.is_signed)
        })
}
