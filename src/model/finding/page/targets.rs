//! Targets: what is wrong with what was to be reached.

use super::Page;
use crate::model::Severity;

pages! {
    UNKNOWN_METRIC = Page {
        code: "unknown-metric",
        severity: Severity::Error,
        milder: None,
        title: ("不认识的目标指标", "A target for a metric that is not known"),
    };

    UNKNOWN_GROUP = Page {
        code: "unknown-group",
        severity: Severity::Error,
        milder: None,
        title: ("目标所属的团队或区域不存在", "A target for a team or region of nobody"),
    };

    CONFLICTING_TARGETS = Page {
        code: "conflicting-targets",
        severity: Severity::Error,
        milder: None,
        title: ("同一目标有两个不同的数值", "Two different figures for one target"),
    };

    REPEATED_TARGET = Page {
        code: "repeated-target",
        severity: Severity::Warning,
        milder: None,
        title: ("同一目标写了两次", "The same target stated twice"),
    };

    NO_FIGURE = Page {
        code: "no-figure",
        severity: Severity::Warning,
        milder: None,
        title: ("没有数值的目标行", "A row of targets without a figure"),
    };

    NEGATIVE_TARGET = Page {
        code: "negative-target",
        severity: Severity::Error,
        milder: None,
        title: ("负数目标", "A negative target"),
    };

    OWN_ABOVE_WHOLE = Page {
        code: "own-above-whole",
        severity: Severity::Warning,
        milder: None,
        title: ("个人目标之和超出总目标", "Own targets that add up to more than the whole"),
    };

    MONTHS_DIFFER_FROM_YEAR = Page {
        code: "months-differ-from-year",
        severity: Severity::Warning,
        milder: None,
        title: ("各月目标之和与全年不符", "Months that do not add up to the year's target"),
    };

    UNALLOCATED_TARGET = Page {
        code: "unallocated-target",
        severity: Severity::Info,
        milder: None,
        title: ("没有分配到人的目标", "A part of a target that nobody carries"),
    };

    NO_TARGET = Page {
        code: "no-target",
        severity: Severity::Warning,
        milder: None,
        title: ("某人缺少目标", "A rep without a target"),
    };

    NOBODY_HAS_TARGET = Page {
        code: "nobody-has-target",
        severity: Severity::Warning,
        milder: None,
        title: ("指标没有任何人的目标", "A KPI for which nobody has a target"),
    };

    UNKNOWN_CALENDAR_YEAR = Page {
        code: "unknown-calendar-year",
        severity: Severity::Warning,
        milder: None,
        title: ("放假安排未知的年份", "A year whose public holidays are not known"),
    };
}
