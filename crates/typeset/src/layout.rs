//! Boxes → places: taffy's algorithms over our own tree, with text and tables as nodes of their own.

use std::iter::{Cloned, Copied, Map};
use std::slice::Iter;

use taffy::{
    AlignContent, AlignItems, AvailableSpace, BlockContainerStyle, BlockItemStyle, BoxGenerationMode,
    BoxSizing, CacheTree, CoreStyle, Dimension, FlexDirection, FlexWrap, FlexboxContainerStyle,
    FlexboxItemStyle, GenericGridTemplateComponent, GridAutoFlow, GridContainerStyle, GridItemStyle,
    GridPlacement, GridTemplateArea, GridTemplateRepetition, Layout, LayoutBlockContainer,
    LayoutContainingBlock, LayoutFlexboxContainer, LayoutGridContainer, LayoutInput, LayoutOutput,
    LayoutPartialTree, LengthPercentage, LengthPercentageAuto, Line, NodeId, OofItemStyle, Overflow, Point,
    Position, Rect as Sides, RunMode, Size, TextAlign, TrackSizingFunction, TraversePartialTree,
    compute_block_layout, compute_cached_layout, compute_flexbox_layout, compute_grid_layout,
    compute_leaf_layout, compute_root_layout,
};

use super::boxes::{Content, Tree};
use super::style::{Display, Style};
use super::table::compute_table_layout;
use super::text;

/// Lays the tree out for a width, as high as it gets.
pub fn lay_out(tree: &mut Tree, root: NodeId, width: f32) {
    let available = Size {
        width: AvailableSpace::Definite(width),
        height: AvailableSpace::MaxContent,
    };
    compute_root_layout(tree, root, available);
}

fn compute(tree: &mut Tree, id: NodeId, inputs: LayoutInput) -> LayoutOutput {
    let node = tree.node(id);
    match &node.content {
        Content::Text(..) => compute_text_layout(tree, id, inputs),
        Content::Table(_) => compute_table_layout(tree, id, inputs),
        Content::Picture(_) => compute_picture_layout(tree, id, inputs),
        Content::Flex => compute_flexbox_layout(tree, id, inputs),
        Content::Grid => compute_grid_layout(tree, id, inputs),
        Content::Block if node.children.is_empty() => {
            compute_leaf_layout(inputs, &*node.style, |_, _| 0.0, |_, _| Size::ZERO)
        }
        Content::Block => compute_block_layout(tree, id, inputs, None),
    }
}

fn compute_text_layout(tree: &mut Tree, id: NodeId, inputs: LayoutInput) -> LayoutOutput {
    let node = tree.node(id);
    let Content::Text(paragraph, _) = &node.content else {
        return LayoutOutput::HIDDEN;
    };
    let mut lines = Vec::new();
    let mut output = compute_leaf_layout(
        inputs,
        &*node.style,
        |_, _| 0.0,
        |_, available| {
            let width = match available.width {
                AvailableSpace::Definite(width) => width,
                AvailableSpace::MinContent => paragraph.min_content,
                AvailableSpace::MaxContent => paragraph.max_content,
            };
            lines = paragraph.lines(width);
            let (width, height) = text::size(&lines);
            Size { width, height }
        },
    );
    let width = inputs.parent_size.width.unwrap_or(0.0);
    let top = node.style.border.top.width() + fraction_of(node.style.padding.top, width);
    output.baselines.first = lines.first().map(|line| top + line.above);
    if inputs.run_mode == RunMode::PerformLayout
        && let Content::Text(_, kept) = &mut tree.node_mut(id).content
    {
        *kept = lines;
    }
    output
}

/// Sides that the style leaves open follow from the other one.
fn compute_picture_layout(tree: &Tree, id: NodeId, inputs: LayoutInput) -> LayoutOutput {
    let style = &*tree.node(id).style;
    let ratio = style.aspect_ratio;
    compute_leaf_layout(
        inputs,
        style,
        |_, _| 0.0,
        |known, available| {
            let available_width = match available.width {
                AvailableSpace::Definite(width) => width,
                AvailableSpace::MinContent | AvailableSpace::MaxContent => 0.0,
            };
            let by_height = known.height.zip(ratio).map(|(height, ratio)| height * ratio);
            let width = known.width.or(by_height).unwrap_or(available_width);
            let by_width = ratio.map(|ratio| width / ratio);
            let height = known.height.or(by_width).unwrap_or(0.0);
            Size { width, height }
        },
    )
}

fn fraction_of(length: LengthPercentage, whole: f32) -> f32 {
    match length.expand() {
        taffy::ExpandedLengthPercentage::Length(points) => points,
        taffy::ExpandedLengthPercentage::Percent(fraction) => fraction * whole,
    }
}

impl TraversePartialTree for Tree {
    type ChildIter<'a> = Copied<Iter<'a, NodeId>>;

    fn child_ids(&self, parent: NodeId) -> Self::ChildIter<'_> {
        self.node(parent).children.iter().copied()
    }

    fn child_count(&self, parent: NodeId) -> usize {
        self.node(parent).children.len()
    }

    fn get_child_id(&self, parent: NodeId, index: usize) -> NodeId {
        self.node(parent).children[index]
    }
}

impl LayoutPartialTree for Tree {
    type CoreContainerStyle<'a> = &'a Style;
    type CustomIdent = String;

    fn get_core_container_style(&self, node: NodeId) -> &Style {
        &self.node(node).style
    }

    fn set_unrounded_layout(&mut self, node: NodeId, layout: &Layout) {
        let node = self.node_mut(node);
        let (padding, border) = (layout.padding, layout.border);
        node.location = layout.location;
        node.size = layout.size;
        node.inset = [
            padding.left + border.left,
            padding.top + border.top,
            padding.right + border.right,
            padding.bottom + border.bottom,
        ];
    }

    fn compute_child_layout(&mut self, node: NodeId, inputs: LayoutInput) -> LayoutOutput {
        if inputs.run_mode == RunMode::PerformHiddenLayout {
            return LayoutOutput::HIDDEN;
        }
        compute_cached_layout(self, node, inputs, compute)
    }
}

impl CacheTree for Tree {
    fn cache_get(&mut self, node: NodeId, input: &LayoutInput) -> Option<LayoutOutput> {
        self.node_mut(node).cache.as_mut()?.get(input)
    }

    fn cache_store(&mut self, node: NodeId, input: &LayoutInput, output: LayoutOutput) {
        self.node_mut(node)
            .cache
            .get_or_insert_default()
            .store(input, output);
    }

    fn cache_clear(&mut self, node: NodeId) {
        self.node_mut(node).cache = None;
    }
}

impl LayoutContainingBlock for Tree {
    type OofItemStyle<'a> = &'a Style;

    fn get_oof_item_style(&self, node: NodeId) -> &Style {
        &self.node(node).style
    }

    // Nothing is taken out of the flow here.
    fn clear_hoisted_children(&mut self, _: NodeId) {}

    fn add_hoisted_children(&mut self, _: NodeId, _: &[NodeId]) {}
}

impl LayoutFlexboxContainer for Tree {
    type FlexboxContainerStyle<'a> = &'a Style;
    type FlexboxItemStyle<'a> = &'a Style;

    fn get_flexbox_container_style(&self, node: NodeId) -> &Style {
        &self.node(node).style
    }

    fn get_flexbox_child_style(&self, node: NodeId) -> &Style {
        &self.node(node).style
    }
}

impl LayoutBlockContainer for Tree {
    type BlockContainerStyle<'a> = &'a Style;
    type BlockItemStyle<'a> = &'a Style;

    fn get_block_container_style(&self, node: NodeId) -> &Style {
        &self.node(node).style
    }

    fn get_block_child_style(&self, node: NodeId) -> &Style {
        &self.node(node).style
    }
}

impl Style {
    /// A table's frame is part of its own layout, whichever way its borders are.
    fn is_table(&self) -> bool {
        self.display == Display::Table
    }
}

// Of some properties nothing is said here. Their values are taffy's own, which would make a whole style anew for each.
impl CoreStyle for Style {
    type CustomIdent = String;

    fn overflow(&self) -> Point<Overflow> {
        Point {
            x: Overflow::Visible,
            y: Overflow::Visible,
        }
    }

    fn position(&self) -> Position {
        Position::Static
    }

    fn inset(&self) -> Sides<LengthPercentageAuto> {
        Sides::auto()
    }

    fn box_generation_mode(&self) -> BoxGenerationMode {
        match self.display {
            Display::None => BoxGenerationMode::None,
            _ => BoxGenerationMode::Normal,
        }
    }

    fn is_block(&self) -> bool {
        matches!(self.display, Display::Block | Display::ListItem)
    }

    fn box_sizing(&self) -> BoxSizing {
        if self.is_table() {
            BoxSizing::BorderBox
        } else {
            self.box_sizing
        }
    }

    fn size(&self) -> Size<Dimension> {
        self.size
    }

    fn min_size(&self) -> Size<LengthPercentageAuto> {
        self.min_size
    }

    fn max_size(&self) -> Size<LengthPercentageAuto> {
        self.max_size
    }

    fn aspect_ratio(&self) -> Option<f32> {
        self.aspect_ratio
    }

    fn margin(&self) -> Sides<LengthPercentageAuto> {
        self.margin
    }

    fn padding(&self) -> Sides<LengthPercentage> {
        if self.is_table() {
            Sides::zero()
        } else {
            self.padding
        }
    }

    fn border(&self) -> Sides<LengthPercentage> {
        if self.is_table() {
            Sides::zero()
        } else {
            self.border_widths().map(LengthPercentage::length)
        }
    }
}

impl OofItemStyle for Style {}

impl BlockContainerStyle for Style {
    fn text_align(&self) -> TextAlign {
        TextAlign::Auto
    }

    fn align_content(&self) -> AlignContent {
        AlignContent::NORMAL
    }

    fn justify_items(&self) -> AlignItems {
        AlignItems::NORMAL
    }
}

impl BlockItemStyle for Style {
    fn is_table(&self) -> bool {
        Self::is_table(self)
    }
}

impl FlexboxContainerStyle for Style {
    fn flex_direction(&self) -> FlexDirection {
        self.flex_direction
    }

    fn flex_wrap(&self) -> FlexWrap {
        self.flex_wrap
    }

    fn gap(&self) -> Size<LengthPercentage> {
        self.gap
    }

    fn align_items(&self) -> AlignItems {
        self.align_items
    }

    fn align_content(&self) -> AlignContent {
        self.align_content
    }

    fn justify_content(&self) -> AlignContent {
        self.justify_content
    }
}

impl LayoutGridContainer for Tree {
    type GridContainerStyle<'a> = &'a Style;
    type GridItemStyle<'a> = &'a Style;

    fn get_grid_container_style(&self, node: NodeId) -> &Style {
        &self.node(node).style
    }

    fn get_grid_child_style(&self, node: NodeId) -> &Style {
        &self.node(node).style
    }
}

type Track<'a> = GenericGridTemplateComponent<String, &'a GridTemplateRepetition<String>>;

fn single(track: &TrackSizingFunction) -> Track<'_> {
    GenericGridTemplateComponent::Single(*track)
}

// Lines and areas have no names here, and repetitions are written out.
impl GridContainerStyle for Style {
    type Repetition<'a> = &'a GridTemplateRepetition<String>;
    type TemplateTrackList<'a> = Map<Iter<'a, TrackSizingFunction>, fn(&'a TrackSizingFunction) -> Track<'a>>;
    type AutoTrackList<'a> = Copied<Iter<'a, TrackSizingFunction>>;
    type TemplateLineNames<'a> = Map<Iter<'a, Vec<String>>, fn(&Vec<String>) -> Iter<'_, String>>;
    type GridTemplateAreas<'a> = Cloned<Iter<'a, GridTemplateArea<String>>>;

    fn grid_template_rows(&self) -> Option<Self::TemplateTrackList<'_>> {
        Some(self.grid().rows.iter().map(single))
    }

    fn grid_template_columns(&self) -> Option<Self::TemplateTrackList<'_>> {
        Some(self.grid().columns.iter().map(single))
    }

    fn grid_auto_rows(&self) -> Self::AutoTrackList<'_> {
        self.grid().auto_rows.iter().copied()
    }

    fn grid_auto_columns(&self) -> Self::AutoTrackList<'_> {
        self.grid().auto_columns.iter().copied()
    }

    fn grid_template_areas(&self) -> Option<Self::GridTemplateAreas<'_>> {
        None
    }

    fn grid_template_column_names(&self) -> Option<Self::TemplateLineNames<'_>> {
        None
    }

    fn grid_template_row_names(&self) -> Option<Self::TemplateLineNames<'_>> {
        None
    }

    fn grid_auto_flow(&self) -> GridAutoFlow {
        if self.grid().by_column {
            GridAutoFlow::Column
        } else {
            GridAutoFlow::Row
        }
    }

    fn gap(&self) -> Size<LengthPercentage> {
        self.gap
    }

    fn align_content(&self) -> AlignContent {
        self.align_content
    }

    fn justify_content(&self) -> AlignContent {
        self.justify_content
    }

    fn align_items(&self) -> AlignItems {
        self.align_items
    }

    fn justify_items(&self) -> AlignItems {
        self.grid().justify_items
    }
}

impl GridItemStyle for Style {
    fn grid_row(&self) -> Line<GridPlacement<String>> {
        self.grid().row.clone()
    }

    fn grid_column(&self) -> Line<GridPlacement<String>> {
        self.grid().column.clone()
    }

    fn align_self(&self) -> Option<AlignItems> {
        self.align_self
    }

    fn justify_self(&self) -> Option<AlignItems> {
        self.grid().justify_self
    }
}

impl FlexboxItemStyle for Style {
    fn flex_basis(&self) -> Dimension {
        self.flex_basis
    }

    fn flex_grow(&self) -> f32 {
        self.flex_grow
    }

    fn flex_shrink(&self) -> f32 {
        self.flex_shrink
    }

    fn align_self(&self) -> Option<AlignItems> {
        self.align_self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_nothing_is_as_taffy_has_it() {
        let unsaid = taffy::Style::<String>::default();
        let style = &Style::INITIAL;
        assert_eq!(style.overflow(), unsaid.overflow);
        assert_eq!(style.position(), unsaid.position);
        assert_eq!(style.inset(), unsaid.inset);
        assert_eq!(style.text_align(), unsaid.text_align);
        assert_eq!(BlockContainerStyle::align_content(style), unsaid.align_content);
        assert_eq!(BlockContainerStyle::justify_items(style), unsaid.justify_items);
    }
}
