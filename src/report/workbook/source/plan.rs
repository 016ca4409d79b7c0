//! Rows of the plan: a rep's target of a KPI, by week and by day.

use crate::measure::details::KpiPlan;
use crate::model::Exact;
use crate::model::kpi::Unit;
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{At, Each, Field, Total, kpi_kind};
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;
use chrono::NaiveDate;

/// The fields of a target.
pub const FIELDS: &[Field] = &[
    Field::new("rep_id", ("工号", "Number"), Kind::Text, |content, row, _| {
        Value::text(Some(&content.card(content.plan[row].0).rep.rep_id))
    }),
    Field::new("name", ("姓名", "Name"), Kind::Text, |content, row, _| {
        Value::text(Some(&content.card(content.plan[row].0).rep.name))
    }),
    Field::new("team", ("团队", "Team"), Kind::Text, |content, row, _| {
        Value::text(content.card(content.plan[row].0).rep.team.as_deref())
    }),
    Field::new("kpi", ("指标", "KPI"), Kind::Text, |content, row, _| {
        Value::text(Some(content.naming().name(plan(content, row).kpi)))
    }),
    Field::new("target", ("目标", "Target"), Kind::Points, |content, row, _| {
        figure(content, row, |_| true)
    })
    .of_row(kind),
    Field::new(
        "working_days",
        ("工作日", "Working days"),
        Kind::Figure(Unit::Count),
        |content, row, _| Value::count(plan(content, row).days.len()),
    ),
    Field::new(
        "week_target",
        ("{week}", "{week}"),
        Kind::Points,
        |content, row, at| {
            let At::Week(week) = at else {
                return Value::Missing;
            };
            let week = content.weeks[week];
            figure(content, row, |day| week.first <= day && day <= week.last)
        },
    )
    .of_row(kind)
    .each(Each::Week),
    Field::new(
        "day_target",
        ("{day}", "{day}"),
        Kind::Points,
        |content, row, at| {
            let At::Day(day) = at else {
                return Value::Missing;
            };
            figure(content, row, |other| other == content.days[day])
        },
    )
    .of_row(kind)
    .each(Each::Day)
    .total(Total::None),
];

fn plan<'a>(content: &Content<'a>, row: usize) -> &'a KpiPlan {
    let (rep, plan) = content.plan[row];
    &content.details.reps[rep].plan[plan]
}

/// The part of some days; none where the rep works on none of them.
fn figure(content: &Content<'_>, row: usize, is_meant: impl Fn(NaiveDate) -> bool) -> Value {
    let days = plan(content, row).days.iter();
    let mut parts = days
        .filter(|(day, _)| is_meant(*day))
        .map(|(_, part)| part)
        .peekable();
    let any = parts.peek().is_some();
    Value::exact(any.then(|| parts.sum::<Exact>()).as_ref())
}

fn kind(content: &Content<'_>, row: usize) -> Kind {
    kpi_kind(content.measure(plan(content, row).kpi))
}
