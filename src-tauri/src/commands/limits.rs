//! How much a page may send at once, and how often. What a request means is checked by its own use
//! case; this only keeps calls from being large or many enough to hurt (R58).

use std::sync::{Mutex, PoisonError};

use counterfoil_core::clock::{Clock as _, SystemClock};
use serde_json::Value;
use tauri::{
    Runtime,
    ipc::{Invoke, InvokeBody},
};

use super::pace::Pace;
use crate::ipc::{AppError, Code};

/// Texts of one request, together, in bytes.
const USUAL: usize = 64 << 10;

/// A form goes back and forth with its labels and choices, and with what was pasted into it: large
/// enough that "too long" is said at the field.
const FORM: usize = 4 << 20;

/// A file of 20 MB in base64: large enough that "too large" is said in the words of its kind.
const FILE: usize = 28 << 20;

/// Members and elements of one request, at every depth.
const PARTS: usize = 20_000;

/// Puts the limits before the commands.
pub(super) fn limited<R, F>(commands: F) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static
where
    R: Runtime,
    F: Fn(Invoke<R>) -> bool + Send + Sync + 'static,
{
    let pace = Mutex::new(Pace::default());
    let in_pace = move || {
        let mut pace = pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.take(SystemClock.boot())
    };
    move |invoke| {
        let command = invoke.message.command();
        let code = match invoke.message.payload() {
            _ if !in_pace() => Some(Code::TooOften),
            InvokeBody::Json(body) if fits(command, body) => None,
            InvokeBody::Json(_) => Some(Code::TooLarge),
            InvokeBody::Raw(_) => Some(Code::Internal),
        };
        let Some(code) = code else {
            return commands(invoke);
        };
        tracing::warn!(?code, "a request was refused before it was read");
        invoke.resolver.reject(AppError::plain(code));
        true
    }
}

/// Is a request small enough to be read?
pub(super) fn fits(command: &str, body: &Value) -> bool {
    let limit = match command {
        "prepare_portrait" | "read_roster" => FILE,
        "issue_offer" | "review_details" | "possible_match" | "save_preset" | "preview_preset" => {
            FORM
        }
        _ => USUAL,
    };
    let mut left = Left {
        bytes: limit,
        parts: PARTS,
    };
    left.take(body).is_some()
}

struct Left {
    bytes: usize,
    parts: usize,
}

impl Left {
    /// Nothing when something has run out. The reader of JSON has limited the depth.
    fn take(&mut self, value: &Value) -> Option<()> {
        self.parts = self.parts.checked_sub(1)?;
        match value {
            Value::String(text) => self.text(text),
            Value::Array(list) => list.iter().try_for_each(|one| self.take(one)),
            Value::Object(members) => members.iter().try_for_each(|(name, one)| {
                self.text(name)?;
                self.take(one)
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => Some(()),
        }
    }

    fn text(&mut self, text: &str) -> Option<()> {
        self.bytes = self.bytes.checked_sub(text.len())?;
        Some(())
    }
}
