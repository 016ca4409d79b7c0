//! What operators and functions ask of the types of their parts.

/// What is asked of values of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Whether they are equal, or nothing.
    Equal,
    /// Which is less.
    Order,
}
