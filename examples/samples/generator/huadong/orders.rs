//! Orders: an ERP list with subtotals, a CRM's CSV, late entries typed by hand; the month before and the year before.

use super::Months;
use super::people::{LEAVER, NAMESAKES, TRANSFERRED, transfer_day};
use crate::generator::company::{Company, day};
use crate::generator::fault::Faults;
use crate::generator::ledger::{OrderLine, last_orders, orders};
use crate::generator::sheet::{Encoding, Export, Format, Sheet, Value, cells, place, row_place};
use crate::generator::spelling::{
    accounting, chinese_date, compact_date, full_width, grouped, iso_date, slashed_date,
};
use rust_decimal::{Decimal, dec};

const LINES_PER_REP: u32 = 16;

pub fn exports(company: &Company, months: &Months, faults: &mut Faults) -> Vec<Export> {
    let current = orders(company, months.current, LINES_PER_REP);
    // The last days of the month were entered late, by hand.
    let (late, in_time): (Vec<OrderLine>, Vec<OrderLine>) = current
        .into_iter()
        .partition(|line| line.date >= day(2026, 10, 30));
    let (south, north): (Vec<OrderLine>, Vec<OrderLine>) =
        in_time.into_iter().partition(|line| is_south(company, line));
    let copied: Vec<OrderLine> = south
        .iter()
        .filter(|line| line.date == day(2026, 10, 29))
        .take(3)
        .cloned()
        .collect();
    vec![
        erp_list(company, &south, faults),
        crm_file(company, &north, faults),
        late_entries(company, &late, &copied, faults),
        month_before(company, months),
        year_before(company, months),
    ]
}

/// Whether the line belongs to 江浙大区 on its date.
fn is_south(company: &Company, line: &OrderLine) -> bool {
    let rep = &company.reps[line.rep];
    rep.region == "江浙大区" && !(rep.id == TRANSFERRED && line.date < transfer_day())
}

/// A rep's name as a system shows it that knows no numbers: for namesakes somebody put the number there.
fn shown_name<'a>(company: &'a Company, line: &OrderLine) -> &'a str {
    let rep = &company.reps[line.rep];
    if NAMESAKES.contains(&rep.id.as_str()) {
        &rep.id
    } else {
        &rep.name
    }
}

/// The ERP's list: grouped by rep with subtotals, amounts as text with separators, a formula here and there.
fn erp_list(company: &Company, lines: &[OrderLine], faults: &mut Faults) -> Export {
    const PATH: &str = "inbox/2026-10/销售订单_江浙.xlsx";
    const NAME: &str = "销售订单明细";
    let mut sheet = Sheet::new(NAME, &[16, 6, 12, 11, 10, 11, 32, 12, 9, 14, 10]);
    sheet.title("销售订单明细表", 11);
    sheet.title(
        "核算组织：华东云帆商贸有限公司（江浙大区）　　期间：2026-10-01 至 2026-10-31",
        11,
    );
    sheet.row(cells![
        "单据编号",
        "行号",
        "单据日期",
        "业务员编码",
        "业务员",
        "客户编号",
        "客户名称",
        "料品",
        "数量",
        "价税合计",
        "行状态"
    ]);
    sheet.end_header();

    let mut whole = Sum::default();
    for (index, rep) in company.reps.iter().enumerate() {
        let own: Vec<&OrderLine> = lines.iter().filter(|line| line.rep == index).collect();
        if own.is_empty() {
            continue;
        }
        let mut part = Sum::default();
        for (position, line) in own.iter().enumerate() {
            let mut cells = erp_cells(company, line, position);
            let row = sheet.rows.len() + 1;
            match (rep.id.as_str(), position) {
                ("S011", 2) => {
                    cells[4] = "施名轩".into();
                    faults.plant(
                        "rep-name-differs",
                        place(PATH, NAME, row, 4),
                        "姓名打错一字，以编号为准",
                    );
                }
                ("S012", 1) => {
                    cells[9] = "待定".into();
                    faults.plant("not-a-number", place(PATH, NAME, row, 9), "金额写了“待定”");
                }
                ("S020", 3) => {
                    cells[5] = Value::Formula {
                        formula: "=VLOOKUP(\"旧编号\",$A$1:$A$2,1,FALSE)",
                        result: "#N/A".into(),
                    };
                    faults.plant(
                        "error-value",
                        place(PATH, NAME, row, 5),
                        "查找公式没有找到客户编号",
                    );
                }
                _ => {}
            }
            part.add(
                line.quantity,
                if cells[9] == Value::from("待定") {
                    dec!(0)
                } else {
                    line.amount()
                },
            );
            sheet.row(cells);
        }
        match rep.id.as_str() {
            "S010" => {
                let row = sheet.row(cells![
                    "SO20261009901",
                    1_u32,
                    day(2026, 10, 21),
                    "S099",
                    "林知秋",
                    "",
                    "鹭屿南风便利店",
                    "饮品",
                    20_u32,
                    "970.00",
                    "已审核"
                ]);
                part.add(20, dec!(970));
                faults.plant(
                    "unknown-rep",
                    place(PATH, NAME, row, 3),
                    "花名册里没有这个编号，也没有这个人",
                );
            }
            "S013" => {
                let row = sheet.row(erp_cells(company, own[0], 0));
                part.add(own[0].quantity, own[0].amount());
                faults.plant("repeated-row", row_place(PATH, NAME, row), "同一订单行导出了两次");
            }
            LEAVER => {
                let line = OrderLine {
                    order_id: "SO20261009902".into(),
                    line: 1,
                    date: day(2026, 10, 20),
                    status: "已发货",
                    ..own[own.len() - 1].clone()
                };
                let row = sheet.row(erp_cells(company, &line, 1));
                part.add(line.quantity, line.amount());
                faults.plant(
                    "outside-employment",
                    place(PATH, NAME, row, 2),
                    "10月16日离职，10月20日还有订单",
                );
            }
            _ => {}
        }
        let overstated = if rep.id == "S014" { dec!(1000) } else { dec!(0) };
        let row = sheet.row(total_row("小计", part.quantity, part.amount + overstated));
        if rep.id == "S014" {
            faults.plant(
                "total-differs",
                place(PATH, NAME, row, 9),
                "小计比各行之和多 1000 元",
            );
        }
        whole.add(part.quantity, part.amount);
    }
    sheet.row(total_row("合计", whole.quantity, whole.amount));
    Export {
        path: PATH,
        format: Format::Xlsx,
        sheets: vec![sheet],
    }
}

#[derive(Default)]
struct Sum {
    quantity: i64,
    amount: Decimal,
}

impl Sum {
    fn add(&mut self, quantity: i64, amount: Decimal) {
        self.quantity += quantity;
        self.amount += amount;
    }
}

fn total_row(label: &str, quantity: i64, amount: Decimal) -> Vec<Value> {
    cells![label, "", "", "", "", "", "", "", quantity, grouped(amount), ""]
}

fn erp_cells(company: &Company, line: &OrderLine, position: usize) -> Vec<Value> {
    let rep = &company.reps[line.rep];
    let customer = &company.customers[line.customer];
    let number = if position % 9 == 4 {
        full_width(&rep.id)
    } else {
        rep.id.clone()
    };
    let quantity: Value = match position % 5 {
        2 => full_width(&line.quantity.to_string()).into(),
        3 => line.quantity.to_string().into(),
        _ => line.quantity.into(),
    };
    let amount: Value = match position % 4 {
        0 => line.amount().into(),
        _ => grouped(line.amount()).into(),
    };
    cells![
        line.order_id.as_str(),
        line.line,
        line.date,
        number,
        rep.name.as_str(),
        customer.id.as_str(),
        customer.name.as_str(),
        line.product.name,
        quantity,
        amount,
        line.status
    ]
}

/// The CRM's CSV in the encoding of a Chinese Windows; it knows neither line numbers nor numbers of customers.
fn crm_file(company: &Company, lines: &[OrderLine], faults: &mut Faults) -> Export {
    const PATH: &str = "inbox/2026-10/CRM订单_沪皖.csv";
    let mut sheet = Sheet::new("", &[]);
    sheet.row(cells![
        "订单编号",
        "下单日期",
        "销售员",
        "客户名称",
        "产品",
        "单价(元)",
        "数量",
        "订单金额",
        "状态"
    ]);
    faults.plant(
        "unused-column",
        place(PATH, "", 1, 5),
        "单价不是 repcard 使用的列",
    );
    let mut sum = dec!(0);
    let cells_of = |line: &OrderLine| {
        cells![
            line.order_id.as_str(),
            slashed_date(line.date),
            shown_name(company, line),
            company.customers[line.customer].name.as_str(),
            line.product.name,
            line.product.price,
            line.quantity,
            accounting(line.amount()),
            line.status
        ]
    };
    for (position, line) in lines.iter().enumerate() {
        sheet.row(cells_of(line));
        sum += line.amount();
        match position {
            20 => {
                let mut cells = cells_of(line);
                cells[0] = "SO20261009903".into();
                cells[2] = "陈静".into();
                let row = sheet.row(cells);
                sum += line.amount();
                faults.plant(
                    "ambiguous-rep",
                    place(PATH, "", row, 2),
                    "有两个陈静，只写姓名分不清",
                );
            }
            41 => {
                let mut cells = cells_of(line);
                cells[0] = "SO20261009904".into();
                cells[1] = "05/10/2026".into();
                let row = sheet.row(cells);
                sum += line.amount();
                faults.plant(
                    "ambiguous-date",
                    place(PATH, "", row, 1),
                    "10月5日还是5月10日，看不出来",
                );
            }
            60 => {
                let row = sheet.row(cells_of(line));
                sum += line.amount();
                faults.plant(
                    "possible-duplicate",
                    row_place(PATH, "", row),
                    "没有行号的相同行，可能重复，也可能是两行",
                );
            }
            _ => {}
        }
    }
    sheet.row(cells!["合计", "", "", "", "", "", "", accounting(sum), ""]);
    Export {
        path: PATH,
        format: Format::Csv(Encoding::Gb18030),
        sheets: vec![sheet],
    }
}

/// Orders entered by hand after the export: amounts in 万元, every way to write a date, and some that were exported already.
fn late_entries(company: &Company, lines: &[OrderLine], copied: &[OrderLine], faults: &mut Faults) -> Export {
    const PATH: &str = "inbox/2026-10/销售订单补录.xlsx";
    const NAME: &str = "补录";
    let mut sheet = Sheet::new(NAME, &[22, 6, 15, 8, 11, 32, 12, 8, 12, 10]);
    sheet.title("十月订单补录（月底）", 10);
    sheet.row(cells![
        "订单编号",
        "行号",
        "日期",
        "工号",
        "客户编号",
        "客户",
        "品类",
        "数量",
        "金额(万元)",
        "状态"
    ]);
    sheet.end_header();
    for (position, line) in lines.iter().chain(copied).enumerate() {
        let customer = &company.customers[line.customer];
        let date: Value = match position % 5 {
            0 => chinese_date(line.date).into(),
            1 => compact_date(line.date).into(),
            2 => iso_date(line.date).into(),
            3 => slashed_date(line.date).into(),
            _ => line.date.into(),
        };
        let amount = (line.amount() / dec!(10_000)).normalize();
        let amount: Value = if position % 3 == 1 {
            format!("￥{amount}").into()
        } else {
            amount.into()
        };
        let row = sheet.row(cells![
            line.order_id.as_str(),
            line.line,
            date,
            company.reps[line.rep].id.as_str(),
            customer.id.as_str(),
            customer.name.as_str(),
            line.product.name,
            line.quantity,
            amount,
            line.status
        ]);
        if position == lines.len() {
            faults.plant(
                "repeated-in-another-file",
                row_place(PATH, NAME, row),
                "此行起三行已在江浙的订单表中，重复导出，只说一次",
            );
        }
    }
    let row = sheet.row(cells![
        dec!(20261031000123457),
        1_u32,
        day(2026, 10, 31),
        "S001",
        "",
        company.customers[3].name.as_str(),
        "酒水",
        10_u32,
        dec!(0.428),
        "已完成"
    ]);
    faults.plant(
        "lost-digits",
        place(PATH, NAME, row, 0),
        "17 位编号按数字存放，末尾已失真",
    );
    Export {
        path: PATH,
        format: Format::Xlsx,
        sheets: vec![sheet],
    }
}

/// September, and of July what concerns customers that fell silent: two sheets of one plain workbook.
fn month_before(company: &Company, months: &Months) -> Export {
    let sheets = [
        ("9月", orders(company, months.before, LINES_PER_REP)),
        ("7月", last_orders(company, months.summer)),
    ];
    Export {
        path: "inbox/2026-09/订单明细.xlsx",
        format: Format::Xlsx,
        sheets: sheets
            .iter()
            .map(|(name, lines)| plain_sheet(company, name, lines))
            .collect(),
    }
}

fn plain_sheet(company: &Company, name: &str, lines: &[OrderLine]) -> Sheet {
    let mut sheet = Sheet::new(name, &[16, 6, 12, 8, 11, 32, 12, 8, 13, 10]);
    sheet.row(cells![
        "订单编号",
        "行号",
        "下单日期",
        "工号",
        "客户编号",
        "客户名称",
        "产品",
        "数量",
        "金额(元)",
        "状态"
    ]);
    sheet.end_header();
    let mut sum = Sum::default();
    for line in lines {
        let customer = &company.customers[line.customer];
        sheet.row(cells![
            line.order_id.as_str(),
            line.line,
            line.date,
            company.reps[line.rep].id.as_str(),
            customer.id.as_str(),
            customer.name.as_str(),
            line.product.name,
            line.quantity,
            line.amount(),
            line.status
        ]);
        sum.add(line.quantity, line.amount());
    }
    sheet.row(cells![
        "总计",
        "",
        "",
        "",
        "",
        "",
        "",
        sum.quantity,
        sum.amount,
        ""
    ]);
    sheet
}

/// October of the year before, as a web system exports it: CSV in UTF-8 with a byte order mark.
fn year_before(company: &Company, months: &Months) -> Export {
    let mut sheet = Sheet::new("", &[]);
    sheet.row(cells!["单号", "日期", "负责人", "客户", "品类", "金额", "状态"]);
    for line in orders(company, months.year_before, LINES_PER_REP) {
        sheet.row(cells![
            line.order_id.as_str(),
            iso_date(line.date),
            company.reps[line.rep].id.as_str(),
            company.customers[line.customer].name.as_str(),
            line.product.name,
            line.amount(),
            line.status
        ]);
    }
    Export {
        path: "inbox/2025-10/订单2025年10月.csv",
        format: Format::Csv(Encoding::Utf8Bom),
        sheets: vec![sheet],
    }
}
