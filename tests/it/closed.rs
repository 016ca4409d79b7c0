//! Closed periods: nothing changes unseen, and what changes is a version that says what changed, from what to what and why.

use crate::support::book;
use book::Book;
use rusqlite::Connection;
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

/// The small book, closed; what comes late waits to be restated.
fn closed() -> Book {
    let book = restating(Book::small());
    book.repcard(&RUN).exits(0);
    book.repcard(&CLOSE).exits(0).says("第 1 版");
    book
}

fn restating(book: Book) -> Book {
    book.file("policy.toml", "min_weight = 0\nlate_orders = \"restate\"\n")
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
        let book = restating(Book::small());
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

/// The figures of October and November where an order of 28 October over 1,500 comes in November, when October is closed.
#[test]
fn late_orders_count_where_the_policy_says() {
    let november = "订单编号,下单日期,工号,客户名称,金额\nC1,2026-11-10,S001,甲公司,95000\n\
                    C2,2026-11-12,S002,丙公司,60000\nB9,2026-10-28,S002,丁公司,1500\n";
    let run = |book: &Book, period: &str| book.repcard(&["run", "--period", period]);
    for (policy, october, here, growth) in [
        // 61,500 over 50,000; 60,000 over 50,000; 60,000 over 51,500.
        ("carry", 0, "61500.00", "0.230000"),
        ("ignore", 0, "60000.00", "0.200000"),
        ("restate", 4, "60000.00", "0.165049"),
    ] {
        let policy_file = format!("min_weight = 0\nlate_orders = \"{policy}\"\n");
        let book = Book::small().file("policy.toml", policy_file);
        run(&book, "2026-10").exits(0);
        book.repcard(&CLOSE).exits(0);
        let book = book.file("inbox/2026-11/订单.csv", november);
        run(&book, "2026-10").exits(october);
        run(&book, "2026-11").exits(0).says("late-order");
        assert_eq!(sales(&book, "out/2026-11")[1], here, "{policy}");
        let results = fs::read(book.path("out/2026-11/results.json")).unwrap();
        let results: Value = serde_json::from_slice(&results).unwrap();
        assert_eq!(
            results["reps"][1]["kpis"][0]["mom"].to_string(),
            growth,
            "{policy}"
        );
        let form = form_text(&book.path("out/2026-11/forms/华东二部/S002 李晓华.pdf"));
        assert_eq!(
            form.contains("2026-10-28 B9 丁公司 1,500.00"),
            policy == "carry",
            "{form}"
        );
        // What is counted in a closed month stays there, and is what the next month grew from.
        book.repcard(&["close", "2026-11"]).exits(0);
        let december = "订单编号,下单日期,工号,客户名称,金额\nD2,2026-12-12,S002,丙公司,61500\n";
        let book = book.file("inbox/2026-12/订单.csv", december);
        run(&book, "2026-11").exits(0);
        run(&book, "2026-12").exits(0);
        let results = fs::read(book.path("out/2026-12/results.json")).unwrap();
        let results: Value = serde_json::from_slice(&results).unwrap();
        let grown = results["reps"][1]["kpis"][0]["mom"].to_string();
        assert_eq!(
            grown,
            if policy == "carry" { "0.000000" } else { "0.025000" },
            "{policy}"
        );
    }
    let book = Book::small().file("policy.toml", "late_orders = \"later\"\n");
    run(&book, "2026-10").exits(2).says("carry");
}

/// A year, month by month, as it was worked out by hand. S001 sells 100,000 and a thousand more for each month's number, S002
/// 50,000 a month. An order of 25 April over 3,000 comes in May. In August the order of March turns out to be 101,000 rather
/// than 103,000: March is restated, and so is April, whose growth was computed from it. From September on sales weigh 50.
#[test]
fn a_year_is_played_month_by_month() {
    let orders = |month: u32, s001: u32| {
        let late = if month == 5 {
            "A9,2026-04-25,S002,丁公司,3000\n"
        } else {
            ""
        };
        format!(
            "订单编号,下单日期,工号,客户名称,金额\nM{month}A,2026-{month:02}-10,S001,甲公司,{s001}\n\
             M{month}B,2026-{month:02}-12,S002,乙公司,50000\n{late}"
        )
    };
    let mut book = Book::small()
        .without("inbox/2026-09/订单.csv")
        .without("inbox/2026-10/订单.csv");
    let run = |book: &Book, period: &str| book.repcard(&["run", "--period", period]);
    for month in 1..=12 {
        let period = format!("2026-{month:02}");
        if month == 8 {
            let restate = |book: &Book, period: &str, reason: &str| {
                book.repcard(&["run", "--period", period, "--restate", reason])
                    .exits(0)
                    .says("第 2 版");
            };
            book = book.file("inbox/2026-03/订单.csv", orders(3, 101_000));
            run(&book, "2026-03")
                .exits(4)
                .says("103,000.00 → 101,000.00")
                .says("41.20 → 40.40");
            restate(&book, "2026-03", "3月订单更正");
            // 104,000 over 103,000, and over 101,000.
            run(&book, "2026-04").exits(4).says("+0.97% → +2.97%");
            restate(&book, "2026-04", "3月重述");
            for unchanged in ["2026-02", "2026-05"] {
                run(&book, unchanged).exits(0).says("相同");
            }
        }
        if month == 9 {
            let policy = "min_weight = 0\n[[kpi]]\nid = \"sales\"\nweight = 50\nrule = { kind = \"ratio\", cap = 1.2 }\n";
            book = book.file("policy.toml", policy);
        }
        book = book.file(
            &format!("inbox/{period}/订单.csv"),
            orders(month, 100_000 + month * 1000),
        );
        run(&book, &period).exits(0);
        book.repcard(&["close", &period]).exits(0);
    }
    let archive = Connection::open(book.path("archive/repcard.sqlite")).unwrap();
    let figures = |query: &str| -> Vec<String> {
        let mut select = archive.prepare(query).unwrap();
        let rows = select.query_map([], |row| row.get::<_, String>(0));
        rows.unwrap().map(Result::unwrap).collect()
    };
    let now = |rep: &str| {
        figures(&format!(
            "SELECT actual FROM figures JOIN current USING (run) WHERE kpi = 'sales' AND rep_id = '{rep}' ORDER BY period"
        ))
    };
    let s001 = [101, 102, 101, 104, 105, 106, 107, 108, 109, 110, 111, 112];
    assert_eq!(now("S001"), s001.map(|sold| format!("{sold}000.00")));
    let s002 = [50, 50, 50, 50, 53, 50, 50, 50, 50, 50, 50, 50];
    assert_eq!(now("S002"), s002.map(|sold| format!("{sold}000.00")));
    let first = "SELECT figures.points FROM versions JOIN figures USING (run) \
                 WHERE kpi = 'sales' AND rep_id = 'S001' AND period = '2026-03' ORDER BY version";
    assert_eq!(figures(first), ["41.20", "40.40"]);
    let versions = "SELECT period || ' ' || versions.version || coalesce(' ' || reason, '') FROM versions \
                    JOIN runs ON runs.id = run WHERE versions.version > 1 ORDER BY versions.period";
    let versions = versions.replace("SELECT period", "SELECT versions.period");
    assert_eq!(figures(&versions), ["2026-03 2 3月订单更正", "2026-04 2 3月重述"]);
    // June grew from May with what was carried into it: 50,000 over 53,000.
    let june = "SELECT mom FROM figures JOIN current USING (run) WHERE kpi = 'sales' AND rep_id = 'S002' AND period = '2026-06'";
    assert_eq!(figures(june), ["-0.056604"]);
    let policies = "SELECT first_period FROM policies_published ORDER BY first_period";
    assert_eq!(figures(policies), ["2026-01", "2026-09"]);
    let closed = "SELECT period FROM closings ORDER BY period";
    assert_eq!(figures(closed).len(), 12);
    // The quarter has what its months have: 3 × 50,000 and the 3,000 that were carried from April to May.
    run(&book, "2026-Q2").exits(0);
    assert_eq!(sales(&book, "out/2026-Q2")[1], "153000.00");
}

#[test]
fn a_lost_archive_is_made_anew_from_what_is_published_and_exported() {
    let run = |book: &Book, period: &str| book.repcard(&["run", "--period", period]);
    let book = Book::small();
    run(&book, "2026-09").exits(0);
    run(&book, "2026-10").exits(0);
    book.repcard(&CLOSE).exits(0);
    // An order that came later counts in November, which only the rows of October tell.
    let november = "订单编号,下单日期,工号,客户名称,金额\nC1,2026-11-10,S001,甲公司,95000\nB9,2026-10-28,S002,丁公司,1500\n";
    let book = book.file("inbox/2026-11/订单.csv", november);
    run(&book, "2026-11").exits(0);
    assert_eq!(sales(&book, "out/2026-11")[1], "1500.00");
    let history = book.repcard(&["history", "S002"]).exits(0).stdout;
    for text in [
        "S002 李晓华",
        "2026-10  1     已关账",
        "50000.00",
        "2026-11  1     未关账",
    ] {
        assert!(history.contains(text), "no {text:?} in {history}");
    }
    book.repcard(&["history", "S009"]).exits(2).says("S009");

    fs::remove_dir_all(book.path("archive")).unwrap();
    book.repcard(&["archive", "rebuild"])
        .exits(0)
        .says("2026-10：第 1 版，已补入档案，已关账；各数值所含的行已由 inbox/ 恢复");
    assert_eq!(book.repcard(&["history", "S002"]).exits(0).stdout, history);
    run(&book, "2026-10").exits(0).says("相同");
    run(&book, "2026-11").exits(0).says("late-order");
    assert_eq!(sales(&book, "out/2026-11")[1], "1500.00");
    book.repcard(&["archive", "rebuild"]).exits(0).says("档案中已有");

    // What exports no longer say is lost, and that is said.
    fs::remove_dir_all(book.path("archive")).unwrap();
    let book = book.file(
        "inbox/2026-09/订单.csv",
        "订单编号,下单日期,工号,客户名称,金额\nA1,2026-09-10,S001,甲公司,81000\n",
    );
    let told = book.repcard(&["archive", "rebuild"]).exits(1);
    assert!(told.stderr.contains("inbox/2026-09/订单.csv"), "{}", told.stderr);
    assert!(
        told.stderr.contains("仍算在订单日期所在的月份"),
        "{}",
        told.stderr
    );
    // Nor is anything added that was changed since it was published.
    fs::remove_dir_all(book.path("archive")).unwrap();
    let changed = fs::read_to_string(book.path("out/2026-09/snapshot.json"))
        .unwrap()
        .replace("王小明", "王大明");
    let book = book.file("out/2026-09/snapshot.json", changed);
    book.repcard(&["archive", "rebuild"])
        .exits(1)
        .says("2026-09：不是发布时的样子");
    let archive = Connection::open(book.path("archive/repcard.sqlite")).unwrap();
    let count: i64 = archive
        .query_row("SELECT count(*) FROM current", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 2);
    book.file("repcard.toml", "[archive]\nenabled = false\n")
        .repcard(&["archive", "rebuild"])
        .exits(2)
        .says("enabled");
}

#[test]
fn every_version_is_had_back_with_its_rows() {
    let book = closed().file("inbox/2026-10/补录.csv", ONE_MORE);
    book.repcard(&RESTATE).exits(0);
    let diff = book.repcard(&["diff", "2026-10@1", "2026-10@2"]).exits(1).stdout;
    fs::remove_dir_all(book.path("archive")).unwrap();
    book.repcard(&["archive", "rebuild"]).exits(0);
    assert_eq!(
        book.repcard(&["diff", "2026-10@1", "2026-10@2"]).exits(1).stdout,
        diff
    );
    book.repcard(&RUN).exits(0).says("第 2 版");
}
