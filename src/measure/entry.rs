//! What a row adds to a figure, and how figures come of what rows add. A run adds it up; an explanation lists it.

use crate::catalogue::Catalogue;
use crate::catalogue::Figure;
use crate::catalogue::measure::{Declared, Registered};
use crate::model::{Calendar, Exact, Kpi, Period, Place};
use crate::records::{CustomerKey, Rep, RepKey};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The points of conduct of a rep without any event.
const FULL: i64 = 100;

/// Working days of a week.
pub(super) const DAYS_A_WEEK: i64 = 5;

/// Decimals of figures by the week.
const PLACES_A_WEEK: u32 = 2;

/// A row of the period that a figure could be made of.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Whose figure.
    pub rep: RepKey,
    /// The row.
    pub place: &'a Place,
    /// The day by which it is of the period.
    pub date: NaiveDate,
    /// The customer, where it has one.
    pub customer: Option<CustomerKey>,
    /// The money that it states, where it states any.
    pub amount: Option<Decimal>,
    /// The number of its order, where it is a line of one.
    pub number: Option<&'a str>,
    /// What it adds, or why it adds nothing and is not of those that are counted.
    pub outcome: Result<Exact, Reason>,
    /// Why it adds less than it could, where it is of those that are counted.
    pub remark: Option<Reason>,
    /// What it adds to what a quotient is divided by; 1 of anything else.
    pub weight: Exact,
}

impl<'a> Entry<'a> {
    /// A row of a rep that adds so much.
    pub(super) fn new(
        rep: RepKey,
        (place, date): (&'a Place, NaiveDate),
        outcome: Result<Exact, Reason>,
    ) -> Self {
        Self {
            rep,
            place,
            date,
            customer: None,
            amount: None,
            number: None,
            outcome,
            remark: None,
            weight: Exact::one(),
        }
    }

    /// The same about a customer.
    pub(super) fn of(self, customer: Option<CustomerKey>) -> Self {
        Self { customer, ..self }
    }

    /// The same with the money that it states.
    pub(super) fn worth(self, amount: Decimal) -> Self {
        Self {
            amount: Some(amount),
            ..self
        }
    }

    /// The same with the number of its order.
    pub(super) fn numbered(self, number: &'a str) -> Self {
        Self {
            number: Some(number),
            ..self
        }
    }

    /// The same with what it adds to what the figure is divided by.
    pub(super) fn weighing(self, weight: Exact) -> Self {
        Self { weight, ..self }
    }

    /// The same with why it adds no more.
    pub(super) fn because(self, remark: Option<Reason>) -> Self {
        Self { remark, ..self }
    }
}

/// Why a row adds nothing to a figure, or less than it could.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Its words say that it does not count: cancelled, a draft, a quotation.
    Cancelled,
    /// Another line of the same order has been counted.
    SameOrder,
    /// It names no customer.
    NoCustomer,
    /// A return is no first order.
    Return,
    /// The customer had ordered before.
    OrderedBefore,
    /// A visit that was planned or cancelled.
    NotMade,
    /// A visit to somebody who is no customer yet, by its own words.
    Prospect,
    /// A visit to somebody who had not ordered before that day.
    NeverOrdered,
    /// The customer called.
    Inbound,
    /// Nobody answered.
    Unanswered,
    /// Another row of the same customer decides whose it is.
    OtherOwner,
    /// The customer was known before, by another list.
    KnownBefore,
    /// Another row of the same customer has been counted.
    SameCustomer,
    /// Neither the row nor the policy has points for it.
    NoPoints,
    /// It came after it was due.
    Late,
    /// It never came.
    Never,
    /// A score for the whole period takes the place of those for its months.
    PeriodScored,
    /// The figure is about other rows: its condition, or that of the part that counts, is not met.
    Unmet,
    /// It has no value to count.
    NoValue,
    /// Another row of the same value has been counted.
    SameValue,
}

/// How a figure comes of what its rows add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Making {
    /// It is their sum: amounts, counts.
    Sum,
    /// Their sum ÷ (the rep's working days ÷ 5), rounded.
    PerWeek,
    /// Their mean: shares, scores.
    Mean,
    /// 100 and their sum, kept within 0…100, ÷ 100.
    OfHundred,
    /// How the figure grew that it is read off.
    Growth,
    /// By an expression: what its rows add to it is told, and comes to the figure where it is a sum, a count or a quotient
    /// of two.
    Expression,
}

impl Making {
    /// That of a figure of the catalogue.
    pub fn of(catalogue: &Catalogue, kpi: Kpi) -> Self {
        match catalogue.measure(kpi).map(|measure| &measure.figure) {
            Some(Figure::Registered(registered)) => match registered {
                Registered::Sales
                | Registered::NewCustomers
                | Registered::Visits
                | Registered::Calls
                | Registered::CustomersAdded
                | Registered::CustomersLost => Self::Sum,
                Registered::WeeklyOrders => Self::PerWeek,
                Registered::Conduct => Self::OfHundred,
                Registered::Reports | Registered::Requests => Self::Mean,
            },
            Some(Figure::Declared(_)) => Self::Expression,
            Some(Figure::GrowthOf(_)) => Self::Growth,
            Some(Figure::Scored) | None => Self::Mean,
        }
    }
}

/// What a rep's rows of a period add up to.
#[derive(Debug, Clone)]
pub struct Tally {
    /// The sum of what they add.
    pub sum: Exact,
    /// How many are counted.
    pub rows: u64,
    /// The sum of what they weigh.
    pub weight: Exact,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            sum: Exact::zero(),
            rows: 0,
            weight: Exact::zero(),
        }
    }
}

/// What a figure comes to, and what of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The figure.
    pub figure: Exact,
    /// What each unit that a row adds is worth in the figure.
    pub each: Exact,
    /// What the figure has that comes of no row.
    pub start: Exact,
    /// Whether it would have gone beyond what it is kept within.
    pub limited: bool,
}

impl Tally {
    /// With one row more.
    pub(super) fn add(&mut self, value: &Exact) {
        self.sum = &self.sum + value;
        self.rows += 1;
    }

    /// The figure that comes of it; none where nothing does.
    pub(super) fn figure(&self, making: Making, worked: impl FnOnce() -> Option<u32>) -> Option<Exact> {
        match making {
            Making::Sum => Some(self.sum.clone()),
            Making::PerWeek => {
                let weekly = (&self.sum * &Exact::from(DAYS_A_WEEK)).checked_div(&days(worked()?))?;
                Some(weekly.round(PLACES_A_WEEK))
            }
            Making::Mean => self.sum.checked_div(&Exact::from(self.rows.cast_signed())),
            Making::OfHundred => {
                let full = Exact::from(FULL);
                let kept = (&full + &self.sum).clamp(Exact::zero(), full.clone());
                kept.checked_div(&full)
            }
            // What an expression comes to, it says itself.
            Making::Growth | Making::Expression => None,
        }
    }

    /// The same with what each row has of it.
    pub(super) fn made(&self, making: Making, worked: Option<u32>) -> Option<Made> {
        let figure = self.figure(making, || worked)?;
        let one = Exact::one();
        let each = match making {
            Making::Sum | Making::Growth | Making::Expression => one,
            Making::PerWeek => Exact::from(DAYS_A_WEEK).checked_div(&days(worked?))?,
            Making::Mean => one.checked_div(&Exact::from(self.rows.cast_signed()))?,
            Making::OfHundred => one.checked_div(&Exact::from(FULL))?,
        };
        let of_rows = &self.sum * &each;
        let (start, limited) = match making {
            Making::OfHundred => (Exact::one(), &Exact::one() + &of_rows != figure),
            // Of a rate by the week, what rounding added.
            _ => (&figure - &of_rows, false),
        };
        Some(Made {
            figure,
            each,
            start,
            limited,
        })
    }
}

impl Made {
    /// The same of a declared figure: what a unit of its first part is worth in it, and what of it comes of no row.
    pub(super) fn of_declared(figure: Exact, declared: &Declared, tally: &Tally) -> Self {
        let value = declared.ready().map(|ready| &ready.value);
        let each = match value {
            Some(value) if value.is_quotient() => Exact::one().checked_div(&tally.weight),
            Some(value) if value.is_plain() => Some(Exact::one()),
            _ => None,
        };
        let each = each.unwrap_or_else(Exact::zero);
        Self {
            start: &figure - &(&tally.sum * &each),
            figure,
            each,
            limited: false,
        }
    }
}

/// The mean of exact values by rep.
pub(super) fn mean_by_rep(values: impl Iterator<Item = (RepKey, Exact)>) -> BTreeMap<RepKey, Exact> {
    let mut tallies: BTreeMap<RepKey, Tally> = BTreeMap::new();
    for (rep, value) in values {
        tallies.entry(rep).or_default().add(&value);
    }
    let mean = |(rep, tally): (RepKey, Tally)| Some((rep, tally.figure(Making::Mean, || None)?));
    tallies.into_iter().filter_map(mean).collect()
}

fn days(worked: u32) -> Exact {
    Exact::from(i64::from(worked))
}

/// The days that a rep works in a period; none where the rep is not employed in it.
pub(super) fn worked(rep: &Rep, period: Period, calendar: &Calendar) -> Option<u32> {
    let (first, last) = rep.employed_within(period.first_day(), period.last_day())?;
    Some(calendar.working_days(first, last))
}
