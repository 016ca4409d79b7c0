//! Rendered markup → printed documents, team by team: a form for each member, and the team's pack out of the same pages.

use super::display::Page;
use super::error::FormError;
use super::fonts::FontSet;
use super::image::Images;
use super::pdf::{self, Bookmark, Metadata, PdfFonts};
use super::teams::{Member, Team};
use super::trace::template_offset;
use super::trouble::{MarkupError, Position, TextKind, Warning};
use super::{FormOptions, Stylesheet, lay_out};
use crate::model::{Finding, Period, Problem};
use crate::report::Document;
use crate::report::figures::NONE;
use crate::report::templates::{APPRAISAL, STYLESHEET};
use crate::score::Scorecard;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// What a run prints from.
pub struct Press<'a> {
    /// The period.
    pub period: Period,
    /// Company and language.
    pub options: &'a FormOptions,
    /// The faces that text is set in.
    pub fonts: &'a FontSet,
    /// The same, cut to what the run prints.
    pub embedded: &'a PdfFonts,
    /// The stylesheets, parsed once for all forms.
    pub stylesheets: &'a [Stylesheet<'a>],
    /// The pictures that templates may show.
    pub images: &'a Images,
    /// The markup of every form, in the order of the scorecards.
    pub markups: &'a [String],
}

/// A team's documents.
pub struct Printed {
    /// The forms, in rank order.
    pub forms: Vec<Document>,
    /// The pack.
    pub pack: Document,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// A form before it is bound into the pack.
struct Sheet {
    document: Document,
    pages: Vec<Page>,
    findings: Vec<Finding>,
}

impl Press<'_> {
    /// Prints a team.
    pub fn team(&self, team: &Team<'_>) -> Result<Printed, FormError> {
        let sheets: Vec<_> = team
            .members
            .par_iter()
            .map(|member| self.sheet(team, member))
            .collect();
        let mut forms = Vec::new();
        let mut findings = Vec::new();
        let mut pages = Vec::new();
        let mut bookmarks = Vec::new();
        for (sheet, member) in sheets.into_iter().zip(&team.members) {
            // In this order whatever thread fails first: the error told is always the same one.
            let sheet = sheet?;
            bookmarks.push(Bookmark {
                title: bookmark(member.card),
                page: pages.len(),
            });
            pages.extend(sheet.pages);
            forms.push(sheet.document);
            findings.extend(sheet.findings);
        }
        let metadata = Metadata {
            bookmarks,
            ..self.metadata(&team.name)
        };
        let pack = self.write(format!("packs/{}.pdf", team.folder), &pages, &metadata)?;
        Ok(Printed {
            forms,
            pack,
            findings,
        })
    }

    fn sheet(&self, team: &Team<'_>, member: &Member<'_>) -> Result<Sheet, FormError> {
        let card = member.card;
        let markup = self
            .markups
            .get(member.index)
            .map(String::as_str)
            .unwrap_or_default();
        let laid_out = lay_out(markup, self.stylesheets, self.fonts, self.images)
            .map_err(|error| self.markup_error(error, markup, card))?;
        let metadata = self.metadata(&card.rep.name);
        let path = format!("forms/{}/{}.pdf", team.folder, member.file);
        let document = self.write(path, &laid_out.pages, &metadata)?;
        let missing = laid_out
            .missing
            .into_iter()
            .map(|character| Problem::MissingGlyph {
                character,
                rep_id: card.rep.rep_id.clone(),
            });
        let warnings = laid_out
            .warnings
            .iter()
            .map(|warning| self.template_problem(warning, markup));
        let findings = missing.chain(warnings).map(Finding::general).collect();
        Ok(Sheet {
            document,
            pages: laid_out.pages,
            findings,
        })
    }

    /// What is wrong with the pictures.
    pub fn image_findings(&self) -> impl Iterator<Item = Finding> {
        let unfollowed = self
            .images
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
            .images
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
        unfollowed.chain(unusable).map(Finding::general)
    }

    fn write(&self, path: String, pages: &[Page], metadata: &Metadata) -> Result<Document, FormError> {
        match pdf::write(pages, self.embedded, metadata) {
            Ok(bytes) => Ok(Document { path, bytes }),
            Err(error) => Err(FormError::Write { path, error }),
        }
    }

    fn metadata(&self, about: &str) -> Metadata {
        let language = self.options.language;
        let title = language.pick("销售人员绩效考核表", "Sales Performance Appraisal");
        Metadata {
            title: format!("{title} {} {about}", self.period.name(language)),
            author: self.options.company.clone(),
            language,
            date: self.period.last_day(),
            bookmarks: Vec::new(),
        }
    }

    fn template_problem(&self, warning: &Warning, markup: &str) -> Problem {
        let (template, position) = match warning.text {
            TextKind::Markup => (APPRAISAL, self.template_position(warning.position, markup)),
            TextKind::Stylesheet(_) => (STYLESHEET, warning.position),
        };
        Problem::Template {
            template: template.to_owned(),
            line: position.line,
            column: position.column,
            message: warning.oversight.wording(self.options.language),
        }
    }

    fn markup_error(&self, error: MarkupError, markup: &str, card: &Scorecard) -> FormError {
        FormError::Markup {
            rep_id: card.rep.rep_id.clone(),
            position: self.template_position(error.position, markup),
            fault: error.fault,
        }
    }

    fn template_position(&self, position: Position, markup: &str) -> Position {
        let template = self.options.templates.text(APPRAISAL);
        let offset = template_offset(template, markup, offset(position, markup));
        Position::of(template, offset)
    }
}

fn bookmark(card: &Scorecard) -> String {
    let rank = card
        .team_rank
        .map_or_else(|| NONE.to_owned(), |rank| rank.to_string());
    format!("{rank}  {}", card.rep.name)
}

/// The byte offset of a place.
fn offset(position: Position, text: &str) -> usize {
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
