//! What a run takes for granted, and what changed since the period before: two months of a book, one after the other.

use crate::support::book;
use book::Book;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

const CODES: [&str; 7] = [
    "table-gone",
    "fewer-rows",
    "amounts-shifted",
    "unit-changed",
    "layout-changed",
    "new-word",
    "earlier-unread",
];

/// A month's orders: rows of a number, a day, a rep, a customer, a status and an amount.
struct Orders {
    month: u32,
    headers: &'static str,
    rows: u32,
    /// What each amount is divided by, as a text shows it.
    amount: fn(u32) -> String,
    status: fn(u32) -> &'static str,
}

impl Orders {
    fn of(month: u32) -> Self {
        Self {
            month,
            headers: "订单编号,下单日期,工号,客户名称,金额,订单状态",
            rows: 24,
            amount: |row| (1_000 + row * 37).to_string(),
            status: |_| "已完成",
        }
    }

    fn text(&self) -> String {
        let mut text = format!("{}\n", self.headers);
        for row in 1..=self.rows {
            let (month, day) = (self.month, row % 27 + 1);
            let (rep, amount, status) = (1 + row % 2, (self.amount)(row), (self.status)(row));
            let _ = writeln!(
                text,
                "D{month}{row},2026-{month:02}-{day:02},S00{rep},客户{row},{amount},{status}"
            );
        }
        text
    }
}

fn september() -> Book {
    Book::small()
        .file("inbox/2026-09/订单.csv", Orders::of(9).text())
        .file("inbox/2026-10/订单.csv", Orders::of(10).text())
}

fn published(book: Book, period: &str) -> Book {
    let ran = book.repcard(&["run", "--period", period]);
    assert!(
        book.path(&format!("out/{period}/snapshot.json")).exists(),
        "{}",
        ran.stderr
    );
    book
}

/// What is told of October as changed: code, severity and place.
fn told(book: &Book) -> Vec<(String, String, String)> {
    let ran = book.repcard(&["check", "--period", "2026-10", "--format", "json"]);
    let summary: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let findings = summary["findings"].as_array().unwrap().iter();
    let of_changes = findings.filter(|finding| CODES.contains(&finding["code"].as_str().unwrap()));
    of_changes
        .map(|finding| {
            (
                text(finding, "code"),
                text(finding, "severity"),
                text(finding, "place"),
            )
        })
        .collect()
}

fn one(code: &str, severity: &str, place: &str) -> Vec<(String, String, String)> {
    vec![(code.to_owned(), severity.to_owned(), place.to_owned())]
}

#[test]
fn clean_months_give_nothing() {
    let book = published(september(), "2026-09");
    assert_eq!(told(&book), []);
    // Nor does the month itself, run twice.
    let book = published(book, "2026-10");
    assert_eq!(told(&book), []);
}

#[test]
fn a_first_month_has_nothing_to_compare() {
    assert_eq!(told(&september()), []);
}

#[test]
fn a_file_that_is_gone_is_told_until_it_is_there() {
    let returns = |month: u32| {
        format!(
            "订单编号,下单日期,工号,客户名称,金额\nT1,2026-{month:02}-08,S001,客户1,300\nT2,2026-{month:02}-09,S002,客户2,200\n"
        )
    };
    let book = september().file("inbox/2026-09/退货_202609.csv", returns(9));
    let book = published(book, "2026-09");
    assert_eq!(
        told(&book),
        one("table-gone", "warning", "inbox/2026-09/退货_202609.csv")
    );
    let book = book.file("inbox/2026-10/退货_202610.csv", returns(10));
    assert_eq!(told(&book), []);
    // Published once, the same month is compared with itself as well.
    let book = published(book, "2026-10").without("inbox/2026-10/退货_202610.csv");
    let places: Vec<String> = told(&book).into_iter().map(|(.., place)| place).collect();
    assert_eq!(places, ["inbox/2026-09/退货_202609.csv"]);
}

#[test]
fn one_of_several_teams_is_told() {
    let team = |month, team: u32| {
        let text = Orders {
            rows: 20,
            ..Orders::of(month)
        }
        .text();
        (
            format!("inbox/2026-{month:02}/订单{team}组.csv"),
            text.replace('D', &format!("T{team}-")),
        )
    };
    let with = |book: Book, (path, text): (String, String)| book.file(&path, text);
    let mut book = Book::small()
        .without("inbox/2026-09/订单.csv")
        .without("inbox/2026-10/订单.csv");
    for number in 1..=3 {
        book = with(book, team(9, number));
    }
    book = with(with(book, team(10, 1)), team(10, 3));
    let book = published(book, "2026-09");
    assert_eq!(
        told(&book),
        one("table-gone", "warning", "inbox/2026-09/订单2组.csv")
    );
}

#[test]
fn half_the_rows_are_told() {
    let of = |rows| {
        Orders {
            rows,
            ..Orders::of(10)
        }
        .text()
    };
    let book = published(september(), "2026-09").file("inbox/2026-10/订单.csv", of(11));
    assert_eq!(
        told(&book),
        one("fewer-rows", "warning", "inbox/2026-10/订单.csv")
    );
    let book = book.file("inbox/2026-10/订单.csv", of(12));
    assert_eq!(told(&book), []);
    // The export for all days, as the message asks for it.
    let book = book.file("inbox/2026-10/订单.csv", of(24));
    assert_eq!(told(&book), []);
}

#[test]
fn a_middle_ten_times_as_large_is_told_until_the_unit_is_stated() {
    let amount: fn(u32) -> String = |row| (10_000 + row * 370).to_string();
    let text = Orders {
        amount,
        ..Orders::of(10)
    }
    .text();
    let book = published(september(), "2026-09").file("inbox/2026-10/订单.csv", text);
    assert_eq!(
        told(&book),
        one("amounts-shifted", "warning", "inbox/2026-10/订单.csv!E1")
    );
    for scale in ["1", "0.1"] {
        let settings = format!("company = \"江南样品有限公司\"\n[scale]\n\"2026-10/订单.csv\" = {scale}\n");
        let ran = book.repcard(&["check", "--period", "2026-10"]);
        assert!(
            ran.stderr.contains(&format!("\"2026-10/订单.csv\" = {scale}")),
            "{}",
            ran.stderr
        );
        fs::write(book.path("repcard.toml"), settings).unwrap();
        assert_eq!(told(&book), [], "{scale}");
        fs::write(book.path("repcard.toml"), "company = \"江南样品有限公司\"\n").unwrap();
    }
}

#[test]
fn another_unit_is_told_as_such() {
    let in_ten_thousands = |amount| {
        let headers = "订单编号,下单日期,工号,客户名称,金额(万元),订单状态";
        Orders {
            headers,
            amount,
            ..Orders::of(10)
        }
        .text()
    };
    let right: fn(u32) -> String = |row| format!("0.{}", 1_000 + row * 37);
    let book = published(september(), "2026-09").file("inbox/2026-10/订单.csv", in_ten_thousands(right));
    assert_eq!(
        told(&book),
        one("unit-changed", "info", "inbox/2026-10/订单.csv!E1")
    );
    let wrong: fn(u32) -> String = |row| (20 + row).to_string();
    let book = book.file("inbox/2026-10/订单.csv", in_ten_thousands(wrong));
    assert_eq!(
        told(&book),
        one("unit-changed", "warning", "inbox/2026-10/订单.csv!E1")
    );
    // Either line that the message states settles it: the unit of now, or that of September.
    let warned = book.repcard(&["check", "--period", "2026-10"]).stderr;
    for (scale, sales) in [("10000", 7_800_000), ("1", 780)] {
        let line = format!("\"2026-10/订单.csv\" = {scale}");
        assert!(warned.contains(&line), "{line}: {warned}");
        let settings = format!("company = \"江南样品有限公司\"\n[scale]\n{line}\n");
        let settled = book.path("repcard.toml");
        fs::write(&settled, settings).unwrap();
        assert_eq!(told(&book), [], "{scale}");
        assert_eq!(sales_of(&book), sales, "{scale}");
        fs::write(&settled, "company = \"江南样品有限公司\"\n").unwrap();
    }
}

/// What October's orders of all reps add up to.
fn sales_of(book: &Book) -> i64 {
    book.repcard(&["run", "--period", "2026-10"]);
    let results = fs::read_to_string(book.path("out/2026-10/results.json")).unwrap();
    fs::remove_dir_all(book.path("out/2026-10")).unwrap();
    let results: Value = serde_json::from_str(&results).unwrap();
    let reps = results["reps"].as_array().unwrap().iter();
    let of_rep = |rep: &Value| rep["kpis"][0]["actual"].as_f64().unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, reason = "sums of whole figures")]
    reps.map(|rep| of_rep(rep) as i64).sum()
}

#[test]
fn columns_that_came_or_went_are_told() {
    let with = |headers| {
        Orders {
            headers,
            ..Orders::of(10)
        }
        .text()
    };
    let book = published(september(), "2026-09");
    let renamed = with("订单编号,下单日期,工号,客户名称,订单金额,订单状态");
    let book = book.file("inbox/2026-10/订单.csv", renamed);
    assert_eq!(
        told(&book),
        one("layout-changed", "warning", "inbox/2026-10/订单.csv!1")
    );
    let gone = with("订单编号,下单日期,工号,客户名称,金额,附注甲");
    let book = book.file("inbox/2026-10/订单.csv", gone);
    assert_eq!(
        told(&book),
        one("layout-changed", "warning", "inbox/2026-10/订单.csv!1")
    );
    let came = with("订单编号,下单日期,工号,客户名称,金额,订单状态").replace("订单状态", "订单状态,产品");
    let came = came.replace("已完成", "已完成,甲");
    let book = book.file("inbox/2026-10/订单.csv", came);
    assert_eq!(
        told(&book),
        one("layout-changed", "info", "inbox/2026-10/订单.csv!1")
    );
}

#[test]
fn columns_that_the_settings_name_are_not_compared() {
    let headers = "订单编号,下单日期,工号,客户名称,订单金额,订单状态";
    let text = Orders {
        headers,
        ..Orders::of(10)
    }
    .text();
    let book = published(september(), "2026-09").file("inbox/2026-10/订单.csv", text);
    assert_eq!(
        told(&book),
        one("layout-changed", "warning", "inbox/2026-10/订单.csv!1")
    );
    let settings =
        "[inputs]\norders = { files = [\"{period}/订单.csv\"], columns = { amount = \"订单金额\" } }\n";
    fs::write(book.path("repcard.toml"), settings).unwrap();
    assert_eq!(told(&book), []);
}

/// A month of the season, a third of the rows less, a rep more, a title above the header, days with another name.
#[test]
fn a_month_that_is_only_another_month_gives_nothing() {
    let september = || published(september(), "2026-09");
    let amount: fn(u32) -> String = |row| (6_000 + row * 190).to_string();
    let seasonal = Orders {
        rows: 60,
        amount,
        ..Orders::of(10)
    };
    let fewer = Orders {
        rows: 16,
        ..Orders::of(10)
    };
    let titled = format!("2026年10月订单\n\n{}", Orders::of(10).text());
    for text in [seasonal.text(), fewer.text(), titled] {
        let book = september().file("inbox/2026-10/订单.csv", text);
        assert_eq!(told(&book), []);
    }
    for name in ["订单_20261031.csv", "销售明细.csv", "orders-oct.csv"] {
        let book = september().without("inbox/2026-10/订单.csv");
        let book = book.file(&format!("inbox/2026-10/{name}"), Orders::of(10).text());
        assert_eq!(told(&book), [], "{name}");
    }
    let book = september();
    let roster = fs::read_to_string(book.path("inbox/花名册.csv")).unwrap();
    let columns = roster.lines().next().unwrap().split(',').count();
    let more = format!("{}S003,丁丽{}\n", roster, ",".repeat(columns - 2));
    assert_eq!(told(&book.file("inbox/花名册.csv", more)), []);
}

#[test]
fn a_period_is_compared_with_the_one_that_lies_beside_it() {
    let book = september();
    let out = |period: &str| {
        book.path(&format!("shared/{period} results"))
            .display()
            .to_string()
    };
    let ran = book.repcard(&["run", "--period", "2026-09", "--out", &out("2026-09")]);
    assert!(
        book.path("shared/2026-09 results/snapshot.json").exists(),
        "{}",
        ran.stderr
    );
    fs::write(
        book.path("inbox/2026-10/订单.csv"),
        Orders {
            rows: 11,
            ..Orders::of(10)
        }
        .text(),
    )
    .unwrap();
    assert_eq!(told(&book), []);
    let ran = book.repcard(&[
        "run",
        "--period",
        "2026-10",
        "--out",
        &out("2026-10"),
        "--format",
        "json",
    ]);
    assert!(ran.stdout.contains("fewer-rows"), "{}", ran.stdout);
}

#[test]
fn a_new_word_that_leaves_rows_out_is_told_until_it_is_settled() {
    let status: fn(u32) -> &'static str = |row| if row % 4 == 0 { "已作废" } else { "已完成" };
    let text = Orders {
        status,
        ..Orders::of(10)
    }
    .text();
    let book = published(september(), "2026-09").file("inbox/2026-10/订单.csv", text);
    assert_eq!(
        told(&book),
        one("new-word", "warning", "inbox/2026-10/订单.csv!F5")
    );
    for meaning in ["ignored", "counts"] {
        let settled = format!("[words.orders.status]\n\"已作废\" = \"{meaning}\"\n");
        fs::write(book.path("repcard.toml"), settled).unwrap();
        assert_eq!(told(&book), [], "{meaning}");
    }
}

#[test]
fn a_snapshot_of_another_version_is_told_once() {
    for content in ["{\"form\": 99}", "{\"form\": 1, \"period\": \"2026-09\"}"] {
        let book = published(september(), "2026-09").file("out/2026-09/snapshot.json", content);
        assert_eq!(told(&book), one("earlier-unread", "info", ""), "{content}");
        // That period, run again with this version.
        let book = published(book, "2026-09");
        assert_eq!(told(&book), [], "{content}");
    }
}

#[test]
fn what_was_taken_for_granted_is_one_list() {
    let text = "订单导出\n\n订单编号,下单日期,工号,客户名称,金额,订单状态\n\
                D1,05/10/2026,S001,甲公司,\"1.234,50\",已完成\nD2,25/10/2026,S002,乙公司,\"2.000,00\",已作废\n\
                D3,26/10/2026,S002,丙公司,\"300,00\",半成\n";
    let book = Book::small().file("inbox/2026-10/订单.csv", text);
    let book = published(book, "2026-10");
    let listing = fs::read(book.path("out/2026-10/findings.json")).unwrap();
    let listing: Value = serde_json::from_slice(&listing).unwrap();
    let own = listing["assumptions"].as_array().unwrap().iter();
    let own = own.filter(|said| said["file"] == "inbox/2026-10/订单.csv");
    let mut said: Vec<String> = own
        .map(|said| {
            format!(
                "{} {} {}",
                said["from"].as_str().unwrap(),
                said["kind"].as_str().unwrap(),
                said["value"].as_str().unwrap()
            )
        })
        .collect();
    said.sort();
    assert_eq!(
        said,
        [
            "dictionary dataset orders",
            "dictionary header-row 3",
            "dictionary word ignored",
            "file date-order dmy",
            "file decimal ,",
            "guess unit 1",
            "guess word counts",
        ]
    );
    let ran = book.repcard(&["run", "--period", "2026-10"]);
    assert!(ran.stderr.contains("取数口径"), "{}", ran.stderr);
    let ran = book.repcard(&["run", "--period", "2026-10", "--quiet"]);
    assert!(!ran.stderr.contains("取数口径"), "{}", ran.stderr);
}

/// One line for a file would speak of all its sheets.
#[test]
fn sheets_of_several_units_have_lines_of_their_own() {
    let sheet = |name: &str, unit: &str, letter: &str, amount: &str| {
        let amounts = format!("金额({unit})");
        let numbers = [format!("{letter}1"), format!("{letter}2")];
        let rows = [
            ["订单编号", "下单日期", "工号", "客户名称", &amounts],
            [&numbers[0], "2026-10-05", "S001", "甲公司", amount],
            [&numbers[1], "2026-10-06", "S002", "乙公司", amount],
        ];
        let row = |cells: &[&str; 5]| {
            let cell = |text: &&str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
            format!("<Row>{}</Row>", cells.iter().map(cell).collect::<String>())
        };
        let rows: String = rows.iter().map(row).collect();
        format!("<Worksheet ss:Name=\"{name}\"><Table>{rows}</Table></Worksheet>")
    };
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    let workbook = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"{space}\" xmlns:ss=\"{space}\">{}{}</Workbook>",
        sheet("一部", "元", "A", "12000"),
        sheet("二部", "万元", "B", "1.2")
    );
    let book = Book::small().without("inbox/2026-10/订单.csv");
    let book = book
        .without("inbox/2026-09/订单.csv")
        .file("inbox/2026-10/订单.xls", workbook);
    let units = |book: &Book| -> Vec<Value> {
        let ran = book.repcard(&["check", "--period", "2026-10", "--format", "json"]);
        let summary: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
        let said = summary["assumptions"].as_array().unwrap().iter();
        said.filter(|said| said["kind"] == "unit").cloned().collect()
    };
    let before = units(&book);
    assert_eq!(before.len(), 2, "{before:#?}");
    for unit in &before {
        let line = unit["line"].as_str().unwrap();
        let (table, line) = line.split_once("] ").unwrap();
        fs::write(book.path("repcard.toml"), format!("{table}]\n{line}\n")).unwrap();
        let mut after = units(&book);
        after.retain(|after| after["place"] == unit["place"]);
        assert_eq!(after[0]["from"], "settings", "{line}");
        assert_eq!(
            (&after[0]["value"], &after[0]["amount"]),
            (&unit["value"], &unit["amount"]),
            "{line}"
        );
    }
}

/// Every line that pins something is settings that are read, and pasted there it is the settings' from then on.
#[test]
fn lines_settle_what_they_say() {
    let text = "订单编号,下单日期,工号,客户名称,金额,订单状态\n\
                D1,05/10/2026,S001,甲公司,\"1.234,50\",已完成\nD2,25/10/2026,S002,乙公司,\"2.000,00\",已作废\n";
    let book = Book::small().file("inbox/2026-10/订单.csv", text);
    let assumed = |book: &Book| -> Vec<Value> {
        let ran = book.repcard(&["check", "--period", "2026-10", "--format", "json"]);
        let summary: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
        summary["assumptions"].as_array().unwrap().clone()
    };
    for said in assumed(&book) {
        let Some(line) = said["line"].as_str() else {
            continue;
        };
        let (table, text) = line.split_once("] ").unwrap();
        let settings = format!("{table}]\n{text}\n");
        fs::write(book.path("repcard.toml"), &settings).unwrap();
        let after = assumed(&book);
        let still = after.iter().filter(|after| {
            after["kind"] == said["kind"] && after["place"] == said["place"] && after["from"] != "settings"
        });
        assert_eq!(still.count(), 0, "{settings}\n{after:#?}");
    }
}
