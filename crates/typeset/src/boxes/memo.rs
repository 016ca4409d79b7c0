//! What many documents of a run have in common, worked out once by each thread: styles, and texts with their measures.
//!
//! Forms of one template differ in their figures; their labels, heads and rules are the same in all of them. A memo keeps
//! what it has seen twice, and forgets everything once it has grown large, so that it costs no more memory than a
//! few documents do.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, Hasher};
use std::rc::Rc;

use super::super::fonts::FontSet;
use super::super::style::{Display, Style};
use super::super::text::{Collector, Origin, Paragraph};
use foldhash::fast::RandomState;

/// A map that is looked up, never listed. Templates may come from anybody, so that its hashes are drawn by lot.
type Map<K, V> = HashMap<K, V, RandomState>;

/// Of either kind, so many are kept.
const MOST_KEPT: usize = 4096;

/// So many texts are remembered to have been seen once.
const SEEN_ONCE: usize = 4096;

/// What documents with the same stylesheets and fonts have in common.
#[derive(Debug)]
pub struct Memo {
    quick: RandomState,
    /// The style that roots inherit from.
    initial: Rc<Style>,
    styles: Map<u64, Vec<Styled>>,
    /// Styles of blocks that no element stands for, by the address of the style around them, which is kept with them.
    anonymous: Map<*const Style, [Rc<Style>; 2]>,
    texts: Map<u64, Known>,
    /// The hashes of texts that were seen, each in its place.
    seen: Vec<u64>,
}

/// What decides on an element's style: its parent's style, which is the same object only for parents that are alike
/// all the way up, its name and class, and its place among its siblings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind<'k> {
    pub parent: &'k Rc<Style>,
    pub name: &'k str,
    pub class: &'k str,
    pub places: u64,
}

/// A kind of element and its style.
#[derive(Debug)]
struct Styled {
    /// Kept, so that no other style can come to have its address.
    parent: Rc<Style>,
    name: Box<str>,
    class: Box<str>,
    places: u64,
    style: Rc<Style>,
}

/// A text and its measures.
#[derive(Debug)]
struct Known {
    origin: Origin,
    /// Kept, so that no other style can come to have its address.
    style: Rc<Style>,
    paragraph: Rc<Paragraph>,
}

impl Styled {
    fn is(&self, kind: Kind<'_>) -> bool {
        Rc::ptr_eq(&self.parent, kind.parent)
            && *self.name == *kind.name
            && *self.class == *kind.class
            && self.places == kind.places
    }
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            quick: RandomState::default(),
            initial: Rc::new(Style {
                display: Display::Block,
                ..Style::INITIAL
            }),
            styles: Map::default(),
            anonymous: Map::default(),
            texts: Map::default(),
            seen: vec![0; SEEN_ONCE],
        }
    }
}

impl Memo {
    /// Forgets what it knows where that has become too much; between documents.
    pub fn keep_small(&mut self) {
        if self.styles.len() > MOST_KEPT || self.texts.len() > MOST_KEPT || self.anonymous.len() > MOST_KEPT {
            *self = Self::default();
        }
    }

    /// The style that roots inherit from.
    pub(super) fn initial(&self) -> Rc<Style> {
        Rc::clone(&self.initial)
    }

    /// The style of a kind of element, if it is known; and the number to keep it under.
    pub(super) fn style(&self, kind: Kind<'_>) -> Result<Rc<Style>, u64> {
        let mut hasher = self.quick.build_hasher();
        hasher.write_usize(Rc::as_ptr(kind.parent).addr());
        hasher.write_u64(kind.places);
        hasher.write(kind.name.as_bytes());
        hasher.write(kind.class.as_bytes());
        let number = hasher.finish();
        let known = self.styles.get(&number).into_iter().flatten();
        let mut fitting = known.filter(|styled| styled.is(kind));
        fitting
            .next()
            .map(|styled| Rc::clone(&styled.style))
            .ok_or(number)
    }

    pub(super) fn keep_style(&mut self, number: u64, kind: Kind<'_>, style: &Rc<Style>) {
        self.styles.entry(number).or_default().push(Styled {
            parent: Rc::clone(kind.parent),
            name: kind.name.into(),
            class: kind.class.into(),
            places: kind.places,
            style: Rc::clone(style),
        });
    }

    /// The style of a block that no element stands for.
    pub(super) fn anonymous(&mut self, around: &Rc<Style>) -> Rc<Style> {
        let known = self.anonymous.entry(Rc::as_ptr(around));
        let [_, style] = known.or_insert_with(|| [Rc::clone(around), Rc::new(around.anonymous())]);
        Rc::clone(style)
    }

    /// Text with its measures; characters that no face has are added to `missing`.
    pub(super) fn text(
        &mut self,
        text: Collector,
        style: &Rc<Style>,
        fonts: &FontSet,
        missing: &mut BTreeSet<char>,
    ) -> Rc<Paragraph> {
        let mut hasher = self.quick.build_hasher();
        if !text.identify(style, &mut hasher) {
            return Rc::new(Paragraph::new(text, style, fonts, missing));
        }
        let number = hasher.finish();
        if let Some(known) = self.texts.get(&number)
            && Rc::ptr_eq(&known.style, style)
            && known.origin.is_of(&text)
        {
            return Rc::clone(&known.paragraph);
        }
        let place = number as usize % SEEN_ONCE;
        let is_seen = std::mem::replace(&mut self.seen[place], number) == number;
        let origin = is_seen.then(|| text.origin());
        let mut lacking = BTreeSet::new();
        let paragraph = Rc::new(Paragraph::new(text, style, fonts, &mut lacking));
        if !lacking.is_empty() {
            // What no face has is told for each document.
            missing.append(&mut lacking);
            return paragraph;
        }
        if let Some(origin) = origin {
            let known = Known {
                origin,
                style: Rc::clone(style),
                paragraph: Rc::clone(&paragraph),
            };
            self.texts.insert(number, known);
        }
        paragraph
    }
}
