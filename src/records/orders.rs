//! Rows of orders.

use super::cells::{id, number, text};
use super::gather::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::repeats::{WithinSheet, equal_rows};
use super::row::RowReader;
use super::{Order, RepKey};
use crate::model::{Dataset, Field, Finding, Meaning, Problem, Text};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::hash::Hash;

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
    /// What all its words together say: that it counts, that it does not, or that it is a return.
    meaning: Meaning,
    /// Whether another column than the status is why it does not count.
    voided: bool,
}

impl DataRow for OrderRow {
    const DATASET: Dataset = Dataset::Orders;
    const DATE: Option<Field> = Some(Field::Date);

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let order_id = row.required(Field::OrderId, id);
        let line = row.optional(Field::Line, id);
        let rep = context.staff.dated_rep(row, Field::Date, date);
        let customer = row.required_customer();
        let product = row.optional(Field::Product, text);
        let quantity = row.optional(Field::Quantity, number);
        let amount = row.required(Field::Amount, number);
        let status = row.optional(Field::Status, text);
        let standing = standing(row);
        let meaning = settled(standing.meaning, amount);
        Some(Self {
            order_id: order_id?,
            line,
            moment: date?,
            rep: rep?,
            customer: customer?,
            product,
            quantity,
            amount: signed(amount?, meaning),
            status,
            meaning,
            voided: meaning == Meaning::Ignored && standing.beside_status,
        })
    }

    fn counts(&self) -> bool {
        self.meaning != Meaning::Ignored
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

    /// What the row says of its state; empty where it says nothing.
    fn stated(&self) -> String {
        match self.status.as_deref() {
            Some(status) if !self.voided => status.to_owned(),
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

/// The columns whose words decide whether and how an order counts, the status first.
const DECIDING: [Field; 7] = [
    Field::Status,
    Field::Voided,
    Field::Approval,
    Field::DocumentType,
    Field::Refund,
    Field::Returned,
    Field::Closed,
];

/// What the words of a row say together.
struct Standing {
    meaning: Meaning,
    /// Whether another column than the status says so.
    beside_status: bool,
}

/// An order that one column leaves out is left out, whatever the others say; else a return is one, and that its money was
/// given back says the same of it.
fn standing(row: &mut RowReader<'_, '_>) -> Standing {
    let status = row.meaning(DECIDING[0]);
    let mut others: Vec<Meaning> = DECIDING[1..]
        .iter()
        .filter_map(|field| row.meaning(*field))
        .collect();
    others.extend(row.other_meanings());
    let beside = others
        .into_iter()
        .max_by_key(|meaning| meaning.weight())
        .unwrap_or(Meaning::Counts);
    let status = status.unwrap_or(Meaning::Counts);
    let beside_status = beside.weight() > status.weight();
    Standing {
        meaning: if beside_status { beside } else { status },
        beside_status,
    }
}

/// A sale that was given back in full is none; an amount below 0 is the giving back itself.
fn settled(meaning: Meaning, amount: Option<Decimal>) -> Meaning {
    match meaning {
        Meaning::Refunded if amount.is_some_and(|amount| amount < Decimal::ZERO) => Meaning::Counts,
        Meaning::Refunded => Meaning::Ignored,
        meaning => meaning,
    }
}

/// A return is taken off, whatever the sign that it is written with.
fn signed(amount: Decimal, meaning: Meaning) -> Decimal {
    match meaning {
        Meaning::Returned => -amount.abs(),
        _ => amount,
    }
}
