//! The lists that exports are: each a kind of rows, known by an id.

use super::Id;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A list, by its id. The program's own come in the order in which they are read; those that a company adds follow, by id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dataset {
    rank: u8,
    id: Id,
}

macro_rules! own {
    ($($(#[$doc:meta])* $name:ident $id:literal),* $(,)?) => {
        impl Dataset {
            $($(#[$doc])* pub const $name: Self = Self::own($id);)*
        }

        /// The ids of the program's own, in their order.
        const ORDER: &[&str] = &[$($id),*];
    };
}

own! {
    /// 花名册
    ROSTER "roster",
    /// 销售目标
    TARGETS "targets",
    /// 订单
    ORDERS "orders",
    /// 拜访
    VISITS "visits",
    /// 电话
    CALLS "calls",
    /// 客户
    CUSTOMERS "customers",
    /// 客户需求
    REQUESTS "requests",
    /// 计划汇报
    REPORTS "reports",
    /// 行为纪律
    CONDUCT "conduct",
    /// 主管评分
    SCORES "scores",
}

impl Dataset {
    const fn own(id: &'static str) -> Self {
        Self::new(Id::of(id))
    }

    /// The list of that id.
    pub const fn new(id: Id) -> Self {
        Self { rank: rank(&id), id }
    }

    /// The id in settings: `orders`.
    pub fn id(self) -> Id {
        self.id
    }

    /// Whether it is one of the program's own.
    pub fn is_own(self) -> bool {
        self.rank < u8::MAX
    }
}

/// The place in the program's own order; all others come last.
const fn rank(id: &Id) -> u8 {
    let mut at = 0;
    while at < ORDER.len() {
        if id.is(ORDER[at]) {
            return at as u8;
        }
        at += 1;
    }
    u8::MAX
}

impl fmt::Debug for Dataset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.id, f)
    }
}

impl fmt::Display for Dataset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.id, f)
    }
}

impl Serialize for Dataset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Dataset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Id::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_companys_own_lists_come_last() {
        let own = |id| Dataset::new(Id::of(id));
        let mut lists = vec![own("receivables"), Dataset::SCORES, own("a"), Dataset::ORDERS];
        lists.sort_unstable();
        assert_eq!(
            lists,
            [Dataset::ORDERS, Dataset::SCORES, own("a"), own("receivables")]
        );
        assert_eq!(own("orders"), Dataset::ORDERS);
    }
}
