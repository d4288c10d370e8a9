//! One call: sent, answered, and repeated where that is safe (R85, R91).

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use url::Url;
use zeroize::Zeroizing;

use crate::{
    Chance, Clock, Error, ErrorKind, Moment, Secret, ServerOffset,
    error::{Effect, Unreadable, request_id, retry_after},
    json::{self, Limits},
    time::read_http_date,
    transport::{Cause, Head, Lane, Method, Request, Transport},
};

/// What is to be sent, without a token.
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) body: Option<Bytes>,
    pub(crate) effect: Effect,
    pub(crate) limits: Limits,
    /// Retries once a connection was made and then failed; three when none could be made.
    pub(crate) retries_once_connected: u32,
}

impl Call {
    pub(crate) fn get(operation: &'static str, url: Url) -> Self {
        Self {
            operation,
            method: Method::Get,
            url,
            body: None,
            effect: Effect::None,
            limits: Limits::PAGE,
            retries_once_connected: MOST_RETRIES,
        }
    }

    pub(crate) fn delete(operation: &'static str, url: Url) -> Self {
        Self {
            method: Method::Delete,
            effect: Effect::Idempotent,
            limits: Limits::SMALL,
            ..Self::get(operation, url)
        }
    }

    pub(crate) fn post(operation: &'static str, url: Url, effect: Effect, body: Bytes) -> Self {
        Self {
            method: Method::Post,
            effect,
            body: Some(body),
            ..Self::get(operation, url)
        }
    }

    pub(crate) fn small(self) -> Self {
        Self {
            limits: Limits::SMALL,
            ..self
        }
    }

    fn lane(&self) -> Lane {
        match self.effect {
            Effect::Once => Lane::Create,
            Effect::None | Effect::Idempotent => Lane::Ordinary,
        }
    }
}

/// A success, with what is known of when.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Zeroizing<Vec<u8>>,
    pub(crate) date: Option<Timestamp>,
    pub(crate) request_id: Option<String>,
    pub(crate) sent: Moment,
    pub(crate) received: Moment,
}

impl Reply {
    /// Reads the body with the strict reader.
    pub(crate) fn json(&self, call: &Call) -> Result<Value, Error> {
        json::read(&self.body, call.limits)
            .map_err(|fault| self.unreadable(call, Unreadable::Json(fault)))
    }

    /// Reads the body and gives it its type.
    pub(crate) fn decode<T: serde::de::DeserializeOwned>(&self, call: &Call) -> Result<T, Error> {
        json::decode(self.json(call)?)
            .map_err(|path| self.unreadable(call, Unreadable::Shape(path)))
    }

    pub(crate) fn unreadable(&self, call: &Call, why: Unreadable) -> Error {
        Error::unreadable_reply(call.operation, call.effect, self.status, why)
    }
}

/// The transport with the rules for using it.
pub(crate) struct Wire {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) offset: Mutex<Option<ServerOffset>>,
}

const MOST_RETRIES: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// R85: one more try of a create that provably was not sent, after half a second to two.
const SECOND_TRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_millis(1_500));

impl Wire {
    /// Sends `call`, and again after a pause as long as R85 and R91 allow it.
    pub(crate) async fn repeat(
        &self,
        call: &Call,
        bearer: Option<&Arc<Secret>>,
    ) -> Result<Reply, Error> {
        let mut retries = 0;
        loop {
            let (error, asked_wait) = match self.once(call, bearer.cloned()).await {
                Ok(reply) => return Ok(reply),
                Err(failure) => failure,
            };
            let Some(pause) = self.pause(call, &error, asked_wait, retries) else {
                return Err(error);
            };
            retries += 1;
            self.clock.sleep(pause).await;
        }
    }

    /// Sends `call` exactly once. An error comes with the wait the service asked for.
    async fn once(
        &self,
        call: &Call,
        bearer: Option<Arc<Secret>>,
    ) -> Result<Reply, (Error, Option<Duration>)> {
        let signed = bearer.is_some();
        let sent = Moment::now(&*self.clock);
        let outcome = self.transport.send(request(call, bearer)).await;
        let received = Moment::now(&*self.clock);
        let status = match &outcome {
            Ok(response) => Some(response.head.status),
            Err(fault) => fault.answered.as_ref().map(|head| head.status),
        };
        let took = received.boot.saturating_sub(sent.boot);
        tracing::debug!(
            operation = call.operation,
            status,
            ms = took.as_millis(),
            "call"
        );
        let response = outcome.map_err(|fault| {
            let wait = fault
                .answered
                .as_ref()
                .and_then(|head| retry_after(head, received.wall));
            (
                Error::from_fault(call.operation, call.effect, &fault, received.wall),
                wait,
            )
        })?;
        let head = response.head;
        let date = head.header("date").and_then(read_http_date);
        if signed {
            self.note_offset(date, sent, received);
        }
        if !(200..300).contains(&head.status) {
            return Err(refusal(call, &head, &response.body, received.wall));
        }
        Ok(Reply {
            status: head.status,
            body: response.body,
            date,
            request_id: request_id(&head),
            sent,
            received,
        })
    }

    /// Only signed calls go to the tenant, whose clock ends offers.
    fn note_offset(&self, date: Option<Timestamp>, sent: Moment, received: Moment) {
        if let Some(offset) = date.and_then(|date| ServerOffset::measure(date, sent, received)) {
            let mut last = self.offset.lock().unwrap_or_else(PoisonError::into_inner);
            *last = Some(offset);
        }
    }

    /// How long to wait before the same call may be sent again; `None`: it may not.
    fn pause(
        &self,
        call: &Call,
        error: &Error,
        asked_wait: Option<Duration>,
        retries: u32,
    ) -> Option<Duration> {
        if call.effect == Effect::Once {
            let (shortest, spread) = SECOND_TRY;
            let may = retries == 0 && is_worth_another_connection(error);
            return may.then(|| shortest + self.random_part(spread));
        }
        let most = match error.kind() {
            ErrorKind::NotSent(_) if is_worth_another_connection(error) => MOST_RETRIES,
            ErrorKind::ServiceFailed if is_passing(error.status()) => call.retries_once_connected,
            ErrorKind::Timeout | ErrorKind::Interrupted => call.retries_once_connected,
            _ => 0,
        };
        if retries >= most {
            return None;
        }
        let grown = FIRST_PAUSE.saturating_mul(1_u32 << retries.min(16));
        let pause = self.random_part(grown.min(LONGEST_PAUSE));
        match asked_wait {
            Some(wait) if wait > LONGEST_PAUSE => None,
            Some(wait) => Some(pause.max(wait)),
            None => Some(pause),
        }
    }

    /// A random length from nothing to `whole`.
    fn random_part(&self, whole: Duration) -> Duration {
        let mut bytes = [0; 4];
        self.chance.fill(&mut bytes);
        let share = f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX);
        whole.mul_f64(share)
    }
}

fn refusal(call: &Call, head: &Head, body: &[u8], now: Timestamp) -> (Error, Option<Duration>) {
    let error = Error::from_answer(call.operation, call.effect, head, body, now);
    (error, retry_after(head, now))
}

fn is_worth_another_connection(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::NotSent(cause) => !matches!(cause, Cause::AddressNotAllowed | Cause::Request),
        _ => false,
    }
}

fn is_passing(status: Option<u16>) -> bool {
    matches!(status, Some(408 | 425 | 500..600))
}

fn request(call: &Call, bearer: Option<Arc<Secret>>) -> Request {
    Request {
        method: call.method,
        url: call.url.clone(),
        bearer,
        body: call.body.clone(),
        reply_cap: call.limits.bytes,
        lane: call.lane(),
    }
}

/// Writes `value` as JSON into memory that is wiped when the last sender lets go. The length is
/// counted first, because a growing buffer would leave copies behind.
pub(crate) fn wiped_json<T: Serialize>(value: &T) -> Result<Bytes, serde_json::Error> {
    let mut length = Counter(0);
    serde_json::to_writer(&mut length, value)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(length.0));
    serde_json::to_writer(&mut *bytes, value)?;
    Ok(Bytes::from_owner(bytes))
}

struct Counter(usize);

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One byte short, and the buffer grows: a copy of what was typed stays behind unwiped.
    #[test]
    fn the_length_of_a_request_is_counted_to_the_byte() {
        let value = serde_json::json!({"claims": {"given_name": "H\u{113}mi"}, "list": [1, null]});
        let mut length = Counter(0);
        serde_json::to_writer(&mut length, &value).unwrap();
        assert_eq!(length.0, serde_json::to_vec(&value).unwrap().len());
        assert_eq!(wiped_json(&value).unwrap().len(), length.0);
    }
}
