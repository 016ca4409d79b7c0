//! One row of a table, read field by field; everything wrong with it is gathered on the way.

use super::RepKey;
use super::cells::{self, Flaw, Reading, Setting, Texts, factor, id, is_blank, number, row_setting, text};
use super::identity::CustomerName;
use super::words::TableWords;
use crate::catalogue::List;
use crate::model::{Field, Finding, Meaning, Place, Problem};
use crate::read::{Cell, Row};
use crate::recognise::{Said, Table};
use rust_decimal::Decimal;

/// Reads the cells of a row. A field is asked for once; a problem is reported when it is.
pub struct RowReader<'a, 'w> {
    table: &'a Table,
    row: &'a Row,
    texts: &'a mut Texts,
    words: &'a mut TableWords<'w>,
    findings: Vec<Finding>,
    rep: Option<RepKey>,
}

impl<'a, 'w> RowReader<'a, 'w> {
    /// A reader of `row` of `table`.
    pub fn new(table: &'a Table, row: &'a Row, texts: &'a mut Texts, words: &'a mut TableWords<'w>) -> Self {
        Self {
            table,
            row,
            texts,
            words,
            findings: Vec::new(),
            rep: None,
        }
    }

    /// Notes whom the row names.
    pub fn names(&mut self, rep: RepKey) {
        self.rep = Some(rep);
    }

    /// Whom the row names, as far as that was told.
    pub fn rep(&self) -> Option<RepKey> {
        self.rep
    }

    /// The list that the row is of.
    pub fn list(&self) -> &'a List {
        &self.table.list
    }

    /// The money that the row states, whatever else is wrong with it.
    pub fn money(&mut self) -> Option<Decimal> {
        money(self.table, self.row, self.texts)
    }

    /// What the words in the columns of a field say; none where there is none, or they say nothing.
    pub fn meaning(&mut self, field: Field) -> Option<Meaning> {
        // Most of the columns that could say something are in few exports.
        self.table.column(field)?;
        // An error is reported as in any other cell.
        self.read(field, false, |_, _| Reading::of(()));
        self.words.meaning(self.row, field)
    }

    /// What the columns say that settings name beside the fields.
    pub fn other_meanings(&mut self) -> impl Iterator<Item = Meaning> + use<> {
        self.words.other_meanings(self.row)
    }

    /// Notes what hangs on the row's words, where the row was accepted: whether it counts.
    pub fn count_words(&mut self, accepted: Option<bool>) {
        let (table, row, texts) = (self.table, self.row, &mut *self.texts);
        self.words.end_row(row, accepted, || money(table, row, texts));
    }

    /// What was found wrong.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// A value without which the row is rejected.
    pub fn required<T>(
        &mut self,
        field: Field,
        parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>,
    ) -> Option<T> {
        let reading = self.read(field, true, parser);
        if reading.value.is_none() && reading.flaw.is_none() {
            self.missing(&[field]);
        }
        reading.value
    }

    /// A value that may be absent; where it is bad, it is.
    pub fn optional<T>(
        &mut self,
        field: Field,
        parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>,
    ) -> Option<T> {
        self.read(field, false, parser).value
    }

    /// A value that may be absent, but rejects the row where it is bad.
    pub fn sound<T>(
        &mut self,
        field: Field,
        parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>,
    ) -> Result<Option<T>, Flaw> {
        let reading = self.read(field, true, parser);
        match reading.flaw {
            Some(flaw) if reading.value.is_none() => Err(flaw),
            _ => Ok(reading.value),
        }
    }

    /// The customer, where the row names one.
    pub fn customer(&mut self) -> Option<CustomerName> {
        let id = self.optional(Field::CustomerId, id);
        let name = self.optional(Field::Customer, text);
        CustomerName::new(id, name)
    }

    /// The customer, without which the row is rejected: an id or a name will do.
    pub fn required_customer(&mut self) -> Option<CustomerName> {
        let customer = self.customer();
        if customer.is_none() {
            self.missing(&[Field::Customer, Field::CustomerId]);
        }
        customer
    }

    /// Tells that the row names no customer, and counts all the same.
    pub fn no_customer(&mut self) -> CustomerName {
        let fields = [Field::Customer, Field::CustomerId];
        let field = fields.into_iter().find(|field| self.has_column(*field));
        // Sums of a rep's sales are of no customer's.
        let is_of_sums = self.table.shape.as_ref().is_some_and(|shape| shape.is_of_sums);
        if field.is_none() && is_of_sums {
            return CustomerName::nobody();
        }
        let field = field.unwrap_or(Field::Customer);
        self.report_worth(field, Problem::CustomerNotNamed { rows: 1 });
        CustomerName::nobody()
    }

    /// Whether the sheet has a column of that field.
    pub fn has_column(&self, field: Field) -> bool {
        self.table.column(field).is_some()
    }

    /// The header of the field's column, empty where there is none.
    pub fn header(&self, field: Field) -> &str {
        self.table.column(field).map_or("", |column| &column.header)
    }

    /// The field's cell, empty where there is no such column.
    pub fn cell(&self, field: Field) -> &'a Cell {
        let column = self.table.column(field);
        column.map_or(&Cell::Empty, |column| self.row.cell(column.index))
    }

    /// What the names of the sheet say of all its rows.
    pub fn said(&self) -> Said {
        self.table.said
    }

    /// Whether the table's rows are sums of months, each dated by the first day.
    pub fn is_of_months(&self) -> bool {
        let shape = self.table.shape.as_ref();
        shape.is_some_and(|shape| shape.is_of_months)
    }

    /// Whether nothing stands in the field's cell.
    pub fn is_blank(&self, field: Field) -> bool {
        let cell = self.table.column(field).map(|column| self.row.cell(column.index));
        cell.is_none_or(is_blank)
    }

    /// The fields that have a column, in sheet order.
    pub fn fields(&self) -> impl Iterator<Item = Field> + use<'a, 'w> {
        self.table.columns.iter().map(|column| column.field)
    }

    /// Reports that none of `fields` has a value, at the first that has a column. Where one of them holds an error,
    /// that is why, and it has been said: it then rejects the row.
    pub fn missing(&mut self, fields: &[Field]) {
        let mut said = false;
        for field in fields {
            let place = self.place_of(*field);
            let at_field = |finding: &&mut Finding| finding.place.as_ref() == Some(&place);
            for finding in self.findings.iter_mut().filter(at_field) {
                if let Problem::ErrorValue { required, .. } | Problem::FormulaWithoutValue { required } =
                    &mut finding.problem
                {
                    *required = true;
                    finding.severity = finding.problem.severity();
                    said = true;
                }
            }
        }
        if said {
            return;
        }
        let field = fields
            .iter()
            .find(|field| self.has_column(**field))
            .or(fields.first());
        if let Some(&field) = field {
            self.report(field, Problem::MissingValue { field });
        }
    }

    /// Reports `problem` at the cell of `field`, or at the row where there is no such column.
    pub fn report(&mut self, field: Field, problem: Problem) {
        self.findings.push(Finding::at(self.place_of(field), problem));
    }

    /// The same with the money that the row states.
    pub fn report_worth(&mut self, field: Field, problem: Problem) {
        let money = self.money();
        let finding = Finding::at(self.place_of(field), problem);
        self.findings.push(finding.worth(money));
    }

    /// The cell of `field`, or the row where there is no such column.
    pub fn place_of(&self, field: Field) -> Place {
        match self.table.column(field) {
            Some(column) => self.table.cell_place(self.row, column.index),
            None => self.place(),
        }
    }

    /// The row's place.
    pub fn place(&self) -> Place {
        self.table.place(self.row)
    }

    fn read<T>(
        &mut self,
        field: Field,
        required: bool,
        parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>,
    ) -> Reading<T> {
        let Some(column) = self.table.column(field) else {
            return Reading::empty();
        };
        let cell = self.row.cell(column.index);
        let problem = if let Some(value) = cells::error(cell) {
            Problem::ErrorValue {
                value: value.to_owned(),
                required: false,
            }
        } else if *cell == Cell::Uncalculated {
            Problem::FormulaWithoutValue { required: false }
        } else if is_blank(cell) {
            return Reading::empty();
        } else {
            let reading = parser(cell, &mut row_setting(self.table, column, self.row, self.texts));
            if let Some(flaw) = reading.flaw {
                let of = (self.table.dataset, field);
                let problem = flaw.problem(of, cell, required, &column.doubt);
                self.report(field, problem);
            }
            return reading;
        };
        self.report(field, problem);
        Reading::empty()
    }

    /// Reports that the cell of `field` is flawed and the row rejected for it.
    pub fn reject(&mut self, field: Field, flaw: Flaw) {
        let column = self.table.column(field);
        let cell = column.map_or(&Cell::Empty, |column| self.row.cell(column.index));
        let doubt = column.map(|column| column.doubt.clone()).unwrap_or_default();
        let of = (self.table.dataset, field);
        self.report(field, flaw.problem(of, cell, true, &doubt));
    }

    /// What numbers in the column of `field` are multiplied by.
    pub fn multiplier(&self, field: Field) -> Decimal {
        self.table
            .column(field)
            .map_or(Decimal::ONE, |column| factor(self.table, self.row, column))
    }
}

/// The amount that a row states.
pub fn money(table: &Table, row: &Row, texts: &mut Texts) -> Option<Decimal> {
    let column = table.column(table.list.money()?)?;
    let cell = row.cell(column.index);
    number(cell, &mut row_setting(table, column, row, texts))
        .value
        .map(|amount| amount.normalize())
}
