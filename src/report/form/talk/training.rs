//! A rep's weakest figures → what training would help with.

use crate::model::{Kpi, Language};
use crate::report::naming::Naming;
use crate::score::{KpiScore, Scorecard};
use rust_decimal::{Decimal, dec};
use serde::Serialize;

/// Below this share of its weight a figure is weak.
const WEAK: Decimal = dec!(0.8);

/// How many trainings are proposed.
const PROPOSED: usize = 3;

/// What helps with the program's own figures.
const THEMES: [(Kpi, &str, &str); 11] = [
    (
        Kpi::SALES,
        "大客户谈判与报价",
        "negotiation and quotation with key accounts",
    ),
    (
        Kpi::GROWTH,
        "老客户增购与交叉销售",
        "cross-selling to existing customers",
    ),
    (
        Kpi::NEW_CUSTOMERS,
        "新客户开发与首单促成",
        "winning customers and closing the first order",
    ),
    (Kpi::VISITS, "拜访计划与拜访技巧", "planning and making visits"),
    (Kpi::CALLS, "电话销售话术", "selling by telephone"),
    (
        Kpi::WEEKLY_ORDERS,
        "客户分级与订单节奏管理",
        "customer segments and the rhythm of orders",
    ),
    (
        Kpi::CUSTOMERS_ADDED,
        "线索获取与客户建档",
        "finding leads and entering them",
    ),
    (
        Kpi::CUSTOMERS_LOST,
        "客户维护与流失预警",
        "keeping customers, and signs that they leave",
    ),
    (Kpi::CONDUCT, "行为规范与考勤制度", "rules of conduct"),
    (Kpi::REPORTS, "工作计划与时间管理", "planning work and time"),
    (
        Kpi::REQUESTS,
        "客户服务与及时响应",
        "service, and answering in time",
    ),
];

/// A training that is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report::form) struct TrainingView<'a> {
    /// The figure that it is to help with.
    kpi: &'a str,
    /// What it is about.
    theme: String,
}

/// Trainings for the figures with the smallest share of their points, below four fifths.
pub(super) fn proposed<'a>(card: &Scorecard, naming: Naming<'a>) -> Vec<TrainingView<'a>> {
    let share = |kpi: &KpiScore| kpi.points?.checked_div(kpi.weight);
    let mut weak: Vec<(Decimal, &KpiScore)> = card
        .kpis
        .iter()
        .filter_map(|kpi| Some((share(kpi).filter(|share| *share < WEAK)?, kpi)))
        .collect();
    weak.sort_by_key(|(share, kpi)| (*share, std::cmp::Reverse(kpi.weight)));
    weak.iter()
        .take(PROPOSED)
        .map(|(_, kpi)| TrainingView {
            kpi: naming.name(kpi.kpi),
            theme: theme(kpi.kpi, naming),
        })
        .collect()
}

fn theme(kpi: Kpi, naming: Naming<'_>) -> String {
    let known = THEMES.iter().find(|(of, _, _)| *of == kpi);
    match (known, naming.language) {
        (Some((_, zh, _)), Language::Chinese) => (*zh).to_owned(),
        (Some((_, _, en)), Language::English) => (*en).to_owned(),
        (None, language) => {
            let name = naming.name(kpi);
            language.pick(format!("“{name}”专项辅导"), format!("coaching in {name}"))
        }
    }
}
