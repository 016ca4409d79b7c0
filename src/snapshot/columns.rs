//! The columns of a table as they were read, which those of the next period are compared with.

use crate::recognise::Table;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A column that is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnRead {
    /// The field's id.
    pub field: String,
    /// The header.
    pub header: String,
    /// The column, counted from 0.
    pub column: u32,
    /// What its figures are multiplied by.
    pub scale: Decimal,
}

/// Those of a table, in sheet order; what the settings compute stands in no sheet.
pub(super) fn columns(table: &Table) -> Vec<ColumnRead> {
    let of_sheet = table
        .columns
        .iter()
        .filter(|column| !table.is_computed(column.index));
    let read = of_sheet.map(|column| ColumnRead {
        field: column.field.id().to_string(),
        header: column.header.clone(),
        column: column.index,
        scale: column.multiplier.normalize(),
    });
    read.collect()
}
