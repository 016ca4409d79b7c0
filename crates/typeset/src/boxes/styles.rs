//! Elements → styles, worked out once for all elements that must have the same.

use std::rc::Rc;

use roxmltree::Node;

use super::super::markup::Source;
use super::super::style::{Cascade, Style};
use super::super::trouble::{TextKind, Warning};
use super::Trouble;
use super::memo::{Kind, Memo};

/// The styles of a document's elements.
pub struct Styles<'x> {
    cascade: &'x Cascade,
    rem: f32,
    pub(super) memo: &'x mut Memo,
}

impl<'x> Styles<'x> {
    /// Styles by a cascade, with the font size of the root for rem. What is in the memo must have been made by the same
    /// rules.
    pub fn new(cascade: &'x Cascade, root: Node<'_, '_>, memo: &'x mut Memo) -> Self {
        let initial = memo.initial();
        let rem = cascade
            .style(root, &initial, initial.font_size, &mut Vec::new())
            .font_size;
        Self { cascade, rem, memo }
    }

    /// The style that the root inherits from.
    pub fn initial(&self) -> Rc<Style> {
        self.memo.initial()
    }

    /// The style of an element.
    pub fn style(
        &mut self,
        element: Node<'_, '_>,
        parent: &Rc<Style>,
        source: &Source<'_>,
        trouble: &mut Trouble,
    ) -> Rc<Style> {
        if !self.cascade.is_shared(element) {
            return Rc::new(self.own(element, parent, source, trouble));
        }
        let kind = Kind {
            parent,
            name: element.tag_name().name(),
            class: element.attribute("class").unwrap_or_default(),
            places: self.cascade.places(element),
        };
        self.memo.style(kind).unwrap_or_else(|number| {
            let style = Rc::new(self.own(element, parent, source, trouble));
            self.memo.keep_style(number, kind, &style);
            style
        })
    }

    fn own(
        &self,
        element: Node<'_, '_>,
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
