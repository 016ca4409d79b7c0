//! How a target came about, step by step in words.

use crate::model::kpi::Unit;
use crate::model::{Exact, Place, Terms};
use crate::records::TargetScope;
use crate::report::figures::{self, figure, shortest};
use crate::targets::{Derivation, MonthTarget, SetFigure};
use rust_decimal::Decimal;

/// A step from a figure as it was set to what a rep has to reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What kind of step: `stated`, `month-share`, `products`, `group-part`, `prorated`, `sum`, `mean`.
    pub kind: &'static str,
    /// In words.
    pub text: String,
    /// What it comes to.
    pub amount: Exact,
    /// The cell, of a figure as it was set.
    pub place: Option<Place>,
}

/// The steps, in order.
pub fn steps(derivation: &Derivation, unit: Unit, terms: Terms<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    for month in &derivation.months {
        of_month(&mut steps, month, unit, terms);
    }
    if derivation.months.len() > 1 {
        let (kind, text) = if derivation.is_mean {
            ("mean", terms.pick("各月的平均", "the mean of the months"))
        } else {
            ("sum", terms.pick("各月合计", "the sum of the months"))
        };
        steps.push(Step {
            kind,
            text: text.to_owned(),
            amount: derivation.target.clone(),
            place: None,
        });
    }
    steps
}

fn of_month(steps: &mut Vec<Step>, month: &MonthTarget, unit: Unit, terms: Terms<'_>) {
    let text = |value: &Exact| figure(value, unit);
    let name = figures::month(month.month, terms.language);
    for set in &month.figures {
        of_figure(steps, (set, &month.scope), (&name, unit), terms);
    }
    if month.figures.len() > 1 {
        steps.push(Step {
            kind: "products",
            text: terms.pick(
                format!("{name}：各产品合计"),
                format!("{name}: all products together"),
            ),
            amount: month.figures.iter().map(|set| &set.amount).sum(),
            place: None,
        });
    }
    if let Some(split) = &month.split {
        let [weight, total] = split.weight.map(shortest);
        let left = if split.own.is_zero() {
            text(&split.whole)
        } else {
            let (whole, own, rest) = (text(&split.whole), text(&split.own), text(&split.rest));
            terms.pick(
                format!("{whole} − 已有自己目标的人 {own} = {rest}，"),
                format!("{whole} − {own} of those with targets of their own = {rest},"),
            )
        };
        let members = split.members;
        let rounded = rounded(&split.rest, split.weight, &split.amount, terms);
        steps.push(Step {
            kind: "group-part",
            text: terms.pick(
                format!("{name}：{left} 由 {members} 人分，权重 {weight}/{total}{rounded}"),
                format!("{name}: {left} shared by {members}, weight {weight}/{total}{rounded}"),
            ),
            amount: split.amount.clone(),
            place: None,
        });
    }
    if let Some(prorated) = &month.prorated {
        let [own, all] = prorated.days;
        let whole = text(&prorated.whole);
        steps.push(Step {
            kind: "prorated",
            text: terms.pick(
                format!("{name}：{whole} × 在职 {own} 个工作日 ÷ 全月 {all} 个"),
                format!("{name}: {whole} × {own} of its own working days ÷ {all} of the month"),
            ),
            amount: month.target.clone(),
            place: None,
        });
    }
}

fn of_figure(
    steps: &mut Vec<Step>,
    (set, scope): (&SetFigure, &TargetScope),
    (month, unit): (&str, Unit),
    terms: Terms<'_>,
) {
    let whom = match scope {
        TargetScope::Rep(_) => terms.pick("本人", "the rep").to_owned(),
        TargetScope::Team(team) => terms.pick(format!("团队 {team}"), format!("team {team}")),
        TargetScope::Region(region) => terms.pick(format!("区域 {region}"), format!("region {region}")),
        TargetScope::Company => terms.pick("全公司", "the whole company").to_owned(),
    };
    let product = set.product.as_ref().map(|product| format!(" {product}"));
    let (product, span) = (product.unwrap_or_default(), set.span);
    steps.push(Step {
        kind: "stated",
        text: terms.pick(
            format!("为{whom}设定{product}：{span}"),
            format!("set for {whom}{product}: {span}"),
        ),
        amount: set.stated.clone(),
        place: Some(set.place.clone()),
    });
    let Some(season) = &set.season else { return };
    let [weight, total] = season.weight.map(shortest);
    let rounded = rounded(&season.rest, season.weight, &set.amount, terms);
    let rest = figure(&season.rest, unit);
    let whole = if season.own.is_zero() {
        rest
    } else {
        let (stated, own) = (figure(&set.stated, unit), figure(&season.own, unit));
        terms.pick(
            format!("{stated} − 另有目标的月份 {own} = {rest}，"),
            format!("{stated} − {own} of months with figures of their own = {rest},"),
        )
    };
    steps.push(Step {
        kind: "month-share",
        text: terms.pick(
            format!("{month}：{whole} × 季节权重 {weight}/{total}{rounded}"),
            format!("{month}: {whole} × season {weight}/{total}{rounded}"),
        ),
        amount: set.amount.clone(),
        place: None,
    });
}

/// That a part was rounded so that all of them add up, where it is not what its weight says.
fn rounded(rest: &Exact, [weight, total]: [Decimal; 2], part: &Exact, terms: Terms<'_>) -> &'static str {
    let share = (rest * &Exact::from(weight)).checked_div(&Exact::from(total));
    if share.is_some_and(|share| share == *part) {
        return "";
    }
    terms.pick("，按最大余额取整", ", rounded by largest remainders")
}
