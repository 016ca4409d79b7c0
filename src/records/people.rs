//! Whom a text means, as far as the roster can tell whatever the day.

use super::cells::bare_number;
use super::naming::{Rest, is_decoration, parts};
use super::{RepKey, Roster};
use crate::model::Text;
use crate::model::hash::QuickMap;
use crate::model::person::{is_ideograph, person, simplified_person};
use crate::model::text::normalise_word;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// A number within a text is one from so many characters on, unless marks or spaces set it apart.
const SHORTEST_ID: usize = 3;

/// Whom a text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// Somebody, by a number or an address.
    Rep(RepKey, Written),
    /// One of those who bear a name: that of them who bears it on the day.
    Named(Vec<RepKey>, String, Written),
    /// Several people at once.
    Several(Vec<RepKey>),
    /// Somebody, beside a text that may be another's name.
    Beside(Vec<RepKey>, String),
    /// Nobody on the roster.
    Stranger,
}

/// How a text means somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Written {
    /// As the roster writes it.
    Plain,
    /// Among other things: 周明(S001), 销售一组/周明.
    Decorated,
    /// By a number that lost the zeros it begins with, or has more of them.
    OtherZeros,
}

type Bearers = BTreeMap<String, BTreeSet<RepKey>>;

/// The roster's people by what they are called.
#[derive(Debug, Default)]
pub struct People {
    by_id: HashMap<String, RepKey>,
    /// By numbers of digits alone, without the zeros that they begin with.
    by_digits: Bearers,
    by_name: Bearers,
    by_simplified: Bearers,
    by_mail: Bearers,
    /// By numbers of other systems.
    by_other: Bearers,
    /// By what stands before the @ of their addresses.
    by_login: Bearers,
    /// What teams, regions, posts and superiors are called.
    groups: BTreeSet<String>,
    /// What the numbers look like.
    shapes: BTreeSet<String>,
    seen: RefCell<QuickMap<Text, Rc<Meant>>>,
}

impl People {
    /// An index over a roster.
    pub fn new(roster: &Roster) -> Self {
        let mut people = Self::default();
        for (key, rep) in roster.iter() {
            people.by_id.insert(rep.rep_id.clone(), key);
            people.shapes.insert(shape(&rep.rep_id));
            if let Some(digits) = bare_number(&rep.rep_id) {
                people.by_digits.entry(digits).or_default().insert(key);
            }
            for assignment in &rep.assignments {
                let name = person(&assignment.name);
                let simplified = simplified_person(&name);
                people.by_simplified.entry(simplified).or_default().insert(key);
                people.by_name.entry(name).or_default().insert(key);
                let groups = [&assignment.team, &assignment.region, &assignment.title];
                let groups = groups.into_iter().flatten();
                people.groups.extend(groups.map(|group| normalise_word(group)));
                for other in &assignment.other_ids {
                    people.by_other.entry(other.clone()).or_default().insert(key);
                    people.shapes.insert(shape(other));
                }
                if let Some(mail) = assignment.email.as_deref().map(str::to_lowercase) {
                    if let Some((login, _)) = mail.split_once('@') {
                        people.by_login.entry(login.to_owned()).or_default().insert(key);
                    }
                    people.by_mail.entry(mail).or_default().insert(key);
                }
            }
        }
        people
    }

    /// The rep of that number, in any case.
    pub fn by_id(&self, value: &str) -> Option<RepKey> {
        let as_it_stands = self.by_id.get(value);
        as_it_stands
            .or_else(|| self.by_id.get(&value.to_uppercase()))
            .copied()
    }

    /// Whom a text means.
    pub fn meant(&self, value: &Text) -> Rc<Meant> {
        if let Some(known) = self.seen.borrow().get(value) {
            return Rc::clone(known);
        }
        let meant = Rc::new(self.whole(value).unwrap_or_else(|| self.by_parts(value)));
        self.seen.borrow_mut().insert(value.clone(), Rc::clone(&meant));
        meant
    }

    /// Whom a text means that says nothing else.
    fn whole(&self, value: &str) -> Option<Meant> {
        let squeezed = || value.split_whitespace().collect::<String>();
        let by_number = self.by_id(value).or_else(|| self.by_id(&squeezed()));
        // A number that is one rep's here and another's elsewhere is nobody's.
        let of_others = self.by_other.get(&value.to_uppercase());
        let of_others = of_others.into_iter().flatten().copied();
        let bearers: BTreeSet<RepKey> = by_number.into_iter().chain(of_others).collect();
        match keys(&bearers)[..] {
            [] => (),
            [key] => return Some(Meant::Rep(key, Written::Plain)),
            _ => return Some(Meant::Several(keys(&bearers))),
        }
        let name = person(value);
        if let Some(bearers) = self.bearers(&name) {
            return Some(Meant::Named(bearers, name, Written::Plain));
        }
        if let Some(bearers) = bare_number(value).and_then(|digits| self.by_digits.get(&digits)) {
            let bearers = keys(bearers);
            return Some(match bearers[..] {
                [only] => Meant::Rep(only, Written::OtherZeros),
                _ => Meant::Several(bearers),
            });
        }
        let key = only(self.by_mail.get(&value.to_lowercase()))
            .or_else(|| self.of_login(value))
            .or_else(|| self.turned_round(value))?;
        Some(Meant::Rep(key, Written::Plain))
    }

    /// Those who bear a name, as it is written or, where nobody does, in simplified characters.
    fn bearers(&self, name: &str) -> Option<Vec<RepKey>> {
        let as_written = self.by_name.get(name);
        let bearers = as_written.or_else(|| self.by_simplified.get(&simplified_person(name)));
        bearers.map(keys)
    }

    /// The rep who logs in as DOMAIN\user or user@domain: by number, or by the roster's address.
    fn of_login(&self, value: &str) -> Option<RepKey> {
        let login = match value.rsplit_once('\\') {
            Some((_, login)) => login,
            None => {
                value
                    .split_once('@')
                    .filter(|(_, domain)| domain.contains('.'))?
                    .0
            }
        };
        let of_address = || {
            value
                .contains('\\')
                .then(|| only(self.by_login.get(&login.to_lowercase())))
        };
        self.by_id(login).or_else(|| of_address().flatten())
    }

    /// The only one called Ming Zhou, of Zhou, Ming.
    fn turned_round(&self, value: &str) -> Option<RepKey> {
        let (family, given) = value.split_once(',')?;
        only(self.by_name.get(&person(&format!("{given} {family}"))))
    }

    /// Whom a text means by the parts of it that the roster knows.
    fn by_parts(&self, value: &str) -> Meant {
        let value = value.rsplit_once('\\').map_or(value, |(_, login)| login);
        let is_known = |part: &str, is_set_apart: bool| match self.whole(part) {
            Some(Meant::Named(_, name, _)) => name.chars().count() > 1,
            Some(_) => is_set_apart || part.chars().count() >= SHORTEST_ID,
            None => false,
        };
        let Some(parts) = parts(value, &is_known).filter(|parts| !parts.known.is_empty()) else {
            return Meant::Stranger;
        };
        let mut name = None;
        let mut by_number = false;
        let mut meant: Option<BTreeSet<RepKey>> = None;
        let mut all = BTreeSet::new();
        for part in parts.known {
            let of_part: BTreeSet<RepKey> = match self.whole(part) {
                Some(Meant::Rep(key, _)) => {
                    by_number = true;
                    [key].into()
                }
                Some(Meant::Named(bearers, written, _)) => {
                    name = Some(written);
                    bearers.into_iter().collect()
                }
                _ => continue,
            };
            all.extend(&of_part);
            meant = Some(match meant {
                Some(before) => before.intersection(&of_part).copied().collect(),
                None => of_part,
            });
        }
        let meant = keys(&meant.unwrap_or_default());
        if let Some(rest) = parts.rest.iter().find(|rest| self.may_be_another(rest)) {
            return Meant::Beside(keys(&all), rest.text.to_owned());
        }
        match (meant.as_slice(), name) {
            ([], _) => Meant::Several(keys(&all)),
            ([only], _) if by_number => Meant::Rep(*only, Written::Decorated),
            (_, Some(name)) => Meant::Named(meant, name, Written::Decorated),
            (_, None) => Meant::Several(meant),
        }
    }

    /// Whether what stands beside a rep's name or number may be somebody else's.
    fn may_be_another(&self, rest: &Rest<'_>) -> bool {
        let text = rest.text;
        // S009 beside a name is a number of this roster's kind that nobody has.
        if self.shapes.contains(&shape(&text.to_uppercase())) {
            return true;
        }
        let is_group = |part: &str| self.groups.contains(&normalise_word(part));
        if is_decoration(text, &is_group) {
            return false;
        }
        let is_plain = |character: char| character.is_ascii_alphanumeric() || " -_.".contains(character);
        let has_digit = text.contains(|character: char| character.is_ascii_digit());
        // A number of another system, or a first name in English: 周明(Jack). In a list it is somebody else.
        let is_aside = text.chars().all(is_plain)
            && !text.contains(is_ideograph)
            && text.chars().count() >= SHORTEST_ID
            && (has_digit || !rest.is_listed);
        !is_aside
    }
}

fn keys(bearers: &BTreeSet<RepKey>) -> Vec<RepKey> {
    bearers.iter().copied().collect()
}

fn only(bearers: Option<&BTreeSet<RepKey>>) -> Option<RepKey> {
    bearers
        .filter(|bearers| bearers.len() == 1)
        .and_then(BTreeSet::first)
        .copied()
}

/// What a number looks like: S001 as A999.
fn shape(id: &str) -> String {
    let kind = |character: char| match character {
        '0'..='9' => '9',
        other if other.is_alphabetic() && !is_ideograph(other) => 'A',
        other => other,
    };
    id.chars().map(kind).collect()
}
