//! Kinds of boxes, their sizes, margins and padding.

#![expect(
    clippy::option_option,
    reason = "the outer says whether a value is understood, the inner whether it is a length or a word like none"
)]

use taffy::BoxSizing;

use super::super::value::{Amount, amount_or_auto, keyword, positive};
use super::super::{Display, TablePart};
use super::{Read, Setting, Side, one, sides, size};

pub(super) const PROPERTIES: &[(&str, Read)] = &[
    ("display", |v| one(Setting::Display(keyword(DISPLAYS, v)?))),
    ("box-sizing", |v| {
        one(Setting::BoxSizing(keyword(BOX_SIZINGS, v)?))
    }),
    ("width", |v| one(Setting::Width(size(v)?))),
    ("height", |v| one(Setting::Height(size(v)?))),
    ("min-width", |v| one(Setting::MinWidth(size(v)?))),
    ("min-height", |v| one(Setting::MinHeight(size(v)?))),
    ("max-width", |v| one(Setting::MaxWidth(bound(v)?))),
    ("max-height", |v| one(Setting::MaxHeight(bound(v)?))),
    ("margin", |v| sides(v, amount_or_auto, Setting::Margin)),
    ("margin-top", |v| {
        one(Setting::Margin(Side::Top, amount_or_auto(v)?))
    }),
    ("margin-right", |v| {
        one(Setting::Margin(Side::Right, amount_or_auto(v)?))
    }),
    ("margin-bottom", |v| {
        one(Setting::Margin(Side::Bottom, amount_or_auto(v)?))
    }),
    ("margin-left", |v| {
        one(Setting::Margin(Side::Left, amount_or_auto(v)?))
    }),
    ("padding", |v| sides(v, positive, Setting::Padding)),
    ("padding-top", |v| one(Setting::Padding(Side::Top, positive(v)?))),
    ("padding-right", |v| {
        one(Setting::Padding(Side::Right, positive(v)?))
    }),
    ("padding-bottom", |v| {
        one(Setting::Padding(Side::Bottom, positive(v)?))
    }),
    ("padding-left", |v| {
        one(Setting::Padding(Side::Left, positive(v)?))
    }),
];

const DISPLAYS: &[(&str, Display)] = &[
    ("block", Display::Block),
    ("inline", Display::Inline),
    ("flex", Display::Flex),
    ("grid", Display::Grid),
    ("list-item", Display::ListItem),
    ("table", Display::Table),
    ("table-caption", Display::TablePart(TablePart::Caption)),
    ("table-column-group", Display::TablePart(TablePart::ColumnGroup)),
    ("table-column", Display::TablePart(TablePart::Column)),
    ("table-header-group", Display::TablePart(TablePart::Header)),
    ("table-row-group", Display::TablePart(TablePart::Body)),
    ("table-footer-group", Display::TablePart(TablePart::Footer)),
    ("table-row", Display::TablePart(TablePart::Row)),
    ("table-cell", Display::TablePart(TablePart::Cell)),
    ("none", Display::None),
];

const BOX_SIZINGS: &[(&str, BoxSizing)] = &[
    ("content-box", BoxSizing::ContentBox),
    ("border-box", BoxSizing::BorderBox),
];

fn bound(value: &str) -> Option<Option<Amount>> {
    if value.eq_ignore_ascii_case("none") {
        Some(None)
    } else {
        positive(value).map(Some)
    }
}
