//! Tells the command of `[notify]` how a run ended: a summary in JSON on its stdin, of counts and ids, without a name.

use super::send::VARIABLE;
use super::settings::{Event, Notify};
use serde_json::Value;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long the command may take.
const LONGEST: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// Runs the command, where it wants to know of such an end. An error says why it was not told.
pub(super) fn tell(notify: &Notify, event: Event, summary: &Value) -> Result<(), String> {
    let Some((program, arguments)) = notify.command.split_first() else {
        return Ok(());
    };
    if !notify.on.contains(&event) {
        return Ok(());
    }
    let told = || -> io::Result<Option<i32>> {
        let mut child = Command::new(program)
            .args(arguments)
            .env_remove(VARIABLE)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // It is its own affair whether it reads.
            let _ = stdin.write_all(format!("{summary}\n").as_bytes());
        }
        let began = Instant::now();
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status.code());
            }
            if began.elapsed() > LONGEST {
                child.kill()?;
                child.wait()?;
                return Err(io::ErrorKind::TimedOut.into());
            }
            sleep(PAUSE);
        }
    };
    match told() {
        Ok(Some(0)) => Ok(()),
        Ok(code) => Err(code.map_or_else(|| "signal".to_owned(), |code| format!("exit {code}"))),
        Err(error) => Err(error.to_string()),
    }
}
