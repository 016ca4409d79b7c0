//! A table as it was recognised → what was taken for granted of it: its list, its header, its units.

use super::header::header;
use super::pattern::path_pattern;
use super::pin::Pin;
use super::reading::{Confidence, Level};
use super::table::{AmountsOf, Column, Sign, Table};
use crate::model::assumption::{Line, SignTaken};
use crate::model::finding::UnitPlace;
use crate::model::text::toml_text;
use crate::model::{Assumption, Dataset, Field, Origin, Place, Taken};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What was taken for granted of a table whose sheet begins in `first_row`.
pub(super) fn of_table(
    table: &Table,
    confidence: &Confidence,
    pin: Option<&Pin>,
    first_row: u32,
) -> Vec<Assumption> {
    let mut assumed = vec![dataset(table, confidence)];
    assumed.extend(header_row(table, pin, first_row));
    assumed.extend(units(table));
    assumed.extend(currency(table));
    assumed.extend(stated(table));
    assumed
}

fn at_header(table: &Table, column: Option<u32>) -> Place {
    let place = table.header_place();
    column.map_or_else(|| place.clone(), |column| place.at_column(column))
}

fn dataset(table: &Table, confidence: &Confidence) -> Assumption {
    let from = match confidence.level {
        Level::Pinned => Origin::Settings,
        Level::High => Origin::Dictionary,
        Level::Medium | Level::Low => Origin::Guess,
    };
    let taken = Taken::Dataset {
        dataset: table.dataset,
        also: confidence.also.clone(),
    };
    let said = Assumption::new(from, Place::sheet(table.source.clone()), taken).of(table.dataset);
    // The whole entry comes once all tables of the list are known.
    said.settled_by(Line::new(crate::model::assumption::INPUTS, String::new()))
}

/// Where titles or other rows stand above it.
fn header_row(table: &Table, pin: Option<&Pin>, first_row: u32) -> Option<Assumption> {
    let stated = pin.and_then(|pin| pin.header_row);
    if stated.is_none() && table.header_row <= first_row {
        return None;
    }
    let from = stated.map_or(Origin::Dictionary, |_| Origin::Settings);
    let row = table.header_row;
    let said = Assumption::new(from, at_header(table, None), Taken::HeaderRow { row }).of(table.dataset);
    Some(said.settled_by(Line::of_inputs("header_row", &row.to_string())))
}

/// What amounts and durations are counted in: once for all columns of one unit.
fn units(table: &Table) -> Vec<Assumption> {
    // What is computed counts as it is computed.
    let of_sheet = table
        .columns
        .iter()
        .filter(|column| !table.is_computed(column.index));
    let mut by_scale: BTreeMap<(bool, Option<Decimal>), Assumption> = BTreeMap::new();
    for column in of_sheet {
        let is_money = column.field.may_be_money();
        if (is_money || column.field == Field::Duration)
            && let Some((scale, said)) = unit(table, column, is_money)
        {
            by_scale.entry((is_money, scale)).or_insert(said);
        }
    }
    by_scale.into_values().collect()
}

/// What figures of a column are multiplied by, none where each row says, and who says so; none where nobody says anything
/// and nobody would ask.
fn unit(table: &Table, column: &Column, is_money: bool) -> Option<(Option<Decimal>, Assumption)> {
    let money = &table.money;
    let rate = money.rate.filter(|_| is_money);
    let scale = rate.and_then(|rate| column.multiplier.checked_div(rate));
    let scale = scale.unwrap_or(column.multiplier);
    let is_settled = is_money && money.is_settled;
    let is_by_row = is_money && !is_settled && money.unit_column.is_some();
    let conversion = money.conversion.as_ref().filter(|_| is_money);
    let (from, unit, at) = if is_settled {
        (Origin::Settings, None, None)
    } else if is_by_row {
        (Origin::File, None, Some(UnitPlace::Column))
    } else if let Some(conversion) = conversion {
        let from = if conversion.is_sure {
            Origin::File
        } else {
            Origin::Guess
        };
        (from, Some(conversion.unit.clone()), Some(conversion.at))
    } else if let Some(unit) = header(&column.header).unit {
        (Origin::File, Some(unit.text), Some(UnitPlace::Header))
    } else if scale != Decimal::ONE {
        (Origin::File, None, None)
    } else if table.dataset == Dataset::ORDERS && column.field == Field::Amount && money.currency.is_none() {
        (Origin::Guess, None, None)
    } else {
        return None;
    };
    let scale = Some(scale).filter(|_| !is_by_row);
    let taken = Taken::Unit {
        field: column.field,
        unit,
        at,
        scale,
    };
    let place = at_header(table, Some(column.index));
    let said = Assumption::new(from, place, taken)
        .of(table.dataset)
        .under(&column.header);
    Some(match scale.filter(|_| is_money) {
        Some(times) => (scale, said.settled_by(scale_line(table, times))),
        None => (scale, said),
    })
}

fn scale_line(table: &Table, scale: Decimal) -> Line {
    let file = toml_text(&path_pattern(&table.source.file));
    Line::new("scale", format!("{file} = {}", scale.normalize()))
}

fn currency(table: &Table) -> Option<Assumption> {
    let (stated, rate) = (table.money.currency.as_ref()?, table.money.rate?);
    let taken = Taken::Currency {
        currency: stated.word.clone(),
        rate,
    };
    let said = Assumption::new(Origin::Settings, at_header(table, stated.column), taken);
    Some(said.of(table.dataset))
}

/// What the settings say of the table as a whole.
fn stated(table: &Table) -> Vec<Assumption> {
    let amount = table
        .column(Field::Amount)
        .or_else(|| table.column(Field::Points));
    let place = at_header(table, amount.map(|column| column.index));
    let of_settings = |taken| {
        let said = Assumption::new(Origin::Settings, place.clone(), taken).of(table.dataset);
        amount.map_or(said.clone(), |column| said.under(&column.header))
    };
    let sign = table.sign.map(|sign| {
        let (sign, word) = match sign {
            Sign::Minus => (SignTaken::Minus, "\"minus\""),
            Sign::AsWritten => (SignTaken::AsWritten, "\"as-written\""),
        };
        of_settings(Taken::Sign { sign }).settled_by(Line::of_inputs("sign", word))
    });
    let amounts = table.amounts.map(|amounts| {
        let orders = amounts == AmountsOf::Orders;
        let word = if orders { "\"orders\"" } else { "\"lines\"" };
        of_settings(Taken::AmountsOf { orders }).settled_by(Line::of_inputs("amounts", word))
    });
    sign.into_iter().chain(amounts).collect()
}

/// Lines of `[inputs]` that settle what was assumed of a table: one entry for each of the list's tables, since an entry that
/// names files takes the list from those alone. None where they are too many for a line.
pub fn inputs_line(tables: &[&Table], of: &Table, said: &str) -> Option<String> {
    line(tables, of, |pin| vec![pin.and(said)])
}

/// The same for one month's export: those of other months, which lie at other paths, stay as they are.
pub fn inputs_line_of_file(tables: &[&Table], of: &Table, said: &str) -> Option<String> {
    line(tables, of, |pin| {
        let file = of.source.file.as_str();
        let own = Pin {
            files: vec![file.strip_prefix("inbox/").unwrap_or(file).to_owned()],
            ..pin.clone().and(said)
        };
        // A file's own path goes before a pattern of many.
        let of_others = Some(pin).filter(|pin| pin.files != own.files);
        of_others.into_iter().chain([own]).collect()
    })
}

fn line(tables: &[&Table], of: &Table, settled: impl Fn(Pin) -> Vec<Pin>) -> Option<String> {
    const MOST: usize = 4;
    let alike = tables.iter().filter(|table| table.dataset == of.dataset);
    let mut entries: Vec<(Pin, bool)> = Vec::new();
    for table in alike {
        let is_it = table.source == of.source && table.header_row == of.header_row && table.pin == of.pin;
        match entries.iter_mut().find(|(pin, _)| *pin == table.pin) {
            Some((_, known)) => *known |= is_it,
            None => entries.push((table.pin.clone(), is_it)),
        }
    }
    if entries.len() > MOST {
        return None;
    }
    let entries: Vec<String> = entries
        .into_iter()
        .flat_map(|(pin, is_it)| if is_it { settled(pin) } else { vec![pin] })
        .map(|pin| pin.to_entry())
        .collect();
    let id = of.dataset.id();
    Some(match &entries[..] {
        [one] => format!("{id} = {one}"),
        _ => format!("{id} = [{}]", entries.join(", ")),
    })
}
