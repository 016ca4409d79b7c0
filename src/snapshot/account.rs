//! What became of every row and of all money, table by table, so that what was read can be held against what was exported.

use super::columns::{ColumnRead, columns};
use super::control::{Controlled, controls};
use crate::model::{Dataset, Exact, Fate, Source};
use crate::read::Scope;
use crate::recognise::{Table, Unread};
use crate::records::{Ledger, RowsOfTable, Sum};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What became of the rows of a table, or of a sheet that was read as none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableAccount {
    /// The list that it was read as; none where it was read as none.
    pub dataset: Option<Dataset>,
    /// File and sheet.
    pub source: Arc<Source>,
    /// The number of its header's last row, which tells tables of one sheet apart.
    pub header_row: Option<u32>,
    /// Whether its folder is the period's own, or that of all periods.
    pub own: bool,
    /// How many of its rows hold anything; where cells became rows, as the settings say, how many there are with these.
    pub rows: u64,
    /// How many rows the sheet has that these were made of, where cells became rows.
    #[serde(default)]
    pub sheet_rows: Option<u64>,
    /// The money that its cells state; none where its list states none.
    pub amount: Option<Exact>,
    /// What became of them: rows add up to the rows, amounts and what was turned to the amount.
    pub fates: Vec<Share>,
    /// What rows that count state beyond what they count: returns without a sign, an order's total on each of its lines.
    pub turned: Option<Exact>,
    /// How many rows of data have no amount that could be read.
    pub without_amount: u64,
    /// The numbers of the first of these.
    pub first_without: Vec<u32>,
    /// What the settings say that the amounts add up to, beside the first of the tables that they speak of.
    pub control: Option<Controlled>,
    /// The columns that are read, in sheet order.
    #[serde(default)]
    pub columns: Vec<ColumnRead>,
    /// The middle amount of the rows that count, its sign left aside; none where there is none.
    #[serde(default)]
    pub middle: Option<Decimal>,
}

/// The rows of one fate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Which.
    pub fate: Fate,
    /// How many rows.
    pub rows: u64,
    /// The money that they bring to it: of rows that count what they count, of others what their cells state.
    pub amount: Option<Exact>,
}

impl TableAccount {
    /// The rows of a fate.
    pub fn share(&self, fate: Fate) -> Option<&Share> {
        self.fates.iter().find(|share| share.fate == fate)
    }

    /// What of it counts: the rows, and their money.
    pub fn counted(&self) -> (u64, Option<Exact>) {
        let counted = || self.fates.iter().filter(|share| share.fate.is_counted());
        let amounts = counted().filter_map(|share| share.amount.clone());
        let amount = self.amount.is_some().then(|| amounts.sum());
        (counted().map(|share| share.rows).sum(), amount)
    }

    /// How many of its rows hold data.
    pub fn rows_of_data(&self) -> u64 {
        let data = self.fates.iter().filter(|share| share.fate.is_of_data());
        data.map(|share| share.rows).sum()
    }

    /// How many of these are of the period that is appraised, or of any.
    pub fn rows_of_period(&self) -> u64 {
        let rows = |fate| self.share(fate).map_or(0, |share| share.rows);
        self.rows_of_data() - rows(Fate::OtherPeriod) - rows(Fate::Settings)
    }
}

/// The account of all tables, in their order, and of the sheets that gave none.
pub fn account(tables: &[Table], unread: &[Unread], ledger: &Ledger) -> Vec<TableAccount> {
    let of_tables = tables.iter().zip(ledger.tables());
    let mut accounts: Vec<TableAccount> = of_tables.map(|(table, rows)| of_table(table, rows)).collect();
    for (at, (control, _)) in controls(tables, ledger) {
        accounts[at].control = Some(control);
    }
    accounts.extend(unread.iter().map(of_unread));
    accounts.sort_by(|a, b| (&a.source, a.header_row).cmp(&(&b.source, b.header_row)));
    accounts
}

fn of_table(table: &Table, of_data: &RowsOfTable) -> TableAccount {
    let mut sums: BTreeMap<Fate, Sum> = of_data.sums.clone();
    let around = table.aside.iter().map(|aside| aside.why.fate());
    // A table by letters has no header.
    let header_row = Some(table.header_row).filter(|row| *row > 0);
    for fate in around.chain(header_row.map(|_| Fate::Header)) {
        sums.entry(fate).or_default().rows += 1;
    }
    let money = |amount: Exact| of_data.is_of_money.then_some(amount);
    let brought: Exact = of_data.sums.values().map(|sum| &sum.amount).sum();
    TableAccount {
        dataset: Some(table.dataset),
        source: Arc::clone(&table.source),
        header_row,
        own: table.scope == Scope::Own,
        rows: sums.values().map(|sum| sum.rows).sum(),
        sheet_rows: table.unpivot().map(|_| sheet_rows(table)),
        amount: money(of_data.amount.clone()),
        fates: sums
            .into_iter()
            .map(|(fate, sum)| Share {
                fate,
                rows: sum.rows,
                amount: money(sum.amount).filter(|_| fate.is_of_data()),
            })
            .collect(),
        turned: money(&of_data.amount - &brought),
        without_amount: of_data.bare,
        first_without: of_data.first_bare.clone(),
        control: None,
        columns: columns(table),
        middle: of_data.middle.map(|middle| middle.normalize()),
    }
}

/// How many rows of the sheet a table is made of: those that several were made of count once.
fn sheet_rows(table: &Table) -> u64 {
    let of_data: BTreeSet<u32> = table.rows_of_data().map(|row| row.number).collect();
    let header = usize::from(table.header_row > 0);
    (of_data.len() + table.aside.len() + header) as u64
}

fn of_unread(unread: &Unread) -> TableAccount {
    TableAccount {
        dataset: None,
        source: Arc::clone(&unread.source),
        header_row: None,
        own: unread.scope == Scope::Own,
        rows: unread.rows,
        sheet_rows: None,
        amount: None,
        fates: vec![Share {
            fate: if unread.is_looked_up {
                Fate::LookedUp
            } else {
                Fate::Unread
            },
            rows: unread.rows,
            amount: None,
        }],
        turned: None,
        without_amount: 0,
        first_without: Vec::new(),
        control: None,
        columns: Vec::new(),
        middle: None,
    }
}
