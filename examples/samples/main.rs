//! Writes the sample books: `cargo run --example samples` rewrites samples/huadong,
//! `cargo run --release --example samples -- clean DIR --reps 50 --months 3` writes a clean book of any size.

mod generator;

use anyhow::{Context, Result, bail};
use generator::BookFile;
use std::fs;
use std::path::{Path, PathBuf};

const USAGE: &str = "usage: samples [clean DIR [--reps 50] [--months 3]]";

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
            let (reps, months) = sizes(options)?;
            write(&PathBuf::from(directory), &generator::clean(reps, months))
        }
        _ => bail!(USAGE),
    }
}

fn sizes(options: &[&str]) -> Result<(usize, u32)> {
    let (mut reps, mut months) = (50, 3);
    for pair in options.chunks(2) {
        match *pair {
            ["--reps", number] => reps = number.parse().context(USAGE)?,
            ["--months", number] => months = number.parse().context(USAGE)?,
            _ => bail!(USAGE),
        }
    }
    if !(1..=5_000).contains(&reps) || !(2..=24).contains(&months) {
        bail!("between 1 and 5000 reps, between 2 and 24 months");
    }
    Ok((reps, months))
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
