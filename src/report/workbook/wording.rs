//! The words of workbooks, in both languages.

use crate::model::Language;

/// Words of a workbook in one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// What the appraisals are called as a document.
    pub appraisals: &'static str,
    /// What a team's sheet for its manager is called as a document.
    pub collected: &'static str,
    /// The sheet of findings.
    pub findings: &'static str,
    /// The sheet of findings by kind.
    pub kinds: &'static str,
    /// The sheet of what became of rows and money.
    pub account: &'static str,
    /// The team of reps without team.
    pub no_team: &'static str,
    /// Where a table has no rows.
    pub nothing: &'static str,
    /// The link back to the first sheet; its name follows.
    pub back: &'static str,
    /// What the check of formulas is called.
    pub check: &'static str,
    /// The check's verdict where formulas agree.
    pub agrees: &'static str,
    /// The check's verdict where they don't: before and after the number of reps.
    pub differs: (&'static str, &'static str),
    /// The check's verdict where figures are no formulas.
    pub not_live: &'static str,
    /// Where nothing is wrong.
    pub nothing_found: &'static str,
    /// The label of a totals row.
    pub total: &'static str,
    /// Number format of a head count.
    pub people: &'static str,
    /// Number format of a count.
    pub count: &'static str,
    /// Number format of a mean.
    pub mean: &'static str,
    /// Between the parts of a note.
    pub separator: &'static str,
}

const CHINESE: Words = Words {
    appraisals: "绩效考核成绩",
    collected: "主管评分与评语",
    findings: "数据问题",
    kinds: "问题汇总",
    account: "对账",
    no_team: "未分团队",
    nothing: "（无）",
    back: "‹ 返回 ",
    check: "公式核对",
    agrees: "公式结果与发布结果一致",
    differs: ("与发布结果不同：", " 人的得分（改回原权重即恢复）"),
    not_live: "本期得分按数值写入，不随权重变动",
    nothing_found: "没有发现数据问题。",
    total: "合计",
    people: "0\" 人\"",
    count: "0\" 项\"",
    mean: "\"平均 \"0.00",
    separator: "　|　",
};

const ENGLISH: Words = Words {
    appraisals: "Appraisals",
    collected: "Scores and comments of the manager",
    findings: "Findings",
    kinds: "Kinds of findings",
    account: "Reconciliation",
    no_team: "No team",
    nothing: "(none)",
    back: "‹ Back to ",
    check: "Check of formulas",
    agrees: "Formulas agree with the published results",
    differs: (
        "Unlike the published results: the scores of ",
        " (the weights as published bring them back)",
    ),
    not_live: "The scores of this period are written as figures and do not follow the weights",
    nothing_found: "Nothing is wrong with the data.",
    total: "Total",
    people: "0\" reps\"",
    count: "0\" rows\"",
    mean: "\"mean \"0.00",
    separator: "  |  ",
};

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    language.pick(&CHINESE, &ENGLISH)
}

/// What a week is called: `第41周`, `W41`.
pub fn week_name(number: u32, language: Language) -> String {
    language.pick(format!("第{number}周"), format!("W{number}"))
}
