//! Secrets in memory: where there is no keyring, and in tests.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use mattr_vii::Secret;

use super::{
    Key, SecretFault, SecretStore,
    view::{KeyringState, SecretState},
};

/// Keeps secrets until the program ends.
#[derive(Default)]
pub struct MemoryStore(Mutex<HashMap<Key, Secret>>);

impl MemoryStore {
    fn secrets(&self) -> MutexGuard<'_, HashMap<Key, Secret>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl SecretStore for MemoryStore {
    async fn set(&self, key: &Key, secret: &Secret) -> Result<(), SecretFault> {
        self.secrets().insert(key.clone(), secret.duplicate());
        Ok(())
    }

    async fn get(&self, key: &Key) -> Result<Option<Secret>, SecretFault> {
        Ok(self.secrets().get(key).map(Secret::duplicate))
    }

    async fn delete(&self, key: &Key) -> Result<(), SecretFault> {
        self.secrets().remove(key);
        Ok(())
    }

    async fn state(&self) -> KeyringState {
        KeyringState::NoService
    }

    async fn whereabouts(&self, key: &Key) -> SecretState {
        if self.secrets().contains_key(key) {
            SecretState::ThisRun
        } else {
            SecretState::Missing
        }
    }
}

/// The keyring while it can be used; memory for what it does not take. Never a file (R115).
pub struct KeyringOrMemory<S> {
    keyring: S,
    memory: MemoryStore,
}

impl<S: SecretStore> KeyringOrMemory<S> {
    /// Puts memory behind `keyring`.
    pub fn new(keyring: S) -> Self {
        Self {
            keyring,
            memory: MemoryStore::default(),
        }
    }
}

#[async_trait]
impl<S: SecretStore> SecretStore for KeyringOrMemory<S> {
    /// What the keyring does not take is kept for this run; that is not an error.
    async fn set(&self, key: &Key, secret: &Secret) -> Result<(), SecretFault> {
        match self.keyring.set(key, secret).await {
            Ok(()) => self.memory.delete(key).await,
            Err(fault) => {
                tracing::warn!(kind = key.kind.as_str(), %fault, "kept for this run only");
                self.memory.set(key, secret).await
            }
        }
    }

    async fn get(&self, key: &Key) -> Result<Option<Secret>, SecretFault> {
        // Newer than what the keyring may hold: it was put here because the keyring refused it.
        match self.memory.get(key).await? {
            Some(secret) => Ok(Some(secret)),
            None => self.keyring.get(key).await,
        }
    }

    async fn delete(&self, key: &Key) -> Result<(), SecretFault> {
        self.memory.delete(key).await?;
        match self.keyring.delete(key).await {
            // Without a service nothing can be left in it from this run.
            Err(SecretFault::Unusable(KeyringState::NoService)) => Ok(()),
            other => other,
        }
    }

    async fn state(&self) -> KeyringState {
        self.keyring.state().await
    }

    async fn whereabouts(&self, key: &Key) -> SecretState {
        match self.memory.whereabouts(key).await {
            SecretState::Missing => self.keyring.whereabouts(key).await,
            here => here,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::session::{KeyKind, tests::BrokenKeyring};

    fn key(kind: KeyKind) -> Key {
        Key {
            kind,
            tenant: Uuid::nil(),
            client_id: "desk".into(),
        }
    }

    async fn kept(store: &impl SecretStore, key: &Key) -> Option<String> {
        // EXPOSE: compared in a test.
        store
            .get(key)
            .await
            .unwrap()
            .map(|secret| secret.expose().to_owned())
    }

    #[tokio::test]
    async fn secret_and_token_are_two_entries_and_deleting_twice_is_fine() {
        let store = MemoryStore::default();
        let (secret, token) = (key(KeyKind::ClientSecret), key(KeyKind::AccessToken));
        store.set(&secret, &Secret::new("a".into())).await.unwrap();
        store.set(&token, &Secret::new("b".into())).await.unwrap();
        store.delete(&token).await.unwrap();
        store.delete(&token).await.unwrap();
        assert_eq!(kept(&store, &secret).await.as_deref(), Some("a"));
        assert_eq!(kept(&store, &token).await, None);
    }

    #[tokio::test]
    async fn without_a_keyring_a_secret_lasts_for_this_run() {
        let store = KeyringOrMemory::new(BrokenKeyring(KeyringState::NoService));
        let key = key(KeyKind::ClientSecret);
        assert_eq!(store.whereabouts(&key).await, SecretState::Missing);
        store.set(&key, &Secret::new("a".into())).await.unwrap();
        assert_eq!(store.whereabouts(&key).await, SecretState::ThisRun);
        assert_eq!(kept(&store, &key).await.as_deref(), Some("a"));
        store.delete(&key).await.unwrap();
        assert_eq!(store.whereabouts(&key).await, SecretState::Missing);
        assert_eq!(store.state().await, KeyringState::NoService);
    }

    #[tokio::test]
    async fn a_locked_keyring_may_still_hold_what_should_be_deleted() {
        let store = KeyringOrMemory::new(BrokenKeyring(KeyringState::Locked));
        let deleted = store.delete(&key(KeyKind::ClientSecret)).await;
        assert_eq!(deleted, Err(SecretFault::Unusable(KeyringState::Locked)));
    }

    #[tokio::test]
    async fn what_the_keyring_takes_leaves_memory() {
        let store = KeyringOrMemory::new(MemoryStore::default());
        let key = key(KeyKind::ClientSecret);
        store
            .memory
            .set(&key, &Secret::new("old".into()))
            .await
            .unwrap();
        store.set(&key, &Secret::new("new".into())).await.unwrap();
        assert_eq!(kept(&store, &key).await.as_deref(), Some("new"));
        assert_eq!(store.memory.whereabouts(&key).await, SecretState::Missing);
    }
}
