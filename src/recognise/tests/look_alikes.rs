//! Columns and lists that look like an order's amount and are none: what they state must never be counted as sales.

use super::{sheet, tables};
use crate::model::{Dataset, Field};

/// The header that is read as the amount of orders, if the lines are read as orders at all.
fn amount(lines: &str) -> Option<String> {
    let (tables, _) = tables(vec![sheet("a.xlsx", "S", lines)]);
    let orders = tables.iter().find(|table| table.dataset == Dataset::Orders)?;
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
