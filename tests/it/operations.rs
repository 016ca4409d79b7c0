//! A book that is run by a scheduler: waiting for another run, what is remembered of runs, old results.

use crate::support::book;
use crate::support::smtp::Smtp;
use book::Book;
use serde_json::Value;
use std::fs::{self, File};
use std::time::{Duration, Instant};

const OCTOBER: [&str; 4] = ["run", "--period", "2026-10", "-q"];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Holds the lock of October's results as another run would.
fn locked(book: &Book) -> File {
    fs::create_dir_all(book.path("out")).unwrap();
    let lock = File::create(book.path("out/.2026-10.repcard-lock")).unwrap();
    lock.lock().unwrap();
    lock
}

#[test]
fn a_run_waits_for_another_as_long_as_it_is_told_to() {
    let book = Book::small();
    let lock = locked(&book);
    let began = Instant::now();
    book.repcard(&OCTOBER)
        .exits(3)
        .says("另一个 repcard 正在向这里发布")
        .says("--wait-lock 15m");
    book.repcard(&[&OCTOBER[..], &["--wait-lock", "1s"]].concat())
        .exits(3);
    assert!(began.elapsed() >= Duration::from_secs(1));

    let mut waiting = book.start(&[&OCTOBER[..], &["--wait-lock", "1m"]].concat());
    std::thread::sleep(Duration::from_millis(300));
    assert!(waiting.try_wait().unwrap().is_none(), "it does not wait");
    drop(lock);
    assert_eq!(waiting.wait().unwrap().code(), Some(0));
    assert!(book.path("out/2026-10/manifest.json").exists());
    for wrong in ["15", "15x", "1.5h", "25h", "m", "99999999999999999999s"] {
        let ran = book.repcard(&["run", "--wait-lock", wrong]).exits(2);
        assert!(ran.stderr.contains("--wait-lock"), "{}", ran.stderr);
    }
}

#[test]
fn what_was_run_last_is_told() {
    let book = Book::small();
    book.repcard(&["status"]).exits(2).says("没有运行记录");
    book.repcard(&["check", "--period", "2026-10", "-q"]).exits(0);
    book.repcard(&["status"]).exits(2);
    book.repcard(&OCTOBER).exits(0);
    let told = book.repcard(&["status"]).exits(0).stdout;
    for text in ["上次运行", "2026-10\n", "0  完成\n", "错误 0  警告 ", "2 人"] {
        assert!(told.contains(text), "{text}\n{told}");
    }
    // A month without exports comes to nothing; what was published last is still known.
    book.repcard(&["run", "--period", "2026-11", "-q"]).exits(2);
    let status = json(&book.repcard(&["status", "--format", "json"]).exits(0).stdout);
    assert_eq!(
        (&status["last"]["exit"], &status["last"]["period"]),
        (&2.into(), &"2026-11".into())
    );
    assert_eq!(
        (&status["published"]["exit"], &status["published"]["period"]),
        (&0.into(), &"2026-10".into())
    );
    assert_eq!(status["published"]["scorecards"], 2);
    assert_eq!(status["unfinished"], Value::Null);
    assert!(status["last"]["age_seconds"].as_i64().unwrap() < 600);
    // What is remembered names nobody.
    let runs = fs::read_to_string(book.path(".repcard/runs.jsonl")).unwrap();
    assert_eq!(runs.lines().count(), 4);
    assert!(!runs.contains("王小明") && !runs.contains("90000"), "{runs}");
}

#[test]
fn a_run_that_was_killed_is_told() {
    let book = Book::small();
    book.repcard(&OCTOBER).exits(0);
    let lock = locked(&book);
    let mut waiting = book.start(&[&OCTOBER[..], &["--wait-lock", "1m"]].concat());
    let runs = || fs::read_to_string(book.path(".repcard/runs.jsonl")).unwrap();
    let patience = Instant::now() + Duration::from_secs(20);
    while runs().lines().count() < 3 && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(20));
    }
    waiting.kill().unwrap();
    waiting.wait().unwrap();
    drop(lock);
    let told = book.repcard(&["status"]).exits(0).stdout;
    assert!(told.contains("仍在运行，或被终止"), "{told}");
    // A line that a full disk cut off spoils no other.
    fs::write(book.path(".repcard/runs.jsonl"), runs() + "{\"event\":\"en").unwrap();
    let status = json(&book.repcard(&["status", "--format", "json"]).exits(0).stdout);
    assert_eq!(status["unfinished"]["period"], "2026-10");
    assert_eq!(status["last"]["exit"], 0);
}

#[test]
fn node_exporter_is_given_numbers() {
    let book = Book::small();
    book.repcard(&OCTOBER).exits(0);
    let metrics = book
        .repcard(&["status", "--format", "prometheus"])
        .exits(0)
        .stdout;
    let mut known = Vec::new();
    for line in metrics.lines() {
        if let Some(help) = line.strip_prefix("# ") {
            known.push(help.split(' ').nth(1).unwrap().to_owned());
            continue;
        }
        let (series, value) = line.rsplit_once(' ').unwrap();
        let (metric, labels) = series.split_once('{').unwrap();
        assert!(known.contains(&metric.to_owned()), "{line}");
        assert!(labels.starts_with("book=\"") && labels.ends_with("\"}"), "{line}");
        value.parse::<f64>().unwrap();
    }
    for line in [
        "last_run_exit_code",
        "last_run_findings",
        "last_published_timestamp_seconds",
        "unfinished_run",
    ] {
        assert!(
            metrics.contains(&format!("\nrepcard_{line}{{")),
            "{line}\n{metrics}"
        );
    }
    book.repcard(&["check", "--format", "prometheus"])
        .exits(2)
        .says("status");
}

/// A book with that many months published, as many times the same.
fn months(periods: &[&str]) -> Book {
    let book = Book::small();
    book.repcard(&OCTOBER).exits(0);
    for period in periods {
        let folder = book.path(&format!("out/{period}"));
        book::copy(&book.path("out/2026-10"), &folder);
        let manifest = folder.join("manifest.json");
        let text = fs::read_to_string(&manifest).unwrap();
        fs::write(
            &manifest,
            text.replace("\"period\": \"2026-10\"", &format!("\"period\": \"{period}\"")),
        )
        .unwrap();
    }
    book
}

fn published(book: &Book) -> Vec<String> {
    let folders = fs::read_dir(book.path("out")).unwrap();
    let names = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

#[test]
fn old_results_go_and_nothing_else() {
    let book = months(&["2026-07", "2026-08", "2026-09", "2025", "2026-Q1"])
        .file("out/2026-01/notes.txt", "not ours")
        .file("out/plan-2027/manifest.json", "{}")
        .file("out/2026-07/collect/华东一部.xlsx", "somebody's typing");
    let before = published(&book);
    let dry = book
        .repcard(&["prune", "--keep", "2", "--dry-run"])
        .exits(1)
        .stderr;
    assert!(
        dry.contains("2026-08：将删除") && dry.contains("2026-07：保留，有人填写过"),
        "{dry}"
    );
    assert_eq!(published(&book), before);
    book.repcard(&["prune", "--keep", "2"])
        .exits(1)
        .says("2026-08：已删除");
    assert_eq!(
        published(&book),
        [
            "2025",
            "2026-01",
            "2026-07",
            "2026-09",
            "2026-10",
            "2026-Q1",
            "plan-2027"
        ]
    );
    fs::remove_file(book.path("out/2026-07/collect/华东一部.xlsx")).unwrap();
    fs::write(book.path("out/2026-09/letter.docx"), "put here by hand").unwrap();
    book.repcard(&["prune", "--keep", "1"])
        .exits(1)
        .says("2026-07：已删除")
        .says("2026-09：保留，其中有不是 repcard 发布的文件（letter.docx）");
    assert!(book.path("out/2026-09/manifest.json").exists());
    // Not even the last of all may go.
    book.repcard(&["prune", "--keep", "0"]).exits(2);
    fs::remove_file(book.path("out/2026-09/letter.docx")).unwrap();
    book.repcard(&["prune", "--keep", "1"]).exits(0);
    book.repcard(&["prune", "--keep", "1"])
        .exits(0)
        .says("没有超出最新 1 期的结果");
    assert_eq!(
        published(&book),
        ["2025", "2026-01", "2026-10", "2026-Q1", "plan-2027"]
    );
    book.repcard(&["verify", "--period", "2026-10"]).exits(0);
}

/// Sets when a file was last changed.
fn changed(book: &Book, path: &str, days_ago: u64) {
    let then = std::time::SystemTime::now() - Duration::from_secs(days_ago * 24 * 60 * 60 + 60);
    File::options()
        .write(true)
        .open(book.path(path))
        .unwrap()
        .set_modified(then)
        .unwrap();
}

const VISITS: &str = "[[kpi]]\nid = \"sales\"\nweight = 50\nrule = { kind = \"ratio\" }\n[[kpi]]\nid = \"visits\"\nweight = 50\nrule = { kind = \"per-unit\", start = 0, each = 1 }\n";

#[test]
fn what_there_is_of_each_list_is_told_before_all_else() {
    let visits = "拜访日期,工号,客户名称\n2026-09-30,S001,甲公司\n";
    let book = Book::small()
        .file("policy.toml", VISITS)
        .file("inbox/2026-09/拜访.csv", visits);
    let check = ["check", "--period", "2026-10"];
    let ran = book.repcard(&check).exits(1);
    let first: Vec<&str> = ran.stderr.lines().take(4).collect();
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        first.iter().map(|line| squeezed(line)).collect::<Vec<_>>(),
        [
            "花名册 2 行 inbox/花名册.csv",
            "销售目标 2 行 inbox/销售目标.csv",
            "订单 2 行 2026-10-10…2026-10-12 inbox/2026-10/订单.csv",
            "拜访 0 行 错误 缺：要有像 inbox/2026-09/拜访.csv 那样的文件",
        ]
    );
    ran.says("out/2026-10  可以发布").says("磁盘");
    assert!(!book.path("out").exists(), "a check made something");
    // Last month's file once more, and fewer rows than are expected.
    let book = book.file("inbox/2026-10/拜访.csv", visits).file(
        "repcard.toml",
        "language = \"en\"\n[expect]\norders = { rows = 3 }\n",
    );
    let ran = book
        .repcard(&check)
        .exits(1)
        .says("of another period: the newest row is of 2026-09-30");
    let line = ran
        .stderr
        .lines()
        .find(|line| line.starts_with("orders"))
        .unwrap();
    assert!(
        line.contains("error") && line.contains("at least 3 are expected"),
        "{line}"
    );
    let summary = json(
        &book
            .repcard(&[&check[..], &["--format", "json"]].concat())
            .exits(1)
            .stdout,
    );
    let state = |list: &str| {
        let lists = summary["lists"].as_array().unwrap();
        lists.iter().find(|of| of["dataset"] == list).unwrap()["state"].clone()
    };
    assert_eq!(
        [state("orders"), state("visits"), state("roster")],
        ["short", "other-period", "there"]
    );
    assert_eq!(summary["machine"]["troubles"], serde_json::json!([]));
    // Where nothing of the month is there, the list says so as well.
    book.repcard(&["run", "--period", "2026-12", "-q"])
        .exits(2)
        .says("missing: a file such as inbox/2026-10/订单.csv is wanted");
}

#[test]
fn what_would_keep_a_run_from_publishing_is_told_by_check() {
    let book = Book::small();
    let lock = locked(&book);
    let check = ["check", "--period", "2026-10"];
    book.repcard(&check)
        .exits(0)
        .says("另一个 repcard 正在向这里发布");
    drop(lock);
    let book = book.file("out/2026-10/notes.txt", "not ours");
    book.repcard(&[&check[..], &["-q"]].concat())
        .exits(2)
        .says("notes.txt");
    assert!(book.path("out/2026-10/notes.txt").exists());
    let elsewhere = book.path("repcard.toml/2026-10");
    book.repcard(&[&check[..], &["--out", elsewhere.to_str().unwrap()]].concat())
        .exits(3);
}

#[test]
fn exports_that_are_too_old_are_told_and_change_no_figure() {
    let expect =
        "company = \"江南样品有限公司\"\n[expect]\nroster = { max_age = 40 }\norders = { max_age = 10 }\n";
    let book = Book::small().file("repcard.toml", expect);
    book.repcard(&OCTOBER).exits(0).says_exactly("");
    let fresh = book.files("out/2026-10");
    changed(&book, "inbox/花名册.csv", 41);
    book.repcard(&OCTOBER)
        .exits(1)
        .says("inbox/花名册.csv 是 41 天前的，[expect] 规定不超过 40 天");
    assert!(
        book.files("out/2026-10") == fresh,
        "the clock is seen in what is published"
    );
    book.repcard(&["check", "--period", "2026-10"])
        .exits(1)
        .says("41 天前");
    fs::remove_dir_all(book.path("out")).unwrap();
    book.repcard(&[&OCTOBER[..3], &["--strict"]].concat())
        .exits(1)
        .says("有文件过旧");
    assert!(!book.path("out/2026-10/manifest.json").exists());
    // History may be as old as it is.
    changed(&book, "inbox/花名册.csv", 39);
    changed(&book, "inbox/2026-09/订单.csv", 100);
    book.repcard(&OCTOBER).exits(0);
    changed(&book, "inbox/2026-10/订单.csv", 11);
    book.repcard(&OCTOBER)
        .exits(1)
        .says("订单：inbox/2026-10/订单.csv 是 11 天前的");
    book.file("repcard.toml", "[expect]\nroster = { rows = 3 }\n")
        .repcard(&OCTOBER)
        .exits(2)
        .says("repcard.toml:2:12");
}

#[test]
fn stages_are_logged_where_somebody_asks() {
    let book = Book::small();
    let told = |format: &str| {
        let ran = book
            .repcard(&[&OCTOBER[..], &["--log-format", format]].concat())
            .exits(0);
        assert_eq!(ran.stdout, "");
        ran.stderr
    };
    let lines: Vec<Value> = told("json").lines().map(json).collect();
    let events: Vec<&str> = lines.iter().map(|line| line["event"].as_str().unwrap()).collect();
    assert_eq!(
        events,
        [
            "began",
            "read",
            "recognise",
            "reshape",
            "records",
            "measure",
            "score",
            "print",
            "reports",
            "publish",
            "ended"
        ]
    );
    let of = |event: &str| &lines[events.iter().position(|other| *other == event).unwrap()];
    assert_eq!(
        (&of("read")["files"], &of("read")["rows"]),
        (&4.into(), &12.into())
    );
    assert_eq!(of("ended")["exit"], 0);
    for line in &lines {
        assert_eq!(line["run"], lines[0]["run"]);
        assert!(
            line["event"] == "began" || line["seconds"].as_f64().is_some(),
            "{line}"
        );
    }
    // The record of runs calls it the same.
    let runs = fs::read_to_string(book.path(".repcard/runs.jsonl")).unwrap();
    assert!(runs.contains(lines[0]["run"].as_str().unwrap()), "{runs}");
    let human = told("human");
    assert!(
        human.contains(" read files=4 rows=12 0.") && human.contains(" ended exit=0 "),
        "{human}"
    );
    assert!(
        !human.contains('\u{1b}') && !human.contains("王小明") && !human.contains("江南"),
        "{human}"
    );
    // Nobody asks, nobody is told; a pipe is no terminal.
    book.repcard(&OCTOBER).exits(0).says_exactly("");
    assert!(
        !book
            .repcard(&["run", "--period", "2026-10"])
            .exits(0)
            .stderr
            .contains('\u{1b}')
    );
}

/// Runs a program of the machine over files of a folder; what it says on stderr.
fn checked(program: &str, arguments: &[&str], folder: &std::path::Path) -> String {
    let units = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let output = std::process::Command::new(program)
        .args(arguments)
        .args(units)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; the tests need it"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

#[test]
fn systemd_takes_the_units_as_they_are() {
    let strange = "repcard.toml";
    for (settings, units) in [
        ("company = \"江南样品有限公司\"\n", 3),
        (
            "language = \"en\"\n[mail]\nserver = \"localhost\"\nfrom = \"hr@example.com\"\nuser = \"hr\"\nafter_run = \"always\"\n",
            5,
        ),
    ] {
        let room = Book::small().file(&format!("绩效 $50% \"a\"/{strange}"), settings);
        let folder = room.path("绩效 $50% \"a\"");
        let output = room.path("units");
        let mut command = book::program();
        command.args(["schedule", "--systemd", "--day", "3", "--at", "06:45"]);
        command.arg("--book").arg(&folder).arg("--output").arg(&output);
        book::ran(&mut command).exits(0).says("repcard-50-a.service");
        assert_eq!(fs::read_dir(&output).unwrap().count(), units);
        let said = checked(
            "systemd-analyze",
            &["verify", "--man=no", "--recursive-errors=one"],
            &output,
        );
        // It speaks of units of the machine as well; of ours there is nothing to say.
        let ours: Vec<&str> = said
            .lines()
            .filter(|line| line.contains("repcard-50-a"))
            .collect();
        assert!(ours.is_empty(), "{ours:#?}");
        let service = fs::read_to_string(output.join("repcard-50-a.service")).unwrap();
        assert_eq!(service.contains("PrivateNetwork=yes"), units == 3, "{service}");
        assert_eq!(
            service.contains("LoadCredential=repcard-mail-password:"),
            units == 5,
            "{service}"
        );
        assert!(
            service.contains("OnFailure=repcard-50-a-failure.service"),
            "{service}"
        );
        let timer = fs::read_to_string(output.join("repcard-50-a.timer")).unwrap();
        assert!(
            timer.contains("OnCalendar=*-*-03 06:45:00\nPersistent=true\n"),
            "{timer}"
        );
    }
}

#[test]
fn a_line_of_a_crontab_runs_as_it_stands() {
    let room = Book::small();
    let mut command = book::program();
    command
        .args(["schedule", "--cron"])
        .arg("--book")
        .arg(room.path(""));
    let lines = book::ran(&mut command).exits(0).stdout;
    let line = lines.lines().find(|line| line.contains(" run ")).unwrap();
    let command = line
        .strip_prefix("0 6 2 * *  ")
        .unwrap_or_else(|| panic!("{lines}"));
    let ran = std::process::Command::new("sh")
        .args(["-c", &format!("{command} --period 2026-10")])
        .output()
        .unwrap();
    assert!(ran.status.success() && ran.stderr.is_empty(), "{ran:?}");
    assert!(room.path("out/2026-10/manifest.json").exists());
    assert!(
        lines.contains(" prune --keep 24 ") && !lines.contains(" send "),
        "{lines}"
    );
    for wrong in [
        &["schedule"][..],
        &["schedule", "--cron", "--at", "24:00"],
        &["schedule", "--cron", "--day", "29"],
    ] {
        room.repcard(wrong).exits(2);
    }
}

#[test]
fn a_disk_without_room_is_told_before_the_work() {
    let book = Book::small();
    book.repcard(&OCTOBER).exits(0);
    let manifest = book.path("out/2026-10/manifest.json");
    let mut stated: Value = json(&fs::read_to_string(&manifest).unwrap());
    stated["outputs"][0]["size"] = Value::from(9_000_000_000_000_000_u64);
    fs::write(&manifest, stated.to_string()).unwrap();
    for command in ["run", "check"] {
        book.repcard(&[command, "--period", "2026-10"])
            .exits(3)
            .says("磁盘只剩")
            .says("repcard prune");
    }
    assert!(book.path("out/2026-10/results.json").exists());
    assert!(!book.path("out/.2026-10.repcard-new").exists());
}

/// The exports of a month: an order of each rep.
fn exports(book: Book, month: u32, amount: u32) -> Book {
    let order = |rep: u32| {
        format!(
            "M{month}-{rep},2026-{month:02}-10,S00{rep},客户{rep},{}\n",
            amount + rep
        )
    };
    let orders = format!("订单编号,下单日期,工号,客户名称,金额\n{}{}", order(1), order(2));
    book.file(&format!("inbox/2026-{month:02}/订单.csv"), orders)
}

#[test]
fn a_year_by_the_schedulers_own_line() {
    let server = Smtp::plain();
    let settings = |port: u16| {
        format!(
            "company = \"江南样品有限公司\"\n[mail]\nserver = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\nfrom = \"hr@example.com\"\nto = [\"reps\"]\nafter_run = \"always\"\n"
        )
    };
    let mut book = Book::empty()
        .file("repcard.toml", settings(server.port))
        .file("policy.toml", "min_weight = 0\n")
        .file(
            "inbox/花名册.csv",
            "工号,姓名,团队,邮箱\nS001,王小明,华东一部,s1@example.com\nS002,李晓华,华东一部,s2@example.com\n",
        )
        .file(
            "inbox/销售目标.csv",
            "工号,指标,年度,全年\nS001,销售额,2026,1200000\nS002,销售额,2026,600000\n",
        );
    let mut cron = book::program();
    cron.args(["schedule", "--cron"]).arg("--book").arg(book.path(""));
    let lines = book::ran(&mut cron).exits(0).stdout;
    let line = lines.lines().find(|line| line.contains(" run ")).unwrap();
    let line = line.split_once("*  ").unwrap().1.to_owned();
    let run = |month: u32, before: &str| {
        let mut shell = std::process::Command::new("sh");
        shell
            .env("LC_ALL", "C")
            .args(["-c", &format!("{before}exec {line} --period 2026-{month:02}")]);
        book::ran(&mut shell)
    };
    let mailed = |month: u32| {
        let named = format!("filename=\"2026-{month:02}-");
        let mails = server.arrived().into_iter();
        mails.filter(|mail| mail.message.contains(&named)).count()
    };
    for month in 1..=12 {
        match month {
            3 => {
                // The exports are late: nothing is made of nothing, and the month is done when they are there.
                run(3, "").exits(2).says("inbox/2026-03/ 中没有文件");
                assert!(!book.path("out/2026-03").exists());
                book = exports(book, 3, 30_000);
                run(3, "").exits(0).says_exactly("");
            }
            5 => {
                // The mail server is down: published all the same, and mailed when it is back.
                book = exports(book, 5, 50_000).file("repcard.toml", settings(1));
                run(5, "").exits(1).says("邮件服务器连不上");
                assert_eq!(mailed(5), 0);
                book = book.file("repcard.toml", settings(server.port));
                book.repcard(&["send", "--period", "2026-05"]).exits(0);
            }
            7 => {
                // No file may be larger than a few bytes, as on a full disk: the month fails, and is whole the next time.
                book = exports(book, 7, 70_000);
                let ran = run(7, "ulimit -f 4; trap '' XFSZ; ");
                assert_eq!(ran.code, Some(3), "{ran:#?}");
                assert!(!book.path("out/2026-07").exists());
                run(7, "").exits(0);
            }
            9 => {
                // A row is restated after the fact: a correction of that rep's form goes out, and none to others.
                book = exports(book, 9, 90_000);
                run(9, "").exits(0);
                assert_eq!(mailed(9), 2);
                let orders = fs::read_to_string(book.path("inbox/2026-09/订单.csv")).unwrap();
                book = book.file("inbox/2026-09/订单.csv", orders.replace("90001", "91001"));
                run(9, "").exits(0);
                assert!(mailed(9) > 2, "no correction");
                continue;
            }
            month => {
                book = exports(book, month, month * 10_000);
                let ran = run(month, "").exits(0);
                ran.says_exactly("");
            }
        }
        assert_eq!(mailed(month), 2, "month {month}");
        book.repcard(&["verify", "--period", &format!("2026-{month:02}")])
            .exits(0);
        let status = json(&book.repcard(&["status", "--format", "json"]).exits(0).stdout);
        assert_eq!(status["published"]["period"], format!("2026-{month:02}"));
    }
    // Nothing is sent twice, however often a month is run again.
    let arrived = server.arrived().len();
    for month in [1, 9, 12] {
        run(month, "").exits(0);
    }
    assert_eq!(server.arrived().len(), arrived);
    book.repcard(&["prune", "--keep", "6"]).exits(0);
    assert_eq!(
        published(&book),
        ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"]
    );
}
