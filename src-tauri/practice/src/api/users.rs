//! Users: search, list, create, fetch, replace, delete (`mattr-vii.md` 6).

use axum::{http::StatusCode, response::IntoResponse};
use serde_json::{Map, Value};

use crate::{
    answer::{Answer, Detail, Refusal, invalid, not_found, ok, reply},
    paging::Page,
    records::User,
    tenant::{Call, uuid},
};

use super::ISSUING;

pub(crate) fn list(call: &Call) -> Answer {
    let records = call.tenant.records();
    call.caller(&records, &ISSUING)?;
    Page::from_query(&call.query)?.answer(records.users.iter().map(User::json))
}

pub(crate) fn search(call: &Call) -> Answer {
    let records = call.tenant.records();
    call.caller(&records, &ISSUING)?;
    let body = call.object()?;
    let page = Page::from_body(&body)?;
    let claims = member_object(&body, "claims")?;
    let provider = member_object(&body, "authenticationProvider")?;
    let found = records.users.iter().filter(|user| {
        claims.is_none_or(|wanted| holds(&user.claims, wanted))
            && provider.is_none_or(|wanted| {
                user.authentication_provider
                    .as_ref()
                    .and_then(Value::as_object)
                    .is_some_and(|own| holds(own, wanted))
            })
    });
    page.answer(found.map(User::json))
}

/// Exact match of every wanted member, at any depth; other members do not matter.
fn holds(own: &Map<String, Value>, wanted: &Map<String, Value>) -> bool {
    wanted
        .iter()
        .all(|(name, wanted)| match (own.get(name), wanted) {
            (Some(Value::Object(own)), Value::Object(wanted)) => holds(own, wanted),
            (Some(own), wanted) => own == wanted,
            (None, _) => false,
        })
}

pub(crate) fn create(call: &Call) -> Answer {
    let mut records = call.tenant.records();
    call.caller(&records, &ISSUING)?;
    let (claims, provider) = content(&call.object()?)?;
    let id = records.add_user(claims, provider);
    let user = records.users.get(id).ok_or_else(not_found)?;
    Ok(reply(StatusCode::CREATED, &user.json()))
}

pub(crate) fn fetch(call: &Call) -> Answer {
    let records = call.tenant.records();
    call.caller(&records, &ISSUING)?;
    ok(&records
        .users
        .get(call.id("id")?)
        .ok_or_else(not_found)?
        .json())
}

pub(crate) fn replace(call: &Call) -> Answer {
    let mut records = call.tenant.records();
    call.caller(&records, &ISSUING)?;
    let id = call.id("id")?;
    let (claims, provider) = content(&call.object()?)?;
    let user = records.users.get_mut(id).ok_or_else(not_found)?;
    user.claims = claims;
    user.authentication_provider = provider;
    ok(&user.json())
}

pub(crate) fn delete(call: &Call) -> Answer {
    let mut records = call.tenant.records();
    call.caller(&records, &ISSUING)?;
    records.users.remove(call.id("id")?).ok_or_else(not_found)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn content(body: &Map<String, Value>) -> Result<(Map<String, Value>, Option<Value>), Refusal> {
    let claims = member_object(body, "claims")?.cloned().unwrap_or_default();
    let provider = member_object(body, "authenticationProvider")?;
    if let Some(id) = provider.and_then(|provider| provider.get("providerId"))
        && id.as_str().and_then(uuid).is_none()
    {
        return Err(invalid(
            "BadRequest",
            vec![Detail::body(
                "authenticationProvider.providerId",
                "Invalid value",
                id.clone(),
            )],
        ));
    }
    Ok((claims, provider.cloned().map(Value::Object)))
}

fn member_object<'b>(
    body: &'b Map<String, Value>,
    name: &str,
) -> Result<Option<&'b Map<String, Value>>, Refusal> {
    match body.get(name) {
        None => Ok(None),
        Some(Value::Object(members)) => Ok(Some(members)),
        Some(other) => Err(invalid(
            "BadRequest",
            vec![Detail::body(name, "Invalid value", other.clone())],
        )),
    }
}
