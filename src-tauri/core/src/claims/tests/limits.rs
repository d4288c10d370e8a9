use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{TODAY, field, form_with, read, typed, value};
use crate::claims::{FieldKind, Form, Problem, REQUEST_LIMIT, read_claims};

fn picture(bytes: usize) -> String {
    STANDARD.encode([b"\xFF\xD8\xFF".to_vec(), vec![7; bytes - 3]].concat())
}

#[test]
fn ten_thousand_characters_are_the_most_a_text_may_have() {
    assert!(value(FieldKind::Text, &"\u{113}".repeat(10_000)).is_ok());
    assert_eq!(
        value(FieldKind::Text, &"\u{113}".repeat(10_001)),
        Err(Problem::TooLong)
    );
    assert_eq!(
        value(FieldKind::Text, &"e\u{304}".repeat(10_000)),
        Err(Problem::TooLong)
    );
    assert_eq!(
        value(FieldKind::Text, &"x".repeat(500_000)),
        Err(Problem::TooLong)
    );
    assert_eq!(
        value(FieldKind::Unknown, &format!("[{}]", "1,".repeat(10_000))),
        Err(Problem::TooLong)
    );
    assert_eq!(
        value(FieldKind::Number, &"1".repeat(500_000)),
        Err(Problem::TooLong)
    );
}

#[test]
fn a_portrait_of_600_kb_is_too_large_and_one_of_360_kb_is_not() {
    assert_eq!(
        value(FieldKind::Portrait, &picture(600_000)),
        Err(Problem::PictureTooLarge)
    );
    assert!(value(FieldKind::Portrait, &picture(360_000)).is_ok());
}

#[test]
fn the_base64_text_counts_and_not_the_file() {
    // 400 kB become 533 kB of text.
    assert_eq!(
        value(FieldKind::Portrait, &picture(400_000)),
        Err(Problem::PictureTooLarge)
    );
}

#[test]
fn the_largest_portrait_that_is_accepted_leaves_room_for_the_rest_of_the_request() {
    let largest = (300_000..380_000_usize)
        .rev()
        .step_by(300)
        .find(|bytes| value(FieldKind::Portrait, &picture(*bytes)).is_ok())
        .unwrap();
    let claims = read_claims(
        &form_with(FieldKind::Portrait),
        &typed(&[("x", &picture(largest))]),
        TODAY,
    )
    .unwrap();
    assert!(claims.byte_length() + 4_096 <= REQUEST_LIMIT);
    assert!(claims.byte_length() + 4_096 + 1_000 > REQUEST_LIMIT);
}

#[test]
fn a_picture_that_only_with_the_rest_is_too_large_is_told_at_the_picture() {
    let mut form = form_with(FieldKind::Portrait);
    form.fields
        .extend((0..5).map(|number| field(&format!("t{number}"), FieldKind::Text)));
    let photo = picture(360_000);
    let text = "x".repeat(10_000);
    let pairs = [
        ("x", photo.as_str()),
        ("t0", &text),
        ("t1", &text),
        ("t2", &text),
        ("t3", &text),
    ];
    assert_eq!(
        read(&form, &pairs),
        Err(vec![("x".to_owned(), Problem::PictureTooLarge)])
    );
}

#[test]
fn too_many_long_texts_are_told_at_the_longest() {
    let ids: Vec<String> = (0..20).map(|number| format!("t{number}")).collect();
    let form = Form {
        fields: ids.iter().map(|id| field(id, FieldKind::Text)).collect(),
        ..Form::default()
    };
    let (long, longest) = ("\u{1f600}".repeat(9_000), "\u{1f600}".repeat(9_001));
    let pairs: Vec<(&str, &str)> = ids
        .iter()
        .map(|id| {
            (
                id.as_str(),
                if id == "t7" {
                    longest.as_str()
                } else {
                    long.as_str()
                },
            )
        })
        .collect();
    assert_eq!(
        read(&form, &pairs),
        Err(vec![("t7".to_owned(), Problem::RequestTooLarge)])
    );
}

#[test]
fn the_length_is_that_of_compact_json() {
    let claims = read_claims(
        &form_with(FieldKind::Text),
        &typed(&[("x", "H\u{113}mi \"Q\"")]),
        TODAY,
    )
    .unwrap();
    assert_eq!(
        claims.byte_length(),
        json!({"x": "H\u{113}mi \"Q\""}).to_string().len()
    );
    assert!(!claims.is_empty());
}

/// What `Drop` does; freed memory itself cannot be looked at without unsafe code.
#[test]
fn wiping_empties_every_text() {
    let mut value = json!({"a": "text", "b": [{"c": "text"}, 1, true, null]});
    crate::claims::wipe(&mut value);
    assert_eq!(value, json!({"a": "", "b": [{"c": ""}, 1, true, null]}));
}
