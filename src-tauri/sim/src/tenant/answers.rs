//! What it answers to each call of the console.

use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Fate, Offer, STAFF, Tenant, VISITOR};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/// A call of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Token,
    Configurations,
    SearchUsers,
    CreateUser,
    FetchUser(Uuid),
    CreateOffer,
    DeleteOffer(Uuid),
    Credentials(Uuid),
    Metadata,
    Domain,
    Unknown,
}

impl Op {
    /// What it is, without whose.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Token => "Token",
            Self::Configurations => "Configurations",
            Self::SearchUsers => "SearchUsers",
            Self::CreateUser => "CreateUser",
            Self::FetchUser(_) => "FetchUser",
            Self::CreateOffer => "CreateOffer",
            Self::DeleteOffer(_) => "DeleteOffer",
            Self::Credentials(_) => "Credentials",
            Self::Metadata => "Metadata",
            Self::Domain => "Domain",
            Self::Unknown => "Unknown",
        }
    }
}

/// A call with what it carries.
pub(crate) struct Asked {
    pub(crate) op: Op,
    pub(crate) bearer: Option<String>,
    pub(crate) body: Value,
}

/// A status with a JSON body, if there is one.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
}

fn answer(status: u16, body: Value) -> Answer {
    Answer {
        status,
        body: Some(body),
    }
}

fn refused(status: u16) -> Answer {
    answer(status, json!({"code": "Error", "message": "Error"}))
}

impl Tenant {
    /// Acts on a call and answers it.
    pub(crate) fn act(&mut self, asked: &Asked, now: Timestamp) -> Answer {
        match asked.op {
            Op::Token => return self.token(),
            Op::Metadata => return answer(200, json!({"credential_issuer": self.issuer})),
            _ => {}
        }
        let known = asked
            .bearer
            .as_ref()
            .is_some_and(|token| self.tokens.contains(token));
        if !known {
            return refused(401);
        }
        match asked.op {
            Op::Configurations => answer(200, configurations()),
            Op::SearchUsers => self.search(&asked.body),
            Op::CreateUser => self.create_user(&asked.body),
            Op::FetchUser(id) => match self.users.get(&id) {
                Some(claims) => answer(200, json!({"id": id, "claims": claims})),
                None => refused(404),
            },
            Op::CreateOffer => self.create(&asked.body, now),
            Op::DeleteOffer(id) => self.delete(id, now),
            Op::Credentials(user) => self.credentials(user, now),
            Op::Domain | Op::Unknown | Op::Token | Op::Metadata => refused(404),
        }
    }

    fn token(&mut self) -> Answer {
        let token = format!("token-{}", self.dice.uuid().simple());
        self.tokens.insert(token.clone());
        answer(
            200,
            json!({"access_token": token, "expires_in": 14_400, "token_type": "Bearer"}),
        )
    }

    fn search(&self, body: &Value) -> Answer {
        let wanted = body["claims"].as_object().cloned().unwrap_or_default();
        let fits = |claims: &Map<String, Value>| {
            wanted
                .iter()
                .all(|(name, value)| claims.get(name) == Some(value))
        };
        let found: Vec<Value> = self
            .users
            .iter()
            .filter(|(_, claims)| fits(claims))
            .map(|(id, claims)| json!({"id": id, "claims": claims}))
            .collect();
        answer(200, json!({"data": found, "nextCursor": ""}))
    }

    fn create_user(&mut self, body: &Value) -> Answer {
        let number = body["claims"]["externalUserId"].as_str().unwrap_or("");
        let id = self.add_user(number);
        answer(201, json!({"id": id, "claims": body["claims"]}))
    }

    fn create(&mut self, body: &Value, now: Timestamp) -> Answer {
        let configurations: Vec<Uuid> = body["credentials"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|id| id.as_str()?.parse().ok())
            .collect();
        let parts = &body["expiresIn"];
        let lifetime = parts["minutes"].as_i64().unwrap_or(5) * 60
            + parts["seconds"].as_i64().unwrap_or_default();
        let known = |id: &Uuid| [VISITOR, STAFF].contains(id);
        if configurations.is_empty() || !configurations.iter().all(known) || lifetime < 1 {
            return refused(400);
        }
        let named = body["userId"]
            .as_str()
            .and_then(|id| id.parse::<Uuid>().ok());
        let user_id = match named {
            Some(id) if self.users.contains_key(&id) => id,
            Some(_) => return refused(400),
            None => self.add_user(""),
        };
        let with_code = body.get("transactionCodeConfiguration");
        let mut offer = Offer {
            id: self.dice.uuid(),
            user_id,
            made_user: named.is_none(),
            configurations,
            code: format!("{}{}", self.dice.uuid().simple(), self.dice.uuid().simple()),
            uri: String::new(),
            transaction_code: with_code.map(|_| self.draw_code()),
            expires: now
                .checked_add(jiff::SignedDuration::from_secs(lifetime))
                .unwrap_or(now),
            fate: Fate::Live,
            token_until: None,
            claimed: std::collections::BTreeSet::new(),
        };
        offer.uri = self.link(&offer, with_code);
        // One code in some hundred thousand stands in the ids of its link by chance, and the console
        // is right to refuse that one (V13).
        while offer
            .transaction_code
            .as_deref()
            .is_some_and(|code| stands_in(code, &offer.uri))
        {
            offer.transaction_code = Some(self.draw_code());
        }
        let reply = self.create_reply(&offer);
        self.offers.push(offer);
        answer(200, reply)
    }

    fn draw_code(&mut self) -> String {
        format!("{:06}", self.dice.below(1_000_000))
    }

    fn link(&self, offer: &Offer, with_code: Option<&Value>) -> String {
        let mut grant = json!({"pre-authorized_code": offer.code});
        if let Some(asked) = with_code {
            grant["tx_code"] = json!({"length": 6, "input_mode": "numeric"});
            if let Some(description) = asked.get("description") {
                grant["tx_code"]["description"] = description.clone();
            }
        }
        let inside = json!({
            "credential_issuer": self.issuer,
            "credential_configuration_ids": offer.configurations,
            "grants": {GRANT: grant},
        });
        let text = inside.to_string();
        let encoded = utf8_percent_encode(&text, NON_ALPHANUMERIC);
        format!("openid-credential-offer://?credential_offer={encoded}")
    }

    fn create_reply(&self, offer: &Offer) -> Value {
        let mut reply = json!({
            "id": offer.id,
            "userId": offer.user_id,
            "uri": offer.uri,
            "expiresAt": match self.ways.expires_at {
                0 => json!(offer.expires.as_second()),
                1 => json!(offer.expires.as_millisecond()),
                _ => json!(offer.expires.to_string()),
            },
        });
        if let Some(code) = &offer.transaction_code {
            reply["transactionCode"] = match code.parse::<u64>() {
                Ok(number) if self.ways.code_as_number => json!(number),
                _ => json!(code),
            };
        }
        reply
    }

    fn delete(&mut self, id: Uuid, now: Timestamp) -> Answer {
        let of_claimed = self.ways.delete_of_claimed;
        let Some(offer) = self.offer_mut(id) else {
            return refused(404);
        };
        let status = match offer.fate {
            Fate::Deleted => 404,
            Fate::Claimed => of_claimed,
            Fate::Live if !offer.claimed.is_empty() => of_claimed,
            Fate::Live if offer.expires <= now => 404,
            Fate::Live => 204,
        };
        if status != 204 {
            return refused(status);
        }
        if offer.fate == Fate::Live {
            offer.fate = Fate::Deleted;
        }
        Answer { status, body: None }
    }

    fn credentials(&self, user: Uuid, now: Timestamp) -> Answer {
        if !self.users.contains_key(&user) {
            return refused(404);
        }
        let seen = |at: Timestamp| {
            at.checked_add(self.ways.lag)
                .is_ok_and(|visible| visible <= now)
        };
        let found: Vec<Value> = self
            .issued
            .iter()
            .filter(|one| one.user_id == user && seen(one.at))
            .map(|one| {
                let mut entry = json!({
                    "id": one.id,
                    "type": "nz.example.pass.1",
                    "credentialConfigurationId": one.configuration_id,
                    "issuedDate": one.at.to_string(),
                });
                if !self.ways.omits_offer_id {
                    entry["offerId"] = json!(one.offer_id);
                }
                entry
            })
            .collect();
        answer(200, json!({"data": found, "nextCursor": ""}))
    }
}

/// Is it there, as the link is written or as it is read?
fn stands_in(code: &str, uri: &str) -> bool {
    uri.contains(code) || percent_decode_str(uri).decode_utf8_lossy().contains(code)
}

/// The mark that staff typed into the claims of one press of Issue.
pub(crate) fn mark_of(claims: &Value) -> String {
    claims["site"].as_str().unwrap_or_default().to_owned()
}

fn configurations() -> Value {
    let text = |path: &str, required: bool| json!({"mapFrom": format!("claims.{path}"), "required": required, "type": "string"});
    let one = |id: Uuid, name: &str, mappings: Value| {
        json!({
            "id": id, "type": format!("nz.example.{name}.1"),
            "claimMappings": {"nz.example.1": mappings},
            "branding": {"name": name}, "includeStatus": false,
        })
    };
    json!({
        "data": [
            one(VISITOR, "visitor", json!({"site": text("site", true)})),
            one(STAFF, "staff", json!({"site": text("site", true), "given_name": text("given_name", false)})),
        ],
        "nextCursor": "",
    })
}
