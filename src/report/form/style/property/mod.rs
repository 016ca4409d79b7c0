//! A declaration → settings, and settings → a style.

#![expect(
    clippy::option_option,
    reason = "the outer says whether a value is understood, the inner whether it is a length or a word like auto"
)]

use taffy::{
    AlignContent, AlignItems, BoxSizing, Dimension, FlexDirection, FlexWrap, LengthPercentage,
    LengthPercentageAuto, Rect as Sides,
};

use super::super::display::{LineStyle, Rgb};
use super::super::trouble::Oversight;
use super::ink::{self, InkPart};
use super::value::{
    Amount, LINE_STYLES, amount, amount_or_auto, color, color_or_none, four_sides, keyword, line_width,
    number, positive, words,
};
use super::{
    Border, Decoration, Display, LineHeight, ListMarker, OverflowWrap, PageBreak, Style, TablePart,
    TextAlign, VerticalAlign, WhiteSpace,
};

/// A side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

const SIDES: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

/// One effect of a declaration; a shorthand has several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Setting {
    Display(Display),
    BoxSizing(BoxSizing),
    Width(Option<Amount>),
    Height(Option<Amount>),
    MinWidth(Option<Amount>),
    MinHeight(Option<Amount>),
    MaxWidth(Option<Amount>),
    MaxHeight(Option<Amount>),
    Margin(Side, Option<Amount>),
    Padding(Side, Amount),
    BorderWidth(Side, Amount),
    BorderStyle(Side, Option<LineStyle>),
    BorderColor(Side, Option<Rgb>),
    BorderCollapse(bool),
    BorderSpacing(Amount, Amount),
    Background(Option<Rgb>),
    Color(Rgb),
    FontSize(Amount),
    Bold(bool),
    LineHeight(Leading),
    LetterSpacing(Amount),
    TextIndent(Amount),
    TextAlign(TextAlign),
    VerticalAlign(VerticalAlign),
    WhiteSpace(WhiteSpace),
    OverflowWrap(OverflowWrap),
    Decoration(Decoration),
    ListMarker(ListMarker),
    FlexDirection(FlexDirection),
    FlexWrap(FlexWrap),
    FlexGrow(f32),
    FlexShrink(f32),
    FlexBasis(Option<Amount>),
    RowGap(Amount),
    ColumnGap(Amount),
    JustifyContent(AlignContent),
    AlignItems(AlignItems),
    AlignSelf(Option<AlignItems>),
    TableLayoutFixed(bool),
    BreakBefore(PageBreak),
    BreakAfter(PageBreak),
    BreakInside(PageBreak),
    Ink(InkPart),
    /// Understood, and without effect here.
    Nothing,
}

/// A line height as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Leading {
    Normal,
    Times(f32),
    Amount(Amount),
}

/// What a declaration does.
pub fn settings(property: &str, value: &str) -> Result<Vec<Setting>, Oversight> {
    let property = property.to_ascii_lowercase();
    let read = if let Some((_, read)) = PROPERTIES.iter().find(|(name, _)| *name == property) {
        read(value)
    } else if let Some((_, read)) = ink::PROPERTIES.iter().find(|(name, _)| *name == property) {
        read(value).map(|part| vec![Setting::Ink(part)])
    } else {
        return Err(Oversight::UnknownProperty(property));
    };
    read.ok_or_else(|| Oversight::UnknownValue(property, value.to_owned()))
}

type Read = fn(&str) -> Option<Vec<Setting>>;

#[expect(clippy::unnecessary_wraps, reason = "what reads a value returns an option")]
fn one(setting: Setting) -> Option<Vec<Setting>> {
    Some(vec![setting])
}

const PROPERTIES: &[(&str, Read)] = &[
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
    ("border-collapse", |v| {
        one(Setting::BorderCollapse(keyword(BORDER_COLLAPSES, v)?))
    }),
    ("border-spacing", |v| match words(v)[..] {
        [both] => one(Setting::BorderSpacing(positive(both)?, positive(both)?)),
        [columns, rows] => one(Setting::BorderSpacing(positive(columns)?, positive(rows)?)),
        _ => None,
    }),
    ("background", |v| one(Setting::Background(color_or_none(v)?))),
    ("background-color", |v| {
        one(Setting::Background(color_or_none(v)?))
    }),
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
        let set = |before: Decoration, word: &str| {
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
        one(Setting::VerticalAlign(keyword(VERTICAL_ALIGNS, v)?))
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
    ("table-layout", |v| {
        one(Setting::TableLayoutFixed(keyword(TABLE_LAYOUTS, v)?))
    }),
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
];

const DISPLAYS: &[(&str, Display)] = &[
    ("block", Display::Block),
    ("inline", Display::Inline),
    ("flex", Display::Flex),
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

const BORDER_COLLAPSES: &[(&str, bool)] = &[("collapse", true), ("separate", false)];

const TABLE_LAYOUTS: &[(&str, bool)] = &[("fixed", true), ("auto", false)];

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
    ("circle", ListMarker::Sign('○')),
    ("square", ListMarker::Sign('■')),
    ("decimal", ListMarker::Decimal),
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

const DISTRIBUTIONS: &[(&str, AlignContent)] = &[
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

const ALIGNMENTS: &[(&str, AlignItems)] = &[
    ("normal", AlignItems::NORMAL),
    ("stretch", AlignItems::STRETCH),
    ("start", AlignItems::START),
    ("end", AlignItems::END),
    ("flex-start", AlignItems::FLEX_START),
    ("flex-end", AlignItems::FLEX_END),
    ("center", AlignItems::CENTER),
    ("baseline", AlignItems::BASELINE),
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

/// Families that mean the bundled face; others would be a silent substitution.
const FAMILIES: &[(&str, ())] = &[("sans-serif", ()), ("noto sans sc", ()), ("system-ui", ())];

fn font_family(value: &str) -> Option<Vec<Setting>> {
    value
        .split(',')
        .all(|family| keyword(FAMILIES, family.trim().trim_matches(['"', '\''])).is_some())
        .then(|| vec![Setting::Nothing])
}

pub(super) fn font_weight(value: &str) -> Option<bool> {
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

fn size(value: &str) -> Option<Option<Amount>> {
    if value.eq_ignore_ascii_case("auto") {
        Some(None)
    } else {
        positive(value).map(Some)
    }
}

fn bound(value: &str) -> Option<Option<Amount>> {
    if value.eq_ignore_ascii_case("none") {
        Some(None)
    } else {
        positive(value).map(Some)
    }
}

fn factor(value: &str) -> Option<f32> {
    number(value).filter(|factor| *factor >= 0.0)
}

fn sides<T: Copy>(
    value: &str,
    read: impl Fn(&str) -> Option<T>,
    setting: fn(Side, T) -> Setting,
) -> Option<Vec<Setting>> {
    let values = four_sides(value, read)?;
    Some(
        SIDES
            .into_iter()
            .zip(values)
            .map(|(side, value)| setting(side, value))
            .collect(),
    )
}

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

/// What lengths are relative to.
#[derive(Debug, Clone, Copy)]
pub struct Basis {
    /// The element's font size.
    pub em: f32,
    /// The root's.
    pub rem: f32,
}

impl Setting {
    /// Gives a style this setting; its font size is settled before all others.
    pub fn apply(self, style: &mut Style, basis: Basis) {
        let points = |amount: Amount| amount.points(basis.em, basis.rem);
        match self {
            Self::Display(display) => style.display = display,
            Self::BoxSizing(sizing) => style.box_sizing = sizing,
            Self::Width(amount) => style.size.width = basis.dimension(amount),
            Self::Height(amount) => style.size.height = basis.dimension(amount),
            Self::MinWidth(amount) => style.min_size.width = basis.length_or_auto(amount),
            Self::MinHeight(amount) => style.min_size.height = basis.length_or_auto(amount),
            Self::MaxWidth(amount) => style.max_size.width = basis.length_or_auto(amount),
            Self::MaxHeight(amount) => style.max_size.height = basis.length_or_auto(amount),
            Self::Margin(side, amount) => *at(&mut style.margin, side) = basis.length_or_auto(amount),
            Self::Padding(side, amount) => *at(&mut style.padding, side) = basis.length(amount),
            Self::BorderWidth(side, amount) => at(&mut style.border, side).declared = points(amount),
            Self::BorderStyle(side, line) => at(&mut style.border, side).style = line,
            Self::BorderColor(side, color) => at(&mut style.border, side).color = color,
            Self::BorderCollapse(collapse) => style.border_collapse = collapse,
            Self::BorderSpacing(columns, rows) => style.border_spacing = (points(columns), points(rows)),
            Self::Background(color) => style.background = color,
            Self::Color(color) => style.color = color,
            Self::Bold(bold) => {
                style.bold = bold;
                style.own_font.weight = true;
            }
            Self::LineHeight(Leading::Normal) => style.line_height = LineHeight::Normal,
            Self::LineHeight(Leading::Times(times)) => style.line_height = LineHeight::Times(times),
            Self::LineHeight(Leading::Amount(amount)) => {
                style.line_height = LineHeight::Points(points(amount));
            }
            Self::LetterSpacing(amount) => {
                style.letter_spacing = points(amount);
                style.own_font.spacing = true;
            }
            Self::TextIndent(amount) => style.text_indent = basis.length(amount),
            Self::TextAlign(align) => style.text_align = align,
            Self::VerticalAlign(align) => style.vertical_align = align,
            Self::WhiteSpace(white_space) => style.white_space = white_space,
            Self::OverflowWrap(wrap) => style.overflow_wrap = wrap,
            Self::Decoration(decoration) => style.decoration = decoration,
            Self::ListMarker(marker) => style.list_marker = marker,
            Self::FlexDirection(direction) => style.flex_direction = direction,
            Self::FlexWrap(wrap) => style.flex_wrap = wrap,
            Self::FlexGrow(factor) => style.flex_grow = factor,
            Self::FlexShrink(factor) => style.flex_shrink = factor,
            Self::FlexBasis(amount) => style.flex_basis = basis.dimension(amount),
            Self::RowGap(amount) => style.gap.height = basis.length(amount),
            Self::ColumnGap(amount) => style.gap.width = basis.length(amount),
            Self::JustifyContent(distribution) => style.justify_content = distribution,
            Self::AlignItems(alignment) => style.align_items = alignment,
            Self::AlignSelf(alignment) => style.align_self = alignment,
            Self::TableLayoutFixed(fixed) => style.table_layout_fixed = fixed,
            Self::BreakBefore(page_break) => style.break_before = page_break,
            Self::BreakAfter(page_break) => style.break_after = page_break,
            Self::BreakInside(page_break) => style.break_inside = page_break,
            Self::Ink(part) => style.ink.get_or_insert_default().set(part),
            Self::FontSize(_) | Self::Nothing => {}
        }
    }
}

impl Basis {
    fn dimension(self, amount: Option<Amount>) -> Dimension {
        match amount {
            None => Dimension::auto(),
            Some(Amount::Fraction(fraction)) => Dimension::percent(fraction),
            Some(amount) => Dimension::length(amount.points(self.em, self.rem)),
        }
    }

    fn length_or_auto(self, amount: Option<Amount>) -> LengthPercentageAuto {
        match amount {
            None => LengthPercentageAuto::auto(),
            Some(Amount::Fraction(fraction)) => LengthPercentageAuto::percent(fraction),
            Some(amount) => LengthPercentageAuto::length(amount.points(self.em, self.rem)),
        }
    }

    fn length(self, amount: Amount) -> LengthPercentage {
        match amount {
            Amount::Fraction(fraction) => LengthPercentage::percent(fraction),
            amount => LengthPercentage::length(amount.points(self.em, self.rem)),
        }
    }
}

fn at<T>(sides: &mut Sides<T>, side: Side) -> &mut T {
    match side {
        Side::Top => &mut sides.top,
        Side::Right => &mut sides.right,
        Side::Bottom => &mut sides.bottom,
        Side::Left => &mut sides.left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read_or_refused() {
        let good = |property, value| assert!(settings(property, value).is_ok(), "{property}: {value}");
        let bad = |property: &str, value: &str| {
            let expected = Oversight::UnknownValue(property.to_owned(), value.to_owned());
            assert_eq!(settings(property, value), Err(expected));
        };
        good("margin", "0 auto");
        good("border", "0.5pt solid #999");
        good("border", "none");
        good("border", "0");
        good("flex", "1 1 30mm");
        good("FONT-WEIGHT", "600");
        good("text-decoration", "underline line-through");
        bad("width", "12");
        bad("padding", "-1pt");
        bad("border", "1pt solid solid");
        bad("border", "");
        bad("flex", "x");
        bad("margin", "");
        bad("font-family", "KaiTi");
        bad("font-style", "italic");
        bad("display", "grid");
        assert_eq!(
            settings("colour", "red"),
            Err(Oversight::UnknownProperty("colour".to_owned()))
        );
    }

    #[test]
    fn shorthands_reset_what_they_leave_out() {
        let read = settings("border-top", "1pt solid").unwrap();
        assert!(read.contains(&Setting::BorderColor(Side::Top, None)));
        let read = settings("flex", "2").unwrap();
        assert_eq!(
            read,
            [
                Setting::FlexGrow(2.0),
                Setting::FlexShrink(1.0),
                Setting::FlexBasis(Some(Amount::ZERO))
            ]
        );
    }
}
