//! The network between desk and tenants, with everything that goes wrong on it.

mod fault;
mod log;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use counterfoil_core::desk::Network;
use mattr_vii::{
    Cause, Client, Clock as _, Connection, Error, FaultKind, Head, Lane, Method, Ports, Request,
    Response, Transport, TransportFault,
};
use serde_json::Value;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    clock::SimClock,
    dice::Dice,
    tenant::{Answer, Asked, Op, Tenant, mark_of},
    trace::Trace,
};
use fault::{Fault, Plan};

pub(crate) use log::Log;

/// The network. Clones are the same one.
#[derive(Clone)]
pub(crate) struct SimNetwork(Arc<Inner>);

struct Inner {
    clock: Arc<SimClock>,
    dice: Dice,
    trace: Trace,
    state: Mutex<State>,
}

pub(crate) struct State {
    /// Faults in a hundred calls.
    pub(crate) faulty: u64,
    /// No call leaves the computer.
    pub(crate) down: bool,
    pub(crate) tenants: Vec<(String, Tenant)>,
    pub(crate) log: Log,
}

impl SimNetwork {
    pub(crate) fn new(clock: Arc<SimClock>, dice: Dice, trace: Trace, faulty: u64) -> Self {
        Self(Arc::new(Inner {
            clock,
            dice,
            trace,
            state: Mutex::new(State {
                faulty,
                down: false,
                tenants: Vec::new(),
                log: Log::default(),
            }),
        }))
    }

    /// Everything on the network, for as long as nobody else is served.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Network for SimNetwork {
    fn client(&self, connection: Connection, ports: Ports) -> Result<Client, Error> {
        Ok(Client::with_transport(
            connection,
            ports,
            Arc::new(self.clone()),
        ))
    }
}

#[async_trait]
impl Transport for SimNetwork {
    async fn send(&self, request: Request) -> Result<Response, TransportFault> {
        let inner = &self.0;
        let asked = read(&request);
        let host = request.url.host_str().unwrap_or_default().to_owned();
        let call = self.state().log.open(&asked);
        if asked.op == Op::CreateOffer {
            let mark = mark_of(&asked.body["claims"]);
            inner.trace.note(|| format!("@post {mark}"));
        }
        let plan = {
            let state = self.state();
            Plan::draw(&inner.dice, asked.op, &state)
        };
        inner
            .trace
            .say(&format!("call {call} {} {plan}", self.shown(asked.op)));
        let outcome = self.carry(&host, &asked, &plan, request.lane).await;
        let reached = self.state().log.close(&asked, &plan, &outcome);
        if let Some((offer, mark)) = reached {
            inner.trace.note(|| format!("@reached {offer} {mark}"));
        }
        let told = match &outcome {
            Ok(response) => response.head.status.to_string(),
            Err(fault) => format!("{:?}", fault.kind),
        };
        inner
            .trace
            .say(&format!("call {call} {} ends: {told}", asked.op.name()));
        outcome
    }
}

impl SimNetwork {
    async fn carry(
        &self,
        host: &str,
        asked: &Asked,
        plan: &Plan,
        lane: Lane,
    ) -> Result<Response, TransportFault> {
        let clock = &self.0.clock;
        if let Fault::NotSent(cause) = plan.fault {
            clock.sleep(plan.there).await;
            return Err(TransportFault::new(FaultKind::NotSent(cause)));
        }
        if let Fault::Certificate(bad) = plan.fault {
            clock.sleep(plan.there).await;
            return Err(TransportFault::new(FaultKind::Certificate(bad)));
        }
        let limit = match lane {
            Lane::Ordinary => Duration::from_secs(15),
            Lane::Create => Duration::from_secs(150),
        };
        let began = clock.world();
        clock.sleep(plan.there.min(limit)).await;
        // The cable may have been pulled meanwhile; then nothing more is heard.
        let answer = plan.acts().then(|| self.act(host, asked));
        if answer.is_some() {
            self.0.trace.note(|| format!("acted {:?}", asked.op));
        }
        let left = limit.saturating_sub(clock.world().saturating_sub(began));
        let answer = match plan.fault {
            Fault::Silence { .. } => {
                clock.sleep(left).await;
                return Err(TransportFault::new(FaultKind::Timeout));
            }
            Fault::Cut { .. } => {
                clock.sleep(plan.back.min(left)).await;
                return Err(TransportFault::new(FaultKind::Interrupted));
            }
            Fault::Status { status, .. } => Answer { status, body: None },
            _ => answer.unwrap_or(Answer {
                status: 500,
                body: None,
            }),
        };
        if plan.back > left {
            clock.sleep(left).await;
            return Err(TransportFault::new(FaultKind::Timeout));
        }
        clock.sleep(plan.back).await;
        Ok(self.reply(answer, plan))
    }

    fn act(&self, host: &str, asked: &Asked) -> Answer {
        let now = self.0.clock.right_time();
        let mut state = self.state();
        let answer = state
            .tenants
            .iter_mut()
            .find(|(name, _)| name == host)
            .map(|(_, tenant)| {
                let answer = tenant.act(asked, now);
                for secret in tenant.newest_secrets() {
                    self.0.trace.note(|| format!("@secret {secret}"));
                }
                answer
            });
        answer.unwrap_or(Answer {
            status: 404,
            body: None,
        })
    }

    fn reply(&self, answer: Answer, plan: &Plan) -> Response {
        let now = self.0.clock.right_time();
        let date = now.checked_add(plan.date_error).unwrap_or(now);
        let mut headers = vec![("date".to_owned(), http_date(date))];
        if answer.status == 429 {
            headers.push(("retry-after".to_owned(), plan.retry_after.clone()));
        }
        let earlier = self.state().log.earlier_offer();
        let body = answer
            .body
            .map(|body| plan.spoil(body, earlier))
            .unwrap_or_default();
        Response {
            head: Head {
                status: answer.status,
                headers,
            },
            body: Zeroizing::new(body),
        }
    }

    fn shown(&self, op: Op) -> String {
        match op {
            Op::DeleteOffer(id) => format!("DeleteOffer {}", self.0.trace.name(id)),
            Op::Credentials(id) => format!("Credentials {}", self.0.trace.name(id)),
            Op::FetchUser(id) => format!("FetchUser {}", self.0.trace.name(id)),
            other => format!("{other:?}"),
        }
    }
}

fn http_date(time: jiff::Timestamp) -> String {
    time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn read(request: &Request) -> Asked {
    let path: Vec<&str> = request.url.path().trim_matches('/').split('/').collect();
    let id = |text: &str| text.parse::<Uuid>().unwrap_or_default();
    let op = match (request.method, path.as_slice()) {
        (Method::Post, ["oauth", "token"]) => Op::Token,
        (Method::Get, ["v2", "credentials", "mobile", "configurations"]) => Op::Configurations,
        (Method::Post, ["v1", "users", "search"]) => Op::SearchUsers,
        (Method::Post, ["v1", "users"]) => Op::CreateUser,
        (Method::Get, ["v1", "users", user]) => Op::FetchUser(id(user)),
        (Method::Get, ["v1", "users", user, "credentials"]) => Op::Credentials(id(user)),
        (Method::Post, ["v1", "openid", "offers", "pre-authorized"]) => Op::CreateOffer,
        (Method::Delete, ["v1", "openid", "offers", "pre-authorized", offer]) => {
            Op::DeleteOffer(id(offer))
        }
        (Method::Get, [".well-known", "openid-credential-issuer"]) => Op::Metadata,
        (Method::Get, ["v1", "config", "domain"]) => Op::Domain,
        _ => Op::Unknown,
    };
    let body = request.body.as_deref().unwrap_or_default();
    Asked {
        op,
        bearer: request
            .bearer
            .as_ref()
            .map(|token| token.expose().to_owned()),
        body: serde_json::from_slice(body).unwrap_or(Value::Null),
    }
}

/// Why nothing is sent while the network is down.
pub(crate) const DOWN: [Cause; 4] = [
    Cause::Dns,
    Cause::Unreachable,
    Cause::Refused,
    Cause::ConnectTimeout,
];
