//! Fiscal years of targets: which months they are, and what is told where nothing says so.

use crate::support::book;
use book::Book;
use serde_json::Value;

/// The targets of a rep for sales in a period, as published, and the findings of fiscal years.
fn targets(book: &Book, period: &str) -> (Vec<String>, Vec<Value>) {
    book.repcard(&["run", "--period", period]);
    let read = |name: &str| -> Value {
        let path = book.path(&format!("out/{period}/{name}"));
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    };
    let results = read("results.json");
    let reps = results["reps"].as_array().unwrap().iter();
    let targets = reps.map(|card| {
        let kpis = card["kpis"].as_array().unwrap();
        let sales = kpis.iter().find(|kpi| kpi["id"] == "sales").unwrap();
        sales["target"].to_string()
    });
    let findings = read("findings.json");
    let findings = findings["findings"].as_array().unwrap().iter();
    let told = findings.filter(|finding| finding["code"] == "fiscal-years");
    (targets.collect(), told.cloned().collect())
}

fn book(settings: &str, targets: &str) -> Book {
    let orders = "订单编号,下单日期,工号,客户名称,金额\nB1,2026-02-10,S001,甲公司,90000\nB2,2026-02-12,S002,丙公司,50000\n";
    Book::small()
        .file("repcard.toml", settings)
        .file("inbox/2026-02/订单.csv", orders)
        .file("inbox/2026-04/订单.csv", orders.replace("2026-02", "2026-04"))
        .file("inbox/销售目标.csv", targets)
}

const APRIL: &str = "[book]\nfiscal_year_start = 4\nfiscal_year_named = \"first\"\n";
const APRIL_BY_LAST: &str = "[book]\nfiscal_year_start = 4\nfiscal_year_named = \"last\"\n";

#[test]
fn quarters_are_those_of_the_companys_years() {
    let both = |targets: &str, first: [&str; 2], last: [&str; 2]| {
        let named_first = self::targets(&book(APRIL, targets), "2026-02");
        assert_eq!(named_first.0, first, "{targets}");
        assert_eq!(named_first.1, [Value::Null; 0], "{targets}");
        assert_eq!(
            self::targets(&book(APRIL_BY_LAST, targets), "2026-02").0,
            last,
            "{targets}"
        );
    };
    // February 2026 is of the last quarter of the year that began in April 2025.
    both(
        "工号,指标,年度,一季度,二季度,三季度,四季度\nS001,销售额,FY2025,3,6,9,12\nS002,销售额,2026财年,30,60,90,120\n",
        ["4.00", "null"],
        ["null", "40.00"],
    );
    both(
        "工号,指标,月份,目标值\nS001,销售额,Q4 FY25,12\nS002,销售额,2026财年 下半年,600\n",
        ["4.00", "null"],
        ["null", "100.00"],
    );
    // A month beside a year is that of the fiscal year; one that states its own is of the calendar.
    both(
        "工号,指标,年度,2月,3月\nS001,销售额,2025,7,8\nS002,销售额,2026,70,80\n",
        ["7.00", "null"],
        ["null", "70.00"],
    );
    both(
        "工号,指标,月份,目标值\nS001,销售额,2026-02,5\nS002,销售额,2026年2月,6\n",
        ["5.00", "6.00"],
        ["5.00", "6.00"],
    );
    // Headers state their year themselves.
    both(
        "工号,指标,FY2025 Q4,FY2026 Q4\nS001,销售额,12,120\nS002,销售额,15,150\n",
        ["4.00", "5.00"],
        ["40.00", "50.00"],
    );
    // Without a year it is the one that the period is of.
    both(
        "工号,指标,一季度,四季度\nS001,销售额,3,12\nS002,销售额,6,15\n",
        ["4.00", "5.00"],
        ["4.00", "5.00"],
    );
}

#[test]
fn fiscal_years_are_told_where_nothing_says_what_they_are() {
    let sheet = "工号,指标,年度,全年\nS001,销售额,FY2026,1200\nS002,销售额,FY2026,2400\n";
    let (of_calendar, told) = targets(&book("", sheet), "2026-02");
    assert_eq!(of_calendar, ["100.00", "200.00"]);
    assert_eq!(told.len(), 1);
    assert_eq!(
        (&told[0]["severity"], &told[0]["cell"]),
        (&"warning".into(), &"C2".into())
    );
    assert!(told[0]["fix"].as_str().unwrap().contains("fiscal_year_start = 1"));
    // What it says settles it: those of the calendar, or those that begin in April.
    let (same, told) = targets(&book("[book]\nfiscal_year_start = 1\n", sheet), "2026-02");
    assert_eq!((same, told.len()), (of_calendar, 0));
    let (other, told) = targets(&book("[book]\nfiscal_year_start = 4\n", sheet), "2026-04");
    assert_eq!(other, ["100.00", "200.00"]);
    assert_eq!(told[0]["severity"], "info");
    assert!(
        told[0]["fix"]
            .as_str()
            .unwrap()
            .contains("fiscal_year_named = \"first\"")
    );
    assert_eq!(targets(&book(APRIL, sheet), "2026-02").0, ["null", "null"]);
    assert!(targets(&book(APRIL, sheet), "2026-02").1.is_empty());
    // A header, or the name of the file, says so as well.
    let headers = "工号,指标,FY2026 一季度\nS001,销售额,300\nS002,销售额,600\n";
    assert_eq!(targets(&book("", headers), "2026-02").1.len(), 1);
    // Of plain years nobody hears a word.
    let plain = "工号,指标,年度,全年\nS001,销售额,2026,1200\nS002,销售额,2026,2400\n";
    assert!(targets(&book("", plain), "2026-02").1.is_empty());
}

#[test]
fn mistakes_in_fiscal_years_are_told_at_their_place() {
    book(
        "[book]\nfiscal_year_start = 13\nfiscal_year_named = \"start\"\n",
        "",
    )
    .repcard(&["check"])
    .exits(2)
    .says("repcard.toml:2:21")
    .says("repcard.toml:3:21");
    book("[book]\nfiscal_year_named = \"last\"\n", "")
        .repcard(&["check"])
        .exits(2)
        .says("repcard.toml:2:21");
}
