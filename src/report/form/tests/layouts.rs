//! Laid-out pages as text, compared with the files of `tests/layout/`: what moves on a page shows as a changed line.
//!
//! `REPCARD_LAYOUT=renew cargo test --lib layouts` writes the files anew, and a PDF of each into `target/layout/`, to be
//! looked at before the change is kept.

use crate::catalogue::Catalogue;
use crate::measure::details::{
    Change, CustomerChange, Details, MonthSales, NextTarget, NextTargets, RepDetails, Share, fixture,
};
use crate::model::{Bilingual, Id};
use crate::model::{Currency, Exact, Finding, Kpi, Language, Month as CalendarMonth, Place, Problem};
use crate::report::form::FormOptions;
use crate::report::form::manuscript::{Manuscript, Manuscripts};
use crate::report::form::monthly::Month;
use crate::report::templates::STYLESHEET;
use crate::score::fixture::appraisal;
use crate::score::{Appraisal, Scorecard};
use rust_decimal::dec;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use typeset::Stylesheet;
use typeset::display::{Item, Page, Rect, Rgb, Segment, Shape, TextRun};
use typeset::fonts::FontSet;
use typeset::image::Images;
use typeset::lay_out;
use typeset::pdf::{self, Metadata, PdfFonts};

/// A company of eight reps with everything that a page can show, to be made awkward.
struct Case {
    appraisal: Appraisal,
    details: Details,
    findings: Vec<Finding>,
    options: FormOptions,
}

impl Case {
    fn new(language: Language) -> Self {
        let appraisal = appraisal();
        Self {
            details: details(appraisal.scorecards.len()),
            findings: findings(),
            options: FormOptions {
                currency: Some(Currency::CNY),
                company: language
                    .pick("远山工贸有限公司", "Farhill Trading Co., Ltd.")
                    .into(),
                language,
                ..FormOptions::default()
            },
            appraisal,
        }
    }

    fn with(language: Language, change: impl FnOnce(&mut Self)) -> Self {
        let mut case = Self::new(language);
        change(&mut case);
        case
    }

    fn card(&mut self) -> &mut Scorecard {
        &mut self.appraisal.scorecards[0]
    }

    fn month(&self) -> Month<'_> {
        Month {
            grades: &crate::score::fixture::POLICY.grades,
            objection_days: None,
            last: None,
            restated: None,
            catalogue: &self.options.catalogue,
            currency: Some(Currency::CNY),
            appraisal: &self.appraisal,
            details: &self.details,
            findings: &self.findings,
            account: &[],
            assumptions: &[],
            company: &self.options.company,
            language: self.options.language,
        }
    }

    fn manuscripts(&self) -> Manuscripts<'_> {
        Manuscripts::new(&self.month(), &[], &self.options).unwrap()
    }

    fn form(&self) -> Manuscript {
        let manuscripts = self.manuscripts();
        let mut members = manuscripts.teams.iter().flat_map(|team| &team.members);
        let first = members.find(|member| member.index == 0).unwrap();
        manuscripts.form(first).unwrap()
    }

    fn report(&self) -> Manuscript {
        self.manuscripts().report().unwrap()
    }

    fn summary(&self) -> Manuscript {
        let manuscripts = self.manuscripts();
        manuscripts.summary(&manuscripts.teams[0]).unwrap()
    }
}

#[test]
fn layouts_of_forms() {
    use Language::{Chinese, English};
    let plain = Case::new(Chinese);
    kept("form", &plain, &plain.form());

    let long_names = Case::with(English, |case| {
        let rep = &mut case.card().rep;
        rep.name = "Maximiliana Featherstonehaugh-Cholmondeley".into();
        rep.team = Some("Key Accounts and Channel Partners, Northern and Central Regions".into());
        rep.region = Some("Yangtze River Delta and Neighbouring Provinces".into());
        rep.title = Some("Senior Regional Account Executive (Key Accounts)".into());
        rep.manager = Some("Wilhelmina Throckmorton-Blackwood".into());
        case.options.company =
            "Farhill International Trading and Manufacturing Group Holdings Co., Ltd.".into();
    });
    kept("form-long-names", &long_names, &long_names.form());

    let many = Case::with(Chinese, |case| many_kpis(case, 30));
    kept("form-30-kpis", &many, &many.form());

    let bare = Case::with(Chinese, |case| {
        case.details = Details::default();
        let card = case.card();
        (card.rep.team, card.rep.region, card.rep.hire_date) = (None, None, None);
        card.weeks = Vec::new();
        card.mean_reply_hours = None;
        for kpi in &mut card.kpis {
            (kpi.target, kpi.attainment, kpi.mom, kpi.yoy) = (None, None, None, None);
            if kpi.unit != crate::model::kpi::Unit::Rate {
                kpi.points = None;
            }
        }
    });
    kept("form-no-history-no-target", &bare, &bare.form());

    let shrinking = Case::with(Chinese, |case| {
        let kpis = &mut case.card().kpis;
        kpis[0].actual = Some(Exact::from(dec!(-1234567.89)));
        kpis[0].attainment = Some(Exact::from(dec!(-2.469136)));
        kpis[0].mom = Some(Exact::zero());
        kpis[0].yoy = Some(Exact::from(dec!(-0.99999)));
        kpis[1].actual = Some(Exact::from(dec!(-0.5)));
        kpis[1].mom = Some(Exact::from(dec!(-0.5)));
        kpis[1].yoy = Some(Exact::from(dec!(123.456)));
        for month in &mut case.details.reps[0].months {
            month.sales = month.sales.take().map(|sales| sales * Exact::from(-1));
        }
    });
    kept("form-zero-and-negative-growth", &shrinking, &shrinking.form());

    let left = Case::with(English, |case| {
        let card = case.card();
        card.rep.leave_date = chrono::NaiveDate::from_ymd_opt(2026, 10, 16);
        card.remarks.comment = Some("Handed all customers over in good order. ".repeat(6));
        card.remarks.plan = Some("None: left the company.\nAccounts go to Rowan Ashdown.".into());
    });
    kept("form-left", &left, &left.form());
}

#[test]
fn layouts_of_reports() {
    let plain = Case::new(Language::Chinese);
    kept("report", &plain, &plain.report());
    kept("summary", &plain, &plain.summary());

    let long = Case::with(Language::English, |case| {
        for (index, customer) in case.details.customers.iter_mut().enumerate() {
            customer.customer = match index % 2 {
                0 => "长江三角洲生态绿色一体化发展示范区"
                    .repeat(4)
                    .chars()
                    .take(60)
                    .collect(),
                _ => "Consolidated Intercontinental Provisioning and Logistics Co.".into(),
            };
        }
        for card in &mut case.appraisal.scorecards {
            card.rep.name = format!("{} Featherstonehaugh-Cholmondeley", card.rep.rep_id);
            card.rep.team = card
                .rep
                .team
                .as_ref()
                .map(|_| "Key Accounts and Channel Partners".into());
        }
    });
    kept("report-long-names", &long, &long.report());
    kept("summary-long-names", &long, &long.summary());

    let many = Case::with(Language::Chinese, |case| many_kpis(case, 30));
    kept("summary-30-kpis", &many, &many.summary());

    let bare = Case::with(Language::English, |case| {
        case.details = Details::default();
        case.findings.clear();
        for card in &mut case.appraisal.scorecards {
            for kpi in &mut card.kpis {
                (kpi.target, kpi.attainment) = (None, None);
            }
        }
    });
    kept("report-no-history-no-target", &bare, &bare.report());
}

/// Gives everybody so many KPIs, those of the policy's managers behind the measured ones.
fn many_kpis(case: &mut Case, count: usize) {
    let mut catalogue = Catalogue::default();
    for card in &mut case.appraisal.scorecards {
        for number in card.kpis.len()..count {
            let mut kpi = card.kpis[8].clone();
            kpi.unit = crate::model::kpi::Unit::Score;
            kpi.kpi = Kpi::new(Id::new(&format!("manual_{number}")).unwrap());
            catalogue.add_scored(
                kpi.kpi,
                Bilingual {
                    zh: format!("主管评价{number}"),
                    en: format!("Judgement {number}"),
                },
            );
            card.kpis.push(kpi);
        }
    }
    case.options.catalogue = Arc::new(catalogue);
}

fn details(reps: usize) -> Details {
    let months = |scale: i64| -> Vec<MonthSales> {
        let last: crate::model::Period = "2026-10".parse().unwrap();
        let last: CalendarMonth = last.months().next().unwrap();
        (0..12)
            .map(|index| MonthSales {
                month: last.plus(index - 11),
                sales: Some(Exact::from(scale * (400 + i64::from(index * 37 % 11) * 23))),
                target: (index > 1).then(|| Exact::from(scale * 500)),
            })
            .collect()
    };
    let change = |change, index: usize| CustomerChange {
        change,
        date: "2026-10-12".parse().unwrap(),
        customer: format!("样品客户第{index}有限公司"),
        rep_id: format!("S00{}", index % 5 + 1),
        rep: "陈晓岚".into(),
        team: None,
        last_order: index.is_multiple_of(2).then(|| "2026-07-15".parse().unwrap()),
        sales: (100_000 - index as i64 * 1_500).into(),
    };
    let share = |name: &str, sales: i64, before: i64| Share {
        name: Some(name.into()),
        sales: sales.into(),
        orders: 12,
        before: Some(before.into()),
    };
    Details {
        months: months(8_000),
        reps: vec![
            RepDetails {
                carried: Vec::new(),
                months: months(1_000),
                plan: Vec::new(),
                telling: Vec::new(),
            };
            reps
        ],
        customers: (0..17)
            .map(|index| change(Change::Won, index))
            .chain((0..4).map(|index| change(Change::Lost, index)))
            .collect(),
        regions: vec![
            share("上海", 1_500_000, 1_400_000),
            share("浙江", 900_000, 1_100_000),
        ],
        products: (0..10)
            .map(|index| share(&format!("产品{index}"), 400_000 - index * 30_000, 300_000))
            .collect(),
        sales: [Some(2_400_000.into()), Some(2_500_000.into()), None],
        next: Some(NextTargets {
            period: "2026-11".parse().unwrap(),
            reps: [
                ("S001", Some("华东一部")),
                ("S003", Some("华东二部")),
                ("S007", None),
            ]
            .map(|(rep_id, team)| NextTarget {
                rep_id: rep_id.into(),
                team: team.map(Into::into),
                sales: 520_000.into(),
            })
            .into(),
        }),
        lists: Vec::new(),
        pace: Some(fixture::pace(
            &[Some("华东一部"), Some("华东二部"), Some("华东三部"), None],
            reps,
        )),
        at_risk: fixture::at_risk(2),
    }
}

fn findings() -> Vec<Finding> {
    let problem = Problem::UnknownRep {
        value: "王五".into(),
        rows: 1,
    };
    vec![
        Finding::at(
            Place::file("inbox/2026-10/拜访.csv").at_column(1),
            problem.clone(),
        ),
        Finding::at(Place::file("inbox/2026-10/订单.csv").at_column(2), problem),
    ]
}

/// Lays out and compares with the file of that name; or renews it.
#[track_caller]
fn kept(name: &str, case: &Case, manuscript: &Manuscript) {
    let fonts = FontSet::bundled().unwrap();
    let sheet = Stylesheet::parse(case.options.templates.text(STYLESHEET));
    let laid_out = lay_out(&manuscript.markup, &[sheet], &fonts, &Images::default()).unwrap();
    assert_eq!(laid_out.warnings, []);
    let text: String = (1..)
        .zip(&laid_out.pages)
        .map(|(number, page)| described(number, page))
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(format!("tests/layout/{name}.txt"));
    if std::env::var_os("REPCARD_LAYOUT").is_some_and(|wish| wish == "renew") {
        fs::write(&path, &text).unwrap();
        print(
            name,
            &root.join("target/layout"),
            &laid_out.pages,
            manuscript,
            &fonts,
        );
        return;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let differing = known
        .lines()
        .zip(text.lines())
        .position(|(known, now)| known != now);
    let line = differing.unwrap_or_else(|| known.lines().count().min(text.lines().count()));
    assert!(
        known == text,
        "{} is laid out otherwise from line {} on:\n  was {}\n  is  {}\nrenew the files as src/report/form/tests/layouts.rs says, and look at the pages",
        path.display(),
        line + 1,
        known.lines().nth(line).unwrap_or("(nothing)"),
        text.lines().nth(line).unwrap_or("(nothing)"),
    );
}

fn print(name: &str, folder: &Path, pages: &[Page], manuscript: &Manuscript, fonts: &FontSet) {
    let embedded = PdfFonts::prepare(fonts, &manuscript.characters()).unwrap();
    let metadata = Metadata {
        title: name.to_owned(),
        author: String::new(),
        language: "zh-CN".to_owned(),
        date: "2026-10-31".parse().unwrap(),
        ..Metadata::default()
    };
    let path: PathBuf = folder.join(format!("{name}.pdf"));
    fs::create_dir_all(folder).unwrap();
    fs::write(path, pdf::write(pages, &embedded, &metadata).unwrap()).unwrap();
}

/// A page, a line for each thing on it, from top to bottom and from left to right.
fn described(number: usize, page: &Page) -> String {
    let mut lines: Vec<((i64, i64), String)> = Vec::new();
    for item in &page.items {
        let (x, y, line) = described_item(item);
        lines.push((((y * 10.0).round() as i64, (x * 10.0).round() as i64), line));
    }
    lines.sort();
    let body: String = lines.into_iter().map(|(_, line)| line + "\n").collect();
    format!(
        "page {number}  {} × {}\n{body}",
        tenths(page.width),
        tenths(page.height)
    )
}

fn described_item(item: &Item) -> (f32, f32, String) {
    match item {
        Item::Fill { rect, color } => (rect.x, rect.y, format!("  fill  {}  {}", area(rect), ink(*color))),
        Item::Line {
            from,
            to,
            width,
            color,
            ..
        } => {
            let line = format!(
                "  line  {},{} to {},{}  {} {}",
                tenths(from.0),
                tenths(from.1),
                tenths(to.0),
                tenths(to.1),
                tenths(*width),
                ink(*color)
            );
            (from.0, from.1, line)
        }
        Item::Text(run) => (run.x, run.baseline, described_run(run)),
        Item::Shape(shape) => described_shape(shape),
        Item::Link { rect, target } => (rect.x, rect.y, format!("  link  {}  {target:?}", area(rect))),
        Item::Image { rect, .. } => (rect.x, rect.y, format!("  image {}", area(rect))),
        Item::Clipped { rect, item } => {
            let (x, y, line) = described_item(item);
            (x, y, format!("{line}  within {}", area(rect)))
        }
    }
}

fn described_run(run: &TextRun) -> String {
    let text: String = run.glyphs.iter().map(|glyph| glyph.character).collect();
    let width: f32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    let weight = if run.face == FontSet::BOLD { " bold" } else { "" };
    format!(
        "  text  {},{} to {}  {}{weight} {}  {text}",
        tenths(run.x),
        tenths(run.baseline),
        tenths(run.x + width),
        tenths(run.size),
        ink(run.color)
    )
}

fn described_shape(shape: &Shape) -> (f32, f32, String) {
    let points = shape.outline.iter().flat_map(|segment| match segment {
        Segment::Move(x, y) | Segment::Line(x, y) => vec![(*x, *y)],
        Segment::Curve(points) => points.to_vec(),
        Segment::Close => Vec::new(),
    });
    let points: Vec<(f32, f32)> = points
        .map(|(x, y)| (x + shape.origin.0, y + shape.origin.1))
        .collect();
    let least = |of: fn(&(f32, f32)) -> f32| points.iter().map(of).fold(f32::INFINITY, f32::min);
    let greatest = |of: fn(&(f32, f32)) -> f32| points.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
    let (x, y) = (least(|point| point.0), least(|point| point.1));
    let rect = Rect {
        x,
        y,
        width: greatest(|point| point.0) - x,
        height: greatest(|point| point.1) - y,
    };
    let fill = shape.fill.map(|fill| format!("  {}", ink(fill.color)));
    let stroke = shape
        .stroke
        .as_ref()
        .map(|stroke| format!("  drawn {} {}", tenths(stroke.width), ink(stroke.color)));
    let looks = fill.unwrap_or_default() + &stroke.unwrap_or_default();
    (x, y, format!("  shape {}{looks}", area(&rect)))
}

fn area(rect: &Rect) -> String {
    format!(
        "{},{} to {},{}",
        tenths(rect.x),
        tenths(rect.y),
        tenths(rect.x + rect.width),
        tenths(rect.y + rect.height)
    )
}

/// To a tenth of a point: finer than anybody sees, coarser than sums of floats differ.
fn tenths(length: f32) -> String {
    let rounded = (length * 10.0).round() / 10.0;
    format!("{:.1}", if rounded == 0.0 { 0.0 } else { rounded })
}

fn ink(color: Rgb) -> String {
    format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2)
}
