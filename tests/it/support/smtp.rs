//! A mail server on loopback that takes what it is given, or doesn't: refusals, greylisting, connections that drop, TLS.

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The certificate that vouches for the server's.
pub const CA: &[u8] = include_bytes!("../../fixtures/smtp/ca.pem");
const CERTIFICATE: &[u8] = include_bytes!("../../fixtures/smtp/server.pem");
const KEY: &[u8] = include_bytes!("../../fixtures/smtp/server.key");

/// What the server does when it is given a mail for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// It says 550 to the recipient.
    Refuse,
    /// It says 451 to the recipient, once.
    Greylist,
    /// It hangs up when it has the whole message, and keeps it.
    HangUp,
    /// It hangs up before the message.
    HangUpEarly,
    /// It takes the message and says 552 afterwards.
    RefuseAtTheEnd,
    /// It waits so many milliseconds before it says that it has the message.
    Wait(u64),
}

/// A mail that arrived.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub to: String,
    pub message: String,
    /// What the session proved to be: whether it was encrypted, and who logged in.
    pub is_encrypted: bool,
    pub login: Option<String>,
}

#[derive(Default)]
struct State {
    does: Vec<(String, Does)>,
    arrived: Vec<Arrived>,
    sessions: usize,
}

/// The server.
pub struct Smtp {
    pub port: u16,
    state: Arc<Mutex<State>>,
}

impl Smtp {
    /// A server without TLS.
    pub fn plain() -> Self {
        Self::new(None)
    }

    /// A server that offers STARTTLS and takes mail from nobody else than who logs in.
    pub fn secure() -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()],
                PrivateKeyDer::from_pem_slice(KEY).unwrap(),
            );
        Self::new(Some(Arc::new(config.unwrap())))
    }

    fn new(tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, tls) = (Arc::clone(&shared), tls.clone());
                thread::spawn(move || serve(stream, &state, tls));
            }
        });
        Self { port, state }
    }

    /// What it does from now on with mail for that address.
    pub fn does(&self, address: &str, does: Does) {
        self.state.lock().unwrap().does.push((address.to_owned(), does));
    }

    /// It takes everything again.
    pub fn is_well(&self) {
        self.state.lock().unwrap().does.clear();
    }

    /// What arrived, in order.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.state.lock().unwrap().arrived.clone()
    }

    /// To whom mail arrived, in the order of addresses.
    pub fn recipients(&self) -> Vec<String> {
        let mut to: Vec<String> = self.arrived().into_iter().map(|mail| mail.to).collect();
        to.sort();
        to
    }

    /// How many connections there were.
    pub fn sessions(&self) -> usize {
        self.state.lock().unwrap().sessions
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>, tls: Option<Arc<ServerConfig>>) {
    state.lock().unwrap().sessions += 1;
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut plain = BufReader::new(stream);
    let must_encrypt = tls.is_some();
    let upgrade = session(&mut plain, state, (false, must_encrypt), true);
    if let (true, Some(config)) = (upgrade, tls) {
        let connection = ServerConnection::new(config).unwrap();
        let mut secure = BufReader::new(StreamOwned::new(connection, plain.into_inner()));
        session(&mut secure, state, (true, must_encrypt), false);
    }
}

/// Talks until the connection ends or is to be encrypted; whether it is.
fn session<S: Read + Write>(
    stream: &mut BufReader<S>,
    state: &Mutex<State>,
    (is_encrypted, must_encrypt): (bool, bool),
    greets: bool,
) -> bool {
    let mut login = None;
    let mut to = String::new();
    let say = |stream: &mut BufReader<S>, text: &str| {
        stream
            .get_mut()
            .write_all(text.as_bytes())
            .and_then(|()| stream.get_mut().flush())
    };
    if greets && say(stream, "220 localhost\r\n").is_err() {
        return false;
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).unwrap_or(0) == 0 {
            return false;
        }
        let command = line.trim_end();
        let does = |to: &str| {
            let state = state.lock().unwrap();
            let found = state.does.iter().find(|(address, _)| address == to);
            found.map(|(_, does)| *does)
        };
        let reply = if command.starts_with("EHLO") && must_encrypt && !is_encrypted {
            "250-localhost\r\n250 STARTTLS\r\n".to_owned()
        } else if command.starts_with("EHLO") && is_encrypted {
            "250-localhost\r\n250 AUTH PLAIN\r\n".to_owned()
        } else if command.starts_with("EHLO") {
            "250 localhost\r\n".to_owned()
        } else if command == "STARTTLS" {
            return say(stream, "220 go ahead\r\n").is_ok();
        } else if let Some(secret) = command.strip_prefix("AUTH PLAIN ") {
            login = Some(secret.to_owned());
            "235 welcome\r\n".to_owned()
        } else if command.starts_with("MAIL") && must_encrypt && login.is_none() {
            "530 log in first\r\n".to_owned()
        } else if let Some(rest) = command.strip_prefix("RCPT TO:<") {
            rest.split('>').next().unwrap().clone_into(&mut to);
            match does(&to) {
                Some(Does::Refuse) => "550 no such mailbox\r\n".to_owned(),
                Some(Does::Greylist) => {
                    state.lock().unwrap().does.retain(|(address, _)| *address != to);
                    "451 come back later\r\n".to_owned()
                }
                Some(Does::HangUpEarly) => return false,
                _ => "250 yes\r\n".to_owned(),
            }
        } else if command == "DATA" {
            if say(stream, "354 go on\r\n").is_err() {
                return false;
            }
            let Some(message) = message(stream) else {
                return false;
            };
            let does = does(&to);
            if does == Some(Does::RefuseAtTheEnd) {
                "552 too much\r\n".to_owned()
            } else {
                state.lock().unwrap().arrived.push(Arrived {
                    to: to.clone(),
                    message,
                    is_encrypted,
                    login: login.clone(),
                });
                match does {
                    Some(Does::HangUp) => return false,
                    Some(Does::Wait(milliseconds)) => thread::sleep(Duration::from_millis(milliseconds)),
                    _ => {}
                }
                "250 taken\r\n".to_owned()
            }
        } else if command == "QUIT" {
            let _ = say(stream, "221 bye\r\n");
            return false;
        } else {
            "250 ok\r\n".to_owned()
        };
        if say(stream, &reply).is_err() {
            return false;
        }
    }
}

/// The lines up to the one that is a dot.
fn message(stream: &mut impl BufRead) -> Option<String> {
    let mut message = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).unwrap_or(0) == 0 {
            return None;
        }
        if line == ".\r\n" {
            return Some(message);
        }
        message += line.strip_prefix('.').unwrap_or(&line);
    }
}
