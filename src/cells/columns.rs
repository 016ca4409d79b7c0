//! The columns of tables as wholes → how their dates and numbers are written, and what is to be said of it.
//!
//! What a cell leaves open another one of its column often settles: 25/10/2026 tells how 05/10/2026 reads. Nothing here
//! depends on the order of rows. Columns that expressions of the settings ask are judged like those of fields.

mod converted;
mod decimals;
mod orders;
mod taken;
mod zones;

use super::{Numeric, Texts, is_blank, is_number, is_year_first, number, setting};
use crate::model::text::normalise;
use crate::model::{Assumption, DateOrder, Decimals, Field, Finding, Kind, Period, Timezone, Writing};
use crate::read::{Cell, Row};
use crate::recognise::Table;
use orders::Dates;
use rust_decimal::Decimal;
use std::sync::Arc;

/// What is known of a book and a run that tells how its dates are written.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// The period.
    pub period: Period,
    /// How dates such as 05/10/2026 read where neither their column nor a pin tells.
    pub date_order: Option<DateOrder>,
    /// The zone of days; none where moments that state their own zone stay as they are written.
    pub timezone: Option<Timezone>,
}

/// A column that is judged.
#[derive(Debug, Clone, Copy)]
struct Judged {
    /// Where it stands.
    index: u32,
    /// What it holds.
    has_numbers: bool,
    has_days: bool,
    /// Whether a number of it with three decimals would be odd: nobody is paid 1.250, and 2.500 visits are none.
    has_no_thousandths: bool,
}

/// Finds out how the columns of a table are written: those of its fields, and those that expressions ask. What is to be said
/// of it matters where the table's rows are used.
pub fn look(table: &mut Table, around: &Around) -> Vec<Finding> {
    let columns = judged(table);
    let decimals = decimals::look(table, &columns);
    let orders = orders::look(table, &columns, around);
    let is_computed: Vec<bool> = columns
        .iter()
        .map(|column| table.is_computed(column.index))
        .collect();
    let assumed = assumed(table, &columns, &decimals, &orders);
    table.assumed.extend(assumed);
    let mut of_names = Vec::new();
    let written = columns.iter().zip(decimals).zip(orders).zip(&is_computed);
    for (at, (((judged, decimal), dates), is_computed)) in written.enumerate() {
        let writing = Writing {
            orders: dates.orders,
            // What is computed is written in one way.
            decimal: if *is_computed { Decimals::Point } else { decimal },
            swapped: false,
            timezone: around.timezone,
        };
        match table.columns.get_mut(at) {
            Some(column) => {
                column.doubt = dates.doubt;
                column.writing = writing;
            }
            None => of_names.push((judged.index, writing)),
        }
    }
    let converted = converted::look(table, around);
    for ((column, taken), is_computed) in table.columns.iter_mut().zip(&converted).zip(is_computed) {
        column.writing.swapped = taken.is_swapped && !is_computed;
    }
    tell_names(table, &of_names);
    let found = converted.into_iter().filter_map(|taken| taken.finding);
    found.chain(zones::look(table, around)).collect()
}

/// What is taken for granted of the columns of fields that stand in the sheet.
fn assumed(table: &Table, columns: &[Judged], decimals: &[Decimals], dates: &[Dates]) -> Vec<Assumption> {
    let of_fields = table.columns.iter().zip(columns).zip(decimals.iter().zip(dates));
    let of_sheet = of_fields.filter(|((column, _), _)| !table.is_computed(column.index));
    let assumed = of_sheet.flat_map(|(of, (decimal, dates))| taken::of_column(table, of, *decimal, dates));
    assumed.collect()
}

/// Tells the names that expressions may use how their columns are written.
fn tell_names(table: &mut Table, of_names: &[(u32, Writing)]) {
    let Some(shape) = &mut table.shape else { return };
    let of_fields = table.columns.iter().map(|column| (column.index, column.writing));
    let known: Vec<(u32, Writing)> = of_fields.chain(of_names.iter().copied()).collect();
    for name in &mut Arc::make_mut(shape).names {
        let mut of_name = known.iter().filter(|(index, _)| Some(*index) == name.index);
        if let Some((_, writing)) = of_name.next() {
            name.writing = *writing;
        }
    }
}

/// The columns of the fields, in their order, and behind them others that expressions ask.
fn judged(table: &Table) -> Vec<Judged> {
    let of_fields = table.columns.iter().map(|column| Judged {
        index: column.index,
        has_numbers: has_numbers(column.field) && !table.is_computed(column.index),
        has_days: has_days(column.field),
        has_no_thousandths: has_no_thousandths(column.field),
    });
    let is_of_field = |index: u32| table.columns.iter().any(|column| column.index == index);
    let asked = table.shape.iter().flat_map(|shape| &shape.asked);
    let asked = asked.copied().filter(|index| !is_of_field(*index));
    of_fields
        .chain(asked.map(|index| by_cells(table, index)))
        .collect()
}

/// What a column holds of which no field tells: what most of its texts are.
fn by_cells(table: &Table, index: u32) -> Judged {
    let (mut stated, mut numbers, mut days) = (0_usize, 0_usize, 0_usize);
    for row in table.rows_of_data() {
        let Cell::Text(text) = row.cell(index) else {
            continue;
        };
        if is_blank(row.cell(index)) {
            continue;
        }
        stated += 1;
        numbers += usize::from(is_number(text));
        days += usize::from(Numeric::parse(&normalise(text)).is_some());
    }
    Judged {
        index,
        has_numbers: numbers * 2 > stated,
        has_days: days * 2 > stated,
        has_no_thousandths: false,
    }
}

/// The texts of a column that may be dates of which the year is not the first part, as they compare.
fn numeric_texts<'a>(rows: impl Iterator<Item = &'a Row>, index: u32) -> impl Iterator<Item = String> {
    rows.filter_map(move |row| match row.cell(index) {
        Cell::Text(text) if !is_year_first(text) => Some(normalise(text)),
        _ => None,
    })
}

/// Whether a field states a day.
fn has_days(field: Field) -> bool {
    matches!(
        field,
        Field::Date
            | Field::Time
            | Field::Created
            | Field::LostDate
            | Field::Received
            | Field::Replied
            | Field::Due
            | Field::Submitted
            | Field::HireDate
            | Field::LeaveDate
            | Field::EffectiveFrom
            | Field::Period
            | Field::Own(_, Kind::Date | Kind::Moment)
    )
}

/// Whether a field states a number that may have decimals, or thousands.
fn has_numbers(field: Field) -> bool {
    matches!(
        field,
        Field::Amount
            | Field::Quantity
            | Field::Annual
            | Field::Month(_)
            | Field::Quarter(_)
            | Field::Half(_)
            | Field::Value
            | Field::TargetOf(_)
            | Field::Points
            | Field::Deduction
            | Field::Weight
            | Field::Score
            | Field::ScoreSoFar
            | Field::Manual(_)
            | Field::Own(_, Kind::Money | Kind::Number | Kind::Count | Kind::Share)
    )
}

/// Whether figures of a field are money or counts, whose decimals are two or none.
fn has_no_thousandths(field: Field) -> bool {
    let may = matches!(
        field,
        Field::Quantity
            | Field::Weight
            | Field::Score
            | Field::ScoreSoFar
            | Field::Manual(_)
            | Field::Points
            | Field::Deduction
            | Field::Own(_, Kind::Number | Kind::Share)
    );
    has_numbers(field) && !may
}

/// The money that some rows of a table state, if it has a column of money.
fn money<'a>(table: &Table, rows: impl Iterator<Item = &'a Row>) -> Option<Decimal> {
    let column = table.column(table.list.money()?)?;
    let mut texts = Texts::default();
    let amounts = rows.filter_map(|row| {
        let mut setting = setting(table, column, &mut texts);
        number(row.cell(column.index), &mut setting).value
    });
    amounts
        .into_iter()
        .try_fold(Decimal::ZERO, Decimal::checked_add)
        .map(|sum| sum.normalize())
}
