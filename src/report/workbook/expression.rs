//! Tera expressions of columns: a row's fields → what its cell holds.

use super::content::Content;
use super::field::At;
use super::source::Source;
use super::value::Value;
use crate::model::Language;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use tera::{Context, Tera};

const NAME: &str = "expression";

/// A compiled expression.
#[derive(Debug)]
pub struct Expression {
    tera: Tera,
}

/// Compiles an expression such as `{{ name }}（{{ team }}）`; an error is told as tera words it.
pub fn compile(text: &str, language: Language) -> Result<Expression, String> {
    let mut tera = Tera::new();
    tera.set_escape_fn(|text, output| output.write_all(text.as_bytes()));
    tera.register_function("say", move |words: tera::Kwargs, _: &tera::State| {
        let (chinese, english) = (words.must_get::<&str>("zh")?, words.must_get::<&str>("en")?);
        tera::TeraResult::Ok(language.pick(chinese, english).to_owned())
    });
    tera.add_raw_template(NAME, text).map_err(|error| {
        let report = error.to_string();
        let first = report.lines().next().unwrap_or_default();
        first.trim_start_matches("error: ").to_owned()
    })?;
    Ok(Expression { tera })
}

impl Expression {
    /// What the expression gives for a row. It sees the row's fields by their names, and those of each KPI under
    /// `kpis`, numbers as binary floats: what it computes is for reading, and no published figure is made of it. A
    /// result that is written like a number is one; what cannot be computed for the row is missing.
    pub fn value(&self, content: &Content<'_>, source: Source, row: usize) -> Value {
        let text = self.tera.render(NAME, &context(content, source, row));
        match text.as_deref().map(str::trim) {
            Ok("") | Err(_) => Value::Missing,
            Ok(text) => match text.parse::<Decimal>() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::text(Some(text)),
            },
        }
    }
}

fn context(content: &Content<'_>, source: Source, row: usize) -> Context {
    let mut context = Context::new();
    let value = |name: &str, at: At| {
        let field = source.fields().iter().find(|field| field.name == name);
        field.map_or(Value::Missing, |field| (field.value)(content, row, at))
    };
    for field in source.fields().iter().filter(|field| field.each.is_none()) {
        context.insert(field.name, &tera_value(&value(field.name, At::Row)));
    }
    let of_kpis = source
        .fields()
        .iter()
        .filter(|field| field.each == Some(super::field::Each::Kpi));
    let names: Vec<&str> = of_kpis.map(|field| field.name).collect();
    if !names.is_empty() {
        let kpis: BTreeMap<String, BTreeMap<&str, tera::Value>> = content
            .kpis
            .iter()
            .enumerate()
            .map(|(place, columns)| {
                let of_kpi = names
                    .iter()
                    .map(|name| (*name, tera_value(&value(name, At::Kpi(place)))));
                (columns.kpi.id().to_string(), of_kpi.collect())
            })
            .collect();
        context.insert("kpis", &kpis);
    }
    context
}

fn tera_value(value: &Value) -> tera::Value {
    match value {
        Value::Missing => tera::Value::none(),
        Value::Number(number) => super::value::nearest_float(*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Date(day) => day.to_string().as_str().into(),
    }
}
