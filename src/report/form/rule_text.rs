//! Scoring rules in words, so that a rep can check every point on the form.

use super::figures::{figure, shortest, shortest_percent};
use crate::model::kpi::Unit;
use crate::model::policy::Rule;
use crate::model::{Exact, Kpi, Language};
use rust_decimal::Decimal;

/// The rule of a KPI of that weight, in words: `达成率×40，低于50%不得分，最高按120%计`.
pub fn rule_text(kpi: Kpi, weight: Decimal, rule: &Rule, language: Language) -> String {
    match rule {
        Rule::Ratio { floor, cap } => ratio(weight, *floor, *cap, language),
        Rule::Steps { steps } => by_steps(kpi, steps, language),
        Rule::PerUnit {
            start,
            each,
            min,
            max,
        } => {
            let limits = (*min, max.unwrap_or(weight));
            per_unit(kpi, start.unwrap_or(weight), *each, limits, language)
        }
        Rule::Fraction => format!("{}×{}", share_name(kpi, language), shortest(weight)),
    }
}

fn ratio(weight: Decimal, floor: Decimal, cap: Decimal, language: Language) -> String {
    let weight = shortest(weight);
    let mut text = language.pick(format!("达成率×{weight}"), format!("Attainment×{weight}"));
    if floor > Decimal::ZERO {
        let floor = shortest_percent(floor);
        text += &language.pick(
            format!("，低于{floor}不得分"),
            format!(", no points below {floor}"),
        );
    }
    let cap = shortest_percent(cap);
    text + &language.pick(format!("，最高按{cap}计"), format!(", capped at {cap}"))
}

fn by_steps(kpi: Kpi, steps: &[(Decimal, Decimal)], language: Language) -> String {
    let mut steps = steps.to_vec();
    steps.sort_by_key(|&(at_least, _)| std::cmp::Reverse(at_least));
    let mut parts: Vec<String> = steps
        .into_iter()
        .map(|(at_least, points)| {
            let (at_least, points) = (threshold(kpi, at_least), shortest(points));
            language.pick(
                format!("≥{at_least}得{points}分"),
                format!("≥{at_least}: {points}"),
            )
        })
        .collect();
    parts.push(language.pick("其余0分", "else 0").to_owned());
    parts.join(language.pick("；", "; "))
}

fn threshold(kpi: Kpi, value: Decimal) -> String {
    match kpi.unit() {
        Unit::Rate => shortest_percent(value),
        Unit::Money => figure(&Exact::from(value), Unit::Money),
        Unit::Count | Unit::PerWeek => shortest(value),
    }
}

fn per_unit(
    kpi: Kpi,
    start: Decimal,
    each: Decimal,
    (min, max): (Decimal, Decimal),
    language: Language,
) -> String {
    let (unit, each) = match kpi.unit() {
        Unit::Money => (language.pick("每1元", "per yuan"), each),
        Unit::Count => (language.pick("每个", "each"), each),
        Unit::PerWeek => (language.pick("每单", "per order"), each),
        // A value of 1 is 100%, but nobody counts in hundreds of percent.
        Unit::Rate => (
            language.pick("每1%", "per 1%"),
            each.checked_div(Decimal::ONE_HUNDRED).unwrap_or(each),
        ),
    };
    let sign = if each > Decimal::ZERO { "+" } else { "" };
    let (start, each) = (shortest(start), format!("{sign}{}", shortest(each)));
    let (least, most) = (shortest(min), shortest(max));
    language.pick(
        format!("基础{start}分，{unit}{each}分，限{least}～{most}分"),
        format!("{start} points, {each} {unit}, within {least}–{most}"),
    )
}

/// What the share of a `fraction` rule is called.
fn share_name(kpi: Kpi, language: Language) -> &'static str {
    match kpi {
        Kpi::Reports => language.pick("完成率", "On-time rate"),
        Kpi::Requests => language.pick("及时回复率", "In-time rate"),
        Kpi::Conduct => language.pick("纪律得分率", "Conduct rate"),
        Kpi::Growth => language.pick("增长率", "Growth"),
        _ => language.pick("实际值（0～1）", "Actual (0–1)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Policy;
    use rust_decimal::dec;

    fn words(kpi: Kpi, weight: Decimal, rule: &Rule) -> (String, String) {
        let text = |language| rule_text(kpi, weight, rule, language);
        (text(Language::Chinese), text(Language::English))
    }

    #[test]
    fn the_default_policy_reads_aloud() {
        let spoken: Vec<_> = Policy::default()
            .kpis
            .iter()
            .map(|kpi| words(kpi.id, kpi.weight, &kpi.rule))
            .collect();
        let expected = [
            (
                "达成率×40，低于50%不得分，最高按120%计",
                "Attainment×40, no points below 50%, capped at 120%",
            ),
            (
                "≥10%得10分；≥5%得8分；≥0%得6分；≥−5%得4分；≥−10%得2分；其余0分",
                "≥10%: 10; ≥5%: 8; ≥0%: 6; ≥−5%: 4; ≥−10%: 2; else 0",
            ),
            ("达成率×10，最高按120%计", "Attainment×10, capped at 120%"),
            ("达成率×8，最高按100%计", "Attainment×8, capped at 100%"),
            ("达成率×5，最高按100%计", "Attainment×5, capped at 100%"),
            ("达成率×5，最高按100%计", "Attainment×5, capped at 100%"),
            ("达成率×5，最高按100%计", "Attainment×5, capped at 100%"),
            ("基础5分，每个−1分，限0～5分", "5 points, −1 each, within 0–5"),
            ("纪律得分率×4", "Conduct rate×4"),
            ("完成率×4", "On-time rate×4"),
            ("及时回复率×4", "In-time rate×4"),
        ];
        assert_eq!(spoken.len(), expected.len());
        for ((chinese, english), (in_chinese, in_english)) in spoken.iter().zip(expected) {
            assert_eq!(chinese, in_chinese);
            assert_eq!(english, in_english);
        }
    }

    #[test]
    fn thresholds_follow_the_unit_and_stand_in_order() {
        let steps = |steps| Rule::Steps { steps };
        let (chinese, english) = words(
            Kpi::Sales,
            dec!(10),
            &steps(vec![(dec!(100000), dec!(5)), (dec!(250000), dec!(10))]),
        );
        assert_eq!(chinese, "≥250,000.00得10分；≥100,000.00得5分；其余0分");
        assert_eq!(english, "≥250,000.00: 10; ≥100,000.00: 5; else 0");
        let (chinese, _) = words(Kpi::Visits, dec!(3), &steps(vec![(dec!(30), dec!(2.5))]));
        assert_eq!(chinese, "≥30得2.5分；其余0分");
    }

    #[test]
    fn points_for_each_unit_state_start_step_and_limits() {
        let rule = |each, min, max| Rule::PerUnit {
            start: Some(dec!(2)),
            each,
            min,
            max,
        };
        assert_eq!(
            words(Kpi::NewCustomers, dec!(5), &rule(dec!(0.5), dec!(0), None)),
            (
                "基础2分，每个+0.5分，限0～5分".into(),
                "2 points, +0.5 each, within 0–5".into()
            )
        );
        assert_eq!(
            words(Kpi::Growth, dec!(5), &rule(dec!(20), dec!(-3), Some(dec!(8)))),
            (
                "基础2分，每1%+0.2分，限−3～8分".into(),
                "2 points, +0.2 per 1%, within −3–8".into()
            )
        );
    }
}
