//! From mappings to a form, and from what was typed to claims.

mod ages;
mod dates;
mod form;
mod labels;
mod limits;
mod paths;
mod privileges;
mod review;
mod round_trip;
mod typed;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use mattr_vii::Configuration;
use serde_json::{Map, Value, json};

use super::{ClaimValues, Field, FieldKind, Form, Problem, derive_form, read_claims};

const TODAY: Date = date(2026, 3, 2);

/// A configuration called `name` whose one namespace has these elements.
fn configuration(name: &str, elements: &Value) -> Configuration {
    configuration_with(name, elements, json!({}))
}

fn configuration_with(name: &str, elements: &Value, more: Value) -> Configuration {
    let id = format!(
        "3d5c0f6e-2b71-4a0e-8c3d-{:012x}",
        name.bytes().map(u64::from).sum::<u64>()
    );
    let mut whole = json!({
        "id": id, "type": "nz.example.card.1", "claimMappings": {"nz.example.1": elements}, "branding": {"name": name},
    });
    if let (Value::Object(whole), Value::Object(more)) = (&mut whole, more) {
        whole.extend(more);
    }
    serde_json::from_value(whole).unwrap()
}

fn form_of(elements: &Value) -> Form {
    derive_form(&[configuration("Card", elements)], None)
}

/// A form with one optional field `x` of this kind.
fn form_with(kind: FieldKind) -> Form {
    Form {
        fields: vec![field("x", kind)],
        ..Form::default()
    }
}

fn field(id: &str, kind: FieldKind) -> Field {
    Field {
        id: id.to_owned(),
        label: "X".to_owned(),
        kind,
        type_name: String::new(),
        required: false,
        used_by: Vec::new(),
        default: None,
        stored: None,
        group: None,
        conflicting_types: false,
        worked_out: None,
        ends: false,
    }
}

fn typed(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()))
        .collect()
}

/// The claims, or the id and problem of each field that is wrong.
fn read(form: &Form, pairs: &[(&str, &str)]) -> Result<Map<String, Value>, Vec<(String, Problem)>> {
    told(read_claims(form, &typed(pairs), TODAY))
}

fn told(
    read: Result<ClaimValues, Vec<super::FieldProblem>>,
) -> Result<Map<String, Value>, Vec<(String, Problem)>> {
    match read {
        Ok(claims) => Ok(claims.expose().clone()),
        Err(problems) => Err(problems
            .into_iter()
            .map(|one| (one.field, one.problem))
            .collect()),
    }
}

/// What one optional field of this kind makes of `text`.
fn value(kind: FieldKind, text: &str) -> Result<Value, Problem> {
    match read(&form_with(kind), &[("x", text)]) {
        Ok(claims) => Ok(claims["x"].clone()),
        Err(problems) => Err(problems[0].1),
    }
}
