//! Records of any list as rows that expressions are evaluated on.

use super::list::at;
use super::{
    Added, Call, ConductEvent, Customer, CustomerKey, ListRow, Order, Records, RepKey, Report, Request,
    Score, Stated, Visit, VisitKind,
};
use crate::catalogue::List;
use crate::catalogue::expression::{Row, Value};
use crate::catalogue::scope::Source;
use crate::model::{Dataset, Meaning, Period, Place};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The rows of a list, as expressions see them.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    records: &'a Records,
    dataset: Dataset,
    /// Where the values of the scope's columns come from.
    sources: Vec<Source>,
    /// Which of the fields of a company's own list says what money hangs on a row.
    money: Option<usize>,
}

/// One of them.
#[derive(Debug, Clone, Copy)]
pub struct RecordRow<'r, 'a> {
    rows: &'r Rows<'a>,
    of: Of<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Of<'a> {
    Order(&'a Order),
    Visit(&'a Visit),
    Call(&'a Call),
    Customer(&'a Customer),
    Request(&'a Request),
    Report(&'a Report),
    Conduct(&'a ConductEvent),
    Score(&'a Score),
    Own(&'a ListRow),
}

impl Records {
    /// The rows of a list, for expressions that were checked against the list's scope.
    pub fn rows(&self, list: &List) -> Rows<'_> {
        Rows {
            records: self,
            dataset: list.dataset,
            sources: list.sources(),
            money: list.money().and_then(|money| at(&list.fields, money)),
        }
    }
}

impl<'a> Rows<'a> {
    /// All of them, in the order of the records; none of rosters and targets, whose rows no figure is made of.
    pub fn all<'r>(&'r self) -> Box<dyn Iterator<Item = RecordRow<'r, 'a>> + 'r> {
        let records = self.records;
        let row = |of| RecordRow { rows: self, of };
        match self.dataset {
            Dataset::ROSTER | Dataset::TARGETS => Box::new(std::iter::empty()),
            Dataset::ORDERS => Box::new(records.orders.iter().map(Of::Order).map(row)),
            Dataset::VISITS => Box::new(records.visits.iter().map(Of::Visit).map(row)),
            Dataset::CALLS => Box::new(records.calls.iter().map(Of::Call).map(row)),
            Dataset::CUSTOMERS => Box::new(records.customers.iter().map(Of::Customer).map(row)),
            Dataset::REQUESTS => Box::new(records.requests.iter().map(Of::Request).map(row)),
            Dataset::REPORTS => Box::new(records.reports.iter().map(Of::Report).map(row)),
            Dataset::CONDUCT => Box::new(records.conduct.iter().map(Of::Conduct).map(row)),
            Dataset::SCORES => Box::new(records.scores.iter().map(Of::Score).map(row)),
            own => Box::new(records.own_rows(own).map(Of::Own).map(row)),
        }
    }

    /// Those that belong to a period.
    pub fn of_period<'r>(&'r self, period: Period) -> impl Iterator<Item = RecordRow<'r, 'a>> {
        self.all().filter(move |row| period.contains(row.day()))
    }
}

impl<'a> RecordRow<'_, 'a> {
    /// The row.
    pub fn place(&self) -> &'a Place {
        match self.of {
            Of::Order(row) => &row.place,
            Of::Visit(row) => &row.place,
            Of::Call(row) => &row.place,
            Of::Customer(row) => &row.place,
            Of::Request(row) => &row.place,
            Of::Report(row) => &row.place,
            Of::Conduct(row) => &row.place,
            Of::Score(row) => &row.place,
            Of::Own(row) => &row.place,
        }
    }

    /// Whose it is.
    pub fn rep(&self) -> RepKey {
        match self.of {
            Of::Order(row) => row.rep,
            Of::Visit(row) => row.rep,
            Of::Call(row) => row.rep,
            Of::Customer(row) => row.rep,
            Of::Request(row) => row.rep,
            Of::Report(row) => row.rep,
            Of::Conduct(row) => row.rep,
            Of::Score(row) => row.rep,
            Of::Own(row) => row.rep,
        }
    }

    /// The day by which it belongs to a period; of a score the last of the period that it is for.
    pub fn day(&self) -> NaiveDate {
        match self.of {
            Of::Order(row) => row.moment.date(),
            Of::Visit(row) => row.moment.date(),
            Of::Call(row) => row.moment.date(),
            Of::Customer(row) => row.created.date(),
            Of::Request(row) => row.received.date(),
            Of::Report(row) => row.due.date(),
            Of::Conduct(row) => row.date,
            Of::Score(row) => row.period.last_day(),
            Of::Own(row) => row.day(),
        }
    }

    /// Whether its words let it count.
    pub fn counts(&self) -> bool {
        match self.of {
            Of::Order(row) => !row.cancelled,
            Of::Visit(row) => row.made,
            Of::Call(row) => row.answered,
            Of::Own(row) => row.counts,
            _ => self.added().is_none_or(Added::counts),
        }
    }

    /// What it states in the fields that a book adds to its list.
    fn added(&self) -> Option<&'a Added> {
        Some(match self.of {
            Of::Order(row) => &row.added,
            Of::Visit(row) => &row.added,
            Of::Call(row) => &row.added,
            Of::Customer(row) => &row.added,
            Of::Request(row) => &row.added,
            Of::Report(row) => &row.added,
            Of::Conduct(row) => &row.added,
            Of::Score(row) => &row.added,
            Of::Own(_) => return None,
        })
    }

    /// The money that it states, where its list has any.
    pub fn amount(&self) -> Option<Decimal> {
        match self.of {
            Of::Order(row) => Some(row.amount),
            Of::Own(row) => row.value(self.rows.money?).number(),
            _ => self.added()?.money(),
        }
    }

    /// The same as its cell states it.
    pub fn stated(&self) -> Option<Decimal> {
        match self.of {
            Of::Order(row) => Some(row.stated),
            _ => self.amount(),
        }
    }

    /// The customer, where the row names one.
    pub fn customer_key(&self) -> Option<CustomerKey> {
        match self.of {
            Of::Order(row) => row.customer,
            Of::Visit(row) => Some(row.customer),
            Of::Customer(row) => Some(row.customer),
            Of::Own(row) => row.customer,
            _ => None,
        }
    }

    /// What the customer is called.
    pub fn customer(&self) -> Option<&'a str> {
        let names = &self.rows.records.customer_names;
        let name = names.get(self.customer_key()?.0 as usize);
        name.map(String::as_str)
    }

    /// What a reader of the program's own made of it, by name.
    fn read(&self, name: &str) -> Value {
        match (self.of, name) {
            (Of::Order(row), "order_id") => row.order_id.clone().into(),
            (Of::Order(row), "date") => row.moment.into(),
            (Of::Order(row), "product") => row.product.clone().into(),
            (Of::Order(row), "quantity") => row.quantity.into(),
            (Of::Order(row), "amount") => row.amount.into(),
            (Of::Visit(row), "date") => row.moment.into(),
            (Of::Visit(row), "kind") => row.kind.map(kind_of_visit).into(),
            (Of::Call(row), "time") => row.moment.into(),
            (Of::Call(row), "direction") => direction(row).into(),
            (Of::Call(row), "answered") => row.answered.into(),
            (Of::Customer(row), "created") => row.created.into(),
            (Of::Customer(row), "lost_date") => row.lost_date.into(),
            (Of::Request(row), "received") => row.received.into(),
            (Of::Request(row), "replied") => row.replied.into(),
            (Of::Report(row), "due") => row.due.into(),
            (Of::Report(row), "submitted") => row.submitted.into(),
            (Of::Conduct(row), "date") => row.date.into(),
            (Of::Conduct(row), "event") => row.event.as_str().into(),
            (Of::Conduct(row), "points") => row.points.into(),
            (Of::Score(row), "kpi") => row.kpi.id().as_str().into(),
            (Of::Score(row), "score") => row.score.into(),
            _ => Value::Null,
        }
    }

    /// What stands in the field at that place among those that are read by their kind.
    fn by_kind(&self, at: usize) -> &'a Stated {
        match self.of {
            Of::Own(row) => row.value(at),
            _ => self.added().map_or(&Stated::Nothing, |added| added.value(at)),
        }
    }

    fn stated_in(&self, at: usize) -> Value {
        match self.by_kind(at) {
            Stated::Nothing => Value::Null,
            Stated::Text(text) | Stated::Word(text, _) => text.clone().into(),
            Stated::Number(number) => (*number).into(),
            Stated::Date(day) => (*day).into(),
            Stated::Moment(moment) => (*moment).into(),
            Stated::Flag(flag) => (*flag).into(),
        }
    }

    fn meaning(&self, at: usize) -> Value {
        match self.by_kind(at) {
            Stated::Word(_, meaning) => meaning.map(Meaning::id).into(),
            _ => Value::Null,
        }
    }
}

impl Row for RecordRow<'_, '_> {
    fn value(&self, column: usize) -> Cow<'_, Value> {
        Cow::Owned(match self.rows.sources.get(column) {
            None => Value::Null,
            Some(Source::Rep) => self.rows.records.roster.rep(self.rep()).rep_id.as_str().into(),
            Some(Source::Customer) => self.customer().into(),
            Some(Source::Field(at)) => self.stated_in(*at),
            Some(Source::Meaning(at)) => self.meaning(*at),
            Some(Source::Counts) => self.counts().into(),
            Some(Source::Read(name)) => self.read(name),
        })
    }
}

fn kind_of_visit(kind: VisitKind) -> &'static str {
    match kind {
        VisitKind::Existing => Meaning::Existing.id(),
        VisitKind::Prospect => Meaning::Prospect.id(),
    }
}

fn direction(call: &Call) -> &'static str {
    if call.inbound {
        Meaning::Inbound.id()
    } else {
        Meaning::Outbound.id()
    }
}
