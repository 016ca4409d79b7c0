//! Sheets → tables: which dataset a sheet is, where its header stands, which column is which field.

mod pattern;
mod pin;
mod table;

pub use pattern::FilePattern;
pub use pin::{Mapping, Pin, PinError};
pub use table::{Column, DateOrder, Table, TotalRow};
