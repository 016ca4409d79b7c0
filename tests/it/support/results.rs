//! Results held against what a case expects of them, and the expectation written anew.

use serde_json::{Number, Value};

/// What says of which rep, figure or week an object is.
const NAMES: [&str; 3] = ["rep_id", "id", "monday"];

/// Everything that `expected` names must be there: objects by key, reps and KPIs by id, numbers by value.
pub fn compare(expected: &Value, found: &Value, at: &str, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(fields), _) => {
            for (key, value) in fields {
                compare(value, &found[key], &format!("{at}.{key}"), differences);
            }
        }
        (Value::Array(items), Value::Array(candidates)) if items.iter().any(|item| id(item).is_some()) => {
            for item in items {
                let same = candidates.iter().find(|candidate| id(candidate) == id(item));
                let at = format!("{at}.{}", id(item).unwrap_or_default());
                compare(item, same.unwrap_or(&Value::Null), &at, differences);
            }
        }
        (Value::Number(expected), Value::Number(found)) if decimal(expected) == decimal(found) => {}
        _ if expected == found => {}
        _ => differences.push(format!("{at} is {found}, expected {expected}")),
    }
}

fn id(item: &Value) -> Option<&str> {
    NAMES.iter().find_map(|key| item.get(key)?.as_str())
}

fn decimal(number: &Number) -> rust_decimal::Decimal {
    number.to_string().parse().unwrap()
}

/// What `expected` names, as it was found.
pub fn renewed(expected: &Value, found: &Value) -> Value {
    match (expected, found) {
        (Value::Object(fields), Value::Object(_)) => fields
            .iter()
            .map(|(key, value)| (key.clone(), renewed(value, &found[key])))
            .collect(),
        (Value::Array(items), Value::Array(candidates)) if items.iter().any(|item| id(item).is_some()) => {
            items
                .iter()
                .filter_map(|item| {
                    let same = candidates.iter().find(|candidate| id(candidate) == id(item))?;
                    Some(renewed(item, same))
                })
                .collect()
        }
        _ => found.clone(),
    }
}

/// As people write it: what fits stands on one line, what names a rep or a figure comes first.
pub fn written(value: &Value) -> String {
    format!("{}\n", at_depth(value, 0))
}

fn at_depth(value: &Value, depth: usize) -> String {
    const WIDTH: usize = 140;
    let (open, close, parts): (_, _, Vec<String>) = match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| !NAMES.contains(&key.as_str()));
            let part = |(key, value): (&String, &Value)| {
                format!("{}: {}", Value::from(key.as_str()), at_depth(value, depth + 1))
            };
            ('{', '}', fields.into_iter().map(part).collect())
        }
        Value::Array(items) => (
            '[',
            ']',
            items.iter().map(|item| at_depth(item, depth + 1)).collect(),
        ),
        _ => return value.to_string(),
    };
    let line = format!("{open}{}{close}", parts.join(", "));
    if 2 * depth + line.chars().count() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let inner = "  ".repeat(depth + 1);
    let parts: Vec<String> = parts.iter().map(|part| format!("\n{inner}{part}")).collect();
    format!("{open}{}\n{}{close}", parts.join(","), "  ".repeat(depth))
}
