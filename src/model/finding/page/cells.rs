//! Cells that nothing but their whole column can tell how to read.

use super::rows::OPTIONAL;
use super::{Example, Given, Page};
use crate::model::{Dataset, DateDoubt, DateOrder, Field, Problem, Severity};
use chrono::NaiveDate;

const TENTH_OF_MAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 5, 10).unwrap();

pages! {
    AMBIGUOUS_DATE = Page {
        code: "ambiguous-date",
        severity: Severity::Error,
        milder: Some(OPTIONAL),
        title: ("分不清月和日的日期", "Dates that read two ways"),
        meaning: (
            "05/10/2026 可以是 5 月 10 日，也可以是 10 月 5 日。同一列中只要有一个 25/10/2026 这样只有一种读法的日期，整列就按它读；\
             这一列没有，或者彼此矛盾。每列只说一次。",
            "05/10/2026 may be the 5th of October or the 10th of May. One date such as 25/10/2026, which reads one way, \
             settles its whole column; this column has none, or they contradict each other. Said once a column.",
        ),
        effect: (
            "宁可不猜：必填的字段，这些行不计入；非必填的字段按空白处理。",
            "repcard does not guess: with a required field the rows are left out; an optional one counts as \
             empty.",
        ),
        remedy: (
            "在导出时选择年在前的日期格式；或在 repcard.toml 的 [inputs.orders] 等处写 date_order = \"dmy\"（日在前）、\"mdy\"（月在前），\
             年份只有两位且在前的写 \"ymd\"。写在 [book] 中，则对所有自己说不清的列有效。两位的年份 00 至 68 是 20 开头，69 至 99 是 19 开头。",
            "Export dates with the year first; or write date_order = \"dmy\" (day first) or \"mdy\" (month first) \
             under [inputs.orders] or the like in repcard.toml, \"ymd\" where a year of two digits stands first. Under [book] it \
             holds for every column that does not tell by itself. Years 00 to 68 are of this century, 69 to 99 of the last.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,05/10/2026,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!B2",
            problem: |_| Problem::AmbiguousDate {
                dataset: Dataset::ORDERS,
                field: Field::Date,
                text: "05/10/2026".into(),
                rows: 1,
                required: true,
                doubt: DateDoubt::Likely(DateOrder::Dmy),
            },
        },
    };

    HALF_CONVERTED_DATES = Page {
        code: "half-converted-dates",
        severity: Severity::Warning,
        milder: None,
        title: ("一半被表格软件换错的日期", "Dates converted the wrong way round"),
        meaning: (
            "列中 25/10/2026 这样的是文字，其余的都是日期，而且日都不大于 12：日在前的日期粘贴到月在前的表格软件里，05/10/2026 就成了 5 月 10 日，\
             25/10/2026 不是它的日期，仍是文字。",
            "Some of the column are texts such as 25/10/2026, the others dates whose days are all 12 or less: where dates with \
             the day first are pasted into a spreadsheet with the month first, 05/10/2026 becomes the 10th of May, while \
             25/10/2026 is no date to it and stays a text.",
        ),
        effect: (
            "月份对得上时，这些日期按日月对调读取；对不上时，按表中所写读取。",
            "Where only the other way round they fall into the months of the texts they are read that way, else as they stand.",
        ),
        remedy: (
            "请重新导出，不经过表格软件；或在 [inputs.orders] 等处写 swapped_dates = true（对调）或 false（照写），此后不再提示。",
            "Export again without the spreadsheet between; or write swapped_dates = true (the other way round) or false (as they \
             stand) under [inputs.orders] or the like, and nothing more is said.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,25/10/2026,S001,甲公司,1200\n\
                    D2,2026-05-10,S001,乙公司,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!B3",
            problem: |_| Problem::HalfConvertedDates {
                dataset: Dataset::ORDERS,
                field: Field::Date,
                rows: 1,
                date: TENTH_OF_MAY,
                swapped: false,
            },
        },
    };

    STATED_ZONE = Page {
        code: "stated-zone",
        severity: Severity::Warning,
        milder: Some((
            Severity::Info,
            ("没有哪一行会因此换月", "where no row changes its month"),
        )),
        title: ("带时区的时间", "Times with a zone of their own"),
        meaning: (
            "2026-09-30T20:30:00Z 是世界时，在中国已是 10 月 1 日 4:30。带时区的时间换算为账套的时区：[book] 的 timezone；中文账套没有写明时为 +08:00。",
            "2026-09-30T20:30:00Z is in universal time; in China it is 04:30 of the 1st of October. Such times are converted to the \
             book's zone: timezone under [book]; +08:00 in a Chinese book that states none.",
        ),
        effect: (
            "换算后可能属于另一天、另一个月。账套的时区未知时照写读取。",
            "A row may be of another day or month for it. Where the book's zone is not known, times are read as they stand.",
        ),
        remedy: (
            "核对时区；不对时在 [book] 中写 timezone = \"+08:00\" 或 \"Europe/Berlin\" 这样的名称。",
            "Check the zone; set timezone = \"+08:00\" or a name such as \"Europe/Berlin\" under [book].",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-09-30T20:30:00Z,S001,甲公司,1200\n\
                    D2,2026-10-08T02:00:00Z,S001,乙公司,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!B2",
            problem: |_| Problem::StatedZone { field: Field::Date, rows: 2, days: 1, months: 1, known: true },
        },
    };

    AMBIGUOUS_NUMBER = Page {
        code: "ambiguous-number",
        severity: Severity::Error,
        milder: Some(OPTIONAL),
        title: ("分不清小数点的数字", "Numbers that read two ways"),
        meaning: (
            "1.234 可以是一又零点几，也可以是一千二百三十四：有的国家以逗号为小数点。同一文件中只要有 1.234,50 或 12.5 这样只有一种读法的数字就以它为准；\
             这一列没有，或者彼此矛盾。每列只说一次。",
            "1.234 may be a good one, or one thousand two hundred and thirty-four where a comma stands before decimals. One number \
             such as 1.234,50 or 12.5, which reads one way, settles it; here there is none, or they contradict each other. \
             Said once a column.",
        ),
        effect: (
            "相差一千倍，因此不猜：必填的字段，这些行不计入；非必填的字段按空白处理。",
            "The readings are a thousand times apart, so repcard does not guess: with a required field the rows are left out; an \
             optional one counts as empty.",
        ),
        remedy: (
            "在 [inputs.orders] 等处写 decimal = \",\"（逗号是小数点）或 decimal = \".\"。",
            "Write decimal = \",\" (a comma stands before decimals) or decimal = \".\" under [inputs.orders] or the like.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号;下单日期;工号;客户名称;金额\n\
                    D1;2026-10-08;S001;甲公司;2.000\n\
                    D2;2026-10-09;S001;乙公司;500\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E2",
            problem: |_| Problem::AmbiguousNumber {
                dataset: Dataset::ORDERS,
                field: Field::Amount,
                text: "2.000".into(),
                rows: 1,
                required: true,
            },
        },
    };

    WIDE_ROW = Page {
        code: "wide-row",
        severity: Severity::Error,
        milder: None,
        title: ("比表头多出列的行", "Rows with more fields than the header"),
        meaning: (
            "文本文件中这些行的列比表头多：内容里有逗号而没有用引号括起来，1,200.00 成了 1 和 200.00，后面的列也都错位。",
            "These rows of a text file have more fields than its header: a comma stands in a text without quotation marks, 1,200.00 \
             became 1 and 200.00, and whatever follows stands in the wrong column.",
        ),
        effect: ("这些行未计入。", "The rows are left out."),
        remedy: (
            "导出为 Excel 文件，或让导出程序给文字和数字加引号：\"1,200.00\"。",
            "Export as an Excel file, or with quotation marks around texts and numbers: \"1,200.00\".",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1,200.00\n\
                    D2,2026-10-09,S001,乙公司,500.00\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!2",
            problem: |_| Problem::WideRow { rows: 1, fields: 6, headers: 5, parted: Some("1,200.00".into()) },
        },
    };
}
