//! How a figure comes of its rows, with the numbers put in.

use super::ExplainedFigure;
use crate::catalogue::{Figure, Measure};
use crate::measure::Making;
use crate::model::kpi::Unit;
use crate::model::{Exact, Terms};
use crate::report::figures::{figure, money, or_dash, shortest};

/// `38 单 ÷ (18 个工作日 ÷ 5) = 10.56`
pub fn formula(explained: &ExplainedFigure, measure: &Measure, terms: Terms<'_>) -> String {
    let language = terms.language;
    let evidence = &explained.evidence;
    let result = or_dash(
        evidence
            .actual
            .as_ref()
            .map(|actual| figure(actual, evidence.unit)),
    );
    let (sum, rows) = (&evidence.sum, evidence.rows.len());
    match evidence.making {
        Making::Sum if evidence.unit == Unit::Money => language.pick(
            format!("{rows} 行合计 = {result}"),
            format!("{rows} rows add up to {result}"),
        ),
        Making::Sum => language.pick(
            format!("{rows} 行，每行计 1 = {result}"),
            format!("{rows} rows, 1 each = {result}"),
        ),
        Making::Expression => {
            let (expression, sum) = (as_written(measure), plain(sum));
            language.pick(
                format!("{expression} = {result}（{rows} 行，合计 {sum}）"),
                format!("{expression} = {result} ({rows} rows, together {sum})"),
            )
        }
        Making::PerWeek => {
            let days = evidence.worked.unwrap_or_default();
            let sum = plain(sum);
            language.pick(
                format!("{sum} 单 ÷（{days} 个工作日 ÷ 5）= {result}"),
                format!("{sum} orders ÷ ({days} working days ÷ 5) = {result}"),
            )
        }
        Making::Mean => {
            let sum = plain(sum);
            let of = language.pick("行", "rows");
            format!("{sum} ÷ {rows} {of} = {result}")
        }
        Making::OfHundred => {
            let limit = if evidence.limited {
                language.pick("，限 0～100", ", kept within 0…100")
            } else {
                ""
            };
            let points = plain(&Exact::from(sum.to_shortest_decimal(6).abs()));
            let sign = if *sum < Exact::zero() { "−" } else { "+" };
            format!("(100 {sign} {points}{limit}) ÷ 100 = {result}")
        }
        Making::Growth => {
            let base = evidence.base.as_ref();
            let unit = base.map_or(Unit::Money, |base| base.unit);
            let of = |value: Option<&Exact>| or_dash(value.map(|value| figure(value, unit)));
            let now = of(base.and_then(|base| base.now.as_ref()));
            let before = of(base.and_then(|base| base.actual.as_ref()));
            format!("({now} − {before}) ÷ {before} = {result}")
        }
    }
}

/// The expression of a declared figure, and which rows it is about.
fn as_written(measure: &Measure) -> String {
    match &measure.figure {
        Figure::Declared(declared) => match &declared.filter {
            Some(filter) => format!("{} where {filter}", declared.value),
            None => declared.value.clone(),
        },
        _ => String::new(),
    }
}

/// What a row says itself, as people read it.
pub fn counts(value: &Exact, explained: &ExplainedFigure) -> String {
    let unit = explained
        .evidence
        .base
        .as_ref()
        .map_or(explained.evidence.unit, |base| base.unit);
    match unit {
        Unit::Money => money(value),
        _ => plain(value),
    }
}

fn plain(value: &Exact) -> String {
    shortest(value.to_shortest_decimal(6))
}
