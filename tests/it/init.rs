//! A book of a folder of exports: nothing is asked or overwritten, figures are those of the files alone, every guess is said.

use crate::support::book;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn repcard(locale: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_repcard"))
        .env("LC_ALL", locale)
        .args(arguments)
        .output()
        .unwrap()
}

/// A folder as a director has it: exports of several systems and months, a list that nobody knows, and what is no export.
fn exports(room: &Path) -> PathBuf {
    let folder = room.join("exports");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/huadong/inbox");
    for (from, to) in [
        ("花名册.xlsx", "花名册.xlsx"),
        ("2026年销售目标.xlsx", "2026年销售目标.xlsx"),
        ("客户档案.xlsx", "客户档案.xlsx"),
        ("2026-10/销售订单_江浙.xlsx", "erp/销售订单_江浙.xlsx"),
        ("2026-10/CRM订单_沪皖.csv", "CRM订单_沪皖.csv"),
        ("2026-10/销售订单补录.xlsx", "销售订单补录.xlsx"),
        ("2026-10/拜访记录.xlsx", "拜访记录.xlsx"),
        ("2026-10/通话记录.xlsx", "通话记录.xlsx"),
        ("2026-10/客户需求登记.ods", "客户需求登记.ods"),
        ("2026-10/OA导出.xls", "OA导出.xls"),
        ("2026-09/订单明细.xlsx", "九月订单明细.xlsx"),
        ("2025-10/订单2025年10月.csv", "订单2025年10月.csv"),
    ] {
        let to = folder.join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(sample.join(from), to).unwrap();
    }
    let deals = "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline,Associated Company\n\
        1,Pump,Closed Won,2026-10-08 14:30,陈思远,1200.50,Sales,Harbor Supply\n\
        2,Valve,Contract Sent,2026-10-09 10:00,陈思远,,Sales,Summit Works\n";
    fs::write(folder.join("hubspot-deals.csv"), deals).unwrap();
    let unknown = "设备,温度,湿度,读数时间\nA1,21.5,40,08:00\nA2,22.0,41,08:05\nA3,22.4,43,08:10\n";
    fs::write(folder.join("机房巡检.csv"), unknown).unwrap();
    fs::write(folder.join("合同.pdf"), "%PDF-1.7\n").unwrap();
    folder
}

fn made(locale: &str, folder: &Path, dir: &Path) -> Output {
    let (from, dir) = (folder.to_str().unwrap(), dir.to_str().unwrap());
    repcard(locale, &["init", dir, "--from", from])
}

fn outcome(book: &Path) -> (String, Vec<String>, Value) {
    let book = book.to_str().unwrap();
    let run = repcard(
        "C",
        &["run", "--format", "json", "--period", "2026-10", "--book", book],
    );
    let outcome: Value = serde_json::from_slice(&run.stdout).unwrap_or_default();
    let results = fs::read_to_string(Path::new(book).join("out/2026-10/results.json"));
    let findings = outcome["findings"].as_array().into_iter().flatten();
    let findings = findings.map(|finding| format!("{} {}", finding["code"], finding["place"]));
    (
        results.unwrap_or_default(),
        findings.collect(),
        outcome["records"].clone(),
    )
}

#[test]
fn a_folder_of_exports_becomes_a_book_that_a_person_can_read() {
    for (locale, said) in [
        ("C", ["没有认出", "没有复制 合同.pdf", "列名：A 设备", "可信度："]),
        (
            "en_US.UTF-8",
            [
                "no header row",
                "合同.pdf was not copied",
                "headers: A 设备",
                "confidence: ",
            ],
        ),
    ] {
        let room = TempDir::new().unwrap();
        let folder = exports(room.path());
        let dir = room.path().join("book");
        let output = made(locale, &folder, &dir);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{told}");
        assert!(told.contains("2026-10"), "{told}");
        for file in [
            "inbox/花名册.xlsx",
            "inbox/客户档案.xlsx",
            "inbox/2026-10/erp/销售订单_江浙.xlsx",
            "inbox/2026-10/OA导出.xls",
            "inbox/2026-09/九月订单明细.xlsx",
            "inbox/2025-10/订单2025年10月.csv",
            "policy.toml",
            ".gitignore",
        ] {
            assert!(dir.join(file).is_file(), "{file}");
        }
        assert!(!dir.join("inbox/2026-10/合同.pdf").exists());
        let settings = fs::read_to_string(dir.join("repcard.toml")).unwrap();
        for text in said {
            assert!(settings.contains(text), "{text}\n{settings}");
        }
        assert!(settings.contains("preset = \"hubspot-deals\""), "{settings}");
        assert!(
            settings.contains("# [[inputs.orders]]\n# files = [\"{period}/机房巡检.csv\"]"),
            "{settings}"
        );
        let wide = settings.lines().filter(|line| line.starts_with('#'));
        assert!(wide.clone().count() > 50);
        settings.parse::<toml::Table>().unwrap();
    }
}

#[test]
fn the_pins_written_change_no_figure() {
    let room = TempDir::new().unwrap();
    let folder = exports(room.path());
    // What takes a preset to be read cannot be read without it.
    fs::remove_file(folder.join("hubspot-deals.csv")).unwrap();
    let dir = room.path().join("book");
    assert_eq!(made("C", &folder, &dir).status.code(), Some(0));
    let pinned = outcome(&dir);
    let settings = fs::read_to_string(dir.join("repcard.toml")).unwrap();
    let mut table: toml::Table = settings.parse().unwrap();
    assert!(table.remove("inputs").is_some());
    fs::write(dir.join("repcard.toml"), table.to_string()).unwrap();
    let free = outcome(&dir);
    assert!(!pinned.0.is_empty());
    assert_eq!(pinned.0, free.0);
    assert_eq!(pinned.2, free.2);
    // A pin says which of two columns is meant; the other is merely unused then.
    let open = |findings: &[String]| {
        let open = findings.iter().filter(|finding| !finding.contains("-column"));
        open.cloned().collect::<Vec<_>>()
    };
    assert_eq!(open(&pinned.1), open(&free.1));
}

#[test]
fn nothing_is_overwritten_and_the_same_folder_gives_the_same_book() {
    let room = TempDir::new().unwrap();
    let folder = exports(room.path());
    // Without a name it stands beside the exports.
    let from = folder.to_str().unwrap();
    assert_eq!(repcard("C", &["init", "--from", from]).status.code(), Some(0));
    let beside = room.path().join("exports-repcard");
    let other = room.path().join("other");
    assert_eq!(made("C", &folder, &other).status.code(), Some(0));
    let files = |book: &Path| {
        let mut files = Vec::new();
        book::copy(book, &room.path().join("copy"));
        let mut folders = vec![book.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let path = entry.path().strip_prefix(book).unwrap().to_owned();
                    files.push((path, fs::read(entry.path()).unwrap()));
                }
            }
        }
        files.sort();
        files
    };
    assert!(files(&beside) == files(&other));
    fs::write(other.join("repcard.toml"), "company = \"x\"\n").unwrap();
    let again = made("C", &folder, &other);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(
        fs::read_to_string(other.join("repcard.toml")).unwrap(),
        "company = \"x\"\n"
    );
    let empty = room.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(
        made("C", &empty, &room.path().join("none")).status.code(),
        Some(2)
    );
    assert!(!room.path().join("none").exists());
}
