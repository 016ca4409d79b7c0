//! What `appraisals.xlsx` costs: `cargo bench --bench workbook -- REPS FILE [scores]` makes the workbook of so many reps,
//! with `scores` of 成绩总表 alone, writes it to the file, and says how long that took and how much memory was at most
//! in use beyond the figures themselves. `benches/xlsxwriter.py` runs it and has XlsxWriter write the same cells.

use chrono::{Datelike, NaiveDate, Weekday};
use repcard::catalogue::Catalogue;
use repcard::measure::details::{Details, KpiPlan, MonthSales, RepDetails};
use repcard::model::policy::{KpiPolicy, Rule};
use repcard::model::{Exact, Kpi, Language, Month, Policy};
use repcard::records::Remarks;
use repcard::report::templates::{Templates, WORKBOOK};
use repcard::report::workbook::template::Template;
use repcard::report::workbook::{Figures, WorkbookOptions, appraisals};
use repcard::score::{Appraisal, GradeEarned, KpiScore, RepFacts, Scorecard, WeekOrders};
use rust_decimal::{Decimal, dec};
use std::sync::Arc;
use std::time::{Duration, Instant};

const USAGE: &str = "usage: cargo bench --bench workbook -- REPS FILE [scores]";

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    // Without arguments, as among all benches: a workbook of a usual size, thrown away.
    let (reps, file, scores) = match &arguments[..] {
        [] => (500, None, false),
        [reps, file, rest @ ..] => (reps.parse().expect(USAGE), Some(file), !rest.is_empty()),
        _ => panic!("{USAGE}"),
    };
    let policy = Policy::default();
    let appraisal = Appraisal {
        period: "2026-10".parse().expect("a period"),
        scorecards: (0..reps).map(|rep| scorecard(rep, &policy)).collect(),
    };
    let details = if scores { Details::default() } else { details(reps) };
    let figures = Figures {
        appraisal: &appraisal,
        details: &details,
        policy: &policy,
        findings: &[],
        account: &[],
    };
    let template = Template::parse(Templates::default().text(WORKBOOK));
    let mut template = template.expect("the built-in template");
    if scores {
        template
            .sheets
            .retain(|sheet| sheet.name.get_ref().pick(Language::Chinese) == "成绩总表");
    }
    let options = WorkbookOptions {
        company: "江南样品有限公司".into(),
        catalogue: Arc::default(),
        language: Language::Chinese,
        book: None,
    };
    let before = peak();
    let mut fastest = Duration::MAX;
    let mut bytes = Vec::new();
    for _ in 0..if reps > 5_000 { 1 } else { 5 } {
        let start = Instant::now();
        bytes = appraisals(figures, &template, &options)
            .expect("a workbook")
            .bytes;
        fastest = fastest.min(start.elapsed());
    }
    println!("seconds {:.4}", fastest.as_secs_f64());
    println!("bytes {}", bytes.len());
    if let (Some(before), Some(after)) = (before, peak()) {
        println!("peak MiB {} of which figures {}", after / 1024, before / 1024);
    }
    if let Some(file) = file {
        std::fs::write(file, bytes).expect("a file that can be written");
    }
}

/// The most memory that was ever in use, in KiB; where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

/// A figure that differs from rep to rep and from place to place, below `most`.
fn figure(rep: usize, place: usize, most: i64) -> i64 {
    let mixed = (rep as i64 + 1) * 7_919 + (place as i64 + 1) * 104_729;
    mixed * mixed % most
}

fn scorecard(rep: usize, policy: &Policy) -> Scorecard {
    let kpis: Vec<KpiScore> = (0..)
        .zip(&policy.kpis)
        .map(|(place, kpi)| kpi_score(rep, place, kpi))
        .collect();
    let score: Decimal = kpis.iter().filter_map(|kpi| kpi.points).sum();
    let band = policy
        .grades
        .iter()
        .position(|grade| score >= grade.at_least)
        .unwrap_or(0);
    let grade = &policy.grades[band];
    Scorecard {
        rep: RepFacts {
            rep_id: format!("S{rep:06}"),
            name: format!("员工{rep}"),
            team: Some(format!("第{}组", rep % 12 + 1)),
            region: Some(format!("区域{}", rep % 4)),
            title: None,
            manager: None,
            hire_date: None,
            leave_date: None,
        },
        score: Some(score),
        grade: Some(GradeEarned {
            grade: grade.grade.clone(),
            name: grade.name.clone(),
            band,
        }),
        ungraded: None,
        rank: Some(rep as u32 + 1),
        team_rank: Some((rep / 12) as u32 + 1),
        excluded: Vec::new(),
        kpis,
        weeks: (40..45)
            .zip([28, 5, 12, 19, 26])
            .map(|(week, monday)| WeekOrders {
                monday: day(if week == 40 { 9 } else { 10 }, monday),
                week,
                orders: figure(rep, week as usize, 9) as u32,
            })
            .collect(),
        mean_reply_hours: None,
        remarks: Remarks::default(),
    }
}

fn kpi_score(rep: usize, place: usize, policy: &KpiPolicy) -> KpiScore {
    let rate = Exact::from(Decimal::new(figure(rep, place, 1_300), 3));
    let money = policy.id == Kpi::SALES;
    let target = match policy.rule {
        Rule::Ratio { .. } if money => Some(Exact::from(dec!(400000))),
        Rule::Ratio { .. } => Some(Exact::from(dec!(30))),
        _ => None,
    };
    let actual = match (&target, policy.rule.clone()) {
        (Some(target), _) => (&rate * target).round(if money { 2 } else { 0 }),
        (None, Rule::PerUnit { .. }) => Exact::from(figure(rep, place, 5)),
        _ => rate,
    };
    let attainment = target.as_ref().and_then(|target| actual.checked_div(target));
    KpiScore {
        kpi: policy.id,
        unit: Catalogue::built_in().unit(policy.id),
        weight: policy.weight,
        rule: policy.rule.clone(),
        target,
        attainment,
        mom: Some(Exact::from(Decimal::new(figure(rep, place, 400) - 200, 3))),
        yoy: None,
        points: Some((&Exact::from(policy.weight) * &Exact::from(dec!(0.83))).to_decimal(2)),
        actual: Some(actual),
    }
}

fn details(reps: usize) -> Details {
    let month = |rep: usize, number: u32| MonthSales {
        month: Month::new(2026, number).expect("a month"),
        sales: Some(Exact::from(Decimal::new(
            figure(rep, number as usize, 60_000_000),
            2,
        ))),
        target: Some(Exact::from(dec!(400000))),
    };
    let months = |rep: usize| (1..=10).map(|number| month(rep, number)).collect::<Vec<_>>();
    let days: Vec<NaiveDate> = (9..=31)
        .map(|number| day(10, number))
        .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
        .collect();
    let planned = [
        Kpi::SALES,
        Kpi::NEW_CUSTOMERS,
        Kpi::VISITS,
        Kpi::CALLS,
        Kpi::CUSTOMERS_ADDED,
    ];
    let plan = |rep: usize, place: usize, kpi: Kpi| KpiPlan {
        kpi,
        days: days
            .iter()
            .map(|day| (*day, Exact::from(figure(rep, place, 9))))
            .collect(),
    };
    Details {
        months: months(reps),
        reps: (0..reps)
            .map(|rep| RepDetails {
                carried: Vec::new(),
                months: months(rep),
                plan: (0..)
                    .zip(planned)
                    .map(|(place, kpi)| plan(rep, place, kpi))
                    .collect(),
                telling: Vec::new(),
            })
            .collect(),
        ..Details::default()
    }
}
