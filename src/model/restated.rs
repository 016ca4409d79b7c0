//! What rows of two exports are that agree in who, when and whom, and in other cells do not.

use serde::{Deserialize, Serialize};

/// What the settings say of such rows of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Restated {
    /// They are one, stated twice: the newer or fuller counts.
    One,
    /// Each is one of its own: all of them count.
    Each,
}
