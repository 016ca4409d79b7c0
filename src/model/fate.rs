//! What became of a row of an export. Each row has exactly one fate, so that rows and amounts can be held against what was exported.

use super::finding::page;
use serde::{Deserialize, Serialize};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It is a record of the period; one of a roster, of targets or of customers counts in any.
    Counted,
    /// It is one, and takes money off: a return.
    Returned,
    /// It is one whose words say that it does not count: cancelled, a draft, a visit that was not made.
    Cancelled,
    /// It is one of a rep who is not appraised in the period.
    NotAppraised,
    /// It is of a time that is not appraised.
    OtherPeriod,
    /// Nobody knows whose it is.
    UnknownRep,
    /// It says again what another row says.
    Repeated,
    /// Another row states the same thing otherwise, and counts in its place.
    Restated,
    /// Something else is wrong with it.
    Error,
    /// The settings leave it out.
    Settings,
    /// It states what was reached, beside rows of targets.
    NoTarget,
    /// It says nothing.
    Blank,
    /// It stands above the header.
    Title,
    /// It is a line of the header, or repeats one.
    Header,
    /// It states sums.
    Total,
    /// It heads a group, says something of the table, or ends a page.
    Note,
    /// It stands in a sheet that was read as no list, and in which tables look something up.
    LookedUp,
    /// Its sheet was read as no list.
    Unread,
    /// Nobody knows: a mistake of the program's that no row should show.
    Unexplained,
}

impl Fate {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 19] = [
        Self::Counted,
        Self::Returned,
        Self::Cancelled,
        Self::NotAppraised,
        Self::OtherPeriod,
        Self::UnknownRep,
        Self::Repeated,
        Self::Restated,
        Self::Error,
        Self::Settings,
        Self::NoTarget,
        Self::Blank,
        Self::Title,
        Self::Header,
        Self::Total,
        Self::Note,
        Self::LookedUp,
        Self::Unread,
        Self::Unexplained,
    ];

    /// The id, stable over languages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Returned => "returned",
            Self::Cancelled => "cancelled",
            Self::NotAppraised => "not-appraised",
            Self::OtherPeriod => "other-period",
            Self::UnknownRep => "unknown-rep",
            Self::Repeated => "repeated",
            Self::Restated => "restated",
            Self::Error => "error",
            Self::Settings => "settings",
            Self::NoTarget => "no-target",
            Self::Blank => "blank",
            Self::Title => "title",
            Self::Header => "header",
            Self::Total => "total",
            Self::Note => "note",
            Self::LookedUp => "looked-up",
            Self::Unread => "unread",
            Self::Unexplained => "unexplained",
        }
    }

    /// That of a row that is left out for what the finding of that code says.
    pub fn of_finding(code: &str) -> Self {
        match code {
            code if code == page::rows::REPEATED_IN_ANOTHER_FILE.code
                || code == page::rows::REPEATED_ROW.code =>
            {
                Self::Repeated
            }
            code if code == page::orders::ORDER_EXPORTED_AGAIN.code
                || code == page::rows::ROW_RESTATED.code =>
            {
                Self::Restated
            }
            code if code == page::rows::UNKNOWN_REP.code
                || code == page::rows::AMBIGUOUS_REP.code
                || code == page::people::UNCLEAR_REP.code =>
            {
                Self::UnknownRep
            }
            code if code == page::pins::ROWS_PASSED_OVER.code || code == page::orders::LATE_ORDER.code => {
                Self::Settings
            }
            _ => Self::Error,
        }
    }

    /// Whether a row of it holds data; others stand around these.
    pub fn is_of_data(self) -> bool {
        !matches!(
            self,
            Self::Blank
                | Self::Title
                | Self::Header
                | Self::Total
                | Self::Note
                | Self::LookedUp
                | Self::Unread
        )
    }

    /// Whether a row of it counts.
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Counted | Self::Returned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_that_files_state() {
        for fate in Fate::ALL {
            assert_eq!(
                serde_json::to_string(&fate).unwrap(),
                format!("\"{}\"", fate.id())
            );
        }
        assert!(Fate::ALL.is_sorted());
    }
}
