use rstest::rstest;
use serde_json::{Value, json};

use super::{configuration, configuration_with, form_of, read};
use crate::claims::{FieldKind, FormNote, derive_form};

/// The example of mattr-vii.md 7, validity included.
#[test]
fn the_documented_configuration_becomes_a_form() {
    let card = configuration_with(
        "Library card",
        &json!({
            "given_name": {"mapFrom": "claims.given_name", "required": true, "type": "string"},
            "birth_date": {"mapFrom": "claims.date_of_birth", "type": "dateTime"},
            "country": {"defaultValue": "NZ", "type": "string"},
        }),
        json!({"validFrom": {"mapFrom": "claims.start"}, "validUntil": {"mapFrom": "claims.end"}}),
    );
    let form = derive_form(&[card], None);
    let fields: Vec<_> = form
        .fields
        .iter()
        .map(|field| {
            (
                field.id.as_str(),
                field.label.as_str(),
                field.kind,
                field.required,
            )
        })
        .collect();
    assert_eq!(
        fields,
        [
            ("given_name", "Given name", FieldKind::Text, true),
            ("date_of_birth", "Date of birth", FieldKind::Date, false),
            ("start", "Valid from", FieldKind::DateTime, false),
            ("end", "Valid until", FieldKind::DateTime, false),
        ]
    );
    assert_eq!(form.fixed.len(), 1);
    assert_eq!(
        (form.fixed[0].label.as_str(), form.fixed[0].value.as_str()),
        ("Country", "NZ")
    );
    assert_eq!(form.fixed[0].used_by, ["Library card"]);
    assert!(form.notes.is_empty());
}

#[rstest]
#[case("family_name", "string", FieldKind::Text)]
#[case("height", "number", FieldKind::Number)]
#[case("age_over_18", "boolean", FieldKind::Boolean)]
#[case("portrait_capture_date", "dateTime", FieldKind::DateTime)]
#[case("birth_date", "dateTime", FieldKind::Date)]
#[case("birth_date", "string", FieldKind::Date)]
#[case("issue_date", "dateTime", FieldKind::Date)]
#[case("expiry_date", "string", FieldKind::Date)]
#[case("birth_date", "number", FieldKind::Number)]
#[case("portrait", "string", FieldKind::Portrait)]
#[case("portrait", "image", FieldKind::Portrait)]
#[case(
    "driving_privileges",
    "drivingPrivileges",
    FieldKind::DrivingPrivileges
)]
#[case("driving_privileges", "array", FieldKind::DrivingPrivileges)]
#[case("sex", "number", FieldKind::Sex)]
#[case("sex", "string", FieldKind::Text)]
#[case("address", "string", FieldKind::Lines)]
#[case("resident_address", "string", FieldKind::Lines)]
#[case("hired", "full-date", FieldKind::Date)]
#[case("hired", "tdate", FieldKind::DateTime)]
#[case("x", "Number", FieldKind::Unknown)]
fn name_and_type_choose_the_control(
    #[case] element: &str,
    #[case] type_name: &str,
    #[case] kind: FieldKind,
) {
    let form = form_of(&json!({element: {"mapFrom": "claims.anything", "type": type_name}}));
    assert_eq!(form.fields[0].kind, kind);
    assert_eq!(form.fields[0].type_name, type_name);
}

#[test]
fn a_claim_that_two_configurations_use_is_one_field_and_both_receive_it() {
    let name = json!({"given_name": {"mapFrom": "claims.given_name", "type": "string"}});
    let needed =
        json!({"first_name": {"mapFrom": "claims.given_name", "type": "string", "required": true}});
    let form = derive_form(
        &[
            configuration("Visitor pass", &name),
            configuration("Induction", &needed),
        ],
        None,
    );
    assert_eq!(form.fields.len(), 1);
    assert_eq!(form.fields[0].used_by, ["Visitor pass", "Induction"]);
    assert_eq!(form.fields[0].label, "Given name");
    assert!(form.fields[0].required);
    assert!(!form.fields[0].conflicting_types);
    let claims = read(&form, &[("given_name", "Mere")]).unwrap();
    assert_eq!(Value::Object(claims), json!({"given_name": "Mere"}));
}

#[test]
fn the_same_configuration_twice_adds_nothing() {
    let card = configuration(
        "Card",
        &json!({"a": {"mapFrom": "claims.a", "type": "string"}, "b": {"defaultValue": 1}}),
    );
    assert_eq!(
        derive_form(&[card.clone(), card.clone()], None),
        derive_form(&[card], None)
    );
}

#[test]
fn two_types_for_one_path_are_flagged_and_the_first_is_used() {
    let form = form_of(&json!({
        "level": {"mapFrom": "claims.level", "type": "number"},
        "grade": {"mapFrom": "claims.level", "type": "string"},
    }));
    assert_eq!(form.fields.len(), 1);
    assert_eq!(form.fields[0].kind, FieldKind::Number);
    assert_eq!(form.fields[0].used_by, ["Card"]);
    assert!(form.fields[0].conflicting_types);
}

#[test]
fn a_mapping_without_a_type_takes_that_of_another_one() {
    for elements in [
        json!({"a": {"mapFrom": "claims.n"}, "b": {"mapFrom": "claims.n", "type": "number"}}),
        json!({"b": {"mapFrom": "claims.n", "type": "number"}, "a": {"mapFrom": "claims.n"}}),
    ] {
        let form = form_of(&elements);
        assert_eq!(form.fields[0].kind, FieldKind::Number);
        assert_eq!(form.fields[0].type_name, "number");
        assert!(!form.fields[0].conflicting_types);
    }
}

#[rstest]
#[case::nothing_else(json!({"required": true}), json!({}), None, true)]
#[case::not_required(json!({}), json!({}), None, false)]
#[case::default_value(json!({"required": true, "defaultValue": "NZ"}), json!({}), None, false)]
#[case::claim_source(
    json!({"required": true}), json!({"claimSourceId": "5f0d1c2b-3a49-4857-9665-748392a1b0cd"}), None, false
)]
#[case::stored(json!({"required": true}), json!({}), Some(json!({"site": {"name": "North"}})), false)]
#[case::stored_null(json!({"required": true}), json!({}), Some(json!({"site": {"name": null}})), true)]
#[case::stored_elsewhere(json!({"required": true}), json!({}), Some(json!({"site": "North"})), true)]
fn a_field_is_required_when_nothing_else_fills_it(
    #[case] mapping: Value,
    #[case] more: Value,
    #[case] stored: Option<Value>,
    #[case] required: bool,
) {
    let mut mapping = mapping;
    mapping["mapFrom"] = json!("claims.site.name");
    mapping["type"] = json!("string");
    let card = configuration_with("Card", &json!({"site_name": mapping}), more);
    let form = derive_form(&[card], stored.as_ref().and_then(Value::as_object));
    assert_eq!(form.fields[0].required, required);
    assert_eq!(form.fields[0].group.as_deref(), Some("Site"));
}

#[test]
fn stored_and_default_values_are_given_as_text() {
    let stored = json!({"a": 7, "b": true, "c": "text", "d": [1, "x"]});
    let mapping =
        |path: &str| json!({"mapFrom": format!("claims.{path}"), "defaultValue": {"k": 1}});
    let form = derive_form(
        &[configuration(
            "Card",
            &json!({"a": mapping("a"), "b": mapping("b"), "c": mapping("c"), "d": mapping("d")}),
        )],
        stored.as_object(),
    );
    let texts: Vec<_> = form
        .fields
        .iter()
        .map(|field| field.stored.as_deref().unwrap())
        .collect();
    assert_eq!(texts, ["7", "true", "text", r#"[1,"x"]"#]);
    assert_eq!(form.fields[0].default.as_deref(), Some(r#"{"k":1}"#));
}

#[test]
fn a_claim_source_is_told_once_for_each_credential() {
    let source = json!({"claimSourceId": "5f0d1c2b-3a49-4857-9665-748392a1b0cd"});
    let form = derive_form(
        &[
            configuration_with("Card", &json!({}), source.clone()),
            configuration_with("Pass", &json!({}), source),
            configuration("Plain", &json!({})),
        ],
        None,
    );
    let note = |credential: &str| FormNote::ClaimSource {
        credential: credential.to_owned(),
    };
    assert_eq!(form.notes, [note("Card"), note("Pass")]);
}

#[test]
fn what_only_a_sign_in_can_fill_is_told_when_it_is_required() {
    let from = "authenticationProvider.subjectId";
    let form = form_of(&json!({
        "subject": {"mapFrom": from, "required": true},
        "optional": {"mapFrom": from},
        "with_default": {"mapFrom": from, "required": true, "defaultValue": "x"},
    }));
    assert!(form.fields.is_empty());
    let note = FormNote::NeedsSignIn {
        credential: "Card".to_owned(),
        label: "Subject".to_owned(),
    };
    assert_eq!(form.notes, [note]);
}

#[test]
fn fixed_values_of_several_credentials_are_shown_once() {
    let fixed = json!({"issuing_country": {"defaultValue": "NZ"}, "level": {"defaultValue": 3}, "nothing": {}});
    let form = derive_form(
        &[configuration("Card", &fixed), configuration("Pass", &fixed)],
        None,
    );
    let shown: Vec<_> = form
        .fixed
        .iter()
        .map(|one| (one.value.as_str(), one.used_by.len()))
        .collect();
    assert_eq!(shown, [("NZ", 2), ("3", 2)]);
    assert!(form.notes.is_empty() && form.fields.is_empty());
}

#[test]
fn an_element_that_nothing_can_fill_is_told_when_it_is_required() {
    let form = form_of(&json!({"seal": {"required": true}}));
    let note = FormNote::UnusableMapping {
        credential: "Card".to_owned(),
        label: "Seal".to_owned(),
        required: true,
    };
    assert_eq!(form.notes, [note]);
}

#[test]
fn a_path_inside_another_field_is_left_out_and_told() {
    let form = form_of(&json!({
        "address": {"mapFrom": "claims.address"},
        "street": {"mapFrom": "claims.address.street", "required": true},
        "addressee": {"mapFrom": "claims.addressee"},
    }));
    let ids: Vec<_> = form.fields.iter().map(|field| field.id.as_str()).collect();
    assert_eq!(ids, ["address", "addressee"]);
    assert!(matches!(
        &form.notes[..],
        [FormNote::UnusableMapping { required: true, .. }]
    ));
}
