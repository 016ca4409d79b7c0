//! One document printed by itself: what a run prints, and nothing else touched.

use crate::support::book;
use book::Book;
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

fn preview<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["preview", "--period", "2026-10"], more].concat()
}

#[test]
fn a_preview_is_what_a_run_prints() {
    let book = Book::small();
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    for (subject, printed, published) in [
        (
            &["--rep", "S001"][..],
            "S001.pdf",
            "forms/华东一部/S001 王小明.pdf",
        ),
        (&["--rep", "李晓华"], "S002.pdf", "forms/华东二部/S002 李晓华.pdf"),
        (&["--team", "华东二部"], "华东二部.pdf", "summaries/华东二部.pdf"),
        (&["--report"], "report.pdf", "report.pdf"),
    ] {
        book.repcard(&preview(subject))
            .exits(0)
            .says(&format!("preview/{printed}"))
            .says("毫秒")
            .does_not_say("王小明");
        let (one, other) = (book.files("preview"), book.files("out/2026-10"));
        assert!(one[printed] == other[published], "{printed} is not {published}");
    }
}

#[test]
fn only_the_preview_is_written_and_it_is_private() {
    let book = Book::small();
    book.repcard(&preview(&["--rep", "s001"])).exits(0);
    let made: Vec<String> = book.files("preview").into_keys().collect();
    assert_eq!(made, ["S001.pdf"]);
    assert!(!book.path("out").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| fs::metadata(book.path(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("preview"), mode("preview/S001.pdf")), (0o700, 0o600));
    }
    let elsewhere = book.path("anywhere/mine.pdf");
    book.repcard(&preview(&[
        "--rep",
        "S001",
        "--output",
        elsewhere.to_str().unwrap(),
    ]))
    .exits(0);
    assert!(fs::read(elsewhere).unwrap() == book.files("preview")["S001.pdf"]);
}

#[test]
fn who_is_not_appraised_is_told_with_the_nearest() {
    let book = Book::small().file(
        "inbox/花名册.csv",
        "工号,姓名,团队\nS001,王小明,华东一部\nS002,李晓华,华东二部\nS003,王小明,华东二部\n",
    );
    for (subject, says) in [
        (["--rep", "S0001"], "没有“S0001”，是否指 S001；"),
        (["--rep", "王小明"], "有多人叫“王小明”（S001、S003）；请改用工号"),
        (["--team", "华东三部"], "没有团队“华东三部”，是否指 华东"),
    ] {
        book.repcard(&preview(&subject)).exits(2).says(says);
    }
    book.repcard(&preview(&[])).exits(2).says("--rep");
    book.repcard(&preview(&["--report", "--rep", "S001"])).exits(2);
    assert!(!book.path("preview").exists());
}

#[test]
fn what_is_no_pdf_is_left_as_it_is() {
    let book = Book::small();
    for kept in ["repcard.toml", "inbox"] {
        let path = book.path(kept);
        book.repcard(&preview(&["--report", "--output", path.to_str().unwrap()]))
            .exits(2)
            .says("不是 PDF");
    }
    assert!(book.files("")["repcard.toml"].starts_with(b"company"));
}

#[test]
fn templates_of_another_folder_are_tried_out() {
    let book = Book::small()
        .file("repcard.toml", "language = \"en\"\n")
        .file(
            "trial/appraisal.html",
            "<html><body>\n  <blink>{{ score }}</blink></body></html>",
        )
        .file(
            "broken/appraisal.html",
            "<html><body>\n{{ rep.nmae }}</body></html>",
        );
    let with = |folder: &str| book.path(folder).to_str().unwrap().to_owned();
    let (trial, broken, none) = (with("trial"), with("broken"), with("none"));
    book.repcard(&preview(&["--rep", "S001", "--templates", &trial]))
        .exits(0)
        .says("appraisal.html")
        .says("<blink>");
    book.repcard(&preview(&["--rep", "S001", "--templates", &broken]))
        .exits(2)
        .says("template appraisal.html, line 2, column 8: there is no variable `rep.nmae`; did you mean `rep.name`?");
    book.repcard(&preview(&["--rep", "S001", "--templates", &none]))
        .exits(2)
        .says("no such folder of templates");
    book.repcard(&preview(&["--report", "--templates", &trial]))
        .exits(0);
}

#[test]
fn errors_in_the_data_are_told_by_count_and_exit_code() {
    let book = Book::small().file(
        "inbox/2026-10/拜访.csv",
        "拜访日期,工号,客户名称\n2026-10-10,S009,甲公司\n",
    );
    book.repcard(&preview(&["--rep", "S001"]))
        .exits(1)
        .says("数据有 2 条错误");
    fs::remove_file(book.path("preview/S001.pdf")).unwrap();
    book.repcard(&preview(&["--rep", "S001", "--strict"])).exits(1);
    assert!(!book.path("preview/S001.pdf").exists());
    let ran = book
        .repcard(&preview(&["--rep", "S001", "--format", "json"]))
        .exits(1);
    let summary: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(summary["pages"], 1);
    assert!(summary["output"].as_str().unwrap().ends_with("S001.pdf"));
}

#[test]
fn a_template_that_is_saved_is_printed_again() {
    let book = Book::small();
    let mut child = book.start(&preview(&["--rep", "S001", "--watch"]));
    let printed = book.path("preview/S001.pdf");
    let mut last = Vec::new();
    let changes = [
        ("", ""),
        ("templates/appraisal.html", "<html><body>one</body></html>"),
        ("templates/repcard.css", "body { color: red }"),
        (
            "templates/appraisal.html",
            "<html><body>{{ nobody }}</body></html>",
        ),
        (
            "templates/appraisal.html",
            "<html><body>two and three</body></html>",
        ),
    ];
    for (path, text) in changes {
        if !path.is_empty() {
            fs::create_dir_all(book.path("templates")).unwrap();
            fs::write(book.path(path), text).unwrap();
        }
        if text.contains("nobody") {
            std::thread::sleep(Duration::from_millis(400));
            assert!(
                fs::read(&printed).unwrap() == last,
                "a broken template leaves the last page"
            );
            continue;
        }
        let started = Instant::now();
        loop {
            let now = fs::read(&printed).unwrap_or_default();
            if !now.is_empty() && now != last {
                last = now;
                break;
            }
            assert!(started.elapsed() < Duration::from_secs(60), "{path} was not seen");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(book.files("preview").len(), 1);
}
