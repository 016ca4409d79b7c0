//! The words and signs of an expression, before they are parsed.
//!
//! The parser knows all of SQL and every dialect of it. It is handed nothing that the language hasn't: signs and words that
//! aren't allowed are refused here, by name and at their place, and every name of a field or a function is handed on in
//! quotes, so that no field's name is ever taken for a word of SQL.

use super::functions::{Aggregation, FUNCTIONS, Signature};
use super::mistake::{Mistake, MistakeKind, byte};
use super::scope::{Meant, Scope};
use super::words::{DATE_PARTS, RESERVED, instead, sign_meant};
use crate::model::text::nearest;
use sqlparser::dialect::Dialect;
use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Span, Token, TokenWithSpan, Tokenizer, Whitespace, Word};

/// The most bytes of an expression.
const MOST_BYTES: usize = 8 * 1024;
/// The most words and signs.
const MOST_TOKENS: usize = 2000;
/// The most brackets and `case`s within each other.
const MOST_BRACKETS: usize = 24;

/// The words of our language, and no more.
#[derive(Debug)]
pub(super) struct Plain;

impl Dialect for Plain {
    fn is_identifier_start(&self, character: char) -> bool {
        character == '_' || character.is_alphabetic()
    }

    fn is_identifier_part(&self, character: char) -> bool {
        self.is_identifier_start(character) || character.is_numeric()
    }

    fn is_delimited_identifier_start(&self, character: char) -> bool {
        character == '"'
    }

    fn supports_filter_during_aggregation(&self) -> bool {
        true
    }

    // Names are in quotes by then, so what is a keyword means one.
    fn is_reserved_for_identifier(&self, _: Keyword) -> bool {
        true
    }
}

/// What the parser is to read.
pub(super) fn tokens(text: &str, scope: &Scope) -> Result<Vec<TokenWithSpan>, Mistake> {
    if text.len() > MOST_BYTES {
        return Err(Mistake::at(text, 0..0, MistakeKind::TooLong(MOST_BYTES)));
    }
    let all = Tokenizer::new(&Plain, text)
        .tokenize_with_location()
        .map_err(|error| {
            let start = byte(text, error.location);
            let found = text[start..].chars().next();
            let kind = match found {
                Some(quote @ ('\'' | '"')) => MistakeKind::Unpaired(quote),
                _ => MistakeKind::Unexpected(found.map_or_else(String::new, String::from)),
            };
            Mistake::at(text, start..start + found.map_or(0, char::len_utf8), kind)
        })?;
    let is_spoken = |token: &TokenWithSpan| !is_white(&token.token);
    let spoken: Vec<TokenWithSpan> = with_marks(all).into_iter().filter(is_spoken).collect();
    if spoken.is_empty() {
        return Err(Mistake::whole(text, MistakeKind::Empty));
    }
    if let Some(beyond) = spoken.get(MOST_TOKENS) {
        return Err(Mistake::spanned(
            text,
            beyond.span,
            MistakeKind::TooManyParts(MOST_TOKENS),
        ));
    }
    brackets(text, &spoken)?;
    let reader = Reader {
        text,
        scope,
        tokens: &spoken,
    };
    (0..spoken.len()).map(|at| reader.token(at)).collect()
}

/// The same with `@sheet` as one name.
fn with_marks(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut joined: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match (joined.last_mut(), &token.token) {
            (
                Some(mark),
                Token::Word(Word {
                    value,
                    quote_style: None,
                    ..
                }),
            ) if mark.token == Token::AtSign && mark.span.end == token.span.start => {
                mark.token = name(&format!("@{value}"));
                mark.span = mark.span.union(&token.span);
            }
            _ => joined.push(token),
        }
    }
    joined
}

fn is_white(token: &Token) -> bool {
    match token {
        Token::Whitespace(Whitespace::MultiLineComment(_) | Whitespace::SingleLineComment { .. }) => false,
        Token::Whitespace(_) => true,
        _ => false,
    }
}

/// Brackets must be in pairs, and not too many within each other.
fn brackets(text: &str, tokens: &[TokenWithSpan]) -> Result<(), Mistake> {
    let mut open = Vec::new();
    for TokenWithSpan { token, span } in tokens {
        let is_word = |meant: &str| is_bare(token, meant);
        if *token == Token::LParen || is_word("case") {
            open.push((token == &Token::LParen, *span));
        } else if *token == Token::RParen {
            // A `case` without its end is told by the parser, which knows what is missing.
            while open.last().is_some_and(|(is_bracket, _)| !is_bracket) {
                open.pop();
            }
            if open.pop().is_none() {
                return Err(Mistake::spanned(text, *span, MistakeKind::Unpaired(')')));
            }
        } else if is_word("end") && open.last().is_some_and(|(is_bracket, _)| !is_bracket) {
            open.pop();
        }
        if open.len() > MOST_BRACKETS {
            return Err(Mistake::spanned(text, *span, MistakeKind::TooDeep));
        }
    }
    match open.into_iter().find(|(is_bracket, _)| *is_bracket) {
        Some((_, span)) => Err(Mistake::spanned(text, span, MistakeKind::Unpaired('('))),
        None => Ok(()),
    }
}

struct Reader<'a> {
    text: &'a str,
    scope: &'a Scope,
    tokens: &'a [TokenWithSpan],
}

impl Reader<'_> {
    /// A token as the parser is to see it.
    fn token(&self, at: usize) -> Result<TokenWithSpan, Mistake> {
        let TokenWithSpan { token, span } = &self.tokens[at];
        let token = match token {
            Token::Word(Word {
                value,
                quote_style: Some(_),
                ..
            }) => name(value),
            Token::Word(word) => self.word(at, &word.value, *span)?,
            Token::Number(_, false)
            | Token::SingleQuotedString(_)
            | Token::Comma
            | Token::Eq
            | Token::Neq
            | Token::Lt
            | Token::Gt
            | Token::LtEq
            | Token::GtEq
            | Token::Plus
            | Token::Minus
            | Token::Mul
            | Token::Div
            | Token::StringConcat
            | Token::LParen
            | Token::RParen
            | Token::Period => token.clone(),
            _ => {
                let (start, end) = (byte(self.text, span.start), byte(self.text, span.end));
                let found = self.text.get(start..end).unwrap_or_default();
                let meant = sign_meant(found);
                let found = found.chars().take(20).collect();
                return Err(Mistake::spanned(
                    self.text,
                    *span,
                    MistakeKind::Sign { found, meant },
                ));
            }
        };
        Ok(TokenWithSpan { token, span: *span })
    }

    /// A word without quotes: a word of the language, a function, or a name.
    fn word(&self, at: usize, word: &str, span: Span) -> Result<Token, Mistake> {
        let lower = word.to_ascii_lowercase();
        if RESERVED.contains(&lower.as_str()) || self.is_of_syntax(at, &lower) {
            return Ok(Token::make_keyword(&lower));
        }
        if self.is_at(at + 1, &Token::LParen) {
            return self.function(&lower, span);
        }
        let extracts = |back: usize| {
            at.checked_sub(back)
                .is_some_and(|at| is_bare(&self.tokens[at].token, "extract"))
        };
        if extracts(2)
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| is_bare(&next.token, "from"))
        {
            return Err(self.refused(word, "year, quarter, month, week, day, hour", span));
        }
        let is_period = lower == "period" && self.is_at(at + 1, &Token::Period);
        let is_part = at > 0 && self.is_at(at - 1, &Token::Period);
        let is_name = is_period || is_part || self.scope.meant(word) != Meant::Nothing;
        if let Some(instead) = instead(&lower).filter(|_| !is_name) {
            return Err(self.refused(word, instead, span));
        }
        Ok(name(if is_period { &lower } else { word }))
    }

    fn function(&self, lower: &str, span: Span) -> Result<Token, Mistake> {
        if lower == "extract" {
            return Ok(Token::make_keyword(lower));
        }
        if Signature::of(lower).is_some() || Aggregation::of(lower).is_some() {
            return Ok(name(lower));
        }
        if let Some(instead) = instead(lower) {
            return Err(self.refused(lower, instead, span));
        }
        let known = || {
            FUNCTIONS
                .iter()
                .map(|known| known.name)
                .chain(Aggregation::ALL.map(Aggregation::name))
        };
        let nearest = nearest(lower, known()).and_then(|nearest| known().find(|known| *known == nearest));
        let kind = MistakeKind::UnknownFunction {
            name: self.source(span).to_owned(),
            nearest,
        };
        Err(Mistake::spanned(self.text, span, kind))
    }

    /// Whether a word that may well be a name has its meaning of SQL in this place.
    fn is_of_syntax(&self, at: usize, lower: &str) -> bool {
        let before = |back: usize| {
            at.checked_sub(back)
                .and_then(|at| self.tokens.get(at))
                .map(|token| &token.token)
        };
        let is_word = |back: usize, word: &str| before(back).is_some_and(|token| is_bare(token, word));
        let opens = |back: usize| before(back) == Some(&Token::LParen);
        let is_next = |token: &Token| self.is_at(at + 1, token);
        match lower {
            "filter" => before(1) == Some(&Token::RParen) && is_next(&Token::LParen),
            "where" => opens(1) && is_word(2, "filter"),
            "distinct" => {
                opens(1)
                    && Aggregation::ALL
                        .iter()
                        .any(|aggregation| is_word(2, aggregation.name()))
                    && !is_next(&Token::RParen)
            }
            "from" => opens(2) && is_word(3, "extract"),
            "date" | "timestamp" => {
                matches!(self.tokens.get(at + 1), Some(next) if matches!(next.token, Token::SingleQuotedString(_)))
            }
            _ => DATE_PARTS.contains(&lower) && opens(1) && is_word(2, "extract"),
        }
    }

    fn is_at(&self, at: usize, token: &Token) -> bool {
        self.tokens.get(at).is_some_and(|found| found.token == *token)
    }

    fn refused(&self, what: &str, instead: &'static str, span: Span) -> Mistake {
        let what = what.to_owned();
        Mistake::spanned(self.text, span, MistakeKind::Refused { what, instead })
    }

    fn source(&self, span: Span) -> &str {
        let (start, end) = (byte(self.text, span.start), byte(self.text, span.end));
        self.text.get(start..end).unwrap_or_default()
    }
}

/// Whether a token is that word without quotes, in any case.
fn is_bare(token: &Token, meant: &str) -> bool {
    matches!(token, Token::Word(Word { value, quote_style: None, .. }) if value.eq_ignore_ascii_case(meant))
}

/// A name that the parser takes for nothing else.
fn name(text: &str) -> Token {
    Token::Word(Word {
        value: text.to_owned(),
        quote_style: Some('"'),
        keyword: Keyword::NoKeyword,
    })
}
