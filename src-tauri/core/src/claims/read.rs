//! From what was typed to claims JSON, with every problem told at once.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    model::{Field, FieldKind, FieldProblem, Form, Problem},
    number,
    path::ClaimPath,
    portrait, text, time,
    values::{ClaimValues, length_of},
};

/// The service's limit for a whole create request in bytes (mattr-vii.md 4.1: 500 KB, read as the
/// smaller meaning).
pub const REQUEST_LIMIT: usize = 500_000;

/// Kept free for ids, description and the rest of the request.
const RESERVED: usize = 4_096;

const CLAIMS_LIMIT: usize = REQUEST_LIMIT - RESERVED;

/// Reads `typed` (field id to text) by `form`. Sends only mapped paths; leaves out optional fields
/// that are empty. Outer white space is dropped, text is put in NFC.
///
/// # Errors
///
/// At most one problem for each field, in the order of the form.
pub fn read_claims(
    form: &Form,
    typed: &BTreeMap<String, String>,
) -> Result<ClaimValues, Vec<FieldProblem>> {
    let mut claims = Map::new();
    let mut problems = Vec::new();
    for field in &form.fields {
        let text = typed.get(&field.id).map_or("", |text| text.trim());
        match read_field(field, text) {
            Ok(Some((path, value))) => path.put(value, &mut claims),
            Ok(None) => {}
            Err(problem) => problems.push(problem_with(field, problem)),
        }
    }
    // Wiped on every way out from here.
    let claims = ClaimValues::new(claims);
    if problems.is_empty() {
        problems.extend(size_problem(form, &claims));
    }
    if problems.is_empty() {
        Ok(claims)
    } else {
        Err(problems)
    }
}

fn read_field(field: &Field, text: &str) -> Result<Option<(ClaimPath, Value)>, Problem> {
    if text.is_empty() {
        return if field.required {
            Err(Problem::Missing)
        } else {
            Ok(None)
        };
    }
    // A form that was not derived here could hold anything.
    let Some(path) = ClaimPath::new(&field.id) else {
        return Ok(None);
    };
    let value = read_value(field, text)?;
    Ok(Some((path, value)))
}

fn read_value(field: &Field, text: &str) -> Result<Value, Problem> {
    match field.kind {
        FieldKind::Text => text::clean(text).map(Value::String),
        FieldKind::Number => number::read(text),
        FieldKind::Boolean => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(Problem::NotABoolean),
        },
        FieldKind::Date => time::read_date(text).map(Value::String),
        FieldKind::DateTime => time::read_date_time(text).map(Value::String),
        FieldKind::Portrait => read_portrait(field, text),
        FieldKind::Unknown => text::unknown(text),
    }
}

fn read_portrait(field: &Field, text: &str) -> Result<Value, Problem> {
    portrait::check(text)?;
    // Two quotes, and name, quotes, colon and braces for each part of the path.
    let around = field.id.len() + 2 + 5 * field.id.split('.').count();
    if text.len() + around > CLAIMS_LIMIT {
        return Err(Problem::PictureTooLarge);
    }
    Ok(Value::String(text.to_owned()))
}

/// All fields are good by themselves; the whole may still be too large. The largest is told, as a
/// picture when it is one.
fn size_problem(form: &Form, claims: &ClaimValues) -> Option<FieldProblem> {
    // EXPOSE: measured, not kept.
    let values = claims.expose();
    if length_of(values) <= CLAIMS_LIMIT {
        return None;
    }
    let size_of = |field: &&Field| {
        let path = ClaimPath::new(&field.id);
        path.and_then(|path| path.find(values).map(length_of))
            .unwrap_or_default()
    };
    let largest = form.fields.iter().max_by_key(size_of)?;
    Some(problem_with(
        largest,
        match largest.kind {
            FieldKind::Portrait => Problem::PictureTooLarge,
            _ => Problem::RequestTooLarge,
        },
    ))
}

fn problem_with(field: &Field, problem: Problem) -> FieldProblem {
    FieldProblem {
        field: field.id.clone(),
        label: field.label.clone(),
        problem,
        message: None,
    }
}
