//! What a document may cost: a template that never ends is stopped, and told of.

use std::cell::Cell;
use std::io::{self, Write};
use tera::{Error, Kwargs, State, TeraResult};

/// More markup than this is a mistake: a report of ten thousand reps has a third of it.
pub const MOST_MARKUP: usize = 64 << 20;

/// How many numbers one `range` may give: every one of them is something on a page.
pub const MOST_IN_RANGE: u64 = 10_000;

/// How many all `range`s of one document may give, since one may stand in another.
pub const MOST_IN_RANGES: u64 = 200_000;

/// What the error of a `range` beyond these limits says.
pub(super) const ENDLESS_RANGE: &str = "range gives too many numbers";

thread_local! {
    /// How many numbers the document that this thread fills in may still ask for.
    static NUMBERS_LEFT: Cell<u64> = const { Cell::new(0) };
    /// A little more than the document before had, whose like the next one mostly is.
    static LAST_LENGTH: Cell<usize> = const { Cell::new(0) };
}

/// Markup that grows as far as a limit.
pub(super) struct Markup {
    bytes: Vec<u8>,
    most: usize,
    /// Whether there was more to come.
    pub(super) is_full: bool,
}

impl Markup {
    /// Begins the markup of a document.
    pub(super) fn new(most: usize) -> Self {
        NUMBERS_LEFT.set(MOST_IN_RANGES);
        Self {
            bytes: Vec::with_capacity(LAST_LENGTH.get().min(most)),
            most,
            is_full: false,
        }
    }

    /// What has been written.
    pub(super) fn into_text(mut self) -> String {
        LAST_LENGTH.set(self.bytes.len() + self.bytes.len() / 16);
        // That of many forms is held until they are printed.
        if self.bytes.capacity() > self.bytes.len() + self.bytes.len() / 4 {
            self.bytes.shrink_to_fit();
        }
        String::from_utf8(self.bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

impl Write for Markup {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.most - self.bytes.len() {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// `range(start=0, end=5, step_by=1)`: whole numbers for charts and empty rows.
#[allow(clippy::needless_pass_by_value)] // as functions of templates are called
pub(super) fn range(options: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    let start = i128::from(options.get::<i64>("start")?.unwrap_or(0));
    let end = i128::from(options.must_get::<i64>("end")?);
    let step = i128::from(options.get::<i64>("step_by")?.unwrap_or(1));
    let distance = if step < 0 { start - end } else { end - start };
    let count = match step.unsigned_abs() {
        0 => u64::MAX,
        step => u64::try_from(distance.max(0).unsigned_abs().div_ceil(step)).unwrap_or(u64::MAX),
    };
    let left = NUMBERS_LEFT.get();
    if count > MOST_IN_RANGE.min(left) {
        return Err(Error::message(ENDLESS_RANGE));
    }
    NUMBERS_LEFT.set(left - count);
    let numbers = (0..i128::from(count)).map(|index| (start + index * step) as i64);
    Ok(numbers.collect())
}
