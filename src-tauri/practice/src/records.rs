//! Everything the tenant knows, in memory only.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    chance::{Chance, seeded_uuid},
    clock::later,
    knobs::{Knobs, Role},
    mdoc::Authority,
    seeds,
    shelf::Shelf,
};

const MOST_EVENTS: usize = 10_000;

/// A person as `/v1/users` knows them.
pub(crate) struct User {
    pub(crate) id: Uuid,
    pub(crate) claims: Map<String, Value>,
    pub(crate) authentication_provider: Option<Value>,
}

impl User {
    pub(crate) fn json(&self) -> Value {
        let mut user = Map::new();
        user.insert("id".into(), self.id.to_string().into());
        user.insert("claims".into(), Value::Object(self.claims.clone()));
        if let Some(provider) = &self.authentication_provider {
            user.insert("authenticationProvider".into(), provider.clone());
        }
        Value::Object(user)
    }
}

/// An mDocs credential configuration, kept as the JSON that is served.
#[derive(Clone)]
pub(crate) struct Configuration {
    pub(crate) id: Uuid,
    pub(crate) doctype: String,
    pub(crate) body: Value,
}

/// What a wallet may present: a token that was given to a client, or to a wallet.
pub(crate) struct Bearer {
    pub(crate) expires: Timestamp,
    pub(crate) holder: Holder,
}

pub(crate) enum Holder {
    Client { client_id: String, role: Role },
    Wallet { offer: Uuid },
}

/// Where an offer stands. Expiry is a matter of the clock and not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// Nobody has used the code.
    Live,
    /// A wallet holds an access token and has no credential yet.
    Redeemed,
    /// Some credentials were issued, not all.
    PartlyClaimed,
    /// All credentials were issued.
    Claimed,
    /// Three wrong codes.
    Locked,
    /// Deleted through the API.
    Deleted,
}

pub(crate) struct Offer {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) configurations: Vec<Uuid>,
    pub(crate) code: String,
    pub(crate) transaction_code: Option<String>,
    pub(crate) claims: Map<String, Value>,
    pub(crate) expires: Timestamp,
    pub(crate) wrong_tries: u8,
    pub(crate) state: OfferState,
    pub(crate) issued: Vec<Uuid>,
}

/// An entry of `/v1/users/{id}/credentials`.
pub(crate) struct IssuedCredential {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) offer_id: Uuid,
    pub(crate) configuration_id: Uuid,
    pub(crate) doctype: String,
    pub(crate) issued: Timestamp,
    pub(crate) valid_from: Timestamp,
    pub(crate) valid_until: Timestamp,
    pub(crate) device_key: Value,
    pub(crate) namespaces: Value,
    pub(crate) mso_hash: String,
    pub(crate) status: &'static str,
    pub(crate) has_status: bool,
}

pub(crate) struct Event {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) category: &'static str,
    pub(crate) time: Timestamp,
    pub(crate) data: Value,
    pub(crate) request_id: String,
    pub(crate) client_id: Option<String>,
}

/// A client of the API: one for each role.
pub(crate) struct ApiClient {
    pub(crate) role: Role,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
}

pub(crate) struct Records {
    pub(crate) knobs: Knobs,
    pub(crate) chance: Chance,
    pub(crate) authority: Authority,
    pub(crate) clients: Vec<ApiClient>,
    pub(crate) configurations: Vec<Configuration>,
    pub(crate) users: Shelf<User>,
    pub(crate) offers: Shelf<Offer>,
    pub(crate) offers_by_code: HashMap<String, Uuid>,
    pub(crate) bearers: HashMap<String, Bearer>,
    pub(crate) nonces: HashMap<String, Timestamp>,
    pub(crate) issued: Shelf<IssuedCredential>,
    pub(crate) events: VecDeque<Event>,
}

impl Records {
    pub(crate) fn seeded(
        seed: Option<u64>,
        knobs: Knobs,
        mut chance: Chance,
        authority: Authority,
    ) -> Self {
        // Identifiers of seeded things stay the same without a seed too: a console caches them.
        let names = seed.unwrap_or_default();
        let mut users = Shelf::new();
        for user in seeds::people(names) {
            users.insert(user.id, user);
        }
        let clients = Role::ALL.map(|role| ApiClient {
            role,
            client_id: seeded_uuid(names, role.name()).simple().to_string(),
            client_secret: chance.opaque(),
        });
        Self {
            knobs,
            chance,
            authority,
            clients: clients.into(),
            configurations: seeds::configurations(names),
            users,
            offers: Shelf::new(),
            offers_by_code: HashMap::new(),
            bearers: HashMap::new(),
            nonces: HashMap::new(),
            issued: Shelf::new(),
            events: VecDeque::new(),
        }
    }

    pub(crate) fn configuration(&self, id: Uuid) -> Option<&Configuration> {
        self.configurations
            .iter()
            .find(|configuration| configuration.id == id)
    }

    pub(crate) fn add_user(
        &mut self,
        claims: Map<String, Value>,
        authentication_provider: Option<Value>,
    ) -> Uuid {
        let id = self.chance.uuid();
        self.users.insert(
            id,
            User {
                id,
                claims,
                authentication_provider,
            },
        );
        id
    }

    /// Gives out an access token.
    pub(crate) fn bearer(&mut self, now: Timestamp, lifetime: Duration, holder: Holder) -> String {
        self.bearers.retain(|_, bearer| bearer.expires > now);
        let token = format!(
            "eyJhbGciOiJFUzI1NiJ9.{}.{}",
            self.chance.opaque(),
            self.chance.opaque()
        );
        let expires = later(now, lifetime);
        self.bearers
            .insert(token.clone(), Bearer { expires, holder });
        token
    }

    /// Gives out a nonce.
    pub(crate) fn nonce(&mut self, now: Timestamp) -> String {
        self.nonces.retain(|_, expires| *expires > now);
        let nonce = self.chance.opaque();
        let lifetime = Duration::from_secs(crate::guesses::NONCE_LIFETIME_S);
        self.nonces.insert(nonce.clone(), later(now, lifetime));
        nonce
    }

    /// Writes an event down; the oldest makes room.
    pub(crate) fn note(
        &mut self,
        time: Timestamp,
        kind: &str,
        by: (&str, Option<&str>),
        data: Value,
    ) {
        let id = self.chance.uuid();
        if self.events.len() == MOST_EVENTS {
            self.events.pop_front();
        }
        self.events.push_back(Event {
            id,
            kind: kind.to_owned(),
            category: category(kind),
            time,
            data,
            request_id: by.0.to_owned(),
            client_id: by.1.map(str::to_owned),
        });
    }
}

fn category(kind: &str) -> &'static str {
    if kind.starts_with("OPENID_") {
        "OPENID"
    } else {
        "USER"
    }
}

impl IssuedCredential {
    pub(crate) fn json(&self, with_offer: bool) -> Value {
        let mut entry = json!({
            "id": self.id, "type": self.doctype, "profile": "mobile",
            "credentialConfigurationId": self.configuration_id,
            "devicePublicKey": self.device_key,
            "namespaces": self.namespaces, "msoHash": self.mso_hash,
            "issuedDate": crate::clock::iso_millis(self.issued),
            "validFrom": crate::clock::iso_millis(self.valid_from),
            "validUntil": crate::clock::iso_millis(self.valid_until),
        });
        if let Value::Object(members) = &mut entry {
            if with_offer {
                members.insert("offerId".into(), self.offer_id.to_string().into());
            }
            if self.has_status {
                members.insert("status".into(), self.status.into());
            }
        }
        entry
    }
}
