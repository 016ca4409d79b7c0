//! The settings that pin what was inspected, ready to be pasted into `repcard.toml`.

use repcard::job::Inspected;
use repcard::model::Dataset;
use repcard::read::Scope;
use repcard::recognise::{Pin, Table};
use std::collections::BTreeMap;

/// The settings that pin every table as it was read.
pub(in crate::cli) fn pins(files: &[Inspected]) -> String {
    let readings = files.iter().flat_map(|file| &file.readings);
    let read: Vec<(&Table, &Pin)> = readings
        .filter_map(|reading| Some((reading.table.as_ref()?, reading.pin.as_ref()?)))
        .collect();
    let of_file = |file: &str, like: &Pin| -> Vec<&Pin> {
        let pins = read
            .iter()
            .filter(|(table, pin)| table.source.file == file && is_alike(pin, like));
        pins.map(|(_, pin)| *pin).collect()
    };
    let mut pins = BTreeMap::<Dataset, Vec<Pin>>::new();
    for (table, pin) in &read {
        // One pattern may name files of several periods. It pins the period's own; others that differ are named by
        // their paths.
        let own = read
            .iter()
            .find(|(other, like)| other.scope == Scope::Own && is_alike(pin, like));
        let file = &table.source.file;
        let is_as_own = own.is_some_and(|(own, _)| {
            own.source.file == *file || of_file(&own.source.file, pin) == of_file(file, pin)
        });
        let pin = if is_as_own {
            (*pin).clone()
        } else {
            pin.of_file(file)
        };
        let known = pins.entry(table.dataset).or_default();
        if !known.contains(&pin) {
            known.push(pin);
        }
    }
    let tables: Vec<String> = pins
        .iter()
        .flat_map(|(dataset, pins)| pins.iter().map(|pin| pin.to_toml(*dataset, pins.len() > 1)))
        .collect();
    tables.join("\n")
}

/// Whether two pins name the same files and the same sheet of them.
fn is_alike(one: &Pin, other: &Pin) -> bool {
    one.files == other.files && one.sheet == other.sheet
}
