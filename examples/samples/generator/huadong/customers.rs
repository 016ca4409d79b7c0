//! 客户档案.xlsx as a CRM exports it: numbers with leading zeros kept as text, dates with and without time.

use super::people::NAMESAKES;
use crate::generator::company::Company;
use crate::generator::fault::Faults;
use crate::generator::sheet::{Export, Format, Sheet, Value, cells, row_place};

const PATH: &str = "inbox/客户档案.xlsx";
const NAME: &str = "客户";

pub fn export(company: &Company, faults: &mut Faults) -> Export {
    let mut sheet = Sheet::new(NAME, &[11, 32, 10, 17, 8, 12, 9, 10]);
    sheet.row(cells![
        "客户编号",
        "客户名称",
        "负责人",
        "创建日期",
        "状态",
        "流失日期",
        "客户级别",
        "区域"
    ]);
    sheet.end_header();
    for (index, customer) in company.customers.iter().enumerate() {
        let rep = &company.reps[customer.owner];
        // A name that two reps bear says nothing; the CRM shows the number instead.
        let owner = if NAMESAKES.contains(&rep.id.as_str()) {
            &rep.id
        } else {
            &rep.name
        };
        let created = match index % 4 {
            0 => customer.created.format("%Y-%m-%d %H:%M").to_string().into(),
            1 => Value::Moment(customer.created),
            _ => Value::Date(customer.created.date()),
        };
        let status = if customer.lost.is_some() {
            "流失"
        } else {
            "正常"
        };
        let region = rep.region.as_str();
        sheet.row(cells![
            customer.id.as_str(),
            customer.name.as_str(),
            owner.as_str(),
            created,
            status,
            customer.lost,
            customer.tier,
            region
        ]);
        if index == 60 {
            // Handed over in the CRM, but the old record stayed.
            let heir = &company.reps[(customer.owner + 1) % 6];
            let handed_over = Value::Date(customer.created.date() + chrono::Days::new(400));
            let row = sheet.row(cells![
                customer.id.as_str(),
                customer.name.as_str(),
                heir.name.as_str(),
                handed_over,
                status,
                customer.lost,
                customer.tier,
                heir.region.as_str()
            ]);
            faults.plant(
                "customer-owners",
                row_place(PATH, NAME, row),
                "同一客户编号登记了两个负责人",
            );
        }
    }
    Export {
        path: PATH,
        format: Format::Xlsx,
        sheets: vec![sheet],
    }
}
