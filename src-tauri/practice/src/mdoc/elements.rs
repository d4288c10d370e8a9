//! From claim mappings and claims to data elements (`mattr-vii.md` 7, G12, G13).

use base64::{Engine, engine::general_purpose::STANDARD};
use ciborium::Value as Cbor;
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value};

use super::cbor;
use crate::guesses::REQUIRED_BY_DEFAULT;

/// Elements of ISO/IEC 18013-5 that are a `full-date`.
const DAYS: [&str; 3] = ["birth_date", "issue_date", "expiry_date"];
/// Elements that are pictures.
const PICTURES: [&str; 2] = ["portrait", "signature_usual_mark"];

/// Data elements by name space, in the order of the mapping.
pub(crate) type NameSpaces = Vec<(String, Vec<(String, Cbor)>)>;

/// Why a credential cannot be issued. Names the element, never its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ClaimFault {
    /// A required element has no value.
    Missing(String),
    /// A value does not fit the mapping's type.
    WrongType(String),
    /// The validity is empty or longer than allowed.
    Validity,
}

/// Reads all elements of `mappings`; `root` is the user object that `mapFrom` starts at.
pub(crate) fn read_elements(mappings: &Value, root: &Value) -> Result<NameSpaces, ClaimFault> {
    let mut spaces = NameSpaces::new();
    for (space, elements) in members(mappings) {
        let mut read = Vec::new();
        for (name, mapping) in members(elements) {
            if let Some(value) = element(name, mapping, root)? {
                read.push((name.clone(), value));
            }
        }
        if !read.is_empty() {
            spaces.push((space.clone(), read));
        }
    }
    Ok(spaces)
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn element(name: &str, mapping: &Value, root: &Value) -> Result<Option<Cbor>, ClaimFault> {
    let mapped = mapping["mapFrom"]
        .as_str()
        .and_then(|path| follow(root, path));
    let Some(value) = mapped.or_else(|| mapping.get("defaultValue")) else {
        let required = mapping["required"].as_bool().unwrap_or(REQUIRED_BY_DEFAULT);
        return if required {
            Err(ClaimFault::Missing(name.to_owned()))
        } else {
            Ok(None)
        };
    };
    let kind = mapping["type"].as_str().unwrap_or_default();
    convert(name, kind, value)
        .map(Some)
        .ok_or_else(|| ClaimFault::WrongType(name.to_owned()))
}

/// Follows a dotted path; `null` counts as absent.
pub(super) fn follow<'v>(root: &'v Value, path: &str) -> Option<&'v Value> {
    let found = path
        .split('.')
        .try_fold(root, |place, part| place.get(part))?;
    (!found.is_null()).then_some(found)
}

fn convert(name: &str, kind: &str, value: &Value) -> Option<Cbor> {
    if PICTURES.contains(&name) {
        return picture(value);
    }
    if name == "driving_privileges" {
        return privileges(value);
    }
    match kind {
        "string" => value.as_str().map(|text| string(name, text)),
        "number" => value.is_number().then(|| plain(name, value)),
        "boolean" => value.as_bool().map(Cbor::Bool),
        "dateTime" => date(value.as_str()?),
        _ => Some(plain(name, value)),
    }
}

fn string(name: &str, text: &str) -> Cbor {
    let day = if DAYS.contains(&name) {
        text.parse::<Date>().ok()
    } else {
        None
    };
    day.map_or_else(|| cbor::text(text), cbor::full_date)
}

fn date(text: &str) -> Option<Cbor> {
    // A date and time parses as a date too; the length tells them apart.
    if text.len() == 10 {
        return text.parse::<Date>().ok().map(cbor::full_date);
    }
    text.parse::<Timestamp>().ok().map(cbor::tdate)
}

fn picture(value: &Value) -> Option<Cbor> {
    let text = value.as_str()?;
    let data = text
        .strip_prefix("data:")
        .and_then(|rest| rest.split_once(','))
        .map_or(text, |(_, data)| data);
    STANDARD
        .decode(data)
        .ok()
        .filter(|bytes| !bytes.is_empty())
        .map(Cbor::Bytes)
}

/// An array of privileges, as JSON or as JSON in text; or bare codes such as `B, A`.
fn privileges(value: &Value) -> Option<Cbor> {
    match value {
        Value::Array(_) => Some(plain("driving_privileges", value)),
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(read) => privileges(&read),
            Err(_) => codes(text),
        },
        _ => None,
    }
}

fn codes(text: &str) -> Option<Cbor> {
    let codes: Vec<&str> = text
        .split([',', ' '])
        .filter(|code| !code.is_empty())
        .collect();
    if codes.is_empty() || codes.iter().any(|code| code.len() > 3) {
        return None;
    }
    let one = |code: &&str| cbor::map([("vehicle_category_code", cbor::text(code))]);
    Some(Cbor::Array(codes.iter().map(one).collect()))
}

fn plain(name: &str, value: &Value) -> Cbor {
    match value {
        Value::Null => Cbor::Null,
        Value::Bool(truth) => Cbor::Bool(*truth),
        Value::String(text) => string(name, text),
        Value::Array(entries) => {
            Cbor::Array(entries.iter().map(|entry| plain("", entry)).collect())
        }
        Value::Object(members) => object(members),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => Cbor::from(whole),
            (None, Some(whole)) => Cbor::from(whole),
            (None, None) => Cbor::Float(number.as_f64().unwrap_or_default()),
        },
    }
}

fn object(members: &Map<String, Value>) -> Cbor {
    let entries = members
        .iter()
        .map(|(name, value)| (cbor::text(name), plain(name, value)));
    Cbor::Map(entries.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn one(mapping: Value, claims: Value) -> Result<NameSpaces, ClaimFault> {
        read_elements(
            &json!({"ns": {"element": mapping}}),
            &json!({"claims": claims}),
        )
    }

    #[test]
    fn a_required_claim_without_a_value_is_named() {
        let read = one(
            json!({"mapFrom": "claims.site", "required": true}),
            json!({}),
        );
        assert_eq!(read, Err(ClaimFault::Missing("element".into())));
    }

    #[test]
    fn an_optional_claim_without_a_value_is_left_out() {
        assert_eq!(
            one(json!({"mapFrom": "claims.site"}), json!({"site": null})),
            Ok(vec![])
        );
    }

    #[test]
    fn a_default_fills_in_and_a_value_beats_it() {
        let mapping = json!({"mapFrom": "claims.tier", "defaultValue": "Bronze", "type": "string"});
        let read = |claims| one(mapping.clone(), claims).unwrap()[0].1[0].1.clone();
        assert_eq!(read(json!({})), Cbor::Text("Bronze".into()));
        assert_eq!(read(json!({"tier": "Gold"})), Cbor::Text("Gold".into()));
    }

    #[rstest::rstest]
    #[case("number", json!("12"))]
    #[case("boolean", json!("true"))]
    #[case("dateTime", json!("31.12.2026"))]
    #[case("string", json!(12))]
    fn a_value_of_another_type_is_refused(#[case] kind: &str, #[case] value: Value) {
        let read = one(
            json!({"mapFrom": "claims.x", "type": kind}),
            json!({"x": value}),
        );
        assert_eq!(read, Err(ClaimFault::WrongType("element".into())));
    }

    #[test]
    fn a_day_is_a_full_date_and_a_moment_is_a_tdate() {
        assert_eq!(
            date("1988-03-04"),
            Some(Cbor::Tag(1004, Box::new(Cbor::Text("1988-03-04".into()))))
        );
        let moment = Cbor::Tag(0, Box::new(Cbor::Text("2026-03-02T01:02:03Z".into())));
        assert_eq!(date("2026-03-02T01:02:03.456Z"), Some(moment));
        assert_eq!(date("2026-02-31"), None);
    }

    #[test]
    fn driving_privileges_are_read_from_json_from_text_and_from_codes() {
        let listed = privileges(&json!([{"vehicle_category_code": "B"}]));
        assert_eq!(
            listed,
            privileges(&json!("[{\"vehicle_category_code\":\"B\"}]"))
        );
        assert_eq!(listed, privileges(&json!("B")));
        assert_eq!(privileges(&json!("anything else")), None);
    }
}
