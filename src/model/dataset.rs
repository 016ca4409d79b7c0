//! The lists that exports are: each a kind of rows, known by an id.

use super::ranked::ranked_ids;

ranked_ids! {
    /// A list, by its id. The program's own come in the order in which they are read; those that a company adds follow, by id.
    Dataset;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

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
