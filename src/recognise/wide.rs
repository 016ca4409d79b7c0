//! Rows of a text file that have more fields than its header: a comma of the data was taken for one between fields, and
//! what stands behind it has moved into other columns.

use super::Table;
use crate::model::{Currency, Finding, Problem};
use crate::read::{Cell, Row};
use rust_decimal::Decimal;
use std::str::FromStr;

/// What is known of the rows of a table.
#[derive(Debug, Default)]
pub struct Wide {
    /// The last column that the header has; none where wider rows are as good as others.
    headers: Option<usize>,
}

impl Wide {
    /// Looks at the rows of a table.
    pub fn of(table: &Table) -> Self {
        let headers = table.header_width();
        let width = |row: &Row| table.width_of(row);
        if table.delimiter.is_none() {
            return Wide::default();
        }
        // Rows that the settings leave out tell as much of the sheet as others.
        let mut wide = table.rows_of_data().filter(|row| width(row) > headers).peekable();
        let Some(widest) = wide.peek().map(|row| width(row)) else {
            return Wide::default();
        };
        // A column without a header has something in every row; what was parted at a comma looks like it.
        let is_column = wide.all(|row| width(row) == widest && parted(table, row).is_none())
            && table.rows_of_data().all(|row| width(row) > headers);
        Wide {
            headers: (!is_column).then_some(headers),
        }
    }

    /// Whether a row is left out, since its cells stand in other columns than they should.
    pub fn leaves_out(&self, table: &Table, row: &Row) -> bool {
        self.headers.is_some_and(|headers| table.width_of(row) > headers)
    }

    /// What is to be said of the table's wide rows, with the money that they seem to state.
    pub fn finding(&self, table: &Table) -> Option<Finding> {
        let mut rows = table.rows.iter().filter(|row| self.leaves_out(table, row));
        let first = rows.next()?;
        let others: Vec<&Row> = rows.collect();
        let amounts = others.iter().copied().chain([first]);
        let amounts: Vec<Decimal> = amounts
            .filter_map(|row| Decimal::from_str(&parted(table, row)?.replace(',', "")).ok())
            .collect();
        let sum = amounts
            .iter()
            .copied()
            .try_fold(Decimal::ZERO, Decimal::checked_add);
        let problem = Problem::WideRow {
            rows: 1 + others.len() as u64,
            fields: table.width_of(first) as u64,
            headers: table.header_width() as u64,
            parted: parted(table, first),
        };
        let amount = sum.filter(|_| !amounts.is_empty());
        let place = table.place(first);
        Some(Finding::at(place, problem).worth(amount))
    }
}

/// The number that was parted at its comma: one, two or three digits, and then three more with perhaps decimals.
fn parted(table: &Table, row: &Row) -> Option<String> {
    if table.delimiter != Some(',') {
        return None;
    }
    let texts: Vec<&str> = row
        .cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) => Currency::beside(text, None).map_or(text.trim(), |(_, rest)| rest),
            _ => "",
        })
        .collect();
    let is_head = |text: &str| {
        let digits = text.trim_start_matches('-');
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_tail = |text: &str| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        whole.len() == 3
            && format!("{whole}{fraction}")
                .bytes()
                .all(|byte| byte.is_ascii_digit())
    };
    let mut found: Option<String> = None;
    let mut joined: Option<String> = None;
    for text in texts {
        joined = match joined {
            Some(number) if is_tail(text) => Some(format!("{number},{text}")),
            _ => is_head(text).then(|| text.to_owned()),
        };
        if let Some(number) = joined.as_ref().filter(|number| number.contains(',')) {
            found = Some(number.clone());
        }
    }
    found
}
