//! Cells and values as people read them.

use super::super::console::printable;
use chrono::NaiveTime;
use repcard::read::Cell;
use repcard::records::Stated;
use repcard::snapshot::excerpts::moment;
use rust_decimal::Decimal;

/// A cell as it was read.
pub(super) fn shown(cell: &Cell, epoch_1904: bool) -> Option<String> {
    Some(match cell {
        Cell::Empty => return None,
        Cell::Text(text) => one_line(text),
        Cell::Number(number) => number.to_string(),
        Cell::DateTime(days) => moment(*days, epoch_1904).map_or_else(
            || days.to_string(),
            |moment| {
                let is_day = days.fract() == 0.0;
                moment
                    .format(if is_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" })
                    .to_string()
            },
        ),
        Cell::Duration(days) => {
            let seconds = (days * 86_400.0).round();
            let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
            format!("{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0)
        }
        Cell::Bool(true) => "TRUE".to_owned(),
        Cell::Bool(false) => "FALSE".to_owned(),
        Cell::Error(error) => error.to_string(),
        Cell::Uncalculated => "=?".to_owned(),
    })
}

/// What was understood of a cell, where that is anything.
pub(super) fn understood(stated: &Stated) -> Option<String> {
    Some(match stated {
        Stated::Nothing => return None,
        Stated::Text(text) | Stated::Word(text, _) => one_line(text),
        Stated::Number(number) => number.normalize().to_string(),
        Stated::Date(day) => day.to_string(),
        Stated::Moment(moment) if moment.time() == NaiveTime::MIN => moment.date().to_string(),
        Stated::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
        Stated::Flag(flag) => flag.to_string(),
    })
}

/// Whether a text in a file says of itself what was understood: nothing is left to be shown.
pub(super) fn is_as_it_stands(stands: &str, understood: &str) -> bool {
    let number = |text: &str| text.parse::<Decimal>().ok().map(|number| number.normalize());
    let is_same_number = || number(stands).is_some_and(|own| Some(own) == number(understood));
    let without_seconds = || understood.strip_suffix(":00") == Some(stands);
    stands == understood || is_same_number() || without_seconds()
}

/// A text without what would lead a terminal astray.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    printable(&words.join(" ")).into_owned()
}
