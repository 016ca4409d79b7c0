//! Rows, sheets and findings in the order in which a reader meets them → what a file gives.

use super::Readout;
use super::digest::Digest;
use super::kind::FileKind;
use super::remembered::Remembered;
use super::sheet::{Cell, Row, Sheet};
use crate::model::Finding;

/// Takes what a file gives while it is read, so that a reader need not hold it.
pub(super) trait Sink {
    /// The bytes that everything after this is read from.
    fn content(&mut self, content: Digest);
    /// The next row of the sheet being read. A row may come again; where a cell does, the later one stands.
    fn row(&mut self, row: Row);
    /// The same where texts that come again were found to do so by whoever hands them on.
    fn shared_row(&mut self, row: Row) {
        self.row(row);
    }
    /// The end of a sheet: it holds the rows since the sheet before, and then those it comes with.
    fn sheet(&mut self, sheet: Sheet);
    /// The end of a sheet that cannot be read after all.
    fn discard(&mut self);
    /// What the file is.
    fn kind(&mut self, kind: FileKind);
    /// Something wrong with the file.
    fn finding(&mut self, finding: Finding);
}

/// Puts together what a file gives.
#[derive(Debug, Default)]
pub(super) struct Collector {
    pub(super) readout: Readout,
    rows: Vec<Row>,
    texts: Remembered,
}

impl Sink for Collector {
    fn content(&mut self, content: Digest) {
        self.readout.content = Some(content);
    }

    fn row(&mut self, mut row: Row) {
        for cell in &mut row.cells {
            if let Cell::Text(text) = cell {
                self.texts.share(text);
            }
        }
        self.rows.push(row);
    }

    fn shared_row(&mut self, row: Row) {
        self.rows.push(row);
    }

    fn sheet(&mut self, mut sheet: Sheet) {
        self.rows.append(&mut sheet.rows);
        sheet.rows = in_order(std::mem::take(&mut self.rows));
        if !sheet.rows.is_empty() {
            sheet.rows.shrink_to_fit();
            self.readout.sheets.push(sheet);
        }
    }

    fn discard(&mut self) {
        self.rows.clear();
    }

    fn kind(&mut self, kind: FileKind) {
        self.readout.kind = Some(kind);
    }

    fn finding(&mut self, finding: Finding) {
        self.readout.findings.push(finding);
    }
}

/// Rows in order, each once.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    if !rows.is_sorted_by(|a, b| a.number < b.number) {
        rows.sort_by_key(|row| row.number);
        rows.dedup_by(|later, earlier| {
            let same = later.number == earlier.number;
            if same {
                overlay(&mut earlier.cells, std::mem::take(&mut later.cells));
            }
            same
        });
    }
    rows
}

fn overlay(under: &mut Vec<Cell>, over: Vec<Cell>) {
    if under.len() < over.len() {
        under.resize(over.len(), Cell::Empty);
    }
    for (under, over) in under.iter_mut().zip(over) {
        if over != Cell::Empty {
            *under = over;
        }
    }
}
