//! Every engine error as a stable code with what its sentence needs. One exhaustive place.

use std::collections::BTreeMap;

use counterfoil_core::{
    desk::DeskError, journal::JournalError, portrait::PortraitError, roster::RosterFault,
    session::SecretFault,
};
use mattr_vii::{Error as ServiceError, ErrorKind};

use crate::ipc::{AppError, Code};

impl AppError {
    /// An error that needs nothing but its sentence.
    pub(crate) fn plain(code: Code) -> Self {
        Self {
            code,
            params: BTreeMap::new(),
            fields: Vec::new(),
            tenant_fields: Vec::new(),
            reference: None,
        }
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

impl From<DeskError> for AppError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Invalid(fields) => Self {
                fields,
                ..Self::plain(Code::Invalid)
            },
            DeskError::InvalidTenant(tenant_fields) => Self {
                tenant_fields,
                ..Self::plain(Code::InvalidTenant)
            },
            DeskError::RefusedFields { fields, request_id } => Self {
                fields,
                reference: request_id,
                ..Self::plain(Code::Refused)
            },
            DeskError::File(_) => Self::plain(Code::File),
            DeskError::Service(error) => Self::from(error),
            DeskError::Journal(error) => Self::from(error),
            DeskError::Keyring(fault) => Self::from(fault),
            DeskError::NotRecorded => Self::plain(Code::NotRecorded),
            DeskError::NeedsSecret => Self::plain(Code::NeedsSecret),
            DeskError::NotChecked => Self::plain(Code::NotChecked),
            DeskError::Mismatch(check) => Self::plain(Code::OfferDoesNotMatch).with("check", check),
            DeskError::OfferLive => Self::plain(Code::OfferLive),
            DeskError::NothingToShow => Self::plain(Code::NothingToShow),
            DeskError::QrDoesNotFit => Self::plain(Code::QrDoesNotFit),
            DeskError::NotFound => Self::plain(Code::NotFound),
            DeskError::NotPresets(_) => Self::plain(Code::NotPresets),
            DeskError::Roster(fault) => Self::plain(fault.into()),
            DeskError::Portrait(fault) => Self::plain(fault.into()),
            DeskError::PracticeOnly => Self::plain(Code::PracticeOnly),
            DeskError::Internal => Self::plain(Code::Internal),
        }
    }
}

impl From<PortraitError> for Code {
    fn from(fault: PortraitError) -> Self {
        match fault {
            PortraitError::NotAPicture => Self::NotAPicture,
            PortraitError::TooLarge => Self::PictureTooLarge,
            PortraitError::TooSmall => Self::PictureTooSmall,
        }
    }
}

impl From<RosterFault> for Code {
    fn from(fault: RosterFault) -> Self {
        match fault {
            RosterFault::TooLarge => Self::RosterTooLarge,
            RosterFault::NotText => Self::RosterNotText,
            RosterFault::Empty => Self::RosterEmpty,
        }
    }
}

impl From<SecretFault> for AppError {
    fn from(fault: SecretFault) -> Self {
        let state = match fault {
            SecretFault::Unusable(state) => serde_json::to_value(state).ok(),
            SecretFault::TooLong => None,
        };
        let state = state.as_ref().and_then(serde_json::Value::as_str);
        Self::plain(Code::Keyring).with("state", state.unwrap_or("too_long"))
    }
}

impl From<JournalError> for AppError {
    fn from(error: JournalError) -> Self {
        use JournalError as J;
        let code = match error {
            J::InUse
            | J::Foreign { .. }
            | J::NewerSchema { .. }
            | J::SqliteVersion { .. }
            | J::Setting { .. }
            | J::Damaged => Code::JournalUnusable,
            J::UnknownIntent => Code::NotFound,
            J::NotAllowed { .. }
            | J::IntentExists
            | J::OfferIdTaken
            | J::NoReference
            | J::DetailNotAllowed
            | J::BadMark
            | J::BadValue { .. } => Code::Internal,
            J::Locked
            | J::Full
            | J::DiskLow { .. }
            | J::ReadOnly
            | J::Unreachable(_)
            | J::Closed
            | J::Other { .. } => Code::JournalUnwritable,
        };
        tracing::error!(%error, "journal");
        Self::plain(code)
    }
}

impl From<ServiceError> for AppError {
    fn from(error: ServiceError) -> Self {
        let code = match error.kind() {
            ErrorKind::NotSent(_) | ErrorKind::Interrupted => Code::Offline,
            ErrorKind::Certificate => Code::Certificate,
            ErrorKind::Redirected => Code::NotTheService,
            ErrorKind::SignInRefused | ErrorKind::Unauthorized => Code::SignInRefused,
            ErrorKind::NeedsSecret => Code::NeedsSecret,
            ErrorKind::Forbidden => Code::NotAllowed,
            ErrorKind::NotFound => Code::Gone,
            ErrorKind::Refused | ErrorKind::Invalid => Code::Refused,
            ErrorKind::TooLarge => Code::TooLarge,
            ErrorKind::RateLimited { .. } => Code::RateLimited,
            ErrorKind::ServiceFailed => Code::ServiceFailed,
            ErrorKind::Unreadable => Code::Unreadable,
            ErrorKind::Timeout => Code::Timeout,
        };
        let mut told = Self::plain(code);
        told.reference = error.request_id().map(str::to_owned);
        if let ErrorKind::RateLimited { retry_after } = error.kind() {
            told = told.with("seconds", retry_after.as_secs());
        }
        if let Some(status) = error.status() {
            told = told.with("status", status);
        }
        told
    }
}
