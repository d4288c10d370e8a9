//! V10 to V14: the transaction code, and what may not be told.

use serde_json::{Value, json};

use super::{Way, set, way};
use crate::{
    line::Act,
    offer::{GRANT, grant, offer, reply, tx_code, without},
};

/// V10.
pub(super) fn presence() -> Vec<Way> {
    vec![
        way("no tx_code", 10, grant(|grant| without(grant, "tx_code"))),
        way(
            "tx_code null",
            10,
            grant(|grant| grant["tx_code"] = Value::Null),
        ),
        way(
            "tx_code true",
            10,
            grant(|grant| grant["tx_code"] = json!(true)),
        ),
        way(
            "tx_code a list",
            10,
            grant(|grant| grant["tx_code"] = json!([])),
        ),
        way(
            "no transactionCode",
            10,
            reply(|reply| without(reply, "transactionCode")),
        ),
        way(
            "transactionCode null",
            10,
            set("transactionCode", Value::Null),
        ),
    ]
}

/// V11.
pub(super) fn description() -> Vec<Way> {
    let member = |name: String, member: &'static str, value: Value| {
        way(
            name,
            11,
            tx_code(move |tx_code| tx_code[member] = value.clone()),
        )
    };
    let mut ways = Vec::new();
    for length in [
        json!(0),
        json!(33),
        json!(2_147_483_648_u64),
        json!(-6),
        json!(6.5),
        json!("6"),
        Value::Null,
        json!([6]),
    ] {
        ways.push(member(format!("length {length}"), "length", length));
    }
    for mode in [
        json!("text"),
        json!("NUMERIC"),
        json!(""),
        json!(1),
        Value::Null,
    ] {
        ways.push(member(format!("mode {mode}"), "input_mode", mode));
    }
    let long = "x".repeat(301);
    for (name, text) in [
        ("another", json!("Say your code aloud")),
        ("empty", json!("")),
        ("301 letters", json!(long)),
        ("a number", json!(1)),
        ("null", Value::Null),
        ("a look-alike", json!("Ask the desk for уour code")),
        ("turned about", json!("\u{202e}Ask the desk for your code")),
    ] {
        ways.push(member(format!("description {name}"), "description", text));
    }
    ways.push(way(
        "no description",
        11,
        tx_code(|tx_code| without(tx_code, "description")),
    ));
    ways
}

/// V12.
pub(super) fn value() -> Vec<Way> {
    [
        json!(""),
        json!("12345"),
        json!("1234567"),
        json!("12345a"),
        json!(" 12345"),
        json!("12345\n"),
        json!("１２３４５６"),
        json!("١٢٣٤٥٦"),
        json!("-12345"),
        json!("1e1000"),
        json!(1_234_567),
        json!(-1),
        json!(1.5),
        json!(123_456.0),
        json!(1e20),
    ]
    .into_iter()
    .map(|code| way(format!("code {code}"), 12, set("transactionCode", code)))
    .collect()
}

/// V13, V14. The code is set, so that it can be put elsewhere too.
pub(super) fn leaks() -> Vec<Way> {
    let coded = |name: &str, change: fn(&mut Value)| {
        way(
            name,
            13,
            Act::json(move |mut reply| {
                reply["transactionCode"] = json!("483920");
                counterfoil_practice::edit_offer(reply, change)
            }),
        )
    };
    let told = |name: &str, change: fn(&mut Value)| way(name, 14, offer(change));
    vec![
        coded("code in a hint", |offer| offer["hint"] = json!("483920")),
        coded("code inside a text", |offer| {
            offer["hint"] = json!("say 483920 now")
        }),
        coded("code as a number", |offer| offer["hint"] = json!(483_920)),
        coded("code as a name", |offer| offer["483920"] = json!(1)),
        coded("code in the grant", |offer| {
            offer["grants"][GRANT]["x"] = json!("483920")
        }),
        coded("code in tx_code", |offer| {
            offer["grants"][GRANT]["tx_code"]["x"] = json!("483920")
        }),
        coded("a value in tx_code", |offer| {
            offer["grants"][GRANT]["tx_code"]["value"] = json!("")
        }),
        told("a claim in a hint", |offer| {
            offer["hint"] = json!("Northern yard")
        }),
        told("a claim inside a text", |offer| {
            offer["hint"] = json!("for the Northern yard only")
        }),
        told("a claim in a list", |offer| {
            offer["hints"] = json!(["x", "Te Ōkahu"])
        }),
        told("a claim deep inside", |offer| {
            offer["x"] = json!({"y": [{"z": "Northern yard"}]})
        }),
        told("a claim in the grant", |offer| {
            offer["grants"][GRANT]["x"] = json!("Northern yard")
        }),
        told("a claim taken apart", |offer| {
            offer["hint"] = json!("He\u{304}mi")
        }),
    ]
}
