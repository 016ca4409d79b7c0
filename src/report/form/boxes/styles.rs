//! Elements → styles, worked out once for all elements that must have the same.

use std::rc::Rc;

use roxmltree::Node;

use super::super::markup::Source;
use super::super::style::{Cascade, Style};
use super::super::trouble::{TextKind, Warning};
use super::Trouble;
use crate::model::hash::QuickMap;

/// The styles of a document's elements.
pub struct Styles<'x, 'd, 's> {
    cascade: &'x Cascade<'s>,
    rem: f32,
    shared: QuickMap<Key<'d>, Rc<Style>>,
    /// Styles that aren't shared; they live as long as the map, whose keys are their addresses.
    kept: Vec<Rc<Style>>,
}

/// What decides on an element's style: its parent's style, which is the same object only for parents that are alike
/// all the way up, its name and class, and its place among its siblings.
#[derive(PartialEq, Eq, Hash)]
struct Key<'d> {
    parent: *const Style,
    name: &'d str,
    class: &'d str,
    places: u64,
}

impl<'x, 'd, 's> Styles<'x, 'd, 's> {
    /// Styles by a cascade, with the font size of the root for rem.
    pub fn new(cascade: &'x Cascade<'s>, root: Node<'d, 'd>, initial: &Rc<Style>) -> Self {
        let rem = cascade
            .style(root, initial, initial.font_size, &mut Vec::new())
            .font_size;
        Self {
            cascade,
            rem,
            shared: QuickMap::default(),
            kept: vec![Rc::clone(initial)],
        }
    }

    /// The style of an element.
    pub fn style(
        &mut self,
        element: Node<'d, 'd>,
        parent: &Rc<Style>,
        source: &Source<'_>,
        trouble: &mut Trouble,
    ) -> Rc<Style> {
        if !self.cascade.is_shared(element) {
            let style = self.own(element, parent, source, trouble);
            return self.keep(style);
        }
        let key = Key {
            parent: Rc::as_ptr(parent),
            name: element.tag_name().name(),
            class: element.attribute("class").unwrap_or_default(),
            places: self.cascade.places(element),
        };
        if let Some(style) = self.shared.get(&key) {
            return Rc::clone(style);
        }
        let style = Rc::new(self.own(element, parent, source, trouble));
        self.shared.insert(key, Rc::clone(&style));
        style
    }

    /// Makes a style last as long as all others.
    pub fn keep(&mut self, style: Style) -> Rc<Style> {
        let style = Rc::new(style);
        self.kept.push(Rc::clone(&style));
        style
    }

    fn own(
        &self,
        element: Node<'d, 'd>,
        parent: &Style,
        source: &Source<'_>,
        trouble: &mut Trouble,
    ) -> Style {
        let mut warnings = Vec::new();
        let style = self.cascade.style(element, parent, self.rem, &mut warnings);
        if let (false, Some(attribute)) = (warnings.is_empty(), element.attribute_node("style")) {
            // The parser writes an attribute as one line, so that columns count its characters.
            let start = attribute.range_value().start;
            trouble
                .warnings
                .extend(warnings.into_iter().map(|(within, oversight)| Warning {
                    text: TextKind::Markup,
                    position: source.position_after(start, within.column.saturating_sub(1) as usize),
                    oversight,
                }));
        }
        style
    }
}
