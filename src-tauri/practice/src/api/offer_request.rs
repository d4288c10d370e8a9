//! Reading and checking a create request (`mattr-vii.md` 4.1). Whatever is wrong is said at
//! once, one entry of `details` each.

use std::time::Duration;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    answer::{Detail, Refusal, invalid},
    guesses::{
        INPUT_MODES, LONGEST_DESCRIPTION, MOST_CREDENTIALS, REFUSED_CODE, SHORTEST_LIFETIME_S,
    },
    tenant::uuid,
};

const DEFAULT_LIFETIME_S: u64 = 300;
const LONGEST_LIFETIME_S: u64 = 600;

/// A create request that may be acted on.
pub(crate) struct OfferRequest {
    pub(crate) credentials: Vec<Uuid>,
    pub(crate) user_id: Option<Uuid>,
    pub(crate) code: Option<CodeRequest>,
    pub(crate) claims: Map<String, Value>,
    pub(crate) claims_to_persist: Vec<String>,
    pub(crate) lifetime: Duration,
}

/// A transaction code was asked for.
pub(crate) struct CodeRequest {
    pub(crate) input_mode: String,
    pub(crate) description: Option<String>,
}

struct Reading<'b> {
    body: &'b Map<String, Value>,
    wrong: Vec<Detail>,
}

impl OfferRequest {
    /// Reads `body`; `known` tells whether an id is an mDocs configuration of this tenant.
    pub(crate) fn read(
        body: &Map<String, Value>,
        known: impl Fn(Uuid) -> bool,
        known_user: impl Fn(Uuid) -> bool,
    ) -> Result<Self, Refusal> {
        let mut reading = Reading {
            body,
            wrong: Vec::new(),
        };
        let request = Self {
            credentials: reading.credentials(known),
            user_id: reading.user(known_user),
            code: reading.code(),
            claims: reading.claims(),
            claims_to_persist: reading.claims_to_persist(),
            lifetime: reading.lifetime(),
        };
        if reading.wrong.is_empty() {
            Ok(request)
        } else {
            Err(invalid(REFUSED_CODE, reading.wrong))
        }
    }
}

impl Reading<'_> {
    fn wrong(&mut self, param: impl Into<String>, msg: &'static str, value: &Value) {
        self.wrong.push(Detail::body(param, msg, value.clone()));
    }

    fn credentials(&mut self, known: impl Fn(Uuid) -> bool) -> Vec<Uuid> {
        let Some(Value::Array(entries)) = self.body.get("credentials") else {
            let value = self.body.get("credentials").cloned().unwrap_or(Value::Null);
            self.wrong("credentials", "Invalid value", &value);
            return Vec::new();
        };
        if entries.is_empty() || entries.len() > MOST_CREDENTIALS {
            let msg = if entries.is_empty() {
                "Must not be empty"
            } else {
                "Too many items"
            };
            self.wrong("credentials", msg, &Value::Array(entries.clone()));
        }
        let mut ids = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            match entry.as_str().and_then(uuid) {
                Some(id) if ids.contains(&id) => {
                    self.wrong(format!("credentials[{place}]"), "Duplicate value", entry);
                }
                Some(id) if known(id) => ids.push(id),
                Some(_) => self.wrong(
                    format!("credentials[{place}]"),
                    "Unknown mDocs configuration",
                    entry,
                ),
                None => self.wrong(format!("credentials[{place}]"), "Invalid value", entry),
            }
        }
        ids
    }

    fn user(&mut self, known: impl Fn(Uuid) -> bool) -> Option<Uuid> {
        let value = self.body.get("userId")?;
        match value.as_str().and_then(uuid) {
            Some(id) if known(id) => return Some(id),
            Some(_) => self.wrong("userId", "Unknown user", value),
            None => self.wrong("userId", "Invalid value", value),
        }
        None
    }

    fn code(&mut self) -> Option<CodeRequest> {
        const NAME: &str = "transactionCodeConfiguration";
        let value = self.body.get(NAME)?;
        let Value::Object(members) = value else {
            self.wrong(NAME, "Invalid value", value);
            return None;
        };
        let mode = members
            .get("inputMode")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !INPUT_MODES.contains(&mode) {
            let value = members.get("inputMode").cloned().unwrap_or(Value::Null);
            self.wrong(format!("{NAME}.inputMode"), "Invalid value", &value);
        }
        let description = match members.get("description") {
            None => None,
            Some(Value::String(text)) if text.chars().count() <= LONGEST_DESCRIPTION => {
                Some(text.clone())
            }
            Some(other) => {
                self.wrong(format!("{NAME}.description"), "Invalid value", other);
                None
            }
        };
        Some(CodeRequest {
            input_mode: mode.to_owned(),
            description,
        })
    }

    fn claims(&mut self) -> Map<String, Value> {
        match self.body.get("claims") {
            None => Map::new(),
            Some(Value::Object(claims)) => claims.clone(),
            Some(other) => {
                self.wrong("claims", "Invalid value", other);
                Map::new()
            }
        }
    }

    fn claims_to_persist(&mut self) -> Vec<String> {
        let Some(value) = self.body.get("claimsToPersist") else {
            return Vec::new();
        };
        let names: Option<Vec<String>> = value.as_array().and_then(|names| {
            names
                .iter()
                .map(|name| name.as_str().map(str::to_owned))
                .collect()
        });
        names.unwrap_or_else(|| {
            self.wrong("claimsToPersist", "Invalid value", value);
            Vec::new()
        })
    }

    fn lifetime(&mut self) -> Duration {
        let default = Duration::from_secs(DEFAULT_LIFETIME_S);
        let Some(value) = self.body.get("expiresIn") else {
            return default;
        };
        match seconds(value) {
            Some(total) if (SHORTEST_LIFETIME_S..=LONGEST_LIFETIME_S).contains(&total) => {
                Duration::from_secs(total)
            }
            Some(_) => {
                self.wrong(
                    "expiresIn",
                    "Must be between 1 second and 10 minutes",
                    value,
                );
                default
            }
            None => {
                self.wrong("expiresIn", "Invalid value", value);
                default
            }
        }
    }
}

/// Whole minutes and seconds; any other unit is refused.
fn seconds(value: &Value) -> Option<u64> {
    let mut total: u64 = 0;
    for (unit, amount) in value.as_object()? {
        let each = match unit.as_str() {
            "minutes" => 60,
            "seconds" => 1,
            _ => return None,
        };
        total = total.saturating_add(amount.as_u64()?.saturating_mul(each));
    }
    Some(total)
}
