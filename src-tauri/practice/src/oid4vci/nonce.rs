//! The nonce endpoint of `OpenID4VCI` 1.0. MATTR's pages show none (G19).

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    answer::{Answer, no_store, not_found, reply},
    guesses::NONCE_LIFETIME_S,
    knobs::WalletShape,
    tenant::Call,
};

pub(crate) fn give(call: &Call) -> Answer {
    let mut records = call.tenant.records();
    if records.knobs.wallet_shape == WalletShape::Mattr {
        return Err(not_found());
    }
    let nonce = records.nonce(call.now);
    let body = json!({"c_nonce": nonce, "c_nonce_expires_in": NONCE_LIFETIME_S});
    let mut response = reply(StatusCode::OK, &body);
    no_store(&mut response);
    Ok(response)
}
