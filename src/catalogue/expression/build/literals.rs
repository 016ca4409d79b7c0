//! Numbers, texts and dates as they are written.

use super::{Builder, Typed};
use crate::catalogue::expression::kind::Type;
use crate::catalogue::expression::mistake::{Mistake, MistakeKind};
use crate::catalogue::expression::tree::Node;
use crate::catalogue::expression::value::Value;
use rust_decimal::Decimal;
use sqlparser::ast::{self, DataType, TypedString};
use sqlparser::tokenizer::Span;

impl Builder<'_> {
    pub(super) fn literal(&self, value: &ast::Value, span: Span) -> Result<Typed, Mistake> {
        let value = match value {
            ast::Value::Number(digits, false) => {
                let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
                let number = Decimal::from_str_exact(digits).ok().filter(|_| is_plain);
                number
                    .map(Value::from)
                    .ok_or_else(|| self.mistake(span, MistakeKind::LongNumber))?
            }
            ast::Value::SingleQuotedString(text) => Value::from(text.as_str()),
            ast::Value::Boolean(truth) => Value::Bool(*truth),
            ast::Value::Null => Value::Null,
            other => {
                let (found, meant) = (other.to_string(), None);
                return Err(self.mistake(span, MistakeKind::Sign { found, meant }));
            }
        };
        Ok(Typed {
            kind: value.kind(),
            node: Node::Constant(value),
            span,
            quotient: false,
            open: false,
        })
    }

    /// `date '2026-10-01'`, `timestamp '2026-10-01 09:30:00'`
    pub(super) fn typed_string(&self, typed: &TypedString) -> Result<Typed, Mistake> {
        let kind = match &typed.data_type {
            DataType::Date => Type::Date,
            DataType::Timestamp(..) => Type::Moment,
            other => {
                let (what, instead) = (other.to_string(), "date '2026-10-01'");
                return Err(self.mistake(typed.value.span, MistakeKind::Refused { what, instead }));
            }
        };
        let mut literal = self.literal(&typed.value.value, typed.value.span)?;
        self.to_date(&mut literal, kind)?;
        Ok(literal)
    }
}
