//! What is known of the exports of systems that many companies use: a pin's keys, and by which headers each field goes there.
//!
//! A preset is data, a file each; a company may keep files of its own. A pin that names one states what is its own besides.

mod read;

use super::fit::FittedColumn;
use super::header::fold;
use super::header_row::{HeaderRow, header_row};
use super::lookup::named_field;
use super::pin::Pin;
use super::shape::computed;
use crate::catalogue::Catalogue;
use crate::mistake::Complaint;
use crate::model::{Bilingual, Dataset, Field, Meaning, Source};
use crate::read::{Cell, Row, RowRanges, Scope, Sheet};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The program's own presets, each in a file of its id.
const BUILT_IN: [(&str, &str); 12] = [
    (
        "dingtalk-attendance",
        include_str!("../presets/dingtalk-attendance.toml"),
    ),
    (
        "dynamics-opportunities",
        include_str!("../presets/dynamics-opportunities.toml"),
    ),
    ("dynamics-orders", include_str!("../presets/dynamics-orders.toml")),
    ("fxiaoke-orders", include_str!("../presets/fxiaoke-orders.toml")),
    ("hubspot-deals", include_str!("../presets/hubspot-deals.toml")),
    (
        "kingdee-cloud-orders",
        include_str!("../presets/kingdee-cloud-orders.toml"),
    ),
    (
        "salesforce-opportunities",
        include_str!("../presets/salesforce-opportunities.toml"),
    ),
    (
        "sap-sales-orders",
        include_str!("../presets/sap-sales-orders.toml"),
    ),
    ("shopify-orders", include_str!("../presets/shopify-orders.toml")),
    (
        "yonyou-u8-orders",
        include_str!("../presets/yonyou-u8-orders.toml"),
    ),
    (
        "yonyou-yonsuite-orders",
        include_str!("../presets/yonyou-yonsuite-orders.toml"),
    ),
    ("zoho-deals", include_str!("../presets/zoho-deals.toml")),
];

/// So many columns are no chance.
const LEAST_ALIKE: usize = 5;

/// What is known of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    /// By what pins name it.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// Where the system has that export, and what it takes to be read.
    pub about: Bilingual,
    /// The list that it is of.
    pub dataset: Dataset,
    /// What a pin would say of it, but for its columns.
    pub keys: Pin,
    /// The headers of each field, or expressions over headers; the first that a sheet has is it.
    pub columns: Vec<(Field, Vec<String>)>,
    /// What words mean, by the id of a field or another column's header.
    pub words: Vec<(String, String, Meaning)>,
}

/// A preset is stated by its id.
impl Serialize for Preset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

/// All presets by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presets(BTreeMap<String, Arc<Preset>>);

/// The program's own.
impl Default for Presets {
    fn default() -> Self {
        Self::built_in().clone()
    }
}

impl Presets {
    /// The program's own.
    pub fn built_in() -> &'static Self {
        static PRESETS: LazyLock<Presets> = LazyLock::new(|| {
            let mut presets = Presets(BTreeMap::new());
            // A test sees to it that they hold no mistake.
            for (id, text) in BUILT_IN {
                let _ = presets.read(&format!("{id}.toml"), id, text, Catalogue::built_in());
            }
            presets
        });
        &PRESETS
    }

    /// Adds the preset of a file, or puts it in the place of the one of that id.
    pub fn read(
        &mut self,
        file: &str,
        id: &str,
        text: &str,
        catalogue: &Catalogue,
    ) -> Result<(), Vec<Complaint>> {
        let preset = read::preset(file, id, text, catalogue)?;
        self.0.insert(preset.id.clone(), Arc::new(preset));
        Ok(())
    }

    /// All of them, by their ids.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Preset>> {
        self.0.values()
    }

    /// The preset that headers are like: the one with the most columns among them, every required field included; none
    /// where two are alike or so little is there that it may be chance.
    pub fn like(&self, headers: &[String], catalogue: &Catalogue) -> Option<&Arc<Preset>> {
        let row = as_row(headers);
        let fits = self.all().filter_map(|preset| {
            let list = catalogue.list(preset.dataset);
            let columns = preset.fits(&row, &list.required)?;
            let all = preset.columns.len();
            (columns >= LEAST_ALIKE && columns * 5 >= all * 3).then_some((columns, preset))
        });
        let fits: Vec<_> = fits.collect();
        let most = fits.iter().map(|(columns, _)| *columns).max()?;
        let mut best = fits.into_iter().filter(|(columns, _)| *columns == most);
        let (_, preset) = best.next()?;
        best.next().is_none().then_some(preset)
    }

    /// The one of that id.
    pub fn get(&self, id: &str) -> Option<&Arc<Preset>> {
        self.0.get(id)
    }
}

impl Preset {
    /// Says for a pin what it leaves unsaid.
    pub fn complete(self: &Arc<Self>, pin: &mut Pin) {
        let keys = &self.keys;
        pin.filter = pin.filter.take().or_else(|| keys.filter.clone());
        pin.scale = pin.scale.or(keys.scale);
        pin.date_order = pin.date_order.or(keys.date_order);
        pin.decimal = pin.decimal.or(keys.decimal);
        pin.sign = pin.sign.or(keys.sign);
        pin.amounts = pin.amounts.or(keys.amounts);
        pin.fill_down = pin.fill_down.take().or_else(|| keys.fill_down.clone());
        pin.preset = Some(Arc::clone(self));
    }

    /// Whether it says what words under a header mean.
    pub(super) fn has_words_of(&self, header: &str) -> bool {
        let mut words = self.words.iter();
        words.any(|(column, ..)| fold(column) == fold(header))
    }

    /// The headers or expressions of its fields that a header row has, but for fields that the pin itself names.
    pub(super) fn in_row<'a>(&'a self, row: &HeaderRow, named: &[(Field, &str)]) -> Vec<(Field, &'a str)> {
        let is_free = |field: Field| named.iter().all(|(known, _)| *known != field);
        let columns = self.columns.iter().filter(|(field, _)| is_free(*field));
        let present = columns.filter_map(|(field, headers)| {
            let mut headers = headers.iter().map(String::as_str);
            let header = headers.find(|header| stands_in(row, *field, header))?;
            Some((*field, header))
        });
        present.collect()
    }

    /// Everything that may head a column.
    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        let headers = self.columns.iter().flat_map(|(_, headers)| headers);
        headers.map(String::as_str)
    }

    /// How many of its columns a header row has, where every required field is among them.
    fn fits(&self, row: &HeaderRow, required: &[Vec<Field>]) -> Option<usize> {
        let present = self.in_row(row, &[]);
        let has = |field: &Field| present.iter().any(|(known, _)| known == field);
        let is_whole = required.iter().all(|group| group.iter().any(has));
        is_whole.then_some(present.len())
    }
}

/// Headers as a row of a sheet.
fn as_row(headers: &[String]) -> HeaderRow {
    let source = Source {
        file: String::new(),
        sheet: None,
    };
    let cells = headers.iter().map(|text| Cell::Text(text.as_str().into()));
    let row = Row::new(1, cells.collect());
    let sheet = Sheet {
        source: Arc::new(source),
        scope: Scope::Own,
        hidden: false,
        epoch_1904: false,
        delimiter: None,
        rows: vec![row.clone()],
        merged: Vec::new(),
        hidden_rows: RowRanges::default(),
        shown: Vec::new(),
    };
    header_row(&sheet, 0, &row)
}

/// Whether a row has a header, or all headers of an expression.
fn stands_in(row: &HeaderRow, field: Field, text: &str) -> bool {
    let named = [(field, text)];
    let mut cells = row.columns.iter().flatten();
    let is_header = cells.any(|cell| named_field(&named, cell).is_some());
    let none: &[FittedColumn] = &[];
    is_header || matches!(computed(row, none, (field, text), 0), Some(Ok(_)))
}

#[cfg(test)]
mod tests;
