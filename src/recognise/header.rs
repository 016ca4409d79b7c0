//! The text of a header cell → the name that the dictionary knows, and the unit that it states.

use crate::model::text::{is_invisible, simplified};
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

/// What a header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The name to look up, folded.
    pub(super) name: String,
    /// What its unit multiplies numbers by; none where it states no unit.
    pub(super) unit: Option<Decimal>,
}

const UNITS: [(&str, i64); 34] = [
    ("元", 1),
    ("rmb", 1),
    ("cny", 1),
    ("¥", 1),
    ("人民币", 1),
    ("人民币元", 1),
    ("千元", 1_000),
    ("万元", 10_000),
    ("万", 10_000),
    ("人民币万元", 10_000),
    ("rmb万元", 10_000),
    ("百万元", 1_000_000),
    ("百万", 1_000_000),
    ("千万元", 10_000_000),
    ("千万", 10_000_000),
    ("亿元", 100_000_000),
    ("亿", 100_000_000),
    ("次", 1),
    ("个", 1),
    ("家", 1),
    ("户", 1),
    ("位", 1),
    ("件", 1),
    ("台", 1),
    ("套", 1),
    ("单", 1),
    ("笔", 1),
    ("条", 1),
    ("通", 1),
    ("人", 1),
    ("秒", 1),
    ("s", 1),
    ("分", 60),
    ("分钟", 60),
];

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
    let folded = fold(text);
    let mut name = folded.as_str();
    let mut unit = None;
    loop {
        let trimmed = name.trim_matches(['*', ':', '、', ',', ';']);
        let Some((before, inside)) = trailing_bracket(trimmed) else {
            let (name, stated) = match unit {
                None => trailing_unit(trimmed).unwrap_or((trimmed, None)),
                Some(_) => (trimmed, unit),
            };
            return Header {
                name: name.to_owned(),
                unit: stated,
            };
        };
        if let Some(multiplier) = unit_among(inside).filter(|_| unit.is_none()) {
            unit = Some(multiplier);
        } else if !REMARKS.contains(&inside) {
            return Header {
                name: trimmed.to_owned(),
                unit,
            };
        }
        name = before;
    }
}

/// The name before a unit that stands behind a slash, or where it is one of money, behind nothing but a line break,
/// which is gone: 金额/万元, 金额万元.
fn trailing_unit(text: &str) -> Option<(&str, Option<Decimal>)> {
    const UNMISTAKABLE: [&str; 5] = ["百万元", "千万元", "万元", "千元", "亿元"];
    let behind_slash = text
        .rsplit_once('/')
        .and_then(|(before, stated)| Some((before, unit_of(stated)?)));
    let behind_nothing = || {
        let unit = UNMISTAKABLE.iter().find(|unit| text.ends_with(**unit))?;
        Some((text.strip_suffix(unit)?, unit_of(unit)?))
    };
    let (before, unit) = behind_slash.or_else(behind_nothing)?;
    (!before.is_empty()).then_some((before, Some(unit)))
}

/// The unit in brackets, alone or among remarks: 万元, 人民币、万元.
fn unit_among(inside: &str) -> Option<Decimal> {
    if let Some(unit) = unit_of(inside) {
        return Some(unit);
    }
    let mut units = Vec::new();
    for part in inside.split([',', '、', ';', '/']) {
        match unit_of(part) {
            Some(unit) => units.push(unit),
            None if REMARKS.contains(&part) => (),
            None => return None,
        }
    }
    units.into_iter().max()
}

/// The multiplier of a unit: 万元 is 10,000.
pub(super) fn unit_of(text: &str) -> Option<Decimal> {
    let text = text.strip_prefix("单位").unwrap_or(text).trim_start_matches(':');
    UNITS
        .iter()
        .find(|(unit, _)| *unit == text)
        .map(|(_, multiplier)| Decimal::from(*multiplier))
}

/// NFKC, lower case, simplified characters; no white space, underscores, hyphens, dots, number signs and marks of sorting.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        // Most cells of a large table are ids, which take no more than this.
        return text
            .chars()
            .filter(|character| !is_passed_over(*character))
            .map(|character| character.to_ascii_lowercase())
            .collect();
    }
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|character| !is_passed_over(*character))
        .map(simplified)
        .collect()
}

fn is_passed_over(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '_' | '-' | '.' | '#')
        || is_invisible(character)
        || is_sort_mark(character)
}

/// What reports draw beside the header of a column that they are sorted by.
fn is_sort_mark(character: char) -> bool {
    "↑↓↕⇅⇡⇣⬆⬇▲▼△▽▴▾▵▿🔼🔽".contains(character)
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
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (year, rest) = leading_year(name);
    let named = |names: &[&str; 12], same: &dyn Fn(&str) -> bool| names.iter().position(|name| same(name));
    if let Some(at) = named(&CHINESE, &|name| name == rest) {
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
    let at = named(&ENGLISH, &|name| {
        name == letters || &name[..3] == letters || (letters == "sept" && name == "september")
    })?;
    let behind = match behind.len() {
        0 => None,
        4 => Some(behind.parse().ok()?),
        _ => return None,
    };
    Some((at as u8 + 1, year.or(behind)))
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
            ("金额(美元)", "金额(美元)"),
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
            ("金额(美元,万)", None),
            ("金额 ( 万元 ) *", Some(10_000)),
            ("金额(百万元)", Some(1_000_000)),
            ("金额(亿元)", Some(100_000_000)),
            ("拜访(次)", Some(1)),
            ("通话时长(秒)", Some(1)),
            ("通话时长(分钟)", Some(60)),
            ("金额(美元)", None),
        ] {
            assert_eq!(header(text).unit, unit.map(Decimal::from), "{text}");
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
