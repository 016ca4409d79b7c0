//! `policy.toml`: KPIs, weights, rules, grades. What it leaves out is the default policy's.

use repcard::catalogue::{Better, Catalogue, Measure, is_id};
use repcard::mistake::toml_file::{Table, TomlFile, Value};
use repcard::mistake::{Expected, Mistake};
use repcard::model::finding::Doubt;
use repcard::model::kpi::Unit;
use repcard::model::policy::{Grade, KpiPolicy, LateOrders, Missing, Rule, Seasonality};
use repcard::model::{Bilingual, Dataset, Id, Kpi, Language, Policy};
use repcard::recognise::is_header;
use rust_decimal::{Decimal, dec};
use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

/// The file's name in a book.
pub const FILE: &str = "policy.toml";

const KEYS: [&str; 12] = [
    "missing",
    "min_weight",
    "lost_after_days",
    "objection_days",
    "late_credit",
    "late_orders",
    "sla_hours",
    "prorate",
    "seasonality",
    "conduct",
    "kpi",
    "grade",
];
const MISSING: [(&str, Missing); 3] = [
    ("exclude", Missing::Exclude),
    ("zero", Missing::Zero),
    ("fail", Missing::Fail),
];
const LATE_ORDERS: [(&str, LateOrders); 3] = [
    ("carry", LateOrders::Carry),
    ("restate", LateOrders::Restate),
    ("ignore", LateOrders::Ignore),
];
const RULES: [(&str, Kind); 5] = [
    ("ratio", Kind::Ratio),
    ("steps", Kind::Steps),
    ("per-unit", Kind::PerUnit),
    ("fraction", Kind::Fraction),
    ("manual", Kind::Manual),
];

/// The longest name of one, in characters: it heads columns and stands in the form's first one.
const LONGEST_NAME: usize = 40;

/// Bounds that no real policy comes near, so that no sum or product of figures overflows.
const AMOUNT: RangeInclusive<Decimal> = dec!(-1_000_000_000)..=dec!(1_000_000_000);
const NOT_NEGATIVE: RangeInclusive<Decimal> = dec!(0)..=dec!(1_000_000_000);
/// Of all weights.
const PERCENT: RangeInclusive<Decimal> = dec!(0)..=dec!(100);
const SHARE: RangeInclusive<Decimal> = dec!(0)..=dec!(1);
/// A year of hours, and no time at all is none in which anybody could reply.
const HOURS: RangeInclusive<Decimal> = dec!(0.01)..=dec!(8760);
/// Ten days of hours: more is likely to be meant in minutes.
const MANY_HOURS: Decimal = dec!(240);
/// The attainment beyond which a floor or a cap is a percentage.
const MOST_ATTAINMENT: Decimal = dec!(10);
/// The growth from which on a step is a percentage.
const MOST_GROWTH: Decimal = dec!(5);

#[derive(Clone, Copy)]
enum Kind {
    Ratio,
    Steps,
    PerUnit,
    Fraction,
    Manual,
}

impl Kind {
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Ratio => &["kind", "floor", "cap"],
            Self::Steps => &["kind", "steps"],
            Self::PerUnit => &["kind", "start", "each", "min", "max"],
            Self::Fraction | Self::Manual => &["kind"],
        }
    }
}

/// Reads the parsed file.
/// KPIs that it defines are added to the catalogue.
pub fn read(file: &mut TomlFile<'_>, root: &Value<'_>, catalogue: &mut Catalogue) -> Policy {
    let mut policy = Policy::default();
    if !file.is_clean() {
        return policy;
    }
    let Some(table) = file.table(root, &KEYS) else {
        return policy;
    };
    let of = |key| table.get(key);
    set(
        &mut policy.missing,
        of("missing").and_then(|value| file.word(value, &MISSING)),
    );
    set(
        &mut policy.min_weight,
        of("min_weight").and_then(|value| file.number(value, PERCENT)),
    );
    policy.lost_after_days = of("lost_after_days").and_then(|value| file.whole(value, 1..=36_500));
    policy.objection_days = of("objection_days").and_then(|value| file.whole(value, 1..=365));
    set(
        &mut policy.late_credit,
        of("late_credit").and_then(|value| file.number(value, SHARE)),
    );
    set(
        &mut policy.late_orders,
        of("late_orders").and_then(|value| file.word(value, &LATE_ORDERS)),
    );
    set(
        &mut policy.sla_hours,
        of("sla_hours").and_then(|value| hours(file, value)),
    );
    set(
        &mut policy.prorate,
        of("prorate").and_then(|value| file.flag(value)),
    );
    set(
        &mut policy.seasonality,
        of("seasonality").and_then(|value| seasonality(file, value)),
    );
    if let Some(conduct) = of("conduct").and_then(|value| file.open_table(value)) {
        for (event, _, value) in conduct.iter() {
            if let Some(points) = file.number(value, AMOUNT) {
                policy.conduct.insert(event.to_owned(), points);
            }
        }
    }
    set(
        &mut policy.kpis,
        of("kpi").and_then(|value| kpis(file, value, catalogue)),
    );
    set(
        &mut policy.grades,
        of("grade").and_then(|value| grades(file, value)),
    );
    if let (Some(value), true) = (of("kpi"), file.is_clean()) {
        doubt_weights(file, value, &policy.kpis);
    }
    if let (Some(value), true) = (of("grade"), file.is_clean()) {
        doubt_grades(file, value, &policy);
    }
    policy
}

fn hours(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Decimal> {
    let hours = file.number(value, HOURS)?;
    if hours > MANY_HOURS {
        file.doubt(value.span().start, Doubt::ManyHours { hours });
    }
    Some(hours)
}

/// Where a key of the first entry of a list of tables stands; the list itself where it has none.
fn first_of(value: &Value<'_>, key: &str) -> usize {
    let first = value
        .get_ref()
        .as_array()
        .and_then(|entries| entries.iter().next());
    let found = first.and_then(|first| first.get_ref().get(key));
    found.map_or(value.span().start, |found| found.span().start)
}

/// One KPI alone makes the whole score whatever it weighs.
fn doubt_weights(file: &mut TomlFile<'_>, value: &Value<'_>, kpis: &[KpiPolicy]) {
    let sum: Decimal = kpis.iter().map(|kpi| kpi.weight).sum();
    if kpis.len() > 1 && sum != Decimal::ONE_HUNDRED {
        let sum = sum.normalize();
        file.doubt(first_of(value, "weight"), Doubt::Weights { sum });
    }
}

/// What looks wrong with grades, which come best first.
fn doubt_grades(file: &mut TomlFile<'_>, value: &Value<'_>, policy: &Policy) {
    let at = first_of(value, "at_least");
    let grades = &policy.grades;
    if let Some(lowest) = grades.last().filter(|lowest| lowest.at_least > Decimal::ZERO) {
        let (grade, at_least) = (lowest.grade.clone(), lowest.at_least);
        file.doubt(at, Doubt::NoLowestGrade { grade, at_least });
    }
    if let Some(best) = best_score(&policy.kpis) {
        for out_of_reach in grades.iter().filter(|grade| grade.at_least > best) {
            let (grade, at_least) = (out_of_reach.grade.clone(), out_of_reach.at_least);
            file.doubt(
                at,
                Doubt::GradeOutOfReach {
                    grade,
                    at_least,
                    best,
                },
            );
        }
    }
    let letters = grades
        .iter()
        .filter_map(|grade| Some((letter(&grade.grade)?, grade)));
    let letters: Vec<(char, &Grade)> = letters.collect();
    let reversed = letters.windows(2).find(|pair| pair[0].0 > pair[1].0);
    if let Some([(_, higher), (_, lower)]) = reversed {
        let (higher, lower) = (higher.grade.clone(), lower.grade.clone());
        file.doubt(at, Doubt::LettersReversed { higher, lower });
    }
}

/// The letter of a grade as schools give them; S stands above A in many a company, so that others say nothing.
fn letter(grade: &str) -> Option<char> {
    let mut signs = grade.trim().chars();
    let letter = signs.next()?.to_ascii_uppercase();
    let is_plain = signs.all(|sign| matches!(sign, '+' | '-'));
    (is_plain && ('A'..='F').contains(&letter)).then_some(letter)
}

/// The best score that the rules give.
fn best_score(kpis: &[KpiPolicy]) -> Option<Decimal> {
    let mut points = Decimal::ZERO;
    for kpi in kpis {
        let best = match &kpi.rule {
            Rule::Ratio { cap, .. } => kpi.weight.checked_mul(*cap)?,
            Rule::Steps { steps } => steps.iter().map(|(_, points)| *points).max()?,
            Rule::PerUnit { max, .. } => max.unwrap_or(kpi.weight),
            Rule::Fraction | Rule::Manual => kpi.weight,
        };
        points = points.checked_add(best)?;
    }
    let weights: Decimal = kpis.iter().map(|kpi| kpi.weight).sum();
    let best = points.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(weights)?;
    Some(best.round_dp(2).normalize())
}

fn set<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}

fn seasonality(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Seasonality> {
    let table = file.table(value, &["months"])?;
    let value = file.required(&table, "months")?;
    let items: Vec<_> = file.list(value)?.collect();
    let found = items.len();
    let weights: Option<Vec<Decimal>> = items
        .into_iter()
        .map(|item| file.number(item, NOT_NEGATIVE))
        .collect();
    let Ok(months) = <[Decimal; 12]>::try_from(weights?) else {
        file.complain(value.span(), Mistake::WrongLength { expected: 12, found });
        return None;
    };
    if months.iter().all(Decimal::is_zero) {
        file.complain(value.span(), Mistake::AllZero);
    }
    Some(Seasonality { months })
}

fn kpis(file: &mut TomlFile<'_>, value: &Value<'_>, catalogue: &mut Catalogue) -> Option<Vec<KpiPolicy>> {
    let mut kpis: Vec<KpiPolicy> = Vec::new();
    let mut whole = true;
    for item in file.list(value)? {
        let Some(table) = file.table(item, &["id", "name", "weight", "rule"]) else {
            continue;
        };
        let id = file.required(&table, "id");
        let kpi = id.and_then(|value| kpi_id(file, value, &table, catalogue));
        let measure = kpi.and_then(|kpi| catalogue.measure(kpi));
        if let (Some(value), Some(measure)) = (id, measure)
            && let Some(repeated) = repeated(&kpis, measure, catalogue)
        {
            file.complain(value.span(), Mistake::Repeated(repeated));
        }
        let weight = file
            .required(&table, "weight")
            .and_then(|value| file.number(value, NOT_NEGATIVE));
        let rule = file
            .required(&table, "rule")
            .and_then(|value| rule(file, value, measure, weight));
        match (kpi, weight, rule) {
            (Some(id), Some(weight), Some(rule)) => kpis.push(KpiPolicy { id, weight, rule }),
            _ => whole = false,
        }
    }
    if whole && kpis.iter().all(|kpi| kpi.weight.is_zero()) {
        file.complain(value.span(), Mistake::AllZero);
    }
    Some(kpis)
}

/// The KPI of an entry: one that is measured, or the policy's own where the manager scores it.
fn kpi_id(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    entry: &Table<'_, '_>,
    catalogue: &mut Catalogue,
) -> Option<Kpi> {
    let measured = catalogue.measures().filter(|measure| !measure.is_scored());
    let measured: Vec<(&str, Kpi)> = measured.map(|measure| (measure.id(), measure.kpi)).collect();
    let text = file.text(value)?;
    let known = measured.iter().any(|(id, _)| *id == text);
    if known || !is_manual(entry) {
        if let Some(name) = entry.get("name") {
            file.complain(name.span(), Mistake::NameOfMeasured);
        }
        return file.word(value, &measured);
    }
    if !is_id(text) {
        file.complain(value.span(), Mistake::NotAnId);
    }
    let name = file.required(entry, "name")?;
    let (chinese, english) = names(file, name)?;
    let kpi = Kpi::new(Id::new(text).filter(|_| is_id(text))?);
    // A second one of that id is told; what it is called changes nothing.
    if catalogue.measure(kpi).is_none() {
        let name = Bilingual {
            zh: chinese.to_owned(),
            en: english.to_owned(),
        };
        catalogue.add_scored(kpi, name);
    }
    Some(kpi)
}

/// Whether an entry's rule is `manual`, whatever else is wrong with it.
fn is_manual(entry: &Table<'_, '_>) -> bool {
    let rule = entry.get("rule").and_then(|rule| rule.get_ref().get("kind"));
    rule.and_then(|kind| kind.get_ref().as_str()) == Some("manual")
}

/// A name for both languages, or one for each.
fn names<'a>(file: &mut TomlFile<'_>, value: &'a Value<'_>) -> Option<(&'a str, &'a str)> {
    if !value.get_ref().is_table() {
        return short_name(file, value).map(|name| (name, name));
    }
    let [chinese, english] = [Language::Chinese, Language::English].map(Language::tag);
    let table = file.table(value, &[chinese, english])?;
    let chinese = file.required(&table, chinese);
    let english = file.required(&table, english);
    let chinese = chinese.and_then(|name| short_name(file, name));
    let english = english.and_then(|name| short_name(file, name));
    chinese.zip(english)
}

/// A name that heads a column: one line, and no header that scores have already.
fn short_name<'a>(file: &mut TomlFile<'_>, value: &'a Value<'_>) -> Option<&'a str> {
    let name = file.text(value)?.trim();
    let is_short = name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    if !is_short {
        file.complain(value.span(), Mistake::LongName(LONGEST_NAME));
    }
    if is_header(Dataset::SCORES, name) {
        file.complain(value.span(), Mistake::NameOfColumn);
    }
    Some(name)
}

/// What a KPI shares with another of the policy: its id, or a name.
fn repeated(kpis: &[KpiPolicy], measure: &Measure, catalogue: &Catalogue) -> Option<String> {
    let names = |measure: &Measure| [measure.name.zh.clone(), measure.name.en.clone()];
    let shared = |other: &KpiPolicy| {
        if other.id == measure.kpi {
            return Some(measure.id().to_owned());
        }
        let others = names(catalogue.declared(other.id));
        names(measure).into_iter().find(|name| others.contains(name))
    };
    kpis.iter().find_map(shared)
}

fn rule(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    measure: Option<&Measure>,
    weight: Option<Decimal>,
) -> Option<Rule> {
    let any = file.open_table(value)?;
    let kind_value = file.required(&any, "kind")?;
    let kind = file.word(kind_value, &RULES)?;
    let table = file.table(value, kind.keys())?;
    if let Some(mistake) = measure.and_then(|measure| unfit(kind, measure)) {
        file.complain(kind_value.span(), mistake);
    }
    match kind {
        Kind::Ratio => {
            let mut attainment = |key| {
                let value = table.get(key)?;
                share(file, value, MOST_ATTAINMENT)
            };
            let floor = attainment("floor").unwrap_or_default();
            let cap = attainment("cap").unwrap_or(Decimal::ONE);
            if let (Some(kpi), Some(value)) = (measure.map(|measure| measure.kpi), table.get("floor"))
                && floor > Decimal::ONE
            {
                file.doubt(value.span().start, Doubt::FloorAboveTarget { kpi, floor });
            }
            ordered(file, value.span(), ("floor", floor), ("cap", cap));
            Some(Rule::Ratio { floor, cap })
        }
        Kind::Steps => steps(file, &table, measure),
        Kind::PerUnit => {
            let each = file.required(&table, "each")?;
            let at = each.span().start;
            let each = file.number(each, AMOUNT)?;
            if let Some(measure) = measure.filter(|measure| is_against_the_grain(measure, each)) {
                file.doubt(at, Doubt::AgainstTheGrain { kpi: measure.kpi });
            }
            let start = optional(file, &table, "start", AMOUNT);
            let min = optional(file, &table, "min", AMOUNT).unwrap_or_default();
            let max = optional(file, &table, "max", AMOUNT);
            if let Some(most) = max.or(weight) {
                ordered(file, value.span(), ("min", min), ("max", most));
            }
            Some(Rule::PerUnit {
                start,
                each,
                min,
                max,
            })
        }
        Kind::Fraction => Some(Rule::Fraction),
        Kind::Manual => Some(Rule::Manual),
    }
}

fn unfit(kind: Kind, measure: &Measure) -> Option<Mistake> {
    let kpi = measure.kpi;
    match kind {
        Kind::Manual if !measure.is_scored() => Some(Mistake::Measured(kpi)),
        Kind::Ratio if !measure.has_targets() => Some(Mistake::NoTarget(kpi)),
        Kind::Fraction if measure.unit != Unit::Rate => Some(Mistake::NoShare(kpi)),
        _ => None,
    }
}

/// A share of at most so much; more must be a percentage.
fn share(file: &mut TomlFile<'_>, value: &Value<'_>, most: Decimal) -> Option<Decimal> {
    let share = file.number(value, NOT_NEGATIVE)?;
    if share > most {
        file.complain(value.span(), Mistake::Percentage { most });
        return None;
    }
    Some(share)
}

/// Whether points that change so with the value reward the worse one.
fn is_against_the_grain(measure: &Measure, change: Decimal) -> bool {
    match measure.better {
        Better::Less => change > Decimal::ZERO,
        Better::More => change < Decimal::ZERO,
    }
}

/// What looks wrong with steps as a whole.
fn doubt_steps(file: &mut TomlFile<'_>, at: usize, measure: &Measure, steps: &[(Decimal, Decimal)]) {
    let kpi = measure.kpi;
    let mut rising = steps.to_vec();
    rising.sort_unstable();
    let wrong = |pair: &[(Decimal, Decimal)]| is_against_the_grain(measure, pair[1].1 - pair[0].1);
    if rising.windows(2).any(wrong) {
        file.doubt(at, Doubt::AgainstTheGrain { kpi });
    }
    let mut stated = steps
        .iter()
        .map(|(at_least, _)| *at_least)
        .filter(|at_least| !at_least.is_zero());
    let highest = stated.clone().max();
    if let Some(at_least) =
        highest.filter(|_| measure.is_growth() && stated.all(|step| step.abs() >= Decimal::ONE))
    {
        file.doubt(at, Doubt::Percentages { kpi, at_least });
    }
}

/// The most that a step of a KPI can be; none where it is no share.
fn highest_share(measure: &Measure) -> Option<Decimal> {
    match measure.unit {
        Unit::Rate if measure.is_growth() => Some(MOST_GROWTH),
        Unit::Rate => Some(Decimal::ONE),
        _ => None,
    }
}

fn steps(file: &mut TomlFile<'_>, table: &Table<'_, '_>, measure: Option<&Measure>) -> Option<Rule> {
    let value = file.required(table, "steps")?;
    let mut steps: Vec<(Decimal, Decimal)> = Vec::new();
    for item in file.list(value)? {
        let pair: Vec<_> = file.list(item)?.collect();
        let [at_least, points] = pair[..] else {
            file.complain(item.span(), Mistake::WrongKind(Expected::Step));
            continue;
        };
        let threshold = file.number(at_least, AMOUNT)?;
        if let Some(most) = measure
            .and_then(highest_share)
            .filter(|most| threshold.abs() > *most)
        {
            file.complain(at_least.span(), Mistake::Percentage { most });
        }
        let points = file.number(points, AMOUNT)?;
        if steps.iter().any(|(other, _)| *other == threshold) {
            file.complain(at_least.span(), Mistake::Repeated(threshold.to_string()));
        }
        steps.push((threshold, points));
    }
    if steps.is_empty() {
        file.complain(value.span(), Mistake::Empty);
    }
    if let Some(measure) = measure {
        doubt_steps(file, value.span().start, measure, &steps);
    }
    Some(Rule::Steps { steps })
}

fn grades(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Vec<Grade>> {
    let mut grades: Vec<Grade> = Vec::new();
    let mut spans = Vec::new();
    for item in file.list(value)? {
        let Some(table) = file.table(item, &["grade", "name", "at_least"]) else {
            continue;
        };
        let grade = file.required(&table, "grade").and_then(|value| file.text(value));
        let name = table
            .get("name")
            .and_then(|value| file.text(value))
            .unwrap_or_default();
        let bound = table.get("at_least");
        let at_least = bound.map_or(Some(Decimal::ZERO), |value| file.number(value, AMOUNT));
        let (Some(grade), Some(at_least)) = (grade, at_least) else {
            continue;
        };
        let repeated = grades.iter().find_map(|other| {
            let same_bound = (other.at_least == at_least).then_some("at_least");
            (other.grade == grade).then_some(grade).or(same_bound)
        });
        if let Some(what) = repeated {
            file.complain(item.span(), Mistake::Repeated(what.to_owned()));
        }
        spans.push(bound.map_or(item.span(), toml::Spanned::span));
        grades.push(Grade {
            grade: grade.to_owned(),
            name: name.to_owned(),
            at_least,
        });
    }
    check_order(file, value, &grades, &spans);
    grades.sort_by_key(|grade| Reverse(grade.at_least));
    Some(grades)
}

/// Grades stand best first or worst first, each at its own place, and begin between 0 and 100.
fn check_order(file: &mut TomlFile<'_>, value: &Value<'_>, grades: &[Grade], spans: &[Range<usize>]) {
    let falls = |pair: &[Grade]| pair[0].at_least >= pair[1].at_least;
    let is_falling = grades.windows(2).next().is_none_or(falls);
    let broken = grades.windows(2).position(|pair| falls(pair) != is_falling);
    if let Some((grade, span)) = broken.and_then(|at| Some((grades.get(at + 1)?, spans.get(at + 1)?))) {
        file.complain(span.clone(), Mistake::GradesMixed(grade.grade.clone()));
    }
    let best = grades.iter().map(|grade| grade.at_least).max();
    if grades.len() > 1 && best.is_some_and(|best| best > Decimal::ZERO && best <= Decimal::ONE) {
        let at = first_of(value, "at_least");
        file.complain(at..at + 1, Mistake::GradesAsShares);
    }
}

fn optional(
    file: &mut TomlFile<'_>,
    table: &Table<'_, '_>,
    key: &str,
    bounds: RangeInclusive<Decimal>,
) -> Option<Decimal> {
    table.get(key).and_then(|value| file.number(value, bounds))
}

fn ordered(
    file: &mut TomlFile<'_>,
    span: Range<usize>,
    (low, least): (&'static str, Decimal),
    (high, most): (&'static str, Decimal),
) {
    if least > most {
        file.complain(span, Mistake::Crossed { low, high });
    }
}
