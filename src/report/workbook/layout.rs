//! A template and content → which sheets there are, and in which cells everything stands, before any is written:
//! formulas, charts and links lead from one sheet to another.

use super::content::Content;
use super::expression::{Expression, compile};
use super::field::{At, Each, Field, FieldKind, Total, kpi_kind};
use super::sheet_name;
use super::source::Source;
use super::style::Kind;
use super::template::{BlockSpec, ColumnSpec, SheetSpec, Template};
use super::wording::{short_name, week_name};
use crate::model::Language;
use crate::model::kpi::Unit;
use crate::report::figures;
use chrono::Datelike;
use std::collections::BTreeSet;

/// The first row below title and note.
const FIRST_ROW: u32 = 2;

/// How many rows there are between blocks.
const GAP: u32 = 1;

/// How many rows of a grid a set of key figures takes, and how many columns one of them.
pub const FIGURE_ROWS: u32 = 3;
/// How many columns a key figure takes.
pub const FIGURE_COLUMNS: u16 = 2;
/// How many columns a link takes, and how many links stand in a row.
pub const LINK_COLUMNS: u16 = 2;
/// How many links stand in a row.
pub const LINKS_IN_A_ROW: usize = 6;

/// A sheet with everything in its place.
pub struct SheetLayout<'t> {
    /// What the template says of it.
    pub spec: &'t SheetSpec,
    /// Its name, unlike any other.
    pub name: String,
    /// Its title.
    pub heading: String,
    /// The team that it is of.
    pub team: Option<usize>,
    /// What stands on it.
    pub blocks: Vec<BlockLayout<'t>>,
}

/// A block in its place.
pub struct BlockLayout<'t> {
    /// What the template says of it.
    pub spec: &'t BlockSpec,
    /// Its first row.
    pub top: u32,
    /// Its first column.
    pub left: u16,
    /// The table, if it is one.
    pub table: Option<TableLayout<'t>>,
}

/// A table in its place.
pub struct TableLayout<'t> {
    /// Its name in formulas.
    pub name: String,
    /// What its rows are.
    pub source: Source,
    /// Its rows, as places in the content's lists.
    pub rows: Vec<usize>,
    /// Its columns, from left to right.
    pub columns: Vec<Column<'t>>,
    /// The row of its title.
    pub title_row: Option<u32>,
    /// The row above the headers that names KPIs.
    pub band_row: Option<u32>,
    /// The row of headers.
    pub header_row: u32,
    /// Its first column on the sheet.
    pub left: u16,
    /// Whether a totals row stands below.
    pub totals: bool,
}

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
    /// Whether it is the first of those.
    pub begins_group: bool,
}

impl TableLayout<'_> {
    /// The first row of data.
    pub fn first_row(&self) -> u32 {
        self.header_row + 1
    }

    /// The last row of data; an empty table has one all the same.
    pub fn last_row(&self) -> u32 {
        self.header_row + self.rows.len().max(1) as u32
    }

    /// The row of totals.
    pub fn total_row(&self) -> Option<u32> {
        self.totals.then(|| self.last_row() + 1)
    }

    /// The last column on the sheet.
    pub fn right(&self) -> u16 {
        self.left + (self.columns.len() as u16).saturating_sub(1)
    }

    /// The place of the column that shows a field, for a repetition.
    pub fn find(&self, field: &str, at: At) -> Option<usize> {
        self.columns.iter().position(|column| match column.show {
            Show::Field(shown) => shown.name == field && column.at == at,
            _ => false,
        })
    }

    /// The column on the sheet that shows a field.
    pub fn column_of(&self, field: &str, at: At) -> Option<u16> {
        self.find(field, at).map(|place| self.left + place as u16)
    }
}

impl SheetLayout<'_> {
    /// The tables of the sheet.
    pub fn tables(&self) -> impl Iterator<Item = (&BlockSpec, &TableLayout<'_>)> {
        self.blocks
            .iter()
            .filter_map(|block| Some((block.spec, block.table.as_ref()?)))
    }

    /// The table that is all of the sheet, and so keeps its headers in view.
    pub fn only_table(&self) -> Option<&TableLayout<'_>> {
        match &self.blocks[..] {
            [only] => only.table.as_ref(),
            _ => None,
        }
    }
}

/// Lays out every sheet of a template.
pub fn layout<'t>(template: &'t Template, content: &Content<'_>) -> Vec<SheetLayout<'t>> {
    let language = content.language();
    let sheets: Vec<(&SheetSpec, Option<usize>)> = template
        .sheets
        .iter()
        .flat_map(|spec| {
            let teams = if spec.per_team { content.teams.len() } else { 0 };
            let own = (!spec.per_team).then_some((spec, None));
            own.into_iter()
                .chain((0..teams).map(move |team| (spec, Some(team))))
        })
        .collect();
    // The template's own names come first, so that no team takes one.
    let own = sheets.iter().filter(|(_, team)| team.is_none());
    let own: Vec<&str> = own.map(|(spec, _)| spec.name.get_ref().pick(language)).collect();
    let of_teams = sheets.iter().filter_map(|(_, team)| *team);
    let mut names = sheet_name::unique(
        own.into_iter()
            .chain(of_teams.map(|team| content.team_name(team))),
    );
    let teams_names = names.split_off(sheets.iter().filter(|(_, team)| team.is_none()).count());
    let (mut own, mut of_teams) = (names.into_iter(), teams_names.into_iter());
    let mut tables = TableNames::default();
    sheets
        .into_iter()
        .map(|(spec, team)| {
            let name = match team {
                None => own.next(),
                Some(_) => of_teams.next(),
            };
            let name = name.unwrap_or_default();
            let heading = match team {
                Some(team) => content.team_name(team),
                None => spec
                    .heading
                    .as_ref()
                    .unwrap_or(spec.name.get_ref())
                    .pick(language),
            };
            SheetLayout {
                spec,
                heading: heading.to_owned(),
                team,
                blocks: blocks(spec, team, &name, content, &mut tables, template),
                name,
            }
        })
        .collect()
}

fn blocks<'t>(
    spec: &'t SheetSpec,
    team: Option<usize>,
    sheet: &str,
    content: &Content<'_>,
    tables: &mut TableNames,
    template: &Template,
) -> Vec<BlockLayout<'t>> {
    let mut blocks: Vec<BlockLayout<'t>> = Vec::new();
    let (mut top, mut bottom) = (FIRST_ROW, FIRST_ROW);
    let several = spec.blocks.len() > 1;
    for spec in &spec.blocks {
        if !spec.beside && !blocks.is_empty() {
            top = bottom + GAP;
        }
        let left = spec.column.saturating_sub(1);
        let table = spec.rows.as_ref().map(|rows| {
            let own = spec.id.as_ref().filter(|_| several);
            let asked = own.map_or(sheet, |id| id.get_ref());
            table(
                spec,
                *rows.get_ref(),
                team,
                (top, left),
                tables.free(asked),
                content,
            )
        });
        let height = match &table {
            Some(table) => table.total_row().unwrap_or(table.last_row()) + 1 - top,
            None => height(spec, template, content),
        };
        bottom = bottom.max(top + height);
        blocks.push(BlockLayout {
            spec,
            top,
            left,
            table,
        });
    }
    blocks
}

/// How many rows a block takes that is no table.
fn height(spec: &BlockSpec, template: &Template, content: &Content<'_>) -> u32 {
    if let Some(chart) = &spec.chart {
        return chart.rows;
    }
    if !spec.figures.is_empty() {
        return FIGURE_ROWS * spec.figures.len().div_ceil(LINKS_IN_A_ROW) as u32;
    }
    if spec.links {
        let sheets: usize = template
            .sheets
            .iter()
            .map(|sheet| if sheet.per_team { content.teams.len() } else { 1 })
            .sum();
        return (sheets.saturating_sub(1)).div_ceil(LINKS_IN_A_ROW) as u32;
    }
    1
}

fn table<'t>(
    spec: &'t BlockSpec,
    source: Source,
    team: Option<usize>,
    (top, left): (u32, u16),
    name: String,
    content: &Content<'_>,
) -> TableLayout<'t> {
    let mut rows = match (team, source) {
        (Some(team), Source::Reps) => content.teams[team].members.clone(),
        _ => source.rows(content),
    };
    if let Some(top) = spec.top {
        rows.truncate(top);
    }
    if let Some(bottom) = spec.bottom {
        let ranked = |rep: &usize| source != Source::Reps || content.card(*rep).rank.is_some();
        rows = rows.into_iter().rev().filter(ranked).take(bottom).collect();
    }
    let columns = columns(spec, source, content);
    let has_band = columns.iter().any(|column| column.grouped);
    let title_row = spec.title.as_ref().map(|_| top);
    let band_row = has_band.then(|| top + u32::from(title_row.is_some()));
    let header_row = top + u32::from(title_row.is_some()) + u32::from(has_band);
    let has_total = columns
        .iter()
        .any(|column| !matches!(column.total, Total::None | Total::Label));
    TableLayout {
        name,
        source,
        totals: spec.totals && has_total && !rows.is_empty(),
        rows,
        columns,
        title_row,
        band_row,
        header_row,
        left,
    }
}

fn columns<'t>(spec: &'t BlockSpec, source: Source, content: &Content<'_>) -> Vec<Column<'t>> {
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
                    for (place, column) in group.iter_mut().enumerate() {
                        column.grouped = grouped;
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

/// The text, with a number behind it where it is taken.
fn told_apart(text: &str, separator: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = |copy: usize| match copy {
        1 => text.to_owned(),
        _ => format!("{text}{separator}{copy}"),
    };
    // Of so many candidates one is free.
    let mut candidates = (1..=taken.len() + 1).map(numbered);
    let free = candidates.find(|candidate| taken.insert(candidate.to_lowercase()));
    free.unwrap_or_else(|| text.to_owned())
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
        begins_group: false,
    })
}

fn kind(show: &Show, at: At, content: &Content<'_>) -> Kind {
    let Show::Field(field) = show else {
        return Kind::Text;
    };
    match (field.kind, at) {
        (FieldKind::Is(kind), _) => kind,
        (FieldKind::OfKpi, At::Kpi(place)) => kpi_kind(content.kpis[place].kpi),
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
        At::Kpi(place) => matches!(content.kpis[place].kpi.unit(), Unit::Money | Unit::Count),
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
        At::Kpi(place) => title.replace("{kpi}", short_name(content.kpis[place].kpi, language)),
        At::Month(place) => title.replace("{month}", &content.details.months[place].month.to_string()),
        At::Week(place) => title.replace("{week}", &week_name(content.weeks[place].number, language)),
        At::Day(place) => title.replace("{day}", &day_name(content.days[place], language)),
    };
    let filled = super::value::cell_text(&filled).into_owned();
    super::value::cut_to_units(&filled, 250).to_owned()
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

/// Names of tables that Excel accepts, no two alike.
#[derive(Default)]
struct TableNames {
    taken: BTreeSet<String>,
}

impl TableNames {
    fn free(&mut self, asked: &str) -> String {
        let plain: String = asked
            .chars()
            .map(|character| {
                if character.is_alphanumeric() {
                    character
                } else {
                    '_'
                }
            })
            .take(80)
            .collect();
        // A name must not read like a cell (A1, Q4, R1C1), nor begin with a digit.
        let is_cell =
            plain.len() <= 8 && plain.is_ascii() && plain.ends_with(|last: char| last.is_ascii_digit());
        let begins = plain.starts_with(char::is_alphabetic) && plain.chars().count() > 1;
        let plain = if is_cell || !begins {
            format!("_{plain}_")
        } else {
            plain
        };
        told_apart(&plain, "_", &mut self.taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_names_that_excel_accepts() {
        let mut names = TableNames::default();
        let given: Vec<_> = [
            "成绩总表",
            "Scores",
            "scores",
            "Q4",
            "A B",
            "1队",
            "R1C1",
            "华东（一）部",
            "c",
        ]
        .map(|asked| names.free(asked))
        .into();
        assert_eq!(
            given,
            [
                "成绩总表",
                "Scores",
                "scores_2",
                "_Q4_",
                "A_B",
                "_1队_",
                "_R1C1_",
                "华东_一_部",
                "_c_"
            ]
        );
    }
}
