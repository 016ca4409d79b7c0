//! A book's `inbox/` → the files in it, each with what its folder says about its rows.

use super::fault::Fault;
use super::sheet::Scope;
use crate::model::Period;
use crate::model::finding::Damage;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

/// Folders nested deeper than this are no export's doing.
const MAX_DEPTH: usize = 32;

/// Files that systems leave behind in folders.
const SYSTEM_FILES: [&str; 3] = ["thumbs.db", "desktop.ini", "ehthumbs.db"];

/// A file of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the book, with `/` between its parts.
    pub relative: String,
    /// What its folder says.
    pub scope: Scope,
    /// Why it cannot be read, where that is known already.
    pub damage: Option<Damage>,
    /// What the machine has against it, where that is known already: a folder that cannot be listed, a link that leads nowhere.
    pub refusal: Option<Fault>,
}

impl InputFile {
    /// Its bytes; none where it cannot be opened.
    pub fn size(&self) -> Option<u64> {
        fs::metadata(&self.path).ok().map(|metadata| metadata.len())
    }
}

/// The inbox cannot be worked with.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no inbox.
    #[error("{} is missing; make it and put the exports into it, or point --book at the folder that holds it", .0.display())]
    NoInbox(PathBuf),
    /// The inbox is there and cannot be listed.
    #[error("{} cannot be read: {source}; check that it is a folder and that you may read it", .inbox.display())]
    Unreadable {
        /// The inbox.
        inbox: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Every file of the book's inbox that may hold data, by relative path. Lock files (`~$…`) and hidden ones are left
/// out; what cannot be read, or is a link that leads out of the book, is listed with its damage.
pub fn list(book: &Path, period: Period) -> Result<Vec<InputFile>, ReadError> {
    let inbox = book.join("inbox");
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => ReadError::NoInbox(inbox.clone()),
        _ => ReadError::Unreadable {
            inbox: inbox.clone(),
            source,
        },
    };
    let home = fs::canonicalize(book).map_err(unreadable)?;
    let inside = fs::canonicalize(&inbox).map_err(unreadable)?;
    // An inbox that is a link, to a share perhaps, is where whoever made the book wants its files from.
    let mut walk = Walk {
        homes: [home, inside.clone()],
        period: Some(period),
        files: Vec::new(),
    };
    fs::read_dir(&inbox).map_err(unreadable)?;
    walk.folder(&inbox, "inbox", Scope::Own, &mut vec![inside]);
    walk.files.sort_by(|a, b| a.relative.cmp(&b.relative));
    Ok(walk.files)
}

/// Every file of any folder of exports, by its path below that; all of them are of one scope.
pub fn folder(exports: &Path) -> io::Result<Vec<InputFile>> {
    let home = fs::canonicalize(exports)?;
    fs::read_dir(exports)?;
    let mut walk = Walk {
        homes: [home.clone(), home.clone()],
        period: None,
        files: Vec::new(),
    };
    walk.folder(exports, "", Scope::Own, &mut vec![home]);
    walk.files.sort_by(|a, b| a.relative.cmp(&b.relative));
    Ok(walk.files)
}

struct Walk {
    /// The book and its inbox, as they really are.
    homes: [PathBuf; 2],
    /// The period by which names of folders say whose rows they hold; none where they say nothing.
    period: Option<Period>,
    files: Vec<InputFile>,
}

impl Walk {
    /// Lists a folder; `above` are the real paths of the folders that lead to it, itself included.
    fn folder(&mut self, folder: &Path, relative: &str, scope: Scope, above: &mut Vec<PathBuf>) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.refused(folder, relative, scope, &error),
        };
        for entry in entries {
            match entry {
                Ok(entry) => self.entry(&entry, relative, scope, above),
                Err(error) => self.refused(folder, relative, scope, &error),
            }
        }
    }

    fn entry(&mut self, entry: &DirEntry, above_relative: &str, scope: Scope, above: &mut Vec<PathBuf>) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_passed_over(&name) {
            return;
        }
        let relative = match above_relative {
            "" => name.clone(),
            above => format!("{above}/{name}"),
        };
        let real = match fs::canonicalize(&path) {
            Ok(real) => real,
            Err(error) => return self.refused(&path, &relative, scope, &error),
        };
        if !self.homes.iter().any(|home| real.starts_with(home)) {
            return self.push(&path, &relative, scope, Some(Damage::OutsideBook));
        }
        if real.is_file() {
            self.push(&path, &relative, scope, None);
        } else if real.is_dir() && !above.contains(&real) && above.len() < MAX_DEPTH {
            above.push(real);
            self.folder(&path, &relative, self.scope_of(&name).unwrap_or(scope), above);
            above.pop();
        }
    }

    /// What a folder's own name says, where it is a period's.
    fn scope_of(&self, name: &str) -> Option<Scope> {
        Some(Scope::of_folder(name.parse().ok()?, self.period?))
    }

    fn push(&mut self, path: &Path, relative: &str, scope: Scope, damage: Option<Damage>) {
        self.files.push(InputFile {
            path: path.to_owned(),
            relative: relative.to_owned(),
            scope,
            damage,
            refusal: None,
        });
    }

    fn refused(&mut self, path: &Path, relative: &str, scope: Scope, error: &io::Error) {
        self.files.push(InputFile {
            path: path.to_owned(),
            relative: relative.to_owned(),
            scope,
            damage: None,
            refusal: Some(Fault::of(error)),
        });
    }
}

fn is_passed_over(name: &str) -> bool {
    name.starts_with("~$")
        || name.starts_with('.')
        || SYSTEM_FILES.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn book(files: &[&str]) -> TempDir {
        let book = tempfile::tempdir().unwrap();
        for file in files {
            let path = book.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        book
    }

    fn listed(book: &Path, period: &str) -> Vec<(String, Scope)> {
        let files = list(book, period.parse().unwrap()).unwrap();
        files
            .into_iter()
            .map(|file| (file.relative, file.scope))
            .collect()
    }

    #[test]
    fn folders_named_by_a_period_say_whose_rows_they_hold() {
        let book = book(&[
            "inbox/花名册.xlsx",
            "inbox/华东/客户.csv",
            "inbox/2026-10/订单.xlsx",
            "inbox/2026-10/crm/拜访.xlsx",
            "inbox/2026-09/订单.xlsx",
            "inbox/2026/目标.xlsx",
            "other/订单.xlsx",
        ]);
        let own = |file: &str| (file.to_owned(), Scope::Own);
        let history = |file: &str| (file.to_owned(), Scope::History);
        assert_eq!(
            listed(book.path(), "2026-10"),
            [
                history("inbox/2026-09/订单.xlsx"),
                own("inbox/2026-10/crm/拜访.xlsx"),
                own("inbox/2026-10/订单.xlsx"),
                history("inbox/2026/目标.xlsx"),
                own("inbox/华东/客户.csv"),
                own("inbox/花名册.xlsx"),
            ]
        );
        assert!(
            listed(book.path(), "2026")
                .iter()
                .all(|(_, scope)| *scope == Scope::Own)
        );
    }

    #[test]
    fn lock_files_and_hidden_ones_are_passed_over() {
        let book = book(&[
            "inbox/~$订单.xlsx",
            "inbox/.DS_Store",
            "inbox/.git/a.csv",
            "inbox/Thumbs.db",
            "inbox/a.csv",
        ]);
        assert_eq!(
            listed(book.path(), "2026-10"),
            [("inbox/a.csv".to_owned(), Scope::Own)]
        );
    }

    #[test]
    fn a_missing_inbox_is_named() {
        let book = tempfile::tempdir().unwrap();
        let error = list(book.path(), "2026-10".parse().unwrap()).unwrap_err();
        assert!(matches!(error, ReadError::NoInbox(_)), "{error}");
        fs::write(book.path().join("inbox"), "a file").unwrap();
        let error = list(book.path(), "2026-10".parse().unwrap()).unwrap_err();
        assert!(matches!(error, ReadError::Unreadable { .. }), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn links_neither_lead_out_of_the_book_nor_in_circles() {
        use std::os::unix::fs::symlink;
        let elsewhere = book(&["secret.csv"]);
        let book = book(&["inbox/a.csv"]);
        let inbox = book.path().join("inbox");
        symlink(elsewhere.path().join("secret.csv"), inbox.join("secret.csv")).unwrap();
        symlink(elsewhere.path(), inbox.join("folder")).unwrap();
        symlink(&inbox, inbox.join("circle")).unwrap();
        symlink(inbox.join("a.csv"), inbox.join("b.csv")).unwrap();
        symlink(inbox.join("nowhere"), inbox.join("broken.csv")).unwrap();
        let files = list(book.path(), "2026-10".parse().unwrap()).unwrap();
        let damage = |name: &str| {
            files
                .iter()
                .find(|file| file.relative == format!("inbox/{name}"))
                .map(|file| file.damage.clone())
        };
        assert_eq!(damage("a.csv"), Some(None));
        assert_eq!(damage("b.csv"), Some(None));
        assert_eq!(damage("secret.csv"), Some(Some(Damage::OutsideBook)));
        assert_eq!(damage("folder"), Some(Some(Damage::OutsideBook)));
        assert_eq!(damage("broken.csv"), Some(None));
        let refused: Vec<_> = files.iter().filter(|file| file.refusal.is_some()).collect();
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].relative, "inbox/broken.csv");
        assert!(matches!(refused[0].refusal, Some(Fault::Gone(_))));
        assert_eq!(files.len(), 5);
    }

    #[cfg(unix)]
    #[test]
    fn an_inbox_that_is_a_link_is_read() {
        use std::os::unix::fs::symlink;
        let share = book(&["2026-10/a.csv", "b.csv", "other.csv"]);
        let elsewhere = book(&["secret.csv"]);
        symlink(
            elsewhere.path().join("secret.csv"),
            share.path().join("secret.csv"),
        )
        .unwrap();
        let book = book(&["repcard.toml"]);
        symlink(share.path(), book.path().join("inbox")).unwrap();
        let files = list(book.path(), "2026-10".parse().unwrap()).unwrap();
        let damaged: Vec<_> = files.iter().filter(|file| file.damage.is_some()).collect();
        assert_eq!((files.len(), damaged.len()), (4, 1));
        assert_eq!(damaged[0].relative, "inbox/secret.csv");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_text_are_listed() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let book = book(&["inbox/a.csv"]);
        fs::write(
            book.path()
                .join("inbox")
                .join(OsStr::from_bytes(b"\xb6\xa9\xb5\xa5.csv")),
            "x",
        )
        .unwrap();
        assert_eq!(listed(book.path(), "2026-10").len(), 2);
    }
}
