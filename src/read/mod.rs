//! File bytes → sheets of cells. The only room that knows calamine, csv and encodings.

mod sheet;

pub use sheet::{Cell, Row, Sheet};
