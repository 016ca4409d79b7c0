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
    let period = "2026-10".parse().unwrap();
    let mut mapping = Mapping::of_period(period);
    for (dataset, text) in pins {
        let mut pin: Pin = toml::from_str(text).unwrap();
        pin.files = vec!["a.csv".into()];
        mapping.inputs.entry(*dataset).or_default().push(pin);
    }
    let sheet = Sheet {
        source: Arc::new(Source {
            file: "inbox/a.csv".into(),
            sheet: None,
        }),
        scope: Scope::Own,
        hidden: false,
        epoch_1904: false,
        delimiter: Some(','),
        rows: (1..)
            .zip(rows)
            .map(|(number, cells)| Row { number, cells })
            .collect(),
        merged: Vec::new(),
        hidden_rows: RowRanges::default(),
        shown: Vec::new(),
    };
    let (tables, mut findings) = recognise(vec![sheet], &mapping);
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
    at_their_cells(&mut said, &tables);
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
        at_their_cells(&mut findings, &tables);
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
