//! Rendered markup → one printed document: a rep's form, a team's pack out of the same pages, a team's summary, the
//! month's report.

use super::FormOptions;
use super::error::FormError;
use super::manuscript::Manuscript;
use super::origin;
use super::trace::template_offset;
use super::worded::Worded;
use crate::measure::details::Details;
use crate::model::{Finding, Problem};
use crate::report::Document;
use crate::report::drawn::{self, At};
use crate::report::figures::NONE;
use crate::report::teams::{Member, Team};
use crate::report::templates::{COMPONENTS, STYLESHEET, Templates};
use crate::score::{Appraisal, Scorecard};
use typeset::Engine;
use typeset::pdf::{self, Bookmark, Leaf, Metadata, PageLabel, PdfError, PdfFonts};
use typeset::{MarkupError, Position, TextKind, Warning};

/// What a run prints from.
pub struct Press<'a> {
    /// Whose forms they are.
    pub appraisal: &'a Appraisal,
    /// What stands behind the figures.
    pub details: &'a Details,
    /// Company and language.
    pub options: &'a FormOptions,
    /// The faces that text is set in, cut to what the run prints.
    pub embedded: &'a PdfFonts,
    /// What pages are laid out with.
    pub engine: &'a Engine,
}

/// The forms of a pack.
#[derive(Default)]
pub struct Binding {
    pages: Vec<Leaf>,
    bookmarks: Vec<Bookmark>,
    labels: Vec<PageLabel>,
}

impl Binding {
    /// Adds a form behind the others; for printing on both sides it begins on a sheet of its own.
    pub fn add(&mut self, card: &Scorecard, pages: Vec<Leaf>, duplex: bool) {
        self.bookmarks.push(Bookmark {
            title: bookmark(card),
            page: self.pages.len(),
        });
        self.labels.push(label(card, self.pages.len(), pages.len()));
        self.pages.extend(pages);
        if duplex && !self.pages.len().is_multiple_of(2) {
            self.pages.extend(self.pages.last().map(Leaf::blank));
        }
    }
}

/// A finished document, and its pages, of which packs are bound.
pub struct Sheet {
    /// The document.
    pub document: Document,
    /// What is on its pages.
    pub pages: Vec<Leaf>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Press<'_> {
    /// Prints a team's pack.
    pub fn pack(&self, team: &Team<'_>, binding: &Binding) -> Result<Document, FormError> {
        let metadata = Metadata {
            bookmarks: binding.bookmarks.clone(),
            labels: binding.labels.clone(),
            duplex: self.options.duplex,
            ..self.form_metadata(&team.name)
        };
        self.write(format!("packs/{}.pdf", team.folder), &binding.pages, &metadata)
    }

    /// Prints a team's summary.
    pub fn summary(&self, team: &Team<'_>, manuscript: &Manuscript) -> Result<Sheet, FormError> {
        let title = self
            .options
            .language
            .pick("团队绩效汇总", "Team Performance Summary");
        let path = format!("summaries/{}.pdf", team.folder);
        self.report_as(path, &self.metadata(title, &team.name), manuscript)
    }

    /// Prints the month's report.
    pub fn report(&self, manuscript: &Manuscript) -> Result<Sheet, FormError> {
        let title = self
            .options
            .language
            .pick("销售绩效报告", "Sales Performance Report");
        self.report_as("report.pdf".to_owned(), &self.metadata(title, ""), manuscript)
    }

    fn report_as(
        &self,
        path: String,
        metadata: &Metadata,
        manuscript: &Manuscript,
    ) -> Result<Sheet, FormError> {
        let (pages, findings) = self.pages(manuscript)?;
        let document = self.write(path, &pages, metadata)?;
        Ok(Sheet {
            document,
            pages,
            findings,
        })
    }

    /// Prints a rep's form.
    pub fn form(
        &self,
        team: &Team<'_>,
        member: &Member<'_>,
        manuscript: &Manuscript,
    ) -> Result<Sheet, FormError> {
        let (pages, findings) = self.pages(manuscript)?;
        let metadata = self.form_metadata(&member.card.rep.name);
        let path = format!("forms/{}/{}.pdf", team.folder, member.file);
        let document = self.write(path, &pages, &metadata)?;
        Ok(Sheet {
            document,
            pages,
            findings,
        })
    }

    /// A document's pages, and what is wrong with its template or lacks in its fonts.
    pub fn pages(&self, manuscript: &Manuscript) -> Result<(Vec<Leaf>, Vec<Finding>), FormError> {
        let laid_out = self
            .engine
            .lay_out(&manuscript.markup)
            .map_err(|error| self.markup_error(error, manuscript))?;
        let document = manuscript.subject.document(self.options.language);
        let missing = laid_out
            .missing
            .into_iter()
            .map(|character| Problem::MissingGlyph {
                character,
                document: document.clone(),
                field: origin::field(
                    character,
                    &manuscript.subject,
                    self.appraisal,
                    self.details,
                    &self.options.catalogue,
                ),
            });
        let warnings = laid_out
            .warnings
            .iter()
            .map(|warning| self.template_problem(warning, manuscript));
        let findings = missing.chain(warnings).map(Finding::general).collect();
        let pages = laid_out.pages.iter();
        let leaves = pages.map(|page| Leaf::new(page, self.embedded.set()));
        let leaves = leaves
            .collect::<Result<_, _>>()
            .map_err(|error| FormError::Write {
                path: document,
                error: PdfError::from(error),
            })?;
        Ok((leaves, findings))
    }

    /// What is wrong with the pictures.
    pub fn image_findings(&self) -> impl Iterator<Item = Finding> {
        let unfollowed = self
            .engine
            .images()
            .warnings
            .iter()
            .map(|(name, warning)| Problem::Template {
                template: name.clone(),
                line: warning.position.line,
                column: warning.position.column,
                message: warning.oversight.wording(self.options.language),
            });
        let language = self.options.language;
        let unusable = self
            .engine
            .images()
            .unusable
            .iter()
            .map(move |(name, reason)| Problem::Template {
                template: name.clone(),
                line: 1,
                column: 1,
                message: language.pick(
                    format!("图片无法使用（{reason}）；请换成 PNG、JPEG 或 SVG 文件"),
                    format!("the picture cannot be used ({reason}); save it as PNG, JPEG or SVG"),
                ),
            });
        let missing = self
            .engine
            .images()
            .missing
            .iter()
            .map(|(character, name)| Problem::MissingGlyph {
                character: *character,
                document: name.clone(),
                field: None,
            });
        let left_out = self.options.templates.left_out().iter().map(move |(at, what)| {
            let position = at.map(position_of_cell).unwrap_or_default();
            Problem::Template {
                template: drawn::FILE.to_owned(),
                line: position.line,
                column: position.column,
                message: what.text(language).to_owned(),
            }
        });
        unfollowed
            .chain(unusable)
            .chain(missing)
            .chain(left_out)
            .map(Finding::general)
    }

    fn write(&self, path: String, pages: &[Leaf], metadata: &Metadata) -> Result<Document, FormError> {
        match pdf::bind(pages, self.embedded, metadata) {
            Ok(bytes) => Ok(Document { path, bytes }),
            Err(error) => Err(FormError::Write { path, error }),
        }
    }

    fn form_metadata(&self, about: &str) -> Metadata {
        let title = self
            .options
            .language
            .pick("销售人员绩效考核表", "Sales Performance Appraisal");
        self.metadata(title, about)
    }

    fn metadata(&self, title: &str, about: &str) -> Metadata {
        let language = self.options.language;
        Metadata {
            title: format!("{title} {} {about}", self.appraisal.period.name(language))
                .trim_end()
                .to_owned(),
            date: self.appraisal.period.last_day(),
            ..self.options.metadata()
        }
    }

    fn template_problem(&self, warning: &Warning, manuscript: &Manuscript) -> Problem {
        let (template, position) = match warning.text {
            TextKind::Markup => self.place(warning.position, manuscript),
            TextKind::Stylesheet(_) => (STYLESHEET, warning.position),
        };
        Problem::Template {
            template: template.to_owned(),
            line: position.line,
            column: position.column,
            message: warning.oversight.wording(self.options.language),
        }
    }

    fn markup_error(&self, error: MarkupError, manuscript: &Manuscript) -> FormError {
        let (template, position) = self.place(error.position, manuscript);
        FormError::Markup {
            template,
            subject: manuscript.subject.clone(),
            position,
            fault: error.fault,
        }
    }

    /// The template, and the place in it, that a place in the markup was made from.
    fn place(&self, position: Position, manuscript: &Manuscript) -> (&'static str, Position) {
        let markup = &manuscript.markup;
        let [charts, page] = COMPONENTS;
        let candidates =
            [manuscript.template, charts, page].map(|name| (name, self.options.templates.text(name)));
        let (template, offset) = template_offset(&candidates, markup, offset(position, markup));
        let position = Position::of(self.options.templates.text(template), offset);
        in_workbook(&self.options.templates, template, position).unwrap_or((template, position))
    }
}

fn bookmark(card: &Scorecard) -> String {
    let rank = card
        .team_rank
        .map_or_else(|| NONE.to_owned(), |rank| rank.to_string());
    format!("{rank}  {}", card.rep.name)
}

/// What a viewer calls the pages of a form: by the rep's number, and counted where they are several.
fn label(card: &Scorecard, first: usize, count: usize) -> PageLabel {
    let number = &card.rep.rep_id;
    PageLabel {
        page: first,
        prefix: if count > 1 {
            format!("{number}-")
        } else {
            number.clone()
        },
        is_numbered: count > 1,
    }
}

/// The workbook's file, and the cell as row and column, that a place in a template was made from; none where the template
/// is a text.
pub(super) fn in_workbook(
    templates: &Templates,
    template: &str,
    position: Position,
) -> Option<(&'static str, Position)> {
    let at = templates.cell(template, position.line)?;
    Some((drawn::FILE, at.map(position_of_cell).unwrap_or_default()))
}

fn position_of_cell(at: At) -> Position {
    Position {
        line: at.row + 1,
        column: at.column + 1,
    }
}

/// The byte offset of a place.
pub(super) fn offset(position: Position, text: &str) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines
        .take(position.line.saturating_sub(1) as usize)
        .map(str::len)
        .sum();
    let line = text.get(before..).unwrap_or_default();
    let column = position.column.saturating_sub(1) as usize;
    before
        + line
            .char_indices()
            .nth(column)
            .map_or(line.len(), |(offset, _)| offset)
}
