//! A sheet's first rows → the header row and the columns that fit a dataset best.

use super::dictionary::{Admitted, DICTIONARY, Entry as DatasetEntry, Known};
use super::header::{Header, fold, header, unit_of};
use super::rows::is_total;
use crate::model::{Dataset, Field};
use crate::read::{Cell, Row, Sheet};
use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::rc::Rc;

/// Merged cells as a sheet lists them.
type Merged = (u32, u32, u32, u32);

/// How many rows with a value may stand above the header and in it.
const SEARCHED_ROWS: usize = 30;
/// Columns beyond this are no table's.
const MAX_HEADER_COLUMNS: usize = 1024;

/// A row that may be a header, with what each of its columns says.
#[derive(Debug)]
pub(super) struct HeaderRow {
    /// The row's index among the sheet's rows.
    pub(super) index: usize,
    /// The index of its first line: the row above where that holds groups.
    pub(super) first_line: usize,
    /// The row's number.
    pub(super) number: u32,
    /// The columns from A on; none where nothing stands in them.
    pub(super) columns: Vec<Option<HeaderCell>>,
}

impl HeaderRow {
    /// Whether an amount of that header includes tax: it says so, or is the total of a record that is stated beside the
    /// first of its lines alone.
    fn is_with_tax(&self, entry: &DatasetEntry, header: &str) -> bool {
        let is_line = |cell: &HeaderCell| {
            outer_bracket(&cell.own.name).is_some_and(|(bracket, _)| entry.is_stated_once(bracket))
        };
        entry.is_with_tax(header)
            || (entry.is_record_total(header) && self.columns.iter().flatten().any(is_line))
    }
}

/// What a column's header says.
#[derive(Debug, Clone)]
pub(super) struct HeaderCell {
    /// As it stands in the sheet.
    pub(super) text: String,
    /// The header alone.
    pub(super) own: Header,
    /// The same with the group above it: 客户 over 名称 is 客户名称.
    grouped: Option<(String, Header)>,
}

impl HeaderCell {
    /// As it stands in the sheet, with the group above it.
    pub(super) fn full(&self) -> &str {
        self.grouped.as_ref().map_or(&self.text, |(both, _)| both)
    }
}

/// A header cell read as a field.
#[derive(Debug, Clone)]
pub(super) struct FittedColumn {
    pub(super) field: Field,
    pub(super) index: u32,
    /// Its header, as far as it names the field.
    pub(super) text: String,
    /// Its header with the group above it.
    pub(super) full: String,
    pub(super) multiplier: Decimal,
    /// Whether it states a unit, or a group above it does.
    pub(super) has_unit: bool,
    pub(super) year: Option<i32>,
    rank: usize,
    telling: bool,
    /// Whether it is read only where the name of the sheet or the file speaks for the dataset.
    needs_name: bool,
}

impl FittedColumn {
    /// Whether the settings name it.
    pub(super) fn is_named(&self) -> bool {
        self.rank < KNOWN
    }
}

/// How well a header row fits a dataset.
#[derive(Debug)]
pub(super) struct Fit {
    pub(super) dataset: Dataset,
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
        let absent = |group: &&&[Field]| {
            let stands_in = is_scored && group.contains(&Field::Score);
            !stands_in && !group.iter().any(has)
        };
        let mut missing: Vec<Field> = self
            .dataset
            .required()
            .iter()
            .filter(absent)
            .filter_map(|group| group.first().copied())
            .collect();
        let is_wide = self
            .columns
            .iter()
            .any(|column| matches!(column.field, Field::Annual | Field::Month(_)));
        // A figure alone is a target of no month.
        if self.dataset == Dataset::Targets && has(&Field::Value) && !is_wide && !has(&Field::Period) {
            missing.push(Field::Period);
        }
        missing
    }

    /// Whether the amount is one with tax, and taxes stand beside it.
    pub(super) fn is_taxed(&self) -> bool {
        let entry = DICTIONARY.entry(self.dataset);
        let mut amounts = self.columns.iter().filter(|column| column.field == Field::Amount);
        let mut cells = self.header.columns.iter().flatten();
        amounts.any(|column| self.header.is_with_tax(entry, &column.full))
            && cells.any(|cell| entry.is_tax(cell.full()))
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
        let words = &DICTIONARY.entry(Dataset::Targets).names;
        let speaks = |text: &str| words.iter().any(|word| text.contains(word.as_str()));
        self.dataset == Dataset::Targets
            && self.columns.iter().all(|column| match column.field {
                Field::Month(_) => !column.is_named() && !speaks(&fold(&column.text)),
                Field::RepId | Field::RepName | Field::Team | Field::Region | Field::Product => true,
                _ => false,
            })
    }
}

/// The rows that may be headers; `only` is the one that the settings name.
pub(super) fn header_rows(sheet: &Sheet, only: Option<u32>) -> Vec<Rc<HeaderRow>> {
    let searched = sheet.rows.iter().enumerate();
    let searched: Vec<_> = match only {
        Some(number) => searched.filter(|(_, row)| row.number == number).collect(),
        None => searched.take(SEARCHED_ROWS).collect(),
    };
    searched
        .into_iter()
        .map(|(index, row)| Rc::new(header_row(sheet, index, row)))
        .collect()
}

/// What a row says if it is a header.
pub(super) fn header_row(sheet: &Sheet, index: usize, row: &Row) -> HeaderRow {
    let above = index
        .checked_sub(1)
        .and_then(|above| sheet.rows.get(above))
        .filter(|above| above.number + 1 == row.number && may_hold_groups(above));
    let groups = above.map(|above| groups(sheet, above, row)).unwrap_or_default();
    let width = row.cells.len().max(groups.len()).min(MAX_HEADER_COLUMNS);
    let is_grouped = groups.iter().any(Option::is_some);
    let columns = (0..width)
        .map(|column| {
            let own = cell_text(row.cell(column as u32), sheet.epoch_1904);
            header_cell(own.as_deref(), groups.get(column).and_then(Option::as_deref))
        })
        .collect();
    HeaderRow {
        index,
        first_line: index - usize::from(is_grouped),
        number: row.number,
        columns,
    }
}

/// Whether a row above a header may be its first line: no total, and no row of values.
fn may_hold_groups(above: &Row) -> bool {
    let is_year = |number: f64| (1990.0..2200.0).contains(&number) && number.fract() == 0.0;
    let is_value = |text: &str| {
        text.len() > 4
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'/' | b'.' | b',' | b':' | b' '))
    };
    let may = |cell: &Cell| match cell {
        Cell::Empty | Cell::DateTime(_) => true,
        Cell::Number(number) => is_year(*number),
        Cell::Text(text) => !is_value(text),
        _ => false,
    };
    above.cells.iter().all(may) && !is_total(above)
}

fn header_cell(own: Option<&str>, group: Option<&str>) -> Option<HeaderCell> {
    match (own, group) {
        (None, None) => None,
        // A header merged over both rows stands in the upper one.
        (None, Some(text)) | (Some(text), None) => Some(HeaderCell {
            text: text.trim().to_owned(),
            own: header(text),
            grouped: None,
        }),
        (Some(own), Some(group)) => {
            let (upper, mut lower) = (header(group), header(own));
            let text = own.trim().to_owned();
            let both = format!("{}/{text}", group.trim());
            if let Some(unit) = bare_unit(own) {
                return Some(HeaderCell {
                    // 金额（元） rather than 金额/（元）, as it would stand in one cell.
                    text: if unit_of(&fold(own)).is_some() {
                        both
                    } else {
                        format!("{}{text}", group.trim())
                    },
                    own: Header {
                        unit: Some(unit),
                        ..upper
                    },
                    grouped: None,
                });
            }
            lower.unit = lower.unit.or(upper.unit).or_else(|| bare_unit(group));
            let grouped = Header {
                name: upper.name + &lower.name,
                unit: lower.unit,
            };
            Some(HeaderCell {
                text,
                own: lower,
                grouped: Some((both, grouped)),
            })
        }
    }
}

/// What the row above a header says of each column: merged cells count for all their columns, and where nothing is
/// merged a text counts up to the next one, as far as there are headers below it. A title is no group.
fn groups(sheet: &Sheet, above: &Row, below: &Row) -> Vec<Option<String>> {
    let width = above.cells.len().max(below.cells.len()).min(MAX_HEADER_COLUMNS);
    let text = |row: &Row, column: usize| {
        let text = cell_text(row.cell(column as u32), sheet.epoch_1904)?;
        (!is_remark(&text)).then(|| text.into_owned())
    };
    let stated = (0..width).filter(|column| text(above, *column).is_some()).count();
    let over_above = |area: &&Merged| area.0 <= above.number && above.number <= area.2;
    let mut groups: Vec<Option<String>> = vec![None; width];
    let mut is_merged = false;
    for &(first_row, first, last_row, last) in sheet.merged.iter().filter(over_above) {
        is_merged = true;
        let (first, last) = (first as usize, (last as usize + 1).min(width));
        let is_title =
            stated == 1 && last_row == above.number && (last.saturating_sub(first)) * 2 > below.cells.len();
        // The text of a merged cell stands in its first row, which may be further up.
        let top = sheet.rows.binary_search_by_key(&first_row, |row| row.number).ok();
        if let (true, false, Some(top)) = (first < last, is_title, top) {
            groups[first..last].fill(text(&sheet.rows[top], first));
        }
    }
    if stated < 2 {
        return groups;
    }
    let mut current = None;
    for (column, group) in groups.iter_mut().enumerate() {
        let own = text(above, column);
        if is_merged {
            *group = group.take().or(own);
            continue;
        }
        // A column with nothing below it ends the group before it.
        let continues = own.is_some() || *below.cell(column as u32) != Cell::Empty;
        current = own.or(current).filter(|_| continues);
        group.clone_from(&current);
    }
    groups
}

/// Whether a text is a remark such as 单位：万元 or 制表：内勤, and heads no columns.
pub(super) fn is_remark(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_start_matches(['(', '[', '【']);
    bare.split_once(':')
        .is_some_and(|(label, stated)| !stated.is_empty() && !label.contains(['(', '[', '【']))
}

/// The text of a header cell; a date is the month that it begins.
pub(super) fn cell_text(cell: &Cell, epoch_1904: bool) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Text(text) => Some(Cow::Borrowed(text)),
        Cell::Number(number) => Some(Cow::Owned(number.to_string())),
        Cell::DateTime(days) => {
            let epoch = if epoch_1904 {
                NaiveDate::from_ymd_opt(1904, 1, 1)
            } else {
                NaiveDate::from_ymd_opt(1899, 12, 30)
            };
            let date = (0.0..3_000_000.0)
                .contains(days)
                .then(|| epoch?.checked_add_days(Days::new(*days as u64)))??;
            Some(Cow::Owned(format!("{:04}-{:02}", date.year(), date.month())))
        }
        _ => None,
    }
}

/// The row that fits a dataset best, if any does at all; `named` are the headers that the settings name.
pub(super) fn best_fit(dataset: Dataset, rows: &[Rc<HeaderRow>], named: &[(Field, &str)]) -> Option<Fit> {
    let fits = rows.iter().map(|row| fit_row(dataset, row, named));
    fits.filter(|fit| !fit.columns.is_empty()).reduce(|best, next| {
        let rank = |fit: &Fit| {
            let units = fit.columns.iter().filter(|column| column.has_unit).count();
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

/// How a row fits a dataset as its header; `named` are the headers that the settings name.
pub(super) fn fit_row(dataset: Dataset, row: &Rc<HeaderRow>, named: &[(Field, &str)]) -> Fit {
    let cells = || {
        (0..)
            .zip(&row.columns)
            .filter_map(|(index, cell)| Some((index, cell.as_ref()?)))
    };
    let entry = DICTIONARY.entry(dataset);
    let bare_months = bare_months(dataset, row);
    let mut found: Vec<FittedColumn> = cells()
        .filter_map(|(index, cell)| {
            let (known, text, header) = named_field(named, cell)
                .or_else(|| known_field(dataset, cell))
                .or_else(|| bare_month(bare_months?, index, cell))?;
            let admitted = if known.rank < KNOWN {
                Admitted::Yes
            } else {
                let others = cells().map(|(_, cell)| cell.own.name.as_str());
                entry.admits(&header.name, others)
            };
            if admitted == Admitted::No {
                return None;
            }
            Some(FittedColumn {
                field: known.field,
                index,
                text: text.to_owned(),
                full: cell.full().to_owned(),
                multiplier: header.unit.unwrap_or(Decimal::ONE),
                has_unit: header.unit.is_some(),
                year: known.year,
                rank: known.rank,
                telling: known.telling,
                needs_name: admitted == Admitted::ByName,
            })
        })
        .collect();
    if found.iter().all(|column| matches!(column.field, Field::Month(_))) && !is_run_of_months(&found) {
        found.clear();
    }
    let is_complete = found.len() == cells().count();
    let is_taxed = found.iter().any(|column| row.is_with_tax(entry, &column.full))
        && cells().any(|(_, cell)| entry.is_tax(cell.full()));
    // 价税合计 beside 价税合计(本位币) may be in any money.
    let in_own_money: Vec<_> = found
        .iter()
        .filter(|column| column.field == Field::Amount && entry.is_own_money(&column.full))
        .map(|column| entry.without_money(&column.text))
        .collect();
    let says_less = |column: &FittedColumn| {
        let may = column.field == Field::Amount && !column.is_named();
        let is_untold = may && is_taxed && !row.is_with_tax(entry, &column.full);
        let is_in_any = may
            && !entry.is_own_money(&column.full)
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
    let has_part = |parts: &[String]| {
        cells().any(|(_, cell)| parts.iter().any(|part| cell.own.name.contains(part.as_str())))
    };
    let mut columns: Vec<_> = chosen.into_values().collect();
    columns.sort_by_key(|column| column.index);
    repeated.sort_by_key(|column| column.index);
    Fit {
        dataset,
        header: Rc::clone(row),
        score: score(&columns),
        is_telling: columns.iter().any(|column| column.telling) || has_part(&entry.typical),
        is_complete,
        is_foreign: has_part(&entry.foreign),
        columns,
        repeated,
    }
}

/// A header that only one dataset knows says more than three that all of them know.
fn score(columns: &[FittedColumn]) -> usize {
    columns
        .iter()
        .map(|column| if column.telling { 4 } else { 1 })
        .sum()
}

/// Whether columns that are nothing but months are those of a year's targets, one after the other, and not a row of
/// data that holds dates.
fn is_run_of_months(columns: &[FittedColumn]) -> bool {
    let count = |column: &FittedColumn| match column.field {
        Field::Month(month) => Some(column.year.unwrap_or_default() * 12 + i32::from(month)),
        _ => None,
    };
    let months: Vec<_> = columns.iter().filter_map(count).collect();
    months.len() >= 3 && months.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// The column of the first of twelve headers that are bare numbers, 1 to 12: the months of a year's targets where all
/// else is known and says whose. A thirteenth makes them days.
fn bare_months(dataset: Dataset, row: &HeaderRow) -> Option<u32> {
    if dataset != Dataset::Targets {
        return None;
    }
    let says = |cell: &Option<HeaderCell>, number: usize| {
        let name = cell.as_ref().map(|cell| cell.own.name.as_str());
        name.is_some_and(|name| name == number.to_string())
    };
    let first = row.columns.iter().position(|cell| says(cell, 1))?;
    let (before, from_first) = row.columns.split_at(first);
    let (months, behind) = from_first.split_at_checked(12)?;
    let mut whose = false;
    let mut is_known = |cell: &HeaderCell| match known_field(dataset, cell) {
        Some((known, ..)) => {
            whose |= matches!(known.field, Field::RepId | Field::RepName | Field::Team);
            true
        }
        None => DICTIONARY.ignores(&cell.own.name),
    };
    let is_all_known = before.iter().chain(behind).flatten().all(&mut is_known);
    let is_year = (1..).zip(months).all(|(number, cell)| says(cell, number));
    (is_year && is_all_known && whose).then(|| u32::try_from(first).ok())?
}

/// The month of a column of twelve that begin at `first`. It says less than 1月 does, and no less than any other header.
fn bare_month(first: u32, index: u32, cell: &HeaderCell) -> Option<(Known, &str, &Header)> {
    let month = index.checked_sub(first).filter(|month| *month < 12)?;
    let known = Known {
        field: Field::Month(u8::try_from(month).ok()? + 1),
        rank: KNOWN,
        telling: false,
        year: None,
    };
    Some((known, &cell.text, &cell.own))
}

/// The rank of a column that the settings name to the letter, of one that they name but for unit and remark, and of
/// the first of those that the dictionary knows.
const NAMED: usize = 0;
const NAMED_ALIKE: usize = 1;
const KNOWN: usize = 2;

/// A field to which the settings give that header.
fn named_field<'a>(named: &[(Field, &str)], cell: &'a HeaderCell) -> Option<(Known, &'a str, &'a Header)> {
    let (field, wanted, text, header) = named.iter().find_map(|(field, wanted)| {
        let name = header(wanted).name;
        match &cell.grouped {
            Some((text, grouped)) if grouped.name == name || header(text).name == name => {
                Some((*field, wanted, text.as_str(), grouped))
            }
            _ => (cell.own.name == name).then_some((*field, wanted, cell.text.as_str(), &cell.own)),
        }
    })?;
    let known = Known {
        field,
        rank: if fold(wanted) == fold(text) {
            NAMED
        } else {
            NAMED_ALIKE
        },
        telling: true,
        year: None,
    };
    Some((known, text, header))
}

/// The field that the dictionary knows by a header: with its group, alone, or by its last part (销售订单行.价税合计).
fn known_field(dataset: Dataset, cell: &HeaderCell) -> Option<(Known, &str, &Header)> {
    let known = |name: &str| {
        let known = DICTIONARY.field(dataset, name)?;
        Some(Known {
            rank: known.rank + KNOWN,
            ..known
        })
    };
    if let Some((text, grouped)) = &cell.grouped
        && let Some(known) = known(&grouped.name)
    {
        return Some((known, text, grouped));
    }
    let alone = known(&cell.own.name)
        // 客户/名称 in one cell is 客户名称.
        .or_else(|| known(&cell.own.name.replace(['/', '>', '\\'], "")))
        // 客户(编码) is 客户编码.
        .or_else(|| known(&cell.own.name.replace(['(', ')'], "")))
        .or_else(|| by_bracket(dataset, &cell.own.name, known))
        .or_else(|| by_last_parts(&cell.text, known))
        .or_else(|| by_end_of_path(dataset, &cell.text, known))?;
    let entry = DICTIONARY.entry(dataset);
    let is_aside = heads(cell).any(|head| entry.sets_aside(&fold(head)));
    (!is_aside).then_some((alone, cell.text.as_str(), &cell.own))
}

/// What stands before a column's own name: its group, and the parts of a path or a dotted name.
fn heads(cell: &HeaderCell) -> impl Iterator<Item = &str> {
    cell.full().rsplit(['/', '.', '。', '·', '>', '\\']).skip(1)
}

/// By what stands beside a bracket that names the record or its lines: (基本信息)单据编号, Amount (Sales Order Item). Of
/// lines there are a few fields alone; ID (Items) is no order's.
fn by_bracket(dataset: Dataset, name: &str, known: impl Fn(&str) -> Option<Known>) -> Option<Known> {
    let (bracket, rest) = outer_bracket(name)?;
    let is_lines = DICTIONARY.entry(dataset).is_lines(bracket)?;
    known(rest).filter(|known| !is_lines || is_stated_by_line(known.field))
}

/// Whether each line of a record states it, rather than the record.
fn is_stated_by_line(field: Field) -> bool {
    use Field::{Amount, Annual, Line, Product, Quantity, Year};
    matches!(field, Product | Quantity | Amount | Line | Year | Annual)
}

/// The text in brackets before or behind a name, and the name.
fn outer_bracket(name: &str) -> Option<(&str, &str)> {
    let before = || name.strip_prefix('(')?.split_once(')');
    let behind = || {
        let (rest, bracket) = name.strip_suffix(')')?.rsplit_once('(')?;
        Some((bracket, rest))
    };
    before().or_else(behind).filter(|(_, rest)| !rest.is_empty())
}

/// Whether a header, folded, says by a bracket that its column is one of the lines of a record.
pub(super) fn is_bracketed_line(dataset: Dataset, name: &str) -> bool {
    let bracket = outer_bracket(name).map(|(bracket, _)| bracket);
    bracket.and_then(|bracket| DICTIONARY.entry(dataset).is_lines(bracket)) == Some(true)
}

/// By the last parts of a dotted header, as many of them as are known together: 销售订单.客户.名称 is 客户名称.
fn by_last_parts(text: &str, known: impl Fn(&str) -> Option<Known>) -> Option<Known> {
    let mut rest = text;
    while let Some((_, last)) = rest.split_once(['.', '。', '·']) {
        if let Some(known) = known(&header(last).name) {
            return Some(known);
        }
        rest = last;
    }
    None
}

/// By the end of a path that begins with a record of the dataset: Order Lines/Product is Product. 国家/地区 is no path.
fn by_end_of_path(dataset: Dataset, text: &str, known: impl Fn(&str) -> Option<Known>) -> Option<Known> {
    let (head, last) = text.rsplit_once('/')?;
    let head = fold(head);
    let names = &DICTIONARY.entry(dataset).names;
    let is_path = names.iter().any(|name| head.contains(name.as_str()));
    is_path.then(|| known(&header(last).name)).flatten()
}

/// The unit that a second header line states and nothing else: 万元 or (万元) under 金额.
fn bare_unit(text: &str) -> Option<Decimal> {
    unit_of(fold(text).trim_matches(['(', ')', '[', ']', '【', '】']))
}
