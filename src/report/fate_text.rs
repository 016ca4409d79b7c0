//! What became of rows, in words.

use crate::model::{Fate, Language};
use crate::snapshot::TableAccount;

/// What a sheet that was read as no list is called in place of a list.
pub fn no_list(table: &TableAccount, language: Language) -> &'static str {
    match table.share(Fate::LookedUp) {
        Some(_) => language.pick("（供查找）", "(looked up)"),
        None => language.pick("（未读取）", "(not read)"),
    }
}

/// What a fate is called.
pub fn name(fate: Fate, language: Language) -> &'static str {
    let (chinese, english) = match fate {
        Fate::Counted => ("计入", "counted"),
        Fate::Returned => ("退货", "returned"),
        Fate::Cancelled => ("状态不计", "cancelled"),
        Fate::NotAppraised => ("本人不考核", "not appraised"),
        Fate::OtherPeriod => ("其他时间", "other time"),
        Fate::UnknownRep => ("业务员不明", "unknown rep"),
        Fate::Repeated => ("重复", "repeated"),
        Fate::Restated => ("以另一行为准", "restated"),
        Fate::Error => ("内容有误", "error"),
        Fate::Settings => ("设置排除", "settings"),
        Fate::NoTarget => ("不是目标", "no target"),
        Fate::Blank => ("无内容", "blank"),
        Fate::Title => ("标题", "title"),
        Fate::Header => ("表头", "header"),
        Fate::Total => ("合计", "total"),
        Fate::Note => ("说明", "note"),
        Fate::LookedUp => ("供查找", "looked up"),
        Fate::Unread => ("未读取", "unread"),
        Fate::Unexplained => ("不明", "unexplained"),
    };
    language.pick(chinese, english)
}

/// What it means, in a sentence.
pub fn meaning(fate: Fate, language: Language) -> &'static str {
    let (chinese, english) = match fate {
        Fate::Counted => (
            "是本期的记录；花名册、目标和客户表的每一行都算",
            "it is a record of the period; of a roster, of targets and of customers every row that was read is",
        ),
        Fate::Returned => (
            "是本期的记录，从销售额中扣除",
            "it is a record of the period and takes sales off",
        ),
        Fate::Cancelled => (
            "状态表明不计：已取消、草稿、没有进行的拜访、没有接通的电话",
            "its words say that it does not count: cancelled, a draft, a visit that was not made, a call that nobody answered",
        ),
        Fate::NotAppraised => (
            "业务员在花名册上，但本期不在职",
            "its rep is on the roster and is not employed in the period",
        ),
        Fate::OtherPeriod => ("日期不在本期", "its date is outside of the period"),
        Fate::UnknownRep => (
            "业务员不在花名册上，或不能确定是谁",
            "its rep is not on the roster, or may be two people",
        ),
        Fate::Repeated => (
            "与另一行相同，另一行已计",
            "it says what another row says, which counts",
        ),
        Fate::Restated => (
            "另一行写的是同一件事，内容不同，以另一行为准",
            "another row states the same thing otherwise and counts in its place",
        ),
        Fate::Error => (
            "缺少必填内容，或有读不出的内容",
            "it lacks what must be there, or states what cannot be read",
        ),
        Fate::Settings => (
            "repcard.toml 的设置把它排除",
            "the settings of repcard.toml leave it out",
        ),
        Fate::NoTarget => (
            "写的是完成数，不是目标",
            "it states what was reached, and no target",
        ),
        Fate::Blank => (
            "读取的各列都没有内容",
            "nothing stands in the columns that are read",
        ),
        Fate::Title => ("在表头上方", "it stands above the header"),
        Fate::Header => ("是表头，或与表头相同", "it is the header, or repeats it"),
        Fate::Total => ("写的是合计", "it states sums"),
        Fate::Note => (
            "是分组标题、说明或页脚",
            "it heads a group, is a note, or ends a page",
        ),
        Fate::LookedUp => (
            "所在的表不是清单，供别的表按编号查找（join）",
            "its sheet is no list; others look something up in it (join)",
        ),
        Fate::Unread => ("所在的工作表没有读取", "its sheet was not read"),
        Fate::Unexplained => (
            "程序有错误，请反馈",
            "a mistake of the program's; please report it",
        ),
    };
    language.pick(chinese, english)
}
