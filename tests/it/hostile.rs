//! Files made to do harm, among those of a sound book: each is named for what it is, or read for what it holds, and the
//! sound ones give the same results as without them.

use crate::support::account as published;
use crate::support::archive;
use crate::support::book;
use archive::zipped;
use book::Book;
use repcard::model::Language;
use repcard::read::{Limits, read_bytes};
use serde_json::Value;
use std::fmt::Write as _;

const MAIN: &str = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' \
    xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";

/// An .xlsx with that worksheet, and what else is put into it.
fn xlsx(sheet: &str, others: &[(&str, &str)]) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |list: &[(&str, &str)]| {
        let mut markup =
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>".to_owned();
        for (kind, target) in list {
            write!(
                markup,
                "<Relationship Id='{kind}' Type='{RELATIONS}/{kind}' Target='{target}'/>"
            )
            .unwrap();
        }
        markup + "</Relationships>"
    };
    let workbook = format!(
        "<workbook {MAIN}><sheets><sheet name='S' sheetId='1' r:id='worksheet'/></sheets></workbook>"
    );
    let (root, of_workbook) = (
        relations(&[("officeDocument", "xl/workbook.xml")]),
        relations(&[
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ]),
    );
    let mut parts = vec![
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &of_workbook),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend_from_slice(others);
    zipped(&parts)
}

fn worksheet(content: &str) -> String {
    format!("<worksheet {MAIN}>{content}</worksheet>")
}

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}

/// Rows that say something else each, as a real export's do.
fn rows_of_an_export(count: u32) -> String {
    let mut state = 1_u32;
    let mut rows = String::new();
    for row in 1..=count {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        write!(
            rows,
            "<row r='{row}'><c r='A{row}' t='inlineStr'><is><t>{state:08x}</t></is></c></row>"
        )
        .unwrap();
    }
    worksheet(&format!("<sheetData>{rows}</sheetData>"))
}

/// What is said of a file, one line each.
fn said(name: &str, bytes: &[u8], limits: &Limits) -> Vec<String> {
    let readout = read_bytes(name, bytes, limits);
    let lines = readout
        .findings
        .iter()
        .map(|finding| finding.what(repcard::catalogue::Catalogue::built_in().terms(Language::English)));
    lines.collect()
}

#[test]
fn what_swells_is_refused_and_a_large_export_is_read() {
    let limits = Limits {
        part_mb: 1,
        unpacked_mb: 2,
        ..Limits::default()
    };
    // 1.6 MiB, packed six times: a real sheet of that size counts for a quarter of it.
    let export = rows_of_an_export(24_000);
    assert!(export.len() > 3 << 19, "{}", export.len());
    let readout = read_bytes("订单.xlsx", &xlsx(&export, &[]), &limits);
    assert_eq!(readout.findings, []);
    assert_eq!(readout.sheets[0].rows.len(), 24_000);

    let larger = rows_of_an_export(64_000);
    let same = worksheet(&format!(
        "<sheetData>{}</sheetData>",
        "<row><c><v>1</v></c></row>".repeat(60_000)
    ));
    let texts = format!("<sst {MAIN}>{}</sst>", "<si><t>a</t></si>".repeat(80_000));
    let nothing = " ".repeat(900_000);
    let some = worksheet("<sheetData/>");
    let shared = [("xl/sharedStrings.xml", texts.as_str())];
    let several = [
        ("a.xml", nothing.as_str()),
        ("b.xml", &nothing),
        ("c.xml", &nothing),
    ];
    for (what, bytes, told) in [
        (
            "rows of an export",
            xlsx(&larger, &[]),
            "4 MB a part once unpacked",
        ),
        (
            "one row again and again",
            xlsx(&same, &[]),
            "1 MB a part once unpacked",
        ),
        (
            "one text again and again",
            xlsx(&some, &shared),
            "1 MB a part once unpacked",
        ),
        ("several parts", xlsx(&some, &several), "2 MB once unpacked"),
    ] {
        let told = format!("the file is beyond a safety limit: {told}");
        assert_eq!(said("订单.xlsx", &bytes, &limits), [told], "{what}");
    }
}

#[test]
fn a_part_that_lies_about_its_size_is_refused() {
    let book = xlsx(
        &worksheet("<sheetData><row><c><v>1</v></c></row></sheetData>"),
        &[],
    );
    let name = b"xl/worksheets/sheet1.xml";
    let entry = book
        .windows(name.len())
        .rposition(|window| window == name)
        .unwrap();
    let declares = |bytes: u32| {
        let mut book = book.clone();
        // In the central directory the size stands 22 bytes before the name.
        book[entry - 22..entry - 18].copy_from_slice(&bytes.to_le_bytes());
        said("订单.xlsx", &book, &Limits::default())
    };
    let torn = "cannot be read: its part xl/worksheets/sheet1.xml is cut off or fails its checksum";
    assert_eq!(declares(10), [torn]);
    assert_eq!(declares(100_000), [torn]);
    assert_eq!(
        declares(u32::MAX - 1),
        ["the file is beyond a safety limit: 512 MB a part once unpacked"]
    );
}

#[test]
fn what_claims_more_cells_than_there_are_is_read_for_what_it_holds() {
    let cell = "<sheetData><row r='1'><c r='A1'><v>7</v></c></row></sheetData>";
    let claims = [
        worksheet(&format!("<dimension ref='A1:XFD1048576'/>{cell}")),
        worksheet(&format!("<dimension ref='B7:C9'/>{cell}")),
        worksheet(&format!(
            "{cell}<mergeCells count='4294967295'><mergeCell ref='A1:XFD1048576'/></mergeCells>"
        )),
    ];
    let shared = |count: u32| format!("<sst {MAIN} uniqueCount='{count}'><si><t>a</t></si></sst>");
    let book = xlsx(&worksheet(cell), &[("xl/sharedStrings.xml", &shared(u32::MAX))]);
    assert_eq!(
        said("订单.xlsx", &book, &Limits::default()),
        ["the file is beyond a safety limit: 10000000 shared texts"]
    );
    for claim in &claims {
        let book = xlsx(claim, &[("xl/sharedStrings.xml", &shared(9_999_999))]);
        let readout = read_bytes("订单.xlsx", &book, &Limits::default());
        assert_eq!(readout.findings, [], "{claim}");
        assert_eq!(readout.sheets[0].rows.len(), 1, "{claim}");
        assert_eq!(readout.sheets[0].rows[0].cells.len(), 1, "{claim}");
    }
}

#[test]
fn hostile_files_are_named_and_leave_the_sound_ones_alone() {
    let entities = "<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
    let stolen = "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>";
    let inline = "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&b;&a;</t></is></c></row></sheetData>";
    let old = "xmlns='urn:schemas-microsoft-com:office:spreadsheet'";
    let spreadsheetml = format!(
        "<?xml version='1.0'?>{stolen}<Workbook {old}><Worksheet><Table><Row><Cell><Data>&a;</Data></Cell></Row>\
         </Table></Worksheet></Workbook>"
    );
    let row = |repeated: &str| {
        format!(
            "<table:table table:name='a'><table:table-row {repeated}><table:table-cell \
             table:number-columns-repeated='16384' office:value-type='float' office:value='1'/></table:table-row>"
        )
    };
    let repeated = row("table:number-rows-repeated='1048576'") + "</table:table>";
    let out_of_the_book = [("../../../../evil.csv", "日期,金额\n2026-10-01,5\n")];
    let files: [(&str, Vec<u8>); 7] = [
        (
            "entities.xlsx",
            xlsx(&format!("{entities}{}", worksheet(inline)), &[]),
        ),
        (
            "external.xlsx",
            xlsx(&format!("{stolen}{}", worksheet(inline)), &[]),
        ),
        ("external.xls", spreadsheetml.into_bytes()),
        ("repeated.ods", ods(&repeated)),
        ("open.ods", ods(&row(""))),
        ("path.xlsx", xlsx(&worksheet("<sheetData/>"), &out_of_the_book)),
        ("endless.xls", endless_xls()),
    ];
    let book = Book::small().file("repcard.toml", "language = \"en\"\n");
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let results = book.files("out")["2026-10/results.json"].clone();
    let mut book = book;
    for (name, bytes) in &files {
        book = book.file(&format!("inbox/2026-10/{name}"), bytes);
    }
    book.repcard(&["run", "--period", "2026-10"]).exits(1);
    let published = book.files("out");
    let findings: Value = serde_json::from_slice(&published["2026-10/findings.json"]).unwrap();
    published::balances(&findings);
    let findings = findings["findings"].as_array().unwrap();
    let misleading = "cannot be read: it is written in a way that could be misread (DOCTYPE)";
    for (name, told) in [
        ("entities.xlsx", misleading),
        ("external.xlsx", misleading),
        ("external.xls", misleading),
        (
            "repeated.ods",
            "the file is beyond a safety limit: 8000000 cells in an .xls or .ods",
        ),
        ("open.ods", "cannot be read: it is damaged (content.xml)"),
        (
            "path.xlsx",
            "the content is no spreadsheet (it looks like a workbook with nothing in it)",
        ),
        ("endless.xls", "cannot be read: it is damaged (OLE)"),
    ] {
        let file = format!("inbox/2026-10/{name}");
        let of_file = findings.iter().filter(|finding| finding["file"] == *file);
        let said: Vec<_> = of_file.filter_map(|finding| finding["what"].as_str()).collect();
        assert_eq!(said, [told], "{name}");
    }
    assert!(published.keys().all(|path| !path.contains("evil")));
    assert!(!book.path("../evil.csv").exists());
    assert_eq!(published["2026-10/results.json"], results);
}

#[test]
fn cells_of_a_megabyte_are_quoted_in_part() {
    let row = [
        "A1",
        "2026-10-10",
        "S001",
        "王小明",
        "C1",
        "甲公司",
        "钢管",
        "1",
        "100",
        "已审核",
    ];
    let mut lines = "订单编号,下单日期,工号,业务员,客户编号,客户名称,产品,数量,金额,状态\n".to_owned();
    let long = "很长，".repeat(100_000);
    for column in 0..row.len() {
        let mut cells = row.map(str::to_owned);
        cells[column] = format!("\"{long}\"");
        writeln!(lines, "{}", cells.join(",")).unwrap();
    }
    let book = Book::small()
        .file("repcard.toml", "language = \"en\"\n")
        .file("inbox/2026-10/长.csv", lines);
    let ran = book.repcard(&["run", "--period", "2026-10"]).exits(1);
    assert!(ran.stderr.len() < 100_000, "{}", ran.stderr.len());
    let findings: Value = serde_json::from_slice(&book.files("out")["2026-10/findings.json"]).unwrap();
    for finding in findings["findings"].as_array().unwrap() {
        let what = finding["what"].as_str().unwrap();
        assert!(what.chars().count() <= 10_001, "{what:.100}");
    }
}

/// An .xls whose sectors follow each other in a ring.
fn endless_xls() -> Vec<u8> {
    let mut bytes = include_bytes!("../fixtures/orders.xls").to_vec();
    // The first sector number of the list of sectors' list, and the list: each entry names itself.
    let sector = u32::from_le_bytes(bytes[76..80].try_into().unwrap()) as usize;
    let list = 512 + sector * 512;
    for (entry, bytes) in bytes[list..list + 512].chunks_exact_mut(4).enumerate() {
        bytes.copy_from_slice(&(entry as u32).to_le_bytes());
    }
    bytes
}
