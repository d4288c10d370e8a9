//! K5, K6: the offer's link and what the offer says, one character at a time.

use serde_json::{Value, json};

use crate::{
    line::{Act, Times},
    matrix::{Case, Cell},
    offer::{GRANT, grant, link, offer, tx_code},
    plays::Outcome,
    rows::r85::create,
};

const fn wrong(check: u8) -> Outcome {
    Outcome::Quarantined {
        check,
        deleted: true,
    }
}

fn case(name: impl Into<String>, act: Act, outcome: Outcome) -> Case {
    create(name.into(), act, Times::Once, outcome, 1)
}

/// K5: the link as text.
pub(super) fn links() -> Cell {
    let mut cases = Vec::new();
    // Everything in ASCII that may not stand in a URI, in its middle and at its end.
    let illegal =
        (0..=0x20_u8).chain([b'"', b'<', b'>', b'\\', b'^', b'`', b'{', b'|', b'}', 0x7F]);
    for letter in illegal.map(char::from) {
        let end = link(move |uri| format!("{uri}{letter}"));
        cases.push(case(format!("{letter:?} at the end"), end, wrong(4)));
        let middle = link(move |uri| uri.replacen("%22", &format!("%22{letter}"), 1));
        cases.push(case(format!("{letter:?} in the middle"), middle, wrong(4)));
    }
    for (name, from, to, outcome) in [
        ("small hexadecimal digits", "%7B", "%7b", Outcome::Created),
        (
            "a letter encoded without need",
            "credential_issuer",
            "%63redential_issuer",
            Outcome::Created,
        ),
        (
            "a blank in the JSON",
            "%7B%22",
            "%7B%20%22",
            Outcome::Created,
        ),
        ("a plus for a blank", "%7B%22", "%7B+%22", wrong(4)),
        ("an encoded NUL", "%7B%22", "%7B%22%00", wrong(5)),
        (
            "an encoded line end in a name",
            "%7B%22",
            "%7B%22%0a",
            wrong(5),
        ),
        ("a brace that is not encoded", "%7B", "{", wrong(4)),
        ("an encoded byte over 127", "%7B%22", "%7B%22%C3", wrong(4)),
        (
            "too long a form of a quote",
            "%7B%22",
            "%7B%C0%A2",
            wrong(4),
        ),
        ("a user name", "://?", "://a@?", wrong(5)),
        ("a port", "://?", "://:443?", wrong(5)),
        ("a path", "://?", ":///a?", wrong(5)),
        ("three slashes", "://?", ":///?", wrong(5)),
        ("no slashes", "://?", ":?", wrong(5)),
        ("a question mark more", "?c", "??c", wrong(5)),
        ("an empty parameter before", "?c", "?&c", wrong(5)),
        (
            "the parameter in capitals",
            "credential_offer=",
            "CREDENTIAL_OFFER=",
            wrong(5),
        ),
        (
            "the parameter's name encoded",
            "?credential",
            "?%63redential",
            wrong(5),
        ),
        ("no equals sign", "offer=", "offer", wrong(5)),
        ("two equals signs", "offer=", "offer==", wrong(5)),
        ("HAIP's scheme", "openid-credential-offer", "haip", wrong(5)),
        (
            "another wallet's scheme",
            "openid-credential-offer",
            "eudi-openid4ci",
            wrong(5),
        ),
        (
            "javascript",
            "openid-credential-offer://",
            "javascript:",
            wrong(5),
        ),
    ] {
        let act = link(move |uri| uri.replacen(from, to, 1));
        cases.push(case(name, act, outcome));
    }
    // The largest code is of 1 465 bytes; a plain offer here has about 660.
    for (more, outcome) in [
        (100, Outcome::Created),
        (300, Outcome::Created),
        (700, Outcome::Created),
        (900, wrong(17)),
        (2_400, wrong(17)),
        (10_000, wrong(17)),
        (60_000, wrong(17)),
    ] {
        let act = offer(move |offer| offer["padding"] = json!("p".repeat(more)));
        cases.push(case(format!("{more} bytes more"), act, outcome));
    }
    Cell::new("K5", "C", cases)
}

/// K6: what the offer says.
pub(super) fn meaning() -> Cell {
    let mut cases = Vec::new();
    for at in 0..20 {
        let act = offer(move |offer| {
            offer["credential_issuer"] = spoilt(&offer["credential_issuer"], at)
        });
        cases.push(case(format!("issuer, letter {at}"), act, wrong(6)));
    }
    for list in ["credential_configuration_ids", "credentials"] {
        for at in 0..36 {
            let act = offer(move |offer| offer[list][0] = spoilt(&offer[list][0], at));
            cases.push(case(format!("{list}, letter {at}"), act, wrong(7)));
        }
    }
    for at in 0..26 {
        let act =
            tx_code(move |tx_code| tx_code["description"] = spoilt(&tx_code["description"], at));
        cases.push(case(format!("description, letter {at}"), act, wrong(11)));
    }
    for length in 0..=33_u32 {
        // As text: a number would be filled up with zeros (R8).
        let act = crate::offer::reply(move |reply| {
            reply["transactionCode"] = json!("483920");
            *reply = counterfoil_practice::edit_offer(reply.take(), |offer| {
                offer["grants"][GRANT]["tx_code"]["length"] = json!(length);
            });
        });
        let outcome = match length {
            6 => Outcome::Created,
            1..=32 => wrong(12),
            _ => wrong(11),
        };
        cases.push(case(format!("length {length}"), act, outcome));
    }
    for length in [0, 1, 5, 10, 15, 20, 21, 22, 23, 43, 128] {
        let code = "Zx3".repeat(50)[..length].to_owned();
        let act = grant(move |grant| grant["pre-authorized_code"] = json!(format!("{code}")));
        // Each code is used once here; 22 and more are long enough (R21).
        let outcome = if length < 22 {
            wrong(9)
        } else {
            Outcome::Created
        };
        cases.push(case(format!("code of {length}"), act, outcome));
    }
    for (name, act) in same_class() {
        cases.push(case(name, act, Outcome::Created));
    }
    Cell::new("K6", "C", cases)
}

/// What never changes the class: order, unknown members, white space.
fn same_class() -> Vec<(&'static str, Act)> {
    vec![
        ("members in reverse", offer(reversed)),
        (
            "an unknown member",
            offer(|offer| offer["x"] = json!({"y": [1, null, "z"]})),
        ),
        (
            "an unknown member of the grant",
            grant(|grant| grant["interval"] = json!(5)),
        ),
        (
            "an unknown member of tx_code",
            tx_code(|tx_code| tx_code["x"] = json!(false)),
        ),
        (
            "no mode",
            tx_code(|tx_code| crate::offer::without(tx_code, "input_mode")),
        ),
        ("the reply in reverse", crate::offer::reply(reversed)),
        (
            "an unknown member of the reply",
            crate::offer::reply(|reply| reply["x"] = json!([1])),
        ),
        (
            "a claim's name as a name",
            offer(|offer| offer["given_name"] = json!("x")),
        ),
        (
            "a claim in the reply around",
            crate::offer::reply(|reply| reply["x"] = json!("Northern yard")),
        ),
        (
            "the older list alone",
            offer(|offer| crate::offer::without(offer, "credential_configuration_ids")),
        ),
        (
            "the newer list alone",
            offer(|offer| crate::offer::without(offer, "credentials")),
        ),
        (
            "grants in reverse",
            offer(|offer| reversed(&mut offer["grants"][GRANT])),
        ),
    ]
}

fn reversed(object: &mut Value) {
    if let Value::Object(members) = object {
        let turned = std::mem::take(members).into_iter().rev().collect();
        *members = turned;
    }
}

/// The text with one letter replaced by another of the kind.
fn spoilt(text: &Value, at: usize) -> Value {
    let text = text.as_str().unwrap_or_default();
    let other = |letter: char| match letter {
        '0' => '1',
        'a' => 'b',
        'A' => 'a',
        '-' => '0',
        letter if letter.is_ascii_digit() => '0',
        letter if letter.is_ascii_hexdigit() => 'a',
        letter if letter.is_ascii_lowercase() => letter.to_ascii_uppercase(),
        _ => 'x',
    };
    let changed = text.chars().enumerate();
    let changed: String = changed
        .map(|(index, letter)| if index == at { other(letter) } else { letter })
        .collect();
    changed.into()
}
