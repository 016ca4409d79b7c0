//! What line-breaking, justification and white space need to know about a character.

/// How characters share the space that justification adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// White space: stretches.
    Space,
    /// A Chinese character or full-width sign: space may be added on either side.
    Wide,
    /// A letter, digit or sign: keeps close to others of its kind.
    Narrow,
    /// A line break that is set, with no width of its own.
    LineBreak,
    /// The margin, border and padding at the side of a frame: no character at all.
    Edge,
}

/// The kind of a character.
pub fn kind(character: char) -> Kind {
    match character {
        '\n' => Kind::LineBreak,
        ' ' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{3000}' => Kind::Space,
        _ if is_wide(character) => Kind::Wide,
        _ => Kind::Narrow,
    }
}

/// Whether a character is as wide as it is high: Chinese, kana, full-width signs. (Korean isn't among them: it has spaces.)
pub fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{303e}'
        | '\u{3040}'..='\u{312f}'
        | '\u{3190}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is Chinese or kana, no sign.
pub fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a line break of the source between two characters leaves no space: Chinese has none between words.
pub fn joins_over_line_break(before: char, after: char) -> bool {
    let chinese = |character| is_wide(character) || "“”‘’…—·".contains(character);
    chinese(before) && chinese(after) && (is_wide(before) || is_wide(after))
}
