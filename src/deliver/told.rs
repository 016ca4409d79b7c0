//! What did not go out, in words of both languages.

use super::parcels::{Role, Unaddressed};
use super::send::{DeliverError, Unsent, Why};
use crate::model::Language;
use crate::records::NoManager;

impl Role {
    /// As whom, in words.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Rep => language.pick("业务员", "rep"),
            Self::Manager => language.pick("主管", "manager"),
            Self::Director => language.pick("总监", "director"),
            Self::Data => language.pick("数据负责人", "data"),
        }
    }
}

impl Unsent {
    /// Whose mail, why it was not sent, and what to do.
    pub fn message(&self, language: Language) -> String {
        let to = self.to.as_ref().map_or_else(String::new, |to| format!(" <{to}>"));
        let who = match self.role {
            Role::Rep | Role::Manager => format!("{} {}{to}", self.role.name(language), self.who),
            Role::Director | Role::Data => format!("{}{to}", self.role.name(language)),
        };
        let why = self.why.text(language);
        language.pick(format!("{who}：{why}"), format!("{who}: {why}"))
    }
}

impl Why {
    /// What happened and what to do.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Unaddressed(unaddressed) => unaddressed.text(language),
            Self::Refused { reply, is_for_now: true } => language.pick(
                format!("服务器暂时不收（{reply}）；稍后用 repcard send --unsent 再发"),
                format!("the server does not take it for now ({reply}); try later with repcard send --unsent"),
            ),
            Self::Refused { reply, is_for_now: false } => language.pick(
                format!("服务器拒收（{reply}）；请核对地址，更正后再发"),
                format!("the server refuses it ({reply}); check the address, and send it again when it is right"),
            ),
            Self::Doubtful(reason) => {
                let reason = if reason.is_empty() { String::new() } else { language.pick(format!("（{reason}）"), format!(" ({reason})")) };
                language.pick(
                    format!("发送中断{reason}，不知道是否已送达，因此没有重发；请问收件人，未收到时用 repcard send --again 并指明是谁"),
                    format!("sending broke off{reason}, and it is not known whether it arrived, so it is not sent again by itself; ask the recipient, and where it is missing, name them to repcard send --again"),
                )
            }
            Self::Unreachable(reason) => language.pick(
                format!("邮件服务器连不上（{reason}）；请检查 [mail] 的 server、port、security、user 和密码，之后再运行 repcard send"),
                format!("the mail server cannot be reached ({reason}); check server, port, security, user and password of [mail], then repcard send"),
            ),
            Self::TooLarge(bytes) => {
                let megabytes = bytes.div_ceil(1_000_000);
                language.pick(
                    format!("附件共 {megabytes} MB，超过 [mail] 的 largest_mb；请另行交付，或调高它"),
                    format!("the attachments come to {megabytes} MB, more than largest_mb of [mail]; hand them over in another way, or raise it"),
                )
            }
            Self::Changed(path) => language.pick(
                format!("{path} 与发布时不同，没有发送；请重新运行 repcard run"),
                format!("{path} is not as it was published, and was not sent; do repcard run again"),
            ),
            Self::Unwritable(reason) => language.pick(
                format!("邮件无法生成（{reason}）；请检查 [mail] 的 from 和 reply_to"),
                format!("no mail can be made ({reason}); check from and reply_to of [mail]"),
            ),
        }
    }

    /// One word for programs.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Unaddressed(_) => "unaddressed",
            Self::Refused { is_for_now: true, .. } => "deferred",
            Self::Refused {
                is_for_now: false, ..
            } => "refused",
            Self::Doubtful(_) => "doubtful",
            Self::Unreachable(_) => "unreachable",
            Self::TooLarge(_) => "too-large",
            Self::Changed(_) => "changed",
            Self::Unwritable(_) => "unwritable",
        }
    }
}

impl Unaddressed {
    fn text(&self, language: Language) -> String {
        match self {
            Self::NoAddress => language
                .pick(
                    "花名册没有写邮箱；请补上邮箱列",
                    "the roster states no address; add one",
                )
                .into(),
            Self::NotAnAddress(text) => language.pick(
                format!("“{text}”不是可用的邮箱地址；请更正"),
                format!("\"{text}\" is no address that mail can go to; correct it"),
            ),
            Self::NoManager(why) => {
                let why = match why {
                    NoManager::Unnamed => {
                        language.pick("花名册没有写直属上级", "the roster names no manager")
                    }
                    NoManager::Several => {
                        language.pick("花名册写了不止一位直属上级", "the roster names several managers")
                    }
                    NoManager::Unknown => language.pick(
                        "直属上级不在花名册中，或有重名",
                        "the manager is not on the roster, or shares a name",
                    ),
                    NoManager::WithoutAddress => {
                        language.pick("直属上级没有写邮箱", "the manager's row states no address")
                    }
                };
                language.pick(
                    format!("{why}；请补全，或在 repcard.toml 的 [mail.managers] 中写团队 = 邮箱"),
                    format!(
                        "{why}; complete it, or state team = address under [mail.managers] of repcard.toml"
                    ),
                )
            }
        }
    }
}

impl DeliverError {
    /// What happened and what to do.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NothingPublished(folder) => {
                let folder = folder.display();
                language.pick(
                    format!("{folder}：没有发布的结果；请先运行 repcard run"),
                    format!("{folder}: nothing is published there; do repcard run first"),
                )
            }
            Self::Unreadable(path) => {
                let path = path.display();
                language.pick(
                    format!("{path}：无法读取，或与发布时不同，因此什么都没有发送；请重新运行 repcard run"),
                    format!("{path}: it cannot be read, or is not as it was published, so nothing was sent; do repcard run again"),
                )
            }
            Self::Journal(error) => error.message(language),
        }
    }
}
