//! Imports point one way, and what may touch the world stays in its room. The sources are read as tokens, so comments
//! and texts don't count, and neither do unit tests.

use crate::support::tokens;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tokens::Token;

/// The rooms from left to right; a room sees those to its left.
const FLOW: [&str; 29] = [
    "stage",
    "model",
    "mistake",
    "catalogue",
    "read",
    "recognise",
    "cells",
    "reshape",
    "records",
    "targets",
    "measure",
    "plan",
    "score",
    "snapshot",
    "report",
    "publish",
    "archive",
    "preflight",
    "job",
    "printing",
    "planning",
    "keeping",
    "deliver",
    "closing",
    "versions",
    "restoring",
    "lib",
    "cli",
    "main",
];

/// Parts of a room that never import each other.
const RENDERERS: [&str; 3] = ["report::form", "report::results", "report::workbook"];

/// What only some rooms may use.
const KEPT: [(&str, &[&str]); 23] = [
    ("rusqlite", &["archive"]),
    ("flate2", &["archive"]),
    ("sqlparser", &["catalogue::expression"]),
    ("calamine", &["read"]),
    ("csv", &["read"]),
    ("encoding_rs", &["read"]),
    ("html5gum", &["read"]),
    ("quick_xml", &["read"]),
    ("chardetng", &["read"]),
    ("rust_xlsxwriter", &["report::workbook"]),
    ("lettre", &["deliver"]),
    (
        "typeset",
        &[
            "report::form",
            "read::fonts",
            "printing",
            "planning",
            "cli::explain",
        ],
    ),
    ("std::fs", &["read", "publish", "deliver", "cli"]),
    ("std::env", &["cli"]),
    ("std::process::Command", &["read::process", "cli::notify"]),
    (
        "std::time",
        &["cli", "read::process", "publish::lock", "deliver::smtp"],
    ),
    ("chrono::Local", &["cli"]),
    ("chrono::Utc", &["cli"]),
    ("std::io::stdout", &["cli::console"]),
    ("std::io::stderr", &["cli::console", "cli::config"]),
    ("print!", &[]),
    ("eprint!", &[]),
    ("dbg!", &[]),
];

#[test]
fn imports_point_one_way() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&sources, "", &mut files);
    assert!(files.len() > 50, "the sources are not where they were: {files:?}");
    let breaches: Vec<String> = files
        .iter()
        .flat_map(|file| breaches(file, &fs::read_to_string(sources.join(file)).unwrap()))
        .collect();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

/// What the typesetter, which is given all that it needs, has no business with.
const NOT_FOR_TYPESET: [&str; 7] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::time",
    "print!",
    "eprint!",
    "dbg!",
];

#[test]
fn the_typesetter_knows_nothing_of_appraisals() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/typeset");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    for foreign in ["path =", "repcard", "tera"] {
        assert!(!manifest.contains(foreign), "it stands by itself: {manifest}");
    }
    let sources = root.join("src");
    let mut files = Vec::new();
    collect(&sources, "", &mut files);
    assert!(files.len() > 50, "the sources are not where they were: {files:?}");
    let found = files
        .iter()
        .flat_map(|file| foreign(file, &fs::read_to_string(sources.join(file)).unwrap()));
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    let planted = "use std::{fs, fmt}; fn f() { std::env::var(\"HOME\"); }";
    assert_eq!(
        foreign("pdf/mod.rs", planted),
        ["src/pdf/mod.rs: std::fs", "src/pdf/mod.rs: std::env::var"]
    );
}

/// Rooms whose files import each other one way alone.
const WITHOUT_CIRCLES: [&str; 3] = ["catalogue", "records", "measure"];

#[test]
fn files_of_a_room_import_each_other_one_way() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&sources, "", &mut files);
    for room in WITHOUT_CIRCLES {
        let of_room = files
            .iter()
            .filter(|file| module_of(file).first().is_some_and(|own| own == room));
        let of_room = of_room.map(|file| (file.clone(), fs::read_to_string(sources.join(file)).unwrap()));
        let circles = circles(&of_room.collect::<Vec<_>>());
        assert!(circles.is_empty(), "\n{}", circles.join("\n"));
    }
}

#[test]
fn a_planted_circle_is_found() {
    let files = |of: &[(&str, &str)]| -> Vec<(String, String)> {
        of.iter()
            .map(|(file, source)| ((*file).to_owned(), (*source).to_owned()))
            .collect()
    };
    let handed_on = (
        "measure/mod.rs",
        "pub use facts::Facts; use sales::each; fn f() {}",
    );
    let facts = ("measure/facts.rs", "pub struct Facts;");
    let sales = ("measure/sales.rs", "use super::Facts; use crate::model::Kpi;");
    assert_eq!(circles(&files(&[handed_on, facts, sales])), [""; 0]);
    let facts = ("measure/facts.rs", "use super::sales::each;");
    let found = circles(&files(&[handed_on, facts, sales]));
    assert_eq!(
        found,
        [
            "measure::facts → measure::sales",
            "measure::sales → measure::facts"
        ]
    );
    let in_tests = (
        "measure/facts.rs",
        "#[cfg(test)] mod tests { use super::super::sales::each; }",
    );
    assert_eq!(circles(&files(&[handed_on, in_tests, sales])), [""; 0]);
}

/// Half of the files are shorter, their unit tests apart: one idea a file. A step of typesetting is a longer idea than a rule.
const MEDIANS: [(&str, usize); 2] = [("src", 140), ("crates/typeset/src", 170)];

#[test]
fn files_are_short() {
    for (sources, limit) in MEDIANS {
        let median = median(&Path::new(env!("CARGO_MANIFEST_DIR")).join(sources));
        assert!(median < limit, "the median file of {sources} has {median} lines");
    }
}

fn median(sources: &Path) -> usize {
    let mut files = Vec::new();
    collect(sources, "", &mut files);
    files.retain(|file| !module_of(file).iter().any(|part| part == "tests"));
    let length = |file: &String| {
        let source = fs::read_to_string(sources.join(file)).unwrap();
        let own = source.split("\n#[cfg(test)]\n").next().unwrap_or_default();
        own.lines().count()
    };
    let mut lengths: Vec<usize> = files.iter().map(length).collect();
    lengths.sort_unstable();
    lengths[lengths.len() / 2]
}

#[test]
fn a_planted_import_is_found() {
    for (file, source, breach) in [
        (
            "measure/visits.rs",
            "use crate::score::Scorecard;",
            "measure → score::Scorecard",
        ),
        (
            "measure/visits.rs",
            "use crate::{model::Kpi, report::{self, form}};",
            "measure → report",
        ),
        (
            "records/mod.rs",
            "fn f() { crate::cli::main() }",
            "records → cli::main",
        ),
        (
            "records/mod.rs",
            "fn f() { g(|| vec![crate::targets::of()]) }",
            "records → targets::of",
        ),
        (
            "model/place.rs",
            "use super::super::read::Sheet;",
            "model → read::Sheet",
        ),
        (
            "publish/mod.rs",
            "use crate::printing::Faces;",
            "publish → printing::Faces",
        ),
        (
            "report/form/paint.rs",
            "use super::super::workbook::Style;",
            "report::form → report::workbook::Style",
        ),
        (
            "report/workbook/mod.rs",
            "use crate::report::form::View;",
            "report::workbook → report::form::View",
        ),
        ("job.rs", "use crate::run;", "job → lib"),
        ("model/mod.rs", "use crate::attic::Trunk;", "model → attic::Trunk"),
        (
            "score/mod.rs",
            "use std::{fmt, fs::File};",
            "score → std::fs::File",
        ),
        (
            "score/mod.rs",
            "fn f() { std::env::var(\"HOME\"); }",
            "score → std::env::var",
        ),
        (
            "report/mod.rs",
            "use chrono as c; fn f() { c::Utc::now(); }",
            "report → chrono::Utc::now",
        ),
        (
            "read/sheet.rs",
            "use rust_xlsxwriter::Workbook;",
            "read → rust_xlsxwriter::Workbook",
        ),
        (
            "report/results.rs",
            "use typeset::display::Page;",
            "report::results → typeset::display::Page",
        ),
        ("cli/config.rs", "fn f() { println!(\"x\"); }", "cli → println!"),
        (
            "publish/mod.rs",
            "use std::io; fn f() { io::stdout(); }",
            "publish → std::io::stdout",
        ),
        (
            "cli/config.rs",
            "use crate::cli::args::Args; use repcard::run;",
            "",
        ),
        (
            "report/form/paint.rs",
            "use typeset::display::Page; use crate::report::Document; use crate::model::Kpi;",
            "",
        ),
        (
            "score/mod.rs",
            "// use crate::report;\n#[cfg(test)] mod tests { use crate::report::X; use std::fs; }",
            "",
        ),
        ("score/mod.rs", "const A: &str = \"crate::report::X\";", ""),
        ("score/tests.rs", "use crate::report::results;", ""),
    ] {
        let found = breaches(file, source);
        let expected = (!breach.is_empty()).then(|| format!("src/{file}: {breach}"));
        assert_eq!(found.first(), expected.as_ref(), "{file}: {source}");
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "rs")
        {
            files.push(path);
        }
    }
    files.sort();
}

/// What a source file uses that it should not.
fn breaches(file: &str, source: &str) -> Vec<String> {
    let module = module_of(file);
    if module.iter().any(|part| part == "tests") {
        return Vec::new();
    }
    let mut paths = Paths::default();
    paths.walk(&tokens::tokens(source), &module);
    let own = match module.first().map(String::as_str) {
        None => file.trim_end_matches(".rs"),
        Some(room) => room,
    };
    let module = module.join("::");
    let breach = |path: &Vec<String>| {
        let from = breach(own, &module, path)?;
        Some(format!("src/{file}: {from} → {}", path.join("::")))
    };
    paths.resolved().iter().filter_map(breach).collect()
}

/// What a source file of the typesetter uses that it should not.
fn foreign(file: &str, source: &str) -> Vec<String> {
    let module = module_of(file);
    if module.iter().any(|part| part == "tests") {
        return Vec::new();
    }
    let mut paths = Paths::default();
    paths.walk(&tokens::tokens(source), &module);
    let texts = paths.resolved().into_iter().map(|path| path.join("::"));
    texts
        .filter(|text| NOT_FOR_TYPESET.iter().any(|barred| is_kept(text, barred)))
        .map(|text| format!("src/{file}: {text}"))
        .collect()
}

/// The module of a file: `report/form/mod.rs` is `report::form`; the roots are empty.
fn module_of(file: &str) -> Vec<String> {
    let parts = file.trim_end_matches(".rs").split('/').map(str::to_owned);
    parts
        .filter(|part| !["mod", "lib", "main"].contains(&part.as_str()))
        .collect()
}

/// The room or renderer that should not use `path`, if it should not.
fn breach<'a>(room: &'a str, module: &'a str, path: &[String]) -> Option<&'a str> {
    let text = path.join("::");
    let first = path.first()?;
    let renderer_of = |path: &str| RENDERERS.into_iter().find(|renderer| is_within(path, renderer));
    let renderer = renderer_of(module);
    let is_breach = if let Some((_, rooms)) = KEPT.iter().find(|(kept, _)| is_kept(&text, kept)) {
        !rooms.iter().any(|room| is_within(module, room))
    } else if is_foreign(first) {
        false
    } else if first == room {
        renderer.is_some() && renderer_of(&text).is_some_and(|other| Some(other) != renderer)
    } else {
        // A room that is not on the map is on nobody's left.
        rank(first).is_none_or(|other| rank(room).is_none_or(|own| other >= own))
    };
    is_breach.then_some(renderer.unwrap_or(room))
}

/// The imports between files, given by their paths below `src/`, that go round in circles. What a file hands on counts for
/// the file that it stands in.
fn circles(files: &[(String, String)]) -> Vec<String> {
    let read = files.iter().filter_map(|(file, source)| {
        let module = module_of(file);
        let is_own = !module.iter().any(|part| part == "tests");
        let mut paths = Paths::default();
        paths.walk(&tokens::tokens(source), &module);
        is_own.then(|| (module.join("::"), paths))
    });
    let read: BTreeMap<String, Paths> = read.collect();
    let mut imports: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (module, paths) in &read {
        let own = paths
            .imported
            .iter()
            .filter(|path| !paths.handed_on.contains(*path));
        let others = own.filter_map(|path| file_of(&within(path, module), &read, 0));
        imports.extend(
            others
                .filter(|other| other != module)
                .map(|other| (module.as_str(), other)),
        );
    }
    // What leads nowhere, or comes from nowhere, is in no circle.
    loop {
        let before = imports.len();
        let from: BTreeSet<&str> = imports.iter().map(|(from, _)| *from).collect();
        let to: BTreeSet<&str> = imports.iter().map(|(_, to)| *to).collect();
        imports.retain(|(own, other)| from.contains(other) && to.contains(own));
        if imports.len() == before {
            break;
        }
    }
    imports
        .into_iter()
        .map(|(from, to)| format!("{from} → {to}"))
        .collect()
}

/// A path from the root of the crate; one that begins with a name is of the module itself, or of another crate.
fn within(path: &[String], module: &str) -> Vec<String> {
    match path.split_first() {
        Some((first, rest)) if first == ROOT => rest.to_vec(),
        _ => module
            .split("::")
            .map(str::to_owned)
            .chain(path.iter().cloned())
            .collect(),
    }
}

/// The file that a path leads into, by way of what files import.
fn file_of<'a>(path: &[String], files: &'a BTreeMap<String, Paths>, steps: usize) -> Option<&'a str> {
    let (at, (module, paths)) = (1..=path.len()).rev().find_map(|at| {
        let found = files.get_key_value(&path[..at].join("::"))?;
        Some((at, found))
    })?;
    let named = path.get(at).and_then(|name| paths.names.get(name));
    match named.filter(|_| steps < MOST_STEPS) {
        // It may lead out of the room.
        Some(named) => {
            let further = [within(named, module), path[at + 1..].to_vec()].concat();
            file_of(&further, files, steps + 1)
        }
        None => Some(module),
    }
}

/// Nothing is handed on so often.
const MOST_STEPS: usize = 8;

/// Crates that paths are resolved into, as far as the rules name them.
const EXTERNAL: [&str; 10] = [
    "std",
    "sqlparser",
    "chrono",
    "calamine",
    "csv",
    "encoding_rs",
    "chardetng",
    "rust_xlsxwriter",
    "lettre",
    "typeset",
];

/// Whether a path begins outside the crate, at another crate that the rules name or at a macro.
fn is_foreign(first: &str) -> bool {
    EXTERNAL.contains(&first) || first.ends_with('!')
}

fn is_kept(path: &str, kept: &str) -> bool {
    match kept.strip_suffix('!') {
        Some(name) => path
            .strip_prefix(name)
            .is_some_and(|rest| rest == "!" || rest == "ln!"),
        None => is_within(path, kept),
    }
}

fn is_within(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn rank(room: &str) -> Option<usize> {
    FLOW.iter().position(|own| *own == room)
}

/// The paths of a file: those it imports, with the name each has afterwards, and those it writes out.
#[derive(Default)]
struct Paths {
    names: BTreeMap<String, Vec<String>>,
    imported: Vec<Vec<String>>,
    /// Those of them that others may import from here.
    handed_on: BTreeSet<Vec<String>>,
    written: Vec<Vec<String>>,
}

impl Paths {
    fn walk(&mut self, tokens: &[Token], module: &[String]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                Token::Group(group) => self.walk(group, module),
                Token::Word(word) if word == "use" => {
                    let end = tokens[at..].iter().position(|token| is_sign(token, ';'));
                    let end = end.map_or(tokens.len(), |length| at + length);
                    let known = self.imported.len();
                    self.import(&tokens[at + 1..end], &[], module);
                    if is_public(&tokens[..at]) {
                        self.handed_on.extend(self.imported[known..].iter().cloned());
                    }
                    at = end;
                }
                Token::Word(word) if word == "mod" => {
                    if let (Some(Token::Word(name)), Some(Token::Group(body))) =
                        (tokens.get(at + 1), tokens.get(at + 2))
                    {
                        if name != "tests" {
                            self.walk(body, &joined(module, name));
                        }
                        at += 2;
                    }
                }
                Token::Word(_) => at = self.written_out(tokens, at, module),
                Token::Sign(_) => {}
            }
            at += 1;
        }
    }

    /// Reads the path that begins at `at`, and returns where it ends.
    fn written_out(&mut self, tokens: &[Token], at: usize, module: &[String]) -> usize {
        let mut path = Vec::new();
        let mut last = at;
        while let Some(Token::Word(word)) = tokens.get(last) {
            path.push(word.clone());
            let goes_on =
                is_separator(tokens, last + 1) && matches!(tokens.get(last + 3), Some(Token::Word(_)));
            if !goes_on {
                break;
            }
            last += 3;
        }
        let is_macro = tokens.get(last + 1).is_some_and(|token| is_sign(token, '!'));
        match path.as_mut_slice() {
            [name] if is_macro => {
                name.push('!');
                self.written.push(path);
            }
            [_] => {}
            _ => self.written.push(absolute(path, module)),
        }
        last
    }

    /// Reads what stands between `use` and `;`, or between the commas of its braces.
    fn import(&mut self, tokens: &[Token], prefix: &[String], module: &[String]) {
        let mut path = prefix.to_vec();
        let mut alias = None;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                Token::Word(word) if word == "as" => {
                    alias = match tokens.get(at + 1) {
                        Some(Token::Word(alias)) => Some(alias.clone()),
                        _ => None,
                    };
                    break;
                }
                Token::Word(word) => path.push(word.clone()),
                Token::Group(group) => return self.imports(group, &path, module),
                Token::Sign(_) => {}
            }
            at += 1;
        }
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let path = absolute(path, module);
        if let Some(name) = alias.or_else(|| path.last().cloned()) {
            self.names.insert(name, path.clone());
        }
        self.imported.push(path);
    }

    fn imports(&mut self, group: &[Token], prefix: &[String], module: &[String]) {
        for tree in group.split(|token| is_sign(token, ',')) {
            if !tree.is_empty() {
                self.import(tree, prefix, module);
            }
        }
    }

    /// Every path from the root of the crate or of another one.
    fn resolved(mut self) -> Vec<Vec<String>> {
        for path in self.written {
            let first = path.first().cloned().unwrap_or_default();
            let is_rooted = first == ROOT || is_foreign(&first);
            match self.names.get(&first) {
                Some(imported) if path.len() > 1 => {
                    self.imported
                        .push(imported.iter().chain(&path[1..]).cloned().collect());
                }
                _ if is_rooted => self.imported.push(path),
                _ => {}
            }
        }
        self.imported.into_iter().filter_map(from_root).collect()
    }
}

/// Marks a path that begins at the root of the crate.
const ROOT: &str = "crate";

/// The path with `crate`, `repcard`, `self` and `super` told from the root.
fn absolute(path: Vec<String>, module: &[String]) -> Vec<String> {
    let mut here = module.to_vec();
    let mut rest = path.as_slice();
    match rest.first().map(String::as_str) {
        Some("crate" | "repcard") => here.clear(),
        Some("self") => {}
        Some("super") => {
            while let Some(("super", after)) =
                rest.split_first().map(|(first, after)| (first.as_str(), after))
            {
                here.pop();
                rest = after;
            }
            return [vec![ROOT.to_owned()], here, rest.to_vec()].concat();
        }
        _ => return path,
    }
    [vec![ROOT.to_owned()], here, rest[1..].to_vec()].concat()
}

/// A room's path without the mark; what stands in the root itself belongs to `lib`. None for crates without rules.
fn from_root(path: Vec<String>) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    if first != ROOT {
        return is_foreign(first).then_some(path);
    }
    let is_item = rest.len() < 2 && rest.first().is_none_or(|name| rank(name).is_none());
    Some(if is_item {
        vec!["lib".to_owned()]
    } else {
        rest.to_vec()
    })
}

fn joined(module: &[String], name: &str) -> Vec<String> {
    [module, &[name.to_owned()]].concat()
}

/// Whether what follows is preceded by `pub` or `pub(…)`.
fn is_public(before: &[Token]) -> bool {
    let is_pub = |token: &Token| matches!(token, Token::Word(word) if word == "pub");
    matches!(before, [.., word, Token::Group(_)] | [.., word] if is_pub(word))
}

fn is_separator(tokens: &[Token], at: usize) -> bool {
    let is_colon = |at: usize| tokens.get(at).is_some_and(|token| is_sign(token, ':'));
    is_colon(at) && is_colon(at + 1)
}

fn is_sign(token: &Token, sign: char) -> bool {
    *token == Token::Sign(sign)
}
