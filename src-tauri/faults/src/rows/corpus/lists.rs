//! K1, K2: token replies and lists of configurations.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use crate::{
    line::{Act, Message, Times},
    matrix::{Case, Cell},
    offer::{STRANGER, without},
    plays::{List, SignIn},
};

pub(super) fn cells() -> Vec<Cell> {
    vec![
        Cell::new("K1", "T", tokens()),
        Cell::new("K2", "L", lists()),
    ]
}

const UNREADABLE: Option<&str> = Some("unreadable");

fn token(name: impl Into<String>, told: Option<&'static str>, act: Act) -> Case {
    let play = SignIn {
        act,
        times: Times::Once,
        told,
        requests: 1,
    };
    Case::cold(name, move |stage| Box::pin(play.clone().play(stage)))
}

fn tokens() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut member = |name: &'static str, value: Value, told| {
        let act = Act::json(move |mut reply| {
            reply[name] = value.clone();
            reply
        });
        cases.push((name, act, told));
    };
    for value in [json!("Bearer"), json!("bearer"), json!("BEARER")] {
        member("token_type", value, None);
    }
    for value in [
        json!(""),
        json!("mac"),
        json!("DPoP"),
        json!("Bearer "),
        json!("Bearer\r\nX: y"),
        json!(1),
        json!(true),
        Value::Null,
        json!([]),
        json!({}),
    ] {
        member("token_type", value, UNREADABLE);
    }
    for value in [
        json!(60),
        json!(3_600),
        json!(1_000_000_000_u64),
        json!(u64::MAX),
    ] {
        member("expires_in", value, None);
    }
    for value in [
        json!(0),
        json!(-1),
        json!(0.5),
        json!(3600.0),
        json!(1e30),
        json!("3600"),
        json!(""),
        json!(true),
        Value::Null,
        json!([3600]),
        json!({}),
    ] {
        member("expires_in", value, UNREADABLE);
    }
    for value in [
        json!(""),
        json!(" "),
        json!("a b"),
        json!("a\r\nX: y"),
        json!("a\u{0}"),
        json!("é"),
        json!("😀"),
        json!(7),
        json!(true),
        Value::Null,
        json!([]),
        json!({}),
        json!("x".repeat(16 * 1_024 + 1)),
        json!("x".repeat(60_000)),
        json!("x".repeat(1_048_576)),
    ] {
        member("access_token", value, UNREADABLE);
    }
    let mut all: Vec<_> = cases
        .into_iter()
        .enumerate()
        .map(|(index, (name, act, told))| token(format!("{name}, {index}"), told, act))
        .collect();
    for name in ["access_token", "token_type", "expires_in"] {
        all.push(token(
            format!("no {name}"),
            UNREADABLE,
            Act::json(move |mut reply| {
                without(&mut reply, name);
                reply
            }),
        ));
        all.push(token(
            format!("{name} twice"),
            UNREADABLE,
            Act::body(move |body| {
                let text = String::from_utf8_lossy(body);
                text.replacen('{', &format!("{{\"{name}\":1,"), 1)
                    .into_bytes()
            }),
        ));
    }
    all.push(token(
        "unknown members",
        None,
        Act::json(|mut reply| {
            reply["scope"] = json!("x");
            reply["x"] = json!([{}]);
            reply
        }),
    ));
    for (name, body) in [
        ("nothing", ""),
        ("a page", "<html></html>"),
        ("a form", "access_token=x&token_type=bearer"),
        ("a list", "[]"),
        ("null", "null"),
        ("a text", "\"x\""),
        (
            "1e400",
            r#"{"access_token":"x","token_type":"Bearer","expires_in":1e400}"#,
        ),
        ("a comment", "{/**/}"),
        (
            "33 deep",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        ),
    ] {
        all.push(token(
            name,
            UNREADABLE,
            Act::body(move |_| body.as_bytes().to_vec()),
        ));
    }
    all
}

fn list(name: impl Into<String>, told: Option<&'static str>, requests: usize, act: Act) -> Case {
    let play = List {
        act,
        times: Times::Always,
        told,
        requests,
        tokens: 0,
    };
    Case::warm(name, move |stage| Box::pin(play.clone().play(stage)))
}

/// Members of a configuration, and whether it can do without.
const MEMBERS: [(&str, bool); 9] = [
    ("id", false),
    ("type", false),
    ("claimMappings", true),
    ("branding", true),
    ("includeStatus", true),
    ("claimSourceId", true),
    ("expiresIn", true),
    ("validFrom", true),
    ("validUntil", true),
];

fn lists() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, optional) in MEMBERS {
        let told = if optional { None } else { UNREADABLE };
        cases.push(list(
            format!("no {name}"),
            told,
            1,
            first(move |one| without(one, name)),
        ));
        cases.push(list(
            format!("{name} null"),
            told,
            1,
            first(move |one| one[name] = Value::Null),
        ));
        for value in [json!(-1), json!([1]), json!("\u{1}")] {
            // Any text is a type; a list of numbers reads as a lifetime's parts in their order.
            let fits =
                name == "type" && value.is_string() || name == "expiresIn" && value.is_array();
            let told = if fits { None } else { UNREADABLE };
            let label = format!("{name} {value}");
            cases.push(list(
                label,
                told,
                1,
                first(move |one| one[name] = value.clone()),
            ));
        }
    }
    for path in [
        "",
        "..",
        "claims..x",
        "__proto__",
        "constructor",
        "claims.__proto__.x",
        "a b",
        "\u{202e}",
        "claims.é",
    ] {
        cases.push(list(
            format!("mapFrom {path:?}"),
            None,
            1,
            mapping(json!({"mapFrom": path})),
        ));
    }
    cases.push(list(
        "mapFrom of 10 kB",
        None,
        1,
        mapping(json!({"mapFrom": "x".repeat(10_000)})),
    ));
    for value in [
        json!({}),
        json!({"type": "hologram"}),
        json!({"defaultValue": {"a": [1]}}),
        json!({"defaultValue": null}),
        json!({"required": null}),
    ] {
        cases.push(list(format!("mapping {value}"), None, 1, mapping(value)));
    }
    for value in [
        json!(1),
        json!("x"),
        json!({"mapFrom": 1}),
        json!({"type": []}),
        json!({"required": "yes"}),
    ] {
        cases.push(list(
            format!("mapping {value}"),
            UNREADABLE,
            1,
            mapping(value),
        ));
    }
    for (name, change) in branding() {
        cases.push(list(
            name,
            None,
            1,
            first(move |one| one["branding"] = change.clone()),
        ));
    }
    cases.extend(pages());
    cases
}

fn branding() -> Vec<(&'static str, Value)> {
    vec![
        ("branding without a name", json!({})),
        ("a name of blanks", json!({"name": "  "})),
        (
            "a name of markup",
            json!({"name": "<img src=x onerror=alert(1)>"}),
        ),
        ("a name turned about", json!({"name": "\u{202e}ssap"})),
        (
            "a name of 10^5 letters",
            json!({"name": "x".repeat(100_000)}),
        ),
        (
            "a colour that is none",
            json!({"backgroundColor": "url(javascript:1)"}),
        ),
        (
            "a logo from elsewhere",
            json!({"issuerLogo": "https://elsewhere.invalid/x.png"}),
        ),
        (
            "a logo with a script",
            json!({"issuerLogo": "data:image/svg+xml,<svg onload=alert(1)>"}),
        ),
        (
            "a logo of a broken data link",
            json!({"issuerLogo": "data:image/png;base64,@@@"}),
        ),
        (
            "a file for a logo",
            json!({"issuerIcon": "file:///etc/passwd"}),
        ),
    ]
}

fn pages() -> Vec<Case> {
    let page = |name: &str, told, requests, change: fn(&mut Value)| {
        list(
            name,
            told,
            requests,
            Act::json(move |mut reply| {
                change(&mut reply);
                reply
            }),
        )
    };
    let mut cases = vec![
        page("an empty cursor", None, 1, |reply| {
            reply["nextCursor"] = json!("")
        }),
        page("a cursor of null", None, 1, |reply| {
            reply["nextCursor"] = Value::Null
        }),
        page("a cursor that is a number", UNREADABLE, 1, |reply| {
            reply["nextCursor"] = json!(1)
        }),
        page("no data", UNREADABLE, 1, |reply| without(reply, "data")),
        page("data null", UNREADABLE, 1, |reply| {
            reply["data"] = Value::Null
        }),
        page("data an object", UNREADABLE, 1, |reply| {
            reply["data"] = json!({})
        }),
        page("an entry null", UNREADABLE, 1, |reply| {
            reply["data"][0] = Value::Null
        }),
        page("an entry twice", None, 1, |reply| {
            let first = reply["data"][0].clone();
            if let Value::Array(entries) = &mut reply["data"] {
                entries.push(first);
            }
        }),
        page("an unknown id", None, 1, |reply| {
            reply["data"][0]["id"] = json!(STRANGER)
        }),
        page("5 001 entries", UNREADABLE, 1, |reply| {
            let first = json!({"id": STRANGER, "type": "t"});
            reply["data"] = Value::Array(vec![first; 5_001]);
        }),
        page("40 deep", UNREADABLE, 1, |reply| {
            reply["x"] = (0..40).fold(json!(1), |inner, _| json!([inner]));
        }),
        page("unknown members", None, 1, |reply| {
            reply["x"] = json!({"y": 1})
        }),
    ];
    cases.push(list(
        "the same cursor for ever",
        UNREADABLE,
        2,
        empty_page(|| "a".to_owned()),
    ));
    let pages = AtomicU64::new(0);
    cases.push(list(
        "a new cursor for ever",
        UNREADABLE,
        50,
        empty_page(move || format!("page-{}", pages.fetch_add(1, Ordering::Relaxed))),
    ));
    cases.push(list(
        "9 MiB",
        UNREADABLE,
        1,
        Act::body(|body| {
            let mut padded = body.to_vec();
            padded.resize(9 * 1_024 * 1_024, b' ');
            padded
        }),
    ));
    cases
}

/// A page without entries that names a next one.
fn empty_page(cursor: impl Fn() -> String + Send + Sync + 'static) -> Act {
    let reply = move |_| {
        let body = json!({"data": [], "nextCursor": cursor()}).to_string();
        Message::reply(
            200,
            &[("content-type", "application/json")],
            body.as_bytes(),
        )
    };
    Act::changed(reply).without_acting()
}

/// Changes the last configuration, which no case issues.
fn first(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Act {
    Act::json(move |mut reply| {
        if let Some(last) = reply["data"].as_array_mut().and_then(|all| all.last_mut()) {
            change(last);
        }
        reply
    })
}

/// Puts one mapping in place of all of the last configuration.
fn mapping(mapping: Value) -> Act {
    first(move |one| one["claimMappings"] = json!({"org.example.x": {"x": mapping}}))
}
