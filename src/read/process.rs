//! A file read in a process of its own, which a hostile file may hang, exhaust or break: the answer, or what became of
//! the process.

use super::inbox::InputFile;
use super::limits::{Limits, within};
use super::sheet::Scope;
use super::sink::Sink;
use super::wire::{Answer, receive};
use super::{Failure, Fault, dispatch};
use crate::model::Problem;
use crate::model::finding::{Damage, Limit};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

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
    encoding: Option<String>,
}

/// How long a process that has nothing more to say may take to end.
const LEAVE: Duration = Duration::from_secs(2);
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// The exit code of a reader on which the machine failed.
const MACHINE: i32 = 3;

/// There is no program that could be asked.
pub(super) struct NoProgram;

/// Reads a file in a process of `program`.
pub(super) fn read(
    program: &Path,
    file: &InputFile,
    bytes: File,
    (limits, encoding): (&Limits, Option<&str>),
    sink: &mut dyn Sink,
) -> Result<Result<(), Failure>, NoProgram> {
    let request = serde_json::to_string(&Request {
        relative: file.relative.clone(),
        limits: limits.clone(),
        encoding: encoding.map(str::to_owned),
    });
    let spawned = Command::new(program)
        .arg(READ_COMMAND)
        .arg(request.map_err(|_| NoProgram)?)
        .stdin(bytes)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) if is_no_program(&error) => return Err(NoProgram),
        Err(error) => return Ok(Err(no_process(&error))),
    };
    let (Some(answer), Some(last_words)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(NoProgram);
    };
    let child = &Mutex::new(child);
    let (finished, deadline) = mpsc::channel::<()>();
    Ok(thread::scope(|scope| {
        let watch = thread::Builder::new().spawn_scoped(scope, move || {
            let wait = deadline.recv_timeout(Duration::from_secs(limits.seconds));
            let is_late = wait == Err(RecvTimeoutError::Timeout);
            if is_late {
                end(child);
            }
            is_late
        });
        let watch = match watch {
            Ok(watch) => watch,
            Err(error) => {
                end(child);
                return Err(no_process(&error));
            }
        };
        let received = receive(BufReader::with_capacity(BUFFER, answer), file, sink);
        let (words, status) = match received {
            Some(_) => (String::new(), None),
            None => (text_of(last_words), ended(child)),
        };
        drop(finished);
        let is_late = watch.join().unwrap_or(false);
        end(child);
        match received {
            Some(outcome) => Ok(outcome?),
            None if is_late => Err(Problem::TooLarge {
                limit: Limit::Seconds(limits.seconds),
            }
            .into()),
            None => Err(what_became(status, &words, limits)),
        }
    }))
}

/// Why a process broke off. One that was ended from outside, or failed on the system, says nothing of the file; one that
/// comes to grief by itself does.
fn what_became(status: Option<ExitStatus>, last_words: &str, limits: &Limits) -> Failure {
    let signal = status.and_then(signal_of);
    if signal.is_some_and(|signal| FROM_OUTSIDE.contains(&signal)) {
        return Failure::Machine(Fault::Ended(signal.unwrap_or_default()));
    }
    if status.and_then(|status| status.code()) == Some(MACHINE) {
        return Failure::Machine(Fault::Refused(last_words.trim().to_owned()));
    }
    let is_out_of_memory = last_words.contains("memory allocation");
    if is_out_of_memory && !may_take(limits.memory_mb << 20) {
        // The system allows less than the settings do, so that it need not be the file that asks for too much.
        return Failure::Machine(Fault::NoProcess(last_words.trim().to_owned()));
    }
    let problem = if is_out_of_memory {
        Problem::TooLarge {
            limit: Limit::MemoryMegabytes(limits.memory_mb),
        }
    } else if signal == Some(TOO_LONG) {
        Problem::TooLarge {
            limit: Limit::Seconds(limits.seconds),
        }
    } else {
        Problem::UnreadableFile {
            damage: Damage::Crash,
        }
    };
    problem.into()
}

/// A program that is not there, or cannot be run by this user.
fn is_no_program(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
    )
}

fn no_process(error: &io::Error) -> Failure {
    Failure::Machine(Fault::NoProcess(error.to_string()))
}

/// The signals that no program sends itself: hang up, interrupt, quit, kill, terminate. The system kills whatever takes the
/// last of its memory.
const FROM_OUTSIDE: [i32; 5] = [1, 2, 3, 9, 15];
/// The signal for too much time on a processor, of the bound that a reader puts upon itself.
#[cfg(any(target_os = "linux", target_os = "macos"))]
const TOO_LONG: i32 = rustix::process::Signal::XCPU.as_raw();
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
const TOO_LONG: i32 = 24;

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_: ExitStatus) -> Option<i32> {
    None
}

/// How a process ended that has said all it has to say; none where it goes on, as one that babbles may.
fn ended(child: &Mutex<Child>) -> Option<ExitStatus> {
    let patience = Instant::now() + LEAVE;
    loop {
        let status = child.lock().unwrap_or_else(PoisonError::into_inner).try_wait();
        match status {
            Ok(None) if Instant::now() < patience => thread::sleep(LOOK_EVERY),
            status => return status.ok().flatten(),
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
/// are put upon the whole process first. An error is the machine's, and the answer breaks off.
pub fn serve(request: &str, input: impl Read, answer: impl Write) -> io::Result<()> {
    let Request {
        relative,
        limits,
        encoding,
    } = serde_json::from_str(request)?;
    confine(&limits);
    let file = InputFile {
        path: PathBuf::new(),
        relative,
        scope: Scope::Own,
        damage: None,
        refusal: None,
    };
    let mut answer = Answer::new(BufWriter::with_capacity(BUFFER, answer));
    let encoding = encoding.as_deref();
    let most = limits.file_mb << 20;
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes)?;
    let outcome = within(bytes.len() as u64, most, Limit::FileMegabytes(limits.file_mb))
        .and_then(|()| dispatch(&file, bytes, &limits, encoding, &mut answer));
    answer.finish(outcome)
}

/// Bounds what this process may take. Where the system knows no such bound, the one who asked still keeps the time.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn confine(limits: &Limits) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let memory = limits.memory_mb << 20;
    // Later than the one who asked gives up, whose clock runs once for all threads, for the case that nobody is there any more
    // to end this process. The signal of the lower bound tells of time, that of the upper one could be anybody's.
    let seconds = limits.seconds * 4 + 5;
    for (resource, most, beyond) in [
        (Resource::As, memory, 0),
        (Resource::Data, memory, 0),
        (Resource::Cpu, seconds, 5),
        (Resource::Core, 0, 0),
    ] {
        let now = getrlimit(resource);
        let allowed = |most: u64| now.maximum.map_or(most, |maximum| maximum.min(most));
        let bound = Rlimit {
            current: Some(allowed(most)),
            maximum: Some(allowed(most + beyond)),
        };
        // A bound that the system refuses leaves the other ones.
        let _ = setrlimit(resource, bound);
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn confine(_limits: &Limits) {}

/// Whether the system lets a process of ours have that many bytes.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn may_take(bytes: u64) -> bool {
    use rustix::process::{Resource, getrlimit};
    [Resource::As, Resource::Data]
        .into_iter()
        .all(|resource| getrlimit(resource).maximum.is_none_or(|most| most >= bytes))
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn may_take(_bytes: u64) -> bool {
    true
}
