//! Sheets and what the settings say of their cells.

use super::{ReshapeOptions, at_their_cells, reshape};
use crate::cells::plain;
use crate::cells::tests::any_cell;
use crate::model::{Calendar, Dataset, Field, Finding, Place, Problem, Source};
use crate::read::{Cell, Row, RowRanges, Scope, Sheet};
use crate::recognise::{Mapping, Pin, Table, recognise};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::sync::{Arc, LazyLock};

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::default);

/// The tables that pins make of the rows of a sheet, the first of which is its first row.
fn tables(pins: &[(Dataset, &str)], rows: Vec<Vec<Cell>>) -> (Vec<Table>, Vec<Finding>) {
    let pinned = |text: &str| Pin {
        files: vec!["a.csv".into()],
        ..toml::from_str(text).unwrap()
    };
    let pins = pins.iter().map(|(dataset, text)| (*dataset, pinned(text)));
    reshaped(pins, vec![sheet("a.csv", rows)])
}

/// A text file in the inbox.
fn sheet(name: &str, rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet {
        source: Arc::new(Source {
            file: format!("inbox/{name}"),
            sheet: None,
        }),
        scope: Scope::Own,
        hidden: false,
        epoch_1904: false,
        delimiter: Some(','),
        rows: (1..)
            .zip(rows)
            .map(|(number, cells)| Row::new(number, cells))
            .collect(),
        merged: Vec::new(),
        hidden_rows: RowRanges::default(),
        shown: Vec::new(),
    }
}

fn reshaped(pins: impl Iterator<Item = (Dataset, Pin)>, sheets: Vec<Sheet>) -> (Vec<Table>, Vec<Finding>) {
    let period = "2026-10".parse().unwrap();
    let mut mapping = Mapping::of_period(period);
    for (dataset, pin) in pins {
        mapping.inputs.entry(dataset).or_default().push(pin);
    }
    let (tables, mut findings) = recognise(sheets, &mapping);
    let options = ReshapeOptions {
        period,
        calendar: &CALENDAR,
        date_order: None,
        timezone: None,
        currency: None,
    };
    let (tables, _, found) = reshape(tables, &options);
    findings.extend(found);
    (tables, findings)
}

const HEADER: &str = "订单编号|下单日期|工号|客户名称|类型|数量|单价|备注";

/// Lines of cells parted by `|`, under the header.
fn lines(text: &str) -> Vec<Vec<Cell>> {
    let cell = |text: &str| match text.trim() {
        "" => Cell::Empty,
        text => text
            .parse()
            .map_or_else(|_| Cell::Text(text.into()), Cell::Number),
    };
    let lines = std::iter::once(HEADER).chain(text.lines());
    lines.map(|line| line.split('|').map(cell).collect()).collect()
}

/// The amounts of a table as texts, by the numbers of their rows.
fn amounts(table: &Table) -> Vec<(u32, String)> {
    let index = table.column(Field::Amount).unwrap().index;
    let amount = |row: &Row| plain(row.cell(index)).unwrap_or_default().into_owned();
    table.rows.iter().map(|row| (row.number, amount(row))).collect()
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(Finding::code).collect()
}

const ROWS: &str = "D1|2026-10-08|S001|甲|订单|3|400.10|\n\
                    D2|2026-10-08|S001|乙|退货|1|50%|急\n\
                    D3|2026-10-09|S002|丙|订单||7|\n\
                    D4|2026-10-09|S002|丙|订单|2|待定|\n\
                    D5|2026-10-09|S002|丙||2|#N/A|";

#[test]
fn amounts_are_computed_from_the_cells_of_their_row() {
    let pin = "columns = { amount = \"数量 * 单价\" }";
    let (tables, findings) = tables(&[(Dataset::ORDERS, pin)], lines(ROWS));
    let expected = [(2, "1200.30"), (3, "0.50"), (4, ""), (5, "待定"), (6, "#N/A")];
    let found: Vec<(u32, String)> = amounts(&tables[0])
        .into_iter()
        .map(|(row, amount)| {
            (
                row,
                amount
                    .parse::<Decimal>()
                    .map_or(amount, |amount| format!("{amount:.2}")),
            )
        })
        .collect();
    assert_eq!(found, expected.map(|(row, amount)| (row, amount.to_owned())));
    assert_eq!(codes(&findings), ["unused-column"], "{findings:?}");

    // What is said of a computed cell is said where it comes from.
    let column = tables[0].column(Field::Amount).unwrap().index;
    let said = |row| {
        Finding::at(
            Place::row(tables[0].source.clone(), row).at_column(column),
            Problem::MissingValue { field: Field::Amount },
        )
    };
    let mut said: Vec<Finding> = [2, 4, 5, 6].map(said).into();
    at_their_cells(places(&mut said), &tables);
    let cells: Vec<String> = said
        .iter()
        .map(|finding| finding.place.as_ref().unwrap().cell())
        .collect();
    assert_eq!(cells, ["F2", "F4", "G5", "G6"]);
}

#[test]
fn rows_are_passed_over_or_undecided() {
    for (condition, kept, passed, undecided) in [
        ("类型 = '订单'", vec![2, 4, 5], vec![3, 6], vec![]),
        ("类型 is not null", vec![2, 3, 4, 5], vec![6], vec![]),
        ("数量 > 1", vec![2, 5, 6], vec![3, 4], vec![]),
        ("单价 > 1", vec![2, 4], vec![3], vec![5, 6]),
        ("工号 = 'S001' and 单价 > 1", vec![2], vec![3, 4, 5, 6], vec![]),
        ("rep_id = 'S001'", vec![2, 3], vec![4, 5, 6], vec![]),
        ("下单日期 < '2026-10-09'", vec![2, 3], vec![4, 5, 6], vec![]),
        ("amount > 1", vec![2], vec![3, 4], vec![5, 6]),
        ("@file = 'a'", vec![2, 3, 4, 5, 6], vec![], vec![]),
    ] {
        let pin = format!("where = \"{condition}\"\ncolumns = {{ amount = \"数量 * 单价\" }}");
        let (tables, findings) = tables(&[(Dataset::ORDERS, &pin)], lines(ROWS));
        let [table] = &tables[..] else {
            panic!("{condition}: {findings:?}")
        };
        let numbers = |undecided: bool| -> Vec<u32> {
            let rows = table.passed_over.iter();
            rows.filter(|passed| passed.culprit.is_some() == undecided)
                .map(|passed| passed.row.number)
                .collect()
        };
        let of_kept: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(
            (of_kept, numbers(false), numbers(true)),
            (kept, passed, undecided),
            "{condition}"
        );
    }
}

#[test]
fn what_headers_make_no_sense_of_leaves_the_table_out() {
    for (pin, says) in [
        ("where = \"类别 = '订单'\"", "类型"),
        ("columns = { amount = \"数量 * 价格\" }", "价格"),
        ("columns = { amount = \"下单日期 * 数量\" }", ""),
        ("where = \"数量 + 1\"", ""),
    ] {
        let pin = format!("{pin}\n");
        let rows = lines("D1|2026-10-08|S001|甲|订单|3|400|9");
        let mut rows = rows;
        rows[0][7] = Cell::Text("金额".into());
        let (tables, findings) = tables(&[(Dataset::ORDERS, &pin)], rows);
        assert!(tables.is_empty(), "{pin}");
        let told = findings
            .iter()
            .find(|finding| finding.code() == "unusable-expression");
        let problem = told.map(|told| &told.problem);
        let Some(Problem::UnusableExpression { mistake, headers, .. }) = problem else {
            panic!("{pin}: {findings:?}")
        };
        assert!(mistake.zh.contains(says) && headers.len() == 8, "{problem:?}");
    }
    // A header that is not there is told as ever.
    let mut rows = lines("D1|2026-10-08|S001|甲|订单|3|400|9");
    rows[0][7] = Cell::Text("金额".into());
    let (tables, findings) = tables(
        &[(Dataset::ORDERS, "columns = { product = \"课程/名称\" }")],
        rows,
    );
    assert_eq!(
        (tables.len(), codes(&findings).contains(&"header-not-found")),
        (1, true),
        "{findings:?}"
    );
}

#[test]
fn several_pins_part_a_sheet() {
    let pins = [
        (
            Dataset::ORDERS,
            "where = \"类型 = '订单'\"\ncolumns = { amount = \"数量 * 单价\", product = \"'课'\" }",
        ),
        (
            Dataset::ORDERS,
            "where = \"类型 = '退货'\"\nsign = \"minus\"\ncolumns = { amount = \"单价\" }",
        ),
        (
            Dataset::VISITS,
            "where = \"类型 is null\"\ncolumns = { date = \"下单日期\", kind = \"'老客户'\" }",
        ),
    ];
    let (tables, findings) = tables(&pins, lines(ROWS));
    let rows: Vec<(Dataset, usize)> = tables
        .iter()
        .map(|table| (table.dataset, table.rows.len()))
        .collect();
    assert_eq!(
        rows,
        [(Dataset::ORDERS, 3), (Dataset::ORDERS, 1), (Dataset::VISITS, 1)],
        "{findings:?}"
    );
    let mut computed: Vec<u32> = tables
        .iter()
        .flat_map(|table| table.shape.iter().flat_map(|shape| &shape.computed))
        .map(|computed| computed.index)
        .collect();
    computed.sort_unstable();
    computed.dedup();
    assert_eq!(computed.len(), 3, "each stands in a column of its own");
}

#[test]
fn a_sheet_without_a_header_goes_by_letters() {
    let rows = |lines: &str| -> Vec<Vec<Cell>> {
        let cell = |text: &str| Cell::Text(text.into());
        lines
            .lines()
            .map(|line| line.split('|').map(cell).collect())
            .collect()
    };
    let pin = "header = false\ncolumns = { order_id = \"A\", date = \"b\", rep = \"C\", customer = \"D\", amount = \"E * 2\" }";
    let data = "D1|2026-10-08|S001|甲|3\nD2|2026-10-09|S001|乙|4";
    let (found, findings) = tables(&[(Dataset::ORDERS, pin)], rows(data));
    assert_eq!(
        amounts(&found[0]),
        [(1, "6".to_owned()), (2, "8".to_owned())],
        "{findings:?}"
    );
    assert_eq!(codes(&findings), Vec::<&str>::new());
    let titled = format!("{pin}\nheader_row = 2");
    let (found, findings) = tables(
        &[(Dataset::ORDERS, &titled)],
        rows(&format!("十月订单\n单号|日\n{data}")),
    );
    assert_eq!(
        amounts(&found[0]),
        [(3, "6".to_owned()), (4, "8".to_owned())],
        "{findings:?}"
    );
    let (found, findings) = tables(&[(Dataset::ORDERS, &pin.replace('E', "F"))], rows(data));
    assert!(
        found.is_empty() && findings[0].place.as_ref().unwrap().row.is_none(),
        "{findings:?}"
    );
}

/// Texts that may be expressions.
fn any_expression() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("数量".to_owned()),
        Just("单价".to_owned()),
        Just("\"类型\"".to_owned()),
        Just("@sheet".to_owned()),
        Just("下单日期".to_owned()),
        "[0-9]{1,30}(\\.[0-9]{1,9})?",
        "'[^']{0,4}'",
        "(\\+|\\*|-|/|\\|\\||=|<|>=|and|or|not|is null|in|between|like|\\(|\\)|,|@|\\\"|case|when|then|end|null)",
        "(coalesce|round|abs|substring|least|nullif|year|days_between)\\(",
        "\\PC{0,3}",
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.join(" "))
}

const MATRIX: &str = "columns = { rep = \"工号\" }\nunpivot = { header = \"date\", value = \"amount\" }";

/// A matrix of a column a month, from September on.
fn matrix(header: &str, lines: &[Vec<String>]) -> Vec<Vec<Cell>> {
    let header: Vec<Cell> = header.split('|').map(|text| Cell::Text(text.into())).collect();
    let cell = |text: &String| match text.as_str() {
        "" => Cell::Empty,
        text => text
            .parse()
            .map_or_else(|_| Cell::Text(text.into()), Cell::Number),
    };
    let lines = lines.iter().map(|line| line.iter().map(cell).collect());
    std::iter::once(header).chain(lines).collect()
}

/// What each row that was made states, by its place: the month, the amount, the number.
fn made(table: &Table) -> Vec<(String, Vec<String>)> {
    let stated = |row: &Row, field: Field| {
        let column = table.column(field).unwrap();
        plain(row.cell(column.index)).unwrap_or_default().into_owned()
    };
    let fields = [Field::Date, Field::Amount, Field::OrderId];
    let of_row = |row: &Row| {
        (
            table.place(row).cell(),
            fields.map(|field| stated(row, field)).to_vec(),
        )
    };
    table.rows.iter().map(of_row).collect()
}

fn texts(lines: &str) -> Vec<Vec<String>> {
    let line = |line: &str| line.split('|').map(str::to_owned).collect();
    lines.lines().map(line).collect()
}

#[test]
fn cells_of_months_become_rows() {
    let lines = texts("S001|100|0|甲\nS002||7.5|乙\nS003|-||丙\n合计|100|7.5|");
    let (found, findings) = tables(
        &[(Dataset::ORDERS, MATRIX)],
        matrix("工号|9月|10月|客户名称", &lines),
    );
    let table = &found[0];
    let row = |cell: &str, stated: [&str; 3]| (cell.to_owned(), stated.map(str::to_owned).to_vec());
    let expected = [
        row("B2", ["2026-09-01", "100", "a S001 甲 2026-09-01"]),
        row("C3", ["2026-10-01", "7.5", "a S002 乙 2026-10-01"]),
    ];
    assert_eq!(made(table), expected);
    assert_eq!(codes(&findings), ["cells-as-rows"], "{findings:?}");
    let covers: Vec<_> = table.totals.iter().map(|total| total.covers.clone()).collect();
    assert_eq!(covers, [0..1, 1..2]);
    assert!(table.aside.iter().any(|aside| aside.row == 4));
    let amount = table.column(Field::Amount).unwrap().index;
    assert_eq!(table.cell_place(&table.rows[1], amount).cell(), "C3");
    assert_eq!(table.row(&table.place(&table.rows[1])), Some(&table.rows[1]));
}

#[test]
fn rows_that_are_sums_are_dated_by_their_month() {
    let pin = "columns = { date = \"月份\", amount = \"合计\" }\nsums = \"month\"";
    let lines = texts("2026-10|S001|1\n10月|S002|2\nOct 2026|S001|3\n2026/10/17|S002|4\n月末|S001|5");
    let (found, findings) = tables(&[(Dataset::ORDERS, pin)], matrix("月份|工号|合计", &lines));
    let stated: Vec<_> = made(&found[0])
        .into_iter()
        .map(|(_, stated)| (stated[0].clone(), stated[2].clone()))
        .collect();
    let row = |date: &str, number: &str| (date.to_owned(), number.to_owned());
    let expected = [
        row("2026-10-01", "a S001 2026-10-01"),
        row("2026-10-01", "a S002 2026-10-01"),
        row("2026-10-01", "a S001 2026-10-01"),
        row("2026-10-01", "a S002 2026-10-01"),
        row("月末", "a S001 月末"),
    ];
    assert_eq!(stated, expected, "{findings:?}");
    assert_eq!(codes(&findings), ["sums-of-months"]);
}

#[test]
fn months_of_two_years_want_one_named() {
    let lines = texts("S001|1|2|3|甲");
    let header = "工号|11月|12月|1月|客户名称";
    let (found, findings) = tables(&[(Dataset::ORDERS, MATRIX)], matrix(header, &lines));
    assert!(found.is_empty());
    assert_eq!(codes(&findings), ["unusable-expression"]);
    let pin = MATRIX
        .replace(" }", ", year = 2026 }")
        .replacen(", year = 2026 }", " }", 1);
    let (found, _) = tables(&[(Dataset::ORDERS, &pin)], matrix(header, &lines));
    let dates: Vec<String> = made(&found[0])
        .into_iter()
        .map(|(_, mut stated)| stated.remove(0))
        .collect();
    assert_eq!(dates, ["2026-11-01", "2026-12-01", "2027-01-01"]);
}

#[test]
fn headers_that_are_not_there_are_told_with_those_that_are() {
    let pin = "unpivot = { header = \"product\", value = \"amount\", columns = [\"课程\", \"教具\"] }";
    let lines = texts("D1|2026-10-08|S001|甲|1|2");
    let header = "订单编号|下单日期|工号|客户名称|课程|教材";
    let (found, findings) = tables(&[(Dataset::ORDERS, pin)], matrix(header, &lines));
    assert!(found.is_empty());
    let said = format!("{:?}", findings[0].problem);
    assert!(said.contains("教具") && said.contains("教材"), "{said}");
    let (found, _) = tables(
        &[(Dataset::ORDERS, &pin.replace("教具", "教材"))],
        matrix(header, &lines),
    );
    let product = found[0].column(Field::Product).unwrap().index;
    let products: Vec<_> = found[0]
        .rows
        .iter()
        .map(|row| plain(row.cell(product)).unwrap())
        .collect();
    assert_eq!(products, ["课程", "教材"]);
}

proptest! {
    /// Each cell that states something is a row, in whatever order the rows of the sheet stand.
    #[test]
    fn as_many_rows_as_cells(
        cells in prop::collection::vec(prop::collection::vec(prop::sample::select(&["", "5", "0", "-3.25", "待定", "-", "1,200"][..]), 3), 0..9),
    ) {
        let line = |(at, cells): (usize, &Vec<&str>)| {
            let rest = cells.iter().map(|cell| (*cell).to_owned());
            [format!("S{at}"), "甲".to_owned()].into_iter().chain(rest).collect()
        };
        let lines: Vec<Vec<String>> = cells.iter().enumerate().map(line).collect();
        let header = "工号|客户名称|9月|2026-10|Nov 2026";
        let (found, _) = tables(&[(Dataset::ORDERS, MATRIX)], matrix(header, &lines));
        let table = &found[0];
        let stated = |cell: &&&str| !matches!(**cell, "" | "0" | "-");
        prop_assert_eq!(table.rows.len(), cells.iter().flatten().filter(stated).count());
        let of_sheet: std::collections::BTreeSet<u32> = table.rows.iter().map(|row| row.number).collect();
        prop_assert_eq!(of_sheet.len() + table.aside.len(), lines.len());
        prop_assert!(table.rows.is_sorted_by_key(Row::key));
        let turned: Vec<Vec<String>> = lines.iter().rev().cloned().collect();
        let (again, _) = tables(&[(Dataset::ORDERS, MATRIX)], matrix(header, &turned));
        let sorted = |table: &Table| {
            let mut stated: Vec<_> = made(table).into_iter().map(|(_, stated)| stated).collect();
            stated.sort();
            stated
        };
        prop_assert_eq!(sorted(table), sorted(&again[0]));
    }
}

proptest! {
    /// Whatever is said of whatever cells: no row is lost, and nothing panics.
    #[test]
    fn any_pin_over_any_cells(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 0..9), 0..8),
        condition in any_expression(),
        amount in any_expression(),
        by_letters: bool,
    ) {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let pin = format!("header = {}\nwhere = {}\ncolumns = {{ amount = {} }}", !by_letters, quoted(&condition), quoted(&amount));
        let mut sheet = lines("");
        sheet.pop();
        sheet.extend(rows);
        let all = sheet.len();
        let (tables, mut findings) = tables(&[(Dataset::ORDERS, &pin)], sheet);
        for table in &tables {
            prop_assert!(table.rows.len() + table.passed_over.len() + table.totals.len() <= all);
        }
        at_their_cells(places(&mut findings), &tables);
    }

    /// A condition, its opposite and what neither can tell are all rows, in whatever order they stand.
    #[test]
    fn conditions_part_rows(numbers in prop::collection::vec((0_u8..9, 0_u8..4), 1..20), least in 0_u8..9) {
        let line = |(at, (units, kind)): (usize, &(u8, u8))| {
            let units = match kind {
                0 => String::new(),
                1 => format!("{units}件半"),
                _ => units.to_string(),
            };
            format!("D{at}|2026-10-08|S001|甲|订单|{units}|1|")
        };
        let text: Vec<String> = numbers.iter().enumerate().map(line).collect();
        let parted = |condition: &str, text: &[String]| {
            let pin = format!("where = \"{condition}\"\ncolumns = {{ amount = \"单价 * 1\" }}");
            let (tables, _) = tables(&[(Dataset::ORDERS, &pin)], lines(&text.join("\n")));
            let kept = tables[0].rows.iter().map(|row| plain(row.cell(0)).unwrap().into_owned());
            let mut kept: Vec<String> = kept.collect();
            kept.sort();
            (kept, tables[0].passed_over.iter().filter(|passed| passed.culprit.is_some()).count())
        };
        let (is, undecided) = parted(&format!("数量 >= {least}"), &text);
        let (is_not, _) = parted(&format!("not (数量 >= {least})"), &text);
        let blank = numbers.iter().filter(|(_, kind)| *kind == 0).count();
        let words = numbers.iter().filter(|(_, kind)| *kind == 1).count();
        prop_assert_eq!(is.len() + is_not.len() + blank + words, numbers.len());
        prop_assert_eq!(undecided, words);
        let turned: Vec<String> = text.iter().rev().cloned().collect();
        prop_assert_eq!(parted(&format!("数量 >= {least}"), &turned), (is, undecided));
    }
}

/// The tables that pins make of text files.
fn of_files(pins: &[(Dataset, &str)], files: &[(&str, Vec<Vec<Cell>>)]) -> (Vec<Table>, Vec<Finding>) {
    let pins = pins
        .iter()
        .map(|(dataset, text)| (*dataset, toml::from_str(text).unwrap()));
    let sheets = files.iter().map(|(name, rows)| sheet(name, rows.clone()));
    let (tables, mut findings) = reshaped(pins, sheets.collect());
    at_their_cells(places(&mut findings), &tables);
    (tables, findings)
}

/// Lines of texts parted by `|`.
fn of_lines(lines: &str) -> Vec<Vec<Cell>> {
    let cell = |text: &str| match text.trim() {
        "" => Cell::Empty,
        text => Cell::Text(text.into()),
    };
    lines
        .lines()
        .map(|line| line.split('|').map(cell).collect())
        .collect()
}

const JOINED: &str = r#"
files = ["lines.csv"]
columns = { order_id = "Order", date = "Day", rep = "Owner", customer = "Company", amount = "Sum" }
join = [
    { files = ["heads.csv"], on = [["Order", "No"]] },
    { files = ["customers.csv"], on = [["Account", "Account"]] },
]
"#;
const LINES: &str = "Order|Sum\n1|10\n002|20\n3|30\n4|40\n5|50";
const HEADS: &str = "No|Day|Account\n0001|2026-10-08|a-1\n2|2026-10-09|Ａ-2\n3|2026-10-10|A-9\n5|2026-10-12|A-1\n5|2026-10-13|A-1";
const CUSTOMERS: &str = "Account|Company|Owner\nA-1|Acme|S001\nA-2 |Bolt|S002";

/// The owner of each row that is kept, by the row's number.
fn owners(table: &Table) -> Vec<(u32, String)> {
    let index = table.column(Field::RepId).unwrap().index;
    let owner = |row: &Row| plain(row.cell(index)).unwrap_or_default().into_owned();
    table.rows.iter().map(|row| (row.number, owner(row))).collect()
}

#[test]
fn rows_have_what_stands_in_other_sheets() {
    let files = [
        ("lines.csv", of_lines(LINES)),
        ("heads.csv", of_lines(HEADS)),
        ("customers.csv", of_lines(CUSTOMERS)),
    ];
    let (found, findings) = of_files(&[(Dataset::ORDERS, JOINED)], &files);
    assert_eq!(found.len(), 1, "{findings:?}");
    let table = &found[0];
    let owner = |row: u32, owner: &str| (row, owner.to_owned());
    assert_eq!(
        owners(table),
        [owner(2, "S001"), owner(3, "S002")],
        "{findings:?}"
    );
    let passed: Vec<_> = table
        .passed_over
        .iter()
        .map(|passed| {
            let trouble = passed.trouble.unwrap();
            (passed.row.number, trouble.join, trouble.is_repeated)
        })
        .collect();
    // Of order 3 the customer is not there, order 4 is not there itself, and 5 is there on two days.
    assert_eq!(passed, [(4, 1, false), (5, 0, false), (6, 0, true)]);
    let looked_up: Vec<String> = table
        .met(&table.rows[1])
        .filter_map(|(join, met)| join.place(met))
        .map(|place| place.to_string())
        .collect();
    assert_eq!(looked_up, ["inbox/heads.csv!3", "inbox/customers.csv!3"]);
    // A cell of another sheet is told of at the key by which it comes.
    let index = table.column(Field::RepId).unwrap().index;
    let problem = Problem::MissingValue { field: Field::RepId };
    let mut said = [Finding::at(table.place(&table.rows[0]).at_column(index), problem)];
    at_their_cells(places(&mut said), &found);
    assert_eq!(said[0].place.as_ref().unwrap().cell(), "A2");
}

#[test]
fn take_says_which_of_several_counts() {
    for (take, day) in [("first", "2026-10-12"), ("last", "2026-10-13")] {
        let pin = JOINED.replace(
            "[[\"Order\", \"No\"]]",
            &format!("[[\"Order\", \"No\"]], take = \"{take}\""),
        );
        let files = [
            ("lines.csv", of_lines(LINES)),
            ("heads.csv", of_lines(HEADS)),
            ("customers.csv", of_lines(CUSTOMERS)),
        ];
        let (found, _) = of_files(&[(Dataset::ORDERS, &pin)], &files);
        let date = found[0].column(Field::Date).unwrap().index;
        let last = found[0].rows.last().unwrap();
        assert_eq!((last.number, plain(last.cell(date)).as_deref()), (6, Some(day)));
    }
}

#[test]
fn mistakes_of_joins_are_told() {
    let files = [
        ("lines.csv", of_lines(LINES)),
        ("heads.csv", of_lines(HEADS)),
        ("customers.csv", of_lines(CUSTOMERS)),
    ];
    for (from, to, wanted) in [
        ("heads.csv", "haeds.csv", "heads.csv"),
        ("\"No\"", "\"Number\"", "No, Day, Account"),
        ("[\"Account\", ", "[\"Acount\", ", "Account"),
    ] {
        let pin = JOINED.replacen(from, to, 1);
        let (found, findings) = of_files(&[(Dataset::ORDERS, &pin)], &files);
        assert!(found.is_empty(), "{to}");
        let said = findings.iter().find_map(|finding| match &finding.problem {
            Problem::UnusableExpression { key, mistake, .. } if key == "join" => Some(mistake.en.clone()),
            _ => None,
        });
        assert!(
            said.as_ref().is_some_and(|said| said.contains(wanted)),
            "{to}: {said:?} {findings:?}"
        );
    }
}

#[test]
fn the_row_that_holds_on_the_day_counts() {
    let pin = r#"
        files = ["orders.csv"]
        columns = { order_id = "Order", date = "Day", rep = "Owner", customer = "Customer", amount = "Sum" }
        join = [{ files = ["owners.csv"], on = [["Customer", "Customer"]], from = "From", until = "Until" }]
    "#;
    let owners_of = "Customer|Owner|From|Until\nA|S001||2026-10-05\nA|S002|2026-10-06|\nA|S003|2026-10-08|2026-10-08\nB|S001|2026-10-09|";
    let orders = "Order|Day|Customer|Sum\n1|2026-10-05|A|1\n2|2026-10-06|A|1\n3|2026-10-08|A|1\n4|2026-10-09|A|1\n5|2026-10-08|B|1";
    let files = [
        ("orders.csv", of_lines(orders)),
        ("owners.csv", of_lines(owners_of)),
    ];
    let (found, findings) = of_files(&[(Dataset::ORDERS, pin)], &files);
    let owner = |row: u32, owner: &str| (row, owner.to_owned());
    let expected = [
        owner(2, "S001"),
        owner(3, "S002"),
        owner(4, "S003"),
        owner(5, "S002"),
    ];
    assert_eq!(owners(&found[0]), expected, "{findings:?}");
    assert_eq!(found[0].passed_over.len(), 1);
}

#[test]
fn a_sheet_may_look_up_in_itself() {
    let pin = r#"
        files = ["people.csv"]
        columns = { rep_id = "No", name = "Name", manager = "boss_Name" }
        join = [{ files = ["people.csv"], on = [["Boss", "No"]], name = "boss" }]
    "#;
    let files = [("people.csv", of_lines("No|Name|Boss\n1|Ann|NULL\n2|Bob|1"))];
    let (found, findings) = of_files(&[(Dataset::ROSTER, pin)], &files);
    let manager = found[0].column(Field::Manager).unwrap().index;
    let managers: Vec<_> = found[0].rows.iter().map(|row| plain(row.cell(manager))).collect();
    assert_eq!(managers, [None, Some("Ann".into())], "{findings:?}");
}

proptest! {
    /// No row is lost or made twice, and the order of rows and files changes nothing but which of equal rows is the first.
    #[test]
    fn rows_in_are_rows_out(
        lines in prop::collection::vec(prop::sample::select(&["1", "01", "２", "a", "A ", "-", "", "9"][..]), 0..9),
        heads in prop::collection::vec((prop::sample::select(&["1", "001", "2", "a", "", "b"][..]), prop::sample::select(&["S001", "S002"][..])), 0..9),
        long in 1_usize..3,
    ) {
        let pin = r#"
            files = ["lines.csv"]
            columns = { order_id = "'D' || Line", date = "'2026-10-08'", rep = "Owner", customer = "'x'", amount = "Sum" }
            join = [{ files = ["heads.csv"], on = [["Key", "Key"]] }]
        "#;
        let key = |key: &str| key.repeat(if key == "b" { long * 50_000 } else { 1 });
        let of_lines: Vec<Vec<Cell>> = lines.iter().enumerate().map(|(at, text)| {
            vec![Cell::Text(format!("L{at}").into()), Cell::Text(key(text).into()), Cell::Number(1.0)]
        }).collect();
        let of_heads: Vec<Vec<Cell>> = heads.iter().map(|(text, owner)| {
            vec![Cell::Text(key(text).into()), Cell::Text((*owner).into())]
        }).collect();
        let texts = |texts: &[&str]| texts.iter().map(|text| Cell::Text((*text).into())).collect::<Vec<Cell>>();
        let sheet = |header: &[&str], rows: &[Vec<Cell>]| [vec![texts(header)], rows.to_vec()].concat();
        let stated = |lines: &[Vec<Cell>], heads: &[Vec<Cell>]| {
            let files = [
                ("heads.csv", sheet(&["Key", "Owner"], heads)),
                ("lines.csv", sheet(&["Line", "Key", "Sum"], lines)),
            ];
            let (found, _) = of_files(&[(Dataset::ORDERS, pin)], &files);
            let table = found.first()?;
            let line = |row: &Row| plain(row.cell(0)).unwrap_or_default().into_owned();
            let owner = table.column(Field::RepId).unwrap().index;
            let mut kept: Vec<_> = table.rows.iter().map(|row| (line(row), plain(row.cell(owner)).map(std::borrow::Cow::into_owned))).collect();
            let mut passed: Vec<_> = table.passed_over.iter().map(|passed| line(&passed.row)).collect();
            kept.sort();
            passed.sort();
            Some((kept, passed, table.aside.len()))
        };
        let Some((kept, passed, aside)) = stated(&of_lines, &of_heads) else { return Ok(()) };
        prop_assert_eq!(kept.len() + passed.len() + aside, lines.len());
        let turned = |rows: &[Vec<Cell>]| rows.iter().rev().cloned().collect::<Vec<_>>();
        prop_assert_eq!(stated(&turned(&of_lines), &turned(&of_heads)).map(|found| (found.0, found.1)), Some((kept, passed)));
    }
}

fn places(findings: &mut [Finding]) -> impl Iterator<Item = &mut Place> {
    findings.iter_mut().filter_map(|finding| finding.place.as_mut())
}
