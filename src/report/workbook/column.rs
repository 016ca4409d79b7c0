//! The columns of a table of scores: who, how they did, and the figures of each KPI.

use super::style::Kind;
use super::value::Value;
use super::wording::short_name;
use crate::model::kpi::Unit;
use crate::model::policy::Rule;
use crate::model::{Kpi, Language};
use crate::score::{KpiScore, Scorecard};
use rust_decimal::Decimal;

/// What a column holds about a rep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Rank in the company.
    Rank,
    /// Rank in the team.
    TeamRank,
    /// Number.
    RepId,
    /// Name.
    Name,
    /// Team.
    Team,
    /// Region.
    Region,
    /// Score.
    Score,
    /// Grade.
    Grade,
    /// A figure of a KPI.
    Kpi(Kpi, Figure),
}

/// Which figure of a KPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// What was to be reached.
    Target,
    /// What was reached.
    Actual,
    /// The share of the target that was reached.
    Attainment,
    /// Points.
    Points,
}

/// What the totals row says below a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// Nothing: the figures don't add up to anything.
    Nothing,
    /// That this is the totals row.
    Label,
    /// How many reps there are.
    People,
    /// The sum.
    Sum,
    /// The mean.
    Mean,
    /// The sum of the actuals over the sum of the targets, in the two columns before.
    Attainment,
}

/// A column that every table of scores begins with.
#[derive(Debug, Clone, Copy)]
pub struct Fact {
    content: Content,
    header: (&'static str, &'static str),
    kind: Kind,
    total: Total,
}

const fn fact(content: Content, header: (&'static str, &'static str), kind: Kind, total: Total) -> Fact {
    Fact {
        content,
        header,
        kind,
        total,
    }
}

/// Who and how, in the table of the whole company.
pub const COMPANY: [Fact; 7] = [
    fact(Content::Rank, ("排名", "Rank"), Kind::Rank, Total::Label),
    fact(Content::RepId, ("工号", "Number"), Kind::Text, Total::Nothing),
    fact(Content::Name, ("姓名", "Name"), Kind::Text, Total::People),
    fact(Content::Team, ("团队", "Team"), Kind::Text, Total::Nothing),
    fact(Content::Region, ("区域", "Region"), Kind::Text, Total::Nothing),
    fact(Content::Score, ("得分", "Score"), Kind::Points, Total::Mean),
    fact(Content::Grade, ("等级", "Grade"), Kind::Word, Total::Nothing),
];

/// Who and how, in the table of a team.
pub const TEAM: [Fact; 7] = [
    fact(
        Content::TeamRank,
        ("团队排名", "Team rank"),
        Kind::Rank,
        Total::Label,
    ),
    fact(Content::RepId, ("工号", "Number"), Kind::Text, Total::Nothing),
    fact(Content::Name, ("姓名", "Name"), Kind::Text, Total::People),
    fact(
        Content::Rank,
        ("公司排名", "Company rank"),
        Kind::Rank,
        Total::Nothing,
    ),
    fact(Content::Region, ("区域", "Region"), Kind::Text, Total::Nothing),
    fact(Content::Score, ("得分", "Score"), Kind::Points, Total::Mean),
    fact(Content::Grade, ("等级", "Grade"), Kind::Word, Total::Nothing),
];

/// How many of these columns stay in view: up to the name.
pub const FIXED_COLUMNS: u16 = 3;

/// The figures of a KPI with a target.
const AGAINST_TARGET: [(Figure, (&str, &str)); 4] = [
    (Figure::Target, ("目标", "target")),
    (Figure::Actual, ("实际", "actual")),
    (Figure::Attainment, ("达成率", "% of target")),
    (Figure::Points, ("得分", "points")),
];

/// The figures of a KPI that is not measured against a target.
const WITHOUT_TARGET: [(Figure, (&str, &str)); 2] = [
    (Figure::Actual, ("实际", "actual")),
    (Figure::Points, ("得分", "points")),
];

/// A KPI and the columns that it takes.
#[derive(Debug, Clone, Copy)]
pub struct KpiGroup {
    /// The KPI.
    pub kpi: Kpi,
    /// Its weight.
    pub weight: Decimal,
    /// Whether it is measured against a target, for anyone.
    has_target: bool,
}

impl KpiGroup {
    /// The KPIs of some scorecards, in policy order.
    pub fn of(scorecards: &[Scorecard]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for score in scorecards.iter().flat_map(|card| &card.kpis) {
            let has_target = score.target.is_some() || matches!(score.rule, Rule::Ratio { .. });
            match groups.iter_mut().find(|group| group.kpi == score.kpi) {
                Some(group) => group.has_target |= has_target,
                None => groups.push(Self {
                    kpi: score.kpi,
                    weight: score.weight,
                    has_target,
                }),
            }
        }
        groups
    }

    /// How many columns it takes.
    pub fn width(&self) -> u16 {
        self.figures().len() as u16
    }

    fn figures(&self) -> &'static [(Figure, (&'static str, &'static str))] {
        if self.has_target {
            &AGAINST_TARGET
        } else {
            &WITHOUT_TARGET
        }
    }
}

/// A column of a table of scores.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its header, unlike any other of the table.
    pub header: String,
    /// What it shows.
    pub kind: Kind,
    /// What stands below it.
    pub total: Total,
    /// Whether it is the first of a KPI's columns.
    pub begins_group: bool,
    content: Content,
}

impl Column {
    /// The columns of a table: the facts, then each KPI's figures.
    pub fn all(facts: &[Fact], groups: &[KpiGroup], language: Language) -> Vec<Self> {
        let facts = facts.iter().map(|fact| Self {
            header: language.pick(fact.header.0, fact.header.1).to_owned(),
            kind: fact.kind,
            total: fact.total,
            begins_group: false,
            content: fact.content,
        });
        let figures = groups.iter().flat_map(|group| {
            let short = short_name(group.kpi, language);
            group
                .figures()
                .iter()
                .map(move |&(figure, (chinese, english))| Self {
                    header: language.pick(format!("{short}{chinese}"), format!("{short} {english}")),
                    kind: figure_kind(group.kpi, figure),
                    total: figure_total(group, figure),
                    begins_group: figure == group.figures()[0].0,
                    content: Content::Kpi(group.kpi, figure),
                })
        });
        facts.chain(figures).collect()
    }

    /// What stands in it for a rep.
    pub fn value(&self, card: &Scorecard) -> Value {
        let rank = |rank: Option<u32>| Value::decimal(rank.map(Decimal::from));
        match self.content {
            Content::Rank => rank(card.rank),
            Content::TeamRank => rank(card.team_rank),
            Content::RepId => Value::text(Some(&card.rep.rep_id)),
            Content::Name => Value::text(Some(&card.rep.name)),
            Content::Team => Value::text(card.rep.team.as_deref()),
            Content::Region => Value::text(card.rep.region.as_deref()),
            Content::Score => Value::decimal(card.score),
            Content::Grade => Value::text(card.grade.as_ref().map(|earned| earned.grade.as_str())),
            Content::Kpi(kpi, figure) => card
                .kpis
                .iter()
                .find(|score| score.kpi == kpi)
                .map_or(Value::Missing, |score| figure_value(score, figure)),
        }
    }

    /// Whether it shows grades.
    pub fn is_grade(&self) -> bool {
        self.content == Content::Grade
    }

    /// Whether it shows the reps' numbers.
    pub fn is_rep_id(&self) -> bool {
        self.content == Content::RepId
    }
}

fn figure_value(score: &KpiScore, figure: Figure) -> Value {
    let own = |figure| match score.kpi.unit() {
        Unit::Rate => Value::ratio(figure),
        Unit::Money | Unit::Count | Unit::PerWeek => Value::exact(figure),
    };
    match figure {
        Figure::Target => own(score.target.as_ref()),
        Figure::Actual => own(score.actual.as_ref()),
        Figure::Attainment => Value::ratio(score.attainment.as_ref()),
        Figure::Points => Value::decimal(score.points),
    }
}

fn figure_kind(kpi: Kpi, figure: Figure) -> Kind {
    match figure {
        Figure::Target | Figure::Actual => Kind::Figure(kpi.unit()),
        Figure::Attainment => Kind::Figure(Unit::Rate),
        Figure::Points => Kind::Points,
    }
}

/// Money and counts add up; rates, orders a week and points do not.
fn figure_total(group: &KpiGroup, figure: Figure) -> Total {
    match (group.kpi.unit(), figure) {
        (Unit::Money | Unit::Count, Figure::Target | Figure::Actual) => Total::Sum,
        (Unit::Money | Unit::Count, Figure::Attainment) => Total::Attainment,
        _ => Total::Nothing,
    }
}
