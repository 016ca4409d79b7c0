//! What each KPI counts, in a sentence: the one wording that every report shows.

use super::figures::{shortest, shortest_percent};
use crate::catalogue::Measure;
use crate::model::{Language, Policy};
use rust_decimal::Decimal;

/// What a KPI counts under a policy.
pub fn definition(measure: &Measure, policy: &Policy, language: Language) -> String {
    let days = policy.lost_after_days.map(Decimal::from).unwrap_or_default();
    measure
        .definition(policy, language)
        .replace("{lost_after_days}", &shortest(days))
        .replace("{late_credit}", &shortest_percent(policy.late_credit))
        .replace("{sla_hours}", &shortest(policy.sla_hours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::model::Kpi;
    use rust_decimal::dec;

    #[test]
    fn definitions_follow_the_policy() {
        let policy = Policy {
            lost_after_days: Some(90),
            late_credit: dec!(0.5),
            sla_hours: dec!(36),
            ..Policy::default()
        };
        let told = |kpi, policy, language| {
            let measure = Catalogue::built_in().measure(kpi).unwrap();
            definition(measure, policy, language)
        };
        assert!(told(Kpi::CUSTOMERS_LOST, &policy, Language::Chinese).contains("满 90 天"));
        assert!(told(Kpi::REPORTS, &policy, Language::Chinese).contains("逾期计 50%"));
        assert!(told(Kpi::REQUESTS, &policy, Language::Chinese).contains("36 小时"));
        let plain = told(Kpi::REPORTS, &Policy::default(), Language::English);
        assert!(plain.ends_with("late ones do not count."));
    }

    #[test]
    fn every_kpi_is_defined_in_one_language_at_a_time() {
        let is_chinese =
            |text: &str| text.contains(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character));
        let policy = Policy::default();
        for measure in Catalogue::built_in().measures() {
            assert!(is_chinese(&definition(measure, &policy, Language::Chinese)));
            assert!(!is_chinese(&definition(measure, &policy, Language::English)));
        }
    }
}
