use rstest::rstest;
use serde_json::{Value, json};

use super::{CONFIGURATION, Case, ISSUER, OTHER, each_fails_at, each_passes};
use crate::offer::checks::review::GRANT;

#[test]
fn v6_the_pinned_issuer_as_plain_text() {
    each_fails_at(
        6,
        &[
            ("absent", |case| {
                case.offer["credential_issuer"] = Value::Null
            }),
            ("number", |case| case.offer["credential_issuer"] = json!(1)),
            ("empty", |case| case.offer["credential_issuer"] = json!("")),
            ("trailing slash", |case| {
                case.offer["credential_issuer"] = json!("https://council.example/")
            }),
            ("port", |case| {
                case.offer["credential_issuer"] = json!("https://council.example:443")
            }),
            ("capitals", |case| {
                case.offer["credential_issuer"] = json!("https://Council.example")
            }),
            ("http", |case| {
                case.offer["credential_issuer"] = json!("http://council.example")
            }),
            ("longer host", |case| {
                case.offer["credential_issuer"] = json!("https://council.example.org")
            }),
            ("look-alike", |case| {
                case.offer["credential_issuer"] = json!("https://counci1.example")
            }),
            ("cyrillic", |case| {
                case.offer["credential_issuer"] = json!("https://\u{441}ouncil.example")
            }),
            ("user information", |case| {
                case.offer["credential_issuer"] = json!("https://a@council.example")
            }),
            ("none pinned", |case| case.context.issuer = None),
            ("pinned with a query", |case| {
                case.context.issuer = Some("https://council.example?x".to_owned());
                case.offer["credential_issuer"] = json!("https://council.example?x");
            }),
            ("pinned with a fragment", |case| {
                case.context.issuer = Some("https://council.example#x".to_owned());
                case.offer["credential_issuer"] = json!("https://council.example#x");
            }),
            ("pinned without https", |case| {
                case.context.issuer = Some("http://council.example".to_owned());
                case.offer["credential_issuer"] = json!("http://council.example");
            }),
        ],
    );
}

#[test]
fn v7_the_configurations_asked_for() {
    each_fails_at(
        7,
        &[
            ("both arrays absent", |case| {
                case.offer.as_object_mut().unwrap().remove("credentials");
                case.offer
                    .as_object_mut()
                    .unwrap()
                    .remove("credential_configuration_ids");
            }),
            ("empty", |case| {
                case.offer["credential_configuration_ids"] = json!([])
            }),
            ("null", |case| {
                case.offer["credential_configuration_ids"] = Value::Null
            }),
            ("another", |case| {
                case.offer["credential_configuration_ids"] = json!([OTHER])
            }),
            ("one more", |case| {
                case.offer["credential_configuration_ids"] = json!([CONFIGURATION, OTHER])
            }),
            ("one twice", |case| {
                case.offer["credential_configuration_ids"] = json!([CONFIGURATION, CONFIGURATION])
            }),
            ("one fewer", |case| {
                case.asked_ids = vec![CONFIGURATION, OTHER]
            }),
            ("one twice instead of two", |case| {
                case.asked_ids = vec![CONFIGURATION, OTHER];
                case.offer["credential_configuration_ids"] = json!([CONFIGURATION, CONFIGURATION]);
            }),
            ("a number among them", |case| {
                case.offer["credential_configuration_ids"] = json!([CONFIGURATION, 1])
            }),
            ("a text", |case| {
                case.offer["credential_configuration_ids"] = json!(CONFIGURATION)
            }),
            ("capitals, which wallets compare", |case| {
                case.offer["credential_configuration_ids"] =
                    json!([CONFIGURATION.to_string().to_uppercase()]);
            }),
            ("older array differs", |case| {
                case.offer["credentials"] = json!([OTHER])
            }),
            ("older array empty", |case| {
                case.offer["credentials"] = json!([])
            }),
            ("older array of objects", |case| {
                case.offer["credentials"] = json!([{"format": "mso_mdoc"}])
            }),
            ("lone older array differs", |case| {
                case.offer
                    .as_object_mut()
                    .unwrap()
                    .remove("credential_configuration_ids");
                case.offer["credentials"] = json!([OTHER]);
            }),
        ],
    );
}

#[test]
fn v8_one_grant_the_pre_authorized_one() {
    each_fails_at(
        8,
        &[
            ("no grants", |case| case.offer["grants"] = Value::Null),
            ("empty", |case| case.offer["grants"] = json!({})),
            ("array", |case| case.offer["grants"] = json!([{}])),
            ("another", |case| {
                case.offer["grants"] = json!({"authorization_code": {}})
            }),
            ("two", |case| {
                case.offer["grants"]["authorization_code"] = json!({})
            }),
            ("null", |case| case.offer["grants"][GRANT] = Value::Null),
            ("text", |case| case.offer["grants"][GRANT] = json!("code")),
        ],
    );
}

#[test]
fn v9_a_long_pre_authorized_code() {
    each_fails_at(
        9,
        &[
            ("absent", |case| {
                drop(case.grant().remove("pre-authorized_code"))
            }),
            ("null", |case| {
                case.grant()["pre-authorized_code"] = Value::Null
            }),
            ("number", |case| {
                case.grant()["pre-authorized_code"] = json!(1_234_567_890)
            }),
            ("empty", |case| {
                case.grant()["pre-authorized_code"] = json!("")
            }),
            ("21 characters", |case| {
                case.grant()["pre-authorized_code"] = json!("a".repeat(21))
            }),
            ("control character", |case| {
                case.grant()["pre-authorized_code"] = json!("a\n".repeat(20))
            }),
            ("blanks", |case| {
                case.grant()["pre-authorized_code"] = json!(" ".repeat(30))
            }),
            ("outside ASCII", |case| {
                case.grant()["pre-authorized_code"] = json!("\u{113}".repeat(30))
            }),
        ],
    );
    each_passes(&[("22 characters", |case| {
        case.grant()["pre-authorized_code"] = json!("a".repeat(22))
    })]);
}

#[rstest]
#[case::none_listed(&[], Some(15))]
#[case::only_one_listed(&["https://auth.example"], Some(15))]
#[case::another_pair(&["https://a.example", "https://b.example"], Some(15))]
#[case::listed_with_a_slash(&["https://auth.example/", "https://b.example"], Some(15))]
#[case::one_of_two(&["https://b.example", "https://auth.example"], None)]
fn v15_an_authorization_server_of_several(#[case] listed: &[&str], #[case] failed: Option<u8>) {
    let mut case = Case::documented();
    case.grant().insert(
        "authorization_server".to_owned(),
        json!("https://auth.example"),
    );
    case.context.authorization_servers = listed.iter().map(ToString::to_string).collect();
    assert_eq!(case.check().err(), failed);
}

#[test]
fn v15_an_authorization_server_must_be_text() {
    let mut case = Case::documented();
    case.context.authorization_servers = vec![ISSUER.to_owned(), "https://b.example".to_owned()];
    for server in [json!(1), Value::Null, json!([ISSUER])] {
        case.grant()
            .insert("authorization_server".to_owned(), server);
        assert_eq!(case.check().err(), Some(15));
    }
}
