//! The records of each dataset. Every record keeps the row it comes from.

use super::Coverage;
use super::keys::{CustomerKey, RepKey};
use super::ledger::Ledger;
use super::left_out::LeftOut;
use super::roster::Roster;
use super::stated::{Added, ListRow};
use crate::model::span::YearPart;
use crate::model::{Assumption, Dataset, FiscalYear, Kpi, Month, Period, Place, Text, YearStart};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The row.
    pub place: Place,
    /// The order's number, normalised.
    pub order_id: Text,
    /// Which of several series the number is of, where numbers begin again: orders are told apart by both.
    pub series: u64,
    /// Date and time; 00:00 where no time is stated.
    pub moment: NaiveDateTime,
    /// Whose order it is.
    pub rep: RepKey,
    /// The customer; none where the row names nobody, or a buyer who walked in.
    pub customer: Option<CustomerKey>,
    /// The product.
    pub product: Option<Text>,
    /// How many pieces.
    pub quantity: Option<Decimal>,
    /// Yuan; negative for a return.
    pub amount: Decimal,
    /// What its cell states, after unit and rate.
    pub stated: Decimal,
    /// The day that it is dated, where it came after its month was closed and counts in another.
    pub carried: Option<NaiveDate>,
    /// Whether the order was cancelled: it then counts nowhere.
    pub cancelled: bool,
    /// What it states in the fields that a book adds to the list.
    pub added: Added,
}

impl Order {
    /// What tells an order from others; its lines have it in common.
    pub fn number(&self) -> (&str, u64) {
        (&self.order_id, self.series)
    }
}

/// Whose customer was visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VisitKind {
    /// 现有, 老客户
    Existing,
    /// 潜在, 新客户
    Prospect,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The row.
    pub place: Place,
    /// Date and time.
    pub moment: NaiveDateTime,
    /// Who visited.
    pub rep: RepKey,
    /// Who was visited.
    pub customer: CustomerKey,
    /// What the row says of the customer.
    pub kind: Option<VisitKind>,
    /// Whether it was made: one that was only planned, or cancelled, counts nowhere.
    pub made: bool,
    /// What it states in the fields that a book adds to the list.
    pub added: Added,
}

/// A phone call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The row.
    pub place: Place,
    /// Date and time.
    pub moment: NaiveDateTime,
    /// Whose call it was.
    pub rep: RepKey,
    /// Whether the customer called.
    pub inbound: bool,
    /// Whether it is a call that was answered: a duration above 0, or the outcome says so, or neither column exists; what
    /// is no call, was only planned or met a machine was not.
    pub answered: bool,
    /// What it states in the fields that a book adds to the list.
    pub added: Added,
}

/// A row of the customers' table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// The row.
    pub place: Place,
    /// The customer.
    pub customer: CustomerKey,
    /// The owner.
    pub rep: RepKey,
    /// When it was created, as the row has it.
    pub created: NaiveDateTime,
    /// When it was created by the list that knows it longest, however late it was read.
    pub known_since: NaiveDateTime,
    /// When it was lost.
    pub lost_date: Option<NaiveDate>,
    /// What it states in the fields that a book adds to the list.
    pub added: Added,
}

/// A customer's request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The row.
    pub place: Place,
    /// Who is to answer.
    pub rep: RepKey,
    /// When it was received.
    pub received: NaiveDateTime,
    /// When it was replied to.
    pub replied: Option<NaiveDateTime>,
    /// What it states in the fields that a book adds to the list.
    pub added: Added,
}

/// A plan or report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The row.
    pub place: Place,
    /// Whose it is.
    pub rep: RepKey,
    /// When it was due.
    pub due: NaiveDateTime,
    /// When it was submitted.
    pub submitted: Option<NaiveDateTime>,
    /// What it states in the fields that a book adds to the list.
    pub added: Added,
}

/// An event of conduct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConductEvent {
    /// The row.
    pub place: Place,
    /// The day.
    pub date: NaiveDate,
    /// Whose conduct.
    pub rep: RepKey,
    /// What happened.
    pub event: String,
    /// Points the row states; none: those of the event in the policy.
    pub points: Option<Decimal>,
    /// What it states in the fields that a book adds to the list.
    pub added: Added,
}

/// Whom a target is set for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetScope {
    /// A rep.
    Rep(RepKey),
    /// A team.
    Team(String),
    /// A region.
    Region(String),
    /// The whole company.
    Company,
}

/// What time a target is set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetSpan {
    /// A year, to be spread over its months.
    Year(FiscalYear),
    /// Half a year, 1 or 2, to be spread over its months.
    Half(FiscalYear, u8),
    /// A quarter of a year, 1…4, to be spread over its months.
    Quarter(FiscalYear, u8),
    /// A month.
    Month(Month),
}

impl TargetSpan {
    /// That part of a year.
    pub fn of(part: YearPart, year: FiscalYear) -> Option<Self> {
        match part {
            YearPart::Whole => Some(Self::Year(year)),
            YearPart::Half(half) => Some(Self::Half(year, half)),
            YearPart::Quarter(quarter) => Some(Self::Quarter(year, quarter)),
            YearPart::Month(month) => year.month(month.into()).map(Self::Month),
        }
    }

    /// Its months, in their order.
    pub fn months(self) -> Vec<Month> {
        match self {
            Self::Year(year) | Self::Half(year, _) | Self::Quarter(year, _) => {
                year.months(self.part()).collect()
            }
            Self::Month(month) => vec![month],
        }
    }

    /// Whether it is of a year.
    pub fn is_of(self, year: FiscalYear) -> bool {
        match self {
            Self::Year(own) | Self::Half(own, _) | Self::Quarter(own, _) => own == year,
            Self::Month(month) => year.month(month.number()) == Some(month),
        }
    }

    /// The part of that year.
    pub fn part(self) -> YearPart {
        match self {
            Self::Year(_) => YearPart::Whole,
            Self::Half(_, half) => YearPart::Half(half),
            Self::Quarter(_, quarter) => YearPart::Quarter(quarter),
            Self::Month(month) => YearPart::Month(month.number() as u8),
        }
    }
}

/// 2026, 2026-H2, 2026-Q4 or 2026-10; FY2026-Q4 of a fiscal year.
impl fmt::Display for TargetSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Half(year, half) => write!(f, "{year}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year}-Q{quarter}"),
            Self::Month(month) => write!(f, "{month}"),
        }
    }
}

/// One figure of the targets' table: a wide row makes several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The cell.
    pub place: Place,
    /// Whom it is set for.
    pub scope: TargetScope,
    /// The KPI it is about.
    pub kpi: Kpi,
    /// The product, where it is set for one.
    pub product: Option<String>,
    /// The time it is set for.
    pub span: TargetSpan,
    /// The figure, 0 or above.
    pub figure: Decimal,
}

/// A manager's score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The cell.
    pub place: Place,
    /// Who is scored.
    pub rep: RepKey,
    /// The period it is for.
    pub period: Period,
    /// The KPI.
    pub kpi: Kpi,
    /// 0…100
    pub score: Decimal,
    /// What its row states in the fields that a book adds to the list.
    pub added: Added,
}

/// What a manager wrote about a rep in the period; several lines where several said something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remarks {
    /// 主管评语
    pub comment: Option<String>,
    /// 改进计划
    pub plan: Option<String>,
}

/// Everything that was read, free of what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// The reps.
    pub roster: Roster,
    /// The targets.
    pub targets: Vec<Target>,
    /// Where the years begin that they are set for.
    pub year_start: YearStart,
    /// The order lines.
    pub orders: Vec<Order>,
    /// The visits.
    pub visits: Vec<Visit>,
    /// The calls.
    pub calls: Vec<Call>,
    /// The customers.
    pub customers: Vec<Customer>,
    /// The requests.
    pub requests: Vec<Request>,
    /// The plans and reports.
    pub reports: Vec<Report>,
    /// The events of conduct.
    pub conduct: Vec<ConductEvent>,
    /// The managers' scores for the period.
    pub scores: Vec<Score>,
    /// The rows of a company's own lists.
    pub lists: BTreeMap<Dataset, Vec<ListRow>>,
    /// What the managers wrote for the period.
    pub remarks: BTreeMap<RepKey, Remarks>,
    /// The datasets of which there is a table, be it without rows.
    pub present: BTreeSet<Dataset>,
    /// What is there of each dataset that rows of a period are counted from, in whichever folder.
    pub coverage: BTreeMap<Dataset, Coverage>,
    /// What each [`CustomerKey`] is called: its name, or its id where no name is known.
    pub customer_names: Vec<String>,
    /// The rows that are none of these.
    pub left_out: Vec<LeftOut>,
    /// What became of every row of data.
    pub ledger: Ledger,
    /// What their words were taken for.
    pub assumed: Vec<Assumption>,
}

impl Records {
    /// The reps whom a dated row of the period names: a sale, a visit, a call, a request, a report, an event.
    pub fn reps_active_in(&self, period: Period) -> BTreeSet<RepKey> {
        let dated = [
            Dataset::ORDERS,
            Dataset::VISITS,
            Dataset::CALLS,
            Dataset::REQUESTS,
            Dataset::REPORTS,
            Dataset::CONDUCT,
        ];
        let rows = dated
            .into_iter()
            .chain(self.lists.keys().copied())
            .flat_map(|dataset| self.rows_of(dataset, period));
        rows.map(|(_, rep)| rep).collect()
    }

    /// The day and the rep of each row of the dataset in a period; a score is of its period's last day.
    pub fn rows_of(&self, dataset: Dataset, period: Period) -> Vec<(NaiveDate, RepKey)> {
        let of_day = |(moment, rep): (NaiveDateTime, RepKey)| (moment.date(), rep);
        let rows: Vec<(NaiveDate, RepKey)> = match dataset {
            Dataset::ROSTER | Dataset::TARGETS => Vec::new(),
            Dataset::ORDERS => self
                .orders
                .iter()
                .map(|row| of_day((row.moment, row.rep)))
                .collect(),
            Dataset::VISITS => self
                .visits
                .iter()
                .map(|row| of_day((row.moment, row.rep)))
                .collect(),
            Dataset::CALLS => self
                .calls
                .iter()
                .map(|row| of_day((row.moment, row.rep)))
                .collect(),
            Dataset::CUSTOMERS => self
                .customers
                .iter()
                .map(|row| {
                    let lost = row.lost_date.filter(|day| period.contains(*day));
                    (lost.unwrap_or(row.known_since.date()), row.rep)
                })
                .collect(),
            Dataset::REQUESTS => self
                .requests
                .iter()
                .map(|row| of_day((row.received, row.rep)))
                .collect(),
            Dataset::REPORTS => self
                .reports
                .iter()
                .map(|row| of_day((row.due, row.rep)))
                .collect(),
            Dataset::CONDUCT => self.conduct.iter().map(|row| (row.date, row.rep)).collect(),
            Dataset::SCORES => self
                .scores
                .iter()
                .filter(|row| period.covers(row.period))
                .map(|row| (row.period.last_day(), row.rep))
                .collect(),
            own => self.own_rows(own).map(|row| (row.day(), row.rep)).collect(),
        };
        rows.into_iter()
            .filter(|(day, _)| period.contains(*day))
            .collect()
    }

    /// Whether anyone has a row of the dataset in a period: by its own date, cancelled orders included; of customers
    /// those created or lost in it.
    pub fn has_rows(&self, dataset: Dataset, period: Period) -> bool {
        let within = |moment: NaiveDateTime| period.contains(moment.date());
        match dataset {
            Dataset::ROSTER | Dataset::TARGETS => true,
            Dataset::ORDERS => self.orders.iter().any(|row| within(row.moment)),
            Dataset::VISITS => self.visits.iter().any(|row| within(row.moment)),
            Dataset::CALLS => self.calls.iter().any(|row| within(row.moment)),
            Dataset::CUSTOMERS => {
                let lost = |row: &Customer| row.lost_date.is_some_and(|day| period.contains(day));
                self.customers
                    .iter()
                    .any(|row| within(row.known_since) || lost(row))
            }
            Dataset::REQUESTS => self.requests.iter().any(|row| within(row.received)),
            Dataset::REPORTS => self.reports.iter().any(|row| within(row.due)),
            Dataset::CONDUCT => self.conduct.iter().any(|row| period.contains(row.date)),
            Dataset::SCORES => self.scores.iter().any(|row| period.covers(row.period)),
            own => self.own_rows(own).any(|row| period.contains(row.day())),
        }
    }

    /// The rows of a company's own list.
    pub fn own_rows(&self, dataset: Dataset) -> impl Iterator<Item = &ListRow> {
        self.lists.get(&dataset).into_iter().flatten()
    }
}
