//! What is wrong with markup and stylesheets: where, and in words.

use std::fmt;

/// A place in a text; both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

impl Position {
    /// The place of a byte offset in a text.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().map_or(0, |tail| tail.chars().count());
        Self {
            line: counted(line),
            column: counted(column),
        }
    }

    /// The place of `inner`, which was counted from this place on.
    #[must_use]
    pub fn plus(self, inner: Self) -> Self {
        let column = if inner.line == 1 {
            self.column + inner.column - 1
        } else {
            inner.column
        };
        Self {
            line: self.line + inner.line - 1,
            column,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

fn counted(zero_based: usize) -> u32 {
    u32::try_from(zero_based).unwrap_or(u32::MAX - 1) + 1
}

/// Something that isn't followed; the pages are made without it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// Which text it is in.
    pub text: TextKind,
    /// Where.
    pub position: Position,
    /// What.
    pub oversight: Oversight,
}

/// The text that a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKind {
    /// The markup, with its `<style>` elements.
    Markup,
    /// The stylesheet with this number, from 0, of those given beside the markup.
    Stylesheet(usize),
}

/// What markup asks for and doesn't get.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oversight {
    /// An element that isn't known; its content is printed.
    UnknownElement(String),
    /// An attribute that isn't known.
    UnknownAttribute(String),
    /// A property that isn't known.
    UnknownProperty(String),
    /// A value that a property doesn't take: property, value.
    UnknownValue(String, String),
    /// A selector that isn't understood.
    UnknownSelector(String),
    /// An at-rule that isn't known.
    UnknownAtRule(String),
    /// A piece of a stylesheet that is no rule and no declaration.
    Stray(String),
    /// Content directly inside a table or row, which isn't printed.
    OutsideCells(String),
    /// Round corners of a table or cell whose borders are shared with its neighbours.
    SharedCorners,
    /// Properties of drawings, of an element that is none.
    OnlyInDrawings,
    /// A value that an attribute doesn't take: attribute, value.
    UnknownAttributeValue(String, String),
    /// An element of a drawing that isn't drawn.
    NotDrawn(String),
    /// Text of a drawing that is turned or slanted, and is printed upright.
    TurnedText,
    /// A link that leads nowhere: to no element of the document, and to no address that may be printed.
    NoTarget(String),
    /// A picture that wasn't given: its name, and the nearest name of those given.
    NoImage(String, Option<String>),
    /// A picture for printing presses, in inks (CMYK): archives take no document that shows it.
    Inks,
}

impl fmt::Display for Oversight {
    /// Says it, and what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownElement(name) => {
                write!(f, "unknown element <{name}>: only its text is printed; use a supported one")
            }
            Self::UnknownAttribute(name) => write!(f, "attribute {name} has no effect; use a style instead"),
            Self::UnknownProperty(name) => write!(f, "unknown property {name}; remove it or use a supported one"),
            Self::UnknownValue(name, value) => {
                write!(f, "property {name} does not take \"{value}\"; correct it")
            }
            Self::UnknownSelector(text) => write!(
                f,
                "selector \"{text}\" is not understood and its rule has no effect; rewrite it"
            ),
            Self::UnknownAtRule(text) => write!(f, "{text} is not supported; remove it"),
            Self::Stray(text) => write!(
                f,
                "stray or incomplete text in the stylesheet: \"{text}\"; check braces, colons, semicolons"
            ),
            Self::SharedCorners => f.write_str(
                "tables and cells with border-collapse: collapse have no round corners; remove border-radius, or set border-collapse: separate",
            ),
            Self::OnlyInDrawings => f.write_str(
                "fill, stroke, opacity and the like are for drawings; give them to <svg> or to elements inside it",
            ),
            Self::UnknownAttributeValue(name, value) => {
                write!(f, "attribute {name} does not take \"{value}\"; correct it")
            }
            Self::NotDrawn(name) => write!(
                f,
                "<{name}> in a drawing is not drawn; use rect, circle, ellipse, line, polyline, polygon, path, text or g"
            ),
            Self::TurnedText => f.write_str(
                "text in a drawing cannot be turned or slanted and is printed upright; take the turn out of transform",
            ),
            Self::NoTarget(target) => write!(
                f,
                "the link \"{target}\" leads nowhere; write # and the id of an element, or an https:// address"
            ),
            Self::NoImage(name, nearest) => {
                write!(f, "no picture \"{name}\" in the templates folder")?;
                if let Some(nearest) = nearest {
                    write!(f, ", did you mean {nearest}")?;
                }
                f.write_str("; put a PNG, JPEG or SVG file there and give its name alone")
            }
            Self::Inks => f.write_str(
                "this picture's colours are a press's inks (CMYK), so that documents which show it are no PDF/A; save it as RGB",
            ),
            Self::OutsideCells(text) => write!(
                f,
                "\"{text}\" stands in a table outside its cells and is not printed; put it into a cell"
            ),
        }
    }
}

/// Markup that can't be laid out at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{position}: {fault}")]
pub struct MarkupError {
    /// Where in the markup.
    pub position: Position,
    /// What.
    pub fault: Fault,
}

/// Why markup can't be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It isn't well-formed XML.
    Malformed(Malformation),
    /// Elements are nested deeper than this.
    TooDeep(usize),
    /// It comes to more than this many pages.
    TooLong(usize),
}

/// Why markup is not well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Malformation {
    /// An element is closed by another one's end: the one that is open, the one that is closed.
    WrongEnd(String, String),
    /// An element is never closed.
    NoEnd,
    /// A named character that isn't known.
    UnknownCharacter(String),
    /// An `&` that stands for itself.
    BareAmpersand,
    /// A `<` in an attribute.
    AngleInAttribute,
    /// An element has an attribute twice.
    AttributeTwice(String),
    /// A prefix that no namespace was given for.
    UnknownPrefix(String),
    /// A sign where another one is expected: the expected, the one that is there.
    Unexpected(String, char),
    /// There is no element at all.
    Empty,
    /// Anything else, in the parser's words.
    Other(String),
}

impl From<&roxmltree::Error> for Malformation {
    fn from(error: &roxmltree::Error) -> Self {
        use roxmltree::Error as E;
        match error {
            E::UnexpectedCloseTag(open, closed, _) => Self::WrongEnd(open.clone(), closed.clone()),
            E::UnclosedRootNode | E::UnexpectedEndOfStream => Self::NoEnd,
            E::UnknownEntityReference(name, _) => Self::UnknownCharacter(name.clone()),
            E::MalformedEntityReference(_) => Self::BareAmpersand,
            E::InvalidAttributeValue(_) => Self::AngleInAttribute,
            E::DuplicatedAttribute(name, _) => Self::AttributeTwice(name.clone()),
            E::UnknownNamespace(prefix, _) => Self::UnknownPrefix(prefix.clone()),
            E::InvalidChar(expected, found, _) => {
                Self::Unexpected(char::from(*expected).to_string(), char::from(*found))
            }
            E::NoRootNode => Self::Empty,
            other => {
                let words = other.to_string();
                // The parser's place is one in what the template made, not in the template.
                let plain = words
                    .rsplit_once(" at ")
                    .map_or(words.as_str(), |(plain, _)| plain);
                Self::Other(plain.to_owned())
            }
        }
    }
}

impl fmt::Display for Malformation {
    /// Says it, and what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongEnd(open, closed) => write!(
                f,
                "</{closed}> comes while <{open}> is still open; write </{open}> first, or correct the name"
            ),
            Self::NoEnd => f.write_str("an element is never closed; check that every tag has its end"),
            Self::UnknownCharacter(name) => write!(
                f,
                "the named character &{name}; is not known; write the character itself, and & as &amp;"
            ),
            Self::BareAmpersand => f.write_str("an & cannot stand for itself; write &amp;"),
            Self::AngleInAttribute => f.write_str(
                "a < cannot stand in an attribute; write &lt;, and check that quotation marks match",
            ),
            Self::AttributeTwice(name) => {
                write!(f, "the element has the attribute {name} twice; keep one of them")
            }
            Self::UnknownPrefix(prefix) => {
                write!(f, "the prefix {prefix}: means nothing here; remove it")
            }
            Self::Unexpected(expected, found) => write!(
                f,
                "{expected} is expected here, not {found}; check that tags and quotation marks match"
            ),
            Self::Empty => f.write_str("the template makes no element; begin it with <html>"),
            Self::Other(words) => write!(
                f,
                "not well-formed XHTML ({words}); check that tags and quotation marks match"
            ),
        }
    }
}

impl fmt::Display for Fault {
    /// Says it, and what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(malformation) => malformation.fmt(f),
            Self::TooDeep(limit) => {
                write!(
                    f,
                    "elements are nested more than {limit} deep; simplify the template"
                )
            }
            Self::TooLong(limit) => write!(f, "more than {limit} pages; check the loops of the template"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let text = "销售\n额 x";
        assert_eq!(Position::of(text, 0), Position { line: 1, column: 1 });
        assert_eq!(
            Position::of(text, text.find('x').unwrap()),
            Position { line: 2, column: 3 }
        );
        let outer = Position { line: 3, column: 8 };
        assert_eq!(
            outer.plus(Position { line: 1, column: 4 }),
            Position { line: 3, column: 11 }
        );
        assert_eq!(
            outer.plus(Position { line: 2, column: 4 }),
            Position { line: 4, column: 4 }
        );
    }
}
