//! The catalogue of findings: each code has a page in both languages whose example is real, and `docs/` says the same.

#[path = "support/book.rs"]
mod book;

use book::Book;
use repcard::model::Language;
use repcard::model::finding::Page;
use repcard::model::finding::page::Given;
use serde_json::Value;

/// The codes whose example no text file can show, and why.
const TOLD: [(&str, &str); 8] = [
    ("encrypted-file", "only workbooks are encrypted"),
    ("too-large", "the smallest such file has 512 MiB"),
    ("undecodable-text", "its bytes are no text"),
    ("formula-without-value", "only workbooks hold formulas"),
    ("lost-digits", "only workbooks hold numbers apart from text"),
    (
        "unknown-calendar-year",
        "it takes a period of a year that is not known yet",
    ),
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
    let book = files
        .iter()
        .fold(Book::small(), |book, (path, text)| book.file(path, text));
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
        problem.what(Language::Chinese),
        problem.fix(Language::Chinese),
    ];
    let expected = expected.join(" | ");
    (!said.contains(&expected)).then(|| {
        format!(
            "{}: expected {expected}\n    found {said:#?}\n{}",
            page.code, ran.stderr
        )
    })
}
