//! What became of each file, told when the book is made.

use super::Found;
use repcard::model::Terms;
use std::path::Path;

/// A line for each file: what became of it.
pub(in crate::cli::init) fn summary(
    terms: Terms<'_>,
    (files, placed, period): Found<'_>,
    dir: &Path,
) -> Vec<String> {
    let language = terms.language;
    let kept = placed.iter().filter(|placed| placed.to.is_some());
    let mut lines: Vec<String> = files
        .iter()
        .zip(kept)
        .map(|(file, placed)| {
            let tables: Vec<String> = file
                .readings
                .iter()
                .map(|reading| match &reading.table {
                    Some(table) => {
                        let (name, rows) = (terms.dataset(table.dataset), table.rows.len());
                        language.pick(format!("{name} {rows} 行"), format!("{name}, {rows} rows"))
                    }
                    None => language.pick("未读取", "not read").to_owned(),
                })
                .collect();
            let tables = if tables.is_empty() {
                language.pick("未读取", "not read").to_owned()
            } else {
                tables.join(language.pick("；", "; "))
            };
            format!("{} → {}：{tables}", placed.name, file.path)
        })
        .collect();
    let left = placed.iter().filter(|placed| placed.to.is_none());
    lines.extend(left.map(|left| {
        let name = &left.name;
        language.pick(
            format!("{name}：不是表格，没有复制"),
            format!("{name}: no spreadsheet, not copied"),
        )
    }));
    let dir = dir.display();
    lines.push(language.pick(
        format!("请看 {dir}/repcard.toml 末尾的注释，然后：repcard run --book {dir} --period {period}"),
        format!("See the comments at the end of {dir}/repcard.toml, then: repcard run --book {dir} --period {period}"),
    ));
    lines
}
