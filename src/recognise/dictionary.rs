//! The alias dictionary: what exports call datasets and their fields.

use super::header::{fold, header, month};
use crate::model::{Dataset, Field};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The dictionary that is compiled in.
pub(super) static DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::parse(include_str!("dictionary.toml")));

/// What exports call things.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    entries: BTreeMap<Dataset, Entry>,
    /// How many datasets know a header.
    shared: BTreeMap<String, usize>,
    /// Headers of columns that are known to hold nothing of use.
    ignored: BTreeSet<String>,
}

/// What exports call a dataset and its fields; all texts folded.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Words in names that speak for the dataset.
    pub(super) names: Vec<String>,
    /// Words in names that speak against it.
    pub(super) not: Vec<String>,
    /// Parts of headers that no sheet of it has.
    pub(super) foreign: Vec<String>,
    /// Words in the name of a group of columns that make them figures of something else.
    aside: Vec<String>,
    /// Parts of headers of amounts that include tax.
    with_tax: Vec<String>,
    /// Parts of headers beside which an amount that does not say so is one without tax.
    tax: Vec<String>,
    headers: BTreeMap<String, (Field, usize)>,
}

/// A field that a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// The field.
    pub(super) field: Field,
    /// How canonical the header is: 0 is the field's own name.
    pub(super) rank: usize,
    /// Whether no other dataset knows the header.
    pub(super) telling: bool,
    /// The year of a month's column.
    pub(super) year: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    names: Vec<String>,
    not: Vec<String>,
    foreign: Vec<String>,
    #[serde(default)]
    aside: Vec<String>,
    #[serde(default)]
    with_tax: Vec<String>,
    #[serde(default)]
    tax: Vec<String>,
    fields: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize, Default)]
struct WrittenDictionary {
    ignored: Vec<String>,
    #[serde(flatten)]
    datasets: BTreeMap<Dataset, Written>,
}

impl Entry {
    /// Whether the columns of a group with that name are figures of something else, as 金额 under 发货 is no order's.
    /// A longer name that holds such a word may be the sheet's title.
    pub(super) fn sets_aside(&self, group: &str) -> bool {
        let length = group.chars().count();
        let mut words = self.not.iter().chain(&self.aside);
        words.any(|word| group.contains(word.as_str()) && length <= 2 * word.chars().count())
    }

    /// Whether a header of an amount says that it includes tax.
    pub(super) fn is_with_tax(&self, header: &str) -> bool {
        let header = fold(header);
        // 不含税金额 is the opposite of 含税金额.
        let is_affirmed = |part: &String| {
            header
                .split_once(part.as_str())
                .is_some_and(|(before, _)| !before.ends_with(['不', '未', '非', '无']))
        };
        self.with_tax.iter().any(is_affirmed)
    }

    /// Whether a header tells of taxes, or of amounts without them.
    pub(super) fn is_tax(&self, header: &str) -> bool {
        let folded = fold(header);
        self.tax.iter().any(|part| folded.contains(part.as_str())) && !self.is_with_tax(header)
    }
}

impl Dictionary {
    /// Reads the dictionary; what it misspells is left out, and a test sees to it that nothing is.
    fn parse(text: &str) -> Self {
        let written: WrittenDictionary = toml::from_str(text).unwrap_or_default();
        let mut dictionary = Self {
            ignored: written.ignored.iter().map(|alias| header(alias).name).collect(),
            ..Self::default()
        };
        for (dataset, written) in written.datasets {
            let fold_all = |words: &[String]| words.iter().map(|word| fold(word)).collect();
            let mut entry = Entry {
                names: fold_all(&written.names),
                not: fold_all(&written.not),
                foreign: fold_all(&written.foreign),
                aside: fold_all(&written.aside),
                with_tax: fold_all(&written.with_tax),
                tax: fold_all(&written.tax),
                headers: BTreeMap::new(),
            };
            for (id, aliases) in &written.fields {
                let Some(field) = Field::from_id(id) else { continue };
                for (rank, alias) in aliases.iter().enumerate() {
                    entry.headers.entry(header(alias).name).or_insert((field, rank));
                }
            }
            for name in entry.headers.keys() {
                *dictionary.shared.entry(name.clone()).or_default() += 1;
            }
            dictionary.entries.insert(dataset, entry);
        }
        dictionary
    }

    /// The field of a dataset that a header names.
    pub(super) fn field(&self, dataset: Dataset, name: &str) -> Option<Known> {
        if let Some(&(field, rank)) = self.entry(dataset).headers.get(name) {
            let telling = self.shared.get(name) == Some(&1);
            return Some(Known {
                field,
                rank,
                telling,
                year: None,
            });
        }
        let (month, year) = month(name).filter(|_| dataset == Dataset::Targets)?;
        Some(Known {
            field: Field::Month(month),
            rank: 0,
            telling: true,
            year,
        })
    }

    /// Whether a header is known to head nothing of use.
    pub(super) fn ignores(&self, name: &str) -> bool {
        self.ignored.contains(name)
    }

    /// What is known of a dataset.
    pub(super) fn entry(&self, dataset: Dataset) -> &Entry {
        static NOTHING: LazyLock<Entry> = LazyLock::new(Entry::default);
        self.entries.get(&dataset).unwrap_or(&NOTHING)
    }

    /// The field of a dataset whose known headers are nearest to an unknown one, among those that `wanted` admits.
    pub(super) fn nearest(
        &self,
        dataset: Dataset,
        name: &str,
        wanted: impl Fn(Field) -> bool,
    ) -> Option<Field> {
        // Half of the characters in common is little for a long English header and just right for a Chinese one.
        const LIKENESS: f64 = 0.5;
        let candidates = self
            .entry(dataset)
            .headers
            .iter()
            .filter(|(_, (field, _))| wanted(*field));
        candidates
            .map(|(known, (field, rank))| {
                (strsim::normalized_damerau_levenshtein(known, name), *rank, *field)
            })
            .filter(|(likeness, ..)| *likeness >= LIKENESS)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)))
            .map(|(_, _, field)| field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> BTreeMap<Dataset, Written> {
        let written: WrittenDictionary = toml::from_str(include_str!("dictionary.toml")).unwrap();
        written.datasets
    }

    #[test]
    fn the_dictionary_knows_every_field_of_every_dataset() {
        let written = written();
        for dataset in Dataset::ALL {
            let fields = &written[&dataset].fields;
            for id in fields.keys() {
                let field = Field::from_id(id).unwrap_or_else(|| panic!("{id} is no field"));
                assert!(
                    dataset.fields().contains(&field),
                    "{id} is no field of {}",
                    dataset.id()
                );
            }
            for field in dataset.fields() {
                let known = matches!(field, Field::Month(_)) || fields.contains_key(field.id());
                assert!(known, "{} of {} has no header", field.id(), dataset.id());
            }
        }
    }

    #[test]
    fn no_header_is_two_fields_of_a_dataset() {
        for (dataset, written) in written() {
            let mut seen = BTreeMap::new();
            for (id, aliases) in &written.fields {
                for alias in aliases {
                    let name = header(alias).name;
                    assert!(month(&name).is_none(), "{alias} is a month");
                    if let Some(other) = seen.insert(name, id) {
                        panic!("{alias} is both {other} and {id} of {}", dataset.id());
                    }
                }
            }
        }
    }

    #[test]
    fn every_header_of_the_contract_is_known() {
        use Dataset as D;
        use Field as F;
        let contract: &[(Dataset, Field, &str)] = &[
            (D::Roster, F::RepId, "工号·员工编号·业务员编码"),
            (D::Roster, F::RepName, "姓名·业务员·销售员"),
            (D::Roster, F::Team, "团队·部门·小组"),
            (D::Roster, F::Region, "区域·大区"),
            (D::Roster, F::Title, "职位·岗位"),
            (D::Roster, F::Manager, "直属上级·主管"),
            (D::Roster, F::HireDate, "入职日期"),
            (D::Roster, F::LeaveDate, "离职日期"),
            (D::Roster, F::EffectiveFrom, "生效日期"),
            (D::Roster, F::Email, "邮箱"),
            (D::Roster, F::Weight, "权重"),
            (D::Targets, F::RepId, "工号"),
            (D::Targets, F::RepName, "姓名"),
            (D::Targets, F::Team, "团队"),
            (D::Targets, F::Region, "区域"),
            (D::Targets, F::Metric, "指标"),
            (D::Targets, F::Product, "产品"),
            (D::Targets, F::Year, "年度"),
            (D::Targets, F::Annual, "全年"),
            (D::Targets, F::Month(12), "12月"),
            (D::Targets, F::Period, "月份"),
            (D::Targets, F::Value, "目标值"),
            (D::Orders, F::OrderId, "订单编号·单号·单据编号"),
            (D::Orders, F::Line, "行号"),
            (D::Orders, F::Date, "下单日期·日期·单据日期"),
            (D::Orders, F::RepName, "业务员·销售员·负责人"),
            (D::Orders, F::RepId, "工号"),
            (D::Orders, F::CustomerId, "客户编号"),
            (D::Orders, F::Customer, "客户名称·客户"),
            (D::Orders, F::Product, "产品·品类·料品·课程"),
            (D::Orders, F::Quantity, "数量"),
            (D::Orders, F::Amount, "金额·价税合计·订单金额"),
            (D::Orders, F::Status, "状态·行状态"),
            (D::Visits, F::Date, "拜访日期·拜访时间"),
            (D::Visits, F::Kind, "客户类型"),
            (D::Visits, F::Method, "拜访方式"),
            (D::Visits, F::Purpose, "目的"),
            (D::Visits, F::Result, "结果"),
            (D::Calls, F::Time, "呼叫时间·创建时间"),
            (D::Calls, F::RepName, "坐席·业务员"),
            (D::Calls, F::Customer, "客户名称"),
            (D::Calls, F::Phone, "被叫"),
            (D::Calls, F::Direction, "呼叫方向"),
            (D::Calls, F::Duration, "通话时长"),
            (D::Calls, F::Outcome, "接通状态"),
            (D::Customers, F::CustomerId, "客户编号"),
            (D::Customers, F::Customer, "客户名称"),
            (D::Customers, F::RepName, "负责人·业务员"),
            (D::Customers, F::Created, "创建日期"),
            (D::Customers, F::Status, "状态"),
            (D::Customers, F::LostDate, "流失日期"),
            (D::Customers, F::Tier, "客户级别"),
            (D::Customers, F::Region, "区域"),
            (D::Requests, F::RequestId, "需求编号"),
            (D::Requests, F::Received, "提出时间"),
            (D::Requests, F::Replied, "回复时间"),
            (D::Reports, F::Kind, "类型"),
            (D::Reports, F::Due, "应交日期"),
            (D::Reports, F::Submitted, "提交时间"),
            (D::Conduct, F::Date, "日期"),
            (D::Conduct, F::Event, "事项"),
            (D::Conduct, F::Points, "分值"),
            (D::Conduct, F::Note, "备注"),
        ];
        for (dataset, field, aliases) in contract {
            for alias in aliases.split('·') {
                let known = DICTIONARY.field(*dataset, &header(alias).name);
                assert_eq!(
                    known.map(|known| known.field),
                    Some(*field),
                    "{alias} of {}",
                    dataset.id()
                );
            }
        }
    }

    #[test]
    fn the_nearest_field_is_named() {
        let nearest = |name: &str| DICTIONARY.nearest(Dataset::Orders, &header(name).name, |_| true);
        assert_eq!(nearest("订单金额合计"), Some(Field::Amount));
        assert_eq!(nearest("Order Amounts"), Some(Field::Amount));
        assert_eq!(nearest("血型"), None);
    }
}
