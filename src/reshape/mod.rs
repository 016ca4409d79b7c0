//! Tables → the same tables as the settings want them: columns computed from others, rows that do not count passed over.
//!
//! Every row keeps its place. What a cell of a computed column is about is told at the cells that it was computed from:
//! see [`at_their_cells`].

mod cells;
mod computed;
mod filter;
mod kinds;
mod places;
#[cfg(test)]
mod tests;

pub use places::at_their_cells;

use crate::catalogue::expression::{Expression, Scope, Surroundings, Wanted};
use crate::cells::columns::{Around, look};
use crate::model::{Calendar, Currency, DateOrder, Finding, Period, Problem, Timezone};
use crate::recognise::{Shape, Table, Unread};
use cells::Sheet;
use rust_decimal::Decimal;

/// What the stage needs to know of a book and a run.
#[derive(Debug, Clone, Copy)]
pub struct ReshapeOptions<'a> {
    /// The period.
    pub period: Period,
    /// The calendar, which expressions may ask for working days.
    pub calendar: &'a Calendar,
    /// How dates such as 05/10/2026 read where no pin tells.
    pub date_order: Option<DateOrder>,
    /// The zone of days.
    pub timezone: Option<Timezone>,
    /// The book's currency, where it is known.
    pub currency: Option<Currency>,
}

impl ReshapeOptions<'_> {
    fn around(&self) -> Around {
        Around {
            period: self.period,
            date_order: self.date_order,
            timezone: self.timezone,
        }
    }
}

/// Does to each table what the settings say of its cells. One whose settings cannot be followed is left out whole, with a
/// finding: its rows would count for something else than was meant.
pub fn reshape(tables: Vec<Table>, options: &ReshapeOptions<'_>) -> (Vec<Table>, Vec<Unread>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut unread = Vec::new();
    let reshaped = tables.into_iter().filter_map(|mut table| {
        let (is_sound, found) = reshape_one(&mut table, options);
        findings.extend(found);
        if !is_sound {
            unread.push(Unread::of(&table));
        }
        is_sound.then_some(table)
    });
    (reshaped.collect(), unread, findings)
}

/// The same for one table; whether it can be read.
pub fn reshape_one(table: &mut Table, options: &ReshapeOptions<'_>) -> (bool, Vec<Finding>) {
    if table.shape.is_none() {
        return (true, Vec::new());
    }
    // What is to be said of its columns is said of the rows that count.
    look(table, &options.around());
    let Some(shape) = table.shape.clone() else {
        return (true, Vec::new());
    };
    match shaped(table, &shape, options) {
        Ok(findings) => (true, findings),
        Err(problem) => {
            let place = table.header_place();
            (false, vec![Finding::at(place, *problem)])
        }
    }
}

fn shaped(
    table: &mut Table,
    shape: &Shape,
    options: &ReshapeOptions<'_>,
) -> Result<Vec<Finding>, Box<Problem>> {
    let mut sheet = Sheet::new(table, shape, options.currency);
    let around = Surroundings::new(options.period, options.calendar);
    let computed = computed::compute(table, shape, &mut sheet, &around)?;
    computed::put(table, shape, computed);
    let passed_over = filter::passed_over(table, shape, &mut sheet, &around)?;
    if let Some(passed_over) = passed_over {
        filter::take_out(table, passed_over);
    }
    Ok(multiplied(table, shape, sheet.used()))
}

/// What the program takes for granted about the units of headers that expressions name.
fn multiplied(table: &Table, shape: &Shape, used: &[usize]) -> Vec<Finding> {
    let used = used.iter().filter_map(|at| shape.names.get(*at));
    let scaled = used.filter(|column| column.multiplier != Decimal::ONE);
    let headers: Vec<(String, Decimal)> = scaled
        .map(|column| (column.name.clone(), column.multiplier.normalize()))
        .collect();
    let place = table.header_place();
    let file = crate::recognise::file_key(&table.source.file);
    let said =
        (!headers.is_empty()).then(|| Finding::at(place, Problem::UnitsInExpressions { headers, file }));
    said.into_iter().collect()
}

/// An expression of the settings, by its key, with the names that it may use: what its columns are is known once it is known
/// which they are.
fn parsed(
    table: &Table,
    shape: &Shape,
    sheet: &mut Sheet<'_>,
    (key, text): (&str, &str),
    wanted: Wanted,
) -> Result<(Expression, Scope), Box<Problem>> {
    let parse = |sheet: &Sheet<'_>| {
        let scope = shape.scope(sheet.kinds());
        let expression = Expression::parse(text, &scope, wanted);
        expression
            .map(|expression| (expression, scope))
            .map_err(|mistake| Box::new(shape.problem(key, text, &mistake)))
    };
    let (expression, names) = parse(sheet)?;
    kinds::look(&expression, &names, sheet, &table.rows);
    parse(sheet)
}
