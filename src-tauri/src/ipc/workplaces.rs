//! Tenants.

use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

/// Names a saved tenant.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TenantRef {
    /// Our own id for it.
    #[ts(type = "string")]
    pub id: Uuid,
}

/// A client secret, on its way in; there is no way out.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SecretRequest {
    /// The tenant it belongs to.
    #[ts(type = "string")]
    pub id: Uuid,
    /// OAuth 2.0 client secret.
    pub client_secret: String,
}
