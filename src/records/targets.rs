//! Rows of targets: wide ones with a year and its months, long ones with a month and a figure.

mod unread_names;

use super::cells::{Figure, Flaw, Span, figure, is_blank, span, text, year};
use super::data_row::WithinSheet;
use super::data_row::{Context, DataRow, Gathered};
use super::row::RowReader;
use super::staff::Named;
use super::{Assignment, Roster, Target, TargetScope, TargetSpan};
use crate::catalogue::Catalogue;
use crate::model::kpi::Unit;
use crate::model::text::{nearest, normalise, normalise_word};
use crate::model::{Dataset, Fate, Field, Finding, FiscalYear, Kpi, Month, Period, Place, Problem, Text};
use crate::read::Cell;
use crate::recognise::Table;
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use rust_decimal::dec;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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
    ("次/月", Decimal::ONE),
    ("家/月", Decimal::ONE),
    ("通/月", Decimal::ONE),
    ("人", Decimal::ONE),
    ("千元", dec!(1_000)),
    ("百万元", dec!(1_000_000)),
];

/// A row of targets, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct TargetRow {
    whom: Whom,
    product: Option<String>,
    figures: Vec<RowFigure>,
}

/// Whom a row is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Whom {
    /// A rep, a group or the company.
    Of(TargetScope),
    /// Nobody is named where others are: a sum that nothing labels, or the company's.
    Unnamed,
}

/// One figure of a row.
#[derive(Debug, PartialEq, Eq, Hash)]
struct RowFigure {
    field: Field,
    kpi: Kpi,
    unit: Unit,
    span: TargetSpan,
    value: Decimal,
}

impl DataRow for TargetRow {
    fn dataset(&self) -> Dataset {
        Dataset::TARGETS
    }

    fn read(row: &mut RowReader<'_, '_>, _: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        if is_heading(row, context) {
            return None;
        }
        let time = time(row, context);
        let day = time.as_ref().map(|time| time.day(context.period));
        let whom = whom(row, context, day);
        let metric = metric(row, &context.catalogue);
        let product = row.optional(Field::Product, text).map(|text| text.to_string());
        let figures = figures(row, time.as_ref(), metric.as_ref(), &context.catalogue);
        metric?;
        Some(Self {
            whom: whom?,
            product,
            figures: figures?,
        })
    }

    /// Figures are compared one by one.
    fn within_sheet(&self) -> WithinSheet {
        WithinSheet::Unsaid
    }
}

/// What rows state of one target, and which rows.
#[derive(Default)]
struct Stated {
    figures: Vec<(Place, Decimal)>,
    rows: Vec<usize>,
}

/// The targets that the rows state, and what became of each row. Of equal figures for one target one counts, of different
/// ones none; a row counts that has a figure which does.
pub fn targets(
    rows: &[Gathered<TargetRow>],
    tables: &[Table],
    (roster, period): (&Roster, Period),
    findings: &mut Vec<Finding>,
) -> (Vec<Target>, Vec<Fate>) {
    let unread = unread_names::unread_names(rows, tables, roster, |row| at_stake(row, period));
    let mut by_target: BTreeMap<_, Stated> = BTreeMap::new();
    // One that states nothing but what is wrong with it comes to nothing else.
    let mut fates = vec![Fate::Error; rows.len()];
    for (
        at,
        Gathered {
            place, table, row, ..
        },
    ) in rows.iter().enumerate()
    {
        let scope = match &row.whom {
            Whom::Of(scope) => scope,
            Whom::Unnamed if unread.contains_key(table) => continue,
            Whom::Unnamed if !tables.get(*table).is_some_and(names_anyone) => &TargetScope::Company,
            Whom::Unnamed => {
                if is_sum(row, rows, *table) {
                    fates[at] = Fate::Total;
                } else {
                    findings.push(unnamed(row, place, period));
                }
                continue;
            }
        };
        for figure in &row.figures {
            let column = tables.get(*table).and_then(|table| table.column(figure.field));
            let place = column.map_or_else(|| place.clone(), |column| place.at_column(column.index));
            let target = (scope, figure.kpi, &row.product, figure.span);
            let stated = by_target.entry(target).or_default();
            stated.figures.push((place, figure.value));
            stated.rows.push(at);
        }
    }
    findings.extend(unread.into_values());
    findings.extend(every_third_month(rows, tables));
    let mut targets = Vec::new();
    for ((scope, kpi, product, span), Stated { figures, rows }) in by_target {
        let problems = disagreements(&figures);
        let is_counted = problems.iter().all(|(_, problem)| is_repetition(problem));
        for (nth, row) in rows.into_iter().enumerate() {
            let fate = match (is_counted, nth) {
                (true, 0) => Fate::Counted,
                (true, _) => Fate::Repeated,
                (false, _) => Fate::Error,
            };
            fates[row] = fates[row].min(fate);
        }
        if let Some((place, figure)) = figures.first()
            && is_counted
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
    (targets, fates)
}

/// Says of each table whose rows state a figure for every third month that they may be quarters' figures, of which the
/// month alone gets all.
fn every_third_month(rows: &[Gathered<TargetRow>], tables: &[Table]) -> Vec<Finding> {
    type Months = BTreeSet<Month>;
    let mut by_table: BTreeMap<usize, BTreeMap<(&Whom, Kpi), Months>> = BTreeMap::new();
    for Gathered { table, row, .. } in rows {
        for figure in &row.figures {
            let months = by_table
                .entry(*table)
                .or_default()
                .entry((&row.whom, figure.kpi))
                .or_default();
            // Another span leaves two neighbours, which speak against it.
            months.extend(figure.span.months());
        }
    }
    let apart = |months: &Months| {
        let counted: Vec<i32> = months
            .iter()
            .map(|month| month.year() * 12 + month.number().cast_signed())
            .collect();
        let steps: Vec<i32> = counted.windows(2).map(|pair| pair[1] - pair[0]).collect();
        (steps.iter().all(|step| step % 3 == 0), steps.contains(&3))
    };
    let found = by_table.into_iter().filter_map(|(table, groups)| {
        let apart: Vec<_> = groups.values().map(apart).collect();
        let is_told = apart.iter().all(|(all, _)| *all) && apart.iter().any(|(_, some)| *some);
        let months: Months = groups.into_values().flatten().collect();
        let table = tables.get(table).filter(|_| is_told)?;
        let header = table.header_place();
        let column = table.column(Field::Period);
        let place = column.map_or_else(|| header.clone(), |column| header.at_column(column.index));
        let months = months.into_iter().take(4).collect();
        Some(Finding::at(place, Problem::EveryThirdMonth { months }))
    });
    found.collect()
}

/// The fields that say whom a row is for.
const WHOM: [Field; 4] = [Field::RepId, Field::RepName, Field::Team, Field::Region];

/// Whether any row of a table says whom it is for, and be it somebody unknown.
fn names_anyone(table: &Table) -> bool {
    let columns: Vec<u32> = WHOM
        .into_iter()
        .filter_map(|field| Some(table.column(field)?.index))
        .collect();
    let mut rows = table.rows.iter();
    rows.any(|row| columns.iter().any(|column| !is_blank(row.cell(*column))))
}

/// Whether a row's figures are the sums of the rows of its table that are for reps, or for teams, or for regions.
fn is_sum(sum: &TargetRow, rows: &[Gathered<TargetRow>], table: usize) -> bool {
    let of_level = |is_level: fn(&TargetScope) -> bool| {
        let in_level = |row: &&TargetRow| matches!(&row.whom, Whom::Of(scope) if is_level(scope));
        let rows = rows.iter().filter(|row| row.table == table).map(|row| &row.row);
        let mut sums: BTreeMap<(Kpi, TargetSpan), Decimal> = BTreeMap::new();
        for figure in rows.filter(in_level).flat_map(|row| &row.figures) {
            let sum = sums.entry((figure.kpi, figure.span)).or_default();
            *sum = sum.saturating_add(figure.value);
        }
        !sums.is_empty()
            && sum.figures.iter().all(|figure| {
                let of_rows = sums.get(&(figure.kpi, figure.span)).copied().unwrap_or_default();
                figure.value.saturating_sub(of_rows).abs() <= Decimal::ONE
            })
    };
    of_level(|scope| matches!(scope, TargetScope::Rep(_)))
        || of_level(|scope| matches!(scope, TargetScope::Team(_)))
        || of_level(|scope| matches!(scope, TargetScope::Region(_)))
}

/// Says that a row names nobody, and what of the period hangs on it.
fn unnamed(row: &TargetRow, place: &Place, period: Period) -> Finding {
    Finding::at(place.clone(), Problem::UnnamedTarget).worth(at_stake(row, period))
}

/// The money of a row that is of the period, or else of any.
fn at_stake(row: &TargetRow, period: Period) -> Option<Decimal> {
    let is_of_period = |span: TargetSpan| {
        let mut months = span.months().into_iter();
        months.any(|month| period.contains(month.first_day()))
    };
    let of_period = row.figures.iter().filter(|figure| is_of_period(figure.span));
    let nearest = of_period.max_by_key(|figure| (figure.span.part(), Reverse(figure.field)));
    let of_money = nearest
        .or(row.figures.first())
        .filter(|figure| figure.unit == Unit::Money);
    of_money.map(|figure| figure.value.normalize())
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
    year: FiscalYear,
    /// The time of a long row's figure.
    span: Option<TargetSpan>,
}

impl Time {
    /// The day on which the row's names hold: the last one of its time, or of the period in that year.
    fn day(&self, period: Period) -> NaiveDate {
        match self.span {
            Some(TargetSpan::Year(year)) => last_day(year, period),
            Some(span) => {
                let last = span.months().pop();
                last.map_or(period.last_day(), Month::last_day)
            }
            None => last_day(self.year, period),
        }
    }
}

fn last_day(year: FiscalYear, period: Period) -> NaiveDate {
    let last = period.last_day();
    let of_period = Month::of(last).is_some_and(|month| year.month(month.number()) == Some(month));
    if of_period {
        return last;
    }
    year.last_month().map_or(last, Month::last_day)
}

/// None where the row is rejected for its year or month.
fn time(row: &mut RowReader<'_, '_>, context: &Context) -> Option<Time> {
    let of = |number: i32| FiscalYear::new(number, context.year_start);
    let stated_year = row.sound(Field::Year, year);
    let stated_span = row.sound(Field::Period, span);
    let stated_year = stated_year.ok()?;
    let said_year = row.said().year;
    let own = || Month::of(context.period.last_day()).map(|month| FiscalYear::of(month, context.year_start));
    let stated = stated_year.or(said_year).map(of).or_else(own);
    let year = stated.unwrap_or(of(context.period.year()));
    let span = match stated_span.ok()?.map(|span| in_quarters(row, span)) {
        Some(Span::Year(year)) => Some(TargetSpan::Year(of(year))),
        Some(Span::Month(month)) => Some(TargetSpan::Month(month)),
        Some(Span::MonthOfYear(number)) => year.month(number).map(TargetSpan::Month),
        Some(Span::Quarter(stated, number)) => {
            Some(TargetSpan::Quarter(stated.map_or(year, of), number as u8))
        }
        Some(Span::Half(stated, number)) => Some(TargetSpan::Half(stated.map_or(year, of), number as u8)),
        None => stated_year.map(|year| TargetSpan::Year(of(year))),
    };
    if span.is_none() && row.fields().any(is_long) {
        row.missing(&[Field::Period]);
        return None;
    }
    Some(Time { year, span })
}

/// Under 季度 a bare number is a quarter's, and not a month's.
fn in_quarters(row: &RowReader<'_, '_>, span: Span) -> Span {
    let header = normalise_word(row.header(Field::Period));
    let is_quarter = header.contains("季") || header.contains("quarter") || header.contains("qtr");
    match span {
        Span::MonthOfYear(number @ 1..=4) if is_quarter => Span::Quarter(None, number),
        span => span,
    }
}

/// Whether a row does no more than head those below: nobody's name where reps are named, and no figure.
fn is_heading(row: &RowReader<'_, '_>, context: &Context) -> bool {
    let has_figure = row.fields().any(|field| is_figure(field) && !row.is_blank(field));
    let mut stated = WHOM.into_iter().filter(|field| !row.is_blank(*field));
    let (Some(field @ (Field::RepId | Field::RepName)), None) = (stated.next(), stated.next()) else {
        return false;
    };
    let is_strange = |text: &Text| !text.contains(char::is_numeric) && context.staff.is_stranger(text);
    !has_figure && matches!(row.cell(field), Cell::Text(text) if is_strange(text))
}

/// Whom the row is for; none where it names somebody or a group that the roster doesn't know.
fn whom(row: &mut RowReader<'_, '_>, context: &Context, day: Option<NaiveDate>) -> Option<Whom> {
    let roster = context.staff.roster();
    if is_for_company(row, roster) {
        return Some(Whom::Of(TargetScope::Company));
    }
    match context.staff.named(row, day) {
        Named::Rep(key) => return Some(Whom::Of(TargetScope::Rep(key))),
        Named::Stranger => return None,
        Named::Nobody => {}
    }
    let team = row.optional(Field::Team, text).map(|name| name.to_string());
    let region = row.optional(Field::Region, text).map(|name| name.to_string());
    if let Some(name) = team {
        let of = |assignment: &Assignment| assignment.team.clone();
        return known_group(row, Field::Team, roster, of, name).map(|name| Whom::Of(TargetScope::Team(name)));
    }
    if let Some(name) = region {
        let of = |assignment: &Assignment| assignment.region.clone();
        return known_group(row, Field::Region, roster, of, name)
            .map(|name| Whom::Of(TargetScope::Region(name)));
    }
    Some(Whom::Unnamed)
}

/// Whether a row says in words that it is for the whole company: 全公司 in the first of its columns that say whom it is
/// for, where no rep and no group is called so.
fn is_for_company(row: &RowReader<'_, '_>, roster: &Roster) -> bool {
    const COMPANY: [&str; 22] = [
        "公司",
        "全公司",
        "整个公司",
        "本公司",
        "公司整体",
        "公司全体",
        "整体",
        "全体",
        "全员",
        "全部",
        "总体",
        "全体人员",
        "全体员工",
        "company",
        "whole company",
        "entire company",
        "company-wide",
        "companywide",
        "all",
        "everyone",
        "everybody",
        "overall",
    ];
    let stated = WHOM.into_iter().find(|field| !row.is_blank(*field));
    let Some(Cell::Text(text)) = stated.map(|field| row.cell(field)) else {
        return false;
    };
    let word = normalise_word(text);
    let bare = ["销售目标", "目标", "合计", "总计", "total", "target", "targets"]
        .into_iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(&word)
        .trim_matches(['(', ')', ' ', ':']);
    let name = normalise(text);
    let is_called_so = |assignment: &Assignment| {
        assignment.name == name
            || assignment.team.as_deref() == Some(&name)
            || assignment.region.as_deref() == Some(&name)
    };
    COMPANY.contains(&bare) && !is_group(roster, is_called_so)
}

fn is_group(roster: &Roster, belongs: impl Fn(&Assignment) -> bool) -> bool {
    roster.iter().any(|(_, rep)| rep.assignments.iter().any(&belongs))
}

fn known_group(
    row: &mut RowReader<'_, '_>,
    field: Field,
    roster: &Roster,
    of: impl Fn(&Assignment) -> Option<String>,
    name: String,
) -> Option<String> {
    let assignments = roster.iter().flat_map(|(_, rep)| &rep.assignments);
    let known: BTreeSet<String> = assignments.filter_map(of).collect();
    if known.contains(&name) {
        return Some(name);
    }
    let nearest = nearest_group(&name, &known);
    row.report(field, Problem::UnknownGroup { field, name, nearest });
    None
}

/// The group that was probably meant: the only one whose name is a part of the other's, 一部 and 销售一部, else the one
/// that is most alike.
fn nearest_group(name: &str, known: &BTreeSet<String>) -> Option<String> {
    let mut within = known
        .iter()
        .filter(|known| known.chars().count() > 1 && (name.contains(known.as_str()) || known.contains(name)));
    match (within.next(), within.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => nearest(name, known.iter().map(String::as_str)),
    }
}

/// What a row is about, and the unit that its metric states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Metric {
    kpi: Kpi,
    unit: Unit,
    /// What its figures are multiplied by, where it says so itself.
    scale: Option<Decimal>,
}

impl Metric {
    fn of(kpi: Kpi, scale: Option<Decimal>, catalogue: &Catalogue) -> Self {
        let unit = catalogue.unit(kpi);
        Self { kpi, unit, scale }
    }

    /// The figure in yuan or pieces. The unit beside the figure wins, then the metric's, then the header's,
    /// which is one of money and so is for money alone.
    fn apply(self, figure: Figure, header: Decimal) -> Option<Decimal> {
        let multiplier = match self.unit {
            Unit::Money => self.scale.unwrap_or(header),
            Unit::Count | Unit::PerWeek | Unit::Rate | Unit::Score | Unit::Days => Decimal::ONE,
        };
        figure.times(multiplier)
    }
}

/// The row's metric, where it names none that of its sheet, else 销售额; none where it is unknown.
fn metric(row: &mut RowReader<'_, '_>, catalogue: &Catalogue) -> Option<Metric> {
    let Some(text) = row.optional(Field::Metric, text) else {
        let kpi = row.said().kpi.unwrap_or(Kpi::SALES);
        return Some(Metric::of(kpi, None, catalogue));
    };
    let metric = metric_named(&text, catalogue);
    if metric.is_none() {
        let text = text.to_string();
        row.report(Field::Metric, Problem::UnknownMetric { text });
    }
    metric
}

fn metric_named(text: &str, catalogue: &Catalogue) -> Option<Metric> {
    let text = normalise_word(text);
    let (name, scale) = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, word)) => {
            let known = UNITS.iter().find(|(unit, _)| *unit == word.trim())?;
            (name.trim(), Some(known.1))
        }
        None => (text.as_str(), None),
    };
    let kpi = catalogue
        .kpi_called(name)
        .or_else(|| catalogue.target_called(name))?;
    Some(Metric::of(kpi, scale, catalogue))
}

/// The row's figures; none where it states none, or one that rejects it.
fn figures(
    row: &mut RowReader<'_, '_>,
    time: Option<&Time>,
    metric: Option<&Metric>,
    catalogue: &Catalogue,
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
        let metric = match field {
            Field::TargetOf(kpi) => Some(Metric::of(kpi, None, catalogue)),
            _ => metric.copied(),
        };
        let value = metric.map(|metric| metric.apply(figure, row.multiplier(field)));
        if value == Some(None) {
            row.reject(field, Flaw::NotANumber);
            sound = false;
        }
        let span = time.and_then(|time| span_of(field, time));
        if let (Some(span), Some(Some(value)), Some(Metric { kpi, unit, .. })) = (span, value, metric) {
            figures.push(RowFigure {
                field,
                kpi,
                unit,
                span,
                value,
            });
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
    is_long(field) || field.year_part().is_some()
}

/// Whether a figure's time stands in another column.
fn is_long(field: Field) -> bool {
    matches!(field, Field::Value | Field::TargetOf(_))
}

fn span_of(field: Field, time: &Time) -> Option<TargetSpan> {
    match field.year_part() {
        Some(part) => TargetSpan::of(part, time.year),
        None => time.span,
    }
}
