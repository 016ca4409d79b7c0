//! A page's display list → what documents hold of it, the same in each that it is bound into.

use super::content;
use super::packed::Packed;
use super::resources::Resources;
use crate::display::{FaceKey, Glyph, Item, Page, Rect, Target};
use crate::fonts::FontSet;
use std::collections::BTreeMap;
use std::io;

/// A page as documents hold it. A form and its team's pack hold the same, so that it is made once.
#[derive(Debug, Clone)]
pub struct Leaf {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) content: Packed,
    pub(super) resources: Resources,
    pub(super) links: Vec<(Rect, Target)>,
    pub(super) glyphs: BTreeMap<FaceKey, Firsts>,
}

impl Leaf {
    /// What documents hold of a page.
    pub fn new(page: &Page, fonts: &FontSet) -> io::Result<Self> {
        let mut resources = Resources::default();
        let content = content::page(page, fonts, &mut resources);
        let links = page.items.iter().filter_map(|item| match item {
            Item::Link { rect, target } => Some((*rect, target.clone())),
            _ => None,
        });
        let mut glyphs: BTreeMap<FaceKey, Firsts> = BTreeMap::new();
        let runs = page.items.iter().filter_map(|item| match item.unclipped() {
            Item::Text(run) => Some(run),
            _ => None,
        });
        for run in runs.filter(|run| !run.glyphs.is_empty()) {
            let firsts = glyphs.entry(run.face).or_default();
            for Glyph { id, character, .. } in &run.glyphs {
                firsts.see(*id, *character);
            }
        }
        Ok(Self {
            width: page.width,
            height: page.height,
            content: Packed::deflated(content)?,
            resources,
            links: links.collect(),
            glyphs,
        })
    }

    /// An empty page of the same size.
    #[must_use]
    pub fn blank(&self) -> Self {
        Self {
            width: self.width,
            height: self.height,
            content: Packed::plain(Vec::new()),
            resources: Resources::default(),
            links: Vec::new(),
            glyphs: BTreeMap::new(),
        }
    }
}

/// The glyphs of a face that were seen, each with the first character that it stood for.
#[derive(Debug, Clone, Default)]
pub(super) struct Firsts {
    pub(super) glyphs: Vec<(u16, char)>,
    /// A bit for each number that a glyph may have.
    seen: Vec<u64>,
}

impl Firsts {
    pub(super) fn see(&mut self, glyph: u16, character: char) {
        let (word, bit) = (usize::from(glyph / 64), 1 << (glyph % 64));
        if word >= self.seen.len() {
            self.seen.resize(word + 1, 0);
        }
        if self.seen[word] & bit == 0 {
            self.seen[word] |= bit;
            self.glyphs.push((glyph, character));
        }
    }
}
