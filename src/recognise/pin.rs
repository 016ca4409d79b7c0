//! What the settings say of a dataset's inputs: `[inputs.<dataset>]` of `repcard.toml`.

use super::pattern::{file_pattern, glob, path_pattern};
use super::preset::Preset;
use super::table::{AmountsOf, Sign};
use crate::catalogue::{Catalogue, List};
use crate::mistake::Written;
use crate::model::text::toml_key;
use crate::model::{Currency, Dataset, DateOrder, DecimalMark, Field, Id, Kpi, Period, Source, YearStart};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

/// Which files, sheets and columns the settings name, and for which period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The run's period, which `{period}` stands for.
    pub period: Period,
    /// The `[inputs.<dataset>]` or `[[inputs.<dataset>]]` tables of `repcard.toml`, one pin each; datasets without one
    /// are recognised by their headers.
    pub inputs: BTreeMap<Dataset, Vec<Pin>>,
    /// The KPIs that managers score: their names are headers of columns of scores.
    pub manual: Vec<Kpi>,
    /// What they and all lists and fields are called.
    pub catalogue: Arc<Catalogue>,
    /// What amounts are multiplied by, by patterns of files: `[scale]`.
    pub scales: Vec<(String, Decimal)>,
    /// The book's currency, where it is known.
    pub currency: Option<Currency>,
    /// What one of each other currency is worth in it: `[rates]`.
    pub rates: Vec<(Currency, Decimal)>,
    /// Where the years begin that targets are set for.
    pub year_start: YearStart,
    /// The datasets that points hang on: what is not read of them is an error.
    pub scoring: BTreeSet<Dataset>,
}

impl Mapping {
    /// That of a book without settings.
    pub fn of_period(period: Period) -> Self {
        Self {
            period,
            inputs: BTreeMap::new(),
            manual: Vec::new(),
            catalogue: Arc::default(),
            scales: Vec::new(),
            currency: None,
            rates: Vec::new(),
            year_start: YearStart::CALENDAR,
            scoring: BTreeSet::new(),
        }
    }

    /// Whether points hang on the dataset.
    pub fn needs(&self, dataset: Dataset) -> bool {
        self.scoring.contains(&dataset)
    }
}

/// The settings of one dataset; whatever is left out is found by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pin {
    /// Patterns of files; where there is one, the dataset comes from those files alone. A pattern matches the path
    /// below the book, the path below `inbox/` or the bare name. `{period}` is the run's period, or one within it;
    /// in other periods' folders it is any. A file's own path goes before patterns of many files.
    pub files: Vec<String>,
    /// The sheet's name.
    pub sheet: Option<String>,
    /// Row number of the header's last line, as Excel shows it.
    pub header_row: Option<u32>,
    /// Whether the sheet has a header; where it has none, columns are named by their letters, and data begin below
    /// `header_row`, if that is stated.
    pub header: Option<bool>,
    /// Headers by field id, or where no header is called so, expressions over headers; `rep` is the rep's number or name, `name` the rep's name.
    pub columns: BTreeMap<String, String>,
    /// Which rows count: a condition over the headers of the sheet, by the language of measures.
    #[serde(rename = "where")]
    pub filter: Option<String>,
    /// What amounts are multiplied by; 1 where they are as the cells hold them, whatever unit is stated.
    pub scale: Option<Decimal>,
    /// How dates such as 05/10/2026 read.
    pub date_order: Option<DateOrder>,
    /// Which way amounts of orders or points of conduct go.
    pub sign: Option<Sign>,
    /// What amounts of orders are of.
    pub amounts: Option<AmountsOf>,
    /// Fields that only the first row of each group states, by their ids; none at all where the list is empty.
    pub fill_down: Option<Vec<String>>,
    /// The columns of which each cell is a row of its own.
    pub unpivot: Option<UnpivotPin>,
    /// The sheets that its rows look up in, in this order.
    pub join: Vec<JoinPin>,
    /// What each row is the sum of, where it is no single event.
    pub sums: Option<Sums>,
    /// What stands before decimals.
    pub decimal: Option<DecimalMark>,
    /// What the amounts of the table add up to, as the system that exported it says: the run is held against it.
    pub control: Option<Decimal>,
    /// Whether 2026-05-10 is 5 October, in columns where others stand as texts such as 25/10/2026.
    pub swapped_dates: Option<bool>,
    /// What is known of the system that exported it; what the pin says itself goes before.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub preset: Option<Arc<Preset>>,
    /// Where expressions stand in the settings, by `where` or the field's id.
    #[serde(skip)]
    pub places: BTreeMap<String, Written>,
}

/// Columns of which each cell is a row of its own: what its header and what the cell itself states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnpivotPin {
    /// The id of the field that the header states.
    pub header: String,
    /// The id of the field that the cell states.
    pub value: String,
    /// The headers; where none is named, those that are months or days.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The year of the first month, where headers name none.
    #[serde(default)]
    pub year: Option<i32>,
}

/// A sheet whose columns a table has as well: each of its rows those of the row that has its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinPin {
    /// Patterns of files, as in [`Pin::files`].
    pub files: Vec<String>,
    /// The sheet's name.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Row number of the header's last line.
    #[serde(default)]
    pub header_row: Option<u32>,
    /// What its columns are told from others of the same header by: `head_Amount`.
    #[serde(default)]
    pub name: Option<String>,
    /// The key: headers of the table, each with that of the other sheet.
    pub on: Vec<(String, String)>,
    /// The column that states from which day a row holds.
    #[serde(default)]
    pub from: Option<String>,
    /// The column that states until which day a row holds.
    #[serde(default)]
    pub until: Option<String>,
    /// Which of several rows with the key counts; none where that is an error.
    #[serde(default)]
    pub take: Option<Take>,
}

/// Which of several rows counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Take {
    /// The first.
    First,
    /// The last.
    Last,
}

impl JoinPin {
    /// As it is written in TOML.
    fn to_toml(&self) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let files: Vec<_> = self.files.iter().map(|file| quoted(file)).collect();
        let mut parts = vec![format!("files = [{}]", files.join(", "))];
        parts.extend(
            self.sheet
                .as_ref()
                .map(|sheet| format!("sheet = {}", quoted(sheet))),
        );
        parts.extend(self.header_row.map(|row| format!("header_row = {row}")));
        parts.extend(self.name.as_ref().map(|name| format!("name = {}", quoted(name))));
        let on = match &self.on[..] {
            [(own, theirs)] if own == theirs => quoted(own),
            pairs => {
                let pairs: Vec<_> = pairs
                    .iter()
                    .map(|(own, theirs)| format!("{} = {}", toml_key(own), quoted(theirs)))
                    .collect();
                format!("{{ {} }}", pairs.join(", "))
            }
        };
        parts.push(format!("on = {on}"));
        parts.extend(self.from.as_ref().map(|from| format!("from = {}", quoted(from))));
        parts.extend(
            self.until
                .as_ref()
                .map(|until| format!("until = {}", quoted(until))),
        );
        parts.extend(self.take.map(|take| match take {
            Take::First => "take = \"first\"".to_owned(),
            Take::Last => "take = \"last\"".to_owned(),
        }));
        format!("{{ {} }}", parts.join(", "))
    }
}

/// What rows are sums of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sums {
    /// A month.
    Month,
}

/// What is wrong with a [`Pin`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// A key of `columns` that is no field of the dataset.
    #[error("`{id}` is no field of {}{}; known are {}", .dataset.id(), suggestion(*.nearest), .known.join(", "))]
    UnknownField {
        /// The dataset.
        dataset: Dataset,
        /// The key.
        id: String,
        /// The field id that is nearest.
        nearest: Option<Id>,
        /// The ids of the fields.
        known: Vec<String>,
    },
    /// Two keys of `columns` for one field.
    #[error("two columns are named for the field `{}`; keep one of them", .field.id())]
    RepeatedField {
        /// The field.
        field: Field,
    },
    /// A pattern of `files` that is none.
    #[error("`{pattern}` is no file pattern: {message}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        message: String,
    },
    /// A field of `unpivot` that the dataset has not.
    #[error("`{id}` of unpivot is no field of {}", .dataset.id())]
    Unpivot {
        /// The dataset.
        dataset: Dataset,
        /// What stands there.
        id: String,
    },
    /// A header row that no sheet has.
    #[error("header_row = 0: rows count from 1, as Excel shows them")]
    HeaderRow,
}

fn suggestion(nearest: Option<Id>) -> String {
    nearest
        .map(|nearest| format!(", did you mean `{nearest}`?"))
        .unwrap_or_default()
}

fn field_ids(list: &List) -> Vec<String> {
    let fields = list.fields.iter();
    fields.map(|declared| declared.field.id().to_string()).collect()
}

impl Pin {
    /// Whether its fields, patterns and header row can be worked with.
    pub fn check(&self, list: &List) -> Result<(), PinError> {
        if self.header_row == Some(0) {
            return Err(PinError::HeaderRow);
        }
        let mut seen = Vec::new();
        for id in self.columns.keys() {
            let field = field_of(list, id).ok_or_else(|| PinError::UnknownField {
                dataset: list.dataset,
                id: id.clone(),
                nearest: nearest_id(list, id),
                known: field_ids(list),
            })?;
            if seen.contains(&field) {
                return Err(PinError::RepeatedField { field });
            }
            seen.push(field);
        }
        let unpivoted = self
            .unpivot
            .iter()
            .flat_map(|unpivot| [&unpivot.header, &unpivot.value]);
        for id in unpivoted {
            if list.field(id).is_none() {
                return Err(PinError::Unpivot {
                    dataset: list.dataset,
                    id: id.clone(),
                });
            }
        }
        for pattern in &self.files {
            glob(&pattern.replace("{period}", "*")).map_err(|error| PinError::Pattern {
                pattern: pattern.clone(),
                message: error.kind().to_string(),
            })?;
        }
        Ok(())
    }

    /// Whether it may take but a part of its sheet: some of the rows, or some of the columns.
    pub(super) fn takes_part(&self) -> bool {
        self.filter.is_some()
            || self
                .unpivot
                .as_ref()
                .is_some_and(|unpivot| !unpivot.columns.is_empty())
    }

    /// Whether its rows are sums, by month or by what headers name.
    pub(super) fn is_of_sums(&self) -> bool {
        self.sums_months() || self.unpivot.is_some()
    }

    /// Whether its rows are sums of months.
    pub(super) fn sums_months(&self) -> bool {
        self.sums == Some(Sums::Month)
    }

    /// How many columns it may add behind those of the sheet.
    pub(super) fn most_added(&self) -> u32 {
        const MADE: u32 = 4;
        let made = if self.unpivot.is_some() || self.sums.is_some() {
            MADE
        } else {
            0
        };
        u32::try_from(self.columns.len()).unwrap_or_default() + made
    }

    /// The number of the row in which the header is looked for, where the settings say so. Without a header, columns go by
    /// their letters, which stand in its place: above the first row unless another is stated.
    pub(super) fn header_number(&self) -> Option<u32> {
        let letters = self.is_headerless().then_some(0);
        self.header_row.or(letters)
    }

    /// Whether the settings say that the sheet has no header.
    pub(super) fn is_headerless(&self) -> bool {
        self.header == Some(false)
    }

    /// One that names a sheet and says nothing of it.
    pub fn of_sheet(source: &Source) -> Self {
        Self {
            files: vec![file_pattern(&source.file)],
            sheet: source.sheet.clone(),
            ..Self::default()
        }
    }

    /// The same for that file alone, whatever the period.
    #[must_use]
    pub fn of_file(&self, file: &str) -> Self {
        Self {
            files: vec![path_pattern(file)],
            ..self.clone()
        }
    }

    /// A line to write under `[inputs]`: `orders = { files = ["{period}/订单.xlsx"] }`.
    pub fn to_line(&self, dataset: Dataset) -> String {
        format!("{} = {}", dataset.id(), self.to_entry())
    }

    /// What stands behind the dataset in such a line.
    pub(super) fn to_entry(&self) -> String {
        let pairs = self.pairs().into_iter();
        let pairs: Vec<_> = pairs.map(|(key, value)| format!("{key} = {value}")).collect();
        format!("{{ {} }}", pairs.join(", "))
    }

    /// The same with what lines of TOML say beside it.
    pub(super) fn and(mut self, said: &str) -> Self {
        let said: Self = toml::from_str(said).unwrap_or_default();
        self.columns.extend(said.columns);
        Self {
            header_row: said.header_row.or(self.header_row),
            scale: said.scale.or(self.scale),
            date_order: said.date_order.or(self.date_order),
            sign: said.sign.or(self.sign),
            amounts: said.amounts.or(self.amounts),
            fill_down: said.fill_down.or(self.fill_down),
            decimal: said.decimal.or(self.decimal),
            swapped_dates: said.swapped_dates.or(self.swapped_dates),
            ..self
        }
    }

    /// A table to write at the end of `repcard.toml`: one of an array, so that it can stand beside others of its dataset.
    pub fn to_toml(&self, dataset: Dataset) -> String {
        let mut text = format!("[[inputs.{}]]\n", dataset.id());
        for (key, value) in self.pairs() {
            let _ = writeln!(text, "{key} = {value}");
        }
        text
    }

    /// The keys that are stated, with their values in TOML.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let mut pairs = Vec::new();
        if let Some(preset) = &self.preset {
            let own = self.without(preset);
            pairs.push(("preset", quoted(&preset.id)));
            pairs.extend(own.pairs());
            return pairs;
        }
        if !self.files.is_empty() {
            let files: Vec<_> = self.files.iter().map(|file| quoted(file)).collect();
            pairs.push(("files", format!("[{}]", files.join(", "))));
        }
        pairs.extend(self.sheet.as_ref().map(|sheet| ("sheet", quoted(sheet))));
        pairs.extend(self.header_row.map(|row| ("header_row", row.to_string())));
        pairs.extend(self.header.map(|header| ("header", header.to_string())));
        if !self.columns.is_empty() {
            let columns = self.columns.iter();
            let columns: Vec<_> = columns
                .map(|(id, header)| format!("{} = {}", toml_key(id), one_line(header)))
                .collect();
            pairs.push(("columns", format!("{{ {} }}", columns.join(", "))));
        }
        pairs.extend(self.filter.as_ref().map(|filter| ("where", one_line(filter))));
        pairs.extend(self.unpivot.as_ref().map(|unpivot| {
            let mut parts = vec![
                format!("header = {}", quoted(&unpivot.header)),
                format!("value = {}", quoted(&unpivot.value)),
            ];
            if !unpivot.columns.is_empty() {
                let columns: Vec<_> = unpivot.columns.iter().map(|header| one_line(header)).collect();
                parts.push(format!("columns = [{}]", columns.join(", ")));
            }
            parts.extend(unpivot.year.map(|year| format!("year = {year}")));
            ("unpivot", format!("{{ {} }}", parts.join(", ")))
        }));
        if !self.join.is_empty() {
            let entries: Vec<_> = self.join.iter().map(JoinPin::to_toml).collect();
            pairs.push(("join", format!("[{}]", entries.join(", "))));
        }
        pairs.extend(self.sums.map(|Sums::Month| ("sums", quoted("month"))));
        pairs.extend(self.scale.map(|scale| ("scale", scale.normalize().to_string())));
        let order = self.date_order.map(|order| quoted(order.id()));
        pairs.extend(order.map(|order| ("date_order", order)));
        let decimal = self.decimal.map(|mark| quoted(mark.id()));
        pairs.extend(decimal.map(|decimal| ("decimal", decimal)));
        let swapped = self.swapped_dates.map(|swapped| swapped.to_string());
        pairs.extend(swapped.map(|swapped| ("swapped_dates", swapped)));
        pairs.extend(self.sign.map(|sign| {
            let sign = match sign {
                Sign::Minus => "\"minus\"",
                Sign::AsWritten => "\"as-written\"",
            };
            ("sign", sign.to_owned())
        }));
        pairs.extend(self.amounts.map(|amounts| {
            let amounts = match amounts {
                AmountsOf::Lines => "\"lines\"",
                AmountsOf::Orders => "\"orders\"",
            };
            ("amounts", amounts.to_owned())
        }));
        pairs.extend(self.control.map(|control| ("control", control.to_string())));
        pairs.extend(self.fill_down.as_ref().map(|fields| {
            let fields: Vec<_> = fields.iter().map(|field| quoted(field)).collect();
            ("fill_down", format!("[{}]", fields.join(", ")))
        }));
        pairs
    }

    /// The same but for the preset and what it says anyway.
    fn without(&self, preset: &Preset) -> Self {
        fn own<T: PartialEq + Clone>(own: Option<&T>, of_preset: Option<&T>) -> Option<T> {
            own.filter(|_| own != of_preset).cloned()
        }
        let keys = &preset.keys;
        Self {
            filter: own(self.filter.as_ref(), keys.filter.as_ref()),
            scale: own(self.scale.as_ref(), keys.scale.as_ref()),
            date_order: own(self.date_order.as_ref(), keys.date_order.as_ref()),
            decimal: own(self.decimal.as_ref(), keys.decimal.as_ref()),
            sign: own(self.sign.as_ref(), keys.sign.as_ref()),
            amounts: own(self.amounts.as_ref(), keys.amounts.as_ref()),
            fill_down: own(self.fill_down.as_ref(), keys.fill_down.as_ref()),
            preset: None,
            ..self.clone()
        }
    }

    /// The fields that only the first row of a group states, where they are named.
    pub(super) fn grouped(&self, list: &List) -> Option<Vec<Field>> {
        let fields = self.fill_down.as_ref()?.iter();
        let fields = fields.flat_map(|id| match id.as_str() {
            // Who, by number or name.
            "rep" => vec![Field::RepId, Field::RepName],
            "customer" => vec![Field::CustomerId, Field::Customer],
            id => field_of(list, id).into_iter().collect(),
        });
        Some(fields.collect())
    }

    /// The fields that `columns` names, each with its header.
    pub(super) fn headers(&self, list: &List) -> Vec<(Field, &str)> {
        self.columns
            .iter()
            .filter_map(|(id, header)| Some((field_of(list, id)?, header.as_str())))
            .collect()
    }
}

/// A header or an expression as a TOML text. Both compare without white space, so a line break in one is written as a space.
fn one_line(header: &str) -> String {
    if !header.contains(['\n', '\r']) {
        return toml::Value::from(header.trim()).to_string();
    }
    let words: Vec<_> = header.split_whitespace().collect();
    toml::Value::from(words.join(" ")).to_string()
}

/// The field of a dataset that a key of `columns` means.
fn field_of(list: &List, id: &str) -> Option<Field> {
    match id {
        "rep" => Some(Field::RepId).filter(|field| list.has(*field)),
        "name" if list.has(Field::RepName) => Some(Field::RepName),
        _ => list.field(id),
    }
}

fn nearest_id(list: &List, id: &str) -> Option<Id> {
    let ids = list.fields.iter().map(|declared| declared.field.id());
    ids.chain(["rep", "name"].map(Id::of))
        .map(|known| (strsim::damerau_levenshtein(&known, id), known))
        .min()
        .filter(|(distance, known)| *distance * 2 <= known.len())
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders() -> &'static List {
        Catalogue::built_in().list(Dataset::ORDERS)
    }

    #[test]
    fn unknown_fields_name_the_nearest() {
        let pin = |text: &str| toml::from_str::<Pin>(text).unwrap();
        assert_eq!(
            pin("columns = { rep = '业务员', date = '日期' }").check(orders()),
            Ok(())
        );
        let error = pin("columns = { amuont = '金额' }").check(orders()).unwrap_err();
        assert!(error.to_string().contains("did you mean `amount`?"), "{error}");
        let error = pin("columns = { hire_date = '日期' }")
            .check(orders())
            .unwrap_err();
        assert!(matches!(error, PinError::UnknownField { .. }));
        let error = pin("columns = { rep = 'a', rep_id = 'b' }")
            .check(orders())
            .unwrap_err();
        assert_eq!(error, PinError::RepeatedField { field: Field::RepId });
        assert!(matches!(
            pin("files = ['[']").check(orders()),
            Err(PinError::Pattern { .. })
        ));
        assert_eq!(pin("header_row = 0").check(orders()), Err(PinError::HeaderRow));
        assert!(toml::from_str::<Pin>("shet = 'x'").is_err());
    }
}
