//! K11, K12, F15, F16: bodies of errors, headers, giant answers and answers of another request.

use serde_json::json;

use crate::{
    line::{Act, Message, Times},
    matrix::{Case, Cell},
    plays::Outcome,
    rows::r85::create,
};

pub(super) fn cells() -> Vec<Cell> {
    vec![
        Cell::new("K11", "C", error_bodies()),
        Cell::new("K12", "C", headers()),
    ]
}

/// Error bodies of every shape under five statuses. None of their text may reach an error's words.
fn error_bodies() -> Vec<Case> {
    let mut cases = Vec::new();
    for (status, outcome) in [
        (400, Outcome::Refused("refused")),
        (403, Outcome::Refused("not_allowed")),
        (422, Outcome::Refused("refused")),
        (429, Outcome::Refused("rate_limited")),
        (500, Outcome::Unknown),
    ] {
        for (name, headers, body) in shapes() {
            let reply = Message::reply(status, &headers, &body);
            cases.push(create(
                format!("{status}, {name}"),
                Act::answer(reply),
                Times::Always,
                outcome,
                1,
            ));
        }
    }
    cases
}

type Shape = (&'static str, Vec<(&'static str, &'static str)>, Vec<u8>);

fn shapes() -> Vec<Shape> {
    let json_type = ("content-type", "application/json");
    let details =
        json!([{"value": "canary", "msg": "canary", "param": "canary", "location": "body"}]);
    let shape =
        |name, body: serde_json::Value| (name, vec![json_type], body.to_string().into_bytes());
    vec![
        shape(
            "MATTR's shape",
            json!({"code": "BadRequest", "message": "canary", "details": details}),
        ),
        shape(
            "without details",
            json!({"code": "BadRequest", "message": "canary"}),
        ),
        shape(
            "OAuth's shape",
            json!({"error": "invalid_request", "error_description": "canary"}),
        ),
        shape(
            "a code of words",
            json!({"code": "canary of words <b>", "message": "canary"}),
        ),
        shape(
            "a code of 10^4 letters",
            json!({"code": "canary".repeat(2_000)}),
        ),
        shape(
            "5 000 details",
            json!({"details": vec![json!({"msg": "canary"}); 5_000]}),
        ),
        shape(
            "details of wrong types",
            json!({"details": [1, null, "canary", {"msg": 1}]}),
        ),
        shape(
            "details deep inside",
            json!({"details": (0..60).fold(json!("canary"), |inner, _| json!([inner]))}),
        ),
        (
            "text",
            vec![("content-type", "text/plain")],
            b"canary".to_vec(),
        ),
        (
            "another type",
            vec![("content-type", "image/png")],
            b"\x89PNGcanary".to_vec(),
        ),
        ("10 MiB", vec![json_type], vec![b'c'; 10 * 1_024 * 1_024]),
        (
            "broken gzip",
            vec![json_type, ("content-encoding", "gzip")],
            b"\x1f\x8bcanary".to_vec(),
        ),
        (
            "bad chunks",
            vec![json_type, ("transfer-encoding", "chunked")],
            b"zz\r\ncanary".to_vec(),
        ),
        (
            "a chunk that is not whole",
            vec![json_type, ("transfer-encoding", "chunked")],
            b"ff\r\ncanary".to_vec(),
        ),
    ]
}

/// Headers on a good reply to a create.
fn headers() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut with = |name: String, outcome, changes: Vec<(String, String)>| {
        let act = Act::changed(move |mut reply| {
            for (name, value) in &changes {
                reply.head.push_str(&format!("\r\n{name}: {value}"));
            }
            reply
        });
        cases.push(create(name, act, Times::Once, outcome, 1));
    };
    let pair = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    for value in [
        "0",
        "-1",
        "soon",
        "",
        "60",
        "1000000000",
        "1.5",
        "Mon, 02 Mar 2026 01:00:40 GMT",
        "x\ty",
    ] {
        with(
            format!("Retry-After {value:?}"),
            Outcome::Created,
            pair("retry-after", value),
        );
    }
    for value in [
        "a=b",
        "a=b; Domain=127.0.0.1; Path=/",
        "__Host-a=b",
        &"x".repeat(4_000),
    ] {
        with(
            format!("Set-Cookie {value:.30}"),
            Outcome::Created,
            pair("set-cookie", value),
        );
    }
    for value in ["/x", "https://other.example/", "javascript:alert(1)", "//x"] {
        with(
            format!("Location {value}"),
            Outcome::Created,
            pair("location", value),
        );
    }
    for (name, value) in [
        ("refresh", "0; url=https://other.example/"),
        ("link", "<https://other.example/>; rel=preload"),
        ("alt-svc", "h3=\":443\""),
        ("clear-site-data", "*"),
        ("x-request-id", "req-1"),
        ("x-request-id", "canary of words"),
        ("content-type", "text/html"),
        ("content-language", "é"),
        ("content-disposition", "attachment; filename=../x"),
        ("strict-transport-security", "max-age=0"),
        ("date", "Mon, 02 Mar 2026 01:00:00 GMT"),
        ("trailer", "x"),
        ("upgrade", "h2c"),
        ("keep-alive", "timeout=0"),
    ] {
        with(
            format!("{name} {value}"),
            Outcome::Created,
            pair(name, value),
        );
    }
    let many = |count: usize| {
        (0..count)
            .map(|index| (format!("x-{index}"), "y".to_owned()))
            .collect()
    };
    with("50 more".to_owned(), Outcome::Created, many(50));
    with("10 000 more".to_owned(), Outcome::Unknown, many(10_000));
    with(
        "60 kB in one".to_owned(),
        Outcome::Created,
        pair("x-long", &"y".repeat(60_000)),
    );
    with(
        "70 kB in one".to_owned(),
        Outcome::Unreadable { check: 1 },
        pair("x-long", &"y".repeat(70_000)),
    );
    with(
        "1 MiB in one".to_owned(),
        Outcome::Unknown,
        pair("x-long", &"y".repeat(1_048_576)),
    );
    with("no name".to_owned(), Outcome::Unknown, pair("", "y"));
    with(
        "a blank in the name".to_owned(),
        Outcome::Unknown,
        pair("x y", "z"),
    );
    with(
        "NUL in the value".to_owned(),
        Outcome::Unknown,
        pair("x", "a\0b"),
    );
    cases.extend(lengths());
    cases
}

/// Lengths that are not the body's.
fn lengths() -> Vec<Case> {
    let told = |name: &str, outcome, change: fn(&mut Message)| {
        let act = Act::changed(move |mut reply| {
            change(&mut reply);
            reply
        });
        create(name.to_owned(), act, Times::Once, outcome, 1)
    };
    let cut = Outcome::Quarantined {
        check: 1,
        deleted: true,
    };
    vec![
        told("length one less", cut, |reply| {
            reply.set("content-length", &(reply.body.len() - 1).to_string());
        }),
        told("length one more", Outcome::Unknown, |reply| {
            reply.set("content-length", &(reply.body.len() + 1).to_string());
        }),
        told("length 0", Outcome::Unreadable { check: 1 }, |reply| {
            reply.set("content-length", "0")
        }),
        told("length -1", Outcome::Unknown, |reply| {
            reply.set("content-length", "-1")
        }),
        told("length 10^30", Outcome::Unknown, |reply| {
            reply.set("content-length", "1000000000000000000000000000000");
        }),
        told("two lengths", Outcome::Unknown, |reply| {
            reply.head.push_str("\r\ncontent-length: 5")
        }),
        told("no length", Outcome::Created, |reply| {
            reply.remove("content-length")
        }),
        told("chunks that are none", Outcome::Unknown, |reply| {
            reply.remove("content-length");
            reply.set("transfer-encoding", "chunked");
        }),
        told("HTTP/1.0", Outcome::Created, |reply| {
            reply.head = reply.head.replacen("HTTP/1.1", "HTTP/1.0", 1);
        }),
        told("HTTP/2.0 in words", Outcome::Unknown, |reply| {
            reply.head = reply.head.replacen("HTTP/1.1", "HTTP/2.0", 1);
        }),
        told("no version", Outcome::Unknown, |reply| {
            reply.head = reply.head.replacen("HTTP/1.1 ", "", 1);
        }),
        told("line ends without a return", Outcome::Created, |reply| {
            reply.head = reply.head.replace("\r\n", "\n");
        }),
    ]
}
