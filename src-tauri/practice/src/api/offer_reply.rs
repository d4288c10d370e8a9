//! The create reply and the offer URI (`mattr-vii.md` 4.2, 4.4).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Number, Value, json};

use crate::{
    chance::Chance,
    clock::iso_millis,
    knobs::{CodeShape, ExpiresAtShape, Knobs},
    records::Offer,
};

use super::offer_request::CodeRequest;

/// What `encodeURIComponent` leaves alone.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

pub(crate) const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/// An offer as a link, by value.
pub(crate) fn link(offer: &Value) -> String {
    let text = offer.to_string();
    format!(
        "openid-credential-offer://?credential_offer={}",
        utf8_percent_encode(&text, COMPONENT)
    )
}

/// The offer a wallet reads.
pub(crate) fn wallet_offer(
    issuer: &str,
    offer: &Offer,
    code: Option<&CodeRequest>,
    knobs: &Knobs,
) -> Value {
    let ids: Vec<Value> = offer
        .configurations
        .iter()
        .map(|id| id.to_string().into())
        .collect();
    let mut members = Map::new();
    members.insert("credential_issuer".into(), issuer.into());
    members.insert("credentials".into(), Value::Array(ids.clone()));
    if !knobs.legacy_ids_only {
        members.insert("credential_configuration_ids".into(), Value::Array(ids));
    }
    let mut grant = Map::new();
    grant.insert("pre-authorized_code".into(), offer.code.clone().into());
    if let Some(code) = code {
        grant.insert("tx_code".into(), tx_code(code));
    }
    members.insert("grants".into(), json!({ GRANT: grant }));
    if knobs.extra_members {
        members.insert("practice_extra".into(), json!({"ignored": true}));
    }
    Value::Object(members)
}

fn tx_code(code: &CodeRequest) -> Value {
    let mut members = Map::new();
    members.insert("length".into(), 6.into());
    members.insert("input_mode".into(), code.input_mode.clone().into());
    if let Some(description) = &code.description {
        members.insert("description".into(), description.clone().into());
    }
    Value::Object(members)
}

/// The reply to the console.
pub(crate) fn create_reply(
    offer: &Offer,
    uri: String,
    knobs: &Knobs,
    chance: &mut Chance,
) -> Value {
    let mut reply = Map::new();
    reply.insert("id".into(), offer.id.to_string().into());
    reply.insert("userId".into(), offer.user_id.to_string().into());
    reply.insert("uri".into(), uri.into());
    reply.insert("expiresAt".into(), expires_at(offer, knobs, chance));
    if let Some(code) = &offer.transaction_code {
        reply.insert(
            "transactionCode".into(),
            transaction_code(code, knobs, chance),
        );
    }
    if knobs.extra_members {
        reply.insert("practiceExtra".into(), json!([1, 2, 3]));
    }
    Value::Object(reply)
}

fn expires_at(offer: &Offer, knobs: &Knobs, chance: &mut Chance) -> Value {
    let shape = match knobs.expires_at {
        ExpiresAtShape::Auto => [
            ExpiresAtShape::Iso,
            ExpiresAtShape::EpochSeconds,
            ExpiresAtShape::EpochMillis,
        ]
        .get(chance.below(3) as usize)
        .copied()
        .unwrap_or_default(),
        chosen => chosen,
    };
    match shape {
        ExpiresAtShape::EpochSeconds => offer.expires.as_second().into(),
        ExpiresAtShape::EpochMillis => offer.expires.as_millisecond().into(),
        ExpiresAtShape::Iso | ExpiresAtShape::Auto => iso_millis(offer.expires).into(),
    }
}

fn transaction_code(code: &str, knobs: &Knobs, chance: &mut Chance) -> Value {
    let as_number = match knobs.code_as_number {
        CodeShape::Auto => chance.coin(),
        CodeShape::Number => true,
        CodeShape::Text => false,
    };
    match code.parse::<u64>() {
        Ok(number) if as_number => Value::Number(Number::from(number)),
        _ => code.into(),
    }
}
