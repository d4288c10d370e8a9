//! What can go wrong on the wire, and how `reqwest` 0.13 tells it.

use std::{error::Error as StdError, io};

use super::{Head, resolve::AddressNotAllowed};

/// Why nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The host name was not found.
    Dns,
    /// The host name leads to an address that is not allowed (R64).
    AddressNotAllowed,
    /// The host refused the connection.
    Refused,
    /// No route to the host.
    Unreachable,
    /// The connection could not be made in time.
    ConnectTimeout,
    /// The TLS handshake broke off.
    Tls,
    /// The connection could not be made for another reason.
    Connect,
    /// The request was not allowed to leave, for example because it is not https.
    Request,
}

/// What is wrong with the server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateFault {
    /// It has expired, or this computer's clock is ahead.
    Expired,
    /// It is not valid yet, or this computer's clock is behind.
    NotValidYet,
    /// It is for another host.
    WrongName,
    /// Its issuer is not trusted here.
    UnknownIssuer,
    /// It was revoked.
    Revoked,
    /// Anything else.
    Other,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// No byte of the request left this computer.
    NotSent(Cause),
    /// No byte of the request left this computer, because the server's certificate was refused.
    Certificate(CertificateFault),
    /// Time ran out after the request may have left.
    Timeout,
    /// The exchange broke off after the request may have left.
    Interrupted,
    /// The reply is larger than the request's cap.
    TooLarge,
}

/// A failed exchange.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{kind:?}")]
pub struct TransportFault {
    /// What went wrong.
    pub kind: FaultKind,
    /// Status and headers, if they arrived before it went wrong.
    pub answered: Option<Head>,
}

impl TransportFault {
    /// A fault before any reply.
    pub fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            answered: None,
        }
    }

    /// A fault while the body of a reply was read.
    pub(super) fn in_body(kind: FaultKind, head: Head) -> Self {
        Self {
            kind,
            answered: Some(head),
        }
    }

    pub(super) fn from_send(error: &reqwest::Error) -> Self {
        Self::new(kind_of(error))
    }

    pub(super) fn from_body(error: &reqwest::Error, head: Head) -> Self {
        let kind = if error.is_timeout() {
            FaultKind::Timeout
        } else {
            FaultKind::Interrupted
        };
        Self::in_body(kind, head)
    }
}

/// `is_connect` is true only for errors of hyper-util's connector: name lookup, TCP, proxy tunnel
/// and TLS handshake, all before the first byte of the request. `is_builder` errors are raised
/// before anything is opened. Whatever is neither may have been sent, hyper's "canceled" included.
fn kind_of(error: &reqwest::Error) -> FaultKind {
    if error.is_connect() {
        return connect_kind(error);
    }
    if error.is_builder() {
        return FaultKind::NotSent(Cause::Request);
    }
    if error.is_timeout() {
        return FaultKind::Timeout;
    }
    FaultKind::Interrupted
}

fn connect_kind(error: &reqwest::Error) -> FaultKind {
    if let Some(certificate) = find(error, certificate_fault) {
        return FaultKind::Certificate(certificate);
    }
    let not_allowed = find(error, |link| link.is::<AddressNotAllowed>().then_some(()));
    FaultKind::NotSent(if not_allowed.is_some() {
        Cause::AddressNotAllowed
    } else if error.is_dns() {
        Cause::Dns
    } else if error.is_timeout() {
        Cause::ConnectTimeout
    } else if find(error, |link| link.downcast_ref::<rustls::Error>().map(drop)).is_some() {
        Cause::Tls
    } else {
        find(error, io_cause).unwrap_or(Cause::Connect)
    })
}

fn io_cause(link: &(dyn StdError + 'static)) -> Option<Cause> {
    use io::ErrorKind as Io;
    match link.downcast_ref::<io::Error>()?.kind() {
        Io::ConnectionRefused => Some(Cause::Refused),
        Io::HostUnreachable | Io::NetworkUnreachable | Io::NetworkDown | Io::AddrNotAvailable => {
            Some(Cause::Unreachable)
        }
        // A server that hangs up in the handshake: tokio-rustls gives a bare io error.
        Io::UnexpectedEof => Some(Cause::Tls),
        _ => None,
    }
}

fn certificate_fault(link: &(dyn StdError + 'static)) -> Option<CertificateFault> {
    use rustls::CertificateError as Bad;
    let rustls::Error::InvalidCertificate(bad) = link.downcast_ref::<rustls::Error>()? else {
        return None;
    };
    Some(match bad {
        Bad::Expired | Bad::ExpiredContext { .. } => CertificateFault::Expired,
        Bad::NotValidYet | Bad::NotValidYetContext { .. } => CertificateFault::NotValidYet,
        Bad::NotValidForName | Bad::NotValidForNameContext { .. } => CertificateFault::WrongName,
        Bad::UnknownIssuer => CertificateFault::UnknownIssuer,
        Bad::Revoked => CertificateFault::Revoked,
        _ => CertificateFault::Other,
    })
}

/// Walks the chain of causes. `io::Error::source` skips the error it wraps, so that one is looked
/// at by itself: rustls errors arrive only in this way.
fn find<T>(
    error: &(dyn StdError + 'static),
    test: impl Fn(&(dyn StdError + 'static)) -> Option<T>,
) -> Option<T> {
    let mut link = Some(error);
    while let Some(current) = link {
        if let Some(found) = test(current) {
            return Some(found);
        }
        let wrapped = current
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        if let Some(wrapped) = wrapped {
            return find(wrapped, test);
        }
        link = current.source();
    }
    None
}
