//! Columns of which each cell is a row of its own → those rows, column by column, so that what a total covers stands together.

use crate::cells::is_blank;
use crate::model::{Bilingual as Mistake, Finding, Problem};
use crate::read::{Cell, Row};
use crate::recognise::{Aside, Table, TotalRow, Unpivot, Why};
use std::collections::BTreeSet;

/// So many cells may the rows have that are made: a gigabyte of them.
const MOST_CELLS: usize = 40_000_000;

/// Makes a row of each cell that states something. A 0 in a list of what happened is nothing that did. What would be beyond
/// all bounds is not made.
pub(super) fn unpivot(table: &mut Table, unpivot: &Unpivot) -> Result<(), Mistake> {
    let is_dated = table.list.is_dated();
    let says_nothing = |cell: &Cell| is_blank(cell) || is_dated && is_zero(cell);
    let stated = table.rows.iter().map(|row| {
        let cells = unpivot.columns.iter().map(|(index, _)| row.cell(*index));
        cells.filter(|cell| !says_nothing(cell)).count()
    });
    let width = unpivot.header.max(unpivot.value) as usize + 1;
    if stated.sum::<usize>().saturating_mul(width) > MOST_CELLS {
        return Err(Mistake {
            zh: "表太大，不能一次拆完；请用 columns 分成几段，每段写几列".to_owned(),
            en: "the sheet is too large to be taken apart at once; let several entries name some of its columns each".to_owned(),
        });
    }
    let rows = std::mem::take(&mut table.rows);
    let totals = std::mem::take(&mut table.totals);
    let mut stated = BTreeSet::new();
    for (index, header) in &unpivot.columns {
        // Where each row of the sheet stands now, and where the next would.
        let mut places = Vec::with_capacity(rows.len() + 1);
        for row in &rows {
            places.push(table.rows.len());
            if !says_nothing(row.cell(*index)) {
                stated.insert(row.number);
                table.rows.push(part(row, unpivot, (*index, header)));
            }
        }
        places.push(table.rows.len());
        let place = |at: usize| places.get(at).or(places.last()).copied().unwrap_or_default();
        table.totals.extend(totals.iter().map(|total| TotalRow {
            row: part(&total.row, unpivot, (*index, header)),
            covers: place(total.covers.start)..place(total.covers.end),
            passed_over: 0..0,
        }));
    }
    let nothing = rows.iter().filter(|row| !stated.contains(&row.number));
    table.aside.extend(nothing.map(|row| Aside {
        row: row.number,
        why: Why::Nothing,
    }));
    Ok(())
}

/// What a row of the sheet says beside its other cells, with one of them.
fn part(row: &Row, unpivot: &Unpivot, (index, header): (u32, &Cell)) -> Row {
    let mut cells = row.cells.clone();
    for (other, _) in unpivot.columns.iter().filter(|(other, _)| *other != index) {
        if let Some(cell) = cells.get_mut(*other as usize) {
            *cell = Cell::Empty;
        }
    }
    let width = unpivot.header.max(unpivot.value) as usize + 1;
    cells.resize(width.max(cells.len()), Cell::Empty);
    cells[unpivot.header as usize] = header.clone();
    cells[unpivot.value as usize] = row.cell(index).clone();
    Row {
        number: row.number,
        part: index + 1,
        cells,
    }
}

fn is_zero(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => *number == 0.0,
        Cell::Text(text) => {
            let digits = text.trim();
            digits.contains('0') && digits.chars().all(|digit| matches!(digit, '0' | '.' | ','))
        }
        _ => false,
    }
}

/// What is said of a table that it happened to.
pub(super) fn told(table: &Table, unpivot: &Unpivot) -> Option<Finding> {
    let ((first, _), (last, _)) = (unpivot.columns.first()?, unpivot.columns.last()?);
    let header = |index: u32| table.headers.get(index as usize).cloned().unwrap_or_default();
    let rows: BTreeSet<u32> = table.rows.iter().map(|row| row.number).collect();
    let problem = Problem::CellsAsRows {
        columns: unpivot.columns.len() as u64,
        first: header(*first),
        last: header(*last),
        rows: rows.len() as u64,
        made: table.rows.len() as u64,
        of_months: unpivot.is_of_months,
        year: unpivot.year,
    };
    Some(Finding::at(table.header_place().at_column(*first), problem))
}
