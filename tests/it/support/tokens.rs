//! Rust source → words, signs and groups, without comments and texts: as much of the language as paths need.

use std::iter::Peekable;
use std::str::Chars;

/// A piece of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A name or keyword.
    Word(String),
    /// A sign.
    Sign(char),
    /// What stands between brackets of any kind.
    Group(Vec<Token>),
}

/// The tokens of a source that compiles.
pub fn tokens(source: &str) -> Vec<Token> {
    group(&mut source.chars().peekable())
}

fn group(rest: &mut Peekable<Chars<'_>>) -> Vec<Token> {
    let mut tokens = Vec::new();
    while let Some(sign) = rest.next() {
        match sign {
            '}' | ')' | ']' => break,
            '{' | '(' | '[' => tokens.push(Token::Group(group(rest))),
            '/' if rest.peek() == Some(&'/') => skip_line(rest),
            '/' if rest.peek() == Some(&'*') => skip_comment(rest),
            '"' => skip_text(rest),
            '\'' => skip_character(rest),
            _ if sign.is_whitespace() => {}
            _ if is_of_word(sign) => {
                let mut word = String::from(sign);
                while let Some(next) = rest.next_if(|next| is_of_word(*next)) {
                    word.push(next);
                }
                let is_raw = word.ends_with('r') && word.len() <= 2;
                if !(is_raw && matches!(rest.peek(), Some('"' | '#')) && skip_raw_text(rest)) {
                    tokens.push(Token::Word(word));
                }
            }
            _ => tokens.push(Token::Sign(sign)),
        }
    }
    tokens
}

fn is_of_word(sign: char) -> bool {
    sign == '_' || sign.is_alphanumeric()
}

fn skip_line(rest: &mut Peekable<Chars<'_>>) {
    rest.find(|sign| *sign == '\n');
}

fn skip_comment(rest: &mut Peekable<Chars<'_>>) {
    let mut last = ' ';
    let mut depth = 0;
    for sign in rest {
        match (last, sign) {
            ('*', '/') => depth -= 1,
            ('/', '*') => depth += 1,
            // The first star; its slash was read before.
            (' ', '*') if depth == 0 => depth = 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
        last = sign;
    }
}

fn skip_text(rest: &mut Peekable<Chars<'_>>) {
    while let Some(sign) = rest.next() {
        match sign {
            '\\' => drop(rest.next()),
            '"' => return,
            _ => {}
        }
    }
}

/// Skips `#"…"#` after an `r`; false where it is a name such as `r#type`.
fn skip_raw_text(rest: &mut Peekable<Chars<'_>>) -> bool {
    let mut hashes = 0;
    while rest.next_if_eq(&'#').is_some() {
        hashes += 1;
    }
    if rest.next_if_eq(&'"').is_none() {
        return false;
    }
    while rest.find(|sign| *sign == '"').is_some() {
        let mut closing = 0;
        while closing < hashes && rest.next_if_eq(&'#').is_some() {
            closing += 1;
        }
        if closing == hashes {
            break;
        }
    }
    true
}

/// Skips the rest of a character; a lifetime has no closing quote and is left to be read as a word.
fn skip_character(rest: &mut Peekable<Chars<'_>>) {
    let mut ahead = rest.clone();
    match (ahead.next(), ahead.next()) {
        (Some('\\'), _) => {
            rest.next();
            rest.next();
            rest.find(|sign| *sign == '\'');
        }
        (_, Some('\'')) => {
            rest.next();
            rest.next();
        }
        _ => {}
    }
}
