//! Scoring rules in words, so that a rep can check every point on the form.

use super::figures::{figure, shortest, shortest_percent};
use crate::catalogue::Measure;
use crate::model::kpi::Unit;
use crate::model::policy::Rule;
use crate::model::{Exact, Language};
use rust_decimal::Decimal;

/// The rule of a KPI of that weight, in words: `达成率×40，低于50%不得分，最高120%`.
pub fn rule_text(measure: &Measure, weight: Decimal, rule: &Rule, language: Language) -> String {
    rule_clauses(measure, weight, rule, language).concat()
}

/// The same as clauses, each with its punctuation, so that lines need not break inside one.
pub fn rule_clauses(measure: &Measure, weight: Decimal, rule: &Rule, language: Language) -> Vec<String> {
    let comma = language.pick("，", ", ");
    match rule {
        Rule::Ratio { floor, cap } => punctuated(ratio(weight, *floor, *cap, language), comma),
        Rule::Steps { steps } => {
            punctuated(by_steps(measure.unit, steps, language), language.pick("；", "; "))
        }
        Rule::PerUnit {
            start,
            each,
            min,
            max,
        } => {
            let limits = (*min, max.unwrap_or(weight));
            punctuated(
                per_unit(measure.unit, start.unwrap_or(weight), *each, limits, language),
                comma,
            )
        }
        Rule::Fraction => vec![format!("{}×{}", measure.share(language), shortest(weight))],
        Rule::Manual => vec![format!(
            "{}÷100×{}",
            language.pick("主管评分（0～100）", "Manager's score (0–100)"),
            shortest(weight)
        )],
    }
}

fn punctuated(mut clauses: Vec<String>, separator: &str) -> Vec<String> {
    let last = clauses.len().saturating_sub(1);
    for clause in clauses.iter_mut().take(last) {
        clause.push_str(separator);
    }
    clauses
}

fn ratio(weight: Decimal, floor: Decimal, cap: Decimal, language: Language) -> Vec<String> {
    let mut clauses = vec![format!(
        "{}×{}",
        language.pick("达成率", "Attainment"),
        shortest(weight)
    )];
    if floor > Decimal::ZERO {
        let floor = shortest_percent(floor);
        clauses.push(language.pick(format!("低于{floor}不得分"), format!("none below {floor}")));
    }
    clauses.push(language.pick("最高", "max ").to_owned() + &shortest_percent(cap));
    clauses
}

fn by_steps(unit: Unit, steps: &[(Decimal, Decimal)], language: Language) -> Vec<String> {
    let mut steps = steps.to_vec();
    steps.sort_by_key(|&(at_least, _)| std::cmp::Reverse(at_least));
    let step = |(at_least, points)| {
        let (at_least, points) = (threshold(unit, at_least), shortest(points));
        language.pick(
            format!("≥{at_least}得{points}分"),
            format!("{points} if ≥{at_least}"),
        )
    };
    let otherwise = language.pick("其余0分", "else 0").to_owned();
    steps.into_iter().map(step).chain([otherwise]).collect()
}

fn threshold(unit: Unit, value: Decimal) -> String {
    match unit {
        Unit::Rate => shortest_percent(value),
        Unit::Money => figure(&Exact::from(value), Unit::Money),
        Unit::Count | Unit::PerWeek | Unit::Score | Unit::Days => shortest(value),
    }
}

fn per_unit(
    unit: Unit,
    start: Decimal,
    each: Decimal,
    (min, max): (Decimal, Decimal),
    language: Language,
) -> Vec<String> {
    let (unit, each) = match unit {
        Unit::Money => (language.pick("每1", "per 1"), each),
        Unit::Count => (language.pick("每个", "each"), each),
        Unit::PerWeek => (language.pick("每单", "per order"), each),
        Unit::Score => (language.pick("每1分", "per point"), each),
        Unit::Days => (language.pick("每天", "per day"), each),
        // A value of 1 is 100%, but nobody counts in hundreds of percent.
        Unit::Rate => (
            language.pick("每1%", "per 1%"),
            each.checked_div(Decimal::ONE_HUNDRED).unwrap_or(each),
        ),
    };
    let sign = if each > Decimal::ZERO { "+" } else { "" };
    let (start, each) = (shortest(start), format!("{sign}{}", shortest(each)));
    let (least, most) = (shortest(min), shortest(max));
    match language {
        Language::Chinese => vec![
            format!("基础{start}分"),
            format!("{unit}{each}分"),
            format!("限{least}～{most}分"),
        ],
        Language::English => vec![
            format!("{start} points"),
            format!("{each} {unit}"),
            format!("min {least}"),
            format!("max {most}"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::model::{Kpi, Policy};
    use rust_decimal::dec;

    fn words(kpi: Kpi, weight: Decimal, rule: &Rule) -> (String, String) {
        let measure = Catalogue::built_in().measure(kpi).unwrap();
        let text = |language| rule_text(measure, weight, rule, language);
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
                "达成率×40，低于50%不得分，最高120%",
                "Attainment×40, none below 50%, max 120%",
            ),
            (
                "≥10%得10分；≥5%得8分；≥0%得6分；≥−5%得4分；≥−10%得2分；其余0分",
                "10 if ≥10%; 8 if ≥5%; 6 if ≥0%; 4 if ≥−5%; 2 if ≥−10%; else 0",
            ),
            ("达成率×10，最高120%", "Attainment×10, max 120%"),
            ("达成率×8，最高100%", "Attainment×8, max 100%"),
            ("达成率×5，最高100%", "Attainment×5, max 100%"),
            ("达成率×5，最高100%", "Attainment×5, max 100%"),
            ("达成率×5，最高100%", "Attainment×5, max 100%"),
            ("基础5分，每个−1分，限0～5分", "5 points, −1 each, min 0, max 5"),
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
            Kpi::SALES,
            dec!(10),
            &steps(vec![(dec!(100000), dec!(5)), (dec!(250000), dec!(10))]),
        );
        assert_eq!(chinese, "≥250,000.00得10分；≥100,000.00得5分；其余0分");
        assert_eq!(english, "10 if ≥250,000.00; 5 if ≥100,000.00; else 0");
        let (chinese, _) = words(Kpi::VISITS, dec!(3), &steps(vec![(dec!(30), dec!(2.5))]));
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
            words(Kpi::NEW_CUSTOMERS, dec!(5), &rule(dec!(0.5), dec!(0), None)),
            (
                "基础2分，每个+0.5分，限0～5分".into(),
                "2 points, +0.5 each, min 0, max 5".into()
            )
        );
        assert_eq!(
            words(Kpi::GROWTH, dec!(5), &rule(dec!(20), dec!(-3), Some(dec!(8)))),
            (
                "基础2分，每1%+0.2分，限−3～8分".into(),
                "2 points, +0.2 per 1%, min −3, max 8".into()
            )
        );
    }
}
