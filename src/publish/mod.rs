//! Documents → disk: published whole or not at all, private, and listed in a manifest.
//!
//! [`open`] takes the lock, clears what a killed run left behind and proves that the target can be written, all
//! before the long work. [`Target::add`] writes a document into a staging folder beside the target as soon as it is
//! made, so that none need be held; [`Target::commit`] flushes the folder and puts it in the target's place by one
//! rename; what people had filled in of the old result is kept in the new one (`filled`). A target that is dropped instead takes its staging folder with it. [`verify()`] compares a published folder
//! with its manifest; [`probe()`] looks whether it could be published; [`old`] tells which results may go. `swap` says why a kill at any moment leaves the old or the new result whole.

mod closed;
mod error;
mod filled;
mod last;
mod lock;
mod manifest;
mod owned;
mod probe;
mod prune;
mod room;
mod single;
mod staging;
mod swap;
mod target;
mod verify;

pub use closed::{
    Closed, close, closed, earlier_versions, keep_version, mark_of, published_in, version_folder,
};
pub use error::PublishError;
pub use filled::filled_in;
pub use last::{Last, earlier, last, published_at};
pub use manifest::{Fingerprint, Provenance};
pub use probe::{Probe, probe};
pub use prune::{Old, Stays, old, remove};
pub use single::{private, single};
pub use target::{Held, Published, Target, hold, open, open_within};
pub use verify::{Difference, Verified, VerifyError, verify};
