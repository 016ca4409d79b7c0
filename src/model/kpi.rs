//! Appraisal figures by their ids; a catalogue says what each is.

use super::ranked::ranked_ids;
use serde::{Deserialize, Serialize};

ranked_ids! {
    /// One of the figures a rep is appraised by. The program's own come first, in the order of the default policy, then
    /// those that a company adds, by id.
    Kpi;
    /// 实际完成销量 against 计划销售指标
    SALES "sales",
    /// 增长率
    GROWTH "growth",
    /// 开发新客户数量
    NEW_CUSTOMERS "new_customers",
    /// 现有客户拜访数量
    VISITS "visits",
    /// 电话销售拜访数量
    CALLS "calls",
    /// 周订单数量
    WEEKLY_ORDERS "weekly_orders",
    /// 新增开发客户数量
    CUSTOMERS_ADDED "customers_added",
    /// 丢失客户数量
    CUSTOMERS_LOST "customers_lost",
    /// 行为纪律
    CONDUCT "conduct",
    /// 工作计划、汇报完成率
    REPORTS "reports",
    /// 需求客户回复
    REQUESTS "requests",
}

impl Kpi {
    /// The most bytes of a KPI's id: columns of targets and scores have ids made of it.
    pub const LONGEST_ID: usize = 40;
}

/// What kind of number a KPI is: it decides how the number is written, compared and split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Money in the book's currency; its smallest part is 0.01.
    Money,
    /// A whole number; its smallest part is 1.
    Count,
    /// Orders a week: two decimals, never split over time.
    PerWeek,
    /// A share, 0…1 or a growth rate: printed as a percentage.
    Rate,
    /// A score from 0 to 100, as given.
    Score,
    /// Days: two decimals, never split over time.
    Days,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn a_companys_own_figures_come_last() {
        let own = |id| Kpi::new(Id::of(id));
        let mut kpis = vec![own("recovery"), Kpi::REQUESTS, own("a"), Kpi::SALES, Kpi::GROWTH];
        kpis.sort_unstable();
        assert_eq!(
            kpis,
            [Kpi::SALES, Kpi::GROWTH, Kpi::REQUESTS, own("a"), own("recovery")]
        );
        assert_eq!(own("sales"), Kpi::SALES);
    }
}
