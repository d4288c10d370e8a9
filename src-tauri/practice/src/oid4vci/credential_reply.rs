//! The credential reply in both shapes (`mattr-vii.md` 9, `OpenID4VCI` 1.0 8.3).

use axum::{http::StatusCode, response::Response};
use serde_json::{Value, json};

use crate::{
    answer::{no_store, reply},
    guesses::NONCE_LIFETIME_S,
    knobs::WalletShape,
};

/// `credentials` holds one base64url text for each proof; `nonce` is for the next call.
pub(super) fn credential_reply(
    shape: WalletShape,
    credentials: &[String],
    nonce: String,
) -> Response {
    let body: Value = match shape {
        WalletShape::Mattr => json!({
            "credential": credentials.first(), "format": "mso_mdoc",
            "c_nonce": nonce, "c_nonce_expires_in": NONCE_LIFETIME_S,
        }),
        WalletShape::V1 => {
            let entries: Vec<Value> = credentials
                .iter()
                .map(|one| json!({"credential": one}))
                .collect();
            json!({"credentials": entries})
        }
    };
    let mut response = reply(StatusCode::OK, &body);
    no_store(&mut response);
    response
}
