//! Clocks, chance, credentials and a network that a test owns.

use std::{
    collections::VecDeque,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use mattr_vii::{
    Chance, Client, Clock, Connection, ConnectionInput, Credentials, CredentialsError, FaultKind,
    Head, HostPolicy, Lane, Method, Ports, Request, Response, Secret, StoredToken, Transport,
    TransportFault,
};
use serde_json::{Value, json};
use zeroize::Zeroizing;

pub(crate) const START: &str = "2026-03-02T01:00:00Z";

pub(crate) fn start() -> Timestamp {
    START.parse().unwrap()
}

/// A clock on which waiting takes no time: a sleep moves it and ends.
pub(crate) struct LeapingClock {
    now: Mutex<(Timestamp, Duration)>,
    pub(crate) slept: Mutex<Vec<Duration>>,
}

impl LeapingClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            now: Mutex::new((start(), Duration::from_secs(3600))),
            slept: Mutex::default(),
        })
    }

    pub(crate) fn advance(&self, by: Duration) {
        let mut now = self.now.lock().unwrap();
        now.0 = now.0.checked_add(by).unwrap();
        now.1 += by;
    }

    pub(crate) fn set_wall(&self, wall: Timestamp) {
        self.now.lock().unwrap().0 = wall;
    }

    pub(crate) fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }
}

impl Clock for LeapingClock {
    fn wall(&self) -> Timestamp {
        self.now.lock().unwrap().0
    }

    fn boot(&self) -> Duration {
        self.now.lock().unwrap().1
    }

    fn sleep(&self, length: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            self.slept.lock().unwrap().push(length);
            self.advance(length);
        })
    }
}

/// Fills with one byte: 255 gives the longest pause, 0 the shortest.
pub(crate) struct FixedChance(pub(crate) u8);

impl Chance for FixedChance {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(self.0);
    }
}

pub(crate) struct MemoryCredentials {
    pub(crate) secret: Mutex<String>,
    pub(crate) no_secret: Mutex<Option<CredentialsError>>,
    pub(crate) token: Mutex<Option<StoredToken>>,
    pub(crate) secret_reads: AtomicUsize,
    pub(crate) forgotten: AtomicUsize,
}

impl Default for MemoryCredentials {
    fn default() -> Self {
        Self {
            secret: Mutex::new("s3cret-canary".to_owned()),
            no_secret: Mutex::default(),
            token: Mutex::default(),
            secret_reads: AtomicUsize::new(0),
            forgotten: AtomicUsize::new(0),
        }
    }
}

impl MemoryCredentials {
    pub(crate) fn keep(&self, token: &str, issued: Timestamp, expires: Timestamp) {
        *self.token.lock().unwrap() = Some(StoredToken {
            access_token: Secret::new(token.to_owned()),
            issued,
            expires,
        });
    }

    pub(crate) fn kept(&self) -> Option<String> {
        let token = self.token.lock().unwrap();
        token
            .as_ref()
            .map(|token| token.access_token.expose().to_owned())
    }
}

#[async_trait]
impl Credentials for MemoryCredentials {
    async fn client_secret(&self) -> Result<Secret, CredentialsError> {
        self.secret_reads.fetch_add(1, Ordering::SeqCst);
        match *self.no_secret.lock().unwrap() {
            Some(error) => Err(error),
            None => Ok(Secret::new(self.secret.lock().unwrap().clone())),
        }
    }

    async fn load_token(&self) -> Option<StoredToken> {
        self.token
            .lock()
            .unwrap()
            .as_ref()
            .map(|token| StoredToken {
                access_token: token.access_token.duplicate(),
                ..*token
            })
    }

    async fn save_token(&self, token: &StoredToken) {
        self.keep(token.access_token.expose(), token.issued, token.expires);
    }

    async fn forget_token(&self) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        *self.token.lock().unwrap() = None;
    }
}

/// A request as it left.
pub(crate) struct Sent {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) bearer: Option<String>,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) reply_cap: usize,
    pub(crate) lane: Lane,
}

pub(crate) type Step = Result<Response, TransportFault>;

/// Answers from a list; token requests from a list of their own, which never runs out.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) steps: Mutex<VecDeque<Step>>,
    pub(crate) token_steps: Mutex<VecDeque<Step>>,
    pub(crate) sent: Mutex<Vec<Sent>>,
    pub(crate) tokens_given: AtomicUsize,
    pub(crate) clock: Mutex<Option<(Arc<LeapingClock>, Duration)>>,
}

impl Script {
    pub(crate) fn then(&self, step: Step) -> &Self {
        self.steps.lock().unwrap().push_back(step);
        self
    }

    pub(crate) fn then_token(&self, step: Step) -> &Self {
        self.token_steps.lock().unwrap().push_back(step);
        self
    }

    /// Each exchange takes this long on the clock.
    pub(crate) fn take_time(&self, clock: &Arc<LeapingClock>, length: Duration) {
        *self.clock.lock().unwrap() = Some((Arc::clone(clock), length));
    }

    /// Requests to the API, token requests left out.
    pub(crate) fn calls(&self) -> usize {
        let sent = self.sent.lock().unwrap();
        sent.iter()
            .filter(|sent| !sent.url.ends_with("/oauth/token"))
            .count()
    }

    pub(crate) fn token_calls(&self) -> usize {
        let all = self.sent.lock().unwrap().len();
        all - self.calls()
    }

    fn next(&self, is_token: bool) -> Step {
        if is_token {
            let number = self.tokens_given.fetch_add(1, Ordering::SeqCst) + 1;
            return self
                .token_steps
                .lock()
                .unwrap()
                .pop_front()
                .unwrap_or_else(|| answer(200, token(&format!("token-{number}"), 86_400)));
        }
        self.steps
            .lock()
            .unwrap()
            .pop_front()
            .expect("no answer left in the script")
    }
}

#[async_trait]
impl Transport for Script {
    async fn send(&self, request: Request) -> Step {
        // Lets other callers in, as a real network does.
        tokio::task::yield_now().await;
        let is_token = request.url.path().ends_with("/oauth/token");
        self.sent.lock().unwrap().push(Sent {
            method: request.method,
            url: request.url.to_string(),
            bearer: request.bearer.map(|token| token.expose().to_owned()),
            body: request.body.map(|body| body.to_vec()),
            reply_cap: request.reply_cap,
            lane: request.lane,
        });
        if let Some((clock, length)) = &*self.clock.lock().unwrap() {
            clock.advance(*length);
        }
        self.next(is_token)
    }
}

pub(crate) fn token(text: &str, expires_in: u64) -> Value {
    json!({"access_token": text, "expires_in": expires_in, "token_type": "Bearer"})
}

pub(crate) fn answer(status: u16, body: impl ToString) -> Step {
    answer_with(status, &[], body)
}

pub(crate) fn answer_with(status: u16, headers: &[(&str, &str)], body: impl ToString) -> Step {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Ok(Response {
        head: Head { status, headers },
        body: Zeroizing::new(body.to_string().into_bytes()),
    })
}

pub(crate) fn fault(kind: FaultKind) -> Step {
    Err(TransportFault::new(kind))
}

pub(crate) fn connection() -> Connection {
    let input = ConnectionInput {
        tenant_url: "https://council.vii.nz01.mattr.global".to_owned(),
        auth_url: "https://auth.nz01.mattr.global/oauth/token".to_owned(),
        audience: "council.vii.nz01.mattr.global".to_owned(),
        client_id: "desk-7".to_owned(),
    };
    Connection::new(&input, HostPolicy::Public).unwrap()
}

/// A client on a script, with everything it was given.
pub(crate) struct Bench {
    pub(crate) client: Client,
    pub(crate) clock: Arc<LeapingClock>,
    pub(crate) credentials: Arc<MemoryCredentials>,
    pub(crate) script: Arc<Script>,
}

pub(crate) fn bench() -> Bench {
    bench_with(MemoryCredentials::default())
}

pub(crate) fn bench_with(credentials: MemoryCredentials) -> Bench {
    let (clock, credentials) = (LeapingClock::new(), Arc::new(credentials));
    let script = Arc::new(Script::default());
    let ports = Ports {
        clock: clock.clone(),
        chance: Arc::new(FixedChance(255)),
        credentials: credentials.clone(),
    };
    Bench {
        client: Client::with_transport(connection(), ports, script.clone()),
        clock,
        credentials,
        script,
    }
}
