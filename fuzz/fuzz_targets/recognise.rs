//! Sheets of any cells: titles, headers, sections, totals.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repcard::read::{Limits, read_bytes};
use repcard::recognise::{Mapping, readings};

fuzz_target!(|text: &str| {
    let readout = read_bytes("a.csv", text.as_bytes(), &Limits::default());
    let mapping = Mapping::of_period("2026-10".parse().expect("a month"));
    readings(readout.sheets, &mapping);
});
