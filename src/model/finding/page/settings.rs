//! Settings that can be meant as they stand, and rules that tell nobody from another.

use super::{Example, Given, Page};
use crate::model::finding::{Doubt, SameFor};
use crate::model::{Kpi, Problem, Severity};
use rust_decimal::dec;

pages! {
    DOUBTFUL_SETTING = Page {
        code: "doubtful-setting",
        severity: Severity::Warning,
        milder: None,
        title: ("可能写错的设置", "A setting that may be mistaken"),
        meaning: (
            "policy.toml 中的一项设置可以照算，但多半不是本意：权重合计不是 100，等级的分数线留有空档或顺序相反，数值越好得分越低，\
             把百分数当作比率。",
            "A setting of policy.toml can be worked with as it stands, but is likely not meant so: weights that do not add up to 100, \
             grades that leave scores without one or stand the wrong way round, points that fall as the value gets better, \
             percentages where shares are meant.",
        ),
        effect: (
            "照所写的计算；如果写错了，所有人的得分或等级都会错。",
            "It is worked with as it stands; where it is a mistake, everybody's scores or grades are wrong.",
        ),
        remedy: (
            "到所说的行核对，按提示改正。",
            "Look at the line named, and change it as the message says.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "policy.toml",
                    "\
                    [[kpi]]\n\
                    id = \"sales\"\n\
                    weight = 70\n\
                    rule = { kind = \"ratio\" }\n\
                    [[kpi]]\n\
                    id = \"weekly_orders\"\n\
                    weight = 20\n\
                    rule = { kind = \"ratio\" }\n\
                    ",
                ),
            ]),
            place: "policy.toml:3",
            problem: |_| Problem::DoubtfulSetting { doubt: Doubt::Weights { sum: dec!(90) } },
        },
    };

    SAME_POINTS = Page {
        code: "same-points",
        severity: Severity::Warning,
        milder: None,
        title: ("规则使所有人得分相同", "A rule that gives everybody the same"),
        meaning: (
            "五人以上的实际数值各不相同，某个指标的得分却完全一样，因为所有人都到了规则的同一端。",
            "Five reps or more have different figures and all the same points for a KPI, since everybody is at the same end of its rule.",
        ),
        effect: (
            "该指标区分不出好坏；目标、单位或规则很可能写错了。",
            "The KPI tells nobody from another; its targets, their unit or its rule are likely mistaken.",
        ),
        remedy: (
            "核对目标和数据的单位（元、万元），再核对 policy.toml 中该指标的 floor、cap 或 steps。floor 通常为 0 到 0.8，cap 通常为 1 到 1.5。",
            "Check the unit of targets and figures, then floor, cap or steps of the KPI in policy.toml. A floor is usually between 0 and 0.8, a \
             cap between 1 and 1.5.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "工号,姓名\nS001,甲\nS002,乙\nS003,丙\nS004,丁\nS005,戊\n",
                ),
                (
                    "inbox/销售目标.csv",
                    "工号,指标,年度,全年\nS001,销售额,2026,120\nS002,销售额,2026,120\nS003,销售额,2026,120\n\
                     S004,销售额,2026,120\nS005,销售额,2026,120\n",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S001,甲公司,90000\nB2,2026-10-12,S002,丙公司,50000\n\
                     B3,2026-10-10,S003,甲公司,80000\nB4,2026-10-12,S004,丙公司,40000\nB5,2026-10-12,S005,丙公司,30000\n",
                ),
            ]),
            place: "",
            problem: |_| Problem::SamePoints {
                kpi: Kpi::Sales,
                reps: 5,
                points: dec!(48.00),
                same_for: SameFor::AboveCap { cap: dec!(1.2) },
            },
        },
    };
}
