//! Rows of rosters → the roster, and everything that is wrong with them.

use super::cells::{date, id, quoted, share, text};
use super::data_row::{Context, DataRow, Gathered};
use super::roster::{Assignment, Rep, Roster};
use super::row::RowReader;
use crate::model::{Dataset, Field, Finding, Meaning, Period, Place, Problem, Text};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A row of the roster, as read. Rows order by when they come into force.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RosterRow {
    effective_from: Option<NaiveDate>,
    rep_id: Text,
    name: Text,
    team: Option<Text>,
    region: Option<Text>,
    title: Option<Text>,
    manager: Option<Text>,
    hire_date: Option<NaiveDate>,
    leave_date: Option<NaiveDate>,
    /// The word that says the rep left, and its column.
    left: Option<(u32, Text)>,
    email: Option<Text>,
    other_id: Option<Text>,
    weight: Option<Decimal>,
}

impl DataRow for RosterRow {
    fn dataset(&self) -> Dataset {
        Dataset::ROSTER
    }

    fn read(row: &mut RowReader<'_, '_>, _: Option<NaiveDateTime>, _: &Context) -> Option<Self> {
        let rep_id = row.required(Field::RepId, id);
        let name = row.required(Field::RepName, text);
        let team = row.optional(Field::Team, text);
        let region = row.optional(Field::Region, text);
        let title = row.optional(Field::Title, text);
        let manager = row.optional(Field::Manager, text);
        let hire_date = row.optional(Field::HireDate, date);
        let leave_date = row.optional(Field::LeaveDate, date);
        let left = match row.meaning(Field::Status) {
            Some(Meaning::Left) => row
                .place_of(Field::Status)
                .column
                .zip(row.optional(Field::Status, text)),
            _ => None,
        };
        let effective_from = row.optional(Field::EffectiveFrom, date);
        let email = row.optional(Field::Email, text);
        let other_id = row.optional(Field::OtherId, id);
        let weight = row.optional(Field::Weight, share);
        Some(Self {
            effective_from,
            rep_id: rep_id?,
            name: name?,
            team,
            region,
            title,
            manager,
            hire_date,
            leave_date,
            left,
            email,
            other_id,
            weight,
        })
    }
}

/// The roster that its rows make.
pub fn roster(rows: Vec<Gathered<RosterRow>>, period: Period, findings: &mut Vec<Finding>) -> Roster {
    let mut by_rep: BTreeMap<Text, Vec<Gathered<RosterRow>>> = BTreeMap::new();
    for row in rows {
        by_rep.entry(row.row.rep_id.clone()).or_default().push(row);
    }
    let reps = by_rep
        .into_values()
        .filter_map(|rows| rep(rows, period, findings));
    Roster::new(reps.collect())
}

/// The rep of those rows; none where there are none.
fn rep(mut rows: Vec<Gathered<RosterRow>>, period: Period, findings: &mut Vec<Finding>) -> Option<Rep> {
    // Of rows in force from the same day one has to win whatever their order in the file. That in the folder
    // nearer to the period is the likelier one; between others nothing but their content can decide.
    rows.sort_by_cached_key(in_force);
    for pair in rows.windows(2) {
        if let [earlier, later] = pair
            && earlier.row.effective_from == later.row.effective_from
            && earlier.row != later.row
            && !is_sequel(&earlier.row, &later.row)
        {
            let problem = Problem::RosterRowsConflict {
                rep_id: later.row.rep_id.to_string(),
                other: later.place.clone(),
            };
            findings.push(Finding::at(earlier.place.clone(), problem));
        }
    }
    let newest = |stated: fn(&RosterRow) -> Option<NaiveDate>| {
        rows.iter()
            .rev()
            .find_map(|row| Some((stated(&row.row)?, &row.place)))
    };
    let hire_date = newest(|row| row.hire_date);
    let rep_id = rows.first()?.row.rep_id.to_string();
    let (leave_date, former) = match newest(|row| row.leave_date) {
        Some((left, place)) => match come_back(&rows, left) {
            Some(since) => {
                let rep_id = rep_id.clone();
                findings.push(Finding::at(
                    place.clone(),
                    Problem::Rehired { rep_id, left, since },
                ));
                (None, former(&rows, since))
            }
            None => (Some((left, place)), Vec::new()),
        },
        None => (None, Vec::new()),
    };
    let began = hire_date
        .map(|(date, _)| date)
        .filter(|hired| former.iter().all(|(_, left)| left < hired));
    let mut rep = Rep {
        rep_id,
        hire_date: began.or_else(|| former.last().and(rows.last()?.row.effective_from)),
        leave_date: leave_date.map(|(date, _)| date),
        left: rows.last().filter(|_| leave_date.is_none()).and_then(left),
        former,
        assignments: rows.iter().map(assignment).collect(),
    };
    if let (Some(hired), Some((left, place))) = (rep.hire_date, leave_date)
        && left < hired
    {
        // An employment that ends before it begins was perhaps taken up again, and the older date left standing.
        let rep_id = rep.rep_id.clone();
        findings.push(Finding::at(place.clone(), Problem::LeaveBeforeHire { rep_id }));
        rep.leave_date = None;
    }
    findings.extend(transfer_gap(&rep, period));
    findings.extend(in_force_after_leaving(&rep));
    Some(rep)
}

/// What the newest row says of a rep who left.
fn left(Gathered { place, row, .. }: &Gathered<RosterRow>) -> Option<(Place, String)> {
    let (column, word) = row.left.as_ref()?;
    Some((place.clone().at_column(*column), quoted(word)))
}

/// Whether the later of two rows tells of an employment that began when that of the earlier one had ended.
fn is_sequel(earlier: &RosterRow, later: &RosterRow) -> bool {
    let left = earlier.leave_date.zip(later.hire_date);
    left.is_some_and(|(left, hired)| left < hired)
}

/// The day on which the rep came back who left on `left`: a date of leaving before the newest row begins is void.
fn come_back(rows: &[Gathered<RosterRow>], left: NaiveDate) -> Option<NaiveDate> {
    let newest = &rows.last()?.row;
    let since = newest.hire_date.max(newest.effective_from)?;
    // Where one row states both, one of them is a slip, and nobody knows which.
    (left < since && newest.leave_date.is_none()).then_some(since)
}

/// The employments that had ended when the present one began.
fn former(rows: &[Gathered<RosterRow>], since: NaiveDate) -> Vec<(Option<NaiveDate>, NaiveDate)> {
    let ended = rows.iter().filter_map(|Gathered { row, .. }| {
        let left = row.leave_date.filter(|left| *left < since)?;
        let is_before = |hired: &NaiveDate| *hired <= left;
        let hired = row.hire_date.filter(is_before);
        Some((hired, left))
    });
    let mut former: Vec<_> = ended.collect();
    former.sort_unstable();
    former.dedup();
    former
}

/// Days of the period on which the rep is employed before any row is in force. Gaps of earlier years, which every
/// roster has that lists but the last transfer, change no figure.
fn transfer_gap(rep: &Rep, period: Period) -> Option<Finding> {
    let (first, _) = rep.employed_within(period.first_day(), period.last_day())?;
    let assignment = rep.assignments.first()?;
    let from = assignment.effective_from.filter(|from| *from > first)?;
    let rep_id = rep.rep_id.clone();
    Some(Finding::at(
        assignment.place.clone(),
        Problem::TransferGap { rep_id, from },
    ))
}

fn in_force_after_leaving(rep: &Rep) -> impl Iterator<Item = Finding> {
    rep.assignments.iter().filter_map(|assignment| {
        let (from, left) = assignment.effective_from.zip(rep.leave_date)?;
        let rep_id = rep.rep_id.clone();
        let problem = Problem::InForceAfterLeaving { rep_id, from, left };
        (left < from).then(|| Finding::at(assignment.place.clone(), problem))
    })
}

/// By when rows come into force; of one day that which begins later, which a rep who came back has.
fn in_force(row: &Gathered<RosterRow>) -> impl Ord + use<> {
    let depth = row.place.source.file.matches('/').count();
    let begun = (row.row.effective_from, depth, row.row.hire_date);
    (begun, row.row.clone(), Reverse(row.place.clone()))
}

/// Further numbers, which may stand in one cell.
fn other_ids(stated: &str) -> Vec<String> {
    let parts = stated.split([',', '，', ';', '；', '、', '\n', '|']);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn assignment(Gathered { place, row, .. }: &Gathered<RosterRow>) -> Assignment {
    let text = |text: &Option<Text>| text.as_deref().map(str::to_owned);
    Assignment {
        place: place.clone(),
        effective_from: row.effective_from,
        name: row.name.to_string(),
        team: text(&row.team),
        region: text(&row.region),
        title: text(&row.title),
        manager: text(&row.manager),
        email: text(&row.email),
        other_ids: row.other_id.as_deref().map(other_ids).unwrap_or_default(),
        weight: row.weight,
    }
}
