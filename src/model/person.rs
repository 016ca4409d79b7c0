//! Names of people: what they compare by.

use super::text::{normalise, simplified};

/// What a name of a person compares by: 周　明 is 周明, ZHOU  Ming is Zhou Ming.
///
/// Spaces that stand between Chinese characters are there for looks; in other names runs of them are one, and case says
/// nothing. Dots within a name are one dot, however they are written.
pub fn person(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut is_spaced = false;
    let normal = normalise(name);
    for character in normal.chars().flat_map(char::to_lowercase) {
        if character.is_whitespace() {
            is_spaced = true;
            continue;
        }
        let character = match character {
            '•' | '‧' | '∙' | '⋅' | '・' | '●' | '．' => '·',
            '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
            '‐' | '‑' | '–' => '-',
            other => other,
        };
        let before = key.chars().next_back();
        let is_for_looks = |beside: char| is_ideograph(beside) || beside == '·';
        let between = before.is_none_or(is_for_looks) && is_for_looks(character);
        if is_spaced && !between && before.is_some() {
            key.push(' ');
        }
        is_spaced = false;
        key.push(character);
    }
    key
}

/// The same in simplified characters: what a name compares by where no other bears it as it is written.
pub fn simplified_person(key: &str) -> String {
    let simplify = |character| match NAMES.chars().position(|known| known == character) {
        // Each traditional character stands before its simplified one.
        Some(at) if at % 2 == 0 => NAMES.chars().nth(at + 1).unwrap_or(character),
        _ => simplified(character),
    };
    key.chars().map(simplify).collect()
}

/// Traditional characters that names of people are made of, each followed by the simplified one; those of headers are
/// known beside them.
const NAMES: &str = "張张陳陈劉刘黃黄楊杨趙赵吳吴孫孙馬马羅罗鄭郑謝谢許许鄧邓馮冯蕭萧葉叶蔣蒋賈贾韋韦譚谭鄒邹陸陆蘇苏盧卢賴赖龍龙喬乔龔龚錢钱湯汤閻阎顏颜齊齐嚴严聶聂關关歐欧樂乐駱骆鄔邬衛卫鮑鲍偉伟強强麗丽軍军傑杰濤涛剛刚\
    曉晓飛飞鵬鹏輝辉榮荣華华國国鳳凤蘭兰艷艳豔艳雲云寶宝瑋玮穎颖瓊琼義义禮礼紅红遠远達达進进聰聪賢贤陽阳陰阴貴贵賓宾興兴愛爱慶庆潔洁靜静婭娅嬌娇純纯維维繼继緒绪綺绮綱纲緯纬銘铭銳锐鋒锋鋼钢錦锦鎮镇長长門门\
    聞闻閔闵雙双靈灵韻韵頌颂順顺顧顾騰腾駿骏驍骁鴻鸿鵑鹃鶯莺黨党勝胜動动勵励區区協协單单啟启嘯啸圓圆堅坚壯壮壽寿夢梦學学寧宁實实將将屬属島岛嶺岭師师帥帅幟帜廣广庫库彌弥彥彦從从恆恒憲宪懷怀揚扬攜携昇升時时\
    書书樹树權权歡欢歲岁漢汉潤润瀟潇灝灏煥焕燁烨爾尔獻献環环瑤瑶璽玺畢毕異异發发盡尽碩硕確确禎祯種种穩稳競竞簡简範范紀纪紹绍終终組组結结絲丝經经緣缘練练縝缜織织纓缨羣群習习聖圣肅肃脈脉膽胆臨临艦舰蓮莲蔭荫\
    藝艺蘊蕴諾诺謙谦諄谆誠诚詩诗話话論论證证識识豐丰貝贝財财資资躍跃車车軒轩輪轮輯辑轅辕這这連连運运適适選选遷迁郵邮釋释鄺邝";

/// Whether a character is a Chinese one.
pub fn is_ideograph(character: char) -> bool {
    matches!(
        character,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇' | '々'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_looks_does_not_tell_people_apart() {
        for (written, as_on_the_roster) in [
            ("周　明", "周明"),
            (" 周\u{200b}明\u{feff}", "周明"),
            ("周\u{a0} 明\t", "周明"),
            ("欧阳 · 娜娜", "欧阳·娜娜"),
            ("买买提•艾力", "买买提·艾力"),
            ("ZHOU   ming", "Zhou Ming"),
            ("Zhou\u{a0}Ming", "zhou ming"),
            ("O’Brien", "O'Brien"),
            ("Ｌｉ　Ｎａ", "Li Na"),
        ] {
            assert_eq!(person(written), person(as_on_the_roster), "{written}");
        }
        for (one, other) in [
            ("周明", "周鸣"),
            ("Zhou Ming", "Zhouming"),
            ("Li Na", "Lina"),
            ("张伟", "張偉"),
        ] {
            assert_ne!(person(one), person(other), "{one}");
        }
        assert_eq!(simplified_person(&person("張 偉")), "张伟");
        assert_eq!(simplified_person("张伟"), "张伟");
    }
}
