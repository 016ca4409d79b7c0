//! The other lists' figures → what a general manager asks after: contracts, receivables and their aging, expenses, complaints.

use super::{company, lists, team};
use crate::measure::details::{Aging, Details, ListFigure};
use crate::model::kpi::Unit;
use crate::model::{Exact, Kpi};
use crate::report::figures::{self, or_dash};
use crate::report::naming::Naming;
use crate::score::Scorecard;
use serde::Serialize;
use std::collections::BTreeSet;

/// In which order the figures of lists are told of; others come after these.
const ORDER: [&str; 15] = [
    "contracts_signed",
    "contracts_value",
    "contracts_fulfilled",
    "contracts_open",
    "receivables",
    "recovery",
    "overdue",
    "overdue_share",
    "complaints",
    "complaints_in_time",
    "opportunities_added",
    "pipeline",
    "pipeline_weighted",
    "win_rate",
    "events_held",
];

/// The figure that is shown as a share of sales too.
const EXPENSES: &str = "expenses";

/// What the other lists say of the business.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BusinessView {
    /// The figures, sales first.
    pub lines: Vec<BusinessLine>,
    /// What is owed by how long it is overdue; none where no list says so.
    pub aging: Option<AgingView>,
}

/// A figure of the company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BusinessLine {
    /// What it is about, such as 合同; empty where that is what the line above is about.
    pub area: String,
    /// What it is called.
    pub name: String,
    /// What it is counted in.
    pub unit: String,
    /// What all rows come to.
    pub actual: String,
    /// What everyone's targets add up to; of expenses, the budget.
    pub target: String,
    /// What those come to who have a target, as a share of it.
    pub attainment: String,
    /// How many have a figure and no target.
    pub untargeted: u64,
    /// The figure of the period before.
    pub before: String,
}

/// What is owed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgingView {
    /// By how long it is overdue, what is not first.
    pub parts: Vec<AgingPart>,
    /// All of it.
    pub total: String,
    /// The customers of whom most is overdue.
    pub debtors: Vec<DebtorView>,
    /// How many more there are.
    pub others: u64,
}

/// What has been overdue for so long.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgingPart {
    /// For how long.
    pub name: String,
    /// How much.
    pub amount: String,
    /// Of all that is owed.
    pub share: String,
    /// The same for drawing.
    pub width: f64,
}

/// A customer of whom something is overdue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DebtorView {
    /// The customer.
    pub customer: String,
    /// Whose.
    pub rep: String,
    /// How much.
    pub overdue: String,
}

/// The view; none of a book without other lists.
pub(super) fn view(details: &Details, cards: &[&Scorecard], naming: Naming<'_>) -> Option<BusinessView> {
    if details.lists.iter().all(|list| list.figures.is_empty()) {
        return None;
    }
    let mut lines = vec![sales(details, cards, naming)];
    for list in &details.lists {
        let aged = list.aging.as_ref().map(|aging| &aging.parts);
        let aged: BTreeSet<Kpi> = aged.into_iter().flatten().map(|(kpi, _)| *kpi).collect();
        let mut figures: Vec<&ListFigure> = list.figures.iter().collect();
        figures.retain(|figure| !aged.contains(&figure.kpi));
        figures.sort_by_key(|figure| rank(&figure.kpi.id()));
        for (at, figure) in figures.into_iter().enumerate() {
            let area = if at == 0 {
                lists::title(list.dataset, naming)
            } else {
                String::new()
            };
            lines.push(line(area, figure, naming));
            if *figure.kpi.id() == *EXPENSES {
                lines.extend(of_sales(figure, details, naming));
            }
        }
    }
    Some(BusinessView {
        lines,
        aging: details
            .lists
            .iter()
            .find_map(|list| list.aging.as_ref())
            .map(|aging| aging_view(aging, naming)),
    })
}

/// The place of an id among those that are known; behind them where it is none.
fn rank(id: &str) -> usize {
    ORDER.iter().position(|known| *known == id).unwrap_or(ORDER.len())
}

/// The company's sales, and the targets of the reps who have one.
fn sales(details: &Details, cards: &[&Scorecard], naming: Naming<'_>) -> BusinessLine {
    let all = company::view(details, cards).sales;
    let total = team::sales_view(cards);
    BusinessLine {
        area: naming.language.pick("销售", "Sales").to_owned(),
        name: naming.name(Kpi::SALES).to_owned(),
        unit: naming.counted_in(Kpi::SALES).to_owned(),
        actual: all,
        target: total.target,
        attainment: total.attainment,
        untargeted: total.untargeted as u64,
        before: or_dash(details.sales[1].as_ref().map(figures::money)),
    }
}

fn line(area: String, figure: &ListFigure, naming: Naming<'_>) -> BusinessLine {
    let unit = naming.measure(figure.kpi).unit;
    let written = |value: &Option<Exact>| or_dash(value.as_ref().map(|value| figures::figure(value, unit)));
    let attainment = figure
        .targeted
        .as_ref()
        .zip(figure.target.as_ref())
        .and_then(|(actual, target)| actual.checked_div(target));
    BusinessLine {
        area,
        name: naming.name(figure.kpi).to_owned(),
        unit: naming.counted_in(figure.kpi).to_owned(),
        actual: written(&figure.actual),
        target: written(&figure.target),
        attainment: or_dash(attainment.as_ref().map(|share| figures::percent(share, 2))),
        untargeted: figure.untargeted,
        before: written(&figure.before),
    }
}

/// Expenses as a share of sales; none where nothing was sold.
fn of_sales(figure: &ListFigure, details: &Details, naming: Naming<'_>) -> Option<BusinessLine> {
    let share = |expenses: &Option<Exact>, sales: &Option<Exact>| {
        let sales = sales.as_ref().filter(|sales| sales.is_positive())?;
        expenses.as_ref()?.checked_div(sales)
    };
    let [now, before, _] = &details.sales;
    let actual = share(&figure.actual, now)?;
    let written = |share: Exact| figures::figure(&share, Unit::Rate);
    let expenses = naming.name(figure.kpi);
    Some(BusinessLine {
        area: String::new(),
        name: naming.language.pick(
            format!("{expenses}占销售额"),
            format!("{expenses} as a share of sales"),
        ),
        unit: String::new(),
        actual: written(actual),
        target: or_dash(None),
        attainment: or_dash(None),
        untargeted: 0,
        before: or_dash(share(&figure.before, before).map(written)),
    })
}

fn aging_view(aging: &Aging, naming: Naming<'_>) -> AgingView {
    let sum: Exact = aging.parts.iter().map(|(_, part)| part).sum();
    let total = &aging.not_due + &sum;
    let part = |name: &str, amount: &Exact| {
        let share = amount.checked_div(&total).filter(|_| total.is_positive());
        AgingPart {
            name: name.to_owned(),
            amount: figures::money(amount),
            share: or_dash(share.as_ref().map(|share| figures::percent(share, 1))),
            width: share.map_or(0.0, |share| share.to_f64().clamp(0.0, 1.0)),
        }
    };
    let not_due = part(naming.language.pick("未逾期", "Not overdue"), &aging.not_due);
    let overdue = aging
        .parts
        .iter()
        .map(|(kpi, amount)| part(naming.name(*kpi), amount));
    AgingView {
        parts: std::iter::once(not_due).chain(overdue).collect(),
        total: figures::money(&total),
        debtors: aging
            .debtors
            .iter()
            .map(|debtor| DebtorView {
                customer: debtor
                    .customer
                    .clone()
                    .unwrap_or_else(|| naming.language.pick("未注明", "Not stated").to_owned()),
                rep: format!("{} {}", debtor.rep_id, debtor.rep),
                overdue: figures::money(&debtor.overdue),
            })
            .collect(),
        others: aging.others,
    }
}
