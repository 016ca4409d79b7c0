//! People: reps who are named otherwise than on the roster, and rows that name several.

use super::{Example, Given, Page};
use crate::model::finding::RepWriting;
use crate::model::{Problem, Severity};
use chrono::NaiveDate;

const DECEMBER_31: NaiveDate = NaiveDate::from_ymd_opt(2022, 12, 31).unwrap();
const MARCH_1: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();

pages! {
    UNCLEAR_REP = Page {
        code: "unclear-rep",
        severity: Severity::Error,
        milder: None,
        title: ("一格里写了不止一人", "A cell that names more than one rep"),
        meaning: (
            "业务员一格里的编号和姓名指向不同的人，写了几个人，或除业务员外还有一段花名册中没有的文字，可能是另一个人。",
            "Number and name in one cell are those of different reps, the cell lists several, or beside a rep stands a \
             text that may be another person, whom the roster does not hold.",
        ),
        effect: (
            "宁可不猜，也不替人分单：这些行不计入任何人。同一张表中同样的写法只说一次，写明行数和金额。",
            "repcard neither guesses nor shares an order out: such rows count for nobody. Within a table it is said once \
             for each text, with the number of rows and the money they state.",
        ),
        remedy: (
            "改为只写一个人的工号；分单的订单请拆成几行，每人一行。",
            "Enter the number of one rep. An order that is shared is to be one row for each.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,业务员,客户名称,金额\n\
                    D1,2026-10-08,王小明、李晓华,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!C2",
            problem: |_| Problem::UnclearRep {
                value: "王小明、李晓华".into(),
                rep_ids: vec!["S001".into(), "S002".into()],
                rest: None,
                rows: 1,
            },
        },
    };

    REP_WRITTEN_OTHERWISE = Page {
        code: "rep-written-otherwise",
        severity: Severity::Info,
        milder: None,
        title: ("业务员的写法与花名册不同", "Reps who are written otherwise"),
        meaning: (
            "业务员一格里除姓名或工号外还有部门、电话、状态等（如“王小明(S001)”“销售一组/王小明”），或工号开头的 0 丢了（0012 成了 \
             12）。只可能是花名册上的一个人。",
            "Beside name or number stand a team, a phone number, a state and the like (王小明(S001), 销售一组/王小明), or \
             the number lost the zeros it begins with (0012 became 12). One rep of the roster alone can be meant.",
        ),
        effect: (
            "照常计入此人。每张表只说一次，写明行数和金额。",
            "The rows count for that rep. It is said once a table, with the number of rows and the money they state.",
        ),
        remedy: (
            "无需处理；若不是此人，请在表中改写工号。",
            "Nothing. If somebody else is meant, enter the rep’s number.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,业务员,客户名称,金额\n\
                    D1,2026-10-08,王小明(S001),甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!C2",
            problem: |_| Problem::RepWrittenOtherwise {
                how: RepWriting::Decorated,
                example: "王小明(S001)".into(),
                rep_id: "S001".into(),
                rows: 1,
            },
        },
    };

    CUSTOMER_NOT_NAMED = Page {
        code: "customer-not-named",
        severity: Severity::Warning,
        milder: None,
        title: ("没有写客户的订单", "Orders that name no customer"),
        meaning: (
            "订单的客户名称和客户编号都是空的。",
            "Neither the name nor the number of the customer is stated.",
        ),
        effect: (
            "照常计入销售额和订单数；不知道客户是谁，所以不算新客户、老客户或流失客户。每张表只说一次，写明行数和金额。",
            "The rows count as sales and as orders. Since nobody knows the customer, they make none new, existing or lost. It is \
             said once a table, with the number of rows and the money they state.",
        ),
        remedy: (
            "填上客户；零售等确实不知道客户的，写“散客”，就不再提示。",
            "Enter the customer; where nobody asks for a name, as in a shop, write 散客 (walk-in), and nothing more is said.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!D2",
            problem: |_| Problem::CustomerNotNamed { rows: 1 },
        },
    };

    REHIRED = Page {
        code: "rehired",
        severity: Severity::Info,
        milder: None,
        title: ("离职后再次入职的人", "A rep who left and came back"),
        meaning: (
            "花名册上此人有一行写着离职日期，另一行的入职日期或生效日期更晚，且没有离职日期。",
            "One row of the roster states when the rep left; another, which states no such day, begins later.",
        ),
        effect: (
            "旧的离职日期不再算数，此人按后一次入职照常考核；前一段任职期间的数据仍属于此人。",
            "The former date of leaving is void: the rep is appraised from the later date on. Rows of the former employment \
             remain the rep’s.",
        ),
        remedy: (
            "无需处理；若此人没有再次入职，请更正花名册中的日期。",
            "Nothing. If the rep did not come back, correct the dates on the roster.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期,离职日期\n\
                    S001,王小明,华东一部,华东,2018-01-01,2022-12-31\n\
                    S001,王小明,华东一部,华东,2026-03-01,\n\
                    S002,李晓华,华东二部,华东,2021-03-01,\n\
                    ",
                ),
            ]),
            place: "inbox/花名册.csv!2",
            problem: |_| Problem::Rehired {
                rep_id: "S001".into(),
                left: DECEMBER_31,
                since: MARCH_1,
            },
        },
    };
}
