//! Rows: what is wrong with their cells.

use super::{Page, Text};
use crate::model::Severity;

/// An optional field is empty where it is bad; the row counts.
const OPTIONAL: (Severity, Text) = (Severity::Warning, ("非必填的字段", "where the field is optional"));

pages! {
    MISSING_VALUE = Page {
        code: "missing-value",
        severity: Severity::Error,
        milder: None,
        title: ("必填的单元格为空", "A required cell that is empty"),
    };

    NOT_A_NUMBER = Page {
        code: "not-a-number",
        severity: Severity::Error,
        milder: Some(OPTIONAL),
        title: ("应填数字而不是数字", "Text where a number should be"),
    };

    NOT_A_DATE = Page {
        code: "not-a-date",
        severity: Severity::Error,
        milder: Some(OPTIONAL),
        title: ("应填日期而不是日期", "Something else where a date should be"),
    };

    AMBIGUOUS_DATE = Page {
        code: "ambiguous-date",
        severity: Severity::Error,
        milder: Some(OPTIONAL),
        title: ("分不清月和日的日期", "A date that reads two ways"),
    };

    UNKNOWN_WORD = Page {
        code: "unknown-word",
        severity: Severity::Warning,
        milder: None,
        title: ("不认识的词", "A word that the field does not know"),
    };

    LOST_DIGITS = Page {
        code: "lost-digits",
        severity: Severity::Warning,
        milder: None,
        title: ("编号丢失了末尾数字", "An id whose last digits are lost"),
    };

    UNKNOWN_REP = Page {
        code: "unknown-rep",
        severity: Severity::Error,
        milder: None,
        title: ("业务员不在花名册中", "A rep who is not on the roster"),
    };

    AMBIGUOUS_REP = Page {
        code: "ambiguous-rep",
        severity: Severity::Error,
        milder: None,
        title: ("同名的业务员不止一人", "A name that several reps bear"),
    };

    REP_NAME_DIFFERS = Page {
        code: "rep-name-differs",
        severity: Severity::Warning,
        milder: None,
        title: ("工号与姓名对不上", "A name that is not that of the rep's number"),
    };

    OUTSIDE_EMPLOYMENT = Page {
        code: "outside-employment",
        severity: Severity::Warning,
        milder: None,
        title: ("日期不在在职期间内", "A row dated outside the rep's employment"),
    };

    REPEATED_IN_ANOTHER_FILE = Page {
        code: "repeated-in-another-file",
        severity: Severity::Error,
        milder: None,
        title: ("另一个文件中已有这一行", "A row that another file holds already"),
    };

    REPEATED_ROW = Page {
        code: "repeated-row",
        severity: Severity::Error,
        milder: None,
        title: ("同一张表中重复的行", "A row that stands in its sheet twice"),
    };

    POSSIBLE_DUPLICATE = Page {
        code: "possible-duplicate",
        severity: Severity::Warning,
        milder: None,
        title: ("可能重复的行", "A row that may be there twice"),
    };

    ORDER_RESTATED = Page {
        code: "order-restated",
        severity: Severity::Warning,
        milder: None,
        title: ("同一订单行有两种状态", "An order line stated with two statuses"),
    };

    TOTAL_DIFFERS = Page {
        code: "total-differs",
        severity: Severity::Warning,
        milder: None,
        title: ("合计与各行之和不符", "A total that its rows do not add up to"),
    };

    OUTSIDE_PERIODS = Page {
        code: "outside-periods",
        severity: Severity::Info,
        milder: None,
        title: ("不在所需期间内的行", "Rows of no period that is needed"),
    };

    REPLY_BEFORE_REQUEST = Page {
        code: "reply-before-request",
        severity: Severity::Warning,
        milder: None,
        title: ("回复早于提出", "A reply earlier than its request"),
    };

    CONDUCT_WITHOUT_POINTS = Page {
        code: "conduct-without-points",
        severity: Severity::Warning,
        milder: None,
        title: ("没有分值的行为事项", "An event of conduct without points"),
    };

    CUSTOMER_OWNERS = Page {
        code: "customer-owners",
        severity: Severity::Warning,
        milder: None,
        title: ("同一客户有不同的负责人", "A customer with different owners"),
    };

    LEAVE_BEFORE_HIRE = Page {
        code: "leave-before-hire",
        severity: Severity::Warning,
        milder: None,
        title: ("离职早于入职", "An employment that ends before it begins"),
    };

    ROSTER_ROWS_CONFLICT = Page {
        code: "roster-rows-conflict",
        severity: Severity::Warning,
        milder: None,
        title: ("花名册中同一人的两行不一致", "Two rows of one rep that contradict each other"),
    };
}
