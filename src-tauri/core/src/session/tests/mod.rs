//! Checking connections, and a keyring that cannot be used.

mod check;

use async_trait::async_trait;
use mattr_vii::Secret;

use super::{Key, SecretFault, SecretStore, view::KeyringState};

/// A keyring that answers everything with one state.
pub(crate) struct BrokenKeyring(pub(crate) KeyringState);

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
