//! 花名册.xlsx as HR keeps it by hand: a title, dates typed in four ways, a count below, a hidden sheet of choices.

use super::people::{SHANGHAI, TEAMS, TRANSFERRED, transfer_day};
use crate::generator::company::{Company, Rep};
use crate::generator::sheet::{Export, Format, Sheet, Value, cells};
use crate::generator::spelling::{chinese_date, dotted_date, iso_date};

pub fn export(company: &Company) -> Export {
    let mut sheet = Sheet::new("花名册", &[10, 10, 12, 12, 15, 10, 14, 14, 14, 26]);
    sheet.title("华东云帆商贸有限公司销售人员花名册", 10);
    sheet.title("编制部门：人力资源部　　更新日期：2026年10月31日", 10);
    sheet.row(cells![
        "员工编号",
        "姓 名",
        "部门",
        "大区",
        "岗位",
        "直属上级",
        "入职日期",
        "离职日期",
        "生效日期",
        "邮箱"
    ]);
    sheet.end_header();
    for (index, rep) in company.reps.iter().enumerate() {
        if rep.id == TRANSFERRED {
            // Where the rep was before the transfer.
            let (_, region, manager) = TEAMS[0];
            sheet.row(person(rep, index, [SHANGHAI, region, manager], Value::Empty));
            sheet.row(person(
                rep,
                index,
                [&rep.team, &rep.region, &rep.manager],
                transfer_day().into(),
            ));
        } else {
            sheet.row(person(
                rep,
                index,
                [&rep.team, &rep.region, &rep.manager],
                Value::Empty,
            ));
        }
    }
    sheet.row(cells!["合计", format!("{}人", company.reps.len())]);

    let mut choices = Sheet::new("字典", &[14]);
    choices.hidden = true;
    for title in ["岗位", "客户经理", "高级销售代表", "销售代表"] {
        choices.row(cells![title]);
    }
    Export {
        path: "inbox/花名册.xlsx",
        format: Format::Xlsx,
        sheets: vec![sheet, choices],
    }
}

fn person(rep: &Rep, index: usize, [team, region, manager]: [&str; 3], from: Value) -> Vec<Value> {
    let hired = match index % 6 {
        1 => iso_date(rep.hire).into(),
        3 => chinese_date(rep.hire).into(),
        5 => dotted_date(rep.hire).into(),
        _ => Value::Date(rep.hire),
    };
    let email = format!("{}@yunfan.example", rep.id.to_lowercase());
    cells![
        rep.id.as_str(),
        rep.name.as_str(),
        team,
        region,
        rep.title,
        manager,
        hired,
        rep.leave,
        from,
        email
    ]
}
