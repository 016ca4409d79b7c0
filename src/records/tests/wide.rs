//! Rows of text files that are wider than their header.

use super::table;
use crate::model::{Dataset, Problem};
use crate::recognise::Wide;

fn look_at(rows: &str) -> Option<(u64, u64, Option<String>, Option<String>)> {
    let header = "order_id|date|rep_id|customer|amount\n";
    let text = format!("{header}{}", rows.replace(',', "|"));
    let table = &mut table(Dataset::ORDERS, "orders.csv", &text);
    table.delimiter = Some(',');
    let finding = Wide::of(table).finding(table)?;
    let Problem::WideRow {
        rows, fields, parted, ..
    } = finding.problem
    else {
        panic!("another finding");
    };
    Some((
        rows,
        fields,
        parted,
        finding.amount.map(|amount| amount.to_string()),
    ))
}

#[test]
fn amounts_parted_at_their_comma_are_put_together_again() {
    let d = |rest: &str| format!("D1,2026-10-08,S001,甲公司,{rest}\n");
    let text = |text: &str| Some(text.to_owned());
    for (rows, expected) in [
        (
            d("1200.00") + &d("1,200.00"),
            Some((1, 6, text("1,200.00"), text("1200.00"))),
        ),
        (d("1,200.00"), Some((1, 6, text("1,200.00"), text("1200.00")))),
        (
            d("-1,234,567") + &d("2,000"),
            Some((2, 7, text("-1,234,567"), text("-1232567"))),
        ),
        (d("¥1,200.00"), Some((1, 6, text("1,200.00"), text("1200.00")))),
        (d("12") + &d("12,注"), Some((1, 6, None, None))),
        (d("12,注") + &d("15,注"), None),
        (d("12,") + &d("15"), None),
        (d("12,,") + &d("15"), None),
    ] {
        assert_eq!(look_at(&rows), expected, "{rows}");
    }
}
