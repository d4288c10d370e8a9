//! Claim mappings to a form, and what was typed in it to claims: `{"configurations": [..],
//! "stored": {..}, "typed": {..}}`.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};

use counterfoil_core::claims::{Form, REQUEST_LIMIT, derive_form, read_claims};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use mattr_vii::Configuration;
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
struct Input {
    configurations: Vec<Configuration>,
    #[serde(default)]
    stored: Option<Map<String, Value>>,
    #[serde(default)]
    typed: BTreeMap<String, String>,
}

fuzz_target!(|text: &str| {
    let Ok(input) = serde_json::from_str::<Input>(text) else {
        return;
    };
    if input.stored.is_some() {
        let form = derive_form(&input.configurations, input.stored.as_ref());
        is_form(&form);
        claims_of(&form, &input.typed);
    }
    let form = derive_form(&input.configurations, None);
    is_form(&form);
    let Some(sent) = claims_of(&form, &input.typed) else {
        return;
    };
    // What was sent is what the service keeps: it must come back as it was typed.
    let again = derive_form(&input.configurations, Some(&sent));
    let typed = again.fields.iter().filter_map(|field| {
        let stored = field.stored.clone()?;
        Some((field.id.clone(), stored))
    });
    assert_eq!(
        claims_of(&again, &typed.collect()),
        Some(sent),
        "read, shown and read again"
    );
});

fn is_form(form: &Form) {
    let ids: BTreeSet<&str> = form.fields.iter().map(|field| field.id.as_str()).collect();
    assert_eq!(ids.len(), form.fields.len(), "two fields of one claim");
    for field in &form.fields {
        let holds_another = ids
            .range(format!("{}.", field.id).as_str()..)
            .next()
            .is_some_and(|id| {
                id.strip_prefix(field.id.as_str())
                    .is_some_and(|rest| rest.starts_with('.'))
            });
        assert!(!holds_another, "{} holds another field", field.id);
        assert!(
            !field.required || field.stored.is_none(),
            "asked though it is stored"
        );
        let shown = [&field.label, &field.type_name]
            .into_iter()
            .chain(&field.group);
        shown
            .chain(&field.used_by)
            .for_each(|text| is_for_screen(text));
    }
    for fixed in &form.fixed {
        is_for_screen(&fixed.label);
        is_for_screen(&fixed.value);
    }
}

fn is_sent(id: &str, sent: &Map<String, Value>) -> bool {
    let whole = Value::Object(sent.clone());
    id.split('.')
        .try_fold(&whole, |value, part| value.get(part))
        .is_some()
}

fn is_for_screen(text: &str) {
    assert!(!text.chars().any(char::is_control), "{text:?} acts unseen");
    assert!(text.chars().count() <= 120 * 16, "a text without end");
}

/// The claims that would be sent; nothing when something is wrong with what was typed.
fn claims_of(form: &Form, typed: &BTreeMap<String, String>) -> Option<Map<String, Value>> {
    match read_claims(form, typed, date(2026, 3, 2)) {
        Ok(claims) => {
            assert!(
                claims.byte_length() <= REQUEST_LIMIT,
                "larger than the service takes"
            );
            // EXPOSE: looked at, not kept.
            let sent = claims.expose();
            let first = |id: &str| id.split('.').next().map(str::to_owned);
            let asked: BTreeSet<_> = form
                .fields
                .iter()
                .filter_map(|one| first(&one.id))
                .collect();
            assert!(
                sent.keys().all(|name| asked.contains(name)),
                "a claim nobody asked for"
            );
            let required = form.fields.iter().filter(|field| field.required);
            required.for_each(|field| assert!(is_sent(&field.id, sent), "{} is missing", field.id));
            Some(sent.clone())
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused for nothing");
            let is_of_form = |name: &str| {
                form.fields.iter().any(|field| {
                    name.strip_prefix(field.id.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
                })
            };
            assert!(problems.iter().all(|problem| is_of_form(&problem.field)));
            None
        }
    }
}
