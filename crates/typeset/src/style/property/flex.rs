//! Flexible rows and columns, and how items of boxes are aligned.

use taffy::{AlignContent, AlignItems, FlexDirection, FlexWrap};

use super::super::value::{Amount, keyword, number, positive, words};
use super::{Read, Setting, one, size};

pub(super) const PROPERTIES: &[(&str, Read)] = &[
    ("flex-direction", |v| {
        one(Setting::FlexDirection(keyword(FLEX_DIRECTIONS, v)?))
    }),
    ("flex-wrap", |v| one(Setting::FlexWrap(keyword(FLEX_WRAPS, v)?))),
    ("flex-grow", |v| one(Setting::FlexGrow(factor(v)?))),
    ("flex-shrink", |v| one(Setting::FlexShrink(factor(v)?))),
    ("flex-basis", |v| one(Setting::FlexBasis(size(v)?))),
    ("flex", flex),
    ("flex-flow", |v| {
        let read = |word: &&str| {
            keyword(FLEX_DIRECTIONS, word)
                .map(Setting::FlexDirection)
                .or_else(|| keyword(FLEX_WRAPS, word).map(Setting::FlexWrap))
        };
        words(v).iter().map(read).collect()
    }),
    ("gap", |v| match words(v)[..] {
        [both] => Some(vec![
            Setting::RowGap(positive(both)?),
            Setting::ColumnGap(positive(both)?),
        ]),
        [rows, columns] => Some(vec![
            Setting::RowGap(positive(rows)?),
            Setting::ColumnGap(positive(columns)?),
        ]),
        _ => None,
    }),
    ("row-gap", |v| one(Setting::RowGap(positive(v)?))),
    ("column-gap", |v| one(Setting::ColumnGap(positive(v)?))),
    ("justify-content", |v| {
        one(Setting::JustifyContent(keyword(DISTRIBUTIONS, v)?))
    }),
    ("align-items", |v| {
        one(Setting::AlignItems(keyword(ALIGNMENTS, v)?))
    }),
    ("align-self", |v| {
        if v.eq_ignore_ascii_case("auto") {
            return one(Setting::AlignSelf(None));
        }
        one(Setting::AlignSelf(Some(keyword(ALIGNMENTS, v)?)))
    }),
    ("align-content", |v| {
        one(Setting::AlignContent(keyword(DISTRIBUTIONS, v)?))
    }),
];

const FLEX_DIRECTIONS: &[(&str, FlexDirection)] = &[
    ("row", FlexDirection::Row),
    ("column", FlexDirection::Column),
    ("row-reverse", FlexDirection::RowReverse),
    ("column-reverse", FlexDirection::ColumnReverse),
];

const FLEX_WRAPS: &[(&str, FlexWrap)] = &[
    ("nowrap", FlexWrap::NoWrap),
    ("wrap", FlexWrap::Wrap),
    ("wrap-reverse", FlexWrap::WrapReverse),
];

pub(super) const DISTRIBUTIONS: &[(&str, AlignContent)] = &[
    ("normal", AlignContent::NORMAL),
    ("start", AlignContent::START),
    ("end", AlignContent::END),
    ("left", AlignContent::START),
    ("right", AlignContent::END),
    ("flex-start", AlignContent::FLEX_START),
    ("flex-end", AlignContent::FLEX_END),
    ("center", AlignContent::CENTER),
    ("space-between", AlignContent::SPACE_BETWEEN),
    ("space-around", AlignContent::SPACE_AROUND),
    ("space-evenly", AlignContent::SPACE_EVENLY),
];

pub(super) const ALIGNMENTS: &[(&str, AlignItems)] = &[
    ("normal", AlignItems::NORMAL),
    ("stretch", AlignItems::STRETCH),
    ("start", AlignItems::START),
    ("end", AlignItems::END),
    ("flex-start", AlignItems::FLEX_START),
    ("flex-end", AlignItems::FLEX_END),
    ("center", AlignItems::CENTER),
    ("baseline", AlignItems::BASELINE),
];

fn factor(value: &str) -> Option<f32> {
    number(value).filter(|factor| *factor >= 0.0)
}

fn flex(value: &str) -> Option<Vec<Setting>> {
    let parts = |grow, shrink, basis| {
        Some(vec![
            Setting::FlexGrow(grow),
            Setting::FlexShrink(shrink),
            Setting::FlexBasis(basis),
        ])
    };
    let zero = Some(Amount::ZERO);
    match words(value)[..] {
        ["none"] => parts(0.0, 0.0, None),
        ["auto"] => parts(1.0, 1.0, None),
        ["initial"] => parts(0.0, 1.0, None),
        [single] => match factor(single) {
            Some(grow) => parts(grow, 1.0, zero),
            None => parts(1.0, 1.0, size(single)?),
        },
        [grow, second] => match factor(second) {
            Some(shrink) => parts(factor(grow)?, shrink, zero),
            None => parts(factor(grow)?, 1.0, size(second)?),
        },
        [grow, shrink, basis] => parts(factor(grow)?, factor(shrink)?, size(basis)?),
        _ => None,
    }
}
