//! K16: every command with no argument, wrong types, unknown members and far too much. Each is
//! refused by its reader or by the limits, and nothing panics.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use counterfoil_core::{
    activity::ActivityRequest,
    claims::ReviewRequest,
    desk::{ExportActivityRequest, ExportOffersRequest},
    holder::PrepareHolderRequest,
    offer::view::{DraftRequest, PendingRequest},
    portrait::PortraitRequest,
    preset::Preset,
    roster::RosterRequest,
    session::view::TenantRequest,
};

use super::contract;
use crate::{commands::limits::fits, ipc::*};

const ID: &str = "018f4c5e-7d2a-7c3b-9a1e-5b6c7d8e9f00";
const DAY: &str = "2026-11-26T00:00:00Z";

struct Command {
    name: &'static str,
    good: Value,
    read: fn(Value) -> bool,
}

fn takes<T: DeserializeOwned>(names: &[&'static str], good: Value) -> Vec<Command> {
    let read = |value| serde_json::from_value::<T>(value).is_ok();
    let one = |name: &&'static str| Command {
        name,
        good: good.clone(),
        read,
    };
    names.iter().map(one).collect()
}

/// Every command with a request that it takes.
fn commands() -> Vec<Command> {
    let mut all = takes::<Nothing>(
        &[
            "app_status",
            "new_intent",
            "current_offer",
            "list_presets",
            "export_presets",
            "import_presets",
            "list_tenants",
            "list_displays",
            "toggle_holder",
            "blank_holder",
            "open_data_folder",
            "close_window",
            "about",
        ],
        json!({}),
    );
    all.extend(takes::<OfferRequest>(
        &[
            "turn_to_code",
            "show_code",
            "hide_faces",
            "stop_waiting",
            "cancel_offer",
            "offer_timeline",
            "close_offer",
            "show_on_holder",
            "ease_scan",
        ],
        json!({ "intentId": ID }),
    ));
    all.extend(takes::<TenantRef>(
        &["check_connection", "switch_tenant", "remove_tenant"],
        json!({ "id": ID }),
    ));
    all.extend(composing());
    all.extend(at_the_counter());
    all.extend(presets_and_records());
    all.extend(around_the_desk());
    all
}

fn composing() -> Vec<Command> {
    let field = json!({
        "id": "given_name", "label": "Given names", "kind": "text", "typeName": "string",
        "required": true, "usedBy": ["Visitor pass"], "default": null, "stored": "Hemi",
        "group": null, "conflictingTypes": false, "workedOut": { "from": "birth_date", "years": 18 },
        "ends": false,
    });
    let form = json!({
        "fields": [field],
        "fixed": [{ "label": "Issuer", "value": "Port", "usedBy": ["Visitor pass"] }],
        "notes": [{ "kind": "claim_source", "credential": "Visitor pass" }],
    });
    let frame = json!({ "x": 0.5, "y": 0.5, "zoom": 1.0 });
    let draft = json!({
        "intentId": ID, "configurationIds": [ID], "person": { "kind": "new", "number": "104233" },
        "typed": { "given_name": "Hemi" }, "lifetime": "5",
        "transactionCode": { "description": "Ask at the desk" }, "keep": ["given_name"],
        "presetId": null, "language": "en", "replaces": null,
    });
    [
        takes::<CredentialsRequest>(&["list_credentials"], json!({ "refresh": false })),
        takes::<FormRequest>(
            &["make_form"],
            json!({ "configurationIds": [ID], "userId": ID }),
        ),
        takes::<RosterRequest>(
            &["read_roster"],
            json!({ "file": "YQ==", "form": form, "columns": ["given_name"], "dateOrder": "day_first" }),
        ),
        takes::<ReviewRequest>(
            &["review_details"],
            json!({ "form": form, "typed": { "given_name": "Hemi" } }),
        ),
        takes::<PortraitRequest>(
            &["prepare_portrait"],
            json!({ "picture": "/9j/", "frame": frame }),
        ),
        takes::<SearchRequest>(&["search_people"], json!({ "query": "104233" })),
        takes::<MatchRequest>(
            &["possible_match"],
            json!({ "typed": { "given_name": "Hemi" } }),
        ),
        takes::<DraftRequest>(&["issue_offer"], draft),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn at_the_counter() -> Vec<Command> {
    let room = json!({ "sidePx": 600, "scale": 1.0 });
    let prepared = json!({
        "show": "review", "firstName": "Hemi", "credentials": ["Visitor pass"],
        "lines": [{ "label": "Given names", "value": "Hemi" }], "language": "en",
    });
    [
        takes::<ShowQrRequest>(&["show_qr"], json!({ "intentId": ID, "display": room })),
        takes::<SawRequest>(
            &["staff_saw"],
            json!({ "intentId": ID, "saw": "in_wallet" }),
        ),
        takes::<RenewRequest>(
            &["renew_offer"],
            json!({ "intentId": ID, "newIntentId": ID }),
        ),
        takes::<BulkRequest>(&["cancel_offers"], json!({ "intentIds": [ID] })),
        takes::<PretendRequest>(&["pretend"], json!({ "intentId": ID, "act": "claim" })),
        takes::<ChooseDisplayRequest>(&["choose_display"], json!({ "id": "d-1" })),
        takes::<PrepareHolderRequest>(&["prepare_holder"], prepared),
        takes::<HolderLanguageRequest>(&["set_holder_language"], json!({ "language": "en" })),
        takes::<TestScanRequest>(&["test_scan"], json!({ "size": "small", "room": room })),
        takes::<EndTestScanRequest>(&["end_test_scan"], json!({ "found": "small" })),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn presets_and_records() -> Vec<Command> {
    let preset = json!({
        "id": ID, "name": "Visitor", "credentials": [{ "id": ID, "doctype": "nz.example.1" }],
        "fields": [{ "field": "site", "rule": "ask", "value": "", "review": false }],
        "lifetime": "5", "code": "Ask at the desk", "walletReady": "never", "firstName": false,
        "language": "en", "keep": ["site"],
    });
    let activity = json!({
        "search": "loc", "since": DAY, "desk": "Desk 1", "what": "all", "before": 7, "limit": 100,
    });
    [
        takes::<Preset>(&["save_preset", "preview_preset"], preset),
        takes::<PresetRef>(&["delete_preset"], json!({ "id": ID })),
        takes::<MovePresetRequest>(&["move_preset"], json!({ "id": ID, "up": true })),
        takes::<PendingRequest>(
            &["list_pending"],
            json!({ "filter": "all", "search": "x", "presetId": ID, "after": "x", "limit": 50, "dayStart": DAY }),
        ),
        takes::<ExportOffersRequest>(
            &["export_offers"],
            json!({ "filter": "all", "search": "x", "presetId": null, "dayStart": DAY, "format": "csv" }),
        ),
        takes::<ActivityRequest>(&["list_activity"], activity.clone()),
        takes::<ExportActivityRequest>(
            &["export_activity"],
            json!({ "activity": activity, "format": "json" }),
        ),
        takes::<PrintRequest>(&["print_sheet"], json!({ "receiptOf": ID })),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn around_the_desk() -> Vec<Command> {
    let policy = json!({
        "nzDcip": false, "keep": [{ "claim": "given_name", "reason": "Renewal" }], "keepAny": false,
        "codeOptional": false, "savePicture": false, "copyLink": false, "privateCloud": false,
    });
    let saved = json!({
        "id": ID, "name": "Port", "environment": "test", "pasted": "{}", "tenantUrl": "https://t",
        "authUrl": "https://a", "audience": "x", "clientId": "x", "clientSecret": "x",
        "linkPrefix": "", "personClaim": "", "policy": policy,
    });
    let settings = json!({
        "desk": "Desk 1", "theme": "system", "zoom": 100, "offerMinutes": 5, "notices": true,
        "stayAwake": true, "keepDays": 30, "firstRun": false,
    });
    [
        takes::<TenantRequest>(&["save_tenant"], saved),
        takes::<SecretRequest>(&["enter_secret"], json!({ "id": ID, "clientSecret": "x" })),
        takes::<SettingsRequest>(&["save_settings"], settings),
        takes::<QuitRequest>(&["answer_quit"], json!({ "answer": "keep" })),
        takes::<CopyRequest>(
            &["copy_text"],
            json!({ "what": "failure", "code": "offline", "reference": "req-1" }),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every copy of a value with one place changed, that place itself and all below it.
fn changed_everywhere(value: &Value, change: &dyn Fn(&Value) -> Option<Value>) -> Vec<Value> {
    let mut all: Vec<_> = change(value).into_iter().collect();
    match value {
        Value::Array(list) => {
            for (at, inner) in list.iter().enumerate() {
                for new in changed_everywhere(inner, change) {
                    let mut copy = list.clone();
                    copy[at] = new;
                    all.push(Value::Array(copy));
                }
            }
        }
        Value::Object(members) => {
            for (name, inner) in members {
                for new in changed_everywhere(inner, change) {
                    let mut copy = members.clone();
                    copy.insert(name.clone(), new);
                    all.push(Value::Object(copy));
                }
            }
        }
        _ => (),
    }
    all
}

#[test]
fn k16_the_list_holds_every_command_of_the_contract_with_a_request_it_takes() {
    let all = commands();
    let mut names: Vec<_> = all.iter().map(|one| one.name.to_owned()).collect();
    names.sort();
    assert_eq!(names, contract().into_iter().collect::<Vec<_>>());
    for Command { name, good, read } in all {
        assert!(fits(name, &good), "{name}");
        assert!(read(good), "{name}");
    }
}

#[test]
fn k16_without_its_argument_or_with_another_type_in_its_place_a_command_is_refused() {
    for Command { name, read, .. } in commands() {
        for wrong in [
            json!(null),
            json!(7),
            json!(true),
            json!("{}"),
            json!([{ "x": 1 }]),
        ] {
            assert!(!read(wrong.clone()), "{name}: {wrong}");
        }
    }
}

#[test]
fn k16_a_wrong_type_at_any_depth_is_refused() {
    let strange = json!({ "\u{0}": [] });
    for Command { name, good, read } in commands() {
        for wrong in changed_everywhere(&good, &|_| Some(strange.clone())) {
            assert!(!read(wrong.clone()), "{name}: {wrong}");
        }
    }
}

#[test]
fn r58_an_unknown_member_at_any_depth_is_refused() {
    let with_another = |value: &Value| {
        let mut members = value.as_object()?.clone();
        members.insert("unknownMember".to_owned(), json!({ "deep": [] }));
        Some(Value::Object(members))
    };
    for Command { name, good, read } in commands() {
        for wrong in changed_everywhere(&good, &with_another) {
            assert!(!read(wrong.clone()), "{name}: {wrong}");
        }
    }
}

#[test]
fn k16_numbers_of_every_size_and_kind_are_taken_or_refused_without_a_panic() {
    let numbers = [
        "-1",
        "0",
        "4294967296",
        "18446744073709551615",
        "-9223372036854775808",
        "1e308",
        "0.1",
    ];
    for Command { name, good, read } in commands() {
        for number in numbers {
            let number: Value = serde_json::from_str(number).unwrap();
            let change = |value: &Value| value.is_number().then(|| number.clone());
            for wrong in changed_everywhere(&good, &change) {
                read(wrong);
            }
            let text = |value: &Value| value.is_string().then(|| number.clone());
            for wrong in changed_everywhere(&good, &text) {
                assert!(!read(wrong.clone()), "{name}: {wrong}");
            }
        }
    }
}

#[test]
fn r58_a_text_that_is_far_too_long_never_reaches_a_command() {
    for Command { name, good, .. } in commands() {
        let bytes = if ["prepare_portrait", "read_roster"].contains(&name) {
            29 << 20
        } else {
            5 << 20
        };
        let long = "\u{202e}".repeat(bytes / 3);
        let change = |value: &Value| value.is_string().then(|| json!(long));
        for wrong in changed_everywhere(&good, &change) {
            assert!(!fits(name, &wrong), "{name}");
        }
    }
}

#[test]
fn r58_too_many_members_or_elements_never_reach_a_command() {
    let many: Vec<_> = (0..20_001).map(|_| json!(ID)).collect();
    let crowded: serde_json::Map<_, _> = (0..20_001).map(|n| (n.to_string(), json!(""))).collect();
    for Command { name, good, .. } in commands() {
        for crowd in [json!(many), Value::Object(crowded.clone())] {
            let change = |value: &Value| value.is_array().then(|| crowd.clone());
            for wrong in changed_everywhere(&good, &change) {
                assert!(!fits(name, &wrong), "{name}");
            }
        }
    }
}

#[test]
fn a_picture_of_the_largest_size_and_a_form_with_its_choices_still_fit() {
    let picture = "A".repeat(20_000_000_usize.div_ceil(3) * 4);
    assert!(fits("prepare_portrait", &json!({ "picture": picture })));
    assert!(!fits("search_people", &json!({ "query": picture })));
    let typed = "A".repeat(700_000);
    assert!(fits(
        "review_details",
        &json!({ "typed": { "portrait": typed } })
    ));
}
