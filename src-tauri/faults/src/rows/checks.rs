//! F14: one case for each way to fail the checks between reply and QR code.

use serde_json::{Value, json};

use crate::{
    line::{Act, Times},
    matrix::Cell,
    offer::{GRANT, STRANGER, grant, link, offer, reply, tx_code, without},
    plays::Outcome,
    rows::r85::create,
};

/// A way to fail: its name, the fault, the check's number and whether the offer's id can be read.
type Way = (String, Act, u8, bool);

pub(crate) fn cells() -> Vec<Cell> {
    let ways = [
        shape(),
        ids(),
        characters(),
        parameters(),
        issuer(),
        configurations(),
        grants(),
        codes_presence(),
        codes_description(),
        codes_value(),
        leaks(),
        servers_and_times(),
        lengths(),
    ];
    let cases = ways
        .into_iter()
        .flatten()
        .map(|(name, act, check, deleted)| {
            let outcome = if check <= 2 && !deleted {
                Outcome::Unreadable { check }
            } else {
                Outcome::Quarantined { check, deleted }
            };
            create(format!("V{check}, {name}"), act, Times::Once, outcome, 1)
        });
    vec![Cell::new("F14", "C", cases.collect())]
}

fn way(name: impl Into<String>, check: u8, act: Act) -> Way {
    (name.into(), act, check, true)
}

fn lost(name: impl Into<String>, check: u8, act: Act) -> Way {
    (name.into(), act, check, false)
}

/// Sets a member of the reply.
fn set(name: &'static str, value: Value) -> Act {
    reply(move |reply| reply[name] = value.clone())
}

/// V1, V2.
fn shape() -> Vec<Way> {
    let doubled = |extra: &'static str| {
        Act::body(move |body| {
            let mut text = String::from_utf8_lossy(body).into_owned();
            text.insert_str(1, extra);
            text.into_bytes()
        })
    };
    vec![
        lost("70 000 blanks", 1, Act::body(|_| vec![b' '; 70_000])),
        lost("a list", 2, Act::body(|_| b"[]".to_vec())),
        lost("null", 2, Act::body(|_| b"null".to_vec())),
        lost("a text", 2, Act::body(|_| b"\"ok\"".to_vec())),
        lost("an empty object", 2, Act::body(|_| b"{}".to_vec())),
        lost(
            "two ids that differ",
            2,
            doubled("\"id\":\"00000000-0000-4000-8000-000000000001\","),
        ),
        way("a member twice", 2, doubled("\"x\":1,\"x\":1,")),
        way("33 deep", 2, reply(|reply| reply["x"] = nested(33))),
        lost("id a number", 2, set("id", json!(7))),
        lost("no id", 2, reply(|reply| without(reply, "id"))),
        way("userId a number", 2, set("userId", json!(7))),
        way("uri a list", 2, set("uri", json!([]))),
        way("no uri", 2, reply(|reply| without(reply, "uri"))),
        way(
            "transactionCode true",
            2,
            set("transactionCode", json!(true)),
        ),
        way(
            "transactionCode a list",
            2,
            set("transactionCode", json!(["1"])),
        ),
    ]
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!(1), |inner, _| json!([inner]))
}

/// V3.
fn ids() -> Vec<Way> {
    let of_id = |name: &str, value: &str| lost(name, 3, set("id", json!(value)));
    let of_user = |name: &str, value: Value| way(name, 3, set("userId", value));
    vec![
        of_id("id no uuid", "offer-1"),
        of_id("id empty", ""),
        of_id("id nil", "00000000-0000-0000-0000-000000000000"),
        of_id("id in braces", "{00000000-0000-4000-8000-000000000001}"),
        of_id("id bare digits", "00000000000040008000000000000001"),
        of_id("id a URN", "urn:uuid:00000000-0000-4000-8000-000000000001"),
        of_user("no userId", Value::Null),
        of_user("userId empty", json!("")),
        of_user("userId no uuid", json!("user-1")),
        of_user("userId nil", json!("00000000-0000-0000-0000-000000000000")),
    ]
}

/// V4.
fn characters() -> Vec<Way> {
    let tails = [
        ("% alone", "%"),
        ("% and one digit", "%4"),
        ("% and no digits", "%zz"),
        ("a blank", " x"),
        ("a line end", "\nx"),
        ("a tab", "\tx"),
        ("NUL", "\0x"),
        ("a letter beyond ASCII", "é"),
        ("a plus", "+"),
        ("a quote", "\""),
        ("a backslash", "\\"),
        ("a bracket", "<"),
        ("a bar", "|"),
        ("no UTF-8 inside", "%ff"),
    ];
    tails
        .into_iter()
        .map(|(name, tail)| way(name, 4, link(move |uri| format!("{uri}{tail}"))))
        .collect()
}

/// V5.
fn parameters() -> Vec<Way> {
    let replaced = |name: &str, from: &'static str, to: &'static str| {
        way(name, 5, link(move |uri| uri.replacen(from, to, 1)))
    };
    let holding = |name: &str, text: &'static str| {
        way(
            name,
            5,
            link(move |_| format!("openid-credential-offer://?credential_offer={text}")),
        )
    };
    vec![
        replaced(
            "scheme of another protocol",
            "openid-credential-offer",
            "openid4vp",
        ),
        replaced(
            "scheme in capitals",
            "openid-credential-offer",
            "OPENID-CREDENTIAL-OFFER",
        ),
        replaced(
            "https",
            "openid-credential-offer://",
            "https://wallet.example/",
        ),
        replaced("a host", "://?", "://host?"),
        replaced("one slash", "://?", ":/?"),
        replaced("another parameter", "?credential_offer=", "?offer="),
        replaced("a parameter before", "?", "?a=1&"),
        replaced(
            "by reference",
            "?credential_offer=",
            "?credential_offer_uri=",
        ),
        way("a parameter behind", 5, link(|uri| format!("{uri}&a=1"))),
        way(
            "both parameters",
            5,
            link(|uri| format!("{uri}&credential_offer_uri=https%3A%2F%2Fx")),
        ),
        way("a fragment", 5, link(|uri| format!("{uri}#x"))),
        way("encoded twice", 5, link(|uri| uri.replace('%', "%25"))),
        holding("nothing", ""),
        holding("a list", "%5B%5D"),
        holding("a text", "%22x%22"),
        holding("cut JSON", "%7B%22credential_issuer"),
        holding("a member twice", "%7B%22a%22%3A1%2C%22a%22%3A1%7D"),
        holding("trailing bytes", "%7B%7Dx"),
        holding("a byte order mark", "%EF%BB%BF%7B%7D"),
    ]
}

/// V6.
fn issuer() -> Vec<Way> {
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
fn configurations() -> Vec<Way> {
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
fn grants() -> Vec<Way> {
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

/// V10.
fn codes_presence() -> Vec<Way> {
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
fn codes_description() -> Vec<Way> {
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
fn codes_value() -> Vec<Way> {
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
fn leaks() -> Vec<Way> {
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

/// V15, V16.
fn servers_and_times() -> Vec<Way> {
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

/// V17: the cap of R29, met by more of whatever the service may choose freely.
fn lengths() -> Vec<Way> {
    let filled = |letters: usize| json!("x".repeat(letters));
    vec![
        way(
            "a code of 1 500 characters",
            17,
            grant(move |grant| grant["pre-authorized_code"] = filled(1_500)),
        ),
        way(
            "a member of 3 000 characters",
            17,
            offer(move |offer| offer["x"] = filled(3_000)),
        ),
        way(
            "a member of 20 000 characters",
            17,
            offer(move |offer| offer["x"] = filled(20_000)),
        ),
        way(
            "fifty members",
            17,
            offer(|offer| {
                for number in 0..50 {
                    offer[format!("member-{number}")] = json!("of twenty characters");
                }
            }),
        ),
        way(
            "an empty list a thousand deep in text",
            17,
            offer(|offer| offer["x"] = json!("[".repeat(1_000))),
        ),
    ]
}
