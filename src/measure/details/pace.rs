//! The year so far: what was sold of it, what is missing, and what each working day left has to bring.

use super::super::Facts;
use super::forecast::{NoForecast, Outlook, forecast};
use super::history::{FAR, History};
use crate::model::span::YearPart;
use crate::model::{Exact, FiscalYear, Month, Period};
use crate::records::{Records, Rep, RepKey};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where everyone stands in the year that the period's last month is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// The year as it is called: `2026`, `FY2026`.
    pub year: String,
    /// The last month that is known: the period's.
    pub until: Month,
    /// The year's last month.
    pub ends: Month,
    /// Months of the year up to now that no order is known of; where there are any, no figure of the year can be stated.
    pub unknown: Vec<Month>,
    /// Whether holidays are known until the year ends; where they are not, days left are Monday to Friday.
    pub holidays_known: bool,
    /// The company.
    pub company: Standing,
    /// The teams of the period's reps, those without one last.
    pub teams: Vec<(Option<String>, Standing)>,
    /// Each rep employed in the period, in order of their numbers.
    pub reps: Vec<Standing>,
}

/// Where somebody stands in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The year's target; none where a month of employment has none.
    pub target: Option<Exact>,
    /// The target up to now.
    pub aimed: Option<Exact>,
    /// What was sold up to now.
    pub sales: Option<Exact>,
    /// What is missing of the year's target; negative where it is passed.
    pub gap: Option<Exact>,
    /// Working days left.
    pub days_left: u32,
    /// What each of them has to bring, 0 where nothing is missing; none where none is left.
    pub needed: Option<Exact>,
    /// Months of the year that have no target; of a team or the company, those of nobody.
    pub without_target: Vec<Month>,
    /// How many reps of the period have months without a target, whose share is missing in a team's and the company's.
    pub lacking: u32,
    /// What the year may come to.
    pub outlook: Outlook,
}

/// The year that the period's last month is of.
pub(super) fn year_of(records: &Records, period: Period) -> Option<FiscalYear> {
    let last = period.months().last()?;
    Some(FiscalYear::of(last, records.year_start))
}

pub(super) fn months_of(year: Option<FiscalYear>) -> Vec<Month> {
    let months = year.into_iter().flat_map(|year| year.months(YearPart::Whole));
    months.collect()
}

/// What standings are made of.
struct Year<'a> {
    facts: &'a Facts<'a>,
    history: &'a History,
    months: Vec<Month>,
    until: Month,
    ends: Month,
    is_known: bool,
}

pub(super) fn pace(
    facts: &Facts,
    history: &History,
    year: Option<FiscalYear>,
    period: Period,
) -> Option<Pace> {
    let until = period
        .months()
        .last()
        .filter(|month| history.known.contains(month))?;
    let months = months_of(year);
    let ends = *months.last()?;
    let unknown: Vec<Month> = months
        .iter()
        .filter(|month| **month <= until && !history.known.contains(month))
        .copied()
        .collect();
    let asked = Year {
        facts,
        history,
        until,
        ends,
        is_known: unknown.is_empty(),
        months,
    };
    let reps: Vec<(RepKey, &Rep)> = facts.records.roster.employed_in(period).collect();
    let standings: Vec<Standing> = reps.iter().map(|(key, rep)| asked.of_rep(*key, rep)).collect();
    let mut teams: BTreeMap<(bool, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (place, (_, rep)) in reps.iter().enumerate() {
        let team = rep.assignment_for(period).team.as_deref();
        teams.entry((team.is_none(), team)).or_default().push(place);
    }
    let teams = teams.into_iter().map(|((_, name), members)| {
        let lacking = members.iter().map(|place| &standings[*place]);
        let keys: Vec<RepKey> = members.iter().map(|place| reps[*place].0).collect();
        (
            name.map(str::to_owned),
            asked.of_many(|key| keys.contains(&key), lacking),
        )
    });
    Some(Pace {
        year: year?.to_string(),
        until,
        ends,
        holidays_known: facts.calendar.knows(ends.first_day().year()),
        company: asked.of_many(|_| true, standings.iter()),
        teams: teams.collect(),
        unknown,
        reps: standings,
    })
}

impl Year<'_> {
    fn of_rep(&self, key: RepKey, rep: &Rep) -> Standing {
        let employed = |month: Month| rep.employed_within(month.first_day(), month.last_day());
        let is_whole = |month: Month| employed(month) == Some((month.first_day(), month.last_day()));
        let sold = |month: Month| self.history.sales.get(&(key, month)).cloned();
        let target = |month: Month| self.history.targets.get(&(key, month)).cloned();
        let of_months: Vec<Month> = self
            .months
            .iter()
            .copied()
            .filter(|month| employed(*month).is_some())
            .collect();
        let leaves = rep.left.is_some() || rep.leave_date.is_some_and(|day| day < self.ends.last_day());
        let after = self.until.plus(1).first_day();
        let days = rep
            .employed_within(after, self.ends.last_day())
            .filter(|_| rep.left.is_none() && after <= self.ends.last_day())
            .map_or(0, |(first, last)| self.facts.calendar.working_days(first, last));
        let mut standing = self.standing(&of_months, target, sold, days);
        standing.outlook = match standing.sales.as_ref() {
            _ if self.until == self.ends => Outlook::None(NoForecast::Over),
            _ if leaves => Outlook::None(NoForecast::Leaves),
            Some(so_far) => forecast(&self.series(sold, is_whole), self.left(), so_far),
            None => Outlook::None(NoForecast::MonthsUnknown),
        };
        standing
    }

    /// Of those reps together: whoever has left counts in the company's.
    fn of_many<'s>(
        &self,
        is_meant: impl Fn(RepKey) -> bool,
        members: impl Iterator<Item = &'s Standing>,
    ) -> Standing {
        let by_month = |figures: &BTreeMap<(RepKey, Month), Exact>| {
            let mut sums: BTreeMap<Month, Exact> = BTreeMap::new();
            for ((_, month), figure) in figures.iter().filter(|((key, _), _)| is_meant(*key)) {
                let sum = sums.entry(*month).or_insert_with(Exact::zero);
                *sum = &*sum + figure;
            }
            sums
        };
        let (sales, targets) = (by_month(&self.history.sales), by_month(&self.history.targets));
        let sold = |month: Month| sales.get(&month).cloned();
        let after = self.until.plus(1).first_day();
        let has_days = after <= self.ends.last_day();
        let days = has_days.then(|| self.facts.calendar.working_days(after, self.ends.last_day()));
        let target = |month: Month| targets.get(&month).cloned();
        let mut standing = self.standing(&self.months, target, sold, days.unwrap_or(0));
        standing.lacking = members.filter(|member| !member.without_target.is_empty()).count() as u32;
        standing.outlook = match standing.sales.as_ref() {
            Some(so_far) => {
                // What was not there before the first sale was nobody's: a team that is new has no history of zeros.
                let first = sales.keys().next().copied();
                forecast(
                    &self.series(sold, |month| first <= Some(month)),
                    self.left(),
                    so_far,
                )
            }
            None => Outlook::None(NoForecast::MonthsUnknown),
        };
        standing
    }

    fn standing(
        &self,
        months: &[Month],
        target: impl Fn(Month) -> Option<Exact>,
        sold: impl Fn(Month) -> Option<Exact>,
        days_left: u32,
    ) -> Standing {
        let sum = |months: &mut dyn Iterator<Item = Month>, of: &dyn Fn(Month) -> Option<Exact>| {
            months.map(of).sum::<Option<Exact>>()
        };
        let is_past = |month: &Month| *month <= self.until;
        let sales = || {
            self.months
                .iter()
                .copied()
                .filter(is_past)
                .filter_map(&sold)
                .sum()
        };
        let sales = self.is_known.then(sales);
        let total = (!months.is_empty())
            .then(|| sum(&mut months.iter().copied(), &target))
            .flatten();
        let gap = total
            .as_ref()
            .zip(sales.as_ref())
            .map(|(target, sales)| target - sales);
        let days = Exact::from(i64::from(days_left));
        let missing = gap.as_ref().map(|gap| {
            if gap.is_positive() {
                gap.clone()
            } else {
                Exact::zero()
            }
        });
        Standing {
            aimed: sum(&mut months.iter().copied().filter(is_past), &target),
            needed: missing.and_then(|missing| missing.checked_div(&days)),
            without_target: months
                .iter()
                .copied()
                .filter(|month| target(*month).is_none())
                .collect(),
            target: total,
            sales,
            gap,
            days_left,
            lacking: 0,
            outlook: Outlook::None(NoForecast::MonthsUnknown),
        }
    }

    /// Sales of the months in a row that are known and meant, back from the last one; 0 where nothing was sold.
    fn series(&self, sold: impl Fn(Month) -> Option<Exact>, is_meant: impl Fn(Month) -> bool) -> Vec<Exact> {
        let back = (0..FAR).map(|months| self.until.plus(-months));
        let known = back.take_while(|month| self.history.known.contains(month) && is_meant(*month));
        let mut series: Vec<Exact> = known
            .map(|month| sold(month).unwrap_or_else(Exact::zero))
            .collect();
        series.reverse();
        series
    }

    fn left(&self) -> usize {
        self.months.iter().filter(|month| **month > self.until).count()
    }
}
