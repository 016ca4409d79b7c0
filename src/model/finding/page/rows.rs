//! Rows: what is wrong with their cells.

use super::{Example, Given, Page, Text, row};
use crate::model::{Dataset, Field, Id, Kind, Problem, Severity};
use chrono::NaiveDate;
use rust_decimal::dec;

/// An optional field is empty where it is bad; the row counts.
pub(super) const OPTIONAL: (Severity, Text) =
    (Severity::Warning, ("非必填的字段", "where the field is optional"));

const OCTOBER_12: NaiveDate = NaiveDate::from_ymd_opt(2026, 10, 12).unwrap();

pages! {
    MISSING_VALUE = Page {
        code: "missing-value",
        severity: Severity::Error,
        milder: None,
        title: ("必填的单元格为空", "A required cell that is empty"),
        meaning: (
            "该行缺少必填的内容：没有它，就不知道这一行是什么时候、谁的、多少。",
            "The row lacks something without which nobody knows when it was, whose it is or how much.",
        ),
        effect: (
            "该行不计入。",
            "The row is left out.",
        ),
        remedy: (
            "填上该单元格，或删除该行。签字、备注等写在表格下方并空一行，不会被当作数据。",
            "Fill the cell in, or delete the row.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E2",
            problem: |_| Problem::MissingValue { field: Field::Amount },
        },
    };

    MERGED_FIGURE = Page {
        code: "merged-figure",
        severity: Severity::Error,
        milder: Some((
            Severity::Warning,
            ("金额、分值等能相加的数", "where figures add up, as amounts do"),
        )),
        title: ("一个数字合并了几行", "A figure in cells merged over several rows"),
        meaning: (
            "几行的单元格合并成一个，里面只有一个数字：看不出每一行是多少。合并的文字和日期没有这个问题，每一行都\
             按它读取。",
            "The cells of several rows are merged into one that holds a single figure: nobody can tell how much is \
             whose. Merged texts and dates are no problem, each row is read with them.",
        ),
        effect: (
            "金额、数量、分值、时长只计在第一行，不会重复计算。目标不计入：它属于哪一行，无从知道。",
            "An amount, a quantity, points and a length of time count for the first row, and never twice. A target \
             does not count: nobody can tell whose it is.",
        ),
        remedy: (
            "取消合并，在每一行填写各自的数字。",
            "Unmerge the cells, and enter in each row the figure that is its own.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.xls",
                    "\
                    <table>\n\
                    <tr><td>订单编号</td><td>下单日期</td><td>工号</td><td>客户名称</td><td>产品</td><td>金额</td></tr>\n\
                    <tr><td rowspan=2>D1</td><td rowspan=2>2026-10-08</td><td rowspan=2>S001</td>\
                    <td rowspan=2>甲公司</td><td>水泵</td><td rowspan=2>1200</td></tr>\n\
                    <tr><td>阀门</td></tr>\n\
                    </table>\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.xls!F2",
            problem: |_| Problem::MergedFigure {
                field: Field::Amount,
                rows: 2,
                counts: true,
            },
        },
    };

    NOT_A_NUMBER = Page {
        code: "not-a-number",
        severity: Severity::Error,
        milder: Some(OPTIONAL),
        title: ("应填数字而不是数字", "Text where a number should be"),
        meaning: (
            "这里应当是数字，却是别的文字，如“待定”。全角数字、千位逗号、¥、元、万和带括号的负数都认识。",
            "A number should stand here, but the cell holds something else, such as “tbd”. Full-width digits, \
             thousands separators, ¥, 元, 万 and negatives in brackets are understood.",
        ),
        effect: (
            "必填的字段：该行不计入。非必填的字段：按空白处理。",
            "A required field: the row is left out. An optional one counts as empty.",
        ),
        remedy: (
            "填入数字，或删除该行。",
            "Enter a number, or delete the row.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,待定\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E2",
            problem: |_| Problem::NotANumber { field: Field::Amount, text: "待定".into(), required: true },
        },
    };

    NOT_A_DATE = Page {
        code: "not-a-date",
        severity: Severity::Error,
        milder: Some(OPTIONAL),
        title: ("应填日期而不是日期", "Something else where a date should be"),
        meaning: (
            "这里应当是日期，却是别的内容，如“月底”，或 2026-10-32 这样没有的日子。",
            "A date should stand here, but the cell holds something else, such as “end of month”, or a day that \
             does not exist.",
        ),
        effect: (
            "必填的字段：该行不计入。非必填的字段：按空白处理。",
            "A required field: the row is left out. An optional one counts as empty.",
        ),
        remedy: (
            "填成 2026-10-05、2026/10/5 或 2026年10月5日。",
            "Write it as 2026-10-05, 2026/10/5 or 2026年10月5日.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,月底,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!B2",
            problem: |_| Problem::NotADate { field: Field::Date, text: "月底".into(), required: true },
        },
    };

    NOT_YES_OR_NO = Page {
        code: "not-yes-or-no",
        severity: Severity::Error,
        milder: Some((Severity::Warning, ("非必填的字段", "where the field may be empty"))),
        title: ("应填是或否而不是是或否", "Something else where yes or no should be"),
        meaning: (
            "自定义清单的这一列应当只有是和否（或 Y、N、√、×、1、0），却是别的内容。",
            "A column of a list of the company's own should say yes or no (Y, N, √, ×, 1, 0) alone, and this cell says something else.",
        ),
        effect: (
            "必填的字段：该行不计入。非必填的字段：按空白处理。",
            "A required field: the row is left out. An optional one counts as empty.",
        ),
        remedy: ("填“是”或“否”；若这一列另有含义，在清单文件中把它的 kind 改为 word 或 text。", "Enter yes or no; where the column means something else, make its kind word or text in the list's file."),
        example: Example {
            given: Given::Told((
                "应收账款.xlsx 的 F3 在“是否逾期”下写着“下月”",
                "F3 of 应收账款.xlsx says 下月 under 是否逾期",
            )),
            place: "inbox/2026-10/应收账款.xlsx!F3",
            problem: |_| Problem::NotYesOrNo { field: Field::Own(Id::of("是否逾期"), Kind::YesNo), text: "下月".into(), required: false },
        },
    };

    LOST_DIGITS = Page {
        code: "lost-digits",
        severity: Severity::Warning,
        milder: None,
        title: ("编号丢失了末尾数字", "An id whose last digits are lost"),
        meaning: (
            "编号被存成了数字，而数字只能保存 15 位：后面的几位在导出时就已经变成 0，无法恢复。",
            "An id was stored as a number, and a number holds 15 digits: the rest became 0 when the file was \
             written, beyond recovery.",
        ),
        effect: (
            "该行仍计入，但不同的编号可能变成同一个，订单数、客户数会偏低。",
            "The row counts, but different ids may have become one, so that orders or customers are counted too \
             few.",
        ),
        remedy: (
            "在导出的系统中把该列设为文本，或在 Excel 中先把列设为“文本”再粘贴。",
            "Export the column as text, or format it as text in Excel before pasting.",
        ),
        example: Example {
            given: Given::Told((
                "订单.xlsx 的 A2 是数字 102000000000000000",
                "A2 of 订单.xlsx is the number 102000000000000000",
            )),
            place: "inbox/2026-10/订单.xlsx!10月!A2",
            problem: |_| Problem::LostDigits { field: Field::OrderId, text: "102000000000000000".into() },
        },
    };

    UNKNOWN_REP = Page {
        code: "unknown-rep",
        severity: Severity::Error,
        milder: None,
        title: ("业务员不在花名册中", "A rep who is not on the roster"),
        meaning: (
            "花名册里没有人是这个工号或姓名：打错了字，是新人还没登记，或是别的部门的人。",
            "Nobody on the roster has this number or name: it is misspelt, or of a newcomer not yet entered, or \
             of another department.",
        ),
        effect: (
            "该行不计入任何人，也不计入团队和公司的合计。",
            "The row counts for nobody, nor for any team or the company.",
        ),
        remedy: (
            "更正这一格，或把此人加入花名册。别的部门的行可以不管。",
            "Correct the cell, or add the rep to the roster. Rows of other departments may stay as they are.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S999,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!C2",
            problem: |_| Problem::UnknownRep { value: "S999".into(), rows: 1 },
        },
    };

    AMBIGUOUS_REP = Page {
        code: "ambiguous-rep",
        severity: Severity::Error,
        milder: None,
        title: ("同名的业务员不止一人", "A name that several reps bear"),
        meaning: (
            "这一行只有姓名，而当天在职的同名者不止一人。",
            "The row has a name alone, and several who bear it were employed on its date.",
        ),
        effect: (
            "宁可不猜：该行不计入任何人。",
            "repcard does not guess: the row counts for nobody.",
        ),
        remedy: (
            "改填工号，或让导出带上工号列。",
            "Enter the rep’s number instead, or export with a column of numbers.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期\n\
                    S001,王小明,华东一部,华东,2020-01-01\n\
                    S002,王小明,华东二部,华东,2021-03-01\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,业务员,客户名称,金额\n\
                    D1,2026-10-08,王小明,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!C2",
            problem: |_| Problem::AmbiguousRep {
                value: "王小明".into(),
                candidates: vec!["S001".into(), "S002".into()],
                rows: 1,
            },
        },
    };

    REP_NAME_DIFFERS = Page {
        code: "rep-name-differs",
        severity: Severity::Warning,
        milder: None,
        title: ("工号与姓名对不上", "A name that is not that of the rep's number"),
        meaning: (
            "这一行既有工号又有姓名，而花名册上这个工号是另一个人。",
            "The row has both a number and a name, and on the roster that number is somebody else’s.",
        ),
        effect: (
            "以工号为准，计入该工号的人。若错的是工号，就算到了别人头上。",
            "The number decides. Where the number is the mistake, the row counts for the wrong rep.",
        ),
        remedy: (
            "核对工号和姓名，改正错的一个。",
            "Check both, and correct the one that is wrong.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,业务员,客户名称,金额\n\
                    D1,2026-10-08,S001,李晓华,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!D2",
            problem: |_| Problem::RepNameDiffers {
                rep_id: "S001".into(),
                roster_name: "王小明".into(),
                row_name: "李晓华".into(),
            },
        },
    };

    OUTSIDE_EMPLOYMENT = Page {
        code: "outside-employment",
        severity: Severity::Warning,
        milder: None,
        title: ("日期不在在职期间内", "A row dated outside the rep's employment"),
        meaning: (
            "这一行的日期早于此人入职，或晚于离职。",
            "The row is dated before the rep joined, or after the rep left.",
        ),
        effect: (
            "该行仍计入此人。",
            "The row counts for the rep all the same.",
        ),
        remedy: (
            "核对日期、业务员和花名册中的入离职日期。客户已移交的，请改为接手的人。",
            "Check the date, the rep, and the dates on the roster. Where the customer was handed over, name the \
             successor.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期,离职日期\n\
                    S001,王小明,华东一部,华东,2020-01-01,\n\
                    S002,李晓华,华东二部,华东,2021-03-01,2026-10-09\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-12,S002,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!B2",
            problem: |_| Problem::OutsideEmployment { rep_id: "S002".into(), date: OCTOBER_12 },
        },
    };

    REPEATED_IN_ANOTHER_FILE = Page {
        code: "repeated-in-another-file",
        severity: Severity::Error,
        milder: None,
        title: ("另一个文件中已有这一行", "A row that another file holds already"),
        meaning: (
            "另一个文件或另一张工作表里有完全相同的行，多半是同一份数据导出了两次。两张表之间只说一次，写明行数和第一行。",
            "Another file or sheet holds exactly the same rows; most likely the same data were exported twice. It is \
             said once for two sheets, with the number of rows and the first of them.",
        ),
        effect: (
            "只计一次，数值是对的。",
            "It counts once, so figures are right.",
        ),
        remedy: (
            "无需处理；若愿意，可删去旧的导出文件。若两行都是真的，请加上行号列加以区分。",
            "Nothing; or delete the older export. Where both are real, tell them apart by a line number.",
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
                (
                    "inbox/2026-10/订单_重新导出.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单_重新导出.csv!2",
            problem: |_| Problem::RepeatedInAnotherFile { first: row("inbox/2026-10/订单.csv", 2), rows: 1 },
        },
    };

    ROW_RESTATED = Page {
        code: "row-restated",
        severity: Severity::Warning,
        milder: Some((Severity::Info, ("只补填了空白，或由文件夹可知新旧", "where blanks were filled in, or folders tell"))),
        title: ("同一条有不同的内容", "One thing, stated in two ways"),
        meaning: (
            "同一次拜访或通话、同一条需求、同一份汇报、同一次违纪，两次导出写得不一样：后来有了回复、补交了汇报、填了结果，或改了一格；也包括同一张表里编号相同的两条需求。自定义清单则是 identity 相同而别的字段不同的两行。",
            "Two exports state one visit, call, request, report or event of conduct otherwise: a reply came, a report was handed in, a result was filled in, a cell was corrected; or one request number stands twice in a sheet. Of a list of the company's own, two rows are equal in its identity and differ in another field.",
        ),
        effect: (
            "只计一行：补填得较全的；否则较新的文件夹、较新的文件；看不出新旧时取较全的，再取对业务员较不利的（需求取最早的回复）。",
            "One of them counts: the one that fills in what is empty in the other; else that of the newer folder or file; else the fuller; else the one that does less for the rep (of requests, the first reply).",
        ),
        remedy: (
            "删去不对的一行；若各是一条、都该计入，在 repcard.toml 的 [restated] 中写如 visits = \"each\"；若确是同一条，写 \"one\"。自定义清单则在清单文件的 identity 中加上区分它们的字段。",
            "Delete the row that is wrong; where each is one of its own, say visits = \"each\", for example, under [restated] of repcard.toml; \"one\", where they are the same. For a list of the company's own, add the field that tells them apart to `identity` of its file.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/需求_1015.csv",
                    "\
                    需求编号,提出时间,工号,客户名称,回复时间\n\
                    R1,2026-10-14 09:00,S001,甲公司,\n\
                    ",
                ),
                (
                    "inbox/2026-10/需求_1031.csv",
                    "\
                    需求编号,提出时间,工号,客户名称,回复时间\n\
                    R1,2026-10-14 09:30,S001,甲公司,2026-10-15 10:00\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/需求_1015.csv!2",
            problem: |_| Problem::ExportedOtherwise {
                dataset: Dataset::REQUESTS,
                kept: row("inbox/2026-10/需求_1031.csv", 2),
                rows: 1,
                fields: vec![Field::Received, Field::Replied],
                filled: false,
            },
        },
    };

    PERHAPS_RESTATED = Page {
        code: "perhaps-restated",
        severity: Severity::Warning,
        milder: None,
        title: ("可能是同一条", "Rows that may be one"),
        meaning: (
            "两张表里有业务员、日期、客户（或号码、事项）相同而别的内容不同的行，既看不出哪张表较新，也看不出是不是同一批数据的两次导出；或一张表里同一需求编号写了两条对不上的需求。",
            "Two sheets hold rows of one rep, day and customer (or telephone, or event) that differ otherwise, and nothing tells which sheet is newer or whether they are exports of the same rows; or one request number stands twice in a sheet for requests that do not agree.",
        ),
        effect: (
            "都计入。若是同一条，就多计了。",
            "All count. Where they are the same, figures are too high.",
        ),
        remedy: (
            "若是同一条，在 repcard.toml 的 [restated] 中写如 visits = \"one\"，只计较新或较全的；若各是一条，写 \"each\"。",
            "Where they are the same, say visits = \"one\", for example, under [restated] of repcard.toml; then the newer or fuller counts. Where each is one of its own, say \"each\".",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/拜访.csv",
                    "\
                    拜访日期,工号,客户名称,客户类型,拜访目的\n\
                    2026-10-14,S001,甲公司,老客户,送样\n\
                    ",
                ),
                (
                    "inbox/2026-10/走访记录.csv",
                    "\
                    拜访日期,工号,客户名称,客户类型,拜访目的\n\
                    2026-10-14,S001,甲公司,老客户,收款\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/走访记录.csv!2",
            problem: |_| Problem::PerhapsRestated {
                dataset: Dataset::VISITS,
                other: row("inbox/2026-10/拜访.csv", 2),
                rows: 1,
                numbered: false,
            },
        },
    };

    REPEATED_ROW = Page {
        code: "repeated-row",
        severity: Severity::Error,
        milder: None,
        title: ("同一张表中重复的行", "A row that stands in its sheet twice"),
        meaning: (
            "同一张表里有完全相同的两行，而且订单编号加行号（或需求编号、客户编号）也相同，不可能是两件事。",
            "The sheet holds the same row twice, with the same order number and line (or request, or customer \
             number), so it is one thing.",
        ),
        effect: (
            "只计一次。",
            "It counts once.",
        ),
        remedy: (
            "删除多余的一行；若是两笔，请改正编号。",
            "Delete one of them; where they are two, correct the number.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,行号,下单日期,工号,客户名称,金额\n\
                    D1,1,2026-10-08,S001,甲公司,1200\n\
                    D1,1,2026-10-08,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!3",
            problem: |_| Problem::RepeatedRow { first: row("inbox/2026-10/订单.csv", 2) },
        },
    };

    POSSIBLE_DUPLICATE = Page {
        code: "possible-duplicate",
        severity: Severity::Warning,
        milder: None,
        title: ("可能重复的行", "A row that may be there twice"),
        meaning: (
            "同一张表里有完全相同的两行，但没有行号之类的编号可以断定是不是同一件事。",
            "The sheet holds the same row twice, and no line number tells whether it is one thing or two.",
        ),
        effect: (
            "两行都计入。若是重复，数值就偏高了。",
            "Both count. Where it is a repetition, figures are too high.",
        ),
        remedy: (
            "若是重复，请删除一行；若是两笔，最好让导出带上行号。",
            "Delete one if it is a repetition; else export with line numbers.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!3",
            problem: |_| Problem::PossibleDuplicate { first: row("inbox/2026-10/订单.csv", 2) },
        },
    };

    TOTAL_DIFFERS = Page {
        code: "total-differs",
        severity: Severity::Warning,
        milder: None,
        title: ("合计与各行之和不符", "A total that its rows do not add up to"),
        meaning: (
            "合计、小计等行写的数，与它上面各行相加不相等。",
            "A total row states another figure than the rows it covers add up to.",
        ),
        effect: (
            "合计行只用来核对，数值按各行计算。差额往往说明导出时漏了行、被筛选过，或被手工改过。",
            "Total rows are but a check; figures are made from the rows. A difference often means that rows are \
             missing, were filtered out, or were edited by hand.",
        ),
        remedy: (
            "取消筛选后重新导出，或核对被手工改过的行。",
            "Export again without a filter, or look for rows edited by hand.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,800\n\
                    D2,2026-10-09,S002,乙公司,400\n\
                    合计,,,,1300\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E4",
            problem: |_| Problem::TotalDiffers { field: Field::Amount, stated: dec!(1300), sum: dec!(1200) },
        },
    };

    CONTROL_DIFFERS = Page {
        code: "control-differs",
        severity: Severity::Warning,
        milder: None,
        title: ("金额与核对总数不符", "Amounts that differ from a control total"),
        meaning: (
            "repcard.toml 的 control 写的是导出系统给出的金额合计，表中各行的金额相加不等于它。",
            "`control` in repcard.toml states what the exporting system says that the amounts add up to; those of the \
             rows add up to another sum.",
        ),
        effect: (
            "control 只用来核对，数值按各行计算。差额往往说明导出时漏了行、被筛选过、只导出了一部分，或 control 是上个月的。",
            "It is but a check; figures are made from the rows. A difference often means that rows are missing or were \
             filtered out, or that the control total is last month's.",
        ),
        remedy: (
            "按导出系统的合计核对：数据不全就重新导出，control 过期就改成本期的合计；不再核对就删除 control。各行的去向见“对账”工作表。",
            "Compare with the exporting system: export again where rows are missing, else change `control` to this \
             period's total, or delete it. The sheet Reconciliation tells what became of the rows.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    control = 1300.00\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,800\n\
                    D2,2026-10-09,S002,乙公司,400\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E1",
            problem: |_| Problem::ControlDiffers { stated: dec!(1300), sum: dec!(1200), tables: 1, without: 0 },
        },
    };

    HIDDEN_ROWS = Page {
        code: "hidden-rows",
        severity: Severity::Warning,
        milder: Some((
            Severity::Info,
            ("表中没有只合计可见行的合计", "where no total leaves them out"),
        )),
        title: ("被筛选掉或隐藏的行", "Rows that are filtered out or hidden"),
        meaning: (
            "文件保存时开着筛选，或有人隐藏了一些行：它们还在文件里，但打开时看不到。表中的合计若用 SUBTOTAL 一类\
             公式，往往也不含它们。",
            "The file was saved with a filter on, or somebody hid some rows: they are in the file, and nobody sees them. \
             A total made with SUBTOTAL often leaves them out.",
        ),
        effect: (
            "这些行与其他行一样计入。打开文件核对的人会发现，屏幕上的数与考核表上的不一样。",
            "They count like all others. Whoever opens the file to check a figure sees another one.",
        ),
        remedy: (
            "若这些行不该计入，请删除后保存；若该计入，请取消筛选和隐藏后保存。",
            "If they should not count, delete them and save; if they should, clear the filter and unhide them.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.xls",
                    "\
                    <?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
                    xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"订单\"><Table>\n\
                    <Row><Cell><Data ss:Type=\"String\">订单编号</Data></Cell><Cell><Data ss:Type=\"String\">下单日期</Data></Cell>\
                    <Cell><Data ss:Type=\"String\">工号</Data></Cell><Cell><Data ss:Type=\"String\">客户名称</Data></Cell>\
                    <Cell><Data ss:Type=\"String\">金额</Data></Cell></Row>\n\
                    <Row><Cell><Data ss:Type=\"String\">D1</Data></Cell><Cell><Data ss:Type=\"String\">2026-10-08</Data></Cell>\
                    <Cell><Data ss:Type=\"String\">S001</Data></Cell><Cell><Data ss:Type=\"String\">甲公司</Data></Cell>\
                    <Cell><Data ss:Type=\"Number\">800</Data></Cell></Row>\n\
                    <Row ss:Hidden=\"1\"><Cell><Data ss:Type=\"String\">D2</Data></Cell>\
                    <Cell><Data ss:Type=\"String\">2026-10-09</Data></Cell><Cell><Data ss:Type=\"String\">S002</Data></Cell>\
                    <Cell><Data ss:Type=\"String\">乙公司</Data></Cell><Cell><Data ss:Type=\"Number\">400</Data></Cell></Row>\n\
                    <Row><Cell><Data ss:Type=\"String\">合计</Data></Cell>\
                    <Cell ss:Index=\"5\"><Data ss:Type=\"Number\">800</Data></Cell></Row>\n\
                    </Table></Worksheet></Workbook>\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.xls!订单!3",
            problem: |_| Problem::HiddenRows { rows: 1, totals_differ: true },
        },
    };

    OUTSIDE_PERIODS = Page {
        code: "outside-periods",
        severity: Severity::Info,
        milder: None,
        title: ("不在所需期间内的行", "Rows of no period that is needed"),
        meaning: (
            "这些行的日期不在本期，也不在计算环比、同比、新老客户等所需的期间。",
            "The rows are dated neither in the period nor in any other that growth, new customers and the like \
             need.",
        ),
        effect: (
            "这些行未使用，对结果没有影响。",
            "The rows are not used, and make no difference.",
        ),
        remedy: (
            "一般无需处理。若一个文件的行都在期外，多半放错了月份。",
            "Usually nothing. Where it is every row of a file, it may be the wrong month’s.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    D2,2027-01-05,S001,甲公司,900\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv",
            problem: |_| Problem::OutsidePeriods { rows: 1 },
        },
    };

    REPLY_BEFORE_REQUEST = Page {
        code: "reply-before-request",
        severity: Severity::Warning,
        milder: None,
        title: ("回复早于提出", "A reply earlier than its request"),
        meaning: (
            "回复时间早于提出时间，两个时间至少有一个不对。",
            "The reply is dated before the request, so that one of the two is wrong.",
        ),
        effect: (
            "按及时回复计入。",
            "It counts as answered in time.",
        ),
        remedy: (
            "核对两个时间，改正错的一个。",
            "Check both, and correct the one that is wrong.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/客户需求.csv",
                    "\
                    需求编号,提出时间,工号,回复时间\n\
                    Q1,2026-10-09 10:00,S001,2026-10-08 16:00\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/客户需求.csv!D2",
            problem: |_| Problem::ReplyBeforeRequest,
        },
    };

    CONDUCT_WITHOUT_POINTS = Page {
        code: "conduct-without-points",
        severity: Severity::Warning,
        milder: None,
        title: ("没有分值的行为事项", "An event of conduct without points"),
        meaning: (
            "行为纪律的一行没有分值，policy.toml 的 [conduct] 里也没有这个事项。",
            "A row of conduct has no points, and [conduct] of policy.toml does not name its event.",
        ),
        effect: (
            "按 0 分计：既不加分也不扣分。",
            "It counts 0: neither a gain nor a loss.",
        ),
        remedy: (
            "填写分值（扣分为负数），或在 [conduct] 中写明，如 \"迟到\" = -1。",
            "Enter points (below 0 for a deduction), or add the event to [conduct], for example \"迟到\" = -1.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/行为纪律.csv",
                    "\
                    日期,工号,事项\n\
                    2026-10-12,S001,迟到\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/行为纪律.csv!2",
            problem: |_| Problem::ConductWithoutPoints { event: "迟到".into() },
        },
    };

    CUSTOMER_OWNERS = Page {
        code: "customer-owners",
        severity: Severity::Warning,
        milder: None,
        title: ("同一客户有不同的负责人", "A customer with different owners"),
        meaning: (
            "同一份客户表中，同一个客户的两行写着不同的负责人；或两份客户表不同，而目录和文件名分不出新旧。",
            "Two rows of one customer name different owners, in one list, or in two of which neither folder nor name tells the newer.",
        ),
        effect: (
            "以最早创建的一行为准，新增和丢失都算在那位负责人名下。几个月的客户表之间以最新的一份为准，不提示。",
            "The row created first counts: the customer is added and lost by that owner. Of lists of several months the newest counts, and nothing is said.",
        ),
        remedy: (
            "核对后只保留一行。",
            "Check them, and keep one row.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/客户.csv",
                    "\
                    客户编号,客户名称,工号,创建日期\n\
                    C1,甲公司,S001,2026-10-06\n\
                    C1,甲公司,S002,2026-10-20\n\
                    ",
                ),
            ]),
            place: "inbox/客户.csv!3",
            problem: |_| Problem::CustomerOwners { customer: "甲公司".into(), first: row("inbox/客户.csv", 2) },
        },
    };

    LEAVE_BEFORE_HIRE = Page {
        code: "leave-before-hire",
        severity: Severity::Warning,
        milder: None,
        title: ("离职早于入职", "An employment that ends before it begins"),
        meaning: (
            "花名册中此人的离职日期早于入职日期。",
            "On the roster the rep left before joining.",
        ),
        effect: (
            "离职日期不算数，此人按在职考核（可能是再次入职后没有清掉旧的离职日期）。",
            "The date of leaving is passed over and the rep appraised: it may be left from before the rep came back.",
        ),
        remedy: (
            "改正花名册中的两个日期。",
            "Correct the two dates on the roster.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期,离职日期\n\
                    S001,王小明,华东一部,华东,2020-01-01,\n\
                    S002,李晓华,华东二部,华东,2026-03-01,2025-12-31\n\
                    ",
                ),
            ]),
            place: "inbox/花名册.csv!3",
            problem: |_| Problem::LeaveBeforeHire { rep_id: "S002".into() },
        },
    };

    ROSTER_ROWS_CONFLICT = Page {
        code: "roster-rows-conflict",
        severity: Severity::Warning,
        milder: None,
        title: ("花名册中同一人的两行不一致", "Two rows of one rep that differ"),
        meaning: (
            "花名册里此人有两行，从同一天起生效（或都没写生效日期），内容却不同。",
            "The rep has two rows on the roster that are in force from the same day, or state none, and differ.",
        ),
        effect: (
            "只用其中一行，打印的团队、区域或上级可能不对。",
            "One of them counts; the team, region or manager printed may be the wrong one.",
        ),
        remedy: (
            "只保留一行；若是调动，请在“生效日期”列写明从哪天起。",
            "Keep one; where it is a transfer, state under 生效日期 (effective_from) from which day.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期\n\
                    S001,王小明,华东一部,华东,2020-01-01\n\
                    S001,王小明,华东二部,华东,2020-01-01\n\
                    S002,李晓华,华东二部,华东,2021-03-01\n\
                    ",
                ),
            ]),
            place: "inbox/花名册.csv!2",
            problem: |_| Problem::RosterRowsConflict { rep_id: "S001".into(), other: row("inbox/花名册.csv", 3) },
        },
    };
}
