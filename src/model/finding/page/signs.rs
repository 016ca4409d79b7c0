//! Figures whose sign or whose rows were settled for a whole table.

use super::{Example, Given, Page};
use crate::model::{Field, Problem, Severity};
use rust_decimal::dec;

pages! {
    RETURNS_TAKEN_OFF = Page {
        code: "returns-taken-off",
        severity: Severity::Info,
        milder: None,
        title: ("退货表中的金额已扣减", "Amounts of returns, taken off"),
        meaning: (
            "文件、工作表或列名说明这是退货、退款或红字单据，金额却写成正数。",
            "The name of the file, the sheet or a column says that these are returns, refunds or credit notes, and the amounts bear no minus.",
        ),
        effect: (
            "无论金额写成正数还是负数，都从销售额中扣减。",
            "Whatever sign they bear, they are taken off sales.",
        ),
        remedy: (
            "若属实，可在 [inputs.orders] 中写 sign = \"minus\" 以后不再提示；若该按所写的正负计入，写 sign = \"as-written\"。",
            "If so, sign = \"minus\" in [inputs.orders] says it once for all; if they are to count as written, say sign = \"as-written\".",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/退货.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    T1,2026-10-08,S001,甲公司,300\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/退货.csv!E2",
            problem: |_| Problem::ReturnsTakenOff { header: "金额".into(), rows: 1, amount: dec!(300) },
        },
    };

    NEGATIVE_QUANTITY = Page {
        code: "negative-quantity",
        severity: Severity::Warning,
        milder: Some((Severity::Info, (
            "已扣减时",
            "where it is taken off",
        ))),
        title: ("数量为负而金额为正", "A negative quantity with a positive amount"),
        meaning: (
            "数量是负数，金额却是正数：多半是退货，金额没有写负号。若大多数行都如此，也可能是把出库写成了负数。",
            "The quantity is negative and the amount is not: most likely a return whose amount bears no sign. Where most rows are such, what went out of a store may be written so.",
        ),
        effect: (
            "这样的行不超过一半时，其金额从销售额中扣减；否则按所写的正数计入。",
            "Where no more than half of the rows are such, their amounts are taken off; else they count as written.",
        ),
        remedy: (
            "若应按所写的正负计入，在 [inputs.orders] 中写 sign = \"as-written\"；若整张表都是退货，写 sign = \"minus\"。",
            "If they are to count as written, say sign = \"as-written\" in [inputs.orders]; sign = \"minus\", if the whole table holds returns.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,数量,金额\n\
                    D1,2026-10-08,S001,甲公司,-3,300\n\
                    D2,2026-10-08,S001,乙公司,-5,500\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E2",
            problem: |_| Problem::NegativeQuantity { header: "数量".into(), rows: 2, amount: dec!(800), taken_off: false },
        },
    };

    ORDER_TOTAL_REPEATED = Page {
        code: "order-total-repeated",
        severity: Severity::Warning,
        milder: None,
        title: ("整单金额写在每一行上", "An order's total on each of its lines"),
        meaning: (
            "同一订单的各行写着相同的金额，而列名说的是整单（订单金额、总金额），或各行产品、数量不同而每单各行金额都一样：金额是整单的，不是一行的。",
            "All lines of an order state the same amount under a header of whole orders (订单金额, Order Total), or though products and quantities differ in all orders: the amount is the order's, not the line's.",
        ),
        effect: (
            "每个订单只计一次；有单价、且数量×单价加起来等于整单金额时，各行按自己的金额计。只有一部分订单如此、分不清时，各行照写的计入。",
            "It counts once an order; where quantity × price of the lines add up to it, each line counts with its own. Where only some orders are such, all lines count as written.",
        ),
        remedy: (
            "若金额确是每行自己的，在 [inputs.orders] 中写 amounts = \"lines\"；若确是整单的，写 amounts = \"orders\"。",
            "If the amounts are the lines' own, say amounts = \"lines\" in [inputs.orders]; if they are the orders', amounts = \"orders\".",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,产品,订单总金额\n\
                    D1,2026-10-08,S001,甲公司,水泵,500\n\
                    D1,2026-10-08,S001,甲公司,阀门,500\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!F1",
            problem: |_| Problem::OrderTotalRepeated { header: "订单总金额".into(), orders: 1, lines: 2, repeated: dec!(500), counts_once: true },
        },
    };

    FILLED_DOWN = Page {
        code: "filled-down",
        severity: Severity::Info,
        milder: None,
        title: ("只写在每组第一行的列", "Columns stated once a group"),
        meaning: (
            "表按业务员或日期分组，只在每组第一行写明，下面的行空着。",
            "The list is grouped by rep or day, and only the first row of each group states it.",
        ),
        effect: (
            "空着的行按其上一行的业务员或日期计入。",
            "The rows below count with what the row above them states.",
        ),
        remedy: (
            "若不该如此，在 [inputs.…] 中写 fill_down = []；要写明是哪些列，如 fill_down = [\"rep\", \"date\"]。",
            "If they should not, say fill_down = [] under [inputs.…]; fill_down = [\"rep\", \"date\"] names the fields.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    工号,下单日期,订单编号,客户名称,金额\n\
                    S001,2026-10-08,D1,甲公司,1000\n\
                    ,,D2,乙公司,500\n\
                    S002,2026-10-09,D3,丙公司,500\n\
                    ,,D4,丁公司,300\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!1",
            problem: |_| Problem::FilledDown { fields: vec![Field::RepId, Field::Date], rows: 2 },
        },
    };

    POINTS_TAKEN_OFF = Page {
        code: "points-taken-off",
        severity: Severity::Warning,
        milder: None,
        title: ("违纪的分值没有负号，已扣减", "Points of offences without a minus"),
        meaning: (
            "表中的分值都没有正负号，而事项明显是违纪（迟到、旷工、投诉等），或者文件、工作表的名称说的是扣分。",
            "No points of the table bear a sign, and events are plainly offences (迟到, late), or the name of the file or sheet speaks of deductions.",
        ),
        effect: (
            "这些事项的分值从 100 分中扣减，其他的加分。",
            "Their points are taken off the 100; those of other events are added.",
        ),
        remedy: (
            "若属实，在 [inputs.conduct] 中写 sign = \"minus\"（全部扣减）；若应按所写的加分，写 sign = \"as-written\"；也可把列名改为“扣分”，或写上负号。",
            "If so, say sign = \"minus\" in [inputs.conduct], for all of its points; sign = \"as-written\", if they are to be added; or call the column 扣分, or write the minus.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/行为纪律.csv",
                    "\
                    日期,工号,事项,分值\n\
                    2026-10-08,S001,迟到,2\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/行为纪律.csv!D2",
            problem: |_| Problem::PointsTakenOff { header: "分值".into(), rows: 1, points: dec!(2) },
        },
    };
}
