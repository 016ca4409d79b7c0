//! What an export can be taken for and what it says as well: whatever is doubtful is told, and doing what the finding says settles it.

use crate::support::book;
use book::Book;
use serde_json::Value;
use std::fmt::Write as _;

/// Findings of a check, as code, place and remedy.
fn told(book: &Book) -> Vec<[String; 3]> {
    let ran = book.repcard(&["check", "--period", "2026-10", "--format", "json"]);
    assert!(
        ran.code.is_some_and(|code| code < 4) && !ran.stdout.is_empty(),
        "{}",
        ran.stderr
    );
    let summary: Value = serde_json::from_str(&ran.stdout).unwrap();
    let findings = summary["findings"].as_array().unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let of = |finding| ["code", "place", "fix"].map(|key| text(finding, key));
    findings.iter().map(of).collect()
}

#[track_caller]
fn remedy(book: &Book, code: &str) -> String {
    let told = told(book);
    let found = told.iter().find(|[of, _, _]| of == code);
    found.unwrap_or_else(|| panic!("{told:#?}"))[2].clone()
}

fn is_told(book: &Book, code: &str) -> bool {
    told(book).iter().any(|[of, _, _]| of == code)
}

/// The line of `[inputs]` that a remedy says to write, between two of its words.
fn line<'a>(remedy: &'a str, before: &str, after: &str) -> &'a str {
    remedy.split_once(before).unwrap().1.split_once(after).unwrap().0
}

fn with_inputs(book: Book, line: &str) -> Book {
    book.file(
        "repcard.toml",
        format!("company = \"江南样品有限公司\"\n[inputs]\n{line}\n"),
    )
}

/// Sales targets of the reps in October, by number.
fn targets_and_sales(book: &Book) -> Vec<(String, String, String)> {
    let ran = book.repcard(&["run", "--period", "2026-10"]);
    assert!(ran.code.is_some_and(|code| code < 2), "{}", ran.stderr);
    let results = &book.files("out")["2026-10/results.json"];
    let results: Value = serde_json::from_slice(results).unwrap();
    let of_card = |card: &Value| {
        let kpis = card["kpis"].as_array().unwrap();
        let sales = kpis.iter().find(|kpi| kpi["id"] == "sales").unwrap();
        let figure = |key: &str| sales[key].to_string().trim_matches('"').to_owned();
        (
            card["rep_id"].as_str().unwrap().to_owned(),
            figure("target"),
            figure("actual"),
        )
    };
    results["reps"].as_array().unwrap().iter().map(of_card).collect()
}

/// Targets of two people below a header that nobody knows.
fn unread_names() -> Book {
    Book::small().file(
        "inbox/销售目标.csv",
        "目标承接,10月,11月,12月\n王小明,100000,1,1\n李晓华,50000,1,1\n",
    )
}

#[test]
fn targets_below_a_header_that_nobody_knows_are_not_the_companys() {
    let book = unread_names();
    let remedy = remedy(&book, "targets-of-unread-names");
    let by_name = with_inputs(unread_names(), line(&remedy, "[inputs] 中写 ", "；写的是团队"));
    assert!(!is_told(&by_name, "targets-of-unread-names"));
    let targets = targets_and_sales(&by_name);
    let targets: Vec<&str> = targets.iter().map(|(_, target, _)| target.as_str()).collect();
    assert_eq!(targets, ["100000.00", "50000.00"]);
    let (_, of_company) = remedy.split_once("若是全公司的目标，写 ").unwrap();
    let of_company = with_inputs(
        unread_names(),
        &format!("targets = {{ files = [\"销售目标.csv\"], {of_company} }}"),
    );
    assert!(!is_told(&of_company, "targets-of-unread-names"));
}

/// Orders of two months whose amounts have these signs.
fn signed(september: &str, october: &str) -> Book {
    let month = |month: u32, sign: &str| {
        let mut text = "订单编号,下单日期,工号,客户名称,金额\n".to_owned();
        for row in 1..=8 {
            let _ = writeln!(
                text,
                "D{month}{row},2026-{month:02}-0{row},S001,客户{row},{sign}{row}000"
            );
        }
        text
    };
    Book::small()
        .file("inbox/2026-09/订单.csv", month(9, september))
        .file("inbox/2026-10/订单.csv", month(10, october))
}

#[test]
fn a_month_whose_signs_are_turned_is_told_and_its_line_turns_them() {
    let code = "amounts-turned";
    assert!(!is_told(&signed("", ""), code));
    let remedy = remedy(&signed("", "-"), code);
    let turned = with_inputs(signed("", "-"), line(&remedy, "[inputs] 中写 ", "；如果本期"));
    assert!(!is_told(&turned, code));
    assert_eq!(targets_and_sales(&turned)[0].2, "36000.00");
    // September stays as it was: nothing grew.
    let results: Value = serde_json::from_slice(&turned.files("out")["2026-10/results.json"]).unwrap();
    assert_eq!(results["reps"][0]["kpis"][0]["mom"], 0.0);
    let kept = with_inputs(signed("", "-"), line(&remedy, "只有退款，写 ", "，就不再提示"));
    assert!(!is_told(&kept, code));
    assert_eq!(targets_and_sales(&kept)[0].2, "-36000.00");
}

/// Orders whose amounts are these texts.
fn amounts(texts: [&str; 2]) -> Book {
    let [first, second] = texts;
    let sure = "订单编号,下单日期,工号,客户名称,金额\nC1,2026-10-10,S001,甲公司,100\n";
    Book::small().file("inbox/2026-10/订单2.csv", sure).file(
        "inbox/2026-10/订单.csv",
        format!(
            "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S001,甲公司,\"{first}\"\nB2,2026-10-12,S002,丙公司,\"{second}\"\n"
        ),
    )
}

#[test]
fn thousandths_of_money_may_be_thousands_and_are_asked() {
    assert!(is_told(&amounts(["1.250", "2.500"]), "ambiguous-number"));
    for sure in [
        ["1.25", "2.50"],
        ["1250", "2500"],
        ["1.250,00", "2.500,00"],
        ["1,250.00", "2,500"],
    ] {
        assert!(!is_told(&amounts(sure), "ambiguous-number"), "{sure:?}");
    }
}

#[test]
fn a_cross_where_yes_or_no_stands_is_neither() {
    let book = |mark: &str| {
        Book::small().file(
            "inbox/2026-10/订单.csv",
            format!(
                "订单编号,下单日期,工号,客户名称,金额,是否退货\nB1,2026-10-10,S001,甲公司,90000,{mark}\nB2,2026-10-12,S002,丙公司,50000,\n"
            ),
        )
    };
    let before = told(&book("否"));
    let after = told(&book("x"));
    assert!(after.len() > before.len(), "{after:#?}");
}

#[test]
fn english_rosters_say_when_somebody_came_and_left() {
    let book = Book::small().file(
        "inbox/花名册.csv",
        "Employee ID,Name,Team,Start Date,End Date\nS001,Wang Ming,East 1,2020-01-01,\nS002,Li Hua,East 2,2021-03-01,2026-09-15\n",
    );
    let ran = book.repcard(&["run", "--period", "2026-10"]);
    assert!(ran.code.is_some_and(|code| code < 2), "{}", ran.stderr);
    let reps = targets_and_sales(&book);
    assert_eq!(
        reps.iter().map(|(rep, ..)| rep.as_str()).collect::<Vec<_>>(),
        ["S001"]
    );
}

#[test]
fn a_kind_of_order_that_nobody_knows_is_in_the_list_of_what_was_taken_for_granted() {
    let book = Book::small().file(
        "inbox/2026-10/订单.csv",
        "订单编号,下单日期,工号,客户名称,金额,订单类型\nB1,2026-10-10,S001,甲公司,90000,标准\nB2,2026-10-12,S002,丙公司,50000,寄放\n",
    );
    let ran = book.repcard(&["run", "--period", "2026-10"]);
    assert!(ran.code.is_some_and(|code| code < 2), "{}", ran.stderr);
    let findings = String::from_utf8(book.files("out")["2026-10/findings.json"].clone()).unwrap();
    let listed: Value = serde_json::from_str(&findings).unwrap();
    let assumptions = listed["assumptions"].as_array().unwrap();
    let is_guess = |one: &&Value| one.to_string().contains("寄放") && one["from"] == "guess";
    assert!(assumptions.iter().any(|one| is_guess(&one)), "{assumptions:#?}");
}
