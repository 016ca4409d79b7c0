//! Scorecards → teams, each with its folder and its members' files: every path safe, no two alike on any system.

use super::file_name::{file_name, told_apart};
use crate::model::Language;
use crate::model::text::{NaturalPart, natural_key};
use crate::score::{Appraisal, Scorecard};
use std::collections::BTreeMap;

/// A team, or those who are in none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team<'a> {
    /// Its name, as printed.
    pub name: String,
    /// Its name as a file's or folder's.
    pub folder: String,
    /// Who is in it, the best rank first, those without rank last.
    pub members: Vec<Member<'a>>,
}

/// A rep in a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'a> {
    /// The scorecard.
    pub card: &'a Scorecard,
    /// Its index in the appraisal.
    pub index: usize,
    /// The form's file name without extension: `S001 陈晓岚`.
    pub file: String,
}

/// A team's name: how it sorts, and as it is written.
type Name<'a> = (Vec<NaturalPart>, &'a str);

/// The teams of an appraisal as people count them, 一部 before 二部; those in none come last.
pub fn teams(appraisal: &Appraisal, language: Language) -> Vec<Team<'_>> {
    let mut members: BTreeMap<Option<Name<'_>>, Vec<(usize, &Scorecard)>> = BTreeMap::new();
    for (index, card) in appraisal.scorecards.iter().enumerate() {
        let name = card.rep.team.as_deref().filter(|name| !name.trim().is_empty());
        let team = name.map(|name| (natural_key(name), name));
        members.entry(team).or_default().push((index, card));
    }
    // In a map, none comes first.
    let teamless = members.remove(&None);
    let named = members
        .into_iter()
        .filter_map(|(team, members)| Some((team?.1.to_owned(), members)));
    let teamless = teamless.map(|members| (language.pick("未分组", "No team").to_owned(), members));
    let (names, members): (Vec<_>, Vec<_>) = named.chain(teamless).unzip();
    let folders = told_apart(names.iter().map(|name| file_name(name)));
    let team = |((name, folder), members): ((String, String), Vec<_>)| Team {
        name,
        folder,
        members: ranked(&members),
    };
    names.into_iter().zip(folders).zip(members).map(team).collect()
}

fn ranked<'a>(cards: &[(usize, &'a Scorecard)]) -> Vec<Member<'a>> {
    // Files are told apart in the order of numbers: a rank that moves must not rename another rep's file.
    let files = told_apart(cards.iter().map(|(_, card)| form_file(card)));
    let member = |(&(index, card), file)| Member { card, index, file };
    let mut members: Vec<_> = cards.iter().zip(files).map(member).collect();
    members.sort_by_key(|member| {
        (
            member.card.rank.is_none(),
            member.card.rank,
            member.card.rep.rep_id.as_str(),
        )
    });
    members
}

fn form_file(card: &Scorecard) -> String {
    file_name(&format!("{} {}", card.rep.rep_id, card.rep.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::fixture::appraisal;

    fn layout(appraisal: &Appraisal) -> Vec<(String, Vec<String>)> {
        let files = |team: Team<'_>| team.members.into_iter().map(|member| member.file).collect();
        teams(appraisal, Language::Chinese)
            .into_iter()
            .map(|team| (team.folder.clone(), files(team)))
            .collect()
    }

    #[test]
    fn teams_stand_as_people_count_and_members_by_rank() {
        let expected = [
            ("华东一部", vec!["S001 陈晓岚", "S002 顾明远", "S008 许安然"]),
            ("华东二部", vec!["S003 林若溪", "S004 周子衡"]),
            ("华东三部", vec!["S005 =1+1", "S006 欧阳致远"]),
            ("未分组", vec!["S007 沈知行"]),
        ];
        for ((folder, files), (expected_folder, expected_files)) in
            layout(&appraisal()).into_iter().zip(expected)
        {
            assert_eq!(
                (folder.as_str(), files),
                (
                    expected_folder,
                    expected_files.into_iter().map(String::from).collect()
                )
            );
        }
        assert_eq!(layout(&appraisal()).len(), 4);
    }

    #[test]
    fn level_members_stand_by_number() {
        let mut appraisal = appraisal();
        for card in &mut appraisal.scorecards {
            (card.rank, card.rep.team) = (Some(1), Some("一队".into()));
        }
        let [team] = &teams(&appraisal, Language::Chinese)[..] else {
            panic!()
        };
        let order: Vec<_> = team.members.iter().map(|member| member.index).collect();
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn names_that_share_a_file_are_told_apart() {
        let mut appraisal = appraisal();
        let teams = ["East", "EAST", "../x", "未分组"];
        for (card, team) in appraisal.scorecards.iter_mut().zip(teams) {
            card.rep.team = Some(team.into());
        }
        appraisal.scorecards.truncate(4);
        appraisal.scorecards.push(Scorecard {
            rep: appraisal.scorecards[0].rep.clone(),
            ..appraisal.scorecards[1].clone()
        });
        let folders: Vec<_> = layout(&appraisal).into_iter().collect();
        assert_eq!(folders[0].0, "／x");
        assert_eq!(folders[1].0, "EAST");
        assert_eq!(folders[2].0, "East (2)");
        assert_eq!(folders[2].1.len(), 2);
        assert_ne!(folders[2].1[0], folders[2].1[1]);
        appraisal.scorecards[4].rep.team = None;
        assert_eq!(layout(&appraisal)[4].0, "未分组 (2)");
    }
}
