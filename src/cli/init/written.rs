//! What was found in a folder of exports → settings that a person can read: each pin below what it was taken for and why.

use super::from::Placed;
use crate::cli::config::Inspection;
use crate::cli::inspect::{columns_of, confidence_text, each, folded};
use repcard::job::{Inspected, InspectedRow};
use repcard::model::place::column_letters;
use repcard::model::{Dataset, Finding, Language, Period, Problem, Severity, Terms};
use repcard::read::Cell;
use repcard::recognise::{Level, Pin, Presets, Reading, Table};
use std::fmt::Write as _;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// Columns that comments keep to.
const WIDTH: usize = 110;
/// So many headers of a sheet are listed.
const MOST_HEADERS: usize = 40;
const WIDEST: [usize; 3] = [3, 30, 30];

type Found<'a> = (&'a [Inspected], &'a [Placed], Period);

/// The settings of the book: those of any new one, and the pins of every table found.
pub(super) fn settings(
    plain: &str,
    terms: Terms<'_>,
    (files, placed, period): Found<'_>,
    (looking, found): (&Inspection, &[Finding]),
) -> String {
    let mut text = plain.trim_end().to_owned() + "\n\n";
    head(&mut text, terms, (files, placed, period), looking);
    let mut pins = each(files).into_iter();
    let kept = placed.iter().filter(|placed| placed.to.is_some());
    for (file, placed) in files.iter().zip(kept) {
        let name = file.path.strip_prefix("inbox/").unwrap_or(&file.path);
        let from = if name == placed.name {
            String::new()
        } else {
            terms
                .language
                .pick(format!("（{}）", placed.name), format!(" ({})", placed.name))
        };
        let _ = writeln!(text, "\n# ═══ {}{}", one_line(name), one_line(&from));
        told(&mut text, terms, &file.findings);
        for sheet in &file.hidden {
            let said = terms.language.pick(
                format!("工作表“{sheet}”已隐藏，不读取；要读取时写明 sheet = \"{sheet}\""),
                format!(
                    "the sheet \"{sheet}\" is hidden and not read; with sheet = \"{sheet}\" in a pin it is"
                ),
            );
            comment(&mut text, "", &said);
        }
        for (reading, rows) in file.readings.iter().zip(&file.first_rows) {
            let pin = pins.next().flatten();
            match &reading.table {
                Some(table) => recognised(&mut text, terms, (reading, table), (pin, looking, found)),
                None => unrecognised(&mut text, terms, (reading, rows), looking),
            }
        }
    }
    text
}

/// What was found, what was not, and how to go on.
fn head(text: &mut String, terms: Terms<'_>, (files, placed, period): Found<'_>, looking: &Inspection) {
    let language = terms.language;
    comment(
        text,
        "",
        language.pick(
            "以下由 repcard init --from 根据文件写成：每张表一段，上面的注释说明它被当作什么、为什么、哪里拿不准、怎样改。",
            "Written by repcard init --from after a look at the files: a piece for each table, with what it was taken for, why, where that is not sure, and what to change.",
        ),
    );
    comment(
        text,
        "",
        &language.pick(
            format!("考核期 {period}。每个月的文件名若有变化，把 files 中变化的部分改成 *，如 \"{{period}}/订单*.xlsx\"。"),
            format!("The period is {period}. Where names of files change from month to month, write * for what changes: \"{{period}}/orders*.xlsx\"."),
        ),
    );
    comment(
        text,
        "",
        language.pick(
            "要改某一列：columns 中写 字段 = \"列名\"；没有这一列时可写算式，如 amount = \"数量 * 单价\"。字段见 repcard fields，写法见 docs/pins.md。",
            "To change a column, write field = \"header\" under columns, or an expression such as amount = \"quantity * price\". repcard fields lists the fields; see docs/pins.en.md.",
        ),
    );
    let tables = || {
        files
            .iter()
            .flat_map(|file| &file.readings)
            .filter_map(|reading| reading.table.as_ref())
    };
    let is_there = |dataset: &Dataset| tables().any(|table| table.dataset == *dataset);
    let needed = looking.mapping.scoring.iter().copied();
    let needed = [Dataset::ROSTER, Dataset::TARGETS].into_iter().chain(needed);
    let missing: Vec<&str> = needed
        .filter(|dataset| !is_there(dataset))
        .map(|dataset| terms.dataset(dataset))
        .collect();
    if !missing.is_empty() {
        let list = missing.join(language.pick("、", ", "));
        comment(
            text,
            "",
            &language.pick(
                format!("没有找到：{list}。没有花名册就不知道考核谁；没有目标和数据的指标没有数值，或从 policy.toml 中去掉。"),
                format!("Not found: {list}. Without a roster there is nobody to appraise; KPIs without targets or data have no value, or may be taken out of policy.toml."),
            ),
        );
    }
    for left in placed.iter().filter(|placed| placed.to.is_none()) {
        comment(
            text,
            "",
            &language.pick(
                format!("没有复制 {}：不是表格。", left.name),
                format!("{} was not copied: it is no spreadsheet.", left.name),
            ),
        );
    }
}

/// A table that was recognised: what for, column by column, and its pin.
fn recognised(
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
        let cells = cells
            .map(|(cell, width)| crate::cli::width::padded(&crate::cli::width::clipped(cell, width), width));
        let left = WIDTH.saturating_sub(4 + widths.iter().sum::<usize>() + 6);
        let line = format!(
            "#   {}  {}",
            cells.join("  "),
            crate::cli::width::clipped(samples, left)
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

/// A sheet that was not read: what stands in it, what is missing, and a pin to fill in.
fn unrecognised(
    text: &mut String,
    terms: Terms<'_>,
    (reading, rows): (&Reading, &[InspectedRow]),
    looking: &Inspection,
) {
    let language = terms.language;
    text.push_str("#\n");
    let not_read = language.pick("未读取", "not read");
    comment(text, "", &format!("{} → {not_read}", place(reading, language)));
    let headers = header_of(rows);
    if !headers.is_empty() {
        let list: Vec<String> = headers
            .iter()
            .enumerate()
            .filter(|(_, header)| !header.is_empty())
            .take(MOST_HEADERS)
            .map(|(at, header)| format!("{} {}", column_letters(at as u32), one_line(header)))
            .collect();
        let list = list.join(language.pick("、", ", "));
        comment(
            text,
            "  ",
            &language.pick(format!("列名：{list}"), format!("headers: {list}")),
        );
    }
    told(text, terms, &reading.findings);
    // A cover or a note is no table at all.
    if reading
        .findings
        .iter()
        .all(|finding| finding.severity == Severity::Info)
    {
        return;
    }
    let (dataset, missing) = likeliest(reading, looking);
    let fields: Vec<String> = missing.iter().map(|field| format!("{field} = \"…\"")).collect();
    comment(
        text,
        "  ",
        language.pick(
            "需要时，去掉下面各行的 #，清单不对就换（repcard fields 列出全部），把 … 换成列名：",
            "Where it is needed, take the # off the lines below, name another list where it is one (repcard fields shows all), and write headers for …:",
        ),
    );
    let mut pin = Pin::of_sheet(&reading.source).to_toml(dataset);
    let _ = writeln!(pin, "columns = {{ {} }}", fields.join(", "));
    for line in pin.lines() {
        let _ = writeln!(text, "# {line}");
    }
}

/// The list that a sheet comes nearest to, and the fields that are missing of it: all that it must have where nothing is known.
fn likeliest(reading: &Reading, looking: &Inspection) -> (Dataset, Vec<String>) {
    let catalogue = &looking.mapping.catalogue;
    let required = |dataset: Dataset| {
        let groups = catalogue.list(dataset).required.iter();
        let first = groups.filter_map(|group| group.first());
        first.map(|field| field.id().to_string()).collect::<Vec<_>>()
    };
    for finding in &reading.findings {
        match &finding.problem {
            Problem::UnrecognisedSheet {
                likeliest: Some(likeliest),
            } if !likeliest.missing.is_empty() => {
                let missing = likeliest.missing.iter();
                return (
                    likeliest.dataset,
                    missing.map(|field| field.id().to_string()).collect(),
                );
            }
            Problem::UnrecognisedSheet {
                likeliest: Some(likeliest),
            } => return (likeliest.dataset, required(likeliest.dataset)),
            Problem::AmbiguousSheet { candidates } => {
                if let Some((dataset, _)) = candidates.first() {
                    return (*dataset, required(*dataset));
                }
            }
            _ => (),
        }
    }
    (Dataset::ORDERS, required(Dataset::ORDERS))
}

/// The headers of a sheet that was not read, as far as one can tell: the row of the most texts among its first.
pub(super) fn header_of(rows: &[InspectedRow]) -> Vec<String> {
    let texts = |row: &InspectedRow| {
        let cells = row.stands.cells.iter();
        cells
            .filter(|cell| matches!(cell, Cell::Text(text) if !text.trim().is_empty()))
            .count()
    };
    let most = rows.iter().map(texts).max().unwrap_or_default();
    let header = rows.iter().find(|row| texts(row) == most).filter(|_| most >= 2);
    let cells = header.into_iter().flat_map(|row| &row.stands.cells);
    cells
        .map(|cell| match cell {
            Cell::Text(text) => text.trim().to_owned(),
            _ => String::new(),
        })
        .collect()
}

/// A line for each file: what became of it.
pub(super) fn summary(terms: Terms<'_>, (files, placed, period): Found<'_>, dir: &Path) -> Vec<String> {
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

/// A sheet with its rows.
fn place(reading: &Reading, language: Language) -> String {
    let (first, last) = (reading.first_row, reading.last_row);
    let rows = language.pick(format!("第 {first}–{last} 行"), format!("rows {first}–{last}"));
    match reading.source.sheet.as_deref() {
        None => rows,
        Some(sheet) => language.pick(
            format!("工作表“{sheet}”，{rows}"),
            format!("sheet \"{sheet}\", {rows}"),
        ),
    }
}

/// What is said of a file or a sheet, and what to do.
fn told(text: &mut String, terms: Terms<'_>, findings: &[Finding]) {
    for finding in findings {
        comment(text, "  ", &format!("! {}", finding.what(terms)));
        comment(text, "    ", &format!("→ {}", finding.fix(terms)));
    }
}

/// What is said of a table's rows, once a kind: the first of it, and how often.
fn told_of_rows(text: &mut String, terms: Terms<'_>, table: &Table, found: &[Finding]) {
    let is_here = |finding: &&Finding| {
        let place = finding
            .place
            .as_ref()
            .filter(|place| place.source == table.source);
        let row = place.map(|place| place.row.unwrap_or(table.header_row));
        row.is_some_and(|row| row == table.header_row || table.row(row).is_some())
    };
    let mut kinds: Vec<(&str, &Finding, usize)> = Vec::new();
    for finding in found.iter().filter(is_here) {
        match kinds.iter_mut().find(|(code, ..)| *code == finding.code()) {
            Some((.., count)) => *count += 1,
            None => kinds.push((finding.code(), finding, 1)),
        }
    }
    for (code, first, count) in kinds {
        let cell = first
            .place
            .as_ref()
            .map(repcard::model::Place::cell)
            .unwrap_or_default();
        let times = match count {
            1 => String::new(),
            _ => terms.language.pick(
                format!("（{count} 处，第一处 {cell}）"),
                format!(" ({count} times, first at {cell})"),
            ),
        };
        comment(text, "  ", &format!("! {}{times} [{code}]", first.what(terms)));
        comment(text, "    ", &format!("→ {}", first.fix(terms)));
    }
}

/// A text as lines of comments.
fn comment(text: &mut String, indent: &str, said: &str) {
    for line in folded(&one_line(said), WIDTH - indent.len() - 2) {
        let _ = writeln!(text, "# {indent}{line}");
    }
}

/// A text without line breaks and characters that a settings file cannot hold.
fn one_line(text: &str) -> String {
    let plain = text.replace(|sign: char| sign.is_control(), " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
