//! A measure and a rule → points.

use super::PLACES;
use crate::measure::Measure;
use crate::model::Exact;
use crate::model::policy::Rule;
use rust_decimal::Decimal;

/// The points that a rule gives, two decimals, half away from zero; none where it has nothing to go by: no value,
/// or no attainment under a `ratio` rule.
pub(super) fn points(rule: &Rule, weight: Decimal, measure: &Measure) -> Option<Decimal> {
    let exact_weight = Exact::from(weight);
    let points = match rule {
        Rule::Ratio { floor, cap } => {
            let attainment = measure.attainment()?;
            if attainment < Exact::from(*floor) {
                Exact::zero()
            } else {
                exact_weight * attainment.min(Exact::from(*cap)).max(Exact::zero())
            }
        }
        Rule::Steps { steps } => {
            let value = measure.actual.as_ref()?;
            let reached = steps
                .iter()
                .filter(|(at_least, _)| Exact::from(*at_least) <= *value);
            let highest = reached.max_by_key(|(at_least, _)| *at_least);
            highest.map_or_else(Exact::zero, |(_, points)| Exact::from(*points))
        }
        Rule::PerUnit {
            start,
            each,
            min,
            max,
        } => {
            let value = measure.actual.as_ref()?;
            let points = Exact::from(start.unwrap_or(weight)) + &Exact::from(*each) * value;
            points
                .min(Exact::from(max.unwrap_or(weight)))
                .max(Exact::from(*min))
        }
        Rule::Fraction => {
            let value = measure.actual.clone()?;
            exact_weight * value.clamp(Exact::zero(), Exact::one())
        }
        Rule::Manual => {
            let score = measure.actual.as_ref()?.checked_div(&Exact::from(100))?;
            exact_weight * score
        }
    };
    Some(points.to_decimal(PLACES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kpi;
    use crate::model::kpi::Unit;
    use rust_decimal::dec;

    fn measure(target: Option<Decimal>, actual: Option<Decimal>) -> Measure {
        Measure {
            kpi: Kpi::SALES,
            unit: Unit::Money,
            target: target.map(Exact::from),
            actual: actual.map(Exact::from),
            mom: None,
            yoy: None,
        }
    }

    fn earned(
        rule: &Rule,
        weight: Decimal,
        target: Option<Decimal>,
        actual: Option<Decimal>,
    ) -> Option<Decimal> {
        points(rule, weight, &measure(target, actual))
    }

    #[test]
    fn ratio_follows_attainment_between_floor_and_cap() {
        let rule = Rule::Ratio {
            floor: dec!(0.5),
            cap: dec!(1.2),
        };
        for (target, actual, expected) in [
            (Some(dec!(500000)), Some(dec!(541000.50)), Some(dec!(43.28))), // 40 × 1.082001
            (Some(dec!(100)), Some(dec!(49.99)), Some(dec!(0))),            // below the floor
            (Some(dec!(100)), Some(dec!(50)), Some(dec!(20))),              // exactly the floor
            (Some(dec!(100)), Some(dec!(300)), Some(dec!(48))),             // capped at 1.2
            (Some(dec!(100)), Some(dec!(-5)), Some(dec!(0))),
            (Some(dec!(0)), Some(dec!(5)), None), // a target of 0 has no attainment
            (None, Some(dec!(5)), None),
            (Some(dec!(100)), None, None),
        ] {
            assert_eq!(
                earned(&rule, dec!(40), target, actual),
                expected,
                "{target:?} {actual:?}"
            );
        }
        let open = Rule::Ratio {
            floor: dec!(-1),
            cap: dec!(1),
        };
        assert_eq!(
            earned(&open, dec!(10), Some(dec!(100)), Some(dec!(-20))),
            Some(dec!(0)),
            "never below 0"
        );
        // 3 × (1.675 ÷ 3) is 1.675 exactly, and so 1.68, whatever a third of it looks like in decimals.
        assert_eq!(
            earned(&rule, dec!(3), Some(dec!(3)), Some(dec!(1.675))),
            Some(dec!(1.68))
        );
    }

    #[test]
    fn steps_give_the_highest_threshold_reached_in_any_order() {
        let rule = Rule::Steps {
            steps: vec![(dec!(0), dec!(6)), (dec!(0.10), dec!(10)), (dec!(-0.10), dec!(2))],
        };
        for (value, expected) in [
            (dec!(0.10), dec!(10)),
            (dec!(0.0999), dec!(6)),
            (dec!(-0.1), dec!(2)),
            (dec!(-0.2), dec!(0)),
        ] {
            assert_eq!(
                earned(&rule, dec!(10), None, Some(value)),
                Some(expected),
                "{value}"
            );
        }
        assert_eq!(earned(&rule, dec!(10), None, None), None);
    }

    #[test]
    fn per_unit_starts_at_the_weight_and_stays_within_bounds() {
        let rule = Rule::PerUnit {
            start: None,
            each: dec!(-1),
            min: dec!(0),
            max: None,
        };
        for (value, expected) in [(dec!(0), dec!(5)), (dec!(3), dec!(2)), (dec!(9), dec!(0))] {
            assert_eq!(
                earned(&rule, dec!(5), None, Some(value)),
                Some(expected),
                "{value}"
            );
        }
        let bonus = Rule::PerUnit {
            start: Some(dec!(0)),
            each: dec!(0.335),
            min: dec!(-1),
            max: Some(dec!(0.67)),
        };
        for (value, expected) in [(dec!(1), dec!(0.34)), (dec!(5), dec!(0.67)), (dec!(-9), dec!(-1))] {
            assert_eq!(
                earned(&bonus, dec!(5), None, Some(value)),
                Some(expected),
                "{value}"
            );
        }
    }

    #[test]
    fn a_managers_score_is_a_percentage_of_the_weight() {
        for (score, expected) in [
            (Some(dec!(100)), Some(dec!(10))),
            (Some(dec!(0)), Some(dec!(0))),
            (Some(dec!(82.55)), Some(dec!(8.26))), // 8.255, half away from zero
            (None, None),
        ] {
            let points = earned(&Rule::Manual, dec!(10), None, score);
            assert_eq!(points, expected, "{score:?}");
        }
    }

    #[test]
    fn fraction_is_a_share_of_the_weight() {
        for (value, expected) in [(dec!(0.95), dec!(3.8)), (dec!(1.5), dec!(4)), (dec!(-1), dec!(0))] {
            assert_eq!(
                earned(&Rule::Fraction, dec!(4), None, Some(value)),
                Some(expected),
                "{value}"
            );
        }
    }
}
