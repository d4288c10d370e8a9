//! Analytics events: an optional extra for admin and auditor clients (mattr-vii.md 8.1).

use std::sync::atomic::Ordering;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use crate::{
    Client, Error, ErrorKind, call::Call, json::null_as_default, page::Page, time::wire_time,
};

/// Which events. Types and categories are alternatives to one another; all else must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventQuery {
    /// Page size, 1 to 1 000; absent: the service's 100.
    pub limit: Option<u16>,
    /// From [`EventPage::next_cursor`].
    pub cursor: Option<String>,
    /// Event ids.
    pub ids: Vec<String>,
    /// Request ids.
    pub request_ids: Vec<String>,
    /// Categories.
    pub categories: Vec<String>,
    /// Types such as `OPENID_PRE_AUTHORIZED_OFFER_CREATE_SUCCESS`.
    pub types: Vec<String>,
    /// Not before.
    pub date_from: Option<Timestamp>,
    /// Not after.
    pub date_to: Option<Timestamp>,
    /// Ids of people in the management console.
    pub management_user_ids: Vec<String>,
    /// Client ids; `none` and `*` are special.
    pub client_ids: Vec<String>,
}

/// One page of events. There is no filter by offer or user: look through them.
pub struct EventPage {
    /// The events.
    pub events: Vec<Event>,
    /// Asks for the next page; `None` on the last.
    pub next_cursor: Option<String>,
}

/// One event. No `Debug`: its data may be personal.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Its id.
    pub id: String,
    /// Its type, `type` on the wire.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    #[serde(deserialize_with = "wire_time")]
    pub timestamp: Timestamp,
    /// Its category.
    #[serde(default)]
    pub category: Option<String>,
    /// Circumstances.
    #[serde(default, deserialize_with = "null_as_default")]
    pub metadata: Map<String, Value>,
    /// What happened; empty at the tenant's logging level 1.
    #[serde(default, deserialize_with = "null_as_default")]
    pub data: Map<String, Value>,
    /// The exchange it belongs to.
    #[serde(default)]
    pub request_id: Option<String>,
    /// The person in the management console.
    #[serde(default)]
    pub management_user_id: Option<String>,
    /// The client.
    #[serde(default)]
    pub client_id: Option<String>,
}

/// Newest first; older platforms answer 404 on the newer paths.
const PATHS: [&[&str]; 3] = [
    &["v1", "events"],
    &["v1", "analytics", "events"],
    &["core", "v1", "analytics", "events"],
];

impl Client {
    /// One page of events: `GET /v1/events`, or the older paths where that is 404. Roles: admin,
    /// auditor; an issuer client gets [`ErrorKind::Forbidden`].
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn list_events(&self, query: &EventQuery) -> Result<EventPage, Error> {
        let mut path = self.events_path().load(Ordering::Relaxed);
        loop {
            let call = Call::get("list_events", event_url(self.tenant(PATHS[path]), query));
            match self.send(&call).await {
                Err(error) if *error.kind() == ErrorKind::NotFound && path + 1 < PATHS.len() => {
                    path += 1;
                }
                outcome => {
                    let page: Page<Event> = outcome?.decode(&call)?;
                    self.events_path().store(path, Ordering::Relaxed);
                    return Ok(EventPage {
                        next_cursor: page.next_cursor(),
                        events: page.data,
                    });
                }
            }
        }
    }
}

/// Lists are repeated keys, as the vendor's own collection has them.
fn event_url(mut url: Url, query: &EventQuery) -> Url {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    pairs.extend(query.limit.map(|limit| ("limit", limit.to_string())));
    pairs.extend(query.cursor.clone().map(|cursor| ("cursor", cursor)));
    let lists = [
        ("ids", &query.ids),
        ("requestIds", &query.request_ids),
        ("categories", &query.categories),
        ("types", &query.types),
        ("managementUserIds", &query.management_user_ids),
        ("clientIds", &query.client_ids),
    ];
    for (name, values) in lists {
        pairs.extend(values.iter().map(|value| (name, value.clone())));
    }
    pairs.extend(query.date_from.map(|date| ("dateFrom", date.to_string())));
    pairs.extend(query.date_to.map(|date| ("dateTo", date.to_string())));
    if !pairs.is_empty() {
        url.query_pairs_mut().extend_pairs(pairs);
    }
    url
}
