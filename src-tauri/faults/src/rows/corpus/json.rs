//! K3: the offer reply as JSON: cut at every byte, and everything that is not quite JSON.

use crate::{
    line::{Act, Times},
    matrix::Cell,
    plays::Outcome,
    rows::r85::create,
};

/// About as long as a reply of the tenant; the last cuts take its last byte.
const CUTS: usize = 750;

/// `{"id":"`, then 36 characters and a quote: from here on the offer's id can be read.
const ID_IS_WHOLE: usize = 7 + 36 + 1;

pub(super) fn cell() -> Cell {
    let mut cases: Vec<_> = (0..CUTS)
        .map(|at| {
            let act = Act::body(move |body| body[..at.min(body.len().saturating_sub(1))].to_vec());
            let outcome = if at < ID_IS_WHOLE {
                Outcome::Unreadable { check: 1 }
            } else {
                Outcome::Quarantined {
                    check: 1,
                    deleted: true,
                }
            };
            create(format!("cut at {at}"), act, Times::Once, outcome, 1)
        })
        .collect();
    for (name, act, outcome) in odd() {
        cases.push(create(name, act, Times::Once, outcome, 1));
    }
    Cell::new("K3", "C", cases)
}

type Odd = (String, Act, Outcome);

/// Changes the reply as text.
fn text(
    name: impl Into<String>,
    outcome: Outcome,
    change: impl Fn(String) -> String + Send + Sync + 'static,
) -> Odd {
    let act =
        Act::body(move |body| change(String::from_utf8_lossy(body).into_owned()).into_bytes());
    (name.into(), act, outcome)
}

fn bytes(
    name: &str,
    outcome: Outcome,
    change: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static,
) -> Odd {
    (name.to_owned(), Act::body(change), outcome)
}

const LOST: Outcome = Outcome::Unreadable { check: 1 };

const fn deleted(check: u8) -> Outcome {
    Outcome::Quarantined {
        check,
        deleted: true,
    }
}

fn odd() -> Vec<Odd> {
    let mut odd = vec![
        bytes("a byte order mark", deleted(1), |body| {
            [b"\xEF\xBB\xBF", body].concat()
        }),
        bytes("UTF-16, little end first", LOST, |body| {
            let text = String::from_utf8_lossy(body).into_owned();
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        }),
        bytes("UTF-16, big end first", LOST, |body| {
            let text = String::from_utf8_lossy(body).into_owned();
            text.encode_utf16().flat_map(u16::to_be_bytes).collect()
        }),
        bytes("a byte of Latin-1", deleted(1), |body| {
            put_in(body, b"\"x\":\"\xE9\",")
        }),
        text("a comment before", deleted(1), |text| {
            format!("/* */{text}")
        }),
        text("a comment behind", deleted(1), |text| format!("{text}// x")),
        text("in a list", LOST_AS_JSON, |text| format!("[{text}]")),
        text("in quotes", LOST_AS_JSON, |text| format!("{text:?}")),
        text("twice", deleted(1), |text| format!("{text}{text}")),
        text("a comma behind", deleted(1), |text| format!("{text},")),
        text("a brace behind", deleted(1), |text| format!("{text}}}")),
        text("NUL behind", deleted(1), |text| format!("{text}\0")),
        text("a call around", deleted(1), |text| format!("f({text})")),
        text("blanks around", Outcome::Created, |text| {
            format!(" \t\r\n{text}\r\n \t")
        }),
        text("a form feed before", deleted(1), |text| {
            format!("\u{c}{text}")
        }),
        text("a blank of no width before", deleted(1), |text| {
            format!("\u{200b}{text}")
        }),
    ];
    for (name, member, outcome) in [
        ("a lone surrogate", r#""x":"\ud800""#, deleted(1)),
        (
            "two surrogates in the wrong order",
            r#""x":"\udc00\ud800""#,
            deleted(1),
        ),
        (
            "a pair of surrogates",
            r#""x":"\ud83d\ude00""#,
            Outcome::Created,
        ),
        ("an unknown escape", r#""x":"\x41""#, deleted(1)),
        ("a raw line end", "\"x\":\"\n\"", deleted(1)),
        ("a raw NUL", "\"x\":\"\0\"", deleted(1)),
        ("an escaped NUL", r#""x":"\u0000""#, Outcome::Created),
        ("NaN", r#""x":NaN"#, deleted(1)),
        ("Infinity", r#""x":Infinity"#, deleted(1)),
        ("a leading zero", r#""x":012345"#, deleted(1)),
        ("a leading plus", r#""x":+1"#, deleted(1)),
        ("a hexadecimal number", r#""x":0x10"#, deleted(1)),
        ("a point without digits", r#""x":1."#, deleted(1)),
        ("1e999", r#""x":1e999"#, deleted(1)),
        ("-1e999", r#""x":-1e999"#, deleted(1)),
        ("1e-999", r#""x":1e-999"#, Outcome::Created),
        (
            "thirty digits",
            r#""x":123456789012345678901234567890"#,
            Outcome::Created,
        ),
        ("True", r#""x":True"#, deleted(1)),
        ("undefined", r#""x":undefined"#, deleted(1)),
        ("no value", r#""x":"#, deleted(1)),
        ("a name without quotes", "x:1", deleted(1)),
        ("a name in single quotes", "'x':1", deleted(1)),
        ("a member twice", r#""x":1,"x":1"#, deleted(2)),
        (
            "a member twice, deep inside",
            r#""x":[{"y":[{"z":1,"z":2}]}]"#,
            deleted(2),
        ),
        (
            "a name twice, once escaped",
            r#""x":1,"\u0078":1"#,
            deleted(2),
        ),
        ("an empty name", r#""":1"#, Outcome::Created),
        ("__proto__", r#""__proto__":{"id":1}"#, Outcome::Created),
        (
            "an id deep inside",
            r#""x":{"id":"00000000-0000-4000-8000-000000000001"}"#,
            Outcome::Created,
        ),
    ] {
        odd.push(text(name, outcome, move |text| with_member(&text, member)));
    }
    for name in ["id", "userId", "uri", "expiresAt", "transactionCode"] {
        odd.push(text(format!("{name} twice"), deleted(2), move |text| {
            with_member(&text, &format!("\"{name}\":null"))
        }));
    }
    for (depth, outcome) in [
        (10, Outcome::Created),
        (31, deleted(2)),
        (32, deleted(2)),
        (127, deleted(2)),
        (128, deleted(2)),
        (10_000, deleted(2)),
        (30_000, deleted(2)),
    ] {
        odd.push(text(format!("{depth} lists deep"), outcome, move |text| {
            let nest = format!("\"x\":{}{}", "[".repeat(depth), "]".repeat(depth));
            with_member(&text, &nest)
        }));
    }
    for (kibibytes, outcome) in [
        (32, Outcome::Created),
        (62, Outcome::Created),
        (64, LOST),
        (65, LOST),
        (1_024, LOST),
        (10_240, LOST),
    ] {
        odd.push(text(
            format!("{kibibytes} KiB of blanks"),
            outcome,
            move |text| text + &" ".repeat(kibibytes * 1_024),
        ));
    }
    odd
}

/// JSON whose outermost value has no id: nothing may be deleted by what is inside.
const LOST_AS_JSON: Outcome = Outcome::Unreadable { check: 2 };

/// Puts a member before the others, but behind the id.
fn with_member(text: &str, member: &str) -> String {
    let at = ID_IS_WHOLE.min(text.len());
    let (before, behind) = text.split_at(at);
    format!("{before},{member}{behind}")
}

fn put_in(body: &[u8], member: &[u8]) -> Vec<u8> {
    let (before, behind) = body.split_at(1.min(body.len()));
    [before, member, behind].concat()
}
