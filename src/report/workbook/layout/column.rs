//! The columns that a template asks for → what each shows, with its header, kind and total.

use super::name::told_apart;
use crate::model::Language;
use crate::model::kpi::Unit;
use crate::report::figures;
use crate::report::workbook::content::Content;
use crate::report::workbook::expression::{Expression, compile};
use crate::report::workbook::field::{At, Each, Field, FieldKind, Total, kpi_kind};
use crate::report::workbook::source::Source;
use crate::report::workbook::style::Kind;
use crate::report::workbook::template::{BlockSpec, ColumnSpec};
use crate::report::workbook::value::Value;
use crate::report::workbook::value::{cell_text, cut_to_units};
use crate::report::workbook::width::longest_word;
use crate::report::workbook::wording::week_name;
use chrono::Datelike;
use std::collections::BTreeSet;

/// What a column shows.
pub enum Show {
    /// A field.
    Field(&'static Field),
    /// An expression.
    Expression(Box<Expression>),
    /// A line through the columns of a field.
    Sparkline(&'static Field),
}

/// A column of a table.
pub struct Column<'t> {
    /// What the template says of it.
    pub spec: &'t ColumnSpec,
    /// What it shows.
    pub show: Show,
    /// Which repetition it shows.
    pub at: At,
    /// Its header, unlike any other of the table.
    pub header: String,
    /// The kind of its values, unless rows decide.
    pub kind: Kind,
    /// What stands below it.
    pub total: Total,
    /// Whether it is one of several columns of a KPI.
    pub grouped: bool,
    /// How wide it must be for what stands above it, in characters.
    pub least: usize,
    /// Whether it is the first of those.
    pub begins_group: bool,
}

/// The columns of a table, from left to right.
pub fn columns<'t>(spec: &'t BlockSpec, source: Source, content: &Content<'_>) -> Vec<Column<'t>> {
    let mut columns: Vec<Column<'t>> = Vec::new();
    for spec in &spec.columns {
        match &spec.each {
            None => columns.extend(column(spec, own_at(spec, content), source, content)),
            Some(each) => {
                for at in repetitions(*each.get_ref(), content) {
                    let first = columns.len();
                    columns.extend(
                        spec.columns
                            .iter()
                            .filter_map(|spec| column(spec, Some(at), source, content)),
                    );
                    let group = &mut columns[first..];
                    let grouped = group.len() > 1;
                    let least = match at {
                        At::Kpi(kpi) if grouped => longest_word(content.naming().name(content.kpis[kpi].kpi)),
                        _ => 0,
                    };
                    for (place, column) in group.iter_mut().enumerate() {
                        column.grouped = grouped;
                        column.least = least;
                        column.begins_group = grouped && place == 0;
                    }
                }
            }
        }
    }
    let labels = columns.iter_mut().filter(|column| column.total == Total::Label);
    labels.skip(1).for_each(|column| column.total = Total::None);
    let mut taken = BTreeSet::new();
    for column in &mut columns {
        let header = std::mem::take(&mut column.header);
        column.header = told_apart(&header, " ", &mut taken);
    }
    columns
}

/// What a column outside of `each` shows: its own KPI, if it names one. None where the policy has no such KPI.
fn own_at(spec: &ColumnSpec, content: &Content<'_>) -> Option<At> {
    match &spec.kpi {
        None => Some(At::Row),
        Some(kpi) => content.place_of(*kpi.get_ref()).map(At::Kpi),
    }
}

fn repetitions(each: Each, content: &Content<'_>) -> Vec<At> {
    match each {
        Each::Kpi => (0..content.kpis.len()).map(At::Kpi).collect(),
        Each::Month => (0..content.details.months.len()).map(At::Month).collect(),
        Each::Week => (0..content.weeks.len()).map(At::Week).collect(),
        Each::Day => (0..content.days.len()).map(At::Day).collect(),
    }
}

fn column<'t>(
    spec: &'t ColumnSpec,
    at: Option<At>,
    source: Source,
    content: &Content<'_>,
) -> Option<Column<'t>> {
    let (at, language) = (at?, content.language());
    let named = |name: &toml::Spanned<String>| source.field(name.get_ref());
    let (show, title) = if let Some(field) = spec.field.as_ref().and_then(named) {
        let has_target = match at {
            At::Kpi(place) => content.kpis[place].has_target,
            _ => true,
        };
        if !has_target && matches!(field.name, "target" | "attainment") {
            return None;
        }
        let is_empty = |row| (field.value)(content, row, at) == Value::Missing;
        if field.is_silent && source.rows(content).into_iter().all(is_empty) {
            return None;
        }
        (Show::Field(field), field.title(language))
    } else if let Some(text) = &spec.expression {
        let expression = compile(text.get_ref(), language).ok()?;
        (Show::Expression(Box::new(expression)), "")
    } else {
        let field = spec.sparkline.as_ref().and_then(named)?;
        (Show::Sparkline(field), language.pick("走势", "Trend"))
    };
    let title = spec.title.as_ref().map_or(title, |title| title.pick(language));
    Some(Column {
        spec,
        kind: kind(&show, at, content),
        total: total(spec, &show, at, content),
        header: header(title, at, content),
        show,
        at,
        grouped: false,
        least: 0,
        begins_group: false,
    })
}

fn kind(show: &Show, at: At, content: &Content<'_>) -> Kind {
    let Show::Field(field) = show else {
        return Kind::Text;
    };
    match (field.kind, at) {
        (FieldKind::Is(kind), _) => kind,
        (FieldKind::OfKpi, At::Kpi(place)) => kpi_kind(content.measure(content.kpis[place].kpi)),
        _ => Kind::Plain,
    }
}

/// Money and counts add up; rates, orders a week and points do not.
fn total(spec: &ColumnSpec, show: &Show, at: At, content: &Content<'_>) -> Total {
    if let Some(total) = spec.total {
        return total;
    }
    let Show::Field(field) = show else {
        return Total::None;
    };
    let adds_up = match at {
        At::Kpi(place) => matches!(content.kpis[place].unit, Unit::Money | Unit::Count),
        _ => true,
    };
    match (field.name, field.each) {
        ("target" | "actual", Some(Each::Kpi)) if adds_up => Total::Sum,
        (_, Some(Each::Kpi)) if !adds_up => Total::None,
        _ => field.total,
    }
}

/// A title with what the column repeats for put into it, as long as Excel takes it.
fn header(title: &str, at: At, content: &Content<'_>) -> String {
    let language = content.language();
    let filled = match at {
        At::Row => title.to_owned(),
        At::Kpi(place) => title.replace("{kpi}", content.naming().heading(content.kpis[place].kpi)),
        At::Month(place) => title.replace("{month}", &content.details.months[place].month.to_string()),
        At::Week(place) => title.replace("{week}", &week_name(content.weeks[place].number, language)),
        At::Day(place) => title.replace("{day}", &day_name(content.days[place], language)),
    };
    // A header that breaks would not be called in the table what stands in its cell.
    let filled = cell_text(&filled).replace(['\n', '\t'], " ");
    cut_to_units(&filled, 250).to_owned()
}

/// `10.08 四`, `8 Oct Thu`
fn day_name(day: chrono::NaiveDate, language: Language) -> String {
    let weekday = day.weekday();
    let name = language.pick(
        ["一", "二", "三", "四", "五", "六", "日"],
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    )[weekday.num_days_from_monday() as usize];
    format!("{} {name}", figures::days(day, day, language))
}
