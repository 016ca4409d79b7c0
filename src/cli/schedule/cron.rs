//! Lines of a crontab.

use super::Plan;
use repcard::model::Language;
use std::fmt::Write as _;

/// The lines, with what they are for.
pub(super) fn lines(plan: &Plan, language: Language) -> String {
    let Plan {
        day, hour, minute, ..
    } = plan;
    let (program, book) = (word(&plan.program), word(&plan.book));
    let mut text = format!(
        "# {}\n{minute} {hour} {day} * *  {program} run --quiet --wait-lock 15m --book {book}\n",
        language.pick(
            "每月考核上个月；一切正常时没有输出，cron 就不发邮件",
            "the month before, once a month; quiet when all is well, so that cron mails nothing",
        )
    );
    if plan.mails {
        // The days after the run.
        let last = (day + 3).min(31);
        let _ = writeln!(
            text,
            "# {}\n{} * {day}-{last} * *  {program} send --unsent --quiet --book {book}",
            language.pick(
                "暂时没有发出的邮件，每小时重试",
                "mail that was refused for now, tried again each hour"
            ),
            (minute + 30) % 60,
        );
    }
    let _ = writeln!(
        text,
        "# {}\n{minute} {hour} {} * *  {program} prune --keep 24 --quiet --book {book}",
        language.pick(
            "旧的结果，每种保留最新 24 期",
            "old results: the newest 24 of each kind are kept"
        ),
        day % 28 + 1,
    );
    text
}

/// A word that a shell and cron, to whom % is the end of a line, leave as it is.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-_.+,:=@".contains(c);
    if text.chars().all(is_plain) {
        return text.to_owned();
    }
    let quoted = text.replace('\'', "'\\''").replace('%', "'\\%'");
    format!("'{quoted}'")
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn shells_read_paths_as_they_are() {
        for (text, written) in [
            ("/srv/book", "/srv/book"),
            ("/srv/绩效 2026", "'/srv/绩效 2026'"),
            ("it's", "'it'\\''s'"),
            ("50%", "'50'\\%''"),
        ] {
            assert_eq!(word(text), written);
        }
    }
}
