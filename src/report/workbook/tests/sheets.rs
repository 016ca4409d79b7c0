//! Overview, plan, trends, customers, formulas, and templates of one's own.

use super::*;

#[test]
fn the_overview_tells_the_month_and_leads_everywhere() {
    let document = made_from(&appraisal(), &details(), &some_findings(), Language::Chinese);
    let overview = rows(&sheet(&document, "总览"));
    let texts: Vec<&str> = overview.iter().flatten().map(String::as_str).collect();
    for expected in [
        "销售额",
        "28000",
        "83.32",
        "1",
        "其中考核人员 2,971,001\n其他人员 −2,943,001\n销售目标 4,000,000\n目标达成率 84.9%",
        "6",
        "其中错误 3",
    ] {
        assert!(texts.contains(&expected), "{expected}: {texts:?}");
    }
    let xml = part(&document, "xl/worksheets/sheet1.xml");
    for name in opened(&document).sheet_names().iter().skip(1) {
        assert!(xml.contains(&format!("location=\"'{name}'!A1\"")), "{name}");
        let number = opened(&document)
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
    let trends = part(&document, "xl/worksheets/sheet10.xml");
    assert_eq!(trends.matches("<x14:sparkline>").count(), 8);
    let regions = rows(&sheet(&document, "区域与产品"));
    assert_eq!(regions[4], ["华东", "28000", "1", "3", "14000", "1"]);
}

/// Sales of nine months beside the targets of twelve are no sums; of all twelve they are.
#[test]
fn months_have_totals_where_sales_and_targets_are_of_the_same() {
    let says = |details: &Details, figure: &str| {
        let document = made_from(&appraisal(), details, &[], Language::Chinese);
        rows(&sheet(&document, "总览"))
            .iter()
            .flatten()
            .any(|cell| cell == figure)
    };
    let mut details = details();
    assert!(!says(&details, "1764000") && !says(&details, "1680000"));
    for month in &mut details.months[..3] {
        month.sales = Some(Exact::from(1_000));
    }
    assert!(says(&details, "1767000") && says(&details, "1680000"));
}

#[test]
fn parts_that_no_order_names_are_no_rows() {
    let mut details = details();
    details.regions[0].name = None;
    let document = made_from(&appraisal(), &details, &[], Language::Chinese);
    let regions = rows(&sheet(&document, "区域与产品"));
    assert_eq!(regions[4][0], "（无）");
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
    let formulas = opened(&document).worksheet_formula("成绩总表").unwrap();
    let of = |row: u32, column: u32| formulas.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(of(4, 0), "IF(AQ5=\"\",\"\",RANK(AQ5,$AQ$5:$AQ$12))");
    assert_eq!(
        of(4, 10),
        "IF(J5=\"\",\"\",ROUND(ROUND(weight_sales*IF(J5<0.5,0,MAX(0,MIN(J5,1.2))),11),2))"
    );
    assert!(
        of(4, 5).starts_with("IFERROR(ROUND(ROUND(SUM(K5,"),
        "{}",
        of(4, 5)
    );
    let team = opened(&document).worksheet_formula("华东一部").unwrap();
    let score = team.get_value((4, 5)).unwrap();
    assert_eq!(
        score,
        "INDEX('成绩总表'!$F$5:$F$12,MATCH(B5,'成绩总表'!$B$5:$B$12,0))"
    );
    let check = opened(&document).worksheet_formula("评分规则").unwrap();
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
fn formulas_take_names_letter_for_letter() {
    let mut appraisal = appraisal();
    appraisal.scorecards[0].rep.rep_id = "S*?~1".into();
    appraisal.scorecards[2].rep.team = Some("华东*部".into());
    let document = made(&appraisal, &[], Language::Chinese);
    let formulas = |name: &str| -> Vec<String> {
        let of_sheet = opened(&document).worksheet_formula(name).unwrap();
        of_sheet
            .used_cells()
            .map(|(_, _, formula)| formula.clone())
            .collect()
    };
    let overview = formulas("总览");
    let has = |formulas: &[String], part: &str| formulas.iter().any(|formula| formula.contains(part));
    assert!(
        has(
            &overview,
            "SUMPRODUCT(EXACT('成绩总表'!$D$5:$D$12,\"华东*部\")*ISNUMBER("
        ),
        "{overview:?}"
    );
    // Who has no team has a mean too.
    assert!(
        has(
            &overview,
            "SUMPRODUCT(EXACT('成绩总表'!$D$5:$D$12,\"\")*ISNUMBER("
        ),
        "{overview:?}"
    );
    assert!(
        has(&overview, "SUMPRODUCT(--EXACT('成绩总表'!$G$5:$G$12,\"A\"))/8"),
        "{overview:?}"
    );
    let team = formulas("华东一部");
    assert!(
        has(&team, "MATCH(\"S~*~?~~1\",'成绩总表'!$B$5:$B$12,0)"),
        "{team:?}"
    );
    assert!(has(&team, "MATCH(B6,'成绩总表'!$B$5:$B$12,0)"), "{team:?}");
}

#[test]
fn a_link_that_takes_several_lines_is_a_formula_so_that_every_program_breaks_it() {
    let mut appraisal = appraisal();
    let name = "华东区医疗器械与耗材渠道销售一部（上海及周边）";
    appraisal.scorecards[0].rep.team = Some(name.into());
    let document = made(&appraisal, &[], Language::Chinese);
    let formulas = opened(&document).worksheet_formula("总览").unwrap();
    let links: Vec<&str> = (formulas.used_cells().map(|(_, _, formula)| formula.as_str()))
        .filter(|formula| formula.starts_with("HYPERLINK("))
        .collect();
    let link = format!("HYPERLINK(\"#'{name}'!A1\",\"{name}\")");
    assert_eq!(links, [&link, &link], "to its sheet, and in the table of teams");
    let texts: Vec<String> = rows(&sheet(&document, "总览")).concat();
    assert_eq!(texts.iter().filter(|text| *text == name).count(), 4);
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
        account: &[],
    };
    let document = appraisals(figures, &template, &options(Language::English)).unwrap();
    assert_eq!(opened(&document).sheet_names(), ["List"]);
    let listed = rows(&sheet(&document, "List"));
    assert_eq!(listed[2], ["Who", "Says", "Twice"]);
    assert_eq!(listed[4][1], "陈晓岚 true");
    let twice: f64 = listed[4][2].parse().unwrap();
    assert!((twice - 2.0 * 92.0).abs() < 40.0, "{twice}");
    assert_eq!(listed[10][2], "", "no score, no figure");
}
