//! Tables: their grid, the widths of their columns, the heights of their rows, their borders.

mod borders;
mod measure;
mod widths;

use std::rc::Rc;

use taffy::{Dimension, NodeId};

use super::display::Rgb;
use super::style::Style;

pub use borders::{Collapsed, Edge};
pub use measure::compute_table_layout;

/// A table, and where layout has put its parts.
#[derive(Debug)]
pub struct Table {
    /// Its style.
    pub style: Rc<Style>,
    /// The box of its title, above it.
    pub caption: Option<NodeId>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, in the order in which they are printed.
    pub rows: Vec<Row>,
    /// Its groups of rows.
    pub bands: Vec<Band>,
    /// Its cells, row by row.
    pub cells: Vec<Cell>,
    /// How many of its first rows are repeated on every page.
    pub header_rows: usize,
    /// Its borders, if cells share them.
    pub collapsed: Option<Collapsed>,
    /// Left edge and width of each column, from the table's border box.
    pub column_spans: Vec<(f32, f32)>,
    /// Top edge and height of each row.
    pub row_spans: Vec<(f32, f32)>,
    /// Height of the title above the border box of the table proper.
    pub caption_height: f32,
    /// Widths that the columns want, once measured.
    wants: Option<Vec<widths::Want>>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its width, if it is given.
    pub width: Dimension,
    /// Its fill.
    pub background: Option<Rgb>,
}

impl Column {
    /// A column that nothing is said about.
    pub const AUTO: Self = Self {
        width: Dimension::auto(),
        background: None,
    };
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// Its style.
    pub style: Rc<Style>,
    /// The group that it belongs to.
    pub band: usize,
}

/// A group of rows.
#[derive(Debug)]
pub struct Band {
    /// Its style.
    pub style: Rc<Style>,
    /// Its first row.
    pub first: usize,
    /// The row after its last one.
    pub end: usize,
}

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Its box.
    pub node: NodeId,
    /// Its first row.
    pub row: usize,
    /// Its first column.
    pub column: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// How many columns it spans.
    pub columns: usize,
}

impl Table {
    /// A table that isn't laid out yet.
    pub fn new(
        style: Rc<Style>,
        caption: Option<NodeId>,
        columns: Vec<Column>,
        rows: Vec<Row>,
        bands: Vec<Band>,
        cells: Vec<Cell>,
        header_rows: usize,
    ) -> Self {
        Self {
            style,
            caption,
            columns,
            rows,
            bands,
            cells,
            header_rows,
            collapsed: None,
            column_spans: Vec::new(),
            row_spans: Vec::new(),
            caption_height: 0.0,
            wants: None,
        }
    }

    /// The space around a table's rows inside its border box: left, top, right, bottom.
    pub fn frame(&self) -> [f32; 4] {
        if let Some(collapsed) = &self.collapsed {
            collapsed.frame()
        } else {
            let border = self.style.border_widths();
            [border.left, border.top, border.right, border.bottom]
        }
    }

    /// The space between columns, and between rows.
    pub fn spacing(&self) -> (f32, f32) {
        if self.collapsed.is_some() {
            (0.0, 0.0)
        } else {
            self.style.border_spacing
        }
    }

    /// Left edge and width of the columns of a cell.
    pub fn columns_of(&self, cell: Cell) -> (f32, f32) {
        span(&self.column_spans, cell.column, cell.columns)
    }

    /// Top edge and height of the rows of a cell.
    pub fn rows_of(&self, cell: Cell) -> (f32, f32) {
        span(&self.row_spans, cell.row, cell.rows)
    }
}

fn span(spans: &[(f32, f32)], first: usize, count: usize) -> (f32, f32) {
    let (Some((start, _)), Some((last, size))) = (spans.get(first), spans.get(first + count.max(1) - 1))
    else {
        return (0.0, 0.0);
    };
    (*start, last + size - start)
}
