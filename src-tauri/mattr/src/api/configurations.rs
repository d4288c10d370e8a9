//! mDocs credential configurations (mattr-vii.md 7).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use super::none_if_not_found;
use crate::{
    Client, Error, call::Call, error::Unreadable, json::null_as_default, ordered, page::PAGE_SIZE,
};

/// The claim mappings of a configuration: namespace, then element, in the tenant's order.
pub type ClaimMappings = Vec<(String, Vec<(String, ClaimMapping)>)>;

/// An mDocs credential configuration. Serialises to the shape it was read from, unknown members
/// left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Configuration {
    /// Its id; offers and metadata name it by this.
    pub id: Uuid,
    /// The DocType, `type` on the wire: 1 to 1 024 characters.
    #[serde(rename = "type")]
    pub doctype: String,
    /// Where each element's value comes from.
    #[serde(default, with = "ordered::two_levels")]
    pub claim_mappings: ClaimMappings,
    /// Name and looks, if set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branding: Option<Branding>,
    /// Whether credentials can be revoked. Absent means no.
    #[serde(default, deserialize_with = "null_as_default")]
    pub include_status: bool,
    /// A claims source that MATTR asks while issuing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_source_id: Option<Uuid>,
    /// How long a credential lasts from signing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<CredentialLifetime>,
    /// Where the start of validity comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<ClaimMapping>,
    /// Where the end of validity comes from; wins over [`Self::expires_in`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<ClaimMapping>,
}

impl Configuration {
    /// What to call it: the branding's name, else the DocType.
    pub fn name(&self) -> &str {
        self.branding
            .as_ref()
            .and_then(|branding| branding.name.as_deref())
            .filter(|name| !name.trim().is_empty())
            .unwrap_or(&self.doctype)
    }
}

/// Where one element's value comes from. Without [`Self::map_from`] the value is static.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimMapping {
    /// A path from the user object, such as `claims.address.formatted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_from: Option<String>,
    /// `type` on the wire: `string`, `boolean`, `number`, `dateTime` or one we do not know.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether issuing stops without a value. Absent means no (a guess of the sources).
    #[serde(default, deserialize_with = "null_as_default")]
    pub required: bool,
    /// The value used when the path gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_value: Option<Value>,
}

/// Name and looks. Images are `data:` URIs from the server and not checked here (R70).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Branding {
    /// Display name.
    pub name: Option<String>,
    /// One or two sentences.
    pub description: Option<String>,
    /// Such as `#FFFFFF`.
    pub background_color: Option<String>,
    /// A `data:` URI.
    pub watermark_image: Option<String>,
    /// A `data:` URI.
    pub issuer_logo: Option<String>,
    /// A `data:` URI.
    pub issuer_icon: Option<String>,
}

/// How long a credential lasts; the parts add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CredentialLifetime {
    /// Years.
    pub years: u32,
    /// Months.
    pub months: u32,
    /// Weeks.
    pub weeks: u32,
    /// Days.
    pub days: u32,
    /// Hours.
    pub hours: u32,
    /// Minutes.
    pub minutes: u32,
    /// Seconds.
    pub seconds: u32,
}

const PATH: [&str; 4] = ["v2", "credentials", "mobile", "configurations"];

impl Client {
    /// All mDocs configurations: `GET /v2/credentials/mobile/configurations`. One that appears
    /// twice, because the list moved between pages, is given once. Roles: admin, issuer.
    ///
    /// # Errors
    /// Any [`Error`]; a list over the caps or in a circle is unreadable (R67).
    pub async fn list_configurations(&self) -> Result<Vec<Configuration>, Error> {
        let mut all: Vec<Configuration> = self
            .all_pages(|cursor| {
                Ok(Call::get(
                    "list_configurations",
                    page_url(self.tenant(&PATH), cursor),
                ))
            })
            .await?;
        let mut seen = std::collections::HashSet::new();
        all.retain(|configuration| seen.insert(configuration.id));
        Ok(all)
    }

    /// One mDocs configuration: `GET /v2/credentials/mobile/configurations/{id}`; 404 is `None`.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn fetch_configuration(&self, id: Uuid) -> Result<Option<Configuration>, Error> {
        let [a, b, c, d] = PATH;
        let url = self.tenant(&[a, b, c, d, &id.to_string()]);
        let call = Call::get("fetch_configuration", url);
        let Some(reply) = none_if_not_found(self.send(&call).await)? else {
            return Ok(None);
        };
        let found: Configuration = reply.decode(&call)?;
        if found.id != id {
            return Err(reply.unreadable(&call, Unreadable::Shape("id".to_owned())));
        }
        Ok(Some(found))
    }
}

pub(crate) fn page_url(mut url: Url, cursor: Option<&str>) -> Url {
    let mut query = url.query_pairs_mut();
    query.append_pair("limit", &PAGE_SIZE.to_string());
    if let Some(cursor) = cursor {
        query.append_pair("cursor", cursor);
    }
    drop(query);
    url
}
