//! `@page`: the sheet of paper, its margins, and what runs along in them.

use super::super::trouble::{Oversight, Position};
use super::property::Setting;
use super::sheet::{block, declarations, find, skip_noise, written};
use super::value::{Amount, four_sides, keyword, positive, words};

/// The sheet and what repeats on every page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageStyle {
    /// Width of the sheet in points.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Margins: top, right, bottom, left.
    pub margins: [f32; 4],
    /// Texts in the margins.
    pub boxes: Vec<MarginBox>,
}

/// A text in a page's margin.
#[derive(Debug, Clone, PartialEq)]
pub struct MarginBox {
    /// Which one.
    pub corner: Corner,
    /// What it says; `None` if no rule said.
    content: Option<Vec<Piece>>,
    settings: Vec<Setting>,
}

/// A place in a page's margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corner {
    /// Above, on the left.
    TopLeft,
    /// Above, centred.
    TopCenter,
    /// Above, on the right.
    TopRight,
    /// Below, on the left.
    BottomLeft,
    /// Below, centred.
    BottomCenter,
    /// Below, on the right.
    BottomRight,
}

/// A piece of a margin's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// The page's number, from 1.
    Page,
    /// How many pages there are.
    Pages,
}

/// What one `@page` rule says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PageRule {
    size: Option<(f32, f32)>,
    margins: [Option<f32>; 4],
    boxes: Vec<MarginBox>,
}

const MILLIMETRE: f32 = 72.0 / 25.4;

/// Paper sizes in millimetres, upright.
const PAPERS: &[(&str, (f32, f32))] = &[
    ("a3", (297.0, 420.0)),
    ("a4", (210.0, 297.0)),
    ("a5", (148.0, 210.0)),
    ("b4", (250.0, 353.0)),
    ("b5", (176.0, 250.0)),
    ("letter", (215.9, 279.4)),
    ("legal", (215.9, 355.6)),
];

const CORNERS: &[(&str, Corner)] = &[
    ("@top-left", Corner::TopLeft),
    ("@top-center", Corner::TopCenter),
    ("@top-right", Corner::TopRight),
    ("@bottom-left", Corner::BottomLeft),
    ("@bottom-center", Corner::BottomCenter),
    ("@bottom-right", Corner::BottomRight),
];

impl PageStyle {
    /// A4 with margins of 15 mm, unless rules say otherwise.
    pub(super) fn of<'r>(rules: impl IntoIterator<Item = &'r PageRule>) -> Self {
        let mut page = Self {
            width: 210.0 * MILLIMETRE,
            height: 297.0 * MILLIMETRE,
            margins: [15.0 * MILLIMETRE; 4],
            boxes: Vec::new(),
        };
        for rule in rules {
            if let Some((width, height)) = rule.size {
                (page.width, page.height) = (width, height);
            }
            for (margin, set) in page.margins.iter_mut().zip(rule.margins) {
                *margin = set.unwrap_or(*margin);
            }
            for text in &rule.boxes {
                match page
                    .boxes
                    .iter_mut()
                    .find(|earlier| earlier.corner == text.corner)
                {
                    Some(earlier) => earlier.extend(text),
                    None => page.boxes.push(text.clone()),
                }
            }
        }
        page
    }
}

/// The narrowest sheet, so that every page has room for something.
const SMALLEST: f32 = 10.0 * MILLIMETRE;

impl PageRule {
    /// Reads the inside of a rule that stands at a place.
    pub fn parse(text: &str, start: Position) -> (Self, Vec<(Position, Oversight)>) {
        let mut rule = Self::default();
        let mut warnings = Vec::new();
        let mut at = 0;
        loop {
            at = skip_noise(text, at);
            let rest = text.get(at..).unwrap_or_default();
            if rest.is_empty() {
                return (rule, warnings);
            }
            let place = start.plus(Position::of(text, at));
            if rest.starts_with('@') {
                let head_length = find(rest, &['{', ';']);
                let head = rest.get(..head_length).unwrap_or_default().trim();
                let inside_at = at + head_length + 1;
                let (inside, end) = block(text, inside_at.min(text.len()));
                match keyword(CORNERS, head) {
                    Some(corner) => {
                        let inside_place = start.plus(Position::of(text, inside_at));
                        rule.boxes
                            .push(MarginBox::parse(corner, inside, inside_place, &mut warnings));
                    }
                    None => warnings.push((place, Oversight::UnknownAtRule(head.to_owned()))),
                }
                at = end;
            } else {
                let length = find(rest, &[';', '@']);
                for written in written(rest.get(..length).unwrap_or_default(), place, &mut warnings) {
                    if let Err(oversight) = rule.set(written.property, &written.value) {
                        warnings.push((written.position, oversight));
                    }
                }
                at += length + usize::from(rest.get(length..).is_some_and(|rest| rest.starts_with(';')));
            }
        }
    }

    fn set(&mut self, property: &str, value: &str) -> Result<(), Oversight> {
        let refused = || Oversight::UnknownValue(property.to_owned(), value.to_owned());
        match property {
            "size" => self.size = Some(size(value).ok_or_else(refused)?),
            "margin" => self.margins = four_sides(value, length).ok_or_else(refused)?.map(Some),
            other => {
                let index = ["margin-top", "margin-right", "margin-bottom", "margin-left"]
                    .iter()
                    .position(|name| *name == other)
                    .ok_or_else(|| Oversight::UnknownProperty(other.to_owned()))?;
                if let Some(margin) = self.margins.get_mut(index) {
                    *margin = Some(length(value).ok_or_else(refused)?);
                }
            }
        }
        Ok(())
    }
}

impl MarginBox {
    /// What it says.
    pub fn content(&self) -> &[Piece] {
        self.content.as_deref().unwrap_or_default()
    }

    /// The settings of its text, later ones prevailing.
    pub(super) fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// Adds what a later rule says about the same box.
    fn extend(&mut self, later: &Self) {
        self.settings.extend(later.settings.iter().cloned());
        if later.content.is_some() {
            self.content.clone_from(&later.content);
        }
    }

    fn parse(corner: Corner, text: &str, place: Position, warnings: &mut Vec<(Position, Oversight)>) -> Self {
        let mut content = None;
        let mut others = Vec::new();
        for written in written(text, place, warnings) {
            if written.property.eq_ignore_ascii_case("content") {
                if let Some(pieces) = pieces(&written.value) {
                    content = Some(pieces);
                } else {
                    let oversight = Oversight::UnknownValue("content".to_owned(), written.value.into_owned());
                    warnings.push((written.position, oversight));
                }
            } else {
                let text = format!("{}:{}", written.property, written.value);
                others.extend(declarations(&text, written.position, warnings));
            }
        }
        Self {
            corner,
            content,
            settings: others
                .into_iter()
                .map(|declaration| declaration.setting)
                .collect(),
        }
    }
}

fn length(text: &str) -> Option<f32> {
    match positive(text)? {
        Amount::Points(points) => Some(points),
        _ => None,
    }
}

fn size(value: &str) -> Option<(f32, f32)> {
    let mut size = None;
    let mut landscape = None;
    let mut lengths = Vec::new();
    for word in words(value) {
        if let Some((width, height)) = keyword(PAPERS, word) {
            size = Some((width * MILLIMETRE, height * MILLIMETRE));
        } else if let Some(turned) = keyword(&[("landscape", true), ("portrait", false)], word) {
            landscape = Some(turned);
        } else {
            lengths.push(length(word).filter(|length| *length >= SMALLEST)?);
        }
    }
    let (width, height) = match (size, lengths[..].first(), lengths.get(1), lengths.len()) {
        (Some(size), None, None, 0) => size,
        (None, Some(side), None, 1) => (*side, *side),
        (None, Some(width), Some(height), 2) => (*width, *height),
        (None, None, None, 0) if landscape.is_some() => (210.0 * MILLIMETRE, 297.0 * MILLIMETRE),
        _ => return None,
    };
    Some(if landscape == Some(true) {
        (width.max(height), width.min(height))
    } else {
        (width, height)
    })
}

/// Strings and counters, with or without space between them.
fn pieces(value: &str) -> Option<Vec<Piece>> {
    if keyword(&[("none", ()), ("normal", ())], value).is_some() {
        return Some(Vec::new());
    }
    let mut pieces = Vec::new();
    let mut rest = value.trim_start();
    while let Some(first) = rest.chars().next() {
        if let '"' | '\'' = first {
            let (text, after) = rest.strip_prefix(first)?.split_once(first)?;
            pieces.push(Piece::Text(text.to_owned()));
            rest = after.trim_start();
        } else {
            let (counter, after) = rest.split_once(')')?;
            pieces.push(keyword(COUNTERS, counter)?.clone());
            rest = after.trim_start();
        }
    }
    Some(pieces)
}

const COUNTERS: &[(&str, &Piece)] = &[("counter(page", &Piece::Page), ("counter(pages", &Piece::Pages)];

#[cfg(test)]
mod tests {
    use super::*;

    const START: Position = Position { line: 1, column: 1 };

    #[test]
    fn a_page_rule_is_read_whole() {
        let (rule, warnings) = PageRule::parse(
            "size: A4 landscape; margin: 10mm 20mm;\n@bottom-center { content: \"第 \" counter(page) \"/\" \
             counter(pages) ' 页'; font-size: 8pt }\nmargin-top: 1in",
            START,
        );
        assert_eq!(warnings, []);
        let page = PageStyle::of([&rule]);
        assert!((page.width - 841.89).abs() < 0.01 && (page.height - 595.28).abs() < 0.01);
        assert!((page.margins[0] - 72.0).abs() < 0.01 && (page.margins[3] - 56.69).abs() < 0.01);
        let text = |text: &str| Piece::Text(text.to_owned());
        let [footer] = &page.boxes[..] else {
            panic!("{page:?}")
        };
        assert_eq!(footer.corner, Corner::BottomCenter);
        assert_eq!(
            footer.content(),
            [text("第 "), Piece::Page, text("/"), Piece::Pages, text(" 页")]
        );
    }

    #[test]
    fn what_a_page_rule_cannot_say_is_said() {
        let (_, warnings) = PageRule::parse(
            "size: 5mm;\n colour: red; @top-middle { content: 'x' }\n@top-left { content: attr(x); colour: red }",
            START,
        );
        let places: Vec<_> = warnings.iter().map(|(at, _)| at.to_string()).collect();
        assert_eq!(places, ["1:1", "2:2", "2:15", "3:13", "3:31"]);
    }
}
