//! A table: its fills, its borders, each shared one once, then what is in its cells.

use super::super::boxes::Tree;
use super::super::display::{Item, Rect};
use super::super::style::Style;
use super::super::table::{Cell, Collapsed, Edge, Table};
use super::{Cohesion, RepeatedHeader, Strip};

impl Strip {
    pub(super) fn paint_table(&mut self, tree: &Tree, table: &Table, rect: Rect) {
        if let Some(caption) = table.caption {
            self.paint(tree, caption, (rect.x, rect.y));
        }
        let proper = Rect {
            y: rect.y + table.caption_height,
            height: rect.height - table.caption_height,
            ..rect
        };
        self.paint_unshared(&table.style, proper, table.collapsed.is_none());
        let rows = table.rows.len();
        let (body, header) = (table.header_rows..rows, 0..table.header_rows);
        if !header.is_empty() {
            self.begin_header(table, rect.y);
            self.paint_rows(tree, table, (rect.x, rect.y), header);
            self.current_header = None;
        }
        self.paint_rows(tree, table, (rect.x, rect.y), body);
        self.hold_rows(table, rect.y);
    }

    /// A table's or cell's box; where it shares its borders with others, its fill alone.
    fn paint_unshared(&mut self, style: &Style, rect: Rect, is_unshared: bool) {
        if is_unshared {
            self.paint_box(style, rect);
        } else if let Some(color) = style.background {
            self.push(Item::Fill { rect, color }, rect.y, rect.y + rect.height);
        }
    }

    fn begin_header(&mut self, table: &Table, y: f32) {
        let (Some((top, _)), Some((last, height)), Some((end, end_height))) = (
            table.row_spans.first(),
            table.row_spans.get(table.header_rows - 1),
            table.row_spans.last(),
        ) else {
            return;
        };
        // A header inside a header is repeated with it.
        if self.current_header.is_none() {
            self.current_header = Some(self.headers.len());
            self.headers.push(RepeatedHeader {
                top: y + top,
                body_top: y + last + height,
                body_bottom: y + end + end_height,
            });
        }
    }

    fn paint_rows(&mut self, tree: &Tree, table: &Table, origin: (f32, f32), rows: std::ops::Range<usize>) {
        let cells = || table.cells.iter().filter(|cell| rows.contains(&cell.row));
        for cell in cells() {
            let rect = cell_rect(table, *cell, origin);
            let row = table.rows.get(cell.row);
            let band = row.and_then(|row| table.bands.get(row.band));
            let fills = [
                table
                    .columns
                    .get(cell.column)
                    .and_then(|column| column.background),
                band.and_then(|band| band.style.background),
                row.and_then(|row| row.style.background),
            ];
            for color in fills.into_iter().flatten() {
                self.push(Item::Fill { rect, color }, rect.y, rect.y + rect.height);
            }
            // Shared borders come after all fills, since they lie half over them.
            self.paint_unshared(&tree.node(cell.node).style, rect, table.collapsed.is_none());
        }
        if let Some(collapsed) = &table.collapsed {
            self.paint_grid(table, collapsed, origin, rows.clone());
        }
        for cell in cells() {
            self.paint(tree, cell.node, origin);
        }
    }

    /// The borders around and between some rows; the edge between header and body belongs to the header.
    fn paint_grid(
        &mut self,
        table: &Table,
        collapsed: &Collapsed,
        origin: (f32, f32),
        rows: std::ops::Range<usize>,
    ) {
        let columns = table.columns.len();
        let column_x = |line: usize| match table.column_spans.get(line) {
            Some((start, _)) => origin.0 + start,
            None => {
                origin.0
                    + table
                        .column_spans
                        .last()
                        .map_or(0.0, |(start, width)| start + width)
            }
        };
        let row_y = |line: usize| match table.row_spans.get(line) {
            Some((start, _)) => origin.1 + start,
            None => {
                origin.1
                    + table
                        .row_spans
                        .last()
                        .map_or(0.0, |(start, height)| start + height)
            }
        };
        let first_line = if rows.start > 0 { rows.start + 1 } else { 0 };
        for line in first_line..=rows.end {
            for (start, end, edge) in runs(columns, |column| collapsed.horizontal(line, column)) {
                // Corners are filled: a line reaches to the far side of the ones that it meets.
                let reach = |at: usize| {
                    [line.checked_sub(1), Some(line)]
                        .into_iter()
                        .flatten()
                        .filter_map(|row| collapsed.vertical(row, at))
                        .map(|edge| edge.width / 2.0)
                        .fold(0.0, f32::max)
                };
                let (x, y) = (column_x(start) - reach(start), row_y(line));
                self.paint_edge(edge, (x, y), (column_x(end) + reach(end), y));
            }
        }
        for line in 0..=columns {
            let edge_at = |index: usize| collapsed.vertical(rows.start + index, line);
            for (start, end, edge) in runs(rows.len(), edge_at) {
                let x = column_x(line);
                self.paint_edge(edge, (x, row_y(rows.start + start)), (x, row_y(rows.start + end)));
            }
        }
    }

    fn paint_edge(&mut self, edge: Edge, from: (f32, f32), to: (f32, f32)) {
        let Edge { width, color, style } = edge;
        self.push(
            Item::Line {
                from,
                to,
                width,
                color,
                style,
            },
            from.1,
            to.1,
        );
    }

    fn hold_rows(&mut self, table: &Table, y: f32) {
        for (top, height) in &table.row_spans {
            self.hold(y + top, y + top + height, Cohesion::Row);
        }
        for cell in table.cells.iter().filter(|cell| cell.rows > 1) {
            let (top, height) = table.rows_of(*cell);
            self.hold(y + top, y + top + height, Cohesion::Loose);
        }
        if let (Some((top, _)), Some((row_top, height))) =
            (table.row_spans.first(), table.row_spans.get(table.header_rows))
            && table.header_rows > 0
        {
            self.hold(y + top, y + row_top + height, Cohesion::Loose);
        }
        if table.caption_height > 0.0
            && let Some((top, height)) = table.row_spans.first()
        {
            self.hold(y, y + top + height, Cohesion::Loose);
        }
    }
}

fn cell_rect(table: &Table, cell: Cell, origin: (f32, f32)) -> Rect {
    let (x, width) = table.columns_of(cell);
    let (y, height) = table.rows_of(cell);
    Rect {
        x: origin.0 + x,
        y: origin.1 + y,
        width,
        height,
    }
}

/// Neighbouring edges that look the same, as one: first, end, edge.
fn runs(count: usize, edge_at: impl Fn(usize) -> Option<Edge>) -> Vec<(usize, usize, Edge)> {
    let mut runs: Vec<(usize, usize, Edge)> = Vec::new();
    for index in 0..count {
        let Some(edge) = edge_at(index) else { continue };
        match runs.last_mut() {
            Some((_, end, same)) if *end == index && *same == edge => *end = index + 1,
            _ => runs.push((index, index + 1, edge)),
        }
    }
    runs
}
