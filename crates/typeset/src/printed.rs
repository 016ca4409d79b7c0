//! Markup → the characters that it prints, before it is laid out: fonts are looked for by them.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::fonts::is_invisible;
use super::markup::Source;

/// Every character that markup prints; none of markup that cannot be parsed, which is told when it is laid out.
pub fn characters(markup: &str) -> BTreeSet<char> {
    let source = Source::clean(markup);
    let document = source.parse().ok();
    let texts = document.iter().flat_map(|document| document.descendants());
    let characters = texts
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .flat_map(str::chars);
    characters.filter(|character| is_printed(*character)).collect()
}

/// Every character that markup prints, and perhaps some that only its tags have, all of ASCII among them; none where that
/// takes parsing it.
pub fn characters_at_most(markup: &str) -> Option<BTreeSet<char>> {
    let source = Source::clean(markup);
    // A bit for each character of the basic plane; there are few others.
    let mut basic = vec![0_u64; 0x1_0000 / 64];
    let mut others = BTreeSet::new();
    for character in source.beyond_ascii()?.chain(' '..='~') {
        let code = character as usize;
        match basic.get_mut(code / 64) {
            Some(bits) => *bits |= 1 << (code % 64),
            None => {
                others.insert(character);
            }
        }
    }
    let of_word = |(place, bits): (usize, &u64)| {
        let (mut rest, first) = (*bits, place as u32 * 64);
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros();
            rest &= rest.checked_sub(1)?;
            char::from_u32(first + bit)
        })
    };
    let basic = basic.iter().enumerate().flat_map(of_word);
    Some(
        basic
            .chain(others)
            .filter(|character| is_printed(*character))
            .collect(),
    )
}

fn is_printed(character: char) -> bool {
    !character.is_control() && !is_invisible(character)
}
