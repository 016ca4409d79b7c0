//! A page or two for each of several people → one PDF with bookmarks, such as a team's letters or talks.

use super::FormOptions;
use super::error::FormError;
use super::manuscript::Manuscript;
use super::trace::template_offset;
use super::worded::Worded;
use crate::model::{Finding, Period, Problem};
use crate::report::Document;
use crate::report::templates::{COMPONENTS, STYLESHEET};
use rayon::prelude::*;
use typeset::display::Page;
use typeset::pdf::{self, Bookmark, Metadata, PageLabel, PdfFonts};
use typeset::{Engine, Position, TextKind};

/// Somebody's pages in a bound document.
pub struct Leaf {
    /// The rep's number, for the pages' labels.
    pub rep_id: String,
    /// The rep's name.
    pub name: String,
    /// What is printed.
    pub manuscript: Manuscript,
}

/// A document to be bound.
pub struct Bound<'a> {
    /// Where it is published.
    pub path: String,
    /// What it says of itself: `目标责任书 2027年 华东一部`
    pub title: String,
    /// What time it is of.
    pub period: Period,
    /// Whose pages it holds, in order.
    pub leaves: &'a [Leaf],
}

impl Bound<'_> {
    /// Prints it; on both sides of the paper everyone's pages begin on a sheet of their own.
    pub fn print(
        self,
        engine: &Engine,
        embedded: &PdfFonts,
        form: &FormOptions,
    ) -> Result<(Document, Vec<Finding>), FormError> {
        let laid_out: Vec<_> = self
            .leaves
            .par_iter()
            .map(|leaf| pages(&leaf.manuscript, engine, form))
            .collect();
        let (mut bound, mut bookmarks, mut labels) = (Vec::<Page>::new(), Vec::new(), Vec::new());
        let mut findings = Vec::new();
        for (leaf, laid_out) in self.leaves.iter().zip(laid_out) {
            let (pages, found) = laid_out?;
            findings.extend(found);
            let Leaf { rep_id, name, .. } = leaf;
            bookmarks.push(Bookmark {
                title: format!("{rep_id}  {name}"),
                page: bound.len(),
            });
            let is_numbered = pages.len() > 1;
            labels.push(PageLabel {
                page: bound.len(),
                prefix: if is_numbered {
                    format!("{rep_id}-")
                } else {
                    rep_id.clone()
                },
                is_numbered,
            });
            bound.extend(pages);
            if form.duplex && !bound.len().is_multiple_of(2) {
                bound.extend(bound.last().map(Page::blank));
            }
        }
        let metadata = Metadata {
            title: self.title,
            date: self.period.last_day(),
            bookmarks,
            labels,
            duplex: form.duplex,
            ..form.metadata()
        };
        let path = self.path;
        match pdf::write(&bound, embedded, &metadata) {
            Ok(bytes) => Ok((Document { path, bytes }, findings)),
            Err(error) => Err(FormError::Write { path, error }),
        }
    }
}

/// Somebody's pages, and what is wrong with its template or lacks in its fonts.
fn pages(
    manuscript: &Manuscript,
    engine: &Engine,
    form: &FormOptions,
) -> Result<(Vec<Page>, Vec<Finding>), FormError> {
    let at = |position: Position| {
        let [charts, page] = COMPONENTS;
        let candidates = [manuscript.template, charts, page].map(|name| (name, form.templates.text(name)));
        let markup = &manuscript.markup;
        let (template, offset) = template_offset(&candidates, markup, super::press::offset(position, markup));
        (template, Position::of(form.templates.text(template), offset))
    };
    let laid_out = engine.lay_out(&manuscript.markup).map_err(|error| {
        let (template, position) = at(error.position);
        FormError::Markup {
            template,
            subject: manuscript.subject.clone(),
            position,
            fault: error.fault,
        }
    })?;
    let document = manuscript.subject.document(form.language);
    let missing = laid_out
        .missing
        .into_iter()
        .map(|character| Problem::MissingGlyph {
            character,
            document: document.clone(),
            field: None,
        });
    let warnings = laid_out.warnings.iter().map(|warning| {
        let (template, position) = match warning.text {
            TextKind::Markup => at(warning.position),
            TextKind::Stylesheet(_) => (STYLESHEET, warning.position),
        };
        Problem::Template {
            template: template.to_owned(),
            line: position.line,
            column: position.column,
            message: warning.oversight.wording(form.language),
        }
    });
    let findings = missing.chain(warnings).map(Finding::general).collect();
    Ok((laid_out.pages, findings))
}
