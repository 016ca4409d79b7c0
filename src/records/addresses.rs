//! Where mail for a rep or a team's manager goes, as the roster says.

use super::roster::{Rep, Roster};
use crate::model::Period;
use crate::model::person::person;
use std::collections::{BTreeMap, BTreeSet};

/// The addresses of a roster, by numbers of reps and names of teams.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    /// Each rep's; none where the roster states none.
    pub reps: BTreeMap<String, Option<String>>,
    /// That of each team's manager, or why there is none.
    pub managers: BTreeMap<String, Result<String, NoManager>>,
}

/// Why nobody is known to be a team's manager by address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoManager {
    /// The roster names none.
    Unnamed,
    /// It names several.
    Several,
    /// Nobody on the roster, or more than one, bears the name.
    Unknown,
    /// The manager's own row states no address.
    WithoutAddress,
}

/// The addresses that are in force in a period.
pub fn addresses(roster: &Roster, period: Period) -> Addresses {
    let mut superiors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut reps = BTreeMap::new();
    for (_, rep) in roster.employed_in(period) {
        let assignment = rep.assignment_for(period);
        reps.insert(rep.rep_id.clone(), email(rep, period));
        if let Some(team) = &assignment.team {
            let named = assignment.manager.as_deref().map(person);
            let of_team = superiors.entry(team.clone()).or_default();
            of_team.extend(named.filter(|name| !name.is_empty()));
        }
    }
    let manager = |names: BTreeSet<String>| match names.into_iter().collect::<Vec<_>>().as_slice() {
        [] => Err(NoManager::Unnamed),
        [name] => manager(name, roster, period),
        _ => Err(NoManager::Several),
    };
    Addresses {
        reps,
        managers: superiors
            .into_iter()
            .map(|(team, names)| (team, manager(names)))
            .collect(),
    }
}

/// The address of whoever is called so, by name or number.
fn manager(name: &str, roster: &Roster, period: Period) -> Result<String, NoManager> {
    let is_called =
        |rep: &&Rep| person(&rep.assignment_for(period).name) == name || person(&rep.rep_id) == name;
    let mut called = roster.iter().map(|(_, rep)| rep).filter(is_called);
    match (called.next(), called.next()) {
        (Some(rep), None) => email(rep, period).ok_or(NoManager::WithoutAddress),
        _ => Err(NoManager::Unknown),
    }
}

fn email(rep: &Rep, period: Period) -> Option<String> {
    let stated = rep.assignment_for(period).email.as_deref().map(str::trim);
    stated.filter(|stated| !stated.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, place::Source};
    use crate::records::Assignment;
    use std::sync::Arc;

    fn rep(id: &str, name: &str, (team, manager): (&str, Option<&str>), email: Option<&str>) -> Rep {
        let source = Source {
            file: "inbox/roster.csv".into(),
            sheet: None,
        };
        Rep {
            rep_id: id.into(),
            hire_date: None,
            leave_date: None,
            left: None,
            former: Vec::new(),
            assignments: vec![Assignment {
                place: Place::sheet(Arc::new(source)),
                effective_from: None,
                name: name.into(),
                team: Some(team.into()),
                region: None,
                title: None,
                manager: manager.map(str::to_owned),
                email: email.map(str::to_owned),
                other_ids: Vec::new(),
                weight: None,
            }],
        }
    }

    #[test]
    fn a_manager_is_whoever_alone_bears_the_name() {
        let roster = Roster::new(vec![
            rep("S1", "Li Na", ("East", Some("li  NA")), Some(" li@example.com ")),
            rep("S2", "Wu Di", ("East", None), None),
            rep("S3", "Wu Di", ("West", Some("Wu Di")), Some("wu@example.com")),
            rep("S4", "He Qi", ("North", Some("S2")), Some("")),
            rep("S5", "An Yu", ("South", Some("Li Na")), None),
            rep("S6", "Bo Wen", ("South", Some("He Qi")), None),
            rep("S7", "Cao Jie", ("Centre", None), None),
        ]);
        let found = addresses(&roster, "2026-10".parse().unwrap());
        let managers = [
            ("Centre", Err(NoManager::Unnamed)),
            ("East", Ok("li@example.com".to_owned())),
            ("North", Err(NoManager::WithoutAddress)),
            ("South", Err(NoManager::Several)),
            ("West", Err(NoManager::Unknown)),
        ];
        let managers = managers.map(|(team, manager)| (team.to_owned(), manager));
        assert_eq!(found.managers.into_iter().collect::<Vec<_>>(), managers);
        assert_eq!(found.reps["S1"].as_deref(), Some("li@example.com"));
        assert_eq!((&found.reps["S2"], &found.reps["S4"]), (&None, &None));
    }
}
