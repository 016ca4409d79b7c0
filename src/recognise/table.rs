//! A recognised table: a dataset's columns over the rows of a sheet.

use super::joins::{Join, Met, Trouble};
use super::pin::Pin;
use super::preset::Preset;
use super::reading::Aside;
use super::shape::{Shape, Unpivot};
use crate::catalogue::List;
use crate::model::finding::UnitPlace;
use crate::model::{
    Assumption, Currency, Dataset, DateDoubt, DateOrder, DecimalMark, Field, Kpi, Place, Source, Writing,
};
use crate::read::{Cell, Row, RowRanges, Scope};
use rust_decimal::Decimal;
use std::mem::discriminant;
use std::ops::Range;
use std::sync::Arc;

/// A column that is a field of the dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field.
    pub field: Field,
    /// Its column, counted from 0.
    pub index: u32,
    /// The header as it stands in the sheet.
    pub header: String,
    /// What numbers are multiplied by: 10,000 under 金额(万元), else 1.
    pub multiplier: Decimal,
    /// How its texts are written, as far as the whole column tells; the records stage looks.
    pub writing: Writing,
    /// Why those of its dates that read two ways are not read.
    pub doubt: DateDoubt,
}

/// What the names of a sheet, its titles and its file say of all the rows of a table of targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Said {
    /// Their year, where the names say another than the period's.
    pub year: Option<i32>,
    /// What they are targets for, where the names say so.
    pub kpi: Option<Kpi>,
}

/// A row that states sums (合计, 小计 …).
#[derive(Debug, Clone, PartialEq)]
pub struct TotalRow {
    /// The row itself.
    pub row: Row,
    /// The rows that it adds up, among the table's rows.
    pub covers: Range<usize>,
    /// Those that it adds up beside them, among the rows that the settings leave out.
    pub passed_over: Range<usize>,
}

/// A row that the settings leave out.
#[derive(Debug, Clone, PartialEq)]
pub struct PassedOver {
    /// The row.
    pub row: Row,
    /// The column of a cell for which nobody can tell whether the row is meant, or what it means.
    pub culprit: Option<u32>,
    /// What of other sheets keeps it from being told; none where it is the condition on rows alone.
    pub trouble: Option<Trouble>,
}

/// Which way the figures of a table go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// All of them are taken off, whatever sign they bear.
    Minus,
    /// As they are written.
    AsWritten,
}

/// What the amounts of a table of orders are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmountsOf {
    /// Each of its own row.
    Lines,
    /// Each of a whole order, on every row of it.
    Orders,
}

/// A table of one dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The dataset.
    pub dataset: Dataset,
    /// What is declared of it.
    pub list: Arc<List>,
    /// File and sheet.
    pub source: Arc<Source>,
    /// What its folder says.
    pub scope: Scope,
    /// Row number of the header's last line.
    pub header_row: u32,
    /// The header's text over every column from A on, used or not; empty where none stands there.
    pub headers: Vec<String>,
    /// Its columns in sheet order; a field stands at most once, but for those that decide whether a row counts.
    pub columns: Vec<Column>,
    /// Rows that are data, in sheet order: no titles, repeated headers, blank rows or totals.
    pub rows: Vec<Row>,
    /// Rows that state sums, in sheet order.
    pub totals: Vec<TotalRow>,
    /// The rows that are no data, totals among them, but for the header's last line; blank ones are not listed.
    pub aside: Vec<Aside>,
    /// The rows that nobody sees when the sheet is opened.
    pub hidden_rows: RowRanges,
    /// Whether dates count from 1904.
    pub epoch_1904: bool,
    /// What names say of its rows.
    pub said: Said,
    /// How ambiguous dates read, where the settings say so.
    pub date_order: Option<DateOrder>,
    /// Which way its amounts or points go, where the settings say so.
    pub sign: Option<Sign>,
    /// What its amounts are of, where the settings say so.
    pub amounts: Option<AmountsOf>,
    /// What stands before decimals, where the settings say so.
    pub decimal: Option<DecimalMark>,
    /// Whether a spreadsheet took days for months, where the settings say so.
    pub swapped_dates: Option<bool>,
    /// What is known of the system that exported it, where the settings name that.
    pub preset: Option<Arc<Preset>>,
    /// What its amounts add up to, where the settings say so.
    pub control: Option<Control>,
    /// What separates the fields of a text file.
    pub delimiter: Option<char>,
    /// What the sheet says of its money.
    pub money: Money,
    /// What the settings make of its cells; none where they say nothing.
    pub shape: Option<Arc<Shape>>,
    /// The rows that the settings leave out, in sheet order.
    pub passed_over: Vec<PassedOver>,
    /// What each row's key met in each sheet that it looks something up in, by what rows go by.
    pub met: Vec<Vec<((u32, u32), Met)>>,
    /// The entry of `[inputs]` that names it: the settings' own, where it has one.
    pub pin: Pin,
    /// What was taken for granted of it.
    pub assumed: Vec<Assumption>,
}

/// What the settings say that the amounts of a pin's tables add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Control {
    /// Which of the dataset's pins.
    pub pin: usize,
    /// The sum.
    pub stated: Decimal,
}

/// What a sheet says of its money beyond what the columns' multipliers hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Money {
    /// Whether the settings say what amounts are multiplied by, so that nothing is left to be asked.
    pub is_settled: bool,
    /// A unit by which amounts were converted, or perhaps should be; none where the header says it in full.
    pub conversion: Option<Conversion>,
    /// The currency that the sheet states.
    pub currency: Option<StatedCurrency>,
    /// The column that states each row's currency.
    pub currency_column: Option<u32>,
    /// The column that states the unit of each row's amounts.
    pub unit_column: Option<u32>,
    /// The book's currency, where it is known.
    pub own: Option<Currency>,
    /// What others are worth in it.
    pub rates: Vec<(Currency, Decimal)>,
    /// The rate by which the amounts of the whole table are multiplied beside their unit.
    pub rate: Option<Decimal>,
}

impl Money {
    /// What one of a currency is worth, where the settings say so.
    pub fn rate(&self, currency: Currency) -> Option<Decimal> {
        let rate = self.rates.iter().find(|(known, _)| *known == currency);
        rate.map(|(_, rate)| *rate)
    }
}

/// A unit of money that is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// The unit as stated, folded.
    pub unit: String,
    /// Where it stands.
    pub at: UnitPlace,
    /// What it multiplies by.
    pub scale: Decimal,
    /// Whether amounts were multiplied.
    pub is_applied: bool,
    /// Whether nothing else can be meant.
    pub is_sure: bool,
}

/// A currency that a sheet states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedCurrency {
    /// The word or sign, folded.
    pub word: String,
    /// Where it stands.
    pub at: UnitPlace,
    /// The column in whose header or cells it stands.
    pub column: Option<u32>,
}

impl Table {
    /// The place of its header; of one without header that of its sheet.
    pub fn header_place(&self) -> Place {
        Place::row(Arc::clone(&self.source), self.header_row)
    }

    /// How many columns its header has in the sheet.
    pub fn header_width(&self) -> usize {
        self.shape
            .as_ref()
            .map_or(self.headers.len(), |shape| shape.widths[0])
    }

    /// How many columns the sheet has: those that the settings add stand behind.
    pub fn sheet_width(&self) -> usize {
        self.shape
            .as_ref()
            .map_or(self.headers.len(), |shape| shape.widths[1])
    }

    /// The place behind the last cell of a row that holds something in the sheet.
    pub fn width_of(&self, row: &Row) -> usize {
        let most = self
            .shape
            .as_ref()
            .map_or(row.cells.len(), |shape| shape.widths[1]);
        let cells = row.cells.get(..most).unwrap_or(&row.cells);
        let last = cells.iter().rposition(|cell| *cell != Cell::Empty);
        last.map_or(0, |last| last + 1)
    }

    /// Whether the settings compute what stands in a column.
    pub fn is_computed(&self, index: u32) -> bool {
        let mut computed = self.shape.iter().flat_map(|shape| &shape.computed);
        computed.any(|computed| computed.index == index)
    }

    /// Whether a run looks at its rows: of rosters, targets and scores only at the period's own.
    pub fn is_read(&self) -> bool {
        self.list.is_dated() || self.scope == Scope::Own
    }

    /// How the settings make several rows of each row of the sheet, where they do.
    pub fn unpivot(&self) -> Option<&Unpivot> {
        self.shape.as_ref()?.unpivot.as_ref()
    }

    /// What the row of a place goes by: its cell tells rows apart that are made of one row of the sheet.
    pub fn key(&self, place: &Place) -> Option<(u32, u32)> {
        let part = self.unpivot().map_or(Some(0), |_| Some(place.column? + 1));
        Some((part?, place.row?))
    }

    /// The row of data of a place.
    pub fn row(&self, place: &Place) -> Option<&Row> {
        self.row_of(self.key(place)?)
    }

    /// The row of data that goes by that.
    pub fn row_of(&self, key: (u32, u32)) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&key, Row::key).ok()?;
        self.rows.get(at)
    }

    /// The row of a place which the settings leave out.
    pub fn row_passed_over(&self, place: &Place) -> Option<&PassedOver> {
        let key = self.key(place)?;
        let rows = &self.passed_over;
        let at = rows.binary_search_by_key(&key, |passed| passed.row.key());
        rows.get(at.ok()?)
    }

    /// The places of the rows of that number: one of each cell that a row was made of, else the row's own.
    fn places_of(&self, number: u32) -> impl Iterator<Item = Place> {
        let columns = self.unpivot().map(|unpivot| &unpivot.columns);
        let cells = columns.into_iter().flatten().map(|(index, _)| Some(*index));
        let whole = columns.is_none().then_some(None);
        cells.chain(whole).map(move |column| Place {
            source: Arc::clone(&self.source),
            row: Some(number),
            column,
        })
    }

    /// The rows of data that are made of the row of that number, be they left out by the settings.
    pub fn rows_of(&self, number: u32) -> impl Iterator<Item = &Row> {
        self.places_of(number).filter_map(|place| {
            let passed_over = || self.row_passed_over(&place).map(|passed| &passed.row);
            self.row(&place).or_else(passed_over)
        })
    }

    /// The rows that state sums and are made of the row of that number.
    pub fn totals_of(&self, number: u32) -> impl Iterator<Item = &Row> {
        self.places_of(number).filter_map(move |place| {
            let key = self.key(&place)?;
            let at = self.totals.binary_search_by_key(&key, |total| total.row.key());
            self.totals.get(at.ok()?).map(|total| &total.row)
        })
    }

    /// What its rows have of other sheets.
    pub fn joins(&self) -> &[Join] {
        self.shape.as_ref().map_or(&[], |shape| &shape.joins)
    }

    /// What the key of a row met in each sheet that it looks something up in.
    pub fn met(&self, row: &Row) -> impl Iterator<Item = (&Join, Met)> {
        let key = row.key();
        self.joins().iter().zip(&self.met).filter_map(move |(join, met)| {
            let at = met.binary_search_by_key(&key, |(known, _)| *known).ok()?;
            Some((join, met.get(at)?.1))
        })
    }

    /// The place of a row of it.
    pub fn place(&self, row: &Row) -> Place {
        Place {
            source: Arc::clone(&self.source),
            row: Some(row.number),
            column: row.own_column(),
        }
    }

    /// The place of a cell of one of its rows; what a row was made of stands in a cell of its own.
    pub fn cell_place(&self, row: &Row, column: u32) -> Place {
        let place = self.place(row);
        let is_made = |unpivot: &Unpivot| unpivot.header == column || unpivot.value == column;
        if place.column.is_some() && self.unpivot().is_some_and(is_made) {
            return place;
        }
        place.at_column(column)
    }

    /// The rows of data, and behind them those that the settings leave out.
    pub fn rows_of_data(&self) -> impl Iterator<Item = &Row> {
        let passed_over = self.passed_over.iter().map(|passed| &passed.row);
        self.rows.iter().chain(passed_over)
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<&Column> {
        // Asked for each field of each row: of most columns the kind of field alone tells that they are another's.
        let is_kind = |column: &Column| discriminant(&column.field) == discriminant(&field);
        let mut columns = self.columns.iter();
        columns.find(|column| is_kind(column) && column.field == field)
    }
}
