//! Offers: create and delete. There is no read and no list (`mattr-vii.md` 4, 5).

use axum::{http::StatusCode, response::IntoResponse};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    answer::{Answer, not_found, ok, refused, reply},
    clock::{iso_millis, later},
    guesses::{DELETE_OF_A_DEAD_OFFER, TOO_LARGE_CODE},
    records::{Holder, Offer, OfferState, Records},
    tenant::{Call, Caller},
};

use super::{OFFERING, offer_reply, offer_request::OfferRequest};

pub(crate) fn create(call: &Call) -> Answer {
    let mut records = call.tenant.records();
    let caller = call.caller(&records, &OFFERING)?;
    if call.body.len() > records.knobs.largest_create_body {
        let status = StatusCode::from_u16(records.knobs.too_large_answers)
            .unwrap_or(StatusCode::PAYLOAD_TOO_LARGE);
        return Err(refused(status, TOO_LARGE_CODE, "Request entity too large"));
    }
    let request = OfferRequest::read(
        &call.object()?,
        |id| records.configuration(id).is_some(),
        |id| records.users.get(id).is_some(),
    )?;
    let offer = make(call, &mut records, &request);
    note_creation(call, &mut records, &caller, &request, &offer);
    let issuer = call.tenant.issuer(&records);
    let wallet_offer =
        offer_reply::wallet_offer(&issuer, &offer, request.code.as_ref(), &records.knobs);
    let knobs = records.knobs.clone();
    let body = offer_reply::create_reply(
        &offer,
        offer_reply::link(&wallet_offer),
        &knobs,
        &mut records.chance,
    );
    records.offers_by_code.insert(offer.code.clone(), offer.id);
    records.offers.insert(offer.id, offer);
    let status = if knobs.create_answers_201 {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok(reply(status, &body))
}

fn make(call: &Call, records: &mut Records, request: &OfferRequest) -> Offer {
    let user_id = request
        .user_id
        .unwrap_or_else(|| records.add_user(Map::new(), None));
    persist(records, user_id, request);
    let leading_zero = records.knobs.leading_zero;
    let transaction_code = request
        .code
        .as_ref()
        .map(|_| records.chance.transaction_code(leading_zero));
    Offer {
        id: records.chance.uuid(),
        user_id,
        configurations: request.credentials.clone(),
        code: records.chance.pre_authorized_code(),
        transaction_code,
        claims: request.claims.clone(),
        expires: later(call.now, request.lifetime),
        wrong_tries: 0,
        state: OfferState::Live,
        issued: Vec::new(),
    }
}

fn persist(records: &mut Records, user: Uuid, request: &OfferRequest) {
    let Some(user) = records.users.get_mut(user) else {
        return;
    };
    for name in &request.claims_to_persist {
        if let Some(value) = request.claims.get(name) {
            user.claims.insert(name.clone(), value.clone());
        }
    }
}

fn note_creation(
    call: &Call,
    records: &mut Records,
    caller: &Caller,
    request: &OfferRequest,
    offer: &Offer,
) {
    let by = (call.request_id.as_str(), Some(caller.client_id.as_str()));
    let mut start = json!({"credentials": request.credentials});
    if let (Some(user), Value::Object(members)) = (request.user_id, &mut start) {
        members.insert("userId".into(), user.to_string().into());
    }
    records.note(
        call.now,
        "OPENID_PRE_AUTHORIZED_OFFER_CREATE_START",
        by,
        start,
    );
    let success = json!({"expiresAt": iso_millis(offer.expires), "offerId": offer.id, "userId": offer.user_id});
    records.note(
        call.now,
        "OPENID_PRE_AUTHORIZED_OFFER_CREATE_SUCCESS",
        by,
        success,
    );
}

pub(crate) fn delete(call: &Call) -> Answer {
    let mut records = call.tenant.records();
    let caller = call.caller(&records, &OFFERING)?;
    let id = call.id("id")?;
    let by = (call.request_id.as_str(), Some(caller.client_id.as_str()));
    records.note(
        call.now,
        "OPENID_PRE_AUTHORIZED_OFFER_DELETE_START",
        by,
        json!({"offerId": id}),
    );
    let status = delete_status(call, &records, id);
    if status != StatusCode::NO_CONTENT {
        records.note(
            call.now,
            "OPENID_PRE_AUTHORIZED_OFFER_DELETE_FAIL",
            by,
            json!({"offerId": id}),
        );
        return Err(if status == StatusCode::NOT_FOUND {
            not_found()
        } else {
            refused(status, "Error", "Error")
        });
    }
    end(&mut records, id);
    records.note(
        call.now,
        "OPENID_PRE_AUTHORIZED_OFFER_DELETE_SUCCESS",
        by,
        json!({"offerId": id}),
    );
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn delete_status(call: &Call, records: &Records, id: Uuid) -> StatusCode {
    let Some(offer) = records.offers.get(id) else {
        return StatusCode::NOT_FOUND;
    };
    match offer.state {
        OfferState::Claimed | OfferState::PartlyClaimed => {
            StatusCode::from_u16(records.knobs.delete_claimed_answers)
                .unwrap_or(DELETE_OF_A_DEAD_OFFER)
        }
        OfferState::Locked | OfferState::Deleted => DELETE_OF_A_DEAD_OFFER,
        OfferState::Live | OfferState::Redeemed if offer.expires <= call.now => {
            DELETE_OF_A_DEAD_OFFER
        }
        OfferState::Live | OfferState::Redeemed => StatusCode::NO_CONTENT,
    }
}

/// What was issued stays issued: DELETE is no revocation.
fn end(records: &mut Records, id: Uuid) {
    let stops_tokens = records.knobs.delete_stops_wallet_tokens;
    if let Some(offer) = records.offers.get_mut(id)
        && offer.state != OfferState::Claimed
    {
        offer.state = OfferState::Deleted;
    }
    if stops_tokens {
        records
            .bearers
            .retain(|_, bearer| !matches!(bearer.holder, Holder::Wallet { offer } if offer == id));
    }
}

/// `POST /v1/openid/offers`: a link without an id, an end or a way to delete it.
pub(crate) fn create_for_authorization_code(call: &Call) -> Answer {
    let mut records = call.tenant.records();
    call.caller(&records, &OFFERING)?;
    let body = call.object()?;
    let request = OfferRequest::read(&body, |id| records.configuration(id).is_some(), |_| true)?;
    let ids: Vec<String> = request.credentials.iter().map(Uuid::to_string).collect();
    let state = records.chance.opaque();
    let offer = json!({
        "credential_issuer": call.tenant.issuer(&records), "credentials": ids,
        "credential_configuration_ids": ids,
        "grants": {"authorization_code": {"issuer_state": state}},
    });
    ok(&json!({"uri": offer_reply::link(&offer)}))
}
