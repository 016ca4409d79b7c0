//! Equal rows: one record where they were exported twice, several where nothing says that they are one.

use super::data_row::{DataRow, Gathered, WithinSheet};
use super::found::Found;
use super::left_out::{LeftOut, LeftOutFor};
use crate::model::finding::page::rows::REPEATED_IN_ANOTHER_FILE;
use crate::model::hash::Quick;
use crate::model::{Finding, Place, Problem, Source};
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

/// The rows without those that repeat another.
///
/// Of equal rows, as many count as the sheet that holds most of them has (data.md, settled case 5); the copies
/// in other sheets are exports of the same rows. Of two sheets that is said once, at the first row repeated.
pub fn without_repeats<T: DataRow>(rows: Vec<Gathered<T>>, found: &mut Found) -> Vec<Gathered<T>> {
    let findings = &mut found.findings;
    let mut left_out = Vec::new();
    let mut rejected = vec![false; rows.len()];
    let mut exports = Exports::new();
    for copies in equal_rows(&rows, |row| row) {
        let Some(kept) = fullest_sheet(&rows, &copies) else {
            continue;
        };
        let first = &rows[kept[0]];
        for &copy in &copies {
            let row = &rows[copy];
            let first_place = || first.place.clone();
            if row.place.source != first.place.source {
                rejected[copy] = true;
                left_out.push(LeftOut::read(
                    row,
                    LeftOutFor::Finding(REPEATED_IN_ANOTHER_FILE.code),
                ));
                note(&mut exports, &row.place, &first.place);
                continue;
            }
            let problem = if copy == kept[0] {
                continue;
            } else {
                match row.row.within_sheet() {
                    WithinSheet::Rejected => Problem::RepeatedRow { first: first_place() },
                    WithinSheet::Counts => Problem::PossibleDuplicate { first: first_place() },
                    WithinSheet::Unsaid => continue,
                }
            };
            rejected[copy] = !matches!(problem, Problem::PossibleDuplicate { .. });
            if rejected[copy] {
                left_out.push(LeftOut::read(row, LeftOutFor::Finding(problem.code())));
            }
            findings.push(Finding::at(row.place.clone(), problem));
        }
    }
    findings.extend(exports.into_values().map(|Export { row, first, rows }| {
        Finding::at(
            row.clone(),
            Problem::RepeatedInAnotherFile {
                first: first.clone(),
                rows,
            },
        )
    }));
    found.left_out.extend(left_out);
    let mut rejected = rejected.into_iter();
    let mut rows = rows;
    rows.retain(|_| !rejected.next().unwrap_or(false));
    rows
}

/// Which rows of a sheet, the key's first, repeat rows of another, its second.
type Exports<'a> = BTreeMap<(&'a Arc<Source>, &'a Arc<Source>), Export<'a>>;

/// The first row that a sheet repeats of another, which row that is, and how many there are.
struct Export<'a> {
    row: &'a Place,
    first: &'a Place,
    rows: u64,
}

fn note<'a>(exports: &mut Exports<'a>, row: &'a Place, first: &'a Place) {
    let export = exports
        .entry((&row.source, &first.source))
        .or_insert(Export { row, first, rows: 0 });
    export.rows += 1;
    if row < export.row {
        (export.row, export.first) = (row, first);
    }
}

/// Drops most of the hashes that are there once, so that they need not be sorted: each has a bit among many, which no
/// other hash has set.
fn keep_repeated(hashes: &mut Vec<(u64, usize)>) {
    const BITS_OF_EACH: usize = 8;
    let words = (hashes.len() * BITS_OF_EACH / 64).next_power_of_two();
    let mut bits = vec![[0_u64; 2]; words];
    let place = |hash: u64| ((hash / 64) as usize & (words - 1), 1 << (hash % 64));
    for (hash, _) in &*hashes {
        let (word, bit) = place(*hash);
        let [once, again] = &mut bits[word];
        *again |= *once & bit;
        *once |= bit;
    }
    hashes.retain(|(hash, _)| {
        let (word, bit) = place(*hash);
        bits[word][1] & bit != 0
    });
}

/// Groups of two or more rows that are equal in what `part` takes of them, each group in the order of the rows.
pub fn equal_rows<'a, T, K: Hash + Eq>(
    rows: &'a [Gathered<T>],
    part: impl Fn(&'a T) -> K,
) -> Vec<Vec<usize>> {
    let hasher = Quick::default();
    let mut hashes: Vec<(u64, usize)> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| (hasher.hash_one(part(&row.row)), index))
        .collect();
    keep_repeated(&mut hashes);
    hashes.sort_unstable();
    let mut groups = Vec::new();
    for same_hash in hashes.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
        let mut rest: Vec<usize> = same_hash.iter().map(|(_, index)| *index).collect();
        while let Some(&first) = rest.first() {
            let (equal, other) = rest
                .into_iter()
                .partition::<Vec<_>, _>(|&index| part(&rows[index].row) == part(&rows[first].row));
            rest = other;
            if equal.len() > 1 {
                groups.push(equal);
            }
        }
    }
    groups
}

/// Those of the copies that stand in the sheet which holds most; of several such sheets, the first.
fn fullest_sheet<T>(rows: &[Gathered<T>], copies: &[usize]) -> Option<Vec<usize>> {
    copies
        .chunk_by(|&a, &b| rows[a].place.source == rows[b].place.source)
        .rev()
        .max_by_key(|sheet| sheet.len())
        .map(<[usize]>::to_vec)
}
