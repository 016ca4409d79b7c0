//! An order's total that stands on each of its lines → the lines' own amounts where they are known, else the total once.

use super::cells::setting;
use super::cells::{Setting, Texts, number};
use super::data_row::{DataRow, Gathered};
use super::orders::OrderRow;
use super::repeats::equal_rows;
use crate::model::text::normalise_word;
use crate::model::{Field, Finding, Problem};
use crate::read::Cell;
use crate::recognise::{AmountsOf, Column, Table};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Parts of headers that speak of a whole order.
const OF_ORDERS: [&str; 21] = [
    "订单金额",
    "订单总",
    "订单合计",
    "订单实付",
    "订单应付",
    "订单实收",
    "订单应收",
    "订单价",
    "整单",
    "总金额",
    "总额",
    "总价",
    "总计",
    "成交总",
    "合同金额",
    "ordertotal",
    "orderamount",
    "ordervalue",
    "totalamount",
    "grandtotal",
    "totalprice",
];
/// Parts of headers that speak of a line, whatever else they say.
const OF_LINES: [&str; 9] = [
    "行", "明细", "分录", "商品", "产品", "物料", "line", "item", "product",
];
/// Headers of what one piece costs.
const PRICES: [&str; 12] = [
    "单价",
    "含税单价",
    "销售单价",
    "商品单价",
    "成交单价",
    "折后单价",
    "价格",
    "售价",
    "unitprice",
    "price",
    "itemprice",
    "rate",
];
/// With so many orders a total on each line is known without its header.
const PLAIN_ORDERS: usize = 5;

/// Counts each order's total once, and says so; drops what was said of totals of the sheet that are right then.
pub fn settle(rows: &mut [Gathered<OrderRow>], tables: &[Table], findings: &mut Vec<Finding>) {
    let mut by_table: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
    for group in equal_rows(rows, |row| (&row.order_id, &row.customer, row.moment.date())) {
        let mut of_tables: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        // What is said of shares divides the total that stands on each row.
        for row in group.into_iter().filter(|row| !rows[*row].row.is_shared()) {
            of_tables.entry(rows[row].table).or_default().push(row);
        }
        for (table, lines) in of_tables.into_iter().filter(|(_, lines)| lines.len() > 1) {
            by_table.entry(table).or_default().push(lines);
        }
    }
    for (index, mut orders) in by_table {
        let table = &tables[index];
        let Some(column) = table.column(Field::Amount) else {
            continue;
        };
        orders.sort_unstable();
        let prices = Prices::new(table, rows, &orders);
        let Some(is_once) = judge(rows, &orders, &prices, (table, column)) else {
            continue;
        };
        let once: Vec<&Vec<usize>> = orders
            .iter()
            .filter(|lines| has_one_amount(rows, lines))
            .collect();
        let mut saved = Decimal::ZERO;
        let mut lines = 0;
        for order in &once {
            lines += order.len() as u64;
            saved = saved.saturating_add(repeated(rows, order));
        }
        let problem = Problem::OrderTotalRepeated {
            header: column.header.clone(),
            orders: once.len() as u64,
            lines,
            repeated: saved.normalize(),
            counts_once: is_once,
        };
        let place = table.header_place().at_column(column.index);
        let finding = Finding::at(place, problem).worth(Some(saved.normalize()));
        if is_once {
            if table.amounts.is_none() {
                findings.push(finding);
            }
            let once: Vec<Vec<usize>> = once.into_iter().cloned().collect();
            for order in &once {
                count_once(rows, order, &prices);
            }
            drop_totals(rows, index, table, findings);
        } else {
            findings.push(finding);
        }
    }
}

/// Whether orders' totals stand on each line, or may; none where they don't.
fn judge(
    rows: &[Gathered<OrderRow>],
    orders: &[Vec<usize>],
    prices: &Prices,
    (table, column): (&Table, &Column),
) -> Option<bool> {
    let equal: Vec<&Vec<usize>> = orders
        .iter()
        .filter(|lines| has_one_amount(rows, lines))
        .collect();
    match table.amounts {
        Some(AmountsOf::Lines) => return None,
        Some(AmountsOf::Orders) => return Some(true),
        None => {}
    }
    let (count, all) = (equal.len(), orders.len());
    if count == 0 || equal.iter().all(|lines| prices.are_amounts(rows, lines)) {
        return None;
    }
    if is_of_orders(&column.header) {
        return match count {
            _ if count * 10 >= all * 9 => Some(true),
            _ if count * 2 >= all && count > 1 => Some(false),
            _ => None,
        };
    }
    let differ = |lines: &&&Vec<usize>| {
        let about: BTreeSet<_> = lines
            .iter()
            .map(|&line| (&rows[line].row.product, rows[line].row.quantity()))
            .collect();
        about.len() > 1
    };
    let amounts: BTreeSet<Decimal> = equal.iter().map(|lines| rows[lines[0]].row.amount).collect();
    let is_plain = count >= PLAIN_ORDERS
        && count * 20 >= all * 19
        && equal.iter().filter(differ).count() * 2 >= count
        && amounts.len() * 2 >= count;
    is_plain.then_some(true)
}

fn has_one_amount(rows: &[Gathered<OrderRow>], lines: &[usize]) -> bool {
    let first = rows[lines[0]].row.amount;
    !first.is_zero() && lines.iter().all(|&line| rows[line].row.amount == first)
}

/// What an order's lines count beyond its total.
fn repeated(rows: &[Gathered<OrderRow>], lines: &[usize]) -> Decimal {
    let counted = lines.iter().filter(|&&line| rows[line].row.counts()).count();
    let beyond = Decimal::from(counted.saturating_sub(1));
    rows[lines[0]].row.amount.checked_mul(beyond).unwrap_or_default()
}

fn count_once(rows: &mut [Gathered<OrderRow>], lines: &[usize], prices: &Prices) {
    let total = rows[lines[0]].row.amount;
    let own: Option<Vec<Decimal>> = lines
        .iter()
        .map(|line| prices.amounts.get(line).copied())
        .collect();
    let adds_up = |own: &Vec<Decimal>| {
        let sum = own
            .iter()
            .try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount));
        sum == Some(total) && lines.iter().all(|&line| rows[line].row.counts())
    };
    if let Some(own) = own.filter(adds_up) {
        for (&line, amount) in lines.iter().zip(own) {
            rows[line].row.amount = amount;
        }
        return;
    }
    // A line that counts bears it; which of several, their order in the sheet has no say in.
    let bearer = lines.iter().copied().min_by(|&a, &b| {
        let key = |line: usize| (!rows[line].row.counts(), rows[line].row.content());
        key(a).cmp(&key(b)).then(a.cmp(&b))
    });
    for &line in lines.iter().filter(|line| Some(**line) != bearer) {
        rows[line].row.amount = Decimal::ZERO;
    }
}

/// What was said of the sheet's own totals holds no longer where they are the sums of orders.
fn drop_totals(rows: &[Gathered<OrderRow>], index: usize, table: &Table, findings: &mut Vec<Finding>) {
    let of_table = rows.iter().filter(|row| row.table == index);
    let sum = of_table.fold(Decimal::ZERO, |sum, row| sum.saturating_add(row.row.amount));
    findings.retain(|finding| {
        let is_right = matches!(&finding.problem, Problem::TotalDiffers { field: Field::Amount, stated, .. } if *stated == sum);
        !is_right || finding.place.as_ref().is_none_or(|place| place.source != table.source)
    });
}

fn is_of_orders(header: &str) -> bool {
    let header: String = normalise_word(header)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect();
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    (has(&OF_ORDERS) || header == "total") && !has(&OF_LINES)
}

/// What lines come to by their quantity and what one piece costs.
struct Prices {
    amounts: BTreeMap<usize, Decimal>,
}

impl Prices {
    fn new(table: &Table, rows: &[Gathered<OrderRow>], orders: &[Vec<usize>]) -> Self {
        let mut amounts = BTreeMap::new();
        let is_price = |header: &&str| {
            let header: String = normalise_word(header)
                .chars()
                .filter(|character| character.is_alphanumeric())
                .collect();
            PRICES.contains(&header.as_str())
        };
        let headers = table.headers.iter().map(String::as_str).zip(0..);
        let price = headers
            .filter(|(header, _)| is_price(header))
            .map(|(_, index)| index)
            .next();
        let column = price.zip(table.column(Field::Amount));
        let Some((index, of_amounts)) = column.filter(|(index, of_amounts)| *index != of_amounts.index)
        else {
            return Self { amounts };
        };
        let mut texts = Texts::default();
        for &line in orders.iter().flatten() {
            let row = &rows[line];
            let cell = table.row(&row.place).map_or(&Cell::Empty, |row| row.cell(index));
            let setting: &mut Setting = &mut setting(table, of_amounts, &mut texts);
            let price = number(cell, setting).value;
            let amount = price
                .zip(row.row.quantity())
                .and_then(|(price, quantity)| price.checked_mul(quantity));
            amounts.extend(amount.map(|amount| (line, amount)));
        }
        Self { amounts }
    }

    /// Whether each line states what its quantity and price come to.
    fn are_amounts(&self, rows: &[Gathered<OrderRow>], lines: &[usize]) -> bool {
        lines.iter().all(|line| {
            self.amounts
                .get(line)
                .is_some_and(|amount| amount.abs() == rows[*line].row.amount.abs())
        })
    }
}
