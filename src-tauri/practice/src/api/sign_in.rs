//! `POST /oauth/token`: client credentials (`mattr-vii.md` 2).

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use subtle::ConstantTimeEq;

use crate::{
    answer::{Answer, Refusal, no_store, oauth, reply},
    records::{Holder, Records},
    tenant::Call,
};

pub(crate) fn token(call: &Call) -> Answer {
    let body = call.object().map_err(|_| denied())?;
    let grant = text(&body, "grant_type");
    if grant != "client_credentials" {
        return Err(oauth(
            (StatusCode::FORBIDDEN, "unsupported_grant_type"),
            "Grant type not allowed",
        ));
    }
    let mut records = call.tenant.records();
    if text(&body, "audience") != call.tenant.base_url {
        return Err(denied());
    }
    let holder = client(
        &records,
        text(&body, "client_id"),
        text(&body, "client_secret"),
    )
    .ok_or_else(denied)?;
    let lifetime = records.knobs.token_lifetime_s;
    let token = records.bearer(call.now, Duration::from_secs(lifetime), holder);
    let body = json!({"access_token": token, "expires_in": lifetime, "token_type": "Bearer"});
    let mut response = reply(StatusCode::OK, &body);
    no_store(&mut response);
    Ok(response)
}

fn client(records: &Records, id: &str, secret: &str) -> Option<Holder> {
    let client = records
        .clients
        .iter()
        .find(|client| client.client_id == id)?;
    let same: bool = client
        .client_secret
        .as_bytes()
        .ct_eq(secret.as_bytes())
        .into();
    same.then(|| Holder::Client {
        client_id: client.client_id.clone(),
        role: client.role,
    })
}

fn denied() -> Refusal {
    oauth((StatusCode::UNAUTHORIZED, "access_denied"), "Unauthorized")
}

fn text<'b>(body: &'b Map<String, Value>, name: &str) -> &'b str {
    body.get(name).and_then(Value::as_str).unwrap_or_default()
}
