//! What happens to every request before and after its handler: recording, faults, `Date`.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use crate::{
    faults::{Edit, FaultAct, FaultAnswer, Operation},
    knobs::DateHeader,
    line::Scissors,
    seen::SeenRequest,
    tenant::{RequestId, Tenant, hold},
};

/// Larger bodies are not read at all; the tenant's own limit is far below.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// The middleware around all routes.
pub(crate) async fn pass(
    State(tenant): State<Arc<Tenant>>,
    axum::Extension(scissors): axum::Extension<Scissors>,
    request: Request,
    next: Next,
) -> Response {
    let operation = Operation::of(request.method().as_str(), request.uri().path());
    let request_id = tenant.records().chance.uuid().to_string();
    let request = match take_in(&tenant, request, &request_id).await {
        Ok(request) => request,
        Err(status) => return status.into_response(),
    };
    let fault = hold(&tenant.plan).next(operation);
    let mut response = match fault {
        None => next.run(request).await,
        Some(act) => spoil(&act, &scissors, request, next).await,
    };
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert("x-request-id", value);
    }
    date(&tenant, &mut response);
    response
}

/// Reads the body whole, records the request, gives it back.
async fn take_in(
    tenant: &Tenant,
    request: Request,
    request_id: &str,
) -> Result<Request, StatusCode> {
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, LARGEST_BODY)
        .await
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    hold(&tenant.seen).record(SeenRequest {
        method: parts.method.as_str().to_owned(),
        path: path.to_owned(),
        headers: parts.headers.clone(),
        body: body.clone(),
    });
    parts.extensions.insert(RequestId(request_id.to_owned()));
    Ok(Request::from_parts(parts, Body::from(body)))
}

async fn spoil(act: &FaultAct, scissors: &Scissors, request: Request, next: Next) -> Response {
    match act {
        FaultAct::Delay(length) => {
            tokio::time::sleep(*length).await;
            next.run(request).await
        }
        FaultAct::DropBefore => {
            scissors.cut();
            StatusCode::NO_CONTENT.into_response()
        }
        FaultAct::Status(answer) => planned(answer),
        FaultAct::Redirect(to) => planned(&FaultAnswer {
            status: 307,
            headers: vec![("location".into(), to.clone())],
            body: Vec::new(),
        }),
        FaultAct::Stall => std::future::pending().await,
        after => spoil_after(after, scissors, next.run(request).await).await,
    }
}

async fn spoil_after(act: &FaultAct, scissors: &Scissors, response: Response) -> Response {
    match act {
        FaultAct::DropAfterActing => scissors.cut(),
        FaultAct::Truncate(bytes) => scissors.close_after_body(*bytes),
        FaultAct::StallBody(bytes) => scissors.stall_after_body(*bytes),
        FaultAct::StallAfterActing => std::future::pending().await,
        FaultAct::StatusAfterActing(answer) => return planned(answer),
        FaultAct::Malformed(bytes) => {
            return planned(&FaultAnswer {
                status: 200,
                headers: vec![("content-type".into(), "application/json".into())],
                body: bytes.clone(),
            });
        }
        FaultAct::EditReply(edit) => return edited(edit, response).await,
        FaultAct::Headers(headers) => return with_headers(response, headers),
        _ => {}
    }
    response
}

fn planned(answer: &FaultAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    with_headers(
        (status, answer.body.clone()).into_response(),
        &answer.headers,
    )
}

fn with_headers(mut response: Response, headers: &[(String, String)]) -> Response {
    let pairs = headers.iter().filter_map(|(name, value)| {
        Some((
            HeaderName::try_from(name).ok()?,
            HeaderValue::from_str(value).ok()?,
        ))
    });
    for (name, value) in pairs {
        response.headers_mut().insert(name, value);
    }
    response
}

/// A reply that is not JSON is left as it is.
async fn edited(edit: &Edit, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST_BODY).await.unwrap_or_default();
    let Ok(value) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(edit(value).to_string()))
}

/// hyper's own `Date` is off: the tenant has its own clock.
fn date(tenant: &Tenant, response: &mut Response) {
    let offset = match tenant.records().knobs.date_header {
        DateHeader::Right => jiff::SignedDuration::ZERO,
        DateHeader::Absent => return,
        DateHeader::OffBy(offset) => offset,
    };
    if response.headers().contains_key(header::DATE) {
        return;
    }
    let time = tenant
        .now()
        .checked_add(offset)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let text = httpdate::fmt_http_date(time.into());
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().insert(header::DATE, value);
    }
}
