//! Rows that are one, each of another sheet.

use super::sheets::Sheets;

/// Rows by what they are versions of: each is alone at first.
pub struct Classes {
    of_row: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Classes {
    /// So many rows, each alone.
    pub fn new(rows: usize) -> Self {
        Self {
            of_row: (0..rows).collect(),
            members: vec![Vec::new(); rows],
        }
    }

    /// The rows that are one with a row, itself among them.
    pub fn of(&self, row: usize) -> &[usize] {
        let class = &self.of_row[row];
        match &self.members[*class][..] {
            // It is alone: its class is its own.
            [] => std::slice::from_ref(class),
            members => members,
        }
    }

    /// Makes two rows one, unless a sheet has a row of both.
    pub fn join(&mut self, a: usize, b: usize, sheets: &Sheets) {
        if self.of_row[a] == self.of_row[b] {
            return;
        }
        let (mut all, others) = (self.of(a).to_vec(), self.of(b).to_vec());
        let shares = |row: &usize| others.iter().any(|other| sheets.of(*other) == sheets.of(*row));
        if all.iter().any(shares) {
            return;
        }
        all.extend(others);
        let class = self.of_row[a];
        for row in &all {
            self.of_row[*row] = class;
        }
        self.members[class] = all;
    }

    /// Whether a row is one with a row of another's sheet.
    pub fn has_one_of(&self, row: usize, other: usize, sheets: &Sheets) -> bool {
        let mut members = self.of(row).iter();
        members.any(|member| sheets.of(*member) == sheets.of(other))
    }

    /// Those of several rows.
    pub fn several(&self) -> impl Iterator<Item = &Vec<usize>> {
        let of_row = self.of_row.iter().zip(&self.members).enumerate();
        of_row
            .filter(|(row, (class, members))| row == *class && members.len() > 1)
            .map(|(_, (_, members))| members)
    }
}
