//! Explanations for other programs: numbers exactly, texts in the language asked for.

use super::derivation_text::steps;
use super::formula_text::formula;
use super::reason_text::{absent, code, reason, why};
use super::row::{RowKind, RowStory};
use super::{Answer, Explained, ExplainedFigure, Explanation, PublishedThen};
use crate::catalogue::Catalogue;
use crate::measure::{CountedRow, LeftOutRow};
use crate::model::{Exact, Fate, Kpi, Language};
use crate::report::findings::FindingView;
use crate::report::rule_text::rule_text;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// Decimals of figures that no decimal states exactly.
const PLACES: u32 = 12;

/// The whole explanation.
pub fn json(explanation: &Explanation, catalogue: &Catalogue, language: Language) -> Value {
    let writer = Writer { catalogue, language };
    let mut object = match &explanation.answer {
        Answer::Reps { reps, only } => match reps.as_slice() {
            [rep] => writer.rep(rep, *only),
            reps => {
                let reps = reps.iter().map(|rep| Value::Object(writer.rep(rep, *only)));
                let mut object = Map::new();
                object.insert("reps".into(), reps.collect());
                object
            }
        },
        Answer::Rows(rows) => {
            let mut object = Map::new();
            object.insert("rows".into(), rows.iter().map(|row| writer.story(row)).collect());
            object
        }
    };
    object.insert("period".into(), explanation.period.to_string().into());
    object.insert("published".into(), published(&explanation.published));
    Value::Object(object)
}

fn published(then: &PublishedThen) -> Value {
    match then {
        PublishedThen::Nothing => json!({ "state": "nothing" }),
        PublishedThen::Same => json!({ "state": "same" }),
        PublishedThen::Other { inputs, figures } => {
            let figure = |other: &super::OtherFigure| {
                json!({
                    "rep_id": other.rep_id,
                    "id": other.kpi,
                    "published": other.figures[0],
                    "now": other.figures[1],
                })
            };
            json!({
                "state": "other",
                "inputs": inputs,
                "figures": figures.iter().map(figure).collect::<Vec<_>>(),
            })
        }
    }
}

struct Writer<'a> {
    catalogue: &'a Catalogue,
    language: Language,
}

impl Writer<'_> {
    fn rep(&self, explained: &Explained, only: Option<Kpi>) -> Map<String, Value> {
        let card = &explained.card;
        let mut object = Map::new();
        let kpis: Vec<Value> = explained
            .figures
            .iter()
            .map(|figure| self.figure(figure))
            .collect();
        if let (Some(_), [Value::Object(figure)]) = (only, kpis.as_slice()) {
            object.clone_from(figure);
        }
        object.insert("rep_id".into(), card.rep.rep_id.clone().into());
        object.insert("name".into(), card.rep.name.clone().into());
        object.insert("team".into(), json!(card.rep.team));
        object.insert("score".into(), json!(card.score.map(number)));
        object.insert(
            "grade".into(),
            json!(card.grade.as_ref().map(|grade| &grade.grade)),
        );
        object.insert("kpis".into(), kpis.into());
        object
    }

    fn figure(&self, explained: &ExplainedFigure) -> Value {
        let (score, evidence) = (&explained.score, &explained.evidence);
        let terms = self.catalogue.terms(self.language);
        let declared = self.catalogue.declared(score.kpi);
        let derivation = explained.derivation.as_ref().map(|derivation| {
            let step = |step: super::derivation_text::Step| {
                let mut value = json!({ "step": step.kind, "text": step.text });
                value["place"] = json!(step.place.map(|place| place.to_string()));
                value["amount"] = exact(&step.amount);
                value
            };
            steps(derivation, score.unit, terms)
                .into_iter()
                .map(step)
                .collect::<Vec<_>>()
        });
        let mut value = json!({
            "id": score.kpi,
            "name": terms.kpi(score.kpi),
            "unit": score.unit,
            "rows": evidence.rows.iter().map(|row| self.row(row)).collect::<Vec<_>>(),
            "left_out": evidence.left_out.iter().map(|row| self.left_out(row)).collect::<Vec<_>>(),
            "limited": evidence.limited,
            "formula": formula(explained, declared, terms),
            "no_value": evidence.absent.map(|why| absent(why, terms)),
            "derivation": derivation.unwrap_or_default(),
            "rule": rule_text(declared, score.weight, &score.rule, self.language),
        });
        value["actual"] = optional(evidence.actual.as_ref());
        value["start"] = exact(&evidence.start);
        value["target"] = optional(score.target.as_ref());
        value["attainment"] = optional(score.attainment.as_ref());
        value["weight"] = number(score.weight);
        value["points"] = score.points.map_or(Value::Null, number);
        if let Some(base) = &evidence.base {
            value["base"] = json!({
                "id": base.grown,
                "period": base.period.to_string(),
                "rows": base.rows.iter().map(|row| self.row(row)).collect::<Vec<_>>(),
            });
            value["base"]["actual"] = optional(base.actual.as_ref());
            value["base"]["now"] = optional(base.now.as_ref());
        }
        value
    }

    fn row(&self, row: &CountedRow) -> Value {
        let mut value = json!({
            "place": row.place.to_string(),
            "date": row.date,
            "customer": row.customer,
        });
        value["value"] = exact(&row.value);
        value["counts"] = exact(&row.counts);
        if let Some(fraction) = fraction(&row.value) {
            value["exact"] = fraction.into();
        }
        if !row.looked_up.is_empty() {
            value["looked_up"] = row.looked_up.iter().map(ToString::to_string).collect();
        }
        if let Some(remark) = row.remark {
            value["remark"] = reason(remark, self.language).into();
        }
        value
    }

    fn left_out(&self, row: &LeftOutRow) -> Value {
        let mut value = json!({
            "place": row.place.to_string(),
            "date": row.date,
            "customer": row.customer,
            "reason": why(row.why, self.language),
            "code": code(row.why),
        });
        value["amount"] = row
            .amount
            .map_or(Value::Null, |amount| number(amount.normalize()));
        value
    }

    fn story(&self, story: &RowStory) -> Value {
        let terms = self.catalogue.terms(self.language);
        let uses = story.uses.iter().map(|named| {
            let mut value = json!({
                "rep_id": named.rep.0,
                "name": named.rep.1,
                "appraised": named.is_appraised,
                "id": named.of.kpi,
                "period": named.of.period.to_string(),
            });
            match &named.of.outcome {
                Ok(row) => {
                    value["value"] = exact(&row.value);
                    value["counts"] = exact(&row.counts);
                }
                Err(why) => value["reason"] = reason(*why, self.language).into(),
            }
            value
        });
        let findings = story
            .findings
            .iter()
            .map(|finding| FindingView::of(finding, terms));
        json!({
            "place": story.place.to_string(),
            "dataset": story.read_as.map(|(dataset, _)| dataset.id()),
            "kind": story.read_as.map(|(_, kind)| kind_id(kind)),
            "fate": story.fate.map(Fate::id),
            "amount": story.amount.map(|amount| number(amount.normalize())),
            "looked_up": story.looked_up.iter().map(|found| json!({
                "files": found.files,
                "on": found.key.0,
                "key": found.key.1,
                "place": found.place.as_ref().map(ToString::to_string),
                "cells": found.cells.iter().cloned().collect::<std::collections::BTreeMap<String, String>>(),
            })).collect::<Vec<_>>(),
            "uses": uses.collect::<Vec<_>>(),
            "left_out": story.left_out.map(|left_out| json!({
                "code": code(left_out),
                "reason": why(left_out, self.language),
            })),
            "targets": story.targets,
            "roster": story.roster,
            "findings": findings.collect::<Vec<_>>(),
        })
    }
}

fn kind_id(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Data => "data",
        RowKind::Header => "header",
        RowKind::Total => "total",
        RowKind::Aside => "aside",
    }
}

fn optional(value: Option<&Exact>) -> Value {
    value.map_or(Value::Null, exact)
}

/// The decimal that states it, or the nearest of twelve places.
fn exact(value: &Exact) -> Value {
    number(value.to_shortest_decimal(PLACES))
}

/// The ratio, where no decimal of those places states it.
fn fraction(value: &Exact) -> Option<String> {
    let decimal = Exact::from(value.to_shortest_decimal(PLACES));
    (decimal != *value).then(|| value.to_fraction())
}

fn number(value: Decimal) -> Value {
    serde_json::from_str(&value.to_string()).unwrap_or(Value::Null)
}
