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
    text: Option<Text>,
    /// Whether it came again since another text last wanted its place.
    is_wanted: bool,
}

impl Remembered {
    const SLOTS: usize = 1 << 16;

    /// Makes a text the one that came before, if it is still known.
    pub(super) fn share(&mut self, text: &mut Text) {
        if Text::strong_count(text) != Some(1) {
            // Whoever made it shares it already.
            return;
        }
        if self.slots.is_empty() {
            self.slots.resize(Self::SLOTS, Slot::default());
            self.seed = RandomState::new().hash_one(());
        }
        let slot = &mut self.slots[spread(self.seed, text.as_bytes()) as usize % Self::SLOTS];
        match &slot.text {
            Some(known) if known == text => {
                *text = known.clone();
                slot.is_wanted = true;
            }
            _ if slot.is_wanted => slot.is_wanted = false,
            _ => slot.text = Some(text.clone()),
        }
    }
}

/// A number whose lowest bits depend on all bytes.
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
