//! The rows under a header → data and totals; what merely repeats the header or ends the page is neither.

use super::asides::{self, Asides};
use super::fit::FittedColumn;
use super::header::{fold, folds_to, header};
use super::header_row::cell_text;
use super::money::is_unit_note;
use super::reading::{Aside, Why};
use super::table::TotalRow;
use crate::catalogue::List;
use crate::model::{Dataset, Field};
use crate::read::{Cell, Row};
use std::collections::BTreeMap;

/// What a total covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Covers {
    /// The table.
    Whole,
    /// The table, unless several blocks of it have such a total each.
    WholeOrBlock,
    /// The rows since the last total of the same kind, which that word names.
    Since(&'static str),
    /// Rows that are not all in the table: nothing to check it against.
    Beyond,
}

const PAGE: Covers = Covers::Since("本页合计");

/// Words that make a row a total.
const TOTALS: [(&str, Covers); 18] = [
    ("合计", Covers::WholeOrBlock),
    ("总计", Covers::Whole),
    ("总合计", Covers::Whole),
    ("合计金额", Covers::WholeOrBlock),
    ("共计", Covers::Whole),
    ("汇总", Covers::WholeOrBlock),
    ("total", Covers::WholeOrBlock),
    ("totals", Covers::WholeOrBlock),
    ("grandtotal", Covers::Whole),
    ("小计", Covers::Since("小计")),
    ("subtotal", Covers::Since("subtotal")),
    ("本页合计", PAGE),
    ("本页小计", PAGE),
    ("页小计", PAGE),
    ("pagetotal", PAGE),
    ("本月合计", Covers::Since("本月合计")),
    ("累计", Covers::Beyond),
    ("本年累计", Covers::Beyond),
];

/// How the label of a group's total ends: 张三 小计, 华东区合计.
const GROUP_TOTALS: [&str; 5] = ["小计", "合计", "汇总", "subtotal", "total"];

/// What ends a printed page: 制表人：… 审核：…
const FOOTERS: [&str; 14] = [
    "制表", "制单", "审核", "打印", "导出", "填表", "备注:", "注:", "说明:", "第", "共", "printed",
    "exported", "page",
];

/// The rows of a table.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) data: Vec<Row>,
    pub(super) totals: Vec<TotalRow>,
    /// The rows that are no data, totals among them.
    pub(super) aside: Vec<Aside>,
    /// What heads groups, in sheet order.
    pub(super) heads: Vec<Head>,
}

/// What stands alone in a row above those of its group.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) column: u32,
    pub(super) value: Cell,
    /// How many rows of data stand above it.
    pub(super) before: usize,
}

/// Sorts the rows below the header; `above` are those from the top of the sheet to the header.
pub(super) fn sort(
    list: &List,
    columns: &[FittedColumn],
    above: &[Row],
    below: Vec<Row>,
    merged: &[(u32, u32, u32, u32)],
) -> Rows {
    let asides = Asides::new(list, columns, merged);
    let repeatable: Vec<Vec<String>> = above
        .iter()
        .map(|row| texts(row).collect())
        .filter(|texts: &Vec<String>| !texts.is_empty())
        .collect();
    let names: Vec<String> = columns.iter().map(|column| header(&column.text).name).collect();
    let mut data = Vec::new();
    let mut totals = Vec::new();
    let mut aside = Vec::new();
    let mut heads = Vec::new();
    let mut below = below.into_iter().peekable();
    while let Some(row) = below.next() {
        let starts_as_text = matches!(
            row.cells.iter().find(|cell| **cell != Cell::Empty),
            Some(Cell::Text(_))
        );
        let is_repeated = || {
            let is_same = |above: &Vec<String>| is_the_same(above, &row);
            repeatable.iter().any(is_same) || is_header(columns, &names, &row)
        };
        let mut set_aside = |why| {
            aside.push(Aside { row: row.number, why });
        };
        if starts_as_text && is_repeated() {
            set_aside(Why::Repeated);
        } else if starts_as_text && (is_footer(&row) || is_note_of_unit(list.dataset, &row)) {
            set_aside(Why::Footer);
        } else if let Some(covers) = total(list, columns, &row) {
            set_aside(Why::Total);
            totals.push((row, covers, data.len()));
        } else {
            match asides.of(&row, &data, below.peek()) {
                Some(asides::Aside::Summary) => set_aside(Why::Total),
                Some(asides::Aside::Note) => set_aside(Why::Note),
                Some(asides::Aside::Head(column)) => {
                    set_aside(Why::Note);
                    heads.push(Head {
                        column,
                        value: row.cell(column).clone(),
                        before: data.len(),
                    });
                }
                None => data.push(row),
            }
        }
    }
    let totals = covered(totals, data.len());
    Rows {
        data,
        totals,
        aside,
        heads,
    }
}

/// What each total covers, given how many rows stand before it.
fn covered(totals: Vec<(Row, Covers, usize)>, rows: usize) -> Vec<TotalRow> {
    let stand = || totals.iter().filter(|total| total.1 == Covers::WholeOrBlock);
    let in_blocks = stand().count() > 1 && stand().any(|total| (1..rows).contains(&total.2));
    let mut last = BTreeMap::new();
    let mut range = |covers: Covers, before: usize| {
        let kind = match covers {
            Covers::Beyond => return None,
            Covers::Since(kind) => kind,
            Covers::WholeOrBlock if in_blocks && before > 0 => "合计",
            Covers::Whole | Covers::WholeOrBlock => return Some(0..rows),
        };
        Some(match last.insert(kind, before).unwrap_or(0) {
            // No rows since the last of its kind: the total of several groups.
            since if since == before => 0..before,
            since => since..before,
        })
    };
    let total = |(row, covers, before)| {
        Some(TotalRow {
            row,
            covers: range(covers, before)?,
            passed_over: 0..0,
        })
    };
    totals.into_iter().filter_map(total).collect()
}

/// The texts of a row as they stand.
pub(super) fn texts_of(row: &Row, epoch_1904: bool) -> impl Iterator<Item = String> {
    row.cells
        .iter()
        .filter_map(move |cell| cell_text(cell, epoch_1904).map(std::borrow::Cow::into_owned))
}

fn texts(row: &Row) -> impl Iterator<Item = String> {
    row.cells
        .iter()
        .filter_map(|cell| cell_text(cell, false))
        .map(|text| fold(&text))
}

/// Whether a row says what one above the header says, which is folded.
fn is_the_same(above: &[String], row: &Row) -> bool {
    let mut cells = row.cells.iter().filter_map(|cell| cell_text(cell, false));
    above
        .iter()
        .all(|above| cells.next().is_some_and(|text| folds_to(&text, above)))
        && cells.next().is_none()
}

/// Whether a row repeats the header: at least two of its columns say what the header says, and none says other.
fn is_header(columns: &[FittedColumn], names: &[String], row: &Row) -> bool {
    let mut same = 0;
    for (column, name) in columns.iter().zip(names) {
        match row.cell(column.index) {
            Cell::Empty => (),
            Cell::Text(text) if may_end(name, text) && is_last_part(name, &header(text).name) => same += 1,
            _ => return false,
        }
    }
    same >= 2
}

/// Whether a name may end with what a header says. One that ends with a digit, as ids do, says something that ends with it,
/// since no unit does but one of thousands.
fn may_end(name: &str, header: &str) -> bool {
    match header.as_bytes().last() {
        Some(digit @ b'1'..=b'9') if header.is_ascii() => name.as_bytes().last() == Some(digit),
        _ => true,
    }
}

fn is_last_part(whole: &str, part: &str) -> bool {
    !part.is_empty() && whole.ends_with(part)
}

/// Whether a row below a table of money does no more than state its unit.
fn is_note_of_unit(dataset: Dataset, row: &Row) -> bool {
    matches!(dataset, Dataset::ORDERS | Dataset::TARGETS) && is_unit_note(row)
}

/// Whether a row's only text ends the page.
fn is_footer(row: &Row) -> bool {
    let mut cells = row.cells.iter().filter(|cell| **cell != Cell::Empty);
    let (Some(Cell::Text(first)), rest) = (cells.next(), cells) else {
        return false;
    };
    // Every footer has one of these; most rows begin with an id, which has none.
    if first.is_ascii() && !first.contains([':', '/']) {
        return false;
    }
    let first = fold(first);
    let is_note = FOOTERS.iter().any(|word| first.starts_with(word)) && first.contains([':', '页', '/']);
    let rest: Vec<&Cell> = rest.collect();
    // 经理签字： and 日期： leave room to write, whoever signs.
    let is_form = first.trim_end_matches('_').ends_with(':') && !rest.is_empty();
    // A footer has a text or two, 制表人：… and 审核人：…, and no figure.
    (is_note || is_form)
        && rest
            .into_iter()
            .all(|cell| matches!(cell, Cell::Text(text) if fold(text).contains(':')))
}

/// What a row covers if it is a total.
fn total(list: &List, columns: &[FittedColumn], row: &Row) -> Option<Covers> {
    let field_at = |index: u32| {
        columns
            .iter()
            .find(|column| column.index == index)
            .map(|column| column.field)
    };
    for (index, cell) in (0..).zip(&row.cells) {
        let field = field_at(index);
        if let Cell::Text(text) = cell
            && let Some((covers, is_bare)) = label(text)
            && is_sum(list, columns, row, field, index, is_bare)
        {
            return Some(covers);
        }
        // A figure ends the places where a label can stand; a running number does not.
        if *cell != Cell::Empty && field.is_some_and(is_figure) {
            return None;
        }
    }
    None
}

/// Whether one of a row's texts is nothing but the label of a total.
pub(super) fn is_total(row: &Row) -> bool {
    row.cells
        .iter()
        .any(|cell| matches!(cell, Cell::Text(text) if label(text).is_some()))
}

/// What a text labels as a total, and whether the text is nothing but the label.
pub(super) fn label(text: &str) -> Option<(Covers, bool)> {
    // Every label has one of these; most texts have none, and are spared the rest.
    if !text.contains(['计', '計', '总', '總', 't', 'T', 'ｔ', 'Ｔ']) {
        return None;
    }
    if text.is_ascii() && !text.contains('(') && !spells_total(text) {
        return None;
    }
    let name = header(text).name;
    let name = name.trim_matches([':', '(', ')']);
    if let Some((_, covers)) = TOTALS.iter().find(|(word, _)| *word == name) {
        return Some((*covers, true));
    }
    let kind = GROUP_TOTALS.into_iter().find(|word| name.ends_with(word))?;
    Some((Covers::Since(kind), false))
}

/// Whether the letters of "total" follow one another in a text, which all labels in English hold.
fn spells_total(text: &str) -> bool {
    const WORD: &[u8] = b"total";
    let letters = text.bytes().filter(u8::is_ascii_alphabetic);
    let mut met = 0;
    for letter in letters.map(|letter| letter.to_ascii_lowercase()) {
        met = match met {
            5 => break,
            met if WORD[met] == letter => met + 1,
            // Of what was met a second t alone may begin the word anew.
            3 if letter == b'o' => 2,
            _ => usize::from(letter == b't'),
        };
    }
    met == WORD.len()
}

/// Whether a row that bears a total's label is one. A customer may be called Total, and 华东合计 may be a team: such
/// a row is a total only where it lacks what its dataset requires.
fn is_sum(
    list: &List,
    columns: &[FittedColumn],
    row: &Row,
    at: Option<Field>,
    index: u32,
    is_bare: bool,
) -> bool {
    if is_bare && !matches!(at, Some(Field::Customer | Field::Product)) {
        return true;
    }
    let is_stated = |field: &Field| {
        columns.iter().any(|column| {
            column.field == *field && column.index != index && *row.cell(column.index) != Cell::Empty
        })
    };
    let keys = list
        .required
        .iter()
        .filter(|group| !group.iter().any(|field| is_figure(*field)));
    let others = keys.filter(|group| at.is_none_or(|at| !group.contains(&at)));
    let mut others = others.peekable();
    match others.peek() {
        Some(_) => others.any(|group| !group.iter().any(is_stated)),
        None => is_bare,
    }
}

/// Whether a field is a figure that totals add up.
pub(super) fn is_figure(field: Field) -> bool {
    if let Field::Own(_, kind) = field {
        return kind.adds_up();
    }
    matches!(
        field,
        Field::Amount
            | Field::Quantity
            | Field::Annual
            | Field::Half(_)
            | Field::Quarter(_)
            | Field::Month(_)
            | Field::Value
            | Field::TargetOf(_)
            | Field::Points
            | Field::Duration
            | Field::Weight
    )
}
