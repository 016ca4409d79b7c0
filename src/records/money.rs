//! The money of orders and targets, table by table → what is to be said of its units, its currencies, and of amounts that
//! are far from those before.

use super::cells::factor;
use super::cells::stated_currency;
use super::data_row::{DataRow as _, Gathered};
use super::gather::of_dataset;
use super::list::{self, OwnRows};
use super::orders::OrderRow;
use super::{RecordOptions, Target, TargetScope, TargetSpan};
use crate::model::finding::UnitPlace;
use crate::model::kpi::Unit;
use crate::model::text::toml_text;
use crate::model::{Currency, Dataset, Field, Finding, Month, Place, Problem, Severity};
use crate::read::{Cell, Row};
use crate::recognise::{Column, Table, file_key, inputs_line_of_file, unit_of_row};
use rust_decimal::Decimal;
use rust_decimal::dec;
use std::collections::{BTreeMap, BTreeSet};

/// So many rows on either side make a middle that is compared.
const LEAST_ROWS: usize = 5;
/// So far apart they are no longer one business's ups and downs. What a change of unit brings is 100 at the least.
const JUMP: Decimal = dec!(60);
/// Targets and sales differ more than the sales of two months do.
const TARGET_JUMP: Decimal = dec!(300);
/// So many reps make a middle of targets.
const LEAST_REPS: usize = 3;
/// As many currencies as a message can hold.
const NAMED: usize = 5;

/// What is to be said.
pub fn findings(
    tables: &[Table],
    orders: &[Gathered<OrderRow>],
    targets: &[Target],
    own: &OwnRows,
    options: &RecordOptions,
) -> Vec<Finding> {
    let mut sums = of_own_lists(tables, own, options);
    let table_of = |order: &Gathered<OrderRow>| tables.get(order.table);
    // What does not count is in no sum, whatever money it is in.
    for order in orders.iter().filter(|order| order.row.counts()) {
        let sums = sums.entry(order.table).or_default();
        sums.see(order.place.clone(), order.row.amount());
        let figure = Figure {
            row: table_of(order).and_then(|table| table.key(&order.place)),
            column: None,
            value: order.row.amount(),
        };
        if options.period.contains(order.row.date()) {
            sums.now.push(figure);
        } else {
            sums.before.push(figure);
        }
    }
    for (index, table) in of_dataset(tables, Dataset::TARGETS) {
        for target in targets.iter().filter(|target| is_of(target, table, options)) {
            let sums = sums.entry(index).or_default();
            sums.see(target.place.clone(), target.figure);
            sums.now.push(Figure {
                row: table.key(&target.place),
                column: target.place.column,
                value: target.figure,
            });
        }
    }
    let money = |(index, sums): (&usize, &Sums)| Some((tables.get(*index)?, sums.clone()));
    let of_tables: Vec<(&Table, Sums)> = sums.iter().filter_map(money).collect();
    let mut findings = Vec::new();
    for (table, sums) in &of_tables {
        findings.extend(conversions(table, sums));
    }
    findings.extend(currencies(&of_tables, options.currency));
    findings.extend(unused_rates(tables));
    findings.extend(jumps(tables, orders, options));
    findings.extend(turned(tables, orders, options));
    findings.extend(out_of_scale(tables, orders, targets, options));
    findings
}

/// The money of lists that are declared and nothing more, by table.
fn of_own_lists(tables: &[Table], own: &OwnRows, options: &RecordOptions) -> BTreeMap<usize, Sums> {
    let mut sums: BTreeMap<usize, Sums> = BTreeMap::new();
    let rows = own.values().flatten().filter(|row| row.row.counts());
    for Gathered {
        place, table, row, ..
    } in rows
    {
        let list = tables.get(*table).map(|table| &table.list);
        let at = list.and_then(|list| list::at(&list.fields, list.money()?));
        let Some(value) = at.and_then(|at| row.number(at)) else {
            continue;
        };
        let sums = sums.entry(*table).or_default();
        sums.see(place.clone(), value);
        let figure = Figure {
            row: tables.get(*table).and_then(|table| table.key(place)),
            column: None,
            value,
        };
        let is_now = row
            .moment
            .is_none_or(|moment| options.period.contains(moment.date()));
        let of_time = if is_now { &mut sums.now } else { &mut sums.before };
        of_time.push(figure);
    }
    sums
}

/// The figures of a table.
#[derive(Debug, Clone, Default)]
struct Sums {
    /// The first figure that is not 0.
    first: Option<(Place, Decimal)>,
    /// Those of the period; a target is one of the period.
    now: Vec<Figure>,
    /// Those of other months.
    before: Vec<Figure>,
}

/// A figure, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Figure {
    /// What its row goes by.
    row: Option<(u32, u32)>,
    /// Its column; none where it is the amount's.
    column: Option<u32>,
    value: Decimal,
}

impl Sums {
    fn see(&mut self, place: Place, figure: Decimal) {
        if self.first.is_none() && !figure.is_zero() {
            self.first = Some((place, figure));
        }
    }

    /// What hangs on the period's figures.
    fn amount(&self) -> Option<Decimal> {
        total(self.now.iter().map(|figure| figure.value))
    }
}

/// None for nothing, and for what is beyond a decimal.
fn total(figures: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let sum = figures
        .map(|figure| figure.abs())
        .try_fold(Decimal::ZERO, Decimal::checked_add)?;
    (!sum.is_zero()).then(|| sum.normalize())
}

fn is_of(target: &Target, table: &Table, options: &RecordOptions) -> bool {
    options.catalogue.unit(target.kpi) == Unit::Money && target.place.source == table.source
}

fn money_columns(table: &Table) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(|column| is_money(column.field))
}

fn is_money(field: Field) -> bool {
    field.may_be_money()
}

fn header_place(table: &Table, column: Option<u32>) -> Place {
    let place = table.header_place();
    let first = || money_columns(table).next().map(|column| column.index);
    match column.or_else(first) {
        Some(column) => place.at_column(column),
        None => place,
    }
}

/// Units by which amounts were multiplied, or perhaps should have been.
fn conversions(table: &Table, sums: &Sums) -> Vec<Finding> {
    let file = || file_key(&table.source.file);
    let mut findings = Vec::new();
    if let Some(conversion) = &table.money.conversion {
        let unit = conversion.unit.clone();
        let problem = if conversion.is_applied || conversion.is_sure {
            Problem::AmountsConverted {
                unit,
                at: conversion.at,
                sample: sample(table, sums),
                sure: conversion.is_sure,
                file: file(),
            }
        } else {
            Problem::UnitUnsure {
                unit,
                at: conversion.at,
                scale: conversion.scale,
                file: file(),
            }
        };
        // What is certain need not be said again of every month before.
        if !conversion.is_sure || !sums.now.is_empty() {
            findings.push(Finding::at(header_place(table, None), problem).worth(sums.amount()));
        }
    }
    if let Some(column) = table.money.unit_column
        && !sums.now.is_empty()
    {
        let scaled = table.rows.iter().find_map(|row| match row.cell(column) {
            Cell::Text(text) => unit_of_row(text)
                .filter(|scale| *scale != Decimal::ONE)
                .map(|_| text.trim().to_owned()),
            _ => None,
        });
        let problem = Problem::AmountsConverted {
            unit: scaled.unwrap_or_default(),
            at: UnitPlace::Column,
            sample: sample(table, sums),
            // A unit of orders is one of quantities as a rule.
            sure: table.dataset == Dataset::TARGETS,
            file: file(),
        };
        findings.push(Finding::at(header_place(table, Some(column)), problem).worth(sums.amount()));
    }
    findings
}

/// A figure as it stands in its cell, and as it counts.
fn sample(table: &Table, sums: &Sums) -> Option<[Decimal; 2]> {
    let (place, after) = sums.first.as_ref()?;
    let row = table.row(place)?;
    let column = money_columns(table)
        .find(|column| place.column == Some(column.index))
        .or_else(|| money_columns(table).next())?;
    let before = after.checked_div(factor(table, row, column))?;
    Some([before.normalize(), after.normalize()])
}

/// A currency that figures are in, or a word for one that is not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum In {
    Own,
    Other(Currency),
    Unknown(String),
}

/// The figures of a table, by their currency.
#[derive(Debug, Default)]
struct Figures {
    by_currency: BTreeMap<In, Vec<Decimal>>,
    /// Whether it is the cells themselves that state another one.
    by_cells: bool,
}

/// Figures in another currency than the book's, of which the settings state no rate.
fn currencies(tables: &[(&Table, Sums)], own: Option<Currency>) -> Vec<Finding> {
    let own = own.or_else(|| usual(tables));
    let Some(own) = own else { return Vec::new() };
    let by_table: Vec<(&Table, &Sums, Figures)> = tables
        .iter()
        .map(|(table, sums)| (*table, sums, by_currency(table, sums, own)))
        .collect();
    let all_in = |currency: &Currency| {
        let is_it = |money: &In| *money == In::Other(*currency);
        let mut tables = by_table.iter();
        tables.all(|(_, _, figures)| figures.by_currency.keys().all(is_it))
    };
    let mut findings = Vec::new();
    for (
        table,
        sums,
        Figures {
            by_currency: figures,
            by_cells,
        },
    ) in &by_table
    {
        let foreign: Vec<&In> = figures.keys().filter(|money| **money != In::Own).collect();
        let rows = |money: &In| figures.get(money).map_or(&[][..], Vec::as_slice);
        let amount = total(foreign.iter().flat_map(|money| rows(money)).copied());
        let column = table.money.currency_column.filter(|_| !by_cells);
        match (foreign.as_slice(), column) {
            ([], _) => (),
            ([In::Other(currency)], _) if figures.len() == 1 => {
                let stated = table.money.currency.as_ref().filter(|_| !by_cells);
                let at = match column {
                    _ if *by_cells => UnitPlace::Cells,
                    Some(_) => UnitPlace::Column,
                    None => stated.map_or(UnitPlace::Header, |stated| stated.at),
                };
                let problem = Problem::OtherCurrency {
                    currency: currency.code().to_owned(),
                    at,
                    own: own.code().to_owned(),
                    rows: match table.dataset {
                        Dataset::ORDERS if !sums.now.is_empty() => {
                            u32::try_from(rows(foreign[0]).len()).unwrap_or(u32::MAX)
                        }
                        _ => 0,
                    },
                    all: all_in(currency),
                    file: file_key(&table.source.file),
                };
                let column = column.or(stated.and_then(|stated| stated.column));
                findings.push(Finding::at(header_place(table, column), problem).worth(amount));
            }
            (_, Some(column)) => {
                let names = table.headers.get(column as usize);
                let amounts = money_columns(table).next();
                let problem = Problem::SeveralCurrencies {
                    header: names.cloned().unwrap_or_default(),
                    currencies: words(table, column, own),
                    amount: amounts.map_or_else(String::new, |column| column.header.clone()),
                };
                findings.push(Finding::at(header_place(table, Some(column)), problem).worth(amount));
            }
            _ if *by_cells => {
                let header = money_columns(table).next();
                let header = header.map_or_else(String::new, |column| column.header.clone());
                let name = |money: &&In| match money {
                    In::Own => own.code().to_owned(),
                    In::Other(currency) => currency.code().to_owned(),
                    In::Unknown(word) => word.clone(),
                };
                let problem = Problem::SeveralCurrencies {
                    header: header.clone(),
                    currencies: figures.keys().take(NAMED).map(|money| name(&money)).collect(),
                    amount: header,
                };
                findings.push(Finding::at(header_place(table, None), problem).worth(amount));
            }
            _ => (),
        }
    }
    findings
}

/// Rates of currencies that no amount is in, in any month: what they were meant for may be written otherwise.
fn unused_rates(tables: &[Table]) -> Vec<Finding> {
    let of_money = || {
        tables
            .iter()
            .filter(|table| matches!(table.dataset, Dataset::ORDERS | Dataset::TARGETS))
    };
    let rates = of_money().map(|table| &table.money.rates[..]);
    let rates = rates.max_by_key(|rates| rates.len()).unwrap_or_default();
    let mut unused: Vec<Currency> = rates.iter().map(|(currency, _)| *currency).collect();
    for table in of_money().filter(|_| !rates.is_empty()) {
        let own = table.money.own;
        let mut state = |currency: Option<Currency>| unused.retain(|rate| Some(*rate) != currency);
        let of_table = table.money.currency.as_ref();
        state(of_table.and_then(|stated| Currency::meant_by(&stated.word, own)));
        for row in &table.rows {
            state(stated_word(table, row).and_then(|word| Currency::meant_by(word, own)));
            for column in money_columns(table) {
                state(stated_currency(row.cell(column.index), own));
            }
        }
    }
    let finding = |currency: Currency| {
        let mut finding = Finding::general(Problem::UnusedLine {
            table: "rates".to_owned(),
            key: currency.code().to_owned(),
        });
        // A rate may well stand there for the months that need it.
        finding.severity = Severity::Info;
        finding
    };
    unused.into_iter().map(finding).collect()
}

/// The currency that most figures state, where the settings name none.
fn usual(tables: &[(&Table, Sums)]) -> Option<Currency> {
    let mut counts: BTreeMap<Currency, usize> = BTreeMap::new();
    for (table, sums) in tables.iter().filter(|(table, _)| !table.money.is_settled) {
        for figure in &sums.now {
            let Some(row) = figure.row.and_then(|row| table.row_of(row)) else {
                continue;
            };
            let stated = || Currency::meant_by(stated_word(table, row)?, None);
            if let Some(currency) = of_cell(table, row, figure, None).or_else(stated) {
                *counts.entry(currency).or_default() += 1;
            }
        }
    }
    let most = counts
        .iter()
        .max_by_key(|(currency, count)| (**count, std::cmp::Reverse(**currency)));
    most.map(|(currency, _)| *currency)
}

/// The currency that a figure's own cell states.
fn of_cell(table: &Table, row: &Row, figure: &Figure, own: Option<Currency>) -> Option<Currency> {
    let amount = || Some(table.column(Field::Amount)?.index);
    stated_currency(row.cell(figure.column.or_else(amount)?), own)
}

/// The word for the currency of a row: its own, else the table's.
fn stated_word<'a>(table: &'a Table, row: &'a Row) -> Option<&'a str> {
    let own = || match row.cell(table.money.currency_column?) {
        Cell::Text(text) => Some(text.trim()).filter(|text| is_word(text)),
        _ => None,
    };
    let of_table = || Some(table.money.currency.as_ref()?.word.as_str());
    own().or_else(of_table)
}

/// Whether a text of a column of currencies may name one; what holds digits is a rate, or an account.
fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(|character: char| character.is_ascii_digit())
}

/// The figures of the period, by their currency.
fn by_currency(table: &Table, sums: &Sums, own: Currency) -> Figures {
    let mut figures = Figures::default();
    // Growth rests on a table of the months before as well.
    let rows = if sums.now.is_empty() {
        &sums.before
    } else {
        &sums.now
    };
    let known = |currency: Currency| match table.money.rate(currency) {
        None if currency != own => In::Other(currency),
        _ => In::Own,
    };
    for figure in rows {
        let row = figure.row.and_then(|row| table.row_of(row));
        let row = row.filter(|_| !table.money.is_settled);
        let of_cell = row.and_then(|row| of_cell(table, row, figure, Some(own)));
        let word = row.and_then(|row| stated_word(table, row));
        let money = match (of_cell, word) {
            (Some(currency), _) => known(currency),
            (None, Some(word)) => {
                Currency::meant_by(word, Some(own)).map_or_else(|| In::Unknown(word.to_owned()), known)
            }
            (None, None) => In::Own,
        };
        figures.by_cells |= of_cell.is_some() && money != In::Own;
        figures.by_currency.entry(money).or_default().push(figure.value);
    }
    // A word that is no currency, on every row, says nothing of the money.
    let by_currency = &mut figures.by_currency;
    if by_currency.len() == 1 && matches!(by_currency.keys().next(), Some(In::Unknown(_))) {
        by_currency.clear();
    }
    figures
}

/// The words of a column of currencies, each currency by its first, in the order in which they come.
fn words(table: &Table, column: u32, own: Currency) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut words = Vec::new();
    for row in &table.rows {
        if let Cell::Text(text) = row.cell(column)
            && let text = text.trim()
            && is_word(text)
        {
            let money = Currency::meant_by(text, Some(own))
                .map_or_else(|| text.to_owned(), |known| known.code().to_owned());
            if seen.insert(money) {
                words.push(text.to_owned());
                if words.len() == NAMED {
                    break;
                }
            }
        }
    }
    words
}

/// Tables whose amounts of the period are far from those of the orders before.
fn jumps(tables: &[Table], orders: &[Gathered<OrderRow>], options: &RecordOptions) -> Vec<Finding> {
    let first_day = options.period.first_day();
    let mut now: BTreeMap<usize, Vec<Decimal>> = BTreeMap::new();
    let mut before = Vec::new();
    for order in orders.iter().filter(|order| !order.row.amount().is_zero()) {
        let amount = order.row.amount().abs();
        if options.period.contains(order.row.date()) {
            now.entry(order.table).or_default().push(amount);
        } else if order.row.date() < first_day {
            before.push(amount);
        }
    }
    before.sort_unstable();
    let is_open = |table: &&Table| !table.money.is_settled;
    now.into_iter()
        .filter_map(|(index, mut amounts)| {
            let table = tables.get(index).filter(is_open)?;
            amounts.sort_unstable();
            let scale = jump(&amounts, &before)?;
            let problem = Problem::AmountsJump {
                now: middle(&amounts)?.round_dp(2).normalize(),
                before: middle(&before)?.round_dp(2).normalize(),
                rows: u32::try_from(amounts.len()).unwrap_or(u32::MAX),
                scale,
                file: file_key(&table.source.file),
            };
            let place = header_place(table, None);
            Some(Finding::at(place, problem).worth(total(amounts.into_iter())))
        })
        .collect()
}

/// Says of the period's amounts that none is above 0, where most of those before are.
fn turned(tables: &[Table], orders: &[Gathered<OrderRow>], options: &RecordOptions) -> Option<Finding> {
    let counted = orders
        .iter()
        .filter(|order| order.row.counts() && !order.row.amount().is_zero());
    let first_day = options.period.first_day();
    let (now, before): (Vec<_>, Vec<_>) = counted
        .filter(|order| order.row.date() < first_day || options.period.contains(order.row.date()))
        .partition(|order| options.period.contains(order.row.date()));
    let above = |orders: &[&Gathered<OrderRow>]| {
        orders
            .iter()
            .filter(|order| order.row.amount().is_sign_positive())
            .count()
    };
    let was_above = before.len() >= LEAST_ROWS && above(&before) * 2 > before.len();
    if now.len() < LEAST_ROWS || above(&now) > 0 || !was_above {
        return None;
    }
    let table = tables
        .get(now.first()?.table)
        .filter(|table| table.sign.is_none())?;
    let amount = table.column(Field::Amount)?;
    let all: Vec<&Table> = tables.iter().collect();
    let said = toml_text(&format!("-{}", name(&amount.header)));
    let problem = Problem::AmountsTurned {
        rows: u32::try_from(now.len()).unwrap_or(u32::MAX),
        turned: inputs_line_of_file(&all, table, &format!("columns = {{ amount = {said} }}")),
        kept: inputs_line_of_file(&all, table, "sign = \"as-written\""),
    };
    let money = total(now.iter().map(|order| order.row.amount()));
    Some(Finding::at(header_place(table, Some(amount.index)), problem).worth(money))
}

/// A header as expressions name it: bare where it is a word, else in quotes.
fn name(header: &str) -> String {
    let is_bare = !header.starts_with(|c: char| c.is_ascii_digit())
        && header.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_bare {
        header.to_owned()
    } else {
        format!("\"{}\"", header.replace('"', "\"\""))
    }
}

/// What brings amounts near those before, both in order; none where they are near, or too few to tell.
fn jump(now: &[Decimal], before: &[Decimal]) -> Option<Decimal> {
    if now.len() < LEAST_ROWS || before.len() < LEAST_ROWS {
        return None;
    }
    let apart = |large: &[Decimal], small: &[Decimal]| {
        let is_far = middle(large)? >= middle(small)?.checked_mul(JUMP)?;
        // Two crowds that overlap are one business with a few large orders.
        let is_clear = quantile(large, 1, 4)? > quantile(small, 3, 4)?;
        (is_far && is_clear).then_some(())
    };
    apart(now, before).or_else(|| apart(before, now))?;
    nearest_scale(middle(before)?.checked_div(middle(now)?)?)
}

fn middle(sorted: &[Decimal]) -> Option<Decimal> {
    quantile(sorted, 1, 2)
}

fn quantile(sorted: &[Decimal], part: usize, of: usize) -> Option<Decimal> {
    sorted.get((sorted.len().checked_sub(1)? * part) / of).copied()
}

/// The power of ten that people change units by which is nearest to a factor.
fn nearest_scale(factor: Decimal) -> Option<Decimal> {
    const SCALES: [Decimal; 10] = [
        dec!(0.000001),
        dec!(0.0001),
        dec!(0.001),
        dec!(0.01),
        dec!(100),
        dec!(1_000),
        dec!(10_000),
        dec!(1_000_000),
        dec!(10_000_000),
        dec!(100_000_000),
    ];
    let distance = |scale: &Decimal| {
        let (a, b) = (factor.checked_div(*scale)?, scale.checked_div(factor)?);
        Some(a.max(b))
    };
    SCALES
        .into_iter()
        .filter_map(|scale| Some((distance(&scale)?, scale)))
        .min()
        .map(|(_, scale)| scale.normalize())
}

/// Targets of sales that are far from what their reps sell.
fn out_of_scale(
    tables: &[Table],
    orders: &[Gathered<OrderRow>],
    targets: &[Target],
    options: &RecordOptions,
) -> Vec<Finding> {
    let mut sales = BTreeMap::new();
    for order in orders {
        let Some(month) = Month::of(order.row.date()) else {
            continue;
        };
        let sum: &mut Decimal = sales.entry((order.row.rep(), month)).or_default();
        *sum = sum.checked_add(order.row.amount()).unwrap_or(*sum);
    }
    let mut findings = Vec::new();
    for (_, table) in of_dataset(tables, Dataset::TARGETS).filter(|(_, table)| !table.money.is_settled) {
        let own = targets
            .iter()
            .filter(|target| is_of(target, table, options) && !target.figure.is_zero());
        let mut pairs: BTreeMap<_, (Decimal, Decimal)> = BTreeMap::new();
        let mut amount = Vec::new();
        for target in own {
            amount.push(target.figure);
            let TargetScope::Rep(rep) = target.scope else {
                continue;
            };
            let monthly = match target.span {
                TargetSpan::Month(month) if options.period.contains(month.first_day()) => target.figure,
                TargetSpan::Year(_) => target.figure / dec!(12),
                TargetSpan::Half(..) => target.figure / dec!(6),
                TargetSpan::Quarter(..) => target.figure / dec!(3),
                TargetSpan::Month(_) => continue,
            };
            let months: Vec<Decimal> = sales
                .iter()
                .filter(|((of, _), sum)| *of == rep && **sum > Decimal::ZERO)
                .map(|(_, sum)| *sum)
                .collect();
            let Some(sold) = total(months.iter().copied()) else {
                continue;
            };
            let sold = sold / Decimal::from(months.len());
            let pair = pairs.entry(rep).or_insert((Decimal::ZERO, sold));
            pair.0 = pair.0.checked_add(monthly).unwrap_or(pair.0);
        }
        if pairs.len() < LEAST_REPS {
            continue;
        }
        let sorted = |of: &dyn Fn(&(Decimal, Decimal)) -> Decimal| {
            let mut figures: Vec<Decimal> = pairs.values().map(of).collect();
            figures.sort_unstable();
            middle(&figures)
        };
        let far = sorted(&|(target, sold)| target.max(sold) / target.min(sold))
            .is_some_and(|ratio| ratio >= TARGET_JUMP);
        let (Some(target), Some(sold)) = (sorted(&|pair| pair.0), sorted(&|pair| pair.1)) else {
            continue;
        };
        if let Some(scale) = sold.checked_div(target).and_then(nearest_scale).filter(|_| far) {
            let problem = Problem::TargetsOutOfScale {
                target: target.round_dp(2).normalize(),
                sales: sold.round_dp(2).normalize(),
                scale,
                file: file_key(&table.source.file),
            };
            findings.push(Finding::at(header_place(table, None), problem).worth(total(amount.into_iter())));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(mut figures: Vec<Decimal>) -> Vec<Decimal> {
        figures.sort_unstable();
        figures
    }

    #[test]
    fn a_change_of_unit_is_a_jump() {
        let amounts = sorted(
            [5_100, 800, 12_000, 3_000, 9_500, 4_000]
                .map(Decimal::from)
                .to_vec(),
        );
        for (divisor, scale) in [
            (dec!(10_000), dec!(10_000)),
            (dec!(0.01), dec!(0.01)),
            (dec!(1_000), dec!(1_000)),
        ] {
            let now: Vec<Decimal> = amounts.iter().map(|amount| amount / divisor).collect();
            assert_eq!(jump(&now, &amounts), Some(scale), "{divisor}");
        }
        assert_eq!(jump(&amounts, &amounts), None);
        assert_eq!(jump(&amounts[..4], &[dec!(1); 9]), None);
        let tenfold: Vec<Decimal> = amounts.iter().map(|amount| amount * dec!(12)).collect();
        assert_eq!(jump(&tenfold, &amounts), None);
    }

    proptest! {
        /// Amounts as businesses have them, spread over some hundredfold, are one crowd however they are drawn.
        #[test]
        fn ups_and_downs_are_no_jump(
            now in prop::collection::vec(0_u32..18, 5..40),
            before in prop::collection::vec(0_u32..18, 5..40),
        ) {
            let amounts = |steps: Vec<u32>| sorted(steps.into_iter().map(|step| (0..step).fold(dec!(100), |amount, _| amount * dec!(1.25))).collect());
            prop_assert_eq!(jump(&amounts(now), &amounts(before)), None);
        }
    }
}
