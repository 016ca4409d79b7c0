//! What expressions of the settings make of a sheet.

use super::{Example, Given, Page};
use crate::model::{Bilingual, Problem, Severity};
use rust_decimal::dec;

pages! {
    UNUSABLE_EXPRESSION = Page {
        code: "unusable-expression",
        severity: Severity::Error,
        milder: None,
        title: ("条件或算式在此表不能用", "An expression that cannot be used here"),
        meaning: (
            "[inputs] 中的 where 或某一列的算式用到此表没有的列名，或者写法有误。",
            "where of [inputs], or the expression of one of its columns, names a header that this sheet has not, or is wrong in itself.",
        ),
        effect: (
            "整张表没有读取：不知道哪些行算数、算多少。",
            "The table was not read at all: nobody can tell which of its rows count, and for how much.",
        ),
        remedy: (
            "按提示的行和列改正 repcard.toml。列名照表里写，也可以写字段名；有空格、括号等的列名写在双引号里，文本写在单引号里。写法见 docs/language.md。",
            "Correct repcard.toml at the line and column that is named. Headers are written as in the sheet, or by the ids of fields; one with spaces, brackets and the like stands in double quotes, a text in single quotes. See docs/language.en.md.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/2026-10/订单.csv\"]\n\
                    columns = { amount = \"数量 * 单价\" }\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,数量,价格\n\
                    D1,2026-10-08,S001,甲公司,3,400\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!1",
            problem: |_| Problem::UnusableExpression {
                key: "amount".into(),
                text: "数量 * 单价".into(),
                at: Some((3, 28)),
                mistake: Bilingual {
                    zh: "没有字段 `单价`；可用的有：订单编号、下单日期、工号、客户名称、数量、价格、@sheet、@file".into(),
                    en: "there is no field `单价`; known are 订单编号, 下单日期, 工号, 客户名称, 数量, 价格, @sheet, @file".into(),
                },
                headers: ["订单编号", "下单日期", "工号", "客户名称", "数量", "价格"].map(str::to_owned).to_vec(),
            },
        },
    };

    ROWS_PASSED_OVER = Page {
        code: "rows-passed-over",
        severity: Severity::Info,
        milder: None,
        title: ("不符合 where，未计入", "Left out by where"),
        meaning: (
            "[inputs] 的 where 只要一部分行，其余的行不计入。",
            "where of [inputs] takes some rows alone; the others were left out.",
        ),
        effect: (
            "这些行不算任何数，行数和金额如上。表中的合计仍按全部的行核对。",
            "Nothing is made of these rows, whose number and money are stated. Totals of the sheet are still checked against all of its rows.",
        ),
        remedy: (
            "核对行数和金额；若不该如此，改 where。",
            "See whether number and money are what you expect; if not, change where.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/2026-10/商机.csv\"]\n\
                    where = \"商机阶段 = '赢单'\"\n\
                    ",
                ),
                (
                    "inbox/2026-10/商机.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,商机阶段,金额\n\
                    D1,2026-10-08,S001,甲公司,赢单,1200\n\
                    D2,2026-10-09,S001,乙公司,报价,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/商机.csv!1",
            problem: |_| Problem::RowsPassedOver { rows: 1, condition: "商机阶段 = '赢单'".into() },
        },
    };

    CONDITION_UNDECIDED = Page {
        code: "condition-undecided",
        severity: Severity::Error,
        milder: None,
        title: ("无法判断是否符合 where", "Rows of which where can tell nothing"),
        meaning: (
            "[inputs] 的 where 要用一个数、日期或是否，而单元格里写的不是。",
            "where of [inputs] needs a number, a date or a yes or no, and a cell holds something else.",
        ),
        effect: (
            "这些行没有计入。",
            "These rows were left out.",
        ),
        remedy: (
            "改正单元格；或在 where 里先写一个排除这些行的条件，如 类型 = '订单' and 金额 > 0。",
            "Correct the cells, or let where first ask something that leaves these rows out: type = 'order' and amount > 0.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/2026-10/订单.csv\"]\n\
                    where = \"数量 > 0\"\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,数量,金额\n\
                    D1,2026-10-08,S001,甲公司,3,1200\n\
                    D2,2026-10-09,S001,乙公司,若干,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E3",
            problem: |_| Problem::ConditionUndecided { rows: 1, condition: "数量 > 0".into(), text: "若干".into() },
        },
    };

    UNITS_IN_EXPRESSIONS = Page {
        code: "units-in-expressions",
        severity: Severity::Info,
        milder: None,
        title: ("算式中的数按列名的单位换算", "Units of headers in expressions"),
        meaning: (
            "[inputs] 的算式或 where 用到的列，列名里写明了单位，如 单价(万元)。",
            "An expression or the where of [inputs] names a column whose header states a unit, such as 单价(万元).",
        ),
        effect: (
            "算式里的数已乘以该单位，算出的金额是元。",
            "Its numbers were multiplied by that unit, so that what is computed is plain money.",
        ),
        remedy: (
            "算式里不要再乘以单位。若单元格里的数不该换算，在 [scale] 中给这个文件写上 1。",
            "Do not multiply by the unit again. Where cells are to count as they stand, give the file a 1 under [scale].",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/2026-10/订单.csv\"]\n\
                    columns = { amount = \"数量 * 单价\" }\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,数量,单价(万元)\n\
                    D1,2026-10-08,S001,甲公司,3,0.4\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!1",
            problem: |_| Problem::UnitsInExpressions {
                headers: vec![("单价(万元)".into(), dec!(10_000))],
                file: "2026-10/订单.csv".into(),
            },
        },
    };
}
