//! `policy.toml`: KPIs, weights, rules, grades. What it leaves out is the default policy's.

use super::mistake::{Expected, Mistake};
use super::toml_file::{Table, TomlFile, Value};
use repcard::model::kpi::Unit;
use repcard::model::policy::{Grade, KpiPolicy, Missing, Rule, Seasonality};
use repcard::model::{Dataset, Kpi, Language, ManualKpi, Policy};
use repcard::recognise::is_header;
use rust_decimal::{Decimal, dec};
use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

/// The file's name in a book.
pub const FILE: &str = "policy.toml";

const KEYS: [&str; 9] = [
    "missing",
    "lost_after_days",
    "late_credit",
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
const RULES: [(&str, Kind); 5] = [
    ("ratio", Kind::Ratio),
    ("steps", Kind::Steps),
    ("per-unit", Kind::PerUnit),
    ("fraction", Kind::Fraction),
    ("manual", Kind::Manual),
];

/// The longest id of a KPI that the policy defines.
const LONGEST_ID: usize = 40;
/// The longest name of one, in characters: it heads columns and stands in the form's first one.
const LONGEST_NAME: usize = 40;

/// Bounds that no real policy comes near, so that no sum or product of figures overflows.
const AMOUNT: RangeInclusive<Decimal> = dec!(-1_000_000_000)..=dec!(1_000_000_000);
const NOT_NEGATIVE: RangeInclusive<Decimal> = dec!(0)..=dec!(1_000_000_000);
const SHARE: RangeInclusive<Decimal> = dec!(0)..=dec!(1);

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
pub fn read(file: &mut TomlFile<'_>, root: &Value<'_>) -> Policy {
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
    policy.lost_after_days = of("lost_after_days").and_then(|value| file.whole(value, 1..=36_500));
    set(
        &mut policy.late_credit,
        of("late_credit").and_then(|value| file.number(value, SHARE)),
    );
    set(
        &mut policy.sla_hours,
        of("sla_hours").and_then(|value| file.number(value, dec!(0)..=dec!(100_000))),
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
    set(&mut policy.kpis, of("kpi").and_then(|value| kpis(file, value)));
    set(
        &mut policy.grades,
        of("grade").and_then(|value| grades(file, value)),
    );
    policy
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

fn kpis(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Vec<KpiPolicy>> {
    let mut kpis: Vec<KpiPolicy> = Vec::new();
    let mut whole = true;
    for item in file.list(value)? {
        let Some(table) = file.table(item, &["id", "name", "weight", "rule"]) else {
            continue;
        };
        let id = file.required(&table, "id");
        let kpi = id.and_then(|value| kpi_id(file, value, &table));
        if let (Some(value), Some(kpi)) = (id, kpi)
            && let Some(repeated) = repeated(&kpis, kpi)
        {
            file.complain(value.span(), Mistake::Repeated(repeated.to_owned()));
        }
        let weight = file
            .required(&table, "weight")
            .and_then(|value| file.number(value, NOT_NEGATIVE));
        let rule = file
            .required(&table, "rule")
            .and_then(|value| rule(file, value, kpi, weight));
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
fn kpi_id(file: &mut TomlFile<'_>, value: &Value<'_>, entry: &Table<'_, '_>) -> Option<Kpi> {
    let measured = Kpi::MEASURED.map(|kpi| (kpi.id(), kpi));
    let text = file.text(value)?;
    let known = measured.iter().any(|(id, _)| *id == text);
    if known || !is_manual(entry) {
        if let Some(name) = entry.get("name") {
            file.complain(name.span(), Mistake::NameOfMeasured);
        }
        return file.word(value, &measured);
    }
    let is_id = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.len() <= LONGEST_ID
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !is_id {
        file.complain(value.span(), Mistake::NotAnId);
    }
    let name = file.required(entry, "name")?;
    let (chinese, english) = names(file, name)?;
    is_id.then(|| Kpi::Manual(ManualKpi::new(text, chinese, english)))
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
    if is_header(Dataset::Scores, name) {
        file.complain(value.span(), Mistake::NameOfColumn);
    }
    Some(name)
}

/// What a KPI shares with another of the policy: its id, or a name.
fn repeated(kpis: &[KpiPolicy], kpi: Kpi) -> Option<&'static str> {
    let names = |kpi: Kpi| [Language::Chinese, Language::English].map(|language| kpi.name(language));
    let shared = |other: &KpiPolicy| {
        let same_id = (other.id.id() == kpi.id()).then(|| kpi.id());
        same_id.or_else(|| names(kpi).into_iter().find(|name| names(other.id).contains(name)))
    };
    kpis.iter().find_map(shared)
}

fn rule(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    kpi: Option<Kpi>,
    weight: Option<Decimal>,
) -> Option<Rule> {
    let any = file.open_table(value)?;
    let kind_value = file.required(&any, "kind")?;
    let kind = file.word(kind_value, &RULES)?;
    let table = file.table(value, kind.keys())?;
    if let Some(mistake) = kpi.and_then(|kpi| unfit(kind, kpi)) {
        file.complain(kind_value.span(), mistake);
    }
    match kind {
        Kind::Ratio => {
            let floor = optional(file, &table, "floor", NOT_NEGATIVE).unwrap_or_default();
            let cap = optional(file, &table, "cap", NOT_NEGATIVE).unwrap_or(Decimal::ONE);
            ordered(file, value.span(), ("floor", floor), ("cap", cap));
            Some(Rule::Ratio { floor, cap })
        }
        Kind::Steps => steps(file, &table),
        Kind::PerUnit => {
            let each = file.required(&table, "each")?;
            let each = file.number(each, AMOUNT)?;
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

fn unfit(kind: Kind, kpi: Kpi) -> Option<Mistake> {
    if matches!(kind, Kind::Manual) {
        return (kpi.unit() != Unit::Score).then_some(Mistake::Measured(kpi));
    }
    let has_target = !matches!(kpi, Kpi::CustomersLost) && kpi.unit() != Unit::Rate;
    match kind {
        Kind::Ratio if !has_target => Some(Mistake::NoTarget(kpi)),
        Kind::Fraction if kpi.unit() != Unit::Rate => Some(Mistake::NoShare(kpi)),
        _ => None,
    }
}

fn steps(file: &mut TomlFile<'_>, table: &Table<'_, '_>) -> Option<Rule> {
    let value = file.required(table, "steps")?;
    let mut steps: Vec<(Decimal, Decimal)> = Vec::new();
    for item in file.list(value)? {
        let pair: Vec<_> = file.list(item)?.collect();
        let [at_least, points] = pair[..] else {
            file.complain(item.span(), Mistake::WrongKind(Expected::Step));
            continue;
        };
        let threshold = file.number(at_least, AMOUNT)?;
        let points = file.number(points, AMOUNT)?;
        if steps.iter().any(|(other, _)| *other == threshold) {
            file.complain(at_least.span(), Mistake::Repeated(threshold.to_string()));
        }
        steps.push((threshold, points));
    }
    if steps.is_empty() {
        file.complain(value.span(), Mistake::Empty);
    }
    Some(Rule::Steps { steps })
}

fn grades(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Vec<Grade>> {
    let mut grades: Vec<Grade> = Vec::new();
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
        grades.push(Grade {
            grade: grade.to_owned(),
            name: name.to_owned(),
            at_least,
        });
    }
    grades.sort_by_key(|grade| Reverse(grade.at_least));
    Some(grades)
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
