//! HTTP/1.1 as bytes: just enough to see where a message ends and to change a part of it.

use counterfoil_practice::Operation;
use serde_json::Value;
use tokio::{io::AsyncReadExt, net::TcpStream};

/// One message: its first line and headers, then its body.
#[derive(Clone, Default)]
pub(crate) struct Message {
    /// Up to and without the empty line.
    pub(crate) head: String,
    /// Everything after it.
    pub(crate) body: Vec<u8>,
}

impl Message {
    /// A reply of these parts. A length that a header already tells is not told again.
    pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut head = format!("HTTP/1.1 {status} Reply");
        for (name, value) in headers {
            head.push_str(&format!("\r\n{name}: {value}"));
        }
        let mut message = Self {
            head,
            body: body.to_vec(),
        };
        if message.header("content-length").is_none()
            && message.header("transfer-encoding").is_none()
        {
            message.set("content-length", &body.len().to_string());
        }
        message
    }

    /// The first header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.split("\r\n").skip(1).find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// Sets a header in place of all of its name.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.head.push_str(&format!("\r\n{name}: {value}"));
    }

    /// Takes every header of this name out.
    pub(crate) fn remove(&mut self, name: &str) {
        let mut lines = self.head.split("\r\n");
        let first = lines.next().unwrap_or_default().to_owned();
        let kept = lines.filter(|line| {
            !line
                .split_once(':')
                .is_some_and(|(known, _)| known.eq_ignore_ascii_case(name))
        });
        self.head = kept.fold(first, |head, line| head + "\r\n" + line);
    }

    /// Another body, with its length.
    pub(crate) fn with_body(mut self, body: Vec<u8>) -> Self {
        self.set("content-length", &body.len().to_string());
        self.body = body;
        self
    }

    /// The body as JSON; `null` when it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Method and path of a request, without its query.
    pub(crate) fn target(&self) -> (&str, &str) {
        let mut words = self.head.split(' ');
        let method = words.next().unwrap_or_default();
        let target = words.next().unwrap_or_default();
        (method, target.split('?').next().unwrap_or_default())
    }

    /// As it goes over the wire.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.head.clone().into_bytes();
        bytes.extend_from_slice(b"\r\n\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// How much of a request is read before something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// This many bytes of the head.
    Head(usize),
    /// The whole head.
    EndOfHead,
    /// The head and half of the body.
    HalfBody,
    /// All of it.
    End,
}

/// Which call the request is that is about to be read.
pub(crate) async fn peek_operation(stream: &TcpStream) -> Option<Operation> {
    // Longer than any first line here.
    let mut buffer = [0; 2048];
    loop {
        let waiting = stream.peek(&mut buffer).await.ok()?;
        if waiting == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&buffer[..waiting]);
        if let Some((first, _)) = text.split_once("\r\n") {
            let message = Message {
                head: first.to_owned(),
                body: Vec::new(),
            };
            let (method, path) = message.target();
            return Some(Operation::of(method, path));
        }
        tokio::task::yield_now().await;
    }
}

/// Reads a request as far as `until` says; `None` when the other side went away before.
pub(crate) async fn read_request(stream: &mut TcpStream, until: Until) -> Option<Message> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let end_of_head = find(&bytes, b"\r\n\r\n");
        match (until, end_of_head) {
            (Until::Head(wanted), _) if bytes.len() >= wanted => return Some(Message::default()),
            (Until::EndOfHead, Some(_)) => return Some(Message::default()),
            (Until::HalfBody | Until::End, Some(at)) => {
                let head = String::from_utf8_lossy(&bytes[..at]).into_owned();
                let body = bytes[at + 4..].to_vec();
                let message = Message { head, body };
                let length = message.header("content-length");
                let length: usize = length.and_then(|text| text.parse().ok()).unwrap_or(0);
                let wanted = if until == Until::End {
                    length
                } else {
                    length / 2
                };
                if message.body.len() >= wanted {
                    return Some(message);
                }
            }
            _ => {}
        }
        let read = stream.read(&mut buffer).await.ok()?;
        if read == 0 {
            return None;
        }
        bytes.extend_from_slice(&buffer[..read]);
    }
}

/// Reads a whole reply of the tenant, which closes after it.
pub(crate) async fn read_reply(stream: &mut TcpStream) -> Option<Message> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.ok()?;
    let at = find(&bytes, b"\r\n\r\n")?;
    Some(Message {
        head: String::from_utf8_lossy(&bytes[..at]).into_owned(),
        body: bytes[at + 4..].to_vec(),
    })
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}
