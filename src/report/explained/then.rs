//! The published figures and those of now → where they differ.

use super::{OtherFigure, PublishedThen};
use crate::model::{Id, Kpi};
use serde_json::Value;
use std::collections::BTreeMap;

/// What each file holds: its path, and the hash of its content.
pub type Contents = BTreeMap<String, String>;

/// Compares the files that results were made of, then and now, and the results themselves.
pub fn compared(then: (&Contents, Option<&[u8]>), now: (&Contents, &[u8])) -> PublishedThen {
    let paths = then.0.keys().chain(now.0.keys());
    let mut inputs: Vec<String> = paths
        .filter(|path| then.0.get(*path) != now.0.get(*path))
        .cloned()
        .collect();
    inputs.sort_unstable();
    inputs.dedup();
    let parsed = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap_or(Value::Null);
    let (published, of_now) = (then.1.map_or(Value::Null, parsed), parsed(now.1));
    let mut figures = Vec::new();
    for rep in of_now["reps"].as_array().into_iter().flatten() {
        let mut others = published["reps"].as_array().into_iter().flatten();
        let other = others.find(|other| other["rep_id"] == rep["rep_id"]);
        figures.extend(of_rep(other.unwrap_or(&Value::Null), rep));
    }
    if inputs.is_empty() && figures.is_empty() {
        PublishedThen::Same
    } else {
        PublishedThen::Other { inputs, figures }
    }
}

fn of_rep(then: &Value, now: &Value) -> Vec<OtherFigure> {
    let rep_id = now["rep_id"].as_str().unwrap_or_default();
    let figure = |kpi, then: &Value, now: &Value| {
        (then != now).then(|| OtherFigure {
            rep_id: rep_id.to_owned(),
            kpi,
            figures: [then, now].map(ToString::to_string),
        })
    };
    let kpis = now["kpis"].as_array().into_iter().flatten();
    let kpis = kpis.filter_map(|kpi| {
        let mut others = then["kpis"].as_array().into_iter().flatten();
        let other = others
            .find(|other| other["id"] == kpi["id"])
            .unwrap_or(&Value::Null);
        let id = Id::new(kpi["id"].as_str()?).map(Kpi::new);
        figure(id, &other["actual"], &kpi["actual"])
    });
    kpis.chain(figure(None, &then["score"], &now["score"])).collect()
}
