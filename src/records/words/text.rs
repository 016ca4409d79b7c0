//! How words of exports compare: without case, width, spaces, marks and the difference between traditional and
//! simplified characters.

use crate::model::text::simplified;
use unicode_normalization::UnicodeNormalization;

/// Signs that answer a question as words do.
const SIGNS: &str = "√✓✔×✗✘";

/// What stands between a word and a remark, a label or a code.
const SEPARATORS: &str = "()[]{}【】《》〈〉「」:;,，；：、。.!|/\\·—–―";

/// A word as it compares.
pub fn key(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|character| character.is_alphanumeric() || SIGNS.contains(*character))
        .map(simplified)
        .collect()
}

/// The parts of a text that may each be a word with a meaning: 已取消（客户原因）, Cancelled - duplicate, 状态：已取消.
pub fn pieces(text: &str) -> Vec<String> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let separated: String = text
        .chars()
        .map(|character| {
            if SEPARATORS.contains(character) {
                '\n'
            } else {
                character
            }
        })
        .collect();
    let separated = [" - ", "->", " by ", " due to "]
        .iter()
        .fold(separated, |text, mark| text.replace(mark, "\n"));
    separated
        .split('\n')
        .flat_map(|piece| {
            piece
                .split_once('-')
                .filter(|(code, word)| is_code(code) || !code.is_ascii() || !word.is_ascii())
                .map_or_else(|| vec![piece], |(code, word)| vec![code, word])
        })
        .map(key)
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Whether a part holds another one that nothing before it denies: 未取消 holds no 取消.
pub fn holds(key: &str, part: &str) -> bool {
    key.match_indices(part).any(|(at, _)| !is_denied(&key[..at]))
}

const DENIALS: [&str; 9] = ["未", "无", "不", "非", "没有", "没", "免", "not", "never"];

fn is_denied(before: &str) -> bool {
    DENIALS.iter().any(|denial| before.ends_with(denial))
}

/// A code before a word: 1-已审核, A-正常.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.len() <= 3 && text.chars().all(|character| character.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compare_without_marks() {
        assert_eq!(key(" 已 取消 "), "已取消");
        assert_eq!(key("ＣＬＯＳＥＤ＿lost"), "closedlost");
        assert_eq!(key("已作廢"), "已作废");
        assert_eq!(key("√"), "√");
    }

    #[test]
    fn a_remark_is_a_piece_of_its_own() {
        assert_eq!(pieces("已取消（客户原因）"), ["已取消", "客户原因"]);
        assert_eq!(pieces("Cancelled - duplicate"), ["cancelled", "duplicate"]);
        assert_eq!(pieces("状态：已取消"), ["状态", "已取消"]);
        assert_eq!(pieces("C-已审核"), ["c", "已审核"]);
        assert_eq!(pieces("pre-order"), ["pre", "order"]);
        assert_eq!(pieces("取消-客户"), ["取消", "客户"]);
        assert_eq!(pieces("cancelled by John"), ["cancelled", "john"]);
    }

    #[test]
    fn what_is_denied_is_not_held() {
        assert!(holds("客户取消", "取消"));
        assert!(!holds("未取消", "取消"));
        assert!(holds("未付款取消", "取消"));
        assert!(!holds("notcancelled", "cancel"));
    }
}
