//! What several tests need.

pub mod account;
pub mod archive;
pub mod book;
pub mod exact;
pub mod pages;
pub mod smtp;
pub mod tokens;
