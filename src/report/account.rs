//! What became of every row and of all money → one view of each table, which `findings.json` and the console share.

use super::fate_text;
use crate::model::{Exact, Fate, Terms};
use crate::snapshot::{Controlled, TableAccount};
use serde::Serialize;
use serde_json::Number;
use std::collections::BTreeSet;

/// A table's account as programs and people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountView<'a> {
    /// Path below the book.
    pub file: &'a str,
    /// The sheet's name; none for text files.
    pub sheet: Option<&'a str>,
    /// The id of the list that it was read as; none where it was read as none.
    pub dataset: Option<String>,
    /// What the list is called.
    pub list: Option<&'a str>,
    /// The number of its header's last row.
    pub header_row: Option<u32>,
    /// How many of its rows hold anything.
    pub rows: u64,
    /// How many rows of the sheet these were made of, where cells became rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet_rows: Option<u64>,
    /// The money that its cells state.
    pub amount: Option<Number>,
    /// What became of them.
    pub fates: Vec<ShareView>,
    /// What rows that count state beyond what they count.
    pub turned: Option<Number>,
    /// How many rows of data have no amount that could be read.
    pub without_amount: u64,
    /// The numbers of the first of these.
    pub first_without: &'a [u32],
    /// What the settings say that the amounts of its pin's tables add up to, beside the first of these.
    pub control: Option<Number>,
    /// By how much they are above that; none where they agree.
    pub off_control: Option<Number>,
}

/// The rows of one fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShareView {
    /// Its id.
    pub fate: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// How many rows.
    pub rows: u64,
    /// Their money.
    pub amount: Option<Number>,
}

impl<'a> AccountView<'a> {
    /// The view of a table's account.
    pub fn of(account: &'a TableAccount, terms: Terms<'a>) -> Self {
        let shares = account.fates.iter().map(|share| ShareView {
            fate: share.fate.id(),
            name: fate_text::name(share.fate, terms.language),
            rows: share.rows,
            amount: share.amount.as_ref().and_then(number),
        });
        let control = account.control.as_ref();
        let off = control.map(Controlled::off).filter(|off| !off.is_zero());
        let control = control.map(|control| Exact::from(control.stated));
        Self {
            file: &account.source.file,
            sheet: account.source.sheet.as_deref(),
            dataset: account.dataset.map(|dataset| dataset.id().to_string()),
            list: account.dataset.map(|dataset| terms.dataset(dataset)),
            header_row: account.header_row,
            rows: account.rows,
            sheet_rows: account.sheet_rows,
            amount: account.amount.as_ref().and_then(number),
            fates: shares.collect(),
            turned: account.turned.as_ref().and_then(number),
            without_amount: account.without_amount,
            first_without: &account.first_without,
            control: control.as_ref().and_then(number),
            off_control: off.as_ref().and_then(number),
        }
    }
}

/// What became of the rows of several tables, in short.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountSum<'a> {
    /// The files that they stand in.
    pub files: BTreeSet<&'a str>,
    /// Rows that hold anything.
    pub rows: u64,
    /// Those that count.
    pub counted: u64,
    /// Those of data that do not, and those of sheets that were read as no list.
    pub left_out: u64,
    /// The money that cells state; none where no list has any.
    pub amount: Option<Exact>,
    /// The money that counts.
    pub counted_amount: Option<Exact>,
}

impl<'a> AccountSum<'a> {
    /// With the rows of a table.
    pub fn add(&mut self, table: &'a TableAccount) {
        let (counted, amount) = table.counted();
        self.files.insert(&table.source.file);
        self.rows += table.rows;
        self.counted += counted;
        self.left_out += match table.dataset {
            Some(_) => table.rows_of_data() - counted,
            None => table.share(Fate::Unread).map_or(0, |share| share.rows),
        };
        add(&mut self.amount, table.amount.as_ref());
        add(&mut self.counted_amount, amount.as_ref());
    }

    /// Rows around the data: headers, titles, totals, blank ones.
    pub fn around(&self) -> u64 {
        self.rows - self.counted - self.left_out
    }
}

fn add(sum: &mut Option<Exact>, more: Option<&Exact>) {
    if let Some(more) = more {
        *sum = Some(&sum.take().unwrap_or_else(Exact::zero) + more);
    }
}

/// A sum of amounts as JSON writes it, to its last digit.
fn number(amount: &Exact) -> Option<Number> {
    amount.to_string().parse().ok()
}
