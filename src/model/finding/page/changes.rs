//! What changed in the files since the period before, as its published snapshot states them.

use super::{Example, Given, Page};
use crate::model::{Dataset, Field, Meaning, Problem, Severity};
use rust_decimal::dec;

const MONTHS: Given = Given::Told((
    "两个月各有一次发布，后一个月的文件变了样",
    "Two months are published, and the files of the second are not as they were.",
));

const BEFORE: &str = "2026-09";

pages! {
    TABLE_GONE = Page {
        code: "table-gone",
        severity: Severity::Warning,
        milder: Some((Severity::Info, (
            "工作表或文件以业务员命名时",
            "where sheets or files are named by reps",
        ))),
        title: ("上期有、本期没有的文件或工作表", "A file or sheet that is no longer there"),
        meaning: (
            "上期发布时有这个文件或工作表，本期没有；名称中的日期、月份和数字不同，仍算同一个。",
            "What was published of the period before has this file or sheet, and this period has none. Names that differ in dates, months or digits alone are one.",
        ),
        effect: (
            "其中的数据没有计入，数值可能偏低。",
            "Its rows count nowhere, and figures may be too low.",
        ),
        remedy: (
            "请把导出放入本期的 inbox 文件夹；若本期确实没有，无需处理。",
            "Put the export into the inbox folder of the period; if there is none this time, there is nothing to do.",
        ),
        example: Example {
            given: MONTHS,
            place: "inbox/2026-09/退货.xlsx",
            problem: |_| Problem::TableGone { dataset: Dataset::ORDERS, sheets: Vec::new(), rows: 36, by_name: false, since: BEFORE.into() },
        },
    };

    FEWER_ROWS = Page {
        code: "fewer-rows",
        severity: Severity::Warning,
        milder: None,
        title: ("行数不到上期的一半", "Less than half of the rows"),
        meaning: (
            "此表本期的行数不到上期的一半；上期不足 20 行的不比较。",
            "The table has less than half of the rows that it had in the period before. Tables of fewer than 20 rows are not compared.",
        ),
        effect: (
            "若导出不完整，数值会偏低。",
            "If the export is not complete, figures are too low.",
        ),
        remedy: (
            "请核对导出的日期范围和筛选条件；若确实如此，无需处理。",
            "Check the days and the filters of the export; if it is as it should be, there is nothing to do.",
        ),
        example: Example {
            given: MONTHS,
            place: "inbox/2026-10/订单.xlsx!10月",
            problem: |_| Problem::FewerRows { dataset: Dataset::ORDERS, rows: 120, before: 410, since: BEFORE.into() },
        },
    };

    AMOUNTS_SHIFTED = Page {
        code: "amounts-shifted",
        severity: Severity::Warning,
        milder: None,
        title: ("金额的中位数差了十倍以上", "Amounts tenfold, or a tenth"),
        meaning: (
            "此表金额的中位数是上期的十倍以上，或不到十分之一；两边都至少有 20 行。",
            "The middle amount of the table is ten times what it was in the period before, or a tenth of it; both have 20 rows or more.",
        ),
        effect: (
            "多半是单位变了：金额照现在的读法计入，可能差十倍、万倍。",
            "Most likely the unit is another: amounts count as they are read, and may be wrong by that factor.",
        ),
        remedy: (
            "请核对单位；在 repcard.toml 的 [scale] 中写明此文件的金额乘以多少，写了就不再比较。",
            "Check the unit, and say under [scale] of repcard.toml what the file's amounts are multiplied by; nothing is compared then.",
        ),
        example: Example {
            given: MONTHS,
            place: "inbox/2026-10/订单.xlsx!10月!F1",
            problem: |_| Problem::AmountsShifted {
                now: dec!(1.2),
                before: dec!(12_500),
                scale: dec!(1),
                file: "2026-10/订单.xlsx".into(),
                since: BEFORE.into(),
            },
        },
    };

    UNIT_CHANGED = Page {
        code: "unit-changed",
        severity: Severity::Warning,
        milder: Some((Severity::Info, (
            "换算后金额的大小与上期相当时",
            "where amounts come to the size that they had",
        ))),
        title: ("金额或时长的单位与上期不同", "Another unit than before"),
        meaning: (
            "同一列的数字，本期与上期乘以的倍数不同。",
            "Figures of the same column are multiplied by something else than in the period before.",
        ),
        effect: (
            "按现在的单位计入；若单位读错了，数值相应差若干倍。",
            "They count by the unit of now; if that is wrong, figures are wrong by that factor.",
        ),
        remedy: (
            "请核对列名和标题中的单位；在 repcard.toml 的 [scale] 中写明此文件的金额乘以多少，写了就不再比较。",
            "Check the unit that header and titles state, and say under [scale] of repcard.toml what the file's amounts are multiplied by; nothing is compared then.",
        ),
        example: Example {
            given: MONTHS,
            place: "inbox/2026-10/订单.xlsx!10月!F1",
            problem: |_| Problem::UnitChanged {
                header: "金额(万元)".into(),
                was: dec!(1),
                now: dec!(10_000),
                file: "2026-10/订单.xlsx".into(),
                agrees: false,
                since: BEFORE.into(),
            },
        },
    };

    LAYOUT_CHANGED = Page {
        code: "layout-changed",
        severity: Severity::Warning,
        milder: Some((Severity::Info, (
            "只多了列时",
            "where columns came, and nothing else",
        ))),
        title: ("表的列与上期不同", "Other columns than before"),
        meaning: (
            "与上期相比，读取的列少了、多了或换了列名。没有用到的列，以及在 [inputs] 中指定了列的表，不比较。",
            "Compared with the period before, columns that are read came, went or have another header. Columns that nobody reads are not compared, nor are tables whose columns [inputs] states.",
        ),
        effect: (
            "按现在的列读取；换了列名的列，内容可能已不是同一个数。",
            "What is there is read; a column under another header may be another figure.",
        ),
        remedy: (
            "请核对导出的模板；若应读取别的列，在 [inputs] 的 columns 中指定。",
            "Check the template of the export; if another column is meant, name it in columns under [inputs].",
        ),
        example: Example {
            given: MONTHS,
            place: "inbox/2026-10/订单.xlsx!10月!1",
            problem: |_| Problem::LayoutIsOther {
                came: Vec::new(),
                went: vec!["产品".into()],
                renamed: vec![("含税金额".into(), "金额".into())],
                since: BEFORE.into(),
            },
        },
    };

    NEW_WORD = Page {
        code: "new-word",
        severity: Severity::Warning,
        milder: None,
        title: ("上期没有的词使许多行不计入", "A new word by which many rows don't count"),
        meaning: (
            "决定是否计入的列中出现了上期没有的词，表中至少一成的行因它不计入或被扣减。",
            "A column that decides holds a word that the period before did not have, and by it a tenth of the table's rows or more don't count or are taken off.",
        ),
        effect: (
            "按词典的含义处理；若贵公司所指不同，数值会差这些行。",
            "It is taken as the dictionary has it; if the company means something else, figures are wrong by these rows.",
        ),
        remedy: (
            "请确认含义，在 repcard.toml 的 [words.…] 下写明；写了就不再提示。",
            "See what it means, and settle it under [words.…] of repcard.toml.",
        ),
        example: Example {
            given: MONTHS,
            place: "inbox/2026-10/订单.xlsx!10月!G14",
            problem: |_| Problem::WordIsNew {
                dataset: Dataset::ORDERS,
                field: Field::Status,
                word: "已关闭".into(),
                rows: 52,
                taken: Meaning::Ignored,
                since: BEFORE.into(),
            },
        },
    };

    EARLIER_UNREAD = Page {
        code: "earlier-unread",
        severity: Severity::Info,
        milder: None,
        title: ("上期的结果由另一个版本生成", "An earlier result of another version"),
        meaning: (
            "上期发布的 snapshot.json 由另一个版本的 repcard 生成，无法与本期比较。",
            "Another version of repcard made the snapshot.json of the period before, and it cannot be compared with what was read now.",
        ),
        effect: (
            "文件、列、单位、词和行数的变化这次不提示；数值不受影响。",
            "Changes of files, columns, units, words and numbers of rows are not told this time; figures are as they would be.",
        ),
        remedy: (
            "无需处理；要比较，可用现在的版本对上期重新运行一次。",
            "There is nothing to do; to compare, run the period before again with this version.",
        ),
        example: Example {
            given: MONTHS,
            place: "",
            problem: |_| Problem::EarlierUnread { since: BEFORE.into() },
        },
    };
}
