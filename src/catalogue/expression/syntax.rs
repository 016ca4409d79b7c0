//! Text → SQL expression, or where it stops being one.

use super::mistake::{Mistake, MistakeKind, byte};
use super::scope::Scope;
use super::tokens::{Plain, tokens};
use sqlparser::ast::Expr;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token};

/// How deep the parser goes, which is more than brackets need.
const MOST_DEPTH: usize = 64;

/// Parses an expression whose names are still only names.
pub(super) fn parse(text: &str, scope: &Scope) -> Result<Expr, Mistake> {
    let tokens = tokens(text, scope)?;
    let ends = |at: Location| tokens.iter().find(|token| token.span.start == at);
    let mut parser = Parser::new(&Plain)
        .with_recursion_limit(MOST_DEPTH)
        .with_tokens_with_locations(tokens.clone());
    let parsed = parser.parse_expr();
    let rest = parser.peek_token_ref();
    let place = match &parsed {
        Ok(_) if rest.token == Token::EOF => None,
        Ok(_) => Some(rest.span.start),
        Err(ParserError::RecursionLimitExceeded) => {
            let kind = MistakeKind::TooDeep;
            return Err(match ends(rest.span.start) {
                Some(token) => Mistake::spanned(text, token.span, kind),
                None => Mistake::whole(text, kind),
            });
        }
        Err(ParserError::ParserError(message) | ParserError::TokenizerError(message)) => {
            if message.ends_with(" EOF") {
                None
            } else {
                Some(told(message).unwrap_or(rest.span.start))
            }
        }
    };
    match (parsed, place) {
        (Ok(parsed), None) => Ok(parsed),
        (_, place) => Err(match place.and_then(ends) {
            Some(token) => {
                let span = byte(text, token.span.start)..byte(text, token.span.end);
                let found = text
                    .get(span.clone())
                    .unwrap_or_default()
                    .chars()
                    .take(40)
                    .collect();
                Mistake::at(text, span, MistakeKind::Unexpected(found))
            }
            None => Mistake::at(text, text.len()..text.len(), MistakeKind::EndsEarly),
        }),
    }
}

/// The place at the end of the parser's messages: ` at Line: 1, Column: 5`.
fn told(message: &str) -> Option<Location> {
    let (_, place) = message.rsplit_once(" at Line: ")?;
    let (line, column) = place.split_once(", Column: ")?;
    Some(Location::new(line.parse().ok()?, column.parse().ok()?))
}
