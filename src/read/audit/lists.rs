//! Shared strings, formats, sheets: what is listed, and how much of it there is.

use super::tags::{Tags, attribute, local_name, number, unescaped};
use crate::model::Problem;
use crate::model::finding::Limit;
use crate::read::limits::{Limits, within};
use crate::read::shown::{Styles, scaled};

/// Elements of a part that lists formats, sheets or names, for each format that there may be.
const ELEMENTS_A_FORMAT: u64 = 20;

/// Shared strings: the declared count, which calamine reserves memory for, against what is there.
#[derive(Default)]
pub struct StringsAudit {
    tags: Tags,
    strings: u64,
}

impl StringsAudit {
    pub fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let strings = &mut self.strings;
        let most = limits.shared_texts;
        self.tags.feed(chunk, limits, |_: &[u8], tag: &[u8]| {
            let claimed = match local_name(tag) {
                b"sst" => attribute(tag, b"uniqueCount").and_then(number).unwrap_or(0),
                b"si" if !tag.starts_with(b"</") => {
                    *strings += 1;
                    *strings
                }
                _ => 0,
            };
            within(claimed, most, Limit::SharedTexts(most))
        })
    }
}

/// Formats and sheets, counted.
#[derive(Default)]
pub struct ListAudit {
    tags: Tags,
    elements: u64,
    formats: u64,
    sheets: u64,
    styles: StylesAudit,
}

/// The cells' styles whose formats scale or name a unit.
#[derive(Default)]
struct StylesAudit {
    /// Those formats, by their numbers.
    formats: Styles,
    in_cells: bool,
    style: u32,
    styles: Styles,
}

impl StylesAudit {
    fn tag(&mut self, tag: &[u8]) {
        let of = |name: &[u8]| {
            attribute(tag, name)
                .and_then(number)
                .and_then(|id| u32::try_from(id).ok())
        };
        let is_closing = tag.starts_with(b"</");
        match local_name(tag) {
            b"numFmt" => {
                let code = attribute(tag, b"formatCode").map(unescaped);
                if let (Some(id), Some(scaled)) = (of(b"numFmtId"), code.as_deref().and_then(scaled)) {
                    self.formats.insert(id, scaled);
                }
            }
            b"cellXfs" => self.in_cells = !is_closing && !tag.ends_with(b"/>"),
            b"xf" if self.in_cells && !is_closing => {
                if let Some(format) = of(b"numFmtId").and_then(|id| self.formats.get(&id)) {
                    self.styles.insert(self.style, format.clone());
                }
                self.style += 1;
            }
            _ => (),
        }
    }
}

impl ListAudit {
    /// The cells' styles that scale numbers or name a unit.
    pub fn into_styles(self) -> Styles {
        self.styles.styles
    }

    pub fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let Self {
            tags,
            elements,
            formats,
            sheets,
            styles,
        } = self;
        tags.feed(chunk, limits, |_: &[u8], tag: &[u8]| {
            *elements += 1;
            match local_name(tag) {
                b"xf" => *formats += 1,
                b"sheet" => *sheets += 1,
                _ => (),
            }
            styles.tag(tag);
            let counted = (*formats).max(*elements / ELEMENTS_A_FORMAT);
            within(counted, limits.formats, Limit::Formats(limits.formats))?;
            within(*sheets, limits.sheets, Limit::Sheets(limits.sheets))
        })
    }
}
