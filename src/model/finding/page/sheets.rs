//! Sheets and columns: what keeps them from being recognised.

use super::Page;
use crate::model::Severity;

pages! {
    UNRECOGNISED_SHEET = Page {
        code: "unrecognised-sheet",
        severity: Severity::Warning,
        milder: Some((Severity::Info, ("工作表不像表格（如封面、说明）", "where the sheet holds no table: a cover, a note"))),
        title: ("没有认出表头的工作表", "A sheet without a header row that is known"),
    };

    AMBIGUOUS_SHEET = Page {
        code: "ambiguous-sheet",
        severity: Severity::Error,
        milder: None,
        title: ("同时像几种数据的工作表", "A sheet that fits several datasets equally well"),
    };

    NOT_PINNED = Page {
        code: "not-pinned",
        severity: Severity::Warning,
        milder: None,
        title: ("[inputs] 指定了别的文件或工作表", "A sheet that [inputs] passes over"),
    };

    HEADER_NOT_FOUND = Page {
        code: "header-not-found",
        severity: Severity::Warning,
        milder: None,
        title: ("[inputs] 中写的列名不存在", "A header that [inputs] names and the sheet has not"),
    };

    UNIT_ABOVE_HEADER = Page {
        code: "unit-above-header",
        severity: Severity::Warning,
        milder: Some((Severity::Info, ("已按此单位换算", "where amounts were converted"))),
        title: ("单位写在表头上方", "A unit of money stated above the header"),
    };

    MISSING_COLUMN = Page {
        code: "missing-column",
        severity: Severity::Error,
        milder: None,
        title: ("指定的工作表缺少必需的列", "A pinned sheet without a column it needs"),
    };

    UNUSED_COLUMN = Page {
        code: "unused-column",
        severity: Severity::Info,
        milder: None,
        title: ("没有用到的列", "A column that is not used"),
    };

    REPEATED_COLUMN = Page {
        code: "repeated-column",
        severity: Severity::Warning,
        milder: None,
        title: ("两列是同一个字段", "A second column for one field"),
    };

    NOTHING_MATCHED = Page {
        code: "nothing-matched",
        severity: Severity::Warning,
        milder: None,
        title: ("[inputs] 没有匹配到文件", "An [inputs] entry that matches nothing"),
    };
}
