//! Any template: a document, or a mistake that is told with its place; never a panic, in bounded time.

use proptest::prelude::*;
use proptest::sample::select;
use repcard::model::Language;
use repcard::report::form::template::PrintTemplates;
use repcard::report::templates::{APPRAISAL, Templates};
use serde_json::json;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use typeset::display::{Item, Page, Rect};
use typeset::fonts::FontSet;
use typeset::image::Images;
use typeset::pdf::{Metadata, PdfFonts, write};
use typeset::{Stylesheet, lay_out, property_names};

const MOST_TIME: Duration = Duration::from_secs(20);

static FONTS: LazyLock<FontSet> = LazyLock::new(|| FontSet::bundled().unwrap());

/// What the template language is made of.
const TAGS: [&str; 45] = [
    "{{ rep.name }}",
    "{{ kpis }}",
    "{{ score | float * 1e308 * 1e308 }}",
    "{{ score | money(places=99) }}",
    "{{ none | points }}",
    "{{ rep | compact }}",
    "{{ '-0.0000000000000000000000000001' | signed }}",
    "{{ '99999999999999999999999999999999' | percent }}",
    "{{ '2026-13-41' | date }}",
    "{{ '99999999999999999999999999999' | stars(of=0) }}",
    "{{ '\u{0}\u{FFFF}\u{1F600}' | quoted }}",
    "{{ kpis[0] }}",
    "{{ kpis[-1].name }}",
    "{{ kpis[:99999999999] }}",
    "{{ nobody }}",
    "{{ 1 / 0 }}",
    "{{ 9223372036854775807 + 9223372036854775807 }}",
    "{{ -9223372036854775807 % -1 }}",
    "{{ 2 ** 99999 }}",
    "{{ range(end=10000) }}",
    "{{ range(start=9, end=-9, step_by=-0) }}",
    "{{ rep.name | truncate(length=0) }}",
    "{{ rep.name | replace(from='', to='x') }}",
    "{{ <charts.bar share={1e308} before={-1.0} /> }}",
    "{{ <charts.months months={kpis} /> }}",
    "{{ <page.footer left={'\"}'} /> }}",
    "{% for kpi in kpis %}",
    "{% for kpi in kpis %}{{ loop.index0 }}",
    "{% for key, value in rep %}",
    "{% for i in range(end=300) %}",
    "{% for c in rep.name %}",
    "{% else %}",
    "{% endfor %}",
    "{% if kpis %}",
    "{% if kpis[0].raw > 1 %}",
    "{% elif score %}",
    "{% endif %}",
    "{% set x = kpis %}",
    "{% include 'appraisal.html' %}",
    "{% include 'page.html' %}",
    "{% raw %}",
    "{% endraw %}",
    "{%- -%}",
    "{# {{ #}",
    "{% component a(b) %}{{ <a b={b} /> }}{% endcomponent %}{{ <a b={1} /> }}",
];

/// Elements and what they say of themselves, in the hands of somebody who tries things out.
const STARTS: [(&str, &str); 35] = [
    ("html", ""),
    ("head", ""),
    ("body", ""),
    ("style", ""),
    ("h1", "id=\"a\""),
    ("p", ""),
    ("p", "class=\"a b\""),
    ("div", ""),
    ("div", ""),
    ("span", "class=\"a\""),
    ("em", ""),
    ("br", ""),
    ("hr", ""),
    ("ul", ""),
    ("ol", "start=\"4294967295\""),
    ("li", ""),
    ("table", ""),
    ("caption", ""),
    ("colgroup", ""),
    ("col", "span=\"1000000000\""),
    ("thead", ""),
    ("tbody", ""),
    ("tfoot", ""),
    ("tr", ""),
    ("td", ""),
    ("td", "colspan=\"1000000000\" rowspan=\"0\""),
    ("td", "colspan=\"-1\" rowspan=\"1000000000\""),
    ("th", "colspan=\"2\" rowspan=\"3\""),
    ("img", "src=\"../a.png\" width=\"nan\" height=\"inf\""),
    ("svg", "viewBox=\"0 0 0 nan\" width=\"1e38\""),
    ("svg", "viewBox=\"-1e30 0 1e-30 1e30\" height=\"-5\""),
    (
        "svg",
        "viewBox=\"0 0 1 9\" preserveAspectRatio=\"xMaxYMid slice\"",
    ),
    (
        "path",
        "d=\"M0 0 L1e38 -1e38 A1 0 nan 1 1 5 5 z\" stroke=\"red\" stroke-dasharray=\"0 -1\"",
    ),
    (
        "text",
        "x=\"1e38\" font-size=\"1e38\" transform=\"scale(0) rotate(1e38)\"",
    ),
    ("a", "href=\"#a\""),
];

/// What stands between them.
const TEXTS: [&str; 9] = [
    "",
    " ",
    "文字 text",
    "华东一部，销售额达成率为 98.20%。",
    "&nbsp;&amp;&yen;",
    "\u{0}\u{7}\u{FFFF}",
    "\u{1F600}\u{200D}\u{301}\u{202E}",
    "supercalifragilisticexpialidociousandthensome",
    "\n\t\u{3000}\u{a0}",
];

/// What XML has no room for.
const BREAKS: [&str; 4] = ["&nosuch;", "<", "]]>", "</p>"];

/// What properties are set to.
const VALUES: [&str; 50] = [
    "0",
    "-1",
    "1",
    "0.5pt",
    "12pt",
    "-30mm",
    "100000mm",
    "-100000mm",
    "99999em",
    "-99999rem",
    "100%",
    "99999%",
    "-99999%",
    "nan",
    "inf",
    "1e38pt",
    "auto",
    "none",
    "inherit",
    "normal",
    "block",
    "inline",
    "flex",
    "grid",
    "table",
    "table-cell",
    "list-item",
    "fixed",
    "collapse",
    "column",
    "wrap",
    "avoid",
    "page",
    "nowrap",
    "pre",
    "anywhere",
    "justify",
    "right",
    "border-box",
    "2pt dashed #17375e",
    "9999pt double red",
    "underline line-through",
    "super",
    "bottom",
    "repeat(200, 1fr)",
    "minmax(0, 99999fr) repeat(3, 50%) auto",
    "span 200",
    "-200 / 30000",
    "1 / span 99999",
    "1pt 200% -3em 0",
];

const SELECTORS: [&str; 8] = ["*", "p", "div div", "td", "table > *", ".a", "span", "svg, path"];

/// What stylesheets hold beside declarations.
const RULES: [&str; 14] = [
    "@page { size: 10mm 10mm; margin: 100mm }",
    "@page { size: 100000mm 10mm landscape; @bottom-right { content: counter(pages) counter(page) } }",
    "@page { size: 0 0; margin: 99999% -5mm",
    "@media print { p { color: red } }",
    "@",
    "}",
    "{",
    "p > div + span ~ td:nth-child(-99999999999n+1), :not(",
    "*:first-child:last-child:nth-child(2n) { display: grid }",
    "/* ",
    "*/",
    "\"",
    "a { color: rgb(1, 2",
    "\\ !important; ;;",
];

/// Markup: a node, and what is in it.
fn markup() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => select(&TEXTS[..]).prop_map(str::to_owned),
        1 => rule().prop_map(|rule| format!("<style>{rule}</style>")),
    ];
    leaf.prop_recursive(24, 120, 5, |inner| {
        let style = proptest::option::weighted(0.7, declarations());
        (select(&STARTS[..]), style, proptest::collection::vec(inner, 0..5)).prop_map(
            |((name, attributes), style, inside)| {
                let style = style.map_or_else(String::new, |style| format!(" style='{style}'"));
                format!("<{name} {attributes}{style}>{}</{name}>", inside.concat())
            },
        )
    })
}

fn declarations() -> impl Strategy<Value = String> {
    let names: Vec<&str> = property_names().collect();
    let declaration =
        (select(names), select(&VALUES[..])).prop_map(|(name, value)| format!("{name}: {value};"));
    proptest::collection::vec(declaration, 0..6).prop_map(|all| all.concat())
}

fn rule() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (select(&SELECTORS[..]), declarations()).prop_map(|(selector, style)| format!("{selector} {{ {style} }}\n")),
        1 => select(&RULES[..]).prop_map(str::to_owned),
    ]
}

fn stylesheet() -> impl Strategy<Value = String> {
    proptest::collection::vec(rule(), 0..6).prop_map(|rules| rules.concat())
}

/// Fills `template` in with a rep's figures.
fn filled(template: &str) -> Option<String> {
    let view = json!({
        "rep": { "name": "陈晓岚 <&>", "team": null },
        "score": "98.20",
        "kpis": [
            { "name": "销售额", "raw": { "actual": "541000.50", "mom": null } },
            { "name": "回款率", "raw": { "actual": "0.982", "mom": "-0.02" } },
        ],
    });
    let templates = Templates::new([(APPRAISAL, template.to_owned())]);
    let filled = PrintTemplates::new(&templates, Language::Chinese, None)
        .and_then(|templates| templates.render(APPRAISAL, &view));
    match filled {
        Ok(markup) => Some(markup),
        Err(error) => {
            for language in [Language::Chinese, Language::English] {
                assert!(!error.fault.wording(language).is_empty(), "{error:?}");
            }
            None
        }
    }
}

/// Lays markup out and writes it as a PDF.
fn print(markup: &str, css: &str) {
    let sheet = Stylesheet::parse(css);
    match lay_out(markup, &[sheet], &FONTS, &Images::default()) {
        Ok(laid_out) => {
            assert!(!laid_out.pages.is_empty());
            for page in &laid_out.pages {
                assert!(is_finite(page), "{page:?}");
            }
            let file = write(&laid_out.pages, &PdfFonts::whole(&FONTS), &Metadata::default()).unwrap();
            assert!(file.starts_with(b"%PDF"));
        }
        Err(error) => assert!(error.position.line > 0 && !error.to_string().is_empty()),
    }
}

fn is_finite(page: &Page) -> bool {
    page.width.is_finite() && page.height.is_finite() && page.items.iter().all(has_finite_lengths)
}

fn has_finite_lengths(item: &Item) -> bool {
    let is_finite = |rect: &Rect| {
        [rect.x, rect.y, rect.width, rect.height]
            .iter()
            .all(|length| length.is_finite())
    };
    match item {
        Item::Fill { rect, .. } | Item::Image { rect, .. } | Item::Link { rect, .. } => is_finite(rect),
        Item::Line { from, to, width, .. } => [from.0, from.1, to.0, to.1, *width]
            .iter()
            .all(|length| length.is_finite()),
        Item::Text(run) => {
            let advances = run.glyphs.iter().map(|glyph| glyph.advance);
            advances
                .chain([run.x, run.baseline, run.size])
                .all(f32::is_finite)
        }
        Item::Shape(shape) => shape.origin.0.is_finite() && shape.origin.1.is_finite(),
        Item::Clipped { rect, item } => is_finite(rect) && has_finite_lengths(item),
    }
}

fn in_time(what: &str, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    assert!(start.elapsed() < MOST_TIME, "{:?} for {what}", start.elapsed());
}

#[test]
fn a_mistake_in_every_row_of_a_long_table_is_told_in_time() {
    const ROWS: usize = 5_000;
    let row = |number| {
        format!(
            "<tr id=\"r{number}\">\n<td><blink>{number}</blink></td><td><a href=\"#r{number}\">行</a></td></tr>"
        )
    };
    let rows: String = (0..ROWS).map(row).collect();
    let markup =
        format!("<html><body><table><thead><tr><th>头</th></tr></thead>{rows}</table></body></html>");
    in_time("a long table", || {
        let laid_out = lay_out(&markup, &[], &FONTS, &Images::default()).unwrap();
        assert_eq!(laid_out.warnings.len(), ROWS);
        assert_eq!(
            (
                laid_out.warnings[1].position.line,
                laid_out.warnings[1].position.column
            ),
            (3, 5)
        );
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_text_is_a_template_or_a_mistake(text in "\\PC{0,60}|[ -~\n]{0,80}") {
        in_time(&text, || {
            if let Some(markup) = filled(&text) {
                print(&markup, &text);
            }
        });
    }

    #[test]
    fn any_mixture_of_tags_is_a_template_or_a_mistake(
        pieces in proptest::collection::vec(prop_oneof![
            4 => select(&TAGS[..]),
            2 => select(&TEXTS[..]),
            1 => select(&BREAKS[..]),
            1 => Just("<p>"),
        ], 0..9),
    ) {
        let template = pieces.concat();
        in_time(&template, || {
            if let Some(markup) = filled(&template) {
                print(&markup, "");
            }
        });
    }

    #[test]
    fn any_markup_is_laid_out_or_a_mistake(
        markup in markup(),
        broken in proptest::option::weighted(0.1, select(&BREAKS[..])),
        css in stylesheet(),
    ) {
        let markup = format!("<html><body>{markup}{}</body></html>", broken.unwrap_or_default());
        in_time(&format!("{markup}\n{css}"), || print(&markup, &css));
    }
}
