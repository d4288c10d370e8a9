//! The tenant form: read, checked as a whole, saved.

use std::sync::Arc;

use mattr_vii::{
    Connection, ConnectionFault, ConnectionField, Secret, VendorJson, VendorJsonError,
    read_vendor_json,
};
use uuid::Uuid;

use crate::{
    journal::{Journal, JournalError},
    session::{
        Key, KeyKind, SecretFault, SecretStore,
        view::{TenantField, TenantProblem, TenantProblemKind, TenantRequest},
    },
    tenant::{
        DEFAULT_PERSON_CLAIM, Environment, LinkPrefix, LinkPrefixFault, PRACTICE_ID, TenantPolicy,
        TenantSettings,
    },
};

/// Longest name in characters.
const LONGEST_NAME: usize = 80;

/// Longest claim name in characters.
const LONGEST_CLAIM: usize = 200;

/// Longest client secret in bytes; keyrings are tested with this much (R118).
const LONGEST_SECRET: usize = 4096;

/// Why a tenant was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveTenantError {
    /// Fields need attention; nothing was changed.
    #[error("{} fields of the tenant form need attention", .0.len())]
    Invalid(Vec<TenantProblem>),
    /// No saved tenant has the id in the request; nothing was changed.
    #[error("no such tenant")]
    NotFound,
    /// The old secret could not be erased (R62); nothing was changed.
    #[error(transparent)]
    Secret(#[from] SecretFault),
    /// The journal could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Saves a new or changed tenant. Parts win over pasted JSON; a changed address, audience or
/// client id erases the saved secret and token first (R62).
///
/// # Errors
///
/// [`SaveTenantError::Invalid`] with every problem at once.
pub(super) async fn save_tenant(
    journal: &Journal,
    secrets: &Arc<dyn SecretStore>,
    request: TenantRequest,
    new_id: impl FnOnce() -> Uuid,
) -> Result<TenantSettings, SaveTenantError> {
    let saved = match request.id {
        Some(id) => Some(
            journal
                .load_tenant(id)
                .await?
                .ok_or(SaveTenantError::NotFound)?,
        ),
        None => None,
    };
    let read = read_form(request, saved.as_ref(), new_id).map_err(SaveTenantError::Invalid)?;
    let (settings, secret) = (read.settings, read.secret);
    if let Some(saved) = saved.filter(|saved| reaches_elsewhere(saved, &settings)) {
        for kind in [KeyKind::ClientSecret, KeyKind::AccessToken] {
            secrets.delete(&Key::of(&saved, kind)).await?;
        }
    }
    journal.save_tenant(&settings).await?;
    if let Some(secret) = secret {
        // A token of the old secret ends with it (R80).
        secrets
            .delete(&Key::of(&settings, KeyKind::AccessToken))
            .await?;
        secrets
            .set(&Key::of(&settings, KeyKind::ClientSecret), &secret)
            .await?;
    }
    Ok(settings)
}

/// A form without problems.
pub(super) struct ReadForm {
    pub(super) settings: TenantSettings,
    pub(super) secret: Option<Secret>,
}

/// Reads the whole form and tells every problem at once.
pub(super) fn read_form(
    request: TenantRequest,
    saved: Option<&TenantSettings>,
    new_id: impl FnOnce() -> Uuid,
) -> Result<ReadForm, Vec<TenantProblem>> {
    let mut problems = Vec::new();
    let pasted = read_pasted(request.pasted.as_deref(), &mut problems);
    let mut settings = fill_in(&request, pasted.as_ref(), saved);
    check_names(&request, &settings, &mut problems);
    settings.link_prefix = settings
        .policy
        .prescribed_prefix(settings.environment)
        .or_else(|| read_prefix(&request.link_prefix, &mut problems));
    // Addresses that are missing because the pasted text cannot be read are not problems too.
    if problems
        .iter()
        .all(|problem| problem.field != TenantField::Pasted)
        && let Err(faults) = Connection::new(&settings.connection_input(), settings.policy.hosts())
    {
        problems.extend(
            faults
                .into_iter()
                .map(|(field, fault)| problem_of(field, fault)),
        );
    }
    let typed = request
        .client_secret
        .filter(|secret| !secret.is_empty())
        .map(Secret::new);
    let secret = typed.or(pasted.and_then(|pasted| pasted.client_secret));
    // EXPOSE: its length is measured.
    if secret
        .as_ref()
        .is_some_and(|secret| secret.expose().len() > LONGEST_SECRET)
    {
        problems.push(problem(
            TenantField::ClientSecret,
            TenantProblemKind::TooLong,
        ));
    }
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.field);
        return Err(problems);
    }
    if saved.is_none() {
        settings.id = new_id();
    }
    let moved = saved.is_some_and(|saved| reaches_elsewhere(saved, &settings));
    if moved {
        // Another address has another issuer: it is pinned again by a check (R3).
        settings.issuer = None;
        settings.authorization_servers.clear();
    }
    Ok(ReadForm { settings, secret })
}

/// Does the secret now go somewhere else, or belong to somebody else (R62)?
fn reaches_elsewhere(saved: &TenantSettings, new: &TenantSettings) -> bool {
    saved.connection_input() != new.connection_input()
}

fn fill_in(
    request: &TenantRequest,
    pasted: Option<&VendorJson>,
    saved: Option<&TenantSettings>,
) -> TenantSettings {
    let input = pasted
        .map(|pasted| pasted.input.clone())
        .unwrap_or_default();
    let part = |typed: &str, pasted: String| {
        let typed = typed.trim();
        if typed.is_empty() {
            pasted.trim().to_owned()
        } else {
            typed.to_owned()
        }
    };
    let claim = request.person_claim.trim();
    TenantSettings {
        id: saved.map_or(PRACTICE_ID, |saved| saved.id),
        name: request.name.trim().to_owned(),
        environment: request.environment,
        tenant_url: part(&request.tenant_url, input.tenant_url),
        auth_url: part(&request.auth_url, input.auth_url),
        // Sent exactly as given (mattr-vii.md 2), so it is not trimmed.
        audience: if request.audience.is_empty() {
            input.audience
        } else {
            request.audience.clone()
        },
        client_id: part(&request.client_id, input.client_id),
        issuer: saved.and_then(|saved| saved.issuer.clone()),
        authorization_servers: saved
            .map(|saved| saved.authorization_servers.clone())
            .unwrap_or_default(),
        link_prefix: None,
        person_claim: if claim.is_empty() {
            DEFAULT_PERSON_CLAIM
        } else {
            claim
        }
        .to_owned(),
        policy: read_policy(request, saved),
    }
}

/// The policy of the form; an absent one leaves the saved one. What only practice allows stays off.
fn read_policy(request: &TenantRequest, saved: Option<&TenantSettings>) -> TenantPolicy {
    let asked = request.policy.as_ref();
    let policy = asked.or_else(|| saved.map(|saved| &saved.policy));
    TenantPolicy {
        keep_any: false,
        ..policy.cloned().unwrap_or_default()
    }
}

fn check_names(
    request: &TenantRequest,
    settings: &TenantSettings,
    problems: &mut Vec<TenantProblem>,
) {
    if settings.name.is_empty() {
        problems.push(problem(TenantField::Name, TenantProblemKind::Missing));
    } else if settings.name.chars().count() > LONGEST_NAME {
        problems.push(problem(TenantField::Name, TenantProblemKind::TooLong));
    }
    if request.environment == Environment::Practice {
        problems.push(problem(
            TenantField::Environment,
            TenantProblemKind::HostNotAllowed,
        ));
    }
    if settings.person_claim.chars().count() > LONGEST_CLAIM {
        problems.push(problem(
            TenantField::PersonClaim,
            TenantProblemKind::TooLong,
        ));
    }
}

fn read_prefix(text: &str, problems: &mut Vec<TenantProblem>) -> Option<LinkPrefix> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let fault = match LinkPrefix::new(text) {
        Ok(prefix) => return Some(prefix),
        Err(fault) => fault,
    };
    let kind = match fault {
        LinkPrefixFault::NotAUrl => TenantProblemKind::NotAUrl,
        LinkPrefixFault::NotHttps => TenantProblemKind::NotHttps,
        LinkPrefixFault::HasExtras => TenantProblemKind::UrlHasExtras,
        LinkPrefixFault::TooLong => TenantProblemKind::TooLong,
    };
    problems.push(problem(TenantField::LinkPrefix, kind));
    None
}

fn read_pasted(text: Option<&str>, problems: &mut Vec<TenantProblem>) -> Option<VendorJson> {
    let fault = match read_vendor_json(text?) {
        Ok(pasted) => return Some(pasted),
        // An empty box is a form filled in by its parts.
        Err(VendorJsonError::Empty) => return None,
        Err(fault) => fault,
    };
    let (kind, detail) = match fault {
        VendorJsonError::NotJson { line, column }
        | VendorJsonError::SmartQuote { line, column }
        | VendorJsonError::DuplicateKey { line, column } => {
            (TenantProblemKind::NotJson, Some(format!("{line}:{column}")))
        }
        VendorJsonError::WrongKey { found, expected } => (
            TenantProblemKind::WrongKey,
            Some(format!("{found}, {expected}")),
        ),
        VendorJsonError::MissingKey(key) | VendorJsonError::NotText(key) => {
            (TenantProblemKind::WrongKey, Some(key.to_owned()))
        }
        VendorJsonError::NotAnObject | VendorJsonError::Empty => (TenantProblemKind::NotJson, None),
    };
    problems.push(TenantProblem {
        field: TenantField::Pasted,
        problem: kind,
        detail,
    });
    None
}

fn problem(field: TenantField, problem: TenantProblemKind) -> TenantProblem {
    TenantProblem {
        field,
        problem,
        detail: None,
    }
}

fn problem_of(field: ConnectionField, fault: ConnectionFault) -> TenantProblem {
    let field = match field {
        ConnectionField::TenantUrl => TenantField::TenantUrl,
        ConnectionField::AuthUrl => TenantField::AuthUrl,
        ConnectionField::Audience => TenantField::Audience,
        ConnectionField::ClientId => TenantField::ClientId,
    };
    let kind = match fault {
        ConnectionFault::Missing => TenantProblemKind::Missing,
        ConnectionFault::NotAUrl => TenantProblemKind::NotAUrl,
        ConnectionFault::NotHttps => TenantProblemKind::NotHttps,
        ConnectionFault::UrlHasExtras => TenantProblemKind::UrlHasExtras,
        ConnectionFault::HostNotAllowed => TenantProblemKind::HostNotAllowed,
        ConnectionFault::PortNotAllowed => TenantProblemKind::PortNotAllowed,
        ConnectionFault::HostsDiffer => TenantProblemKind::HostsDiffer,
        ConnectionFault::TooLong => TenantProblemKind::TooLong,
    };
    problem(field, kind)
}
