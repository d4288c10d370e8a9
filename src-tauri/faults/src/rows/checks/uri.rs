//! V4, V5, V17: the offer URI.

use serde_json::json;

use super::{Way, way};
use crate::offer::{grant, link, offer};

/// V4.
pub(super) fn characters() -> Vec<Way> {
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
pub(super) fn parameters() -> Vec<Way> {
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

/// V17: the cap of R29, met by more of whatever the service may choose freely.
pub(super) fn lengths() -> Vec<Way> {
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
