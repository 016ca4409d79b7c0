//! Rows among the data that are none though no label of a total says so: counts and means of a report, what is carried
//! from page to page, headings of groups, notes, sums that stand below a table without a word.

use super::fit::FittedColumn;
use super::header::header;
use super::rows::{is_figure, label};
use crate::catalogue::List;
use crate::model::number::decimal_of;
use crate::model::{Currency, Dataset, Field};
use crate::read::{Cell, Row};
use rust_decimal::Decimal;

/// Merged cells as (first row, first column, last row, last column), rows from 1, columns from 0.
type Area = (u32, u32, u32, u32);

/// What stands for the whole row in a report's summary, or in what it carries from page to page.
const SUMMARIES: [&str; 51] = [
    "count",
    "sum",
    "average",
    "avg",
    "mean",
    "max",
    "min",
    "maximum",
    "minimum",
    "median",
    "recordcount",
    "records",
    "rowcount",
    "计数",
    "记录数",
    "条数",
    "笔数",
    "平均",
    "平均值",
    "均值",
    "最大值",
    "最小值",
    "求和",
    "承前页",
    "承上页",
    "过次页",
    "过下页",
    "接上页",
    "接前页",
    "转下页",
    "转次页",
    "续上页",
    "续前页",
    "上页结转",
    "结转下页",
    "期初余额",
    "期末余额",
    "期初",
    "期末",
    "上期结转",
    "上月结转",
    "结转下期",
    "结转下月",
    "本期发生额",
    "openingbalance",
    "closingbalance",
    "balanceforward",
    "broughtforward",
    "carriedforward",
    "balanceb/f",
    "balancec/f",
];

/// A record of a dataset with fewer keys may state but one.
const LEAST_KEYS: usize = 3;

/// Characters from which on a text alone in its row is a sentence rather than a value.
const SENTENCE: usize = 14;

/// Why a row is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// It sums up others.
    Summary,
    /// It says something of others.
    Note,
    /// It heads the rows below: what stands alone in that column is said of them.
    Head(u32),
}

/// What the rows of a table are told by.
pub(super) struct Asides<'a> {
    list: &'a List,
    columns: &'a [FittedColumn],
    merged: &'a [Area],
    /// The columns of each group of fields of which a record states one, figures aside.
    keys: Vec<Vec<u32>>,
}

impl<'a> Asides<'a> {
    pub(super) fn new(list: &'a List, columns: &'a [FittedColumn], merged: &'a [Area]) -> Self {
        let groups = list.required.iter();
        let groups = groups.filter(|group| !group.iter().any(|field| is_figure(*field)));
        let keys = groups.map(|group| {
            let of_group = columns.iter().filter(|column| group.contains(&column.field));
            of_group.map(|column| column.index).collect()
        });
        Self {
            list,
            columns,
            merged,
            keys: keys.collect(),
        }
    }

    /// Why a row is no record, given those before it that are and the one below it; none where it may be one.
    pub(super) fn of(&self, row: &Row, before: &[Row], next: Option<&Row>) -> Option<Aside> {
        // Targets and scores tell of such rows themselves.
        let is_told_elsewhere = !(self.list.is_dated() || self.list.dataset == Dataset::ROSTER);
        if is_told_elsewhere || self.is_whole(row) {
            return None;
        }
        if let Some(head) = self.head(row, next) {
            return Some(head);
        }
        if self.states_key(row) {
            return None;
        }
        if row.cells.iter().any(is_summary) || self.is_sum_of_group(row) {
            return Some(Aside::Summary);
        }
        if self.is_note(row) {
            return Some(Aside::Note);
        }
        self.is_unlabelled_sum(row, before).then_some(Aside::Summary)
    }

    /// A text or a date alone in its row, where a record states several things: what it heads, or a note. A number of its own
    /// shape may be that of a record that somebody began to type, so may whom a row with few keys names, and a product is one
    /// more line of the order above.
    fn head(&self, row: &Row, next: Option<&Row>) -> Option<Aside> {
        let cell = only_cell(row).filter(|_| !self.is_covered(row))?;
        let at = row.cells.iter().position(|cell| *cell != Cell::Empty)?;
        let at = u32::try_from(at).ok()?;
        let field = self
            .columns
            .iter()
            .find(|column| column.index == at)
            .map(|column| column.field);
        let is_text = match cell {
            Cell::Text(text) => number(text).is_none(),
            Cell::DateTime(_) => true,
            _ => false,
        };
        let is_id = |field| {
            matches!(
                field,
                Field::OrderId | Field::RequestId | Field::CustomerId | Field::RepId
            )
        };
        let is_day = |field| {
            matches!(
                field,
                Field::Date | Field::Time | Field::Received | Field::Due | Field::Created
            )
        };
        let has_digit = |cell: &Cell| !matches!(cell, Cell::Text(text) if !text.contains(char::is_numeric));
        let (is_headed, is_repeated) = next.map_or((false, false), |next| {
            let below = next.cell(at);
            (*below == Cell::Empty && only_cell(next).is_none(), below == cell)
        });
        match field? {
            _ if !is_text || is_summary(cell) => None,
            Field::Product | Field::Line => None,
            field if is_id(field) && looks_like_number(cell) => None,
            // A roster lists people, and a person without a number is one.
            field if self.list.dataset == Dataset::ROSTER => (field == Field::RepId).then_some(Aside::Note),
            field if is_day(field) && !has_digit(cell) => Some(Aside::Note),
            field if heads(field) && is_headed && !is_sentence(cell) => Some(Aside::Head(at)),
            field if is_id(field) || is_day(field) => Some(Aside::Note),
            field if heads(field) => is_repeated.then_some(Aside::Note),
            _ => (self.keys.len() >= LEAST_KEYS).then_some(Aside::Note),
        }
    }

    /// Whether a row says of a group whose it is and what it comes to: 业务员：周明 (2), and 300 under 金额.
    fn is_sum_of_group(&self, row: &Row) -> bool {
        let mut texts = 0;
        let mut figures = 0;
        for (index, cell) in (0..).zip(&row.cells).filter(|(_, cell)| **cell != Cell::Empty) {
            let is_of_figures = |column: &FittedColumn| column.index == index && is_figure(column.field);
            if self.columns.iter().any(is_of_figures) && figure(cell).is_some() {
                figures += 1;
            } else if is_sentence(cell) {
                texts += 1;
            } else {
                return false;
            }
        }
        texts == 1 && figures > 0
    }

    /// Whether every key is stated, as it is in almost every row.
    fn is_whole(&self, row: &Row) -> bool {
        let is_stated = |index: &u32| *row.cell(*index) != Cell::Empty;
        self.keys.iter().all(|group| group.iter().any(is_stated))
    }

    /// Whether a row says by anything but a label or a sentence when it was, whose it is, or what about.
    fn states_key(&self, row: &Row) -> bool {
        let is_sentence = only_cell(row).is_some_and(is_sentence) || self.is_sum_of_group(row);
        self.keys.iter().flatten().any(|index| {
            let cell = row.cell(*index);
            *cell != Cell::Empty && !is_summary(cell) && !is_sentence
        })
    }

    /// A text alone in its row that is a sentence, or tells of a group: Order Owner: Zhou Ming (2 records).
    fn is_note(&self, row: &Row) -> bool {
        let is_own_field = |index: u32| self.columns.iter().any(|column| column.index == index);
        let Some(cell) = only_cell(row) else {
            return false;
        };
        let at = row.cells.iter().position(|cell| *cell != Cell::Empty);
        let stands_beside = at
            .and_then(|at| u32::try_from(at).ok())
            .is_some_and(|at| !is_own_field(at));
        is_sentence(cell) || (stands_beside && matches!(cell, Cell::Text(_)))
    }

    /// Whether figures alone stand in a row, each the sum of those above it.
    fn is_unlabelled_sum(&self, row: &Row, before: &[Row]) -> bool {
        let is_text = |cell: &Cell| matches!(cell, Cell::Text(text) if number(text).is_none());
        if before.len() < 2 || self.is_covered(row) || row.cells.iter().any(is_text) {
            return false;
        }
        let mut figures = self
            .columns
            .iter()
            .filter(|column| is_figure(column.field))
            .peekable();
        let is_sum = |column: &FittedColumn| {
            let stated = figure(row.cell(column.index))?;
            let mut cells = before
                .iter()
                .map(|row| figure(row.cell(column.index)).unwrap_or_default());
            let sum = cells.try_fold(Decimal::ZERO, Decimal::checked_add)?;
            Some(sum == stated)
        };
        let mut any = false;
        let agrees = figures.all(|column| match (row.cell(column.index), is_sum(column)) {
            (Cell::Empty, _) => true,
            (_, Some(true)) => {
                any = true;
                true
            }
            _ => false,
        });
        any && agrees
    }

    /// Whether cells merged over several rows cover one of the row's, which then states more than it seems.
    fn is_covered(&self, row: &Row) -> bool {
        self.merged.iter().any(|area| {
            area.0 < row.number
                && row.number <= area.2
                && self.columns.iter().any(|column| column.index == area.1)
        })
    }
}

fn only_cell(row: &Row) -> Option<&Cell> {
    let mut cells = row.cells.iter().filter(|cell| **cell != Cell::Empty);
    let only = cells.next()?;
    cells.next().is_none().then_some(only)
}

/// Whether what a field states may head a group, for all its rows.
fn heads(field: Field) -> bool {
    matches!(
        field,
        Field::RepId
            | Field::RepName
            | Field::Customer
            | Field::CustomerId
            | Field::Date
            | Field::Time
            | Field::Received
            | Field::Due
    )
}

/// Whether a text looks like the number of a record: letters of no words, and digits, that are no day.
fn looks_like_number(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return true };
    let text = text.trim();
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_day =
        parts.len() == 3 && parts[0].len() == 4 && parts.iter().all(|part| part.parse::<u16>().is_ok());
    text.is_ascii()
        && !text.contains([' ', ':'])
        && text.contains(|mark: char| mark.is_ascii_digit())
        && !is_day
}

fn is_summary(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    // No value that is longer is looked up.
    if text.len() > 60 {
        return false;
    }
    let name = header(text).name;
    let name = name.split_once(':').map_or(name.as_str(), |(label, _)| label);
    SUMMARIES.contains(&name) || label(text).is_some() || label(name).is_some_and(|(_, is_bare)| is_bare)
}

fn is_sentence(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let text = text.trim();
    let words = text.split_whitespace().count();
    let is_long = text.chars().count() >= SENTENCE && (words > 2 || !text.is_ascii());
    let is_marked = text.contains([':', '：', '。', '，', '；', '©', '※']) && number(text).is_none();
    (is_long || is_marked) && !text.starts_with(|first: char| first.is_ascii_digit())
}

/// The figure in a cell, where it is one by any reading.
pub(super) fn figure(cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Number(number) => decimal_of(*number),
        Cell::Text(text) => number(text),
        _ => None,
    }
}

fn number(text: &str) -> Option<Decimal> {
    let text = Currency::beside(text, None).map_or(text.trim(), |(_, bare)| bare);
    text.replace([',', '，'], "").parse().ok()
}
