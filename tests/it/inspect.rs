//! What inspect prints: a page, JSON, and the settings that pin the reading, which give the same results.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn repcard(book: &Path, arguments: &[&str], files: &[PathBuf]) -> Output {
    let period: &[&str] = if arguments.contains(&"--period") {
        &[]
    } else {
        &["--period", "2026-10"]
    };
    Command::new(env!("CARGO_BIN_EXE_repcard"))
        .env("LC_ALL", "C")
        .args(arguments)
        .args(period)
        .arg("--book")
        .arg(book)
        .args(files)
        .output()
        .unwrap()
}

fn copy(from: &Path, to: &Path, files: &mut Vec<PathBuf>) {
    fs::create_dir_all(to).unwrap();
    let mut entries: Vec<_> = fs::read_dir(from).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target, files);
        } else {
            fs::copy(entry.path(), &target).unwrap();
            files.push(target);
        }
    }
}

/// What a run of a book finds: the results, every finding, how many records there are.
fn outcome(book: &Path, period: &str) -> (String, Vec<String>, Value) {
    let run = repcard(book, &["run", "--format", "json", "--period", period], &[]);
    let outcome: Value = serde_json::from_slice(&run.stdout).unwrap_or_default();
    let results = fs::read_to_string(book.join("out").join(period).join("results.json"));
    let findings = outcome["findings"].as_array().into_iter().flatten();
    let findings = findings.map(Value::to_string).collect();
    (results.unwrap_or_default(), findings, outcome["records"].clone())
}

/// Books whose readings, pinned, give other findings, since a pin settles what they are about.
const SETTLED: [(&str, &str); 17] = [
    ("net-beside-gross", "repeated-column"),
    ("net-beside-gross", "unused-column"),
    // The pin says that the bare months are targets.
    ("targets-bare-months", "figures-by-month"),
    // It says which of two columns for one field is read; the other is merely unused.
    ("huadong", "repeated-column"),
    ("huadong", "unused-column"),
    ("taxed-amounts", "repeated-column"),
    ("taxed-amounts", "unused-column"),
    ("amounts-of-lines", "repeated-column"),
    ("amounts-of-lines", "unused-column"),
    ("erpnext-exports", "repeated-column"),
    ("erpnext-exports", "unused-column"),
    ("kingdee-cloud-export", "repeated-column"),
    ("kingdee-cloud-export", "unused-column"),
    ("refusals-and-other-money", "repeated-column"),
    ("refusals-and-other-money", "unused-column"),
    ("list-of-invoices-beside-orders", "repeated-column"),
    ("list-of-invoices-beside-orders", "unused-column"),
];

#[test]
fn the_settings_that_inspect_prints_give_the_same_results() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut books: Vec<PathBuf> = fs::read_dir(root.join("tests/cases"))
        .unwrap()
        .map(|case| case.unwrap().path().join("book"))
        .collect();
    books.push(root.join("samples/huadong"));
    books.sort();
    let (left, right) = books.split_at(books.len() / 2);
    let differences = |books: &[PathBuf]| books.iter().flat_map(|book| pinned(book)).collect::<Vec<_>>();
    let failures = std::thread::scope(|scope| {
        let left = scope.spawn(|| differences(left));
        [differences(right), left.join().unwrap()].concat()
    });
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// What differs where the readings of a book's files are pinned.
fn pinned(original: &Path) -> Vec<String> {
    let book = TempDir::new().unwrap();
    let mut files = Vec::new();
    let case = fs::read_to_string(original.with_file_name("case.toml")).unwrap_or_default();
    let case: toml::Table = case.parse().unwrap();
    // A book that no appraisal can be made of has no results to compare.
    if case.get("exit").and_then(toml::Value::as_integer) == Some(2) {
        return Vec::new();
    }
    let period = case
        .get("period")
        .and_then(toml::Value::as_str)
        .unwrap_or("2026-10");
    copy(&original.join("inbox"), &book.path().join("inbox"), &mut files);
    for declared in ["datasets", "measures"] {
        let from = original.join(declared);
        if from.is_dir() {
            copy(&from, &book.path().join(declared), &mut Vec::new());
        }
    }
    let policy = fs::read_to_string(original.join("policy.toml")).unwrap_or_default();
    fs::write(book.path().join("policy.toml"), policy).unwrap();
    let settings = fs::read_to_string(original.join("repcard.toml")).unwrap_or_default();
    fs::write(book.path().join("repcard.toml"), &settings).unwrap();
    let (results, findings, records) = outcome(book.path(), period);

    let inspect = |files: &[PathBuf]| {
        let arguments = ["inspect", "--format", "json", "--period", period, "--rows", "1"];
        let inspected = repcard(book.path(), &arguments, files);
        serde_json::from_slice::<Value>(&inspected.stdout).unwrap_or_default()
    };
    let page = inspect(&files);
    // What is printed for each file by itself and pasted one after another does as well.
    let alone = files.iter().map(|file| inspect(std::slice::from_ref(file)));
    let alone: Vec<String> = alone
        .map(|page| page["inputs"].as_str().unwrap_or_default().to_owned())
        .collect();
    let name = original
        .strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap()
        .display();
    let mut differences = Vec::new();
    if page["files"].as_array().map(Vec::len) != Some(files.len()) || results.is_empty() {
        differences.push(format!("{name}: {page}"));
    }
    let together = page["inputs"].as_str().unwrap_or_default().to_owned();
    let mut settings: toml::Table = settings.parse().unwrap();
    settings.remove("inputs");
    let mut ways = vec![together];
    // What says the same in another order need not be tried again.
    let pieces = |text: &str| -> BTreeSet<String> {
        let pieces = text.split("\n\n").map(|piece| piece.trim().to_owned());
        pieces.filter(|piece| !piece.is_empty()).collect()
    };
    let pasted = alone.join("\n");
    if pieces(&pasted) != pieces(&ways[0]) {
        ways.push(pasted);
    }
    for pins in ways {
        fs::write(book.path().join("repcard.toml"), format!("{settings}\n{pins}")).unwrap();
        let pinned = outcome(book.path(), period);
        let free = (results.as_str(), findings.as_slice(), &records);
        differences.extend(compared(original, free, &pinned, &pins));
    }
    differences
}

/// What differs between a run of a book and one with pins.
fn compared(
    original: &Path,
    (results, findings, records): (&str, &[String], &Value),
    (results_pinned, findings_pinned, records_pinned): &(String, Vec<String>, Value),
    pins: &str,
) -> Vec<String> {
    let name = original
        .strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap()
        .display();
    let mut differences = Vec::new();
    if results != results_pinned || records != records_pinned {
        differences.push(format!(
            "{name}: the results differ: {records} {records_pinned}\n{pins}"
        ));
    }
    let is_settled = |finding: &str| {
        let settled = |(book, code): &(&str, &str)| {
            original.to_str().unwrap().contains(book) && finding.contains(&format!("\"code\":\"{code}\""))
        };
        SETTLED.iter().any(settled)
    };
    for (said, one, other) in [
        ("free", findings, findings_pinned.as_slice()),
        ("pinned", findings_pinned.as_slice(), findings),
    ] {
        let only = one
            .iter()
            .filter(|finding| !other.contains(finding) && !is_settled(finding));
        differences.extend(only.map(|finding| format!("{name}: only {said}: {finding}")));
    }
    differences
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_others_shown() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let files = [
        file("a.pdf", "%PDF-1.7"),
        file(
            "b.csv",
            "订单编号,下单日期,业务员,客户名称,金额\nA1,2026-10-01,甲,A,5\n",
        ),
    ];
    let output = repcard(folder.path(), &["inspect"], &files);
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(
        page.contains("not-a-spreadsheet") && page.contains("[inputs.orders]"),
        "{page}"
    );
    assert!(page.contains("files = [\"b.csv\"]"), "{page}");
    assert_eq!(output.status.code(), Some(0));
    let output = repcard(folder.path(), &["inspect"], &files[..1]);
    assert_eq!(output.status.code(), Some(2));
}

const MIXED: &str = "订单编号,下单日期,跟单人,客户名称,单价,数量,单据类型,状态\n\
    A1,05/10/2026,甲,华东商贸,1.5,2,销售单,已审核\n\
    A2,25/10/2026,甲,云岭茶业,\"2,000\",1,退货单,已审核\n\
    A3,26/10/2026,乙,北辰机电,3,1,销售单,草稿\n\
    A4,27/10/2026,乙,北辰机电,待定,1,销售单,已审核\n\
    A5,28/09/2026,乙,北辰机电,4,1,销售单,已审核\n";

#[test]
fn first_rows_are_shown_as_they_stand_and_as_they_were_understood() {
    let book = TempDir::new().unwrap();
    fs::create_dir_all(book.path().join("inbox/2026-10")).unwrap();
    let file = book.path().join("inbox/2026-10/订单.csv");
    fs::write(&file, MIXED).unwrap();
    let settings = "[inputs.orders]\nfiles = [\"{period}/订单.csv\"]\nscale = 10000\nwhere = \"状态 <> '草稿'\"\n\
        columns = { rep = \"跟单人\", amount = \"单价 * 数量\" }\n";
    fs::write(book.path().join("repcard.toml"), settings).unwrap();
    let files = [file];
    let output = repcard(
        book.path(),
        &["inspect", "--format", "json", "--rows", "5"],
        &files,
    );
    let page: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = page["files"][0]["tables"][0]["first_rows"].as_array().unwrap();
    let fates: Vec<&str> = rows.iter().map(|row| row["fate"].as_str().unwrap()).collect();
    assert_eq!(
        fates,
        ["counted", "returned", "settings", "error", "other-period"]
    );
    let value = |row: usize, field: &str, key: &str| {
        let cells = rows[row]["cells"].as_array().unwrap();
        let cell = cells.iter().find(|cell| cell["field"] == field).unwrap();
        cell[key].as_str().map(str::to_owned)
    };
    assert_eq!(value(0, "date", "cell").as_deref(), Some("05/10/2026"));
    assert_eq!(value(0, "date", "value").as_deref(), Some("2026-10-05"));
    assert_eq!(value(0, "amount", "cell"), None);
    assert_eq!(value(0, "amount", "value").as_deref(), Some("30000"));
    assert_eq!(value(1, "amount", "value").as_deref(), Some("-20000000"));
    assert_eq!(value(1, "type", "meaning").as_deref(), Some("returned"));
    assert_eq!(rows[3]["findings"][0]["code"], "not-a-number");

    for width in ["60", "72", "100", "200"] {
        let output = Command::new(env!("CARGO_BIN_EXE_repcard"))
            .env("LC_ALL", "C")
            .env("COLUMNS", width)
            .args(["inspect", "--period", "2026-10", "--rows", "5", "--book"])
            .arg(book.path())
            .args(&files)
            .output()
            .unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        let block = page.lines().skip_while(|line| !line.contains("前几行"));
        let block: Vec<&str> = block.take_while(|line| !line.is_empty()).collect();
        assert!(block.len() > 8, "{page}");
        let most: usize = width.parse().unwrap();
        let wide = block
            .iter()
            .find(|line| unicode_width::UnicodeWidthStr::width(**line) > most);
        assert_eq!(wide, None, "{page}");
        assert!(
            page.contains("-20000000") && page.contains("where 排除"),
            "{page}"
        );
    }
    let output = repcard(book.path(), &["inspect", "--rows", "0"], &files);
    assert!(!String::from_utf8(output.stdout).unwrap().contains("前几行"));
}
