//! The names that an expression may use.

use super::kind::Type;
use crate::model::text::normalise_word;
use std::collections::BTreeMap;

/// A field that expressions can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its id, by which expressions are printed.
    pub name: String,
    /// Other names that it goes by: its headers, its names in either language.
    pub aliases: Vec<String>,
    /// What its values are.
    pub kind: Type,
    /// The only values that a text may have, where there is such a list. Comparing with any other is a mistake.
    pub words: Option<Vec<String>>,
}

impl Column {
    /// A column without aliases.
    pub fn new(name: &str, kind: Type) -> Self {
        Self {
            name: name.to_owned(),
            aliases: Vec::new(),
            kind,
            words: None,
        }
    }

    /// The same, which goes by those names as well.
    #[must_use]
    pub fn called<'a>(mut self, aliases: impl IntoIterator<Item = &'a str>) -> Self {
        self.aliases.extend(aliases.into_iter().map(str::to_owned));
        self
    }

    /// The same, with those values and no other.
    #[must_use]
    pub fn of_words<'a>(mut self, words: impl IntoIterator<Item = &'a str>) -> Self {
        self.words = Some(words.into_iter().map(str::to_owned).collect());
        self
    }
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// That column.
    Column(usize),
    /// One of several columns: their ids.
    Several(Vec<String>),
    /// None.
    Nothing,
}

/// The columns of a dataset, with every name each goes by.
///
/// Ids come before aliases. A name that stands nowhere as it is written is looked for without regard to case, width, spaces
/// and traditional characters, as headers are.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    columns: Vec<Column>,
    ids: BTreeMap<String, Vec<usize>>,
    aliases: BTreeMap<String, Vec<usize>>,
    folded: BTreeMap<String, Vec<usize>>,
    /// Whether columns are cells, which are taken for what an expression needs.
    is_of_cells: bool,
}

impl Scope {
    /// The scope of those columns; rows give their values by the same index.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        let mut scope = Self::default();
        for (index, column) in columns.into_iter().enumerate() {
            let note = |map: &mut BTreeMap<String, Vec<usize>>, name: String| {
                let indices = map.entry(name).or_default();
                if indices.last() != Some(&index) {
                    indices.push(index);
                }
            };
            note(&mut scope.ids, column.name.clone());
            note(&mut scope.folded, folded(&column.name));
            for alias in &column.aliases {
                note(&mut scope.aliases, alias.clone());
                note(&mut scope.folded, folded(alias));
            }
            scope.columns.push(column);
        }
        scope
    }

    /// The same where columns are those of a sheet: a cell is taken for a number beside a number, for a text beside a text.
    /// Where nothing tells, it is of its column's kind. Rows are asked for views of a scope.
    #[must_use]
    pub fn of_cells(mut self) -> Self {
        self.is_of_cells = true;
        self
    }

    /// The index by which rows of cells are asked for a column taken for that type.
    pub(super) fn view(&self, column: usize, kind: Type) -> usize {
        let place = Type::ALL.iter().position(|known| *known == kind);
        column + place.unwrap_or_default() * self.columns.len()
    }

    /// The column that such an index means, and what its cells are taken for.
    pub fn viewed(&self, index: usize) -> Option<(usize, Type)> {
        let place = index.checked_div(self.columns.len())?;
        let kind = Type::ALL.get(place).copied()?;
        Some((index % self.columns.len(), kind))
    }

    pub(super) fn is_of_cells(&self) -> bool {
        self.is_of_cells
    }

    /// Its columns, in their order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(super) fn meant(&self, name: &str) -> Meant {
        let found = (self.ids.get(name))
            .or_else(|| self.aliases.get(name))
            .or_else(|| self.folded.get(&folded(name)));
        match found.map(Vec::as_slice) {
            None | Some([]) => Meant::Nothing,
            Some([index]) => Meant::Column(*index),
            Some(several) => {
                let names = several.iter().filter_map(|index| self.columns.get(*index));
                Meant::Several(names.map(|column| column.name.clone()).collect())
            }
        }
    }

    /// Every name, for looking for the one that was meant.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().flat_map(|column| {
            std::iter::once(column.name.as_str()).chain(column.aliases.iter().map(String::as_str))
        })
    }
}

fn folded(name: &str) -> String {
    let folded = normalise_word(name);
    folded
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}
