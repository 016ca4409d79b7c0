//! Where a line may end: Unicode's rules, and what Chinese typesetting adds to them.

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::characters::is_ideograph;

/// Signs that never begin a line, beyond those that Unicode knows: separators, and marks that belong to a number.
const NEVER_FIRST: &str = "·・•‧～〜％‰℃、。，．：；！？）」』】〕》〉”’";

/// Signs that never end a line: openings, currencies, ranges, and what numbers a rank.
const NEVER_LAST: &str = "（「『【〔《〈“‘￥¥＄$～〜第";

/// What counts a number's size and stays with it: 50万元 is one word.
const SCALES: &str = "十百千万亿";

/// What a number counts or measures; it isn't torn from it.
const UNITS: &str =
    "元角分年月日号时秒天周个次家人名位件台套单项条笔户组层级页行列分点度米吨克升岁倍成折元%％‰℃";

/// What a date goes on after.
const DATE_PARTS: &str = "年月";

const SEGMENTER: LineSegmenterBorrowed<'static> = {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    LineSegmenter::new_for_non_complex_scripts(options)
};

/// The byte offsets at which a line may end, ascending; the ends of the text are not among them.
pub fn opportunities(text: &str) -> Vec<usize> {
    if text.is_ascii() && !text.contains([' ', '-', '/', '?', '\n', '|', '\t', '!', '}', ')', ']', '%']) {
        return Vec::new();
    }
    let mut unicode = SEGMENTER
        .segment_str(text)
        .skip_while(|offset| *offset == 0)
        .peekable();
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let mut in_number = false;
    for (offset, after) in text.char_indices() {
        while unicode.next_if(|at| *at < offset).is_some() {}
        let allowed = unicode.next_if_eq(&offset).is_some();
        if let Some(before) = before {
            let in_date = in_number && DATE_PARTS.contains(before) && after.is_ascii_digit();
            // A space between a number and its unit parts them no more than none.
            in_number = before.is_numeric() || in_number && (SCALES.contains(before) || before == ' ');
            if !in_date && may_break(before, after, in_number, allowed) {
                found.push(offset);
            }
        }
        before = Some(after);
    }
    found
}

fn may_break(before: char, after: char, in_number: bool, allowed: bool) -> bool {
    if allowed {
        let torn_number = in_number && (UNITS.contains(after) || SCALES.contains(after));
        return !(torn_number || NEVER_FIRST.contains(after) || NEVER_LAST.contains(before));
    }
    // Unicode can't tell opening quotation marks from closing ones; Chinese text can.
    let opens_quote = matches!(after, '“' | '‘') && is_ideograph(before);
    let closed_quote = matches!(before, '”' | '’') && is_ideograph(after);
    opens_quote || closed_quote
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> String {
        let mut marked = text.to_owned();
        for offset in opportunities(text).into_iter().rev() {
            marked.insert(offset, '|');
        }
        marked
    }

    #[test]
    fn lines_end_where_chinese_typesetting_lets_them() {
        let mut wrong = Vec::new();
        let mut case = |expected: &str| {
            let found = broken(&expected.replace('|', ""));
            if found != expected {
                wrong.push(found);
            }
        };
        case("本|月|销|售，|增|长。");
        case("（一）|目|标|「完|成」");
        case("他|说|“你|好”|然|后");
        case("《考|核|办|法》");
        case("实|际|1,234.50元|达|成");
        case("共|50万元|整");
        case("2026年10月5日");
        case("截|至 |2026年10月|的|月|份");
        case("共 |12,345.67 元|整");
        case("回|复 |3 次|以|上");
        case("达|成|率|98.5%|以|上");
        case("增|长-3.2%");
        case("￥1,000|起");
        case("第3名|和|第10名");
        case("第一");
        case("12.5%");
        case("¥1,234.00");
        case("宽|3\u{a0}mm");
        case("「（《名》）」");
        case("supercalifragilistic");
        case("等|等……|还|有|——|破");
        case("阿·|凡");
        case("10～20");
        case("Excel |表|格 |and |words");
        case("well-|known");
        case("S001");
        case("2026-10-05");
        case("A/|B");
        case("");
        assert_eq!(wrong, Vec::<String>::new());
    }
}
