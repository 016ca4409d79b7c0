//! The company's figures: those of all counted orders, whoever made them.

use crate::support::book;
use book::Book;
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
    let output = Command::new("pdftotext")
        .args(["-layout"])
        .arg(book.path("out/2026-10/report.pdf"))
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
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
