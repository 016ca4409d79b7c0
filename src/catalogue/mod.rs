//! What lists hold and what figures are, as data: the program's own files, and those that a company adds.

mod beside;
mod check;
mod condition;
pub mod expression;
mod files;
mod known;
pub mod list;
pub mod measure;
pub mod metric;
mod read;
mod read_field;
mod read_list;
mod read_words;
pub mod scope;
mod written;

pub use check::Check;
pub use condition::{Condition, Refused};
pub use known::Catalogue;
pub use list::{List, ListField};
pub use measure::{Better, Figure, Measure};
pub(crate) use read::bilingual;
pub use read::is_id;
