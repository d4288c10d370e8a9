use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::{TODAY, form_of};
use crate::claims::read_claims;

/// Paths that do not clash, some nested.
fn paths() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set("[a-c]{1,2}(\\.[d-f]{1,2}){0,3}", 1..8).prop_map(|paths| {
        let clash = |one: &String, other: &String| other.starts_with(&format!("{one}."));
        let all: Vec<String> = paths.into_iter().collect();
        let free = |path: &&String| !all.iter().any(|other| clash(path, other));
        all.iter().filter(free).cloned().collect()
    })
}

/// Every leaf of `claims` with its path.
fn leaves(claims: &Map<String, Value>, before: &str, found: &mut BTreeMap<String, Value>) {
    for (name, value) in claims {
        match value {
            Value::Object(inner) => leaves(inner, &format!("{before}{name}."), found),
            leaf => drop(found.insert(format!("{before}{name}"), leaf.clone())),
        }
    }
}

fn form_for(paths: &[String], type_name: &str) -> crate::claims::Form {
    let elements: Map<String, Value> = paths
        .iter()
        .enumerate()
        .map(|(index, path)| {
            (
                format!("e{index}"),
                json!({"mapFrom": format!("claims.{path}"), "type": type_name}),
            )
        })
        .collect();
    form_of(&Value::Object(elements))
}

fn sent(form: &crate::claims::Form, typed: &BTreeMap<String, String>) -> BTreeMap<String, Value> {
    let claims = read_claims(form, typed, TODAY).ok().unwrap();
    let mut found = BTreeMap::new();
    leaves(claims.expose(), "", &mut found);
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_comes_back_at_its_mapped_path_and_nowhere_else(
        paths in paths(),
        texts in proptest::collection::vec("\\PC{0,40}", 8),
        stray in "[a-z.]{1,6}",
    ) {
        let form = form_for(&paths, "string");
        prop_assert_eq!(form.fields.len(), paths.len());
        let mut typed: BTreeMap<String, String> = paths.iter().cloned().zip(texts).collect();
        let expected: BTreeMap<String, Value> = typed
            .iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(path, text)| (path.clone(), Value::String(text.trim().nfc().collect())))
            .collect();
        if !paths.contains(&stray) {
            typed.insert(stray, "never sent".to_owned());
        }
        prop_assert_eq!(sent(&form, &typed), expected);
    }

    #[test]
    fn whole_numbers_of_64_bits_come_back_exactly(number in any::<i64>()) {
        let form = form_for(&["n".to_owned()], "number");
        let typed = BTreeMap::from([("n".to_owned(), number.to_string())]);
        prop_assert_eq!(sent(&form, &typed)["n"].to_string(), number.to_string());
    }

    #[test]
    fn decimals_come_back_with_the_same_value_or_are_refused(text in "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?") {
        let form = form_for(&["n".to_owned()], "number");
        let typed = BTreeMap::from([("n".to_owned(), text.clone())]);
        if let Ok(claims) = read_claims(&form, &typed, TODAY) {
            let plain = |text: &str| match text.split_once('.') {
                Some((whole, rest)) => format!("{whole}.{}", rest.trim_end_matches('0')),
                None => format!("{text}."),
            };
            let came_back = claims.expose()["n"].to_string();
            if !came_back.contains('e') {
                prop_assert_eq!(plain(&came_back), plain(&text));
            }
        }
    }

    #[test]
    fn no_text_in_any_field_makes_it_panic(text in "\\PC{0,60}|[0-9TZ:.+e\\-]{0,40}|[\\[{\",:}\\]a0]{0,30}") {
        for type_name in ["string", "number", "boolean", "dateTime", "other"] {
            let form = form_for(&["x".to_owned()], type_name);
            if let Err(problems) = read_claims(&form, &BTreeMap::from([("x".to_owned(), text.clone())]), TODAY) {
                prop_assert_eq!(problems.len(), 1);
            }
        }
    }
}
