//! Borders that neighbouring cells share: of all that meet on an edge, the one that is printed.

use std::rc::Rc;

use super::super::boxes::Tree;
use super::super::display::{LineStyle, Rgb};
use super::super::style::{Border, Style};
use super::Table;

/// A border on an edge of the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// Its width.
    pub width: f32,
    /// How it is drawn.
    pub style: LineStyle,
    /// Its colour.
    pub color: Rgb,
}

/// The borders of a table's grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Collapsed {
    columns: usize,
    rows: usize,
    /// Above each row, and below the last: `[line * columns + column]`.
    horizontal: Vec<Option<Edge>>,
    /// Left of each column, and right of the last: `[row * (columns + 1) + line]`.
    vertical: Vec<Option<Edge>>,
}

impl Collapsed {
    /// The edge above row `line` (below the last row where there is none) in a column.
    pub fn horizontal(&self, line: usize, column: usize) -> Option<Edge> {
        self.horizontal
            .get(line * self.columns + column)
            .copied()
            .flatten()
    }

    /// The edge left of column `line` (right of the last column where there is none) in a row.
    pub fn vertical(&self, row: usize, line: usize) -> Option<Edge> {
        self.vertical
            .get(row * (self.columns + 1) + line)
            .copied()
            .flatten()
    }

    /// Half of the outer borders, which lie inside the table: left, top, right, bottom.
    pub fn frame(&self) -> [f32; 4] {
        let widest = |edges: &mut dyn Iterator<Item = Option<Edge>>| {
            edges.flatten().map(|edge| edge.width / 2.0).fold(0.0, f32::max)
        };
        [
            widest(&mut (0..self.rows).map(|row| self.vertical(row, 0))),
            widest(&mut (0..self.columns).map(|column| self.horizontal(0, column))),
            widest(&mut (0..self.rows).map(|row| self.vertical(row, self.columns))),
            widest(&mut (0..self.columns).map(|column| self.horizontal(self.rows, column))),
        ]
    }

    /// A border competes for an edge: the wider one wins, then the more solid one, then the one that came first.
    fn compete(edge: Option<&mut Option<Edge>>, border: Border, ink: Rgb) {
        let (Some(edge), Some(style)) = (edge, border.style) else {
            return;
        };
        if border.width() <= 0.0 {
            return;
        }
        let challenger = Edge {
            width: border.width(),
            style,
            color: border.color.unwrap_or(ink),
        };
        let wins = edge.is_none_or(|holder| {
            challenger.width > holder.width
                || challenger.width >= holder.width && solidity(style) > solidity(holder.style)
        });
        if wins {
            *edge = Some(challenger);
        }
    }

    /// Lets the four borders of a style compete for the edges around some rows and columns.
    fn around(&mut self, style: &Style, (row, rows): (usize, usize), (column, columns): (usize, usize)) {
        let border = &style.border;
        let width = self.columns;
        for at in column..column + columns {
            Self::compete(self.horizontal.get_mut(row * width + at), border.top, style.color);
            Self::compete(
                self.horizontal.get_mut((row + rows) * width + at),
                border.bottom,
                style.color,
            );
        }
        for at in row..row + rows {
            Self::compete(
                self.vertical.get_mut(at * (width + 1) + column),
                border.left,
                style.color,
            );
            Self::compete(
                self.vertical.get_mut(at * (width + 1) + column + columns),
                border.right,
                style.color,
            );
        }
    }
}

/// With so many others a cell is compared before it gets a style of its own.
const MOST_COMPARED: usize = 24;

fn solidity(style: LineStyle) -> u8 {
    match style {
        LineStyle::Dotted => 0,
        LineStyle::Dashed => 1,
        LineStyle::Solid => 2,
        LineStyle::Double => 3,
    }
}

impl Table {
    /// Settles the borders that cells share, and gives each cell half of them as its own space.
    pub fn collapse_borders(&mut self, tree: &mut Tree) {
        if !self.style.border_collapse {
            return;
        }
        let (columns, rows) = (self.columns.len(), self.rows.len());
        let mut collapsed = Collapsed {
            columns,
            rows,
            horizontal: vec![None; (rows + 1) * columns],
            vertical: vec![None; rows * (columns + 1)],
        };
        // Cells before rows before groups before the table: that is their order of precedence.
        for cell in &self.cells {
            let style = Rc::clone(&tree.node(cell.node).style);
            collapsed.around(&style, (cell.row, cell.rows), (cell.column, cell.columns));
        }
        for (index, row) in self.rows.iter().enumerate() {
            collapsed.around(&row.style, (index, 1), (0, columns));
        }
        for band in &self.bands {
            collapsed.around(&band.style, (band.first, band.end - band.first), (0, columns));
        }
        collapsed.around(&self.style, (0, rows), (0, columns));
        // What runs through a spanning cell isn't printed.
        for cell in self.cells.iter().filter(|cell| cell.rows > 1 || cell.columns > 1) {
            for row in cell.row..cell.row + cell.rows {
                for column in cell.column..cell.column + cell.columns {
                    if row > cell.row
                        && let Some(edge) = collapsed.horizontal.get_mut(row * columns + column)
                    {
                        *edge = None;
                    }
                    if column > cell.column
                        && let Some(edge) = collapsed.vertical.get_mut(row * (columns + 1) + column)
                    {
                        *edge = None;
                    }
                }
            }
        }
        // Most cells of a table are like some others.
        let mut given: Vec<(Rc<Style>, Rc<Style>)> = Vec::new();
        for cell in &self.cells {
            let half = |edge: Option<Edge>| Border {
                declared: edge.map_or(0.0, |edge| edge.width / 2.0),
                style: Some(LineStyle::Solid),
                color: None,
            };
            let border = taffy::Rect {
                left: half(collapsed.vertical(cell.row, cell.column)),
                right: half(collapsed.vertical(cell.row, cell.column + cell.columns)),
                top: half(collapsed.horizontal(cell.row, cell.column)),
                bottom: half(collapsed.horizontal(cell.row + cell.rows, cell.column)),
            };
            let style = &mut tree.node_mut(cell.node).style;
            let is_like = |(own, bordered): &&(Rc<Style>, Rc<Style>)| {
                Rc::ptr_eq(own, style) && bordered.border == border
            };
            if let Some((_, bordered)) = given.iter().rev().take(MOST_COMPARED).find(is_like) {
                *style = Rc::clone(bordered);
                continue;
            }
            let bordered = Rc::new(Style {
                border,
                ..Style::clone(style)
            });
            given.push((Rc::clone(style), Rc::clone(&bordered)));
            *style = bordered;
        }
        self.collapsed = Some(collapsed);
    }
}
