//! Documents → disk: published whole or not at all, private, and listed in a manifest.

mod error;
mod manifest;

pub use error::PublishError;
pub use manifest::{InputFile, Provenance, manifest};
