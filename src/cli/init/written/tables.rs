//! A table that was recognised: what for, why, and its pin.

use super::comments::{WIDTH, comment, place, told, told_of_rows};
use crate::cli::config::Inspection;
use crate::cli::inspect::{columns_of, confidence_text};
use crate::cli::width::{clipped, padded};
use repcard::model::{Dataset, Finding, Terms};
use repcard::recognise::{Level, Pin, Presets, Reading, Table};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

const WIDEST: [usize; 3] = [3, 30, 30];

/// A table that was recognised: what for, column by column, and its pin.
pub(super) fn recognised(
    text: &mut String,
    terms: Terms<'_>,
    (reading, table): (&Reading, &Table),
    (pin, looking, found): (Option<(Dataset, Pin)>, &Inspection, &[Finding]),
) {
    let language = terms.language;
    text.push_str("#\n");
    let (name, id) = (terms.dataset(table.dataset), table.dataset.id());
    comment(text, "", &format!("{} → {name} [{id}]", place(reading, language)));
    let of_preset = reading.pin.as_ref().and_then(|pin| pin.preset.as_ref());
    match (&reading.confidence, of_preset) {
        (_, Some(preset)) => comment(
            text,
            "  ",
            &language.pick(
                format!(
                    "列名像{}的导出，按它的预设读取：{}",
                    preset.name.zh, preset.about.zh
                ),
                format!(
                    "The headers are those of {}: read by its preset. {}",
                    preset.name.en, preset.about.en
                ),
            ),
        ),
        (Some(confidence), None) => comment(text, "  ", &confidence_text(confidence, terms)),
        (None, None) => (),
    }
    columns(text, reading, table, terms);
    if let Some(preset) = Presets::built_in().like(&table.headers, &looking.mapping.catalogue)
        && of_preset.is_none()
        && preset.dataset == table.dataset
    {
        let name = preset.name.text(language);
        comment(
            text,
            "  ",
            &language.pick(
                format!(
                    "像{name}的导出：也可以删去 columns，写 preset = \"{}\"（{}）",
                    preset.id, preset.about.zh
                ),
                format!(
                    "It looks like {name}: you may delete columns and write preset = \"{}\" ({})",
                    preset.id, preset.about.en
                ),
            ),
        );
    }
    told(text, terms, &reading.findings);
    told_of_rows(text, terms, table, found);
    match pin {
        Some((dataset, pin)) => {
            let is_low = reading
                .confidence
                .as_ref()
                .is_some_and(|confidence| confidence.level == Level::Low);
            if is_low {
                comment(
                    text,
                    "  ",
                    language.pick(
                        "拿不准：若不是这种数据，请删去或注释掉下面一段",
                        "Not sure: where it is something else, delete the lines below or put # before them",
                    ),
                );
            }
            text.push_str(&pin.to_toml(dataset));
        }
        None => comment(
            text,
            "  ",
            language.pick(
                "由上面同名文件的一段一并指定",
                "Pinned by what stands above for a file of that name",
            ),
        ),
    }
}

/// Each column with what it was taken for and its first values.
fn columns(text: &mut String, reading: &Reading, table: &Table, terms: Terms<'_>) {
    let rows = columns_of(reading, table, terms);
    let wide = |at: usize| {
        rows.iter()
            .map(|row| row[at].width())
            .max()
            .unwrap_or_default()
            .min(WIDEST[at])
    };
    let widths = [wide(0), wide(1), wide(2)];
    for [column, header, field, samples] in &rows {
        let cells = [(column, widths[0]), (header, widths[1]), (field, widths[2])];
        let cells = cells.map(|(cell, width)| padded(&clipped(cell, width), width));
        let left = WIDTH.saturating_sub(4 + widths.iter().sum::<usize>() + 6);
        let line = format!("#   {}  {}", cells.join("  "), clipped(samples, left));
        let _ = writeln!(text, "{}", line.trim_end());
    }
}
