//! `datasets/*.toml`, `measures/*.toml` and `presets/*.toml` of a book: lists, figures and exports of the company's own, and what
//! it adds to the program's.

use super::text;
use repcard::catalogue::Catalogue;
use repcard::mistake::Complaint;
use repcard::recognise::Presets;

/// Where a book keeps files of lists.
pub const DATASETS: &str = "datasets";
/// Where it keeps files of figures.
pub const MEASURES: &str = "measures";
/// Where it keeps files of what its systems' exports are like.
pub const PRESETS: &str = "presets";

/// A file that declares a list, a figure or an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Its path below the book: `datasets/receivables.toml`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Adds what the files declare to a catalogue and to presets, lists before what is counted from them; every mistake in them.
pub fn read(files: &[Declared], catalogue: &mut Catalogue, presets: &mut Presets) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for folder in [DATASETS, MEASURES, PRESETS] {
        for file in files {
            let Some(id) = id_below(folder, &file.path) else {
                continue;
            };
            let read = match text(&file.bytes) {
                Ok(text) if folder == DATASETS => catalogue.read_list(&file.path, id, text),
                Ok(text) if folder == MEASURES => catalogue.read_measure(&file.path, id, text),
                Ok(text) => presets.read(&file.path, id, text, catalogue),
                Err(mistake) => Err(vec![Complaint::of_file(&file.path, mistake)]),
            };
            complaints.extend(read.err().into_iter().flatten());
        }
    }
    complaints
}

/// The id of what a file declares: its name without its ending.
fn id_below<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(folder)?
        .strip_prefix('/')?
        .strip_suffix(".toml")
}
