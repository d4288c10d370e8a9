//! How long the offer URI will be, before the service has made it (R29, Q6).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::prefix::OFFER_SCHEME;
use crate::tenant::LinkPrefix;

/// What decides the length of an offer URI (mattr-vii.md 4.4).
#[derive(Clone, Copy, Debug)]
pub struct OfferShape<'a> {
    /// The pinned credential issuer.
    pub issuer: &'a str,
    /// How many configurations are offered.
    pub configurations: usize,
    /// The transaction code's description; `None` when no code is asked for.
    pub description: Option<&'a str>,
    /// The tenant's wallet link prefix.
    pub prefix: Option<&'a LinkPrefix>,
}

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

/// An issuer of usual length, for when it does not matter which.
const USUAL_ISSUER: &str = "https://council.vii.nz01.mattr.global";

/// As [`estimate_for`], for an issuer of usual length and no link prefix.
pub fn estimate(configurations: usize, description: Option<&str>) -> usize {
    estimate_for(&OfferShape {
        issuer: USUAL_ISSUER,
        configurations,
        description,
        prefix: None,
    })
}

/// The length in bytes that the offer URI will have, prefix applied. Built like the documented
/// offer with a 44-character code; right to about 3 % while the service keeps to that shape.
pub fn estimate_for(shape: &OfferShape<'_>) -> usize {
    let start = shape.prefix.map_or(OFFER_SCHEME, LinkPrefix::as_str);
    let offer = documented_offer(shape).to_string();
    let encoded: usize = utf8_percent_encode(&offer, COMPONENT).map(str::len).sum();
    start.len() + "?credential_offer=".len() + encoded
}

fn documented_offer(shape: &OfferShape<'_>) -> Value {
    let ids = vec!["00000000-0000-0000-0000-000000000000"; shape.configurations];
    let mut grant = Map::new();
    // 32 bytes in base64, three of the characters needing percent-encoding.
    let code = format!("{}+/=", "A".repeat(41));
    grant.insert("pre-authorized_code".to_owned(), Value::String(code));
    if let Some(description) = shape.description {
        let tx_code = match description {
            "" => json!({"length": 6, "input_mode": "numeric"}),
            text => json!({"length": 6, "input_mode": "numeric", "description": text}),
        };
        grant.insert("tx_code".to_owned(), tx_code);
    }
    json!({
        "credential_issuer": shape.issuer,
        "credentials": ids,
        "credential_configuration_ids": ids,
        "grants": {"urn:ietf:params:oauth:grant-type:pre-authorized_code": grant},
    })
}
