//! What Excel asks of a workbook, and that nothing in it is taken for a formula or a link.

use super::*;

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
    assert_eq!(root.attribute("ref"), Some("A4:AR13"));
    assert!(text.contains("<autoFilter ref=\"A4:AR12\"/>"));
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
        "<dimension ref=\"A1:AR13\"/>",
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
    let found = part(&document, "xl/worksheets/sheet15.xml");
    assert!(found.contains("ySplit=\"3\""));
    let rules = part(&document, "xl/worksheets/sheet14.xml");
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
    let mut workbook = opened(&document);
    let names = workbook.sheet_names();
    assert_eq!(names.len(), 20);
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
            findings(
                period,
                told(&found, &Excerpts::default()),
                &options(Language::Chinese),
            )
            .unwrap(),
        )
    };
    assert!(build() == build());
    let core = part(&build().0, "docProps/core.xml");
    assert!(core.contains("2026-10-31T00:00:00Z</dcterms:created>"));
    assert!(core.contains("<dc:creator>晨曦医疗器械（华东）有限公司</dc:creator>"));
}

#[test]
fn a_long_name_breaks_into_lines_of_a_higher_row() {
    let mut appraisal = appraisal();
    appraisal.scorecards[0].rep.name = "Maximiliana Featherstonehaugh-Worthington the Second".into();
    let document = made(&appraisal, &[], Language::English);
    let scores = part(&document, "xl/worksheets/sheet2.xml");
    let xml = roxmltree::Document::parse(&scores).unwrap();
    let heights: BTreeSet<&str> = xml
        .descendants()
        .filter(|node| node.tag_name().name() == "row")
        .filter(|row| (5..=12).contains(&row.attribute("r").unwrap().parse::<u32>().unwrap()))
        .filter_map(|row| row.attribute("ht"))
        .collect();
    assert_eq!(heights.len(), 2, "one row is higher than the others: {heights:?}");
    let widths = xml
        .descendants()
        .filter(|node| node.tag_name().name() == "col")
        .map(|column| column.attribute("width").unwrap().parse::<f64>().unwrap());
    assert!(widths.fold(0.0, f64::max) < 36.0);
}
