//! Stylesheets and elements → computed styles: selectors, cascade, inheritance, units.

mod cascade;
mod ink;
mod page;
mod property;
mod selector;
mod sheet;
mod value;

pub use cascade::{Cascade, Rules};
pub use ink::{Dashes, Ink, Paint, attribute, length as drawing_length};
pub use page::{Corner, MarginBox, PageStyle, Piece};
pub use property::{names as property_names, takes};
pub use sheet::Stylesheet;
pub use value::{Amount, amount, number};

use taffy::{
    AlignContent, AlignItems, BoxSizing, Dimension, ExpandedLengthPercentage, FlexDirection, FlexWrap,
    GridPlacement, LengthPercentage, LengthPercentageAuto, Line, Rect as Sides, Size, TrackSizingFunction,
};

use super::display::{LineStyle, Rgb, Target};

/// How a box takes part in layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// A block.
    Block,
    /// Part of a line.
    Inline,
    /// A row or column of flexible items.
    Flex,
    /// Items in rows and columns.
    Grid,
    /// A block with a marker.
    ListItem,
    /// A table.
    Table,
    /// A part of a table.
    TablePart(TablePart),
    /// Nothing at all.
    None,
}

/// The parts of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TablePart {
    /// Its title.
    Caption,
    /// Columns.
    ColumnGroup,
    /// A column.
    Column,
    /// Rows that are repeated on every page.
    Header,
    /// Rows.
    Body,
    /// The last rows.
    Footer,
    /// A row.
    Row,
    /// A cell.
    Cell,
}

/// One side's border.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Border {
    /// Width in points as declared, even when nothing is drawn.
    pub declared: f32,
    /// How it is drawn; `None`: not at all.
    pub style: Option<LineStyle>,
    /// Its colour; `None`: that of the text.
    pub color: Option<Rgb>,
}

impl Border {
    /// No border; `medium` once it has a style.
    pub const NONE: Self = Self {
        declared: 2.25,
        style: None,
        color: None,
    };

    /// The width that it takes.
    pub fn width(self) -> f32 {
        if self.style.is_some() { self.declared } else { 0.0 }
    }
}

/// Distance between baselines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LineHeight {
    /// The face's own.
    Normal,
    /// Times the font size.
    Times(f32),
    /// Points.
    Points(f32),
}

/// Horizontal alignment of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextAlign {
    /// Flush left.
    Left,
    /// Flush right.
    Right,
    /// Centred.
    Center,
    /// Both edges flush, but for last lines.
    Justify,
}

/// Vertical alignment, of cells and of pieces of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum VerticalAlign {
    /// On the baseline.
    Baseline,
    /// At the top.
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
    /// Raised.
    Super,
    /// Lowered.
    Sub,
    /// Raised by so many points; lowered by less than none.
    By(f32),
}

/// What happens to white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhiteSpace {
    /// Collapses; lines wrap.
    Normal,
    /// Collapses; lines don't wrap.
    NoWrap,
    /// Collapses, but line breaks stay.
    PreLine,
    /// Stays; lines wrap.
    PreWrap,
    /// Stays; lines don't wrap.
    Pre,
}

impl WhiteSpace {
    /// Runs of spaces become one.
    pub fn collapses(self) -> bool {
        matches!(self, Self::Normal | Self::NoWrap | Self::PreLine)
    }

    /// Line breaks of the source are line breaks.
    pub fn keeps_line_breaks(self) -> bool {
        !matches!(self, Self::Normal | Self::NoWrap)
    }

    /// Lines may break where they are full.
    pub fn wraps(self) -> bool {
        !matches!(self, Self::NoWrap | Self::Pre)
    }
}

/// What becomes of a word wider than its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverflowWrap {
    /// It runs over.
    Normal,
    /// It is broken where it can't fit.
    BreakWord,
    /// The same, and boxes may become narrower than it.
    Anywhere,
}

/// Lines along text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decoration<T> {
    /// Below.
    pub underline: T,
    /// Through the middle.
    pub line_through: T,
}

/// A line along text, as the element that asks for it would draw it; it goes on under what is in the element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Its colour.
    pub color: Rgb,
    /// The font size that it goes by.
    pub size: f32,
}

/// Page breaks before and after a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageBreak {
    /// Where it comes.
    Auto,
    /// Always.
    Page,
    /// Not if it can be helped.
    Avoid,
}

/// What stands before a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListMarker {
    /// Nothing.
    None,
    /// A sign.
    Sign(char),
    /// Its number.
    Decimal,
}

/// Which properties of text an element declares itself, rather than inherits; drawings need to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OwnFont {
    /// Font size.
    pub size: bool,
    /// Bold or regular.
    pub weight: bool,
    /// Space after each character.
    pub spacing: bool,
}

/// The computed style of a box; lengths in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Its part in layout.
    pub display: Display,
    /// What width and height measure.
    pub box_sizing: BoxSizing,
    /// Width and height.
    pub size: Size<Dimension>,
    /// Their lower bounds.
    pub min_size: Size<LengthPercentageAuto>,
    /// Their upper bounds.
    pub max_size: Size<LengthPercentageAuto>,
    /// Space outside the border.
    pub margin: Sides<LengthPercentageAuto>,
    /// Space inside the border.
    pub padding: Sides<LengthPercentage>,
    /// Borders.
    pub border: Sides<Border>,
    /// Radii of its corners, clockwise from the top left.
    pub radius: [LengthPercentage; 4],
    /// Fill.
    pub background: Option<Rgb>,
    /// Direction of a flex container.
    pub flex_direction: FlexDirection,
    /// Whether its items wrap.
    pub flex_wrap: FlexWrap,
    /// Space between its items.
    pub gap: Size<LengthPercentage>,
    /// Distribution along it.
    pub justify_content: AlignContent,
    /// Alignment across it.
    pub align_items: AlignItems,
    /// The same for one item.
    pub align_self: Option<AlignItems>,
    /// Distribution of rows.
    pub align_content: AlignContent,
    /// A grid's tracks, and an item's place in one.
    pub grid: Option<Box<Grid>>,
    /// How an item grows.
    pub flex_grow: f32,
    /// How an item shrinks.
    pub flex_shrink: f32,
    /// An item's size before that.
    pub flex_basis: Dimension,
    /// Vertical alignment.
    pub vertical_align: VerticalAlign,
    /// Lines along the text that it asks for itself.
    pub decoration: Decoration<bool>,
    /// A table's columns have the widths that are given, whatever is in them.
    pub table_layout_fixed: bool,
    /// Page break before.
    pub break_before: PageBreak,
    /// Page break after.
    pub break_after: PageBreak,
    /// Page break inside.
    pub break_inside: PageBreak,
    /// Width over height, of a picture.
    pub aspect_ratio: Option<f32>,
    /// What is declared for shapes.
    pub ink: Option<Box<Ink>>,
    /// What of the text's properties is declared.
    pub own_font: OwnFont,

    // From here on inherited.
    /// Text colour.
    pub color: Rgb,
    /// Font size.
    pub font_size: f32,
    /// Bold or regular.
    pub bold: bool,
    /// Lines along the text that are asked for around it.
    pub outer_rules: Decoration<Option<Rule>>,
    /// Distance between baselines.
    pub line_height: LineHeight,
    /// Space after each character.
    pub letter_spacing: f32,
    /// Indent of the first line.
    pub text_indent: LengthPercentage,
    /// Alignment of lines.
    pub text_align: TextAlign,
    /// White space.
    pub white_space: WhiteSpace,
    /// Long words.
    pub overflow_wrap: OverflowWrap,
    /// Markers of list items.
    pub list_marker: ListMarker,
    /// Neighbouring cells share their borders.
    pub border_collapse: bool,
    /// Else the space between them: columns, rows.
    pub border_spacing: (f32, f32),
    /// Where text leads when it is clicked.
    pub link: Option<Target>,
}

/// A grid's tracks, and an item's place in its grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Widths of its columns.
    pub columns: Vec<TrackSizingFunction>,
    /// Heights of its rows.
    pub rows: Vec<TrackSizingFunction>,
    /// Heights of rows beyond those, in turn.
    pub auto_rows: Vec<TrackSizingFunction>,
    /// Widths of columns beyond those, in turn.
    pub auto_columns: Vec<TrackSizingFunction>,
    /// Items fill column after column, not row after row.
    pub by_column: bool,
    /// How items stand in their columns.
    pub justify_items: AlignItems,
    /// How this item stands in its columns.
    pub justify_self: Option<AlignItems>,
    /// The columns that this item takes.
    pub column: Line<GridPlacement<String>>,
    /// The rows that it takes.
    pub row: Line<GridPlacement<String>>,
}

impl Grid {
    /// No tracks, no place.
    pub const NONE: Self = Self {
        columns: Vec::new(),
        rows: Vec::new(),
        auto_rows: Vec::new(),
        auto_columns: Vec::new(),
        by_column: false,
        justify_items: AlignItems::NORMAL,
        justify_self: None,
        column: Line {
            start: GridPlacement::Auto,
            end: GridPlacement::Auto,
        },
        row: Line {
            start: GridPlacement::Auto,
            end: GridPlacement::Auto,
        },
    };
}

impl Style {
    /// A grid's tracks, to be set.
    fn grid_mut(&mut self) -> &mut Grid {
        self.grid.get_or_insert_with(|| Box::new(Grid::NONE))
    }

    /// A grid's tracks, and an item's place in its grid.
    pub fn grid(&self) -> &Grid {
        const NONE: &Grid = &Grid::NONE;
        self.grid.as_deref().unwrap_or(NONE)
    }

    /// The style from which the root inherits.
    pub const INITIAL: Self = Self {
        display: Display::Inline,
        box_sizing: BoxSizing::ContentBox,
        size: Size {
            width: Dimension::auto(),
            height: Dimension::auto(),
        },
        min_size: Size {
            width: LengthPercentageAuto::auto(),
            height: LengthPercentageAuto::auto(),
        },
        max_size: Size {
            width: LengthPercentageAuto::auto(),
            height: LengthPercentageAuto::auto(),
        },
        margin: Sides {
            left: LengthPercentageAuto::length(0.0),
            right: LengthPercentageAuto::length(0.0),
            top: LengthPercentageAuto::length(0.0),
            bottom: LengthPercentageAuto::length(0.0),
        },
        padding: Sides {
            left: LengthPercentage::length(0.0),
            right: LengthPercentage::length(0.0),
            top: LengthPercentage::length(0.0),
            bottom: LengthPercentage::length(0.0),
        },
        border: Sides {
            left: Border::NONE,
            right: Border::NONE,
            top: Border::NONE,
            bottom: Border::NONE,
        },
        radius: [LengthPercentage::length(0.0); 4],
        background: None,
        flex_direction: FlexDirection::Row,
        flex_wrap: FlexWrap::NoWrap,
        gap: Size {
            width: LengthPercentage::length(0.0),
            height: LengthPercentage::length(0.0),
        },
        justify_content: AlignContent::NORMAL,
        align_items: AlignItems::NORMAL,
        align_self: None,
        align_content: AlignContent::NORMAL,
        grid: None,
        flex_grow: 0.0,
        flex_shrink: 1.0,
        flex_basis: Dimension::auto(),
        vertical_align: VerticalAlign::Baseline,
        decoration: Decoration {
            underline: false,
            line_through: false,
        },
        table_layout_fixed: false,
        break_before: PageBreak::Auto,
        break_after: PageBreak::Auto,
        break_inside: PageBreak::Auto,
        aspect_ratio: None,
        ink: None,
        own_font: OwnFont {
            size: false,
            weight: false,
            spacing: false,
        },
        color: Rgb(0, 0, 0),
        font_size: 12.0,
        bold: false,
        outer_rules: Decoration {
            underline: None,
            line_through: None,
        },
        line_height: LineHeight::Normal,
        letter_spacing: 0.0,
        text_indent: LengthPercentage::length(0.0),
        text_align: TextAlign::Left,
        white_space: WhiteSpace::Normal,
        // Paper doesn't scroll: what runs over is lost, so words break unless a template says otherwise.
        overflow_wrap: OverflowWrap::BreakWord,
        list_marker: ListMarker::Sign('•'),
        border_collapse: false,
        border_spacing: (0.0, 0.0),
        link: None,
    };

    /// The style of a child before any declaration: what is inherited, and the rest as it is initially.
    pub fn child(&self) -> Self {
        Self {
            color: self.color,
            font_size: self.font_size,
            bold: self.bold,
            outer_rules: self.rules(),
            line_height: self.line_height,
            letter_spacing: self.letter_spacing,
            text_indent: self.text_indent,
            text_align: self.text_align,
            white_space: self.white_space,
            overflow_wrap: self.overflow_wrap,
            list_marker: self.list_marker,
            border_collapse: self.border_collapse,
            border_spacing: self.border_spacing,
            link: self.link.clone(),
            ..Self::INITIAL
        }
    }

    /// The style of a block that no element stands for, such as the one around loose text.
    pub fn anonymous(&self) -> Self {
        Self {
            display: Display::Block,
            ..self.child()
        }
    }

    /// The lines along its text; those from around it go on as they are.
    pub fn rules(&self) -> Decoration<Option<Rule>> {
        let own = Rule {
            color: self.color,
            size: self.font_size,
        };
        let Decoration {
            underline,
            line_through,
        } = self.outer_rules;
        Decoration {
            underline: underline.or(self.decoration.underline.then_some(own)),
            line_through: line_through.or(self.decoration.line_through.then_some(own)),
        }
    }

    /// Border and padding at its left, top, right, bottom, in a box within so much width.
    pub fn insets(&self, width: f32) -> [f32; 4] {
        let border = self.border_widths();
        let padding = self.padding.map(|padding| match padding.expand() {
            ExpandedLengthPercentage::Length(points) => points,
            ExpandedLengthPercentage::Percent(share) => share * width,
        });
        [
            border.left + padding.left,
            border.top + padding.top,
            border.right + padding.right,
            border.bottom + padding.bottom,
        ]
    }

    /// Widths of the borders.
    pub fn border_widths(&self) -> Sides<f32> {
        Sides {
            left: self.border.left.width(),
            right: self.border.right.width(),
            top: self.border.top.width(),
            bottom: self.border.bottom.width(),
        }
    }
}
