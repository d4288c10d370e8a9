//! Ready-made lies: a create reply that fails one chosen check of the console's twenty.
//!
//! The checks are numbered as in `rules.md`, section 1. The tenant acts as usual first, so each
//! lie leaves a real offer behind that the console has to delete.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::{
    api::link,
    faults::{FaultAct, FaultAnswer},
};

const PREFIX: &str = "openid-credential-offer://?credential_offer=";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
const STRANGER: &str = "00000000-0000-4000-8000-000000000000";

/// The act that makes check `number` fail: V1 to V13, V15 and V16. The others do not depend on
/// the reply alone; V14 is [`echo_claim`].
pub fn break_check(number: u8) -> Option<FaultAct> {
    let edit: fn(Value) -> Value = match number {
        1 => {
            return Some(FaultAct::StatusAfterActing(FaultAnswer {
                status: 200,
                headers: vec![("content-type".into(), "application/json".into())],
                body: vec![b' '; 70_000],
            }));
        }
        2 => |reply| with(reply, "id", json!(7)),
        3 => |reply| with(reply, "id", json!("not-a-uuid")),
        4 => |reply| edit_link(reply, |uri| format!("{uri}%zz")),
        5 => |reply| {
            edit_link(reply, |uri| {
                uri.replacen("openid-credential-offer", "openid4vp", 1)
            })
        },
        6 => |reply| edit_offer(reply, |offer| append(&mut offer["credential_issuer"], "/")),
        7 => |reply| {
            edit_offer(reply, |offer| {
                push(&mut offer["credential_configuration_ids"], STRANGER)
            })
        },
        8 => |reply| {
            edit_offer(reply, |offer| {
                offer["grants"]["authorization_code"] = json!({})
            })
        },
        9 => |reply| {
            edit_offer(reply, |offer| {
                offer["grants"][GRANT]["pre-authorized_code"] = "short".into()
            })
        },
        10 => |reply| edit_offer(reply, toggle_transaction_code),
        11 => |reply| {
            edit_offer(reply, |offer| {
                offer["grants"][GRANT]["tx_code"]["length"] = 5.into()
            })
        },
        12 => |reply| with(reply, "transactionCode", json!("1234567")),
        13 => code_inside,
        15 => |reply| {
            edit_offer(reply, |offer| {
                offer["grants"][GRANT]["authorization_server"] = "https://elsewhere.invalid".into()
            })
        },
        16 => |reply| with(reply, "expiresAt", json!("2000-01-01T00:00:00.000Z")),
        _ => return None,
    };
    Some(FaultAct::EditReply(Box::new(edit)))
}

/// V14: repeats a claim value inside the offer.
pub fn echo_claim(value: &str) -> FaultAct {
    let value = value.to_owned();
    FaultAct::EditReply(Box::new(move |reply| {
        let value = value.clone();
        edit_offer(reply, move |offer| {
            offer["holder_hint"] = value.clone().into()
        })
    }))
}

/// Changes the offer inside the link of a create reply. Leaves a reply without a link alone.
pub fn edit_offer(reply: Value, change: impl Fn(&mut Value)) -> Value {
    edit_link(reply, |uri| {
        let text = uri.strip_prefix(PREFIX).unwrap_or_default();
        let decoded = percent_decode_str(text).decode_utf8_lossy();
        match serde_json::from_str::<Value>(&decoded) {
            Ok(mut offer) => {
                change(&mut offer);
                link(&offer)
            }
            Err(_) => uri.to_owned(),
        }
    })
}

fn edit_link(reply: Value, change: impl Fn(&str) -> String) -> Value {
    match reply["uri"].as_str().map(change) {
        Some(uri) => with(reply, "uri", uri.into()),
        None => reply,
    }
}

fn with(mut reply: Value, name: &str, value: Value) -> Value {
    if let Value::Object(members) = &mut reply {
        members.insert(name.to_owned(), value);
    }
    reply
}

fn append(text: &mut Value, tail: &str) {
    *text = format!("{}{tail}", text.as_str().unwrap_or_default()).into();
}

fn push(list: &mut Value, entry: &str) {
    if let Value::Array(entries) = list {
        entries.push(entry.into());
    }
}

fn toggle_transaction_code(offer: &mut Value) {
    let grant = offer["grants"][GRANT].as_object_mut();
    let asked = |grant: &mut Map<String, Value>| grant.remove("tx_code").is_none();
    if let Some(grant) = grant
        && asked(grant)
    {
        grant.insert("tx_code".into(), json!({}));
    }
}

fn code_inside(reply: Value) -> Value {
    let code = match &reply["transactionCode"] {
        Value::String(text) => text.clone(),
        Value::Number(number) => format!("{:06}", number.as_u64().unwrap_or_default()),
        _ => return reply,
    };
    edit_offer(reply, |offer| offer["hint"] = code.clone().into())
}
