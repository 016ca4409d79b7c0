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
use repcard::report::form::image::Images;
use repcard::report::form::pdf::{Metadata, PdfFonts, write};
use repcard::report::form::{Stylesheet, lay_out};
use repcard::report::templates::{STYLESHEET, Templates};
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

    let sheets = [Stylesheet::parse(Templates::default().text(STYLESHEET))];
    let images = Images::default();
    let markups: Vec<String> = (0..ROUNDS).map(charted).collect();
    let lay = |markup: &String| lay_out(markup, &sheets, &set, &images).expect("pages").pages;
    let charted: Vec<Page> = markups.iter().flat_map(lay).collect();
    let characters_charted: BTreeSet<char> = charted.iter().flat_map(characters).collect();
    let prepared_charted = PdfFonts::prepare(&set, &characters_charted).expect("cut faces");
    let pack = || write(&charted, &prepared_charted, &metadata).expect("a PDF");

    let cases: [(&str, Duration); 8] = [
        (
            "a form, faces cut for the run first",
            each(&forms, |page| form(&prepared, page)),
        ),
        (
            "the same without its text",
            each(&empty, |page| form(&prepared, page)),
        ),
        ("12 KPIs with 12 charts: laid out", each(&markups, lay)),
        (
            "12 KPIs with 12 charts: written as a file",
            each(&charted, |page| form(&prepared_charted, page)),
        ),
        (
            "12 KPIs with 12 charts: a page of a pack of 100",
            each(&charted[..1], |_| pack()) / ROUNDS,
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

/// The markup of a form of 12 KPIs, each with a sparkline of 12 months. Each number gives another one.
fn charted(number: u32) -> String {
    let row = |row: u32| {
        let figure = |month: u32| (number * 7919 + row * 104_729 + month * 15_485_863) % 20;
        let points: Vec<String> = (0..12)
            .map(|month| format!("{},{}", month * 9, figure(month)))
            .collect();
        let amount = (number * 7919 + row * 104_729) % 900_000 + 10_000;
        format!(
            "<tr><td class='kpi'>实际完成销量</td><td class='number'>10.00</td><td class='number'>{amount}.00</td>\
             <td class='number'>{}.{row:02}%</td><td><svg width='80' height='16' viewBox='0 0 100 20'>\
             <line x1='0' y1='10' x2='100' y2='10' stroke='#c5ced8' stroke-width='0.5'/>\
             <polyline points='{}' fill='none' stroke='#17375e'/><circle cx='99' cy='{}' r='1.5' fill='#17375e'/>\
             </svg></td><td class='rule'>按目标达成比例计分，达成率低于50%不得分，最高按120%计分</td></tr>",
            amount % 120,
            points.join(" "),
            figure(11),
        )
    };
    let rows: String = (0..12).map(row).collect();
    format!(
        "<html><body><div class='masthead'><h1>销售人员绩效考核表</h1><p class='period'>2026年10月 S{number:03}</p></div>\
         <table class='kpis'><thead><tr><th>指标</th><th>权重</th><th>实际</th><th>达成率</th><th>走势</th>\
         <th>评分规则</th></tr></thead><tbody>{rows}</tbody></table>\
         <div class='boxes'><div class='box'><h2>主管评语</h2></div><div class='box'><h2>改进计划</h2></div></div>\
         </body></html>"
    )
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
