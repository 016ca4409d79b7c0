//! What a file may cost before it is refused: the `[limits]` of the settings.

use crate::model::Problem;
use crate::model::finding::Limit;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Rows of a worksheet, as Excel has them.
pub(super) const MAX_ROWS: u32 = 1_048_576;
/// Columns of a sheet, as Excel has them.
pub const MAX_COLUMNS: u32 = 16_384;

/// What a file may cost. Every field has a setting of its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// MiB of a file as it lies on the disk.
    pub file_mb: u64,
    /// MiB of a part of a zipped workbook, unpacked; four times that where it takes room in the file, as rows do.
    pub part_mb: u64,
    /// MiB of all parts of a zipped workbook together, unpacked, counted likewise.
    pub unpacked_mb: u64,
    /// Parts of a zipped workbook.
    pub parts: u64,
    /// Sheets of a workbook.
    pub sheets: u64,
    /// Cell formats of a workbook.
    pub formats: u64,
    /// Texts that a workbook shares between its cells.
    pub shared_texts: u64,
    /// MiB of one text.
    pub text_mb: u64,
    /// Rows of a sheet.
    pub rows: u64,
    /// Cells of a file, empty ones between others included; a row counts as three more.
    pub cells: u64,
    /// The same for an .xls or .ods, whose sheets are held whole, with every gap, while they are read.
    pub dense_cells: u64,
    /// Seconds that the reading of a file may take, in a process of its own.
    pub seconds: u64,
    /// MiB of memory that a reading process may claim.
    pub memory_mb: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_mb: 512,
            part_mb: 512,
            unpacked_mb: 1024,
            parts: 10_000,
            sheets: 1_000,
            formats: 200_000,
            shared_texts: 10_000_000,
            text_mb: 1,
            rows: 2_000_000,
            cells: 50_000_000,
            dense_cells: 8_000_000,
            seconds: 120,
            memory_mb: 2048,
        }
    }
}

/// A limit as people set it.
pub struct LimitSetting {
    /// Its key under `[limits]`.
    pub key: &'static str,
    /// What may be set.
    pub bounds: RangeInclusive<u32>,
    /// Where it is kept.
    pub field: fn(&mut Limits) -> &mut u64,
}

impl Limits {
    /// Every limit, in the order of the fields.
    pub const SETTINGS: [LimitSetting; 13] = [
        setting("file_mb", 1..=4096, |limits| &mut limits.file_mb),
        setting("part_mb", 1..=4096, |limits| &mut limits.part_mb),
        setting("unpacked_mb", 1..=16_384, |limits| &mut limits.unpacked_mb),
        setting("parts", 1..=1_000_000, |limits| &mut limits.parts),
        setting("sheets", 1..=100_000, |limits| &mut limits.sheets),
        setting("formats", 1..=10_000_000, |limits| &mut limits.formats),
        setting("shared_texts", 1..=100_000_000, |limits| &mut limits.shared_texts),
        setting("text_mb", 1..=64, |limits| &mut limits.text_mb),
        setting("rows", 1..=100_000_000, |limits| &mut limits.rows),
        setting("cells", 1..=1_000_000_000, |limits| &mut limits.cells),
        setting("dense_cells", 1..=100_000_000, |limits| &mut limits.dense_cells),
        setting("seconds", 1..=3600, |limits| &mut limits.seconds),
        setting("memory_mb", 128..=65_536, |limits| &mut limits.memory_mb),
    ];

    /// Bytes of one text.
    pub(super) fn text_bytes(&self) -> usize {
        usize::try_from(self.text_mb << 20).unwrap_or(usize::MAX)
    }

    /// Refuses a text of so many bytes where it is beyond the limit.
    pub(super) fn text(&self, bytes: usize) -> Result<(), Problem> {
        within(
            bytes as u64,
            self.text_mb << 20,
            Limit::TextMegabytes(self.text_mb),
        )
    }
}

/// Refuses a count beyond the most that `limit` allows.
pub(super) fn within(count: u64, most: u64, limit: Limit) -> Result<(), Problem> {
    if count > most {
        Err(Problem::TooLarge { limit })
    } else {
        Ok(())
    }
}

const fn setting(
    key: &'static str,
    bounds: RangeInclusive<u32>,
    field: fn(&mut Limits) -> &mut u64,
) -> LimitSetting {
    LimitSetting { key, bounds, field }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_limit_has_a_setting_that_allows_its_default() {
        let mut limits = Limits::default();
        let fields = serde_json::to_value(&limits).unwrap();
        let fields = fields.as_object().unwrap();
        for LimitSetting { key, bounds, field } in Limits::SETTINGS {
            let value = *field(&mut limits);
            assert_eq!(fields[key], value, "{key}");
            assert!(bounds.contains(&u32::try_from(value).unwrap()), "{key}");
        }
        assert_eq!(fields.len(), Limits::SETTINGS.len());
    }

    #[test]
    fn every_finding_about_a_limit_names_a_setting_that_there_is() {
        let keys: BTreeSet<_> = Limits::SETTINGS.iter().map(|setting| setting.key).collect();
        for limit in Limit::ALL {
            let limit = limit(1);
            assert!(limit.setting().is_none_or(|key| keys.contains(key)), "{limit:?}");
        }
        let named: BTreeSet<_> = Limit::ALL.iter().filter_map(|limit| limit(1).setting()).collect();
        assert_eq!(named, keys);
    }
}
