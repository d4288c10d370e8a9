//! V1 to V3: the reply as a whole.

use serde_json::{Value, json};

use super::{Way, lost, set, way};
use crate::{
    line::Act,
    offer::{reply, without},
};

/// V1, V2.
pub(super) fn shape() -> Vec<Way> {
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
pub(super) fn ids() -> Vec<Way> {
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
