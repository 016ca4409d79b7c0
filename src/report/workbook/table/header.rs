//! Above the rows of a table: the band that names KPIs, the headers, and comments that say what a KPI counts.

use super::{Tables, is_shown, ruled, width};
use crate::report::definition::definition;
use crate::report::rule_text::rule_text;
use crate::report::workbook::field::{At, Total};
use crate::report::workbook::heights::RowHeights;
use crate::report::workbook::layout::{Column, TableLayout};
use crate::report::workbook::style::Kind;
use crate::report::workbook::template::BlockSpec;
use crate::report::workbook::totals::{Tally, totalled};
use crate::report::workbook::value::{cut_to_units, note_text};
use crate::report::workbook::width::header_lines;
use crate::report::workbook::wording::words;
use rust_xlsxwriter::{Format, FormatAlign, Note, Table, TableColumn, TableStyle, Worksheet, XlsxError};

impl Tables<'_> {
    /// The band above the headers names each KPI and its weight.
    pub(super) fn write_band(
        &self,
        worksheet: &mut Worksheet,
        table: &TableLayout<'_>,
        row: u32,
        heights: &mut RowHeights,
    ) -> Result<(), XlsxError> {
        let language = self.content.language();
        let mut lines = 2;
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
                    let (name, weight) = (
                        self.content.naming().name(columns.kpi),
                        columns.weight.normalize(),
                    );
                    let text = language.pick(
                        format!("{name}\n权重 {weight}"),
                        format!("{name}\nweight {weight}"),
                    );
                    let of_group = table.columns[place..place + length].iter();
                    let room: f64 = of_group
                        .filter(|column| is_shown(column))
                        .map(|column| width(column, 0))
                        .sum();
                    lines = lines.max(1 + header_lines(name, room));
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
        heights.raise(worksheet, row, self.styles.row_height(lines.min(5)))
    }

    /// A comment that says what the KPI counts and how it scores.
    fn define(&self, worksheet: &mut Worksheet, row: u32, column: u16, kpi: usize) -> Result<(), XlsxError> {
        let (content, language) = (self.content, self.content.language());
        let id = content.kpis[kpi].kpi;
        let rule = content.policy.kpis.iter().find(|rule| rule.id == id);
        let rule = rule.map(|rule| rule_text(content.measure(id), rule.weight, &rule.rule, language));
        let text = format!(
            "{}\n{}\n{}",
            content.naming().name(id),
            definition(content.measure(id), content.policy, language),
            rule.unwrap_or_default()
        );
        let note = Note::new(note_text(&text))
            .add_author_prefix(false)
            .set_author(cut_to_units(&content.options.company, 50))
            .set_font_name(self.styles.font)
            .set_font_size(9)
            .set_width(300)
            .set_height(120);
        worksheet.insert_note(row, column, &note).map(drop)
    }

    /// Headers and, where the sheet has them, filters: an Excel table.
    pub(super) fn declare(
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
            Kind::Text | Kind::Prose => self.styles.list_header(),
            kind => self.styles.header().set_align(kind.align()),
        };
        let header = match column.spec.align {
            Some(align) => header.set_align(align.of_cells()),
            None => header,
        };
        let upright = if spec.filter {
            FormatAlign::Top
        } else {
            FormatAlign::VerticalCenter
        };
        ruled(column, header.set_align(upright))
    }
}
