//! The access token: got once for many callers, renewed early, replaced once after a 401 (R81).

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;

use crate::{
    Connection, Credentials, Error, ErrorKind, Moment, Secret, StoredToken,
    call::{Call, Reply, Wire, wiped_json},
    error::{Effect, Unreadable},
};

const OPERATION: &str = "sign_in";
/// A longer life than this is not believed; the token is renewed after it.
const LONGEST_LIFE: Duration = Duration::from_secs(7 * 24 * 3600);
/// Renewed this long before the end, or at 80 % of the life, whichever is later.
const EARLY: Duration = Duration::from_secs(15 * 60);
/// After a failed early renewal the old token is used for this long before the next try.
const RENEW_AGAIN: Duration = Duration::from_secs(60);
/// How far the issue time of a kept token may lie ahead of the wall clock.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_secs(60);
const LONGEST_TOKEN: usize = 16 * 1024;

/// A token in use. Times are readings of the boot clock.
pub(crate) struct Held {
    pub(crate) token: Arc<Secret>,
    renew_at: Duration,
    ends_at: Duration,
}

/// One attempt to have a token, shared by everyone who asks while it lasts.
struct Flight {
    start: Start,
    landed: OnceCell<Result<Arc<Held>, Error>>,
}

/// What was known when a flight began.
enum Start {
    /// Nothing yet in this run: a kept token may be used.
    Kept,
    /// This token is due for renewal.
    Renewal(Arc<Held>),
    /// The service refused the last token, or the last flight failed.
    Afresh { forget: bool },
}

/// The sign-in of one client id at one tenant.
pub(crate) struct SignIn {
    connection: Connection,
    credentials: Arc<dyn Credentials>,
    wire: Arc<Wire>,
    flight: Mutex<Arc<Flight>>,
}

impl SignIn {
    pub(crate) fn new(
        connection: Connection,
        credentials: Arc<dyn Credentials>,
        wire: Arc<Wire>,
    ) -> Self {
        Self {
            connection,
            credentials,
            wire,
            flight: Mutex::new(Flight::new(Start::Kept)),
        }
    }

    /// A usable token: the one in use, or a new one. If the caller that fetches goes away,
    /// another waiting caller fetches in its place.
    pub(crate) async fn token(&self) -> Result<Arc<Held>, Error> {
        let flight = self.current_flight();
        flight
            .landed
            .get_or_init(|| self.obtain(&flight.start))
            .await
            .clone()
    }

    /// The service refused `held`: the next caller gets a new one.
    pub(crate) fn refuse(&self, held: &Arc<Held>) {
        let mut current = self.flight.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Ok(used)) = current.landed.get()
            && Arc::ptr_eq(used, held)
        {
            *current = Flight::new(Start::Afresh { forget: true });
        }
    }

    /// Whatever token there is, the next caller gets a new one.
    pub(crate) fn start_afresh(&self) {
        let mut current = self.flight.lock().unwrap_or_else(PoisonError::into_inner);
        *current = Flight::new(Start::Afresh { forget: true });
    }

    fn current_flight(&self) -> Arc<Flight> {
        let mut current = self.flight.lock().unwrap_or_else(PoisonError::into_inner);
        let next = match current.landed.get() {
            Some(Ok(held)) if self.wire.clock.boot() >= held.renew_at => {
                Some(Start::Renewal(Arc::clone(held)))
            }
            Some(Err(_)) => Some(Start::Afresh { forget: false }),
            Some(Ok(_)) | None => None,
        };
        if let Some(start) = next {
            *current = Flight::new(start);
        }
        Arc::clone(&current)
    }

    async fn obtain(&self, start: &Start) -> Result<Arc<Held>, Error> {
        let old = match start {
            Start::Kept => self.kept_token().await,
            Start::Renewal(held) => Some(Arc::clone(held)),
            Start::Afresh { forget } => {
                if *forget {
                    self.credentials.forget_token().await;
                }
                None
            }
        };
        let now = self.wire.clock.boot();
        match old {
            Some(held) if now < held.renew_at => Ok(held),
            Some(held) if now < held.ends_at => self.renew_early(&held).await,
            _ => self.request_token().await,
        }
    }

    /// A failed early renewal is no loss while the old token lasts, unless the secret is wrong.
    async fn renew_early(&self, old: &Held) -> Result<Arc<Held>, Error> {
        match self.request_token().await {
            Err(error) if *error.kind() != ErrorKind::SignInRefused => {
                let now = self.wire.clock.boot();
                if now >= old.ends_at {
                    return Err(error);
                }
                Ok(Arc::new(Held {
                    token: Arc::clone(&old.token),
                    renew_at: now.saturating_add(RENEW_AGAIN).min(old.ends_at),
                    ends_at: old.ends_at,
                }))
            }
            settled => settled,
        }
    }

    async fn request_token(&self) -> Result<Arc<Held>, Error> {
        let call = self.token_call(self.token_body().await?)?;
        let reply = self
            .wire
            .repeat(&call, None)
            .await
            .map_err(Error::of_sign_in)?;
        let granted = read_grant(&call, &reply)?;
        let stored = StoredToken {
            access_token: granted.token.duplicate(),
            issued: reply.sent.wall,
            expires: reply
                .sent
                .wall
                .checked_add(granted.life)
                .unwrap_or(Timestamp::MAX),
        };
        self.credentials.save_token(&stored).await;
        Ok(hold(granted.token, reply.sent.boot, granted.life))
    }

    /// The secret lives only while this body is made; the body is wiped after sending.
    async fn token_body(&self) -> Result<Bytes, Error> {
        let secret = self
            .credentials
            .client_secret()
            .await
            .map_err(|_| Error::needs_secret(OPERATION))?;
        wiped_json(&TokenRequest {
            client_id: self.connection.client_id(),
            // EXPOSE: the token service takes the secret in the body.
            client_secret: secret.expose(),
            audience: self.connection.audience(),
            grant_type: "client_credentials",
        })
        .map_err(|_| Error::invalid(OPERATION, "client_secret"))
    }

    fn token_call(&self, body: Bytes) -> Result<Call, Error> {
        let url = self
            .connection
            .auth_url()
            .join("oauth/token")
            .map_err(|_| Error::invalid(OPERATION, "auth_url"))?;
        Ok(Call {
            retries_once_connected: 2,
            ..Call::post(OPERATION, url, Effect::None, body).small()
        })
    }

    /// The token of an earlier run, if its times make sense against both clocks.
    async fn kept_token(&self) -> Option<Arc<Held>> {
        let stored = self.credentials.load_token().await?;
        let now = Moment::now(&*self.wire.clock);
        let life = Duration::try_from(stored.expires.duration_since(stored.issued)).ok()?;
        let age = now.wall.duration_since(stored.issued);
        let sensible = !life.is_zero() && life <= LONGEST_LIFE && age >= -CLOCK_SLACK;
        // EXPOSE: looked at, not kept.
        if !sensible || !is_sendable(stored.access_token.expose()) {
            return None;
        }
        let age = Duration::try_from(age).unwrap_or_default();
        let left = life.checked_sub(age).filter(|left| !left.is_zero())?;
        let renew_in = renewal_age(life).saturating_sub(age);
        Some(Arc::new(Held {
            token: Arc::new(stored.access_token),
            renew_at: now.boot.saturating_add(renew_in),
            ends_at: now.boot.saturating_add(left),
        }))
    }
}

impl Flight {
    fn new(start: Start) -> Arc<Self> {
        Arc::new(Self {
            start,
            landed: OnceCell::new(),
        })
    }
}

#[derive(Serialize)]
struct TokenRequest<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    audience: &'a str,
    grant_type: &'a str,
}

#[derive(Deserialize)]
struct TokenReply {
    access_token: String,
    expires_in: u64,
    token_type: String,
}

struct Grant {
    token: Secret,
    life: Duration,
}

fn read_grant(call: &Call, reply: &Reply) -> Result<Grant, Error> {
    let TokenReply {
        access_token,
        expires_in,
        token_type,
    } = reply.decode(call)?;
    let token = Secret::new(access_token);
    // EXPOSE: looked at, not kept.
    let usable = token_type.eq_ignore_ascii_case("bearer") && is_sendable(token.expose());
    if !usable || expires_in == 0 {
        return Err(reply.unreadable(call, Unreadable::Token));
    }
    let life = Duration::from_secs(expires_in).min(LONGEST_LIFE);
    Ok(Grant { token, life })
}

/// Whether it can stand in a header: visible ASCII of a sane length.
fn is_sendable(token: &str) -> bool {
    (1..=LONGEST_TOKEN).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The age at which a token of this life is renewed.
fn renewal_age(life: Duration) -> Duration {
    life.mul_f64(0.8).max(life.saturating_sub(EARLY))
}

/// The life is counted from sending: the service may have made the token right then.
fn hold(token: Secret, since: Duration, life: Duration) -> Arc<Held> {
    Arc::new(Held {
        token: Arc::new(token),
        renew_at: since.saturating_add(renewal_age(life)),
        ends_at: since.saturating_add(life),
    })
}
