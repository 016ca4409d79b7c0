//! Sheets → tables: which dataset a sheet is, where its header stands, which column is which field.

mod choice;
mod dictionary;
mod fit;
mod header;
mod merged;
mod pattern;
mod pin;
mod rows;
mod settings;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

pub use pin::{Mapping, Pin, PinError};
pub use table::{Column, DateOrder, Table, TotalRow};

use crate::model::Finding;
use crate::read::Sheet;
use settings::Settings;

/// Recognises every sheet that is not hidden, and those hidden ones that the settings name. A sheet that is of no
/// dataset, or of several, gives a finding and no table.
pub fn recognise(sheets: Vec<Sheet>, mapping: &Mapping) -> (Vec<Table>, Vec<Finding>) {
    let settings = Settings::new(mapping, &sheets);
    let mut findings = settings.unmatched(&sheets);
    let mut tables = Vec::new();
    for sheet in sheets {
        let (table, found) = sheet::recognise(sheet, &settings);
        tables.extend(table);
        findings.extend(found);
    }
    findings.sort();
    (tables, findings)
}
