//! Users: MATTR's records of people (mattr-vii.md 6).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::none_if_not_found;
use crate::{
    Client, Error,
    call::{Call, wiped_json},
    error::{Effect, Unreadable},
    json::null_as_default,
    page::PAGE_SIZE,
};

/// A person as MATTR keeps them. No `Debug`: claims are personal data.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Their id at MATTR.
    pub id: Uuid,
    /// The stored claims.
    #[serde(default, deserialize_with = "null_as_default")]
    pub claims: Map<String, Value>,
    /// Who vouched for them, if they signed in somewhere.
    #[serde(default)]
    pub authentication_provider: Option<AuthenticationProvider>,
}

/// Who vouched for a person. No `Debug`: the subject id is personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticationProvider {
    /// Its id at MATTR.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<Uuid>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The person's id there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<String>,
}

/// What to search for; all parts must match exactly. No `Debug`: claims are personal data.
#[derive(Clone, Default, PartialEq)]
pub struct UserSearch {
    /// Stored claims, nested as they are stored. Empty: any.
    pub claims: Map<String, Value>,
    /// Who vouched for them; the address is not searched for.
    pub authentication_provider: Option<AuthenticationProvider>,
}

/// A person to be recorded at MATTR. No `Debug`: claims are personal data.
#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    /// Claims to store.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub claims: Map<String, Value>,
    /// Who vouches for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_provider: Option<AuthenticationProvider>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SearchBody<'a> {
    #[serde(skip_serializing_if = "Map::is_empty")]
    claims: &'a Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authentication_provider: Option<SearchProvider<'a>>,
    limit: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SearchProvider<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    provider_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject_id: Option<&'a str>,
}

impl Client {
    /// Everyone who matches `search` exactly: `POST /v1/users/search`, all pages. An empty search
    /// gives everyone. Roles: admin, issuer.
    ///
    /// # Errors
    /// Any [`Error`]; more than 5 000 matches are unreadable (R67).
    pub async fn search_users(&self, search: &UserSearch) -> Result<Vec<User>, Error> {
        const OPERATION: &str = "search_users";
        self.all_pages(|cursor| {
            let body = wiped_json(&SearchBody {
                claims: &search.claims,
                authentication_provider: search.authentication_provider.as_ref().map(|provider| {
                    SearchProvider {
                        provider_id: provider.provider_id,
                        subject_id: provider.subject_id.as_deref(),
                    }
                }),
                limit: PAGE_SIZE,
                cursor,
            })
            .map_err(|_| Error::invalid(OPERATION, "claims"))?;
            let url = self.tenant(&["v1", "users", "search"]);
            Ok(Call::post(OPERATION, url, Effect::None, body))
        })
        .await
    }

    /// One user: `GET /v1/users/{id}`; 404 is `None`.
    ///
    /// # Errors
    /// Any [`Error`]; an answer about another user is unreadable.
    pub async fn fetch_user(&self, id: Uuid) -> Result<Option<User>, Error> {
        let call = Call::get("fetch_user", self.tenant(&["v1", "users", &id.to_string()]));
        let Some(reply) = none_if_not_found(self.send(&call).await)? else {
            return Ok(None);
        };
        let user: User = reply.decode(&call)?;
        if user.id != id {
            return Err(reply.unreadable(&call, Unreadable::Shape("id".to_owned())));
        }
        Ok(Some(user))
    }

    /// Records a new user with these claims: `POST /v1/users`. Sent once, as an offer is (R85).
    ///
    /// # Errors
    /// Any [`Error`]; ask [`Error::may_have_acted`] before trying again.
    pub async fn create_user(&self, user: &NewUser) -> Result<User, Error> {
        const OPERATION: &str = "create_user";
        let body = wiped_json(user).map_err(|_| Error::invalid(OPERATION, "claims"))?;
        let call = Call::post(OPERATION, self.tenant(&["v1", "users"]), Effect::Once, body);
        self.send(&call).await?.decode(&call)
    }
}
