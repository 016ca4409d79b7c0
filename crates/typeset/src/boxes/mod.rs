//! Document and cascade → the tree of boxes that layout places: blocks, flex containers, paragraphs, tables.

mod build;
mod memo;
mod picture;
mod styles;
mod table;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use roxmltree::Node;
use taffy::{Cache, NodeId, Point, Size};

pub use self::memo::Memo;
pub use self::styles::Styles;

use self::build::Builder;
use super::fonts::FontSet;
use super::image::Images;
use super::markup::Source;
use super::picture::Picture;
use super::style::{Cascade, Display, Style};
use super::table::Table;
use super::text::{Line, Paragraph};
use super::trouble::Warning;

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
    /// Its element's `id`, by which links find it.
    pub id: Option<Arc<str>>,
    /// What stands before it, for an item of a list.
    pub marker: Option<Box<Paragraph>>,
    /// What layout has measured before; most boxes are a table's text, and need none.
    pub cache: Option<Box<Cache>>,
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
    /// Boxes in rows and columns.
    Grid,
    /// Text, and its lines as last laid out.
    Text(Rc<Paragraph>, Vec<Line>),
    /// A table.
    Table(Box<Table>),
    /// A picture.
    Picture(Picture),
}

impl Tree {
    /// Builds the boxes of a document; returns the root. What can't be followed is added to `trouble`.
    pub fn of<'d>(
        root: Node<'d, 'd>,
        source: &Source<'_>,
        cascade: &Cascade,
        fonts: &FontSet,
        images: &Images,
        trouble: &mut Trouble,
        memo: &mut Memo,
    ) -> (Self, NodeId) {
        let styles = Styles::new(cascade, root, memo);
        let initial = styles.initial();
        let mut builder = Builder::new(source, fonts, images, trouble, styles);
        let style = builder.style(root, &initial);
        let children = if style.display == Display::None {
            Vec::new()
        } else {
            vec![builder.node(root, style)]
        };
        let mut tree = builder.into_tree();
        let root = tree.add(initial, Content::Block, children);
        (tree, root)
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
            id: None,
            marker: None,
            cache: None,
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
