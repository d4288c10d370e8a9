//! A service that answers what the fuzzer says, behind the real client.
//!
//! An answer is written as it stands on the wire: a status, headers, an empty line, a body. Answers
//! are parted by a line `----`; the last one is given again and again. In place of a status stands
//! `cut`, `late`, `refused` or `certificate` for an exchange that breaks.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use mattr_vii::{
    Cause, CertificateFault, Client, Credentials, FaultKind, Head, Lane, Ports, Request, Response,
    Transport, TransportFault,
};
use zeroize::Zeroizing;

use crate::{
    computer::{Counting, LeapingClock},
    settings::connection,
};

const BREAK: &[u8] = b"\n----\n";

/// A token reply that any client takes.
const GOOD_TOKEN: &[u8] = br#"{"access_token":"aa.bb.cc","expires_in":3600,"token_type":"Bearer"}"#;

/// Answers by turns, and remembers what went out.
pub struct Answers {
    answers: Vec<Vec<u8>>,
    for_tokens: bool,
    given: AtomicUsize,
    maybe_acted: AtomicUsize,
    bearers: Mutex<Vec<String>>,
}

impl Answers {
    /// To every call of the API; whoever asks for a token gets one.
    pub fn to_calls(text: &[u8]) -> Arc<Self> {
        Self::new(text, false)
    }

    /// To whoever asks for a token; every call of the API is answered with 404.
    pub fn to_sign_in(text: &[u8]) -> Arc<Self> {
        Self::new(text, true)
    }

    fn new(text: &[u8], for_tokens: bool) -> Arc<Self> {
        Arc::new(Self {
            answers: parts(text),
            for_tokens,
            given: AtomicUsize::new(0),
            maybe_acted: AtomicUsize::new(0),
            bearers: Mutex::default(),
        })
    }

    /// A client of a tenant that answers so.
    pub fn client(self: &Arc<Self>, credentials: Arc<dyn Credentials>) -> Client {
        let ports = Ports {
            clock: Arc::new(LeapingClock::default()),
            chance: Arc::new(Counting::default()),
            credentials,
        };
        Client::with_transport(connection(), ports, Arc::clone(self) as Arc<dyn Transport>)
    }

    /// Requests that were answered with what the fuzzer says.
    pub fn given(&self) -> usize {
        self.given.load(Ordering::Relaxed)
    }

    /// Requests to be sent once whose answer is no proof that nothing was done.
    pub fn maybe_acted(&self) -> usize {
        self.maybe_acted.load(Ordering::Relaxed)
    }

    /// The tokens that went out, in their order.
    pub fn bearers(&self) -> MutexGuard<'_, Vec<String>> {
        self.bearers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, request: &Request) -> Result<Response, TransportFault> {
        let turn = self.given.fetch_add(1, Ordering::Relaxed);
        let last = self.answers.len().saturating_sub(1);
        let text = self
            .answers
            .get(turn.min(last))
            .map_or(&b""[..], Vec::as_slice);
        let answer = read_answer(text);
        let is_proof = match &answer {
            Ok(response) => response.head.status == 401,
            Err(fault) => matches!(
                fault.kind,
                FaultKind::NotSent(_) | FaultKind::Certificate(_)
            ),
        };
        if request.lane == Lane::Create && !is_proof {
            self.maybe_acted.fetch_add(1, Ordering::Relaxed);
        }
        let response = answer?;
        if response.body.len() > request.reply_cap {
            return Err(TransportFault {
                kind: FaultKind::TooLarge,
                answered: Some(response.head),
            });
        }
        Ok(response)
    }
}

#[async_trait]
impl Transport for Answers {
    async fn send(&self, request: Request) -> Result<Response, TransportFault> {
        if let Some(token) = &request.bearer {
            // EXPOSE: looked at by the target.
            self.bearers().push(token.expose().to_owned());
        }
        let asks_for_token = request.url.path().ends_with("/oauth/token");
        match (asks_for_token, self.for_tokens) {
            (true, false) => Ok(response(200, Vec::new(), GOOD_TOKEN)),
            (false, true) => Ok(response(404, Vec::new(), b"")),
            _ => self.next(&request),
        }
    }
}

fn parts(mut text: &[u8]) -> Vec<Vec<u8>> {
    let mut parts = Vec::new();
    while let Some(at) = text.windows(BREAK.len()).position(|here| here == BREAK) {
        parts.push(text[..at].to_vec());
        text = &text[at + BREAK.len()..];
    }
    parts.push(text.to_vec());
    parts
}

fn read_answer(text: &[u8]) -> Result<Response, TransportFault> {
    let (first, mut rest) = line(text);
    let fault = |kind| Err(TransportFault::new(kind));
    let status = match first {
        b"cut" => return fault(FaultKind::Interrupted),
        b"late" => return fault(FaultKind::Timeout),
        b"refused" => return fault(FaultKind::NotSent(Cause::Refused)),
        b"certificate" => return fault(FaultKind::Certificate(CertificateFault::Expired)),
        digits => std::str::from_utf8(digits)
            .ok()
            .and_then(|text| text.parse().ok()),
    };
    let mut headers = Vec::new();
    while !rest.is_empty() {
        let (header, after) = line(rest);
        rest = after;
        if header.is_empty() {
            break;
        }
        headers.extend(read_header(header));
    }
    let status = status.filter(|status| (200..=999).contains(status));
    Ok(response(status.unwrap_or(200), headers, rest))
}

/// As an HTTP library gives them: the name in lower case, the value in visible ASCII.
fn read_header(line: &[u8]) -> Option<(String, String)> {
    let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
    let is_visible = value
        .bytes()
        .all(|byte| matches!(byte, b'\t' | 0x20..=0x7e));
    is_visible.then(|| (name.to_ascii_lowercase(), value.trim().to_owned()))
}

fn line(text: &[u8]) -> (&[u8], &[u8]) {
    match text.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &[]),
    }
}

fn response(status: u16, headers: Vec<(String, String)>, body: &[u8]) -> Response {
    Response {
        head: Head { status, headers },
        body: Zeroizing::new(body.to_vec()),
    }
}
