//! Sheets of any cells: titles, headers, sections, totals.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repcard::read::{Limits, read_bytes};
use repcard::recognise::{Mapping, readings};
use std::collections::BTreeMap;

fuzz_target!(|text: &str| {
    let readout = read_bytes("a.csv", text.as_bytes(), &Limits::default());
    let mapping = Mapping {
        period: "2026-10".parse().expect("a month"),
        inputs: BTreeMap::new(),
        manual: Vec::new(),
        scales: Vec::new(),
        currency: None,
        rates: Vec::new(),
    };
    readings(readout.sheets, &mapping);
});
