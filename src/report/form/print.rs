//! Everything that is printed of an appraisal, a few dozen forms at a time, each document handed on as soon as it is
//! made: what a run holds at once depends on its largest team, not on how many reps there are.

use super::error::FormError;
use super::manuscript::{Manuscript, Manuscripts};
use super::press::{Binding, Press};
use crate::model::{Finding, Problem};
use crate::report::Document;
use crate::report::teams::{Member, Team};
use crate::report::templates::STYLESHEET;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::sync::mpsc::SyncSender;
use typeset::Engine;
use typeset::Stylesheet;
use typeset::fonts::FontSet;
use typeset::image::Images;
use typeset::pdf::PdfFonts;

/// How many forms are filled in before they are printed: enough to keep every processor at work.
const FORMS_AT_ONCE: usize = 64;

impl Manuscripts<'_> {
    /// The characters of everything that is printed, drawings of templates among it, that no face of the set has.
    pub fn missing_characters(&self, fonts: &FontSet) -> Result<BTreeSet<char>, FormError> {
        let images = Images::read(self.options.templates.pictures(), fonts);
        let mut missing: BTreeSet<char> = images.missing.into_keys().collect();
        let lacks = |manuscript: &Manuscript| fonts.lacks(manuscript.characters());
        for team in &self.teams {
            let of_forms = in_order(&team.members, |member| Ok(lacks(&self.form(member)?)))?;
            missing.extend(of_forms.into_iter().flatten());
            missing.extend(lacks(&self.summary(team)?));
        }
        missing.extend(lacks(&self.report()?));
        Ok(missing)
    }

    /// Makes every document and hands it to `documents`. The same manuscripts and fonts give the same documents with
    /// any number of threads; only their order differs. Returns what is wrong with them.
    ///
    /// `further` gives the fonts for documents with characters that `fonts` lacks: the same faces, and more behind.
    pub fn print(
        &self,
        fonts: &FontSet,
        further: impl FnOnce(&BTreeSet<char>) -> FontSet,
        documents: &SyncSender<Document>,
    ) -> Result<Vec<Finding>, FormError> {
        let images = Images::read(self.options.templates.pictures(), fonts);
        // A drawing may stand on every page, so that all of them wait for its characters.
        let (mut found, waiting, printed) = if images.missing.is_empty() {
            let mut round = Round::new(self, fonts, images, Turn::First, documents);
            round.print(self.teams.iter().collect())?;
            (round.found, round.waiting, Some(fonts))
        } else {
            let everything = Waiting {
                missing: self.missing_characters(fonts)?,
                teams: self.teams.iter().collect(),
            };
            (Found::default(), everything, None)
        };
        if !waiting.missing.is_empty() {
            let further = further(&waiting.missing);
            let images = Images::read(self.options.templates.pictures(), &further);
            let mut round = Round::new(self, &further, images, Turn::Second { printed }, documents);
            round.print(waiting.teams)?;
            found.forms.extend(round.found.forms);
            found.reports.extend(round.found.reports);
        }
        Ok(found.together())
    }
}

/// Which documents are printed.
#[derive(Clone, Copy)]
enum Turn<'r> {
    /// Those whose characters the fonts have, and packs of such forms.
    First,
    /// All others: what lacks nothing in `printed` has been printed in the first turn.
    Second { printed: Option<&'r FontSet> },
}

/// Characters that documents wait for, and teams with such documents.
#[derive(Default)]
struct Waiting<'r, 'a> {
    missing: BTreeSet<char>,
    teams: Vec<&'r Team<'a>>,
}

/// A template filled in, and what is done with it.
struct Filled {
    manuscript: Manuscript,
    characters: BTreeSet<char>,
    fate: Fate,
}

enum Fate {
    Printed,
    /// It has been printed; its pages are wanted for the pack.
    Bound,
    /// It waits for fonts that have these characters.
    Waits(BTreeSet<char>),
}

/// A team whose forms have all had their turn.
struct Complete<'r, 'a, 'f> {
    team: &'r Team<'a>,
    /// None where a form waits.
    binding: Option<Binding>,
    summary: &'f Filled,
}

impl Complete<'_, '_, '_> {
    fn waits(&self) -> bool {
        self.binding.is_none() || matches!(self.summary.fate, Fate::Waits(_))
    }
}

/// Printing with one set of fonts.
struct Round<'r, 'a> {
    manuscripts: &'r Manuscripts<'a>,
    fonts: &'r FontSet,
    turn: Turn<'r>,
    engine: Engine,
    embedded: PdfFonts,
    documents: &'r SyncSender<Document>,
    waiting: Waiting<'r, 'a>,
    found: Found,
}

impl<'r, 'a> Round<'r, 'a> {
    fn new(
        manuscripts: &'r Manuscripts<'a>,
        fonts: &'r FontSet,
        images: Images,
        turn: Turn<'r>,
        documents: &'r SyncSender<Document>,
    ) -> Self {
        let stylesheets = vec![Stylesheet::parse(manuscripts.options.templates.text(STYLESHEET))];
        Self {
            manuscripts,
            fonts,
            turn,
            engine: Engine::new(stylesheets, fonts.clone(), images),
            embedded: PdfFonts::whole(fonts),
            documents,
            waiting: Waiting::default(),
            found: Found::default(),
        }
    }

    fn print(&mut self, teams: Vec<&'r Team<'a>>) -> Result<(), FormError> {
        let report = self.filled(self.manuscripts.report()?);
        self.embed([&report])?;
        let members = |team: &'r Team<'a>| team.members.iter().map(move |member| (team, member));
        let forms: Vec<_> = teams.into_iter().flat_map(members).collect();
        let mut binding = Some(Binding::default());
        for forms in forms.chunks(FORMS_AT_ONCE) {
            self.print_forms(forms, &mut binding)?;
        }
        match report.fate {
            Fate::Printed => {
                let sheet = self.press().report(&report.manuscript)?;
                self.hand_on(sheet.document)?;
                self.found.reports.extend(sheet.findings);
            }
            Fate::Bound => {}
            Fate::Waits(missing) => self.waiting.missing.extend(missing),
        }
        let of_images: Vec<_> = self.press().image_findings().collect();
        self.found.forms.extend(of_images);
        Ok(())
    }

    /// Prints some forms, and the packs and summaries of those teams whose last form is among them. `binding` holds
    /// what has been printed of the team that the first of them is in; none where one of its forms waits.
    fn print_forms(
        &mut self,
        forms: &[(&'r Team<'a>, &'r Member<'a>)],
        binding: &mut Option<Binding>,
    ) -> Result<(), FormError> {
        let filled = in_order(forms, |(team, member)| {
            let form = self.filled(self.manuscripts.form(member)?);
            let is_last = team.members.last() == Some(*member);
            let summary = is_last.then(|| self.manuscripts.summary(team)).transpose()?;
            Ok((form, summary.map(|summary| self.filled(summary))))
        })?;
        self.embed(
            filled
                .iter()
                .flat_map(|(form, summary)| summary.iter().chain([form])),
        )?;

        let press = self.press();
        let jobs: Vec<_> = forms.iter().zip(&filled).collect();
        let printed = in_order(&jobs, |((team, member), (form, _))| match form.fate {
            Fate::Printed => {
                let sheet = press.form(team, member, &form.manuscript)?;
                self.hand_on(sheet.document)?;
                Ok(Some((sheet.pages, sheet.findings)))
            }
            Fate::Bound => press.pages(&form.manuscript).map(Some),
            Fate::Waits(_) => Ok(None),
        })?;
        let mut complete = Vec::new();
        for (((team, member), (_, summary)), printed) in jobs.iter().zip(printed) {
            match (&mut *binding, printed) {
                (Some(binding), Some((pages, findings))) => {
                    binding.add(member.card, pages, self.manuscripts.options.duplex);
                    self.found.forms.extend(findings);
                }
                (None, Some((_, findings))) => self.found.forms.extend(findings),
                (_, None) => *binding = None,
            }
            if let Some(summary) = summary {
                let binding = binding.replace(Binding::default());
                complete.push(Complete {
                    team,
                    binding,
                    summary,
                });
            }
        }
        let found = in_order(&complete, |complete| self.print_team(complete))?;
        self.found.reports.extend(found.into_iter().flatten());
        let waiting = complete.iter().filter(|complete| complete.waits());
        self.waiting.teams.extend(waiting.map(|complete| complete.team));
        for filled in filled
            .iter()
            .flat_map(|(form, summary)| summary.iter().chain([form]))
        {
            if let Fate::Waits(missing) = &filled.fate {
                self.waiting.missing.extend(missing);
            }
        }
        Ok(())
    }

    /// Prints a team's pack and summary.
    fn print_team(&self, complete: &Complete<'_, '_, '_>) -> Result<Vec<Finding>, FormError> {
        let press = self.press();
        if let Some(binding) = complete.binding.as_ref().filter(|_| !complete.waits()) {
            self.hand_on(press.pack(complete.team, binding)?)?;
        }
        match complete.summary.fate {
            Fate::Printed => {
                let sheet = press.summary(complete.team, &complete.summary.manuscript)?;
                self.hand_on(sheet.document)?;
                Ok(sheet.findings)
            }
            Fate::Bound | Fate::Waits(_) => Ok(Vec::new()),
        }
    }

    fn filled(&self, manuscript: Manuscript) -> Filled {
        let lacks = |fonts: &FontSet, characters: &BTreeSet<char>| fonts.lacks(characters.iter().copied());
        let decisive = match self.turn {
            Turn::Second { printed: Some(fonts) } => fonts,
            Turn::First | Turn::Second { printed: None } => self.fonts,
        };
        // Where the fonts have even what only tags could need, nobody has to look which characters are text.
        let at_most = manuscript
            .at_most()
            .filter(|characters| lacks(decisive, characters).is_empty());
        let characters = at_most.unwrap_or_else(|| manuscript.characters());
        let lacks = |fonts: &FontSet| lacks(fonts, &characters);
        let fate = match self.turn {
            Turn::First => Some(lacks(self.fonts))
                .filter(|missing| !missing.is_empty())
                .map_or(Fate::Printed, Fate::Waits),
            Turn::Second { printed: Some(fonts) } if lacks(fonts).is_empty() => Fate::Bound,
            Turn::Second { .. } => Fate::Printed,
        };
        Filled {
            manuscript,
            characters,
            fate,
        }
    }

    /// Sees that the faces are cut to all that is printed of `filled`.
    fn embed<'f>(&mut self, filled: impl IntoIterator<Item = &'f Filled>) -> Result<(), FormError> {
        let characters = filled.into_iter().flat_map(|filled| &filled.characters).copied();
        self.embedded.cover(characters).map_err(FormError::Fonts)
    }

    fn press(&self) -> Press<'_> {
        Press {
            appraisal: self.manuscripts.month.appraisal,
            details: self.manuscripts.month.details,
            options: self.manuscripts.options,
            embedded: &self.embedded,
            engine: &self.engine,
        }
    }

    /// Waits until there is room for the document.
    fn hand_on(&self, document: Document) -> Result<(), FormError> {
        self.documents.send(document).map_err(|_| FormError::Unwanted)
    }
}

/// What is wrong with forms, and with reports, which repeat much of it.
#[derive(Default)]
struct Found {
    forms: BTreeSet<Finding>,
    reports: Vec<Finding>,
}

impl Found {
    fn together(self) -> Vec<Finding> {
        let mut findings = self.forms;
        for finding in self.reports {
            // What a rep's form lacks, the reports that name the rep lack too.
            if !findings.iter().any(|known| tells_the_same(known, &finding)) {
                findings.insert(finding);
            }
        }
        findings.into_iter().collect()
    }
}

/// Whether both tell of the same character that no font has.
pub fn tells_the_same(one: &Finding, other: &Finding) -> bool {
    match (&one.problem, &other.problem) {
        (Problem::MissingGlyph { character: one, .. }, Problem::MissingGlyph { character: other, .. }) => {
            one == other
        }
        _ => false,
    }
}

/// Does the work for all side by side. Where it fails for several, the error is that of the first of them, whatever
/// thread fails first.
fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, FormError> + Send + Sync,
) -> Result<Vec<R>, FormError> {
    let done: Vec<_> = items.par_iter().map(work).collect();
    done.into_iter().collect()
}
