//! Evaluates expressions that a script asks about, and prints what comes of them: see `benches/language.py`.
//!
//! Standard input holds one JSON object: `columns` (name and type), `rows` (texts or null), `expressions` (text and whether it is
//! of many rows). For each expression a JSON array is printed: how it prints, and its values.

use chrono::{NaiveDate, NaiveDateTime};
use repcard::catalogue::expression::{Column, Expression, Fold, Scope, Surroundings, Type, Value, Wanted};
use repcard::model::{Calendar, Language, Period};
use serde::Deserialize;
use std::io;

#[derive(Deserialize)]
struct Asked {
    columns: Vec<(String, String)>,
    rows: Vec<Vec<Option<String>>>,
    expressions: Vec<(String, bool)>,
}

fn main() -> anyhow::Result<()> {
    let asked: Asked = serde_json::from_reader(io::stdin())?;
    let kinds: Vec<Type> = asked.columns.iter().map(|(_, kind)| kind_of(kind)).collect();
    let columns = asked.columns.iter().zip(&kinds);
    let scope = Scope::new(columns.map(|((name, _), kind)| Column::new(name, *kind)));
    let mut rows = Vec::new();
    for row in &asked.rows {
        let cells = row.iter().zip(&kinds).map(|(cell, kind)| match cell {
            Some(text) => value_of(text, *kind),
            None => Ok(Value::Null),
        });
        rows.push(cells.collect::<anyhow::Result<Vec<Value>>>()?);
    }
    let calendar = Calendar::default();
    let around = Surroundings::new(
        "2026-10".parse::<Period>().map_err(anyhow::Error::msg)?,
        &calendar,
    );
    for (text, is_figure) in &asked.expressions {
        let wanted = if *is_figure { Wanted::Figure } else { Wanted::Value };
        let expression = Expression::parse(text, &scope, wanted)
            .map_err(|mistake| anyhow::anyhow!("{text}: {}", mistake.message(Language::English)))?;
        let values: Vec<Option<String>> = if *is_figure {
            let mut fold = Fold::new(&expression);
            for row in &rows {
                fold.add(row, &around);
            }
            vec![shown(&fold.finish(&around))]
        } else {
            rows.iter()
                .map(|row| shown(&expression.row(row, &around)))
                .collect()
        };
        println!("{}", serde_json::to_string(&(expression.to_string(), values))?);
    }
    Ok(())
}

fn kind_of(name: &str) -> Type {
    match name {
        "number" => Type::Number,
        "date" => Type::Date,
        "moment" => Type::Moment,
        "bool" => Type::Bool,
        _ => Type::Text,
    }
}

fn value_of(text: &str, kind: Type) -> anyhow::Result<Value> {
    Ok(match kind {
        Type::Number => Value::from(text.parse::<rust_decimal::Decimal>()?),
        Type::Text => Value::from(text),
        Type::Date => Value::from(text.parse::<NaiveDate>()?),
        Type::Moment => Value::from(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")?),
        Type::Bool => Value::from(text == "true"),
    })
}

fn shown(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Number(number) => number.to_shortest_decimal(12).to_string(),
        Value::Text(text) => text.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
        Value::Bool(truth) => truth.to_string(),
    })
}
