//! The fault plan: what goes wrong, for which call, how often.

use std::{sync::Arc, time::Duration};

use serde_json::Value;

/// A call that a fault may be planned for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `POST /oauth/token`.
    Token,
    /// `GET /v2/credentials/mobile/configurations`.
    ListConfigurations,
    /// `GET /v2/credentials/mobile/configurations/{id}`.
    FetchConfiguration,
    /// `POST /v1/users/search` and `GET /v1/users`.
    SearchUsers,
    /// `GET`, `PUT`, `DELETE /v1/users/{id}`.
    FetchUser,
    /// `POST /v1/users`.
    CreateUser,
    /// `POST /v1/openid/offers/pre-authorized`.
    CreateOffer,
    /// `DELETE /v1/openid/offers/pre-authorized/{id}`.
    DeleteOffer,
    /// `POST /v1/openid/offers`.
    CreateAuthorizationCodeOffer,
    /// `GET /v1/users/{id}/credentials`.
    UserCredentials,
    /// `GET` and `POST /v2/credentials/mobile/{id}/status`.
    Status,
    /// The events, under any path.
    Events,
    /// `GET /v1/config/domain`.
    Domain,
    /// The two well-known documents.
    IssuerMetadata,
    /// `POST /v1/oauth/token`, by a wallet.
    WalletToken,
    /// The nonce endpoint.
    WalletNonce,
    /// `POST /v1/openid/credential`.
    WalletCredential,
    /// Whatever has no name above.
    Other,
    /// In a plan: every call.
    Any,
}

impl Operation {
    /// Which call a request with this method and path (without query) is.
    pub fn of(method: &str, path: &str) -> Self {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match (method, parts.as_slice()) {
            ("POST", ["oauth", "token"]) => Self::Token,
            ("POST", ["v1", "oauth", "token"]) => Self::WalletToken,
            ("POST", ["v1", "openid", "nonce"]) => Self::WalletNonce,
            ("POST", ["v1", "openid", "credential"]) => Self::WalletCredential,
            ("GET", [".well-known", ..]) => Self::IssuerMetadata,
            ("POST", ["v1", "openid", "offers", "pre-authorized"]) => Self::CreateOffer,
            ("DELETE", ["v1", "openid", "offers", "pre-authorized", _]) => Self::DeleteOffer,
            ("POST", ["v1", "openid", "offers"]) => Self::CreateAuthorizationCodeOffer,
            ("GET", [.., "events"]) => Self::Events,
            ("GET", ["v1", "config", "domain"]) => Self::Domain,
            (_, ["v1", "users", rest @ ..]) => Self::of_users(method, rest),
            (_, ["v2", "credentials", "mobile", rest @ ..]) => Self::of_mobile(rest),
            _ => Self::Other,
        }
    }

    fn of_users(method: &str, rest: &[&str]) -> Self {
        match (method, rest) {
            ("POST", ["search"]) | ("GET", []) => Self::SearchUsers,
            ("POST", []) => Self::CreateUser,
            ("GET", [_, "credentials"]) => Self::UserCredentials,
            _ => Self::FetchUser,
        }
    }

    fn of_mobile(rest: &[&str]) -> Self {
        match rest {
            ["configurations"] => Self::ListConfigurations,
            ["configurations", _] => Self::FetchConfiguration,
            [_, "status"] => Self::Status,
            _ => Self::Other,
        }
    }
}

/// An answer that is not the tenant's usual one.
#[derive(Clone, Debug, Default)]
pub struct FaultAnswer {
    /// HTTP status.
    pub status: u16,
    /// Headers, such as `Retry-After`.
    pub headers: Vec<(String, String)>,
    /// Body, as it is.
    pub body: Vec<u8>,
}

/// A change to a JSON reply.
pub type Edit = Box<dyn Fn(Value) -> Value + Send + Sync>;

/// What goes wrong. Acts that say "after acting" change the tenant first, then spoil the answer.
pub enum FaultAct {
    /// Waits this long in real time, then acts and answers as usual.
    Delay(Duration),
    /// Closes the connection without acting.
    DropBefore,
    /// Acts, then closes the connection without a byte of an answer.
    DropAfterActing,
    /// Answers this without acting.
    Status(FaultAnswer),
    /// Acts, then answers this instead.
    StatusAfterActing(FaultAnswer),
    /// Acts, then answers 200 with these bytes as JSON.
    Malformed(Vec<u8>),
    /// Acts, then closes the connection after this many bytes of the body.
    Truncate(usize),
    /// Answers 307 to this place without acting.
    Redirect(String),
    /// Never answers and never acts.
    Stall,
    /// Acts, then never answers.
    StallAfterActing,
    /// Acts, answers, and stops after this many bytes of the body with the connection open.
    StallBody(usize),
    /// Acts, then edits the JSON reply.
    EditReply(Edit),
    /// Acts, then sends headers that are not the usual ones, replacing those of the same name.
    Headers(Vec<(String, String)>),
}

impl FaultAct {
    /// 429, with `Retry-After` in seconds when given (form: G16).
    pub fn too_many(retry_after_s: Option<u64>) -> Self {
        let headers = retry_after_s.map(|seconds| ("retry-after".to_owned(), seconds.to_string()));
        Self::Status(FaultAnswer {
            status: 429,
            headers: headers.into_iter().collect(),
            body: Vec::new(),
        })
    }

    /// 500 with an empty body, without acting.
    pub fn server_error() -> Self {
        Self::Status(FaultAnswer {
            status: 500,
            ..FaultAnswer::default()
        })
    }

    /// 502 with a page for people, as a proxy sends it, without acting.
    pub fn bad_gateway() -> Self {
        Self::Status(FaultAnswer {
            status: 502,
            headers: vec![("content-type".into(), "text/html".into())],
            body: b"<html><body><h1>502 Bad Gateway</h1></body></html>".to_vec(),
        })
    }
}

/// One planned fault.
pub struct Fault {
    /// The call it waits for.
    pub on: Operation,
    /// How many calls it spoils.
    pub times: u32,
    /// How many matching calls it lets pass first.
    pub skip: u32,
    /// What it does.
    pub act: FaultAct,
}

impl Fault {
    /// The next such call, once.
    pub fn once(on: Operation, act: FaultAct) -> Self {
        Self {
            on,
            times: 1,
            skip: 0,
            act,
        }
    }

    /// Every such call until the plan is cleared.
    pub fn always(on: Operation, act: FaultAct) -> Self {
        Self {
            on,
            times: u32::MAX,
            skip: 0,
            act,
        }
    }
}

struct Planned {
    on: Operation,
    times: u32,
    skip: u32,
    act: Arc<FaultAct>,
}

/// Faults in the order they were planned; the first that matches acts.
#[derive(Default)]
pub(crate) struct Plan(Vec<Planned>);

impl Plan {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(Planned {
            on: fault.on,
            times: fault.times,
            skip: fault.skip,
            act: Arc::new(fault.act),
        });
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn next(&mut self, operation: Operation) -> Option<Arc<FaultAct>> {
        self.0.retain(|planned| planned.times > 0);
        let matching =
            |planned: &&mut Planned| planned.on == operation || planned.on == Operation::Any;
        for planned in self.0.iter_mut().filter(matching) {
            if planned.skip > 0 {
                planned.skip -= 1;
                continue;
            }
            planned.times = planned
                .times
                .saturating_sub(u32::from(planned.times != u32::MAX));
            return Some(planned.act.clone());
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_skips_then_acts_as_often_as_planned_then_is_gone() {
        let mut plan = Plan::default();
        plan.add(Fault {
            on: Operation::Token,
            times: 2,
            skip: 1,
            act: FaultAct::Stall,
        });
        let hits: Vec<bool> = (0..5)
            .map(|_| plan.next(Operation::Token).is_some())
            .collect();
        assert_eq!(hits, [false, true, true, false, false]);
        assert!(plan.next(Operation::Events).is_none());
    }

    #[test]
    fn calls_are_told_apart_by_method_and_path() {
        let of = Operation::of;
        assert_eq!(of("POST", "/v1/oauth/token"), Operation::WalletToken);
        assert_eq!(of("POST", "/oauth/token"), Operation::Token);
        assert_eq!(
            of("GET", "/v1/users/x/credentials"),
            Operation::UserCredentials
        );
        assert_eq!(of("POST", "/v1/users/search"), Operation::SearchUsers);
        assert_eq!(of("GET", "/v1/users/x"), Operation::FetchUser);
        assert_eq!(
            of("POST", "/v2/credentials/mobile/x/status"),
            Operation::Status
        );
        assert_eq!(of("GET", "/core/v1/analytics/events"), Operation::Events);
    }
}
