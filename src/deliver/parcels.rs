//! A published folder and the roster's addresses → what goes to whom.

use super::settings::MailSettings;
use crate::publish::Fingerprint;
use crate::records::{Addresses, NoManager};
use crate::report::teams::teams;
use crate::snapshot::Snapshot;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// As whom somebody gets mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A rep: the own form.
    Rep,
    /// A team's manager: the team's forms, its summary, and the sheet to be filled in.
    Manager,
    /// The director: the report and the workbook.
    Director,
    /// Whoever mends the data: the workbook of findings.
    Data,
}

impl Role {
    /// What it is called in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Rep => "rep",
            Self::Manager => "manager",
            Self::Director => "director",
            Self::Data => "data",
        }
    }
}

/// Why a parcel has nowhere to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unaddressed {
    /// The roster states no address for the rep.
    NoAddress,
    /// Nobody is known as the team's manager by address.
    NoManager(NoManager),
    /// What is stated is no address that mail could go to.
    NotAnAddress(String),
}

/// A file of a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it is called in the mail: short and ASCII, since other names arrive broken in common programs.
    pub name: String,
    /// The published file.
    pub file: Fingerprint,
}

/// What goes to one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// As whom.
    pub role: Role,
    /// A rep's number or a team's name; of others the role.
    pub who: String,
    /// The address.
    pub to: Result<String, Unaddressed>,
    /// The files, at least one.
    pub attachments: Vec<Attachment>,
    /// What texts may name.
    pub words: BTreeMap<&'static str, String>,
}

impl Parcel {
    /// What tells its content from another version of it, in hex.
    pub fn content(&self) -> String {
        hash(
            self.attachments
                .iter()
                .map(|attachment| attachment.file.sha256.as_str()),
        )
    }

    /// What tells it from all others, in hex: what, as whom, to where.
    pub fn key(&self, period: &str) -> String {
        let to = self.to.as_deref().unwrap_or_default().to_lowercase();
        hash([period, self.role.id(), &self.who, &to, &self.content()])
    }

    /// The bytes of its files.
    pub fn size(&self) -> u64 {
        self.attachments
            .iter()
            .map(|attachment| attachment.file.size)
            .sum()
    }
}

pub(super) fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    let mut hex = String::new();
    for byte in hasher.finalize() {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// Everything that goes out for what was published: reps in the order of teams and ranks, then managers, director, data.
/// What was not published goes to nobody.
pub fn parcels(
    snapshot: &Snapshot,
    published: &[Fingerprint],
    addresses: &Addresses,
    settings: &MailSettings,
) -> Vec<Parcel> {
    let period = snapshot.period.to_string();
    let file = |path: &str, name: &str| {
        let file = published.iter().find(|file| file.path == path)?.clone();
        let name = format!("{period}-{name}");
        Some(Attachment { name, file })
    };
    let mut words = BTreeMap::from([
        ("company", snapshot.company.clone()),
        ("period", snapshot.period.name(snapshot.language)),
    ]);
    let mut parcels = Vec::new();
    let mut of_managers = Vec::new();
    for (number, team) in (1..).zip(teams(&snapshot.appraisal, snapshot.language)) {
        words.insert("team", team.name.clone());
        for member in team.members.iter().filter(|_| settings.reps) {
            let rep = &member.card.rep;
            let path = format!("forms/{}/{}.pdf", team.folder, member.file);
            let name = ascii(&rep.rep_id).map_or_else(|| "form.pdf".to_owned(), |id| format!("{id}.pdf"));
            let mut words = words.clone();
            words.insert("name", rep.name.clone());
            words.insert("rep_id", rep.rep_id.clone());
            let stated = addresses.reps.get(&rep.rep_id).cloned().flatten();
            parcels.push(Parcel {
                role: Role::Rep,
                who: rep.rep_id.clone(),
                to: stated.ok_or(Unaddressed::NoAddress).and_then(checked),
                attachments: file(&path, &name).into_iter().collect(),
                words,
            });
        }
        let papers = [
            (format!("packs/{}.pdf", team.folder), "pack.pdf"),
            (format!("summaries/{}.pdf", team.folder), "summary.pdf"),
            (format!("collect/{}.xlsx", team.folder), "collect.xlsx"),
        ];
        let papers = papers
            .iter()
            .filter_map(|(path, name)| file(path, &format!("T{number:02}-{name}")));
        of_managers.push(Parcel {
            role: Role::Manager,
            who: team.name.clone(),
            to: manager(&team.name, addresses, settings).and_then(checked),
            attachments: papers.collect(),
            words: words.clone(),
        });
    }
    words.remove("team");
    parcels.extend(of_managers.into_iter().filter(|_| settings.managers));
    let report = [
        ("report.pdf", "report.pdf"),
        ("appraisals.xlsx", "appraisals.xlsx"),
    ];
    let others = [
        (Role::Director, &settings.director, &report[..]),
        (Role::Data, &settings.data, &[("findings.xlsx", "findings.xlsx")]),
    ];
    for (role, to, papers) in others {
        let papers = papers.iter().filter_map(|(path, name)| file(path, name));
        let papers: Vec<Attachment> = papers.collect();
        parcels.extend(to.iter().map(|to| Parcel {
            role,
            who: role.id().to_owned(),
            to: checked(to.clone()),
            attachments: papers.clone(),
            words: words.clone(),
        }));
    }
    parcels.retain(|parcel| !parcel.attachments.is_empty());
    parcels
}

fn manager(team: &str, addresses: &Addresses, settings: &MailSettings) -> Result<String, Unaddressed> {
    if let Some(stated) = settings.manager_addresses.get(team) {
        return Ok(stated.clone());
    }
    let of_roster = addresses.managers.get(team).cloned();
    of_roster
        .unwrap_or(Err(NoManager::Unnamed))
        .map_err(Unaddressed::NoManager)
}

/// One plain address; servers that take other than ASCII are rare.
fn checked(address: String) -> Result<String, Unaddressed> {
    if is_address(&address) {
        Ok(address)
    } else {
        Err(Unaddressed::NotAnAddress(address))
    }
}

/// Whether a text is one address that mail can go to.
pub fn is_address(text: &str) -> bool {
    text.is_ascii() && text.parse::<lettre::Address>().is_ok()
}

/// Whether a text is an address with or without a name before it: `Name <address>`.
pub fn is_mailbox(text: &str) -> bool {
    let parsed = text.parse::<lettre::message::Mailbox>();
    parsed.is_ok_and(|mailbox| mailbox.email.to_string().is_ascii())
}

fn ascii(id: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (!id.is_empty() && id.len() <= LONGEST && id.chars().all(is_plain)).then_some(id)
}
