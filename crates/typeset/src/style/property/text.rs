//! Text: its face, its lines, its white space, the markers of lists.

use super::super::value::{Amount, amount, color, keyword, number, positive, words};
use super::super::{Decoration, ListMarker, OverflowWrap, TextAlign, VerticalAlign, WhiteSpace};
use super::{Leading, Read, Setting, one};

pub(super) const PROPERTIES: &[(&str, Read)] = &[
    ("color", |v| one(Setting::Color(color(v)?))),
    ("font-size", |v| {
        one(Setting::FontSize(keyword(FONT_SIZES, v).or_else(|| positive(v))?))
    }),
    ("font-weight", |v| one(Setting::Bold(font_weight(v)?))),
    ("font-style", |v| {
        v.eq_ignore_ascii_case("normal").then(|| vec![Setting::Nothing])
    }),
    ("font-family", font_family),
    ("line-height", |v| one(Setting::LineHeight(leading(v)?))),
    ("letter-spacing", |v| {
        one(Setting::LetterSpacing(if v.eq_ignore_ascii_case("normal") {
            Amount::ZERO
        } else {
            amount(v)?
        }))
    }),
    ("text-indent", |v| one(Setting::TextIndent(amount(v)?))),
    ("text-align", |v| {
        one(Setting::TextAlign(keyword(TEXT_ALIGNS, v)?))
    }),
    ("text-decoration", |v| {
        let set = |before: Decoration<bool>, word: &str| {
            Some(match word.to_ascii_lowercase().as_str() {
                "none" => Decoration::default(),
                "underline" => Decoration {
                    underline: true,
                    ..before
                },
                "line-through" => Decoration {
                    line_through: true,
                    ..before
                },
                _ => return None,
            })
        };
        one(Setting::Decoration(
            words(v).into_iter().try_fold(Decoration::default(), set)?,
        ))
    }),
    ("vertical-align", |v| {
        let align = keyword(VERTICAL_ALIGNS, v);
        let raised = || amount(v).filter(|amount| !matches!(amount, Amount::Fraction(_)));
        one(match align {
            Some(align) => Setting::VerticalAlign(align),
            None => Setting::RaisedBy(raised()?),
        })
    }),
    ("white-space", |v| {
        one(Setting::WhiteSpace(keyword(WHITE_SPACES, v)?))
    }),
    ("overflow-wrap", |v| {
        one(Setting::OverflowWrap(keyword(OVERFLOW_WRAPS, v)?))
    }),
    ("word-wrap", |v| {
        one(Setting::OverflowWrap(keyword(OVERFLOW_WRAPS, v)?))
    }),
    ("list-style-type", |v| {
        one(Setting::ListMarker(keyword(LIST_MARKERS, v)?))
    }),
    ("list-style", |v| {
        one(Setting::ListMarker(keyword(LIST_MARKERS, v)?))
    }),
];

const FONT_SIZES: &[(&str, Amount)] = &[
    ("xx-small", Amount::Points(6.75)),
    ("x-small", Amount::Points(7.5)),
    ("small", Amount::Points(9.75)),
    ("medium", Amount::Points(12.0)),
    ("large", Amount::Points(13.5)),
    ("x-large", Amount::Points(18.0)),
    ("xx-large", Amount::Points(24.0)),
    ("smaller", Amount::Em(0.83)),
    ("larger", Amount::Em(1.2)),
];

const TEXT_ALIGNS: &[(&str, TextAlign)] = &[
    ("left", TextAlign::Left),
    ("start", TextAlign::Left),
    ("right", TextAlign::Right),
    ("end", TextAlign::Right),
    ("center", TextAlign::Center),
    ("justify", TextAlign::Justify),
];

const VERTICAL_ALIGNS: &[(&str, VerticalAlign)] = &[
    ("baseline", VerticalAlign::Baseline),
    ("top", VerticalAlign::Top),
    ("middle", VerticalAlign::Middle),
    ("bottom", VerticalAlign::Bottom),
    ("super", VerticalAlign::Super),
    ("sub", VerticalAlign::Sub),
];

const WHITE_SPACES: &[(&str, WhiteSpace)] = &[
    ("normal", WhiteSpace::Normal),
    ("nowrap", WhiteSpace::NoWrap),
    ("pre-line", WhiteSpace::PreLine),
    ("pre-wrap", WhiteSpace::PreWrap),
    ("pre", WhiteSpace::Pre),
];

const OVERFLOW_WRAPS: &[(&str, OverflowWrap)] = &[
    ("normal", OverflowWrap::Normal),
    ("break-word", OverflowWrap::BreakWord),
    ("anywhere", OverflowWrap::Anywhere),
];

const LIST_MARKERS: &[(&str, ListMarker)] = &[
    ("none", ListMarker::None),
    ("disc", ListMarker::Sign('•')),
    ("circle", ListMarker::Sign('◦')),
    ("square", ListMarker::Sign('▪')),
    ("decimal", ListMarker::Decimal),
];

/// Families that mean the face that the settings choose; others would be a silent substitution.
const FAMILIES: &[(&str, ())] = &[("sans-serif", ()), ("noto sans sc", ()), ("system-ui", ())];

fn font_family(value: &str) -> Option<Vec<Setting>> {
    value
        .split(',')
        .all(|family| keyword(FAMILIES, family.trim().trim_matches(['"', '\''])).is_some())
        .then(|| vec![Setting::Nothing])
}

pub fn font_weight(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "normal" | "lighter" => Some(false),
        "bold" | "bolder" => Some(true),
        other => number(other)
            .filter(|weight| (1.0..=1000.0).contains(weight))
            .map(|weight| weight >= 600.0),
    }
}

fn leading(value: &str) -> Option<Leading> {
    if value.eq_ignore_ascii_case("normal") {
        return Some(Leading::Normal);
    }
    match number(value).filter(|times| *times >= 0.0) {
        Some(times) => Some(Leading::Times(times)),
        None => positive(value).map(Leading::Amount),
    }
}
