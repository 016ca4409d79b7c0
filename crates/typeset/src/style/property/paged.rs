//! Page breaks.

use super::super::PageBreak;
use super::super::value::keyword;
use super::{Read, Setting, one};

pub(super) const PROPERTIES: &[(&str, Read)] = &[
    ("break-before", |v| {
        one(Setting::BreakBefore(keyword(PAGE_BREAKS, v)?))
    }),
    ("break-after", |v| {
        one(Setting::BreakAfter(keyword(PAGE_BREAKS, v)?))
    }),
    ("break-inside", |v| {
        one(Setting::BreakInside(keyword(INNER_BREAKS, v)?))
    }),
    ("page-break-before", |v| {
        one(Setting::BreakBefore(keyword(PAGE_BREAKS, v)?))
    }),
    ("page-break-after", |v| {
        one(Setting::BreakAfter(keyword(PAGE_BREAKS, v)?))
    }),
    ("page-break-inside", |v| {
        one(Setting::BreakInside(keyword(INNER_BREAKS, v)?))
    }),
    ("keep-with-next", |v| one(Setting::BreakAfter(keyword(KEEPS, v)?))),
];

const PAGE_BREAKS: &[(&str, PageBreak)] = &[
    ("auto", PageBreak::Auto),
    ("page", PageBreak::Page),
    ("always", PageBreak::Page),
    ("avoid", PageBreak::Avoid),
    ("avoid-page", PageBreak::Avoid),
];

const INNER_BREAKS: &[(&str, PageBreak)] = &[
    ("auto", PageBreak::Auto),
    ("avoid", PageBreak::Avoid),
    ("avoid-page", PageBreak::Avoid),
];

/// Names for what `break-after: avoid` does.
const KEEPS: &[(&str, PageBreak)] = &[("auto", PageBreak::Auto), ("always", PageBreak::Avoid)];
