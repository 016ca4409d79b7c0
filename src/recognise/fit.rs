//! A sheet's first rows → the header row and the columns that fit a dataset best.

use super::dictionary::{Admitted, Dictionary, Entry as DatasetEntry, Known, Words};
use super::header::{Header, fold, header};
use super::header_row::{HeaderCell, HeaderRow};
use super::lookup::{
    BARE_KPI, KNOWN, bare_kpi, bare_month, bare_months, known_field, named_field, outer_bracket,
};
use super::pin::Pin;
use super::settings::NamedHeaders;
use super::shape::{Failed, computed};
use super::time::says_target;
use super::units::Unit;
use super::unpivot;
use crate::model::{Dataset, Field};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::rc::Rc;
use std::sync::Arc;

/// A header cell read as a field.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a header says of itself is many small answers"
)]
pub(super) struct FittedColumn {
    pub(super) field: Field,
    pub(super) index: u32,
    /// Its header, as far as it names the field.
    pub(super) text: String,
    /// Its header with the group above it.
    pub(super) full: String,
    pub(super) multiplier: Decimal,
    /// The unit that it states, or a group above it.
    pub(super) unit: Option<Unit>,
    pub(super) year: Option<i32>,
    rank: usize,
    telling: bool,
    /// Whether it is read only where the name of the sheet or the file speaks for the dataset.
    needs_name: bool,
    /// The expression that it is computed by; none of a column of the sheet.
    pub(super) expression: Option<String>,
    /// The columns of the sheet that it is computed of.
    pub(super) used: Vec<u32>,
    /// Whether it stands for what headers or cells of several columns state, each in a row of its own.
    pub(super) is_made: bool,
    /// Whether it states months, of which the first day stands for all.
    pub(super) is_of_month: bool,
    /// Whether these are the cells of one column, and no expression's.
    pub(super) is_bare: bool,
    /// Whether it is a column of another sheet.
    pub(super) is_joined: bool,
}

impl FittedColumn {
    /// A column that is found to be a field after all.
    pub(super) fn of(field: Field, index: u32, header: &str) -> Self {
        Self {
            field,
            index,
            text: header.to_owned(),
            full: header.to_owned(),
            multiplier: Decimal::ONE,
            unit: None,
            year: None,
            rank: KNOWN,
            telling: false,
            needs_name: false,
            expression: None,
            used: Vec::new(),
            is_made: false,
            is_of_month: false,
            is_bare: false,
            is_joined: false,
        }
    }

    /// A column by what is known of its header's text.
    fn of_header((index, cell): (u32, &HeaderCell), known: Known, text: &str, header: &Header) -> Self {
        let unit = header.unit.clone();
        let multiplier = unit.as_ref().map(|unit| unit.multiplier(known.field));
        Self {
            full: cell.full().to_owned(),
            multiplier: multiplier.unwrap_or(Decimal::ONE),
            unit,
            year: known.year,
            rank: known.rank,
            telling: known.telling,
            ..Self::of(known.field, index, text)
        }
    }

    /// A column that the settings compute from others.
    pub(super) fn computed(
        (field, expression): (Field, &str),
        index: u32,
        used: Vec<u32>,
        unit: Option<Unit>,
    ) -> Self {
        Self {
            rank: 0,
            telling: true,
            unit,
            expression: Some(expression.to_owned()),
            used,
            ..Self::of(field, index, expression)
        }
    }

    /// A column that stands for several, of which the first has that header.
    pub(super) fn made(field: Field, index: u32, cell: &HeaderCell) -> Self {
        let known = Known {
            field,
            rank: 0,
            telling: true,
            year: None,
        };
        Self {
            is_made: true,
            ..Self::of_header((index, cell), known, &cell.text, &cell.own)
        }
    }

    /// Whether it is no column of the sheet.
    pub(super) fn is_added(&self) -> bool {
        self.expression.is_some() || self.is_made || self.is_joined
    }

    /// The columns of the sheet that it is made of: itself, as a rule.
    pub(super) fn places(&self) -> Vec<u32> {
        if self.expression.is_some() {
            self.used.clone()
        } else {
            vec![self.index]
        }
    }

    /// Whether the settings name it.
    pub(super) fn is_named(&self) -> bool {
        self.rank < KNOWN
    }
}

/// How well a header row fits a dataset.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a header says of itself is many small answers"
)]
pub(super) struct Fit {
    pub(super) dataset: Dataset,
    /// What is known of it.
    pub(super) entry: Arc<DatasetEntry>,
    /// The header.
    pub(super) header: Rc<HeaderRow>,
    /// One column for each field, in sheet order.
    pub(super) columns: Vec<FittedColumn>,
    /// Further columns for a field that has one.
    pub(super) repeated: Vec<FittedColumn>,
    pub(super) score: usize,
    /// Whether a header is there that only this dataset knows.
    pub(super) is_telling: bool,
    /// Whether every column is a field of the dataset.
    pub(super) is_complete: bool,
    /// Whether a header is there that no sheet of the dataset has.
    pub(super) is_foreign: bool,
    /// The column that says which rows are targets, once it was looked for.
    pub(super) kinds: Option<u32>,
    /// That header, as it stands in the sheet.
    pub(super) against: Option<String>,
    /// What the settings say in expressions that the header makes no sense of.
    pub(super) failed: Vec<Failed>,
    /// The columns whose cells become rows.
    pub(super) apart: Vec<u32>,
    /// Whether rows are sums, of which nobody can tell whose customers they were.
    pub(super) is_of_sums: bool,
}

impl Fit {
    /// Gives up the columns that are read only where a name speaks for the dataset.
    pub(super) fn without_names(&mut self) {
        let before = self.columns.len();
        self.columns.retain(|column| !column.needs_name);
        self.is_complete &= self.columns.len() == before;
        self.score = score(&self.columns);
    }

    /// The required groups of fields of which none is there, each by its first.
    pub(super) fn missing(&self) -> Vec<Field> {
        let has = |field: &Field| self.columns.iter().any(|column| column.field == *field);
        let is_scored = self
            .columns
            .iter()
            .any(|column| matches!(column.field, Field::Manual(_)));
        let absent = |group: &&Vec<Field>| {
            let stands_in = is_scored && group.contains(&Field::Score)
                || self.is_of_sums && group.contains(&Field::Customer);
            !stands_in && !group.iter().any(has)
        };
        let mut missing: Vec<Field> = self
            .entry
            .list
            .required
            .iter()
            .filter(absent)
            .filter_map(|group| group.first().copied())
            .collect();
        let is_wide = self
            .columns
            .iter()
            .any(|column| column.field.year_part().is_some());
        let is_long = self.columns.iter().any(|column| is_long(column.field));
        let is_dated = has(&Field::Period) || has(&Field::Year);
        // A figure alone is a target of no month.
        if self.dataset == Dataset::TARGETS && is_long && !is_wide && !is_dated {
            missing.push(Field::Period);
        }
        missing
    }

    /// Whether each figure's header says that it is a target: then what was reached may stand beside it.
    pub(super) fn says_targets(&self) -> bool {
        let is_figure = |field: Field| is_long(field) || field.year_part().is_some();
        let mut figures = self
            .columns
            .iter()
            .filter(|column| is_figure(column.field))
            .peekable();
        self.dataset == Dataset::TARGETS
            && figures.peek().is_some()
            && figures.all(|column| column.is_named() || says_target(&column.full))
    }

    /// Whether it has figures by month, quarter or half.
    pub(super) fn states_parts(&self) -> bool {
        self.columns.iter().any(|column| is_part_of_year(column.field))
    }

    /// Whether the amount is one with tax.
    pub(super) fn is_taxed(&self) -> bool {
        self.columns
            .iter()
            .any(|column| is_taxed(&self.entry, &self.header, column))
    }

    /// Whether the headers of two columns for one field settle which is read. Of amounts that is the one with tax, in the
    /// company's own money, of the line, after discount; of two that differ in none of these either may be meant.
    pub(super) fn settles(&self, read: &FittedColumn, other: &FittedColumn) -> bool {
        const OF_ORDERS: [&str; 9] = [
            "订单金额",
            "订单总",
            "合同",
            "总计",
            "整单",
            "order amount",
            "order total",
            "grand total",
            "record total",
        ];
        const DISCOUNTED: [&str; 6] = ["折后", "优惠后", "税后", "实付", "after discount", "discounted"];
        if read.field != Field::Amount {
            return fold(&read.full) != fold(&other.full);
        }
        let entry = &self.entry;
        let says = |parts: &[&str], column: &FittedColumn| {
            let header = fold(&column.full);
            parts.iter().any(|part| header.contains(&fold(part)))
        };
        let of_order = |column: &FittedColumn| {
            says(&OF_ORDERS, column) || entry.is_record_total(&column.text) || fold(&column.text) == "total"
        };
        let is_so_alone = |is: &dyn Fn(&FittedColumn) -> bool| is(read) && !is(other);
        is_so_alone(&|column| is_taxed(entry, &self.header, column))
            || is_so_alone(&|column| entry.is_own_money(&fold(&column.full)))
            || is_so_alone(&|column| says(&DISCOUNTED, column))
            || of_order(other) && !of_order(read)
    }

    /// The header by which the settings can name a column, and it alone.
    pub(super) fn telling_header<'a>(&self, column: &'a FittedColumn) -> &'a str {
        let named = [(column.field, column.text.as_str())];
        let cells = self.header.columns.iter().flatten();
        let meant = cells.filter(|cell| named_field(&named, cell).is_some());
        if meant.count() > 1 {
            &column.full
        } else {
            &column.text
        }
    }

    /// Whether figures by month are all that speaks for targets: nothing tells them from what was reached.
    pub(super) fn is_nothing_but_months(&self) -> bool {
        let speaks = |text: &str| self.entry.names.are_in(text);
        self.dataset == Dataset::TARGETS
            && self.columns.iter().all(|column| match column.field {
                field if is_part_of_year(field) => !column.is_named() && !speaks(&fold(&column.full)),
                Field::RepId | Field::RepName | Field::Team | Field::Region | Field::Product => true,
                _ => false,
            })
    }
}

/// The row that fits a dataset best, if any does at all; `named` is what the settings say of it.
pub(super) fn best_fit(
    dictionary: &Dictionary,
    dataset: Dataset,
    rows: &[Rc<HeaderRow>],
    named: &NamedHeaders<'_>,
) -> Option<Fit> {
    let fits = rows.iter().map(|row| fit_row(dictionary, dataset, row, named));
    fits.filter(|fit| !fit.columns.is_empty()).reduce(|best, next| {
        let rank = |fit: &Fit| {
            let units = fit.columns.iter().filter(|column| column.unit.is_some()).count();
            (fit.missing().is_empty(), fit.score, units)
        };
        // Of equal rows the first is the header and the others repeat it, unless the two stand together: then all
        // that fits is in the upper one, and the lower one is the second line of a merged header.
        let is_second_line = next.header.number == best.header.number + 1;
        if rank(&next) > rank(&best) || (rank(&next) == rank(&best) && is_second_line) {
            next
        } else {
            best
        }
    })
}

/// How a row fits a dataset as its header; `said` is what the settings say of it.
pub(super) fn fit_row(
    dictionary: &Dictionary,
    dataset: Dataset,
    row: &Rc<HeaderRow>,
    said: &NamedHeaders<'_>,
) -> Fit {
    let named = &said.in_row(row)[..];
    let apart = unpivot::columns(row, said.pin);
    let cells = || {
        (0..)
            .zip(&row.columns)
            .filter_map(|(index, cell)| Some((index, cell.as_ref()?)))
    };
    let entry = dictionary.entry(dataset);
    let bare_months = bare_months(dictionary, dataset, row);
    let mut found: Vec<FittedColumn> = cells()
        .filter(|(index, _)| !apart.0.contains(index))
        .filter_map(|(index, cell)| {
            let named = named_field(named, cell);
            // Of other sheets nothing is read that the settings do not name.
            let is_own = !row.is_joined(index);
            let (known, text, header) = named
                .or_else(|| known_field(dictionary, dataset, cell).filter(|_| is_own))
                .or_else(|| bare_month(bare_months?, index, cell).filter(|_| is_own))
                .or_else(|| bare_kpi(dictionary, dataset, cell).filter(|_| is_own))?;
            let admitted = if known.rank < KNOWN {
                Admitted::Yes
            } else if known.rank >= BARE_KPI {
                Admitted::ByName
            } else {
                let others = cells().map(|(_, cell)| cell.own.name.as_str());
                entry.admits(&header.name, others)
            };
            if admitted == Admitted::No {
                return None;
            }
            Some(FittedColumn {
                is_joined: !is_own,
                needs_name: admitted == Admitted::ByName,
                ..FittedColumn::of_header((index, cell), known, text, header)
            })
        })
        .collect();
    if found.iter().all(|column| is_part_of_year(column.field)) && !is_run(&found) {
        found.clear();
    }
    without_loose_kpis(&mut found);
    let is_complete = found.len() == cells().count();
    let list = &entry.list;
    let mut failed = further(row, named, &mut found);
    let (made, of_made) = unpivot::made(list, row, said.pin, &apart);
    found.extend(made);
    failed.extend(of_made);
    failed.extend(row.failed.iter().cloned());
    unpivot::of_months(list, said.pin, &mut found);
    found.extend(unpivot::numbers(list, said.pin, &found));
    let is_any_taxed = found.iter().any(|column| is_taxed(entry, row, column));
    // 价税合计 beside 价税合计(本位币) may be in any money.
    let in_own_money: Vec<_> = found
        .iter()
        .filter(|column| column.field == Field::Amount && entry.is_own_money(&fold(&column.full)))
        .map(|column| entry.without_money(&column.text))
        .collect();
    let says_less = |column: &FittedColumn| {
        let may = column.field == Field::Amount && !column.is_named();
        let is_untold = may && is_any_taxed && !is_taxed(entry, row, column);
        let is_in_any = may
            && !entry.is_own_money(&fold(&column.full))
            && in_own_money.contains(&entry.without_money(&column.text));
        (is_untold, is_in_any)
    };
    found.sort_by_cached_key(|column| (says_less(column), column.rank, column.index));
    let is_weak =
        |column: &FittedColumn| entry.admits(&header(&column.text).name, [].into_iter()) != Admitted::Yes;
    let mut chosen = BTreeMap::<(Field, Option<i32>), FittedColumn>::new();
    let mut repeated = Vec::new();
    for column in found {
        match chosen.entry((column.field, column.year)) {
            Entry::Vacant(free) => {
                free.insert(column);
            }
            // Where the settings name the column, the others are merely unused; so is a running number.
            Entry::Occupied(taken) if !(taken.get().is_named() || is_weak(&column)) => repeated.push(column),
            Entry::Occupied(_) => (),
        }
    }
    let has_part = |parts: &Words| cells().any(|(_, cell)| parts.are_in(&cell.own.name));
    let against = foreign(dictionary, entry, row);
    let mut columns: Vec<_> = chosen.into_values().collect();
    columns.sort_by_key(|column| column.index);
    repeated.sort_by_key(|column| column.index);
    Fit {
        dataset,
        entry: Arc::clone(entry),
        header: Rc::clone(row),
        score: score(&columns),
        is_telling: columns.iter().any(|column| column.telling) || has_part(&entry.typical),
        is_complete,
        is_foreign: against.is_some(),
        against,
        kinds: None,
        failed,
        apart: apart.0,
        is_of_sums: said.pin.is_some_and(Pin::is_of_sums),
        columns,
        repeated,
    }
}

/// Adds the columns that settings name beyond one field a header: one whose header is another field's as well, and those
/// that are computed. What they name in expressions that make no sense here is returned.
fn further(row: &HeaderRow, named: &[(Field, &str)], found: &mut Vec<FittedColumn>) -> Vec<Failed> {
    let mut failed = Vec::new();
    let is_found = |found: &[FittedColumn], field: Field| {
        let mut columns = found.iter();
        columns.any(|column| column.field == field && column.is_named())
    };
    for (at, named) in named.iter().enumerate() {
        let (field, wanted) = *named;
        if matches!(field, Field::Manual(_)) || is_found(found, field) {
            continue;
        }
        let cells = (0..).zip(&row.columns);
        let mut meant = cells.filter_map(|(index, cell): (u32, _)| {
            let cell = cell.as_ref()?;
            let (known, text, header) = named_field(std::slice::from_ref(named), cell)?;
            let column = FittedColumn::of_header((index, cell), known, text, header);
            Some(FittedColumn {
                is_joined: row.is_joined(index),
                ..column
            })
        });
        if let Some(column) = meant.next() {
            found.push(column);
            continue;
        }
        match computed(row, found, (field, wanted), u32::try_from(at).unwrap_or_default()) {
            Some(Ok(column)) => found.push(column),
            Some(Err(mistake)) => failed.push(mistake),
            None => (),
        }
    }
    failed
}

/// A header that no sheet of the dataset has.
///
/// A roster lists people: amounts, orders and events beside numbers and names make a list of those. What pay is made of
/// stands in the list of a month's pay, but in the files that HR systems keep of everybody as well.
fn foreign(dictionary: &Dictionary, entry: &DatasetEntry, row: &HeaderRow) -> Option<String> {
    let cells = || row.columns.iter().flatten();
    let told = |cell: &HeaderCell| cell.text.clone();
    if let Some(cell) = cells().find(|cell| entry.is_foreign(&cell.own.name)) {
        return Some(told(cell));
    }
    let personal = cells().filter(|cell| entry.is_personal(&cell.own.name)).count();
    let dataset = entry.list.dataset;
    if dataset != Dataset::ROSTER || personal >= 2 {
        return None;
    }
    let is_own = |name: &str| dictionary.field(dataset, name).is_some() || Dictionary::ignores(name);
    let is_of_another = |cell: &&HeaderCell| {
        let name = cell.own.name.as_str();
        !is_own(name) && (entry.is_doubtful(name) || dictionary.is_of_events(name))
    };
    cells().find(is_of_another).map(told)
}

/// Whether a column is an amount with tax: 价税合计 beside 金额 is what the customer pays, whether 税额 stands there or not.
/// A gross amount is one before discount unless taxes stand beside it, and a record's total may be in any money.
fn is_taxed(entry: &DatasetEntry, row: &HeaderRow, column: &FittedColumn) -> bool {
    let mut cells = row.columns.iter().flatten();
    let is_plain = entry.is_with_tax(&column.full) && !fold(&column.full).contains("gross");
    let mut is_beside = || cells.any(|cell| entry.is_tax(cell.full()));
    column.field == Field::Amount && (is_plain || is_with_tax(entry, row, &column.full) && is_beside())
}

/// Whether an amount of that header includes tax: it says so, or is the total of a record that is stated beside the
/// first of its lines alone.
fn is_with_tax(entry: &DatasetEntry, row: &HeaderRow, header: &str) -> bool {
    let is_line = |cell: &HeaderCell| {
        outer_bracket(&cell.own.name).is_some_and(|(bracket, _)| entry.is_stated_once(bracket))
    };
    entry.is_with_tax(header) || (entry.is_record_total(header) && row.columns.iter().flatten().any(is_line))
}

/// A header that only one dataset knows says more than three that all of them know.
fn score(columns: &[FittedColumn]) -> usize {
    columns
        .iter()
        .map(|column| if column.telling { 4 } else { 1 })
        .sum()
}

/// Drops the columns of single KPIs where nothing says of what time they are, and those that name a KPI alone where
/// they stand alone: 电话 beside 1月…12月 is a number to call.
fn without_loose_kpis(found: &mut Vec<FittedColumn>) {
    let is_dated = found
        .iter()
        .any(|column| matches!(column.field, Field::Period | Field::Year));
    let is_wide = found.iter().any(|column| column.field.year_part().is_some());
    let long = found.iter().filter(|column| is_long(column.field)).count();
    found.retain(|column| {
        let is_of_kpi = matches!(column.field, Field::TargetOf(_)) && !column.is_named();
        let is_bare = column.rank >= BARE_KPI;
        !(is_of_kpi && is_wide && !is_dated || is_bare && (is_wide || !is_dated || long < 2))
    });
}

/// Whether a field is a target whose time stands in another column.
fn is_long(field: Field) -> bool {
    matches!(field, Field::Value | Field::TargetOf(_))
}

/// Whether a field is the target of a month, a quarter or a half: its header may head what was reached as well.
fn is_part_of_year(field: Field) -> bool {
    matches!(field, Field::Month(_) | Field::Quarter(_) | Field::Half(_))
}

/// Whether columns that are nothing but parts of a year are those of its targets, one after the other, and not a row of
/// data that holds dates.
fn is_run(columns: &[FittedColumn]) -> bool {
    let span = |column: &FittedColumn| {
        let months = column.field.year_part()?.months();
        let first = column.year.unwrap_or_default() * 12 + months.start().cast_signed();
        Some((months.end() - months.start() + 1, first))
    };
    let spans: Vec<_> = columns.iter().filter_map(span).collect();
    let run = |length: u32| {
        let firsts: Vec<_> = spans
            .iter()
            .filter(|span| span.0 == length)
            .map(|span| span.1)
            .collect();
        let is_run = firsts
            .windows(2)
            .all(|pair| pair[1] == pair[0] + length.cast_signed());
        is_run.then_some(firsts.len())
    };
    match (run(1), run(3), run(6)) {
        (Some(months), Some(quarters), Some(halves)) => months >= 3 || quarters >= 2 || halves >= 2,
        _ => false,
    }
}
