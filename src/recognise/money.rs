//! What a sheet says of its money, wherever it says it: in headers, above and below the table, in the names of sheet and
//! file, in a column beside the amounts, by the format of the cells.

use super::fit::{Fit, FittedColumn};
use super::header::fold;
use super::header_row::{HeaderRow, is_remark};
use super::rows::texts_of;
use super::table::{Conversion, Money, StatedCurrency};
use super::units::{MoneyUnit, Said, Unit, is_money, money_unit, unit_of};
use crate::model::finding::UnitPlace;
use crate::model::place::stem;
use crate::model::{Currency, Dataset, Field, Source};
use crate::read::{Cell, Row, Shown};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::ops::Range;

/// What stands around a table that may say something of its money.
pub(super) struct Around<'a> {
    pub(super) source: &'a Source,
    /// The rows above the header's last line.
    pub(super) above: &'a [Row],
    pub(super) header: &'a HeaderRow,
    pub(super) below: &'a [Row],
    pub(super) epoch_1904: bool,
    /// How columns show their numbers.
    pub(super) shown: &'a [Shown],
    /// What the settings multiply its amounts by.
    pub(super) scale: Option<Decimal>,
    /// The book's currency, and what others are worth in it.
    pub(super) own: Option<Currency>,
    pub(super) rates: &'a [(Currency, Decimal)],
}

/// Sets what each column's amounts are multiplied by, and tells what the table says of its money.
pub(super) fn settle(fit: &mut Fit, around: &Around) -> Money {
    if let Some(scale) = around.scale {
        for column in fit.columns.iter_mut().filter(|column| is_money(column.field)) {
            column.multiplier = scale;
        }
        return Money {
            is_settled: true,
            ..Money::default()
        };
    }
    if !matches!(fit.dataset, Dataset::ORDERS | Dataset::TARGETS) {
        return Money::default();
    }
    let stated = stated(around);
    let mut money = Money {
        currency: currency(fit, stated.as_ref(), around),
        currency_column: column_of_currencies(fit),
        unit_column: column_of_units(fit, around),
        own: around.own,
        rates: around.rates.to_vec(),
        ..Money::default()
    };
    for column in fit.columns.iter_mut().filter(|column| is_money(column.field)) {
        let of_parts = of_parts(column, stated.as_ref(), around);
        let conversion = of_parts.or_else(|| convert(column, stated.as_ref(), around.shown));
        if money.conversion.is_none() {
            money.conversion = conversion;
        }
    }
    if money.conversion.is_none() && money.currency.is_none() && money.currency_column.is_none() {
        money.conversion = mixed_formats(fit, around);
    }
    convert_currency(fit, &mut money);
    money
}

/// That most cells of a column are shown in another currency than the book's, and others are not: nobody can tell which are
/// in which.
fn mixed_formats(fit: &Fit, around: &Around) -> Option<Conversion> {
    let amounts = fit.columns.iter().filter(|column| is_money(column.field));
    let mut shown =
        amounts.filter_map(|column| around.shown.iter().find(|shown| shown.column == column.index));
    let is_foreign = |shown: &&Shown| {
        let unit = shown.unit.as_deref().and_then(money_unit);
        let currency = unit.and_then(|unit| Currency::meant_by(&unit.currency?, around.own));
        !shown.is_all && currency.is_some() && currency != around.own
    };
    let unit = shown.find(is_foreign)?.unit.clone()?;
    Some(Conversion {
        unit,
        at: UnitPlace::Format,
        scale: Decimal::ONE,
        is_applied: false,
        is_sure: false,
    })
}

/// Multiplies amounts of a currency that the whole table is in by its rate.
fn convert_currency(fit: &mut Fit, money: &mut Money) {
    let stated = money
        .currency
        .as_ref()
        .filter(|_| money.currency_column.is_none());
    let currency = stated.and_then(|stated| Currency::meant_by(&stated.word, money.own));
    let Some(rate) = currency.and_then(|currency| money.rate(currency)) else {
        return;
    };
    for column in fit.columns.iter_mut().filter(|column| is_money(column.field)) {
        column.multiplier = column.multiplier.checked_mul(rate).unwrap_or(column.multiplier);
    }
    money.rate = Some(rate);
}

/// A unit of money, as it stands somewhere around the table.
struct Stated {
    unit: MoneyUnit,
    text: String,
    at: UnitPlace,
}

/// Converts a column by what says most clearly what its numbers are; what is to be told of it.
fn convert(column: &mut FittedColumn, stated: Option<&Stated>, shown: &[Shown]) -> Option<Conversion> {
    let own = column.unit.as_ref().and_then(of_header);
    let unit = own
        .as_ref()
        .or(stated.filter(|stated| stated.unit.scale > Decimal::ONE));
    let Some(shown) = scaling(shown, column.index) else {
        let unit = unit?;
        let applied =
            unit.at != UnitPlace::Sheet && unit.at != UnitPlace::File || unit.unit.said == Said::InFull;
        if applied {
            column.multiplier = unit.unit.scale;
        }
        let is_plain = unit.at == UnitPlace::Header && unit.unit.said == Said::InFull;
        return (!is_plain && unit.unit.scale != Decimal::ONE).then(|| Conversion {
            unit: unit.text.clone(),
            at: unit.at,
            scale: unit.unit.scale,
            is_applied: applied,
            is_sure: applied && unit.unit.said != Said::Doubtfully,
        });
    };
    let (multiplier, conversion) = by_format(unit, shown);
    column.multiplier = multiplier;
    conversion
}

/// What a header says of its money; a currency alone leaves its unit open.
fn of_header(unit: &Unit) -> Option<Stated> {
    let own = Stated {
        unit: unit.money.clone()?,
        text: unit.text.clone(),
        at: UnitPlace::Header,
    };
    let is_silent = own.unit.scale == Decimal::ONE && !is_in_yuan(&own);
    (!is_silent).then_some(own)
}

/// How a column shows its numbers, where it shows them divided or with a unit that multiplies.
fn scaling(shown: &[Shown], column: u32) -> Option<&Shown> {
    let shown = shown.iter().find(|shown| shown.column == column)?;
    let written = shown.unit.as_deref().and_then(money_unit);
    let scales = shown.divisor > 1 || written.is_some_and(|unit| unit.scale != Decimal::ONE);
    scales.then_some(shown)
}

/// What the numbers of a column are multiplied by that is no field, by its header's unit and the formats of its cells.
pub(super) fn multiplier(unit: Option<&Unit>, shown: &[Shown], column: u32) -> Decimal {
    match scaling(shown, column) {
        Some(shown) => by_format(unit.and_then(of_header).as_ref(), shown).0,
        None => unit
            .and_then(|unit| unit.money.as_ref())
            .map_or(Decimal::ONE, |money| money.scale),
    }
}

/// Takes a computed column as it is where formats or headers of what it is made of have settled its unit; what is to be told
/// of these formats.
fn of_parts(column: &mut FittedColumn, stated: Option<&Stated>, around: &Around) -> Option<Conversion> {
    let header = |index: u32| {
        let cell = around.header.columns.get(index as usize)?.as_ref()?;
        cell.own.unit.as_ref().and_then(of_header)
    };
    let parts = column.used.iter();
    let parts = parts.filter_map(|index| Some((header(*index), scaling(around.shown, *index)?)));
    let parts: Vec<(Option<Stated>, &Shown)> = parts.collect();
    let is_whole = |(own, shown): &(Option<Stated>, &Shown)| {
        let is_written = shown.unit.as_deref().and_then(money_unit).is_some();
        let is_as_stated = stated.is_some_and(|stated| stated.unit.scale == Decimal::from(shown.divisor));
        own.is_some() || is_written || is_as_stated
    };
    if parts.iter().any(is_whole) {
        column.unit = unit_of("元");
    }
    let told = |(own, shown): &(Option<Stated>, &Shown)| by_format(own.as_ref(), shown).1;
    parts.iter().filter(|part| is_whole(part)).find_map(told)
}

/// What numbers are multiplied by where cells show them divided, or with a unit behind them, and what is to be told of it. What
/// is shown is what is meant: 125000 shown as 12.5 under 万元 is 125,000; 12.5 shown as 12.5万 is 125,000 too.
fn by_format(unit: Option<&Stated>, shown: &Shown) -> (Decimal, Option<Conversion>) {
    let written = shown.unit.as_deref().and_then(money_unit);
    let written = written.filter(|unit| unit.scale != Decimal::ONE);
    let divisor = Decimal::from(shown.divisor);
    let meant = written
        .as_ref()
        .map(|unit| unit.scale)
        .or(unit.map(|unit| unit.unit.scale))
        .unwrap_or(divisor);
    let multiplier = meant.checked_div(divisor).unwrap_or(Decimal::ONE);
    let agrees = multiplier >= Decimal::ONE && (multiplier == Decimal::ONE || divisor == Decimal::ONE);
    let applied = if agrees { multiplier } else { Decimal::ONE };
    let is_mixed = !shown.is_all && applied != meant;
    let is_told = !agrees || is_mixed || (written.is_some() && multiplier != Decimal::ONE);
    let conversion = is_told.then(|| Conversion {
        unit: shown
            .unit
            .clone()
            .or(unit.map(|unit| unit.text.clone()))
            .unwrap_or_default(),
        at: UnitPlace::Format,
        scale: applied,
        is_applied: agrees && multiplier != Decimal::ONE,
        is_sure: agrees && !is_mixed && written.is_none_or(|unit| unit.said != Said::Doubtfully),
    });
    (applied, conversion)
}

/// Whether a header says that its figures are in whole yuan, whatever stands above it. A currency alone leaves it open.
fn is_in_yuan(own: &Stated) -> bool {
    own.text.ends_with('元')
        && own
            .unit
            .currency
            .as_deref()
            .is_some_and(|word| word.ends_with('元'))
}

/// The unit that is stated nearest to the table: above, below, as the name of the sheet, as that of the file.
fn stated(around: &Around) -> Option<Stated> {
    let texts = |rows: &[Row]| -> Vec<String> {
        rows.iter()
            .flat_map(|row| texts_of(row, around.epoch_1904))
            .collect()
    };
    let within = |rows: Range<usize>| texts(around.above.get(rows).unwrap_or_default());
    // A group's own unit, 金额（单位：万元）, is that of its columns alone.
    let header = around.header;
    let mut above = within(0..header.first_line);
    above.extend(
        within(header.first_line..header.index)
            .into_iter()
            .filter(|text| is_remark(text)),
    );
    let below = around
        .below
        .iter()
        .rev()
        .take(NOTES_BELOW)
        .filter(|row| is_note(row));
    let below: Vec<String> = below.flat_map(|row| texts_of(row, around.epoch_1904)).collect();
    let sheet = around.source.sheet.iter().cloned().collect();
    let places = [
        (UnitPlace::Above, above),
        (UnitPlace::Below, below),
        (UnitPlace::Sheet, sheet),
        (UnitPlace::File, vec![stem(&around.source.file).to_owned()]),
    ];
    places.into_iter().find_map(|(at, texts)| {
        texts.iter().find_map(|text| {
            let (unit, text) = unit_in(text)?;
            Some(Stated { unit, text, at })
        })
    })
}

/// How many rows at the end of a table may be notes.
const NOTES_BELOW: usize = 15;

/// Whether a row below a table does no more than state the unit of its amounts.
pub(super) fn is_unit_note(row: &Row) -> bool {
    let is_scaled = |text: &str| unit_in(text).is_some_and(|(unit, _)| unit.scale > Decimal::ONE);
    let says = |cell: &Cell| matches!(cell, Cell::Text(text) if is_scaled(text));
    is_note(row) && row.cells.iter().any(says)
}

/// Whether a row holds a text or two and no figure.
fn is_note(row: &Row) -> bool {
    let mut cells = row.cells.iter().filter(|cell| **cell != Cell::Empty);
    let is_text = |cell: &Cell| matches!(cell, Cell::Text(_));
    cells.clone().count() <= 2 && cells.all(is_text)
}

const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('【', '】'), ('（', '）'), ('〔', '〕')];

/// The unit that a title, a note or a name states: 单位：万元, 销售目标（万元）, Sales in thousands, targets_k$.
fn unit_in(text: &str) -> Option<(MoneyUnit, String)> {
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    if is_amount(text) {
        return None;
    }
    let folded = fold(text);
    let is_told = |unit: &MoneyUnit| unit.currency.is_some() || unit.scale > Decimal::ONE;
    let of = |text: &str| {
        let unit = money_unit(text).filter(is_told)?;
        // A number in brackets counts copies.
        let is_number = text
            .trim()
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b',');
        (!is_number).then(|| (unit, fold(text)))
    };
    let plainly = |text: &str| of(text).filter(|(unit, _)| unit.said != Said::Doubtfully);
    let is_scaled = |(unit, _): &(MoneyUnit, String)| unit.scale > Decimal::ONE;
    labelled(&folded)
        .or_else(|| bracketed(text).into_iter().find_map(plainly))
        .or_else(|| plainly(text.trim()).filter(is_scaled))
        .or_else(|| in_words(text))
}

/// Whether a text is an amount, as a total in a text file is: $1,000.00 is no unit of a thousand, as $000 is.
fn is_amount(text: &str) -> bool {
    let bare = Currency::beside(text, None).map_or(text.trim(), |(_, bare)| bare);
    let is_of_number = |mark: char| mark.is_ascii_digit() || ",.-+() ".contains(mark);
    bare.chars().all(is_of_number) && bare.contains(|mark: char| mark.is_ascii_digit() && mark != '0')
}

/// What follows 单位：, up to the next remark.
fn labelled(folded: &str) -> Option<(MoneyUnit, String)> {
    const LABELS: [&str; 7] = [
        "单位:",
        "单位为",
        "单位是",
        "单位均为",
        "unit:",
        "units:",
        "currency:",
    ];
    let (_, stated) = LABELS.iter().find_map(|label| folded.split_once(label))?;
    let stated = stated.split([')', ']', '】', ';', '。']).next()?;
    let first = stated.split([',', '、']).next()?;
    // Spaces are gone, and another remark may follow: what is money ends with 元.
    let until_yuan = stated.split_once('元').map(|(before, _)| format!("{before}元"));
    let candidates = [Some(stated.to_owned()), Some(first.to_owned()), until_yuan];
    candidates.into_iter().flatten().find_map(|stated| {
        let unit = unit_of(&stated)?.money?;
        Some((unit, stated))
    })
}

fn bracketed(text: &str) -> Vec<&str> {
    let insides = BRACKETS.iter().flat_map(|(open, close)| {
        text.split(*open)
            .skip(1)
            .filter_map(|part| Some(part.split_once(*close)?.0))
    });
    insides.collect()
}

/// A run of words that is a unit beyond doubt: in thousands, USD k, 万元 on its own.
fn in_words(text: &str) -> Option<(MoneyUnit, String)> {
    const LONGEST_RUN: usize = 5;
    const WORDS: [&str; 8] = ["美元", "美金", "欧元", "港币", "港元", "英镑", "日元", "台币"];
    let is_gap = |mark: char| mark.is_whitespace() || "_-–—,，、:：;；.。()（）[]【】".contains(mark);
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    for length in (1..=LONGEST_RUN.min(words.len())).rev() {
        for run in words.windows(length) {
            let is_whole = |unit: &MoneyUnit| {
                let in_words = run.first().is_some_and(|word| word.eq_ignore_ascii_case("in")) && length > 1;
                let both = unit.currency.is_some() && unit.scale > Decimal::ONE;
                let is_code = |word: &&str| word.bytes().all(|byte| byte.is_ascii_uppercase());
                let code = length == 1 && run.first().is_some_and(|word| word.len() == 3 && is_code(word));
                both || (in_words && unit.scale > Decimal::ONE && unit.said == Said::InFull)
                    || (in_words && unit.currency.is_some())
                    || (code && unit.currency.is_some())
            };
            let run_text = run.concat();
            // Total: $1,000 is a sum; in $1,000 and $1,000s are units.
            let counts = run_text.contains(|mark: char| mark.is_ascii_digit() && mark != '0');
            let is_said =
                run.first().is_some_and(|word| word.eq_ignore_ascii_case("in")) || run_text.ends_with('s');
            if counts && !is_said {
                continue;
            }
            if let Some(unit) = money_unit(&run_text).filter(|unit| is_whole(unit)) {
                return Some((unit, fold(&run_text)));
            }
        }
    }
    // 美元订单: such a word is part of no other.
    let folded = fold(text);
    let word = WORDS.into_iter().find(|word| folded.contains(word))?;
    Some((money_unit(word)?, word.to_owned()))
}

/// The currency that the headers of money state, or what stands around them.
fn currency(fit: &Fit, stated: Option<&Stated>, around: &Around) -> Option<StatedCurrency> {
    let entry = &fit.entry;
    let own = fit.columns.iter().filter(|column| is_money(column.field));
    let in_header = own.clone().find_map(|column| {
        let word = column.unit.as_ref()?.money.as_ref()?.currency.clone()?;
        Some(StatedCurrency {
            word,
            at: UnitPlace::Header,
            column: Some(column.index),
        })
    });
    // 金额(本位币) is in the company's own, whatever a title says of the order's.
    let is_own = own.clone().any(|column| entry.is_own_money(&fold(&column.full)));
    let around_it = || {
        let stated = stated?;
        Some(StatedCurrency {
            word: stated.unit.currency.clone()?,
            at: stated.at,
            column: None,
        })
    };
    let by_format = || {
        own.clone().find_map(|column| {
            let shown = around.shown.iter().find(|shown| shown.column == column.index);
            let shown = shown.filter(|shown| shown.is_all)?;
            let word = shown.unit.as_deref().and_then(money_unit)?.currency?;
            Some(StatedCurrency {
                word,
                at: UnitPlace::Format,
                column: Some(column.index),
            })
        })
    };
    in_header
        .or_else(around_it)
        .or_else(by_format)
        .filter(|_| !is_own)
}

/// The column that says which money each row's amount is in, where it is not the company's own.
fn column_of_currencies(fit: &Fit) -> Option<u32> {
    let entry = &fit.entry;
    let mut amounts = fit.columns.iter().filter(|column| column.field == Field::Amount);
    if amounts.any(|column| entry.is_own_money(&fold(&column.full))) {
        return None;
    }
    let cells = (0..).zip(&fit.header.columns);
    let mut told = cells.filter_map(|(index, cell)| Some((index, cell.as_ref()?)));
    let is_field = |index: u32| fit.columns.iter().any(|column| column.index == index);
    told.find(|(index, cell)| !is_field(*index) && entry.is_currency(&cell.own.name))
        .map(|(index, _)| index)
}

/// The column whose cells state the unit of each row's amounts: 金额单位, 单位. Most columns of that name hold the units of
/// quantities.
fn column_of_units(fit: &Fit, around: &Around) -> Option<u32> {
    const NAMES: [&str; 10] = [
        "金额单位",
        "货币单位",
        "目标单位",
        "指标单位",
        "计价单位",
        "单位",
        "unit",
        "units",
        "uom",
        "scale",
    ];
    let is_field = |index: u32| fit.columns.iter().any(|column| column.index == index);
    let named = |name: &str| {
        let mut cells = (0_u32..).zip(&fit.header.columns);
        cells.find_map(|(index, cell)| {
            let is_it = cell.as_ref().is_some_and(|cell| cell.own.name == name);
            (is_it && !is_field(index)).then_some(index)
        })
    };
    NAMES.into_iter().filter_map(named).find(|index| {
        let mut seen = BTreeSet::new();
        around.below.iter().any(|row| match row.cell(*index) {
            Cell::Text(text) if seen.len() < 50 && seen.insert(text.as_str()) => {
                unit_of_row(text).is_some_and(|scale| scale != Decimal::ONE)
            }
            _ => false,
        })
    })
}

/// What the unit in a cell beside amounts multiplies them by: 万元, k$; not m, which is a metre there.
pub(super) fn unit_of_row(text: &str) -> Option<Decimal> {
    let unit = money_unit(text)?;
    let is_money = unit.currency.is_some() || (unit.said == Said::InFull && text.trim().len() > 1);
    is_money.then_some(unit.scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale_in(text: &str) -> Option<(i64, Option<String>)> {
        use rust_decimal::prelude::ToPrimitive;
        let (unit, _) = unit_in(text)?;
        Some((unit.scale.to_i64()?, unit.currency))
    }

    #[test]
    fn titles_and_names_state_units() {
        for (text, scale) in [
            ("单位：万元", Some(10_000)),
            ("（单位：万元 制表：内勤）", Some(10_000)),
            ("金额单位为千元", Some(1_000)),
            ("2026年销售目标（万元）", Some(10_000)),
            ("销售明细(万元)", Some(10_000)),
            ("销售明细_万元", Some(10_000)),
            ("注：以上金额单位：万元", Some(10_000)),
            ("Sales in k$", Some(1_000)),
            ("Targets in thousands of USD", Some(1_000)),
            ("All figures in millions", Some(1_000_000)),
            ("Targets FY2026 (USD k)", Some(1_000)),
            ("targets_k$", Some(1_000)),
            ("Sales ($000)", Some(1_000)),
            ("Unit: k USD", Some(1_000)),
            ("万元", Some(10_000)),
            ("订单（美元）", Some(1)),
            ("orders_USD", Some(1)),
            ("单位：个", None),
            ("orders_k", None),
            ("名单 (m)", None),
            ("订单(1)", None),
            ("$1,000.00", None),
            ("Subtotal: $1,000", None),
            ("¥ 1,000", None),
            ("USD 1,000,000.00", None),
            ("in $1,000", Some(1_000)),
            ("All amounts in 1,000s", Some(1_000)),
            ("订单(1000)", None),
            ("万科订单", None),
            ("销售明细（万科）", None),
            ("百万俱乐部", None),
            ("sales in october", None),
            ("Orders of team M", None),
            ("人员在岗", None),
            ("订单导出 2026-10", None),
            ("编制单位：销售部", None),
        ] {
            assert_eq!(scale_in(text).map(|(scale, _)| scale), scale, "{text}");
        }
    }
}
