//! Words that decide whether or how a row counts.

use super::{Example, Given, Page};
use crate::model::{Dataset, Field, Meaning, Problem, Severity};

pages! {
    UNKNOWN_WORD = Page {
        code: "unknown-word",
        severity: Severity::Warning,
        milder: None,
        title: ("决定是否计入的词不认识", "A word that decides, and nobody knows it"),
        meaning: (
            "状态、单据类型、客户类型、呼叫方向等列中的词决定一行是否计入、怎样计入。这个词不在已知的词中，\
             只能按提示中所说的处理。",
            "Words of some columns (a status, the kind of a document or of a customer, the direction of a call) decide \
             whether and how a row counts. This one is known nowhere, so it was taken for what the message says.",
        ),
        effect: (
            "如果猜错，这些行就多计或少计了；涉及的金额写在旁边。",
            "If that is wrong, its rows count too much or too little; the money that they state stands beside it.",
        ),
        remedy: (
            "在 repcard.toml 的 [words.数据集.字段] 下写一行：“词” = \"含义\"，提示中有现成的写法，写了就不再提示。\
             订单的含义有 counts（计入）、ignored（不计入）、returned（退货，扣减）、refunded（已全额退款）。",
            "Write one line under [words.dataset.field] of repcard.toml, \"word\" = \"meaning\", as the message says it; \
             nothing is said of the word from then on. Of orders, words mean `counts`, `ignored`, `returned` (taken off) or \
             `refunded` (given back in full).",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额,状态\n\
                    D1,2026-10-08,S001,甲公司,1200,已完成\n\
                    D2,2026-10-09,S001,甲公司,800,客户临时撤单\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!F3",
            problem: |_| Problem::UnknownWord {
                dataset: Dataset::ORDERS,
                field: Field::Status,
                word: "客户临时撤单".into(),
                rows: 1,
                taken: Some(Meaning::Ignored),
            },
        },
    };

    DOUBTFUL_WORD = Page {
        code: "doubtful-word",
        severity: Severity::Warning,
        milder: None,
        title: ("各公司含义不同的词", "A word that companies mean differently"),
        meaning: (
            "这个词认识，但各公司用法不同：待审核的订单，有的公司当月就算业绩，有的不算；草稿、待付款、部分退款也是如此。",
            "The word is known, but one company means something else by it than the next: an order that waits for \
             approval counts here and not there; so with drafts, unpaid orders and partial refunds.",
        ),
        effect: (
            "按提示中所说的处理；若与公司的规定不同，这些行就多计或少计了。",
            "It was taken for what the message says; where the company means otherwise, its rows count too much or too \
             little.",
        ),
        remedy: (
            "在 repcard.toml 的 [words.数据集.字段] 下写明一次，以后不再提示。",
            "Say it once under [words.dataset.field] of repcard.toml; nothing is said of the word from then on.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额,状态\n\
                    D1,2026-10-08,S001,甲公司,1200,草稿\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!F2",
            problem: |_| Problem::DoubtfulWord {
                dataset: Dataset::ORDERS,
                field: Field::Status,
                word: "草稿".into(),
                rows: 1,
                taken: Meaning::Ignored,
            },
        },
    };

    UNKNOWN_WORDS = Page {
        code: "unknown-words",
        severity: Severity::Warning,
        milder: None,
        title: ("一列中有许多不认识的词", "A column of many unknown words"),
        meaning: (
            "这一列本应决定一行是否计入，但其中许多词都不认识：可能是系统自定义的状态，也可能这一列说的是别的事。",
            "Words of this column should decide whether a row counts, and many of them are known nowhere: a system with \
             words of its own, or a column about something else.",
        ),
        effect: (
            "按提示中所说的处理；如果猜错，这些行就多计或少计了。",
            "They were taken for what the message says; if that is wrong, their rows count too much or too little.",
        ),
        remedy: (
            "在 repcard.toml 的 [words.数据集.字段] 下逐个写明；“*”代表其他所有的词。",
            "Say under [words.dataset.field] of repcard.toml what each means; \"*\" stands for every other word.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额,状态\n\
                    D1,2026-10-08,S001,甲公司,1,甲\n\
                    D2,2026-10-08,S001,甲公司,1,乙\n\
                    D3,2026-10-08,S001,甲公司,1,丙\n\
                    D4,2026-10-08,S001,甲公司,1,丁\n\
                    D5,2026-10-08,S001,甲公司,1,戊\n\
                    D6,2026-10-08,S001,甲公司,1,己\n\
                    D7,2026-10-08,S001,甲公司,1,庚\n\
                    D8,2026-10-08,S001,甲公司,1,辛\n\
                    D9,2026-10-08,S001,甲公司,1,壬\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!F2",
            problem: |_| Problem::UnknownWords {
                dataset: Dataset::ORDERS,
                field: Field::Status,
                words: vec!["甲".into(), "乙".into(), "丙".into(), "丁".into(), "戊".into()],
                distinct: 9,
                rows: 9,
                taken: Some(Meaning::Counts),
            },
        },
    };

    UNREAD_WORDS = Page {
        code: "unread-words",
        severity: Severity::Warning,
        milder: None,
        title: ("没有读取的列说该行不计入", "A column left unread speaks against rows"),
        meaning: (
            "这一列没有读取，但其中的词（如“已取消”“已退货”）说明它的行也许不该计入。",
            "The column is not read, and words in it, such as “cancelled” or “returned”, say that their rows should \
             perhaps not count.",
        ),
        effect: (
            "这些行目前照常计入；涉及的金额写在旁边。",
            "For now these rows count; the money that they state stands beside it.",
        ),
        remedy: (
            "在 repcard.toml 的 [words.数据集.\"列名\"] 下写明这些词的含义：counts（计入）、ignored（不计入）、returned、refunded。",
            "Say under [words.dataset.\"header\"] of repcard.toml what these words mean: `counts`, `ignored`, `returned` or \
             `refunded`.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额,状态,物流状态\n\
                    D1,2026-10-08,S001,甲公司,1200,已完成,已签收\n\
                    D2,2026-10-09,S001,甲公司,800,已完成,已退货\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!G3",
            problem: |_| Problem::UnreadWords {
                dataset: Dataset::ORDERS,
                header: "物流状态".into(),
                words: vec![("已退货".into(), Meaning::Refunded)],
                rows: 1,
            },
        },
    };

    LOST_WITHOUT_DATE = Page {
        code: "lost-without-date",
        severity: Severity::Warning,
        milder: None,
        title: ("客户已流失但没有日期", "A customer lost, nobody says when"),
        meaning: (
            "客户表的状态说客户已流失，但没有流失日期，不知道是哪个月流失的。",
            "The status of a customer says that it was lost, but no date says in which month.",
        ),
        effect: (
            "丢失客户数量按流失日期计，这些客户在任何月份都不算流失。",
            "Lost customers are counted by that date, so these are lost in no month at all.",
        ),
        remedy: (
            "导出时带上“流失日期”列并填写；若该状态不表示流失，在 repcard.toml 的 [words.customers.status] 下写明。",
            "Export the column 流失日期 (lost_date) too and fill it in; where the word means something else, say so under \
             [words.customers.status] of repcard.toml.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/客户.csv",
                    "\
                    客户编号,客户名称,负责人,创建日期,状态\n\
                    C1,甲公司,S001,2024-03-01,已流失\n\
                    ",
                ),
            ]),
            place: "inbox/客户.csv!E2",
            problem: |_| Problem::LostWithoutDate {
                words: vec!["已流失".into()],
                rows: 1,
            },
        },
    };

    UNANSWERED_WITH_DURATION = Page {
        code: "unanswered-with-duration",
        severity: Severity::Warning,
        milder: None,
        title: ("写着未接通，时长却大于 0", "Calls that nobody answered, and that lasted"),
        meaning: (
            "电话的结果（或状态）说没有接通，而通话时长大于 0。有的系统把振铃的时间也记为时长。",
            "The outcome (or status) of a call says that nobody answered, and its duration is above 0. Some systems \
             take down how long it rang.",
        ),
        effect: (
            "时长大于 0 就算接通，这些电话计入电话量。挂断、错号等接起过的说法不在此列。",
            "A duration above 0 counts as answered, so these calls count. Words for calls that were picked up, hung up, wrong \
             number, are not told.",
        ),
        remedy: (
            "没有接通的，在 repcard.toml 的 [words.calls.outcome] 下写 \"未接\" = \"ignored\"；确实接通的，写 \"未接\" = \"answered\"。",
            "Under [words.calls.outcome] of repcard.toml say \"no answer\" = \"ignored\" where nobody answered, and \"no answer\" = \
             \"answered\" where somebody did.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/通话记录.csv",
                    "\
                    呼叫时间,工号,电话号码,呼叫方向,通话时长,接通状态\n\
                    2026-10-08 09:00,S001,13800000001,呼出,35,未接\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/通话记录.csv!F2",
            problem: |_| Problem::UnansweredWithDuration {
                field: Field::Outcome,
                words: vec!["未接".into()],
                rows: 1,
            },
        },
    };

    LEFT_WITHOUT_DATE = Page {
        code: "left-without-date",
        severity: Severity::Warning,
        milder: None,
        title: ("已离职但没有离职日期", "A rep who left, nobody says when"),
        meaning: (
            "花名册的状态说此人已离职，但没有离职日期。",
            "The status of a rep says that they left, but no date says when.",
        ),
        effect: (
            "本期有此人的记录时，仍按在职考核；没有记录时，按期初之前已离职处理：不考核、不排名、不分摊目标。",
            "Where rows of the period name the rep, they are appraised as if still there; else they are taken to have left \
             before it: no appraisal, no rank, no share of targets.",
        ),
        remedy: (
            "在花名册的“离职日期”列填写最后一天。",
            "Enter the last day under 离职日期 (leave_date) of the roster.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,在职状态\n\
                    S001,张伟,一部,在职\n\
                    S009,赵敏,一部,离职\n\
                    ",
                ),
            ]),
            place: "inbox/花名册.csv!D3",
            problem: |_| Problem::LeftWithoutDate {
                rep_id: "S009".into(),
                word: "离职".into(),
                is_appraised: false,
            },
        },
    };
}
