//! Elements → a table: its columns, groups, rows and cells, each cell in its place.

use std::rc::Rc;

use roxmltree::Node;
use taffy::{LengthPercentage, NodeId};

use super::super::style::{Display, Style, TablePart};
use super::super::table::{Band, Cell, Column, Row, Table};
use super::super::trouble::Oversight;
use super::build::Builder;
use super::{Content, Tree};

impl<'d> Builder<'_, 'd> {
    /// The box of a table.
    pub(super) fn table(&mut self, element: Node<'d, 'd>, style: Rc<Style>) -> NodeId {
        self.check_corners(element, &style);
        let mut parts = Parts::default();
        for child in element.children() {
            let Some((child_style, part)) = self.table_part(child, &style) else {
                continue;
            };
            match part {
                TablePart::Caption => parts.caption = Some(self.block(child, child_style)),
                TablePart::Column => parts.add_columns(child, &child_style),
                TablePart::ColumnGroup => {
                    let before = parts.columns.len();
                    for column in child.children() {
                        if let Some((column_style, TablePart::Column)) = self.table_part(column, &child_style)
                        {
                            parts.add_columns(column, &column_style);
                        }
                    }
                    if parts.columns.len() == before {
                        parts.add_columns(child, &child_style);
                    }
                }
                TablePart::Header | TablePart::Body | TablePart::Footer => {
                    let mut rows = Vec::new();
                    for row in child.children() {
                        if let Some((row_style, TablePart::Row)) = self.table_part(row, &child_style) {
                            rows.push(self.row(row, row_style));
                        }
                    }
                    parts.add_group(part, child_style, rows);
                }
                TablePart::Row => {
                    let row = self.row(child, child_style);
                    parts.add_loose_row(row, &style);
                }
                TablePart::Cell => self.outside_cells(child),
            }
        }
        let table = parts.into_table(&style, &mut self.tree);
        self.tree.add(style, Content::Table(Box::new(table)), Vec::new())
    }

    fn row(&mut self, element: Node<'d, 'd>, style: Rc<Style>) -> LooseRow {
        let mut cells = Vec::new();
        for child in element.children() {
            match self.table_part(child, &style) {
                Some((cell_style, TablePart::Cell)) => {
                    self.check_corners(child, &cell_style);
                    let node = self.block(child, cell_style);
                    cells.push(LooseCell {
                        node,
                        columns: count(child, "colspan").clamp(1, MOST_COLUMNS),
                        rows: count(child, "rowspan"),
                    });
                }
                Some(_) => self.outside_cells(child),
                None => {}
            }
        }
        (style, cells)
    }

    /// A part of a table; anything else in a table isn't printed, and said.
    fn table_part(&mut self, child: Node<'d, 'd>, parent: &Rc<Style>) -> Option<(Rc<Style>, TablePart)> {
        if child.is_text() && child.text().is_some_and(|text| !text.trim().is_empty()) {
            self.outside_cells(child);
        }
        if !child.is_element() {
            return None;
        }
        let style = self.style(child, parent);
        match style.display {
            Display::TablePart(part) => Some((style, part)),
            Display::None => None,
            _ => {
                self.outside_cells(child);
                None
            }
        }
    }

    /// Borders that are shared have no round corners, and that is said.
    fn check_corners(&mut self, element: Node<'d, 'd>, style: &Style) {
        let is_round = style
            .radius
            .iter()
            .any(|radius| *radius != LengthPercentage::length(0.0));
        if is_round && style.border_collapse {
            let at = element.range().start;
            self.trouble
                .warnings
                .push(self.source.warning(at, Oversight::SharedCorners));
        }
    }

    fn outside_cells(&mut self, node: Node<'d, 'd>) {
        const LONGEST: usize = 20;
        let text = if node.is_element() {
            format!("<{}>", node.tag_name().name())
        } else {
            node.text()
                .unwrap_or_default()
                .trim()
                .chars()
                .take(LONGEST)
                .collect()
        };
        self.trouble.warnings.push(
            self.source
                .warning(node.range().start, Oversight::OutsideCells(text)),
        );
    }
}

/// More columns than this fit on no paper.
const MOST_COLUMNS: usize = 200;

fn count(element: Node<'_, '_>, attribute: &str) -> usize {
    element
        .attribute(attribute)
        .and_then(|count| count.trim().parse().ok())
        .unwrap_or(1)
}

/// A cell that has no place yet; `rows` is 0 if it goes on to the end of its group.
struct LooseCell {
    node: NodeId,
    columns: usize,
    rows: usize,
}

type LooseRow = (Rc<Style>, Vec<LooseCell>);

/// The parts of a table as they come.
#[derive(Default)]
struct Parts {
    caption: Option<NodeId>,
    columns: Vec<Column>,
    groups: Vec<(TablePart, Rc<Style>, Vec<LooseRow>, bool)>,
}

impl Parts {
    fn add_columns(&mut self, element: Node<'_, '_>, style: &Style) {
        let count = count(element, "span").clamp(1, MOST_COLUMNS);
        let free = MOST_COLUMNS.saturating_sub(self.columns.len());
        let column = Column {
            width: style.size.width,
            background: style.background,
        };
        self.columns.extend(std::iter::repeat_n(column, count.min(free)));
    }

    fn add_group(&mut self, part: TablePart, style: Rc<Style>, rows: Vec<LooseRow>) {
        self.groups.push((part, style, rows, false));
    }

    /// A row outside any group begins one, or goes on with one that began so.
    fn add_loose_row(&mut self, row: LooseRow, table: &Style) {
        match self.groups.last_mut() {
            Some((_, _, rows, true)) => rows.push(row),
            _ => self
                .groups
                .push((TablePart::Body, Rc::new(table.anonymous()), vec![row], true)),
        }
    }

    /// Finds every cell its place: the first header comes first and is repeated, the footers come last.
    fn into_table(self, style: &Rc<Style>, tree: &mut Tree) -> Table {
        let Self {
            caption,
            columns,
            mut groups,
        } = self;
        let first_header = groups.iter().position(|(part, ..)| *part == TablePart::Header);
        let header = first_header.map(|index| groups.remove(index));
        let (footers, bodies): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(part, ..)| *part == TablePart::Footer);
        let header_rows = header.as_ref().map_or(0, |(_, _, rows, _)| rows.len());

        let mut rows = Vec::new();
        let mut cells = Vec::new();
        let mut bands = Vec::new();
        let mut column_count = columns.len();
        for (_, band_style, loose_rows, _) in header.into_iter().chain(bodies).chain(footers) {
            let first = rows.len();
            let end = first + loose_rows.len();
            // For each column, the row from which on it is free.
            let mut free_from = vec![first; column_count];
            for (row_style, loose_cells) in loose_rows {
                let row = rows.len();
                let mut column = 0;
                for loose in loose_cells {
                    while free_from.get(column).is_some_and(|free| *free > row) {
                        column += 1;
                    }
                    let past = (column + loose.columns).min(MOST_COLUMNS.max(column + 1));
                    let row_span = if loose.rows == 0 {
                        end - row
                    } else {
                        loose.rows.min(end - row)
                    };
                    if free_from.len() < past {
                        free_from.resize(past, first);
                    }
                    for free in free_from.iter_mut().take(past).skip(column) {
                        *free = row + row_span;
                    }
                    cells.push(Cell {
                        node: loose.node,
                        row,
                        column,
                        rows: row_span,
                        columns: past - column,
                    });
                    column = past;
                }
                rows.push(Row {
                    style: row_style,
                    band: bands.len(),
                });
            }
            column_count = column_count.max(free_from.len());
            bands.push(Band {
                style: band_style,
                first,
                end,
            });
        }
        let mut columns = columns;
        columns.resize(column_count, Column::AUTO);
        let mut table = Table::new(
            Rc::clone(style),
            caption,
            columns,
            rows,
            bands,
            cells,
            header_rows,
        );
        table.collapse_borders(tree);
        table
    }
}
