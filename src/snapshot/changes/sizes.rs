//! Another unit, and a middle amount ten times as large or a tenth.

use super::matched::Pair;
use super::{Inputs, LEAST_ROWS, header_place, layout};
use crate::model::{Assumption, Finding, Origin, Period, Problem, Taken};
use crate::recognise::file_key;
use crate::snapshot::TableAccount;
use rust_decimal::{Decimal, dec};

/// So far apart two months' middle amounts are no longer ups and downs.
const APART: Decimal = dec!(10);

/// What is to be said of a table's amounts; `told` is said already.
pub(super) fn sizes(pair: &Pair<'_>, now: Inputs<'_>, told: &[Finding], since: Period) -> Option<Finding> {
    let (table, before) = (pair.now.first()?, pair.then.first()?);
    if is_stated(now, table) {
        return None;
    }
    let amount = table.counted().1.map(|amount| amount.to_shortest_decimal(2));
    let file = file_key(&table.source.file);
    let middles = middle(&pair.now).zip(middle(&pair.then));
    let far = middles.filter(|(now, before)| is_far(*now, *before));
    if let Some((column, was)) = layout::unit(table, before) {
        let problem = Problem::UnitChanged {
            header: column.header.clone(),
            was,
            now: column.scale,
            file,
            agrees: middles.is_some() && far.is_none(),
            since: since.to_string(),
        };
        return Some(Finding::at(header_place(table, Some(column.column)), problem).worth(amount));
    }
    let (middle, before) = far.filter(|_| !is_told(told, table))?;
    let money = table.columns.iter().find(|column| column.field == "amount");
    let problem = Problem::AmountsShifted {
        now: middle,
        before,
        scale: money.map_or(Decimal::ONE, |column| column.scale),
        file,
        since: since.to_string(),
    };
    let place = header_place(table, money.map(|column| column.column));
    Some(Finding::at(place, problem).worth(amount))
}

/// Whoever stated the unit has looked.
fn is_stated(now: Inputs<'_>, table: &TableAccount) -> bool {
    let is_unit =
        |said: &Assumption| matches!(&said.taken, Taken::Unit { field, .. } if field.may_be_money());
    let is_it = |said: &Assumption| said.place.source == table.source && said.dataset == table.dataset;
    let mut units = now.assumptions.iter().filter(|said| is_unit(said) && is_it(said));
    units.any(|said| said.from == Origin::Settings)
}

fn is_told(told: &[Finding], table: &TableAccount) -> bool {
    told.iter().any(|finding| {
        let is_of_unit = matches!(
            finding.problem,
            Problem::AmountsJump { .. } | Problem::UnitUnsure { .. } | Problem::OtherCurrency { .. }
        );
        let place = finding.place.as_ref();
        is_of_unit && place.is_some_and(|place| place.source == table.source)
    })
}

/// The middle of the table that has most rows, where it has enough.
fn middle(tables: &[&TableAccount]) -> Option<Decimal> {
    let largest = tables.iter().max_by_key(|table| table.counted().0)?;
    let middle = largest.middle.filter(|middle| !middle.is_zero());
    middle.filter(|_| largest.counted().0 >= LEAST_ROWS)
}

fn is_far(one: Decimal, other: Decimal) -> bool {
    let least = one.min(other).checked_mul(APART);
    least.is_some_and(|least| one.max(other) >= least)
}
