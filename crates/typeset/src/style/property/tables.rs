//! Tables.

use super::super::value::{keyword, positive, words};
use super::{Read, Setting, one};

pub(super) const PROPERTIES: &[(&str, Read)] = &[
    ("border-collapse", |v| {
        one(Setting::BorderCollapse(keyword(BORDER_COLLAPSES, v)?))
    }),
    ("border-spacing", |v| match words(v)[..] {
        [both] => one(Setting::BorderSpacing(positive(both)?, positive(both)?)),
        [columns, rows] => one(Setting::BorderSpacing(positive(columns)?, positive(rows)?)),
        _ => None,
    }),
    ("table-layout", |v| {
        one(Setting::TableLayoutFixed(keyword(TABLE_LAYOUTS, v)?))
    }),
];

const BORDER_COLLAPSES: &[(&str, bool)] = &[("collapse", true), ("separate", false)];

const TABLE_LAYOUTS: &[(&str, bool)] = &[("fixed", true), ("auto", false)];
