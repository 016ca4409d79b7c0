//! What people call the KPIs that have targets: in a column of metrics, in headers and in names of sheets.

use super::{Catalogue, Measure};
use crate::model::{Kpi, Language};

/// Words that make a header or a name one of targets; the longer before what it ends with.
pub const TARGET_WORDS: [&str; 24] = [
    "销售额目标",
    "业绩目标",
    "销售目标",
    "销售指标",
    "销售任务",
    "销售计划",
    "目标金额",
    "目标值",
    "目标额",
    "任务额",
    "总目标",
    "目标",
    "指标",
    "任务",
    "计划",
    "预算",
    "salestarget",
    "salesquota",
    "salesgoal",
    "target",
    "quota",
    "goal",
    "budget",
    "plan",
];

/// Those of them that say targets and nothing of what they are about.
const BARE_TARGET_WORDS: [&str; 17] = [
    "目标金额",
    "目标数量",
    "目标值",
    "目标额",
    "目标数",
    "指标值",
    "任务额",
    "任务量",
    "任务数",
    "目标",
    "指标",
    "任务",
    "targets",
    "target",
    "quota",
    "goals",
    "goal",
];

impl Catalogue {
    /// The KPI that a text names, in lower case and simplified characters.
    pub fn kpi_called(&self, name: &str) -> Option<Kpi> {
        self.called.get(&bare(name)).copied()
    }

    /// Every name by which a text names a KPI or its target, and the words that make it one of targets.
    pub fn kpi_words(&self) -> impl Iterator<Item = String> {
        let targets = BARE_TARGET_WORDS.into_iter().map(bare);
        self.called.keys().cloned().chain(targets)
    }

    /// The KPI whose target a text names: 拜访目标, 目标拜访数, Visit target.
    pub fn target_called(&self, name: &str) -> Option<Kpi> {
        let name = bare(name);
        // 指标 before a name may be a group above it, which names no target.
        let before = ["目标", "任务", "target"]
            .iter()
            .filter_map(|word| name.strip_prefix(word));
        let behind = BARE_TARGET_WORDS
            .iter()
            .filter_map(|word| name.strip_suffix(word));
        let named = behind.chain(before).find_map(|name| self.kpi_called(name));
        // A budget is a target by its very name.
        let is_budget = || ["预算", "budget"].iter().any(|word| name.ends_with(word));
        named.or_else(|| self.kpi_called(&name).filter(|_| is_budget()))
    }

    /// The KPI whose targets the name of a sheet or a file is about, where it names one alone: 2026年拜访目标 is about
    /// visits.
    pub fn target_within(&self, name: &str) -> Option<Kpi> {
        let name = bare(name);
        let (at, _) = BARE_TARGET_WORDS
            .iter()
            .find_map(|word| name.match_indices(word).next())?;
        let stem = &name[..at];
        let ends = self
            .called
            .iter()
            .filter(|(word, _)| stem.ends_with(word.as_str()));
        let (word, kpi) = ends.max_by_key(|(word, _)| word.len())?;
        let before = &stem[..stem.len() - word.len()];
        // 销售及拜访目标 is about both.
        let joins = ["及", "和", "与", "、", "&", "+", "/", "and"];
        (!joins.iter().any(|join| before.ends_with(join))).then_some(*kpi)
    }

    /// Lists what the targets of a figure are called.
    pub(super) fn call(&mut self, measure: &Measure) {
        let Some(names) = &measure.targets else { return };
        let printed = [Language::Chinese, Language::English];
        let printed = printed.map(|language| measure.name.text(language).to_lowercase());
        let id = measure.kpi.id();
        let all = names
            .iter()
            .chain(&printed)
            .map(String::as_str)
            .chain([id.as_str()]);
        for name in all {
            self.called.entry(bare(name)).or_insert(measure.kpi);
        }
    }
}

fn bare(name: &str) -> String {
    name.chars()
        .filter(|character| !character.is_whitespace() && *character != '_' && *character != '-')
        .collect()
}

/// What a text in a column beside targets says of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// It states targets; of one KPI where it names one.
    Target(Option<Kpi>),
    /// It states what was reached, or how far that is from the target, or figures of other years.
    Other,
}

/// What a text says of a row, 目标 or 实际, 销售目标 or 销售额完成率; none where it says nothing of the kind.
pub fn row_kind(catalogue: &Catalogue, text: &str) -> Option<RowKind> {
    /// How texts of what was reached begin or end, the longer before what it ends with.
    const OTHERS: [&str; 56] = [
        "实际完成率",
        "累计完成率",
        "累计完成",
        "实际完成",
        "完成情况",
        "完成金额",
        "完成数量",
        "完成比例",
        "完成进度",
        "完成率",
        "完成值",
        "完成额",
        "完成数",
        "完成量",
        "完成",
        "达成情况",
        "达成金额",
        "达成率",
        "达成值",
        "达成额",
        "达成数",
        "达成",
        "实际值",
        "实际数",
        "实际",
        "实绩",
        "差额",
        "差异",
        "差距",
        "差值",
        "缺口",
        "同比增长率",
        "环比增长率",
        "同比",
        "环比",
        "增长率",
        "增长",
        "去年同期",
        "上年同期",
        "同期",
        "去年",
        "上年",
        "预测",
        "预估",
        "actuals",
        "actual",
        "achieved",
        "achievement",
        "attainment",
        "completed",
        "completion",
        "variance",
        "forecast",
        "lastyear",
        "prioryear",
        "previousyear",
    ];
    const WHOLE: [&str; 10] = [
        "%",
        "%oftarget",
        "%achieved",
        "var",
        "gap",
        "difference",
        "result",
        "results",
        "growth",
        "占比",
    ];
    const TIMES: [&str; 9] = [
        "月度", "年度", "季度", "本月", "当月", "个人", "monthly", "annual", "yearly",
    ];
    let name = bare(text);
    if WHOLE.contains(&name.as_str()) {
        return Some(RowKind::Other);
    }
    let name = name.trim_matches(['(', ')', ':', '%', '[', ']']);
    if name.is_empty() {
        return None;
    }
    if is_other(catalogue, name, &OTHERS) {
        return Some(RowKind::Other);
    }
    let is_target =
        BARE_TARGET_WORDS.contains(&name) || ["计划", "计划值", "预算", "plan", "budget"].contains(&name);
    let of_time = || {
        TARGET_WORDS
            .iter()
            .any(|word| name.strip_suffix(word).is_some_and(|stem| TIMES.contains(&stem)))
    };
    if is_target || of_time() {
        return Some(RowKind::Target(None));
    }
    catalogue
        .target_called(name)
        .map(|kpi| RowKind::Target(Some(kpi)))
}

fn is_other(catalogue: &Catalogue, name: &str, others: &[&str]) -> bool {
    let rests = others
        .iter()
        .flat_map(|word| [name.strip_suffix(word), name.strip_prefix(word)]);
    rests.flatten().any(|rest| {
        let rest = rest.trim_matches(['率', '值', '%', 'o', 'f', '/', '(', ')']);
        rest.is_empty()
            || catalogue.kpi_called(rest).is_some()
            || catalogue.target_called(rest).is_some()
            || BARE_TARGET_WORDS.contains(&rest)
            || others.contains(&rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kpis_have_many_names() {
        for (name, kpi) in [
            ("销售额", Some(Kpi::SALES)),
            ("new customers", Some(Kpi::NEW_CUSTOMERS)),
            ("new_customers", Some(Kpi::NEW_CUSTOMERS)),
            ("newcustomers", Some(Kpi::NEW_CUSTOMERS)),
            ("客户拜访次数", Some(Kpi::VISITS)),
            ("orders per week", Some(Kpi::WEEKLY_ORDERS)),
            ("利润", None),
        ] {
            assert_eq!(Catalogue::built_in().kpi_called(name), kpi, "{name}");
        }
        for (name, kpi) in [
            ("拜访目标", Some(Kpi::VISITS)),
            ("拜访次数目标", Some(Kpi::VISITS)),
            ("目标拜访数", Some(Kpi::VISITS)),
            ("visittarget", Some(Kpi::VISITS)),
            ("目标", None),
            ("拜访目的", None),
        ] {
            assert_eq!(Catalogue::built_in().target_called(name), kpi, "{name}");
        }
        for (name, kpi) in [
            ("2026年拜访目标", Some(Kpi::VISITS)),
            ("2026年销售目标", Some(Kpi::SALES)),
            ("visit targets 2026", Some(Kpi::VISITS)),
            ("新客户开发目标分解表", Some(Kpi::NEW_CUSTOMERS)),
            ("销售及拜访目标", None),
            ("2026目标", None),
            ("拜访记录", None),
        ] {
            assert_eq!(Catalogue::built_in().target_within(name), kpi, "{name}");
        }
    }

    #[test]
    fn rows_of_targets_are_told_from_what_was_reached() {
        let of = |text: &str| match row_kind(Catalogue::built_in(), text) {
            Some(RowKind::Target(kpi)) => kpi.map_or("target".to_owned(), |kpi| kpi.to_string()),
            Some(RowKind::Other) => "other".to_owned(),
            None => String::new(),
        };
        for (texts, expected) in [
            ("目标|目标值|计划|任务|预算|月度目标|target|plan|quota", "target"),
            (
                "实际|完成|完成率|完成率%|达成率|实际完成|差额|去年同期|同比|预测|actual|actuals|%|% of target|achieved|forecast|\
                 last year|销售完成率|实际销售额|销售额实际|拜访完成率|目标完成率|target attainment|sales actual|variance",
                "other",
            ),
            ("拜访目标|visit target", "visits"),
            ("销售额|拜访|产品甲|华东|完美公司|actual products", ""),
        ] {
            for text in texts.split('|') {
                assert_eq!(of(text), expected, "{text}");
            }
        }
    }
}
