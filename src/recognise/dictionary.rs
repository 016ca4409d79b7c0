//! What exports call lists and their fields: the catalogue's texts as headers and names compare.

use super::header::{fold, header};
use super::time::year_part;
use crate::catalogue::{Catalogue, List};
use crate::model::{Dataset, Field, Kpi};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

/// What exports call things.
#[derive(Debug)]
pub(super) struct Dictionary {
    /// What lists and figures are.
    pub(super) catalogue: Arc<Catalogue>,
    entries: BTreeMap<Dataset, Arc<Entry>>,
    /// The lists that a sheet may be of which is of no other: those of the program's own that it reads by their fields alone,
    /// as far as the company says nothing of them.
    further: BTreeSet<Dataset>,
    /// How many of the program's own lists know a header, those further ones aside.
    shared: Arc<HashMap<String, usize>>,
    /// How many of all its own lists do.
    shared_by_all: Arc<HashMap<String, usize>>,
    /// Of the headers of a company's own lists, those that another list knows as well.
    shared_by_own: BTreeSet<String>,
    /// Headers, and words for figures and their targets, that the company adds to the program's.
    own_headers: Vec<String>,
    own_words: Vec<String>,
}

/// What exports call a dataset and its fields.
#[derive(Debug)]
pub(super) struct Entry {
    /// The list.
    pub(super) list: Arc<List>,
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
    plain: BTreeSet<String>,
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
    /// Headers of its fields, looked up for every text that may be one; nothing depends on their order.
    headers: HashMap<String, Alias>,
}

/// Words and parts of headers, folded.
#[derive(Debug, Default, Clone)]
pub(super) struct Words(Vec<String>);

impl From<&[String]> for Words {
    fn from(written: &[String]) -> Self {
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
#[derive(Debug, Clone)]
struct Weak {
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

/// Headers of columns of any list.
#[derive(Deserialize, Default)]
struct Columns {
    ignored: BTreeSet<String>,
    of_people: BTreeSet<String>,
}

impl Columns {
    /// Those that are compiled in; what is misspelt is left out, and a test sees to it that nothing is.
    fn known() -> &'static Self {
        static KNOWN: LazyLock<Columns> = LazyLock::new(|| {
            let written: Columns = toml::from_str(COLUMNS).unwrap_or_default();
            let folded = |headers: BTreeSet<String>| headers.iter().map(|alias| header(alias).name).collect();
            Columns {
                ignored: folded(written.ignored),
                of_people: folded(written.of_people),
            }
        });
        &KNOWN
    }
}

const COLUMNS: &str = include_str!("columns.toml");

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

    /// What exports call a list, as it compares.
    fn of(list: &Arc<List>) -> Self {
        let words = |key: &str| Words::from(list.recognition.get(key));
        let plain = list.recognition.get("plain").iter();
        let mut entry = Self {
            names: Words::from(list.names.as_slice()),
            not: words("not"),
            results: words("results"),
            reached: words("reached"),
            foreign: words("foreign"),
            doubtful: words("doubtful"),
            personal: words("personal"),
            typical: words("typical"),
            plain: plain.map(|alias| header(alias).name).collect(),
            record: words("record"),
            lines: words("lines"),
            aside: words("aside"),
            with_tax: words("with_tax"),
            tax: words("tax"),
            first_line: words("first_line"),
            record_total: words("record_total"),
            own_money: words("own_money"),
            other_money: words("other_money"),
            currency: words("currency"),
            headers: HashMap::new(),
            list: Arc::clone(list),
        };
        entry.index(list);
        entry
    }

    /// Lists the headers of all fields by what they are.
    fn index(&mut self, list: &List) {
        for declared in &list.fields {
            for (rank, alias) in declared.headers.iter().enumerate() {
                let alias = self.headers.entry(header(alias).name);
                alias.or_insert(Alias {
                    field: declared.field,
                    rank,
                    weak: None,
                });
            }
        }
        for declared in &list.fields {
            let weak = declared.weak.iter();
            let headers = weak.flat_map(|weak| weak.headers.iter().map(move |alias| (alias, weak)));
            for (rank, (alias, weak)) in (WEAK..).zip(headers) {
                let alias = self.headers.entry(header(alias).name);
                let weak = Weak {
                    beside: Words::from(weak.beside.as_slice()),
                    by_name: weak.by_name,
                };
                alias.or_insert(Alias {
                    field: declared.field,
                    rank,
                    weak: Some(weak),
                });
            }
        }
    }

    /// Whether a field is one that lists of any kind have: a status, a kind of document.
    fn is_of_many(&self, field: Field) -> bool {
        let declared = self.list.declared(field);
        declared.is_some_and(|declared| declared.plain)
    }
}

/// The program's own lists, as they compare, with how many of them know a header.
struct BuiltIn {
    entries: BTreeMap<Dataset, Arc<Entry>>,
    shared: Arc<HashMap<String, usize>>,
    shared_by_all: Arc<HashMap<String, usize>>,
}

impl BuiltIn {
    fn known() -> &'static Self {
        static KNOWN: LazyLock<BuiltIn> = LazyLock::new(|| {
            let lists = Catalogue::built_in().lists();
            let entries: BTreeMap<Dataset, Arc<Entry>> = lists
                .map(|list| (list.dataset, Arc::new(Entry::of(list))))
                .collect();
            let shared = |is_meant: fn(&Entry) -> bool| {
                let mut shared: HashMap<String, usize> = HashMap::new();
                let meant = entries.values().filter(|entry| is_meant(entry));
                for name in meant.flat_map(|entry| entry.headers.keys()) {
                    *shared.entry(name.clone()).or_default() += 1;
                }
                Arc::new(shared)
            };
            BuiltIn {
                shared: shared(|entry| entry.list.reader.is_some()),
                shared_by_all: shared(|_| true),
                entries,
            }
        });
        &KNOWN
    }
}

impl Dictionary {
    /// That of a catalogue; what it has of the program's own lists is worked out once.
    pub(super) fn of(catalogue: &Arc<Catalogue>) -> Self {
        let known = BuiltIn::known();
        let entry = |list: &Arc<List>| {
            let same = known.entries.get(&list.dataset);
            let same = same.filter(|entry| Arc::ptr_eq(&entry.list, list));
            same.map_or_else(|| Arc::new(Entry::of(list)), Arc::clone)
        };
        let lists = catalogue.lists();
        let entries: BTreeMap<Dataset, Arc<Entry>> = lists.map(|list| (list.dataset, entry(list))).collect();
        let further = entries
            .values()
            .filter(|entry| entry.list.reader.is_none())
            .filter(|entry| {
                let known = known.entries.get(&entry.list.dataset);
                known.is_some_and(|known| Arc::ptr_eq(known, entry))
            });
        let further: BTreeSet<Dataset> = further.map(|entry| entry.list.dataset).collect();
        let own = entries
            .iter()
            .filter(|(dataset, _)| !dataset.is_own() && !further.contains(dataset));
        let mut seen = BTreeSet::new();
        let headers = own.flat_map(|(_, entry)| entry.headers.keys());
        let is_shared = |name: &&String| !seen.insert((*name).clone()) || known.shared.contains_key(*name);
        let shared_by_own = headers.filter(is_shared).cloned().collect();
        let of_all = entries.values().flat_map(|entry| entry.headers.keys());
        let own_headers: BTreeSet<&String> = of_all
            .filter(|name| !known.shared_by_all.contains_key(*name))
            .collect();
        let own_headers = own_headers.into_iter().cloned().collect();
        let known_words: BTreeSet<String> = Catalogue::built_in().kpi_words().collect();
        let own_words = catalogue.kpi_words();
        let own_words = own_words.filter(|word| !known_words.contains(word)).collect();
        Self {
            catalogue: Arc::clone(catalogue),
            entries,
            further,
            shared: Arc::clone(&known.shared),
            shared_by_all: Arc::clone(&known.shared_by_all),
            shared_by_own,
            own_headers,
            own_words,
        }
    }

    /// The headers, and the words for figures and their targets, that a company adds to the program's.
    pub(super) fn added(&self) -> (&[String], &[String]) {
        (&self.own_headers, &self.own_words)
    }

    /// Whether no other list knows a header of one; a company's own lists take nothing from the program's.
    fn is_telling(&self, dataset: Dataset, name: &str) -> bool {
        if self.further.contains(&dataset) {
            self.shared_by_all.get(name) == Some(&1) && !self.shared_by_own.contains(name)
        } else if dataset.is_own() {
            self.shared.get(name) == Some(&1)
        } else {
            !self.shared_by_own.contains(name)
        }
    }

    /// Every list, by what it is known by.
    pub(super) fn datasets(&self) -> impl DoubleEndedIterator<Item = Dataset> + '_ {
        self.entries.keys().copied()
    }

    /// The lists that a sheet is tried as first.
    pub(super) fn leading(&self) -> impl DoubleEndedIterator<Item = Dataset> + '_ {
        self.datasets().filter(|dataset| !self.is_further(*dataset))
    }

    /// Those that a sheet may be of which is none of the others.
    pub(super) fn further(&self) -> impl DoubleEndedIterator<Item = Dataset> + '_ {
        self.further.iter().copied()
    }

    /// Whether a list is one of those.
    pub(super) fn is_further(&self, dataset: Dataset) -> bool {
        self.further.contains(&dataset)
    }

    /// The field of a dataset that a header names.
    pub(super) fn field(&self, dataset: Dataset, name: &str) -> Option<Known> {
        let entry = self.entry(dataset);
        if let Some(alias) = entry.headers.get(name) {
            let is_plain =
                alias.weak.is_some() || entry.is_of_many(alias.field) || entry.plain.contains(name);
            let telling = self.is_telling(dataset, name) && !is_plain;
            return Some(Known {
                field: alias.field,
                rank: alias.rank,
                telling,
                year: None,
            });
        }
        if dataset != Dataset::TARGETS {
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
        match self.catalogue.target_called(name)? {
            Kpi::SALES => Some(known(Field::Value, None)),
            kpi => Some(known(Field::TargetOf(kpi), None)),
        }
    }

    /// The headers that any of the program's own lists knows.
    pub(super) fn headers() -> impl Iterator<Item = &'static str> {
        BuiltIn::known().shared_by_all.keys().map(String::as_str)
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
    pub(super) fn ignores(name: &str) -> bool {
        Columns::known().ignored.contains(name)
    }

    /// Whether a header is that of an event or an amount: an order, a call, a visit, a request, a report, a conduct.
    pub(super) fn is_of_events(&self, name: &str) -> bool {
        let is_of = |entry: &Entry| {
            let alias = entry.headers.get(name).filter(|alias| alias.weak.is_none());
            let declared = alias.and_then(|alias| entry.list.declared(alias.field));
            declared.is_some_and(|declared| declared.of_events) && !entry.plain.contains(name)
        };
        let mut entries = self.leading().map(|dataset| self.entry(dataset));
        !Columns::known().of_people.contains(name) && entries.any(|entry| is_of(entry))
    }

    /// What is known of a dataset.
    pub(super) fn entry(&self, dataset: Dataset) -> &Arc<Entry> {
        static NOTHING: LazyLock<Arc<Entry>> = LazyLock::new(|| {
            let nobody = Catalogue::default();
            Arc::new(Entry::of(nobody.list(Dataset::ORDERS)))
        });
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

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        Dictionary::of(&Arc::new(Catalogue::built_in().clone()))
    }

    #[test]
    fn columns_of_any_list_can_be_read() {
        let written: Columns = toml::from_str(COLUMNS).unwrap();
        assert!(!written.ignored.is_empty() && !written.of_people.is_empty());
    }

    #[test]
    fn every_field_has_a_header() {
        for list in Catalogue::built_in().lists() {
            for declared in &list.fields {
                let is_understood = matches!(
                    declared.field,
                    Field::Month(_) | Field::Quarter(_) | Field::Half(_) | Field::TargetOf(_)
                );
                let field = declared.field;
                assert!(
                    is_understood || !declared.headers.is_empty(),
                    "{:?} {field:?}",
                    list.dataset
                );
            }
        }
    }

    #[test]
    fn what_says_little_is_a_header_of_its_dataset() {
        let dictionary = dictionary();
        for list in Catalogue::built_in().lists() {
            let known = |alias: &String| dictionary.field(list.dataset, &header(alias).name);
            for alias in list.recognition.get("plain") {
                assert!(known(alias).is_some_and(|known| !known.telling), "{alias}");
            }
            for declared in &list.fields {
                for alias in declared.weak.iter().flat_map(|weak| &weak.headers) {
                    let field = known(alias).map(|known| known.field);
                    assert_eq!(field, Some(declared.field), "{alias}");
                }
            }
        }
    }

    #[test]
    fn no_header_is_two_fields_of_a_dataset() {
        for list in Catalogue::built_in().lists() {
            let mut seen = BTreeMap::new();
            for declared in &list.fields {
                for alias in &declared.headers {
                    let name = header(alias).name;
                    assert!(year_part(&name).is_none(), "{alias} is a part of a year");
                    let other = seen.insert(name, declared.field);
                    assert!(
                        other.is_none_or(|other| other == declared.field),
                        "{alias} is both {other:?} and {:?} of {:?}",
                        declared.field,
                        list.dataset
                    );
                }
            }
        }
    }

    #[test]
    fn every_header_of_the_contract_is_known() {
        use Dataset as D;
        use Field as F;
        let contract: &[(Dataset, Field, &str)] = &[
            (D::ROSTER, F::RepId, "工号·员工编号·业务员编码"),
            (D::ROSTER, F::RepName, "姓名·业务员·销售员"),
            (D::ROSTER, F::Team, "团队·部门·小组"),
            (D::ROSTER, F::Region, "区域·大区"),
            (D::ROSTER, F::Title, "职位·岗位"),
            (D::ROSTER, F::Manager, "直属上级·主管"),
            (D::ROSTER, F::HireDate, "入职日期"),
            (D::ROSTER, F::LeaveDate, "离职日期"),
            (D::ROSTER, F::EffectiveFrom, "生效日期"),
            (D::ROSTER, F::Email, "邮箱"),
            (D::ROSTER, F::Weight, "权重"),
            (D::TARGETS, F::RepId, "工号"),
            (D::TARGETS, F::RepName, "姓名"),
            (D::TARGETS, F::Team, "团队"),
            (D::TARGETS, F::Region, "区域"),
            (D::TARGETS, F::Metric, "指标"),
            (D::TARGETS, F::Product, "产品"),
            (D::TARGETS, F::Year, "年度"),
            (D::TARGETS, F::Annual, "全年"),
            (D::TARGETS, F::Month(12), "12月"),
            (D::TARGETS, F::Period, "月份"),
            (D::TARGETS, F::Value, "目标值"),
            (D::ORDERS, F::OrderId, "订单编号·单号·单据编号"),
            (D::ORDERS, F::Line, "行号"),
            (D::ORDERS, F::Date, "下单日期·日期·单据日期"),
            (D::ORDERS, F::RepName, "业务员·销售员·负责人"),
            (D::ORDERS, F::RepId, "工号"),
            (D::ORDERS, F::CustomerId, "客户编号"),
            (D::ORDERS, F::Customer, "客户名称·客户"),
            (D::ORDERS, F::Product, "产品·品类·料品·课程"),
            (D::ORDERS, F::Quantity, "数量"),
            (D::ORDERS, F::Amount, "金额·价税合计·订单金额"),
            (D::ORDERS, F::Status, "状态·行状态"),
            (D::VISITS, F::Date, "拜访日期·拜访时间"),
            (D::VISITS, F::Kind, "客户类型"),
            (D::VISITS, F::Method, "拜访方式"),
            (D::VISITS, F::Purpose, "目的"),
            (D::VISITS, F::Result, "结果"),
            (D::CALLS, F::Time, "呼叫时间·创建时间"),
            (D::CALLS, F::RepName, "坐席·业务员"),
            (D::CALLS, F::Customer, "客户名称"),
            (D::CALLS, F::Phone, "被叫"),
            (D::CALLS, F::Direction, "呼叫方向"),
            (D::CALLS, F::Duration, "通话时长"),
            (D::CALLS, F::Outcome, "接通状态"),
            (D::CUSTOMERS, F::CustomerId, "客户编号"),
            (D::CUSTOMERS, F::Customer, "客户名称"),
            (D::CUSTOMERS, F::RepName, "负责人·业务员"),
            (D::CUSTOMERS, F::Created, "创建日期"),
            (D::CUSTOMERS, F::Status, "状态"),
            (D::CUSTOMERS, F::LostDate, "流失日期"),
            (D::CUSTOMERS, F::Tier, "客户级别"),
            (D::CUSTOMERS, F::Region, "区域"),
            (D::REQUESTS, F::RequestId, "需求编号"),
            (D::REQUESTS, F::Received, "提出时间"),
            (D::REQUESTS, F::Replied, "回复时间"),
            (D::REPORTS, F::Kind, "类型"),
            (D::REPORTS, F::Due, "应交日期"),
            (D::REPORTS, F::Submitted, "提交时间"),
            (D::CONDUCT, F::Date, "日期"),
            (D::CONDUCT, F::Event, "事项"),
            (D::CONDUCT, F::Points, "分值"),
            (D::CONDUCT, F::Note, "备注"),
        ];
        let dictionary = dictionary();
        for (dataset, field, aliases) in contract {
            for alias in aliases.split('·') {
                let known = dictionary.field(*dataset, &header(alias).name);
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
        let nearest = |name: &str| dictionary().nearest(Dataset::ORDERS, &header(name).name, |_| true);
        assert_eq!(nearest("订单金额合计"), Some(Field::Amount));
        assert_eq!(nearest("Order Amounts"), Some(Field::Amount));
        assert_eq!(nearest("血型"), None);
    }
}
