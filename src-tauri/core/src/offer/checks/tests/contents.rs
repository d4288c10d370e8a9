use serde_json::json;

use super::{each_fails_at, each_passes};

#[test]
fn v14_a_claim_inside_the_offer() {
    each_fails_at(
        14,
        &[
            ("in an unknown member", |case| {
                case.offer["preview"] = json!("For Sample")
            }),
            ("deep inside", |case| {
                case.offer["preview"] = json!({"a": [{"b": "Sample"}]})
            }),
            ("in the grant", |case| {
                drop(case.grant().insert("who".to_owned(), json!("Sample")))
            }),
            ("beside the grant's length", |case| {
                drop(case.tx_code().insert("for".to_owned(), json!("Sample")))
            }),
            ("a nested claim", |case| {
                case.claims = json!({"address": {"formatted": "1 Test Street"}});
                case.offer["hint"] = json!("lives at 1 Test Street, Sampletown");
            }),
            ("in another unicode form", |case| {
                case.claims = json!({"given_name": "H\u{113}mi"});
                case.offer["hint"] = json!("He\u{304}mi");
            }),
            ("a short claim as the whole text", |case| {
                case.claims = json!({"sex": "F"});
                case.offer["hint"] = json!("F");
            }),
            ("a year in an unknown text", |case| {
                case.claims = json!({"year": "2026"});
                case.offer["note"] = json!("made in 2026");
            }),
        ],
    );
}

/// R9, the other way: what we dictated ourselves cannot condemn an offer.
#[test]
fn v14_a_claim_that_reads_like_a_part_of_a_good_offer() {
    each_passes(&[
        ("code", |case| case.claims = json!({"a": "code"})),
        ("a digit", |case| case.claims = json!({"a": "6"})),
        ("numeric", |case| case.claims = json!({"a": "numeric"})),
        ("the issuer", |case| {
            case.claims = json!({"a": "https://council.example"})
        }),
        ("the host", |case| case.claims = json!({"a": "council"})),
        ("the configuration id", |case| {
            case.claims = json!({"a": case.offer["credentials"][0]})
        }),
        ("part of the code", |case| {
            case.claims = json!({"a": "92m08rPj"})
        }),
        ("the description", |case| {
            case.claims = json!({"a": "Ask the desk for your 6-digit code"})
        }),
        ("a member name", |case| {
            case.claims = json!({"a": "preview"});
            case.offer["preview"] = json!("text");
        }),
        ("a short claim inside a word", |case| {
            case.claims = json!({"sex": "F"});
            case.offer["hint"] = json!("Front desk");
        }),
        ("an empty claim", |case| {
            case.claims = json!({"a": ""});
            case.offer["hint"] = json!("");
        }),
        ("a number and a truth value", |case| {
            case.claims = json!({"a": 2026, "b": true});
            case.offer["hint"] = json!("true in 2026");
        }),
        ("outside the offer", |case| {
            case.reply["preview"] = json!("Sample")
        }),
    ]);
}
