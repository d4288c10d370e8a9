use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};

use super::{Case, OTHER, each_fails_at, each_passes, time};

#[test]
fn v1_success_json_of_at_most_64_kib() {
    each_fails_at(
        1,
        &[
            ("redirect", |case| case.status = 302),
            ("informational", |case| case.status = 199),
            ("server fault", |case| case.status = 500),
            ("empty", |case| case.body = Some(Vec::new())),
            ("HTML", |case| case.body = Some(b"<html></html>".to_vec())),
            ("UTF-16", |case| {
                case.body = Some(b"\xFF\xFE{\0}\0".to_vec())
            }),
            ("byte order mark", |case| {
                case.body = Some([b"\xEF\xBB\xBF".to_vec(), case.body()].concat())
            }),
            ("trailing bytes", |case| {
                case.body = Some([case.body(), b"x".to_vec()].concat())
            }),
            ("two values", |case| {
                case.body = Some([case.body(), case.body()].concat())
            }),
            ("number with a leading zero", |case| {
                case.body = Some(br#"{"transactionCode":048213}"#.to_vec())
            }),
            ("number out of range", |case| {
                case.body = Some(br#"{"expiresAt":1e999}"#.to_vec())
            }),
            ("NaN", |case| {
                case.body = Some(br#"{"expiresAt":NaN}"#.to_vec())
            }),
            ("lone surrogate", |case| {
                case.body = Some(br#"{"id":"\ud800"}"#.to_vec())
            }),
            ("comment", |case| case.body = Some(b"{/* */}".to_vec())),
            ("too long", |case| {
                case.body = Some([case.body(), vec![b' '; 64 * 1024]].concat())
            }),
        ],
    );
}

#[test]
fn v1_a_reply_cut_at_any_byte_is_refused_and_never_panics() {
    let whole = Case::documented().body();
    for length in 0..whole.len() {
        let mut case = Case::documented();
        case.body = Some(whole[..length].to_vec());
        assert_eq!(case.check().err(), Some(1), "cut at {length}");
    }
}

#[test]
fn v2_strict_json_of_the_documented_types() {
    each_fails_at(
        2,
        &[
            ("a member twice", |case| {
                let body = String::from_utf8(case.body()).unwrap();
                case.body = Some(body.replacen('{', r#"{"id":"other","#, 1).into_bytes());
            }),
            ("a nested member twice", |case| {
                let body = String::from_utf8(case.body()).unwrap();
                case.body = Some(body.replacen('{', r#"{"x":{"a":1,"a":2},"#, 1).into_bytes());
            }),
            ("too deep", |case| {
                let deep = format!("{}{}", "[".repeat(17), "]".repeat(17));
                case.reply["x"] = serde_json::from_str(&deep).unwrap();
            }),
            ("an array", |case| case.body = Some(b"[]".to_vec())),
            ("a text", |case| case.body = Some(b"\"x\"".to_vec())),
            ("null", |case| case.body = Some(b"null".to_vec())),
            ("no id", |case| case.reply["id"] = Value::Null),
            ("id as a number", |case| case.reply["id"] = json!(7)),
            ("id in an array", |case| {
                case.reply["id"] = json!(["7b8e4d52-6c1f-4b02-a6f4-2f9d0b1c3e55"])
            }),
            ("no uri", |case| case.reply["uri"] = Value::Null),
            ("uri as an object", |case| {
                case.reply["uri"] = json!({"uri": "x"})
            }),
            ("user as a number", |case| case.reply["userId"] = json!(1)),
            ("code as a truth value", |case| {
                case.reply["transactionCode"] = json!(true)
            }),
            ("code in an array", |case| {
                case.reply["transactionCode"] = json!(["048213"])
            }),
        ],
    );
    each_passes(&[("16 levels", |case| {
        let deep = format!("{}{}", "[".repeat(15), "]".repeat(15));
        case.reply["x"] = serde_json::from_str(&deep).unwrap();
    })]);
}

#[test]
fn v3_ids_are_uuids_and_the_user_is_the_one_asked_for() {
    each_fails_at(
        3,
        &[
            ("id empty", |case| case.reply["id"] = json!("")),
            ("id no uuid", |case| case.reply["id"] = json!("1234")),
            ("id nil", |case| {
                case.reply["id"] = json!("00000000-0000-0000-0000-000000000000")
            }),
            ("id in braces", |case| {
                case.reply["id"] = json!("{7b8e4d52-6c1f-4b02-a6f4-2f9d0b1c3e55}")
            }),
            ("id as a URN", |case| {
                case.reply["id"] = json!("urn:uuid:7b8e4d52-6c1f-4b02-a6f4-2f9d0b1c3e55")
            }),
            ("id with a blank", |case| {
                case.reply["id"] = json!("7b8e4d52-6c1f-4b02-a6f4-2f9d0b1c3e55 ")
            }),
            ("id with a path", |case| {
                case.reply["id"] = json!("../7b8e4d52-6c1f-4b02-a6f4-2f9d0b1c3e55")
            }),
            ("another user", |case| case.reply["userId"] = json!(OTHER)),
            ("no user", |case| case.reply["userId"] = Value::Null),
            ("user no uuid", |case| {
                case.reply["userId"] = json!("someone")
            }),
            ("user no uuid, none asked", |case| {
                case.asked_user = None;
                case.reply["userId"] = json!("someone");
            }),
        ],
    );
    each_passes(&[("any user when none was asked for", |case| {
        case.asked_user = None;
        case.reply["userId"] = json!(OTHER);
    })]);
}

#[test]
fn v16_a_lifetime_as_asked() {
    each_fails_at(
        16,
        &[
            ("past", |case| {
                case.reply["expiresAt"] = json!("2026-03-02T00:59:59Z")
            }),
            ("now", |case| {
                case.reply["expiresAt"] = json!("2026-03-02T01:00:00.4Z")
            }),
            ("epoch zero", |case| case.reply["expiresAt"] = json!(0)),
            ("negative", |case| case.reply["expiresAt"] = json!(-1)),
            ("over 11 minutes away", |case| {
                case.reply["expiresAt"] = json!("2026-03-02T01:11:01Z")
            }),
            ("tomorrow", |case| {
                case.reply["expiresAt"] = json!("2026-03-03T01:05:00Z")
            }),
            ("year 9999", |case| {
                case.reply["expiresAt"] = json!("9999-12-30T00:00:00Z")
            }),
            ("tomorrow in milliseconds", |case| {
                case.reply["expiresAt"] = json!(1_772_499_900_000_i64)
            }),
        ],
    );
}

#[rstest]
#[case(json!("2026-03-02T01:05:00.000Z"))]
#[case(json!("2026-03-02T01:05:00Z"))]
#[case(json!("2026-03-02T14:05:00.000000000+13:00"))]
#[case(json!(1_772_413_500))]
#[case(json!(1_772_413_500_000_i64))]
fn v16_every_documented_form_of_a_time_is_read(#[case] expires_at: Value) {
    let mut case = Case::documented();
    case.reply["expiresAt"] = expires_at;
    let offer = case.check().unwrap();
    assert_eq!(offer.expires_at, Some(time("2026-03-02T01:05:00Z")));
    assert!(!offer.lifetime_shortened);
}

#[rstest]
#[case(Value::Null)]
#[case(json!(""))]
#[case(json!("soon"))]
#[case(json!("2026-03-02T01:05:00"))]
#[case(json!("1772413500"))]
#[case(json!(1_772_413_500_000_000_i64))]
#[case(json!({"at": 1}))]
#[case(json!(true))]
fn v16_a_time_that_cannot_be_read_is_left_out(#[case] expires_at: Value) {
    let mut case = Case::documented();
    case.reply["expiresAt"] = expires_at;
    assert_eq!(case.check().unwrap().expires_at, None);
}

#[rstest]
#[case::as_asked("2026-03-02T01:05:00Z", "2026-03-02T01:05:00Z", false)]
#[case::a_little_more("2026-03-02T01:05:05Z", "2026-03-02T01:05:05Z", false)]
#[case::more("2026-03-02T01:05:05.001Z", "2026-03-02T01:05:00Z", true)]
#[case::twice_as_much("2026-03-02T01:10:00Z", "2026-03-02T01:05:00Z", true)]
#[case::the_most("2026-03-02T01:11:00Z", "2026-03-02T01:05:00Z", true)]
#[case::less("2026-03-02T01:01:00Z", "2026-03-02T01:01:00Z", false)]
#[case::a_second("2026-03-02T01:00:01Z", "2026-03-02T01:00:01Z", false)]
fn v16_the_shorter_of_both_lifetimes_counts(
    #[case] given: &str,
    #[case] used: &str,
    #[case] shortened: bool,
) {
    let mut case = Case::documented();
    case.reply["expiresAt"] = json!(given);
    let offer = case.check().unwrap();
    assert_eq!(
        (offer.expires_at, offer.lifetime_shortened),
        (Some(time(used)), shortened)
    );
}

#[test]
fn v16_the_asked_lifetime_counts_from_the_start_of_the_request() {
    let mut case = Case::documented();
    case.round_trip = Duration::from_secs(20);
    case.context.server_now = time("2026-03-02T01:00:20Z");
    case.reply["expiresAt"] = json!("2026-03-02T01:08:00Z");
    assert_eq!(
        case.check().unwrap().expires_at,
        Some(time("2026-03-02T01:05:00Z"))
    );
}

#[test]
fn v19_a_reply_after_a_change_of_tenant_is_refused() {
    let mut case = Case::documented();
    case.context.tenant_id = super::USER;
    assert_eq!(case.check().err(), Some(19));
}
