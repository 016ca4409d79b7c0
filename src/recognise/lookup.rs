//! A header cell → the field that the settings or the dictionary give it.

use super::dictionary::{Dictionary, Entry, Known};
use super::header::{Header, fold, header};
use super::header_row::{HeaderCell, HeaderRow};
use super::time;
use crate::model::{Dataset, Field, Kpi};

/// The rank of a column that the settings name to the letter, of one that they name but for unit and remark, and of
/// the first of those that the dictionary knows.
const NAMED: usize = 0;
const NAMED_ALIKE: usize = 1;
pub(super) const KNOWN: usize = 2;
/// The rank from which on a header of targets names a KPI and nothing else.
pub(super) const BARE_KPI: usize = 100_000;

/// A field to which the settings give that header.
pub(super) fn named_field<'a>(
    named: &[(Field, &str)],
    cell: &'a HeaderCell,
) -> Option<(Known, &'a str, &'a Header)> {
    // The sign of an expression is lost where headers compare: -金额 is what turns 金额, and no header of that name.
    let is_signed = |text: &str| text.trim_start().starts_with('-');
    let may_be = named
        .iter()
        .filter(|(_, wanted)| !is_signed(wanted) || is_signed(&cell.text));
    let (field, wanted, text, header) = may_be.into_iter().find_map(|(field, wanted)| {
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
pub(super) fn known_field<'a>(
    dictionary: &Dictionary,
    dataset: Dataset,
    cell: &'a HeaderCell,
) -> Option<(Known, &'a str, &'a Header)> {
    if let Some(range) = range(dataset, cell) {
        return range;
    }
    let known = |name: &str| {
        let known = dictionary.field(dataset, name)?;
        Some(Known {
            rank: known.rank + KNOWN,
            ..known
        })
    };
    let entry = dictionary.entry(dataset);
    if let Some((text, grouped)) = &cell.grouped
        && let Some(known) = known(&grouped.name)
    {
        return Some((known, text, grouped));
    }
    let name = cell.own.name.as_str();
    let without = |marks: &[char]| name.contains(marks).then(|| known(&name.replace(marks, "")));
    let alone = known(name)
        // 客户/名称 in one cell is 客户名称.
        .or_else(|| without(&['/', '>', '\\']).flatten())
        // 客户(编码) is 客户编码.
        .or_else(|| without(&['(', ')']).flatten())
        .or_else(|| by_bracket(entry, name, known))
        .or_else(|| by_own_money(entry, name, known))
        .or_else(|| by_last_parts(&cell.text, known))
        .or_else(|| by_end_of_path(entry, &cell.text, known))?;
    let is_aside = heads(cell).any(|head| entry.sets_aside(&fold(head)));
    // 1月 under 拜访目标 is no target of sales.
    let is_part = dataset == Dataset::TARGETS && alone.field.year_part().is_some();
    let of_other_kpi = |head: &str| {
        let head = fold(head);
        let catalogue = &dictionary.catalogue;
        let kpi = catalogue
            .target_called(&head)
            .or_else(|| catalogue.kpi_called(&head));
        kpi.is_some_and(|kpi| kpi != Kpi::SALES)
    };
    let is_aside = is_aside || is_part && heads(cell).any(of_other_kpi);
    (!is_aside).then_some((alone, cell.text.as_str(), &cell.own))
}

/// The field of a header of targets that names its months by the first and the last, which folding would run together.
#[expect(clippy::option_option, reason = "such a header may be known to be no field")]
fn range(dataset: Dataset, cell: &HeaderCell) -> Option<Option<(Known, &str, &Header)>> {
    if dataset != Dataset::TARGETS {
        return None;
    }
    let grouped = cell
        .grouped
        .as_ref()
        .map(|(text, header)| (text.as_str(), header));
    let own = (cell.text.as_str(), &cell.own);
    let mut texts = grouped.into_iter().chain([own]);
    texts.find_map(|(text, header)| {
        let part = time::range(text)?;
        Some(part.map(|(part, year)| {
            let known = Known {
                field: Field::of_year_part(part),
                rank: KNOWN,
                telling: true,
                year,
            };
            (known, text, header)
        }))
    })
}

/// What stands before a column's own name: its group, and the parts of a path or a dotted name.
fn heads(cell: &HeaderCell) -> impl Iterator<Item = &str> {
    cell.full().rsplit(['/', '.', '。', '·', '>', '\\']).skip(1)
}

/// By what stands beside a bracket that names the record or its lines: (基本信息)单据编号, Amount (Sales Order Item). Of
/// lines there are a few fields alone; ID (Items) is no order's.
fn by_bracket(entry: &Entry, name: &str, known: impl Fn(&str) -> Option<Known>) -> Option<Known> {
    let (bracket, rest) = outer_bracket(name)?;
    let is_lines = entry.is_lines(bracket)?;
    known(rest).filter(|known| !is_lines || is_stated_by_line(known.field))
}

/// Whether each line of a record states it, rather than the record.
fn is_stated_by_line(field: Field) -> bool {
    use Field::{Amount, Annual, Line, Product, Quantity, Year};
    matches!(field, Product | Quantity | Amount | Line | Year | Annual)
}

/// The text in brackets before or behind a name, and the name.
pub(super) fn outer_bracket(name: &str) -> Option<(&str, &str)> {
    let before = || name.strip_prefix('(')?.split_once(')');
    let behind = || {
        let (rest, bracket) = name.strip_suffix(')')?.rsplit_once('(')?;
        Some((bracket, rest))
    };
    before().or_else(behind).filter(|(_, rest)| !rest.is_empty())
}

/// Whether a header, folded, says by a bracket that its column is one of the lines of a record.
pub(super) fn is_bracketed_line(entry: &Entry, name: &str) -> bool {
    let bracket = outer_bracket(name).map(|(bracket, _)| bracket);
    bracket.and_then(|bracket| entry.is_lines(bracket)) == Some(true)
}

/// An amount that says it is in the company's own money, by its name without those words: 订单金额 (已转换).
fn by_own_money(entry: &Entry, name: &str, known: impl Fn(&str) -> Option<Known>) -> Option<Known> {
    let is_amount = |known: &Known| known.field == Field::Amount;
    entry
        .is_own_money(name)
        .then(|| known(&entry.without_money(name)).filter(is_amount))
        .flatten()
}

/// By the last parts of a dotted header, as many of them as are known together: 销售订单.客户.名称 is 客户名称. The id of
/// what a column names, Deal Owner.id, is the exporting system's own and no field; Sales Order.id tells orders apart.
fn by_last_parts(text: &str, known: impl Fn(&str) -> Option<Known>) -> Option<Known> {
    let mut rest = text;
    if let Some((named, id)) = text.rsplit_once('.')
        && fold(id) == "id"
    {
        return known(&header(named).name).filter(|of| of.field == Field::OrderId);
    }
    while let Some((_, last)) = rest.split_once(['.', '。', '·']) {
        if let Some(known) = known(&header(last).name) {
            return Some(known);
        }
        rest = last;
    }
    None
}

/// By the end of a path that begins with a record of the dataset: Order Lines/Product is Product. 国家/地区 is no path.
fn by_end_of_path(entry: &Entry, text: &str, known: impl Fn(&str) -> Option<Known>) -> Option<Known> {
    let (head, last) = text.rsplit_once('/')?;
    let head = fold(head);
    let is_path = entry.names.are_in(&head);
    is_path.then(|| known(&header(last).name)).flatten()
}

/// The column of the first of twelve headers that are bare numbers, 1 to 12: the months of a year's targets where all
/// else is known and says whose. A thirteenth makes them days.
pub(super) fn bare_months(dictionary: &Dictionary, dataset: Dataset, row: &HeaderRow) -> Option<u32> {
    if dataset != Dataset::TARGETS {
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
    let mut is_known = |cell: &HeaderCell| match known_field(dictionary, dataset, cell) {
        Some((known, ..)) => {
            whose |= matches!(known.field, Field::RepId | Field::RepName | Field::Team);
            true
        }
        None => Dictionary::ignores(&cell.own.name),
    };
    let is_all_known = before.iter().chain(behind).flatten().all(&mut is_known);
    let is_year = (1..).zip(months).all(|(number, cell)| says(cell, number));
    (is_year && is_all_known && whose).then(|| u32::try_from(first).ok())?
}

/// The target of a KPI by its name alone, 拜访 beside 月份: where the sheet is one of targets by its name.
pub(super) fn bare_kpi<'a>(
    dictionary: &Dictionary,
    dataset: Dataset,
    cell: &'a HeaderCell,
) -> Option<(Known, &'a str, &'a Header)> {
    let kpi = (dataset == Dataset::TARGETS).then(|| dictionary.catalogue.kpi_called(&cell.own.name))??;
    let known = Known {
        field: match kpi {
            Kpi::SALES => Field::Value,
            kpi => Field::TargetOf(kpi),
        },
        rank: BARE_KPI,
        telling: false,
        year: None,
    };
    Some((known, &cell.text, &cell.own))
}

/// The month of a column of twelve that begin at `first`. It says less than 1月 does, and no less than any other header.
pub(super) fn bare_month(first: u32, index: u32, cell: &HeaderCell) -> Option<(Known, &str, &Header)> {
    let month = index.checked_sub(first).filter(|month| *month < 12)?;
    let known = Known {
        field: Field::Month(u8::try_from(month).ok()? + 1),
        rank: KNOWN,
        telling: false,
        year: None,
    };
    Some((known, &cell.text, &cell.own))
}
