//! Workbooks read back: their cells through calamine, their parts as XML.

mod findings;
mod native;
mod scores;
mod sheets;
mod validity;

use super::findings_sheet::Listing;
use super::style::Styles;
use super::template::Template;
use super::{Figures, WorkbookOptions, appraisals, findings};
use crate::measure::Details;
use crate::measure::details::{Change, CustomerChange, KpiPlan, MonthSales, RepDetails, Share};
use crate::model::{
    Dataset, Exact, Field, Finding, Kpi, Language, Month, Period, Place, Policy, Problem, Source,
};
use crate::report::Document;
use crate::report::findings::told;
use crate::report::templates::{Templates, WORKBOOK};
use crate::score::Appraisal;
use crate::score::fixture::appraisal;
use crate::snapshot::excerpts::Excerpts;
use calamine::{Data, Range, Reader, Xlsx};
use rust_decimal::dec;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::Arc;

fn options(language: Language) -> WorkbookOptions {
    WorkbookOptions {
        company: "晨曦医疗器械（华东）有限公司".into(),
        catalogue: Arc::default(),
        language,
        book: Some("../..".into()),
    }
}

fn some_findings() -> Vec<Finding> {
    let orders = Arc::new(Source {
        file: "inbox/2026-10/订单 10月.xlsx".into(),
        sheet: Some("10月".into()),
    });
    let at = |row, column| Place::row(Arc::clone(&orders), row).at_column(column);
    let not_a_number = |text: &str| Problem::NotANumber {
        field: Field::Amount,
        text: text.into(),
        required: true,
    };
    vec![
        Finding::at(at(14, 5), not_a_number("待定")),
        Finding::at(at(9, 5), not_a_number("=1+1")),
        Finding::at(
            at(31, 2),
            Problem::UnknownRep {
                value: "@周".into(),
                rows: 1,
            },
        )
        .worth(Some(dec!(12500.5))),
        Finding::at(
            Place::file("inbox/2026-10/拜访.csv"),
            Problem::OutsidePeriods { rows: 3 },
        ),
        Finding::at(
            Place::row(Arc::clone(&orders), 40).at_column(5),
            Problem::TotalDiffers {
                field: Field::Amount,
                stated: dec!(1200.50),
                sum: dec!(1100.50),
            },
        ),
        Finding::general(Problem::MissingDataset {
            dataset: Dataset::REQUESTS,
            kpi: Kpi::REQUESTS,
        }),
    ]
}

fn opened(document: &Document) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(document.bytes.clone())).unwrap()
}

fn sheet(document: &Document, name: &str) -> Range<Data> {
    opened(document).worksheet_range(name).unwrap()
}

fn rows(range: &Range<Data>) -> Vec<Vec<String>> {
    range
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect()
}

fn part(document: &Document, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(&document.bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn made(appraisal: &Appraisal, found: &[Finding], language: Language) -> Document {
    made_from(appraisal, &Details::default(), found, language)
}

fn made_from(appraisal: &Appraisal, details: &Details, found: &[Finding], language: Language) -> Document {
    let figures = Figures {
        appraisal,
        details,
        policy: &Policy::default(),
        findings: found,
        account: &[],
    };
    appraisals(
        figures,
        &Template::parse(Templates::default().text(WORKBOOK)).unwrap(),
        &options(language),
    )
    .unwrap()
}

/// The cell of a row by its column's header.
fn cell<'a>(range: &'a Range<Data>, rep_id: &str, header: &str) -> &'a Data {
    let headers = range.rows().nth(3).unwrap();
    let column = headers.iter().position(|cell| cell == header).unwrap();
    let row = range.rows().find(|row| row[1] == rep_id).unwrap();
    &row[column]
}

/// Details of the fixture: a year of sales for all but S008, a plan, customers, regions.
fn details() -> Details {
    let month = |number: i32| Month::new(2025, 11).unwrap().plus(number);
    let months = |share: i64| -> Vec<MonthSales> {
        (0..12)
            .map(|number| MonthSales {
                month: month(number),
                sales: (number > 2).then(|| Exact::from(share * i64::from(number) * 1000)),
                target: Some(Exact::from(share * 5000)),
            })
            .collect()
    };
    let day = |day: u32| chrono::NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
    let reps = (0..8).map(|rep| RepDetails {
        carried: Vec::new(),
        months: months(rep),
        plan: vec![KpiPlan {
            kpi: Kpi::SALES,
            days: vec![
                (day(9), dec!(100.01).into()),
                (day(10), dec!(100).into()),
                (day(30), dec!(100).into()),
            ],
        }],
        telling: Vec::new(),
    });
    let customer = |change, date, customer: &str| CustomerChange {
        change,
        date,
        customer: customer.into(),
        rep_id: "S001".into(),
        rep: "陈晓岚".into(),
        team: Some("华东一部".into()),
        last_order: None,
        sales: dec!(12.5).into(),
    };
    Details {
        months: months(28),
        reps: reps.collect(),
        customers: vec![
            customer(Change::Won, day(12), "=新客户"),
            customer(Change::Lost, day(13), "老客户"),
        ],
        regions: vec![Share {
            name: Some("华东".into()),
            sales: Exact::from(28_000),
            orders: 3,
            before: Some(Exact::from(14_000)),
        }],
        products: Vec::new(),
        sales: [Some(Exact::from(28_000)), Some(Exact::from(14_000)), None],
        ..Details::default()
    }
}
