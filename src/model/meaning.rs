//! What a word of an export says of its row: an order that counts, a visit that was never made, a call that nobody took.

use super::Language;
use serde::{Deserialize, Serialize};

/// What a word says of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The row counts.
    Counts,
    /// It counts nowhere: cancelled, refused, a draft, only planned.
    Ignored,
    /// It is a return: its amount is taken off, whatever its sign.
    Returned,
    /// The sale was given back in full: it counts nowhere, unless its amount is below 0, which is the return itself.
    Refunded,
    /// Of a visit: to a customer that the company has.
    Existing,
    /// Of a visit: to somebody who may become one.
    Prospect,
    /// The customer called.
    Inbound,
    /// The customer was called.
    Outbound,
    /// Somebody answered.
    Answered,
    /// Nobody did.
    Unanswered,
    /// The customer is still one.
    Active,
    /// The customer was lost.
    Lost,
    /// The rep works here.
    Employed,
    /// The rep left.
    Left,
    /// The opportunity became a sale.
    Won,
    /// What was promised or asked for is done: a contract fulfilled, a proposal adopted.
    Done,
}

impl Meaning {
    /// Every meaning.
    pub const ALL: [Self; 16] = [
        Self::Counts,
        Self::Ignored,
        Self::Returned,
        Self::Refunded,
        Self::Existing,
        Self::Prospect,
        Self::Inbound,
        Self::Outbound,
        Self::Answered,
        Self::Unanswered,
        Self::Active,
        Self::Lost,
        Self::Employed,
        Self::Left,
        Self::Won,
        Self::Done,
    ];

    /// The id in settings: `ignored`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Ignored => "ignored",
            Self::Returned => "returned",
            Self::Refunded => "refunded",
            Self::Existing => "existing",
            Self::Prospect => "prospect",
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
            Self::Answered => "answered",
            Self::Unanswered => "unanswered",
            Self::Active => "active",
            Self::Lost => "lost",
            Self::Employed => "employed",
            Self::Left => "left",
            Self::Won => "won",
            Self::Done => "done",
        }
    }

    /// What becomes of a row for it, as findings say it.
    pub fn outcome(self, language: Language) -> &'static str {
        match self {
            Self::Counts => language.pick("计入", "it counts"),
            Self::Ignored => language.pick("不计入", "it does not count"),
            Self::Returned => language.pick("按退货扣减", "it is taken off as a return"),
            Self::Refunded => language.pick("已退款，不计入", "refunded, it does not count"),
            Self::Existing => language.pick("现有客户", "an existing customer"),
            Self::Prospect => language.pick("潜在客户", "a prospect"),
            Self::Inbound => language.pick("呼入", "inbound"),
            Self::Outbound => language.pick("外呼", "outbound"),
            Self::Answered => language.pick("已接通", "answered"),
            Self::Unanswered => language.pick("未接通", "unanswered"),
            Self::Active => language.pick("未流失", "not lost"),
            Self::Lost => language.pick("已流失", "lost"),
            Self::Employed => language.pick("在职", "employed"),
            Self::Left => language.pick("已离职", "left"),
            Self::Won => language.pick("已赢单", "won"),
            Self::Done => language.pick("已完成", "done"),
        }
    }

    /// How much a meaning weighs beside another one of the same row: what leaves it out goes first.
    pub fn weight(self) -> u8 {
        match self {
            Self::Ignored => 3,
            Self::Returned => 2,
            Self::Refunded => 1,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_json() {
        for meaning in Meaning::ALL {
            let json = serde_json::to_string(&meaning).unwrap();
            assert_eq!(json, format!("\"{}\"", meaning.id()));
        }
    }
}
