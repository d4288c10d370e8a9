//! From a status or a fault to an [`Error`] (R85).

use std::time::Duration;

use jiff::Timestamp;

use super::{Effect, Error, ErrorKind, Reason, Unreadable, body};
use crate::{
    time::read_http_date,
    transport::{FaultKind, Head, TransportFault},
};

impl Error {
    /// A call refused by this client because of `field`, before anything was sent.
    pub(crate) fn invalid(operation: &'static str, field: &'static str) -> Self {
        let mut error = Self::new(operation, ErrorKind::Invalid, false);
        error.0.reason = Reason::Field(field);
        error
    }

    /// The body is over the vendor's limit; not sent.
    pub(crate) fn request_too_large(operation: &'static str) -> Self {
        Self::new(operation, ErrorKind::TooLarge, false)
    }

    pub(crate) fn needs_secret(operation: &'static str) -> Self {
        Self::new(operation, ErrorKind::NeedsSecret, false)
    }

    /// A success whose body cannot be used.
    pub(crate) fn unreadable_reply(
        operation: &'static str,
        effect: Effect,
        status: u16,
        why: Unreadable,
    ) -> Self {
        let mut error = Self::new(operation, ErrorKind::Unreadable, effect != Effect::None);
        error.0.status = Some(status);
        error.0.reason = Reason::Unreadable(why);
        error
    }

    /// A failed sign-in has kinds of its own: a token never reached the tenant, so a 404 does not
    /// mean that the offer is gone (seed 113708), nor a 400 that its details are wrong. OAuth's
    /// refusals may be 400s (RFC 6749, 5.2).
    pub(crate) fn of_sign_in(mut self) -> Self {
        let names_us = self
            .code()
            .is_some_and(|code| OF_OUR_SIGN_IN.contains(&code));
        match self.0.kind {
            ErrorKind::Unauthorized | ErrorKind::Forbidden => {
                self.0.kind = ErrorKind::SignInRefused;
            }
            ErrorKind::Refused if names_us => self.0.kind = ErrorKind::SignInRefused,
            ErrorKind::NotFound | ErrorKind::Refused | ErrorKind::TooLarge => {
                self.0.kind = ErrorKind::ServiceFailed;
            }
            _ => {}
        }
        self.0.details.clear();
        self
    }

    /// The same failure, named after the call it kept from being made.
    pub(crate) fn in_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = operation;
        self
    }

    /// Any answer that is not a success.
    pub(crate) fn from_answer(
        operation: &'static str,
        effect: Effect,
        head: &Head,
        body: &[u8],
        now: Timestamp,
    ) -> Self {
        let kind = kind_of_status(head, now);
        let acted = effect != Effect::None && !proves_nothing_happened(&kind);
        let mut error = Self::new(operation, kind, acted);
        let read = body::read(body);
        error.0.status = Some(head.status);
        error.0.code = read.code;
        error.0.details = read.details;
        error.0.request_id = body::request_id(head);
        error
    }

    /// A fault of the wire. An error status that arrived before the fault still counts.
    pub(crate) fn from_fault(
        operation: &'static str,
        effect: Effect,
        fault: &TransportFault,
        now: Timestamp,
    ) -> Self {
        if let Some(head) = &fault.answered
            && !(200..300).contains(&head.status)
        {
            return Self::from_answer(operation, effect, head, &[], now);
        }
        let (kind, reason) = match fault.kind {
            FaultKind::NotSent(cause) => (ErrorKind::NotSent(cause), Reason::None),
            FaultKind::Certificate(bad) => (ErrorKind::Certificate, Reason::Certificate(bad)),
            FaultKind::Timeout => (ErrorKind::Timeout, Reason::None),
            FaultKind::Interrupted => (ErrorKind::Interrupted, Reason::None),
            FaultKind::TooLarge => (
                ErrorKind::Unreadable,
                Reason::Unreadable(Unreadable::TooLarge),
            ),
        };
        let acted = effect != Effect::None && !proves_nothing_happened(&kind);
        let mut error = Self::new(operation, kind, acted);
        error.0.status = fault.answered.as_ref().map(|head| head.status);
        error.0.request_id = fault.answered.as_ref().and_then(body::request_id);
        error.0.reason = reason;
        error
    }
}

/// OAuth's codes for a client id or secret that is not accepted; the last one is the vendor's.
const OF_OUR_SIGN_IN: [&str; 4] = [
    "invalid_client",
    "unauthorized_client",
    "invalid_grant",
    "access_denied",
];

fn kind_of_status(head: &Head, now: Timestamp) -> ErrorKind {
    match head.status {
        300..400 => ErrorKind::Redirected,
        400 | 409 | 410 | 415 | 422 => ErrorKind::Refused,
        401 => ErrorKind::Unauthorized,
        403 => ErrorKind::Forbidden,
        404 => ErrorKind::NotFound,
        413 => ErrorKind::TooLarge,
        429 => ErrorKind::RateLimited {
            retry_after: retry_after(head, now).unwrap_or(UNSAID_WAIT),
        },
        _ => ErrorKind::ServiceFailed,
    }
}

/// The "not sent" and "refused" rows of R85; every other kind may have acted.
fn proves_nothing_happened(kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::NotSent(_)
        | ErrorKind::Certificate
        | ErrorKind::SignInRefused
        | ErrorKind::NeedsSecret
        | ErrorKind::Unauthorized
        | ErrorKind::Forbidden
        | ErrorKind::NotFound
        | ErrorKind::Refused
        | ErrorKind::TooLarge
        | ErrorKind::RateLimited { .. }
        | ErrorKind::Invalid => true,
        ErrorKind::Redirected
        | ErrorKind::ServiceFailed
        | ErrorKind::Unreadable
        | ErrorKind::Timeout
        | ErrorKind::Interrupted => false,
    }
}

const UNSAID_WAIT: Duration = Duration::from_secs(5);
const SHORTEST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// `Retry-After` in seconds or as a date, clamped to 1..300 s; nonsense counts as absent (R91).
pub(crate) fn retry_after(head: &Head, now: Timestamp) -> Option<Duration> {
    let text = head.header("retry-after")?.trim();
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(text.parse().unwrap_or(u64::MAX))
    } else {
        // The server's own clock is the better reference, if it sent one.
        let server_now = head.header("date").and_then(read_http_date).unwrap_or(now);
        let wait = read_http_date(text)?.duration_since(server_now);
        Duration::try_from(wait).unwrap_or_default()
    };
    Some(wait.clamp(SHORTEST_WAIT, LONGEST_WAIT))
}
