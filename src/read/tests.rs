//! Files as programs write them, and as nobody should: what they read as.

use super::grid::Room;
use super::sink::Collector;
use super::{Cell, InputFile, Limits, ReadOptions, Reading, Readout, Scope, Sheet, read};
use crate::model::finding::{Content, Damage};
use crate::model::{Finding, Problem};
use proptest::prelude::*;
use rust_xlsxwriter::{Chart, ChartType, ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const XLS: &[u8] = include_bytes!("../../tests/fixtures/orders.xls");
const ODS: &[u8] = include_bytes!("../../tests/fixtures/orders.ods");
const HTML: &[u8] = include_bytes!("../../tests/fixtures/exports/html-office.xls");
const SPREADSHEETML: &[u8] = include_bytes!("../../tests/fixtures/exports/spreadsheetml.xls");

pub(super) fn file() -> InputFile {
    InputFile {
        path: PathBuf::new(),
        relative: "inbox/a.xlsx".into(),
        scope: Scope::Own,
        damage: None,
        refusal: None,
    }
}

/// What a reader makes of a file of its own kind.
pub(super) fn read_with(
    limits: &Limits,
    read: impl FnOnce(&mut Reading<'_>) -> Result<(), Problem>,
) -> Result<Readout, Problem> {
    let mut collector = Collector::default();
    let mut reading = Reading {
        file: &file(),
        room: Room::new(limits),
        encoding: None,
        sink: &mut collector,
    };
    read(&mut reading).map(|()| collector.readout)
}

/// What those bytes read as, whatever the file is called.
fn read_bytes(bytes: &[u8]) -> (Vec<Sheet>, Vec<Finding>) {
    let readout = super::read_bytes("inbox/a.xlsx", bytes, &Limits::default());
    (readout.sheets, readout.findings)
}

fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    let (sheets, findings) = read_bytes(bytes);
    assert_eq!(findings, []);
    sheets
}

fn problem(bytes: &[u8]) -> Problem {
    let (sheets, mut findings) = read_bytes(bytes);
    assert_eq!((sheets.len(), findings.len()), (0, 1), "{findings:?}");
    findings.remove(0).problem
}

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

fn rows(sheet: &Sheet) -> Vec<(u32, Vec<Cell>)> {
    sheet
        .rows
        .iter()
        .map(|row| (row.number, row.cells.clone()))
        .collect()
}

/// An .xlsx of one sheet with that `sheetData` and what follows it.
fn raw_xlsx(sheet: &str) -> Vec<u8> {
    raw_workbook(
        "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets>",
        sheet,
        "",
    )
}

fn raw_workbook(sheets: &str, sheet: &str, properties: &str) -> Vec<u8> {
    const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    zipped(&[
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!("<workbook {MAIN}>{properties}{sheets}</workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/sheet1.xml"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet {MAIN}>{sheet}</worksheet>"),
        ),
    ])
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Stored, so that a changed byte is a changed character.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The same archive with one more part.
fn with_part(archive: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new_append(Cursor::new(archive.to_vec())).unwrap();
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(content).unwrap();
    zip.finish().unwrap().into_inner()
}

fn orders_xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let span = Format::new().set_num_format("[h]:mm:ss");
    let sheet = book.add_worksheet().set_name("订单").unwrap();
    sheet.merge_range(0, 0, 0, 4, "10月订单", &Format::new()).unwrap();
    sheet
        .write_row(2, 0, ["订单编号", "日期", "时长", "金额", "已审"])
        .unwrap();
    sheet.write(3, 0, "0012").unwrap();
    sheet
        .write_with_format(3, 1, ExcelDateTime::from_ymd(2026, 10, 5).unwrap(), &date)
        .unwrap();
    sheet.write_with_format(3, 2, 0.5, &span).unwrap();
    sheet.write(3, 3, 1200.5).unwrap();
    sheet.write(3, 4, true).unwrap();
    sheet
        .write_formula(4, 3, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet
        .write_formula(5, 3, Formula::new("=D4*2").set_result("2401"))
        .unwrap();
    let hidden = book.add_worksheet().set_name("字典").unwrap();
    hidden.write(0, 0, "x").unwrap();
    hidden.set_hidden(true);
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("订单!$D$4:$D$6");
    book.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_reads_cell_by_cell() {
    let sheets = sheets(&orders_xlsx());
    assert_eq!(sheets.len(), 2);
    assert_eq!(sheets[0].source.sheet.as_deref(), Some("订单"));
    assert_eq!((sheets[0].hidden, sheets[1].hidden), (false, true));
    assert_eq!(sheets[0].merged, [(1, 0, 1, 4)]);
    let header = ["订单编号", "日期", "时长", "金额", "已审"].map(text).to_vec();
    let order = vec![
        text("0012"),
        Cell::DateTime(46_300.0),
        Cell::Duration(0.5),
        Cell::Number(1200.5),
        Cell::Bool(true),
    ];
    let empty = || vec![Cell::Empty; 3];
    assert_eq!(
        rows(&sheets[0]),
        [
            (1, vec![text("10月订单")]),
            (3, header),
            (4, order),
            (5, [empty(), vec![Cell::Error("#DIV/0!".into())]].concat()),
            (6, [empty(), vec![Cell::Number(2401.0)]].concat()),
        ]
    );
}

#[test]
fn an_old_workbook_and_an_open_document_read_alike() {
    let header = || {
        ["订单编号", "日期", "业务员", "客户名称", "金额", "已审"]
            .map(text)
            .to_vec()
    };
    let order = |id: &str, date: f64, rep: &str, customer: &str, amount: f64, checked: bool| {
        vec![
            text(id),
            Cell::DateTime(date),
            text(rep),
            text(customer),
            Cell::Number(amount),
            Cell::Bool(checked),
        ]
    };
    let mut expected = vec![
        (1, vec![text("10月订单")]),
        (3, header()),
        (4, order("A1", 46_300.0, "张三", "A 公司", 1200.5, true)),
        (5, order("0012", 46_301.5, "李四", "B 公司", -3.0, false)),
    ];
    let old = sheets(XLS);
    assert_eq!(rows(&old[0]), expected);
    assert_eq!(old[0].merged, [(1, 0, 1, 5)]);
    assert_eq!(
        old.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(),
        [false, true]
    );
    expected.push((
        6,
        vec![
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            text("合计"),
            Cell::Uncalculated,
        ],
    ));
    assert_eq!(rows(&sheets(ODS)[0]), expected);
}

#[test]
fn a_formula_that_nobody_calculated_is_no_blank() {
    let book = raw_xlsx(
        "<sheetData><row r=\"1\"><c r=\"A1\"><f>SUM(B1:C1)</f></c><c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c>\
         <c r=\"C1\"><v>1</v></c></row></sheetData>",
    );
    assert_eq!(
        rows(&sheets(&book)[0]),
        [(1, vec![Cell::Uncalculated, Cell::Empty, Cell::Number(1.0)])]
    );
}

#[test]
fn errors_that_are_newer_than_the_parser_are_errors() {
    let book = raw_xlsx(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"e\"><v>#SPILL!</v></c><c r=\"B1\"><v>2</v></c></row>\
         <row r=\"2\"><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row></sheetData>",
    );
    assert_eq!(
        rows(&sheets(&book)[0]),
        [
            (1, vec![Cell::Error("#SPILL!".into()), Cell::Number(2.0)]),
            (2, vec![Cell::Empty, Cell::Error("#N/A".into())])
        ]
    );
}

#[test]
fn dates_from_1904_are_marked() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";
    let list = "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets>";
    assert!(sheets(&raw_workbook(list, sheet, "<workbookPr date1904=\"1\"/>"))[0].epoch_1904);
    assert!(!sheets(&raw_workbook(list, sheet, ""))[0].epoch_1904);
}

#[test]
fn a_second_sheet_of_a_name_is_a_finding() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";
    let twice = "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"S\" sheetId=\"2\" r:id=\"r1\"/></sheets>";
    let (sheets, findings) = read_bytes(&raw_workbook(twice, sheet, ""));
    assert_eq!(sheets.len(), 1);
    assert_eq!(
        findings[0].problem,
        Problem::UnreadableFile {
            damage: Damage::RepeatedSheetName
        }
    );
}

#[test]
fn what_would_be_misread_is_refused() {
    for value in ["<v>1<!--x-->2</v>", "<v>1&#50;</v>"] {
        let (sheets, findings) = read_bytes(&raw_xlsx(&format!(
            "<sheetData><row r=\"1\"><c r=\"A1\">{value}</c></row></sheetData>"
        )));
        assert!(sheets.is_empty(), "{value}");
        assert!(
            matches!(
                &findings[0].problem,
                Problem::UnreadableFile {
                    damage: Damage::Misleading(_)
                }
            ),
            "{value}"
        );
    }
    let far = raw_xlsx("<sheetData><row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row></sheetData>");
    assert!(matches!(
        problem(&far),
        Problem::UnreadableFile {
            damage: Damage::Structure(_)
        }
    ));
}

#[test]
fn a_tampered_digit_fails_the_checksum() {
    let mut book = raw_xlsx("<sheetData><row r=\"1\"><c r=\"A1\"><v>12345</v></c></row></sheetData>");
    let at = book.windows(5).position(|window| window == b"12345").unwrap();
    book[at] = b'9';
    let part = "xl/worksheets/sheet1.xml".to_owned();
    assert_eq!(
        problem(&book),
        Problem::UnreadableFile {
            damage: Damage::Part { part }
        }
    );
}

#[test]
fn what_is_cut_off_or_no_workbook_is_named() {
    let book = orders_xlsx();
    assert_eq!(
        problem(&book[..book.len() / 2]),
        Problem::UnreadableFile {
            damage: Damage::Archive
        }
    );
    assert!(matches!(
        problem(&XLS[..XLS.len() / 2]),
        Problem::UnreadableFile { .. }
    ));
    let found = |bytes: &[u8]| match problem(bytes) {
        Problem::NotASpreadsheet { found } => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(found(b""), Content::Nothing);
    assert_eq!(found(&zipped(&[("a.txt", "x".into())])), Content::Archive);
    assert_eq!(
        found(&zipped(&[("word/document.xml", "x".into())])),
        Content::OfficeDocument
    );
    assert_eq!(found(&compound("WordDocument")), Content::OfficeDocument);
}

#[test]
fn whatever_is_wrong_with_a_worksheet_is_wrong_with_the_file() {
    for (name, content, what) in [
        (
            "xl/worksheets/SHEET1.xml",
            "<worksheet/>",
            "xl/worksheets/SHEET1.xml",
        ),
        (
            "xl/worksheets/sheet9.xml",
            "<worksheet><sheetData><row><c><c>",
            "c",
        ),
        ("xl/worksheets/sheet9.xml", "<worksheet><sheetData>", "sheetData"),
    ] {
        let book = with_part(&orders_xlsx(), name, content.as_bytes());
        let damage = Damage::Structure(what.to_owned());
        assert_eq!(problem(&book), Problem::UnreadableFile { damage }, "{content}");
    }
}

fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(&[1; 5000]).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn a_password_is_named() {
    assert_eq!(problem(&compound("EncryptedPackage")), Problem::EncryptedFile);
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let ods = zipped(&[
        (
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet".into(),
        ),
        ("content.xml", "\u{1}\0\u{2}".into()),
        ("META-INF/manifest.xml", manifest.into()),
    ]);
    assert_eq!(problem(&ods), Problem::EncryptedFile);
}

#[test]
fn what_other_programs_keep_in_a_workbook_is_theirs() {
    let notes = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-16\"?><notes/>";
    let utf_16: Vec<u8> = notes.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let book = with_part(&orders_xlsx(), "customXml/item1.xml", &utf_16);
    let (sheets, findings) = read_bytes(&book);
    assert_eq!((sheets.len(), findings), (2, Vec::new()));
}

#[test]
fn content_decides_and_not_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let reads = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let readout = read(&InputFile { path, ..file() }, &ReadOptions::default());
        let format = readout.kind.map_or("none", |kind| kind.format.id());
        (format, readout.sheets.len(), readout.findings.len())
    };
    assert_eq!(
        reads("a.xlsx", "日期,金额\n2026-10-01,5\n".as_bytes()),
        ("csv", 1, 0)
    );
    assert_eq!(reads("a.csv", &orders_xlsx()), ("xlsx", 2, 0));
    // The empty sheet is left out.
    assert_eq!(reads("b.xlsx", XLS), ("xls", 2, 0));
    assert_eq!(reads("c.xlsx", b"rubbish"), ("none", 0, 1));
    let Readout { findings, .. } = read(
        &InputFile {
            path: Path::new("/nowhere/a.csv").into(),
            ..file()
        },
        &ReadOptions::default(),
    );
    assert!(matches!(
        &findings[0].problem,
        Problem::UnreadableFile {
            damage: Damage::System(_)
        }
    ));
}

#[test]
fn broken_bytes_are_reported_and_the_rest_is_read() {
    let mut bytes = "日期,金额\n2026-10-05,张三的第一张订单和备注\n"
        .as_bytes()
        .to_vec();
    bytes.push(0xff);
    bytes.extend_from_slice("x,1\n".as_bytes());
    let (sheets, findings) = read_bytes(&bytes);
    assert_eq!(findings[0].code(), "undecodable-text");
    assert_eq!(sheets[0].rows.len(), 3);
}

#[test]
fn pages_that_would_grow_without_end_are_bounded() {
    let nested = "<table><tr><td>".repeat(100_000);
    let deep = "<div><b>".repeat(200_000) + "<table><tr><td>1</td></tr></table>";
    let wide = "<td colspan=1000000>x".repeat(10_000);
    let tall = "<tr><td rowspan=65534>x".repeat(100_000);
    let caught = "<tr>".to_owned() + &"<td rowspan=65534>x".repeat(16_000) + &"<tr><td>".repeat(1_000_000);
    let is_refused = |page: &str| {
        let (sheets, findings) = read_bytes(page.as_bytes());
        sheets.is_empty()
            && matches!(
                findings[..],
                [Finding {
                    problem: Problem::TooLarge { .. },
                    ..
                }]
            )
    };
    assert!(is_refused(&nested));
    assert!(is_refused(&format!("<table><tr>{wide}</table>")));
    assert!(is_refused(&format!("<table>{tall}</table>")));
    assert!(is_refused(&format!("<table>{caught}</table>")));
    assert_eq!(rows(&sheets(deep.as_bytes())[0]), [(1, vec![text("1")])]);
}

#[test]
fn an_xml_spreadsheet_stays_within_bounds() {
    let book = |row: &str| {
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">\
             <Worksheet Name=\"S\"><Table>{row}</Table></Worksheet></Workbook>"
        )
    };
    let cell = "<Data Type=\"Number\">1</Data></Cell>";
    for row in [
        format!("<Row Index=\"2000001\"><Cell>{cell}</Row>"),
        format!("<Row Index=\"4294967295\" Span=\"4294967295\"><Cell/></Row><Row><Cell>{cell}</Row>"),
        format!("<Row><Cell Index=\"16385\">{cell}</Row>"),
        format!("<Row><Cell MergeAcross=\"4294967295\"/><Cell>{cell}</Row>"),
    ] {
        assert!(
            matches!(problem(book(&row).as_bytes()), Problem::TooLarge { .. }),
            "{row}"
        );
    }
    for row in [
        "<a>".repeat(1_000),
        "<Row Index=\"x\"></Row>".to_owned(),
        "<Row><Cell>&x;".to_owned(),
    ] {
        assert!(
            matches!(problem(book(&row).as_bytes()), Problem::UnreadableFile { .. }),
            "{row:.40}"
        );
    }
}

/// A real file with some bytes changed, cut off or repeated.
fn mutated(bytes: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let edits = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6);
    edits.prop_map(move |edits| {
        let mut bytes = bytes.clone();
        for (at, value, kind) in edits {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match kind {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, value),
                _ => bytes[at] = value,
            }
        }
        bytes
    })
}

/// Either a sheet or a finding, or an empty workbook; never a panic that gets out.
fn reads_or_says(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (sheets, findings) = read_bytes(bytes);
    let rows = sheets.iter().flat_map(|sheet| &sheet.rows);
    prop_assert!(
        rows.into_iter()
            .all(|row| row.cells.last().is_some_and(|cell| *cell != Cell::Empty))
    );
    prop_assert!(findings.len() < 1000);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_read_or_are_named(bytes in proptest::collection::vec(any::<u8>(), 0..2000), start in 0..5_usize) {
        let starts: [&[u8]; 5] = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"a,b\n\""];
        reads_or_says(&[starts[start], &bytes].concat())?;
    }

    #[test]
    fn mutated_workbooks_read_or_are_named(bytes in mutated(orders_xlsx())) {
        reads_or_says(&bytes)?;
    }

    #[test]
    fn mutated_old_workbooks_read_or_are_named(bytes in mutated(XLS.to_vec())) {
        reads_or_says(&bytes)?;
    }

    #[test]
    fn mutated_open_documents_read_or_are_named(bytes in mutated(ODS.to_vec())) {
        reads_or_says(&bytes)?;
    }

    #[test]
    fn mutated_pages_read_or_are_named(bytes in mutated(HTML.to_vec())) {
        reads_or_says(&bytes)?;
    }

    #[test]
    fn mutated_xml_spreadsheets_read_or_are_named(bytes in mutated(SPREADSHEETML.to_vec())) {
        reads_or_says(&bytes)?;
    }

    #[test]
    fn mutated_markup_reads_or_is_named(sheet in mutated(
        b"<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><f>A1</f><v>2</v></c></row></sheetData>".to_vec(),
    )) {
        // The checksum is right here, so the parser itself meets the damage.
        reads_or_says(&raw_xlsx(&String::from_utf8_lossy(&sheet)))?;
    }
}
