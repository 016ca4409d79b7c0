//! Elements → boxes: what is in a line, what is a box of its own, what stands before the items of a list.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use roxmltree::{Attribute, Node};
use taffy::{LengthPercentageAuto, NodeId};

use super::super::display::Target;
use super::super::fonts::FontSet;
use super::super::image::Images;
use super::super::markup::Source;
use super::super::style::{Decoration, Display, ListMarker, Style, TablePart, TextAlign};
use super::super::text::{Collector, Paragraph, Setting, is_framed};
use super::super::trouble::Oversight;
use super::picture::{Shown, is_picture};
use super::styles::Styles;
use super::{Content, Tree, Trouble};

/// Builds boxes from elements, children first.
pub(super) struct Builder<'x, 'd> {
    pub(super) source: &'x Source<'x>,
    pub(super) fonts: &'x FontSet,
    pub(super) images: &'x Images,
    pub(super) trouble: &'x mut Trouble,
    pub(super) tree: Tree,
    pub(super) styles: Styles<'x>,
    /// The `id`s of the document, once a link asks for one.
    ids: OnceCell<BTreeSet<&'d str>>,
}

/// Boxes collected so far, and text that isn't in one yet.
#[derive(Default)]
struct Flow {
    text: Collector,
    boxes: Vec<NodeId>,
    list_items: u32,
    inline_elements: u32,
}

impl<'x, 'd> Builder<'x, 'd> {
    /// Begins with an empty tree; the root's font size is what rem means.
    pub fn new(
        source: &'x Source<'x>,
        fonts: &'x FontSet,
        images: &'x Images,
        trouble: &'x mut Trouble,
        styles: Styles<'x>,
    ) -> Self {
        Self {
            source,
            fonts,
            images,
            trouble,
            tree: Tree::default(),
            styles,
            ids: OnceCell::new(),
        }
    }

    /// The boxes built.
    pub fn into_tree(self) -> Tree {
        self.tree
    }

    /// The style of an element.
    pub fn style(&mut self, element: Node<'d, 'd>, parent: &Rc<Style>) -> Rc<Style> {
        let style = self.styles.style(element, parent, self.source, self.trouble);
        if style.ink.is_some() && element.tag_name().name() != "svg" {
            let warning = self
                .source
                .warning(element.range().start, Oversight::OnlyInDrawings);
            self.trouble.warnings.push(warning);
        }
        match element.attribute_node("href") {
            Some(href) if element.tag_name().name() == "a" => match self.target(href, element) {
                Some(target) => Rc::new(Style {
                    link: Some(target),
                    ..Style::clone(&style)
                }),
                None => style,
            },
            _ => style,
        }
    }

    /// Where a link leads; a warning if nowhere.
    fn target(&mut self, href: Attribute<'d, 'd>, element: Node<'d, 'd>) -> Option<Target> {
        let text = href.value().trim();
        let target = match text.strip_prefix('#') {
            Some(id) => self
                .ids
                .get_or_init(|| {
                    let nodes = element.document().descendants();
                    nodes.filter_map(|node| node.attribute("id")).collect()
                })
                .contains(id)
                .then(|| Target::Element(id.into())),
            None => ["https://", "http://", "mailto:"]
                .iter()
                .any(|scheme| text.starts_with(scheme))
                .then(|| Target::Address(text.into())),
        };
        if target.is_none() {
            let oversight = Oversight::NoTarget(text.to_owned());
            let warning = self.source.warning(href.range().start, oversight);
            self.trouble.warnings.push(warning);
        }
        target
    }

    /// The box of an element that isn't part of a line.
    pub fn node(&mut self, element: Node<'d, 'd>, style: Rc<Style>) -> NodeId {
        let node = self.anonymous_node(element, style);
        self.tree.node_mut(node).id = element.attribute("id").map(Into::into);
        node
    }

    fn anonymous_node(&mut self, element: Node<'d, 'd>, style: Rc<Style>) -> NodeId {
        match style.display {
            Display::Flex | Display::Grid => {
                let mut flow = Flow::default();
                self.gather_items(element, &style, &mut flow);
                let boxes = self.settled(flow, &style);
                let content = if style.display == Display::Grid {
                    Content::Grid
                } else {
                    Content::Flex
                };
                self.tree.add(style, content, boxes)
            }
            Display::Table => self.table(element, style),
            Display::Block | Display::ListItem | Display::TablePart(TablePart::Cell) => {
                self.block(element, style)
            }
            // Parts of lines and tables that stand alone are blocks.
            Display::Inline | Display::TablePart(_) | Display::None => {
                let style = Style {
                    display: Display::Block,
                    ..Style::clone(&style)
                };
                self.block(element, Rc::new(style))
            }
        }
    }

    /// A box of text and boxes below each other.
    pub(super) fn block(&mut self, element: Node<'d, 'd>, style: Rc<Style>) -> NodeId {
        let first_number = element
            .attribute("start")
            .and_then(|start| start.trim().parse().ok());
        let mut flow = Flow {
            list_items: first_number.unwrap_or(1),
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
        let missing = &mut self.trouble.missing;
        let paragraph = self.styles.memo.text(text, style, self.fonts, missing);
        Content::Text(paragraph, Vec::new())
    }

    /// Puts loose text into a box of its own.
    fn flush(&mut self, flow: &mut Flow, style: &Rc<Style>) {
        let text = flow.text.interrupt();
        if !text.is_empty() {
            let style = self.styles.memo.anonymous(style);
            let content = self.text(text, &style);
            flow.boxes.push(self.tree.add(style, content, Vec::new()));
        }
    }

    fn settled(&mut self, mut flow: Flow, style: &Rc<Style>) -> Vec<NodeId> {
        self.flush(&mut flow, style);
        flow.boxes
    }

    /// Collects the text and boxes of an element.
    fn gather(&mut self, element: Node<'d, 'd>, setting: &Setting, flow: &mut Flow) {
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
                _ if is_picture(child) => self.gather_picture(child, &child_style, setting, flow),
                Display::Inline if child.tag_name().name() == "br" => flow.text.push_line_break(setting),
                Display::Inline => {
                    flow.inline_elements += 1;
                    let is_framed = is_framed(&child_style);
                    let inside = setting.inside(child_style, flow.inline_elements);
                    if is_framed {
                        flow.text.open(&inside);
                    }
                    self.gather(child, &inside, flow);
                    if is_framed {
                        flow.text.close();
                    }
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

    /// A picture of a known size that isn't a block is part of the line, unless it has the block to itself.
    fn gather_picture(
        &mut self,
        element: Node<'d, 'd>,
        style: &Rc<Style>,
        setting: &Setting,
        flow: &mut Flow,
    ) {
        let Some(shown) = self.picture(element, style) else {
            return;
        };
        match shown.size {
            Some(size) if style.display == Display::Inline && has_company(element) => {
                flow.inline_elements += 1;
                let setting = setting.inside(Rc::clone(&shown.style), flow.inline_elements);
                flow.text.push_picture(shown.picture, size, &setting);
            }
            _ => {
                self.flush(flow, &setting.style);
                let shown = aligned(shown, setting.style.text_align);
                flow.boxes.push(self.picture_box(shown));
            }
        }
    }

    /// Collects the items of a flex container: every element is a box of its own.
    fn gather_items(&mut self, element: Node<'d, 'd>, style: &Rc<Style>, flow: &mut Flow) {
        for child in element.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                flow.text.push(text, &Setting::of_block(style));
            }
            if child.is_element() {
                let child_style = self.style(child, style);
                self.flush(flow, style);
                if child_style.display == Display::None {
                    continue;
                }
                if is_picture(child) {
                    if let Some(shown) = self.picture(child, &child_style) {
                        flow.boxes.push(self.picture_box(shown));
                    }
                } else {
                    flow.boxes.push(self.node(child, child_style));
                }
            }
        }
    }

    fn marker(&mut self, item: &Style, ordinal: u32) -> Option<Box<Paragraph>> {
        let style = Rc::new(Style {
            outer_rules: Decoration::default(),
            ..item.anonymous()
        });
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
}

/// Whether text or other parts of a line stand beside an element.
fn has_company(element: Node<'_, '_>) -> bool {
    let is_beside = |node: &Node<'_, '_>| {
        *node != element
            && (node.is_element()
                || node
                    .text()
                    .is_some_and(|text| node.is_text() && !text.trim().is_empty()))
    };
    let Some(parent) = element.parent() else {
        return false;
    };
    parent.children().any(|node| is_beside(&node))
}

/// A picture that has a block to itself stands where the block's text would.
fn aligned(shown: Shown, align: TextAlign) -> Shown {
    let is_inline = shown.style.display == Display::Inline;
    let zero = LengthPercentageAuto::length(0.0);
    let margin = shown.style.margin;
    let mut style = Style::clone(&shown.style);
    style.display = Display::Block;
    if is_inline && margin.left == zero && margin.right == zero {
        if matches!(align, TextAlign::Center | TextAlign::Right) {
            style.margin.left = LengthPercentageAuto::auto();
        }
        if align == TextAlign::Center {
            style.margin.right = LengthPercentageAuto::auto();
        }
    }
    Shown {
        style: Rc::new(style),
        ..shown
    }
}
