//! `repcard close`: what is published of a period → sealed.

use super::console::Console;
use super::{Exit, failed};
use repcard::job::Job;

/// Closes, and says so.
pub(super) fn close(job: &Job, console: Console) -> Exit {
    let language = console.language;
    let closed = match repcard::close(job) {
        Ok(closed) => closed,
        Err(error) => return failed(&error, job.catalogue.terms(language), console),
    };
    let (period, version, at) = (job.period, closed.version, closed.closed_at);
    console.note(&if closed.was_closed {
        language.pick(
            format!("{period} 早已关账（第 {version} 版，{at}）"),
            format!("{period} was closed before (version {version}, {at})"),
        )
    } else {
        language.pick(
            format!("{period} 已关账（第 {version} 版）。以后的 run 只列出不同之处；要改动请用 run --restate \"原因\" 发布新版"),
            format!("{period} is closed (version {version}). From now on run only lists what would be another; to change it, publish a new version with run --restate \"reason\""),
        )
    });
    Exit::Done
}
