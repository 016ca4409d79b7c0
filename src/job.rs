//! The hand-off between the edges and the pipeline: what a run is asked to do, what it did, why it could not.

use crate::archive::ArchiveError;
use crate::catalogue::{Catalogue, Check};
use crate::model::{
    Assumption, Calendar, Country, Currency, Dataset, DateOrder, Expectations, Finding, Kpi, Language,
    Period, Policy, Restated, SameNumber, Severity, Terms, Timezone, YearStart,
};
use crate::plan;
use crate::preflight::{ListState, State};
use crate::publish::{Fingerprint, PublishError};
use crate::read::{Digest, Fault, FileKind, InputFile, ReadOptions, Row};
use crate::recognise::{Mapping, Reading};
use crate::records::{Addresses, FirstRow, RecordOptions, WordSettings};
use crate::report::Document;
use crate::report::code::PageCode;
use crate::report::explained::asked::Unknown;
use crate::report::findings::FindingsError;
use crate::report::form::FormError;
use crate::report::results::ResultsError;
use crate::report::templates::Templates;
use crate::report::workbook::WorkbookError;
use crate::score::MissingFigures;
use crate::snapshot::excerpts::Excerpts;
use crate::snapshot::{Comparison, FigureRows, Snapshot, TableAccount};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Everything that a run needs to know, resolved: no defaults, no environment, no clock after this.
#[derive(Debug, Clone)]
pub struct Job {
    /// The period appraised.
    pub period: Period,
    /// The company's name as printed; empty where the settings name none.
    pub company: String,
    /// The currency of all amounts; none where an English book names none.
    pub currency: Option<Currency>,
    /// The language of everything that people read.
    pub language: Language,
    /// How dates such as 05/10/2026 read where nothing nearer tells.
    pub date_order: Option<DateOrder>,
    /// Where the years begin that targets are set for, where the settings say so.
    pub year_start: Option<YearStart>,
    /// Whether they say as well which calendar year these are called by.
    pub is_year_named: bool,
    /// The encodings of text files, by patterns of their names.
    pub encodings: Vec<(String, String)>,
    /// The zone of the book's days; none where it is not known.
    pub timezone: Option<Timezone>,
    /// Working days.
    pub calendar: Calendar,
    /// What the settings say of them, for the manifest.
    pub own_days: OwnDays,
    /// KPIs, weights, rules, grades.
    pub policy: Policy,
    /// What lists hold and what figures are.
    pub catalogue: Arc<Catalogue>,
    /// What looks wrong with the settings, and can be meant as it stands.
    pub doubts: Vec<Finding>,
    /// What the period's exports are expected to hold.
    pub expected: Expectations,
    /// How many days ago files of the inbox were last changed, by their paths below the book; none where the settings don't
    /// ask for it. It decides whether a run is told to be stale, and no figure.
    pub ages: BTreeMap<String, u32>,
    /// What must not be in rows.
    pub checks: Vec<Check>,
    /// What an export may cost before it is refused, and who reads it.
    pub reading: ReadOptions,
    /// Which files, sheets and columns the settings pin to a dataset.
    pub mapping: Mapping,
    /// What the settings say of words.
    pub words: WordSettings,
    /// What order numbers mean that stand in several files or sheets; judged by the data where there is none.
    pub same_number: Option<SameNumber>,
    /// What rows of two exports are that differ in some cells, by lists; judged by the data where there is none.
    pub restated: BTreeMap<Dataset, Restated>,
    /// The settings files, for the manifest.
    pub settings_files: Vec<Fingerprint>,
    /// How documents are printed, and where they go.
    pub printing: Printing,
    /// Where the period before is published, if it is: what was read is compared with it.
    pub before: PathBuf,
    /// From which severity on findings make a run fail.
    pub fail_on: Severity,
    /// Whether a run that fails for its findings publishes nothing.
    pub strict: bool,
    /// Whether to publish at all; `check` does not.
    pub publish: bool,
    /// The archive that published runs are kept in; none where the settings switch it off.
    pub archive: Option<PathBuf>,
    /// The files that are read, by their paths below the book; none: all that are there.
    pub only: Option<Arc<BTreeSet<String>>>,
    /// Why a closed period is to be published anew; none where it is not.
    pub restate: Option<String>,
    /// The time, for the archive alone: `2026-11-02T06:00:13+08:00`.
    pub now: String,
}

/// Everything that a plan needs to know, resolved.
#[derive(Debug, Clone)]
pub struct PlanJob {
    /// The book, and where the plan goes. Its period is that whose folders are read.
    pub job: Job,
    /// The year planned.
    pub year: i32,
    /// What is to be reached, and how it is spread.
    pub settings: plan::Settings,
}

impl PlanJob {
    /// The year as a period.
    pub fn period(&self) -> Period {
        Period::of_year(self.year)
    }
}

/// What came of a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlanOutcome {
    /// The files read, as paths below the book, in order.
    pub files: Vec<String>,
    /// Everything wrong with the plan and the data that it was made from, in order.
    pub findings: Vec<Finding>,
    /// How many reps have a target.
    pub reps: usize,
    /// The KPIs that there are targets of.
    pub kpis: Vec<Kpi>,
    /// The documents published, as paths below the output folder; empty where nothing was.
    pub documents: Vec<String>,
    /// What people filled in of documents published before.
    pub filled_in: Vec<String>,
}

/// How documents are printed, and where they go: all that a snapshot does not say.
#[derive(Debug, Clone)]
pub struct Printing {
    /// The book's folder; it exists.
    pub book: PathBuf,
    /// The folder to publish; it need not exist yet.
    pub out: PathBuf,
    /// For how many seconds to wait where another run is publishing there.
    pub wait_lock: u64,
    /// The font file of the face that forms are set in; the bundled face where there is none.
    pub font: Option<PathBuf>,
    /// The same for bold text.
    pub bold_font: Option<PathBuf>,
    /// Font files to look characters up in that none of those has.
    pub fonts: Vec<PathBuf>,
    /// Whether each form of a pack begins on a sheet of its own when both sides are printed.
    pub duplex: bool,
    /// Whether a page for the talk of each rep and manager is printed.
    pub talks: bool,
    /// What is printed from: the built-in templates, and the book's own in their place.
    pub templates: Templates,
    /// The book's own, for the manifest.
    pub template_files: Vec<Fingerprint>,
}

/// What the settings say of working days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnDays {
    /// Whose public holidays are kept.
    pub country: Country,
    /// Days off beyond those.
    pub holidays: Vec<NaiveDate>,
    /// Days worked in exchange beyond those.
    pub worked: Vec<NaiveDate>,
}

/// A book read, measured and scored.
#[derive(Debug, Clone)]
pub struct Appraised {
    /// The files read, in order.
    pub files: Vec<InputFile>,
    /// What each of them held when it was read; none for one whose bytes could not be had.
    pub contents: Vec<Option<Digest>>,
    /// How many records were accepted, for each dataset there is a table of.
    pub records: BTreeMap<Dataset, usize>,
    /// What there is of each list.
    pub lists: Vec<ListState>,
    /// Where everybody's mail goes.
    pub addresses: Addresses,
    /// Everything that documents are made from.
    pub snapshot: Snapshot,
    /// `results.json`.
    pub results: Document,
    /// What is printed to tell one rep's page from another, in the order of the scorecards.
    pub codes: Vec<PageCode>,
    /// The rows that figures are made of, where they are to be kept.
    pub rows: Option<FigureRows>,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// The files read, as paths below the book, in order.
    pub files: Vec<String>,
    /// How many records were accepted, for each dataset there is a table of.
    pub records: BTreeMap<Dataset, usize>,
    /// Everything wrong with the data, in order.
    pub findings: Vec<Finding>,
    /// The rows that they stand in.
    pub excerpts: Excerpts,
    /// What became of every row and of all money.
    pub account: Vec<TableAccount>,
    /// What was taken for granted about the data, guesses first.
    pub assumptions: Vec<Assumption>,
    /// How many reps have a scorecard.
    pub scorecards: usize,
    /// What there is of each list; none where a snapshot is printed anew.
    pub lists: Vec<ListState>,
    /// Where everybody's mail goes; nowhere where a snapshot is printed anew.
    pub addresses: Addresses,
    /// The documents published, as paths below the output folder; empty where nothing was.
    pub documents: Vec<String>,
    /// What people filled in of documents published before, in the output folder rather than in the inbox: kept, and not
    /// counted. Paths below the output folder.
    pub filled_in: Vec<String>,
    /// What kept a run from publishing that is of a closed period.
    pub closed: Option<Blackline>,
    /// The version that was published, where it takes the place of a closed one.
    pub restated: Option<u32>,
}

/// How what a run computes of a closed period differs from what is published of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Blackline {
    /// The version that is published.
    pub version: u32,
    /// When it was closed.
    pub closed_at: String,
    /// How what was computed differs from it.
    pub comparison: Comparison,
}

/// A period that was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedNow {
    /// The version that it is closed with.
    pub version: u32,
    /// When it was closed.
    pub closed_at: String,
    /// Whether it was closed before.
    pub was_closed: bool,
}

impl Outcome {
    /// Whether a finding of severity error is among the findings: rows, sheets or files were left out.
    pub fn has_errors(&self) -> bool {
        self.fails_on(Severity::Error)
    }

    /// Whether a finding is as grave as that.
    pub fn fails_on(&self, severity: Severity) -> bool {
        fails_on(&self.findings, severity)
    }

    /// Whether an export is older than the settings allow.
    pub fn is_stale(&self) -> bool {
        is_stale(&self.lists)
    }
}

/// Whether an export is older than the settings allow.
pub fn is_stale(lists: &[ListState]) -> bool {
    lists.iter().any(|list| matches!(list.state, State::Stale { .. }))
}

/// Whether a finding is as grave as that.
pub fn fails_on(findings: &[Finding], severity: Severity) -> bool {
    findings.iter().any(|finding| finding.severity <= severity)
}

/// What a file was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspected {
    /// The file's path below the book, or as it was named.
    pub path: String,
    /// Bytes; none where the file cannot be opened.
    pub size: Option<u64>,
    /// Format and encoding; none where the file cannot be read.
    pub kind: Option<FileKind>,
    /// Names of the sheets that are hidden, and not read for it.
    pub hidden: Vec<String>,
    /// What is wrong with the file.
    pub findings: Vec<Finding>,
    /// Whether nobody asked for it, and it was read for what others look up in it.
    pub is_beside: bool,
    /// Whether the machine, rather than its content, keeps it from being read.
    pub is_refused: bool,
    /// What each sheet, or each table of a sheet that holds several, was taken for.
    pub readings: Vec<Reading>,
    /// The first rows of each of these, as they stand in the file and as they were understood.
    pub first_rows: Vec<Vec<InspectedRow>>,
}

/// A row as it stands in its file and as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct InspectedRow {
    /// What stands in the file.
    pub stands: Row,
    /// What was understood.
    pub understood: FirstRow,
}

/// What inspected files are read by.
#[derive(Debug, Clone)]
pub struct Inspecting<'a> {
    /// Files of the book that are read for the sake of the others: [`crate::recognise::beside`].
    pub beside: &'a [InputFile],
    /// What the settings say of sheets and columns.
    pub mapping: &'a Mapping,
    /// What a file may cost, and who reads it.
    pub reading: &'a ReadOptions,
    /// What they say of cells and words.
    pub records: &'a RecordOptions,
    /// The calendar, which expressions may ask for working days.
    pub calendar: &'a Calendar,
    /// How many rows of each table are wanted.
    pub rows: usize,
}

/// Why a run came to nothing. The last published result is untouched.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The input cannot be worked with.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The output folder cannot be published to.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The forms cannot be made, most often for want of a sound template.
    #[error(transparent)]
    Forms(#[from] FormError),
    /// A document beside the forms cannot be made.
    #[error("{}", self.message(english()))]
    Document {
        /// Its name.
        name: String,
        /// What went wrong.
        reason: String,
    },
    /// The archive cannot be read or written.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// What was published cannot be kept; what happened to the archive.
    #[error("{}", self.message(english()))]
    NotKept(ArchiveError),
    /// The bundled fonts cannot be used.
    #[error("{}", self.message(english()))]
    Fonts(String),
    /// The machine doesn't let files be read: each by its path below the book.
    #[error("{}", self.message(english()))]
    Refused(Vec<(String, Fault)>),
    /// An input file can no longer be read.
    #[error("{}", self.message(english()))]
    Input {
        /// Its path below the book.
        file: String,
        /// What the machine said.
        reason: String,
    },
}

/// Why what is asked for cannot be explained.
#[derive(Debug)]
pub enum ExplainError {
    /// The book comes to nothing.
    Run(RunError),
    /// Nothing is called so.
    Unknown(Unknown),
}

impl From<RunError> for ExplainError {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

impl From<Unknown> for ExplainError {
    fn from(unknown: Unknown) -> Self {
        Self::Unknown(unknown)
    }
}

impl From<MissingFigures> for RunError {
    fn from(error: MissingFigures) -> Self {
        Unusable::MissingFigures {
            missing: error.missing,
        }
        .into()
    }
}

impl From<ResultsError> for RunError {
    fn from(error: ResultsError) -> Self {
        Self::Document {
            name: "results.json".into(),
            reason: error.0.to_string(),
        }
    }
}

impl From<FindingsError> for RunError {
    fn from(error: FindingsError) -> Self {
        Self::Document {
            name: "findings.json".into(),
            reason: error.0.to_string(),
        }
    }
}

impl From<WorkbookError> for RunError {
    fn from(error: WorkbookError) -> Self {
        Self::Document {
            name: error.path,
            reason: error.source.to_string(),
        }
    }
}

impl RunError {
    /// What happened and what to do.
    pub fn message(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        match self {
            Self::Unusable(unusable) => unusable.message(terms),
            Self::Publish(error) => error.message(language),
            Self::Forms(error) => error.wording(language),
            Self::Archive(error) => error.message(language),
            Self::NotKept(error) => {
                let error = error.message(language);
                language.pick(
                    format!("已发布，但没有记入档案，下次运行会补记。{error}"),
                    format!("it was published, but is not in the archive yet; the next run adds it. {error}"),
                )
            }
            Self::Document { name, reason } => language.pick(
                format!("{name} 无法生成（{reason}）；没有发布任何文件，请检查内存和磁盘后再运行"),
                format!("{name} cannot be made ({reason}); nothing was published. Check memory and disk, and run again"),
            ),
            Self::Fonts(reason) => language.pick(
                format!("程序自带的字体无法使用（{reason}）；请重新安装 repcard"),
                format!("the bundled fonts cannot be used ({reason}); install repcard again"),
            ),
            Self::Refused(files) => refused(files, language),
            Self::Input { file, reason } => language.pick(
                format!("{file}：运行期间文件无法再读取（{reason}）；请确认没有人在移动或替换它，然后再运行"),
                format!("{file}: it could not be read again during the run ({reason}); see that nobody moves or replaces it, and run again"),
            ),
        }
    }

    /// Findings that tell how it came to this.
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Unusable(Unusable::NoRoster { findings } | Unusable::NoRows { findings, .. }) => findings,
            _ => &[],
        }
    }

    /// What there is of each list, where that is why.
    pub fn lists(&self) -> &[ListState] {
        match self {
            Self::Unusable(Unusable::NoRows { lists, .. }) => lists,
            _ => &[],
        }
    }

    /// Whether it is the machine's fault (disk full, permission, lock) rather than the book's.
    pub fn is_machine(&self) -> bool {
        match self {
            Self::Unusable(_) => false,
            Self::Publish(error) => error.is_machine(),
            Self::Forms(error) => error.template().is_none(),
            Self::Archive(error) => error.is_machine(),
            Self::NotKept(_)
            | Self::Document { .. }
            | Self::Fonts(_)
            | Self::Refused(_)
            | Self::Input { .. } => true,
        }
    }
}

/// What errors are told in where nobody says in which language, and by whose catalogue.
fn english() -> Terms<'static> {
    Catalogue::built_in().terms(Language::English)
}

/// Every file that the machine refuses, and what to do.
fn refused(files: &[(String, Fault)], language: Language) -> String {
    let line = |(file, fault): &(String, Fault)| {
        let (what, fix) = (fault.what(language), fault.fix(language));
        language.pick(format!("{file}：{what}；{fix}"), format!("{file}: {what}; {fix}"))
    };
    let mut lines: Vec<String> = files.iter().map(line).collect();
    lines.push(
        language
            .pick(
                "少了文件，数值就会出错，因此没有发布，上一次的结果保持原样",
                "without a file figures would be wrong, so nothing was published, and the last result is as it was",
            )
            .to_owned(),
    );
    lines.join("\n")
}

/// A book that no appraisal can be made from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// The book has no `inbox/`, or the inbox cannot be listed.
    #[error("{}", self.message(english()))]
    NoInbox {
        /// The folder.
        inbox: PathBuf,
        /// What the machine said; none where there is no such folder.
        reason: Option<String>,
    },
    /// The inbox holds no spreadsheet.
    #[error("{}", self.message(english()))]
    NoFiles {
        /// The folder.
        inbox: PathBuf,
    },
    /// No table of any file is a roster with a rep on it.
    #[error("{}", self.message(english()))]
    NoRoster {
        /// Everything that is wrong with the files, which may well be why.
        findings: Vec<Finding>,
    },
    /// No row of any export is of the period.
    #[error("{}", self.message(english()))]
    NoRows {
        /// The period.
        period: Period,
        /// The first and the last day that rows of each dataset are of.
        known: Vec<(Dataset, NaiveDate, NaiveDate)>,
        /// Rows of the period that were all left out.
        left_out: u64,
        /// The files of the period's own folder.
        files: Vec<String>,
        /// What there is of each list.
        lists: Vec<ListState>,
        /// Everything that is wrong with files and rows, which may well be why.
        findings: Vec<Finding>,
    },
    /// What is asked for is the archive's, and the settings switch it off.
    #[error("{}", self.message(english()))]
    NoArchive,
    /// A period that is to be closed was never published.
    #[error("{}", self.message(english()))]
    NotPublished {
        /// The period.
        period: Period,
        /// Where it would lie.
        folder: PathBuf,
    },
    /// What lies there is not what was published, and cannot be closed.
    #[error("{}", self.message(english()))]
    NotAsPublished {
        /// The period.
        period: Period,
        /// A file that is gone or another.
        file: PathBuf,
    },
    /// A period that is to be restated is open.
    #[error("{}", self.message(english()))]
    NotClosed {
        /// The period.
        period: Period,
    },
    /// A closed period is to be printed from another snapshot.
    #[error("{}", self.message(english()))]
    IsClosed {
        /// The period.
        period: Period,
        /// The version that it is closed with.
        version: u32,
    },
    /// What a closed period was closed with is found nowhere.
    #[error("{}", self.message(english()))]
    ClosedLost {
        /// The period.
        period: Period,
        /// Where it should lie.
        folder: PathBuf,
    },
    /// KPIs without points under `missing = "fail"`.
    #[error("{}", self.message(english()))]
    MissingFigures {
        /// Each rep's number with the KPI that has no points.
        missing: Vec<(String, Kpi)>,
    },
}

impl Unusable {
    /// What happened and what to do.
    pub fn message(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        match self {
            Self::NoInbox { inbox, reason: None } => {
                let inbox = inbox.display();
                language.pick(
                    format!("{inbox}：没有这个目录；请用 --book 指定账套，把导出的表格放进其中的 inbox/，或用 repcard init 新建账套"),
                    format!("{inbox}: there is no such folder; name the book with --book and put the exports into its inbox/, or make a book with repcard init"),
                )
            }
            Self::NoInbox { inbox, reason: Some(reason) } => {
                let inbox = inbox.display();
                language.pick(
                    format!("{inbox}：无法读取（{reason}）；请确认它是目录，并检查其权限"),
                    format!("{inbox}: it cannot be read ({reason}); see that it is a folder, and check its permissions"),
                )
            }
            Self::NoFiles { inbox } => {
                let inbox = inbox.display();
                language.pick(
                    format!("{inbox}：没有可读取的表格；请放入花名册、订单等导出文件"),
                    format!("{inbox}: there is no spreadsheet to read; put the exports (roster, orders, …) there"),
                )
            }
            Self::NoRoster { .. } => language.pick(
                "没有读到花名册，无法知道要考核谁；请放入含有“工号”和“姓名”列的花名册，或用 [inputs.roster] 指定它".into(),
                "there is no roster, so nobody to appraise; add a sheet with columns 工号 and 姓名, or pin one with [inputs.roster]".into(),
            ),
            Self::NoRows { period, known, left_out, files, .. } => no_rows(*period, known, *left_out, files, terms),
            Self::NoArchive => language.pick(
                "repcard.toml 的 [archive] 写了 enabled = false，没有档案；请删去它再运行".into(),
                "[archive] of repcard.toml says enabled = false, so there is no archive; delete that, and run again".into(),
            ),
            Self::NotPublished { period, folder } => {
                let folder = folder.display();
                language.pick(
                    format!("{folder}：{period} 还没有发布，不能关账；请先运行 repcard run --period {period}"),
                    format!("{folder}: {period} was not published yet, so it cannot be closed; run repcard run --period {period} first"),
                )
            }
            Self::NotAsPublished { period, file } => {
                let file = file.display();
                language.pick(
                    format!("{file}：与发布时不同，因此没有关账；请重新运行 repcard run --period {period}，核对后再关账"),
                    format!("{file}: it is not as it was published, so the period was not closed; run repcard run --period {period} again, look at it, and close it then"),
                )
            }
            Self::NotClosed { period } => language.pick(
                format!("{period} 没有关账，不需要 --restate；请去掉它再运行"),
                format!("{period} is not closed, so there is nothing to restate; run again without --restate"),
            ),
            Self::IsClosed { period, version } => language.pick(
                format!("{period} 已关账（第 {version} 版），而这份快照是另一份，因此没有打印；请用 --out 指定另一个目录，或用 run --restate 发布新版"),
                format!("{period} is closed with version {version}, and this is another snapshot, so nothing was printed; name another folder with --out, or publish a new version with run --restate"),
            ),
            Self::ClosedLost { period, folder } => {
                let folder = folder.display();
                language.pick(
                    format!("{folder}：{period} 已关账，但关账时的结果既不在这里，也不在档案中，无从比较；请从备份恢复该目录或 archive/"),
                    format!("{folder}: {period} is closed, and what it was closed with lies neither here nor in the archive, so there is nothing to compare with; restore the folder or archive/"),
                )
            }
            Self::MissingFigures { missing } => {
                let named = |(rep_id, kpi): &(String, Kpi)| format!("{rep_id} {}", terms.kpi(*kpi));
                let list: Vec<String> = missing.iter().map(named).collect();
                language.pick(
                    format!("考核方案规定 missing = \"fail\"，而以下指标没有得分，因此什么都不发布：{}；请补全数据，或改为 \"exclude\" 或 \"zero\"", list.join("、")),
                    format!("the policy says missing = \"fail\", and these figures have no points, so nothing is published: {}; complete the data, or say \"exclude\" or \"zero\"", list.join(", ")),
                )
            }
        }
    }
}

/// That nobody has a row of the period, what days are known instead, and what lies in its folder.
fn no_rows(
    period: Period,
    known: &[(Dataset, NaiveDate, NaiveDate)],
    left_out: u64,
    files: &[String],
    terms: Terms<'_>,
) -> String {
    const NAMED: usize = 10;
    let language = terms.language;
    let mut message = language.pick(
        format!("{period} 没有任何一行数据，因此没有发布任何文件，上一次发布的结果保持不变"),
        format!("no row of any export is of {period}, so nothing was published; what was published last stays as it was"),
    );
    if left_out > 0 {
        message += &language.pick(
            format!("；该期的 {left_out} 行都没有计入，原因见上面的错误"),
            format!("; {left_out} rows of it were all left out, for the errors above"),
        );
    } else if known.is_empty() {
        message += language.pick(
            "；没有读到任何订单、拜访等数据",
            "; no orders, visits or other rows were read at all",
        );
    } else {
        let days = known.iter().map(|(dataset, first, last)| {
            let name = terms.dataset(*dataset);
            let days = if *first > period.last_day() { first } else { last };
            format!("{name} {days}")
        });
        let days: Vec<_> = days.collect();
        message += &language.pick(
            format!("；已知最新的一天：{}", days.join("、")),
            format!("; the newest day known is {}", days.join(", ")),
        );
    }
    let named = files.iter().take(NAMED).cloned().collect::<Vec<_>>();
    let more = if files.len() > NAMED { "…" } else { "" };
    message += &if files.is_empty() {
        language.pick(
            format!("；inbox/{period}/ 中没有文件"),
            format!("; there is no file in inbox/{period}/"),
        )
    } else {
        language.pick(
            format!("；该期文件夹中的文件：{}{more}", named.join("、")),
            format!("; the files of its folder: {}{more}", named.join(", ")),
        )
    };
    message += &language.pick(
        format!("。请把 {period} 的导出放入 inbox/{period}/，并核对 --period 与系统时钟"),
        format!(". Put the exports of {period} into inbox/{period}/, and check --period and the clock"),
    );
    message
}
