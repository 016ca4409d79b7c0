//! Patterns of file names in the settings: what `{period}` stands for, and which files they name.

use crate::model::Period;
use crate::read::Scope;
use globset::{GlobBuilder, GlobMatcher};
use unicode_normalization::UnicodeNormalization;

/// The files that a pattern names.
pub(super) struct FilePattern {
    text: String,
    own: Option<GlobMatcher>,
    history: Option<GlobMatcher>,
}

impl FilePattern {
    /// A pattern of the settings, for a run of `period`.
    pub(super) fn new(pattern: &str, period: Period) -> Self {
        let own = format!("{{{}}}", periods_within(period).join(","));
        let matcher = |periods: &str| glob(&pattern.replace("{period}", periods)).ok();
        Self {
            text: pattern.nfc().collect(),
            own: matcher(&own),
            history: matcher(ANY_PERIOD),
        }
    }

    /// Whether it is that file's own path, which leaves nothing open.
    pub(super) fn is_path_of(&self, file: &str) -> bool {
        let path = path_pattern(file);
        self.text == path || self.text.strip_prefix("inbox/") == Some(&path)
    }

    /// Whether it names the file of that path below the book.
    pub(super) fn names(&self, file: &str, scope: Scope) -> bool {
        let Some(matcher) = (match scope {
            Scope::Own => &self.own,
            Scope::History => &self.history,
        }) else {
            return false;
        };
        let file: String = file.nfc().collect();
        let below_inbox = file.strip_prefix("inbox/").unwrap_or(&file);
        let name = file.rsplit('/').next().unwrap_or(&file);
        [file.as_str(), below_inbox, name]
            .into_iter()
            .any(|path| matcher.is_match(path))
    }
}

/// Any month, quarter or year, as a glob.
const ANY_PERIOD: &str =
    "{[0-9][0-9][0-9][0-9]-[0-9][0-9],[0-9][0-9][0-9][0-9]-[Qq][1-4],[0-9][0-9][0-9][0-9]}";

/// A file's own path as a pattern: below the inbox where it is in one, its bare name else.
pub(super) fn path_pattern(file: &str) -> String {
    globset::escape(&below_inbox(file).nfc().collect::<String>())
}

fn below_inbox(file: &str) -> &str {
    let bare = file.rsplit('/').next().unwrap_or(file);
    file.strip_prefix("inbox/").unwrap_or(bare)
}

/// The pattern of a file: its path, in which a folder named by a period is any period's.
pub(super) fn file_pattern(file: &str) -> String {
    let below = below_inbox(file);
    let mut parts: Vec<String> = below.split('/').map(globset::escape).collect();
    let folders = parts.len() - 1;
    let periods = below.split('/').take(folders);
    if let Some(at) = periods
        .enumerate()
        .filter(|(_, part)| part.parse::<Period>().is_ok())
        .map(|(at, _)| at)
        .last()
    {
        "{period}".clone_into(&mut parts[at]);
    }
    parts.join("/")
}

/// A period, and the quarters and months within it.
fn periods_within(period: Period) -> Vec<String> {
    let mut within = vec![period.to_string()];
    for month in period.months() {
        let quarter = format!("{}-Q{}", month.year(), month.number().div_ceil(3));
        if quarter.parse().is_ok_and(|quarter| period.covers(quarter)) {
            within.push(quarter);
        }
        within.push(month.to_string());
    }
    within.sort();
    within.dedup();
    within
}

/// A pattern without `{period}`, compiled: `*` stays within a folder, `**` does not, case doesn't matter.
pub(super) fn glob(pattern: &str) -> Result<GlobMatcher, globset::Error> {
    let pattern: String = pattern.nfc().collect();
    let glob = GlobBuilder::new(&pattern)
        .literal_separator(true)
        .case_insensitive(true)
        .build()?;
    Ok(glob.compile_matcher())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(pattern: &str, period: &str, file: &str, scope: Scope) -> bool {
        FilePattern::new(pattern, period.parse().unwrap()).names(file, scope)
    }

    #[test]
    fn patterns_match_a_path_or_a_bare_name() {
        for (pattern, file, expected) in [
            ("订单*.xlsx", "inbox/2026-10/订单明细.xlsx", true),
            ("inbox/{period}/*.xlsx", "inbox/2026-10/订单.xlsx", true),
            ("{period}/订单.xlsx", "inbox/2026-10/订单.xlsx", true),
            ("{period}/*", "inbox/2026-10/crm/订单.xlsx", false),
            ("{period}/**", "inbox/2026-10/crm/订单.xlsx", true),
            ("订单_{period}.csv", "inbox/订单_2026-09.csv", false),
            ("订单_{period}.csv", "inbox/订单_2026-10.CSV", true),
            ("拜访.xlsx", "inbox/订单.xlsx", false),
        ] {
            assert_eq!(
                names(pattern, "2026-10", file, Scope::Own),
                expected,
                "{pattern} {file}"
            );
        }
        let period = "2026-10".parse().unwrap();
        for (pattern, expected) in [
            ("2026-10/订单[[]1[]].xlsx", true),
            ("inbox/2026-10/订单[[]1[]].xlsx", true),
            ("{period}/订单[[]1[]].xlsx", false),
            ("2026-10/订单*.xlsx", false),
        ] {
            let pattern = FilePattern::new(pattern, period);
            assert_eq!(pattern.is_path_of("inbox/2026-10/订单[1].xlsx"), expected);
        }
        assert!(names(
            "{period}/订单.xlsx",
            "2026-10",
            "inbox/2025-10/订单.xlsx",
            Scope::History
        ));
        assert!(names(
            "{period}/订单.xlsx",
            "2026-Q4",
            "inbox/2026-11/订单.xlsx",
            Scope::Own
        ));
        assert!(names(
            "{period}/订单.xlsx",
            "2026",
            "inbox/2026-Q4/订单.xlsx",
            Scope::Own
        ));
    }
}
