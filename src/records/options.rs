//! What the stage needs to know of a book and a run.

use super::late::ClosedOrders;
use super::words::WordSettings;
use crate::catalogue::Catalogue;
use crate::model::policy::LateOrders;
use crate::model::{Currency, Dataset, DateOrder, Kpi, Period, Restated, SameNumber, Timezone, YearStart};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the stage needs to know of a book and a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordOptions {
    /// The period.
    pub period: Period,
    /// The KPIs that managers score.
    pub manual: Vec<Kpi>,
    /// What they are called, and what kind of number each figure is.
    pub catalogue: Arc<Catalogue>,
    /// What the settings say of words.
    pub words: WordSettings,
    /// What order numbers mean that stand in several files or sheets, where the settings say so.
    pub same_number: Option<SameNumber>,
    /// What rows of two exports are that differ in some cells, by lists that the settings speak of.
    pub restated: BTreeMap<Dataset, Restated>,
    /// The book's currency, where it is known.
    pub currency: Option<Currency>,
    /// How dates such as 05/10/2026 read where neither their column nor a pin tells.
    pub date_order: Option<DateOrder>,
    /// Where the years begin that targets are set for, where the settings say so.
    pub year_start: Option<YearStart>,
    /// Whether they say as well which calendar year these are called by.
    pub is_year_named: bool,
    /// The zone of days; none where moments that state their own zone stay as they are written.
    pub timezone: Option<Timezone>,
    /// The lists that may have no row.
    pub optional: BTreeSet<Dataset>,
    /// The periods that are closed, with their orders.
    pub closed: Arc<[ClosedOrders]>,
    /// What becomes of orders of these that came later.
    pub late_orders: LateOrders,
}

impl RecordOptions {
    /// Those of a book without settings.
    pub fn of_period(period: Period) -> Self {
        Self {
            period,
            manual: Vec::new(),
            catalogue: Arc::default(),
            words: WordSettings::default(),
            same_number: None,
            restated: BTreeMap::new(),
            currency: None,
            date_order: None,
            year_start: None,
            is_year_named: false,
            timezone: Some(Timezone::CHINA),
            optional: BTreeSet::new(),
            closed: Arc::default(),
            late_orders: LateOrders::default(),
        }
    }
}
