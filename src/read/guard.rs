//! A fence around foreign parsers: a panic in them becomes a problem of the file that caused it.

use crate::model::Problem;
use crate::model::finding::Damage;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `reader`; a panic in it gives a problem, and nothing is printed.
pub(super) fn quietly<T>(reader: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !FENCED.get() {
                usual(info);
            }
        }));
    });
    let before = FENCED.replace(true);
    // Whatever the reader was building is dropped with it, so nobody sees it half made.
    let outcome = panic::catch_unwind(AssertUnwindSafe(reader));
    FENCED.set(before);
    outcome.unwrap_or_else(|_| Err(broken()))
}

/// What is said of a file that a parser panics at.
pub(super) fn broken() -> Problem {
    Problem::UnreadableFile {
        damage: Damage::Structure("unreadable content".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_problem() {
        let outcome = quietly(|| -> Result<(), Problem> { panic!("by design") });
        assert!(matches!(outcome, Err(Problem::UnreadableFile { .. })));
        assert_eq!(quietly(|| Ok(1)), Ok(1));
    }
}
