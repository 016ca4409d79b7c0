//! Who and whom records name, as places in the lists of reps and customers.

/// A rep, as an index into the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepKey(pub u32);

/// A customer, as an index into the names of customers; ids and names that are one customer share one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerKey(pub u32);
