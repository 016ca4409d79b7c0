//! Rows that the settings leave out.

use super::cells::{CellRow, Sheet};
use super::parsed;
use crate::catalogue::expression::{Surroundings, Wanted};
use crate::model::Problem;
use crate::recognise::{Join, PassedOver, Shape, Table, Trouble, Wide};
use std::ops::Range;

/// Of each row, whether it is passed over, and which cell keeps that from being told; none where all rows count.
pub(super) type Passed = Vec<Option<(Option<u32>, Option<Trouble>)>>;

/// The rows for which the condition is not true. Where a cell cannot be taken for what the condition needs, nobody can tell.
pub(super) fn passed_over(
    table: &Table,
    shape: &Shape,
    sheet: &mut Sheet<'_>,
    around: &Surroundings<'_>,
) -> Result<Option<Passed>, Box<Problem>> {
    let Some(filter) = &shape.filter else {
        return Ok(None);
    };
    let (expression, names) = parsed(table, shape, sheet, ("where", filter), Wanted::Condition)?;
    // The cells of a row that is wider than its header stand in other columns than they should: it is kept, to be told as that.
    let wide = Wide::of(table);
    let rows = table.rows.iter().map(|row| {
        if wide.leaves_out(table, row) {
            return None;
        }
        let row = CellRow::new(sheet, &names, row);
        let holds = expression.holds(&row, around);
        let culprit = row.culprit.get();
        (culprit.is_some() || !holds).then_some((culprit, None))
    });
    Ok(Some(rows.collect()))
}

/// The same with the rows that other sheets keep from being told of, but for those that the condition leaves out for what they
/// state themselves.
pub(super) fn with_troubles(
    passed: Option<Passed>,
    troubles: Vec<Option<Trouble>>,
    joins: &[Join],
) -> Option<Passed> {
    if troubles.iter().all(Option::is_none) {
        return passed;
    }
    let mut passed = passed.unwrap_or_else(|| vec![None; troubles.len()]);
    for (passed, trouble) in passed.iter_mut().zip(troubles) {
        let Some(trouble) = trouble else { continue };
        let is_left_out = matches!(passed, Some((None, _)));
        let is_asked = joins
            .get(trouble.join)
            .is_some_and(|join| join.is_asked_by_filter);
        if !is_left_out || is_asked {
            *passed = Some((Some(trouble.column), Some(trouble)));
        }
    }
    Some(passed)
}

/// Moves the rows that are passed over out of a table. Totals still know what they add up.
pub(super) fn take_out(table: &mut Table, passed: Passed) {
    let kept_before = before(&passed, Option::is_none);
    let passed_before = before(&passed, Option::is_some);
    for total in &mut table.totals {
        let moved = |places: &[usize]| -> Range<usize> {
            let place = |at: usize| places.get(at).or(places.last()).copied().unwrap_or_default();
            place(total.covers.start)..place(total.covers.end)
        };
        let (covers, passed_over) = (moved(&kept_before), moved(&passed_before));
        total.covers = covers;
        total.passed_over = passed_over;
    }
    let mut kept = Vec::with_capacity(table.rows.len());
    for (row, passed) in std::mem::take(&mut table.rows).into_iter().zip(passed) {
        match passed {
            None => kept.push(row),
            Some((culprit, trouble)) => table.passed_over.push(PassedOver {
                row,
                culprit,
                trouble,
            }),
        }
    }
    table.rows = kept;
}

/// How many of a kind stand before each place, and before the end.
fn before<T>(passed: &[Option<T>], is: impl Fn(&Option<T>) -> bool) -> Vec<usize> {
    let mut counts = vec![0];
    let mut count = 0;
    for row in passed {
        count += usize::from(is(row));
        counts.push(count);
    }
    counts
}
