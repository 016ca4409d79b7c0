//! A rep's form as its template sees it: the figures, and what stands behind them.

use super::monthly::{AtRiskView, Month, MonthView, YearView, at_risk, months, year};
use super::qr::CodeView;
use super::view::{FormView, FormViews};
use crate::measure::CarriedOrder;
use crate::model::policy::Grade;
use crate::model::{Exact, Language};
use crate::report::code::PageCode;
use crate::report::differences::card_changes;
use crate::report::figures::{self, NONE, or_dash};
use crate::report::grade_name::grade_name;
use crate::score::Scorecard;
use crate::snapshot::{LastScores, Restatement};
use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// How many customers at risk a form names.
const NAMED_AT_RISK: usize = 5;

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormSheet<'a> {
    /// Figures, points, ranks, which stand beside the others.
    pub figures: FormView<'a>,
    /// The twelve months that end with the period.
    pub months: Vec<MonthView>,
    /// How many of them have sales.
    pub months_known: usize,
    /// The months of the period of which no sales are known although they are of others.
    pub unknown_months: String,
    /// The highest score that can be had under the rules of the KPIs that count; none where there is no score.
    pub highest: Option<String>,
    /// Where the grades begin, the best first.
    pub grades: Vec<BandView<'a>>,
    /// Score and grade of the period before, where they are known.
    pub last: Option<LastView<'a>>,
    /// That the period was closed and is restated, where it is.
    pub restated: Option<RestatedView<'a>>,
    /// Orders of closed months that came later and count in this period.
    pub carried: Vec<CarriedView>,
    /// Working days after signing within which the rep may object, where the policy says so.
    pub objection_days: Option<u32>,
    /// The bars of the weeks, in order.
    pub week_bars: Vec<WeekBar>,
    /// Where the rep stands in the year; none where the period's last month is not known.
    pub year: Option<YearView>,
    /// The rep's customers who are silent beyond their own rhythm.
    pub at_risk: AtRiskView<'a>,
    /// What is printed to tell this page from another; none where the rep's number is too long for it.
    pub code: Option<CodeView>,
}

// Written out, since names of fields that are merged would be copied for each form.
impl Serialize for FormSheet<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            figures,
            months,
            months_known,
            unknown_months,
            highest,
            grades,
            last,
            restated,
            carried,
            objection_days,
            week_bars,
            year,
            at_risk,
            code,
        } = self;
        let mut fields = serializer.serialize_struct("FormSheet", FormView::FIELDS + 11)?;
        figures.fields(&mut fields)?;
        fields.serialize_field("months", months)?;
        fields.serialize_field("months_known", months_known)?;
        fields.serialize_field("unknown_months", unknown_months)?;
        fields.serialize_field("highest", highest)?;
        fields.serialize_field("grades", grades)?;
        fields.serialize_field("last", last)?;
        fields.serialize_field("restated", restated)?;
        fields.serialize_field("carried", carried)?;
        fields.serialize_field("objection_days", objection_days)?;
        fields.serialize_field("week_bars", week_bars)?;
        fields.serialize_field("year", year)?;
        fields.serialize_field("at_risk", at_risk)?;
        fields.serialize_field("code", code)?;
        fields.end()
    }
}

/// A grade, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BandView<'a> {
    /// `A`
    pub grade: &'a str,
    /// `优秀`
    pub name: &'a str,
    /// The least score that has it: `90`
    pub from: String,
}

/// What a rep had in the period before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastView<'a> {
    /// That period: `2026年9月`
    pub period: String,
    /// The score.
    pub score: String,
    /// The grade; a dash for none.
    pub grade: &'a str,
}

/// That a closed period was published anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestatedView<'a> {
    /// Which version it is: 2 or more.
    pub version: u32,
    /// Why.
    pub reason: &'a str,
    /// What is another on this card than in the version before.
    pub changes: Vec<RestatedChange>,
}

/// A line of an order that is dated in a closed month and counts in this period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CarriedView {
    /// `B9`
    pub number: String,
    /// `2026-10-28`
    pub date: String,
    /// The customer; a dash for none.
    pub customer: String,
    /// `1,000.00`
    pub amount: String,
}

fn carried_view(order: &CarriedOrder) -> CarriedView {
    CarriedView {
        number: order.number.clone(),
        date: order.date.to_string(),
        customer: or_dash(order.customer.clone()),
        amount: figures::money(&order.amount.into()),
    }
}

/// Something on a card that is another than it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestatedChange {
    /// `销售额 实际`
    pub name: String,
    /// `90,000.00`
    pub was: String,
    /// `91,000.00`
    pub is: String,
}

fn restated_view<'a>(restated: &'a Restatement, card: &Scorecard, month: &Month<'a>) -> RestatedView<'a> {
    let own = restated
        .changes
        .iter()
        .find(|changed| changed.rep_id == card.rep.rep_id);
    let terms = month.catalogue.terms(month.language);
    let changes = own.map(|own| card_changes(own, month.catalogue, terms));
    let changes = changes.into_iter().flatten().map(|change| RestatedChange {
        name: change.name,
        was: change.was_text,
        is: change.is_text,
    });
    RestatedView {
        version: restated.version,
        reason: &restated.reason,
        changes: changes.collect(),
    }
}

fn bands(grades: &[Grade], language: Language) -> Vec<BandView<'_>> {
    let mut bands: Vec<&Grade> = grades.iter().collect();
    bands.sort_by_key(|grade| std::cmp::Reverse(grade.at_least));
    bands
        .iter()
        .map(|grade| BandView {
            grade: &grade.grade,
            name: grade_name(&grade.name, language),
            from: figures::shortest(grade.at_least),
        })
        .collect()
}

pub(super) fn last_view<'a>(
    last: &'a LastScores,
    card: &Scorecard,
    language: Language,
) -> Option<LastView<'a>> {
    let then = last.of(&card.rep.rep_id)?;
    Some(LastView {
        period: last.period.name(language),
        score: figures::points(&then.score),
        grade: then.grade.as_deref().unwrap_or(NONE),
    })
}

/// The score of somebody who has the most points that each KPI that counts can bring.
fn highest(card: &Scorecard) -> Option<Decimal> {
    card.score?;
    let counted = || card.kpis.iter().filter(|kpi| kpi.points.is_some());
    let most: Exact = counted().map(|kpi| Exact::from(kpi.rule.most(kpi.weight))).sum();
    let weight: Exact = counted().map(|kpi| Exact::from(kpi.weight)).sum();
    let share = most.checked_div(&weight)?;
    Some((&share * &Exact::from(100)).to_decimal(2))
}

/// A week of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeekBar {
    /// ISO week number.
    pub week: u32,
    /// The days of it that lie in the period.
    pub days: String,
    /// Orders.
    pub orders: String,
    /// Orders ÷ those of the best week, for drawing.
    pub height: f64,
}

/// The sheets of all scorecards, each made when it is asked for.
pub struct FormSheets<'a> {
    month: Month<'a>,
    codes: &'a [PageCode],
    views: FormViews<'a>,
}

impl<'a> FormSheets<'a> {
    /// `codes` come in the order of the scorecards.
    pub fn new(month: &Month<'a>, codes: &'a [PageCode]) -> Self {
        Self {
            month: *month,
            codes,
            views: FormViews::new(month.appraisal, month.company, month.naming()),
        }
    }

    /// The sheet of a scorecard, and of its index in the appraisal.
    pub fn of(&self, index: usize, card: &'a Scorecard) -> FormSheet<'a> {
        let Month {
            details, language, ..
        } = self.month;
        let form = self.views.of(card);
        let history = details.reps.get(index);
        let carried = history.map(|rep| rep.carried.as_slice()).unwrap_or_default();
        let history = history.map(|rep| rep.months.as_slice()).unwrap_or_default();
        let most = card.weeks.iter().map(|week| week.orders).max().unwrap_or(0);
        let week_bars = form.week_rows.iter().flatten().zip(&card.weeks);
        let code = self.codes.get(index);
        FormSheet {
            months: months::views(history, language),
            months_known: history.iter().filter(|month| month.sales.is_some()).count(),
            unknown_months: months::unknown(&details.months, self.month.appraisal.period, language),
            highest: highest(card).as_ref().map(figures::points),
            grades: bands(self.month.grades, language),
            last: self.month.last.and_then(|last| last_view(last, card, language)),
            restated: self
                .month
                .restated
                .map(|restated| restated_view(restated, card, &self.month)),
            carried: carried.iter().map(carried_view).collect(),
            objection_days: self.month.objection_days,
            week_bars: week_bars
                .map(|(view, count)| WeekBar {
                    week: view.week,
                    days: view.days.clone(),
                    orders: view.orders.clone(),
                    height: f64::from(count.orders) / f64::from(most.max(1)),
                })
                .collect(),
            year: year::rep(details, index, form.rep.name.to_owned(), language),
            at_risk: at_risk::view(
                &details.at_risk,
                |customer| customer.rep_id == card.rep.rep_id,
                NAMED_AT_RISK,
                language,
            ),
            code: code
                .filter(|code| code.rep_id == form.rep.rep_id)
                .and_then(|code| CodeView::new(code.to_string())),
            figures: form,
        }
    }

    /// All of them, in the order of the appraisal.
    pub fn iter(&self) -> impl Iterator<Item = FormSheet<'a>> {
        let cards = self.month.appraisal.scorecards.iter().enumerate();
        cards.map(|(index, card)| self.of(index, card))
    }
}
