//! A place for secrets, by kind, tenant and client id (R118).

use async_trait::async_trait;
use mattr_vii::Secret;
use uuid::Uuid;

use super::view::{KeyringState, SecretState};
use crate::tenant::TenantSettings;

/// What kind of secret it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// The OAuth 2.0 client secret.
    ClientSecret,
    /// The access token with its times.
    AccessToken,
}

impl KeyKind {
    /// The fixed name in entries; changing it would orphan what people saved.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientSecret => "client-secret",
            Self::AccessToken => "access-token",
        }
    }
}

/// Names one secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// What it is.
    pub kind: KeyKind,
    /// Whose it is.
    pub tenant: Uuid,
    /// The client id it belongs to.
    pub client_id: String,
}

impl Key {
    /// Where a secret of this tenant is kept.
    pub fn of(settings: &TenantSettings, kind: KeyKind) -> Self {
        Self {
            kind,
            tenant: settings.id,
            client_id: settings.client_id.clone(),
        }
    }

    /// The entry's name in a keyring.
    pub fn entry_name(&self) -> String {
        format!("{}/{}/{}", self.kind.as_str(), self.tenant, self.client_id)
    }
}

/// Why a store could not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretFault {
    /// The keyring cannot be used now; the state says why (R115).
    #[error("the keyring cannot be used: {0:?}")]
    Unusable(KeyringState),
    /// The secret is longer than this keyring takes (R81).
    #[error("the secret does not fit the keyring")]
    TooLong,
}

/// A place for secrets. Absent is `None`; deleting what is not there is fine.
#[async_trait]
pub trait SecretStore: Send + Sync {
    /// Keeps `secret`, over an older one.
    ///
    /// # Errors
    ///
    /// [`SecretFault`]; nothing is kept then.
    async fn set(&self, key: &Key, secret: &Secret) -> Result<(), SecretFault>;

    /// The secret, if it is kept here.
    ///
    /// # Errors
    ///
    /// [`SecretFault`] when that cannot be said.
    async fn get(&self, key: &Key) -> Result<Option<Secret>, SecretFault>;

    /// Forgets the secret.
    ///
    /// # Errors
    ///
    /// [`SecretFault`] when it may still be there.
    async fn delete(&self, key: &Key) -> Result<(), SecretFault>;

    /// Whether the operating system's keyring can be used.
    async fn state(&self) -> KeyringState;

    /// Where the secret is. A keyring that cannot be asked counts as [`SecretState::Missing`].
    async fn whereabouts(&self, key: &Key) -> SecretState {
        match self.get(key).await {
            Ok(Some(_)) => SecretState::Saved,
            Ok(None) | Err(_) => SecretState::Missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_names_never_change() {
        let key = Key {
            kind: KeyKind::ClientSecret,
            tenant: Uuid::nil(),
            client_id: "desk-1".into(),
        };
        assert_eq!(
            key.entry_name(),
            "client-secret/00000000-0000-0000-0000-000000000000/desk-1"
        );
        let key = Key {
            kind: KeyKind::AccessToken,
            ..key
        };
        assert_eq!(
            key.entry_name(),
            "access-token/00000000-0000-0000-0000-000000000000/desk-1"
        );
    }
}
