//! Why a use case could not do what was asked. Each says what is still true.

use mattr_vii::{Error as ServiceError, ErrorKind};
use thiserror::Error;

use super::save_tenant::SaveTenantError;
use crate::{
    claims::{FieldProblem, Form, Problem},
    foreign::for_screen,
    journal::JournalError,
    portrait::PortraitError,
    preset::FileFault,
    roster::RosterFault,
    session::{SecretFault, view::TenantProblem},
};

/// What can go wrong at a desk.
#[derive(Debug, Error)]
pub enum DeskError {
    /// A file that staff chose cannot be written.
    #[error("the file cannot be written: {0}")]
    File(std::io::ErrorKind),
    /// Fields need attention; nothing was sent.
    #[error("{} fields need attention", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// The tenant form needs attention; nothing was changed.
    #[error("{} tenant fields need attention", .0.len())]
    InvalidTenant(Vec<TenantProblem>),
    /// The service could not be asked, or refused.
    #[error(transparent)]
    Service(ServiceError),
    /// The service refused the request and named fields.
    #[error("the service refused {} fields", .fields.len())]
    RefusedFields {
        /// The fields it named.
        fields: Vec<FieldProblem>,
        /// Its request id, for its operators.
        request_id: Option<String>,
    },
    /// The journal could not be written; nothing was sent.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The keyring could not be used.
    #[error(transparent)]
    Keyring(#[from] SecretFault),
    /// The offer was made and could not be recorded, so it was deleted.
    #[error("the offer could not be recorded and was cancelled")]
    NotRecorded,
    /// The client secret must be entered first.
    #[error("the client secret must be entered")]
    NeedsSecret,
    /// The connection check has not passed, so there is no pinned issuer to compare offers with.
    #[error("the connection was never checked")]
    NotChecked,
    /// A check between reply and QR failed; nothing is shown.
    #[error("reply check {0} failed")]
    Mismatch(u8),
    /// A live offer must be finished or cancelled first.
    #[error("an offer is live")]
    OfferLive,
    /// The offer is over, or from another run: it has no face.
    #[error("the offer has nothing to show")]
    NothingToShow,
    /// The symbol does not fit the room on this display.
    #[error("the QR code does not fit")]
    QrDoesNotFit,
    /// No such offer, tenant or person here.
    #[error("not found")]
    NotFound,
    /// The file holds no presets that can be used; nothing was changed.
    #[error(transparent)]
    NotPresets(#[from] FileFault),
    /// The file is no list of people; nothing was changed.
    #[error(transparent)]
    Roster(#[from] RosterFault),
    /// The chosen file cannot become a portrait.
    #[error(transparent)]
    Portrait(#[from] PortraitError),
    /// Only in practice.
    #[error("only in practice")]
    PracticeOnly,
    /// A task ended without an answer: a defect.
    #[error("internal defect")]
    Internal,
}

impl From<ServiceError> for DeskError {
    fn from(error: ServiceError) -> Self {
        if matches!(error.kind(), ErrorKind::NeedsSecret) {
            return Self::NeedsSecret;
        }
        Self::Service(error)
    }
}

impl From<SaveTenantError> for DeskError {
    fn from(error: SaveTenantError) -> Self {
        match error {
            SaveTenantError::Invalid(problems) => Self::InvalidTenant(problems),
            SaveTenantError::Journal(error) => Self::Journal(error),
            SaveTenantError::Secret(fault) => Self::Keyring(fault),
            SaveTenantError::NotFound => Self::NotFound,
        }
    }
}

impl DeskError {
    /// A refusal of the create call, with the service's words at the fields it named.
    pub(crate) fn refused(error: ServiceError, form: &Form) -> Self {
        let fields: Vec<_> = error
            .details()
            .iter()
            .filter_map(|detail| {
                let field = field_of(detail.param.as_deref()?, form)?;
                Some(FieldProblem {
                    label: label_of(&field, form),
                    field,
                    problem: Problem::RefusedByService,
                    message: detail.msg.as_deref().map(for_screen),
                })
            })
            .collect();
        if fields.is_empty() {
            return error.into();
        }
        Self::RefusedFields {
            fields,
            request_id: error.request_id().map(str::to_owned),
        }
    }
}

/// The form's name for a request parameter that the service complains about.
fn field_of(param: &str, form: &Form) -> Option<String> {
    let claim = param.strip_prefix("claims.").unwrap_or(param);
    if form.fields.iter().any(|field| field.id == claim) {
        return Some(claim.to_owned());
    }
    let known = [
        ("expiresIn", "lifetime"),
        ("transactionCodeConfiguration", "description"),
        ("userId", "person"),
        ("credentials", "credentials"),
    ];
    known
        .into_iter()
        .find(|(name, _)| param.starts_with(name))
        .map(|(_, field)| field.to_owned())
}

fn label_of(field: &str, form: &Form) -> String {
    form.fields
        .iter()
        .find(|one| one.id == field)
        .map(|one| one.label.clone())
        .unwrap_or_default()
}
