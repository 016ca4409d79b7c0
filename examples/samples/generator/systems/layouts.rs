//! The layouts, a function each: headers as the system writes them, columns that repcard does not need among them.

use super::{Deal, End, Kind, Layout, Seller, buyer, text};
use crate::generator::sheet::{Sheet, Value, cells};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// Every system, by the id of its preset.
pub const SYSTEMS: [Layout; 12] = [
    english("salesforce-opportunities", "report", Kind::Csv, salesforce),
    english("hubspot-deals", "hubspot-crm-exports-deals", Kind::Csv, hubspot),
    english(
        "dynamics-opportunities",
        "All Opportunities",
        Kind::Xlsx,
        dynamics,
    ),
    english("dynamics-orders", "My Orders", Kind::Xlsx, dynamics_orders),
    english("zoho-deals", "Deals", Kind::Csv, zoho),
    english("shopify-orders", "orders_export", Kind::Csv, shopify),
    Layout {
        has_returns: true,
        ..english("sap-sales-orders", "export", Kind::Xlsx, sap)
    },
    chinese("kingdee-cloud-orders", "销售订单", Kind::Xlsx, kingdee),
    chinese("yonyou-u8-orders", "销售订单列表", Kind::Xlsx, u8),
    chinese("yonyou-yonsuite-orders", "销售订单导出", Kind::Xlsx, yonsuite),
    chinese("fxiaoke-orders", "销售订单数据", Kind::Xlsx, fxiaoke),
    Layout {
        of_events: true,
        ..chinese("dingtalk-attendance", "考勤报表", Kind::Xlsx, dingtalk)
    },
];

const PRODUCTS: [&str; 4] = ["Pump P-10", "Valve V-22", "Filter F-7", "Hose H-3"];
const MATERIALS: [&str; 4] = ["离心泵", "球阀", "滤芯", "软管"];

const fn english(
    preset: &'static str,
    file: &'static str,
    format: Kind,
    write: fn(&[Seller], &[Deal]) -> Sheet,
) -> Layout {
    Layout {
        preset,
        file,
        format,
        english: true,
        has_returns: false,
        of_events: false,
        write,
    }
}

const fn chinese(
    preset: &'static str,
    file: &'static str,
    format: Kind,
    write: fn(&[Seller], &[Deal]) -> Sheet,
) -> Layout {
    Layout {
        english: false,
        ..english(preset, file, format, write)
    }
}

fn table(name: &str, header: &[&str]) -> Sheet {
    let mut sheet = Sheet::new(name, &[]);
    sheet.row(header.iter().map(|name| text(*name)).collect());
    sheet.end_header();
    sheet
}

/// One of several by the deal's number, the same in every run.
fn one_of<'a>(texts: &[&'a str], deal: &Deal) -> &'a str {
    texts[deal.number % texts.len()]
}

fn us_date(day: NaiveDate) -> String {
    format!("{}/{}/{}", day.month(), day.day(), day.year())
}

fn salesforce(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "report",
        &[
            "Opportunity Owner",
            "Account Name",
            "Opportunity Name",
            "Stage",
            "Fiscal Period",
            "Amount",
            "Probability (%)",
            "Age",
            "Close Date",
            "Created Date",
            "Next Step",
            "Lead Source",
            "Type",
            "Opportunity ID",
        ],
    );
    for deal in deals {
        let (stage, probability) = match deal.end {
            End::Won | End::Returned => ("Closed Won", "100"),
            End::Open => (
                one_of(
                    &["Prospecting", "Proposal/Price Quote", "Negotiation/Review"],
                    deal,
                ),
                "50",
            ),
            End::Lost => ("Closed Lost", "0"),
        };
        // Nobody asks for the amount of what has hardly begun.
        let amount = if stage == "Prospecting" {
            Value::Empty
        } else {
            text(deal.amount.to_string())
        };
        sheet.row(vec![
            text(&people[deal.seller].name),
            text(buyer(deal.customer, true)),
            text(format!("{} {}", PRODUCTS[deal.product], deal.number)),
            text(stage),
            text("Q4-2026"),
            amount,
            text(probability),
            text("21"),
            text(us_date(deal.day)),
            text("9/14/2026"),
            Value::Empty,
            text("Web"),
            text("New Customer"),
            text(format!("0065g00000{:05}", deal.number)),
        ]);
    }
    sheet
}

fn hubspot(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "deals",
        &[
            "Record ID",
            "Deal Name",
            "Deal Stage",
            "Close Date",
            "Deal owner",
            "Amount",
            "Create Date",
            "Pipeline",
            "Associated Company",
            "Associated Company IDs",
        ],
    );
    for deal in deals {
        let stage = match deal.end {
            End::Won | End::Returned => "Closed Won",
            End::Open => one_of(
                &["Appointment Scheduled", "Qualified To Buy", "Contract Sent"],
                deal,
            ),
            End::Lost => "Closed Lost",
        };
        sheet.row(vec![
            text(format!("{}", 18_000_000_000_u64 + deal.number as u64)),
            text(format!("{} {}", PRODUCTS[deal.product], deal.number)),
            text(stage),
            text(format!("{} 14:30", deal.day)),
            text(&people[deal.seller].name),
            if stage == "Appointment Scheduled" {
                Value::Empty
            } else {
                text(deal.amount.to_string())
            },
            text("2026-09-21 09:05"),
            text("Sales Pipeline"),
            text(buyer(deal.customer, true)),
            text(format!("{}", 9_000 + deal.customer)),
        ]);
    }
    sheet
}

fn dynamics(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "All Opportunities",
        &[
            "(Do Not Modify) Opportunity",
            "(Do Not Modify) Row Checksum",
            "(Do Not Modify) Modified On",
            "Topic",
            "Potential Customer",
            "Status",
            "Est. Close Date",
            "Actual Close Date",
            "Est. Revenue",
            "Actual Revenue",
            "Owner",
        ],
    );
    for deal in deals {
        let status = match deal.end {
            End::Won | End::Returned => "Won",
            End::Open => "Open",
            End::Lost => "Lost",
        };
        let is_won = status == "Won";
        // Where nobody wrote down what came of it, the estimate is all there is.
        let is_stated = is_won && deal.number % 4 != 0;
        let estimate = if is_stated {
            deal.amount + Decimal::from(100)
        } else {
            deal.amount
        };
        sheet.row(vec![
            text(format!("4f7a2c10-9b1e-4c55-8d21-{:012}", deal.number)),
            text("Xb0aLw5cS2mD"),
            Value::Date(deal.day),
            text(format!("{} {}", PRODUCTS[deal.product], deal.number)),
            text(buyer(deal.customer, true)),
            text(status),
            Value::Date(deal.day),
            if is_stated {
                Value::Date(deal.day)
            } else {
                Value::Empty
            },
            Value::Number(estimate),
            if is_stated {
                Value::Number(deal.amount)
            } else {
                Value::Empty
            },
            text(&people[deal.seller].name),
        ]);
    }
    sheet
}

fn dynamics_orders(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "My Orders",
        &[
            "(Do Not Modify) Order",
            "(Do Not Modify) Row Checksum",
            "(Do Not Modify) Modified On",
            "Order ID",
            "Name",
            "Status",
            "Customer",
            "Total Amount",
            "Created On",
            "Owner",
        ],
    );
    for deal in deals {
        let status = match deal.end {
            End::Won | End::Returned => one_of(&["Active", "Submitted", "Fulfilled", "Invoiced"], deal),
            End::Open | End::Lost => "Canceled",
        };
        sheet.row(vec![
            text(format!("7c1d0e22-0a3b-4a10-b6f4-{:012}", deal.number)),
            text("Qm9vayBvZiBkYXlz"),
            Value::Date(deal.day),
            text(format!("ORD-{:05}-K8L2M4", deal.number)),
            text(format!("{} {}", PRODUCTS[deal.product], deal.number)),
            text(status),
            text(buyer(deal.customer, true)),
            Value::Number(deal.amount),
            Value::Date(deal.day),
            text(&people[deal.seller].name),
        ]);
    }
    sheet
}

fn zoho(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "Deals",
        &[
            "Record Id",
            "Deal Owner.id",
            "Deal Owner",
            "Amount",
            "Deal Name",
            "Closing Date",
            "Account Name.id",
            "Account Name",
            "Stage",
            "Probability (%)",
            "Expected Revenue",
            "Lead Source",
            "Created Time",
        ],
    );
    for deal in deals {
        let stage = match deal.end {
            End::Won | End::Returned => "Closed Won",
            End::Open => one_of(
                &["Qualification", "Needs Analysis", "Identify Decision Makers"],
                deal,
            ),
            End::Lost => one_of(&["Closed Lost", "Closed-Lost to Competition"], deal),
        };
        sheet.row(vec![
            text(format!("zcrm_5725767000000{:06}", deal.number)),
            text(format!("zcrm_57257670000004{:05}", deal.seller)),
            text(&people[deal.seller].name),
            text(deal.amount.to_string()),
            text(format!("{} {}", PRODUCTS[deal.product], deal.number)),
            text(deal.day.to_string()),
            text(format!("zcrm_57257670000008{:05}", deal.customer)),
            text(buyer(deal.customer, true)),
            text(stage),
            text("90"),
            text(deal.amount.to_string()),
            text("Partner"),
            text("2026-09-02 11:20:09"),
        ]);
    }
    sheet
}

/// An order has a row for each of its items, and states all else on the first alone.
fn shopify(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "orders_export",
        &[
            "Name",
            "Email",
            "Financial Status",
            "Paid at",
            "Fulfillment Status",
            "Currency",
            "Subtotal",
            "Shipping",
            "Taxes",
            "Total",
            "Created at",
            "Lineitem quantity",
            "Lineitem name",
            "Lineitem price",
            "Billing Name",
            "Cancelled at",
            "Payment Method",
            "Refunded Amount",
            "Employee",
            "Location",
            "Id",
            "Source",
        ],
    );
    for deal in deals {
        let name = format!("#{}", 1000 + deal.number);
        let at = format!("{} 10:15:0{} -0400", deal.day, deal.number % 10);
        let customer = buyer(deal.customer, true);
        let email = format!("orders{}@example.com", deal.customer);
        let (status, cancelled) = match deal.end {
            End::Won | End::Returned => (one_of(&["paid", "partially_refunded", "paid"], deal), false),
            End::Open => ("refunded", false),
            End::Lost => ("voided", true),
        };
        // Part of what was paid may be given back: what is counted is the rest.
        let back = match status {
            "partially_refunded" => Decimal::from(10),
            "refunded" => deal.amount,
            _ => Decimal::ZERO,
        };
        let total = if status == "partially_refunded" {
            deal.amount + back
        } else {
            deal.amount
        };
        sheet.row(vec![
            text(&name),
            text(&email),
            text(status),
            text(&at),
            text("fulfilled"),
            text("USD"),
            text(total.to_string()),
            text("0.00"),
            text("0.00"),
            text(total.to_string()),
            text(&at),
            text("1"),
            text(PRODUCTS[deal.product]),
            text(total.to_string()),
            text(&customer),
            if cancelled { text(&at) } else { Value::Empty },
            text("Shopify Payments"),
            text(back.to_string()),
            text(&people[deal.seller].name),
            text("Main Street"),
            text(format!("{}", 5_400_000_000_u64 + deal.number as u64)),
            text("pos"),
        ]);
        if deal.number % 3 == 0 {
            let mut row = vec![Value::Empty; 22];
            row[0] = text(&name);
            row[1] = text(&email);
            row[10] = text(&at);
            row[11] = text("2");
            row[12] = text(PRODUCTS[(deal.product + 1) % 4]);
            row[13] = text("0.00");
            sheet.row(row);
        }
    }
    sheet
}

fn sap(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "Sheet1",
        &[
            "Sales Document",
            "Item",
            "SaTy",
            "Document Date",
            "Sold-To Party",
            "Name 1",
            "Material",
            "Description",
            "Order Quantity",
            "Net Value",
            "Document Currency",
            "Created By",
            "Reason for Rejection",
            "Sales Employee",
        ],
    );
    for deal in deals {
        sheet.row(vec![
            text(format!("{}", 4_500_000 + deal.number)),
            text("10"),
            text(if deal.end == End::Returned { "RE" } else { "OR" }),
            Value::Date(deal.day),
            text(format!("{:010}", 100_000 + deal.customer)),
            text(buyer(deal.customer, true)),
            text(format!("MAT-{:04}", deal.product)),
            text(PRODUCTS[deal.product]),
            Value::Number(Decimal::from(deal.quantity)),
            Value::Number(deal.amount),
            text("USD"),
            text("BATCHUSER"),
            match deal.end {
                End::Open | End::Lost => text(one_of(&["Unreasonable request", "Too expensive"], deal)),
                End::Won | End::Returned => Value::Empty,
            },
            text(&people[deal.seller].id),
        ]);
    }
    sheet
}

fn kingdee(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "销售订单",
        &[
            "单据类型",
            "单据编号",
            "日期",
            "客户",
            "销售部门",
            "销售员",
            "单据状态",
            "关闭状态",
            "作废状态",
            "物料编码",
            "物料名称",
            "销售数量",
            "含税单价",
            "价税合计",
            "币别",
        ],
    );
    for deal in deals {
        let (status, voided) = match deal.end {
            End::Won | End::Returned => ("已审核", "未作废"),
            End::Open => (one_of(&["暂存", "创建", "审核中", "重新审核"], deal), "未作废"),
            End::Lost => ("已审核", "已作废"),
        };
        sheet.row(vec![
            text("标准销售订单"),
            text(format!("XSDD{:06}", deal.number)),
            text(format!(
                "{}/{}/{}",
                deal.day.year(),
                deal.day.month(),
                deal.day.day()
            )),
            text(buyer(deal.customer, false)),
            text("销售一部"),
            text(&people[deal.seller].name),
            text(status),
            text(one_of(&["未关闭", "已关闭"], deal)),
            text(voided),
            text(format!("M{:03}", deal.product)),
            text(MATERIALS[deal.product]),
            Value::Number(Decimal::from(deal.quantity)),
            Value::Number(deal.amount / Decimal::from(deal.quantity)),
            Value::Number(deal.amount),
            text("人民币"),
        ]);
    }
    sheet
}

fn u8(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "销售订单列表",
        &[
            "业务类型",
            "订单号",
            "订单日期",
            "币种",
            "汇率",
            "客户编码",
            "客户简称",
            "销售部门",
            "业务员",
            "存货编码",
            "存货名称",
            "数量",
            "含税单价",
            "无税金额",
            "税额",
            "价税合计",
            "制单人",
        ],
    );
    for deal in deals.iter().filter(|deal| deal.end == End::Won) {
        let net = (deal.amount / Decimal::new(113, 2)).round_dp(2);
        sheet.row(vec![
            text(one_of(&["普通销售", "普通销售", "委托代销"], deal)),
            text(format!("{:010}", deal.number)),
            Value::Date(deal.day),
            text("人民币"),
            text("1"),
            text(format!("0101{:04}", deal.customer)),
            text(buyer(deal.customer, false)),
            text("销售一部"),
            text(&people[deal.seller].name),
            text(format!("03{:03}", deal.product)),
            text(MATERIALS[deal.product]),
            Value::Number(Decimal::from(deal.quantity)),
            Value::Number(deal.amount / Decimal::from(deal.quantity)),
            Value::Number(net),
            Value::Number(deal.amount - net),
            Value::Number(deal.amount),
            text("demo"),
        ]);
    }
    sheet
}

fn yonsuite(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "销售订单",
        &[
            "单据编号",
            "单据日期",
            "销售组织",
            "交易类型",
            "客户",
            "销售部门",
            "销售业务员",
            "行号",
            "物料编码",
            "物料名称",
            "销售数量",
            "销售单位",
            "含税单价",
            "含税金额",
        ],
    );
    for deal in deals.iter().filter(|deal| deal.end == End::Won) {
        sheet.row(vec![
            text(format!("XSDD2026{:06}", deal.number)),
            Value::Date(deal.day),
            text("总公司"),
            text("普通销售"),
            text(buyer(deal.customer, false)),
            text("销售一部"),
            text(&people[deal.seller].name),
            text("10"),
            text(format!("M{:03}", deal.product)),
            text(MATERIALS[deal.product]),
            Value::Number(Decimal::from(deal.quantity)),
            text("台"),
            Value::Number(deal.amount / Decimal::from(deal.quantity)),
            Value::Number(deal.amount),
        ]);
    }
    sheet
}

fn fxiaoke(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = table(
        "销售订单",
        &[
            "销售订单编号",
            "客户名称",
            "下单日期",
            "销售订单金额(元)",
            "产品合计",
            "负责人",
            "负责人主属部门",
            "生命状态",
            "业务类型",
            "创建时间",
            "备注",
        ],
    );
    for deal in deals {
        let status = match deal.end {
            End::Won | End::Returned => one_of(&["正常", "正常", "变更中"], deal),
            End::Open => one_of(&["未生效", "审核中"], deal),
            End::Lost => "作废",
        };
        sheet.row(vec![
            text(format!("20261031-{:06}", deal.number)),
            text(buyer(deal.customer, false)),
            text(deal.day.to_string()),
            Value::Number(deal.amount),
            Value::Number(deal.amount),
            text(&people[deal.seller].name),
            text("销售一部"),
            text(status),
            text("预设业务类型"),
            text(format!("{} 09:30", deal.day)),
            Value::Empty,
        ]);
    }
    sheet
}

/// A day for each person, one a deal: what was won stands for a day that was late.
fn dingtalk(people: &[Seller], deals: &[Deal]) -> Sheet {
    let mut sheet = Sheet::new("每日统计", &[]);
    let header = [
        "姓名",
        "考勤组",
        "部门",
        "工号",
        "职位",
        "UserId",
        "日期",
        "班次",
        "上班1打卡时间",
        "上班1打卡结果",
        "下班1打卡时间",
        "下班1打卡结果",
        "关联的审批单",
        "出勤天数",
        "迟到次数",
        "早退次数",
    ];
    sheet.row(cells!["每日统计表 统计日期：2026-10-01 至 2026-10-31"]);
    sheet.row(cells!["报表生成时间：2026-11-01 08:00"]);
    sheet.row(header.iter().map(|name| text(*name)).collect());
    sheet.end_header();
    let mut seen = std::collections::BTreeMap::<usize, u32>::new();
    for deal in deals {
        let days = seen.entry(deal.seller).or_default();
        *days += 1;
        let day = NaiveDate::from_ymd_opt(2026, 10, *days % 31 + 1).unwrap_or_default();
        let (on, off) = match (deal.end, deal.number % 3) {
            (End::Won | End::Returned, 0) => ("迟到", "正常"),
            (End::Won | End::Returned, 1) => ("正常", "早退"),
            (End::Won | End::Returned, _) => ("缺卡", "正常"),
            (End::Open | End::Lost, _) => ("正常", "正常"),
        };
        let person = &people[deal.seller];
        let weekday =
            ["一", "二", "三", "四", "五", "六", "日"][day.weekday().num_days_from_monday() as usize];
        sheet.row(vec![
            text(&person.name),
            text("默认考勤组"),
            text("销售一部"),
            text(&person.id),
            text("销售代表"),
            text(format!("user{}", person.id)),
            text(format!("{} 星期{weekday}", day.format("%y-%m-%d"))),
            text("A 09:00-18:00"),
            text(if on == "缺卡" { "" } else { "09:12" }),
            text(on),
            text("18:03"),
            text(off),
            Value::Empty,
            text("1"),
            text(if on == "迟到" { "1" } else { "0" }),
            text(if off == "早退" { "1" } else { "0" }),
        ]);
    }
    sheet
}
