//! From what was typed to claims JSON, with every problem told at once.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::{
    age,
    model::{Field, FieldKind, FieldProblem, Form, Problem},
    number,
    path::ClaimPath,
    portrait, privileges, text, time,
    values::{ClaimValues, length_of},
};

/// The service's limit for a whole create request in bytes (mattr-vii.md 4.1: 500 KB, read as the
/// smaller meaning).
pub const REQUEST_LIMIT: usize = 500_000;

/// Kept free for ids, description and the rest of the request.
pub(super) const RESERVED: usize = 4_096;

const CLAIMS_LIMIT: usize = REQUEST_LIMIT - RESERVED;

/// Reads `typed` (field id to text) by `form`. Sends only mapped paths; leaves out optional fields
/// that are empty. Outer white space is dropped, text is put in NFC. What follows from another
/// field is worked out here for `today`, the date at the desk, whatever was typed for it.
///
/// # Errors
///
/// Every problem, in the order of the form: at most one for a field, or for a part of its rows.
pub fn read_claims(
    form: &Form,
    typed: &BTreeMap<String, String>,
    today: Date,
) -> Result<ClaimValues, Vec<FieldProblem>> {
    let (claims, mut problems) = read_fields(form, typed, today);
    if problems.is_empty() {
        problems.extend(size_problem(form, &claims));
    }
    if problems.is_empty() {
        Ok(claims)
    } else {
        Err(problems)
    }
}

/// What is wrong with `typed`, as [`read_claims`] would tell it; the claims are wiped.
pub(crate) fn problems_of(
    form: &Form,
    typed: &BTreeMap<String, String>,
    today: Date,
) -> Vec<FieldProblem> {
    read_fields(form, typed, today).1
}

/// The claims of all fields that are good, and what is wrong with the others.
pub(super) fn read_fields(
    form: &Form,
    typed: &BTreeMap<String, String>,
    today: Date,
) -> (ClaimValues, Vec<FieldProblem>) {
    let mut claims = Map::new();
    let mut problems = Vec::new();
    for field in &form.fields {
        let text = typed.get(&field.id).map_or("", |text| text.trim());
        let read = match field.worked_out {
            Some(_) => Ok(age::work_out(field, form, typed, today)),
            None => read_field(field, text),
        };
        match read {
            // A form that was not derived here could hold any path.
            Ok(value) => {
                if let Some((path, value)) = ClaimPath::new(&field.id).zip(value) {
                    path.put(value, &mut claims);
                }
            }
            Err(found) => problems.extend(
                found
                    .into_iter()
                    .map(|(part, problem)| problem_with(field, &part, problem)),
            ),
        }
    }
    // Wiped on every way out from here.
    (ClaimValues::new(claims), problems)
}

/// The value to send, if any; or what is wrong, with the part of the row it is wrong in.
fn read_field(field: &Field, text: &str) -> Result<Option<Value>, Vec<(String, Problem)>> {
    let whole = |problem| vec![(String::new(), problem)];
    let value = match (text.is_empty(), field.kind) {
        (true, _) => None,
        (false, FieldKind::DrivingPrivileges) => privileges::read(text)?,
        (false, _) => Some(read_value(field, text).map_err(whole)?),
    };
    match value {
        None if field.required => Err(whole(Problem::Missing)),
        value => Ok(value),
    }
}

fn read_value(field: &Field, text: &str) -> Result<Value, Problem> {
    match field.kind {
        FieldKind::Text => text::clean(text).map(Value::String),
        FieldKind::Lines => text::clean_lines(text).map(Value::String),
        FieldKind::Number => number::read(text),
        FieldKind::Boolean => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(Problem::NotABoolean),
        },
        FieldKind::Date => time::read_date(text).map(Value::String),
        FieldKind::DateTime => time::read_date_time(text).map(Value::String),
        FieldKind::Portrait => read_portrait(field, text),
        FieldKind::Sex => match text {
            "0" | "1" | "2" | "9" => number::read(text),
            _ => Err(Problem::NotAChoice),
        },
        FieldKind::Unknown | FieldKind::DrivingPrivileges => text::unknown(text),
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
        "",
        match largest.kind {
            FieldKind::Portrait => Problem::PictureTooLarge,
            _ => Problem::RequestTooLarge,
        },
    ))
}

fn problem_with(field: &Field, part: &str, problem: Problem) -> FieldProblem {
    FieldProblem {
        field: match part {
            "" => field.id.clone(),
            part => format!("{}#{part}", field.id),
        },
        label: field.label.clone(),
        problem,
        message: None,
    }
}
