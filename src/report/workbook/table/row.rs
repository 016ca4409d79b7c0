//! The rows of a table, and what stands below them.

use super::{Tables, ruled, width};
use crate::report::workbook::field::{FieldKind, Link, Total};
use crate::report::workbook::heights::RowHeights;
use crate::report::workbook::layout::{Column, Show, TableLayout};
use crate::report::workbook::link::{LINKS_OF_A_SHEET, breaking};
use crate::report::workbook::live::quoted_sheet;
use crate::report::workbook::source::Source;
use crate::report::workbook::style::{Kind, LINK, Styles};
use crate::report::workbook::template::BlockSpec;
use crate::report::workbook::totals::{Tally, totalled};
use crate::report::workbook::value::{Value, looks_like_formula, nearest_float, serial};
use crate::report::workbook::width::{shown_width, stands_in_a_line, widest, wrapped_lines};
use crate::report::workbook::wording::words;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};
use std::borrow::Cow;

/// The formats of a column, made once.
struct ColumnFormats {
    plain: Format,
    marked: Format,
    link: Format,
    /// Of columns whose rows decide, the formats of kinds met so far.
    of_kinds: Vec<(Kind, Format)>,
}

impl Tables<'_> {
    pub(super) fn write_rows(
        &self,
        worksheet: &mut Worksheet,
        spec: &BlockSpec,
        table: &TableLayout<'_>,
        grid: Option<f64>,
        heights: &mut RowHeights,
    ) -> Result<(Vec<Tally>, Vec<usize>), XlsxError> {
        let mut tallies = vec![Tally::default(); table.columns.len()];
        let mut shown = vec![0; table.columns.len()];
        let mut formats: Vec<ColumnFormats> =
            table.columns.iter().map(|column| self.formats(column)).collect();
        let rooms: Vec<Option<f64>> = table.columns.iter().map(|column| room(column, grid)).collect();
        // Trying a weight may bring anybody into a ranking.
        let may_change = self.live.is_some() && spec.live && (spec.top.is_some() || spec.bottom.is_some());
        let anybody = 0..self.content.appraisal.scorecards.len();
        let reserved: Vec<usize> = (table.columns.iter().zip(&rooms))
            .map(|(column, room)| {
                let texts = anybody.clone().filter(|_| may_change);
                let lines = texts.map(|item| lines(&self.value(column, table.source, item), *room));
                lines.max().unwrap_or(1)
            })
            .collect();
        let mut links = LINKS_OF_A_SHEET;
        for (row, &item) in (table.first_row()..).zip(&table.rows) {
            let mut tallest = 1;
            for (place, column) in table.columns.iter().enumerate() {
                let value = self.value(column, table.source, item);
                let kind = self.kind(column, item);
                tallies[place].count(&value, column.total);
                shown[place] = shown[place].max(shown_width(&value, kind));
                let own = lines(&value, rooms[place]).max(reserved[place]);
                let breaks = own > 1 || (kind == Kind::Prose && rooms[place].is_some());
                tallest = tallest.max(own);
                let at = table.left + place as u16;
                let formula = self.formula(column, table, spec, row);
                let link = self.link(column, item).filter(|_| links > 0 && formula.is_none());
                links -= usize::from(link.is_some());
                let formats = &mut formats[place];
                match (formula, link) {
                    (Some(formula), _) => {
                        let formula = Formula::new(formula).set_result(result(&value));
                        let format = broken(&formats.plain, breaks);
                        worksheet.write_formula_with_format(row, at, formula, &format)?;
                    }
                    (None, Some(link)) => {
                        let text = match &value {
                            Value::Text(text) => text.as_str(),
                            _ => "",
                        };
                        let format = broken(&formats.link, breaks);
                        let is_sheet = breaks && link.starts_with("internal:");
                        if let Some(formula) = is_sheet.then(|| breaking(&link, text)).flatten() {
                            worksheet.write_formula_with_format(row, at, formula, &format)?;
                        } else {
                            let format = Some(format.as_ref());
                            worksheet.write_url_with_options(row, at, link.as_str(), text, "", format)?;
                        }
                    }
                    (None, None) => {
                        let format = self.format(column, kind, &value, formats);
                        write_value(worksheet, row, at, &value, &broken(format, breaks))?;
                    }
                }
            }
            heights.raise(worksheet, row, self.styles.row_height(tallest))?;
        }
        if table.rows.is_empty() {
            let nothing = words(self.content.language()).nothing;
            worksheet.write_string_with_format(
                table.first_row(),
                table.left,
                nothing,
                &self.styles.note(),
            )?;
        }
        Ok((tallies, shown))
    }

    fn value(&self, column: &Column<'_>, source: Source, item: usize) -> Value {
        match &column.show {
            Show::Field(field) => (field.value)(self.content, item, column.at),
            Show::Expression(expression) => expression.value(self.content, source, item),
            Show::Sparkline(_) => Value::Missing,
        }
    }

    fn kind(&self, column: &Column<'_>, item: usize) -> Kind {
        match &column.show {
            Show::Field(field) => match field.kind {
                FieldKind::OfRow(kind) => kind(self.content, item),
                _ => column.kind,
            },
            _ => column.kind,
        }
    }

    fn formula(
        &self,
        column: &Column<'_>,
        table: &TableLayout<'_>,
        spec: &BlockSpec,
        row: u32,
    ) -> Option<String> {
        let Show::Field(field) = &column.show else {
            return None;
        };
        self.live?
            .formula(table, spec, field.name, column.at, row, self.content)
    }

    fn link(&self, column: &Column<'_>, item: usize) -> Option<String> {
        let Show::Field(field) = &column.show else {
            return None;
        };
        match (field.link?)(self.content, item)? {
            Link::File(target) => Some(target),
            Link::Team(team) => {
                let sheet = self.sheets.iter().find(|sheet| sheet.team == Some(team))?;
                Some(format!("internal:{}!A1", quoted_sheet(&sheet.name)))
            }
        }
    }

    fn formats(&self, column: &Column<'_>) -> ColumnFormats {
        let plain = self.cell(column, column.kind);
        ColumnFormats {
            marked: plain.clone().set_quote_prefix(),
            link: plain.clone().set_hyperlink().set_font_color(LINK),
            plain,
            of_kinds: Vec::new(),
        }
    }

    fn cell(&self, column: &Column<'_>, kind: Kind) -> Format {
        let mut format = ruled(column, self.styles.cell(kind));
        if let Some(number_format) = &column.spec.format {
            format = format.set_num_format(number_format.get_ref());
        }
        if let Some(align) = column.spec.align {
            format = format.set_align(align.of_cells());
        }
        if column.spec.input {
            Styles::input(format)
        } else {
            format
        }
    }

    fn format<'f>(
        &self,
        column: &Column<'_>,
        kind: Kind,
        value: &Value,
        formats: &'f mut ColumnFormats,
    ) -> &'f Format {
        if kind != column.kind {
            let known = formats.of_kinds.iter().position(|(of, _)| *of == kind);
            let place = known.unwrap_or_else(|| {
                formats.of_kinds.push((kind, self.cell(column, kind)));
                formats.of_kinds.len() - 1
            });
            return &formats.of_kinds[place].1;
        }
        match value {
            Value::Text(text) if looks_like_formula(text) => &formats.marked,
            _ => &formats.plain,
        }
    }

    pub(super) fn write_totals(
        &self,
        worksheet: &mut Worksheet,
        table: &TableLayout<'_>,
        tallies: &[Tally],
    ) -> Result<(), XlsxError> {
        let Some(row) = table.total_row() else {
            return Ok(());
        };
        let words = words(self.content.language());
        for (place, column) in table.columns.iter().enumerate() {
            let own = column
                .spec
                .format
                .as_ref()
                .map_or(column.kind.number_format(), |format| format.get_ref());
            let number_format = match column.total {
                Total::Count if table.source == Source::Reps => words.people,
                Total::Count => words.count,
                Total::Mean => words.mean,
                _ => own,
            };
            let format = ruled(column, self.styles.total(column.kind, number_format));
            let at = table.left + place as u16;
            match totalled(table, tallies, place) {
                None if column.total == Total::Label => {
                    worksheet.write_string_with_format(row, at, words.total, &format)?
                }
                None => worksheet.write_blank(row, at, &format)?,
                Some(total) => worksheet.write_formula_with_format(row, at, total.with_result(), &format)?,
            };
        }
        Ok(())
    }
}

/// How wide a column of texts may become; none for figures, which never break.
fn room(column: &Column<'_>, grid: Option<f64>) -> Option<f64> {
    let own = column.spec.width.as_ref().map(|width| *width.get_ref());
    match column.kind {
        Kind::Text | Kind::Word => Some(own.filter(|_| grid.is_none()).unwrap_or(widest(grid))),
        Kind::Prose => Some(width(column, 0)),
        _ => None,
    }
}

/// How many lines a value takes in a column of texts.
fn lines(value: &Value, room: Option<f64>) -> usize {
    match (value, room) {
        (Value::Text(text), Some(room)) if stands_in_a_line(text, room) => text.lines().count().max(1),
        (Value::Text(text), Some(room)) => wrapped_lines(text, room),
        _ => 1,
    }
}

/// The format of a cell whose text may break into lines.
fn broken(format: &Format, breaks: bool) -> Cow<'_, Format> {
    if breaks {
        Cow::Owned(format.clone().set_text_wrap())
    } else {
        Cow::Borrowed(format)
    }
}

/// What a formula comes to, as its cell keeps it.
fn result(value: &Value) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Number(number) => nearest_float(*number).to_string(),
        Value::Text(text) => text_result(text),
        Value::Date(day) => serial(*day).map(|serial| serial.to_string()).unwrap_or_default(),
    }
}

/// A text as the result of a formula. One that reads like a number, a truth or an error is taken for one: a rep called
/// Nan would be a number that no program can read. A space behind it keeps it a text.
fn text_result(text: &str) -> String {
    let is_taken_for_something =
        text.parse::<f64>().is_ok() || matches!(text, "TRUE" | "FALSE") || text.starts_with('#');
    if is_taken_for_something {
        format!("{text} ")
    } else {
        text.to_owned()
    }
}

fn write_value(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Missing => worksheet.write_blank(row, column, format)?,
        Value::Number(number) => {
            worksheet.write_number_with_format(row, column, nearest_float(*number), format)?
        }
        Value::Text(text) => worksheet.write_string_with_format(row, column, text, format)?,
        Value::Date(day) => match serial(*day) {
            Some(serial) => worksheet.write_number_with_format(row, column, serial, format)?,
            None => worksheet.write_string_with_format(row, column, day.to_string(), format)?,
        },
    };
    Ok(())
}
