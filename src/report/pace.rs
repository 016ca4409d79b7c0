//! Where somebody stands in a year and what it may come to, in words.

use super::figures;
use crate::measure::details::{Forecast, Hits, Method, NoForecast, Outlook, Pace, Standing};
use crate::model::{Language, Month};

/// How a forecast was made: `去年同期×增长`.
pub fn method(method: Method, language: Language) -> &'static str {
    let (zh, en) = match method {
        Method::LastYear => ("去年同期", "same months of last year"),
        Method::Growth => ("去年同期×增长", "same months of last year × growth"),
        Method::Level => ("季节×近一年水平", "season × level of the last year"),
        Method::Mean => ("近六个月平均", "mean of the last six months"),
        Method::Combined => ("增长、水平、平均三者的平均", "mean of growth, level and mean"),
    };
    language.pick(zh, en)
}

/// `8/10`: how often such ranges held what came; none where that cannot be looked at.
pub fn hits(forecast: &Forecast) -> Option<String> {
    let Hits { inside, of } = forecast.hits?;
    Some(format!("{inside}/{of}"))
}

/// What has to be said beside the figures, sentence by sentence.
pub fn notes(pace: &Pace, standing: &Standing, language: Language) -> Vec<String> {
    let mut notes = notes_but_method(pace, standing, language);
    if let Outlook::Forecast(forecast) = &standing.outlook {
        notes.push(of_forecast(forecast, language));
    }
    notes
}

/// The same but for how the forecast was found.
pub fn notes_but_method(pace: &Pace, standing: &Standing, language: Language) -> Vec<String> {
    let mut notes = Vec::new();
    if !standing.unknown.is_empty() {
        let months = months(&standing.unknown, language);
        notes.push(language.pick(
            format!("{months}没有订单数据，无法计算全年进度"),
            format!("no orders of {months}: the year so far is not known"),
        ));
    }
    if !standing.without_target.is_empty() {
        let months = months(&standing.without_target, language);
        notes.push(language.pick(
            format!("{months}没有目标，全年目标不完整"),
            format!("no targets of {months}: the year's target is not complete"),
        ));
    } else if standing.lacking > 0 {
        let lacking = standing.lacking;
        notes.push(language.pick(
            format!("{lacking} 人有月份没有目标，全年目标偏低"),
            format!("{lacking} reps lack targets of some months: the year's target is too low"),
        ));
    }
    if !pace.holidays_known && standing.days_left > 0 {
        notes.push(language.pick(
            "年末的节假日尚未公布，剩余工作日按周一至周五计".to_owned(),
            "holidays of the year's end are not published: days left are Monday to Friday".to_owned(),
        ));
    }
    notes.extend(why_none(&standing.outlook, language));
    notes
}

fn why_none(outlook: &Outlook, language: Language) -> Option<String> {
    let (zh, en) = match outlook {
        // Said already, where it has to be.
        Outlook::Forecast(_) | Outlook::None(NoForecast::MonthsUnknown | NoForecast::Over) => return None,
        Outlook::None(NoForecast::Short(months)) => (
            format!("不预测：只有连续 {months} 个整月的销售，至少要 6 个月"),
            format!("no forecast: {months} whole months in a row are known, and six are needed"),
        ),
        Outlook::None(NoForecast::Leaves) => (
            "不预测：年内离职".to_owned(),
            "no forecast: leaves before the year ends".to_owned(),
        ),
    };
    Some(language.pick(zh, en))
}

/// How far the method missed when it was tried.
pub fn of_forecast(forecast: &Forecast, language: Language) -> String {
    let Some(missed) = forecast.missed.as_ref() else {
        return language.pick(
            "预测方法未经检验：历史太短".to_owned(),
            "the method is untried: too little history".to_owned(),
        );
    };
    let (trials, missed) = (forecast.trials, figures::percent(missed, 1));
    let naive = forecast
        .naive_missed
        .as_ref()
        .filter(|_| forecast.method != Method::LastYear);
    let (beside_zh, beside_en) = naive.map_or_else(Default::default, |naive| {
        let naive = figures::percent(naive, 1);
        (
            format!("（照搬去年 {naive}）"),
            format!(" (last year's months: {naive})"),
        )
    });
    language.pick(
        format!("过去 {trials} 个月试算偏差 {missed}{beside_zh}"),
        format!("missed {missed} on {trials} past months{beside_en}"),
    )
}

/// `2026-03、2026-05–2026-07`
fn months(months: &[Month], language: Language) -> String {
    let mut runs: Vec<(Month, Month)> = Vec::new();
    for &month in months {
        match runs.last_mut() {
            Some((_, last)) if last.plus(1) == month => *last = month,
            _ => runs.push((month, month)),
        }
    }
    let run = |(first, last): &(Month, Month)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        }
    };
    let runs: Vec<String> = runs.iter().map(run).collect();
    runs.join(language.pick("、", ", "))
}
