//! What can be wrong with a year's plan, or is worth knowing of how it was made.

use super::page::{Page, plans};
use crate::model::{Kpi, Month, Place, Terms};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What is wrong with a plan, or worth knowing of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlanTrouble {
    /// What is set for parts of a figure comes to more than it.
    PartsAbove {
        /// The KPI.
        kpi: Kpi,
        /// The rep, team or region; empty for the company.
        of: String,
        /// The time: 2027, 2027-Q1.
        span: String,
        /// The figure.
        whole: Decimal,
        /// What its parts come to.
        parts: Decimal,
    },
    /// A part of a figure that nobody is there to carry who has no figure yet.
    ForNobody {
        /// The KPI.
        kpi: Kpi,
        /// The rep, team or region; empty for the company.
        of: String,
        /// The time.
        span: String,
        /// The figure.
        whole: Decimal,
        /// What its parts come to.
        parts: Decimal,
    },
    /// One figure stated twice.
    Twice {
        /// Where it stands first.
        first: Place,
        /// The time.
        span: String,
    },
    /// A floor above the target, or a stretch below it.
    TierAcross {
        /// The KPI.
        kpi: Kpi,
        /// The rep, team or region; empty for the company.
        of: String,
        /// Whether it is the floor.
        is_floor: bool,
        /// What is stated.
        stated: Decimal,
        /// What of it is left for those without a figure of their own.
        rest: Decimal,
        /// What their targets come to.
        targets: Decimal,
    },
    /// Weights of the months that were learned.
    SeasonLearned {
        /// The months that they were learned from, first and last.
        months: Option<[Month; 2]>,
        /// How many these are.
        count: u32,
        /// How many are enough.
        enough: u32,
        /// The weights, from January on.
        weights: Vec<Decimal>,
    },
    /// Reps of whom last year has no whole month.
    ShareUnknown {
        /// The first of them.
        reps: Vec<String>,
        /// How many more there are.
        rest: u64,
        /// The months of last year with orders, first and last.
        months: [Month; 2],
        /// What they were taken to sell a month.
        mean: Decimal,
    },
    /// No month of last year has orders.
    NoLastYear {
        /// The year.
        year: i32,
    },
    /// Targets that stand in the inbox for the same year, and differ.
    DiffersFromSigned {
        /// How many months of reps differ.
        months: u64,
        /// Of how many reps.
        reps: u64,
    },
}

impl PlanTrouble {
    /// The page of its kind.
    pub fn page(&self) -> &'static Page {
        match self {
            Self::PartsAbove { .. } => &plans::PLAN_PARTS_ABOVE_WHOLE,
            Self::ForNobody { .. } => &plans::PLAN_FOR_NOBODY,
            Self::Twice { .. } => &plans::PLAN_STATED_TWICE,
            Self::TierAcross { .. } => &plans::PLAN_TIER_ACROSS_TARGET,
            Self::SeasonLearned { .. } => &plans::PLAN_SEASON_LEARNED,
            Self::ShareUnknown { .. } => &plans::PLAN_SHARE_UNKNOWN,
            Self::NoLastYear { .. } => &plans::PLAN_NO_LAST_YEAR,
            Self::DiffersFromSigned { .. } => &plans::PLAN_DIFFERS_FROM_SIGNED,
        }
    }

    /// Whether it is no more than good to know.
    pub fn is_milder(&self) -> bool {
        matches!(self, Self::SeasonLearned { count, enough, .. } if count >= enough)
    }

    /// What was found.
    pub fn what(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        let named = |kpi: &Kpi| terms.kpi(*kpi).to_owned();
        let whose = |of: &str| {
            if of.is_empty() {
                language.pick("全公司", "the company").to_owned()
            } else {
                of.to_owned()
            }
        };
        match self {
            Self::PartsAbove { kpi, of, span, whole, parts } => {
                let (kpi, of, more) = (named(kpi), whose(of), parts - whole);
                language.pick(
                    format!("{of} {span} 的{kpi}目标为 {whole}，其下已给定的合计 {parts}，多出 {more}；保留已给定的，其余按 0 计"),
                    format!("the {kpi} target of {of} for {span} is {whole}, and what is set below it comes to {parts}, {more} more; that was kept, and the rest is 0"),
                )
            }
            Self::ForNobody { kpi, of, span, whole, parts } => {
                let (kpi, of, left) = (named(kpi), whose(of), whole - parts);
                language.pick(
                    format!("{of} {span} 的{kpi}目标为 {whole}，其下已给定的合计 {parts}，余下 {left} 没有人可以承担，不在计划之内"),
                    format!("the {kpi} target of {of} for {span} is {whole}, what is set below it comes to {parts}, and nobody is left to carry the other {left}; the plan is without it"),
                )
            }
            Self::Twice { first, span } => language.pick(
                format!("{span} 的同一目标在 {first} 已写过，只采用那一处"),
                format!("the same target for {span} stands at {first} already; that one counts alone"),
            ),
            Self::TierAcross { kpi, of, is_floor, stated, rest, targets } => {
                let (kpi, of) = (named(kpi), whose(of));
                let left = (stated != rest).then(|| {
                    language.pick(
                        format!("（扣除下级单独给定的，余 {rest}）"),
                        format!(" ({rest} after what is set below it)"),
                    )
                });
                let left = left.unwrap_or_default();
                if *is_floor {
                    language.pick(
                        format!("{of}的{kpi}保底为 {stated}{left}，与目标 {targets} 不符：保底不能高于目标；已按目标计"),
                        format!("the floor of {kpi} of {of} is {stated}{left}, which does not fit the target of {targets}: a floor is no higher than that; it was taken to be the target"),
                    )
                } else {
                    language.pick(
                        format!("{of}的{kpi}挑战为 {stated}{left}，与目标 {targets} 不符：挑战不能低于目标；已按目标计"),
                        format!("the stretch of {kpi} of {of} is {stated}{left}, which does not fit the target of {targets}: a stretch is no lower than that; it was taken to be the target"),
                    )
                }
            }
            Self::SeasonLearned { months, count, enough, .. } => {
                let Some([first, last]) = months else {
                    return language
                        .pick(
                            "没有可学习季节的销售数据，各月权重相同",
                            "there are no sales to learn a season from; all months weigh alike",
                        )
                        .to_owned();
                };
                if count >= enough {
                    language.pick(
                        format!("各月权重由 {first} 至 {last} 共 {count} 个月的销售额得出"),
                        format!("the months' weights were learned from the sales of {count} months, {first} to {last}"),
                    )
                } else {
                    language.pick(
                        format!("各月权重由 {first} 至 {last} 的 {count} 个月得出，不足 {enough} 个月，按 {count}/{enough} 采用，其余视为各月相同"),
                        format!("the months' weights were learned from {count} months, {first} to {last}; {enough} would be enough, so {count}/{enough} of what they say was taken over, and the rest is even"),
                    )
                }
            }
            Self::ShareUnknown { reps, rest, months: [first, last], mean } => {
                let names = reps.join(language.pick("、", ", "));
                let more = if *rest == 0 {
                    String::new()
                } else {
                    language.pick(format!("等，另有 {rest} 人"), format!(" and {rest} more"))
                };
                language.pick(
                    format!("{names}{more}在 {first} 至 {last} 没有一个完整的月份，按其他人的月均销售额 {mean} 分配"),
                    format!("{names}{more} had no whole month between {first} and {last}, and share by what the others sold a month on the average, {mean}"),
                )
            }
            Self::NoLastYear { year } => language.pick(
                format!("{year} 年没有订单，无法按上年业绩分配，各人相同"),
                format!("{year} has no orders to share by; all share alike"),
            ),
            Self::DiffersFromSigned { months, reps } => language.pick(
                format!("inbox 中已有该年的目标，与本计划不同：{reps} 人、{months} 个月；逐月见工作簿“与已定目标的差异”"),
                format!("the inbox holds targets for that year which differ: {months} months of {reps} reps; the workbook lists them"),
            ),
        }
    }

    /// What to do about it.
    pub fn fix(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        if let Self::SeasonLearned { weights, .. } = self {
            let months: Vec<String> = weights.iter().map(ToString::to_string).collect();
            let line = format!("months = [{}]", months.join(", "));
            return language.pick(
                format!("若要固定下来，在 [season] 中写 {line}"),
                format!("to keep them as they are, write {line} under [season]"),
            );
        }
        let (chinese, english) = match self {
            Self::PartsAbove { .. } => (
                "请提高总目标，或降低其下给定的目标",
                "raise the whole, or lower what is set below it",
            ),
            Self::ForNobody { .. } => (
                "请降低总目标，提高其下的目标，或留下一人不单独给定",
                "lower the whole, raise what is set below it, or leave somebody without a figure",
            ),
            Self::Twice { .. } => ("请只保留一个", "keep one of them"),
            Self::TierAcross { .. } => ("请核对保底、目标、挑战三个数", "check floor, target and stretch"),
            Self::ShareUnknown { .. } => (
                "若不合适，在计划中为他们单独给定目标，或改用 by = \"weight\"",
                "where that does not fit, give them targets of their own in the plan, or use by = \"weight\"",
            ),
            Self::NoLastYear { .. } => (
                "请把上年的订单放入 inbox/ 中各月的文件夹，或改用 by = \"weight\"",
                "put last year's orders into their months' folders of the inbox, or use by = \"weight\"",
            ),
            Self::DiffersFromSigned { .. } => (
                "若本计划取代原目标，请用 targets 工作簿替换 inbox 中的目标表，并重新签订",
                "where this plan takes their place, put its targets workbook into the inbox instead of theirs, and have it signed",
            ),
            Self::SeasonLearned { .. } => ("", ""),
        };
        language.pick(chinese, english).to_owned()
    }
}
