//! Rows that are sound each by itself and don't go together.

use super::{Example, Given, Page, row};
use crate::model::{Dataset, Field, Month, Problem, Severity};
use chrono::NaiveDate;
use rust_decimal::dec;

const OCTOBER_2025: Month = Month::new(2025, 10).unwrap();
const SEPTEMBER: Month = Month::new(2026, 9).unwrap();
const OCTOBER_12: NaiveDate = NaiveDate::from_ymd_opt(2026, 10, 12).unwrap();
const NEW_YEARS_EVE: NaiveDate = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
const JANUARY_4: NaiveDate = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap();
const DAY_OF_2062: NaiveDate = NaiveDate::from_ymd_opt(2062, 10, 8).unwrap();

pages! {
    ORDER_OF_TWO_REPS = Page {
        code: "order-of-two-reps",
        severity: Severity::Warning,
        milder: None,
        title: ("同一订单有不同的业务员", "An order of two reps"),
        meaning: (
            "同一订单编号的各行写着不同的业务员。可能是分单，也可能有一行写错了人。",
            "Lines of one order number name different reps: the order is shared, or one of them is wrong.",
        ),
        effect: (
            "各行按所写的人计入；周订单数量中，两人各算一单。",
            "Each line counts for the rep it names; among weekly orders it is one of each.",
        ),
        remedy: (
            "若不是分单，请更正业务员。已取消的行不比较。",
            "Correct the rep, unless the order is shared. Cancelled lines are not compared.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    D1,2026-10-08,S002,甲公司,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!3",
            problem: |_| Problem::OrderOfTwoReps { order_id: "D1".into(), first: row("inbox/2026-10/订单.csv", 2), rep_ids: ["S001".into(), "S002".into()] },
        },
    };

    ORDERS_SHARED = Page {
        code: "orders-shared",
        severity: Severity::Info,
        milder: None,
        title: ("几人分成的订单", "Orders that reps share"),
        meaning: (
            "订单有“业绩分成”列，同一笔写成几行，每人一行，各行写的是同样的金额。",
            "The orders have a column of shares, and a line of an order stands in several rows, one a rep, each with the same amount.",
        ),
        effect: (
            "各行的金额当作整笔的，按分成拆开：每人的部分精确到分，余下的分给余数最大的，相同的给工号在前的，各部分之和恰为整笔。数量按分成计；周订单数量中，每人各算一单。每张表说一次。",
            "The amount is taken for the whole and divided by the shares: parts are whole cents, those left go to the largest remainders, of equal ones to the lower number of a rep, so that parts add up to the whole. Quantities are divided as well; among weekly orders it is one of each. Said once a table.",
        ),
        remedy: (
            "若各行金额本来就是每人分得的部分，在 [inputs.orders] 中写 amounts = \"lines\"。",
            "If the amounts are each rep's own part already, say amounts = \"lines\" in [inputs.orders].",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额,业绩分成\n\
                    D1,2026-10-08,S001,甲公司,1000,60%\n\
                    D1,2026-10-08,S002,甲公司,1000,40%\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!F1",
            problem: |_| Problem::OrdersShared { orders: 1, rows: 2, stated: dec!(2000), counted: dec!(1000) },
        },
    };

    SHARES_OFF = Page {
        code: "shares-off",
        severity: Severity::Warning,
        milder: None,
        title: ("分成合计不是 100%", "Shares that are not the whole"),
        meaning: (
            "同一笔订单各人的业绩分成加起来不是 100%：少了一人，或比例写错。",
            "The shares of one line of an order do not add up to 100%: a rep is missing, or a share is wrong.",
        ),
        effect: (
            "各行按自己的分成计入，四舍五入到分；不足的部分不归任何人，超出的部分多计。",
            "Each row counts its own share, rounded to the cent: what is missing is nobody's, what is beyond counts more than once.",
        ),
        remedy: (
            "更正分成比例，或补上缺少的人。",
            "Correct the shares, or add the rep who is missing.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额,业绩分成\n\
                    D1,2026-10-08,S001,甲公司,1000,60%\n\
                    D1,2026-10-08,S002,甲公司,1000,30%\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!2",
            problem: |_| Problem::SharesOff { order_id: "D1".into(), percent: dec!(90), whole: dec!(1000), credited: dec!(900) },
        },
    };

    UNKNOWN_CUSTOMER = Page {
        code: "unknown-customer",
        severity: Severity::Info,
        milder: None,
        title: ("下单客户不在客户表中", "A customer who ordered and is not listed"),
        meaning: (
            "本期下单的客户在客户表里找不到：名称写法不同，或尚未建档。每个客户只说一次，在其第一张订单处。",
            "A customer of this period's orders is in no row of the customers' table: spelt otherwise, or not yet entered. Said once, at the first order.",
        ),
        effect: (
            "订单照常计入；名称写法不同时，此客户可能被当作新客户。",
            "The order counts; spelt otherwise, the customer may pass for a new one.",
        ),
        remedy: (
            "核对客户名称，最好在各表中都写客户编号；或在客户表中补上。",
            "Check the name, better still state customer numbers in every table; or add the customer.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/客户.csv",
                    "\
                    客户编号,客户名称,负责人,创建日期\n\
                    C1,甲公司,S001,2020-01-01\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!3",
            problem: |_| Problem::UnknownCustomer { customer: "丙公司".into() },
        },
    };

    CUSTOMERS_INCOMPLETE = Page {
        code: "customers-incomplete",
        severity: Severity::Info,
        milder: None,
        title: ("客户表似乎不全", "A table that lists few of the customers"),
        meaning: (
            "本期下单的客户有一半以上不在客户表中，客户表多半只导出了一部分，例如只有当月新建的。",
            "More than half of those who ordered are not in the customers' table; most likely only some were exported, such as the month's new ones.",
        ),
        effect: (
            "订单照常计入；流失客户和新增客户只按表中有的客户计算。",
            "The orders count; customers lost and added are counted among those listed.",
        ),
        remedy: (
            "若需要完整的客户信息，请导出全部客户。",
            "Export all customers, where the others are needed.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/客户.csv",
                    "\
                    客户编号,客户名称,负责人,创建日期\n\
                    C9,戊公司,S001,2020-01-01\n\
                    ",
                ),
            ]),
            place: "inbox/客户.csv",
            problem: |_| Problem::CustomersIncomplete { unknown: 2, customers: 2 },
        },
    };

    IMPLAUSIBLE_DATE = Page {
        code: "implausible-date",
        severity: Severity::Warning,
        milder: None,
        title: ("与其他数据相差太远的日期", "A date far from all other rows"),
        meaning: (
            "日期早于 1990 年，或在本期结束之后，且比它之前的最后一行晚三个月以上、只有不到二十来行如此：多半是年份写错了，如 2062 年。是否“将来”不看当天日期，所以哪天运行结果都一样。",
            "The date is before 1990, or after the period and more than 92 days after the last row before it, in at most 20 rows: most likely the year is wrong, as in 2062. Today's date plays no part, so that every run says the same.",
        ),
        effect: (
            "早先的订单和客户表的行照常计入；其他的行不在所需期间，不使用。",
            "Early orders and rows of customers count; other rows are of no period that is needed.",
        ),
        remedy: (
            "核对年份并更正。",
            "Check the year.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    D2,2062-10-08,S001,甲公司,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!B3",
            problem: |_| Problem::ImplausibleDate { field: Field::Date, date: DAY_OF_2062, counts: false },
        },
    };

    STRAY_ROWS = Page {
        code: "stray-rows",
        severity: Severity::Warning,
        milder: Some((
            Severity::Info,
            ("少数行是隔得较远的其他月份", "where a few rows are of a distant month"),
        )),
        title: ("放在别的月份目录里的行", "Rows in another month's folder"),
        meaning: (
            "别的月份目录中的文件，多半是本期的行；或者本期目录的文件里，有几行是别的年份的同一个月或隔得很远的月份：多半放错了目录，或写错了年月。",
            "A file in another month's folder is for the most part of this period; or a few rows of a file in the period's own folder are \
             of the same month of another year, or of a distant month: the folder is wrong, or the date is.",
        ),
        effect: (
            "每一行按自己的日期计入，与目录无关。",
            "Each row counts on its own date, whatever its folder.",
        ),
        remedy: (
            "核对日期；若日期没错，把这些行放到对应月份的目录中。",
            "Check the dates; where they are right, put the rows into the folder of their month.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    D2,2026-10-09,S001,乙公司,800\n\
                    D3,2025-10-09,S001,丙公司,500\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!B4",
            problem: |_| Problem::StrayRows {
                dataset: Dataset::ORDERS,
                folder: "2026-10".into(),
                months: vec![OCTOBER_2025],
                rows: 1,
                of_period: false,
                other_year: true,
            },
        },
    };

    WRONG_MONTH = Page {
        code: "wrong-month",
        severity: Severity::Warning,
        milder: None,
        title: ("放错月份的文件", "A file of another month than its folder"),
        meaning: (
            "文件放在某个月的目录中，却没有一行是该月的。客户表不受此限。",
            "The file lies in a month's folder and has no row of that month. Tables of customers are not judged so.",
        ),
        effect: (
            "该月在这个数据集里就没有数据；若各行属于上期或去年同期，仍用于比较。",
            "The month has no row of that dataset; rows of the period before or of the year before still serve for comparison.",
        ),
        remedy: (
            "把文件移到对应月份的目录，放入正确的文件。",
            "Move the file to the folder of its month, and put the right one here.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/拜访.csv",
                    "\
                    拜访日期,工号,客户名称,客户类型\n\
                    2026-09-08,S001,甲公司,老客户\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/拜访.csv",
            problem: |_| Problem::WrongMonth { folder: "2026-10".into(), dataset: Dataset::VISITS, months: vec![SEPTEMBER] },
        },
    };

    SUBMITTED_EARLY = Page {
        code: "submitted-early",
        severity: Severity::Warning,
        milder: None,
        title: ("提交得太早的汇报", "A report submitted half a year early"),
        meaning: (
            "提交时间比应交日期早 183 天以上，多半有一个年份写错了。",
            "It was submitted more than 183 days before it was due; most likely one of the years is wrong.",
        ),
        effect: (
            "按按时提交计入。",
            "It counts as in time.",
        ),
        remedy: (
            "核对两个日期。",
            "Check both dates.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/计划汇报.csv",
                    "\
                    工号,类型,应交日期,提交时间\n\
                    S001,周报,2026-10-09,2025-10-09\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/计划汇报.csv!D2",
            problem: |_| Problem::SubmittedEarly { days: 365 },
        },
    };

    TRANSFER_GAP = Page {
        code: "transfer-gap",
        severity: Severity::Warning,
        milder: None,
        title: ("调动前的团队不清楚", "A rep whose team is not known at first"),
        meaning: (
            "此人在花名册中最早的一行，到本期之中或之后才生效，而此人之前已在职：调动前属于哪个团队、区域不清楚。",
            "The rep's earliest row comes into force within the period or after it, although the rep was there before: team and region before the transfer are not known.",
        ),
        effect: (
            "没有更早的行，就按这一行计：考核表、排名、团队目标都用它的团队。",
            "With no earlier row this one is taken: its team stands on the form, in the rank and for team targets.",
        ),
        remedy: (
            "补上调动前的一行（生效日期留空），或清除这一行的生效日期。",
            "Add the row before the transfer, its effective_from left empty, or clear that of this row.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期,生效日期\n\
                    S001,王小明,华东一部,华东,2020-01-01,\n\
                    S002,李晓华,华东二部,华东,2021-03-01,2026-10-12\n\
                    ",
                ),
            ]),
            place: "inbox/花名册.csv!3",
            problem: |_| Problem::TransferGap { rep_id: "S002".into(), from: OCTOBER_12 },
        },
    };

    IN_FORCE_AFTER_LEAVING = Page {
        code: "in-force-after-leaving",
        severity: Severity::Warning,
        milder: None,
        title: ("离职之后才生效的花名册行", "A roster row in force after the rep left"),
        meaning: (
            "花名册的一行自己写明了离职日期，却在那之后才生效。",
            "A row of the roster states a date of leaving and comes into force after it.",
        ),
        effect: (
            "此人按离职计，这一行不起作用。",
            "The rep has left; the row has no effect.",
        ),
        remedy: (
            "若已重新入职，请清除离职日期；否则删除此行。",
            "Where the rep came back, clear the date of leaving; else delete the row.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期,离职日期,生效日期\n\
                    S001,王小明,华东一部,华东,2020-01-01,,\n\
                    S002,李晓华,华东二部,华东,2021-03-01,,\n\
                    S002,李晓华,华东一部,华东,,2026-12-31,2027-01-04\n\
                    ",
                ),
            ]),
            place: "inbox/花名册.csv!4",
            problem: |_| Problem::InForceAfterLeaving { rep_id: "S002".into(), from: JANUARY_4, left: NEW_YEARS_EVE },
        },
    };
}
