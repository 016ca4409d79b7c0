mod framed;

use std::sync::LazyLock;

use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use super::super::display::{Item, LineStyle, Rect, Rgb};
use super::super::trouble::Oversight;
use super::*;

fn fonts() -> FontSet {
    static BUNDLED: LazyLock<FontSet> = LazyLock::new(|| FontSet::bundled().unwrap());
    BUNDLED.clone()
}

/// A sheet of 120 × 140 points with margins of 10, text of 10 points on lines of 20: ten Chinese characters a line,
/// six lines a page.
const SHEET: &str = "@page { size: 120pt 140pt; margin: 10pt } body { font-size: 10pt; line-height: 20pt } \
                     p, h1, h2, ul, table { margin: 0 } h1, h2 { font-size: 10pt } td, th { padding: 0 }";

fn laid_out(css: &str, body: &str) -> LaidOut {
    let css = format!("{SHEET} {css}");
    let markup = format!("<html><body>{body}</body></html>");
    lay_out(&markup, &[Stylesheet::parse(&css)], &fonts(), &Images::default()).unwrap()
}

/// The texts of each page: where they begin, on which baseline, and what they say, rounded to points.
fn texts(out: &LaidOut) -> Vec<Vec<String>> {
    let text = |item: &Item| match item {
        Item::Text(run) => {
            let text: String = run.glyphs.iter().map(|glyph| glyph.character).collect();
            Some(format!("{:.0},{:.0} {text}", run.x, run.baseline))
        }
        _ => None,
    };
    out.pages
        .iter()
        .map(|page| page.items.iter().filter_map(text).collect())
        .collect()
}

fn words(out: &LaidOut) -> Vec<Vec<String>> {
    let word = |text: String| {
        text.split_once(' ')
            .map(|(_, word)| word.to_owned())
            .unwrap_or_default()
    };
    texts(out)
        .into_iter()
        .map(|page| page.into_iter().map(word).collect())
        .collect()
}

/// Start, end, width.
type Stroke = ((f32, f32), (f32, f32), f32);

fn lines(out: &LaidOut) -> Vec<Stroke> {
    let line = |item: &Item| match item {
        Item::Line { from, to, width, .. } => Some((*from, *to, *width)),
        _ => None,
    };
    out.pages
        .iter()
        .flat_map(|page| page.items.iter().filter_map(line))
        .collect()
}

fn fills(out: &LaidOut) -> Vec<(Rect, Rgb)> {
    let fill = |item: &Item| match item {
        Item::Fill { rect, color } => Some((*rect, *color)),
        _ => None,
    };
    out.pages
        .iter()
        .flat_map(|page| page.items.iter().filter_map(fill))
        .collect()
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.05
}

mod blocks {
    use super::*;

    #[test]
    fn blocks_stand_below_each_other_and_margins_collapse() {
        let out = laid_out(
            "p { margin: 6pt 0 4pt } div { padding-left: 1em; border-left: 2pt solid red; margin-left: 3pt }",
            "<p>一</p><div><p>二</p></div>三",
        );
        // Half of what 20 points leave over is above the text: the baseline is 13.8 below a line's top.
        assert_eq!(texts(&out), [["10,30 一", "25,56 二", "10,80 三"]]);
    }

    #[test]
    fn inline_pieces_share_a_baseline() {
        let out = laid_out(
            "",
            "<p>甲<b>乙</b><span style='font-size: 20pt'>丙</span>x<sup>2</sup></p>",
        );
        assert_eq!(
            texts(&out),
            [["10,28 甲", "20,28 乙", "30,28 丙", "50,28 x", "55,24 2"]]
        );
    }

    #[test]
    fn flex_rows_share_their_width() {
        let out = laid_out(
            ".row { display: flex; gap: 10pt; justify-content: space-between } .a { flex: 1 } .b { flex: 2 }",
            "<div class='row'><div class='a'>甲乙丙丁</div><div class='b'>戊</div></div>\
             <div class='row'><span>左</span><span>右</span></div>",
        );
        assert_eq!(
            texts(&out),
            [["10,24 甲乙丙", "10,44 丁", "50,24 戊", "10,64 左", "100,64 右"]]
        );
    }

    #[test]
    fn content_box_is_what_width_measures_unless_it_says_otherwise() {
        let css = "div { width: 40pt; padding: 5pt; background: #010203; line-height: 0 } .b { box-sizing: border-box }";
        let out = laid_out(css, "<div></div><div class='b'></div>");
        let widths: Vec<f32> = fills(&out).iter().map(|(rect, _)| rect.width).collect();
        assert!(near(widths[0], 50.0) && near(widths[1], 40.0), "{widths:?}");
    }

    #[test]
    fn lists_have_markers_before_their_items() {
        let out = laid_out("", "<ol start='9'><li>甲</li><li>乙</li></ol>");
        let numbers: Vec<_> = words(&out).concat();
        assert_eq!(numbers, ["9.", "甲", "10.", "乙"]);
    }

    #[test]
    fn nothing_at_all_is_an_empty_page() {
        let out = laid_out("", "");
        assert_eq!(out.pages.len(), 1);
        assert_eq!(out.pages[0].items, []);
        let hidden = laid_out("p { display: none }", "<p>x</p>");
        assert_eq!(hidden.pages[0].items, []);
    }
}

mod lines_of_text {
    use super::*;

    fn broken(css: &str, text: &str) -> Vec<String> {
        words(&laid_out(css, &format!("<p>{text}</p>"))).concat()
    }

    #[test]
    fn no_sign_begins_or_ends_a_line_where_it_must_not() {
        assert_eq!(
            broken("", "一二三四五六七八九十，甲"),
            ["一二三四五六七八九", "十，甲"]
        );
        assert_eq!(
            broken("", "一二三四五六七八九（甲）"),
            ["一二三四五六七八九", "（甲）"]
        );
        assert_eq!(
            broken("", "一二三四五六七八12.5%。"),
            ["一二三四五六七八", "12.5%。"]
        );
        assert_eq!(
            broken("", "一二三四五六2026年10月"),
            ["一二三四五六", "2026年10月"]
        );
        assert_eq!(
            broken("", "一二三四五六七八12.5 元"),
            ["一二三四五六七八", "12.5 元"]
        );
        assert_eq!(
            broken("", "一二三四五六七八50万元"),
            ["一二三四五六七八", "50万元"]
        );
        assert_eq!(
            broken("", "月<b>销售额</b>一二三四五六七八"),
            ["月", "销售额", "一二三四五六", "七八"]
        );
    }

    #[test]
    fn words_break_only_where_they_cannot_fit() {
        let long = "m".repeat(20);
        let lines = broken("", &format!("ab {long}"));
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert_eq!(lines[0], "ab");
        assert_eq!(lines.concat().len(), 22);
        assert_eq!(broken("p { overflow-wrap: normal }", &long).concat(), long);
        assert_eq!(
            broken("p { white-space: nowrap }", "一二三四五六七八九十甲乙"),
            ["一二三四五六七八九十甲乙"]
        );
        let clauses = "<span>一二三四五六，</span><span>七八九十</span>";
        assert_eq!(
            broken("span { white-space: nowrap }", clauses),
            ["一二三四五六，", "七八九十"]
        );
    }

    #[test]
    fn set_line_breaks_are_kept() {
        assert_eq!(broken("", "甲<br/>乙"), ["甲", "乙"]);
        assert_eq!(broken("p { white-space: pre-line }", "甲\n  乙"), ["甲", "乙"]);
        let out = laid_out("", "<p>甲<br/><br/>乙</p>");
        assert_eq!(texts(&out), [["10,24 甲", "10,64 乙"]]);
    }

    #[test]
    fn justified_lines_fill_their_width_but_for_the_last() {
        let out = laid_out(
            "p { text-align: justify }",
            "<p>一二三 abc 四五，甲（乙）丙丁</p>",
        );
        let widths: Vec<f32> = out.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Text(run) => Some(run.glyphs.iter().map(|glyph| glyph.advance).sum()),
                _ => None,
            })
            .collect();
        assert_eq!(widths.len(), 2, "{out:?}");
        assert!(near(widths[0], 100.0) && widths[1] < 90.0, "{widths:?}");
    }

    #[test]
    fn alignment_and_indent() {
        let css = ".r { text-align: right } .c { text-align: center } .i { text-indent: 2em }";
        let out = laid_out(
            css,
            "<p class='r'>甲</p><p class='c'>甲</p><p class='i'>一二三四五六七八九</p>",
        );
        assert_eq!(
            texts(&out),
            [["100,24 甲", "55,44 甲", "30,64 一二三四五六七八", "10,84 九"]]
        );
    }

    #[test]
    fn what_no_font_has_is_painted_as_the_replacement_and_said() {
        let out = laid_out("", "<p>甲\u{e000}乙</p>");
        assert_eq!(out.missing.iter().collect::<String>(), "\u{e000}");
        assert_eq!(words(&out).concat(), ["甲\u{fffd}乙"]);
    }
}

mod tables {
    use super::*;

    const GRID: &str = "table { border-collapse: collapse; width: 100pt } td, th { border: 1pt solid black }";

    #[test]
    fn shared_borders_are_painted_once_and_the_wider_one_wins() {
        let out = laid_out(
            &format!("{GRID} .x {{ border: 3pt solid red }}"),
            "<table><tr><td>甲</td><td>乙</td></tr><tr><td class='x'>丙</td><td>丁</td></tr></table>",
        );
        let mut found = lines(&out);
        found.sort_by(|a, b| (a.0.1, a.0.0).partial_cmp(&(b.0.1, b.0.0)).unwrap());
        let horizontal: Vec<_> = found.iter().filter(|(from, to, _)| near(from.1, to.1)).collect();
        let vertical: Vec<_> = found.iter().filter(|(from, to, _)| near(from.0, to.0)).collect();
        // Above, between (red and black), below (red and black); left, middle and right, each with its red part.
        assert_eq!(
            horizontal
                .iter()
                .map(|line| line.2.round() as u32)
                .collect::<Vec<_>>(),
            [1, 3, 1, 3, 1]
        );
        assert_eq!(vertical.len(), 5, "{vertical:?}");
        let total: f32 = vertical.iter().map(|(from, to, _)| to.1 - from.1).sum();
        let height = horizontal[4].0.1 - horizontal[0].0.1;
        assert!(near(total, 3.0 * height), "{total} {height}");
    }

    #[test]
    fn cells_span_columns_and_rows() {
        let out = laid_out(
            "table { width: 90pt; border-spacing: 0; table-layout: fixed }",
            "<table><tr><td rowspan='2'>甲</td><td colspan='2'>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>",
        );
        assert_eq!(texts(&out), [["10,34 甲", "40,24 乙", "40,44 丙", "70,44 丁"]]);
    }

    #[test]
    fn widths_follow_what_is_given_and_what_is_inside() {
        let css = "table { width: 100pt; border-spacing: 0 } .a { width: 30pt } .b { width: 20% }";
        let out = laid_out(
            css,
            "<table><tr><td class='a'>甲</td><td class='b'>乙</td><td>丙</td></tr></table>",
        );
        assert_eq!(texts(&out), [["10,24 甲", "40,24 乙", "60,24 丙"]]);
        let columns = "<colgroup><col style='width: 50pt'/><col/></colgroup>";
        let out = laid_out(
            css,
            &format!("<table>{columns}<tr><td>甲</td><td>乙</td></tr></table>"),
        );
        assert_eq!(texts(&out), [["10,24 甲", "60,24 乙"]]);
    }

    #[test]
    fn a_table_without_a_width_is_as_wide_as_its_content_and_never_wider_than_the_page() {
        let out = laid_out(
            "table { border-spacing: 0; background: #ffffff }",
            "<table><tr><td>甲乙</td><td>丙</td></tr></table>\
             <table><tr><td>averyveryverylongword</td><td>一二三四五六七八九十</td></tr></table>",
        );
        let fills = fills(&out);
        assert!(
            near(fills[0].0.width, 30.0) && fills[1].0.width <= 100.05,
            "{fills:?}"
        );
    }

    #[test]
    fn cells_align_at_top_middle_and_bottom() {
        let css = "table { border-spacing: 0 } .t { vertical-align: top } .b { vertical-align: bottom }";
        let row = "<tr style='height: 60pt'><td class='t'>甲</td><td>乙</td><td class='b'>丙</td><td><p>丁</p></td></tr>";
        let out = laid_out(css, &format!("<table>{row}</table>"));
        assert_eq!(texts(&out), [["10,24 甲", "20,44 乙", "30,64 丙", "40,44 丁"]]);
    }

    #[test]
    fn cells_have_round_corners_unless_they_share_their_borders() {
        let css = "table { border-spacing: 2pt } td { border: 1pt solid black; background: #ffffff; border-radius: 3pt }";
        let cells = "<table><tr><td>甲</td><td>乙</td></tr></table>";
        let shapes = |out: &LaidOut| {
            let is_shape = |item: &&Item| matches!(item, Item::Shape(_));
            out.pages[0].items.iter().filter(is_shape).count()
        };
        let round = laid_out(css, cells);
        assert_eq!(
            (shapes(&round), round.warnings.len()),
            (4, 0),
            "a fill and a border each"
        );
        let shared = laid_out(&format!("{css} table {{ border-collapse: collapse }}"), cells);
        assert_eq!(shapes(&shared), 0);
        let said: Vec<_> = shared.warnings.iter().map(|warning| &warning.oversight).collect();
        assert_eq!(said, [&Oversight::SharedCorners; 2]);
    }

    #[test]
    fn dashes_stay_dashes() {
        let out = laid_out(
            "table { border-collapse: collapse } td { border-bottom: 1pt dashed #010203 }",
            "<table><tr><td>甲</td></tr></table>",
        );
        let style = out.pages[0].items.iter().find_map(|item| match item {
            Item::Line { style, color, .. } => Some((*style, *color)),
            _ => None,
        });
        assert_eq!(style, Some((LineStyle::Dashed, Rgb(1, 2, 3))));
    }

    #[test]
    fn what_stands_outside_cells_is_said() {
        let out = laid_out("", "<table>stray<tr><td>甲</td><p>p</p></tr></table>");
        assert_eq!(words(&out).concat(), ["甲"]);
        let said: Vec<_> = out
            .warnings
            .iter()
            .map(|warning| warning.oversight.clone())
            .collect();
        let outside = |text: &str| Oversight::OutsideCells(text.to_owned());
        assert_eq!(said, [outside("stray"), outside("<p>")]);
    }
}

mod pages {
    use super::*;

    fn numbered(count: usize, element: &str) -> String {
        let lines: Vec<_> = (1..=count)
            .map(|number| format!("<{element}>第{number}行</{element}>"))
            .collect();
        lines.concat()
    }

    #[test]
    fn pages_end_between_lines() {
        let out = laid_out("", &numbered(14, "p"));
        assert_eq!(words(&out).iter().map(Vec::len).collect::<Vec<_>>(), [6, 6, 2]);
        assert_eq!(texts(&out)[2][0], "10,24 第13行");
    }

    #[test]
    fn a_paragraph_leaves_no_single_line_behind() {
        let seven_lines = "一二三四五六七八九十".repeat(7);
        let out = laid_out("", &format!("<p>{seven_lines}</p>"));
        assert_eq!(words(&out).iter().map(Vec::len).collect::<Vec<_>>(), [5, 2]);
    }

    #[test]
    fn rows_stay_whole_and_headers_are_repeated() {
        let rows: Vec<_> = (1..=9)
            .map(|row| format!("<tr><td>第{row}行</td></tr>"))
            .collect();
        let rows = rows.concat();
        let table = format!("<table><thead><tr><th>头</th></tr></thead><tbody>{rows}</tbody></table>");
        let out = laid_out("table { border-spacing: 0; background: #ffffff }", &table);
        let words = words(&out);
        assert_eq!(words.iter().map(Vec::len).collect::<Vec<_>>(), [6, 5]);
        assert_eq!(words[1][..2], ["头", "第6行"]);
        let fills = fills(&out);
        assert!(near(fills[0].0.height, 120.0) && near(fills[1].0.y, 30.0) && near(fills[1].0.height, 80.0));
    }

    #[test]
    fn cut_rows_have_their_border_on_both_pages() {
        let rows = "<tr><td>行</td></tr>".repeat(7);
        let css = "table { border-collapse: collapse } td { border: 0.5pt solid black }";
        let out = laid_out(css, &format!("<table>{rows}</table>"));
        let count = |page: usize| {
            let level = |item: &&Item| matches!(item, Item::Line { from, to, .. } if near(from.1, to.1));
            out.pages[page].items.iter().filter(level).count()
        };
        assert_eq!((out.pages.len(), count(0), count(1)), (2, 6, 3));
    }

    #[test]
    fn a_row_higher_than_a_page_is_cut_between_its_lines() {
        let text = "一二三四五六七八九十".repeat(9);
        let out = laid_out(
            "table { border-spacing: 0 }",
            &format!("<table><tr><td>{text}</td></tr></table>"),
        );
        assert_eq!(words(&out).iter().map(Vec::len).collect::<Vec<_>>(), [6, 3]);
    }

    #[test]
    fn breaks_are_made_and_avoided_as_asked() {
        let case = |css: &str, body: &str, expected: &[usize]| {
            let out = laid_out(css, body);
            assert_eq!(
                words(&out).iter().map(Vec::len).collect::<Vec<_>>(),
                expected,
                "{css}"
            );
        };
        let four = numbered(4, "p");
        let three = format!("<div class='x'>{}</div>", numbered(3, "p"));
        case("", &format!("{four}{three}"), &[6, 1]);
        case(".x { break-inside: avoid }", &format!("{four}{three}"), &[4, 3]);
        case(
            ".x { page-break-before: always }",
            &format!("{four}{three}"),
            &[4, 3],
        );
        case(".x { break-before: page }", &format!("{three}{four}"), &[6, 1]);
        case(".x { break-after: page }", &format!("{three}{four}"), &[3, 4]);
        // A heading goes with what follows.
        case("", &format!("{}<h2>题</h2><p>文</p>", numbered(5, "p")), &[5, 2]);
        case(
            "h2 { break-after: auto }",
            &format!("{}<h2>题</h2><p>文</p>", numbered(5, "p")),
            &[6, 1],
        );
        // What is taller than a page is cut after all.
        case(
            ".x { break-inside: avoid }",
            &format!("<div class='x'>{}</div>", numbered(8, "p")),
            &[6, 2],
        );
    }

    #[test]
    fn a_box_over_two_pages_is_cut_open() {
        let css = "div { border: 2pt solid black; background: #eeeeee; padding: 3pt }";
        let out = laid_out(css, &format!("<div>{}</div>", numbered(7, "p")));
        let level: Vec<usize> = out
            .pages
            .iter()
            .map(|page| {
                let level = |item: &&Item| matches!(item, Item::Line { from, to, .. } if near(from.1, to.1));
                page.items.iter().filter(level).count()
            })
            .collect();
        assert_eq!((level, words(&out)[1].len()), (vec![1, 1], 2));
    }

    #[test]
    fn margins_carry_running_texts_with_page_numbers() {
        let css = "@page { @bottom-center { content: counter(page) ' / ' counter(pages); font-size: 8pt } \
                   @top-right { content: '页眉'; font-size: 8pt; color: #010203 } }";
        let out = laid_out(css, &numbered(7, "p"));
        let words = words(&out);
        assert_eq!(words[0][6..], ["1 / 2", "页眉"]);
        assert_eq!(words[1][1..], ["2 / 2", "页眉"]);
        assert!(texts(&out)[0][7].starts_with("94,"), "{:?}", texts(&out)[0]);
    }

    #[test]
    fn endless_content_is_an_error() {
        let markup = format!(
            "<html><body>{}</body></html>",
            "<p style='break-after: page'>x</p>".repeat(5001)
        );
        let error = lay_out(&markup, &[Stylesheet::parse(SHEET)], &fonts(), &Images::default()).unwrap_err();
        assert_eq!(error.fault, Fault::TooLong(MOST_PAGES));
    }
}

mod trouble {
    use super::*;

    #[test]
    fn warnings_say_where_in_which_text() {
        let sheet = Stylesheet::parse("p {\n  colour: red }");
        let markup = "<html><head><style>\n p { margin: x }</style></head>\n<body><p style='color: red;\n  float: left'>\
                      &nbsp;</p></body></html>";
        let out = lay_out(markup, &[sheet], &fonts(), &Images::default()).unwrap();
        let said: Vec<_> = out
            .warnings
            .iter()
            .map(|warning| {
                (
                    warning.text,
                    warning.position.to_string(),
                    warning.oversight.clone(),
                )
            })
            .collect();
        let property = |name: &str| Oversight::UnknownProperty(name.to_owned());
        assert_eq!(
            said,
            [
                (
                    TextKind::Markup,
                    "2:6".to_owned(),
                    Oversight::UnknownValue("margin".to_owned(), "x".to_owned())
                ),
                (TextKind::Markup, "4:3".to_owned(), property("float")),
                (TextKind::Stylesheet(0), "2:3".to_owned(), property("colour")),
            ]
        );
    }

    #[test]
    fn an_oversight_says_what_is_not_followed() {
        let warning = Oversight::UnknownValue("margin".to_owned(), "x".to_owned());
        assert_eq!(
            warning.to_string(),
            "property margin does not take \"x\"; correct it"
        );
    }

    #[test]
    fn malformed_markup_is_an_error_with_its_place() {
        let error = lay_out("<html>\n <p>x</html>", &[], &fonts(), &Images::default()).unwrap_err();
        assert_eq!(error.position, Position { line: 2, column: 6 });
    }

    #[test]
    fn the_deepest_nesting_is_laid_out() {
        let nested = |css: &str| {
            let body = format!("{}x{}", "<div>".repeat(62), "</div>".repeat(62));
            words(&laid_out(css, &body)).concat()
        };
        assert_eq!(nested(""), ["x"]);
        assert_eq!(nested("div { display: flex }"), ["x"]);
        assert_eq!(
            nested("div { display: flex; flex-direction: column; flex: 1 }"),
            ["x"]
        );
        let table = |count: usize| {
            let (open, close) = (
                "<table><tr><td>".repeat(count),
                "</td></tr></table>".repeat(count),
            );
            words(&laid_out("", &format!("{open}x{close}"))).concat()
        };
        assert_eq!(table(20), ["x"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_character_is_painted_once_and_in_order(
        text in "[a-z0-9 ,.%一-龥（），。“”《》\u{1}-\u{7f}]{0,80}",
        width in 0_u32..200,
        justify: bool,
    ) {
        let css = format!("p {{ width: {width}pt; text-align: {} }}", if justify { "justify" } else { "left" });
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let out = laid_out(&css, &format!("<p>{escaped}</p>"));
        let painted: String = words(&out).concat().concat();
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        prop_assert_eq!(solid(&painted), solid(&text));
        for page in &out.pages {
            for item in &page.items {
                if let Item::Text(run) = item {
                    prop_assert!(run.x.is_finite() && run.baseline.is_finite());
                    prop_assert!(run.glyphs.iter().all(|glyph| glyph.advance.is_finite()));
                }
            }
        }
    }

    #[test]
    fn no_document_breaks_the_engine(
        parts in proptest::collection::vec(0_usize..PARTS.len(), 0..40),
    ) {
        let mut markup = String::new();
        let mut open = Vec::new();
        for part in parts {
            let (start, end) = PARTS[part];
            if end.is_empty() && start.is_empty() {
                markup.push_str(open.pop().unwrap_or_default());
            } else {
                markup.push_str(start);
                open.push(end);
            }
        }
        markup.extend(open.into_iter().rev());
        let out = laid_out("table { border-collapse: collapse } td { border: 1pt solid }", &markup);
        prop_assert!(!out.pages.is_empty());
        for item in out.pages.iter().flat_map(|page| &page.items) {
            if let Item::Fill { rect, .. } = item {
                prop_assert!(rect.height.is_finite() && rect.width.is_finite());
            }
        }
    }
}

/// Pieces of documents, each with what closes it; the empty one closes the last that is open.
const PARTS: &[(&str, &str)] = &[
    ("", ""),
    ("", ""),
    ("", ""),
    ("<div>文字 text", "</div>"),
    ("<div style='display: flex; flex-wrap: wrap; gap: 3%'>", "</div>"),
    (
        "<div style='width: 50%; padding: 10%; break-inside: avoid; background: #eee'>",
        "</div>",
    ),
    (
        "<p style='break-before: page; white-space: nowrap'>很长的一行文字，不换行",
        "</p>",
    ),
    ("<table>", "</table>"),
    (
        "<table style='width: 100%; table-layout: fixed'><thead>",
        "</thead></table>",
    ),
    ("<tbody>", "</tbody>"),
    ("<tr>", "</tr>"),
    ("<td rowspan='3'>格", "</td>"),
    ("<td colspan='4' style='height: 90pt; width: 40%'>格", "</td>"),
    ("<td rowspan='0'>", "</td>"),
    ("<td colspan='100000'>", "</td>"),
    ("<ul><li style='margin: -20pt'>项", "</li></ul>"),
    ("<span style='font-size: 300pt'>大", "</span>"),
    ("<col span='3' style='width: 20%'/>", ""),
    ("<caption>题", "</caption>"),
    ("<hr style='height: 300pt'/>", ""),
];

mod grids_and_corners {
    use super::super::super::display::{Segment, Target};
    use super::*;

    #[test]
    fn grids_share_their_width_and_items_span() {
        let out = laid_out(
            ".g { display: grid; grid-template-columns: 30pt repeat(2, 1fr); gap: 10pt 5pt } .w { grid-column: span 2 }",
            "<div class='g'><div>甲</div><div class='w'>乙</div><div>丙</div><div>丁</div><div>戊</div></div>",
        );
        assert_eq!(
            texts(&out),
            [["10,24 甲", "45,24 乙", "10,54 丙", "45,54 丁", "80,54 戊"]]
        );
    }

    #[test]
    fn children_are_chosen_by_their_place() {
        let out = laid_out(
            "tr:nth-child(even) td { background: #010203 } td:last-child { background: #040506 }",
            "<table style='width: 100pt; border-spacing: 0'><tr><td>一</td><td>二</td></tr><tr><td>三</td><td>四</td></tr></table>",
        );
        let colors: Vec<Rgb> = fills(&out).iter().map(|(_, color)| *color).collect();
        assert_eq!(colors, [Rgb(4, 5, 6), Rgb(1, 2, 3), Rgb(1, 2, 3)]);
    }

    #[test]
    fn round_corners_are_shapes_no_larger_than_their_box() {
        let out = laid_out(
            "div { width: 40pt; height: 20pt; border-radius: 50pt; background: #010203; border: 2pt solid red }",
            "<div></div>",
        );
        let shapes: Vec<_> = out.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Shape(shape) => Some(shape),
                _ => None,
            })
            .collect();
        assert_eq!(shapes.len(), 2);
        assert!(
            shapes[0].fill.is_some()
                && shapes[1]
                    .stroke
                    .as_ref()
                    .is_some_and(|stroke| near(stroke.width, 2.0))
        );
        assert_eq!(shapes[0].outline[0], Segment::Move(12.0, 0.0));
        assert_eq!(fills(&out), []);
    }

    #[test]
    fn links_lead_to_pages_and_addresses() {
        let out = laid_out(
            "",
            "<p><a href='#end'>甲</a><a href='https://example.com/'>乙</a></p><p id='end' style='break-before: page'>丙</p>",
        );
        let links: Vec<_> = out.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Link { rect, target } => Some((rect.x.round(), target.clone())),
                _ => None,
            })
            .collect();
        let address = Target::Address("https://example.com/".into());
        assert_eq!(links, [(10.0, Target::Page(1)), (20.0, address)]);
        assert_eq!(out.warnings, []);
        let out = laid_out("", "<p><a href='#none'>甲</a><a href='javascript:x'>乙</a></p>");
        let said: Vec<_> = out
            .warnings
            .into_iter()
            .map(|warning| warning.oversight)
            .collect();
        let nowhere = |text: &str| Oversight::NoTarget(text.to_owned());
        assert_eq!(said, [nowhere("#none"), nowhere("javascript:x")]);
    }
}
