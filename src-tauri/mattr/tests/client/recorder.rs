//! A server on loopback that writes down every request.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
};
use mattr_vii::{Client, Connection, ConnectionInput, HostPolicy, Ports};
use serde_json::{Value, json};

use crate::support::{FixedChance, LeapingClock, MemoryCredentials};

#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// A server that writes down every request and answers each path from a list.
#[derive(Clone, Default)]
pub(crate) struct Recorder {
    pub(crate) seen: Arc<Mutex<Vec<Seen>>>,
    pub(crate) answers: Arc<Mutex<Vec<(String, u16, Value)>>>,
}

async fn record(
    State(recorder): State<Recorder>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    recorder.seen.lock().unwrap().push(Seen {
        line: format!("{method} {uri}"),
        headers,
        body,
    });
    if uri.path() == "/oauth/token" {
        let token = json!({"access_token": "t0k", "expires_in": 86_400, "token_type": "Bearer"});
        return (StatusCode::OK, token.to_string());
    }
    let answers = recorder.answers.lock().unwrap();
    match answers.iter().find(|(path, ..)| path == uri.path()) {
        Some((_, status, body)) => (StatusCode::from_u16(*status).unwrap(), body.to_string()),
        None => (StatusCode::NOT_FOUND, String::new()),
    }
}

pub(crate) struct Desk {
    pub(crate) client: Client,
    pub(crate) recorder: Recorder,
    pub(crate) base: String,
}

pub(crate) async fn desk(answers: &[(&str, u16, Value)]) -> Desk {
    let recorder = Recorder::default();
    *recorder.answers.lock().unwrap() = answers
        .iter()
        .map(|(path, status, body)| ((*path).to_owned(), *status, body.clone()))
        .collect();
    let router = Router::new().fallback(record).with_state(recorder.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let input = ConnectionInput {
        tenant_url: base.clone(),
        auth_url: format!("{base}/oauth/token"),
        audience: "vii.mattr.global ".to_owned(),
        client_id: "desk-7".to_owned(),
    };
    let ports = Ports {
        clock: LeapingClock::new(),
        chance: Arc::new(FixedChance(0)),
        credentials: Arc::new(MemoryCredentials::default()),
    };
    let connection = Connection::new(&input, HostPolicy::Loopback).unwrap();
    Desk {
        client: Client::new(connection, ports).unwrap(),
        recorder,
        base,
    }
}

impl Desk {
    /// The calls after the token call, which every signed call begins with.
    pub(crate) fn calls(&self) -> Vec<Seen> {
        let seen = self.recorder.seen.lock().unwrap();
        seen.iter()
            .filter(|seen| seen.line != "POST /oauth/token")
            .cloned()
            .collect()
    }

    pub(crate) fn only_call(&self) -> Seen {
        let calls = self.calls();
        assert_eq!(calls.len(), 1);
        calls[0].clone()
    }
}

impl Seen {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}
