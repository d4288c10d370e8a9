//! The real network: the only place that builds a `reqwest` client (R60).

use std::time::Duration;

use async_trait::async_trait;
use reqwest::{
    ClientBuilder,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue},
    redirect, retry, tls,
};
use zeroize::Zeroizing;

use super::{
    FaultKind, Head, Lane, Method, PublicNames, Request, Response, Transport, TransportFault,
};
use crate::HostPolicy;

/// How long each part of an exchange may take (R60).
#[derive(Clone, Copy)]
struct Timeouts {
    connect: Duration,
    read: Duration,
    total: Duration,
    create: Duration,
}

/// Staff hear of a slow create at 30 s; it is kept 120 s more for a late answer (R87).
const TIMEOUTS: Timeouts = Timeouts {
    connect: Duration::from_secs(5),
    read: Duration::from_secs(10),
    total: Duration::from_secs(15),
    create: Duration::from_secs(150),
};
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);
const MOST_HEADERS: usize = 100;
const MOST_HEADER_BYTES: usize = 64 * 1024;
const USER_AGENT: &str = concat!("mattr-vii/", env!("CARGO_PKG_VERSION"));

pub(crate) struct ReqwestTransport {
    ordinary: reqwest::Client,
    create: reqwest::Client,
}

impl ReqwestTransport {
    pub(crate) fn new(policy: HostPolicy, names: PublicNames) -> Result<Self, reqwest::Error> {
        Self::with_timeouts(policy, names, TIMEOUTS)
    }

    fn with_timeouts(
        policy: HostPolicy,
        names: PublicNames,
        timeouts: Timeouts,
    ) -> Result<Self, reqwest::Error> {
        Self::build(|| locked_down(policy, names.clone()), timeouts)
    }

    fn build(
        locked_down: impl Fn() -> ClientBuilder,
        timeouts: Timeouts,
    ) -> Result<Self, reqwest::Error> {
        let builder = || locked_down().connect_timeout(timeouts.connect);
        Ok(Self {
            ordinary: builder()
                .read_timeout(timeouts.read)
                .timeout(timeouts.total)
                .pool_idle_timeout(IDLE_TIMEOUT)
                .build()?,
            // No read timeout here: reqwest starts it with the request, so it would end the
            // wait for a slow answer. No shared connection: hyper re-sends on those.
            create: builder()
                .http1_only()
                .gzip(false)
                .pool_max_idle_per_host(0)
                .timeout(timeouts.create)
                .build()?,
        })
    }
}

fn locked_down(policy: HostPolicy, names: PublicNames) -> ClientBuilder {
    let builder = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .referer(false)
        .retry(retry::never())
        .tls_backend_rustls()
        .tls_version_min(tls::Version::TLS_1_2)
        .user_agent(USER_AGENT)
        .http1_max_headers(MOST_HEADERS)
        .http2_max_header_list_size(MOST_HEADER_BYTES as u32);
    match policy {
        // No TLS here, and so no need of a certificate store, which may be missing on a computer
        // that only practises.
        HostPolicy::Loopback => builder.no_proxy().tls_certs_only([]),
        HostPolicy::PrivateCloud => builder.https_only(true),
        HostPolicy::Public => builder.https_only(true).dns_resolver(names),
    }
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportFault> {
        let cap = request.reply_cap;
        let client = match request.lane {
            Lane::Ordinary => &self.ordinary,
            Lane::Create => &self.create,
        };
        let reply = client
            .execute(to_wire(request)?)
            .await
            .map_err(|error| TransportFault::from_send(&error))?;
        let head = read_head(&reply)?;
        let body = read_body(reply, &head, cap).await?;
        Ok(Response { head, body })
    }
}

fn to_wire(request: Request) -> Result<reqwest::Request, TransportFault> {
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Delete => reqwest::Method::DELETE,
    };
    let mut wire = reqwest::Request::new(method, request.url);
    let headers = wire.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if let Some(token) = &request.bearer {
        // EXPOSE: this header is what the token is for.
        let text = Zeroizing::new(format!("Bearer {}", token.expose()));
        let mut value = HeaderValue::from_str(&text)
            .map_err(|_| TransportFault::new(FaultKind::NotSent(super::Cause::Request)))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    if let Some(body) = request.body {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *wire.body_mut() = Some(body.into());
    }
    Ok(wire)
}

fn read_head(reply: &reqwest::Response) -> Result<Head, TransportFault> {
    let status = reply.status().as_u16();
    if header_bytes(reply.headers()) > MOST_HEADER_BYTES {
        let headers = Vec::new();
        return Err(TransportFault::in_body(
            FaultKind::TooLarge,
            Head { status, headers },
        ));
    }
    let headers = reply
        .headers()
        .iter()
        .filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        })
        .collect();
    Ok(Head { status, headers })
}

fn header_bytes(headers: &HeaderMap) -> usize {
    headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum()
}

/// Bytes are counted as they come out of the decompressor, so a small bomb stops at the cap too.
async fn read_body(
    mut reply: reqwest::Response,
    head: &Head,
    cap: usize,
) -> Result<Zeroizing<Vec<u8>>, TransportFault> {
    let mut body = Zeroizing::new(Vec::with_capacity(first_capacity(&reply, cap)));
    loop {
        match reply.chunk().await {
            Ok(None) => return Ok(body),
            Ok(Some(chunk)) if body.len().saturating_add(chunk.len()) > cap => {
                return Err(TransportFault::in_body(FaultKind::TooLarge, head.clone()));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Err(error) => return Err(TransportFault::from_body(&error, head.clone())),
        }
    }
}

/// Small replies get their whole room at once: growing would leave copies in freed memory.
fn first_capacity(reply: &reqwest::Response, cap: usize) -> usize {
    const SMALL: usize = 64 * 1024;
    let announced = reply
        .content_length()
        .and_then(|length| usize::try_from(length).ok());
    announced.unwrap_or(SMALL).min(cap)
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "tls_tests.rs"]
mod tls_tests;

#[cfg(test)]
#[path = "http2_tests.rs"]
mod http2_tests;
