//! An archive that was lost → made anew from what lies in `out/` and `inbox/`, and what could not be had back.

use crate::job::{Appraised, Job, RunError, Unusable};
use crate::keeping::{There, add_at, in_step};
use crate::publish::{self, Difference};
use crate::snapshot::Input;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// How a book is read, measured and scored.
type Appraise<'a> = &'a dyn Fn(&Job) -> Result<Appraised, RunError>;

/// What became of a published folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Which version of its period lies there.
    pub version: u32,
    /// Whether the archive had it.
    pub was_known: bool,
    /// Whether the period is closed.
    pub is_closed: bool,
    /// What is known of the rows behind its figures.
    pub rows: RowsRestored,
}

/// What is known of the rows behind the figures of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowsRestored {
    /// The archive has them.
    Known,
    /// The exports are what they were, and come to the very same figures.
    Restored,
    /// They are not had back, since these inputs are others now, or gone.
    OtherInputs(Vec<String>),
    /// They are not had back, since the same exports come to other figures now, or to none.
    OtherFigures,
}

/// Puts what lies in a published folder of the job's period back into the archive, where it is not there, and closes the period
/// in it that a mark says is closed. None where nothing was published there, or it is not as it was published.
pub(crate) fn restore(
    job: &Job,
    folder: &Path,
    appraise: Appraise<'_>,
) -> Result<Option<Restored>, RunError> {
    let Some(path) = job.archive.as_deref() else {
        return Err(Unusable::NoArchive.into());
    };
    let _held = publish::hold(&job.printing.out, job.printing.wait_lock)?;
    let Some(there) = There::of(folder, job.period).filter(|_| is_as_published(folder)) else {
        return Ok(None);
    };
    let is_current = folder == job.printing.out;
    let mut archive = in_step(path, job.period, None)?;
    let was_known = archive.knows(job.period, &there.sha256)?;
    if !was_known {
        add_at(&mut archive, &there)?;
    }
    let mark = publish::closed(&job.printing.out)?.filter(|_| is_current);
    if let Some(mark) = &mark {
        archive.close(job.period, &mark.closed_at)?;
    }
    let known = archive
        .kept(&there.sha256)?
        .is_some_and(|kept| kept.rows.is_some());
    let rows = if known {
        RowsRestored::Known
    } else {
        drop(archive);
        rows_again(job, (path, &there), appraise)?
    };
    Ok(Some(Restored {
        version: there.snapshot.version(),
        was_known,
        is_closed: mark.is_some(),
        rows,
    }))
}

/// What was printed, as far as figures go: nobody changed it since.
fn is_as_published(folder: &Path) -> bool {
    let changed = |difference: &Difference| match difference {
        Difference::Missing(path) | Difference::Changed(path) => path == crate::snapshot::FILE,
        Difference::Added(_) => false,
    };
    publish::verify(folder).is_ok_and(|verified| !verified.differences.iter().any(changed))
}

/// Reads the exports of then again, by the policy of then: where they are what they were and come to the same figures, their
/// rows are those of then.
fn rows_again(
    job: &Job,
    (path, there): (&Path, &There),
    appraise: Appraise<'_>,
) -> Result<RowsRestored, RunError> {
    let then = &there.snapshot;
    let only: BTreeSet<String> = then.inputs.iter().map(|input| input.path.clone()).collect();
    let job = Job {
        publish: true,
        policy: then.policy.clone(),
        only: Some(Arc::new(only)),
        ..job.clone()
    };
    let Ok(now) = appraise(&job) else {
        return Ok(RowsRestored::OtherFigures);
    };
    let others = other_inputs(&then.inputs, &now.snapshot.inputs);
    if !others.is_empty() {
        return Ok(RowsRestored::OtherInputs(others));
    }
    if now.snapshot.appraisal != then.appraisal {
        return Ok(RowsRestored::OtherFigures);
    }
    if let Some(rows) = &now.rows {
        in_step(path, job.period, None)?.add_rows(&there.sha256, rows)?;
    }
    Ok(RowsRestored::Restored)
}

/// The exports that are others now, or gone. Settings need not be what they were, as long as the figures are the same.
fn other_inputs(then: &[Input], now: &[Input]) -> Vec<String> {
    let exports = then.iter().filter(|input| input.path.starts_with("inbox/"));
    let others = exports.filter(|input| !now.contains(input));
    others.map(|input| input.path.clone()).collect()
}
