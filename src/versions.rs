//! What people call a published version → what it was made from: of the archive, of `out/`, or of a file.

use crate::archive::{self, Archive, ArchiveError};
use crate::model::{Language, Period};
use crate::publish;
use crate::read::Digest;
use crate::snapshot::{self, Comparison, FigureRows, Side, Snapshot, SnapshotError, comparison};
use std::path::{Path, PathBuf};

/// A published version.
#[derive(Debug, Clone)]
pub struct Version {
    /// What it was asked for as.
    pub asked: String,
    /// Everything that its documents were made from.
    pub snapshot: Snapshot,
    /// The rows behind its figures, where they are known.
    pub rows: Option<FigureRows>,
}

impl Version {
    fn side(&self) -> Side<'_> {
        Side {
            snapshot: &self.snapshot,
            rows: self.rows.as_ref(),
        }
    }
}

/// Why there is no such version.
#[derive(Debug)]
pub enum VersionError {
    /// The period was not published, or has no such version.
    Unknown(String, Vec<u32>),
    /// There is no such file.
    NoFile(String),
    /// A file is no snapshot.
    Snapshot(PathBuf, SnapshotError),
    /// The archive cannot be read.
    Archive(ArchiveError),
}

impl From<ArchiveError> for VersionError {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

impl VersionError {
    /// What happened and what to do.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Unknown(asked, versions) if versions.is_empty() => language.pick(
                format!("{asked}：没有发布过；请写已发布的考核期（2026-10）、版本（2026-10@1）或 snapshot.json 的路径"),
                format!("{asked}: it was never published; name a published period (2026-10), a version (2026-10@1), or the path of a snapshot.json"),
            ),
            Self::Unknown(asked, versions) => {
                let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
                let versions = versions.join(language.pick("、", ", "));
                language.pick(
                    format!("{asked}：没有这一版；有第 {versions} 版"),
                    format!("{asked}: there is no such version; there are {versions}"),
                )
            }
            Self::NoFile(asked) => language.pick(
                format!("{asked}：既不是考核期，也没有这个文件；请写 2026-10、2026-10@1 或 snapshot.json 的路径"),
                format!("{asked}: it is no period, and there is no such file; write 2026-10, 2026-10@1 or the path of a snapshot.json"),
            ),
            Self::Snapshot(path, error) => error.message(&path.display().to_string(), language),
            Self::Archive(error) => error.message(language),
        }
    }

    /// Whether it is the machine's fault.
    pub fn is_machine(&self) -> bool {
        matches!(self, Self::Archive(error) if error.is_machine())
    }
}

/// How the second of two versions of a book differs from the first.
pub fn compared(book: &Path, asked: &[String; 2]) -> Result<([Version; 2], Comparison), VersionError> {
    let archive = Archive::existing(&book.join(archive::FILE))?;
    let [was, is] = asked;
    let (was, is) = (
        version(book, archive.as_ref(), was)?,
        version(book, archive.as_ref(), is)?,
    );
    let differ = comparison(was.side(), is.side());
    Ok(([was, is], differ))
}

fn version(book: &Path, archive: Option<&Archive>, asked: &str) -> Result<Version, VersionError> {
    let (name, number) = match asked.rsplit_once('@') {
        Some((name, number)) => (name, number.parse::<u32>().ok()),
        None => (asked, None),
    };
    match name.parse::<Period>() {
        Ok(period) if number.is_some() || name == asked => of_period(book, archive, (period, number), asked),
        _ => of_file(archive, asked),
    }
}

/// The archive knows the rows as well; without it there is what lies in `out/`.
fn of_period(
    book: &Path,
    archive: Option<&Archive>,
    (period, number): (Period, Option<u32>),
    asked: &str,
) -> Result<Version, VersionError> {
    let kept = archive.map(|archive| archive.versions(period)).transpose()?;
    let kept = kept.unwrap_or_default();
    let is_it = |version: &u32| number.is_none_or(|number| number == *version);
    if let (Some(archive), Some(found)) = (archive, kept.iter().rfind(|found| is_it(&found.version)))
        && let Some(kept) = archive.kept(&found.snapshot_sha256)?
    {
        return Ok(Version {
            asked: asked.to_owned(),
            snapshot: kept.snapshot,
            rows: kept.rows,
        });
    }
    let out = book.join("out").join(period.to_string());
    let mut versions: Vec<u32> = kept.iter().map(|kept| kept.version).collect();
    let earlier = publish::earlier_versions(&out)
        .into_iter()
        .map(|(_, folder)| folder);
    for folder in earlier.chain([out]).collect::<Vec<_>>().into_iter().rev() {
        let Some(snapshot) = snapshot_in(&folder)? else {
            continue;
        };
        if snapshot.period == period && is_it(&snapshot.version()) {
            return Ok(Version {
                asked: asked.to_owned(),
                snapshot,
                rows: None,
            });
        }
        versions.push(snapshot.version());
    }
    versions.sort_unstable();
    versions.dedup();
    Err(VersionError::Unknown(asked.to_owned(), versions))
}

fn snapshot_in(folder: &Path) -> Result<Option<Snapshot>, VersionError> {
    let Some(bytes) = publish::earlier(folder, snapshot::FILE) else {
        return Ok(None);
    };
    let of_bytes = Snapshot::of_bytes(&bytes);
    let unread = |error| VersionError::Snapshot(folder.join(snapshot::FILE), error);
    of_bytes.map(Some).map_err(unread)
}

fn of_file(archive: Option<&Archive>, asked: &str) -> Result<Version, VersionError> {
    let path = Path::new(asked);
    let named = path.parent().zip(path.file_name().and_then(|name| name.to_str()));
    let bytes = named.and_then(|(folder, name)| publish::earlier(folder, name));
    let bytes = bytes.ok_or_else(|| VersionError::NoFile(asked.to_owned()))?;
    let snapshot =
        Snapshot::of_bytes(&bytes).map_err(|error| VersionError::Snapshot(path.to_owned(), error))?;
    let kept = archive
        .map(|archive| archive.kept(&Digest::of(&bytes).sha256))
        .transpose()?;
    Ok(Version {
        asked: asked.to_owned(),
        snapshot,
        rows: kept.flatten().and_then(|kept| kept.rows),
    })
}
