//! `repcard plan`: a year's targets, broken down and published; what became of it is told.

use super::console::Console;
use super::{Exit, failed, unprinted};
use repcard::job::PlanJob;

/// Plans and tells.
pub(super) fn plan(asked: &PlanJob, console: Console) -> Exit {
    let job = &asked.job;
    match repcard::plan(asked) {
        Ok(outcome) => match console.planned(asked, &outcome) {
            Ok(()) if repcard::job::fails_on(&outcome.findings, job.fail_on) => Exit::Findings,
            Ok(()) => Exit::Done,
            Err(error) => unprinted(console, &error),
        },
        Err(error) => failed(&error, job.catalogue.terms(console.language), console),
    }
}
