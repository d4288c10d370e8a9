//! Errors as the web view sees them.

use std::collections::BTreeMap;

use counterfoil_core::{claims::FieldProblem, session::view::TenantProblem};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An error as the web view sees it: a stable code and what its sentence needs.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppError {
    /// Selects the sentence.
    pub code: Code,
    /// Values for the sentence's placeholders; never secret or personal.
    pub params: BTreeMap<String, String>,
    /// Problems by field, for the error summary.
    pub fields: Vec<FieldProblem>,
    /// Problems of the tenant form.
    pub tenant_fields: Vec<TenantProblem>,
    /// Reference for the log: request id or intent.
    pub reference: Option<String>,
}

/// Every error code. A new one fails the UI's type check until it has a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Fields need attention; see `fields`.
    Invalid,
    /// The tenant form needs attention; see `tenant_fields`.
    InvalidTenant,
    /// No connection; nothing was sent.
    Offline,
    /// The certificate could not be confirmed; nothing was sent.
    Certificate,
    /// Proxy, redirect or other unexpected answer from something that is not the service.
    NotTheService,
    /// The service refused client id and secret.
    SignInRefused,
    /// The client secret must be entered first.
    NeedsSecret,
    /// The workplace must pass its connection check first; nothing was sent.
    NotChecked,
    /// The role may not do this.
    NotAllowed,
    /// Something asked for is gone at the service (a configuration, a user).
    Gone,
    /// The service refused the request; see `fields` for what it named.
    Refused,
    /// The request is larger than the service takes.
    TooLarge,
    /// The page asked more often than anybody presses keys; this was not carried out.
    TooOften,
    /// The service asked to wait; `seconds` says how long.
    RateLimited,
    /// The service failed; `status`.
    ServiceFailed,
    /// The service's answer could not be read.
    Unreadable,
    /// No whole answer: too slow, or cut on its way. What was asked may have left.
    Timeout,
    /// A reply check failed; `check` has its number. Nothing was shown.
    OfferDoesNotMatch,
    /// The journal cannot be written; no offer was made.
    JournalUnwritable,
    /// It could not be recorded after sending, so it was cancelled.
    NotRecorded,
    /// Another copy or a newer version owns the journal, or it is damaged.
    JournalUnusable,
    /// The keyring cannot be used; `state`.
    Keyring,
    /// Finish or cancel the live offer first.
    OfferLive,
    /// The offer is not in memory any more, so it has no face to show.
    NothingToShow,
    /// The QR code does not fit this display.
    QrDoesNotFit,
    /// No such offer, tenant or act here.
    NotFound,
    /// The file holds no presets that can be used; nothing was changed.
    NotPresets,
    /// The file could not be read or written.
    File,
    /// No display for the holder window.
    NoHolderDisplay,
    /// The chosen file is no picture that can be read.
    NotAPicture,
    /// The chosen picture has more bytes or pixels than are read here.
    PictureTooLarge,
    /// The chosen picture has fewer pixels than a portrait needs.
    PictureTooSmall,
    /// The file of people has more bytes, rows or columns than are read here.
    RosterTooLarge,
    /// The file of people is not text in UTF-8.
    RosterNotText,
    /// The file of people has no rows below its headings.
    RosterEmpty,
    /// Only in practice.
    PracticeOnly,
    /// The clipboard could not be used.
    NotCopied,
    /// A defect in this program.
    Internal,
}
