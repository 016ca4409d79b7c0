//! The ranking and the sheets of teams, read back.

use super::*;

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
        opened(&document).sheet_names(),
        [
            "总览",
            "成绩总表",
            "指标矩阵",
            "华东一部",
            "华东二部",
            "华东三部",
            "未分团队",
            "目标分解",
            "全年进度与预测",
            "趋势",
            "新增与流失客户",
            "每周订单",
            "区域与产品",
            "评分规则",
            "数据问题",
            "对账"
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
    let formulas = opened(&document).worksheet_formula("成绩总表").unwrap();
    assert_eq!(
        formulas.get_value((12, 8)).unwrap(),
        "IF(SUBTOTAL(102,成绩总表[销售实际])=0,\"\",SUBTOTAL(109,成绩总表[销售实际]))"
    );

    // S008 has a target and no sales. Without S008 both sums are of the same reps, and their quotient is the attainment.
    appraisal.scorecards.retain(|card| card.rep.rep_id != "S008");
    let totals = rows(&sheet(&made(&appraisal, &[], Language::Chinese), "成绩总表"))
        .pop()
        .unwrap();
    assert_eq!(totals[7..10], ["3500000", "2971000.5", "0.8488572857"]);
}
