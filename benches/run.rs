//! What a whole run costs, and where the time goes: `cargo bench --bench run`, `cargo bench --bench run -- 50` for so many
//! reps instead of 500.
//!
//! The book is the clean one of `examples/samples`, three months of it. Stages are timed in this process and printed as
//! shares, the rows of recognition by the row as well. Then the program runs as people run it, and beside it another
//! build of it where `REPCARD_OTHER` names one, in turn: what both take of the processor, user and system, their readers
//! included, is printed as a ratio.

#[path = "../examples/samples/generator/mod.rs"]
#[allow(dead_code, unused_imports)]
mod generator;

use rayon::prelude::*;
use repcard::catalogue::Catalogue;
use repcard::measure::{Rules, details::details, measure};
use repcard::model::{Calendar, Currency, Expectations, Language, Period, Policy};
use repcard::read::{self, ReadOptions};
use repcard::recognise::{Mapping, recognise};
use repcard::records::{RecordOptions, records};
use repcard::score::score;
use repcard::targets::targets;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 3;
const MONTHS: u32 = 3;

fn main() {
    let reps = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(500);
    let folder = tempfile::tempdir().expect("a folder");
    let book = folder.path().join("book");
    for file in generator::clean(reps, MONTHS) {
        let path = book.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, file.bytes).expect("a file");
    }
    stages(&book);
    programs(&book, &folder.path().join("out"), reps);
}

/// The stages before documents, each the best of some rounds.
fn stages(book: &Path) {
    let period: Period = "2026-10".parse().expect("a period");
    let (policy, calendar, expected) = (Policy::default(), Calendar::default(), Expectations::default());
    let mapping = Mapping {
        currency: Currency::usual(Language::Chinese),
        ..Mapping::of_period(period)
    };
    let files = read::list(book, period).expect("a book");
    let mut best = [Duration::MAX; 6];
    let mut rows = 0;
    for _ in 0..ROUNDS {
        let mut times = Vec::new();
        let mut last = Instant::now();
        let mut lap = || {
            let now = Instant::now();
            times.push(now - last);
            last = now;
        };
        let sheets: Vec<_> = files
            .par_iter()
            .flat_map_iter(|file| read::read(file, &ReadOptions::default()).sheets)
            .collect();
        lap();
        rows = sheets.iter().map(|sheet| sheet.rows.len()).sum();
        let (mut tables, _) = recognise(sheets, &mapping);
        lap();
        let (records, _) = records(&mut tables, &RecordOptions::of_period(period)).expect("records");
        lap();
        let rules = Rules {
            catalogue: Catalogue::built_in(),
            policy: &policy,
            calendar: &calendar,
            expected: &expected,
        };
        let (targets, _) = targets(&records, rules.of_targets(), period);
        lap();
        let (measures, _) = measure(&records, &targets, rules, period);
        black_box(score(&measures, &records.roster, &policy, period).expect("scores"));
        lap();
        black_box(details(&records, rules.of_targets(), period));
        lap();
        for (best, time) in best.iter_mut().zip(times) {
            *best = time.min(*best);
        }
    }
    let whole: Duration = best.iter().sum();
    println!("{rows} rows of {} files, before any document", files.len());
    let names = [
        "read",
        "recognise",
        "records",
        "targets",
        "measure and score",
        "details",
    ];
    for (name, time) in names.iter().zip(best) {
        println!(
            "{:>9.1} ms {:>5.1} %  {name}",
            time.as_secs_f64() * 1e3,
            share(time, whole)
        );
    }
    println!(
        "{:>9.2} µs a row to recognise",
        best[1].as_secs_f64() * 1e6 / rows.max(1) as f64
    );
}

/// What this build and another take to publish a book.
fn programs(book: &Path, out: &Path, reps: usize) {
    let ours = PathBuf::from(env!("CARGO_BIN_EXE_repcard"));
    let other = std::env::var_os("REPCARD_OTHER").map(PathBuf::from);
    let programs: Vec<PathBuf> = [Some(ours), other].into_iter().flatten().collect();
    let mut best = vec![f64::MAX; programs.len()];
    for _ in 0..ROUNDS {
        for (best, program) in best.iter_mut().zip(&programs) {
            let before = children_seconds();
            let status = Command::new(program)
                .args(["run", "--quiet", "--period", "2026-10", "--book"])
                .arg(book)
                .arg("--out")
                .arg(out)
                .status()
                .expect("the program");
            assert!(status.success(), "{status}");
            *best = best.min(children_seconds() - before);
        }
    }
    for (program, seconds) in programs.iter().zip(&best) {
        println!(
            "{seconds:>9.2} s of the processor, {reps} reps: {}",
            program.display()
        );
    }
    if let [ours, other] = best[..] {
        println!("{:>9.2} × the other", ours / other);
    }
}

/// What finished children took of the processor, their own children included.
fn children_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 16 and 17, counted from 1, of which the second is a name in brackets.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields
        .skip(13)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

fn share(part: Duration, whole: Duration) -> f64 {
    100.0 * part.as_secs_f64() / whole.as_secs_f64()
}
