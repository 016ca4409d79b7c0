//! Rows of targets: wide ones with a year and its months, long ones with a month and a figure.

use super::cells::{Figure, Flaw, Span, figure, span, text, year};
use super::gather::{Context, DataRow, Gathered};
use super::repeats::WithinSheet;
use super::row::RowReader;
use super::staff::Named;
use super::{Assignment, Roster, Target, TargetScope, TargetSpan};
use crate::model::kpi::Unit;
use crate::model::text::normalise_word;
use crate::model::{Dataset, Field, Finding, Kpi, Language, Month, Period, Place, Problem};
use crate::recognise::Table;
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use rust_decimal::dec;
use std::collections::BTreeMap;

/// What people call the KPIs that have targets, apart from their ids and printed names.
const METRICS: &[(Kpi, &[&str])] = &[
    (
        Kpi::Sales,
        &[
            "销售",
            "销售额",
            "计划销售",
            "计划销售额",
            "销售金额",
            "销售业绩",
            "业绩",
            "销量",
            "实际完成销量",
            "sales",
            "revenue",
            "turnover",
        ],
    ),
    (
        Kpi::NewCustomers,
        &[
            "新客户",
            "新客户数",
            "新客户数量",
            "开发新客户",
            "开发新客户数",
            "开发新客户数量",
            "新客户开发",
            "new_customers",
            "new customers",
        ],
    ),
    (
        Kpi::Visits,
        &[
            "拜访",
            "拜访量",
            "拜访次数",
            "拜访数",
            "拜访数量",
            "客户拜访",
            "客户拜访数量",
            "现有客户拜访",
            "现有客户拜访数量",
            "老客户拜访",
            "visits",
            "customer visits",
        ],
    ),
    (
        Kpi::Calls,
        &[
            "电话",
            "电话量",
            "电话数",
            "电话数量",
            "电话拜访",
            "电话拜访数量",
            "电话销售",
            "电话销售拜访",
            "电话销售拜访数量",
            "calls",
            "phone calls",
            "sales calls",
        ],
    ),
    (
        Kpi::WeeklyOrders,
        &[
            "周订单",
            "周订单数",
            "周订单数量",
            "每周订单",
            "每周订单数",
            "weekly_orders",
            "weekly orders",
        ],
    ),
    (
        Kpi::CustomersAdded,
        &[
            "新增客户",
            "新增客户数",
            "新增客户数量",
            "新增开发客户",
            "新增开发客户数",
            "新增开发客户数量",
            "customers_added",
            "customers added",
            "added customers",
        ],
    ),
];

/// Units that a metric may state in brackets, and what they multiply money by.
const UNITS: &[(&str, Decimal)] = &[
    ("万元", dec!(10_000)),
    ("万", dec!(10_000)),
    ("元", Decimal::ONE),
    ("rmb", Decimal::ONE),
    ("cny", Decimal::ONE),
    ("个", Decimal::ONE),
    ("家", Decimal::ONE),
    ("户", Decimal::ONE),
    ("次", Decimal::ONE),
    ("通", Decimal::ONE),
    ("单", Decimal::ONE),
    ("单/周", Decimal::ONE),
];

/// A row of targets, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct TargetRow {
    scope: TargetScope,
    kpi: Kpi,
    product: Option<String>,
    figures: Vec<RowFigure>,
}

/// One figure of a row.
#[derive(Debug, PartialEq, Eq, Hash)]
struct RowFigure {
    field: Field,
    span: TargetSpan,
    value: Decimal,
}

impl DataRow for TargetRow {
    const DATASET: Dataset = Dataset::Targets;
    const DATE: Option<Field> = None;

    fn read(row: &mut RowReader<'_, '_>, _: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let time = time(row, context.period);
        let day = time.as_ref().map(|time| time.day(context.period));
        let scope = scope(row, context, day);
        let metric = metric(row);
        let product = row.optional(Field::Product, text).map(|text| text.to_string());
        let figures = figures(row, time.as_ref(), metric.as_ref());
        Some(Self {
            scope: scope?,
            kpi: metric?.kpi,
            product,
            figures: figures?,
        })
    }

    /// Figures are compared one by one.
    fn within_sheet(&self) -> WithinSheet {
        WithinSheet::Unsaid
    }
}

/// The targets that the rows state. Of equal figures for one target one counts, of different ones none.
pub fn targets(rows: &[Gathered<TargetRow>], tables: &[Table], findings: &mut Vec<Finding>) -> Vec<Target> {
    let mut by_target: BTreeMap<_, Vec<(Place, Decimal)>> = BTreeMap::new();
    for Gathered { place, table, row } in rows {
        for figure in &row.figures {
            let column = tables.get(*table).and_then(|table| table.column(figure.field));
            let place = column.map_or_else(|| place.clone(), |column| place.at_column(column.index));
            let target = (&row.scope, row.kpi, &row.product, figure.span);
            by_target.entry(target).or_default().push((place, figure.value));
        }
    }
    let mut targets = Vec::new();
    for ((scope, kpi, product, span), figures) in by_target {
        let problems = disagreements(&figures);
        if let Some((place, figure)) = figures.first()
            && problems.iter().all(|(_, problem)| is_repetition(problem))
        {
            targets.push(Target {
                place: place.clone(),
                scope: scope.clone(),
                kpi,
                product: product.clone(),
                span,
                figure: *figure,
            });
        }
        let found = problems
            .into_iter()
            .map(|(place, problem)| Finding::at(place, problem));
        findings.extend(found);
    }
    targets
}

/// What is wrong with several figures for one target: they differ, or are equal and one too many.
fn disagreements(figures: &[(Place, Decimal)]) -> Vec<(Place, Problem)> {
    let Some(((first, stated), rest)) = figures.split_first() else {
        return Vec::new();
    };
    let other = |figure: Decimal| figures.iter().find(|(_, another)| *another != figure);
    if other(*stated).is_none() {
        let repetition = |place: &Place| (place.clone(), Problem::RepeatedTarget { first: first.clone() });
        return rest.iter().map(|(place, _)| repetition(place)).collect();
    }
    let conflict = |place: &Place, figure: Decimal| {
        let (other, _) = other(figure)?;
        Some((
            place.clone(),
            Problem::ConflictingTargets { other: other.clone() },
        ))
    };
    figures
        .iter()
        .filter_map(|(place, figure)| conflict(place, *figure))
        .collect()
}

fn is_repetition(problem: &Problem) -> bool {
    matches!(problem, Problem::RepeatedTarget { .. })
}

/// What time a row is about.
struct Time {
    /// The year of a wide row, and of a month that names none.
    year: i32,
    /// The time of a long row's figure.
    span: Option<TargetSpan>,
}

impl Time {
    /// The day on which the row's names hold: the last one of its time, or of the period in that year.
    fn day(&self, period: Period) -> NaiveDate {
        match self.span {
            Some(TargetSpan::Month(month)) => month.last_day(),
            Some(TargetSpan::Year(year)) => last_day(year, period),
            None => last_day(self.year, period),
        }
    }
}

fn last_day(year: i32, period: Period) -> NaiveDate {
    if year == period.year() {
        return period.last_day();
    }
    Month::new(year, 12).map_or(period.last_day(), Month::last_day)
}

/// None where the row is rejected for its year or month.
fn time(row: &mut RowReader<'_, '_>, period: Period) -> Option<Time> {
    let stated_year = row.sound(Field::Year, year);
    let stated_span = row.sound(Field::Period, span);
    let stated_year = stated_year.ok()?;
    let year = stated_year.unwrap_or(period.year());
    let span = match stated_span.ok()? {
        Some(Span::Year(year)) => Some(TargetSpan::Year(year)),
        Some(Span::Month(month)) => Some(TargetSpan::Month(month)),
        Some(Span::MonthOfYear(number)) => Month::new(year, number).map(TargetSpan::Month),
        Some(Span::Quarter(..) | Span::Half(..)) => {
            row.reject(Field::Period, Flaw::NotADate);
            return None;
        }
        None => stated_year.map(TargetSpan::Year),
    };
    if span.is_none() && row.has_column(Field::Value) {
        row.missing(&[Field::Period]);
        return None;
    }
    Some(Time { year, span })
}

/// Whom the row is for; none where it names somebody or a group that the roster doesn't know.
fn scope(row: &mut RowReader<'_, '_>, context: &Context, day: Option<NaiveDate>) -> Option<TargetScope> {
    match context.staff.named(row, day) {
        Named::Rep(key) => return Some(TargetScope::Rep(key)),
        Named::Stranger => return None,
        Named::Nobody => {}
    }
    let roster = context.staff.roster();
    let team = row.optional(Field::Team, text).map(|name| name.to_string());
    let region = row.optional(Field::Region, text).map(|name| name.to_string());
    if let Some(name) = team {
        let known = is_group(roster, |assignment| assignment.team.as_ref() == Some(&name));
        return known_group(row, Field::Team, known, name).map(TargetScope::Team);
    }
    if let Some(name) = region {
        let known = is_group(roster, |assignment| assignment.region.as_ref() == Some(&name));
        return known_group(row, Field::Region, known, name).map(TargetScope::Region);
    }
    Some(TargetScope::Company)
}

fn is_group(roster: &Roster, belongs: impl Fn(&Assignment) -> bool) -> bool {
    roster.iter().any(|(_, rep)| rep.assignments.iter().any(&belongs))
}

fn known_group(row: &mut RowReader<'_, '_>, field: Field, known: bool, name: String) -> Option<String> {
    if known {
        return Some(name);
    }
    row.report(field, Problem::UnknownGroup { field, name });
    None
}

/// What a row is about, and the unit that its metric states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Metric {
    kpi: Kpi,
    unit: Option<Decimal>,
}

impl Metric {
    /// The figure in yuan or pieces. The unit beside the figure wins, then the metric's, then the header's,
    /// which is one of money and so is for money alone.
    fn apply(self, figure: Figure, header: Decimal) -> Option<Decimal> {
        let multiplier = match self.kpi.unit() {
            Unit::Money => self.unit.unwrap_or(header),
            Unit::Count | Unit::PerWeek | Unit::Rate | Unit::Score => Decimal::ONE,
        };
        figure.times(multiplier)
    }
}

/// The row's metric, 销售额 where it names none; none where it is unknown.
fn metric(row: &mut RowReader<'_, '_>) -> Option<Metric> {
    let Some(text) = row.optional(Field::Metric, text) else {
        return Some(Metric {
            kpi: Kpi::Sales,
            unit: None,
        });
    };
    let metric = metric_named(&text);
    if metric.is_none() {
        let text = text.to_string();
        row.report(Field::Metric, Problem::UnknownMetric { text });
    }
    metric
}

fn metric_named(text: &str) -> Option<Metric> {
    let text = normalise_word(text);
    let (name, unit) = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, word)) => {
            let known = UNITS.iter().find(|(unit, _)| *unit == word.trim())?;
            (name.trim(), Some(known.1))
        }
        None => (text.as_str(), None),
    };
    let bare = ["目标", "指标", "任务", " target"]
        .into_iter()
        .find_map(|suffix| name.strip_suffix(suffix));
    let is_called = |kpi: Kpi, words: &[&str], name: &str| {
        words.contains(&name)
            || [Language::Chinese, Language::English]
                .into_iter()
                .any(|language| kpi.name(language).to_lowercase() == name)
    };
    [Some(name), bare].into_iter().flatten().find_map(|name| {
        let (kpi, _) = METRICS.iter().find(|(kpi, words)| is_called(*kpi, words, name))?;
        Some(Metric { kpi: *kpi, unit })
    })
}

/// The row's figures; none where it states none, or one that rejects it.
fn figures(
    row: &mut RowReader<'_, '_>,
    time: Option<&Time>,
    metric: Option<&Metric>,
) -> Option<Vec<RowFigure>> {
    let fields: Vec<Field> = row.fields().filter(|field| is_figure(*field)).collect();
    let mut figures = Vec::new();
    let mut stated = false;
    let mut sound = true;
    for &field in &fields {
        // A long row lives by its one figure.
        let only = fields.len() == 1 && !row.is_blank(field);
        let figure = if only {
            row.required(field, figure)
        } else {
            row.optional(field, figure)
        };
        let Some(figure) = figure else {
            continue;
        };
        stated = true;
        if figure.value < Decimal::ZERO {
            row.report(field, Problem::NegativeTarget);
            sound = false;
        }
        let value = metric.map(|metric| metric.apply(figure, row.multiplier(field)));
        if value == Some(None) {
            row.reject(field, Flaw::NotANumber);
            sound = false;
        }
        let span = time.and_then(|time| span_of(field, time));
        if let (Some(span), Some(Some(value))) = (span, value) {
            figures.push(RowFigure { field, span, value });
        }
    }
    if let Some(&first) = fields
        .first()
        .filter(|_| fields.iter().all(|field| row.is_blank(*field)))
    {
        row.report(first, Problem::NoFigure);
    }
    (stated && sound).then_some(figures)
}

fn is_figure(field: Field) -> bool {
    matches!(field, Field::Annual | Field::Value | Field::Month(_))
}

fn span_of(field: Field, time: &Time) -> Option<TargetSpan> {
    match field {
        Field::Annual => Some(TargetSpan::Year(time.year)),
        Field::Month(number) => Month::new(time.year, u32::from(number)).map(TargetSpan::Month),
        _ => time.span,
    }
}
