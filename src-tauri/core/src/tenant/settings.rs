//! What is kept about a tenant besides its secrets. Plain values, no disk, no network.

use mattr_vii::{Connection, ConnectionFault, ConnectionField, ConnectionInput, HostPolicy};
use serde::{Deserialize, Serialize};
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TenantPolicy {
    /// Offers without a transaction code may be made (R15).
    pub code_optional: bool,
    /// The QR code may be saved as a picture (R39).
    pub save_picture: bool,
    /// The link may be copied (R49).
    pub copy_link: bool,
    /// Hosts of a private cloud are accepted: any address, any port (R64).
    pub private_cloud: bool,
}

impl TenantPolicy {
    /// Which hosts may be talked to.
    pub fn hosts(self) -> HostPolicy {
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
            policy: TenantPolicy::default(),
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
