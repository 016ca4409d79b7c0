//! Rows of lists that are declared and nothing more → what reports show of them: the rows, their sums, the company's figures.

use super::super::{Facts, declared};
use super::aging::{self, Aging};
use crate::catalogue::List;
use crate::model::{Dataset, Exact, Kind, Kpi, Period, Place};
use crate::records::{ListRow, RepKey, Stated};
use crate::targets::DailyTargets;
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many rows of a list are shown; sums are of all.
const ROWS: usize = 20_000;

/// In which order the program's own lists are shown; those of a book come after them.
const ORDER: [&str; 10] = [
    "contracts",
    "receivables",
    "payments",
    "expenses",
    "complaints",
    "opportunities",
    "follow_ups",
    "feedback",
    "events",
    "training",
];

/// What reports show of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDetails {
    /// Which list.
    pub dataset: Dataset,
    /// Its rows of the period, as they were read.
    pub rows: Vec<ListEntry>,
    /// How many more there are.
    pub others: u64,
    /// How many rows of the period count.
    pub counted: u64,
    /// How many do not, by their own words.
    pub uncounted: u64,
    /// The money of those that count; none where the list has no money.
    pub amount: Option<Exact>,
    /// What the rows that count come to in each field of money or counts, in the order of the list's fields; none of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<Option<Exact>>,
    /// The rows by what the field says that the list is shown by, or the first of its words, or by month.
    pub parts: Vec<ListPart>,
    /// What is counted from the list, for the company as a whole.
    pub figures: Vec<ListFigure>,
    /// What is owed by how long it is overdue; of receivables only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aging: Option<Aging>,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListEntry {
    /// The row.
    pub place: Place,
    /// Whose it is: the number.
    pub rep_id: String,
    /// The name.
    pub rep: String,
    /// The customer, where it names one.
    pub customer: Option<String>,
    /// Whether its words let it count.
    pub counts: bool,
    /// What it states, in the order of the list's fields; of the rep and the customer nothing.
    pub values: Vec<ListValue>,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListValue {
    /// Nothing.
    Nothing,
    /// A text or a word.
    Text(String),
    /// A number, of the kind that the field is.
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
    /// A day and a time.
    Moment(NaiveDateTime),
    /// Yes or no.
    Flag(bool),
}

/// The rows of a list that have something in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPart {
    /// The word, or the month as `2026-10`; none where the rows state none.
    pub name: Option<String>,
    /// Whether they count.
    pub counts: bool,
    /// How many.
    pub rows: u64,
    /// Their money; none where the list has no money.
    pub amount: Option<Exact>,
}

/// A figure of the company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFigure {
    /// Which.
    pub kpi: Kpi,
    /// What all rows come to; none where they come to nothing.
    pub actual: Option<Exact>,
    /// What the rows came to in the period before; none where the list states no days, or none of that time.
    #[serde(default)]
    pub before: Option<Exact>,
    /// What everyone's targets add up to; none where nobody has one, or where they cannot be added up.
    pub target: Option<Exact>,
    /// What those come to who have a target; none where nobody has one.
    #[serde(default)]
    pub targeted: Option<Exact>,
    /// How many have a figure and no target, where others have one.
    #[serde(default)]
    pub untargeted: u64,
}

/// Those lists of which there is a table.
pub(super) fn lists(facts: &Facts<'_>, period: Period, days: &DailyTargets) -> Vec<ListDetails> {
    let mut datasets: Vec<Dataset> = facts.records.lists.keys().copied().collect();
    datasets.sort_by_key(|dataset| {
        let id = dataset.id();
        let place = ORDER.iter().position(|known| *known == &*id);
        place.unwrap_or(ORDER.len())
    });
    datasets
        .into_iter()
        .map(|dataset| list(facts, facts.catalogue.list(dataset), period, days))
        .collect()
}

fn list(facts: &Facts<'_>, list: &List, period: Period, days: &DailyTargets) -> ListDetails {
    let rows = facts
        .records
        .lists
        .get(&list.dataset)
        .map_or(&[][..], Vec::as_slice);
    let rows: Vec<&ListRow> = rows.iter().filter(|row| period.contains(row.day())).collect();
    let place_of = |is_it: &dyn Fn(Kind) -> bool| list.fields.iter().position(|field| is_it(field.kind));
    let money = list
        .money()
        .and_then(|money| list.fields.iter().position(|field| field.field == money));
    let shown_by = list
        .shown_by
        .and_then(|by| list.fields.iter().position(|field| field.field == by));
    let word = shown_by.or_else(|| place_of(&|kind| kind == Kind::Word));
    let amount = |row: &ListRow| money.and_then(|at| row.value(at).number()).map(Exact::from);
    let mut parts: BTreeMap<(bool, Option<String>), (u64, Exact)> = BTreeMap::new();
    for row in &rows {
        let name = match word.map(|at| row.value(at)) {
            Some(Stated::Word(text, _) | Stated::Text(text)) => Some(text.to_string()),
            Some(_) => None,
            None => Some(row.day().format("%Y-%m").to_string()),
        };
        let (count, sum) = parts
            .entry((!row.counts, name))
            .or_insert_with(|| (0, Exact::zero()));
        *count += 1;
        *sum = &*sum + &amount(row).unwrap_or_else(Exact::zero);
    }
    let counted = rows.iter().filter(|row| row.counts);
    ListDetails {
        dataset: list.dataset,
        others: rows.len().saturating_sub(ROWS) as u64,
        counted: counted.clone().count() as u64,
        uncounted: rows.iter().filter(|row| !row.counts).count() as u64,
        amount: money.map(|_| counted.filter_map(|row| amount(row)).sum()),
        sums: list
            .fields
            .iter()
            .enumerate()
            .map(|(at, field)| {
                let is_summed = matches!(field.kind, Kind::Money | Kind::Count);
                let counted = rows.iter().filter(|row| row.counts);
                is_summed.then(|| {
                    let numbers = counted.filter_map(|row| row.value(at).number());
                    numbers.map(Exact::from).sum()
                })
            })
            .collect(),
        rows: rows
            .iter()
            .take(ROWS)
            .map(|row| entry(facts, list, row, period))
            .collect(),
        parts: parts
            .into_iter()
            .map(|((uncounted, name), (rows, sum))| ListPart {
                name,
                counts: !uncounted,
                rows,
                amount: money.map(|_| sum),
            })
            .collect(),
        figures: figures(facts, list, period, days),
        aging: aging::aging(facts, list.dataset, period),
    }
}

fn entry(facts: &Facts<'_>, list: &List, row: &ListRow, period: Period) -> ListEntry {
    let rep = facts.records.roster.rep(row.rep);
    let customer = row
        .customer
        .and_then(|key| facts.records.customer_names.get(key.0 as usize));
    ListEntry {
        place: row.place.clone(),
        rep_id: rep.rep_id.clone(),
        rep: rep.assignment_for(period).name.clone(),
        customer: customer.cloned(),
        counts: row.counts,
        values: (0..list.fields.len()).map(|at| value(row.value(at))).collect(),
    }
}

fn value(stated: &Stated) -> ListValue {
    match stated {
        Stated::Nothing => ListValue::Nothing,
        Stated::Text(text) | Stated::Word(text, _) => ListValue::Text(text.to_string()),
        Stated::Number(number) => ListValue::Number(*number),
        Stated::Date(day) => ListValue::Date(*day),
        Stated::Moment(moment) => ListValue::Moment(*moment),
        Stated::Flag(flag) => ListValue::Flag(*flag),
    }
}

/// What is declared of the list's rows, whether the policy counts it or not.
fn figures(facts: &Facts<'_>, list: &List, period: Period, days: &DailyTargets) -> Vec<ListFigure> {
    let before = period.before();
    let had_before = list.is_dated() && facts.records.has_rows(list.dataset, before);
    let declared = declared::of_list(facts, list.dataset);
    declared
        .map(|(kpi, declared)| {
            let of = (declared, list.dataset);
            let mut targets: BTreeMap<RepKey, Exact> = BTreeMap::new();
            for ((rep, _), days) in days.iter().filter(|((_, of), _)| *of == kpi) {
                targets.insert(*rep, days.iter().map(|(_, part)| part).sum());
            }
            let is_targeted = !targets.is_empty();
            let (mut targeted, mut untargeted) = (Exact::zero(), 0);
            if is_targeted {
                let reps = facts.records.roster.iter();
                for ((rep, _), actual) in reps.zip(declared::figures(facts, of, period, |_| true)) {
                    let Some(actual) = actual.filter(|actual| !actual.is_zero()) else {
                        continue;
                    };
                    if targets.contains_key(&rep) {
                        targeted = &targeted + &actual;
                    } else {
                        untargeted += 1;
                    }
                }
            }
            ListFigure {
                kpi,
                actual: declared::company(facts, of, period),
                before: had_before.then(|| declared::company(facts, of, before)).flatten(),
                target: is_targeted.then(|| targets.values().sum()),
                targeted: is_targeted.then_some(targeted),
                untargeted,
            }
        })
        .collect()
}
