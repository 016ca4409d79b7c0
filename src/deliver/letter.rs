//! A parcel → a message: the same bytes for the same parcel, but for its date.

use super::parcels::{Parcel, hash};
use super::settings::MailSettings;
use crate::model::Language;
use chrono::{DateTime, FixedOffset};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment as Attached, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

/// What a message says beside its parcel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stamp<'a> {
    /// The parcel's key.
    pub(super) key: &'a str,
    /// Which version of its content the address gets: 1 is the first.
    pub(super) version: usize,
    /// How often this very content went there before.
    pub(super) before: usize,
    /// The date it states.
    pub(super) date: DateTime<FixedOffset>,
    /// The language of its words.
    pub(super) language: Language,
}

/// A message ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// From whom and to whom, for the server.
    pub(super) from: Address,
    pub(super) to: Address,
    /// What tells it from others.
    pub(super) id: String,
    /// All of it.
    pub(super) bytes: Vec<u8>,
}

/// Makes the message of a parcel, whose files have those bytes. An error says why it cannot be one.
pub(super) fn letter(
    parcel: &Parcel,
    files: Vec<Vec<u8>>,
    settings: &MailSettings,
    stamp: Stamp<'_>,
) -> Result<Letter, String> {
    let from: Mailbox = settings
        .from
        .parse()
        .map_err(|error| format!("{}: {error}", settings.from))?;
    let to = parcel.to.clone().unwrap_or_default();
    let to: Address = to.parse().map_err(|error| format!("{to}: {error}"))?;
    let wording = settings.wording(parcel.role, stamp.language);
    let subject = one_line(&filled(&wording.subject, parcel));
    let subject = match stamp.version {
        0 | 1 => subject,
        version => stamp.language.pick(
            format!("（更正，第 {version} 版）{subject}"),
            format!("Corrected (version {version}): {subject}"),
        ),
    };
    let told = hash([stamp.key, &stamp.before.to_string()]);
    let short = told.get(..32).unwrap_or(&told);
    let id = format!("<{short}@{}>", from.email.domain());
    let mut builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(subject)
        .date(stamp.date.into())
        .message_id(Some(id.clone()))
        // Nobody's holiday notice is to answer.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    if let Some(reply_to) = &settings.reply_to {
        let reply_to: Mailbox = reply_to.parse().map_err(|error| format!("{reply_to}: {error}"))?;
        builder = builder.reply_to(reply_to);
    }
    let text = SinglePart::plain(filled(&wording.text, parcel));
    let mut parts = MultiPart::mixed()
        .boundary(format!("repcard-{short}"))
        .singlepart(text);
    for (attachment, bytes) in parcel.attachments.iter().zip(files) {
        let kind = content_type(&attachment.name)?;
        parts = parts.singlepart(Attached::new(attachment.name.clone()).body(bytes, kind));
    }
    let message = builder.multipart(parts).map_err(|error| error.to_string())?;
    Ok(Letter {
        from: from.email,
        to,
        id,
        bytes: message.formatted(),
    })
}

fn content_type(name: &str) -> Result<ContentType, String> {
    let kind = if name.rsplit('.').next() == Some("pdf") {
        "application/pdf"
    } else {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    };
    ContentType::parse(kind).map_err(|error| error.to_string())
}

/// The text with the parcel's words in the place of names in braces; a name that the parcel has no word for is empty.
fn filled(text: &str, parcel: &Parcel) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}');
        let known = named.filter(|(name, _)| super::PLACEHOLDERS.contains(name));
        rest = if let Some((name, after)) = known {
            filled.push_str(parcel.words.get(name).map_or("", String::as_str));
            after
        } else {
            filled.push('{');
            after
        };
    }
    filled + rest
}

/// What a cell says must not become a header of its own.
fn one_line(text: &str) -> String {
    let plain = text.replace(|c: char| c.is_control(), " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
