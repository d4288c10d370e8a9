//! The tenant's custom domain (mattr-vii.md 3): what wallets show as the issuer's name.

use serde::Deserialize;

use super::none_if_not_found;
use crate::{Client, Error, call::Call, json::null_as_default};

/// A tenant's custom domain. Its verification token is left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Domain {
    /// The name wallets show.
    #[serde(default)]
    pub name: Option<String>,
    /// The logo wallets show.
    #[serde(default)]
    pub logo_url: Option<String>,
    /// The domain.
    pub domain: String,
    /// Whether MATTR has seen the proof of ownership.
    #[serde(default, deserialize_with = "null_as_default")]
    pub is_verified: bool,
}

impl Client {
    /// The custom domain: `GET /v1/config/domain`; 404 is `None`. Roles: admin, issuer, verifier,
    /// dts-provider.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn fetch_domain(&self) -> Result<Option<Domain>, Error> {
        let call = Call::get("fetch_domain", self.tenant(&["v1", "config", "domain"])).small();
        match none_if_not_found(self.send(&call).await)? {
            Some(reply) => reply.decode(&call).map(Some),
            None => Ok(None),
        }
    }
}
