//! Texts of exports: how they are held, and how those of different exports are made comparable.

/// A text that all who hold it share; a single word wide.
pub use arcstr::ArcStr as Text;

use std::ops::RangeInclusive;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Traditional characters of headers and of fixed words, each followed by the simplified one.
const TRADITIONAL: &str = "訂订單单編编號号業业務务員员銷销負负責责戶户稱称價价稅税計计額额數数狀状態态團团隊队門门組组區区職职崗岗屬属級级離离權权標标產产類类別别課课據据時时間间開开訪访話话電电長长結结創创檔档錄录認认\
    應应報报總总績绩獎奖懲惩違违規规紀纪項项備备註注說说紅红與与經经處处領领導导機机構构帳账戰战東东華华會会議议質质實实際际達达圖图書书買买賣卖貨货購购運运輸输訊讯網网頁页點点郵邮寫写題题對对複复\
    覆复復复聯联絡络簡简傳传遞递終终從从參参來来條条種种選选擇择擔担見见專专賬账萬万億亿丟丢個个為为優优體体傭佣關关內内冊册況况準准減减劃划則则刪删製制辦办動动昇升陞升佔占發发變变檯台臺台後后聽听\
    週周諮咨響响迴回頭头審审傢家幣币庫库廢废異异歸归當当誌志執执摺折護护撥拨掛挂損损攤摊無无舊旧覈核匯汇彙汇溝沟測测滿满潛潜現现碼码積积筆笔簽签籤签係系繫系纍累約约線线細细織织給给統统續续維维營营\
    錶表訓训記记評评識识訴诉詢询詳详語语請请調调談谈財财敗败費费資资贏赢進进遲迟採采鍾钟鐘钟鈴铃鋪铺問问階阶僱雇麵面顧顾預预饋馈歐欧圓圆鎊镑盧卢銖铢韓韩";

/// NFKC, with white space at either end and characters that nobody sees removed: how names of customers compare.
pub fn normalise(text: &str) -> String {
    if is_composed(text) {
        return text.trim().to_owned();
    }
    let seen = text.nfkc().filter(|character| !is_invisible(*character));
    seen.collect::<String>().trim().to_owned()
}

/// Whether a text is as NFKC would have it, told at first sight: most consist of ASCII and ideographs alone, which nothing
/// composes or takes the place of.
pub fn is_composed(text: &str) -> bool {
    let is_lasting = |character: char| character.is_ascii() || IDEOGRAPHS.contains(&character);
    text.chars().all(is_lasting)
}

/// Whether a character leaves no mark at all: zero-width spaces and joiners, marks of direction, soft hyphens, selectors
/// of glyphs. Copied out of web pages and chats they stand in names and numbers, and nobody can tell.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// NFKC, trimmed and upper-cased: how ids compare.
pub fn normalise_id(text: &str) -> String {
    normalise(text).to_uppercase()
}

/// NFKC, trimmed, lower-cased and in simplified characters: how status words and other fixed vocabulary compare.
pub fn normalise_word(text: &str) -> String {
    let mut text = normalise(text);
    if text.is_ascii() {
        text.make_ascii_lowercase();
        return text;
    }
    text.to_lowercase().chars().map(simplified).collect()
}

/// The simplified form of a character of headers and of fixed words; any other character as it is.
pub fn simplified(character: char) -> char {
    // Asked for each character of every status, so by place in the block of the ideographs.
    static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut all: Vec<char> = IDEOGRAPHS.collect();
        let characters: Vec<char> = TRADITIONAL.chars().collect();
        for pair in characters.chunks_exact(2) {
            if let Some(slot) = place(pair[0]).and_then(|place| all.get_mut(place)) {
                *slot = pair[1];
            }
        }
        all
    });
    let known = place(character).and_then(|place| SIMPLIFIED.get(place));
    known.copied().unwrap_or(character)
}

const IDEOGRAPHS: RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

fn place(character: char) -> Option<usize> {
    let distance = u32::from(character).checked_sub(u32::from(*IDEOGRAPHS.start()))?;
    usize::try_from(distance).ok()
}

/// The one of `known` that was probably meant by a word that is none of them.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let word = word.to_lowercase();
    known
        .map(|known| {
            (
                strsim::normalized_damerau_levenshtein(&word, &known.to_lowercase()),
                known,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known.to_owned())
}

/// How names sort as people count: 一部 before 二部 before 十一部, Team 2 before Team 10.
pub fn natural_key(name: &str) -> Vec<NaturalPart> {
    let mut rest = name;
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_same_kind: fn(char) -> bool = match first {
            '0'..='9' => |c| c.is_ascii_digit(),
            _ if chinese_digit(first).is_some() => |c| chinese_digit(c).is_some(),
            _ => |c| !c.is_ascii_digit() && chinese_digit(c).is_none(),
        };
        let (run, after) = rest.split_at(rest.find(|c| !is_same_kind(c)).unwrap_or(rest.len()));
        rest = after;
        let number = run.parse().ok().or_else(|| chinese_number(run));
        parts.push(number.map_or_else(|| NaturalPart::Text(run.to_owned()), NaturalPart::Number));
    }
    parts
}

/// A part of a name, as it sorts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum NaturalPart {
    /// Digits, or Chinese numerals below a hundred.
    Number(u64),
    /// Anything else.
    Text(String),
}

fn chinese_digit(character: char) -> Option<u64> {
    "零一二三四五六七八九十"
        .chars()
        .zip(0..)
        .find_map(|(digit, value)| (digit == character).then_some(value))
}

/// 十一 is 11, 二十 is 20; none for a run of other characters, or one that counts to 100 or beyond.
fn chinese_number(run: &str) -> Option<u64> {
    let digits = run.chars().map(chinese_digit).collect::<Option<Vec<_>>>()?;
    match digits[..] {
        [one] => Some(one),
        [10, one @ ..=9] => Some(10 + one),
        [ten @ ..=9, 10] => Some(ten * 10),
        [ten @ ..=9, 10, one @ ..=9] => Some(ten * 10 + one),
        _ => None,
    }
}

/// A text in quotes, as TOML has it.
pub fn toml_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A key of TOML, in quotes where it must be.
pub fn toml_key(key: &str) -> String {
    let is_bare = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-');
    if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        toml_text(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_count() {
        let mut names = [
            "华东十一部",
            "华东二部",
            "华东一部",
            "华东十部",
            "华东部",
            "Team 10",
            "Team 2",
            "三三制",
        ];
        names.sort_by_key(|name| natural_key(name));
        assert_eq!(
            names,
            [
                "Team 2",
                "Team 10",
                "三三制",
                "华东一部",
                "华东二部",
                "华东十部",
                "华东十一部",
                "华东部"
            ]
        );
    }

    #[test]
    fn width_case_and_margins_do_not_matter() {
        assert_eq!(normalise(" 华东\u{3000}"), "华东");
        assert_eq!(normalise_id("ｓ００１ "), "S001");
        assert_eq!(normalise_word("Ｖoid"), "void");
    }

    #[test]
    fn traditional_words_are_the_simplified_ones() {
        assert_eq!(normalise_word("已作廢"), "已作废");
        assert_eq!(normalise_word("無人接聽 "), "无人接听");
        let mut traditional: Vec<char> = TRADITIONAL.chars().step_by(2).collect();
        assert!(
            traditional
                .iter()
                .all(|character| simplified(*character) != *character)
        );
        let all = traditional.len();
        traditional.sort_unstable();
        traditional.dedup();
        assert_eq!(traditional.len(), all);
    }
}
