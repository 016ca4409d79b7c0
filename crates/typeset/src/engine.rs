//! Markup and stylesheets → pages: the whole way from text to display lists.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::boxes::{Memo, Tree, Trouble};
use super::display::Page;
use super::fonts::FontSet;
use super::image::Images;
use super::layout;
use super::markup::{Source, inspect};
use super::pages::{self, MOST_PAGES};
use super::paint::Strip;
use super::style::{Cascade, Rules, Style, Stylesheet};
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

/// What documents are laid out with. It is made once for many of them.
#[derive(Debug)]
pub struct Engine {
    stylesheets: Vec<Stylesheet>,
    rules: Arc<Rules>,
    fonts: FontSet,
    images: Images,
    /// No other engine has the same.
    number: u64,
}

thread_local! {
    /// What a thread remembers of the documents that it has laid out, and the number of the engine that did it.
    static REMEMBERED: RefCell<Option<(u64, Memo)>> = const { RefCell::new(None) };
}

/// Lays a document out: XHTML in `markup`, with its own `<style>` elements after the given stylesheets.
pub fn lay_out(
    markup: &str,
    stylesheets: &[Stylesheet],
    fonts: &FontSet,
    images: &Images,
) -> Result<LaidOut, MarkupError> {
    Engine::new(stylesheets.to_vec(), fonts.clone(), images.clone()).lay_out(markup)
}

impl Engine {
    /// An engine that lays documents out with these.
    pub fn new(stylesheets: Vec<Stylesheet>, fonts: FontSet, images: Images) -> Self {
        static ENGINES: AtomicU64 = AtomicU64::new(0);
        Self {
            rules: Arc::new(Rules::of(&stylesheets)),
            stylesheets,
            fonts,
            images,
            number: ENGINES.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// The pictures that documents may show.
    pub fn images(&self) -> &Images {
        &self.images
    }

    /// Lays a document out: XHTML in `markup`, with its own `<style>` elements after the stylesheets.
    pub fn lay_out(&self, markup: &str) -> Result<LaidOut, MarkupError> {
        let remembered = REMEMBERED.take().filter(|(number, _)| *number == self.number);
        let mut memo = remembered.map(|(_, memo)| memo).unwrap_or_default();
        let laid_out = lay_out_with(self, &mut memo, markup);
        memo.keep_small();
        REMEMBERED.set(Some((self.number, memo)));
        laid_out
    }
}

fn lay_out_with(engine: &Engine, memo: &mut Memo, markup: &str) -> Result<LaidOut, MarkupError> {
    let Engine {
        stylesheets,
        rules,
        fonts,
        images,
        ..
    } = engine;
    let source = Source::clean(markup);
    let document = source.parse()?;
    let mut trouble = Trouble::default();
    inspect(&document, &source, &mut trouble.warnings);
    for (index, sheet) in stylesheets.iter().enumerate() {
        warn(&mut trouble, TextKind::Stylesheet(index), sheet, || Position {
            line: 1,
            column: 1,
        });
    }
    let mut own = Vec::new();
    for style in document
        .descendants()
        .filter(|node| node.tag_name().name() == "style")
    {
        for text in style.children().filter(roxmltree::Node::is_text) {
            let sheet = Stylesheet::parse(text.text().unwrap_or_default());
            warn(&mut trouble, TextKind::Markup, &sheet, || {
                source.position(text.range().start)
            });
            own.push(sheet);
        }
    }

    // What a document rules for itself is for no other.
    let mut own_memo = None;
    let sheets = stylesheets.iter().chain(&own);
    let (cascade, memo) = if own.iter().any(Stylesheet::has_rules) {
        (Cascade::of(sheets), own_memo.insert(Memo::default()))
    } else {
        (Cascade::ruled(Arc::clone(rules), sheets), memo)
    };
    let (mut tree, root) = Tree::of(
        document.root_element(),
        &source,
        &cascade,
        fonts,
        images,
        &mut trouble,
        memo,
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
    let pages = pages::paint(strip, &slices, page, &Style::INITIAL, fonts, &mut missing);
    warnings.sort();
    warnings.dedup();
    Ok(LaidOut {
        pages,
        warnings,
        missing,
    })
}

/// Tells what of a stylesheet isn't followed; where it begins takes looking, which most need not.
fn warn(trouble: &mut Trouble, text: TextKind, sheet: &Stylesheet, start: impl FnOnce() -> Position) {
    if sheet.warnings.is_empty() {
        return;
    }
    let start = start();
    let said = sheet.warnings.iter().map(|(position, oversight)| Warning {
        text,
        position: start.plus(*position),
        oversight: oversight.clone(),
    });
    trouble.warnings.extend(said);
}

#[cfg(test)]
mod tests;
