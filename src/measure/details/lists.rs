//! Rows of lists that are declared and nothing more → what reports show of them: the rows, their sums, the company's figures.

use super::super::{Facts, declared};
use crate::catalogue::{Figure, List};
use crate::model::{Dataset, Exact, Kind, Kpi, Period, Place};
use crate::records::{ListRow, Stated};
use crate::targets::DailyTargets;
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many rows of a list are shown; sums are of all.
const ROWS: usize = 20_000;

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
    /// The rows by what the first field of words says of them, or by month.
    pub parts: Vec<ListPart>,
    /// What is counted from the list, for the company as a whole.
    pub figures: Vec<ListFigure>,
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
    /// What everyone's targets add up to; none where nobody has one.
    pub target: Option<Exact>,
}

/// Those lists of which there is a table.
pub(super) fn lists(facts: &Facts<'_>, period: Period, days: &DailyTargets) -> Vec<ListDetails> {
    let datasets = facts.records.lists.keys();
    datasets
        .map(|dataset| list(facts, facts.catalogue.list(*dataset), period, days))
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
    let word = place_of(&|kind| kind == Kind::Word);
    let amount = |row: &ListRow| money.and_then(|at| row.value(at).number()).map(Exact::from);
    let mut parts: BTreeMap<(bool, Option<String>), (u64, Exact)> = BTreeMap::new();
    for row in &rows {
        let name = match word.map(|at| row.value(at)) {
            Some(Stated::Word(text, _)) => Some(text.to_string()),
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
        figures: figures(facts, list.dataset, period, days),
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
fn figures(facts: &Facts<'_>, dataset: Dataset, period: Period, days: &DailyTargets) -> Vec<ListFigure> {
    let measures = facts.catalogue.measures();
    let declared = measures.filter_map(|measure| match &measure.figure {
        Figure::Declared(declared) => Some((measure.kpi, declared)),
        _ => None,
    });
    let of_list = declared.filter(|(kpi, _)| facts.catalogue.dataset_of(*kpi, facts.policy) == dataset);
    of_list
        .map(|(kpi, declared)| {
            let parts = days.iter().filter(|((_, of), _)| *of == kpi);
            let parts: Vec<&Exact> = parts
                .flat_map(|(_, days)| days.iter().map(|(_, part)| part))
                .collect();
            ListFigure {
                kpi,
                actual: declared::company(facts, (declared, dataset), period),
                target: (!parts.is_empty()).then(|| parts.into_iter().sum()),
            }
        })
        .collect()
}
