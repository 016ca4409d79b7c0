//! What else is written down of the market: opportunities, follow-ups, complaints, feedback, salons, training.

use super::Months;
use super::money::shown;
use crate::generator::company::{Company, at, day, day_between};
use crate::generator::random::Random;
use crate::generator::sheet::{Encoding, Export, Format, Sheet, Value, cells};
use crate::generator::spelling::iso_date;
use chrono::{Days, NaiveDate};
use repcard::model::Month;
use rust_decimal::{Decimal, dec};

pub fn exports(company: &Company, months: &Months) -> Vec<Export> {
    let month = months.current;
    vec![
        opportunities(company, month),
        Export {
            path: "inbox/2026-10/客服与市场.xlsx",
            format: Format::Xlsx,
            sheets: vec![
                complaints(company, month),
                feedback(company, month),
                follow_ups(company, month),
                events(company),
                training(company, month),
            ],
        },
    ]
}

/// The CRM's funnel: percentages as text, what is lost with its day, a duplicate.
fn opportunities(company: &Company, month: Month) -> Export {
    const OPEN: [(&str, u32); 4] = [
        ("初步沟通", 10),
        ("需求确认", 30),
        ("方案报价", 50),
        ("商务谈判", 75),
    ];
    let mut random = Random::of("opportunities of huadong");
    let mut sheet = Sheet::new("商机", &[]);
    sheet.row(cells![
        "商机编号",
        "商机名称",
        "商机负责人",
        "客户名称",
        "创建时间",
        "预计成交日期",
        "实际结单日期",
        "商机阶段",
        "预计成交金额",
        "赢率"
    ]);
    sheet.end_header();
    for position in 0..48_u32 {
        let rep = position as usize % company.reps.len();
        let customers = company.customers_of(rep, month);
        let customer = &company.customers[customers[random.below(customers.len())]];
        let person = &company.reps[rep];
        let last = person.leave.unwrap_or(day(2026, 10, 27));
        let created = day_between(&mut random, person.hire.max(last - Days::new(70)), last);
        let expected = created + Days::new(u64::from(random.between(20, 90)));
        let closed = day_between(&mut random, created.max(day(2026, 10, 1)).min(last), last);
        let (stage, odds, closed): (&str, u32, Option<NaiveDate>) = match position % 6 {
            0 if person.pace > 60 => ("赢单", 100, Some(closed)),
            1 => ("输单", 0, Some(closed)),
            _ if position == 33 => ("重复", 0, None),
            _ => {
                let (stage, odds) = random.pick(&OPEN);
                (stage, odds, None)
            }
        };
        let amount = Decimal::from(random.between(15, 320)) * dec!(1000);
        sheet.row(cells![
            format!("SJ2610{:03}", position + 1),
            ["年节礼盒", "门店铺货", "食堂供应", "新品导入"][position as usize % 4],
            shown(company, rep),
            customer.name.as_str(),
            iso_date(created),
            iso_date(expected),
            closed.map(iso_date),
            stage,
            amount,
            format!("{odds}%")
        ]);
    }
    Export {
        path: "inbox/2026-10/CRM商机.csv",
        format: Format::Csv(Encoding::Utf8Bom),
        sheets: vec![sheet],
    }
}

/// Complaints: most handled in time, one late, one not yet, one unfounded.
fn complaints(company: &Company, month: Month) -> Sheet {
    let mut random = Random::of("complaints of huadong");
    let mut sheet = Sheet::new("客户投诉", &[12, 18, 9, 32, 24, 18, 10]);
    sheet.title("客户投诉登记表", 7);
    sheet.row(cells![
        "投诉编号",
        "投诉时间",
        "责任人",
        "客户名称",
        "投诉内容",
        "处理完成时间",
        "处理结果"
    ]);
    sheet.end_header();
    for position in 0..9_u32 {
        let rep = [14, 22, 5, 9, 21, 3, 14, 10, 18][position as usize % 9];
        let customers = company.customers_of(rep, month);
        let customer = &company.customers[customers[random.below(customers.len())]];
        let received = at(day(2026, 10, 8 + 2 * position), random.between(9 * 60, 17 * 60));
        let closed: Value = match position {
            4 => (received + Days::new(6)).into(),
            7 => Value::Empty,
            _ => (received + Days::new(u64::from(random.between(0, 2)))).into(),
        };
        sheet.row(cells![
            format!("TS2610-{:02}", position + 1),
            received,
            shown(company, rep),
            customer.name.as_str(),
            ["送货延误", "包装破损", "价格与合同不符", "临期产品"][position as usize % 4],
            closed,
            if position == 2 { "不成立" } else { "成立" }
        ]);
    }
    sheet
}

fn feedback(company: &Company, month: Month) -> Sheet {
    let mut random = Random::of("feedback of huadong");
    let mut sheet = Sheet::new("市场信息", &[12, 12, 10, 14, 36, 10]);
    sheet.row(cells![
        "信息编号",
        "提交日期",
        "提交人",
        "信息类型",
        "信息内容",
        "是否采纳"
    ]);
    sheet.end_header();
    for position in 0..16_u32 {
        let rep = (position as usize * 5 + 2) % 17;
        let days = company.working_days(&company.reps[rep], month);
        sheet.row(cells![
            format!("XX{:03}", position + 1),
            days[random.below(days.len())],
            shown(company, rep),
            ["竞品促销", "价格", "新品需求", "渠道"][position as usize % 4],
            [
                "竞品买十送一，餐饮客户有流失风险",
                "社区店反映粮油进价偏高",
                "烘焙客户询问小包装",
                "两家便利店计划扩店"
            ][position as usize % 4],
            if position == 6 {
                "重复"
            } else {
                ["是", "否", "待评审", "是", "否"][position as usize % 5]
            }
        ]);
    }
    sheet
}

/// Follow-ups as the CRM lists tasks: done, late, not at all.
fn follow_ups(company: &Company, month: Month) -> Sheet {
    let mut random = Random::of("follow-ups of huadong");
    let mut sheet = Sheet::new("客户跟进", &[10, 32, 14, 14, 22, 10]);
    sheet.title("客户跟进任务", 6);
    sheet.row(cells![
        "跟进人",
        "跟进客户",
        "计划跟进日期",
        "实际跟进日期",
        "跟进事项",
        "完成状态"
    ]);
    sheet.end_header();
    for position in 0..48_u32 {
        let rep = position as usize % company.reps.len();
        let customers = company.customers_of(rep, month);
        let customer = &company.customers[customers[random.below(customers.len())]];
        let days = company.working_days(&company.reps[rep], month);
        let due = random.below(days.len());
        let (done, status): (Option<NaiveDate>, &str) = match position % 8 {
            3 if company.reps[rep].pace < 100 => (None, "未完成"),
            5 => (days.get(due + 2).copied(), "已完成"),
            _ => (Some(days[due]), "已完成"),
        };
        let status = if done.is_none() { "未完成" } else { status };
        let status = if position == 21 { "取消" } else { status };
        sheet.row(cells![
            shown(company, rep),
            customer.name.as_str(),
            days[due],
            done,
            ["催款", "新品试样", "续约", "陈列检查"][position as usize % 4],
            status
        ]);
    }
    sheet
}

fn events(company: &Company) -> Sheet {
    let mut sheet = Sheet::new("沙龙活动", &[10, 26, 12, 10, 10, 10, 12, 10]);
    sheet.row(cells![
        "活动编号",
        "活动名称",
        "活动日期",
        "负责人",
        "到场人数",
        "新增线索",
        "活动费用",
        "活动状态"
    ]);
    sheet.end_header();
    for (number, title, date, rep, attendees, leads, cost, status) in [
        (
            1_u32,
            "秋季烘焙原料品鉴会",
            14,
            0,
            32_u32,
            7_u32,
            dec!(6800),
            "已举办",
        ),
        (2, "社区便利店选品沙龙", 21, 8, 24, 5, dec!(4200), "已举办"),
        (3, "餐饮降本研讨会", 28, 16, 18, 3, dec!(3900.50), "已举办"),
        (4, "酒水渠道推介会", 30, 6, 0, 0, dec!(0), "延期"),
    ] {
        sheet.row(cells![
            format!("HD26-{number:02}"),
            title,
            day(2026, 10, date),
            shown(company, rep),
            attendees,
            leads,
            cost,
            status
        ]);
    }
    sheet
}

/// Who took part in which course: not everybody came.
fn training(company: &Company, month: Month) -> Sheet {
    let mut sheet = Sheet::new("培训签到", &[12, 9, 10, 22, 8, 8, 8]);
    sheet.title("10月培训签到及成绩", 7);
    sheet.row(cells![
        "培训日期",
        "工号",
        "学员姓名",
        "课程名称",
        "课时",
        "成绩",
        "签到"
    ]);
    sheet.end_header();
    let mut hours = Decimal::ZERO;
    for (course, date, length, every) in [
        ("新客户开发方法", 13, dec!(3), 2_usize),
        ("拜访计划与复盘", 20, dec!(2.5), 3),
        ("产品知识：冷冻食品", 27, dec!(2), 1),
    ] {
        let date = day(2026, 10, date);
        for (position, rep) in company.reps.iter().enumerate() {
            let is_there = company.working_days(rep, month).contains(&date);
            if position % every != 0 || !is_there {
                continue;
            }
            let came = position % 11 != 4;
            hours += length;
            sheet.row(cells![
                date,
                rep.id.as_str(),
                rep.name.as_str(),
                course,
                length,
                came.then_some(70 + (position as u32 * 7) % 30),
                if came { "已签到" } else { "请假" }
            ]);
        }
    }
    sheet.row(cells!["合计", "", "", "", hours, "", ""]);
    sheet
}
