//! Where a book publishes what it makes.

use repcard::model::Period;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Where a book publishes everything.
pub(super) fn all_published(book: &Path) -> PathBuf {
    book.join("out")
}

/// Where a book publishes a period.
pub(super) fn published(book: &Path, period: Period) -> PathBuf {
    all_published(book).join(period.to_string())
}

/// Where the period before is published: beside this one, where its folder is named by its period.
pub(super) fn published_before(out: &Path, book: &Path, period: Period) -> PathBuf {
    let before = period.before();
    let name = out.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let beside = name.replace(&period.to_string(), &before.to_string());
    if beside == name {
        published(book, before)
    } else {
        out.with_file_name(beside)
    }
}

/// Where a book publishes the plan of a year.
pub(super) fn planned(book: &Path, year: i32) -> PathBuf {
    all_published(book).join(format!("plan-{year}"))
}
