//! The small language of measures, pins and checks: SQL expressions, computed exactly.
//!
//! A text is parsed by `sqlparser`, of which nothing is seen outside of this folder, and becomes an [`Expression`]: names are
//! looked up in a [`Scope`], types agree before any row is read, and everything that the language hasn't is a [`Mistake`]
//! at its place. An expression gives a value for a row, or one figure of many rows: then a [`Fold`] adds them up and can tell
//! what each contributed.
//!
//! Texts are bounded in length, depth and parts, so that neither parsing nor evaluating recurses without bound.
//! `docs/language.md` is the language as people read it.

mod build;
mod evaluate;
mod fold;
mod functions;
mod kind;
mod mistake;
mod parsed;
mod pattern;
mod print;
mod reason;
mod scope;
mod surroundings;
mod syntax;
mod tokens;
mod tree;
mod value;
mod wording;
mod words;

pub use build::Wanted;
pub use fold::{Contribution, Fold};
pub use kind::Type;
pub use mistake::{Mistake, MistakeKind};
pub use parsed::Expression;
pub use reason::NoValue;
pub use scope::{Column, Scope};
pub use surroundings::{Row, Surroundings};
pub use value::Value;

#[cfg(test)]
mod tests;
