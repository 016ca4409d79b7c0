//! Rows of plans and reports.

use super::cells::{moment, text};
use super::gather::{Context, DataRow, Gathered};
use super::row::RowReader;
use super::{RepKey, Report};
use crate::model::{Dataset, Field, Problem, Text};
use chrono::NaiveDateTime;

/// Nobody is that early: what was submitted more days before it was due bears a slip in one of its dates.
const EARLIEST_DAYS: u64 = 183;

/// A plan or report, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct ReportRow {
    rep: RepKey,
    kind: Option<Text>,
    due: NaiveDateTime,
    submitted: Option<NaiveDateTime>,
}

impl DataRow for ReportRow {
    fn dataset(&self) -> Dataset {
        Dataset::REPORTS
    }

    fn read(row: &mut RowReader<'_, '_>, due: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let rep = context.staff.dated_rep(row, Field::Due, due);
        let kind = row.optional(Field::Kind, text);
        let submitted = row.optional(Field::Submitted, moment);
        let early = due
            .zip(submitted)
            .map(|(due, submitted)| (due - submitted).num_days());
        if let Some(days) = early.and_then(|days| u64::try_from(days).ok())
            && days > EARLIEST_DAYS
        {
            row.report(Field::Submitted, Problem::SubmittedEarly { days });
        }
        Some(Self {
            rep: rep?,
            kind,
            due: due?,
            submitted,
        })
    }
}

/// The records of plans and reports.
pub fn reports(rows: Vec<Gathered<ReportRow>>) -> Vec<Report> {
    rows.into_iter()
        .map(|Gathered { place, row, .. }| Report {
            place,
            rep: row.rep,
            due: row.due,
            submitted: row.submitted,
        })
        .collect()
}
