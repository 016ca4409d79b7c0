use super::{cell, period, records, roster, table};
use crate::catalogue::Catalogue;
use crate::model::Dataset;
use crate::read::Row;
use crate::recognise::Table;
use crate::records::Records;
use crate::records::cells::tests::any_cell;
use proptest::prelude::*;

/// What figures are made of: every record without its place, sorted.
fn content(tables: Vec<Table>) -> (Vec<String>, Vec<String>) {
    let (records, findings) = records(tables, period(), &[]).unwrap();
    let mut codes: Vec<String> = findings
        .iter()
        .map(|finding| format!("{} {}", finding.severity.id(), finding.code()))
        .collect();
    codes.sort();
    (lines(&records), codes)
}

fn lines(records: &Records) -> Vec<String> {
    let name = |key: crate::records::CustomerKey| &records.customer_names[key.0 as usize];
    let mut lines: Vec<String> = Vec::new();
    lines.extend(records.roster.iter().map(|(_, rep)| {
        let teams: Vec<_> = rep
            .assignments
            .iter()
            .map(|a| (a.effective_from, &a.name, &a.team))
            .collect();
        format!(
            "{} {:?} {:?} {teams:?}",
            rep.rep_id, rep.hire_date, rep.leave_date
        )
    }));
    lines.extend(records.orders.iter().map(|order| {
        let (id, customer) = (&order.order_id, order.customer.map(name));
        format!(
            "{id} {} {:?} {customer:?} {} {}",
            order.moment,
            order.rep,
            order.amount.normalize(),
            order.cancelled
        )
    }));
    lines.extend(records.visits.iter().map(|visit| {
        format!(
            "{} {:?} {} {:?}",
            visit.moment,
            visit.rep,
            name(visit.customer),
            visit.kind
        )
    }));
    lines.extend(records.calls.iter().map(|call| {
        format!(
            "{} {:?} {} {}",
            call.moment, call.rep, call.inbound, call.answered
        )
    }));
    lines.extend(
        records
            .requests
            .iter()
            .map(|request| format!("{:?} {} {:?}", request.rep, request.received, request.replied)),
    );
    lines.extend(
        records
            .reports
            .iter()
            .map(|report| format!("{:?} {} {:?}", report.rep, report.due, report.submitted)),
    );
    lines.extend(records.conduct.iter().map(|event| {
        format!(
            "{:?} {} {} {:?}",
            event.rep, event.date, event.event, event.points
        )
    }));
    lines.extend(records.targets.iter().map(|target| {
        format!(
            "{:?} {:?} {:?} {}",
            target.scope,
            target.kpi,
            target.span,
            target.figure.normalize()
        )
    }));
    lines.sort();
    lines
}

/// What the columns of an order may hold.
const CHOICES: [&[&str]; 7] = [
    &["A1", "a1", "A2", ""],
    &["1", "2", ""],
    &[
        "2026-10-05",
        ":46300",
        "2026-10-06",
        "2026-09-30",
        "2030-01-01",
        "待定",
    ],
    &["S001", "张伟", "陈静", "S002", "S003", ""],
    &["甲公司", "乙公司", "", "甲公司 "],
    &["5", "5.00", ":6", "x"],
    &["", "C1", "C2"],
];

fn order_row() -> impl Strategy<Value = Vec<&'static str>> {
    CHOICES
        .iter()
        .map(|choices| proptest::sample::select(*choices))
        .collect::<Vec<_>>()
}

fn target_row() -> impl Strategy<Value = Vec<&'static str>> {
    let rep = proptest::sample::select(&["S001", "张伟", "", "S003"][..]);
    let month = proptest::sample::select(&["2026-10", "10月", "2026", ""][..]);
    let value = proptest::sample::select(&["5", "6", "-1", ""][..]);
    (rep, month, value).prop_map(|(rep, month, value)| vec![rep, month, value])
}

fn roster_row() -> impl Strategy<Value = Vec<&'static str>> {
    let rep = proptest::sample::select(&["S001", "S002", "S003"][..]);
    let name = proptest::sample::select(&["张伟", "陈静", ""][..]);
    let team = proptest::sample::select(&["一部", "二部"][..]);
    let from = proptest::sample::select(&["", "2026-10-06"][..]);
    let hired = proptest::sample::select(&["", "2026-10-06", "2026-01-01"][..]);
    (rep, name, team, from, hired)
        .prop_map(|(rep, name, team, from, hired)| vec![rep, name, team, from, hired])
}

fn filled(dataset: Dataset, name: &str, header: &str, rows: &[Vec<&str>]) -> Table {
    let mut table = table(dataset, name, header);
    table.rows = rows
        .iter()
        .zip(2..)
        .map(|(row, number)| Row::new(number, row.iter().map(|text| cell(text.trim_end())).collect()))
        .collect();
    table
}

fn book(roster: &[Vec<&str>], orders: [&[Vec<&str>]; 2], targets: &[Vec<&str>]) -> Vec<Table> {
    let orders_header = "order_id | line | date | rep_id | customer | amount | customer_id";
    vec![
        filled(
            Dataset::ROSTER,
            "r.csv",
            "rep_id | rep_name | team | effective_from | hire_date",
            roster,
        ),
        filled(Dataset::ORDERS, "a.csv", orders_header, orders[0]),
        filled(Dataset::ORDERS, "b.csv", orders_header, orders[1]),
        filled(Dataset::TARGETS, "t.csv", "rep_id | period | value", targets),
    ]
}

/// Lists of what happened: their columns, and what these may hold.
const EVENTS: [(Dataset, &str, &[&[&str]]); 5] = [
    (
        Dataset::VISITS,
        "date | rep_id | customer | kind | method | result",
        &[
            &["2026-10-05", "2026-10-05 09:00", "2026-10-05 14:00", "2026-10-06"],
            &["S001", "S002"],
            &["甲公司", "甲公司有限公司", "乙公司"],
            &["", "老客户", "潜在"],
            &["", "上门", "视频"],
            &["", "下单", "观望"],
        ],
    ),
    (
        Dataset::CALLS,
        "time | rep_id | phone | customer | duration | direction",
        &[
            &["2026-10-05", "2026-10-05 09:00", "2026-10-05 14:00"],
            &["S001", "S002"],
            &["", "13800138000", "138-0013-8000", "139"],
            &["", "甲公司", "乙公司"],
            &["", "0", "60", "61"],
            &["", "外呼", "呼入"],
        ],
    ),
    (
        Dataset::REQUESTS,
        "request_id | received | rep_id | customer | replied",
        &[
            &["", "R1", "R2"],
            &["2026-10-05", "2026-10-05 09:00", "2026-10-06 09:00"],
            &["S001", "S002"],
            &["", "甲公司", "甲公司有限公司", "乙公司"],
            &["", "2026-10-06 10:00", "2026-10-07 10:00"],
        ],
    ),
    (
        Dataset::REPORTS,
        "rep_id | kind | due | submitted",
        &[
            &["S001", "S002"],
            &["", "日报", "周报", "工作周报"],
            &["2026-10-05", "2026-10-05 18:00"],
            &["", "2026-10-05", "2026-10-06"],
        ],
    ),
    (
        Dataset::CONDUCT,
        "date | rep_id | event | points | note",
        &[
            &["2026-10-05", "2026-10-05 09:00"],
            &["S001", "S002"],
            &["迟到", "上班迟到", "早退"],
            &["", "-2", "-5"],
            &["", "堵车"],
        ],
    ),
];

type Rows = Vec<Vec<&'static str>>;

/// Three exports of one of these lists.
fn exports() -> impl Strategy<Value = (Dataset, &'static str, [Rows; 3])> {
    proptest::sample::select(&EVENTS[..]).prop_flat_map(|(dataset, header, choices)| {
        let row = || {
            let cells = choices.iter().map(|choices| proptest::sample::select(*choices));
            proptest::collection::vec(cells.collect::<Vec<_>>(), 0..5)
        };
        (row(), row(), row()).prop_map(move |(a, b, c)| (dataset, header, [a, b, c]))
    })
}

proptest! {
    #[test]
    fn what_exports_are_called_changes_nothing((dataset, header, rows) in exports()) {
        let named = |order: [usize; 3]| {
            let names = ["a.csv", "b.csv", "c.csv"].into_iter().zip(order);
            let tables = names.map(|(name, at)| filled(dataset, name, header, &rows[at]));
            let tables: Vec<Table> = [roster()].into_iter().chain(tables).collect();
            lines(&records(tables, period(), &[]).unwrap().0)
        };
        let expected = named([0, 1, 2]);
        for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            prop_assert_eq!(&named(order), &expected);
        }
    }

    #[test]
    fn exporting_a_list_again_changes_nothing((dataset, header, rows) in exports()) {
        let of = |names: &[&str]| {
            let tables = names.iter().map(|name| filled(dataset, name, header, &rows[0]));
            let tables: Vec<Table> = [roster()].into_iter().chain(tables).collect();
            lines(&records(tables, period(), &[]).unwrap().0)
        };
        prop_assert_eq!(of(&["a.csv", "b.csv"]), of(&["a.csv"]));
    }
    #[test]
    fn any_order_of_rows_and_files_gives_the_same(
        staff in proptest::collection::vec(roster_row(), 1..6),
        (one, other) in (
            proptest::collection::vec(order_row(), 0..12),
            proptest::collection::vec(order_row(), 0..12),
        ),
        targets in proptest::collection::vec(target_row(), 0..6),
    ) {
        let tables = book(&staff, [&one, &other], &targets);
        prop_assume!(records(tables.clone(), period(), &[]).is_ok());
        let reversed = |rows: &[Vec<&'static str>]| rows.iter().rev().cloned().collect::<Vec<_>>();
        let mut shuffled = book(
            &reversed(&staff),
            [&reversed(&other), &reversed(&one)],
            &reversed(&targets),
        );
        shuffled.reverse();
        prop_assert_eq!(content(tables), content(shuffled));
    }

    #[test]
    fn any_cells_give_records_or_findings(
        dataset in proptest::sample::select(Catalogue::built_in().datasets().collect::<Vec<_>>()),
        rows in proptest::collection::vec(proptest::collection::vec(any_cell(), 22), 0..8),
    ) {
        let list = Catalogue::built_in().list(dataset);
        let fields = list.fields.iter();
        let fields: Vec<String> = fields.map(|declared| declared.field.id().to_string()).collect();
        let mut table = table(dataset, "any.csv", &fields.join("|"));
        table.rows = rows.into_iter().zip(2..).map(|(cells, number)| Row::new(number, cells)).collect();
        let (records, findings) = records(vec![roster(), table], period(), &[]).unwrap();
        prop_assert!(records.roster.iter().count() >= 5);
        prop_assert!(findings.windows(2).all(|pair| pair[0] <= pair[1]));
    }
}
