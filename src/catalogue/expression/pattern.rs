//! Patterns of `like`: `%` stands for any characters, `_` for one.

/// A pattern that texts are compared with, in time that grows with text times pattern and never faster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Any,
    One,
    Just(char),
}

impl Pattern {
    /// The pattern that a text writes; none where `escape` stands before what needs none, or at the end.
    pub(super) fn new(text: &str, escape: Option<char>) -> Option<Self> {
        let mut marks = Vec::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            marks.push(match character {
                _ if Some(character) == escape => {
                    let escaped = characters.next()?;
                    if !matches!(escaped, '%' | '_') && Some(escaped) != escape {
                        return None;
                    }
                    Mark::Just(escaped)
                }
                '%' => Mark::Any,
                '_' => Mark::One,
                _ => Mark::Just(character),
            });
        }
        Some(Self { marks })
    }

    /// As it is written, and the sign that escapes, where one is needed.
    pub(super) fn written(&self) -> (String, Option<char>) {
        let is_special = |mark: &Mark| matches!(mark, Mark::Just('%' | '_'));
        let escape = self.marks.iter().any(is_special).then(|| self.free_sign());
        let mut text = String::new();
        for mark in &self.marks {
            match *mark {
                Mark::Any => text.push('%'),
                Mark::One => text.push('_'),
                Mark::Just(character) => {
                    text.extend(escape.filter(|_| is_special(mark)));
                    text.push(character);
                }
            }
        }
        (text, escape)
    }

    /// A sign that the pattern itself doesn't hold.
    fn free_sign(&self) -> char {
        let is_free = |sign: &char| !self.marks.contains(&Mark::Just(*sign));
        ('!'..='~')
            .chain('\u{a1}'..='\u{2fff}')
            .filter(|sign| !matches!(sign, '%' | '_' | '\'' | '\\'))
            .find(is_free)
            .unwrap_or('!')
    }

    /// Whether all of `text` is of this pattern. What `%` stands for is as short as possible; where the rest doesn't
    /// fit, only the last `%` is given one more character, for the earlier ones could gain nothing.
    pub(super) fn fits(&self, text: &str) -> bool {
        let mut rest = text;
        let mut at = 0;
        let mut resume: Option<(usize, &str)> = None;
        loop {
            let mut characters = rest.chars();
            match (self.marks.get(at), characters.next()) {
                (Some(Mark::Any), _) => {
                    at += 1;
                    resume = Some((at, rest));
                    continue;
                }
                (None, None) => return true,
                (Some(Mark::One), Some(_)) => {
                    (at, rest) = (at + 1, characters.as_str());
                    continue;
                }
                (Some(Mark::Just(meant)), Some(found)) if *meant == found => {
                    (at, rest) = (at + 1, characters.as_str());
                    continue;
                }
                _ => {}
            }
            let Some((after, from)) = resume else { return false };
            let mut longer = from.chars();
            if longer.next().is_none() {
                return false;
            }
            (at, rest) = (after, longer.as_str());
            resume = Some((after, rest));
        }
    }
}
