//! A period is graded only on data: what a run says, and how it ends, where exports are missing, empty or not read.

use crate::support::book;
use book::Book;
use serde_json::Value;

const OCTOBER: [&str; 3] = ["run", "--period", "2026-10"];

fn run<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&OCTOBER, more].concat()
}

/// The small book under a policy of sales, visits and conduct, with sound exports of all three.
fn book() -> Book {
    let kpi = |id: &str, rule: &str| format!("[[kpi]]\nid = \"{id}\"\nweight = 20\nrule = {{ {rule} }}\n");
    let policy = [
        kpi("sales", "kind = \"ratio\""),
        kpi("visits", "kind = \"per-unit\", start = 0, each = 1"),
        kpi("conduct", "kind = \"fraction\""),
    ];
    Book::small()
        .file("policy.toml", policy.concat())
        .file(
            "inbox/2026-10/拜访.csv",
            "拜访日期,工号,客户名称\n2026-10-10,S001,甲公司\n",
        )
        .file(
            "inbox/2026-10/行为纪律.csv",
            "日期,工号,事项,分值\n2026-10-09,S001,迟到,-1\n",
        )
}

/// A KPI of a rep as it was published for October.
fn kpi(book: &Book, rep_id: &str, id: &str) -> Value {
    let results = std::fs::read(book.path("out/2026-10/results.json")).unwrap();
    let results: Value = serde_json::from_slice(&results).unwrap();
    let of = |list: &Value, key: &str, wanted: &str| {
        let mut items = list.as_array().unwrap().iter();
        items.find(|item| item[key] == wanted).unwrap().clone()
    };
    of(&of(&results["reps"], "rep_id", rep_id)["kpis"], "id", id)
}

#[test]
fn a_month_without_exports_is_not_appraised() {
    let book = book();
    for arguments in [
        &["run"][..],
        &["check"],
        &["run", "--strict"],
        &["run", "-q"],
        &["run", "--format", "json"],
    ] {
        book.repcard(&[arguments, &["--period", "2026-11"]].concat())
            .exits(2)
            .says("2026-11 没有任何一行数据")
            .says("订单 2026-10-12、拜访 2026-10-10、行为纪律 2026-10-09")
            .says("inbox/2026-11/ 中没有文件");
    }
    assert!(!book.path("out/2026-11/results.json").exists());
}

#[test]
fn a_wrong_clock_appraises_nothing() {
    book()
        .repcard(&["run", "--period", "2037-12"])
        .exits(2)
        .says("订单 2026-10-12")
        .says("--period");
    book()
        .repcard(&["run", "--period", "2019-01"])
        .exits(2)
        .says("订单 2026-09-10");
}

#[test]
fn the_last_result_outlives_a_month_whose_exports_went_missing() {
    let book = book();
    book.repcard(&run(&["-q"])).exits(0).says_exactly("");
    let published = book.files("out");
    let book = book
        .file("inbox/2026-10/订单.csv", "")
        .file("inbox/2026-10/拜访.csv", "<html><body>请先登录</body></html>")
        .without("inbox/2026-10/行为纪律.csv");
    book.repcard(&run(&["-q"]))
        .exits(2)
        .says("inbox/2026-10/订单.csv not-a-spreadsheet")
        .says("inbox/2026-10/拜访.csv not-a-spreadsheet")
        .says("该期文件夹中的文件：inbox/2026-10/拜访.csv、inbox/2026-10/订单.csv");
    assert!(book.files("out") == published);
}

#[test]
fn rows_that_were_all_left_out_are_no_data() {
    let book = Book::small().file(
        "inbox/2026-10/订单.csv",
        "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S777,甲公司,90000\nB2,2026-10-12,S778,丙公司,50000\n",
    );
    book.repcard(&run(&["-q"]))
        .exits(2)
        .says("unknown-rep")
        .says("该期的 2 行都没有计入");
}

#[test]
fn a_dataset_without_a_row_of_the_period_gives_no_value() {
    let book = book()
        .file(
            "inbox/2026-09/拜访.csv",
            "拜访日期,工号,客户名称\n2026-09-30,S001,甲公司\n",
        )
        .without("inbox/2026-10/拜访.csv")
        .file("inbox/2026-10/行为纪律.csv", "日期,工号,事项,分值\n");
    book.repcard(&run(&["-q"]))
        .exits(1)
        .says("错误 账套 no-rows-of-period")
        .says("2026-10 没有任何一行拜访数据，已知最新的一行是 2026-09-30；“现有客户拜访”没有数值")
        .says("像 inbox/2026-09/拜访.csv 那样的文件")
        .says("错误 inbox/2026-10/行为纪律.csv no-rows-of-period");
    for rep in ["S001", "S002"] {
        for id in ["visits", "conduct"] {
            let kpi = kpi(&book, rep, id);
            assert_eq!(
                (&kpi["actual"], &kpi["points"]),
                (&Value::Null, &Value::Null),
                "{rep} {id}"
            );
        }
    }
    // What the message says to write is written, and nothing is said any more but in passing.
    let book = book.file(
        "repcard.toml",
        "company = \"江南样品有限公司\"\n[expect]\nvisits = \"optional\"\nconduct = \"optional\"\n",
    );
    book.repcard(&run(&["-q"])).exits(0).says_exactly("");
    assert_eq!(kpi(&book, "S002", "visits")["actual"], 0);
    assert_eq!(kpi(&book, "S002", "conduct")["points"].to_string(), "20.00");
    book.repcard(&run(&["--strict", "-v"]))
        .exits(0)
        .says("提示 账套 no-rows-of-period")
        .says("按 [expect] 视为没有发生");
}

#[test]
fn an_export_that_is_none_is_an_error_where_its_name_says_what_it_should_be() {
    let login = "<html><body><table><tr><td>用户名</td><td></td></tr><tr><td>密码</td><td></td></tr></table></body></html>";
    for (file, content, code) in [
        ("订单_江苏.csv", "", "not-a-spreadsheet"),
        (
            "订单_江苏.xls",
            "<html><body>请先登录</body></html>",
            "not-a-spreadsheet",
        ),
        (
            "export1.xls",
            "<html><body>请先登录</body></html>",
            "not-a-spreadsheet",
        ),
        ("订单_江苏.xls", login, "unread-dataset"),
        ("拜访记录-10月.csv", "见邮件附件\n", "not-a-spreadsheet"),
        (
            "销售订单2.csv",
            "甲,乙,丙,丁\n1,2,3,4\n5,6,7,8\n",
            "unread-dataset",
        ),
    ] {
        let path = format!("inbox/2026-10/{file}");
        book()
            .file(&path, content)
            .repcard(&run(&["-q"]))
            .exits(1)
            .says(&format!("错误 {path} {code}"));
    }
}

#[test]
fn what_is_plainly_something_else_is_no_error() {
    let lists = "甲,乙,丙,丁\n1,2,3,4\n5,6,7,8\n";
    for (file, content) in [
        ("订单模板.csv", lists),
        ("订单评审.csv", lists),
        ("客户投诉.csv", lists),
        ("说明.csv", "十月数据见附件\n"),
        (
            "工资.csv",
            "工号,姓名,基本工资,扣款\nS001,王小明,5000,100\nS002,李晓华,5000,0\n",
        ),
        (
            "商机.csv",
            "商机名称,客户名称,负责人,预计成交日期,预计金额,阶段\nx,甲公司,王小明,2026-12-01,100,报价\ny,乙公司,王小明,2026-12-01,100,报价\n",
        ),
        (
            "通讯录.csv",
            "姓名,手机,邮箱,生日\n王小明,13800000000,a@b.c,1990-01-01\n李晓华,13800000001,b@b.c,1990-01-01\n",
        ),
        ("Sheet1.csv", lists),
        ("空.csv", ""),
    ] {
        book()
            .file(&format!("inbox/2026-10/{file}"), content)
            .repcard(&run(&["-q"]))
            .exits(0)
            .says_exactly("");
    }
}

#[test]
fn a_sheet_that_lacks_one_column_is_an_error_and_the_line_that_it_names_mends_it() {
    let book = book().file(
        "inbox/2026-10/补录.csv",
        "订单编号,下单日期,工号,客户名称,折后合计数\nD1,2026-10-08,S001,甲公司,1200\nD2,2026-10-09,S002,乙公司,800\n",
    );
    book.repcard(&run(&["-q"]))
        .exits(1)
        .says("错误 inbox/2026-10/补录.csv unread-dataset")
        .says("缺少“金额”")
        .says("orders = { files = [\"{period}/补录.csv\"], header_row = 1, columns = { amount = \"…\" } }");
    let book = book.file(
        "repcard.toml",
        "[[inputs.orders]]\nfiles = [\"{period}/补录.csv\"]\nheader_row = 1\ncolumns = { amount = \"折后合计数\" }\n\
         [[inputs.orders]]\nfiles = [\"{period}/订单.csv\"]\n",
    );
    book.repcard(&run(&["-q"])).exits(0).says_exactly("");
    assert_eq!(kpi(&book, "S001", "sales")["actual"].to_string(), "91200.00");
}

#[test]
fn one_of_two_order_files_without_rows_is_an_error() {
    let book = book().file(
        "inbox/2026-10/订单_江苏.csv",
        "订单编号,下单日期,工号,客户名称,金额\n",
    );
    book.repcard(&run(&["-q"]))
        .exits(1)
        .says("错误 inbox/2026-10/订单_江苏.csv empty-table");
    book.without("inbox/2026-10/订单_江苏.csv")
        .repcard(&run(&["-q"]))
        .exits(0)
        .says_exactly("");
}

#[test]
fn what_the_settings_expect_is_there_or_an_error() {
    let expecting = |expected: &str| book().file("repcard.toml", format!("[expect]\n{expected}\n"));
    for (expected, said) in [
        (
            "files = [\"{period}/CRM*.xlsx\"]",
            "没有文件符合“{period}/CRM*.xlsx”；现有：inbox/2026-10/拜访.csv",
        ),
        ("orders = { rows = 100 }", "本期的订单只有 2 行，应至少 100 行"),
        (
            "orders = { until = \"last-working-day\" }",
            "订单应到 2026-10-30 为止，而只到 2026-10-12",
        ),
        (
            "orders = { until = 3 }",
            "订单应到 2026-10-28 为止，而只到 2026-10-12",
        ),
        (
            "visits = { until = 2026-10-20 }",
            "拜访应到 2026-10-20 为止，而只到 2026-10-10",
        ),
        ("visits = { teams = \"all\" }", "这些团队本期没有拜访：华东二部"),
        (
            "visits = { teams = [\"华东二部\"] }",
            "这些团队本期没有拜访：华东二部",
        ),
        ("calls = \"required\"", "本期的电话只有 0 行，应至少 1 行"),
    ] {
        expecting(expected)
            .repcard(&run(&["-q"]))
            .exits(1)
            .says("not-as-expected")
            .says(said);
    }
    for met in [
        "files = [\"{period}/订单*.csv\"]",
        "orders = { rows = 2, until = 2026-10-12, teams = \"all\" }",
        "orders = \"required\"\ncalls = \"optional\"",
    ] {
        expecting(met).repcard(&run(&["-q"])).exits(0).says_exactly("");
    }
    for (wrong, place) in [
        ("orders = 3", "repcard.toml:2:10"),
        ("orders = { row = 3 }", "repcard.toml:2:12"),
        ("orders = { until = true }", "repcard.toml:2:20"),
        ("roster = \"optional\"", "repcard.toml:2:1"),
        ("conduct = \"sometimes\"", "repcard.toml:2:11"),
    ] {
        expecting(wrong).repcard(&run(&[])).exits(2).says(place);
    }
}

#[test]
fn a_pin_that_matches_nothing_is_an_error_where_points_hang_on_it() {
    let pinned = |dataset: &str| {
        book().file(
            "repcard.toml",
            format!("[inputs.{dataset}]\nfiles = [\"{{period}}/没有.xlsx\"]\n"),
        )
    };
    pinned("visits")
        .repcard(&run(&["-q"]))
        .exits(1)
        .says("错误 账套 nothing-matched");
    pinned("calls").repcard(&run(&["-q"])).exits(0);
}
