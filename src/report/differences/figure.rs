//! What differs on a card, line by line: 实际 90,000.00 → 91,000.00.

use crate::catalogue::{Catalogue, Figure};
use crate::model::kpi::Unit;
use crate::model::{Exact, Kpi, Terms};
use crate::report::figures::{self, or_dash};
use crate::report::results::{amount, ratio};
use crate::snapshot::{CardDifference, FigureDifference, WasIs};
use rust_decimal::Decimal;
use serde::Serialize;

/// Something on a card that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeView {
    /// The figure; none of what is of the whole card.
    pub kpi: Option<Kpi>,
    /// What of it: `score`, `grade`, `rank`, `team_rank`, `target`, `actual`, `weight`, `points`, `mom`, `yoy`.
    pub what: &'static str,
    /// The same for people: 销售额 实际.
    pub name: String,
    /// What it was, as results.json writes it.
    pub was: Option<String>,
    /// What it is.
    pub is: Option<String>,
    /// What it was, as the form prints it; a dash for none.
    pub was_text: String,
    /// What it is.
    pub is_text: String,
}

/// Everything on a card that differs.
pub fn card_changes(card: &CardDifference, catalogue: &Catalogue, terms: Terms<'_>) -> Vec<ChangeView> {
    let of_card = |what, name: &str, values: [Option<String>; 2], texts: [Option<String>; 2]| {
        let [was, is] = values;
        let [was_text, is_text] = texts.map(or_dash);
        ChangeView {
            kpi: None,
            what,
            name: name.to_owned(),
            was,
            is,
            was_text,
            is_text,
        }
    };
    let mut changes = Vec::new();
    if let Some(WasIs { was, is }) = &card.score {
        let values = [was, is].map(|score| score.map(|score| score.to_string()));
        let texts = [was, is].map(|score| score.as_ref().map(figures::points));
        changes.push(of_card("score", terms.pick("得分", "score"), values, texts));
    }
    if let Some(WasIs { was, is }) = &card.grade {
        let values = [was.clone(), is.clone()];
        changes.push(of_card(
            "grade",
            terms.pick("等级", "grade"),
            values.clone(),
            values,
        ));
    }
    let ranks = [
        ("rank", terms.pick("公司排名", "rank in company"), &card.rank),
        (
            "team_rank",
            terms.pick("团队排名", "rank in team"),
            &card.team_rank,
        ),
    ];
    for (what, name, rank) in ranks {
        if let Some(WasIs { was, is }) = rank {
            let values = [was, is].map(|rank| rank.map(|rank| rank.to_string()));
            changes.push(of_card(what, name, values.clone(), values));
        }
    }
    for figure in &card.figures {
        changes.extend(figure_changes(figure, catalogue, terms));
    }
    changes
}

/// How a value is written: for programs, and for people.
type Written = (fn(Unit, &Exact) -> Decimal, fn(Unit, &Exact) -> String);

fn figure_changes(of: &FigureDifference, catalogue: &Catalogue, terms: Terms<'_>) -> Vec<ChangeView> {
    let plain: Written = (amount, |unit, value| figures::figure(value, unit));
    let growth: Written = (
        |_, value| ratio(value),
        |_, value| figures::signed_percent(value, 2),
    );
    let points: Written = (
        |_, value| value.to_decimal(2),
        |_, value| figures::fixed(value, 2),
    );
    let weight: Written = (
        |_, value| value.to_shortest_decimal(6),
        |_, value| figures::shortest(value.to_shortest_decimal(6)),
    );
    let is_growth = matches!(
        catalogue.measure(of.kpi).map(|measure| &measure.figure),
        Some(Figure::GrowthOf(_))
    );
    let exact = |of: &Option<WasIs<Decimal>>| {
        of.as_ref().map(|WasIs { was, is }| WasIs {
            was: was.map(Exact::from),
            is: is.map(Exact::from),
        })
    };
    let parts = [
        ("target", terms.pick("目标", "target"), of.target.clone(), plain),
        (
            "actual",
            terms.pick("实际", "actual"),
            of.actual.clone(),
            if is_growth { growth } else { plain },
        ),
        ("weight", terms.pick("权重", "weight"), exact(&of.weight), weight),
        (
            "mom",
            terms.pick("环比", "vs prior period"),
            of.mom.clone(),
            growth,
        ),
        ("yoy", terms.pick("同比", "vs last year"), of.yoy.clone(), growth),
        ("points", terms.pick("得分", "points"), exact(&of.points), points),
    ];
    // What growth is itself, need not be told twice.
    let parts = parts
        .into_iter()
        .filter(|(what, ..)| !(is_growth && *what == "mom"));
    let changes = parts.filter_map(|(what, name, differs, (value, text))| {
        let WasIs { was, is } = differs?;
        let values = [&was, &is].map(|of_side| of_side.as_ref().map(|side| value(of.unit, side).to_string()));
        let texts = [&was, &is].map(|of_side| or_dash(of_side.as_ref().map(|side| text(of.unit, side))));
        let ([was, is], [was_text, is_text]) = (values, texts);
        Some(ChangeView {
            kpi: Some(of.kpi),
            what,
            name: format!("{} {name}", terms.kpi(of.kpi)),
            was,
            is,
            was_text,
            is_text,
        })
    });
    changes.collect()
}
