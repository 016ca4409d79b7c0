//! What a talk says of reps whose points are known.

use super::fact::facts;
use super::training::proposed;
use crate::model::{Kpi, Language};
use crate::report::naming::Naming;
use crate::score::Scorecard;
use crate::score::fixture::appraisal;
use rust_decimal::{Decimal, dec};
use serde_json::{Value, json};

/// A rep with those points of each KPI, in policy order; the rest has its whole weight.
fn with_points(points: &[Decimal]) -> Scorecard {
    let mut card = appraisal().scorecards.remove(0);
    for kpi in &mut card.kpis {
        kpi.points = Some(kpi.weight);
    }
    for (kpi, points) in card.kpis.iter_mut().zip(points) {
        kpi.points = Some(*points);
    }
    card
}

fn named(card: &Scorecard) -> Vec<(Value, Value)> {
    let facts = facts(card, &[], Naming::usual(Language::Chinese));
    let told = facts.iter().map(|fact| serde_json::to_value(fact).unwrap());
    told.map(|fact| (fact["id"].clone(), fact["is_strong"].clone()))
        .collect()
}

/// Of 40 for sales 38, of 10 for growth 6: 2 and 4 are missing, and of 5 for calls (the fifth) 4.
#[test]
fn a_talk_begins_with_what_cost_the_most() {
    let card = with_points(&[dec!(38), dec!(6), dec!(10), dec!(8), dec!(4)]);
    assert_eq!(
        named(&card),
        [
            (json!("growth"), json!(false)),
            (json!("sales"), json!(false)),
            (json!("new_customers"), json!(true))
        ]
    );
    // Who lost nothing has three things done well, the weightiest first.
    assert_eq!(
        named(&with_points(&[])),
        [
            (json!("sales"), json!(true)),
            (json!("growth"), json!(true)),
            (json!("new_customers"), json!(true))
        ]
    );
}

/// Shares of 0.95, 0.6, 1, 0.75: below four fifths are growth and visits, the weakest first.
#[test]
fn training_is_for_the_weakest_figures() {
    let card = with_points(&[dec!(38), dec!(6), dec!(10), dec!(6)]);
    let told = proposed(&card, Naming::usual(Language::English));
    let told = serde_json::to_value(told).unwrap();
    assert_eq!(
        told,
        json!([
            {"kpi": "Growth", "theme": "cross-selling to existing customers"},
            {"kpi": "Visits to existing customers", "theme": "planning and making visits"}
        ])
    );
    assert_eq!(proposed(&with_points(&[]), Naming::usual(Language::English)), []);
    assert_eq!(card.kpis[3].kpi, Kpi::VISITS);
}
