//! Sheets → tables: which dataset a sheet is, where its header stands, which column is which field.

mod table;

pub use table::{Column, DateOrder, Scope, Table, TotalRow};
