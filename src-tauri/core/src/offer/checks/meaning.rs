//! What the offer says: V6, V7, V8, V9, V15.

use std::collections::BTreeSet;

use serde_json::Value;

use super::review::{GRANT, Review};

/// Fewest characters of a pre-authorized code: 22 in base64 are 128 bits (R21).
const SHORTEST_CODE: usize = 22;

const PRACTICE_ISSUER: &str = "http://127.0.0.1:";

/// V6: `credential_issuer` is the pinned issuer, compared as plain text (R3), and that issuer is
/// https without query or fragment. Practice may be http on 127.0.0.1.
pub(super) fn names_pinned_issuer(review: &mut Review<'_>) -> Option<()> {
    let issuer = review.offer()?.get("credential_issuer")?.as_str()?;
    let pinned = review.context.issuer.as_deref()?;
    let practice = review.context.loopback_issuer && issuer.starts_with(PRACTICE_ISSUER);
    let secure = issuer.starts_with("https://") || practice;
    (issuer == pinned && secure && !issuer.contains(['?', '#'])).then_some(())
}

/// V7: the configuration ids are the set asked for, each once (R2). Only the older array
/// `credentials`: accepted and marked.
pub(super) fn offers_what_was_asked(review: &mut Review<'_>) -> Option<()> {
    let offer = review.offer()?;
    let asked: BTreeSet<String> = review
        .asked
        .configuration_ids
        .iter()
        .map(ToString::to_string)
        .collect();
    let is_asked = |value: &Value| is_set(value, &asked);
    let current = offer.get("credential_configuration_ids");
    let legacy = offer.get("credentials");
    let present = current.or(legacy).is_some() && !asked.is_empty();
    let same = present && current.is_none_or(is_asked) && legacy.is_none_or(is_asked);
    let legacy_ids_only = current.is_none();
    review.legacy_ids_only = legacy_ids_only;
    same.then_some(())
}

fn is_set(value: &Value, asked: &BTreeSet<String>) -> bool {
    let Some(ids) = value.as_array() else {
        return false;
    };
    let found: BTreeSet<&str> = ids.iter().filter_map(Value::as_str).collect();
    ids.len() == asked.len() && found.into_iter().eq(asked.iter().map(String::as_str))
}

/// V8: the pre-authorized grant and no other: with more, the wallet would choose (R4).
pub(super) fn has_one_grant(review: &mut Review<'_>) -> Option<()> {
    let grants = review.offer()?.get("grants")?.as_object()?;
    (grants.len() == 1 && grants.get(GRANT)?.is_object()).then_some(())
}

/// V9: a code of at least 22 printable characters. Whether it was seen before is asked of the
/// journal (see [`super::CODE_UNSEEN`]).
pub(super) fn has_long_code(review: &mut Review<'_>) -> Option<()> {
    let code = review.pre_authorized_code()?;
    (code.len() >= SHORTEST_CODE && code.bytes().all(|byte| byte.is_ascii_graphic())).then_some(())
}

/// V15: `authorization_server` only if the issuer's metadata lists several, and one of them (R10).
pub(super) fn names_known_server(review: &mut Review<'_>) -> Option<()> {
    let Some(server) = review.grant()?.get("authorization_server") else {
        return Some(());
    };
    let known = &review.context.authorization_servers;
    let server = server.as_str()?;
    (known.len() > 1 && known.iter().any(|one| one == server)).then_some(())
}
