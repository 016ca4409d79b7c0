//! What findings tell of a sheet: columns that nobody reads, and the dataset that it comes nearest to.

use crate::model::{Dataset, Field, Language};
use serde::{Deserialize, Serialize};

/// A column that is no field of its table's dataset.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unused {
    /// Its header, or its letters where it has none.
    pub header: String,
    /// The field whose name is nearest.
    pub nearest: Option<Field>,
}

/// Where a sheet states the unit of its amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum UnitPlace {
    /// In the header of the column.
    Header,
    /// Above the header.
    Above,
    /// Below the table.
    Below,
    /// In the name of the sheet.
    Sheet,
    /// In the name of the file.
    File,
    /// In a column beside the amounts.
    Column,
    /// In the format of the cells.
    Format,
    /// In the cells, beside the amounts.
    Cells,
}

/// The dataset that a sheet of none comes nearest to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LikeliestDataset {
    /// The dataset.
    pub dataset: Dataset,
    /// The row that would be its header.
    pub header_row: u32,
    /// The headers that are those of its fields.
    pub known: Vec<String>,
    /// The required fields without a column; none where the sheet's name or a column speaks against the dataset.
    pub missing: Vec<Field>,
    /// What speaks against it.
    pub against: Option<Against>,
    /// The line that pins it under `[inputs]`.
    pub pin: String,
}

/// Targets that are for other times than the period's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OtherTargets {
    /// The file, or the sheet, that the first of them stands in.
    pub file: String,
    /// The first and the last of their times.
    pub first: String,
    /// The last, where it is another.
    pub last: Option<String>,
}

impl OtherTargets {
    /// The rest of the sentence that nobody has a target.
    pub(super) fn text(&self, language: Language) -> String {
        let Self { file, first, last } = self;
        match (language, last) {
            (Language::Chinese, None) => format!("；{file} 中的是 {first} 的"),
            (Language::Chinese, Some(last)) => format!("；{file} 中的是 {first} 至 {last} 的"),
            (Language::English, None) => format!("; those in {file} are for {first}"),
            (Language::English, Some(last)) => format!("; those in {file} are for {first} to {last}"),
        }
    }
}

/// What speaks against a sheet's being of a dataset that its header fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// A column that no sheet of it has, by its header.
    Column(String),
    /// A word in the name of the file, the sheet or a title.
    Name(String),
    /// The rep's number, which stands in row after row.
    Repeated(String),
}
