//! The lock of a folder: one process at a time publishes there, and others wait as long as they are told to.

use super::PublishError;
use super::staging::private_file;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often one that waits looks again.
const PAUSE: Duration = Duration::from_millis(100);

/// Takes the lock, after waiting for so many seconds at most where another process holds it.
///
/// It is the operating system's, so it goes with the process, however that ends; the file stays.
pub(super) fn acquire(path: &Path, seconds: u64) -> Result<File, PublishError> {
    let file = private_file()
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(PublishError::io(path))?;
    let began = Instant::now();
    let patience = Duration::from_secs(seconds);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => {
                let left = patience.saturating_sub(began.elapsed());
                if left.is_zero() {
                    return Err(PublishError::Locked {
                        lock: path.to_owned(),
                    });
                }
                sleep(left.min(PAUSE));
            }
            Err(TryLockError::Error(source)) => return Err(PublishError::io(path)(source)),
        }
    }
}

/// Whether another process holds the lock; nothing is made where there is no such file.
pub(super) fn is_held(path: &Path) -> bool {
    let held = |file: File| matches!(file.try_lock(), Err(TryLockError::WouldBlock));
    private_file().open(path).is_ok_and(held)
}
