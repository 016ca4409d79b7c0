//! What every stage took for granted → one list of a run, guesses first.

use super::account::TableAccount;
use crate::model::assumption::{INPUTS, Line};
use crate::model::text::toml_text;
use crate::model::{Assumption, Finding, Origin, Place, Source, Taken};
use crate::read::{FileKind, InputFile, Scope};
use crate::recognise::{Table, inputs_line};
use crate::reshape::at_their_cells;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Decimals of sums.
const PLACES: u32 = 12;

/// What the list is made of.
#[derive(Debug, Clone, Copy)]
pub struct Assumed<'a> {
    /// The tables, with what was assumed of each.
    pub tables: &'a [Table],
    /// What was assumed of words.
    pub words: &'a [Assumption],
    /// How text files are read.
    pub encodings: &'a [Assumption],
    /// What was told, which says of some decisions what they were.
    pub findings: &'a [Finding],
    /// Rows and money of tables.
    pub account: &'a [TableAccount],
}

/// The list, in order: what nobody says first.
pub fn assumptions(of: Assumed<'_>) -> Vec<Assumption> {
    let is_used = |table: &&Table| table.scope == Scope::Own || table.list.is_dated();
    let used: Vec<&Table> = of.tables.iter().filter(is_used).collect();
    let mut by_source: BTreeMap<&Source, Vec<&Table>> = BTreeMap::new();
    for table in &used {
        by_source.entry(&*table.source).or_default().push(table);
    }
    let told = of.findings.iter().filter_map(Assumption::told);
    let of_tables = used.iter().flat_map(|table| table.assumed.iter().cloned());
    let all = of_tables.chain(of.words.iter().cloned()).chain(told);
    let mut list: Vec<Assumption> = all
        .filter_map(|said| {
            let tables = by_source.get(&*said.place.source).map_or(&[][..], Vec::as_slice);
            let is_it = |table: &&&Table| said.dataset.is_none_or(|dataset| dataset == table.dataset);
            let table = tables.iter().filter(is_it).max_by_key(|table| {
                (
                    said.place.row.is_none_or(|row| row >= table.header_row),
                    table.header_row,
                )
            });
            match table {
                Some(table) => completed(said, table, &used, of.account),
                None => Some(without_key(said)),
            }
        })
        .collect();
    let is_told = |said: &&Assumption| {
        let guessed = |other: &Assumption| {
            matches!(other.taken, Taken::Encoding { .. }) && other.place.source.file == said.place.source.file
        };
        !list.iter().any(guessed)
    };
    let further: Vec<Assumption> = of.encodings.iter().filter(is_told).cloned().collect();
    list.extend(further);
    at_their_cells(list.iter_mut().map(|said| &mut said.place), of.tables);
    let mut known = BTreeSet::new();
    list.retain(|said| known.insert((said.place.clone(), said.taken.clone())));
    list.sort_by_cached_key(Assumption::rank);
    list
}

/// How text files are read that are no UTF-8. `stated` are the settings' encodings, by path.
pub fn encodings(
    files: &[InputFile],
    kinds: &[Option<FileKind>],
    stated: &BTreeMap<String, String>,
) -> Vec<Assumption> {
    let read = files.iter().zip(kinds).filter_map(|(file, kind)| {
        let encoding = kind.as_ref()?.encoding.clone()?;
        let is_stated = stated.contains_key(&file.relative);
        if !is_stated && encoding.eq_ignore_ascii_case("utf-8") {
            return None;
        }
        let from = if is_stated { Origin::Settings } else { Origin::File };
        let path = file.relative.strip_prefix("inbox/").unwrap_or(&file.relative);
        let line = format!("{} = {}", toml_text(path), toml_text(&encoding));
        let said = Assumption::new(from, Place::file(&file.relative), Taken::Encoding { encoding });
        Some(said.settled_by(Line::new("encodings", line)))
    });
    read.collect()
}

/// With what is known of its table; none where the table is of months before and nobody asks.
fn completed(
    mut said: Assumption,
    table: &Table,
    used: &[&Table],
    account: &[TableAccount],
) -> Option<Assumption> {
    if table.scope != Scope::Own && !matters_for_history(&said) {
        return None;
    }
    said.dataset = said.dataset.or(Some(table.dataset));
    if said.header.is_none()
        && let Some(header) = said
            .place
            .column
            .and_then(|column| table.headers.get(column as usize))
    {
        said.header = Some(header.clone()).filter(|header| !header.is_empty());
    }
    let known = account.iter().find(|known| {
        let is_it = known.dataset == Some(table.dataset) && known.source == table.source;
        is_it && known.header_row.unwrap_or_default() == table.header_row
    });
    let rests = said.rows.is_none() && table.scope == Scope::Own && rests_on_whole_table(&said.taken);
    if let Some(known) = known.filter(|_| rests) {
        said.rows = Some(known.rows_of_period());
        let amount = known.counted().1.filter(|_| is_of_money(&said.taken));
        said.amount = said
            .amount
            .or(amount.map(|amount| amount.to_shortest_decimal(PLACES).normalize()));
    }
    if let Taken::Unit {
        scale: Some(scale), ..
    } = said.taken
        && said.line.is_some()
        && is_of_several_units(table, used)
    {
        said.line = Some(Line::of_inputs("scale", &scale.normalize().to_string()));
    }
    said.line = said.line.and_then(|line| {
        if line.table != INPUTS {
            return Some(line);
        }
        Some(Line::new(INPUTS, inputs_line(used, table, &line.text)?))
    });
    Some(said)
}

/// Whether a file has money of several units, so that one line cannot speak of all of it.
fn is_of_several_units(table: &Table, used: &[&Table]) -> bool {
    let scale = |table: &Table| {
        let money = table.list.money().and_then(|field| table.column(field));
        money.map(|column| column.multiplier)
    };
    let of_file = used.iter().filter(|other| other.source.file == table.source.file);
    let mut scales = of_file.filter_map(|other| scale(other));
    scales.any(|other| Some(other) != scale(table))
}

/// A key of an entry says nothing where nobody knows of which.
fn without_key(said: Assumption) -> Assumption {
    let line = said.line.filter(|line| line.table != INPUTS);
    Assumption { line, ..said }
}

/// Growth and new customers rest on what rows of months before come to; not on how their sheets were recognised.
fn matters_for_history(said: &Assumption) -> bool {
    match said.taken {
        Taken::Unit { scale, .. } => said.from != Origin::Guess && scale != Some(Decimal::ONE),
        Taken::Currency { .. }
        | Taken::Sign { .. }
        | Taken::AmountsOf { .. }
        | Taken::DateOrder { .. }
        | Taken::SwappedDates { .. }
        | Taken::Decimal { .. } => true,
        _ => false,
    }
}

fn rests_on_whole_table(taken: &Taken) -> bool {
    matches!(
        taken,
        Taken::Dataset { .. }
            | Taken::HeaderRow { .. }
            | Taken::Unit { .. }
            | Taken::Currency { .. }
            | Taken::DateOrder { .. }
            | Taken::Decimal { .. }
            | Taken::Column { .. }
            | Taken::Sign { .. }
            | Taken::AmountsOf { .. }
    )
}

fn is_of_money(taken: &Taken) -> bool {
    match taken {
        Taken::Unit { field, .. } | Taken::Decimal { field, .. } | Taken::Column { field, .. } => {
            field.may_be_money()
        }
        Taken::Dataset { .. } | Taken::Currency { .. } => true,
        _ => false,
    }
}
