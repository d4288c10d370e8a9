//! The pasted object (mattr-vii.md 2, K13).

use mattr_vii::{VendorJsonError as Bad, read_vendor_json};

const GOOD: &str = r#"{"audience":"https://council.vii.nz01.mattr.global","auth_url":"https://auth.nz01.mattr.global",
 "tenant_url":"https://council.vii.nz01.mattr.global","client_id":"abc","client_secret":"canary"}"#;

fn refusal(text: &str) -> Bad {
    read_vendor_json(text).err().unwrap()
}

#[test]
fn the_vendors_object_is_read() {
    let read = read_vendor_json(GOOD).ok().unwrap();
    assert_eq!(
        read.input.tenant_url,
        "https://council.vii.nz01.mattr.global"
    );
    assert_eq!(read.input.auth_url, "https://auth.nz01.mattr.global");
    assert_eq!(read.input.audience, "https://council.vii.nz01.mattr.global");
    assert_eq!(read.input.client_id, "abc");
    assert_eq!(read.client_secret.unwrap().expose(), "canary");
}

#[test]
fn the_secret_may_be_absent_and_extra_names_are_ignored() {
    let text = GOOD.replace(r#""client_secret":"canary""#, r#""note":["x"]"#);
    assert!(
        read_vendor_json(&text)
            .ok()
            .unwrap()
            .client_secret
            .is_none()
    );
}

#[test]
fn a_byte_order_mark_from_a_clipboard_is_forgiven() {
    assert!(read_vendor_json(&format!("\u{feff}{GOOD}")).is_ok());
}

#[rstest::rstest]
#[case("tenant_url", "tenat_url")]
#[case("tenant_url", "tenantUrl")]
#[case("auth_url", "Auth-URL")]
#[case("client_id", "clientid")]
#[case("client_secret", "client_secrt")]
fn a_misspelled_name_is_told_with_the_right_one(#[case] right: &'static str, #[case] wrong: &str) {
    let text = GOOD.replace(right, wrong);
    let expected = Bad::WrongKey {
        found: wrong.to_owned(),
        expected: right,
    };
    assert_eq!(refusal(&text), expected);
}

/// An error shows the name as it was found: what is longer than any misspelling may hold anything.
#[test]
fn a_long_name_is_no_misspelling_however_it_starts() {
    let long = format!("client_id{}canary", "-".repeat(40));
    let text = GOOD.replace("client_id", &long);
    assert_eq!(refusal(&text), Bad::MissingKey("client_id"));
}

#[test]
fn a_missing_name_is_told() {
    let text = GOOD.replace("client_id", "something_else");
    assert_eq!(refusal(&text), Bad::MissingKey("client_id"));
}

#[test]
fn a_value_that_is_not_text_is_told_by_name() {
    let text = GOOD.replace(r#""abc""#, "17");
    assert_eq!(refusal(&text), Bad::NotText("client_id"));
}

#[rstest::rstest]
#[case("", Bad::Empty)]
#[case(" \n", Bad::Empty)]
#[case("[]", Bad::NotAnObject)]
#[case("\"x\"", Bad::NotAnObject)]
#[case("{\n  \"audience\": \"x\"\n  \"auth_url\"", Bad::NotJson { line: 3, column: 3 })]
#[case("{\n \u{201c}audience\u{201d}: 1}", Bad::SmartQuote { line: 2, column: 2 })]
fn broken_text_is_told_by_place(#[case] text: &str, #[case] expected: Bad) {
    assert_eq!(refusal(text), expected);
}

#[test]
fn a_name_given_twice_is_told() {
    let text = GOOD.replace("client_id", "audience");
    assert!(matches!(refusal(&text), Bad::DuplicateKey { line: 2, .. }));
}

#[test]
fn no_error_shows_a_value() {
    for cut in 0..GOOD.len() {
        let error = refusal(&GOOD[..cut]);
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}
