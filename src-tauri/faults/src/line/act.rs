//! What the line does to one exchange. Plain data, so that a row of the matrix can list it.

use std::sync::Arc;

use serde_json::Value;

use super::http::{Message, Until};

/// A change to the tenant's reply.
type Change = Arc<dyn Fn(Message) -> Message + Send + Sync>;

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// In order.
    Close,
    /// With a reset.
    Reset,
    /// Not at all: open and silent until the case ends.
    Silence,
}

/// How much of the reply is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// All of it.
    Whole,
    /// Not a byte.
    Nothing,
    /// This many bytes.
    Bytes(usize),
    /// The first line.
    FirstLine,
    /// Half of the headers.
    HalfHead,
    /// The head with its empty line.
    Head,
    /// The head and half of the body.
    HalfBody,
    /// All but the last byte.
    AllButOne,
}

/// What is done to one exchange.
#[derive(Clone)]
pub(crate) struct Act {
    pub(super) read: Until,
    /// Whether the tenant gets the request.
    pub(super) acts: bool,
    /// Whether the answer waits until the case lets it go.
    pub(super) held: bool,
    pub(super) change: Option<Change>,
    pub(super) sent: Sent,
    pub(super) end: End,
}

impl Act {
    /// Leaves everything as it is.
    pub(crate) fn pass() -> Self {
        Self {
            read: Until::End,
            acts: true,
            held: false,
            change: None,
            sent: Sent::Whole,
            end: End::Close,
        }
    }

    /// Answers this; the tenant hears nothing.
    pub(crate) fn answer(reply: Message) -> Self {
        Self {
            acts: false,
            ..Self::changed(move |_| reply.clone())
        }
    }

    /// The tenant acts, then this is answered.
    pub(crate) fn answer_after_acting(reply: Message) -> Self {
        Self::changed(move |_| reply.clone())
    }

    /// The tenant acts, and its reply is changed.
    pub(crate) fn changed(change: impl Fn(Message) -> Message + Send + Sync + 'static) -> Self {
        Self {
            change: Some(Arc::new(change)),
            ..Self::pass()
        }
    }

    /// The tenant acts, and another body goes out under its headers.
    pub(crate) fn body(change: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::changed(move |reply| {
            let body = change(&reply.body);
            reply.with_body(body)
        })
    }

    /// The tenant acts, and the JSON of its reply is changed.
    pub(crate) fn json(change: impl Fn(Value) -> Value + Send + Sync + 'static) -> Self {
        Self::changed(move |reply| {
            let json = change(reply.json());
            reply.with_body(json.to_string().into_bytes())
        })
    }

    /// Ends after so much of the request; the tenant hears nothing.
    pub(crate) fn cut_request(read: Until, end: End) -> Self {
        Self {
            read,
            acts: false,
            sent: Sent::Nothing,
            end,
            ..Self::pass()
        }
    }

    /// The tenant acts; the connection ends after so much of its reply.
    pub(crate) fn cut_reply(sent: Sent, end: End) -> Self {
        Self {
            sent,
            end,
            ..Self::pass()
        }
    }

    /// The same, and the tenant hears nothing.
    pub(crate) fn without_acting(self) -> Self {
        Self {
            acts: false,
            ..self
        }
    }

    /// The tenant acts at once; the answer waits until the case lets it go.
    pub(crate) fn held(self) -> Self {
        Self { held: true, ..self }
    }
}

/// The part of `reply` that is sent.
pub(super) fn part(reply: &Message, sent: Sent) -> Vec<u8> {
    let mut bytes = reply.bytes();
    let head = reply.head.len() + 4;
    let kept = match sent {
        Sent::Whole => bytes.len(),
        Sent::Nothing => 0,
        Sent::Bytes(count) => count,
        Sent::FirstLine => reply.head.find("\r\n").map_or(head, |at| at + 2),
        Sent::HalfHead => head / 2,
        Sent::Head => head,
        Sent::HalfBody => head + reply.body.len() / 2,
        Sent::AllButOne => bytes.len().saturating_sub(1),
    };
    bytes.truncate(kept);
    bytes
}
