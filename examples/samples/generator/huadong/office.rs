//! The office's lists: requests in an .ods, reports and conduct from an office system that still writes .xls.

use super::Months;
use super::people::NAMESAKES;
use crate::generator::company::{Company, day};
use crate::generator::fault::Faults;
use crate::generator::ledger::{conduct, reports, requests};
use crate::generator::sheet::{Export, Format, Sheet, Value, cells, place, row_place};
use crate::generator::spelling::{compact_date, iso_date, slashed_date};
use chrono::TimeDelta;
use repcard::model::Month;

pub fn exports(company: &Company, months: &Months, faults: &mut Faults) -> Vec<Export> {
    vec![
        request_log(company, months.current, faults),
        office_system(company, months.current, faults),
    ]
}

/// Kept in LibreOffice by whoever answers the phone.
fn request_log(company: &Company, month: Month, faults: &mut Faults) -> Export {
    const PATH: &str = "inbox/2026-10/客户需求登记.ods";
    const NAME: &str = "需求登记";
    let mut sheet = Sheet::new(NAME, &[]);
    sheet.row(cells!["客户需求登记表"]);
    sheet.row(cells!["需求编号", "提出时间", "业务员", "客户名称", "回复时间"]);
    sheet.end_header();
    for (position, request) in requests(company, month).iter().enumerate() {
        let rep = &company.reps[request.rep];
        let name = if NAMESAKES.contains(&rep.id.as_str()) {
            &rep.id
        } else {
            &rep.name
        };
        let row = sheet.rows.len() + 1;
        let replied: Value = match position {
            17 => {
                faults.plant("reply-before-request", place(PATH, NAME, row, 4), "回复早于提出");
                (request.received - TimeDelta::hours(20)).into()
            }
            33 => {
                faults.plant("not-a-date", place(PATH, NAME, row, 4), "回复时间写成了文字");
                "已电话回复".into()
            }
            _ => request.replied.into(),
        };
        sheet.row(cells![
            request.id.as_str(),
            request.received,
            name.as_str(),
            company.customers[request.customer].name.as_str(),
            replied
        ]);
    }
    Export {
        path: PATH,
        format: Format::Ods,
        sheets: vec![sheet],
    }
}

/// Two lists and the empty third sheet, as the system's .xls template has it.
fn office_system(company: &Company, month: Month, faults: &mut Faults) -> Export {
    const PATH: &str = "inbox/2026-10/OA导出.xls";
    Export {
        path: PATH,
        format: Format::Xls,
        sheets: vec![
            report_list(company, month),
            conduct_list(company, month, PATH, faults),
            Sheet::new("Sheet3", &[]),
        ],
    }
}

fn report_list(company: &Company, month: Month) -> Sheet {
    let mut sheet = Sheet::new("计划汇报", &[8, 10, 10, 13, 18]);
    sheet.title("工作计划、汇报提交情况", 5);
    sheet.row(cells!["工号", "姓名", "类型", "应交日期", "提交时间"]);
    sheet.end_header();
    for (position, report) in reports(company, month).iter().enumerate() {
        let rep = &company.reps[report.rep];
        let due: Value = match position % 4 {
            0 => iso_date(report.due).into(),
            1 => compact_date(report.due).into(),
            _ => report.due.into(),
        };
        sheet.row(cells![
            rep.id.as_str(),
            rep.name.as_str(),
            report.kind,
            due,
            report.submitted
        ]);
    }
    sheet
}

fn conduct_list(company: &Company, month: Month, path: &str, faults: &mut Faults) -> Sheet {
    const NAME: &str = "行为纪律";
    let mut sheet = Sheet::new(NAME, &[12, 8, 10, 16, 8, 24]);
    sheet.row(cells!["日期", "工号", "姓名", "事项", "分值", "备注"]);
    sheet.end_header();
    let notes = ["", "=1+1", "", "+1 次警告", "", "-见邮件", "@人力资源部"];
    for (position, event) in conduct(company, month).iter().enumerate() {
        let rep = &company.reps[event.rep];
        // The points that the policy states need not be repeated.
        let points = if position % 3 == 1 { None } else { event.points };
        let note = notes[position % notes.len()];
        sheet.row(cells![
            slashed_date(event.date),
            rep.id.as_str(),
            rep.name.as_str(),
            event.event,
            points,
            note
        ]);
    }
    let row = sheet.row(cells![
        slashed_date(day(2026, 10, 28)),
        "S006",
        "杨雪晴",
        "例会缺席",
        "",
        "是否扣分待定"
    ]);
    faults.plant(
        "conduct-without-points",
        row_place(path, NAME, row),
        "规则里没有这一事项的分值",
    );
    sheet
}
