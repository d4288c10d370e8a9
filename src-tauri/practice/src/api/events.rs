//! Events, for admins and auditors only (`mattr-vii.md` 8.1).

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{
    answer::{Answer, Detail, Refusal, invalid, not_found},
    clock::{iso_millis, later},
    knobs::{EventsPath, Role},
    paging::{Page, last},
    records::Event,
    tenant::Call,
};

const READERS: [Role; 2] = [Role::Admin, Role::Auditor];

pub(crate) fn newest(call: &Call) -> Answer {
    list(call, EventsPath::Newest)
}

pub(crate) fn analytics(call: &Call) -> Answer {
    list(call, EventsPath::Analytics)
}

pub(crate) fn core(call: &Call) -> Answer {
    list(call, EventsPath::Core)
}

fn list(call: &Call, path: EventsPath) -> Answer {
    let records = call.tenant.records();
    if records.knobs.events_path != path {
        return Err(not_found());
    }
    call.caller(&records, &READERS)?;
    let page = Page::from_query(&call.query)?;
    let wanted = Wanted::read(&call.query)?;
    let lag = records.knobs.events_lag;
    let level = records.knobs.event_level;
    let seen = records
        .events
        .iter()
        .filter(|event| later(event.time, lag) <= call.now && wanted.has(event));
    page.answer(seen.map(|event| json(event, level)))
}

struct Wanted {
    kinds: Vec<String>,
    categories: Vec<String>,
    ids: Vec<String>,
    request_ids: Vec<String>,
    client_ids: Vec<String>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

impl Wanted {
    fn read(query: &[(String, String)]) -> Result<Self, Refusal> {
        Ok(Self {
            kinds: list_of(query, "types"),
            categories: list_of(query, "categories"),
            ids: list_of(query, "ids"),
            request_ids: list_of(query, "requestIds"),
            client_ids: list_of(query, "clientIds"),
            from: time(query, "dateFrom")?,
            to: time(query, "dateTo")?,
        })
    }

    /// Types and categories are ORed, everything else is ANDed.
    fn has(&self, event: &Event) -> bool {
        let free = self.kinds.is_empty() && self.categories.is_empty();
        let kind = free
            || self.kinds.contains(&event.kind)
            || self
                .categories
                .iter()
                .any(|category| category == event.category);
        let client = event.client_id.as_deref();
        kind && (self.ids.is_empty() || self.ids.contains(&event.id.to_string()))
            && (self.request_ids.is_empty() || self.request_ids.contains(&event.request_id))
            && (self.client_ids.is_empty() || self.client_ids.iter().any(|id| named(id, client)))
            && self.from.is_none_or(|from| event.time >= from)
            && self.to.is_none_or(|to| event.time <= to)
    }
}

fn named(wanted: &str, client: Option<&str>) -> bool {
    match wanted {
        "none" => client.is_none(),
        "*" => client.is_some(),
        id => client == Some(id),
    }
}

/// Arrays come as commas or as repeated keys; both are documented.
fn list_of(query: &[(String, String)], name: &str) -> Vec<String> {
    query
        .iter()
        .filter(|(key, _)| key == name)
        .flat_map(|(_, value)| value.split(','))
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn time(query: &[(String, String)], name: &'static str) -> Result<Option<Timestamp>, Refusal> {
    let Some(text) = last(query, name) else {
        return Ok(None);
    };
    let wrong = |_| {
        invalid(
            "BadRequest",
            vec![Detail::params(name, "Invalid value", text.into())],
        )
    };
    text.parse().map(Some).map_err(wrong)
}

fn json(event: &Event, level: u8) -> Value {
    let mut entry = Map::new();
    entry.insert("id".into(), event.id.to_string().into());
    entry.insert("type".into(), event.kind.clone().into());
    entry.insert("timestamp".into(), iso_millis(event.time).into());
    entry.insert("category".into(), event.category.into());
    entry.insert("metadata".into(), Value::Object(Map::new()));
    if level > 1 {
        entry.insert("data".into(), event.data.clone());
    }
    entry.insert("requestId".into(), event.request_id.clone().into());
    if let Some(client) = &event.client_id {
        entry.insert("clientId".into(), client.clone().into());
    }
    Value::Object(entry)
}
