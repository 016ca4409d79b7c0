//! The wording of what changed in the files since an earlier run.

use super::Problem;
use super::money::{plain, scale_line};
use crate::model::text::{toml_key, toml_text};
use crate::model::{Language, Terms};
use rust_decimal::{Decimal, dec};

/// So many headers a message names.
const NAMED: usize = 5;

impl Problem {
    /// What changed.
    pub(super) fn found_of_changes(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        match self {
            Self::TableGone {
                dataset,
                sheets,
                rows,
                since,
                ..
            } => gone(terms.dataset(*dataset), sheets, *rows, since, language),
            Self::FewerRows {
                dataset,
                rows,
                before,
                since,
            } => {
                let (of, when) = (terms.dataset(*dataset), month(since, language));
                language.pick(
                    format!("{of}只有 {rows} 行，{when}有 {before} 行"),
                    format!("{rows} rows of {of}, and {before} {when}"),
                )
            }
            Self::AmountsShifted { .. } | Self::UnitChanged { .. } => self.found_of_size(language),
            Self::LayoutIsOther {
                came,
                went,
                renamed,
                since,
            } => {
                let parts = layout(came, went, renamed, language);
                let when = month(since, language);
                let parts = parts.join(language.pick("；", "; "));
                language.pick(
                    format!("与{when}相比：{parts}"),
                    format!("not as {when}: {parts}"),
                )
            }
            Self::WordIsNew {
                field,
                word,
                rows,
                taken,
                since,
                ..
            } => {
                let (of, when, taken) = (
                    terms.field(*field),
                    month(since, language),
                    taken.outcome(language),
                );
                language.pick(
                    format!("“{of}”列的词“{word}”{when}没有，现在有 {rows} 行，按“{taken}”处理"),
                    format!(
                        "the word \"{word}\" in `{of}` was not there {when}; rows: {rows}; taken as: {taken}"
                    ),
                )
            }
            Self::EarlierUnread { since } => {
                let when = month(since, language);
                language.pick(
                    format!("{when}的 snapshot.json 由另一个版本生成，未与之比较"),
                    format!("the snapshot.json published {when} is of another version; nothing was compared with it"),
                )
            }
            _ => String::new(),
        }
    }

    fn found_of_size(&self, language: Language) -> String {
        match self {
            Self::AmountsShifted {
                now, before, since, ..
            } => {
                let (now, before, when) = (plain(*now), plain(*before), month(since, language));
                language.pick(
                    format!("金额的中位数是 {now}，{when}是 {before}；单位可能变了"),
                    format!("the middle amount is {now}, and was {before} {when}; the unit may be another"),
                )
            }
            Self::UnitChanged {
                header,
                was,
                now,
                since,
                agrees,
                ..
            } => {
                let (was, now, when) = (plain(*was), plain(*now), month(since, language));
                let agrees = match agrees {
                    true => language.pick(
                        "；换算后的大小与那时相当",
                        "; they come to the size that they had",
                    ),
                    false => "",
                };
                language.pick(
                    format!("“{header}”的数字乘以 {now}，{when}乘以 {was}{agrees}"),
                    format!(
                        "figures under \"{header}\" are multiplied by {now}, and {when} by {was}{agrees}"
                    ),
                )
            }
            _ => String::new(),
        }
    }

    /// What to do about it.
    pub(super) fn fix_of_changes(&self, language: Language) -> String {
        let (chinese, english) = match self {
            Self::TableGone { .. } => (
                "若应有，请把导出放入本期的 inbox 文件夹；若确实没有，无需处理",
                "put the export into the period's inbox folder if there should be one; else there is nothing to do",
            ),
            Self::FewerRows { .. } => (
                "请核对导出的日期范围和筛选条件；若确实如此，无需处理",
                "check the days and the filters of the export; if it is as it should be, there is nothing to do",
            ),
            Self::AmountsShifted {
                now,
                before,
                scale,
                file,
                ..
            } => {
                let other = likely(*now, *before).and_then(|times| scale.checked_mul(times));
                return scales(file, *scale, other.unwrap_or(*scale), language);
            }
            Self::UnitChanged { was, now, file, .. } => return scales(file, *now, *was, language),
            Self::LayoutIsOther { .. } => (
                "请核对导出的模板；若应读取别的列，请在 [inputs] 的 columns 中指定",
                "check the template of the export; if another column is meant, name it in columns under [inputs]",
            ),
            Self::WordIsNew {
                dataset,
                field,
                word,
                taken,
                ..
            } => {
                let table = format!("[words.{}.{}]", dataset.id(), toml_key(&field.id()));
                let (word, taken) = (toml_text(word), taken.id());
                return language.pick(
                    format!("若属实，请在 repcard.toml 的 {table} 下写：{word} = \"{taken}\"；若应计入：{word} = \"counts\""),
                    format!("if so, write under {table} of repcard.toml: {word} = \"{taken}\"; if such rows count: {word} = \"counts\""),
                );
            }
            _ => (
                "一般无需处理；要比较，可用现在的版本对那一期重新运行",
                "nothing, as a rule; to compare, run that period again with this version",
            ),
        };
        language.pick(chinese, english).to_owned()
    }
}

/// The period that is compared with: 上期（2026-09）, in 2026-09.
fn month(period: &str, language: Language) -> String {
    language.pick(format!("上期（{period}）"), format!("in {period}"))
}

fn gone(of: &str, sheets: &[String], rows: u64, since: &str, language: Language) -> String {
    let when = month(since, language);
    let names = sheets.join(language.pick("、", ", "));
    let what = if sheets.is_empty() {
        language.pick("这个文件".to_owned(), "this file".to_owned())
    } else {
        language.pick(format!("工作表“{names}”"), format!("the sheet \"{names}\""))
    };
    language.pick(
        format!("{when}从{what}读到{of} {rows} 行，这次没有找到它"),
        format!("{when} {what} gave {rows} rows of {of}; it is not there now"),
    )
}

fn scales(file: &str, now: Decimal, other: Decimal, language: Language) -> String {
    let (now, other) = (scale_line(file, now), scale_line(file, other));
    language.pick(
        format!("若单位没有读错，可在 repcard.toml 写 {now}；若错了，写 {other}"),
        format!("if the unit is right, say so in repcard.toml: {now}; else: {other}"),
    )
}

/// The power of ten that brings an amount nearest to what it was.
fn likely(now: Decimal, before: Decimal) -> Option<Decimal> {
    let mut times = Decimal::ONE;
    let half = dec!(3.16);
    while now.checked_mul(times)?.checked_mul(half)? < before && times < dec!(1_000_000_000) {
        times = times.checked_mul(Decimal::TEN)?;
    }
    while now.checked_mul(times)? > before.checked_mul(half)? && times > dec!(0.000_000_001) {
        times = times.checked_div(Decimal::TEN)?;
    }
    Some(times)
}

fn layout(came: &[String], went: &[String], renamed: &[(String, String)], language: Language) -> Vec<String> {
    let list = |headers: &[String]| {
        let more = if headers.len() > NAMED { " …" } else { "" };
        let (open, close) = language.pick(("“", "”"), ("\"", "\""));
        let named = headers
            .iter()
            .take(NAMED)
            .map(|header| format!("{open}{header}{close}"));
        named.collect::<Vec<_>>().join(language.pick("、", ", ")) + more
    };
    let mut parts = Vec::new();
    if !went.is_empty() {
        let went = list(went);
        parts.push(language.pick(format!("少了列{went}"), format!("{went} went")));
    }
    for (was, is) in renamed.iter().take(NAMED) {
        parts.push(language.pick(
            format!("“{was}”变成了“{is}”"),
            format!("\"{is}\" is read in place of \"{was}\""),
        ));
    }
    if !came.is_empty() {
        let came = list(came);
        parts.push(language.pick(format!("多了列{came}"), format!("{came} came")));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likely_factor_is_a_power_of_ten() {
        for (now, before, times) in [
            (dec!(1.2), dec!(12_500), dec!(10_000)),
            (dec!(12_500), dec!(1.2), dec!(0.0001)),
            (dec!(40), dec!(400), dec!(10)),
            (dec!(5), dec!(5), dec!(1)),
        ] {
            assert_eq!(likely(now, before), Some(times), "{now} {before}");
        }
    }
}
