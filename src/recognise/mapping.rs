//! What the settings say about inputs: which files, sheet and columns belong to a dataset, where recognition is not enough.

use super::DateOrder;
use crate::model::Dataset;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The `[inputs.<dataset>]` tables of `repcard.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    /// The pin of each dataset that has one; the others are recognised by their headers.
    pub inputs: BTreeMap<Dataset, Pin>,
}

/// One `[inputs.<dataset>]` table; what it leaves out is recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pin {
    /// Globs of paths below `inbox/`; `{period}` stands for the period. Empty: any file.
    pub files: Vec<String>,
    /// The sheet's name; none: any sheet.
    pub sheet: Option<String>,
    /// Row number of the header's last line, as Excel shows it.
    pub header_row: Option<u32>,
    /// Field id → header as it stands in the sheet.
    pub columns: BTreeMap<String, String>,
    /// How dates such as 05/10/2026 read.
    pub date_order: Option<DateOrder>,
}
