//! Figures: what keeps a KPI from having a value.

use super::{Example, Given, Page};
use crate::model::finding::Unmet;
use crate::model::{Bilingual, Dataset, Id, Kpi, Problem, Severity};

pages! {
    MISSING_DATASET = Page {
        code: "missing-dataset",
        severity: Severity::Warning,
        milder: Some((
            Severity::Info,
            ("[expect] 写明可以没有", "where [expect] allows it"),
        )),
        title: ("指标所需的数据表不存在", "A KPI without the table it is counted from"),
        meaning: (
            "整个账套里没有这项指标所需的数据表。",
            "There is no table in the whole book that the KPI could be counted from.",
        ),
        effect: (
            "这项指标没有数值（不是 0），按 policy.toml 的 missing 处理。",
            "The KPI has no value (not 0); missing in policy.toml says what then.",
        ),
        remedy: (
            "把该表放入 inbox；若不考核此项，请从 policy.toml 中去掉。",
            "Put the table into the inbox; or take the KPI out of policy.toml.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "",
            problem: |_| Problem::MissingDataset { dataset: Dataset::VISITS, kpi: Kpi::VISITS },
        },
    };

    NO_ROWS_OF_PERIOD = Page {
        code: "no-rows-of-period",
        severity: Severity::Error,
        milder: Some((
            Severity::Info,
            ("[expect] 写明可以没有", "where [expect] allows it"),
        )),
        title: ("本期没有一行数据的数据表", "A dataset without any row of the period"),
        meaning: (
            "这种数据有表（也可能只在以前月份的文件夹里），但没有任何人在本期有任何一行：多半是本期的文件没有放进来、导出是空\
             的，或没有被读取。",
            "There is a table of the dataset, perhaps in other months’ folders alone, but nobody has a row of the period: \
             its export is not there, is empty, or was not read.",
        ),
        effect: (
            "由它计算的指标都没有数值：不会人人记 0，行为纪律和丢失客户也不会人人满分。",
            "The KPIs counted from it have no value: not 0 for everyone, and no full points for conduct or lost customers.",
        ),
        remedy: (
            "把本期的导出放入 inbox/2026-10/ 这样的文件夹再运行。若本期确实一行也没有（如没有人违纪），请在 repcard.toml \
             写 [expect] 和 conduct = \"optional\"。",
            "Put the period’s export into a folder such as inbox/2026-10/ and run again. Where there really is no row, as \
             when nobody broke a rule, write [expect] and conduct = \"optional\" into repcard.toml.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-09/拜访.csv",
                    "\
                    拜访日期,工号,客户名称\n\
                    2026-09-30,S001,甲公司\n\
                    ",
                ),
            ]),
            place: "",
            problem: |_| Problem::NoRowsOfPeriod {
                dataset: Dataset::VISITS,
                kpis: vec![Kpi::VISITS],
                period: "2026-10".into(),
                newest: chrono::NaiveDate::from_ymd_opt(2026, 9, 30),
                left_out: 0,
                elsewhere: vec!["inbox/2026-09/拜访.csv".into()],
                optional: false,
            },
        },
    };

    CHECK_MET = Page {
        code: "check-met",
        severity: Severity::Warning,
        milder: None,
        title: ("公司自己的检查", "A check of the company’s own"),
        meaning: (
            "repcard.toml 的 [[check]] 写明了什么样的行不应出现，而本期有这样的行。",
            "[[check]] of repcard.toml says which rows there must not be, and there are some in the period.",
        ),
        effect: (
            "这些行照常计入；级别由检查的 severity 决定。",
            "The rows count as they would without it; `severity` of the check says how grave it is.",
        ),
        remedy: (
            "核对这些行；检查写错时修改 [[check]]。",
            "Look at these rows; where the check is wrong, change [[check]].",
        ),
        example: Example {
            given: Given::Files(&[(
                "repcard.toml",
                "\
                [[check]]\n\
                dataset = \"orders\"\n\
                where = \"amount > 60000\"\n\
                message = { zh = \"大额订单，需总监复核\", en = \"Large orders, to be seen by the director\" }\n\
                ",
            )]),
            place: "inbox/2026-10/订单.csv!2",
            problem: |_| Problem::CheckMet {
                said: Bilingual {
                    zh: "大额订单，需总监复核".into(),
                    en: "Large orders, to be seen by the director".into(),
                },
                condition: "amount > 60000".into(),
                rows: 1,
            },
        },
    };

    ROWS_WITHOUT_FIGURE = Page {
        code: "rows-without-figure",
        severity: Severity::Warning,
        milder: None,
        title: ("有数据却算不出指标", "Rows that count, and no figure"),
        meaning: (
            "账套 measures/ 中定义的指标，有人的行计入了，表达式却没有结果：某一部分没有值，或除数为 0。",
            "A KPI of the book’s own measures/ has rows of some reps, and its expression comes to nothing: a part of it has \
             no value, or what it is divided by is 0.",
        ),
        effect: (
            "这些人没有该指标的数值，它按 policy.toml 的 missing 处理，通常不计入得分。",
            "These reps have no value of the KPI; `missing` in policy.toml says what becomes of it, and as a rule it leaves \
             the score.",
        ),
        remedy: (
            "空单元格表示 0 时，在表达式中写 coalesce(字段, 0)；否则补填数据。",
            "Where an empty cell means 0, write coalesce(field, 0) in the expression; else complete the data.",
        ),
        example: Example {
            given: Given::Files(&[
                ("measures/unit_price.toml", include_str!("../../../catalogue/examples/unit_price.toml")),
                (
                    "policy.toml",
                    "\
                    min_weight = 0\n\
                    kpi = [{ id = \"unit_price\", weight = 100, rule = { kind = \"ratio\" } }]\n\
                    ",
                ),
            ]),
            place: "",
            problem: |_| Problem::RowsWithoutFigure {
                kpi: Kpi::new(Id::of("unit_price")),
                part: "sum(quantity)".into(),
                is_divisor: false,
                count: 2,
                reps: vec!["S001 王小明".into(), "S002 李晓华".into()],
            },
        },
    };

    NOT_AS_EXPECTED = Page {
        code: "not-as-expected",
        severity: Severity::Error,
        milder: None,
        title: ("与 [expect] 写明的不符", "Exports that are not as [expect] says"),
        meaning: (
            "repcard.toml 的 [expect] 写明了本期应有的文件、行数、截止日期或团队，而实际没有。",
            "[expect] of repcard.toml says which files, how many rows, up to which day or from which teams there must be, and \
             it is not so.",
        ),
        effect: (
            "已有的行照常计入，但本期的数据多半不全。",
            "What is there counts, but the period’s data are most likely not whole.",
        ),
        remedy: (
            "补齐导出后再运行；若情况正常，请修改 [expect]。",
            "Complete the exports and run again; where all is well, change [expect].",
        ),
        example: Example {
            given: Given::Files(&[("repcard.toml", "[expect]\norders = { rows = 100 }\n")]),
            place: "inbox/2026-10/订单.csv",
            problem: |_| Problem::NotAsExpected {
                unmet: Unmet::Rows { dataset: Dataset::ORDERS, least: 100, found: 2 },
            },
        },
    };

    EMPTY_TABLE = Page {
        code: "empty-table",
        severity: Severity::Error,
        milder: Some((
            Severity::Info,
            ("没有发生就没有行的数据，如行为纪律", "for what need not happen"),
        )),
        title: ("只有表头、没有数据的文件", "A table with a header and no row"),
        meaning: (
            "本期文件夹中的这张表认出来了，但一行数据也没有，而同一种数据的其他文件有。",
            "The table lies in the period’s folder and was recognised, but has no row, while others of its dataset have some.",
        ),
        effect: (
            "若它应当有数据，数值就偏低，而其他文件的行让人看不出少了什么。",
            "If it should have some, figures are too low, and the rows of the other files hide it.",
        ),
        remedy: (
            "核对导出时的筛选条件，重新导出；若确实没有数据，请把此文件移出 inbox。",
            "Look at the filter of the export and export again; where there really is nothing, take the file out.",
        ),
        example: Example {
            given: Given::Files(&[(
                "inbox/2026-10/订单_江苏.csv",
                "\
                订单编号,下单日期,工号,客户名称,金额\n\
                ",
            )]),
            place: "inbox/2026-10/订单_江苏.csv",
            problem: |_| Problem::EmptyTable { dataset: Dataset::ORDERS },
        },
    };

    SHORT_ORDER_HISTORY = Page {
        code: "short-order-history",
        severity: Severity::Warning,
        milder: None,
        title: ("订单历史太短，无法判断流失", "Too few months of orders"),
        meaning: (
            "policy.toml 的 lost_after_days 规定多少天没有订单算流失，而已知的订单不够早：更早买过、此后没再买的客户，这里看\
             不到。",
            "lost_after_days in policy.toml says after how many days without an order a customer is lost, and orders are \
             not known from early enough: who bought before that and not since cannot be seen.",
        ),
        effect: (
            "“丢失客户”没有数值，否则人人都接近满分。",
            "Lost customers have no value, for otherwise nearly everyone would have full points.",
        ),
        remedy: (
            "把更早月份的订单放入 inbox/2026-06/ 这样的文件夹，或从 policy.toml 中去掉 lost_after_days。",
            "Put earlier months’ orders into folders such as inbox/2026-06/, or take lost_after_days out of policy.toml.",
        ),
        example: Example {
            given: Given::Files(&[("policy.toml", "lost_after_days = 90\n")]),
            place: "",
            problem: |_| Problem::ShortOrderHistory {
                days: 90,
                earliest: chrono::NaiveDate::from_ymd_opt(2026, 9, 10),
                needed: chrono::NaiveDate::from_ymd_opt(2026, 7, 3).unwrap_or_default(),
            },
        },
    };

    NEW_CUSTOMERS_DOUBTFUL = Page {
        code: "new-customers-doubtful",
        severity: Severity::Info,
        milder: None,
        title: ("订单历史不满一年时的新客户", "New customers by a short history"),
        meaning: (
            "首次下单在本期的客户算新客户，而已知的订单不满本期之前的十二个月。",
            "A customer whose first order falls in the period is new, and orders are known for fewer than twelve months \
             before it.",
        ),
        effect: (
            "更早买过的老客户可能被算作新客户。",
            "Customers who bought earlier than that may count as new.",
        ),
        remedy: (
            "把更早月份的订单也放入 inbox/2025-10/ 这样的文件夹，数值就更准。",
            "Put the orders of earlier months into folders such as inbox/2025-10/, and the figure is sounder.",
        ),
        example: Example {
            given: Given::Files(&[]),
            place: "",
            problem: |_| Problem::NewCustomersDoubtful {
                earliest: chrono::NaiveDate::from_ymd_opt(2026, 9, 10).unwrap_or_default(),
                customers: 1,
            },
        },
    };

    NO_EARLIER_ORDERS = Page {
        code: "no-earlier-orders",
        severity: Severity::Warning,
        milder: None,
        title: ("没有本期之前的订单", "No order before the period is known"),
        meaning: (
            "没有任何早于本期的订单，无法知道哪些客户以前买过。",
            "No order before the period is known, so nobody can tell who bought earlier.",
        ),
        effect: (
            "“开发新客户”没有数值，否则每个客户都会算成新客户。",
            "New customers have no value, for otherwise every customer would be new.",
        ),
        remedy: (
            "把以前月份的订单放入 inbox/2026-09/ 这样的文件夹，月份越多越准。",
            "Put earlier months’ orders into folders such as inbox/2026-09/; the more months, the better.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-09/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "",
            problem: |_| Problem::NoEarlierOrders,
        },
    };

    NOBODY_EMPLOYED = Page {
        code: "nobody-employed",
        severity: Severity::Warning,
        milder: None,
        title: ("本期没有在职人员", "Nobody is employed in the period"),
        meaning: (
            "花名册上没有人的在职期间与本期重叠。",
            "Nobody on the roster is employed on any day of the period.",
        ),
        effect: (
            "没有人有考核表。",
            "There is no appraisal for anyone.",
        ),
        remedy: (
            "核对 --period 和花名册的入职、离职日期。",
            "Check --period and the roster’s dates.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期\n\
                    S001,王小明,华东一部,华东,2027-01-01\n\
                    S002,李晓华,华东二部,华东,2027-03-01\n\
                    ",
                ),
            ]),
            place: "",
            problem: |_| Problem::NobodyEmployed,
        },
    };
}
