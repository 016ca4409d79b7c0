//! Font files on disk → faces for characters that no bundled font has.

use std::sync::Arc;

/// A font file and the face meant in it.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// What messages call it: its path.
    pub name: String,
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// The face's place in a collection; 0 in a file of one face.
    pub index: u32,
}
