//! `repcard explain`: rows add up to figures, rows that don't count say why, and rows tell what became of them.

use crate::support::book;
use crate::support::exact;
use book::{Book, Ran, part_of, program, ran};
use calamine::{Data, Reader, Xlsx, open_workbook};
use exact::exact;
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

fn json(ran: Ran) -> Value {
    serde_json::from_str(&ran.exits(0).stdout).unwrap()
}

/// What a row adds: the ratio, where no decimal states it.
fn value(row: &Value) -> BigRational {
    row.get("exact").map_or_else(|| exact(&row["value"]), exact)
}

/// Whether a figure is its rows and its start, to the twelve places that figures without end are printed with.
fn adds_up(kpi: &Value) {
    if kpi["actual"].is_null() {
        return;
    }
    let rows = kpi["rows"].as_array().unwrap();
    let sum: BigRational = rows.iter().map(value).sum::<BigRational>() + exact(&kpi["start"]);
    if kpi["limited"] == true {
        return;
    }
    let difference = sum - exact(&kpi["actual"]);
    let least = BigRational::new(1.into(), BigInt::from(10).pow(11));
    let is_none = difference < least && difference > -least;
    assert!(is_none, "{difference}: {kpi:#}");
}

fn kpi<'a>(rep: &'a Value, id: &str) -> &'a Value {
    let kpis = rep["kpis"].as_array().unwrap();
    kpis.iter().find(|kpi| kpi["id"] == id).unwrap()
}

fn reps(explained: &Value) -> Vec<&Value> {
    match explained["reps"].as_array() {
        Some(reps) => reps.iter().collect(),
        None => vec![explained],
    }
}

#[test]
fn every_figure_of_the_sample_is_its_rows() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/huadong");
    let mut figures = 0;
    for team in ["上海一部", "杭州二部", "南京三部"] {
        let explained = json(ran(program()
            .args([
                "explain", "--team", team, "--format", "json", "--period", "2026-10", "--book",
            ])
            .arg(&sample)));
        for rep in reps(&explained) {
            for kpi in rep["kpis"].as_array().unwrap() {
                adds_up(kpi);
                figures += 1;
            }
        }
    }
    assert!(figures > 100, "{figures}");
}

#[test]
fn a_team_is_explained_as_each_of_it_is() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/huadong");
    let of = |book: &Path, asked: &[&str]| {
        let explained = program()
            .arg("explain")
            .args(asked)
            .args(["--format", "json", "--period", "2026-10", "--book"])
            .arg(book)
            .output();
        serde_json::from_slice::<Value>(&explained.unwrap().stdout).unwrap()
    };
    let (random, _) = random_book(7);
    for (book, team) in [(sample, "杭州二部"), (random.path("."), "一部")] {
        let together = of(&book, &["--team", team]);
        let together = reps(&together);
        assert!(together.len() > 2);
        for rep in together {
            let alone = of(&book, &[rep["rep_id"].as_str().unwrap()]);
            assert_eq!(rep["kpis"], reps(&alone)[0]["kpis"]);
        }
    }
}

/// A sequence that looks random and is the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.below(texts.len() as u64) as usize]
    }
}

/// A book of a team of three with rows of every kind, some of them bad, and the rows of October of each rep and list.
fn random_book(seed: u64) -> (Book, Vec<(&'static str, String, String)>) {
    const REPS: [&str; 3] = ["S001", "S002", "S003"];
    let mut numbers = Numbers(seed);
    let mut rows = Vec::new();
    let mut list = |ids: &'static [&'static str],
                    name: &str,
                    header: &str,
                    line: &mut dyn FnMut(&mut Numbers, usize) -> String| {
        let file = format!("2026-10/{name}.csv");
        let mut text = format!("{header}\n");
        for at in 0..5 + numbers.below(25) as usize {
            let rep = numbers.of(&REPS);
            let row = line(&mut numbers, at).replace("REP", rep);
            let _ = writeln!(text, "{row}");
            for id in ids {
                rows.push((*id, rep.to_owned(), format!("inbox/{file}!{}", at + 2)));
            }
        }
        (format!("inbox/{file}"), text)
    };
    let day = |numbers: &mut Numbers| format!("2026-10-{:02}", 1 + numbers.below(31));
    let files = [
        list(
            &["sales", "weekly_orders", "new_customers"],
            "订单",
            "订单编号,行号,下单日期,工号,客户名称,金额,状态",
            &mut |numbers, at| {
                let (order, date) = (numbers.below(12), day(numbers));
                let amount = numbers.of(&["100", "2500.5", "-40", "待定", "0.01"]);
                let status = numbers.of(&["已完成", "已完成", "已取消"]);
                format!(
                    "O{order},{at},{date},REP,{}公司,{amount},{status}",
                    numbers.of(&["甲", "乙", "丙", "丁"])
                )
            },
        ),
        list(
            &["visits"],
            "拜访",
            "拜访日期,工号,客户名称,客户类型",
            &mut |numbers, _| {
                let date = day(numbers);
                format!(
                    "{date},REP,{}公司,{}",
                    numbers.of(&["甲", "戊"]),
                    numbers.of(&["现有", "潜在", ""])
                )
            },
        ),
        list(
            &["calls"],
            "电话",
            "呼叫时间,工号,客户名称,呼叫方向,通话时长",
            &mut |numbers, at| {
                let (date, minute) = (day(numbers), at);
                format!(
                    "{date} 10:{minute:02},REP,甲公司,{},{}",
                    numbers.of(&["外呼", "呼入"]),
                    numbers.below(2) * 30
                )
            },
        ),
        list(
            &["requests"],
            "客户需求",
            "需求编号,提出时间,工号,客户名称,回复时间",
            &mut |numbers, at| {
                let day = 1 + numbers.below(28);
                let reply = numbers.below(3);
                let reply = if reply == 0 {
                    String::new()
                } else {
                    format!("2026-10-{:02} 09:00", day + reply)
                };
                format!("R{at},2026-10-{day:02} 08:00,REP,甲公司,{reply}")
            },
        ),
        list(
            &["reports"],
            "计划汇报",
            "工号,类型,应交日期,提交时间",
            &mut |numbers, at| {
                let day = 1 + numbers.below(28);
                let given = numbers.below(3);
                let given = if given == 0 {
                    String::new()
                } else {
                    format!("2026-10-{:02}", day + given - 1)
                };
                format!("REP,日报{at},2026-10-{day:02},{given}")
            },
        ),
        list(
            &["conduct"],
            "行为纪律",
            "日期,工号,事项,分值",
            &mut |numbers, at| {
                let date = day(numbers);
                format!("{date},REP,事项{at},{}", numbers.of(&["-5", "2", "-60", ""]))
            },
        ),
    ];
    let share = 1 + numbers.below(1_000_000);
    let book = Book::empty()
        .file("policy.toml", POLICY)
        .file("inbox/花名册.csv", "工号,姓名,团队,入职日期\nS001,王小明,一部,2020-01-01\nS002,李晓华,一部,2026-10-15\nS003,张建国,一部,2021-01-01\n")
        .file("inbox/销售目标.csv", format!("工号,团队,指标,年度,全年,10月\nS001,,销售额,2026,{share},\nS003,,销售额,2026,{share},70000\n,一部,拜访,2026,{},\n", share % 500))
        .file("inbox/2026-09/订单.csv", "订单编号,下单日期,工号,客户名称,金额\nP1,2026-09-10,S001,甲公司,800\nP2,2026-09-11,S003,戊公司,300.5\n");
    let book = files
        .into_iter()
        .fold(book, |book, (path, text)| book.file(&path, text));
    (book, rows)
}

const POLICY: &str = r#"
min_weight = 0
late_credit = 0.3
[[kpi]]
id = "sales"
weight = 40
rule = { kind = "ratio" }
[[kpi]]
id = "growth"
weight = 10
rule = { kind = "steps", steps = [[0.1, 10], [0, 5]] }
[[kpi]]
id = "new_customers"
weight = 10
rule = { kind = "per-unit", start = 0, each = 1 }
[[kpi]]
id = "visits"
weight = 10
rule = { kind = "ratio" }
[[kpi]]
id = "calls"
weight = 5
rule = { kind = "per-unit", start = 0, each = 1 }
[[kpi]]
id = "weekly_orders"
weight = 5
rule = { kind = "per-unit", start = 0, each = 1 }
[[kpi]]
id = "conduct"
weight = 10
rule = { kind = "fraction" }
[[kpi]]
id = "reports"
weight = 5
rule = { kind = "fraction" }
[[kpi]]
id = "requests"
weight = 5
rule = { kind = "fraction" }
"#;

#[test]
fn every_row_of_random_books_counts_or_says_why_not() {
    for seed in 0..50 {
        let (book, rows) = random_book(seed);
        let explained = json(book.repcard(&[
            "explain", "--team", "一部", "--format", "json", "--period", "2026-10",
        ]));
        let reps = reps(&explained);
        assert_eq!(reps.len(), 3, "{seed}");
        for kpi in reps.iter().flat_map(|rep| rep["kpis"].as_array().unwrap()) {
            adds_up(kpi);
        }
        for (id, rep, place) in &rows {
            let rep = reps.iter().find(|of| of["rep_id"] == rep.as_str()).unwrap();
            let kpi = kpi(rep, id);
            let rows = [&kpi["rows"], &kpi["left_out"]].map(|rows| rows.as_array().unwrap());
            let times = rows
                .into_iter()
                .flatten()
                .filter(|row| row["place"] == place.as_str())
                .count();
            assert_eq!(times, 1, "{seed} {id} {place}: {kpi:#}");
        }
    }
}

fn told() -> Book {
    Book::small().file(
        "inbox/2026-10/订单.csv",
        "订单编号,下单日期,工号,客户名称,金额,状态\n\
         B1,2026-10-10,S001,甲公司,90000,已完成\n\
         B2,2026-10-12,S002,丙公司,50000,已完成\n\
         B3,2026-10-13,S001,乙公司,400,已取消\n\
         B4,2026-10-14,S001,乙公司,待定,已完成\n\
         C1,2026-11-01,S001,乙公司,10,已完成\n\
         合计,,,,140400,\n",
    )
}

const OCTOBER: [&str; 2] = ["--period", "2026-10"];

#[test]
fn one_figure_stands_on_top_with_its_keys() {
    let book = told();
    let explained = json(book.repcard(&[
        "explain",
        "s001",
        "销售额",
        "--format",
        "json",
        "--period",
        "2026-10",
    ]));
    assert_eq!(explained["actual"].to_string(), "90000");
    assert_eq!(explained["period"], "2026-10");
    assert_eq!(explained["published"]["state"], "nothing");
    assert_eq!(explained["rows"][0]["place"], "inbox/2026-10/订单.csv!2");
    assert_eq!(explained["rows"][0]["customer"], "甲公司");
    let left_out: Vec<&str> = explained["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["code"].as_str().unwrap())
        .collect();
    assert_eq!(left_out, ["cancelled", "not-a-number"]);
    assert_eq!(explained["target"].to_string(), "100000");
    assert_eq!(explained["derivation"][0]["step"], "stated");
    assert_eq!(explained["derivation"][0]["place"], "inbox/销售目标.csv!D2");
    assert_eq!(explained["derivation"][1]["amount"].to_string(), "100000");
    assert_eq!(explained["kpis"][0]["id"], "sales");
}

#[test]
fn people_read_rows_reasons_target_and_points() {
    let book = told();
    let asked = ["explain", "王小明", "sales", "--period", "2026-10"];
    let page = book.repcard(&asked).exits(0).stdout;
    for text in [
        "S001 王小明",
        "销售额  90,000.00",
        "2026-10/订单.csv!2",
        "不计 2 行",
        "状态表明不计",
        "400.00",
        "季节权重 1/12",
        "达成率",
        "得分",
    ] {
        assert!(page.contains(text), "no {text} in {page}");
    }
    let english = book.repcard_in("en_US.UTF-8", &asked).exits(0).stdout;
    for text in ["Sales  90,000.00", "2 rows don't count", "season 1/12", "points"] {
        assert!(english.contains(text), "no {text} in {english}");
    }
}

#[test]
fn what_is_called_by_no_known_name_is_told_with_the_nearest() {
    let book = told();
    let explain = |arguments: &[&str]| book.repcard(&[&["explain"], arguments, &OCTOBER].concat());
    explain(&["S0O1"]).exits(2).says("S001 王小明");
    explain(&["S001", "sale"]).exits(2).says("sales");
    explain(&["--team", "华东"]).exits(2).says("华东一部");
    explain(&["--row", "订单"]).exits(2).says("订单.xlsx!14");
    explain(&["--row", "定单.csv!3"]).exits(2).says("订单.csv");
    book.repcard(&["check", "--format", "xlsx"])
        .exits(2)
        .says("explain");
}

#[test]
fn a_row_says_what_became_of_it() {
    let book = told();
    let row = |row: &str| {
        let arguments = ["explain", "--row", row, "--period", "2026-10"];
        book.repcard(&arguments).exits(0).stdout
    };
    let counted = row("2026-10/订单.csv!E2");
    assert!(
        counted.contains("计入 S001 王小明 2026-10 的销售额：90,000"),
        "{counted}"
    );
    assert!(row("2026-10/订单.csv!4").contains("状态表明不计"));
    let rejected = row("inbox/2026-10/订单.csv!5");
    assert!(
        rejected.contains("not-a-number") && rejected.contains("待定"),
        "{rejected}"
    );
    assert!(row("2026-10/订单.csv!6").contains("没有任何指标用到这一行"));
    assert!(row("2026-10/订单.csv!7").contains("合计行"));
    assert!(row("2026-10/订单.csv!1").contains("表头"));
    assert!(row("销售目标.csv!2").contains("设定目标：销售额"));
}

#[test]
fn a_row_says_all_that_is_told_of_it() {
    let settings = "[[check]]\ndataset = \"orders\"\nwhere = \"amount > 80000\"\nmessage = \"大单\"\n\
                    [inputs.orders]\nfiles = [\"{period}/订单.csv\"]\ncontrol = 5\n";
    let book = told().file("repcard.toml", settings);
    let row = |row: &str| {
        let arguments = ["explain", "--row", row, "--period", "2026-10"];
        book.repcard(&arguments).exits(0).stdout
    };
    let met = row("2026-10/订单.csv!2");
    assert!(met.contains("check-met") && met.contains("大单"), "{met}");
    assert!(!row("2026-10/订单.csv!3").contains("check-met"));
    let header = row("2026-10/订单.csv!1");
    assert!(header.contains("control-differs"), "{header}");
}

#[test]
fn a_row_of_somebody_who_is_not_appraised_is_nobodys_figure() {
    let book = told().file(
        "inbox/花名册.csv",
        "工号,姓名,团队,入职日期,离职日期\nS001,王小明,一部,2020-01-01,\nS002,李晓华,二部,2021-03-01,2026-08-31\n",
    );
    let arguments = ["explain", "--row", "2026-10/订单.csv!3", "--period", "2026-10"];
    let said = book.repcard(&arguments).exits(0).stdout;
    assert!(said.contains("不是任何人的数：S002 李晓华 本期不考核"), "{said}");
    let english = book.repcard_in("en_US.UTF-8", &arguments).exits(0).stdout;
    assert!(
        !english.contains("counts for S002") && !english.contains("计入 S002"),
        "{english}"
    );
    let told = json(book.repcard(&[&arguments[..], &["--format", "json"]].concat()));
    assert_eq!(told["rows"][0]["uses"][0]["appraised"], false);
}

#[test]
fn a_customer_whom_a_word_leaves_out_is_told_alike_everywhere() {
    let book = Book::small()
        .file(
            "datasets/customers.toml",
            "[field.\"归属\"]\nkind = \"word\"\nwords = { ignored = [\"内部\"], counts = [\"外部\"] }\n",
        )
        .file(
            "inbox/2026-09/客户.csv",
            "客户名称,负责人工号,创建日期,归属\n甲公司,S001,2026-09-02,外部\n乙公司,S001,2026-09-03,内部\n",
        )
        .file(
            "inbox/2026-10/客户.csv",
            "客户名称,负责人工号,创建日期,归属\n甲公司,S001,2026-10-02,内部\n乙公司,S001,2026-10-03,外部\n丙公司,S001,2026-10-03,外部\n",
        );
    let row = |row: &str| {
        let arguments = ["explain", "--row", row, "--period", "2026-10", "--format", "json"];
        json(book.repcard(&arguments))["rows"][0].clone()
    };
    let fate = |file: &str| row(file)["fate"].clone();
    // The newest list decides, be it that a customer is none.
    assert_eq!(fate("2026-10/客户.csv!2"), "cancelled");
    assert_eq!(fate("2026-09/客户.csv!2"), "restated");
    assert_eq!(fate("2026-10/客户.csv!3"), "counted");
    assert_eq!(fate("2026-10/客户.csv!4"), "counted");
    // What an older list leaves out does not say since when the customer is known.
    let explained = book.repcard(&[
        "explain",
        "S001",
        "customers_added",
        "--period",
        "2026-10",
        "--format",
        "json",
    ]);
    let explained = json(explained);
    assert_eq!(
        exact(&kpi(&explained, "customers_added")["actual"]),
        BigRational::from_integer(2.into()),
        "{explained:#}"
    );
}

#[test]
fn what_was_published_otherwise_is_told() {
    let book = told();
    book.repcard(&["run", "--period", "2026-10"]).exits(1);
    let asked = ["explain", "S001", "sales", "--period", "2026-10"];
    let same = book.repcard(&asked).exits(0).stdout;
    assert!(same.starts_with("S001"), "{same}");
    let book = book.file(
        "inbox/2026-10/订单.csv",
        "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S001,甲公司,95000\nB2,2026-10-12,S002,丙公司,50000\n",
    );
    let other = book.repcard(&asked).exits(0).stdout;
    for text in ["inbox/2026-10/订单.csv", "已发布 90000", "现为 95000"] {
        assert!(other.contains(text), "no {text} in {other}");
    }
}

#[test]
fn a_workbook_lists_rows_and_steps() {
    let book = told();
    let path = book.path("why.xlsx");
    let file = path.to_str().unwrap();
    let arguments = [
        "explain", "S001", "--format", "xlsx", "-o", file, "--period", "2026-10",
    ];
    book.repcard(&arguments).exits(0);
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(workbook.sheet_names(), ["明细行", "目标的来历"]);
    let rows = workbook.worksheet_range("明细行").unwrap();
    let cell = |row, column| {
        rows.get_value((row, column))
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    assert_eq!(cell(2, 4), "位置");
    assert_eq!(cell(3, 4), "inbox/2026-10/订单.csv!2");
    assert_eq!(cell(3, 7), "90000");
    let links = part_of(&path, "xl/worksheets/_rels/sheet1.xml.rels");
    let target = format!(
        "Target=\"{}/inbox/2026-10/订单.csv",
        book.path("").canonicalize().unwrap().display()
    );
    assert!(links.contains(&target), "no {target} in {links}");
    let steps = workbook.worksheet_range("目标的来历").unwrap();
    assert_eq!(steps.get_value((4, 4)), Some(&Data::Float(100_000.0)));
}
