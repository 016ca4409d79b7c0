//! What pins of `[inputs]` do to tables, and where what is wrong with them is told.

use crate::support::book;
use book::Book;
use rust_xlsxwriter::{Format, Workbook};
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

#[test]
fn a_condition_that_no_row_meets_is_told_until_it_is_mended_or_meant() {
    let deals = "订单编号,下单日期,工号,客户名称,阶段,金额\n\
        D1,2026-10-08,S001,甲公司,已赢单,1200\nD2,2026-10-09,S002,乙公司,报价,800\n";
    let passed = |book: &Book| {
        let found = found(book, "rows-passed-over");
        let said = found.iter().map(|finding| {
            (
                finding["severity"].as_str().unwrap().to_owned(),
                finding["amount"].to_string(),
            )
        });
        said.collect::<Vec<_>>()
    };
    let with = |severity: &str, amount: &str| vec![(severity.to_owned(), amount.to_owned())];
    let visits = "拜访日期,工号,客户名称\n2026-10-09,S001,甲公司\n";
    let book = pinned(deals, "where = \"阶段 = '赢单'\"\n").file("inbox/2026-10/拜访.csv", visits);
    assert_eq!(passed(&book), with("warning", "2000"));
    let said = book.repcard(&["check", "--period", "2026-10"]).stderr;
    let line = "orders = \"optional\"";
    assert!(said.contains(line) && said.contains("[expect]"), "{said}");
    // Mended, as the first half of the message says.
    let mended = pinned(deals, "where = \"阶段 = '已赢单'\"\n");
    assert_eq!(passed(&mended), with("info", "800"));
    assert_eq!(sales(&mended, "S001").to_string(), "1200.00");
    // Meant, as the second half says.
    let settings = std::fs::read_to_string(book.path("repcard.toml")).unwrap();
    let book = book.file("repcard.toml", format!("{settings}[expect]\n{line}\n"));
    assert_eq!(passed(&book), with("info", "2000"));
    assert!(found(&book, "not-as-expected").is_empty());
    // Where another entry takes rows of the sheet, or the condition meets rows of another, some conditions meet nothing in some months.
    let settings = "[[inputs.orders]]\nfiles = [\"{period}/订单*.csv\"]\nwhere = \"阶段 = '赢单'\"\n\
        [[inputs.orders]]\nfiles = [\"{period}/订单.csv\"]\nwhere = \"阶段 = '已赢单'\"\n";
    let parts = pinned(deals, "").file("repcard.toml", settings);
    assert!(
        passed(&parts).iter().all(|(severity, _)| severity == "info"),
        "{:?}",
        passed(&parts)
    );
    let two = pinned(deals, "")
        .file(
            "inbox/2026-10/订单二组.csv",
            deals.replace("已赢单", "赢单").replace('D', "E"),
        )
        .file(
            "repcard.toml",
            "[inputs.orders]\nfiles = [\"{period}/订单*.csv\"]\nwhere = \"阶段 = '赢单'\"\n",
        );
    assert!(
        passed(&two).iter().all(|(severity, _)| severity == "info"),
        "{:?}",
        passed(&two)
    );
}

/// The small book whose orders are that file, with a pin that says this of it.
fn pinned(orders: &str, pin: &str) -> Book {
    Book::small().file("inbox/2026-10/订单.csv", orders).file(
        "repcard.toml",
        format!("[inputs.orders]\nfiles = [\"{{period}}/订单.csv\"]\n{pin}\n"),
    )
}

#[test]
fn conditions_know_what_says_yes_and_no() {
    let rows = |cells: [&str; 4]| {
        let rows = cells.iter().enumerate();
        let rows = rows.map(|(at, cell)| {
            format!(
                "D{at},2026-10-0{},S001,甲公司,{},{cell}\n",
                at + 1,
                10_u32.pow(at as u32)
            )
        });
        format!(
            "订单编号,下单日期,工号,客户名称,金额,有效\n{}",
            rows.collect::<String>()
        )
    };
    let book = pinned(&rows(["对", "没有", "✔", "✘"]), "where = \"有效\"");
    assert_eq!(sales(&book, "S001").to_string(), "101.00");
    assert!(found(&book, "condition-undecided").is_empty());
    // Neither.
    let book = pinned(&rows(["1", "0", "1.7", "是"]), "where = \"有效\"");
    assert_eq!(sales(&book, "S001").to_string(), "1001.00");
    assert_eq!(found(&book, "condition-undecided")[0]["cell"], "F4");
}

#[test]
fn a_share_is_no_money() {
    let orders = |price: &str| {
        format!(
            "订单编号,下单日期,工号,客户名称,数量,单价(万元),折扣\n\
             D1,2026-10-08,S001,甲公司,1,0.5,5%\nD2,2026-10-09,S001,乙公司,1,{price},0\n"
        )
    };
    let pin = "columns = { amount = \"数量 * 单价 * (1 - 折扣)\" }";
    let book = pinned(&orders("5%"), pin);
    assert_eq!(sales(&book, "S001").to_string(), "4750.00");
    assert_eq!(found(&book, "not-a-number")[0]["cell"], "F3");
    let book = pinned(&orders("0.05"), pin);
    assert_eq!(sales(&book, "S001").to_string(), "5250.00");
    assert!(found(&book, "not-a-number").is_empty());
}

#[test]
fn what_settles_one_column_of_numbers_settles_those_of_conditions() {
    let orders = "订单编号;下单日期;工号;客户名称;金额;单价\n\
                  D1;2026-10-08;S001;甲公司;1.234,50;1.500\nD2;2026-10-09;S001;乙公司;20,25;900\n";
    let book = pinned(orders, "where = \"单价 > 1000\"");
    assert_eq!(sales(&book, "S001").to_string(), "1234.50");
    // The other way round: the price tells what stands before the decimals of the amounts.
    let orders = "订单编号;下单日期;工号;客户名称;金额;单价\n\
                  D1;2026-10-08;S001;甲公司;1.234;1.500,5\nD2;2026-10-09;S001;乙公司;20;900\n";
    let book = pinned(orders, "where = \"单价 > 1000\"");
    assert_eq!(sales(&book, "S001").to_string(), "1234.00");
}

#[test]
fn what_settles_one_date_settles_those_of_conditions() {
    let orders = "订单编号,下单日期,工号,客户名称,金额,交货\n\
                  D1,2026-10-08,S001,甲公司,1,05/10/2026\nD2,2026-10-09,S001,乙公司,20,06/11/2026\n\
                  D3,2026-10-09,S001,乙公司,300,25/10/2026\n";
    let book = pinned(orders, "where = \"month(交货) = 10\"");
    assert_eq!(sales(&book, "S001").to_string(), "301.00");
    assert!(found(&book, "condition-undecided").is_empty());
    // Where nothing tells, it is told, and the pin settles it.
    let open = orders.replace("25/10/2026", "07/10/2026");
    let book = pinned(&open, "where = \"month(交货) = 10\"");
    book.repcard(&OCTOBER).exits(2);
    let book = pinned(&open, "where = \"month(交货) = 10\"\ndate_order = \"dmy\"");
    assert_eq!(sales(&book, "S001").to_string(), "301.00");
    assert!(found(&book, "condition-undecided").is_empty());
}

#[test]
fn rows_that_are_left_out_tell_how_the_others_are_written() {
    // The row of another state alone says that a comma stands before decimals.
    let orders = "订单编号;下单日期;工号;客户名称;金额;状态\n\
                  D1;2026-10-08;S001;甲公司;1.234;完成\nD2;2026-10-09;S001;乙公司;20,25;草拟\n";
    let book = pinned(orders, "where = \"金额 > 1000 and 状态 = '完成'\"");
    assert_eq!(sales(&book, "S001").to_string(), "1234.00");
}

#[test]
fn formats_that_scale_are_heeded_in_expressions() {
    for (format, price, sum) in [
        ("0.0\"万\"", 1.5, "30000.00"),
        ("0!.0,\"万\"", 15000.0, "30000.00"),
        ("0.00", 1.5, "3.00"),
    ] {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let headers = ["订单编号", "下单日期", "工号", "客户名称", "数量", "单价"];
        sheet.write_row(0, 0, headers).unwrap();
        let scaled = Format::new().set_num_format(format);
        for row in 1..4 {
            let order = format!("D{row}");
            let cells = [
                order.as_str(),
                "2026-10-08",
                if row == 1 { "S001" } else { "S002" },
                "甲公司",
            ];
            sheet.write_row(row, 0, cells).unwrap();
            sheet.write_number(row, 4, 2.0).unwrap();
            sheet.write_number_with_format(row, 5, price, &scaled).unwrap();
        }
        let settings = |more: &str| {
            format!(
                "{more}[inputs.orders]\nfiles = [\"{{period}}/明细.xlsx\"]\ncolumns = {{ amount = \"数量 * 单价\" }}\n"
            )
        };
        let book = Book::small()
            .without("inbox/2026-10/订单.csv")
            .file("inbox/2026-10/明细.xlsx", workbook.save_to_buffer().unwrap())
            .file("repcard.toml", settings(""));
        assert_eq!(sales(&book, "S001").to_string(), sum, "{format}");
        let is_multiplied = !found(&book, "units-in-expressions").is_empty();
        assert_eq!(is_multiplied, format.starts_with("0.0\""), "{format}");
        // What the message says lets the cells count as they stand.
        let book = book.file("repcard.toml", settings("[scale]\n\"{period}/明细.xlsx\" = 1\n"));
        let as_it_is = if price > 2.0 { sum } else { "3.00" };
        assert_eq!(sales(&book, "S001").to_string(), as_it_is, "{format}");
        assert!(found(&book, "units-in-expressions").is_empty(), "{format}");
    }
}

#[test]
fn quarters_alone_show_what_stands_before_their_decimals() {
    let targets =
        "工号;指标;年度;一季度;四季度\nS001;销售额;2026;1.200,50;3.300\nS002;销售额;2026;900;3.000\n";
    let book = Book::small().file("inbox/销售目标.csv", targets);
    book.repcard(&OCTOBER);
    let results = std::fs::read_to_string(book.path("out/2026-10/results.json")).unwrap();
    assert!(
        results.contains("1100.00") && results.contains("1000.00"),
        "{results}"
    );
}

#[test]
fn blank_rows_of_a_sheet_without_header_are_counted() {
    let book = Book::small()
        .file(
            "inbox/2026-10/订单.csv",
            "B1,2026-10-10,S001,甲公司,90000\n\n\nB2,2026-10-12,S002,丙公司,50000\n",
        )
        .file(
            "repcard.toml",
            "[inputs.orders]\nfiles = [\"{period}/订单.csv\"]\nheader = false\n\
             columns = { order_id = \"A\", date = \"B\", rep = \"C\", customer = \"D\", amount = \"E\" }\n",
        );
    let file = book.path("inbox/2026-10/订单.csv");
    let arguments = ["inspect", "--period", "2026-10", file.to_str().unwrap()];
    let said = book.repcard(&arguments).stdout;
    assert!(said.contains("空行 2 行"), "{said}");
}
