//! What findings tell of a sheet: columns that nobody reads, and the dataset that it comes nearest to.

use crate::model::{Dataset, Field};
use serde::{Deserialize, Serialize};

/// A column that is no field of its table's dataset.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unused {
    /// Its header, or its letters where it has none.
    pub header: String,
    /// The field whose name is nearest.
    pub nearest: Option<Field>,
}

/// The dataset that a sheet of none comes nearest to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LikeliestDataset {
    /// The dataset.
    pub dataset: Dataset,
    /// The row that would be its header.
    pub header_row: u32,
    /// The required fields without a column; none where the sheet's name or a column speaks against the dataset.
    pub missing: Vec<Field>,
    /// The line that pins it under `[inputs]`.
    pub pin: String,
}
