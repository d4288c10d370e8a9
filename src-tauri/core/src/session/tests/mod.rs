//! Saving tenants and checking connections, with memory for secrets.

mod check;
mod save;

use async_trait::async_trait;
use mattr_vii::Secret;
use uuid::Uuid;

use super::{
    Key, SecretFault, SecretStore, TenantPolicy, TenantSettings,
    view::{Environment, KeyringState},
};

/// A keyring that answers everything with one state.
pub(super) struct BrokenKeyring(pub(super) KeyringState);

#[async_trait]
impl SecretStore for BrokenKeyring {
    async fn set(&self, _: &Key, _: &Secret) -> Result<(), SecretFault> {
        Err(SecretFault::Unusable(self.0))
    }

    async fn get(&self, _: &Key) -> Result<Option<Secret>, SecretFault> {
        Err(SecretFault::Unusable(self.0))
    }

    async fn delete(&self, _: &Key) -> Result<(), SecretFault> {
        Err(SecretFault::Unusable(self.0))
    }

    async fn state(&self) -> KeyringState {
        self.0
    }
}

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
