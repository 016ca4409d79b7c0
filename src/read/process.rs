//! A file read in a process of its own, which a hostile file may hang, exhaust or break: the answer, or what became of
//! the process.

use super::inbox::InputFile;
use super::limits::Limits;
use super::sheet::Scope;
use super::sink::Sink;
use super::wire::{Answer, receive};
use super::{dispatch, unreadable};
use crate::model::Problem;
use crate::model::finding::{Damage, Limit};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The command that a program offers for its own use: with a request as its argument and a file on stdin, it calls
/// [`serve`].
pub const READ_COMMAND: &str = "read-export";

/// Bytes that go through the pipe at once.
const BUFFER: usize = 64 << 10;
/// How much of a broken process's last words is looked at.
const LAST_WORDS: u64 = 4096;

/// What a reading process is told beside the file itself.
#[derive(Serialize, Deserialize)]
struct Request {
    relative: String,
    limits: Limits,
}

/// Why a process could not be asked at all.
pub(super) struct NoProcess;

/// Reads a file in a process of `program`.
pub(super) fn read(
    program: &Path,
    file: &InputFile,
    bytes: File,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<Result<(), Problem>, NoProcess> {
    let request = serde_json::to_string(&Request {
        relative: file.relative.clone(),
        limits: limits.clone(),
    });
    let mut child = Command::new(program)
        .arg(READ_COMMAND)
        .arg(request.map_err(|_| NoProcess)?)
        .stdin(bytes)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|_| NoProcess)?;
    let (Some(answer), Some(last_words)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(NoProcess);
    };
    let child = &Mutex::new(child);
    let (finished, deadline) = mpsc::channel::<()>();
    Ok(thread::scope(|scope| {
        let watch = scope.spawn(move || {
            let wait = deadline.recv_timeout(Duration::from_secs(limits.seconds));
            let is_late = wait == Err(RecvTimeoutError::Timeout);
            if is_late {
                end(child);
            }
            is_late
        });
        let received = receive(BufReader::with_capacity(BUFFER, answer), file, sink);
        let words = match received {
            Some(_) => String::new(),
            None => text_of(last_words),
        };
        drop(finished);
        let is_late = watch.join().unwrap_or(false);
        end(child);
        received.unwrap_or_else(|| Err(what_became(is_late, &words, limits)))
    }))
}

fn what_became(is_late: bool, last_words: &str, limits: &Limits) -> Problem {
    if is_late {
        Problem::TooLarge {
            limit: Limit::Seconds(limits.seconds),
        }
    } else if last_words.contains("memory allocation") {
        Problem::TooLarge {
            limit: Limit::MemoryMegabytes(limits.memory_mb),
        }
    } else {
        Problem::UnreadableFile {
            damage: Damage::Crash,
        }
    }
}

/// Ends the process, if it has not ended by itself, and takes leave of it.
fn end(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    // One that has ended already cannot be killed, and is only waited for.
    let _ = child.kill();
    let _ = child.wait();
}

fn text_of(last_words: impl Read) -> String {
    let mut bytes = Vec::new();
    // Words that break off tell as much as there is of them.
    let _ = last_words.take(LAST_WORDS).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The other side of it: reads the file that `input` gives, as the request says, and answers. Limits of memory and time
/// are put upon the whole process first.
pub fn serve(request: &str, input: impl Read, answer: impl Write) -> io::Result<()> {
    let Request { relative, limits } = serde_json::from_str(request)?;
    confine(&limits);
    let file = InputFile {
        path: PathBuf::new(),
        relative,
        scope: Scope::Own,
        damage: None,
    };
    let mut answer = Answer::new(BufWriter::with_capacity(BUFFER, answer));
    let outcome = whole(input, &limits).and_then(|bytes| dispatch(&file, bytes, &limits, &mut answer));
    answer.finish(outcome)
}

fn whole(input: impl Read, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let most = limits.file_mb << 20;
    let mut bytes = Vec::new();
    input
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    super::limits::within(bytes.len() as u64, most, Limit::FileMegabytes(limits.file_mb))?;
    Ok(bytes)
}

/// Bounds what this process may take. Where the system knows no such bound, the one who asked still keeps the time.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn confine(limits: &Limits) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let memory = limits.memory_mb << 20;
    // Somewhat later than the one who asked gives up, for the case that nobody is there any more to end this process.
    let seconds = limits.seconds + 5;
    for (resource, most) in [
        (Resource::As, memory),
        (Resource::Data, memory),
        (Resource::Cpu, seconds),
        (Resource::Core, 0),
    ] {
        let now = getrlimit(resource);
        let most = now.maximum.map_or(most, |maximum| maximum.min(most));
        let bound = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        // A bound that the system refuses leaves the other ones.
        let _ = setrlimit(resource, bound);
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn confine(_limits: &Limits) {}
