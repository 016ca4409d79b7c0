//! The first rows of a table, as they stand in the file and as they were understood: a line a column, the rows side by side.

use super::super::console::Console;
use super::super::width::{clipped, padded};
use super::FAINT;
use super::cells::{is_as_it_stands, one_line, shown, understood};
use repcard::job::InspectedRow;
use repcard::model::place::column_letters;
use repcard::model::{Dataset, Fate, Field, Language, Terms};
use repcard::recognise::{Column, Table};
use repcard::records::{FirstRow, Stated};
use repcard::report::fate_text;
use repcard::report::findings::FindingView;
use serde_json::{Value, json};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// The widest that labels and cells may be, and the least that is left of a cell.
const WIDEST_LABEL: usize = 30;
const WIDEST_CELL: usize = 32;
const NARROWEST_CELL: usize = 12;
const INDENT: &str = "  ";
const GAP: usize = 2;

/// A line of the block: what stands under a header, or what was understood of it.
struct Line {
    label: String,
    cells: Vec<String>,
    is_understood: bool,
}

/// The rows as a block within the width of the terminal; nothing where there are none.
pub(super) fn block(
    (console, width): (Console, usize),
    terms: Terms<'_>,
    table: &Table,
    rows: &[InspectedRow],
) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let language = console.language;
    let lines = lines(table, rows, terms);
    let label = lines.iter().map(|line| line.label.width()).max();
    let label = label.unwrap_or_default().min(WIDEST_LABEL);
    let numbers: Vec<String> = rows
        .iter()
        .map(|row| {
            let number = row.understood.row.number;
            language.pick(format!("第 {number} 行"), format!("row {number}"))
        })
        .collect();
    let room = |at: usize| {
        let cells = lines.iter().filter_map(|line| line.cells.get(at));
        let widest = cells.chain([&numbers[at]]).map(|cell| cell.width()).max();
        widest.unwrap_or_default().min(WIDEST_CELL)
    };
    let rooms: Vec<usize> = (0..rows.len()).map(room).collect();
    let head = language.pick(
        "前几行：文件中的原样，→ 后面是读成的字段和值",
        "the first rows as they stand and, behind →, the fields and values that they were taken for",
    );
    let mut text = format!(
        "\n{INDENT}{}\n",
        console.painted(FAINT, &clipped(head, width - INDENT.len()))
    );
    let left = width.saturating_sub(INDENT.len() + label + GAP);
    for group in grouped(&rooms, left) {
        let mut put = |label_text: &str, cells: &[String], is_faint: bool| {
            let mut line = format!("{INDENT}{}", padded(&clipped(label_text, label), label));
            for at in group.clone() {
                let room = rooms[at].min(left.saturating_sub(GAP).max(NARROWEST_CELL));
                let cell = cells.get(at).map_or("", String::as_str);
                let _ = write!(line, "{}{}", " ".repeat(GAP), padded(&clipped(cell, room), room));
            }
            let line = line.trim_end();
            let line = if is_faint {
                console.painted(FAINT, line)
            } else {
                line.to_owned()
            };
            let _ = writeln!(text, "{line}");
        };
        put("", &numbers, true);
        for line in &lines {
            put(&line.label, &line.cells, !line.is_understood);
        }
    }
    text
}

/// The rows in groups that stand side by side: as many as there is room for, one at least.
fn grouped(rooms: &[usize], left: usize) -> Vec<std::ops::Range<usize>> {
    let mut groups = Vec::new();
    let (mut from, mut used) = (0, 0);
    for (at, room) in rooms.iter().enumerate() {
        let needed = room + GAP;
        if at > from && used + needed > left + GAP {
            groups.push(from..at);
            (from, used) = (at, 0);
        }
        used += needed;
    }
    groups.push(from..rooms.len());
    groups
}

fn lines(table: &Table, rows: &[InspectedRow], terms: Terms<'_>) -> Vec<Line> {
    let language = terms.language;
    let mut lines = Vec::new();
    for (index, header) in asked_beside(table) {
        lines.push(Line {
            label: one_line(header),
            cells: rows.iter().map(|row| stands(table, row, index)).collect(),
            is_understood: false,
        });
    }
    for (at, column) in table.columns.iter().enumerate() {
        let values: Vec<String> = rows
            .iter()
            .map(|row| value(&row.understood, at, language).unwrap_or_default())
            .collect();
        let field = field(column, terms);
        if is_computed(table, column.index) {
            lines.push(Line {
                label: format!("→ {field}"),
                cells: values,
                is_understood: true,
            });
            continue;
        }
        let cells: Vec<String> = rows.iter().map(|row| stands(table, row, column.index)).collect();
        let is_plain = cells
            .iter()
            .zip(&values)
            .all(|(cell, value)| is_as_it_stands(cell, value));
        let header = one_line(&column.header);
        if is_plain {
            lines.push(Line {
                label: format!("{header} → {field}"),
                cells: values,
                is_understood: true,
            });
            continue;
        }
        lines.push(Line {
            label: header,
            cells,
            is_understood: false,
        });
        lines.push(Line {
            label: format!("→ {field}"),
            cells: values,
            is_understood: true,
        });
    }
    lines.push(Line {
        label: language.pick("→ 结果", "→ outcome").to_owned(),
        cells: rows
            .iter()
            .map(|row| outcome(table, &row.understood, terms))
            .collect(),
        is_understood: true,
    });
    lines
}

/// The columns that expressions ask and that are no field themselves, with their headers.
fn asked_beside(table: &Table) -> impl Iterator<Item = (u32, &str)> {
    let asked = table.shape.iter().flat_map(|shape| shape.asked.iter().copied());
    let is_field = |index: &u32| table.columns.iter().any(|column| column.index == *index);
    let asked = asked.filter(move |index| !is_field(index));
    asked.map(|index| {
        let header = table.headers.get(index as usize);
        (index, header.map_or("", String::as_str))
    })
}

fn is_computed(table: &Table, index: u32) -> bool {
    let mut computed = table.shape.iter().flat_map(|shape| &shape.computed);
    computed.any(|computed| computed.index == index)
}

fn field(column: &Column, terms: Terms<'_>) -> String {
    let unit = if column.multiplier == 1.into() {
        String::new()
    } else {
        format!(" ×{}", column.multiplier.normalize())
    };
    match terms.language {
        Language::Chinese => format!("{} {}{unit}", terms.field(column.field), column.field.id()),
        Language::English => format!("{}{unit}", column.field.id()),
    }
}

fn stands(table: &Table, row: &InspectedRow, index: u32) -> String {
    shown(row.stands.cell(index), table.epoch_1904).unwrap_or_default()
}

/// What was understood of a column; a word with what it says of its row.
fn value(row: &FirstRow, at: usize, language: Language) -> Option<String> {
    let value = row.values.get(at)?;
    let text = understood(&value.stated)?;
    Some(match &value.stated {
        Stated::Word(_, Some(meaning)) => language.pick(
            format!("{text}（{}）", meaning.outcome(language)),
            format!("{text} ({})", meaning.outcome(language)),
        ),
        _ => text,
    })
}

/// What becomes of a row, as far as it tells itself, and what is wrong with it.
fn outcome(table: &Table, row: &FirstRow, terms: Terms<'_>) -> String {
    let language = terms.language;
    let name = match row.fate {
        Fate::Settings => language.pick("where 排除", "left out by where"),
        Fate::Counted if !counts_alone(table.dataset) => language.pick("读取", "read"),
        fate => fate_text::name(fate, language),
    };
    let errors = row.findings.iter().filter(|finding| finding.is_error());
    let codes: Vec<&str> = errors.map(repcard::model::Finding::code).collect();
    match codes.as_slice() {
        [] => name.to_owned(),
        codes => language.pick(
            format!("{name}：{}", codes.join("、")),
            format!("{name}: {}", codes.join(", ")),
        ),
    }
}

/// Whether rows of a list count by their day; those of the others are read, and what they are for is told elsewhere.
fn counts_alone(dataset: Dataset) -> bool {
    !matches!(
        dataset,
        Dataset::ROSTER | Dataset::TARGETS | Dataset::CUSTOMERS | Dataset::SCORES
    )
}

/// The same as data.
pub(super) fn json(table: &Table, rows: &[InspectedRow], terms: Terms<'_>) -> Value {
    let row_json = |row: &InspectedRow| {
        let values = table.columns.iter().zip(&row.understood.values);
        let cells = values.map(|(column, value)| {
            let index = column.index;
            let is_computed = is_computed(table, index);
            json!({
                "column": (!is_computed).then(|| column_letters(index)),
                "header": column.header,
                "cell": shown(row.stands.cell(index), table.epoch_1904).filter(|_| !is_computed),
                "field": field_id(value.field),
                "value": understood(&value.stated),
                "meaning": meaning(&value.stated),
            })
        });
        let beside = asked_beside(table).map(|(index, header)| {
            json!({
                "column": column_letters(index),
                "header": header,
                "cell": shown(row.stands.cell(index), table.epoch_1904),
                "field": Value::Null,
                "value": Value::Null,
                "meaning": Value::Null,
            })
        });
        let findings = row.understood.findings.iter();
        json!({
            "row": row.understood.row.number,
            "fate": row.understood.fate.id(),
            "cells": beside.chain(cells).collect::<Vec<_>>(),
            "findings": findings.map(|finding| FindingView::of(finding, terms)).collect::<Vec<_>>(),
        })
    };
    rows.iter().map(row_json).collect()
}

fn field_id(field: Field) -> String {
    field.id().to_string()
}

fn meaning(stated: &Stated) -> Option<&'static str> {
    match stated {
        Stated::Word(_, meaning) => meaning.map(repcard::model::Meaning::id),
        _ => None,
    }
}
