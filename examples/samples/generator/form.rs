//! An appraisal form as a personnel department draws one in Excel: merged cells, borders, a vertical heading, and
//! expressions where figures go.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The workbook's bytes.
pub fn form() -> Vec<u8> {
    build().expect("the form is within Excel's limits")
}

const DEEP: u32 = 0x00_1F_3A_5F;
const PALE: u32 = 0x00_E8_EE_F5;

fn build() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 11, 2)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name("考核表")?;
    sheet
        .set_paper_size(9)
        .set_margins(0.55, 0.55, 0.6, 0.6, 0.3, 0.3);
    sheet
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true);
    sheet.set_footer("&L{{ number }}&C第 &P 页，共 &N 页&R{{ rep.name }}");
    for (column, width) in (0..).zip([4.5, 19.0, 7.0, 14.0, 14.0, 9.5, 9.5, 19.0, 15.0]) {
        sheet.set_column_width(column, width)?;
    }
    head(sheet)?;
    figures(sheet)?;
    closing(sheet)?;
    workbook.save_to_buffer()
}

fn base() -> Format {
    Format::new()
        .set_font_size(10)
        .set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    base().set_border(FormatBorder::Thin).set_text_wrap()
}

fn label() -> Format {
    boxed().set_background_color(PALE).set_align(FormatAlign::Center)
}

fn head(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let title = base()
        .set_font_size(18)
        .set_bold()
        .set_font_color(DEEP)
        .set_align(FormatAlign::Center);
    let centred = base().set_align(FormatAlign::Center);
    sheet
        .set_row_height(0, 20)?
        .set_row_height(1, 32)?
        .set_row_height(2, 18)?;
    sheet.merge_range(0, 0, 0, 7, "{{ company }}", &centred.clone().set_font_size(11))?;
    sheet.merge_range(1, 0, 1, 7, "员工绩效考核表", &title)?;
    sheet.merge_range(
        2,
        0,
        2,
        7,
        "考核周期：{{ period.name }}（{{ period.days }}）　　编号：{{ number }}",
        &centred,
    )?;
    sheet.merge_range(0, 8, 2, 8, "{{ qr }}", &centred)?;
    let facts = [
        [
            ("姓名", "{{ rep.name }}"),
            ("工号", "{{ rep.rep_id }}"),
            ("部门", "{{ rep.team }}"),
        ],
        [
            ("岗位", "{{ rep.title }}"),
            ("直属上级", "{{ rep.manager }}"),
            ("入职日期", "{{ rep.hire_date }}"),
        ],
    ];
    for (row, facts) in (3..).zip(facts) {
        sheet.set_row_height(row, 22)?;
        let [(first, one), (second, two), (third, three)] = facts;
        sheet.merge_range(row, 0, row, 1, first, &label())?;
        sheet.merge_range(row, 2, row, 3, one, &boxed().set_align(FormatAlign::Center))?;
        sheet.write_string_with_format(row, 4, second, &label())?;
        sheet.merge_range(row, 5, row, 6, two, &boxed().set_align(FormatAlign::Center))?;
        sheet.write_string_with_format(row, 7, third, &label())?;
        sheet.write_string_with_format(row, 8, three, &boxed().set_align(FormatAlign::Center))?;
    }
    Ok(())
}

fn figures(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let heading = label().set_bold().set_font_color(DEEP);
    let figure = boxed().set_align(FormatAlign::Right);
    sheet
        .set_row_height(5, 24)?
        .set_row_height(6, 26)?
        .set_row_height(7, 24)?;
    sheet.merge_range(5, 0, 6, 0, "考核指标", &heading.clone().set_rotation(270))?;
    let headings = [
        "指标",
        "权重",
        "目标",
        "实际",
        "达成率",
        "环比",
        "评分规则",
        "得分",
    ];
    for (column, text) in (1..).zip(headings) {
        sheet.write_string_with_format(5, column, text, &heading)?;
    }
    sheet.write_string_with_format(
        6,
        1,
        "{{ kpi.name }}{% if kpi.unit %}（{{ kpi.unit }}）{% endif %}",
        &boxed(),
    )?;
    for (column, text) in [
        (2, "{{ kpi.weight }}"),
        (3, "{{ kpi.target }}"),
        (4, "{{ kpi.actual }}"),
        (5, "{{ kpi.attainment }}"),
        (6, "{{ kpi.mom }}"),
    ] {
        sheet.write_string_with_format(6, column, text, &figure)?;
    }
    sheet.write_string_with_format(
        6,
        7,
        "{{ kpi.rule }}",
        &boxed().set_font_size(7.5).set_font_color(0x00_59_59_59),
    )?;
    sheet.write_string_with_format(
        6,
        8,
        "{% if kpi.excluded %}不计入{% else %}{{ kpi.points }}{% endif %}",
        &figure.clone().set_bold(),
    )?;
    let total = label().set_bold().set_border_top(FormatBorder::Medium);
    sheet.merge_range(7, 0, 7, 1, "合计", &total)?;
    sheet.write_string_with_format(
        7,
        2,
        "{{ total.weight }}",
        &total.clone().set_align(FormatAlign::Right),
    )?;
    sheet.merge_range(
        7,
        3,
        7,
        7,
        "综合得分 {{ score }}　等级 {{ grade }} {{ grade_name }}　公司排名 {{ rank.rank }} / {{ rank.of }}",
        &total,
    )?;
    sheet.write_string_with_format(
        7,
        8,
        "{{ total.points }}",
        &total.clone().set_align(FormatAlign::Right),
    )?;
    Ok(())
}

fn closing(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let text = boxed().set_align(FormatAlign::Top);
    for (row, heading, expression, height) in [
        (8, "上级评语", "{{ comment }}", 78),
        (9, "改进计划", "{{ plan }}", 78),
        (10, "本人意见", "□ 同意　　□ 有异议，说明：", 40),
    ] {
        sheet.set_row_height(row, height)?;
        sheet.merge_range(row, 0, row, 1, heading, &label())?;
        sheet.merge_range(row, 2, row, 8, expression, &text)?;
    }
    sheet.set_row_height(11, 44)?;
    let signature = boxed().set_align(FormatAlign::Top).set_font_size(9);
    for (first, last, role) in [
        (0, 2, "被考核人签字"),
        (3, 4, "直属上级签字"),
        (5, 6, "部门负责人签字"),
        (7, 8, "人力资源签字"),
    ] {
        sheet.merge_range(
            11,
            first,
            11,
            last,
            &format!("{role}：\n\n　　　年　　月　　日"),
            &signature,
        )?;
    }
    sheet.write_string_with_format(
        12,
        0,
        "注：不计入的指标不参加评分，综合得分按其余指标的权重折算。",
        &base().set_font_size(8).set_font_color(0x00_7F_7F_7F),
    )?;
    Ok(())
}
