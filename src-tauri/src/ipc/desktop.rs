//! The program as a desktop program: closing, settings, what it is made of, what may be copied.

use counterfoil_core::{exactly, settings::Settings};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::Code;

/// Someone wants to close the program while an offer is live.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuitAsked {
    /// Until when a live offer can still be redeemed.
    pub until: String,
}

/// What staff answered.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuitRequest {
    /// The answer.
    pub answer: QuitAnswer,
}

/// The answers to "An offer is live".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuitAnswer {
    /// Nobody has answered yet; the question is on the screen.
    Seen,
    /// Keep the program open.
    Keep,
    /// Cancel what is live, then quit.
    Cancel,
    /// Quit; the offer stays usable until its end.
    Leave,
}

/// All settings of this desk. A file may lack some of them or know more; a window may not.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct SettingsRequest(#[serde(deserialize_with = "exactly::read")] pub Settings);

/// What the program is.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Version of the program.
    pub version: String,
    /// The commit it was built from; empty when the build was not told.
    pub commit: String,
    /// Packages in it, one a line: name, version, licence.
    pub licences: String,
    /// The report that *Copy diagnostics* copies, word for word.
    pub diagnostics: String,
}

/// A text that staff may copy. Rust writes it; the web view only says which.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "what",
    deny_unknown_fields
)]
pub enum CopyRequest {
    /// The diagnostics of *About*.
    Diagnostics,
    /// The reference of an offer.
    Reference {
        /// Whose; Rust reads the reference, so that nothing else gets on the clipboard.
        #[ts(type = "string")]
        intent_id: Uuid,
    },
    /// The details of an error panel.
    Failure {
        /// The error.
        code: Code,
        /// Reference for the log.
        reference: Option<String>,
    },
}
