//! How one request leaves and one reply comes back.
//!
//! [`Transport`] is the only door to the network, so that a simulation can own it. It knows
//! nothing of tokens' lives, retries or what a reply means.

mod fault;
mod resolve;
mod wire;

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use url::Url;
use zeroize::Zeroizing;

pub use fault::{Cause, CertificateFault, FaultKind, TransportFault};
pub(crate) use resolve::PublicNames;
pub(crate) use wire::ReqwestTransport;

use crate::Secret;

/// The methods this client uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or searches.
    Post,
    /// Removes.
    Delete,
}

/// Which connection a request takes (R60).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Shared connections; 10 s without a byte or 15 s in all end it.
    Ordinary,
    /// A fresh HTTP/1.1 connection for a request that must go out once; 150 s in all.
    Create,
}

/// One request. No `Debug`: it carries secrets.
pub struct Request {
    /// How.
    pub method: Method,
    /// Where to.
    pub url: Url,
    /// The access token for the `Authorization` header; none: no such header.
    pub bearer: Option<Arc<Secret>>,
    /// A JSON body.
    pub body: Option<Bytes>,
    /// Largest reply body in bytes, counted after decompression.
    pub reply_cap: usize,
    /// Which connection.
    pub lane: Lane,
}

/// Status and headers of a reply.
#[derive(Clone, PartialEq, Eq)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// Headers whose value is readable text, names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Head {
    /// The first header called `name` (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Header values are server text and may hold cookies.
impl std::fmt::Debug for Head {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Head({})", self.status)
    }
}

/// One whole reply. No `Debug`: the body may be a secret.
pub struct Response {
    /// Status and headers.
    pub head: Head,
    /// The body after decompression.
    pub body: Zeroizing<Vec<u8>>,
}

/// Sends one request, once, without following redirects.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends `request` and reads the whole reply, whatever its status.
    ///
    /// # Errors
    /// [`TransportFault`]. It says [`FaultKind::NotSent`] only when no byte of the request can
    /// have left this computer.
    async fn send(&self, request: Request) -> Result<Response, TransportFault>;
}
