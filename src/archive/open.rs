//! The file: made where it is not there, brought up to date where an earlier version made it, and refused where it is
//! another's.

use super::ArchiveError;
use crate::publish;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// Its path below the book.
pub const FILE: &str = "archive/repcard.sqlite";

/// What tells archives of repcard from other databases: "rcrd".
const APPLICATION: i32 = 0x7263_7264;

/// Each step brings an archive from one version of the schema to the next.
const STEPS: [&str; 1] = [include_str!("schema.sql")];

/// The archive of a book.
#[derive(Debug)]
pub struct Archive {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
}

impl Archive {
    /// Opens the file to be written, and makes it where it is not there: private, as all that is published.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        publish::private(path)?;
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?.updated()
    }

    /// Opens the file to be read; none where it is not there. An archive that an earlier version wrote is brought up to date
    /// by the next run.
    pub fn existing(path: &Path) -> Result<Option<Self>, ArchiveError> {
        if !path.is_file() {
            return Ok(None);
        }
        // Readers of a database with a write-ahead log need to write beside it.
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?
            .updated()
            .map(Some)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, ArchiveError> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let failed = |source| ArchiveError::Sqlite {
            path: path.to_owned(),
            source,
        };
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        // How long to wait for another run that is writing, in milliseconds.
        connection
            .pragma_update(None, "busy_timeout", 30_000)
            .map_err(failed)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
        })
    }

    /// Sets how it is kept, and takes the steps that are left to the newest schema.
    fn updated(mut self) -> Result<Self, ArchiveError> {
        let number = |pragma: &str| -> rusqlite::Result<i64> {
            self.connection.pragma_query_value(None, pragma, |row| row.get(0))
        };
        let (version, application) = match (number("user_version"), number("application_id")) {
            (Ok(version), Ok(application)) => (version, application),
            (Err(error), _) | (_, Err(error)) => return Err(self.failed(error)),
        };
        if version == 0 && !self.is_empty()? || version > 0 && application != i64::from(APPLICATION) {
            return Err(ArchiveError::NotOurs(self.path));
        }
        if version > STEPS.len() as i64 {
            return Err(ArchiveError::Newer(self.path));
        }
        let set = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";
        self.connection
            .execute_batch(set)
            .map_err(|error| self.failed(error))?;
        self.migrate().map_err(|error| self.failed(error))?;
        Ok(self)
    }

    fn is_empty(&self) -> Result<bool, ArchiveError> {
        let count = "SELECT count(*) FROM sqlite_schema";
        let count: rusqlite::Result<i64> = self.connection.query_row(count, [], |row| row.get(0));
        count.map(|count| count == 0).map_err(|error| self.failed(error))
    }

    /// All steps, or none: another process may be taking them as well.
    fn migrate(&mut self) -> rusqlite::Result<()> {
        use rusqlite::TransactionBehavior::Immediate;
        let now: usize = self
            .connection
            .pragma_query_value(None, "user_version", |row| row.get(0))?;
        if now >= STEPS.len() {
            return Ok(());
        }
        let transaction = self.connection.transaction_with_behavior(Immediate)?;
        let taken: usize = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        for step in STEPS.iter().skip(taken) {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", STEPS.len() as i64)?;
        transaction.commit()
    }

    /// SQLite's error on this file.
    pub(super) fn failed(&self, source: rusqlite::Error) -> ArchiveError {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        let path = self.path.clone();
        match source.sqlite_error_code() {
            Some(NotADatabase) => ArchiveError::NotOurs(path),
            Some(DatabaseCorrupt) => ArchiveError::Content(path, source.to_string()),
            _ => ArchiveError::Sqlite { path, source },
        }
    }
}
