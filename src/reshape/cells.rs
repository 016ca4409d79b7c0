//! The cells of a sheet as expressions see them.

use crate::catalogue::expression::{self, Scope, Type, Value};
use crate::cells::{
    CellMoney, Flaw, Setting, Texts, error, is_blank, moment, number, percentage, stated_currency, text,
    yes_no,
};
use crate::model::place::stem;
use crate::model::{Currency, Text, Writing};
use crate::read::{Cell, Row};
use crate::recognise::{FILE, Money, SHEET, Shape, SheetColumn, Table};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::cell::{Cell as Slot, RefCell};

/// What there is to know of a sheet beyond its rows.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    names: &'a [SheetColumn],
    /// How cells of the sheet are written where no column tells.
    usual: Writing,
    kinds: Vec<Type>,
    used: Vec<usize>,
    /// The names of sheet and file.
    name: Text,
    file: Text,
    epoch_1904: bool,
    /// The money that cells may state.
    money: Money,
    texts: RefCell<Texts>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(table: &Table, shape: &'a Shape, writing: Writing, own: Option<Currency>) -> Self {
        let stem = stem(&table.source.file);
        Self {
            names: &shape.names,
            usual: writing,
            kinds: vec![Type::Text; shape.names.len()],
            used: Vec::new(),
            name: table.source.sheet.as_deref().unwrap_or(stem).into(),
            file: stem.into(),
            epoch_1904: table.epoch_1904,
            money: Money {
                own,
                ..Money::default()
            },
            texts: RefCell::default(),
        }
    }

    pub(super) fn kinds(&self) -> &[Type] {
        &self.kinds
    }

    /// The names that expressions use so far, by their places.
    pub(super) fn used(&self) -> &[usize] {
        &self.used
    }

    /// The column of a name.
    pub(super) fn index(&self, at: usize) -> Option<u32> {
        self.names.get(at)?.index
    }

    /// Whether a name was looked at before; it is from now on.
    pub(super) fn is_new(&mut self, at: usize) -> bool {
        let is_new = !self.used.contains(&at);
        if is_new {
            self.used.push(at);
        }
        is_new
    }

    /// Sets what a column is for itself.
    pub(super) fn set(&mut self, at: usize, kind: Type) {
        if let Some(slot) = self.kinds.get_mut(at) {
            *slot = kind;
        }
    }

    /// Whether a cell is a date or a number that reads two ways.
    pub(super) fn reads_two_ways(&self, at: usize, cell: &Cell, kind: Type) -> bool {
        let texts = &mut *self.texts.borrow_mut();
        let mut setting = self.setting(at, texts);
        let flaw = match kind {
            Type::Number => number(cell, &mut setting).flaw,
            _ => moment(cell, &mut setting).flaw,
        };
        matches!(flaw, Some(Flaw::AmbiguousDate | Flaw::AmbiguousNumber))
    }

    /// How cells of the sheet are written where no column tells.
    pub(super) fn writing(&self) -> Writing {
        self.usual
    }

    /// The moment that a cell states, by how its column is written.
    pub(super) fn moment(&self, cell: &Cell, epoch_1904: bool, writing: Writing) -> Option<NaiveDateTime> {
        let texts = &mut *self.texts.borrow_mut();
        let mut setting = Setting {
            epoch_1904,
            writing,
            multiplier: Decimal::ONE,
            money: None,
            texts,
        };
        (!is_blank(cell)).then(|| moment(cell, &mut setting).value)?
    }

    fn setting<'s>(&'s self, at: usize, texts: &'s mut Texts) -> Setting<'s> {
        let multiplier = self
            .names
            .get(at)
            .map_or(Decimal::ONE, |column| column.multiplier);
        Setting {
            epoch_1904: self.epoch_1904,
            writing: self.names.get(at).map(|name| name.writing).unwrap_or_default(),
            multiplier,
            money: Some(CellMoney {
                of_table: &self.money,
                scale: multiplier,
            }),
            texts,
        }
    }

    /// A cell taken for a value of a type. None where something stands in it that is no such value.
    pub(super) fn taken(&self, at: usize, cell: &Cell, kind: Type) -> Option<Value> {
        if error(cell).is_some() || *cell == Cell::Uncalculated {
            return None;
        }
        if is_blank(cell) {
            return Some(Value::Null);
        }
        let texts = &mut *self.texts.borrow_mut();
        match kind {
            Type::Number => self.number(at, cell, texts).map(Value::from),
            Type::Text => text(cell, &mut self.setting(at, texts)).value.map(Value::from),
            Type::Date => {
                let moment = moment(cell, &mut self.setting(at, texts)).value;
                moment.map(|moment| Value::from(moment.date()))
            }
            Type::Moment => moment(cell, &mut self.setting(at, texts)).value.map(Value::from),
            Type::Bool => yes_no(cell, &mut self.setting(at, texts)).value.map(Value::from),
        }
    }

    /// A number; a percentage is a hundredth of it, and none in a column of money or pieces. Money of another currency is no
    /// number beside others.
    fn number(&self, at: usize, cell: &Cell, texts: &mut Texts) -> Option<Decimal> {
        let stated = stated_currency(cell, self.money.own);
        if stated.is_some() && self.money.own.is_some() && stated != self.money.own {
            return None;
        }
        let mut setting = self.setting(at, texts);
        if let Some(share) = percentage(cell, &setting) {
            let may_be_share = self.names.get(at).is_none_or(|name| name.may_be_share);
            return share.value.filter(|_| may_be_share);
        }
        number(cell, &mut setting).value
    }
}

/// A row of a sheet as expressions see it; which cell could not be taken for what an expression needs, is kept.
pub(super) struct CellRow<'s, 'a> {
    pub(super) sheet: &'s Sheet<'a>,
    pub(super) scope: &'s Scope,
    pub(super) row: &'s Row,
    pub(super) culprit: Slot<Option<u32>>,
}

impl<'s, 'a> CellRow<'s, 'a> {
    pub(super) fn new(sheet: &'s Sheet<'a>, scope: &'s Scope, row: &'s Row) -> Self {
        Self {
            sheet,
            scope,
            row,
            culprit: Slot::new(None),
        }
    }
}

impl expression::Row for CellRow<'_, '_> {
    fn value(&self, column: usize) -> Cow<'_, Value> {
        let Some((at, kind)) = self.scope.viewed(column) else {
            return Cow::Owned(Value::Null);
        };
        let Some(column) = self.sheet.names.get(at) else {
            return Cow::Owned(Value::Null);
        };
        let Some(index) = column.index else {
            let name = match column.name.as_str() {
                SHEET => &self.sheet.name,
                FILE => &self.sheet.file,
                _ => return Cow::Owned(Value::Null),
            };
            let cell = Cell::Text(name.clone());
            return Cow::Owned(self.sheet.taken(at, &cell, kind).unwrap_or(Value::Null));
        };
        let taken = self.sheet.taken(at, self.row.cell(index), kind);
        if taken.is_none() && self.culprit.get().is_none() {
            self.culprit.set(Some(index));
        }
        Cow::Owned(taken.unwrap_or(Value::Null))
    }
}
