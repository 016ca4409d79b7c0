//! What findings tell of people and of rows that many share: how a rep is written, and what is said once a table.

use super::Problem;
use serde::{Deserialize, Serialize};

/// How an export names a rep otherwise than the roster does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepWriting {
    /// Among other things: 周明(S001), 销售一组/周明.
    Decorated,
    /// By a number that lost the zeros it begins with, or has more of them.
    OtherZeros,
}

impl Problem {
    /// How many rows of a table it stands for, where it is told once for all of them.
    pub fn rows_of_table(&mut self) -> Option<&mut u64> {
        match self {
            Self::UnknownRep { rows, .. }
            | Self::AmbiguousRep { rows, .. }
            | Self::UnclearRep { rows, .. }
            | Self::CustomerNotNamed { rows }
            | Self::RepWrittenOtherwise { rows, .. } => Some(rows),
            _ => None,
        }
    }

    /// What all rows have in common for which it is told once a table; none where each row is told of.
    pub fn kind_of_table(&self) -> Option<Self> {
        let mut kind = match self {
            Self::RepWrittenOtherwise { how, rows, .. } => Self::RepWrittenOtherwise {
                how: *how,
                example: String::new(),
                rep_id: String::new(),
                rows: *rows,
            },
            Self::UnknownRep { .. }
            | Self::AmbiguousRep { .. }
            | Self::UnclearRep { .. }
            | Self::CustomerNotNamed { .. } => self.clone(),
            _ => return None,
        };
        *kind.rows_of_table()? = 0;
        Some(kind)
    }
}
