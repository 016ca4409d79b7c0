//! The paper of a sheet: size, margins, scale, and what stands above and below each page.

use super::parts::{attribute, child, is_set, number};
use super::words;
use crate::model::Bilingual;
use roxmltree::Node;
use std::fmt::Write as _;

/// Points of an inch.
const INCH_PT: f64 = 72.0;

/// Points of a millimetre.
const MM_PT: f64 = 72.0 / 25.4;

/// What a sheet is printed on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paper {
    /// Points of the sheet, turned as it is printed.
    pub(super) width_pt: f64,
    pub(super) height_pt: f64,
    /// Margins in points: top, right, bottom, left.
    pub(super) margins_pt: [f64; 4],
    /// How much larger or smaller everything is printed.
    pub(super) scale: f64,
    /// Whether the table stands in the middle of the page.
    pub(super) is_centred: bool,
    /// What stands in the margins, as CSS says it: the box and its content.
    pub(super) margin_boxes: Vec<(&'static str, String)>,
    /// What of the header or footer is not followed.
    pub(super) left_out: Vec<Bilingual>,
}

/// Paper sizes by their numbers in workbooks, in millimetres.
const SIZES: [(&str, f64, f64); 9] = [
    ("1", 215.9, 279.4),
    ("5", 215.9, 355.6),
    ("8", 297.0, 420.0),
    ("9", 210.0, 297.0),
    ("11", 148.0, 210.0),
    ("12", 257.0, 364.0),
    ("13", 182.0, 257.0),
    ("33", 250.0, 353.0),
    ("34", 176.0, 250.0),
];

/// The paper of a worksheet's part.
pub(super) fn paper(sheet: Node<'_, '_>) -> Paper {
    let setup = child(sheet, "pageSetup");
    let of_setup = |name| setup.and_then(|setup| attribute(setup, name));
    // A sheet that nobody set up is printed on A4.
    let size = of_setup("paperSize").and_then(|size| SIZES.iter().find(|(number, _, _)| *number == size));
    let (_, width, height) = size.copied().unwrap_or(("9", 210.0, 297.0));
    let (width, height) = if of_setup("orientation") == Some("landscape") {
        (height, width)
    } else {
        (width, height)
    };
    let margins = child(sheet, "pageMargins");
    let margin = |name, usual: f64| {
        let stated = margins.and_then(|margins| number(margins, name));
        // As much as leaves something to print on.
        stated.unwrap_or(usual).clamp(0.0, 3.0) * INCH_PT
    };
    let is_fitted = child(sheet, "sheetPr")
        .and_then(|properties| child(properties, "pageSetUpPr"))
        .is_some_and(|setup| is_set(setup, "fitToPage"));
    let scale = setup
        .and_then(|setup| number(setup, "scale"))
        .filter(|_| !is_fitted);
    let mut paper = Paper {
        width_pt: width * MM_PT,
        height_pt: height * MM_PT,
        margins_pt: [
            margin("top", 0.75),
            margin("right", 0.7),
            margin("bottom", 0.75),
            margin("left", 0.7),
        ],
        scale: scale.map_or(1.0, |percent| (percent / 100.0).clamp(0.1, 4.0)),
        is_centred: child(sheet, "printOptions").is_some_and(|options| is_set(options, "horizontalCentered")),
        margin_boxes: Vec::new(),
        left_out: Vec::new(),
    };
    if let Some(lines) = child(sheet, "headerFooter") {
        for (name, boxes) in [
            ("oddHeader", ["@top-left", "@top-center", "@top-right"]),
            ("oddFooter", ["@bottom-left", "@bottom-center", "@bottom-right"]),
        ] {
            let text = child(lines, name)
                .and_then(|line| line.text())
                .unwrap_or_default();
            margin_line(text, boxes, &mut paper);
        }
    }
    paper
}

/// A header or footer: `&L…&C…&R…`, with codes for page numbers and for how the text looks.
fn margin_line(text: &str, boxes: [&'static str; 3], paper: &mut Paper) {
    let mut contents = [const { String::new() }; 3];
    let mut place = 1;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        if character != '&' {
            let end = rest.find('&').unwrap_or(rest.len());
            push(&mut contents[place], &rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let code = after.chars().next().unwrap_or_default();
        rest = after.get(code.len_utf8()..).unwrap_or_default();
        match code {
            'L' => place = 0,
            'C' => place = 1,
            'R' => place = 2,
            'P' => contents[place].push_str(" counter(page)"),
            'N' => contents[place].push_str(" counter(pages)"),
            '&' => push(&mut contents[place], "&"),
            // The face, its size, its colour: pages have one for all margins.
            '"' => rest = rest.split_once('"').map_or("", |(_, rest)| rest),
            'K' => rest = rest.get(6..).unwrap_or_default(),
            '0'..='9' => rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()),
            'B' | 'I' | 'U' | 'E' | 'S' | 'X' | 'Y' => (),
            code => paper.left_out.push(super::said(
                format!("页眉页脚中的 &{code}（日期、文件名、图片等）不打印；请改成文字或 {{{{ period.name }}}} 之类的写法"),
                format!("&{code} in the header or footer (dates, file names, pictures) is not printed; write text or {{{{ period.name }}}}"),
            )),
        }
    }
    for (name, content) in boxes.into_iter().zip(contents) {
        if !content.is_empty() {
            paper.margin_boxes.push((name, content));
        }
    }
}

/// Text with the expressions in it, as what `content` takes.
fn push(content: &mut String, text: &str) {
    for piece in words::pieces(text) {
        match piece {
            words::Piece::Text(text) => {
                let text = text.replace(['"', '\\', '\n', '\r'], " ");
                let _ = write!(content, " \"{text}\"");
            }
            words::Piece::Expression(inside) => drop(write!(content, " {{{{ ({inside}) | quoted }}}}")),
            words::Piece::Tag(tag) => content.push_str(&tag),
        }
    }
}
