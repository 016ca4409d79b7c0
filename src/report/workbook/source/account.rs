//! Rows of the account: what became of the rows and the money of each table.

use crate::model::kpi::Unit;
use crate::model::{Exact, Fate, Place};
use crate::report::fate_text::no_list;
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{Field, Link, Total};
use crate::report::workbook::link;
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;
use crate::snapshot::{Controlled, TableAccount};

const ROWS: Kind = Kind::Figure(Unit::Count);
const MONEY: Kind = Kind::Figure(Unit::Money);

/// A column of the rows of a fate, shown where any table has some.
macro_rules! rows {
    ($name:literal, $title:expr, $fate:ident) => {
        Field::new($name, $title, ROWS, |content, row, _| {
            rows(content, row, Fate::$fate)
        })
        .silent()
        .total(Total::Sum)
    };
}

/// A column of the money of a fate, shown where any table has some.
macro_rules! money {
    ($name:literal, $title:expr, $fate:ident) => {
        Field::new($name, $title, MONEY, |content, row, _| {
            money(content, row, Fate::$fate)
        })
        .silent()
        .total(Total::Sum)
    };
}

/// The fields of a table's account.
pub const FIELDS: &[Field] = &[
    Field::new("file", ("文件", "File"), Kind::Prose, |content, row, _| {
        Value::text(Some(&content.account[row].source.file))
    })
    .link(|content, row| {
        let place = Place::sheet(content.account[row].source.clone());
        Some(Link::File(link::to(&place, content.options.book.as_deref()?)?))
    })
    .total(Total::Label),
    Field::new("sheet", ("工作表", "Sheet"), Kind::Prose, |content, row, _| {
        Value::text(content.account[row].source.sheet.as_deref())
    })
    .silent(),
    Field::new("list", ("数据", "List"), Kind::Text, |content, row, _| {
        let terms = content.naming().terms();
        let unread = no_list(&content.account[row], content.language());
        let dataset = content.account[row].dataset;
        Value::text(Some(dataset.map_or(unread, |dataset| terms.dataset(dataset))))
    }),
    Field::new("rows", ("行数", "Rows"), ROWS, |content, row, _| {
        Value::count(content.account[row].rows as usize)
    })
    .total(Total::Sum),
    rows!("counted", ("计入", "Counted"), Counted),
    rows!("returned", ("退货", "Returned"), Returned),
    rows!("cancelled", ("状态不计", "Cancelled"), Cancelled),
    rows!("not_appraised", ("本人不考核", "Not appraised"), NotAppraised),
    rows!("other_period", ("其他时间", "Other time"), OtherPeriod),
    rows!("unknown_rep", ("业务员不明", "Unknown rep"), UnknownRep),
    rows!("repeated", ("重复", "Repeated"), Repeated),
    rows!("restated", ("以另一行为准", "Restated"), Restated),
    rows!("error", ("内容有误", "Error"), Error),
    rows!("settings", ("设置排除", "Settings"), Settings),
    rows!("no_target", ("不是目标", "No target"), NoTarget),
    rows!("blank", ("无内容", "Blank"), Blank),
    rows!("title", ("标题", "Title"), Title),
    rows!("header", ("表头", "Header"), Header),
    rows!("total", ("合计行", "Total rows"), Total),
    rows!("note", ("说明", "Note"), Note),
    rows!("looked_up", ("供查找", "Looked up"), LookedUp),
    rows!("unread", ("未读取", "Unread"), Unread),
    rows!("unexplained", ("不明", "Unexplained"), Unexplained),
    Field::new("amount", ("金额", "Amount"), MONEY, |content, row, _| {
        Value::exact(content.account[row].amount.as_ref())
    })
    .silent()
    .total(Total::Sum),
    money!("counted_amount", ("计入金额", "Amount counted"), Counted),
    money!("returned_amount", ("退货金额", "Amount returned"), Returned),
    money!(
        "cancelled_amount",
        ("状态不计金额", "Amount cancelled"),
        Cancelled
    ),
    money!(
        "not_appraised_amount",
        ("本人不考核金额", "Amount not appraised"),
        NotAppraised
    ),
    money!(
        "other_period_amount",
        ("其他时间金额", "Amount of other time"),
        OtherPeriod
    ),
    money!(
        "unknown_rep_amount",
        ("业务员不明金额", "Amount of unknown reps"),
        UnknownRep
    ),
    money!("repeated_amount", ("重复金额", "Amount repeated"), Repeated),
    money!(
        "restated_amount",
        ("以另一行为准金额", "Amount restated"),
        Restated
    ),
    money!("error_amount", ("内容有误金额", "Amount of errors"), Error),
    money!(
        "settings_amount",
        ("设置排除金额", "Amount left out by settings"),
        Settings
    ),
    money!(
        "unexplained_amount",
        ("不明金额", "Amount unexplained"),
        Unexplained
    ),
    Field::new("turned", ("折算差额", "Turned"), MONEY, |content, row, _| {
        nonzero(content.account[row].turned.as_ref())
    })
    .silent()
    .total(Total::Sum),
    Field::new(
        "without_amount",
        ("金额读不出的行", "Rows without an amount"),
        ROWS,
        |content, row, _| match content.account[row].without_amount {
            0 => Value::Missing,
            rows => Value::count(rows as usize),
        },
    )
    .silent()
    .total(Total::Sum),
    Field::new(
        "control",
        ("核对总数", "Control total"),
        MONEY,
        |content, row, _| {
            let control = content.account[row].control.as_ref();
            Value::decimal(control.map(|control| control.stated))
        },
    )
    .silent()
    .total(Total::Sum),
    Field::new(
        "off_control",
        ("与核对总数的差", "Off the control total"),
        MONEY,
        |content, row, _| {
            let control = content.account[row].control.as_ref();
            Value::exact(control.map(Controlled::off).as_ref())
        },
    )
    .silent()
    .total(Total::Sum),
];

fn rows(content: &Content<'_>, row: usize, fate: Fate) -> Value {
    let share = content.account[row].share(fate);
    share.map_or(Value::Missing, |share| Value::count(share.rows as usize))
}

fn money(content: &Content<'_>, row: usize, fate: Fate) -> Value {
    let account: &TableAccount = &content.account[row];
    nonzero(account.share(fate).and_then(|share| share.amount.as_ref()))
}

fn nonzero(amount: Option<&Exact>) -> Value {
    Value::exact(amount.filter(|amount| !amount.is_zero()))
}
