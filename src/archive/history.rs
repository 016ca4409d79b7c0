//! Everything that was published of a rep, period by period.

use super::{Archive, ArchiveError};
use rusqlite::{Row, params};
use serde::Serialize;

/// A version of a period, and what a rep had in it. Figures are as results.json has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryCard {
    /// The period.
    pub period: String,
    /// Which version of it.
    pub version: u32,
    /// Whether it is the newest.
    pub is_current: bool,
    /// When it was published.
    pub published_at: String,
    /// Why it was restated.
    pub reason: Option<String>,
    /// When the period was closed; none where it is open.
    pub closed_at: Option<String>,
    /// The hash of the policy in force.
    pub policy_sha256: String,
    /// The name then.
    pub name: String,
    /// The team then.
    pub team: Option<String>,
    /// The superior then.
    pub manager: Option<String>,
    /// The score.
    pub score: Option<String>,
    /// The grade.
    pub grade: Option<String>,
    /// The rank in the company.
    pub rank: Option<u32>,
    /// The rank in the team.
    pub team_rank: Option<u32>,
    /// The code at the foot of the form.
    pub code: Option<String>,
    /// The figures, in the order of their ids.
    pub figures: Vec<HistoryFigure>,
}

/// A figure of then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryFigure {
    /// The id of the KPI.
    pub kpi: String,
    /// What was to be reached.
    pub target: Option<String>,
    /// What was reached.
    pub actual: Option<String>,
    /// actual ÷ target
    pub attainment: Option<String>,
    /// Growth over the period before.
    pub mom: Option<String>,
    /// Growth over the same period of the year before.
    pub yoy: Option<String>,
    /// The weight.
    pub weight: String,
    /// The points.
    pub points: Option<String>,
}

impl Archive {
    /// Every version that a rep has a card in, by period and version.
    pub fn history(&self, rep_id: &str) -> Result<Vec<HistoryCard>, ArchiveError> {
        self.listed(rep_id).map_err(|error| self.failed(error))
    }

    fn listed(&self, rep_id: &str) -> rusqlite::Result<Vec<HistoryCard>> {
        let select = "SELECT runs.id, runs.period, runs.version, current.run = runs.id, published_at, reason, closed_at, \
                      policies.sha256, name, team, manager, score, grade, rank, team_rank, scorecards.code \
                      FROM versions JOIN runs ON runs.id = versions.run JOIN scorecards ON scorecards.run = runs.id \
                      JOIN current ON current.period = runs.period JOIN policies ON policies.id = runs.policy \
                      LEFT JOIN closings ON closings.period = runs.period \
                      WHERE rep_id = ?1 ORDER BY runs.period, runs.version";
        let card = |row: &Row<'_>| {
            let card = HistoryCard {
                period: row.get(1)?,
                version: row.get(2)?,
                is_current: row.get(3)?,
                published_at: row.get(4)?,
                reason: row.get(5)?,
                closed_at: row.get(6)?,
                policy_sha256: row.get(7)?,
                name: row.get(8)?,
                team: row.get(9)?,
                manager: row.get(10)?,
                score: row.get(11)?,
                grade: row.get(12)?,
                rank: row.get(13)?,
                team_rank: row.get(14)?,
                code: row.get(15)?,
                figures: Vec::new(),
            };
            Ok((row.get::<_, i64>(0)?, card))
        };
        let mut select = self.connection.prepare(select)?;
        let cards: Vec<(i64, HistoryCard)> = select.query_map([rep_id], card)?.collect::<Result<_, _>>()?;
        let with_figures = cards.into_iter().map(|(run, card)| {
            let figures = self.figures_of(run, rep_id)?;
            Ok(HistoryCard { figures, ..card })
        });
        with_figures.collect()
    }

    fn figures_of(&self, run: i64, rep_id: &str) -> rusqlite::Result<Vec<HistoryFigure>> {
        let select = "SELECT kpi, target, actual, attainment, mom, yoy, weight, points FROM figures \
                      WHERE run = ?1 AND rep_id = ?2 ORDER BY kpi";
        let figure = |row: &Row<'_>| {
            Ok(HistoryFigure {
                kpi: row.get(0)?,
                target: row.get(1)?,
                actual: row.get(2)?,
                attainment: row.get(3)?,
                mom: row.get(4)?,
                yoy: row.get(5)?,
                weight: row.get(6)?,
                points: row.get(7)?,
            })
        };
        let mut select = self.connection.prepare_cached(select)?;
        select.query_map(params![run, rep_id], figure)?.collect()
    }
}
