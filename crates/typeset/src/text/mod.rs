//! Styled text → paragraphs that know their widths, break into lines and paint them.

mod breaks;
mod characters;
mod collect;
mod frame;
mod lines;
mod marks;
mod setting;
mod shape;

pub use breaks::opportunities;
pub use collect::{Collector, Origin};
pub use frame::is_framed;
pub use lines::{Framed, Line, Paragraph, Place, size};
pub use setting::Setting;
