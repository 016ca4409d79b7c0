//! How a column is written → what is taken for granted of it: the order of its dates, a comma before its decimals.

use super::Judged;
use super::orders::Dates;
use crate::model::assumption::Line;
use crate::model::{Assumption, DecimalMark, Decimals, Origin, Taken};
use crate::recognise::{Column, Table};

pub(super) fn of_column(
    table: &Table,
    (column, judged): (&Column, &Judged),
    decimal: Decimals,
    dates: &Dates,
) -> Vec<Assumption> {
    let field = column.field;
    let place = table.header_place().at_column(column.index);
    let said = |from, taken, line| {
        let said = Assumption::new(from, place.clone(), taken).of(table.dataset);
        said.under(&column.header).settled_by(line)
    };
    let orders = dates.settled.iter().map(|settled| {
        let line = Line::of_inputs("date_order", &format!("\"{}\"", settled.order.id()));
        let taken = Taken::DateOrder {
            field,
            order: settled.order,
            short_years: settled.short_years,
        };
        said(settled.by, taken, line)
    });
    let mark = DecimalMark::Comma;
    let is_comma = decimal == Decimals::Comma && judged.has_numbers;
    let comma = is_comma.then(|| {
        let by = if table.decimal.is_some() {
            Origin::Settings
        } else {
            Origin::File
        };
        let line = Line::of_inputs("decimal", &format!("\"{}\"", mark.id()));
        said(by, Taken::Decimal { field, mark }, line)
    });
    orders.chain(comma).collect()
}
