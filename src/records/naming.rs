//! A text that names a rep among other things → its parts: 周明(S001), S002-吴芳, 销售一组/周明, Zhou Ming 13800000000.

use crate::model::person::is_ideograph;
use std::ops::Range;

/// More parts than this make prose.
const MOST_PARTS: usize = 12;

/// The parts of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parts<'a> {
    /// Those that say who is meant.
    pub known: Vec<&'a str>,
    /// What stands beside them.
    pub rest: Vec<Rest<'a>>,
}

/// What stands beside a part that says who is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether it may be another of a list of people, as it is in 周明、吴芳.
    pub is_listed: bool,
}

/// Takes a text apart. `is_known` says whether a part tells of somebody, given whether marks or spaces set it apart, and
/// not merely a change from Chinese to other characters; the longest part that does goes first. None of a text that is
/// too long.
pub fn parts<'a>(text: &'a str, is_known: &dyn Fn(&str, bool) -> bool) -> Option<Parts<'a>> {
    let atoms = atoms(text);
    if atoms.len() > MOST_PARTS {
        return None;
    }
    let mut parts = Parts::default();
    take(text, &atoms, is_known, &mut parts);
    Some(parts)
}

/// Words that a text consists of, as the smallest parts that it can have.
fn atoms(text: &str) -> Vec<Range<usize>> {
    let mut atoms: Vec<Range<usize>> = Vec::new();
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if is_mark(character) {
            before = None;
            continue;
        }
        match atoms.last_mut() {
            Some(atom) if before.is_some_and(|before| is_ideograph(before) == is_ideograph(character)) => {
                atom.end = end;
            }
            _ => atoms.push(at..end),
        }
        before = Some(character);
    }
    atoms
}

/// Whether a character sets parts apart.
fn is_mark(character: char) -> bool {
    character.is_whitespace()
        || is_list_mark(character)
        || "()[]{}<>【】《》「」〔〕:\\-_–—~.\"'*#=→>@".contains(character)
}

/// Whether a character stands between the items of a list.
fn is_list_mark(character: char) -> bool {
    ";,、/|+&".contains(character)
}

fn take<'a>(
    text: &'a str,
    atoms: &[Range<usize>],
    is_known: &dyn Fn(&str, bool) -> bool,
    parts: &mut Parts<'a>,
) {
    let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else {
        return;
    };
    for length in (1..=atoms.len()).rev() {
        for start in 0..=atoms.len() - length {
            let range = atoms[start].start..atoms[start + length - 1].end;
            let part = &text[range.clone()];
            if is_known(part, is_set_apart(text, &range)) {
                take(text, &atoms[..start], is_known, parts);
                parts.known.push(part);
                take(text, &atoms[start + length..], is_known, parts);
                return;
            }
        }
    }
    let range = first.start..last.end;
    parts.rest.push(Rest {
        text: &text[range.clone()],
        is_listed: is_listed(text, &range),
    });
}

fn is_set_apart(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let behind = text[range.end..].chars().next();
    before.is_none_or(is_mark) && behind.is_none_or(is_mark)
}

/// Whether a mark of a list stands before or behind a part.
fn is_listed(text: &str, range: &Range<usize>) -> bool {
    let is_within = |part: &str| part.contains(is_list_mark);
    let gap_before = text[..range.start].trim_end();
    let gap_behind = text[range.end..].trim_start();
    gap_before.ends_with(is_list_mark)
        || gap_behind.starts_with(is_list_mark)
        || is_within(&text[range.clone()])
}

/// Whether a text says nothing of who is meant: a team, a post, a number to call, whether somebody still works there.
/// `is_group` says whether the roster knows a team, region or post of that name.
pub fn is_decoration(text: &str, is_group: &dyn Fn(&str) -> bool) -> bool {
    let is_mere = |part: &str| is_group(part) || is_mere(part);
    is_mere(text) || {
        let atoms = atoms(text);
        !atoms.is_empty() && atoms.into_iter().all(|atom| is_mere(&text[atom]))
    }
}

/// What the roster's people and the systems that name them are said to be.
const STATES: &[&str] = &[
    "离职",
    "已离职",
    "离",
    "在职",
    "停用",
    "已停用",
    "禁用",
    "已禁用",
    "冻结",
    "已冻结",
    "失效",
    "注销",
    "已注销",
    "已删除",
    "删除",
    "试用",
    "试用期",
    "实习",
    "实习生",
    "兼职",
    "外聘",
    "劳务",
    "调岗",
    "已调岗",
    "转岗",
    "休假",
    "产假",
    "正式",
    "本人",
    "主",
    "主负责人",
    "先生",
    "女士",
    "小姐",
    "老师",
    "同学",
    "工号",
    "姓名",
    "编号",
    "编码",
    "账号",
    "帐号",
    "负责人",
    "经手人",
    "所有人",
    "归属人",
    "销售",
    "电话",
    "手机",
    "手机号",
    "邮箱",
    "内部",
    "外部",
    "默认",
    "inactive",
    "disabled",
    "deactivated",
    "deleted",
    "active",
    "left",
    "resigned",
    "former",
    "terminated",
    "suspended",
    "intern",
    "part-time",
    "parttime",
    "trial",
    "owner",
    "rep",
    "sales",
    "salesperson",
    "sales rep",
    "id",
    "no",
    "name",
    "code",
    "emp",
    "phone",
    "tel",
    "mobile",
    "email",
    "mail",
    "mr",
    "mrs",
    "ms",
    "miss",
    "you",
    "me",
    "former employee",
    "ex-employee",
];

/// How names of groups and posts end.
const GROUPS: &[&str] = &[
    "组",
    "部",
    "区",
    "处",
    "科",
    "队",
    "店",
    "中心",
    "公司",
    "团队",
    "办事处",
    "事业部",
    "战区",
    "集团",
    "总部",
    "渠道",
    "经理",
    "总监",
    "主管",
    "代表",
    "顾问",
    "专员",
    "助理",
    "主任",
    "业务员",
    "销售员",
    "工程师",
    "组长",
    "店长",
    "导购",
];

/// Words that names of groups and posts hold in English.
const GROUP_WORDS: &[&str] = &[
    "team",
    "group",
    "dept",
    "department",
    "division",
    "region",
    "branch",
    "office",
    "unit",
    "inc",
    "ltd",
    "co",
    "company",
    "sales",
    "manager",
    "director",
    "rep",
    "representative",
    "executive",
    "consultant",
    "north",
    "south",
    "east",
    "west",
    "central",
    "channel",
    "account",
];

fn is_mere(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let characters = text.chars().count();
    let ends_as_group = || characters > 1 && GROUPS.iter().any(|end| text.ends_with(end));
    let words_of_group = || {
        let mut words = text.split([' ', '-', '_', '.']).peekable();
        words.peek().is_some() && words.all(|word| GROUP_WORDS.contains(&word))
    };
    STATES.contains(&text.as_str())
        || is_phone(&text)
        || text.contains('@')
        || ends_as_group()
        || words_of_group()
}

/// A number to call: seven digits or more, and nothing else but what writes them apart.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let may_be = |character: char| character.is_ascii_digit() || " +-()".contains(character);
    (7..=16).contains(&digits) && text.chars().all(may_be)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken<'a>(text: &'a str, known: &[&str]) -> (Vec<&'a str>, Vec<&'a str>) {
        let parts = parts(text, &|part, _| known.contains(&part)).unwrap();
        (parts.known, parts.rest.iter().map(|rest| rest.text).collect())
    }

    #[test]
    fn texts_fall_into_what_is_known_and_what_is_not() {
        let known = ["周明", "S001", "Zhou Ming", "SH-001", "a_b@x.com"];
        for (text, expected, rest) in [
            ("周明(S001)", vec!["周明", "S001"], vec![]),
            ("S001-周明", vec!["S001", "周明"], vec![]),
            ("S001周明", vec!["S001", "周明"], vec![]),
            ("SH-001-周明", vec!["SH-001", "周明"], vec![]),
            ("Zhou Ming S001", vec!["Zhou Ming", "S001"], vec![]),
            ("销售一组/周明", vec!["周明"], vec!["销售一组"]),
            ("周明 13800000000", vec!["周明"], vec!["13800000000"]),
            ("周明<a_b@x.com>", vec!["周明", "a_b@x.com"], vec![]),
            ("周明;吴芳", vec!["周明"], vec!["吴芳"]),
            ("吴 芳", vec![], vec!["吴 芳"]),
        ] {
            assert_eq!(taken(text, &known), (expected, rest), "{text}");
        }
        assert_eq!(parts(&"a ".repeat(20), &|_, _| true), None);
    }

    #[test]
    fn lists_are_told_from_remarks() {
        let listed = |text| parts(text, &|part, _| part == "周明").unwrap().rest[0].is_listed;
        for text in ["周明、Tom", "周明 / Tom", "Tom,周明", "Tom, Li 周明"] {
            assert!(listed(text), "{text}");
        }
        for text in ["周明(Tom)", "周明 Tom", "Tom周明", "Tom-周明"] {
            assert!(!listed(text), "{text}");
        }
    }

    #[test]
    fn remarks_say_nothing_of_who_is_meant() {
        let is_group = |part: &str| part == "上海";
        for text in [
            "已离职",
            "销售一组",
            "上海",
            "上海 销售一组",
            "138 0000 0000",
            "+86-13800000000",
            "x@y.com",
            "华东大区经理",
            "Sales Team",
            "Inactive",
        ] {
            assert!(is_decoration(text, &is_group), "{text}");
        }
        for text in ["吴芳", "Tom", "北京", "12", "S009", ""] {
            assert!(!is_decoration(text, &is_group), "{text}");
        }
    }
}
