//! Why forms cannot be made, in words: which template, where, for which rep.

use super::manuscript::Subject;
use super::template::TemplateError;
use super::worded::Worded;
use crate::model::Language;
use crate::model::finding::place_in_template;
use typeset::pdf::PdfError;
use typeset::{Fault, Position};

/// Why forms cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.wording(Language::English))]
pub enum FormError {
    /// The template cannot be read, or not filled in.
    Template {
        /// What it was filled in for; none where it cannot be read at all.
        subject: Option<Subject>,
        /// What is wrong, and where.
        error: Box<TemplateError>,
    },
    /// What the template makes cannot be laid out.
    Markup {
        /// The template's file name.
        template: &'static str,
        /// What it was filled in for.
        subject: Subject,
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
    /// Whoever takes the documents has ended.
    Unwanted,
}

impl FormError {
    /// The template that is wrong, if one is.
    pub fn template(&self) -> Option<&str> {
        match self {
            Self::Template { error, .. } => Some(&error.template),
            Self::Markup { template, .. } => Some(template),
            Self::Write { .. } | Self::Fonts(_) | Self::Unwanted => None,
        }
    }

    /// Says where, what, and what to do.
    pub fn wording(&self, language: Language) -> String {
        match self {
            Self::Template { subject, error } => {
                let place = place(
                    &error.template,
                    error.line,
                    error.column,
                    subject.as_ref(),
                    language,
                );
                let (template, fault) = (&error.template, error.fault.wording(language));
                language.pick(
                    format!("模板 {template}{place}：{fault}"),
                    format!("template {template}{place}: {fault}"),
                )
            }
            Self::Markup {
                template,
                subject,
                position,
                fault,
            } => {
                let place = place(template, position.line, position.column, Some(subject), language);
                let fault = fault.wording(language);
                language.pick(
                    format!("模板 {template}{place}：{fault}"),
                    format!("template {template}{place}: {fault}"),
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
            Self::Unwanted => language
                .pick(
                    "考核表做好了却无人接收；请再运行一次",
                    "nobody takes the forms that are made; run again",
                )
                .to_owned(),
        }
    }
}

fn place(template: &str, line: u32, column: u32, subject: Option<&Subject>, language: Language) -> String {
    let at = place_in_template(template, line, column, language);
    let document = subject.map(|subject| subject.document(language));
    let of = document.map(|document| language.pick(format!("（{document}）"), format!(" ({document})")));
    at + &of.unwrap_or_default()
}
