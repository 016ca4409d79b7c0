//! What is published and what the archive holds, kept in step: whatever a run that was killed left undone, the next one does.

use crate::archive::{Archive, Publication};
use crate::job::{Job, RunError, fails_on};
use crate::model::{Kpi, Period, Severity};
use crate::publish;
use crate::read::Digest;
use crate::records::ClosedOrders;
use crate::report;
use crate::report::code::PageCode;
use crate::snapshot::{self, Snapshot};
use std::path::Path;
use std::sync::Arc;

/// What lies in a published folder.
pub(crate) struct There {
    /// Everything that its documents were made from.
    pub(crate) snapshot: Snapshot,
    /// The same as bytes.
    pub(crate) bytes: Vec<u8>,
    /// Their hash.
    pub(crate) sha256: String,
    /// When it was published, as its file says.
    at: String,
}

impl There {
    /// What was published of a period; none where nothing was, or another form of snapshots.
    pub(crate) fn of(folder: &Path, period: Period) -> Option<Self> {
        let at = publish::published_at(folder)?;
        let bytes = publish::earlier(folder, snapshot::FILE)?;
        let snapshot = Snapshot::of_bytes(&bytes).ok()?;
        (snapshot.period == period).then(|| Self {
            snapshot,
            sha256: Digest::of(&bytes).sha256,
            bytes,
            at,
        })
    }
}

/// The archive of a run that publishes, with all that is published of the period in it.
pub(crate) fn open(job: &Job) -> Result<Option<Archive>, RunError> {
    let Some(path) = job.archive.as_deref().filter(|_| job.publish) else {
        return Ok(None);
    };
    let there = There::of(&job.printing.out, job.period);
    let archive = in_step(path, job.period, there.as_ref())?;
    // An archive that was made anew learns what is closed.
    if let Some(mark) = publish::closed(&job.printing.out)?
        && archive.knows(job.period, &mark.snapshot_sha256)?
    {
        archive.close(job.period, &mark.closed_at)?;
    }
    Ok(Some(archive))
}

/// Opens the archive and brings a period in step with what is published of it.
pub(crate) fn in_step(path: &Path, period: Period, there: Option<&There>) -> Result<Archive, RunError> {
    let mut archive = Archive::open(path)?;
    let published = there.map(|there| (there.sha256.as_str(), there.at.as_str()));
    archive.settle(period, published)?;
    // Of a period that the archive knows to be closed nothing is added but what a run has written there before.
    if let Some(there) = there
        && archive.closed_at(period)?.is_none()
        && !archive.knows(period, &there.sha256)?
    {
        add_at(&mut archive, there)?;
    }
    Ok(archive)
}

/// The closed periods of a book, each with the orders that it was closed with.
pub(crate) fn closed_orders(job: &Job) -> Result<Arc<[ClosedOrders]>, RunError> {
    let archive = job.archive.as_deref().map(Archive::existing).transpose()?;
    let rows = archive
        .flatten()
        .map(|archive| archive.closed_rows())
        .transpose()?;
    let closed = rows.into_iter().flatten().map(|(period, rows)| {
        let mut closed = ClosedOrders::of(period);
        for row in rows.of(Kpi::SALES, period).into_values().flatten() {
            if let Some(number) = row.number {
                closed.lines.entry(number).or_default().insert(row.counts);
            }
        }
        closed
    });
    Ok(closed.collect())
}

/// Adds what was published and is not in the archive. Which rows its figures were made of nobody knows any more.
pub(crate) fn add_at(archive: &mut Archive, there: &There) -> Result<(), RunError> {
    let snapshot = &there.snapshot;
    let results = report::results::results(&snapshot.appraisal, &snapshot.company)?;
    let codes = PageCode::all(&results.bytes);
    let publication = Publication {
        snapshot,
        bytes: &there.bytes,
        results: &results,
        codes: &codes,
        findings: &snapshot.findings,
        rows: None,
        exit: u8::from(fails_on(&snapshot.findings, Severity::Error)),
    };
    let run = archive.prepare(publication)?;
    archive.published(run, &there.at)?;
    Ok(())
}

/// Publishes between the two steps of keeping a run, so that it is in the archive if and only if it was published.
pub(crate) fn kept<T>(
    archive: Option<&mut Archive>,
    publication: Publication<'_>,
    now: &str,
    publish: impl FnOnce() -> Result<T, RunError>,
) -> Result<T, RunError> {
    let Some(archive) = archive else {
        return publish();
    };
    let run = archive.prepare(publication)?;
    let published = publish()?;
    archive
        .published(run, now)
        .and_then(|was_there| {
            if was_there {
                return Ok(());
            }
            // Another process has tidied it away meanwhile, or it was published before.
            let run = archive.prepare(publication)?;
            archive.published(run, now).map(drop)
        })
        .map_err(RunError::NotKept)?;
    Ok(published)
}
