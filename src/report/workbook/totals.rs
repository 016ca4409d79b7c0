//! The totals row: formulas that follow the table's filter, each with its result as of now.

use super::field::{At, Total};
use super::layout::TableLayout;
use super::value::{Value, nearest_float};
use crate::model::Exact;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, TableColumn, TableFunction};

/// Decimals of a result.
const PLACES: u32 = 10;

/// What the totals row says below a column: a formula that follows the filter, and its result as of now, for readers
/// that don't calculate.
pub struct Totalled {
    function: TableFunction,
    formula: String,
    /// The result as of now; none where there is nothing to say yet.
    pub result: Option<Decimal>,
}

impl Totalled {
    /// Declares the total in its column of the table.
    pub fn declare(&self, column: TableColumn) -> TableColumn {
        column.set_total_function(self.function.clone())
    }

    /// The formula of its cell.
    pub fn with_result(&self) -> Formula {
        let result = self.result.map(|result| nearest_float(result).to_string());
        Formula::new(&self.formula).set_result(result.unwrap_or_default())
    }
}

/// What has been counted of a column so far.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    sum: Option<Exact>,
    numbers: i64,
    values: usize,
}

impl Tally {
    /// Counts a value of the column; the sum only where it is asked for.
    pub fn count(&mut self, value: &Value, total: Total) {
        self.values += usize::from(*value != Value::Missing);
        let Some(number) = value.number() else {
            return;
        };
        self.numbers += 1;
        if matches!(total, Total::Sum | Total::Mean) {
            let sum = self.sum.take().unwrap_or_else(Exact::zero);
            self.sum = Some(&sum + &number.into());
        }
    }
}

/// The total below the column at `at`; none where there is none. Before anything is counted it has no result.
pub fn totalled(table: &TableLayout<'_>, tallies: &[Tally], at: usize) -> Option<Totalled> {
    let header = |at: usize| structured(&table.columns[at].header);
    let subtotal = |function: u32, at: usize| format!("SUBTOTAL({function},{}[{}])", table.name, header(at));
    let (function, formula, result) = match table.columns[at].total {
        Total::None | Total::Label => return None,
        Total::Count => (
            TableFunction::Count,
            subtotal(103, at),
            Some(Decimal::from(tallies[at].values)),
        ),
        Total::Sum => {
            let sum = tallies[at].sum.as_ref();
            let result = sum.map(|sum| sum.to_shortest_decimal(PLACES));
            // The sum of no figures is unknown, not 0.
            let formula = format!("IF({}=0,\"\",{})", subtotal(102, at), subtotal(109, at));
            (TableFunction::Custom(Formula::new(&formula)), formula, result)
        }
        Total::Mean => {
            let tally = &tallies[at];
            let mean = tally
                .sum
                .as_ref()
                .and_then(|sum| sum.checked_div(&Exact::from(tally.numbers)));
            let mean = mean.map(|mean| mean.to_shortest_decimal(PLACES));
            let formula = format!("IFERROR({},\"\")", subtotal(101, at));
            (TableFunction::Custom(Formula::new(&formula)), formula, mean)
        }
        Total::Attainment => {
            let (actual, target) = basis(table, table.columns[at].at)?;
            // The quotient of the sums is an attainment only if both are of as many reps.
            let (of_actual, of_target) = (&tallies[actual], &tallies[target]);
            let sums = of_actual.sum.as_ref().zip(of_target.sum.as_ref());
            let share = sums
                .filter(|_| of_actual.numbers == of_target.numbers)
                .and_then(|(actual, target)| actual.checked_div(target));
            let [counts, sums] =
                [102, 109].map(|function| (subtotal(function, actual), subtotal(function, target)));
            let formula = format!(
                "IF({}={},IFERROR({}/{},\"\"),\"\")",
                counts.0, counts.1, sums.0, sums.1
            );
            let function = TableFunction::Custom(Formula::new(&formula));
            (
                function,
                formula,
                share.map(|share| share.to_shortest_decimal(PLACES)),
            )
        }
    };
    Some(Totalled {
        function,
        formula,
        result,
    })
}

/// The columns of actuals and targets that an attainment is made of, where both have a total.
pub fn basis(table: &TableLayout<'_>, at: At) -> Option<(usize, usize)> {
    let first = |names: [&str; 2]| {
        let found = names.into_iter().find_map(|name| table.find(name, at))?;
        (table.columns[found].total == Total::Sum).then_some(found)
    };
    Some((first(["actual", "sales"])?, first(["target", "target"])?))
}

/// A header in a structured reference.
fn structured(header: &str) -> String {
    header.chars().fold(String::new(), |mut escaped, character| {
        if matches!(character, '[' | ']' | '#' | '\'' | '@') {
            escaped.push('\'');
        }
        escaped.push(character);
        escaped
    })
}

fn sum(numbers: &[Decimal]) -> Exact {
    numbers.iter().copied().map(Exact::from).sum()
}

/// The mean; none of no numbers.
pub fn mean(numbers: &[Decimal]) -> Option<Exact> {
    sum(numbers).checked_div(&Exact::from(numbers.len() as i64))
}
