//! Pages made by hand, without the layout: text set glyph by glyph, fills, lines.

use typeset::display::{FaceKey, Glyph, Item, LineStyle, Page, Rect, Rgb, TextRun};
use typeset::fonts::FontSet;

pub const INK: Rgb = Rgb(0x1f, 0x29, 0x33);
const RULE: Rgb = Rgb(0xb8, 0xc4, 0xd0);
const BAND: Rgb = Rgb(0xee, 0xf3, 0xf8);

/// Sets `text` on one baseline, a run for each face it takes.
pub fn text(set: &FontSet, text: &str, (x, baseline): (f32, f32), size: f32, bold: bool) -> Vec<Item> {
    let mut runs: Vec<TextRun> = Vec::new();
    let mut pen = x;
    for character in text.chars() {
        let (face, id) = set.find(character, bold).unwrap_or_else(|| set.replacement(bold));
        let advance = set.face(face).advance(id) * size;
        if runs.last().map(|run| run.face) != Some(face) {
            runs.push(run(face, pen, baseline, size));
        }
        runs.last_mut().unwrap().glyphs.push(Glyph {
            id,
            character,
            advance,
        });
        pen += advance;
    }
    runs.into_iter().map(Item::Text).collect()
}

fn run(face: FaceKey, x: f32, baseline: f32, size: f32) -> TextRun {
    TextRun {
        x,
        baseline,
        face,
        size,
        color: INK,
        glyphs: Vec::new(),
    }
}

pub fn line(from: (f32, f32), to: (f32, f32), width: f32, style: LineStyle) -> Item {
    Item::Line {
        from,
        to,
        width,
        color: RULE,
        style,
    }
}

/// An A4 page.
pub fn a4(items: Vec<Item>) -> Page {
    Page {
        width: 595.28,
        height: 841.89,
        items,
    }
}

/// A page of the size and kind of a form: a title, tables with bands and rules, about 1,500 glyphs. Each number
/// gives another one.
pub fn form(set: &FontSet, number: u32) -> Page {
    let mut items = text(set, "销售人员绩效考核表", (212.0, 60.0), 19.0, true);
    items.extend(text(
        set,
        &format!("华东智造有限公司　2026年10月　编号 2026-10-S{number:03}"),
        (40.0, 84.0),
        9.0,
        false,
    ));
    for (row, (name, rule)) in ROWS.iter().cycle().take(30).enumerate() {
        let top = 100.0 + 23.0 * row as f32;
        if row % 2 == 0 {
            items.push(Item::Fill {
                rect: Rect {
                    x: 40.0,
                    y: top,
                    width: 515.0,
                    height: 23.0,
                },
                color: BAND,
            });
        }
        items.push(line((40.0, top), (555.0, top), 0.5, LineStyle::Solid));
        items.extend(text(set, name, (44.0, top + 14.5), 8.5, true));
        let figure = u64::from(number) * 7919 + row as u64 * 104_729;
        let columns = [
            (130.0, figure % 900_000 + 10_000),
            (200.0, figure % 777_777),
            (255.0, figure % 1_000),
        ];
        for (x, value) in columns {
            items.extend(text(
                set,
                &format!("{}.{:02}", value, value % 97),
                (x, top + 14.5),
                8.5,
                false,
            ));
        }
        items.extend(text(set, rule, (320.0, top + 14.5), 8.0, false));
    }
    items.push(line((40.0, 800.0), (555.0, 800.0), 0.75, LineStyle::Dashed));
    items.extend(text(
        set,
        "被考核人：　　　直属上级：　　　人力资源：　　　日期：　　年　　月　　日",
        (44.0, 818.0),
        9.0,
        false,
    ));
    a4(items)
}

const ROWS: [(&str, &str); 12] = [
    ("实际完成销量", "达成率低于50%不得分，最高按120%计分"),
    ("增长率", "环比10%以上10分，5%以上8分，持平6分"),
    ("开发新客户数量", "按目标达成比例计分，最高1.2倍"),
    ("现有客户拜访数量", "按目标达成比例计分，不超过满分"),
    ("电话销售拜访数量", "接通的呼出电话，按达成比例计分"),
    ("周订单数量", "订单数除以工作周数，四舍五入两位小数"),
    ("新增开发客户数量", "本期建档且归属本人的客户"),
    ("丢失客户数量", "每流失一家扣1分，扣完为止"),
    ("行为纪律", "100分起，按制度加减，折算为4分"),
    ("工作计划、汇报完成率", "按时提交÷应交，迟交不计"),
    ("需求客户回复", "24小时内答复为及时，按比例计分"),
    ("合计", "得分≥90优秀，≥80良好，≥70合格；主管评语与改进计划另附"),
];
