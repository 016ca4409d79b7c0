//! A small appraisal for the tests of reports: three teams, a tie, a rep without team, and one without any figure.

use super::{Appraisal, GradeEarned, KpiScore, RepFacts, Scorecard, WeekOrders};
use crate::catalogue::Catalogue;
use crate::model::policy::{Grade, KpiPolicy, Rule};
use crate::model::{Exact, Kpi, Policy};
use crate::records::Remarks;
use chrono::NaiveDate;
use rust_decimal::{Decimal, dec};

/// Who is appraised, and what share of each target is reached; none: no figure at all.
struct Member {
    rep_id: &'static str,
    name: &'static str,
    team: Option<&'static str>,
    region: &'static str,
    percent: Option<i64>,
}

const fn member(
    rep_id: &'static str,
    name: &'static str,
    team: Option<&'static str>,
    region: &'static str,
    percent: Option<i64>,
) -> Member {
    Member {
        rep_id,
        name,
        team,
        region,
        percent,
    }
}

const MEMBERS: [Member; 8] = [
    member("S001", "陈晓岚", Some("华东一部"), "上海", Some(104)),
    member("S002", "顾明远", Some("华东一部"), "上海", Some(93)),
    member("S003", "林若溪", Some("华东二部"), "浙江", Some(118)),
    member("S004", "周子衡", Some("华东二部"), "浙江", Some(76)),
    member("S005", "=1+1", Some("华东三部"), "江苏", Some(93)),
    member("S006", "欧阳致远", Some("华东三部"), "江苏", Some(61)),
    member("S007", "沈知行", None, "江苏", Some(45)),
    member("S008", "许安然", Some("华东一部"), "上海", None),
];

/// The default policy, for as long as a test may need it.
pub static POLICY: std::sync::LazyLock<crate::model::Policy> =
    std::sync::LazyLock::new(crate::model::Policy::default);

/// The grade of a score.
pub fn grade_of(grades: &[Grade], score: Decimal) -> Option<GradeEarned> {
    grade(grades, score)
}

/// The appraisal of 2026-10 under the default policy. S001 sold 541000.50 of 500000; S002 and S005 are level.
/// Points look likely and add up to the score; where no target is needed they do not follow the rules.
pub fn appraisal() -> Appraisal {
    let policy = Policy::default();
    let mut scorecards: Vec<_> = MEMBERS.iter().map(|member| scorecard(&policy, member)).collect();
    rank(&mut scorecards);
    Appraisal {
        period: "2026-10".parse().unwrap(),
        scorecards,
    }
}

fn scorecard(policy: &Policy, member: &Member) -> Scorecard {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let kpis: Vec<_> = policy.kpis.iter().map(|kpi| kpi_score(kpi, member)).collect();
    let points: Vec<_> = kpis.iter().filter_map(|kpi| kpi.points).collect();
    let weights: Decimal = kpis
        .iter()
        .filter(|kpi| kpi.points.is_some())
        .map(|kpi| kpi.weight)
        .sum();
    let score = (!points.is_empty()).then(|| {
        let share = points.iter().sum::<Decimal>() / weights * dec!(100);
        Exact::from(share).to_decimal(2)
    });
    Scorecard {
        remarks: Remarks::default(),
        rep: RepFacts {
            rep_id: member.rep_id.into(),
            name: member.name.into(),
            team: member.team.map(Into::into),
            region: Some(member.region.into()),
            title: Some("销售经理".into()),
            manager: Some("唐慎之".into()),
            hire_date: day(2021, 3, 15),
            leave_date: None,
        },
        score,
        ungraded: None,
        grade: score.and_then(|score| grade(&policy.grades, score)),
        rank: None,
        team_rank: None,
        excluded: kpis
            .iter()
            .filter(|kpi| kpi.points.is_none())
            .map(|kpi| kpi.kpi)
            .collect(),
        kpis,
        weeks: [(28, 40, 2), (5, 41, 4), (12, 42, 7), (19, 43, 6), (26, 44, 5)]
            .into_iter()
            .filter_map(|(monday, week, orders)| {
                let month = if week == 40 { 9 } else { 10 };
                day(2026, month, monday).map(|monday| WeekOrders { monday, week, orders })
            })
            .collect(),
        mean_reply_hours: member.percent.map(|_| Exact::from(dec!(6.25))),
    }
}

fn kpi_score(policy: &KpiPolicy, member: &Member) -> KpiScore {
    let percent = member.percent;
    let target = target(policy.id).map(Exact::from);
    let actual = percent.and_then(|percent| actual(policy.id, member.rep_id, percent));
    let attainment = actual
        .as_ref()
        .zip(target.as_ref())
        .and_then(|(actual, target)| actual.checked_div(target));
    let share = match policy.rule {
        Rule::Ratio { cap, .. } => attainment
            .as_ref()
            .map(|attainment| attainment.clone().min(Exact::from(cap))),
        _ => percent.map(|percent| Exact::from(Decimal::new(percent.min(100), 2))),
    };
    let points = actual
        .as_ref()
        .and(share)
        .map(|share| (&share * &Exact::from(policy.weight)).to_decimal(2));
    KpiScore {
        kpi: policy.id,
        unit: Catalogue::built_in().unit(policy.id),
        weight: policy.weight,
        rule: policy.rule.clone(),
        target,
        actual,
        attainment,
        mom: percent.map(|percent| Exact::from(Decimal::new(percent - 95, 2))),
        yoy: None,
        points,
    }
}

fn target(kpi: Kpi) -> Option<Decimal> {
    match kpi {
        Kpi::SALES => Some(dec!(500000)),
        Kpi::NEW_CUSTOMERS => Some(dec!(6)),
        Kpi::VISITS => Some(dec!(40)),
        Kpi::CALLS => Some(dec!(320)),
        Kpi::WEEKLY_ORDERS => Some(dec!(5.5)),
        Kpi::CUSTOMERS_ADDED => Some(dec!(10)),
        _ => None,
    }
}

fn actual(kpi: Kpi, rep_id: &str, percent: i64) -> Option<Exact> {
    let share = Exact::from(Decimal::new(percent, 2));
    match kpi {
        Kpi::SALES if rep_id == "S001" => Some(Exact::from(dec!(541000.50))),
        Kpi::GROWTH => Some(&share - &Exact::from(dec!(0.97))),
        Kpi::CUSTOMERS_LOST => Some(Exact::from((120 - percent) / 20)),
        Kpi::REQUESTS if rep_id == "S004" => None,
        Kpi::CONDUCT | Kpi::REPORTS | Kpi::REQUESTS => Some(share.min(Exact::one())),
        Kpi::WEEKLY_ORDERS => target(kpi).map(|target| (&share * &Exact::from(target)).round(2)),
        _ => target(kpi).map(|target| (&share * &Exact::from(target)).round(0)),
    }
}

fn grade(grades: &[Grade], score: Decimal) -> Option<GradeEarned> {
    let band = grades.iter().position(|grade| score >= grade.at_least)?;
    Some(GradeEarned {
        grade: grades[band].grade.clone(),
        name: grades[band].name.clone(),
        band,
    })
}

fn rank(scorecards: &mut [Scorecard]) {
    let scores: Vec<_> = scorecards
        .iter()
        .map(|card| (card.rep.team.clone(), card.score))
        .collect();
    let better = |score: Decimal, team: Option<&Option<String>>| {
        let ahead = scores.iter().filter(|(of, other)| {
            team.is_none_or(|team| of == team) && other.is_some_and(|other| other > score)
        });
        1 + ahead.count() as u32
    };
    for card in scorecards {
        card.rank = card.score.map(|score| better(score, None));
        card.team_rank = card.score.map(|score| better(score, Some(&card.rep.team)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fixture_is_what_its_readers_expect() {
        let appraisal = appraisal();
        let card = |rep_id: &str| {
            let mut cards = appraisal.scorecards.iter();
            cards.find(|card| card.rep.rep_id == rep_id).unwrap()
        };
        assert_eq!(card("S001").kpis[0].actual, Some(Exact::from(dec!(541000.50))));
        assert_eq!(card("S002").score, card("S005").score);
        assert_eq!(card("S002").rank, card("S005").rank);
        assert_eq!(card("S004").excluded, [Kpi::REQUESTS]);
        assert_eq!(card("S008").score, None);
        assert_eq!(card("S008").rank, None);
    }
}
