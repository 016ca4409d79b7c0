//! Orders that stand in several files or sheets.

use super::{Example, Given, Page, row};
use crate::model::finding::{Kept, Late};
use crate::model::{Problem, Severity};
use rust_decimal::dec;

pages! {
    ORDER_EXPORTED_AGAIN = Page {
        code: "order-exported-again",
        severity: Severity::Warning,
        milder: Some((Severity::Info, (
            "设置写明时",
            "where settings say so",
        ))),
        title: ("同一订单在两处内容不同", "Orders that two sheets state differently"),
        meaning: (
            "两个文件或工作表里有同一订单编号，日期、客户、金额等大多相同，但有出入：订单改过后又导出了一次，或者从两个系统各导出了一次。每对表只说一次，在第一行未计入处。",
            "Two files or sheets hold the same order numbers, of the same days, customers or amounts, and differ in something: an order was changed and exported again, or two systems export the same orders. Said once for two sheets, at the first row left out.",
        ),
        effect: (
            "每个订单只计一份，另一份的各行都不计入。先看期间目录，后一期间的算；同一目录里文件名只差日期或序号的，大的算（订单_1015、订单_1031；订单、订单(1)；订单、订单_最终版）。分不出先后而合计、业务员、日期都一样时，内容较全的算；否则已取消的算，整单金额先于加起来不等的明细，再其次是金额较小的一份。",
            "Each order counts once, all rows of the other version are left out. The later period's folder counts; in one folder the larger date or number in names that differ in nothing else (订单_1015, 订单_1031; orders, orders(1); orders, orders_final). Where nothing tells which is newer, the fuller one counts if sum, reps and days are equal; else a cancelled one, an order's total before lines that don't add up to it, and last the one that comes to less.",
        ),
        remedy: (
            "核对后把不该计入的文件移出 inbox。若确是同一订单，在 repcard.toml 的 [orders] 中写 same_number = \"one\"；若是同一订单的不同部分、都该计入，写 \"parts\"；若各表自行编号，写 \"each\"。",
            "Check, and take the file that should not count out of the inbox. If they are the same orders, say same_number = \"one\" under [orders] of repcard.toml; \"parts\", if each file holds a part of the order and all of them count; \"each\", if every file has numbers of its own.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单_1015.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1000\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单_1031.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单_1015.csv!2",
            problem: |_| Problem::OrderExportedAgain {
                order_id: "D1".into(),
                other: row("inbox/2026-10/订单_1031.csv", 2),
                orders: 1,
                rows: 1,
                amounts: [dec!(1200), dec!(1000)],
                kept: Kept::Newer,
            },
        },
    };

    LATE_ORDER = Page {
        code: "late-order",
        severity: Severity::Warning,
        milder: Some((Severity::Info, (
            "计入未关账的月份时",
            "where they count in a month that is open",
        ))),
        title: ("关账之后的订单", "Orders of a closed month"),
        meaning: (
            "订单的日期在已关账的考核期内，而关账时没有它，或金额与关账时不同。每个考核期只说一次，在第一行处。",
            "Orders are dated in a closed period and were not there, or of another amount, when it was closed. Said once for a period, at the first row.",
        ),
        effect: (
            "policy.toml 的 late_orders 决定：\"carry\"（默认）计入其后第一个未关账的月份，考核表列出；\"ignore\" 不计入；\"restate\" 仍算在原月份，等待重述。编号原来就有、只是内容改了的订单，总是等待重述。已发布的结果不变。",
            "By late_orders of policy.toml: \"carry\", the usual, counts them in the first month after it that is open, whose forms list them; \"ignore\" nowhere; \"restate\" where they are dated, until that is restated. Orders that were there and were changed always wait to be restated. What is published stays as it is.",
        ),
        remedy: (
            "核对这些订单；要改动已关账的考核期，写 late_orders = \"restate\"，再运行 repcard run --restate \"原因\"。",
            "Look at these orders; to change the closed period, say late_orders = \"restate\" and run repcard run --restate \"reason\".",
        ),
        example: Example {
            given: Given::Told((
                "10 月关账之后，又导出了一张 10 月 28 日的订单",
                "After October was closed, an order of 28 October is exported",
            )),
            place: "inbox/2026-11/订单.csv!2",
            problem: |_| Problem::LateOrders {
                order_id: "B9".into(),
                closed: "2026-10".into(),
                orders: 1,
                late: Late::Ignored,
            },
        },
    };

    ORDER_IN_TWO_SHEETS = Page {
        code: "order-in-two-sheets",
        severity: Severity::Warning,
        milder: None,
        title: ("同一订单在两处都计入", "An order that counts in two files or sheets"),
        meaning: (
            "两个文件或工作表里有同一订单编号，但产品、金额或月份完全不同：可能是同一订单的不同部分（分产品、分次开票或收款、文件拆开导出），也可能是改过后又导出了一次。从数据本身分不出来。",
            "Two files or sheets hold the same order number with other products, amounts or months: parts of one order (by product, by invoice, a file cut in two), or an order that was changed and exported again. The data don't tell which.",
        ),
        effect: (
            "两处都计入；若是同一订单的两次导出，就多计了一份。",
            "Both count; if it is one order exported twice, it counts once too often.",
        ),
        remedy: (
            "若是同一订单的不同部分，在 repcard.toml 的 [orders] 中写 same_number = \"parts\"；若是两次导出，写 \"one\"，或把旧文件移出 inbox。",
            "If they are parts, say same_number = \"parts\" under [orders] of repcard.toml; if it was exported twice, say \"one\", or take the older file out of the inbox.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/水泵.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,产品,金额\n\
                    D1,2026-10-08,S001,甲公司,水泵,1000\n\
                    ",
                ),
                (
                    "inbox/2026-10/阀门.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,产品,金额\n\
                    D1,2026-10-08,S001,甲公司,阀门,300\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/阀门.csv!2",
            problem: |_| Problem::OrderInTwoSheets {
                order_id: "D1".into(),
                other: row("inbox/2026-10/水泵.csv", 2),
                orders: 1,
                amounts: [dec!(1000), dec!(300)],
            },
        },
    };

    ORDER_NUMBERS_RESTART = Page {
        code: "order-numbers-restart",
        severity: Severity::Warning,
        milder: Some((Severity::Info, (
            "几乎都不同客户时",
            "where nearly all are such",
        ))),
        title: ("订单编号重新开始", "Order numbers that begin again"),
        meaning: (
            "同一编号在不同的文件、工作表或月份里是不同客户、不同日期的订单：编号每月、每表或每个部门从头编起。",
            "One number is another customer's order of another day in another file, sheet or month: numbers begin again with each.",
        ),
        effect: (
            "都计入，各算一张订单（周订单数量按此计）。",
            "All of them count, each as an order of its own, also among weekly orders.",
        ),
        remedy: (
            "若确是各自编号，在 repcard.toml 的 [orders] 中写 same_number = \"each\"；若是同一订单改了客户和日期，写 \"one\"。",
            "If the numbers are each sheet's own, say same_number = \"each\" under [orders] of repcard.toml; if customer and day of one order were changed, say \"one\".",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/一部.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    1,2026-10-08,S001,甲公司,100\n\
                    ",
                ),
                (
                    "inbox/2026-10/二部.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    1,2026-10-12,S002,乙公司,200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/二部.csv!2",
            problem: |_| Problem::OrderNumbersRestart { order_id: "1".into(), first: row("inbox/2026-10/一部.csv", 2), numbers: 1 },
        },
    };
}
