//! What is kept about a tenant besides its secrets. Plain values, no disk, no network.

use mattr_vii::{Connection, ConnectionFault, ConnectionField, ConnectionInput, HostPolicy};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::{Uuid, uuid};

use super::{Environment, LinkPrefix};

/// The id of the built-in practice tenant. Its addresses change with every start, so it is
/// never stored.
pub const PRACTICE_ID: Uuid = uuid!("5072ac71-ce00-4000-8000-000000000001");

/// The claim by which people are found when nobody says otherwise.
pub const DEFAULT_PERSON_CLAIM: &str = "externalUserId";

/// Settings of one tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantSettings {
    /// Our own id for it.
    pub id: Uuid,
    /// The name staff gave it.
    pub name: String,
    /// What it is for.
    pub environment: Environment,
    /// Base URL of the tenant, as entered.
    pub tenant_url: String,
    /// URL of the vendor's authorization server, as entered.
    pub auth_url: String,
    /// Audience of the token call, sent exactly as given.
    pub audience: String,
    /// OAuth 2.0 client id.
    pub client_id: String,
    /// `credential_issuer`, pinned by the last good connection check (R3).
    pub issuer: Option<String>,
    /// Authorization servers that its metadata listed then (R10).
    pub authorization_servers: Vec<String>,
    /// Replaces `openid-credential-offer://` in the QR code (R12).
    pub link_prefix: Option<LinkPrefix>,
    /// The stored claim by which people are found.
    pub person_claim: String,
    /// What an admin allows here.
    pub policy: TenantPolicy,
}

/// What an admin allows at one tenant. Everything is off until allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct TenantPolicy {
    /// The rules of the New Zealand Government for agencies: a code with every offer, nothing
    /// kept, the Govt.nz app. It wins over the switches beside it.
    pub nz_dcip: bool,
    /// Claims that may be kept on a person, each with the reason (R130).
    pub keep: Vec<KeptClaim>,
    /// Any claim may be kept: practice only.
    pub keep_any: bool,
    /// Offers without a transaction code may be made (R15).
    #[serde(alias = "code_optional")]
    pub code_optional: bool,
    /// The QR code may be saved as a picture (R39).
    #[serde(alias = "save_picture")]
    pub save_picture: bool,
    /// The link may be copied (R49).
    #[serde(alias = "copy_link")]
    pub copy_link: bool,
    /// Hosts of a private cloud are accepted: any address, any port (R64).
    #[serde(alias = "private_cloud")]
    pub private_cloud: bool,
}

/// Where the New Zealand Government's guide sends offers: its app (mattr-vii.md 4.4, DCIP).
const GOVT_NZ: &str = "https://m.app.govt.nz/openid-credential-offer";
/// The same for trials.
const GOVT_NZ_SANDBOX: &str = "https://sandbox.m.app.govt.nz/openid-credential-offer";

/// A claim that may be kept on a person at the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeptClaim {
    /// The claim's path, such as `given_name`.
    pub claim: String,
    /// Why it is kept, for whoever asks later.
    pub reason: String,
}

impl TenantPolicy {
    /// What the practice tenant allows: everything that is worth trying out.
    pub fn practice() -> Self {
        Self {
            keep_any: true,
            code_optional: true,
            ..Self::default()
        }
    }

    /// The wallet link prefix that this policy prescribes, if it does.
    pub fn prescribed_prefix(&self, environment: Environment) -> Option<LinkPrefix> {
        let text = match environment {
            Environment::Production => GOVT_NZ,
            Environment::Practice | Environment::Test => GOVT_NZ_SANDBOX,
        };
        self.nz_dcip.then(|| LinkPrefix::new(text).ok()).flatten()
    }

    /// May an offer be made without a transaction code?
    pub fn code_may_be_off(&self) -> bool {
        self.code_optional && !self.nz_dcip
    }

    /// May this claim be kept on a person?
    pub fn may_keep(&self, claim: &str) -> bool {
        !self.nz_dcip && (self.keep_any || self.keep.iter().any(|kept| kept.claim == claim))
    }

    /// Which hosts may be talked to.
    pub fn hosts(&self) -> HostPolicy {
        if self.private_cloud {
            HostPolicy::PrivateCloud
        } else {
            HostPolicy::Public
        }
    }
}

/// What a good connection check found out about the issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinnedIssuer {
    /// `credential_issuer`, character for character (R3).
    pub issuer: String,
    /// The authorization servers that its metadata lists.
    pub authorization_servers: Vec<String>,
}

impl TenantSettings {
    /// The built-in practice tenant at the addresses of this run.
    pub fn practice(connection: &Connection, issuer: String) -> Self {
        Self {
            id: PRACTICE_ID,
            name: "Practice".to_owned(),
            environment: Environment::Practice,
            tenant_url: connection.tenant_url().to_string(),
            auth_url: connection.auth_url().to_string(),
            audience: connection.audience().to_owned(),
            client_id: connection.client_id().to_owned(),
            issuer: Some(issuer),
            authorization_servers: Vec::new(),
            link_prefix: None,
            person_claim: DEFAULT_PERSON_CLAIM.to_owned(),
            policy: TenantPolicy::practice(),
        }
    }

    /// Its addresses, checked again: what is stored may have been edited from outside.
    ///
    /// # Errors
    ///
    /// Every field that is wrong.
    pub fn connection(&self) -> Result<Connection, Vec<(ConnectionField, ConnectionFault)>> {
        let policy = match self.environment {
            Environment::Practice => HostPolicy::Loopback,
            _ => self.policy.hosts(),
        };
        Connection::new(&self.connection_input(), policy)
    }

    /// Its addresses as entered.
    pub fn connection_input(&self) -> ConnectionInput {
        ConnectionInput {
            tenant_url: self.tenant_url.clone(),
            auth_url: self.auth_url.clone(),
            audience: self.audience.clone(),
            client_id: self.client_id.clone(),
        }
    }
}
