//! Small tables and findings in, excerpts out.

use super::*;
use crate::model::{Dataset, Problem};
use crate::read::{RowRanges, Scope};
use crate::recognise::Said;

/// A table of orders with a header in row 1 and rows from 2 on.
pub fn table(file: &str, sheet: Option<&str>, headers: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        dataset: Dataset::ORDERS,
        list: Arc::clone(crate::catalogue::Catalogue::built_in().list(Dataset::ORDERS)),
        source: Arc::new(Source {
            file: file.into(),
            sheet: sheet.map(Into::into),
        }),
        scope: Scope::Own,
        header_row: 1,
        headers: headers.iter().map(ToString::to_string).collect(),
        columns: Vec::new(),
        rows: (2..)
            .zip(rows)
            .map(|(number, cells)| Row::new(number, cells))
            .collect(),
        totals: Vec::new(),
        aside: Vec::new(),
        hidden_rows: RowRanges::default(),
        epoch_1904: false,
        said: Said::default(),
        date_order: None,
        sign: None,
        amounts: None,
        control: None,
        money: crate::recognise::Money::default(),
        pin: crate::recognise::Pin::default(),
        assumed: Vec::new(),
        decimal: None,
        swapped_dates: None,
        shape: None,
        passed_over: Vec::new(),
        preset: None,
        met: Vec::new(),
        delimiter: None,
    }
}

/// A finding in a cell of a table: of a row, and of a column where one is given.
pub fn bad(table: &Table, row: u32, column: Option<u32>, is_error: bool) -> Finding {
    let place = Place {
        column,
        ..Place::row(Arc::clone(&table.source), row)
    };
    Finding::at(place, Problem::FormulaWithoutValue { required: is_error })
}

#[test]
fn a_bad_row_is_repeated_with_everything_wrong_with_it() {
    let text = |text: &str| Cell::Text(text.into());
    let rows = vec![
        vec![text("A1"), Cell::Number(12.5)],
        vec![text("A2"), Cell::DateTime(46_300.5), Cell::Bool(true)],
    ];
    let table = table("a.csv", None, &["编号", "", "金额"], rows);
    let findings = [
        bad(&table, 3, Some(1), false),
        bad(&table, 1, Some(2), false),
        bad(&table, 3, None, true),
        bad(&table, 3, Some(1), false),
        bad(&table, 9, Some(1), true),
    ];
    let excerpts = excerpts(std::slice::from_ref(&table), &findings);
    let [excerpt] = &excerpts.tables[..] else {
        panic!("{excerpts:?}");
    };
    assert_eq!((excerpt.rows.len(), excerpt.rows_left_out), (1, 0));
    let row = &excerpt.rows[0];
    assert_eq!((row.number, row.cells.len()), (3, 3));
    assert_eq!(row.findings, [findings[2].clone(), findings[0].clone()]);
    assert_eq!(row.severity(), Severity::Error);

    let place = |row, column| Place::row(Arc::clone(&table.source), row).at_column(column);
    assert_eq!(excerpts.row(&place(3, 0)), Some((0, 0)));
    assert_eq!(excerpts.row(&place(2, 0)), None);
    assert_eq!(excerpts.value(&place(3, 0)).as_deref(), Some("A2"));
    assert_eq!(
        excerpts.value(&place(3, 1)).as_deref(),
        Some("2026-10-05 12:00:00")
    );
    assert_eq!(excerpts.value(&place(3, 2)).as_deref(), Some("TRUE"));
    assert_eq!(excerpts.value(&place(2, 0)), None);
    assert_eq!(excerpts.value(&place(1, 2)).as_deref(), Some("金额"));
    assert_eq!(excerpts.header(&place(3, 1)), None);
    assert_eq!(excerpts.header(&place(2, 2)), Some("金额"));
}

#[test]
fn of_many_rows_and_tables_the_gravest_are_repeated() {
    let rows = |count| vec![vec![Cell::Number(1.0); COLUMNS + 2]; count];
    let tables: Vec<Table> = (0..TABLES + 2)
        .map(|index| {
            table(
                &format!("{index:02}.csv"),
                None,
                &["n"],
                rows(ROWS_OF_A_TABLE + 1),
            )
        })
        .collect();
    let numbers = 2..=ROWS_OF_A_TABLE as u32 + 2;
    let last = *numbers.end();
    let findings: Vec<Finding> = tables
        .iter()
        .enumerate()
        .flat_map(|(index, table)| {
            let is_error = move |number| number == last && index != 7;
            numbers
                .clone()
                .map(move |number| bad(table, number, Some(0), is_error(number)))
        })
        .collect();
    let excerpts = excerpts(&tables, &findings);
    let kept = |excerpt: &&Excerpt| !excerpt.rows.is_empty();
    assert_eq!(excerpts.tables.iter().filter(kept).count(), TABLES);
    for left_out in [7, TABLES + 1] {
        assert_eq!(excerpts.tables[left_out].rows.len(), 0);
        assert_eq!(excerpts.tables[left_out].rows_left_out, ROWS_OF_A_TABLE + 1);
    }
    let first = &excerpts.tables[0];
    assert_eq!((first.rows.len(), first.rows_left_out), (ROWS_OF_A_TABLE, 1));
    assert_eq!(first.rows.last().map(|row| row.number), Some(last));
    assert!(first.rows.is_sorted_by_key(|row| row.number));
    assert_eq!((first.rows[0].cells.len(), first.columns_left_out), (COLUMNS, 2));
}

#[test]
fn serials_read_as_excel_shows_them() {
    for (days, epoch_1904, expected) in [
        (1.0, false, Some("1900-01-01")),
        (61.0, false, Some("1900-03-01")),
        (46_300.0, false, Some("2026-10-05")),
        (44_838.0, true, Some("2026-10-05")),
        (2_958_465.0, false, Some("9999-12-31")),
        (-1.0, false, None),
        (f64::NAN, false, None),
        (1e300, true, None),
    ] {
        assert_eq!(
            moment(days, epoch_1904).map(date_shown).as_deref(),
            expected,
            "{days}"
        );
    }
    assert_eq!(shown(&Cell::Duration(1.5), false).as_deref(), Some("36:00:00"));
}
