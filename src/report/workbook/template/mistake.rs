//! What can be wrong with a template, and where in its text.

use std::ops::Range;

/// A mistake at its place in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateMistake {
    /// The bytes of the text that are wrong.
    pub span: Range<usize>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It is no TOML: what the parser said.
    Toml(String),
    /// A value of another kind.
    OtherKind(Wanted),
    /// A key that means nothing there.
    UnknownKey {
        /// The key.
        key: String,
        /// Every known key.
        known: Vec<String>,
    },
    /// A word that the key doesn't know: a field, a table, a kind.
    UnknownWord {
        /// The word.
        word: String,
        /// Every known word.
        known: Vec<String>,
    },
    /// A key that must be there is not.
    MissingKey(String),
    /// Something stands there twice.
    Repeated(String),
    /// The field needs columns that repeat for `kpi`, `month`, `week` or `day`, or a `kpi` of its own.
    NeedsEach(String),
    /// A block or column that says what it is in no way, or in several.
    NotOneOf(Vec<String>),
    /// An expression that cannot be read: what tera said.
    Expression(String),
    /// No number format.
    Format(String),
    /// No colour.
    Colour(String),
    /// A number beyond its bounds.
    OutOfRange {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
}

/// What a value should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A list.
    List,
    /// A table.
    Table,
}

impl Wanted {
    /// What the TOML parser says it expected.
    fn of(expected: &str) -> Option<Self> {
        Some(match expected {
            "a string" | "string or table" => Self::Text,
            "a boolean" => Self::Flag,
            "u8" | "u16" | "u32" | "usize" => Self::Whole,
            "f64" => Self::Number,
            "a sequence" => Self::List,
            _ if expected.starts_with("struct ") => Self::Table,
            _ => return None,
        })
    }
}

/// What the TOML parser complains about, sorted by kind.
pub fn of_toml(error: &toml::de::Error) -> TemplateMistake {
    let message = error.message();
    let quoted: Vec<String> = message.split('`').skip(1).step_by(2).map(String::from).collect();
    let wrong = match (&quoted[..], message) {
        ([key, known @ ..], text) if text.starts_with("unknown field") => Wrong::UnknownKey {
            key: key.clone(),
            known: known.to_vec(),
        },
        ([word, known @ ..], text) if text.starts_with("unknown variant") => Wrong::UnknownWord {
            word: word.clone(),
            known: known.to_vec(),
        },
        (_, text) if text.contains("enum Words") => {
            Wrong::NotOneOf(vec!["\"…\"".into(), "{ zh = \"…\", en = \"…\" }".into()])
        }
        ([key], text) if text.starts_with("missing field") => Wrong::MissingKey(key.clone()),
        (_, text) if text.starts_with("invalid value: integer") => Wrong::OutOfRange {
            least: 0,
            most: u16::MAX.into(),
        },
        (_, text) => {
            let expected = text.rsplit_once("expected ").or(text.rsplit_once("wanted "));
            expected
                .and_then(|(_, expected)| Wanted::of(expected.trim()))
                .map_or_else(|| Wrong::Toml(text.trim().to_owned()), Wrong::OtherKind)
        }
    };
    TemplateMistake {
        span: error.span().unwrap_or_default(),
        wrong,
    }
}
