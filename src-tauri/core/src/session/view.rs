//! What the web view may know of tenants and of the connection. No secret, no token.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::{
    exactly,
    tenant::{Environment, TenantPolicy, TenantSettings},
};

/// A tenant as the Tenants screen shows it.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantView {
    /// Our own id for it.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The name staff gave it.
    pub name: String,
    /// What it is for.
    pub environment: Environment,
    /// Host of the tenant, in punycode.
    pub host: String,
    /// `tenant_url` as entered.
    pub tenant_url: String,
    /// `auth_url` as entered.
    pub auth_url: String,
    /// `audience` exactly as entered.
    pub audience: String,
    /// OAuth 2.0 client id.
    pub client_id: String,
    /// `credential_issuer` pinned by the last good check (R3).
    pub issuer: Option<String>,
    /// Replaces `openid-credential-offer://` in the QR; set by an admin (R12).
    pub link_prefix: Option<String>,
    /// The stored claim by which people are found, such as `externalUserId`.
    pub person_claim: String,
    /// What an admin allows here.
    pub policy: TenantPolicy,
    /// Whether this is the tenant offers are made at now.
    pub active: bool,
    /// Where its client secret is.
    pub secret: SecretState,
}

impl TenantView {
    /// The view of these settings.
    pub fn of(settings: &TenantSettings, active: bool, secret: SecretState) -> Self {
        let host = url::Url::parse(&settings.tenant_url).ok();
        Self {
            id: settings.id,
            name: settings.name.clone(),
            environment: settings.environment,
            host: host
                .as_ref()
                .and_then(url::Url::host_str)
                .unwrap_or_default()
                .to_owned(),
            tenant_url: settings.tenant_url.clone(),
            auth_url: settings.auth_url.clone(),
            audience: settings.audience.clone(),
            client_id: settings.client_id.clone(),
            issuer: settings.issuer.clone(),
            link_prefix: settings
                .link_prefix
                .as_ref()
                .map(|prefix| prefix.as_str().to_owned()),
            person_claim: settings.person_claim.clone(),
            policy: settings.policy.clone(),
            active,
            secret,
        }
    }
}

/// Where a tenant's client secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretState {
    /// In the operating system's keyring.
    Saved,
    /// In memory until the program ends, because no keyring can be used.
    ThisRun,
    /// Not known: it must be entered.
    Missing,
    /// Not needed: the practice tenant.
    NotNeeded,
    /// The keyring has not answered yet.
    Asking,
}

/// The operating system's keyring, by what can be done with it (R115).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyringState {
    /// Works.
    Ok,
    /// There, locked, and not unlocked when asked.
    Locked,
    /// No keyring service runs.
    NoService,
    /// The system or a person refused access.
    Refused,
    /// Several entries match.
    Several,
    /// An entry is there and cannot be read.
    Unreadable,
    /// No answer within the limit.
    Slow,
    /// Not asked yet, or not answered yet: practice needs none.
    Asking,
}

/// What we know of the connection to the active tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionState {
    /// Not tried yet.
    NotTried,
    /// The last call was answered.
    Online,
    /// The last call did not reach the service.
    Offline,
    /// The service refused our sign-in.
    SignInEnded,
    /// The client secret must be entered.
    NeedsSecret,
}

/// The tenant form: pasted vendor JSON, or its parts, or both (the parts win).
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TenantRequest {
    /// The tenant to change; absent for a new one.
    #[ts(type = "string | null")]
    pub id: Option<Uuid>,
    /// Name for staff.
    pub name: String,
    /// Test or production; practice is refused here.
    pub environment: Environment,
    /// The vendor's JSON object, pasted whole.
    pub pasted: Option<String>,
    /// Base URL of the tenant.
    pub tenant_url: String,
    /// URL of the vendor's authorization server.
    pub auth_url: String,
    /// Audience, sent exactly as given.
    pub audience: String,
    /// OAuth 2.0 client id.
    pub client_id: String,
    /// OAuth 2.0 client secret; absent leaves the saved one.
    pub client_secret: Option<String>,
    /// Wallet link prefix; empty for any wallet.
    pub link_prefix: String,
    /// Stored claim by which people are found; empty for `externalUserId`.
    pub person_claim: String,
    /// What an admin allows; absent leaves the saved policy.
    #[serde(default, deserialize_with = "exactly::read")]
    pub policy: Option<TenantPolicy>,
}

/// A problem with one field of the tenant form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantProblem {
    /// Which field.
    pub field: TenantField,
    /// What is wrong with it.
    pub problem: TenantProblemKind,
    /// Where in pasted JSON (line and column), or the key that is missing or unknown.
    pub detail: Option<String>,
}

/// A field of the tenant form, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields of TenantRequest")]
pub enum TenantField {
    Name,
    Environment,
    Pasted,
    TenantUrl,
    AuthUrl,
    Audience,
    ClientId,
    ClientSecret,
    LinkPrefix,
    PersonClaim,
}

/// What is wrong with a field of the tenant form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TenantProblemKind {
    /// Empty.
    Missing,
    /// Not JSON.
    NotJson,
    /// JSON, but a key is missing or misspelt.
    WrongKey,
    /// Not a URL.
    NotAUrl,
    /// Not https.
    NotHttps,
    /// Holds user information, a query, a fragment or a path.
    UrlHasExtras,
    /// An address, loopback or private host (R64).
    HostNotAllowed,
    /// Not port 443.
    PortNotAllowed,
    /// Auth and tenant host do not belong together (R65).
    HostsDiffer,
    /// Longer than is accepted.
    TooLong,
}

/// One step of "Check connection", in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckStep {
    /// The host answers.
    Address,
    /// Its certificate is good.
    Certificate,
    /// The client id and secret are accepted.
    SignIn,
    /// The role may issue.
    Role,
    /// The credential issuer's metadata names itself.
    Issuer,
    /// The two clocks agree.
    Clock,
    /// Credential configurations can be read.
    Credentials,
}

/// How one step ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckResult {
    /// Which step.
    pub step: CheckStep,
    /// How it ended.
    pub outcome: CheckOutcome,
    /// A number for the sentence: configurations found, seconds of clock difference.
    #[ts(type = "number | null")]
    pub amount: Option<i64>,
    /// Stable code of the cause, when it failed.
    pub code: Option<String>,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// Good.
    Passed,
    /// Works, and staff should know (a clock that is off).
    Warning,
    /// Not good.
    Failed,
    /// A step before it failed, or there is no way to tell.
    NotChecked,
}
