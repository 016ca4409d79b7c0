//! The alias dictionary: what exports call datasets and their fields.

use super::header::{fold, header};
use super::time::year_part;
use crate::catalogue::Catalogue;
use crate::model::{Dataset, Field, Kpi};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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

/// What exports call a dataset and its fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Entry {
    /// Words in names that speak for the dataset.
    pub(super) names: Words,
    /// Words in names that speak against it.
    pub(super) not: Words,
    /// Words there that tell of what was reached, and those that do where little else speaks for targets.
    pub(super) results: Words,
    pub(super) reached: Words,
    /// Parts of headers that no sheet of it has.
    pub(super) foreign: Words,
    /// Parts of headers that a sheet of it has only among those that hold parts of `personal`.
    doubtful: Words,
    /// Parts of headers that tell of a person and of nothing else.
    personal: Words,
    /// Parts of headers that no sheet but one of it has, fields or not.
    pub(super) typical: Words,
    /// Headers of fields that lists of other kinds have as well.
    plain: Vec<String>,
    /// Names of the record itself in brackets around a header's own name: (基本信息)单据编号.
    record: Words,
    /// Names of its lines there: Amount (Sales Order Item).
    lines: Words,
    /// Words in the name of a group of columns that make them figures of something else.
    aside: Words,
    /// Parts of headers of amounts that include tax.
    with_tax: Words,
    /// Parts of headers beside which an amount that does not say so is one without tax.
    tax: Words,
    /// Names of lines in brackets beside whose first alone an export states the record.
    first_line: Words,
    /// Headers of the record's total, with tax.
    record_total: Words,
    /// Words that say which money an amount is in: the company's own, and the order's.
    own_money: Words,
    other_money: Words,
    /// Ends of headers of columns that say which money a row's amount is in.
    currency: Words,
    /// The headers of each field, the most canonical first, and those that say too little alone.
    fields: BTreeMap<String, Vec<String>>,
    weak: BTreeMap<String, Vec<Weak>>,
    /// The same by header, looked up for every text that may be one; nothing depends on their order.
    #[serde(skip)]
    headers: HashMap<String, Alias>,
}

/// Words and parts of headers, folded.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Words(Vec<String>);

impl From<Vec<String>> for Words {
    fn from(written: Vec<String>) -> Self {
        Self(written.iter().map(|word| fold(word)).collect())
    }
}

impl Words {
    /// Whether a folded text holds one of them.
    pub(super) fn are_in(&self, text: &str) -> bool {
        self.found_in(text).is_some()
    }

    /// The first of them that a folded text holds.
    pub(super) fn found_in(&self, text: &str) -> Option<&str> {
        let found = self.0.iter().find(|word| text.contains(word.as_str()));
        found.map(String::as_str)
    }

    /// Where the last of them in a folded text ends.
    pub(super) fn end_in(&self, text: &str) -> Option<usize> {
        let ends = self
            .0
            .iter()
            .map(|word| Some(text.rfind(word.as_str())? + word.len()));
        ends.flatten().max()
    }

    /// Whether a folded text is one of them, whole.
    fn hold(&self, text: &str) -> bool {
        self.0.iter().any(|word| word == text)
    }
}

/// Headers that say too little alone, and what has to speak for them.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Weak {
    headers: Vec<String>,
    /// Parts of other headers, one of which does.
    beside: Words,
    /// Whether the name of the sheet or the file does, too.
    by_name: bool,
}

/// What a header is to a dataset.
#[derive(Debug)]
struct Alias {
    field: Field,
    /// How canonical it is.
    rank: usize,
    /// What has to speak for it.
    weak: Option<Weak>,
}

/// Whether a header that says too little alone may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admitted {
    Yes,
    /// Where the name of the sheet or the file speaks for the dataset.
    ByName,
    No,
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

#[derive(Deserialize, Default)]
struct Written {
    ignored: Vec<String>,
    #[serde(flatten)]
    datasets: BTreeMap<Dataset, Entry>,
}

/// The rank from which on headers are weak: any other goes before them.
const WEAK: usize = 1000;

impl Entry {
    /// Whether the columns of a group with that name are figures of something else, as 金额 under 发货 is no order's.
    /// A longer name that holds such a word may be the sheet's title.
    pub(super) fn sets_aside(&self, group: &str) -> bool {
        let length = group.chars().count();
        let mut words = self.not.0.iter().chain(&self.results.0).chain(&self.aside.0);
        words.any(|word| group.contains(word.as_str()) && length <= 2 * word.chars().count())
    }

    /// Whether no sheet of the dataset has a column of that name, folded.
    pub(super) fn is_foreign(&self, name: &str) -> bool {
        self.foreign.are_in(name)
    }

    /// Whether it has one only among columns that tell of a person.
    pub(super) fn is_doubtful(&self, name: &str) -> bool {
        self.doubtful.are_in(name)
    }

    /// Whether a column of that name tells of a person.
    pub(super) fn is_personal(&self, name: &str) -> bool {
        self.personal.are_in(name)
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
        self.with_tax.0.iter().any(is_affirmed)
    }

    /// Whether a header tells of taxes, or of amounts without them.
    pub(super) fn is_tax(&self, header: &str) -> bool {
        let folded = fold(header);
        self.tax.are_in(&folded) && !self.is_with_tax(header)
    }

    /// Whether a text in brackets around a header names the record or its lines, and if so whether its lines.
    pub(super) fn is_lines(&self, bracket: &str) -> Option<bool> {
        if self.lines.hold(bracket) {
            Some(true)
        } else {
            self.record.hold(bracket).then_some(false)
        }
    }

    /// Whether an export that names its lines so states the record beside the first of them alone.
    pub(super) fn is_stated_once(&self, bracket: &str) -> bool {
        self.first_line.hold(bracket)
    }

    /// Whether a header is that of a record's total, with tax.
    pub(super) fn is_record_total(&self, header: &str) -> bool {
        self.record_total.hold(&fold(header))
    }

    /// A header without the words that say which money its amounts are in.
    pub(super) fn without_money(&self, header: &str) -> String {
        let words = self.own_money.0.iter().chain(&self.other_money.0);
        let mut rest = words.fold(fold(header), |rest, word| rest.replace(word.as_str(), ""));
        rest.retain(|character| !matches!(character, '(' | ')'));
        rest
    }

    /// Whether a folded header says that its amounts are in the company's own money.
    pub(super) fn is_own_money(&self, header: &str) -> bool {
        self.own_money.are_in(header)
    }

    /// Whether a column of that name says which money a row's amount is in.
    pub(super) fn is_currency(&self, name: &str) -> bool {
        self.currency.0.iter().any(|word| name.ends_with(word.as_str()))
    }

    /// Whether a header that says too little alone may be read among others; any other may.
    pub(super) fn admits<'a>(&self, name: &str, mut others: impl Iterator<Item = &'a str>) -> Admitted {
        let Some(weak) = self.headers.get(name).and_then(|alias| alias.weak.as_ref()) else {
            return Admitted::Yes;
        };
        if others.any(|other| weak.beside.are_in(other)) {
            Admitted::Yes
        } else if weak.by_name {
            Admitted::ByName
        } else {
            Admitted::No
        }
    }

    /// Lists the headers of all fields by what they are.
    fn index(&mut self) {
        for (field, aliases) in self
            .fields
            .iter()
            .filter_map(|(id, of)| Some((Field::from_id(id)?, of)))
        {
            for (rank, alias) in aliases.iter().enumerate() {
                let alias = self.headers.entry(header(alias).name);
                alias.or_insert(Alias {
                    field,
                    rank,
                    weak: None,
                });
            }
        }
        for (field, groups) in self
            .weak
            .iter()
            .filter_map(|(id, of)| Some((Field::from_id(id)?, of)))
        {
            let headers = groups
                .iter()
                .flat_map(|weak| weak.headers.iter().map(move |alias| (alias, weak)));
            for (rank, (alias, weak)) in (WEAK..).zip(headers) {
                let alias = self.headers.entry(header(alias).name);
                let weak = Some(weak.clone());
                alias.or_insert(Alias { field, rank, weak });
            }
        }
        self.plain = self.plain.iter().map(|alias| header(alias).name).collect();
    }
}

impl Dictionary {
    /// Reads the dictionary; what it misspells is left out, and a test sees to it that nothing is.
    fn parse(text: &str) -> Self {
        let written: Written = toml::from_str(text).unwrap_or_default();
        let mut dictionary = Self {
            ignored: written.ignored.iter().map(|alias| header(alias).name).collect(),
            ..Self::default()
        };
        for (dataset, mut entry) in written.datasets {
            entry.index();
            for name in entry.headers.keys() {
                *dictionary.shared.entry(name.clone()).or_default() += 1;
            }
            dictionary.entries.insert(dataset, entry);
        }
        dictionary
    }

    /// The field of a dataset that a header names.
    pub(super) fn field(&self, dataset: Dataset, name: &str) -> Option<Known> {
        let entry = self.entry(dataset);
        if let Some(alias) = entry.headers.get(name) {
            let is_plain = alias.weak.is_some()
                || is_of_many(dataset, alias.field)
                || entry.plain.iter().any(|plain| plain == name);
            let telling = self.shared.get(name) == Some(&1) && !is_plain;
            return Some(Known {
                field: alias.field,
                rank: alias.rank,
                telling,
                year: None,
            });
        }
        if dataset != Dataset::Targets {
            return None;
        }
        let known = |field: Field, year: Option<i32>| Known {
            field,
            rank: 0,
            telling: true,
            year,
        };
        if let Some((part, year)) = year_part(name) {
            return Some(known(Field::of_year_part(part), year));
        }
        match Catalogue::built_in().target_called(name)? {
            Kpi::SALES => Some(known(Field::Value, None)),
            kpi => Some(known(Field::TargetOf(kpi), None)),
        }
    }

    /// The headers that any dataset knows.
    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        self.shared.keys().map(String::as_str)
    }

    /// The headers of a dataset's fields, in order.
    #[cfg(test)]
    pub(super) fn headers_of(&self, dataset: Dataset) -> Vec<(Field, &str)> {
        let headers = self.entry(dataset).headers.iter();
        let mut headers: Vec<_> = headers
            .map(|(name, alias)| (alias.field, name.as_str()))
            .collect();
        headers.sort_unstable();
        headers
    }

    /// Whether a header is known to head nothing of use.
    pub(super) fn ignores(&self, name: &str) -> bool {
        self.ignored.contains(name)
    }

    /// Whether a header is that of an event or an amount: an order, a call, a visit, a request, a report, a conduct.
    pub(super) fn is_of_events(&self, name: &str) -> bool {
        use Field as F;
        const EVENTS: [(Dataset, &[Field]); 6] = [
            (
                Dataset::Orders,
                &[F::OrderId, F::Date, F::Customer, F::Amount, F::Quantity],
            ),
            (Dataset::Calls, &[F::Duration, F::Direction]),
            (Dataset::Visits, &[F::Date]),
            (Dataset::Requests, &[F::RequestId, F::Replied]),
            (Dataset::Reports, &[F::Due, F::Submitted]),
            (Dataset::Conduct, &[F::Event, F::Points]),
        ];
        // What an address book may call a person's account or company.
        const OTHERS: [&str; 6] = [
            "account",
            "client",
            "partner",
            "companyname",
            "associatedcompany",
            "号码",
        ];
        !OTHERS.contains(&name)
            && EVENTS.iter().any(|(dataset, fields)| {
                let entry = self.entry(*dataset);
                let alias = entry.headers.get(name);
                let is_plain = || entry.plain.iter().any(|plain| plain == name);
                alias.is_some_and(|alias| alias.weak.is_none() && fields.contains(&alias.field))
                    && !is_plain()
            })
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
            .filter(|(_, alias)| alias.weak.is_none() && wanted(alias.field));
        candidates
            .map(|(known, alias)| {
                (
                    strsim::normalized_damerau_levenshtein(known, name),
                    alias.rank,
                    alias.field,
                )
            })
            .filter(|(likeness, ..)| *likeness >= LIKENESS)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)))
            .map(|(_, _, field)| field)
    }
}

/// Whether a field is one that lists of any kind have: a status, a kind of document.
fn is_of_many(dataset: Dataset, field: Field) -> bool {
    match field {
        Field::DocumentType | Field::Refund | Field::Returned | Field::Closed | Field::Activity => true,
        Field::Status => matches!(dataset, Dataset::Visits | Dataset::Roster),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> BTreeMap<Dataset, Entry> {
        let written: Written = toml::from_str(include_str!("dictionary.toml")).unwrap();
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
                let known = matches!(
                    field,
                    Field::Month(_) | Field::Quarter(_) | Field::Half(_) | Field::TargetOf(_)
                ) || fields.contains_key(field.id().as_str());
                assert!(known, "{} of {} has no header", field.id(), dataset.id());
            }
        }
    }

    #[test]
    fn what_says_little_is_a_header_of_its_dataset() {
        for (dataset, written) in written() {
            let known = |alias: &String| DICTIONARY.field(dataset, &header(alias).name);
            for alias in &written.plain {
                assert!(known(alias).is_some_and(|known| !known.telling), "{alias}");
            }
            for (id, weak) in &written.weak {
                let field = Field::from_id(id).unwrap();
                for alias in weak.iter().flat_map(|weak| &weak.headers) {
                    assert_eq!(known(alias).map(|known| known.field), Some(field), "{alias}");
                }
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
                    assert!(year_part(&name).is_none(), "{alias} is a part of a year");
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
