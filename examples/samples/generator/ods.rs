//! Sheets → an OpenDocument spreadsheet as LibreOffice saves it, padding rows and all.

use super::sheet::{Sheet, Value};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipResult};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";
const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

/// The document's bytes.
pub fn document(sheets: &[Sheet]) -> Vec<u8> {
    build(sheets).expect("writing to memory does not fail")
}

fn build(sheets: &[Sheet]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().last_modified_time(DateTime::default());
    // The mime type comes first and uncompressed, so that the kind of file shows in its first bytes.
    zip.start_file("mimetype", deflated.compression_method(CompressionMethod::Stored))?;
    zip.write_all(MIME.as_bytes())?;
    zip.start_file("META-INF/manifest.xml", deflated)?;
    zip.write_all(manifest().as_bytes())?;
    zip.start_file("content.xml", deflated)?;
    zip.write_all(content(sheets).as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

fn manifest() -> String {
    format!(
        "{XML}\n<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"{MIME}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
         </manifest:manifest>"
    )
}

fn content(sheets: &[Sheet]) -> String {
    let tables: String = sheets.iter().map(table).collect();
    format!(
        "{XML}\n<office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
         office:version=\"1.3\"><office:automatic-styles>\
         <number:date-style style:name=\"N1\"><number:year number:style=\"long\"/><number:text>-</number:text>\
         <number:month number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/>\
         <number:text> </number:text><number:hours number:style=\"long\"/><number:text>:</number:text>\
         <number:minutes number:style=\"long\"/></number:date-style>\
         <style:style style:name=\"ce1\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    )
}

fn table(sheet: &Sheet) -> String {
    let rows: String = sheet.rows.iter().map(|cells| row(cells)).collect();
    let padding = 1_048_576 - sheet.rows.len();
    format!(
        "<table:table table:name=\"{}\"><table:table-column table:number-columns-repeated=\"16384\"/>{rows}\
         <table:table-row table:number-rows-repeated=\"{padding}\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
        escaped(&sheet.name)
    )
}

fn row(cells: &[Value]) -> String {
    let cells: String = cells.iter().map(cell).collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

fn cell(value: &Value) -> String {
    let (attributes, shown) = match value {
        Value::Empty => return "<table:table-cell/>".into(),
        Value::Text(text) => ("office:value-type=\"string\"".into(), text.clone()),
        Value::Number(number) => (
            format!("office:value-type=\"float\" office:value=\"{number}\""),
            number.to_string(),
        ),
        Value::Date(date) => (
            format!("office:value-type=\"date\" office:date-value=\"{date}\" table:style-name=\"ce1\""),
            date.to_string(),
        ),
        Value::Moment(moment) => (
            format!(
                "office:value-type=\"date\" office:date-value=\"{}\" table:style-name=\"ce1\"",
                moment.format("%Y-%m-%dT%H:%M:%S")
            ),
            moment.format("%Y-%m-%d %H:%M").to_string(),
        ),
        Value::Span(seconds) => {
            let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            (
                format!(
                    "office:value-type=\"time\" office:time-value=\"PT{hours:02}H{minutes:02}M{seconds:02}S\""
                ),
                format!("{hours}:{minutes:02}:{seconds:02}"),
            )
        }
        Value::Formula { formula, result } => (
            format!(
                "table:formula=\"of:{}\" office:value-type=\"string\"",
                escaped(formula)
            ),
            result.clone(),
        ),
    };
    format!(
        "<table:table-cell {attributes}><text:p>{}</text:p></table:table-cell>",
        escaped(&shown)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
