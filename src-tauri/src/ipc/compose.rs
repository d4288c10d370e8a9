//! Composing an offer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Whether to ask the service again.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CredentialsRequest {
    /// Ask the service even if a fresh copy is at hand.
    pub refresh: bool,
}

/// A credential configuration to choose.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CredentialView {
    /// Configuration id.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Display name: branding name, else DocType.
    pub name: String,
    /// Branding description, else the DocType, unless that is the name.
    pub description: Option<String>,
    /// ISO 18013-5 DocType, as the service wrote it.
    pub doctype: String,
    /// The DocType as it may be shown, when another one's name is the same or looks the same (R69).
    pub alike: Option<String>,
    /// Branding background as `#rrggbb`, only when it parses as such.
    pub color: Option<String>,
    /// How many elements it carries.
    pub elements: u32,
}

/// Which form.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormRequest {
    /// The chosen configurations.
    #[ts(type = "string[]")]
    pub configuration_ids: Vec<Uuid>,
    /// The chosen person, whose stored claims fill the form.
    #[ts(type = "string | null")]
    pub user_id: Option<Uuid>,
}

/// What to look for.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SearchRequest {
    /// A user id, an e-mail address, or a member number; matched exactly.
    pub query: String,
}

/// What was typed about a new person.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MatchRequest {
    /// Field id to what was typed.
    pub typed: BTreeMap<String, String>,
}

/// A person the tenant knows.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// User id at the tenant.
    #[ts(type = "string")]
    pub user_id: Uuid,
    /// A name put together from stored claims, or the member number.
    pub name: String,
    /// Birth date as stored, to tell two of the same name apart.
    pub birth_date: Option<String>,
    /// Masked contact, such as `h...@example.nz`.
    pub contact: Option<String>,
}
