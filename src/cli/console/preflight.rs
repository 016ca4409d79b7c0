//! What `check` looks at first, on one screen: the period's exports list by list, and whether a result could be published.

use super::{Console, FAINT, grouped, printable, to_stderr};
use repcard::model::{Language, Severity, Terms};
use repcard::preflight::{ListState, State};
use repcard::publish::{Probe, PublishError};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

impl Console {
    /// Tells what there is of each list.
    pub fn lists(self, terms: Terms<'_>, lists: &[ListState]) {
        let cells = lists.iter().map(|list| cells(list, terms));
        let cells: Vec<[String; 4]> = cells.collect();
        let widths = [0, 1, 2, 3].map(|at: usize| {
            let widths = cells
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| cell.width());
            widths.max().unwrap_or_default()
        });
        let mut text = String::new();
        for (list, [name, rows, days, files]) in lists.iter().zip(&cells) {
            let [of_name, of_rows, of_days, of_files] = widths;
            let gap = |cell: &str, width: usize| " ".repeat(width.saturating_sub(cell.width()) + 2);
            let state = state_words(&list.state, terms);
            let state = match list.severity {
                Some(severity) => format!("{} {state}", self.severity(severity)),
                None => self.painted(FAINT, &state),
            };
            let line = format!(
                "{}{}{}{rows}  {days}{}{files}{}{state}",
                self.painted(FAINT, name),
                gap(name, of_name),
                " ".repeat(of_rows.saturating_sub(rows.width())),
                gap(days, of_days),
                gap(files, of_files),
            );
            let _ = writeln!(text, "{}", line.trim_end());
        }
        to_stderr(&format!("{text}\n"));
    }

    /// Tells whether a result could be published.
    pub fn machine(self, out: &Path, probe: &Probe) {
        let language = self.language;
        let out = out.display().to_string();
        let out = printable(out.strip_prefix("./").unwrap_or(&out)).into_owned();
        let state = if probe.troubles.is_empty() {
            language.pick("可以发布", "can be published").to_owned()
        } else {
            let severity = self.severity(Severity::Error);
            let told = probe.troubles.iter().map(|trouble| trouble.message(language));
            let told: Vec<String> = told
                .map(|text| format!("{severity} {}", printable(&text)))
                .collect();
            told.join("\n")
        };
        let room = probe.free.map(|free| {
            let (free, needed) = (megabytes(free), megabytes(probe.needed));
            language.pick(
                format!("剩余 {free} MB，约需 {needed} MB"),
                format!("{free} MB free, about {needed} MB needed"),
            )
        });
        let output = language.pick("输出目录", "output").to_owned();
        let mut facts = vec![(output, format!("{out}  {state}"))];
        facts.extend(room.map(|room| (language.pick("磁盘", "disk").to_owned(), room)));
        let mut text = String::new();
        self.table(&mut text, &facts);
        to_stderr(&format!("{text}\n"));
    }

    /// Tells which exports are older than `[expect]` allows.
    pub fn stale(self, terms: Terms<'_>, lists: &[ListState]) {
        for list in lists {
            if let State::Stale { .. } = list.state {
                let name = terms.dataset(list.dataset);
                let said = state_words(&list.state, terms);
                self.warning(&self.language.pick(
                    format!("{name}：{said}；请重新导出"),
                    format!("{name}: {said}; export it again"),
                ));
            }
        }
    }
}

fn megabytes(bytes: u64) -> String {
    grouped(usize::try_from(bytes.div_ceil(1_000_000)).unwrap_or(usize::MAX))
}

/// Name, rows, days and files of a list.
fn cells(list: &ListState, terms: Terms<'_>) -> [String; 4] {
    let language = terms.language;
    let rows = grouped(list.rows);
    let files = match &list.files[..] {
        [] => String::new(),
        [file] => printable(file).into_owned(),
        [file, others @ ..] => {
            let (file, others) = (printable(file), others.len());
            language.pick(
                format!("{file} 等 {} 个", others + 1),
                format!("{file} and {others} more"),
            )
        }
    };
    [
        terms.dataset(list.dataset).to_owned(),
        language.pick(format!("{rows} 行"), format!("{rows} rows")),
        list.days
            .map_or_else(String::new, |(first, last)| format!("{first}…{last}")),
        files,
    ]
}

fn state_words(state: &State, terms: Terms<'_>) -> String {
    let language: Language = terms.language;
    match state {
        State::There => String::new(),
        State::NothingHappened => language
            .pick(
                "没有，按 [expect] 视为没有发生",
                "none, and by [expect] nothing happened",
            )
            .into(),
        State::Missing { elsewhere } => match elsewhere.first() {
            None => language.pick("缺", "missing").into(),
            Some(file) => {
                let file = printable(file);
                language.pick(
                    format!("缺：要有像 {file} 那样的文件"),
                    format!("missing: a file such as {file} is wanted"),
                )
            }
        },
        State::OtherPeriod { newest } => language.pick(
            format!("不是本期的：最新的一行是 {newest}"),
            format!("of another period: the newest row is of {newest}"),
        ),
        State::Empty => language.pick("没有可以计入的行", "no row that counts").into(),
        State::Short(unmet) => {
            let told: Vec<String> = unmet.iter().map(|unmet| unmet.text(terms)).collect();
            printable(&told.join(language.pick("；", "; "))).into_owned()
        }
        State::Stale { file, days, most } => {
            let file = printable(file);
            language.pick(
                format!("{file} 是 {days} 天前的，[expect] 规定不超过 {most} 天"),
                format!("{file} is {days} days old, and [expect] allows {most}"),
            )
        }
    }
}

/// The lists for programs.
pub(super) fn lists_json(lists: &[ListState], terms: Terms<'_>) -> Value {
    let list = |list: &ListState| {
        json!({
            "dataset": list.dataset.id(),
            "files": list.files,
            "rows": list.rows,
            "first": list.days.map(|(first, _)| first.to_string()),
            "last": list.days.map(|(_, last)| last.to_string()),
            "state": match &list.state {
                State::There => "there",
                State::NothingHappened => "nothing-happened",
                State::Missing { .. } => "missing",
                State::OtherPeriod { .. } => "other-period",
                State::Empty => "empty",
                State::Short(_) => "short",
                State::Stale { .. } => "stale",
            },
            "severity": list.severity,
            "says": state_words(&list.state, terms),
        })
    };
    lists.iter().map(list).collect()
}

/// Whether a result could be published, for programs.
pub(super) fn machine_json(probe: &Probe, language: Language) -> Value {
    let trouble = |trouble: &PublishError| trouble.message(language);
    json!({
        "troubles": probe.troubles.iter().map(trouble).collect::<Vec<_>>(),
        "free_bytes": probe.free,
        "needed_bytes": probe.needed,
    })
}
