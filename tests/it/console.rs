//! What is printed, where, and for whom.

use crate::support::book;
use book::Book;
use serde_json::Value;
use std::process::{Command, Stdio};

/// A small book with several findings: ten visits of reps that nobody knows, and a sound one.
fn faulty() -> Book {
    let row = |number: usize| format!("2026-10-1{number},S9{number},甲公司\n");
    let rows = (0..10).map(row).collect::<Vec<_>>().concat();
    Book::small().file(
        "inbox/2026-10/拜访.csv",
        format!("拜访日期,工号,客户名称\n{rows}2026-10-10,S001,甲公司\n"),
    )
}

const OCTOBER: [&str; 3] = ["run", "--period", "2026-10"];

fn october<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&OCTOBER, more].concat()
}

#[test]
fn a_good_run_is_summed_up() {
    let ran = Book::small().repcard(&OCTOBER).exits(0);
    for line in [
        "考核期    2026-10\n",
        "文件            4\n",
        "花名册          2\n",
        "订单            4\n",
    ] {
        let squeezed = |text: &str| {
            text.split(' ')
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert!(
            squeezed(&ran.stderr).contains(&squeezed(line)),
            "{line} {}",
            ran.stderr
        );
    }
    assert_eq!(ran.stdout, "");
    assert!(!ran.stderr.contains('\u{1b}'), "colours without a terminal");
}

#[test]
fn quiet_runs_speak_only_of_errors() {
    Book::small().repcard(&october(&["-q"])).exits(0).says_exactly("");
    faulty()
        .repcard(&october(&["-q"]))
        .exits(1)
        .says("unknown-rep")
        .does_not_say("警告 账套");
}

#[test]
fn a_kind_of_finding_is_told_once_a_table() {
    let book = faulty();
    let ran = book
        .repcard(&OCTOBER)
        .exits(1)
        .says("拜访.csv!B2 unknown-rep\n")
        .says("     另有 9 条在同一表中：B3、B4、B5、B6、B7、B8、B9、B10、B11\n")
        .does_not_say("涉及金额")
        .says("repcard explain-finding unknown-rep\n");
    assert_eq!(ran.stderr.matches("unknown-rep\n").count(), 2, "{}", ran.stderr);
    let ran = book
        .repcard(&october(&["-v"]))
        .exits(1)
        .does_not_say("×")
        .does_not_say("另有")
        .says("     B11  花名册中没有“S99”，该行未计入\n")
        .says("inbox/2026-10/拜访.csv\n");
    assert_eq!(ran.stderr.matches("花名册中没有").count(), 10);
    book.repcard(&october(&["-v", "-q"])).exits(2);
}

/// Orders of reps that nobody knows, one of them a return, and visits of such reps.
fn costly() -> Book {
    let row = |number: usize| format!("D{number},2026-10-12,S9{number},甲公司,1000\n");
    let rows = (10..24).map(row).collect::<Vec<_>>().concat();
    faulty().file(
        "inbox/2026-10/补录.csv",
        format!("订单编号,下单日期,工号,客户名称,金额\n{rows}D99,2026-10-12,S999,甲公司,-250.5\n"),
    )
}

#[test]
fn what_money_hangs_on_comes_first() {
    let book = costly();
    let head = "涉及金额\n  14,250.50  错误 unknown-rep（15 条）\n\n错误 inbox/2026-10/补录.csv!C2 unknown-rep  共 15 条，涉及金额 14,250.50\n";
    for arguments in [october(&[]), october(&["-q"]), october(&["-v"])] {
        let ran = book.repcard(&arguments).exits(1);
        assert!(ran.stderr.starts_with(head), "{}", ran.stderr);
        assert!(
            ran.stderr
                .contains("错误 inbox/2026-10/拜访.csv!B2 unknown-rep\n")
        );
    }
    book.repcard(&OCTOBER)
        .exits(1)
        .says("另有 14 条在同一表中：C3、C4、C5、C6、C7、C8、C9、C10、C11、C12 …\n");
    let book = book.file("repcard.toml", "language = \"en\"\n");
    let ran = book
        .repcard(&OCTOBER)
        .exits(1)
        .says("unknown-rep  15 of them, 14,250.50 at stake\n")
        .says("another 14 in this table: C3, C4, C5, C6, C7, C8, C9, C10, C11, C12 …\n");
    let head = "money at stake\n  14,250.50  error unknown-rep (15)\n\n";
    assert!(ran.stderr.starts_with(head), "{}", ran.stderr);
}

#[test]
fn a_table_that_nobody_read_is_told_before_any_amount() {
    let ran = costly()
        .file("inbox/2026-10/订单.csv", "")
        .repcard(&OCTOBER)
        .exits(1);
    let first = |code: &str| ran.stderr.find(&format!("{code}\n     ")).unwrap();
    let told = ran.stderr.find("订单.csv empty-table\n");
    let told = told.or_else(|| ran.stderr.find("订单.csv not-a-spreadsheet\n"));
    assert!(
        told.unwrap() < first("补录.csv!C2 unknown-rep  共 15 条，涉及金额 14,250.50"),
        "{}",
        ran.stderr
    );
}

#[test]
fn kinds_beyond_the_first_are_counted() {
    let column = |number: usize| format!("inbox/2026-10/拜访{number}.csv");
    let book = (10..22).fold(Book::small(), |book, number| {
        book.file(
            &column(number),
            format!("拜访日期,工号,客户名称\n2026-10-{number},S9{number},甲公司\n2026-10-{number},S8{number},甲公司\n2026-10-10,S001,客户{number}\n"),
        )
    });
    book.repcard(&OCTOBER)
        .exits(1)
        .says("错误 另有 8 条\n")
        .says("     2 × unknown-rep，inbox/2026-10/拜访18.csv（首见于 B2）\n");
    book.file("repcard.toml", "language = \"en\"\n")
        .repcard(&OCTOBER)
        .exits(1)
        .says("error another 8\n")
        .says("      2 × unknown-rep in inbox/2026-10/拜访18.csv (first at B2)\n");
}

#[test]
fn names_and_figures_of_reps_stay_out_of_the_console() {
    Book::small()
        .repcard(&october(&["-v"]))
        .exits(0)
        .does_not_say("王小明")
        .does_not_say("90000")
        .does_not_say("90,000");
}

#[test]
fn both_languages_are_spoken() {
    let book = faulty().file("repcard.toml", "language = \"en\"\n");
    let ran = book
        .repcard(&OCTOBER)
        .exits(1)
        .says("another 9 in this table: B3, B4, B5, B6, B7, B8, B9, B10, B11\n")
        .says("time");
    let names = ["拜访.csv", "订单.csv", "花名册.csv", "销售目标.csv"];
    let chinese = names.iter().fold(ran.stderr, |text, name| text.replace(name, ""));
    assert!(
        !chinese.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c)),
        "{chinese}"
    );
}

#[test]
fn colours_come_when_asked_for() {
    faulty()
        .repcard(&october(&["--color", "always"]))
        .says("\u{1b}[31m错误\u{1b}[0m");
    faulty()
        .repcard(&october(&["--color", "never"]))
        .does_not_say("\u{1b}");
}

#[test]
fn the_summary_is_one_json_object_on_stdout() {
    let book = faulty();
    let ran = book
        .repcard(&october(&["--format", "json"]))
        .exits(1)
        .says_exactly("");
    let summary: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(summary["period"], "2026-10");
    assert_eq!(summary["records"]["orders"], 4);
    assert_eq!(summary["records"]["visits"], 1);
    assert_eq!(summary["files"].as_array().unwrap().len(), 5);
    let documents = summary["documents"].as_array().unwrap();
    assert!(documents.contains(&"results.json".into()), "{documents:?}");
    let finding = summary["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["code"] == "unknown-rep");
    let finding = finding.unwrap();
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["place"], "inbox/2026-10/拜访.csv!B2");
    assert_eq!(
        (&finding["file"], &finding["cell"]),
        (&"inbox/2026-10/拜访.csv".into(), &"B2".into())
    );
    assert_eq!(finding["sheet"], Value::Null);
    assert!(finding["what"].as_str().unwrap().contains("S90") && finding["fix"].is_string());

    assert_eq!((&finding["row"], &finding["column"]), (&2.into(), &"B".into()));
    assert_eq!(finding["value"], "S90");
    assert!(finding["header"].is_string(), "{finding}");

    let published = std::fs::read(book.path("out/2026-10/findings.json")).unwrap();
    let published: Value = serde_json::from_slice(&published).unwrap();
    assert_eq!(published["findings"], summary["findings"]);
    assert_eq!(published["severities"]["error"], 10);
    assert_eq!(published["codes"]["unknown-rep"], 10);

    let checked = book
        .repcard(&["check", "--period", "2026-10", "--format", "json"])
        .exits(1);
    let checked: Value = serde_json::from_str(&checked.stdout).unwrap();
    assert_eq!(checked["documents"], serde_json::json!([]));
}

#[test]
fn check_publishes_nothing() {
    let book = Book::small();
    book.repcard(&["check", "--period", "2026-10"])
        .exits(0)
        .says("check");
    assert!(!book.path("out").exists());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let book = faulty();
    let mut child = Command::new(env!("CARGO_BIN_EXE_repcard"))
        .env("LC_ALL", "C")
        .args(["run", "--period", "2026-10", "--format", "json", "--book"])
        .arg(book.path("."))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_is_told() {
    let book = Book::small();
    let output = Command::new(env!("CARGO_BIN_EXE_repcard"))
        .env("LC_ALL", "C")
        .args(["check", "--period", "2026-10", "--format", "json", "--book"])
        .arg(book.path("."))
        .stdout(std::fs::File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(!output.stderr.is_empty());
}

#[test]
fn codes_are_explained() {
    let book = Book::small();
    let page = book.repcard(&["explain-finding", "unknown-rep"]).exits(0);
    assert!(page.stdout.starts_with("unknown-rep  错误\n业务员不在花名册中\n"));
    assert!(page.stdout.contains("花名册中没有“S999”，该行未计入"));
    let list = book.repcard(&["explain-finding"]).exits(0).stdout;
    assert!(list.contains("\n  unknown-rep ") && list.contains("\n  too-large "));
    assert_eq!(book.repcard(&["explain-finding", "--list"]).exits(0).stdout, list);
    book.repcard(&["explain-finding", "unknow-rep"])
        .exits(2)
        .says("最接近的是 unknown-rep");

    let book = book.file("repcard.toml", "language = \"en\"\n");
    let page = book.repcard(&["explain-finding", "unknown-rep"]).exits(0);
    assert!(page.stdout.contains("\nWhy it matters\n"));
    book.repcard(&["explain-finding", "duplicate"])
        .exits(2)
        .says("the nearest is possible-duplicate");
}
