//! repcard turns a sales department's monthly exports into performance appraisals.

pub mod job;
pub mod measure;
pub mod model;
pub mod publish;
pub mod read;
pub mod recognise;
pub mod records;
pub mod report;
pub mod score;
pub mod targets;

use job::{Job, Outcome, RunError, Unusable};
use read::ReadError;

/// Does the job.
pub fn run(job: &Job) -> Result<Outcome, RunError> {
    let inputs = read::list(&job.book, job.period).map_err(no_inbox)?;
    if inputs.is_empty() {
        let inbox = job.book.join("inbox");
        return Err(Unusable::NoFiles { inbox }.into());
    }
    Ok(Outcome {
        files: inputs.into_iter().map(|file| file.relative).collect(),
        ..Outcome::default()
    })
}

fn no_inbox(error: ReadError) -> RunError {
    let (inbox, reason) = match error {
        ReadError::NoInbox(inbox) => (inbox, None),
        ReadError::Unreadable { inbox, source } => (inbox, Some(source.to_string())),
    };
    Unusable::NoInbox { inbox, reason }.into()
}
