//! Rows of managers' scores and comments: wide ones with a column for each KPI, long ones that name theirs.

use super::cells::{Flaw, Reading, Setting, Span, figure, prose, span, text};
use super::data_row::WithinSheet;
use super::data_row::{Context, DataRow, Gathered};
use super::kinds::added;
use super::ledger::{Brought, Ledger};
use super::row::RowReader;
use super::staff::Named;
use super::{Added, Remarks, RepKey, Score};
use crate::model::text::{nearest, normalise_word};
use crate::model::{Dataset, Fate, Field, Finding, Kpi, Period, Place, Problem, Severity};
use crate::read::Cell;
use crate::recognise::Table;
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What a manager may give.
const RANGE: std::ops::RangeInclusive<Decimal> = Decimal::ZERO..=Decimal::ONE_HUNDRED;

/// What a manager said of a rep, as read; nothing wrong with it but for what is left out.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct ScoreRow {
    rep: RepKey,
    /// The period it is for.
    period: Period,
    /// The KPI that a long row names.
    about: Option<Kpi>,
    given: Vec<(Field, Kpi, Decimal)>,
    comment: Option<String>,
    plan: Option<String>,
    added: Added,
}

impl DataRow for ScoreRow {
    fn dataset(&self) -> Dataset {
        Dataset::SCORES
    }

    fn read(row: &mut RowReader<'_, '_>, _: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let given_fields: Vec<Field> = row.fields().filter(|field| is_given(*field)).collect();
        // A row that nobody filled in says nothing, not even that its rep is unknown.
        if given_fields.iter().all(|field| row.is_blank(*field)) {
            return None;
        }
        let Ok(period) = row.sound(Field::Period, period) else {
            return None;
        };
        let period = period
            .or_else(|| period_of_folder(&row.place()))
            .unwrap_or(context.period);
        let named = context.staff.named(row, Some(period.last_day()));
        if named == Named::Nobody {
            row.missing(&[Field::RepId, Field::RepName]);
        }
        let about = about(row, context);
        let mut given = Vec::new();
        for field in given_fields {
            let kpi = match (field, about) {
                (Field::Manual(kpi), _) => Some(kpi),
                (Field::Score, Ok(about)) => about,
                _ => continue,
            };
            let Some(score) = row.optional(field, score) else {
                continue;
            };
            match kpi {
                None => row.missing(&[Field::Kpi]),
                Some(kpi) if !RANGE.contains(&score) => {
                    row.report(field, Problem::ScoreOutOfRange { kpi, score });
                }
                Some(kpi) => given.push((field, kpi, score)),
            }
        }
        let comment = row.optional(Field::Comment, prose);
        let plan = row.optional(Field::Plan, prose);
        let added = added(row);
        let Named::Rep(rep) = named else { return None };
        // What is left of a row whose every score is left out says nothing, and so repeats no other row.
        if given.is_empty() && comment.is_none() && plan.is_none() {
            return None;
        }
        Some(Self {
            rep,
            period,
            about: about.ok().flatten(),
            given,
            comment,
            plan,
            added: added?,
        })
    }

    fn within_sheet(&self) -> WithinSheet {
        WithinSheet::Rejected
    }
}

impl ScoreRow {
    /// Whether its scores are the period's, or those of a month that the period's may be the mean of.
    fn is_for(&self, period: Period) -> bool {
        let is_month = self.period.months().nth(1).is_none();
        self.period == period || is_month && period.covers(self.period) && !self.given.is_empty()
    }
}

fn is_given(field: Field) -> bool {
    matches!(
        field,
        Field::Manual(_) | Field::Score | Field::Comment | Field::Plan
    )
}

/// The KPI that a long row names; where the policy has but one, a row need not. An unknown name is reported, and
/// the row's score is left out.
fn about(row: &mut RowReader<'_, '_>, context: &Context) -> Result<Option<Kpi>, ()> {
    let known = &context.manual;
    let Some(named) = row.optional(Field::Kpi, text) else {
        let is_needed = !row.is_blank(Field::Score);
        return Ok(known.first().copied().filter(|_| is_needed && known.len() == 1));
    };
    let wanted = normalise_word(&named);
    let names = known
        .iter()
        .filter_map(|kpi| context.catalogue.measure(*kpi))
        .flat_map(|measure| {
            let names = [measure.id(), &measure.name.zh, &measure.name.en];
            names.map(|name| (name, measure.kpi))
        });
    let mut called = names.clone().filter(|(name, _)| normalise_word(name) == wanted);
    if let Some((_, kpi)) = called.next() {
        return Ok(Some(kpi));
    }
    let problem = Problem::UnknownScoreKpi {
        text: named.to_string(),
        nearest: nearest(&wanted, names.map(|(name, _)| name)),
    };
    row.report(Field::Kpi, problem);
    Err(())
}

/// A score is a plain number; 分 in a header's brackets is no unit of it.
fn score(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Decimal> {
    figure(cell, setting).and_then_value(|figure| Some(figure.times(Decimal::ONE)?.normalize()))
}

/// 2026-10, 2026-Q4, 2026, and every way to write a month.
fn period(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Period> {
    if let Some(period) = text(cell, setting).value.and_then(|text| text.parse().ok()) {
        return Reading::of(period);
    }
    let reading = span(cell, setting);
    let of_month = |span| match span {
        Span::Month(month) => Some(Period::month(month)),
        Span::Year(year) => format!("{year:04}").parse().ok(),
        Span::Quarter(Some(year), quarter) => format!("{year:04}-Q{quarter}").parse().ok(),
        Span::MonthOfYear(_) | Span::Quarter(None, _) | Span::Half(..) => None,
    };
    match reading.value.map(of_month) {
        Some(Some(period)) => Reading::of(period),
        Some(None) => Reading::flawed(Flaw::NotADate),
        None => Reading {
            value: None,
            flaw: reading.flaw,
        },
    }
}

/// The period of the innermost folder that is named by one: scores under `inbox/2026-10/` are October's.
fn period_of_folder(place: &Place) -> Option<Period> {
    let (folders, _) = place.source.file.rsplit_once('/')?;
    folders.rsplit('/').find_map(|folder| folder.parse().ok())
}

/// The scores for `period` and for its months, and the remarks for `period`. Of different scores for one KPI none counts;
/// remarks that differ are joined.
pub fn scores(
    rows: &[Gathered<ScoreRow>],
    tables: &[Table],
    period: Period,
    findings: &mut Vec<Finding>,
) -> (Vec<Score>, BTreeMap<RepKey, Remarks>) {
    findings.extend(outside(rows, tables, period));
    let mut given: BTreeMap<(RepKey, Kpi, Period), Vec<Given<'_>>> = BTreeMap::new();
    let mut comments = Said::new(Field::Comment);
    let mut plans = Said::new(Field::Plan);
    for Gathered {
        place, table, row, ..
    } in rows.iter().filter(|row| row.row.is_for(period))
    {
        let at = |field| {
            let column = tables.get(*table).and_then(|table| table.column(field));
            column.map_or_else(|| place.clone(), |column| place.at_column(column.index))
        };
        for (field, kpi, score) in &row.given {
            given
                .entry((row.rep, *kpi, row.period))
                .or_default()
                .push((at(*field), *score, &row.added));
        }
        if row.period != period {
            continue;
        }
        comments.hear(row, row.comment.as_deref(), at(Field::Comment));
        plans.hear(row, row.plan.as_deref(), at(Field::Plan));
    }
    let mut scores = Vec::new();
    for ((rep, kpi, period), figures) in given {
        let conflicts = conflicts(kpi, &figures);
        if let Some((place, score, added)) = figures.into_iter().next()
            && conflicts.is_empty()
        {
            scores.push(Score {
                place,
                rep,
                period,
                kpi,
                score,
                added: added.clone(),
            });
        }
        findings.extend(conflicts);
    }
    findings.extend(comments.findings);
    findings.extend(plans.findings);
    let mut remarks: BTreeMap<RepKey, Remarks> = BTreeMap::new();
    for (rep, comment) in comments.texts {
        remarks.entry(rep).or_default().comment = Some(joined(comment));
    }
    for (rep, plan) in plans.texts {
        remarks.entry(rep).or_default().plan = Some(joined(plan));
    }
    (scores, remarks)
}

/// A score, its cell, and what its row states beside.
type Given<'a> = (Place, Decimal, &'a Added);
/// Settles what became of each row: one none of whose scores is used, and that says nothing else, is left out for what is
/// wrong with them.
pub fn settle(ledger: &mut Ledger, rows: &[Gathered<ScoreRow>], scores: &[Score], period: Period) {
    let used: BTreeSet<(RepKey, Kpi, Period)> = scores
        .iter()
        .map(|score| (score.rep, score.kpi, score.period))
        .collect();
    for Gathered { place, row, .. } in rows {
        let mut given = row.given.iter();
        let says = row.period == period && (row.comment.is_some() || row.plan.is_some());
        let fate = if !row.is_for(period) {
            Fate::OtherPeriod
        } else if says || given.any(|(_, kpi, _)| used.contains(&(row.rep, *kpi, row.period))) {
            Fate::Counted
        } else {
            Fate::Error
        };
        ledger.settle_at(Dataset::SCORES, place, fate, Brought::default());
    }
}

/// Rows for other periods than this, said once for each table.
fn outside<'a>(
    rows: &'a [Gathered<ScoreRow>],
    tables: &'a [Table],
    period: Period,
) -> impl Iterator<Item = Finding> + use<'a> {
    let mut counts: BTreeMap<usize, (u64, bool)> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.row.is_for(period)) {
        let (count, is_within) = counts.entry(row.table).or_default();
        *count += 1;
        *is_within |= period.covers(row.row.period);
    }
    counts.into_iter().filter_map(|(table, (rows, is_within))| {
        let place = Place::sheet(tables.get(table)?.source.clone());
        let mut finding = Finding::at(place, Problem::OutsidePeriods { rows });
        // A year has no scores of its quarters, which whoever gave them may well expect.
        if is_within {
            finding.severity = Severity::Warning;
        }
        Some(finding)
    })
}

fn conflicts(kpi: Kpi, figures: &[Given<'_>]) -> Vec<Finding> {
    let conflict = |(place, score, _): &Given<'_>| {
        let (other, ..) = figures.iter().find(|(_, another, _)| another != score)?;
        let problem = Problem::ConflictingScores {
            kpi,
            other: other.clone(),
        };
        Some(Finding::at(place.clone(), problem))
    };
    figures.iter().filter_map(conflict).collect()
}

/// What was said of each rep in one column, in the order of files and rows, each text once.
struct Said {
    field: Field,
    texts: BTreeMap<RepKey, Vec<SaidText>>,
    findings: Vec<Finding>,
}

struct SaidText {
    text: String,
    about: Option<Kpi>,
    place: Place,
}

impl Said {
    fn new(field: Field) -> Self {
        Self {
            field,
            texts: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// Takes a text in. One that differs from what was said of the same rep and KPI is pointed out.
    fn hear(&mut self, row: &ScoreRow, text: Option<&str>, place: Place) {
        let Some(text) = text else { return };
        let said = self.texts.entry(row.rep).or_default();
        if said.iter().any(|other| other.text == text) {
            return;
        }
        if let Some(other) = said.iter().find(|other| other.about == row.about) {
            let problem = Problem::SeveralRemarks {
                field: self.field,
                first: other.place.clone(),
            };
            self.findings.push(Finding::at(place.clone(), problem));
        }
        said.push(SaidText {
            text: text.to_owned(),
            about: row.about,
            place,
        });
    }
}

fn joined(said: Vec<SaidText>) -> String {
    let texts: Vec<String> = said.into_iter().map(|said| said.text).collect();
    texts.join("\n")
}
