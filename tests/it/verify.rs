//! Published folders and printed codes, held against what was published.

use crate::support::book;
use book::Book;
use repcard::report::code::PageCode;
use serde_json::Value;
use std::fs;

const PERIOD: [&str; 2] = ["--period", "2026-10"];

fn published() -> Book {
    let book = Book::small();
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    book
}

fn code(book: &Book, rep_id: &str) -> String {
    let codes = PageCode::all(&fs::read(book.path("out/2026-10/results.json")).unwrap());
    codes
        .into_iter()
        .find(|code| code.rep_id == rep_id)
        .unwrap()
        .to_string()
}

#[test]
fn a_folder_is_as_published_until_someone_touches_it() {
    let book = published();
    book.repcard(&["verify", PERIOD[0], PERIOD[1]])
        .exits(0)
        .says("个文件均与发布时一致");

    let form = book.path("out/2026-10/forms/华东一部/S001 王小明.pdf");
    fs::remove_file(form).unwrap();
    let mut results = fs::read_to_string(book.path("out/2026-10/results.json")).unwrap();
    results = results.replacen("90000", "91000", 1);
    let book = book
        .file("out/2026-10/results.json", results)
        .file("out/2026-10/备注.txt", "x");
    book.repcard(&["verify", PERIOD[0], PERIOD[1]])
        .exits(1)
        .says("缺失：forms/华东一部/S001 王小明.pdf")
        .says("已改动：results.json")
        .says("多出：备注.txt")
        .says("3 个文件与发布时不同");
    let json = book
        .repcard(&["verify", "--format", "json", PERIOD[0], PERIOD[1]])
        .exits(1);
    let told: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(told["missing"][0], "forms/华东一部/S001 王小明.pdf");
    assert_eq!(told["changed"][0], "results.json");
    assert_eq!(told["added"][0], "备注.txt");
}

#[test]
fn a_code_belongs_to_the_figures_it_was_printed_with() {
    let book = published();
    let [first, second] = ["S001", "S002"].map(|rep_id| code(&book, rep_id));
    book.repcard(&["verify", "--code", &first])
        .exits(0)
        .says("程序没有看到纸面")
        .says("姓名：王小明")
        .says("得分：")
        .says("等级：")
        .says("销售额：目标 100,000.00，实际 90,000.00，得分 ")
        .does_not_say("李晓华")
        .does_not_say("纸面与发布的结果一致");
    let english = book
        .repcard_in("en_US.UTF-8", &["verify", "--code", &first])
        .exits(0);
    english
        .says("The page itself was not seen")
        .says("Sales: target 100,000.00, actual 90,000.00");
    let json = book
        .repcard(&["verify", "--format", "json", "--code", &first])
        .exits(0);
    let told: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        (&told["code_is"], &told["page_seen"]),
        (&"current".into(), &false.into())
    );
    assert_eq!(told["published"]["name"], "王小明");
    book.repcard(&[
        "verify",
        "--code",
        &first
            .to_lowercase()
            .replace('-', " ")
            .replace("2026 10", "2026-10"),
    ])
    .exits(0);
    let swapped = first.replace("S001", "S002");
    book.repcard(&["verify", "--code", &swapped])
        .exits(1)
        .says("不是此核对码的结果")
        .says("姓名：李晓华");
    book.repcard(&["verify", "--code", &first.replace("S001", "S009")])
        .exits(1)
        .says("没有此考核期的这个工号")
        .does_not_say("姓名");

    let book = book.file(
        "inbox/2026-10/订单.csv",
        "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S001,甲公司,90001\nB2,2026-10-12,S002,丙公司,50000\n",
    );
    book.repcard(&["run", PERIOD[0], PERIOD[1]]).exits(0);
    book.repcard(&["verify", "--code", &first])
        .exits(1)
        .says("请重新打印此表");
    book.repcard(&["verify", "--code", &second]).exits(0);
}

#[test]
fn what_cannot_be_verified_is_said() {
    let book = published();
    book.repcard(&["verify", "--period", "2026-09"])
        .exits(2)
        .says("没有 manifest.json");
    book.repcard(&["verify", "--code", "2026-10/S001"])
        .exits(2)
        .says("页脚");
    for manifest in ["{}", "[]", "", "\u{0}"] {
        book.repcard(&["verify", PERIOD[0], PERIOD[1]]).exits(0);
        let other = published().file("out/2026-10/manifest.json", manifest);
        other
            .repcard(&["verify", PERIOD[0], PERIOD[1]])
            .exits(2)
            .says("不是 repcard 写的清单");
    }
    let manifest = fs::read_to_string(book.path("out/2026-10/manifest.json")).unwrap();
    let outside = manifest.replacen("\"appraisals.xlsx\"", "\"../../repcard.toml\"", 1);
    book.file("out/2026-10/manifest.json", outside)
        .repcard(&["verify", PERIOD[0], PERIOD[1]])
        .exits(2)
        .says("不是 repcard 写的清单");
}
