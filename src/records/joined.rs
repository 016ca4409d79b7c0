//! What is told of rows whose keys are not in the sheet that they look something up in, or there several times.

use super::cells::{Texts, shown};
use super::found::Found;
use super::passed_over::{is_blank_row, leave_out, sum};
use super::row::money;
use crate::model::{Finding, Problem};
use crate::read::Row;
use crate::recognise::{Join, Met, PassedOver, Table};

/// Keeps the rows that are left out, and tells of them and of those that count without what they asked for.
pub(super) fn told(table: &Table, texts: &mut Texts, found: &mut Found) {
    for (at, join) in table.joins().iter().enumerate() {
        for is_repeated in [false, true] {
            let of_join = |passed: &&PassedOver| {
                let trouble = passed.trouble.filter(|trouble| trouble.join == at);
                trouble.is_some_and(|trouble| trouble.is_repeated == is_repeated)
                    && !is_blank_row(table, &passed.row)
            };
            let passed: Vec<&PassedOver> = table.passed_over.iter().filter(of_join).collect();
            let finding = passed
                .first()
                .map(|first| finding(table, join, &first.row, (passed.len() as u64, is_repeated, true)));
            leave_out(table, (&passed, finding), texts, found);
        }
        let without: Vec<&Row> = table
            .rows
            .iter()
            .filter(|row| is_without(table, row, at))
            .collect();
        if let Some(first) = without.first() {
            let finding = finding(table, join, first, (without.len() as u64, false, false));
            let amounts = without.iter().map(|row| money(table, row, texts));
            found
                .findings
                .push(finding.worth(sum(table, amounts.collect::<Vec<_>>())));
        }
    }
}

/// Whether a row that counts has nothing of a sheet for want of its key.
fn is_without(table: &Table, row: &Row, join: usize) -> bool {
    let met = table.met(row).nth(join);
    matches!(met, Some((_, Met::NotThere))) && !is_blank_row(table, row)
}

fn finding(
    table: &Table,
    join: &Join,
    first: &Row,
    (rows, is_repeated, left_out): (u64, bool, bool),
) -> Finding {
    let key: Vec<String> = join
        .keys
        .iter()
        .map(|column| shown(first.cell(*column)))
        .collect();
    let (on, text, files) = (join.on.clone(), key.join(", "), join.files.clone());
    let problem = if is_repeated {
        Problem::KeyRepeated {
            rows,
            on,
            text,
            files,
        }
    } else {
        Problem::KeyNotThere {
            rows,
            on,
            text,
            files,
            left_out,
        }
    };
    let column = join.keys.first().copied().unwrap_or_default();
    Finding::at(table.cell_place(first, column), problem)
}
