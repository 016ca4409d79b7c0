//! Closed periods: what they are held against, how they are closed, and how a new version takes the place of the old.

use crate::archive::{Archive, Kept};
use crate::job::{Appraised, Blackline, ClosedNow, Job, RunError, Unusable};
use crate::keeping::{self, There};
use crate::model::Period;
use crate::publish::{self, Closed, Difference, VerifyError};
use crate::snapshot::{Comparison, Restatement, Side, Snapshot, comparison};
use std::path::Path;

/// A period that is closed, and what it is closed with.
pub(crate) struct ClosedPeriod {
    /// When it was closed.
    pub(crate) at: String,
    /// The version that is published.
    pub(crate) kept: Kept,
}

/// Whether a period is closed, by the mark beside what is published or by the archive, and with what.
pub(crate) fn closed(job: &Job, archive: Option<&Archive>) -> Result<Option<ClosedPeriod>, RunError> {
    let out = &job.printing.out;
    let mark = mark(job)?;
    let at_archive = archive
        .map(|archive| archive.closed_at(job.period))
        .transpose()?
        .flatten();
    let Some(at) = at_archive
        .clone()
        .or_else(|| mark.as_ref().map(|mark| mark.closed_at.clone()))
    else {
        return Ok(None);
    };
    if let (Some(archive), Some(_)) = (archive, at_archive)
        && let Some(newest) = archive.versions(job.period)?.pop()
        && let Some(kept) = archive.kept(&newest.snapshot_sha256)?
    {
        return Ok(Some(ClosedPeriod { at, kept }));
    }
    // Without an archive, what lies there must be what was closed, or the version that took its place right before a kill.
    let there = There::of(out, job.period).filter(|there| {
        let is_closed = |mark: &Closed| {
            mark.snapshot_sha256 == there.sha256 || there.snapshot.version() == mark.version.saturating_add(1)
        };
        mark.as_ref().is_some_and(is_closed)
    });
    let there = there.ok_or_else(|| Unusable::ClosedLost {
        period: job.period,
        folder: out.clone(),
    })?;
    let rows = archive.map(|archive| archive.kept(&there.sha256)).transpose()?;
    let rows = rows.flatten().and_then(|kept| kept.rows);
    Ok(Some(ClosedPeriod {
        at,
        kept: Kept {
            snapshot: there.snapshot,
            rows,
        },
    }))
}

/// The mark beside the folder that is published to, or beside that where the book publishes otherwise.
fn mark(job: &Job) -> Result<Option<Closed>, RunError> {
    let usual = job.printing.book.join("out").join(job.period.to_string());
    for folder in [&job.printing.out, &usual] {
        if let Some(mark) = publish::closed(folder)? {
            return Ok(Some(mark));
        }
    }
    Ok(None)
}

impl ClosedPeriod {
    /// How what was computed now differs from what is published.
    pub(crate) fn compared(&self, now: &Appraised) -> Comparison {
        let was = Side {
            snapshot: &self.kept.snapshot,
            rows: self.kept.rows.as_ref(),
        };
        let is = Side {
            snapshot: &now.snapshot,
            rows: now.rows.as_ref(),
        };
        comparison(was, is)
    }

    /// What a run says that publishes nothing, since the period is closed.
    pub(crate) fn blackline(&self, comparison: Comparison) -> Blackline {
        Blackline {
            version: self.kept.snapshot.version(),
            closed_at: self.at.clone(),
            comparison,
        }
    }

    /// What the new version says of itself.
    pub(crate) fn restatement(&self, reason: &str, comparison: &Comparison) -> Restatement {
        Restatement {
            version: self.kept.snapshot.version().saturating_add(1),
            reason: reason.to_owned(),
            changes: comparison.cards.clone(),
        }
    }

    /// Keeps what is published as the version that it is, before another takes its place.
    pub(crate) fn keep(&self, job: &Job) -> Result<(), RunError> {
        if There::of(&job.printing.out, job.period).is_some() {
            publish::keep_version(&job.printing.out, self.kept.snapshot.version())?;
        }
        Ok(())
    }

    /// Marks the period as closed with its new version.
    pub(crate) fn close_again(&self, job: &Job) -> Result<(), RunError> {
        if let Some(there) = There::of(&job.printing.out, job.period) {
            publish::close(&job.printing.out, &closed_with(&there, &self.at))?;
        }
        Ok(())
    }
}

fn closed_with(there: &There, at: &str) -> Closed {
    Closed {
        period: there.snapshot.period,
        version: there.snapshot.version(),
        snapshot_sha256: there.sha256.clone(),
        closed_at: at.to_owned(),
    }
}

/// Closes a published period. One that is closed already stays so.
pub fn close(job: &Job) -> Result<ClosedNow, RunError> {
    let (out, period) = (&job.printing.out, job.period);
    if There::of(out, period).is_none() && mark(job)?.is_none() {
        let folder = out.clone();
        return Err(Unusable::NotPublished { period, folder }.into());
    }
    let _held = publish::hold(out, job.printing.wait_lock)?;
    let there = There::of(out, period);
    let archive = job
        .archive
        .as_deref()
        .map(|path| keeping::in_step(path, period, there.as_ref()))
        .transpose()?;
    let known = closed(job, archive.as_ref())?;
    let was_closed = known.is_some();
    let at = known.map_or_else(|| job.now.clone(), |known| known.at);
    let there = there.ok_or_else(|| Unusable::NotPublished {
        period,
        folder: out.clone(),
    })?;
    if !was_closed {
        is_as_published(out, period)?;
    }
    if let Some(archive) = &archive {
        archive.close(period, &at)?;
    }
    if !was_closed || publish::closed(out)?.is_none() {
        publish::close(out, &closed_with(&there, &at))?;
    }
    Ok(ClosedNow {
        version: there.snapshot.version(),
        closed_at: at,
        was_closed,
    })
}

/// Only what lies there as it was published can be closed.
fn is_as_published(folder: &Path, period: Period) -> Result<(), RunError> {
    let lost = |file: String| Unusable::NotAsPublished {
        period,
        file: folder.join(file),
    };
    let verified = publish::verify(folder).map_err(|error| match error {
        VerifyError::NoManifest(_) | VerifyError::NotAManifest(_) => lost("manifest.json".to_owned()),
        VerifyError::Io(path, _) => lost(path.display().to_string()),
    })?;
    let differs = verified
        .differences
        .into_iter()
        .find_map(|difference| match difference {
            Difference::Missing(path) | Difference::Changed(path) => Some(path),
            // What people put there to be read is theirs.
            Difference::Added(_) => None,
        });
    differs.map_or(Ok(()), |file| Err(lost(file).into()))
}

/// Refuses to print another snapshot in the place of the one that a period is closed with.
pub(crate) fn may_be_printed(folder: &Path, snapshot: &Snapshot, sha256: &str) -> Result<(), RunError> {
    match publish::closed(folder)? {
        Some(mark) if mark.snapshot_sha256 != sha256 && mark.period == snapshot.period => {
            Err(Unusable::IsClosed {
                period: mark.period,
                version: mark.version,
            }
            .into())
        }
        _ => Ok(()),
    }
}
