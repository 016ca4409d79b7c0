//! Appraisal forms that somebody drew in a workbook: what is printed, and mistakes at their cells.

use crate::support::book;
use book::Book;
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::Path;
use std::process::Command;

const FORM: &str = "templates/appraisal.xlsx";

fn sample_form() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/huadong/forms/appraisal.xlsx")).unwrap()
}

/// A form of one cell, C3.
fn form_of(text: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "考核表").unwrap();
    sheet.write_string(2, 2, text).unwrap();
    workbook.save_to_buffer().unwrap()
}

/// What another program reads on the pages.
fn text_of(pdf: &Path) -> String {
    let read = Command::new("pdftotext")
        .arg("-layout")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    assert!(read.status.success());
    String::from_utf8(read.stdout).unwrap()
}

const RUN: [&str; 3] = ["run", "--period", "2026-10"];

#[test]
fn a_form_drawn_in_excel_is_printed_with_every_figure() {
    let book = Book::small().file(FORM, sample_form());
    book.repcard(&RUN).exits(0);
    let text = text_of(&book.path("out/2026-10/forms/华东一部/S001 王小明.pdf"));
    for words in [
        "员工绩效考核表",
        "王小明",
        "S001",
        "华东一部",
        "第 1 页，共 1 页",
        "被考核人签字",
    ] {
        let squeezed = |text: &str| text.replace([' ', '\n'], "");
        assert!(
            squeezed(&text).contains(&squeezed(words)),
            "no {words} in:\n{text}"
        );
    }
    // 90,000 of 100,000 come to 36 of 40 points, growth of 12.5 % to 10 of 10; 46 of 50 weights are 92.
    for figures in [
        &[
            "销售额（元）",
            "40",
            "100,000.00",
            "90,000.00",
            "90.00%",
            "+12.5%",
            "36.00",
        ][..],
        &["增长率", "10", "+12.50%", "10.00"],
        &["合计", "50", "92.00", "46.00"],
    ] {
        let row = text.lines().find(|line| line.contains(figures[0])).unwrap();
        let words: Vec<&str> = row.split_whitespace().collect();
        assert!(
            figures.iter().all(|figure| words.contains(figure)),
            "no {figures:?} in {row}"
        );
    }
    // What counts for nobody is no row.
    assert!(
        !text
            .lines()
            .any(|line| line.contains("客户需求回复") && line.contains("不计入"))
    );
    // The manifest names the workbook.
    let manifest = String::from_utf8(book.files("out/2026-10")["manifest.json"].clone()).unwrap();
    assert!(manifest.contains(FORM), "{manifest}");
}

#[test]
fn a_mistake_is_told_at_its_cell() {
    for (text, said) in [
        (
            "{{ rep.nmae }}",
            "appraisal.xlsx 单元格 C3：没有名为 `rep.nmae` 的变量",
        ),
        ("{{ rep.name", "appraisal.xlsx 单元格 C3："),
        ("{% if kpis %}甲", "appraisal.xlsx 单元格 C3："),
        ("{{ score | percnt }}", "appraisal.xlsx 单元格 C3："),
    ] {
        let book = Book::small().file(FORM, form_of(text));
        book.repcard(&RUN).exits(2).says(said);
        assert!(!book.path("out/2026-10").exists());
    }
}

#[test]
fn doing_what_is_said_settles_it() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_formula(1, 1, "=A1+1").unwrap();
    let book = Book::small().file(FORM, workbook.save_to_buffer().unwrap());
    book.repcard(&RUN)
        .exits(2)
        .says("templates/appraisal.xlsx!Sheet1!B2")
        .says("{{ total.points }}");
    let book = book.file(FORM, form_of("{{ total.points }}"));
    book.repcard(&RUN).exits(0);
}

#[test]
fn one_form_says_what_is_printed() {
    let html = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/appraisal.html")).unwrap();
    let book = Book::small()
        .file(FORM, sample_form())
        .file("templates/appraisal.html", html);
    book.repcard(&RUN)
        .exits(2)
        .says("appraisal.html")
        .says("appraisal.xlsx")
        .says("请只留一个");
}

#[test]
fn damaged_workbooks_are_refused_and_break_nothing() {
    let whole = sample_form();
    let cut = whole[..whole.len() / 2].to_vec();
    for bytes in [Vec::new(), b"PK".to_vec(), cut, b"<html/>".to_vec()] {
        Book::small()
            .file(FORM, bytes)
            .repcard(&RUN)
            .exits(2)
            .says("templates/appraisal.xlsx");
    }
}

#[test]
fn a_preview_is_what_a_run_prints_of_a_drawn_form() {
    let book = Book::small().file(FORM, sample_form());
    book.repcard(&RUN).exits(0);
    book.repcard(&["preview", "--period", "2026-10", "--rep", "S001"])
        .exits(0);
    let (one, other) = (book.files("preview"), book.files("out/2026-10"));
    assert!(one["S001.pdf"] == other["forms/华东一部/S001 王小明.pdf"]);
}
