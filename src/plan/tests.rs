//! Sums by hand, and as laws: parts add up to wholes at each level and in each time, and what goes into the inbox is read back.

use super::*;
use crate::model::kpi::Unit;
use crate::model::span::YearPart;
use crate::model::{Country, Expectations, Place, Severity};
use crate::records::{Assignment, Rep, Roster, Target, TargetScope, TargetSpan};
use crate::targets::{by_day, by_month};
use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::dec;
use std::collections::BTreeMap;

const YEAR: i32 = 2026;

fn place(line: u32) -> Place {
    Place::row(Place::file("plan.toml").source, line)
}

/// A rep of a team and its region, there from one day to another.
fn rep(id: &str, team: &str, weight: i64, days: [Option<&str>; 2]) -> Rep {
    let [hire_date, leave_date] = days.map(|day| day.map(|day| day.parse::<NaiveDate>().unwrap()));
    Rep {
        rep_id: id.into(),
        hire_date,
        leave_date,
        left: None,
        former: Vec::new(),
        assignments: vec![Assignment {
            place: place(1),
            effective_from: None,
            name: format!("name of {id}"),
            team: (!team.is_empty()).then(|| team.into()),
            region: (!team.is_empty()).then(|| {
                if team < "C" {
                    "north".into()
                } else {
                    "south".into()
                }
            }),
            title: None,
            manager: None,
            email: None,
            other_ids: Vec::new(),
            weight: (weight > 0).then(|| weight.into()),
        }],
    }
}

fn aim(whom: Whom, kpi: Kpi, figures: &[(YearPart, Decimal)]) -> Aim {
    Aim {
        place: place(2),
        whom,
        kpi,
        product: None,
        figures: figures.iter().copied().collect(),
        floor: None,
        stretch: None,
    }
}

struct Book {
    records: Records,
    policy: Policy,
    catalogue: Catalogue,
    calendar: Calendar,
    expected: Expectations,
}

impl Book {
    fn new(reps: Vec<Rep>) -> Self {
        let records = Records {
            roster: Roster::new(reps),
            ..Records::default()
        };
        Self {
            records,
            policy: Policy::default(),
            catalogue: Catalogue::default(),
            calendar: Calendar::default(),
            expected: Expectations::default(),
        }
    }

    fn ground(&self) -> Ground<'_> {
        Ground {
            records: &self.records,
            rules: measure::Rules {
                policy: &self.policy,
                catalogue: &self.catalogue,
                calendar: &self.calendar,
                expected: &self.expected,
            },
            year: YEAR,
            known: "2025-12".parse().unwrap(),
        }
    }

    fn plan(&self, settings: &Settings) -> (Vec<Row>, Plan, Vec<Finding>) {
        let (plan, findings) = plan(self.ground(), settings);
        (rows(&plan, self.ground()), plan, findings)
    }

    fn key(&self, id: &str) -> RepKey {
        let mut reps = self.records.roster.iter();
        reps.find(|(_, rep)| rep.rep_id == id).unwrap().0
    }
}

fn row<'a>(rows: &'a [Row], whom: &TargetScope, kpi: Kpi) -> &'a Row {
    let is_meant = |row: &&Row| row.whom == *whom && row.kpi == kpi && row.product.is_none();
    rows.iter().find(is_meant).unwrap()
}

fn of(rows: &[Row], whom: &TargetScope, part: YearPart) -> Decimal {
    let months = part.months().filter_map(|month| Month::new(YEAR, month));
    let figure = row(rows, whom, Kpi::SALES).over(months, Level::Target);
    figure.unwrap_or(Exact::zero()).to_shortest_decimal(6)
}

#[test]
fn a_companys_year_by_hand() {
    // Weights 1, 2, 1 for the whole year; the third is there from July on.
    let book = Book::new(vec![
        rep("S1", "A", 1, [None, None]),
        rep("S2", "A", 2, [None, None]),
        rep("S3", "B", 1, [Some("2026-07-01"), None]),
    ]);
    let settings = Settings {
        aims: vec![
            aim(Whom::Company, Kpi::SALES, &[(YearPart::Whole, dec!(700_000))]),
            aim(
                Whom::Rep("S1".into()),
                Kpi::SALES,
                &[(YearPart::Month(3), dec!(30_000))],
            ),
        ],
        ..Settings::default()
    };
    let (rows, _, findings) = book.plan(&settings);
    assert!(findings.is_empty(), "{findings:?}");
    let figure = |id: &str, part| of(&rows, &TargetScope::Rep(book.key(id)), part);
    // 30,000 of March are set; 670,000 go by 11 × 1, 12 × 2 and 6 × 1, that is 41 parts of 16,341.463…
    assert_eq!(figure("S1", YearPart::Month(3)), dec!(30_000));
    assert_eq!(figure("S1", YearPart::Whole), dec!(209_756.10));
    assert_eq!(figure("S2", YearPart::Whole), dec!(392_195.12));
    assert_eq!(figure("S3", YearPart::Whole), dec!(98_048.78));
    // 98,048.78 in six equal months: 16,341.463…, the two cents left to the first two.
    assert_eq!(figure("S3", YearPart::Month(7)), dec!(16_341.47));
    assert_eq!(figure("S3", YearPart::Month(12)), dec!(16_341.46));
    assert_eq!(of(&rows, &TargetScope::Company, YearPart::Whole), dec!(700_000));
    let team = TargetScope::Team("A".into());
    assert_eq!(of(&rows, &team, YearPart::Whole), dec!(601_951.22));
}

#[test]
fn impossible_sums_are_told_with_their_numbers() {
    let book = Book::new(vec![
        rep("S1", "A", 1, [None, None]),
        rep("S2", "B", 1, [None, None]),
    ]);
    let teams = |a, b| {
        vec![
            aim(Whom::Company, Kpi::SALES, &[(YearPart::Whole, dec!(100))]),
            aim(Whom::Team("A".into()), Kpi::SALES, &[(YearPart::Whole, a)]),
            aim(Whom::Team("B".into()), Kpi::SALES, &[(YearPart::Whole, b)]),
        ]
    };
    for (a, b, code, worth) in [
        (dec!(70), dec!(40), "plan-parts-above-whole", dec!(10)),
        (dec!(50), dec!(40), "plan-for-nobody", dec!(10)),
    ] {
        let settings = Settings {
            aims: teams(a, b),
            ..Settings::default()
        };
        let (rows, _, findings) = book.plan(&settings);
        let [finding] = &findings[..] else {
            panic!("{findings:?}");
        };
        assert_eq!((finding.code(), finding.amount), (code, Some(worth)));
        assert_eq!(finding.severity, Severity::Error);
        // What was set is kept.
        assert_eq!(of(&rows, &TargetScope::Company, YearPart::Whole), a + b);
    }
}

#[test]
fn names_that_the_roster_does_not_know_are_told_and_stated_twice_counts_once() {
    let book = Book::new(vec![rep("S1", "A", 1, [None, None])]);
    let year = [(YearPart::Whole, dec!(12))];
    let settings = Settings {
        aims: vec![
            aim(Whom::Rep("s1".into()), Kpi::SALES, &year),
            aim(
                Whom::Rep("name of S1".into()),
                Kpi::SALES,
                &[(YearPart::Whole, dec!(24))],
            ),
            aim(Whom::Rep("nobody".into()), Kpi::SALES, &year),
            aim(Whom::Team("Z".into()), Kpi::SALES, &year),
        ],
        ..Settings::default()
    };
    let (rows, _, findings) = book.plan(&settings);
    let codes: Vec<_> = findings.iter().map(Finding::code).collect();
    assert_eq!(codes.len(), 3, "{codes:?}");
    for code in ["unknown-rep", "unknown-group", "plan-stated-twice"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert_eq!(of(&rows, &TargetScope::Company, YearPart::Whole), dec!(12));
}

#[test]
fn floor_and_stretch_stay_on_their_side_of_the_target() {
    let book = Book::new(vec![
        rep("S1", "A", 1, [None, None]),
        rep("S2", "B", 2, [None, None]),
    ]);
    let mut company = aim(Whom::Company, Kpi::SALES, &[(YearPart::Whole, dec!(100))]);
    company.floor = Some(dec!(90));
    let settings = Settings {
        aims: vec![company.clone()],
        stretch: Some(dec!(1.255)),
        ..Settings::default()
    };
    let (rows, _, findings) = book.plan(&settings);
    assert!(findings.is_empty(), "{findings:?}");
    let whole = row(&rows, &TargetScope::Company, Kpi::SALES);
    let year = |level| whole.over(year(YEAR), level).unwrap().to_shortest_decimal(6);
    assert_eq!(
        [Level::Floor, Level::Target, Level::Stretch].map(year),
        [dec!(90), dec!(100), dec!(125.5)]
    );
    company.floor = Some(dec!(110));
    let settings = Settings {
        aims: vec![company],
        ..Settings::default()
    };
    let (_, _, findings) = book.plan(&settings);
    assert_eq!(findings[0].code(), "plan-tier-across-target");
}

#[test]
fn seasons_are_learned_of_whole_years_and_drawn_towards_even_months() {
    let month = |number: i32| Month::new(2024, 1).unwrap().plus(number);
    // Two years in which December sells twice as much as any other month, the second twice the first.
    let sold = |at: i32| Exact::from(if at % 12 == 11 { 200 } else { 100 } * i64::from(1 + at / 12));
    let two: BTreeMap<Month, Exact> = (0..24).map(|at| (month(at), sold(at))).collect();
    let found = learned(&two);
    // 200 ÷ 1,300 × 12 = 1.846…, the others 0.923…
    assert_eq!(
        (found.weights[11], found.weights[0]),
        (dec!(1.8462), dec!(0.9231))
    );
    assert_eq!((found.count, found.trust), (24, dec!(1)));
    let one: BTreeMap<Month, Exact> = (0..12).map(|at| (month(at), sold(at))).collect();
    let found = learned(&one);
    // Half of it: 1 + 0.846… ÷ 2.
    assert_eq!(
        (found.weights[11], found.weights[0]),
        (dec!(1.4231), dec!(0.9615))
    );
    let three: BTreeMap<Month, Exact> = (9..12).map(|at| (month(at), sold(at))).collect();
    let found = learned(&three);
    // The mean is 133.33…; December is 1.5 of it, an eighth of the 0.5 is taken over.
    assert_eq!((found.weights[11], found.weights[0]), (dec!(1.0625), dec!(1)));
    assert_eq!((found.count, found.trust), (3, dec!(0.125)));
    let nothing = learned(&BTreeMap::new());
    assert_eq!((nothing.weights, nothing.months), ([dec!(1); 12], None));
}

#[test]
fn figures_are_grossed_up_so_that_a_run_prorates_them_to_what_was_planned() {
    let book = Book::new(vec![rep("S1", "A", 1, [Some("2026-10-19"), None])]);
    let aims = vec![aim(
        Whom::Rep("S1".into()),
        Kpi::SALES,
        &[(YearPart::Month(10), dec!(9_259.26))],
    )];
    let settings = Settings {
        aims,
        ..Settings::default()
    };
    let (_, plan, _) = book.plan(&settings);
    let planned = &plan.lines[0].months[&Month::new(2026, 10).unwrap()];
    // 10 of 18 working days: 9,259.26 × 18 ÷ 10.
    assert_eq!(planned.target, dec!(9_259.26).into());
    assert_eq!(planned.stated, dec!(16_666.668).into());
}

fn day() -> impl Strategy<Value = Option<NaiveDate>> {
    let days = (0..800_i64)
        .prop_map(|day| NaiveDate::from_ymd_opt(2025, 6, 1).unwrap() + chrono::Days::new(day as u64));
    prop_oneof![2 => Just(None), 1 => days.prop_map(Some)]
}

/// Two days, a weight and a team.
type Drawn = (Option<NaiveDate>, Option<NaiveDate>, i64, &'static str);

fn reps() -> impl Strategy<Value = Vec<Rep>> {
    let one = (
        day(),
        day(),
        0..5_i64,
        prop::sample::select(vec!["", "A", "B", "C"]),
    );
    prop::collection::vec(one, 1..7).prop_map(|reps| {
        let drawn = |(at, (one, other, weight, team)): (usize, Drawn)| {
            let mut rep = rep(&format!("S{at}"), team, weight, [None, None]);
            (rep.hire_date, rep.leave_date) = match (one, other) {
                (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
                days => days,
            };
            rep
        };
        reps.into_iter().enumerate().map(drawn).collect()
    })
}

fn part() -> impl Strategy<Value = YearPart> {
    prop_oneof![
        3 => Just(YearPart::Whole),
        1 => (1..3_u8).prop_map(YearPart::Half),
        1 => (1..5_u8).prop_map(YearPart::Quarter),
        2 => (1..13_u8).prop_map(YearPart::Month),
    ]
}

fn aims() -> impl Strategy<Value = Vec<Aim>> {
    let whom = prop_oneof![
        2 => Just(Whom::Company),
        1 => prop::sample::select(vec!["north", "south"]).prop_map(|name| Whom::Region(name.into())),
        2 => prop::sample::select(vec!["A", "B", "C"]).prop_map(|name| Whom::Team(name.into())),
        2 => (0..7).prop_map(|at| Whom::Rep(format!("S{at}"))),
    ];
    let kpi = prop::sample::select(vec![
        Kpi::SALES,
        Kpi::SALES,
        Kpi::NEW_CUSTOMERS,
        Kpi::WEEKLY_ORDERS,
    ]);
    let product = prop_oneof![3 => Just(None), 1 => prop::sample::select(vec!["P", "Q"]).prop_map(|name| Some(name.to_owned()))];
    let one = (whom, kpi, product, part(), 0..5_000_000_i64).prop_map(|(whom, kpi, product, part, cents)| {
        let figure = if kpi == Kpi::SALES {
            Decimal::new(cents, 2)
        } else {
            Decimal::from(cents % 400)
        };
        let product = product.filter(|_| kpi != Kpi::WEEKLY_ORDERS);
        Aim {
            product,
            ..aim(whom, kpi, &[(part, figure)])
        }
    });
    prop::collection::vec(one, 1..9)
}

fn settings() -> impl Strategy<Value = Settings> {
    let season = prop_oneof![
        Just(Season::Policy),
        prop::array::uniform12(0..12_i64).prop_map(|months| {
            let months = months.map(Decimal::from);
            Season::Given(if months.iter().all(Decimal::is_zero) {
                [dec!(1); 12]
            } else {
                months
            })
        }),
    ];
    let round_to = prop::sample::select(vec![dec!(0.01), dec!(1), dec!(100)]);
    (
        aims(),
        season,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        round_to,
    )
        .prop_map(
            |(aims, season, by_working_days, on_board, is_equal, round_to)| Settings {
                aims,
                season,
                by_working_days,
                by: if is_equal { By::Equal } else { By::Weight },
                on_board,
                round_to,
                floor: Some(dec!(0.8)),
                stretch: Some(dec!(1.15)),
            },
        )
}

/// The targets that a run reads of the sheet.
fn read_back(plan: &Plan) -> Vec<Target> {
    let of_line = |line: &Line| {
        let (rep, kpi, product) = (line.rep, line.kpi, line.product.clone());
        let months: Vec<Target> = line
            .months
            .iter()
            .map(|(month, planned)| Target {
                place: place(3),
                scope: TargetScope::Rep(rep),
                kpi,
                product: product.clone(),
                span: TargetSpan::Month(*month),
                figure: planned.stated.to_shortest_decimal(6),
            })
            .collect();
        months
    };
    plan.lines.iter().flat_map(of_line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn parts_add_up_to_the_whole_at_each_level_and_in_each_time(reps in reps(), settings in settings()) {
        let book = Book::new(reps);
        let (rows, plan, findings) = book.plan(&settings);
        // Each figure of all products that nothing is said about is met to the cent, whatever else was set.
        if findings.iter().all(|finding| !matches!(finding.problem, Problem::Plan { .. } | Problem::UnknownRep { .. } | Problem::UnknownGroup { .. })) {
            for aim in settings.aims.iter().filter(|aim| plan.lines.iter().any(|line| line.kpi == aim.kpi && line.unit != Unit::PerWeek)) {
                let (part, figure) = aim.figures.first_key_value().unwrap();
                let whom = match &aim.whom {
                    Whom::Company => TargetScope::Company,
                    Whom::Region(name) => TargetScope::Region(name.clone()),
                    Whom::Team(name) => TargetScope::Team(name.clone()),
                    Whom::Rep(id) => TargetScope::Rep(book.key(id)),
                };
                let months = part.months().filter_map(|month| Month::new(YEAR, month));
                let row = rows.iter().find(|row| row.whom == whom && row.kpi == aim.kpi && row.product == aim.product);
                let sum = row.and_then(|row| row.over(months, Level::Target)).unwrap_or(Exact::zero());
                prop_assert_eq!(sum, Exact::from(*figure));
            }
        }
        // Groups are the sums of their reps, weeks and days those of the months.
        for row in rows.iter().filter(|row| row.unit != Unit::PerWeek) {
            let year_sum = row.over(year(YEAR), Level::Target).unwrap_or(Exact::zero());
            let zero = Exact::zero();
            prop_assert_eq!(&row.spans.days.values().fold(zero.clone(), |sum, part| &sum + part), &year_sum);
            prop_assert_eq!(&row.spans.weeks.values().fold(zero.clone(), |sum, part| &sum + part), &year_sum);
            if row.whom == TargetScope::Company {
                let of_reps = rows.iter().filter(|other| matches!(other.whom, TargetScope::Rep(_)) && (other.kpi, &other.product) == (row.kpi, &row.product));
                let reps: Exact = of_reps.filter_map(|other| other.over(year(YEAR), Level::Target)).collect::<Vec<_>>().iter().sum();
                prop_assert_eq!(&reps, &year_sum);
            }
        }
        // Floor and stretch lie on their side of the target in every month, and come to their share of it.
        for row in rows.iter().filter(|row| row.unit != Unit::PerWeek && row.product.is_none()) {
            for figures in row.months.values() {
                let target = figures.target.clone().unwrap();
                prop_assert!(figures.floor.as_ref().unwrap() <= &target && &target <= figures.stretch.as_ref().unwrap());
                prop_assert!(figures.floor.as_ref().unwrap() >= &Exact::zero());
            }
            if row.whom == TargetScope::Company {
                let sum = |level| row.over(year(YEAR), level).unwrap();
                let places = if row.unit == Unit::Money { 2 } else { 0 };
                prop_assert_eq!(sum(Level::Floor), (&sum(Level::Target) * &dec!(0.8).into()).round(places));
                prop_assert_eq!(sum(Level::Stretch), (&sum(Level::Target) * &dec!(1.15).into()).round(places));
            }
        }
    }

    #[test]
    fn what_goes_into_the_inbox_is_read_back_to_the_day(reps in reps(), settings in settings(), prorate in any::<bool>(), chinese in any::<bool>()) {
        let mut book = Book::new(reps);
        book.policy.prorate = prorate;
        book.calendar = Calendar::new(if chinese { Country::China } else { Country::None }, &[], &[]);
        let (rows, plan, _) = book.plan(&settings);
        book.records.targets = read_back(&plan);
        let of_targets = book.ground().rules.of_targets();
        let (read, findings) = by_month(&book.records, of_targets, YEAR);
        prop_assert!(findings.is_empty(), "{:?}", findings);
        let mut planned = BTreeMap::new();
        for line in plan.lines.iter().filter(|line| line.product.is_none()) {
            for (month, figure) in &line.months {
                planned.insert((line.rep, line.kpi, *month), figure.target.clone());
            }
        }
        prop_assert_eq!(read, planned);
        let days = by_day(&book.records, of_targets, Period::of_year(YEAR));
        for row in rows.iter().filter(|row| row.product.is_none()) {
            if let TargetScope::Rep(rep) = row.whom {
                let read = days.get(&(rep, row.kpi)).cloned().unwrap_or_default();
                prop_assert_eq!(read.into_iter().collect::<BTreeMap<_, _>>(), row.spans.days.clone());
            }
        }
    }

    #[test]
    fn what_is_set_below_is_kept(reps in reps(), settings in settings()) {
        let book = Book::new(reps);
        let (rows, _, _) = book.plan(&settings);
        let mut seen = std::collections::BTreeSet::new();
        for aim in settings.aims.iter().filter(|aim| aim.product.is_none()) {
            let (Whom::Rep(id), Some((YearPart::Month(month), figure))) = (&aim.whom, aim.figures.first_key_value()) else { continue };
            let Some((key, _)) = book.records.roster.iter().find(|(_, rep)| rep.rep_id == *id) else { continue };
            if !seen.insert((key, aim.kpi, *month)) || settings.aims.iter().any(|other| other.product.is_some() && other.kpi == aim.kpi) {
                continue;
            }
            let month = Month::new(YEAR, (*month).into()).unwrap();
            let row = rows.iter().find(|row| row.whom == TargetScope::Rep(key) && row.kpi == aim.kpi && row.product.is_none());
            let target = row.and_then(|row| row.months.get(&month)?.target.clone());
            let (first, last) = (month.first_day(), month.last_day());
            let there = book.records.roster.rep(key).employed_within(first, last);
            let works = there.is_some_and(|(from, to)| book.calendar.working_days(from, to) > 0);
            if works {
                prop_assert_eq!(target, Some(Exact::from(*figure)));
            }
        }
    }
}
