//! The strip of painted items → pages: cut where it hurts least, headers repeated, texts in the margins.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::display::{Item, Page, Rect, Target};
use super::fonts::FontSet;
use super::paint::{Atom, Cohesion, Strip, StripItem};
use super::style::{Corner, MarginBox, PageStyle, Piece, Style, TextAlign};
use super::text::{Collector, Paragraph, Place, Setting};

/// More pages than this are a mistake in a template.
pub const MOST_PAGES: usize = 5000;

/// Lengths that differ by less are the same.
const NEAR: f32 = 0.01;

/// What of the strip is on one page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slice {
    /// Where it begins on the strip.
    pub start: f32,
    /// Where it ends.
    pub end: f32,
    /// The header that is repeated above it.
    pub header: Option<usize>,
    /// How high that is.
    header_height: f32,
}

/// Cuts the strip into slices of at most `height`; `None` if there are too many.
pub fn cut(strip: &mut Strip, height: f32) -> Option<Vec<Slice>> {
    strip.atoms.sort_by(|a, b| a.top.total_cmp(&b.top));
    strip.forced_breaks.sort_by(f32::total_cmp);
    let content_end = strip.items.iter().map(|item| item.bottom).fold(0.0, f32::max);
    let content_end = strip
        .atoms
        .iter()
        .map(|atom| atom.bottom)
        .fold(content_end, f32::max);
    let tallest = tallest_so_far(&strip.atoms);
    let mut slices = Vec::new();
    let mut start = 0.0;
    while slices.len() < MOST_PAGES {
        let (header, header_height) = repeated_header(strip, start, height);
        let room = (height - header_height).max(1.0);
        let forced = strip.forced_breaks.iter().copied().find(|at| *at > start + NEAR);
        let full = start + room;
        let is_forced = forced.is_some_and(|at| at <= full + NEAR);
        let limit = forced.map_or(full, |at| at.min(full));
        if content_end <= limit + NEAR {
            slices.push(Slice {
                start,
                end: content_end.max(limit),
                header,
                header_height,
            });
            return Some(slices);
        }
        let end = if is_forced {
            limit
        } else {
            best_cut(&strip.atoms, &tallest, start, limit)
        };
        slices.push(Slice {
            start,
            end,
            header,
            header_height,
        });
        // Margins between what ends a page and what begins the next one are left out.
        match strip
            .atoms
            .get(strip.atoms.partition_point(|atom| atom.top < end - NEAR))
        {
            Some(next) => start = next.top.max(end),
            None if content_end > end + NEAR => start = end,
            None => return Some(slices),
        }
        if tallest.last().is_none_or(|reach| *reach <= end + NEAR) {
            // Only empty decoration is left; it isn't worth a page.
            return Some(slices);
        }
    }
    None
}

/// The lowest place above `limit` that cuts nothing, or as little as can be.
fn best_cut(atoms: &[Atom], tallest: &[f32], start: f32, limit: f32) -> f32 {
    for cohesion in [Cohesion::Loose, Cohesion::Row, Cohesion::Line] {
        let mut cut = limit;
        while let Some(top) = highest_crossed(atoms, tallest, start, cut, cohesion) {
            cut = top;
        }
        if cut > start + NEAR {
            return cut;
        }
    }
    limit
}

/// The top of the highest piece that a cut would go through, of those that hold together at least so much and begin on this page.
fn highest_crossed(atoms: &[Atom], tallest: &[f32], start: f32, cut: f32, cohesion: Cohesion) -> Option<f32> {
    let end = atoms.partition_point(|atom| atom.top < cut - NEAR);
    let mut highest: Option<f32> = None;
    for (atom, tallest) in atoms.iter().zip(tallest).take(end).rev() {
        if atom.top < start - NEAR || *tallest <= cut + NEAR {
            break;
        }
        if atom.cohesion >= cohesion && atom.bottom > cut + NEAR {
            highest = Some(atom.top);
        }
    }
    highest
}

/// For each piece, how far it and those before it reach: nothing before it reaches further.
fn tallest_so_far(atoms: &[Atom]) -> Vec<f32> {
    let mut reach = f32::NEG_INFINITY;
    atoms
        .iter()
        .map(|atom| {
            reach = reach.max(atom.bottom);
            reach
        })
        .collect()
}

/// The header of a table that goes on at `start`, if it leaves room for rows.
fn repeated_header(strip: &Strip, start: f32, height: f32) -> (Option<usize>, f32) {
    let goes_on = strip.headers.iter().position(|header| {
        start > header.top + NEAR && start >= header.body_top - NEAR && start < header.body_bottom - NEAR
    });
    let Some((index, header)) = goes_on.and_then(|index| Some((index, strip.headers.get(index)?))) else {
        return (None, 0.0);
    };
    let header_height = header.body_top - header.top;
    if header_height > height / 2.0 {
        (None, 0.0)
    } else {
        (Some(index), header_height)
    }
}

/// Paints the slices, each on its page.
pub fn paint(
    strip: Strip,
    slices: &[Slice],
    page: &PageStyle,
    root: &Style,
    fonts: &FontSet,
    missing: &mut BTreeSet<char>,
) -> Vec<Page> {
    let [top, _, _, left] = page.margins;
    let mut repeated: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
    let is_repeated = slices.iter().any(|slice| slice.header.is_some());
    for item in strip.items.iter().filter(|_| is_repeated) {
        if let Some(header) = item.header {
            repeated.entry(header).or_default().push(&item.item);
        }
    }
    let mut pages: Vec<Page> = slices
        .iter()
        .map(|slice| {
            let mut items = Vec::new();
            if let Some(index) = slice.header
                && let (Some(header), Some(copied)) = (strip.headers.get(index), repeated.get(&index))
            {
                items.extend(
                    copied
                        .iter()
                        .map(|item| moved((*item).clone(), left, top - header.top)),
                );
            }
            Page {
                width: page.width,
                height: page.height,
                items,
            }
        })
        .collect();
    let Strip { items, anchors, .. } = strip;
    for item in items {
        let first = slices.partition_point(|slice| slice.end < item.top - NEAR);
        let end = slices.partition_point(|slice| slice.start <= item.bottom + NEAR);
        let mut place = |item: StripItem, index: usize| {
            if let (Some(slice), Some(page)) = (slices.get(index), pages.get_mut(index))
                && let Some(part) = part_in(item, *slice)
            {
                page.items
                    .push(moved(part, left, top + slice.header_height - slice.start));
            }
        };
        // Most items are on one page, and need no copy.
        for index in first..end.saturating_sub(1) {
            place(item.clone(), index);
        }
        if first < end {
            place(item, end - 1);
        }
    }
    let page_of = |id: &str| {
        let top = anchors.get(id)?;
        let page = slices.partition_point(|slice| slice.end <= top + NEAR);
        Some(page.min(slices.len().saturating_sub(1)))
    };
    for (index, page_items) in pages.iter_mut().enumerate() {
        page_items.items.retain_mut(|item| {
            let Item::Link { target, .. } = item else {
                return true;
            };
            let Target::Element(id) = &*target else {
                return true;
            };
            let page = page_of(id);
            if let Some(page) = page {
                *target = Target::Page(page as i32 - index as i32);
            }
            page.is_some()
        });
        for margin_box in &page.boxes {
            let numbers = (index + 1, slices.len());
            paint_margin_box(
                margin_box,
                page,
                numbers,
                root,
                fonts,
                missing,
                &mut page_items.items,
            );
        }
    }
    pages
}

/// Wider than any page, in points.
const ANY_WIDTH: f32 = 10_000.0;

/// What of an item is in a slice.
fn part_in(item: StripItem, slice: Slice) -> Option<Item> {
    let StripItem {
        item, top, bottom, ..
    } = item;
    let middle = f32::midpoint(top, bottom);
    let is_inside = middle >= slice.start && middle < slice.end;
    let is_cut = top < slice.start - NEAR || bottom > slice.end + NEAR;
    match item {
        Item::Shape(_) | Item::Image { .. } | Item::Clipped { .. } if is_cut => {
            let (top, bottom) = (top.max(slice.start), bottom.min(slice.end));
            (bottom - top > NEAR).then(|| Item::Clipped {
                rect: Rect {
                    x: -ANY_WIDTH,
                    y: top,
                    width: 2.0 * ANY_WIDTH,
                    height: bottom - top,
                },
                item: Box::new(item),
            })
        }
        Item::Text(_) | Item::Shape(_) | Item::Image { .. } | Item::Link { .. } | Item::Clipped { .. } => {
            is_inside.then_some(item)
        }
        Item::Fill { rect, color } => {
            let top = rect.y.max(slice.start);
            let bottom = (rect.y + rect.height).min(slice.end);
            let rect = Rect {
                y: top,
                height: bottom - top,
                ..rect
            };
            (rect.height > NEAR).then_some(Item::Fill { rect, color })
        }
        Item::Line {
            from,
            to,
            width,
            color,
            style,
        } => {
            if (from.1 - to.1).abs() < f32::EPSILON {
                let near_start = from.1 >= slice.start - NEAR;
                // Where rows are cut apart, both have the border between them; a repeated header has its own.
                let covered = slice.header.is_some() && (from.1 - slice.start).abs() <= NEAR;
                return (near_start && from.1 <= slice.end + NEAR && !covered).then_some(item);
            }
            let (start, end) = (from.1.max(slice.start), to.1.min(slice.end));
            (end - start > NEAR).then_some(Item::Line {
                from: (from.0, start),
                to: (to.0, end),
                width,
                color,
                style,
            })
        }
    }
}

fn moved(mut item: Item, dx: f32, dy: f32) -> Item {
    shift(&mut item, dx, dy);
    item
}

fn shift(item: &mut Item, dx: f32, dy: f32) {
    let shifted = |(x, y): (f32, f32)| (x + dx, y + dy);
    match item {
        Item::Fill { rect, .. } | Item::Link { rect, .. } | Item::Image { rect, .. } => {
            (rect.x, rect.y) = shifted((rect.x, rect.y));
        }
        Item::Line { from, to, .. } => (*from, *to) = (shifted(*from), shifted(*to)),
        Item::Shape(shape) => shape.origin = shifted(shape.origin),
        Item::Clipped { rect, item } => {
            (rect.x, rect.y) = shifted((rect.x, rect.y));
            shift(item, dx, dy);
        }
        Item::Text(run) => (run.x, run.baseline) = shifted((run.x, run.baseline)),
    }
}

fn paint_margin_box(
    margin_box: &MarginBox,
    page: &PageStyle,
    (number, count): (usize, usize),
    root: &Style,
    fonts: &FontSet,
    missing: &mut BTreeSet<char>,
    items: &mut Vec<Item>,
) {
    let (is_top, align) = match margin_box.corner {
        Corner::TopLeft => (true, TextAlign::Left),
        Corner::TopCenter => (true, TextAlign::Center),
        Corner::TopRight => (true, TextAlign::Right),
        Corner::BottomLeft => (false, TextAlign::Left),
        Corner::BottomCenter => (false, TextAlign::Center),
        Corner::BottomRight => (false, TextAlign::Right),
    };
    let style = Rc::new(Style {
        text_align: align,
        ..margin_box.style(root)
    });
    let setting = Setting::of_block(&style);
    let mut text = Collector::default();
    for piece in margin_box.content() {
        match piece {
            Piece::Text(piece) => text.push(piece, &setting),
            Piece::Page => text.push(&number.to_string(), &setting),
            Piece::Pages => text.push(&count.to_string(), &setting),
        }
    }
    let paragraph = Paragraph::new(text, &style, fonts, missing);
    let [top, right, bottom, left] = page.margins;
    let width = page.width - left - right;
    let lines = paragraph.lines(width);
    let height: f32 = lines.iter().map(|line| line.height()).sum();
    let mut y = if is_top {
        (top - height) / 2.0
    } else {
        page.height - f32::midpoint(bottom, height)
    };
    for line in lines {
        paragraph.paint(
            line,
            Place {
                x: left,
                width,
                baseline: y + line.above,
            },
            items,
        );
        y += line.height();
    }
}
