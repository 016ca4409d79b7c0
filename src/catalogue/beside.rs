//! What a file of a list is read beside.

use super::list::List;

/// What a file is read beside.
#[derive(Clone, Copy, Default)]
pub(super) struct Beside<'a> {
    /// The list of that id that is there already, and that the file adds to.
    pub(super) base: Option<&'a List>,
    /// A list whose headers of reps and customers are known to every list that does not read its rows by itself.
    pub(super) people: Option<&'a List>,
}
