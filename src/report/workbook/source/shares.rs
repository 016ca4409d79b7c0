//! Rows of regions and of products: what each contributes to sales.

use crate::measure::details::Share;
use crate::measure::growth_rate;
use crate::model::Exact;
use crate::model::kpi::Unit;
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{Field, Total};
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;

type Shares = for<'a> fn(&Content<'a>) -> &'a [Share];

const fn regions<'a>(content: &Content<'a>) -> &'a [Share] {
    content.details.regions.as_slice()
}

const fn products<'a>(content: &Content<'a>) -> &'a [Share] {
    content.details.products.as_slice()
}

/// The fields of a region.
pub const REGIONS: &[Field] = &[
    Field::new("region", ("区域", "Region"), Kind::Text, |content, row, _| {
        name(content, row, regions)
    })
    .total(Total::Label),
    Field::new(
        "sales",
        ("销售额", "Sales"),
        Kind::Figure(Unit::Money),
        |content, row, _| sales(content, row, regions),
    )
    .total(Total::Sum),
    Field::new(
        "share",
        ("占比", "Share"),
        Kind::Figure(Unit::Rate),
        |content, row, _| share(content, row, regions),
    ),
    Field::new(
        "orders",
        ("订单数", "Orders"),
        Kind::Figure(Unit::Count),
        |content, row, _| orders(content, row, regions),
    )
    .total(Total::Sum),
    Field::new(
        "before",
        ("上期销售额", "Sales before"),
        Kind::Figure(Unit::Money),
        |content, row, _| before(content, row, regions),
    )
    .total(Total::Sum),
    Field::new(
        "growth",
        ("环比", "vs last"),
        Kind::Growth,
        |content, row, _| growth(content, row, regions),
    ),
];

/// The fields of a product.
pub const PRODUCTS: &[Field] = &[
    Field::new("product", ("产品", "Product"), Kind::Text, |content, row, _| {
        name(content, row, products)
    })
    .total(Total::Label),
    Field::new(
        "sales",
        ("销售额", "Sales"),
        Kind::Figure(Unit::Money),
        |content, row, _| sales(content, row, products),
    )
    .total(Total::Sum),
    Field::new(
        "share",
        ("占比", "Share"),
        Kind::Figure(Unit::Rate),
        |content, row, _| share(content, row, products),
    ),
    Field::new(
        "orders",
        ("订单数", "Orders"),
        Kind::Figure(Unit::Count),
        |content, row, _| orders(content, row, products),
    ),
    Field::new(
        "before",
        ("上期销售额", "Sales before"),
        Kind::Figure(Unit::Money),
        |content, row, _| before(content, row, products),
    )
    .total(Total::Sum),
    Field::new(
        "growth",
        ("环比", "vs last"),
        Kind::Growth,
        |content, row, _| growth(content, row, products),
    ),
];

/// How many rows there are to show: where no order names a part there is nothing to tell.
pub fn named(shares: &[Share]) -> usize {
    let is_any = shares.iter().any(|share| share.name.is_some());
    if is_any { shares.len() } else { 0 }
}

fn name(content: &Content<'_>, row: usize, shares: Shares) -> Value {
    let unnamed = content.language().pick("（未注明）", "(not stated)");
    Value::text(Some(shares(content)[row].name.as_deref().unwrap_or(unnamed)))
}

fn sales(content: &Content<'_>, row: usize, shares: Shares) -> Value {
    Value::exact(Some(&shares(content)[row].sales))
}

fn share(content: &Content<'_>, row: usize, shares: Shares) -> Value {
    let all = content.details.sales[0].as_ref();
    let share = all.and_then(|all: &Exact| shares(content)[row].sales.checked_div(all));
    Value::exact(share.as_ref())
}

fn orders(content: &Content<'_>, row: usize, shares: Shares) -> Value {
    Value::count(shares(content)[row].orders as usize)
}

fn before(content: &Content<'_>, row: usize, shares: Shares) -> Value {
    Value::exact(shares(content)[row].before.as_ref())
}

fn growth(content: &Content<'_>, row: usize, shares: Shares) -> Value {
    let Share { sales, before, .. } = &shares(content)[row];
    Value::exact(growth_rate(Some(sales), before.as_ref()).as_ref())
}
