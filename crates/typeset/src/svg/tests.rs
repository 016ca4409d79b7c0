use super::super::display::{Fill, Item, LineCap, Rect, Rgb, Segment, Shape};
use super::super::fonts::FontSet;
use super::super::image::Images;
use super::super::{LaidOut, lay_out};

/// A page of 100 × 100 points without margins.
fn drawn(body: &str) -> LaidOut {
    let css = "@page { size: 100pt 100pt; margin: 0 } body { font-size: 10pt; line-height: 20pt } \
               td { padding: 0 } .red { fill: #ff0000 }";
    let markup = format!("<html><style>{css}</style><body>{body}</body></html>");
    let fonts = FontSet::bundled().unwrap();
    lay_out(&markup, &[], &fonts, &Images::default()).unwrap()
}

fn items(body: &str) -> Vec<Item> {
    let out = drawn(body);
    assert_eq!(out.warnings, [], "{body}");
    out.pages.into_iter().flat_map(|page| page.items).collect()
}

fn fills(body: &str) -> Vec<([f32; 4], Rgb)> {
    let fill = |item: &Item| match item {
        Item::Fill { rect, color } => Some((rounded(*rect), *color)),
        _ => None,
    };
    items(body).iter().filter_map(fill).collect()
}

fn rounded(rect: Rect) -> [f32; 4] {
    [rect.x, rect.y, rect.width, rect.height].map(|length| (length * 10.0).round() / 10.0)
}

fn shapes(body: &str) -> Vec<Shape> {
    let shape = |item: Item| match item {
        Item::Shape(shape) => Some(shape),
        _ => None,
    };
    items(body).into_iter().filter_map(shape).collect()
}

/// Texts with where they begin and their size, rounded to points.
fn texts(body: &str) -> Vec<String> {
    let text = |item: &Item| match item {
        Item::Text(run) => {
            let text: String = run.glyphs.iter().map(|glyph| glyph.character).collect();
            Some(format!("{:.0},{:.0} {:.0} {text}", run.x, run.baseline, run.size))
        }
        _ => None,
    };
    items(body).iter().filter_map(text).collect()
}

const BLACK: Rgb = Rgb(0, 0, 0);

#[test]
fn a_drawing_fits_its_view_box_into_its_place() {
    let case = |svg: &str, expected: [f32; 4]| assert_eq!(fills(svg), [(expected, BLACK)], "{svg}");
    let square = "<rect x='0' y='0' width='10' height='10'/></svg>";
    // Attributes count pixels, styles have units; the side that is left open follows.
    case(
        &format!("<svg width='40' viewBox='0 0 10 10'>{square}"),
        [0.0, 0.0, 30.0, 30.0],
    );
    case(
        &format!("<svg style='height: 50pt' viewBox='0 0 10 10'>{square}"),
        [0.0, 0.0, 50.0, 50.0],
    );
    case(
        &format!("<svg viewBox='0 0 10 10'>{square}"),
        [0.0, 0.0, 100.0, 100.0],
    );
    case(
        &format!("<svg width='40' height='40'>{square}"),
        [0.0, 0.0, 7.5, 7.5],
    );
    let wide = "style='width: 100pt; height: 50pt' viewBox='0 0 10 10'";
    case(&format!("<svg {wide}>{square}"), [25.0, 0.0, 50.0, 50.0]);
    case(
        &format!("<svg {wide} preserveAspectRatio='xMaxYMid'>{square}"),
        [50.0, 0.0, 50.0, 50.0],
    );
    case(
        &format!("<svg {wide} preserveAspectRatio='none'>{square}"),
        [0.0, 0.0, 100.0, 50.0],
    );
    case(
        "<svg style='width: 50pt' viewBox='-5 -5 10 10'><rect width='50%' height='5'/></svg>",
        [25.0, 25.0, 25.0, 25.0],
    );
}

#[test]
fn ink_comes_from_attributes_styles_and_what_is_around() {
    let case = |inner: &str, expected| {
        let svg =
            format!("<div style='color: #0000ff'><svg width='40' viewBox='0 0 10 10'>{inner}</svg></div>");
        assert_eq!(fills(&svg)[0].1, expected, "{inner}");
    };
    let rect = "width='5' height='5'";
    case(&format!("<rect {rect}/>"), BLACK);
    case(&format!("<rect {rect} fill='#010203'/>"), Rgb(1, 2, 3));
    case(&format!("<rect {rect} fill='currentColor'/>"), Rgb(0, 0, 255));
    case(&format!("<g fill='#010203'><rect {rect}/></g>"), Rgb(1, 2, 3));
    case(
        &format!("<g class='red'><rect {rect} fill='#010203'/></g>"),
        Rgb(1, 2, 3),
    );
    case(
        &format!("<rect {rect} class='red' fill='#010203'/>"),
        Rgb(255, 0, 0),
    );
    case(
        &format!("<rect {rect} class='red' style='fill: #010203'/>"),
        Rgb(1, 2, 3),
    );
}

#[test]
fn shapes_are_transformed_filled_and_stroked() {
    let svg = "<svg width='100%' viewBox='0 0 50 50'><g transform='translate(10 0) scale(2)' opacity='0.5'>\
               <path d='M0 0h5v5z' fill-rule='evenodd' fill-opacity='0.5' stroke='red' stroke-width='2' \
               stroke-dasharray='3 1' stroke-linecap='round'/></g></svg>";
    let [shape] = &shapes(svg)[..] else {
        panic!("one shape")
    };
    assert_eq!(
        *shape.outline,
        [
            Segment::Move(20.0, 0.0),
            Segment::Line(40.0, 0.0),
            Segment::Line(40.0, 20.0),
            Segment::Close
        ]
    );
    let fill = Fill {
        color: BLACK,
        opacity: 25,
        even_odd: true,
    };
    assert_eq!(shape.fill, Some(fill));
    let stroke = shape.stroke.as_ref().unwrap();
    assert_eq!(
        (stroke.color, stroke.opacity, stroke.cap),
        (Rgb(255, 0, 0), 50, LineCap::Round)
    );
    assert!((stroke.width - 8.0).abs() < 1e-3);
    assert_eq!(stroke.dashes, [12.0, 4.0]);
}

#[test]
fn curves_become_cubic_ones() {
    let outline = |element: &str| {
        let svg = format!("<svg style='width: 100pt; height: 100pt' viewBox='0 0 100 100'>{element}</svg>");
        shapes(&svg)[0].outline.to_vec()
    };
    let circle = outline("<circle cx='50' cy='50' r='10'/>");
    assert_eq!(circle.len(), 6);
    assert_eq!(circle[0], Segment::Move(60.0, 50.0));
    assert_eq!(outline("<rect width='9' height='9' rx='2'/>").len(), 10);
    let quadratic = outline("<path d='M0 0Q30 60 60 0'/>");
    assert_eq!(
        quadratic[1],
        Segment::Curve([(20.0, 40.0), (40.0, 40.0), (60.0, 0.0)])
    );
    let arc = outline("<path d='M0 50A50 50 0 0 1 100 50'/>");
    assert!(
        arc.len() >= 3
            && arc[1..]
                .iter()
                .all(|segment| matches!(segment, Segment::Curve(_)))
    );
}

#[test]
fn lines_that_keep_their_width_do_so_in_stretched_drawings() {
    let svg = "<svg style='width: 100pt; height: 10pt' viewBox='0 0 10 10' preserveAspectRatio='none'>\
               <polyline points='0,0 10,10' fill='none' stroke='black' stroke-width='2' \
               vector-effect='non-scaling-stroke'/></svg>";
    let [shape] = &shapes(svg)[..] else {
        panic!("one shape")
    };
    assert!((shape.stroke.as_ref().unwrap().width - 1.5).abs() < 1e-3);
    assert_eq!(shape.fill, None);
    assert_eq!(
        *shape.outline,
        [Segment::Move(0.0, 0.0), Segment::Line(100.0, 10.0)]
    );
}

#[test]
fn labels_are_text_on_their_anchor() {
    let case = |text: &str, expected: &[&str]| {
        let svg = format!("<svg style='width: 100pt' viewBox='0 0 50 50'>{text}</svg>");
        assert_eq!(texts(&svg), expected, "{text}");
    };
    case("<text x='5' y='10' font-size='5'>销售</text>", &["10,20 10 销售"]);
    case(
        "<text x='25' y='10' font-size='5' text-anchor='middle'>销售</text>",
        &["40,20 10 销售"],
    );
    case(
        "<text x='25' y='10' font-size='5' text-anchor='end'>\n 销  售 </text>",
        &["28,20 10 销 售"],
    );
    case(
        "<text x='5' y='10' font-size='5'>甲<tspan font-size='10'>乙</tspan><tspan x='0' dy='5'>丙</tspan></text>",
        &["10,20 10 甲", "20,20 20 乙", "0,30 10 丙"],
    );
    case("<text y='10' style='font-size: 7.5pt'>甲</text>", &["0,20 20 甲"]);
    // Without a size of its own it is as large as the text around it.
    case(
        "<text y='10' dominant-baseline='hanging'>甲</text>",
        &["0,39 27 甲"],
    );
}

#[test]
fn a_picture_beside_text_is_part_of_the_line() {
    let svg = "<svg width='40' height='20' viewBox='0 0 40 20'><rect width='40' height='20'/></svg>";
    let body = format!("<p style='margin: 0'>甲{svg}乙</p>");
    assert_eq!(texts(&body), ["0,15 10 甲", "40,15 10 乙"]);
    assert_eq!(fills(&body), [([10.0, 0.0, 30.0, 15.0], BLACK)]);
    // Alone it is a block, and stands where the text would.
    let alone = format!("<p style='margin: 0; text-align: right'>{svg}</p>");
    assert_eq!(fills(&alone), [([70.0, 0.0, 30.0, 15.0], BLACK)]);
    let cell = format!("<table style='border-spacing: 0'><tr><td>甲</td><td>{svg}</td></tr></table>");
    assert_eq!(fills(&cell), [([10.0, 2.5, 30.0, 15.0], BLACK)]);
}

#[test]
fn a_drawing_is_never_cut_by_the_end_of_a_page() {
    let svg = "<svg style='width: 10pt; height: 40pt' viewBox='0 0 1 4'><rect width='1' height='4'/></svg>";
    let out = drawn(&format!("<div style='height: 70pt'>甲</div>{svg}"));
    assert_eq!(out.pages.len(), 2);
    assert!(matches!(out.pages[1].items[..], [Item::Fill { .. }]));
}

#[test]
fn what_is_not_drawn_is_said_with_its_place() {
    let out = drawn(
        "<svg width='40' viewBox='0 0 a 1'>\n<use href='#a'/>\n<rect foo='1' width='q' fill='url(#g)' style='stroke: x'/>\
         \n<text transform='rotate(90)'>x</text>\n<path d='M0 0 L x'/></svg><svg viewBox='0 0 1 1'><image/></svg>",
    );
    let said: Vec<_> = out
        .warnings
        .iter()
        .map(|warning| {
            let words = warning.oversight.to_string();
            format!(
                "{} {}",
                warning.position.line,
                words.split([';', ':']).next().unwrap()
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "1 attribute viewBox does not take \"0 0 a 1\"",
            "2 <use> in a drawing is not drawn",
            "3 attribute foo has no effect",
            "3 attribute width does not take \"q\"",
            "3 attribute fill does not take \"url(#g)\"",
            "3 property stroke does not take \"x\"",
            "4 text in a drawing cannot be turned or slanted and is printed upright",
            "5 attribute d does not take \"M0 0 L x\"",
            "5 <image> in a drawing is not drawn",
        ]
    );
}
