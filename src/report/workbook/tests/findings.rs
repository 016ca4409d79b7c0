//! What is wrong with the data, as both workbooks list it.

use super::*;

#[test]
fn every_finding_is_a_row_that_links_to_its_cell() {
    let period = "2026-10".parse().unwrap();
    let document = findings(
        period,
        told(&some_findings(), &Excerpts::default()),
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
            "涉及金额",
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
    let amounts: Vec<_> = listed[3..].iter().map(|row| row[5].as_str()).collect();
    assert_eq!(amounts, ["", "", "12500.5", "", "", ""]);
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
    let document = findings(
        period,
        told(&[], &Excerpts::default()),
        &options(Language::English),
    )
    .unwrap();
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
    let amount = listed[2].iter().position(|header| header == "涉及金额").unwrap();
    assert_eq!(
        (listed[3][amount].as_str(), listed[5][amount].as_str()),
        ("", "12500.5")
    );
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
        told(&some_findings(), &Excerpts::default()),
        &options,
    )
    .unwrap();
    assert!(!part(&document, "xl/worksheets/sheet2.xml").contains("<hyperlink"));
    assert_eq!(rows(&sheet(&document, "数据问题"))[3][4], "F9");
}
