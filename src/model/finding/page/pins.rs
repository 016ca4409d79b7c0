//! What expressions of the settings make of a sheet.

use super::{Example, Given, Page};
use crate::model::{Bilingual, Dataset, Problem, Severity};
use rust_decimal::dec;

pages! {
    UNUSABLE_EXPRESSION = Page {
        code: "unusable-expression",
        severity: Severity::Error,
        milder: None,
        title: ("条件、算式或查找在此表不能用", "Expression or look-up that cannot be used"),
        meaning: (
            "[inputs] 中的 where、unpivot、join 或某一列的算式用到此表没有的列名或文件，或者写法有误。",
            "where, unpivot or join of [inputs], or the expression of one of its columns, names a header or a file that is not there, or is wrong in itself.",
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
        severity: Severity::Warning,
        milder: Some((Severity::Info, ("还有别的行计入", "where other rows count"))),
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
            "核对行数和金额；若不该如此，改 where。一行都不符合时，多半是 where 中的词与表中的写法不同；确实没有的，在 [expect] 下写明 \"optional\"。",
            "See whether number and money are what you expect; if not, change where. Where no row meets it, its words are probably \
             not those of the sheet; where there really is none, say \"optional\" under [expect].",
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
                    D1,2026-10-08,S001,甲公司,已赢单,1200\n\
                    D2,2026-10-09,S001,乙公司,报价,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/商机.csv!1",
            problem: |_| Problem::RowsPassedOver {
                rows: 2,
                condition: "商机阶段 = '赢单'".into(),
                all: true,
                dataset: Some(Dataset::ORDERS),
            },
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

    CELLS_AS_ROWS = Page {
        code: "cells-as-rows",
        severity: Severity::Info,
        milder: None,
        title: ("一行拆成多行", "Cells that became rows"),
        meaning: (
            "[inputs] 的 unpivot 把一行中各月（或各类）的数拆成多行，每个有数的单元格一行。",
            "unpivot of [inputs] makes a row of each cell of several columns: of each month of a rep, or of each kind.",
        ),
        effect: (
            "每行算作一笔。以月份为列名时，日期记为当月 1 日：月度的销售额是对的，按天、按周、按单的指标不能由此得出。空的单元格和 0 不成行。",
            "Each row counts as one record. Where headers are months it is dated by the first day: sums of a month are right, and what hangs on days, weeks or single orders cannot be told. Cells that are empty or 0 make no row.",
        ),
        remedy: (
            "核对列数和行数。列名没有写年份、年份又不对时，在 unpivot 里写 year = 年份。",
            "See whether the numbers are what you expect. Where headers name no year and the year is wrong, say year = … in unpivot.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/2026-10/月度销售.csv\"]\n\
                    unpivot = { header = \"date\", value = \"amount\" }\n\
                    ",
                ),
                (
                    "inbox/2026-10/月度销售.csv",
                    "\
                    工号,姓名,9月,10月\n\
                    S001,周明,1200,800\n\
                    S002,李华,,600\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/月度销售.csv!C1",
            problem: |_| Problem::CellsAsRows {
                columns: 2,
                first: "9月".into(),
                last: "10月".into(),
                rows: 2,
                made: 3,
                of_months: true,
                year: Some((2026, false)),
            },
        },
    };

    SUMS_OF_MONTHS = Page {
        code: "sums-of-months",
        severity: Severity::Info,
        milder: None,
        title: ("每行是一个月的合计", "Rows that are sums of months"),
        meaning: (
            "[inputs] 的 sums = \"month\" 说明这张表每行已是一个月的合计。",
            "sums = \"month\" of [inputs] says that each row of this sheet is the sum of a month.",
        ),
        effect: (
            "日期记为当月 1 日，每行算作一笔：月度的销售额是对的，按天、按周、按单的指标不能由此得出。",
            "Each row is dated by the first day of its month and counts as one record: sums of a month are right, and what hangs on days, weeks or single orders cannot be told.",
        ),
        remedy: (
            "无需处理。月份没有写年份、年份又不对时，写 date = \"'2026年' || 月份\" 这样的算式。",
            "Nothing need be done. Where months name no year and the year is wrong, say it in an expression: date = \"'2026-' || month\".",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/2026-10/汇总.csv\"]\n\
                    columns = { date = \"月份\" }\n\
                    sums = \"month\"\n\
                    ",
                ),
                (
                    "inbox/2026-10/汇总.csv",
                    "\
                    月份,工号,金额\n\
                    9月,S001,1200\n\
                    10月,S001,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/汇总.csv!1",
            problem: |_| Problem::SumsOfMonths {
                rows: 2,
                year: (2026, false),
            },
        },
    };

    KEY_NOT_THERE = Page {
        code: "key-not-there",
        severity: Severity::Error,
        milder: Some((
            Severity::Warning,
            (
                "取来的列不是必填的",
                "where what is looked up need not be there",
            ),
        )),
        title: ("在另一张表里查不到", "Keys that are not in the other sheet"),
        meaning: (
            "[inputs] 的 join 按编号到另一张表里查找，那张表没有这些编号；有生效日期的，也可能是当天没有生效的行。",
            "join of [inputs] looks something up by a key that the other sheet has not, or has for other days alone.",
        ),
        effect: (
            "取来的列是必填的（如业务员、日期），这些行没有计入；不是必填的，照常计入，只是那些列空着。行数和金额如上。",
            "Where what is looked up must be there (a rep, a date), the rows were left out; where it need not, they count, and those columns are empty. Their number and money are stated.",
        ),
        remedy: (
            "在被查的表里补上这些编号；或改正 join 的 files 和 on。编号按通常的办法比较：大小写、全角、首尾空格和开头丢失的 0 都不要紧。",
            "Add the keys to the sheet that is looked up in, or correct files and on of join. Keys compare as numbers of orders do everywhere: case, width, blanks around them and lost zeros do not matter.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/2026-10/订单.csv\"]\n\
                    columns = { rep = \"负责人\" }\n\
                    join = [{ files = [\"客户负责人.csv\"], on = \"客户名称\" }]\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,客户名称,金额\n\
                    D1,2026-10-08,甲公司,1200\n\
                    D2,2026-10-09,乙公司,800\n\
                    ",
                ),
                (
                    "inbox/2026-10/客户负责人.csv",
                    "\
                    客户名称,负责人\n\
                    甲公司,S001\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!C3",
            problem: |_| Problem::KeyNotThere {
                rows: 1,
                on: "客户名称".into(),
                text: "乙公司".into(),
                files: "客户负责人.csv".into(),
                left_out: true,
            },
        },
    };

    KEY_REPEATED = Page {
        code: "key-repeated",
        severity: Severity::Error,
        milder: None,
        title: ("在另一张表里查到多行", "Keys that the other sheet has several times"),
        meaning: (
            "[inputs] 的 join 按编号到另一张表里查找，那张表里有几行是这个编号，要取的列又不相同。",
            "join of [inputs] looks something up by a key that stands in several rows of the other sheet, which do not state the same.",
        ),
        effect: (
            "不知道该取哪一行，这些行没有计入；行数和金额如上。没有一行会因此算两次。",
            "Nobody can tell which of them is meant, so the rows were left out; their number and money are stated. No row is counted twice.",
        ),
        remedy: (
            "改正被查的表；或在 join 里写 take = \"first\"（取第一行）、\"last\"（取最后一行）。负责人换过的，写明生效日期的列：from = \"生效日期\"。",
            "Correct the sheet that is looked up in, or say take = \"first\" or \"last\" in join. Where owners changed, name the column that says since when: from = \"Valid from\".",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/2026-10/订单.csv\"]\n\
                    columns = { rep = \"负责人\" }\n\
                    join = [{ files = [\"客户负责人.csv\"], on = \"客户名称\" }]\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,客户名称,金额\n\
                    D1,2026-10-08,甲公司,1200\n\
                    ",
                ),
                (
                    "inbox/2026-10/客户负责人.csv",
                    "\
                    客户名称,负责人\n\
                    甲公司,S001\n\
                    甲公司,S002\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!C2",
            problem: |_| Problem::KeyRepeated {
                rows: 1,
                on: "客户名称".into(),
                text: "甲公司".into(),
                files: "客户负责人.csv".into(),
            },
        },
    };
}
