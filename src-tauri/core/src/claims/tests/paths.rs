use rstest::rstest;
use serde_json::json;

use super::{form_of, read};
use crate::claims::{FormNote, path::Source};

/// K2: shapes of `mapFrom` that lead nowhere.
#[rstest]
fn a_bad_map_from_is_told_and_makes_no_field(
    #[values(
        "",
        ".",
        "..",
        "claims",
        "claims.",
        "claims..",
        "claims.a.",
        "claims..a",
        "claims.a..b",
        "Claims.a",
        "a",
        "user.claims.a",
        "claims.__proto__",
        "claims.a.__proto__.b",
        "claims.constructor",
        "claims.prototype",
        "claims.a b",
        "claims.a\n",
        "claims.\u{0}",
        "authenticationProvider",
        "authenticationProvider.",
        "claims.a.b.c.d.e.f.g.h.i"
    )]
    map_from: &str,
) {
    assert_eq!(Source::of(Some(map_from)), Source::Unusable);
    let form = form_of(&json!({"element": {"mapFrom": map_from, "type": "string"}}));
    assert!(form.fields.is_empty());
    assert!(matches!(
        &form.notes[..],
        [FormNote::UnusableMapping {
            required: false,
            ..
        }]
    ));
}

#[test]
fn a_map_from_of_ten_thousand_bytes_is_told_and_makes_no_field() {
    for text in [
        format!("claims.{}", "a".repeat(10_000)),
        format!("claims.{}", "a.".repeat(5_000)),
        "x".repeat(10_000),
    ] {
        let form = form_of(&json!({"element": {"mapFrom": text}}));
        assert!(form.fields.is_empty());
        assert_eq!(form.notes.len(), 1);
    }
}

#[test]
fn nested_paths_are_sent_nested_side_by_side() {
    let form = form_of(&json!({
        "street": {"mapFrom": "claims.address.street", "type": "string"},
        "town": {"mapFrom": "claims.address.town.name", "type": "string"},
        "code": {"mapFrom": "claims.address.town.code", "type": "number"},
        "name": {"mapFrom": "claims.name", "type": "string"},
    }));
    let claims = read(
        &form,
        &[
            ("address.street", "1 Test Street"),
            ("address.town.name", "Ōtaki"),
            ("address.town.code", "5512"),
            ("name", "Mere"),
        ],
    )
    .unwrap();
    assert_eq!(
        serde_json::Value::Object(claims),
        json!({"address": {"street": "1 Test Street", "town": {"name": "Ōtaki", "code": 5512}}, "name": "Mere"})
    );
}

#[test]
fn nothing_but_mapped_paths_is_ever_sent() {
    let form = form_of(&json!({"name": {"mapFrom": "claims.name", "type": "string"}}));
    let claims = read(
        &form,
        &[
            ("name", "Mere"),
            ("admin", "true"),
            ("name.first", "x"),
            ("__proto__", "x"),
            ("", "x"),
        ],
    );
    assert_eq!(
        serde_json::Value::Object(claims.unwrap()),
        json!({"name": "Mere"})
    );
}
