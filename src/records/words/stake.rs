//! What hangs on a word, and the texts that words are.

use crate::cells::{error, is_blank, plain};
use crate::model::Text;
use crate::read::{Cell, Row};
use rust_decimal::Decimal;

/// What hangs on a word.
#[derive(Debug, Default)]
pub(super) struct Stake {
    pub(super) rows: u64,
    pub(super) amount: Option<Decimal>,
}

impl Stake {
    /// One more row, and the money that it states.
    pub(super) fn add(&mut self, amount: Option<Decimal>) {
        self.rows += 1;
        self.amount = match (self.amount, amount) {
            (Some(sum), Some(amount)) => sum.checked_add(amount),
            (sum, amount) => sum.or(amount),
        };
    }

    /// The money, as findings state it.
    pub(super) fn money(&self) -> Option<Decimal> {
        self.amount.map(|amount| amount.normalize())
    }
}

pub(super) fn text_of(row: &Row, index: u32) -> Option<Text> {
    let cell = row.cell(index);
    if is_blank(cell) || error(cell).is_some() {
        return None;
    }
    match cell {
        Cell::Text(text) => Some(text.clone()),
        _ => plain(cell).map(|text| Text::from(text.as_ref())),
    }
}
