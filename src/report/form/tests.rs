//! Appraisals in, PDFs out: what other programs find in them.

mod layouts;

use super::*;
use crate::catalogue::Catalogue;
use crate::measure::details::Details;
use crate::model::{Currency, Exact, Field, Finding, Problem};
use crate::report::Document;
use crate::report::form::monthly::Month;
use crate::report::form::view::FormViews;
use crate::report::naming::Naming;
use crate::report::templates::{APPRAISAL, STYLESHEET, Templates};
use crate::score::fixture::appraisal;
use crate::score::{Appraisal, WeekOrders};
use rust_decimal::dec;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use typeset::fonts::FontFile;
use typeset::fonts::FontSet;

fn options(language: Language) -> FormOptions {
    FormOptions {
        currency: Some(Currency::CNY),
        company: "远山工贸有限公司".into(),
        language,
        ..FormOptions::default()
    }
}

fn month<'a>(appraisal: &'a Appraisal, details: &'a Details, options: &'a FormOptions) -> Month<'a> {
    Month {
        grades: &crate::score::fixture::POLICY.grades,
        objection_days: None,
        last: None,
        restated: None,
        catalogue: Catalogue::built_in(),
        currency: Some(Currency::CNY),
        appraisal,
        details,
        findings: &[],
        account: &[],
        assumptions: &[],
        company: &options.company,
        language: options.language,
    }
}

/// Everything that is printed of an appraisal.
#[derive(Debug, PartialEq)]
struct Printed {
    /// By path.
    forms: Vec<Document>,
    /// By path.
    packs: Vec<Document>,
    /// By path.
    reports: Vec<Document>,
    findings: Vec<Finding>,
}

fn printed(appraisal: &Appraisal, options: &FormOptions) -> Printed {
    print(appraisal, options).unwrap()
}

fn print(appraisal: &Appraisal, options: &FormOptions) -> Result<Printed, FormError> {
    let bundled = FontSet::bundled().unwrap();
    print_with(appraisal, options, &bundled, bundled.clone())
}

fn print_with(
    appraisal: &Appraisal,
    options: &FormOptions,
    fonts: &FontSet,
    further: FontSet,
) -> Result<Printed, FormError> {
    let details = Details::default();
    let manuscripts = Manuscripts::new(&month(appraisal, &details, options), &[], options)?;
    let (queue, documents) = mpsc::sync_channel(1);
    let taker = thread::spawn(move || documents.into_iter().collect::<Vec<Document>>());
    let findings = manuscripts.print(fonts, |_| further, &queue);
    drop(queue);
    let mut documents = taker.join().unwrap();
    documents.sort_by(|one, other| one.path.cmp(&other.path));
    let below = |folder: &str| {
        let mut found = documents.clone();
        found.retain(|document| document.path.starts_with(folder));
        found
    };
    Ok(Printed {
        forms: below("forms/"),
        packs: below("packs/"),
        reports: [below("report"), below("summaries/")].concat(),
        findings: findings?,
    })
}

/// What `program` prints about a document. `-`, for the standard output, comes after the file.
fn read_by(program: &str, arguments: &[&str], document: &Document) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, &document.bytes).unwrap();
    let (last, first): (Vec<&str>, Vec<&str>) = arguments.iter().partition(|argument| **argument == "-");
    let output = Command::new(program)
        .args(first)
        .arg(&path)
        .args(last)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The text of a document without any white space: where lines break is the layout's business.
fn text(document: &Document) -> String {
    read_by("pdftotext", &["-layout", "-"], document)
        .split_whitespace()
        .collect()
}

fn pages(document: &Document) -> usize {
    read_by("qpdf", &["--show-npages"], document)
        .trim()
        .parse()
        .unwrap()
}

fn form<'f>(forms: &'f Printed, rep_id: &str) -> &'f Document {
    forms
        .forms
        .iter()
        .find(|form| form.path.contains(rep_id))
        .unwrap()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn a_form_fits_a_page_and_says_everything() {
    let appraisal = appraisal();
    for language in [Language::Chinese, Language::English] {
        let forms = printed(&appraisal, &options(language));
        assert_eq!(forms.findings, []);
        for (card, view) in appraisal
            .scorecards
            .iter()
            .zip(FormViews::new(&appraisal, "", Naming::usual(language)).iter())
        {
            let form = form(&forms, &card.rep.rep_id);
            assert_eq!(pages(form), 1, "{}", form.path);
            assert!(
                form.bytes.len() < 80_000,
                "{}: {} bytes",
                form.path,
                form.bytes.len()
            );
            let text = text(form);
            let facts = [
                &*card.rep.name,
                &view.number,
                &view.score,
                &view.period.name,
                &view.total.points,
                view.grade,
            ];
            for wanted in facts {
                assert!(
                    text.contains(&squeezed(wanted)),
                    "{}: {wanted}\n{text}",
                    form.path
                );
            }
            for kpi in &view.kpis {
                for wanted in [kpi.name, &kpi.target, &kpi.actual, &kpi.attainment, &kpi.points] {
                    assert!(
                        text.contains(&squeezed(wanted)),
                        "{}: {wanted}\n{text}",
                        form.path
                    );
                }
            }
        }
    }
}

#[test]
fn documents_are_sound_and_their_fonts_embedded() {
    let forms = printed(&appraisal(), &options(Language::Chinese));
    for document in forms.packs.iter().chain(&forms.forms[..1]) {
        read_by("qpdf", &["--check"], document);
        let fonts = read_by("pdffonts", &[], document);
        assert!(fonts.lines().skip(2).count() >= 2, "{fonts}");
        for font in fonts.lines().skip(2) {
            assert!(font.contains("yes yes yes"), "{font}");
        }
    }
}

#[test]
fn names_and_metadata_are_those_of_rep_and_company() {
    let forms = printed(&appraisal(), &options(Language::Chinese));
    let paths: Vec<_> = forms.forms.iter().map(|form| form.path.as_str()).collect();
    assert_eq!(paths.len(), 8);
    assert_eq!(paths[0], "forms/华东一部/S001 陈晓岚.pdf");
    assert_eq!(paths[7], "forms/未分组/S007 沈知行.pdf");
    let information = read_by("pdfinfo", &[], &forms.forms[0]);
    for wanted in ["销售人员绩效考核表 2026年10月 陈晓岚", "远山工贸有限公司", "2026"] {
        assert!(information.contains(wanted), "{information}");
    }
}

#[test]
fn a_pack_holds_the_teams_forms_in_rank_order_with_a_bookmark_each() {
    let forms = printed(&appraisal(), &options(Language::Chinese));
    let paths: Vec<_> = forms.packs.iter().map(|pack| pack.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "packs/华东一部.pdf",
            "packs/华东三部.pdf",
            "packs/华东二部.pdf",
            "packs/未分组.pdf"
        ]
    );
    let pack = &forms.packs[0];
    assert_eq!(pages(pack), 3);
    let outline: serde_json::Value =
        serde_json::from_str(&read_by("qpdf", &["--json", "--json-key=outlines"], pack)).unwrap();
    let bookmarks: Vec<_> = outline["outlines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["title"].as_str().unwrap(),
                entry["destpageposfrom1"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(bookmarks, [("1  陈晓岚", 1), ("2  顾明远", 2), ("—  许安然", 3)]);
    // Each form in it counts its own pages.
    assert_eq!(text(pack).matches("第1页，共1页").count(), 3);
}

#[test]
fn forms_of_a_pack_for_both_sides_begin_on_sheets_of_their_own() {
    let duplex = FormOptions {
        currency: Some(Currency::CNY),
        duplex: true,
        ..options(Language::Chinese)
    };
    let mut appraisal = appraisal();
    // The second form of the first team takes two pages.
    let kpis = &mut appraisal.scorecards[1].kpis;
    *kpis = kpis.iter().cycle().take(33).cloned().collect();
    let forms = printed(&appraisal, &duplex);
    let pack = &forms.packs[0];
    let json: serde_json::Value = serde_json::from_str(&read_by("qpdf", &["--json=2"], pack)).unwrap();
    let bookmarks: Vec<_> = json["outlines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["destpageposfrom1"].as_u64().unwrap())
        .collect();
    assert_eq!((bookmarks, pages(pack)), (vec![1, 3, 5], 6));
    let labels: Vec<_> = json["pagelabels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| label["label"]["/P"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["u:S001", "u:S002-", "u:S008"]);
    for blank in ["2", "6"] {
        let text = read_by("pdftotext", &["-f", blank, "-l", blank, "-"], pack);
        assert_eq!(text.trim(), "", "page {blank}");
    }
    // What a rep gets alone stays as it was.
    assert_eq!(pages(form(&forms, "S001")), 1);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let print = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| printed(&appraisal(), &options(Language::Chinese)))
    };
    assert_eq!(print(1), print(2));
}

#[test]
fn many_kpis_flow_on_with_the_table_header_repeated() {
    let mut appraisal = appraisal();
    let kpis = &mut appraisal.scorecards[1].kpis;
    *kpis = kpis.iter().cycle().take(33).cloned().collect();
    let forms = printed(&appraisal, &options(Language::Chinese));
    let form = form(&forms, "S002");
    assert_eq!(pages(form), 2);
    assert_eq!(text(form).matches("评分规则").count(), 2);
    assert!(text(form).contains("第2页，共2页"));
}

#[test]
fn a_quarter_and_a_year_list_all_their_weeks() {
    for (period, weeks, expected, before) in [("2026-Q4", 14, 1, "W"), ("2026", 53, 1, "")] {
        let mut appraisal = appraisal();
        appraisal.period = period.parse().unwrap();
        let first = appraisal.period.first_day();
        appraisal.scorecards[0].weeks = (0..weeks)
            .map(|week| WeekOrders {
                monday: first + chrono::Days::new(7 * u64::from(week)),
                week: week + 1,
                orders: 100 + week,
            })
            .collect();
        let forms = printed(&appraisal, &options(Language::Chinese));
        let form = form(&forms, "S001");
        assert_eq!(pages(form), expected, "{period}");
        let text = text(form);
        for week in 0..weeks {
            assert!(text.contains(&format!("{before}{}", week + 1)), "{text}");
            assert!(text.contains(&(100 + week).to_string()), "{text}");
        }
    }
}

#[test]
fn excluded_kpis_are_told_with_how_the_score_comes_about() {
    let forms = printed(&appraisal(), &options(Language::Chinese));
    let text = text(form(&forms, "S004"));
    assert!(
        text.contains("不计入：客户需求回复（无数据）。综合得分按其余"),
        "{text}"
    );
    assert!(text.contains("73.81÷96×100＝76.89"), "{text}");
}

#[test]
fn signatures_never_stand_alone_on_a_page() {
    let mut appraisal = appraisal();
    appraisal.scorecards[0].rep.team = Some("华东大客户与渠道合作伙伴销售支持联合项目组".repeat(4));
    let forms = printed(&appraisal, &options(Language::Chinese));
    let form = form(&forms, "S001");
    assert_eq!(pages(form), 2);
    let last = read_by("pdftotext", &["-f", "2", "-"], form);
    assert!(last.contains("主管评语") && last.contains("人力资源"), "{last}");
}

#[test]
fn data_prints_as_it_stands_and_never_steers_the_form() {
    let mut appraisal = appraisal();
    let name = "<b>&\"}/*</b>";
    appraisal.scorecards[0].rep.name = name.into();
    appraisal.scorecards[0].rep.rep_id = "A\"; } /* {{ 1 }}".into();
    let forms = printed(&appraisal, &options(Language::Chinese));
    assert_eq!(forms.findings, []);
    let text = text(forms.forms.iter().find(|form| form.path.contains("／b")).unwrap());
    assert!(text.contains(&squeezed(name)), "{text}");
    assert!(text.contains("综合得分") && text.contains("{{1}}"), "{text}");
}

#[test]
fn figures_of_any_size_stay_in_their_columns() {
    let mut appraisal = appraisal();
    let sales = &mut appraisal.scorecards[0].kpis[0];
    sales.target = Some(Exact::from(dec!(9876543210.00)));
    sales.actual = Some(Exact::from(dec!(-1234567890.12)));
    let forms = printed(&appraisal, &options(Language::Chinese));
    let words = read_by("pdftotext", &["-layout", "-"], form(&forms, "S001"));
    let words: Vec<_> = words.split_whitespace().collect();
    assert!(words.contains(&"9,876,543,210.00"), "{words:?}");
    assert!(words.contains(&"−1,234,567,890.12"), "{words:?}");
}

#[test]
fn characters_without_glyph_are_told_before_and_after() {
    let mut appraisal = appraisal();
    appraisal.scorecards[2].rep.name = "林𫟹\u{200D}溪".into();
    let (options, fonts) = (options(Language::Chinese), FontSet::bundled().unwrap());
    let details = Details::default();
    let missing = Manuscripts::new(&month(&appraisal, &details, &options), &[], &options)
        .unwrap()
        .missing_characters(&fonts)
        .unwrap();
    assert_eq!(missing.into_iter().collect::<Vec<_>>(), ['𫟹']);
    let problems: Vec<_> = printed(&appraisal, &options)
        .findings
        .into_iter()
        .map(|finding| finding.problem)
        .collect();
    assert_eq!(
        problems,
        [Problem::MissingGlyph {
            character: '𫟹',
            document: "S003 的表".into(),
            field: Some(Field::RepName),
        }]
    );
}

#[test]
fn documents_that_wait_for_further_fonts_are_the_same_and_come_once() {
    let squares = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/Squares.ttf");
    let squares = FontFile {
        name: "Squares.ttf".into(),
        bytes: std::fs::read(squares).unwrap().into(),
        index: 0,
    };
    let bundled = FontSet::bundled().unwrap();
    let (further, _) = bundled.clone().with(vec![squares]);
    // More forms than are printed at once, the rare name in the middle of a team.
    let mut appraisal = appraisal();
    let cards = appraisal.scorecards.iter().cycle().take(150).cloned();
    appraisal.scorecards = cards.collect();
    for (number, card) in appraisal.scorecards.iter_mut().enumerate() {
        card.rep.rep_id = format!("S{number:03}");
    }
    appraisal.scorecards[73].rep.name = "林😀".into();
    let team = appraisal.scorecards[73].rep.team.clone();
    let drawing = |text: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text y='9'>{text}</text></svg>"
        );
        Templates::default().with_pictures(BTreeMap::from([("seal.svg".to_owned(), svg.into_bytes())]))
    };
    for (templates, waits) in [(drawing("章"), false), (drawing("😁"), true)] {
        let options = FormOptions {
            currency: Some(Currency::CNY),
            templates,
            ..options(Language::Chinese)
        };
        let printed = print_with(&appraisal, &options, &bundled, further.clone()).unwrap();
        assert_eq!(printed.findings, []);
        assert_eq!(
            (printed.forms.len(), printed.packs.len(), printed.reports.len()),
            (150, 4, 5)
        );
        let pack = printed
            .packs
            .iter()
            .find(|pack| pack.path.contains(team.as_deref().unwrap()))
            .unwrap();
        assert!(text(pack).contains("林😀"), "{waits}");
        assert_eq!(
            printed,
            print_with(&appraisal, &options, &further, bundled.clone()).unwrap()
        );
    }
}

#[test]
fn a_character_that_a_drawing_lacks_is_told_with_the_file() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text y='9'>😁</text></svg>";
    let pictures = BTreeMap::from([("seal.svg".to_owned(), svg.as_bytes().to_vec())]);
    let options = FormOptions {
        currency: Some(Currency::CNY),
        templates: Templates::default().with_pictures(pictures),
        ..options(Language::Chinese)
    };
    let problems: Vec<_> = printed(&appraisal(), &options)
        .findings
        .into_iter()
        .map(|finding| finding.problem)
        .collect();
    let missing = Problem::MissingGlyph {
        character: '😁',
        document: "seal.svg".into(),
        field: None,
    };
    assert_eq!(problems, [missing]);
}

#[test]
fn what_a_template_asks_in_vain_is_told_once_at_its_place() {
    let options = FormOptions {
        currency: Some(Currency::CNY),
        templates: Templates::new([
            (
                APPRAISAL,
                "<html><body>\n<p>{{ rep.name }}</p><blink>{{ score }}</blink></body></html>".to_owned(),
            ),
            (STYLESHEET, "p { color: red;\n  float: left }".to_owned()),
        ]),
        ..options(Language::Chinese)
    };
    let forms = printed(&appraisal(), &options);
    let places: Vec<_> = forms
        .findings
        .iter()
        .map(|finding| match &finding.problem {
            Problem::Template {
                template,
                line,
                column,
                ..
            } => (template.as_str(), *line, *column),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(places, [("appraisal.html", 2, 22), ("repcard.css", 2, 3)]);
    assert!(text(&forms.forms[0]).contains("陈晓岚103.28"));
}

#[test]
fn a_broken_template_is_told_with_place_and_rep() {
    let error = |template: &str, language| {
        let options = FormOptions {
            currency: Some(Currency::CNY),
            templates: Templates::new([(APPRAISAL, template.to_owned())]),
            ..options(language)
        };
        print(&appraisal(), &options).unwrap_err().wording(language)
    };
    let chinese = error("<html>\n{{ rep.name | money }}</html>", Language::Chinese);
    assert!(
        chinese.starts_with("模板 appraisal.html 第 2 行第 15 列（S001 的表）："),
        "{chinese}"
    );
    // What is wrong for everyone is told of nobody.
    let everyone = error("<html>{% if raw_scor %}x{% endif %}</html>", Language::Chinese);
    assert!(
        everyone.starts_with(
            "模板 appraisal.html 第 1 行第 13 列：没有名为 `raw_scor` 的变量；是否指 `raw_score`"
        ),
        "{everyone}"
    );
    let english = error("<html>\n  <p>{{ rep.name }}</div></html>", Language::English);
    assert!(
        english.starts_with("template appraisal.html, line 2, column "),
        "{english}"
    );
    assert!(english.contains("(form of S001)"), "{english}");
    let unread = error("<html>\n{% if %}", Language::English);
    assert!(
        unread.starts_with("template appraisal.html, line 2, column"),
        "{unread}"
    );
}
