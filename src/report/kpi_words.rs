//! KPIs in few words: short names for the heads of narrow columns, and the units of their figures.

use crate::model::{Currency, Kpi, Language};

/// A name of at most four Chinese characters or some eight Latin ones; a KPI of the policy has only its full name.
pub fn short_name(kpi: Kpi, language: Language) -> &'static str {
    match kpi {
        Kpi::Sales => language.pick("销售额", "Sales"),
        Kpi::Growth => language.pick("增长率", "Growth"),
        Kpi::NewCustomers => language.pick("新客户", "Won"),
        Kpi::Visits => language.pick("拜访", "Visits"),
        Kpi::Calls => language.pick("电话", "Calls"),
        Kpi::WeeklyOrders => language.pick("周订单", "Orders"),
        Kpi::CustomersAdded => language.pick("新增客户", "Added"),
        Kpi::CustomersLost => language.pick("丢失客户", "Lost"),
        Kpi::Conduct => language.pick("行为纪律", "Conduct"),
        Kpi::Reports => language.pick("计划汇报", "Reports"),
        Kpi::Requests => language.pick("需求回复", "Replies"),
        Kpi::Manual(_) => kpi.name(language),
    }
}

/// What its target and actual are counted in; empty where the figures say it themselves, as percentages do.
pub fn unit_name(kpi: Kpi, language: Language, currency: Option<Currency>) -> &'static str {
    match kpi {
        Kpi::Sales => currency.map_or("", |currency| currency.unit(language)),
        Kpi::NewCustomers | Kpi::CustomersAdded | Kpi::CustomersLost => language.pick("个", ""),
        Kpi::Visits | Kpi::Calls => language.pick("次", ""),
        Kpi::WeeklyOrders => language.pick("单/周", ""),
        Kpi::Manual(_) => language.pick("分", ""),
        Kpi::Growth | Kpi::Conduct | Kpi::Reports | Kpi::Requests => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_short_and_differ() {
        for (language, longest) in [(Language::Chinese, 4), (Language::English, 8)] {
            let names = Kpi::MEASURED.map(|kpi| short_name(kpi, language));
            assert!(
                names.iter().all(|name| name.chars().count() <= longest),
                "{names:?}"
            );
            let different: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(different.len(), names.len());
        }
    }
}
