//! Small tables in, records and findings out.

mod columns;
mod customers;
mod dated;
mod lists;
mod order_of_rows;
mod orders;
mod repeats;
mod reps;
mod same_order;
mod signs;
mod targets;
mod totals;
mod wide;
mod words;

use super::{RecordOptions, Records, RecordsError};
use crate::catalogue::Catalogue;
use crate::model::{Dataset, DateDoubt, Field, Finding, Kpi, Period, Source, Writing};
use crate::read::{Cell, Row, RowRanges, Scope};
use crate::recognise::{Column, Money, Said, Table, TotalRow};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A small roster: two of one name, one who joined in the month, one who left.
const ROSTER: &str = "
    rep_id | rep_name | team | region | hire_date | leave_date
    S001 | 张伟 | 一部 | 华东 | |
    S002 | 李娜 | 一部 | 华东 | 2026-10-12 |
    S003 | 王芳 | 二部 | 华南 | 2020-01-01 | 2026-10-20
    S004 | 陈静 | 二部 | 华南 | |
    S005 | 陈静 | 一部 | 华东 | |
";

/// A table in `inbox/2026-10/NAME`: the first line holds field ids, the others rows of texts. `:1.5` is a number,
/// `@46300` a date, `#N/A` an error and `=` a formula without value; lines that start with Σ are totals, those
/// with σ subtotals. `amount*10000` is a column whose header states a unit.
pub(super) fn table(dataset: Dataset, name: &str, text: &str) -> Table {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let header = lines.next().unwrap();
    let mut table = Table {
        dataset,
        list: Arc::clone(Catalogue::built_in().list(dataset)),
        source: Arc::new(Source {
            file: format!("inbox/2026-10/{name}"),
            sheet: None,
        }),
        scope: Scope::Own,
        header_row: 1,
        headers: header.split('|').map(|field| field.trim().to_owned()).collect(),
        columns: header
            .split('|')
            .zip(0..)
            .map(|(field, index)| column(dataset, field.trim(), index))
            .collect(),
        rows: Vec::new(),
        totals: Vec::new(),
        aside: Vec::new(),
        hidden_rows: RowRanges::default(),
        epoch_1904: false,
        said: Said::default(),
        date_order: None,
        sign: None,
        amounts: None,
        control: None,
        money: Money::default(),
        pin: crate::recognise::Pin::default(),
        assumed: Vec::new(),
        decimal: None,
        swapped_dates: None,
        shape: None,
        passed_over: Vec::new(),
        preset: None,
        met: Vec::new(),
        delimiter: None,
    };
    let mut covered = 0;
    for (line, number) in lines.zip(2..) {
        let (is_total, subtotal) = (line.starts_with(['Σ', 'σ']), line.starts_with('σ'));
        let line = line.trim_start_matches(['Σ', 'σ']);
        let row = Row::new(number, line.split('|').map(|text| cell(text.trim())).collect());
        if is_total {
            let since = if subtotal { covered } else { 0 };
            let covers = since..table.rows.len();
            covered = if subtotal { covers.end } else { covered };
            table.totals.push(TotalRow {
                row,
                covers,
                passed_over: 0..0,
            });
        } else {
            table.rows.push(row);
        }
    }
    table
}

fn column(dataset: Dataset, text: &str, index: u32) -> Column {
    let (field, multiplier) = text.split_once('*').unwrap_or((text, "1"));
    let of = |catalogue: &Catalogue| catalogue.list(dataset).field(field);
    let own = || of(Catalogue::of_examples()).or_else(|| of(Catalogue::built_in()));
    Column {
        field: Field::from_id(field).or_else(own).unwrap(),
        index,
        header: field.to_owned(),
        multiplier: multiplier.parse().unwrap(),
        writing: Writing::default(),
        doubt: DateDoubt::default(),
    }
}

fn cell(text: &str) -> Cell {
    let rest = text.get(1..).unwrap_or_default();
    match text.chars().next() {
        None => Cell::Empty,
        Some('=') => Cell::Uncalculated,
        Some('#') => Cell::Error(text.into()),
        Some(':') => Cell::Number(rest.parse().unwrap()),
        Some('@') => Cell::DateTime(rest.parse().unwrap()),
        Some(_) => Cell::Text(text.into()),
    }
}

/// A table of another month's folder.
fn history(mut table: Table) -> Table {
    table.scope = Scope::History;
    table
}

fn roster() -> Table {
    table(Dataset::ROSTER, "roster.csv", ROSTER)
}

fn period() -> Period {
    "2026-10".parse().unwrap()
}

fn records(
    mut tables: Vec<Table>,
    period: Period,
    manual: &[Kpi],
) -> Result<(Records, Vec<Finding>), RecordsError> {
    let options = RecordOptions {
        currency: None,
        manual: manual.to_vec(),
        ..RecordOptions::of_period(period)
    };
    super::records(&mut tables, &options)
}

/// The records of the small roster and of `tables`, and the findings as `severity code cell`, with the file where
/// it is not the first of the tables.
fn read(tables: Vec<Table>) -> (Records, Vec<String>) {
    let first = tables.first().unwrap().source.clone();
    let tables = [roster()].into_iter().chain(tables).collect();
    let (records, findings) = records(tables, period(), &[]).unwrap();
    let lines = findings.iter().map(|finding| line(finding, &first));
    (records, lines.collect())
}

/// The same under other options, with the findings themselves.
fn read_with(tables: Vec<Table>, options: &RecordOptions) -> (Records, Vec<Finding>) {
    let mut tables: Vec<Table> = [roster()].into_iter().chain(tables).collect();
    super::records(&mut tables, options).unwrap()
}

fn line(finding: &Finding, first: &Source) -> String {
    let place = finding.place.as_ref().unwrap();
    let file = place.source.file.trim_start_matches("inbox/2026-10/");
    let place = if *place.source == *first {
        place.cell()
    } else {
        format!("{file}!{}", place.cell())
    };
    format!("{} {} {place}", finding.severity.id(), finding.code())
        .trim_end()
        .to_owned()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn without_a_roster_there_is_nothing() {
    let of = |tables: Vec<Table>| records(tables, period(), &[]);
    let Err(RecordsError::NoRoster { findings }) = of(vec![]) else {
        panic!("records without a roster");
    };
    assert_eq!(findings, []);
    assert!(of(vec![history(roster())]).is_err());
    let rejected = table(Dataset::ROSTER, "roster.csv", "rep_id | rep_name\nS001 |");
    let Err(RecordsError::NoRoster { findings }) = of(vec![rejected]) else {
        panic!("records with an empty roster");
    };
    assert_eq!(findings.len(), 1);
    assert!(of(vec![roster()]).is_ok());
}

#[test]
fn a_table_without_rows_is_present() {
    let (records, findings) = read(vec![
        table(Dataset::VISITS, "visits.csv", "date | rep_id | customer"),
        history(table(Dataset::TARGETS, "targets.csv", "rep_id | annual")),
    ]);
    assert_eq!(findings, [""; 0]);
    assert!(records.present.contains(&Dataset::VISITS));
    assert!(!records.present.contains(&Dataset::TARGETS));
    assert!(!records.present.contains(&Dataset::ORDERS));
}
