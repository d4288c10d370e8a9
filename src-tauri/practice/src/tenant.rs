//! The tenant that all requests share, and one request as a handler sees it.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    body::Bytes,
    extract::{Query, RawPathParams, State},
    http::{HeaderMap, header},
    routing::{MethodFilter, MethodRouter},
};
use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    answer::{Answer, Detail, Refusal, empty, invalid, not_found, refused, unauthorized},
    clock::{PracticeClock, later},
    faults::Plan,
    guesses,
    knobs::Role,
    paging,
    records::{Holder, Records},
    seen::Seen,
};

pub(crate) struct Tenant {
    pub(crate) base_url: String,
    clock: Arc<dyn PracticeClock>,
    ahead: Mutex<Duration>,
    records: Mutex<Records>,
    pub(crate) plan: Mutex<Plan>,
    pub(crate) seen: Mutex<Seen>,
}

impl Tenant {
    pub(crate) fn new(
        base_url: String,
        clock: Arc<dyn PracticeClock>,
        records: Records,
        seen: Seen,
    ) -> Self {
        Self {
            base_url,
            clock,
            ahead: Mutex::new(Duration::ZERO),
            records: Mutex::new(records),
            plan: Mutex::new(Plan::default()),
            seen: Mutex::new(seen),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        later(self.clock.now(), *hold(&self.ahead))
    }

    pub(crate) fn advance(&self, by: Duration) {
        let mut ahead = hold(&self.ahead);
        *ahead = ahead.saturating_add(by);
    }

    pub(crate) fn records(&self) -> MutexGuard<'_, Records> {
        hold(&self.records)
    }

    /// `credential_issuer`, the same string everywhere.
    pub(crate) fn issuer(&self, records: &Records) -> String {
        records
            .knobs
            .credential_issuer
            .clone()
            .unwrap_or_else(|| self.base_url.clone())
    }
}

/// Locks; a panic elsewhere is no reason to stop answering.
pub(crate) fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Set by the traffic layer on every request.
#[derive(Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// One request.
pub(crate) struct Call {
    pub(crate) tenant: Arc<Tenant>,
    pub(crate) now: Timestamp,
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Bytes,
    pub(crate) request_id: String,
    path: Vec<(String, String)>,
}

/// Who made an authorised API call.
pub(crate) struct Caller {
    pub(crate) client_id: String,
}

impl Call {
    /// Checks the bearer token and the role behind it.
    pub(crate) fn caller(&self, records: &Records, allowed: &[Role]) -> Result<Caller, Refusal> {
        let token = self.bearer_token().ok_or_else(unauthorized)?;
        let bearer = records.bearers.get(token).ok_or_else(unauthorized)?;
        let Holder::Client { client_id, role } = &bearer.holder else {
            return Err(unauthorized());
        };
        if bearer.expires <= self.now {
            return Err(unauthorized());
        }
        let role = records.knobs.role.unwrap_or(*role);
        if !allowed.contains(&role) {
            return Err(Box::new(empty(guesses::WRONG_ROLE)));
        }
        Ok(Caller {
            client_id: client_id.clone(),
        })
    }

    pub(crate) fn bearer_token(&self) -> Option<&str> {
        let value = self.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        value
            .strip_prefix("Bearer ")
            .or_else(|| value.strip_prefix("DPoP "))
    }

    /// A path parameter that must be a uuid.
    pub(crate) fn id(&self, name: &str) -> Result<Uuid, Refusal> {
        let text = self
            .path
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str());
        let text = text.ok_or_else(not_found)?;
        uuid(text).ok_or_else(|| {
            invalid(
                "BadRequest",
                vec![Detail::params(name, "Invalid value", text.into())],
            )
        })
    }

    /// The body as a JSON object.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, Refusal> {
        let malformed = || {
            refused(
                axum::http::StatusCode::BAD_REQUEST,
                "BadRequest",
                "Malformed JSON",
            )
        };
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(members)) => Ok(members),
            _ => Err(malformed()),
        }
    }
}

/// A uuid in its usual form of 36 characters; the crate's parser accepts others too.
pub(crate) fn uuid(text: &str) -> Option<Uuid> {
    if text.len() == 36 {
        Uuid::try_parse(text).ok()
    } else {
        None
    }
}

/// Serves a plain function under a method.
pub(crate) fn on(method: MethodFilter, answer: fn(&Call) -> Answer) -> MethodRouter<Arc<Tenant>> {
    axum::routing::on(
        method,
        move |State(tenant): State<Arc<Tenant>>,
              path: RawPathParams,
              Query(query): paging::Query,
              axum::Extension(RequestId(request_id)): axum::Extension<RequestId>,
              headers: HeaderMap,
              body: Bytes| async move {
            let path = path
                .iter()
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect();
            let now = tenant.now();
            let call = Call {
                tenant,
                now,
                headers,
                query,
                body,
                request_id,
                path,
            };
            paging::either(answer(&call))
        },
    )
}
