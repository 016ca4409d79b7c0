//! Scorecards, details and findings → what the templates of the month's report and of a team's summary can print.

mod account;
pub(super) mod at_risk;
mod attention;
mod business;
mod changes;
mod company;
mod data;
mod lists;
mod members;
pub(super) mod months;
mod parts;
mod spread;
mod team;
#[cfg(test)]
mod tests;
mod training;
pub(super) mod year;

pub use account::{AccountLineView, AccountView};
pub use at_risk::AtRiskView;
pub use attention::HelpView;
pub use business::{AgingPart, AgingView, BusinessLine, BusinessView, DebtorView};
pub use changes::{ChangeView, ChangesView};
pub use company::CompanyView;
pub use data::{DataView, FindingView};
pub use lists::{ListPartView, ListView};
pub use members::{Highlight, MemberView};
pub use months::MonthView;
pub use parts::PartView;
pub use spread::SpreadView;
pub use team::{GradeView, NextView, SalesView, TeamView};
pub use training::{TrainingNeed, TrainingView};
pub use year::YearView;

use super::view::{PeriodView, period_view, raw_number, unused_kpis};
use crate::catalogue::Catalogue;
use crate::measure::details::{Change, Details};
use crate::measure::growth_rate;
use crate::model::policy::Grade;
use crate::model::{Assumption, Currency, Exact, Finding, Kpi, Language};
use crate::report::assumptions;
use crate::report::figures::{self, or_dash};
use crate::report::naming::Naming;
use crate::report::teams::{Team, teams};
use crate::score::{Appraisal, Scorecard};
use crate::snapshot::{LastScores, Restatement, TableAccount};
use attention::{best, needs_attention, weakest};
use serde::Serialize;
use std::collections::BTreeSet;

/// How many reps the report names as the best, and as the weakest.
const NAMED: usize = 5;

/// How many customers at risk the report names, and a team's summary.
const NAMED_AT_RISK: usize = 15;
const NAMED_AT_RISK_IN_TEAM: usize = 4;

/// The month's report, as its template sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportView<'a> {
    /// The company's name; empty where the settings give none.
    pub company: &'a str,
    /// `zh-CN` or `en`
    pub language: &'static str,
    /// The period.
    pub period: PeriodView,
    /// All reps appraised as one team.
    pub total: TeamView<'a>,
    /// The sales of the whole company.
    pub all: CompanyView,
    /// The company's sales over the period before and the year before.
    pub growth: GrowthView,
    /// The teams, in order of their sales attainment, best first.
    pub teams: Vec<TeamView<'a>>,
    /// The twelve months that end with the period.
    pub months: Vec<MonthView>,
    /// The months of the period of which no sales are known although they are of others: `11月、12月`
    pub unknown_months: String,
    /// The best reps by rank, at most five and half of them; nobody with the lowest grade, nobody who has left.
    pub best: Vec<MemberView<'a>>,
    /// The reps with the lowest grade, the last first, at most five; nobody who has left.
    pub weakest: Vec<MemberView<'a>>,
    /// The line below which they are; none where there is but one grade.
    pub help: Option<HelpView<'a>>,
    /// Every rep in rank order.
    pub reps: Vec<MemberView<'a>>,
    /// How the reps' points of each KPI are distributed.
    pub kpis: Vec<SpreadView>,
    /// The KPIs that count for nobody, by name, and are not shown.
    pub unused: String,
    /// Customers with their first order.
    pub won: ChangesView<'a>,
    /// Customers lost.
    pub lost: ChangesView<'a>,
    /// Where the company stands in the year; none where the period's last month is not known.
    pub year: Option<YearView>,
    /// Where each team does.
    pub team_years: Vec<YearView>,
    /// Customers who are silent beyond their own rhythm.
    pub at_risk: AtRiskView<'a>,
    /// Sales by region.
    pub regions: Vec<PartView<'a>>,
    /// Sales by product.
    pub products: Vec<PartView<'a>>,
    /// What the next period asks; none where nothing is known of it.
    pub next: Option<NextView>,
    /// What the book's other lists say of the business; none where it has none.
    pub business: Option<BusinessView>,
    /// Who may need training in what; none where no list of training is kept.
    pub training: Option<TrainingView>,
    /// The book's other lists, such as receivables; none where it has none.
    pub lists: Vec<ListView>,
    /// What is wrong with the data.
    pub data: DataView,
    /// What became of its rows and its money.
    pub account: AccountView,
    /// How many things were taken for granted about it, by who says so; empty where none were.
    pub assumed: String,
}

/// Growth of the company's sales.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GrowthView {
    /// 环比: `+5.3%`
    pub mom: String,
    /// 同比
    pub yoy: String,
    /// 环比 as a share.
    pub raw_mom: Option<String>,
    /// 同比 as a share.
    pub raw_yoy: Option<String>,
}

/// A team's summary, as its template sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SummaryView<'a> {
    /// The company's name; empty where the settings give none.
    pub company: &'a str,
    /// `zh-CN` or `en`
    pub language: &'static str,
    /// The period.
    pub period: PeriodView,
    /// The team.
    pub team: TeamView<'a>,
    /// Its members in rank order.
    pub reps: Vec<MemberView<'a>>,
    /// Those who need help, the last first.
    pub attention: Vec<MemberView<'a>>,
    /// The lowest grade, and where it ends; none where there is but one.
    pub help: Option<HelpView<'a>>,
    /// The team's months.
    pub months: Vec<MonthView>,
    /// The team's customers with their first order.
    pub won: ChangesView<'a>,
    /// The team's customers lost.
    pub lost: ChangesView<'a>,
    /// Where the team stands in the year; none where the period's last month is not known.
    pub year: Option<YearView>,
    /// The team's customers who are silent beyond their own rhythm.
    pub at_risk: AtRiskView<'a>,
}

/// What the views are made from.
#[derive(Clone, Copy)]
pub struct Month<'a> {
    /// Everyone's scorecard.
    pub appraisal: &'a Appraisal,
    /// What stands behind them.
    pub details: &'a Details,
    /// What is wrong with the data.
    pub findings: &'a [Finding],
    /// What became of its rows and its money.
    pub account: &'a [TableAccount],
    /// What was taken for granted about it.
    pub assumptions: &'a [Assumption],
    /// Where the grades begin.
    pub grades: &'a [Grade],
    /// Working days within which a rep may object, where the policy says so.
    pub objection_days: Option<u32>,
    /// What everyone had in the period before, where that is known.
    pub last: Option<&'a LastScores>,
    /// That the period was closed and is restated, where it is.
    pub restated: Option<&'a Restatement>,
    /// What the KPIs are.
    pub catalogue: &'a Catalogue,
    /// The company's name.
    pub company: &'a str,
    /// The language.
    pub language: Language,
    /// The currency of all amounts.
    pub currency: Option<Currency>,
}

impl<'a> Month<'a> {
    /// What figures are called, and what they are counted in.
    pub fn naming(&self) -> Naming<'a> {
        Naming {
            catalogue: self.catalogue,
            language: self.language,
            currency: self.currency,
        }
    }

    /// The view of the report.
    pub fn report(&self) -> ReportView<'a> {
        let Self {
            appraisal,
            details,
            language,
            ..
        } = *self;
        let everyone: Vec<(usize, &Scorecard)> = appraisal.scorecards.iter().enumerate().collect();
        let cards: Vec<&Scorecard> = members::by_rank(everyone.iter().map(|(_, card)| *card));
        let mut named = teams(appraisal, language);
        named.sort_by_key(|team| std::cmp::Reverse(team::attainment(&cards_of(team))));
        let unused = unused_kpis(appraisal);
        let shown = self.shown(&unused);
        let reps = members::views(&cards, appraisal.period, self.naming(), &unused);
        ReportView {
            company: self.company,
            language: language.tag(),
            period: period_view(appraisal.period, language),
            total: team::view(String::new(), &cards, self.naming(), shown),
            all: company::view(details, &cards),
            growth: growth(details),
            teams: named
                .iter()
                .map(|team| team::view(team.name.clone(), &cards_of(team), self.naming(), shown))
                .collect(),
            months: months::views(&details.months, language),
            unknown_months: months::unknown(&details.months, appraisal.period, language),
            best: best(&reps, self.grades, NAMED),
            weakest: weakest(&reps, self.grades, NAMED),
            help: attention::line(&reps, self.grades),
            kpis: spread::views(&cards, self.naming(), &unused),
            unused: self.names(&unused),
            won: self.changes(Change::Won, |_| true),
            lost: self.changes(Change::Lost, |_| true),
            year: year::company(details, language),
            team_years: named.iter().filter_map(|team| self.team_year(team)).collect(),
            at_risk: at_risk::view(&details.at_risk, |_| true, NAMED_AT_RISK, language),
            regions: parts::views(&details.regions, language),
            products: parts::views(&details.products, language),
            next: details.next.as_ref().map(|next| team::next_view(next, language)),
            business: business::view(details, &cards, self.naming()),
            training: training::view(details, &cards, &unused, self.naming()),
            lists: lists::views(&details.lists, self.account, self.naming()),
            data: data::view(self.findings, self.naming().terms()),
            account: account::view(self.account, self.naming().terms()),
            assumed: assumptions::counted(self.assumptions, language),
            reps,
        }
    }

    /// The view of a team's summary.
    pub fn summary(&self, team: &Team<'a>) -> SummaryView<'a> {
        let Self {
            appraisal,
            details,
            language,
            ..
        } = *self;
        let cards = cards_of(team);
        let unused = unused_kpis(appraisal);
        let reps = members::views(&cards, appraisal.period, self.naming(), &unused);
        let months: Vec<_> = team
            .members
            .iter()
            .filter_map(|member| details.reps.get(member.index))
            .map(|rep| rep.months.as_slice())
            .collect();
        let attention = needs_attention(&cards, &reps, self.grades);
        let is_member = |rep_id: &str| cards.iter().any(|card| card.rep.rep_id == rep_id);
        SummaryView {
            company: self.company,
            language: language.tag(),
            period: period_view(appraisal.period, language),
            team: team::view(team.name.clone(), &cards, self.naming(), self.shown(&unused)),
            months: months::views(&months::sum(&months), language),
            won: self.changes(Change::Won, is_member),
            lost: self.changes(Change::Lost, is_member),
            year: self.team_year(team),
            at_risk: at_risk::view(
                &details.at_risk,
                |customer| is_member(&customer.rep_id),
                NAMED_AT_RISK_IN_TEAM,
                language,
            ),
            attention,
            help: attention::line(&reps, self.grades),
            reps,
        }
    }

    fn team_year(&self, team: &Team<'a>) -> Option<YearView> {
        let name = team.members.first()?.card.rep.team.as_deref();
        let name = name.filter(|name| !name.trim().is_empty());
        year::team(self.details, name, team.name.clone(), self.language)
    }

    fn shown<'u>(&self, unused: &'u BTreeSet<Kpi>) -> team::Shown<'u> {
        team::Shown {
            unused,
            until: self.appraisal.period.last_day(),
        }
    }

    fn names(&self, kpis: &BTreeSet<Kpi>) -> String {
        let first = self.appraisal.scorecards.first();
        let in_order = first.into_iter().flat_map(|card| &card.kpis).map(|kpi| kpi.kpi);
        let names = in_order
            .filter(|kpi| kpis.contains(kpi))
            .map(|kpi| self.naming().name(kpi));
        names.collect::<Vec<_>>().join(self.language.pick("、", ", "))
    }

    fn changes(&self, change: Change, of: impl Fn(&str) -> bool) -> ChangesView<'a> {
        let changes = &self.details.customers;
        let wanted = changes
            .iter()
            .filter(|customer| customer.change == change && of(&customer.rep_id));
        changes::view(wanted.collect(), self.language)
    }
}

fn cards_of<'a>(team: &Team<'a>) -> Vec<&'a Scorecard> {
    team.members.iter().map(|member| member.card).collect()
}

fn growth(details: &Details) -> GrowthView {
    let [now, before, year_before] = &details.sales;
    let over = |base: &Option<Exact>| growth_rate(now.as_ref(), base.as_ref());
    let (mom, yoy) = (over(before), over(year_before));
    let text = |rate: &Option<Exact>| or_dash(rate.as_ref().map(|rate| figures::signed_percent(rate, 1)));
    GrowthView {
        mom: text(&mom),
        yoy: text(&yoy),
        raw_mom: mom.as_ref().map(raw_number),
        raw_yoy: yoy.as_ref().map(raw_number),
    }
}
