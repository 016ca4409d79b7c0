//! No header is passed over without being tried: rows that [`Likely`] leaves out fit no dataset.

use super::super::dictionary::Dictionary;
use super::super::fit::fit_row;
use super::super::header_row::header_row;
use super::super::likely::Likely;
use super::super::sections::{is_header, looks_like_header};
use super::super::settings::NamedHeaders;
use super::sheet;
use crate::catalogue::Catalogue;
use crate::model::{Dataset, Field, Period};
use crate::read::{self, Cell, ReadOptions, Row, Sheet};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

fn dictionary() -> Dictionary {
    Dictionary::of(&Arc::new(Catalogue::default()))
}

/// How many rows of a sheet are headers, and those of them that are passed over.
fn headers(sheet: &Sheet, named: &[(Field, &str)]) -> (usize, Vec<String>) {
    let dictionary = dictionary();
    let mut likely = Likely::new(&dictionary, sheet, named.iter().map(|(_, header)| *header));
    let named = &NamedHeaders {
        stated: named.to_vec(),
        pin: None,
    };
    let mut found = 0;
    let mut passed_over = Vec::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        if !looks_like_header(row) {
            continue;
        }
        let is_likely = likely.may_be_header(index);
        let line = Rc::new(header_row(sheet, index, row));
        let fits = |dataset: &Dataset| is_header(&fit_row(&dictionary, *dataset, &line, named));
        if dictionary.datasets().any(|dataset| fits(&dataset)) {
            found += 1;
            if !is_likely {
                passed_over.push(format!(
                    "{:?} below {:?}",
                    row.cells,
                    sheet.rows.get(index.wrapping_sub(1))
                ));
            }
        }
    }
    (found, passed_over)
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())]
    }
}

const MONTHS: [&str; 24] = [
    "1月",
    "10月目标",
    "十月",
    "2026年10月",
    "2026-10",
    "202610",
    "Oct",
    "Oct 2026",
    "October target",
    "M10",
    "一季度",
    "Q1",
    "Q4 2026",
    "4Q26",
    "2026Q1",
    "上半年",
    "H2",
    "1-3月",
    "1-3月（万元）",
    "Jan-Mar",
    "Q1合计",
    "1月（万元）",
    "季度4",
    "2026",
];
const VALUES: [&str; 14] = [
    "张伟",
    "S001",
    "KH00012",
    "华东一部",
    "已完成",
    "上海恒远电子（集团）有限公司",
    "SO-2026-001",
    "见面",
    "Order no. 7",
    "*",
    "/",
    "a.b@c.cn",
    "未知(待定)",
    "日报",
];
const GROUPS: [&str; 8] = [
    "客户",
    "基本信息",
    "销售目标",
    "2026",
    "1-3月（万元）",
    "金额",
    "",
    "单位：万元",
];

/// The headers of one column, in an upper and a lower line, as exports decorate and part them.
fn column(name: &str, chance: &mut Chance) -> [String; 2] {
    let name = match chance.below(8) {
        0 => format!("{name}（万元）"),
        1 => format!("*{name}"),
        2 => format!("销售订单.{name}"),
        3 => format!("{name} (USD)"),
        4 => format!("(基本信息){name}"),
        _ => name.to_owned(),
    };
    let cuts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    let cut = chance.one_of(&cuts);
    let (before, behind) = name.split_at(cut);
    match chance.below(8) {
        0 => [before.to_owned(), behind.to_owned()],
        1 => [name, String::new()],
        2 => [name, "万元".to_owned()],
        3 => [String::new(), format!("{before}/{behind}")],
        4 => [chance.one_of(&GROUPS).to_owned(), name],
        5 => [chance.one_of(&VALUES).to_owned(), name],
        _ => [String::new(), name],
    }
}

/// Two lines that have what a dataset requires, with months and values among it.
fn table(dataset: Dataset, chance: &mut Chance) -> Sheet {
    let dictionary = dictionary();
    let known = dictionary.headers_of(dataset);
    let mut columns = Vec::new();
    for group in &dictionary.entry(dataset).list.required {
        let names: Vec<&str> = known
            .iter()
            .filter(|(field, _)| group.contains(field))
            .map(|(_, name)| *name)
            .collect();
        if !names.is_empty() {
            columns.push(column(chance.one_of(&names), chance));
        }
    }
    for _ in 0..chance.below(6) {
        let (_, known) = chance.one_of(&known);
        let name = match chance.below(4) {
            0 => chance.one_of(&VALUES),
            1 => known,
            _ if dataset == Dataset::TARGETS => chance.one_of(&MONTHS),
            _ => chance.one_of(&VALUES),
        };
        columns.push(column(name, chance));
    }
    let line = |line: usize| {
        let cells = columns
            .iter()
            .map(|column| column[line].replace(['|', '\n'], " "));
        cells.collect::<Vec<_>>().join("|")
    };
    let mut sheet = sheet("a.xlsx", "S", &format!("{}\n{}", line(0), line(1)));
    let width = columns.len() as u32;
    if chance.below(3) == 0 && width > 2 {
        let last = chance.below(2) as u32 + 1;
        sheet.merged.push((1, 0, 1, last));
    }
    for row in &mut sheet.rows {
        for cell in &mut row.cells {
            if matches!(cell, Cell::Number(_)) {
                *cell = Cell::DateTime(46_296.0);
            }
        }
    }
    sheet
}

#[test]
fn no_header_of_the_dictionary_is_passed_over() {
    let mut chance = Chance(20_261_001);
    let mut found = 0;
    let datasets: Vec<Dataset> = Catalogue::built_in().datasets().collect();
    for round in 0..500 {
        let dataset = datasets[round % datasets.len()];
        let named = [(Field::Amount, "客户/实收"), (Field::OrderId, "凭证")];
        let named = if round % 3 == 0 { &named[..] } else { &[] };
        let (headers, passed_over) = headers(&table(dataset, &mut chance), named);
        assert_eq!(passed_over, [""; 0]);
        found += headers;
    }
    assert!(found > 100, "{found} headers");
}

#[test]
fn no_header_of_any_case_is_passed_over() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let period: Period = "2026-10".parse().unwrap();
    let cases = std::fs::read_dir(root.join("tests/cases")).unwrap();
    let books = cases.map(|case| case.unwrap().path().join("book"));
    let books = books.chain([root.join("samples/huadong")]);
    let mut found = 0;
    for book in books {
        let files = read::list(&book, period).unwrap_or_default();
        let sheets = files
            .iter()
            .flat_map(|file| read::read(file, &ReadOptions::default()).sheets);
        for sheet in sheets {
            let (headers, passed_over) = headers(&sheet, &[]);
            assert_eq!(passed_over, [""; 0], "{:?}", sheet.source);
            found += headers;
        }
    }
    assert!(found > 400, "{found} headers");
}

#[test]
fn rows_of_data_are_passed_over() {
    let lines = "拜访日期|业务员|客户名称|方式|结果\n\
                 今天|张伟|上海恒远电子有限公司|上门|已签约\n\
                 昨天|李娜|苏州（新区）精工|电话|再谈";
    let sheet = sheet("a.xlsx", "S", lines);
    let dictionary = dictionary();
    let mut likely = Likely::new(&dictionary, &sheet, [].into_iter());
    let tried: Vec<bool> = (0..3).map(|index| likely.may_be_header(index)).collect();
    assert_eq!(tried, [true, false, false]);
    let rows: &[Row] = &sheet.rows;
    assert!(rows.iter().all(looks_like_header));
}
