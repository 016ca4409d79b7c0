//! Settings files with mistakes in them, and what the program says of each.

use crate::support::book;
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
        "date_order = \"myd\"\n",
        "[limits]\n",
        "cels = 5\n",
        "seconds = 0\n",
        "file_mb = \"1\"\n",
        "[print]\n",
        "duplex = 1\n",
        "dupelx = true\n",
        "font = \"fonts/house.ttf\"\n",
        "bold_font = [\"fonts/house.ttf\"]\n",
        "[restated]\n",
        "visits = \"both\"\n",
        "vistis = \"one\"\n",
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
        ("repcard.toml:12:14", "unknown value `myd`; did you mean `ymd`?"),
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
        ("repcard.toml:23:10", "unknown value `both`"),
        (
            "repcard.toml:24:1",
            "unknown key `vistis`; did you mean `visits`?",
        ),
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
        (
            "late_credit = 50\n".into(),
            "policy.toml:1:15: this should be between 0 and 1",
        ),
        (
            "sla_hours = 0\n".into(),
            "policy.toml:1:13: this should be between 0.01",
        ),
        (
            "sla_hours = 86400\n".into(),
            "policy.toml:1:13: this should be between 0.01 and 8760",
        ),
        (
            kpi("sales", "1", "kind = \"ratio\", floor = 50, cap = 120"),
            "policy.toml:4:34: this is a share: write 0.5 for 50%; it is 10 at most",
        ),
        (
            kpi("sales", "1", "kind = \"ratio\", cap = 120"),
            "policy.toml:4:32: this is a share",
        ),
        (
            kpi(
                "growth",
                "1",
                "kind = \"steps\", steps = [[10, 10], [5, 8], [0, 6]]",
            ),
            "policy.toml:4:36: this is a share",
        ),
        (
            kpi("reports", "1", "kind = \"steps\", steps = [[0.9, 10], [90, 8]]"),
            "it is 1 at most",
        ),
        (
            grades(&[("A", "90"), ("B", "60"), ("C", "70")]),
            "policy.toml:9:12: grades stand best first, or worst first, and `at_least` of `C` breaks that order",
        ),
        (
            grades(&[("A", "0.9"), ("B", "0.8"), ("C", "0")]),
            "policy.toml:3:12: scores run to 100",
        ),
    ] {
        policy(&text).repcard(&["check"]).exits(2).says(says);
    }
}

fn grades(grades: &[(&str, &str)]) -> String {
    let grade =
        |(grade, at_least): &(&str, &str)| format!("[[grade]]\ngrade = \"{grade}\"\nat_least = {at_least}\n");
    grades.iter().map(grade).collect()
}

#[test]
fn settings_that_are_seldom_meant_are_warned_of_and_what_the_message_says_settles_them() {
    let kpi = |id: &str, weight: &str, rule: &str| {
        format!("[[kpi]]\nid = \"{id}\"\nweight = {weight}\nrule = {{ {rule} }}\n")
    };
    let ratio = "kind = \"ratio\"";
    let steps = |steps: &str| kpi("growth", "100", &format!("kind = \"steps\", steps = {steps}"));
    for (doubtful, place, says, settled) in [
        (
            kpi("sales", "40", ratio) + &kpi("weekly_orders", "50", ratio),
            "policy.toml:3",
            "the weights add up to 90, not to 100",
            kpi("sales", "50", ratio) + &kpi("weekly_orders", "50", ratio),
        ),
        (
            kpi("sales", "100", "kind = \"ratio\", floor = 1.5, cap = 2"),
            "policy.toml:4",
            "the floor of \"Sales\" is 1.5: whoever reaches the target gets no points",
            kpi("sales", "100", "kind = \"ratio\", floor = 0.5, cap = 2"),
        ),
        (
            steps("[[0.1, 2], [0, 10]]"),
            "policy.toml:4",
            "the better \"Growth\" is, the fewer points it gives",
            steps("[[0.1, 10], [0, 2]]"),
        ),
        (
            steps("[[3, 10], [2, 8], [0, 6], [-1, 4]]"),
            "policy.toml:4",
            "the step 3 of \"Growth\" stands for 300%",
            steps("[[0.03, 10], [0.02, 8], [0, 6], [-0.01, 4]]"),
        ),
        (
            kpi("customers_lost", "100", "kind = \"per-unit\", each = 1"),
            "policy.toml:4",
            "the better \"Customers lost\" is, the fewer points it gives",
            kpi("customers_lost", "100", "kind = \"per-unit\", each = -1"),
        ),
        (
            kpi(
                "customers_lost",
                "100",
                "kind = \"steps\", steps = [[0, 0], [5, 100]]",
            ),
            "policy.toml:4",
            "the fewer points it gives",
            kpi(
                "customers_lost",
                "100",
                "kind = \"steps\", steps = [[0, 100], [5, 0]]",
            ),
        ),
        (
            grades(&[("A", "90"), ("B", "60")]),
            "policy.toml:3",
            "the lowest grade, B, begins at 60",
            grades(&[("A", "90"), ("B", "0")]),
        ),
        (
            grades(&[("A", "900"), ("B", "0")]),
            "policy.toml:3",
            "grade A begins at 900, and the rules give 110 at most",
            grades(&[("A", "90"), ("B", "0")]),
        ),
        (
            grades(&[("A", "0"), ("B", "60"), ("C", "90")]),
            "policy.toml:3",
            "grade C begins above grade B, against the order of letters",
            grades(&[("C", "0"), ("B", "60"), ("A", "90")]),
        ),
        (
            "sla_hours = 1440\n".into(),
            "policy.toml:1",
            "may take 1440 hours",
            "sla_hours = 24\n".into(),
        ),
    ] {
        let book = Book::small()
            .file("repcard.toml", "language = \"en\"\n")
            .file("policy.toml", &doubtful);
        let check = ["check", "--period", "2026-10", "-v"];
        book.repcard(&check)
            .exits(0)
            .says(&format!("warning {place} doubtful-setting"))
            .says(says);
        let book = book.file("policy.toml", settled);
        book.repcard(&check).exits(0).does_not_say("doubtful-setting");
    }
}

#[test]
fn a_rule_that_gives_everybody_the_same_is_told() {
    let book = |rule: &str, amounts: &[u32]| {
        let numbers = 1..=amounts.len();
        let each = |line: &dyn Fn(usize) -> String| numbers.clone().map(line).collect::<String>();
        Book::empty()
            .file("repcard.toml", "language = \"en\"\n")
            .file(
                "policy.toml",
                format!("[[kpi]]\nid = \"sales\"\nweight = 100\nrule = {{ {rule} }}\n"),
            )
            .file(
                "inbox/roster.csv",
                format!("工号,姓名\n{}", each(&|n| format!("S{n},rep {n}\n"))),
            )
            .file(
                "inbox/targets.csv",
                format!(
                    "工号,指标,年度,10月\n{}",
                    each(&|n| format!("S{n},销售额,2026,1000\n"))
                ),
            )
            .file(
                "inbox/2026-10/orders.csv",
                format!(
                    "订单编号,下单日期,工号,客户名称,金额\n{}",
                    each(&|n| format!("B{n},2026-10-10,S{n},甲公司,{}\n", amounts[n - 1]))
                ),
            )
    };
    let ratio = |floor: &str, cap: &str| format!("kind = \"ratio\", floor = {floor}, cap = {cap}");
    let told = |rule: &str, amounts: &[u32]| {
        let stderr = book(rule, amounts)
            .repcard(&["check", "--period", "2026-10", "-v"])
            .exits(0)
            .stderr;
        let line = stderr
            .lines()
            .find(|line| line.contains("reps have different figures"));
        line.map(|line| line.trim().to_owned())
    };
    let usual = [900, 1000, 1100, 1050, 950];
    for (rule, amounts, says) in [
        (
            ratio("0.5", "0.8"),
            usual,
            Some("all 80.00 points, since everybody is far above the cap of 0.8"),
        ),
        (
            ratio("0", "1.2"),
            [9000, 10_000, 11_000, 9500, 9900],
            Some("far above the cap of 1.2"),
        ),
        (ratio("5", "6"), usual, Some("below the floor of 5")),
        (
            "kind = \"steps\", steps = [[10000, 100], [5000, 50]]".into(),
            usual,
            Some("below the lowest step, 5000"),
        ),
        (
            "kind = \"steps\", steps = [[10, 100], [5, 50]]".into(),
            usual,
            Some("far above the highest step, 10"),
        ),
        (
            "kind = \"per-unit\", start = 0, each = 1".into(),
            usual,
            Some("at the bound of the rule, 100.00 points"),
        ),
        // A good month, figures that are the same, and a rule that tells them apart say nothing.
        (ratio("0.5", "1"), [1000, 1100, 1200, 1010, 1001], None),
        (ratio("0.5", "0.8"), [1000; 5], None),
        (ratio("0.5", "1.2"), usual, None),
    ] {
        let told = told(&rule, &amounts);
        match says {
            Some(says) => assert!(
                told.as_deref().is_some_and(|told| told.contains(says)),
                "{rule}: {told:?}"
            ),
            None => assert_eq!(told, None, "{rule}"),
        }
    }
    assert_eq!(
        told(&ratio("0.5", "0.8"), &usual[..4]),
        None,
        "four may well be alike"
    );
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
        .env("LC_ALL", "C")
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
        [".gitignore", "plan.toml", "policy.toml", "repcard.toml"]
    );
    assert!(book.path("new/inbox").is_dir());

    // Settings are read before the inbox is found to be empty.
    let check = std::process::Command::new(env!("CARGO_BIN_EXE_repcard"))
        .env("LC_ALL", "C")
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

#[test]
fn messages_follow_the_locale_until_a_book_states_its_language() {
    let book = Book::small();
    let run = ["check", "--period", "2026-10"];
    book.repcard_in("en_GB.UTF-8", &run).exits(0).says("scorecards");
    book.repcard_in("zh_CN.UTF-8", &run).exits(0).says("考核人数");
    // LC_ALL before LC_MESSAGES before LANG, empty ones passed over; without any, as under cron, Chinese.
    let mut cron = book.command(&run);
    cron.env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG");
    book::ran(&mut cron).says("考核人数");
    cron.env("LC_ALL", "")
        .env("LC_MESSAGES", "en_US.UTF-8")
        .env("LANG", "zh_CN.UTF-8");
    book::ran(&mut cron).says("scorecards");

    let mistaken = book.file("repcard.toml", "langauge = \"en\"\n");
    mistaken.repcard_in("en_US", &run).exits(2).says("unknown key");
    let chinese = mistaken.file("repcard.toml", "language = \"zh-CN\"\n");
    chinese.repcard_in("en_US.UTF-8", &run).exits(0).says("考核人数");
    let english = chinese.file("repcard.toml", "language = \"en\"\n");
    english
        .repcard_in("zh_CN.UTF-8", &run)
        .exits(0)
        .says("scorecards");
    // What is published depends on no machine's locale.
    let silent = english.file("repcard.toml", "");
    silent
        .repcard_in("en_US.UTF-8", &["run", "--period", "2026-10"])
        .exits(0)
        .says("scorecards");
    let published = silent.files("out/2026-10");
    silent
        .repcard_in("zh_CN.UTF-8", &["run", "--period", "2026-10"])
        .exits(0)
        .says("考核人数");
    assert_eq!(silent.files("out/2026-10"), published);
}

#[test]
fn a_company_elsewhere_keeps_no_chinese_holidays() {
    let orders_a_week = |book: &Book| {
        book.repcard(&["run", "--period", "2026-10"]).exits(0);
        let results = book.files("out/2026-10").remove("results.json").unwrap();
        let results: serde_json::Value = serde_json::from_slice(&results).unwrap();
        let weekly = results["reps"][0]["kpis"].as_array().unwrap().iter();
        weekly.clone().find(|kpi| kpi["id"] == "weekly_orders").unwrap()["actual"].to_string()
    };
    // One order in 18 working days, or in 22.
    let book = Book::small();
    assert_eq!(orders_a_week(&book), "0.28");
    let book = book.file("repcard.toml", "[calendar]\ncountry = \"none\"\n");
    assert_eq!(orders_a_week(&book), "0.23");
    let book = book.file(
        "repcard.toml",
        "[calendar]\ncountry = \"none\"\nholidays = [2026-10-12, 2026-10-13]\n",
    );
    assert_eq!(orders_a_week(&book), "0.25");
    let manifest = book.files("out/2026-10").remove("manifest.json").unwrap();
    assert!(
        String::from_utf8(manifest)
            .unwrap()
            .contains("\"country\": \"none\"")
    );
    book.file("repcard.toml", "[calendar]\ncountry = \"DE\"\n")
        .repcard(&["check"])
        .exits(2)
        .says("repcard.toml:2:11")
        .says("CN");
}

#[test]
fn a_run_can_be_made_to_fail_on_warnings() {
    let warned = || {
        Book::small().file(
            "inbox/2026-10/行为.csv",
            "日期,工号,事项,分值\n2026-10-12,S001,迟到,\n",
        )
    };
    let run = ["run", "--period", "2026-10"];
    let with = |more: &[&'static str]| [&run[..], more].concat();
    let book = warned();
    book.repcard(&with(&["-q"])).exits(0).says_exactly("");
    book.repcard(&with(&["--strict"])).exits(0);
    book.repcard(&with(&["--fail-on", "error"])).exits(0);
    book.repcard(&with(&["--fail-on", "warning", "-q"]))
        .exits(1)
        .says("conduct-without-points");
    assert!(book.path("out/2026-10/results.json").exists());

    let book = warned();
    book.repcard(&with(&["--fail-on", "warning", "--strict"]))
        .exits(1)
        .says("conduct-without-points")
        .says("--strict");
    assert!(!book.path("out/2026-10").exists());
    book.repcard(&with(&["--fail-on", "info"]))
        .exits(2)
        .says("warning");
    // Nothing is wrong, so nothing fails.
    Book::small()
        .file(
            "policy.toml",
            "[[kpi]]\nid = \"sales\"\nweight = 100\nrule = { kind = \"ratio\" }\n",
        )
        .repcard(&with(&["--fail-on", "warning", "--strict", "-q"]))
        .exits(0)
        .says_exactly("");
}

#[test]
fn a_condition_of_a_pin_is_told_where_it_is_wrong() {
    settings("language = \"en\"\n[inputs.orders]\nwhere = \"金额 >\"\n[inputs.visits]\nscale = 10\n")
        .repcard(&["check"])
        .exits(2)
        .says("repcard.toml:3:14: the expression ends too early; add what is missing\n")
        .says("repcard.toml:5:9: visits has no field of money, so that scale does nothing here; delete it\n");
}

#[test]
fn a_control_total_is_a_number_for_lists_with_money() {
    settings("language = \"en\"\n[inputs.visits]\ncontrol = 12\n[inputs.orders]\ncontrol = \"viel\"\n")
        .repcard(&["check"])
        .exits(2)
        .says("repcard.toml:3:11: visits have no amounts to hold a total against")
        .says("repcard.toml:5:11: ");
}

#[test]
fn presets_are_named_by_their_ids_and_stand_where_their_list_is() {
    settings("language = \"en\"\n[[inputs.orders]]\npreset = \"hubspot-deal\"\n[[inputs.visits]]\npreset = \"zoho-deals\"\n")
        .repcard(&["check"])
        .exits(2)
        .says("repcard.toml:3:10: unknown value `hubspot-deal`; did you mean `hubspot-deals`?\n")
        .says("repcard.toml:5:10: the preset zoho-deals is one of orders, and this is [inputs.visits]; move it to [[inputs.orders]]\n");
    settings("language = \"en\"\n[[inputs.orders]]\npreset = \"erp\"\n")
        .file(
            "presets/erp.toml",
            "name = \"ERP\"\nlist = \"orders\"\n[columns]\namuont = \"Net\"\n",
        )
        .repcard(&["check"])
        .exits(2)
        .says("presets/erp.toml:4:1: unknown key `amuont`; did you mean `amount`?\n");
}
