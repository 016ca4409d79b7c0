//! The template environment: tera with repcard's filters, so that data is always escaped and figures look alike.

use crate::model::{Exact, Language};
use crate::report::figures::{self, NONE};
use crate::report::templates::{MARKUP, Templates};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write;
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

/// The compiled templates of everything that is printed.
pub struct PrintTemplates {
    tera: Tera,
}

/// What is wrong in a template, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TemplateError {
    /// The template's file name.
    pub template: String,
    /// Line in the template, from 1; 0 where it is not known.
    pub line: u32,
    /// Column in the template, from 1; 0 where it is not known.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

impl PrintTemplates {
    /// Compiles them.
    pub fn new(templates: &Templates, language: Language) -> Result<Self, TemplateError> {
        let mut tera = Tera::new();
        tera.set_escape_fn(escape);
        register(&mut tera, language);
        let markups = MARKUP.map(|name| (name, templates.text(name)));
        tera.add_raw_templates(markups)
            .map_err(|error| located(&error, MARKUP[0]))?;
        Ok(Self { tera })
    }

    /// The markup that a template makes of a view.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, TemplateError> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(template, &context))
            .map_err(|error| located(&error, template))
    }
}

fn register(tera: &mut Tera, language: Language) {
    tera.register_function("say", move |words: Kwargs, _: &State| {
        let (chinese, english) = (words.must_get::<&str>("zh")?, words.must_get::<&str>("en")?);
        TeraResult::Ok(language.pick(chinese, english).to_owned())
    });
    tera.register_filter("quoted", |text: &str, _: Kwargs, _: &State| quoted(text));
    tera.register_filter("money", |value: &Value, options: Kwargs, _: &State| {
        let places = places(&options, 2)?;
        written(value, |number| figures::fixed(number, places))
    });
    tera.register_filter("compact", move |value: &Value, _: Kwargs, _: &State| {
        written(value, |number| figures::compact(number, language))
    });
    tera.register_filter("points", |value: &Value, _: Kwargs, _: &State| {
        written(value, |number| figures::fixed(number, 2))
    });
    tera.register_filter("percent", |value: &Value, options: Kwargs, _: &State| {
        let places = places(&options, 2)?;
        written(value, |share| figures::percent(share, places))
    });
    tera.register_filter("signed", |value: &Value, options: Kwargs, _: &State| {
        let places = places(&options, 1)?;
        written(value, |share| figures::signed_percent(share, places))
    });
    tera.register_filter("date", move |value: &Value, _: Kwargs, _: &State| {
        let Some(text) = value.as_str() else {
            return if value.is_none() {
                Ok(NONE.to_owned())
            } else {
                Err(not_a("date", value))
            };
        };
        text.parse::<NaiveDate>()
            .map(|day| figures::date(day, language))
            .map_err(|_| not_a("date (2026-10-31)", value))
    });
}

/// Text as a string of a stylesheet, which it cannot end.
fn quoted(text: &str) -> String {
    let kept = |character: char| match character {
        '"' => '＂',
        '\\' => '＼',
        character if character.is_control() => ' ',
        character => character,
    };
    format!("\"{}\"", text.chars().map(kept).collect::<String>())
}

/// The `places` argument, kept to what a decimal can hold.
fn places(options: &Kwargs, default: u32) -> TeraResult<u32> {
    Ok(options.get::<u32>("places")?.unwrap_or(default).min(10))
}

/// The number as text, or a dash for none.
fn written(value: &Value, write: impl Fn(&Exact) -> String) -> TeraResult<String> {
    if value.is_none() {
        return Ok(NONE.to_owned());
    }
    let text = value
        .as_str()
        .map_or_else(|| value.to_string().into(), Cow::Borrowed);
    text.parse::<Decimal>()
        .map(|number| write(&Exact::from(number)))
        .map_err(|_| not_a("number", value))
}

fn not_a(kind: &str, value: &Value) -> Error {
    Error::message(format!("`{value}` is no {kind}"))
}

/// Markup in data prints as it stands; characters that XML cannot hold are left out.
fn escape(text: &str, output: &mut dyn Write) -> std::io::Result<()> {
    let mut plain_from = 0;
    for (at, character) in text.char_indices() {
        let escaped = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\t' | '\n' | '\r' => continue,
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => "",
            _ => continue,
        };
        output.write_all(text.get(plain_from..at).unwrap_or_default().as_bytes())?;
        output.write_all(escaped.as_bytes())?;
        plain_from = at + character.len_utf8();
    }
    output.write_all(text.get(plain_from..).unwrap_or_default().as_bytes())
}

/// Where an error is. It is told as a report: `error: …`, then `--> name:line:column`; `template` is named where the
/// report names none.
fn located(error: &Error, template: &str) -> TemplateError {
    let report = error.to_string();
    let place = report
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("--> "))
        .unwrap_or_default();
    let mut parts = place.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let (column, line) = (number(), number());
    let named = parts.next().filter(|name| !name.is_empty()).unwrap_or(template);
    let message = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.message(),
        _ => report.lines().next().unwrap_or_default(),
    };
    TemplateError {
        template: named.to_owned(),
        line,
        column,
        message: message.strip_prefix("error: ").unwrap_or(message).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::details::Details;
    use crate::report::form::monthly::Month;
    use crate::report::form::sheet::form_sheets;
    use crate::report::form::view::form_views;
    use crate::report::templates::APPRAISAL;
    use crate::score::fixture::appraisal;

    fn rendered(template: &str, language: Language) -> Result<String, TemplateError> {
        let appraisal = appraisal();
        let views = form_views(&appraisal, "远山工贸", language);
        let templates = Templates::new([(APPRAISAL, template.to_owned())]);
        PrintTemplates::new(&templates, language)?.render(APPRAISAL, &views[0])
    }

    #[test]
    fn filters_write_numbers_exactly_and_nothing_as_a_dash() {
        for (template, text) in [
            ("{{ '1234567' | money }}", "1,234,567.00"),
            ("{{ kpis[0].raw.actual | money }}", "541,000.50"),
            ("{{ kpis[0].raw.yoy | signed }}", "—"),
            ("{{ kpis[0].raw.mom | signed }}", "+9.0%"),
            ("{{ kpis[0].raw.attainment | percent(places=1) }}", "108.2%"),
            ("{{ '-0.02' | signed }}", "−2.0%"),
            ("{{ 43.275 | points }}", "43.28"),
            ("{{ '2026-10-31' | date }}", "2026年10月31日"),
            (
                "{% if kpis[0].raw.attainment | float >= 1 %}达标{% endif %}",
                "达标",
            ),
            ("{{ say(zh='甲', en='A') }}", "甲"),
            ("{{ 'a\"; } b' | quoted | safe }}", "\"a＂; } b\""),
        ] {
            assert_eq!(
                rendered(template, Language::Chinese).as_deref(),
                Ok(text),
                "{template}"
            );
        }
        let english = rendered(
            "{{ '2026-10-31' | date }}{{ say(zh='甲', en='A') }}",
            Language::English,
        );
        assert_eq!(english.as_deref(), Ok("31 Oct 2026A"));
    }

    #[test]
    fn data_is_never_markup() {
        let mut appraisal = appraisal();
        appraisal.scorecards[0].rep.name = "<b>&\"x'\u{7}</b>".into();
        let views = form_views(&appraisal, "", Language::Chinese);
        let templates = Templates::new([(APPRAISAL, "{{ rep.name }}".to_owned())]);
        let templates = PrintTemplates::new(&templates, Language::Chinese).unwrap();
        assert_eq!(
            templates.render(APPRAISAL, &views[0]).unwrap(),
            "&lt;b&gt;&amp;&quot;x&#39;&lt;/b&gt;"
        );
    }

    #[test]
    fn the_built_in_form_is_well_formed_and_speaks_one_language() {
        let appraisal = appraisal();
        for language in [Language::Chinese, Language::English] {
            let templates = PrintTemplates::new(&Templates::default(), language).unwrap();
            let details = Details::default();
            let month = Month {
                appraisal: &appraisal,
                details: &details,
                findings: &[],
                company: "",
                language,
            };
            for sheet in form_sheets(&month, &[]) {
                let markup = templates.render(APPRAISAL, &sheet).unwrap();
                let view = &sheet.figures;
                let document = roxmltree::Document::parse(&markup).unwrap();
                let body = document
                    .descendants()
                    .find(|node| node.has_tag_name("body"))
                    .unwrap();
                let texts: Vec<_> = body
                    .descendants()
                    .filter_map(|node| node.text())
                    .map(str::trim)
                    .collect();
                for kpi in &view.kpis {
                    assert!(texts.contains(&kpi.name), "{}", kpi.name);
                    assert!(
                        kpi.rule.iter().all(|clause| texts.contains(&clause.trim())),
                        "{:?}",
                        kpi.rule
                    );
                }
                assert!(texts.contains(&view.score.as_str()) && texts.contains(&view.rep.name));
                let facts = [
                    view.rep.name,
                    view.rep.team,
                    view.rep.region,
                    view.rep.title,
                    view.rep.manager,
                ];
                let is_chinese =
                    |text: &str| text.contains(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character));
                if language == Language::English {
                    let chinese: Vec<_> = texts
                        .iter()
                        .filter(|text| is_chinese(text) && !facts.contains(text))
                        .collect();
                    assert!(chinese.is_empty(), "{chinese:?}");
                }
            }
        }
    }

    #[test]
    fn errors_say_where_in_the_template() {
        for (template, line, column, words) in [
            ("<p>\n{{ nobody }}</p>", 2, 4, "nobody"),
            ("<p>\n\n  {% for %}", 3, 0, ""),
            ("\n{{ rep.name | shout }}", 2, 15, "shout"),
            ("\n{{ rep.name | money }}", 2, 0, "is no number"),
        ] {
            let error = rendered(template, Language::Chinese).unwrap_err();
            assert_eq!(error.line, line, "{template}: {error:?}");
            assert!(column == 0 || error.column == column, "{template}: {error:?}");
            assert!(error.message.contains(words), "{template}: {error:?}");
        }
    }
}
