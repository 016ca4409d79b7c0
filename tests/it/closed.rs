//! Closed periods: nothing changes unseen, and what changes is a version that says what changed, from what to what and why.

use crate::support::book;
use book::Book;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const RUN: [&str; 3] = ["run", "--period", "2026-10"];
const CLOSE: [&str; 2] = ["close", "2026-10"];
const RESTATE: [&str; 5] = ["run", "--period", "2026-10", "--restate", "补录漏单"];

const ONE_MORE: &str = "订单编号,下单日期,工号,客户名称,金额\nB3,2026-10-20,S002,丁公司,1000\n";

fn closed() -> Book {
    let book = Book::small();
    book.repcard(&RUN).exits(0);
    book.repcard(&CLOSE).exits(0).says("第 1 版");
    book
}

/// What is published, as it was worked out by hand: S001 sold 90,000 and S002 50,000 in October, against 100,000 and 50,000.
#[track_caller]
fn sales(book: &Book, folder: &str) -> [String; 2] {
    let results = fs::read(book.path(folder).join("results.json")).unwrap();
    let results: Value = serde_json::from_slice(&results).unwrap();
    [0, 1].map(|rep| results["reps"][rep]["kpis"][0]["actual"].to_string())
}

fn form_text(form: &Path) -> String {
    let text = Command::new("pdftotext").arg(form).arg("-").output().unwrap();
    assert!(text.status.success(), "{text:?}");
    // However its lines are broken.
    String::from_utf8(text.stdout).unwrap().replace('\n', "")
}

#[test]
fn a_closed_period_is_compared_and_left_as_it_is() {
    let book = closed();
    let published = book.files("out");
    assert!(published.contains_key("2026-10.closed.json"));
    book.repcard(&RUN).exits(0).says("已关账（第 1 版").says("相同");
    book.repcard(&CLOSE).exits(0).says("早已关账");

    let book = book.file("inbox/2026-10/补录.csv", ONE_MORE);
    let told = book.repcard(&RUN).exits(4);
    // Who, which figure, from what to what, and because of which row.
    for text in [
        "S002 李晓华\n",
        "  销售额 实际  50,000.00 → 51,000.00\n",
        "  销售额 得分  40.00 → 40.80\n",
        "+ 2026-10-20 B3 丁公司 1,000.00  inbox/2026-10/补录.csv!2\n",
        "文件 + inbox/2026-10/补录.csv\n",
        "--restate",
    ] {
        assert!(told.stderr.contains(text), "no {text:?} in {}", told.stderr);
    }
    assert!(!told.stderr.contains("S001 王小明"), "{}", told.stderr);
    book.repcard(&["run", "--period", "2026-10", "--quiet"])
        .exits(4)
        .says("51,000.00");
    let json = book
        .repcard(&["run", "--period", "2026-10", "--format", "json"])
        .exits(4);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    let difference = &json["closed"]["difference"];
    assert_eq!(difference["reps"][0]["rows"][0]["came"][0]["number"], "B3");
    assert_eq!(json["documents"], Value::Array(Vec::new()));
    // Elsewhere neither.
    let elsewhere = book.path("elsewhere");
    let elsewhere = elsewhere.to_str().unwrap();
    book.repcard(&["run", "--period", "2026-10", "--out", elsewhere])
        .exits(4);
    assert_eq!(book.files("elsewhere").len(), 0);
    assert_eq!(book.files("out"), published);
}

#[test]
fn rows_that_went_or_changed_are_told() {
    let book = closed().file(
        "inbox/2026-10/订单.csv",
        "订单编号,下单日期,工号,客户名称,金额\nB0,2026-10-05,S002,丙公司,7000\nB1,2026-10-10,S001,甲公司,85000\n",
    );
    let told = book.repcard(&RUN).exits(4).stderr;
    for text in [
        "~ 2026-10-10 B1 甲公司 90,000.00 → 2026-10-10 B1 甲公司 85,000.00  inbox/2026-10/订单.csv!3\n",
        "- 2026-10-12 B2 丙公司 50,000.00  inbox/2026-10/订单.csv!3\n",
        "+ 2026-10-05 B0 丙公司 7,000.00  inbox/2026-10/订单.csv!2\n",
        "文件 ~ inbox/2026-10/订单.csv\n",
    ] {
        assert!(told.contains(text), "no {text:?} in {told}");
    }
    // Rows that stand elsewhere now are the same rows.
    let book = closed().file(
        "inbox/2026-10/新导出.csv",
        "订单编号,下单日期,工号,客户名称,金额\nB2,2026-10-12,S002,丙公司,50000\nB1,2026-10-10,S001,甲公司,90000\n",
    );
    let book = book.without("inbox/2026-10/订单.csv");
    book.repcard(&RUN).exits(0).says("相同");
}

#[test]
fn a_closed_period_is_published_anew_as_a_version_that_says_what_changed() {
    let book = closed().file("inbox/2026-10/补录.csv", ONE_MORE);
    book.repcard(&["run", "--period", "2026-10", "--restate", " "])
        .exits(2);
    book.repcard(&RESTATE).exits(0).says("第 2 版");
    assert_eq!(sales(&book, "out/2026-10"), ["90000.00", "51000.00"]);
    assert_eq!(sales(&book, "out/2026-10@1"), ["90000.00", "50000.00"]);
    let kept = book.path("out/2026-10@1");
    book.repcard(&["verify", kept.to_str().unwrap()]).exits(0);
    let form = form_text(&book.path("out/2026-10/forms/华东二部/S002 李晓华.pdf"));
    for text in [
        "2026年10月（第 2 版）",
        "原因：补录漏单。",
        "50,000.00 → 51,000.00",
    ] {
        assert!(form.contains(text), "no {text:?} in {form}");
    }
    let form = form_text(&book.path("out/2026-10/forms/华东一部/S001 王小明.pdf"));
    assert!(form.contains("本人的数值没有变动"), "{form}");

    // It stays closed, and a third version goes the same way.
    book.repcard(&RUN).exits(0).says("已关账（第 2 版");
    let book = book.file("inbox/2026-10/补录.csv", ONE_MORE.replace("1000", "2500"));
    book.repcard(&RUN).exits(4).says("51,000.00 → 52,500.00");
    book.repcard(&["run", "--period", "2026-10", "--restate", "金额更正"])
        .exits(0)
        .says("第 3 版");
    for (folder, sold) in [
        ("2026-10@1", "50000.00"),
        ("2026-10@2", "51000.00"),
        ("2026-10", "52500.00"),
    ] {
        assert_eq!(sales(&book, &format!("out/{folder}"))[1], sold);
    }
    let diff = |was: &str, is: &str| book.repcard(&["diff", was, is]);
    let told = diff("2026-10@1", "2026-10").exits(1).stdout;
    assert!(told.contains("50,000.00 → 52,500.00"), "{told}");
    let told = diff("2026-10@1", "2026-10@2").exits(1).stdout;
    assert!(
        told.contains("50,000.00 → 51,000.00") && told.contains("重述原因：补录漏单"),
        "{told}"
    );
    assert!(told.contains("+ 2026-10-20 B3 丁公司 1,000.00"), "{told}");
    let told = diff("2026-10@3", "2026-10").exits(0).stdout;
    assert!(told.contains("数值完全相同"), "{told}");
    diff("2026-10@4", "2026-10").exits(2).says("1、2、3");
    diff("2026-09", "2026-10").exits(2).says("没有发布过");
    let first = book.path("out/2026-10@1/snapshot.json");
    let told = diff(first.to_str().unwrap(), "2026-10").exits(1).stdout;
    assert!(told.contains("+ 2026-10-20 B3 丁公司 2,500.00"), "{told}");
    // Without the archive figures are compared all the same, and that no rows are known is said.
    fs::remove_dir_all(book.path("archive")).unwrap();
    let told = diff("2026-10@1", "2026-10").exits(1).stdout;
    assert!(
        told.contains("50,000.00 → 52,500.00") && told.contains("无从得知"),
        "{told}"
    );
}

#[test]
fn what_was_not_published_or_not_closed_is_told() {
    let book = Book::small();
    book.repcard(&CLOSE).exits(2).says("还没有发布");
    book.repcard(&RESTATE).exits(2).says("没有关账");
    book.repcard(&RUN).exits(0);
    let book = book.file("out/2026-10/results.json", "{}");
    book.repcard(&CLOSE).exits(2).says("results.json");
    assert!(!book.path("out/2026-10.closed.json").exists());
    book.repcard(&RUN).exits(0);
    book.repcard(&CLOSE).exits(0);
    let broken = book.file("out/2026-10.closed.json", "{");
    broken.repcard(&RUN).exits(2).says("2026-10.closed.json");
}

#[test]
fn a_period_stays_closed_without_its_archive_and_without_its_mark() {
    for lost in ["archive", "out/2026-10.closed.json"] {
        let book = closed().file("inbox/2026-10/补录.csv", ONE_MORE);
        let path = book.path(lost);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
        book.repcard(&RUN).exits(4).says("50,000.00 → 51,000.00");
        book.repcard(&RESTATE).exits(0).says("第 2 版");
        book.repcard(&RUN).exits(0).says("第 2 版");
    }
    let off = Book::small().file("repcard.toml", "[archive]\nenabled = false\n");
    off.repcard(&RUN).exits(0);
    off.repcard(&CLOSE).exits(0);
    let off = off.file("inbox/2026-10/补录.csv", ONE_MORE);
    off.repcard(&RUN)
        .exits(4)
        .says("50,000.00 → 51,000.00")
        .says("无从得知");
    off.repcard(&RESTATE).exits(0);
    assert_eq!(sales(&off, "out/2026-10@1")[1], "50000.00");
    off.repcard(&RUN).exits(0).says("第 2 版");
}

#[test]
fn another_snapshot_is_not_printed_in_the_place_of_a_closed_one() {
    let book = closed();
    let own = book.path("out/2026-10/snapshot.json");
    book.repcard(&["render", "--from", own.to_str().unwrap()])
        .exits(0);
    let text = fs::read_to_string(&own).unwrap().replace("王小明", "王大明");
    let book = book.file("other.json", text);
    let other = book.path("other.json");
    let before = book.files("out");
    book.repcard(&["render", "--from", other.to_str().unwrap()])
        .exits(2)
        .says("已关账");
    assert_eq!(book.files("out"), before);
}

#[test]
fn a_restatement_killed_at_any_moment_is_repaired_or_repeated() {
    let started = Instant::now();
    let book = closed().file("inbox/2026-10/补录.csv", ONE_MORE);
    book.repcard(&RESTATE).exits(0);
    let whole = started.elapsed() / 3;
    let mut versions = BTreeMap::new();
    let moments = 24;
    for moment in 0..moments {
        let book = closed().file("inbox/2026-10/补录.csv", ONE_MORE);
        let mut run = book.start(&RESTATE);
        std::thread::sleep(whole * (moment + 1) / moments);
        run.kill().unwrap();
        run.wait().unwrap();
        let sold = sales(&book, "out/2026-10")[1].clone();
        *versions.entry(sold.clone()).or_insert(0) += 1;
        // Whatever was reached, it is one version or the other, whole, and the period is closed.
        let code = book.repcard(&RUN).code;
        assert_eq!(code, Some(if sold == "51000.00" { 0 } else { 4 }));
        let again = book.repcard(&RESTATE).exits(0);
        assert!(again.stderr.contains("第 2 版"), "{}", again.stderr);
        assert_eq!(sales(&book, "out/2026-10")[1], "51000.00");
        assert_eq!(sales(&book, "out/2026-10@1")[1], "50000.00");
        assert!(!book.path("out/2026-10@2").exists());
        book.repcard(&["diff", "2026-10@1", "2026-10@2"]).exits(1);
    }
    assert!(
        versions.contains_key("50000.00"),
        "none was killed before its end: {versions:?}"
    );
}

#[test]
fn closing_killed_at_any_moment_is_closed_or_open() {
    for moment in 0..12 {
        let book = Book::small();
        book.repcard(&RUN).exits(0);
        let mut close = book.start(&CLOSE);
        std::thread::sleep(std::time::Duration::from_millis(3 * moment));
        close.kill().unwrap();
        close.wait().unwrap();
        book.repcard(&CLOSE).exits(0);
        assert!(book.path("out/2026-10.closed.json").exists());
        let book = book.file("inbox/2026-10/补录.csv", ONE_MORE);
        book.repcard(&RUN).exits(4);
    }
}
