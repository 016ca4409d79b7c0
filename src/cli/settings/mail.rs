//! `[mail]` of `repcard.toml`.

use repcard::deliver::{
    AfterRun, MailSettings, PLACEHOLDERS, Role, Security, Texts, Wording, is_address, is_mailbox,
};
use repcard::mistake::Mistake;
use repcard::mistake::toml_file::{Table, TomlFile, Value};
use repcard::model::Bilingual;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const KEYS: [&str; 17] = [
    "server",
    "port",
    "security",
    "ca",
    "user",
    "password_file",
    "password",
    "from",
    "reply_to",
    "to",
    "managers",
    "director",
    "data",
    "after_run",
    "largest_mb",
    "timeout_seconds",
    "text",
];
const SECURITIES: [(&str, Security); 3] = [
    ("starttls", Security::StartTls),
    ("tls", Security::Tls),
    ("none", Security::None),
];
const AFTER_RUNS: [(&str, AfterRun); 3] = [
    ("never", AfterRun::Never),
    ("clean", AfterRun::Clean),
    ("always", AfterRun::Always),
];
const ROLES: [(&str, Role); 4] = [
    ("reps", Role::Rep),
    ("managers", Role::Manager),
    ("director", Role::Director),
    ("data", Role::Data),
];
const TEXT_KEYS: [&str; 2] = ["subject", "text"];
const MEGABYTE: u64 = 1_000_000;
const USUAL_LARGEST_MB: u32 = 20;
const USUAL_TIMEOUT: u32 = 60;

/// Reads the table.
pub fn read(file: &mut TomlFile<'_>, value: &Value<'_>, book: &Path) -> Option<MailSettings> {
    let table = file.table(value, &KEYS)?;
    if let Some(value) = table.get("password") {
        let said = Bilingual {
            zh: "密码不写在设置里：写进一个只有自己能读的文件，用 password_file 指定，或放在环境变量 REPCARD_MAIL_PASSWORD 中".to_owned(),
            en: "a password has no place in settings: put it into a file that only you can read and name that with password_file, or into the environment variable REPCARD_MAIL_PASSWORD".to_owned(),
        };
        file.complain(value.span(), Mistake::Said(said));
    }
    let security = table.get("security");
    let security = security
        .and_then(|value| file.word(value, &SECURITIES))
        .unwrap_or_default();
    let usual_port = match security {
        Security::StartTls => 587,
        Security::Tls => 465,
        Security::None => 25,
    };
    let user = text(file, &table, "user");
    if let Some(value) = table.get("user").filter(|_| security == Security::None) {
        let said = Bilingual {
            zh: "security = \"none\" 时密码会明文传输；请用 starttls 或 tls，或去掉 user".to_owned(),
            en: "with security = \"none\" the password would go in the clear; use starttls or tls, or leave user out".to_owned(),
        };
        file.complain(value.span(), Mistake::Said(said));
    }
    let mut number = |key: &str, usual: u32, most: u32| {
        let stated = table.get(key).and_then(|value| file.whole(value, 1..=most));
        stated.unwrap_or(usual)
    };
    let port = number("port", usual_port, 65_535);
    let largest = number("largest_mb", USUAL_LARGEST_MB, 1000);
    let timeout_seconds = number("timeout_seconds", USUAL_TIMEOUT, 3600);
    let server = file.required(&table, "server").and_then(|value| file.text(value));
    let server = server.unwrap_or_default().trim().to_owned();
    let from = file
        .required(&table, "from")
        .and_then(|value| address(file, value, is_mailbox));
    let to = roles(file, &table);
    let after_run = table.get("after_run");
    Some(MailSettings {
        server,
        port: u16::try_from(port).unwrap_or_default(),
        security,
        ca: existing(file, &table, "ca", book),
        user,
        password_file: text(file, &table, "password_file").map(|path| book.join(path)),
        from: from.unwrap_or_default(),
        reply_to: table
            .get("reply_to")
            .and_then(|value| address(file, value, is_mailbox)),
        reps: to.contains(&Role::Rep),
        managers: to.contains(&Role::Manager),
        manager_addresses: managers(file, &table),
        director: addresses(file, &table, "director", to.contains(&Role::Director)),
        data: addresses(file, &table, "data", to.contains(&Role::Data)),
        after_run: after_run
            .and_then(|value| file.word(value, &AFTER_RUNS))
            .unwrap_or_default(),
        largest: u64::from(largest) * MEGABYTE,
        timeout_seconds,
        texts: table
            .get("text")
            .map(|value| texts(file, value))
            .unwrap_or_default(),
    })
}

fn text(file: &mut TomlFile<'_>, table: &Table<'_, '_>, key: &str) -> Option<String> {
    let stated = table.get(key).and_then(|value| file.text(value));
    stated.map(|text| text.trim().to_owned())
}

fn existing(file: &mut TomlFile<'_>, table: &Table<'_, '_>, key: &str, book: &Path) -> Option<PathBuf> {
    let value = table.get(key)?;
    let stated = file.text(value)?;
    let path = book.join(stated);
    if path.is_file() {
        return Some(path);
    }
    file.complain(value.span(), Mistake::NoSuchFile(stated.to_owned()));
    None
}

fn address(file: &mut TomlFile<'_>, value: &Value<'_>, is_one: fn(&str) -> bool) -> Option<String> {
    let stated = file.text(value)?.trim();
    checked(file, stated, value.span(), is_one)
}

fn checked(
    file: &mut TomlFile<'_>,
    stated: &str,
    span: std::ops::Range<usize>,
    is_one: fn(&str) -> bool,
) -> Option<String> {
    if is_one(stated) {
        return Some(stated.to_owned());
    }
    let said = Bilingual {
        zh: format!("“{stated}”不是邮箱地址"),
        en: format!("\"{stated}\" is no address"),
    };
    file.complain(span, Mistake::Said(said));
    None
}

/// One address or several.
fn addresses(file: &mut TomlFile<'_>, table: &Table<'_, '_>, key: &str, is_wanted: bool) -> Vec<String> {
    let Some(value) = table.get(key) else {
        return Vec::new();
    };
    let stated = if value.get_ref().as_str().is_some() {
        address(file, value, is_address).into_iter().collect()
    } else {
        let texts = file.texts(value).into_iter();
        texts
            .filter_map(|(text, span)| checked(file, text.trim(), span, is_address))
            .collect()
    };
    if is_wanted { stated } else { Vec::new() }
}

/// Who gets mail: everybody, unless the settings say who.
fn roles(file: &mut TomlFile<'_>, table: &Table<'_, '_>) -> Vec<Role> {
    let Some(value) = table.get("to") else {
        return ROLES.map(|(_, role)| role).to_vec();
    };
    let items: Vec<_> = file.list(value).into_iter().flatten().collect();
    let roles = items.into_iter().filter_map(|item| file.word(item, &ROLES));
    roles.collect()
}

fn managers(file: &mut TomlFile<'_>, table: &Table<'_, '_>) -> BTreeMap<String, String> {
    let stated = table.get("managers").and_then(|value| file.open_table(value));
    let mut managers = BTreeMap::new();
    for (team, _, value) in stated.iter().flat_map(Table::iter) {
        if let Some(address) = address(file, value, is_address) {
            managers.insert(team.trim().to_owned(), address);
        }
    }
    managers
}

fn texts(file: &mut TomlFile<'_>, value: &Value<'_>) -> Texts {
    let mut texts = Texts::new();
    let known = ROLES.map(|(role, _)| role);
    let Some(table) = file.table(value, &known) else {
        return texts;
    };
    for (name, role) in ROLES {
        let Some(table) = table.get(name).and_then(|value| file.table(value, &TEXT_KEYS)) else {
            continue;
        };
        let mut wording = |key| {
            let value = file.required(&table, key)?;
            let text = file.text(value)?.to_owned();
            if let Some(unknown) = unknown_name(&text) {
                let names = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join(" ");
                let said = Bilingual {
                    zh: format!("没有“{{{unknown}}}”；可以用 {names}"),
                    en: format!("there is no \"{{{unknown}}}\"; there are {names}"),
                };
                file.complain(value.span(), Mistake::Said(said));
            }
            Some(text)
        };
        let (subject, text) = (wording("subject"), wording("text"));
        if let (Some(subject), Some(text)) = (subject, text) {
            texts.insert(role, Wording { subject, text });
        }
    }
    texts
}

/// The first name in braces that means nothing.
fn unknown_name(text: &str) -> Option<&str> {
    let named = text.split('{').skip(1);
    let names = named.filter_map(|after| Some(after.split_once('}')?.0));
    names
        .into_iter()
        .find(|name| !name.contains(char::is_whitespace) && !PLACEHOLDERS.contains(name))
}
