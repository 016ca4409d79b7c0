//! What the settings say that amounts add up to, held against what they do.

use crate::model::{Dataset, Exact, Finding, Problem};
use crate::read::Scope;
use crate::recognise::Table;
use crate::records::Ledger;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Decimals of sums that findings tell.
const PLACES: u32 = 12;

/// What the settings say of amounts, and what these come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Controlled {
    /// What they say.
    pub stated: Decimal,
    /// What the amounts of the tables add up to.
    pub amount: Exact,
    /// How many tables that are.
    pub tables: u64,
}

impl Controlled {
    /// By how much the amounts are above what is stated.
    pub fn off(&self) -> Exact {
        &self.amount - &Exact::from(self.stated)
    }
}

/// What the settings say of the amounts of the period's own tables, by the first table of each pin; and how many rows of
/// these tables have no amount.
pub(super) fn controls(tables: &[Table], ledger: &Ledger) -> BTreeMap<usize, (Controlled, u64)> {
    let mut firsts: BTreeMap<(Dataset, usize), usize> = BTreeMap::new();
    let mut controls: BTreeMap<usize, (Controlled, u64)> = BTreeMap::new();
    let of_tables = tables.iter().zip(ledger.tables()).enumerate();
    for (at, (table, rows)) in of_tables.filter(|(_, (table, _))| table.scope == Scope::Own) {
        let Some(control) = table.control else { continue };
        let first = *firsts.entry((table.dataset, control.pin)).or_insert(at);
        let (controlled, bare) = controls.entry(first).or_insert_with(|| {
            let nothing = Controlled {
                stated: control.stated,
                amount: Exact::zero(),
                tables: 0,
            };
            (nothing, 0)
        });
        controlled.amount = &controlled.amount + &rows.amount;
        controlled.tables += 1;
        *bare += rows.bare;
    }
    controls
}

/// The amounts that are not what the settings say, each told at the header of its first table.
pub fn controls_that_differ(tables: &[Table], ledger: &Ledger) -> Vec<Finding> {
    let differ = controls(tables, ledger).into_iter();
    let differ = differ.filter(|(_, (control, _))| !control.off().is_zero());
    let finding = |(at, (control, bare)): (usize, (Controlled, u64))| {
        let table = tables.get(at)?;
        let header = table.header_place();
        let column = table.list.money().and_then(|field| table.column(field));
        let place = column.map_or_else(|| header.clone(), |column| header.at_column(column.index));
        let decimal = |amount: &Exact| amount.to_shortest_decimal(PLACES).normalize();
        let problem = Problem::ControlDiffers {
            stated: control.stated.normalize(),
            sum: decimal(&control.amount),
            tables: control.tables,
            without: bare,
        };
        Some(Finding::at(place, problem).worth(Some(decimal(&control.off()).abs())))
    };
    differ.filter_map(finding).collect()
}
