//! A clean book of any size: one plain export for each dataset, without a fault.

use super::BookFile;
use super::company::{Company, Customer, Rep, at, customer_name, day, day_between, month, person_name};
use super::ledger::{calls, conduct, orders, reports, requests, visits};
use super::random::Random;
use super::sheet::{Encoding, Format, Sheet, Value, cells, file};
use repcard::model::Month;

const LINES_PER_REP: u32 = 40;
const VISITS_PER_REP: u32 = 25;
const CALLS_PER_REP: u32 = 50;
const OLD_CUSTOMERS: usize = 15;
const TEAM_SIZE: usize = 10;

/// A book of `reps` reps and `months` months of orders, the last of them October 2026; visits and calls where
/// they are compared. Two months at least: without an earlier order every customer would look new.
pub fn clean(reps: usize, months: u32) -> Vec<BookFile> {
    let current = month(2026, 10);
    let first = current.plus(1 - months as i32);
    let company = company(reps, first, current);
    let mut files: Vec<BookFile> = [roster(&company), targets(&company), customers(&company)]
        .iter()
        .map(|sheet| workbook("inbox", sheet))
        .collect();
    let compared = [current, current.plus(-1), current.plus(-12)];
    for ago in 0..months as i32 {
        let month = current.plus(-ago);
        let folder = format!("inbox/{}", month.first_day().format("%Y-%m"));
        files.push(text_file(&folder, &orders_of(&company, month)));
        if compared.contains(&month) {
            files.push(workbook(&folder, &visits_of(&company, month)));
            files.push(workbook(&folder, &calls_of(&company, month)));
        }
    }
    let folder = "inbox/2026-10";
    for sheet in [
        requests_of(&company, current),
        reports_of(&company, current),
        conduct_of(&company, current),
    ] {
        files.push(workbook(folder, &sheet));
    }
    files
}

fn company(reps: usize, first: Month, current: Month) -> Company {
    let mut random = Random::of("clean company");
    let people: Vec<Rep> = (0..reps)
        .map(|index| {
            let team = index / TEAM_SIZE;
            Rep {
                id: format!("R{:04}", index + 1),
                name: person_name(index),
                team: format!("销售{}部", team + 1),
                region: ["华东", "华南", "华北", "西南"][team % 4].into(),
                title: "销售代表",
                manager: person_name(999 - team),
                hire: day_between(&mut random, day(2015, 1, 5), day(2024, 6, 28)),
                leave: None,
                sales_target: 200_000 + 10_000 * random.between(0, 40),
                pace: random.between(45, 125),
            }
        })
        .collect();
    let mut customers = Vec::new();
    for owner in 0..reps {
        let new = (0..random.between(0, 3)).map(|_| (current.first_day(), current.last_day()));
        let before = first.plus(-1).last_day();
        let old = (0..OLD_CUSTOMERS).map(|_| (day(2016, 1, 4), before));
        for (from, until) in old.chain(new).collect::<Vec<_>>() {
            let index = customers.len();
            let created = day_between(&mut random, from, until);
            customers.push(Customer {
                id: format!("C{:06}", index + 1),
                name: customer_name(index),
                owner,
                created: at(created, random.between(9 * 60, 17 * 60)),
                lost: random.chance(2).then(|| current.last_day()),
                last_order: None,
                tier: random.pick(&["A", "B", "C"]),
            });
        }
    }
    Company::new(people, customers)
}

fn workbook(folder: &str, sheet: &Sheet) -> BookFile {
    file(
        &format!("{folder}/{}.xlsx", sheet.name),
        Format::Xlsx,
        std::slice::from_ref(sheet),
    )
}

fn text_file(folder: &str, sheet: &Sheet) -> BookFile {
    let format = Format::Csv(Encoding::Utf8Bom);
    file(
        &format!("{folder}/{}.csv", sheet.name),
        format,
        std::slice::from_ref(sheet),
    )
}

fn table(name: &str, header: Vec<Value>) -> Sheet {
    let mut sheet = Sheet::new(name, &[]);
    sheet.row(header);
    sheet.end_header();
    sheet
}

fn roster(company: &Company) -> Sheet {
    let header = cells![
        "工号",
        "姓名",
        "团队",
        "区域",
        "职位",
        "直属上级",
        "入职日期",
        "邮箱"
    ];
    let mut sheet = table("花名册", header);
    for rep in &company.reps {
        let email = format!("{}@example.com", rep.id.to_lowercase());
        sheet.row(cells![
            rep.id.as_str(),
            rep.name.as_str(),
            rep.team.as_str(),
            rep.region.as_str(),
            rep.title,
            rep.manager.as_str(),
            rep.hire,
            email
        ]);
    }
    sheet
}

fn targets(company: &Company) -> Sheet {
    let header = cells!["工号", "姓名", "指标", "年度", "全年"];
    let mut sheet = table("销售目标", header);
    for rep in &company.reps {
        for (metric, figure) in [
            ("销售额", rep.sales_target * 12),
            ("新客户", 20),
            ("拜访", VISITS_PER_REP * 12),
            ("电话", CALLS_PER_REP * 12),
            ("周订单", 5),
            ("新增客户", 20),
        ] {
            sheet.row(cells![
                rep.id.as_str(),
                rep.name.as_str(),
                metric,
                2026_u32,
                figure
            ]);
        }
    }
    sheet
}

fn customers(company: &Company) -> Sheet {
    let header = cells!["客户编号", "客户名称", "工号", "创建日期", "流失日期", "客户级别"];
    let mut sheet = table("客户", header);
    for customer in &company.customers {
        let owner = company.reps[customer.owner].id.as_str();
        sheet.row(cells![
            customer.id.as_str(),
            customer.name.as_str(),
            owner,
            customer.created,
            customer.lost,
            customer.tier
        ]);
    }
    sheet
}

fn orders_of(company: &Company, month: Month) -> Sheet {
    let header = cells![
        "订单编号",
        "行号",
        "下单日期",
        "工号",
        "客户编号",
        "客户名称",
        "产品",
        "数量",
        "金额",
        "状态"
    ];
    let mut sheet = table("订单", header);
    for line in orders(company, month, LINES_PER_REP) {
        let customer = &company.customers[line.customer];
        sheet.row(cells![
            line.order_id.as_str(),
            line.line,
            line.date.to_string(),
            company.reps[line.rep].id.as_str(),
            customer.id.as_str(),
            customer.name.as_str(),
            line.product.name,
            line.quantity,
            line.amount(),
            line.status
        ]);
    }
    sheet
}

fn visits_of(company: &Company, month: Month) -> Sheet {
    let header = cells![
        "拜访日期",
        "工号",
        "客户名称",
        "客户类型",
        "拜访方式",
        "目的",
        "结果"
    ];
    let mut sheet = table("拜访", header);
    for visit in visits(company, month, VISITS_PER_REP) {
        sheet.row(cells![
            visit.moment,
            company.reps[visit.rep].id.as_str(),
            visit.customer.as_str(),
            visit.kind,
            visit.method,
            visit.purpose,
            visit.result
        ]);
    }
    sheet
}

fn calls_of(company: &Company, month: Month) -> Sheet {
    let header = cells!["呼叫时间", "工号", "客户名称", "被叫", "呼叫方向", "通话时长"];
    let mut sheet = table("电话", header);
    for call in calls(company, month, CALLS_PER_REP) {
        sheet.row(cells![
            call.moment,
            company.reps[call.rep].id.as_str(),
            call.customer.as_str(),
            call.phone.as_str(),
            if call.inbound { "呼入" } else { "外呼" },
            call.seconds
        ]);
    }
    sheet
}

fn requests_of(company: &Company, month: Month) -> Sheet {
    let header = cells!["需求编号", "提出时间", "工号", "客户名称", "回复时间"];
    let mut sheet = table("客户需求", header);
    for request in requests(company, month) {
        sheet.row(cells![
            request.id.as_str(),
            request.received,
            company.reps[request.rep].id.as_str(),
            company.customers[request.customer].name.as_str(),
            request.replied
        ]);
    }
    sheet
}

fn reports_of(company: &Company, month: Month) -> Sheet {
    let header = cells!["工号", "类型", "应交日期", "提交时间"];
    let mut sheet = table("计划汇报", header);
    for report in reports(company, month) {
        sheet.row(cells![
            company.reps[report.rep].id.as_str(),
            report.kind,
            report.due,
            report.submitted
        ]);
    }
    sheet
}

fn conduct_of(company: &Company, month: Month) -> Sheet {
    let header = cells!["日期", "工号", "事项", "分值"];
    let mut sheet = table("行为纪律", header);
    for event in conduct(company, month) {
        sheet.row(cells![
            event.date,
            company.reps[event.rep].id.as_str(),
            event.event,
            event.points
        ]);
    }
    sheet
}
