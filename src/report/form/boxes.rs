//! Document and cascade → the tree of boxes that layout places: blocks, flex containers, paragraphs, tables.

use std::collections::BTreeSet;
use std::rc::Rc;

use roxmltree::Node;
use taffy::{Cache, NodeId, Point, Size};

use super::fonts::FontSet;
use super::markup::Source;
use super::style::{Cascade, Display, ListMarker, Style, TablePart};
use super::table::{Band, Cell, Column, Row, Table};
use super::text::{Collector, Line, Paragraph, Setting};
use super::trouble::{Oversight, Position, TextKind, Warning};

/// All boxes of a document; children come before their parents.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<BoxNode>,
}

/// A box.
#[derive(Debug)]
pub struct BoxNode {
    /// Its style.
    pub style: Rc<Style>,
    /// What is in it.
    pub content: Content,
    /// The boxes in it; a table keeps its own.
    pub children: Vec<NodeId>,
    /// What stands before it, for an item of a list.
    pub marker: Option<Box<Paragraph>>,
    /// What layout has measured before.
    pub cache: Cache,
    /// Where layout has put it, from its parent's border box.
    pub location: Point<f32>,
    /// The size of its border box.
    pub size: Size<f32>,
    /// Padding and border at its left, top, right, bottom.
    pub inset: [f32; 4],
    /// How far its content is moved down, in a cell that is higher than its content.
    pub content_shift: f32,
}

/// What is in a box.
#[derive(Debug)]
pub enum Content {
    /// Boxes below each other.
    Block,
    /// Boxes beside each other, or below.
    Flex,
    /// Text, and its lines as last laid out.
    Text(Box<Paragraph>, Vec<Line>),
    /// A table.
    Table(Box<Table>),
}

impl Tree {
    /// Builds the boxes of a document; returns the root. What can't be followed is added to `trouble`.
    pub fn of(
        root: Node<'_, '_>,
        source: &Source<'_>,
        cascade: &Cascade<'_, '_>,
        fonts: &FontSet,
        trouble: &mut Trouble,
    ) -> (Self, NodeId) {
        let mut builder = Builder {
            source,
            cascade,
            fonts,
            trouble,
            tree: Self::default(),
            rem: Style::INITIAL.font_size,
        };
        let style = builder.style(root, &Style::INITIAL);
        builder.rem = style.font_size;
        let initial = Rc::new(Style {
            display: Display::Block,
            ..Style::INITIAL
        });
        let children = if style.display == Display::None {
            Vec::new()
        } else {
            vec![builder.node(root, style)]
        };
        let root = builder.tree.add(initial, Content::Block, children);
        (builder.tree, root)
    }

    /// A box.
    pub fn node(&self, id: NodeId) -> &BoxNode {
        &self.nodes[usize::from(id)]
    }

    /// A box, to change.
    pub fn node_mut(&mut self, id: NodeId) -> &mut BoxNode {
        &mut self.nodes[usize::from(id)]
    }

    fn add(&mut self, style: Rc<Style>, content: Content, children: Vec<NodeId>) -> NodeId {
        self.nodes.push(BoxNode {
            style,
            content,
            children,
            marker: None,
            cache: Cache::new(),
            location: Point::ZERO,
            size: Size::ZERO,
            inset: [0.0; 4],
            content_shift: 0.0,
        });
        NodeId::from(self.nodes.len() - 1)
    }
}

/// What couldn't be followed or printed.
#[derive(Debug, Default)]
pub struct Trouble {
    /// Oversights of the template.
    pub warnings: Vec<Warning>,
    /// Characters that no font has.
    pub missing: BTreeSet<char>,
}

struct Builder<'x, 's, 'a> {
    source: &'x Source<'x>,
    cascade: &'x Cascade<'s, 'a>,
    fonts: &'x FontSet,
    trouble: &'x mut Trouble,
    tree: Tree,
    rem: f32,
}

/// Boxes collected so far, and text that isn't in one yet.
#[derive(Default)]
struct Flow {
    text: Collector,
    boxes: Vec<NodeId>,
    list_items: u32,
    inline_elements: u32,
}

impl Builder<'_, '_, '_> {
    fn style(&mut self, element: Node<'_, '_>, parent: &Style) -> Style {
        let mut warnings = Vec::new();
        let style = self.cascade.style(element, parent, self.rem, &mut warnings);
        if let (false, Some(attribute)) = (warnings.is_empty(), element.attribute_node("style")) {
            let start = self.source.position(attribute.range_value().start);
            let said = warnings
                .into_iter()
                .map(|(within, oversight): (Position, Oversight)| Warning {
                    text: TextKind::Markup,
                    position: start.plus(within),
                    oversight,
                });
            self.trouble.warnings.extend(said);
        }
        style
    }

    /// The box of an element that isn't part of a line.
    fn node(&mut self, element: Node<'_, '_>, style: Style) -> NodeId {
        match style.display {
            Display::Flex => {
                let style = Rc::new(style);
                let mut flow = Flow::default();
                self.gather_items(element, &style, &mut flow);
                let boxes = self.settled(flow, &style);
                self.tree.add(style, Content::Flex, boxes)
            }
            Display::Table => self.table(element, style),
            Display::TablePart(TablePart::Cell) => self.block(element, style),
            _ => {
                let display = if style.display == Display::ListItem {
                    Display::ListItem
                } else {
                    Display::Block
                };
                self.block(element, Style { display, ..style })
            }
        }
    }

    fn block(&mut self, element: Node<'_, '_>, style: Style) -> NodeId {
        let style = Rc::new(style);
        let mut flow = Flow {
            list_items: element
                .attribute("start")
                .and_then(|start| start.parse().ok())
                .unwrap_or(1),
            ..Flow::default()
        };
        self.gather(element, &Setting::of_block(&style), &mut flow);
        if flow.boxes.is_empty() && !flow.text.is_empty() {
            let content = self.text(flow.text, &style);
            return self.tree.add(style, content, Vec::new());
        }
        let boxes = self.settled(flow, &style);
        self.tree.add(style, Content::Block, boxes)
    }

    fn text(&mut self, text: Collector, style: &Rc<Style>) -> Content {
        let paragraph = Paragraph::new(text, style, self.fonts, &mut self.trouble.missing);
        Content::Text(Box::new(paragraph), Vec::new())
    }

    /// Puts loose text into a box of its own.
    fn flush(&mut self, flow: &mut Flow, style: &Style) {
        let text = std::mem::take(&mut flow.text);
        if !text.is_empty() {
            let style = Rc::new(style.anonymous());
            let content = self.text(text, &style);
            flow.boxes.push(self.tree.add(style, content, Vec::new()));
        }
    }

    fn settled(&mut self, mut flow: Flow, style: &Style) -> Vec<NodeId> {
        self.flush(&mut flow, style);
        flow.boxes
    }

    /// Collects the text and boxes of an element.
    fn gather(&mut self, element: Node<'_, '_>, setting: &Setting, flow: &mut Flow) {
        let style = &setting.style;
        for child in element.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                flow.text.push(text, setting);
            }
            if !child.is_element() {
                continue;
            }
            let child_style = self.style(child, style);
            match child_style.display {
                Display::None => {}
                Display::Inline if child.tag_name().name() == "br" => flow.text.push_line_break(setting),
                Display::Inline => {
                    flow.inline_elements += 1;
                    let number = flow.inline_elements;
                    self.gather(child, &setting.inside(child_style, number), flow);
                }
                _ => {
                    self.flush(flow, style);
                    let ordinal = flow.list_items;
                    let is_item = child_style.display == Display::ListItem;
                    flow.list_items = flow.list_items.wrapping_add(u32::from(is_item));
                    let marker = is_item.then(|| self.marker(&child_style, ordinal)).flatten();
                    let node = self.node(child, child_style);
                    self.tree.node_mut(node).marker = marker;
                    flow.boxes.push(node);
                }
            }
        }
    }

    /// Collects the items of a flex container: every element is a box of its own.
    fn gather_items(&mut self, element: Node<'_, '_>, style: &Rc<Style>, flow: &mut Flow) {
        for child in element.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                flow.text.push(text, &Setting::of_block(style));
            }
            if child.is_element() {
                let child_style = self.style(child, style);
                self.flush(flow, style);
                if child_style.display != Display::None {
                    flow.boxes.push(self.node(child, child_style));
                }
            }
        }
    }

    fn marker(&mut self, item: &Style, ordinal: u32) -> Option<Box<Paragraph>> {
        let style = Rc::new(item.anonymous());
        let setting = Setting::of_block(&style);
        let mut text = Collector::default();
        match item.list_marker {
            ListMarker::None => return None,
            ListMarker::Sign(sign) => text.push(sign.encode_utf8(&mut [0; 4]), &setting),
            ListMarker::Decimal => text.push(&format!("{ordinal}."), &setting),
        }
        let paragraph = Paragraph::new(text, &style, self.fonts, &mut self.trouble.missing);
        Some(Box::new(paragraph))
    }

    fn table(&mut self, element: Node<'_, '_>, style: Style) -> NodeId {
        let style = Rc::new(style);
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
                    let group_style = Rc::new(child_style);
                    let mut rows = Vec::new();
                    for row in child.children() {
                        if let Some((row_style, TablePart::Row)) = self.table_part(row, &group_style) {
                            rows.push(self.row(row, row_style));
                        }
                    }
                    parts.add_group(part, group_style, rows);
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

    fn row(&mut self, element: Node<'_, '_>, style: Style) -> (Rc<Style>, Vec<LooseCell>) {
        let style = Rc::new(style);
        let mut cells = Vec::new();
        for child in element.children() {
            match self.table_part(child, &style) {
                Some((cell_style, TablePart::Cell)) => {
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
    fn table_part(&mut self, child: Node<'_, '_>, parent: &Style) -> Option<(Style, TablePart)> {
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

    fn outside_cells(&mut self, node: Node<'_, '_>) {
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
