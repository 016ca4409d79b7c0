//! Managers' scores and comments: what is wrong with what was filled in.

use super::{Example, Given, Page, cell};
use crate::model::finding::{Unlike, Unscored};
use crate::model::{Field, Id, Kpi, Problem, Severity};
use rust_decimal::dec;

fn teamwork() -> Kpi {
    Kpi::new(Id::of("teamwork"))
}

pages! {
    UNKNOWN_SCORE_KPI = Page {
        code: "unknown-score-kpi",
        severity: Severity::Error,
        milder: None,
        title: ("评分的指标不在考核办法中", "A score for a KPI that the policy has not"),
        meaning: ("这一行评分所写的指标，不是考核办法中由主管评分的指标。", "The row scores something that is no manual KPI of the policy."),
        effect: ("这个评分不计入；同一行的评语和计划照常采用。", "The score is left out; comment and plan of the row are used."),
        remedy: ("改用 policy.toml 中 rule 为 manual 的指标的名称或 id。", "Use the name or id of a KPI with the rule manual in policy.toml."),
        example: Example {
            given: Given::Files(&[
                (
                    "policy.toml",
                    "\
                    [[kpi]]\n\
                    id = \"teamwork\"\n\
                    name = { zh-CN = \"团队协作\", en = \"Teamwork\" }\n\
                    weight = 20\n\
                    rule = { kind = \"manual\" }\n\
                    ",
                ),
                (
                    "inbox/2026-10/主管评分.csv",
                    "\
                    工号,评分指标,评分\n\
                    S001,团队合作,85\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/主管评分.csv!B2",
            problem: |_| Problem::UnknownScoreKpi { text: "团队合作".into(), nearest: Some("团队协作".into()) },
        },
    };

    SCORE_OUT_OF_RANGE = Page {
        code: "score-out-of-range",
        severity: Severity::Error,
        milder: None,
        title: ("评分不在 0 到 100 之间", "A score that is not between 0 and 100"),
        meaning: ("主管评分应为 0 到 100 的数字。", "Managers score from 0 to 100."),
        effect: ("这个评分不计入，该指标视同未评分；同一行的其他评分、评语和计划照常采用。", "The score is left out as if none were given; the rest of the row is used."),
        remedy: ("改为 0 到 100 的数字。", "Enter a number from 0 to 100."),
        example: Example {
            given: Given::Files(&[
                (
                    "policy.toml",
                    "\
                    [[kpi]]\n\
                    id = \"teamwork\"\n\
                    name = { zh-CN = \"团队协作\", en = \"Teamwork\" }\n\
                    weight = 20\n\
                    rule = { kind = \"manual\" }\n\
                    ",
                ),
                (
                    "inbox/2026-10/主管评分.csv",
                    "\
                    工号,团队协作\n\
                    S001,850\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/主管评分.csv!B2",
            problem: |_| Problem::ScoreOutOfRange { kpi: teamwork(), score: dec!(850) },
        },
    };

    CONFLICTING_SCORES = Page {
        code: "conflicting-scores",
        severity: Severity::Error,
        milder: None,
        title: ("同一人同一指标有两个不同的评分", "Two different scores of one rep for one KPI"),
        meaning: ("同一个人的同一指标，两处给了不同的评分，例如两位主管都评了分。", "One rep has two different scores for one KPI, perhaps from two managers."),
        effect: ("两个评分都不计入，该指标视同未评分。", "Neither counts, as if none were given."),
        remedy: ("商定后只保留一个。", "Agree on one and delete the other."),
        example: Example {
            given: Given::Files(&[
                (
                    "policy.toml",
                    "\
                    [[kpi]]\n\
                    id = \"teamwork\"\n\
                    name = { zh-CN = \"团队协作\", en = \"Teamwork\" }\n\
                    weight = 20\n\
                    rule = { kind = \"manual\" }\n\
                    ",
                ),
                (
                    "inbox/2026-10/主管评分.csv",
                    "\
                    工号,团队协作\n\
                    S001,85\n\
                    S001,70\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/主管评分.csv!B3",
            problem: |_| Problem::ConflictingScores { kpi: teamwork(), other: cell("inbox/2026-10/主管评分.csv", 2, 1) },
        },
    };

    SEVERAL_REMARKS = Page {
        code: "several-remarks",
        severity: Severity::Warning,
        milder: None,
        title: ("同一人有几段不同的评语或计划", "Different comments or plans for one rep"),
        meaning: ("同一个人的评语或改进计划写了几段，内容不同。", "There are several comments on one rep, or plans, in different words."),
        effect: ("都会印在考核表上，按文件和行的先后排列。", "All are printed on the form, in the order of files and rows."),
        remedy: ("若只需一段，请删除其余的。", "If only one is meant, delete the others."),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/主管评分.csv",
                    "\
                    工号,主管评语\n\
                    S001,工作主动\n\
                    S001,需要加强跟进\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/主管评分.csv!B3",
            problem: |_| Problem::SeveralRemarks { field: Field::Comment, first: cell("inbox/2026-10/主管评分.csv", 2, 1) },
        },
    };

    SCORES_MISSING = Page {
        code: "scores-missing",
        severity: Severity::Warning,
        milder: None,
        title: ("主管没有评分", "A manager's scores are missing"),
        meaning: (
            "本期其他人有主管评分，这些人没有：主管还没有交评分表，或漏了人。",
            "Others have managers' scores for the period and these reps have none: a sheet was not handed in, or left them out.",
        ),
        effect: (
            "该指标不计入这些人的得分（policy.toml 中 missing 另有规定的除外）。",
            "The KPI is excluded from their scores, unless `missing` in policy.toml says otherwise.",
        ),
        remedy: (
            "请主管补上评分后重新运行。",
            "Have the manager give the scores, and run again.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "policy.toml",
                    "\
                    [[kpi]]\n\
                    id = \"teamwork\"\n\
                    name = { zh-CN = \"团队协作\", en = \"Teamwork\" }\n\
                    weight = 20\n\
                    rule = { kind = \"manual\" }\n\
                    ",
                ),
                ("inbox/花名册.csv", "工号,姓名,主管\nS001,甲,丁\nS002,乙,丁\n"),
                (
                    "inbox/2026-10/主管评分.csv",
                    "\
                    工号,团队协作\n\
                    S001,85\n\
                    ",
                ),
            ]),
            place: "",
            problem: |_| Problem::ScoresMissing {
                manager: Some("丁".into()),
                count: 1,
                reps: vec![Unlike {
                    rep: "S002 乙".into(),
                    lacks: vec![teamwork()],
                    has: Vec::new(),
                }],
            },
        },
    };

    MEAN_OF_MONTHS = Page {
        code: "mean-of-months",
        severity: Severity::Info,
        milder: None,
        title: ("季度或年度的评分取各月平均", "Scores that are the mean of the months'"),
        meaning: (
            "考核的是季度或年度，没有针对本期的评分，但各月有评分。",
            "A quarter or a year is appraised, no score is for the period itself, but its months have scores.",
        ),
        effect: (
            "取该员工有评分的各月评分的算术平均，不取整。",
            "The rep's value is the exact mean of the months that have a score.",
        ),
        remedy: (
            "若本期另有评分，把评分表放进本期的文件夹，或在“月份”一列写本期。",
            "Where the period has scores of its own, put them into the period's folder, or state the period in the column 月份.",
        ),
        example: Example {
            given: Given::Told(("考核 2026-Q4，只有 10 月至 12 月的评分", "2026-Q4 is appraised, and there are scores of October to December")),
            place: "",
            problem: |_| Problem::MeanOfMonths {
                kpi: teamwork(),
                months: vec!["2026-10".into(), "2026-11".into(), "2026-12".into()],
                reps: 8,
            },
        },
    };

    MONTHS_UNSCORED = Page {
        code: "months-unscored",
        severity: Severity::Warning,
        milder: None,
        title: ("季度或年度中有的月份没有评分", "Months of a period without a score"),
        meaning: (
            "评分取各月平均，而有人在职的月份缺了评分。",
            "Scores are the mean of the months', and a month in which a rep was employed has none.",
        ),
        effect: (
            "平均只算有评分的月份：缺评的月份既不算 0，也不算满分。",
            "The mean is of the months that have one; a month without counts neither as 0 nor as full.",
        ),
        remedy: (
            "请主管补上那些月份的评分，或给出本期的评分。",
            "Have the manager give those months' scores, or a score for the period itself.",
        ),
        example: Example {
            given: Given::Told(("考核 2026-Q4，11 月缺一人的评分", "2026-Q4 is appraised, and one rep's score of November is missing")),
            place: "",
            problem: |_| Problem::MonthsUnscored {
                kpi: teamwork(),
                missing: vec![Unscored { month: "2026-11".into(), count: 1, reps: vec!["S002 乙".into()] }],
            },
        },
    };
}
