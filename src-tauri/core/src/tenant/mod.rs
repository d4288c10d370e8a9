//! What a tenant is to this program: plain values, known to every layer. No disk, no network.

mod link_prefix;
mod settings;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use link_prefix::{LinkPrefix, LinkPrefixFault};
pub use settings::{
    DEFAULT_PERSON_CLAIM, KeptClaim, PRACTICE_ID, PinnedIssuer, TenantPolicy, TenantSettings,
};

/// What a workplace is for; each is marked by word, pattern and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// The embedded practice tenant.
    Practice,
    /// A real tenant for trials.
    Test,
    /// A real tenant for real people.
    Production,
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;

    /// A saved tenant.
    pub(crate) fn settings() -> TenantSettings {
        TenantSettings {
            id: Uuid::from_u128(7),
            name: "Council".into(),
            environment: Environment::Test,
            tenant_url: "https://council.vii.nz01.mattr.global".into(),
            auth_url: "https://auth.nz01.mattr.global".into(),
            audience: "https://council.vii.nz01.mattr.global".into(),
            client_id: "desk-client".into(),
            issuer: Some("https://council.vii.nz01.mattr.global".into()),
            authorization_servers: Vec::new(),
            link_prefix: None,
            person_claim: "externalUserId".into(),
            policy: TenantPolicy::default(),
        }
    }
}
