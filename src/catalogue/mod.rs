//! What a row is and what a figure is, as data.

pub mod expression;
