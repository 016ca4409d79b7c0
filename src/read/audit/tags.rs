//! Markup cut into tags, and what stands in a tag.

use crate::model::Problem;
use crate::read::limits::Limits;
use memchr::memchr;

/// Where the tag at the start of `markup` ends; none where the end is yet to come.
pub fn tag_end(markup: &[u8]) -> Option<usize> {
    let until =
        |end: &[u8]| Some(markup.windows(end.len()).position(|window| window == end)? + end.len() - 1);
    if let Some(b'!' | b'?') = markup.get(1) {
        if markup.starts_with(b"<!--") {
            return until(b"-->");
        } else if markup.starts_with(b"<![CDATA[") {
            return until(b"]]>");
        } else if markup.starts_with(b"<?") {
            return until(b"?>");
        }
    }
    // Tags and their values are short: looking at each byte is faster than any search that leaps.
    let mut quote = None;
    markup.iter().position(|byte| {
        match quote {
            None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
            Some(open) if open == *byte => quote = None,
            _ => (),
        }
        quote.is_none() && *byte == b'>'
    })
}

/// Where the next tag starts, which is mostly where the last one ends.
pub fn tag_start(markup: &[u8]) -> Option<usize> {
    match markup.first() {
        Some(b'<') => Some(0),
        _ => memchr(b'<', markup),
    }
}

/// The name of a tag without slash and prefix.
pub fn local_name(tag: &[u8]) -> &[u8] {
    let name = qualified_name(tag);
    let colon = name.iter().position(|byte| *byte == b':').map_or(0, |at| at + 1);
    &name[colon..]
}

pub fn qualified_name(tag: &[u8]) -> &[u8] {
    let start = tag
        .strip_prefix(b"</")
        .or_else(|| tag.strip_prefix(b"<"))
        .unwrap_or(tag);
    let end = start
        .iter()
        .position(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>'));
    &start[..end.unwrap_or(start.len())]
}

/// The value of an attribute, as it is written.
pub fn attribute<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    attributes(tag)
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The attributes of a tag with their values, as they are written.
pub fn attributes(tag: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = &tag[qualified_name(tag).len() + 1..];
    std::iter::from_fn(move || {
        let equals = rest.iter().position(|byte| *byte == b'=')?;
        let key = rest[..equals].trim_ascii();
        let (quote, value) = rest[equals + 1..].trim_ascii_start().split_first()?;
        let end = value.iter().position(|byte| byte == quote)?;
        rest = &value[end + 1..];
        Some((key, &value[..end]))
    })
}

/// A text with its references resolved, as far as they name a character.
pub fn unescaped(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut parts = text.split('&');
    let mut resolved = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let reference = part.split_once(';');
        if let Some((character, rest)) = reference.and_then(|(name, rest)| Some((character(name)?, rest))) {
            resolved.push(character);
            resolved.push_str(rest);
        } else {
            resolved.push('&');
            resolved.push_str(part);
        }
    }
    resolved
}

fn character(name: &str) -> Option<char> {
    let number = match name {
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "amp" => return Some('&'),
        name => name.strip_prefix('#')?,
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

pub fn number(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}

/// Takes the tags of a part.
pub trait ReadTags {
    /// The length of the tag that the markup starts with, where it is one that needs no cutting and no text before
    /// it, and has been taken.
    fn known(&mut self, _markup: &[u8]) -> Option<usize> {
        None
    }

    /// The next tag and the text before it.
    fn tag(&mut self, text: &[u8], tag: &[u8]) -> Result<(), Problem>;
}

impl<F: FnMut(&[u8], &[u8]) -> Result<(), Problem>> ReadTags for F {
    fn tag(&mut self, text: &[u8], tag: &[u8]) -> Result<(), Problem> {
        self(text, tag)
    }
}

/// Markup cut into tags, over the bounds of chunks.
#[derive(Default)]
pub struct Tags {
    pending: Vec<u8>,
}

impl Tags {
    /// Hands `reader` every tag that is complete and the text before it.
    pub fn feed(&mut self, chunk: &[u8], limits: &Limits, mut reader: impl ReadTags) -> Result<(), Problem> {
        self.pending.extend_from_slice(chunk);
        let mut at = 0;
        while let Some(text) = tag_start(&self.pending[at..]) {
            let start = at + text;
            if let Some(length) = reader.known(&self.pending[start..]) {
                at = start + length;
                continue;
            }
            let Some(end) = tag_end(&self.pending[start..]) else {
                break;
            };
            let (text, tag) = (at..start, start..=start + end);
            at = tag.end() + 1;
            reader.tag(&self.pending[text], &self.pending[tag])?;
        }
        self.pending.drain(..at);
        limits.text(self.pending.len() / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        for (text, expected) in [
            ("0.0&quot;万&quot;", "0.0\"万\""),
            ("&#19975;&#x4E07;&apos;", "万万'"),
            ("&amp;lt;", "&lt;"),
            ("a&b;&#xFFFFFFFF;&#;&", "a&b;&#xFFFFFFFF;&#;&"),
        ] {
            assert_eq!(unescaped(text.as_bytes()), expected, "{text}");
        }
    }
}
