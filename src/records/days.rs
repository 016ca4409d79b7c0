//! The days that rows are dated → dates that must be slips, files of the wrong month, rows that no figure needs.

use super::horizon::Horizon;
use crate::catalogue::list::History;
use crate::model::place::folder;
use crate::model::{Dataset, Field, Finding, Month, Period, Place, Problem, Source};
use crate::read::Scope;
use crate::recognise::Table;
use chrono::{Days as Span, NaiveDate};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Rows more than this many days after all others are of no running business.
const LONGEST_PAUSE: Span = Span::new(92);
/// So many rows dated alike are an export of another time rather than slips.
const MOST_SLIPS: usize = 20;
/// No sales department's files go back as far: what is earlier is a small number shown as a date, or a slip.
const EARLIEST_YEAR: NaiveDate = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");

/// What the dates of all rows seen so far amount to.
#[derive(Debug, Default)]
pub struct Days {
    tables: Vec<TableDays>,
    suspects: Vec<Suspect>,
}

/// The days of one table's rows.
#[derive(Debug)]
pub struct TableDays {
    dataset: Dataset,
    source: Arc<Source>,
    /// The period whose own folder the file lies in, where that is the period asked for or a part of it.
    folder: Option<(String, Period)>,
    /// The same of a folder of any period, for rows that have a place in time.
    home: Option<(String, Period)>,
    /// Whether it is a list of documents that a company keeps, open ones of any date among them: each counts once by its number.
    is_kept: bool,
    /// Rows of the folder's own period.
    at_home: u64,
    /// Rows of other months, where the file lies in a period's folder.
    strays: BTreeMap<Month, Strays>,
    months: BTreeSet<Month>,
    last: Option<Month>,
    unused: u64,
    /// Rows of the period, whatever becomes of them.
    of_period: u64,
    /// The first and the last day that a row is of, slips aside.
    reach: Option<(NaiveDate, NaiveDate)>,
}

/// Rows of one month in the folder of another one.
#[derive(Debug)]
struct Strays {
    rows: u64,
    amount: Option<Decimal>,
    first: Place,
}

/// A row dated after the period or long ago.
#[derive(Debug)]
struct Suspect {
    date: NaiveDate,
    field: Field,
    place: Place,
    table: usize,
    counts: bool,
}

impl TableDays {
    /// Those of `table`, none yet.
    pub fn new(table: &Table) -> Self {
        let folder = (table.scope == Scope::Own)
            .then(|| folder(&table.source.file))
            .flatten();
        // Customers were created at any time.
        let home = self::folder(&table.source.file)
            .filter(|_| table.list.is_dated() && table.list.history != History::Always);
        let is_kept = table.list.reader.is_none() && !table.list.identity.is_empty();
        Self {
            home: home.filter(|_| !is_kept),
            is_kept,
            at_home: 0,
            strays: BTreeMap::new(),
            dataset: table.dataset,
            source: Arc::clone(&table.source),
            folder,
            months: BTreeSet::new(),
            last: None,
            unused: 0,
            of_period: 0,
            reach: None,
        }
    }

    /// Whether a row of that day stands in another period's folder.
    pub fn is_stray(&self, date: NaiveDate) -> bool {
        self.home.as_ref().is_some_and(|(_, home)| !home.contains(date))
    }

    /// Takes in where such a row stands, and its money.
    pub fn see_stray(&mut self, date: NaiveDate, first: Place, amount: Option<Decimal>) {
        let Some(month) = Month::of(date) else { return };
        let strays = self.strays.entry(month).or_insert_with(|| Strays {
            rows: 0,
            amount: None,
            first,
        });
        strays.rows += 1;
        strays.amount = match (strays.amount, amount) {
            (Some(one), Some(other)) => one.checked_add(other),
            (one, other) => one.or(other),
        };
    }

    /// What is to be said of rows in the wrong folder: most of the file are of the period that is asked for and not of the
    /// folder's; or a few are of the same month of another year, or of a distant month, among many of the folder's own.
    fn strays(&self, period: Period) -> Option<Finding> {
        let (folder, home) = self.home.as_ref()?;
        let is_own = home.covers(period) || period.covers(*home);
        let strays: Vec<(&Month, &Strays)> = if is_own {
            self.slips_of_month(*home)?
        } else {
            let of_period = self
                .strays
                .iter()
                .filter(|(month, _)| period.contains(month.first_day()));
            of_period.collect()
        };
        let rows: u64 = strays.iter().map(|(_, strays)| strays.rows).sum();
        let (_, first) = strays.first()?;
        if !is_own && rows <= self.at_home {
            return None;
        }
        let problem = Problem::StrayRows {
            dataset: self.dataset,
            folder: folder.clone(),
            months: strays.iter().map(|(month, _)| **month).collect(),
            rows,
            of_period: !is_own,
            other_year: strays.iter().all(|(month, _)| is_of_month(*home, **month)),
        };
        let amounts = strays.iter().filter_map(|(_, strays)| strays.amount);
        let amount = amounts.reduce(|sum, amount| sum.checked_add(amount).unwrap_or(sum));
        Some(Finding::at(first.first.clone(), problem).worth(amount))
    }

    /// The strays of a file that is of its folder's period but for a few rows.
    fn slips_of_month(&self, home: Period) -> Option<Vec<(&Month, &Strays)>> {
        let is_near = |month: &Month| {
            let [before, after] = [month.plus(-1), month.plus(1)];
            [before, after]
                .iter()
                .any(|month| home.contains(month.first_day()))
        };
        let distant: Vec<_> = self.strays.iter().filter(|(month, _)| !is_near(month)).collect();
        let rows: u64 = distant.iter().map(|(_, strays)| strays.rows).sum();
        let most = if distant.iter().all(|(month, _)| is_of_month(home, **month)) {
            2
        } else {
            5
        };
        let is_few =
            rows > 0 && rows <= MOST_SLIPS as u64 && distant.len() <= 2 && self.at_home >= most * rows;
        is_few.then_some(distant)
    }

    /// Counts a row of that day.
    fn see(&mut self, date: NaiveDate) {
        let month = Month::of(date);
        if month != self.last {
            self.months.extend(month);
            self.last = month;
        }
        self.at_home += u64::from(self.home.as_ref().is_some_and(|(_, home)| home.contains(date)));
    }

    /// The dataset.
    pub fn dataset(&self) -> Dataset {
        self.dataset
    }

    /// How many rows are of the period, whatever becomes of them.
    pub fn of_period(&self) -> u64 {
        self.of_period
    }

    /// The first and the last day that a row is of, slips aside.
    pub fn reach(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.reach
    }

    fn reach_to(&mut self, date: NaiveDate) {
        let (first, last) = self.reach.get_or_insert((date, date));
        *first = date.min(*first);
        *last = date.max(*last);
    }

    fn is_of_the_wrong_month(&self, months: &BTreeSet<Month>) -> bool {
        // Customers were created at any time.
        let judged = self.dataset != Dataset::CUSTOMERS && !self.is_kept && !months.is_empty();
        let folder = self.folder.as_ref().filter(|_| judged);
        folder.is_some_and(|(_, period)| months.iter().all(|month| !period.contains(month.first_day())))
    }
}

impl Days {
    /// Takes in a row of `table`, which is not yet among the tables, and whether it counts.
    pub fn see(
        &mut self,
        table: &mut TableDays,
        (field, date): (Field, NaiveDate),
        place: impl FnOnce() -> Place,
        (counts, horizon): (bool, &Horizon),
    ) {
        table.see(date);
        table.unused += u64::from(!counts);
        let expected = (EARLIEST_YEAR..=horizon.last_day()).contains(&date)
            || table
                .folder
                .as_ref()
                .is_some_and(|(_, period)| period.contains(date))
            || table.is_kept && date >= EARLIEST_YEAR;
        table.of_period += u64::from(horizon.period().contains(date));
        if expected {
            table.reach_to(date);
        } else {
            self.suspects.push(Suspect {
                date,
                field,
                place: place(),
                table: self.tables.len(),
                counts,
            });
        }
    }

    /// Puts a table whose rows were all seen among the others.
    pub fn finish(&mut self, table: TableDays) {
        self.tables.push(table);
    }

    /// Counts those suspects among a table's days that are no slips, or all that there is.
    fn reach_to_suspects(&mut self, slips: &BTreeSet<NaiveDate>) {
        let (slips, sound): (Vec<&Suspect>, Vec<&Suspect>) = self
            .suspects
            .iter()
            .partition(|suspect| slips.contains(&suspect.date));
        for suspect in sound {
            if let Some(table) = self.tables.get_mut(suspect.table) {
                table.reach_to(suspect.date);
            }
        }
        let is_bare: Vec<bool> = self.tables.iter().map(|table| table.reach.is_none()).collect();
        for suspect in slips {
            let table = self.tables.get_mut(suspect.table);
            if let Some(table) = table.filter(|_| is_bare.get(suspect.table) == Some(&true)) {
                table.reach_to(suspect.date);
            }
        }
    }

    /// What is to be said of them, and how far each table reaches.
    pub fn findings(mut self, period: Period) -> (Vec<Finding>, Vec<TableDays>) {
        let last_day = period.last_day();
        let mut findings: Vec<Finding> = self
            .tables
            .iter()
            .filter_map(|table| table.strays(period))
            .collect();
        let slips = slips(&mut self.suspects, last_day);
        self.reach_to_suspects(&slips);
        for suspect in self
            .suspects
            .iter()
            .filter(|suspect| slips.contains(&suspect.date))
        {
            if let Some(table) = self.tables.get_mut(suspect.table).filter(|_| !suspect.counts) {
                table.unused -= 1;
            }
            let problem = Problem::ImplausibleDate {
                field: suspect.field,
                date: suspect.date,
                counts: suspect.counts,
            };
            findings.push(Finding::at(suspect.place.clone(), problem));
        }
        let mut by_dataset: BTreeMap<(&str, Dataset), Vec<&TableDays>> = BTreeMap::new();
        for table in &self.tables {
            let of_file = by_dataset.entry((&table.source.file, table.dataset));
            of_file.or_default().push(table);
        }
        let mut unused: BTreeMap<&str, Vec<&TableDays>> = BTreeMap::new();
        for ((file, dataset), tables) in by_dataset {
            let months = tables
                .iter()
                .flat_map(|table| table.months.iter().copied())
                .collect();
            match &tables[..] {
                [first, ..] if first.is_of_the_wrong_month(&months) => {
                    let problem = Problem::WrongMonth {
                        folder: first
                            .folder
                            .as_ref()
                            .map(|(name, _)| name.clone())
                            .unwrap_or_default(),
                        dataset,
                        months: months.into_iter().collect(),
                    };
                    findings.push(Finding::at(place_of(&tables), problem));
                }
                _ => unused
                    .entry(file)
                    .or_default()
                    .extend(tables.iter().filter(|table| table.unused > 0)),
            }
        }
        findings.extend(
            unused
                .into_values()
                .filter(|tables| !tables.is_empty())
                .map(|tables| {
                    let rows = tables.iter().map(|table| table.unused).sum();
                    Finding::at(place_of(&tables), Problem::OutsidePeriods { rows })
                }),
        );
        (findings, self.tables)
    }
}

/// The sheet, where all tables stand on one, else the file.
fn place_of(tables: &[&TableDays]) -> Place {
    match tables {
        [first, rest @ ..] if rest.iter().all(|table| table.source == first.source) => {
            Place::sheet(Arc::clone(&first.source))
        }
        [first, ..] => Place::file(&first.source.file),
        [] => Place::file(""),
    }
}

/// The days that are slips. Without a clock nothing tells what is still to come, but business has no long pauses:
/// from the period's end on, days follow each other at some distance, and what comes long after them in a few rows
/// alone was never meant.
fn slips(suspects: &mut [Suspect], last_day: NaiveDate) -> BTreeSet<NaiveDate> {
    suspects.sort_by(|a, b| (a.date, &a.place).cmp(&(b.date, &b.place)));
    let mut slips: BTreeSet<NaiveDate> = suspects
        .iter()
        .map(|suspect| suspect.date)
        .filter(|date| *date < EARLIEST_YEAR)
        .collect();
    let later = suspects.partition_point(|suspect| suspect.date <= last_day);
    let mut reached = last_day;
    for run in suspects[later..].chunk_by(|a, b| b.date <= a.date + LONGEST_PAUSE) {
        let [first, ..] = run else { continue };
        if first.date > reached + LONGEST_PAUSE && run.len() <= MOST_SLIPS {
            slips.extend(run.iter().map(|suspect| suspect.date));
        }
        reached = reached.max(run.last().map_or(reached, |last| last.date));
    }
    slips
}

/// Whether a month is one of a period's, of whatever year.
fn is_of_month(period: Period, month: Month) -> bool {
    period.months().any(|own| own.number() == month.number())
}
