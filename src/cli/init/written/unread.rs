//! A sheet that was not read: what stands in it, and a pin to fill in.

use super::comments::{comment, one_line, place, told};
use crate::cli::config::Inspection;
use repcard::job::InspectedRow;
use repcard::model::place::column_letters;
use repcard::model::{Dataset, Problem, Severity, Terms};
use repcard::read::Cell;
use repcard::recognise::{Pin, Reading};
use std::fmt::Write as _;

/// So many headers of a sheet are listed.
const MOST_HEADERS: usize = 40;

/// A sheet that was not read: what stands in it, what is missing, and a pin to fill in.
pub(super) fn unrecognised(
    text: &mut String,
    terms: Terms<'_>,
    (reading, rows): (&Reading, &[InspectedRow]),
    looking: &Inspection,
) {
    let language = terms.language;
    text.push_str("#\n");
    let not_read = language.pick("未读取", "not read");
    comment(text, "", &format!("{} → {not_read}", place(reading, language)));
    let headers = header_of(rows);
    if !headers.is_empty() {
        let list: Vec<String> = headers
            .iter()
            .enumerate()
            .filter(|(_, header)| !header.is_empty())
            .take(MOST_HEADERS)
            .map(|(at, header)| format!("{} {}", column_letters(at as u32), one_line(header)))
            .collect();
        let list = list.join(language.pick("、", ", "));
        comment(
            text,
            "  ",
            &language.pick(format!("列名：{list}"), format!("headers: {list}")),
        );
    }
    told(text, terms, &reading.findings);
    // A cover or a note is no table at all.
    if reading
        .findings
        .iter()
        .all(|finding| finding.severity == Severity::Info)
    {
        return;
    }
    let (dataset, missing) = likeliest(reading, looking);
    let fields: Vec<String> = missing.iter().map(|field| format!("{field} = \"…\"")).collect();
    comment(
        text,
        "  ",
        language.pick(
            "需要时，去掉下面各行的 #，清单不对就换（repcard fields 列出全部），把 … 换成列名：",
            "Where it is needed, take the # off the lines below, name another list where it is one (repcard fields shows all), and write headers for …:",
        ),
    );
    let mut pin = Pin::of_sheet(&reading.source).to_toml(dataset);
    let _ = writeln!(pin, "columns = {{ {} }}", fields.join(", "));
    for line in pin.lines() {
        let _ = writeln!(text, "# {line}");
    }
}

/// The list that a sheet comes nearest to, and the fields that are missing of it: all that it must have where nothing is known.
fn likeliest(reading: &Reading, looking: &Inspection) -> (Dataset, Vec<String>) {
    let catalogue = &looking.mapping.catalogue;
    let required = |dataset: Dataset| {
        let groups = catalogue.list(dataset).required.iter();
        let first = groups.filter_map(|group| group.first());
        first.map(|field| field.id().to_string()).collect::<Vec<_>>()
    };
    for finding in &reading.findings {
        match &finding.problem {
            Problem::UnrecognisedSheet {
                likeliest: Some(likeliest),
            } if !likeliest.missing.is_empty() => {
                let missing = likeliest.missing.iter();
                return (
                    likeliest.dataset,
                    missing.map(|field| field.id().to_string()).collect(),
                );
            }
            Problem::UnrecognisedSheet {
                likeliest: Some(likeliest),
            } => return (likeliest.dataset, required(likeliest.dataset)),
            Problem::AmbiguousSheet { candidates } => {
                if let Some((dataset, _)) = candidates.first() {
                    return (*dataset, required(*dataset));
                }
            }
            _ => (),
        }
    }
    (Dataset::ORDERS, required(Dataset::ORDERS))
}

/// The headers of a sheet that was not read, as far as one can tell: the row of the most texts among its first.
pub(in crate::cli::init) fn header_of(rows: &[InspectedRow]) -> Vec<String> {
    let texts = |row: &InspectedRow| {
        let cells = row.stands.cells.iter();
        cells
            .filter(|cell| matches!(cell, Cell::Text(text) if !text.trim().is_empty()))
            .count()
    };
    let most = rows.iter().map(texts).max().unwrap_or_default();
    let header = rows.iter().find(|row| texts(row) == most).filter(|_| most >= 2);
    let cells = header.into_iter().flat_map(|row| &row.stands.cells);
    cells
        .map(|cell| match cell {
            Cell::Text(text) => text.trim().to_owned(),
            _ => String::new(),
        })
        .collect()
}
