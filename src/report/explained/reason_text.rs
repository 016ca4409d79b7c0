//! Why rows do not count, and why nobody has a figure, in words.

use crate::measure::{Absent, Reason, WhyLeftOut};
use crate::model::finding::Page;
use crate::model::{Language, Terms};
use crate::records::LeftOutFor;

/// The stable code of a reason: a finding's, or the reason's own.
pub fn code(why: WhyLeftOut) -> &'static str {
    match why {
        WhyLeftOut::NoRecord(LeftOutFor::Finding(code)) => code,
        WhyLeftOut::NoRecord(LeftOutFor::NewerList) => "newer-list",
        WhyLeftOut::NotOfFigure(reason) => reason_code(reason),
    }
}

fn reason_code(reason: Reason) -> &'static str {
    match reason {
        Reason::Cancelled => "cancelled",
        Reason::SameOrder => "same-order",
        Reason::NoCustomer => "no-customer",
        Reason::Return => "return",
        Reason::OrderedBefore => "ordered-before",
        Reason::NotMade => "not-made",
        Reason::Prospect => "prospect",
        Reason::NeverOrdered => "never-ordered",
        Reason::Inbound => "inbound",
        Reason::Unanswered => "unanswered",
        Reason::OtherOwner => "other-owner",
        Reason::KnownBefore => "known-before",
        Reason::SameCustomer => "same-customer",
        Reason::NoPoints => "no-points",
        Reason::Late => "late",
        Reason::Never => "never",
        Reason::PeriodScored => "period-scored",
        Reason::Unmet => "unmet",
        Reason::NoValue => "no-value",
        Reason::SameValue => "same-value",
    }
}

/// Why a row does not count.
pub fn why(why: WhyLeftOut, language: Language) -> &'static str {
    match why {
        WhyLeftOut::NotOfFigure(of_figure) => reason(of_figure, language),
        WhyLeftOut::NoRecord(LeftOutFor::NewerList) => {
            language.pick("较新的客户表另有说明", "a newer list has the customer")
        }
        WhyLeftOut::NoRecord(LeftOutFor::Finding(code)) => Page::of(code).map_or(code, |page| {
            let (chinese, english) = page.title;
            language.pick(chinese, english)
        }),
    }
}

/// Why a row does not count, or counts no more.
pub fn reason(reason: Reason, language: Language) -> &'static str {
    let (chinese, english) = match reason {
        Reason::Cancelled => (
            "状态表明不计：已取消、草稿、报价等",
            "its status says it doesn't count: cancelled, a draft, a quotation",
        ),
        Reason::SameOrder => (
            "同一订单的另一行已计",
            "another line of the same order is counted",
        ),
        Reason::NoCustomer => ("没有客户名称", "it names no customer"),
        Reason::Return => ("退货不是首单", "a return is no first order"),
        Reason::OrderedBefore => (
            "客户此前已有订单，或首单是另一行",
            "the customer ordered before, or another row is the first order",
        ),
        Reason::NotMade => (
            "拜访没有进行：计划中或已取消",
            "the visit was not made: planned or cancelled",
        ),
        Reason::Prospect => (
            "该行写明是潜在或新客户",
            "the row says the customer is new or a prospect",
        ),
        Reason::NeverOrdered => (
            "拜访当天之前，该客户没有订单",
            "the customer had not ordered before that day",
        ),
        Reason::Inbound => ("客户呼入", "the customer called"),
        Reason::Unanswered => ("没有接通", "nobody answered"),
        Reason::OtherOwner => (
            "该客户的归属由另一行决定",
            "another row decides whose customer it is",
        ),
        Reason::KnownBefore => (
            "较早的客户表已有该客户",
            "an earlier list has the customer already",
        ),
        Reason::SameCustomer => (
            "同一客户的另一行已计",
            "another row of the same customer is counted",
        ),
        Reason::NoPoints => (
            "该行和考核方案都没有分值，按 0 分",
            "neither the row nor the policy has points for it: 0",
        ),
        Reason::Late => ("超过期限", "late"),
        Reason::Never => ("没有提交或回复", "it never came"),
        Reason::Unmet => ("不符合该指标的条件", "the condition of the figure is not met"),
        Reason::NoValue => ("没有可以计入的值", "it has no value to count"),
        Reason::SameValue => ("相同值的另一行已计", "another row of the same value is counted"),
        Reason::PeriodScored => ("已有整个考核期的评分", "the whole period has a score of its own"),
    };
    language.pick(chinese, english)
}

/// Why nobody has a figure.
pub fn absent(absent: Absent, terms: Terms<'_>) -> String {
    let language = terms.language;
    match absent {
        Absent::NoTable(dataset) => {
            let name = terms.dataset(dataset);
            language.pick(format!("没有{name}表"), format!("there is no table of {name}"))
        }
        Absent::NoRows(dataset) => {
            let name = terms.dataset(dataset);
            language.pick(
                format!("本期没有任何人的{name}行"),
                format!("no row of {name} is of the period, for anyone"),
            )
        }
        Absent::NoEarlierOrders => language.pick(
            "本期之前没有任何订单，无法判断谁是新客户".into(),
            "no order before the period is known, so nobody can tell who is new".into(),
        ),
        Absent::ShortHistory(needed) => language.pick(
            format!("需要 {needed} 起的订单，才能判断谁已流失"),
            format!("orders from {needed} on are needed to tell who was lost"),
        ),
    }
}
