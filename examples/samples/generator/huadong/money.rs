//! The accounting department's lists: what customers owe and paid, contracts, expenses and their budget.

use super::Months;
use super::people::{LEAVER, NAMESAKES, NEWCOMER};
use crate::generator::company::{Company, day, day_between};
use crate::generator::fault::Faults;
use crate::generator::random::Random;
use crate::generator::sheet::{Encoding, Export, Format, Sheet, Value, cells, place};
use crate::generator::spelling::{grouped, iso_date, slashed_date};
use chrono::{Days, NaiveDate};
use repcard::model::Month;
use rust_decimal::{Decimal, dec};

pub fn exports(company: &Company, months: &Months, faults: &mut Faults) -> Vec<Export> {
    let invoices = invoices(company, months.current);
    vec![
        ledger(company, &invoices, faults),
        receipts(company, &invoices, months.current, "inbox/2026-10/收款单.csv"),
        receipts(company, &invoices, months.before, "inbox/2026-09/收款单.csv"),
        contracts(company, months.current),
        expenses(
            company,
            months.current,
            "inbox/2026-10/费用报销明细.csv",
            Some(faults),
        ),
        expenses(company, months.before, "inbox/2026-09/费用报销明细.csv", None),
        budget(company),
    ]
}

/// A rep's name as accountants write it: for namesakes the number.
pub fn shown(company: &Company, rep: usize) -> &str {
    let rep = &company.reps[rep];
    if NAMESAKES.contains(&rep.id.as_str()) {
        &rep.id
    } else {
        &rep.name
    }
}

struct Invoice {
    number: String,
    rep: usize,
    customer: usize,
    issued: NaiveDate,
    due: NaiveDate,
    amount: Decimal,
    /// Day and amount of each payment.
    payments: Vec<(NaiveDate, Decimal)>,
}

impl Invoice {
    fn received(&self) -> Decimal {
        self.payments.iter().map(|(_, amount)| *amount).sum()
    }
}

/// What was invoiced from May on and is open, or was paid in the last two months.
fn invoices(company: &Company, current: Month) -> Vec<Invoice> {
    let mut random = Random::of("receivables of huadong");
    let mut invoices = Vec::new();
    for (rep, person) in company.reps.iter().enumerate() {
        let customers = company.customers_of(rep, current);
        let count = random.between(2, 4);
        for _ in 0..count {
            let customer = customers[random.below(customers.len())];
            let from = person.hire.max(day(2026, 5, 11));
            let last = person.leave.unwrap_or(current.last_day());
            let issued = day_between(&mut random, from, last.min(day(2026, 10, 28)));
            let due = issued + Days::new(random.pick(&[30, 30, 45, 60]));
            let amount = Decimal::from(random.between(60, 900)) * dec!(101.5);
            // Who sells little is paid late.
            let is_slow = !random.chance(person.pace.min(85) as usize);
            let paid = due + Days::new(u64::from(random.between(0, 9)));
            let mut payments = Vec::new();
            if issued < day(2026, 9, 1) && !is_slow && paid >= day(2026, 9, 1) && paid <= last {
                payments.push((paid, amount));
            } else if random.chance(40) && issued < day(2026, 10, 1) {
                let part = (amount * Decimal::from(random.between(2, 7)) / dec!(10)).round_dp(2);
                let day = day_between(&mut random, issued.max(day(2026, 9, 1)), last);
                payments.push((day, part));
            }
            invoices.push(Invoice {
                number: String::new(),
                rep,
                customer,
                issued,
                due,
                amount,
                payments,
            });
        }
    }
    invoices.sort_by_key(|invoice| (invoice.issued, invoice.rep));
    for (serial, invoice) in (1..).zip(&mut invoices) {
        invoice.number = format!("FP{}{serial:04}", invoice.issued.format("%y%m"));
    }
    invoices
}

/// The accounting system's list of what is owed: two titles, a total, one reversed invoice, a due date that is still open.
fn ledger(company: &Company, invoices: &[Invoice], faults: &mut Faults) -> Export {
    const PATH: &str = "inbox/2026-10/应收台账.xlsx";
    const NAME: &str = "应收明细账";
    let mut sheet = Sheet::new(NAME, &[14, 10, 32, 12, 12, 14, 14, 14, 10]);
    sheet.title("应收账款明细表", 9);
    sheet.title(
        "核算组织：华东云帆商贸有限公司　　截止日期：2026-10-31　　单位：元",
        9,
    );
    sheet.row(cells![
        "发票号",
        "业务员",
        "客户名称",
        "开票日期",
        "到期日",
        "应收金额",
        "已收金额",
        "未收金额",
        "收款状态"
    ]);
    sheet.end_header();
    let mut sums = [Decimal::ZERO; 3];
    for (position, invoice) in invoices.iter().enumerate() {
        let received = invoice.received();
        let open = invoice.amount - received;
        let is_reversed = position == 11;
        let status = match () {
            () if is_reversed => "已冲销",
            () if open.is_zero() => "已收清",
            () if received.is_zero() => "未收款",
            () => "部分收款",
        };
        let row = sheet.rows.len() + 1;
        let due: Value = if position == 23 {
            faults.plant("not-a-date", place(PATH, NAME, row, 4), "到期日写成了文字");
            "待客户确认".into()
        } else {
            invoice.due.into()
        };
        for (sum, part) in sums.iter_mut().zip([invoice.amount, received, open]) {
            *sum += part;
        }
        sheet.row(cells![
            invoice.number.as_str(),
            shown(company, invoice.rep),
            company.customers[invoice.customer].name.as_str(),
            invoice.issued,
            due,
            grouped(invoice.amount),
            received,
            open,
            status
        ]);
    }
    let [amount, received, open] = sums;
    sheet.row(cells![
        "合计",
        "",
        "",
        "",
        "",
        grouped(amount),
        received,
        open,
        ""
    ]);
    Export {
        path: PATH,
        format: Format::Xlsx,
        sheets: vec![sheet],
    }
}

/// The bank's side: each receipt, one of them returned.
fn receipts(company: &Company, invoices: &[Invoice], month: Month, path: &'static str) -> Export {
    let mut sheet = Sheet::new("收款单", &[]);
    sheet.row(cells![
        "收款单号",
        "核销单号",
        "到账日期",
        "业务员",
        "付款单位",
        "到账金额",
        "收款方式",
        "单据状态"
    ]);
    sheet.end_header();
    let of_month = |date: NaiveDate| Month::of(date) == Some(month);
    let mut receipts: Vec<(NaiveDate, Decimal, &Invoice)> = invoices
        .iter()
        .flat_map(|invoice| {
            invoice
                .payments
                .iter()
                .map(move |&(date, amount)| (date, amount, invoice))
        })
        .filter(|(date, ..)| of_month(*date))
        .collect();
    receipts.sort_by(|a, b| (a.0, &a.2.number).cmp(&(b.0, &b.2.number)));
    let mut sum = Decimal::ZERO;
    for (position, (date, amount, invoice)) in receipts.iter().enumerate() {
        let status = if position == 3 { "已退票" } else { "已审核" };
        sum += amount;
        sheet.row(cells![
            format!("SK{}{:04}", month.first_day().format("%y%m"), position + 1),
            invoice.number.as_str(),
            slashed_date(*date),
            shown(company, invoice.rep),
            company.customers[invoice.customer].name.as_str(),
            grouped(*amount),
            ["电汇", "承兑汇票", "电汇", "现金"][position % 4],
            status
        ]);
    }
    sheet.row(cells!["合计", "", "", "", "", grouped(sum), "", ""]);
    Export {
        path,
        format: Format::Csv(Encoding::Gb18030),
        sheets: vec![sheet],
    }
}

/// Kept by the contracts clerk: signed from spring on, what was delivered of each, one that came to nothing.
fn contracts(company: &Company, current: Month) -> Export {
    let mut random = Random::of("contracts of huadong");
    let mut sheet = Sheet::new("合同台账", &[16, 26, 12, 9, 10, 32, 14, 14, 12, 10]);
    sheet.title("2026年销售合同台账", 10);
    sheet.row(cells![
        "合同编号",
        "合同名称",
        "签订日期",
        "工号",
        "签约人",
        "甲方",
        "合同金额",
        "已执行金额",
        "合同到期日",
        "履行状态"
    ]);
    sheet.end_header();
    let mut contracts: Vec<(NaiveDate, usize, usize)> = Vec::new();
    for (rep, person) in company.reps.iter().enumerate() {
        let customers = company.customers_of(rep, current);
        let last = person.leave.unwrap_or(day(2026, 10, 29));
        for _ in 0..random.between(1, 2) {
            let from = person.hire.max(day(2026, 3, 9));
            let signed = day_between(&mut random, from.max(last - Days::new(120)), last);
            contracts.push((signed, rep, customers[random.below(customers.len())]));
        }
    }
    contracts.sort_unstable();
    let (mut sum, mut done) = (Decimal::ZERO, Decimal::ZERO);
    for (position, (signed, rep, customer)) in contracts.iter().enumerate() {
        let amount = Decimal::from(random.between(40, 480)) * dec!(1000);
        let share = match *signed {
            signed if signed < day(2026, 8, 1) => random.pick(&[100, 100, 80]),
            signed if signed < day(2026, 10, 1) => random.between(20, 90),
            _ => random.between(0, 30),
        };
        let fulfilled = amount * Decimal::from(share) / dec!(100);
        let status = match share {
            _ if position == 9 => "已作废",
            100 => "履行完毕",
            0 => "未履行",
            _ => "履行中",
        };
        sum += amount;
        done += fulfilled;
        sheet.row(cells![
            format!("YF-HT-2026-{:03}", position + 101),
            ["年度供货协议", "专项采购合同", "节日礼盒合同"][position % 3],
            *signed,
            company.reps[*rep].id.as_str(),
            company.reps[*rep].name.as_str(),
            company.customers[*customer].name.as_str(),
            amount,
            fulfilled,
            *signed + Days::new(365),
            status
        ]);
    }
    sheet.row(cells!["合计", "", "", "", "", "", sum, done, "", ""]);
    Export {
        path: "inbox/2026-10/合同台账.xlsx",
        format: Format::Xlsx,
        sheets: vec![sheet],
    }
}

/// The office system's claims: one rejected, and one of somebody who is not on the roster.
fn expenses(company: &Company, month: Month, path: &'static str, faults: Option<&mut Faults>) -> Export {
    let mut random = Random::of(&format!("expenses of huadong {}", month.first_day()));
    let mut sheet = Sheet::new("费用", &[]);
    sheet.row(cells!["费用报销明细"]);
    sheet.row(cells![
        "报销单号",
        "报销日期",
        "报销人",
        "费用类型",
        "报销金额",
        "审批状态"
    ]);
    sheet.end_header();
    let mut claims: Vec<(NaiveDate, usize, &str, Decimal)> = Vec::new();
    for (rep, person) in company.reps.iter().enumerate() {
        let days = company.working_days(person, month);
        let count = if days.is_empty() { 0 } else { random.between(1, 3) };
        for _ in 0..count {
            let kind = random.pick(&["差旅费", "差旅费", "业务招待费", "市内交通费", "通讯费"]);
            let most = match kind {
                "差旅费" => 320,
                "业务招待费" => 200,
                _ => 30,
            };
            let amount = Decimal::from(random.between(8, most)) * dec!(9.5);
            claims.push((days[random.below(days.len())], rep, kind, amount));
        }
    }
    claims.sort_unstable();
    let mut sum = Decimal::ZERO;
    for (position, (date, rep, kind, amount)) in claims.iter().enumerate() {
        let status = if position == 5 {
            "已驳回"
        } else {
            "审批通过"
        };
        sum += amount;
        sheet.row(cells![
            format!("BX{}{:04}", month.first_day().format("%y%m"), position + 1),
            iso_date(*date),
            shown(company, *rep),
            *kind,
            grouped(*amount),
            status
        ]);
    }
    if let Some(faults) = faults {
        let row = sheet.row(cells![
            format!("BX{}9001", month.first_day().format("%y%m")),
            iso_date(month.last_day()),
            "外聘顾问",
            "差旅费",
            "860.00",
            "审批通过"
        ]);
        faults.plant("unknown-rep", place(path, "", row, 2), "花名册上没有的报销人");
        sum += dec!(860);
    }
    sheet.row(cells!["合计", "", "", "", grouped(sum), ""]);
    Export {
        path,
        format: Format::Csv(Encoding::Gb18030),
        sheets: vec![sheet],
    }
}

/// What each rep may spend and is to sign in the year.
fn budget(company: &Company) -> Export {
    let mut sheet = Sheet::new("签约与预算", &[8, 10, 12, 8, 12]);
    sheet.title("2026年签约额和预算目标", 5);
    sheet.row(cells!["工号", "姓名", "指标", "年度", "全年"]);
    sheet.end_header();
    for rep in &company.reps {
        if [LEAVER, NEWCOMER].contains(&rep.id.as_str()) {
            continue;
        }
        for (measure, figure) in [
            ("费用预算", rep.sales_target / 20),
            ("签约额", rep.sales_target * 6),
        ] {
            sheet.row(cells![
                rep.id.as_str(),
                rep.name.as_str(),
                measure,
                2026_u32,
                figure
            ]);
        }
    }
    Export {
        path: "inbox/2026年签约与预算目标.xlsx",
        format: Format::Xlsx,
        sheets: vec![sheet],
    }
}
