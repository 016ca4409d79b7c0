//! XML Spreadsheets 2003.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repcard::read::{Limits, read_bytes};

const START: &[u8] = b"<?xml version=\"1.0\"?>\
    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
    <Worksheet ss:Name=\"a\"><Table>";

fuzz_target!(|bytes: &[u8]| {
    read_bytes("a.xml", &[START, bytes].concat(), &Limits::default());
});
