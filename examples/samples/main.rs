//! Writes the sample books: `cargo run --example samples` rewrites samples/huadong,
//! `cargo run --release --example samples -- clean DIR --reps 50 --months 3` writes a clean book of any size,
//! `cargo run --example samples -- system hubspot-deals DIR --reps 6 --deals 8` one in the layout of a known system.

mod generator;

use anyhow::{Context, Result, bail};
use generator::BookFile;
use std::fs;
use std::path::{Path, PathBuf};

const USAGE: &str =
    "usage: samples [clean DIR [--reps 50] [--months 3] | system PRESET DIR [--reps 6] [--deals 8]]";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [] => {
            let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/huadong");
            let inbox = book.join("inbox");
            if inbox.exists() {
                fs::remove_dir_all(&inbox).with_context(|| format!("cannot clear {}", inbox.display()))?;
            }
            write(&book, &generator::huadong())
        }
        ["clean", directory, options @ ..] => {
            let [reps, months] = sizes(options, [("--reps", 50), ("--months", 3)])?;
            if !(1..=5_000).contains(&reps) || !(2..=24).contains(&months) {
                bail!("between 1 and 5000 reps, between 2 and 24 months");
            }
            write(
                &PathBuf::from(directory),
                &generator::clean(reps, u32::try_from(months)?),
            )
        }
        ["system", preset, directory, options @ ..] => {
            let [reps, deals] = sizes(options, [("--reps", 6), ("--deals", 8)])?;
            if !(1..=500).contains(&reps) || !(1..=1_000).contains(&deals) {
                bail!("between 1 and 500 reps, between 1 and 1000 deals each");
            }
            let Some(generator::SystemBook { files, counted }) = generator::system(preset, reps, deals)
            else {
                let known: Vec<&str> = generator::SYSTEMS.iter().map(|layout| layout.preset).collect();
                bail!("no layout of {preset}; there are {}", known.join(", "));
            };
            for (rep, counted) in &counted {
                println!("{rep} {counted}");
            }
            write(&PathBuf::from(directory), &files)
        }
        _ => bail!(USAGE),
    }
}

/// The numbers of options, or what they are where nobody says so.
fn sizes(options: &[&str], known: [(&str, usize); 2]) -> Result<[usize; 2]> {
    let mut sizes = known.map(|(_, usual)| usual);
    for pair in options.chunks(2) {
        let [name, number] = *pair else { bail!(USAGE) };
        let at = known
            .iter()
            .position(|(known, _)| *known == name)
            .context(USAGE)?;
        sizes[at] = number.parse().context(USAGE)?;
    }
    Ok(sizes)
}

fn write(book: &Path, files: &[BookFile]) -> Result<()> {
    for file in files {
        let path = book.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        }
        fs::write(&path, &file.bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    println!("{} files written below {}", files.len(), book.display());
    Ok(())
}
