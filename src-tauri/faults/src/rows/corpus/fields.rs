//! K4: the offer reply field by field: 14 fields with 12 changes each.

use serde_json::{Value, json};

use crate::{
    line::{Act, Times},
    matrix::{Case, Cell},
    offer::{GRANT, STRANGER, link, offer, reply},
    plays::Outcome,
    rows::r85::create,
};

/// Where a field stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Reply,
    Offer,
    Grants,
    Grant,
    TxCode,
}

/// A field, the check that most of its changes fail, and a value that another offer could have.
struct Field {
    name: &'static str,
    place: Place,
    check: u8,
}

const FIELDS: [Field; 14] = [
    Field {
        name: "id",
        place: Place::Reply,
        check: 3,
    },
    Field {
        name: "userId",
        place: Place::Reply,
        check: 3,
    },
    Field {
        name: "uri",
        place: Place::Reply,
        check: 2,
    },
    Field {
        name: "expiresAt",
        place: Place::Reply,
        check: 0,
    },
    Field {
        name: "transactionCode",
        place: Place::Reply,
        check: 12,
    },
    Field {
        name: "credential_issuer",
        place: Place::Offer,
        check: 6,
    },
    Field {
        name: "credential_configuration_ids",
        place: Place::Offer,
        check: 7,
    },
    Field {
        name: "credentials",
        place: Place::Offer,
        check: 7,
    },
    Field {
        name: "grants",
        place: Place::Offer,
        check: 8,
    },
    Field {
        name: GRANT,
        place: Place::Grants,
        check: 8,
    },
    Field {
        name: "pre-authorized_code",
        place: Place::Grant,
        check: 9,
    },
    Field {
        name: "tx_code",
        place: Place::Grant,
        check: 10,
    },
    Field {
        name: "length",
        place: Place::TxCode,
        check: 11,
    },
    Field {
        name: "description",
        place: Place::TxCode,
        check: 11,
    },
];

/// What is done to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Absent,
    Null,
    Empty,
    Type,
    Huge,
    Negative,
    Unicode,
    Twice,
    List,
    Object,
    Control,
    Other,
}

const CHANGES: [Change; 12] = [
    Change::Absent,
    Change::Null,
    Change::Empty,
    Change::Type,
    Change::Huge,
    Change::Negative,
    Change::Unicode,
    Change::Twice,
    Change::List,
    Change::Object,
    Change::Control,
    Change::Other,
];

pub(super) fn cell() -> Cell {
    let mut cases: Vec<Case> = Vec::new();
    for field in &FIELDS {
        for change in CHANGES {
            let name = format!("{}, {change:?}", field.name);
            cases.push(create(
                name,
                act(field, change),
                Times::Once,
                outcome(field, change),
                1,
            ));
        }
    }
    Cell::new("K4", "C", cases)
}

fn act(field: &Field, change: Change) -> Act {
    let name = field.name;
    if change == Change::Twice {
        return twice(field);
    }
    let edit = move |object: &mut Value| {
        let Value::Object(members) = object else {
            return;
        };
        let before = members.get(name).cloned().unwrap_or_default();
        match changed(name, change, before) {
            Some(value) => members.insert(name.to_owned(), value),
            None => members.shift_remove(name),
        };
    };
    match field.place {
        Place::Reply => reply(edit),
        Place::Offer => offer(edit),
        Place::Grants => offer(move |offer| edit(&mut offer["grants"])),
        Place::Grant => offer(move |offer| edit(&mut offer["grants"][GRANT])),
        Place::TxCode => offer(move |offer| edit(&mut offer["grants"][GRANT]["tx_code"])),
    }
}

fn changed(name: &str, change: Change, before: Value) -> Option<Value> {
    Some(match change {
        Change::Absent => return None,
        Change::Null | Change::Twice => Value::Null,
        Change::Empty => json!(""),
        Change::Type => json!(true),
        Change::Huge => json!("x".repeat(5_000)),
        Change::Negative => json!(-1),
        Change::Unicode => json!("\u{202e}é😀"),
        Change::List => json!([before]),
        Change::Object => json!({"a": before}),
        Change::Control => json!("\u{1}"),
        Change::Other => of_another(name, before),
    })
}

/// What this field of another good offer could hold.
fn of_another(name: &str, before: Value) -> Value {
    match name {
        "id" | "userId" => json!(STRANGER),
        // Another code in the link: who could tell.
        "uri" => {
            let uri = before.as_str().unwrap_or_default().to_owned();
            json!(uri.replace(
                "pre-authorized_code%22%3A%22",
                "pre-authorized_code%22%3A%22Z"
            ))
        }
        "expiresAt" => json!("2026-03-02T00:04:00Z"),
        "transactionCode" => json!("000000"),
        "credential_issuer" => json!("https://other.example"),
        "credential_configuration_ids" | "credentials" => json!([STRANGER]),
        "grants" => json!({"authorization_code": {}}),
        "pre-authorized_code" => json!("another-code-of-thirty-letters"),
        "length" => json!(4),
        "description" => json!("Say it aloud"),
        _ => json!({}),
    }
}

/// Puts the member in a second time.
fn twice(field: &Field) -> Act {
    let name = field.name;
    if field.place == Place::Reply {
        return Act::body(move |body| {
            let text = String::from_utf8_lossy(body);
            let double = format!("\"{name}\":0,\"{name}\":");
            text.replacen(&format!("\"{name}\":"), &double, 1)
                .into_bytes()
        });
    }
    let encoded = name.replace(':', "%3A");
    link(move |uri| {
        let member = format!("%22{encoded}%22%3A");
        uri.replacen(&member, &format!("{member}0%2C{member}"), 1)
    })
}

fn outcome(field: &Field, change: Change) -> Outcome {
    use Change as C;
    let lost = |check| match check {
        1 | 2 => Outcome::Unreadable { check },
        _ => Outcome::Quarantined {
            check,
            deleted: false,
        },
    };
    let wrong = |check| Outcome::Quarantined {
        check,
        deleted: true,
    };
    match (field.name, change) {
        ("id", C::Absent | C::Null | C::Type | C::Negative | C::List | C::Object) => lost(2),
        (_, C::Twice) => wrong(if field.place == Place::Reply { 2 } else { 5 }),
        ("id" | "userId" | "uri" | "transactionCode", C::Other) => Outcome::Created,
        ("id", _) => lost(3),
        ("userId", C::Type | C::Negative | C::List | C::Object) => wrong(2),
        ("uri", C::Empty | C::Unicode | C::Control) => wrong(4),
        ("uri", C::Huge) => wrong(5),
        // A time that cannot be read is left out: then our own counting decides.
        ("expiresAt", C::Negative | C::Other) => wrong(16),
        ("expiresAt", _) => Outcome::Created,
        ("transactionCode", C::Absent | C::Null) => wrong(10),
        ("transactionCode", C::Type | C::List | C::Object) => wrong(2),
        // One of the two lists is enough.
        ("credential_configuration_ids" | "credentials", C::Absent) => Outcome::Created,
        (GRANT, C::Object | C::Other) => wrong(9),
        ("pre-authorized_code", C::Huge) => wrong(17),
        ("pre-authorized_code", C::Other) => Outcome::Created,
        ("tx_code", C::Object | C::Other) => wrong(11),
        ("length", C::Absent) => Outcome::Created,
        ("length", C::Other) => wrong(12),
        _ => wrong(field.check),
    }
}
