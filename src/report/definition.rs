//! What each KPI counts, in a sentence: the one wording that every report shows.

use super::figures::{shortest, shortest_percent};
use crate::model::{Kpi, Language, Policy};
use rust_decimal::Decimal;

/// What a KPI counts under a policy.
pub fn definition(kpi: Kpi, policy: &Policy, language: Language) -> String {
    let (chinese, english) = match kpi {
        Kpi::Sales => (
            "本期订单金额合计；已取消的不计，退货为负数。目标为销售额目标。",
            "The amount of the period's orders; cancelled ones apart, returns negative. Target: sales.",
        ),
        Kpi::Growth => (
            "（本期销售额 − 上期销售额）÷ 上期销售额；上期没有销售额时不计。",
            "(sales − sales of the period before) ÷ sales of the period before; none where there were no sales before.",
        ),
        Kpi::NewCustomers => (
            "首次下单在本期的客户数，归首单的业务员。",
            "Customers whose first order ever falls in the period, for the rep of that order.",
        ),
        Kpi::Visits => (
            "本期对现有客户的拜访次数；没有注明客户类型的，以拜访前下过订单的客户为现有客户。",
            "Visits to existing customers; where the kind is not stated, those who ordered before the visit.",
        ),
        Kpi::Calls => (
            "本期接通的去电次数；来电和未接通的不计。",
            "Calls that were answered; inbound ones do not count.",
        ),
        Kpi::WeeklyOrders => (
            "本期订单数 ÷（本人工作日数 ÷ 5）。",
            "Orders of the period ÷ (the rep's working days ÷ 5).",
        ),
        Kpi::CustomersAdded => (
            "创建日期在本期、由本人负责的客户数。",
            "Customers created in the period and owned by the rep.",
        ),
        Kpi::CustomersLost => return lost(policy.lost_after_days, language),
        Kpi::Conduct => (
            "100 分加上本期奖惩分，限 0～100 分，再除以 100。",
            "100 plus the points of the period's events, kept within 0 to 100, ÷ 100.",
        ),
        Kpi::Reports => return reports(policy.late_credit, language),
        Kpi::Manual(_) => (
            "主管在评分表中给出的 0～100 分；没有评分则没有数值。",
            "The score from 0 to 100 that the manager gave; no value where none was given.",
        ),
        Kpi::Requests => return requests(policy.sla_hours, language),
    };
    language.pick(chinese, english).to_owned()
}

fn lost(after_days: Option<u32>, language: Language) -> String {
    match after_days {
        None => language.pick(
            "流失日期在本期、由本人负责的客户数。".into(),
            "Customers of the rep with a lost date in the period.".into(),
        ),
        Some(days) => language.pick(
            format!("流失日期在本期，或最后一次下单满 {days} 天落在本期的客户数。"),
            format!(
                "Customers with a lost date in the period, or whose last order turned {days} days old in it."
            ),
        ),
    }
}

fn reports(late_credit: Decimal, language: Language) -> String {
    let late = if late_credit.is_zero() {
        language.pick("逾期不计".to_owned(), "late ones do not count".to_owned())
    } else {
        let credit = shortest_percent(late_credit);
        language.pick(format!("逾期计 {credit}"), format!("late ones count {credit}"))
    };
    language.pick(
        format!("本期应交的计划和汇报中按时提交的比例；{late}。"),
        format!("The share of the plans and reports due in the period that came in time; {late}."),
    )
}

fn requests(sla_hours: Decimal, language: Language) -> String {
    let hours = shortest(sla_hours);
    language.pick(
        format!("本期收到的客户需求中 {hours} 小时内答复的比例。"),
        format!("The share of the period's customer requests answered within {hours} hours."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn definitions_follow_the_policy() {
        let policy = Policy {
            lost_after_days: Some(90),
            late_credit: dec!(0.5),
            sla_hours: dec!(36),
            ..Policy::default()
        };
        let told = |kpi| definition(kpi, &policy, Language::Chinese);
        assert!(told(Kpi::CustomersLost).contains("满 90 天"));
        assert!(told(Kpi::Reports).contains("逾期计 50%"));
        assert!(told(Kpi::Requests).contains("36 小时"));
        let plain = definition(Kpi::Reports, &Policy::default(), Language::English);
        assert!(plain.ends_with("late ones do not count."));
    }

    #[test]
    fn every_kpi_is_defined_in_one_language_at_a_time() {
        let is_chinese =
            |text: &str| text.contains(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character));
        for kpi in Kpi::MEASURED {
            assert!(is_chinese(&definition(
                kpi,
                &Policy::default(),
                Language::Chinese
            )));
            assert!(!is_chinese(&definition(
                kpi,
                &Policy::default(),
                Language::English
            )));
        }
    }
}
