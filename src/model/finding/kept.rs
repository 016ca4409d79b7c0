//! Why one of two versions of an order counts rather than the other.

use crate::model::Language;
use serde::{Deserialize, Serialize};

/// Why one of two versions of an order counts rather than the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kept {
    /// Its folder or its name says that it was exported later.
    Newer,
    /// It tells more, and comes to the same.
    Fuller,
    /// It is cancelled, which orders become and don't cease to be.
    Cancelled,
    /// It is the order's total, beside lines that don't add up to it.
    Total,
    /// It comes to less; nothing else tells which is right.
    Smaller,
    /// Nothing tells them apart that figures are made of.
    Either,
}

impl Kept {
    /// The version that counts, in words.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Newer => language.pick("较新的一份", "the newer one"),
            Self::Fuller => language.pick("内容较全的一份", "the fuller one"),
            Self::Cancelled => language.pick("已取消的一份", "the cancelled one"),
            Self::Total => language.pick("整单金额的一份", "the one with the order's total"),
            Self::Smaller => language.pick("金额较小的一份", "the one that comes to less"),
            Self::Either => language.pick("其中一份", "one of the two"),
        }
    }
}
