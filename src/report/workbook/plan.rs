//! A year's plan → `plan-2027.xlsx`, for whoever decides on it, and `targets-2027.xlsx`, which a run reads from the inbox.

use super::findings_sheet::Listing;
use super::plan_changes::changes;
use super::plan_overview::overview;
use super::plan_sheet::{Span, sheet};
use super::plan_targets::targets;
use super::{FINDINGS_OF_A_SHEET, WorkbookError, WorkbookOptions, document, link};
use crate::plan::Row;
use crate::records::TargetScope;
use crate::report::Document;
use crate::report::plan::PlanReport;

/// The workbook of the plan.
pub fn plan(report: PlanReport<'_>, options: &WorkbookOptions) -> Result<Document, WorkbookError> {
    let path = format!("plan-{}.xlsx", report.plan.year);
    let pick = |chinese: &'static str, english: &'static str| options.language.pick(chinese, english);
    let is_rep = |row: &Row| matches!(row.whom, TargetScope::Rep(_));
    let is_total = |row: &Row| row.product.is_none();
    document(&path, report.period, options, |workbook, styles| {
        overview(workbook.add_worksheet(), styles, report, options)?;
        let of =
            |wanted: &dyn Fn(&Row) -> bool| report.rows.iter().filter(|row| wanted(row)).collect::<Vec<_>>();
        let groups = of(&|row| is_total(row) && !is_rep(row));
        let reps = of(&|row| is_total(row) && is_rep(row));
        let products = of(&|row| !is_total(row));
        let split = of(&|row| !row.spans.days.is_empty());
        let mut add = |name: &'static str, rows: &[&Row], span: Span| {
            if rows.is_empty() {
                return Ok(());
            }
            sheet(
                workbook.add_worksheet(),
                styles,
                (name, rows, span),
                report,
                options,
            )
        };
        add(pick("公司、区域、团队", "Groups"), &groups, Span::Months)?;
        add(pick("人员", "Reps"), &reps, Span::Months)?;
        add(pick("产品", "Products"), &products, Span::Months)?;
        add(pick("周", "Weeks"), &split, Span::Weeks)?;
        add(pick("日", "Days"), &split, Span::Days)?;
        if let Some(differing) = report.changes.filter(|changes| !changes.is_empty()) {
            changes(workbook.add_worksheet(), styles, differing, report, options)?;
        }
        let listing = Listing {
            period: report.period,
            findings: report.findings,
            limit: FINDINGS_OF_A_SHEET,
            links: link::LINKS_OF_A_SHEET,
            complete_list: None,
            rows: None,
            options,
        };
        listing.write(workbook.add_worksheet(), styles)
    })
}

/// The workbook that a run reads: each rep's figures by months.
pub fn planned_targets(report: PlanReport<'_>, options: &WorkbookOptions) -> Result<Document, WorkbookError> {
    let path = format!("targets-{}.xlsx", report.plan.year);
    document(&path, report.period, options, |workbook, styles| {
        targets(workbook.add_worksheet(), styles, report, options)
    })
}
