//! What the settings make of a sheet's cells by expressions: columns that are computed, rows that count.

use super::fit::{Fit, FittedColumn};
use super::header_row::{HeaderCell, HeaderRow};
use super::joins::Join;
use super::money::multiplier;
use super::pin::Pin;
use super::units::Unit;
use super::unpivot;
use crate::catalogue::expression::{Column, Expression, Mistake, Scope, Type, Wanted};
use crate::mistake::Written;
use crate::model::{Bilingual, Field, Finding, Kind, Language, Place, Problem, Writing};
use crate::read::{Cell, MAX_COLUMNS, Sheet, Shown};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The names that are no header: of the sheet, and of the file without its folders and ending.
pub const SHEET: &str = "@sheet";
/// See [`SHEET`].
pub const FILE: &str = "@file";
/// Computed columns stand behind all others; where that is, is known once the rows are.
pub(super) const BEYOND: u32 = MAX_COLUMNS;
/// A message lists as many headers of a sheet.
const MOST_HEADERS: usize = 30;

/// What is made of a table's cells before its rows are read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// What expressions can name.
    pub names: Vec<SheetColumn>,
    /// The condition on rows, where there is one.
    pub filter: Option<String>,
    /// The columns that are computed, in the order of their fields.
    pub computed: Vec<Computed>,
    /// How many columns the header has, and how many the sheet: those that are computed stand behind.
    pub widths: [usize; 2],
    /// What its rows have of other sheets.
    pub joins: Vec<Join>,
    /// How several rows are made of each, where they are.
    pub unpivot: Option<Unpivot>,
    /// Whether its rows are sums of months.
    pub is_of_months: bool,
    /// Whether they are sums of any kind.
    pub is_of_sums: bool,
    /// The year of months that name none, and whether nothing but the run says so.
    pub year: (i32, bool),
    /// The columns of the sheet that its expressions ask, in sheet order.
    pub asked: Vec<u32>,
    /// Where the settings state each, by `where` or the field's id: as it is written there.
    pub places: Vec<(String, Written)>,
}

/// Columns of which each cell is a row of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Unpivot {
    /// The columns, in sheet order, and what the header of each states.
    pub columns: Vec<(u32, Cell)>,
    /// The field that headers state.
    pub of_header: Option<Field>,
    /// The column behind those of the sheet for what the header states.
    pub header: u32,
    /// The one for what the cell states.
    pub value: u32,
    /// Whether headers are months.
    pub is_of_months: bool,
    /// The year of months whose headers name none and whether that is but the run's, where the settings do not say it.
    pub year: Option<(i32, bool)>,
}

/// A column that is computed from others of its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// The field.
    pub field: Field,
    /// Its column behind those of the sheet.
    pub index: u32,
    /// The expression.
    pub text: String,
    /// The columns that it is made of, in sheet order.
    pub used: Vec<u32>,
    /// Whether it states months, of which the first day stands for all.
    pub is_of_month: bool,
    /// The column whose cells those months are, where it is no expression's.
    pub bare: Option<u32>,
}

/// What expressions can name: a column of the sheet, or a name of the sheet or the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    /// The column; none of the names of sheet and file.
    pub index: Option<u32>,
    /// Its header.
    pub name: String,
    /// What else it goes by: with the group above it, without its unit, the field that it was recognised as.
    pub aliases: Vec<String>,
    /// What its numbers are multiplied by: 10,000 under 单价(万元), or where 12.5 is shown as 12.5万.
    pub multiplier: Decimal,
    /// Whether 5% is a number in it: of money and pieces it is none.
    pub may_be_share: bool,
    /// How its texts are written, as far as the whole column tells; `cells::columns` looks.
    pub writing: Writing,
}

/// An expression of the settings that a sheet's headers make no sense of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failed {
    pub(super) key: String,
    pub(super) text: String,
    /// Where in the text it is wrong.
    pub(super) start: usize,
    pub(super) said: Bilingual,
}

impl Failed {
    fn new(key: &str, text: &str, mistake: &Mistake) -> Self {
        let [zh, en] = [Language::Chinese, Language::English].map(|language| mistake.message(language));
        Self {
            key: key.to_owned(),
            text: text.to_owned(),
            start: mistake.span.start,
            said: Bilingual { zh, en },
        }
    }
}

impl SheetColumn {
    pub(super) fn new(index: Option<u32>, name: &str, aliases: Vec<String>) -> Self {
        Self {
            index,
            name: name.to_owned(),
            aliases,
            multiplier: Decimal::ONE,
            may_be_share: true,
            writing: Writing::default(),
        }
    }
}

impl Shape {
    /// The names as expressions know them; `kinds` says what the cells of each are for themselves.
    pub fn scope(&self, kinds: &[Type]) -> Scope {
        scope(&self.names, kinds)
    }

    /// What to say of an entry that cannot be followed.
    pub fn cannot(&self, key: &str, said: Bilingual) -> Problem {
        let place = self.places.iter().find(|(known, _)| known == key);
        let failed = Failed {
            key: key.to_owned(),
            text: String::new(),
            start: 0,
            said,
        };
        problem(&self.names, &failed, place.map(|(_, place)| place))
    }

    /// What to say of an expression that cannot be used.
    pub fn problem(&self, key: &str, text: &str, mistake: &Mistake) -> Problem {
        let place = self.places.iter().find(|(known, _)| known == key);
        let is_computed = |column: &&SheetColumn| {
            let mut computed = self.computed.iter();
            computed.any(|computed| Some(computed.index) == column.index)
        };
        let names: Vec<SheetColumn> = (self.names.iter())
            .filter(|column| !is_computed(column))
            .cloned()
            .collect();
        let failed = Failed::new(key, text, mistake);
        problem(&names, &failed, place.map(|(_, place)| place))
    }
}

fn scope(names: &[SheetColumn], kinds: &[Type]) -> Scope {
    let columns = names.iter().enumerate().map(|(at, column)| {
        let kind = kinds.get(at).copied().unwrap_or(Type::Text);
        Column::new(&column.name, kind).called(column.aliases.iter().map(String::as_str))
    });
    Scope::new(columns).of_cells()
}

fn problem(names: &[SheetColumn], failed: &Failed, place: Option<&Written>) -> Problem {
    let Failed {
        key,
        text,
        start,
        said,
    } = failed;
    let headers = names.iter().filter(|column| column.index.is_some());
    Problem::UnusableExpression {
        key: key.clone(),
        text: text.clone(),
        at: place.map(|written| written.position(*start)),
        mistake: said.clone(),
        headers: headers
            .map(|column| column.name.clone())
            .take(MOST_HEADERS)
            .collect(),
    }
}

/// What the headers of a row are called in expressions; `columns` are those that were recognised so far.
fn names(row: &HeaderRow, columns: &[FittedColumn]) -> Vec<SheetColumn> {
    let cells = (0..)
        .zip(&row.columns)
        .filter_map(|(index, cell)| Some((index, cell.as_ref()?)));
    let mut known = BTreeSet::new();
    let of_sheet = cells.filter_map(|(index, cell): (u32, &HeaderCell)| {
        // A header that several have is that of the sheet itself, or of the entry above; by its qualified name it is its own.
        let is_taken = !known.insert(cell.text.clone()) && row.is_joined(index);
        let name = if is_taken {
            cell.grouped.as_ref()?.0.clone()
        } else {
            cell.text.clone()
        };
        let recognised = columns.iter().filter(|column| column.index == index);
        let ids = recognised.map(|column| column.field.id().to_string());
        let grouped = cell.grouped.iter().map(|(text, _)| text.clone());
        let bare = [cell.own.name.clone()].into_iter();
        let aliases = grouped.chain(bare.filter(|_| !row.is_joined(index))).chain(ids);
        let aliases = aliases.filter(|alias| *alias != name).collect();
        Some(SheetColumn::new(Some(index), &name, aliases))
    });
    let of_names = [SHEET, FILE].map(|name| SheetColumn::new(None, name, Vec::new()));
    of_sheet.chain(of_names).collect()
}

/// Tells a name what the numbers of its column are multiplied by, and whether they may be shares.
fn set_unit(name: &mut SheetColumn, fit: &Fit, shown: Option<&[Shown]>) {
    let Some(index) = name.index else { return };
    let cell = fit.header.columns.get(index as usize).and_then(Option::as_ref);
    let unit = cell.and_then(|cell| cell.own.unit.as_ref());
    if let Some(shown) = shown {
        name.multiplier = multiplier(unit, shown, index);
    }
    let is_money = unit.is_some_and(|unit| unit.money.is_some());
    let kind = |column: &FittedColumn| {
        fit.entry
            .list
            .declared(column.field)
            .map(|declared| declared.kind)
    };
    let mut fields = fit.columns.iter().filter(|column| column.index == index);
    name.may_be_share = !is_money && fields.all(|column| kind(column) == Some(Kind::Share));
}

/// Whether a text that is no header is plainly meant for an expression, though the headers make no sense of it.
fn is_meant(text: &str) -> bool {
    const SIGNS: [&str; 7] = ["*", "||", "'", " + ", " - ", " / ", "case "];
    let calls = || text.contains('(') && Expression::names(text, Wanted::Value).is_ok();
    text.trim_start().starts_with('@') || SIGNS.iter().any(|sign| text.contains(sign)) || calls()
}

/// The column that an expression of the settings makes, or why it makes none; neither where the text is but a header that
/// is not there.
pub(super) fn computed(
    row: &HeaderRow,
    columns: &[FittedColumn],
    (field, text): (Field, &str),
    beyond: u32,
) -> Option<Result<FittedColumn, Failed>> {
    let names = names(row, columns);
    let scope = scope(&names, &[]);
    let expression = match Expression::parse(text, &scope, Wanted::Value) {
        Ok(expression) => expression,
        Err(mistake) => {
            return is_meant(text).then(|| Err(Failed::new(&field.id(), text, &mistake)));
        }
    };
    // A number alone is a header that is not there, 2026, rather than what all rows have.
    let is_constant = expression.columns().next().is_none();
    let says = matches!(expression.kind(), Some(Type::Text | Type::Date | Type::Moment));
    if is_constant && !says {
        return None;
    }
    let used = used(&expression, &scope, &names);
    let units = used.iter().filter_map(|index| {
        let cell = row.columns.get(*index as usize)?.as_ref()?;
        cell.own.unit.as_ref().filter(|unit| unit.money.is_some())
    });
    let unit = units.map(Unit::in_whole).next();
    let column = FittedColumn::computed((field, text), BEYOND + beyond, used, unit);
    Some(Ok(column))
}

/// The columns of the sheet that an expression is made of, in sheet order.
fn used(expression: &Expression, scope: &Scope, names: &[SheetColumn]) -> Vec<u32> {
    let columns = expression.columns().filter_map(|index| scope.viewed(index));
    let mut used: Vec<u32> = columns
        .filter_map(|(column, _)| names.get(column)?.index)
        .collect();
    used.sort_unstable();
    used.dedup();
    used
}

/// The shape that the settings give a table; none where they say nothing. What they say and the sheet's headers make no sense of
/// is told. `shown` is how columns show their numbers, where that is heeded: not where the settings state what they are
/// multiplied by.
pub(super) fn shape(
    fit: &Fit,
    pin: Option<&Pin>,
    shown: Option<&[Shown]>,
    (sheet, run): (&Sheet, i32),
) -> Result<Option<Shape>, Vec<Problem>> {
    let Some(pin) = pin else { return Ok(None) };
    let mut names = names(&fit.header, &fit.columns);
    for name in &mut names {
        set_unit(name, fit, shown);
    }
    let place = |key: &str| pin.places.get(key);
    if !fit.failed.is_empty() {
        let failed = fit.failed.iter();
        let problems = failed.map(|failed| {
            let item = format!("{}: {}", failed.key, failed.text);
            problem(&names, failed, place(&item).or_else(|| place(&failed.key)))
        });
        return Err(problems.collect());
    }
    let unpivoted = pin.unpivot.as_ref().map(|unpivot| {
        let list = &fit.entry.list;
        unpivot::unpivot(&fit.header, &fit.apart, sheet, (unpivot, list, run))
    });
    let unpivot = match unpivoted.transpose() {
        Ok(unpivot) => unpivot,
        Err(failed) => {
            let item = format!("{}: {}", failed.key, failed.text);
            return Err(vec![problem(
                &names,
                &failed,
                place(&item).or_else(|| place(&failed.key)),
            )]);
        }
    };
    let is_of_months = pin.sums_months() || unpivot.as_ref().is_some_and(|unpivot| unpivot.is_of_months);
    let computed = fit.columns.iter().filter_map(|column| {
        Some(Computed {
            field: column.field,
            index: column.index,
            text: column.expression.clone()?,
            used: column.used.clone(),
            is_of_month: column.is_of_month,
            bare: column.used.first().copied().filter(|_| column.is_bare),
        })
    });
    let mut shape = Shape {
        names,
        filter: pin.filter.clone(),
        computed: computed.collect(),
        widths: [0; 2],
        joins: Vec::new(),
        unpivot,
        is_of_months,
        is_of_sums: pin.is_of_sums(),
        year: unpivot::year(&fit.header, sheet, run),
        asked: fit
            .columns
            .iter()
            .flat_map(|column| column.used.clone())
            .chain(fit.apart.iter().copied())
            .collect(),
        places: pin.places.clone().into_iter().collect(),
    };
    // A condition may be on what was computed.
    let of_computed = shape.computed.iter().map(|computed| {
        let name = computed.field.id();
        SheetColumn::new(Some(computed.index), name.as_str(), Vec::new())
    });
    let headers = shape.names.len();
    let is_free = |column: &SheetColumn| shape.names.iter().all(|known| known.name != column.name);
    let of_computed: Vec<SheetColumn> = of_computed.filter(|column| is_free(column)).collect();
    shape.names.extend(of_computed);
    let asked_by_columns = shape.asked.len();
    if let Some(filter) = &shape.filter {
        let scope = shape.scope(&[]);
        let expression = Expression::parse(filter, &scope, Wanted::Condition)
            .map_err(|mistake| vec![shape.problem("where", filter, &mistake)])?;
        shape
            .asked
            .extend(used(&expression, &scope, &shape.names[..headers]));
    }
    let filter_asks = (shape.asked).split_off(asked_by_columns);
    shape.asked.extend(&filter_asks);
    let (kept, joins) = used_joins(fit, &shape.asked, &filter_asks);
    let keys = fit.header.joins.iter().flat_map(|join| &join.keys).copied();
    shape.asked.extend(keys.filter(|key| !fit.header.is_joined(*key)));
    shape.joins = joins;
    shape.names.retain(|name| {
        name.index
            .is_none_or(|index| !fit.header.is_joined(index) || index >= BEYOND || kept.contains(&index))
    });
    shape.asked.sort_unstable();
    shape.asked.dedup();
    let is_any = !shape.joins.is_empty()
        || shape.filter.is_some()
        || !shape.computed.is_empty()
        || shape.unpivot.is_some();
    Ok(is_any.then_some(shape))
}

/// What a table has of other sheets, of the columns those alone that something is made of; and which these are.
fn used_joins(fit: &Fit, asked: &[u32], by_filter: &[u32]) -> (BTreeSet<u32>, Vec<Join>) {
    let header = &fit.header;
    let read = fit
        .columns
        .iter()
        .filter(|column| column.is_joined)
        .map(|column| column.index);
    let keys = header.joins.iter().flat_map(|join| &join.keys);
    let kept: BTreeSet<u32> = read
        .chain(asked.iter().copied())
        .chain(keys.copied())
        .filter(|index| header.is_joined(*index))
        .collect();
    // Which of the joins a column hangs on.
    let mut hangs: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (at, join) in header.joins.iter().enumerate() {
        let of_keys = join
            .keys
            .iter()
            .filter_map(|key| hangs.get(key))
            .flatten()
            .copied();
        let on: BTreeSet<usize> = of_keys.chain([at]).collect();
        hangs.extend(join.columns.iter().map(|(index, _)| (*index, on.clone())));
    }
    let on = |places: &[u32]| -> BTreeSet<usize> {
        places
            .iter()
            .filter_map(|place| hangs.get(place))
            .flatten()
            .copied()
            .collect()
    };
    let needed = fit.entry.list.required.iter().flat_map(|group| {
        let columns = fit.columns.iter().filter(|column| group.contains(&column.field));
        let sets = columns.map(|column| on(&column.places()));
        sets.reduce(|one, other| &one & &other).unwrap_or_default()
    });
    let needed: BTreeSet<usize> = needed.collect();
    let filtered = on(by_filter);
    let joins = header.joins.iter().enumerate().map(|(at, join)| Join {
        columns: join
            .columns
            .iter()
            .filter(|(index, _)| kept.contains(index))
            .cloned()
            .collect(),
        is_needed: needed.contains(&at),
        is_asked_by_filter: filtered.contains(&at),
        ..join.clone()
    });
    (kept.clone(), joins.collect())
}

/// What is said of a table that the settings speak of in expressions which its headers make no sense of.
pub(super) fn unusable(place: &Place, problems: Vec<Problem>) -> Vec<Finding> {
    let findings = problems.into_iter();
    findings
        .map(|problem| Finding::at(place.clone(), problem))
        .collect()
}
