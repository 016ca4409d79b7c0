//! Points as people write them: `-2分`, `扣2分`, `加1分`, `奖励 3 分`, `deduct 2 points`; and which way a column of them goes.

use super::cells::{Flaw, Reading, Setting, number};
use crate::model::text::normalise_word;
use crate::read::Cell;
use rust_decimal::Decimal;

/// Points, and whether the cell says itself which way they go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Points {
    /// The points.
    pub value: Decimal,
    /// Whether a sign or a word in the cell says that they are added or taken off.
    pub is_signed: bool,
}

/// Words that take points off, longer ones first.
const OFF: [&str; 17] = [
    "扣减",
    "扣除",
    "扣掉",
    "扣罚",
    "减去",
    "减少",
    "罚",
    "扣",
    "减",
    "负",
    "deducted",
    "deduction",
    "deduct",
    "minus",
    "penalty",
    "less",
    "demerit",
];
/// Words that add points, longer ones first.
const ADDED: [&str; 11] = [
    "奖励", "加上", "增加", "奖", "加", "增", "正", "bonus", "added", "plus", "add",
];
/// What points are counted in.
const UNITS: [&str; 7] = ["分值", "分", "points", "point", "pts", "pt", "点"];

/// Points, signed by a minus, a plus or a word.
pub fn points(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Points> {
    let plain = number(cell, setting);
    let Cell::Text(text) = cell else {
        return plain.and_then_value(|value| Some(Points::of_number(value)));
    };
    let text = normalise_word(text);
    let has_sign = text.contains(['+', '-', '\u{2212}', '(']);
    match plain.value {
        Some(value) => Reading::of(Points {
            value,
            is_signed: has_sign,
        }),
        None if plain.flaw.is_none() => Reading::empty(),
        None => Reading::or(in_words(&text, setting), Flaw::NotANumber),
    }
}

fn in_words(text: &str, setting: &mut Setting<'_>) -> Option<Points> {
    let mut rest =
        text.trim_matches(|character: char| character.is_whitespace() || "。.,:;".contains(character));
    let mut is_off = None;
    loop {
        let before = rest;
        for (words, off) in [(&OFF[..], true), (&ADDED[..], false)] {
            let bare = |word: &&str| rest.strip_prefix(*word).or_else(|| rest.strip_suffix(*word));
            if let Some(bare) = words.iter().find_map(bare) {
                // Two words that go two ways say nothing.
                if is_off.replace(off).is_some_and(|known| known != off) {
                    return None;
                }
                rest = bare.trim_matches([' ', ':']);
            }
        }
        if let Some(bare) = UNITS.iter().find_map(|unit| rest.strip_suffix(unit)) {
            rest = bare.trim_end();
        }
        if rest == before {
            break;
        }
    }
    let value = number(&Cell::Text(rest.into()), setting).value?;
    let has_sign = rest.contains(['+', '-', '\u{2212}', '(']);
    let value = match is_off {
        Some(true) => -value.abs(),
        _ => value,
    };
    Some(Points {
        value,
        is_signed: has_sign || is_off.is_some(),
    })
}

impl Points {
    fn of_number(value: Decimal) -> Self {
        Self {
            value,
            is_signed: value < Decimal::ZERO,
        }
    }

    /// The same as a deduction: it lowers, however it is written.
    pub fn taken_off(self) -> Self {
        Self {
            value: -self.value.abs(),
            is_signed: true,
        }
    }
}

/// Whether a header, or the name of a file or sheet, says that its points are taken off, and no others.
pub fn is_of_deductions(name: &str) -> bool {
    const SAYS: [&str; 9] = [
        "扣",
        "罚",
        "减分",
        "deduct",
        "penalt",
        "demerit",
        "points lost",
        "minus",
        "违纪扣",
    ];
    const BOTH: [&str; 5] = ["加", "奖", "bonus", "award", "reward"];
    let name = normalise_word(name);
    SAYS.iter().any(|word| name.contains(word)) && !BOTH.iter().any(|word| name.contains(word))
}

/// Parts of events that nobody is rewarded for.
const OFFENCES: [&str; 43] = [
    "迟到",
    "早退",
    "旷工",
    "旷会",
    "缺勤",
    "缺席",
    "缺卡",
    "漏打卡",
    "未打卡",
    "忘打卡",
    "违规",
    "违纪",
    "投诉",
    "未交",
    "未提交",
    "未按",
    "未报",
    "未写",
    "未填",
    "迟交",
    "晚交",
    "漏报",
    "漏交",
    "脱岗",
    "离岗",
    "睡岗",
    "顶撞",
    "窜货",
    "低价",
    "泄露",
    "泄密",
    "虚报",
    "造假",
    "失职",
    "丢失",
    "late",
    "absen",
    "violat",
    "complaint",
    "missed",
    "missing",
    "no-show",
    "not submitted",
];
/// Parts of events that nobody is punished for, nor with a part of the others beside them.
const MERITS: [&str; 22] = [
    "表扬",
    "奖",
    "好人好事",
    "优秀",
    "先进",
    "超额",
    "全勤",
    "建议被采纳",
    "感谢",
    "锦旗",
    "无投诉",
    "无迟到",
    "零投诉",
    "主动",
    "帮助",
    "加班",
    "prais",
    "award",
    "reward",
    "merit",
    "thank",
    "excellent",
];

/// Whether an event is plainly an offence.
pub fn is_offence(event: &str) -> bool {
    let event = normalise_word(event);
    OFFENCES.iter().any(|word| event.contains(word)) && !MERITS.iter().any(|word| event.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::cells::Texts;
    use super::*;

    fn read(cell: &Cell) -> Option<(String, bool)> {
        let mut texts = Texts::default();
        let mut setting = Setting {
            epoch_1904: false,
            writing: crate::model::Writing::default(),
            multiplier: Decimal::ONE,
            money: None,
            texts: &mut texts,
        };
        let points = points(cell, &mut setting).value?;
        Some((points.value.normalize().to_string(), points.is_signed))
    }

    #[test]
    fn points_are_read_as_people_write_them() {
        for (text, value, is_signed) in [
            ("-2分", "-2", true),
            ("扣2分", "-2", true),
            ("扣 2", "-2", true),
            ("扣除2.5分", "-2.5", true),
            ("扣-2分", "-2", true),
            ("减2", "-2", true),
            ("负3分", "-3", true),
            ("罚５分", "-5", true),
            ("+1", "1", true),
            ("＋1分", "1", true),
            ("加1分", "1", true),
            ("奖励3分", "3", true),
            ("2分", "2", false),
            ("2", "2", false),
            ("(2)", "-2", true),
            ("Deduct 2 points", "-2", true),
            ("2 pts deducted", "-2", true),
            ("bonus: 1", "1", true),
        ] {
            assert_eq!(
                read(&Cell::Text(text.into())),
                Some((value.to_owned(), is_signed)),
                "{text}"
            );
        }
        assert_eq!(read(&Cell::Number(2.0)), Some(("2".into(), false)));
        assert_eq!(read(&Cell::Number(-2.0)), Some(("-2".into(), true)));
        for text in ["扣分", "加扣2", "待定", "口头警告"] {
            assert_eq!(read(&Cell::Text(text.into())), None, "{text}");
        }
    }

    #[test]
    fn names_say_which_way_points_go() {
        for (name, expected) in [
            ("扣分", true),
            ("扣减分值", true),
            ("扣分值", true),
            ("Deduction", true),
            ("Penalty points", true),
            ("加扣分", false),
            ("奖扣分", false),
            ("加减分", false),
            ("分值", false),
            ("points", false),
        ] {
            assert_eq!(is_of_deductions(name), expected, "{name}");
        }
        for (event, expected) in [
            ("迟到", true),
            ("上班迟到10分钟", true),
            ("客户投诉", true),
            ("零投诉", false),
            ("表扬", false),
            ("培训", false),
        ] {
            assert_eq!(is_offence(event), expected, "{event}");
        }
    }
}
