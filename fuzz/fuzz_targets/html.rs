//! Pages that are named .xls.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repcard::read::{Limits, read_bytes};

fuzz_target!(|bytes: &[u8]| {
    read_bytes("a.xls", &[b"<html><table>", bytes].concat(), &Limits::default());
});
