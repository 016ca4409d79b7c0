//! Rows of orders.

use super::cells::{id, is_one_of, number, text, word};
use super::gather::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::repeats::{WithinSheet, equal_rows};
use super::row::RowReader;
use super::{Order, RepKey};
use crate::model::{Dataset, Field, Finding, Problem, Text};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::hash::Hash;

/// Status words of an order that counts nowhere; the last ones are those of a pipeline that settings name as orders.
const CANCELLED: [&str; 14] = [
    "已取消",
    "取消",
    "作废",
    "已作废",
    "cancelled",
    "canceled",
    "void",
    "voided",
    "输单",
    "已输单",
    "丢单",
    "lost",
    "closed lost",
    "closedlost",
];

/// What an approval says of an order that was never made.
const REFUSED: &[&str] = &[
    "拒绝",
    "已拒绝",
    "审核拒绝",
    "审批拒绝",
    "驳回",
    "已驳回",
    "不通过",
    "未通过",
    "审核不通过",
    "审批不通过",
    "审核未通过",
    "审批未通过",
    "不同意",
    "撤回",
    "已撤回",
    "撤销",
    "已撤销",
    "已删除",
    "rejected",
    "refused",
    "declined",
    "withdrawn",
    "recalled",
    "revoked",
    "deleted",
];

/// What stands in a column that tells whether an order was cancelled, or what came of its approval.
const VOIDED: &[(bool, &[&str])] = &[
    (
        true,
        &[
            "是",
            "y",
            "yes",
            "t",
            "true",
            "1",
            "√",
            "✓",
            "✔",
            "作废",
            "已作废",
            "取消",
            "已取消",
            "删除",
            "void",
            "voided",
            "cancelled",
            "canceled",
        ],
    ),
    (true, REFUSED),
    (
        false,
        &[
            "否",
            "n",
            "no",
            "f",
            "false",
            "0",
            "×",
            "✗",
            "✘",
            "未作废",
            "未取消",
            "未删除",
            "正常",
            "有效",
            "valid",
            "active",
            "normal",
            "通过",
            "已通过",
            "审核通过",
            "审批通过",
            "同意",
            "已同意",
            "已审核",
            "已审批",
            "审核完成",
            "审批完成",
            "完成",
            "已完成",
            "审核中",
            "审批中",
            "待审核",
            "待审批",
            "未审核",
            "未审批",
            "未提交",
            "已提交",
            "草稿",
            "无需审核",
            "无需审批",
            "已审",
            "未审",
            "待审",
            "已核准",
            "未核准",
            "未送审",
            "已送审",
            "approved",
            "pending",
            "submitted",
            "in review",
            "draft",
        ],
    ),
];
/// The status that findings state for an order which no status but that column cancels.
const VOID: &str = "作废/void";

/// One line of an order, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct OrderRow {
    order_id: Text,
    line: Option<Text>,
    moment: NaiveDateTime,
    rep: RepKey,
    customer: CustomerName,
    product: Option<Text>,
    quantity: Option<Decimal>,
    amount: Decimal,
    status: Option<Text>,
    /// Whether a column of its own says that it was cancelled.
    voided: bool,
}

impl DataRow for OrderRow {
    const DATASET: Dataset = Dataset::Orders;
    const DATE: Option<Field> = Some(Field::Date);

    fn read(row: &mut RowReader<'_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let order_id = row.required(Field::OrderId, id);
        let line = row.optional(Field::Line, id);
        let rep = context.staff.dated_rep(row, Field::Date, date);
        let customer = row.required_customer();
        let product = row.optional(Field::Product, text);
        let quantity = row.optional(Field::Quantity, number);
        let amount = row.required(Field::Amount, number);
        let status = row.optional(Field::Status, text);
        let voided = row.optional(Field::Voided, word(VOIDED)).unwrap_or(false);
        Some(Self {
            order_id: order_id?,
            line,
            moment: date?,
            rep: rep?,
            customer: customer?,
            product,
            quantity,
            amount: amount?,
            status,
            voided,
        })
    }

    fn within_sheet(&self) -> WithinSheet {
        match self.line {
            Some(_) => WithinSheet::Rejected,
            None => WithinSheet::Counts,
        }
    }
}

impl OrderRow {
    fn without_status(&self) -> impl Hash + Eq + '_ {
        (
            (&self.order_id, &self.line, self.moment, self.rep),
            (&self.customer, &self.product, self.quantity, self.amount),
        )
    }

    fn counts(&self) -> bool {
        !self.voided && !self.status.as_deref().is_some_and(is_cancelled)
    }

    /// What the row says of its state; empty where it says nothing.
    fn stated(&self) -> String {
        match self.status.as_deref() {
            Some(status) if !self.voided || is_cancelled(status) => status.to_owned(),
            _ if self.voided => VOID.to_owned(),
            _ => String::new(),
        }
    }

    /// The customer.
    pub fn customer(&self) -> &CustomerName {
        &self.customer
    }
}

/// Order lines that another sheet states with another status. Rows that differ are lines (data.md), so both
/// count; but an export made before an order was cancelled or delivered and one made after it look the same.
pub fn restated(rows: &[Gathered<OrderRow>]) -> Vec<Finding> {
    equal_rows(rows, OrderRow::without_status)
        .iter()
        .filter_map(|lines| lines.split_first())
        .flat_map(|(first, others)| {
            let first = &rows[*first];
            let others = others.iter().map(|other| &rows[*other]);
            let restated = others.filter(|other| {
                other.place.source != first.place.source
                    && (&other.row.status, other.row.voided) != (&first.row.status, first.row.voided)
            });
            restated.map(move |other| {
                let problem = Problem::OrderRestated {
                    first: first.place.clone(),
                    statuses: [first.row.stated(), other.row.stated()],
                    amount: other.row.amount.normalize(),
                    counted: [first, other]
                        .into_iter()
                        .map(|line| u8::from(line.row.counts()))
                        .sum(),
                };
                Finding::at(other.place.clone(), problem)
            })
        })
        .collect()
}

/// Orders of the period whose lines name several reps, said at the first line of each rep but the first.
pub fn of_several_reps(rows: &[Gathered<OrderRow>], context: &Context) -> Vec<Finding> {
    let in_period = |line: &&Gathered<OrderRow>| context.period.contains(line.row.moment.date());
    let mut orders: HashMap<&str, Vec<&Gathered<OrderRow>>> = HashMap::new();
    let mut findings = Vec::new();
    for line in rows.iter().filter(in_period).filter(|line| line.row.counts()) {
        let seen = orders.entry(&line.row.order_id).or_default();
        if seen.iter().any(|known| known.row.rep == line.row.rep) {
            continue;
        }
        if let Some(first) = seen.first() {
            let rep_id = |line: &Gathered<OrderRow>| context.staff.roster().rep(line.row.rep).rep_id.clone();
            let problem = Problem::OrderOfTwoReps {
                order_id: line.row.order_id.to_string(),
                first: first.place.clone(),
                rep_ids: [rep_id(first), rep_id(line)],
            };
            findings.push(Finding::at(line.place.clone(), problem));
        }
        seen.push(line);
    }
    findings
}

/// The records of order lines.
pub fn orders(rows: &[Gathered<OrderRow>], customers: &Customers<'_>) -> Vec<Order> {
    rows.iter()
        .filter_map(|Gathered { place, row, .. }| {
            Some(Order {
                place: place.clone(),
                order_id: row.order_id.clone(),
                moment: row.moment,
                rep: row.rep,
                customer: customers.key(&row.customer)?,
                product: row.product.clone(),
                amount: row.amount,
                cancelled: !row.counts(),
            })
        })
        .collect()
}

fn is_cancelled(status: &str) -> bool {
    is_one_of(status, &CANCELLED) || is_one_of(status, REFUSED)
}
