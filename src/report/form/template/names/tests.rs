//! Names of templates that are known, misspelt, or asked for.

use super::*;
use crate::report::templates::{APPRAISAL, BUILT_IN};

fn found(template: &str) -> Option<(u32, u32, String, Option<String>)> {
    let templates = Templates::new([(APPRAISAL, template.to_owned())]);
    let error = unknown(&templates)?;
    match error.fault {
        TemplateFault::Unknown { name, nearest, .. } => Some((error.line, error.column, name, nearest)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_that_mean_nothing_are_found_wherever_they_stand() {
    for (template, line, column, name, nearest) in [
        ("{% if scor %}{% endif %}", 1, 7, "scor", "score"),
        (
            "\n{% if score and not rep.nam %}{% endif %}",
            2,
            25,
            "rep.nam",
            "rep.name",
        ),
        (
            "{% if score %}{% elif grad == 'A' %}{% endif %}",
            1,
            23,
            "grad",
            "grade",
        ),
        ("{% for kpi in kpi %}{% endfor %}", 1, 15, "kpi", "kpis"),
        (
            "{% for k in kpis %}{% if k.raw.atainment %}{% endif %}{% endfor %}",
            1,
            32,
            "k.raw.atainment",
            "k.raw.attainment",
        ),
        (
            "{% for k in kpis %}{% endfor %}{% if k.raw %}{% endif %}",
            1,
            38,
            "k",
            "",
        ),
        (
            "{% for row in week_rows %}{% for w in row %}{{ w.weeks }}{% endfor %}{% endfor %}",
            1,
            50,
            "w.weeks",
            "w.week",
        ),
        (
            "{% for k in kpis[1:3] %}{% if k.nam %}{% endif %}{% endfor %}",
            1,
            33,
            "k.nam",
            "k.name",
        ),
        (
            "{{ kpis[0].raw.actul }}",
            1,
            16,
            "kpis[0].raw.actul",
            "kpis[0].raw.actual",
        ),
        ("{{ kpis[cuont].name }}", 1, 9, "cuont", ""),
        ("{% set n = kpis | length + scores %}", 1, 28, "scores", "score"),
        (
            "{{ 'x' ~ compny | default(value='') }}",
            1,
            10,
            "compny",
            "company",
        ),
        (
            "{{ score | default(value=raw_scor) }}",
            1,
            26,
            "raw_scor",
            "raw_score",
        ),
        ("{{ say(zh=compani, en=company) }}", 1, 11, "compani", "company"),
        ("{{ <charts.bar share={shre} /> }}", 1, 23, "shre", ""),
        ("{{ 1 < scor }}", 1, 8, "scor", "score"),
        ("{{ [k.nam for x in kpis] }}", 1, 5, "k", ""),
        ("{{ 'a' if scor else 'b' }}", 1, 11, "scor", "score"),
        ("{{ kpis.name }}", 1, 9, "kpis.name", ""),
        ("{{ score.text }}", 1, 10, "score.text", ""),
        (
            "{% component a(b) %}{% if c %}{% endif %}{% endcomponent %}",
            1,
            27,
            "c",
            "",
        ),
        (
            "{% component a(b) %}{% if score %}{% endif %}{% endcomponent %}",
            1,
            27,
            "score",
            "",
        ),
        (
            "{% filter replace(from=a, to='b') %}{% endfilter %}",
            1,
            24,
            "a",
            "",
        ),
    ] {
        let (found_line, found_column, found_name, near) =
            found(template).unwrap_or_else(|| panic!("{template}"));
        assert_eq!(
            (found_line, found_column, found_name.as_str()),
            (line, column, name),
            "{template}"
        );
        if !nearest.is_empty() {
            assert_eq!(near.as_deref(), Some(nearest), "{template}");
        }
    }
}

#[test]
fn what_may_well_be_meant_is_let_pass() {
    for template in [
        "{# {{ nobody }} #}{% raw %}{{ nobody }}{% endraw %}{{ '{{ nobody }}' }}",
        "{% set nobody = 1 %}{{ nobody.x }}",
        "{% for key, value in rep %}{{ key }}{{ value.x }}{{ loop.index }}{% endfor %}",
        "{% for k in kpis | sort(attribute='raw.points') %}{{ k.anything }}{% endfor %}",
        "{% for k in [1, 2] %}{{ k }}{% else %}{{ k }}{% endfor %}",
        "{% for k in kpis %}{% set best = k %}{% endfor %}{{ best.other }}",
        "{% for c in rep.name %}{{ c }}{% endfor %}",
        "{{ [x.name for x in kpis if x.points] | join(sep=', ') }}",
        "{{ [v for k, v in rep] }}",
        "{% if nobody is defined %}{{ nobody.name }}{% endif %}",
        "{% if rep.nick is not undefined and rep.nick != 'x' %}{{ rep.nick }}{% endif %}",
        "{{ rep?.nick }}{{ nobody?.name }}{{ kpis?[9].name }}",
        "{{ kpis[0]['any'] }}{{ rep['name'] }}{{ kpis[loop_count | default(value=0)] }}{% set loop_count = 1 %}",
        "{% if score is number or score is not string %}{% endif %}",
        "{% if not score or true and none == null %}{% endif %}",
        "{{ <page.footer left={company} /> }}{{ score < raw_score }}{{ (score) < raw_score }}",
        "{% component a(b: String = 'x', ...rest) {\"note\": 1} %}{{ b }}{{ rest }}{{ body }}{% endcomponent %}",
        "{% component a.b(c) %}{{ body }}{% endcomponent a.b %}{% <a.b c={score}> %}{{ score }}{% </a.b> %}",
        "{% block main %}{{ score }}{% endblock main %}{% set x | upper %}{{ score }}{% endset %}",
        "{{ {'a': score, 'b': {'c': 1} }.b.c }}{{ __tera_context }}",
        "{{ rep.name[0:2] }}{{ 1.5 * 2e3 }}{{ -1 ** 2 }}",
    ] {
        assert_eq!(found(template), None, "{template}");
    }
    // A template that others include is filled in with what they have.
    let included = Templates::new([
        ("report.html", "{% include 'summary.html' %}".to_owned()),
        ("summary.html", "{{ growth.mom }}{{ nobody }}".to_owned()),
    ]);
    assert_eq!(unknown(&included), None);
    assert_eq!(unknown(&Templates::default()), None);
}

/// Every name of the built-in templates, misspelt in turn, is found where it stands.
#[test]
fn no_misspelling_of_the_built_in_templates_is_missed() {
    let mut tried = 0;
    for (template, text) in BUILT_IN.iter().filter(|(name, _)| MARKUP.contains(name)) {
        let scopes_text = tags(text);
        for pieces in scopes_text.iter().map(|tag| &tag.pieces) {
            for at in (0..pieces.len()).filter(|at| is_variable(pieces, *at)) {
                let word = pieces[at].text;
                let is_bound = pieces[..at]
                    .iter()
                    .any(|piece| matches!(piece.text, "for" | "set"))
                    && !pieces[..at].iter().any(|piece| matches!(piece.text, "in" | "="));
                let is_command = at == 0 && !text[..pieces[at].offset].ends_with("{{ ");
                if is_bound
                    || is_command
                    || pieces[0].is_word("component")
                    || pieces[0].is_word("endcomponent")
                {
                    continue;
                }
                let end = pieces[at].offset + word.len();
                let misspelt = format!("{}zq{}", &text[..end], &text[end..]);
                let error = unknown(&Templates::new([(*template, misspelt)]));
                let error = error.unwrap_or_else(|| panic!("{template}: {word}zq at {end} is let pass"));
                let at = Position::of(text, pieces[at].offset);
                assert_eq!(
                    (error.template.as_str(), error.line, error.column),
                    (*template, at.line, at.column)
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 150, "{tried}");
}
