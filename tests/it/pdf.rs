//! Pages in, a PDF out: what other programs find in it.

use crate::support::book;
use crate::support::pages;
use book::Book;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use typeset::display::{Item, LineStyle, Page, Rect, Rgb};
use typeset::fonts::FontFile;
use typeset::fonts::FontSet;
use typeset::pdf::{Bookmark, Metadata, PageLabel, PdfError, PdfFonts, write};

fn metadata() -> Metadata {
    Metadata {
        title: "销售人员绩效考核表".to_owned(),
        author: "华东智造有限公司".to_owned(),
        language: "zh-CN".to_owned(),
        producer: "repcard".to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 10, 31).unwrap(),
        ..Metadata::default()
    }
}

fn pdf(pages: &[Page], set: &FontSet, metadata: &Metadata) -> Vec<u8> {
    write(pages, &PdfFonts::whole(set), metadata).unwrap()
}

/// A PDF on disk, for other programs to read.
struct Printed {
    path: PathBuf,
    _folder: TempDir,
}

impl Printed {
    fn new(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("form.pdf");
        std::fs::write(&path, bytes).unwrap();
        Self {
            path,
            _folder: folder,
        }
    }

    /// What `program` prints about it. `-`, for the standard output, comes after the file.
    fn read_by(&self, program: &str, arguments: &[&str]) -> String {
        let (last, options): (Vec<&str>, Vec<&str>) =
            arguments.iter().partition(|argument| **argument == "-");
        let output = Command::new(program)
            .args(options)
            .arg(&self.path)
            .args(last)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{program}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn a_form_is_small_sound_and_gives_its_text_back() {
    let set = FontSet::bundled().unwrap();
    let bytes = pdf(&[pages::form(&set, 7)], &set, &metadata());
    assert!(bytes.len() < 80_000, "{} bytes", bytes.len());

    let printed = Printed::new(&bytes);
    printed.read_by("qpdf", &["--check"]);
    Image::of(&printed);
    let text = printed.read_by("pdftotext", &["-layout", "-"]);
    for wanted in [
        "销售人员绩效考核表",
        "2026年10月",
        "S007",
        "工作计划、汇报完成率",
        "按时提交÷应交，迟交不计",
        "得分≥90优秀",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
    let fonts = printed.read_by("pdffonts", &[]);
    let faces: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(faces.len(), 2, "{fonts}");
    for face in faces {
        let columns: Vec<&str> = face.split_whitespace().rev().collect();
        assert_eq!(
            columns[2..5],
            ["yes", "yes", "yes"],
            "embedded, subset, with text: {fonts}"
        );
    }
}

#[test]
fn the_same_pages_are_the_same_bytes_in_any_thread() {
    let set = FontSet::bundled().unwrap();
    let fonts = PdfFonts::whole(&set);
    let form = |number| write(&[pages::form(&set, number)], &fonts, &metadata()).unwrap();
    let alone: Vec<Vec<u8>> = (0..6).map(form).collect();
    let together: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let halves = [0..3, 3..6].map(|numbers| scope.spawn(move || numbers.map(form).collect::<Vec<_>>()));
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    assert!(alone == together, "two threads give other files than one");
    assert_ne!(alone[0], alone[1]);
}

#[test]
fn fonts_cut_beforehand_give_the_same_file() {
    let set = FontSet::bundled().unwrap();
    let page = pages::form(&set, 3);
    let whole = pdf(std::slice::from_ref(&page), &set, &metadata());
    let common: BTreeSet<char> = "销售人员绩效考核表0123456789".chars().collect();
    let all: BTreeSet<char> = characters(&page).chain(common.iter().copied()).collect();
    for (characters, case) in [(all, "all there"), (common, "some missing")] {
        let fonts = PdfFonts::prepare(&set, &characters).unwrap();
        assert!(
            write(std::slice::from_ref(&page), &fonts, &metadata()).unwrap() == whole,
            "{case}"
        );
    }
}

fn characters(page: &Page) -> impl Iterator<Item = char> {
    let glyphs = page.items.iter().flat_map(|item| match item {
        Item::Text(run) => run.glyphs.as_slice(),
        _ => &[],
    });
    glyphs.map(|glyph| glyph.character)
}

#[test]
fn glyphs_stand_where_their_advances_put_them() {
    let set = FontSet::bundled().unwrap();
    let mut items = pages::text(&set, "甲乙丙丁", (100.0, 200.0), 10.0, false);
    let [Item::Text(run)] = items.as_mut_slice() else {
        panic!("one face, one run")
    };
    for (glyph, advance) in run.glyphs.iter_mut().zip([40.0, 33.337, 28.123, 0.0]) {
        glyph.advance = advance;
    }
    let printed = Printed::new(&pdf(&[pages::a4(items)], &set, &metadata()));
    let boxes = printed.read_by("pdftotext", &["-bbox", "-"]);
    let starts: Vec<f64> = boxes
        .lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("<word xMin=\"")?
                .split('"')
                .next()?
                .parse()
                .ok()
        })
        .collect();
    let wanted = [100.0, 140.0, 173.337, 201.46];
    assert_eq!(starts.len(), 4, "{boxes}");
    for (start, wanted) in starts.iter().zip(wanted) {
        assert!((start - wanted).abs() < 0.006, "{start} is not {wanted}");
    }
}

#[test]
fn fills_and_lines_are_painted_in_their_place_and_order() {
    let set = FontSet::bundled().unwrap();
    let fill = |x, y, color| Item::Fill {
        rect: Rect {
            x,
            y,
            width: 20.0,
            height: 10.0,
        },
        color,
    };
    let stroke = |y, style| Item::Line {
        from: (10.0, y),
        to: (90.0, y),
        width: 2.0,
        color: Rgb(0, 0, 255),
        style,
    };
    let items = vec![
        fill(10.0, 10.0, Rgb(255, 0, 0)),
        fill(20.0, 10.0, Rgb(0, 255, 0)),
        stroke(50.0, LineStyle::Solid),
        stroke(60.0, LineStyle::Dashed),
        stroke(70.0, LineStyle::Solid),
    ];
    let page = Page {
        width: 100.0,
        height: 100.0,
        items,
    };
    let image = Image::of(&Printed::new(&pdf(&[page], &set, &metadata())));
    let cases = [
        ((15, 15), Rgb(255, 0, 0)),
        ((25, 15), Rgb(0, 255, 0)),
        ((38, 15), Rgb(0, 255, 0)),
        ((42, 15), Rgb(255, 255, 255)),
        ((15, 22), Rgb(255, 255, 255)),
        ((50, 50), Rgb(0, 0, 255)),
        ((12, 60), Rgb(0, 0, 255)),
        ((20, 60), Rgb(255, 255, 255)),
        ((20, 70), Rgb(0, 0, 255)),
    ];
    for ((x, y), color) in cases {
        assert_eq!(image.pixel(x, y), color, "at {x}, {y}");
    }
}

/// A page painted at a pixel a point.
struct Image {
    width: usize,
    pixels: Vec<u8>,
}

impl Image {
    fn of(printed: &Printed) -> Self {
        let output = Command::new("pdftoppm")
            .args(["-r", "72"])
            .arg(&printed.path)
            .output()
            .unwrap();
        // It opens the outlines of fonts, and tells what is wrong with them.
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.is_empty(), "{told}");
        let header: Vec<&[u8]> = output.stdout.splitn(4, |byte| *byte == b'\n').collect();
        let [b"P6", size, b"255", pixels] = header[..] else {
            panic!("no PPM image")
        };
        let width = std::str::from_utf8(size)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        Self {
            width,
            pixels: pixels.to_vec(),
        }
    }

    fn pixel(&self, x: usize, y: usize) -> Rgb {
        let at = (y * self.width + x) * 3;
        Rgb(self.pixels[at], self.pixels[at + 1], self.pixels[at + 2])
    }
}

#[test]
fn a_pack_has_an_outline_and_one_part_of_each_face() {
    let set = FontSet::bundled().unwrap();
    let forms: Vec<Page> = (1..=8).map(|number| pages::form(&set, number)).collect();
    let titles = ["1 陈一凡 92.40", "2 (李)二\\", "3 Ann Ölander"];
    let bookmarks = titles.iter().enumerate().map(|(place, title)| Bookmark {
        title: (*title).to_owned(),
        page: place * 3,
    });
    let metadata = Metadata {
        bookmarks: bookmarks.collect(),
        ..metadata()
    };
    let printed = Printed::new(&pdf(&forms, &set, &metadata));

    let json: serde_json::Value = serde_json::from_str(&printed.read_by("qpdf", &["--json"])).unwrap();
    let outline = json["outlines"].as_array().unwrap();
    let found: Vec<(&str, u64)> = outline
        .iter()
        .map(|entry| {
            (
                entry["title"].as_str().unwrap(),
                entry["destpageposfrom1"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(found, [(titles[0], 1), (titles[1], 4), (titles[2], 7)]);
    assert_eq!(json["pages"].as_array().unwrap().len(), 8);
    assert_eq!(printed.read_by("pdffonts", &[]).lines().count(), 2 + 2);
}

#[test]
fn a_pdf_says_what_it_is_and_no_day_but_its_periods() {
    let set = FontSet::bundled().unwrap();
    let page = pages::a4(pages::text(&set, "考核", (50.0, 50.0), 10.0, false));
    let printed = Printed::new(&pdf(&[page], &set, &metadata()));
    let info = printed.read_by("pdfinfo", &["-isodates"]);
    for wanted in [
        "销售人员绩效考核表",
        "华东智造有限公司",
        "2026-10-31T00:00:00Z",
        "A4",
    ] {
        assert!(info.contains(wanted), "{wanted} is not in\n{info}");
    }
}

/// What archives ask for (ISO 19005-2, level B), as far as the file itself can show it.
#[test]
fn a_document_is_one_for_archives() {
    let set = FontSet::bundled().unwrap();
    let bytes = pdf(&[pages::form(&set, 1), pages::form(&set, 2)], &set, &metadata());
    // 6.1.2, 6.1.3: the header with its mark of binary content, and nothing after the end.
    assert!(bytes.starts_with(b"%PDF-1.7\n%") && bytes[10..14].iter().all(|byte| *byte > 127));
    assert!(bytes.ends_with(b"%%EOF"));
    let printed = Printed::new(&bytes);
    let json: serde_json::Value =
        serde_json::from_str(&printed.read_by("qpdf", &["--json=2", "--decode-level=none"])).unwrap();
    let objects = &json["qpdf"][1];
    let of = |reference: &serde_json::Value| &objects[format!("obj:{}", reference.as_str().unwrap())];
    let trailer = &objects["trailer"]["value"];
    assert!(trailer["/ID"].as_array().is_some_and(|id| id.len() == 2) && trailer["/Encrypt"].is_null());
    let catalog = &of(&trailer["/Root"])["value"];
    assert_eq!(catalog["/Lang"], "u:zh-CN");

    // 6.2.3, 6.2.4.3: every colour is of the screen that the profile describes.
    let intent = &catalog["/OutputIntents"][0];
    assert_eq!(intent["/S"], "/GTS_PDFA1");
    assert_eq!(of(&intent["/DestOutputProfile"])["stream"]["dict"]["/N"], 3);

    // 6.6: the same in XMP, not compressed, as in the document's information.
    assert!(of(&catalog["/Metadata"])["stream"]["dict"]["/Filter"].is_null());
    let text = String::from_utf8_lossy(&bytes);
    let xmp = &text[text.find("<?xpacket begin").unwrap()..text.find("<?xpacket end").unwrap()];
    for wanted in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "<rdf:li xml:lang=\"x-default\">销售人员绩效考核表</rdf:li>",
        "<rdf:li>华东智造有限公司</rdf:li>",
        "<rdf:li>zh-CN</rdf:li>",
        "<xmp:CreateDate>2026-10-31T00:00:00Z</xmp:CreateDate>",
    ] {
        assert!(xmp.contains(wanted), "{wanted} is not in\n{xmp}");
    }

    // 6.2.11: fonts hold their programs, and state the widths of what they show.
    let is_font = |object: &&serde_json::Value| object["value"]["/Subtype"] == "/Type0";
    let fonts: Vec<_> = objects.as_object().unwrap().values().filter(is_font).collect();
    assert_eq!(fonts.len(), 2);
    for font in fonts {
        assert_eq!(font["value"]["/Encoding"], "/Identity-H");
        let inner = &font["value"]["/DescendantFonts"][0];
        let descriptor = &of(&inner["/FontDescriptor"])["value"];
        assert!(
            descriptor["/FontFile3"].is_string() && inner["/W"].is_array(),
            "{inner}"
        );
    }
    // 6.1.4: one table of objects without gaps.
    assert_eq!(text.matches("\nxref\n").count(), 1);
    let table = &text[text.rfind("\nxref\n").unwrap()..text.rfind("trailer").unwrap()];
    let head = table.lines().nth(2).unwrap();
    assert_eq!(
        table.lines().count(),
        3 + head.strip_prefix("0 ").unwrap().parse::<usize>().unwrap()
    );
}

#[test]
fn pages_are_called_by_their_labels() {
    let set = FontSet::bundled().unwrap();
    let forms: Vec<Page> = (1..=3).map(|number| pages::form(&set, number)).collect();
    let label = |page, prefix: &str, is_numbered| PageLabel {
        page,
        prefix: prefix.to_owned(),
        is_numbered,
    };
    let metadata = Metadata {
        labels: vec![label(0, "S001-", true), label(2, "S002", false)],
        duplex: true,
        ..metadata()
    };
    let printed = Printed::new(&pdf(&forms, &set, &metadata));
    let json: serde_json::Value = serde_json::from_str(&printed.read_by("qpdf", &["--json=2"])).unwrap();
    let labels: Vec<_> = json["pagelabels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| {
            (
                label["index"].as_u64(),
                label["label"]["/P"].as_str(),
                label["label"]["/S"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        labels,
        [
            (Some(0), Some("u:S001-"), Some("/D")),
            (Some(2), Some("u:S002"), None)
        ]
    );
}

#[test]
fn a_character_that_no_font_has_is_printed_as_a_replacement() {
    let set = FontSet::bundled().unwrap();
    let page = pages::a4(pages::text(&set, "陈😀凡🐼", (50.0, 50.0), 10.0, true));
    let printed = Printed::new(&pdf(&[page], &set, &metadata()));
    assert_eq!(
        printed.read_by("pdftotext", &["-"]).trim(),
        "陈\u{FFFD}凡\u{FFFD}"
    );
}

#[test]
fn faces_of_every_kind_are_embedded() {
    let files = [("Squares.ttf", 0), ("Squares.otf", 0), ("Squares.ttc", 1)];
    let (set, unusable) = FontSet::bundled()
        .unwrap()
        .with(files.map(|(name, index)| file(name, index)).into());
    assert!(unusable.is_empty(), "{unusable:?}");
    let page = pages::a4(pages::text(&set, "甲😀😁😂😃", (100.0, 200.0), 100.0, false));
    let printed = Printed::new(&pdf(&[page], &set, &metadata()));

    printed.read_by("qpdf", &["--check"]);
    assert_eq!(printed.read_by("pdftotext", &["-raw", "-"]).trim(), "甲😀😁😂😃");
    let fonts = printed.read_by("pdffonts", &[]);
    for kind in [
        "+NotoSansCJKsc-Regular",
        "+Squares ",
        "+SquaresCompact",
        "+Second",
    ] {
        assert!(fonts.contains(kind), "{kind} is not in\n{fonts}");
    }
    let image = Image::of(&printed);
    let black_at = |x, y| image.pixel(x, y) == pages::INK;
    assert!(black_at(230, 190), "😀: a square on the line");
    assert!(
        black_at(303, 150) && !black_at(303, 195),
        "😁: the same square higher up"
    );
    assert!(black_at(370, 170), "😂: a square in CFF outlines");
    assert!(black_at(460, 190), "😃: the second face of a collection");
}

#[test]
fn a_face_that_may_not_be_embedded_is_left_out() {
    for (name, reason) in [
        ("Sealed.ttf", "licence forbids embedding"),
        ("Whole.ttf", "without all others"),
    ] {
        let (set, unusable) = FontSet::bundled().unwrap().with(vec![file(name, 0)]);
        assert_eq!(set.find('😀', false), None);
        assert_eq!(unusable.len(), 1);
        assert!(unusable[0].reason.contains(reason), "{}", unusable[0]);
    }
}

fn file(name: &str, index: u32) -> FontFile {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fonts")
        .join(name);
    FontFile {
        name: name.to_owned(),
        bytes: std::fs::read(path).unwrap().into(),
        index,
    }
}

fn in_house(font: &str, bold_font: &str, language: &str) -> Book {
    let settings = format!(
        "company = \"江南样品有限公司\"\nlanguage = \"{language}\"\n[print]\nfont = \"{font}\"\nbold_font = \"{bold_font}\"\n"
    );
    [font, bold_font]
        .into_iter()
        .fold(Book::small().file("repcard.toml", settings), |book, name| {
            book.file(name, &file(name, 0).bytes)
        })
}

#[test]
fn a_company_prints_in_its_own_face() {
    let book = in_house("House.otf", "House.ttc", "zh-CN");
    let run = ["run", "--period", "2026-10"];
    book.repcard(&run).exits(0);
    let files = book.files("out/2026-10");
    let pdfs = files.iter().filter(|(_, bytes)| bytes.starts_with(b"%PDF"));
    let mut count = 0;
    for (path, bytes) in pdfs {
        let printed = Printed::new(bytes);
        printed.read_by("qpdf", &["--check"]);
        Image::of(&printed);
        let fonts = printed.read_by("pdffonts", &[]);
        for face in [
            "+House ",
            "+HouseBold ",
            "+NotoSansCJKsc-Regular ",
            "+NotoSansCJKsc-Bold ",
        ] {
            assert!(fonts.contains(face), "{face} is not in {path}:\n{fonts}");
        }
        let text = printed.read_by("pdftotext", &["-raw", "-"]);
        for wanted in ["2026", "江南样品有限公司"] {
            assert!(text.contains(wanted), "{wanted} is not in {path}:\n{text}");
        }
        count += 1;
    }
    assert_eq!(count, 7, "two forms, packs and summaries, and a report");
    let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    for name in ["House.otf", "House.ttc"] {
        let size = file(name, 0).bytes.len();
        let is_listed = |input: &serde_json::Value| input["path"] == name && input["size"] == size;
        let inputs = manifest["inputs"].as_array().unwrap();
        assert_eq!(
            inputs.iter().filter(|input| is_listed(input)).count(),
            1,
            "{name}"
        );
    }
    book.repcard(&run).exits(0);
    assert!(book.files("out/2026-10") == files, "the same bytes again");
}

#[test]
fn a_face_of_the_company_that_cannot_be_used_is_told_and_the_bundled_one_printed() {
    let run = ["run", "--period", "2026-10"];
    for (language, said) in [
        (
            "zh-CN",
            [
                "Sealed.ttf 无法使用：其许可不允许嵌入",
                "make.py 无法使用：无法读取",
            ],
        ),
        (
            "en",
            [
                "Sealed.ttf cannot be used: its licence forbids embedding",
                "make.py cannot be used: ",
            ],
        ),
    ] {
        let book = in_house("Sealed.ttf", "make.py", language);
        let ran = book.repcard(&run).exits(0);
        let forms = book.files("out/2026-10/forms");
        let findings = book
            .repcard(&["check", "--period", "2026-10", "--format", "json"])
            .stdout;
        for said in said {
            assert!(
                findings.contains(said),
                "{said} is not in {findings}\n{}",
                ran.stderr
            );
        }
        let settings = format!("company = \"江南样品有限公司\"\nlanguage = \"{language}\"\n");
        let plain = Book::small().file("repcard.toml", settings);
        plain.repcard(&run).exits(0);
        assert!(plain.files("out/2026-10/forms") == forms, "{language}");
    }
}

#[test]
fn a_document_without_pages_is_an_error() {
    let set = FontSet::bundled().unwrap();
    assert!(matches!(
        write(&[], &PdfFonts::whole(&set), &metadata()),
        Err(PdfError::NoPages)
    ));
}

#[test]
fn lengths_that_are_no_numbers_do_no_harm() {
    let set = FontSet::bundled().unwrap();
    let mut items = pages::text(&set, "甲", (f32::NAN, f32::INFINITY), f32::NEG_INFINITY, false);
    items.push(pages::line(
        (f32::NAN, 1.0),
        (f32::MAX, f32::MIN),
        -1.0,
        LineStyle::Dotted,
    ));
    items.push(Item::Fill {
        rect: Rect {
            x: f32::MIN,
            y: f32::NAN,
            width: f32::MAX,
            height: -5.0,
        },
        color: pages::INK,
    });
    let printed = Printed::new(&pdf(&[pages::a4(items)], &set, &metadata()));
    printed.read_by("qpdf", &["--check"]);
}
