//! The totals row: formulas that follow the table's filter, each with its result as of now.

use super::column::{Column, Total};
use super::value::{Value, nearest_float};
use crate::model::Exact;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, TableColumn, TableFunction};

/// What the totals row says below a column: a formula that follows the filter, and its result as of now, for readers
/// that don't calculate.
pub struct Totalled {
    function: TableFunction,
    formula: String,
    /// The result as of now.
    pub result: Decimal,
}

impl Totalled {
    /// Declares the total in its column of the table.
    pub fn declare(&self, column: TableColumn) -> TableColumn {
        column.set_total_function(self.function.clone())
    }

    /// The formula of its cell.
    pub fn with_result(&self) -> Formula {
        Formula::new(&self.formula).set_result(nearest_float(self.result).to_string())
    }
}

/// The total below the column at `at` of a table with these rows; none where there is nothing to say.
pub fn totalled(table: &str, columns: &[Column], rows: &[Vec<Value>], at: usize) -> Option<Totalled> {
    let subtotal = |function: u32, at: usize| format!("SUBTOTAL({function},{table}[{}])", columns[at].header);
    let numbers = |at: usize| rows.iter().filter_map(|row| row[at].number()).collect::<Vec<_>>();
    let (function, formula, result) = match columns[at].total {
        Total::Nothing | Total::Label => return None,
        Total::People => {
            let people = rows.iter().filter(|row| row[at] != Value::Missing).count();
            (TableFunction::Count, subtotal(103, at), Decimal::from(people))
        }
        Total::Sum => {
            let numbers = numbers(at);
            (!numbers.is_empty()).then_some(())?;
            (
                TableFunction::Sum,
                subtotal(109, at),
                sum(&numbers).to_shortest_decimal(10),
            )
        }
        Total::Mean => (
            TableFunction::Average,
            subtotal(101, at),
            mean(&numbers(at))?.to_shortest_decimal(10),
        ),
        Total::Attainment => {
            let (actual, target) = (at.checked_sub(1)?, at.checked_sub(2)?);
            // The quotient of the sums is an attainment only if both are of the same reps.
            let both = |row: &Vec<Value>| row[actual].number().is_some() == row[target].number().is_some();
            rows.iter().all(both).then_some(())?;
            let share = sum(&numbers(actual)).checked_div(&sum(&numbers(target)))?;
            let formula = format!(
                "IFERROR({}/{},\"\")",
                subtotal(109, actual),
                subtotal(109, target)
            );
            let function = TableFunction::Custom(Formula::new(&formula));
            (function, formula, share.to_shortest_decimal(10))
        }
    };
    Some(Totalled {
        function,
        formula,
        result,
    })
}

fn sum(numbers: &[Decimal]) -> Exact {
    numbers.iter().copied().map(Exact::from).sum()
}

/// The mean; none of no numbers.
pub fn mean(numbers: &[Decimal]) -> Option<Exact> {
    sum(numbers).checked_div(&Exact::from(numbers.len() as i64))
}
