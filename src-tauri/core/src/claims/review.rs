//! A draft looked at while it is filled in: what is wrong so far, what follows from it, its size.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{
    age,
    model::{FieldProblem, Form, Problem},
    read::{REQUEST_LIMIT, RESERVED, read_fields},
    text::text_of,
};

/// A form as it came, and what has been typed into it.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewRequest {
    /// The form that the fields come from.
    pub form: Form,
    /// Field id to what was typed.
    pub typed: BTreeMap<String, String>,
}

/// What can be said before Issue is pressed. Nothing here decides: Issue reads everything again.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Field id to the text of a value that is worked out, not asked; empty while it can't be.
    pub worked_out: BTreeMap<String, String>,
    /// What is wrong with what was typed; a field that is still empty is not told.
    pub problems: Vec<FieldProblem>,
    /// About how large the whole request is so far, in bytes.
    pub request_bytes: u32,
    /// How large it may be, in bytes.
    pub request_limit: u32,
}

/// Reviews a draft on `today`, the date where the desk stands.
pub fn review(request: &ReviewRequest, today: Date) -> Review {
    let ReviewRequest { form, typed } = request;
    let worked_out = form
        .fields
        .iter()
        .filter(|field| field.worked_out.is_some())
        .map(|field| {
            let value: Option<Value> = age::work_out(field, form, typed, today);
            let text = value.as_ref().map(text_of).unwrap_or_default();
            (field.id.clone(), text)
        });
    let (claims, mut problems) = read_fields(form, typed, today);
    problems.retain(|problem| problem.problem != Problem::Missing || problem.field.contains('#'));
    Review {
        worked_out: worked_out.collect(),
        problems,
        request_bytes: small(claims.byte_length() + RESERVED),
        request_limit: small(REQUEST_LIMIT),
    }
}

fn small(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
