//! What a run took for granted about somebody's data, in no language: what, where, who says so, what rests on it, and the
//! line of the settings that settles it.

mod told;

use super::finding::{RepWriting, UnitPlace};
use super::{Dataset, DateOrder, DecimalMark, Field, Meaning, Place};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Who says so; what nobody says comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Nobody: it is what is most likely.
    Guess,
    /// The words and headers that the program, or the book's own lists, know.
    Dictionary,
    /// The file itself.
    File,
    /// The settings.
    Settings,
}

impl Origin {
    /// Every origin, guesses first.
    pub const ALL: [Self; 4] = [Self::Guess, Self::Dictionary, Self::File, Self::Settings];

    /// The id, stable over languages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Dictionary => "dictionary",
            Self::File => "file",
            Self::Settings => "settings",
        }
    }
}

/// Something that was taken for granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumption {
    /// Whether an earlier list, where there is one, doesn't have it.
    pub is_new: bool,
    /// Who says so.
    pub from: Origin,
    /// Where: a file, a sheet, its header, or the first cell.
    pub place: Place,
    /// The list that the table is of; none of a file as a whole.
    pub dataset: Option<Dataset>,
    /// The header of the column, where it is about one.
    pub header: Option<String>,
    /// What was taken for what.
    pub taken: Taken,
    /// How many rows rest on it, where that is known.
    pub rows: Option<u64>,
    /// The money that they state.
    pub amount: Option<Decimal>,
    /// What settles it.
    pub line: Option<Line>,
}

/// A line of `repcard.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The table that it stands in: `scale`. Of `inputs` it is a whole entry once the run knows all tables of the list.
    pub table: String,
    /// The line.
    pub text: String,
}

impl Line {
    /// The line `text` of a table.
    pub fn new(table: impl Into<String>, text: String) -> Self {
        Self {
            table: table.into(),
            text,
        }
    }

    /// A key of a list's `[inputs]`.
    pub fn of_inputs(key: &str, value: &str) -> Self {
        Self::new(INPUTS, format!("{key} = {value}"))
    }
}

/// The table of settings that pins sheets.
pub const INPUTS: &str = "inputs";

/// What was taken for what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Taken {
    /// A sheet for a list.
    Dataset {
        /// The list.
        dataset: Dataset,
        /// Others that it could be.
        also: Vec<Dataset>,
    },
    /// A row below others for the header.
    HeaderRow {
        /// Its number.
        row: u32,
    },
    /// One of several columns for a field.
    Column {
        /// The field.
        field: Field,
        /// The header of the column that is read.
        read: String,
        /// That of the other.
        other: String,
    },
    /// What figures are counted in.
    Unit {
        /// The field.
        field: Field,
        /// The unit as stated; none where none is.
        unit: Option<String>,
        /// Where it stands.
        at: Option<UnitPlace>,
        /// What they are multiplied by; none where each row says.
        scale: Option<Decimal>,
    },
    /// A currency that amounts are converted from.
    Currency {
        /// Its word, as stated.
        currency: String,
        /// What one of it is worth.
        rate: Decimal,
    },
    /// Which way figures go.
    Sign {
        /// Which.
        sign: SignTaken,
    },
    /// What amounts are of: the whole order, once, or each line.
    AmountsOf {
        /// Whether they are whole orders'.
        orders: bool,
    },
    /// The order of day, month and year.
    DateOrder {
        /// The field.
        field: Field,
        /// The order.
        order: DateOrder,
        /// Whether years have two digits.
        short_years: bool,
    },
    /// Whether a spreadsheet took days for months.
    SwappedDates {
        /// The field.
        field: Field,
        /// Whether they are turned back.
        swapped: bool,
    },
    /// Moments that state their zone.
    Zone {
        /// The field.
        field: Field,
        /// Whether they are converted into the book's.
        converted: bool,
    },
    /// What stands before decimals.
    Decimal {
        /// The field.
        field: Field,
        /// The mark.
        mark: DecimalMark,
    },
    /// How the bytes of a text file are read.
    Encoding {
        /// Its name.
        encoding: String,
    },
    /// A word that decides whether or how a row counts.
    Word {
        /// The field.
        field: Field,
        /// The word.
        word: String,
        /// What it says; none: as if nothing stood there.
        meaning: Option<Meaning>,
    },
    /// People named otherwise than on the roster.
    Rep {
        /// How.
        how: RepWriting,
        /// The first of them, as it stands.
        example: String,
        /// The number of whom it is taken for.
        rep_id: String,
    },
    /// Cells that are empty for what stands above them.
    FilledDown {
        /// Their fields.
        fields: Vec<Field>,
    },
    /// What no column states and a name does: the rep, the team.
    Named {
        /// The field.
        field: Field,
        /// How many sheets or files.
        names: u64,
    },
}

/// Which way figures go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignTaken {
    /// All are taken off, whatever sign they bear.
    Minus,
    /// As written.
    AsWritten,
    /// Those beside a negative quantity are taken off.
    ByQuantity,
    /// Points of offences are taken off.
    Offences,
}

impl Taken {
    /// The id of the kind, stable over languages.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Dataset { .. } => "dataset",
            Self::HeaderRow { .. } => "header-row",
            Self::Column { .. } => "column",
            Self::Unit { .. } => "unit",
            Self::Currency { .. } => "currency",
            Self::Sign { .. } => "sign",
            Self::AmountsOf { .. } => "amounts",
            Self::DateOrder { .. } => "date-order",
            Self::SwappedDates { .. } => "swapped-dates",
            Self::Zone { .. } => "zone",
            Self::Decimal { .. } => "decimal",
            Self::Encoding { .. } => "encoding",
            Self::Word { .. } => "word",
            Self::Rep { .. } => "rep",
            Self::FilledDown { .. } => "filled-down",
            Self::Named { .. } => "named",
        }
    }

    /// The value that was assumed, in the words of settings: `10000`, `dmy`, `ignored`.
    pub fn value(&self) -> String {
        match self {
            Self::Dataset { dataset, .. } => dataset.id().to_string(),
            Self::HeaderRow { row } => row.to_string(),
            Self::Column { read, .. } => read.clone(),
            Self::Unit { scale, .. } => {
                scale.map_or_else(|| "by-row".to_owned(), |scale| scale.normalize().to_string())
            }
            Self::Currency { rate, .. } => rate.normalize().to_string(),
            Self::Sign { sign } => sign.id().to_owned(),
            Self::AmountsOf { orders } => if *orders { "orders" } else { "lines" }.to_owned(),
            Self::DateOrder { order, .. } => order.id().to_owned(),
            Self::SwappedDates { swapped, .. } => swapped.to_string(),
            Self::Zone { converted, .. } => if *converted { "converted" } else { "as-written" }.to_owned(),
            Self::Decimal { mark, .. } => mark.id().to_owned(),
            Self::Encoding { encoding } => encoding.clone(),
            Self::Word { meaning, .. } => meaning.map_or("", Meaning::id).to_owned(),
            Self::Rep { rep_id, .. } => rep_id.clone(),
            Self::FilledDown { fields } => {
                let ids: Vec<String> = fields.iter().map(|field| field.id().to_string()).collect();
                ids.join(", ")
            }
            Self::Named { field, .. } => field.id().to_string(),
        }
    }

    /// What two lists compare by: the same with nothing in it that changes from one month to the next though nothing else
    /// is assumed.
    #[must_use]
    pub fn likeness(&self) -> Self {
        let mut like = self.clone();
        match &mut like {
            Self::Rep { example, rep_id, .. } => {
                example.clear();
                rep_id.clear();
            }
            Self::Named { names, .. } => *names = 0,
            Self::Dataset { also, .. } => also.clear(),
            _ => (),
        }
        like
    }
}

impl SignTaken {
    /// The id, stable over languages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Minus => "minus",
            Self::AsWritten => "as-written",
            Self::ByQuantity => "by-quantity",
            Self::Offences => "offences",
        }
    }
}

impl Assumption {
    /// What goes first where they are listed: what is new, then what nobody says, then what most money and most rows rest on.
    pub fn rank(&self) -> impl Ord + use<> {
        let amount = self.amount.map(|amount| amount.abs());
        let of_rank = (
            Reverse(self.is_new),
            self.from,
            Reverse(amount),
            Reverse(self.rows),
        );
        (of_rank, self.place.clone(), self.taken.clone())
    }

    /// What is assumed of a place, with nothing known of what rests on it.
    pub fn new(from: Origin, place: Place, taken: Taken) -> Self {
        Self {
            is_new: false,
            from,
            place,
            dataset: None,
            header: None,
            taken,
            rows: None,
            amount: None,
            line: None,
        }
    }

    /// The same of a list.
    #[must_use]
    pub fn of(mut self, dataset: Dataset) -> Self {
        self.dataset = Some(dataset);
        self
    }

    /// The same of a column.
    #[must_use]
    pub fn under(mut self, header: &str) -> Self {
        self.header = Some(header.to_owned());
        self
    }

    /// The same with what rests on it.
    #[must_use]
    pub fn with(mut self, rows: Option<u64>, amount: Option<Decimal>) -> Self {
        (self.rows, self.amount) = (rows, amount);
        self
    }

    /// The same with the line that settles it.
    #[must_use]
    pub fn settled_by(mut self, line: Line) -> Self {
        self.line = Some(line);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_come_first_and_ids_are_those_of_json() {
        for origin in Origin::ALL {
            let json = serde_json::to_string(&origin).unwrap();
            assert_eq!(json, format!("\"{}\"", origin.id()));
        }
        assert!(Origin::ALL.is_sorted());
        let taken = Taken::DateOrder {
            field: Field::Date,
            order: DateOrder::Dmy,
            short_years: false,
        };
        let json = serde_json::to_value(&taken).unwrap();
        assert_eq!(json["date-order"]["order"], "dmy", "{json}");
        assert_eq!((taken.id(), &*taken.value()), ("date-order", "dmy"));
    }
}
