//! A declaration → settings, and settings → a style.

#![expect(
    clippy::option_option,
    reason = "the outer says whether a value is understood, the inner whether it is a length or a word like auto"
)]

mod borders;
mod boxes;
mod flex;
mod grid;
mod paged;
mod tables;
mod text;

pub use text::font_weight;

use std::sync::Arc;

use taffy::{
    AlignContent, AlignItems, BoxSizing, Dimension, FlexDirection, FlexWrap, LengthPercentage,
    LengthPercentageAuto, Rect as Sides,
};

use self::grid::{Placement, Track};
use super::super::display::{LineStyle, Rgb};
use super::super::trouble::Oversight;
use super::ink::{self, InkPart};
use super::value::{Amount, four_sides, positive};
use super::{
    Decoration, Display, LineHeight, ListMarker, OverflowWrap, PageBreak, Style, TextAlign, VerticalAlign,
    WhiteSpace,
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
#[derive(Debug, Clone, PartialEq)]
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
    /// Corner, clockwise from the top left.
    Radius(usize, Amount),
    Background(Option<Rgb>),
    Color(Rgb),
    FontSize(Amount),
    Bold(bool),
    LineHeight(Leading),
    LetterSpacing(Amount),
    TextIndent(Amount),
    TextAlign(TextAlign),
    VerticalAlign(VerticalAlign),
    RaisedBy(Amount),
    WhiteSpace(WhiteSpace),
    OverflowWrap(OverflowWrap),
    Decoration(Decoration<bool>),
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
    AlignContent(AlignContent),
    JustifyItems(AlignItems),
    JustifySelf(Option<AlignItems>),
    GridColumns(Arc<[Track]>),
    GridRows(Arc<[Track]>),
    GridAutoRows(Arc<[Track]>),
    GridAutoColumns(Arc<[Track]>),
    /// Items fill column after column.
    GridByColumn(bool),
    GridColumn(Placement),
    GridRow(Placement),
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
    let read = if let Some((_, read)) = FAMILIES.into_iter().flatten().find(|(name, _)| *name == property) {
        read(value)
    } else if let Some((_, read)) = ink::PROPERTIES.iter().find(|(name, _)| *name == property) {
        read(value).map(|part| vec![Setting::Ink(part)])
    } else {
        return Err(Oversight::UnknownProperty(property));
    };
    read.ok_or_else(|| Oversight::UnknownValue(property, value.to_owned()))
}

/// Whether a property takes a value.
pub fn takes(property: &str, value: &str) -> bool {
    settings(property, value).is_ok()
}

type Read = fn(&str) -> Option<Vec<Setting>>;

#[expect(clippy::unnecessary_wraps, reason = "what reads a value returns an option")]
fn one(setting: Setting) -> Option<Vec<Setting>> {
    Some(vec![setting])
}

/// Every property that is understood, family by family.
const FAMILIES: [&[(&str, Read)]; 7] = [
    boxes::PROPERTIES,
    borders::PROPERTIES,
    text::PROPERTIES,
    flex::PROPERTIES,
    grid::PROPERTIES,
    tables::PROPERTIES,
    paged::PROPERTIES,
];

/// The names of all properties: those of boxes and text, then those of drawings.
pub fn names() -> impl Iterator<Item = &'static str> {
    let of_boxes = FAMILIES.into_iter().flatten().map(|(name, _)| *name);
    of_boxes.chain(ink::PROPERTIES.iter().map(|(name, _)| *name))
}

fn size(value: &str) -> Option<Option<Amount>> {
    if value.eq_ignore_ascii_case("auto") {
        Some(None)
    } else {
        positive(value).map(Some)
    }
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
    pub fn apply(&self, style: &mut Style, basis: Basis) {
        let points = |amount: Amount| amount.points(basis.em, basis.rem);
        let tracks = |tracks: &[Track]| tracks.iter().map(|track| track.sized(basis)).collect();
        match self.clone() {
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
            Self::Radius(corner, amount) => {
                if let Some(radius) = style.radius.get_mut(corner) {
                    *radius = basis.length(amount);
                }
            }
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
            Self::RaisedBy(amount) => style.vertical_align = VerticalAlign::By(points(amount)),
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
            Self::AlignContent(distribution) => style.align_content = distribution,
            Self::JustifyItems(alignment) => style.grid_mut().justify_items = alignment,
            Self::JustifySelf(alignment) => style.grid_mut().justify_self = alignment,
            Self::GridColumns(list) => style.grid_mut().columns = tracks(&list),
            Self::GridRows(list) => style.grid_mut().rows = tracks(&list),
            Self::GridAutoRows(list) => style.grid_mut().auto_rows = tracks(&list),
            Self::GridAutoColumns(list) => style.grid_mut().auto_columns = tracks(&list),
            Self::GridByColumn(by_column) => style.grid_mut().by_column = by_column,
            Self::GridColumn(placement) => style.grid_mut().column = placement.line(),
            Self::GridRow(placement) => style.grid_mut().row = placement.line(),
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
        good("display", "grid");
        bad("display", "inline-grid");
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
