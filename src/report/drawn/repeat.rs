//! Which rows of a sheet stand for all KPIs, months or weeks.

use super::cells::Content;
use super::sheet::{Area, Sheet};
use super::words::{Piece, pieces};
use std::ops::Range;

/// What one of a list is called in cells, and the list.
const LISTS: [(&str, &str); 3] = [("kpi", "kpis"), ("month", "months"), ("week", "week_bars")];

/// Rows, by their place among those that are printed, and the list that they are repeated for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repeated {
    pub(super) rows: Range<usize>,
    pub(super) item: &'static str,
    pub(super) list: &'static str,
}

/// The rows that are repeated: neighbours that name the same belong together, and so does what is merged with them.
pub(super) fn repeated(sheet: &Sheet, rows: &[u32]) -> Vec<Repeated> {
    let mut found: Vec<Repeated> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some((item, list)) = LISTS.into_iter().find(|(item, _)| names(sheet, *row, item)) else {
            continue;
        };
        match found.last_mut() {
            Some(last) if last.rows.contains(&index) => (),
            Some(last) if last.rows.end == index && last.item == item => last.rows.end = index + 1,
            _ => found.push(Repeated {
                rows: index..index + 1,
                item,
                list,
            }),
        }
        if let Some(last) = found.last_mut() {
            let begins = |area: &&Area| area.first.row == *row;
            let ends = sheet.merged.iter().filter(begins).map(|area| area.last.row);
            if let Some(end) = ends.max() {
                last.rows.end = last.rows.end.max(rows.partition_point(|row| *row <= end));
            }
        }
    }
    found
}

/// Whether an expression of the row begins with that name: `kpi.actual` in `{{ kpi.actual }}` or `{% if kpi.unit %}`.
fn names(sheet: &Sheet, row: u32, item: &str) -> bool {
    let columns = sheet.area.first.column..=sheet.area.last.column;
    let cells = sheet
        .cells
        .iter()
        .filter(|(at, _)| at.row == row && columns.contains(&at.column));
    cells.into_iter().any(|(_, cell)| {
        let Content::Text(text) = &cell.content else {
            return false;
        };
        let text: String = text.iter().map(|(_, piece)| piece.as_str()).collect();
        pieces(&text).iter().any(|piece| match piece {
            Piece::Text(_) => false,
            Piece::Expression(inside) | Piece::Tag(inside) => is_named(inside, item),
        })
    })
}

fn is_named(expression: &str, item: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    expression.match_indices(item).any(|(start, _)| {
        let before = expression[..start].chars().next_back();
        let after = &expression[start + item.len()..];
        !before.is_some_and(is_part) && after.starts_with(['.', '['])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_only_as_a_whole() {
        assert!(is_named("kpi.actual", "kpi"));
        assert!(is_named("{% if kpi.unit %}", "kpi"));
        assert!(!is_named("kpis | length", "kpi"));
        assert!(!is_named("my_kpi.actual", "kpi"));
        assert!(!is_named("x.kpi.actual", "kpi"));
    }
}
