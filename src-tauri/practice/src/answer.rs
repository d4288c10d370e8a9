//! The tenant's ways to answer: the platform's JSON, its errors, and the OAuth errors.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

/// A refusal, ready to send.
pub(crate) type Refusal = Box<Response>;
/// What a handler gives back: both sides are sent.
pub(crate) type Answer = Result<Response, Refusal>;

/// One entry of `details` (`mattr-vii.md` 3).
pub(crate) struct Detail {
    pub(crate) param: String,
    pub(crate) msg: &'static str,
    pub(crate) location: &'static str,
    pub(crate) value: Value,
}

impl Detail {
    pub(crate) fn body(param: impl Into<String>, msg: &'static str, value: Value) -> Self {
        Self {
            param: param.into(),
            msg,
            location: "body",
            value,
        }
    }

    pub(crate) fn params(param: impl Into<String>, msg: &'static str, value: Value) -> Self {
        Self {
            param: param.into(),
            msg,
            location: "params",
            value,
        }
    }
}

pub(crate) fn reply(status: StatusCode, body: &Value) -> Response {
    let text = body.to_string();
    (
        status,
        [(header::CONTENT_TYPE, "application/json; charset=utf-8")],
        text,
    )
        .into_response()
}

pub(crate) fn ok(body: &Value) -> Answer {
    Ok(reply(StatusCode::OK, body))
}

pub(crate) fn empty(status: StatusCode) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        "",
    )
        .into_response()
}

/// The platform's error with details.
pub(crate) fn invalid(code: &str, details: Vec<Detail>) -> Refusal {
    let details: Vec<Value> = details.into_iter().map(detail_json).collect();
    let body = json!({"code": code, "message": "Validation Error", "details": details});
    Box::new(reply(StatusCode::BAD_REQUEST, &body))
}

fn detail_json(detail: Detail) -> Value {
    let mut entry = Map::new();
    entry.insert("value".into(), detail.value);
    entry.insert("msg".into(), detail.msg.into());
    entry.insert("param".into(), detail.param.into());
    entry.insert("location".into(), detail.location.into());
    Value::Object(entry)
}

/// The platform's error without details.
pub(crate) fn refused(status: StatusCode, code: &str, message: &str) -> Refusal {
    Box::new(reply(status, &json!({"code": code, "message": message})))
}

pub(crate) fn not_found() -> Refusal {
    refused(StatusCode::NOT_FOUND, "NotFound", "Resource not found")
}

/// 401 of the API: plain text (`mattr-vii.md` 3).
pub(crate) fn unauthorized() -> Refusal {
    let head = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Box::new((StatusCode::UNAUTHORIZED, head, "Unauthorized").into_response())
}

/// An OAuth error, as the token endpoints and the wallet side answer.
pub(crate) fn oauth(kind: (StatusCode, &str), description: &str) -> Refusal {
    let body = json!({"error": kind.1, "error_description": description});
    let mut response = reply(kind.0, &body);
    no_store(&mut response);
    Box::new(response)
}

/// Marks an answer that holds a secret.
pub(crate) fn no_store(response: &mut Response) {
    let value = axum::http::HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
}
