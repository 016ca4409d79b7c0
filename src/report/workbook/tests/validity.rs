//! What makes Excel offer to repair a workbook, looked for in every part; and that a sheet too large for memory is the
//! same sheet.

use super::*;
use crate::report::workbook::{appraisals_within, collect};
use roxmltree::{Document as Xml, Node};

const LONGEST_FORMULA: usize = 8_192;
const LONGEST_TEXT: usize = 32_767;
const LONGEST_LIST: usize = 255;
const MOST_LINKS: usize = 65_530;
const LONGEST_LINK: usize = 2_079;

/// A range of cells: first column and row, last column and row.
type Area = (u32, u32, u32, u32);

fn parts(document: &Document) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(&document.bytes)).unwrap();
    let count = archive.len();
    let read = |at| {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (part.name().unwrap().into_owned(), text)
    };
    (0..count).map(read).collect()
}

fn named<'a>(root: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    root.descendants()
        .filter(move |node| node.tag_name().name() == name)
}

fn area(text: &str) -> Area {
    let corner = |text: &str| {
        let letters = text.chars().take_while(char::is_ascii_alphabetic);
        let column = letters.fold(0, |column, letter| column * 26 + (letter as u32 - 'A' as u32 + 1));
        (
            column,
            text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic())
                .parse()
                .unwrap(),
        )
    };
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ((left, top), (right, bottom)) = (corner(first), corner(last));
    (left, top, right, bottom)
}

fn overlap(one: Area, other: Area) -> bool {
    one.0 <= other.2 && other.0 <= one.2 && one.1 <= other.3 && other.1 <= one.3
}

/// What Excel would stumble over.
fn complaints(document: &Document) -> Vec<String> {
    let parts = parts(document);
    let texts: Vec<(&str, Xml<'_>)> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), Xml::parse(text).unwrap()))
        .collect();
    let part = |wanted: &str| {
        texts
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, xml)| xml.root_element())
    };
    let mut wrong = Vec::new();
    let mut check = |right: bool, what: String| (!right).then(|| wrong.push(what));

    let mut names = BTreeSet::new();
    for sheet in named(part("xl/workbook.xml").unwrap(), "sheet") {
        let name = sheet.attribute("name").unwrap();
        let legal = !name.is_empty()
            && name.encode_utf16().count() <= 31
            && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            && !name.starts_with('\'')
            && !name.ends_with('\'');
        check(legal, format!("sheet name {name}"));
        check(
            names.insert(name.to_lowercase()),
            format!("sheet name twice {name}"),
        );
    }
    for name in named(part("xl/workbook.xml").unwrap(), "definedName") {
        let text = name.attribute("name").unwrap();
        let plain = text
            .trim_start_matches("_xlnm.")
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_');
        check(
            plain && !name.text().unwrap().contains("#REF!"),
            format!("defined name {text}"),
        );
    }
    let shared: Vec<String> = part("xl/sharedStrings.xml")
        .map(|root| {
            named(root, "si")
                .map(|text| named(text, "t").filter_map(|t| t.text()).collect())
                .collect()
        })
        .unwrap_or_default();
    for text in &shared {
        check(
            text.encode_utf16().count() <= LONGEST_TEXT,
            format!("long text {}", text.len()),
        );
    }
    let mut tables = BTreeSet::new();
    for (path, xml) in texts
        .iter()
        .filter(|(path, _)| path.starts_with("xl/worksheets/sheet"))
    {
        let root = xml.root_element();
        let cells: std::collections::BTreeMap<&str, Node<'_, '_>> = named(root, "c")
            .map(|cell| (cell.attribute("r").unwrap(), cell))
            .collect();
        for cell in cells.values() {
            let at = cell.attribute("r").unwrap();
            let kind = cell.attribute("t").unwrap_or("n");
            let value = named(*cell, "v")
                .next()
                .map(|value| value.text().unwrap_or_default());
            let number = value.is_none_or(|value| value.parse::<f64>().is_ok_and(f64::is_finite));
            check(kind != "n" || number, format!("{path} {at}: no number {value:?}"));
            for formula in named(*cell, "f") {
                let text = formula.text().unwrap_or_default();
                check(
                    text.encode_utf16().count() <= LONGEST_FORMULA,
                    format!("{path} {at}: long formula"),
                );
                let news = [
                    "XLOOKUP", "FILTER(", "SORT(", "UNIQUE(", "LET(", "IFS(", "TEXTJOIN", "CONCAT(",
                ];
                let is_new = |name: &&str| {
                    text.contains(*name) && !text.contains("AVERAGEIFS(") && !text.contains("_xlfn")
                };
                check(!news.iter().any(is_new), format!("{path} {at}: new function"));
            }
        }
        let rows: Vec<u32> = named(root, "row")
            .map(|row| row.attribute("r").unwrap().parse().unwrap())
            .collect();
        check(
            rows.is_sorted_by(|one, next| one < next),
            format!("{path}: rows {rows:?}"),
        );
        let links = named(root, "hyperlink").count();
        check(links <= MOST_LINKS, format!("{path}: {links} links"));
        for list in named(root, "dataValidation") {
            let long = named(list, "formula1")
                .any(|text| text.text().unwrap_or_default().chars().count() > LONGEST_LIST);
            check(!long, format!("{path}: long list"));
            for (key, most) in [
                ("errorTitle", 32),
                ("promptTitle", 32),
                ("error", 225),
                ("prompt", 255),
            ] {
                let length = list.attribute(key).unwrap_or_default().encode_utf16().count();
                check(length <= most, format!("{path}: {key} of {length}"));
            }
        }
        for footer in named(root, "oddFooter").chain(named(root, "oddHeader")) {
            let length = footer.text().unwrap_or_default().encode_utf16().count();
            check(length <= 255, format!("{path}: footer of {length}"));
        }
        let relations = path.replace("worksheets/", "worksheets/_rels/") + ".rels";
        let targets: Vec<&str> = part(&relations)
            .map(|root| {
                named(root, "Relationship")
                    .filter_map(|relation| relation.attribute("Target"))
                    .collect()
            })
            .unwrap_or_default();
        for target in &targets {
            check(
                target.encode_utf16().count() <= LONGEST_LINK,
                format!("{path}: long link"),
            );
        }
        let mut areas: Vec<Area> = named(root, "mergeCell")
            .map(|merged| area(merged.attribute("ref").unwrap()))
            .collect();
        for target in targets.iter().filter(|target| target.contains("tables/")) {
            let root = part(&target.replace("../", "xl/")).unwrap();
            let name = root.attribute("displayName").unwrap();
            check(tables.insert(name.to_lowercase()), format!("table twice {name}"));
            check(
                name == root.attribute("name").unwrap(),
                format!("table of two names {name}"),
            );
            let begins = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
            check(
                begins
                    && name
                        .chars()
                        .all(|letter| letter.is_alphanumeric() || letter == '_'),
                format!("table {name}"),
            );
            let whole = area(root.attribute("ref").unwrap());
            let mut headers = BTreeSet::new();
            for (column, header) in (whole.0..).zip(named(root, "tableColumn")) {
                let header = header.attribute("name").unwrap();
                check(
                    headers.insert(header.to_lowercase()),
                    format!("{name}: header twice {header}"),
                );
                let letters = rust_xlsxwriter::utility::column_number_to_name((column - 1) as u16);
                let cell = cells.get(format!("{letters}{}", whole.1).as_str());
                let stands = cell.and_then(|cell| {
                    let place: usize = named(*cell, "v").next()?.text()?.parse().ok()?;
                    shared.get(place).map(String::as_str)
                });
                check(
                    stands == Some(header),
                    format!("{name}: header {header:?} stands as {stands:?}"),
                );
            }
            check(
                headers.len() as u32 == whole.2 - whole.0 + 1,
                format!("{name}: columns"),
            );
            areas.push(whole);
        }
        for (place, one) in areas.iter().enumerate() {
            let other = areas[..place].iter().find(|other| overlap(*one, **other));
            check(other.is_none(), format!("{path}: {one:?} lies over {other:?}"));
        }
    }
    wrong
}

/// An appraisal with names that look like something else.
fn awkward() -> Appraisal {
    let mut appraisal = appraisal();
    let names = [
        "NaN",
        "007",
        "TRUE",
        "#N/A",
        "inf",
        "1e5",
        "=1+1",
        "员\u{1}工\n甲",
    ];
    for (card, name) in appraisal.scorecards.iter_mut().zip(names) {
        card.rep.name = name.into();
        card.rep.team = card.rep.team.as_ref().map(|team| match team.as_str() {
            "华东一部" => "Q4".into(),
            "华东二部" => "A/B: 'x' [1]".into(),
            _ => "非常非常非常非常非常非常非常非常非常非常非常长的团队名称第一".into(),
        });
    }
    appraisal
}

#[test]
fn nothing_calls_for_a_repair() {
    for language in [Language::Chinese, Language::English] {
        let (found, options) = (some_findings(), options(language));
        let mut documents = vec![
            made_from(&appraisal(), &details(), &found, language),
            made_from(&awkward(), &details(), &found, language),
            findings(
                "2026-10".parse().unwrap(),
                told(&found, &Excerpts::default()),
                &options,
            )
            .unwrap(),
        ];
        documents.extend(collect(&awkward(), &Policy::default().manual_kpis(), &options).unwrap());
        for document in documents {
            assert_eq!(complaints(&document), [""; 0], "{}", document.path);
        }
    }
}

#[test]
fn a_broken_header_is_said_to_be_one() {
    let text = "[[sheet]]\nname = \"名单\"\n[[sheet.block]]\nrows = \"reps\"\n\
                columns = [{ field = \"name\", title = \"a\\nb\" }, { field = \"score\", title = \"a b\" }]\n";
    let appraisal = appraisal();
    let figures = Figures {
        appraisal: &appraisal,
        details: &Details::default(),
        policy: &Policy::default(),
        findings: &[],
        account: &[],
    };
    let document = appraisals(
        figures,
        &Template::parse(text).unwrap(),
        &options(Language::Chinese),
    )
    .unwrap();
    assert_eq!(complaints(&document), [""; 0]);
    assert_eq!(rows(&sheet(&document, "名单"))[2], ["a b", "a b 2"]);
}

#[test]
fn sheets_beyond_memory_are_the_same_sheets() {
    let (appraisal, details, found) = (appraisal(), details(), some_findings());
    let figures = Figures {
        appraisal: &appraisal,
        details: &details,
        policy: &Policy::default(),
        findings: &found,
        account: &[],
    };
    let template = Template::parse(Templates::default().text(WORKBOOK)).unwrap();
    let options = options(Language::Chinese);
    let [kept, passed] =
        [usize::MAX, 0].map(|room| appraisals_within(room, figures, &template, &options).unwrap());
    assert_eq!(complaints(&passed), [""; 0]);
    let again = appraisals_within(0, figures, &template, &options).unwrap();
    assert!(
        again.bytes == passed.bytes,
        "the same figures give the same bytes"
    );
    let names = opened(&kept).sheet_names();
    assert_eq!(opened(&passed).sheet_names(), names);
    for (number, name) in (1..).zip(&names) {
        assert_eq!(rows(&sheet(&passed, name)), rows(&sheet(&kept, name)), "{name}");
        let [kept, passed] =
            [&kept, &passed].map(|document| part(document, &format!("xl/worksheets/sheet{number}.xml")));
        let [kept, passed] = [&kept, &passed].map(|text| Xml::parse(text).unwrap());
        for (what, key) in [
            ("row", "ht"),
            ("col", "width"),
            ("f", ""),
            ("cfRule", "type"),
            ("mergeCell", "ref"),
        ] {
            let [kept, passed] = [&kept, &passed].map(|xml| {
                // Below a sheet that was passed on stands a row of nothing.
                let nodes = named(xml.root_element(), what)
                    .filter(|node| what != "row" || node.attribute("ht").is_some());
                nodes
                    .map(|node| {
                        (
                            node.attribute(key).map(str::to_owned),
                            node.text().map(str::to_owned),
                        )
                    })
                    .collect::<Vec<_>>()
            });
            assert_eq!(passed, kept, "{name}: {what}");
        }
    }
}

#[test]
fn a_name_that_reads_like_a_number_stays_a_text() {
    let document = made(&awkward(), &[], Language::Chinese);
    let overview = part(&document, "xl/worksheets/sheet1.xml");
    for name in ["NaN", "007", "TRUE", "#N/A", "inf", "1e5"] {
        assert!(overview.contains(&format!("<v>{name} </v>")), "{name}");
        assert!(!overview.contains(&format!("<v>{name}</v>")), "{name}");
    }
}
