//! Who a row's rep is: by number, else by a name that one rep alone bears on the row's date.

use super::cells::{id_or_name, quoted, text};
use super::people::{Meant, People, Written};
use super::row::RowReader;
use super::{Rep, RepKey, Roster};
use crate::model::finding::RepWriting;
use crate::model::person::{person, simplified_person};
use crate::model::{Field, Month, Problem, Text};
use chrono::{NaiveDate, NaiveDateTime};

/// The roster with what is needed to find people in it.
#[derive(Debug, Default)]
pub struct Staff {
    roster: Roster,
    people: People,
}

/// Whom a row names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Its cells are empty.
    Nobody,
    /// Somebody who was not found; it is reported.
    Stranger,
    /// This rep.
    Rep(RepKey),
}

impl Staff {
    /// An index over a roster.
    pub fn new(roster: Roster) -> Self {
        let people = People::new(&roster);
        Self { roster, people }
    }

    /// The roster.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The roster, once everyone is found.
    pub fn into_roster(self) -> Roster {
        self.roster
    }

    /// The rep of a row that the field `dated_by` dates; without one the row is rejected. A day outside the
    /// rep's employment is reported.
    pub fn dated_rep(
        &self,
        row: &mut RowReader<'_, '_>,
        dated_by: Field,
        date: Option<NaiveDateTime>,
    ) -> Option<RepKey> {
        let date = date.map(|date| date.date());
        let named = self.named(row, date);
        let key = required(row, named)?;
        let rep = self.roster.rep(key);
        // What is dated by its month may have happened on any day of it.
        let is_employed = |date: &NaiveDate| {
            let month = Month::of(*date).filter(|_| row.is_of_months());
            rep.is_employed(*date)
                || month
                    .is_some_and(|month| rep.employed_within(month.first_day(), month.last_day()).is_some())
        };
        if let Some(date) = date.filter(|date| !is_employed(date)) {
            let rep_id = rep.rep_id.clone();
            row.report(dated_by, Problem::OutsideEmployment { rep_id, date });
        }
        Some(key)
    }

    /// The rep who owns what the row is about, without whom the row is rejected. Customers change hands: the
    /// owner need not have been employed on the row's date.
    pub fn owner(&self, row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>) -> Option<RepKey> {
        let named = self.named(row, date.map(|date| date.date()));
        required(row, named)
    }

    /// Whom the row names. The number decides, and a name beside it that is another's is reported.
    pub fn named(&self, row: &mut RowReader<'_, '_>, date: Option<NaiveDate>) -> Named {
        let number = row.optional(Field::RepId, id_or_name);
        let name = row.optional(Field::RepName, text);
        let (field, value, beside) = match (number, name) {
            (Some(number), name) => (Field::RepId, number, name),
            (None, Some(name)) => (Field::RepName, name, None),
            (None, None) => return Named::Nobody,
        };
        match self.find(&value, date) {
            Ok((key, written)) => {
                row.names(key);
                self.note(row, field, &value, key, written);
                if let (Some(name), Some(date)) = (beside, date) {
                    self.compare_name(row, key, &name, date);
                }
                Named::Rep(key)
            }
            Err(problem) => {
                row.report(field, problem);
                Named::Stranger
            }
        }
    }

    /// Whether a text means nobody on the roster, on whatever day.
    pub fn is_stranger(&self, value: &Text) -> bool {
        matches!(*self.people.meant(value), Meant::Stranger)
    }

    /// Whom a text means on a day.
    fn find(&self, value: &Text, date: Option<NaiveDate>) -> Result<(RepKey, Written), Problem> {
        let rep_ids = |keys: &[RepKey]| {
            keys.iter()
                .map(|key| self.roster.rep(*key).rep_id.clone())
                .collect()
        };
        let unclear = |keys: &[RepKey], rest: Option<&str>| Problem::UnclearRep {
            value: quoted(value),
            rep_ids: rep_ids(keys),
            rest: rest.map(quoted),
            rows: 1,
        };
        let stranger = || Problem::UnknownRep {
            value: quoted(value),
            rows: 1,
        };
        match &*self.people.meant(value) {
            Meant::Rep(key, written) => Ok((*key, *written)),
            Meant::Several(keys) => Err(unclear(keys, None)),
            Meant::Beside(keys, rest) => Err(unclear(keys, Some(rest))),
            Meant::Stranger => Err(stranger()),
            Meant::Named(bearers, name, written) => {
                let on_the_day = |key: &RepKey| date.is_none_or(|date| self.bears(*key, name, date));
                let bearers: Vec<RepKey> = bearers.iter().copied().filter(on_the_day).collect();
                match bearers[..] {
                    [] => Err(stranger()),
                    [only] => Ok((only, *written)),
                    _ => {
                        let employed = date.and_then(|date| self.only_employed(&bearers, date));
                        employed
                            .map(|key| (key, *written))
                            .ok_or_else(|| Problem::AmbiguousRep {
                                value: quoted(value),
                                candidates: rep_ids(&bearers),
                                rows: 1,
                            })
                    }
                }
            }
        }
    }

    /// Whether a rep bears a name on a day, given as names compare. Most never bore another.
    fn bears(&self, key: RepKey, name: &str, date: NaiveDate) -> bool {
        let rep = self.roster.rep(key);
        rep.assignments.len() == 1 || is_same_name(&rep.assignment_on(date).name, name)
    }

    /// Of several who bear a name, the one who is employed on that day, where there is but one.
    fn only_employed(&self, bearers: &[RepKey], date: NaiveDate) -> Option<RepKey> {
        let mut employed = bearers
            .iter()
            .filter(|key| self.roster.rep(**key).is_employed(date));
        let only = employed.next()?;
        employed.next().is_none().then_some(*only)
    }

    /// Tells of a rep who was found though the row does not write what the roster does.
    fn note(&self, row: &mut RowReader<'_, '_>, field: Field, value: &str, key: RepKey, written: Written) {
        let how = match written {
            Written::Plain => return,
            Written::Decorated => RepWriting::Decorated,
            Written::OtherZeros => RepWriting::OtherZeros,
        };
        let rep = self.roster.rep(key);
        let problem = Problem::RepWrittenOtherwise {
            how,
            example: quoted(value),
            rep_id: rep.rep_id.clone(),
            rows: 1,
        };
        row.report_worth(field, problem);
    }

    fn compare_name(&self, row: &mut RowReader<'_, '_>, key: RepKey, name: &Text, date: NaiveDate) {
        let rep: &Rep = self.roster.rep(key);
        let roster_name = &rep.assignment_on(date).name;
        if **name == **roster_name {
            return;
        }
        let is_meant = || match &*self.people.meant(name) {
            Meant::Rep(other, _) => *other == key,
            Meant::Named(bearers, name, _) => bearers.contains(&key) && self.bears(key, name, date),
            _ => false,
        };
        if !is_meant() {
            let problem = Problem::RepNameDiffers {
                rep_id: rep.rep_id.clone(),
                roster_name: roster_name.clone(),
                row_name: quoted(name),
            };
            row.report(Field::RepName, problem);
        }
    }
}

/// Whether a name is that of a key by which names compare, simplified or not.
fn is_same_name(name: &str, key: &str) -> bool {
    let name = person(name);
    name == key || simplified_person(&name) == simplified_person(key)
}

fn required(row: &mut RowReader<'_, '_>, named: Named) -> Option<RepKey> {
    match named {
        Named::Rep(key) => Some(key),
        Named::Stranger => None,
        Named::Nobody => {
            row.missing(&[Field::RepId, Field::RepName]);
            None
        }
    }
}
