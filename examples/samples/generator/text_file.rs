//! Sheets → CSV with CRLF line ends, in the encoding that the system in question writes.

use super::sheet::{Encoding, Sheet, Value};
use super::spelling::slashed_date;

/// The sheet as a text file.
pub fn csv(sheet: &Sheet, encoding: Encoding) -> Vec<u8> {
    let text: String = sheet
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|value| quoted(&shown(value)))
                .collect::<Vec<_>>()
                .join(",")
                + "\r\n"
        })
        .collect();
    match encoding {
        Encoding::Utf8Bom => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        Encoding::Gb18030 => encoding_rs::GB18030.encode(&text).0.into_owned(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => slashed_date(*date),
        Value::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
        Value::Span(seconds) => format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60),
        Value::Formula { result, .. } => result.clone(),
    }
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.into()
    }
}
