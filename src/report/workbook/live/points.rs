//! A rule → the formula of its points, before they are rounded.

use crate::model::policy::Rule;
use rust_decimal::Decimal;

/// The points of a rule before they are rounded, in Excel's terms.
pub fn points(rule: &Rule, weight: &str, basis: &str) -> String {
    let number = |number: &Decimal| number.normalize().to_string();
    match rule {
        Rule::Ratio { floor, cap } => {
            let (floor, cap) = (number(floor), number(cap));
            format!("{weight}*IF({basis}<{floor},0,MAX(0,MIN({basis},{cap})))")
        }
        Rule::Steps { steps } => {
            let mut steps = steps.clone();
            steps.sort_by_key(|(at_least, _)| *at_least);
            // Of equal thresholds the last one counts, as the highest.
            steps.dedup_by(|later, earlier| {
                let equal = later.0 == earlier.0;
                if equal {
                    earlier.1 = later.1;
                }
                equal
            });
            let Some((lowest, _)) = steps.first() else {
                return "0".into();
            };
            let (bounds, points): (Vec<_>, Vec<_>) = steps
                .iter()
                .map(|(at_least, points)| (number(at_least), number(points)))
                .unzip();
            let (lowest, bounds, points) = (number(lowest), bounds.join(","), points.join(","));
            format!("IF({basis}<{lowest},0,LOOKUP({basis},{{{bounds}}},{{{points}}}))")
        }
        Rule::PerUnit {
            start,
            each,
            min,
            max,
        } => {
            let or_weight = |bound: &Option<Decimal>| bound.as_ref().map_or(weight.to_owned(), number);
            let (start, max) = (or_weight(start), or_weight(max));
            format!(
                "MAX({},MIN({max},{start}+({})*{basis}))",
                number(min),
                number(each)
            )
        }
        Rule::Fraction => format!("{weight}*MAX(0,MIN(1,{basis}))"),
        Rule::Manual => format!("{weight}*{basis}/100"),
    }
}
