//! Columns and lists that look like an order's amount and are none: what they state must never be counted as sales.

use super::{sheet, tables};
use crate::model::{Dataset, Field};

/// The header that is read as the amount of orders, if the lines are read as orders at all.
fn amount(lines: &str) -> Option<String> {
    let (tables, _) = tables(vec![sheet("a.xlsx", "S", lines)]);
    let orders = tables.iter().find(|table| table.dataset == Dataset::ORDERS)?;
    Some(orders.column(Field::Amount)?.header.clone())
}

const OTHERS: [&str; 24] = [
    "不含税金额",
    "未税金额",
    "无税金额",
    "税额",
    "折扣额",
    "折扣金额",
    "优惠金额",
    "成本金额",
    "毛利",
    "毛利额",
    "已发货金额",
    "已开票金额",
    "已回款金额",
    "应收金额",
    "实收金额",
    "未收金额",
    "预计金额",
    "目标金额",
    "运费",
    "定金",
    "Tax amount",
    "Discount amount",
    "Net amount",
    "Expected revenue",
];

#[test]
fn no_other_figure_is_taken_for_the_amount() {
    for other in OTHERS {
        let start = "订单编号|下单日期|业务员|客户名称";
        assert_eq!(
            amount(&format!("{start}|{other}\nA1|2026-10-01|甲|A|1")),
            None,
            "{other}"
        );
        for (header, row) in [
            (format!("{start}|{other}|价税合计"), "A1|2026-10-01|甲|A|1|2"),
            (format!("{start}|价税合计|{other}"), "A1|2026-10-01|甲|A|2|1"),
        ] {
            let read = amount(&format!("{header}\n{row}"));
            assert_eq!(read.as_deref(), Some("价税合计"), "{header}");
        }
    }
}

#[test]
fn a_figure_under_the_name_of_something_else_is_that() {
    for (group, other) in [
        ("订单", "成本"),
        ("订单信息", "税额"),
        ("销售", "退货"),
        ("Order", "Forecast"),
    ] {
        for groups in [format!("{group}||||{other}|"), format!("{other}||{group}|||")] {
            let is_first = groups.starts_with(group);
            let (lower, row) = if is_first {
                (
                    "订单编号|日期|客户名称|金额|日期|金额|业务员",
                    "A1|2026-10-01|A|1|2026-11-01|2|甲",
                )
            } else {
                (
                    "日期|金额|订单编号|日期|客户名称|金额|业务员",
                    "2026-11-01|2|A1|2026-10-01|A|1|甲",
                )
            };
            let (tables, _) = tables(vec![sheet(
                "订单.xlsx",
                "S",
                &format!("{groups}|业务员\n{lower}\n{row}"),
            )]);
            let place = |field| tables[0].column(field).map(|column| column.index);
            let expected = if is_first { (1, 3) } else { (3, 5) };
            assert_eq!(
                (place(Field::Date), place(Field::Amount)),
                (Some(expected.0), Some(expected.1)),
                "{groups}"
            );
        }
    }
    assert_eq!(
        amount("单号|下单日期|业务员|客户名称|发货单.金额|销售订单行.价税合计\nA1|2026-10-01|甲|A|1|2")
            .as_deref(),
        Some("销售订单行.价税合计")
    );
}

#[test]
fn a_title_above_a_header_sets_nothing_aside() {
    let lines = "十月销售成本与毛利明细表\n订单编号|下单日期|业务员|客户名称|金额\nA1|2026-10-01|甲|A|1";
    assert_eq!(amount(lines).as_deref(), Some("金额"));
}

#[test]
fn deals_that_are_not_yet_won_are_no_orders() {
    for lines in [
        "Record ID|Deal ID|Close Date|Deal owner|Associated Company|Amount|Deal Stage\n1|2|2026-10-05|甲|A|3|Negotiation",
        "商机编号|订单编号|日期|业务员|客户名称|金额|商机阶段\n1|2|2026-10-05|甲|A|3|谈判",
    ] {
        assert_eq!(amount(lines), None, "{lines}");
    }
}

#[test]
fn of_columns_for_one_field_the_one_that_says_more_is_read() {
    const CALLS: Dataset = Dataset::CALLS;
    const CUSTOMERS: Dataset = Dataset::CUSTOMERS;
    const ORDERS: Dataset = Dataset::ORDERS;
    const REQUESTS: Dataset = Dataset::REQUESTS;
    use Field::{Amount, Created, Customer, OrderId, Outcome, Product, Received, RepName, Replied, Time};
    let orders = "订单编号|下单日期|业务员|客户名称";
    for (start, dataset, field, read, other) in [
        // Who entered a customer, and the company that keeps the books.
        (
            "Customer Name|Created On|Tax ID",
            CUSTOMERS,
            RepName,
            "Account Manager",
            "Owner",
        ),
        (
            "Salesperson|Created on|Tax ID",
            CUSTOMERS,
            Customer,
            "Name",
            "Company",
        ),
        ("客户名称|负责人|电话", CUSTOMERS, Created, "建档日期", "添加时间"),
        ("坐席|被叫号码", CALLS, Time, "开始时间", "创建时间"),
        (
            "Ticket ID|Ticket owner|First responded on",
            REQUESTS,
            Received,
            "Created on",
            "Opening date",
        ),
        (
            "Ticket ID|Ticket owner|Created on",
            REQUESTS,
            Replied,
            "First responded on",
            "First response time",
        ),
        (orders, ORDERS, Amount, "折后金额", "金额"),
        (orders, ORDERS, Amount, "优惠后金额", "销售金额"),
        (orders, ORDERS, Amount, "总价", "订单总金额"),
        (orders, ORDERS, Amount, "Total Price", "Order Amount"),
        (orders, ORDERS, Amount, "Contribution Amount", "Amount"),
        (orders, ORDERS, Amount, "价税合计(本位币)", "价税合计"),
        (orders, ORDERS, Amount, "本币价税合计", "原币价税合计"),
        (orders, ORDERS, Amount, "Amount in company currency", "Amount"),
        (orders, ORDERS, Amount, "Grand Total", "Total"),
        (orders, ORDERS, Amount, "Order Amount (converted)", "Order Amount"),
        (orders, ORDERS, Amount, "订单金额 (已转换)", "订单金额"),
        (orders, ORDERS, Amount, "Total Amount (Base)", "Total Amount"),
        (orders, ORDERS, Amount, "本币金额", "金额"),
        (orders, ORDERS, Amount, "金额（转换）", "金额"),
        (orders, ORDERS, Amount, "台幣金額", "本幣金額"),
        (orders, ORDERS, Amount, "税后金额", "折后金额"),
        (
            "订单编号|下单日期|业务员|客户名称|金额",
            ORDERS,
            Product,
            "品名",
            "料品",
        ),
        (
            "Call Owner|Call Start Time|Related To",
            CALLS,
            Outcome,
            "Call Result",
            "Call Status",
        ),
        (
            "下单日期|业务员|客户名称|价税合计",
            ORDERS,
            OrderId,
            "订单编号",
            "ID",
        ),
    ] {
        for pair in [format!("{read}|{other}"), format!("{other}|{read}")] {
            let header = format!("{start}|{pair}");
            let row = vec!["1"; header.split('|').count()].join("|");
            let (tables, _) = tables(vec![sheet("a.xlsx", "S", &format!("{header}\n{row}"))]);
            let table = tables.first().filter(|table| table.dataset == dataset);
            let column = table.and_then(|table| table.column(field));
            assert_eq!(
                column.map(|column| column.header.as_str()),
                Some(read),
                "{header}"
            );
        }
    }
}

#[test]
fn an_id_is_an_order_s_where_something_says_so() {
    let lines = "ID|日期|业务员|客户名称|金额\n1|2026-10-01|甲|A|1";
    for (file, expected) in [("销售订单.xlsx", 1), ("10月.xlsx", 0), ("客户.xlsx", 0)] {
        assert_eq!(tables(vec![sheet(file, "S", lines)]).0.len(), expected, "{file}");
    }
}

#[test]
fn no_list_is_taken_for_another_by_columns_that_many_have() {
    for header in [
        "Opportunity|Customer|Creation Date|Salesperson|Stage|Closed Date",
        "商机|客户|创建日期|销售人员|阶段|预期收入",
        "Order Reference|Customer|Salesperson|Product|Quantity|Created on",
        "标题|负责人|截止日期|完成时间|状态",
        "主题|负责人|开始时间|结束时间|时长|客户",
        "姓名|手机号|创建时间|邮箱",
        "日期|姓名|事项|金额|备注",
        "部门|月份|预算金额|实用金额",
        "日期|业务员|客户名称|结果|金额",
        "姓名|账号|金额|部门",
        "姓名|考勤组|部门|工号|职位|考勤日期|考勤时间|打卡时间|打卡结果",
        "姓名|工号|部门|岗位|上班时间|打卡类型|打卡时间|打卡地点",
        "Deal Owner.id|Deal Owner|Order Date|Account Name.id|Account Name|Amount",
    ] {
        let row = vec!["1"; header.split('|').count()].join("|");
        let (tables, _) = tables(vec![sheet("10月.xlsx", "S", &format!("{header}\n{row}"))]);
        let found: Vec<_> = tables.iter().map(|table| table.dataset).collect();
        assert_eq!(found, [], "{header}");
    }
}
