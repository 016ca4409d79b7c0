//! Figures: what keeps a KPI from having a value.

use super::{Example, Given, Page};
use crate::model::{Dataset, Kpi, Problem, Severity};

pages! {
    MISSING_DATASET = Page {
        code: "missing-dataset",
        severity: Severity::Warning,
        milder: None,
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
            problem: |_| Problem::MissingDataset { dataset: Dataset::Visits, kpi: Kpi::Visits },
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
