//! Figures: what keeps a KPI from having a value.

use super::Page;
use crate::model::Severity;

pages! {
    MISSING_DATASET = Page {
        code: "missing-dataset",
        severity: Severity::Warning,
        milder: None,
        title: ("指标所需的数据表不存在", "A KPI without the table it is counted from"),
    };

    NO_EARLIER_ORDERS = Page {
        code: "no-earlier-orders",
        severity: Severity::Warning,
        milder: None,
        title: ("没有本期之前的订单", "No order before the period is known"),
    };

    NOBODY_EMPLOYED = Page {
        code: "nobody-employed",
        severity: Severity::Warning,
        milder: None,
        title: ("本期没有在职人员", "Nobody is employed in the period"),
    };
}
