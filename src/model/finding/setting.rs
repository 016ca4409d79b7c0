//! Settings that can be meant as they stand and seldom are: what looks wrong, and what is usual.

use crate::model::{Kpi, Language, Terms};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What looks wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Doubt {
    /// Weights that do not add up to 100.
    Weights {
        /// What they add up to.
        sum: Decimal,
    },
    /// The lowest grade begins above 0, so that some scores have none.
    NoLowestGrade {
        /// That grade.
        grade: String,
        /// Where it begins.
        at_least: Decimal,
    },
    /// A grade that no score can reach.
    GradeOutOfReach {
        /// The grade.
        grade: String,
        /// Where it begins.
        at_least: Decimal,
        /// The best score that the rules give.
        best: Decimal,
    },
    /// A letter that others think better begins lower.
    LettersReversed {
        /// The letter that begins higher.
        higher: String,
        /// The earlier letter, which begins lower.
        lower: String,
    },
    /// Points that fall where the value is better, or rise where it is worse.
    AgainstTheGrain {
        /// The KPI.
        kpi: Kpi,
    },
    /// Thresholds of growth that look like percentages.
    Percentages {
        /// The KPI.
        kpi: Kpi,
        /// One of them.
        at_least: Decimal,
    },
    /// A `floor` above the target itself.
    FloorAboveTarget {
        /// The KPI.
        kpi: Kpi,
        /// The floor.
        floor: Decimal,
    },
    /// So many hours for a reply that they are likely to be minutes.
    ManyHours {
        /// The hours.
        hours: Decimal,
    },
}

impl Doubt {
    /// What looks wrong.
    pub fn text(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        match self {
            Self::Weights { sum } => language.pick(
                format!("各指标的权重合计 {sum}，不是 100；得分会按 100 折算"),
                format!("the weights add up to {sum}, not to 100; scores are scaled to 100"),
            ),
            Self::NoLowestGrade { grade, at_least } => language.pick(
                format!("最低的等级“{grade}”从 {at_least} 分起，更低的得分没有等级"),
                format!("the lowest grade, {grade}, begins at {at_least}, and lower scores have no grade"),
            ),
            Self::GradeOutOfReach { grade, at_least, best } => language.pick(
                format!("等级“{grade}”从 {at_least} 分起，而按评分规则最多得 {best} 分，没有人能得到"),
                format!("grade {grade} begins at {at_least}, and the rules give {best} at most: nobody can reach it"),
            ),
            Self::LettersReversed { higher, lower } => language.pick(
                format!("等级“{higher}”的分数线高于“{lower}”，与字母顺序相反"),
                format!("grade {higher} begins above grade {lower}, against the order of letters"),
            ),
            Self::AgainstTheGrain { kpi } => language.pick(
                format!("“{}”越好，得分反而越低", terms.kpi(*kpi)),
                format!("the better \"{}\" is, the fewer points it gives", terms.kpi(*kpi)),
            ),
            Self::Percentages { kpi, at_least } => language.pick(
                format!("“{}”的档位 {at_least} 表示 {}%", terms.kpi(*kpi), percent(*at_least)),
                format!("the step {at_least} of \"{}\" stands for {}%", terms.kpi(*kpi), percent(*at_least)),
            ),
            Self::FloorAboveTarget { kpi, floor } => language.pick(
                format!("“{}”的 floor 为 {floor}：完成目标的人也不得分", terms.kpi(*kpi)),
                format!("the floor of \"{}\" is {floor}: whoever reaches the target gets no points", terms.kpi(*kpi)),
            ),
            Self::ManyHours { hours } => language.pick(
                format!("客户需求的回复时限为 {hours} 小时"),
                format!("customers' requests may take {hours} hours to be answered"),
            ),
        }
    }

    /// What is usual, and so what to do.
    pub fn fix(&self, language: Language) -> &'static str {
        match self {
            Self::Weights { .. } => language.pick(
                "请修改 weight，使合计为 100",
                "change `weight` so that they add up to 100",
            ),
            Self::NoLowestGrade { .. } => language.pick(
                "请为最低的等级删去 at_least（即 0），或再写一个等级",
                "leave out `at_least` for the lowest grade, which makes it 0, or add a grade",
            ),
            Self::GradeOutOfReach { .. } => language.pick(
                "请改低 at_least；满分通常为 100",
                "lower `at_least`; a full score is usually 100",
            ),
            Self::LettersReversed { .. } => language.pick(
                "请对调两者的 at_least；通常 A 最高",
                "exchange their `at_least`; A is usually the best",
            ),
            Self::AgainstTheGrain { .. } => language.pick(
                "请核对 rule：通常数值越好得分越高；丢失客户越少越好",
                "check the rule: points usually rise as the value gets better; of customers lost, fewer are better",
            ),
            Self::Percentages { .. } => language.pick(
                "请按比率填写：10% 写 0.10",
                "write a share: 0.10 for 10%",
            ),
            Self::FloorAboveTarget { .. } => language.pick(
                "请改为 0 到 1 之间的比率，例如 0.5 表示 50%",
                "write a share from 0 to 1, such as 0.5 for 50%",
            ),
            Self::ManyHours { .. } => language.pick(
                "单位是小时，通常为 24；不是分钟",
                "the unit is hours, usually 24, not minutes",
            ),
        }
    }
}

/// What the rule of a KPI gives everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SameFor {
    /// Everybody is far above the `cap`.
    AboveCap {
        /// The cap.
        cap: Decimal,
    },
    /// Everybody is below the `floor`.
    BelowFloor {
        /// The floor.
        floor: Decimal,
    },
    /// Everybody is below the lowest step.
    BelowSteps {
        /// Its threshold.
        at_least: Decimal,
    },
    /// Everybody is far above the highest step.
    AboveSteps {
        /// Its threshold.
        at_least: Decimal,
    },
    /// Everybody has the fewest points, or the most, that the rule allows.
    Bound {
        /// How many points.
        points: Decimal,
    },
}

impl SameFor {
    /// Why everybody has the same points.
    pub fn text(self, language: Language) -> String {
        match self {
            Self::AboveCap { cap } => language.pick(
                format!("所有人的达成率都远高于 cap {cap}"),
                format!("everybody is far above the cap of {cap}"),
            ),
            Self::BelowFloor { floor } => language.pick(
                format!("所有人的达成率都低于 floor {floor}"),
                format!("everybody is below the floor of {floor}"),
            ),
            Self::BelowSteps { at_least } => language.pick(
                format!("所有人都低于最低一档 {at_least}"),
                format!("everybody is below the lowest step, {at_least}"),
            ),
            Self::AboveSteps { at_least } => language.pick(
                format!("所有人都远高于最高一档 {at_least}"),
                format!("everybody is far above the highest step, {at_least}"),
            ),
            Self::Bound { points } => language.pick(
                format!("所有人都到了规则的界限 {points} 分"),
                format!("everybody is at the bound of the rule, {points} points"),
            ),
        }
    }
}

fn percent(share: Decimal) -> Decimal {
    share
        .checked_mul(Decimal::ONE_HUNDRED)
        .unwrap_or(share)
        .normalize()
}
