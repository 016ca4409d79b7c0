//! Who a row's rep is: by number, else by a name that one rep alone bears on the row's date.

use super::cells::{id_or_name, quoted, text};
use super::row::RowReader;
use super::{Rep, RepKey, Roster};
use crate::model::{Field, Problem, Text};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The roster with what is needed to find people in it.
#[derive(Debug, Default)]
pub struct Staff {
    roster: Roster,
    by_id: HashMap<String, RepKey>,
    by_name: BTreeMap<String, BTreeSet<RepKey>>,
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
        let mut staff = Self::default();
        for (key, rep) in roster.iter() {
            staff.by_id.insert(rep.rep_id.clone(), key);
            for assignment in &rep.assignments {
                let bearers = staff.by_name.entry(assignment.name.clone()).or_default();
                bearers.insert(key);
            }
        }
        staff.roster = roster;
        staff
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
        if let Some(date) = date.filter(|date| !rep.is_employed(*date)) {
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
            Ok(key) => {
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

    fn find(&self, value: &str, date: Option<NaiveDate>) -> Result<RepKey, Problem> {
        if let Some(key) = self.by_id(value) {
            return Ok(key);
        }
        let bearers: Vec<RepKey> = self
            .by_name
            .get(value)
            .into_iter()
            .flatten()
            .copied()
            .filter(|key| date.is_none_or(|date| self.roster.rep(*key).assignment_on(date).name == value))
            .collect();
        match bearers[..] {
            [] => Err(Problem::UnknownRep { value: quoted(value) }),
            [only] => Ok(only),
            _ => date
                .and_then(|date| self.only_employed(&bearers, date))
                .ok_or_else(|| Problem::AmbiguousRep {
                    value: quoted(value),
                    candidates: bearers
                        .iter()
                        .map(|key| self.roster.rep(*key).rep_id.clone())
                        .collect(),
                }),
        }
    }

    fn by_id(&self, value: &str) -> Option<RepKey> {
        let as_it_stands = self.by_id.get(value);
        as_it_stands
            .or_else(|| self.by_id.get(&value.to_uppercase()))
            .copied()
    }

    /// Of several who bear a name, the one who is employed on that day, where there is but one.
    fn only_employed(&self, bearers: &[RepKey], date: NaiveDate) -> Option<RepKey> {
        let mut employed = bearers
            .iter()
            .filter(|key| self.roster.rep(**key).is_employed(date));
        let only = employed.next()?;
        employed.next().is_none().then_some(*only)
    }

    fn compare_name(&self, row: &mut RowReader<'_, '_>, key: RepKey, name: &Text, date: NaiveDate) {
        let rep: &Rep = self.roster.rep(key);
        let roster_name = &rep.assignment_on(date).name;
        if **name != **roster_name && self.by_id(name) != Some(key) {
            let problem = Problem::RepNameDiffers {
                rep_id: rep.rep_id.clone(),
                roster_name: roster_name.clone(),
                row_name: quoted(name),
            };
            row.report(Field::RepName, problem);
        }
    }
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
