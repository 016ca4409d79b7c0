//! Years and customers at risk for tests of what is printed.

use super::{AtRisk, Forecast, Hits, Method, NoForecast, Outlook, Pace, Standing};
use crate::model::{Exact, Month};
use rust_decimal::dec;

/// A year of ten months, of a company with those teams; the last rep has no forecast.
pub(crate) fn pace(teams: &[Option<&str>], reps: usize) -> Pace {
    let standing = |scale: i64| Standing {
        target: Some((scale * 6_000_000).into()),
        aimed: Some((scale * 5_000_000).into()),
        sales: Some((scale * 4_400_000).into()),
        gap: Some((scale * 1_600_000).into()),
        days_left: 44,
        needed: Exact::from(scale * 1_600_000).checked_div(&44.into()),
        unknown: Vec::new(),
        without_target: Vec::new(),
        lacking: 0,
        outlook: Outlook::Forecast(Box::new(Forecast {
            year: (scale * 5_300_000).into(),
            range: Some([(scale * 5_100_000).into(), (scale * 5_500_000).into()]),
            hits: Some(Hits { inside: 8, of: 10 }),
            method: Method::Combined,
            trials: 12,
            missed: Some(dec!(0.1234).into()),
            naive_missed: Some(dec!(0.2).into()),
        })),
    };
    let mut of_reps = vec![standing(1); reps];
    if let Some(last) = of_reps.last_mut() {
        last.outlook = Outlook::None(NoForecast::Short(4));
        last.gap = Some((-5_000).into());
        last.needed = Some(Exact::zero());
    }
    Pace {
        year: "2026".into(),
        until: Month::new(2026, 10).unwrap(),
        ends: Month::new(2026, 12).unwrap(),
        holidays_known: true,
        company: standing(8),
        teams: teams
            .iter()
            .map(|team| (team.map(str::to_owned), standing(3)))
            .collect(),
        reps: of_reps,
    }
}

/// So many customers at risk of S001, the second of whom a manager has to see to.
pub(crate) fn at_risk(count: usize) -> Vec<AtRisk> {
    let customer = |index: usize| AtRisk {
        customer: format!("久未下单客户第{index}有限公司"),
        rep_id: "S001".into(),
        rep: "陈晓岚".into(),
        team: Some("华东一部".into()),
        manager: Some("周敏".into()),
        left: index == 1,
        last_order: "2026-08-16".parse().unwrap(),
        silent: 76,
        usual: dec!(28.5).into(),
        longest: 35,
        orders: 9,
        sales: (120_000 - index as i64 * 10_000).into(),
    };
    (0..count).map(customer).collect()
}
