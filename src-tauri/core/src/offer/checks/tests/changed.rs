//! K4: every field changed in every way. Nothing may panic, and nothing that matters may pass.

use serde_json::{Value, json};

use super::Case;
use crate::offer::checks::review::GRANT;

const IN_REPLY: [&str; 5] = ["/id", "/userId", "/uri", "/expiresAt", "/transactionCode"];

/// Changes that the rules tolerate: the field, and what makes the change harmless.
fn is_tolerated(field: &str, change: Option<&Value>) -> bool {
    let absent = change.is_none();
    match field.rsplit('/').next().unwrap_or_default() {
        // V16 leaves out what is no time; a number is a time that has passed.
        "expiresAt" => change.is_none_or(|value| !value.is_number() || *value == json!(u64::MAX)),
        // R8: the code 000001.
        "transactionCode" => change == Some(&json!(1)),
        // R2 accepts either array; OpenID4VCI has defaults for the other two.
        "credentials" | "credential_configuration_ids" | "length" | "input_mode" => absent,
        _ => false,
    }
}

fn change_at(root: &mut Value, field: &str, change: Option<&Value>) {
    let (parent, name) = field.rsplit_once('/').unwrap();
    let parent = root.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match change {
        Some(value) => drop(parent.insert(name.to_owned(), value.clone())),
        None => drop(parent.remove(name)),
    }
}

#[test]
fn every_field_changed_in_every_way_is_refused_unless_the_rules_tolerate_it() {
    let grant = format!("/grants/{GRANT}");
    let in_offer = [
        "/credential_issuer".to_owned(),
        "/credentials".to_owned(),
        "/credential_configuration_ids".to_owned(),
        "/grants".to_owned(),
        grant.clone(),
        format!("{grant}/pre-authorized_code"),
        format!("{grant}/tx_code"),
        format!("{grant}/tx_code/length"),
        format!("{grant}/tx_code/input_mode"),
        format!("{grant}/tx_code/description"),
    ];
    let changes = [
        None,
        Some(Value::Null),
        Some(json!("")),
        Some(json!(1)),
        Some(json!(-1)),
        Some(json!(u64::MAX)),
        Some(json!("\u{113}")),
        Some(json!("a\u{1}b")),
        Some(json!([])),
        Some(json!({})),
        Some(json!(true)),
        Some(json!("x".repeat(10_000))),
    ];
    for change in &changes {
        for field in IN_REPLY {
            let mut case = Case::documented();
            case.reply["uri"] = json!(case.uri());
            change_at(&mut case.reply, field, change.as_ref());
            if field == "/uri" && change.is_none() {
                case.reply["uri"] = Value::Null;
            }
            let passed = case.check().is_ok();
            assert_eq!(
                passed,
                is_tolerated(field, change.as_ref()),
                "{field} {change:.40?}"
            );
        }
        for field in &in_offer {
            let mut case = Case::documented();
            change_at(&mut case.offer, field, change.as_ref());
            let passed = case.check().is_ok();
            assert_eq!(
                passed,
                is_tolerated(field, change.as_ref()),
                "{field} {change:.40?}"
            );
        }
    }
}

#[test]
fn no_changed_byte_makes_it_panic_or_changes_what_is_shown() {
    let whole = Case::documented().body();
    for index in 0..whole.len() {
        for byte in [b'"', b'}', b'%', b'0', 0x00, 0xff] {
            let mut body = whole.clone();
            body[index] = byte;
            let text = String::from_utf8_lossy(&body).into_owned();
            let mut case = Case::documented();
            case.body = Some(body);
            if let Ok(offer) = case.check() {
                assert!(text.contains(offer.uri.expose()));
                assert!(text.contains(offer.code.unwrap().expose()));
            }
        }
    }
}
