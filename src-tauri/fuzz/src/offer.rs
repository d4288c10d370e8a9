//! One create request, and what must hold of every offer that the checks let through. Nothing here
//! reuses the code of the checks.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use counterfoil_core::{
    claims::{ClaimValues, Field, FieldKind, Form, read_claims},
    offer::checks::{Asked, CHECKS, CheckContext, CheckedOffer, check_reply, salvage_offer_id},
    qr::{Level, Matrix, apply_prefix},
};
use jiff::{SignedDuration, civil::date};
use mattr_vii::{Moment, OfferReply};
use serde_json::{Map, Value};
use url::Url;
use uuid::{Uuid, uuid};
use zeroize::Zeroizing;

use crate::{
    canary::assert_untold,
    computer::start,
    form::field,
    settings::{ISSUER, TENANT},
};

const CONFIGURATION: Uuid = uuid!("3d5c0f6e-2b71-4a0e-8c3d-6f0f5f1f9a10");
const HINT: &str = "Ask the desk for your 6-digit code";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
const LIFETIME: Duration = Duration::from_secs(300);

/// Checks a reply with these bytes, asked for with and without a transaction code; how often it
/// passed.
///
/// # Panics
///
/// When an offer passes that must not, or an error repeats the reply: that is the finding.
pub fn check_body(body: &[u8]) -> usize {
    let claims = claims();
    let mut passed = 0;
    for code_asked in [true, false] {
        let asked = Asked {
            intent_id: TENANT,
            tenant_id: TENANT,
            configuration_ids: &[CONFIGURATION],
            user_id: None,
            code_asked,
            description: code_asked.then_some(HINT),
            lifetime: LIFETIME,
            claims: &claims,
        };
        let reply = reply(body);
        match check_reply(&reply, &asked, &context()) {
            Ok(offer) => {
                must_hold(&offer, &reply, code_asked);
                passed += 1;
            }
            Err(failed) => {
                let check = CHECKS.iter().find(|check| check.number == failed.number);
                assert!(
                    check.is_some_and(|check| check.is_on_reply()),
                    "no such check"
                );
                assert_untold(&failed);
            }
        }
    }
    passed
}

fn must_hold(offer: &CheckedOffer, reply: &OfferReply, code_asked: bool) {
    let received: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    // EXPOSE: compared with what was received.
    let uri = offer.uri.expose();
    assert_eq!(
        received["uri"].as_str(),
        Some(uri),
        "the URI is not the received one"
    );
    let found = salvage_offer_id(reply);
    assert!(
        found.is_none_or(|id| id == offer.offer_id),
        "another offer would be deleted"
    );
    assert_eq!(
        offer.code.is_some(),
        code_asked,
        "a code exactly when asked"
    );
    let inside = offer_inside(uri);
    assert_eq!(inside["credential_issuer"], ISSUER);
    let grants = inside["grants"].as_object().map_or(0, Map::len);
    let grant = &inside["grants"][GRANT];
    assert_eq!(grants, 1, "not one grant");
    // EXPOSE: compared with what was received.
    let code = offer.pre_authorized_code.expose();
    assert_eq!(grant["pre-authorized_code"].as_str(), Some(code));
    assert!(code.len() >= 22, "a code that can be guessed");
    assert_eq!(
        grant["tx_code"].is_object(),
        code_asked,
        "tx_code exactly when asked"
    );
    assert_eq!(
        offered(&inside),
        BTreeSet::from([CONFIGURATION.to_string()])
    );
    let shown = format!("{offer:?}");
    assert!(
        !shown.contains(code) && !shown.contains(uri),
        "a secret is printed"
    );
    code_is_apart(offer, &inside);
    ends_in_time(offer);
    fits_a_code(offer);
}

/// What a wallet reads out of the link: by the URL Standard's parser and a plain JSON reader.
fn offer_inside(uri: &str) -> Value {
    let Ok(url) = Url::parse(uri) else {
        panic!("not a URL")
    };
    assert_eq!(url.scheme(), "openid-credential-offer");
    assert_eq!(url.fragment(), None);
    let pairs: Vec<_> = url.query_pairs().collect();
    let [(name, value)] = pairs.as_slice() else {
        panic!("{} parameters", pairs.len())
    };
    assert_eq!(name, "credential_offer");
    serde_json::from_str(value).unwrap_or_default()
}

fn offered(inside: &Value) -> BTreeSet<String> {
    let lists = ["credential_configuration_ids", "credentials"];
    let ids = lists.iter().filter_map(|name| inside[*name].as_array());
    ids.flatten()
        .map(|id| id.as_str().unwrap_or_default().to_owned())
        .collect()
}

fn code_is_apart(offer: &CheckedOffer, inside: &Value) {
    let Some(code) = &offer.code else { return };
    // EXPOSE: looked for in the offer.
    let code = code.expose();
    assert!(!code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()));
    assert!(
        !offer.uri.expose().contains(code),
        "the code is in the link"
    );
    assert!(
        !inside.to_string().contains(code),
        "the code is in the offer"
    );
}

fn ends_in_time(offer: &CheckedOffer) {
    let slack = SignedDuration::from_secs(5);
    let longest = SignedDuration::try_from(LIFETIME).unwrap_or_default() + slack;
    let left = offer.expires_at.map(|end| end.duration_since(start()));
    assert!(
        left.is_none_or(|left| left.is_positive() && left <= longest),
        "{left:?} left"
    );
}

fn fits_a_code(offer: &CheckedOffer) {
    let text = apply_prefix(&offer.uri, None);
    // EXPOSE: encoded as it would be shown.
    let matrix = Matrix::encode(text.expose().as_bytes(), Level::L);
    assert!(matrix.is_ok(), "an offer that cannot be shown");
}

fn context() -> CheckContext {
    CheckContext {
        tenant_id: TENANT,
        issuer: Some(ISSUER.to_owned()),
        authorization_servers: vec![ISSUER.to_owned(), "https://login.example".to_owned()],
        link_prefix: None,
        loopback_issuer: false,
        server_now: start(),
    }
}

fn reply(body: &[u8]) -> OfferReply {
    let at = |boot| Moment {
        wall: start(),
        boot: Duration::from_millis(boot),
    };
    OfferReply {
        status: 200,
        body: Zeroizing::new(body.to_vec()),
        date: None,
        request_id: None,
        sent: at(4_600),
        received: at(5_000),
    }
}

/// One claim, typed as staff would.
fn claims() -> ClaimValues {
    let field = Field {
        required: true,
        ..field("given_name", FieldKind::Text)
    };
    let form = Form {
        fields: vec![field],
        ..Form::default()
    };
    let typed = BTreeMap::from([("given_name".to_owned(), "Sample".to_owned())]);
    read_claims(&form, &typed, date(2026, 3, 2)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Otherwise the properties above would never be asked.
    #[test]
    fn the_good_replies_of_the_corpus_pass() {
        let with = include_bytes!("../corpus/offer_reply/with-a-code");
        let without = include_bytes!("../corpus/offer_reply/without-a-code");
        assert_eq!([check_body(with), check_body(without)], [1, 1]);
    }
}
