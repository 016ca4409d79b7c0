//! Styled text → paragraphs that know their widths, break into lines and paint them.

mod breaks;
mod characters;
mod lines;
mod shape;

pub use breaks::opportunities;
pub use lines::{Framed, Line, Paragraph, Place, size};
pub use shape::{Collector, Setting, is_framed};
