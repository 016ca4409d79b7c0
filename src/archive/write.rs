//! A run → the archive's tables, in one transaction; and what becomes of it.

use super::packed::packed;
use super::{Archive, ArchiveError, Publication, RunId};
use crate::model::{Period, Terms};
use crate::read::Digest;
use crate::report::code::PageCode;
use crate::report::results::{amount, ratio};
use crate::score::{KpiScore, Scorecard};
use crate::snapshot::FigureRows;
use rusqlite::TransactionBehavior::Immediate;
use rusqlite::{OptionalExtension, Transaction, params};
use rust_decimal::Decimal;

impl Archive {
    /// Writes a run that is about to be published. It counts for nothing until [`Self::published`] says when it was. Of a
    /// snapshot that is already the newest of its period nothing is written anew: the run is that one.
    pub fn prepare(&mut self, run: Publication<'_>) -> Result<RunId, ArchiveError> {
        let content = |archive: &Self, reason: String| ArchiveError::Content(archive.path.clone(), reason);
        let snapshot = packed(run.bytes).map_err(|error| content(self, error.to_string()))?;
        let policy = serde_json::to_string_pretty(&run.snapshot.policy);
        let policy = policy.map_err(|error| content(self, error.to_string()))?;
        let rows = run.rows.map(|rows| {
            let bytes = rows.to_bytes().map_err(|error| error.to_string())?;
            packed(&bytes).map_err(|error| error.to_string())
        });
        let rows = rows.transpose().map_err(|reason| content(self, reason))?;
        let packed = Packed {
            snapshot,
            policy,
            rows,
        };
        let written = self
            .connection
            .transaction_with_behavior(Immediate)
            .and_then(|transaction| {
                let id = write(&transaction, run, &packed)?;
                transaction.commit()?;
                Ok(id)
            });
        written.map(RunId).map_err(|error| self.failed(error))
    }

    /// Adds the rows behind the figures of a published snapshot, where they are not there yet.
    pub fn add_rows(&self, snapshot_sha256: &str, rows: &FigureRows) -> Result<(), ArchiveError> {
        let content = |reason: String| ArchiveError::Content(self.path.clone(), reason);
        let bytes = rows.to_bytes().map_err(|error| content(error.to_string()))?;
        let bytes = packed(&bytes).map_err(|error| content(error.to_string()))?;
        let insert = "INSERT OR IGNORE INTO figure_rows (run, rows) SELECT max(id), ?2 FROM runs \
                      WHERE snapshot_sha256 = ?1 AND published_at IS NOT NULL HAVING max(id) IS NOT NULL";
        let added = self.connection.execute(insert, params![snapshot_sha256, bytes]);
        added.map(drop).map_err(|error| self.failed(error))
    }

    /// Says that a run was published, at that time; false where it is not there any more, or was published before.
    pub fn published(&self, run: RunId, at: &str) -> Result<bool, ArchiveError> {
        let set = "UPDATE runs SET published_at = ?2 WHERE id = ?1 AND published_at IS NULL";
        let set = self.connection.execute(set, params![run.0, at]);
        set.map(|set| set > 0).map_err(|error| self.failed(error))
    }

    /// Finds out what became of runs of a period that ended between writing and publishing: what lies in the published
    /// folder now was published, at that time; whatever else was about to be was not.
    pub fn settle(&mut self, period: Period, there: Option<(&str, &str)>) -> Result<(), ArchiveError> {
        let settled = self
            .connection
            .transaction_with_behavior(Immediate)
            .and_then(|transaction| {
                let period = period.to_string();
                if let Some((snapshot, at)) = there {
                    let published = "UPDATE runs SET published_at = ?3 WHERE period = ?1 AND snapshot_sha256 = ?2 \
                                     AND published_at IS NULL";
                    transaction.execute(published, params![period, snapshot, at])?;
                }
                let given_up = "DELETE FROM runs WHERE period = ?1 AND published_at IS NULL";
                transaction.execute(given_up, params![period])?;
                transaction.commit()
            });
        settled.map_err(|error| self.failed(error))
    }

    /// Says that a period is closed with what is its newest version; at what time it was, where it was before.
    pub fn close(&self, period: Period, at: &str) -> Result<(), ArchiveError> {
        let close = "INSERT OR IGNORE INTO closings (period, run, closed_at) \
                     SELECT period, run, ?2 FROM current WHERE period = ?1";
        let closed = self.connection.execute(close, params![period.to_string(), at]);
        closed.map(drop).map_err(|error| self.failed(error))
    }
}

/// What is kept as bytes or text.
struct Packed {
    snapshot: Vec<u8>,
    policy: String,
    rows: Option<Vec<u8>>,
}

fn write(transaction: &Transaction<'_>, run: Publication<'_>, packed: &Packed) -> rusqlite::Result<i64> {
    let snapshot = run.snapshot;
    let period = snapshot.period.to_string();
    let sha256 = Digest::of(run.bytes).sha256;
    let newest = "SELECT id, snapshot_sha256 FROM runs WHERE period = ?1 AND published_at IS NOT NULL \
                  ORDER BY id DESC LIMIT 1";
    let newest = transaction.query_row(newest, [&period], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    });
    let known = newest.optional()?.filter(|(_, known)| *known == sha256);
    if let Some((id, _)) = known {
        rows(transaction, id, packed)?;
        return Ok(id);
    }
    let restated = snapshot.restated.as_ref();
    let insert = "INSERT INTO runs (period, version, exit, program, code, reason, policy, snapshot_sha256, snapshot) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    transaction.execute(
        insert,
        params![
            period,
            snapshot.version(),
            run.exit,
            snapshot.repcard,
            Digest::of(&run.results.bytes).sha256,
            restated.map(|restated| &restated.reason),
            policy(transaction, &packed.policy)?,
            sha256,
            packed.snapshot,
        ],
    )?;
    let id = transaction.last_insert_rowid();
    rows(transaction, id, packed)?;
    inputs(transaction, id, run)?;
    for (at, card) in snapshot.appraisal.scorecards.iter().enumerate() {
        scorecard(transaction, id, card, run.codes.get(at))?;
    }
    findings(transaction, id, run)?;
    Ok(id)
}

/// The policy's number; it is kept once, whatever the number of runs under it.
fn policy(transaction: &Transaction<'_>, text: &str) -> rusqlite::Result<i64> {
    let sha256 = Digest::of(text.as_bytes()).sha256;
    let insert = "INSERT OR IGNORE INTO policies (sha256, text) VALUES (?1, ?2)";
    transaction.execute(insert, params![sha256, text])?;
    transaction.query_row("SELECT id FROM policies WHERE sha256 = ?1", [sha256], |row| {
        row.get(0)
    })
}

/// Rows of a run that was restored without them are added once they are known.
fn rows(transaction: &Transaction<'_>, run: i64, packed: &Packed) -> rusqlite::Result<()> {
    let insert = "INSERT OR IGNORE INTO figure_rows (run, rows) VALUES (?1, ?2)";
    if let Some(rows) = &packed.rows {
        transaction.execute(insert, params![run, rows])?;
    }
    Ok(())
}

fn inputs(transaction: &Transaction<'_>, run: i64, of: Publication<'_>) -> rusqlite::Result<()> {
    let insert = "INSERT OR IGNORE INTO inputs (run, path, size, sha256) VALUES (?1, ?2, ?3, ?4)";
    let mut insert = transaction.prepare_cached(insert)?;
    for input in &of.snapshot.inputs {
        let size = i64::try_from(input.size).unwrap_or(i64::MAX);
        insert.execute(params![run, input.path, size, input.sha256])?;
    }
    Ok(())
}

fn scorecard(
    transaction: &Transaction<'_>,
    run: i64,
    card: &Scorecard,
    code: Option<&PageCode>,
) -> rusqlite::Result<()> {
    let insert = "INSERT INTO scorecards \
                  (run, rep_id, name, team, region, title, manager, score, grade, rank, team_rank, code) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let rep = &card.rep;
    transaction.prepare_cached(insert)?.execute(params![
        run,
        rep.rep_id,
        rep.name,
        rep.team,
        rep.region,
        rep.title,
        rep.manager,
        text(card.score),
        card.grade.as_ref().map(|grade| &grade.grade),
        card.rank,
        card.team_rank,
        code.map(ToString::to_string),
    ])?;
    card.kpis
        .iter()
        .try_for_each(|score| figure(transaction, run, &rep.rep_id, score))
}

/// Figures as results.json writes them, which the form shows.
fn figure(transaction: &Transaction<'_>, run: i64, rep_id: &str, score: &KpiScore) -> rusqlite::Result<()> {
    let insert = "INSERT INTO figures (run, rep_id, kpi, target, actual, attainment, mom, yoy, weight, points) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let of_unit = |value| amount(score.unit, value);
    transaction.prepare_cached(insert)?.execute(params![
        run,
        rep_id,
        &*score.kpi.id(),
        text(score.target.as_ref().map(of_unit)),
        text(score.actual.as_ref().map(of_unit)),
        text(score.attainment.as_ref().map(ratio)),
        text(score.mom.as_ref().map(ratio)),
        text(score.yoy.as_ref().map(ratio)),
        score.weight.to_string(),
        text(score.points),
    ])?;
    Ok(())
}

fn findings(transaction: &Transaction<'_>, run: i64, of: Publication<'_>) -> rusqlite::Result<()> {
    let insert =
        "INSERT INTO findings (run, number, severity, code, place, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = transaction.prepare_cached(insert)?;
    let terms: Terms<'_> = of.snapshot.catalogue.terms(of.snapshot.language);
    for (at, finding) in of.findings.iter().enumerate() {
        insert.execute(params![
            run,
            at as i64 + 1,
            finding.severity.id(),
            finding.code(),
            finding.place.as_ref().map(ToString::to_string),
            finding.what(terms),
        ])?;
    }
    Ok(())
}

fn text(figure: Option<Decimal>) -> Option<String> {
    figure.map(|figure| figure.to_string())
}
