//! Why forms cannot be made, in words: which template, where, for which rep.

use super::pdf::PdfError;
use super::template::TemplateError;
use super::trouble::{Fault, Position};
use crate::model::Language;
use crate::report::templates::APPRAISAL;

/// Why forms cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.wording(Language::English))]
pub enum FormError {
    /// The template cannot be read, or not filled in for a rep.
    Template {
        /// The rep's number; none where the template cannot be read at all.
        rep_id: Option<String>,
        /// What is wrong, and where.
        error: TemplateError,
    },
    /// What the template makes cannot be laid out.
    Markup {
        /// The rep's number.
        rep_id: String,
        /// Where in the template.
        position: Position,
        /// What is wrong.
        fault: Fault,
    },
    /// The document cannot be written.
    Write {
        /// Its path.
        path: String,
        /// Why.
        #[source]
        error: PdfError,
    },
    /// The fonts cannot be cut to what the forms use.
    Fonts(#[source] PdfError),
}

impl FormError {
    /// The template that is wrong, if one is.
    pub fn template(&self) -> Option<&'static str> {
        match self {
            Self::Template { .. } | Self::Markup { .. } => Some(APPRAISAL),
            Self::Write { .. } | Self::Fonts(_) => None,
        }
    }

    /// Says where, what, and what to do.
    pub fn wording(&self, language: Language) -> String {
        match self {
            Self::Template { rep_id, error } => {
                let place = place(error.line, error.column, rep_id.as_deref(), language);
                let message = &error.message;
                language.pick(
                    format!("模板 {APPRAISAL} {place}：{message}；请修改模板"),
                    format!("template {APPRAISAL}{place}: {message}; mend the template"),
                )
            }
            Self::Markup {
                rep_id,
                position,
                fault,
            } => {
                let place = place(position.line, position.column, Some(rep_id), language);
                let fault = fault.wording(language);
                language.pick(
                    format!("模板 {APPRAISAL} {place}：{fault}"),
                    format!("template {APPRAISAL}{place}: {fault}"),
                )
            }
            Self::Write { path, error } => language.pick(
                format!("{path}：无法生成 PDF（{error}）"),
                format!("{path}: the PDF cannot be made ({error})"),
            ),
            Self::Fonts(error) => language.pick(
                format!("无法裁剪字体（{error}）；请检查 repcard.toml 的 fonts"),
                format!("the fonts cannot be cut ({error}); check fonts of repcard.toml"),
            ),
        }
    }
}

fn place(line: u32, column: u32, rep_id: Option<&str>, language: Language) -> String {
    let at = match line {
        0 => String::new(),
        _ => language.pick(
            format!("第 {line} 行第 {column} 列"),
            format!(", line {line}, column {column}"),
        ),
    };
    let of = rep_id.map(|rep_id| language.pick(format!("（{rep_id} 的表）"), format!(" (form of {rep_id})")));
    at + &of.unwrap_or_default()
}
