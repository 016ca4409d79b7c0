//! Texts of a sheet → equal ones share their bytes, mostly.

use crate::model::Text;
use std::hash::{BuildHasher, RandomState};

/// The longest text that costs no more to make again than to look up whether it has been made.
pub(super) const SHORT_TEXT: usize = 64;

/// Texts that are likely to come again. Each has one place where it can be, so that looking it up costs the same
/// whatever a hostile file holds, and ids that stand but once take no memory.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    slots: Vec<Slot>,
    /// Keeps files from being made so that all their texts want one place.
    seed: u64,
}

#[derive(Debug, Clone, Default)]
struct Slot {
    /// The text, from the second time on that it comes: most that come once never come again.
    text: Option<Text>,
    /// What the text mixes to, beside its place: others are told apart without a look at it.
    tag: u32,
    /// Whether it came again since another text last wanted its place.
    is_wanted: bool,
}

/// What is known of a text that comes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// Nothing; it may be the last time.
    Once,
    /// It came before, and is kept in that place from now on.
    Again(usize),
    /// It is the one that is kept in that place.
    Kept(usize),
}

impl Remembered {
    /// How many places there are.
    pub(super) const SLOTS: usize = 1 << 16;

    /// Makes a text the one that came before, if it is still known.
    pub(super) fn share(&mut self, text: &mut Text) {
        if Text::strong_count(text) != Some(1) {
            // Whoever made it shares it already.
            return;
        }
        if let Came::Kept(place) = self.see(text)
            && let Some(known) = &self.slots[place].text
        {
            *text = known.clone();
        }
    }

    /// Takes in a text that comes.
    pub(super) fn see(&mut self, text: &Text) -> Came {
        if self.slots.is_empty() {
            self.slots.resize(Self::SLOTS, Slot::default());
            self.seed = RandomState::new().hash_one(());
        }
        let mixed = spread(self.seed, text.as_bytes());
        let (place, tag) = (mixed as usize % Self::SLOTS, (mixed >> 32) as u32);
        let slot = &mut self.slots[place];
        if slot.tag != tag {
            if slot.is_wanted {
                slot.is_wanted = false;
            } else {
                *slot = Slot {
                    tag,
                    ..Slot::default()
                };
            }
            return Came::Once;
        }
        match &slot.text {
            Some(known) if known == text => {
                slot.is_wanted = true;
                Came::Kept(place)
            }
            Some(_) => Came::Once,
            None => {
                slot.text = Some(text.clone());
                Came::Again(place)
            }
        }
    }
}

/// A number both of whose halves depend on all bytes.
fn spread(seed: u64, bytes: &[u8]) -> u64 {
    let mix = |mixed: u64, word: u64| {
        let mixed = (mixed ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 32)
    };
    let (words, rest) = bytes.as_chunks();
    let mixed = words
        .iter()
        .fold(seed, |mixed, word| mix(mixed, u64::from_le_bytes(*word)));
    mix(
        mixed,
        rest.iter().fold(1, |rest, byte| rest << 8 | u64::from(*byte)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_come_again_share_their_bytes() {
        let mut remembered = Remembered::default();
        remembered.share(&mut Text::from("华东"));
        let mut first = Text::from("华东");
        remembered.share(&mut first);
        let mut again = Text::from("华东");
        remembered.share(&mut again);
        for number in 0..100 {
            remembered.share(&mut Text::from(format!("SO{number:09}")));
        }
        let mut last = Text::from("华东");
        remembered.share(&mut last);
        assert!(Text::ptr_eq(&first, &again) && Text::ptr_eq(&first, &last));
        assert_eq!(last, "华东");
    }
}
