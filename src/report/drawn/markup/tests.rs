use super::super::{Drawn, DrawnMistake, read};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet};
use std::io::{Cursor, Write as _};

/// The workbook of one sheet.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("表").unwrap());
    workbook.save_to_buffer().unwrap()
}

fn write(sheet: &mut Worksheet, row: u32, text: &str) {
    sheet.write_string(row, 0, text).unwrap();
}

fn drawn(fill: impl FnOnce(&mut Worksheet)) -> Drawn {
    read(&workbook(fill)).unwrap()
}

fn mistakes(fill: impl FnOnce(&mut Worksheet)) -> Vec<DrawnMistake> {
    read(&workbook(fill)).unwrap_err()
}

/// The cells of the form, without their classes.
fn cells(drawn: &Drawn) -> Vec<String> {
    let lines = drawn.markup.lines().filter(|line| line.starts_with("<td"));
    lines
        .map(|line| {
            let (_, rest) = line.split_once("class=\"").unwrap();
            rest.split_once('"').unwrap().1.to_owned()
        })
        .collect()
}

#[test]
fn cells_stand_where_they_stood_and_merged_ones_are_one() {
    let form = drawn(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 2, "考核表", &plain).unwrap();
        sheet.merge_range(1, 0, 2, 0, "姓名", &plain).unwrap();
        sheet.write_string(1, 1, "{{ rep.name }}").unwrap();
        sheet.write_string(2, 2, "a < b").unwrap();
    });
    assert_eq!(
        cells(&form),
        [
            " colspan=\"3\">考核表</td>",
            " rowspan=\"2\">姓名</td>",
            " colspan=\"2\">{{ rep.name }}</td>",
            "></td>",
            ">a &lt; b</td>",
        ]
    );
    let of_name = form
        .markup
        .lines()
        .position(|line| line.contains("rep.name"))
        .unwrap();
    assert_eq!(form.lines[of_name].unwrap().to_string(), "B2");
    assert_eq!(form.lines.len(), form.markup.lines().count());
}

#[test]
fn rows_of_a_kpi_are_repeated_and_what_is_merged_over_them_grows() {
    let form = drawn(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 3, 0, "指标", &plain).unwrap();
        sheet.write_string(0, 1, "名称").unwrap();
        sheet.write_string(1, 1, "{{ kpi.name }}").unwrap();
        sheet.write_string(2, 1, "{{ kpi.points }}").unwrap();
        sheet.write_string(3, 1, "{{ total.points }}").unwrap();
    });
    let rows: Vec<&str> = form
        .markup
        .lines()
        .filter(|line| line.starts_with("{%") || line.contains("</td>"))
        .map(|line| line.split_once('>').map_or(line, |(_, text)| text))
        .collect();
    assert_eq!(
        rows,
        [
            "指标</td>",
            "名称</td>",
            "{% for kpi in kpis %}",
            "{{ kpi.name }}</td>",
            "{{ kpi.points }}</td>",
            "{% endfor %}",
            "{{ total.points }}</td>",
        ]
    );
    assert!(
        form.markup.contains("rowspan=\"{{ 2 + (kpis | length) * 2 }}\""),
        "{}",
        form.markup
    );
}

#[test]
fn a_row_merged_with_that_of_a_kpi_is_repeated_with_it() {
    let form = drawn(|sheet| {
        sheet
            .merge_range(0, 0, 1, 0, "{{ kpi.name }}", &Format::new())
            .unwrap();
        sheet.write_string(0, 1, "目标").unwrap();
        sheet.write_string(1, 1, "实际").unwrap();
    });
    let end = form.markup.find("{% endfor %}").unwrap();
    assert!(form.markup.find("实际").unwrap() < end);
    assert!(form.markup.contains("rowspan=\"2\">{{ kpi.name }}"));
}

#[test]
fn looks_are_those_of_the_cells() {
    let form = drawn(|sheet| {
        let look = Format::new()
            .set_font_size(14)
            .set_bold()
            .set_font_color(Color::RGB(0x17_37_5E))
            .set_background_color(Color::RGB(0xE8_EE_F5))
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        sheet.write_string_with_format(0, 0, "甲", &look).unwrap();
        sheet
            .write_number_with_format(0, 1, 0.4, &Format::new().set_num_format("0%"))
            .unwrap();
        sheet.set_landscape().set_paper_size(8);
    });
    for part in [
        "size: 1190.55pt 841.89pt",
        "font-size: 14pt; font-weight: bold; text-decoration: none; color: #17375e; text-align: center; vertical-align: middle",
        "background-color: #e8eef5",
        "border-left: 0.6pt solid #000000",
        "text-align: right; vertical-align: bottom",
        ">40%</td>",
    ] {
        assert!(form.markup.contains(part), "no {part} in {}", form.markup);
    }
}

#[test]
fn a_long_text_goes_over_empty_cells_alone() {
    let form = drawn(|sheet| {
        sheet.write_string(0, 0, "一二三四五六").unwrap();
        sheet.write_string(0, 3, "丁").unwrap();
        sheet.write_string(1, 0, "一二三四五六").unwrap();
        sheet.write_string(1, 1, "乙").unwrap();
    });
    let cells = cells(&form);
    assert_eq!(cells[0], " colspan=\"2\">一二三四五六</td>");
    assert_eq!(cells[1..3], ["></td>", ">丁</td>"]);
    assert_eq!(cells[3..5], [">一二三四五六</td>", ">乙</td>"]);
}

#[test]
fn what_is_wider_than_the_paper_is_printed_smaller() {
    let wide = drawn(|sheet| {
        for column in 0..20 {
            sheet.write_string(0, column, "甲").unwrap();
        }
    });
    let narrow = drawn(|sheet| write(sheet, 0, "甲"));
    assert!(narrow.markup.contains("font-size: 11pt"), "{}", narrow.markup);
    assert!(wide.markup.contains("font-size: 5."), "{}", wide.markup);
}

#[test]
fn pages_begin_where_the_sheet_says_so_and_with_its_title_rows() {
    let form = drawn(|sheet| {
        for (row, text) in (0..).zip(["标题", "表头", "一", "二"]) {
            sheet.write_string(row, 0, text).unwrap();
        }
        sheet.set_repeat_rows(1, 1).unwrap();
        sheet.set_page_breaks(&[3]).unwrap();
    });
    let tables: Vec<&str> = form.markup.split("<table").skip(1).collect();
    assert_eq!(tables.len(), 3);
    assert!(tables[0].contains("标题") && !tables[0].contains("<thead>"));
    assert!(tables[1].contains("<thead>") && tables[1].contains("表头") && tables[1].contains("一"));
    assert!(
        tables[2].contains("break-before: page") && tables[2].contains("表头") && tables[2].contains("二")
    );
}

#[test]
fn what_cannot_be_printed_is_told_at_its_cell() {
    let found = mistakes(|sheet| {
        sheet
            .write_formula(1, 2, Formula::new("=SUM(A1:A2)").set_result("3"))
            .unwrap();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_number_with_format(4, 0, 46_300, &day).unwrap();
    });
    let places: Vec<_> = found
        .iter()
        .map(|mistake| mistake.place.as_deref().unwrap())
        .collect();
    assert_eq!(places, ["表!C2", "表!A5"]);
    assert!(found[0].said.en.contains("holds no formulas"));
    assert!(found[1].said.en.contains("yyyy-mm-dd"));
}

#[test]
fn no_form_is_made_of_what_is_none() {
    for (bytes, wanted) in [
        (b"not a workbook".to_vec(), "no .xlsx workbook"),
        (workbook(|_| ()), "the first sheet is empty"),
        (
            workbook(|sheet| {
                write(sheet, 0, "a");
                write(sheet, 600, "b");
            }),
            "at most 500 rows",
        ),
    ] {
        let found = read(&bytes).unwrap_err();
        assert!(found[0].said.en.contains(wanted), "{found:?}");
    }
}

/// Parts of an archive, one of them replaced.
fn with_part(name: &str, text: &str) -> Vec<u8> {
    let bytes = workbook(|sheet| write(sheet, 0, "甲"));
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).unwrap();
        if part.name().unwrap() == name {
            drop(part);
            writer
                .start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        } else {
            writer.raw_copy_file(part).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn damaged_parts_are_told_and_odd_ones_do_no_harm() {
    for name in [
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
    ] {
        let found = read(&with_part(name, "<a")).unwrap_err();
        assert!(found[0].said.en.contains(name), "{found:?}");
        drop(read(&with_part(name, "<worksheet/>")));
    }
    let huge = "<worksheet><cols><col min=\"1\" max=\"4294967295\" width=\"1e300\"/></cols><sheetData><row r=\"4294967295\" ht=\"-1\">\
                <c r=\"ZZZZZZZZ9\" s=\"99\" t=\"s\"><v>77</v></c><c r=\"A4294967296\"/><c t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>\
                <mergeCells><mergeCell ref=\"A1:\"/><mergeCell ref=\"B9:A1\"/><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>";
    drop(read(&with_part("xl/worksheets/sheet1.xml", huge)));
}
