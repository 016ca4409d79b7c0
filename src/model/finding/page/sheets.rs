//! Sheets and columns: what keeps them from being recognised.

use super::{Example, Given, Page};
use crate::model::finding::{LikeliestDataset, Unused};
use crate::model::{Dataset, Field, Problem, Severity};

pages! {
    UNRECOGNISED_SHEET = Page {
        code: "unrecognised-sheet",
        severity: Severity::Warning,
        milder: Some((Severity::Info, ("工作表不像表格（如封面、说明）", "for a cover or a note"))),
        title: ("没有认出表头的工作表", "A sheet without a header row that is known"),
        meaning: (
            "在这张工作表的前面几十行里，没有找到任何一种数据的表头。封面、说明、空模板只作提示；有数据的表则是\
             警告。",
            "No row near the top of the sheet is the header of any dataset. For a cover or a note this is but \
             an info; for a sheet with data it is a warning.",
        ),
        effect: (
            "整张工作表都不计入。",
            "Nothing of the sheet counts.",
        ),
        remedy: (
            "若不需要，无需处理。若需要，请改用常见的列名（如 订单编号、下单日期、工号、客户名称、金额），或在 \
             repcard.toml 的 [inputs] 中写明文件、表头行和列名。",
            "Nothing, if the sheet is not needed. Otherwise use common headers (订单编号 order_id, 下单日期 \
             date, 工号 rep_id …), or pin file, header_row and columns under [inputs] of repcard.toml.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/备件.csv",
                    "\
                    货号,库位,件数\n\
                    K1,甲-1,5\n\
                    K2,甲-2,7\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/备件.csv",
            problem: |_| Problem::UnrecognisedSheet { likeliest: None },
        },
    };

    UNUSED_LINE = Page {
        code: "unused-line",
        severity: Severity::Warning,
        milder: Some((Severity::Info, ("是 [rates] 中的汇率时", "for a rate of [rates]"))),
        title: ("设置中有一行没有用上", "A line of the settings that is for nothing"),
        meaning: (
            "repcard.toml 的 [scale]、[encodings] 或 [rates] 中有一行，没有对应的文件或货币，可能写错了。",
            "A line of [scale], [encodings] or [rates] in repcard.toml is for no file or currency that was found; it may be misspelt.",
        ),
        effect: ("这一行不起作用：本应换算的金额可能没有换算。", "It does nothing: amounts that it was to convert may not be converted."),
        remedy: ("核对文件名和货币代码；不再需要的，请删去。", "Check the file's name or the currency's code; delete what is needed no more."),
        example: Example {
            given: Given::Files(&[("repcard.toml", "[scale]\n\"{period}/订单十月.csv\" = 10000\n")]),
            place: "",
            problem: |_| Problem::UnusedLine { table: "scale".into(), key: "{period}/订单十月.csv".into() },
        },
    };

    REP_FROM_NAME = Page {
        code: "rep-from-name",
        severity: Severity::Info,
        milder: None,
        title: ("业务员取自工作表名或文件名", "Reps that sheets or files are named by"),
        meaning: (
            "表里没有业务员一列，而工作表（或同一文件夹中的几个文件）以花名册中的姓名或工号命名。",
            "A table has no column for the rep, and its sheets, or several files of one folder, are named by people on the roster.",
        ),
        effect: (
            "每一行都归到名字所指的业务员。名字不在花名册中的工作表照旧不读，另有说明。",
            "Every row is that rep's. A sheet that is named by nobody on the roster stays unread, as is said of it.",
        ),
        remedy: ("如果不是这样，请在表中加一列“业务员”。", "If that is not so, add a column 业务员 (rep) to the table."),
        example: Example {
            given: Given::Told((
                "10月订单.xlsx 有两张工作表“周明”“吴芳”，都没有业务员一列",
                "10月订单.xlsx has the sheets 周明 and 吴芳, neither with a column for the rep",
            )),
            place: "inbox/2026-10/10月订单.xlsx",
            problem: |_| Problem::RepFromName {
                dataset: Dataset::ORDERS,
                count: 2,
                names: vec!["周明".into(), "吴芳".into()],
                by_sheet: true,
            },
        },
    };

    TEAM_FROM_NAME = Page {
        code: "team-from-name",
        severity: Severity::Info,
        milder: None,
        title: ("团队取自花名册的工作表名", "Teams that a roster's sheets are named by"),
        meaning: (
            "花名册分成几张工作表，每张以团队命名，表里没有团队一列。",
            "A roster has several sheets that are named as teams are, and no column for the team.",
        ),
        effect: ("每个人的团队就是所在工作表的名字。", "Each rep's team is the name of the sheet."),
        remedy: ("如果不是这样，请在花名册中加一列“团队”。", "If that is not so, add a column 团队 (team) to the roster."),
        example: Example {
            given: Given::Told((
                "花名册.xlsx 有两张工作表“销售一组”“销售二组”，都没有团队一列",
                "花名册.xlsx has the sheets 销售一组 and 销售二组, neither with a column for the team",
            )),
            place: "inbox/花名册.xlsx",
            problem: |_| Problem::TeamFromName {
                count: 2,
                teams: vec!["销售一组".into(), "销售二组".into()],
            },
        },
    };

    UNREAD_DATASET = Page {
        code: "unread-dataset",
        severity: Severity::Error,
        milder: None,
        title: ("考核所用的数据没有认出", "A sheet that should count and was not read"),
        meaning: (
            "文件名、工作表名、标题说这是考核所用的一种数据，或表头只差一列，但没有认出来。",
            "The name of the file or sheet, or a title, says that this is data that is scored, or its header lacks but one \
             column; and yet it was not recognised.",
        ),
        effect: (
            "整张工作表都不计入，由它计算的数值偏低。",
            "Nothing of the sheet counts, and the figures that are counted from it are too low.",
        ),
        remedy: (
            "照提示把 [inputs] 的一行写入 repcard.toml，把“…”换成表中的列名。若它不是这种数据，请移出 inbox，或改一个不会误解的\
             名字。",
            "Write the line that the finding states under [inputs] of repcard.toml, with the sheet’s own headers in the place \
             of “…”. If it is something else, take it out of the inbox, or call it by a name that says so.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单_补录.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,折后合计数\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    D2,2026-10-09,S002,乙公司,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单_补录.csv",
            problem: |_| {
                let pin = "orders = { files = [\"{period}/订单_补录.csv\"], header_row = 1, columns = { amount = \"…\" } }";
                Problem::UnreadDataset {
                    dataset: Dataset::ORDERS,
                    likeliest: Some(Box::new(LikeliestDataset {
                        dataset: Dataset::ORDERS,
                        header_row: 1,
                        known: ["订单编号", "下单日期", "工号", "客户名称"].map(String::from).into(),
                        missing: vec![Field::Amount],
                        against: None,
                        pin: pin.into(),
                    })),
                    pin: pin.into(),
                }
            },
        },
    };

    HIDDEN_SHEETS = Page {
        code: "hidden-sheets",
        severity: Severity::Error,
        milder: Some((
            Severity::Warning,
            ("没有迹象表明考核要用到", "where nothing says they are scored"),
        )),
        title: ("隐藏的工作表没有读取", "Hidden sheets that are not read"),
        meaning: (
            "工作簿的工作表都是隐藏的，或隐藏的工作表正是考核所用的数据。隐藏的工作表不读取，除非 [inputs] 写了它的名字。",
            "All sheets of a workbook are hidden, or a hidden one holds data that is scored. Hidden sheets are not read unless \
             [inputs] names them.",
        ),
        effect: (
            "其中的数据都不计入。",
            "Nothing of them counts.",
        ),
        remedy: (
            "应当计入的，请在 Excel 中取消隐藏，或在 [inputs] 中写明文件和工作表；不需要的，请移出 inbox。",
            "What should count is to be unhidden in Excel, or pinned by file and sheet under [inputs]; what should not, to be \
             taken out of the inbox.",
        ),
        example: Example {
            given: Given::Told((
                "一个 订单.xlsx，唯一的工作表“明细”是隐藏的",
                "订单.xlsx, whose only sheet 明细 is hidden",
            )),
            place: "inbox/2026-10/订单.xlsx",
            problem: |_| Problem::HiddenSheets {
                sheets: vec!["明细".into()],
                all: true,
                dataset: Some(Dataset::ORDERS),
                pin: Some("orders = { files = [\"{period}/订单.xlsx\"], sheet = \"明细\" }".into()),
            },
        },
    };

    AMBIGUOUS_SHEET = Page {
        code: "ambiguous-sheet",
        severity: Severity::Error,
        milder: None,
        title: ("同时像几种数据的工作表", "A sheet that fits several datasets"),
        meaning: (
            "表头同样符合几种数据，文件名、工作表名和标题也没有说明是哪一种。",
            "The header fits several datasets equally well, and neither the names of file and sheet nor a title \
             tell which it is.",
        ),
        effect: (
            "宁可不猜：整张工作表都不计入。",
            "repcard does not guess: nothing of the sheet counts.",
        ),
        remedy: (
            "在文件名或工作表名中写明是什么（如 电话_10月.xlsx），或在 repcard.toml 的 [inputs.…] 中指定该文件。",
            "Say in the name of the file or sheet what it is (电话_10月.xlsx, calls.xlsx), or pin the file \
             under [inputs.…] of repcard.toml.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/导出.csv",
                    "\
                    创建时间,业务员,客户名称\n\
                    2026-10-08,王小明,甲公司\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/导出.csv",
            problem: |_| Problem::AmbiguousSheet {
                candidates: vec![
                    (Dataset::CALLS, "calls = { files = [\"{period}/导出.csv\"] }".into()),
                    (Dataset::CUSTOMERS, "customers = { files = [\"{period}/导出.csv\"] }".into()),
                ],
            },
        },
    };

    NOT_PINNED = Page {
        code: "not-pinned",
        severity: Severity::Warning,
        milder: None,
        title: ("[inputs] 指定了别的文件或工作表", "A sheet that [inputs] passes over"),
        meaning: (
            "这张表看起来是某种数据，但 [inputs] 已把这种数据指定为别的文件或工作表。",
            "The sheet looks like a dataset for which [inputs] names other files or another sheet.",
        ),
        effect: (
            "整张工作表都不计入：指定了，就只读指定的。",
            "Nothing of the sheet counts: what is pinned is read, and nothing else.",
        ),
        remedy: (
            "若应当计入，请把它加入 [inputs] 的 files；否则请移出 inbox。",
            "Add it to files of that entry if it should count; else move it out of the inbox.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/{period}/订单.csv\"]\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单_补录.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单_补录.csv",
            problem: |_| Problem::NotPinned { dataset: Dataset::ORDERS },
        },
    };

    HEADER_NOT_FOUND = Page {
        code: "header-not-found",
        severity: Severity::Warning,
        milder: None,
        title: ("[inputs] 中写的列名不存在", "A header of [inputs] that is not there"),
        meaning: (
            "[inputs] 的 columns 中写的列名，在表头里没有。多半是导出的模板改了列名，或写错了字。",
            "The header row has no column of the name that columns under [inputs] states: the export changed, \
             or the name is misspelt.",
        ),
        effect: (
            "该字段改按 repcard 自带的词典查找；找不到就没有这一列。",
            "The field is looked for by the dictionary instead; where that finds nothing, it has no column.",
        ),
        remedy: (
            "照表头改正 repcard.toml 中的列名。换行和空格不必写。",
            "Copy the name from the header into repcard.toml. Line breaks and spaces do not matter.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.orders]\n\
                    files = [\"inbox/2026-10/订单.csv\"]\n\
                    columns = { product = \"课程\" }\n\
                    ",
                ),
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!1",
            problem: |_| Problem::HeaderNotFound { field: Field::Product, header: "课程".into() },
        },
    };

    FIGURES_BY_MONTH = Page {
        code: "figures-by-month",
        severity: Severity::Warning,
        milder: None,
        title: ("没有写明是不是目标的各月数字", "Figures by month that may be targets or not"),
        meaning: (
            "表中只有人或部门和 1月…12月 的数，文件名、工作表名、标题和列名都没有说是目标。各月的目标和各月的实际完成\
             看上去是一样的。",
            "The sheet has nothing but reps or teams and the months 1月…12月, and no name, title or header says that they \
             are targets. Targets by month and results by month look the same.",
        ),
        effect: (
            "按考核年份的销售目标（销售额）读取。若其实是实际完成，达成率就全错了。",
            "They are taken for sales targets of the period's year. If they are results, every attainment is wrong.",
        ),
        remedy: (
            "若是目标，在文件名、工作表名或表上方的标题中写明“目标”，或在 repcard.toml 的 [inputs.targets] 中指定；\
             若不是，移走此表。",
            "If they are targets, say so (目标, targets) in the name of the file or sheet or in a title above, or pin the \
             sheet under [inputs.targets] of repcard.toml; if they are not, take the sheet out.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/各月.csv",
                    "\
                    工号,姓名,7月,8月,9月,10月,11月,12月\n\
                    S001,张三,8000,8000,9000,9000,9000,9500\n\
                    ",
                ),
            ]),
            place: "inbox/各月.csv",
            problem: |_| Problem::FiguresByMonth {
                year: 2026,
                pin: "targets = { files = [\"各月.csv\"] }".into(),
            },
        },
    };

    RESULTS_BY_MONTH = Page {
        code: "results-by-month",
        severity: Severity::Warning,
        milder: None,
        title: ("各月的实际完成，不是目标", "Results by month, and no targets"),
        meaning: (
            "表中是各月的数，而工作表名、标题、文件名或列名说的是实际完成：排名、订单金额、完成情况、业绩统计等。",
            "The sheet has figures by month, and its name, a title, the file's name or a header tells of what was reached: a \
             ranking, amounts of orders, performance.",
        ),
        effect: (
            "不作为目标读取。",
            "It is not read as targets.",
        ),
        remedy: (
            "若其实是目标，在每个数的列名中写明，如“10月目标”，或在 repcard.toml 的 [inputs.targets] 中指定；若不是，无需处理。",
            "If the figures are targets, say so in their headers, as in 10月目标 or Oct target, or pin the sheet under \
             [inputs.targets] of repcard.toml; else there is nothing to do.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/订单金额排名.csv",
                    "\
                    姓名,8月,9月,10月\n\
                    张三,8000,9000,9500\n\
                    ",
                ),
            ]),
            place: "inbox/订单金额排名.csv",
            problem: |_| Problem::ResultsByMonth { said: "订单金额排名".into() },
        },
    };

    ROWS_OF_RESULTS = Page {
        code: "rows-of-results",
        severity: Severity::Info,
        milder: None,
        title: ("目标表中的实际行", "Rows of results among targets"),
        meaning: (
            "目标表用一列区分目标、实际、完成率等行。",
            "A column of the targets says which rows are targets, and which state what was reached, or how much of it.",
        ),
        effect: (
            "只读取目标行。",
            "The rows of targets alone are read.",
        ),
        remedy: (
            "无需处理。",
            "Nothing to do.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    姓名,项目,9月,10月\n\
                    王小明,目标,1000,1200\n\
                    王小明,实际,900,1100\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!B1",
            problem: |_| Problem::RowsOfResults { words: vec!["实际".into()], rows: 1 },
        },
    };

    MISSING_COLUMN = Page {
        code: "missing-column",
        severity: Severity::Error,
        milder: None,
        title: ("指定的工作表缺少必需的列", "A pinned sheet without a column it needs"),
        meaning: (
            "[inputs] 指定了这张工作表，但它缺少这种数据必需的一列。",
            "[inputs] pins the sheet to a dataset, but it lacks a column that every row of that dataset needs.",
        ),
        effect: (
            "整张工作表都不计入。",
            "Nothing of the sheet counts.",
        ),
        remedy: (
            "若有这一列而名字特别，请在 columns 中写明；若没有，请重新导出并带上它。",
            "Where the column is there under another name, state it in columns; where it is not, export again \
             with it.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.visits]\n\
                    files = [\"inbox/{period}/外勤.csv\"]\n\
                    ",
                ),
                (
                    "inbox/2026-10/外勤.csv",
                    "\
                    日期,工号,地点\n\
                    2026-10-08,S001,苏州\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/外勤.csv",
            problem: |_| Problem::MissingColumn { dataset: Dataset::VISITS, field: Field::CustomerId },
        },
    };

    NO_ANSWERS = Page {
        code: "no-answers",
        severity: Severity::Warning,
        milder: None,
        title: ("没有回复或提交时间的列", "A table that does not say what was done"),
        meaning: (
            "客户需求表没有“回复时间”列，或计划汇报表没有“提交时间”列。",
            "Requests come without a column that says when they were answered, or reports without one that says when they \
             were submitted.",
        ),
        effect: (
            "每一行都按没有回复、没有提交计，该项指标为 0%。",
            "Every row counts as not answered or not submitted, so that the KPI is 0%.",
        ),
        remedy: (
            "若有这一列而名字特别，请在 columns 中写明；若没有，请重新导出并带上它，或从 policy.toml 中去掉该项指标。",
            "Where the column is there under another name, state it in columns; where it is not, export again with it, or \
             take the KPI out of policy.toml.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/需求.csv",
                    "\
                    需求编号,提出时间,工号\n\
                    Q1,2026-10-08 09:30,S001\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/需求.csv!1",
            problem: |_| Problem::NoAnswers { dataset: Dataset::REQUESTS, field: Field::Replied },
        },
    };

    UNUSED_COLUMN = Page {
        code: "unused-column",
        severity: Severity::Info,
        milder: None,
        title: ("没有用到的列", "A column that is not used"),
        meaning: (
            "这一列不是该数据的字段。导出里有很多用不到的列是正常的；列名写得特别时，也可能是漏认了。",
            "The column is no field of the dataset. Exports have many such columns; but one with an unusual \
             name may have been missed.",
        ),
        effect: (
            "该列不影响任何数值。",
            "The column has no effect on any figure.",
        ),
        remedy: (
            "看一眼有没有本该使用的列；若有，请在 [inputs] 的 columns 中写明。repcard inspect 文件 会逐列列出怎样读取。",
            "See whether one of them should have been used; if so, name it in columns under [inputs]. repcard inspect \
             FILE lists how each column is read.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额,开票抬头\n\
                    D1,2026-10-08,S001,甲公司,1200,甲公司\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!F1",
            problem: |_| Problem::UnusedColumns {
                columns: vec![Unused { header: "开票抬头".into(), nearest: None }],
            },
        },
    };

    REPEATED_COLUMN = Page {
        code: "repeated-column",
        severity: Severity::Warning,
        milder: Some((
            Severity::Info,
            (
                "列名已说明读哪一列，或两列内容相同",
                "where headers say which, or both are equal",
            ),
        )),
        title: ("两列是同一个字段", "A second column for one field"),
        meaning: (
            "表中有两列都像同一个字段，如同时有“金额”和“价税合计”。",
            "Two columns look like the same field, such as 金额 (amount) and 价税合计 (amount with tax).",
        ),
        effect: (
            "只读取其中一列，提示中写明是哪一列：列名最常用的那一列；表中另列了税额、税率或不含税金额时，是含税的金额，即客户\
             应付的数。若应当用另一列，数值会不对。",
            "Only one is read, and the finding says which: the one by the most usual name or, where taxes or amounts \
             without them stand beside, the amount with tax, which is what the customer pays. Where the other is meant, \
             figures are wrong.",
        ),
        remedy: (
            "在 [inputs] 的 columns 中写明用哪一列，如 amount = \"价税合计\"。",
            "Say which one in columns under [inputs], for example amount = \"价税合计\".",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额,税额,价税合计\n\
                    D1,2026-10-08,S001,甲公司,1200,156,1356\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E1",
            problem: |_| Problem::RepeatedColumn {
                dataset: Dataset::ORDERS,
                field: Field::Amount,
                header: "金额".into(),
                read: "价税合计".into(),
                with_tax: true,
            },
        },
    };

    SEVERAL_CURRENCIES = Page {
        code: "several-currencies",
        severity: Severity::Warning,
        milder: None,
        title: ("一列金额有几种货币", "Amounts in several currencies"),
        meaning: (
            "币种列有不止一种货币，而读取的金额没有写明已折算为本位币。",
            "The currency column holds more than one, and the amount that is read does not say that it is converted into \
             the company’s own money.",
        ),
        effect: (
            "金额仍按数字相加：4,000 美元与 4,000 元算作 8,000。销售额、增长与得分都会不对。",
            "The figures are added all the same: 4,000 dollars and 4,000 yuan make 8,000. Sales, growth and scores are wrong.",
        ),
        remedy: (
            "在 repcard.toml 的 [rates] 中写明一单位外币折合多少，如 USD = 7.1，各行就按自己的货币折算；或让导出带上本位币金额：列名写明“本位币”“本币”“已转换”或 company currency 的会优先读取，别的列名在 [inputs] 的 columns 中\
             指定。若该列并非金额的货币，可忽略此提示。",
            "Say under [rates] of repcard.toml what one of each is worth, as in USD = 7.1: rows are then converted by their own. Or \
             have the amount in the company’s own money exported as well: a column whose header says 本位币, 本币, 已转换, \
             converted or company currency is preferred; name any other in columns under [inputs]. Where the column is not \
             about the amount, ignore this.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,币种,金额\n\
                    D1,2026-10-08,S001,甲公司,人民币,4000\n\
                    D2,2026-10-09,S001,乙公司,美元,4000\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E1",
            problem: |_| Problem::SeveralCurrencies {
                header: "币种".into(),
                currencies: vec!["人民币".into(), "美元".into()],
                amount: "金额".into(),
            },
        },
    };

    NOTHING_MATCHED = Page {
        code: "nothing-matched",
        severity: Severity::Error,
        milder: Some((Severity::Warning, ("考核没有用到这种数据", "where nothing is scored by it"))),
        title: ("[inputs] 没有匹配到文件", "An [inputs] entry that matches nothing"),
        meaning: (
            "[inputs] 中的文件名样式或工作表名没有匹配到任何东西：文件还没放进来、改了名，或样式写错了。",
            "A file pattern or sheet name under [inputs] matches nothing: the file is not there yet, has \
             another name, or the pattern is wrong.",
        ),
        effect: (
            "这种数据可能整个缺失，相应的指标没有数值。",
            "The dataset may be absent altogether, and then its KPIs have no value.",
        ),
        remedy: (
            "核对文件名。路径从账套目录写起，{period} 代表考核期，* 代表任意文字。",
            "Check the name. Paths start at the book’s folder; {period} stands for the period, * for any text.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "repcard.toml",
                    "\
                    [inputs.visits]\n\
                    files = [\"inbox/{period}/拜访*.xlsx\"]\n\
                    ",
                ),
            ]),
            place: "",
            problem: |_| Problem::NothingMatched { dataset: Dataset::VISITS, pattern: "inbox/{period}/拜访*.xlsx".into() },
        },
    };
}
