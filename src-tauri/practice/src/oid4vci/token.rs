//! `POST /v1/oauth/token` for wallets: a pre-authorized code for an access token, once
//! (`mattr-vii.md` 9; answers to wrong codes: G5, G6).

use std::time::Duration;

use axum::http::StatusCode;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{
    answer::{Answer, Refusal, no_store, oauth, reply},
    guesses::{MISSING_CODE, NONCE_LIFETIME_S, WRONG_CODE},
    knobs::WalletShape,
    records::{Holder, Offer, OfferState, Records},
    seen::Diagnosis,
    tenant::{Call, hold},
};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
const LIFETIME_S: u64 = 900;
const MOST_TRIES: u8 = 3;

pub(crate) fn exchange(call: &Call) -> Answer {
    let form = Form::read(&call.body);
    let grant = form.get("grant_type").unwrap_or_default();
    if grant != GRANT {
        return Err(oauth(
            (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            "Grant type not supported",
        ));
    }
    let code = form
        .get("pre-authorized_code")
        .ok_or_else(|| oauth(MISSING_CODE, "Missing pre-authorized_code"))?;
    let mut records = call.tenant.records();
    let by = (call.request_id.as_str(), None);
    let Some(id) = records.offers_by_code.get(code).copied() else {
        return Err(unknown(call, &records, code));
    };
    let user = records.offers.get(id).map(|offer| offer.user_id);
    records.note(
        call.now,
        "OPENID_TOKEN_START",
        by,
        json!({"grant_type": GRANT, "offerId": id, "userId": user}),
    );
    match redeem(call, &mut records, id, form.get("tx_code")) {
        Ok(()) => Ok(grant_token(call, &mut records, id)),
        Err(fault) => {
            records.note(
                call.now,
                "OPENID_TOKEN_FAIL",
                by,
                json!({"offerId": id, "userId": user}),
            );
            Err(refusal(call, fault))
        }
    }
}

/// The tenant answers a mangled code as it answers any other; only the diagnosis knows better.
fn unknown(call: &Call, records: &Records, code: &str) -> Refusal {
    if records.offers_by_code.contains_key(&code.replace(' ', "+")) {
        hold(&call.tenant.seen).diagnose(Diagnosis::PlusArrivedAsSpace);
    }
    oauth(WRONG_CODE, "Invalid pre-authorized code")
}

enum Fault {
    Because(Diagnosis),
    CodeMissing,
    CodeNotExpected,
}

fn redeem(call: &Call, records: &mut Records, id: Uuid, tried: Option<&str>) -> Result<(), Fault> {
    let Some(offer) = records.offers.get_mut(id) else {
        return Err(Fault::Because(Diagnosis::Deleted));
    };
    match offer.state {
        OfferState::Live if offer.expires <= call.now => {
            return Err(Fault::Because(Diagnosis::Expired));
        }
        OfferState::Live => {}
        OfferState::Locked => return Err(Fault::Because(Diagnosis::Locked)),
        OfferState::Deleted => return Err(Fault::Because(Diagnosis::Deleted)),
        OfferState::Redeemed | OfferState::PartlyClaimed | OfferState::Claimed => {
            return Err(Fault::Because(Diagnosis::Replayed));
        }
    }
    check_transaction_code(offer, tried)?;
    offer.state = OfferState::Redeemed;
    Ok(())
}

fn check_transaction_code(offer: &mut Offer, tried: Option<&str>) -> Result<(), Fault> {
    let (right, tried) = match (&offer.transaction_code, tried) {
        (None, None) => return Ok(()),
        (None, Some(_)) => return Err(Fault::CodeNotExpected),
        (Some(_), None) => return Err(Fault::CodeMissing),
        (Some(right), Some(tried)) => (right, tried),
    };
    if right.as_bytes().ct_eq(tried.as_bytes()).into() {
        return Ok(());
    }
    offer.wrong_tries += 1;
    if offer.wrong_tries < MOST_TRIES {
        return Err(Fault::Because(Diagnosis::WrongTransactionCode));
    }
    offer.state = OfferState::Locked;
    Err(Fault::Because(Diagnosis::Locked))
}

fn refusal(call: &Call, fault: Fault) -> Refusal {
    match fault {
        Fault::Because(diagnosis) => {
            hold(&call.tenant.seen).diagnose(diagnosis);
            oauth(WRONG_CODE, "Invalid code")
        }
        Fault::CodeMissing => oauth(MISSING_CODE, "Missing tx_code"),
        Fault::CodeNotExpected => oauth(MISSING_CODE, "tx_code not expected"),
    }
}

fn grant_token(call: &Call, records: &mut Records, id: Uuid) -> axum::response::Response {
    let token = records.bearer(
        call.now,
        Duration::from_secs(LIFETIME_S),
        Holder::Wallet { offer: id },
    );
    let mut body = Map::new();
    body.insert("access_token".into(), token.into());
    body.insert("token_type".into(), "Bearer".into());
    body.insert("expires_in".into(), LIFETIME_S.into());
    body.insert("scope".into(), scopes(records, id).into());
    if records.knobs.wallet_shape == WalletShape::Mattr {
        body.insert("c_nonce".into(), records.nonce(call.now).into());
        body.insert("c_nonce_expires_in".into(), NONCE_LIFETIME_S.into());
    }
    let user = records.offers.get(id).map(|offer| offer.user_id);
    let by = (call.request_id.as_str(), None);
    records.note(
        call.now,
        "OPENID_TOKEN_SUCCESS",
        by,
        json!({"offerId": id, "userId": user}),
    );
    let mut response = reply(StatusCode::OK, &Value::Object(body));
    no_store(&mut response);
    response
}

fn scopes(records: &Records, id: Uuid) -> String {
    let ids = records
        .offers
        .get(id)
        .map(|offer| offer.configurations.as_slice())
        .unwrap_or_default();
    let scopes = ids
        .iter()
        .filter_map(|id| records.configuration(*id))
        .map(super::metadata::scope);
    scopes.collect::<Vec<_>>().join(" ")
}

/// A form body, decoded as every server does it: `+` is a space.
struct Form(Vec<(String, String)>);

impl Form {
    fn read(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let decode = |part: &str| {
            let spaced = part.replace('+', " ");
            percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
        };
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        Self(
            pairs
                .map(|(name, value)| (decode(name), decode(value)))
                .collect(),
        )
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}
