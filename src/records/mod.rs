//! Tables → typed records and findings. After this stage a required field is there, a date is a date, an amount is exact.
//!
//! No row is both a record and an error (a manager's scores are cells that stand or fall one by one); nothing here knows a policy, a KPI's formula or a file.

mod addresses;
mod record;
mod roster;
mod roster_rows;
mod rows;

mod row;

mod coverage;
mod data_row;
mod days;
mod exports;
mod fates;
mod found;
mod gather;
mod horizon;
mod identity;
mod joined;
mod keys;
mod kinds;
mod late;
mod leavers;
mod ledger;
mod left_out;
mod money;
mod naming;
mod newer;
mod options;
mod order_totals;
mod people;
mod points;
mod repeats;
mod returns;
mod same_order;
mod shared;
mod snapshots;
mod staff;
mod stated;
mod tally;
mod totals;
mod understood;
mod words;

mod calls;
mod conduct;
mod customers;
mod list;
mod orders;
mod passed_over;
mod reports;
mod requests;
mod restated;
mod results;
mod scores;
mod targets;
mod visits;
mod years;

#[cfg(test)]
mod tests;

pub use addresses::{Addresses, NoManager, addresses};
pub use coverage::Coverage;
pub use keys::{CustomerKey, RepKey};
pub use late::ClosedOrders;
pub use ledger::{Ledger, RowsOfTable, Sum};
pub use left_out::{LeftOut, LeftOutFor};
pub use options::RecordOptions;
pub use record::{
    Call, ConductEvent, Customer, Order, Records, Remarks, Report, Request, Score, Target, TargetScope,
    TargetSpan, Visit, VisitKind,
};
pub use roster::{Assignment, Rep, Roster};
pub use rows::{RecordRow, Rows};
pub use stated::{Added, ListRow, Stated};
pub use understood::{FirstRow, Understood, first_rows};
use words::Lexicon;
pub use words::{WordSettings, WordSum, word_sums};

use crate::cells;
use crate::model::{Dataset, Finding, Period, Restated};
use crate::read::Row;
use crate::recognise::Table;
use calls::CallRow;
use cells::Texts;
use cells::columns::{Around, look};
use conduct::ConductRow;
use customers::CustomerRow;
use data_row::{Context, Gathered};
use exports::{Judging, Versioned, without_versions};
use found::Found;
use gather::{gather, of_dataset, read_rows};
use horizon::Horizon;
use identity::Customers;
use list::{OwnRow, OwnRows};
use orders::OrderRow;
use repeats::without_repeats;
use reports::ReportRow;
use requests::RequestRow;
use roster_rows::RosterRow;
use rust_decimal::Decimal;
use scores::ScoreRow;
use staff::Staff;
use std::collections::{BTreeMap, BTreeSet};
use targets::TargetRow;
use visits::VisitRow;

/// Why there can be no records.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordsError {
    /// Without reps nothing can be counted for anyone. The findings say what is wrong with the rows there are.
    #[error(
        "no rep on any roster: put a table with 工号 (rep_id) and 姓名 (rep_name) into inbox/, \
         or pin it under [inputs.roster] of repcard.toml"
    )]
    NoRoster {
        /// What was found wrong with the rosters.
        findings: Vec<Finding>,
    },
}

/// The records of the tables that the period needs, and everything that is wrong with their rows, by severity and place.
///
/// The order of the tables and of their rows changes no record but the order in which remarks on one rep are joined,
/// only which of two equal rows is called the first.
/// The tables are put in order of their places.
pub fn records(
    tables: &mut [Table],
    options: &RecordOptions,
) -> Result<(Records, Vec<Finding>), RecordsError> {
    tables.sort_by(|a, b| (&a.source, a.header_row).cmp(&(&b.source, b.header_row)));
    let looked = written(tables, options);
    let tables = &*tables;
    let period = options.period;
    let mut context = context(options);
    let mut found = Found {
        findings: totals::check(tables),
        ledger: Ledger::new(tables),
        ..Found::default()
    };
    found.findings.extend(looked);
    let rows = gather::<RosterRow>(tables, Dataset::ROSTER, &context, &mut found);
    context.staff = Staff::new(roster_rows::roster(rows, period, &mut found.findings));
    if context.staff.roster().iter().next().is_none() {
        let mut findings = found.findings;
        findings.sort_unstable();
        return Err(RecordsError::NoRoster { findings });
    }
    let targets = gather::<TargetRow>(tables, Dataset::TARGETS, &context, &mut found);
    let lines = order_lines(tables, options, &context, &mut found);
    let customers = read_rows::<CustomerRow>(tables, Dataset::CUSTOMERS, &context, &mut found);
    let customers = snapshots::without_repeats_of_a_month(customers, period, &mut found);
    let events = Events {
        tables,
        context: &context,
        judging: Judging {
            period,
            customers: &customers,
            orders: &lines,
        },
        settings: &options.restated,
    };
    let visits = events.gather::<VisitRow>(Dataset::VISITS, &mut found);
    let calls = events.gather::<CallRow>(Dataset::CALLS, &mut found);
    let requests = events.gather::<RequestRow>(Dataset::REQUESTS, &mut found);
    let reports = events.gather::<ReportRow>(Dataset::REPORTS, &mut found);
    let conduct = events.gather::<ConductRow>(Dataset::CONDUCT, &mut found);
    let given = gather::<ScoreRow>(tables, Dataset::SCORES, &context, &mut found);
    let own = own_lists(tables, &context, &mut found);
    let Found {
        mut findings,
        days,
        mut left_out,
        mut ledger,
        assumed,
    } = found;
    let (of_days, days) = days.findings(period);
    findings.extend(of_days);
    let (scores, remarks) = scores::scores(&given, tables, period, &mut findings);
    scores::settle(&mut ledger, &given, &scores, period);
    findings.extend(customers::lost_without_date(&customers, tables));
    findings.extend(calls::unanswered_with_duration(&calls, tables));
    let known = known_customers(&customers, &lines, &visits, &own);
    let orders = orders::orders(&lines, &known);
    let (stated, fates) = targets::targets(&targets, tables, (context.staff.roster(), period), &mut findings);
    let (of_targets, taken_out) = results::without_results(stated, &orders, period);
    results::settle(&mut ledger, targets.iter().zip(fates), &taken_out);
    findings.extend(taken_out);
    let targets = of_targets;
    findings.extend(money::findings(tables, &lines, &targets, &own, options));
    findings.extend(years::findings(tables, options));
    let mut records = Records {
        targets,
        year_start: context.year_start,
        orders,
        visits: visits::visits(&visits, &known),
        calls: calls::calls(calls),
        customers: snapshots::newest(
            customers::customers(&customers, &known),
            tables,
            period,
            &mut left_out,
        ),
        requests: requests::requests(requests),
        reports: reports::reports(reports),
        conduct: conduct::conduct(conduct, tables, &mut findings),
        scores,
        remarks,
        present: present(tables, options),
        lists: own_records(tables, &own, &known, period),
        coverage: coverage::coverage(tables, &days),
        customer_names: known.into_names(),
        left_out: in_order(left_out),
        assumed,
        ..Records::default()
    };
    let mut roster = context.staff.into_roster();
    findings.extend(roster.settle_leavers(&records, period));
    records.roster = roster;
    fates::settle(&mut ledger, &records, &options.catalogue, period);
    records.ledger = ledger;
    findings.extend(customers::unlisted(
        &records.customers,
        &records.orders,
        &records.customer_names,
        period,
    ));
    findings.sort_unstable();
    Ok((records, findings))
}

/// The datasets of which there is a table.
fn present(tables: &[Table], options: &RecordOptions) -> BTreeSet<Dataset> {
    let datasets = options.catalogue.datasets();
    datasets
        .filter(|dataset| of_dataset(tables, *dataset).next().is_some())
        .collect()
}

/// The records of lists that are declared and nothing more, where there is a table of them.
fn own_records(
    tables: &[Table],
    own: &OwnRows,
    known: &Customers<'_>,
    period: Period,
) -> BTreeMap<Dataset, Vec<ListRow>> {
    let rows = own
        .iter()
        .map(|(dataset, rows)| (*dataset, list::rows(rows, known, period)));
    rows.filter(|(dataset, _)| of_dataset(tables, *dataset).next().is_some())
        .collect()
}

/// The money that a row states, whatever else is wrong with it; of a list without money none.
pub fn stated_amount(table: &Table, row: &Row) -> Option<Decimal> {
    row::money(table, row, &mut Texts::default())
}

/// What lists of what happened are gathered from.
struct Events<'a> {
    tables: &'a [Table],
    context: &'a Context,
    judging: Judging<'a>,
    settings: &'a BTreeMap<Dataset, Restated>,
}

impl Events<'_> {
    /// The rows of a list, each but once, however many exports state it.
    fn gather<T: Versioned>(&self, dataset: Dataset, found: &mut Found) -> Vec<Gathered<T>> {
        let rows = read_rows(self.tables, dataset, self.context, found);
        let setting = self.settings.get(&dataset).copied();
        without_versions(rows, dataset, &self.judging, setting, found)
    }
}

/// What rows are read against, the reps apart, of whom nobody is known yet.
fn context(options: &RecordOptions) -> Context {
    Context {
        staff: Staff::default(),
        horizon: Horizon::new(options.period),
        period: options.period,
        year_start: options.year_start.unwrap_or_default(),
        manual: options.manual.clone(),
        lexicon: Lexicon::of(&options.catalogue),
        catalogue: options.catalogue.clone(),
        words: options.words.clone(),
        optional: options.optional.clone(),
    }
}

/// The lines of orders that count once each: returns are taken off, and totals and versions of one order settled.
fn order_lines(
    tables: &[Table],
    options: &RecordOptions,
    context: &Context,
    found: &mut Found,
) -> Vec<Gathered<OrderRow>> {
    let mut orders = read_rows::<OrderRow>(tables, Dataset::ORDERS, context, found);
    returns::settle(&mut orders, tables, &mut found.findings);
    order_totals::settle(&mut orders, tables, &mut found.findings);
    let orders = same_order::settle(orders, options.same_number, found);
    let mut lines = without_repeats(orders, found);
    shared::settle(&mut lines, tables, options.period, &mut found.findings);
    let closed = (&options.closed, options.late_orders);
    let lines = late::settle(lines, closed, options.period, found);
    found.findings.extend(orders::of_several_reps(&lines, context));
    lines
}

/// The rows of lists that are declared and nothing more.
fn own_lists(tables: &[Table], context: &Context, found: &mut Found) -> OwnRows {
    let lists = context.catalogue.lists();
    let own = lists.filter(|list| list.reader.is_none()).map(|list| {
        let rows = gather::<OwnRow>(tables, list.dataset, context, found);
        let rows = restated::settle(rows, list, context.period, found);
        (list.dataset, rows)
    });
    own.collect()
}

fn in_order(mut rows: Vec<LeftOut>) -> Vec<LeftOut> {
    rows.sort_by(|a, b| a.place.cmp(&b.place));
    rows
}

fn known_customers<'a>(
    customers: &'a [Gathered<CustomerRow>],
    orders: &'a [Gathered<OrderRow>],
    visits: &'a [Gathered<VisitRow>],
    own: &'a OwnRows,
) -> Customers<'a> {
    let of_own = own.values().flatten().filter_map(|row| row.row.customer.as_ref());
    Customers::new(
        customers.iter().map(|customer| customer.row.customer()),
        orders.iter().map(|order| order.row.customer()),
        visits.iter().map(|visit| visit.row.customer()).chain(of_own),
    )
}

/// Finds out how the columns of each table are written; what is to be said of it.
fn written(tables: &mut [Table], options: &RecordOptions) -> Vec<Finding> {
    let around = Around {
        period: options.period,
        date_order: options.date_order,
        timezone: options.timezone,
    };
    let mut findings = Vec::new();
    for table in tables {
        let found = look(table, &around);
        // Rosters and targets of other months are not used, so nobody needs to hear about them.
        if table.is_read() {
            findings.extend(found);
        }
    }
    findings
}
