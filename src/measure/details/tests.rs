//! Details of a small company: two reps, of whom one joined in October and one has left before.

use super::*;
use crate::catalogue::Catalogue;
use crate::model::{Calendar, Policy};
use crate::model::{Dataset, Month, Place};
use crate::records::{
    Added, Assignment, Customer, CustomerKey, Order, Rep, RepKey, Roster, Target, TargetScope, TargetSpan,
};
use rust_decimal::{Decimal, dec};

fn details_of(records: &Records, period: Period) -> Details {
    let rules = targets::Rules {
        policy: &Policy::default(),
        catalogue: Catalogue::built_in(),
        calendar: &Calendar::default(),
    };
    details(records, rules, period)
}

fn rep(rep_id: &str, region: &str, hired: Option<&str>, left: Option<&str>) -> Rep {
    Rep {
        rep_id: rep_id.into(),
        hire_date: hired.map(|day| day.parse().unwrap()),
        leave_date: left.map(|day| day.parse().unwrap()),
        left: None,
        former: Vec::new(),
        assignments: vec![Assignment {
            place: Place::file("roster"),
            effective_from: None,
            name: format!("rep {rep_id}"),
            team: Some("一部".into()),
            region: Some(region.into()),
            title: None,
            manager: None,
            email: None,
            other_ids: Vec::new(),
            weight: None,
        }],
    }
}

fn order(id: &str, day: &str, rep: u32, customer: u32, amount: Decimal, product: Option<&str>) -> Order {
    Order {
        carried: None,
        place: Place::file("orders"),
        order_id: id.into(),
        series: 0,
        moment: day.parse::<NaiveDate>().unwrap().and_hms_opt(9, 0, 0).unwrap(),
        rep: RepKey(rep),
        customer: Some(CustomerKey(customer)),
        product: product.map(Into::into),
        quantity: None,
        amount,
        stated: amount,
        cancelled: false,
        added: Added::default(),
    }
}

fn records() -> Records {
    let cancelled = Order {
        cancelled: true,
        ..order("O9", "2026-10-20", 0, 1, dec!(900), Some("甲"))
    };
    Records {
        roster: Roster::new(vec![
            rep("S001", "华东", None, None),
            rep("S002", "华南", Some("2026-10-12"), None),
            rep("S003", "华东", None, Some("2026-09-30")),
        ]),
        orders: vec![
            order("O1", "2025-11-03", 0, 0, dec!(100), Some("甲")),
            order("O2", "2026-09-10", 2, 0, dec!(50), Some("乙")),
            order("O3", "2026-10-09", 0, 0, dec!(70.5), Some("甲")),
            order("O3", "2026-10-09", 0, 0, dec!(9.5), None),
            order("O4", "2026-10-15", 1, 1, dec!(20), Some("甲")),
            cancelled,
        ],
        customers: vec![Customer {
            place: Place::file("customers"),
            customer: CustomerKey(2),
            rep: RepKey(0),
            created: "2026-10-02T00:00:00".parse().unwrap(),
            known_since: "2026-10-02T00:00:00".parse().unwrap(),
            lost_date: Some("2026-10-30".parse().unwrap()),
            added: Added::default(),
        }],
        targets: vec![Target {
            place: Place::file("targets"),
            scope: TargetScope::Rep(RepKey(0)),
            kpi: Kpi::SALES,
            product: None,
            span: TargetSpan::Month(Month::new(2026, 10).unwrap()),
            figure: dec!(180),
        }],
        present: [Dataset::ROSTER, Dataset::ORDERS, Dataset::CUSTOMERS].into(),
        customer_names: ["老客户", "新客户", "流失客户"].map(String::from).into(),
        ..Records::default()
    }
}

fn october() -> Details {
    let period = "2026-10".parse().unwrap();
    details_of(&records(), period)
}

fn whole(figure: impl Into<Option<i64>>) -> Option<Exact> {
    figure.into().map(Exact::from)
}

#[test]
fn twelve_months_end_with_the_period() {
    let details = october();
    assert_eq!(details.reps.len(), 2, "S003 has left");
    let months = &details.months;
    assert_eq!(months.len(), 12);
    assert_eq!(months[0].month.to_string(), "2025-11");
    let sales: Vec<_> = months.iter().map(|month| month.sales.clone()).collect();
    assert_eq!(
        (&sales[0], &sales[1], &sales[10], &sales[11]),
        (&whole(100), &None, &whole(50), &whole(100))
    );
    assert_eq!(months[11].target, whole(180));
    let of_first = &details.reps[0].months;
    assert_eq!(
        (&of_first[10].sales, &of_first[11].sales),
        (&whole(0), &whole(80))
    );
    let of_second = &details.reps[1].months;
    assert_eq!(
        (&of_second[10].sales, &of_second[11].sales),
        (&None, &whole(20)),
        "not employed in September"
    );
    assert_eq!(details.sales, [whole(100), whole(50), None]);
}

#[test]
fn a_stray_row_of_another_months_export_is_no_month_of_sales() {
    let mut records = records();
    let stray = |file: &str, id: &str, day: &str| Order {
        place: Place::file(file),
        ..order(id, day, 0, 0, dec!(7), None)
    };
    records.orders.extend([
        stray("inbox/2026-10/orders.csv", "O5", "2026-07-03"),
        stray("inbox/orders.csv", "O6", "2026-06-03"),
        stray("inbox/2026-Q2/orders.csv", "O7", "2026-05-03"),
    ]);
    let period = "2026-10".parse().unwrap();
    let details = details_of(&records, period);
    let sales: Vec<_> = details.months[6..9]
        .iter()
        .map(|month| month.sales.clone())
        .collect();
    assert_eq!(sales, [whole(7), whole(7), None]);
}

/// A chart shows no dash for a month that growth was computed from.
#[test]
fn a_month_that_growth_is_computed_from_has_sales() {
    let mut records = records();
    records
        .orders
        .retain(|order| order.moment.date().to_string().as_str() > "2026-10");
    let in_file = |file: &str, id: &str, day: &str| Order {
        place: Place::file(file),
        ..order(id, day, 0, 0, dec!(7), None)
    };
    records
        .orders
        .push(in_file("inbox/2026-10/orders.csv", "O5", "2026-09-30"));
    records
        .orders
        .push(in_file("inbox/2026-10/orders.csv", "O6", "2026-08-30"));
    let details = details_of(&records, "2026-10".parse().unwrap());
    assert_eq!(details.sales[1], whole(7));
    let sales: Vec<_> = details.months[9..11]
        .iter()
        .map(|month| month.sales.clone())
        .collect();
    assert_eq!(sales, [None, whole(7)]);
}

#[test]
fn the_next_period_asks_what_its_targets_say() {
    let next = |period: &str| {
        let period = period.parse().unwrap();
        details_of(&records(), period).next
    };
    let october = next("2026-09").unwrap();
    assert_eq!(october.period.to_string(), "2026-10");
    let reps: Vec<_> = october
        .reps
        .iter()
        .map(|rep| (rep.rep_id.as_str(), &rep.sales))
        .collect();
    assert_eq!(reps, [("S001", &Exact::from(180))]);
    assert_eq!(october.reps[0].team.as_deref(), Some("一部"));
    assert_eq!(next("2026-10"), None, "nothing is known of November");
}

#[test]
fn the_days_of_a_target_add_up_to_it() {
    let plan = &october().reps[0].plan;
    assert_eq!(plan.len(), 1);
    assert_eq!(plan[0].days.len(), 18);
    assert_eq!(
        plan[0].days.iter().map(|(_, part)| part).sum::<Exact>(),
        Exact::from(180)
    );
}

#[test]
fn customers_stand_by_what_became_of_them() {
    let told: Vec<_> = october()
        .customers
        .into_iter()
        .map(|change| {
            (
                change.change,
                change.customer,
                change.rep_id,
                change.sales,
                change.last_order,
            )
        })
        .collect();
    let day = |day: &str| Some(day.parse().unwrap());
    assert_eq!(
        told,
        [
            (
                Change::Won,
                "新客户".into(),
                "S002".into(),
                Exact::from(20),
                day("2026-10-15")
            ),
            (
                Change::Added,
                "流失客户".into(),
                "S001".into(),
                Exact::zero(),
                None
            ),
            (
                Change::Lost,
                "流失客户".into(),
                "S001".into(),
                Exact::zero(),
                None
            ),
        ]
    );
}

#[test]
fn shares_count_orders_once_and_keep_what_names_nothing() {
    let details = october();
    let told = |shares: &[Share]| -> Vec<_> {
        shares
            .iter()
            .map(|share| {
                (
                    share.name.clone(),
                    share.sales.clone(),
                    share.orders,
                    share.before.clone(),
                )
            })
            .collect()
    };
    assert_eq!(
        told(&details.regions),
        [
            (Some("华东".into()), Exact::from(80), 1, whole(50)),
            (Some("华南".into()), Exact::from(20), 1, whole(0)),
        ]
    );
    assert_eq!(
        told(&details.products),
        [
            (Some("甲".into()), dec!(90.5).into(), 2, whole(0)),
            (None, dec!(9.5).into(), 1, whole(0)),
            (Some("乙".into()), Exact::zero(), 0, whole(50)),
        ]
    );
}

/// January to October of 2026 and December before, S001 alone: 100 a month, but 40 in October; targets of 200 a month.
fn year() -> Records {
    let of_month = |month: u32| {
        let amount = if month == 10 { dec!(40) } else { dec!(100) };
        order(
            &format!("O{month}"),
            &format!("2026-{month:02}-05"),
            0,
            0,
            amount,
            None,
        )
    };
    let target = |month: u32| Target {
        place: Place::file("targets"),
        scope: TargetScope::Rep(RepKey(0)),
        kpi: Kpi::SALES,
        product: None,
        span: TargetSpan::Month(Month::new(2026, month).unwrap()),
        figure: dec!(200),
    };
    Records {
        roster: Roster::new(vec![
            rep("S001", "华东", None, None),
            rep("S002", "华南", Some("2026-10-12"), None),
        ]),
        orders: (1..=10)
            .map(of_month)
            .chain([
                order("O0", "2025-12-05", 0, 0, dec!(100), None),
                order("O11", "2026-10-14", 1, 1, dec!(60), None),
            ])
            .collect(),
        customers: Vec::new(),
        targets: (1..=12).map(target).collect(),
        ..records()
    }
}

/// Orders of a customer on those days, of S001, 10 each.
fn orders_on(customer: u32, days: &[&str]) -> Vec<Order> {
    let orders = days
        .iter()
        .map(|day| order(&format!("R{customer}-{day}"), day, 0, customer, dec!(10), None));
    orders.collect()
}

fn at_risk(orders: Vec<Order>) -> Vec<AtRisk> {
    let mut records = year();
    records.orders.extend(orders);
    details_of(&records, "2026-10".parse().unwrap()).at_risk
}

/// Gaps of 30, 28 and 32 days: 30 in the middle, 32 the longest; 76 days of silence until 31 October.
#[test]
fn who_is_silent_beyond_their_own_rhythm_is_at_risk() {
    let days = ["2026-05-18", "2026-06-17", "2026-07-15", "2026-08-16"];
    let told = at_risk(orders_on(2, &days));
    assert_eq!(
        told,
        [AtRisk {
            customer: "流失客户".into(),
            rep_id: "S001".into(),
            rep: "rep S001".into(),
            team: Some("一部".into()),
            manager: None,
            left: false,
            last_order: "2026-08-16".parse().unwrap(),
            silent: 76,
            usual: Exact::from(30),
            longest: 32,
            orders: 4,
            sales: Exact::from(40),
        }]
    );
    // Of three days with orders nobody knows a rhythm; a second order of a day is none of its own.
    assert_eq!(at_risk(orders_on(2, &days[1..])), []);
    assert_eq!(at_risk(orders_on(2, &[&days[1..], &days[3..]].concat())), []);
    // Once they were silent for 80 days before, and came again.
    assert_eq!(at_risk(orders_on(2, &[&["2026-02-27"], &days[..]].concat())), []);
    // 46 days are more than 32, but not two usual gaps.
    assert_eq!(
        at_risk(orders_on(
            2,
            &["2026-06-18", "2026-07-17", "2026-08-14", "2026-09-15"]
        )),
        []
    );
    // An order of October, cancelled or given back, breaks no silence; one that counts does.
    let cancelled = Order {
        cancelled: true,
        ..order("R9", "2026-10-20", 0, 2, dec!(10), None)
    };
    let returned = order("R9", "2026-10-20", 0, 2, dec!(-10), None);
    let told = |last: Order| at_risk([orders_on(2, &days), vec![last]].concat());
    assert_eq!(told(cancelled).len(), 1);
    let after_return = told(returned);
    assert_eq!(
        (after_return.len(), &after_return[0].sales),
        (1, &Exact::from(30))
    );
    assert_eq!(told(order("R9", "2026-10-20", 0, 2, dec!(10), None)), []);
}

#[test]
fn who_is_lost_already_is_not_at_risk_and_who_has_left_does_not_call() {
    let days = ["2026-05-18", "2026-06-17", "2026-07-15", "2026-08-16"];
    let mut records = year();
    records.orders.extend(orders_on(2, &days));
    let told = |records: &Records| details_of(records, "2026-10".parse().unwrap()).at_risk;
    records.roster = Roster::new(vec![
        rep("S001", "华东", None, Some("2026-09-30")),
        rep("S002", "华南", None, None),
    ]);
    assert!(told(&records)[0].left);
    records.customers = super::tests::records().customers;
    assert_eq!(told(&records), [], "lost on 30 October");
    records.customers[0].lost_date = None;
    records.customers[0].rep = RepKey(1);
    let owned = told(&records);
    assert_eq!((owned[0].rep_id.as_str(), owned[0].left), ("S002", false));
    // Without the orders of a month, silence before it and rhythm after it are not known.
    records
        .orders
        .retain(|order| !order.moment.date().to_string().starts_with("2026-07"));
    assert_eq!(told(&records), []);
}

fn pace_of(records: &Records, period: &str) -> Pace {
    details_of(records, period.parse().unwrap()).pace.unwrap()
}

/// 2400 a year, 2000 of it to October; 940 sold; 1460 missing on the 21 working days of November and the 23 of December.
#[test]
fn the_gap_is_spread_over_the_working_days_left() {
    let pace = pace_of(&year(), "2026-10");
    assert_eq!((pace.year.as_str(), pace.holidays_known), ("2026", true));
    let rep = &pace.reps[0];
    assert_eq!([&rep.target, &rep.aimed], [&whole(2400), &whole(2000)]);
    assert_eq!([&rep.sales, &rep.gap], [&whole(940), &whole(1460)]);
    assert_eq!(rep.days_left, 44);
    assert_eq!(rep.needed, Exact::from(1460).checked_div(&44.into()));
    assert_eq!((&rep.unknown, &rep.without_target), (&vec![], &vec![]));
    // The company has the 60 of S002, whose targets are missing, and says so.
    let company = &pace.company;
    assert_eq!([&company.sales, &company.gap], [&whole(1000), &whole(1400)]);
    assert_eq!((company.lacking, company.days_left), (1, 44));
    assert_eq!(pace.teams, [(Some("一部".to_owned()), company.clone())]);
}

/// Of who began in October November and December are left, and no month before is asked for.
#[test]
fn who_began_in_the_year_has_a_year_of_their_own() {
    let mut records = year();
    records
        .orders
        .retain(|order| order.moment.date().to_string().as_str() >= "2026-09");
    let pace = pace_of(&records, "2026-10");
    let begun = &pace.reps[1];
    assert_eq!(begun.sales, whole(60));
    assert_eq!([&begun.target, &begun.gap, &begun.needed], [&None, &None, &None]);
    assert_eq!(begun.without_target.len(), 3, "October to December");
    assert!(begun.unknown.is_empty());
    assert_eq!(
        begun.outlook,
        Outlook::None(NoForecast::Short(0)),
        "October is no whole month"
    );
    // Of the other eight months are not known, and no sum of the rest is told as if it were the year.
    let rep = &pace.reps[0];
    assert_eq!(rep.unknown.len(), 8);
    assert_eq!([&rep.sales, &rep.gap, &rep.needed], [&None, &None, &None]);
    assert_eq!(rep.target, whole(2400));
    assert_eq!(rep.outlook, Outlook::None(NoForecast::MonthsUnknown));
}

#[test]
fn a_year_that_is_over_or_passed_asks_nothing() {
    let mut records = year();
    records
        .orders
        .push(order("O12", "2026-10-20", 0, 0, dec!(1500), None));
    let rep = &pace_of(&records, "2026-10").reps[0];
    assert_eq!([&rep.gap, &rep.needed], [&whole(-40), &whole(0)]);
    for day in ["2026-11-03", "2026-12-03"] {
        records.orders.push(order(day, day, 0, 0, dec!(1), None));
    }
    let over = &pace_of(&records, "2026-12").reps[0];
    assert_eq!((over.days_left, &over.needed), (0, &None));
    assert_eq!(over.outlook, Outlook::None(NoForecast::Over));
    let details = details_of(&records, "2027-01".parse().unwrap());
    assert_eq!(details.pace, None, "nothing is known of January");
}

#[test]
fn who_leaves_has_no_forecast_and_days_to_the_last_one() {
    let mut records = year();
    records.roster = Roster::new(vec![
        rep("S001", "华东", None, Some("2026-11-06")),
        rep("S002", "华南", None, None),
    ]);
    let pace = pace_of(&records, "2026-10");
    let rep = &pace.reps[0];
    assert_eq!(
        (rep.days_left, &rep.outlook),
        (5, &Outlook::None(NoForecast::Leaves))
    );
    // December is not asked for, and of November what the days there carry: 5 of 21.
    assert_eq!(
        rep.target,
        Some(&Exact::from(2000) + &Exact::from(200 * 5).checked_div(&21.into()).unwrap().round(2))
    );
}

/// December to September 100 each, October 40: eleven whole months, of which the last six bring 540.
#[test]
fn a_year_is_forecast_from_months_in_a_row() {
    let pace = pace_of(&year(), "2026-10");
    let Outlook::Forecast(forecast) = &pace.reps[0].outlook else {
        panic!("{:?}", pace.reps[0].outlook);
    };
    // Two months are left; the ways can be tried on the four pairs of months from June on. All four were said to bring 200,
    // by the mean and by the level alike, and the last brought 140: 60 of 740. The plainest of the two is taken.
    assert_eq!(forecast.method, Method::Mean);
    assert_eq!(
        (forecast.trials, &forecast.missed),
        (4, &Some(dec!(0.0811).into()))
    );
    assert_eq!(forecast.year, Exact::from(940 + 180));
}
