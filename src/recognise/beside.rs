//! Files that are inspected → those of their book without which nobody can tell how they are read.

use super::pattern::{FilePattern, file_pattern};
use super::pin::Mapping;
use crate::read::{InputFile, Scope};
use std::collections::BTreeSet;

/// The files of a book that tables of the `asked` ones look something up in, and those of the period's own that a pattern of an
/// `asked` one names as well, of whatever folder that is: an entry pins them all.
pub fn beside(asked: &[InputFile], book: &[InputFile], mapping: &Mapping) -> Vec<InputFile> {
    let compiled = |patterns: &[String]| -> Vec<FilePattern> {
        let patterns = patterns.iter();
        patterns
            .map(|pattern| FilePattern::new(pattern, mapping.period))
            .collect()
    };
    let names = |patterns: &[FilePattern], file: &InputFile| {
        let mut patterns = patterns.iter();
        patterns.any(|pattern| pattern.names(&file.relative, file.scope))
    };
    let is_asked_by =
        |patterns: &[FilePattern]| patterns.is_empty() || asked.iter().any(|file| names(patterns, file));
    let pins = mapping.inputs.values().flatten();
    let asking = pins.filter(|pin| !pin.join.is_empty() && is_asked_by(&compiled(&pin.files)));
    let looked_up: Vec<FilePattern> = asking
        .flat_map(|pin| &pin.join)
        .flat_map(|entry| compiled(&entry.files))
        .collect();
    let known: BTreeSet<&str> = asked.iter().map(|file| file.relative.as_str()).collect();
    let (of_book, others): (Vec<&InputFile>, Vec<&InputFile>) = book
        .iter()
        .partition(|file| known.contains(file.relative.as_str()));
    let alike: BTreeSet<String> = of_book.iter().map(|file| file_pattern(&file.relative)).collect();
    let is_alike =
        |file: &InputFile| file.scope == Scope::Own && alike.contains(&file_pattern(&file.relative));
    let is_beside = |file: &&InputFile| names(&looked_up, file) || is_alike(file);
    others.into_iter().filter(is_beside).cloned().collect()
}
