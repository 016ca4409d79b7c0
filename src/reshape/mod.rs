//! Tables → the same tables as the settings want them: columns computed from others, rows that do not count passed over.
//!
//! Every row keeps its place. What a cell of a computed column is about is told at the cells that it was computed from:
//! see [`at_their_cells`].

mod cells;
mod computed;
mod filter;
mod join;
mod kinds;
mod places;
#[cfg(test)]
mod tests;
mod unpivot;

pub use places::at_their_cells;

use crate::catalogue::expression::{Expression, Scope, Surroundings, Wanted};
use crate::cells::columns::{Around, look};
use crate::model::{Calendar, Currency, DateOrder, Finding, Orders, Period, Problem, Timezone, Writing};
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
    stated: &Shape,
    options: &ReshapeOptions<'_>,
) -> Result<Vec<Finding>, Box<Problem>> {
    if let Some(unpivot) = &stated.unpivot {
        unpivot::unpivot(table, unpivot).map_err(|said| Box::new(stated.cannot("unpivot", said)))?;
    }
    // What is to be said of its columns is said of the rows that count.
    look(table, &options.around());
    if !stated.joins.is_empty() {
        look_up(table, options);
        look(table, &options.around());
    }
    let Some(shape) = table.shape.clone() else {
        return Ok(Vec::new());
    };
    let mut told: Vec<Finding> = said_of_rows(table, &shape).into_iter().collect();
    let mut sheet = Sheet::new(table, &shape, writing(table, options), options.currency);
    let around = Surroundings::new(options.period, options.calendar);
    computed::compute(table, &shape, &mut sheet, &around)?;
    let passed_over = filter::passed_over(table, &shape, &mut sheet, &around)?;
    let troubles = join::troubles(table, &shape.joins);
    let passed_over = filter::with_troubles(passed_over, troubles, &shape.joins);
    if let Some(passed_over) = passed_over {
        filter::take_out(table, passed_over);
    }
    told.extend(multiplied(table, &shape, sheet.used()));
    Ok(told)
}

/// Gives rows what they have of other sheets; of what holds on some days alone, on the day of the row.
fn look_up(table: &mut Table, options: &ReshapeOptions<'_>) {
    let Some(shape) = table.shape.clone() else { return };
    let mut sheet = Sheet::new(table, &shape, writing(table, options), options.currency);
    if shape.joins.iter().any(|join| join.is_dated) {
        let around = Surroundings::new(options.period, options.calendar);
        computed::compute_date(table, &shape, &mut sheet, &around);
    }
    join::look_up(table, &shape.joins, &sheet);
}

/// How cells are written where no column tells.
fn writing(table: &Table, options: &ReshapeOptions<'_>) -> Writing {
    Writing {
        orders: Orders::all(table.date_order.or(options.date_order)),
        swapped: table.swapped_dates.unwrap_or_default(),
        decimal: table.decimal.map(Into::into).unwrap_or_default(),
        timezone: options.timezone,
    }
}

/// What the program takes for granted about rows that are none of their sheet, or no single events.
fn said_of_rows(table: &Table, shape: &Shape) -> Option<Finding> {
    if let Some(unpivot) = &shape.unpivot {
        return unpivot::told(table, unpivot);
    }
    let months = Problem::SumsOfMonths {
        rows: table.rows.len() as u64,
        year: shape.year,
    };
    shape
        .is_of_months
        .then(|| Finding::at(table.header_place(), months))
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
