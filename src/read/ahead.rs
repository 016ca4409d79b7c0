//! The worksheets of an .xlsx, audited on a thread of their own while they are read: the reader asks before each cell
//! whether the audit has passed it, and never reads what nobody has looked at.

use super::archive::Archive;
use super::audit::SheetPart;
use super::guard;
use super::limits::Limits;
use crate::model::Problem;
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How far the audit of the worksheets has come.
#[derive(Default)]
pub(super) struct Ahead {
    progress: Mutex<Progress>,
    moved: Condvar,
}

#[derive(Default)]
struct Progress {
    /// The part being audited, by its key, and what is passed of it.
    part: String,
    passed: Passed,
    sound: BTreeMap<String, Arc<SheetPart>>,
    /// Whether nothing more will come, since all is audited or something was found.
    is_over: bool,
}

/// What the audit has passed of a part.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Passed {
    /// Cells that were seen to their end.
    pub(super) cells: u64,
    /// Whether one of them is a formula.
    pub(super) has_formula: bool,
}

/// The audit has found something, or never comes to that part: what is read is worth nothing.
#[derive(Debug)]
pub(super) struct Stopped;

impl Ahead {
    /// Says what is passed of the part with that key.
    pub(super) fn pass(&self, part: &str, passed: Passed) {
        let mut progress = self.lock();
        if progress.part != part {
            part.clone_into(&mut progress.part);
        }
        progress.passed = passed;
        drop(progress);
        self.moved.notify_one();
    }

    /// Says that a part is sound.
    pub(super) fn sound(&self, part: &str, known: SheetPart) {
        self.lock().sound.insert(part.to_owned(), Arc::new(known));
        self.moved.notify_one();
    }

    fn end(&self) {
        self.lock().is_over = true;
        self.moved.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<T>(&self, mut look: impl FnMut(&Progress) -> Option<T>) -> Result<T, Stopped> {
        let mut progress = self.lock();
        loop {
            if let Some(seen) = look(&progress) {
                return Ok(seen);
            }
            if progress.is_over {
                return Err(Stopped);
            }
            progress = self.moved.wait(progress).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Reads while the worksheets are audited. What the audit finds is told rather than what the reader makes of it.
pub(super) fn audited<T>(
    archive: &Archive,
    bytes: &[u8],
    limits: &Limits,
    read: impl FnOnce(&Ahead) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let ahead = Ahead::default();
    thread::scope(|scope| {
        let check = || {
            let _end = End(&ahead);
            guard::quietly(|| archive.check_sheets(bytes, limits, &ahead))
        };
        let Ok(audit) = thread::Builder::new().spawn_scoped(scope, check) else {
            // The system has no thread to spare, so that one comes after the other.
            check()?;
            return guard::quietly(|| read(&ahead));
        };
        let outcome = guard::quietly(|| read(&ahead));
        audit.join().unwrap_or_else(|_| Err(guard::broken()))?;
        outcome
    })
}

/// Tells the reader on any way out that nothing more will come.
struct End<'a>(&'a Ahead);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// The reader of one part, behind the audit.
pub(super) struct Follower<'a> {
    ahead: &'a Ahead,
    part: &'a str,
    /// What is known to be passed, and the cells that were asked for.
    passed: Passed,
    asked: u64,
    known: Option<Arc<SheetPart>>,
}

impl<'a> Follower<'a> {
    pub(super) fn new(ahead: &'a Ahead, part: &'a str) -> Self {
        Self {
            ahead,
            part,
            passed: Passed::default(),
            asked: 0,
            known: None,
        }
    }

    /// Waits until the next cell, or the end of the part, is passed; says whether a formula was met so far.
    pub(super) fn next_cell(&mut self) -> Result<bool, Stopped> {
        self.asked += 1;
        if self.asked > self.passed.cells && self.known.is_none() {
            let (asked, part) = (self.asked, self.part);
            (self.passed, self.known) = self.ahead.wait(|progress| {
                if let Some(known) = progress.sound.get(part) {
                    let all = Passed {
                        cells: u64::MAX,
                        has_formula: known.has_formula,
                    };
                    return Some((all, Some(known.clone())));
                }
                let is_passed = progress.part == part && asked <= progress.passed.cells;
                is_passed.then_some((progress.passed, None))
            })?;
        }
        Ok(self.passed.has_formula)
    }

    /// Waits for the end of the part, and says what is known of it.
    pub(super) fn finish(self) -> Result<Arc<SheetPart>, Stopped> {
        match self.known {
            Some(known) => Ok(known),
            None => self.ahead.wait(|progress| progress.sound.get(self.part).cloned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_stays_behind_the_audit() {
        let ahead = Ahead::default();
        thread::scope(|scope| {
            let follower = scope.spawn(|| {
                let mut follower = Follower::new(&ahead, "b");
                let met = [(); 4].map(|()| follower.next_cell());
                (met, follower.finish())
            });
            let has_formula = false;
            ahead.pass(
                "a",
                Passed {
                    cells: 9,
                    has_formula,
                },
            );
            ahead.pass(
                "b",
                Passed {
                    cells: 2,
                    has_formula,
                },
            );
            assert!(!follower.is_finished());
            ahead.pass(
                "b",
                Passed {
                    cells: 3,
                    has_formula: true,
                },
            );
            ahead.sound(
                "b",
                SheetPart {
                    has_formula: true,
                    ..SheetPart::default()
                },
            );
            let (met, known) = follower.join().unwrap();
            assert!(met.iter().all(Result::is_ok));
            assert!(known.unwrap().has_formula);
        });
    }

    #[test]
    fn a_reader_stops_where_the_audit_does() {
        let ahead = Ahead::default();
        ahead.pass(
            "a",
            Passed {
                cells: 1,
                has_formula: false,
            },
        );
        drop(End(&ahead));
        let mut follower = Follower::new(&ahead, "a");
        assert!(follower.next_cell().is_ok());
        assert!(follower.next_cell().is_err());
        assert!(Follower::new(&ahead, "b").finish().is_err());
    }
}
