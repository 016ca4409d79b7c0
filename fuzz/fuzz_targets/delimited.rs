//! Text files: encoding, delimiter, quotes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repcard::read::{Limits, read_bytes};

fuzz_target!(|bytes: &[u8]| {
    read_bytes("a.csv", bytes, &Limits::default());
});
