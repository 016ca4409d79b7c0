//! The texts of templates → the first name in them that means nothing. The template language itself asks for a name
//! only where it comes to print it, and takes an unknown one in `{% if %}` for nothing.
//!
//! What cannot be known is let pass: what filters give and components are given, names that a template sets, and those
//! that it asks for by `is defined` or `?.`.

use super::TemplateError;
use super::fault::{Named, TemplateFault};
use super::shape::Shape;
use super::tokens::{Kind, Piece, Tag, tags};
use crate::model::text::nearest;
use crate::report::templates::{MARKUP, Templates};
use std::collections::{BTreeMap, BTreeSet};
use typeset::Position;

/// Words that are no names of variables.
const RESERVED: [&str; 21] = [
    "and",
    "break",
    "continue",
    "else",
    "false",
    "False",
    "for",
    "if",
    "in",
    "is",
    "loop",
    "none",
    "None",
    "not",
    "null",
    "or",
    "self",
    "super",
    "true",
    "True",
    "__tera_context",
];

/// The first name of the templates that means nothing there; they are sound otherwise.
pub(super) fn unknown(templates: &Templates) -> Option<TemplateError> {
    let read = MARKUP.map(|name| (name, tags(templates.text(name))));
    let all = || read.iter().flat_map(|(_, tags)| tags);
    // What others include is filled in with what they have.
    let included: BTreeSet<&str> = all().filter_map(Tag::includes).collect();
    let asked: BTreeSet<&str> = MARKUP
        .iter()
        .zip(&read)
        .flat_map(|(name, (_, tags))| asked(templates.text(name), tags))
        .collect();
    read.iter().find_map(|(template, tags)| {
        let variables = Shape::of_template(template).filter(|_| !included.contains(template));
        // What is set in one template, others may see that it includes.
        let is_alone = !included.contains(template) && tags.iter().all(|tag| tag.includes().is_none());
        let set: BTreeSet<&str> = if is_alone {
            tags.iter().filter_map(Tag::sets).collect()
        } else {
            all().filter_map(Tag::sets).collect()
        };
        let scopes = Scopes {
            text: templates.text(template),
            set: &set,
            asked: &asked,
            variables: variables.unwrap_or(Shape::Open),
            component: None,
            loops: Vec::new(),
        };
        let unknown = scopes.check(tags)?;
        let at = Position::of(templates.text(template), unknown.offset);
        Some(TemplateError {
            template: (*template).to_owned(),
            line: at.line,
            column: at.column,
            fault: TemplateFault::Unknown {
                named: Named::Variable,
                nearest: nearest(&unknown.name, unknown.known.iter().map(String::as_str)),
                name: unknown.name,
                known: unknown.known,
            },
        })
    })
}

/// The names that a template asks for before it uses them: `kpi.note is defined`.
fn asked<'t>(text: &'t str, tags: &[Tag<'t>]) -> Vec<&'t str> {
    let pieces = || tags.iter().map(|tag| tag.pieces.as_slice());
    let asks = |pieces: &[Piece<'t>], is: usize| {
        let test = pieces.get(is + 1).filter(|piece| !piece.is_word("not"));
        let test = test.or(pieces.get(is + 2))?;
        if !pieces.get(is)?.is_word("is") || !matches!(test.text, "defined" | "undefined") {
            return None;
        }
        let is_part = |piece: &&Piece<'_>| {
            matches!(piece.kind, Kind::Word | Kind::Number | Kind::Text)
                || matches!(piece.text, "." | "[" | "]")
        };
        let is_joined = |pair: &[Piece<'_>]| pair.iter().any(|piece| piece.kind == Kind::Mark);
        let before = pieces.get(..is)?;
        let mut first = is.checked_sub(1)?;
        while first > 0
            && before.get(first - 1).as_ref().is_some_and(is_part)
            && before.get(first - 1..=first).is_some_and(is_joined)
        {
            first -= 1;
        }
        let (start, last) = (before.get(first)?.offset, before.last()?);
        text.get(start..last.offset + last.text.len())
    };
    pieces()
        .flat_map(|pieces| (0..pieces.len()).filter_map(move |is| asks(pieces, is)))
        .collect()
}

/// A name that means nothing, where it stands, and what would mean something there.
struct Unknown {
    offset: usize,
    name: String,
    known: Vec<String>,
}

/// What names mean at a place of a template.
struct Scopes<'t> {
    text: &'t str,
    set: &'t BTreeSet<&'t str>,
    asked: &'t BTreeSet<&'t str>,
    variables: Shape,
    /// Inside a component, what it is given: it sees nothing else.
    component: Option<BTreeSet<String>>,
    loops: Vec<BTreeMap<String, Shape>>,
}

impl Scopes<'_> {
    fn check(mut self, tags: &[Tag<'_>]) -> Option<Unknown> {
        for tag in tags {
            let pieces = tag.pieces.as_slice();
            let unknown = match tag.word() {
                "component" => {
                    self.component = Some(parameters(pieces));
                    None
                }
                "endcomponent" => {
                    self.component = None;
                    None
                }
                "for" => {
                    let place = pieces.iter().position(|piece| piece.is_word("in"));
                    let (bound, list) = pieces.split_at(place.unwrap_or(pieces.len()));
                    let list = list.get(1..).unwrap_or_default();
                    let unknown = self.expression(list);
                    self.loops.push(self.bound(bound, list));
                    unknown
                }
                "endfor" => {
                    self.loops.pop();
                    None
                }
                // The name that is set, and that of the filter, stand where a variable's would.
                "set" | "set_global" | "filter" => self.expression(pieces.get(2..).unwrap_or_default()),
                "if" | "elif" => self.expression(pieces.get(1..).unwrap_or_default()),
                "" => self.expression(pieces),
                _ => None,
            };
            if unknown.is_some() {
                return unknown;
            }
        }
        None
    }

    /// The first name of an expression that means nothing.
    fn expression(&self, pieces: &[Piece<'_>]) -> Option<Unknown> {
        // The names of `[x.name for x in list]` stand before they are bound.
        let is_bound = |name: &str| {
            let at = |index: usize, word: &str| pieces.get(index).is_some_and(|piece| piece.is_word(word));
            (0..pieces.len()).any(|index| {
                at(index, "for")
                    && (at(index + 1, name)
                        || pieces.get(index + 2).is_some_and(|piece| piece.is_mark(","))
                            && at(index + 3, name))
            })
        };
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            if !is_variable(pieces, at) || is_bound(piece.text) {
                at += 1;
                continue;
            }
            let path = self.path(pieces, at);
            if path.unknown.is_some() {
                return path.unknown;
            }
            at = path.end;
        }
        None
    }

    /// Follows a name as far as it goes: `kpi.raw.actual`, `kpis[0].name`.
    fn path(&self, pieces: &[Piece<'_>], start: usize) -> Path {
        let mut path = Path {
            shape: Shape::Open,
            end: start + 1,
            unknown: None,
        };
        let Some(first) = pieces.get(start) else {
            return path;
        };
        match self.meaning(first.text) {
            Some(shape) => path.shape = shape,
            None => path.unknown = Some(self.not_known(first, first, self.names())),
        }
        let mut inner = None;
        while let Some(mark) = pieces.get(path.end).filter(|piece| piece.kind == Kind::Mark) {
            match (mark.text, pieces.get(path.end + 1)) {
                (".", Some(field)) => {
                    if let Some(shape) = path.shape.field(field.text) {
                        path.shape = shape.clone();
                    } else {
                        let whole = self.text.get(first.offset..field.offset).unwrap_or_default();
                        let known = path.shape.names().map(|name| format!("{whole}{name}"));
                        let unknown = self.not_known(first, field, known.collect());
                        path.unknown = path.unknown.or(Some(unknown));
                        path.shape = Shape::Open;
                    }
                    path.end += 2;
                }
                ("[", _) => {
                    let end = closing(pieces, path.end);
                    let index = pieces.get(path.end + 1..end).unwrap_or_default();
                    inner = inner.or_else(|| self.expression(index));
                    // A part of a list is a list.
                    if !index.iter().any(|piece| piece.is_mark(":")) {
                        path.shape = path.shape.item().clone();
                    }
                    path.end = end + 1;
                }
                ("?." | "?[", _) => {
                    path.unknown = None;
                    path.shape = Shape::Open;
                    path.end += 1;
                    if mark.text == "?." {
                        path.end += 1;
                    }
                }
                _ => break,
            }
        }
        let is_asked = |unknown: &Unknown| {
            let mut rests = self
                .asked
                .iter()
                .filter_map(|asked| asked.strip_prefix(unknown.name.as_str()));
            rests.any(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        path.unknown = path.unknown.filter(|unknown| !is_asked(unknown)).or(inner);
        path
    }

    fn not_known(&self, first: &Piece<'_>, last: &Piece<'_>, known: Vec<String>) -> Unknown {
        let name = self.text.get(first.offset..last.offset + last.text.len());
        Unknown {
            offset: last.offset,
            name: name.unwrap_or_default().to_owned(),
            known,
        }
    }

    fn meaning(&self, name: &str) -> Option<Shape> {
        if self.set.contains(name) {
            return Some(Shape::Open);
        }
        if let Some(shape) = self.loops.iter().rev().find_map(|bound| bound.get(name)) {
            return Some(shape.clone());
        }
        match &self.component {
            Some(given) => given.contains(name).then_some(Shape::Open),
            None => self.variables.field(name).cloned(),
        }
    }

    /// Every name that means something.
    fn names(&self) -> Vec<String> {
        let bound = self
            .loops
            .iter()
            .flat_map(|bound| bound.keys().map(String::as_str));
        let set = self.set.iter().copied();
        match &self.component {
            Some(given) => bound
                .chain(set)
                .chain(given.iter().map(String::as_str))
                .map(str::to_owned)
                .collect(),
            None => bound
                .chain(set)
                .chain(self.variables.names())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// What `for kpi` binds in `for kpi in kpis`.
    fn bound(&self, names: &[Piece<'_>], list: &[Piece<'_>]) -> BTreeMap<String, Shape> {
        let names: Vec<&str> = names
            .iter()
            .skip(1)
            .filter(|piece| piece.kind == Kind::Word)
            .map(|piece| piece.text)
            .collect();
        let path = self.path(list, 0);
        let is_path = path.end == list.len() && is_variable(list, 0) && names.len() == 1;
        let item = if is_path {
            path.shape.item().clone()
        } else {
            Shape::Open
        };
        names
            .into_iter()
            .map(|name| (name.to_owned(), item.clone()))
            .collect()
    }
}

/// A name that was followed.
struct Path {
    shape: Shape,
    /// The piece behind it.
    end: usize,
    unknown: Option<Unknown>,
}

/// Whether a piece is the beginning of a variable's name.
fn is_variable(pieces: &[Piece<'_>], at: usize) -> bool {
    let Some(piece) = pieces.get(at).filter(|piece| piece.kind == Kind::Word) else {
        return false;
    };
    let before = |distance: usize| at.checked_sub(distance).and_then(|at| pieces.get(at));
    let after = pieces.get(at + 1);
    let follows_mark =
        |marks: &[&str]| before(1).is_some_and(|piece| marks.iter().any(|mark| piece.is_mark(mark)));
    let follows_word = |word: &str| before(1).is_some_and(|piece| piece.is_word(word));
    // `kpis | length`, `score is number`, `score is not number`
    let is_operation = follows_mark(&["|"])
        || follows_word("is")
        || follows_word("not") && before(2).is_some_and(|piece| piece.is_word("is"));
    // `say(…)`, `places=1`
    let is_called = after.is_some_and(|piece| piece.is_mark("(") || piece.is_mark("="));
    // `<charts.bar … />`; where a value stands before it, it is a comparison.
    let is_component = follows_mark(&["</"]) || follows_mark(&["<"]) && !before(2).is_some_and(ends_a_value);
    !RESERVED.contains(&piece.text)
        && !follows_mark(&[".", "?."])
        && !is_operation
        && !is_called
        && !is_component
}

fn ends_a_value(piece: &Piece<'_>) -> bool {
    match piece.kind {
        Kind::Text | Kind::Number => true,
        Kind::Word => !matches!(piece.text, "and" | "or" | "not" | "if" | "else" | "in" | "is"),
        Kind::Mark => matches!(piece.text, ")" | "]" | "}"),
    }
}

/// The bracket that closes the one at a place; the end where none does.
fn closing(pieces: &[Piece<'_>], opening: usize) -> usize {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate().skip(opening) {
        if piece.is_mark("[") || piece.is_mark("?[") {
            depth += 1;
        } else if piece.is_mark("]") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at;
            }
        }
    }
    pieces.len()
}

/// The names of what a component is given.
fn parameters(pieces: &[Piece<'_>]) -> BTreeSet<String> {
    let names = pieces.windows(2).filter_map(|pair| match pair {
        [before, name] if name.kind == Kind::Word => {
            let is_name = ["(", ",", "@", "..."].iter().any(|mark| before.is_mark(mark));
            is_name.then_some(name.text)
        }
        _ => None,
    });
    names.chain(["body"]).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
