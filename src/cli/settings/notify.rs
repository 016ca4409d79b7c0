//! `[notify]` of `repcard.toml`: the command that is told how a run ended.

use repcard::mistake::Mistake;
use repcard::mistake::toml_file::{TomlFile, Value};
use repcard::model::Bilingual;

const KEYS: [&str; 2] = ["command", "on"];

/// How a run can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// Published, and nothing to report.
    Done,
    /// Something was found, or a mail was not sent.
    Findings,
    /// Nothing came of it.
    Failure,
}

impl Event {
    /// All of them, as they are written.
    pub const ALL: [(&str, Self); 3] = [
        ("done", Self::Done),
        ("findings", Self::Findings),
        ("failure", Self::Failure),
    ];
}

/// The command, and what it wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notify {
    /// The program and its arguments; no shell looks at them.
    pub command: Vec<String>,
    /// After which ends it is run.
    pub on: Vec<Event>,
}

/// Reads the table.
pub fn read(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Notify> {
    let table = file.table(value, &KEYS)?;
    let stated = file.required(&table, "command")?;
    let command: Vec<String> = file
        .texts(stated)
        .into_iter()
        .map(|(text, _)| text.to_owned())
        .collect();
    if command.first().is_none_or(String::is_empty) && file.is_clean() {
        let said = Bilingual {
            zh: "写程序和它的参数，例如 [\"/usr/local/bin/notify\", \"--group\", \"hr\"]".to_owned(),
            en: "state the program and its arguments, such as [\"/usr/local/bin/notify\", \"--group\", \"hr\"]".to_owned(),
        };
        file.complain(stated.span(), Mistake::Said(said));
    }
    let on = match table.get("on") {
        None => Event::ALL.map(|(_, event)| event).to_vec(),
        Some(value) => {
            let items: Vec<_> = file.list(value).into_iter().flatten().collect();
            let words = items.into_iter().filter_map(|item| file.word(item, &Event::ALL));
            words.collect()
        }
    };
    Some(Notify { command, on })
}
