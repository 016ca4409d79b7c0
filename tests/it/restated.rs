//! One visit, call, request, report or event in two exports that state it otherwise: what counts, what is told, and that doing
//! what a finding says settles it.

use crate::support::book;
use book::Book;
use serde_json::Value;
use std::collections::BTreeSet;

const REQUESTS: &str = "需求编号,提出时间,工号,客户名称,回复时间\n";
const VISITS: &str = "拜访日期,工号,客户名称,客户类型,结果\n";
const CALLS: &str = "呼叫时间,工号,被叫号码,通话时长,接通状态\n";
const REPORTS: &str = "工号,类型,应交日期,提交时间\n";
const CONDUCT: &str = "日期,工号,事项,分值,备注\n";

const POLICY: &str = r#"min_weight = 0
[[kpi]]
id = "visits"
weight = 20
rule = { kind = "per-unit", start = 0, each = 1, max = 20 }
[[kpi]]
id = "calls"
weight = 20
rule = { kind = "per-unit", start = 0, each = 1, max = 20 }
[[kpi]]
id = "requests"
weight = 20
rule = { kind = "fraction" }
[[kpi]]
id = "reports"
weight = 20
rule = { kind = "fraction" }
[[kpi]]
id = "conduct"
weight = 20
rule = { kind = "fraction" }
"#;

/// The figures of S001 that have a value, and what is said of rows stated twice.
fn outcome(files: &[(&str, String)], settings: &str) -> (String, BTreeSet<String>) {
    let mut book = Book::empty()
        .file("repcard.toml", format!("company = \"样品\"\n{settings}"))
        .file("policy.toml", POLICY)
        .file(
            "inbox/花名册.csv",
            "工号,姓名,团队,入职日期\nS001,王小明,一部,2020-01-01\nS002,李晓华,一部,2020-01-01\n",
        );
    for (name, text) in files {
        book = book.file(&format!("inbox/{name}"), text);
    }
    let ran = book.repcard(&["run", "--period", "2026-10", "--format", "json"]);
    let printed: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let codes = [
        "row-restated",
        "perhaps-restated",
        "repeated-in-another-file",
        "possible-duplicate",
        "repeated-row",
    ];
    let told = printed["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            codes
                .contains(&text("code").as_str())
                .then(|| format!("{} {}", text("severity"), text("code")))
        });
    let told = told.collect();
    let results = std::fs::read_to_string(book.path("out/2026-10/results.json")).unwrap();
    let results: Value = serde_json::from_str(&results).unwrap();
    let rep = results["reps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|rep| rep["rep_id"] == "S001");
    let figures = rep.unwrap()["kpis"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|kpi| !kpi["actual"].is_null());
    let figures: Vec<String> = figures
        .map(|kpi| format!("{}={}", kpi["id"].as_str().unwrap(), kpi["actual"]))
        .collect();
    (figures.join(" "), told)
}

#[track_caller]
fn comes_to(files: &[(&str, &str, &str)], figures: &str, told: &[&str]) {
    let files: Vec<(&str, String)> = files
        .iter()
        .map(|(name, header, rows)| (*name, format!("{header}{rows}")))
        .collect();
    let (found, said) = outcome(&files, "");
    let told: BTreeSet<String> = told.iter().map(|told| (*told).to_owned()).collect();
    assert_eq!((found.as_str(), &said), (figures, &told), "{files:?}");
}

#[test]
fn what_a_later_export_states_counts_once() {
    const INFO: &[&str] = &["info row-restated"];
    const WARNING: &[&str] = &["warning row-restated"];
    // A reply that came after the month's export, in the next month's folder and in that of the month before.
    for (older, newer) in [
        ("2026-10/需求.csv", "2026-11/需求.csv"),
        ("2026-09/需求.csv", "2026-11/需求.csv"),
        ("2026-10/需求_1015.csv", "2026-10/需求_1031.csv"),
    ] {
        let rows = "R1,2026-10-14 09:00,S001,甲公司,\nR2,2026-10-20 09:00,S001,甲公司,2026-10-20 10:00\n";
        comes_to(
            &[
                (older, REQUESTS, rows),
                (
                    newer,
                    REQUESTS,
                    "R1,2026-10-14 09:00,S001,甲公司,2026-10-14 11:00\n",
                ),
            ],
            "requests=1.000000",
            INFO,
        );
        comes_to(
            &[
                (
                    older,
                    REQUESTS,
                    "R1,2026-10-14 09:00,S001,甲公司,2026-10-20 11:00\n",
                ),
                (
                    newer,
                    REQUESTS,
                    "R1,2026-10-14 09:00,S001,甲公司,2026-10-14 11:00\n",
                ),
            ],
            "requests=1.000000",
            WARNING,
        );
    }
    comes_to(
        &[
            (
                "2026-10/拜访_1015.csv",
                VISITS,
                "2026-10-14,S001,甲公司,老客户,\n2026-10-15,S001,甲公司,老客户,\n",
            ),
            (
                "2026-10/拜访_1031.csv",
                VISITS,
                "2026-10-14,S001,甲公司,老客户,下单\n2026-10-15,S001,甲公司,老客户,观望\n",
            ),
        ],
        "visits=2",
        INFO,
    );
    comes_to(
        &[
            (
                "2026-10/汇报_1015.csv",
                REPORTS,
                "S001,日报,2026-10-14,\nS001,周报,2026-10-14,2026-10-14\n",
            ),
            (
                "2026-10/汇报_1031.csv",
                REPORTS,
                "S001,日报,2026-10-14,2026-10-14\nS001,周报,2026-10-14,2026-10-14\n",
            ),
        ],
        "reports=1.000000",
        &["info row-restated", "error repeated-in-another-file"],
    );
    comes_to(
        &[
            (
                "2026-10/通话.csv",
                CALLS,
                "2026-10-14 09:00:05,S001,138-0000-0000,60,\n",
            ),
            (
                "2026-10/话单.csv",
                CALLS,
                "2026-10-14 09:00:05,S001,13800000000,61,接通\n",
            ),
        ],
        "calls=1",
        WARNING,
    );
    comes_to(
        &[
            ("2026-10/纪律_1015.csv", CONDUCT, "2026-10-14,S001,迟到,-2,\n"),
            ("2026-10/纪律_1031.csv", CONDUCT, "2026-10-14,S001,迟到,-5,改判\n"),
        ],
        "conduct=0.950000",
        WARNING,
    );
}

#[test]
fn what_nobody_can_tell_counts_and_is_told() {
    const TOLD: &[&str] = &["warning perhaps-restated"];
    let visits = |result| format!("2026-10-14,S001,甲公司,老客户,{result}\n");
    comes_to(
        &[
            ("2026-10/拜访.csv", VISITS, &visits("观望")),
            ("2026-10/外勤.csv", VISITS, &visits("下单")),
        ],
        "visits=2",
        TOLD,
    );
    // Nothing speaks against their being one.
    comes_to(
        &[
            ("2026-10/拜访.csv", VISITS, &visits("")),
            ("2026-10/外勤.csv", VISITS, &visits("下单")),
        ],
        "visits=1",
        &["warning row-restated"],
    );
    comes_to(
        &[
            ("2026-10/通话.csv", CALLS, "2026-10-14,S001,13800000000,60,\n"),
            ("2026-10/话单.csv", CALLS, "2026-10-14,S001,13800000000,90,接通\n"),
        ],
        "calls=2",
        TOLD,
    );
    comes_to(
        &[
            ("2026-10/纪律.csv", CONDUCT, "2026-10-14,S001,迟到,-2,\n"),
            ("2026-10/人事.csv", CONDUCT, "2026-10-14,S001,迟到,-5,\n"),
        ],
        "conduct=0.930000",
        TOLD,
    );
}

#[test]
fn what_is_two_stays_two_in_silence() {
    comes_to(
        &[
            (
                "2026-10/拜访.csv",
                VISITS,
                "2026-10-14 09:00,S001,甲公司,老客户,观望\n",
            ),
            (
                "2026-10/外勤.csv",
                VISITS,
                "2026-10-14 14:00,S001,甲公司,老客户,下单\n2026-10-14 14:00,S002,甲公司,老客户,下单\n",
            ),
        ],
        "visits=2",
        &[],
    );
    // Numbers that begin again with each month.
    comes_to(
        &[
            (
                "2026-09/需求.csv",
                REQUESTS,
                "1,2026-09-14 09:00,S001,甲公司,\n2,2026-09-15 09:00,S001,乙公司,\n",
            ),
            (
                "2026-10/需求.csv",
                REQUESTS,
                "1,2026-10-14 09:00,S001,甲公司,2026-10-14 10:00\n2,2026-10-15 09:00,S001,丙公司,\n",
            ),
        ],
        "requests=0.500000",
        &[],
    );
    // Daily and weekly reports of one Friday, in files that say so.
    let reports = "工号,应交日期,提交时间\n";
    comes_to(
        &[
            ("2026-10/日报.csv", reports, "S001,2026-10-16,2026-10-15\n"),
            ("2026-10/周报.csv", reports, "S001,2026-10-16,2026-10-17\n"),
        ],
        "reports=0.500000",
        &[],
    );
    // A plan, and the visit that came of it.
    let visits = "拜访日期,工号,客户名称,客户类型,状态\n";
    comes_to(
        &[
            (
                "2026-10/拜访计划.csv",
                visits,
                "2026-10-14 09:00,S001,甲公司,老客户,计划中\n",
            ),
            (
                "2026-10/拜访.csv",
                visits,
                "2026-10-14 09:00,S001,甲公司,老客户,已完成\n",
            ),
        ],
        "visits=1",
        &[],
    );
}

#[test]
fn one_number_twice_in_a_sheet_is_told() {
    comes_to(
        &[(
            "2026-10/需求.csv",
            REQUESTS,
            "R1,2026-10-14 09:00,S001,甲公司,\nR1,2026-10-14 09:00,S001,甲公司,2026-10-20 10:00\nR1,2026-10-14 09:00,S001,甲公司,2026-10-14 10:00\n",
        )],
        "requests=1.000000",
        &["warning row-restated"],
    );
    comes_to(
        &[(
            "2026-10/需求.csv",
            REQUESTS,
            "R1,2026-10-14 09:00,S001,甲公司,\nR1,2026-10-20 09:00,S001,乙公司,2026-10-20 10:00\n",
        )],
        "requests=0.500000",
        &["warning perhaps-restated"],
    );
}

/// Whatever files are called, if their names say nothing of their time, the same comes out.
#[test]
fn names_of_files_decide_nothing() {
    let texts = [
        "R1,2026-10-14 09:00,S001,甲公司,\nR3,2026-10-20 09:00,S001,丙公司,2026-10-20 10:00\n",
        "R1,2026-10-14 09:00,S001,甲公司,2026-10-14 11:00\nR2,2026-10-14 09:00,S001,甲公司,2026-10-14 11:00\n",
        "R1,2026-10-14 09:00,S001,甲公司,2026-10-16 11:00\nR2,2026-10-14,S001,甲公司有限公司,\n",
    ];
    let names = ["2026-10/甲.csv", "2026-10/乙.csv", "2026-10/丙.csv"];
    let mut outcomes = BTreeSet::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let files: Vec<(&str, String)> = names
            .iter()
            .zip(order)
            .map(|(name, at)| (*name, format!("{REQUESTS}{}", texts[at])))
            .collect();
        outcomes.insert(outcome(&files, "").0);
    }
    assert_eq!(outcomes.len(), 1, "{outcomes:?}");
}

#[test]
fn doing_what_a_finding_says_settles_it() {
    let conflicts = [
        (
            "visits",
            VISITS,
            "2026-10-14,S001,甲公司,老客户,观望\n",
            "2026-10-14,S001,甲公司,老客户,下单\n",
            "1",
            "2",
        ),
        (
            "calls",
            CALLS,
            "2026-10-14,S001,13800000000,60,\n",
            "2026-10-14,S001,13800000000,90,\n",
            "1",
            "2",
        ),
        (
            "requests",
            REQUESTS,
            "R1,2026-10-14 09:00,S001,甲公司,2026-10-14 10:00\n",
            "R1,2026-10-14 09:00,S001,甲公司,2026-10-20 10:00\n",
            "1.000000",
            "0.500000",
        ),
        (
            "reports",
            REPORTS,
            "S001,日报,2026-10-14,2026-10-14\n",
            "S001,日报,2026-10-14,2026-10-16\n",
            "0.000000",
            "0.500000",
        ),
        (
            "conduct",
            CONDUCT,
            "2026-10-14,S001,迟到,-2,\n",
            "2026-10-14,S001,迟到,-5,\n",
            "0.950000",
            "0.930000",
        ),
    ];
    for (list, header, one, other, once, each) in conflicts {
        let files = [
            ("2026-10/甲.csv", format!("{header}{one}")),
            ("2026-10/乙.csv", format!("{header}{other}")),
        ];
        let (_, told) = outcome(&files, "");
        assert_eq!(told.len(), 1, "{list}: {told:?}");
        assert!(
            told.iter().all(|told| told.starts_with("warning ")),
            "{list}: {told:?}"
        );
        for (said, figure) in [("one", once), ("each", each)] {
            let (figures, told) = outcome(&files, &format!("[restated]\n{list} = \"{said}\"\n"));
            assert_eq!(figures, format!("{list}={figure}"), "{said}");
            assert!(told.is_empty(), "{list}: {told:?}");
        }
    }
}
