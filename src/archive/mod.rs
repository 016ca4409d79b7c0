//! What was published → kept for good, in one file that other programs can read: `archive/repcard.sqlite`.
//!
//! A run is written before it is published, marked as being so, and given its time once it is; whoever opens the archive next
//! finds out what became of a run that was killed in between ([`Archive::settle`]). What has been published cannot be changed:
//! the database refuses it. `docs/archive.en.md` states its schema, with queries.

mod error;
mod history;
mod open;
mod packed;
mod read;
mod run;
mod write;

pub use error::ArchiveError;
pub use history::{HistoryCard, HistoryFigure};
pub use open::{Archive, FILE};
pub use read::{Kept, VersionOf};
pub use run::{Publication, RunId};
