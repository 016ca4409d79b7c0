//! Mistakes of expressions in words, in both languages.

use super::mistake::{Mistake, MistakeKind};
use crate::model::Language;

/// The most names that a message lists.
const MOST_NAMES: usize = 12;

impl Mistake {
    /// What is wrong and what to do.
    pub fn message(&self, language: Language) -> String {
        let kind = &self.kind;
        of_text(kind, language)
            .or_else(|| of_names(kind, language))
            .or_else(|| of_types(kind, language))
            .unwrap_or_else(|| of_rows(kind, language))
    }
}

/// What is wrong with the text itself.
fn of_text(kind: &MistakeKind, language: Language) -> Option<String> {
    Some(match kind {
        MistakeKind::Empty => language.pick(
            "表达式是空的；请填写".into(),
            "the expression is empty; write one".into(),
        ),
        MistakeKind::TooLong(most) => language.pick(
            format!("表达式太长；最多 {most} 字节"),
            format!("the expression is too long; it has {most} bytes at most"),
        ),
        MistakeKind::TooManyParts(most) => language.pick(
            format!("表达式太长；最多 {most} 个词和符号"),
            format!("the expression is too long; it has {most} words and signs at most"),
        ),
        MistakeKind::TooDeep => language.pick(
            "括号嵌套太深；请拆开或简化".into(),
            "too many brackets within each other; make it simpler".into(),
        ),
        MistakeKind::Unpaired(sign @ ('(' | ')')) => language.pick(
            format!("括号 `{sign}` 没有配对；请补上另一半或删除"),
            format!("the bracket `{sign}` has no other half; add it, or delete this one"),
        ),
        MistakeKind::Unpaired(sign) => language.pick(
            format!("引号 {sign} 没有结束；请补上"),
            format!("the quotation mark {sign} has no other half; add it"),
        ),
        MistakeKind::Sign {
            found,
            meant: Some(" "),
        } => language.pick(
            format!("不能用 `{found}`；请改为半角空格"),
            format!("`{found}` cannot be used; write a plain space"),
        ),
        MistakeKind::Sign {
            found,
            meant: Some(meant),
        } => language.pick(
            format!("不能用 `{found}`；请写 `{meant}`"),
            format!("`{found}` cannot be used; write `{meant}`"),
        ),
        MistakeKind::Sign { found, meant: None } => language.pick(
            format!("不能用 `{found}`；可用的符号有：+ - * / = <> < <= > >= || ( ) ,"),
            format!("`{found}` cannot be used; the signs are: + - * / = <> < <= > >= || ( ) ,"),
        ),
        MistakeKind::Unexpected(found) => language.pick(
            format!("`{found}` 不能放在这里；请检查它前后是否缺了逗号、运算符或括号"),
            format!("`{found}` cannot stand here; look for a missing comma, operator or bracket"),
        ),
        MistakeKind::EndsEarly => language.pick(
            "表达式没有写完；请补上后面的部分".into(),
            "the expression ends too early; add what is missing".into(),
        ),
        MistakeKind::LongNumber => language.pick(
            "数字只能写成普通小数（如 1500.25），最多 28 位".into(),
            "numbers are plain decimals like 1500.25, of 28 digits at most".into(),
        ),
        _ => return None,
    })
}

/// Names, words and functions that aren't there.
fn of_names(kind: &MistakeKind, language: Language) -> Option<String> {
    Some(match kind {
        MistakeKind::UnknownName {
            name,
            nearest,
            known,
            is_quoted,
        } => {
            let what = language.pick(
                format!("没有字段 `{name}`"),
                format!("there is no field `{name}`"),
            );
            let text = if *is_quoted && nearest.is_none() {
                language.pick(
                    format!("；如果是文本，请用单引号：'{name}'"),
                    format!("; a text stands in single quotes: '{name}'"),
                )
            } else {
                suggestion(nearest.as_deref(), known, language)
            };
            what + &text
        }
        MistakeKind::NeedsQuotes(name) => language.pick(
            format!("字段名里有符号或以数字开头，要放在双引号里：\"{name}\""),
            format!("the field's name holds signs or begins with a digit, so it stands in double quotes: \"{name}\""),
        ),
        MistakeKind::AmbiguousName { name, fields } => {
            let fields = fields.join(language.pick("、", ", "));
            language.pick(
                format!("`{name}` 可以指多个字段：{fields}；请写其中一个"),
                format!("`{name}` may be any of these fields: {fields}; write one of them"),
            )
        }
        MistakeKind::UnknownFunction { name, nearest } => {
            let what = language.pick(
                format!("没有函数 `{name}`"),
                format!("there is no function `{name}`"),
            );
            let nearest = nearest.map(|nearest| {
                language.pick(
                    format!("；是不是 `{nearest}`？"),
                    format!("; did you mean `{nearest}`?"),
                )
            });
            let where_to_look = || {
                language.pick(
                    "；可用的函数见 docs/language.md".to_owned(),
                    "; docs/language.en.md lists them".to_owned(),
                )
            };
            what + &nearest.unwrap_or_else(where_to_look)
        }
        MistakeKind::Refused { what, instead } => language.pick(
            format!("不能用 `{what}`；可以写 `{instead}`"),
            format!("`{what}` cannot be used; the nearest is `{instead}`"),
        ),
        MistakeKind::UnknownWord { word, nearest, known } => {
            let what = language.pick(
                format!("这个字段没有 '{word}' 这个值"),
                format!("this field never is '{word}'"),
            );
            what + &suggestion(nearest.as_deref(), known, language)
        }
        MistakeKind::Usage { function, usage } => language.pick(
            format!("`{function}` 的写法是：{usage}"),
            format!("`{function}` is written like this: {usage}"),
        ),
        _ => return None,
    })
}

/// Types that don't agree.
fn of_types(kind: &MistakeKind, language: Language) -> Option<String> {
    let name = |kind: &super::kind::Type| kind.name(language);
    Some(match kind {
        MistakeKind::NotWhole { least, most } => language.pick(
            format!("这里要直接写一个整数，{least} 到 {most}"),
            format!("write a whole number here, from {least} to {most}"),
        ),
        MistakeKind::WrongType { expected, found } => {
            let (expected, found) = (name(expected), name(found));
            language.pick(
                format!("这里应当是{expected}，而不是{found}"),
                format!("this should be {expected}, not {found}"),
            )
        }
        MistakeKind::NoOrder(found) => {
            let found = name(found);
            language.pick(
                format!("{found}没有大小之分；请用 =、<>、in 或 like"),
                format!("{found} is neither less nor more than another; use =, <>, in or like"),
            )
        }
        MistakeKind::Different(one, other) => {
            let (one, other) = (name(one), name(other));
            language.pick(
                format!("{one}和{other}不能放在一起；两边要是同一种值"),
                format!("{one} and {other} do not go together; both should be of one kind"),
            )
        }
        MistakeKind::DateAndMoment => language.pick(
            "日期和带时间的日期不能直接比较（当天 09:30 并不等于当天）；请用 date(…) 取日期".into(),
            "a date and a date with a time do not compare (09:30 of a day is not the day); take the day with date(…)".into(),
        ),
        MistakeKind::DateArithmetic => language.pick(
            "日期不能加减；请用 days_between(起, 止) 或 hours_between(起, 止)".into(),
            "dates are not computed with; use days_between(from, to) or hours_between(from, to)".into(),
        ),
        MistakeKind::Chained => language.pick(
            "比较不能连写；请写成 1 < x and x < 5，或 x between 1 and 5".into(),
            "comparisons do not chain; write 1 < x and x < 5, or x between 1 and 5".into(),
        ),
        MistakeKind::EqualsNull => language.pick(
            "和 null 比较永远不成立；请用 is null 或 is not null".into(),
            "comparing with null is never true; use is null or is not null".into(),
        ),
        MistakeKind::NotADate(text) => language.pick(
            format!("'{text}' 不是日期；请写成 '2026-10-01'"),
            format!("'{text}' is no date; write it like '2026-10-01'"),
        ),
        MistakeKind::NotAMoment(text) => language.pick(
            format!("'{text}' 不是带时间的日期；请写成 '2026-10-01 09:30'，或用 date(…) 只比较日期"),
            format!("'{text}' is no date with a time; write it like '2026-10-01 09:30', or compare the day with date(…)"),
        ),
        MistakeKind::BadPattern => language.pick(
            "like 后面要直接写带引号的文本，% 代表任意多个字，_ 代表一个字；escape 后面只写一个字符".into(),
            "like takes a text in quotes, where % stands for any characters and _ for one; escape takes one character".into(),
        ),
        MistakeKind::WrongResult { expected, found } => {
            let expected = name(expected);
            match found {
                Some(found) => {
                    let found = name(found);
                    language.pick(
                        format!("整个表达式应当得出{expected}，而不是{found}"),
                        format!("the expression should give {expected}, not {found}"),
                    )
                }
                None => language.pick(
                    format!("整个表达式应当得出{expected}，而它永远没有值"),
                    format!("the expression should give {expected}, and never has a value"),
                ),
            }
        }
        _ => return None,
    })
}

/// One row and many rows.
fn of_rows(kind: &MistakeKind, language: Language) -> String {
    match kind {
        MistakeKind::OutsideAggregate(name) => language.pick(
            format!("`{name}` 每行各有一个值；请说明怎样合并，例如 sum({name}) 或 max({name})"),
            format!("`{name}` has a value for each row; say how they become one, like sum({name}) or max({name})"),
        ),
        MistakeKind::AggregateOfRow(name) => language.pick(
            format!("这里只看一行，不能用 `{name}`；请直接写字段"),
            format!("this is about one row, so `{name}` has nothing to add up; name the field itself"),
        ),
        MistakeKind::NestedAggregate(name) => language.pick(
            format!("`{name}` 不能放在另一个汇总函数里面"),
            format!("`{name}` cannot stand within another function over many rows"),
        ),
        MistakeKind::UnroundedQuotient => language.pick(
            "逐行相除的结果要先取整才能相加，例如 sum(round(a / b, 6))；如果要的是总比率，请写 sum(a) / sum(b)".into(),
            "a quotient is rounded before it is added up, like sum(round(a / b, 6)); for the rate of the whole write sum(a) / sum(b)".into(),
        ),
        _ => String::new(),
    }
}

fn suggestion(nearest: Option<&str>, known: &[String], language: Language) -> String {
    if let Some(nearest) = nearest {
        return language.pick(
            format!("；是不是 `{nearest}`？"),
            format!("; did you mean `{nearest}`?"),
        );
    }
    let listed: Vec<&str> = known.iter().take(MOST_NAMES).map(String::as_str).collect();
    let more = if known.len() > MOST_NAMES {
        language.pick("……", ", …")
    } else {
        ""
    };
    let listed = listed.join(language.pick("、", ", ")) + more;
    language.pick(format!("；可用的有：{listed}"), format!("; known are: {listed}"))
}
