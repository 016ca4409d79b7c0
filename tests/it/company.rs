//! The company's figures: those of all counted orders, whoever made them.

use crate::support::book;
use book::{Book, part_of};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::process::Command;

const POLICY: &str = "[[kpi]]\nid = \"sales\"\nweight = 100\nrule = { kind = \"ratio\" }\n";

/// S003 left in September, and an order of October still names this rep.
fn with_a_leaver(book: Book) -> Book {
    book.file("policy.toml", POLICY)
        .file(
            "inbox/花名册.csv",
            "工号,姓名,团队,区域,入职日期,离职日期\nS001,王小明,华东一部,华东,2020-01-01,\n\
             S002,李晓华,华东二部,华东,2021-03-01,\nS003,赵先走,华东二部,华东,2021-03-01,2026-09-20\n",
        )
        .file(
            "inbox/2026-10/订单.csv",
            "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S001,甲公司,90000\nB2,2026-10-12,S002,丙公司,50000\n\
             B3,2026-10-13,S003,丙公司,30000\n",
        )
}

fn report(book: &Book) -> String {
    printed(book, "out/2026-10/report.pdf")
}

fn printed(book: &Book, path: &str) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout"])
        .arg(book.path(path))
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Each of `wanted` is a line of its own.
fn assert_lines(lines: &[String], wanted: &[&str]) {
    for line in wanted {
        assert!(lines.iter().any(|it| it == line), "no {line:?} in {lines:#?}");
    }
}

/// The texts and numbers of the overview.
fn overview(book: &Book, name: &str) -> Vec<String> {
    let mut workbook: Xlsx<_> = open_workbook(book.path("out/2026-10/appraisals.xlsx")).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    let cells = range.rows().flatten().filter(|cell| **cell != Data::Empty);
    cells.map(ToString::to_string).collect()
}

#[test]
fn the_companys_sales_are_those_of_all_orders() {
    let book = with_a_leaver(Book::small());
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let text = report(&book);
    for says in [
        "全公司完成销售额 170,000 元",
        "考核人员 140,000 元，其他人员 30,000 元",
        "考核人员合计",
        "其他人员（未考核）",
        "170,000.00",
        "30,000.00",
    ] {
        assert!(text.contains(says), "no {says:?} in {text}");
    }
    // 170,000 over September's 120,000.
    assert!(text.contains("+41.7%"), "{text}");
    let cells = overview(&book, "总览");
    let sales = cells.iter().position(|cell| cell == "销售额").unwrap();
    assert!(cells[sales..].contains(&"170000".to_owned()), "{cells:?}");
    assert!(
        cells
            .iter()
            .any(|cell| cell.contains("其中考核人员 140,000\n其他人员 30,000")),
        "{cells:?}"
    );
}

#[test]
fn nothing_is_said_of_others_where_there_are_none() {
    let book = Book::small()
        .file("repcard.toml", "language = \"en\"\n")
        .file("policy.toml", POLICY);
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let text = report(&book);
    assert!(text.contains("140,000") && !text.contains("appraised"), "{text}");
    let cells = overview(&book, "Overview");
    assert!(cells.contains(&"140000".to_owned()), "{cells:?}");
    assert!(!cells.iter().any(|cell| cell.contains("Of others")), "{cells:?}");

    let book = with_a_leaver(book);
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let text = report(&book);
    assert!(
        text.contains("Reps appraised") && text.contains("30,000.00") && text.contains("170,000.00"),
        "{text}"
    );
}

/// A list that the book declares has a section of the report and a sheet of the workbook; a book without one has neither.
#[test]
fn other_lists_are_shown_with_what_counts_and_what_does_not() {
    let book = Book::of_case("receivables-and-own-figures");
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let text = report(&book);
    // F1 to F3 count; F4 is void and F5 of November. Received are 7,500 of 11,000.
    for says in [
        "应收账款",
        "11,000.00",
        "68.18%",
        "作废（不计）",
        "9,000.00",
        "18,000.00",
    ] {
        assert!(text.contains(says), "no {says:?} in {text}");
    }
    let cells = overview(&book, "应收账款");
    assert!(
        cells
            .iter()
            .any(|cell| cell.starts_with("本期计入 3 行，金额 11,000.00；各文件中不计的 2 行")),
        "{cells:?}"
    );
    // The company's figures; by the book's own words for them.
    for says in ["经营概况", "其他数据明细", "本期计入", "各文件中不计的行合计"] {
        assert!(text.contains(says), "no {says:?} in {text}");
    }
    for says in ["F1", "F4", "不计", "合计（计入）", "11000", "甲公司"] {
        assert!(cells.contains(&says.to_owned()), "no {says:?} in {cells:?}");
    }
    assert!(!cells.contains(&"F5".to_owned()));

    let plain = with_a_leaver(Book::small());
    plain.repcard(&["run", "--period", "2026-10"]).exits(0);
    assert!(!report(&plain).contains("经营概况"));
    let snapshot = std::fs::read_to_string(plain.path("out/2026-10/snapshot.json")).unwrap();
    assert!(!snapshot.contains("\"lists\":[{\"dataset\""));
}

/// The place of a row ends with its number, which a row too low for its texts would hide.
#[test]
fn rows_of_a_lists_sheet_are_as_high_as_their_texts() {
    let heights = |book: &Book| -> Vec<f64> {
        book.repcard(&["run", "--period", "2026-10"]).exits(0);
        let path = book.path("out/2026-10/appraisals.xlsx");
        let workbook: Xlsx<_> = open_workbook(&path).unwrap();
        let names = workbook.sheet_names();
        let sheet = names.iter().position(|name| name == "应收账款").unwrap() + 1;
        let part = part_of(&path, &format!("xl/worksheets/sheet{sheet}.xml"));
        let xml = roxmltree::Document::parse(&part).unwrap();
        let rows = xml.descendants().filter(|node| node.has_tag_name("row"));
        let rows = rows.filter(|row| row.attribute("r").unwrap().parse::<u32>().unwrap() > 3);
        rows.filter_map(|row| Some(row.attribute("ht")?.parse().unwrap()))
            .collect()
    };
    let short = "inbox/2026-10/应收账款.csv";
    let book = Book::of_case("receivables-and-own-figures");
    let text = std::fs::read(book.path(short)).unwrap();
    let usual = heights(&book);
    let long = "inbox/2026-10/应收账款_华东大区截至十月三十一日_财务部复核后导出.csv";
    let higher = heights(&book.without(short).file(long, text));
    assert!(
        !usual.is_empty() && usual.len() == higher.len(),
        "{usual:?} {higher:?}"
    );
    assert!(
        usual.iter().zip(&higher).all(|(usual, higher)| usual < higher),
        "{usual:?} {higher:?}"
    );
}

/// The form says what a rep had in the period before, where that is published, and until when objections are heard.
#[test]
fn forms_say_what_was_before_and_what_can_be_had() {
    let book = Book::small().file("policy.toml", "min_weight = 0\nobjection_days = 5\n");
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let form = "out/2026-10/forms/华东一部/S001 王小明.pdf";
    let text = printed(&book, form);
    assert!(!text.contains("2026年9月得分"), "{text}");
    for says in ["最高可得", "A ≥90", "5 个工作日内"] {
        assert!(text.contains(says), "no {says:?} in {text}");
    }
    book.repcard(&["run", "--period", "2026-09"]).exits(0);
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let results = std::fs::read_to_string(book.path("out/2026-09/results.json")).unwrap();
    let results: serde_json::Value = serde_json::from_str(&results).unwrap();
    let rep = results["reps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|rep| rep["rep_id"] == "S001");
    assert!(rep.is_some(), "{results}");
    assert!(printed(&book, form).contains("2026年9月得分"));
}

/// What is owed by age, and who owes most of what is overdue, add up to the figures; expenses stand beside budget and sales.
#[test]
fn the_report_tells_a_general_manager_what_the_other_lists_say() {
    let lines = |case: &str| {
        let book = Book::of_case(case);
        book.repcard(&["run", "--period", "2026-10"]).exits(1);
        let lines = report(&book);
        let lines = lines
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.collect::<Vec<_>>()
    };
    // By hand, as in the case: 8,000 of F104 and F107 are not overdue; F103, F105 and F101 are by 16, 59 and 122 days.
    let receivables = lines("receivables-and-payments");
    assert_lines(
        &receivables,
        &[
            "应收账款 应收余额（元） 18,500.00 — — —",
            "回款率 47.92% — — —",
            "逾期应收（元） 10,500.00 — — —",
            "回款 回款额（元） 12,000.50 14,000.00 85.72% 3,500.00",
            "未逾期 8,000.00 43.2%",
            "逾期 30 天以内 4,000.00 21.6%",
            "逾期 31～60 天 2,500.00 13.5%",
            "逾期 61～90 天 0.00 0.0%",
            "逾期 90 天以上 4,000.00 21.6%",
            "合计 18,500.00",
            "乙公司 S002 林悦 2,500.00",
        ],
    );
    let expenses = lines("contracts-opportunities-expenses");
    // 1,800 and 1,500 of a budget of 2,000, 1,000 and 1,000; 3,300 ÷ 17,900 of sales. September's expenses are in the same file.
    assert_lines(
        &expenses,
        &[
            "合同 签订合同（份） 3 — — —",
            "签约额（元） 69,000.00 80,000.00 86.25% —",
            "费用 费用（元） 3,300.00 4,000.00 82.50% 300.00",
            "费用占销售额 18.44% — — —",
        ],
    );
    // 周明 has three complaints, 10 points each, and 1/3 in time; 林悦 one, and 3 of 8 hours; 陈安 none, and no training.
    let training = lines("complaints-training-feedback-events");
    assert_lines(
        &training,
        &[
            "投诉 2 2 S001 周明 0%、S002 林悦 0%",
            "培训学时 2 1 S003 陈安 0%、S002 林悦 38%",
            "投诉及时处理率 1 1 S001 周明 33%",
        ],
    );
    // Nothing is proposed where no list of training is kept.
    assert!(!expenses.iter().any(|line| line.contains("培训建议")));
}
