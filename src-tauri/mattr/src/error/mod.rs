//! What went wrong, whether it may have acted, and whether to try again.

mod body;
mod classify;

use std::{fmt, time::Duration};

pub use body::Detail;
pub(crate) use body::request_id;
pub(crate) use classify::retry_after;

use crate::{
    json::JsonFault,
    transport::{Cause, CertificateFault},
};

/// The kind of a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// No byte of the request left this computer.
    NotSent(Cause),
    /// The server's certificate was refused; nothing was sent. See [`Error::certificate`].
    Certificate,
    /// The server answered with a redirect, which is never followed (R63).
    Redirected,
    /// The token service refused our client id and secret: 401, 403, or a 400 that says so.
    SignInRefused,
    /// A token is needed and the client secret cannot be had.
    NeedsSecret,
    /// 401, and again with a new token.
    Unauthorized,
    /// 403: the client's role does not allow it.
    Forbidden,
    /// 404 of the call itself; a 404 of the sign-in before it is [`ErrorKind::ServiceFailed`].
    NotFound,
    /// 400, 409, 410, 415 or 422: refused as it is. See [`Error::details`].
    Refused,
    /// The request is too large: 413, or over 500 KiB before anything was sent.
    TooLarge,
    /// 429.
    RateLimited {
        /// How long the service wants us to wait: 1 to 300 s; 5 s if it did not say.
        retry_after: Duration,
    },
    /// 5xx, 408, 425 or another status that says nothing certain, and every other refusal of the
    /// token service.
    ServiceFailed,
    /// A success whose body cannot be used. See [`Error::unreadable`].
    Unreadable,
    /// No answer in time, after the request may have left.
    Timeout,
    /// Cut off after the request may have left.
    Interrupted,
    /// Refused by this client before anything was sent. See [`Error::field`].
    Invalid,
}

/// Whether and when to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The same request will fail again.
    Never,
    /// The same request may be sent again after this time.
    Later(Duration),
    /// After the client id and secret have been put right.
    AfterSignIn,
    /// It may have acted already: only a person may decide.
    ByHand,
}

/// Why a successful reply cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not strict JSON (R68).
    Json(JsonFault),
    /// JSON, but the member at this path is missing or of another type.
    Shape(String),
    /// Larger than the cap (R67).
    TooLarge,
    /// The list came back to a page it had already given.
    RepeatedPage,
    /// More than 50 pages, 5 000 items or 64 MiB (R67).
    ListTooLong,
    /// The token reply holds no usable token.
    Token,
}

/// Whether a request changes something at the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It changes nothing and may be repeated.
    None,
    /// It changes something; repeating it changes nothing more.
    Idempotent,
    /// It changes something each time it is sent.
    Once,
}

#[derive(Clone, Default)]
pub(super) enum Reason {
    #[default]
    None,
    Unreadable(Unreadable),
    Certificate(CertificateFault),
    Field(&'static str),
}

/// A failed call. Neither `Debug` nor `Display` shows server text (except `code`), values or URLs.
#[derive(Clone)]
pub struct Error(Box<Parts>);

#[derive(Clone)]
struct Parts {
    operation: &'static str,
    kind: ErrorKind,
    acted: bool,
    status: Option<u16>,
    code: Option<String>,
    details: Vec<Detail>,
    request_id: Option<String>,
    reason: Reason,
}

impl Error {
    fn new(operation: &'static str, kind: ErrorKind, acted: bool) -> Self {
        Self(Box::new(Parts {
            operation,
            kind,
            acted,
            status: None,
            code: None,
            details: Vec::new(),
            request_id: None,
            reason: Reason::None,
        }))
    }

    /// The kind.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Which call failed, as a fixed word such as `create_pre_authorized_offer`.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The HTTP status, if an answer began.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// MATTR's error code such as `BadRequest`, or OAuth's: letters, digits, `_`, `-`, `.` only.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The fields MATTR complained about, without their values.
    pub fn details(&self) -> &[Detail] {
        &self.0.details
    }

    /// The service's id of this exchange, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Why a success could not be used.
    pub fn unreadable(&self) -> Option<&Unreadable> {
        match &self.0.reason {
            Reason::Unreadable(why) => Some(why),
            _ => None,
        }
    }

    /// What is wrong with the certificate.
    pub fn certificate(&self) -> Option<CertificateFault> {
        match self.0.reason {
            Reason::Certificate(fault) => Some(fault),
            _ => None,
        }
    }

    /// The request field this client refused.
    pub fn field(&self) -> Option<&'static str> {
        match self.0.reason {
            Reason::Field(field) => Some(field),
            _ => None,
        }
    }

    /// Whether the service may have done what was asked (R85). `false` is proof that it did not;
    /// reading calls never act.
    pub fn may_have_acted(&self) -> bool {
        self.0.acted
    }

    /// Whether to try again.
    pub fn retry(&self) -> Retry {
        const SOON: Duration = Duration::from_secs(5);
        match &self.0.kind {
            ErrorKind::RateLimited { retry_after } => Retry::Later(*retry_after),
            ErrorKind::SignInRefused | ErrorKind::NeedsSecret | ErrorKind::Unauthorized => {
                Retry::AfterSignIn
            }
            ErrorKind::NotSent(Cause::AddressNotAllowed | Cause::Request)
            | ErrorKind::Certificate
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::Refused
            | ErrorKind::TooLarge
            | ErrorKind::Invalid => Retry::Never,
            _ if self.0.acted => Retry::ByHand,
            ErrorKind::Redirected | ErrorKind::Unreadable => Retry::Never,
            ErrorKind::NotSent(_)
            | ErrorKind::ServiceFailed
            | ErrorKind::Timeout
            | ErrorKind::Interrupted => Retry::Later(SOON),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {:?}", self.0.operation, self.0.kind)?;
        if let Some(status) = self.0.status {
            write!(out, ", status {status}")?;
        }
        if let Some(code) = &self.0.code {
            write!(out, ", code {code}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Error({self}; may have acted: {})", self.0.acted)
    }
}

impl std::error::Error for Error {}
