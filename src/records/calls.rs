//! Rows of phone calls.

use super::data_row::{Context, DataRow, Gathered};
use super::exports::{
    Buyers, Cells, Handle, Likeness, Times, Versioned, is_timed, of_customer, text as text_of, time, times,
};
use super::identity::CustomerName;
use super::kinds::added;
use super::row::RowReader;
use super::{Added, Call, CustomerKey, RepKey, Stated};
use crate::cells::{duration, is_blank, shown, text};
use crate::model::text::normalise_word;
use crate::model::{Dataset, Field, Finding, Meaning, Place, Problem, Text};
use crate::read::Scope;
use crate::recognise::{Column, Table};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A call, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct CallRow {
    moment: NaiveDateTime,
    rep: RepKey,
    customer: Option<CustomerName>,
    phone: Option<Text>,
    direction: Option<Meaning>,
    duration: Option<Decimal>,
    outcome: Option<Meaning>,
    /// What its status says: held, or only planned.
    status: Option<Meaning>,
    /// Whether it is a call at all, and one that was made.
    made: bool,
    /// Whether the sheet has no column that could say that a call went unanswered.
    all_answered: bool,
    added: Added,
}

impl DataRow for CallRow {
    fn dataset(&self) -> Dataset {
        Dataset::CALLS
    }

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let rep = context.staff.dated_rep(row, Field::Time, date);
        let customer = row.customer();
        let phone = row.optional(Field::Phone, text);
        let direction = row.meaning(Field::Direction);
        let duration = row.optional(Field::Duration, duration);
        let outcome = row.meaning(Field::Outcome);
        let status = row.meaning(Field::Status);
        let activity = row.meaning(Field::Activity);
        let said = [direction, outcome, status, activity].into_iter().flatten();
        let made = said
            .chain(row.other_meanings())
            .all(|meaning| meaning != Meaning::Ignored);
        let added = added(row);
        let answers = [Field::Duration, Field::Outcome, Field::Status];
        let all_answered = !answers.into_iter().any(|field| row.has_column(field));
        Some(Self {
            moment: date?,
            rep: rep?,
            customer,
            phone,
            direction,
            duration,
            outcome,
            status,
            made: made && added.as_ref().is_none_or(Added::counts),
            all_answered,
            added: added?,
        })
    }

    fn counts(&self) -> bool {
        self.made
    }

    fn added(&self) -> Option<&Added> {
        Some(&self.added)
    }
}

impl Versioned for CallRow {
    const DECIDING: usize = 4;

    fn handles(&self, customer: Option<CustomerKey>) -> Vec<Handle<'_>> {
        let (rep, day) = (self.rep, self.moment.date());
        let moment = is_timed(self.moment).then_some(Handle::Moment(rep, self.moment));
        let phone = self
            .phone
            .as_deref()
            .map(|phone| Handle::Phone(rep, day, digits(phone)));
        let customer = customer.map(|customer| Handle::Customer(rep, day, customer));
        [moment, phone, customer].into_iter().flatten().collect()
    }

    /// Nobody makes two calls at a time; on one day several may go to one telephone.
    fn likeness(a: &Gathered<Self>, b: &Gathered<Self>, buyers: Option<Buyers>) -> Likeness {
        let (a, b) = (&a.row, &b.row);
        let phones = a.phone.as_deref().zip(b.phone.as_deref());
        let same_phone = phones.map(|(a, b)| digits(a) == digits(b));
        let to_one = same_phone.or(buyers.map(|buyers| buyers != Buyers::Other));
        let ways = a.direction.zip(b.direction);
        if to_one == Some(false) || ways.is_some_and(|(a, b)| a != b) {
            return Likeness::Other;
        }
        match (times(a.moment, b.moment), to_one) {
            (Times::Moment, _) => Likeness::Same,
            (Times::Day, Some(true)) if same_phone.is_some() || buyers == Some(Buyers::Same) => {
                Likeness::Alike
            }
            _ => Likeness::Other,
        }
    }

    fn cells(&self) -> Cells {
        let word = |meaning: Option<Meaning>| {
            meaning.map_or(Stated::Nothing, |meaning| {
                Stated::Word(Text::new(), Some(meaning))
            })
        };
        let ends = if self.all_answered {
            Stated::Nothing
        } else {
            Stated::Flag(true)
        };
        let phone = self
            .phone
            .as_deref()
            .map(|phone| Text::from(digits(phone).as_str()));
        let deciding = [
            (Field::Outcome, word(self.outcome)),
            (
                Field::Duration,
                self.duration.map_or(Stated::Nothing, Stated::Number),
            ),
            (Field::Direction, word(self.direction)),
            (Field::Outcome, ends),
        ];
        deciding
            .into_iter()
            .chain(of_customer(self.customer.as_ref()))
            .chain([
                (Field::Status, word(self.status)),
                (Field::Status, Stated::Flag(self.made)),
                (Field::Time, time(self.moment)),
                (Field::Phone, text_of(phone.as_ref())),
            ])
            .chain(self.added.cells())
            .collect()
    }

    fn standing(&self) -> Decimal {
        Decimal::from(u8::from(
            self.is_answered() && self.direction != Some(Meaning::Inbound),
        ))
    }

    fn customer(&self) -> Option<&CustomerName> {
        self.customer.as_ref()
    }
}

/// A telephone number without what is written between its digits.
fn digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        phone.to_owned()
    } else {
        digits
    }
}

impl CallRow {
    /// What came of the call goes before what its status says.
    fn is_answered(&self) -> bool {
        self.all_answered
            || self.outcome.or(self.status) == Some(Meaning::Answered)
            || self.duration.is_some_and(|seconds| seconds > Decimal::ZERO)
    }
}

/// What says that a call was picked up before it ended, though nobody reached who was meant: its length is no riddle.
const PICKED_UP: [&str; 16] = [
    "挂断",
    "已挂断",
    "主叫挂机",
    "未沟通",
    "放弃",
    "无效",
    "错号",
    "号码错误",
    "hung up",
    "disconnected",
    "abandoned",
    "originator cancel",
    "wrong number",
    "declined",
    "rejected",
    "not available",
];
/// The most words that a finding lists.
const MOST_WORDS: usize = 3;

/// Calls of which a word says that nobody answered, and which lasted all the same: they count. Said once a table.
pub fn unanswered_with_duration(rows: &[Gathered<CallRow>], tables: &[Table]) -> Vec<Finding> {
    let is_doubtful = |row: &CallRow| {
        let lasts = row.duration.is_some_and(|seconds| seconds > Decimal::ZERO);
        let says_not = row.outcome.or(row.status) == Some(Meaning::Unanswered);
        lasts && says_not && row.made && row.direction != Some(Meaning::Inbound)
    };
    let mut by_table: BTreeMap<usize, Vec<&Place>> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_doubtful(&row.row)) {
        by_table.entry(row.table).or_default().push(&row.place);
    }
    let own = |index: &usize| tables.get(*index).is_some_and(|table| table.scope == Scope::Own);
    let found = by_table.into_iter().filter(|(index, _)| own(index));
    found
        .filter_map(|(index, places)| contradictory(tables.get(index)?, &places))
        .collect()
}

fn contradictory(table: &Table, places: &[&Place]) -> Option<Finding> {
    let columns = [Field::Outcome, Field::Status].into_iter();
    let columns: Vec<&Column> = columns.filter_map(|field| table.column(field)).collect();
    let mut told: BTreeMap<Field, (u32, Place, BTreeSet<String>, u64)> = BTreeMap::new();
    for place in places {
        let Some(row) = table.row(place) else {
            continue;
        };
        // What came of a call goes before what its status says.
        let mut stated = columns.iter().filter(|column| !is_blank(row.cell(column.index)));
        let Some(column) = stated.next() else { continue };
        let word = shown(row.cell(column.index));
        if PICKED_UP.contains(&normalise_word(&word).as_str()) {
            continue;
        }
        let place = place.at_column(column.index);
        let of_column = told
            .entry(column.field)
            .or_insert_with(|| (column.index, place, BTreeSet::new(), 0));
        of_column.2.insert(word);
        of_column.3 += 1;
    }
    let (field, (_, place, words, rows)) = told.into_iter().max_by_key(|(_, (.., rows))| *rows)?;
    let problem = Problem::UnansweredWithDuration {
        field,
        words: words.into_iter().take(MOST_WORDS).collect(),
        rows,
    };
    Some(Finding::at(place, problem))
}

/// The records of calls.
pub fn calls(rows: Vec<Gathered<CallRow>>) -> Vec<Call> {
    rows.into_iter()
        .map(|Gathered { place, row, .. }| Call {
            place,
            moment: row.moment,
            rep: row.rep,
            inbound: row.direction == Some(Meaning::Inbound),
            answered: row.made && row.is_answered(),
            added: row.added,
        })
        .collect()
}
