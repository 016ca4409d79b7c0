//! The archive's tables → what was published.

use super::packed::unpacked;
use super::{Archive, ArchiveError};
use crate::model::Period;
use crate::snapshot::{FigureRows, Snapshot};
use rayon::prelude::*;
use rusqlite::{OptionalExtension, Row, params};

/// A published version of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionOf {
    /// Which, from 1.
    pub version: u32,
    /// When it was published.
    pub published_at: String,
    /// Why it was restated; none of the first.
    pub reason: Option<String>,
    /// The hash of its snapshot.json.
    pub snapshot_sha256: String,
}

/// A published run as it was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Everything that its documents were made from.
    pub snapshot: Snapshot,
    /// The rows that its figures were made of, where they are known.
    pub rows: Option<FigureRows>,
}

impl Archive {
    /// The versions of a period, from the first.
    pub fn versions(&self, period: Period) -> Result<Vec<VersionOf>, ArchiveError> {
        let select = "SELECT runs.version, published_at, reason, snapshot_sha256 FROM versions \
                      JOIN runs ON runs.id = run WHERE versions.period = ?1 ORDER BY runs.version";
        let version = |row: &Row<'_>| {
            Ok(VersionOf {
                version: row.get(0)?,
                published_at: row.get(1)?,
                reason: row.get(2)?,
                snapshot_sha256: row.get(3)?,
            })
        };
        let listed = || -> rusqlite::Result<Vec<VersionOf>> {
            let mut select = self.connection.prepare(select)?;
            select.query_map([period.to_string()], version)?.collect()
        };
        listed().map_err(|error| self.failed(error))
    }

    /// When a period was closed; none where it is open.
    pub fn closed_at(&self, period: Period) -> Result<Option<String>, ArchiveError> {
        let select = "SELECT closed_at FROM closings WHERE period = ?1";
        let closed = self
            .connection
            .query_row(select, [period.to_string()], |row| row.get(0));
        closed.optional().map_err(|error| self.failed(error))
    }

    /// The rows behind the newest version of each closed period, as far as they are known.
    pub fn closed_rows(&self) -> Result<Vec<(Period, FigureRows)>, ArchiveError> {
        let select = "SELECT closings.period, rows FROM closings JOIN current ON current.period = closings.period \
                      JOIN figure_rows ON figure_rows.run = current.run ORDER BY closings.period";
        let listed = || -> rusqlite::Result<Vec<(String, Vec<u8>)>> {
            let mut select = self.connection.prepare(select)?;
            select
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        let listed = listed().map_err(|error| self.failed(error))?;
        let unpacked = listed.par_iter().filter_map(|(period, rows)| {
            let rows = unpacked(rows).ok()?;
            Some((period.parse().ok()?, FigureRows::of_bytes(&rows)?))
        });
        Ok(unpacked.collect())
    }

    /// Whether a snapshot of a period is among what was published.
    pub fn knows(&self, period: Period, snapshot_sha256: &str) -> Result<bool, ArchiveError> {
        let select = "SELECT count(*) FROM runs WHERE period = ?1 AND snapshot_sha256 = ?2 \
                      AND published_at IS NOT NULL";
        let count = self
            .connection
            .query_row(select, params![period.to_string(), snapshot_sha256], |row| {
                row.get::<_, i64>(0)
            });
        count.map(|count| count > 0).map_err(|error| self.failed(error))
    }

    /// The published run of that snapshot, and the rows behind it.
    pub fn kept(&self, snapshot_sha256: &str) -> Result<Option<Kept>, ArchiveError> {
        let select = "SELECT snapshot, rows FROM runs LEFT JOIN figure_rows ON run = id \
                      WHERE snapshot_sha256 = ?1 AND published_at IS NOT NULL ORDER BY id DESC LIMIT 1";
        let found = self.connection.query_row(select, [snapshot_sha256], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))
        });
        let Some((snapshot, rows)) = found.optional().map_err(|error| self.failed(error))? else {
            return Ok(None);
        };
        let damaged = |reason: String| ArchiveError::Content(self.path.clone(), reason);
        let bytes = unpacked(&snapshot).map_err(|error| damaged(error.to_string()))?;
        let snapshot = Snapshot::of_bytes(&bytes).map_err(|error| damaged(error.to_string()))?;
        let rows = rows.map(|rows| unpacked(&rows)).transpose();
        let rows = rows.map_err(|error| damaged(error.to_string()))?;
        Ok(Some(Kept {
            snapshot,
            rows: rows.and_then(|rows| FigureRows::of_bytes(&rows)),
        }))
    }
}
