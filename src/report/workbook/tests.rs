//! Workbooks read back: their cells through calamine, their parts as XML.

use super::findings_sheet::Listing;
use super::style::Styles;
use super::template::Template;
use super::{Figures, WorkbookOptions, appraisals, findings};
use crate::measure::Details;
use crate::measure::details::{Change, CustomerChange, KpiPlan, MonthSales, RepDetails, Share};
use crate::model::{
    Dataset, Exact, Field, Finding, Kpi, Language, Month, Period, Place, Policy, Problem, Source,
};
use crate::report::Document;
use crate::report::excerpts::Excerpts;
use crate::report::templates::{Templates, WORKBOOK};
use crate::score::Appraisal;
use crate::score::fixture::appraisal;
use calamine::{Data, Range, Reader, Xlsx};
use rust_decimal::dec;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::Arc;

fn options(language: Language) -> WorkbookOptions {
    WorkbookOptions {
        company: "晨曦医疗器械（华东）有限公司".into(),
        language,
        book: Some("../..".into()),
    }
}

fn some_findings() -> Vec<Finding> {
    let orders = Arc::new(Source {
        file: "inbox/2026-10/订单 10月.xlsx".into(),
        sheet: Some("10月".into()),
    });
    let at = |row, column| Place::row(Arc::clone(&orders), row).at_column(column);
    let not_a_number = |text: &str| Problem::NotANumber {
        field: Field::Amount,
        text: text.into(),
        required: true,
    };
    vec![
        Finding::at(at(14, 5), not_a_number("待定")),
        Finding::at(at(9, 5), not_a_number("=1+1")),
        Finding::at(at(31, 2), Problem::UnknownRep { value: "@周".into() }),
        Finding::at(
            Place::file("inbox/2026-10/拜访.csv"),
            Problem::OutsidePeriods { rows: 3 },
        ),
        Finding::at(
            Place::row(Arc::clone(&orders), 40).at_column(5),
            Problem::TotalDiffers {
                field: Field::Amount,
                stated: dec!(1200.50),
                sum: dec!(1100.50),
            },
        ),
        Finding::general(Problem::MissingDataset {
            dataset: Dataset::Requests,
            kpi: Kpi::Requests,
        }),
    ]
}

fn sheets(document: &Document) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(document.bytes.clone())).unwrap()
}

fn sheet(document: &Document, name: &str) -> Range<Data> {
    sheets(document).worksheet_range(name).unwrap()
}

fn rows(range: &Range<Data>) -> Vec<Vec<String>> {
    range
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect()
}

fn part(document: &Document, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(&document.bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn made(appraisal: &Appraisal, found: &[Finding], language: Language) -> Document {
    made_from(appraisal, &Details::default(), found, language)
}

fn made_from(appraisal: &Appraisal, details: &Details, found: &[Finding], language: Language) -> Document {
    let figures = Figures {
        appraisal,
        details,
        policy: &Policy::default(),
        findings: found,
    };
    appraisals(
        figures,
        &Template::parse(Templates::default().text(WORKBOOK)).unwrap(),
        &options(language),
    )
    .unwrap()
}

/// The cell of a row by its column's header.
fn cell<'a>(range: &'a Range<Data>, rep_id: &str, header: &str) -> &'a Data {
    let headers = range.rows().nth(3).unwrap();
    let column = headers.iter().position(|cell| cell == header).unwrap();
    let row = range.rows().find(|row| row[1] == rep_id).unwrap();
    &row[column]
}

#[test]
fn everyone_stands_by_rank_with_the_figures_of_the_appraisal() {
    let document = made(&appraisal(), &[], Language::Chinese);
    assert_eq!(document.path, "appraisals.xlsx");
    let range = sheet(&document, "成绩总表");
    let order: Vec<_> = range.rows().skip(4).map(|row| row[1].to_string()).collect();
    assert_eq!(
        order[..8],
        ["S003", "S001", "S002", "S005", "S004", "S006", "S007", "S008"]
    );
    assert_eq!(cell(&range, "S001", "销售实际"), &Data::Float(541_000.5));
    assert_eq!(cell(&range, "S001", "销售达成率"), &Data::Float(1.082_001));
    assert_eq!(cell(&range, "S005", "排名"), &Data::Float(3.0));
    assert_eq!(cell(&range, "S005", "姓名"), &Data::String("=1+1".into()));
    assert_eq!(cell(&range, "S004", "等级"), &Data::String("C".into()));
    for missing in ["排名", "得分", "等级", "销售实际", "回复得分"] {
        assert!(cell(&range, "S008", missing).to_string().is_empty(), "{missing}");
    }
    assert_eq!(cell(&range, "S007", "团队"), &Data::Empty);
}

#[test]
fn titles_say_whose_figures_these_are() {
    let range = sheet(&made(&appraisal(), &[], Language::Chinese), "成绩总表");
    assert_eq!(
        range.get_value((0, 0)).unwrap(),
        "晨曦医疗器械（华东）有限公司  成绩总表  2026年10月"
    );
    assert_eq!(range.get_value((1, 0)).unwrap(), "‹ 返回 总览");
    let note = range.get_value((1, 2)).unwrap().to_string();
    assert!(note.starts_with("8 人　|　点击列上方的 +"), "{note}");
    assert_eq!(range.get_value((2, 7)).unwrap(), "销售额\n权重 40");

    let range = sheet(&made(&appraisal(), &[], Language::English), "Scores");
    assert_eq!(
        range.get_value((0, 0)).unwrap(),
        "晨曦医疗器械（华东）有限公司  Scores  October 2026"
    );
    assert_eq!(cell(&range, "S001", "Sales actual"), &Data::Float(541_000.5));
}

#[test]
fn teams_have_sheets_in_the_order_that_people_count() {
    let document = made(&appraisal(), &[], Language::Chinese);
    assert_eq!(
        sheets(&document).sheet_names(),
        [
            "总览",
            "成绩总表",
            "指标矩阵",
            "华东一部",
            "华东二部",
            "华东三部",
            "未分团队",
            "目标分解",
            "趋势",
            "新增与流失客户",
            "每周订单",
            "区域与产品",
            "评分规则",
            "数据问题"
        ]
    );
    let range = sheet(&document, "华东一部");
    let order: Vec<_> = range.rows().skip(4).map(|row| row[1].to_string()).collect();
    assert_eq!(order[..3], ["S001", "S002", "S008"]);
    assert_eq!(cell(&range, "S002", "团队排名"), &Data::Float(2.0));
    assert_eq!(cell(&range, "S002", "公司排名"), &Data::Float(3.0));
}

#[test]
fn totals_follow_the_filter_and_hold_their_result() {
    let mut appraisal = appraisal();
    let document = made(&appraisal, &[], Language::Chinese);
    let totals = rows(&sheet(&document, "成绩总表")).pop().unwrap();
    assert_eq!(
        totals[..10],
        [
            "合计",
            "",
            "8",
            "",
            "",
            "83.3242857143",
            "",
            "4000000",
            "2971000.5",
            ""
        ]
    );
    let formulas = sheets(&document).worksheet_formula("成绩总表").unwrap();
    assert_eq!(
        formulas.get_value((12, 8)).unwrap(),
        "SUBTOTAL(109,成绩总表[销售实际])"
    );

    // S008 has a target and no sales. Without S008 both sums are of the same reps, and their quotient is the attainment.
    appraisal.scorecards.retain(|card| card.rep.rep_id != "S008");
    let totals = rows(&sheet(&made(&appraisal, &[], Language::Chinese), "成绩总表"))
        .pop()
        .unwrap();
    assert_eq!(totals[7..10], ["3500000", "2971000.5", "0.8488572857"]);
}

#[test]
fn tables_are_what_excel_expects() {
    let document = made(&appraisal(), &some_findings(), Language::English);
    let mut archive = zip::ZipArchive::new(Cursor::new(&document.bytes)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let tables = names.iter().filter(|name| name.starts_with("xl/tables/"));
    let mut seen = BTreeSet::new();
    for name in tables {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        let table = roxmltree::Document::parse(&text).unwrap();
        let root = table.root_element();
        assert!(
            seen.insert(root.attribute("displayName").unwrap().to_lowercase()),
            "{text}"
        );
        let columns = root
            .descendants()
            .filter(|node| node.tag_name().name() == "tableColumn");
        let headers: Vec<String> = columns
            .map(|node| node.attribute("name").unwrap().to_lowercase())
            .collect();
        let distinct: BTreeSet<_> = headers.iter().collect();
        assert_eq!(distinct.len(), headers.len(), "{headers:?}");
        assert!(
            headers
                .iter()
                .all(|header| !header.is_empty() && header.chars().count() < 255)
        );
    }
    assert!(seen.len() > 15, "{seen:?}");

    let text = part(&document, "xl/tables/table6.xml");
    let table = roxmltree::Document::parse(&text).unwrap();
    let root = table.root_element();
    assert_eq!(root.attribute("name"), Some("Scores"));
    let named: Vec<_> = root
        .descendants()
        .filter(|node| node.tag_name().name() == "tableColumn")
        .map(|node| node.attribute("name").unwrap().to_owned())
        .collect();
    let range = sheet(&document, "Scores");
    let headers = range.rows().nth(3).unwrap().iter().map(ToString::to_string);
    assert_eq!(named, headers.collect::<Vec<_>>());
    assert_eq!(root.attribute("ref"), Some("A4:AQ13"));
    assert!(text.contains("<autoFilter ref=\"A4:AQ12\"/>"));
    assert_eq!(root.attribute("totalsRowCount"), Some("1"));
}

#[test]
fn sheets_stand_right_on_screen_and_paper() {
    let document = made(&appraisal(), &some_findings(), Language::Chinese);
    let scores = part(&document, "xl/worksheets/sheet2.xml");
    for expected in [
        "<pane xSplit=\"3\" ySplit=\"4\" topLeftCell=\"D5\" activePane=\"bottomRight\" state=\"frozen\"/>",
        "<pageSetUpPr fitToPage=\"1\"/>",
        "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"",
        "第 &amp;P 页 / 共 &amp;N 页",
        "<dimension ref=\"A1:AQ13\"/>",
        "<ignoredError sqref=\"B5:B12\" numberStoredAsText=\"1\"/>",
        "operator=\"equal\"><formula>\"A\"</formula>",
        "<cfRule type=\"containsBlanks\"",
        "outlineLevel=\"1\"",
    ] {
        assert!(scores.contains(expected), "{expected}");
    }
    assert!(part(&document, "xl/worksheets/sheet1.xml").contains("tabSelected=\"1\""));
    let workbook = part(&document, "xl/workbook.xml");
    assert!(workbook.contains(">成绩总表!$3:$4</definedName>"));
    assert!(workbook.contains("<definedName name=\"weight_sales\">'评分规则'!$C$7</definedName>"));
    let found = part(&document, "xl/worksheets/sheet14.xml");
    assert!(found.contains("ySplit=\"3\""));
    let rules = part(&document, "xl/worksheets/sheet13.xml");
    assert!(rules.contains("<sheetProtection") && rules.contains("<dataValidation type=\"decimal\""));
}

#[test]
fn texts_never_become_formulas_or_links() {
    let mut appraisal = appraisal();
    for (card, name) in appraisal.scorecards.iter_mut().zip([
        "=cmd|'/c calc'!A1",
        "+1",
        "-1",
        "@SUM(1)",
        "https://a.example",
        "mailto:a@b.example",
    ]) {
        card.rep.name = name.into();
        card.rep.region = Some(name.into());
    }
    let document = made(&appraisal, &[], Language::Chinese);
    let range = sheet(&document, "成绩总表");
    assert_eq!(cell(&range, "S001", "姓名"), "=cmd|'/c calc'!A1");
    assert_eq!(cell(&range, "S006", "区域"), "mailto:a@b.example");
    let scores = part(&document, "xl/worksheets/sheet2.xml");
    assert!(!scores.contains("r:id=\"rId1\" location") && !scores.contains("mailto"));
    let rels = part(&document, "xl/worksheets/_rels/sheet2.xml.rels");
    assert!(!rels.contains("a.example"));
    let ours = ["IF(", "IFERROR(", "SUBTOTAL("].map(|start| scores.matches(&format!("<f>{start}")).count());
    assert_eq!(scores.matches("<f>").count(), ours.iter().sum::<usize>());
}

#[test]
fn awkward_names_still_make_a_workbook() {
    let mut appraisal = appraisal();
    let teams = [
        "成绩总表",
        "数据问题",
        "A/B",
        "a_b",
        "'",
        "",
        "\u{1}\u{ffff}",
        "长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长",
    ];
    for (card, team) in appraisal.scorecards.iter_mut().zip(teams) {
        card.rep.team = Some(team.into());
        card.rep.name = format!("甲\u{0}{}", "乙".repeat(40_000));
        if let Some(earned) = &mut card.grade {
            earned.grade = "\"A\"".into();
        }
    }
    let document = made(&appraisal, &[], Language::Chinese);
    let mut workbook = sheets(&document);
    let names = workbook.sheet_names();
    assert_eq!(names.len(), 18);
    for name in names {
        assert!(workbook.worksheet_range(&name).is_ok(), "{name}");
    }
    let range = sheet(&document, "成绩总表");
    let name = cell(&range, "S001", "姓名").to_string();
    assert!(name.starts_with("甲\u{fffd}乙") && name.ends_with('…'));
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    let build = || {
        let found = some_findings();
        let period: Period = "2026-10".parse().unwrap();
        (
            made(&appraisal(), &found, Language::Chinese),
            findings(period, &found, &Excerpts::default(), &options(Language::Chinese)).unwrap(),
        )
    };
    assert!(build() == build());
    let core = part(&build().0, "docProps/core.xml");
    assert!(core.contains("2026-10-31T00:00:00Z</dcterms:created>"));
    assert!(core.contains("<dc:creator>晨曦医疗器械（华东）有限公司</dc:creator>"));
}

#[test]
fn every_finding_is_a_row_that_links_to_its_cell() {
    let period = "2026-10".parse().unwrap();
    let document = findings(
        period,
        &some_findings(),
        &Excerpts::default(),
        &options(Language::Chinese),
    )
    .unwrap();
    assert_eq!(document.path, "findings.xlsx");
    let listed = rows(&sheet(&document, "数据问题"));
    assert_eq!(listed[1][0], "共 6 条：错误 3，警告 2，提示 1");
    assert_eq!(
        listed[2],
        [
            "严重程度",
            "代码",
            "文件",
            "工作表",
            "位置",
            "发现了什么",
            "怎么办"
        ]
    );
    let places: Vec<_> = listed[3..]
        .iter()
        .map(|row| (row[0].as_str(), row[1].as_str(), row[4].as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("错误", "not-a-number", "F9"),
            ("错误", "not-a-number", "F14"),
            ("错误", "unknown-rep", "C31"),
            ("警告", "missing-dataset", ""),
            ("警告", "total-differs", "F40"),
            ("提示", "outside-periods", ""),
        ]
    );
    let xml = part(&document, "xl/worksheets/sheet2.xml");
    assert!(xml.contains("<hyperlink ref=\"E5\" r:id=\"rId2\" location=\"'10月'!F14\"/>"));
    let targets = part(&document, "xl/worksheets/_rels/sheet2.xml.rels");
    assert!(targets.contains("Target=\"../../inbox/2026-10/订单%2010月.xlsx\" TargetMode=\"External\""));
    assert!(targets.contains("Target=\"../../inbox/2026-10/拜访.csv\" TargetMode=\"External\""));

    let kinds = rows(&sheet(&document, "问题汇总"));
    let counts: Vec<_> = kinds[3..]
        .iter()
        .map(|row| (row[1].as_str(), row[2].as_str()))
        .collect();
    assert_eq!(counts[..2], [("not-a-number", "2"), ("unknown-rep", "1")]);
    assert_eq!(counts[5], ("", "6"));
}

#[test]
fn nothing_wrong_and_nobody_appraised_are_said_in_a_sentence() {
    let period: Period = "2026-10".parse().unwrap();
    let nobody = Appraisal {
        period,
        scorecards: Vec::new(),
    };
    let document = made(&nobody, &[], Language::Chinese);
    for name in ["成绩总表", "数据问题"] {
        assert_eq!(
            sheet(&document, name).rows().next_back().unwrap()[0],
            "（无）",
            "{name}"
        );
    }
    let document = findings(period, &[], &Excerpts::default(), &options(Language::English)).unwrap();
    assert_eq!(
        sheet(&document, "Findings").rows().next_back().unwrap()[0],
        "Nothing is wrong with the data."
    );
}

#[test]
fn the_appraisals_list_the_gravest_findings() {
    let source = Arc::new(Source {
        file: "inbox/订单.xlsx".into(),
        sheet: Some("S".into()),
    });
    let mut many: Vec<_> = (1..=5_001)
        .map(|row| {
            Finding::at(
                Place::row(Arc::clone(&source), row),
                Problem::FormulaWithoutValue { required: false },
            )
        })
        .collect();
    many.extend(some_findings());
    let listed = rows(&sheet(&made(&appraisal(), &many, Language::Chinese), "数据问题"));
    assert_eq!(listed.len(), 3 + 5_000);
    assert_eq!(listed[3][1], "not-a-number");
    assert!(
        listed[1][2].ends_with("共 5007 条，这里列出最严重的 5000 条"),
        "{}",
        listed[1][2]
    );
}

#[test]
fn what_no_workbook_lists_is_said() {
    let (found, options) = (some_findings(), options(Language::English));
    let listing = Listing {
        period: "2026-10".parse().unwrap(),
        findings: &found,
        limit: 2,
        links: 1,
        complete_list: None,
        rows: None,
        options: &options,
    };
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let styles = Styles::new(options.language);
    listing.write(workbook.add_worksheet(), &styles).unwrap();
    let document = Document {
        path: String::new(),
        bytes: workbook.save_to_buffer().unwrap(),
    };
    let linked = part(&document, "xl/worksheets/sheet1.xml")
        .matches("<hyperlink ")
        .count();
    assert_eq!(linked, 1);
    let listed = rows(&sheet(&document, "Findings"));
    assert_eq!(listed.len(), 3 + 2);
    assert_eq!(
        listed[1][0],
        "6 in all: error 3, warning 2, info 1  |  the gravest 2 are listed, 4 more are left out"
    );
}

#[test]
fn without_a_way_to_the_book_nothing_is_linked() {
    let options = WorkbookOptions {
        book: None,
        ..options(Language::Chinese)
    };
    let document = findings(
        "2026-10".parse().unwrap(),
        &some_findings(),
        &Excerpts::default(),
        &options,
    )
    .unwrap();
    assert!(!part(&document, "xl/worksheets/sheet2.xml").contains("<hyperlink"));
    assert_eq!(rows(&sheet(&document, "数据问题"))[3][4], "F9");
}

/// Details of the fixture: a year of sales for all but S008, a plan, customers, regions.
fn details() -> Details {
    let month = |number: i32| Month::new(2025, 11).unwrap().plus(number);
    let months = |share: i64| -> Vec<MonthSales> {
        (0..12)
            .map(|number| MonthSales {
                month: month(number),
                sales: (number > 2).then(|| Exact::from(share * i64::from(number) * 1000)),
                target: Some(Exact::from(share * 5000)),
            })
            .collect()
    };
    let day = |day: u32| chrono::NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
    let reps = (0..8).map(|rep| RepDetails {
        months: months(rep),
        plan: vec![KpiPlan {
            kpi: Kpi::Sales,
            days: vec![
                (day(9), dec!(100.01).into()),
                (day(10), dec!(100).into()),
                (day(30), dec!(100).into()),
            ],
        }],
    });
    let customer = |change, date, customer: &str| CustomerChange {
        change,
        date,
        customer: customer.into(),
        rep_id: "S001".into(),
        rep: "陈晓岚".into(),
        team: Some("华东一部".into()),
        last_order: None,
        sales: dec!(12.5).into(),
    };
    Details {
        months: months(28),
        reps: reps.collect(),
        customers: vec![
            customer(Change::Won, day(12), "=新客户"),
            customer(Change::Lost, day(13), "老客户"),
        ],
        regions: vec![Share {
            name: None,
            sales: Exact::from(28_000),
            orders: 3,
            before: Some(Exact::from(14_000)),
        }],
        products: Vec::new(),
        sales: [Some(Exact::from(28_000)), Some(Exact::from(14_000)), None],
        ..Details::default()
    }
}

#[test]
fn the_overview_tells_the_month_and_leads_everywhere() {
    let document = made_from(&appraisal(), &details(), &some_findings(), Language::Chinese);
    let overview = rows(&sheet(&document, "总览"));
    let texts: Vec<&str> = overview.iter().flatten().map(String::as_str).collect();
    for expected in [
        "销售额",
        "2971000.5",
        "83.32",
        "1",
        "销售目标 4,000,000\n目标达成率 84.9%",
        "6",
        "其中错误 3",
    ] {
        assert!(texts.contains(&expected), "{expected}: {texts:?}");
    }
    let xml = part(&document, "xl/worksheets/sheet1.xml");
    for name in sheets(&document).sheet_names().iter().skip(1) {
        assert!(xml.contains(&format!("location=\"'{name}'!A1\"")), "{name}");
        let number = sheets(&document)
            .sheet_names()
            .iter()
            .position(|other| other == name)
            .unwrap()
            + 1;
        let back = part(&document, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(
            back.contains("<hyperlink ref=\"A2\" location=\"'总览'!A1\""),
            "{name}"
        );
    }
    let drawing = part(&document, "xl/drawings/drawing1.xml");
    assert_eq!(drawing.matches("<c:chart ").count(), 6);
    let described = drawing.matches("descr=\"").count();
    assert_eq!(described, 6, "every chart is described");
}

#[test]
fn what_stands_behind_the_figures_has_its_sheets() {
    let document = made_from(&appraisal(), &details(), &[], Language::Chinese);
    let plan = rows(&sheet(&document, "目标分解"));
    assert_eq!(
        plan[2][6..],
        [
            "第40周",
            "第41周",
            "第42周",
            "第43周",
            "第44周",
            "10.09 五",
            "10.10 六",
            "10.30 五"
        ]
    );
    assert_eq!(
        plan[3][4..],
        ["300.01", "3", "", "200.01", "", "", "100", "100.01", "100", "100"]
    );
    let customers = rows(&sheet(&document, "新增与流失客户"));
    let won = customers.iter().find(|row| row[1] == "=新客户").unwrap();
    assert!(won[0].starts_with("2026-10-12") || won[0] == "46307", "{won:?}");
    let trends = part(&document, "xl/worksheets/sheet9.xml");
    assert_eq!(trends.matches("<x14:sparkline>").count(), 8);
    let regions = rows(&sheet(&document, "区域与产品"));
    assert_eq!(regions[4], ["（未注明）", "28000", "1", "3", "14000", "1"]);
}

#[test]
fn headers_say_what_a_kpi_counts() {
    let document = made(&appraisal(), &[], Language::English);
    let comments = part(&document, "xl/comments1.xml");
    assert!(
        comments.contains("The amount of the period's orders"),
        "{comments}"
    );
    assert!(comments.contains("Attainment×40, none below 50%, max 120%"));
}

#[test]
fn points_scores_and_ranks_are_formulas_that_hold_their_result() {
    let document = made(&appraisal(), &[], Language::Chinese);
    let formulas = sheets(&document).worksheet_formula("成绩总表").unwrap();
    let of = |row: u32, column: u32| formulas.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(of(4, 0), "IF(F5=\"\",\"\",RANK(F5,$F$5:$F$12))");
    assert_eq!(
        of(4, 10),
        "IF(J5=\"\",\"\",ROUND(ROUND(weight_sales*IF(J5<0.5,0,MAX(0,MIN(J5,1.2))),11),2))"
    );
    assert!(
        of(4, 5).starts_with("IFERROR(ROUND(ROUND(SUM(K5,"),
        "{}",
        of(4, 5)
    );
    let team = sheets(&document).worksheet_formula("华东一部").unwrap();
    let score = team.get_value((4, 5)).unwrap();
    assert_eq!(
        score,
        "INDEX('成绩总表'!$F$5:$F$12,MATCH(B5,'成绩总表'!$B$5:$B$12,0))"
    );
    let check = sheets(&document).worksheet_formula("评分规则").unwrap();
    assert!(
        check
            .get_value((2, 1))
            .unwrap()
            .starts_with("IF(SUMPRODUCT(--('成绩总表'!$F$5:$F$12<>")
    );
    assert_eq!(
        rows(&sheet(&document, "评分规则"))[2][1],
        "公式结果与发布结果一致"
    );
}

#[test]
fn a_template_of_ones_own_decides_what_there_is() {
    let text = "[[sheet]]\nname = { zh = \"名单\", en = \"List\" }\n[[sheet.block]]\nrows = \"reps\"\nlive = true\ncolumns = [\n\
        { field = \"name\", title = \"Who\" },\n\
        { expression = \"{{ name }} {{ kpis.sales.attainment | default(value=0) > 1 }}\", title = \"Says\" },\n\
        { expression = \"{{ score * 2 }}\", title = \"Twice\" },\n]\n";
    let template = Template::parse(text).unwrap();
    let figures = Figures {
        appraisal: &appraisal(),
        details: &Details::default(),
        policy: &Policy::default(),
        findings: &[],
    };
    let document = appraisals(figures, &template, &options(Language::English)).unwrap();
    assert_eq!(sheets(&document).sheet_names(), ["List"]);
    let listed = rows(&sheet(&document, "List"));
    assert_eq!(listed[2], ["Who", "Says", "Twice"]);
    assert_eq!(listed[4][1], "陈晓岚 true");
    let twice: f64 = listed[4][2].parse().unwrap();
    assert!((twice - 2.0 * 92.0).abs() < 40.0, "{twice}");
    assert_eq!(listed[10][2], "", "no score, no figure");
}
