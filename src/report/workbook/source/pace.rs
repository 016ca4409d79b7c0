//! Rows of the year: where the company, each team and each rep stand in it, and what it may come to.

use crate::measure::details::{Forecast, Outlook, Pace, Standing};
use crate::model::Exact;
use crate::model::kpi::Unit;
use crate::report::pace::{hits, method, notes};
use crate::report::workbook::content::Content;
use crate::report::workbook::field::Field;
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;
use crate::report::workbook::wording::words;

const MONEY: Kind = Kind::Figure(Unit::Money);

/// The fields of a standing.
pub const FIELDS: &[Field] = &[
    Field::new("whose", ("对象", "Whose"), Kind::Text, |content, row, _| {
        Value::text(Some(&whose(content, row)))
    }),
    Field::new("rep_id", ("工号", "Number"), Kind::Text, |content, row, _| {
        Value::text(rep(content, row).map(|rep| content.card(rep).rep.rep_id.as_str()))
    }),
    Field::new("team", ("团队", "Team"), Kind::Text, |content, row, _| {
        Value::text(rep(content, row).and_then(|rep| content.card(rep).rep.team.as_deref()))
    }),
    Field::new(
        "year_target",
        ("全年目标", "Year's target"),
        MONEY,
        |content, row, _| figure(content, row, |standing| standing.target.as_ref()),
    ),
    Field::new(
        "target",
        ("至今目标", "Target so far"),
        MONEY,
        |content, row, _| figure(content, row, |standing| standing.aimed.as_ref()),
    ),
    Field::new(
        "sales",
        ("至今销售额", "Sales so far"),
        MONEY,
        |content, row, _| figure(content, row, |standing| standing.sales.as_ref()),
    ),
    Field::new(
        "share",
        ("全年达成", "% of the year"),
        Kind::Figure(Unit::Rate),
        |content, row, _| {
            let share = standing(content, row)
                .and_then(|standing| standing.sales.as_ref()?.checked_div(standing.target.as_ref()?));
            Value::exact(share.as_ref())
        },
    ),
    Field::new("gap", ("还差", "Missing"), MONEY, |content, row, _| {
        figure(content, row, |standing| standing.gap.as_ref())
    }),
    Field::new(
        "days_left",
        ("剩余工作日", "Days left"),
        Kind::Figure(Unit::Count),
        |content, row, _| {
            standing(content, row).map_or(Value::Missing, |standing| {
                Value::count(standing.days_left as usize)
            })
        },
    ),
    Field::new(
        "needed",
        ("每天需要", "Needed a day"),
        MONEY,
        |content, row, _| figure(content, row, |standing| standing.needed.as_ref()),
    ),
    Field::new(
        "forecast",
        ("全年预测", "Forecast"),
        MONEY,
        |content, row, _| Value::exact(forecast(content, row).map(|forecast| &forecast.year)),
    ),
    Field::new("low", ("预测下限", "Low"), MONEY, |content, row, _| {
        end(content, row, 0)
    }),
    Field::new("high", ("预测上限", "High"), MONEY, |content, row, _| {
        end(content, row, 1)
    }),
    Field::new(
        "hits",
        ("区间命中", "Range held"),
        Kind::Word,
        |content, row, _| Value::text(forecast(content, row).and_then(hits).as_deref()),
    ),
    Field::new(
        "method",
        ("预测方法", "Method"),
        Kind::Text,
        |content, row, _| {
            let forecast = forecast(content, row);
            Value::text(forecast.map(|forecast| method(forecast.method, content.language())))
        },
    ),
    Field::new("note", ("说明", "Note"), Kind::Prose, |content, row, _| {
        let (Some(pace), Some(standing)) = (pace(content), standing(content, row)) else {
            return Value::Missing;
        };
        let notes = notes(pace, standing, content.language());
        Value::text(Some(&notes.join(content.language().pick("；", "; "))))
    }),
];

/// How many rows there are: the company, its teams, its reps.
pub fn count(content: &Content<'_>) -> usize {
    pace(content).map_or(0, |pace| 1 + pace.teams.len() + pace.reps.len())
}

fn pace<'a>(content: &Content<'a>) -> Option<&'a Pace> {
    content.details.pace.as_ref()
}

fn standing<'a>(content: &Content<'a>, row: usize) -> Option<&'a Standing> {
    let pace = pace(content)?;
    let Some(team) = row.checked_sub(1) else {
        return Some(&pace.company);
    };
    match pace.teams.get(team) {
        Some((_, standing)) => Some(standing),
        None => pace.reps.get(team - pace.teams.len()),
    }
}

/// The rep of a row, as a place in the appraisal.
fn rep(content: &Content<'_>, row: usize) -> Option<usize> {
    let rep = row.checked_sub(1 + pace(content)?.teams.len())?;
    (rep < content.appraisal.scorecards.len()).then_some(rep)
}

fn whose(content: &Content<'_>, row: usize) -> String {
    if let Some(rep) = rep(content, row) {
        return content.card(rep).rep.name.clone();
    }
    let language = content.language();
    let teams = pace(content).map_or(&[][..], |pace| &pace.teams);
    match row.checked_sub(1).and_then(|team| teams.get(team)) {
        Some((name, _)) => name.clone().unwrap_or_else(|| words(language).no_team.to_owned()),
        None => language.pick("全公司", "Company").to_owned(),
    }
}

fn figure(content: &Content<'_>, row: usize, of: fn(&Standing) -> Option<&Exact>) -> Value {
    Value::exact(standing(content, row).and_then(of))
}

fn forecast<'a>(content: &Content<'a>, row: usize) -> Option<&'a Forecast> {
    match &standing(content, row)?.outlook {
        Outlook::Forecast(forecast) => Some(forecast),
        Outlook::None(_) => None,
    }
}

fn end(content: &Content<'_>, row: usize, end: usize) -> Value {
    let range = forecast(content, row).and_then(|forecast| forecast.range.as_ref());
    Value::exact(range.and_then(|range| range.get(end)))
}
