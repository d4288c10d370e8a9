use rstest::rstest;
use serde_json::json;

use super::{CONFIGURATION, Case, OFFER, OTHER, USER, time};
use crate::offer::checks::CHECKS;

#[test]
fn the_table_has_twenty_numbered_checks_of_which_three_need_a_display() {
    let numbers: Vec<u8> = CHECKS.iter().map(|check| check.number).collect();
    assert_eq!(numbers, (1..=20).collect::<Vec<u8>>());
    let at_display: Vec<u8> = CHECKS
        .iter()
        .filter(|check| !check.is_on_reply())
        .map(|check| check.number)
        .collect();
    assert_eq!(at_display, [18, 20]);
}

/// The seed's own example: a create with only `credentials`.
#[test]
fn the_reply_to_a_create_with_only_credentials_is_accepted() {
    let case = Case::smallest();
    let offer = case.check().unwrap();
    assert_eq!((offer.offer_id, offer.user_id), (OFFER, Some(USER)));
    assert!(offer.code.is_none());
    assert_eq!(offer.uri.expose(), case.uri());
    assert_eq!(offer.expires_at, Some(time("2026-03-02T01:05:00Z")));
    assert!(!offer.lifetime_shortened && !offer.legacy_ids_only && !offer.unusual_code);
    assert!(offer.unknown_members.is_empty());
}

/// The seed's own example: `transactionCode` as a JSON number, `expiresAt` as ISO text, the
/// documented URI.
#[test]
fn a21_the_documented_reply_with_its_code_as_a_number_is_accepted_with_its_leading_zero() {
    let mut case = Case::documented();
    case.body = Some(
        format!(
            r#"{{ "id":"{OFFER}", "userId":"{USER}",
          "uri":"{}",
          "expiresAt":"2026-03-02T01:05:00.000Z", "transactionCode":48213 }}"#,
            case.uri()
        )
        .into_bytes(),
    );
    let offer = case.check().unwrap();
    assert_eq!(offer.code.unwrap().expose(), "048213");
    assert_eq!(
        offer.pre_authorized_code.expose(),
        "92m08rPj+lQRQVTS2j/P0lV5RrLI2tXGtW2mKvQluog="
    );
    assert_eq!(offer.uri.expose(), case.uri());
    assert_eq!(offer.expires_at, Some(time("2026-03-02T01:05:00Z")));
}

/// The sample of mattr-vii.md 4.4 as a browser's `encodeURIComponent` writes it.
#[test]
fn the_documented_uri_is_accepted_as_browsers_encode_it() {
    let mut case = Case::documented();
    case.uri = Some(concat!(
        "openid-credential-offer://?credential_offer=%7B%22credential_issuer%22%3A%22https%3A%2F%2Fcouncil.example%22%2C",
        "%22credentials%22%3A%5B%223d5c0f6e-2b71-4a0e-8c3d-6f0f5f1f9a10%22%5D%2C",
        "%22credential_configuration_ids%22%3A%5B%223d5c0f6e-2b71-4a0e-8c3d-6f0f5f1f9a10%22%5D%2C",
        "%22grants%22%3A%7B%22urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Apre-authorized_code%22%3A%7B",
        "%22pre-authorized_code%22%3A%2292m08rPj%2BlQRQVTS2j%2FP0lV5RrLI2tXGtW2mKvQluog%3D%22%2C",
        "%22tx_code%22%3A%7B%22length%22%3A6%2C%22input_mode%22%3A%22numeric%22%2C",
        "%22description%22%3A%22Ask%20the%20desk%20for%20your%206-digit%20code%22%7D%7D%7D%7D",
    ).to_owned());
    assert_eq!(case.check().unwrap().uri.expose(), case.uri());
}

#[rstest]
fn any_success_status_is_accepted(#[values(200, 201, 202, 299)] status: u16) {
    let mut case = Case::documented();
    case.status = status;
    assert!(case.check().is_ok());
}

#[test]
fn neither_member_order_nor_white_space_matters() {
    let mut case = Case::documented();
    let uri = super::uri_with(&format!(
        " {{\n\"grants\" : {} ,\t\"credential_configuration_ids\":[ \"{CONFIGURATION}\" ],\"credentials\":[\"{CONFIGURATION}\"], \"credential_issuer\":\"https://council.example\"}}\r\n",
        case.offer["grants"]
    ));
    case.body = Some(format!(
        "\n{{\"transactionCode\" : \"048213\",\r\n\t\"uri\":\"{uri}\",\"expiresAt\":\"2026-03-02T01:05:00Z\",\"userId\":\"{USER}\",\"id\":\"{OFFER}\"}} \n"
    ).into_bytes());
    assert_eq!(case.check().unwrap().uri.expose(), uri);
}

#[test]
fn unknown_members_are_accepted_and_named_without_their_values() {
    let mut case = Case::documented();
    case.reply["state"] = json!("OFFERED");
    case.offer["display\n"] = json!({"inner": "text"});
    case.grant().insert("interval".to_owned(), json!(5));
    case.tx_code()
        .insert("hint_url".to_owned(), json!("https://council.example"));
    let names = case.check().unwrap().unknown_members;
    assert_eq!(
        names,
        [
            "state",
            "credential_offer.display?",
            "grant.interval",
            "tx_code.hint_url"
        ]
    );
}

#[test]
fn names_of_unknown_members_are_few_and_short() {
    let mut case = Case::documented();
    for number in 0..50 {
        case.reply[format!("{}{number}", "x".repeat(500))] = json!(1);
    }
    let names = case.check().unwrap().unknown_members;
    assert_eq!(names.len(), 20);
    assert!(names.iter().all(|name| name.len() < 90));
}

#[test]
fn a_lone_older_id_array_is_accepted_and_marked() {
    let mut case = Case::documented();
    case.offer
        .as_object_mut()
        .unwrap()
        .remove("credential_configuration_ids");
    assert!(case.check().unwrap().legacy_ids_only);
    let mut case = Case::documented();
    case.offer.as_object_mut().unwrap().remove("credentials");
    assert!(!case.check().unwrap().legacy_ids_only);
}

#[test]
fn several_configurations_may_come_in_any_order() {
    let mut case = Case::documented();
    case.asked_ids = vec![CONFIGURATION, OTHER];
    case.offer["credential_configuration_ids"] = json!([OTHER, CONFIGURATION]);
    case.offer["credentials"] = json!([CONFIGURATION, OTHER]);
    assert!(case.check().is_ok());
}

#[test]
fn the_practice_issuer_may_be_http_on_this_computer_only_when_allowed() {
    let mut case = Case::documented();
    case.offer["credential_issuer"] = json!("http://127.0.0.1:8443");
    case.context.issuer = Some("http://127.0.0.1:8443".to_owned());
    assert_eq!(case.check().err(), Some(6));
    case.context.loopback_issuer = true;
    assert!(case.check().is_ok());
    case.offer["credential_issuer"] = json!("http://council.example");
    case.context.issuer = Some("http://council.example".to_owned());
    assert_eq!(case.check().err(), Some(6));
}

/// R73: no part of the offer is in what a log line could print.
#[test]
fn a_checked_offer_prints_no_secret() {
    let printed = format!("{:?}", Case::documented().check().unwrap());
    for secret in ["048213", "92m08rPj", "credential_offer="] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
