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
                dataset: Dataset::Orders,
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
                dataset: Dataset::Orders,
                field: Field::Status,
                word: "草稿".into(),
                rows: 1,
                taken: Meaning::Ignored,
            },
        },
    };
}
