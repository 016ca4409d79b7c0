//! Targets: what is wrong with what was to be reached.

use super::{Example, Given, Page, cell};
use crate::model::finding::RepWithout;
use crate::model::{Field, Kpi, Month, Problem, Severity};
use rust_decimal::dec;

const OCTOBER: Month = Month::new(2026, 10).unwrap();
const DECEMBER: Month = Month::new(2026, 12).unwrap();

pages! {
    UNKNOWN_METRIC = Page {
        code: "unknown-metric",
        severity: Severity::Error,
        milder: None,
        title: ("不认识的目标指标", "A target for a metric that is not known"),
        meaning: (
            "“指标”列写的不是有目标的指标。",
            "The metric column names nothing that has a target.",
        ),
        effect: (
            "该行目标不采用，达成率可能没有数值。",
            "The row is left out; attainment may have no value.",
        ),
        remedy: (
            "改为：销售额、开发新客户、现有客户拜访、电话、周订单、新增客户之一。",
            "Use one of: sales, new_customers, visits, calls, weekly_orders, customers_added.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,指标,年度,全年\n\
                    S001,利润率,2026,0.3\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!B2",
            problem: |_| Problem::UnknownMetric { text: "利润率".into() },
        },
    };

    UNKNOWN_GROUP = Page {
        code: "unknown-group",
        severity: Severity::Error,
        milder: None,
        title: ("目标所属的团队或区域不存在", "A target for a team or region of nobody"),
        meaning: (
            "目标是给某个团队或区域的，而花名册里没有人属于它。多半是名称写法不同。",
            "The target is a team’s or a region’s to which nobody on the roster belongs; mostly the name is \
             written in another way.",
        ),
        effect: (
            "该行目标不采用，不会分到任何人。",
            "The row is left out; nobody gets a part of it.",
        ),
        remedy: (
            "按花名册的写法改正名称。",
            "Write the name as on the roster.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    团队,指标,年度,全年\n\
                    华南一部,销售额,2026,1200000\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!A2",
            problem: |_| Problem::UnknownGroup {
                field: Field::Team,
                name: "华南一部".into(),
                nearest: Some("华东一部".into()),
            },
        },
    };

    UNNAMED_TARGET = Page {
        code: "unnamed-target",
        severity: Severity::Error,
        milder: None,
        title: ("没有写是谁的目标", "A target of nobody knows whom"),
        meaning: (
            "目标表里其他行都写了人、团队或区域，这一行没有写，又不等于其他各行之和。多半是合计行没有写“合计”，而有人已从表中删去；\
             也可能是全公司的目标。",
            "Other rows of the table say whose targets they are, this one does not, and it is not the sum of the others. Mostly \
             it is a total without a label from which somebody's row was deleted; it may be the company's target.",
        ),
        effect: (
            "该行不采用。与其他各行之和相等的，作为合计略过，不另提示。",
            "The row is not used. One that is the sum of the others is passed over as a total without a word.",
        ),
        remedy: (
            "若是全公司的目标，在姓名、团队或区域列写“全公司”；若是合计，删除该行。",
            "If it is the company's target, write 全公司 or Company in the column of names, teams or regions; if it is a total, \
             delete the row.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    姓名,10月,11月,12月\n\
                    ,450,450,450\n\
                    王小明,100,100,100\n\
                    李晓华,200,200,200\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!2",
            problem: |_| Problem::UnnamedTarget,
        },
    };

    TARGETS_OF_UNREAD_NAMES = Page {
        code: "targets-of-unread-names",
        severity: Severity::Error,
        milder: None,
        title: ("没有读到目标是谁的", "Whose targets these are was not read"),
        meaning: (
            "目标表里没有认出姓名、工号、团队或区域列，而另有一列写着花名册上的人或团队，或每行写着不同的文字。当作全公司的目标就会分给每一个人。",
            "No column of names, numbers, teams or regions was recognised in the table, and another one has people or teams of \
             the roster in it, or something else in each row. Taken for the company's, the targets would be shared by everybody.",
        ),
        effect: ("这些行不采用。", "The rows are not used."),
        remedy: (
            "按提示在 repcard.toml 中指定这一列，或把列名改成“姓名”“团队”之类；若真是全公司的目标，按提示写明。",
            "Name the column in repcard.toml as the message says, or call it Name or Team; where the targets are the company's, \
             say so as the message does.",
        ),
        example: Example {
            given: Given::Files(&[(
                "inbox/销售目标.csv",
                "\
                目标承接,10月,11月,12月\n\
                王小明,100,100,100\n\
                李晓华,200,200,200\n\
                ",
            )]),
            place: "inbox/销售目标.csv!A1",
            problem: |_| Problem::TargetsOfUnreadNames {
                header: "目标承接".into(),
                names: vec!["王小明".into(), "李晓华".into()],
                rows: 2,
                pin: Some("targets = { files = [\"销售目标.csv\"], columns = { rep_name = \"目标承接\" } }".into()),
            },
        },
    };

    EVERY_THIRD_MONTH = Page {
        code: "every-third-month",
        severity: Severity::Warning,
        milder: None,
        title: ("每隔三个月一个目标", "A target for every third month"),
        meaning: (
            "目标表里每隔三个月才有一个数。从某日起生效的季度指标导出来就是这样，每一个是整季的目标。",
            "The targets state a figure for every third month. Quotas that hold from a day on, for a quarter, look so.",
        ),
        effect: (
            "只算作当月的目标：当月偏高，其余两个月没有目标。",
            "Each is taken for the target of its month: that one's is too high, and the two others have none.",
        ),
        remedy: (
            "若是整季的目标，把期间写成 2026Q4 或 2026年第四季度；若确实只有这些月份有目标，无需处理。",
            "If they are quarters' targets, write the time as 2026Q4 or Q4 2026; if those months alone have targets, there is \
             nothing to do.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,期间,目标值\n\
                    S001,2026-07-01,300000\n\
                    S001,2026-10-01,330000\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!B1",
            problem: |_| Problem::EveryThirdMonth { months: vec![Month::new(2026, 7).unwrap(), OCTOBER] },
        },
    };

    FISCAL_YEARS = Page {
        code: "fiscal-years",
        severity: Severity::Warning,
        milder: Some((Severity::Info, (
            "写明了从几月开始",
            "where the month that they begin with is stated",
        ))),
        title: ("目标里的财年", "Fiscal years of targets"),
        meaning: (
            "目标里写着 FY2026、2026财年 这样的年份。财年从几月开始、按开始还是结束的那一年叫，各公司不同。",
            "Targets speak of FY2026 or the like. Companies begin such years with different months, and call them by the \
             calendar year that they begin or end in.",
        ),
        effect: (
            "没有写明时按自然年（一季度是 1 至 3 月）；写了从几月开始而没有写叫法时，按开始的那一年叫。年、半年、季度的目标分到的月份由此而定。",
            "Where nothing is stated they are calendar years (Q1 is January to March); where the month is stated alone, they \
             are called by the year that they begin in. It decides which months get the targets of years, halves and quarters.",
        ),
        remedy: (
            "在 repcard.toml 的 [book] 中写 fiscal_year_start = 4（几月开始；1 是自然年）和 fiscal_year_named = \"first\"（按开始的那一年叫）或 \"last\"（按结束的那一年叫）。",
            "Under [book] of repcard.toml say fiscal_year_start = 4 (the month; 1 is the calendar's) and fiscal_year_named = \
             \"first\" (called by the year that they begin in) or \"last\" (that they end in).",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,指标,年度,全年\n\
                    S001,销售额,FY2026,1200000\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!C2",
            problem: |_| Problem::FiscalYears {
                text: "FY2026".into(),
                year: 2026,
                first: Month::new(2026, 1).unwrap(),
                last: DECEMBER,
                is_assumed: true,
            },
        },
    };

    TARGETS_ARE_RESULTS = Page {
        code: "targets-are-results",
        severity: Severity::Error,
        milder: None,
        title: ("目标其实是实际完成", "Targets that are results"),
        meaning: (
            "表中各人各月的“目标”与同月订单的合计完全相同。",
            "The targets of reps and months in the table are exactly what the orders of those months add up to.",
        ),
        effect: (
            "整表不采用；否则每个人都恰好完成 100%。",
            "None of the table is used; everybody would have reached 100 %.",
        ),
        remedy: (
            "移走此表，把真正的目标放进 inbox。",
            "Take the table out, and put the targets into the inbox.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,9月,10月\n\
                    S001,80000,90000\n\
                    S002,40000,50000\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv",
            problem: |_| Problem::TargetsAreResults { figures: 4 },
        },
    };

    CONFLICTING_TARGETS = Page {
        code: "conflicting-targets",
        severity: Severity::Error,
        milder: None,
        title: ("同一目标有两个不同的数值", "Two different figures for one target"),
        meaning: (
            "同一个人（或团队）、同一指标、同一期间有两个不同的目标。",
            "One rep or team has two different figures for the same metric and time.",
        ),
        effect: (
            "两个都不采用，达成率没有数值。",
            "Neither is used, so there is no attainment.",
        ),
        remedy: (
            "只保留正确的一个。",
            "Keep the right one.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,指标,年度,全年\n\
                    S001,销售额,2026,1200000\n\
                    S001,销售额,2026,1500000\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!D3",
            problem: |_| Problem::ConflictingTargets { other: cell("inbox/销售目标.csv", 2, 3) },
        },
    };

    REPEATED_TARGET = Page {
        code: "repeated-target",
        severity: Severity::Warning,
        milder: None,
        title: ("同一目标写了两次", "The same target stated twice"),
        meaning: (
            "同一个目标写了两次，数值相同。",
            "The same target is stated twice, with the same figure.",
        ),
        effect: (
            "只计一次，数值是对的。",
            "It counts once, so figures are right.",
        ),
        remedy: (
            "删除多余的一个，以免日后只改了其中之一。",
            "Delete one, so that nobody changes but one of them later.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,指标,年度,全年\n\
                    S001,销售额,2026,1200000\n\
                    S001,销售额,2026,1200000\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!D3",
            problem: |_| Problem::RepeatedTarget { first: cell("inbox/销售目标.csv", 2, 3) },
        },
    };

    NO_FIGURE = Page {
        code: "no-figure",
        severity: Severity::Warning,
        milder: None,
        title: ("没有数值的目标行", "A row of targets without a figure"),
        meaning: (
            "目标表的这一行没有任何数值。",
            "The row of targets states no figure at all.",
        ),
        effect: (
            "该行不起作用。",
            "The row does nothing.",
        ),
        remedy: (
            "填写目标，或删除该行。目标确实为 0 时请写 0。",
            "Enter a target, or delete the row. Where the target is 0, write 0.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,指标,年度,全年\n\
                    S001,销售额,2026,\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!D2",
            problem: |_| Problem::NoFigure,
        },
    };

    NEGATIVE_TARGET = Page {
        code: "negative-target",
        severity: Severity::Error,
        milder: None,
        title: ("负数目标", "A negative target"),
        meaning: (
            "目标是负数。",
            "The target is negative.",
        ),
        effect: (
            "该行目标不采用。",
            "The row is left out.",
        ),
        remedy: (
            "填写 0 或正数。",
            "Enter 0 or more.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,指标,年度,全年\n\
                    S001,销售额,2026,-1200000\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!D2",
            problem: |_| Problem::NegativeTarget,
        },
    };

    OWN_ABOVE_WHOLE = Page {
        code: "own-above-whole",
        severity: Severity::Warning,
        milder: None,
        title: ("个人目标之和超出总目标", "Own targets that exceed the whole"),
        meaning: (
            "团队（区域、公司）的总目标小于其中已单独给定的目标之和。",
            "The target of a team, a region or the company is less than its reps’ own targets add up to.",
        ),
        effect: (
            "单独给定的照用；其余的人分到 0，因此没有达成率。",
            "Own targets stand; the others get a part of 0, and so no attainment.",
        ),
        remedy: (
            "核对总目标和个人目标，改正一处。",
            "Check the whole and the own figures, and correct one.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,团队,指标,年度,全年\n\
                    ,华东一部,销售额,2026,600000\n\
                    S001,,销售额,2026,1200000\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!E2",
            problem: |_| Problem::OwnAboveWhole {
                kpi: Kpi::SALES,
                of: "华东一部".into(),
                month: OCTOBER,
                whole: dec!(50000),
                own: dec!(100000),
            },
        },
    };

    MONTHS_DIFFER_FROM_YEAR = Page {
        code: "months-differ-from-year",
        severity: Severity::Warning,
        milder: None,
        title: ("各月目标之和与全年不符", "Months that do not add up to the year"),
        meaning: (
            "同一行里，12 个月的目标相加不等于全年的目标。",
            "The twelve months of a row do not add up to its figure for the year.",
        ),
        effect: (
            "以各月为准，全年的数不用。",
            "The months count; the year’s figure is not used.",
        ),
        remedy: (
            "核对后改正一处。",
            "Check them, and correct one.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,指标,年度,全年,1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月\n\
                    S001,销售额,2026,1200,90,90,90,90,90,90,90,90,90,90,90,90\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!D2",
            problem: |_| Problem::MonthsDifferFromYear { field: Field::Annual, year: dec!(1200), months: dec!(1080) },
        },
    };

    UNALLOCATED_TARGET = Page {
        code: "unallocated-target",
        severity: Severity::Info,
        milder: None,
        title: ("没有分配到人的目标", "A part of a target that nobody carries"),
        meaning: (
            "总目标分到人之后，因有人月中入职、离职只承担一部分，余下的没有人承担。",
            "After the whole was split, reps who joined or left inside the month carry less, and nobody carries \
             the rest.",
        ),
        effect: (
            "各人的目标之和比总目标少这么多。",
            "The reps’ targets add up to that much less than the whole.",
        ),
        remedy: (
            "一般无需处理；若要有人承担，请为他单独给定目标，或在 policy.toml 中设 prorate = false。",
            "Usually nothing; give somebody an own target if it is to be carried, or set prorate = false in \
             policy.toml.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期\n\
                    S001,王小明,华东一部,华东,2026-10-19\n\
                    S002,李晓华,华东二部,华东,2021-03-01\n\
                    ",
                ),
                (
                    "inbox/销售目标.csv",
                    "\
                    团队,指标,年度,全年\n\
                    华东一部,销售额,2026,1200000\n\
                    华东二部,销售额,2026,600000\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!D2",
            problem: |_| Problem::Unallocated {
                kpi: Kpi::SALES,
                of: "华东一部".into(),
                month: OCTOBER,
                amount: dec!(44444.44),
            },
        },
    };

    TARGET_WITHOUT_REP = Page {
        code: "target-without-rep",
        severity: Severity::Info,
        milder: None,
        title: ("目标所属的人不在职", "A target for a rep who is not there"),
        meaning: (
            "目标是给某人的，而此人在本期（或其中几个月）不在职：尚未入职或已经离职。",
            "The target is a rep's own, and the rep is not employed in the period, or in some of its months.",
        ),
        effect: (
            "这部分目标无人承担，也不计入任何人。",
            "Nobody carries that part, and it counts for nobody.",
        ),
        remedy: (
            "若由他人接手，请把目标改到接手人名下；若入离职日期有误，请更正花名册。",
            "Where somebody took over, set the target for that rep; or correct the dates on the roster.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期,离职日期\n\
                    S001,王小明,华东一部,华东,2020-01-01,\n\
                    S002,李晓华,华东二部,华东,2021-03-01,2026-06-30\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!D3",
            problem: |_| Problem::TargetWithoutRep { rep_id: "S002".into(), kpi: Kpi::SALES, months: vec![OCTOBER] },
        },
    };

    NO_TARGET = Page {
        code: "no-target",
        severity: Severity::Warning,
        milder: None,
        title: ("某人缺少目标", "A rep without a target"),
        meaning: (
            "别人有这项指标的目标，此人没有。",
            "Others have a target for the KPI, this rep has none.",
        ),
        effect: (
            "此人没有这项达成率，按 policy.toml 的 missing 处理（默认不计入总分）。",
            "The rep has no attainment; missing in policy.toml says what then (by default the KPI is left out \
             of the score).",
        ),
        remedy: (
            "在目标表中补上此人，或给其团队一个目标来分配。",
            "Add the rep to the targets, or give the team one that is split.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,指标,年度,全年\n\
                    S001,销售额,2026,1200000\n\
                    ",
                ),
            ]),
            place: "inbox/花名册.csv!3",
            problem: |_| Problem::NoTarget { rep_id: "S002".into(), kpi: Kpi::SALES },
        },
    };

    NOBODY_HAS_TARGET = Page {
        code: "nobody-has-target",
        severity: Severity::Warning,
        milder: None,
        title: ("指标没有任何人的目标", "A KPI for which nobody has a target"),
        meaning: (
            "这项指标按达成率评分，但没有任何人有目标。若目标表里有这项指标、只是年份或月份不对，会写明是哪个文件、什么时间的。",
            "The KPI is scored by attainment, and nobody has a target for it. Where there are targets for it that are of other \
             times, the file and those times are named.",
        ),
        effect: (
            "没有达成率，按 policy.toml 的 missing 处理（默认不计入总分，其余指标折算）。",
            "There is no attainment; missing in policy.toml says what then (by default the KPI is left out of \
             the score).",
        ),
        remedy: (
            "在目标表中补上，或从 policy.toml 中去掉此指标。",
            "Add targets, or take the KPI out of policy.toml.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    工号,指标,年度,全年\n\
                    S001,销售额,2026,1200000\n\
                    S002,销售额,2026,600000\n\
                    ",
                ),
            ]),
            place: "",
            problem: |_| Problem::NobodyHasTarget { kpi: Kpi::VISITS, others: None },
        },
    };

    MONTHS_WITHOUT_TARGET = Page {
        code: "months-without-target",
        severity: Severity::Warning,
        milder: None,
        title: ("季度或年度中有的月份没有目标", "Months of a quarter or year without target"),
        meaning: (
            "考核一个季度或一年时，某人（在职的月份里）有的月份有目标，有的没有：那格是空的，或给团队的目标缺了那个月。",
            "A quarter or a year is appraised, and of the months in which a rep is employed some have a target and some \
             have none: the cell is empty, or the team’s target lacks that month.",
        ),
        effect: (
            "目标是有目标的那些月份之和（周订单等不能相加的取平均），实际值是全部月份的，达成率因此偏高。所涉金额是没有目标的月份里完成的销售额。",
            "The target is the sum of the months that have one (the mean, of what does not add up, as orders per week), the actual \
             that of all months: attainment is too good. The amount is the sales of the months without a target.",
        ),
        remedy: (
            "在目标表中补上这些月份；确实没有任务的月份填 0（取平均的指标填与其余月份相应的数，填 0 会拉低平均）。",
            "Add those months to the targets; write 0 for a month in which nothing was to be reached (not where the target is a \
             mean, which a 0 would lower: write what holds for the month).",
        ),
        example: Example {
            given: Given::Told((
                "运行 2026-Q4；销售目标.csv 中 S001 的 10 月、11 月有目标，12 月一格是空的",
                "2026-Q4 is run; in 销售目标.csv S001 has targets for October and November, and the cell of December is empty",
            )),
            place: "inbox/销售目标.csv!D2",
            problem: |_| Problem::MonthsWithoutTarget {
                kpi: Kpi::SALES,
                reps: vec![RepWithout {
                    rep_id: "S001".into(),
                    rep_name: "王小明".into(),
                    months: vec![DECEMBER],
                }],
                rest: 0,
                is_mean: false,
            },
        },
    };

    UNKNOWN_CALENDAR_YEAR = Page {
        code: "unknown-calendar-year",
        severity: Severity::Warning,
        milder: None,
        title: ("放假安排未知的年份", "A year whose public holidays are not known"),
        meaning: (
            "该年的法定放假和调休安排尚未内置。",
            "The public holidays and worked weekends of the year are not built in yet.",
        ),
        effect: (
            "工作日只按周一至周五计算，周订单数、按日分配的目标和入离职折算会略有出入。",
            "Working days are Monday to Friday, so that weekly orders, daily targets and the shares of joiners \
             and leavers are slightly off.",
        ),
        remedy: (
            "放假安排公布后，请在 repcard.toml 的 [calendar] 中写入 holidays 和 worked，或更新 repcard。",
            "State holidays and worked under [calendar] of repcard.toml once they are published, or update \
             repcard.",
        ),
        example: Example {
            given: Given::Told((
                "考核期为 2031-10",
                "The period is 2031-10",
            )),
            place: "",
            problem: |_| Problem::UnknownCalendarYear { year: 2031 },
        },
    };
}
