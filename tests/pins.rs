//! What pins of `[inputs]` do to tables, and where what is wrong with them is told.

#[path = "support/book.rs"]
mod book;

use book::Book;
use serde_json::Value;

const OCTOBER: [&str; 3] = ["run", "--period", "2026-10"];

/// The findings of a run of that code, as `findings.json` lists them.
fn found(book: &Book, code: &str) -> Vec<Value> {
    book.repcard(&OCTOBER);
    let listing = book.path("out/2026-10/findings.json");
    let listing: Value = serde_json::from_slice(&std::fs::read(listing).unwrap()).unwrap();
    let findings = listing["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| finding["code"] == code)
        .cloned()
        .collect()
}

fn sales(book: &Book, rep: &str) -> Value {
    book.repcard(&OCTOBER);
    let results = book.path("out/2026-10/results.json");
    let results: Value = serde_json::from_slice(&std::fs::read(results).unwrap()).unwrap();
    let reps = results["reps"].as_array().unwrap();
    let of_rep = reps.iter().find(|card| card["rep_id"] == rep).unwrap();
    let kpis = of_rep["kpis"].as_array().unwrap();
    kpis.iter().find(|kpi| kpi["id"] == "sales").unwrap()["actual"].clone()
}

#[test]
fn a_total_of_a_sheet_without_header_is_told_at_its_column() {
    for (amount, cell) in [("E", "E"), ("E * 2", "E")] {
        let book = Book::small()
            .file(
                "inbox/2026-10/订单.csv",
                "B1,2026-10-10,S001,甲公司,90000\nB2,2026-10-12,S002,丙公司,50000\n",
            )
            .file(
                "repcard.toml",
                format!(
                    "[inputs.orders]\nfiles = [\"{{period}}/订单.csv\"]\nheader = false\ncontrol = 1\n\
                     columns = {{ order_id = \"A\", date = \"B\", rep = \"C\", customer = \"D\", amount = \"{amount}\" }}\n"
                ),
            );
        let found = found(&book, "control-differs");
        assert_eq!(found.len(), 1, "{amount}");
        assert_eq!(found[0]["row"], Value::Null, "{amount}");
        assert_eq!(found[0]["cell"], cell, "{amount}: {found:#?}");
    }
}

#[test]
fn a_total_of_a_computed_column_is_told_at_the_cells_it_is_made_of() {
    let book = Book::small().file(
        "repcard.toml",
        "[inputs.orders]\nfiles = [\"{period}/订单.csv\"]\ncontrol = 1\ncolumns = { amount = \"金额 * 2\" }\n",
    );
    assert_eq!(found(&book, "control-differs")[0]["cell"], "E1");
}

#[test]
fn expressions_of_several_lines_are_told_at_their_line_and_column() {
    for (text, place) in [
        ("amount = \"金额 * 单架\"", "repcard.toml:4:16"),
        ("amount = '''金额 * 单架'''", "repcard.toml:4:18"),
        ("amount = '''\n金额\n  * 单架'''", "repcard.toml:6:5"),
        ("amount = \"\"\"\\\n  金额 * \\\n  单架\"\"\"", "repcard.toml:6:3"),
        ("amount = \"\\u91d1\\u989d * 单架\"", "repcard.toml:4:26"),
    ] {
        let settings =
            format!("[inputs.orders]\nfiles = [\"{{period}}/订单.csv\"]\n[inputs.orders.columns]\n{text}\n");
        let book = Book::small().file("repcard.toml", settings);
        let said = book.repcard(&["check", "--period", "2026-10"]);
        assert!(
            said.stdout.contains(place) || said.stderr.contains(place),
            "{place}: {said:#?}"
        );
    }
    // The same of a condition, whose names are known once the sheet is, and whose grammar is before.
    for (text, place) in [
        ("where = '''\n金额 > 0\n  and 单架 > 0'''", "repcard.toml:5:7"),
        ("where = '''\n金额 >\n'''", "repcard.toml:5:1"),
    ] {
        let settings = format!("[inputs.orders]\nfiles = [\"{{period}}/订单.csv\"]\n{text}\n");
        let book = Book::small().file("repcard.toml", settings);
        let said = book.repcard(&["check", "--period", "2026-10"]);
        assert!(
            said.stdout.contains(place) || said.stderr.contains(place),
            "{place}: {said:#?}"
        );
    }
}

#[test]
fn conditions_know_as_well_as_records_which_rows_are_too_wide() {
    // All rows were parted at a comma, so their states stand in another column.
    let book = Book::small()
        .file(
            "inbox/2026-10/订单.csv",
            "订单编号,下单日期,工号,客户名称,金额,状态\n\
             D1,2026-10-08,S001,甲公司,1,200,完成\nD2,2026-10-09,S001,乙公司,2,500,完成\n",
        )
        .file(
            "inbox/2026-10/拜访.csv",
            "拜访日期,工号,客户名称\n2026-10-09,S001,甲公司\n",
        )
        .file(
            "repcard.toml",
            "[inputs.orders]\nfiles = [\"{period}/订单.csv\"]\nwhere = \"状态 = '完成'\"\n",
        );
    let wide = found(&book, "wide-row");
    assert_eq!(wide.len(), 1);
    assert!(found(&book, "rows-passed-over").is_empty());
    // Set between quotation marks, both count.
    let book = book.file(
        "inbox/2026-10/订单.csv",
        "订单编号,下单日期,工号,客户名称,金额,状态\n\
         D1,2026-10-08,S001,甲公司,\"1,200\",完成\nD2,2026-10-09,S001,乙公司,\"2,500\",完成\n",
    );
    assert!(found(&book, "wide-row").is_empty());
    assert_eq!(sales(&book, "S001").to_string(), "3700.00");
}
