//! Other lists of a book → a section each: rows and money by state or month, what was left out, the company's figures.

use crate::catalogue::Figure;
use crate::measure::details::{ListDetails, ListFigure, ListPart};
use crate::model::kpi::Unit;
use crate::model::{Exact, Terms};
use crate::report::account::AccountSum;
use crate::report::figures::{self, or_dash};
use crate::report::naming::Naming;
use crate::snapshot::TableAccount;
use rust_decimal::Decimal;
use serde::Serialize;

/// How many states or months are named.
const NAMED: usize = 12;

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// What it is called.
    pub name: String,
    /// How many rows of the period count.
    pub rows: String,
    /// Their money; a dash where the list has none.
    pub amount: String,
    /// Whether the list has money.
    pub has_amount: bool,
    /// How many rows of its tables count for nothing: cancelled, of other times, wrong.
    pub left_out: u64,
    /// What money they state.
    pub left_out_amount: String,
    /// The rows by state or month.
    pub parts: Vec<ListPartView>,
    /// How many of those are not named.
    pub others: usize,
    /// What is counted from it, of the company as a whole.
    pub figures: Vec<ListFigureView>,
}

/// Rows of one state or month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListPartView {
    /// The state, or the month.
    pub name: String,
    /// Whether they count.
    pub counts: bool,
    /// How many.
    pub rows: String,
    /// Their money.
    pub amount: String,
}

/// A figure of the company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListFigureView {
    /// What it is called.
    pub name: String,
    /// What it is counted in.
    pub unit: String,
    /// What all rows come to.
    pub actual: String,
    /// What everyone's targets add up to.
    pub target: String,
    /// The one as a share of the other.
    pub attainment: String,
}

/// The view of each.
pub(super) fn views(lists: &[ListDetails], account: &[TableAccount], naming: Naming<'_>) -> Vec<ListView> {
    lists.iter().map(|list| view(list, account, naming)).collect()
}

fn view(list: &ListDetails, account: &[TableAccount], naming: Naming<'_>) -> ListView {
    let terms: Terms<'_> = naming.terms();
    let mut sum = AccountSum::default();
    let own = account.iter().filter(|table| table.dataset == Some(list.dataset));
    own.for_each(|table| sum.add(table));
    let money = |amount: Option<&Exact>| or_dash(amount.map(figures::money));
    let rest = sum.amount.as_ref().map(|all| {
        let counted = sum.counted_amount.clone().unwrap_or_else(Exact::zero);
        all - &counted
    });
    let count = |rows: u64| figures::shortest(Decimal::from(rows));
    let part = |part: &ListPart| ListPartView {
        name: part
            .name
            .clone()
            .unwrap_or_else(|| naming.language.pick("未注明", "Not stated").to_owned()),
        counts: part.counts,
        rows: count(part.rows),
        amount: money(part.amount.as_ref()),
    };
    ListView {
        name: terms.dataset(list.dataset).to_owned(),
        rows: count(list.counted),
        amount: money(list.amount.as_ref()),
        has_amount: list.amount.is_some(),
        left_out: sum.left_out,
        left_out_amount: money(rest.as_ref()),
        parts: list.parts.iter().take(NAMED).map(part).collect(),
        others: list.parts.len().saturating_sub(NAMED),
        figures: list
            .figures
            .iter()
            .map(|figure| figure_view(figure, naming))
            .collect(),
    }
}

fn figure_view(figure: &ListFigure, naming: Naming<'_>) -> ListFigureView {
    let measure = naming.measure(figure.kpi);
    let written =
        |value: &Option<Exact>| or_dash(value.as_ref().map(|value| figures::figure(value, measure.unit)));
    let attainment = figure
        .actual
        .as_ref()
        .zip(figure.target.as_ref())
        .filter(|_| measure.unit != Unit::Rate && matches!(measure.figure, Figure::Declared(_)))
        .and_then(|(actual, target)| actual.checked_div(target));
    ListFigureView {
        name: naming.name(figure.kpi).to_owned(),
        unit: naming.counted_in(figure.kpi).to_owned(),
        actual: written(&figure.actual),
        target: written(&figure.target),
        attainment: or_dash(attainment.as_ref().map(|share| figures::percent(share, 1))),
    }
}
