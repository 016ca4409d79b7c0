//! Which of two files or sheets was exported later, as far as folders and names tell.

use crate::model::place::folder;
use crate::model::place::stem;
use crate::model::{Period, Source};
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;

/// Words at the end of a name that make it the later one of two.
const REVISED: [&str; 18] = [
    "月底",
    "月末",
    "最终版",
    "最终",
    "终版",
    "定稿",
    "修订版",
    "修订",
    "更正",
    "更新",
    "修改后",
    "新版",
    "final",
    "amended",
    "corrected",
    "updated",
    "revised",
    "latest",
];

/// What a name says of its time: what is left of it without numbers and marks of a revision, and those.
#[derive(Debug, PartialEq, Eq)]
struct Dated {
    rest: String,
    numbers: Vec<String>,
    revision: u32,
}

/// How the times of two sheets compare; none where nothing tells. The later period's folder is later; in one folder the
/// larger number in otherwise equal names (订单_1015, 订单_1031), else the copy (订单(1)) or revision (订单_最终版).
pub fn compare(a: &Source, b: &Source) -> Option<Ordering> {
    let period = |source: &Source| folder(&source.file).map(|(_, period)| period);
    let by_folder = match (period(a), period(b)) {
        (Some(a), Some(b)) => by_end(a, b),
        _ => None,
    };
    by_folder.or_else(|| {
        if a.file == b.file {
            by_name(a.sheet.as_deref()?, b.sheet.as_deref()?)
        } else {
            by_name(stem(&a.file), stem(&b.file))
        }
    })
}

fn by_end(a: Period, b: Period) -> Option<Ordering> {
    Some(a.last_day().cmp(&b.last_day())).filter(|order| order.is_ne())
}

fn by_name(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (dated(a), dated(b));
    if a.rest != b.rest || a.numbers.len() != b.numbers.len() {
        return None;
    }
    let numbers = a.numbers.iter().zip(&b.numbers);
    let first = numbers.map(|(a, b)| numeric(a, b)).find(|order| order.is_ne());
    first.or_else(|| Some(a.revision.cmp(&b.revision)).filter(|order| order.is_ne()))
}

fn numeric(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

fn dated(name: &str) -> Dated {
    let name: String = name.nfkc().collect::<String>().to_lowercase();
    let (name, copy) = without_copy(name.trim());
    let (name, revised) = without_revision(name);
    let mut rest = String::new();
    let mut numbers: Vec<String> = Vec::new();
    let mut in_number = false;
    for character in name.chars() {
        if character.is_ascii_digit() {
            match numbers.last_mut().filter(|_| in_number) {
                Some(number) => number.push(character),
                None => numbers.push(character.into()),
            }
        } else if character.is_alphanumeric() {
            rest.push(character);
        }
        in_number = character.is_ascii_digit();
    }
    Dated {
        rest,
        numbers,
        revision: copy + revised,
    }
}

/// Without the mark of a second download, `(1)`, and its number.
fn without_copy(name: &str) -> (&str, u32) {
    let copy = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    match copy.and_then(|(name, number)| Some((name.trim_end(), number.parse::<u32>().ok()?))) {
        Some((name, number)) if number < 100 => (name, number),
        _ => (name, 0),
    }
}

/// Without words and numbers of a version, and how far it is from the first.
fn without_revision(name: &str) -> (&str, u32) {
    let bare = name.trim_end_matches([')', ' ', '】', ']']);
    for word in REVISED {
        if let Some(rest) = bare.strip_suffix(word) {
            return (rest, 100);
        }
    }
    let version = name.trim_end_matches(|character: char| character.is_ascii_digit());
    match (version.strip_suffix('v'), name[version.len()..].parse::<u32>()) {
        (Some(rest), Ok(number)) if rest.ends_with(['_', '-', ' ', '.']) => (rest, number),
        _ => (name, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(file: &str, sheet: Option<&str>) -> Source {
        Source {
            file: file.into(),
            sheet: sheet.map(str::to_owned),
        }
    }

    #[test]
    fn folders_and_names_tell_the_later_export() {
        use Ordering::Less;
        for (a, b, expected) in [
            ("inbox/2026-09/订单.csv", "inbox/2026-10/订单.csv", Some(Less)),
            (
                "inbox/2026-10/订单_1015.csv",
                "inbox/2026-10/订单_1031.csv",
                Some(Less),
            ),
            (
                "inbox/2026-10/订单_915.xlsx",
                "inbox/2026-10/订单_1015.csv",
                Some(Less),
            ),
            ("inbox/2026-10/订单.csv", "inbox/2026-10/订单(1).csv", Some(Less)),
            (
                "inbox/2026-10/订单（1）.csv",
                "inbox/2026-10/订单 (2).csv",
                Some(Less),
            ),
            (
                "inbox/2026-10/订单.csv",
                "inbox/2026-10/订单_最终版.csv",
                Some(Less),
            ),
            (
                "inbox/2026-10/orders.csv",
                "inbox/2026-10/orders_v2.csv",
                Some(Less),
            ),
            (
                "inbox/2026-10/orders (final).csv",
                "inbox/2026-10/Orders.csv",
                Some(Ordering::Greater),
            ),
            (
                "inbox/2026-10/10.5 订单.csv",
                "inbox/2026-10/10.12 订单.csv",
                Some(Less),
            ),
            ("inbox/2026-10/CRM.csv", "inbox/2026-10/ERP.csv", None),
            ("inbox/2026-10/订单.csv", "inbox/2026-10/订单_1031.csv", None),
            ("inbox/订单.csv", "inbox/2026-10/ERP.csv", None),
        ] {
            let found = compare(&source(a, None), &source(b, None));
            assert_eq!(found, expected, "{a} {b}");
            let back = compare(&source(b, None), &source(a, None));
            assert_eq!(back, expected.map(Ordering::reverse), "{b} {a}");
        }
        let sheets = |a, b| compare(&source("a.xlsx", Some(a)), &source("a.xlsx", Some(b)));
        assert_eq!(sheets("1015", "1031"), Some(Less));
        assert_eq!(sheets("上旬", "中旬"), None);
    }
}
