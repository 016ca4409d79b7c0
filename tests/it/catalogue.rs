//! The catalogue of findings: each code has a page in both languages whose example is real, and `docs/` says the same.

use crate::support::book;
use book::Book;
use repcard::catalogue::Catalogue;
use repcard::model::Language;
use repcard::model::finding::Page;
use repcard::model::finding::page::{Given, SECTIONS, Text};
use repcard::model::place::column_letters;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// The codes whose example no text file can show, and why.
const TOLD: [(&str, &str); 35] = [
    ("late-order", "it takes a closed month"),
    ("not-yes-or-no", "it takes a list of the company's own"),
    ("amounts-jump", "it takes the orders of two months"),
    ("amounts-turned", "it takes the orders of two months"),
    ("table-gone", "it takes two months"),
    ("fewer-rows", "it takes two months"),
    ("amounts-shifted", "it takes two months"),
    ("unit-changed", "it takes two months"),
    ("layout-changed", "it takes two months"),
    ("new-word", "it takes two months"),
    ("earlier-unread", "it takes two versions"),
    ("targets-out-of-scale", "it takes three reps"),
    ("encrypted-file", "only workbooks are encrypted"),
    ("too-large", "the smallest such file has 512 MiB"),
    ("undecodable-text", "its bytes are no text"),
    ("guessed-encoding", "its bytes are no Unicode"),
    ("formula-without-value", "only workbooks hold formulas"),
    ("hidden-sheets", "only workbooks hide sheets"),
    ("lost-digits", "only workbooks hold numbers apart from text"),
    (
        "unknown-calendar-year",
        "it takes a period of a year that is not known yet",
    ),
    ("months-without-target", "it takes the months of a quarter"),
    ("mean-of-months", "it takes the months of a quarter"),
    ("months-unscored", "it takes the months of a quarter"),
    ("rep-from-name", "it takes several files or sheets"),
    ("team-from-name", "only workbooks have several sheets"),
    ("plan-parts-above-whole", "a plan tells it"),
    ("plan-for-nobody", "a plan tells it"),
    ("plan-stated-twice", "a plan tells it"),
    ("plan-tier-across-target", "a plan tells it"),
    ("plan-season-learned", "a plan tells it"),
    ("plan-share-unknown", "a plan tells it"),
    ("plan-no-last-year", "a plan tells it"),
    ("plan-differs-from-signed", "a plan tells it"),
    ("unusable-font", "it takes a font file"),
    (
        "template",
        "templates are no cells, and the form engine words what it finds",
    ),
];

#[test]
fn examples_are_real() {
    let failures: Vec<String> = Page::all().filter_map(contradiction).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// What a run says of the page's example, where that is not what the page says.
fn contradiction(page: &Page) -> Option<String> {
    let example = &page.example;
    let problem = (example.problem)(Language::Chinese);
    if problem.code() != page.code {
        return Some(format!("{}: its example is of {}", page.code, problem.code()));
    }
    let Given::Files(files) = example.given else {
        let is_listed = TOLD.iter().any(|(code, _)| *code == page.code);
        return (!is_listed).then(|| format!("{}: told, but not listed in TOLD", page.code));
    };
    // Whatever an example puts in the place of the orders, something is left to be appraised.
    let sound = Book::small().file(
        "inbox/2026-10/纪律.csv",
        "日期,工号,事项,分值\n2026-10-09,S001,迟到,-1\n",
    );
    let book = files
        .iter()
        .fold(sound, |book, (path, text)| book.file(path, text));
    let ran = book.repcard(&["check", "--period", "2026-10", "--format", "json"]);
    let summary: Value = serde_json::from_str(&ran.stdout).unwrap_or_default();
    let found = summary["findings"].as_array().into_iter().flatten();
    let said: Vec<_> = found
        .filter(|finding| finding["code"] == page.code)
        .map(|finding| {
            let words = ["place", "what", "fix"].map(|key| finding[key].as_str().unwrap_or_default());
            words.join(" | ")
        })
        .collect();
    let expected = [
        example.place.to_owned(),
        problem.what(Catalogue::of_examples().terms(Language::Chinese)),
        problem.fix(Catalogue::of_examples().terms(Language::Chinese)),
    ];
    let expected = expected.join(" | ");
    (!said.contains(&expected)).then(|| {
        format!(
            "{}: expected {expected}\n    found {said:#?}\n{}",
            page.code, ran.stderr
        )
    })
}

#[test]
fn the_documentation_says_the_same() {
    for (file, language) in [
        ("findings.md", Language::Chinese),
        ("findings.en.md", Language::English),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
        let text = markdown(language);
        if std::env::var_os("REPCARD_WRITE_DOCS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text,
            "docs/{file} is not what the pages say; write it with\n    \
             REPCARD_WRITE_DOCS=1 cargo test --test it catalogue::"
        );
    }
}

/// All pages as a document.
fn markdown(language: Language) -> String {
    let pick = |text: Text| language.pick(text.0, text.1);
    let mut text = language
        .pick(
            "# 数据问题\n\n[English](findings.en.md)\n\n由程序中的说明页生成（`repcard explain-finding`），请勿手工修改。\n",
            "# Findings\n\n[中文](findings.md)\n\nMade from the pages in the program (`repcard explain-finding`); not to be edited.\n",
        )
        .to_owned();
    for section in SECTIONS {
        let _ = write!(text, "\n## {}\n\n", section.name(language));
        text += language.pick(
            "| 代码 | 严重程度 | |\n|---|---|---|\n",
            "| code | severity | |\n|---|---|---|\n",
        );
        for page in section.pages {
            let (code, severity) = (page.code, page.severity.name(language));
            let _ = writeln!(
                text,
                "| [`{code}`](#{code}) | {severity} | {} |",
                pick(page.title)
            );
        }
        for page in section.pages {
            let _ = write!(text, "\n### {}\n\n**{}**", page.code, pick(page.title));
            let severity = page.severity.name(language);
            let milder = page
                .milder
                .map(|(milder, when)| (milder.name(language), pick(when)));
            text += &match milder {
                Some((milder, when)) => language.pick(
                    format!("（{severity}；{when}：{milder}）"),
                    format!(" ({severity}; {milder} {when})"),
                ),
                None => language.pick(format!("（{severity}）"), format!(" ({severity})")),
            };
            for (heading, content) in [
                (("含义", "What it means"), page.meaning),
                (("影响", "Why it matters"), page.effect),
                (("怎么办", "What to do"), page.remedy),
            ] {
                let colon = language.pick("：", ": ");
                let _ = write!(text, "\n\n*{}*{colon}{}", pick(heading), pick(content));
            }
            let _ = write!(text, "\n\n*{}*\n\n", language.pick("示例", "Example"));
            match page.example.given {
                Given::Files(files) => {
                    for (path, content) in files {
                        let _ = write!(text, "`{path}`\n\n{}\n", table(path, content));
                    }
                }
                Given::Told(told) => {
                    let _ = write!(text, "{}\n\n", pick(told));
                }
            }
            let problem = (page.example.problem)(language);
            let place = match page.example.place {
                "" => language.pick("账套", "the book").to_owned(),
                place => format!("`{place}`"),
            };
            let severity = problem.severity().name(language);
            let terms = Catalogue::of_examples().terms(language);
            let (what, fix) = (problem.what(terms), problem.fix(terms));
            let _ = write!(text, "> {severity} {place}  \n> {what}  \n> → {fix}\n");
        }
    }
    text
}

/// A file of an example as a table with the letters and numbers of a spreadsheet, or its lines where it is none.
fn table(path: &str, content: &str) -> String {
    let rows: Vec<Vec<&str>> = content.lines().map(|line| line.split(',').collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if Path::new(path).extension() == Some("toml".as_ref()) || content.contains('"') || columns < 2 {
        return format!("```\n{content}```\n");
    }
    let letters: Vec<String> = (0..columns as u32).map(column_letters).collect();
    let mut text = format!("| | {} |\n|---|{}\n", letters.join(" | "), "---|".repeat(columns));
    for (number, row) in (1..).zip(rows) {
        let _ = writeln!(text, "| {number} | {} |", row.join(" | "));
    }
    text
}
