//! Members of the offer that this program does not know: V14, and their names for an admin (R11).

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::review::{GRANT, Review};

const OFFER: [&str; 4] = [
    "credential_issuer",
    "credentials",
    "credential_configuration_ids",
    "grants",
];
const IN_GRANT: [&str; 3] = ["pre-authorized_code", "tx_code", "authorization_server"];
const IN_TX_CODE: [&str; 3] = ["length", "input_mode", "description"];
const REPLY: [&str; 5] = ["id", "userId", "uri", "expiresAt", "transactionCode"];

/// Shorter values stand in other words by chance: they must be the whole text to count.
const SHORTEST_PART: usize = 4;

/// Most names that are passed on, and the longest.
const MOST_NAMES: usize = 20;
const LONGEST_NAME: usize = 64;

/// V14: no text of a claim stands in a member that we did not dictate (R9, OpenID4VCI 13.5).
///
/// Only string values of unknown members are searched: never names, nor the issuer, ids, code and
/// description, which earlier checks compared with what they must be. So a claim that reads
/// "code" or "2026" cannot condemn a good offer.
pub(super) fn hold_no_claim(review: &mut Review<'_>) -> Option<()> {
    let mut texts = Vec::new();
    for (_, members, known) in objects(review) {
        for (_, value) in unknown(members, known) {
            collect_texts(value, &mut texts);
        }
    }
    let mut claims = Vec::new();
    // EXPOSE: looked for inside the offer.
    review
        .asked
        .claims
        .expose()
        .values()
        .for_each(|claim| collect_texts(claim, &mut claims));
    let found = texts
        .iter()
        .any(|text| claims.iter().any(|claim| holds(text, claim)));
    (!found).then_some(())
}

fn holds(text: &str, claim: &str) -> bool {
    if claim.chars().count() < SHORTEST_PART {
        return text == claim && !claim.is_empty();
    }
    text.contains(claim)
}

/// Paths of unknown members of the offer and of the reply around it, without their values.
pub(super) fn unknown_members(review: &Review<'_>) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(reply) = &review.reply {
        names.extend(unknown(reply.map(), &REPLY).map(|(name, _)| shown("", name)));
    }
    for (place, members, known) in objects(review) {
        names.extend(unknown(members, known).map(|(name, _)| shown(place, name)));
    }
    names.truncate(MOST_NAMES);
    names
}

/// Every object of the offer with the names that are known in it.
fn objects<'a>(
    review: &'a Review<'_>,
) -> Vec<(
    &'static str,
    &'a Map<String, Value>,
    &'static [&'static str],
)> {
    let mut objects: Vec<(_, _, &[&str])> = Vec::new();
    objects.extend(
        review
            .offer()
            .map(|offer| ("credential_offer.", offer, &OFFER[..])),
    );
    let grants = review
        .offer()
        .and_then(|offer| offer.get("grants")?.as_object());
    objects.extend(grants.map(|grants| ("grants.", grants, &[GRANT][..])));
    objects.extend(review.grant().map(|grant| ("grant.", grant, &IN_GRANT[..])));
    objects.extend(
        review
            .tx_code()
            .map(|tx_code| ("tx_code.", tx_code, &IN_TX_CODE[..])),
    );
    objects
}

fn unknown<'a>(
    members: &'a Map<String, Value>,
    known: &'a [&str],
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    members
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()))
}

fn collect_texts(value: &Value, texts: &mut Vec<Zeroizing<String>>) {
    match value {
        Value::String(text) => texts.push(Zeroizing::new(text.nfc().collect())),
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Object(members) => members.values().for_each(|item| collect_texts(item, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A server's name made safe for a log line.
fn shown(place: &str, name: &str) -> String {
    let name = name.chars().take(LONGEST_NAME).map(|letter| match letter {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' | '.' => letter,
        _ => '?',
    });
    place.chars().chain(name).collect()
}
