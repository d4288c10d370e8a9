//! Which control fits an element.

use mattr_vii::ClaimMapping;

use super::{label::words_of, model::FieldKind};

/// Elements that ISO/IEC 18013-5 defines as full-date, whatever the mapping's type says.
const FULL_DATES: [&str; 3] = ["birth_date", "issue_date", "expiry_date"];

/// Parts of a name that say that something ends there.
const ENDS: [&str; 7] = [
    "until",
    "expiry",
    "expires",
    "expire",
    "expiration",
    "end",
    "ends",
];

/// The control for an element of this name, by its mapping's type (`string`, `number`, `boolean`,
/// `dateTime`).
pub(super) fn kind_of(element: &str, mapping: &ClaimMapping) -> FieldKind {
    match (element, mapping.kind.as_deref()) {
        ("driving_privileges", _) => FieldKind::DrivingPrivileges,
        // A code of ISO/IEC 5218, unless the tenant wants a word.
        ("sex", None | Some("number")) => FieldKind::Sex,
        (_, Some("number")) => FieldKind::Number,
        (_, Some("boolean")) => FieldKind::Boolean,
        (_, None | Some("string" | "dateTime")) if FULL_DATES.contains(&element) => FieldKind::Date,
        (_, Some("full-date" | "date")) => FieldKind::Date,
        (_, Some("dateTime" | "tdate" | "date-time")) => FieldKind::DateTime,
        ("portrait", _) => FieldKind::Portrait,
        (_, Some("string")) if is_address(element, mapping) => FieldKind::Lines,
        (_, Some("string")) => FieldKind::Text,
        _ if years_of(element).is_some() => FieldKind::Boolean,
        _ => FieldKind::Unknown,
    }
}

/// A whole address, as lines; its parts have fields of their own.
fn is_address(element: &str, mapping: &ClaimMapping) -> bool {
    let source = mapping.map_from.as_deref().unwrap_or_default();
    matches!(element, "address" | "resident_address") || source.ends_with("address.formatted")
}

/// Whether the element says when something ends, so that its time is the end of that day.
pub(super) fn is_end(element: &str) -> bool {
    let words = words_of(element);
    words.split(' ').any(|word| ENDS.contains(&word))
}

/// `NN` of `age_over_NN` (ISO/IEC 18013-5, 7.2.5).
pub(super) fn years_of(element: &str) -> Option<u8> {
    let digits = element.strip_prefix("age_over_")?;
    let all_digits = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| digits.parse().ok()).flatten()
}
