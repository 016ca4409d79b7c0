//! Rows of plans and reports.

use super::data_row::{Context, DataRow, Gathered};
use super::exports::{
    Buyers, Cells, Handle, Likeness, Times, Versioned, moment as moment_of, text as text_of, time, times,
};
use super::kinds::added;
use super::row::RowReader;
use super::{Added, CustomerKey, RepKey, Report};
use crate::cells::{moment, text};
use crate::model::text::normalise_word;
use crate::model::{Dataset, Field, Problem, Text};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;

/// Nobody is that early: what was submitted more days before it was due bears a slip in one of its dates.
const EARLIEST_DAYS: u64 = 183;

/// A plan or report, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct ReportRow {
    rep: RepKey,
    kind: Option<Text>,
    due: NaiveDateTime,
    submitted: Option<NaiveDateTime>,
    added: Added,
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
        let added = added(row);
        Some(Self {
            rep: rep?,
            kind,
            due: due?,
            submitted,
            added: added?,
        })
    }

    fn added(&self) -> Option<&Added> {
        Some(&self.added)
    }
}

impl Versioned for ReportRow {
    const DECIDING: usize = 1;

    fn handles(&self, _: Option<CustomerKey>) -> Vec<Handle<'_>> {
        vec![Handle::Day(self.rep, self.due.date())]
    }

    /// One kind is due once a day, or once an hour that both state.
    fn likeness(a: &Gathered<Self>, b: &Gathered<Self>, _: Option<Buyers>) -> Likeness {
        if times(a.row.due, b.row.due) == Times::Other {
            return Likeness::Other;
        }
        let kinds = [a, b].map(|row| row.row.kind.as_deref().map(normalise_word));
        if let [Some(own), Some(other)] = &kinds {
            return if own == other {
                Likeness::Same
            } else if own.contains(other.as_str()) || other.contains(own.as_str()) {
                Likeness::Unsure
            } else {
                Likeness::Other
            };
        }
        let rhythms = [a, b].map(rhythms);
        let both_say = rhythms.iter().all(|rhythms| !rhythms.is_empty());
        if both_say && rhythms[0] != rhythms[1] {
            Likeness::Other
        } else {
            Likeness::Alike
        }
    }

    fn cells(&self) -> Cells {
        let own = [
            (Field::Submitted, moment_of(self.submitted)),
            (Field::Kind, text_of(self.kind.as_ref())),
            (Field::Due, time(self.due)),
        ];
        own.into_iter().chain(self.added.cells()).collect()
    }

    /// The later one.
    fn standing(&self) -> Decimal {
        let submitted = self.submitted.map(|submitted| submitted.and_utc().timestamp());
        submitted.map_or(Decimal::MIN, |seconds| -Decimal::from(seconds))
    }
}

/// What tells kinds of reports apart in names of files and sheets.
const RHYTHMS: [[&str; 2]; 7] = [
    ["日报", "daily"],
    ["周报", "weekly"],
    ["月报", "monthly"],
    ["季报", "quarterly"],
    ["计划", "plan"],
    ["总结", "summary"],
    ["日志", "diary"],
];

/// Which kinds of reports a row states, or else its sheet's and file's names.
fn rhythms(row: &Gathered<ReportRow>) -> Vec<usize> {
    let names = || {
        let source = &row.place.source;
        let file = source.file.rsplit('/').next().unwrap_or_default();
        format!("{file} {}", source.sheet.as_deref().unwrap_or_default())
    };
    let said = row.row.kind.as_deref().map_or_else(names, str::to_owned);
    let said = normalise_word(&said);
    let has = |words: &[&str; 2]| words.iter().any(|word| said.contains(word));
    let all = RHYTHMS.iter().enumerate().filter(|(_, words)| has(words));
    all.map(|(at, _)| at).collect()
}

/// The records of plans and reports.
pub fn reports(rows: Vec<Gathered<ReportRow>>) -> Vec<Report> {
    rows.into_iter()
        .map(|Gathered { place, row, .. }| Report {
            place,
            rep: row.rep,
            due: row.due,
            submitted: row.submitted,
            added: row.added,
        })
        .collect()
}
