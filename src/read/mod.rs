//! File bytes → sheets of cells. The only room that knows calamine, csv and encodings.

pub mod fonts;
mod inbox;
mod sheet;

pub use fonts::FontFile;
pub use inbox::{InputFile, ReadError, list};
pub use sheet::{Cell, Row, Scope, Sheet};
