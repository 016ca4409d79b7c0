//! A template and content → which sheets there are, and in which cells everything stands, before any is written:
//! formulas, charts and links lead from one sheet to another.

mod column;
mod name;

pub use column::{Column, Show};

use super::content::Content;
use super::field::{At, Total};
use super::sheet_name;
use super::source::Source;
use super::template::{BlockSpec, SheetSpec, Template};
use column::columns;
use name::TableNames;

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

    /// About how many cells its tables have.
    pub fn cells(&self) -> usize {
        self.tables()
            .map(|(_, table)| table.rows.len() * table.columns.len())
            .sum()
    }

    /// The row below its tables.
    pub fn below(&self) -> u32 {
        let last = |table: &TableLayout<'_>| table.total_row().unwrap_or(table.last_row());
        self.tables()
            .map(|(_, table)| last(table) + 1)
            .max()
            .unwrap_or(FIRST_ROW)
    }

    /// Whether each of its rows is done with before the next begins: one table below the other, and nothing else.
    pub fn is_written_downwards(&self) -> bool {
        self.blocks
            .iter()
            .all(|block| block.table.is_some() && !block.spec.beside)
    }

    /// The first of several tables whose headers are all alike.
    pub fn common_header(&self) -> Option<&TableLayout<'_>> {
        let mut tables = self.tables().map(|(_, table)| table);
        let first = tables.next()?;
        let headers = |table: &TableLayout<'_>| {
            let columns = table.columns.iter().map(|column| column.header.clone());
            (table.left, columns.collect::<Vec<_>>())
        };
        let of_first = headers(first);
        tables.all(|table| headers(table) == of_first).then_some(first)
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
        totals: spec.totals && has_total && !rows.is_empty() && source.adds_up(content),
        rows,
        columns,
        title_row,
        band_row,
        header_row,
        left,
    }
}
