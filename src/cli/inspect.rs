//! What files were taken for → a page for people, or one JSON object, and the `[inputs]` that pin it.

mod cells;
mod pins;
mod rows;

use super::console::{Console, Verbosity, document, grouped, printable};
use super::width::{clipped, padded};
use cells::{one_line, shown};
pub(super) use pins::each;
use pins::pins;
use repcard::job::{Inspected, InspectedRow};
use repcard::model::place::column_letters;
use repcard::model::{Finding, Language, Terms};
use repcard::read::FileKind;
use repcard::recognise::{Aside, Column, Confidence, Level, Reading, Table, Unread, Why};
use repcard::records::{WordSettings, WordSum, word_sums};
use repcard::report::assumptions;
use repcard::report::findings::FindingView;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a terminal that the page keeps to.
const PAGE_WIDTH: usize = 80;
const SAMPLES: usize = 3;
/// A list of rows of one kind names this many at most.
const MOST_SPANS: usize = 6;
const BOLD: &str = "1";
const FAINT: &str = "2";

/// Prints what every file was taken for on stdout.
pub fn print(
    (console, width): (Console, usize),
    terms: Terms<'_>,
    files: &[Inspected],
    words: &WordSettings,
) -> io::Result<()> {
    let text = if console.json {
        format!("{:#}\n", page_json(files, terms))
    } else {
        page((console, width), terms, files, words)
    };
    document(text.as_bytes())
}

fn page(
    (console, width): (Console, usize),
    terms: Terms<'_>,
    files: &[Inspected],
    words: &WordSettings,
) -> String {
    let mut text = String::new();
    for file in asked(files) {
        file_page((console, width), terms, &mut text, file, words);
        text.push('\n');
    }
    let pins = pins(files);
    if !pins.is_empty() {
        let head = console.language.pick(
            "# 把以上读法固定下来：粘贴到 repcard.toml 末尾，替换其中已有的同名 [inputs.…]",
            "# To pin this reading, paste this at the end of repcard.toml, in place of\n# [inputs.…] of the same names there",
        );
        let _ = writeln!(text, "{}\n\n{pins}", console.painted(FAINT, head));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The files that somebody asked for.
fn asked(files: &[Inspected]) -> impl Iterator<Item = &Inspected> {
    files.iter().filter(|file| !file.is_beside)
}

fn file_page(
    (console, width): (Console, usize),
    terms: Terms<'_>,
    text: &mut String,
    file: &Inspected,
    words: &WordSettings,
) {
    let language = console.language;
    let facts: Vec<String> = [
        file.kind.as_ref().map(|kind| kind.format.name(language)),
        file.kind.as_ref().and_then(|kind| kind.encoding.clone()),
        file.size.map(size),
    ]
    .into_iter()
    .flatten()
    .collect();
    let _ = writeln!(text, "{}", console.painted(BOLD, &printable(&file.path)));
    if !facts.is_empty() {
        let _ = writeln!(text, "{}", console.painted(FAINT, &facts.join(" · ")));
    }
    for sheet in &file.hidden {
        let sheet = printable(sheet);
        let _ = writeln!(
            text,
            "{}",
            language.pick(
                format!("工作表“{sheet}”已隐藏，不读取"),
                format!("sheet \"{sheet}\" is hidden and not read"),
            )
        );
    }
    told(console, terms, text, &file.findings, "");
    for (reading, first_rows) in file.readings.iter().zip(&file.first_rows) {
        text.push('\n');
        reading_page((console, width), terms, text, (reading, first_rows));
        if let Some(table) = reading
            .table
            .as_ref()
            .filter(|_| console.verbosity == Verbosity::Verbose)
        {
            word_lines(console, text, &word_sums(table, words));
            assumed_lines(console, terms, text, table);
        }
    }
}

/// What the words of columns that decide are taken for, with their rows and money.
fn word_lines(console: Console, text: &mut String, sums: &[WordSum]) {
    let language = console.language;
    if !sums.is_empty() {
        let head = language.pick(
            "决定是否计入的词（行数、金额、按什么处理）：",
            "words that decide whether a row counts (rows, amount, what they are taken for):",
        );
        let _ = writeln!(text, "\n  {}", console.painted(FAINT, head));
    }
    for sum in sums {
        let taken = sum.taken.map_or(language.pick("不看", "nothing"), |taken| {
            taken.outcome(language)
        });
        let amount = sum
            .amount
            .map_or_else(|| "–".to_owned(), |amount| amount.to_string());
        let rows = grouped(usize::try_from(sum.rows).unwrap_or(usize::MAX));
        let (header, word) = (one_line(&sum.header), one_line(&sum.word));
        let _ = writeln!(text, "  {header}  {word}  {rows}  {amount}  {taken}");
    }
}

/// What was taken for granted of a table by its sheet alone.
fn assumed_lines(console: Console, terms: Terms<'_>, text: &mut String, table: &Table) {
    let language = console.language;
    if table.assumed.is_empty() {
        return;
    }
    let head = language.pick(
        "取数口径（依据、位置、怎样读取）：",
        "taken for granted (who says so, where, what):",
    );
    let _ = writeln!(text, "\n  {}", console.painted(FAINT, head));
    for said in &table.assumed {
        let from = assumptions::origin(said.from, language);
        let cell = said.place.cell();
        let gap = if cell.is_empty() { "" } else { "  " };
        let what = one_line(&assumptions::what(said, terms));
        let _ = writeln!(text, "  {from}  {cell}{gap}{what}");
    }
}

fn reading_page(
    (console, width): (Console, usize),
    terms: Terms<'_>,
    text: &mut String,
    (reading, first_rows): (&Reading, &[InspectedRow]),
) {
    let language = console.language;
    let (first, last) = (reading.first_row, reading.last_row);
    let rows = language.pick(format!("第 {first}–{last} 行"), format!("rows {first}–{last}"));
    let sheet = reading.source.sheet.as_deref().map_or_else(
        || rows.clone(),
        |sheet| {
            let sheet = printable(sheet);
            language.pick(
                format!("工作表“{sheet}”，{rows}"),
                format!("sheet \"{sheet}\", {rows}"),
            )
        },
    );
    if let (Some(table), Some(confidence)) = (&reading.table, &reading.confidence) {
        let dataset = console.painted(BOLD, terms.dataset(table.dataset));
        let _ = writeln!(text, "{sheet} → {dataset} [{}]", table.dataset.id());
        table_page(console, terms, text, reading, table, confidence);
        text.push_str(&rows::block((console, width), terms, table, first_rows));
    } else {
        let unread = if reading.is_looked_up {
            language.pick("供查找", "looked up").to_owned()
        } else {
            console.painted("33", language.pick("未读取", "not read"))
        };
        let _ = writeln!(text, "{sheet} → {unread}");
    }
    told(console, terms, text, &reading.findings, "  ");
}

fn table_page(
    console: Console,
    terms: Terms<'_>,
    text: &mut String,
    reading: &Reading,
    table: &Table,
    confidence: &Confidence,
) {
    let language = console.language;
    let count = grouped(table.rows.len());
    let header = table.header_row;
    let _ = writeln!(text, "  {}", confidence_text(confidence, terms));
    let _ = writeln!(
        text,
        "  {}",
        language.pick(
            match header {
                0 => format!("没有表头，列按字母称呼，数据 {count} 行"),
                _ => format!("表头在第 {header} 行，数据 {count} 行"),
            },
            match header {
                0 => format!("no header: columns go by their letters, {count} rows of data"),
                _ => format!("header in row {header}, {count} rows of data"),
            },
        )
    );
    for line in aside_lines(reading, table, language) {
        let _ = writeln!(text, "  {line}");
    }
    text.push('\n');
    let rows: Vec<[String; 4]> = columns(reading, table, terms);
    let widest = |column: usize, most: usize| {
        let widths = rows.iter().map(|row| row[column].width());
        widths.max().unwrap_or_default().min(most)
    };
    let widths = [widest(0, 3), widest(1, 22), widest(2, 24)];
    let left = PAGE_WIDTH - 2 - widths.iter().sum::<usize>() - 3 * 2;
    for (index, row) in rows.iter().enumerate() {
        let [column, header, field, samples] = row;
        let line = format!(
            "  {}  {}  {}  {}",
            fitted(column, widths[0]),
            fitted(header, widths[1]),
            fitted(field, widths[2]),
            clipped(samples, left),
        );
        let line = line.trim_end();
        let is_faint = index == 0 || field.starts_with('–');
        let _ = writeln!(
            text,
            "{}",
            if is_faint {
                console.painted(FAINT, line)
            } else {
                line.to_owned()
            }
        );
    }
}

/// What the reading is worth, and why.
pub(super) fn confidence_text(confidence: &Confidence, terms: Terms<'_>) -> String {
    let language = terms.language;
    let Confidence { known, stated, .. } = confidence;
    let also: Vec<_> = confidence
        .also
        .iter()
        .map(|dataset| terms.dataset(*dataset))
        .collect();
    let (level, why) = match (confidence.level, also.is_empty()) {
        (Level::Pinned, _) => (
            language.pick("已指定", "pinned"),
            language.pick("由 [inputs] 指定", "[inputs] says so").to_owned(),
        ),
        (Level::High, _) => (
            language.pick("高", "high"),
            language
                .pick(
                    "必需的列齐全，且只符合这一种数据",
                    "every required column is there, and of no other dataset",
                )
                .to_owned(),
        ),
        (Level::Medium, _) => (
            language.pick("中", "medium"),
            language.pick(
                format!("必需的列也符合{}，按列名取最像的一种", also.join("、")),
                format!(
                    "{} would fit, too; the headers fit this one best",
                    also.join(", ")
                ),
            ),
        ),
        (Level::Low, false) => (
            language.pick("低", "low"),
            language.pick(
                format!("列名同样符合{}，由表名或文件名决定", also.join("、")),
                format!(
                    "{} fits as well; the sheet's or the file's name decides",
                    also.join(", ")
                ),
            ),
        ),
        (Level::Low, true) => (
            language.pick("低", "low"),
            language
                .pick(
                    "单凭列名说不准是哪种数据",
                    "the headers alone do not tell what it is",
                )
                .to_owned(),
        ),
    };
    language.pick(
        format!("可信度：{level}（{why}；{stated} 个列名认出 {known} 个）"),
        format!("confidence: {level} ({why}; {known} of {stated} headers known)"),
    )
}

fn why_text(why: Why, language: Language) -> &'static str {
    match why {
        Why::Title => language.pick("标题", "title"),
        Why::Header => language.pick("表头上行", "upper header line"),
        Why::Repeated => language.pick("重复的表头", "repeated header"),
        Why::Total => language.pick("合计", "total"),
        Why::Footer => language.pick("页脚", "footer"),
        Why::Nothing => language.pick("无数据", "no figure"),
        Why::NoTarget => language.pick("不是目标", "no target"),
        Why::Note => language.pick("说明", "note"),
    }
}

/// The rows that are no data: those of each kind, and how many are blank.
fn aside_lines(reading: &Reading, table: &Table, language: Language) -> Vec<String> {
    let mut kinds = BTreeMap::<Why, Vec<u32>>::new();
    for Aside { row, why } in &table.aside {
        kinds.entry(*why).or_default().push(*row);
    }
    let mut parts: Vec<String> = kinds
        .into_iter()
        .map(|(why, rows)| format!("{} {}", why_text(why, language), spans(&rows)))
        .collect();
    if !table.passed_over.is_empty() {
        let passed = grouped(table.passed_over.len());
        parts.push(language.pick(
            format!("不符合 where 的 {passed} 行"),
            format!("{passed} left out by where"),
        ));
    }
    let blank = blank_rows(reading, table);
    if blank > 0 {
        let blank = grouped(blank);
        parts.push(language.pick(format!("空行 {blank} 行"), format!("{blank} blank")));
    }
    if parts.is_empty() {
        return Vec::new();
    }
    let head = language.pick("不是数据的行：", "rows that are no data: ");
    wrapped(head, &parts, language.pick("；", "; "))
}

/// How many rows between the first and the last hold nothing.
fn blank_rows(reading: &Reading, table: &Table) -> usize {
    let all = (reading.last_row - reading.first_row) as usize + 1;
    all.saturating_sub(Unread::of(table).rows as usize)
}

/// `2–4, 7, …`
fn spans(rows: &[u32]) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => spans.push((*row, *row)),
        }
    }
    let mut texts: Vec<String> = spans
        .iter()
        .take(MOST_SPANS)
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}–{last}")
            }
        })
        .collect();
    if spans.len() > MOST_SPANS {
        texts.push(format!("… ({})", grouped(rows.len())));
    }
    texts.join(", ")
}

/// Column letters, header, field and samples, under their names.
fn columns(reading: &Reading, table: &Table, terms: Terms<'_>) -> Vec<[String; 4]> {
    let language = terms.language;
    let head = language.pick(["列", "表头", "字段", "内容"], ["", "header", "field", "values"]);
    let head = head.map(str::to_owned);
    [head]
        .into_iter()
        .chain(columns_of(reading, table, terms))
        .collect()
}

/// The same of each column.
pub(super) fn columns_of(reading: &Reading, table: &Table, terms: Terms<'_>) -> Vec<[String; 4]> {
    let language = terms.language;
    let mut rows: Vec<(u32, [String; 4])> = table
        .columns
        .iter()
        .map(|column| {
            let unit = if column.multiplier == 1.into() {
                String::new()
            } else {
                format!(" ×{}", column.multiplier)
            };
            let field = match language {
                Language::Chinese => format!("{} {}{unit}", terms.field(column.field), column.field.id()),
                Language::English => format!("{}{unit}", column.field.id()),
            };
            let samples = samples(table, column.index).join(" · ");
            let header = one_line(&column.header);
            (
                column.index,
                [column_letters(column.index), header, field, samples],
            )
        })
        .collect();
    for column in &reading.unused {
        let nearest = column.nearest.map(|field| terms.field(field));
        let field = match nearest {
            Some(field) if column.is_repeated => {
                language.pick(format!("– 与“{field}”重复"), format!("– another {field}"))
            }
            Some(field) if !column.is_ignored => {
                language.pick(format!("– 最接近“{field}”"), format!("– nearest: {field}"))
            }
            _ => language.pick("– 未使用", "– not used").to_owned(),
        };
        let samples = samples(table, column.index).join(" · ");
        let header = one_line(&column.header);
        rows.push((
            column.index,
            [column_letters(column.index), header, field, samples],
        ));
    }
    rows.sort();
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The first values of a column, each told once.
fn samples(table: &Table, column: u32) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for row in table.rows.iter().take(1000) {
        let Some(sample) = shown(row.cell(column), table.epoch_1904) else {
            continue;
        };
        if !samples.contains(&sample) {
            samples.push(sample);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

fn told(
    console: Console,
    terms: Terms<'_>,
    text: &mut String,
    findings: &[repcard::model::Finding],
    indent: &str,
) {
    for finding in findings {
        let cell = finding
            .place
            .as_ref()
            .map(repcard::model::Place::cell)
            .unwrap_or_default();
        let head = [
            console.severity(finding.severity),
            printable(&cell).into_owned(),
            finding.code().to_owned(),
        ];
        let head: Vec<_> = head.into_iter().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(text, "\n{indent}{}", head.join(" "));
        for line in folded(&printable(&finding.what(terms)), PAGE_WIDTH - indent.len() - 2) {
            let _ = writeln!(text, "{indent}  {line}");
        }
        for line in folded(
            &printable(&format!("→ {}", finding.fix(terms))),
            PAGE_WIDTH - indent.len() - 2,
        ) {
            let _ = writeln!(text, "{indent}  {}", console.painted(FAINT, &line));
        }
    }
}

/// `34 KB`
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MB", bytes >> 20, ((bytes & 0xf_ffff) * 10) >> 20),
    }
}

/// A text of just that width on a terminal.
fn fitted(text: &str, width: usize) -> String {
    padded(&clipped(text, width), width)
}

/// Parts joined into lines of the page's width; further lines stand below the first part.
fn wrapped(head: &str, parts: &[String], separator: &str) -> Vec<String> {
    let indent = " ".repeat(head.width());
    let mut lines = vec![head.to_owned()];
    for (index, part) in parts.iter().enumerate() {
        let more = if index + 1 < parts.len() { separator } else { "" };
        let last = lines.last().map_or(0, |line| line.as_str().width());
        if last > indent.len() && last + part.width() + more.width() > PAGE_WIDTH - 2 {
            lines.push(indent.clone());
        }
        if let Some(line) = lines.last_mut() {
            let _ = write!(line, "{part}{more}");
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A text in lines of that width, broken at spaces, or between any two Chinese characters.
pub(super) fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut word = String::new();
    let mut flush = |word: &mut String| {
        let fits = lines
            .last()
            .is_some_and(|line: &String| line.width() + word.trim_end().width() <= width);
        match lines.last_mut() {
            Some(line) if fits || line.is_empty() => line.push_str(word),
            _ => lines.push(word.clone()),
        }
        word.clear();
    };
    for character in text.chars() {
        word.push(character);
        if character == ' ' || character.width().unwrap_or(0) > 1 {
            flush(&mut word);
        }
    }
    flush(&mut word);
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

fn page_json(files: &[Inspected], terms: Terms<'_>) -> Value {
    let file_json = |file: &Inspected| {
        let encoding = file
            .kind
            .as_ref()
            .and_then(|kind: &FileKind| kind.encoding.as_ref());
        json!({
            "file": file.path,
            "kind": file.kind.as_ref().map(|kind| kind.format.id()),
            "encoding": encoding,
            "size": file.size,
            "hidden_sheets": file.hidden,
            "findings": file.findings.iter().map(|finding| FindingView::of(finding, terms)).collect::<Vec<_>>(),
            "tables": file.readings.iter().zip(&file.first_rows)
                .map(|(reading, rows)| reading_json(reading, rows, terms)).collect::<Vec<_>>(),
        })
    };
    json!({
        "files": asked(files).map(file_json).collect::<Vec<_>>(),
        "inputs": pins(files),
    })
}

fn reading_json(reading: &Reading, first_rows: &[InspectedRow], terms: Terms<'_>) -> Value {
    let table = reading.table.as_ref();
    let column_json = |table: &Table, column: &Column| {
        json!({
            "column": column_letters(column.index),
            "header": column.header,
            "field": column.field.id().as_str(),
            "multiplier": column.multiplier.to_string(),
            "samples": samples(table, column.index),
        })
    };
    let columns = table.map(|table| {
        let columns = table.columns.iter().map(|column| column_json(table, column));
        columns.collect::<Vec<_>>()
    });
    let unused = reading.unused.iter().map(|column| {
        json!({
            "column": column_letters(column.index),
            "header": column.header,
            "nearest": column.nearest.map(|field| field.id().to_string()),
            "repeated": column.is_repeated,
            "ignored": column.is_ignored,
        })
    });
    let aside = table.map_or(&[][..], |table| &table.aside);
    let aside = aside
        .iter()
        .map(|Aside { row, why }| json!({ "row": row, "why": why_text(*why, Language::English) }));
    let confidence = reading.confidence.as_ref().map(|confidence| {
        json!({
            "level": confidence.level.id(),
            "headers_known": confidence.known,
            "headers": confidence.stated,
            "also_fits": confidence.also.iter().map(|dataset| dataset.id()).collect::<Vec<_>>(),
        })
    });
    json!({
        "sheet": reading.source.sheet,
        "first_row": reading.first_row,
        "last_row": reading.last_row,
        "dataset": table.map(|table| table.dataset.id()),
        "confidence": confidence,
        "header_row": table.map(|table| table.header_row),
        "rows": table.map(|table| table.rows.len()),
        "blank_rows": table.map(|table| blank_rows(reading, table)),
        "columns": columns,
        "first_rows": table.map(|table| rows::json(table, first_rows, terms)),
        "unused": unused.collect::<Vec<_>>(),
        "not_data": aside.collect::<Vec<_>>(),
        "findings": reading.findings.iter().map(|finding| FindingView::of(finding, terms)).collect::<Vec<_>>(),
    })
}

/// Whether something of the files was left out for an error.
pub fn has_errors(files: &[Inspected]) -> bool {
    let mut findings = asked(files).flat_map(|file| {
        let read = file.readings.iter().flat_map(|reading| &reading.findings);
        file.findings.iter().chain(read)
    });
    findings.any(Finding::is_error)
}
