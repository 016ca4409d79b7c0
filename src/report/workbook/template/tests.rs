//! Templates read, and told what is wrong with them and where.

use super::*;
use crate::report::templates::{Templates, WORKBOOK};

fn block(columns: &str) -> String {
    format!("[[sheet]]\nname = \"S\"\n[[sheet.block]]\nrows = \"reps\"\ncolumns = [{columns}]\n")
}

/// What is wrong with a text, and the part of it that is meant.
fn wrong(text: &str) -> Vec<(String, Wrong)> {
    let mistakes = Template::parse(text).unwrap_err();
    mistakes
        .into_iter()
        .map(|mistake| (text[mistake.span].to_owned(), mistake.wrong))
        .collect()
}

#[test]
fn the_built_in_template_is_sound() {
    let template = Template::parse(Templates::default().text(WORKBOOK)).unwrap();
    assert_eq!(template.sheets.len(), 13);
    assert!(template.sheets[3].per_team);
}

#[test]
fn mistakes_are_told_with_their_place() {
    let (part, what) = wrong(&block("{ field = \"scroe\" }")).remove(0);
    assert_eq!(part, "\"scroe\"");
    assert!(
        matches!(what, Wrong::UnknownWord { word, known } if word == "scroe" && known.contains(&"score".into()))
    );

    let (part, what) = wrong(&block("{ field = \"score\", colour = 1 }")).remove(0);
    assert_eq!(part, "colour");
    assert!(
        matches!(what, Wrong::UnknownKey { key, known } if key == "colour" && known.contains(&"width".into()))
    );

    let (part, what) = wrong(&block("{ field = \"points\" }")).remove(0);
    assert_eq!(
        (part.as_str(), what),
        ("\"points\"", Wrong::NeedsEach("points".into()))
    );

    let (part, what) = wrong(&block("{ expression = \"{{ name \" }")).remove(0);
    assert_eq!(part, "\"{{ name \"");
    assert!(matches!(what, Wrong::Expression(_)));

    let both = wrong(&block("{ field = \"name\", expression = \"x\" }"));
    assert!(matches!(&both[0].1, Wrong::NotOneOf(keys) if keys.len() == 4));
}

#[test]
fn a_value_of_another_kind_is_told_what_it_should_be() {
    for (line, part, wanted) in [
        ("zoom = \"x\"", "\"x\"", Wanted::Whole),
        ("grid = \"x\"", "\"x\"", Wanted::Number),
        ("protect = 1", "1", Wanted::Flag),
        ("tab = 1", "1", Wanted::Text),
        ("block = 1", "1", Wanted::List),
        ("block = [1]", "1", Wanted::Table),
    ] {
        let told = wrong(&format!("[[sheet]]\nname = \"S\"\n{line}\n"));
        assert_eq!(told, [(part.to_owned(), Wrong::OtherKind(wanted))], "{line}");
    }
    let told = wrong("[[sheet]]\nname = \"S\"\nfreeze = -3\n");
    let bounds = Wrong::OutOfRange {
        least: 0,
        most: 65535,
    };
    assert_eq!(told, [("-3".to_owned(), bounds)]);
}

#[test]
fn every_mistake_is_told_at_once() {
    let text = "[[sheet]]\nname = \"S\"\ntab = \"blue\"\n[[sheet.block]]\nrows = \"reps\"\ncolumns = [{ field = \"a\" }, { field = \"b\" }]\n\
        [[sheet.block]]\nchart = { kind = \"bar\", of = \"nothing\", category = \"name\", series = [], title = \"T\" }\n\
        [[sheet]]\nname = \"s\"\n";
    let told: Vec<String> = wrong(text).into_iter().map(|(part, _)| part).collect();
    assert_eq!(told, ["\"blue\"", "\"a\"", "\"b\"", "\"nothing\"", "\"s\""]);
}

#[test]
fn a_kpi_of_its_own_or_a_repetition_takes_fields_of_kpis() {
    for columns in [
        "{ field = \"points\", kpi = \"sales\" }",
        "{ each = \"kpi\", columns = [{ field = \"points\" }, { field = \"target\" }] }",
        "{ each = \"month\", columns = [{ field = \"month_sales\" }] }, { sparkline = \"month_sales\" }",
    ] {
        assert!(Template::parse(&block(columns)).is_ok(), "{columns}");
    }
}

const DOCUMENTATION: &str = include_str!("../../../../docs/workbook.md");

#[test]
fn every_key_is_documented_and_every_documented_key_is_known() {
    // What a mistaken key is told to be instead is every key that there is.
    let keys = |text: &str| match wrong(text).remove(0).1 {
        Wrong::UnknownKey { known, .. } => known,
        other => panic!("{other:?}"),
    };
    let sheet = "[[sheet]]\nname = \"S\"\n";
    for (text, heading) in [
        (format!("{sheet}bogus = 1"), "## `[[sheet]]`"),
        (
            format!("{sheet}[[sheet.block]]\nbogus = 1"),
            "## `[[sheet.block]]`",
        ),
        (block("{ bogus = 1 }"), "## Columns"),
    ] {
        let known = keys(&text);
        let section = DOCUMENTATION
            .split(heading)
            .nth(1)
            .unwrap()
            .split("\n## ")
            .next()
            .unwrap();
        let rows = section.lines().filter(|line| line.starts_with("| `"));
        let documented: Vec<&str> = rows
            .flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2))
            .collect();
        for key in &known {
            assert!(
                documented.contains(&key.as_str()),
                "{heading}: `{key}` is not documented"
            );
        }
        for key in documented {
            assert!(
                known.iter().any(|known| known == key),
                "{heading}: there is no `{key}`"
            );
        }
    }
}

#[test]
fn every_field_is_documented() {
    use crate::report::workbook::source::Source;
    let sections: Vec<&str> = DOCUMENTATION.split("\n### ").skip(1).collect();
    for (name, source) in [
        ("company", Source::Company),
        ("reps", Source::Reps),
        ("teams", Source::Teams),
        ("kpis", Source::Kpis),
        ("grades", Source::Grades),
        ("settings", Source::Settings),
        ("months", Source::Months),
        ("weeks", Source::Weeks),
        ("plan", Source::Plan),
        ("pace", Source::Pace),
        ("customers-won", Source::CustomersWon),
        ("regions", Source::Regions),
        ("products", Source::Products),
        ("findings", Source::Findings),
        ("account", Source::Account),
    ] {
        let section = sections
            .iter()
            .find(|section| section.starts_with(&format!("`{name}`")))
            .unwrap();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
        let documented: Vec<&str> = rows.filter_map(|row| row.split('`').next()).collect();
        let fields: Vec<&str> = source.fields().iter().map(|field| field.name).collect();
        assert_eq!(documented, fields, "{name}");
    }
}

#[test]
fn numbers_that_excel_would_not_open_are_told_at_their_place() {
    let told = |text: &str| {
        let mistakes = Template::parse(text).unwrap_err();
        let [mistake] = &mistakes[..] else {
            panic!("{mistakes:?}");
        };
        (text[mistake.span.clone()].to_owned(), mistake.wrong.clone())
    };
    let column = |column: &str| {
        format!(
            "[[sheet]]\nname = \"a\"\n[[sheet.block]]\nrows = \"reps\"\ncolumns = [{{ field = \"score\", {column} }}]\n"
        )
    };
    let widths = Wrong::OutOfRange { least: 0, most: 255 };
    assert_eq!(told(&column("width = 900")), ("900".into(), widths.clone()));
    assert_eq!(
        told("[[sheet]]\nname = \"a\"\ngrid = -3\n"),
        ("-3".into(), widths)
    );
    let zooms = Wrong::OutOfRange { least: 10, most: 400 };
    assert_eq!(
        told("[[sheet]]\nname = \"a\"\nzoom = 1000\n"),
        ("1000".into(), zooms)
    );
    for wrong in ["0%[red", "0\"个", "0;0;0;0;0", "", "0]", "0\\\\"] {
        let quoted = format!("'{}'", wrong.replace("\\\\", "\\"));
        let expected = Wrong::Format(wrong.replace("\\\\", "\\"));
        assert_eq!(
            told(&column(&format!("format = {quoted}"))),
            (quoted.clone(), expected)
        );
    }
    for right in [
        "#,##0.00",
        "+0.0%;-0.0%;0.0%",
        "[Red]-0;0",
        "0\" 人\"",
        "yyyy\"年\"m\"月\"",
    ] {
        assert!(
            Template::parse(&column(&format!("format = '{right}'"))).is_ok(),
            "{right}"
        );
    }
}

#[test]
fn a_text_of_one_language_and_a_column_of_nothing_are_told_at_their_place() {
    let text = "[[sheet]]\nname = { zh = \"总览\" }\n";
    let mistake = Template::parse(text).unwrap_err().remove(0);
    assert_eq!(&text[mistake.span], "{ zh = \"总览\" }");
    assert!(matches!(mistake.wrong, Wrong::NotOneOf(_)), "{:?}", mistake.wrong);

    let text = "[[sheet]]\nname = \"a\"\n[[sheet.block]]\nrows = \"reps\"\ncolumns = [{}]\n";
    let mistake = Template::parse(text).unwrap_err().remove(0);
    assert_eq!(&text[mistake.span], "\"reps\"");
}
