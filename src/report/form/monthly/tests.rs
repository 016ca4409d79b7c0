//! The views of a small month: a company of three teams, with months, customers, shares and findings.

use super::*;
use crate::measure::details::{
    CustomerChange, MonthSales, NextTarget, NextTargets, RepDetails, Share, fixture,
};
use crate::model::{Currency, Exact, Place, Problem};
use crate::report::form::template::shape::Shape;
use crate::report::templates::{APPRAISAL, REPORT, SUMMARY, TALK};
use crate::score::fixture::appraisal;
use rust_decimal::dec;

fn change(change: Change, name: &str, rep_id: &str, sales: i64) -> CustomerChange {
    CustomerChange {
        change,
        date: "2026-10-12".parse().unwrap(),
        customer: name.into(),
        rep_id: rep_id.into(),
        rep: format!("rep {rep_id}"),
        team: None,
        last_order: None,
        sales: sales.into(),
    }
}

fn month(month: &str, sales: Option<i64>, target: Option<i64>) -> MonthSales {
    let period: crate::model::Period = month.parse().unwrap();
    MonthSales {
        month: period.months().next().unwrap(),
        sales: sales.map(Exact::from),
        target: target.map(Exact::from),
    }
}

fn details() -> Details {
    let rep = RepDetails {
        carried: Vec::new(),
        months: vec![
            month("2026-09", None, Some(50)),
            month("2026-10", Some(100), Some(200)),
        ],
        plan: Vec::new(),
        telling: Vec::new(),
    };
    let share = |name: Option<&str>, sales: i64, before: Option<i64>| Share {
        name: name.map(Into::into),
        sales: sales.into(),
        orders: 2,
        before: before.map(Exact::from),
    };
    Details {
        months: vec![
            month("2026-09", Some(150), None),
            month("2026-10", Some(300), Some(200)),
        ],
        reps: vec![rep; 8],
        customers: vec![
            change(Change::Won, "甲", "S001", 10),
            change(Change::Won, "乙", "S003", 20),
            change(Change::Lost, "丙", "S001", 0),
        ],
        regions: vec![share(Some("上海"), 300, Some(200)), share(None, 100, Some(0))],
        products: (0..10)
            .map(|index| share(Some("产品"), 100 - index, Some(50)))
            .collect(),
        sales: [Some(300.into()), Some(150.into()), None],
        next: Some(NextTargets {
            period: "2026-11".parse().unwrap(),
            reps: [("S001", Some("一部")), ("S002", Some("一部")), ("S007", None)]
                .map(|(rep_id, team)| NextTarget {
                    rep_id: rep_id.into(),
                    team: team.map(Into::into),
                    sales: 1_000.into(),
                })
                .into(),
        }),
        lists: Vec::new(),
        pace: Some(fixture::pace(
            &[Some("华东一部"), Some("华东二部"), Some("华东三部"), None],
            8,
        )),
        at_risk: fixture::at_risk(3),
    }
}

fn findings() -> Vec<Finding> {
    let unknown = |row| {
        Finding::at(
            Place::file("订单.csv").at_column(row),
            Problem::UnknownRep {
                value: "王五".into(),
                rows: 1,
            },
        )
    };
    vec![
        unknown(1),
        unknown(2),
        Finding::general(Problem::UnusableFont {
            font: "a.ttf".into(),
            fault: crate::model::finding::FontFault::NoOutlines,
        }),
    ]
}

#[test]
fn the_report_adds_up_and_names_names() {
    let (appraisal, details, findings) = (appraisal(), details(), findings());
    let month = Month {
        grades: &crate::score::fixture::POLICY.grades,
        objection_days: None,
        last: None,
        restated: None,
        catalogue: Catalogue::built_in(),
        currency: Some(Currency::CNY),
        appraisal: &appraisal,
        details: &details,
        findings: &findings,
        account: &[],
        assumptions: &[],
        company: "远山工贸",
        language: Language::Chinese,
    };
    let report = month.report();

    assert_eq!((report.total.reps, report.total.ranked), (8, 7));
    let by_team: usize = report.teams.iter().map(|team| team.reps).sum();
    assert_eq!(by_team, 8);
    let graded: usize = report.total.grades.iter().map(|grade| grade.count).sum();
    assert_eq!(graded, 7);
    assert_eq!(
        (report.growth.mom.as_str(), report.growth.yoy.as_str()),
        ("+100.0%", "—")
    );

    let names =
        |reps: &[MemberView]| -> Vec<String> { reps.iter().map(|rep| rep.rep.rep_id.to_owned()).collect() };
    assert_eq!(
        names(&report.best),
        ["S003", "S001", "S002", "S005"],
        "half of the seven who are ranked"
    );
    assert_eq!(
        names(&report.reps).last().unwrap(),
        "S008",
        "who has no rank comes last"
    );
    let last = &report.reps[6];
    assert_eq!(last.weaknesses[0].name, "销售额");
    assert!(last.strengths.len() <= 2 && last.kpis.len() == 11);

    let heights: Vec<_> = report.months.iter().map(|month| month.height).collect();
    assert_eq!(heights, [0.5, 1.0]);
    assert_eq!(report.months[1].target_height, Some(2.0 / 3.0));

    assert_eq!((report.won.count, report.lost.count), (2, 1));
    assert_eq!(report.won.customers[0].name, "乙", "the largest comes first");
    assert_eq!(report.regions[1].name, "未注明");
    assert_eq!(
        (report.regions[0].share.as_str(), report.regions[0].mom.as_str()),
        ("75.0%", "+50.0%")
    );
    assert_eq!(report.regions[1].mom, "—");
    assert_eq!((report.products.len(), report.products[7].name), (8, "其余"));
    assert_eq!(report.products[7].sales, "276.00");

    let next = report.next.unwrap();
    assert_eq!(
        (next.period.as_str(), next.target.as_str()),
        ("2026年11月", "3,000.00")
    );
    let teams: Vec<_> = next
        .teams
        .iter()
        .map(|team| (team.name.as_str(), team.reps))
        .collect();
    assert_eq!(teams, [("一部", 2), ("未分组", 1)]);

    assert_eq!((report.data.errors, report.data.warnings), (2, 1));
    let kind = &report.data.kinds[0];
    assert_eq!((kind.code, kind.count), ("unknown-rep", 2));
}

fn month_of<'a>(appraisal: &'a Appraisal, details: &'a Details) -> Month<'a> {
    Month {
        grades: &crate::score::fixture::POLICY.grades,
        objection_days: None,
        last: None,
        restated: None,
        catalogue: Catalogue::built_in(),
        currency: Some(Currency::CNY),
        appraisal,
        details,
        findings: &[],
        account: &[],
        assumptions: &[],
        company: "",
        language: Language::Chinese,
    }
}

fn graded(card: &mut Scorecard, score: rust_decimal::Decimal) {
    let grades = &crate::score::fixture::POLICY.grades;
    (card.score, card.grade) = (Some(score), crate::score::fixture::grade_of(grades, score));
}

/// The line is where the lowest grade ends; who has left is named neither here nor there.
#[test]
fn praise_and_help_have_a_line() {
    let (mut appraisal, details) = (appraisal(), details());
    let scores = [
        dec!(59.99),
        dec!(60),
        dec!(100),
        dec!(95),
        dec!(50),
        dec!(85),
        dec!(20),
    ];
    for (card, score) in appraisal.scorecards.iter_mut().zip(scores) {
        graded(card, score);
    }
    let left = |card: &mut Scorecard, day: &str| card.rep.leave_date = Some(day.parse().unwrap());
    left(&mut appraisal.scorecards[3], "2026-10-31");
    left(&mut appraisal.scorecards[4], "2026-10-15");
    left(&mut appraisal.scorecards[6], "2026-11-01");
    for (rank, index) in [2, 3, 5, 1, 0, 4, 6].into_iter().enumerate() {
        appraisal.scorecards[index].rank = Some(rank as u32 + 1);
    }
    let report = month_of(&appraisal, &details).report();
    let names =
        |reps: &[MemberView]| -> Vec<String> { reps.iter().map(|rep| rep.rep.rep_id.to_owned()).collect() };
    assert_eq!(names(&report.best), ["S003", "S006", "S002"]);
    assert_eq!(names(&report.weakest), ["S007", "S001"]);
    let help = report.help.unwrap();
    assert_eq!((help.below.as_str(), help.grade, help.count), ("60", "E", 2));

    for card in &mut appraisal.scorecards[..7] {
        graded(card, dec!(59.99));
        card.rep.leave_date = None;
    }
    let report = month_of(&appraisal, &details).report();
    assert!(report.best.is_empty(), "nobody with the lowest grade does best");
    assert_eq!((report.weakest.len(), report.help.unwrap().count), (5, 7));

    appraisal.scorecards.truncate(1);
    graded(&mut appraisal.scorecards[0], dec!(99));
    let report = month_of(&appraisal, &details).report();
    assert!(
        report.best.is_empty() && report.weakest.is_empty(),
        "one rep alone"
    );

    let month = Month {
        grades: &[],
        objection_days: None,
        last: None,
        restated: None,
        ..month_of(&appraisal, &details)
    };
    assert_eq!(month.report().help, None);
}

#[test]
fn what_counts_for_nobody_is_named_and_not_shown() {
    let (mut appraisal, details) = (appraisal(), details());
    for card in &mut appraisal.scorecards {
        for kpi in card.kpis.iter_mut().skip(2) {
            kpi.points = None;
        }
    }
    appraisal.scorecards[0].kpis[1].points = None;
    let month = month_of(&appraisal, &details);
    let report = month.report();
    assert_eq!(report.kpis.len(), 2);
    assert!(report.reps.iter().all(|rep| rep.kpis.len() == 2));
    assert!(report.teams.iter().all(|team| team.kpis.len() == 2));
    assert_eq!(report.unused.split('、').count(), 9);
    let forms = crate::report::form::view::FormViews::new(&appraisal, "", month.naming());
    let form = forms.of(&appraisal.scorecards[0]);
    assert_eq!(
        (form.kpis.len(), form.excluded.len()),
        (2, 10),
        "the form says why all the same"
    );
    for card in &mut appraisal.scorecards {
        card.kpis.iter_mut().for_each(|kpi| kpi.points = None);
    }
    assert_eq!(
        month_of(&appraisal, &details).report().kpis.len(),
        11,
        "nothing counts at all"
    );
}

#[test]
fn parts_that_no_row_names_are_not_told_of() {
    let share = |name: Option<&str>| Share {
        name: name.map(Into::into),
        sales: 5.into(),
        orders: 1,
        before: None,
    };
    let shown = |shares: &[Share]| parts::views(shares, Language::Chinese).len();
    assert_eq!(shown(&[share(None)]), 0);
    assert_eq!(shown(&[share(None), share(Some("上海"))]), 2);
}

#[test]
fn months_without_sales_are_named_where_others_have_some() {
    let months = [
        month("2026-09", Some(1), Some(1)),
        month("2026-10", Some(1), Some(1)),
        month("2026-11", None, Some(1)),
        month("2026-12", None, Some(1)),
    ];
    let named = |period: &str| months::unknown(&months, period.parse().unwrap(), Language::Chinese);
    assert_eq!(named("2026-Q4"), "11月、12月");
    assert_eq!(named("2026-10"), "");
    assert_eq!(
        named("2026-12"),
        "",
        "nothing is known of the period, which is said elsewhere"
    );
}

#[test]
fn a_teams_sums_are_those_of_its_members() {
    let (appraisal, details) = (appraisal(), details());
    let month = Month {
        grades: &crate::score::fixture::POLICY.grades,
        objection_days: None,
        last: None,
        restated: None,
        catalogue: Catalogue::built_in(),
        currency: Some(Currency::CNY),
        appraisal: &appraisal,
        details: &details,
        findings: &[],
        account: &[],
        assumptions: &[],
        company: "",
        language: Language::Chinese,
    };
    let teams = teams(&appraisal, Language::Chinese);
    let summary = month.summary(&teams[0]);
    let sales = |rep_id: &str| -> Exact {
        let card = appraisal
            .scorecards
            .iter()
            .find(|card| card.rep.rep_id == rep_id)
            .unwrap();
        card.kpis[0].actual.clone().unwrap_or_else(Exact::zero)
    };
    let sum = sales("S001") + sales("S002");
    assert_eq!(summary.team.sales.actual, figures::money(&sum));
    assert_eq!((summary.team.reps, summary.team.with_target), (3, 2));
    assert_eq!(summary.team.on_target, 1);
    assert_eq!(summary.months[1].raw_sales.as_deref(), Some("300"));
    assert_eq!(summary.months[0].raw_sales, None, "nobody's sales are known");
    assert_eq!((summary.won.count, summary.lost.count), (1, 1));
    let mean = summary.team.raw_mean_score.unwrap();
    assert!(
        mean.parse::<rust_decimal::Decimal>().unwrap() > dec!(90),
        "{mean}"
    );
    for kpi in &summary.reps[0].kpis {
        assert_eq!(kpi.share.is_some(), kpi.heat.is_some());
        assert!(kpi.heat.is_none_or(|heat| heat <= 4));
    }
}

/// Every key that a template can name, by the words of docs/templates.md.
#[test]
fn what_templates_can_name_is_documented() {
    let (appraisal, details, findings) = (appraisal(), details(), findings());
    let month = Month {
        grades: &crate::score::fixture::POLICY.grades,
        objection_days: None,
        last: None,
        restated: None,
        catalogue: Catalogue::built_in(),
        currency: Some(Currency::CNY),
        appraisal: &appraisal,
        details: &details,
        findings: &findings,
        account: &[],
        assumptions: &[],
        company: "",
        language: Language::English,
    };
    let teams = teams(&appraisal, Language::English);
    let codes =
        crate::report::code::PageCode::all(&crate::report::results::results(&appraisal, "").unwrap().bytes);
    let sheets: Vec<_> = crate::report::form::sheet::FormSheets::new(&month, &codes)
        .iter()
        .collect();
    let mut named = std::collections::BTreeSet::new();
    for view in [
        serde_json::to_value(month.report()).unwrap(),
        serde_json::to_value(month.summary(&teams[0])).unwrap(),
        serde_json::to_value(&sheets).unwrap(),
        serde_json::to_value(talks(&month).iter().map(|(_, talk)| talk).collect::<Vec<_>>()).unwrap(),
    ] {
        collect_keys(&view, &mut named);
    }
    assert!(named.contains("week_bars") && named.contains("quartiles") && named.contains("path"));
    let documented = include_str!("../../../../docs/templates.md");
    let missing: Vec<&String> = named
        .iter()
        .filter(|key| !documented.contains(&format!("`{key}`")))
        .collect();
    assert!(missing.is_empty(), "not in docs/templates.md: {missing:?}");
}

/// What the templates are checked against is what they are given.
#[test]
fn the_names_of_templates_are_those_of_their_views() {
    let (appraisal, details, findings) = (appraisal(), details(), findings());
    let month = Month {
        grades: &crate::score::fixture::POLICY.grades,
        objection_days: None,
        last: None,
        restated: None,
        catalogue: Catalogue::built_in(),
        currency: Some(Currency::CNY),
        appraisal: &appraisal,
        details: &details,
        findings: &findings,
        account: &[],
        assumptions: &[],
        company: "",
        language: Language::English,
    };
    let codes =
        crate::report::code::PageCode::all(&crate::report::results::results(&appraisal, "").unwrap().bytes);
    let names = |template| Shape::of_template(template).unwrap();
    for sheet in crate::report::form::sheet::FormSheets::new(&month, &codes).iter() {
        holds(
            &serde_json::to_value(sheet).unwrap(),
            &names(APPRAISAL),
            APPRAISAL,
        );
    }
    holds(
        &serde_json::to_value(month.report()).unwrap(),
        &names(REPORT),
        REPORT,
    );
    for team in teams(&appraisal, Language::English) {
        holds(
            &serde_json::to_value(month.summary(&team)).unwrap(),
            &names(SUMMARY),
            SUMMARY,
        );
    }
    let talks = talks(&month);
    assert_eq!(talks.len(), 8);
    for (_, talk) in talks {
        holds(&talk, &names(TALK), TALK);
    }
}

/// What each rep's talk shows.
fn talks(month: &Month<'_>) -> Vec<(String, serde_json::Value)> {
    let options = crate::report::form::FormOptions::default();
    let talks = crate::report::form::talk::Talks::new(month, &options).unwrap();
    let teams = teams(month.appraisal, Language::English);
    let members = teams.iter().flat_map(|team| &team.members);
    let shown = members.map(|member| {
        let view = talks.view(member);
        (
            member.card.rep.rep_id.clone(),
            serde_json::to_value(view).unwrap(),
        )
    });
    shown.collect()
}

#[track_caller]
fn holds(value: &serde_json::Value, shape: &Shape, path: &str) {
    use serde_json::Value;
    match (value, shape) {
        (Value::Object(fields), Shape::Group(named)) => {
            let given: std::collections::BTreeSet<&String> = fields.keys().collect();
            assert_eq!(given, named.keys().collect(), "{path}");
            for (name, field) in fields {
                holds(field, &named[name], &format!("{path}.{name}"));
            }
        }
        (Value::Array(items), Shape::List(item)) => items.iter().for_each(|value| holds(value, item, path)),
        (Value::Null, _) | (Value::String(_) | Value::Number(_) | Value::Bool(_), Shape::Plain) => {}
        _ => panic!("{path}: {value} is no {shape:?}"),
    }
}

fn collect_keys(value: &serde_json::Value, keys: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                keys.insert(key.clone());
                collect_keys(value, keys);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_keys(item, keys)),
        _ => {}
    }
}
