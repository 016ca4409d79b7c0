//! `repcard preview`: one document of a book → a file beside what is published, printed anew as its templates change.

use super::config::{self, PREVIEW, Preview, Wanted};
use super::console::{self, Console, Verbosity, grouped};
use super::{Exit, failed, unprinted};
use repcard::job::{Appraised, RunError};
use repcard::model::text::{nearest, normalise};
use repcard::model::{Finding, Language, Severity, Terms};
use repcard::publish;
use repcard::report::explained::asked;
use repcard::report::file_name::file_name;
use repcard::report::findings::FindingView;
use repcard::report::form::Subject;
use repcard::report::form::proof::Printed;
use repcard::report::teams::teams;
use serde_json::json;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// How often templates are looked at: sooner than an eye moves from the editor to the page.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Why there is nothing to see.
enum PreviewError {
    /// The book, or a template of it, cannot be worked with.
    Run(RunError),
    /// Nobody of that number or name is appraised; the nearest.
    NoRep(String, Option<String>),
    /// Several reps have that name.
    Namesakes(String, Vec<String>),
    /// No team has that name; the nearest.
    NoTeam(String, Option<String>),
    /// The file to write is there, and is no PDF.
    NoPdf(PathBuf),
}

/// Reads the book, prints the document and tells where it is; goes on for as long as it is to watch.
pub(super) fn preview(mut asked: Preview, console: Console) -> Exit {
    let language = asked.language;
    let console = Console { language, ..console };
    let started = Instant::now();
    let mut seen = stamps(&asked.templates);
    let book = match Book::read(&asked) {
        Ok(book) => book,
        Err(error) => return told(error, asked.job.catalogue.terms(language), console),
    };
    let mut reading = Some(started.elapsed());
    loop {
        let exit = match printed(&asked, &book, reading.take(), console) {
            Ok(exit) => exit,
            Err(error) => told(error, asked.job.catalogue.terms(language), console),
        };
        if !asked.watch {
            return exit;
        }
        loop {
            thread::sleep(LOOK_EVERY);
            let stamps = stamps(&asked.templates);
            if stamps != seen {
                seen = stamps;
                match config::templates(&asked.templates) {
                    Ok(templates) => break asked.job.printing.templates = templates,
                    Err(error) => console.failure(&error.message(language)),
                }
            }
        }
    }
}

/// What does not change while templates do.
struct Book {
    appraised: Appraised,
    subject: Subject,
    output: PathBuf,
    rare: BTreeSet<char>,
}

impl Book {
    fn read(asked: &Preview) -> Result<Self, PreviewError> {
        let appraised = repcard::appraise(&asked.job).map_err(PreviewError::Run)?;
        let (subject, name) = subject(&asked.subject, &appraised, asked.job.language)?;
        let preview = || asked.job.printing.book.join(PREVIEW).join(format!("{name}.pdf"));
        let output = asked.output.clone().unwrap_or_else(preview);
        if is_something_else(&output) {
            return Err(PreviewError::NoPdf(output));
        }
        Ok(Self {
            // Where another document's template is broken, the fonts are those of this one.
            rare: repcard::rare_characters(&asked.job, &appraised).unwrap_or_default(),
            appraised,
            subject,
            output,
        })
    }
}

fn printed(
    asked: &Preview,
    book: &Book,
    reading: Option<Duration>,
    console: Console,
) -> Result<Exit, PreviewError> {
    let (job, appraised) = (&asked.job, &book.appraised);
    let started = Instant::now();
    let printed = repcard::preview(job, appraised, &book.subject, &book.rare)
        .and_then(|printed| {
            let is_good = !(job.strict && errors(&appraised.snapshot.findings) > 0);
            if let Some(printed) = printed.as_ref().filter(|_| is_good) {
                publish::single(&book.output, &printed.document.bytes)?;
            }
            Ok(printed.map(|printed| (printed, is_good)))
        })
        .map_err(PreviewError::Run)?;
    let Some((printed, is_written)) = printed else {
        return Ok(Exit::Unusable);
    };
    let output = is_written.then_some(book.output.as_path());
    let shown = if console.json {
        document(asked, output, &printed)
    } else {
        tell(
            output,
            &printed,
            appraised,
            (reading, started.elapsed()),
            (asked.job.catalogue.terms(asked.language), console),
        );
        Ok(())
    };
    Ok(match shown {
        Err(error) => unprinted(console, &error),
        Ok(()) if errors(&appraised.snapshot.findings) > 0 => Exit::Findings,
        Ok(()) => Exit::Done,
    })
}

fn tell(
    output: Option<&Path>,
    printed: &Printed,
    appraised: &Appraised,
    (reading, printing): (Option<Duration>, Duration),
    (terms, console): (Terms<'_>, Console),
) {
    let language = console.language;
    // Whoever changes a template wants to know all that is wrong with it.
    let everything = match console.verbosity {
        Verbosity::Quiet => Verbosity::Quiet,
        Verbosity::Normal | Verbosity::Verbose => Verbosity::Verbose,
    };
    let telling = Console {
        verbosity: everything,
        ..console
    };
    telling.leading_to_failure(terms, &printed.findings);
    if let Some(output) = output {
        let (path, pages) = (output.display(), printed.pages);
        let milliseconds = printing.as_millis();
        let reading = reading.map(|reading| format!("{:.1}", reading.as_secs_f64()));
        let read = reading.map_or_else(String::new, |seconds| {
            language.pick(
                format!("，读取账套 {seconds} 秒"),
                format!(", the book read in {seconds} s"),
            )
        });
        let plural = if pages == 1 { "" } else { "s" };
        console.note(&language.pick(
            format!("{path}  {pages} 页{read}，打印 {milliseconds} 毫秒"),
            format!("{path}  {pages} page{plural}{read}, printed in {milliseconds} ms"),
        ));
    }
    let errors = errors(&appraised.snapshot.findings);
    if errors > 0 {
        let count = grouped(errors);
        let unwritten = if output.is_none() {
            language.pick(
                "，加了 --strict，没有打印",
                ", and with --strict nothing was printed",
            )
        } else {
            ""
        };
        console.note(&language.pick(
            format!("数据有 {count} 条错误，相应的行未计入{unwritten}；见 repcard check"),
            format!("{count} errors in the data, whose rows are left out{unwritten}; see repcard check"),
        ));
    }
}

fn document(asked: &Preview, output: Option<&Path>, printed: &Printed) -> io::Result<()> {
    let view = |finding| FindingView::of(finding, asked.job.catalogue.terms(asked.language));
    let findings: Vec<FindingView> = printed.findings.iter().map(view).collect();
    let text = json!({
        "period": asked.job.period.to_string(),
        "output": output.map(Path::to_string_lossy),
        "pages": printed.pages,
        "findings": findings,
    });
    console::document(format!("{text:#}\n").as_bytes())
}

fn errors(findings: &[Finding]) -> usize {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    errors.count()
}

/// Whose document is meant, and what its file is called: consoles and folders show numbers, not names of reps.
fn subject(
    wanted: &Wanted,
    appraised: &Appraised,
    language: Language,
) -> Result<(Subject, String), PreviewError> {
    let appraisal = &appraised.snapshot.appraisal;
    match wanted {
        Wanted::Report => Ok((Subject::Company, "report".to_owned())),
        Wanted::Team(name) => {
            let teams = teams(appraisal, language);
            let team = teams.iter().find(|team| normalise(&team.name) == normalise(name));
            team.map(|team| (Subject::Team(team.name.clone()), team.folder.clone()))
                .ok_or_else(|| {
                    let nearest = nearest(name, teams.iter().map(|team| team.name.as_str()));
                    PreviewError::NoTeam(name.clone(), nearest)
                })
        }
        Wanted::Rep(word) => {
            let found = asked::cards(word, appraisal).into_iter();
            let found: Vec<&str> = found
                .map(|at| appraisal.scorecards[at].rep.rep_id.as_str())
                .collect();
            match found[..] {
                [rep_id] => Ok((Subject::Rep(rep_id.to_owned()), file_name(rep_id))),
                [] => {
                    let ids = appraisal.scorecards.iter().map(|card| card.rep.rep_id.as_str());
                    let nearest = nearest(word, ids);
                    Err(PreviewError::NoRep(word.clone(), nearest))
                }
                _ => {
                    let namesakes = found.into_iter().map(str::to_owned).collect();
                    Err(PreviewError::Namesakes(word.clone(), namesakes))
                }
            }
        }
    }
}

/// Whether the path holds anything but a PDF, which a preview must not take the place of.
fn is_something_else(path: &Path) -> bool {
    let mut head = [0; 5];
    match File::open(path).and_then(|mut file| file.read_exact(&mut head)) {
        Ok(()) => head != *b"%PDF-",
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

/// Name, time and size of each file of a folder: what tells that one was saved.
fn stamps(folder: &Path) -> BTreeSet<(OsString, Option<SystemTime>, u64)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let facts = fs::metadata(entry.path()).ok()?;
            Some((entry.file_name(), facts.modified().ok(), facts.len()))
        })
        .collect()
}

fn told(error: PreviewError, terms: Terms<'_>, console: Console) -> Exit {
    let language = terms.language;
    let message = match error {
        PreviewError::Run(error) => return failed(&error, terms, console),
        PreviewError::NoRep(word, nearest) => {
            let (chinese, english) = guess(nearest);
            language.pick(
                format!("本考核期没有“{word}”{chinese}；请写花名册上的工号或姓名"),
                format!("nobody called \"{word}\" is appraised in this period{english}; give a number or a name on the roster"),
            )
        }
        PreviewError::Namesakes(name, numbers) => language.pick(
            format!("有多人叫“{name}”（{}）；请改用工号", numbers.join("、")),
            format!(
                "several reps are called \"{name}\" ({}); give the number",
                numbers.join(", ")
            ),
        ),
        PreviewError::NoTeam(name, nearest) => {
            let (chinese, english) = guess(nearest);
            language.pick(
                format!("本考核期没有团队“{name}”{chinese}；请写花名册上的团队名称"),
                format!("there is no team \"{name}\" in this period{english}; give a team on the roster"),
            )
        }
        PreviewError::NoPdf(path) => {
            let path = path.display();
            language.pick(
                format!("{path}：已经存在，而且不是 PDF 文件，没有覆盖；请用 --output 指定另一个文件"),
                format!("{path}: it is there already and is no PDF, so it was left as it is; name another file with --output"),
            )
        }
    };
    console.failure(&message);
    Exit::Unusable
}

fn guess(nearest: Option<String>) -> (String, String) {
    nearest.map_or_else(Default::default, |nearest| {
        (format!("，是否指 {nearest}"), format!(", did you mean {nearest}"))
    })
}
