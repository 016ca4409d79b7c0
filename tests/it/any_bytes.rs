//! Any bytes under any name: sheets or findings, never a panic, in bounded time and memory.

use crate::support::archive as support;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use repcard::read::{Limits, read_bytes};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use support::zipped;

const MOST_TIME: Duration = Duration::from_secs(10);
const MOST_MEGABYTES: u64 = 1024;

const NAMES: [&str; 9] = [
    "a.xlsx", "a.xlsm", "a.xlsb", "a.xls", "a.ods", "a.csv", "a.tsv", "a.html", "a",
];

/// How files of some kinds begin.
const STARTS: [&[u8]; 9] = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"a,b\n\"",
    b"<html><table><tr><td>",
    b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet>",
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
];

/// Parts that readers look for.
const PARTS: [&str; 13] = [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.bin",
    "mimetype",
    "content.xml",
    "styles.xml",
    "xl/styles.bin",
    "META-INF/manifest.xml",
];

/// What such parts are made of.
const MARKUP: [&str; 33] = [
    "<worksheet>",
    "<sheetData>",
    "<row r=\"1\">",
    "<row r=\"1048576\">",
    "<c r=\"A1\" t=\"s\">",
    "<c r=\"XFD9\">",
    "<v>0</v>",
    "<v>1e308</v>",
    "<is><t>a</t></is>",
    "</c>",
    "</row>",
    "</sheetData></worksheet>",
    "<dimension ref=\"A1:XFD1048576\"/>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
    "<sst uniqueCount=\"4294967295\"><si><t>a</t></si></sst>",
    "<styleSheet><cellXfs count=\"1\"><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0!.0,&quot;万&quot;\"/></numFmts>",
    "<office:document-styles>",
    "<office:automatic-styles>",
    "<number:number-style style:name=\"N1\"><number:number number:display-factor=\"1000\">",
    "<number:embedded-text number:position=\"1\">.</number:embedded-text></number:number></number:number-style>",
    "<style:style style:name=\"c\" style:family=\"table-cell\" style:data-style-name=\"N1\"/></office:automatic-styles>",
    "<table:table-column table:number-columns-repeated=\"16384\" table:default-cell-style-name=\"c\"/>",
    "application/vnd.oasis.opendocument.spreadsheet",
    "<office:document-content><office:body><office:spreadsheet>",
    "<table:table table:name=\"a\">",
    "<table:table-row table:number-rows-repeated=\"1048576\">",
    "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>",
    "</table:table-row>",
    "</table:table>",
    "</office:spreadsheet></office:body></office:document-content>",
];

/// Kinds of records that stand in an .xls.
const RECORDS: [u16; 17] = [
    0x0809, 0x000A, 0x0085, 0x0200, 0x0203, 0x0204, 0x00FC, 0x00FD, 0x00BD, 0x0006, 0x003C, 0x00E5, 0x0042,
    0x0022, 0x041E, 0x00E0, 0x027E,
];

/// Parts of an .xlsb, and kinds of records that stand in them.
const BINARY_PARTS: [&str; 3] = ["xl/workbook.bin", "xl/styles.bin", "xl/worksheets/sheet1.bin"];
const BINARY_RECORDS: [u16; 14] = [0, 2, 5, 9, 11, 44, 47, 145, 148, 156, 176, 615, 617, 618];

fn random() -> impl Strategy<Value = Vec<u8>> {
    (select(&STARTS[..]), prop::collection::vec(any::<u8>(), 0..3000))
        .prop_map(|(start, bytes)| [start, &bytes].concat())
}

/// A file of the fixtures and the sample, changed at a few places, cut off, or with pieces that come twice.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<Index>(), any::<Index>(), any::<u8>(), 0..5_u8);
    (select(real_files()), prop::collection::vec(edit, 0..8)).prop_map(|(mut bytes, edits)| {
        for (at, other, value, kind) in edits {
            if bytes.is_empty() {
                break;
            }
            let (at, other) = (at.index(bytes.len()), other.index(bytes.len()));
            match kind {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, value),
                2 => {
                    let piece = bytes[at..(at + 64).min(bytes.len())].to_vec();
                    bytes.splice(other..other, piece);
                }
                _ => bytes[at] = value,
            }
        }
        bytes
    })
}

fn real_files() -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for folder in [
        "tests/fixtures",
        "tests/fixtures/exports",
        "samples/huadong/inbox",
        "samples/huadong/inbox/2026-10",
    ] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                files.push(fs::read(path).unwrap());
            }
        }
    }
    files.sort();
    assert!(files.len() > 5, "{} files", files.len());
    files
}

/// An archive of parts that readers look for, whose checksums are right, so that parsers meet what is in them.
fn archive() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => select(&MARKUP[..]).prop_map(|markup| markup.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..20),
    ];
    let content = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    prop::collection::btree_map(select(&PARTS[..]), content, 1..8)
        .prop_map(|parts| zipped(&parts.into_iter().collect::<Vec<_>>()))
}

/// An archive of parts of an .xlsb, made of records.
fn binary() -> impl Strategy<Value = Vec<u8>> {
    let record = (
        select(&BINARY_RECORDS[..]),
        prop::collection::vec(any::<u8>(), 0..40),
        0..3_u8,
    );
    let record = record.prop_map(|(kind, data, more)| {
        let mut record = vec![kind as u8];
        if kind >= 0x80 {
            record = vec![kind as u8 | 0x80, (kind >> 7) as u8];
        }
        // Some say that they are longer than they are.
        record.push(data.len() as u8 + more / 2);
        record.extend(data);
        record
    });
    let content = prop::collection::vec(record, 0..40).prop_map(|records| records.concat());
    prop::collection::vec(content, BINARY_PARTS.len()).prop_map(|contents| {
        let relations =
            "<Relationships><Relationship Id=\"\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
        let mut parts = vec![("xl/_rels/workbook.bin.rels", relations.as_bytes().to_vec())];
        parts.extend(BINARY_PARTS.into_iter().zip(contents));
        zipped(&parts)
    })
}

/// A compound file with a workbook of records that an .xls is made of.
fn compound() -> impl Strategy<Value = Vec<u8>> {
    let record = (select(&RECORDS[..]), prop::collection::vec(any::<u8>(), 0..40));
    (
        select(&["Workbook", "Book"][..]),
        prop::collection::vec(record, 0..60),
    )
        .prop_map(|(name, records)| {
            let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
            let mut stream = file.create_stream(name).unwrap();
            for (kind, data) in records {
                stream.write_all(&kind.to_le_bytes()).unwrap();
                stream.write_all(&(data.len() as u16).to_le_bytes()).unwrap();
                stream.write_all(&data).unwrap();
            }
            drop(stream);
            file.into_inner().into_inner()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn read_or_are_named(
        name in select(&NAMES[..]),
        bytes in prop_oneof![random(), mutated(), archive(), binary(), compound()],
    ) {
        let started = Instant::now();
        let readout = read_bytes(name, &bytes, &Limits::default());
        prop_assert!(started.elapsed() < MOST_TIME, "{:?}", started.elapsed());
        prop_assert!(readout.kind.is_some() || !readout.findings.is_empty());
        prop_assert!(readout.findings.len() < 1000);
        if let Some(peak) = peak_megabytes() {
            prop_assert!(peak < MOST_MEGABYTES, "{peak} MiB");
        }
    }
}

/// The most memory that this process has had so far; none where the system doesn't say.
fn peak_megabytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes / 1024)
}
