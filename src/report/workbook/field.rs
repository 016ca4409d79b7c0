//! What a column can show: a field of a row, with its title, its kind and what stands below it.

use super::content::Content;
use super::style::Kind;
use super::value::Value;
use crate::catalogue::{Figure, Measure};
use crate::model::Language;
use serde::Deserialize;

/// What a group of columns repeats for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Each {
    /// The KPIs of the policy.
    Kpi,
    /// The twelve months that end with the period.
    Month,
    /// The weeks of the period.
    Week,
    /// The working days of the period, where it is a month.
    Day,
}

/// Which repetition a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// None: the row itself.
    Row,
    /// The KPI at that place of the policy.
    Kpi(usize),
    /// The month at that place.
    Month(usize),
    /// The week at that place.
    Week(usize),
    /// The day at that place.
    Day(usize),
}

/// What the totals row says below a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Total {
    /// Nothing: the figures don't add up to anything.
    None,
    /// That this is the totals row.
    Label,
    /// How many rows there are.
    Count,
    /// The sum.
    Sum,
    /// The mean.
    Mean,
    /// The sum of the actuals over the sum of the targets.
    Attainment,
}

/// How the kind of a field's values is known.
#[derive(Debug, Clone, Copy)]
pub enum FieldKind {
    /// It is always this one.
    Is(Kind),
    /// It is that of the KPI that the column repeats for.
    OfKpi,
    /// It is that of the row.
    OfRow(fn(&Content<'_>, usize) -> Kind),
}

/// Where a cell leads when it is clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The sheet of the team at that place.
    Team(usize),
    /// A file, as a URL.
    File(String),
}

/// A field of a row source. A row is known by its place in the content's list.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in templates.
    pub name: &'static str,
    /// Its title; `{kpi}`, `{month}`, `{week}` and `{day}` stand for what the column repeats for.
    pub title: (&'static str, &'static str),
    /// The kind of its values.
    pub kind: FieldKind,
    /// What stands below it where the template does not say.
    pub total: Total,
    /// What it needs a repetition of.
    pub each: Option<Each>,
    /// Its value in a row.
    pub value: fn(&Content<'_>, usize, At) -> Value,
    /// Where its cell leads.
    pub link: Option<fn(&Content<'_>, usize) -> Option<Link>>,
    /// Whether small print says nothing of it where it has no value, and a table leaves it out where no row has one.
    pub is_silent: bool,
}

impl Field {
    /// A field of a kind.
    pub const fn new(
        name: &'static str,
        title: (&'static str, &'static str),
        kind: Kind,
        value: fn(&Content<'_>, usize, At) -> Value,
    ) -> Self {
        Self {
            name,
            title,
            kind: FieldKind::Is(kind),
            total: Total::None,
            each: None,
            value,
            link: None,
            is_silent: false,
        }
    }

    /// The same field, which small print leaves out where it has no value.
    pub const fn silent(self) -> Self {
        Self {
            is_silent: true,
            ..self
        }
    }

    /// The same field with a total.
    pub const fn total(self, total: Total) -> Self {
        Self { total, ..self }
    }

    /// The same field for columns that repeat.
    pub const fn each(self, each: Each) -> Self {
        Self {
            each: Some(each),
            ..self
        }
    }

    /// The same field of the KPI's own kind.
    pub const fn of_kpi(self) -> Self {
        Self {
            kind: FieldKind::OfKpi,
            ..self
        }
    }

    /// The same field of a kind that each row decides.
    pub const fn of_row(self, kind: fn(&Content<'_>, usize) -> Kind) -> Self {
        Self {
            kind: FieldKind::OfRow(kind),
            ..self
        }
    }

    /// The same field with a link.
    pub const fn link(self, link: fn(&Content<'_>, usize) -> Option<Link>) -> Self {
        Self {
            link: Some(link),
            ..self
        }
    }

    /// Its title in a language.
    pub fn title(&self, language: Language) -> &'static str {
        language.pick(self.title.0, self.title.1)
    }
}

/// The kind of a KPI's own figures; growth shows its sign.
pub fn kpi_kind(measure: &Measure) -> Kind {
    match measure.figure {
        Figure::GrowthOf(_) => Kind::Growth,
        _ => Kind::Figure(measure.unit),
    }
}
