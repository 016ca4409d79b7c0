//! A table in its place → cells: title, band, headers, rows as they come, totals, colours, sparklines.

use super::content::Content;
use super::field::{At, FieldKind, Link, Total};
use super::highlight::highlight;
use super::layout::{Column, SheetLayout, Show, TableLayout};
use super::link::LINKS_OF_A_SHEET;
use super::live::{Live, quoted_sheet};
use super::page::fit_row;
use super::source::Source;
use super::style::{ACTUAL, Kind, Styles, WEAK};
use super::template::{Align, BlockSpec};
use super::totals::{Tally, totalled};
use super::value::{Value, looks_like_formula, nearest_float, serial};
use super::width::{column_width, header_lines, shown_width};
use super::wording::words;
use crate::report::definition::definition;
use crate::report::rule_text::rule_text;
use rust_xlsxwriter::{
    ConditionalFormatBlank, DataValidation, DataValidationRule, Format, FormatAlign, Formula, IgnoreError,
    Note, Sparkline, SparklineType, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};

/// The width of a sparkline's column.
const SPARKLINE: f64 = 24.0;

/// What writing a table needs to know beside the table.
pub struct Tables<'w> {
    /// The content.
    pub content: &'w Content<'w>,
    /// The looks.
    pub styles: &'w Styles,
    /// What formulas refer to, where figures are live.
    pub live: Option<&'w Live<'w>>,
    /// Every sheet, for links.
    pub sheets: &'w [SheetLayout<'w>],
}

/// The formats of a column, made once.
struct ColumnFormats {
    plain: Format,
    marked: Format,
    link: Format,
    /// Of columns whose rows decide, the formats of kinds met so far.
    of_kinds: Vec<(Kind, Format)>,
}

impl Tables<'_> {
    /// Writes a table, on a sheet whose columns may all have one width. Returns how wide each column must be.
    pub fn write(
        &self,
        worksheet: &mut Worksheet,
        spec: &BlockSpec,
        table: &TableLayout<'_>,
        grid: Option<f64>,
    ) -> Result<Vec<f64>, XlsxError> {
        if let (Some(row), Some(title)) = (table.title_row, &spec.title) {
            let title = title.pick(self.content.language());
            worksheet.set_row_height(row, 24)?.write_string_with_format(
                row,
                table.left,
                title,
                &self.styles.table_title(),
            )?;
        }
        if let Some(row) = table.band_row {
            self.write_band(worksheet, table, row)?;
        }
        self.declare(worksheet, spec, table)?;
        let (tallies, widest) = self.write_rows(worksheet, spec, table)?;
        self.write_totals(worksheet, table, &tallies)?;
        let columns = table.columns.iter().zip(widest);
        let widths: Vec<f64> = columns.map(|(column, widest)| width(column, widest)).collect();
        let shown = |column: &Column<'_>| !column.spec.hidden && !column.spec.detail;
        let lines = table
            .columns
            .iter()
            .zip(&widths)
            .filter(|(column, _)| shown(column));
        let lines = lines
            .map(|(column, width)| header_lines(&column.header, grid.unwrap_or(*width)))
            .max();
        // A filter's button needs a line of its own.
        let lines = lines.unwrap_or(1).clamp(1 + usize::from(spec.filter), 3);
        worksheet.set_row_height(table.header_row, self.styles.row_height(lines))?;
        self.signal(worksheet, table)?;
        Ok(widths)
    }

    /// The band above the headers names each KPI and its weight.
    fn write_band(
        &self,
        worksheet: &mut Worksheet,
        table: &TableLayout<'_>,
        row: u32,
    ) -> Result<(), XlsxError> {
        let language = self.content.language();
        worksheet.set_row_height(row, self.styles.row_height(3))?;
        let mut place = 0;
        while place < table.columns.len() {
            let at = table.columns[place].at;
            let grouped = |column: &&Column<'_>| column.at == at && column.grouped;
            let length = table.columns[place..].iter().take_while(grouped).count().max(1);
            let (first, last) = (
                table.left + place as u16,
                table.left + (place + length - 1) as u16,
            );
            match at {
                At::Kpi(kpi) if length > 1 => {
                    let columns = &self.content.kpis[kpi];
                    let (name, weight) = (columns.kpi.name(language), columns.weight.normalize());
                    let text = language.pick(
                        format!("{name}\n权重 {weight}"),
                        format!("{name}\nweight {weight}"),
                    );
                    worksheet.merge_range(row, first, row, last, &text, &self.styles.group())?;
                    self.define(worksheet, row, first, kpi)?;
                }
                _ => {
                    for column in first..=last {
                        worksheet.write_blank(row, column, &self.styles.band())?;
                    }
                }
            }
            place += length;
        }
        Ok(())
    }

    /// A comment that says what the KPI counts and how it scores.
    fn define(&self, worksheet: &mut Worksheet, row: u32, column: u16, kpi: usize) -> Result<(), XlsxError> {
        let (content, language) = (self.content, self.content.language());
        let id = content.kpis[kpi].kpi;
        let rule = content.policy.kpis.iter().find(|rule| rule.id == id);
        let rule = rule.map(|rule| rule_text(id, rule.weight, &rule.rule, language));
        let text = format!(
            "{}\n{}\n{}",
            id.name(language),
            definition(id, content.policy, language),
            rule.unwrap_or_default()
        );
        let note = Note::new(text)
            .add_author_prefix(false)
            .set_author(super::value::cut_to_units(&content.options.company, 50))
            .set_font_name(self.styles.font)
            .set_font_size(9)
            .set_width(300)
            .set_height(120);
        worksheet.insert_note(row, column, &note).map(drop)
    }

    /// Headers and, where the sheet has them, filters: an Excel table.
    fn declare(
        &self,
        worksheet: &mut Worksheet,
        spec: &BlockSpec,
        table: &TableLayout<'_>,
    ) -> Result<(), XlsxError> {
        let nothing = vec![Tally::default(); table.columns.len()];
        let columns: Vec<TableColumn> = table
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let declared = TableColumn::new()
                    .set_header(&column.header)
                    .set_header_format(self.header(column, spec));
                match totalled(table, &nothing, at).filter(|_| table.totals) {
                    Some(total) => total.declare(declared),
                    None if table.totals && column.total == Total::Label => {
                        declared.set_total_label(words(self.content.language()).total)
                    }
                    None => declared,
                }
            })
            .collect();
        let declared = Table::new()
            .set_name(&table.name)
            .set_style(TableStyle::None)
            .set_banded_rows(false)
            .set_autofilter(spec.filter)
            .set_columns(&columns)
            .set_total_row(table.totals);
        let last_row = table.total_row().unwrap_or(table.last_row());
        worksheet.add_table(table.header_row, table.left, last_row, table.right(), &declared)?;
        if table.band_row.is_none() {
            self.define_headers(worksheet, table)?;
        }
        Ok(())
    }

    fn define_headers(&self, worksheet: &mut Worksheet, table: &TableLayout<'_>) -> Result<(), XlsxError> {
        for (column, shown) in (table.left..).zip(&table.columns) {
            match shown.at {
                At::Kpi(kpi) if !shown.spec.hidden => {
                    self.define(worksheet, table.header_row, column, kpi)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn header(&self, column: &Column<'_>, spec: &BlockSpec) -> Format {
        let header = match column.kind {
            Kind::Prose => self.styles.list_header(),
            _ => self.styles.header(),
        };
        let upright = if spec.filter {
            FormatAlign::Top
        } else {
            FormatAlign::VerticalCenter
        };
        ruled(column, header.set_align(upright))
    }

    fn write_rows(
        &self,
        worksheet: &mut Worksheet,
        spec: &BlockSpec,
        table: &TableLayout<'_>,
    ) -> Result<(Vec<Tally>, Vec<usize>), XlsxError> {
        let mut tallies = vec![Tally::default(); table.columns.len()];
        let mut widest = vec![0; table.columns.len()];
        let mut formats: Vec<ColumnFormats> =
            table.columns.iter().map(|column| self.formats(column)).collect();
        let prose: Vec<(usize, f64)> = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.kind == Kind::Prose)
            .map(|(place, column)| (place, width(column, 0)))
            .collect();
        let mut links = LINKS_OF_A_SHEET;
        let mut texts: Vec<(String, f64)> = Vec::new();
        for (row, &item) in (table.first_row()..).zip(&table.rows) {
            texts.clear();
            for (place, column) in table.columns.iter().enumerate() {
                let value = self.value(column, table.source, item);
                let kind = self.kind(column, item);
                tallies[place].count(&value, column.total);
                widest[place] = widest[place].max(shown_width(&value, kind));
                if let (Value::Text(text), Some((_, width))) =
                    (&value, prose.iter().find(|(prose, _)| *prose == place))
                {
                    texts.push((text.clone(), *width));
                }
                let at = table.left + place as u16;
                let formula = self.formula(column, table, spec, row);
                let link = self.link(column, item).filter(|_| links > 0 && formula.is_none());
                links -= usize::from(link.is_some());
                let formats = &mut formats[place];
                match (formula, link) {
                    (Some(formula), _) => {
                        let formula = Formula::new(formula).set_result(result(&value));
                        worksheet.write_formula_with_format(row, at, formula, &formats.plain)?;
                    }
                    (None, Some(link)) => {
                        let text = match &value {
                            Value::Text(text) => text.as_str(),
                            _ => "",
                        };
                        worksheet.write_url_with_options(
                            row,
                            at,
                            link.as_str(),
                            text,
                            "",
                            Some(&formats.link),
                        )?;
                    }
                    (None, None) => {
                        let format = self.format(column, kind, &value, formats);
                        write_value(worksheet, row, at, &value, format)?;
                    }
                }
                Self::draw(worksheet, table, column, (row, at))?;
            }
            if prose.is_empty() {
                worksheet.set_row_height(row, self.styles.row_height(1))?;
            } else {
                let texts = texts.iter().map(|(text, width)| (text.as_str(), *width));
                fit_row(worksheet, self.styles, row, texts)?;
            }
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
        Ok((tallies, widest))
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
            link: plain.clone().set_hyperlink().set_font_color(super::style::LINK),
            plain,
            of_kinds: Vec::new(),
        }
    }

    fn cell(&self, column: &Column<'_>, kind: Kind) -> Format {
        let mut format = ruled(column, self.styles.cell(kind));
        if let Some(number_format) = &column.spec.format {
            format = format.set_num_format(number_format);
        }
        if let Some(align) = column.spec.align {
            format = format.set_align(match align {
                Align::Left => FormatAlign::Left,
                Align::Center => FormatAlign::Center,
                Align::Right => FormatAlign::Right,
            });
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

    /// Draws the line of a sparkline's column.
    fn draw(
        worksheet: &mut Worksheet,
        table: &TableLayout<'_>,
        column: &Column<'_>,
        (row, at): (u32, u16),
    ) -> Result<(), XlsxError> {
        let Show::Sparkline(field) = &column.show else {
            return Ok(());
        };
        let is_drawn = |column: &Column<'_>| matches!(&column.show, Show::Field(shown) if shown.name == field.name && column.at != At::Row);
        let first = table.columns.iter().position(is_drawn);
        let last = table.columns.iter().rposition(is_drawn);
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(());
        };
        let name = worksheet.name();
        let line = Sparkline::new()
            .set_range((
                name.as_str(),
                row,
                table.left + first as u16,
                row,
                table.left + last as u16,
            ))
            .set_type(SparklineType::Line)
            .set_sparkline_color(ACTUAL)
            .show_high_point(true)
            .show_low_point(true)
            .set_high_point_color(ACTUAL)
            .set_low_point_color(WEAK)
            .set_line_weight(1.5);
        worksheet.add_sparkline(row, at, &line).map(drop)
    }

    fn write_totals(
        &self,
        worksheet: &mut Worksheet,
        table: &TableLayout<'_>,
        tallies: &[Tally],
    ) -> Result<(), XlsxError> {
        let Some(row) = table.total_row() else {
            return Ok(());
        };
        let words = words(self.content.language());
        worksheet.set_row_height(row, self.styles.row_height(1))?;
        for (place, column) in table.columns.iter().enumerate() {
            let own = column
                .spec
                .format
                .as_deref()
                .unwrap_or(column.kind.number_format());
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

    /// Lays colours over what the template highlights, and grey over what is missing.
    fn signal(&self, worksheet: &mut Worksheet, table: &TableLayout<'_>) -> Result<(), XlsxError> {
        let (first_row, last_row) = (table.first_row(), table.last_row());
        if table.rows.is_empty() {
            return Ok(());
        }
        for (place, column) in table.columns.iter().enumerate() {
            let at = table.left + place as u16;
            if let Some(asked) = &column.spec.highlight {
                highlight(worksheet, (first_row, at, last_row, at), asked, self.content)?;
            }
            if column.spec.input {
                let (title, text) = self.content.language().pick(
                    ("请填写数字", "这里应是不小于 0 的数字。"),
                    ("A number, please", "This should be a number of 0 or above."),
                );
                let rule = DataValidation::new()
                    .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
                    .set_error_title(title)?
                    .set_error_message(text)?;
                worksheet.add_data_validation(first_row, at, last_row, at, &rule)?;
            }
            if matches!(&column.show, Show::Field(field) if field.name == "rep_id") {
                worksheet.ignore_error_range(first_row, at, last_row, at, IgnoreError::NumberStoredAsText)?;
            }
        }
        if matches!(
            table.source,
            Source::Reps | Source::Teams | Source::Kpis | Source::Months
        ) {
            // Texts may be empty; what is missing is a figure.
            let is_figure = |column: &Column<'_>| {
                matches!(column.show, Show::Field(_)) && !matches!(column.kind, Kind::Text | Kind::Prose)
            };
            let missing = ConditionalFormatBlank::new().set_format(Styles::missing());
            let mut place = 0;
            while place < table.columns.len() {
                let run = table.columns[place..]
                    .iter()
                    .take_while(|column| is_figure(column))
                    .count();
                if run > 0 {
                    let first = table.left + place as u16;
                    let last = first + run as u16 - 1;
                    worksheet.add_conditional_format(first_row, first, last_row, last, &missing)?;
                }
                place += run.max(1);
            }
        }
        Ok(())
    }
}

fn width(column: &Column<'_>, widest: usize) -> f64 {
    let content = match column.show {
        Show::Sparkline(_) => SPARKLINE,
        _ => column_width(column.kind, &column.header, widest.max(of_total(column))),
    };
    column.spec.width.unwrap_or(content)
}

/// Room for the word before a mean or after a count.
fn of_total(column: &Column<'_>) -> usize {
    match column.total {
        Total::Mean => 10,
        Total::Count => 7,
        _ => 0,
    }
}

fn ruled(column: &Column<'_>, format: Format) -> Format {
    if column.begins_group {
        Styles::begin_group(format)
    } else {
        format
    }
}

/// What a formula comes to, as its cell keeps it.
fn result(value: &Value) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Number(number) => nearest_float(*number).to_string(),
        Value::Text(text) => text.clone(),
        Value::Date(day) => serial(*day).map(|serial| serial.to_string()).unwrap_or_default(),
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
