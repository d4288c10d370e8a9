//! V6 to V9, V15, V16: what the offer says.

use serde_json::{Value, json};

use super::{Way, set, way};
use crate::offer::{GRANT, STRANGER, grant, offer, without};

/// V6.
pub(super) fn issuer() -> Vec<Way> {
    let near = |name: &str, change: fn(&str) -> String| {
        way(
            name,
            6,
            offer(move |offer| {
                let issuer = offer["credential_issuer"].as_str().unwrap_or_default();
                offer["credential_issuer"] = change(issuer).into();
            }),
        )
    };
    vec![
        near("a slash more", |issuer| format!("{issuer}/")),
        near("a query", |issuer| format!("{issuer}?a")),
        near("a fragment", |issuer| format!("{issuer}#a")),
        near("a blank", |issuer| format!("{issuer} ")),
        near("another host", |issuer| {
            issuer.replace("127.0.0.1", "127.0.0.2")
        }),
        near("the host's name", |issuer| {
            issuer.replace("127.0.0.1", "localhost")
        }),
        near("user information", |issuer| issuer.replace("://", "://a@")),
        near("https", |issuer| issuer.replace("http:", "https:")),
        near("capitals", |issuer| issuer.replace("http", "HTTP")),
        near("a digit more", |issuer| format!("{issuer}0")),
        near("empty", |_| String::new()),
        way(
            "a number",
            6,
            offer(|offer| offer["credential_issuer"] = json!(1)),
        ),
        way(
            "none",
            6,
            offer(|offer| without(offer, "credential_issuer")),
        ),
    ]
}

/// V7.
pub(super) fn configurations() -> Vec<Way> {
    let current = |name: &str, value: Value| {
        way(
            name,
            7,
            offer(move |offer| offer["credential_configuration_ids"] = value.clone()),
        )
    };
    let more = |name: &str, member: &'static str| {
        way(
            name,
            7,
            offer(move |offer| push(&mut offer[member], STRANGER.into())),
        )
    };
    vec![
        current("no ids", json!([])),
        current("another id", json!([STRANGER])),
        current("a text", json!(STRANGER)),
        current("numbers", json!([1])),
        current("null", Value::Null),
        more("one more", "credential_configuration_ids"),
        more("one more in the older list", "credentials"),
        way(
            "one twice",
            7,
            offer(|offer| {
                let first = offer["credential_configuration_ids"][0].clone();
                push(&mut offer["credential_configuration_ids"], first);
            }),
        ),
        way(
            "the older list empty",
            7,
            offer(|offer| offer["credentials"] = json!([])),
        ),
        way(
            "neither list",
            7,
            offer(|offer| {
                without(offer, "credentials");
                without(offer, "credential_configuration_ids");
            }),
        ),
    ]
}

fn push(list: &mut Value, entry: Value) {
    if let Value::Array(entries) = list {
        entries.push(entry);
    }
}

/// V8, V9.
pub(super) fn grants() -> Vec<Way> {
    let grants = |name: &str, value: Value| {
        way(name, 8, offer(move |offer| offer["grants"] = value.clone()))
    };
    let code = |name: &str, value: Value| {
        way(
            name,
            9,
            grant(move |grant| grant["pre-authorized_code"] = value.clone()),
        )
    };
    vec![
        grants("no grant", json!({})),
        grants("a list", json!([])),
        grants("null", Value::Null),
        grants("another grant", json!({"authorization_code": {}})),
        grants("the grant a text", json!({GRANT: "x"})),
        way(
            "two grants",
            8,
            offer(|offer| offer["grants"]["authorization_code"] = json!({})),
        ),
        way("none", 8, offer(|offer| without(offer, "grants"))),
        code("code empty", json!("")),
        code("code of 21", json!("abcdefghijklmnopqrstu")),
        code("code with a blank", json!("abcdefghijklmnopqrstu vwxyz")),
        code(
            "code with a line end",
            json!("abcdefghijklmnopqrstu\nvwxyz"),
        ),
        code("code a number", json!(1_234_567)),
        way(
            "no code",
            9,
            grant(|grant| without(grant, "pre-authorized_code")),
        ),
    ]
}

/// V15, V16.
pub(super) fn servers_and_times() -> Vec<Way> {
    let server = |name: &str, value: Value| {
        way(
            name,
            15,
            grant(move |grant| grant["authorization_server"] = value.clone()),
        )
    };
    let mut ways = vec![
        server("another server", json!("https://elsewhere.invalid")),
        server("a server that is a number", json!(1)),
        server("a server that is null", Value::Null),
    ];
    for time in [
        json!("2000-01-01T00:00:00.000Z"),
        json!("2026-03-02T00:59:59Z"),
        json!("2026-03-03T01:00:00Z"),
        json!("9999-12-30T00:00:00Z"),
        json!(0),
        json!(1),
    ] {
        ways.push(way(format!("ends {time}"), 16, set("expiresAt", time)));
    }
    ways
}
