//! Units: what a header, a title or a cell says that figures are counted in.

use super::header::fold;
use crate::model::{Currency, Field};
use rust_decimal::Decimal;
use rust_decimal::dec;

/// A unit as it is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// As it stands there, folded.
    pub(super) text: String,
    /// What it is to amounts; none where it is no unit of money.
    pub(super) money: Option<MoneyUnit>,
    /// How many seconds it is; none where it is no unit of time.
    seconds: Option<Decimal>,
}

/// A unit of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MoneyUnit {
    /// What amounts are multiplied by.
    pub(super) scale: Decimal,
    /// How plainly it says so.
    pub(super) said: Said,
    /// The word or sign of a currency in it, folded.
    pub(super) currency: Option<String>,
}

/// How plainly a scale is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// In full: 万元, thousands; or there is nothing to multiply by.
    InFull,
    /// In short: k, 000, mn.
    InShort,
    /// So that it may mean something else: m alone.
    Doubtfully,
}

impl Unit {
    /// The same for amounts that were multiplied already.
    pub(super) fn in_whole(&self) -> Self {
        let money = self.money.as_ref();
        let word = money.and_then(|money| money.currency.clone());
        let scaled = money.is_some_and(|money| money.scale != Decimal::ONE);
        let yuan = || unit_of("元").filter(|_| word.is_none() && scaled);
        yuan().unwrap_or_else(|| Self {
            money: money.map(|money| MoneyUnit {
                scale: Decimal::ONE,
                ..money.clone()
            }),
            ..self.clone()
        })
    }

    /// What numbers of a field are multiplied by.
    pub(super) fn multiplier(&self, field: Field) -> Decimal {
        let multiplier = match field {
            Field::Duration => self.seconds,
            _ if is_money(field) => self.money.as_ref().map(|money| money.scale),
            _ => None,
        };
        multiplier.unwrap_or(Decimal::ONE)
    }
}

/// Whether a field may hold money. A target is money or not by its metric.
pub(super) fn is_money(field: Field) -> bool {
    field.may_be_money()
}

/// Units of things, which multiply nothing.
const PIECES: [&str; 18] = [
    "次", "个", "家", "户", "位", "件", "台", "套", "单", "笔", "条", "通", "人", "人次", "箱", "pcs",
    "pieces", "times",
];

/// Units of time, in seconds.
const TIMES: [(&str, Decimal); 17] = [
    ("秒", dec!(1)),
    ("s", dec!(1)),
    ("sec", dec!(1)),
    ("secs", dec!(1)),
    ("second", dec!(1)),
    ("seconds", dec!(1)),
    ("分", dec!(60)),
    ("分钟", dec!(60)),
    ("m", dec!(60)),
    ("min", dec!(60)),
    ("mins", dec!(60)),
    ("minute", dec!(60)),
    ("minutes", dec!(60)),
    ("小时", dec!(3600)),
    ("h", dec!(3600)),
    ("hours", dec!(3600)),
    ("毫秒", dec!(0.001)),
];

/// Scales; of those that begin alike the longer ones first.
const SCALES: [(&str, Decimal, Said); 48] = [
    ("十万", dec!(100_000), Said::InFull),
    ("百万", dec!(1_000_000), Said::InFull),
    ("千万", dec!(10_000_000), Said::InFull),
    ("十亿", dec!(1_000_000_000), Said::InFull),
    ("千", dec!(1_000), Said::InFull),
    ("万", dec!(10_000), Said::InFull),
    ("亿", dec!(100_000_000), Said::InFull),
    ("hundredsofthousands", dec!(100_000), Said::InFull),
    ("tenthousands", dec!(10_000), Said::InFull),
    ("tenthousand", dec!(10_000), Said::InFull),
    ("thousands", dec!(1_000), Said::InFull),
    ("thousand", dec!(1_000), Said::InFull),
    ("millions", dec!(1_000_000), Said::InFull),
    ("million", dec!(1_000_000), Said::InFull),
    ("billions", dec!(1_000_000_000), Said::InFull),
    ("billion", dec!(1_000_000_000), Said::InFull),
    ("lakhs", dec!(100_000), Said::InFull),
    ("lakh", dec!(100_000), Said::InFull),
    ("crores", dec!(10_000_000), Said::InFull),
    ("crore", dec!(10_000_000), Said::InFull),
    ("thsd", dec!(1_000), Said::InShort),
    ("thou", dec!(1_000), Said::InShort),
    ("tsd", dec!(1_000), Said::InShort),
    ("mill", dec!(1_000_000), Said::InShort),
    ("mil", dec!(1_000_000), Said::InShort),
    ("mio", dec!(1_000_000), Said::InShort),
    ("mln", dec!(1_000_000), Said::InShort),
    ("mn", dec!(1_000_000), Said::InShort),
    ("bn", dec!(1_000_000_000), Said::InShort),
    ("1,000,000s", dec!(1_000_000), Said::InShort),
    ("1,000,000", dec!(1_000_000), Said::InShort),
    ("1000000", dec!(1_000_000), Said::InShort),
    ("'000,000", dec!(1_000_000), Said::InShort),
    ("000,000", dec!(1_000_000), Said::InShort),
    ("000000", dec!(1_000_000), Said::InShort),
    ("1,000s", dec!(1_000), Said::InShort),
    ("1,000", dec!(1_000), Said::InShort),
    ("1000s", dec!(1_000), Said::InShort),
    ("1000", dec!(1_000), Said::InShort),
    ("10000", dec!(10_000), Said::InShort),
    ("'000s", dec!(1_000), Said::InShort),
    ("'000", dec!(1_000), Said::InShort),
    ("000's", dec!(1_000), Said::InShort),
    ("000s", dec!(1_000), Said::InShort),
    ("000", dec!(1_000), Said::InShort),
    ("k", dec!(1_000), Said::InShort),
    ("mm", dec!(1_000_000), Said::Doubtfully),
    ("m", dec!(1_000_000), Said::Doubtfully),
];

/// What may stand before a unit.
const LABELS: [&str; 18] = [
    "金额单位",
    "货币单位",
    "计价单位",
    "单位",
    "币种",
    "币别",
    "货币",
    "以",
    "allfiguresin",
    "allamountsin",
    "figuresin",
    "amountsin",
    "currency",
    "units",
    "unit",
    "all",
    "in",
    "x",
];

/// The unit that a folded text states and nothing else: 万元, 单位:千美元, usdk, $000, inthousands, 次, 秒.
pub(super) fn unit_of(text: &str) -> Option<Unit> {
    let bare = unlabelled(text);
    let money = money_of(text).or_else(|| money_of(bare));
    let seconds = TIMES
        .iter()
        .find(|(unit, _)| *unit == bare)
        .map(|(_, seconds)| *seconds);
    let money = match bare {
        // Cents of a shop's export.
        "分" => Some(plain(dec!(0.01))),
        "角" => Some(plain(dec!(0.1))),
        _ => money,
    };
    let is_known = money.is_some() || seconds.is_some() || PIECES.contains(&bare);
    is_known.then(|| Unit {
        text: bare.to_owned(),
        money,
        seconds,
    })
}

/// The unit of money that a text states and nothing else.
pub(super) fn money_unit(text: &str) -> Option<MoneyUnit> {
    let text = fold(text);
    money_of(&text).or_else(|| money_of(unlabelled(&text)))
}

fn plain(scale: Decimal) -> MoneyUnit {
    MoneyUnit {
        scale,
        said: Said::InFull,
        currency: None,
    }
}

fn unlabelled(text: &str) -> &str {
    let mut rest = text.trim_end_matches("为单位").trim_end_matches('计');
    loop {
        rest = rest.trim_start_matches([':', '为', '是', '=', '×', '*']);
        let labelled = LABELS.iter().find_map(|label| rest.strip_prefix(label));
        match labelled {
            // A label is none where nothing follows it.
            Some(unit) if !unit.is_empty() => rest = unit,
            _ => return rest,
        }
    }
}

/// A scale, a currency, or both in either order, with nothing but joints between them.
fn money_of(text: &str) -> Option<MoneyUnit> {
    const LONGEST: usize = 40;
    const QUOTES: [char; 3] = ['\u{2019}', '\u{2018}', '`'];
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let (scale, currency) = if text.contains(QUOTES) {
        parts(&text.replace(QUOTES, "'"), None, None)?
    } else {
        parts(text, None, None)?
    };
    let (multiplier, said) = scale.unwrap_or((Decimal::ONE, Said::InFull));
    let said = match (said, &currency) {
        // $m is millions, though m alone need not be.
        (Said::Doubtfully, Some(_)) => Said::InShort,
        (said, _) => said,
    };
    Some(MoneyUnit {
        scale: multiplier,
        said,
        currency,
    })
}

type Scale = (Decimal, Said);

fn parts(
    rest: &str,
    scale: Option<Scale>,
    currency: Option<String>,
) -> Option<(Option<Scale>, Option<String>)> {
    const JOINTS: [&str; 8] = ["of", "in", "'", ",", "、", "/", ";", "&"];
    if rest.is_empty() {
        return (scale.is_some() || currency.is_some()).then_some((scale, currency));
    }
    if scale.is_none() {
        for (word, times, said) in SCALES {
            if let Some(rest) = rest.strip_prefix(word)
                && let Some(found) = parts(rest, Some((times, said)), currency.clone())
            {
                return Some(found);
            }
        }
    }
    for (at, last) in rest.char_indices().rev() {
        let (word, behind) = rest.split_at(at + last.len_utf8());
        if let Some(word) = same_currency(currency.as_deref(), word)
            && let Some(found) = parts(behind, scale, Some(word))
        {
            return Some(found);
        }
    }
    // t€, teur: a t is a thousand beside a currency alone.
    let thousand = Some((Decimal::ONE_THOUSAND, Said::InShort));
    if scale.is_none()
        && let Some(behind) = rest.strip_prefix('t')
        && let Some(found @ (_, Some(_))) = parts(behind, thousand, None)
    {
        return Some(found);
    }
    if scale.is_none() && currency.is_none() {
        return None;
    }
    let behind = JOINTS.into_iter().find_map(|joint| rest.strip_prefix(joint))?;
    parts(behind, scale, currency).filter(|_| !behind.is_empty())
}

/// The currency that a further word leaves it at, if it does: RMB 万元 is one, and so is 万元人民币.
fn same_currency(known: Option<&str>, word: &str) -> Option<String> {
    let meant = Currency::meant_by(word, None)?;
    match known {
        None | Some("元") => Some(word.to_owned()),
        Some(known) if word == "元" || Currency::meant_by(known, None) == Some(meant) => {
            Some(known.to_owned())
        }
        Some(_) => None,
    }
}

/// The unit that a header states by its last words or its first, and the header without them: Sales in thousands,
/// Amount, USD, 金额 万元, USD Amount. A letter alone is no unit there.
pub(super) fn worded(text: &str) -> Option<(String, Unit)> {
    const LONGEST: usize = 60;
    const WORDS: usize = 4;
    // Most texts that are looked at are ids, which end with a digit.
    if text.len() > LONGEST || text.ends_with(|last: char| matches!(last, '1'..='9')) {
        return None;
    }
    let is_gap = |mark: char| {
        mark.is_whitespace() || matches!(mark, '_' | ',' | '，' | '-' | '–' | ':' | '：' | '、' | '|')
    };
    let trimmed = text.trim_end_matches(['*', ':', '：', ' ']);
    let gaps: Vec<usize> = trimmed
        .char_indices()
        .filter(|(_, mark)| is_gap(*mark))
        .map(|(at, _)| at)
        .collect();
    let tails = gaps.iter().rev().take(WORDS).copied().collect::<Vec<_>>();
    for at in tails.into_iter().rev() {
        let (before, behind) = trimmed.split_at(at);
        let folded = fold(behind.trim_start_matches(is_gap));
        let before = before.trim_end_matches(is_gap);
        if let Some(unit) = unit_of(&folded).filter(|unit| is_worded(unit, &folded))
            && !before.is_empty()
        {
            return Some((before.to_owned(), unit));
        }
    }
    leading(trimmed, gaps.first().copied())
}

/// Whether a unit of the last words of a header is one beyond doubt.
fn is_worded(unit: &Unit, folded: &str) -> bool {
    let Some(money) = &unit.money else { return false };
    let in_words = folded.starts_with("in") || folded.starts_with("单位");
    match &money.currency {
        Some(_) => true,
        None => {
            in_words || money.said == Said::InFull && folded.chars().count() > 1 && money.scale > Decimal::ONE
        }
    }
}

/// A code or a sign before a header: USD Amount, $ Sales.
fn leading(text: &str, gap: Option<usize>) -> Option<(String, Unit)> {
    let sign = text
        .find(|mark: char| mark.is_alphanumeric())
        .filter(|at| *at > 0);
    let (word, rest) = text.split_at(sign.or(gap)?);
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let word = fold(word);
    let currency = Currency::meant_by(&word, None).filter(|_| is_code || sign.is_some())?;
    let rest = rest.trim_start_matches(|mark: char| !mark.is_alphanumeric());
    let is_header = !rest.is_empty() && rest.chars().any(char::is_alphabetic);
    (is_header && (!is_code || currency.code().eq_ignore_ascii_case(&word))).then(|| {
        let money = MoneyUnit {
            currency: Some(word.clone()),
            ..plain(Decimal::ONE)
        };
        let unit = Unit {
            text: word,
            money: Some(money),
            seconds: None,
        };
        (rest.to_owned(), unit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(text: &str) -> Option<(Decimal, Said, Option<&'static str>)> {
        let unit = money_unit(text)?;
        let currency = unit
            .currency
            .map(|word| Currency::meant_by(&word, None).unwrap().code());
        Some((unit.scale, unit.said, currency))
    }

    #[test]
    fn units_of_money_are_known() {
        for (text, scale, said, currency) in [
            ("元", 1, Said::InFull, Some("CNY")),
            ("万元", 10_000, Said::InFull, Some("CNY")),
            ("人民币万元", 10_000, Said::InFull, Some("CNY")),
            ("人民币、万元", 10_000, Said::InFull, Some("CNY")),
            ("RMB 万元", 10_000, Said::InFull, Some("CNY")),
            ("單位：萬元", 10_000, Said::InFull, Some("CNY")),
            ("单位：千美元", 1_000, Said::InFull, Some("USD")),
            ("百万美元", 1_000_000, Said::InFull, Some("USD")),
            ("千", 1_000, Said::InFull, None),
            ("亿", 100_000_000, Said::InFull, None),
            ("USD", 1, Said::InFull, Some("USD")),
            ("US$", 1, Said::InFull, Some("USD")),
            ("港币", 1, Said::InFull, Some("HKD")),
            ("k", 1_000, Said::InShort, None),
            ("K$", 1_000, Said::InShort, Some("USD")),
            ("$k", 1_000, Said::InShort, Some("USD")),
            ("USD k", 1_000, Said::InShort, Some("USD")),
            ("kUSD", 1_000, Said::InShort, Some("USD")),
            ("$000", 1_000, Said::InShort, Some("USD")),
            ("$'000", 1_000, Said::InShort, Some("USD")),
            ("$ ’000s", 1_000, Said::InShort, Some("USD")),
            ("'000", 1_000, Said::InShort, None),
            ("000s", 1_000, Said::InShort, None),
            ("x 1,000", 1_000, Said::InShort, None),
            ("×1000", 1_000, Said::InShort, None),
            ("in thousands", 1_000, Said::InFull, None),
            ("thousands of US dollars", 1_000, Said::InFull, Some("USD")),
            ("USD in thousands", 1_000, Said::InFull, Some("USD")),
            ("in millions of EUR", 1_000_000, Said::InFull, Some("EUR")),
            ("TEUR", 1_000, Said::InShort, Some("EUR")),
            ("T€", 1_000, Said::InShort, Some("EUR")),
            ("Mio. €", 1_000_000, Said::InShort, Some("EUR")),
            ("RMB mn", 1_000_000, Said::InShort, Some("CNY")),
            ("$m", 1_000_000, Said::InShort, Some("USD")),
            ("m", 1_000_000, Said::Doubtfully, None),
            ("MM", 1_000_000, Said::Doubtfully, None),
            ("lakhs", 100_000, Said::InFull, None),
        ] {
            assert_eq!(
                stated(text),
                Some((Decimal::from(scale), said, currency)),
                "{text}"
            );
        }
        for text in [
            "", "含税", "万科", "必填", "个", "kg", "mk", "t", "usdeur", "万万", "单位", "in", "won", "real",
            "1", "2026",
        ] {
            assert_eq!(stated(text), None, "{text}");
        }
    }

    #[test]
    fn words_of_a_header_are_units() {
        for (text, name, unit) in [
            ("Sales in thousands", "Sales", Some(1_000)),
            ("Amount, USD", "Amount", Some(1)),
            ("Amount USD", "Amount", Some(1)),
            ("Amount_USD", "Amount", Some(1)),
            ("Amount in USD", "Amount", Some(1)),
            ("Amount - k$", "Amount", Some(1_000)),
            ("Revenue USD k", "Revenue", Some(1_000)),
            ("金额 万元", "金额", Some(10_000)),
            ("金额-万元", "金额", Some(10_000)),
            ("USD Amount", "Amount", Some(1)),
            ("$ Sales", "Sales", Some(1)),
            ("€Amount", "Amount", Some(1)),
            ("Size M", "Size M", None),
            ("Type K", "Type K", None),
            ("Order no 1000", "Order no 1000", None),
            ("Amount", "Amount", None),
            ("TL Name", "TL Name", None),
            ("*客户名称", "*客户名称", None),
            ("2026年10月", "2026年10月", None),
            ("通话 分", "通话 分", None),
        ] {
            let found = worded(text);
            let (found_name, found_unit) = match &found {
                Some((name, unit)) => (name.as_str(), unit.money.as_ref().map(|money| money.scale)),
                None => (text, None),
            };
            assert_eq!(
                (found_name, found_unit),
                (name, unit.map(Decimal::from)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_unit_is_what_its_field_makes_of_it() {
        let of = |text: &str, field| unit_of(text).unwrap().multiplier(field);
        assert_eq!(of("分", Field::Duration), dec!(60));
        assert_eq!(of("分", Field::Amount), dec!(0.01));
        assert_eq!(of("m", Field::Duration), dec!(60));
        assert_eq!(of("m", Field::Amount), dec!(1_000_000));
        assert_eq!(of("次", Field::Value), dec!(1));
        assert_eq!(of("万元", Field::Quantity), dec!(1));
    }
}
