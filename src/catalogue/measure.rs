//! What a figure is: its names, what it is counted from and how, and what kind of number comes of it.

use super::Condition;
use super::expression::Expression;
use crate::model::kpi::Unit;
use crate::model::{Bilingual, Dataset, Exact, Id, Kpi, Language, Policy};
use serde::{Deserialize, Serialize};

/// A declared figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Which it is.
    pub kpi: Kpi,
    pub(super) id: Id,
    /// The name printed on forms and headers.
    pub name: Bilingual,
    /// A name of some four Chinese characters or eight Latin ones, for the heads of narrow columns.
    pub(super) short: Option<Bilingual>,
    /// A shorter one still, for columns under a band that has it in full.
    pub(super) heading: Option<Bilingual>,
    /// What it counts, in a sentence; `{sla_hours}` and the like stand for what the policy says.
    pub(super) definition: Bilingual,
    /// The list whose rows it is made of.
    pub(super) from: Option<Dataset>,
    /// How it is made of them.
    pub figure: Figure,
    /// What kind of number it is.
    pub unit: Unit,
    /// Whether more of it is better, or less.
    pub better: Better,
    /// What its target and actual are counted in; none where the figures say it themselves.
    pub counted_in: Option<Bilingual>,
    /// What the share is called that its points are a fraction of.
    pub(super) share: Option<Bilingual>,
    /// What its targets are called apart from its names and id; none where it has no targets.
    pub targets: Option<Vec<String>>,
    /// What holds in the place of the above where the policy says something.
    pub(super) when: Vec<(Setting, Variant)>,
}

/// How a figure comes of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// By rules that no expression can state, known by a name.
    Registered(Registered),
    /// By an expression over rows of its list.
    Declared(Box<Declared>),
    /// By how another figure grew over the period before.
    GrowthOf(Kpi),
    /// As managers score it.
    Scored,
}

/// A figure as an expression over the rows of its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// Which rows count, as it is written; all where nothing is.
    pub filter: Option<String>,
    /// What comes of them, as it is written.
    pub value: String,
    /// What a rep has of whom no row counts, though there are rows of the list.
    pub without_rows: Option<Exact>,
    /// Both, ready to be computed; none once they are read from a snapshot, which is computed no more.
    #[serde(skip)]
    pub(super) ready: Option<Ready>,
}

/// Expressions that were checked against the list whose rows they are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Which rows count.
    pub condition: Condition,
    /// What comes of them.
    pub value: Expression,
}

impl Declared {
    /// What it is computed by.
    pub fn ready(&self) -> Option<&Ready> {
        self.ready.as_ref()
    }
}

/// Figures whose rules are the program's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registered {
    /// Amounts of orders.
    Sales,
    /// Customers by their first order.
    NewCustomers,
    /// Visits to existing customers.
    Visits,
    /// Calls that were answered.
    Calls,
    /// Orders a week worked.
    WeeklyOrders,
    /// Customers by their day of creation.
    CustomersAdded,
    /// Customers by the day they were lost.
    CustomersLost,
    /// Points of events, off 100.
    Conduct,
    /// Reports that came in time.
    Reports,
    /// Requests answered in time.
    Requests,
}

impl Registered {
    /// Each by its name in catalogue files.
    pub(super) const ALL: [(&'static str, Self); 10] = [
        ("sales", Self::Sales),
        ("new_customers", Self::NewCustomers),
        ("visits", Self::Visits),
        ("calls", Self::Calls),
        ("weekly_orders", Self::WeeklyOrders),
        ("customers_added", Self::CustomersAdded),
        ("customers_lost", Self::CustomersLost),
        ("conduct", Self::Conduct),
        ("reports", Self::Reports),
        ("requests", Self::Requests),
    ];
}

/// Which way a figure is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    #[default]
    More,
    /// Less is.
    Less,
}

/// What of the policy may change a figure's definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Setting {
    LostAfterDays,
    LateCredit,
}

impl Setting {
    pub(super) const ALL: [(&'static str, Self); 2] = [
        ("lost_after_days", Self::LostAfterDays),
        ("late_credit", Self::LateCredit),
    ];

    fn is_stated(self, policy: &Policy) -> bool {
        match self {
            Self::LostAfterDays => policy.lost_after_days.is_some(),
            Self::LateCredit => !policy.late_credit.is_zero(),
        }
    }
}

/// What holds where the policy says something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Variant {
    pub(super) definition: Option<Bilingual>,
    pub(super) from: Option<Dataset>,
}

impl Measure {
    /// A figure that managers score.
    pub(super) fn scored(kpi: Kpi, name: Bilingual) -> Self {
        Self {
            kpi,
            id: kpi.id(),
            name,
            short: None,
            heading: None,
            definition: Bilingual {
                zh: "主管在评分表中给出的 0～100 分；没有评分则没有数值。".into(),
                en: "The score from 0 to 100 that the manager gave; no value where none was given.".into(),
            },
            from: Some(Dataset::SCORES),
            figure: Figure::Scored,
            unit: Unit::Score,
            better: Better::More,
            counted_in: Some(Bilingual {
                zh: "分".into(),
                en: String::new(),
            }),
            share: None,
            targets: None,
            when: Vec::new(),
        }
    }

    /// The id, as settings state it.
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// A name for the head of a narrow column.
    pub fn short(&self, language: Language) -> &str {
        self.short.as_ref().unwrap_or(&self.name).text(language)
    }

    /// A name for a column under a band that has it in full.
    pub fn heading(&self, language: Language) -> &str {
        let heading = self.heading.as_ref().or(self.short.as_ref());
        heading.unwrap_or(&self.name).text(language)
    }

    /// What the share is called that its points are a fraction of.
    pub fn share(&self, language: Language) -> &str {
        match &self.share {
            Some(share) => share.text(language),
            None => language.pick("实际值（0～1）", "Actual (0–1)"),
        }
    }

    /// Whether managers score it.
    pub fn is_scored(&self) -> bool {
        self.figure == Figure::Scored
    }

    /// Whether it is how another figure grew.
    pub fn is_growth(&self) -> bool {
        matches!(self.figure, Figure::GrowthOf(_))
    }

    /// Whether it has targets.
    pub fn has_targets(&self) -> bool {
        self.targets.is_some()
    }

    /// Whether it is compared with the period before and the year before: amounts and counts are, shares and scores not.
    pub fn is_compared(&self) -> bool {
        self.is_growth() || !matches!(self.unit, Unit::Rate | Unit::Score)
    }

    /// The list whose rows it is made of, under a policy; none where it is made of another figure.
    pub(super) fn dataset(&self, policy: &Policy) -> Option<Dataset> {
        let variants = self.variants(policy);
        variants.filter_map(|variant| variant.from).last().or(self.from)
    }

    /// What it counts under a policy, in a sentence in which `{sla_hours}` and the like stand for what the policy says.
    pub fn definition(&self, policy: &Policy, language: Language) -> &str {
        let variants = self.variants(policy);
        let definition = variants.filter_map(|variant| variant.definition.as_ref()).last();
        definition.unwrap_or(&self.definition).text(language)
    }

    fn variants(&self, policy: &Policy) -> impl Iterator<Item = &Variant> {
        let when = self.when.iter().filter(|(setting, _)| setting.is_stated(policy));
        when.map(|(_, variant)| variant)
    }
}
