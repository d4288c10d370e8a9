//! What can go wrong with one exchange, by row of the matrix, whatever the operation.

use crate::line::{Act, End, Message, Sent, Until};

/// A named fault.
pub(crate) type Named = (String, Act);

/// Bodies that come with an error: MATTR's shape, words, nothing, a proxy's page.
pub(crate) const BODIES: [(&str, &str, &str); 4] = [
    (
        "details",
        "application/json",
        r#"{"code":"BadRequest","message":"no","details":[{"value":"v","msg":"no","param":"claims.x","location":"body"}]}"#,
    ),
    ("text", "text/plain", "no"),
    ("empty", "application/json", ""),
    ("page", "text/html", "<html><body><h1>No</h1></body></html>"),
];

/// This status with each of the four bodies, without acting.
pub(crate) fn with_each_body(status: u16) -> Vec<Named> {
    BODIES
        .into_iter()
        .map(|(name, kind, body)| {
            let reply = Message::reply(status, &[("content-type", kind)], body.as_bytes());
            (format!("{status}, {name}"), Act::answer(reply))
        })
        .collect()
}

/// Where a request is cut before the tenant has it.
const REQUEST_CUTS: [(&str, Until); 6] = [
    ("before a byte is read", Until::Head(0)),
    ("after a byte", Until::Head(1)),
    ("in the request line", Until::Head(20)),
    ("after the request head", Until::EndOfHead),
    ("in the request body", Until::HalfBody),
    ("after the request", Until::End),
];

/// Where a reply is cut after the tenant acted.
const REPLY_CUTS: [(&str, Sent); 8] = [
    ("before the reply", Sent::Nothing),
    ("after a byte of the reply", Sent::Bytes(1)),
    ("in the first line of the reply", Sent::Bytes(12)),
    ("after the first line of the reply", Sent::FirstLine),
    ("in the reply head", Sent::HalfHead),
    ("after the reply head", Sent::Head),
    ("in the reply body", Sent::HalfBody),
    ("before the last byte of the reply", Sent::AllButOne),
];

/// F3: every cut, 14 places, in order or with a reset.
pub(crate) fn f3() -> Vec<Named> {
    let mut cuts = Vec::new();
    for (end_name, end) in [("closed", End::Close), ("reset", End::Reset)] {
        for (name, until) in REQUEST_CUTS {
            cuts.push((format!("{name}, {end_name}"), Act::cut_request(until, end)));
        }
        for (name, sent) in REPLY_CUTS {
            cuts.push((format!("{name}, {end_name}"), Act::cut_reply(sent, end)));
        }
    }
    cuts
}

/// F9: forms of `Retry-After`, each with the seconds that staff are told (R91: 1 to 300, nonsense
/// as if absent).
pub(crate) const RETRY_AFTER: [(&str, Option<&str>, u64); 14] = [
    ("none", None, 5),
    ("seconds", Some("12"), 12),
    ("a minute", Some("60"), 60),
    ("an hour", Some("3600"), 300),
    ("date ahead", Some("Mon, 02 Mar 2026 01:00:40 GMT"), 0),
    ("date past", Some("Mon, 02 Mar 2020 01:00:40 GMT"), 1),
    (
        "date of 2050",
        Some("Wednesday, 02-Mar-50 01:00:40 GMT"),
        300,
    ),
    ("zero", Some("0"), 1),
    ("negative", Some("-5"), 5),
    ("fraction", Some("1.5"), 5),
    ("junk", Some("soon"), 5),
    ("empty", Some(""), 5),
    ("10^9", Some("1000000000"), 300),
    ("10^30", Some("1000000000000000000000000000000"), 300),
];

/// F9: a 429 with this header.
pub(crate) fn f9(retry_after: Option<&str>, body: &str) -> Act {
    let headers: Vec<_> = retry_after
        .map(|text| ("retry-after", text))
        .into_iter()
        .collect();
    Act::answer(Message::reply(429, &headers, body.as_bytes()))
}

/// F10: 5xx and the pages of proxies.
pub(crate) fn f10() -> Vec<Named> {
    [500, 502, 503, 504]
        .into_iter()
        .flat_map(with_each_body)
        .collect()
}

/// F11: redirects to the same host, another one, plain http and a file.
pub(crate) fn f11() -> Vec<Named> {
    let places = [
        ("same host", "/elsewhere"),
        ("other host", "https://other.example/x"),
        ("http", "http://127.0.0.1:9/x"),
        ("file", "file:///etc/passwd"),
    ];
    let mut named = Vec::new();
    for status in [301, 302, 303, 307, 308] {
        for (name, place) in places {
            let reply = Message::reply(status, &[("location", place)], b"");
            named.push((format!("{status}, {name}"), Act::answer(reply)));
        }
    }
    named
}

/// Bodies of a success that no operation can read.
pub(crate) fn unreadable_bodies() -> Vec<(&'static str, Vec<u8>)> {
    let utf16: Vec<u8> = "{\"id\":1}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let deep = |depth: usize| "[".repeat(depth).into_bytes();
    vec![
        ("nothing", Vec::new()),
        ("a space", b" ".to_vec()),
        ("text", b"accepted".to_vec()),
        (
            "a page",
            b"<!doctype html><p>Sign in to the network</p>".to_vec(),
        ),
        ("an open brace", b"{".to_vec()),
        ("a cut member", b"{\"id\":\"0190".to_vec()),
        ("no value", b"{\"id\":}".to_vec()),
        ("a single quote", b"{'id':1}".to_vec()),
        ("a comment", b"{/* */}".to_vec()),
        ("a trailing comma", b"{\"id\":1,}".to_vec()),
        ("two values", b"{} {}".to_vec()),
        ("NaN", b"{\"id\":NaN}".to_vec()),
        ("a leading zero", b"{\"id\":012345}".to_vec()),
        ("1e999", b"{\"id\":1e999}".to_vec()),
        ("a byte order mark", b"\xEF\xBB\xBF{}".to_vec()),
        ("UTF-16", utf16),
        ("Latin-1", b"{\"id\":\"H\xE9mi\"}".to_vec()),
        ("a lone surrogate", b"{\"id\":\"\\ud800\"}".to_vec()),
        ("a NUL", b"{\"id\":\"\0\"}".to_vec()),
        ("an open list, 100 000 deep", deep(100_000 / 2)),
    ]
}

/// F4: silence, at four places of the request and seven of the reply.
pub(crate) fn f4() -> Vec<(&'static str, Act)> {
    let mut acts = vec![
        (
            "no byte is read",
            Act::cut_request(Until::Head(0), End::Silence),
        ),
        (
            "in the request head",
            Act::cut_request(Until::Head(20), End::Silence),
        ),
        (
            "after the request head",
            Act::cut_request(Until::EndOfHead, End::Silence),
        ),
        (
            "after the request",
            Act::cut_request(Until::End, End::Silence),
        ),
    ];
    for (name, sent) in [
        ("before the reply", Sent::Nothing),
        ("after a byte of the reply", Sent::Bytes(1)),
        ("after the first line", Sent::FirstLine),
        ("in the reply head", Sent::HalfHead),
        ("after the reply head", Sent::Head),
        ("in the reply body", Sent::HalfBody),
        ("before the last byte", Sent::AllButOne),
    ] {
        acts.push((name, Act::cut_reply(sent, End::Silence)));
    }
    acts
}

/// F15: bodies over every cap, and deep or wide ones.
pub(crate) fn giant_bodies() -> Vec<(&'static str, Vec<u8>)> {
    const GIANT: usize = 9 * 1_024 * 1_024;
    let text = |text: String| text.into_bytes();
    vec![
        ("9 MiB of blanks", vec![b' '; GIANT]),
        (
            "a text of 9 MiB",
            text(format!("\"{}\"", "x".repeat(GIANT))),
        ),
        ("a number of 100 000 digits", vec![b'7'; 100_000]),
        ("100 000 lists deep", vec![b'['; 100_000]),
        ("50 000 objects deep", text("{\"a\":".repeat(50_000))),
        (
            "200 000 noughts",
            text(format!("[{}0]", "0,".repeat(200_000))),
        ),
        ("50 000 members", text(members(50_000))),
    ]
}

fn members(count: usize) -> String {
    let members: Vec<String> = (0..count).map(|index| format!("\"m{index}\":1")).collect();
    format!("{{{}}}", members.join(","))
}
