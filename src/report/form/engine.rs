//! Markup and stylesheets → pages: the whole way from text to display lists.

use std::collections::BTreeSet;

use super::boxes::{Tree, Trouble};
use super::display::Page;
use super::fonts::FontSet;
use super::image::Images;
use super::layout;
use super::markup::{Source, inspect};
use super::pages::{self, MOST_PAGES};
use super::paint::Strip;
use super::style::{Cascade, Style, Stylesheet};
use super::trouble::{Fault, MarkupError, Position, TextKind, Warning};

/// A document laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct LaidOut {
    /// Its pages, at least one.
    pub pages: Vec<Page>,
    /// What of the template wasn't followed, in order of place.
    pub warnings: Vec<Warning>,
    /// Characters that no font has; they are painted as the replacement character.
    pub missing: BTreeSet<char>,
}

/// Lays a document out: XHTML in `markup`, with its own `<style>` elements after the given stylesheets.
pub fn lay_out(
    markup: &str,
    stylesheets: &[Stylesheet],
    fonts: &FontSet,
    images: &Images,
) -> Result<LaidOut, MarkupError> {
    let source = Source::clean(markup);
    let document = source.parse()?;
    let mut trouble = Trouble::default();
    inspect(&document, &source, &mut trouble.warnings);
    for (index, sheet) in stylesheets.iter().enumerate() {
        warn(
            &mut trouble,
            TextKind::Stylesheet(index),
            Position { line: 1, column: 1 },
            sheet,
        );
    }
    let mut own = Vec::new();
    for style in document
        .descendants()
        .filter(|node| node.tag_name().name() == "style")
    {
        for text in style.children().filter(roxmltree::Node::is_text) {
            let sheet = Stylesheet::parse(text.text().unwrap_or_default());
            warn(
                &mut trouble,
                TextKind::Markup,
                source.position(text.range().start),
                &sheet,
            );
            own.push(sheet);
        }
    }

    let cascade = Cascade::of(stylesheets.iter().chain(&own));
    let (mut tree, root) = Tree::of(
        document.root_element(),
        &source,
        &cascade,
        fonts,
        images,
        &mut trouble,
    );
    let page = cascade.page();
    let [top, right, bottom, left] = page.margins;
    layout::lay_out(&mut tree, root, (page.width - left - right).max(1.0));
    let mut strip = Strip::of(&tree, root);
    let slices = pages::cut(&mut strip, (page.height - top - bottom).max(1.0)).ok_or(MarkupError {
        position: Position { line: 1, column: 1 },
        fault: Fault::TooLong(MOST_PAGES),
    })?;
    let Trouble {
        mut warnings,
        mut missing,
    } = trouble;
    let pages = pages::paint(&strip, &slices, page, &Style::INITIAL, fonts, &mut missing);
    warnings.sort();
    warnings.dedup();
    Ok(LaidOut {
        pages,
        warnings,
        missing,
    })
}

fn warn(trouble: &mut Trouble, text: TextKind, start: Position, sheet: &Stylesheet) {
    let said = sheet.warnings.iter().map(|(position, oversight)| Warning {
        text,
        position: start.plus(*position),
        oversight: oversight.clone(),
    });
    trouble.warnings.extend(said);
}

#[cfg(test)]
mod tests;
