//! Files: what keeps them, or cells of them, from being read.

use super::rows::OPTIONAL;
use super::{Example, Given, Page};
use crate::model::finding::{Content, Damage, Limit};
use crate::model::{Problem, Severity};

pages! {
    UNREADABLE_FILE = Page {
        code: "unreadable-file",
        severity: Severity::Error,
        milder: None,
        title: ("文件打不开或已损坏", "A file that cannot be opened or is damaged"),
        meaning: (
            "文件打不开、只传了一半，或内部结构已损坏；也可能是当前用户没有读取它的权限。",
            "The file cannot be opened, was cut off on its way, or is damaged inside; or this user may not read \
             it.",
        ),
        effect: (
            "整个文件都不计入：其中的订单、拜访等对任何人都不算数，数值会偏低。其他文件照常读取。",
            "Nothing of the file counts: figures made from its rows are too low, or absent. The other files are \
             read as usual.",
        ),
        remedy: (
            "用 Excel 打开核对，再重新导出或复制一份。若提示没有权限，请修改文件权限。文本文件中若有引号没有闭\
             合，请到所说的那一行补上。",
            "See whether Excel opens it, then export or copy it again. Mend its permissions where the message \
             speaks of them. Where a quotation mark is never closed, close it on the line named.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,\"甲公司,1200\n\
                    D2,2026-10-09,S002,乙公司,800\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv",
            problem: |_| Problem::UnreadableFile { damage: Damage::OpenQuote { line: 2 } },
        },
    };

    ENCRYPTED_FILE = Page {
        code: "encrypted-file",
        severity: Severity::Error,
        milder: None,
        title: ("文件设有打开密码", "A file protected by a password"),
        meaning: (
            "工作簿设有打开密码，内容是加密的。",
            "The workbook is encrypted: it asks for a password when it is opened.",
        ),
        effect: (
            "整个文件都不计入，数值会偏低或没有。",
            "Nothing of the file counts; figures made from it are too low, or absent.",
        ),
        remedy: (
            "在 Excel 中打开，用“文件 → 信息 → 保护工作簿 → 用密码进行加密”清空密码后保存。只限制编辑的“保护工\
             作表”不影响读取。",
            "Open it in Excel, clear the password under File → Info → Protect Workbook → Encrypt with Password, \
             and save. A sheet that is merely protected against editing is read.",
        ),
        example: Example {
            given: Given::Told((
                "一个设了打开密码的 订单.xlsx",
                "订单.xlsx, saved with a password to open it",
            )),
            place: "inbox/2026-10/订单.xlsx",
            problem: |_| Problem::EncryptedFile,
        },
    };

    NOT_A_SPREADSHEET = Page {
        code: "not-a-spreadsheet",
        severity: Severity::Error,
        milder: Some((
            Severity::Warning,
            ("文件名没有说是考核所用的数据", "where its name says nothing"),
        )),
        title: ("内容不是表格的文件", "A file whose content is no spreadsheet"),
        meaning: (
            "文件的内容不是表格，不管它叫什么名字：普通文字、PDF、图片、Word 文档或压缩包，或是没有内容的工作簿。",
            "The content is no table, whatever the name says: plain text, a PDF, a picture, a Word document, an \
             archive, or a workbook with nothing in it.",
        ),
        effect: (
            "该文件未读取。若它本来就不是数据，对结果没有影响。",
            "The file is not read. Where it holds no data, nothing is lost.",
        ),
        remedy: (
            "数据请从系统中导出为 Excel 或 CSV（没有内容的，请核对导出时的筛选条件）；说明、截图等请移出 inbox。压缩包请先解压。",
            "Export data as Excel or CSV (where nothing is in it, look at the filter of the export); keep notes and pictures \
             out of the inbox. Unpack archives first.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/说明.csv",
                    "\
                    十月数据见附件\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/说明.csv",
            problem: |_| Problem::NotASpreadsheet { found: Content::Prose },
        },
    };

    TOO_LARGE = Page {
        code: "too-large",
        severity: Severity::Error,
        milder: None,
        title: ("超出安全上限的文件", "A file beyond a safety limit"),
        meaning: (
            "文件超过了保护机器的上限：文件大小、解压后的大小、行数、列数、工作表数等。几 KB 的文件解压出几个 \
             GB，也会在此止住。",
            "The file is beyond a limit that protects the machine: its size, its size once unpacked, rows, \
             columns, sheets. A file of a few KB that unpacks to gigabytes is stopped here, too.",
        ),
        effect: (
            "整个文件都不计入。",
            "Nothing of the file counts.",
        ),
        remedy: (
            "只导出需要的月份和列，或拆成几个文件。若表格本身不大，多半是整列、整表设了格式：把数据复制到新工作\
             簿再保存。",
            "Export only the months and columns needed, or split the file. Where the table itself is small, \
             whole columns were probably formatted: copy the data into a new workbook and save that.",
        ),
        example: Example {
            given: Given::Told((
                "一个解压后超过上限的 订单.xlsx",
                "订单.xlsx, which unpacks to more than the limit",
            )),
            place: "inbox/2026-10/订单.xlsx",
            problem: |_| Problem::TooLarge { limit: Limit::UnpackedMegabytes(512) },
        },
    };

    UNDECODABLE_TEXT = Page {
        code: "undecodable-text",
        severity: Severity::Warning,
        milder: None,
        title: ("文本文件中有乱码", "Bytes that its encoding does not know"),
        meaning: (
            "文本文件中有些字节不属于它的编码，显示为 �，多半是保存或传输时混了编码。",
            "Some bytes of a text file belong to no character of its encoding and read as �; mostly encodings \
             were mixed when it was saved.",
        ),
        effect: (
            "各行照常计入，但含有 � 的姓名、客户名可能对不上。",
            "The rows count, but names that hold a � may match nobody.",
        ),
        remedy: (
            "重新导出，或用 Excel 另存为“CSV UTF-8”。",
            "Export it again, or save it from Excel as “CSV UTF-8”.",
        ),
        example: Example {
            given: Given::Told((
                "一个声明为 UTF-8、其中混有 GBK 字节的 客户.csv",
                "客户.csv, marked as UTF-8, with bytes of GBK in it",
            )),
            place: "inbox/2026-10/客户.csv",
            problem: |_| Problem::UndecodableText { encoding: "UTF-8".into() },
        },
    };

    GUESSED_ENCODING = Page {
        code: "guessed-encoding",
        severity: Severity::Warning,
        milder: None,
        title: ("猜出来的文字编码", "An encoding that is a guess"),
        meaning: (
            "文本文件不是 Unicode，内容也不像中文编码，而像西文、俄文、日文等的编码。这些编码分不完全清楚，因此按最可能的读取，并给出一段样子。",
            "The text file is not Unicode, and its bytes are no Chinese but of a Western, Russian, Japanese or other encoding. These can't \
             be told apart for sure, so it is read in the most likely one, and a sample is shown.",
        ),
        effect: (
            "猜错时带重音的字母会变成别的字：客户名称可能对不上。",
            "Where the guess is wrong, accented letters are others, and names of customers may not agree.",
        ),
        remedy: (
            "导出为 UTF-8 或 Excel 文件；或在 repcard.toml 的 [encodings] 中写明，如 \"2026-10/orders.csv\" = \"windows-1252\"。",
            "Export as UTF-8 or as an Excel file; or state it under [encodings] of repcard.toml: \"2026-10/orders.csv\" = \
             \"windows-1252\".",
        ),
        example: Example {
            given: Given::Told((
                "Windows-1252 编码的 orders.csv，其中有客户 Peña Hermanos。",
                "An orders.csv in Windows-1252 with a customer Peña Hermanos.",
            )),
            place: "inbox/2026-10/orders.csv",
            problem: |_| Problem::GuessedEncoding {
                encoding: "windows-1252".into(),
                sample: "Peña Hermanos".into(),
                file: "inbox/2026-10/orders.csv".into(),
            },
        },
    };

    CUT_OFF = Page {
        code: "cut-off",
        severity: Severity::Warning,
        milder: None,
        title: ("网页表格没有结束标记", "An HTML table whose end is missing"),
        meaning: (
            "有些系统导出的 .xls 其实是网页。其中的表格没有写到结尾：导出或下载时可能中断，后面的行不见了。",
            "What some systems export as .xls is a web page. Its table does not reach its end: the export or the \
             download may have stopped halfway, and the rows behind that are gone.",
        ),
        effect: (
            "已有的行照常计入；缺失的行没有计入，数值可能偏低。最后一个单元格可能只有一半。",
            "The rows that are there count. Those that are missing do not, so figures may be too low. The last cell \
             may be but half of what it was.",
        ),
        remedy: (
            "与系统中的最后几行核对，如有缺失请重新导出。",
            "Compare its last rows with the system that it comes from, and export it again where rows are missing.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.xls",
                    "\
                    <table>\n\
                    <tr><td>订单编号</td><td>下单日期</td><td>工号</td><td>客户名称</td><td>金额</td></tr>\n\
                    <tr><td>D1</td><td>2026-10-08</td><td>S001</td><td>甲公司</td><td>1200</td></tr>\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.xls",
            problem: |_| Problem::CutOff,
        },
    };

    FORMULA_WITHOUT_VALUE = Page {
        code: "formula-without-value",
        severity: Severity::Error,
        milder: Some(OPTIONAL),
        title: ("公式没有保存计算结果", "A formula without a saved result"),
        meaning: (
            "单元格是公式，而文件里没有保存它的结果。由程序生成、从未用 Excel 打开过的文件常常如此。repcard 不\
             计算公式。",
            "The cell is a formula whose result the file does not hold, as in files that a program wrote and \
             Excel never opened. repcard does not calculate formulas.",
        ),
        effect: (
            "必填的字段：该行不计入。非必填的字段：按空白处理。",
            "A required field: the row is left out. An optional one counts as empty.",
        ),
        remedy: (
            "用 Excel 或 WPS 打开，保存一次即可。",
            "Open it in Excel or WPS and save it once.",
        ),
        example: Example {
            given: Given::Told((
                "订单.xlsx 的 E2 是公式 =C2*D2，没有保存结果",
                "E2 of 订单.xlsx is the formula =C2*D2, saved without its result",
            )),
            place: "inbox/2026-10/订单.xlsx!10月!E2",
            problem: |_| Problem::FormulaWithoutValue { required: true },
        },
    };

    ERROR_VALUE = Page {
        code: "error-value",
        severity: Severity::Error,
        milder: Some(OPTIONAL),
        title: ("单元格是 #N/A 之类的错误值", "A cell that holds an error such as #N/A"),
        meaning: (
            "单元格里是 #N/A、#REF!、#DIV/0! 这样的错误值：公式没有算出结果。",
            "The cell holds an error such as #N/A, #REF! or #DIV/0!: a formula did not come to a result.",
        ),
        effect: (
            "必填的字段：该行不计入。非必填的字段：按空白处理。",
            "A required field: the row is left out. An optional one counts as empty.",
        ),
        remedy: (
            "到该单元格修正公式，或直接填入数值。#N/A 多半是 VLOOKUP 没有查到。",
            "Mend the formula there, or enter the value. #N/A is mostly a VLOOKUP that found nothing.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,#N/A\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E2",
            problem: |_| Problem::ErrorValue { value: "#N/A".into(), required: true },
        },
    };
}
