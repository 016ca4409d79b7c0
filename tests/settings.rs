//! Settings files with mistakes in them, and what the program says of each.

#[path = "support/book.rs"]
mod book;

use book::Book;

fn settings(text: &str) -> Book {
    Book::small().file("repcard.toml", text)
}

fn policy(text: &str) -> Book {
    Book::small()
        .file("repcard.toml", "language = \"en\"\n")
        .file("policy.toml", text)
}

#[test]
fn an_unknown_key_is_shown_with_the_nearest_known_one() {
    settings("company = \"甲\"\n\nlangauge = \"en\"\n")
        .repcard(&["check"])
        .exits(2)
        .says_exactly(concat!(
            "repcard.toml:3:1: 未知的键 `langauge`；是不是 `language`？\n",
            "  3 | langauge = \"en\"\n",
            "    | ^^^^^^^^\n",
        ));
}

#[test]
fn mistakes_are_told_in_the_language_of_the_settings() {
    settings("language = \"en\"\ncompnay = \"A\"\n")
        .repcard(&["run"])
        .exits(2)
        .says("repcard.toml:2:1: unknown key `compnay`; did you mean `company`?\n");
}

#[test]
fn the_caret_stands_under_chinese_text() {
    settings("language = \"en\"\n[inputs.orders]\ncolumns = { date = \"制单日期\", amuont = \"金额\" }\n")
        .repcard(&["check"])
        .exits(2)
        .says(concat!(
            "repcard.toml:3:28: unknown key `amuont`; did you mean `amount`?\n",
            "  3 | columns = { date = \"制单日期\", amuont = \"金额\" }\n",
            "    |                                ^^^^^^\n",
        ));
}

#[test]
fn every_mistake_of_both_files_is_told_at_once() {
    let text = concat!(
        "language = \"en\"\n",
        "fonts = [\"fonts/none.ttf\"]\n",
        "[calendar]\n",
        "holidays = [2026-10-08, \"2026-10-09\", \"9 October\"]\n",
        "worked = [2026-10-08]\n",
        "[inputs.ordres]\n",
        "sheet = \"x\"\n",
        "[inputs.orders]\n",
        "sheat = \"x\"\n",
        "header_row = 0\n",
        "files = [\"[\", 3]\n",
        "date_order = \"ymd\"\n",
        "[limits]\n",
        "cels = 5\n",
        "seconds = 0\n",
        "file_mb = \"1\"\n",
        "[print]\n",
        "duplex = 1\n",
        "dupelx = true\n",
        "font = \"fonts/house.ttf\"\n",
        "bold_font = [\"fonts/house.ttf\"]\n",
    );
    let ran = settings(text)
        .file("policy.toml", "late_credit = 2\nprorate = \"no\"\n")
        .repcard(&["run"])
        .exits(2);
    for (place, what) in [
        ("repcard.toml:2:10", "there is no file fonts/none.ttf"),
        ("repcard.toml:4:39", "this should be a date"),
        ("repcard.toml:5:11", "both in `holidays` and in `worked`"),
        ("repcard.toml:6:9", "unknown key `ordres`; did you mean `orders`?"),
        ("repcard.toml:9:1", "unknown key `sheat`; did you mean `sheet`?"),
        ("repcard.toml:10:14", "between 1 and 1048576"),
        ("repcard.toml:11:10", "this pattern cannot be read"),
        ("repcard.toml:11:15", "a text in quotes"),
        ("repcard.toml:12:14", "unknown value `ymd`; known are: dmy, mdy"),
        ("repcard.toml:14:1", "unknown key `cels`; did you mean `cells`?"),
        ("repcard.toml:15:11", "between 1 and 3600"),
        ("repcard.toml:16:11", "this should be a whole number"),
        ("repcard.toml:18:10", "true or false"),
        (
            "repcard.toml:19:1",
            "unknown key `dupelx`; did you mean `duplex`?",
        ),
        ("repcard.toml:20:8", "there is no file fonts/house.ttf"),
        ("repcard.toml:21:13", "a text in quotes"),
        ("policy.toml:1:15", "between 0 and 1"),
        ("policy.toml:2:11", "true or false"),
    ] {
        let line = ran
            .stderr
            .lines()
            .find(|line| line.starts_with(&format!("{place}: ")));
        assert!(
            line.is_some_and(|line| line.contains(what)),
            "{place} {what}: {}",
            ran.stderr
        );
    }
}

#[test]
fn policies_that_make_no_sense_are_refused() {
    let kpi = |id: &str, weight: &str, rule: &str| {
        format!("[[kpi]]\nid = \"{id}\"\nweight = {weight}\nrule = {{ {rule} }}\n")
    };
    for (text, says) in [
        (
            kpi("growth", "10", "kind = \"ratio\""),
            "policy.toml:4:17: `growth` has no target",
        ),
        (
            kpi("requests", "10", "kind = \"ratio\""),
            "`requests` has no target",
        ),
        (
            kpi("customers_lost", "10", "kind = \"ratio\""),
            "`customers_lost` has no target",
        ),
        (
            kpi("sales", "10", "kind = \"fraction\""),
            "policy.toml:4:17: `sales` is no share",
        ),
        (
            kpi("sales", "-1", "kind = \"ratio\""),
            "policy.toml:3:10: this should be between 0",
        ),
        (
            kpi("sales", "0", "kind = \"ratio\""),
            "at least one must be above 0",
        ),
        (
            kpi("sales", "\"40\"", "kind = \"ratio\""),
            "policy.toml:3:10: this should be a number",
        ),
        (
            kpi("sales", "nan", "kind = \"ratio\""),
            "policy.toml:3:10: this should be a number",
        ),
        (
            kpi("sale", "1", "kind = \"ratio\""),
            "policy.toml:2:6: unknown value `sale`; did you mean `sales`?",
        ),
        (
            kpi("sales", "1", "kind = \"ration\""),
            "policy.toml:4:17: unknown value `ration`; did you mean `ratio`?",
        ),
        (
            kpi("sales", "1", "kind = \"ratio\", flor = 1"),
            "policy.toml:4:26: unknown key `flor`; did you mean `floor`?",
        ),
        (
            kpi("sales", "1", "kind = \"ratio\", floor = 2"),
            "`floor` is above `cap`",
        ),
        (
            kpi("sales", "1", "kind = \"per-unit\""),
            "policy.toml:4:8: `each` is missing",
        ),
        (
            kpi("sales", "1", "kind = \"steps\", steps = [[1, 2], [1, 3], [4]]"),
            "`1` stands here a second time",
        ),
        (
            kpi("sales", "1", "kind = \"steps\", steps = [[4]]"),
            "a pair of numbers [at_least, points]",
        ),
        (
            kpi("visits", "1", "kind = \"ratio\"").repeat(2),
            "policy.toml:6:6: `visits` stands here a second time",
        ),
        (
            "[seasonality]\nmonths = [1, 2]\n".into(),
            "policy.toml:2:10: there should be 12, not 2",
        ),
        (
            "[seasonality]\nmonths = [0,0,0,0,0,0,0,0,0,0,0,0]\n".into(),
            "at least one must be above 0",
        ),
        (
            "[seasonality]\nmonths = [1,1,1,1,1,1,1,1,1,1,1,-1]\n".into(),
            "policy.toml:2:33: this should be between 0",
        ),
        (
            "sla_hours = -1\n".into(),
            "policy.toml:1:13: this should be between 0",
        ),
        (
            "lost_after_days = 0.5\n".into(),
            "policy.toml:1:19: this should be a whole number",
        ),
        ("missing = \"ignore\"\n".into(), "known are: exclude, zero, fail"),
        (
            "[[grade]]\ngrade = \"A\"\nat_least = 9\n[[grade]]\ngrade = \"A\"\nat_least = 8\n".into(),
            "`A` stands here a second time",
        ),
        ("late_credit = 0.1234567891\n".into(), "at most 9 decimals"),
    ] {
        policy(&text).repcard(&["check"]).exits(2).says(says);
    }
}

#[test]
fn what_is_no_toml_is_shown_where_it_ends_to_be() {
    settings("language = \"en\"\ncompany ＝ \"甲\"\n")
        .repcard(&["check"])
        .exits(2)
        .says("repcard.toml:2:")
        .says("write = instead of the full-width ＝")
        .says("  2 | company ＝ \"甲\"\n");
}

#[test]
fn a_file_in_another_encoding_is_named() {
    Book::small()
        .file("repcard.toml", b"company = \"\xbd\xad\xc4\xcf\"\n")
        .repcard(&["check"])
        .exits(2)
        .says("repcard.toml: 文件不是 UTF-8 编码");
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    settings("\u{feff}company = 1\n")
        .repcard(&["check"])
        .exits(2)
        .says("repcard.toml:1:11: ");
}

#[test]
fn usage_is_checked_before_anything_else() {
    let book = Book::small();
    for period in ["2026-13", "2026-Q5", "October", ""] {
        book.repcard(&["run", "--period", period])
            .exits(2)
            .says("2026-10");
    }
    book.repcard(&["rnu"]).exits(2).says("rnu");
    book.repcard(&["run", "--color", "sometimes"]).exits(2);
    assert!(!book.path("out").exists());
}

#[test]
fn a_book_that_is_not_there_is_named() {
    let book = Book::empty();
    let missing = book.path("none");
    let missing = missing.to_str().unwrap();
    book.repcard(&["completions", "bash"]).exits(0);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_repcard"))
        .args(["run", "--book", missing])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.contains(missing) && stderr.contains("repcard init"),
        "{stderr}"
    );
    book.repcard(&["run"]).exits(2).says("inbox").says("repcard init");
}

#[test]
fn a_new_book_is_accepted_as_it_is() {
    let book = Book::empty();
    let new = book.path("new");
    let new = new.to_str().unwrap();
    book.repcard(&["init", new]).exits(0).says("policy.toml");
    let files = book.files("new");
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        [".gitignore", "policy.toml", "repcard.toml"]
    );
    assert!(book.path("new/inbox").is_dir());

    // Settings are read before the inbox is found to be empty.
    let check = std::process::Command::new(env!("CARGO_BIN_EXE_repcard"))
        .args(["check", "--book", new])
        .output()
        .unwrap();
    let stderr = String::from_utf8(check.stderr).unwrap();
    assert_eq!(check.status.code(), Some(2));
    assert!(stderr.contains("inbox") && !stderr.contains(".toml"), "{stderr}");

    book.repcard(&["init", new]).exits(2).says("repcard.toml");
    assert_eq!(book.files("new"), files);
}

#[test]
fn templates_are_written_out_and_used_once_changed() {
    let book = Book::small();
    let folder = book.path("").to_str().unwrap().to_owned();
    book.repcard(&["init", &folder, "--templates"])
        .exits(0)
        .says("appraisal.html")
        .says("repcard.css");
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let unchanged = book.files("out/2026-10");
    let css = std::fs::read_to_string(book.path("templates/repcard.css")).unwrap();
    let book = book.file("templates/repcard.css", css.replace("#17375e", "#5e1717"));
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let form = "forms/华东一部/S001 王小明.pdf";
    assert_ne!(unchanged[form], book.files("out/2026-10")[form]);
    book.repcard(&["init", &folder, "--templates"])
        .exits(2)
        .says("已经存在");
}

#[test]
fn help_is_the_manual() {
    let book = Book::empty();
    let help = book.repcard(&["--help"]).exits(0).stdout;
    for text in [
        "inbox/2026-10/",
        "policy.toml",
        "--strict",
        "退出码",
        "Exit codes",
        "crontab",
    ] {
        assert!(help.contains(text), "{text}");
    }
    let manual = book.repcard(&["man"]).exits(0).stdout;
    assert!(manual.contains(".TH repcard"));
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let completions = book.repcard(&["completions", shell]).exits(0).stdout;
        assert!(completions.contains("period"), "{shell}");
    }
}

#[test]
fn a_file_beyond_a_limit_is_named_with_the_setting_to_raise() {
    settings("language = \"en\"\n[limits]\nrows = 3\n")
        .file(
            "inbox/2026-10/拜访.csv",
            "日期,业务员,客户\n2026-10-01,S001,甲\n2026-10-02,S001,乙\n2026-10-05,S001,丙\n",
        )
        .repcard(&["check", "--period", "2026-10"])
        .exits(1)
        .says("the file is beyond a safety limit: 3 rows a sheet")
        .says("raise `rows` under [limits] of repcard.toml");
}

#[test]
fn a_managers_kpi_has_an_id_and_a_name_of_its_own() {
    let kpi = |id: &str, name: &str| {
        let text = format!("[[kpi]]\nid = \"{id}\"\n{name}\nweight = 10\nrule = {{ kind = \"manual\" }}\n");
        policy(&text).repcard(&["check", "--period", "2026-10"])
    };
    kpi("teamwork", "name = \"团队协作\"").exits(0);
    kpi("teamwork", "").exits(2).says("`name` is missing");
    kpi("Team-work", "name = \"团队协作\"")
        .exits(2)
        .says("policy.toml:2:6: an id begins with a small letter");
    kpi("teamwork", "name = \"主管评语\"")
        .exits(2)
        .says("policy.toml:3:8: this is the header of another column");
    kpi("teamwork", "name = { zh-CN = \"团队协作\" }")
        .exits(2)
        .says("`en` is missing");
    kpi("conduct", "").exits(2).says("`conduct` is measured");
    policy("[[kpi]]\nid = \"slaes\"\nweight = 10\nrule = { kind = \"ratio\" }\n")
        .repcard(&["check"])
        .exits(2)
        .says("did you mean `sales`?");
}
