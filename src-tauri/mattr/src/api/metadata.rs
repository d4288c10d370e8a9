//! The credential issuer's public metadata (mattr-vii.md 9, R3, R10).

use serde::Deserialize;

use crate::{
    Client, Error, HostPolicy, call::Call, connection::read_issuer_url, json::null_as_default,
};

/// What an issuer says of itself, as far as the checks of an offer need it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct IssuerMetadata {
    /// The issuer's identifier, character for character as sent: compare it as a string (R3).
    pub credential_issuer: String,
    /// Its authorization servers; empty: the issuer itself.
    #[serde(default, deserialize_with = "null_as_default")]
    pub authorization_servers: Vec<String>,
}

const WELL_KNOWN: &str = "/.well-known/openid-credential-issuer";

impl Client {
    /// `GET {issuer}/.well-known/openid-credential-issuer`. Public: no token is sent, so `issuer`
    /// may be another host than the tenant's; the host policy of the connection holds for it.
    ///
    /// The caller compares [`IssuerMetadata::credential_issuer`] with `issuer`.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) if `issuer` is not allowed, or any other
    /// [`Error`].
    pub async fn fetch_issuer_metadata(&self, issuer: &str) -> Result<IssuerMetadata, Error> {
        const OPERATION: &str = "fetch_issuer_metadata";
        let refused = |_| Error::invalid(OPERATION, "issuer");
        let mut url = read_issuer_url(issuer, self.policy()).map_err(refused)?;
        let path = format!("{}{WELL_KNOWN}", url.path().trim_end_matches('/'));
        url.set_path(&path);
        if self.policy() == HostPolicy::Public {
            self.require_public(url.host_str().unwrap_or_default());
        }
        let call = Call::get(OPERATION, url);
        self.send_public(&call).await?.decode(&call)
    }
}
