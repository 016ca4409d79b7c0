//! The page for the talk of rep and manager, where the settings ask for it.

use crate::support::book;
use book::Book;
use std::process::Command;

/// The text of a published PDF, as another reader sees it.
fn text(book: &Book, path: &str) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout"])
        .arg(book.path(path))
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn book(language: &str) -> Book {
    let settings = format!("language = \"{language}\"\n[print]\ntalks = true\n");
    Book::small()
        .file("repcard.toml", settings)
        .file(
            "inbox/2026-10/订单.csv",
            "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S001,甲公司,70000\nB2,2026-10-12,S002,丙公司,50000\n",
        )
        .file(
            "inbox/2026-09/评价.csv",
            "工号,月份,改进计划\nS001,2026-09,每周拜访两家新客户\n",
        )
}

#[test]
fn a_talk_shows_facts_with_their_rows_and_what_was_agreed_last() {
    let book = book("zh-CN");
    book.repcard(&["run", "--period", "2026-09"]).exits(0);
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let talk = text(&book, "out/2026-10/talks/华东一部.pdf");
    for said in [
        "绩效面谈表",
        "王小明",
        "失分：",
        "销售额 70,000.00",
        "inbox/2026-10/订单.csv!2（2026年10月10日，甲公司，70,000.00）",
        "每周拜访两家新客户",
        "□ 已完成",
        "2026-01–2026-08没有订单数据",
        "大客户谈判与报价（销售额）",
        "业务员签字",
    ] {
        assert!(talk.contains(said), "{said} is not in\n{talk}");
    }
    assert!(!talk.contains("李晓华"), "another team's rep");
    assert!(book.path("out/2026-10/talks/华东二部.pdf").exists());
}

#[test]
fn a_talk_is_in_english_where_the_book_is() {
    let book = book("en");
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let talk = text(&book, "out/2026-10/talks/华东一部.pdf");
    for said in [
        "Appraisal Talk",
        "Points lost: ",
        "None was written down.",
        "negotiation and quotation",
    ] {
        assert!(talk.contains(said), "{said} is not in\n{talk}");
    }
}

#[test]
fn nobody_who_does_not_ask_gets_talks() {
    let book = Book::small();
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    assert!(!book.path("out/2026-10/talks").exists());
}
