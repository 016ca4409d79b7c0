//! Settings that can be meant as they stand, and rules that tell nobody from another.

use super::{Example, Given, Page};
use crate::model::finding::{Doubt, SameFor, Unlike};
use crate::model::{Kpi, Problem, Severity};
use rust_decimal::dec;

const WITHOUT_FILES: [Kpi; 8] = [
    Kpi::NEW_CUSTOMERS,
    Kpi::VISITS,
    Kpi::CALLS,
    Kpi::WEEKLY_ORDERS,
    Kpi::CUSTOMERS_ADDED,
    Kpi::CUSTOMERS_LOST,
    Kpi::REPORTS,
    Kpi::REQUESTS,
];

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
                kpi: Kpi::SALES,
                reps: 5,
                points: dec!(48.00),
                same_for: SameFor::AboveCap { cap: dec!(1.2) },
            },
        },
    };

    TOO_LITTLE_WEIGHT = Page {
        code: "too-little-weight",
        severity: Severity::Warning,
        milder: None,
        title: ("数据太少，不予评级", "Too little data for a grade"),
        meaning: (
            "有数据的指标只占总权重的一小部分，低于 policy.toml 中的 min_weight（默认 60%）。",
            "The KPIs that have points are only a part of the policy's weight, and less than min_weight in policy.toml (60 % by default).",
        ),
        effect: (
            "得分照常列出，但只是部分得分；这些人没有等级、公司排名和团队排名。",
            "The score is printed as the partial one that it is; these reps get no grade, no rank and no team rank.",
        ),
        remedy: (
            "补上所缺指标的数据或目标。若本来就只按现有指标考核，请在 policy.toml 中只列这些指标，或调低 min_weight。",
            "Supply data or targets of the KPIs that lack them. Where what is there is meant to be enough, list only those KPIs in policy.toml, or \
             lower min_weight.",
        ),
        example: Example {
            given: Given::Files(&[
                ("policy.toml", "min_weight = 60\n"),
                ("inbox/花名册.csv", "工号,姓名\nS001,甲\n"),
                ("inbox/销售目标.csv", "工号,指标,年度,全年\nS001,销售额,2026,120000\n"),
                (
                    "inbox/2026-10/订单.csv",
                    "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S001,甲公司,9000\n",
                ),
            ]),
            place: "",
            problem: |_| Problem::TooLittleWeight {
                min_weight: dec!(60),
                ungraded: 1,
                reps: 1,
                named: vec!["S001 甲 54%".into()],
                kpis: WITHOUT_FILES.map(|kpi| (kpi, 1)).to_vec(),
                least: dec!(54),
            },
        },
    };

    SCORED_OTHERWISE = Page {
        code: "scored-otherwise",
        severity: Severity::Warning,
        milder: Some((
            Severity::Info,
            ("只缺需求回复、汇报或增长率", "where requests, reports or growth alone lack"),
        )),
        title: ("计分指标与同团队不同", "Scored on other KPIs than the team"),
        meaning: (
            "同一团队中，多数人按同一组指标计分，个别人缺了其中的指标，或多了别人没有的指标。",
            "Most of a team are scored on the same KPIs; some lack one of them, or have one that the others lack.",
        ),
        effect: (
            "得分按各自有得分的指标折算，与同事的得分不完全可比。",
            "Each score is taken over the KPIs that have points, so that theirs compares with the others' only in part.",
        ),
        remedy: (
            "核对所缺指标的数据和目标；若本应如此，无需处理。",
            "Check data and targets of the KPIs that are lacking; where it is meant so, nothing need be done.",
        ),
        example: Example {
            given: Given::Files(&[
                ("policy.toml", "[[kpi]]\nid = \"sales\"\nweight = 80\nrule = { kind = \"ratio\" }\n[[kpi]]\nid = \"visits\"\nweight = 20\nrule = { kind = \"ratio\" }\n"),
                ("inbox/花名册.csv", "工号,姓名,团队\nS001,甲,一部\nS002,乙,一部\nS003,丙,一部\n"),
                (
                    "inbox/销售目标.csv",
                    "工号,指标,年度,全年\nS001,销售额,2026,120000\nS002,销售额,2026,120000\nS003,销售额,2026,120000\nS001,拜访,2026,12\nS002,拜访,2026,12\n",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S001,甲公司,9000\n",
                ),
                (
                    "inbox/2026-10/拜访.csv",
                    "拜访日期,工号,客户名称,客户类型\n2026-10-10,S001,甲公司,现有\n",
                ),
            ]),
            place: "",
            problem: |_| Problem::ScoredOtherwise {
                team: "一部".into(),
                count: 1,
                of: 3,
                reps: vec![Unlike {
                    rep: "S003 丙".into(),
                    lacks: vec![Kpi::VISITS],
                    has: Vec::new(),
                }],
            },
        },
    };
}
