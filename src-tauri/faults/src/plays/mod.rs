//! What the desk is asked to do in a case, and what must be true afterwards.

mod create;
mod delete;
mod poll;
mod read;

use counterfoil_core::desk::DeskError;
use mattr_vii::ErrorKind;

pub(crate) use create::{Create, Outcome, press, state_in_journal};
pub(crate) use delete::{Delete, Left};
pub(crate) use poll::{Poll, claim, go_live, leap_until};
pub(crate) use read::{List, SignIn};

use crate::stage::Failure;

/// The code under which the window finds its sentence for this error.
pub(crate) fn word(error: &DeskError) -> &'static str {
    match error {
        DeskError::Service(error) => match error.kind() {
            ErrorKind::NotSent(_) | ErrorKind::Interrupted => "offline",
            ErrorKind::Certificate => "certificate",
            ErrorKind::Redirected => "not_the_service",
            ErrorKind::SignInRefused | ErrorKind::Unauthorized => "sign_in_refused",
            ErrorKind::NeedsSecret => "needs_secret",
            ErrorKind::Forbidden => "not_allowed",
            ErrorKind::NotFound => "gone",
            ErrorKind::Refused | ErrorKind::Invalid => "refused",
            ErrorKind::TooLarge => "too_large",
            ErrorKind::RateLimited { .. } => "rate_limited",
            ErrorKind::ServiceFailed => "service_failed",
            ErrorKind::Unreadable => "unreadable",
            ErrorKind::Timeout => "timeout",
        },
        DeskError::RefusedFields { .. } => "refused",
        DeskError::NeedsSecret => "needs_secret",
        DeskError::NotChecked => "not_checked",
        DeskError::Journal(_) => "journal",
        DeskError::Keyring(_) => "keyring",
        DeskError::NotRecorded => "not_recorded",
        DeskError::Mismatch(_) => "offer_does_not_match",
        DeskError::NothingToShow => "nothing_to_show",
        DeskError::QrDoesNotFit => "qr_does_not_fit",
        DeskError::OfferLive => "offer_live",
        DeskError::NotFound => "not_found",
        DeskError::Invalid(_) => "invalid",
        _ => "internal",
    }
}

/// A failure unless both are the same.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    found: T,
    wanted: T,
) -> Result<(), Failure> {
    if found == wanted {
        return Ok(());
    }
    Err(format!("{what}: {found:?} instead of {wanted:?}"))
}
