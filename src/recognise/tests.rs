//! Sheets as people export them, and what they are taken for.

mod asides;
mod likely;
mod look_alikes;
mod several;
mod targets;
mod vendors;

use super::{Mapping, Pin, Table, readings, recognise};
use crate::model::{Dataset, Field, Finding, Language, Problem, Severity, Source};
use crate::read::{Cell, Row, RowRanges, Scope, Sheet};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A sheet of lines, cells parted by `|`; a line of nothing is a blank row.
fn sheet(file: &str, name: &str, lines: &str) -> Sheet {
    let cell = |text: &str| match text.trim() {
        "" => Cell::Empty,
        text => text
            .parse()
            .map_or_else(|_| Cell::Text(text.into()), Cell::Number),
    };
    let row = |(number, line): (u32, &str)| Row::new(number, line.split('|').map(cell).collect());
    let rows = (1..)
        .zip(lines.lines())
        .filter(|(_, line)| line.contains(|character| character != '|' && character != ' '))
        .map(row)
        .collect();
    Sheet {
        source: Arc::new(Source {
            file: format!("inbox/{file}"),
            sheet: Some(name.into()),
        }),
        scope: Scope::Own,
        hidden: false,
        epoch_1904: false,
        delimiter: None,
        rows,
        merged: Vec::new(),
        hidden_rows: RowRanges::default(),
        shown: Vec::new(),
    }
}

fn mapping(inputs: &[(Dataset, &str)]) -> Mapping {
    let pin = |text: &str| -> Pin { toml::from_str(text).unwrap() };
    Mapping {
        inputs: inputs
            .iter()
            .map(|(dataset, text)| (*dataset, vec![pin(text)]))
            .collect(),
        ..Mapping::of_period("2026-10".parse().unwrap())
    }
}

fn tables(sheets: Vec<Sheet>) -> (Vec<Table>, Vec<Finding>) {
    recognise(sheets, &mapping(&[]))
}

/// What a sheet of those lines is, as `dataset header-row: field=header …`, and its findings.
fn seen(file: &str, lines: &str) -> String {
    let (tables, findings) = tables(vec![sheet(file, "Sheet1", lines)]);
    let columns = |table: &Table| {
        let column = |column: &super::Column| format!(" {}={}", column.field.id(), column.header);
        table.columns.iter().map(column).collect::<String>()
    };
    let tables = tables
        .iter()
        .map(|table| format!("{} {}:{}", table.dataset.id(), table.header_row, columns(table)));
    let findings = findings
        .iter()
        .map(|finding| format!("{} {}", finding.code(), finding.place.as_ref().unwrap().cell()));
    tables
        .chain(findings)
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

fn only(lines: &str) -> Table {
    let (mut tables, findings) = tables(vec![sheet("订单.xlsx", "Sheet1", lines)]);
    assert_eq!(tables.len(), 1, "{findings:?}");
    tables.remove(0)
}

fn numbers(rows: &[Row]) -> Vec<u32> {
    rows.iter().map(|row| row.number).collect()
}

#[test]
fn sheets_are_known_by_their_headers() {
    for (file, header, expected) in [
        (
            "a.xlsx",
            "工号|姓名|部门|入职日期",
            "roster 1: rep_id=工号 rep_name=姓名 team=部门 hire_date=入职日期",
        ),
        (
            "a.xlsx",
            "订单编号|下单日期|业务员|客户名称|金额",
            "orders 1: order_id=订单编号 date=下单日期 rep_name=业务员 customer=客户名称 amount=金额",
        ),
        (
            "a.xlsx",
            "单据编号|单据日期|购货单位|业务员|物料名称|价税合计",
            "orders 1: order_id=单据编号 date=单据日期 customer=购货单位 rep_name=业务员 product=物料名称 amount=价税合计",
        ),
        (
            "a.xlsx",
            "Order Number|Order Date|Owner|Account Name|Amount",
            "orders 1: order_id=Order Number date=Order Date rep_name=Owner customer=Account Name amount=Amount",
        ),
        (
            "a.xlsx",
            "拜访日期|业务员|客户名称|客户类型",
            "visits 1: date=拜访日期 rep_name=业务员 customer=客户名称 kind=客户类型",
        ),
        (
            "拜访.xlsx",
            "日期|业务员|客户",
            "visits 1: date=日期 rep_name=业务员 customer=客户",
        ),
        (
            "a.xlsx",
            "创建时间|坐席|被叫|通话时长",
            "calls 1: time=创建时间 rep_name=坐席 phone=被叫 duration=通话时长",
        ),
        (
            "a.xlsx",
            "客户名称|负责人|创建日期",
            "customers 1: customer=客户名称 rep_name=负责人 created=创建日期",
        ),
        (
            "a.xlsx",
            "客户名称|负责人|创建时间|客户级别",
            "customers 1: customer=客户名称 rep_name=负责人 created=创建时间 tier=客户级别",
        ),
        (
            "a.xlsx",
            "需求编号|提出时间|业务员|回复时间",
            "requests 1: request_id=需求编号 received=提出时间 rep_name=业务员 replied=回复时间",
        ),
        (
            "a.xlsx",
            "姓名|类型|应交日期|提交时间",
            "reports 1: rep_name=姓名 kind=类型 due=应交日期 submitted=提交时间",
        ),
        (
            "a.xlsx",
            "日期|工号|事项|分值",
            "conduct 1: date=日期 rep_id=工号 event=事项 points=分值",
        ),
        (
            "a.xlsx",
            "工号|年度|全年",
            "targets 1: rep_id=工号 year=年度 annual=全年",
        ),
        (
            "a.xlsx",
            "姓名|指标|月份|目标值",
            "targets 1: rep_name=姓名 metric=指标 period=月份 value=目标值",
        ),
        (
            "a.xlsx",
            "業務員|訂單編號|訂單日期|客戶名稱|金額",
            "orders 1: rep_name=業務員 order_id=訂單編號 date=訂單日期 customer=客戶名稱 amount=金額",
        ),
        (
            "a.xlsx",
            "单据/编号|单据 - 日期|业务员|销售订单.客户.名称|价税\u{a0}合计",
            "orders 1: order_id=单据/编号 date=单据 - 日期 rep_name=业务员 customer=销售订单.客户.名称 amount=价税\u{a0}合计",
        ),
        (
            "a.xlsx",
            "销售订单.单据编号|销售订单.日期|销售订单.业务员|销售订单.客户|销售订单行.价税合计",
            "orders 1: order_id=销售订单.单据编号 date=销售订单.日期 rep_name=销售订单.业务员 customer=销售订单.客户 amount=销售订单行.价税合计",
        ),
    ] {
        assert_eq!(
            seen(file, &format!("{header}\nx|x|x|x|x|x")).split('\n').next(),
            Some(expected),
            "{header}"
        );
    }
}

#[test]
fn what_is_no_dataset_is_left_out_and_said() {
    for (file, lines) in [
        (
            "工资表.xlsx",
            "工号|姓名|部门|入职日期|基本工资\nS1|甲|一部|2020-01-01|5000",
        ),
        (
            "付款单.xlsx",
            "单据编号|日期|业务员|供应商|金额\nFK1|2026-10-01|甲|A|100",
        ),
        (
            "a.xlsx",
            "采购单号|日期|业务员|供应商|金额\nCG1|2026-10-01|甲|A|100",
        ),
        ("a.xlsx", "姓名|10月实际|10月完成率\n甲|100|0.5"),
        ("a.xlsx", "商品|库存|仓库\n甲|100|一号"),
        ("a.xlsx", "项目|开始|结束\n甲|2026-10|2026-11"),
        (
            "a.xlsx",
            "项目|开始|结束|验收|归档\n甲|2026-10|2026-11|2026-10|2027-01",
        ),
    ] {
        assert_eq!(seen(file, lines), "unrecognised-sheet", "{lines}");
    }
    let (_, findings) = tables(vec![sheet("说明.xlsx", "说明", "请在 5 日前提交")]);
    assert_eq!(findings[0].severity, Severity::Info);
}

#[test]
fn equal_headers_are_decided_by_names_or_not_at_all() {
    let lines = "日期|业务员|客户名称|负责人\n2026-10-01|甲|A|甲";
    assert_eq!(
        seen("外勤.xlsx", lines).lines().next(),
        Some("visits 1: date=日期 rep_name=业务员 customer=客户名称")
    );
    assert_eq!(
        seen("a.xlsx", "创建时间|客户名称|业务员\n2026-10-01|A|甲"),
        "ambiguous-sheet"
    );
    assert!(seen("通话.xlsx", "创建时间|客户名称|业务员\n2026-10-01|A|甲").starts_with("calls 1"));
    assert!(seen("客户.xlsx", "创建时间|客户名称|业务员\n2026-10-01|A|甲").starts_with("customers 1"));
}

#[test]
fn titles_stand_above_the_header_and_totals_below_the_rows() {
    let table = only(
        "销售订单明细表\n导出时间：2026-10-31||||制表：甲\n\n订单编号|下单日期|业务员|客户名称|金额\nA1|2026-10-01|甲|合计科技|100\n\
         甲 小计||||100\nA2|2026-10-02|乙|合计|200\nA3|2026-10-02|乙|Total|1\n小计||||201\n订单编号|下单日期|业务员|客户名称|金额\n\
         A4|2026-10-03|乙|B|5\n|||总 计：|306\n||||\n制表：甲||审核：乙",
    );
    assert_eq!(table.header_row, 4);
    assert_eq!(numbers(&table.rows), [5, 7, 8, 11]);
    let totals: Vec<_> = table
        .totals
        .iter()
        .map(|total| (total.row.number, total.covers.clone()))
        .collect();
    assert_eq!(totals, [(6, 0..1), (9, 1..3), (12, 0..4)]);
}

#[test]
fn a_total_covers_the_rows_since_the_last_of_its_kind() {
    let table = only(
        "订单编号|日期|业务员|客户|金额\nA1|1|甲|A|1\n甲小计||||1\nA2|1|乙|A|2\n本页合计||||3\n乙小计||||2\n华东合计||||3\n\
         A3|1|丙|A|4\n丙小计||||4\n华南合计||||4\n本年累计||||99\n公司合计||||7\n总计||||7\nA4|1|丁|A|8",
    );
    let covers: Vec<_> = table
        .totals
        .iter()
        .map(|total| (total.row.number, total.covers.clone()))
        .collect();
    let expected = [
        (3, 0..1),
        (5, 0..2),
        (6, 1..2),
        (7, 0..2),
        (9, 2..3),
        (10, 2..3),
        (12, 0..3),
        (13, 0..4),
    ];
    assert_eq!((covers.as_slice(), table.rows.len()), (expected.as_slice(), 4));
}

#[test]
fn totals_of_blocks_cover_their_block_whatever_they_are_called() {
    let covers = |text: &str| {
        let table = only(&format!("订单编号|日期|业务员|客户|金额\n{text}"));
        let totals = table.totals.into_iter();
        totals.map(|total| total.covers).collect::<Vec<_>>()
    };
    let block = "A1|1|甲|A|1\nA2|1|甲|A|2\n合计||||3\n";
    let both = [block, "A3|1|乙|A|4\n合计||||4\n"].concat();
    assert_eq!(covers(&both), [0..2, 2..3]);
    assert_eq!(covers(&format!("{both}合计||||7")), [0..2, 2..3, 0..3]);
    assert_eq!(covers(&format!("{both}总计||||7")), [0..2, 2..3, 0..3]);
    // One alone is that of the table, and a row below it is not in it.
    assert_eq!(covers(&format!("{block}A3|1|乙|A|4\n总计||||7")), [0..3, 0..3]);
    assert_eq!(covers(&format!("合计||||3\n{block}")), [0..2, 0..2]);
}

#[test]
fn totals_are_known_in_every_dataset() {
    for (lines, rows, totals) in [
        ("工号|姓名|部门\nS1|甲|一部\n合计|1 人|", vec![2], vec![3]),
        ("姓名|年度|全年\n甲|2026|100\n合计||100", vec![2], vec![3]),
        (
            "部门|年度|全年\n华东合计组|2026|100\nTOTAL||100",
            vec![2],
            vec![3],
        ),
        (
            "序号|拜访日期|业务员|客户\n1|2026-10-01|甲|A\n2|合计||",
            vec![2],
            vec![3],
        ),
        (
            "日期|工号|事项|分值|备注\n2026-10-01|S1|迟到|-2|合计\n合计|||-2|",
            vec![2],
            vec![3],
        ),
    ] {
        let table = only(lines);
        assert_eq!(
            (
                numbers(&table.rows),
                table.totals.iter().map(|total| total.row.number).collect()
            ),
            (rows, totals),
            "{lines}"
        );
    }
}

#[test]
fn a_header_of_two_rows_is_joined() {
    let lines = "单据||客户|||金额(万元)\n编号|日期|编号|名称|业务员|\nA1|2026-10-01|K1|A|甲|1.5";
    let expected = "orders 2: order_id=单据/编号 date=单据/日期 customer_id=客户/编号 customer=客户/名称 rep_name=业务员 amount=金额(万元)";
    assert_eq!(seen("a.xlsx", lines), expected);
    // The same as a workbook merges it, under a title.
    let mut merged = sheet(
        "a.xlsx",
        "Sheet1",
        "2026年10月订单\n订单编号|日期|客户||业务员|金额(万元)\n||编号|名称||\nA1|2026-10-01|K1|A|甲|1.5",
    );
    merged.merged = vec![
        (1, 0, 1, 5),
        (2, 0, 3, 0),
        (2, 1, 3, 1),
        (2, 2, 2, 3),
        (2, 4, 3, 4),
        (2, 5, 3, 5),
    ];
    let (tables, findings) = tables(vec![merged]);
    assert_eq!(findings, []);
    let table = &tables[0];
    assert_eq!(
        (table.header_row, table.columns.len(), numbers(&table.rows)),
        (3, 6, vec![4])
    );
    assert_eq!(table.column(Field::Customer).unwrap().header, "客户/名称");
    assert_eq!(
        table.column(Field::Amount).unwrap().multiplier,
        Decimal::from(10_000)
    );
}

#[test]
fn figures_by_month_are_targets_and_said_to_be_a_guess() {
    let header = "工号 | 姓名 | 1月 | 2月 | 3月 | 4月\nS001 | 张三 | 5 | 6 | 7 | 8";
    assert!(seen("2026.csv", header).ends_with("month_4=4月\nfigures-by-month"));
    for (file, lines) in [
        ("2026目标.csv", header.to_owned()),
        ("2026.csv", header.replace("4月", "4月目标")),
        ("2026.csv", header.replace("姓名 |", "姓名 | 年度 |")),
        ("2026.csv", format!("销售任务分解\n{header}")),
    ] {
        let seen = seen(file, &lines);
        assert!(
            seen.starts_with("targets") && !seen.contains("figures-by-month"),
            "{seen}"
        );
    }
    // Whoever says that these are results is believed.
    assert!(seen("业绩统计.csv", header).starts_with("results-by-month"));
}

#[test]
fn merged_texts_belong_to_each_row_and_merged_figures_to_the_first() {
    let mut orders = sheet(
        "订单.xlsx",
        "Sheet1",
        "订单编号|日期|业务员|客户名称|产品|数量|金额\n\
         A1|2026-10-01|甲|A|水泵|3|1200\n||||阀门||\n||||接头||77\nA1 小计||||||1200\n\
         A2|2026-10-02|乙|B|水泵|1|5\n|||C|阀门|1|6\n合计||||||1211",
    );
    orders.merged = vec![
        (2, 0, 4, 0),
        (2, 1, 4, 1),
        (2, 2, 5, 2),
        (2, 3, 4, 3),
        (2, 5, 4, 5),
        (2, 6, 4, 6),
        (6, 0, 7, 0),
        (6, 1, 7, 2),
        (7, 3, 8, 3),
    ];
    let (tables, findings) = tables(vec![orders]);
    let table = &tables[0];
    let shown = |field: Field| -> Vec<String> {
        let index = table.column(field).unwrap().index;
        let text = |row: &Row| match row.cell(index) {
            Cell::Text(text) => text.to_string(),
            Cell::Number(number) => number.to_string(),
            _ => String::new(),
        };
        table.rows.iter().map(text).collect()
    };
    assert_eq!(shown(Field::OrderId), ["A1", "A1", "A1", "A2", "A2"]);
    assert_eq!(shown(Field::Customer), ["A", "A", "A", "B", "C"]);
    assert_eq!(shown(Field::Product), ["水泵", "阀门", "接头", "水泵", "阀门"]);
    // What a merged cell hides is not there: nobody sees it.
    assert_eq!(shown(Field::Amount), ["1200", "0", "0", "5", "6"]);
    assert_eq!(shown(Field::Quantity), ["3", "", "", "1", "1"]);
    let merged: Vec<_> = findings
        .iter()
        .map(|finding| {
            (
                finding.code(),
                finding.severity,
                finding.place.as_ref().unwrap().cell(),
            )
        })
        .collect();
    let warning = |cell: &str| ("merged-figure", Severity::Warning, cell.to_owned());
    assert_eq!(merged, [warning("F2"), warning("G2")]);

    let mut targets = sheet(
        "目标.xlsx",
        "Sheet1",
        "年度|工号|全年目标\n2026|S1|100\n|S2|\n|S3|300",
    );
    targets.merged = vec![(2, 0, 4, 0), (2, 2, 3, 2)];
    let (tables, findings) = super::tests::tables(vec![targets]);
    let annual = tables[0].column(Field::Annual).unwrap().index;
    let figures: Vec<_> = tables[0]
        .rows
        .iter()
        .map(|row| row.cell(annual).clone())
        .collect();
    assert_eq!(figures, [Cell::Empty, Cell::Empty, Cell::Number(300.0)]);
    assert_eq!(
        (findings[0].code(), findings[0].severity),
        ("merged-figure", Severity::Error)
    );
}

#[test]
fn a_second_header_line_may_hold_units_or_details_alone() {
    let units = only("订单编号|日期|业务员|客户名称|金额\n||||(万元)\nA1|2026-10-01|甲|A|1.5");
    assert_eq!(
        (units.header_row, units.column(Field::Amount).unwrap().multiplier),
        (2, Decimal::from(10_000))
    );
    let mut details = sheet(
        "a.xlsx",
        "Sheet1",
        "订单编号|日期|业务员|客户名称|金额|联系人|\n|||||姓|电话\nA1|2026-10-01|甲|A|1.5|某|1",
    );
    details.merged = vec![
        (1, 0, 2, 0),
        (1, 1, 2, 1),
        (1, 2, 2, 2),
        (1, 3, 2, 3),
        (1, 4, 2, 4),
        (1, 5, 1, 6),
    ];
    let (tables, _) = tables(vec![details]);
    assert_eq!((tables[0].header_row, numbers(&tables[0].rows)), (2, vec![3]));
}

#[test]
fn units_count_wherever_they_stand() {
    let multiplier = |lines: &str, field| only(lines).column(field).unwrap().multiplier;
    let order = "\nA1|2026-10-01|甲|A|1.5";
    for (header, expected) in [
        ("订单编号|日期|业务员|客户|金额", 1),
        ("订单编号|日期|业务员|客户|金额（万元）", 10_000),
        ("单位：万元\n订单编号|日期|业务员|客户|金额", 10_000),
        ("单位：万元\n订单编号|日期|业务员|客户|金额(元)", 1),
        ("单位：某某公司\n订单编号|日期|业务员|客户|金额", 1),
        (
            "10 月销售订单||||单位：万元\n订单编号|日期|业务员|客户|金额",
            10_000,
        ),
        (
            "10 月销售订单||||（单位：万元）\n订单编号|日期|业务员|客户|金额",
            10_000,
        ),
        ("10 月销售订单||||万元\n订单编号|日期|业务员|客户|金额", 10_000),
        (
            "10 月销售订单|||（千元）\n\n订单编号|日期|业务员|客户|金额",
            1_000,
        ),
        ("单位：万元 制表：内勤\n\n订单编号|日期|业务员|客户|金额", 10_000),
        (
            "币种：人民币 单位：人民币万元\n订单编号|日期|业务员|客户|金额",
            10_000,
        ),
        ("订单||单位：万元|客户|\n编号|日期|业务员|名称|金额", 10_000),
        (
            "订单|||客户|金额（单位：万元）\n编号|日期|业务员|名称|含税",
            10_000,
        ),
        ("单位：万人 制表：内勤\n\n订单编号|日期|业务员|客户|金额", 1),
    ] {
        assert_eq!(
            multiplier(&format!("{header}{order}"), Field::Amount),
            Decimal::from(expected),
            "{header}"
        );
    }
    let months = "姓名|2026年目标(万元)||\n|9月|10月|11月\n甲|1|2|3";
    assert_eq!(multiplier(months, Field::Month(10)), Decimal::from(10_000));
    // Rows of other metrics than money are left as they are when they are read.
    let mixed = "单位：万元\n姓名|指标|年度|全年\n甲|拜访|2026|3";
    assert_eq!(multiplier(mixed, Field::Annual), Decimal::from(10_000));
}

#[test]
fn months_of_other_years_are_no_months_of_this_one() {
    let found = seen("目标.xlsx", "姓名|2025年10月|2026年10月|2026-11\n甲|1|2|3");
    assert_eq!(
        found,
        "targets 1: rep_name=姓名 month_10=2026年10月 month_11=2026-11\nunused-column B1"
    );
}

#[test]
fn every_column_left_out_is_said() {
    let found = seen(
        "a.xlsx",
        "订单编号|日期|业务员|客户名称|客户|价税合计|金额|血型||\nA1|2026-10-01|甲|A|B|1|2|O|x|",
    );
    assert_eq!(
        found,
        "orders 1: order_id=订单编号 date=日期 rep_name=业务员 customer=客户名称 amount=价税合计\n\
         repeated-column E1\nrepeated-column G1\nunused-column H1"
    );
    let (_, findings) = tables(vec![sheet(
        "a.xlsx",
        "S",
        "订单编号|日期|业务员|客户名称|订单金额|定单状态|血型|序号|\nA1|2026-10-01|甲|A|1|x|O|1|y",
    )]);
    assert_eq!(findings.len(), 1);
    assert_eq!(
        findings[0].what(crate::catalogue::Catalogue::built_in().terms(Language::Chinese)),
        "未使用的列：“定单状态”（最接近的字段是“状态”）、“血型”、“I”"
    );
}

#[test]
fn a_header_is_no_longer_than_people_write_it() {
    for piece in ["a.", "(必填)", "客户/", "1月"] {
        let long = piece.repeat(300_000);
        let lines =
            format!("订单编号|下单日期|业务员|客户名称|金额|{long}\nA1|2026-10-05|甲|甲公司|1|{long}");
        let (readings, _) = readings(vec![sheet("a.csv", "S", &lines)], &mapping(&[]));
        let table = readings[0].table.as_ref().unwrap();
        assert_eq!((table.dataset, table.rows.len()), (Dataset::ORDERS, 1), "{piece}");
        assert_eq!(readings[0].unused[0].header.chars().count(), 256, "{piece}");
    }
}

#[test]
fn settings_pin_files_sheets_rows_and_columns() {
    let lines = "a|b|c|d|e\nA1|2026-10-01|甲|A|7\nB1|2026-10-02|乙|B|8";
    let columns = "columns = { order_id = 'a', date = 'b', rep = 'c', customer = 'd', amount = 'e' }";
    let pin = format!("files = ['{{period}}/x.xlsx']\n{columns}\ndate_order = 'dmy'");
    let (tables, findings) = recognise(
        vec![sheet("2026-10/x.xlsx", "S", lines)],
        &mapping(&[(Dataset::ORDERS, &pin)]),
    );
    assert_eq!(findings, []);
    assert_eq!(
        (tables[0].dataset, tables[0].rows.len(), tables[0].header_row),
        (Dataset::ORDERS, 2, 1)
    );
    assert!(tables[0].column(Field::RepId).is_some() && tables[0].date_order.is_some());

    let header_row = "header_row = 3\nfiles = ['x.xlsx']";
    let twice = "订单编号|日期|业务员|客户|金额\nA1|2026-10-01|甲|A|7\n订单编号|日期|业务员|客户|金额\nA2|2026-10-01|甲|A|7";
    let (tables, _) = recognise(
        vec![sheet("x.xlsx", "S", twice)],
        &mapping(&[(Dataset::ORDERS, header_row)]),
    );
    assert_eq!((tables[0].header_row, numbers(&tables[0].rows)), (3, vec![4]));
}

#[test]
fn a_pinned_dataset_comes_from_nowhere_else() {
    let lines = "订单编号|日期|业务员|客户|金额\nA1|2026-10-01|甲|A|7";
    let sheets = || vec![sheet("a.xlsx", "S", lines), sheet("b.xlsx", "S", lines)];
    let (tables, findings) = recognise(
        sheets(),
        &mapping(&[(Dataset::ORDERS, "files = ['a.xlsx', 'c*.csv']")]),
    );
    assert_eq!(
        (tables.len(), tables[0].source.file.as_str()),
        (1, "inbox/a.xlsx")
    );
    let codes: Vec<_> = findings.iter().map(Finding::code).collect();
    assert_eq!(codes, ["nothing-matched", "not-pinned"]);
}

#[test]
fn a_pinned_sheet_says_which_columns_it_lacks() {
    let (tables, findings) = recognise(
        vec![sheet("a.xlsx", "S", "订单编号|日期|客户\nA1|2026-10-01|A")],
        &mapping(&[(
            Dataset::ORDERS,
            "files = ['a.xlsx']\ncolumns = { amount = '净额' }",
        )]),
    );
    assert_eq!(tables, []);
    let missing: Vec<_> = findings
        .iter()
        .filter_map(|finding| match finding.problem {
            Problem::MissingColumn { field, .. } => Some(field),
            _ => None,
        })
        .collect();
    assert_eq!(missing, [Field::RepId, Field::Amount]);
}

#[test]
fn a_named_sheet_of_a_workbook_is_read_even_if_hidden() {
    let lines = "订单编号|日期|业务员|客户|金额\nA1|2026-10-01|甲|A|7";
    let book = || {
        let mut hidden = sheet("a.xlsx", "明细", lines);
        hidden.hidden = true;
        vec![hidden, sheet("a.xlsx", "汇总", lines)]
    };
    let (tables, _) = recognise(book(), &mapping(&[]));
    assert_eq!(tables, []);
    let (tables, findings) = recognise(book(), &mapping(&[(Dataset::ORDERS, "sheet = '明细'")]));
    assert_eq!(tables[0].source.sheet.as_deref(), Some("明细"));
    assert_eq!(
        findings.iter().map(Finding::code).collect::<Vec<_>>(),
        ["unrecognised-sheet"]
    );
}

#[test]
fn a_named_column_comes_before_the_dictionary() {
    let lines = "订单编号|日期|业务员|客户|金额|净额\nA1|2026-10-01|甲|A|7|6";
    let (tables, findings) = recognise(
        vec![sheet("a.xlsx", "S", lines)],
        &mapping(&[(Dataset::ORDERS, "columns = { amount = '净额' }")]),
    );
    assert_eq!(tables[0].column(Field::Amount).unwrap().header, "净额");
    assert_eq!(
        findings.iter().map(Finding::code).collect::<Vec<_>>(),
        ["unused-column"]
    );
    let (tables, findings) = recognise(
        vec![sheet("a.xlsx", "S", lines)],
        &mapping(&[(Dataset::ORDERS, "columns = { status = '关闭' }")]),
    );
    assert_eq!(tables[0].column(Field::Amount).unwrap().header, "金额");
    assert!(
        findings
            .iter()
            .any(|finding| finding.code() == "header-not-found")
    );
}
