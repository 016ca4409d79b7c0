//! What the name of a file or sheet says plainly: 十月订单.xlsx holds orders, 订单评审.xlsx and 订单模板.xlsx do not.

use super::dictionary::Dictionary;
use super::header::fold;
use crate::model::Dataset;

/// What may follow a dataset's name, and says no more than that it is a list of it.
const SUFFIXES: [&str; 30] = [
    "明细表",
    "明细",
    "列表",
    "清单",
    "记录",
    "流水",
    "数据",
    "导出",
    "报表",
    "台账",
    "登记表",
    "登记",
    "档案",
    "信息",
    "汇总表",
    "表",
    "单",
    "簿",
    "全部",
    "年",
    "月",
    "日",
    "季度",
    "周",
    "export",
    "list",
    "data",
    "report",
    "lines",
    "s",
];
/// What is no data, whatever it is about.
const NO_DATA: [&str; 16] = [
    "说明",
    "模板",
    "模版",
    "样例",
    "示例",
    "样表",
    "流程",
    "制度",
    "须知",
    "通知",
    "字典",
    "readme",
    "template",
    "sample",
    "instruction",
    "guide",
];

/// The dataset that a name speaks for, if it speaks for one plainly: for one that sheets are tried as first before one of
/// the others.
pub(super) fn speaks_for(dictionary: &Dictionary, name: &str) -> Option<Dataset> {
    let leading: Vec<Dataset> = dictionary.leading().collect();
    let further: Vec<Dataset> = dictionary.further().collect();
    speaks_among(dictionary, &leading, name).or_else(|| speaks_among(dictionary, &further, name))
}

/// The same, of those datasets.
pub(super) fn speaks_among(dictionary: &Dictionary, datasets: &[Dataset], name: &str) -> Option<Dataset> {
    let whole = fold(name);
    if NO_DATA.iter().any(|word| whole.contains(word)) {
        return None;
    }
    let parts = name.split(|c: char| !c.is_alphanumeric() || c.is_numeric());
    let named = parts
        .filter_map(|part| of_part(dictionary, datasets, unlettered(part)))
        .next_back()?;
    (!dictionary.entry(named).not.are_in(&whole)).then_some(named)
}

/// A Chinese word without the letter that tells one of several files from the others: 订单B.
fn unlettered(part: &str) -> &str {
    let bare = part.strip_suffix(|last: char| last.is_ascii_alphabetic());
    bare.filter(|bare| bare.ends_with(|last: char| !last.is_ascii()))
        .unwrap_or(part)
}

/// The dataset that a word of a name ends with.
fn of_part(dictionary: &Dictionary, datasets: &[Dataset], part: &str) -> Option<Dataset> {
    let part = fold(part);
    let mut rest = part.as_str();
    loop {
        let ends = |dataset: &Dataset| dictionary.entry(*dataset).names.end_in(rest) == Some(rest.len());
        let is_report = |dataset: &Dataset| *dataset == Dataset::REPORTS && rest.ends_with("report");
        let ending: Vec<Dataset> = datasets
            .iter()
            .copied()
            .filter(|dataset| ends(dataset) && !is_report(dataset))
            .collect();
        // A name of a company's own list may end with one of the program's: 样品订单.
        let own = ending.iter().find(|dataset| !dataset.is_own());
        if let Some(&dataset) = own.or(ending.first()) {
            return Some(dataset).filter(|_| !rest.is_empty());
        }
        rest = SUFFIXES.iter().find_map(|suffix| rest.strip_suffix(suffix))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::model::Id;
    use std::sync::Arc;

    #[test]
    fn names_speak_plainly_or_not_at_all() {
        let dictionary = Dictionary::of(&Arc::new(Catalogue::built_in().clone()));
        let further = |id| Dataset::new(Id::of(id));
        for (name, dataset) in [
            ("订单", Some(Dataset::ORDERS)),
            ("2026年10月订单明细表", Some(Dataset::ORDERS)),
            ("订单_上海", Some(Dataset::ORDERS)),
            ("订单B", Some(Dataset::ORDERS)),
            ("CRM订单_沪皖", Some(Dataset::ORDERS)),
            ("Sales Orders 2026-10", Some(Dataset::ORDERS)),
            ("拜访记录", Some(Dataset::VISITS)),
            ("客户拜访", Some(Dataset::VISITS)),
            ("call-report", Some(Dataset::CALLS)),
            ("行为纪律", Some(Dataset::CONDUCT)),
            ("订单评审", None),
            ("订单模板", None),
            ("客户投诉", Some(further("complaints"))),
            ("电话费报销", Some(further("expenses"))),
            ("应收账款明细表", Some(further("receivables"))),
            ("销售合同订单", Some(Dataset::ORDERS)),
            ("Sales report", None),
            ("export", None),
            ("Sheet1", None),
            ("说明", None),
            ("", None),
        ] {
            assert_eq!(speaks_for(&dictionary, name), dataset, "{name}");
        }
    }
}
