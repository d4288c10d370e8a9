//! The reply around the offer: V1, V2, V3, V16, V19.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mattr_vii::json::{self, JsonFaultKind, Limits};
use serde_json::Value;
use uuid::Uuid;

use super::review::{Members, Review};

/// The service's clock is known to about a second: this much more than asked is still as asked.
const SLACK: SignedDuration = SignedDuration::from_secs(5);

/// Nothing the service makes lives longer than 10 minutes; further away is no offer of ours.
const TOO_FAR: SignedDuration = SignedDuration::from_mins(11);

/// V1: success, and at most 64 KiB of JSON. What makes JSON unsafe rather than unreadable, such as
/// a member named twice, is left to V2.
pub(super) fn is_small_json(review: &mut Review<'_>) -> Option<()> {
    let received = review.received;
    if !(200..300).contains(&received.status) {
        return None;
    }
    match json::read(&received.body, Limits::SMALL) {
        Ok(value) => review.reply = Members::of(value),
        Err(fault) if is_readable(fault.kind) => {}
        Err(_) => return None,
    }
    Some(())
}

fn is_readable(kind: JsonFaultKind) -> bool {
    matches!(kind, JsonFaultKind::DuplicateKey | JsonFaultKind::TooDeep)
}

/// V2: one object without repeated members, not too deep, its members of the documented types.
/// `transactionCode` is text or a number; `expiresAt` is judged by V16.
pub(super) fn has_documented_types(review: &mut Review<'_>) -> Option<()> {
    review.reply.as_ref()?;
    let is_text = |name| review.member(name).is_some_and(Value::is_string);
    let is_code = |value: &Value| value.is_string() || value.is_number();
    let typed = is_text("id")
        && is_text("uri")
        && review.member("userId").is_none_or(Value::is_string)
        && review.member("transactionCode").is_none_or(is_code);
    typed.then_some(())
}

/// V3: `id` is a uuid; `userId` is the one asked for, or a uuid. It is documented to be always
/// there, and without it nobody could tell whether the offer was claimed.
pub(super) fn names_offer_and_user(review: &mut Review<'_>) -> Option<()> {
    let uuid_in = |name| uuid_of(review.member(name)?.as_str()?);
    let (offer_id, user_id) = (uuid_in("id")?, uuid_in("userId")?);
    if review.asked.user_id.is_some_and(|asked| asked != user_id) {
        return None;
    }
    review.offer_id = Some(offer_id);
    review.user_id = Some(user_id);
    Some(())
}

/// A uuid in its one usual form, not nil: the parser also takes braces, URNs and bare digits.
pub(super) fn uuid_of(text: &str) -> Option<Uuid> {
    let uuid = Uuid::try_parse(text).ok().filter(|uuid| !uuid.is_nil())?;
    text.eq_ignore_ascii_case(&uuid.to_string()).then_some(uuid)
}

/// V16: `expiresAt` (ISO 8601, epoch seconds or milliseconds) lies ahead of the service's clock and
/// at most 11 minutes away. More than was asked for is cut to what was asked for. A time that
/// cannot be read is left out: then request start plus lifetime decides.
pub(super) fn ends_in_time(review: &mut Review<'_>) -> Option<()> {
    let Some(end) = review.member("expiresAt").and_then(mattr_vii::read_time) else {
        return Some(());
    };
    let now = review.context.server_now;
    let left = end.duration_since(now);
    if !left.is_positive() || left > TOO_FAR {
        return None;
    }
    let asked_end = plus(request_start(review), review.asked.lifetime);
    review.lifetime_shortened = end.duration_since(asked_end) > SLACK;
    review.expires_at = Some(if review.lifetime_shortened {
        asked_end
    } else {
        end
    });
    Some(())
}

/// When the request was sent, by the service's clock.
fn request_start(review: &Review<'_>) -> Timestamp {
    let received = review.received;
    let trip = received.received.boot.saturating_sub(received.sent.boot);
    let now = review.context.server_now;
    now.checked_sub(trip).unwrap_or(now)
}

fn plus(time: Timestamp, by: Duration) -> Timestamp {
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// V19: the tenant has not been changed since the request.
pub(super) fn belongs_here(review: &mut Review<'_>) -> Option<()> {
    (review.asked.tenant_id == review.context.tenant_id).then_some(())
}
