//! The appraisal figures.

use super::{Language, ManualKpi};
use serde::{Deserialize, Serialize};

/// One of the figures a rep is appraised by, in the order of the default policy; those that a policy defines come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kpi {
    /// 实际完成销量 against 计划销售指标
    Sales,
    /// 增长率
    Growth,
    /// 开发新客户数量
    NewCustomers,
    /// 现有客户拜访数量
    Visits,
    /// 电话销售拜访数量
    Calls,
    /// 周订单数量
    WeeklyOrders,
    /// 新增开发客户数量
    CustomersAdded,
    /// 丢失客户数量
    CustomersLost,
    /// 行为纪律
    Conduct,
    /// 工作计划、汇报完成率
    Reports,
    /// 需求客户回复
    Requests,
    /// A score from 0 to 100 that the manager gives, defined by the policy.
    Manual(ManualKpi),
}

/// What kind of number a KPI is: it decides how the number is written, compared and split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Money in yuan; its smallest part is 0.01.
    Money,
    /// A whole number; its smallest part is 1.
    Count,
    /// Orders a week: two decimals, never split over time.
    PerWeek,
    /// A share, 0…1 or a growth rate: printed as a percentage.
    Rate,
    /// A score from 0 to 100, as given.
    Score,
}

impl Kpi {
    /// Every KPI that is measured, in the order of the default policy.
    pub const MEASURED: [Self; 11] = [
        Self::Sales,
        Self::Growth,
        Self::NewCustomers,
        Self::Visits,
        Self::Calls,
        Self::WeeklyOrders,
        Self::CustomersAdded,
        Self::CustomersLost,
        Self::Conduct,
        Self::Reports,
        Self::Requests,
    ];

    /// The id in policies and results: `new_customers`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Growth => "growth",
            Self::NewCustomers => "new_customers",
            Self::Visits => "visits",
            Self::Calls => "calls",
            Self::WeeklyOrders => "weekly_orders",
            Self::CustomersAdded => "customers_added",
            Self::CustomersLost => "customers_lost",
            Self::Conduct => "conduct",
            Self::Reports => "reports",
            Self::Requests => "requests",
            Self::Manual(kpi) => kpi.id(),
        }
    }

    /// The measured KPI of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::MEASURED.into_iter().find(|kpi| kpi.id() == id)
    }

    /// The name printed on forms and headers.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Sales => language.pick("销售额", "Sales"),
            Self::Growth => language.pick("增长率", "Growth"),
            Self::NewCustomers => language.pick("开发新客户", "New customers won"),
            Self::Visits => language.pick("现有客户拜访", "Visits to existing customers"),
            Self::Calls => language.pick("电话销售拜访", "Sales calls"),
            Self::WeeklyOrders => language.pick("周订单数量", "Orders per week"),
            Self::CustomersAdded => language.pick("新增开发客户", "Customers added"),
            Self::CustomersLost => language.pick("丢失客户", "Customers lost"),
            Self::Conduct => language.pick("行为纪律", "Conduct"),
            Self::Reports => language.pick("计划汇报完成率", "Plans and reports on time"),
            Self::Requests => language.pick("客户需求回复", "Requests answered in time"),
            Self::Manual(kpi) => kpi.name(language),
        }
    }

    /// What kind of number its actual is.
    pub fn unit(self) -> Unit {
        match self {
            Self::Sales => Unit::Money,
            Self::WeeklyOrders => Unit::PerWeek,
            Self::Growth | Self::Conduct | Self::Reports | Self::Requests => Unit::Rate,
            Self::NewCustomers | Self::Visits | Self::Calls | Self::CustomersAdded | Self::CustomersLost => {
                Unit::Count
            }
            Self::Manual(_) => Unit::Score,
        }
    }
}
