//! A table as a node of the layout: it measures its cells, settles columns and rows, and places the cells.

use std::mem;
use std::rc::Rc;

use taffy::{
    AvailableSpace, BoxSizing, ExpandedDimension, ExpandedLengthPercentageAuto, LayoutInput, LayoutOutput,
    LayoutPartialTree, LengthPercentageAuto, Line, NodeId, Point, RequestedAxis, RunMode, Size, SizingMode,
};

use super::super::boxes::{Content, Tree};
use super::super::style::{Style, VerticalAlign};
use super::super::text;
use super::widths::{Want, distribute, stretch};
use super::{Cell, Table};

/// Lays a table out within the constraints that its parent gives.
pub fn compute_table_layout(tree: &mut Tree, node: NodeId, inputs: LayoutInput) -> LayoutOutput {
    // The table is taken out of the tree while its cells, which are in the tree, are measured.
    let mut content = mem::replace(&mut tree.node_mut(node).content, Content::Block);
    let output = match &mut content {
        Content::Table(table) => LayoutOutput::from_outer_size(lay_out(tree, table, inputs)),
        _ => LayoutOutput::HIDDEN,
    };
    tree.node_mut(node).content = content;
    output
}

fn lay_out(tree: &mut Tree, table: &mut Table, inputs: LayoutInput) -> Size<f32> {
    let wants = match table.wants.take() {
        Some(wants) => wants,
        None => wants(tree, table),
    };
    let [left, _, right, _] = table.frame();
    let spacing = table.spacing();
    let around = left
        + right
        + if wants.is_empty() {
            0.0
        } else {
            spacing.0 * (wants.len() + 1) as f32
        };
    let width = table_width(&table.style, &wants, around, inputs);
    let widths = distribute(&wants, width - around);
    table.wants = Some(wants);

    let mut x = left + spacing.0;
    let place = |width: f32| {
        let start = x;
        x += width + spacing.0;
        (start, width)
    };
    let column_spans: Vec<(f32, f32)> = widths.into_iter().map(place).collect();
    let final_run = inputs.run_mode == RunMode::PerformLayout;
    table.column_spans = column_spans;

    let caption_height = table.caption.map_or(0.0, |caption| {
        let height = child_height(tree, caption, width, inputs.run_mode);
        if final_run {
            put(tree, caption, Point::ZERO, Size { width, height });
        }
        height
    });
    let mut needs: Vec<Need> = table
        .cells
        .iter()
        .map(|cell| cell_need(tree, table, *cell, inputs.run_mode))
        .collect();
    align_baselines(table, &mut needs);
    let (row_spans, bottom) = rows(table, &needs, caption_height, inputs);
    if final_run {
        table.row_spans = row_spans;
        table.caption_height = caption_height;
        for (cell, need) in table.cells.iter().zip(needs) {
            place_cell(tree, table, *cell, need);
        }
    }
    Size {
        width,
        height: bottom,
    }
}

/// The width of the border box.
fn table_width(style: &Style, wants: &[Want], around: f32, inputs: LayoutInput) -> f32 {
    let sum = |want: fn(&Want) -> f32| wants.iter().map(want).sum::<f32>() + around;
    let (floor, min) = (sum(|want| want.floor), sum(|want| want.min));
    // A column with a share of the table's width wants the table as wide as makes its share enough.
    let by_share = wants.iter().filter_map(|want| {
        want.share
            .filter(|share| *share > 0.0)
            .map(|share| want.max / share)
    });
    let max = by_share.fold(sum(|want| want.max.max(want.min)), |widest, wanted| {
        widest.max(wanted + around)
    });
    let parent = inputs.parent_size.width;
    let own = match inputs.sizing_mode {
        SizingMode::InherentSize => dimension(style.size.width, parent),
        SizingMode::ContentSize => None,
    };
    let width = inputs
        .known_dimensions
        .width
        .or(own)
        .unwrap_or(match inputs.available_space.width {
            AvailableSpace::Definite(available) => max.min(available),
            AvailableSpace::MinContent => min,
            AvailableSpace::MaxContent => max,
        });
    let most = bound(style.max_size.width, parent).unwrap_or(f32::INFINITY);
    let least = bound(style.min_size.width, parent).unwrap_or(0.0);
    width.min(most).max(least).max(floor)
}

/// What each column wants, from the columns' own widths and from what is in the cells.
fn wants(tree: &mut Tree, table: &Table) -> Vec<Want> {
    let mut wants: Vec<Want> = table
        .columns
        .iter()
        .map(|column| given(column.width, 0.0))
        .collect();
    let fixed = table.style.table_layout_fixed;
    let counted = |cell: &&Cell| !fixed || cell.row == 0;
    for cell in table
        .cells
        .iter()
        .filter(|cell| cell.columns == 1)
        .filter(counted)
    {
        let cell_want = if fixed {
            own_width(tree, *cell)
        } else {
            content_want(tree, *cell)
        };
        if let Some(want) = wants.get_mut(cell.column) {
            let column_is_given = want.fixed || want.share.is_some();
            want.floor = want.floor.max(cell_want.floor);
            want.min = want.min.max(cell_want.min);
            if !want.fixed && cell_want.fixed {
                (want.fixed, want.max) = (true, cell_want.max);
            } else if want.fixed == cell_want.fixed || !want.fixed {
                want.max = want.max.max(cell_want.max);
            }
            if !column_is_given {
                want.share = cell_want.share;
            }
            want.max = want.max.max(want.min);
        }
    }
    let mut spanning: Vec<&Cell> = table
        .cells
        .iter()
        .filter(|cell| cell.columns > 1)
        .filter(counted)
        .collect();
    spanning.sort_by_key(|cell| cell.columns);
    let gap = table.spacing().0;
    for cell in spanning {
        let cell_want = if fixed {
            own_width(tree, *cell)
        } else {
            content_want(tree, *cell)
        };
        let gaps = gap * (cell.columns - 1) as f32;
        if let Some(columns) = wants.get_mut(cell.column..cell.column + cell.columns) {
            stretch(columns, cell_want.less(gaps));
        }
    }
    wants
}

fn content_want(tree: &mut Tree, cell: Cell) -> Want {
    let own = own_width(tree, cell);
    let node = tree.node(cell.node);
    let (floor, min, max) = if let Content::Text(paragraph, _) = &node.content {
        let [left, _, right, _] = node.style.insets(0.0);
        let around = left + right;
        (
            paragraph.floor + around,
            paragraph.min_content + around,
            paragraph.max_content + around,
        )
    } else {
        let mut width = |available| {
            let inputs = cell_inputs(RunMode::ComputeSize, None, available);
            tree.compute_child_layout(cell.node, inputs).size.width
        };
        let min = width(AvailableSpace::MinContent);
        (min, min, width(AvailableSpace::MaxContent))
    };
    let max = if own.fixed { own.max.max(min) } else { max };
    Want {
        floor,
        min: min.max(own.min),
        max,
        ..own
    }
}

/// What a cell's own style says about its width.
fn own_width(tree: &Tree, cell: Cell) -> Want {
    let style = &tree.node(cell.node).style;
    let [left, _, right, _] = style.insets(0.0);
    let around = if style.box_sizing == BoxSizing::ContentBox {
        left + right
    } else {
        0.0
    };
    let least = bound(style.min_size.width, None).map_or(0.0, |min| min + around);
    Want {
        min: least,
        ..given(style.size.width, around)
    }
}

fn given(width: taffy::Dimension, around: f32) -> Want {
    match width.expand() {
        ExpandedDimension::Length(points) => Want {
            max: points + around,
            fixed: true,
            ..Want::default()
        },
        ExpandedDimension::Percent(share) => Want {
            share: Some(share),
            ..Want::default()
        },
        _ => Want::default(),
    }
}

/// How high a cell's content is, and how high the cell wants to be.
#[derive(Debug, Clone, Copy)]
struct Need {
    content: f32,
    cell: f32,
    /// How far below its top the first baseline is, of a cell that stands on that of its row.
    baseline: Option<f32>,
    /// How far its content is moved down for that.
    shift: f32,
}

/// Moves the content of cells that stand on their row's baseline down to the lowest one there.
fn align_baselines(table: &Table, needs: &mut [Need]) {
    let mut lowest = vec![0.0_f32; table.rows.len()];
    let on_baseline = |cell: &Cell, need: &Need| need.baseline.filter(|_| cell.row < table.rows.len());
    for (cell, need) in table.cells.iter().zip(&*needs) {
        if let Some(baseline) = on_baseline(cell, need) {
            lowest[cell.row] = lowest[cell.row].max(baseline);
        }
    }
    for (cell, need) in table.cells.iter().zip(needs) {
        if let Some(baseline) = on_baseline(cell, need) {
            need.shift = lowest[cell.row] - baseline;
            need.cell = need.cell.max(need.content + need.shift);
        }
    }
}

/// How far below a box's top the baseline of its first line is.
fn first_baseline(tree: &Tree, node: NodeId) -> Option<f32> {
    let node = tree.node(node);
    match &node.content {
        Content::Text(_, lines) => lines.first().map(|line| node.inset[1] + line.above),
        _ => node
            .children
            .iter()
            .find_map(|child| Some(tree.node(*child).location.y + first_baseline(tree, *child)?)),
    }
}

/// What a cell needs; in a final run its lines are kept.
fn cell_need(tree: &mut Tree, table: &Table, cell: Cell, run_mode: RunMode) -> Need {
    let (_, width) = table.columns_of(cell);
    let node = tree.node_mut(cell.node);
    let style = Rc::clone(&node.style);
    let [left, top, right, bottom] = style.insets(width);
    let is_on_baseline = style.vertical_align == VerticalAlign::Baseline;
    let (content, baseline) = match &mut node.content {
        Content::Text(paragraph, kept) => {
            let lines = paragraph.lines(width - left - right);
            let (_, height) = text::size(&lines);
            let baseline = lines.first().map(|line| top + line.above);
            if run_mode == RunMode::PerformLayout {
                *kept = lines;
            }
            (height + top + bottom, baseline)
        }
        // Where lines come to lie is known only once they are laid out.
        _ if is_on_baseline => {
            let height = child_height(tree, cell.node, width, RunMode::PerformLayout);
            (height, first_baseline(tree, cell.node))
        }
        _ => (child_height(tree, cell.node, width, run_mode), None),
    };
    let around = if style.box_sizing == BoxSizing::ContentBox {
        top + bottom
    } else {
        0.0
    };
    let own = dimension(style.size.height, None).map_or(0.0, |height| height + around);
    let least = bound(style.min_size.height, None).map_or(0.0, |height| height + around);
    Need {
        content,
        cell: content.max(own).max(least),
        baseline: baseline.filter(|_| is_on_baseline),
        shift: 0.0,
    }
}

/// Top edge and height of every row, and the bottom of the table.
fn rows(table: &Table, needs: &[Need], caption_height: f32, inputs: LayoutInput) -> (Vec<(f32, f32)>, f32) {
    let [_, top, _, bottom] = table.frame();
    let (_, spacing) = table.spacing();
    let row_height = |style: &Style| {
        let own = dimension(style.size.height, None).unwrap_or(0.0);
        own.max(bound(style.min_size.height, None).unwrap_or(0.0))
    };
    let mut heights: Vec<f32> = table.rows.iter().map(|row| row_height(&row.style)).collect();
    let cells = || table.cells.iter().zip(needs.iter().map(|need| need.cell));
    for (cell, need) in cells().filter(|(cell, _)| cell.rows == 1) {
        if let Some(height) = heights.get_mut(cell.row) {
            *height = height.max(need);
        }
    }
    for (cell, need) in cells().filter(|(cell, _)| cell.rows > 1) {
        if let Some(spanned) = heights.get_mut(cell.row..cell.row + cell.rows) {
            let have = spanned.iter().sum::<f32>() + spacing * (cell.rows - 1) as f32;
            share_out(spanned, need - have);
        }
    }
    let gaps = if heights.is_empty() {
        0.0
    } else {
        spacing * (heights.len() + 1) as f32
    };
    let around = top + bottom + gaps + caption_height;
    let natural = heights.iter().sum::<f32>() + around;
    let own = match inputs.sizing_mode {
        SizingMode::InherentSize => dimension(table.style.size.height, inputs.parent_size.height)
            .or(bound(table.style.min_size.height, inputs.parent_size.height)),
        SizingMode::ContentSize => None,
    };
    if let Some(wanted) = inputs.known_dimensions.height.or(own)
        && let Some(body) = heights.get_mut(table.header_rows..)
    {
        share_out(body, wanted - natural);
    }
    let mut y = caption_height + top + spacing;
    let place = |height: f32| {
        let start = y;
        y += height + spacing;
        (start, height)
    };
    let spans: Vec<(f32, f32)> = heights.into_iter().map(place).collect();
    let end = if spans.is_empty() { caption_height + top } else { y };
    (spans, end + bottom)
}

/// Adds to heights in proportion to what they are, or equally where they are nothing.
fn share_out(heights: &mut [f32], extra: f32) {
    if extra <= 0.0 {
        return;
    }
    let (sum, count) = (heights.iter().sum::<f32>(), heights.len() as f32);
    for height in heights {
        *height += if sum > 0.0 {
            extra * *height / sum
        } else {
            extra / count
        };
    }
}

fn place_cell(tree: &mut Tree, table: &Table, cell: Cell, need: Need) {
    let (x, width) = table.columns_of(cell);
    let (y, height) = table.rows_of(cell);
    let free = (height - need.content).max(0.0);
    put(tree, cell.node, Point { x, y }, Size { width, height });
    let node = tree.node_mut(cell.node);
    node.content_shift = match node.style.vertical_align {
        VerticalAlign::Middle => free / 2.0,
        VerticalAlign::Bottom => free,
        _ => need.shift,
    };
}

fn put(tree: &mut Tree, node: NodeId, location: Point<f32>, size: Size<f32>) {
    let node = tree.node_mut(node);
    node.inset = node.style.insets(size.width);
    node.location = location;
    node.size = size;
}

fn child_height(tree: &mut Tree, node: NodeId, width: f32, run_mode: RunMode) -> f32 {
    let inputs = cell_inputs(run_mode, Some(width), AvailableSpace::Definite(width));
    let size = tree.compute_child_layout(node, inputs).size;
    tree.node_mut(node).size = size;
    size.height
}

/// Constraints for what is in a cell: its own width and height are the table's business.
fn cell_inputs(run_mode: RunMode, width: Option<f32>, available: AvailableSpace) -> LayoutInput {
    LayoutInput {
        run_mode,
        sizing_mode: SizingMode::ContentSize,
        axis: RequestedAxis::Both,
        known_dimensions: Size { width, height: None },
        known_dimensions_are_definite: Size {
            width: true,
            height: true,
        },
        parent_size: Size { width, height: None },
        available_space: Size {
            width: available,
            height: AvailableSpace::MaxContent,
        },
        vertical_margins_are_collapsible: Line::FALSE,
    }
}

fn dimension(dimension: taffy::Dimension, whole: Option<f32>) -> Option<f32> {
    match dimension.expand() {
        ExpandedDimension::Length(points) => Some(points),
        ExpandedDimension::Percent(fraction) => whole.map(|whole| fraction * whole),
        _ => None,
    }
}

fn bound(length: LengthPercentageAuto, whole: Option<f32>) -> Option<f32> {
    match length.expand() {
        ExpandedLengthPercentageAuto::Length(points) => Some(points),
        ExpandedLengthPercentageAuto::Percent(fraction) => whole.map(|whole| fraction * whole),
        ExpandedLengthPercentageAuto::Auto => None,
    }
}
