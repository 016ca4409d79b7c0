//! The year so far: what was sold of it, what is missing, and what each working day left has to bring.

use super::super::Facts;
use super::forecast::{NoForecast, Outlook, Tried, forecast};
use super::history::{FAR, History};
use super::method::Past;
use super::season::Seasons;
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
    /// What was sold up to now; none where a month is not known.
    pub sales: Option<Exact>,
    /// What is missing of the year's target; negative where it is passed.
    pub gap: Option<Exact>,
    /// Working days left.
    pub days_left: u32,
    /// What each of them has to bring, 0 where nothing is missing; none where none is left.
    pub needed: Option<Exact>,
    /// Months of the year up to now, of a rep those of employment, that no order is known of.
    pub unknown: Vec<Month>,
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
}

/// Somebody's standing but for the forecast, and what that goes by.
struct Begun {
    standing: Standing,
    series: Vec<Exact>,
    leaves: bool,
}

/// Somebody's figures by month.
#[derive(Default)]
struct Sums {
    sales: BTreeMap<Month, Exact>,
    targets: BTreeMap<Month, Exact>,
    lacking: u32,
}

/// Where everyone stands; none where no order of the period's last month is known.
pub(super) fn pace(
    facts: &Facts,
    history: &History,
    year: Option<FiscalYear>,
    period: Period,
) -> Option<Pace> {
    let months = period.months().last();
    let until = months.filter(|month| history.known.contains(month))?;
    let months = months_of(year);
    let ends = *months.last()?;
    let asked = Year {
        facts,
        history,
        months,
        until,
        ends,
    };
    let reps: Vec<(RepKey, &Rep)> = facts.records.roster.employed_in(period).collect();
    let of_reps: Vec<Begun> = reps.iter().map(|(key, rep)| asked.of_rep(*key, rep)).collect();
    let team_of = |rep: &Rep| {
        let team = rep.assignment_for(period).team.clone();
        let team = team.filter(|team| !team.trim().is_empty());
        (team.is_none(), team)
    };
    let mut teams: BTreeMap<(bool, Option<_>), Sums> = BTreeMap::new();
    let mut company = Sums::default();
    for ((_, rep), begun) in reps.iter().zip(&of_reps) {
        let lacks = u32::from(!begun.standing.without_target.is_empty());
        teams.entry(team_of(rep)).or_default().lacking += lacks;
        company.lacking += lacks;
    }
    let team_of: BTreeMap<RepKey, _> = reps.iter().map(|(key, rep)| (*key, team_of(rep))).collect();
    let mut of_team = |key: &RepKey, add: &dyn Fn(&mut Sums)| {
        let team = team_of.get(key).and_then(|team| teams.get_mut(team));
        team.into_iter().chain([&mut company]).for_each(add);
    };
    for ((key, month), sold) in &history.sales {
        of_team(key, &|sums| add(&mut sums.sales, *month, sold));
    }
    for ((key, month), target) in &history.targets {
        of_team(key, &|sums| add(&mut sums.targets, *month, target));
    }
    let of_company = asked.of_many(&company);
    let (names, of_teams): (Vec<_>, Vec<_>) = teams
        .into_iter()
        .map(|((_, name), sums)| (name, asked.of_many(&sums)))
        .unzip();
    let seasons = Seasons::new(&of_company.series);
    let mut company = asked.forecast(vec![of_company], &seasons);
    Some(Pace {
        year: year?.to_string(),
        until,
        ends,
        holidays_known: facts.calendar.knows(ends.first_day().year()),
        company: company.pop()?,
        teams: names
            .into_iter()
            .zip(asked.forecast(of_teams, &seasons))
            .collect(),
        reps: asked.forecast(of_reps, &seasons),
    })
}

fn add(sums: &mut BTreeMap<Month, Exact>, month: Month, figure: &Exact) {
    let sum = sums.entry(month).or_insert_with(Exact::zero);
    *sum = &*sum + figure;
}

impl Year<'_> {
    fn of_rep(&self, key: RepKey, rep: &Rep) -> Begun {
        let employed = |month: Month| rep.employed_within(month.first_day(), month.last_day());
        let is_whole = |month: Month| employed(month) == Some((month.first_day(), month.last_day()));
        let sold = |month: Month| self.history.sales.get(&(key, month)).cloned();
        let target = |month: Month| self.history.targets.get(&(key, month)).cloned();
        let months = self.months.iter().copied();
        let of_months: Vec<Month> = months.filter(|month| employed(*month).is_some()).collect();
        let after = self.until.plus(1).first_day();
        let days = rep
            .employed_within(after, self.ends.last_day())
            .filter(|_| rep.left.is_none() && after <= self.ends.last_day())
            .map_or(0, |(first, last)| self.facts.calendar.working_days(first, last));
        Begun {
            standing: self.standing(&of_months, target, sold, days),
            series: self.series(sold, is_whole),
            leaves: rep.left.is_some() || rep.leave_date.is_some_and(|day| day < self.ends.last_day()),
        }
    }

    /// Of several reps together.
    fn of_many(&self, sums: &Sums) -> Begun {
        let sold = |month: Month| sums.sales.get(&month).cloned();
        let target = |month: Month| sums.targets.get(&month).cloned();
        let after = self.until.plus(1).first_day();
        let has_days = after <= self.ends.last_day();
        let days = has_days.then(|| self.facts.calendar.working_days(after, self.ends.last_day()));
        // What was not there before the first sale was nobody's: a team that is new has no history of zeros.
        let first = sums.sales.keys().next().copied();
        Begun {
            standing: Standing {
                lacking: sums.lacking,
                ..self.standing(&self.months, target, sold, days.unwrap_or(0))
            },
            series: self.series(sold, |month| first.is_some_and(|first| first <= month)),
            leaves: false,
        }
    }

    /// `months` are those that somebody is there in.
    fn standing(
        &self,
        months: &[Month],
        target: impl Fn(Month) -> Option<Exact>,
        sold: impl Fn(Month) -> Option<Exact>,
        days_left: u32,
    ) -> Standing {
        let is_past = |month: &Month| *month <= self.until;
        let past = || self.months.iter().copied().filter(is_past);
        let there = || months.iter().copied();
        let is_unknown = |month: &Month| is_past(month) && !self.history.known.contains(month);
        let unknown: Vec<Month> = there().filter(is_unknown).collect();
        let sales = unknown
            .is_empty()
            .then(|| past().filter_map(&sold).sum::<Exact>());
        let aim = |months: &mut dyn Iterator<Item = Month>| months.map(&target).sum::<Option<Exact>>();
        let total = (!months.is_empty()).then(|| aim(&mut there())).flatten();
        let gap = total.as_ref().zip(sales.as_ref());
        let gap = gap.map(|(target, sales)| target - sales);
        let missing = gap
            .clone()
            .map(|gap| if gap.is_positive() { gap } else { Exact::zero() });
        Standing {
            aimed: aim(&mut there().filter(is_past)),
            needed: missing.and_then(|missing| missing.checked_div(&i64::from(days_left).into())),
            without_target: there().filter(|month| target(*month).is_none()).collect(),
            target: total,
            sales,
            gap,
            days_left,
            unknown,
            lacking: 0,
            outlook: Outlook::None(NoForecast::MonthsUnknown),
        }
    }

    /// Sales of the months in a row that are known and meant, back from the last one; 0 where nothing was sold.
    fn series(&self, sold: impl Fn(Month) -> Option<Exact>, is_meant: impl Fn(Month) -> bool) -> Vec<Exact> {
        let back = (0..FAR).map(|months| self.until.plus(-months));
        let known = back.take_while(|month| self.history.known.contains(month) && is_meant(*month));
        let sold = known.map(|month| sold(month).unwrap_or_else(Exact::zero));
        let mut series: Vec<Exact> = sold.collect();
        series.reverse();
        series
    }

    /// Their standings with what the year may come to, by the method that missed the least of all of them together.
    fn forecast(&self, begun: Vec<Begun>, seasons: &Seasons) -> Vec<Standing> {
        let left = self.months.iter().filter(|month| **month > self.until).count();
        let stays = begun.iter().filter(|begun| !begun.leaves);
        let pasts: Vec<Past<'_>> = stays.map(|begun| begun.past(seasons)).collect();
        let tried = Tried::new(&pasts, left);
        let outlook = |begun: &Begun| match begun.standing.sales.as_ref() {
            _ if left == 0 => Outlook::None(NoForecast::Over),
            _ if begun.leaves => Outlook::None(NoForecast::Leaves),
            Some(so_far) => forecast(begun.past(seasons), &tried, left, so_far),
            None => Outlook::None(NoForecast::MonthsUnknown),
        };
        let outlooks: Vec<Outlook> = begun.iter().map(outlook).collect();
        let standings = begun.into_iter().map(|begun| begun.standing);
        standings
            .zip(outlooks)
            .map(|(standing, outlook)| Standing { outlook, ..standing })
            .collect()
    }
}

impl Begun {
    fn past<'a>(&'a self, seasons: &'a Seasons) -> Past<'a> {
        Past {
            series: &self.series,
            seasons,
        }
    }
}
