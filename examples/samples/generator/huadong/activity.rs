//! Visits and calls: a sheet for each team filled in by hand, the call centre's lists, and those of the month before.

use super::Months;
use super::people::{NAMESAKES, TEAMS};
use crate::generator::company::{Company, at, day};
use crate::generator::fault::Faults;
use crate::generator::ledger::{Call, Visit, calls, visits};
use crate::generator::sheet::{Export, Format, Sheet, Value, cells, place, row_place};
use crate::generator::spelling::chinese_date;
use repcard::model::Month;

const VISITS_PER_REP: u32 = 17;
const CALLS_PER_REP: u32 = 25;

pub fn exports(company: &Company, months: &Months, faults: &mut Faults) -> Vec<Export> {
    vec![
        visit_log(company, months.current, faults),
        call_list(company, months.current, faults),
        visits_before(company, months.before, faults),
        calls_before(company, months.before),
    ]
}

fn shown_name(company: &Company, rep: usize) -> &str {
    let rep = &company.reps[rep];
    if NAMESAKES.contains(&rep.id.as_str()) {
        &rep.id
    } else {
        &rep.name
    }
}

/// One sheet a team, the table beginning in column B; texts that look like formulas; a header repeated for printing.
fn visit_log(company: &Company, month: Month, faults: &mut Faults) -> Export {
    const PATH: &str = "inbox/2026-10/拜访记录.xlsx";
    let visits = visits(company, month, VISITS_PER_REP);
    let header = || {
        cells![
            "",
            "拜访时间",
            "业务员",
            "客户名称",
            "客户类型",
            "拜访方式",
            "目的",
            "结果"
        ]
    };
    let mut sheets = Vec::new();
    for (team, _, manager) in TEAMS {
        let mut sheet = Sheet::new(team, &[3, 19, 10, 32, 11, 10, 12, 16]);
        sheet.row(cells!["", format!("{team}拜访记录　　负责人：{manager}")]);
        sheet.row(cells![]);
        sheet.row(header());
        sheet.end_header();
        let own: Vec<&Visit> = visits
            .iter()
            .filter(|visit| company.reps[visit.rep].team == team)
            .collect();
        for (position, visit) in own.iter().enumerate() {
            let mut cells = visit_cells(company, visit, position);
            let row = sheet.rows.len() + 1;
            match (team, position) {
                ("上海一部", 12) => {
                    cells[1] = Value::Empty;
                    faults.plant("missing-value", place(PATH, team, row, 1), "没有写拜访时间");
                }
                ("上海一部", 30) => cells[7] = "=1+1".into(),
                ("上海一部", 31) => cells[7] = "@店长，下周回电".into(),
                ("杭州二部", 25) => {
                    cells[4] = "转介绍".into();
                    faults.plant(
                        "unknown-word",
                        place(PATH, team, row, 4),
                        "客户类型既不是现有也不是潜在",
                    );
                }
                ("杭州二部", 26) => cells[7] = "-待跟进".into(),
                ("南京三部", 40) => {
                    cells[2] = "小魏".into();
                    faults.plant(
                        "unknown-rep",
                        place(PATH, team, row, 2),
                        "写的是昵称，花名册里没有",
                    );
                }
                ("南京三部", 60) => {
                    sheet.row(header());
                }
                _ => {}
            }
            sheet.row(cells);
            if (team, position) == ("杭州二部", 50) {
                let row = sheet.row(visit_cells(company, visit, position));
                faults.plant(
                    "possible-duplicate",
                    row_place(PATH, team, row),
                    "同一次拜访写了两遍",
                );
            }
        }
        sheets.push(sheet);
    }
    Export {
        path: PATH,
        format: Format::Xlsx,
        sheets,
    }
}

fn visit_cells(company: &Company, visit: &Visit, position: usize) -> Vec<Value> {
    let moment: Value = match position % 4 {
        0 => visit.moment.format("%Y-%m-%d %H:%M").to_string().into(),
        1 => format!(
            "{} {}",
            chinese_date(visit.moment.date()),
            visit.moment.format("%H:%M")
        )
        .into(),
        2 => visit.moment.format("%Y/%-m/%-d %H:%M:%S").to_string().into(),
        _ => visit.moment.into(),
    };
    // Where the cell is empty, the customer's earlier orders tell.
    let kind = if position % 10 == 7 { "" } else { visit.kind };
    cells![
        "",
        moment,
        shown_name(company, visit.rep),
        visit.customer.as_str(),
        kind,
        visit.method,
        visit.purpose,
        visit.result
    ]
}

/// The call centre's list: it states when a call was made and when its record was written.
fn call_list(company: &Company, month: Month, faults: &mut Faults) -> Export {
    const PATH: &str = "inbox/2026-10/通话记录.xlsx";
    const NAME: &str = "通话记录";
    let mut sheet = Sheet::new(NAME, &[9, 17, 9, 14, 32, 10, 10, 17]);
    sheet.row(cells![
        "坐席",
        "呼叫时间",
        "呼叫方向",
        "被叫",
        "客户名称",
        "通话时长",
        "接通状态",
        "创建时间"
    ]);
    sheet.end_header();
    faults.plant(
        "repeated-column",
        place(PATH, NAME, 1, 7),
        "呼叫时间与创建时间是同一字段，取前者",
    );
    for call in calls(company, month, CALLS_PER_REP) {
        let written = call.moment + chrono::TimeDelta::seconds(i64::from(call.seconds) + 5);
        let [direction, outcome] = words(&call);
        sheet.row(cells![
            company.reps[call.rep].id.as_str(),
            call.moment,
            direction,
            call.phone.as_str(),
            call.customer.as_str(),
            Value::Span(call.seconds),
            outcome,
            written
        ]);
    }
    Export {
        path: PATH,
        format: Format::Xlsx,
        sheets: vec![sheet],
    }
}

fn words(call: &Call) -> [&'static str; 2] {
    [
        if call.inbound { "呼入" } else { "外呼" },
        if call.seconds > 0 {
            "已接通"
        } else {
            "未接通"
        },
    ]
}

/// September's visits, with two of August at the top.
fn visits_before(company: &Company, month: Month, faults: &mut Faults) -> Export {
    const PATH: &str = "inbox/2026-09/9月拜访.xlsx";
    const NAME: &str = "Sheet1";
    let mut sheet = Sheet::new(NAME, &[17, 10, 32, 11]);
    sheet.row(cells!["拜访日期", "业务员", "客户", "客户类型"]);
    sheet.end_header();
    for date in [27, 28] {
        let customer = company.customers[5].name.as_str();
        sheet.row(cells![at(day(2026, 8, date), 600), "周子昂", customer, "老客户"]);
    }
    faults.plant(
        "outside-periods",
        format!("{PATH}!{NAME}"),
        "8 月的拜访，哪个期间都用不到",
    );
    for visit in visits(company, month, VISITS_PER_REP) {
        sheet.row(cells![
            visit.moment,
            shown_name(company, visit.rep),
            visit.customer.as_str(),
            visit.kind
        ]);
    }
    Export {
        path: PATH,
        format: Format::Xlsx,
        // The two empty sheets that every new workbook used to have.
        sheets: vec![sheet, Sheet::new("Sheet2", &[]), Sheet::new("Sheet3", &[])],
    }
}

/// September's calls: another release of the call centre, durations in seconds.
fn calls_before(company: &Company, month: Month) -> Export {
    let mut sheet = Sheet::new("通话", &[9, 20, 9, 14, 12]);
    sheet.row(cells!["坐席", "呼叫时间", "呼叫方向", "被叫", "通话时长(秒)"]);
    sheet.end_header();
    for call in calls(company, month, CALLS_PER_REP) {
        let moment = call.moment.format("%Y-%m-%d %H:%M:%S").to_string();
        let [direction, _] = words(&call);
        sheet.row(cells![
            company.reps[call.rep].id.as_str(),
            moment,
            direction,
            call.phone.as_str(),
            call.seconds
        ]);
    }
    Export {
        path: "inbox/2026-09/9月通话.xlsx",
        format: Format::Xlsx,
        sheets: vec![sheet],
    }
}
