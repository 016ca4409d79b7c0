//! `repcard explain`: a rep's figures with the rows that they are made of, or what became of a row, recomputed from the inputs.

mod row;
mod table;
mod text;

use super::config::{Explanation, PREVIEW};
use super::console::{self, Console};
use super::{Exit, delivered, failed};
use repcard::job::ExplainError;
use repcard::report::explained::json::json;
use repcard::report::explained::{Answer, Explained, Question};
use repcard::report::file_name::file_name;
use repcard::report::workbook::{self, WorkbookOptions};

/// Explains.
pub(super) fn explain(asked: &Explanation, console: Console) -> Exit {
    let language = asked.language;
    let console = Console { language, ..console };
    let job = &asked.job;
    let terms = job.catalogue.terms(language);
    let explanation = match repcard::explain(job, &asked.question) {
        Ok(explanation) => explanation,
        Err(ExplainError::Run(error)) => return failed(&error, terms, console),
        Err(ExplainError::Unknown(unknown)) => {
            console.failure(&unknown.message(terms));
            return Exit::Unusable;
        }
    };
    if asked.as_workbook {
        return match &explanation.answer {
            Answer::Reps { reps, .. } => write_workbook(asked, reps, console),
            Answer::Rows(_) => {
                console.failure(language.pick(
                    "--row 没有 xlsx 格式；请用 --format text 或 json",
                    "--row has no format xlsx; ask for text or json",
                ));
                Exit::Unusable
            }
        };
    }
    let bytes = if console.json {
        format!("{:#}\n", json(&explanation, &job.catalogue, language)).into_bytes()
    } else {
        let coloured = console.coloured && asked.output.is_none() && console::is_terminal();
        let page = text::Page::new(Console { coloured, ..console }, &job.catalogue, asked.width);
        page.explanation(&explanation).into_bytes()
    };
    delivered(asked.output.as_deref(), &bytes, console)
}

/// Into the file asked for; else to stdout, or, where that is a terminal, into the book's `preview/`.
fn write_workbook(asked: &Explanation, reps: &[Explained], console: Console) -> Exit {
    let job = &asked.job;
    let options = WorkbookOptions {
        company: job.company.clone(),
        language: asked.language,
        catalogue: job.catalogue.clone(),
        // Wherever the workbook is put, its links lead to the book as it lies here.
        book: job
            .printing
            .book
            .canonicalize()
            .ok()
            .map(|book| book.to_string_lossy().replace('\\', "/")),
    };
    let document = match workbook::explained(reps, job.period, &options) {
        Ok(document) => document,
        Err(error) => {
            let terms = job.catalogue.terms(console.language);
            return failed(&error.into(), terms, console);
        }
    };
    let output = asked.output.clone().or_else(|| {
        let name = file_name(&name(&asked.question));
        let preview = job.printing.book.join(PREVIEW);
        console::is_terminal().then(|| preview.join(format!("{name}.xlsx")))
    });
    delivered(output.as_deref(), &document.bytes, console)
}

fn name(question: &Question) -> String {
    let (whom, kpi) = match question {
        Question::Rep { rep, kpi } => (rep.as_str(), kpi.as_deref()),
        Question::Team { team, kpi } => (team.as_str(), kpi.as_deref()),
        Question::Row(row) => (row.as_str(), None),
    };
    format!("explain {whom} {}", kpi.unwrap_or_default())
        .trim_end()
        .to_owned()
}
