//! A book's settings files → typed settings, or every mistake in them at once.

mod checks;
mod company;
mod declared;
mod expect;
mod mail;
mod notify;
pub mod plan;
mod policy;
mod reshaping;
mod words;
mod workbook;

pub use company::{Archive, Company, FILE as COMPANY_FILE, Talks};
pub use declared::{DATASETS, Declared, MEASURES, PRESETS};
pub use notify::{Event, Notify};
pub use policy::FILE as POLICY_FILE;
pub use repcard::catalogue::Catalogue;
use repcard::mistake::{Complaint, Mistake, TomlFile};
pub use workbook::check as check_workbook;

use repcard::model::{Finding, Language, Policy};
use repcard::recognise::Presets;
use std::path::Path;

/// The settings of a book, or what is wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `repcard.toml`
    pub company: Company,
    /// `policy.toml`
    pub policy: Policy,
    /// What lists hold and what figures are, with those that the policy defines.
    pub catalogue: Catalogue,
    /// What is known of systems' exports.
    pub presets: Presets,
    /// What can be meant as it stands and seldom is.
    pub doubts: Vec<Finding>,
}

/// Mistakes in settings files, to be told in the language of the settings as far as that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistakes {
    /// The language, where the settings state one.
    pub language: Option<Language>,
    /// Every mistake, by file and place.
    pub complaints: Vec<Complaint>,
}

/// Reads the bytes of both files, empty where there is no such file, and the files of lists and figures beside them. Paths in
/// them start at the folder `book`.
pub fn read(book: &Path, company: &[u8], policy: &[u8], declared: &[Declared]) -> Result<Settings, Mistakes> {
    let mut complaints = Vec::new();
    let mut doubts = Vec::new();
    let mut catalogue = Catalogue::default();
    let mut presets = Presets::default();
    complaints.append(&mut declared::read(declared, &mut catalogue, &mut presets));
    let company = match text(company) {
        Ok(text) => {
            let (mut file, root) = TomlFile::parse(COMPANY_FILE, text);
            let company = company::read(&mut file, &root, book, (&catalogue, &presets));
            complaints.append(&mut file.into_complaints());
            company
        }
        Err(mistake) => {
            complaints.push(Complaint::of_file(COMPANY_FILE, mistake));
            Company::default()
        }
    };
    let policy = match text(policy) {
        Ok(text) => {
            let (mut file, root) = TomlFile::parse(POLICY_FILE, text);
            let policy = policy::read(&mut file, &root, &mut catalogue);
            doubts = file.take_doubts();
            complaints.append(&mut file.into_complaints());
            policy
        }
        Err(mistake) => {
            complaints.push(Complaint::of_file(POLICY_FILE, mistake));
            Policy::default()
        }
    };
    if complaints.is_empty() {
        Ok(Settings {
            company,
            policy,
            catalogue,
            presets,
            doubts,
        })
    } else {
        let language = company.states_language.then_some(company.language);
        Err(Mistakes { language, complaints })
    }
}

/// The text of a file, without the mark that some editors put in front.
fn text(bytes: &[u8]) -> Result<&str, Mistake> {
    match str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(_) => Err(Mistake::NotUtf8),
    }
}
