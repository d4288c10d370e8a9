use rstest::rstest;

use super::{Case, each_fails_at, uri_with};
use crate::tenant::LinkPrefix;

fn uri_ending(case: &mut Case, end: &str) {
    case.uri = Some(format!("{}{end}", case.uri()));
}

fn uri_replacing(case: &mut Case, from: &str, to: &str) {
    let uri = case.uri();
    assert!(uri.contains(from));
    case.uri = Some(uri.replacen(from, to, 1));
}

#[test]
fn v4_ascii_legally_encoded_and_utf8_inside() {
    each_fails_at(
        4,
        &[
            ("empty", |case| case.uri = Some(String::new())),
            ("blank", |case| uri_replacing(case, "%20", " ")),
            ("plus for a blank", |case| uri_replacing(case, "%20", "+")),
            ("line feed", |case| uri_ending(case, "\n")),
            ("NUL", |case| uri_ending(case, "\0")),
            ("letter outside ASCII", |case| uri_ending(case, "\u{113}")),
            ("quote", |case| uri_replacing(case, "%22", "\"")),
            ("brace", |case| uri_replacing(case, "%7B", "{")),
            ("backslash", |case| uri_ending(case, "\\")),
            ("lone per cent", |case| uri_ending(case, "%")),
            ("half a byte", |case| uri_ending(case, "%2")),
            ("no hexadecimal digits", |case| uri_ending(case, "%zz")),
            ("no UTF-8", |case| uri_ending(case, "%FF")),
            ("overlong UTF-8", |case| uri_ending(case, "%C0%AF")),
            ("surrogate", |case| uri_ending(case, "%ED%A0%80")),
            ("old unicode escape", |case| uri_ending(case, "%u0113")),
        ],
    );
}

#[test]
fn v5_the_scheme_and_one_parameter() {
    each_fails_at(
        5,
        &[
            ("another scheme", |case| {
                uri_replacing(case, "openid-credential-offer", "openid4vci-offer")
            }),
            ("capitals", |case| uri_replacing(case, "openid", "OPENID")),
            ("https", |case| {
                uri_replacing(case, "openid-credential-offer://", "https://wallet.example")
            }),
            ("javascript", |case| {
                uri_replacing(case, "openid-credential-offer://", "javascript:")
            }),
            ("no slashes", |case| uri_replacing(case, "://?", ":?")),
            ("a path", |case| uri_replacing(case, "://?", ":///?")),
            ("a host", |case| uri_replacing(case, "://?", "://host?")),
            ("user information", |case| {
                uri_replacing(case, "://?", "://a@b?")
            }),
            ("a port", |case| uri_replacing(case, "://?", "://:80?")),
            ("by reference", |case| {
                uri_replacing(case, "?credential_offer=", "?credential_offer_uri=")
            }),
            ("reference beside value", |case| {
                uri_ending(case, "&credential_offer_uri=https%3A%2F%2Fa.example")
            }),
            ("the parameter twice", |case| {
                uri_ending(case, "&credential_offer=%7B%7D")
            }),
            ("another parameter", |case| uri_ending(case, "&x=1")),
            ("another parameter first", |case| {
                uri_replacing(case, "?", "?x=1&")
            }),
            ("old separator", |case| uri_ending(case, ";x=1")),
            ("a fragment", |case| uri_ending(case, "#x")),
            ("no parameter", |case| {
                case.uri = Some("openid-credential-offer://?".to_owned())
            }),
            ("empty parameter", |case| case.uri = Some(uri_with(""))),
            ("capital parameter", |case| {
                uri_replacing(case, "?credential", "?Credential")
            }),
            ("encoded twice", |case| uri_replacing(case, "%7B", "%257B")),
            ("array inside", |case| case.uri = Some(uri_with("[]"))),
            ("trailing bytes inside", |case| uri_ending(case, "x")),
            ("a member twice inside", |case| {
                let offer = case.offer.to_string().replacen('{', r#"{"grants":{},"#, 1);
                case.uri = Some(uri_with(&offer));
            }),
        ],
    );
}

#[rstest]
fn v4_a_control_character_inside_text_is_json_business(#[values("%00", "%0a")] control: &str) {
    let mut case = Case::documented();
    uri_ending(&mut case, control);
    let expected = if control == "%0a" { None } else { Some(5) };
    assert_eq!(case.check().err(), expected);
}

#[test]
fn v4_and_v5_never_panic_on_a_uri_cut_anywhere() {
    let whole = Case::documented().uri();
    for length in 0..whole.len() {
        let mut case = Case::documented();
        case.uri = Some(whole[..length].to_owned());
        assert!(matches!(case.check().err(), Some(4 | 5)), "cut at {length}");
    }
}

/// Makes the offer so long that its URI has this many bytes.
fn grow(case: &mut Case, bytes: usize) {
    let more = "A".repeat(bytes - case.uri().len());
    let code = &mut case.grant()["pre-authorized_code"];
    *code = serde_json::json!(format!("{more}{}", code.as_str().unwrap()));
    assert_eq!(case.uri().len(), bytes);
}

#[test]
fn v17_no_longer_than_any_qr_code_may_be_with_the_tenants_link_prefix() {
    let mut longest = Case::documented();
    grow(&mut longest, 1_465);
    assert!(longest.check().is_ok());
    each_fails_at(
        17,
        &[
            ("one byte more", |case| grow(case, 1_466)),
            ("more than any QR code holds", |case| grow(case, 2_954)),
            ("nearly as large as a reply", |case| grow(case, 60_000)),
            ("the link prefix makes it longer", |case| {
                grow(case, 1_465);
                let prefix = "https://wallet.example.org/openid-credential-offer";
                case.context.link_prefix = Some(LinkPrefix::new(prefix).unwrap());
            }),
        ],
    );
}
