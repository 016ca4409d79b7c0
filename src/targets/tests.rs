//! Targets by hand: October 2026 has 18 working days, 8 of them up to the 16th and 10 from the 19th on.

use super::{Rules, targets};
use crate::catalogue::Catalogue;
use crate::model::span::YearPart::{self, Half, Quarter};
use crate::model::{Calendar, Exact, Finding, FiscalYear, Kpi, Month, Period, Place, Policy, YearStart};
use crate::records::{Assignment, Records, Rep, RepKey, Roster, Target, TargetScope, TargetSpan};
use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rep(rep_id: &str, team: &str, hired: Option<&str>, left: Option<&str>) -> Rep {
    let assignment = Assignment {
        place: Place::file("花名册.xlsx"),
        effective_from: None,
        name: rep_id.into(),
        team: Some(team.into()),
        region: Some("华东".into()),
        title: None,
        manager: None,
        email: None,
        other_ids: Vec::new(),
        weight: None,
    };
    Rep {
        rep_id: rep_id.into(),
        hire_date: hired.map(date),
        leave_date: left.map(date),
        left: None,
        former: Vec::new(),
        assignments: vec![assignment],
    }
}

/// S1 and S2 in 一组, S3 (joined on 2026-10-19) in 一组, S4 in 二组.
fn roster() -> Roster {
    Roster::new(vec![
        rep("S1", "一组", None, None),
        rep("S2", "一组", Some("2020-01-01"), None),
        rep("S3", "一组", Some("2026-10-19"), None),
        rep("S4", "二组", None, None),
    ])
}

const S1: TargetScope = TargetScope::Rep(RepKey(0));
const S2: TargetScope = TargetScope::Rep(RepKey(1));
const S3: TargetScope = TargetScope::Rep(RepKey(2));

fn team(name: &str) -> TargetScope {
    TargetScope::Team(name.into())
}

fn year(scope: TargetScope, kpi: Kpi, figure: Decimal) -> Target {
    let span = TargetSpan::Year(FiscalYear::new(2026, YearStart::CALENDAR));
    Target {
        place: Place::file("目标.xlsx"),
        scope,
        kpi,
        product: None,
        span,
        figure,
    }
}

fn month(scope: TargetScope, kpi: Kpi, month: u32, figure: Decimal) -> Target {
    let span = TargetSpan::Month(Month::new(2026, month).unwrap());
    Target {
        span,
        ..year(scope, kpi, figure)
    }
}

fn part(scope: TargetScope, kpi: Kpi, part: YearPart, figure: Decimal) -> Target {
    Target {
        span: TargetSpan::of(part, FiscalYear::new(2026, YearStart::CALENDAR)).unwrap(),
        ..year(scope, kpi, figure)
    }
}

fn of_product(product: &str, target: Target) -> Target {
    Target {
        product: Some(product.into()),
        ..target
    }
}

struct Carried {
    targets: super::Targets,
    findings: Vec<Finding>,
}

impl Carried {
    fn by(&self, rep: u32, kpi: Kpi) -> Option<Decimal> {
        self.targets
            .get(&(RepKey(rep), kpi))
            .map(|target| target.to_shortest_decimal(6))
    }

    fn sales(&self) -> [Option<Decimal>; 4] {
        [0, 1, 2, 3].map(|rep| self.by(rep, Kpi::SALES))
    }

    fn codes(&self) -> Vec<&str> {
        self.findings.iter().map(Finding::code).collect()
    }
}

fn carried_with(policy: &Policy, period: &str, set: Vec<Target>) -> Carried {
    let records = Records {
        roster: roster(),
        targets: set,
        ..Records::default()
    };
    let period: Period = period.parse().unwrap();
    let (targets, findings) = {
        let rules = Rules {
            policy,
            catalogue: Catalogue::built_in(),
            calendar: &Calendar::default(),
        };
        targets(&records, rules, period)
    };
    Carried { targets, findings }
}

fn carried(period: &str, set: Vec<Target>) -> Carried {
    carried_with(&Policy::default(), period, set)
}

#[test]
fn a_year_spreads_over_its_months_by_season() {
    let mut policy = Policy::default();
    assert_eq!(
        carried("2026-10", vec![year(S1, Kpi::SALES, dec!(1_200_000))]).sales()[0],
        Some(dec!(100_000))
    );
    policy.seasonality.months[9] = dec!(2);
    // 1,300 by thirteen weights, October has two of them.
    let seasonal = carried_with(&policy, "2026-10", vec![year(S1, Kpi::SALES, dec!(1_300))]);
    assert_eq!(seasonal.sales()[0], Some(dec!(200)));
}

#[test]
fn a_months_own_figure_wins_and_the_rest_spreads_over_the_others() {
    let set = vec![
        year(S1, Kpi::VISITS, dec!(120)),
        month(S1, Kpi::VISITS, 10, dec!(10.5)),
    ];
    assert_eq!(
        carried("2026-10", set.clone()).by(0, Kpi::VISITS),
        Some(dec!(10.5)),
        "as it stands"
    );
    let set = vec![
        year(S1, Kpi::VISITS, dec!(120)),
        month(S1, Kpi::VISITS, 10, dec!(21)),
    ];
    // 99 over eleven months is 9 each.
    assert_eq!(carried("2026-09", set.clone()).by(0, Kpi::VISITS), Some(dec!(9)));
    assert_eq!(
        carried("2026", set).by(0, Kpi::VISITS),
        Some(dec!(120)),
        "the parts are the whole"
    );
}

#[test]
fn a_quarter_stays_whole_and_spreads_over_its_months_by_season() {
    let set = vec![part(S1, Kpi::VISITS, Quarter(4), dec!(100))];
    assert_eq!(
        carried("2026-Q4", set.clone()).by(0, Kpi::VISITS),
        Some(dec!(100))
    );
    // 34, 33 and 33.
    assert_eq!(carried("2026-10", set.clone()).by(0, Kpi::VISITS), Some(dec!(34)));
    assert_eq!(carried("2026-12", set.clone()).by(0, Kpi::VISITS), Some(dec!(33)));
    assert_eq!(
        carried("2026-09", set.clone()).by(0, Kpi::VISITS),
        None,
        "another quarter's"
    );
    let mut policy = Policy::default();
    policy.seasonality.months[9] = dec!(2);
    let seasonal = carried_with(&policy, "2026-10", set);
    assert_eq!(seasonal.by(0, Kpi::VISITS), Some(dec!(50)));
}

#[test]
fn the_narrower_span_wins_and_the_rest_of_the_wider_one_spreads_over_the_other_months() {
    let set = vec![
        year(S1, Kpi::VISITS, dec!(1200)),
        part(S1, Kpi::VISITS, Half(2), dec!(900)),
        part(S1, Kpi::VISITS, Quarter(4), dec!(600)),
        month(S1, Kpi::VISITS, 10, dec!(400)),
    ];
    let of = |period: &str| carried(period, set.clone()).by(0, Kpi::VISITS);
    assert_eq!(of("2026-10"), Some(dec!(400)));
    assert_eq!(
        of("2026-11"),
        Some(dec!(100)),
        "half of what October leaves of the quarter"
    );
    assert_eq!(
        of("2026-08"),
        Some(dec!(100)),
        "a third of what the quarter leaves of the half"
    );
    assert_eq!(
        of("2026-01"),
        Some(dec!(50)),
        "a sixth of what the half leaves of the year"
    );
    assert_eq!(of("2026"), Some(dec!(1200)));
    assert!(carried("2026", set.clone()).codes().is_empty());
}

#[test]
fn months_above_their_quarter_leave_nothing_and_say_so() {
    let set = vec![
        part(S1, Kpi::VISITS, Quarter(4), dec!(20)),
        month(S1, Kpi::VISITS, 10, dec!(21)),
    ];
    let carried = carried("2026-11", set);
    assert_eq!(carried.by(0, Kpi::VISITS), Some(dec!(0)));
    assert_eq!(carried.codes(), ["months-differ-from-year"]);
    assert!(
        carried.findings[0]
            .what(crate::catalogue::Catalogue::built_in().terms(crate::model::Language::Chinese))
            .contains("四季度")
    );
}

#[test]
fn a_quarter_s_orders_a_week_stand_in_each_of_its_months() {
    let set = vec![
        part(S1, Kpi::WEEKLY_ORDERS, Quarter(4), dec!(6)),
        month(S1, Kpi::WEEKLY_ORDERS, 11, dec!(9)),
        year(S1, Kpi::WEEKLY_ORDERS, dec!(3)),
    ];
    let of = |period: &str| carried(period, set.clone()).by(0, Kpi::WEEKLY_ORDERS);
    assert_eq!(of("2026-10"), Some(dec!(6)));
    assert_eq!(of("2026-Q4"), Some(dec!(7)));
    assert_eq!(of("2026-09"), Some(dec!(3)));
}

proptest! {
    /// Any figures of a year, its halves, quarters and months: where no narrower one exceeds the wider, the parts add
    /// up to the widest, whatever the order of rows and the seasons.
    #[test]
    fn parts_add_up_to_the_whole(
        own in prop::collection::btree_map(1u32..=12, 0u32..50, 0..11),
        quarters in prop::collection::btree_map(1u8..=4, 0u32..200, 0..4),
        seasons in prop::collection::vec(0u32..9, 12),
        turn in 0usize..20,
    ) {
        let mut set: Vec<Target> = own
            .iter()
            .map(|(number, figure)| month(S1, Kpi::VISITS, *number, (*figure).into()))
            .collect();
        for (number, more) in &quarters {
            let within = Quarter(*number).months();
            let stated: u32 = own.iter().filter(|(month, _)| within.contains(month)).map(|(_, figure)| figure).sum();
            let is_full = within.clone().all(|month| own.contains_key(&month));
            let figure = stated + if is_full { 0 } else { *more };
            set.push(part(S1, Kpi::VISITS, Quarter(*number), figure.into()));
        }
        let mut policy = Policy::default();
        for (slot, season) in policy.seasonality.months.iter_mut().zip(&seasons) {
            *slot = (*season).into();
        }
        let without_year = carried_with(&policy, "2026", set.clone()).by(0, Kpi::VISITS).unwrap_or_default();
        let is_full = (1..=12).all(|month| {
            own.contains_key(&month) || quarters.keys().any(|quarter| Quarter(*quarter).months().contains(&month))
        });
        let whole = without_year + if is_full { dec!(0) } else { dec!(77) };
        set.push(year(S1, Kpi::VISITS, whole));
        let at = turn % set.len();
        set.rotate_left(at);
        let carried = carried_with(&policy, "2026", set.clone());
        prop_assert_eq!(carried.by(0, Kpi::VISITS), Some(whole));
        prop_assert!(carried.codes().is_empty());
        for number in quarters.keys() {
            let of_quarter = set.iter().find(|target| target.span == TargetSpan::Quarter(FiscalYear::new(2026, YearStart::CALENDAR), *number)).unwrap();
            let period = format!("2026-Q{number}");
            let of_period = carried_with(&policy, &period, set.clone()).by(0, Kpi::VISITS);
            prop_assert_eq!(of_period, Some(of_quarter.figure));
        }
    }
}

#[test]
fn months_above_the_year_leave_nothing_and_say_so() {
    let set = vec![
        year(S1, Kpi::VISITS, dec!(20)),
        month(S1, Kpi::VISITS, 10, dec!(21)),
    ];
    let carried = carried("2026-09", set);
    assert_eq!(carried.by(0, Kpi::VISITS), Some(dec!(0)), "0 is a figure");
    assert_eq!(carried.codes(), ["months-differ-from-year"]);
}

#[test]
fn products_add_up_unless_a_figure_without_product_says_otherwise() {
    let products = vec![
        of_product("甲", month(S1, Kpi::SALES, 10, dec!(100))),
        of_product("乙", year(S1, Kpi::SALES, dec!(1_200))),
    ];
    assert_eq!(carried("2026-10", products.clone()).sales()[0], Some(dec!(200)));
    let stated = [products, vec![month(S1, Kpi::SALES, 10, dec!(150))]].concat();
    assert_eq!(carried("2026-10", stated.clone()).sales()[0], Some(dec!(150)));
    assert_eq!(
        carried("2026-11", stated).sales()[0],
        Some(dec!(100)),
        "other months are the products' sum"
    );
}

#[test]
fn a_team_splits_over_those_without_own_figures_and_proration_is_listed() {
    let set = vec![
        month(team("一组"), Kpi::SALES, 10, dec!(1_000)),
        month(S1, Kpi::SALES, 10, dec!(100)),
    ];
    let carried = carried("2026-10", set);
    // 900 over S2 and S3: 450 each; S3 carries 10 of 18 days.
    assert_eq!(
        carried.sales(),
        [Some(dec!(100)), Some(dec!(450)), Some(dec!(250)), None]
    );
    assert_eq!(carried.codes(), ["unallocated-target"]);
    assert!(
        carried.findings[0]
            .what(crate::catalogue::Catalogue::built_in().terms(crate::model::Language::English))
            .starts_with("200 of the Sales target of 一组")
    );
}

#[test]
fn the_narrower_group_comes_first_and_counts_as_own() {
    let set = vec![
        month(TargetScope::Company, Kpi::CUSTOMERS_ADDED, 10, dec!(10)),
        month(team("一组"), Kpi::CUSTOMERS_ADDED, 10, dec!(7)),
    ];
    let mut policy = Policy {
        prorate: false,
        ..Policy::default()
    };
    let carried_in = |policy: &Policy| {
        let carried = carried_with(policy, "2026-10", set.clone());
        [0, 1, 2, 3].map(|rep| carried.by(rep, Kpi::CUSTOMERS_ADDED))
    };
    assert_eq!(
        carried_in(&policy),
        [Some(dec!(3)), Some(dec!(2)), Some(dec!(2)), Some(dec!(3))]
    );
    policy.prorate = true;
    // 2 × 10 ÷ 18 = 1.11
    assert_eq!(carried_in(&policy)[2], Some(dec!(1)));
}

#[test]
fn own_figures_above_the_whole_leave_nothing_and_say_so() {
    let set = vec![
        month(team("一组"), Kpi::SALES, 10, dec!(1_000)),
        month(S1, Kpi::SALES, 10, dec!(800)),
        month(S2, Kpi::SALES, 10, dec!(300)),
    ];
    let carried = carried("2026-10", set);
    assert_eq!(
        carried.sales(),
        [Some(dec!(800)), Some(dec!(300)), Some(dec!(0)), None]
    );
    assert_eq!(carried.codes(), ["own-above-whole"]);
}

#[test]
fn orders_a_week_are_never_split_spread_or_prorated() {
    let set = vec![
        year(team("一组"), Kpi::WEEKLY_ORDERS, dec!(6)),
        month(S1, Kpi::WEEKLY_ORDERS, 11, dec!(9)),
    ];
    let carried_in = |period| {
        let carried = carried(period, set.clone());
        [0, 2, 3].map(|rep| carried.by(rep, Kpi::WEEKLY_ORDERS))
    };
    assert_eq!(carried_in("2026-10"), [Some(dec!(6)), Some(dec!(6)), None]);
    // S1: (6 + 9 + 6) ÷ 3
    assert_eq!(carried_in("2026-Q4"), [Some(dec!(7)), Some(dec!(6)), None]);
}

#[test]
fn a_quarter_is_the_sum_of_its_months() {
    let set = vec![
        year(S3, Kpi::SALES, dec!(1_200)),
        month(S3, Kpi::SALES, 12, dec!(100)),
    ];
    // October 100 × 10 ÷ 18 = 55.56, November 100, December 100.
    assert_eq!(carried("2026-Q4", set.clone()).sales()[2], Some(dec!(255.56)));
    assert_eq!(carried("2026-09", set).sales()[2], None, "not yet employed");
}

#[test]
fn a_mean_that_no_decimal_states_stays_exact() {
    let set = vec![
        month(S1, Kpi::WEEKLY_ORDERS, 10, dec!(1)),
        month(S1, Kpi::WEEKLY_ORDERS, 11, dec!(1)),
        month(S1, Kpi::WEEKLY_ORDERS, 12, dec!(2)),
    ];
    let carried = carried("2026-Q4", set);
    let mean = &carried.targets[&(RepKey(0), Kpi::WEEKLY_ORDERS)];
    assert_eq!(mean * &Exact::from(3), Exact::from(4));
}
