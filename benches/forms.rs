//! What forms cost, and where the time goes: `cargo bench --bench forms`.
//!
//! Every case is timed in the same run and printed as a share of the whole as well, since times differ between
//! machines and shares hardly do. The first part is the form as it is printed: the sample book's reps, repeated to a
//! hundred, with twelve KPIs, their charts and codes. The second part takes single steps on a page made by hand.

#[path = "../tests/it/support/pages.rs"]
mod pages;

use repcard::catalogue::Catalogue;
use repcard::measure::details::{Details, details};
use repcard::measure::{Rules, measure};
use repcard::model::{Calendar, Currency, Expectations, Language, Period, Policy};
use repcard::read::{self, ReadOptions};
use repcard::recognise::{Mapping, recognise};
use repcard::records::{RecordOptions, records};
use repcard::report::code::PageCode;
use repcard::report::form::monthly::Month;
use repcard::report::form::template::PrintTemplates;
use repcard::report::form::{FormSheet, FormSheets};
use repcard::report::results::results;
use repcard::report::templates::{APPRAISAL, STYLESHEET, Templates};
use repcard::score::{Appraisal, score};
use repcard::targets::targets;
use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use typeset::display::{Item, Page};
use typeset::fonts::FontSet;
use typeset::image::Images;
use typeset::pdf::{Metadata, PdfFonts, write};
use typeset::{Engine, Stylesheet};

const REPS: usize = 100;
const KPIS: usize = 12;

fn main() {
    let set = FontSet::bundled().expect("the bundled faces");
    whole_forms(&set);
    single_steps(&set);
}

/// Forms from their figures to their bytes, on one thread.
fn whole_forms(set: &FontSet) {
    let (appraisal, details) = sample();
    let codes = PageCode::all(&results(&appraisal, "").expect("results").bytes);
    let month = Month {
        grades: &[],
        objection_days: None,
        last: None,
        restated: None,
        catalogue: Catalogue::built_in(),
        appraisal: &appraisal,
        details: &details,
        findings: &[],
        account: &[],
        assumptions: &[],
        company: "华东智造有限公司",
        language: Language::Chinese,
        currency: Currency::usual(Language::Chinese),
    };
    let sheets = FormSheets::new(&month, &codes);
    let viewing = each(&[()], |()| sheets.iter().for_each(|sheet| drop(black_box(sheet)))) / REPS as u32;
    let sheets: Vec<FormSheet<'_>> = sheets.iter().collect();
    let templates = PrintTemplates::new(&Templates::default(), Language::Chinese, None).expect("templates");
    let fill = |sheet: &_| templates.render(APPRAISAL, sheet).expect("markup");
    let markups: Vec<String> = sheets.iter().map(fill).collect();
    let looks = vec![Stylesheet::parse(Templates::default().text(STYLESHEET))];
    let engine = Engine::new(looks, set.clone(), Images::default());
    let lay = |markup: &String| engine.lay_out(markup).expect("pages").pages;
    let forms: Vec<Vec<Page>> = markups.iter().map(lay).collect();
    let pages = forms.concat();
    let fonts = prepared(set, &forms);
    let file = |form: &Vec<Page>| write(form, &fonts, &Metadata::default()).expect("a PDF");
    let pack = || write(&pages, &fonts, &Metadata::default()).expect("a PDF");

    let [filling, laying, filing] = [each(&sheets, fill), each(&markups, lay), each(&forms, file)];
    let packing = each(&[()], |()| pack()) / REPS as u32;
    let before = viewing + filling + laying;
    println!(
        "{KPIS} KPIs with charts, {} pages for {REPS} reps, {} bytes a file, {} a page of a pack",
        pages.len(),
        file(&forms[0]).len(),
        pack().len() / pages.len()
    );
    println!(
        "{:>9.0} single files a second",
        1.0 / (before + filing).as_secs_f64()
    );
    println!(
        "{:>9.0} pages of a pack a second",
        1.0 / (before + packing).as_secs_f64()
    );
    print_all(
        before + filing,
        &[
            ("figures in words, and the code", viewing),
            ("template filled in", filling),
            ("laid out", laying),
            ("written as a file", filing),
            ("or as a page of a pack", packing),
        ],
    );
}

/// The cost of text, and of cutting faces, on a page made by hand.
fn single_steps(set: &FontSet) {
    let forms: Vec<Vec<Page>> = (0..REPS as u32)
        .map(|number| vec![pages::form(set, number)])
        .collect();
    let empty: Vec<Page> = forms
        .iter()
        .flatten()
        .map(|page| pages::a4(shapes(page)))
        .collect();
    let prepared = prepared(set, &forms);
    let whole = PdfFonts::whole(set);
    let form = |fonts: &PdfFonts, page: &Page| {
        write(std::slice::from_ref(page), fonts, &Metadata::default()).expect("a PDF")
    };
    let cases = [
        (
            "a form, faces cut for the run first",
            each(&forms, |pages| form(&prepared, &pages[0])),
        ),
        (
            "the same without its text",
            each(&empty, |page| form(&prepared, page)),
        ),
        (
            "a form, cut from whole faces",
            each(&forms[..10], |pages| form(&whole, &pages[0])),
        ),
        (
            "cutting the faces for a run, once",
            each(&[()], |()| self::prepared(set, &forms)),
        ),
        (
            "reading the bundled faces, once",
            each(&[()], |()| FontSet::bundled()),
        ),
    ];
    print_all(cases[0].1, &cases);
}

fn print_all(whole: Duration, cases: &[(&str, Duration)]) {
    for (name, time) in cases {
        println!(
            "{:>9.3} ms  {:>6.2}  {name}",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / whole.as_secs_f64()
        );
    }
}

/// The sample book's appraisal, its reps repeated and in one team, and its last KPI repeated.
fn sample() -> (Appraisal, Details) {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/huadong");
    let period: Period = "2026-10".parse().expect("a period");
    let (policy, calendar) = (Policy::default(), Calendar::default());
    let files = read::list(&book, period).expect("the sample book");
    let mapping = Mapping {
        currency: Currency::usual(Language::Chinese),
        ..Mapping::of_period(period)
    };
    let options = ReadOptions::default();
    let sheets = files.iter().flat_map(|file| read::read(file, &options).sheets);
    let (mut tables, _) = recognise(sheets.collect(), &mapping);
    let (records, _) = records(&mut tables, &RecordOptions::of_period(period)).expect("a roster");
    let rules = Rules {
        catalogue: Catalogue::built_in(),
        policy: &policy,
        calendar: &calendar,
        expected: &Expectations::default(),
    };
    let (targets, _) = targets(&records, rules.of_targets(), period);
    let (measures, _) = measure(&records, &targets, rules, period);
    let mut appraisal = score(&measures, &records.roster, &policy, period).expect("scorecards");
    let mut details = details(&records, rules.of_targets(), period);
    details.reps = details.reps.iter().cycle().take(REPS).cloned().collect();
    let cards = appraisal.scorecards.iter().cycle().take(REPS).cloned();
    appraisal.scorecards = cards.collect();
    for (number, card) in appraisal.scorecards.iter_mut().enumerate() {
        card.rep.rep_id = format!("S{number:04}");
        card.rep.team = Some("华东一部".to_owned());
        card.kpis = card.kpis.iter().cycle().take(KPIS).cloned().collect();
    }
    (appraisal, details)
}

/// The time that `work` takes for one of `pages`: the fastest of three rounds, after one that warms up.
fn each<P, T>(pages: &[P], work: impl Fn(&P) -> T) -> Duration {
    let round = || {
        let start = Instant::now();
        for page in pages {
            black_box(work(page));
        }
        start.elapsed() / u32::try_from(pages.len()).expect("a few pages")
    };
    round();
    (0..3).map(|_| round()).min().expect("three rounds")
}

/// Faces cut to what some forms use.
fn prepared(set: &FontSet, forms: &[Vec<Page>]) -> PdfFonts {
    let characters: BTreeSet<char> = forms.iter().flatten().flat_map(characters).collect();
    PdfFonts::prepare(set, &characters).expect("cut faces")
}

fn characters(page: &Page) -> impl Iterator<Item = char> {
    let glyphs = page.items.iter().flat_map(|item| match item {
        Item::Text(run) => run.glyphs.as_slice(),
        _ => &[],
    });
    glyphs.map(|glyph| glyph.character)
}

fn shapes(page: &Page) -> Vec<Item> {
    page.items
        .iter()
        .filter(|item| !matches!(item, Item::Text(_)))
        .cloned()
        .collect()
}
