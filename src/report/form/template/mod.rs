//! The template environment: tera with repcard's filters, so that data is always escaped and figures look alike.

mod balance;
mod fault;
mod limits;
mod names;

pub(super) mod shape;
mod tokens;

pub use fault::{Kind, Named, TemplateFault};
pub use limits::{MOST_IN_RANGE, MOST_IN_RANGES, MOST_MARKUP};

use super::press;
use super::trace::template_offset;
use crate::model::{Currency, Exact, Language};
use crate::report::figures::{self, NONE};
use crate::report::templates::{COMPONENTS, MARKUP, Templates};
use chrono::NaiveDate;
use limits::Markup;
use rust_decimal::Decimal;
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write;
use std::num::NonZeroU32;
use std::ops::Range;
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};
use typeset::Position;

/// The compiled templates of everything that is printed.
pub struct PrintTemplates {
    tera: Tera,
    texts: Templates,
}

/// What is wrong in a template, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.fault.wording(Language::English))]
pub struct TemplateError {
    /// The template's file name.
    pub template: String,
    /// Line in the template, from 1; 0 where it is not known.
    pub line: u32,
    /// Column in the template, from 1; 0 where it is not known.
    pub column: u32,
    /// What is wrong.
    pub fault: TemplateFault,
}

impl PrintTemplates {
    /// Compiles them.
    pub fn new(
        templates: &Templates,
        language: Language,
        currency: Option<Currency>,
    ) -> Result<Self, TemplateError> {
        let mut tera = Tera::new();
        tera.set_escape_fn(escape);
        register(&mut tera, language, currency);
        let markups = MARKUP.map(|name| (name, templates.text(name)));
        tera.add_raw_templates(markups)
            .map_err(|error| in_workbook(located(&error, MARKUP[0], templates), templates))?;
        if let Some(error) = names::unknown(templates) {
            return Err(in_workbook(error, templates));
        }
        Ok(Self {
            tera,
            texts: templates.clone(),
        })
    }

    /// The markup that a template makes of a view.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, TemplateError> {
        self.render_within(MOST_MARKUP, template, view)
    }

    fn render_within(
        &self,
        most: usize,
        template: &str,
        view: &impl Serialize,
    ) -> Result<String, TemplateError> {
        let mut markup = Markup::new(most);
        let filled = Context::from_serialize(view)
            .and_then(|context| self.tera.render_to(template, &context, &mut markup));
        match filled {
            Ok(()) => Ok(markup.into_text()),
            Err(_) if markup.is_full => Err(in_workbook(
                self.endless(template, &markup.into_text()),
                &self.texts,
            )),
            Err(error) => Err(in_workbook(located(&error, template, &self.texts), &self.texts)),
        }
    }

    /// What is wrong with a template that made more markup than there may be: it is where that came from.
    fn endless(&self, template: &str, markup: &str) -> TemplateError {
        const LOOKED_AT: usize = 4096;
        let from = markup.len().saturating_sub(LOOKED_AT);
        let end = (from..).find_map(|from| markup.get(from..)).unwrap_or_default();
        // Tags are the template's; what stands between them may be data.
        let tag = end.rfind('<').unwrap_or_default();
        let [charts, page] = COMPONENTS;
        let candidates = [template, charts, page].map(|name| (name, self.texts.text(name)));
        let (template, offset) = template_offset(&candidates, end, tag);
        let at = Position::of(self.texts.text(template), offset);
        TemplateError {
            template: template.to_owned(),
            line: at.line,
            column: at.column,
            fault: TemplateFault::Endless,
        }
    }
}

fn register(tera: &mut Tera, language: Language, currency: Option<Currency>) {
    tera.register_function("say", move |words: Kwargs, _: &State| {
        let (chinese, english) = (words.must_get::<&str>("zh")?, words.must_get::<&str>("en")?);
        TeraResult::Ok(language.pick(chinese, english).to_owned())
    });
    tera.register_function("say_money", move |words: Kwargs, _: &State| {
        let (chinese, english) = (words.must_get::<&str>("zh")?, words.must_get::<&str>("en")?);
        let words = language.pick(chinese, english);
        let unit = currency.map(|currency| currency.unit(language));
        TeraResult::Ok(match unit {
            Some(unit) => language.pick(format!("{words}（{unit}）"), format!("{words} ({unit})")),
            None => words.to_owned(),
        })
    });
    tera.register_function("range", limits::range);
    tera.register_filter("quoted", |text: &str, _: Kwargs, _: &State| quoted(text));
    tera.register_filter("money", move |value: &Value, options: Kwargs, _: &State| {
        let places = places(&options, 2)?;
        let currency = currency.filter(|_| matches!(options.get::<bool>("unit"), Ok(Some(true))));
        written(value, |number| {
            in_currency(&figures::fixed(number, places), language, currency)
        })
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
    tera.register_filter("stars", |value: &Value, options: Kwargs, _: &State| {
        let of = options.get::<u32>("of")?.unwrap_or(5);
        let of = NonZeroU32::new(of).ok_or_else(|| Error::message("`of` is 0".to_owned()))?;
        written(value, |figure| figures::stars(figure, of))
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

/// An amount with its currency: 1,234 元, $1,234.
fn in_currency(amount: &str, language: Language, currency: Option<Currency>) -> String {
    let Some(currency) = currency else {
        return amount.to_owned();
    };
    let unit = currency.unit(language);
    // A code stands apart from the figure, a sign does not.
    let is_code = unit.chars().last().is_some_and(char::is_alphabetic);
    match (language, amount.strip_prefix('−')) {
        (Language::Chinese, _) => format!("{amount} {unit}"),
        (Language::English, _) if is_code => format!("{unit} {amount}"),
        (Language::English, Some(amount)) => format!("−{unit}{amount}"),
        (Language::English, None) => format!("{unit}{amount}"),
    }
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

/// Where an error is, and what is wrong there; `template` is named where the error names none.
/// The same, at its cell where the template was drawn in a workbook.
fn in_workbook(error: TemplateError, templates: &Templates) -> TemplateError {
    let position = Position {
        line: error.line,
        column: error.column,
    };
    match press::in_workbook(templates, &error.template, position) {
        Some((file, at)) => TemplateError {
            template: file.to_owned(),
            line: at.line,
            column: at.column,
            ..error
        },
        None => error,
    }
}

fn located(error: &Error, template: &str, texts: &Templates) -> TemplateError {
    let (named, message, at) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let at = Position {
                line: u32::try_from(span.start_line).unwrap_or_default(),
                column: u32::try_from(span.start_col + 1).unwrap_or_default(),
            };
            let excerpt = whole_name(texts.text(report.filename()), &span.range);
            let fault = TemplateFault::of(report.message(), excerpt);
            (report.filename().to_owned(), fault, at)
        }
        _ => told(&error.to_string(), template),
    };
    // The parser stops where it can go on no longer, which is rarely where the mistake is.
    if let (ErrorKind::SyntaxError(_), Some((offset, fault))) =
        (error.kind(), balance::unbalanced(texts.text(&named)))
    {
        let at = Position::of(texts.text(&named), offset);
        return TemplateError {
            template: named,
            line: at.line,
            column: at.column,
            fault,
        };
    }
    TemplateError {
        template: named,
        line: at.line,
        column: at.column,
        fault: message,
    }
}

/// The text that an error points at, with what stands before it of the same name: all of `kpi.raw.actual`.
fn whole_name<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let before = text.get(..range.start).unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
    let start = before.trim_end_matches(is_part).len();
    let inside = text.get(start..range.end).unwrap_or_default();
    // An item of a list is pointed at without the bracket that ends its index.
    let is_open = inside.contains('[') && !inside.ends_with(']');
    let is_closed = text.get(range.end..).is_some_and(|rest| rest.starts_with(']'));
    let end = range.end + usize::from(is_open && is_closed);
    text.get(start..end).unwrap_or_default()
}

/// Reads an error that is a text: `error: …`, then perhaps `--> name:line:column`.
fn told(report: &str, template: &str) -> (String, TemplateFault, Position) {
    let mut lines = report.lines();
    let message = lines.next().unwrap_or_default();
    let place = lines.find_map(|line| line.trim_start().strip_prefix("--> "));
    let mut parts = place.unwrap_or_default().rsplitn(3, ':');
    let mut number = || parts.next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let (column, line) = (number(), number());
    let named = parts.next().filter(|name| !name.is_empty()).unwrap_or(template);
    let fault = TemplateFault::of(message.strip_prefix("error: ").unwrap_or(message), "");
    (named.to_owned(), fault, Position { line, column })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::measure::details::Details;
    use crate::report::form::monthly::Month;
    use crate::report::form::sheet::FormSheets;
    use crate::report::form::view::{FormView, FormViews};
    use crate::report::naming::Naming;
    use crate::report::templates::APPRAISAL;
    use crate::score::Appraisal;
    use crate::score::fixture::appraisal;

    fn first_view<'a>(appraisal: &'a Appraisal, company: &'a str, language: Language) -> FormView<'a> {
        FormViews::new(appraisal, company, Naming::usual(language)).of(&appraisal.scorecards[0])
    }

    fn rendered(template: &str, language: Language) -> Result<String, TemplateError> {
        let appraisal = appraisal();
        let view = first_view(&appraisal, "远山工贸", language);
        let templates = Templates::new([(APPRAISAL, template.to_owned())]);
        PrintTemplates::new(&templates, language, Some(Currency::CNY))?.render(APPRAISAL, &view)
    }

    #[test]
    fn filters_write_numbers_exactly_and_nothing_as_a_dash() {
        for (template, text) in [
            ("{{ '1234567' | money }}", "1,234,567.00"),
            ("{{ kpis[0].raw.actual | money }}", "541,000.50"),
            (
                "{{ kpis[0].raw.actual | money(places=0, unit=true) }}",
                "541,001 元",
            ),
            ("{{ say_money(zh='目标', en='Target') }}", "目标（元）"),
            ("{{ kpis[0].raw.yoy | signed }}", "—"),
            ("{{ kpis[0].raw.mom | signed }}", "+9.0%"),
            ("{{ kpis[0].raw.attainment | percent(places=1) }}", "108.2%"),
            ("{{ '-0.02' | signed }}", "−2.0%"),
            ("{{ 43.275 | points }}", "43.28"),
            ("{{ '2026-10-31' | date }}", "2026年10月31日"),
            ("{{ 4 | stars }}", "★★★★☆"),
            ("{{ '3.5' | stars }}", "★★★★☆"),
            ("{{ '83.49' | stars(of=100) }}", "★★★★☆"),
            ("{{ -1 | stars }}{{ '1000' | stars(of=100) }}", "☆☆☆☆☆★★★★★"),
            ("{{ kpis[0].raw.yoy | stars }}", "—"),
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
        let view = first_view(&appraisal, "", Language::Chinese);
        let templates = Templates::new([(APPRAISAL, "{{ rep.name }}".to_owned())]);
        let templates = PrintTemplates::new(&templates, Language::Chinese, None).unwrap();
        assert_eq!(
            templates.render(APPRAISAL, &view).unwrap(),
            "&lt;b&gt;&amp;&quot;x&#39;&lt;/b&gt;"
        );
    }

    #[test]
    fn the_built_in_form_is_well_formed_and_speaks_one_language() {
        let appraisal = appraisal();
        for language in [Language::Chinese, Language::English] {
            let templates = PrintTemplates::new(&Templates::default(), language, None).unwrap();
            let details = Details::default();
            let month = Month {
                grades: &crate::score::fixture::POLICY.grades,
                objection_days: None,
                last: None,
                restated: None,
                catalogue: Catalogue::built_in(),
                currency: Some(Currency::CNY),
                appraisal: &appraisal,
                details: &details,
                findings: &[],
                account: &[],
                assumptions: &[],
                company: "",
                language,
            };
            for sheet in FormSheets::new(&month, &[]).iter() {
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
    fn mistakes_are_told_with_what_to_do() {
        for (template, chinese, english) in [
            (
                "{% for kpi in kpis %}{{ kpi.atainment }}{% endfor %}",
                "没有名为 `kpi.atainment` 的变量；是否指 `kpi.attainment`",
                "there is no variable `kpi.atainment`; did you mean `kpi.attainment`?",
            ),
            (
                "{{ scores }}",
                "是否指 `score`",
                "there is no variable `scores`; did you mean `score`?",
            ),
            (
                "{{ kpis[99].name }}",
                "`kpis[99]` 在这里没有值",
                "`kpis[99]` has no value here",
            ),
            (
                "{{ score | mony }}",
                "没有名为 `mony` 的过滤器；是否指 `money`",
                "no filter `mony`; did you mean `money`?",
            ),
            (
                "{{ sey(zh='a') }}",
                "没有名为 `sey` 的函数；是否指 `say`",
                "no function `sey`; did you mean `say`?",
            ),
            (
                "{% if score is nmber %}{% endif %}",
                "是否指 `number`",
                "no test `nmber`; did you mean `number`?",
            ),
            (
                "{{ <charts.bra share={1.0} /> }}",
                "是否指 `charts.bar`",
                "did you mean `charts.bar`?",
            ),
            (
                "{{ <charts.bar shar={1.0} /> }}",
                "没有名为 `shar` 的参数；是否指 `share`",
                "did you mean `share`?",
            ),
            (
                "{{ <charts.bar /> }}",
                "缺少参数 `share`",
                "the argument `share` is missing",
            ),
            (
                "{% include 'cherts.html' %}",
                "是否指 `charts.html`",
                "did you mean `charts.html`?",
            ),
            (
                "{% if score %}x",
                "从这里开始的 {% if %} 没有结束；请补上 {% endif %}",
                "add {% endif %}",
            ),
            (
                "{% for k in kpis %}{% if k %}{% endfor %}",
                "{% if %} 没有结束",
                "{% if %} begins here and never ends",
            ),
            (
                "x{% endfor %}",
                "{% endfor %} 没有对应的开头",
                "{% endfor %} ends what never began",
            ),
            (
                "{{ score",
                "从这里开始的 {{ 没有结束",
                "{{ begins here and never ends; add }}",
            ),
            (
                "{{ rep name }}",
                "这里的 `name` 看不懂，应为`}}`",
                "`name` is not understood here, where `}}` is expected",
            ),
            (
                "{% fi score %}",
                "没有名为 `fi` 的标签；是否指 `if`",
                "no tag `fi`; did you mean `if`?",
            ),
            (
                "{{ rep.name | money }}",
                "“陈晓岚”不是数",
                "\"陈晓岚\" is not a number",
            ),
            (
                "{{ score | date }}",
                "不是日期；请给出 2026-10-31",
                "is not a date; give one such as 2026-10-31",
            ),
            (
                "{{ score * 2 }}",
                "得到的却是文字；请用 raw 下的数",
                "write | float behind it",
            ),
            (
                "{% if raw_score > 90 %}{% endif %}",
                "文字和整数不能比较",
                "a text and a whole number cannot be compared",
            ),
            (
                "{% for x in rep.name %}{% endfor %}{% for x in 5 %}{% endfor %}",
                "要用列表",
                "a list is wanted here",
            ),
            (
                "{{ say(zh='a') }}",
                "缺少参数 `en`",
                "the argument `en` is missing",
            ),
            ("{{ 1 / 0 }}", "除数为 0", "this divides by 0"),
            (
                "{% for i in range(end=1000000000) %}{% endfor %}",
                "range 一次最多给出 10000 个数",
                "a range gives at most 10000 numbers",
            ),
            (
                "{% for i in range(end=10000) %}{% for j in range(end=10000) %}{% endfor %}{% endfor %}",
                "一份文件共 200000 个",
                "200000 in one document",
            ),
            ("{{ range(end=5, step_by=0) }}", "range", "a range"),
        ] {
            let error = rendered(template, Language::Chinese).unwrap_err();
            let said = [Language::Chinese, Language::English].map(|language| error.fault.wording(language));
            assert!(said[0].contains(chinese), "{template}: {}", said[0]);
            assert!(said[1].contains(english), "{template}: {}", said[1]);
            assert!(!matches!(error.fault, TemplateFault::Other(_)), "{template}");
            assert!(error.line > 0 && error.column > 0, "{template}: no place");
        }
    }

    #[test]
    fn a_range_counts_either_way_and_never_overflows() {
        for (template, text) in [
            ("{{ range(end=3) }}", "[0, 1, 2]"),
            ("{{ range(start=3, end=8, step_by=2) }}", "[3, 5, 7]"),
            ("{{ range(start=3, end=0, step_by=-1) }}", "[3, 2, 1]"),
            ("{{ range(start=3, end=1) }}", "[]"),
            (
                "{{ range(start=-9223372036854775807, end=9223372036854775807, step_by=9223372036854775807) }}",
                "[-9223372036854775807, 0]",
            ),
        ] {
            assert_eq!(
                rendered(template, Language::Chinese).as_deref(),
                Ok(text),
                "{template}"
            );
        }
    }

    #[test]
    fn markup_without_end_is_stopped_and_its_place_told() {
        let appraisal = appraisal();
        let view = first_view(&appraisal, "", Language::Chinese);
        let template = "<p>\n{% for kpi in kpis %}\n<b>{{ kpi.name }}</b>{% endfor %}</p>".to_owned();
        let templates = Templates::new([(APPRAISAL, template)]);
        let templates = PrintTemplates::new(&templates, Language::Chinese, None).unwrap();
        let whole = templates.render(APPRAISAL, &view).unwrap();
        let within = |most| templates.render_within(most, APPRAISAL, &view);
        assert_eq!(within(whole.len()), Ok(whole.clone()));
        let error = within(whole.len() - 5).unwrap_err();
        assert_eq!((error.line, &error.fault), (3, &TemplateFault::Endless));
        assert!(error.to_string().contains("64 MiB"), "{error}");
    }

    #[test]
    fn errors_say_where_in_the_template() {
        for (template, line, column, words) in [
            ("<p>\n{{ nobody }}</p>", 2, 4, "nobody"),
            ("<p>\n\n  {% for %}", 3, 0, ""),
            ("\n{{ rep.name | shout }}", 2, 15, "shout"),
            ("\n{{ rep.name | money }}", 2, 0, "is not a number"),
        ] {
            let error = rendered(template, Language::Chinese).unwrap_err();
            assert_eq!(error.line, line, "{template}: {error:?}");
            assert!(column == 0 || error.column == column, "{template}: {error:?}");
            let said = error.fault.wording(Language::English);
            assert!(said.contains(words), "{template}: {said}");
        }
    }
}
