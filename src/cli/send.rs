//! `repcard send`, and mail after a run: what goes out, and what did not.

use super::config::Sending;
use super::console::{self, Console};
use super::log::Watch;
use super::runs;
use super::{Exit, failed, unprinted};
use chrono::{DateTime, FixedOffset, Local};
use repcard::deliver::{
    self, AfterRun, DeliverError, MailSettings, Order, Password, Report, Selection, Unsent, Why,
};
use repcard::job::{Job, Outcome};
use repcard::model::Language;
use repcard::publish::{self, PublishError};
use repcard::records::Addresses;
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What the password is called in the environment.
pub(super) const VARIABLE: &str = "REPCARD_MAIL_PASSWORD";
/// And among the credentials that systemd hands over.
pub(super) const CREDENTIAL: &str = "repcard-mail-password";

/// Why nothing is sent at all.
#[derive(Debug)]
pub(super) enum SendError {
    /// The settings say nothing of mail.
    NoMail,
    /// The server asks who it is, and nobody states the password.
    NoPassword,
    /// The file of the password cannot be read.
    PasswordFile(PathBuf, io::Error),
    /// Others can read it.
    OpenPassword(PathBuf),
    /// A file of a dry run cannot be written.
    Draft(PublishError),
    /// What is published, or the journal, cannot be worked with.
    Deliver(DeliverError),
}

impl SendError {
    /// What happened and what to do.
    pub(super) fn message(&self, language: Language) -> String {
        match self {
            Self::NoMail => language.pick(
                "repcard.toml 中没有 [mail]，不知道由哪台服务器发送；写法见 docs/operations.md".into(),
                "there is no [mail] in repcard.toml, so no server to send by; see docs/operations.en.md".into(),
            ),
            Self::NoPassword => language.pick(
                format!("[mail] 写了 user 而没有密码；请用 password_file 指定密码文件，或设置环境变量 {VARIABLE}"),
                format!("[mail] names a user, and there is no password; name its file with password_file, or set the environment variable {VARIABLE}"),
            ),
            Self::PasswordFile(path, error) => {
                let path = path.display();
                language.pick(
                    format!("{path}：密码文件无法读取（{error}）；请检查路径和权限"),
                    format!("{path}: the file of the password cannot be read ({error}); check path and permissions"),
                )
            }
            Self::OpenPassword(path) => {
                let path = path.display();
                language.pick(
                    format!("{path}：其他人也能读这个密码文件；请执行 chmod 600"),
                    format!("{path}: others can read this password; do chmod 600"),
                )
            }
            Self::Draft(error) => error.message(language),
            Self::Deliver(error) => error.message(language),
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Draft(_) | Self::Deliver(DeliverError::Journal(_)) => Exit::Machine,
            _ => Exit::Unusable,
        }
    }
}

/// Sends, or writes what would be sent.
pub(super) fn send(asked: &Sending, console: Console) -> Exit {
    let language = asked.language;
    let console = Console { language, ..console };
    let job = &asked.job;
    let Some(settings) = &asked.mail else {
        return refused(&SendError::NoMail, console);
    };
    let addresses = match repcard::addresses_of(job) {
        Ok(addresses) => addresses,
        Err(error) => return failed(&error, job.catalogue.terms(language), console),
    };
    let password = match password(settings).map(|password| password.filter(|_| !asked.is_dry)) {
        Ok(password) => password,
        Err(_) if asked.is_dry => None,
        Err(error) => return refused(&error, console),
    };
    let order = Order {
        folder: &job.printing.out,
        journal: &job.printing.book.join(runs::FOLDER),
        settings,
        password: password.as_ref(),
        addresses: &addresses,
        selection: &asked.selection,
        again: asked.again,
        only_deferred: asked.only_deferred,
        now: &now,
    };
    let sent = if asked.is_dry {
        drafted(&order, &asked.drafts)
    } else {
        let watch = Watch::new(console, &runs::run_id());
        watch.began(job.period);
        let sent = deliver::send(&order).map_err(SendError::Deliver);
        watch.pause();
        watch.ended(sent.as_ref().map_or(Exit::Machine, exit) as u8);
        sent
    };
    match sent {
        Ok(report) => {
            if console.json {
                let summary = as_json(&report, language);
                if let Err(error) = console::document(format!("{summary:#}\n").as_bytes()) {
                    return unprinted(console, &error);
                }
            }
            told(&report, asked.is_dry.then_some(&*asked.drafts), console);
            exit(&report)
        }
        Err(error) => refused(&error, console),
    }
}

fn refused(error: &SendError, console: Console) -> Exit {
    console.failure(&error.message(console.language));
    error.exit()
}

fn now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset()
}

/// Mails what a run has published, where the settings say so; none where they don't.
pub(super) fn after_run(
    job: &Job,
    settings: Option<&MailSettings>,
    (outcome, is_clean): (&Outcome, bool),
) -> Option<Result<Report, SendError>> {
    let settings = settings?;
    let is_due = match settings.after_run {
        AfterRun::Never => false,
        AfterRun::Clean => is_clean,
        AfterRun::Always => true,
    };
    if !is_due || outcome.documents.is_empty() {
        return None;
    }
    Some(mailed(job, settings, &outcome.addresses))
}

fn mailed(job: &Job, settings: &MailSettings, addresses: &Addresses) -> Result<Report, SendError> {
    let password = password(settings)?;
    let order = Order {
        folder: &job.printing.out,
        journal: &job.printing.book.join(runs::FOLDER),
        settings,
        password: password.as_ref(),
        addresses,
        selection: &Selection::default(),
        again: false,
        only_deferred: false,
        now: &now,
    };
    deliver::send(&order).map_err(SendError::Deliver)
}

/// Writes the mails into a folder, where mail programs open them.
fn drafted(order: &Order<'_>, folder: &Path) -> Result<Report, SendError> {
    let (drafts, report) = deliver::drafts(order).map_err(SendError::Deliver)?;
    for draft in drafts {
        let path = folder.join(&draft.path);
        publish::single(&path, &draft.bytes).map_err(SendError::Draft)?;
    }
    Ok(report)
}

/// The password, where the server is to be told one: of the environment, of its file, or of systemd.
fn password(settings: &MailSettings) -> Result<Option<Password>, SendError> {
    if settings.user.is_none() {
        return Ok(None);
    }
    if let Some(password) = env::var(VARIABLE).ok().filter(|password| !password.is_empty()) {
        return Ok(Some(Password(password)));
    }
    let handed_over = || {
        let folder = env::var_os("CREDENTIALS_DIRECTORY")?;
        Some(Path::new(&folder).join(CREDENTIAL)).filter(|path| path.is_file())
    };
    let file = settings.password_file.clone().or_else(handed_over);
    let path = file.ok_or(SendError::NoPassword)?;
    let unreadable = |error| SendError::PasswordFile(path.clone(), error);
    if is_open(&path).map_err(unreadable)? {
        return Err(SendError::OpenPassword(path));
    }
    let text = fs::read_to_string(&path).map_err(unreadable)?;
    let line = text.lines().next().unwrap_or_default().to_owned();
    if line.is_empty() {
        return Err(SendError::NoPassword);
    }
    Ok(Some(Password(line)))
}

/// Whether others than its owner can read a file.
#[cfg(unix)]
fn is_open(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(path: &Path) -> io::Result<bool> {
    fs::metadata(path).map(|_| false)
}

/// How sending ends: where not even the server can be talked to, it is the machine.
fn exit(report: &Report) -> Exit {
    let is_unreachable = |unsent: &Unsent| matches!(unsent.why, Why::Unreachable(_));
    if report.unsent.iter().any(is_unreachable) {
        Exit::Machine
    } else if report.unsent.is_empty() && report.unknown.is_empty() {
        Exit::Done
    } else {
        Exit::Findings
    }
}

/// The same of a run for programs.
pub(super) fn summary(mail: &Result<Report, SendError>, language: Language) -> Value {
    match mail {
        Ok(report) => as_json(report, language),
        Err(error) => json!({ "error": error.message(language) }),
    }
}

/// Tells what became of a run's mail. What was published stays published, so that it is but a finding.
pub(super) fn told_after_run(mail: &Result<Report, SendError>, console: Console) -> Exit {
    match mail {
        Ok(report) => {
            told(report, None, console);
            exit(report).min(Exit::Findings)
        }
        Err(error) => {
            console.warning(&error.message(console.language));
            Exit::Findings
        }
    }
}

/// Tells what went out and what did not.
fn told(report: &Report, drafts: Option<&Path>, console: Console) {
    let language = console.language;
    for who in &report.unknown {
        console.warning(&language.pick(
            format!("{who}：没有此人或此团队的文件"),
            format!("{who}: nothing is for a rep or team of that name"),
        ));
    }
    let mut is_unreachable = false;
    for unsent in &report.unsent {
        // Said once, and not for everybody.
        let is_repeated = matches!(unsent.why, Why::Unreachable(_)) && is_unreachable;
        is_unreachable |= matches!(unsent.why, Why::Unreachable(_));
        if !is_repeated {
            console.warning(&unsent.message(language));
        }
    }
    let (sent, before, unsent) = (report.sent, report.before, report.unsent.len());
    if let Some(folder) = drafts {
        let folder = folder.display();
        console.note(&language.pick(
            format!("试发：{sent} 封写入 {folder}，没有发送；{unsent} 封不能发"),
            format!("dry run: {sent} mails written to {folder}, none sent; {unsent} cannot be sent"),
        ));
    } else {
        console.note(&language.pick(
            format!("邮件：已发 {sent} 封，此前已发 {before} 封，未发 {unsent} 封"),
            format!("mail: {sent} sent, {before} sent before, {unsent} not sent"),
        ));
    }
}

/// The same for programs.
fn as_json(report: &Report, language: Language) -> Value {
    let unsent = |unsent: &Unsent| {
        json!({
            "role": unsent.role.id(),
            "who": unsent.who,
            "to": unsent.to,
            "why": unsent.why.id(),
            "says": unsent.message(language),
        })
    };
    json!({
        "sent": report.sent,
        "before": report.before,
        "unsent": report.unsent.iter().map(unsent).collect::<Vec<_>>(),
        "unknown": report.unknown,
    })
}
