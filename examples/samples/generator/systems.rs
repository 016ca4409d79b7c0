//! The same month of deals in the layouts in which known systems export them, each with the sales that must come out.

mod layouts;

use super::BookFile;
use super::company::{customer_name, day, person_name};
use super::random::Random;
use super::sheet::{Encoding, Format, Sheet, Value, cells, file};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Every system, by the id of its preset.
pub use layouts::SYSTEMS;

/// A book in the layout of one system, and what its rows come to.
pub struct SystemBook {
    /// Its files: a roster, the export, and settings that name the preset and nothing else.
    pub files: Vec<BookFile>,
    /// The sales of each rep, by number; of a list without money, how many rows count.
    pub counted: BTreeMap<String, Decimal>,
}

/// Somebody who sells.
pub(super) struct Seller {
    pub(super) id: String,
    pub(super) name: String,
}

/// What a system knows of a deal.
pub(super) struct Deal {
    pub(super) number: usize,
    pub(super) day: NaiveDate,
    pub(super) seller: usize,
    pub(super) customer: usize,
    pub(super) product: usize,
    pub(super) quantity: u32,
    pub(super) amount: Decimal,
    pub(super) end: End,
}

/// How a deal ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It was made.
    Won,
    /// It is under way: a draft, an order to be approved.
    Open,
    /// It came to nothing: lost, void.
    Lost,
    /// It was given back, in systems that have orders of that kind.
    Returned,
}

/// A book of `sellers` people with `deals` deals each in October 2026; none where no such system is known.
pub fn system(id: &str, sellers: usize, deals: usize) -> Option<SystemBook> {
    let layout = SYSTEMS.iter().find(|layout| layout.preset == id)?;
    let people: Vec<Seller> = (0..sellers)
        .map(|index| Seller {
            id: format!("{}", 10_001 + index),
            name: if layout.english {
                english_name(index)
            } else {
                person_name(index)
            },
        })
        .collect();
    let mut random = Random::of(id);
    let mut made: Vec<Deal> = Vec::new();
    for seller in 0..sellers {
        for _ in 0..deals {
            let quantity = random.between(1, 12);
            let price = Decimal::new(i64::from(random.between(8_000, 900_000)), 2);
            made.push(Deal {
                number: made.len() + 1,
                day: day(2026, 10, random.between(1, 31)),
                seller,
                customer: random.below(sellers * 5),
                product: random.below(4),
                quantity,
                amount: price * Decimal::from(quantity),
                end: match random.below(10) {
                    0 | 1 => End::Open,
                    2 => End::Lost,
                    3 if layout.has_returns => End::Returned,
                    _ => End::Won,
                },
            });
        }
    }
    let mut counted: BTreeMap<String, Decimal> = BTreeMap::new();
    for deal in &made {
        let sum = counted.entry(people[deal.seller].id.clone()).or_default();
        match deal.end {
            End::Won if layout.of_events => *sum += Decimal::ONE,
            End::Won => *sum += deal.amount,
            End::Returned => *sum -= deal.amount,
            End::Open | End::Lost => (),
        }
    }
    let sheet = (layout.write)(&people, &made);
    let path = format!("inbox/2026-10/{}.{}", layout.file, layout.format.extension());
    let list = if layout.of_events { "conduct" } else { "orders" };
    let settings = format!(
        "language = \"{}\"\n{}\n[[inputs.{list}]]\nfiles = [\"{{period}}/{}.{}\"]\npreset = \"{id}\"\n",
        if layout.english { "en" } else { "zh-CN" },
        layout.settings(),
        layout.file,
        layout.format.extension(),
    );
    let policy = if layout.of_events { CONDUCT } else { SALES };
    let text = |path: &str, text: String| BookFile {
        path: path.into(),
        bytes: text.into_bytes(),
    };
    Some(SystemBook {
        files: vec![
            text("repcard.toml", settings),
            text("policy.toml", policy.to_owned()),
            roster(&people, layout.english),
            file(&path, layout.format.of_file(), &[sheet]),
        ],
        counted,
    })
}

const SALES: &str = "missing = \"zero\"\n\n[[kpi]]\nid = \"sales\"\nweight = 100\nrule = { kind = \"steps\", steps = [[0, 100]] }\n";
const CONDUCT: &str = "[conduct]\n\"迟到\" = -1\n\"早退\" = -1\n\"缺卡\" = -1\n\n[[kpi]]\nid = \"conduct\"\nweight = 100\nrule = { kind = \"fraction\" }\n";

fn roster(people: &[Seller], english: bool) -> BookFile {
    let name = if english { "roster" } else { "花名册" };
    let mut sheet = Sheet::new(name, &[]);
    sheet.row(if english {
        cells!["Employee ID", "Name", "Team"]
    } else {
        cells!["工号", "姓名", "部门"]
    });
    sheet.end_header();
    for person in people {
        let team = if english { "Sales" } else { "销售一部" };
        sheet.row(cells![person.id.as_str(), person.name.as_str(), team]);
    }
    file(&format!("inbox/{name}.xlsx"), Format::Xlsx, &[sheet])
}

/// A kind of file that a system writes.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Csv,
    Xlsx,
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn of_file(self) -> Format {
        match self {
            Self::Csv => Format::Csv(Encoding::Utf8Bom),
            Self::Xlsx => Format::Xlsx,
        }
    }
}

impl Layout {
    /// What a book of its own settings needs beside the preset: where the company keeps its books and what it counts in.
    fn settings(&self) -> &'static str {
        match (self.english, self.preset) {
            (_, "shopify-orders") => "currency = \"USD\"\n\n[book]\ntimezone = \"America/New_York\"\n",
            (true, _) => "currency = \"USD\"\n",
            (false, _) => "",
        }
    }
}

/// How a system writes deals.
pub struct Layout {
    /// The id of its preset.
    pub preset: &'static str,
    /// The file's name.
    file: &'static str,
    format: Kind,
    english: bool,
    has_returns: bool,
    of_events: bool,
    write: fn(&[Seller], &[Deal]) -> Sheet,
}

fn english_name(index: usize) -> String {
    const FIRST: [&str; 12] = [
        "Ada", "Ben", "Cora", "Dan", "Eve", "Finn", "Gwen", "Hugo", "Iris", "Jack", "Kira", "Leo",
    ];
    const LAST: [&str; 7] = ["Archer", "Baker", "Carver", "Dyer", "Fowler", "Mason", "Turner"];
    format!(
        "{} {}",
        FIRST[index % FIRST.len()],
        LAST[index / FIRST.len() % LAST.len()]
    )
}

/// What customers are called in a system.
pub(super) fn buyer(index: usize, english: bool) -> String {
    const WORDS: [&str; 9] = [
        "Harbor", "Summit", "Granite", "Willow", "Copper", "Meridian", "Juniper", "Cobalt", "Prairie",
    ];
    const KINDS: [&str; 4] = ["Supply", "Works", "Trading", "Logistics"];
    if english {
        let word = WORDS[index % WORDS.len()];
        let kind = KINDS[index / WORDS.len() % KINDS.len()];
        format!("{word} {kind} {}", index + 1)
    } else {
        customer_name(index)
    }
}

/// A row of a sheet of texts and numbers.
pub(super) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}
