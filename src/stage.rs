//! The stages of a run, told as they begin and end to whoever listens: names and numbers of files, sheets and rows, nothing of
//! what stands in them. Nobody listens unless the program was asked to; no result depends on it.

use tracing::Span;
use tracing::field::{AsField, Empty};
use tracing::span::EnteredSpan;

/// A span of that name that may tell numbers.
macro_rules! span {
    ($name:literal) => {
        tracing::info_span!($name, files = Empty, rows = Empty, documents = Empty)
    };
}

/// A stage that lasts until the value is dropped.
pub(crate) struct Stage(EnteredSpan);

/// Begins a stage.
pub(crate) fn stage(name: Name) -> Stage {
    let span = match name {
        Name::Read => span!("read"),
        Name::Recognise => span!("recognise"),
        Name::Reshape => span!("reshape"),
        Name::Records => span!("records"),
        Name::Measure => span!("measure"),
        Name::Score => span!("score"),
        Name::Print => span!("print"),
        Name::Reports => span!("reports"),
        Name::Publish => span!("publish"),
        Name::Mail => span!("mail"),
    };
    Stage(span.entered())
}

/// What a stage is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// Files → sheets.
    Read,
    /// Sheets → tables.
    Recognise,
    /// Tables → tables as the settings want them.
    Reshape,
    /// Tables → records.
    Records,
    /// Records → what everyone reached.
    Measure,
    /// That → scorecards.
    Score,
    /// Scorecards → forms.
    Print,
    /// Scorecards → workbooks and reports.
    Reports,
    /// Documents → disk.
    Publish,
    /// Documents → mail.
    Mail,
}

impl Stage {
    /// Tells a number of the stage: `files`, `rows` or `documents`.
    pub(crate) fn counts<Q: AsField + ?Sized>(&self, what: &Q, count: usize) {
        let span: &Span = &self.0;
        span.record(what, count as u64);
    }
}
