//! Rows of orders.

use super::cells::{id, number, text};
use super::data_row::WithinSheet;
use super::data_row::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::kinds::added;
use super::row::RowReader;
use super::{Added, Order, RepKey};
use crate::model::hash::QuickMap;
use crate::model::{Dataset, Field, Finding, Meaning, Problem, Text};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;
use std::hash::{Hash, Hasher};

/// One line of an order, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct OrderRow {
    pub(super) order_id: Text,
    /// Which of several series its number is of.
    pub(super) series: Series,
    pub(super) line: Option<Text>,
    pub(super) moment: NaiveDateTime,
    pub(super) rep: RepKey,
    pub(super) customer: CustomerName,
    pub(super) product: Option<Text>,
    quantity: Option<Decimal>,
    pub(super) amount: Decimal,
    /// The day that it is dated, where it came after its month was closed and counts in another.
    pub(super) carried: Beside<Option<NaiveDate>>,
    /// What its cell states; it is nothing that tells rows apart.
    stated: Beside<Decimal>,
    status: Option<Text>,
    /// What all its words together say: that it counts, that it does not, or that it is a return.
    pub(super) meaning: Meaning,
    /// Whether another column than the status is why it does not count.
    voided: bool,
    pub(super) added: Added,
}

/// A series of order numbers, 0 where there is but one. It is nothing that a row states: rows of two may be equal.
pub type Series = Beside<u64>;

/// What a row knows beside what it states: all of them are equal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<T>(pub T);

impl<T> PartialEq for Beside<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Beside<T> {}

impl<T> Hash for Beside<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl DataRow for OrderRow {
    fn dataset(&self) -> Dataset {
        Dataset::ORDERS
    }

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let order_id = row.required(Field::OrderId, id);
        let line = row.optional(Field::Line, id);
        let rep = context.staff.dated_rep(row, Field::Date, date);
        let customer = row.customer();
        let product = row.optional(Field::Product, text);
        let quantity = row.optional(Field::Quantity, number);
        let amount = row.required(Field::Amount, number);
        let status = row.optional(Field::Status, text);
        let added = added(row);
        let standing = standing(row, added.as_ref());
        let meaning = settled(standing.meaning, amount);
        let (order_id, moment, rep, amount) = (order_id?, date?, rep?, amount?);
        let mut row = Self {
            order_id,
            series: Beside::default(),
            line,
            moment,
            carried: Beside::default(),
            rep,
            customer: customer.unwrap_or_else(|| row.no_customer()),
            product,
            quantity,
            amount,
            stated: Beside(amount),
            status,
            meaning,
            voided: meaning == Meaning::Ignored && standing.beside_status,
            added: added?,
        };
        // A return is taken off, whatever the sign that it is written with.
        if meaning == Meaning::Returned && row.amount > Decimal::ZERO {
            row.take_off();
        }
        Some(row)
    }

    fn counts(&self) -> bool {
        self.meaning != Meaning::Ignored
    }

    fn amount(&self) -> Option<Decimal> {
        Some(self.amount)
    }

    fn stated(&self) -> Option<Decimal> {
        Some(self.stated.0)
    }

    fn within_sheet(&self) -> WithinSheet {
        match self.line {
            Some(_) => WithinSheet::Rejected,
            None => WithinSheet::Counts,
        }
    }
}

impl OrderRow {
    /// How many of the fields that a row may leave empty it states; a time of day is one of them.
    pub fn fields_stated(&self) -> usize {
        let texts = [&self.line, &self.product, &self.status];
        let stated = texts.into_iter().flatten().count() + usize::from(self.quantity.is_some());
        let stated = stated + self.added.fields_stated();
        stated + self.customer.fields_stated() + usize::from(self.moment.time() != NaiveTime::MIN)
    }

    /// How many pieces.
    pub fn quantity(&self) -> Option<Decimal> {
        self.quantity
    }

    /// All that it states but its number, in an order of its own.
    pub fn content(&self) -> impl Ord + use<'_> {
        let OrderRow {
            line,
            moment,
            rep,
            customer,
            product,
            quantity,
            amount,
            status,
            meaning,
            voided,
            added,
            ..
        } = self;
        (
            (moment, rep, customer, line),
            (product, quantity, amount, status, meaning, voided, added),
        )
    }

    /// Turns its money, which went back though it is written as if it had come in.
    pub(super) fn take_off(&mut self) {
        self.amount = -self.amount;
        self.added = self.added.turned();
    }

    /// Keeps that much of its money, and such a share of its pieces.
    pub(super) fn take_part(&mut self, amount: Decimal, share: Decimal) {
        self.amount = amount;
        self.quantity = self.quantity.and_then(|pieces| pieces.checked_mul(share));
    }

    /// Whether it says which part of its order is the rep's.
    pub(super) fn is_shared(&self) -> bool {
        self.added.number(super::shared::SHARE).is_some()
    }

    /// The amount.
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The day.
    pub fn date(&self) -> NaiveDate {
        self.moment.date()
    }

    /// The rep.
    pub fn rep(&self) -> RepKey {
        self.rep
    }

    /// The customer.
    pub fn customer(&self) -> &CustomerName {
        &self.customer
    }
}

/// Orders of the period whose lines name several reps, said at the first line of each rep but the first.
pub fn of_several_reps(rows: &[Gathered<OrderRow>], context: &Context) -> Vec<Finding> {
    let in_period = |line: &&Gathered<OrderRow>| context.period.contains(line.row.moment.date());
    let mut orders: QuickMap<(&str, u64), Vec<&Gathered<OrderRow>>> = QuickMap::default();
    let mut findings = Vec::new();
    for line in rows.iter().filter(in_period).filter(|line| line.row.counts()) {
        let seen = orders.entry((&line.row.order_id, line.row.series.0)).or_default();
        if seen.iter().any(|known| known.row.rep == line.row.rep) {
            continue;
        }
        // Shares say that it is meant so.
        let unshared = |line: &&&Gathered<OrderRow>| !line.row.is_shared();
        if let Some(first) = seen.iter().find(unshared).filter(|_| unshared(&&line)) {
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
        .map(|Gathered { place, row, .. }| Order {
            place: place.clone(),
            order_id: row.order_id.clone(),
            series: row.series.0,
            moment: row.moment,
            rep: row.rep,
            customer: customers.key_of_anybody(&row.customer),
            product: row.product.clone(),
            quantity: row.quantity,
            amount: row.amount,
            stated: row.stated.0,
            carried: row.carried.0,
            cancelled: !row.counts(),
            added: row.added.clone(),
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
fn standing(row: &mut RowReader<'_, '_>, added: Option<&Added>) -> Standing {
    let status = row.meaning(DECIDING[0]);
    let mut others: Vec<Meaning> = DECIDING[1..]
        .iter()
        .filter_map(|field| row.meaning(*field))
        .collect();
    others.extend(row.other_meanings());
    others.extend(added.into_iter().flat_map(Added::meanings));
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
