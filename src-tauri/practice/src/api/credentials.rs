//! What was issued: a user's credentials and their status (`mattr-vii.md` 8, 8.3).

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Detail, invalid, not_found, ok, refused, reply},
    clock::later,
    guesses::STATUS_REFUSED,
    paging::Page,
    tenant::Call,
};

use super::{ISSUING, OFFERING};

pub(crate) fn list(call: &Call) -> Answer {
    let records = call.tenant.records();
    call.caller(&records, &ISSUING)?;
    let page = Page::from_query(&call.query)?;
    let user = call.id("id")?;
    let lag = records.knobs.credentials_lag;
    let with_offer = !records.knobs.omit_offer_id;
    let entries = records
        .issued
        .iter()
        .filter(|entry| entry.user_id == user && later(entry.issued, lag) <= call.now);
    page.answer(entries.map(|entry| entry.json(with_offer)))
}

pub(crate) fn status(call: &Call) -> Answer {
    let records = call.tenant.records();
    call.caller(&records, &OFFERING)?;
    let entry = records.issued.get(call.id("id")?).ok_or_else(not_found)?;
    ok(&json!({"status": entry.status}))
}

pub(crate) fn set_status(call: &Call) -> Answer {
    let mut records = call.tenant.records();
    call.caller(&records, &OFFERING)?;
    let id = call.id("id")?;
    let body = call.object()?;
    let wanted = body.get("status").cloned().unwrap_or(Value::Null);
    let status = ["valid", "invalid", "suspended"]
        .into_iter()
        .find(|name| wanted == *name);
    let status = status.ok_or_else(|| {
        invalid(
            "BadRequest",
            vec![Detail::body("status", "Invalid value", wanted)],
        )
    })?;
    let entry = records.issued.get_mut(id).ok_or_else(not_found)?;
    if !entry.has_status || entry.status == "invalid" {
        return Err(refused(
            STATUS_REFUSED,
            "BadRequest",
            "Status cannot be changed",
        ));
    }
    entry.status = status;
    Ok(reply(StatusCode::CREATED, &json!({"status": status})))
}
