//! `repcard plan`: what is published, that a run reads it back, and what is told of plans that cannot be.

use crate::support::book;
use book::Book;
use repcard::report::code::PageCode;
use rust_decimal::Decimal;
use serde_json::Value;
use std::fs;

const PLAN: &str = "\
    unit = \"万元\"\n\
    [season]\n\
    months = [8, 6, 8, 8, 8, 8, 8, 8, 9, 9, 10, 10]\n\
    [split]\n\
    by = \"weight\"\n\
    [tiers]\n\
    floor = 0.8\n\
    [[target]]\n\
    year = 300\n\
    stretch = 360\n\
    [[target]]\n\
    team = \"华东二部\"\n\
    q1 = 20\n\
    [[target]]\n\
    rep = \"王小明\"\n\
    m12 = 12.345678\n\
    [[target]]\n\
    product = \"净水器\"\n\
    year = 100\n\
    [[target]]\n\
    kpi = \"拜访\"\n\
    year = 500\n\
    [[target]]\n\
    kpi = \"weekly_orders\"\n\
    year = 4.5\n";

/// Three reps, one of whom joins in the middle of October.
fn planned() -> Book {
    Book::small()
        .file("plan.toml", PLAN)
        .file(
            "inbox/花名册.csv",
            "工号,姓名,团队,区域,入职日期,权重\n\
             S001,王小明,华东一部,华东,2020-01-01,2\n\
             S002,李晓华,华东二部,华东,2021-03-01,\n\
             S003,赵新来,华东二部,华东,2026-10-19,1\n",
        )
        .without("inbox/销售目标.csv")
}

fn json(book: &Book, path: &str) -> Value {
    serde_json::from_slice(&fs::read(book.path(path)).unwrap()).unwrap()
}

/// The planned months of a rep's KPI, by month.
fn months<'v>(plan: &'v Value, rep: usize, kpi: &str) -> &'v Vec<Value> {
    let targets = plan["reps"][rep]["targets"].as_array().unwrap();
    let is_meant = |target: &&Value| target["kpi"] == kpi && target["product"].is_null();
    targets.iter().find(is_meant).unwrap()["months"]
        .as_array()
        .unwrap()
}

fn number(value: &Value) -> Decimal {
    value.to_string().parse().unwrap()
}

#[test]
fn a_plan_is_published_and_a_run_reads_it_back() {
    for language in ["zh-CN", "en"] {
        let book = planned().file(
            "repcard.toml",
            format!("company = \"江南样品有限公司\"\nlanguage = \"{language}\"\n"),
        );
        book.repcard(&["plan", "--year", "2026"]).exits(0);
        let files = book.files("out/plan-2026");
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        let expected = [
            "findings.json",
            "letters/华东一部.pdf",
            "letters/华东二部.pdf",
            "manifest.json",
            "plan-2026.xlsx",
            "plan.json",
            "targets-2026.xlsx",
        ];
        let mut names = names;
        names.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(names, expected);
        let plan = json(&book, "out/plan-2026/plan.json");
        let company = &plan["groups"][0];
        assert_eq!(
            (number(&company["year"]), number(&company["floor"])),
            (3_000_000.into(), 2_400_000.into())
        );
        assert_eq!(number(&company["stretch"]), 3_600_000.into());
        // December of S001 is set, and the first quarter of a team that has one rep then.
        assert_eq!(
            number(&months(&plan, 0, "sales")[11]["target"]).to_string(),
            "123456.78"
        );
        let quarter: Decimal = months(&plan, 1, "sales")[..3]
            .iter()
            .map(|month| number(&month["target"]))
            .sum();
        assert_eq!(quarter, 200_000.into());

        let book = book.file("inbox/targets-2026.xlsx", &files["targets-2026.xlsx"]);
        for (period, of) in [("2026-10", 10..=10), ("2026-Q4", 10..=12)] {
            book.repcard(&["run", "--period", period]).exits(0);
            let results = json(&book, &format!("out/{period}/results.json"));
            for (rep, result) in results["reps"].as_array().unwrap().iter().enumerate() {
                for kpi in ["sales", "visits", "weekly_orders"] {
                    let kpis = result["kpis"].as_array().unwrap();
                    let target = &kpis.iter().find(|known| known["id"] == kpi).unwrap()["target"];
                    let planned: Vec<_> = months(&plan, rep, kpi)
                        .iter()
                        .filter(|month| {
                            of.clone()
                                .any(|number| month["month"] == format!("2026-{number:02}"))
                        })
                        .map(|month| number(&month["target"]))
                        .collect();
                    let sum: Decimal = planned.iter().sum();
                    let count = if kpi == "weekly_orders" {
                        planned.len() as i64
                    } else {
                        1
                    };
                    assert_eq!(number(target), sum / Decimal::from(count), "{period} {rep} {kpi}");
                }
            }
        }
        // Of what is signed, nothing is told as long as it is what is planned.
        book.repcard(&["plan", "--year", "2026"])
            .exits(0)
            .does_not_say("plan-differs-from-signed");
        let book = book.file("plan.toml", PLAN.replace("year = 300", "year = 310"));
        book.repcard(&["plan", "--year", "2026", "-v"])
            .exits(0)
            .says("plan-differs-from-signed");
    }
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let book = planned();
    book.repcard(&["plan", "--year", "2026"]).exits(0);
    let first = book.files("out/plan-2026");
    book.repcard(&["plan", "--year", "2026"]).exits(0);
    let second = book.files("out/plan-2026");
    for (path, bytes) in &first {
        assert!(second[path] == *bytes, "{path}");
    }
}

#[test]
fn a_letters_code_is_that_of_its_figures() {
    let book = planned();
    book.repcard(&["plan", "--year", "2026"]).exits(0);
    let codes = PageCode::all(&fs::read(book.path("out/plan-2026/plan.json")).unwrap());
    let code = codes[0].to_string();
    assert!(code.starts_with("plan-2026/S001/"), "{code}");
    book.repcard(&["verify", "--code", &code])
        .exits(0)
        .says("王小明")
        .says("销售额：全年");
    book.repcard(&["verify", "--code", "plan-2026/S001/4F7K-Q2MD-8X3A"])
        .exits(1);
}

#[test]
fn sums_that_cannot_be_are_errors_and_strict_publishes_nothing() {
    let impossible = "[[target]]\nyear = 100\n[[target]]\nteam = \"华东一部\"\nyear = 70\n[[target]]\nteam = \"华东二部\"\nyear = 40\n";
    let book = planned().file("plan-2026.toml", impossible);
    book.repcard(&["plan", "--year", "2026", "--strict"])
        .exits(1)
        .says("plan-parts-above-whole")
        .says("plan-2026.toml:1")
        .says("多出 10");
    assert!(!book.path("out/plan-2026/plan.json").exists());
    book.repcard(&["plan", "--year", "2026"]).exits(1);
    assert!(book.path("out/plan-2026/plan.json").exists());
    // Doing what is said settles it.
    let book = book.file("plan-2026.toml", impossible.replace("year = 100", "year = 110"));
    book.repcard(&["plan", "--year", "2026"]).exits(0);
    let book = book.file("plan-2026.toml", impossible.replace("year = 100", "year = 120"));
    book.repcard(&["plan", "--year", "2026"])
        .exits(1)
        .says("plan-for-nobody")
        .says("10");
}

#[test]
fn a_year_without_published_holidays_is_planned_by_weekdays_and_says_so() {
    let book = planned();
    book.repcard(&["plan", "--year", "2031"])
        .exits(0)
        .says("unknown-calendar-year")
        .says("2031");
}

#[test]
fn a_season_is_learned_and_the_line_that_is_told_keeps_it() {
    let learning = "[season]\nlearn = true\n[[target]]\nyear = 1000\n";
    let book = planned().file("plan.toml", learning);
    let told = book
        .repcard(&["plan", "--year", "2027", "--format", "json"])
        .exits(0);
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    let findings = told["findings"].as_array().unwrap();
    let learned = findings
        .iter()
        .find(|finding| finding["code"] == "plan-season-learned")
        .unwrap();
    let fix = learned["fix"].as_str().unwrap();
    let line = &fix[fix.find("months = ").unwrap()..];
    let before = json(&book, "out/plan-2027/plan.json");
    let book = book.file("plan.toml", learning.replace("learn = true", line));
    let told = book
        .repcard(&["plan", "--year", "2027", "--format", "json"])
        .exits(0);
    assert!(!told.stdout.contains("plan-season-learned"));
    assert_eq!(json(&book, "out/plan-2027/plan.json")["reps"], before["reps"]);
}

#[test]
fn last_years_share_goes_by_what_each_sold_a_month() {
    let book = planned().file(
        "plan.toml",
        "[split]\nby = \"last-year\"\n[[target]]\nyear = 1000\n",
    );
    // September and October: S001 170,000, S002 90,000; S003 has no whole month and shares by the mean.
    book.repcard(&["plan", "--year", "2027"])
        .exits(0)
        .says("plan-share-unknown")
        .says("S003")
        .says("65000");
    let plan = json(&book, "out/plan-2027/plan.json");
    let year = |rep: usize| number(&plan["reps"][rep]["targets"][0]["year"]).to_string();
    assert_eq!([year(0), year(1), year(2)], ["435.9", "230.77", "333.33"]);
}

#[test]
fn mistakes_are_told_at_line_and_column() {
    for (text, said) in [
        ("", "plan.toml"),
        ("[[target]]\nyaer = 5\n", "plan.toml:2:1"),
        ("[[target]]\nyear = -5\n", "plan.toml:2:8"),
        ("[[target]]\nyear = \"5\"\n", "plan.toml:2:8"),
        ("[[target]]\nkpi = \"salse\"\nyear = 5\n", "plan.toml:2:7"),
        ("[[target]]\nkpi = \"visits\"\nyear = 5.5\n", "plan.toml:3:8"),
        (
            "[[target]]\nteam = \"A\"\nrep = \"B\"\nyear = 5\n",
            "plan.toml:3:7",
        ),
        ("[[target]]\nteam = \"A\"\n", "plan.toml:1:1"),
        ("[[target]]\nyear = 5\nfloor = 6\n", "plan.toml:3:9"),
        ("[[target]]\nyear = 5\nstretch = 4\n", "plan.toml:3:11"),
        (
            "[[target]]\nkpi = \"weekly_orders\"\nyear = 5\nproduct = \"P\"\n",
            "plan.toml:4:11",
        ),
        (
            "[season]\nmonths = [1, 2]\n[[target]]\nyear = 5\n",
            "plan.toml:2:10",
        ),
        (
            "[season]\nlearn = true\nmonths = [1,1,1,1,1,1,1,1,1,1,1,1]\n[[target]]\nyear = 5\n",
            "plan.toml:3:10",
        ),
        ("[tiers]\nfloor = 80\n[[target]]\nyear = 5\n", "plan.toml:2:9"),
        ("round_to = 0.015\n[[target]]\nyear = 5\n", "plan.toml:1:12"),
        ("unit = \"万\"\n[[target]]\nyear = 5\n", "plan.toml:1:8"),
        ("year = 2025\n[[target]]\nyear = 5\n", "plan.toml:1:8"),
    ] {
        let book = planned().file("plan.toml", text);
        book.repcard(&["plan", "--year", "2026"]).exits(2).says(said);
        assert!(!book.path("out/plan-2026").exists(), "{text}");
    }
    let book = planned().without("plan.toml");
    book.repcard(&["plan", "--year", "2026"])
        .exits(2)
        .says("plan-2026.toml")
        .says("repcard init");
}

#[test]
fn fiscal_years_are_refused_rather_than_read_back_wrongly() {
    let settings = fs::read_to_string(planned().path("repcard.toml")).unwrap_or_default();
    let book = planned().file(
        "repcard.toml",
        format!("{settings}\n[book]\nfiscal_year_start = 4\n"),
    );
    book.repcard(&["plan", "--year", "2026"])
        .exits(2)
        .says("fiscal_year_start = 4");
    assert!(!book.path("out/plan-2026").exists());
}

#[test]
fn the_commented_plan_of_a_new_book_is_understood() {
    let text = include_str!("../../src/cli/init/plan.toml");
    let uncommented: String = text
        .lines()
        .filter(|line| !line.contains("learn = true"))
        .map(|line| {
            let setting = line.strip_prefix("# ").filter(|rest| {
                rest.starts_with('[') || rest.split_once(" = ").is_some_and(|(key, _)| key.is_ascii())
            });
            setting.unwrap_or(line).to_owned() + "\n"
        })
        .collect();
    let book = planned().file("plan.toml", uncommented);
    // The commented product and the rep's July leave enough of the company's.
    book.repcard(&["plan", "--year", "2027"]).exits(0);
    let plan = json(&book, "out/plan-2027/plan.json");
    assert_eq!(number(&plan["groups"][0]["year"]), 12_000_000.into());
}
