//! What was typed. Texts are in Chinese first, then in English, since the book's language is not known yet.

use clap::{ArgGroup, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use repcard::model::Period;
use repcard::read::READ_COMMAND;
use repcard::report::code::PageCode;
use std::path::PathBuf;

const EXIT_CODES: &str = "\
退出码 · Exit codes:
  0  完成 · done
  1  完成，但有“错误”级数据问题，加 --fail-on warning 时也含“警告”（加 --strict 则不发布） · done, with findings of severity error,
     or warning with --fail-on warning (--strict: nothing published)
  2  用法、设置或数据无法使用，或本期没有任何数据，未发布 · usage, settings or input that cannot be worked with, or no row
     of the period; nothing published
  3  机器原因：磁盘满、内存不足、权限不足、另一个 repcard 正在发布；未发布 · the machine: disk full, out of memory, permission,
     lock held; nothing published
  4  考核期已关账，现在算出的结果与之不同；未发布 · the period is closed, and what is computed now differs; nothing published

示例 · Examples:
  repcard init 绩效                            新建账套 · a new book
  repcard init 绩效 --from 导出/               由一个目录的导出文件新建账套 · a book of a folder of exports
  repcard check --book 绩效                    只检查上个月的数据 · look at last month's data
  repcard run --book 绩效 --period 2026-10     生成十月的考核表 · the appraisals of October
  repcard plan --book 绩效 --year 2027         分解 2027 年的目标 · the targets of 2027
  repcard preview --book 绩效 --rep S001       改模板时看一张考核表 · one form, to see a template
  repcard schedule --cron --book 绩效          crontab 的行，每月自动运行 · lines of a crontab, to run it each month";

/// 把销售部门每月导出的表格做成绩效考核表 · Turns a sales department's monthly exports into performance appraisals
///
/// 账套是一个目录：repcard.toml（公司、语言、日历、数据来源）、policy.toml（指标、权重、评分规则、等级）、
/// inbox/（花名册、目标、客户等长期数据）、inbox/2026-10/（当月导出的表格）、out/2026-10/（发布的结果）。
/// 两个设置文件都可以没有。
///
/// A book is a folder: repcard.toml (company, language, calendar, inputs), policy.toml (KPIs, weights, rules,
/// grades), inbox/ (what holds for many months: roster, targets, customers), inbox/2026-10/ (the month's exports)
/// and out/2026-10/ (what was published). Both settings files may be absent.
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES, arg_required_else_help = true, max_term_width = 110)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// What to do it with.
    #[command(flatten)]
    pub options: Options,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 读取、校验、计算、发布 · Read, validate, measure, score and publish
    ///
    /// 结果整体发布或完全不发布：运行失败或中途被终止时，上一次的结果保持原样。
    ///
    /// 已关账的考核期只比较、不发布；加 --restate 时以新版发布。
    ///
    /// Results are published whole or not at all: a run that fails or is killed leaves the last result as it was. Of a closed
    /// period it only says what would be another; with --restate it publishes a new version.
    Run(Run),
    /// 关账：此后只能以新版改动 · Close a period: from then on it changes only as a new version
    ///
    /// 封存已发布的考核期。此后的 run 只列出与它不同之处（谁、哪项、由多少变为多少、因为哪些行），什么都不发布，
    /// 不同时退出码为 4；run --restate "原因" 发布第 2 版，第 1 版留在 out/考核期@1 和档案中。
    ///
    /// Seals what is published. A later run lists what would be another (who, which figure, from what to what, because of which
    /// rows) and publishes nothing, with exit code 4 where anything would; run --restate "reason" publishes version 2 and keeps
    /// version 1 as out/PERIOD@1 and in the archive.
    Close {
        /// 考核期；默认上个月 · The period; last month by default
        #[arg(value_name = "PERIOD", value_parser = period)]
        which: Option<Period>,
    },
    /// 档案：由 inbox/ 和 out/ 重建 · The archive: make it anew from inbox/ and out/
    Archive {
        /// What to do with it.
        #[command(subcommand)]
        what: ArchiveCommand,
    },
    /// 业绩档案：一个人历次发布的结果 · Everything that was published of a rep, period by period
    ///
    /// 取自档案，每个考核期的每一版一行；加 --format json 含全部指标。
    ///
    /// Read from the archive, a line for each version of each period; with --format json all figures.
    History {
        /// 工号 · The rep's number
        #[arg(value_name = "REP")]
        rep: String,
    },
    /// 比较两个考核期或两个版本：哪些数值不同，因为哪些行 · Compare two periods or versions: whose figures differ, because of which rows
    ///
    /// 写考核期（2026-10，最新版）、版本（2026-10@1）或 snapshot.json 的路径。同一考核期的两个版本都在档案中时，列出变动的行。
    ///
    /// A period (2026-10, its newest version), a version (2026-10@1), or the path of a snapshot.json. Of two versions of one
    /// period that are both in the archive, the rows that came, went or changed are listed.
    Diff {
        /// 较早的一个 · The earlier
        #[arg(value_name = "A")]
        was: String,
        /// 较晚的一个 · The later
        #[arg(value_name = "B")]
        is: String,
    },
    /// 读取、校验，不发布 · Read and validate, publish nothing
    ///
    /// 先逐份列出本期的数据：有几行、从哪天到哪天、在哪个文件、缺了什么、是不是别的月份的、是否过旧（[expect]），以及能否发布：
    /// 目录、权限、锁、磁盘；然后是数据问题。退出码与 run 在同样情况下的相同。
    ///
    /// First lists the period's data: rows, days, files, what is missing, of another month or too old ([expect]); and whether
    /// a result could be published: folder, permissions, lock, disk. Then the findings. It exits as a run would.
    Check,
    /// 把年度目标分解到人、月、周、日 · Break a year's targets down to reps, months, weeks and days
    ///
    /// 读取 plan-年份.toml（没有时读 plan.toml）中公司、区域、团队、个人、产品的目标，按淡旺季、权重、在职时间和工作日分解，发布到
    /// out/plan-年份：plan-2027.xlsx（季度、月、周、日）、targets-2027.xlsx（签订后放入 inbox/，考核时按它计算）。
    /// 各级合计分毫不差；写法见 docs/plan.md。
    ///
    /// Reads the targets of company, regions, teams, reps and products in plan-YEAR.toml, or plan.toml, and spreads them by
    /// season, weight, time of employment and working days. Publishes into out/plan-YEAR: plan-2027.xlsx (quarters, months,
    /// weeks, days) and targets-2027.xlsx, which appraisals go by once it lies in inbox/. Sums are exact at every level; see
    /// docs/plan.en.md.
    Plan(Plan),
    /// 看文件是怎样被读取的 · Show how files are read
    ///
    /// 逐表列出：文件种类、编码、表头行、是哪种数据、可信度、每列对应的字段和内容、不是数据的行、未使用的列，
    /// 前几行在文件中的原样和读成的值，并打印可以粘贴到 repcard.toml 的 [inputs]。文件在账套之内时，按账套已有的设置读取。
    ///
    /// Lists for each table the kind of file, encoding, header row, dataset and confidence, each column with its field
    /// and some values, the rows that are no data and the columns not used, the first rows as they stand in the file and
    /// as they were understood; and prints the [inputs] that pin this reading, to be pasted into repcard.toml. The book's
    /// own settings apply.
    Inspect {
        /// 文件 · Files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// 每张表列出前几行 · How many rows of each table to show
        #[arg(long, value_name = "N", default_value_t = 3)]
        rows: usize,
    },
    /// 新建账套 · Make a new book
    ///
    /// 写入带注释的 repcard.toml 和 policy.toml、inbox/ 和 .gitignore；不覆盖已有文件。
    /// 加 --from 时先看一个导出文件的目录：文件按内容复制到 inbox/ 中的位置，每张表怎样读取写成 [[inputs.…]]，
    /// 拿不准的地方和没有认出的表都有注释；什么都不问。
    ///
    /// Writes a commented repcard.toml and policy.toml, inbox/ and a .gitignore; overwrites nothing.
    /// With --from it looks at a folder of exports first: files are copied to where they belong below inbox/, and how each
    /// table is read is written as [[inputs.…]], with comments on what is not sure and on what was not recognised. Nothing is
    /// asked.
    Init {
        /// 账套目录；加 --from 时可省略，默认在导出目录旁边 · The folder to make; with --from, beside the exports by default
        #[arg(required_unless_present = "from")]
        dir: Option<PathBuf>,
        /// 导出文件的目录 · A folder of exports
        #[arg(long, value_name = "EXPORTS", conflicts_with = "templates")]
        from: Option<PathBuf>,
        /// 只把内置模板写入 DIR/templates/，供修改 · Only write the built-in templates to DIR/templates/, to be changed
        #[arg(long)]
        templates: bool,
    },
    /// 只打印一份文件，改模板时用 · Print a single document, to see a template
    ///
    /// 与 run 打印的完全相同：读取账套，只打印一张考核表（--rep）、一个团队的汇总（--team）或月报（--report），
    /// 写入账套下的 preview/，不影响已发布的结果。加 --watch 后账套只读一次，此后每次保存模板都在几毫秒内重新打印，
    /// 用 Ctrl-C 结束。
    ///
    /// Exactly what run prints: reads the book and prints one form (--rep), one team's summary (--team) or the report
    /// (--report) into BOOK/preview/; what is published stays as it is. With --watch the book is read once, and each time
    /// a template is saved the document is printed again within milliseconds, until Ctrl-C.
    Preview(Preview),
    /// 由 snapshot.json 重新打印 · Print again from a snapshot.json
    ///
    /// 每次发布的目录里都有 snapshot.json，它保存了打印所需的一切。这个命令不读取导出文件，只用账套现有的模板和字体重新生成
    /// 全部文件，写入 out/考核期（或 --out 指定的目录）；模板和字体没有变时，结果与当时发布的逐字节相同。
    ///
    /// Every published folder holds a snapshot.json with everything that documents are made from. No export is read: all
    /// documents are made anew with the book's templates and fonts, into BOOK/out/PERIOD or where --out says; with the
    /// same templates and fonts they are, byte for byte, what was published.
    Render {
        /// 已发布目录中的 snapshot.json · The snapshot.json of a published folder
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// 核对已发布的文件，或纸面上的核对码 · Check published files, or the code on a page
    ///
    /// 把目录（默认为账套下的 out/考核期）与其中的 manifest.json 对照：少了、改了、多了哪些文件。
    /// 加 --code 时，再查考核表页脚的核对码属于发布的哪份结果，并列出发布的数值供与纸面逐项对照；程序看不到纸面本身。
    ///
    /// Compares the folder (BOOK/out/PERIOD by default) with its manifest.json: which files are missing, changed or
    /// added. With --code also says whose published results the code at the foot of a form belongs to, and lists their
    /// figures to be compared with the page, which the program does not see.
    Verify {
        /// 已发布的目录 · A published folder
        dir: Option<PathBuf>,
        /// 页脚的核对码，如 2026-10/S001/4F7K-Q2MD-8X3A · The code at the foot of a form
        #[arg(long, value_name = "CODE", value_parser = page_code)]
        code: Option<PageCode>,
    },
    /// 说明数值的由来：由哪些行构成，哪些行没有计入 · Explain figures: the rows that they are made of, and those that they are not
    ///
    /// 由输入文件重新计算，并说明输入或数值是否已与发布时不同。不写指标时说明整张考核表。用 --row 查一行的去向。
    /// --format json 和 --format xlsx 供其他程序和表格使用；xlsx 写到标准输出或 --output。
    ///
    /// Recomputed from the inputs; says where these or the figures are no longer what was published. Without a KPI the
    /// whole card. --row tells what became of a row. --format json and xlsx are for programs and spreadsheets; xlsx goes
    /// to stdout, or to --output.
    Explain(Explain),
    /// 说明一种数据问题：含义、影响、怎么办、示例 · Explain a kind of finding: meaning, effect, remedy, example
    ///
    /// 不写代码时列出全部代码。
    ///
    /// Without a code, lists all of them.
    ExplainFinding {
        /// 代码，如 unknown-rep · A code such as unknown-rep
        code: Option<String>,
        /// 列出全部代码 · List all codes
        #[arg(long, conflicts_with = "code")]
        list: bool,
    },
    /// 列出要读入的清单：字段、类型、列名、词 · What goes in: lists, fields, kinds, headers, words
    ///
    /// 不写清单时每份一行。账套 datasets/ 中自定义的清单也在内。加 --format json 供其他程序使用；
    /// 加 --format xlsx 得到空白的导入表：写到 --output 的文件（一个工作簿）或目录（每份清单一个），或标准输出。
    ///
    /// Without a list, each in a line. Those of the book's own datasets/ are among them. For other programs with
    /// --format json; with --format xlsx as blank workbooks to fill in, into the file of --output (one workbook), a folder
    /// (one a list) or stdout.
    Fields {
        /// 清单 id，如 orders · The id of a list such as orders
        #[arg(value_name = "DATASET")]
        dataset: Option<String>,
        /// 列出已知系统的预设，供 preset = "…" 使用 · List what is known of systems' exports, for preset = "…"
        #[arg(long)]
        presets: bool,
        /// 写到此文件，或把每份清单写入此目录 · Write to this file, or each list into this folder
        #[arg(short, long, value_name = "FILE|DIR")]
        output: Option<PathBuf>,
    },
    /// 上次运行的情况：何时、哪一期、结果如何 · How the last run ended: when, which period, with what
    ///
    /// 运行记录在账套的 .repcard/runs.jsonl 中。--format json 供其他程序使用，--format prometheus 供 node-exporter 的
    /// textfile 收集器使用。能说明时退出码为 0，没有任何运行记录时为 2。
    ///
    /// Runs are recorded in .repcard/runs.jsonl of the book. --format json is for other programs, --format prometheus for
    /// node-exporter's textfile collector. The exit code is 0 where there is something to tell, 2 where no run is recorded.
    Status,
    /// 把已发布的文件用邮件送到各人 · Mail what is published to whom it concerns
    ///
    /// 按 repcard.toml 的 [mail]：每人的考核表发到花名册上的邮箱；团队的考核表、汇总、评分表发给主管；月报和成绩表发给总监。
    /// 发过的不再发，中途被终止也不会重发：记录在 .repcard/mail.jsonl。内容有变化时作为更正再发。地址有误不影响其他人。
    /// 退出码：0 全部送达，1 有没送达的，2 没有可发的或设置有误，3 服务器连不上。
    ///
    /// By [mail] of repcard.toml: each rep's form to the address on the roster; the team's forms, summary and sheet to fill in to
    /// its manager; report and workbook to the director. What was sent is not sent again, even after a kill: it is recorded in
    /// .repcard/mail.jsonl. What has changed since goes out as a correction. One bad address stops nobody else's mail.
    /// Exit codes: 0 all sent, 1 some were not, 2 nothing to send or settings that cannot be worked with, 3 no server.
    Send(Send),
    /// 打印定时任务：systemd 单元或 crontab 的行 · Print what a scheduler needs: systemd units, or lines of a crontab
    ///
    /// 单元权限收得很紧：只能写账套目录，不用邮件和通知就没有网络；关机错过的会在开机后补跑（Persistent），失败时启动 …-failure.service。
    ///
    /// The units have few rights: they write only the book, and have no network unless mail or a notice needs it. What was missed
    /// while the machine was off is made up for (Persistent), and a failure starts …-failure.service.
    ///
    ///   repcard schedule --systemd --book /srv/绩效 --output /etc/systemd/system && systemctl enable --now repcard.timer
    ///   repcard schedule --cron --book /srv/绩效 >> crontab
    #[command(verbatim_doc_comment)]
    Schedule(Schedule),
    /// 清理旧的结果 · Remove old results
    ///
    /// 在 out/ 中，月、季度、年各保留最新的若干期，其余列出并删除；年度目标的目录不动。目录里有不是 repcard 发布的文件，
    /// 或有人填写过而没有放入 inbox 的表时，整个目录保留。
    ///
    /// Of months, quarters and years in out/ the newest are kept; the others are listed and removed. Plans stay. A folder
    /// that holds a file that repcard did not publish, or a sheet that somebody filled in, stays as a whole.
    Prune {
        /// 每种考核期保留几期 · How many of each kind of period to keep
        #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        keep: u32,
        /// 只列出，不删除 · Only tell what would go
        #[arg(long)]
        dry_run: bool,
    },
    /// 输出命令行补全脚本 · Print completions for a shell
    Completions {
        /// Shell
        shell: Shell,
    },
    /// 输出 man 手册页 · Print the manual page
    Man,
    /// 供 repcard 自己调用 · For repcard's own use
    #[command(name = READ_COMMAND, hide = true)]
    ReadExport {
        /// What to read, and within which limits.
        request: String,
    },
}

/// What to do with the archive.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum ArchiveCommand {
    /// 补上档案中没有、而 out/ 中有的各期各版，并说明哪些无法恢复 · Add what lies in out/ and is not in the archive, and say what could not be had back
    ///
    /// 档案损坏时请先把它移走。导出文件没有变动的考核期，各数值所含的行也由 inbox/ 重新得出。
    ///
    /// Move a damaged archive away first. Where the exports are what they were, the rows behind the figures are read again from
    /// inbox/ as well.
    Rebuild,
}

/// How to run.
#[derive(Debug, Default, clap::Args)]
pub struct Run {
    /// 以新版发布已关账的考核期，并写明原因 · Publish a closed period anew, and say why
    #[arg(long, value_name = "REASON", value_parser = reason)]
    pub restate: Option<String>,
    /// 这一次不发邮件，不论 [mail] 的 after_run 怎样写 · Mail nothing this time, whatever after_run of [mail] says
    #[arg(long)]
    pub no_mail: bool,
}

/// What to plan.
#[derive(Debug, clap::Args)]
pub struct Plan {
    /// 哪一年 · The year
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1901..=9998))]
    pub year: i32,
}

/// For which scheduler, and when.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("scheduler").args(["systemd", "cron"]).required(true))]
pub struct Schedule {
    /// systemd 的单元 · Units for systemd
    #[arg(long)]
    pub systemd: bool,

    /// crontab 的行 · Lines of a crontab
    #[arg(long)]
    pub cron: bool,

    /// 每月几号 · The day of the month
    #[arg(long, value_name = "DAY", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=28))]
    pub day: u32,

    /// 几点 · The time of that day
    #[arg(long, value_name = "HH:MM", default_value = "06:00", value_parser = time)]
    pub at: (u32, u32),

    /// 写入此目录，而不打印 · Write into this folder instead of printing
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// What to send.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools)] // flags of a command line
#[command(group = ArgGroup::new("someone").args(["rep", "team", "director", "data"]).multiple(true))]
pub struct Send {
    /// 只发给此人（工号），可写几次 · Only to the rep of this number; may be given several times
    #[arg(long, value_name = "REP")]
    pub rep: Vec<String>,

    /// 只发给此团队的主管，可写几次 · Only to the manager of this team; may be given several times
    #[arg(long, value_name = "TEAM")]
    pub team: Vec<String>,

    /// 只发给总监 · Only to the director
    #[arg(long)]
    pub director: bool,

    /// 只发给数据负责人 · Only to whoever mends the data
    #[arg(long)]
    pub data: bool,

    /// 发过的也再发一次；要指明是谁 · Once more what was sent; somebody must be named
    #[arg(long, requires = "someone", conflicts_with = "unsent")]
    pub again: bool,

    /// 只重试服务器暂时不收的 · Only what the server did not take for now
    #[arg(long)]
    pub unsent: bool,

    /// 只写成 .eml 文件，不发送 · Only write .eml files, and send nothing
    #[arg(long)]
    pub dry_run: bool,

    /// .eml 文件写入此目录；默认为账套下的 preview/mail-考核期 · The folder of .eml files; BOOK/preview/mail-PERIOD by default
    #[arg(long, value_name = "DIR", requires = "dry_run")]
    pub output: Option<PathBuf>,
}

/// What to explain.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// 工号或姓名；加 --team 时为指标 · A rep's number or name; with --team, the KPI
    #[arg(required_unless_present_any = ["team", "row"], value_name = "REP")]
    pub rep: Option<String>,

    /// 指标的 id 或名称 · A KPI's id or name
    #[arg(value_name = "KPI", conflicts_with = "team")]
    pub kpi: Option<String>,

    /// 此团队的每个人 · Everyone in this team
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,

    /// 这一行的去向：订单.xlsx!10月!F14 · What became of this row
    #[arg(long, value_name = "ROW", conflicts_with_all = ["rep", "kpi", "team"])]
    pub row: Option<String>,

    /// 写到此文件 · Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What to preview, and where.
#[derive(Debug, clap::Args)]
pub struct Preview {
    /// Whose document.
    #[command(flatten)]
    pub subject: PreviewSubject,

    /// 写到此文件；默认为账套下的 preview/ · Write to this file; into BOOK/preview/ by default
    #[arg(long, value_name = "FILE.pdf")]
    pub output: Option<PathBuf>,

    /// 用此目录中的模板；默认为账套的 templates/ · Take templates from this folder; BOOK/templates/ by default
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,

    /// 每次保存模板后重新打印 · Print again whenever a template is saved
    #[arg(long)]
    pub watch: bool,
}

/// Whose document to preview: one of them.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub struct PreviewSubject {
    /// 此人的考核表：工号或姓名 · The form of this rep: number or name
    #[arg(long, value_name = "REP")]
    pub rep: Option<String>,

    /// 此团队的汇总 · The summary of this team
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,

    /// 月报 · The report
    #[arg(long)]
    pub report: bool,
}

/// What to do it with; accepted before and after the command.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// 账套目录 · The book's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub book: PathBuf,

    /// 考核期：2026-10、2026-Q4 或 2026；默认上个月 · The period: 2026-10, 2026-Q4 or 2026; last month by default
    #[arg(long, global = true, value_name = "PERIOD", value_parser = period)]
    pub period: Option<Period>,

    /// 发布到此目录；默认为账套下的 out/考核期 · Publish into this folder; BOOK/out/PERIOD by default
    ///
    /// 目录会被整体替换；其中若有不是 repcard 发布的文件，则不发布。
    ///
    /// The folder is replaced as a whole; one that holds files that repcard did not publish is refused.
    #[arg(long, global = true, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// 另一个 repcard 正在发布时最多等多久，如 90s、15m、2h · How long to wait for another run: 90s, 15m, 2h
    #[arg(long, global = true, value_name = "TIME", value_parser = seconds, default_value = "0s")]
    pub wait_lock: u64,

    /// 退出码为 1 时什么都不发布 · Publish nothing where the exit code is 1
    ///
    /// 默认指有“错误”级数据问题；加 --fail-on warning 时“警告”也算。
    ///
    /// That is where a finding is an error, or, with --fail-on warning, a warning.
    #[arg(long, global = true)]
    pub strict: bool,

    /// 从哪一级数据问题起退出码为 1 · From which severity of findings on the exit code is 1
    #[arg(long, global = true, value_enum, value_name = "SEVERITY", default_value_t)]
    pub fail_on: FailOn,

    /// 摘要的格式：human 写到标准错误，json 写到标准输出 · The summary: for people on stderr, or as JSON on stdout
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,

    /// 一切正常时不输出 · Print nothing when all is well
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// 列出每个文件和每个数据问题 · List every file and every finding
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,

    /// 把各阶段的用时和行数记到标准错误：human 或 json，供日志系统使用 · Log stages with seconds and rows to stderr
    ///
    /// 只有编号和个数，没有姓名和数值。只用于 run、check 和 send。
    ///
    /// Ids and counts alone, no names and no figures. Of run, check and send.
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,

    /// 何时使用颜色 · When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: Color,
}

/// From which severity of findings on a run counts as failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum FailOn {
    /// 仅“错误” · Errors alone
    #[default]
    Error,
    /// “错误”和“警告” · Errors and warnings
    Warning,
}

/// How the summary is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// 给人看的文字 · Text for people
    #[default]
    #[value(alias = "text")]
    Human,
    /// 一个 JSON 对象 · One JSON object
    Json,
    /// 工作簿，仅用于 explain 和 fields · A workbook, of explain and fields alone
    Xlsx,
    /// node-exporter 的 textfile，仅用于 status · For node-exporter's textfile collector, of status alone
    Prometheus,
}

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// 每行一条文字 · A line of text each
    Human,
    /// 每行一个 JSON 对象 · A JSON object a line
    Json,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// 终端上使用，设置了 NO_COLOR 时除外 · On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// 总是 · Always
    Always,
    /// 从不 · Never
    Never,
}

fn period(text: &str) -> Result<Period, String> {
    text.parse().map_err(|_| {
        "请写月份 2026-10、季度 2026-Q4 或年份 2026 · write a month as 2026-10, a quarter as 2026-Q4 or a year as 2026".into()
    })
}

/// A time of a day.
fn time(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once(':');
    let numbers = parts.and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
    numbers
        .filter(|(hour, minute)| *hour < 24 && *minute < 60)
        .ok_or_else(|| "请写 06:30 这样的时间 · write a time as 06:30".into())
}

/// A time such as 90s, 15m or 2h, in seconds; a day at most.
fn seconds(text: &str) -> Result<u64, String> {
    const LONGEST: u64 = 24 * 60 * 60;
    let known = [("s", 1), ("m", 60), ("h", 60 * 60)];
    let stated = known.into_iter().find_map(|(unit, seconds)| {
        let number: u64 = text.strip_suffix(unit)?.trim_end().parse().ok()?;
        number.checked_mul(seconds)
    });
    stated
        .filter(|seconds| *seconds <= LONGEST)
        .ok_or_else(|| "请写 90s、15m 或 2h，最多 24h · write a time as 90s, 15m or 2h, 24h at most".into())
}

fn reason(text: &str) -> Result<String, String> {
    let reason = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err("请写明原因 · say why".into());
    }
    Ok(reason)
}

fn page_code(text: &str) -> Result<PageCode, String> {
    text.parse().map_err(|_| {
        "请照页脚抄写，如 2026-10/S001/4F7K-Q2MD-8X3A · copy it from the foot of the form, like 2026-10/S001/4F7K-Q2MD-8X3A".into()
    })
}
