//! `repcard explain-finding`: a page of the catalogue of findings, or the table of all codes, as text of 80 columns.

use repcard::catalogue::Catalogue;
use repcard::model::Language;
use repcard::model::finding::page::{Given, SECTIONS, Text};
use repcard::model::finding::{Page, Severity};
use repcard::model::place::column_letters;
use std::fmt::Write as _;
use std::path::Path;
use typeset::line_breaks;
use unicode_width::UnicodeWidthStr;

/// Columns of a terminal that everybody has.
const WIDTH: usize = 80;

/// The page of a code.
pub fn page(page: &Page, language: Language) -> String {
    let pick = |text: Text| language.pick(text.0, text.1);
    let mut text = format!("{}  {}\n", page.code, severities(page, language));
    paragraph(&mut text, pick(page.title), 0);
    for (heading, content) in [
        (("含义", "What it means"), page.meaning),
        (("影响", "Why it matters"), page.effect),
        (("怎么办", "What to do"), page.remedy),
    ] {
        let _ = writeln!(text, "\n{}", pick(heading));
        paragraph(&mut text, pick(content), 2);
    }
    let _ = writeln!(text, "\n{}", language.pick("示例", "Example"));
    match page.example.given {
        Given::Files(files) => {
            for (path, content) in files {
                let _ = writeln!(text, "  {path}");
                file(&mut text, path, content);
            }
        }
        Given::Told(told) => {
            paragraph(&mut text, pick(told), 2);
            text.push('\n');
        }
    }
    let problem = (page.example.problem)(language);
    let severity = problem.severity().name(language);
    let place = match page.example.place {
        "" => language.pick("账套", "the book"),
        place => place,
    };
    let indent = 3 + severity.width();
    let terms = Catalogue::of_examples().terms(language);
    let _ = writeln!(text, "  {severity} {place} {}", page.code);
    paragraph(&mut text, &problem.what(terms), indent);
    paragraph(&mut text, &format!("→ {}", problem.fix(terms)), indent);
    text
}

/// Every code with its severity and one line.
pub fn table(language: Language) -> String {
    let widest = Page::all().map(|page| page.code.len()).max().unwrap_or_default();
    let severity = |severity: Severity| severity.name(language);
    let widest_severity = Severity::ALL
        .map(|of| severity(of).width())
        .into_iter()
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for section in SECTIONS {
        let _ = writeln!(text, "{}", section.name(language));
        for page in section.pages {
            let gap = " ".repeat(widest_severity - severity(page.severity).width());
            let _ = writeln!(
                text,
                "  {:<widest$}  {}{gap}  {}",
                page.code,
                severity(page.severity),
                language.pick(page.title.0, page.title.1),
            );
        }
        text.push('\n');
    }
    text.push_str(language.pick(
        "repcard explain-finding 代码  说明其中一条\n",
        "repcard explain-finding CODE  explains one of them\n",
    ));
    text
}

/// `错误（非必填的字段：警告）`
fn severities(page: &Page, language: Language) -> String {
    let severity = page.severity.name(language);
    let Some((milder, (chinese, english))) = page.milder else {
        return severity.to_owned();
    };
    let milder = milder.name(language);
    language.pick(
        format!("{severity}（{chinese}：{milder}）"),
        format!("{severity} ({milder} {english})"),
    )
}

/// A paragraph, broken where lines may break.
pub fn paragraph(text: &mut String, content: &str, indent: usize) {
    let room = WIDTH - indent;
    let mut start = 0;
    let mut end = 0;
    for next in line_breaks(content).into_iter().chain([content.len()]) {
        if content[start..next].trim_end().width() > room && end > start {
            let _ = writeln!(text, "{:indent$}{}", "", content[start..end].trim_end());
            start = end;
        }
        end = next;
    }
    let _ = writeln!(text, "{:indent$}{}", "", content[start..].trim_end());
}

/// A file of an example: a grid with the letters and numbers of a spreadsheet, or its lines where it is no table.
fn file(text: &mut String, path: &str, content: &str) {
    let rows: Vec<Vec<&str>> = content.lines().map(|line| line.split(',').collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if Path::new(path).extension() == Some("toml".as_ref()) || content.contains('"') || columns < 2 {
        for line in content.lines() {
            let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        }
        text.push('\n');
        return;
    }
    let letters: Vec<String> = (0..columns as u32).map(column_letters).collect();
    let cell = |row: &Vec<&str>, column: usize| row.get(column).map_or(0, |cell| cell.width());
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let widest = rows.iter().map(|row| cell(row, column)).max();
            widest.unwrap_or_default().max(letters[column].len())
        })
        .collect();
    let mut line = |number: &str, cells: &mut dyn Iterator<Item = &str>| {
        let mut out = format!("    {number:<3}");
        for (cell, width) in cells.zip(&widths) {
            let _ = write!(out, "{cell}{}  ", " ".repeat(width - cell.width()));
        }
        let _ = writeln!(text, "{}", out.trim_end());
    };
    line("", &mut letters.iter().map(String::as_str));
    for (number, row) in (1..).zip(&rows) {
        line(&format!("{number}"), &mut row.iter().copied());
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_and_the_table_fit_a_terminal() {
        for language in [Language::Chinese, Language::English] {
            let pages = Page::all().map(|of| page(of, language));
            for line in pages.chain([table(language)]).collect::<String>().lines() {
                // Places and files of an example are not broken, since they would not be found so.
                let is_grid = line.starts_with("    ");
                assert!(line.width() <= WIDTH || is_grid, "{line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }

    #[test]
    fn paragraphs_break_by_the_width_that_a_terminal_shows() {
        let mut text = String::new();
        paragraph(&mut text, &"字".repeat(41), 0);
        assert_eq!(text, format!("{}\n字\n", "字".repeat(40)));
    }
}
