//! What a template says, held against what there is: fields, tables, expressions, names.

use super::mistake::{TemplateMistake, Wrong};
use super::spec::{BlockSpec, ChartSpec, ColumnSpec, SheetSpec, Template};
use crate::model::Language;
use crate::report::workbook::expression;
use crate::report::workbook::field::{Each, Field};
use crate::report::workbook::source::Source;
use crate::report::workbook::style::colour;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// Everything that is wrong with a template that could be read.
pub fn check(template: &Template) -> Vec<TemplateMistake> {
    let mut checker = Checker::default();
    let blocks = template.sheets.iter().flat_map(|sheet| &sheet.blocks);
    for block in blocks.clone() {
        if let (Some(id), Some(rows)) = (&block.id, &block.rows) {
            let table = (*rows.get_ref(), fields_of(block));
            if checker.tables.insert(id.get_ref().as_str(), table).is_some() {
                checker.complain(id, Wrong::Repeated(id.get_ref().clone()));
            }
        }
    }
    let mut names = BTreeSet::new();
    for sheet in &template.sheets {
        checker.sheet(sheet);
        for language in [Language::Chinese, Language::English] {
            let name = sheet.name.get_ref().pick(language);
            if !names.insert((language == Language::English, name.to_lowercase())) {
                checker.complain(&sheet.name, Wrong::Repeated(name.to_owned()));
            }
        }
    }
    checker.mistakes.sort_by_key(|mistake| mistake.span.start);
    checker.mistakes.dedup();
    checker.mistakes
}

/// The fields that a table shows.
fn fields_of(block: &BlockSpec) -> Vec<&str> {
    let inner = block.columns.iter().flat_map(|column| &column.columns);
    let fields = block
        .columns
        .iter()
        .chain(inner)
        .filter_map(|column| column.field.as_ref());
    fields.map(|field| field.get_ref().as_str()).collect()
}

#[derive(Default)]
struct Checker<'t> {
    mistakes: Vec<TemplateMistake>,
    tables: BTreeMap<&'t str, (Source, Vec<&'t str>)>,
}

impl Checker<'_> {
    fn complain<T>(&mut self, at: &Spanned<T>, wrong: Wrong) {
        let span = at.span();
        self.mistakes.push(TemplateMistake { span, wrong });
    }

    fn sheet(&mut self, sheet: &SheetSpec) {
        for tab in sheet.tab.iter().filter(|tab| colour(tab.get_ref()).is_none()) {
            self.complain(tab, Wrong::Colour(tab.get_ref().clone()));
        }
        let zooms = |zoom: &&Spanned<u16>| !(10..=400).contains(zoom.get_ref());
        if let Some(zoom) = sheet.zoom.as_ref().filter(zooms) {
            self.complain(zoom, Wrong::OutOfRange { least: 10, most: 400 });
        }
        self.width(sheet.grid.as_ref());
        for block in &sheet.blocks {
            self.block(sheet, block);
        }
    }

    fn block(&mut self, sheet: &SheetSpec, block: &BlockSpec) {
        let kinds = [
            block.rows.is_some(),
            block.chart.is_some(),
            !block.figures.is_empty(),
            block.links,
            block.check,
        ];
        if kinds.iter().filter(|is_it| **is_it).count() != 1 {
            let kinds = ["rows", "chart", "figures", "links", "check"];
            self.complain(&sheet.name, Wrong::NotOneOf(kinds.map(String::from).into()));
        }
        if let Some(rows) = &block.rows {
            if block.columns.is_empty() {
                self.complain(rows, Wrong::MissingKey("columns".into()));
            }
            for column in &block.columns {
                self.column(rows, column, None);
            }
        }
        for figure in &block.figures {
            for field in [&figure.field].into_iter().chain(&figure.below) {
                self.field(Source::Company, field);
            }
            self.format(figure.format.as_ref());
        }
        if let Some(chart) = &block.chart {
            self.chart(chart);
        }
    }

    /// Wider columns, and narrower ones than none, are none that Excel opens.
    fn width(&mut self, width: Option<&Spanned<f64>>) {
        if let Some(width) = width.filter(|width| !(0.0..=255.0).contains(width.get_ref())) {
            self.complain(width, Wrong::OutOfRange { least: 0, most: 255 });
        }
    }

    /// Excel offers to repair a workbook with a number format that it cannot read.
    fn format(&mut self, format: Option<&Spanned<String>>) {
        if let Some(format) = format.filter(|format| !is_number_format(format.get_ref())) {
            self.complain(format, Wrong::Format(format.get_ref().clone()));
        }
    }

    fn column(&mut self, rows: &Spanned<Source>, column: &ColumnSpec, inside: Option<Each>) {
        let source = *rows.get_ref();
        self.width(column.width.as_ref());
        self.format(column.format.as_ref());
        let ColumnSpec {
            field,
            expression,
            sparkline,
            each,
            ..
        } = column;
        let spans = [
            field.as_ref().map(Spanned::span),
            expression.as_ref().map(Spanned::span),
            sparkline.as_ref().map(Spanned::span),
            each.as_ref().map(Spanned::span),
        ];
        let said: Vec<_> = spans.into_iter().flatten().collect();
        if said.len() != 1 {
            let wrong = Wrong::NotOneOf(
                ["field", "expression", "sparkline", "each"]
                    .map(String::from)
                    .into(),
            );
            let span = said.first().cloned().unwrap_or_else(|| rows.span());
            self.mistakes.push(TemplateMistake { span, wrong });
        }
        if let Some(name) = field {
            let found = self.field(source, name);
            let given = column.kpi.as_ref().map(|_| Each::Kpi).or(inside);
            if found.is_some_and(|field| field.each.is_some() && field.each != given) {
                self.complain(name, Wrong::NeedsEach(name.get_ref().clone()));
            }
        }
        if let Some(text) = expression
            && let Err(message) = expression::compile(text.get_ref(), Language::Chinese)
        {
            self.complain(text, Wrong::Expression(message));
        }
        if let Some(name) = sparkline {
            let found = self.field(source, name);
            if found.is_some_and(|field| field.each.is_none()) {
                let repeated = source.fields().iter().filter(|field| field.each.is_some());
                let known = repeated.map(|field| field.name.to_owned()).collect();
                let word = name.get_ref().clone();
                self.complain(name, Wrong::UnknownWord { word, known });
            }
        }
        if let Some(each) = each {
            if column.columns.is_empty() {
                self.complain(each, Wrong::MissingKey("columns".into()));
            }
            for inner in &column.columns {
                self.column(rows, inner, Some(*each.get_ref()));
            }
        }
    }

    fn field(&mut self, source: Source, name: &Spanned<String>) -> Option<&'static Field> {
        let field = source.field(name.get_ref());
        if field.is_none() {
            let known = source
                .fields()
                .iter()
                .map(|field| field.name.to_owned())
                .collect();
            let word = name.get_ref().clone();
            self.complain(name, Wrong::UnknownWord { word, known });
        }
        field
    }

    fn chart(&mut self, chart: &ChartSpec) {
        self.format(chart.format.as_ref());
        let Some((_, fields)) = self.tables.get(chart.of.get_ref().as_str()) else {
            let known = self.tables.keys().map(|id| (*id).to_owned()).collect();
            let word = chart.of.get_ref().clone();
            return self.complain(&chart.of, Wrong::UnknownWord { word, known });
        };
        let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        let drawn = chart.series.iter().map(|series| &series.field);
        for field in drawn.chain([&chart.category]) {
            if !fields.contains(field.get_ref()) {
                let word = field.get_ref().clone();
                let known = fields.clone();
                self.complain(field, Wrong::UnknownWord { word, known });
            }
        }
    }
}

/// Whether Excel can read a number format: what is quoted or in brackets is closed, and there are four parts at most.
fn is_number_format(format: &str) -> bool {
    let (mut quoted, mut bracketed, mut sections) = (false, false, 1);
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' if !bracketed => quoted = !quoted,
            _ if quoted => {}
            // What follows is shown as it is.
            '\\' | '_' | '*' if characters.next().is_none() => return false,
            '[' if bracketed => return false,
            ']' if !bracketed => return false,
            '[' | ']' => bracketed = character == '[',
            ';' => sections += 1,
            _ => {}
        }
    }
    !quoted && !bracketed && sections <= 4 && !format.is_empty() && format.encode_utf16().count() <= 255
}
