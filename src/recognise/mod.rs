//! Sheets → tables: which dataset a sheet is, where its header stands, which column is which field.

mod mapping;
mod table;

pub use mapping::{Mapping, Pin};
pub use table::{Column, DateOrder, Scope, Table, TotalRow};
