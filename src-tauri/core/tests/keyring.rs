//! The operating system's keyring, whichever it is here: its state has a name, and a keyring that
//! works keeps 4 KiB. The test set-up provides a Secret Service; without one the other branch runs.

use std::sync::Arc;

use counterfoil_core::{
    clock::SystemClock,
    session::{
        Key, KeyKind, KeyringOrMemory, KeyringStore, SecretFault, SecretStore,
        view::{KeyringState, SecretState},
    },
};
use mattr_vii::Secret;
use uuid::Uuid;

fn key() -> Key {
    Key {
        kind: KeyKind::ClientSecret,
        tenant: Uuid::from_u128(0xc0ff_ee00),
        client_id: format!("keyring-test-{}", std::process::id()),
    }
}

async fn kept(store: &impl SecretStore) -> Result<Option<String>, SecretFault> {
    let secret = store.get(&key()).await?;
    // EXPOSE: compared in a test.
    Ok(secret.map(|secret| secret.expose().to_owned()))
}

#[tokio::test]
async fn the_keyring_works_or_its_trouble_has_a_name() {
    let keyring = KeyringStore::new(Arc::new(SystemClock));
    let long = "0123456789abcdef".repeat(256);
    match keyring.state().await {
        KeyringState::Ok => {
            keyring
                .set(&key(), &Secret::new("first".into()))
                .await
                .unwrap();
            keyring
                .set(&key(), &Secret::new(long.clone()))
                .await
                .unwrap();
            assert_eq!(keyring.whereabouts(&key()).await, SecretState::Saved);
            assert_eq!(kept(&keyring).await, Ok(Some(long)));
            keyring.delete(&key()).await.unwrap();
            keyring.delete(&key()).await.unwrap();
            assert_eq!(kept(&keyring).await, Ok(None));
        }
        trouble => {
            let required = std::env::var_os("COUNTERFOIL_TEST_KEYRING").is_some();
            assert!(
                !required,
                "the test set-up promised a keyring, which is {trouble:?}"
            );
            let refused = keyring.set(&key(), &Secret::new(long.clone())).await;
            assert!(
                matches!(refused, Err(SecretFault::Unusable(_))),
                "{refused:?}"
            );
            let secrets = KeyringOrMemory::new(keyring);
            secrets
                .set(&key(), &Secret::new(long.clone()))
                .await
                .unwrap();
            assert_eq!(secrets.whereabouts(&key()).await, SecretState::ThisRun);
            assert_eq!(kept(&secrets).await, Ok(Some(long)));
        }
    }
}
