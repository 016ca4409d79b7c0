//! What becomes of orders of a closed period that it was not closed with.

use crate::model::Month;
use serde::{Deserialize, Serialize};

/// What becomes of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Late {
    /// They count in a month that is open.
    Carried {
        /// Which.
        into: Month,
    },
    /// They count nowhere.
    Ignored,
    /// The period would be another: they wait to be restated.
    Differs,
}
