//! What the settings make of a sheet's cells by expressions: columns that are computed, rows that count.

use super::fit::{Fit, FittedColumn};
use super::header_row::{HeaderCell, HeaderRow};
use super::money::multiplier;
use super::pin::Pin;
use super::units::Unit;
use crate::catalogue::expression::{Column, Expression, Mistake, Scope, Type, Wanted};
use crate::mistake::Written;
use crate::model::{Bilingual, Field, Finding, Kind, Language, Place, Problem, Writing};
use crate::read::{MAX_COLUMNS, Shown};
use rust_decimal::Decimal;

/// The names that are no header: of the sheet, and of the file without its folders and ending.
pub const SHEET: &str = "@sheet";
/// See [`SHEET`].
pub const FILE: &str = "@file";
/// Computed columns stand behind all others; where that is, is known once the rows are.
pub(super) const BEYOND: u32 = MAX_COLUMNS;
/// A message lists as many headers of a sheet.
const MOST_HEADERS: usize = 30;

/// What is made of a table's cells before its rows are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    /// What expressions can name.
    pub names: Vec<SheetColumn>,
    /// The condition on rows, where there is one.
    pub filter: Option<String>,
    /// The columns that are computed, in the order of their fields.
    pub computed: Vec<Computed>,
    /// How many columns the header has, and how many the sheet: those that are computed stand behind.
    pub widths: [usize; 2],
    /// The columns of the sheet that its expressions ask, in sheet order.
    pub asked: Vec<u32>,
    /// Where the settings state each, by `where` or the field's id: as it is written there.
    pub places: Vec<(String, Written)>,
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
    pub(super) mistake: Mistake,
}

impl SheetColumn {
    fn new(index: Option<u32>, name: &str, aliases: Vec<String>) -> Self {
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
        problem(&names, (key, text), place.map(|(_, place)| place), mistake)
    }
}

fn scope(names: &[SheetColumn], kinds: &[Type]) -> Scope {
    let columns = names.iter().enumerate().map(|(at, column)| {
        let kind = kinds.get(at).copied().unwrap_or(Type::Text);
        Column::new(&column.name, kind).called(column.aliases.iter().map(String::as_str))
    });
    Scope::new(columns).of_cells()
}

fn problem(
    names: &[SheetColumn],
    (key, text): (&str, &str),
    place: Option<&Written>,
    mistake: &Mistake,
) -> Problem {
    let headers = names.iter().filter(|column| column.index.is_some());
    let [zh, en] = [Language::Chinese, Language::English].map(|language| mistake.message(language));
    Problem::UnusableExpression {
        key: key.to_owned(),
        text: text.to_owned(),
        at: place.map(|written| written.position(mistake.span.start)),
        mistake: Bilingual { zh, en },
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
    let of_sheet = cells.map(|(index, cell): (u32, &HeaderCell)| {
        let recognised = columns.iter().filter(|column| column.index == index);
        let ids = recognised.map(|column| column.field.id().to_string());
        let grouped = cell.grouped.iter().map(|(text, _)| text.clone());
        let bare = [cell.own.name.clone()].into_iter();
        let aliases = grouped.chain(bare).chain(ids);
        let aliases = aliases.filter(|name| *name != cell.text).collect();
        SheetColumn::new(Some(index), &cell.text, aliases)
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
            return is_meant(text).then(|| {
                Err(Failed {
                    key: field.id().to_string(),
                    text: text.to_owned(),
                    mistake,
                })
            });
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
            let stated = (failed.key.as_str(), failed.text.as_str());
            problem(&names, stated, place(&failed.key), &failed.mistake)
        });
        return Err(problems.collect());
    }
    let computed = fit.columns.iter().filter_map(|column| {
        Some(Computed {
            field: column.field,
            index: column.index,
            text: column.expression.clone()?,
            used: column.used.clone(),
        })
    });
    let mut shape = Shape {
        names,
        filter: pin.filter.clone(),
        computed: computed.collect(),
        widths: [0; 2],
        asked: fit
            .columns
            .iter()
            .flat_map(|column| column.used.clone())
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
    if let Some(filter) = &shape.filter {
        let scope = shape.scope(&[]);
        let expression = Expression::parse(filter, &scope, Wanted::Condition)
            .map_err(|mistake| vec![shape.problem("where", filter, &mistake)])?;
        shape
            .asked
            .extend(used(&expression, &scope, &shape.names[..headers]));
    }
    shape.asked.sort_unstable();
    shape.asked.dedup();
    Ok((shape.filter.is_some() || !shape.computed.is_empty()).then_some(shape))
}

/// What is said of a table that the settings speak of in expressions which its headers make no sense of.
pub(super) fn unusable(place: &Place, problems: Vec<Problem>) -> Vec<Finding> {
    let findings = problems.into_iter();
    findings
        .map(|problem| Finding::at(place.clone(), problem))
        .collect()
}
