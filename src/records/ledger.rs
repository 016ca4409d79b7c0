//! What became of each row of the tables: a row is settled once, by the stage that it ends in, with the money that it brought.

use super::cells::Texts;
use super::row::money;
use crate::model::{Dataset, Exact, Fate, Place, Source};
use crate::recognise::Table;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Of so many rows without an amount the numbers are kept.
const NAMED: usize = 5;

/// The rows of all tables, in the order of the tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    accounts: Vec<RowsOfTable>,
    /// The tables of each sheet.
    tables: BTreeMap<Arc<Source>, Vec<usize>>,
    /// The table that was asked for last: rows come in the order of their sheets.
    last: usize,
}

/// What became of the rows of data of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsOfTable {
    dataset: Dataset,
    source: Arc<Source>,
    rows: Vec<(Key, Option<Fate>)>,
    /// Whether several rows of it are made of one row of the sheet, each of a cell of its own.
    is_of_cells: bool,
    /// The row that was asked for last.
    last: usize,
    /// Whether its list states money.
    pub is_of_money: bool,
    /// How many rows came to each end, and the money that they bring to it.
    pub sums: BTreeMap<Fate, Sum>,
    /// All the money that its cells state.
    pub amount: Exact,
    /// How many rows of data have no amount that could be read.
    pub bare: u64,
    /// The first of these.
    pub first_bare: Vec<u32>,
    /// The middle of the amounts that count, their signs left aside, once the ledger is closed.
    pub middle: Option<Decimal>,
    /// These amounts, until then.
    counted: Vec<Decimal>,
}

/// What a row of a table goes by: see [`Row::key`].
type Key = (u32, u32);

/// Rows and money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// How many rows.
    pub rows: u64,
    /// The sum of their amounts.
    pub amount: Exact,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            rows: 0,
            amount: Exact::zero(),
        }
    }
}

/// The money of a row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Brought {
    /// What its cell states, after unit and rate.
    pub stated: Option<Decimal>,
    /// What it counts, where it counts.
    pub counts: Option<Decimal>,
}

impl Brought {
    /// That of a row that does not count.
    pub fn stated(stated: Option<Decimal>) -> Self {
        Self {
            stated,
            counts: stated,
        }
    }
}

impl Ledger {
    /// That of tables none of whose rows is settled but for those that no run of the period looks at.
    pub fn new(tables: &[Table]) -> Self {
        let accounts = tables.iter().map(RowsOfTable::new);
        let mut by_source: BTreeMap<Arc<Source>, Vec<usize>> = BTreeMap::new();
        for (index, table) in tables.iter().enumerate() {
            by_source
                .entry(Arc::clone(&table.source))
                .or_default()
                .push(index);
        }
        let mut ledger = Self {
            accounts: accounts.collect(),
            tables: by_source,
            last: 0,
        };
        let mut texts = Texts::default();
        let accounts = tables.iter().zip(&mut ledger.accounts);
        for (table, account) in accounts.filter(|(table, _)| !table.is_read()) {
            for row in table.rows_of_data() {
                let stated = money(table, row, &mut texts);
                if let Some(at) = account.find(row.key()) {
                    account.settle(at, Fate::OtherPeriod, Brought::stated(stated));
                }
            }
        }
        ledger
    }

    /// The tables, in their order.
    pub fn tables(&self) -> &[RowsOfTable] {
        &self.accounts
    }

    /// What became of a row of a list; none where it is no row of its data.
    pub fn fate(&self, dataset: Dataset, place: &Place) -> Option<Fate> {
        let tables = self.tables.get(&place.source)?;
        let fates = tables.iter().filter_map(|&table| {
            let account = self.accounts.get(table).filter(|of| of.dataset == dataset)?;
            let rows = &account.rows;
            let key = account.key(place)?;
            let at = rows.binary_search_by_key(&key, |(key, _)| *key).ok()?;
            Some(rows.get(at)?.1.unwrap_or(Fate::Unexplained))
        });
        // What the settings leave out of one table may be a row of another.
        fates.min()
    }

    /// Settles a row of a table by what it goes by.
    pub fn settle(&mut self, table: usize, key: Key, fate: Fate, brought: Brought) {
        if let Some(account) = self.accounts.get_mut(table)
            && let Some(at) = account.find(key)
        {
            account.settle(at, fate, brought);
        }
    }

    /// Settles a row of a list by its place: where several tables of it have the row, in one that has not settled it.
    pub fn settle_at(&mut self, dataset: Dataset, place: &Place, fate: Fate, brought: Brought) {
        if let Some(account) = self.accounts.get_mut(self.last)
            && account.dataset == dataset
            && Arc::ptr_eq(&account.source, &place.source)
            && let Some(at) = account.open(place)
        {
            account.settle(at, fate, brought);
            return;
        }
        for &table in self.tables.get(&place.source).into_iter().flatten() {
            if let Some(account) = self.accounts.get_mut(table)
                && account.dataset == dataset
                && let Some(at) = account.open(place)
            {
                account.settle(at, fate, brought);
                self.last = table;
                return;
            }
        }
    }

    /// Tells rows of which nobody said what became of them.
    pub fn close(&mut self) {
        for account in &mut self.accounts {
            account.close();
        }
    }
}

impl RowsOfTable {
    fn new(table: &Table) -> Self {
        Self {
            dataset: table.dataset,
            source: Arc::clone(&table.source),
            rows: keys(table),
            is_of_cells: table.unpivot().is_some(),
            last: 0,
            is_of_money: table.list.money().is_some(),
            sums: BTreeMap::new(),
            amount: Exact::zero(),
            bare: 0,
            first_bare: Vec::new(),
            middle: None,
            counted: Vec::new(),
        }
    }

    /// What the row of a place goes by.
    fn key(&self, place: &Place) -> Option<Key> {
        let part = if self.is_of_cells { place.column? + 1 } else { 0 };
        Some((part, place.row?))
    }

    /// The row of a place, where nobody has said yet what became of it.
    fn open(&mut self, place: &Place) -> Option<usize> {
        let at = self.find(self.key(place)?)?;
        matches!(self.rows.get(at), Some((_, None))).then_some(at)
    }

    /// The row that goes by that: the next one, as a rule.
    fn find(&mut self, key: Key) -> Option<usize> {
        let next = self.last + 1;
        let is_next = self.rows.get(next).is_some_and(|(of, _)| *of == key);
        let at = if is_next {
            next
        } else {
            self.rows.binary_search_by_key(&key, |(of, _)| *of).ok()?
        };
        self.last = at;
        Some(at)
    }

    /// Says what became of a row, where nobody has said so yet: no row comes to two ends.
    fn settle(&mut self, at: usize, fate: Fate, brought: Brought) {
        let Some(((_, number), settled @ None)) = self.rows.get_mut(at) else {
            return;
        };
        *settled = Some(fate);
        let sum = self.sums.entry(fate).or_default();
        sum.rows += 1;
        if !self.is_of_money {
            return;
        }
        match brought.stated {
            Some(stated) => {
                let stated = Exact::from(stated);
                let counts = brought.counts.map_or_else(Exact::zero, Exact::from);
                self.amount = &self.amount + &stated;
                sum.amount = &sum.amount + &counts;
                let amount = brought.counts.filter(|_| fate.is_counted());
                self.counted.extend(amount.map(|amount| amount.abs()));
            }
            None if fate.is_of_data() => {
                self.bare += 1;
                let at = self.first_bare.partition_point(|first| first < number);
                if at < NAMED {
                    self.first_bare.insert(at, *number);
                    self.first_bare.truncate(NAMED);
                }
            }
            None => {}
        }
    }

    /// Tells rows of which nobody said what became of them, as no row should be.
    fn close(&mut self) {
        for at in 0..self.rows.len() {
            self.settle(at, Fate::Unexplained, Brought::default());
        }
        self.middle = middle(std::mem::take(&mut self.counted));
    }
}

fn middle(mut amounts: Vec<Decimal>) -> Option<Decimal> {
    let at = amounts.len().checked_sub(1)? / 2;
    let (_, middle, _) = amounts.select_nth_unstable(at);
    Some(*middle)
}

/// What the rows of data go by, those that the settings leave out among them.
fn keys(table: &Table) -> Vec<(Key, Option<Fate>)> {
    let mut keys: Vec<_> = table.rows_of_data().map(|row| (row.key(), None)).collect();
    if !table.passed_over.is_empty() {
        keys.sort_unstable();
    }
    keys
}
