//! The server: a connection, and the steps of handing one message over.

use super::letter::Letter;
use super::settings::{MailSettings, Password, Security};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use std::fs;
use std::time::Duration;

/// Why the server has not got a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// It cannot be talked to at all.
    Unreachable(String),
    /// It doesn't take the message; perhaps later.
    Refused { reply: String, is_for_now: bool },
    /// It was given the message whole, and the answer never came.
    Doubtful(String),
}

/// The server, connected when it is first needed and again where the connection breaks.
pub(super) struct Server<'a> {
    settings: &'a MailSettings,
    password: Option<&'a Password>,
    connection: Option<SmtpConnection>,
}

impl<'a> Server<'a> {
    pub(super) fn new(settings: &'a MailSettings, password: Option<&'a Password>) -> Self {
        Self {
            settings,
            password,
            connection: None,
        }
    }

    /// Everything up to the point where the server waits for the message itself. Where this fails, it has nothing.
    pub(super) fn offer(&mut self, letter: &Letter) -> Result<(), Failure> {
        if self.connection.is_none() {
            let connected = self.connect();
            self.connection = Some(connected.map_err(|ConnectError(error)| Failure::Unreachable(error))?);
        }
        let Some(connection) = &mut self.connection else {
            return Err(Failure::Unreachable(String::new()));
        };
        let steps = |connection: &mut SmtpConnection| -> Result<(), Error> {
            connection.command(Mail::new(Some(letter.from.clone()), Vec::new()))?;
            connection.command(Rcpt::new(letter.to.clone(), Vec::new()))?;
            connection.command(Data)?;
            Ok(())
        };
        steps(connection).map_err(|error| self.failed(&error))
    }

    /// Hands over the message that the server waits for; what it answered.
    pub(super) fn give(&mut self, letter: &Letter) -> Result<String, Failure> {
        let Some(connection) = &mut self.connection else {
            return Err(Failure::Unreachable(String::new()));
        };
        match connection.message(&letter.bytes) {
            Ok(response) => Ok(said(&response)),
            Err(error) if answered(&error) => Err(self.failed(&error)),
            Err(error) => {
                self.connection = None;
                Err(Failure::Doubtful(error.to_string()))
            }
        }
    }

    /// What an answer, or none, means before the message is given; the connection is fit for the next one afterwards.
    fn failed(&mut self, error: &Error) -> Failure {
        if !answered(error) {
            self.connection = None;
            return Failure::Refused {
                reply: error.to_string(),
                is_for_now: true,
            };
        }
        // 421: the server is about to hang up.
        let is_leaving = error.status().is_some_and(|code| code.to_string() == "421");
        let is_reset = !is_leaving
            && self
                .connection
                .as_mut()
                .is_some_and(|connection| connection.command(Rset).is_ok());
        if !is_reset {
            self.connection = None;
        }
        Failure::Refused {
            reply: error.to_string(),
            is_for_now: error.is_transient(),
        }
    }

    fn connect(&self) -> Result<SmtpConnection, ConnectError> {
        let settings = self.settings;
        let timeout = Some(Duration::from_secs(settings.timeout_seconds.into()));
        let hello = ClientId::default();
        let address = (settings.server.as_str(), settings.port);
        let tls = match settings.security {
            Security::None => None,
            Security::StartTls | Security::Tls => Some(self.tls()?),
        };
        let from_the_start = tls.as_ref().filter(|_| settings.security == Security::Tls);
        let mut connection = SmtpConnection::connect(address, timeout, &hello, from_the_start, None)?;
        if let (Security::StartTls, Some(tls)) = (settings.security, &tls) {
            connection.starttls(tls, &hello)?;
        }
        if let Some(user) = &settings.user {
            let password = self
                .password
                .map(|password| password.0.clone())
                .unwrap_or_default();
            let credentials = Credentials::new(user.clone(), password);
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)?;
        }
        Ok(connection)
    }

    fn tls(&self) -> Result<TlsParameters, ConnectError> {
        let mut tls = TlsParameters::builder(self.settings.server.clone());
        if let Some(path) = &self.settings.ca {
            let pem = fs::read(path).map_err(|error| ConnectError(format!("{}: {error}", path.display())))?;
            tls = tls.add_root_certificate(Certificate::from_pem(&pem)?);
        }
        Ok(tls.build()?)
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        if let Some(connection) = &mut self.connection {
            let _ = connection.quit();
        }
    }
}

/// Why there is no connection, in words without secrets.
struct ConnectError(String);

impl From<Error> for ConnectError {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

/// Whether the server said so, rather than the network.
fn answered(error: &Error) -> bool {
    error.is_transient() || error.is_permanent()
}

fn said(response: &Response) -> String {
    let words: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), words.join(" "))
}
