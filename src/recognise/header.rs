//! The text of a header cell → the name that the dictionary knows, and the unit that it states.

use super::units::{Unit, unit_of, worded};
use crate::model::span::english_month;
use crate::model::text::{is_composed, is_invisible, simplified};
use unicode_normalization::UnicodeNormalization;

/// What a header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The name to look up, folded.
    pub(super) name: String,
    /// The unit that it states.
    pub(super) unit: Option<Unit>,
}

/// Remarks in brackets that say nothing about the column's meaning.
const REMARKS: [&str; 13] = [
    "必填",
    "选填",
    "必选",
    "可选",
    "非必填",
    "含税",
    "本位币",
    "文本",
    "日期",
    "数字",
    "required",
    "optional",
    "yyyymmdd",
];

/// The name and the unit of a header.
pub(super) fn header(text: &str) -> Header {
    let stated = header_with_brackets(text);
    if stated.unit.is_some() {
        return stated;
    }
    // Few headers say it in words, and what says no more than its unit is no header.
    let Some((rest, unit)) = worded(text) else {
        return stated;
    };
    let rest = header_with_brackets(&rest);
    if rest.name.is_empty() || rest.unit.is_some() {
        return stated;
    }
    Header {
        name: rest.name,
        unit: Some(unit),
    }
}

/// The name and the unit of a header that states it in brackets, behind a slash, or in the words of money.
fn header_with_brackets(text: &str) -> Header {
    let folded = fold(text);
    let mut name = folded.as_str();
    let mut unit = None;
    loop {
        let trimmed = name.trim_matches(['*', ':', '、', ',', ';']);
        let Some((before, inside)) = trailing_bracket(trimmed) else {
            let (name, unit) = match unit {
                None => trailing_unit(trimmed).unwrap_or((trimmed.to_owned(), None)),
                Some(_) => (trimmed.to_owned(), unit),
            };
            return Header { name, unit };
        };
        if let Some(stated) = unit_among(inside).filter(|_| unit.is_none()) {
            unit = Some(stated);
        } else if !REMARKS.contains(&inside) {
            return Header {
                name: trimmed.to_owned(),
                unit,
            };
        }
        name = before;
    }
}

/// The name beside a unit that stands behind a slash, in brackets within the name, or where it is one of money, behind
/// nothing but a line break, which is gone: 金额/万元, 金额(美元)合计, 金额万元.
fn trailing_unit(text: &str) -> Option<(String, Option<Unit>)> {
    const UNMISTAKABLE: [&str; 5] = ["百万元", "千万元", "万元", "千元", "亿元"];
    let behind_slash = || {
        let (before, stated) = text.rsplit_once('/')?;
        Some((before.to_owned(), unit_of(stated)?))
    };
    let within = || {
        let (before, rest) = text.split_once('(')?;
        let (inside, behind) = rest.split_once(')')?;
        let unit = unit_of(inside).filter(|unit| unit.money.is_some())?;
        Some((format!("{before}{behind}"), unit))
    };
    let behind_nothing = || {
        let unit = UNMISTAKABLE.iter().find(|unit| text.ends_with(**unit))?;
        Some((text.strip_suffix(unit)?.to_owned(), unit_of(unit)?))
    };
    let (name, unit) = behind_slash().or_else(within).or_else(behind_nothing)?;
    (!name.is_empty()).then_some((name, Some(unit)))
}

/// The unit in brackets, alone or among remarks: 万元, 人民币、万元, 含税、万元.
fn unit_among(inside: &str) -> Option<Unit> {
    if let Some(unit) = unit_of(inside) {
        return Some(unit);
    }
    let mut stated = None;
    for part in inside.split([',', '、', ';', '/']) {
        match unit_of(part) {
            Some(unit) if stated.is_none() => stated = Some(unit),
            None if REMARKS.contains(&part) => (),
            _ => return None,
        }
    }
    stated
}

/// NFKC, lower case, simplified characters; no white space, underscores, hyphens, dots, number signs and marks of sorting.
pub(super) fn fold(text: &str) -> String {
    if is_composed(text) {
        return folded(text).collect();
    }
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|character| !is_passed_over(*character))
        .map(simplified)
        .collect()
}

/// Whether a text comes to that, folded.
pub(super) fn folds_to(text: &str, name: &str) -> bool {
    if is_composed(text) {
        folded(text).eq(name.chars())
    } else {
        fold(text) == name
    }
}

/// A text that [`is_composed`], folded, which most cells of a large table take no more than.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let is_kept = |character: &char| !is_passed_over(*character);
    text.chars()
        .filter(is_kept)
        .map(|character| simplified(character.to_ascii_lowercase()))
}

fn is_passed_over(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_whitespace()
            || character.is_ascii_control()
            || matches!(character, '_' | '-' | '.' | '#');
    }
    character.is_whitespace() || character.is_control() || is_invisible(character) || is_sort_mark(character)
}

/// What reports draw beside the header of a column that they are sorted by.
fn is_sort_mark(character: char) -> bool {
    // Letters and ideographs are most of what is asked for.
    let may_be = ('\u{2190}'..='\u{2bff}').contains(&character) || character > '\u{ffff}';
    may_be && "↑↓↕⇅⇡⇣⬆⬇▲▼△▽▴▾▵▿🔼🔽".contains(character)
}

/// `金额(万元)` as `金额` and `万元`.
fn trailing_bracket(text: &str) -> Option<(&str, &str)> {
    const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('<', '>')];
    BRACKETS.iter().find_map(|(open, close)| {
        let (before, inside) = text.strip_suffix(*close)?.rsplit_once(*open)?;
        (!before.is_empty()).then_some((before, inside))
    })
}

/// The month that a header is about, 1…12, and its year where it states one.
pub(super) fn month(name: &str) -> Option<(u8, Option<i32>)> {
    const ENDINGS: [&str; 9] = [
        "目标值",
        "销售目标",
        "销售指标",
        "目标",
        "指标",
        "任务",
        "份",
        "target",
        "quota",
    ];
    let bare = ENDINGS
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .filter(|bare| !bare.is_empty());
    [Some(name), bare].into_iter().flatten().find_map(bare_month)
}

fn bare_month(name: &str) -> Option<(u8, Option<i32>)> {
    const CHINESE: [&str; 12] = [
        "一月",
        "二月",
        "三月",
        "四月",
        "五月",
        "六月",
        "七月",
        "八月",
        "九月",
        "十月",
        "十一月",
        "十二月",
    ];
    let (year, rest) = leading_year(name);
    if let Some(at) = CHINESE.iter().position(|name| *name == rest) {
        return Some((at as u8 + 1, year));
    }
    let digits = rest
        .strip_suffix('月')
        .or_else(|| rest.strip_prefix('m').filter(|_| year.is_none()));
    // A bare number is a month only behind a year: 2026-10, 202610.
    let digits = digits.or_else(|| year.map(|_| rest.strip_prefix('/').unwrap_or(rest)));
    if let Some(digits) = digits
        .filter(|digits| matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return digits
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))
            .map(|month| (month, year));
    }
    let letters = rest.trim_end_matches(|character: char| character.is_ascii_digit());
    let behind = &rest[letters.len()..];
    let month = english_month(letters)?;
    let behind = match behind.len() {
        0 => None,
        4 => Some(behind.parse().ok()?),
        _ => return None,
    };
    Some((month, year.or(behind)))
}

/// The year at the start of a folded text, and what follows.
fn leading_year(text: &str) -> (Option<i32>, &str) {
    let Some((digits, rest)) = text.split_at_checked(4) else {
        return (None, text);
    };
    let year = digits.parse().ok().filter(|year| (1990..=2199).contains(year));
    match year {
        Some(year) if !rest.is_empty() => (Some(year), rest.strip_prefix('年').unwrap_or(rest)),
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use rust_decimal::Decimal;

    #[test]
    fn headers_lose_what_does_not_matter() {
        for (text, name) in [
            ("订单编号", "订单编号"),
            ("Order Owner  ↑", "orderowner"),
            ("下单日期▼", "下单日期"),
            ("客户\u{200b}名称", "客户名称"),
            (" 订 单\n编 号 ", "订单编号"),
            ("訂單編號", "订单编号"),
            ("＊客户名称（必填）", "客户名称"),
            ("*客户名称", "客户名称"),
            ("客户名称：", "客户名称"),
            ("Order No.", "orderno"),
            ("order_no", "orderno"),
            ("ＯＲＤＥＲ　ＩＤ", "orderid"),
            ("金额(美元)", "金额"),
            ("Target ($)", "target"),
            ("Goal ($000)", "goal"),
            ("Sales (in thousands)", "sales"),
            ("Amount in USD", "amount"),
            ("USD Amount", "amount"),
            ("金额(美元)合计", "金额合计"),
            ("Amount (company currency)", "amount(companycurrency)"),
            ("金额\n万元", "金额"),
            ("金额(含税)(人民币、万元)", "金额"),
            ("万元", "万元"),
            ("价税合计（本位币）（元）", "价税合计"),
            ("(万元)", "(万元)"),
        ] {
            assert_eq!(header(text).name, name, "{text}");
        }
    }

    #[test]
    fn units_in_brackets_count() {
        for (text, unit) in [
            ("金额", None),
            ("金额(元)", Some(1)),
            ("金额（千元）", Some(1_000)),
            ("金额(万元)", Some(10_000)),
            ("金额(万)", Some(10_000)),
            ("金额【万元】", Some(10_000)),
            ("金额（单位：万元）", Some(10_000)),
            ("金额(萬元)", Some(10_000)),
            ("金额/万元", Some(10_000)),
            ("金额\n万元", Some(10_000)),
            ("销售额千元", Some(1_000)),
            ("金额（人民币，万元）", Some(10_000)),
            ("金额(含税、万元)", Some(10_000)),
            ("金额(含税)", None),
            ("金额(美元,万)", Some(10_000)),
            ("金额(美元)", Some(1)),
            ("金额(千美元)", Some(1_000)),
            ("Amount ($000)", Some(1_000)),
            ("Sales (in thousands)", Some(1_000)),
            ("Sales in thousands", Some(1_000)),
            ("Target (k)", Some(1_000)),
            ("Target, USD k", Some(1_000)),
            ("金额 ( 万元 ) *", Some(10_000)),
            ("金额(百万元)", Some(1_000_000)),
            ("金额(亿元)", Some(100_000_000)),
            ("拜访(次)", Some(1)),
        ] {
            let stated = header(text).unit.map(|unit| unit.multiplier(Field::Amount));
            assert_eq!(stated, unit.map(Decimal::from), "{text}");
        }
    }

    #[test]
    fn months_are_understood() {
        for (text, expected) in [
            ("1月", Some((1, None))),
            ("01月", Some((1, None))),
            ("12月份", Some((12, None))),
            ("十二月", Some((12, None))),
            ("10月目标", Some((10, None))),
            ("10月销售目标(万元)", Some((10, None))),
            ("2026年10月", Some((10, Some(2026)))),
            ("2026-10", Some((10, Some(2026)))),
            ("2026/1", Some((1, Some(2026)))),
            ("2026.01", Some((1, Some(2026)))),
            ("202610", Some((10, Some(2026)))),
            ("2026年十月", Some((10, Some(2026)))),
            ("Jan", Some((1, None))),
            ("Sept", Some((9, None))),
            ("October 2026", Some((10, Some(2026)))),
            ("M3", Some((3, None))),
            ("13月", None),
            ("0月", None),
            ("2026", None),
            ("1", None),
            ("月份", None),
            ("10月实际", None),
            ("本月", None),
            ("marketing", None),
            ("2026年", None),
        ] {
            assert_eq!(month(&header(text).name), expected, "{text}");
        }
    }
}
