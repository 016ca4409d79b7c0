//! How high the rows of a sheet are: tables that stand beside each other share them.

use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;
use std::ops::Range;

/// The heights that were asked for so far, in points.
#[derive(Debug, Default)]
pub struct RowHeights(BTreeMap<u32, f64>);

impl RowHeights {
    /// Makes a row at least as high as that.
    pub fn raise(&mut self, worksheet: &mut Worksheet, row: u32, height: f64) -> Result<(), XlsxError> {
        let tallest = self.0.entry(row).or_insert(0.0);
        if height > *tallest {
            *tallest = height;
            worksheet.set_row_height(row, height)?;
        }
        Ok(())
    }

    /// The height of some rows together, of which those that nobody raised have the usual one.
    pub fn sum(&self, rows: Range<u32>, usual: f64) -> f64 {
        rows.map(|row| self.0.get(&row).copied().unwrap_or(usual)).sum()
    }
}
