//! What is known of the keyring. It may wait for a person for a minute, and the window may not
//! wait for it (R116): it is asked in the background, and the answer is told as news.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Desk, DeskError};
use crate::{
    session::{
        Keys,
        view::{KeyringState, SecretState},
    },
    tenant::{PRACTICE_ID, TenantSettings},
};

/// The last answers of the keyring.
pub(super) struct KeyringSeen {
    state: KeyringState,
    secrets: HashMap<Uuid, SecretState>,
    asking: bool,
}

impl Default for KeyringSeen {
    fn default() -> Self {
        Self {
            state: KeyringState::Asking,
            secrets: HashMap::new(),
            asking: false,
        }
    }
}

impl Desk {
    /// The keyring, as far as it has answered.
    pub(super) fn keyring_state(&self) -> KeyringState {
        self.keyring_seen().state
    }

    /// Where a tenant's client secret is, as far as the keyring has answered.
    pub(super) fn secret_state(&self, tenant: Uuid) -> SecretState {
        if tenant == PRACTICE_ID {
            return SecretState::NotNeeded;
        }
        let seen = self.keyring_seen();
        seen.secrets
            .get(&tenant)
            .copied()
            .unwrap_or(SecretState::Asking)
    }

    /// Asks the keyring about itself and every saved tenant, unless that is under way. The window
    /// is told when the answers are in.
    pub(super) fn ask_keyring(&self) {
        if std::mem::replace(&mut self.keyring_seen().asking, true) {
            return;
        }
        let desk = self.clone();
        tokio::spawn(async move {
            let asked = desk.ask_keyring_now().await;
            desk.keyring_seen().asking = false;
            if let Err(error) = asked {
                tracing::warn!(%error, "tenants could not be read");
            }
            desk.audience().status_changed();
        });
    }

    async fn ask_keyring_now(&self) -> Result<(), DeskError> {
        let state = self.0.ports.secrets.state().await;
        self.keyring_seen().state = state;
        for tenant in self.journal().list_tenants().await? {
            self.look_for_secret(&tenant).await;
        }
        Ok(())
    }

    /// Asks where one tenant's secret is and remembers it.
    pub(super) async fn look_for_secret(&self, tenant: &TenantSettings) -> SecretState {
        let secret = Keys::secret_state(&self.0.ports.secrets, tenant).await;
        self.keyring_seen().secrets.insert(tenant.id, secret);
        secret
    }
}
