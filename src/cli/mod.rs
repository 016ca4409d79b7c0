//! The edge towards people: what was typed → what was meant → what is printed and the exit code.

mod ages;
pub mod args;
mod blank;
mod close;
pub mod config;
pub mod console;
mod diff;
mod explain;
mod explain_figure;
mod fields;
mod history;
pub mod init;
pub mod inspect;
mod log;
mod notify;
mod out;
mod plan;
mod preview;
mod prune;
mod rebuild;
mod runs;
mod schedule;
mod send;
pub mod settings;
mod status;
mod verify;
mod width;

use args::Args;
use clap::CommandFactory;
use config::{After, Config, ConfigError, Fields, Inspection, Rendering};
use console::{Console, Told};
use log::Watch;
use repcard::catalogue::List;
use repcard::job::{Inspected, Inspecting, Job, Outcome, RunError};
use repcard::model::Terms;
use repcard::publish::{self, Probe, PublishError};
use repcard::read;
use runs::Did;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// How a run ended; the numbers are documented in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Exit {
    Done = 0,
    Findings = 1,
    Unusable = 2,
    Machine = 3,
    Closed = 4,
}

/// Does what was typed.
pub fn main(args: Args) -> ExitCode {
    let console = config::console(&args.options);
    let exit = match config::resolve(args) {
        Ok(Config::Run(job, after, language)) => run(&job, &after, Console { language, ..console }),
        Ok(Config::Send(asked)) => send::send(&asked, console),
        Ok(Config::Plan(asked, language)) => plan::plan(&asked, Console { language, ..console }),
        Ok(Config::Close(job, language)) => close::close(&job, Console { language, ..console }),
        Ok(Config::Rebuild(jobs, language)) => rebuild::rebuild(&jobs, Console { language, ..console }),
        Ok(Config::History(asked)) => history::history(&asked, console),
        Ok(Config::Diff(asked)) => diff::diff(&asked, console),
        Ok(Config::Inspect(asked)) => inspect(&asked, console),
        Ok(Config::Init(dir)) => made(init::book(&dir, console.language), console),
        Ok(Config::InitFrom(asked)) => made_from(&asked, console),
        Ok(Config::InitTemplates(dir)) => made(init::templates(&dir), console),
        Ok(Config::Render(asked)) => render(*asked, console),
        Ok(Config::Preview(asked)) => preview::preview(*asked, console),
        Ok(Config::Schedule(asked)) => schedule::schedule(&asked, console),
        Ok(Config::Status(asked)) => status::status(&asked, console),
        Ok(Config::Prune(asked)) => prune::prune(&asked, console),
        Ok(Config::Verify(asked)) => verify::verify(&asked, console),
        Ok(Config::ExplainFinding(asked, language)) => {
            let text = asked.map_or_else(|| explain::table(language), |page| explain::page(page, language));
            printed(Console { language, ..console }, |out| {
                out.write_all(text.as_bytes())
            })
        }
        Ok(Config::Explain(asked)) => explain_figure::explain(&asked, console),
        Ok(Config::Fields(asked)) => fields_of(&asked, console),
        Ok(Config::Completions(shell)) => printed(console, |text| {
            clap_complete::generate(shell, &mut Args::command(), "repcard", text);
            Ok(())
        }),
        Ok(Config::Man) => printed(console, |text| {
            clap_mangen::Man::new(Args::command()).render(text)
        }),
        Ok(Config::ReadExport(request)) => match read::serve(&request, io::stdin(), console::pipe()) {
            Ok(()) => Exit::Done,
            // The one who asked sees that the answer breaks off, and takes this for the reason.
            Err(error) => {
                console::last_words(&error);
                Exit::Machine
            }
        },
        Err((language, error)) => {
            let console = Console { language, ..console };
            match error {
                ConfigError::Settings(complaints) => {
                    for complaint in complaints {
                        console.mistake(&complaint.message(language));
                    }
                }
                error => console.failure(&error.message(language)),
            }
            Exit::Unusable
        }
    };
    ExitCode::from(exit as u8)
}

/// Where no file at all can be read, there is nothing to work with.
fn inspect(asked: &Inspection, console: Console) -> Exit {
    let console = Console {
        language: asked.language,
        ..console
    };
    let files = inspected(asked);
    let of_asked = || files.iter().filter(|file| !file.is_beside);
    let terms = asked.mapping.catalogue.terms(console.language);
    match inspect::print((console, asked.width), terms, &files, &asked.records.words) {
        Ok(()) if of_asked().any(|file| file.is_refused) => Exit::Machine,
        Ok(()) if of_asked().all(|file| file.kind.is_none()) => Exit::Unusable,
        Ok(()) if inspect::has_errors(&files) => Exit::Findings,
        Ok(()) => Exit::Done,
        Err(error) => unprinted(console, &error),
    }
}

fn inspected(asked: &Inspection) -> Vec<Inspected> {
    let inspecting = Inspecting {
        beside: &asked.beside,
        mapping: &asked.mapping,
        reading: &asked.reading,
        records: &asked.records,
        calendar: &asked.calendar,
        rows: asked.rows,
    };
    repcard::inspect(&asked.files, &inspecting)
}

fn fields_of(asked: &Fields, console: Console) -> Exit {
    let language = asked.language;
    if asked.as_workbook {
        return blank_workbooks(asked, Console { language, ..console });
    }
    let list = asked
        .dataset
        .map(|dataset| asked.catalogue.list(dataset).as_ref());
    if let Some(presets) = &asked.presets {
        let text = if console.json {
            format!("{:#}\n", fields::presets_json(presets, asked.dataset))
        } else {
            fields::presets(presets, asked.dataset, language)
        };
        let console = Console { language, ..console };
        return delivered(asked.output.as_deref(), text.as_bytes(), console);
    }
    let text = match (console.json, list) {
        (true, Some(list)) => format!("{:#}\n", fields::json([list].into_iter())),
        (true, None) => format!("{:#}\n", fields::json(asked.catalogue.lists().map(AsRef::as_ref))),
        (false, Some(list)) => fields::list(list, language),
        (false, None) => fields::table(&asked.catalogue, language),
    };
    let console = Console { language, ..console };
    delivered(asked.output.as_deref(), text.as_bytes(), console)
}

/// Into the file or the folder asked for; else to stdout, or, where that is a terminal, into the book's `preview/`.
fn blank_workbooks(asked: &Fields, console: Console) -> Exit {
    let lists = asked.catalogue.lists().map(AsRef::as_ref);
    let lists: Vec<&List> = lists
        .filter(|list: &&List| asked.dataset.is_none_or(|dataset| list.dataset == dataset))
        .collect();
    let path = match &asked.output {
        Some(path) => path,
        None if console::is_terminal() => &asked.folder,
        None => {
            return printed(console, |out| {
                *out = blank::bytes(&lists, asked.language)?;
                Ok(())
            });
        }
    };
    made(blank::write(&lists, path, asked.language), console)
}

/// Runs a book; a run that publishes is recorded, as it begins and as it ends, and what is to follow follows.
fn run(job: &Job, after: &After, console: Console) -> Exit {
    let started = Instant::now();
    let run = runs::run_id();
    let record = job
        .publish
        .then(|| runs::begin(&job.printing.book, &run, job.period));
    let watch = Watch::new(console, &run);
    watch.began(job.period);
    let ran = repcard::run(job);
    watch.pause();
    let probe = (!job.publish).then(|| publish::probe(&job.printing.out));
    let mut mail = None;
    let exit = match &ran {
        Ok(outcome) => {
            let found = found(job, outcome);
            mail = send::after_run(job, after.mail.as_ref(), (outcome, found == Exit::Done));
            watch.pause();
            let told = Told {
                probe: probe.as_ref(),
                mail: mail.as_ref().map(|mail| send::summary(mail, console.language)),
                elapsed: started.elapsed(),
            };
            match console.outcome(job, outcome, &told) {
                Ok(()) => probe.as_ref().map_or(Exit::Done, unpublishable).max(found),
                Err(error) => unprinted(console, &error),
            }
        }
        Err(error) => failed(error, job.catalogue.terms(console.language), console),
    };
    let exit = exit.max(
        mail.as_ref()
            .map_or(Exit::Done, |mail| send::told_after_run(mail, console)),
    );
    let did = ran.as_ref().ok().map(|outcome| Did::of(outcome, mail.as_ref()));
    if let Some(notify) = &after.notify {
        let (event, summary) = runs::summary(&run, job.period, exit as u8, did.as_ref());
        if let Err(reason) = notify::tell(notify, event, &summary) {
            console.warning(&console.language.pick(
                format!("[notify] 的命令没有成功（{reason}）；请检查该命令"),
                format!("the command of [notify] failed ({reason}); check the command"),
            ));
        }
    }
    watch.ended(exit as u8);
    let recorded = record.map(|begun| begun?.end(exit as u8, did));
    if let Some(Err(error)) = recorded {
        console.warning(&console.language.pick(
            format!("运行记录无法写入（{error}）；repcard status 不会知道这次运行，请检查账套中 .repcard/ 的权限"),
            format!("the run cannot be recorded ({error}), so that repcard status will not know of it; check the permissions of .repcard/ in the book"),
        ));
    }
    exit
}

/// How a run ends for what was found.
fn found(job: &Job, outcome: &Outcome) -> Exit {
    let closed = outcome.closed.as_ref();
    if closed.is_some_and(|closed| closed.comparison.differs()) {
        Exit::Closed
    } else if outcome.fails_on(job.fail_on) || outcome.is_stale() {
        Exit::Findings
    } else {
        Exit::Done
    }
}

/// How a run would end for where it publishes. Another one that is publishing there is soon gone.
fn unpublishable(probe: &Probe) -> Exit {
    let exit = |trouble: &PublishError| match trouble {
        PublishError::Locked { .. } => Exit::Done,
        trouble if trouble.is_machine() => Exit::Machine,
        _ => Exit::Unusable,
    };
    probe.troubles.iter().map(exit).max().unwrap_or(Exit::Done)
}

/// Findings of the data were told when the snapshot was made; those of printing are told here.
fn render(asked: Rendering, console: Console) -> Exit {
    let Rendering {
        snapshot,
        printing,
        language,
    } = asked;
    let console = Console { language, ..console };
    let catalogue = snapshot.catalogue.clone();
    let terms = catalogue.terms(language);
    let known = snapshot.findings.clone();
    let period = snapshot.period;
    match repcard::render(snapshot, &printing) {
        Ok(mut outcome) => {
            outcome.findings.retain(|finding| !known.contains(finding));
            match console.rendered(terms, period, &printing, &outcome) {
                Ok(()) if outcome.has_errors() => Exit::Findings,
                Ok(()) => Exit::Done,
                Err(error) => unprinted(console, &error),
            }
        }
        Err(error) => failed(&error, terms, console),
    }
}

/// Tells why a book came to nothing.
fn failed(error: &RunError, terms: Terms<'_>, console: Console) -> Exit {
    console.leading_to_failure(terms, error.findings());
    if !error.lists().is_empty() {
        console.lists(terms, error.lists());
    }
    console.failure(&error.message(terms));
    if error.is_machine() {
        Exit::Machine
    } else {
        Exit::Unusable
    }
}

/// Into a file, or to stdout.
fn delivered(output: Option<&Path>, bytes: &[u8], console: Console) -> Exit {
    match output {
        Some(path) => saved(path, bytes, console),
        None => printed(console, |out| out.write_all(bytes)),
    }
}

/// Into a file, in the place of whatever is there.
fn saved(path: &Path, bytes: &[u8], console: Console) -> Exit {
    match publish::single(path, bytes) {
        Ok(()) => {
            console.note(&path.display().to_string());
            Exit::Done
        }
        Err(error) => {
            console.failure(&error.message(console.language));
            Exit::Machine
        }
    }
}

fn made(files: Result<Vec<PathBuf>, init::InitError>, console: Console) -> Exit {
    match files {
        Ok(files) => {
            for file in files {
                console.note(&file.display().to_string());
            }
            Exit::Done
        }
        Err(error) => {
            console.failure(&error.message(console.language));
            match error {
                init::InitError::Exists(_) | init::InitError::NoExports(_) => Exit::Unusable,
                init::InitError::Io(..) => Exit::Machine,
            }
        }
    }
}

/// A book of a folder of exports: what was made of each file, and how to go on.
fn made_from(asked: &init::from::Asked, console: Console) -> Exit {
    match init::from::book(asked) {
        Ok(book) => {
            let exit = made(Ok(book.files), console);
            for line in book.told {
                console.note(&line);
            }
            exit
        }
        Err(error) => made(Err(error), console),
    }
}

fn printed(console: Console, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Exit {
    let mut text = Vec::new();
    match write(&mut text).and_then(|()| console::document(&text)) {
        Ok(()) => Exit::Done,
        Err(error) => unprinted(console, &error),
    }
}

fn unprinted(console: Console, error: &io::Error) -> Exit {
    let language = console.language;
    console.failure(&language.pick(
        format!("无法写到标准输出（{error}）"),
        format!("stdout cannot be written ({error})"),
    ));
    Exit::Machine
}
