//! 2026年销售目标.xlsx: a wide sheet under a two-row merged header, a sheet for teams, a long one for the process figures.

use super::people::{BY_PRODUCT, HANGZHOU, NANJING, NEWCOMER, SHANGHAI};
use crate::generator::company::{Company, Rep};
use crate::generator::fault::Faults;
use crate::generator::sheet::{Export, Format, Sheet, Value, cells, place};
use crate::generator::spelling::grouped;
use rust_decimal::{Decimal, dec};

const PATH: &str = "inbox/2026年销售目标.xlsx";

/// Two figures for one thing: which is meant, nobody can say.
const CONTRADICTORY: &str = "S015";

pub fn export(company: &Company, faults: &mut Faults) -> Export {
    Export {
        path: PATH,
        format: Format::Xlsx,
        sheets: vec![
            instructions(faults),
            sales(company),
            teams(faults),
            process(company, faults),
        ],
    }
}

/// The sheet that every template brings along and nobody deletes.
fn instructions(faults: &mut Faults) -> Sheet {
    let mut sheet = Sheet::new("填表说明", &[60]);
    for line in [
        "填表说明",
        "1. 销售额目标单位为元，按月或按全年填写均可；全年目标按淡旺季系数分解。",
        "2. 部门目标由部门内未单独设定目标的人员分摊。",
        "3. 请于每年12月20日前报销售管理部。",
    ] {
        sheet.row(cells![line]);
    }
    faults.plant(
        "unrecognised-sheet",
        format!("{PATH}!填表说明"),
        "填表说明页，不是数据",
    );
    sheet
}

fn sales(company: &Company) -> Sheet {
    let mut sheet = Sheet::new(
        "销售额",
        &[9, 10, 11, 8, 13, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11],
    );
    sheet.title("2026年度销售目标分解表", 17);
    let mut quarters = cells!["工号", "姓名", "产品", "年度", "全年"];
    for quarter in ["第一季度", "第二季度", "第三季度", "第四季度"] {
        quarters.extend(cells![quarter, "", ""]);
    }
    sheet.row(quarters);
    let mut months = cells!["", "", "", "", ""];
    months.extend((1..=12).map(|month| Value::from(format!("{month}月"))));
    sheet.row(months);
    sheet.merged.extend((0..5).map(|column| (1, column, 2, column)));
    sheet
        .merged
        .extend([5, 8, 11, 14].map(|column| (1, column, 1, column + 2)));
    sheet.end_header();

    let mut total = Totals::default();
    for (index, rep) in company.reps.iter().enumerate() {
        let monthly = rep.sales_target;
        match rep.team.as_str() {
            _ if rep.id == BY_PRODUCT => {
                for (product, percent) in [("饮品", 45), ("粮油", 35), ("日化", 20)] {
                    total.annual(&mut sheet, rep, product, monthly * 12 / 100 * percent, index);
                }
            }
            SHANGHAI => total.annual(&mut sheet, rep, "", monthly * 12, index),
            // A newcomer has a figure only for the months to come.
            HANGZHOU if rep.id == NEWCOMER => total.months(&mut sheet, rep, 10..=12),
            HANGZHOU => total.months(&mut sheet, rep, 1..=12),
            // 南京三部 has a target for the team; two of its reps have their own.
            _ if matches!(rep.id.as_str(), "S017" | "S021") => total.months(&mut sheet, rep, 1..=12),
            _ => {}
        }
    }
    let mut row = cells!["合计", "", "", ""];
    row.push(grouped(total.annual.into()).into());
    row.extend(total.months.iter().map(|sum| Value::from(*sum)));
    sheet.row(row);
    sheet
}

/// Sums of what stands in the columns.
#[derive(Default)]
struct Totals {
    annual: i64,
    months: [i64; 12],
}

impl Totals {
    fn annual(&mut self, sheet: &mut Sheet, rep: &Rep, product: &str, figure: u32, index: usize) {
        self.annual += i64::from(figure);
        let shown = match index % 3 {
            0 => Value::from(figure),
            1 => grouped(figure.into()).into(),
            _ => format!(
                "{}万",
                (Decimal::from(figure) / Decimal::from(10_000)).normalize()
            )
            .into(),
        };
        sheet.row(cells![
            rep.id.as_str(),
            rep.name.as_str(),
            product,
            2026_u32,
            shown
        ]);
    }

    fn months(&mut self, sheet: &mut Sheet, rep: &Rep, months: std::ops::RangeInclusive<usize>) {
        let mut row = cells![rep.id.as_str(), rep.name.as_str(), "", 2026_u32, ""];
        for month in 1..=12 {
            if months.contains(&month) {
                // A little more towards the end of the year.
                let figure = i64::from(rep.sales_target) * (94 + month as i64) / 104 / 1000 * 1000;
                self.months[month - 1] += figure;
                row.push(figure.into());
            } else {
                row.push(Value::Empty);
            }
        }
        sheet.row(row);
    }
}

fn teams(faults: &mut Faults) -> Sheet {
    const NAME: &str = "部门目标";
    let mut sheet = Sheet::new(NAME, &[12, 12, 8, 16]);
    sheet.row(cells!["部门", "指标", "年度", "全年"]);
    sheet.end_header();
    for (team, metric, figure) in [
        (NANJING, "销售额", 34_800_000_u32),
        (NANJING, "新客户", 168),
        (NANJING, "新增客户", 192),
        (SHANGHAI, "新客户", 168),
        (SHANGHAI, "新增客户", 192),
    ] {
        let row = sheet.row(cells![team, metric, 2026_u32, figure]);
        if team == NANJING {
            faults.plant(
                "unallocated-target",
                place(PATH, NAME, row, 3),
                "有人月中离职，按工作日折算后少分的部分",
            );
        }
    }
    let row = sheet.row(cells![SHANGHAI, "毛利率", 2026_u32, 25_u32]);
    faults.plant("unknown-metric", place(PATH, NAME, row, 1), "毛利率不是考核指标");
    let row = sheet.row(cells!["合肥四部", "销售额", 2026_u32, 6_000_000_u32]);
    faults.plant(
        "unknown-group",
        place(PATH, NAME, row, 0),
        "计划中的部门，花名册里没有人",
    );
    sheet
}

fn process(company: &Company, faults: &mut Faults) -> Sheet {
    const NAME: &str = "过程指标";
    let mut sheet = Sheet::new(NAME, &[9, 10, 12, 14, 10]);
    sheet.title("2026年10月过程指标", 5);
    sheet.row(cells!["工号", "姓名", "指标", "月份", "目标值"]);
    sheet.end_header();
    for rep in &company.reps {
        let weekly = if rep.sales_target >= 400_000 {
            dec!(2.5)
        } else {
            dec!(2)
        };
        let mut figures = vec![
            ("拜访", dec!(16), "2026-10"),
            ("电话", dec!(24), "2026年10月"),
            ("周订单", weekly, "2026-10"),
        ];
        if rep.team == HANGZHOU {
            figures.extend([("新客户", dec!(2), "2026-10"), ("新增客户", dec!(2), "2026/10")]);
        }
        for (metric, figure, month) in figures {
            let row = sheet.row(cells![rep.id.as_str(), rep.name.as_str(), metric, month, figure]);
            if rep.id == CONTRADICTORY && metric == "电话" {
                let again = sheet.row(cells![rep.id.as_str(), rep.name.as_str(), metric, month, 30_u32]);
                faults.plant(
                    "conflicting-targets",
                    place(PATH, NAME, row, 4),
                    "同一目标有两个数值",
                );
                faults.plant(
                    "conflicting-targets",
                    place(PATH, NAME, again, 4),
                    "同一目标有两个数值",
                );
                faults.plant(
                    "no-target",
                    "inbox/花名册.xlsx!花名册!19",
                    "两个数值都未采用，S015 没有电话目标",
                );
            }
        }
    }
    sheet
}
