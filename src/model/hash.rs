//! Keys → numbers to look them up by, in a fraction of the time that the standard library takes for short texts.
//!
//! What is looked up comes from files that anybody may have made, so both numbers that keys are mixed with are drawn
//! by lot: which keys fall together cannot be told from outside. Nothing is ever listed in the order of such a map.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hasher, RandomState};

/// A map that is looked up, never listed.
pub type QuickMap<K, V> = HashMap<K, V, Quick>;

/// A set that is looked up, never listed.
pub type QuickSet<K> = HashSet<K, Quick>;

/// Makes hashers that all mix with the same two numbers.
#[derive(Debug, Clone)]
pub struct Quick {
    start: u64,
    factor: u64,
}

impl Default for Quick {
    fn default() -> Self {
        let lots = RandomState::new();
        Self {
            start: lots.hash_one(0),
            // A factor that is odd loses no bit.
            factor: lots.hash_one(1) | 1,
        }
    }
}

impl BuildHasher for Quick {
    type Hasher = QuickHasher;

    fn build_hasher(&self) -> QuickHasher {
        QuickHasher {
            mixed: self.start,
            factor: self.factor,
        }
    }
}

/// Mixes words of eight bytes, each by one multiplication of which both halves are kept.
#[derive(Debug)]
pub struct QuickHasher {
    mixed: u64,
    factor: u64,
}

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.mixed
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            // The leading one tells how many bytes follow.
            let word = rest.iter().fold(1, |word, byte| word << 8 | u64::from(*byte));
            self.write_u64(word);
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        let product = u128::from(self.mixed ^ value) * u128::from(self.factor);
        self.mixed = product as u64 ^ (product >> 64) as u64;
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.write_u64(value as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_by_little_are_told_apart() {
        let quick = Quick::default();
        let numbered = (0..20_000).map(|number| format!("SO-2026-{number:06}"));
        let lengths = (0..64).map(|length| "\0".repeat(length));
        let texts: Vec<String> = numbered.chain(lengths).collect();
        let hashes: HashSet<u64> = texts.iter().map(|text| quick.hash_one(text)).collect();
        assert_eq!(hashes.len(), texts.len());
        // Maps look at the lowest bits for the place: none may be crowded.
        let mut places = [0; 1 << 12];
        for hash in hashes {
            places[hash as usize & 0xfff] += 1;
        }
        assert!(places.iter().all(|count| *count < 40));
    }
}
