//! Where somebody stands in the year → figures to print, and what the year may come to with how that was found.

use crate::measure::details::{Details, Forecast, Outlook, Pace, Standing};
use crate::model::{Exact, Language};
use crate::report::figures::{self, or_dash};
use crate::report::form::view::raw_number;
use crate::report::pace;
use serde::Serialize;

/// Where somebody stands in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearView {
    /// Whose it is: a rep's or a team's name; empty for the company.
    pub whose: String,
    /// The year: `2026`
    pub year: String,
    /// The last month that is counted: `10月`
    pub until: String,
    /// The year's target: `6,240,000`
    pub target: String,
    /// What was sold up to now.
    pub sales: String,
    /// That over the year's target: `65.0%`
    pub share: String,
    /// What is missing of the target; 0 where nothing is.
    pub missing: String,
    /// What was sold beyond the year's target; none where that is nothing.
    pub beyond: Option<String>,
    /// Working days left.
    pub days_left: u32,
    /// What each of them has to bring.
    pub needed: String,
    /// What the year may come to.
    pub forecast: Option<ForecastView>,
    /// What has to be said beside the figures; why there are none, or no forecast.
    pub notes: Vec<String>,
    /// The same figures as exact numbers.
    pub raw: RawYear,
}

/// What a year may come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForecastView {
    /// `6,390,506`
    pub figure: String,
    /// That over the year's target.
    pub share: String,
    /// The range: `6,302,892–6,478,119`; none where the method could be tried too seldom.
    pub range: Option<String>,
    /// How often ranges made like that held what came: `7/10`
    pub hits: Option<String>,
    /// How it was made.
    pub method: &'static str,
    /// The method, the range, how often such a range held and what the method missed, in a sentence.
    pub how: String,
}

/// The figures of a year as exact numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RawYear {
    /// Target.
    pub target: Option<String>,
    /// Sales.
    pub sales: Option<String>,
    /// Sales over target, as a share.
    pub share: Option<String>,
    /// Target less sales.
    pub gap: Option<String>,
    /// What each working day left has to bring.
    pub needed: Option<String>,
    /// The forecast.
    pub forecast: Option<String>,
}

/// The company's year; none where the period's last month is not known.
pub(super) fn company(details: &Details, language: Language) -> Option<YearView> {
    let pace = details.pace.as_ref()?;
    Some(view(String::new(), pace, &pace.company, language))
}

/// The year of a team, as it is called in the roster.
pub(super) fn team(
    details: &Details,
    team: Option<&str>,
    whose: String,
    language: Language,
) -> Option<YearView> {
    let pace = details.pace.as_ref()?;
    let (_, standing) = pace.teams.iter().find(|(name, _)| name.as_deref() == team)?;
    Some(view(whose, pace, standing, language))
}

/// The year of a rep, by the place in the appraisal.
pub(crate) fn rep(details: &Details, index: usize, whose: String, language: Language) -> Option<YearView> {
    let pace = details.pace.as_ref()?;
    Some(view(whose, pace, pace.reps.get(index)?, language))
}

fn view(whose: String, pace: &Pace, standing: &Standing, language: Language) -> YearView {
    let Standing {
        target,
        sales,
        gap,
        days_left,
        needed,
        outlook,
        ..
    } = standing;
    let whole = |figure: &Exact| figures::fixed(figure, 0);
    let of_target = |figure: Option<&Exact>| figure?.checked_div(target.as_ref()?);
    let share = of_target(sales.as_ref());
    let zero = Exact::zero();
    let missing = gap.as_ref().map(|gap| gap.max(&zero));
    let beyond = gap.as_ref().filter(|gap| **gap < zero).map(|gap| &zero - gap);
    let forecast = match outlook {
        Outlook::Forecast(forecast) => Some(forecast.as_ref()),
        Outlook::None(_) => None,
    };
    let percent = |share: Option<Exact>| or_dash(share.map(|share| figures::percent(&share, 1)));
    let raw = |figure: Option<&Exact>| figure.map(raw_number);
    YearView {
        whose,
        year: pace.year.clone(),
        until: figures::month(pace.until, language),
        target: or_dash(target.as_ref().map(whole)),
        sales: or_dash(sales.as_ref().map(whole)),
        missing: or_dash(missing.map(whole)),
        beyond: beyond.as_ref().map(whole),
        days_left: *days_left,
        needed: or_dash(needed.as_ref().map(whole)),
        forecast: forecast.map(|forecast| {
            let range = forecast.range.as_ref();
            let range = range.map(|[low, high]| format!("{}–{}", whole(low), whole(high)));
            ForecastView {
                figure: whole(&forecast.year),
                share: percent(of_target(Some(&forecast.year))),
                hits: pace::hits(forecast),
                method: pace::method(forecast.method, language),
                how: how(forecast, range.as_deref(), language),
                range,
            }
        }),
        notes: pace::notes_but_method(pace, standing, language),
        raw: RawYear {
            target: raw(target.as_ref()),
            sales: raw(sales.as_ref()),
            share: raw(share.as_ref()),
            gap: raw(gap.as_ref()),
            needed: raw(needed.as_ref()),
            forecast: raw(forecast.map(|forecast| &forecast.year)),
        },
        share: percent(share),
    }
}

/// The method, the range, and how well both have done before.
fn how(forecast: &Forecast, range: Option<&str>, language: Language) -> String {
    let method = pace::method(forecast.method, language);
    let tried = pace::of_forecast(forecast, language);
    let range = range.map(|range| language.pick(format!("，区间 {range}"), format!(", range {range}")));
    let held = pace::hits(forecast);
    let held = held.map(|hits| {
        language.pick(
            format!("（过去 {hits} 次包含实际）"),
            format!(" (held {hits} times before)"),
        )
    });
    let (range, held) = (range.unwrap_or_default(), held.unwrap_or_default());
    language.pick(
        format!("{method}{range}{held}；{tried}"),
        format!("{method}{range}{held}; {tried}"),
    )
}
