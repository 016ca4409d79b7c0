//! Borders, their corners, and what fills a box.

use super::super::Border;
use super::super::value::{
    Amount, LINE_STYLES, color, color_or_none, four_sides, keyword, line_width, positive, words,
};
use super::{Read, SIDES, Setting, Side, one, sides};

pub(super) const PROPERTIES: &[(&str, Read)] = &[
    ("border", |v| border(v, &SIDES)),
    ("border-top", |v| border(v, &[Side::Top])),
    ("border-right", |v| border(v, &[Side::Right])),
    ("border-bottom", |v| border(v, &[Side::Bottom])),
    ("border-left", |v| border(v, &[Side::Left])),
    ("border-width", |v| sides(v, line_width, Setting::BorderWidth)),
    ("border-style", |v| {
        sides(v, |word| keyword(LINE_STYLES, word), Setting::BorderStyle)
    }),
    ("border-color", |v| {
        sides(v, |word| color(word).map(Some), Setting::BorderColor)
    }),
    ("border-top-width", |v| {
        one(Setting::BorderWidth(Side::Top, line_width(v)?))
    }),
    ("border-right-width", |v| {
        one(Setting::BorderWidth(Side::Right, line_width(v)?))
    }),
    ("border-bottom-width", |v| {
        one(Setting::BorderWidth(Side::Bottom, line_width(v)?))
    }),
    ("border-left-width", |v| {
        one(Setting::BorderWidth(Side::Left, line_width(v)?))
    }),
    ("border-top-style", |v| {
        one(Setting::BorderStyle(Side::Top, keyword(LINE_STYLES, v)?))
    }),
    ("border-right-style", |v| {
        one(Setting::BorderStyle(Side::Right, keyword(LINE_STYLES, v)?))
    }),
    ("border-bottom-style", |v| {
        one(Setting::BorderStyle(Side::Bottom, keyword(LINE_STYLES, v)?))
    }),
    ("border-left-style", |v| {
        one(Setting::BorderStyle(Side::Left, keyword(LINE_STYLES, v)?))
    }),
    ("border-top-color", |v| {
        one(Setting::BorderColor(Side::Top, Some(color(v)?)))
    }),
    ("border-right-color", |v| {
        one(Setting::BorderColor(Side::Right, Some(color(v)?)))
    }),
    ("border-bottom-color", |v| {
        one(Setting::BorderColor(Side::Bottom, Some(color(v)?)))
    }),
    ("border-left-color", |v| {
        one(Setting::BorderColor(Side::Left, Some(color(v)?)))
    }),
    ("background", |v| one(Setting::Background(color_or_none(v)?))),
    ("background-color", |v| {
        one(Setting::Background(color_or_none(v)?))
    }),
    ("border-radius", |v| {
        let [top_left, top_right, bottom_right, bottom_left] = four_sides(v, positive)?;
        Some(vec![
            Setting::Radius(0, top_left),
            Setting::Radius(1, top_right),
            Setting::Radius(2, bottom_right),
            Setting::Radius(3, bottom_left),
        ])
    }),
    ("border-top-left-radius", |v| {
        one(Setting::Radius(0, positive(v)?))
    }),
    ("border-top-right-radius", |v| {
        one(Setting::Radius(1, positive(v)?))
    }),
    ("border-bottom-right-radius", |v| {
        one(Setting::Radius(2, positive(v)?))
    }),
    ("border-bottom-left-radius", |v| {
        one(Setting::Radius(3, positive(v)?))
    }),
];

fn border(value: &str, sides: &[Side]) -> Option<Vec<Setting>> {
    let (mut width, mut style, mut ink) = (None, None, None);
    for word in words(value) {
        if let (None, Some(read)) = (style, keyword(LINE_STYLES, word)) {
            style = Some(read);
        } else if let (None, Some(read)) = (width, line_width(word)) {
            width = Some(read);
        } else if let (None, Some(read)) = (ink, color(word)) {
            ink = Some(read);
        } else {
            return None;
        }
    }
    if width.is_none() && style.is_none() && ink.is_none() {
        // A border of `0` is read as a width, so that nothing at all is a mistake.
        return None;
    }
    let each = |side: &Side| {
        [
            Setting::BorderWidth(*side, width.unwrap_or(Amount::Points(Border::NONE.declared))),
            Setting::BorderStyle(*side, style.flatten()),
            Setting::BorderColor(*side, ink),
        ]
    };
    Some(sides.iter().flat_map(each).collect())
}
