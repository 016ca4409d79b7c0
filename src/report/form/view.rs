//! What a template can print of a scorecard: every figure as it is printed, and under `raw` as an exact number for
//! filters and conditions.

use crate::catalogue::Figure;
use crate::model::{Exact, Kpi, Language, Period};
use crate::report::figures::{self, NONE, or_dash};
use crate::report::grade_name::{grade_name, ungraded};
use crate::report::naming::Naming;
use crate::report::rule_text::rule_clauses;
use crate::score::{Appraisal, KpiScore, Scorecard, WeekOrders};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// Decimals of a raw rate that no decimal states exactly: far beyond what any filter rounds to.
const RAW_PLACES: u32 = 12;

/// The most weeks that a month touches; they stand side by side.
const WEEKS_OF_A_MONTH: usize = 6;

/// Weeks that stand side by side in a longer period: a quarter touches fourteen.
const WEEKS_IN_A_ROW: usize = 7;

/// A form, as a template sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormView<'a> {
    /// The company's name; empty where the settings give none.
    pub company: &'a str,
    /// `zh-CN` or `en`
    pub language: &'static str,
    /// `202610-S001`
    pub number: String,
    /// The period.
    pub period: PeriodView,
    /// Who it is about.
    pub rep: RepView<'a>,
    /// `92.40`
    pub score: String,
    /// `A`
    pub grade: &'a str,
    /// `优秀`
    pub grade_name: &'a str,
    /// Why there is no grade although there is a score; none where there is one, or neither.
    pub ungraded: Option<String>,
    /// Rank in the company, and among how many.
    pub rank: RankView,
    /// Rank in the team, and among how many.
    pub team_rank: RankView,
    /// The KPIs that count for anyone, in policy order.
    pub kpis: Vec<KpiView<'a>>,
    /// Weights and points of the KPIs that count.
    pub total: TotalView,
    /// The KPIs that left the score, and why.
    pub excluded: Vec<ExcludedView<'a>>,
    /// The weeks of the period: a month's in a row, a longer period's in rows of seven.
    pub week_rows: Vec<Vec<WeekView>>,
    /// `5.2`: mean hours until a customer's request was replied to; none where nothing was.
    pub mean_reply_hours: Option<String>,
    /// The paragraphs of the manager's comment; empty where there is none.
    pub comment: Vec<&'a str>,
    /// The paragraphs of the plan for improvement.
    pub plan: Vec<&'a str>,
    /// The score as a number.
    pub raw_score: Option<String>,
}

impl FormView<'_> {
    /// How many fields templates see.
    pub(super) const FIELDS: usize = 19;

    /// Hands on what templates see, to stand among other fields or alone.
    pub(super) fn fields<S: SerializeStruct>(&self, fields: &mut S) -> Result<(), S::Error> {
        let Self {
            company,
            language,
            number,
            period,
            rep,
            score,
            grade,
            grade_name,
            ungraded,
            rank,
            team_rank,
            kpis,
            total,
            excluded,
            week_rows,
            mean_reply_hours,
            comment,
            plan,
            raw_score,
        } = self;
        fields.serialize_field("company", company)?;
        fields.serialize_field("language", language)?;
        fields.serialize_field("number", number)?;
        fields.serialize_field("period", period)?;
        fields.serialize_field("rep", rep)?;
        fields.serialize_field("score", score)?;
        fields.serialize_field("grade", grade)?;
        fields.serialize_field("grade_name", grade_name)?;
        fields.serialize_field("ungraded", ungraded)?;
        fields.serialize_field("rank", rank)?;
        fields.serialize_field("team_rank", team_rank)?;
        fields.serialize_field("kpis", kpis)?;
        fields.serialize_field("total", total)?;
        fields.serialize_field("excluded", excluded)?;
        fields.serialize_field("week_rows", week_rows)?;
        fields.serialize_field("mean_reply_hours", mean_reply_hours)?;
        fields.serialize_field("comment", comment)?;
        fields.serialize_field("plan", plan)?;
        fields.serialize_field("raw_score", raw_score)
    }
}

impl Serialize for FormView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("FormView", Self::FIELDS)?;
        self.fields(&mut fields)?;
        fields.end()
    }
}

/// A period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeriodView {
    /// `2026年10月`
    pub name: String,
    /// `2026-10`
    pub id: String,
    /// `10.01–10.31`
    pub days: String,
    /// `2026年10月31日`
    pub last_day: String,
}

/// A rep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RepView<'a> {
    /// Number.
    pub rep_id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Team.
    pub team: &'a str,
    /// Region.
    pub region: &'a str,
    /// Position.
    pub title: &'a str,
    /// Direct superior.
    pub manager: &'a str,
    /// First day of employment.
    pub hire_date: String,
    /// Last day of employment, where it lies before the period's end.
    pub leave_date: Option<String>,
}

/// A rank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankView {
    /// `3`
    pub rank: String,
    /// How many are ranked: `24`
    pub of: String,
}

/// One KPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KpiView<'a> {
    /// `new_customers`
    pub id: Kpi,
    /// `开发新客户`
    pub name: &'a str,
    /// The name in few characters: `新客户`
    pub short: &'a str,
    /// What target and actual are counted in: `元`; empty for percentages.
    pub unit: &'a str,
    /// `40`
    pub weight: String,
    /// What was to be reached.
    pub target: String,
    /// What was reached.
    pub actual: String,
    /// `108.20%`
    pub attainment: String,
    /// 环比: `+5.3%`
    pub mom: String,
    /// 同比: `−2.0%`
    pub yoy: String,
    /// The rule in words, clause by clause.
    pub rule: Vec<String>,
    /// `43.28`
    pub points: String,
    /// Whether it left the score.
    pub excluded: bool,
    /// The same figures as exact numbers.
    pub raw: RawKpi,
}

impl KpiView<'_> {
    /// How many fields templates see.
    pub(super) const FIELDS: usize = 14;

    /// Hands on what templates see, to stand among other fields or alone.
    pub(super) fn fields<S: SerializeStruct>(&self, fields: &mut S) -> Result<(), S::Error> {
        let Self {
            id,
            name,
            short,
            unit,
            weight,
            target,
            actual,
            attainment,
            mom,
            yoy,
            rule,
            points,
            excluded,
            raw,
        } = self;
        fields.serialize_field("id", id)?;
        fields.serialize_field("name", name)?;
        fields.serialize_field("short", short)?;
        fields.serialize_field("unit", unit)?;
        fields.serialize_field("weight", weight)?;
        fields.serialize_field("target", target)?;
        fields.serialize_field("actual", actual)?;
        fields.serialize_field("attainment", attainment)?;
        fields.serialize_field("mom", mom)?;
        fields.serialize_field("yoy", yoy)?;
        fields.serialize_field("rule", rule)?;
        fields.serialize_field("points", points)?;
        fields.serialize_field("excluded", excluded)?;
        fields.serialize_field("raw", raw)
    }
}

impl Serialize for KpiView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("KpiView", Self::FIELDS)?;
        self.fields(&mut fields)?;
        fields.end()
    }
}

/// The figures of a KPI as exact numbers; rates are shares (0.95).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RawKpi {
    /// Weight.
    pub weight: String,
    /// Target.
    pub target: Option<String>,
    /// Actual.
    pub actual: Option<String>,
    /// Attainment.
    pub attainment: Option<String>,
    /// 环比
    pub mom: Option<String>,
    /// 同比
    pub yoy: Option<String>,
    /// Points.
    pub points: Option<String>,
}

/// The total row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TotalView {
    /// The weights that count.
    pub weight: String,
    /// The points.
    pub points: String,
    /// Whether the score is not the sum of the points, since the weights that count are not 100.
    pub converted: bool,
}

/// A KPI that left the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExcludedView<'a> {
    /// `客户需求回复`
    pub name: &'a str,
    /// What it lacks: `无数据`
    pub reason: &'static str,
}

/// A week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekView {
    /// ISO week number.
    pub week: u32,
    /// The days of it that lie in the period: `10.05–10.11`.
    pub days: String,
    /// Orders.
    pub orders: String,
}

/// The views of all scorecards, each made when it is asked for.
pub struct FormViews<'a> {
    appraisal: &'a Appraisal,
    company: &'a str,
    naming: Naming<'a>,
    unused: BTreeSet<Kpi>,
    ranked: usize,
    ranked_in_team: BTreeMap<Option<&'a str>, usize>,
}

impl<'a> FormViews<'a> {
    /// Counts who is ranked among whom.
    pub fn new(appraisal: &'a Appraisal, company: &'a str, naming: Naming<'a>) -> Self {
        let mut ranked_in_team: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        let in_team = |card: &&Scorecard| card.team_rank.is_some();
        for card in appraisal.scorecards.iter().filter(in_team) {
            *ranked_in_team.entry(card.rep.team.as_deref()).or_default() += 1;
        }
        let ranked = appraisal.scorecards.iter().filter(|card| card.rank.is_some());
        Self {
            appraisal,
            company,
            naming,
            unused: unused_kpis(appraisal),
            ranked: ranked.count(),
            ranked_in_team,
        }
    }

    /// The view of one of its scorecards.
    pub fn of(&self, card: &'a Scorecard) -> FormView<'a> {
        let in_team = self.ranked_in_team.get(&card.rep.team.as_deref()).copied();
        let mut view = form_view(card, self.appraisal.period, self.company, self.naming).with_ranks(
            rank(card.rank, self.ranked),
            rank(card.team_rank, in_team.unwrap_or(0)),
        );
        view.kpis.retain(|kpi| !self.unused.contains(&kpi.id));
        view
    }

    /// All of them, in the order of the appraisal.
    pub fn iter(&self) -> impl Iterator<Item = FormView<'a>> {
        self.appraisal.scorecards.iter().map(|card| self.of(card))
    }
}

/// The KPIs that count for nobody, since nothing is known of them: a page shows what counts. None where nothing counts
/// at all.
pub(super) fn unused_kpis(appraisal: &Appraisal) -> BTreeSet<Kpi> {
    let scores = || appraisal.scorecards.iter().flat_map(|card| &card.kpis);
    let counted = scores().filter(|kpi| kpi.points.is_some());
    let counted: BTreeSet<Kpi> = counted.map(|kpi| kpi.kpi).collect();
    if counted.is_empty() {
        return counted;
    }
    let all = scores().map(|kpi| kpi.kpi);
    all.filter(|kpi| !counted.contains(kpi)).collect()
}

/// `202610-S001`: the period without its hyphen, and the rep's number.
pub fn form_number(period: Period, rep_id: &str) -> String {
    format!("{}-{rep_id}", period.to_string().replace('-', ""))
}

fn form_view<'a>(card: &'a Scorecard, period: Period, company: &'a str, naming: Naming<'a>) -> FormView<'a> {
    let language = naming.language;
    let weeks: Vec<WeekView> = card
        .weeks
        .iter()
        .map(|week| week_view(*week, period, language))
        .collect();
    let in_a_row = if weeks.len() <= WEEKS_OF_A_MONTH {
        WEEKS_OF_A_MONTH
    } else {
        WEEKS_IN_A_ROW
    };
    let unranked = rank(None, 0);
    FormView {
        company,
        language: language.tag(),
        number: form_number(period, &card.rep.rep_id),
        period: period_view(period, language),
        rep: rep_view(card, period, language),
        score: or_dash(card.score.as_ref().map(figures::points)),
        grade: text(card.grade.as_ref().map(|grade| grade.grade.as_str())),
        grade_name: card
            .grade
            .as_ref()
            .map_or("", |grade| grade_name(&grade.name, language)),
        ungraded: card.ungraded.map(|share| ungraded(share, language)),
        rank: unranked.clone(),
        team_rank: unranked,
        kpis: card.kpis.iter().map(|kpi| kpi_view(kpi, naming)).collect(),
        total: total_view(card),
        excluded: card
            .kpis
            .iter()
            .filter(|kpi| kpi.points.is_none())
            .map(|kpi| excluded_view(kpi, naming))
            .collect(),
        week_rows: weeks.chunks(in_a_row).map(<[WeekView]>::to_vec).collect(),
        mean_reply_hours: card
            .mean_reply_hours
            .as_ref()
            .map(|hours| figures::fixed(hours, 1)),
        comment: paragraphs(card.remarks.comment.as_deref()),
        plan: paragraphs(card.remarks.plan.as_deref()),
        raw_score: card.score.map(|score| score.to_string()),
    }
}

impl FormView<'_> {
    fn with_ranks(self, rank: RankView, team_rank: RankView) -> Self {
        Self {
            rank,
            team_rank,
            ..self
        }
    }
}

/// The lines that somebody wrote, less the empty ones.
fn paragraphs(text: Option<&str>) -> Vec<&str> {
    let lines = text.unwrap_or_default().lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

pub(super) fn period_view(period: Period, language: Language) -> PeriodView {
    PeriodView {
        name: period.name(language),
        id: period.to_string(),
        days: figures::days(period.first_day(), period.last_day(), language),
        last_day: figures::date(period.last_day(), language),
    }
}

pub(super) fn rep_view(card: &Scorecard, period: Period, language: Language) -> RepView<'_> {
    let date = |day: NaiveDate| figures::date(day, language);
    let rep = &card.rep;
    RepView {
        rep_id: &rep.rep_id,
        name: &rep.name,
        team: text(rep.team.as_deref()),
        region: text(rep.region.as_deref()),
        title: text(rep.title.as_deref()),
        manager: text(rep.manager.as_deref()),
        hire_date: or_dash(rep.hire_date.map(date)),
        leave_date: rep.leave_date.filter(|day| *day <= period.last_day()).map(date),
    }
}

fn rank(rank: Option<u32>, of: usize) -> RankView {
    RankView {
        rank: or_dash(rank.map(|rank| rank.to_string())),
        of: if of == 0 { NONE.to_owned() } else { of.to_string() },
    }
}

/// A figure as it is printed.
fn written(value: Option<&Exact>, score: &KpiScore) -> String {
    or_dash(value.map(|value| figures::figure(value, score.unit)))
}

/// What was reached, as it is printed.
pub(super) fn actual(score: &KpiScore, naming: Naming<'_>) -> String {
    match (&naming.measure(score.kpi).figure, &score.actual) {
        (Figure::GrowthOf(_), Some(rate)) => figures::signed_percent(rate, 2),
        (_, actual) => written(actual.as_ref(), score),
    }
}

/// The attainment as it is printed.
pub(super) fn attainment(score: &KpiScore) -> String {
    or_dash(score.attainment.as_ref().map(|share| figures::percent(share, 2)))
}

pub(super) fn kpi_view<'a>(score: &KpiScore, naming: Naming<'a>) -> KpiView<'a> {
    let measure = naming.measure(score.kpi);
    let growth = |rate: &Option<Exact>| or_dash(rate.as_ref().map(|rate| figures::signed_percent(rate, 1)));
    let raw = |value: &Option<Exact>| value.as_ref().map(raw_number);
    KpiView {
        id: score.kpi,
        name: naming.name(score.kpi),
        short: naming.short(score.kpi),
        unit: naming.counted_in(score.kpi),
        weight: figures::shortest(score.weight),
        target: written(score.target.as_ref(), score),
        actual: actual(score, naming),
        attainment: attainment(score),
        mom: growth(&score.mom),
        yoy: growth(&score.yoy),
        rule: rule_clauses(measure, score.weight, &score.rule, naming.language),
        points: or_dash(score.points.as_ref().map(figures::points)),
        excluded: score.points.is_none(),
        raw: RawKpi {
            weight: score.weight.to_string(),
            target: raw(&score.target),
            actual: raw(&score.actual),
            attainment: raw(&score.attainment),
            mom: raw(&score.mom),
            yoy: raw(&score.yoy),
            points: score.points.map(|points| points.to_string()),
        },
    }
}

fn excluded_view<'a>(score: &KpiScore, naming: Naming<'a>) -> ExcludedView<'a> {
    let language = naming.language;
    let reason = match (&score.actual, &score.target) {
        (None, _) => language.pick("无数据", "no value"),
        (Some(_), None) => language.pick("无目标", "no target"),
        (Some(_), Some(_)) => language.pick("目标为0", "a target of 0"),
    };
    ExcludedView {
        name: naming.name(score.kpi),
        reason,
    }
}

fn total_view(card: &Scorecard) -> TotalView {
    let counted = || card.kpis.iter().filter_map(|kpi| Some((kpi.weight, kpi.points?)));
    let weight: Exact = counted().map(|(weight, _)| Exact::from(weight)).sum();
    let points: Exact = counted().map(|(_, points)| Exact::from(points)).sum();
    TotalView {
        weight: if card.score.is_some() {
            figures::shortest(weight.to_shortest_decimal(RAW_PLACES))
        } else {
            NONE.to_owned()
        },
        points: if card.score.is_some() {
            figures::fixed(&points, 2)
        } else {
            NONE.to_owned()
        },
        converted: card.score.is_some_and(|score| Exact::from(score) != points),
    }
}

fn week_view(orders: WeekOrders, period: Period, language: Language) -> WeekView {
    let first = orders.monday.max(period.first_day());
    let sunday = orders
        .monday
        .checked_add_days(Days::new(6))
        .unwrap_or(orders.monday);
    WeekView {
        week: orders.week,
        days: figures::days(first, sunday.min(period.last_day()), language),
        orders: figures::shortest(Decimal::from(orders.orders)),
    }
}

pub(super) fn raw_number(value: &Exact) -> String {
    value.to_shortest_decimal(RAW_PLACES).to_string()
}

fn text(text: Option<&str>) -> &str {
    text.filter(|text| !text.trim().is_empty()).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::fixture::appraisal;
    use rust_decimal::dec;

    fn view_of<'a>(appraisal: &'a Appraisal, rep_id: &str, language: Language) -> FormView<'a> {
        let views = FormViews::new(appraisal, "远山工贸", Naming::usual(language));
        views.iter().find(|view| view.rep.rep_id == rep_id).unwrap()
    }

    #[test]
    fn a_form_states_who_when_and_how_well() {
        let appraisal = appraisal();
        let view = view_of(&appraisal, "S001", Language::Chinese);
        assert_eq!(view.number, "202610-S001");
        assert_eq!(view.period.name, "2026年10月");
        assert_eq!(view.period.days, "10.01–10.31");
        assert_eq!(view.rep.hire_date, "2021年3月15日");
        assert_eq!(view.rep.leave_date, None);
        assert_eq!((view.rank.rank.as_str(), view.rank.of.as_str()), ("2", "7"));
        assert_eq!(
            (view.team_rank.rank.as_str(), view.team_rank.of.as_str()),
            ("1", "2")
        );
        let sales = &view.kpis[0];
        assert_eq!(
            [
                &sales.weight,
                &sales.target,
                &sales.actual,
                &sales.attainment,
                &sales.mom,
                &sales.yoy
            ]
            .map(String::as_str),
            ["40", "500,000.00", "541,000.50", "108.20%", "+9.0%", "—"]
        );
        assert_eq!(sales.points, "43.28");
        assert_eq!(sales.raw.attainment.as_deref(), Some("1.082001"));
        assert_eq!(view.kpis[1].actual, "+7.00%");
    }

    #[test]
    fn what_is_missing_is_a_dash() {
        let mut appraisal = appraisal();
        let rep = &mut appraisal.scorecards[7].rep;
        (rep.team, rep.region, rep.title, rep.manager, rep.hire_date) =
            (None, Some(" ".into()), None, None, None);
        let view = view_of(&appraisal, "S008", Language::Chinese);
        let rep = &view.rep;
        for text in [
            rep.team,
            rep.region,
            rep.title,
            rep.manager,
            &rep.hire_date,
            &view.score,
            view.grade,
        ] {
            assert_eq!(text, "—");
        }
        assert_eq!(view.rank.rank, "—");
        assert_eq!(view.excluded.len(), 11);
        assert!(
            view.kpis
                .iter()
                .all(|kpi| kpi.excluded && kpi.points == "—" && kpi.actual == "—")
        );
        assert_eq!(view.total.points, "—");
        assert_eq!(view.mean_reply_hours, None);
    }

    #[test]
    fn the_total_is_of_the_kpis_that_count() {
        let appraisal = appraisal();
        let whole = view_of(&appraisal, "S002", Language::Chinese);
        assert_eq!(whole.total.weight, "100");
        assert!(!whole.total.converted);
        assert_eq!(whole.total.points, whole.score);
        let part = view_of(&appraisal, "S004", Language::English);
        assert_eq!(part.total.weight, "96");
        assert!(part.total.converted);
        let excluded = |score: &KpiScore| excluded_view(score, Naming::usual(Language::English)).reason;
        assert_eq!(part.excluded.len(), 1);
        assert_eq!(
            (part.excluded[0].name, part.excluded[0].reason),
            ("Requests answered in time", "no value")
        );
        let mut sales = appraisal.scorecards[3].kpis[0].clone();
        (sales.target, sales.points) = (None, None);
        assert_eq!(excluded(&sales), "no target");
        sales.target = Some(Exact::zero());
        assert_eq!(excluded(&sales), "a target of 0");
        assert_ne!(part.total.points, part.score);
    }

    #[test]
    fn weeks_end_with_the_period_and_stand_in_rows() {
        let mut appraisal = appraisal();
        let view = view_of(&appraisal, "S001", Language::Chinese);
        let days: Vec<_> = view.week_rows[0].iter().map(|week| week.days.as_str()).collect();
        assert_eq!(
            days,
            [
                "10.01–10.04",
                "10.05–10.11",
                "10.12–10.18",
                "10.19–10.25",
                "10.26–10.31"
            ]
        );
        let weeks = appraisal.scorecards[0].weeks.repeat(3);
        appraisal.scorecards[0].weeks = weeks;
        let view = view_of(&appraisal, "S001", Language::Chinese);
        assert_eq!(view.week_rows.iter().map(Vec::len).collect::<Vec<_>>(), [7, 7, 1]);
    }

    #[test]
    fn a_leave_date_is_told_once_it_has_come() {
        let mut appraisal = appraisal();
        for (day, told) in [((2026, 10, 31), Some("31 Oct 2026")), ((2026, 11, 1), None)] {
            appraisal.scorecards[0].rep.leave_date = NaiveDate::from_ymd_opt(day.0, day.1, day.2);
            let view = view_of(&appraisal, "S001", Language::English);
            assert_eq!(view.rep.leave_date.as_deref(), told);
        }
    }

    #[test]
    fn the_names_of_grades_follow_the_language_unless_they_are_the_companys_own() {
        assert_eq!(grade_name("优秀", Language::Chinese), "优秀");
        assert_eq!(grade_name("优秀", Language::English), "Excellent");
        assert_eq!(grade_name("卓越", Language::English), "卓越");
    }

    #[test]
    fn raw_figures_keep_every_digit() {
        let mut appraisal = appraisal();
        appraisal.scorecards[0].kpis[0].actual = Some(Exact::from(dec!(12345678901234.56)));
        let view = view_of(&appraisal, "S001", Language::Chinese);
        assert_eq!(view.kpis[0].raw.actual.as_deref(), Some("12345678901234.56"));
        assert_eq!(view.kpis[0].actual, "12,345,678,901,234.56");
    }
}
