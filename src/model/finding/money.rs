//! The wording of what is wrong with money: units, currencies, and amounts of another order of magnitude.

use super::{Problem, UnitPlace};
use crate::model::Language;
use rust_decimal::Decimal;

impl Problem {
    /// What was found of money.
    pub(super) fn found_of_money(&self, language: Language) -> String {
        match self {
            Self::AmountsConverted { unit, at, sample, .. } => {
                let at = place_of(*at, language);
                let sample = sample.map_or_else(String::new, |[before, after]| {
                    let colon = language.pick("：", ": ");
                    format!("{colon}{} → {}", plain(before), plain(after))
                });
                language.pick(
                    format!("{at}写着单位“{unit}”，金额已按此换算{sample}"),
                    format!("the unit \"{unit}\" stands {at}; amounts were converted{sample}"),
                )
            }
            Self::UnitUnsure { unit, at, scale, .. } if *scale == Decimal::ONE => {
                let at = place_of(*at, language);
                language.pick(
                    format!("{at}多数金额写着“{unit}”，其余没有；都按同一种货币计入"),
                    format!("most amounts show \"{unit}\" {at}, and others do not; all count as if they were in one currency"),
                )
            }
            Self::UnitUnsure { unit, at, .. } => {
                let at = place_of(*at, language);
                language.pick(
                    format!("{at}写着“{unit}”，可能是金额的单位；金额没有换算"),
                    format!(
                        "\"{unit}\" stands {at} and may be the unit of the amounts; nothing was converted"
                    ),
                )
            }
            Self::OtherCurrency {
                currency,
                at,
                own,
                rows,
                ..
            } => {
                let at = place_of(*at, language);
                let some = match rows {
                    0 => String::new(),
                    rows => language.pick(
                        format!("（本期 {rows} 行）"),
                        format!(" (rows of the period: {rows})"),
                    ),
                };
                language.pick(
                    format!("{at}写明金额是 {currency}{some}，却按 {own} 计入"),
                    format!(
                        "amounts are in {currency}, as stated {at}{some}, and count as if they were {own}"
                    ),
                )
            }
            Self::AmountsJump {
                now, before, rows, ..
            } => {
                let times = times(*now, *before, language);
                let (now, before) = (plain(*now), plain(*before));
                language.pick(
                    format!("本期 {rows} 行金额的中位数是 {now}，此前各月订单的是 {before}，相差{times}"),
                    format!("the middle of {rows} amounts of the period is {now}, that of the orders before {before}: {times}"),
                )
            }
            Self::AmountsTurned { rows, .. } => language.pick(
                format!("本期 {rows} 行金额全部是负数，此前各月不是；作为退回的钱从销售额中减去"),
                format!("all {rows} amounts of the period are below 0, those of the months before are not; they are taken off the sales"),
            ),
            Self::TargetsOutOfScale { target, sales, .. } => {
                let times = times(*target, *sales, language);
                let (target, sales) = (plain(*target), plain(*sales));
                language.pick(
                    format!("月销售目标的中位数是 {target}，这些人每月实际销售额的是 {sales}，相差{times}"),
                    format!("the middle monthly target is {target}, that of what the same reps sell {sales}: {times}"),
                )
            }
            _ => String::new(),
        }
    }

    /// What to do about it.
    pub(super) fn fix_of_money(&self, language: Language) -> String {
        let write = |line: String, other: &str, not: String| {
            language.pick(
                format!("{other}，请在 repcard.toml 写：{line}{not}"),
                format!("{other}, write in repcard.toml: {line}{not}"),
            )
        };
        let or_not = |file: &str, chinese: &str, english: &str| {
            let line = scale_line(file, Decimal::ONE);
            language.pick(format!("；{chinese}，写：{line}"), format!("; {english}, {line}"))
        };
        match self {
            Self::AmountsConverted { file, .. } => write(
                scale_line(file, Decimal::ONE),
                language.pick("如果不该换算", "if nothing is to be converted"),
                String::new(),
            ),
            Self::UnitUnsure { file, scale, .. } if *scale == Decimal::ONE => write(
                scale_line(file, Decimal::ONE),
                language.pick("如果都是本位币", "if all are in the company's own money"),
                language
                    .pick(
                        "；如果不是，请加一列“币种”",
                        "; if not, add a column for each amount's currency",
                    )
                    .to_owned(),
            ),
            Self::UnitUnsure { file, scale, .. } => write(
                scale_line(file, *scale),
                language.pick("如果是单位", "if it is the unit"),
                or_not(file, "如果不是", "if not"),
            ),
            Self::AmountsJump { file, scale, .. } | Self::TargetsOutOfScale { file, scale, .. } => write(
                scale_line(file, *scale),
                language.pick("如果单位不同", "if the unit differs"),
                or_not(file, "如果金额没有错", "if the amounts are right"),
            ),
            Self::AmountsTurned { turned, kept, .. } => {
                let turned = turned.as_deref().unwrap_or("columns = { amount = \"-…\" }");
                let kept = kept.as_deref().unwrap_or("sign = \"as-written\"");
                language.pick(
                    format!("如果是导出的正负号反了，请在 repcard.toml 的 [inputs] 中写 {turned}；如果本期确实只有退款，写 {kept}，就不再提示"),
                    format!("where the export turned the signs, write {turned} under [inputs] of repcard.toml; where nothing was sold and money only went back, {kept}, and nothing is said any more"),
                )
            }
            Self::OtherCurrency {
                currency, own, all, ..
            } => {
                let whole = match all {
                    true => language.pick(
                        format!("整个账套都是 {currency} 时，请在 repcard.toml 最上面写：currency = \"{currency}\"；否则"),
                        format!("where the whole book is in {currency}, write at the top of repcard.toml: currency = \"{currency}\"; else "),
                    ),
                    false => language.pick("请".to_owned(), String::new()),
                };
                language.pick(
                    format!(
                        "{whole}在 repcard.toml 写明 1 {currency} 折合多少 {own}：[rates] {currency} = …"
                    ),
                    format!(
                        "{whole}say in repcard.toml what 1 {currency} is in {own}: [rates] {currency} = …"
                    ),
                )
            }
            _ => String::new(),
        }
    }
}

/// A figure as people read it, with commas.
pub(super) fn plain(figure: Decimal) -> String {
    let text = figure.round_dp(2).normalize().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match fraction {
        "" => format!("{sign}{grouped}"),
        fraction => format!("{sign}{grouped}.{fraction}"),
    }
}

/// How many times the larger of two figures is the smaller.
fn times(a: Decimal, b: Decimal, language: Language) -> String {
    let factor = a.max(b).checked_div(a.min(b)).unwrap_or_default().round();
    let factor = plain(factor);
    language.pick(format!("约 {factor} 倍"), format!("some {factor} times apart"))
}

/// The line of `repcard.toml` that multiplies a file's amounts.
pub(super) fn scale_line(file: &str, scale: Decimal) -> String {
    format!("[scale] {} = {}", toml::Value::from(file), scale.normalize())
}

/// Where a unit stands, in words.
fn place_of(at: UnitPlace, language: Language) -> &'static str {
    match at {
        UnitPlace::Header => language.pick("列名中", "in the header"),
        UnitPlace::Above => language.pick("表头上方", "above the header"),
        UnitPlace::Below => language.pick("表格下方", "below the table"),
        UnitPlace::Sheet => language.pick("工作表名中", "in the name of the sheet"),
        UnitPlace::File => language.pick("文件名中", "in the name of the file"),
        UnitPlace::Column => language.pick("旁边一列中", "in a column beside the amounts"),
        UnitPlace::Cells => language.pick("金额的单元格里", "in the cells"),
        UnitPlace::Format => language.pick("数字格式中", "in the format of the cells"),
    }
}
