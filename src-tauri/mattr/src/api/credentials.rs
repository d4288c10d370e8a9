//! Issued credentials: what a user has, and their status (mattr-vii.md 8 and 8.3).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{configurations::page_url, none_if_not_found};
use crate::{
    Client, Error,
    call::{Call, wiped_json},
    error::Effect,
    time::optional_wire_time,
};

/// A credential a user was issued, as far as it tells whether an offer was claimed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssuedCredential {
    /// The credential's id; revocation needs it.
    pub id: Uuid,
    /// The DocType, `type` on the wire.
    #[serde(rename = "type", default)]
    pub doctype: String,
    /// The offer it came from. May be absent.
    #[serde(default)]
    pub offer_id: Option<Uuid>,
    /// The configuration it was made by.
    #[serde(default, rename = "credentialConfigurationId")]
    pub configuration_id: Option<Uuid>,
    /// When it was issued.
    #[serde(
        default,
        rename = "issuedDate",
        deserialize_with = "optional_wire_time"
    )]
    pub issued: Option<Timestamp>,
    /// Start of validity.
    #[serde(default, deserialize_with = "optional_wire_time")]
    pub valid_from: Option<Timestamp>,
    /// End of validity.
    #[serde(default, deserialize_with = "optional_wire_time")]
    pub valid_until: Option<Timestamp>,
    /// `valid`, `invalid`, `suspended`, or one we do not know.
    #[serde(default)]
    pub status: Option<String>,
}

/// The status of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CredentialStatus {
    /// It can be used.
    Valid,
    /// Revoked, for good.
    Invalid,
    /// Deprecated by the vendor.
    Suspended,
}

#[derive(Serialize, Deserialize)]
struct StatusBody {
    status: CredentialStatus,
}

impl Client {
    /// All credentials of a user: `GET /v1/users/{userId}/credentials`. 404 means there are none
    /// yet (R94). Roles: admin, issuer.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn list_user_credentials(&self, user: Uuid) -> Result<Vec<IssuedCredential>, Error> {
        let url = self.tenant(&["v1", "users", &user.to_string(), "credentials"]);
        let outcome = self
            .all_pages(|cursor| {
                Ok(Call::get(
                    "list_user_credentials",
                    page_url(url.clone(), cursor),
                ))
            })
            .await;
        Ok(none_if_not_found(outcome)?.unwrap_or_default())
    }

    /// A credential's status: `GET /v2/credentials/mobile/{id}/status`; 404 is `None`.
    ///
    /// # Errors
    /// Any [`Error`]; a status word we do not know is unreadable.
    pub async fn fetch_credential_status(
        &self,
        id: Uuid,
    ) -> Result<Option<CredentialStatus>, Error> {
        let call = Call::get("fetch_credential_status", self.status_url(id)).small();
        let Some(reply) = none_if_not_found(self.send(&call).await)? else {
            return Ok(None);
        };
        let body: StatusBody = reply.decode(&call)?;
        Ok(Some(body.status))
    }

    /// Sets a credential's status: `POST /v2/credentials/mobile/{id}/status`, and gives the one
    /// the service answers with. [`CredentialStatus::Invalid`] is final. Sent once.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn set_credential_status(
        &self,
        id: Uuid,
        status: CredentialStatus,
    ) -> Result<CredentialStatus, Error> {
        const OPERATION: &str = "set_credential_status";
        let body =
            wiped_json(&StatusBody { status }).map_err(|_| Error::invalid(OPERATION, "status"))?;
        let call = Call::post(OPERATION, self.status_url(id), Effect::Once, body).small();
        let answer: StatusBody = self.send(&call).await?.decode(&call)?;
        Ok(answer.status)
    }

    fn status_url(&self, id: Uuid) -> url::Url {
        self.tenant(&["v2", "credentials", "mobile", &id.to_string(), "status"])
    }
}
