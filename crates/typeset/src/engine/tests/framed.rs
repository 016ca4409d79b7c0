//! Pieces of lines with fills, borders and lines along them; borders that differ from side to side; what is clipped.

use super::super::super::display::{Segment, Shape};
use super::*;

fn shapes(out: &LaidOut) -> Vec<&Shape> {
    let shape = |item: &'_ Item| matches!(item, Item::Shape(_));
    let items = out.pages.iter().flat_map(|page| &page.items);
    items
        .filter(|item| shape(item))
        .filter_map(|item| match item {
            Item::Shape(shape) => Some(shape),
            _ => None,
        })
        .collect()
}

/// Left, right, top and bottom of each fill, rounded to points.
fn filled(out: &LaidOut) -> Vec<[f32; 4]> {
    let fills = fills(out);
    let edges = |rect: &Rect| [rect.x, rect.x + rect.width, rect.y, rect.y + rect.height].map(f32::round);
    fills.iter().map(|(rect, _)| edges(rect)).collect()
}

#[test]
fn a_frame_takes_its_space_in_the_line_and_lies_under_its_text() {
    let out = laid_out(
        "span { background: #ffff00; padding: 2pt 5pt; margin: 0 3pt }",
        "<p>甲<span>乙<b>丙</b></span>丁</p>",
    );
    assert_eq!(
        texts(&out),
        [["10,24 甲", "28,24 乙", "38,24 丙", "56,24 丁"]],
        "margin and padding stand on both sides"
    );
    let [[left, right, top, bottom]] = filled(&out)[..] else {
        panic!("one fill under both pieces: {out:?}")
    };
    assert_eq!((left, right), (23.0, 53.0));
    assert!(
        top < 24.0 - 8.0 - 1.0 && bottom > 24.0 + 1.0 && bottom - top < 20.0,
        "{top} {bottom}"
    );
    let first_text = out.pages[0]
        .items
        .iter()
        .position(|item| matches!(item, Item::Text(_)));
    let fill = out.pages[0]
        .items
        .iter()
        .position(|item| matches!(item, Item::Fill { .. }));
    assert!(fill < first_text);
}

#[test]
fn a_frame_over_several_lines_is_open_where_it_goes_on() {
    let out = laid_out(
        "span { border: 1pt solid navy }",
        "<p>一二三四五六<span>七八九十甲乙丙丁戊己庚辛壬癸</span></p>",
    );
    assert_eq!(
        words(&out),
        [["一二三四五六", "七八九", "十甲乙丙丁戊己庚辛壬", "癸"]],
        "the border at the left takes its place in the first line"
    );
    let upright = lines(&out).into_iter().filter(|(from, to, _)| near(from.0, to.0));
    let places: Vec<_> = upright.map(|(from, ..)| from.0.round()).collect();
    assert_eq!(places, [71.0, 21.0], "one at the beginning, one at the end");
}

#[test]
fn white_space_stays_outside_of_frames() {
    let css = "span { background: #ffff00; padding: 0 5pt }";
    let space = texts(&laid_out("", "<p>a b</p>"));
    let out = laid_out(css, "<p>a <span> b </span> c <span></span> d</p>");
    let [frame, empty] = filled(&out)[..] else {
        panic!("{out:?}")
    };
    let starts: Vec<&str> = space[0].iter().map(String::as_str).collect();
    assert_eq!(starts, ["10,24 a b"]);
    assert!(frame[0] > 17.0, "after the space: {frame:?}");
    assert!(
        near(empty[1] - empty[0], 10.0),
        "an empty one is its padding: {empty:?}"
    );
    assert!(empty[0] > frame[1] + 8.0);
}

#[test]
fn a_frame_goes_on_after_a_block_that_interrupts_it() {
    let out = laid_out(
        "span { background: #ffff00; padding: 0 5pt }",
        "<div>甲<span>乙<div>丙</div>丁</span>戊</div>",
    );
    assert_eq!(
        texts(&out),
        [["10,24 甲", "25,24 乙", "10,44 丙", "10,64 丁", "25,64 戊"]]
    );
    let across: Vec<_> = filled(&out)
        .iter()
        .map(|[left, right, ..]| [*left, *right])
        .collect();
    assert_eq!(across, [[20.0, 35.0], [10.0, 25.0]]);
}

#[test]
fn pictures_in_lines_have_borders_and_padding() {
    let out = laid_out(
        "img, svg { width: 20pt; height: 10pt; border: 1pt solid navy; padding: 2pt; background: #ffff00 }",
        "<p>甲<svg viewBox='0 0 20 10'><circle cx='5' cy='5' r='5'/></svg>乙</p>",
    );
    assert_eq!(texts(&out), [["10,26 甲", "46,26 乙"]]);
    assert_eq!(filled(&out), [[20.0, 46.0, 10.0, 26.0]]);
    assert_eq!(lines(&out).len(), 4);
    let [circle] = shapes(&out)[..] else {
        panic!("{out:?}")
    };
    assert_eq!(circle.origin, (23.0, 13.0));
    let inner = laid_out(
        "svg { width: 20pt; height: 10pt; border: 1pt solid navy; box-sizing: border-box }",
        "<p>甲<svg viewBox='0 0 18 8'><circle cx='5' cy='4' r='4'/></svg>乙</p>",
    );
    assert_eq!(texts(&inner), [["10,24 甲", "40,24 乙"]]);
}

#[test]
fn lines_along_text_go_on_under_what_is_in_it() {
    let out = laid_out(
        ".red { color: #ff0000; text-decoration: underline } i, b { color: #0000ff; font-size: 15pt }",
        "<div class='red'><p>甲<b>乙</b><sup>丙</sup></p></div><ul class='red'><li>丁</li></ul>",
    );
    let ruled = out.pages[0].items.iter().filter_map(|item| match item {
        Item::Line {
            from, width, color, ..
        } => Some((from.1, *width, *color)),
        _ => None,
    });
    let ruled: Vec<_> = ruled.collect();
    let (first, item) = ruled.split_at(3);
    assert!(first.iter().all(|(y, width, color)| {
        near(*y, first[0].0) && near(*width, first[0].1) && *color == Rgb(255, 0, 0)
    }));
    assert_eq!(item.len(), 1, "its sign is not underlined");
    let crossed = laid_out("", "<p><s>甲</s>乙</p>");
    let [(from, to, _)] = lines(&crossed)[..] else {
        panic!("{crossed:?}")
    };
    assert!(near(from.0, 10.0) && near(to.0, 20.0) && from.1 < 24.0);
}

#[test]
fn raised_pieces_carry_what_is_in_them() {
    let baselines = |css: &str, markup: &str| -> Vec<f32> {
        let out = laid_out(css, markup);
        let runs = out.pages[0].items.iter().filter_map(|item| match item {
            Item::Text(run) => Some((run.baseline * 10.0).round() / 10.0),
            _ => None,
        });
        runs.collect()
    };
    assert_eq!(
        baselines("", "<p>甲<sup>乙<b>丙</b></sup></p>"),
        [23.8, 20.3, 20.3]
    );
    let raised = baselines(
        "i { vertical-align: 4pt } u { vertical-align: -0.1em }",
        "<p>甲<u>乙</u></p>",
    );
    assert!(near(raised[1] - raised[0], 1.0), "{raised:?}");
    let [base, top, bottom] = baselines(
        "big, b { font-size: 30pt; line-height: 40pt } .t { vertical-align: top } .b { vertical-align: bottom }",
        "<p><b>甲</b><span class='t'>乙</span><span class='b'>丙</span></p>",
    )[..] else {
        panic!()
    };
    assert!(top < base && base < bottom);
    assert!(
        near(bottom - top, 20.0),
        "a line of 20 at the top, one at the bottom of 40"
    );
}

#[test]
fn cells_stand_on_the_baseline_of_their_row() {
    let out = laid_out(
        "td { vertical-align: baseline } b { font-size: 20pt; line-height: 40pt } p { margin: 0 }",
        "<table><tr><td><b>甲</b></td><td>乙</td><td><p>丙</p></td><td style='vertical-align: top'>丁</td></tr>\
         <tr><td>戊</td></tr></table>",
    );
    let baselines: Vec<f32> = out.pages[0]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text(run) => Some(run.baseline),
            _ => None,
        })
        .collect();
    let [big, beside, paragraph, top, below] = baselines[..] else {
        panic!("{baselines:?}")
    };
    assert!(near(big, beside) && near(big, paragraph) && top < big - 5.0);
    assert!(below > big + 10.0);
}

#[test]
fn borders_of_two_colours_share_their_corners() {
    let css = "div { width: 40pt; height: 20pt; border-top: 4pt solid red; border-left: 2pt solid navy }";
    let out = laid_out(css, "<div></div>");
    let outline = |shape: &Shape| -> Vec<(f32, f32)> {
        let mut points: Vec<_> = shape
            .outline
            .iter()
            .filter_map(|segment| match segment {
                Segment::Move(x, y) | Segment::Line(x, y) => Some((x + shape.origin.0, y + shape.origin.1)),
                Segment::Curve(_) | Segment::Close => None,
            })
            .collect();
        points.dedup();
        points
    };
    let [top, left] = shapes(&out)[..] else {
        panic!("{out:?}")
    };
    assert_eq!(
        outline(top),
        [(10.0, 10.0), (52.0, 10.0), (52.0, 14.0), (12.0, 14.0)]
    );
    assert_eq!(
        outline(left),
        [(10.0, 34.0), (10.0, 10.0), (12.0, 14.0), (12.0, 34.0)]
    );
    let even = laid_out("div { height: 20pt; border: 3pt double navy }", "<div></div>");
    assert_eq!(lines(&even).len(), 8, "a frame in a frame");
    let round = laid_out(
        &format!("{css} div {{ border-radius: 6pt; border-left-style: dashed }}"),
        "<div></div>",
    );
    let ways: Vec<_> = shapes(&round)
        .iter()
        .map(|shape| (shape.fill.is_some(), shape.stroke.is_some()))
        .collect();
    assert_eq!(
        ways,
        [(true, false), (false, true)],
        "the solid one is filled, the dashed one drawn"
    );
}

#[test]
fn what_is_taller_than_a_page_is_clipped_to_each() {
    let out = laid_out(
        "div { border: 1pt solid navy; border-radius: 4pt }",
        &format!("<div>{}</div>", "<p>甲</p>".repeat(9)),
    );
    let clips: Vec<_> = out
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item {
            Item::Clipped { rect, item } => Some((
                rect.y.round(),
                rect.height.round(),
                matches!(**item, Item::Shape(_)),
            )),
            _ => None,
        })
        .collect();
    let [(first, height, true), (second, rest, true)] = clips[..] else {
        panic!("{clips:?}")
    };
    assert_eq!((first, second), (10.0, 10.0));
    assert!(near(height + rest, 182.0));
}

#[test]
fn a_drawing_that_fills_its_place_is_cut_at_its_edges() {
    let out = laid_out(
        "svg { width: 40pt; height: 10pt; display: block }",
        "<svg viewBox='0 0 20 20' preserveAspectRatio='xMidYMid slice'><circle cx='10' cy='10' r='10'/></svg>",
    );
    let [Item::Clipped { rect, item }] = &out.pages[0].items[..] else {
        panic!("{out:?}")
    };
    assert!(near(rect.width, 40.0) && near(rect.height, 10.0) && near(rect.y, 10.0));
    assert!(matches!(**item, Item::Shape(_)));
}

#[test]
fn properties_of_drawings_are_said_to_do_nothing_elsewhere() {
    let said = |markup: &str| -> Vec<Oversight> {
        let out = laid_out("", markup);
        out.warnings
            .into_iter()
            .map(|warning| warning.oversight)
            .collect()
    };
    assert_eq!(
        said("<p style='opacity: 0.5'>甲</p>"),
        [Oversight::OnlyInDrawings]
    );
    assert_eq!(
        said(
            "<svg style='opacity: 0.5' viewBox='0 0 1 1'><rect style='fill: red' width='1' height='1'/></svg>"
        ),
        []
    );
}
