//! What the reps did in a month: orders, visits, calls, requests, reports, conduct.

use super::company::{Company, Customer, at};
use super::random::Random;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use repcard::model::Month;
use rust_decimal::{Decimal, dec};
use std::collections::BTreeSet;

/// A line of an order.
#[derive(Debug, Clone)]
pub struct OrderLine {
    pub order_id: String,
    pub line: u32,
    pub date: NaiveDate,
    /// Index of the rep.
    pub rep: usize,
    /// Index of the customer.
    pub customer: usize,
    pub product: &'static Product,
    pub quantity: i64,
    pub status: &'static str,
}

impl OrderLine {
    /// Price × quantity, negative for a return.
    pub fn amount(&self) -> Decimal {
        self.product.price * Decimal::from(self.quantity)
    }
}

/// Something to sell, with its price in yuan a case.
#[derive(Debug)]
pub struct Product {
    pub name: &'static str,
    pub price: Decimal,
}

/// What is sold.
pub const PRODUCTS: [Product; 10] = [
    Product {
        name: "饮品",
        price: dec!(48.50),
    },
    Product {
        name: "粮油",
        price: dec!(186.00),
    },
    Product {
        name: "调味品",
        price: dec!(92.80),
    },
    Product {
        name: "休闲食品",
        price: dec!(75.60),
    },
    Product {
        name: "冲调乳品",
        price: dec!(238.00),
    },
    Product {
        name: "日化",
        price: dec!(129.90),
    },
    Product {
        name: "冷冻食品",
        price: dec!(315.25),
    },
    Product {
        name: "纸品",
        price: dec!(66.40),
    },
    Product {
        name: "酒水",
        price: dec!(428.00),
    },
    Product {
        name: "烘焙原料",
        price: dec!(154.70),
    },
];

const OPEN_STATUSES: [&str; 3] = ["已审核", "已发货", "已完成"];
const CANCELLED_STATUSES: [&str; 2] = ["已取消", "作废"];

/// The order lines of a month, in order of their numbers; about `lines_per_rep` for each rep.
pub fn orders(company: &Company, month: Month, lines_per_rep: u32) -> Vec<OrderLine> {
    let mut orders: Vec<Vec<OrderLine>> = Vec::new();
    for rep in 0..company.reps.len() {
        orders.extend(orders_of(company, rep, month, lines_per_rep));
    }
    numbered(orders, month)
}

/// The last orders of the customers that fell silent in this month.
pub fn last_orders(company: &Company, month: Month) -> Vec<OrderLine> {
    let mut random = Random::of(&format!("last orders {}", month.first_day()));
    let mut orders = Vec::new();
    for (customer, facts) in company.customers.iter().enumerate() {
        if let Some(date) = facts.last_order.filter(|last| Month::of(*last) == Some(month)) {
            let lines = random.between(1, 2);
            orders.push(order(&mut random, facts.owner, customer, date, lines, dec!(9000)));
        }
    }
    numbered(orders, month)
}

/// Orders get their numbers by date, as an ERP gives them.
fn numbered(mut orders: Vec<Vec<OrderLine>>, month: Month) -> Vec<OrderLine> {
    orders.sort_by_key(|lines| (lines[0].date, lines[0].rep, lines[0].customer));
    for (serial, lines) in (1..).zip(&mut orders) {
        let kind = if lines[0].quantity < 0 { "TH" } else { "SO" };
        for line in lines {
            line.order_id = format!("{kind}{}{serial:05}", month.first_day().format("%Y%m"));
        }
    }
    orders.concat()
}

fn orders_of(company: &Company, rep: usize, month: Month, lines_per_rep: u32) -> Vec<Vec<OrderLine>> {
    let mut random = Random::of(&format!("orders {rep} {}", month.first_day()));
    let facts = &company.reps[rep];
    let days = company.working_days(facts, month);
    let customers = company.customers_of(rep, month);
    if days.is_empty() || customers.is_empty() {
        return Vec::new();
    }
    let share = Decimal::from(days.len()) / Decimal::from(company.month_days(month).len());
    let pace = facts.pace * random.between(94, 106) / 100;
    // Business grows: a year ago it was a sixth smaller.
    let level = if month.year() < 2026 { 85 } else { 100 };
    let goal = Decimal::from(facts.sales_target) * Decimal::from(pace * level) / dec!(10_000) * share;
    let lines = (Decimal::from(lines_per_rep * random.between(85, 115)) / dec!(100) * share).ceil();
    let lines: u32 = lines.try_into().unwrap_or(1);

    let (newcomers, regulars): (Vec<usize>, Vec<usize>) = customers
        .into_iter()
        .partition(|&customer| company.customers[customer].is_new_in(month));
    // Regulars take turns, so that within a few months each has ordered.
    let turn = (month.year() * 12 + month.number() as i32) as usize * 6;
    let turns = (0..regulars.len()).map(|step| regulars[(turn + step) % regulars.len()]);
    let mut queue = newcomers
        .into_iter()
        .chain(turns.collect::<Vec<_>>().into_iter().cycle());

    let mut orders = Vec::new();
    let mut left = lines;
    while left > 0 {
        let Some(customer) = queue.next() else { break };
        let count = random.between(1, 3).min(left);
        left -= count;
        let Some(date) = order_day(&mut random, &days, &company.customers[customer]) else {
            continue;
        };
        let size = goal / Decimal::from(lines);
        let mut lines = order(&mut random, rep, customer, date, count, size);
        if random.chance(3) {
            let status = random.pick(&CANCELLED_STATUSES);
            for line in &mut lines {
                line.status = status;
            }
        } else if random.chance(5)
            && let Some(back) = days.iter().find(|day| **day > date + Days::new(3))
        {
            orders.push(vec![returned(&lines[0], *back)]);
        }
        orders.push(lines);
    }
    orders
}

fn order_day(random: &mut Random, days: &[NaiveDate], customer: &Customer) -> Option<NaiveDate> {
    let until = customer.last_order.into_iter().chain(customer.lost).min();
    let days: Vec<NaiveDate> = days
        .iter()
        .copied()
        .filter(|day| *day >= customer.created.date() && until.is_none_or(|until| *day < until))
        .collect();
    (!days.is_empty()).then(|| random.pick(&days))
}

fn order(
    random: &mut Random,
    rep: usize,
    customer: usize,
    date: NaiveDate,
    lines: u32,
    size: Decimal,
) -> Vec<OrderLine> {
    let first_product = random.below(PRODUCTS.len());
    let status = random.pick(&OPEN_STATUSES);
    (1..=lines)
        .map(|line| {
            let product = &PRODUCTS[(first_product + line as usize * 3) % PRODUCTS.len()];
            let amount = size * Decimal::from(random.between(75, 125)) / dec!(100);
            let quantity: i64 = (amount / product.price).round().try_into().unwrap_or(1);
            OrderLine {
                order_id: String::new(),
                line,
                date,
                rep,
                customer,
                product,
                quantity: quantity.max(1),
                status,
            }
        })
        .collect()
}

fn returned(line: &OrderLine, date: NaiveDate) -> OrderLine {
    OrderLine {
        line: 1,
        date,
        quantity: -(line.quantity / 5).max(1),
        status: "已完成",
        ..line.clone()
    }
}

/// A visit.
#[derive(Debug, Clone)]
pub struct Visit {
    pub moment: NaiveDateTime,
    pub rep: usize,
    pub customer: String,
    pub kind: &'static str,
    pub method: &'static str,
    pub purpose: &'static str,
    pub result: &'static str,
}

const METHODS: [&str; 3] = ["上门", "视频", "门店巡访"];
const PURPOSES: [&str; 5] = ["新品推介", "催收货款", "陈列检查", "续签合同", "售后回访"];
const RESULTS: [&str; 5] = ["已下单", "待跟进", "意向明确", "无变化", "约下次"];

/// The visits of a month in order of time; about `per_rep` to existing customers for each rep who keeps pace.
pub fn visits(company: &Company, month: Month, per_rep: u32) -> Vec<Visit> {
    let mut visits = Vec::new();
    for (rep, facts) in company.reps.iter().enumerate() {
        let mut random = Random::of(&format!("visits {rep} {}", month.first_day()));
        let days = company.working_days(facts, month);
        let customers = company.customers_of(rep, month);
        if days.is_empty() || customers.is_empty() {
            continue;
        }
        let (new, old): (Vec<usize>, Vec<usize>) = customers
            .into_iter()
            .partition(|&customer| company.customers[customer].is_new_in(month));
        let existing = if old.is_empty() {
            0
        } else {
            keeping_pace(&mut random, company, rep, month, per_rep)
        };
        let prospects = existing.div_ceil(4) + new.len() as u32;
        let mut taken = BTreeSet::new();
        for visit in 0..existing + prospects {
            let Some(moment) = free_moment(&mut random, &days, &mut taken, 15) else {
                break;
            };
            let customer = match visit.checked_sub(existing) {
                None => company.customers[random.pick(&old)].name.clone(),
                Some(at) => match new.get(at as usize) {
                    Some(&newcomer) => company.customers[newcomer].name.clone(),
                    None => prospect_name(rep, visit),
                },
            };
            visits.push(Visit {
                moment,
                rep,
                customer,
                kind: if visit < existing {
                    "老客户"
                } else {
                    "潜在客户"
                },
                method: random.pick(&METHODS),
                purpose: random.pick(&PURPOSES),
                result: random.pick(&RESULTS),
            });
        }
    }
    visits.sort_by_key(|visit| (visit.moment, visit.rep));
    visits
}

/// Somebody who is no customer yet.
fn prospect_name(rep: usize, number: u32) -> String {
    const STREETS: [&str; 6] = ["梧桐路", "望江街", "映月巷", "长桥里", "东篱路", "白鹭洲"];
    const KINDS: [&str; 4] = ["面馆", "小卖部", "茶餐厅", "水果店"];
    let pick = rep * 7 + number as usize;
    format!(
        "{}{}号{}",
        STREETS[pick % STREETS.len()],
        pick + 1,
        KINDS[pick / 6 % KINDS.len()]
    )
}

/// How much of `per_rep` the rep gets done in the month.
fn keeping_pace(random: &mut Random, company: &Company, rep: usize, month: Month, per_rep: u32) -> u32 {
    let facts = &company.reps[rep];
    let days = company.working_days(facts, month).len() as u32;
    let all = company.month_days(month).len() as u32;
    per_rep * (facts.pace + 10) * random.between(85, 115) * days / all / 10_000
}

/// A moment of a working day that is not taken yet, on a grid of `minutes`.
fn free_moment(
    random: &mut Random,
    days: &[NaiveDate],
    taken: &mut BTreeSet<NaiveDateTime>,
    minutes: u32,
) -> Option<NaiveDateTime> {
    (0..100)
        .map(|_| {
            at(
                random.pick(days),
                9 * 60 + random.below((9 * 60 / minutes) as usize) as u32 * minutes,
            )
        })
        .find(|moment| taken.insert(*moment))
}

/// A phone call.
#[derive(Debug, Clone)]
pub struct Call {
    pub moment: NaiveDateTime,
    pub rep: usize,
    pub customer: String,
    pub phone: String,
    pub inbound: bool,
    pub seconds: u32,
}

/// The calls of a month in order of time; about `per_rep` answered ones for each rep who keeps pace.
pub fn calls(company: &Company, month: Month, per_rep: u32) -> Vec<Call> {
    let mut calls = Vec::new();
    for (rep, facts) in company.reps.iter().enumerate() {
        let mut random = Random::of(&format!("calls {rep} {}", month.first_day()));
        let days = company.working_days(facts, month);
        let customers = company.customers_of(rep, month);
        if days.is_empty() || customers.is_empty() {
            continue;
        }
        let answered = keeping_pace(&mut random, company, rep, month, per_rep);
        let mut taken = BTreeSet::new();
        for call in 0..answered + answered / 4 {
            let Some(moment) = free_moment(&mut random, &days, &mut taken, 4) else {
                break;
            };
            let unanswered = call >= answered;
            calls.push(Call {
                moment,
                rep,
                customer: company.customers[random.pick(&customers)].name.clone(),
                phone: format!("19900{:06}", random.below(1_000_000)),
                inbound: !unanswered && random.chance(8),
                seconds: if unanswered { 0 } else { random.between(20, 900) },
            });
        }
    }
    calls.sort_by_key(|call| (call.moment, call.rep));
    calls
}

/// A customer's request.
#[derive(Debug, Clone)]
pub struct Request {
    pub id: String,
    pub received: NaiveDateTime,
    pub rep: usize,
    pub customer: usize,
    pub replied: Option<NaiveDateTime>,
}

/// The requests of a month in order of time.
pub fn requests(company: &Company, month: Month) -> Vec<Request> {
    let mut requests = Vec::new();
    for (rep, facts) in company.reps.iter().enumerate() {
        let mut random = Random::of(&format!("requests {rep} {}", month.first_day()));
        let days = company.working_days(facts, month);
        let customers = company.customers_of(rep, month);
        if days.is_empty() || customers.is_empty() {
            continue;
        }
        let mut taken = BTreeSet::new();
        for _ in 0..random.between(2, 5) {
            let Some(received) = free_moment(&mut random, &days, &mut taken, 5) else {
                break;
            };
            // A rep behind the pace answers late more often, and now and then not at all.
            let in_time = random.chance(facts.pace.min(95) as usize);
            let minutes = if in_time {
                random.between(10, 1_380)
            } else {
                random.between(1_500, 4_000)
            };
            let answered = in_time || random.chance(70);
            requests.push(Request {
                id: String::new(),
                received,
                rep,
                customer: random.pick(&customers),
                replied: answered.then(|| received + TimeDelta::minutes(i64::from(minutes))),
            });
        }
    }
    requests.sort_by_key(|request| (request.received, request.rep));
    for (serial, request) in (1..).zip(&mut requests) {
        request.id = format!("XQ{}{serial:04}", month.first_day().format("%Y%m"));
    }
    requests
}

/// A plan or report.
#[derive(Debug, Clone)]
pub struct Report {
    pub rep: usize,
    pub kind: &'static str,
    pub due: NaiveDate,
    pub submitted: Option<NaiveDateTime>,
}

/// The plans and reports due in a month, rep by rep: a weekly one each Friday, a plan at the start, a summary at the end.
pub fn reports(company: &Company, month: Month) -> Vec<Report> {
    let mut reports = Vec::new();
    for (rep, facts) in company.reps.iter().enumerate() {
        let mut random = Random::of(&format!("reports {rep} {}", month.first_day()));
        let days = company.working_days(facts, month);
        let weekly = days
            .iter()
            .filter(|day| day.weekday() == Weekday::Fri)
            .map(|day| ("周报", *day));
        let plan = days.first().map(|day| ("月计划", *day));
        let summary = days.last().map(|day| ("月总结", *day));
        for (kind, due) in plan.into_iter().chain(weekly).chain(summary) {
            let submitted = match random.below(140) as u32 {
                roll if roll < facts.pace + 15 => Some(at(due, random.between(9 * 60, 18 * 60))),
                roll if roll < facts.pace + 30 => {
                    Some(at(due + Days::new(2), random.between(9 * 60, 18 * 60)))
                }
                _ => None,
            };
            reports.push(Report {
                rep,
                kind,
                due,
                submitted,
            });
        }
    }
    reports
}

/// An event of conduct.
#[derive(Debug, Clone)]
pub struct ConductEvent {
    pub date: NaiveDate,
    pub rep: usize,
    pub event: &'static str,
    pub points: Option<Decimal>,
}

/// What happens, with the points that the handbook gives.
const EVENTS: [(&str, Decimal); 6] = [
    ("迟到", dec!(-1)),
    ("未按时打卡", dec!(-0.5)),
    ("客户投诉属实", dec!(-5)),
    ("客户表扬", dec!(2)),
    ("未着工装", dec!(-1)),
    ("协助同事成单", dec!(1)),
];

/// The events of a month in order of time, no two of one rep on one day.
pub fn conduct(company: &Company, month: Month) -> Vec<ConductEvent> {
    let mut events = Vec::new();
    for (rep, facts) in company.reps.iter().enumerate() {
        let mut random = Random::of(&format!("conduct {rep} {}", month.first_day()));
        let days = company.working_days(facts, month);
        if days.is_empty() {
            continue;
        }
        let dates: BTreeSet<NaiveDate> = (0..random.below(3)).map(|_| random.pick(&days)).collect();
        for date in dates {
            let (event, points) = random.pick(&EVENTS);
            events.push(ConductEvent {
                date,
                rep,
                event,
                points: Some(points),
            });
        }
    }
    events.sort_by_key(|event| (event.date, event.rep));
    events
}
