//! Ids of what a catalogue declares: lists, fields, figures.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::ops::Deref;

/// A short text that names something for good, in settings and documents alike: `orders`, `recovery`, 应收金额. It is as
/// cheap to pass on as a number, and means the same wherever it is read again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    bytes: [u8; Self::LONGEST],
    length: u8,
}

impl Id {
    /// The most bytes that an id may have: 47 Latin letters, or 15 Chinese characters.
    pub const LONGEST: usize = 47;

    /// An id of the program's own, which is neither empty nor too long: such a one would be `?`.
    pub const fn of(text: &'static str) -> Self {
        if let Some(id) = Self::new(text) {
            return id;
        }
        let mut bytes = [0; Self::LONGEST];
        bytes[0] = b'?';
        Self { bytes, length: 1 }
    }

    /// The id of a text; none where it is empty or too long.
    pub const fn new(text: &str) -> Option<Self> {
        let from = text.as_bytes();
        if from.is_empty() || from.len() > Self::LONGEST {
            return None;
        }
        let mut bytes = [0; Self::LONGEST];
        let mut at = 0;
        while at < from.len() {
            bytes[at] = from[at];
            at += 1;
        }
        Some(Self {
            bytes,
            length: from.len() as u8,
        })
    }

    /// Whether it is that text, where that must be known as the program is compiled.
    pub(super) const fn is(&self, text: &str) -> bool {
        let other = text.as_bytes();
        if other.len() != self.length as usize {
            return false;
        }
        let mut at = 0;
        while at < other.len() {
            if self.bytes[at] != other[at] {
                return false;
            }
            at += 1;
        }
        true
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        // The bytes are those of a whole text.
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| de::Error::custom("an id is 1 to 47 bytes long"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_its_text() {
        const SALES: Id = Id::of("sales");
        assert_eq!(SALES.as_str(), "sales");
        assert_eq!(
            Id::new("应收金额").map(|id| id.to_string()),
            Some("应收金额".into())
        );
        assert_eq!(Id::new(""), None);
        assert_eq!(Id::new(&"x".repeat(48)), None);
        assert!(Id::new("a") < Id::new("ab") && Id::new("ab") < Id::new("b"));
        let json = serde_json::to_string(&SALES).unwrap();
        assert_eq!(serde_json::from_str::<Id>(&json).unwrap(), SALES);
    }
}
