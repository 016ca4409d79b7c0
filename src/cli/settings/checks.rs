//! `[[check]]` of `repcard.toml`: what must not be in the rows of a list.

use repcard::catalogue::{Catalogue, Check};
use repcard::mistake::toml_file::{TomlFile, Value};

/// Reads the tables.
pub fn read(file: &mut TomlFile<'_>, value: &Value<'_>, catalogue: &Catalogue) -> Vec<Check> {
    let items: Vec<_> = file.list(value).into_iter().flatten().collect();
    let checks = items.into_iter().filter_map(|item| catalogue.check(file, item));
    checks.collect()
}
