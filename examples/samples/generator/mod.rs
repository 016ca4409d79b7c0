//! Books made from nothing but a seed: a company, what its reps did, and the exports that tell of it.
//!
//! The same arguments give the same bytes, on any day and any machine. [`company`] says who there is, [`ledger`] what
//! they did; [`huadong`] tells it in exports as messy as real ones and keeps a list of the faults it planted,
//! [`clean`] tells it without a fault and in any size. [`system`] writes a month of deals as known systems export them.

mod clean;
mod company;
mod fault;
mod form;
mod huadong;
mod ledger;
mod ods;
mod random;
mod sheet;
mod spelling;
mod systems;
mod text_file;
mod xls;
mod xlsx;

pub use clean::clean;
pub use huadong::huadong;
pub use systems::{SYSTEMS, SystemBook, system};

/// A file of a book.
pub struct BookFile {
    /// Path below the book's folder, with `/` between its parts.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}
