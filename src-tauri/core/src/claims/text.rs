//! Text in both directions: values to text for a control, typed text to clean text.

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::model::Problem;

/// Most characters in one field, portraits not counted.
const LONGEST: usize = 10_000;

/// A value as text for its control.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What was typed, in NFC: no control characters, at most 10,000 characters.
pub(super) fn clean(typed: &str) -> Result<String, Problem> {
    if typed.chars().any(char::is_control) {
        return Err(Problem::ControlCharacters);
    }
    normalise(typed)
}

/// Several lines, cleaned one by one; line ends become `\n`, blank lines go.
pub(super) fn clean_lines(typed: &str) -> Result<String, Problem> {
    let lines: Result<Vec<String>, Problem> = typed
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(clean)
        .collect();
    let text = lines?.join("\n");
    match text.chars().count() > LONGEST {
        true => Err(Problem::TooLong),
        false => Ok(text),
    }
}

fn normalise(typed: &str) -> Result<String, Problem> {
    // Checked first on the typed text, so that normalising stays cheap.
    let text: String = typed.chars().take(LONGEST + 1).nfc().collect();
    if typed.chars().count() > LONGEST || text.chars().count() > LONGEST {
        return Err(Problem::TooLong);
    }
    Ok(text)
}

/// A value of a type we do not know: JSON when it starts like an array or object, else text.
pub(super) fn unknown(typed: &str) -> Result<Value, Problem> {
    if !typed.starts_with(['[', '{']) {
        return clean(typed).map(Value::String);
    }
    let text = Zeroizing::new(normalise(typed)?);
    let limits = mattr_vii::json::Limits {
        bytes: 4 * LONGEST,
        depth: 16,
    };
    let value = mattr_vii::json::read(text.as_bytes(), limits).map_err(|_| Problem::NotJson)?;
    if has_control_characters(&value) {
        return Err(Problem::ControlCharacters);
    }
    Ok(value)
}

fn has_control_characters(value: &Value) -> bool {
    match value {
        Value::String(text) => text.chars().any(char::is_control),
        Value::Array(items) => items.iter().any(has_control_characters),
        Value::Object(members) => in_members(members),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn in_members(members: &Map<String, Value>) -> bool {
    members
        .iter()
        .any(|(name, value)| name.chars().any(char::is_control) || has_control_characters(value))
}
