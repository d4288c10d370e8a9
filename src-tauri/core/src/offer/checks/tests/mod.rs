//! Every check with replies that pass and replies that fail, by its number.

mod accepted;
mod changed;
mod code;
mod contents;
mod meaning;
mod reply;
mod salvage;
mod spoilt;
mod uri;

use std::time::Duration;

use jiff::Timestamp;
use mattr_vii::{Moment, OfferReply};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use uuid::{Uuid, uuid};
use zeroize::Zeroizing;

use super::{Asked, CheckContext, CheckedOffer, check_reply, review::GRANT};
use crate::claims::ClaimValues;

const OFFER: Uuid = uuid!("7b8e4d52-6c1f-4b02-a6f4-2f9d0b1c3e55");
const USER: Uuid = uuid!("a61c7e2b-90d4-4f6f-b2b5-1d0f3c6e8a77");
const CONFIGURATION: Uuid = uuid!("3d5c0f6e-2b71-4a0e-8c3d-6f0f5f1f9a10");
const OTHER: Uuid = uuid!("5f0d1c2b-3a49-4857-9665-748392a1b0cd");
const ISSUER: &str = "https://council.example";
const HINT: &str = "Ask the desk for your 6-digit code";

/// One reply with what was asked for. Tests change a part of it and look at the answer.
struct Case {
    status: u16,
    /// The reply without its `uri`.
    reply: Value,
    /// The credential offer inside the URI.
    offer: Value,
    /// Replaces the URI made from `offer`.
    uri: Option<String>,
    /// Replaces the whole body.
    body: Option<Vec<u8>>,
    asked_ids: Vec<Uuid>,
    asked_user: Option<Uuid>,
    hint: Option<&'static str>,
    lifetime: Duration,
    claims: Value,
    context: CheckContext,
    round_trip: Duration,
}

impl Case {
    /// The documented reply to a request with a code (mattr-vii.md 4.2 and 4.4).
    fn documented() -> Self {
        Self {
            status: 200,
            reply: json!({
                "id": OFFER, "userId": USER, "expiresAt": "2026-03-02T01:05:00.000Z",
                "transactionCode": "048213",
            }),
            offer: json!({
                "credential_issuer": ISSUER,
                "credentials": [CONFIGURATION],
                "credential_configuration_ids": [CONFIGURATION],
                "grants": {GRANT: {
                    "pre-authorized_code": "92m08rPj+lQRQVTS2j/P0lV5RrLI2tXGtW2mKvQluog=",
                    "tx_code": {"length": 6, "input_mode": "numeric", "description": HINT},
                }},
            }),
            uri: None,
            body: None,
            asked_ids: vec![CONFIGURATION],
            asked_user: Some(USER),
            hint: Some(HINT),
            lifetime: Duration::from_secs(300),
            claims: json!({"given_name": "Sample", "over_18": true}),
            context: CheckContext {
                tenant_id: OTHER,
                issuer: Some(ISSUER.to_owned()),
                authorization_servers: vec![ISSUER.to_owned()],
                link_prefix: None,
                loopback_issuer: false,
                server_now: time("2026-03-02T01:00:00.400Z"),
            },
            round_trip: Duration::from_millis(400),
        }
    }

    /// The reply to the smallest request: `{"credentials":[..]}`.
    fn smallest() -> Self {
        let mut case = Self::documented();
        case.reply
            .as_object_mut()
            .unwrap()
            .remove("transactionCode");
        case.grant().remove("tx_code");
        case.asked_user = None;
        case.hint = None;
        case.claims = json!({});
        case
    }

    fn grant(&mut self) -> &mut serde_json::Map<String, Value> {
        self.offer["grants"][GRANT].as_object_mut().unwrap()
    }

    fn tx_code(&mut self) -> &mut serde_json::Map<String, Value> {
        self.offer["grants"][GRANT]["tx_code"]
            .as_object_mut()
            .unwrap()
    }

    fn uri(&self) -> String {
        self.uri
            .clone()
            .unwrap_or_else(|| uri_with(&self.offer.to_string()))
    }

    fn body(&self) -> Vec<u8> {
        let mut reply = self.reply.clone();
        if let Some(members) = reply.as_object_mut() {
            members
                .entry("uri")
                .or_insert_with(|| Value::String(self.uri()));
        }
        self.body
            .clone()
            .unwrap_or_else(|| reply.to_string().into_bytes())
    }

    fn received(&self) -> OfferReply {
        let received = Moment {
            wall: time("2026-03-02T00:00:00Z"),
            boot: Duration::from_secs(5_000),
        };
        OfferReply {
            status: self.status,
            body: Zeroizing::new(self.body()),
            date: None,
            request_id: None,
            sent: Moment {
                boot: received.boot - self.round_trip,
                ..received
            },
            received,
        }
    }

    fn check(&self) -> Result<CheckedOffer, u8> {
        let claims = ClaimValues::new(self.claims.as_object().unwrap().clone());
        let asked = Asked {
            intent_id: OTHER,
            tenant_id: OTHER,
            configuration_ids: &self.asked_ids,
            user_id: self.asked_user,
            code_asked: self.hint.is_some(),
            description: self.hint,
            lifetime: self.lifetime,
            claims: &claims,
        };
        check_reply(&self.received(), &asked, &self.context).map_err(|failed| failed.number)
    }
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn uri_with(offer: &str) -> String {
    format!(
        "openid-credential-offer://?credential_offer={}",
        utf8_percent_encode(offer, NON_ALPHANUMERIC)
    )
}

type Change = fn(&mut Case);

/// Each change of the documented case must fail at `number`.
fn each_fails_at(number: u8, changes: &[(&str, Change)]) {
    assert!(changes.len() >= 4);
    for (name, change) in changes {
        let mut case = Case::documented();
        change(&mut case);
        assert_eq!(case.check().err(), Some(number), "{name}");
    }
}

/// Each change of the documented case must still pass.
fn each_passes(changes: &[(&str, Change)]) {
    for (name, change) in changes {
        let mut case = Case::documented();
        change(&mut case);
        assert_eq!(case.check().err(), None, "{name}");
    }
}
