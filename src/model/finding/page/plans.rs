//! The year's plan: figures that do not fit each other, and what was taken for granted where it was made.

use super::{Example, Given, Page, row};
use crate::model::finding::PlanTrouble;
use crate::model::{Kpi, Month, Problem, Severity};
use rust_decimal::{Decimal, dec};

const FEBRUARY: Month = Month::new(2026, 2).unwrap();
const OCTOBER: Month = Month::new(2026, 10).unwrap();
const WEIGHTS: [Decimal; 12] = [
    dec!(1),
    dec!(0.89),
    dec!(1.01),
    dec!(0.99),
    dec!(1),
    dec!(1.02),
    dec!(0.97),
    dec!(0.98),
    dec!(1.05),
    dec!(1.09),
    dec!(1),
    dec!(1),
];

pages! {
    PLAN_PARTS_ABOVE_WHOLE = Page {
        code: "plan-parts-above-whole",
        severity: Severity::Error,
        milder: None,
        title: ("给定的部分超出总目标", "Parts of a plan above the whole"),
        meaning: (
            "计划里为下级（团队、个人、某月、某产品）给定的目标，合计超出了上级的目标。",
            "What the plan sets for parts of a figure (teams, reps, months, products) comes to more than the figure.",
        ),
        effect: (
            "已给定的保留，其余为 0；计划的合计比上级的目标多。",
            "What is set is kept and the rest is 0; the plan comes to more than the figure says.",
        ),
        remedy: (
            "提高上级的目标，或降低下级的。",
            "Raise the figure, or lower what is set below it.",
        ),
        example: Example {
            given: Given::Told((
                "plan.toml 中全公司全年 1000000，团队甲 700000、团队乙 400000",
                "plan.toml sets 1000000 for the company, 700000 for one team and 400000 for the other",
            )),
            place: "plan.toml:8",
            problem: |_| Problem::Plan {
                trouble: PlanTrouble::PartsAbove {
                    kpi: Kpi::SALES,
                    of: String::new(),
                    span: "2027".into(),
                    whole: dec!(1000000),
                    parts: dec!(1100000),
                },
            },
        },
    };

    PLAN_FOR_NOBODY = Page {
        code: "plan-for-nobody",
        severity: Severity::Error,
        milder: None,
        title: ("没有人可以承担的目标", "A part of a plan that nobody carries"),
        meaning: (
            "下级都已单独给定，合计少于上级的目标；或者目标所在的时间里没有人在职。",
            "Everybody below has a figure of their own, and these come to less than the whole; or nobody is employed in its time.",
        ),
        effect: (
            "余下的部分不在任何人的目标里，计划的合计比所写的少。",
            "The rest is in nobody's targets; the plan comes to less than the figure says.",
        ),
        remedy: (
            "降低上级的目标，提高下级的，或留下至少一人不单独给定。",
            "Lower the figure, raise what is set below it, or leave somebody without one.",
        ),
        example: Example {
            given: Given::Told((
                "plan.toml 中全公司全年 1000000，仅有的两个团队各 450000",
                "plan.toml sets 1000000 for the company, and 450000 for each of its two teams",
            )),
            place: "plan.toml:8",
            problem: |_| Problem::Plan {
                trouble: PlanTrouble::ForNobody {
                    kpi: Kpi::SALES,
                    of: String::new(),
                    span: "2027".into(),
                    whole: dec!(1000000),
                    parts: dec!(900000),
                },
            },
        },
    };

    PLAN_STATED_TWICE = Page {
        code: "plan-stated-twice",
        severity: Severity::Error,
        milder: None,
        title: ("同一目标写了两次", "A target that a plan states twice"),
        meaning: (
            "计划里同一人或团队、同一指标、同一时间的目标写了两次，例如一次用工号、一次用姓名。",
            "The plan states the target of one rep or group, KPI and time twice, by number and by name for instance.",
        ),
        effect: (
            "只采用先写的一个。",
            "The one that stands first counts alone.",
        ),
        remedy: (
            "只保留一个。",
            "Keep one of them.",
        ),
        example: Example {
            given: Given::Told((
                "plan.toml 中 S001 和 王小明（就是 S001）各有全年目标",
                "plan.toml states a year's target for S001, and one for the name of the same rep",
            )),
            place: "plan.toml:20",
            problem: |_| Problem::Plan {
                trouble: PlanTrouble::Twice {
                    first: row("plan.toml", 15),
                    span: "2027".into(),
                },
            },
        },
    };

    PLAN_TIER_ACROSS_TARGET = Page {
        code: "plan-tier-across-target",
        severity: Severity::Error,
        milder: None,
        title: ("保底高于目标或挑战低于目标", "Floor above, or stretch below, the target"),
        meaning: (
            "保底不能高于目标，挑战不能低于目标；扣除下级单独给定的之后，余下的与余下的目标不符。",
            "A floor is no higher than the target and a stretch no lower; what is left after the figures set below does not fit the targets that are left.",
        ),
        effect: (
            "余下的人，保底或挑战按目标计。",
            "Of those who are left, the floor or stretch is taken to be the target.",
        ),
        remedy: (
            "核对保底、目标、挑战三个数。",
            "Check floor, target and stretch.",
        ),
        example: Example {
            given: Given::Told((
                "plan.toml 中 year = 1000000，floor = 1200000",
                "plan.toml has year = 1000000 and floor = 1200000",
            )),
            place: "plan.toml:8",
            problem: |_| Problem::Plan {
                trouble: PlanTrouble::TierAcross {
                    kpi: Kpi::SALES,
                    of: String::new(),
                    is_floor: true,
                    stated: dec!(1200000),
                    rest: dec!(1200000),
                    targets: dec!(1000000),
                },
            },
        },
    };

    PLAN_SEASON_LEARNED = Page {
        code: "plan-season-learned",
        severity: Severity::Warning,
        milder: Some((
            Severity::Info,
            (
                "有两年以上的销售数据时",
                "where there are two years of sales",
            ),
        )),
        title: ("各月权重是学习得出的", "Weights of months that were learned"),
        meaning: (
            "计划要求季节由以往销售得出。数据不足两年时，按所缺的多少向“各月相同”靠拢。",
            "The plan says that the season is to be learned. With less than two years of sales it is drawn towards even months by what is lacking.",
        ),
        effect: (
            "全年目标按这些权重分到各月。",
            "The year's figures are spread over months by these weights.",
        ),
        remedy: (
            "看看是否合理；要固定下来，把提示中的一行写进 [season]。",
            "See whether they are reasonable; to keep them, put the line that is told under [season].",
        ),
        example: Example {
            given: Given::Told((
                "plan.toml 中 [season] learn = true，订单从 2026-02 起",
                "plan.toml has [season] learn = true, and orders begin with 2026-02",
            )),
            place: "",
            problem: |_| Problem::Plan {
                trouble: PlanTrouble::SeasonLearned {
                    months: Some([FEBRUARY, OCTOBER]),
                    count: 9,
                    enough: 24,
                    weights: WEIGHTS.to_vec(),
                },
            },
        },
    };

    PLAN_SHARE_UNKNOWN = Page {
        code: "plan-share-unknown",
        severity: Severity::Warning,
        milder: None,
        title: ("没有上年业绩的人", "Reps without sales of last year to share by"),
        meaning: (
            "计划按上年业绩分配，而这些人上年没有一个完整的月份。",
            "The plan shares by last year's sales, and of these reps last year has no whole month.",
        ),
        effect: (
            "按其他人上年月均销售额的平均数分配。",
            "They share by what the others sold a month on the average.",
        ),
        remedy: (
            "不合适时，为他们单独给定目标，或改用 by = \"weight\" 并在花名册写权重。",
            "Where that does not fit, give them targets of their own, or use by = \"weight\" and weights on the roster.",
        ),
        example: Example {
            given: Given::Told((
                "plan.toml 中 [split] by = \"last-year\"，S009 于 2026-11 入职",
                "plan.toml has [split] by = \"last-year\", and S009 joined in 2026-11",
            )),
            place: "",
            problem: |_| Problem::Plan {
                trouble: PlanTrouble::ShareUnknown {
                    reps: vec!["S009".into()],
                    rest: 0,
                    months: [FEBRUARY, OCTOBER],
                    mean: dec!(83250.17),
                },
            },
        },
    };

    PLAN_NO_LAST_YEAR = Page {
        code: "plan-no-last-year",
        severity: Severity::Warning,
        milder: None,
        title: ("没有上年订单可供分配", "No orders of last year to share by"),
        meaning: (
            "计划按上年业绩分配，而上年没有任何订单。",
            "The plan shares by last year's sales, and there is no order of last year.",
        ),
        effect: (
            "各人分得相同。",
            "All share alike.",
        ),
        remedy: (
            "把上年的订单放进 inbox 中各月的文件夹，或改用 by = \"weight\"。",
            "Put last year's orders into their months' folders of the inbox, or use by = \"weight\".",
        ),
        example: Example {
            given: Given::Told((
                "plan.toml 中 [split] by = \"last-year\"，inbox 中没有 2026 年的订单",
                "plan.toml has [split] by = \"last-year\", and the inbox has no order of 2026",
            )),
            place: "",
            problem: |_| Problem::Plan {
                trouble: PlanTrouble::NoLastYear { year: 2026 },
            },
        },
    };

    PLAN_DIFFERS_FROM_SIGNED = Page {
        code: "plan-differs-from-signed",
        severity: Severity::Info,
        milder: None,
        title: ("与 inbox 中已有的目标不同", "A plan that differs from targets there are"),
        meaning: (
            "inbox 中已有该年的目标表（多半是已签订的），与计划不同。",
            "The inbox holds targets of the same year, mostly those that were signed, and the plan has others.",
        ),
        effect: (
            "考核用的仍是 inbox 中的目标。工作簿逐月列出两者和差额。",
            "Appraisals go by those of the inbox. The workbook lists both, month by month, and what they differ by.",
        ),
        remedy: (
            "计划要取代它们时，用 targets-2027.xlsx 替换 inbox 中的目标表，重新签订；否则无需处理。",
            "Where the plan takes their place, put targets-2027.xlsx into the inbox instead of their table, and have it signed; otherwise there is nothing to do.",
        ),
        example: Example {
            given: Given::Told((
                "inbox/targets-2027.xlsx 签订后，plan.toml 中全公司的目标改了",
                "inbox/targets-2027.xlsx was signed, and the company's target in plan.toml changed since",
            )),
            place: "",
            problem: |_| Problem::Plan {
                trouble: PlanTrouble::DiffersFromSigned { months: 36, reps: 3 },
            },
        },
    };
}
