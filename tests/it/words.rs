//! Words that decide whether a row counts: what is told of them, and that doing what a finding says settles it.

use crate::support::book;
use book::{Book, Ran};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const CODES: [&str; 5] = [
    "unknown-word",
    "unknown-words",
    "doubtful-word",
    "unread-words",
    "lost-without-date",
];

/// A book with one more export.
fn with(path: &str, text: &str) -> Book {
    Book::small().file(path, text)
}

fn orders(rows: &str) -> Book {
    with(
        "inbox/2026-10/订单2.csv",
        &format!("订单编号,下单日期,工号,客户名称,金额,{rows}"),
    )
}

fn check(book: &Book) -> (Ran, Vec<Value>) {
    let ran = book.repcard(&["check", "--period", "2026-10", "--format", "json"]);
    let summary: Value = serde_json::from_str(&ran.stdout).unwrap_or_default();
    let findings = summary["findings"].as_array().cloned().unwrap_or_default();
    (ran, findings)
}

fn codes(findings: &[Value]) -> BTreeSet<String> {
    findings
        .iter()
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

fn of_words(findings: &[Value]) -> Vec<&Value> {
    let is_of_words = |finding: &&Value| CODES.contains(&finding["code"].as_str().unwrap());
    findings.iter().filter(is_of_words).collect()
}

/// The lines that findings say to write, by the table to write them under.
fn lines(findings: &[Value]) -> BTreeMap<String, BTreeSet<String>> {
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for finding in of_words(findings) {
        let fix = finding["fix"].as_str().unwrap();
        let (before, after) = fix.split_once("写明：").unwrap();
        let table = &before[before.find("[words.").unwrap()..=before.rfind(']').unwrap()];
        let said = after.split("；").next().unwrap().split("，或").next().unwrap();
        let lines = said.split('，').map(str::to_owned);
        tables.entry(table.to_owned()).or_default().extend(lines);
    }
    tables
}

/// Follows what the findings of a book say, and sees that nothing is said of words any more, nor of anything else.
#[track_caller]
fn settles(book: Book, told: usize) {
    let (ran, findings) = check(&book);
    assert_eq!(of_words(&findings).len(), told, "{findings:#?} {}", ran.stderr);
    let mut settings = String::new();
    for (table, lines) in lines(&findings) {
        let lines: Vec<String> = lines.into_iter().collect();
        let _ = writeln!(settings, "{table}\n{}", lines.join("\n"));
    }
    let book = book.file("repcard.toml", &settings);
    let (ran, after) = check(&book);
    assert!(
        ran.code.is_some_and(|code| code < 2),
        "{settings}\n{}",
        ran.stderr
    );
    assert_eq!(of_words(&after), [&Value::Null; 0], "{settings}");
    let new: Vec<String> = codes(&after).difference(&codes(&findings)).cloned().collect();
    assert_eq!(new, [""; 0], "{settings}");
}

#[test]
fn doing_what_a_finding_says_settles_it() {
    settles(
        orders("状态\nD1,2026-10-08,S001,甲公司,5,客户临时撤单\nD2,2026-10-08,S001,甲公司,5,草稿\n"),
        2,
    );
    settles(
        orders("状态\nD1,2026-10-08,S001,甲公司,5,\"他说\"\"算了\"\"\"\n"),
        1,
    );
    settles(
        orders("审核状态\nD1,2026-10-08,S001,甲公司,5,待审核\nD2,2026-10-08,S001,甲公司,5,走流程\n"),
        2,
    );
    settles(orders("单据类型\nD1,2026-10-08,S001,甲公司,5,红冲调整单\n"), 1);
    settles(
        orders("状态,物流状态\nD1,2026-10-08,S001,甲公司,5,已完成,已退货\n"),
        1,
    );
    settles(
        orders(
            "状态,合同阶段\nD1,2026-10-08,S001,甲公司,5,已完成,已取消\nD2,2026-10-08,S001,甲公司,5,已完成,作废\n",
        ),
        1,
    );
    settles(
        orders("状态,订单状态\nD1,2026-10-08,S001,甲公司,5,已完成,老板不要了\n"),
        1,
    );
    let mut many = String::new();
    for (at, word) in "甲乙丙丁戊己庚辛壬癸".chars().enumerate() {
        let _ = writeln!(many, "D{at},2026-10-08,S001,甲公司,5,{word}类");
    }
    settles(orders(&format!("状态\n{many}")), 1);
    let long = "很长的状态".repeat(30);
    settles(orders(&format!("状态\nD1,2026-10-08,S001,甲公司,5,{long}\n")), 1);
    settles(
        with(
            "inbox/2026-10/拜访.csv",
            "拜访日期,工号,客户名称,客户类型,状态\n2026-10-08,S001,甲公司,熟人,改天再说\n",
        ),
        2,
    );
    settles(
        with(
            "inbox/2026-10/通话.csv",
            "呼叫时间,工号,客户名称,呼叫方向,活动类型,通话结果\n2026-10-08 09:00,S001,甲公司,反向,喝茶,也许\n",
        ),
        3,
    );
    settles(
        with(
            "inbox/客户.csv",
            "客户编号,客户名称,负责人,创建日期,状态\nC1,甲公司,S001,2024-03-01,已流失\n",
        ),
        1,
    );
}

#[test]
fn words_that_are_known_need_no_telling() {
    for header_and_rows in [
        "状态\nD1,2026-10-08,S001,甲公司,5,已取消（客户原因）\nD2,2026-10-08,S001,甲公司,5,交易成功\n",
        "訂單狀態\nD1,2026-10-08,S001,甲公司,5,已關閉未付款取消\nD2,2026-10-08,S001,甲公司,5,已審核\n",
        "Status\nD1,2026-10-08,S001,甲公司,5,Cancelled - duplicate\nD2,2026-10-08,S001,甲公司,5,To Deliver and Bill\n",
        "是否作废\nD1,2026-10-08,S001,甲公司,5,Y\nD2,2026-10-08,S001,甲公司,5,N\n",
        "取消时间\nD1,2026-10-08,S001,甲公司,5,2026-10-09 10:00:00\nD2,2026-10-08,S001,甲公司,5,\n",
        "单据类型\nD1,2026-10-08,S001,甲公司,5,大客户专项订单\n",
        "关闭状态\nD1,2026-10-08,S001,甲公司,5,未关闭\n",
        "付款状态\nD1,2026-10-08,S001,甲公司,5,未付款\n",
        "开票状态\nD1,2026-10-08,S001,甲公司,5,已作废\n",
        "客户状态\nD1,2026-10-08,S001,甲公司,5,已取消\n",
    ] {
        let (_, findings) = check(&orders(header_and_rows));
        let told = of_words(&findings);
        let is_traditional = header_and_rows.contains('關');
        assert_eq!(
            told.len(),
            usize::from(is_traditional),
            "{header_and_rows} {told:#?}"
        );
    }
}

#[test]
fn a_finding_states_rows_and_money() {
    let (_, findings) = check(&orders(
        "状态\nD1,2026-10-08,S001,甲公司,5.50,走流程\nD2,2026-10-08,S001,甲公司,10,走流程\nD3,2026-10-08,S001,甲公司,7,已完成\n",
    ));
    let told = of_words(&findings);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["amount"].to_string().trim_matches('"'), "15.5");
    let what = told[0]["what"].as_str().unwrap();
    assert!(what.contains("“走流程”") && what.contains("2 行"), "{what}");
}

#[test]
fn mistakes_in_words_are_shown_at_their_place() {
    let says = |settings: &str, text: &str| {
        Book::small()
            .file("repcard.toml", settings)
            .repcard(&["check"])
            .exits(2)
            .says(text);
    };
    says(
        "[words.orders.status]\n\"撤单\" = \"ignore\"\n",
        "repcard.toml:2:8: 未知的值 `ignore`；是不是 `ignored`？",
    );
    says(
        "[words.order.status]\n\"撤单\" = \"ignored\"\n",
        "repcard.toml:1:8: 未知的键 `order`；是不是 `orders`？",
    );
    says(
        "[words.customers.state]\n\"流失\" = \"lost\"\n",
        "repcard.toml:1:18: 未知的键 `state`",
    );
    says(
        "[words.visits.kind]\n\"熟人\" = \"counts\"\n",
        "repcard.toml:2:8: 未知的值 `counts`",
    );
}

#[test]
fn calls_that_nobody_answered_and_that_lasted_are_told() {
    let calls = |rows: &str| {
        let header = "呼叫时间,工号,电话号码,呼叫方向,通话时长,接通状态\n";
        with("inbox/2026-10/通话记录.csv", &format!("{header}{rows}"))
    };
    let told = |book: &Book| {
        let (_, findings) = check(book);
        let of_calls = findings.into_iter();
        of_calls
            .filter(|finding| finding["code"] == "unanswered-with-duration")
            .collect::<Vec<_>>()
    };
    let book = calls(
        "2026-10-08 09:00,S001,13800000001,呼出,35,未接\n2026-10-08 10:00,S001,13800000002,呼出,12,无人接听\n\
         2026-10-08 11:00,S001,13800000003,呼出,0,未接\n2026-10-08 12:00,S001,13800000004,呼入,20,未接\n\
         2026-10-08 13:00,S001,13800000005,呼出,9,挂断\n",
    );
    let found = told(&book);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["cell"], "F2");
    assert!(
        found[0]["what"].as_str().unwrap().starts_with("2 通电话"),
        "{found:#?}"
    );
    // Either line settles it.
    let fix = found[0]["fix"].as_str().unwrap();
    assert!(fix.contains("\"无人接听\" = \"ignored\""), "{fix}");
    for meaning in ["ignored", "answered"] {
        let settings =
            format!("[words.calls.outcome]\n\"未接\" = \"{meaning}\"\n\"无人接听\" = \"{meaning}\"\n");
        let book = calls("2026-10-08 09:00,S001,13800000001,呼出,35,未接\n").file("repcard.toml", settings);
        assert_eq!(told(&book), [Value::Null; 0]);
    }
    // Hung up, a wrong number, or never picked up: nothing to tell.
    let clean = calls(
        "2026-10-08 09:00,S001,13800000001,呼出,35,已挂断\n2026-10-08 10:00,S001,13800000002,呼出,0,无人接听\n\
         2026-10-08 11:00,S001,13800000003,呼出,60,接通\n2026-10-08 12:00,S001,13800000006,呼出,5,错号\n",
    );
    assert_eq!(told(&clean), [Value::Null; 0]);
}
