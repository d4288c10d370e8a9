//! One tenant's secrets, as the client of its API asks for them.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use mattr_vii::{Credentials, CredentialsError, Secret, StoredToken};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::{Key, KeyKind, MemoryStore, SecretStore, view::SecretState};
use crate::tenant::{PRACTICE_ID, TenantSettings};

/// Client secret and access token of one tenant and client id.
pub struct Keys {
    store: Arc<dyn SecretStore>,
    secret: Key,
    token: Key,
    built_in: Option<Secret>,
}

impl Keys {
    /// The keys of a saved tenant, kept in `store`.
    pub fn of(store: Arc<dyn SecretStore>, settings: &TenantSettings) -> Self {
        Self {
            store,
            secret: Key::of(settings, KeyKind::ClientSecret),
            token: Key::of(settings, KeyKind::AccessToken),
            built_in: None,
        }
    }

    /// The keys of the practice tenant: in memory, whatever keyring there is.
    pub fn practice(client_secret: Secret) -> Self {
        let key = |kind| Key {
            kind,
            tenant: PRACTICE_ID,
            client_id: "practice".to_owned(),
        };
        Self {
            store: Arc::new(MemoryStore::default()),
            secret: key(KeyKind::ClientSecret),
            token: key(KeyKind::AccessToken),
            built_in: Some(client_secret),
        }
    }

    /// Where the client secret of a tenant is.
    pub async fn secret_state(
        store: &Arc<dyn SecretStore>,
        settings: &TenantSettings,
    ) -> SecretState {
        if settings.id == PRACTICE_ID {
            return SecretState::NotNeeded;
        }
        store
            .whereabouts(&Key::of(settings, KeyKind::ClientSecret))
            .await
    }
}

#[async_trait]
impl Credentials for Keys {
    async fn client_secret(&self) -> Result<Secret, CredentialsError> {
        if let Some(secret) = &self.built_in {
            return Ok(secret.duplicate());
        }
        match self.store.get(&self.secret).await {
            Ok(Some(secret)) => Ok(secret),
            Ok(None) => Err(CredentialsError::Missing),
            Err(_) => Err(CredentialsError::Unavailable),
        }
    }

    async fn load_token(&self) -> Option<StoredToken> {
        let kept = self.store.get(&self.token).await.ok()??;
        read_token(&kept)
    }

    async fn save_token(&self, token: &StoredToken) {
        // What does not fit the keyring stays in memory (R81); a new one is a call away.
        if let Err(fault) = self.store.set(&self.token, &write_token(token)).await {
            tracing::debug!(%fault, "the token is kept in memory only");
        }
    }

    async fn forget_token(&self) {
        if let Err(fault) = self.store.delete(&self.token).await {
            tracing::warn!(%fault, "the token could not be deleted from the keyring");
        }
    }
}

/// The token in the keyring: JSON with the wall times of issue and end.
#[derive(Serialize, Deserialize)]
struct Wire<'a> {
    token: std::borrow::Cow<'a, str>,
    issued: Timestamp,
    expires: Timestamp,
}

/// No token lives longer; an entry that says so was not written by us.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(31 * 24);

fn write_token(token: &StoredToken) -> Secret {
    let wire = Wire {
        // EXPOSE: to the keyring, its place.
        token: token.access_token.expose().into(),
        issued: token.issued,
        expires: token.expires,
    };
    Secret::new(serde_json::to_string(&wire).unwrap_or_default())
}

/// Whether it can still be used is the client's to decide; here its two times must make sense
/// together (R81).
fn read_token(kept: &Secret) -> Option<StoredToken> {
    // EXPOSE: parsed on the way back to the client.
    let wire: Wire<'_> = serde_json::from_str(kept.expose()).ok()?;
    let mut text = Zeroizing::new(wire.token.into_owned());
    let life = wire.expires.duration_since(wire.issued);
    let sane = life.is_positive() && life <= LONGEST_LIFE && !text.is_empty();
    let token = sane.then(|| StoredToken {
        access_token: Secret::new(std::mem::take(&mut *text)),
        issued: wire.issued,
        expires: wire.expires,
    });
    text.zeroize();
    token
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{SecretFault, tests::BrokenKeyring, view::KeyringState};
    use crate::tenant::tests::settings;

    fn token() -> StoredToken {
        StoredToken {
            access_token: Secret::new("aa.bb.cc".into()),
            issued: "2026-03-02T00:00:00Z".parse().unwrap(),
            expires: "2026-03-03T00:00:00Z".parse().unwrap(),
        }
    }

    #[tokio::test]
    async fn a_token_survives_in_the_store_with_both_its_times() {
        let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
        Keys::of(store.clone(), &settings())
            .save_token(&token())
            .await;
        let loaded = Keys::of(store.clone(), &settings())
            .load_token()
            .await
            .unwrap();
        assert_eq!(loaded.access_token.expose(), "aa.bb.cc");
        assert_eq!(
            (loaded.issued, loaded.expires),
            (token().issued, token().expires)
        );
        let keys = Keys::of(store, &settings());
        keys.forget_token().await;
        assert!(keys.load_token().await.is_none());
    }

    #[test]
    fn a_kept_token_whose_times_make_no_sense_is_not_used() {
        for text in [
            r#"{"token":"a","issued":"2026-03-02T00:00:00Z","expires":"2026-03-01T00:00:00Z"}"#,
            r#"{"token":"a","issued":"2026-03-02T00:00:00Z","expires":"2027-03-02T00:00:00Z"}"#,
            r#"{"token":"","issued":"2026-03-02T00:00:00Z","expires":"2026-03-03T00:00:00Z"}"#,
            r#"{"token":"a"}"#,
            "aa.bb.cc",
        ] {
            assert!(read_token(&Secret::new(text.into())).is_none(), "{text}");
        }
    }

    #[tokio::test]
    async fn a_missing_secret_and_a_keyring_that_cannot_be_asked_are_two_things() {
        let empty = Keys::of(Arc::new(MemoryStore::default()), &settings());
        assert_eq!(
            empty.client_secret().await.unwrap_err(),
            CredentialsError::Missing
        );
        let locked = Keys::of(Arc::new(BrokenKeyring(KeyringState::Locked)), &settings());
        assert_eq!(
            locked.client_secret().await.unwrap_err(),
            CredentialsError::Unavailable
        );
        locked.save_token(&token()).await;
        assert!(locked.load_token().await.is_none());
        assert_eq!(
            locked.store.get(&locked.token).await.unwrap_err(),
            SecretFault::Unusable(KeyringState::Locked)
        );
    }

    #[tokio::test]
    async fn practice_never_touches_the_keyring() {
        let keys = Keys::practice(Secret::new("practice".into()));
        assert_eq!(keys.client_secret().await.unwrap().expose(), "practice");
        let store: Arc<dyn SecretStore> = Arc::new(BrokenKeyring(KeyringState::Locked));
        let practice = TenantSettings {
            id: PRACTICE_ID,
            ..settings()
        };
        assert_eq!(
            Keys::secret_state(&store, &practice).await,
            SecretState::NotNeeded
        );
        assert_eq!(
            Keys::secret_state(&store, &settings()).await,
            SecretState::Missing
        );
    }
}
