//! What became of every row and of all money: in every book of `tests/cases`, in random ones, and row by row.

use crate::support::account as published;
use crate::support::book;
use book::Book;
use proptest::prelude::*;
use proptest::sample::select;
use repcard::catalogue::Catalogue;
use repcard::measure::{Rules, WhyLeftOut, measure};
use repcard::model::{
    Calendar, Currency, Dataset, Exact, Expectations, Fate, Finding, Kpi, Language, Period, Policy,
};
use repcard::read::{self, Limits, ReadOptions, Sheet, read_bytes};
use repcard::recognise::{Mapping, Pin, Recognised, recognised};
use repcard::records::{LeftOutFor, RecordOptions, records};
use repcard::report::explained::row::{Read, RowKind, RowStory, stories};
use repcard::reshape::{ReshapeOptions, reshape};
use repcard::snapshot::{TableAccount, account};
use repcard::targets::targets;
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Walking a row looks at all figures; larger books are balanced and not walked.
const MOST_WALKED: usize = 30;

fn sum<'a>(numbers: impl Iterator<Item = &'a Exact>) -> Exact {
    numbers.fold(Exact::zero(), |sum, number| &sum + number)
}

/// That rows and amounts of a table add up, and that of each row it is known what became of it.
fn balances(table: &TableAccount) {
    let of_fates: u64 = table.fates.iter().map(|share| share.rows).sum();
    assert_eq!(table.rows, of_fates, "{table:#?}");
    assert!(table.share(Fate::Unexplained).is_none(), "{table:#?}");
    let amounts = table.fates.iter().filter_map(|share| share.amount.as_ref());
    let turned = table.turned.clone().unwrap_or_else(Exact::zero);
    let of_fates = &sum(amounts) + &turned;
    assert_eq!(
        table.amount.clone().unwrap_or_else(Exact::zero),
        of_fates,
        "{table:#?}"
    );
}

/// Rows that hold anything, by file and sheet, as they are read.
fn sizes(sheets: &[Sheet]) -> BTreeMap<String, u64> {
    let mut sizes = BTreeMap::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        *sizes.entry(format!("{:?}", sheet.source)).or_default() += sheet.rows.len() as u64;
    }
    sizes
}

/// What a row came to, by all that is said of it but its fate.
fn told(story: &RowStory) -> Option<Fate> {
    if let Some(WhyLeftOut::NoRecord(why)) = story.left_out {
        return Some(match why {
            LeftOutFor::Finding(code) => Fate::of_finding(code),
            LeftOutFor::NewerList => Fate::Restated,
        });
    }
    let mut of_sales = story.uses.iter().map(|named| &named.of);
    let of_sales = of_sales.find(|of| of.kpi == Kpi::SALES)?;
    Some(match &of_sales.outcome {
        Ok(row) if row.counts < Exact::zero() => Fate::Returned,
        Ok(_) => Fate::Counted,
        Err(_) => Fate::Cancelled,
    })
}

/// Reads a book as a run without settings does; that its account balances, holds every row there is, agrees with what is
/// told of each row, and with the sales that are appraised.
fn holds(book: &Path, period: Period) {
    let mapping = Mapping {
        currency: Currency::usual(Language::Chinese),
        ..Mapping::of_period(period)
    };
    let Ok(files) = read::list(book, period) else {
        return;
    };
    let readouts = files.iter().map(|file| read::read(file, &ReadOptions::default()));
    holds_of(
        readouts.flat_map(|readout| readout.sheets).collect(),
        &mapping,
        period,
        &book.display().to_string(),
    );
}

/// The same of sheets.
fn holds_of(sheets: Vec<Sheet>, mapping: &Mapping, period: Period, book: &str) {
    let (policy, calendar, expected) = (Policy::default(), Calendar::default(), Expectations::default());
    let sizes = sizes(&sheets);
    let Recognised {
        mut tables,
        unread,
        findings,
    } = recognised(sheets, mapping);
    // What pins say of cells is done as in a run.
    let shaping = ReshapeOptions {
        period,
        calendar: &calendar,
        date_order: None,
        timezone: None,
        currency: mapping.currency,
    };
    let (reshaped, unshaped, _) = reshape(std::mem::take(&mut tables), &shaping);
    tables = reshaped;
    let unread = [unread, unshaped].concat();
    let Ok((records, found)) = records(&mut tables, &RecordOptions::of_period(period)) else {
        return;
    };
    let accounts = account(&tables, &unread, &records.ledger);
    accounts.iter().for_each(balances);
    let mut rows: BTreeMap<String, u64> = BTreeMap::new();
    for table in &accounts {
        *rows.entry(format!("{:?}", table.source)).or_default() += table.sheet_rows.unwrap_or(table.rows);
    }
    assert_eq!(rows, sizes, "{book}");

    let rules = Rules {
        catalogue: Catalogue::built_in(),
        policy: &policy,
        calendar: &calendar,
        expected: &expected,
    };
    let (targets, _) = targets(&records, rules.of_targets(), period);
    let (measures, _) = measure(&records, &targets, rules, period);
    let sales = measures.iter().filter_map(|rep| {
        let mut figures = rep.measures.iter();
        figures.find(|figure| figure.kpi == Kpi::SALES)?.actual.clone()
    });
    let sales: Vec<Exact> = sales.collect();
    let of_orders = accounts
        .iter()
        .filter(|table| table.dataset == Some(Dataset::ORDERS));
    let counted = of_orders.flat_map(|table| {
        let fates = [Fate::Counted, Fate::Returned];
        let shares = fates.into_iter().filter_map(|fate| table.share(fate));
        shares.filter_map(|share| share.amount.as_ref())
    });
    if !sales.is_empty() {
        assert_eq!(sum(counted), sum(sales.iter()), "{book}");
    }

    let walked: usize = tables
        .iter()
        .map(|table| table.rows.len() + table.aside.len() + 1)
        .sum();
    if walked > MOST_WALKED {
        return;
    }
    let findings: Vec<Finding> = [findings, found].concat();
    let read = Read {
        tables: &tables,
        records: &records,
        findings: &findings,
    };
    for table in &tables {
        let known = accounts
            .iter()
            .find(|known| known.source == table.source && known.header_row == Some(table.header_row));
        let known = known.unwrap();
        let of_rows = table.rows_of_data().map(|row| table.place(row).cell());
        let aside = table.aside.iter().map(|aside| aside.row.to_string());
        let mut folded: BTreeMap<Fate, (u64, Exact)> = BTreeMap::new();
        for row in of_rows.chain(aside).chain([table.header_row.to_string()]) {
            let sheet = table.source.sheet.iter().map(|sheet| format!("!{sheet}"));
            let name = format!("{}{}!{row}", table.source.file, sheet.collect::<String>());
            let stories = stories(&name, read, rules, period).unwrap_or_else(|_| panic!("{name}"));
            let story = stories
                .iter()
                .find(|story| story.place.source == table.source)
                .unwrap();
            let fate = story.fate.unwrap_or_else(|| panic!("{name}: {story:#?}"));
            if let Some((_, RowKind::Data)) = story.read_as
                && let Some(told) = told(story)
            {
                // Rows of who is not appraised make figures that nobody has.
                let is_nobodys = fate == Fate::NotAppraised && told.is_counted();
                assert!(fate == told || is_nobodys, "{name}: {story:#?}");
            }
            let (rows, amount) = folded.entry(fate).or_insert_with(|| (0, Exact::zero()));
            *rows += 1;
            *amount = &*amount + &Exact::from(story.amount.unwrap_or(Decimal::ZERO));
        }
        let mut stated = Exact::zero();
        for share in &known.fates {
            let (rows, amount) = folded.remove(&share.fate).unwrap();
            assert_eq!(share.rows, rows, "{}: {known:#?}", table.source.file);
            stated = &stated + &amount;
            if let Some(of_share) = &share.amount
                && !share.fate.is_counted()
            {
                assert_eq!(*of_share, amount, "{}: {known:#?}", table.source.file);
            }
        }
        assert!(folded.is_empty(), "{folded:?}: {known:#?}");
        if let Some(amount) = &known.amount {
            assert_eq!(*amount, stated, "{}: {known:#?}", table.source.file);
        }
    }
}

fn cases() -> Vec<(PathBuf, Period)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<(PathBuf, Period)> = folders
        .map(|folder| {
            let case: toml::Table =
                toml::from_str(&fs::read_to_string(folder.join("case.toml")).unwrap()).unwrap();
            (
                folder.join("book"),
                case["period"].as_str().unwrap().parse().unwrap(),
            )
        })
        .collect();
    cases.sort();
    cases
}

#[test]
fn every_row_of_every_case_comes_to_one_end() {
    let cases = cases();
    assert!(cases.len() > 100);
    for (book, period) in cases {
        holds(&book, period);
    }
}

#[test]
fn the_sample_balances() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/huadong");
    for period in ["2026-10", "2026-09", "2026-Q4"] {
        holds(&sample, period.parse().unwrap());
    }
}

/// What `findings.json` says of a book after a run: the settings of the book are in force.
#[test]
fn what_is_published_balances() {
    for (folder, period) in cases().into_iter().step_by(7) {
        let scratch = Book::empty();
        let to = scratch.path("book");
        book::copy(&folder, &to);
        let ran = book::ran(
            book::program()
                .args(["run", "--quiet", "--period", &period.to_string(), "--book"])
                .arg(&to),
        );
        let listing = to.join(format!("out/{period}/findings.json"));
        let Ok(listing) = fs::read(&listing) else {
            assert!(ran.code == Some(2), "{}: {}", folder.display(), ran.stderr);
            continue;
        };
        let listing: Value = serde_json::from_slice(&listing).unwrap();
        published::balances(&listing);
    }
}

#[test]
fn the_first_rows_without_an_amount_are_named_whichever_is_settled_first() {
    let rows = |day: &str, from: u32| -> String {
        let row = |number: u32| format!("B{number},2026-{day},S001,甲公司,待定\n");
        (from..from + 6).map(row).collect()
    };
    let book = Book::small().file(
        "inbox/2026-10/订单.csv",
        format!(
            "订单编号,下单日期,工号,客户名称,金额\n{}{}B0,2026-10-02,S001,甲公司,5\n",
            rows("10-10", 2),
            rows("12-10", 8)
        ),
    );
    book.repcard(&["run", "--period", "2026-10"]);
    let listing = fs::read(book.path("out/2026-10/findings.json")).unwrap();
    let listing: Value = serde_json::from_slice(&listing).unwrap();
    let tables = listing["account"].as_array().unwrap();
    let table = tables
        .iter()
        .find(|table| table["file"] == "inbox/2026-10/订单.csv")
        .unwrap();
    assert_eq!(table["without_amount"], 12, "{table:#}");
    assert_eq!(
        table["first_without"],
        serde_json::json!([2, 3, 4, 5, 6]),
        "{table:#}"
    );
}

/// A row of orders: anything that exports hold, and much that they should not.
fn order() -> impl Strategy<Value = String> {
    let id = select(&["D1", "D2", "D3", "D4", ""][..]);
    let day = select(
        &[
            "2026-10-08",
            "2026-10-09",
            "2026-09-30",
            "2025-10-01",
            "2026-11-02",
            "2020-01-01",
            "",
            "05/10/2026",
            "昨天",
        ][..],
    );
    let rep = select(&["S001", "S002", "S003", "S009", "周明", "陈静", ""][..]);
    let customer = select(&["甲公司", "乙公司", ""][..]);
    let amount = select(
        &[
            "100",
            "-20.5",
            "0",
            "1e3",
            "待定",
            "",
            "3万",
            "99999999999999999999999999",
            "0.001",
            "$5",
            "(7)",
        ][..],
    );
    let status = select(&["已完成", "已取消", "退货", "草稿", "已退款", ""][..]);
    let row =
        (id, day, rep, customer, amount, status).prop_map(|(id, day, rep, customer, amount, status)| {
            format!("{id},{day},{rep},{customer},{amount},{status}")
        });
    prop_oneof![
        8 => row,
        1 => select(&["", ",,,,,", "合计,,,,1200,", "小计,,,,100,", "订单编号,下单日期,工号,客户名称,金额,状态",
            "制表人：张三,,,,,", "D9,2026-10-08,S001,甲公司,1,200,已完成", ",,,,,备注"][..]).prop_map(str::to_owned),
    ]
}

fn visit() -> impl Strategy<Value = String> {
    let day = select(&["2026-10-08", "2026-10-09 10:00", "2026-09-30", "2026-12-01", "x"][..]);
    let rep = select(&["S001", "S003", "S009", ""][..]);
    let status = select(&["已完成", "计划中", "已取消", ""][..]);
    (day, rep, status).prop_map(|(day, rep, status)| format!("{day},{rep},甲公司,{status}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_books_balance(
        (one, two, before) in (
            proptest::collection::vec(order(), 0..14),
            proptest::collection::vec(order(), 0..6),
            proptest::collection::vec(order(), 0..6),
        ),
        visits in proptest::collection::vec(visit(), 0..8),
        owners in proptest::collection::vec(select(&["甲公司,S001,2026-10-01", "甲公司,S002,2026-09-01", "乙公司,S009,2026-10-02", "丙公司,S003,"][..]), 0..4),
        targets in proptest::collection::vec(select(&["S001,2026,1200", "S001,2026,1300", "S002,2026,1200", "S009,2026,5", ",2026,2400", "S003,,x"][..]), 0..5),
    ) {
        let header = "订单编号,下单日期,工号,客户名称,金额,状态\n";
        let orders = |rows: &[String]| format!("{header}{}\n", rows.join("\n"));
        let book = Book::empty()
            .file("inbox/花名册.csv", "工号,姓名,团队,入职日期,离职日期\nS001,周明,一部,2020-01-01,\nS002,陈静,一部,,2026-10-12\nS003,陈静,二部,,2026-08-31\nS003,,二部,,\n")
            .file("inbox/销售目标.csv", format!("工号,年度,全年\n{}\n", targets.join("\n")))
            .file("inbox/2026-10/订单.csv", orders(&one))
            .file("inbox/2026-10/订单2.csv", format!("十月订单\n{}", orders(&two)))
            .file("inbox/2026-09/订单.csv", orders(&before))
            .file("inbox/2026-10/拜访.csv", format!("拜访日期,工号,客户名称,拜访状态\n{}\n", visits.join("\n")))
            .file("inbox/2026-09/客户.csv", format!("客户名称,负责人工号,创建日期\n{}\n", owners.join("\n")))
            .file("inbox/2026-10/客户.csv", format!("客户名称,负责人工号,创建日期\n{}\n甲公司,S001,2026-10-01\n", owners.join("\n")))
            .file("inbox/2026-10/杂项.csv", "一,二,三,四\n1,2,3,4\n5,6,7,8\n");
        holds(&book.path(""), "2026-10".parse().unwrap());
    }

    #[test]
    fn any_text_balances(
        cells in proptest::collection::vec(
            proptest::collection::vec(
                select(&["订单编号", "下单日期", "工号", "客户名称", "金额", "数量", "状态", "合计", "小计", "S001", "D1", "2026-10-08",
                    "2026-11-08", "100", "-5.5", "1,000", "", "万元", "姓名", "全年", "年度", "2026", "1月", "备注", "目标", "实际", "制表："][..]),
                0..9,
            ),
            0..20,
        ),
        name in select(&["订单", "拜访", "销售目标", "客户", "电话", "a"][..]),
        header in any::<bool>(),
    ) {
        let lines = cells.iter().map(|cells| {
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
            quoted.join(",")
        });
        let header = header.then(|| "订单编号,下单日期,工号,客户名称,金额,状态".to_owned());
        let text: Vec<String> = header.into_iter().chain(lines).collect();
        let roster = "工号,姓名\nS001,周明\n";
        let sheets = [("inbox/花名册.csv".to_owned(), roster.to_owned()), (format!("inbox/2026-10/{name}.csv"), text.join("\n"))];
        let sheets = sheets.iter().flat_map(|(name, text)| read_bytes(name, text.as_bytes(), &Limits::default()).sheets);
        let period: Period = "2026-10".parse().unwrap();
        holds_of(sheets.collect(), &Mapping::of_period(period), period, &text.join("\n"));
    }

    /// Matrices, and lists that look something up: each cell that became a row, and each row looked up in, comes to one end.
    #[test]
    fn random_pins_balance(
        cells in proptest::collection::vec(proptest::collection::vec(select(&["", "5", "0", "-3.25", "待定", "1,200"][..]), 3), 0..7),
        keys in proptest::collection::vec(select(&["1", "01", "2", "3", "", "x"][..]), 0..8),
        heads in proptest::collection::vec((select(&["1", "2", "002", "4", ""][..]), select(&["S001", "S002", "S009", ""][..])), 0..6),
    ) {
        let reps = ["S001", "S002", "S003", "S009"];
        let line = |(at, cells): (usize, &Vec<&str>)| format!("{},甲公司,{}", reps[at % 4], cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(","));
        let matrix: Vec<String> = cells.iter().enumerate().map(line).collect();
        let lines: Vec<String> = keys.iter().enumerate().map(|(at, key)| format!("L{at},{key},{}", 10 + at)).collect();
        let heads: Vec<String> = heads.iter().map(|(key, rep)| format!("{key},2026-10-08,{rep}")).collect();
        let book = Book::empty()
            .file("inbox/花名册.csv", "工号,姓名,团队,入职日期,离职日期\nS001,周明,一部,2020-01-01,\nS002,陈静,一部,,2026-10-12\nS003,陈静,二部,,2026-08-31\n")
            .file("inbox/2026-10/月度.csv", format!("工号,客户名称,9月,2026-10,Nov 2026\n{}\n合计,,1,5,\n", matrix.join("\n")))
            .file("inbox/2026-10/明细.csv", format!("行,单号,金额\n{}\n", lines.join("\n")))
            .file("inbox/2026-10/单头.csv", format!("单号,日期,业务员\n{}\n", heads.join("\n")));
        let period = "2026-10".parse().unwrap();
        let mut mapping = Mapping { currency: Currency::usual(Language::Chinese), ..Mapping::of_period(period) };
        let pins = [
            "files = ['月度.csv']\nunpivot = { header = 'date', value = 'amount' }",
            "files = ['明细.csv']\ncolumns = { order_id = '行', date = '日期', rep = '业务员', customer = \"'乙'\", amount = '金额' }\n\
             join = [{ files = ['单头.csv'], on = [['单号', '单号']] }]",
        ];
        let pins = pins.map(|pin| toml::from_str::<Pin>(pin).unwrap());
        mapping.inputs.insert(Dataset::ORDERS, pins.to_vec());
        let files = read::list(&book.path(""), period).unwrap();
        let readouts = files.iter().map(|file| read::read(file, &ReadOptions::default()));
        holds_of(readouts.flat_map(|readout| readout.sheets).collect(), &mapping, period, "random pins");
    }
}
