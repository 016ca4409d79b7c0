//! What was meant: arguments, settings files and the clock, each read once, resolved into a job.

use super::ages;
use super::args::{self, Args, Color, Command, FailOn, Format, Options};
use super::console::{Console, Verbosity};
use super::init;
use super::out::{all_published, planned, published, published_before};
use super::schedule;
use super::settings::{
    self, Archive, COMPANY_FILE, Company, DATASETS, Declared, MEASURES, Mistakes, Notify, POLICY_FILE,
    PRESETS, Settings, Talks,
};
use chrono::{Local, NaiveDate, SecondsFormat};
use clap_complete::Shell;
use repcard::archive;
use repcard::catalogue::Catalogue;
use repcard::deliver::{AfterRun, MailSettings, Selection};
use repcard::job::{Job, OwnDays, PlanJob, Printing};
use repcard::mistake::{Complaint, Mistake};
use repcard::model::finding::Page;
use repcard::model::{
    Calendar, Currency, Dataset, Language, Month, Period, Policy, Severity, Timezone, YearStart,
};
use repcard::publish::{self, Fingerprint};
use repcard::read::{InputFile, Limits, ReadOptions, Reader, Scope};
use repcard::recognise::{Mapping, Presets, beside, encodings};
use repcard::records::RecordOptions;
use repcard::report::code::PageCode;
use repcard::report::drawn::{self, Drawn, DrawnMistake};
use repcard::report::explained::Question;
use repcard::report::templates::{APPRAISAL, BUILT_IN, Templates, WORKBOOK};
use repcard::snapshot::{Snapshot, SnapshotError};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// Where a book keeps templates of its own.
pub const TEMPLATES: &str = "templates";

/// What a year is to bring, where no file is of that year alone.
pub const PLAN_FILE: &str = "plan.toml";

/// Where documents go that nobody names a file for, below the book.
pub const PREVIEW: &str = "preview";

/// What to do, everything resolved.
#[derive(Debug)]
pub enum Config {
    /// Read a book, and publish where the job says so; what happened is told in that language.
    Run(Box<Job>, After, Language),
    /// Mail what is published.
    Send(Box<Sending>),
    /// Close what is published of a period; told in that language.
    Close(Box<Job>, Language),
    /// Compare two versions.
    Diff(Diff),
    /// Put what lies in `out/` back into the archive: a job for each folder, told in that language.
    Rebuild(Vec<(Job, PathBuf)>, Language),
    /// Tell what was published of a rep.
    History(History),
    /// Break a year's targets down; what happened is told in that language.
    Plan(Box<PlanJob>, Language),
    /// Show how files are read.
    Inspect(Box<Inspection>),
    /// Make a book in that folder.
    Init(PathBuf),
    /// Make a book of a folder of exports.
    InitFrom(Box<init::from::Asked>),
    /// Write the built-in templates out for the book in that folder.
    InitTemplates(PathBuf),
    /// Print one document of a book.
    Preview(Box<Preview>),
    /// Compare a published folder with its manifest, and a page with what was published.
    Verify(Verification),
    /// Print what a scheduler needs.
    Schedule(Scheduling),
    /// Tell how the book's last run ended.
    Status(Status),
    /// Remove old results.
    Prune(Pruning),
    /// Explain figures, or a row.
    Explain(Box<Explanation>),
    /// Explain a code in that language; all codes in short where there is none.
    ExplainFinding(Option<&'static Page>, Language),
    /// List what goes in: one list, or all in short.
    Fields(Box<Fields>),
    /// Print completions.
    Completions(Shell),
    /// Print a snapshot anew and publish it.
    Render(Box<Rendering>),
    /// Print the manual page.
    Man,
    /// Read the file on stdin for another process of this program.
    ReadExport(String),
}

/// What is done when a run has ended.
#[derive(Debug, Default)]
pub struct After {
    /// How what was published is mailed.
    pub mail: Option<MailSettings>,
    /// What is told how it ended.
    pub notify: Option<Notify>,
}

/// What to mail.
#[derive(Debug)]
pub struct Sending {
    /// The book; nothing is published.
    pub job: Job,
    /// How to mail.
    pub mail: Option<MailSettings>,
    /// Whose mail.
    pub selection: Selection,
    /// Whether once more what was sent.
    pub again: bool,
    /// Whether only what was refused for now.
    pub only_deferred: bool,
    /// Whether only to write files.
    pub is_dry: bool,
    /// The folder of these.
    pub drafts: PathBuf,
    /// The language to tell it in.
    pub language: Language,
}

/// What to inspect.
#[derive(Debug)]
pub struct Inspection {
    /// The files, those of the book's inbox with what their folders say.
    pub files: Vec<InputFile>,
    /// Files of the book that are read beside them.
    pub beside: Vec<InputFile>,
    /// The book's own pins.
    pub mapping: Mapping,
    /// What a file may cost, and who reads it.
    pub reading: ReadOptions,
    /// What the settings say of cells and words.
    pub records: RecordOptions,
    /// The days worked.
    pub calendar: Calendar,
    /// How many rows of each table are shown as they were understood.
    pub rows: usize,
    /// Columns of the terminal.
    pub width: usize,
    /// The language to tell it in.
    pub language: Language,
}

/// Which lists to describe.
#[derive(Debug)]
pub struct Fields {
    /// What lists hold, those of the book among them.
    pub catalogue: Catalogue,
    /// What is known of systems' exports, where that is asked for instead.
    pub presets: Option<Presets>,
    /// One of them; none: all in short.
    pub dataset: Option<Dataset>,
    /// Whether blank workbooks are wanted.
    pub as_workbook: bool,
    /// The file or the folder to write to.
    pub output: Option<PathBuf>,
    /// Where blank workbooks go on a terminal.
    pub folder: PathBuf,
    /// The language to tell it in.
    pub language: Language,
}

/// What to preview.
#[derive(Debug)]
pub struct Preview {
    /// The language to tell it in.
    pub language: Language,
    /// The book, its settings and templates; nothing is published.
    pub job: Job,
    /// Whose document.
    pub subject: Wanted,
    /// The file to write; none: one in the book's `preview/`.
    pub output: Option<PathBuf>,
    /// The folder of the templates; it need not be there.
    pub templates: PathBuf,
    /// Whether to print again whenever one of them changes.
    pub watch: bool,
}

/// Whose document is wanted, as it was typed.
#[derive(Debug)]
pub enum Wanted {
    /// The form of the rep of that number or name.
    Rep(String),
    /// The summary of the team of that name.
    Team(String),
    /// The report.
    Report,
}

/// What to explain.
#[derive(Debug)]
pub struct Explanation {
    /// The language to tell it in.
    pub language: Language,
    /// The book; nothing is published.
    pub job: Job,
    /// What is asked.
    pub question: Question,
    /// Whether as a workbook.
    pub as_workbook: bool,
    /// The file to write; stdout where there is none.
    pub output: Option<PathBuf>,
    /// Columns of the terminal.
    pub width: usize,
}

/// What to compare.
#[derive(Debug)]
pub struct Diff {
    /// The book.
    pub book: PathBuf,
    /// The earlier and the later, as they were typed.
    pub sides: [String; 2],
    /// The language to tell it in.
    pub language: Language,
}

/// Whose history to tell.
#[derive(Debug)]
pub struct History {
    /// The book.
    pub book: PathBuf,
    /// The rep's number.
    pub rep: String,
    /// What figures are called.
    pub catalogue: Catalogue,
    /// The language to tell it in.
    pub language: Language,
}

/// What to verify.
#[derive(Debug)]
pub struct Verification {
    /// The published folder.
    pub folder: PathBuf,
    /// The code of a page, where one was given.
    pub code: Option<PageCode>,
    /// The language to tell it in.
    pub language: Language,
}

/// Whose last run to tell of.
#[derive(Debug)]
pub struct Status {
    /// The book.
    pub book: PathBuf,
    /// Whether as node-exporter reads it.
    pub as_metrics: bool,
    /// The language to tell it in.
    pub language: Language,
}

/// What a scheduler is to be told.
#[derive(Debug)]
pub struct Scheduling {
    /// What to run, and when.
    pub plan: schedule::Plan,
    /// Whether for systemd rather than cron.
    pub as_units: bool,
    /// The folder to write to; printed where there is none.
    pub output: Option<PathBuf>,
    /// The language to tell it in.
    pub language: Language,
}

/// Which results to remove.
#[derive(Debug)]
pub struct Pruning {
    /// The folder that periods are published in.
    pub out: PathBuf,
    /// How many of each kind of period to keep.
    pub keep: usize,
    /// Whether only to tell.
    pub is_dry: bool,
    /// The language to tell it in.
    pub language: Language,
}

/// A snapshot to be printed anew.
#[derive(Debug)]
pub struct Rendering {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// How, and where to.
    pub printing: Printing,
    /// The language to tell it in.
    pub language: Language,
}

/// Why what was typed cannot be done.
#[derive(Debug)]
pub enum ConfigError {
    /// There is no such folder.
    NoBook(PathBuf),
    /// The book states no plan of that year.
    NoPlan(PathBuf, i32),
    /// The company's years begin in that month, and plans are made of calendar years.
    PlanOfFiscalYear(u32),
    /// There is no such folder of templates.
    NoTemplates(PathBuf),
    /// A folder of templates holds the rep's form twice, as a text and as a workbook.
    TwoForms(PathBuf),
    /// A file of the book cannot be read.
    Unreadable(PathBuf, io::Error),
    /// A template is no UTF-8 text.
    NotUtf8(PathBuf),
    /// The settings files hold mistakes.
    Settings(Vec<Complaint>),
    /// A file is no snapshot to print from.
    Snapshot(PathBuf, SnapshotError),
    /// There is no such code of findings.
    UnknownCode(String),
    /// There is no such list; those that there are.
    UnknownList(String, Vec<String>),
    /// No other command makes workbooks of that kind.
    NoWorkbook,
    /// No other command writes what node-exporter reads.
    NoMetrics,
    /// The clock stands outside the years that repcard knows.
    NoPeriod,
}

impl ConfigError {
    /// What happened and what to do.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NoBook(book) => {
                let book = book.display();
                language.pick(
                    format!("{book}：没有这个账套目录；请用 --book 指定，或用 repcard init 新建"),
                    format!("{book}: there is no such folder; name the book's folder with --book, or make one with repcard init"),
                )
            }
            Self::PlanOfFiscalYear(month) => language.pick(
                format!("repcard.toml 的 fiscal_year_start = {month}：年度目标分解只按自然年，尚不支持财年；请把财年的目标直接写成目标表放入 inbox/"),
                format!("fiscal_year_start = {month} in repcard.toml: plans are made of calendar years only, so that of a fiscal year would be read back wrongly; put its targets into inbox/ as a sheet"),
            ),
            Self::NoPlan(book, year) => {
                let book = book.display();
                language.pick(
                    format!("{book}：没有 plan-{year}.toml 或 plan.toml，不知道要分解什么目标；repcard init 写出的 plan.toml 中有每一项的说明，目标写在 [[target]] 里"),
                    format!("{book}: there is neither plan-{year}.toml nor plan.toml, so nothing to break down; repcard init writes a commented plan.toml, whose [[target]] hold the targets"),
                )
            }
            Self::NoTemplates(folder) => {
                let folder = folder.display();
                language.pick(
                    format!("{folder}：没有这个模板目录；请检查路径，或用 repcard init DIR --templates 写出内置模板"),
                    format!("{folder}: there is no such folder of templates; check the path, or write the built-in ones out with repcard init DIR --templates"),
                )
            }
            Self::TwoForms(folder) => {
                let folder = folder.display();
                language.pick(
                    format!("{folder}：同时有 {APPRAISAL} 和 {}，不知道按哪一个打印考核表；请只留一个", drawn::FILE),
                    format!("{folder}: {APPRAISAL} and {} both say what the form looks like; keep one of them", drawn::FILE),
                )
            }
            Self::Unreadable(path, error) => {
                let path = path.display();
                language.pick(
                    format!("{path}：无法读取（{error}）；请检查其权限"),
                    format!("{path}: it cannot be read ({error}); check its permissions"),
                )
            }
            Self::NotUtf8(path) => {
                let path = path.display();
                language.pick(
                    format!("{path}：不是 UTF-8 编码；请用“UTF-8”编码另存"),
                    format!("{path}: it is not in UTF-8; save it again in the encoding UTF-8"),
                )
            }
            Self::Settings(complaints) => {
                let messages = complaints.iter().map(|complaint| complaint.message(language));
                messages.collect::<Vec<_>>().join("\n")
            }
            Self::Snapshot(path, error) => error.message(&path.display().to_string(), language),
            Self::UnknownCode(code) => {
                let nearest = Page::nearest(code).map_or("unknown-rep", |page| page.code);
                language.pick(
                    format!("没有数据问题代码“{code}”；最接近的是 {nearest}，全部代码见 repcard explain-finding --list"),
                    format!("there is no code \"{code}\"; the nearest is {nearest}, and repcard explain-finding --list shows all"),
                )
            }
            Self::UnknownList(id, known) => {
                let known = known.join(language.pick("、", ", "));
                language.pick(
                    format!("没有清单“{id}”；有：{known}"),
                    format!("there is no list \"{id}\"; there are {known}"),
                )
            }
            Self::NoWorkbook => language.pick(
                "--format xlsx 只用于 explain 和 fields；请用 human 或 json".into(),
                "--format xlsx is for explain and fields alone; ask for human or json".into(),
            ),
            Self::NoMetrics => language.pick(
                "--format prometheus 只用于 status；请用 human 或 json".into(),
                "--format prometheus is for status alone; ask for human or json".into(),
            ),
            Self::NoPeriod => language.pick(
                "无法由系统时钟得出上个月；请用 --period 指定考核期".into(),
                "the clock gives no last month; name the period with --period".into(),
            ),
        }
    }
}

/// How to print, as far as the arguments say; the book's language is added when it is known.
pub fn console(options: &Options) -> Console {
    let is_terminal = io::stderr().is_terminal();
    let is_dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
    let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || is_dumb;
    Console {
        log: options.log_format,
        shows_progress: is_terminal && !is_dumb && !options.quiet && options.log_format.is_none(),
        language: locale(),
        json: options.format == Format::Json,
        verbosity: match (options.quiet, options.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        },
        coloured: match options.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !plain && is_terminal,
        },
    }
}

/// Resolves the arguments. An error comes with the language to tell it in.
pub fn resolve(args: Args) -> Result<Config, (Language, ConfigError)> {
    let may_be_workbook = matches!(args.command, Command::Explain(_) | Command::Fields { .. });
    if args.options.format == Format::Xlsx && !may_be_workbook {
        return Err((language_of(&args.options.book), ConfigError::NoWorkbook));
    }
    if args.options.format == Format::Prometheus && !matches!(args.command, Command::Status) {
        return Err((language_of(&args.options.book), ConfigError::NoMetrics));
    }
    match args.command {
        Command::Run(asked) => run(args.options, asked),
        Command::Close { which } => {
            let options = Options {
                period: which.or(args.options.period),
                ..args.options
            };
            job(options, false, None).map(|(job, language)| Config::Close(Box::new(job), language))
        }
        Command::Archive {
            what: args::ArchiveCommand::Rebuild,
        } => rebuild(&args.options),
        Command::History { rep } => history(&args.options, rep).map(Config::History),
        Command::Diff { was, is } => Ok(Config::Diff(diff(&args.options, [was, is]))),
        Command::Check => job(args.options, false, None)
            .map(|(job, language)| Config::Run(Box::new(job), After::default(), language)),
        Command::Send(asked) => sending(args.options, asked).map(|asked| Config::Send(Box::new(asked))),
        Command::Plan(asked) => {
            plan(args.options, &asked).map(|(job, language)| Config::Plan(Box::new(job), language))
        }
        Command::Preview(asked) => {
            preview(args.options, asked).map(|preview| Config::Preview(Box::new(preview)))
        }
        Command::Render { from } => {
            rendering(args.options, &from).map(|asked| Config::Render(Box::new(asked)))
        }
        Command::Inspect { files, rows } => {
            inspection(args.options, &files, rows).map(|inspection| Config::Inspect(Box::new(inspection)))
        }
        Command::Init {
            dir,
            from: Some(exports),
            ..
        } => initial(exports, dir, args.options.period).map(|asked| Config::InitFrom(Box::new(asked))),
        Command::Init { dir, templates, .. } => {
            let dir = dir.unwrap_or_default();
            Ok(if templates {
                Config::InitTemplates(dir)
            } else {
                Config::Init(dir)
            })
        }
        Command::Schedule(asked) => scheduling(&args.options, asked).map(Config::Schedule),
        Command::Status => status(args.options).map(Config::Status),
        Command::Prune { keep, dry_run } => pruning(args.options, keep, dry_run).map(Config::Prune),
        Command::Verify { dir, code } => verification(args.options, dir, code).map(Config::Verify),
        Command::Explain(asked) => explain(args.options, asked).map(|asked| Config::Explain(Box::new(asked))),
        Command::ExplainFinding { code, .. } => explanation(&args.options, code),
        Command::Fields {
            dataset,
            presets,
            output,
        } => fields(&args.options, (dataset.as_deref(), presets), output)
            .map(|fields| Config::Fields(Box::new(fields))),
        Command::Completions { shell } => Ok(Config::Completions(shell)),
        Command::Man => Ok(Config::Man),
        Command::ReadExport { request } => Ok(Config::ReadExport(request)),
    }
}

/// The language of the locale, which messages are in until a book says otherwise. Without a locale, as cron has none, it
/// is that of a book without settings.
fn locale() -> Language {
    let stated = |name| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(stated);
    language_of_locale(locale.as_deref().unwrap_or_default())
}

fn language_of_locale(locale: &str) -> Language {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    let is_chinese = name
        .get(..2)
        .is_some_and(|language| language.eq_ignore_ascii_case("zh"));
    if is_chinese || matches!(name, "" | "C" | "POSIX") {
        Language::Chinese
    } else {
        Language::English
    }
}

/// The language that messages about a book are in.
fn told_in(company: &Company) -> Language {
    if company.states_language {
        company.language
    } else {
        locale()
    }
}

/// Mistakes in settings, in the language that they state, or the locale's.
fn mistaken(mistakes: Mistakes) -> (Language, ConfigError) {
    let language = mistakes.language.unwrap_or_else(locale);
    (language, ConfigError::Settings(mistakes.complaints))
}

/// The settings of a book, and the files that they came from: those of lists and figures among them. Without the policy, what
/// is wrong with it is not told.
fn settings_of(
    book: &Path,
    with_policy: bool,
) -> Result<(Settings, Vec<Fingerprint>), (Language, ConfigError)> {
    let untold = |error| (locale(), error);
    let read = |file: &'static str| optional(book, file).map_err(untold);
    let company = read(COMPANY_FILE)?;
    let policy = if with_policy { read(POLICY_FILE)? } else { None };
    let declared = declared(book).map_err(untold)?;
    let stated = [(COMPANY_FILE, &company), (POLICY_FILE, &policy)];
    let stated = stated
        .into_iter()
        .filter_map(|(path, bytes)| Some(Fingerprint::of_bytes(path, bytes.as_deref()?)));
    let beside = declared
        .iter()
        .map(|file| Fingerprint::of_bytes(file.path.as_str(), &file.bytes));
    let files = stated.chain(beside).collect();
    let bytes = |file: &Option<Vec<u8>>| file.clone().unwrap_or_default();
    let settings = settings::read(book, &bytes(&company), &bytes(&policy), &declared);
    Ok((settings.map_err(mistaken)?, files))
}

/// What the settings say of files, sheets and columns.
fn mapping(company: &Company, policy: &Policy, catalogue: &Arc<Catalogue>, period: Period) -> Mapping {
    Mapping {
        period,
        manual: policy.manual_kpis(),
        scoring: catalogue.scoring(policy).into_keys().collect(),
        catalogue: catalogue.clone(),
        inputs: company.inputs.clone(),
        scales: company.scales.clone(),
        currency: currency(company),
        rates: company.rates.clone(),
        year_start: company.year_start.unwrap_or_default(),
    }
}

/// The job, with the templates of the book, or of another folder; and the language to tell in what became of it.
fn job(
    options: Options,
    publish: bool,
    other_templates: Option<&Path>,
) -> Result<(Job, Language), (Language, ConfigError)> {
    let book = options.book;
    let untold = |error| (locale(), error);
    if !book.is_dir() {
        return Err(untold(ConfigError::NoBook(book)));
    }
    let (settings, settings_files) = settings_of(&book, true)?;
    let company = settings.company;
    let language = told_in(&company);
    let told = |error| (language, error);

    let folder = other_templates.map_or_else(|| book.join(TEMPLATES), Path::to_owned);
    if other_templates.is_some() && !folder.is_dir() {
        return Err(told(ConfigError::NoTemplates(folder)));
    }
    let period = period(options.period).map_err(told)?;
    let out = options.out.unwrap_or_else(|| published(&book, period));
    let before = published_before(&out, &book, period);
    let archive = (company.archive == Archive::Kept).then(|| book.join(archive::FILE));
    let printing = Printing {
        wait_lock: options.wait_lock,
        ..printing(book, out, &folder, &company).map_err(told)?
    };
    let ages = if company.expected.asks_for_ages() {
        ages::ages(&printing.book, period, SystemTime::now())
    } else {
        BTreeMap::new()
    };
    let (currency, timezone) = (currency(&company), timezone(&company));
    let catalogue = Arc::new(settings.catalogue);
    let mapping = mapping(&company, &settings.policy, &catalogue, period);
    let job = Job {
        period,
        company: company.name,
        currency,
        language: company.language,
        date_order: company.date_order,
        year_start: company.year_start,
        is_year_named: company.is_year_named,
        encodings: company.encodings,
        timezone,
        calendar: Calendar::new(company.country, &company.holidays, &company.worked),
        doubts: settings.doubts,
        own_days: OwnDays {
            country: company.country,
            holidays: company.holidays,
            worked: company.worked,
        },
        ages,
        expected: company.expected,
        checks: company.checks,
        reading: reading(company.limits),
        mapping,
        words: company.words,
        same_number: company.same_number,
        restated: company.restated,
        policy: settings.policy,
        catalogue,
        settings_files,
        printing,
        before,
        strict: options.strict,
        fail_on: match options.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
        },
        publish,
        archive,
        only: None,
        restate: None,
        now: now(),
    };
    Ok((job, language))
}

/// A run, and what is done afterwards.
fn run(options: Options, asked: args::Run) -> Result<Config, (Language, ConfigError)> {
    let book = options.book.clone();
    let (job, language) = job(options, true, None)?;
    let (settings, _) = settings_of(&book, false)?;
    let after = After {
        mail: settings.company.mail.filter(|_| !asked.no_mail),
        notify: settings.company.notify,
    };
    let job = Job {
        restate: asked.restate,
        ..job
    };
    Ok(Config::Run(Box::new(job), after, language))
}

fn sending(options: Options, asked: args::Send) -> Result<Sending, (Language, ConfigError)> {
    let book = options.book.clone();
    let (job, language) = job(options, false, None)?;
    let (settings, _) = settings_of(&book, false)?;
    let drafts = || book.join(PREVIEW).join(format!("mail-{}", job.period));
    Ok(Sending {
        mail: settings.company.mail,
        selection: Selection {
            reps: asked.rep,
            teams: asked.team,
            director: asked.director,
            data: asked.data,
        },
        again: asked.again,
        only_deferred: asked.unsent,
        is_dry: asked.dry_run,
        drafts: asked.output.unwrap_or_else(drafts),
        job,
        language,
    })
}

/// The plan of a year: that year's own file, else the one that may be of any. Of a book's months the newest that is there
/// tells who is on the roster.
fn plan(options: Options, asked: &args::Plan) -> Result<(PlanJob, Language), (Language, ConfigError)> {
    let year = asked.year;
    let book = options.book.clone();
    let out = options.out.clone();
    let out = out.unwrap_or_else(|| planned(&book, year));
    let options = Options {
        period: options.period.or_else(|| newest_month(&book, year)),
        out: Some(out),
        ..options
    };
    let (mut job, language) = job(options, true, None)?;
    let told = |error| (language, error);
    if let Some(start) = job.year_start.filter(|start| *start != YearStart::CALENDAR) {
        return Err(told(ConfigError::PlanOfFiscalYear(start.month())));
    }
    let own = format!("plan-{year}.toml");
    let mut found = None;
    for name in [own.as_str(), PLAN_FILE] {
        if let Some(bytes) = optional(&book, name).map_err(told)? {
            found = Some((name, bytes));
            break;
        }
    }
    let Some((name, bytes)) = found else {
        return Err(told(ConfigError::NoPlan(book, year)));
    };
    let settings = settings::plan::read(name, &bytes, year, &job.catalogue)
        .map_err(|complaints| told(ConfigError::Settings(complaints)))?;
    job.settings_files.push(Fingerprint::of_bytes(name, &bytes));
    Ok((PlanJob { job, year, settings }, language))
}

/// The newest month before the end of a year that has a folder in the inbox.
fn newest_month(book: &Path, year: i32) -> Option<Period> {
    let folders = fs::read_dir(book.join("inbox")).ok()?;
    let named = folders.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<Period>().ok());
    let months = named.filter(|period| period.months().count() == 1 && period.year() <= year);
    months.max_by_key(|period| period.last_day())
}

/// How documents are printed: with the templates of a folder, and the fonts that the settings name.
fn printing(book: PathBuf, out: PathBuf, folder: &Path, company: &Company) -> Result<Printing, ConfigError> {
    let Own {
        templates,
        pictures,
        drawn,
    } = own_templates(folder)?;
    if let Some((_, text)) = templates.iter().find(|(name, _)| *name == WORKBOOK) {
        settings::check_workbook(text).map_err(ConfigError::Settings)?;
    }
    let texts = templates
        .iter()
        .map(|(name, text)| Fingerprint::of_bytes(format!("{TEMPLATES}/{name}"), text.as_bytes()));
    let images = pictures
        .iter()
        .map(|(name, bytes)| Fingerprint::of_bytes(format!("{TEMPLATES}/{name}"), bytes));
    let workbook = drawn
        .iter()
        .map(|(bytes, _)| Fingerprint::of_bytes(format!("{TEMPLATES}/{}", drawn::FILE), bytes));
    Ok(Printing {
        book,
        out,
        wait_lock: 0,
        font: company.font.clone(),
        bold_font: company.bold_font.clone(),
        fonts: company.fonts.clone(),
        duplex: company.duplex,
        talks: company.talks == Talks::Printed,
        template_files: texts.chain(images).chain(workbook).collect(),
        templates: Templates::new(templates)
            .with_pictures(pictures)
            .with_drawn(drawn.map(|(_, drawn)| drawn)),
    })
}

/// A snapshot that is printed anew needs of a book its templates and fonts, where it has any of its own.
fn rendering(options: Options, from: &Path) -> Result<Rendering, (Language, ConfigError)> {
    let book = options.book;
    let untold = |error| (locale(), error);
    if !book.is_dir() {
        return Err(untold(ConfigError::NoBook(book)));
    }
    let (settings, _) = settings_of(&book, false)?;
    let language = told_in(&settings.company);
    let told = |error| (language, error);
    let bytes = fs::read(from).map_err(|error| told(ConfigError::Unreadable(from.to_owned(), error)))?;
    let snapshot =
        Snapshot::of_bytes(&bytes).map_err(|error| told(ConfigError::Snapshot(from.to_owned(), error)))?;
    let out = options.out.unwrap_or_else(|| published(&book, snapshot.period));
    let folder = book.join(TEMPLATES);
    Ok(Rendering {
        printing: Printing {
            wait_lock: options.wait_lock,
            ..printing(book, out, &folder, &settings.company).map_err(told)?
        },
        snapshot,
        language,
    })
}

fn explain(options: Options, asked: args::Explain) -> Result<Explanation, (Language, ConfigError)> {
    let as_workbook = options.format == Format::Xlsx;
    let (job, language) = job(options, false, None)?;
    let args::Explain {
        rep, kpi, team, row, ..
    } = asked;
    let question = match (row, team) {
        (Some(row), _) => Question::Row(row),
        (None, Some(team)) => Question::Team { team, kpi: rep },
        (None, None) => Question::Rep {
            rep: rep.unwrap_or_default(),
            kpi,
        },
    };
    Ok(Explanation {
        language,
        job,
        question,
        as_workbook,
        output: asked.output,
        width: width(),
    })
}

/// Columns of the terminal, where it says; else those that most have.
fn width() -> usize {
    const USUAL: usize = 100;
    const NARROWEST: usize = 60;
    let stated = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    stated.or_else(seen).unwrap_or(USUAL).max(NARROWEST)
}

fn preview(options: Options, asked: args::Preview) -> Result<Preview, (Language, ConfigError)> {
    let templates = asked
        .templates
        .clone()
        .unwrap_or_else(|| options.book.join(TEMPLATES));
    let args::PreviewSubject { rep, team, .. } = asked.subject;
    let (job, language) = job(options, false, asked.templates.as_deref())?;
    Ok(Preview {
        language,
        job,
        subject: match (rep, team) {
            (Some(rep), _) => Wanted::Rep(rep),
            (None, Some(team)) => Wanted::Team(team),
            (None, None) => Wanted::Report,
        },
        output: asked.output,
        templates,
        watch: asked.watch,
    })
}

/// Files that are inspected need not belong to a book; where there is one, its settings apply.
fn inspection(
    options: Options,
    files: &[PathBuf],
    rows: usize,
) -> Result<Inspection, (Language, ConfigError)> {
    let book = options.book;
    let (settings, _) = settings_of(&book, true)?;
    let company = settings.company;
    let language = told_in(&company);
    let period = period(options.period).map_err(|error| (language, error))?;
    let catalogue = Arc::new(settings.catalogue);
    let listed = repcard::read::list(&book, period).unwrap_or_default();
    let real = |path: &Path| fs::canonicalize(path).ok();
    let input = |path: &PathBuf| {
        let known = real(path).and_then(|path| {
            listed
                .iter()
                .find(|file| real(&file.path).as_ref() == Some(&path))
        });
        known.cloned().unwrap_or_else(|| InputFile {
            path: path.clone(),
            relative: path.to_string_lossy().into_owned(),
            scope: Scope::Own,
            damage: None,
            refusal: None,
        })
    };
    let files: Vec<InputFile> = files.iter().map(input).collect();
    let asked = inspection_of(
        &company,
        &settings.policy,
        (&catalogue, period),
        (files, rows, language),
    );
    let beside = beside(&asked.files, &listed, &asked.mapping);
    let all = [asked.files.as_slice(), &beside].concat();
    Ok(Inspection {
        reading: ReadOptions {
            encodings: encodings(&company.encodings, period, &all),
            ..asked.reading
        },
        beside,
        ..asked
    })
}

/// A book of a folder of exports: beside it, unless another place is named.
fn initial(
    exports: PathBuf,
    dir: Option<PathBuf>,
    asked: Option<Period>,
) -> Result<init::from::Asked, (Language, ConfigError)> {
    let language = locale();
    let beside = || {
        let real = fs::canonicalize(&exports).unwrap_or_else(|_| exports.clone());
        let name = real
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let above = exports.parent().filter(|_| exports.file_name().is_some());
        above.unwrap_or(&exports).join(format!("{name}-repcard"))
    };
    Ok(init::from::Asked {
        dir: dir.unwrap_or_else(beside),
        period: asked,
        usual: period(None).map_err(|error| (language, error))?,
        language,
        exports,
    })
}

/// How files are inspected that belong to no book yet.
pub fn looked_at(language: Language, period: Period, files: Vec<InputFile>, rows: usize) -> Inspection {
    let company = Company {
        language,
        states_language: true,
        ..Company::default()
    };
    let catalogue = Arc::new(Catalogue::default());
    inspection_of(
        &company,
        &Policy::default(),
        (&catalogue, period),
        (files, rows, language),
    )
}

/// How files are inspected by the settings of a book.
fn inspection_of(
    company: &Company,
    policy: &Policy,
    (catalogue, period): (&Arc<Catalogue>, Period),
    (files, rows, language): (Vec<InputFile>, usize, Language),
) -> Inspection {
    Inspection {
        mapping: mapping(company, policy, catalogue, period),
        reading: ReadOptions {
            encodings: encodings(&company.encodings, period, &files),
            ..reading(company.limits.clone())
        },
        records: RecordOptions {
            period,
            manual: policy.manual_kpis(),
            catalogue: Arc::clone(catalogue),
            words: company.words.clone(),
            same_number: company.same_number,
            restated: company.restated.clone(),
            currency: currency(company),
            date_order: company.date_order,
            timezone: timezone(company),
            year_start: company.year_start,
            is_year_named: company.is_year_named,
            optional: company.expected.optional(),
            closed: Arc::default(),
            late_orders: policy.late_orders,
        },
        calendar: Calendar::new(company.country, &company.holidays, &company.worked),
        files,
        beside: Vec::new(),
        rows,
        width: width(),
        language,
    }
}

/// A Chinese book is kept in China unless it says otherwise; of others nobody knows.
fn timezone(company: &Company) -> Option<Timezone> {
    let usual = (company.language == Language::Chinese).then_some(Timezone::CHINA);
    company.timezone.or(usual)
}

/// The currency of a book, where it is known.
fn currency(company: &Company) -> Option<Currency> {
    company.currency.or(Currency::usual(company.language))
}

/// A job for each folder that is published, in the order in which they were.
fn rebuild(options: &Options) -> Result<Config, (Language, ConfigError)> {
    let folders = publish::published_in(&options.book.join("out"));
    let (_, language) = job(options.clone(), false, None)?;
    let jobs = folders.into_iter().map(|(period, folder)| {
        let options = Options {
            period: Some(period),
            out: None,
            ..options.clone()
        };
        job(options, false, None).map(|(job, _)| (job, folder))
    });
    Ok(Config::Rebuild(jobs.collect::<Result<_, _>>()?, language))
}

fn history(options: &Options, rep: String) -> Result<History, (Language, ConfigError)> {
    let (settings, _) = settings_of(&options.book, true)?;
    Ok(History {
        language: told_in(&settings.company),
        catalogue: settings.catalogue,
        book: options.book.clone(),
        rep,
    })
}

/// Whatever is compared need not belong to a book that can be read.
fn diff(options: &Options, sides: [String; 2]) -> Diff {
    Diff {
        language: language_of(&options.book),
        book: options.book.clone(),
        sides,
    }
}

/// A folder that is named need not belong to a book; the settings matter for their language alone.
fn verification(
    options: Options,
    dir: Option<PathBuf>,
    code: Option<PageCode>,
) -> Result<Verification, (Language, ConfigError)> {
    let language = language_of(&options.book);
    let known = code.as_ref().map(|code| code.period).or(options.period);
    let folder = match dir.or(options.out) {
        Some(folder) => Ok(folder),
        None => match &code {
            Some(code) if code.is_plan => Ok(planned(&options.book, code.period.year())),
            _ => period(known).map(|period| published(&options.book, period)),
        },
    };
    Ok(Verification {
        folder: folder.map_err(|error| (language, error))?,
        code,
        language,
    })
}

fn status(options: Options) -> Result<Status, (Language, ConfigError)> {
    let language = language_of(&options.book);
    if !options.book.is_dir() {
        return Err((language, ConfigError::NoBook(options.book)));
    }
    Ok(Status {
        as_metrics: options.format == Format::Prometheus,
        book: options.book,
        language,
    })
}

fn scheduling(options: &Options, asked: args::Schedule) -> Result<Scheduling, (Language, ConfigError)> {
    let (settings, _) = settings_of(&options.book, false)?;
    let language = told_in(&settings.company);
    let no_book = |_| (language, ConfigError::NoBook(options.book.clone()));
    let book = fs::canonicalize(&options.book).map_err(no_book)?;
    let folder = book
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let program = env::current_exe().map_or_else(|_| "repcard".into(), |path| path.display().to_string());
    let (mail, notify) = (settings.company.mail, settings.company.notify);
    let mails = mail
        .as_ref()
        .is_some_and(|mail| mail.after_run != AfterRun::Never);
    let needs_password = |mail: &MailSettings| mail.user.is_some() && mail.password_file.is_none();
    let (hour, minute) = asked.at;
    Ok(Scheduling {
        plan: schedule::Plan {
            program,
            owner: owner(&book),
            book: book.display().to_string(),
            name: schedule::name(&folder),
            day: asked.day,
            hour,
            minute,
            needs_network: mails || notify.is_some(),
            needs_password: mails && mail.as_ref().is_some_and(needs_password),
            mails,
        },
        as_units: asked.systemd,
        output: asked.output,
        language,
    })
}

/// The number of whoever owns a folder.
#[cfg(unix)]
fn owner(folder: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).ok().map(|metadata| metadata.uid())
}

#[cfg(not(unix))]
fn owner(_: &Path) -> Option<u32> {
    None
}

fn pruning(options: Options, keep: u32, is_dry: bool) -> Result<Pruning, (Language, ConfigError)> {
    let language = language_of(&options.book);
    if options.out.is_none() && !options.book.is_dir() {
        return Err((language, ConfigError::NoBook(options.book)));
    }
    Ok(Pruning {
        out: options.out.unwrap_or_else(|| all_published(&options.book)),
        keep: usize::try_from(keep).unwrap_or(usize::MAX),
        is_dry,
        language,
    })
}

fn explanation(options: &Options, code: Option<String>) -> Result<Config, (Language, ConfigError)> {
    let language = language_of(&options.book);
    let Some(code) = code else {
        return Ok(Config::ExplainFinding(None, language));
    };
    match Page::of(&code) {
        Some(page) => Ok(Config::ExplainFinding(Some(page), language)),
        None => Err((language, ConfigError::UnknownCode(code))),
    }
}

/// A folder that is no book has the program's own lists.
fn fields(
    options: &Options,
    (asked, with_presets): (Option<&str>, bool),
    output: Option<PathBuf>,
) -> Result<Fields, (Language, ConfigError)> {
    let (settings, _) = settings_of(&options.book, false)?;
    let language = told_in(&settings.company);
    let catalogue = settings.catalogue;
    let known = |id: &str| catalogue.datasets().find(|dataset| &*dataset.id() == id);
    let dataset = match asked {
        None => None,
        Some(id) => Some(known(id).ok_or_else(|| {
            let ids = catalogue.datasets().map(|dataset| dataset.to_string());
            (language, ConfigError::UnknownList(id.to_owned(), ids.collect()))
        })?),
    };
    Ok(Fields {
        catalogue,
        presets: with_presets.then_some(settings.presets),
        dataset,
        as_workbook: options.format == Format::Xlsx,
        output,
        folder: options.book.join(PREVIEW),
        language,
    })
}

/// The language of a book as far as its settings can be read.
fn language_of(book: &Path) -> Language {
    let company = optional(book, COMPANY_FILE).ok().flatten().unwrap_or_default();
    settings::read(book, &company, &[], &[]).map_or_else(
        |mistakes| mistakes.language.unwrap_or_else(locale),
        |settings| told_in(&settings.company),
    )
}

/// The period asked for, or the last full month.
fn period(asked: Option<Period>) -> Result<Period, ConfigError> {
    asked
        .or_else(|| last_month(Local::now().date_naive()))
        .ok_or(ConfigError::NoPeriod)
}

/// The time, for the archive: `2026-11-02T06:00:13+08:00`.
fn now() -> String {
    Local::now().to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// Each file in a process of this program; one that doesn't know where it is reads by itself.
fn reading(limits: Limits) -> ReadOptions {
    ReadOptions {
        limits,
        reader: env::current_exe().map_or(Reader::InProcess, Reader::Child),
        encodings: BTreeMap::new(),
    }
}

/// The bytes of a file of a folder, or none where it is not there.
fn optional(folder: &Path, file: &str) -> Result<Option<Vec<u8>>, ConfigError> {
    let path = folder.join(file);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ConfigError::Unreadable(path, error)),
    }
}

/// The files of a book that declare lists and figures, by path; others in those folders are no concern of the program's.
fn declared(book: &Path) -> Result<Vec<Declared>, ConfigError> {
    let mut declared = Vec::new();
    for folder in [DATASETS, MEASURES, PRESETS] {
        let path = book.join(folder);
        let unreadable = |error| ConfigError::Unreadable(path.clone(), error);
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(unreadable(error)),
        };
        for entry in entries {
            let name = entry.map_err(unreadable)?.file_name();
            let name = name.to_string_lossy().into_owned();
            let is_toml = Path::new(&name).extension() == Some("toml".as_ref());
            if !is_toml || name.starts_with('.') {
                continue;
            }
            if let Some(bytes) = optional(&path, &name)? {
                let path = format!("{folder}/{name}");
                declared.push(Declared { path, bytes });
            }
        }
    }
    declared.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(declared)
}

/// What stands in a folder of templates: those that take the place of built-in ones, by file name, and pictures.
struct Own {
    templates: Vec<(&'static str, String)>,
    pictures: BTreeMap<String, Vec<u8>>,
    /// The workbook that a rep's form was drawn in: its bytes, and what they come to.
    drawn: Option<(Vec<u8>, Drawn)>,
}

/// The templates of a folder, the built-in ones in the place of those that it lacks.
pub fn templates(folder: &Path) -> Result<Templates, ConfigError> {
    let own = own_templates(folder)?;
    Ok(Templates::new(own.templates)
        .with_pictures(own.pictures)
        .with_drawn(own.drawn.map(|(_, drawn)| drawn)))
}

fn own_templates(folder: &Path) -> Result<Own, ConfigError> {
    let own = |(name, _): (&'static str, &str)| {
        let bytes = optional(folder, name).transpose()?;
        let text = bytes
            .and_then(|bytes| String::from_utf8(bytes).map_err(|_| ConfigError::NotUtf8(folder.join(name))));
        Some(text.map(|text| (name, text)))
    };
    let templates = BUILT_IN
        .into_iter()
        .filter_map(own)
        .collect::<Result<Vec<_>, ConfigError>>()?;
    let drawn = optional(folder, drawn::FILE)?;
    if drawn.is_some() && templates.iter().any(|(name, _)| *name == APPRAISAL) {
        return Err(ConfigError::TwoForms(folder.to_owned()));
    }
    Ok(Own {
        templates,
        pictures: pictures(folder)?,
        drawn: drawn.map(of_workbook).transpose()?,
    })
}

/// The form that a workbook holds, or its mistakes, each at its cell.
fn of_workbook(bytes: Vec<u8>) -> Result<(Vec<u8>, Drawn), ConfigError> {
    let complaint = |mistake: DrawnMistake| {
        let file = format!("{TEMPLATES}/{}", drawn::FILE);
        let place = mistake
            .place
            .map_or(file.clone(), |cell| format!("{file}!{cell}"));
        Complaint::of_file(&place, Mistake::Said(mistake.said))
    };
    match drawn::read(&bytes) {
        Ok(drawn) => Ok((bytes, drawn)),
        Err(mistakes) => Err(ConfigError::Settings(
            mistakes.into_iter().map(complaint).collect(),
        )),
    }
}

/// The pictures that templates may show: files of the templates folder itself, no links, nothing in folders below it.
fn pictures(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, ConfigError> {
    const EXTENSIONS: &[&str] = &["png", "jpg", "jpeg", "svg"];
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(BTreeMap::new());
        }
        Err(error) => return Err(ConfigError::Unreadable(folder.to_owned(), error)),
    };
    let mut pictures = BTreeMap::new();
    for entry in entries {
        let unreadable = |path: &Path, error| ConfigError::Unreadable(path.to_owned(), error);
        let entry = entry.map_err(|error| unreadable(folder, error))?;
        let path = entry.path();
        let extension = path
            .extension()
            .map(|extension| extension.to_string_lossy().to_lowercase());
        let is_picture = extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()));
        let kind = entry.file_type().map_err(|error| unreadable(&path, error))?;
        if let (true, true, Some(name)) = (is_picture, kind.is_file(), entry.file_name().to_str()) {
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, error))?;
            pictures.insert(name.to_owned(), bytes);
        }
    }
    Ok(pictures)
}

fn last_month(today: NaiveDate) -> Option<Period> {
    Month::of(today).map(|month| Period::month(month.plus(-1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_says_which_language_people_read() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Language::Chinese),
            ("zh_TW", Language::Chinese),
            ("ZH-hans", Language::Chinese),
            ("", Language::Chinese),
            ("C", Language::Chinese),
            ("C.UTF-8", Language::Chinese),
            ("POSIX", Language::Chinese),
            ("en_US.UTF-8", Language::English),
            ("en", Language::English),
            ("de_DE@euro", Language::English),
            ("中", Language::English),
        ] {
            assert_eq!(language_of_locale(locale), language, "{locale}");
        }
    }

    #[test]
    fn the_last_full_month_is_the_one_before_today() {
        for (today, period) in [
            ((2026, 11, 1), "2026-10"),
            ((2026, 11, 30), "2026-10"),
            ((2026, 1, 15), "2025-12"),
        ] {
            let today = NaiveDate::from_ymd_opt(today.0, today.1, today.2).unwrap();
            assert_eq!(last_month(today).unwrap().to_string(), period);
        }
    }
}
