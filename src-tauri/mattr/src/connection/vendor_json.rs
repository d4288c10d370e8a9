//! The JSON object an operator pastes: MATTR gives it once, secret included (mattr-vii.md 2).

use serde_json::{Map, Value};

use super::ConnectionInput;
use crate::{
    Secret,
    json::{self, JsonFault, JsonFaultKind, Limits},
};

/// What the pasted object holds. No `Debug`: it may hold the secret.
pub struct VendorJson {
    /// The addresses.
    pub input: ConnectionInput,
    /// The client secret, if the object still has it.
    pub client_secret: Option<Secret>,
}

/// Why a pasted text is not MATTR's object. Never holds a value of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VendorJsonError {
    /// Nothing was pasted.
    #[error("nothing was pasted")]
    Empty,
    /// The text is not JSON from here on.
    #[error("not JSON at line {line}, column {column}")]
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
    },
    /// A word processor turned `"` into typographic quotes.
    #[error("a typographic quote at line {line}, column {column}")]
    SmartQuote {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
    },
    /// One name appears twice.
    #[error("a name appears twice at line {line}, column {column}")]
    DuplicateKey {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
    },
    /// JSON, but not an object.
    #[error("not a JSON object")]
    NotAnObject,
    /// A name looks like a misspelled one.
    #[error("unknown name {found:?}; {expected:?} was expected")]
    WrongKey {
        /// The name in the text. It differs from a known name in at most three letters.
        found: String,
        /// The known name.
        expected: &'static str,
    },
    /// A name is missing.
    #[error("{0:?} is missing")]
    MissingKey(&'static str),
    /// The value of this name is not text.
    #[error("the value of {0:?} is not text")]
    NotText(&'static str),
}

const SECRET_KEY: &str = "client_secret";
const KEYS: [&str; 5] = [
    "tenant_url",
    "auth_url",
    "audience",
    "client_id",
    SECRET_KEY,
];
const LIMITS: Limits = Limits {
    bytes: 64 * 1024,
    depth: 4,
};

/// Reads the object that MATTR gives an operator. Unknown names are ignored, unless one looks
/// like the misspelling of a name that is missing.
///
/// # Errors
/// [`VendorJsonError`] says where, or which name; never a value.
pub fn read_vendor_json(text: &str) -> Result<VendorJson, VendorJsonError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(VendorJsonError::Empty);
    }
    let value = json::read(text.as_bytes(), LIMITS).map_err(|fault| to_error(text, fault))?;
    let Value::Object(mut object) = value else {
        return Err(VendorJsonError::NotAnObject);
    };
    let input = ConnectionInput {
        tenant_url: take_required(&mut object, "tenant_url")?,
        auth_url: take_required(&mut object, "auth_url")?,
        audience: take_required(&mut object, "audience")?,
        client_id: take_required(&mut object, "client_id")?,
    };
    let client_secret = take(&mut object, SECRET_KEY)?.map(Secret::new);
    if client_secret.is_none()
        && let Some(found) = misspelling(&object, SECRET_KEY)
    {
        return Err(VendorJsonError::WrongKey {
            found,
            expected: SECRET_KEY,
        });
    }
    Ok(VendorJson {
        input,
        client_secret,
    })
}

fn take_required(
    object: &mut Map<String, Value>,
    key: &'static str,
) -> Result<String, VendorJsonError> {
    if let Some(text) = take(object, key)? {
        return Ok(text);
    }
    Err(match misspelling(object, key) {
        Some(found) => VendorJsonError::WrongKey {
            found,
            expected: key,
        },
        None => VendorJsonError::MissingKey(key),
    })
}

fn take(
    object: &mut Map<String, Value>,
    key: &'static str,
) -> Result<Option<String>, VendorJsonError> {
    match object.remove(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(VendorJsonError::NotText(key)),
    }
}

/// Longer names are no misspellings: the error shows the name, and behind its start could stand
/// anything.
const LONGEST_MISSPELLING: usize = 40;

/// The name in `object` that is nearest to `key`, if it is near, and nearer than to other names.
fn misspelling(object: &Map<String, Value>, key: &str) -> Option<String> {
    const NEAR: usize = 3;
    object
        .keys()
        .filter(|name| !KEYS.contains(&name.as_str()))
        .filter(|name| name.chars().count() <= LONGEST_MISSPELLING)
        .map(|name| (distance(&plain(name), &plain(key)), name))
        .filter(|(steps, name)| {
            let plain_name = plain(name);
            *steps <= NEAR
                && KEYS
                    .iter()
                    .all(|other| distance(&plain_name, &plain(other)) >= *steps)
        })
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, name)| name.clone())
}

/// Without case and separators: `tenantUrl`, `Tenant-URL` and `tenant_url` are one.
fn plain(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Levenshtein's distance.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

fn to_error(text: &str, fault: JsonFault) -> VendorJsonError {
    let offset = (0..=fault.offset.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default();
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    let smart =
        text[offset..].starts_with(['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}']);
    match fault.kind {
        JsonFaultKind::DuplicateKey => VendorJsonError::DuplicateKey { line, column },
        JsonFaultKind::Syntax if smart => VendorJsonError::SmartQuote { line, column },
        _ => VendorJsonError::NotJson { line, column },
    }
}
