//! What people call reps, teams and figures → which are meant; and where nothing is called so, what comes nearest.

use crate::catalogue::Catalogue;
use crate::model::person::person;
use crate::model::text::normalise_word;
use crate::model::{Kpi, Language, Period, Policy, Terms};
use crate::records::Roster;
use crate::score::Appraisal;

/// Something that is called by no name that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// No such rep; those whose numbers or names come nearest.
    Rep(String, Vec<String>),
    /// Several reps of that name.
    SeveralReps(String, Vec<String>),
    /// A rep who isn't employed in the period.
    NotEmployed(String, Period),
    /// No such team; the teams there are.
    Team(String, Vec<String>),
    /// No such KPI of the policy; those there are, the nearest first.
    Kpi(String, Vec<String>),
    /// No row is called so: `订单.xlsx!10月!F14`.
    RowName(String),
    /// No file or sheet of that name was read; those that come nearest.
    Sheet(String, Vec<String>),
}

/// How many names come into question.
const NEAREST: usize = 3;

/// The cards that a rep's number means, or a name: of namesakes several.
pub fn cards(asked: &str, appraisal: &Appraisal) -> Vec<usize> {
    let (id, name) = (normalise_word(asked), person(asked));
    let mut cards = appraisal.scorecards.iter();
    if let Some(at) = cards.position(|card| normalise_word(&card.rep.rep_id) == id) {
        return vec![at];
    }
    let cards = appraisal.scorecards.iter().enumerate();
    let named = cards.filter(|(_, card)| person(&card.rep.name) == name);
    named.map(|(at, _)| at).collect()
}

/// Which card is a rep's, by number or name.
pub fn rep(asked: &str, appraisal: &Appraisal, roster: &Roster) -> Result<usize, Unknown> {
    let (id, name) = (normalise_word(asked), person(asked));
    let cards = &appraisal.scorecards;
    let named = self::cards(asked, appraisal);
    let full = |at: &usize| format!("{} {}", cards[*at].rep.rep_id, cards[*at].rep.name);
    match named[..] {
        [at] => return Ok(at),
        [] => {}
        _ => {
            return Err(Unknown::SeveralReps(
                asked.into(),
                named.iter().map(full).collect(),
            ));
        }
    }
    let is_on_roster = roster.iter().any(|(_, rep)| {
        normalise_word(&rep.rep_id) == id || rep.assignments.iter().any(|row| person(&row.name) == name)
    });
    if is_on_roster {
        return Err(Unknown::NotEmployed(asked.into(), appraisal.period));
    }
    let names = |card: &crate::score::Scorecard| [card.rep.rep_id.clone(), card.rep.name.clone()];
    let mut near: Vec<(usize, usize)> = cards
        .iter()
        .enumerate()
        .map(|(at, card)| (names(card).iter().map(|name| distance(asked, name)).min(), at))
        .filter_map(|(distance, at)| Some((distance?, at)))
        .collect();
    near.sort_unstable();
    let near = near.iter().take(NEAREST).map(|(_, at)| full(at));
    Err(Unknown::Rep(asked.into(), near.collect()))
}

/// Which cards are a team's.
pub fn team(asked: &str, appraisal: &Appraisal) -> Result<Vec<usize>, Unknown> {
    let wanted = normalise_word(asked);
    let cards = appraisal.scorecards.iter().enumerate();
    let team = |card: &crate::score::Scorecard| card.rep.team.clone();
    let members: Vec<usize> = cards
        .filter(|(_, card)| team(card).is_some_and(|team| normalise_word(&team) == wanted))
        .map(|(at, _)| at)
        .collect();
    if members.is_empty() {
        let teams = appraisal.scorecards.iter().filter_map(team);
        return Err(Unknown::Team(asked.into(), nearest(asked, teams)));
    }
    Ok(members)
}

/// Which figure of the policy is meant, by its id or any of its names.
pub fn kpi(asked: &str, policy: &Policy, catalogue: &Catalogue) -> Result<Kpi, Unknown> {
    let wanted = normalise_word(asked);
    let names = |kpi: Kpi| {
        let declared = catalogue.declared(kpi);
        let mut names = vec![kpi.id().to_string()];
        for language in [Language::Chinese, Language::English] {
            names.push(declared.name.text(language).to_owned());
            names.push(declared.short(language).to_owned());
            names.push(declared.heading(language).to_owned());
        }
        names
    };
    let kpis = policy.kpis.iter().map(|kpi| kpi.id);
    let is_called = |kpi: &Kpi| names(*kpi).iter().any(|name| normalise_word(name) == wanted);
    if let Some(kpi) = kpis.clone().find(is_called) {
        return Ok(kpi);
    }
    let called = kpis.map(|kpi| {
        let near = names(kpi).iter().map(|name| distance(asked, name)).min();
        (near, kpi)
    });
    let mut called: Vec<(Option<usize>, Kpi)> = called.collect();
    called.sort_by_key(|(near, _)| *near);
    let ids = called.into_iter().map(|(_, kpi)| kpi.id().to_string());
    Err(Unknown::Kpi(asked.into(), ids.collect()))
}

/// The names that come nearest, each once.
pub(super) fn nearest(asked: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names.dedup();
    names.sort_by_key(|name| distance(asked, name));
    names.truncate(NEAREST);
    names
}

fn distance(asked: &str, name: &str) -> usize {
    let (asked, name) = (normalise_word(asked), normalise_word(name));
    if name.contains(&asked) || asked.contains(&name) {
        return 0;
    }
    strsim::damerau_levenshtein(&asked, &name)
}

impl Unknown {
    /// What is not known, and what there is.
    pub fn message(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        let list = |names: &[String]| names.join(language.pick("、", ", "));
        match self {
            Self::Rep(asked, near) => language.pick(
                format!("本期没有工号或姓名为“{asked}”的人；最接近的是：{}", list(near)),
                format!("nobody of the period has the number or name \"{asked}\"; the nearest: {}", list(near)),
            ),
            Self::SeveralReps(asked, ids) => language.pick(
                format!("“{asked}”有 {} 人：{}；请用工号", ids.len(), list(ids)),
                format!("{} people are called \"{asked}\": {}; name the number", ids.len(), list(ids)),
            ),
            Self::NotEmployed(asked, period) => language.pick(
                format!("{asked} 在 {period} 不在职，没有考核表；请用 --period 指定在职的考核期"),
                format!("{asked} is not employed in {period} and has no card; name a period of employment with --period"),
            ),
            Self::Team(asked, near) => language.pick(
                format!("没有团队“{asked}”；最接近的是：{}", list(near)),
                format!("there is no team \"{asked}\"; the nearest: {}", list(near)),
            ),
            Self::Kpi(asked, ids) => language.pick(
                format!("考核方案中没有指标“{asked}”；最接近的是 {}，全部：{}", ids.first().map_or("", String::as_str), list(ids)),
                format!("the policy has no KPI \"{asked}\"; the nearest is {}, and all are: {}", ids.first().map_or("", String::as_str), list(ids)),
            ),
            Self::RowName(asked) => language.pick(
                format!("“{asked}”不是行的写法；请写作 订单.xlsx!10月!F14 或 订单.xlsx!14"),
                format!("\"{asked}\" names no row; write 订单.xlsx!10月!F14 or 订单.xlsx!14"),
            ),
            Self::Sheet(asked, near) => language.pick(
                format!("没有读到文件或工作表“{asked}”；最接近的是：{}", list(near)),
                format!("no file or sheet \"{asked}\" was read; the nearest: {}", list(near)),
            ),
        }
    }
}
