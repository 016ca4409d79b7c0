//! The settings that pin what was inspected, ready to be pasted into `repcard.toml`.

use repcard::job::Inspected;
use repcard::model::Dataset;
use repcard::read::Scope;
use repcard::recognise::{Pin, Reading, Table};
use std::collections::BTreeMap;

/// The settings that pin every table as it was read, list by list.
pub(super) fn pins(files: &[Inspected]) -> String {
    let mut pins = BTreeMap::<Dataset, Vec<String>>::new();
    for (dataset, pin) in each(files).into_iter().flatten() {
        pins.entry(dataset).or_default().push(pin.to_toml(dataset));
    }
    let tables: Vec<String> = pins.into_values().flatten().collect();
    tables.join("\n")
}

/// What is to be written for each reading, in the order of the files; none where the sheet was not read, or where what is
/// written for another one pins it as well.
pub(in crate::cli) fn each(files: &[Inspected]) -> Vec<Option<(Dataset, Pin)>> {
    let readings = || files.iter().flat_map(|file| &file.readings);
    let read: Vec<(&Table, &Pin)> = readings().filter_map(of_table).collect();
    let of_file = |file: &str, like: &Pin| -> Vec<&Pin> {
        let pins = read
            .iter()
            .filter(|(table, pin)| table.source.file == file && is_alike(pin, like));
        pins.map(|(_, pin)| *pin).collect()
    };
    let mut known: Vec<(Dataset, Pin)> = Vec::new();
    let mut of_reading = |reading: &Reading| {
        let (table, pin) = of_table(reading)?;
        // One pattern may name files of several periods. It pins the first of the period's own, whichever was asked for;
        // others that differ are named by their paths.
        let own = read
            .iter()
            .filter(|(other, like)| other.scope == Scope::Own && is_alike(pin, like))
            .min_by_key(|(other, _)| &other.source.file);
        let file = &table.source.file;
        let is_as_own = own.is_some_and(|(own, _)| {
            own.source.file == *file || of_file(&own.source.file, pin) == of_file(file, pin)
        });
        let pin = if is_as_own { pin.clone() } else { pin.of_file(file) };
        let said = (table.dataset, pin);
        if known.contains(&said) {
            return None;
        }
        known.push(said.clone());
        Some(said)
    };
    // What is read for the sake of others is pinned when it is asked for.
    let asked = files.iter().filter(|file| !file.is_beside);
    asked
        .flat_map(|file| &file.readings)
        .map(&mut of_reading)
        .collect()
}

fn of_table(reading: &Reading) -> Option<(&Table, &Pin)> {
    Some((reading.table.as_ref()?, reading.pin.as_ref()?))
}

/// Whether two pins name the same files and the same sheet of them.
fn is_alike(one: &Pin, other: &Pin) -> bool {
    one.files == other.files && one.sheet == other.sheet
}
