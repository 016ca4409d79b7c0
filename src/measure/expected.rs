//! What `[expect]` says of the period's exports, against what is there.

use super::Facts;
use crate::model::expect::{Least, Teams, Until};
use crate::model::finding::Unmet;
use crate::model::{Dataset, Finding, Period, Problem};
use crate::records::RepKey;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// What of the datasets is not as expected, and tables of the period's own folder without a row.
pub(super) fn findings(facts: &Facts, period: Period) -> Vec<Finding> {
    let told = |(dataset, unmet): (Dataset, Unmet)| {
        let problem = Problem::NotAsExpected { unmet };
        let place = facts
            .records
            .coverage
            .get(&dataset)
            .and_then(|known| known.own.clone());
        match place {
            Some(place) => Finding::at(place, problem),
            None => Finding::general(problem),
        }
    };
    // Of rosters and targets nothing is expected but that they are not too old, which is no matter of their rows.
    let datasets = facts.expected.datasets.keys();
    let datasets = datasets.filter(|dataset| facts.catalogue.list(**dataset).is_of_period());
    let least = datasets.filter_map(|dataset| Some((*dataset, facts.expected.least(*dataset)?)));
    let unmet = least.flat_map(|(dataset, least)| {
        let of_dataset = unmet(facts, dataset, least, period).into_iter();
        of_dataset.map(move |unmet| (dataset, unmet))
    });
    unmet.map(told).chain(empty(facts, period)).collect()
}

fn unmet(facts: &Facts, dataset: Dataset, least: &Least, period: Period) -> Vec<Unmet> {
    let rows = facts.records.rows_of(dataset, period);
    let mut unmet = Vec::new();
    let fewest = least.rows.unwrap_or(1);
    let found = rows.len() as u64;
    if found < u64::from(fewest) {
        unmet.push(Unmet::Rows {
            dataset,
            least: fewest,
            found,
        });
    }
    let newest = rows.iter().map(|(day, _)| *day).max();
    if let Some(until) = least.until {
        let wanted = last_day(facts, until, period);
        if newest.is_none_or(|newest| newest < wanted) {
            unmet.push(Unmet::Until {
                dataset,
                wanted,
                newest,
            });
        }
    }
    if let Some(teams) = &least.teams {
        let teams = without_rows(facts, teams, &rows, period);
        if !teams.is_empty() {
            unmet.push(Unmet::Teams { dataset, teams });
        }
    }
    unmet
}

/// The day that rows must reach.
fn last_day(facts: &Facts, until: Until, period: Period) -> NaiveDate {
    let last = period.last_day();
    match until {
        Until::Day(day) => day,
        Until::DaysBeforeEnd(days) => last.checked_sub_days(Days::new(days.into())).unwrap_or(last),
        Until::LastWorkingDay => {
            let mut days = (0..31).filter_map(|before| last.checked_sub_days(Days::new(before)));
            days.find(|day| facts.calendar.is_working_day(*day))
                .unwrap_or(last)
        }
    }
}

/// The teams that should have rows, and whose reps have none.
fn without_rows(facts: &Facts, teams: &Teams, rows: &[(NaiveDate, RepKey)], period: Period) -> Vec<String> {
    let team_of = |key: RepKey| facts.records.roster.rep(key).assignment_for(period).team.clone();
    let there: BTreeSet<String> = rows.iter().filter_map(|(_, rep)| team_of(*rep)).collect();
    let wanted: BTreeSet<String> = match teams {
        Teams::Named(named) => named.iter().cloned().collect(),
        Teams::All => {
            let employed = facts.records.roster.employed_in(period);
            employed.filter_map(|(rep, _)| team_of(rep)).collect()
        }
    };
    wanted.difference(&there).cloned().collect()
}

/// Tables without a row beside others that have some: that rows are missing shows in no other way.
fn empty(facts: &Facts, period: Period) -> Vec<Finding> {
    let scoring = facts.catalogue.scoring(facts.policy).into_keys();
    let known = scoring.filter_map(|dataset| Some((dataset, facts.records.coverage.get(&dataset)?)));
    let partly = known.filter(|(dataset, _)| facts.records.has_rows(*dataset, period));
    partly
        .filter(|(dataset, _)| !facts.expected.is_optional(*dataset))
        .flat_map(|(dataset, known)| {
            let empty = known.empty.iter().cloned();
            empty.map(move |place| Finding::at(place, Problem::EmptyTable { dataset }))
        })
        .collect()
}
