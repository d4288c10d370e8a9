//! Credential offers: create and delete (mattr-vii.md 4 and 5). There is no read and no list.

use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize, ser::SerializeStruct};
use serde_json::{Map, Value};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::none_if_not_found;
use crate::{
    Client, Error, Moment, Secret,
    call::{Call, wiped_json},
    error::Effect,
};

/// A pre-authorized offer to be made. No `Debug`; claim values are wiped on drop.
///
/// What is absent is left out of the request, so the smallest body is `{"credentials":[..]}`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreAuthorizedOfferRequest {
    /// Ids of mDocs configurations, at least one.
    pub credentials: Vec<Uuid>,
    /// An existing user; without one MATTR makes a new user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Uuid>,
    /// Asks for a transaction code. Without it anyone who has the offer can claim it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_code_configuration: Option<TransactionCodeConfiguration>,
    /// Values for this offer only, nested.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub claims: Map<String, Value>,
    /// Names of claims MATTR stores on the user. See R130 before using it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims_to_persist: Vec<String>,
    /// How long the offer lives: whole seconds, 1 s to 10 min. Absent: MATTR's 5 min.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "minutes_and_seconds"
    )]
    pub expires_in: Option<Duration>,
}

impl PreAuthorizedOfferRequest {
    /// The smallest request: these configurations and nothing else.
    pub fn new(credentials: Vec<Uuid>) -> Self {
        Self {
            credentials,
            user_id: None,
            transaction_code_configuration: None,
            claims: Map::new(),
            claims_to_persist: Vec::new(),
            expires_in: None,
        }
    }

    /// The name of the first field that MATTR is documented to refuse.
    fn fault(&self) -> Option<&'static str> {
        let hint = self
            .transaction_code_configuration
            .as_ref()
            .and_then(|code| code.description.as_deref());
        let lifetime_fits = self.expires_in.is_none_or(|length| {
            length.subsec_nanos() == 0 && (1..=LONGEST_LIFE_S).contains(&length.as_secs())
        });
        if self.credentials.is_empty() {
            Some("credentials")
        } else if !lifetime_fits {
            Some("expiresIn")
        } else if hint.is_some_and(|hint| hint.chars().count() > LONGEST_HINT) {
            Some("transactionCodeConfiguration.description")
        } else {
            None
        }
    }
}

impl Drop for PreAuthorizedOfferRequest {
    fn drop(&mut self) {
        self.claims.values_mut().for_each(wipe);
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Number(_) | Value::Bool(_) => *value = Value::Null,
        Value::Null => {}
    }
}

/// How the transaction code is to look. The service chooses length and value.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TransactionCodeConfiguration {
    /// Digits or text. Only digits are documented for MATTR.
    pub input_mode: InputMode,
    /// A hint shown by the wallet, at most 300 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What a transaction code is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InputMode {
    /// Digits.
    #[default]
    Numeric,
    /// Any text (OpenID4VCI; unknown at MATTR).
    Text,
}

/// A successful answer to a create, unread: the checks between reply and QR need these very bytes
/// (R23). No `Debug`: the body is a bearer secret.
pub struct OfferReply {
    /// The status, 200 to 299.
    pub status: u16,
    /// At most 64 KiB.
    pub body: Zeroizing<Vec<u8>>,
    /// The service's `Date`.
    pub date: Option<Timestamp>,
    /// The service's id of this exchange.
    pub request_id: Option<String>,
    /// When the request was handed to the network.
    pub sent: Moment,
    /// When the last byte of the answer was here.
    pub received: Moment,
}

/// How a delete ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The offer was there and is gone.
    Deleted,
    /// 404: unknown, claimed, expired, locked or deleted before. Not the same as cancelled (R92).
    NotFound,
}

/// An authorization code offer to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AuthorizationCodeOfferRequest {
    /// Ids of configurations, at least one.
    pub credentials: Vec<Uuid>,
    /// Passed on to the sign-in page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_parameters: Option<RequestParameters>,
}

/// What is passed on to the sign-in page of an authorization code offer.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct RequestParameters {
    /// Whom to sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login_hint: Option<String>,
    /// Such as `login`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
}

/// The login hint is personal data.
impl std::fmt::Debug for RequestParameters {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("RequestParameters(..)")
    }
}

/// An authorization code offer. It has no id, no expiry and cannot be deleted.
pub struct AuthorizationCodeOffer {
    /// The offer URI.
    pub uri: Secret,
}

#[derive(Deserialize)]
struct AuthorizationCodeReply {
    uri: String,
}

/// The vendor's 500 KB for the whole request; a request in the doubtful last 2.4 % is sent.
const LARGEST_REQUEST: usize = 500 * 1024;
const LONGEST_LIFE_S: u64 = 600;
const LONGEST_HINT: usize = 300;
const PATH: [&str; 4] = ["v1", "openid", "offers", "pre-authorized"];

impl Client {
    /// Makes a pre-authorized offer: `POST /v1/openid/offers/pre-authorized`. Roles: admin,
    /// issuer, managed-issuer.
    ///
    /// Sent once. It is sent a second time only if the first time provably did nothing: no byte
    /// left, or a 401 (R85). The call lasts up to 150 s; dropping it loses a late offer (R87).
    ///
    /// # Errors
    /// Any [`Error`]; [`Error::may_have_acted`] tells "refused" from "unknown".
    pub async fn create_pre_authorized_offer(
        &self,
        request: &PreAuthorizedOfferRequest,
    ) -> Result<OfferReply, Error> {
        const OPERATION: &str = "create_pre_authorized_offer";
        if let Some(field) = request.fault() {
            return Err(Error::invalid(OPERATION, field));
        }
        let body = wiped_json(request).map_err(|_| Error::invalid(OPERATION, "claims"))?;
        let call = self.create_call(OPERATION, &PATH, body)?;
        let reply = self.send(&call).await?;
        Ok(OfferReply {
            status: reply.status,
            body: reply.body,
            date: reply.date,
            request_id: reply.request_id,
            sent: reply.sent,
            received: reply.received,
        })
    }

    /// Deletes a pre-authorized offer: `DELETE /v1/openid/offers/pre-authorized/{id}`. May be
    /// repeated and is, after passing faults. Revokes nothing (R93).
    ///
    /// # Errors
    /// Any [`Error`] but [`ErrorKind::NotFound`](crate::ErrorKind::NotFound).
    pub async fn delete_pre_authorized_offer(&self, id: Uuid) -> Result<Deletion, Error> {
        let [a, b, c, d] = PATH;
        let url = self.tenant(&[a, b, c, d, &id.to_string()]);
        let call = Call::delete("delete_pre_authorized_offer", url);
        let found = none_if_not_found(self.send(&call).await)?;
        Ok(match found {
            Some(_) => Deletion::Deleted,
            None => Deletion::NotFound,
        })
    }

    /// Makes an authorization code offer: `POST /v1/openid/offers`. Sent once.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn create_authorization_code_offer(
        &self,
        request: &AuthorizationCodeOfferRequest,
    ) -> Result<AuthorizationCodeOffer, Error> {
        const OPERATION: &str = "create_authorization_code_offer";
        if request.credentials.is_empty() {
            return Err(Error::invalid(OPERATION, "credentials"));
        }
        let body = wiped_json(request).map_err(|_| Error::invalid(OPERATION, "request"))?;
        let call = self.create_call(OPERATION, &["v1", "openid", "offers"], body)?;
        let reply: AuthorizationCodeReply = self.send(&call).await?.decode(&call)?;
        Ok(AuthorizationCodeOffer {
            uri: Secret::new(reply.uri),
        })
    }

    fn create_call(
        &self,
        operation: &'static str,
        path: &[&str],
        body: Bytes,
    ) -> Result<Call, Error> {
        if body.len() > LARGEST_REQUEST {
            return Err(Error::request_too_large(operation));
        }
        Ok(Call::post(operation, self.tenant(path), Effect::Once, body).small())
    }
}

fn minutes_and_seconds<S: serde::Serializer>(
    length: &Option<Duration>,
    to: S,
) -> Result<S::Ok, S::Error> {
    let seconds = length.unwrap_or_default().as_secs();
    let mut parts = to.serialize_struct("ExpiresIn", 2)?;
    parts.serialize_field("minutes", &(seconds / 60))?;
    parts.serialize_field("seconds", &(seconds % 60))?;
    parts.end()
}
