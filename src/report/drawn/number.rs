//! A number in a cell of a form → what the cell shows of it.

use crate::model::Exact;
use crate::report::figures::fixed;
use rust_decimal::Decimal;

/// What a number format comes to; dates, and what is read otherwise, are none: whoever draws a form types them as text.
pub(super) fn shown(number: &str, format: &str) -> Option<String> {
    // As short as the number can be written, since files hold what binary floats come to.
    let value: f64 = number.parse().ok()?;
    let value: Decimal = format!("{value}").parse().ok()?;
    let format = format.split(';').next().unwrap_or_default().trim();
    if format.eq_ignore_ascii_case("general") || format == "@" || format.is_empty() {
        return Some(value.normalize().to_string().replace('-', "−"));
    }
    let (format, is_percent) = match format.strip_suffix('%') {
        Some(format) => (format, true),
        None => (format, false),
    };
    let (whole, fraction) = format.split_once('.').unwrap_or((format, ""));
    let is_plain =
        matches!(whole, "0" | "#" | "#,##0" | "#,###" | "###0") && fraction.chars().all(|c| c == '0');
    if !is_plain {
        return None;
    }
    let value = if is_percent {
        value.checked_mul(Decimal::ONE_HUNDRED)?
    } else {
        value
    };
    let places = u32::try_from(fraction.len())
        .ok()
        .filter(|places| *places <= 10)?;
    let text = fixed(&Exact::from(value), places);
    let text = if whole.contains(',') {
        text
    } else {
        text.replace(',', "")
    };
    Some(if is_percent { text + "%" } else { text })
}

/// The formats that workbooks name by their numbers alone.
pub(super) fn built_in(id: &str) -> &'static str {
    match id {
        "0" => "General",
        "1" => "0",
        "2" => "0.00",
        "3" | "37" | "38" => "#,##0",
        "4" | "39" | "40" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "49" => "@",
        // Dates, times, fractions, powers.
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_cells_show_them() {
        for (number, format, wanted) in [
            ("0.4", "0%", Some("40%")),
            ("0.40000000000000002", "General", Some("0.4")),
            ("100", "General", Some("100")),
            ("-3", "General", Some("−3")),
            ("1234567.5", "#,##0.00", Some("1,234,567.50")),
            ("1234567.5", "0.0", Some("1234567.5")),
            ("0.1234", "0.0%", Some("12.3%")),
            ("46300", "yyyy-mm-dd", None),
            ("46300", "?", None),
            ("1e400", "0", None),
            ("x", "0", None),
        ] {
            assert_eq!(shown(number, format).as_deref(), wanted, "{number} as {format}");
        }
    }
}
