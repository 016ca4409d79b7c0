//! How one version of a period differs from another, for people and for programs: whose figures, from what to what, and
//! because of which rows.

mod figure;
mod text;

pub use figure::{ChangeView, card_changes};
pub use text::text;

use crate::catalogue::Catalogue;
use crate::model::kpi::Unit;
use crate::model::{Exact, Kpi, Terms};
use crate::report::figures;
use crate::report::results::ratio;
use crate::snapshot::{CardDifference, Comparison, FigureRow, Presence, RowsDifference};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeSet;

/// Decimals of what a row counts that no decimal states exactly.
const PLACES: u32 = 6;

/// How one version differs from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DifferenceView {
    /// Whose cards differ in more than a rank.
    pub reps: Vec<RepView>,
    /// The numbers of those of whom a rank alone differs.
    pub ranks_only: Vec<String>,
    /// Whether the rows of both are known.
    pub rows_known: bool,
    /// The files that are others.
    pub inputs: Vec<InputView>,
    /// Whether the policy is another.
    pub policy_differs: bool,
    /// Whether other settings are others.
    pub settings_differ: bool,
}

/// How a rep's card differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RepView {
    /// The number.
    pub rep_id: String,
    /// The name.
    pub name: String,
    /// Whether the rep is in both.
    pub presence: Presence,
    /// What differs.
    pub changes: Vec<ChangeView>,
    /// The rows that it comes of, figure by figure.
    pub rows: Vec<RowsView>,
}

/// The rows of a figure that differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowsView {
    /// Which figure is made of them.
    pub kpi: Kpi,
    /// Its name.
    pub kpi_name: String,
    /// The period that they are of.
    pub period: String,
    /// Those that are there in the later alone.
    pub came: Vec<RowView>,
    /// Those that were there in the earlier alone.
    pub went: Vec<RowView>,
    /// Those that say something else: before, and then.
    pub changed: Vec<[RowView; 2]>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowView {
    /// Where it stands.
    pub place: String,
    /// Its day.
    pub date: String,
    /// The number of its order.
    pub number: Option<String>,
    /// The customer.
    pub customer: Option<String>,
    /// What it counts, to six decimals.
    #[serde(with = "rust_decimal::serde::arbitrary_precision")]
    pub counts: Decimal,
    /// The same for people.
    pub counts_text: String,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InputView {
    /// Its path below the book.
    pub path: String,
    /// `came`, `went` or `changed`.
    pub change: &'static str,
}

impl DifferenceView {
    /// The view of a comparison, by the catalogue of the later of the two.
    pub fn of(comparison: &Comparison, catalogue: &Catalogue, terms: Terms<'_>) -> Self {
        let (own, ranked): (Vec<&CardDifference>, Vec<&CardDifference>) =
            comparison.cards.iter().partition(|card| card.is_of_figures());
        let mut shown: BTreeSet<&str> = own.iter().map(|card| card.rep_id.as_str()).collect();
        let mut reps: Vec<RepView> = own
            .iter()
            .map(|card| RepView {
                rep_id: card.rep_id.clone(),
                name: card.name.clone(),
                presence: card.presence,
                changes: card_changes(card, catalogue, terms),
                rows: rows(comparison, &card.rep_id, catalogue, terms),
            })
            .collect();
        // Rows that are others and come to the same figures.
        let all = comparison.rows.iter().flat_map(|rows| rows.values());
        for rep_id in all.flat_map(|of_reps| of_reps.keys()) {
            if shown.insert(rep_id) {
                reps.push(RepView {
                    rep_id: rep_id.clone(),
                    name: String::new(),
                    presence: Presence::Both,
                    changes: Vec::new(),
                    rows: rows(comparison, rep_id, catalogue, terms),
                });
            }
        }
        reps.sort_by(|a, b| a.rep_id.cmp(&b.rep_id));
        Self {
            reps,
            ranks_only: ranked.iter().map(|card| card.rep_id.clone()).collect(),
            rows_known: comparison.rows.is_some(),
            inputs: comparison
                .inputs
                .iter()
                .map(|input| InputView {
                    path: input.path.clone(),
                    change: match (input.was, input.is) {
                        (true, true) => "changed",
                        (true, false) => "went",
                        (false, _) => "came",
                    },
                })
                .collect(),
            policy_differs: comparison.policy_differs,
            settings_differ: comparison.settings_differ,
        }
    }
}

fn rows(comparison: &Comparison, rep_id: &str, catalogue: &Catalogue, terms: Terms<'_>) -> Vec<RowsView> {
    let all = comparison.rows.iter().flatten();
    let of_rep = all.filter_map(|((kpi, period), of_reps)| {
        let differ = of_reps.get(rep_id)?;
        let RowsDifference { came, went, changed } = differ;
        let is_money = catalogue.unit(*kpi) == Unit::Money;
        let row = |of: &FigureRow| row(of, is_money);
        let each = |rows: &[FigureRow]| rows.iter().map(row).collect();
        Some(RowsView {
            kpi: *kpi,
            kpi_name: terms.kpi(*kpi).to_owned(),
            period: period.to_string(),
            came: each(came),
            went: each(went),
            changed: changed.iter().map(|(was, is)| [row(was), row(is)]).collect(),
        })
    });
    of_rep.collect()
}

fn row(row: &FigureRow, is_money: bool) -> RowView {
    let counts = counts(&row.counts);
    RowView {
        place: row.place.to_string(),
        date: row.date.to_string(),
        number: row.number.clone(),
        customer: row.customer.clone(),
        counts,
        counts_text: if is_money {
            figures::money(&row.counts)
        } else {
            figures::shortest(counts)
        },
    }
}

fn counts(value: &Exact) -> Decimal {
    let shortest = value.to_shortest_decimal(PLACES);
    if Exact::from(shortest) == *value {
        shortest
    } else {
        ratio(value)
    }
}
