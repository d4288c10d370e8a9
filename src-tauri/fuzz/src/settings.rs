//! One tenant, and where its secrets are.

use std::sync::Arc;

use counterfoil_core::{
    session::{Key, KeyKind, Keys, MemoryStore, SecretStore as _},
    tenant::{Environment, TenantPolicy, TenantSettings},
};
use mattr_vii::{Connection, Credentials, Secret};
use uuid::{Uuid, uuid};

use crate::computer::finish;

/// Our own id of the tenant.
pub const TENANT: Uuid = uuid!("5f0d1c2b-3a49-4857-9665-748392a1b0cd");

/// Its credential issuer.
pub const ISSUER: &str = "https://council.vii.nz01.mattr.global";

/// The tenant as it is saved.
pub fn settings() -> TenantSettings {
    TenantSettings {
        id: TENANT,
        name: "Council".to_owned(),
        environment: Environment::Test,
        tenant_url: ISSUER.to_owned(),
        auth_url: "https://auth.nz01.mattr.global".to_owned(),
        audience: "council.vii.nz01.mattr.global".to_owned(),
        client_id: "desk-7".to_owned(),
        issuer: Some(ISSUER.to_owned()),
        authorization_servers: Vec::new(),
        link_prefix: None,
        person_claim: "externalUserId".to_owned(),
        policy: TenantPolicy::default(),
    }
}

/// Its addresses.
///
/// # Panics
///
/// Never: they are good.
pub fn connection() -> Connection {
    match settings().connection() {
        Ok(connection) => connection,
        Err(faults) => panic!("the tenant of the targets is wrong: {faults:?}"),
    }
}

/// Its keys: a client secret, and this text in the place of the access token.
pub fn keys(token: Option<String>) -> Arc<dyn Credentials> {
    let store = Arc::new(MemoryStore::default());
    let kept = [
        (KeyKind::ClientSecret, Some("s3cret".to_owned())),
        (KeyKind::AccessToken, token),
    ];
    for (kind, text) in kept {
        if let Some(text) = text {
            let key = Key::of(&settings(), kind);
            // Memory takes everything.
            let _ = finish(store.set(&key, &Secret::new(text)));
        }
    }
    Arc::new(Keys::of(store, &settings()))
}
