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

impl From<&JournalError> for Code {
    fn from(error: &JournalError) -> Self {
        use JournalError as J;
        match error {
            J::InUse
            | J::Foreign { .. }
            | J::NewerSchema { .. }
            | J::SqliteVersion { .. }
            | J::Setting { .. }
            | J::Damaged => Self::JournalUnusable,
            J::UnknownIntent => Self::NotFound,
            J::NotAllowed { .. }
            | J::IntentExists
            | J::OfferIdTaken
            | J::NoReference
            | J::DetailNotAllowed
            | J::BadMark
            | J::BadValue { .. } => Self::Internal,
            J::Locked
            | J::Full
            | J::DiskLow { .. }
            | J::ReadOnly
            | J::Unreachable(_)
            | J::Closed
            | J::Other { .. } => Self::JournalUnwritable,
        }
    }
}

impl From<JournalError> for AppError {
    fn from(error: JournalError) -> Self {
        tracing::error!(%error, "journal");
        Self::plain((&error).into())
    }
}

impl From<&ErrorKind> for Code {
    fn from(kind: &ErrorKind) -> Self {
        match kind {
            ErrorKind::NotSent(_) => Self::Offline,
            ErrorKind::Certificate => Self::Certificate,
            ErrorKind::Redirected => Self::NotTheService,
            ErrorKind::SignInRefused | ErrorKind::Unauthorized => Self::SignInRefused,
            ErrorKind::NeedsSecret => Self::NeedsSecret,
            ErrorKind::Forbidden => Self::NotAllowed,
            ErrorKind::NotFound => Self::Gone,
            ErrorKind::Refused | ErrorKind::Invalid => Self::Refused,
            ErrorKind::TooLarge => Self::TooLarge,
            ErrorKind::RateLimited { .. } => Self::RateLimited,
            ErrorKind::ServiceFailed => Self::ServiceFailed,
            ErrorKind::Unreadable => Self::Unreadable,
            // Not "nothing was sent": the request may have left before the line was cut.
            ErrorKind::Timeout | ErrorKind::Interrupted => Self::Timeout,
        }
    }
}

impl From<ServiceError> for AppError {
    fn from(error: ServiceError) -> Self {
        let mut told = Self::plain(error.kind().into());
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

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, time::Duration};

    use counterfoil_core::{preset::FileFault, session::view::KeyringState};
    use mattr_vii::Cause;
    use ts_rs::{Config, TS};

    use super::*;

    /// What the shell itself finds wrong, without the engine.
    const OF_THE_SHELL: [Code; 3] = [Code::NoHolderDisplay, Code::NotCopied, Code::TooOften];

    fn word(code: Code) -> String {
        serde_json::to_value(code)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Every code, as the generated contract lists them.
    fn listed() -> BTreeSet<String> {
        let declared = Code::decl(&Config::new());
        declared
            .split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    }

    /// One of every failure of the engine. The matches above make a new one choose its code.
    fn of_the_engine() -> Vec<DeskError> {
        let portraits = [
            PortraitError::NotAPicture,
            PortraitError::TooLarge,
            PortraitError::TooSmall,
        ];
        let journals = [
            JournalError::InUse,
            JournalError::Damaged,
            JournalError::UnknownIntent,
            JournalError::BadMark,
            JournalError::Full,
        ];
        let mut all = vec![
            DeskError::Invalid(Vec::new()),
            DeskError::InvalidTenant(Vec::new()),
            DeskError::RefusedFields {
                fields: Vec::new(),
                request_id: None,
            },
            DeskError::File(std::io::ErrorKind::NotFound),
            DeskError::Keyring(SecretFault::Unusable(KeyringState::Locked)),
            DeskError::Keyring(SecretFault::TooLong),
            DeskError::NotRecorded,
            DeskError::NeedsSecret,
            DeskError::NotChecked,
            DeskError::Mismatch(7),
            DeskError::OfferLive,
            DeskError::NothingToShow,
            DeskError::QrDoesNotFit,
            DeskError::NotFound,
            DeskError::NotPresets(FileFault::TooLarge),
            DeskError::PracticeOnly,
            DeskError::Internal,
        ];
        let rosters = [
            RosterFault::TooLarge,
            RosterFault::NotText,
            RosterFault::Empty,
        ];
        all.extend(rosters.map(DeskError::Roster));
        all.extend(portraits.map(DeskError::Portrait));
        all.extend(journals.map(DeskError::Journal));
        all
    }

    const OF_THE_SERVICE: [ErrorKind; 16] = [
        ErrorKind::NotSent(Cause::Connect),
        ErrorKind::Certificate,
        ErrorKind::Redirected,
        ErrorKind::SignInRefused,
        ErrorKind::NeedsSecret,
        ErrorKind::Unauthorized,
        ErrorKind::Forbidden,
        ErrorKind::NotFound,
        ErrorKind::Refused,
        ErrorKind::TooLarge,
        ErrorKind::RateLimited {
            retry_after: Duration::from_secs(5),
        },
        ErrorKind::ServiceFailed,
        ErrorKind::Unreadable,
        ErrorKind::Timeout,
        ErrorKind::Interrupted,
        ErrorKind::Invalid,
    ];

    #[test]
    fn every_code_that_the_contract_lists_comes_from_some_failure_and_every_failure_has_one() {
        let mut reached: BTreeSet<String> = of_the_engine()
            .into_iter()
            .map(|error| word(AppError::from(error).code))
            .collect();
        reached.extend(OF_THE_SERVICE.iter().map(|kind| word(kind.into())));
        reached.extend(OF_THE_SHELL.map(word));
        assert_eq!(reached, listed());
    }

    #[test]
    fn f3_a_request_that_was_cut_is_never_called_unsent() {
        for kind in [ErrorKind::Interrupted, ErrorKind::Timeout] {
            assert_eq!(Code::from(&kind), Code::Timeout);
        }
    }

    #[test]
    fn an_error_carries_nothing_that_its_sentence_does_not_name() {
        for error in of_the_engine() {
            let told = AppError::from(error);
            let named: Vec<_> = told.params.keys().map(String::as_str).collect();
            match told.code {
                Code::OfferDoesNotMatch => assert_eq!(named, ["check"]),
                Code::Keyring => assert_eq!(named, ["state"]),
                code => assert!(named.is_empty(), "{code:?}: {named:?}"),
            }
        }
    }
}
