//! The words of workbooks, in both languages.

use crate::model::{Kpi, Language};

/// Words of a workbook in one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The sheet of everyone's figures.
    pub scores: &'static str,
    /// The sheet of findings.
    pub findings: &'static str,
    /// The sheet of findings by kind.
    pub kinds: &'static str,
    /// The team of reps without team.
    pub no_team: &'static str,
    /// Names a table of a team; its number follows.
    pub team_table: &'static str,
    /// Where nobody is appraised.
    pub nobody: &'static str,
    /// Where nothing is wrong.
    pub nothing_found: &'static str,
    /// What an empty grey cell means.
    pub legend: &'static str,
    /// The label of a totals row.
    pub total: &'static str,
    /// Number format of a head count.
    pub people: &'static str,
    /// Number format of a mean.
    pub mean: &'static str,
    /// Between the parts of a note.
    pub separator: &'static str,
}

const CHINESE: Words = Words {
    scores: "成绩总表",
    findings: "数据问题",
    kinds: "问题汇总",
    no_team: "未分团队",
    team_table: "团队",
    nobody: "本期没有考核人员。",
    nothing_found: "没有发现数据问题。",
    legend: "灰色空格：没有数值或目标",
    total: "合计",
    people: "0\" 人\"",
    mean: "\"平均 \"0.00",
    separator: "　|　",
};

const ENGLISH: Words = Words {
    scores: "Scores",
    findings: "Findings",
    kinds: "Kinds of findings",
    no_team: "No team",
    team_table: "Team_",
    nobody: "Nobody is appraised in this period.",
    nothing_found: "Nothing is wrong with the data.",
    legend: "grey and empty: no value or no target",
    total: "Total",
    people: "0\" reps\"",
    mean: "\"mean \"0.00",
    separator: "  |  ",
};

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    language.pick(&CHINESE, &ENGLISH)
}

/// A KPI's name as short as a column's header needs it; the band above has it in full.
pub fn short_name(kpi: Kpi, language: Language) -> &'static str {
    let (chinese, english) = match kpi {
        Kpi::Sales => ("销售", "Sales"),
        Kpi::Growth => ("增长", "Growth"),
        Kpi::NewCustomers => ("新客", "New"),
        Kpi::Visits => ("拜访", "Visits"),
        Kpi::Calls => ("电话", "Calls"),
        Kpi::WeeklyOrders => ("周单", "Weekly"),
        Kpi::CustomersAdded => ("新增", "Added"),
        Kpi::CustomersLost => ("丢失", "Lost"),
        Kpi::Conduct => ("纪律", "Conduct"),
        Kpi::Reports => ("汇报", "Reports"),
        Kpi::Requests => ("回复", "Requests"),
    };
    language.pick(chinese, english)
}
