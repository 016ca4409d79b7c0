//! A cell's table, column and row → what its parser needs to know of them.

use super::scales::{factor, scale};
use super::{CellMoney, Setting, Texts};
use crate::read::Row;
use crate::recognise::{Column, Table};

/// What a parser needs to know of a cell of `column` in `row`, which may state a unit or a currency of its own.
pub fn row_setting<'a>(table: &'a Table, column: &Column, row: &Row, texts: &'a mut Texts) -> Setting<'a> {
    Setting {
        multiplier: factor(table, row, column),
        money: cell_money(table, column, Some(row)),
        ..setting(table, column, texts)
    }
}

fn cell_money<'a>(table: &'a Table, column: &Column, row: Option<&Row>) -> Option<CellMoney<'a>> {
    column.field.may_be_money().then(|| CellMoney {
        of_table: &table.money,
        scale: scale(table, row, column),
    })
}

/// What a parser needs to know of a cell of `column`.
pub fn setting<'a>(table: &'a Table, column: &Column, texts: &'a mut Texts) -> Setting<'a> {
    Setting {
        epoch_1904: table.epoch_1904,
        writing: column.writing,
        multiplier: column.multiplier,
        money: cell_money(table, column, None),
        texts,
    }
}
