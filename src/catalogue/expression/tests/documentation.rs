//! The pages about the language: their lists are built as they state them, and every example comes to what they say.

use super::*;
use crate::catalogue::expression::Fold;
use crate::catalogue::expression::functions::{Aggregation, FUNCTIONS};

const PAGES: [(Language, &str); 2] = [
    (Language::Chinese, include_str!("../../../../docs/language.md")),
    (Language::English, include_str!("../../../../docs/language.en.md")),
];

/// The list that a page's examples are about: its columns, and its rows.
fn list(page: &str) -> (Scope, Vec<Vec<Value>>) {
    let lines = page.lines().filter(|line| line.starts_with("| `"));
    let cells = lines.map(|line| {
        line.trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect::<Vec<_>>()
    });
    let (mut columns, mut rows) = (Vec::new(), vec![Vec::new(); 4]);
    for cells in cells {
        let [name, headers, kind, values @ ..] = cells.as_slice() else {
            panic!("{cells:?}")
        };
        let kind = match *kind {
            "number" | "数字" => Type::Number,
            "date" | "日期" => Type::Date,
            "date with time" | "带时间的日期" => Type::Moment,
            "yes or no" | "是否" => Type::Bool,
            _ => Type::Text,
        };
        let mut column = Column::new(name.trim_matches('`'), kind).called(headers.split('、'));
        if name.contains("status") {
            column = column.of_words(["counts", "ignored", "returned"]);
        }
        columns.push(column);
        for (row, text) in rows.iter_mut().zip(values) {
            row.push(match kind {
                _ if text.is_empty() => Value::Null,
                Type::Number => Value::from(text.parse::<i64>().unwrap()),
                Type::Date => Value::from(day(text)),
                Type::Moment => Value::from(moment(text)),
                Type::Bool => Value::from(matches!(*text, "yes" | "是")),
                Type::Text => Value::from(*text),
            });
        }
    }
    assert_eq!(columns.len(), 9);
    (Scope::new(columns), rows)
}

#[test]
fn every_example_comes_to_what_the_page_says() {
    for (language, page) in PAGES {
        let (scope, rows) = list(page);
        let mut examples = 0;
        for line in page.lines().filter(|line| line.starts_with("    ")) {
            let sign = line.find(['→', '⇒', '✗']).unwrap_or_else(|| panic!("{line}"));
            let (text, said) = line.split_at(sign);
            let (sign, said) = said.split_once(' ').unwrap();
            let (text, said) = (text.trim(), said.trim());
            let parsed = |wanted| Expression::parse(text, &scope, wanted);
            match sign {
                "→" => {
                    let value = parsed(Wanted::Value).unwrap().row(&rows[0], &around());
                    let value = match value {
                        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
                        value => shown(&value),
                    };
                    assert_eq!(value, said, "{text}");
                }
                "⇒" => {
                    let expression = parsed(Wanted::Figure).unwrap();
                    let mut fold = Fold::new(&expression);
                    for row in &rows {
                        fold.add(row, &around());
                    }
                    assert_eq!(shown(&fold.finish(&around())), said, "{text}");
                }
                _ => {
                    let is_figure = text.contains("sum(");
                    let wanted = if is_figure { Wanted::Figure } else { Wanted::Value };
                    let message = parsed(wanted).expect_err(text).message(language);
                    assert!(message.contains(said), "{text}: {message}");
                }
            }
            examples += 1;
        }
        assert!(examples > 70, "{examples} examples");
    }
}

#[test]
fn both_pages_have_the_same_examples_and_name_every_function() {
    let examples = |page: &'static str| {
        let lines = page.lines().filter(|line| line.starts_with("    "));
        lines
            .map(|line| line.split(['→', '⇒', '✗']).next().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(examples(PAGES[0].1), examples(PAGES[1].1));
    let names = FUNCTIONS.iter().map(|function| function.name);
    for name in names.chain(Aggregation::ALL.map(Aggregation::name)) {
        for (_, page) in PAGES {
            let is_there = page.contains(&format!("{name}(")) || page.contains(&format!("extract({name} "));
            assert!(is_there, "{name}");
        }
    }
}
