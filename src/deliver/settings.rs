//! `[mail]` of `repcard.toml`: which server, from whom, to whom, in what words.

use super::parcels::Role;
use crate::model::Language;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// What texts may name, in braces.
pub const PLACEHOLDERS: [&str; 5] = ["company", "period", "name", "rep_id", "team"];

/// How the way to the server is kept from others' eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Security {
    /// Begun in the clear and encrypted before anything is said; refused where the server cannot.
    #[default]
    StartTls,
    /// Encrypted from the first byte.
    Tls,
    /// In the clear: for a relay on the same machine.
    None,
}

/// Whether a run mails what it published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AfterRun {
    /// Only `repcard send` does.
    #[default]
    Never,
    /// Where nothing made it end with another exit code than 0.
    Clean,
    /// Whatever was found.
    Always,
}

/// Subject and text of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The subject, with names in braces.
    pub subject: String,
    /// The text, with names in braces.
    pub text: String,
}

/// The words of all mails that the settings state.
pub type Texts = BTreeMap<Role, Wording>;

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// The server's name.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept from others' eyes.
    pub security: Security,
    /// The file of a certificate to trust beside those of the system.
    pub ca: Option<PathBuf>,
    /// Who says so to the server; nobody where the server asks for none.
    pub user: Option<String>,
    /// The file of the password.
    pub password_file: Option<PathBuf>,
    /// The sender, `Name <address>`.
    pub from: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Whether reps get their forms.
    pub reps: bool,
    /// Whether managers get the papers of their teams.
    pub managers: bool,
    /// Addresses of teams' managers that go before the roster's.
    pub manager_addresses: BTreeMap<String, String>,
    /// Who gets the month's report and workbook.
    pub director: Vec<String>,
    /// Who gets the workbook of findings.
    pub data: Vec<String>,
    /// Whether a run mails what it published.
    pub after_run: AfterRun,
    /// The most that the attachments of one mail may come to, in bytes.
    pub largest: u64,
    /// How long to wait for the server, in seconds.
    pub timeout_seconds: u32,
    /// The words that the settings state.
    pub texts: Texts,
}

/// A password, which nothing prints.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(…)")
    }
}

impl MailSettings {
    /// The words for a role: those that the settings state, or the usual ones.
    pub fn wording(&self, role: Role, language: Language) -> Wording {
        self.texts
            .get(&role)
            .cloned()
            .unwrap_or_else(|| usual(role, language))
    }
}

fn usual(role: Role, language: Language) -> Wording {
    let (subject, text) = match role {
        Role::Rep => language.pick(
            (
                "{company} {period}绩效考核表 {name}（{rep_id}）",
                "{name}，您好：\n\n附件是您 {period}的绩效考核表。数值如有疑问，请在表上所写的期限内向主管提出。\n\n本邮件由程序发出，请勿转发他人的考核表。\n",
            ),
            (
                "{company}: appraisal of {period}, {name} ({rep_id})",
                "Dear {name},\n\nAttached is your appraisal form for {period}. If a figure looks wrong to you, please tell your manager within the time stated on the form.\n\nThis mail was sent by a program.\n",
            ),
        ),
        Role::Manager => language.pick(
            (
                "{company} {period}绩效考核：{team}",
                "您好：\n\n附件是 {team} {period}的考核表、团队汇总和评分表。请填写评分表中的评分、评语和计划，并交回人事。\n\n本邮件由程序发出。\n",
            ),
            (
                "{company}: appraisals of {period}, {team}",
                "Hello,\n\nAttached are the forms of {team} for {period}, the team's summary, and the sheet for your scores, comments and plans. Please fill the sheet in and return it to HR.\n\nThis mail was sent by a program.\n",
            ),
        ),
        Role::Director => language.pick(
            (
                "{company} {period}绩效考核月报",
                "您好：\n\n附件是 {period}的考核月报和成绩表。\n\n本邮件由程序发出。\n",
            ),
            (
                "{company}: report on {period}",
                "Hello,\n\nAttached are the report and the workbook of appraisals for {period}.\n\nThis mail was sent by a program.\n",
            ),
        ),
        Role::Data => language.pick(
            (
                "{company} {period}考核数据问题",
                "您好：\n\n附件列出了 {period}导出数据中的问题，每条都写明在哪个单元格、怎样处理。\n\n本邮件由程序发出。\n",
            ),
            (
                "{company}: findings in the data of {period}",
                "Hello,\n\nAttached is what is wrong with the exports of {period}: each finding with its cell and its remedy.\n\nThis mail was sent by a program.\n",
            ),
        ),
    };
    Wording {
        subject: subject.to_owned(),
        text: text.to_owned(),
    }
}
