//! Rows of visits.

use super::cells::{text, word};
use super::gather::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::row::RowReader;
use super::{RepKey, Visit, VisitKind};
use crate::model::{Dataset, Field, Text};
use chrono::NaiveDateTime;

/// What people call the customers they visit.
const KINDS: &[(VisitKind, &[&str])] = &[
    (
        VisitKind::Existing,
        &[
            "现有",
            "现有客户",
            "老客户",
            "老",
            "旧客户",
            "已有",
            "已有客户",
            "存量",
            "存量客户",
            "成交客户",
            "已成交",
            "已成交客户",
            "合作客户",
            "existing",
            "existing customer",
            "current",
            "current customer",
            "customer",
        ],
    ),
    (
        VisitKind::Prospect,
        &[
            "潜在",
            "潜在客户",
            "新客户",
            "新",
            "准客户",
            "意向",
            "意向客户",
            "目标客户",
            "未成交",
            "未成交客户",
            "陌生客户",
            "prospect",
            "prospective",
            "potential",
            "potential customer",
            "new",
            "new customer",
            "lead",
        ],
    ),
];

/// What answers 是否新客户.
const IS_NEW: &[(VisitKind, &[&str])] = &[
    (
        VisitKind::Prospect,
        &["是", "y", "yes", "true", "1", "√", "新", "新客户"],
    ),
    (
        VisitKind::Existing,
        &["否", "n", "no", "false", "0", "×", "老", "老客户"],
    ),
];

/// A visit, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct VisitRow {
    moment: NaiveDateTime,
    rep: RepKey,
    customer: CustomerName,
    kind: Option<VisitKind>,
    method: Option<Text>,
    purpose: Option<Text>,
    result: Option<Text>,
}

impl DataRow for VisitRow {
    const DATASET: Dataset = Dataset::Visits;
    const DATE: Option<Field> = Some(Field::Date);

    fn read(row: &mut RowReader<'_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let rep = context.staff.dated_rep(row, Field::Date, date);
        let customer = row.required_customer();
        let asks_for_new = row.header(Field::Kind).contains("是否新");
        let kind = row.optional(Field::Kind, word(if asks_for_new { IS_NEW } else { KINDS }));
        let method = row.optional(Field::Method, text);
        let purpose = row.optional(Field::Purpose, text);
        let result = row.optional(Field::Result, text);
        Some(Self {
            moment: date?,
            rep: rep?,
            customer: customer?,
            kind,
            method,
            purpose,
            result,
        })
    }
}

impl VisitRow {
    /// The customer.
    pub fn customer(&self) -> &CustomerName {
        &self.customer
    }
}

/// The records of visits.
pub fn visits(rows: &[Gathered<VisitRow>], customers: &Customers<'_>) -> Vec<Visit> {
    rows.iter()
        .filter_map(|Gathered { place, row, .. }| {
            Some(Visit {
                place: place.clone(),
                moment: row.moment,
                rep: row.rep,
                customer: customers.key(&row.customer)?,
                kind: row.kind,
            })
        })
        .collect()
}
