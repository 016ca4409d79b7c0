//! Shared strings, formats, sheets: what is listed, and how much of it there is.

use super::tags::{Tags, attribute, local_name, number};
use crate::model::Problem;
use crate::model::finding::Limit;
use crate::read::limits::{Limits, within};

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
}

impl ListAudit {
    pub fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let Self {
            tags,
            elements,
            formats,
            sheets,
        } = self;
        tags.feed(chunk, limits, |_: &[u8], tag: &[u8]| {
            *elements += 1;
            match local_name(tag) {
                b"xf" => *formats += 1,
                b"sheet" => *sheets += 1,
                _ => (),
            }
            let counted = (*formats).max(*elements / ELEMENTS_A_FORMAT);
            within(counted, limits.formats, Limit::Formats(limits.formats))?;
            within(*sheets, limits.sheets, Limit::Sheets(limits.sheets))
        })
    }
}
