//! A new book: commented settings, an inbox, and a `.gitignore` that keeps personal data out of version control.

pub mod from;
mod written;

use super::config::{PLAN_FILE, TEMPLATES};
use super::settings::{COMPANY_FILE, POLICY_FILE};
use repcard::model::Language;
use repcard::report::templates::BUILT_IN;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const FILES: [(&str, &str); 4] = [
    (COMPANY_FILE, include_str!("repcard.toml")),
    (POLICY_FILE, include_str!("policy.toml")),
    (PLAN_FILE, include_str!("plan.toml")),
    (".gitignore", "/out/\n/preview/\n/archive/\n/inbox/\n/.repcard/\n"),
];

/// Why there is no new book.
#[derive(Debug)]
pub enum InitError {
    /// A file of it is there already.
    Exists(PathBuf),
    /// There is no file in the folder that it was to be made of.
    NoExports(PathBuf),
    /// The machine failed.
    Io(PathBuf, io::Error),
}

impl InitError {
    /// What happened and what to do.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Exists(path) => {
                let path = path.display();
                language.pick(
                    format!("{path} 已经存在，没有写入任何文件；请换一个目录，或先移走它"),
                    format!(
                        "{path} is there already; nothing was written: choose another folder, or move it away"
                    ),
                )
            }
            Self::NoExports(path) => {
                let path = path.display();
                language.pick(
                    format!("{path}：没有文件；请把导出的表格放进去"),
                    format!("{path}: there is no file; put the exports there"),
                )
            }
            Self::Io(path, error) if error.kind() == io::ErrorKind::NotFound => {
                let path = path.display();
                language.pick(
                    format!("{path}：没有这个目录"),
                    format!("{path}: there is no such folder"),
                )
            }
            Self::Io(path, error) => {
                let path = path.display();
                language.pick(
                    format!("{path}：无法写入（{error}）；请检查权限和磁盘"),
                    format!("{path}: it cannot be written ({error}); check permissions and disk"),
                )
            }
        }
    }
}

/// Makes a book in `dir` for people who read `language`; the folder may be there as long as none of the book's files is.
/// Returns the files made.
pub fn book(dir: &Path, language: Language) -> Result<Vec<PathBuf>, InitError> {
    with_settings(dir, &settings_for(language))
}

/// A book with these settings of the company, and all else as it is written for everybody.
fn with_settings(dir: &Path, settings: &str) -> Result<Vec<PathBuf>, InitError> {
    let [(company, _), others @ ..] = FILES;
    let [policy, plan, ignored] = others;
    let files = write(dir, &[(company, settings), policy, plan, ignored])?;
    let inbox = dir.join("inbox");
    fs::create_dir_all(&inbox).map_err(|error| InitError::Io(inbox, error))?;
    Ok(files)
}

/// The commented settings for people who read `language`.
fn settings_for(language: Language) -> String {
    let stated = |language: Language| format!("\nlanguage = \"{}\"\n", language.tag());
    let [(_, settings), ..] = FILES;
    settings.replace(&stated(Language::default()), &stated(language))
}

/// Writes the built-in templates to `dir/templates/`, unless one of them is there. Returns the files made.
pub fn templates(dir: &Path) -> Result<Vec<PathBuf>, InitError> {
    write(&dir.join(TEMPLATES), &BUILT_IN)
}

/// Writes all of the files, or none where one of them is there already.
fn write(dir: &Path, files: &[(&str, &str)]) -> Result<Vec<PathBuf>, InitError> {
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| dir.join(name)).collect();
    if let Some(there) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(InitError::Exists(there.clone()));
    }
    fs::create_dir_all(dir).map_err(|error| InitError::Io(dir.to_owned(), error))?;
    for (path, (_, content)) in paths.iter().zip(files) {
        File::create_new(path)
            .and_then(|mut file| file.write_all(content.as_bytes()))
            .map_err(|error| InitError::Io(path.clone(), error))?;
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::settings::{self, Company};
    use repcard::model::Policy;
    use repcard::read::Limits;

    #[test]
    fn the_settings_written_are_the_defaults() {
        let [(_, company), (_, policy), ..] = FILES;
        let settings = settings::read(Path::new("."), company.as_bytes(), policy.as_bytes(), &[]).unwrap();
        assert_eq!(settings.policy, Policy::default());
        let stated = Company {
            states_language: true,
            ..Company::default()
        };
        assert_eq!(settings.company, stated);
    }

    #[test]
    fn a_book_is_made_in_the_language_of_whoever_makes_it() {
        for language in [Language::Chinese, Language::English] {
            let room = tempfile::tempdir().unwrap();
            let [settings, ..] = &book(room.path(), language).unwrap()[..] else {
                panic!("no files");
            };
            let settings = fs::read(settings).unwrap();
            let company = settings::read(Path::new("."), &settings, b"", &[])
                .unwrap()
                .company;
            assert_eq!(company.language, language);
        }
    }

    #[test]
    fn what_is_commented_out_is_understood() {
        let uncommented = |text: &str| {
            let names_a_file = |line: &&str| line.contains("\"fonts/");
            let lines = text.lines().filter(|line| !names_a_file(line)).map(|line| {
                let setting = line.strip_prefix("# ").filter(|rest| {
                    rest.starts_with(['[', '"'])
                        || rest.split_once(" = ").is_some_and(|(key, _)| key.is_ascii())
                });
                setting.unwrap_or(line).to_owned() + "\n"
            });
            lines.collect::<String>()
        };
        let [(_, company), (_, policy), ..] = FILES;
        let (company, policy) = (uncommented(company), uncommented(policy));
        let settings = settings::read(Path::new("."), company.as_bytes(), policy.as_bytes(), &[]).unwrap();
        assert_eq!(settings.policy.lost_after_days, Some(90));
        assert_eq!(settings.policy.conduct.len(), 2);
        assert_eq!(settings.company.worked.len(), 1);
        assert!(company.contains("\ncountry = "));
        assert_eq!(settings.company.inputs.len(), 1);
        assert_eq!(settings.company.limits, Limits::default());
        for setting in Limits::SETTINGS {
            assert!(
                company.contains(&format!("\n{} = ", setting.key)),
                "{}",
                setting.key
            );
        }
    }
}
