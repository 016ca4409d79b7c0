//! What a one-page form costs, and how its parts compare: `cargo bench --bench forms`.
//!
//! Every case is timed in the same run and printed as a ratio to the whole as well, since times differ between
//! machines and ratios hardly do.

#[path = "../tests/support/pages.rs"]
mod pages;

use chrono::NaiveDate;
use repcard::model::Language;
use repcard::report::form::display::{Item, Page};
use repcard::report::form::fonts::FontSet;
use repcard::report::form::pdf::{Metadata, PdfFonts, write};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: u32 = 100;

fn main() {
    let set = FontSet::bundled().expect("the bundled faces");
    let forms: Vec<Page> = (0..ROUNDS).map(|number| pages::form(&set, number)).collect();
    let run: BTreeSet<char> = forms.iter().flat_map(characters).collect();
    let metadata = Metadata {
        title: "销售人员绩效考核表".to_owned(),
        author: "华东智造有限公司".to_owned(),
        language: Language::Chinese,
        date: NaiveDate::from_ymd_opt(2026, 10, 31).expect("a date"),
        bookmarks: Vec::new(),
    };
    let whole = PdfFonts::whole(&set);
    let prepared = PdfFonts::prepare(&set, &run).expect("cut faces");
    let form =
        |fonts: &PdfFonts, page: &Page| write(std::slice::from_ref(page), fonts, &metadata).expect("a PDF");
    let empty: Vec<Page> = forms.iter().map(|page| pages::a4(shapes(page))).collect();

    let cases: [(&str, Duration); 5] = [
        (
            "a form, faces cut for the run first",
            each(&forms, |page| form(&prepared, page)),
        ),
        (
            "the same without its text",
            each(&empty, |page| form(&prepared, page)),
        ),
        (
            "a form, cut from whole faces",
            each(&forms, |page| form(&whole, page)),
        ),
        (
            "cutting the faces for a run, once",
            each(&forms[..10], |_| PdfFonts::prepare(&set, &run)),
        ),
        (
            "reading the bundled faces, once",
            each(&forms[..10], |_| FontSet::bundled()),
        ),
    ];
    let size = form(&prepared, &forms[0]).len();
    println!(
        "{} glyphs, {} characters in the run, {size} bytes",
        characters(&forms[0]).count(),
        run.len()
    );
    for (name, time) in cases {
        println!(
            "{:>9.3} ms  {:>6.2}  {name}",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / cases[0].1.as_secs_f64()
        );
    }
}

/// The time that `work` takes for one of `pages`: the fastest of three rounds, after one that warms up.
fn each<T>(pages: &[Page], work: impl Fn(&Page) -> T) -> Duration {
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
