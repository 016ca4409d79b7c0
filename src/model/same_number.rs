//! What an order number means that stands in several files or sheets.

use serde::{Deserialize, Serialize};

/// What the settings say of order numbers that stand in several files or sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SameNumber {
    /// One order, stated several times: the newer or fuller counts.
    One,
    /// Parts of one order: all of them count.
    Parts,
    /// Numbers of each file's and sheet's own: all of them count, as orders of their own.
    Each,
}
