//! The only printing: a calm summary for people on stderr, or one JSON object on stdout.

mod account;
mod closed;
mod findings;
mod planned;
mod preflight;

use super::args::LogFormat;
use repcard::job::{Job, Outcome, Printing};
use repcard::model::{Finding, Id, Language, Period, Severity, Terms};
use repcard::publish::Probe;
use repcard::report::account::AccountView;
use repcard::report::assumptions::{self, AssumptionView};
use repcard::report::findings::FindingView;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// How much to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verbosity {
    /// Nothing, unless something is wrong.
    Quiet,
    /// A summary, the first of each kind of finding in a table, the others counted.
    Normal,
    /// Every file and every finding.
    Verbose,
}

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    /// The language.
    pub language: Language,
    /// Whether the summary is JSON on stdout.
    pub json: bool,
    /// How much to print.
    pub verbosity: Verbosity,
    /// Whether to colour.
    pub coloured: bool,
    /// How stages are logged, if they are.
    pub log: Option<LogFormat>,
    /// Whether stages may be shown as they pass: there is a terminal that can show it, and somebody who wants it.
    pub shows_progress: bool,
}

/// What is told of a run beside its outcome.
#[derive(Debug)]
pub struct Told<'a> {
    /// Whether a result could be published, where none was to be.
    pub probe: Option<&'a Probe>,
    /// What became of mail, for programs.
    pub mail: Option<Value>,
    /// How long it took.
    pub elapsed: Duration,
}

const FAINT: &str = "2";

impl Console {
    /// Tells what a run did.
    pub fn outcome(self, job: &Job, outcome: &Outcome, told: &Told<'_>) -> io::Result<()> {
        let Told { probe, elapsed, .. } = *told;
        let terms = job.catalogue.terms(self.language);
        if self.json {
            let mut summary = self.summary_json(job, outcome);
            summary["lists"] = preflight::lists_json(&outcome.lists, terms);
            if let Some(probe) = probe {
                summary["machine"] = preflight::machine_json(probe, self.language);
            }
            if let Some(mail) = &told.mail {
                summary["mail"] = mail.clone();
            }
            return document(format!("{summary:#}\n").as_bytes());
        }
        self.filled_in(job, outcome);
        let is_well = probe.is_none_or(|probe| probe.troubles.is_empty());
        if let Some(probe) = probe.filter(|_| self.verbosity != Verbosity::Quiet || !is_well) {
            if self.verbosity != Verbosity::Quiet {
                self.lists(terms, &outcome.lists);
            }
            self.machine(&job.printing.out, probe);
        }
        if probe.is_none() || self.verbosity == Verbosity::Quiet {
            self.stale(terms, &outcome.lists);
        }
        if self.verbosity == Verbosity::Quiet && !outcome.fails_on(job.fail_on) {
            // That a closed period would be another is never kept quiet.
            if let Some(closed) = outcome
                .closed
                .as_ref()
                .filter(|closed| closed.comparison.differs())
            {
                to_stderr(&self.blackline(job, closed));
            }
            return Ok(());
        }
        let mut text = String::new();
        findings::tell(
            self,
            job.catalogue.terms(self.language),
            &mut text,
            &outcome.findings,
            job.fail_on,
        );
        if self.verbosity != Verbosity::Quiet {
            account::tell(
                self,
                job.catalogue.terms(self.language),
                &mut text,
                &outcome.account,
            );
        }
        self.table(&mut text, &self.facts(job, outcome, elapsed));
        if let Some(blackline) = &outcome.closed {
            text.push('\n');
            text += &self.blackline(job, blackline);
        }
        self.hint(&mut text, &outcome.findings);
        to_stderr(&text);
        Ok(())
    }

    /// Tells, however quiet it is to be, what somebody filled in where it does not count.
    fn filled_in(self, job: &Job, outcome: &Outcome) {
        if outcome.filled_in.is_empty() {
            return;
        }
        let language = self.language;
        let files: Vec<String> = outcome
            .filled_in
            .iter()
            .map(|file| job.printing.out.join(file).display().to_string())
            .collect();
        let period = job.period;
        let files = files.join(language.pick("、", ", "));
        self.warning(&language.pick(
            format!("{files}：有人在发布目录里填写过，没有计入。内容已保留，没有被覆盖；请放入 inbox/{period}/ 后重新运行，才会计入；不再需要的请删除"),
            format!("{files}: somebody filled this in where it was published, and it does not count. It was kept, not overwritten: put it into inbox/{period}/ and run again to have it counted, or delete it where it is no longer needed"),
        ));
    }

    /// Says where to read more about the finding that was told first.
    fn hint(self, text: &mut String, found: &[Finding]) {
        let foremost = findings::foremost(found);
        if let Some(foremost) = foremost.filter(|_| self.verbosity != Verbosity::Quiet) {
            let code = foremost.code();
            let hint = self.language.pick(
                format!("各代码的含义和处理办法：repcard explain-finding {code}"),
                format!("What a code means and how to mend it: repcard explain-finding {code}"),
            );
            let _ = writeln!(text, "\n{}", self.painted(FAINT, &hint));
        }
    }

    /// Tells the findings that led to a failure, ahead of the failure itself.
    pub fn leading_to_failure(self, terms: Terms<'_>, found: &[Finding]) {
        let mut text = String::new();
        // Where nothing comes of a run, what is but a warning else may be why.
        let verbosity = match self.verbosity {
            Verbosity::Quiet => Verbosity::Normal,
            verbosity => verbosity,
        };
        findings::tell(
            Self { verbosity, ..self },
            terms,
            &mut text,
            found,
            Severity::Error,
        );
        to_stderr(&text);
    }

    /// Tells why nothing was done.
    pub fn failure(self, message: &str) {
        let head = self.painted("31;1", self.language.pick("错误：", "error: "));
        to_stderr(&format!("{head}{}\n", printable(message)));
    }

    /// Tells a mistake in a settings file: `repcard.toml:12:1: …`, and below it the line it stands in.
    pub fn mistake(self, message: &str) {
        let message = printable(message);
        let (what, line) = message.split_once('\n').unwrap_or((&message, ""));
        to_stderr(&format!("{}\n", self.painted("1", what)));
        if !line.is_empty() {
            to_stderr(&format!("{line}\n"));
        }
    }

    /// Tells something that is not as it should be.
    pub fn warning(self, message: &str) {
        let severity = self.severity(Severity::Warning);
        to_stderr(&format!("{severity} {}\n", printable(message)));
    }

    /// Tells something good to know.
    pub fn note(self, message: &str) {
        if self.verbosity != Verbosity::Quiet {
            to_stderr(&format!("{}\n", printable(message)));
        }
    }

    fn facts(self, job: &Job, outcome: &Outcome, elapsed: Duration) -> Vec<(String, String)> {
        let language = self.language;
        let records = outcome.records.values().copied();
        let counts = records.chain([outcome.files.len(), outcome.scorecards]);
        let widest = counts.map(|count| grouped(count).len()).max().unwrap_or_default();
        let count = |count: usize| format!("{:>widest$}", grouped(count));
        let seconds = format!("{:.1}", elapsed.as_secs_f64());

        let mut facts = vec![
            (
                language.pick("考核期", "period").to_owned(),
                job.period.to_string(),
            ),
            (
                language.pick("文件", "files").to_owned(),
                count(outcome.files.len()),
            ),
        ];
        if self.verbosity == Verbosity::Verbose {
            facts.extend(
                outcome
                    .files
                    .iter()
                    .map(|file| (String::new(), printable(file).into_owned())),
            );
        }
        let (records, terms) = (outcome.records.iter(), job.catalogue.terms(language));
        facts.extend(records.map(|(dataset, records)| (terms.dataset(*dataset).to_owned(), count(*records))));
        facts.extend([
            (
                language.pick("考核人数", "scorecards").to_owned(),
                count(outcome.scorecards),
            ),
            (
                language.pick("数据问题", "findings").to_owned(),
                self.counts(job, outcome),
            ),
        ]);
        if !outcome.assumptions.is_empty() && self.verbosity != Verbosity::Quiet {
            let name = language.pick("取数口径", "assumed").to_owned();
            let list = language.pick("  （findings.xlsx 逐项列出）", "  (findings.xlsx lists them)");
            let list = if outcome.documents.is_empty() { "" } else { list };
            let counted = assumptions::counted(&outcome.assumptions, language);
            facts.push((name, counted + &self.painted(FAINT, list)));
        }
        facts.extend([
            (
                language.pick("发布", "published").to_owned(),
                self.published(job, outcome),
            ),
            (
                language.pick("用时", "time").to_owned(),
                language.pick(format!("{seconds} 秒"), format!("{seconds} s")),
            ),
        ]);
        facts
    }

    fn counts(self, job: &Job, outcome: &Outcome) -> String {
        let counts = Severity::ALL.map(|severity| {
            let of_severity = outcome
                .findings
                .iter()
                .filter(|finding| finding.severity == severity);
            let count = of_severity.count();
            let words = format!("{} {}", severity.name(self.language), grouped(count));
            self.painted(if count == 0 { FAINT } else { colour(severity) }, &words)
        });
        let all_told = outcome.findings.is_empty() || self.verbosity == Verbosity::Verbose;
        let rest = match (all_told, job.publish && !outcome.documents.is_empty()) {
            (true, _) => "",
            (_, true) => self
                .language
                .pick("  （全部见 findings.xlsx）", "  (all of them in findings.xlsx)"),
            _ => self
                .language
                .pick("  （加 -v 列出全部）", "  (-v lists all of them)"),
        };
        counts.join("  ") + &self.painted(FAINT, rest)
    }

    fn published(self, job: &Job, outcome: &Outcome) -> String {
        let language = self.language;
        if !job.publish {
            return language
                .pick("否（check 只检查）", "nothing (check only looks)")
                .into();
        }
        if let Some(closed) = &outcome.closed {
            let version = closed.version;
            return language.pick(
                format!("否（已关账，第 {version} 版）"),
                format!("nothing (closed, version {version})"),
            );
        }
        if outcome.documents.is_empty() {
            return language.pick(
                if outcome.fails_on(job.fail_on) {
                    format!("否（--strict：有{}级问题）", job.fail_on.name(language))
                } else {
                    "否（--strict：有文件过旧）".to_owned()
                },
                if outcome.fails_on(job.fail_on) {
                    format!(
                        "nothing (--strict, and there are {}s)",
                        job.fail_on.name(language)
                    )
                } else {
                    "nothing (--strict, and files are too old)".to_owned()
                },
            );
        }
        let documents = self.documents(&job.printing.out, outcome);
        match outcome.restated {
            Some(version) => language.pick(
                format!("第 {version} 版，{documents}"),
                format!("version {version}, {documents}"),
            ),
            None => documents,
        }
    }

    /// How many documents there are, and where.
    fn documents(self, out: &Path, outcome: &Outcome) -> String {
        let count = grouped(outcome.documents.len());
        let out = out.display().to_string();
        let out = printable(out.strip_prefix("./").unwrap_or(&out));
        self.language.pick(
            format!("{count} 个文件 → {out}"),
            format!("{count} files → {out}"),
        )
    }

    /// Tells what came of printing a snapshot anew.
    pub fn rendered(
        self,
        terms: Terms<'_>,
        period: Period,
        printing: &Printing,
        outcome: &Outcome,
    ) -> io::Result<()> {
        if self.json {
            let view = |finding| FindingView::of(finding, terms);
            let findings: Vec<FindingView> = outcome.findings.iter().map(view).collect();
            let summary = json!({
                "period": period.to_string(),
                "out": printing.out.to_string_lossy(),
                "scorecards": outcome.scorecards,
                "findings": findings,
                "documents": outcome.documents,
                "filled_in": outcome.filled_in,
            });
            return document(format!("{summary:#}\n").as_bytes());
        }
        let mut text = String::new();
        findings::tell(self, terms, &mut text, &outcome.findings, Severity::Error);
        if self.verbosity != Verbosity::Quiet {
            let name = period.name(self.language);
            let documents = self.documents(&printing.out, outcome);
            let _ = writeln!(
                text,
                "{}",
                self.language
                    .pick(format!("{name}：{documents}"), format!("{name}: {documents}"))
            );
        }
        to_stderr(&text);
        Ok(())
    }

    fn summary_json(self, job: &Job, outcome: &Outcome) -> Value {
        let records: BTreeMap<Id, usize> = outcome
            .records
            .iter()
            .map(|(dataset, count)| (dataset.id(), *count))
            .collect();
        let view = |finding| {
            FindingView::of(finding, job.catalogue.terms(self.language)).with_cell(finding, &outcome.excerpts)
        };
        let findings: Vec<FindingView> = outcome.findings.iter().map(view).collect();
        let terms = job.catalogue.terms(self.language);
        let account = outcome.account.iter().map(|table| AccountView::of(table, terms));
        let assumed = outcome.assumptions.iter();
        let assumed: Vec<AssumptionView> = assumed.map(|said| AssumptionView::of(said, terms)).collect();
        json!({
            "period": job.period.to_string(),
            "out": job.printing.out.to_string_lossy(),
            "files": outcome.files,
            "records": records,
            "scorecards": outcome.scorecards,
            "findings": findings,
            "account": account.collect::<Vec<_>>(),
            "assumptions": assumed,
            "documents": outcome.documents,
            "filled_in": outcome.filled_in,
            "restated": outcome.restated,
            "closed": outcome.closed.as_ref().map(|blackline| closed::as_json(job, self, blackline)),
        })
    }

    /// Two columns, aligned as a terminal shows them: a Chinese character takes two cells.
    pub(super) fn table(self, text: &mut String, facts: &[(String, String)]) {
        let widest = facts
            .iter()
            .map(|(name, _)| name.width())
            .max()
            .unwrap_or_default();
        for (name, value) in facts {
            let gap = " ".repeat(widest - name.width() + 2);
            let _ = writeln!(text, "{}{gap}{value}", self.painted(FAINT, name));
        }
    }

    pub(super) fn severity(self, severity: Severity) -> String {
        self.painted(colour(severity), severity.name(self.language))
    }

    pub(super) fn painted(self, colour: &str, text: &str) -> String {
        if self.coloured && !text.is_empty() {
            format!("\u{1b}[{colour}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Writes a document to stdout. A reader that has heard enough is no failure.
pub fn document(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a line of a log.
pub(super) fn log_line(line: &str) {
    to_stderr(&format!("{}\n", printable(line)));
}

/// Whether stdout is a terminal.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Stdout, where another process of this program listens.
pub fn pipe() -> impl io::Write {
    io::stdout()
}

/// Says to another process of this program why there is no answer.
pub fn last_words(error: &io::Error) {
    to_stderr(&error.to_string());
}

fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "31",
        Severity::Warning => "33",
        Severity::Info => "36",
    }
}

fn place_of(finding: &Finding, language: Language) -> String {
    let whole = || language.pick("账套", "the book").to_owned();
    finding.place.as_ref().map_or_else(whole, ToString::to_string)
}

/// `1,204`
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What an export says must not steer the terminal: control characters and writing-direction marks show as �.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(steers) {
        Cow::Owned(text.replace(steers, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Nothing can be told where stderr is closed, so nothing is done about it.
fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (count, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(count), text);
        }
    }

    #[test]
    fn exports_do_not_steer_the_terminal() {
        assert_eq!(printable("王\u{1b}[2J\u{202e}小"), "王\u{fffd}[2J\u{fffd}小");
        assert_eq!(printable("订单 14\n"), "订单 14\n");
    }
}
