//! What was published → mail to whom it concerns: each rep's form, each team's papers, the director's report.
//!
//! [`parcels()`] says what goes to whom; `letter` makes the message, the same bytes for the same parcel; [`send()`] hands
//! messages over one by one. The journal is what keeps a mail from being sent twice: it is written, and on the disk, before a
//! server has the whole of a message and again when the server has answered. Of a mail in between, after a kill, nobody can know,
//! so it is told and left to a person.

mod journal;
mod letter;
mod parcels;
mod send;
mod settings;
mod smtp;
mod told;

pub use journal::{Counts, JournalError, counts};
pub use parcels::{Parcel, Role, Unaddressed, is_address, is_mailbox, parcels};
pub use send::{DeliverError, Order, Report, Selection, Unsent, Why, drafts, send};
pub use settings::{AfterRun, MailSettings, PLACEHOLDERS, Password, Security, Texts, Wording};
